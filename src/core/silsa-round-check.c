#include "silsa-round-check.h"

#include <glib/gi18n-lib.h>

static void
add(GPtrArray *gaps, const char *code, const char *id, const char *name, const char *name_en)
{
  SilsaRoundGap *gap = g_new0(SilsaRoundGap, 1);

  gap->code = code;
  gap->id = id;
  gap->name = name;
  gap->name_en = name_en;
  g_ptr_array_add(gaps, gap);
}

static void
check_head(SilsaRoundCheck *self, SilsaRound *round)
{
  if (silsa_round_get_provenance(round) == NULL)
    add(self->missing, "provenance", NULL, NULL, NULL);
  if (silsa_round_get_visit_from(round) == NULL)
    add(self->missing, "visit", NULL, NULL, NULL);
  if (silsa_round_get_decision(round) == NULL)
    add(self->missing, "decision", NULL, NULL, NULL);
  if (silsa_round_get_keeping_until(round) == NULL)
    add(self->missing, "keeping", NULL, NULL, NULL);
  if (silsa_round_get_registration_from(round) == NULL)
    add(self->warnings, "registration", NULL, NULL, NULL);
  if (silsa_round_get_package_limit(round) == 0)
    add(self->warnings, "package-limit", NULL, NULL, NULL);
}

static gboolean
is_visited(SilsaRound *round, const char *applicant)
{
  GPtrArray *persons = silsa_round_get_persons(round);

  for (guint i = 0; i < persons->len; i++) {
    const SilsaPerson *person = g_ptr_array_index(persons, i);

    if (g_str_equal(person->role, "assessor") &&
        g_strv_contains((const char *const *)person->assigned, applicant))
      return TRUE;
  }
  return FALSE;
}

static void
check_applicants(SilsaRoundCheck *self, SilsaRound *round)
{
  GPtrArray *applicants = silsa_round_get_applicants(round);

  if (applicants->len == 0)
    add(self->missing, "applicants", NULL, NULL, NULL);
  for (guint i = 0; i < applicants->len; i++) {
    const SilsaApplicant *applicant = g_ptr_array_index(applicants, i);
    const SilsaText *name = &applicant->name;

    if (applicant->claims->len == 0)
      add(self->missing, "claims", applicant->id, name->ko, name->en);
    if (!is_visited(round, applicant->id))
      add(self->missing, "unassigned", applicant->id, name->ko, name->en);
  }
}

static void
check_person(SilsaRoundCheck *self, SilsaRound *round, const SilsaPerson *person)
{
  if (person->fingerprint == NULL)
    add(self->missing, "fingerprint", person->id, person->name, person->name);
  if (g_str_equal(person->role, "assessor") && person->assigned[0] == NULL)
    add(self->warnings, "idle", person->id, person->name, person->name);
  if (silsa_round_find_person(round, person->name) != person)
    add(self->warnings, "name-twice", person->id, person->name, person->name);
}

static void
check_persons(SilsaRoundCheck *self, SilsaRound *round)
{
  GPtrArray *persons = silsa_round_get_persons(round);
  gboolean any_assessor = FALSE, any_secretary = FALSE;

  for (guint i = 0; i < persons->len; i++) {
    const SilsaPerson *person = g_ptr_array_index(persons, i);

    any_assessor |= g_str_equal(person->role, "assessor");
    any_secretary |= g_str_equal(person->role, "secretary") && person->fingerprint != NULL;
    check_person(self, round, person);
  }
  if (!any_assessor)
    add(self->missing, "assessors", NULL, NULL, NULL);
  if (!any_secretary)
    add(self->missing, "secretary", NULL, NULL, NULL);
}

SilsaRoundCheck *
silsa_round_check_new(SilsaRound *round)
{
  SilsaRoundCheck *self = g_new0(SilsaRoundCheck, 1);

  self->missing = g_ptr_array_new_with_free_func(g_free);
  self->warnings = g_ptr_array_new_with_free_func(g_free);
  check_head(self, round);
  check_applicants(self, round);
  check_persons(self, round);
  self->complete = self->missing->len == 0;
  return self;
}

void
silsa_round_check_free(SilsaRoundCheck *self)
{
  g_ptr_array_unref(self->missing);
  g_ptr_array_unref(self->warnings);
  g_free(self);
}

char *
silsa_round_gap_to_text(const SilsaRoundGap *self, SilsaLanguage language)
{
  static const struct {
    const char *code;
    const char *text;
  } sentences[] = {
      {"provenance", N_("It is not said where the content comes from.")},
      {"visit", N_("The days of the visits are missing.")},
      {"decision", N_("The day of the decision is missing.")},
      {"keeping", N_("It is not said until when, and for what, files may be kept.")},
      {"applicants", N_("There is no applicant.")},
      {"assessors", N_("There is no assessor.")},
      {"secretary", N_("There is no secretary with the fingerprint of a certificate.")},
      {"registration", N_("The days of registration are missing.")},
      {"package-limit", N_("Packages may be of any size.")},
      {"claims", N_("There are no claims.")},
      {"unassigned", N_("No assessor is assigned.")},
      {"fingerprint",
       N_("The fingerprint of the certificate is missing, so no signature will count.")},
      {"idle", N_("Assigned to no applicant.")},
      {"name-twice", N_("Another person has the same name.")},
  };
  const char *name = language == SILSA_LANGUAGE_KO ? self->name : self->name_en;

  for (guint i = 0; i < G_N_ELEMENTS(sentences); i++) {
    if (g_str_equal(sentences[i].code, self->code))
      return g_strconcat(name != NULL ? name : "", name != NULL ? ": " : "", _(sentences[i].text),
                         NULL);
  }
  return g_strdup(self->code);
}

gboolean
silsa_round_may_be_signed_by(SilsaRound *round, const char *fingerprint)
{
  GPtrArray *persons = silsa_round_get_persons(round);
  gboolean any = FALSE;

  for (guint i = 0; i < persons->len; i++) {
    const SilsaPerson *person = g_ptr_array_index(persons, i);

    if (!g_str_equal(person->role, "secretary") || person->fingerprint == NULL)
      continue;
    if (g_str_equal(person->fingerprint, fingerprint))
      return TRUE;
    any = TRUE;
  }
  return !any;
}
