#include "silsa-round-diff.h"

#include "silsa-round-field.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static void
difference_free(SilsaRoundDifference *self)
{
  g_free(self->id);
  silsa_text_clear(&self->name);
  g_free(self->field);
  g_free(self->indicator);
  g_free(self->old_value);
  g_free(self->new_value);
  g_free(self);
}

/* Where a difference is: the head, an applicant or a person. */
typedef struct {
  GPtrArray *out;
  SilsaRoundPart part;
  const char *id, *ko, *en;
} Place;

static void
add(const Place *place,
    const char *indicator,
    const char *field,
    const char *old_value,
    const char *new_value)
{
  SilsaRoundDifference *difference = g_new0(SilsaRoundDifference, 1);

  difference->part = place->part;
  difference->id = g_strdup(place->id);
  difference->name.ko = g_strdup(place->ko);
  difference->name.en = g_strdup(place->en);
  difference->field = g_strdup(field);
  difference->indicator = g_strdup(indicator);
  difference->old_value = g_strdup(old_value);
  difference->new_value = g_strdup(new_value);
  g_ptr_array_add(place->out, difference);
}

/* "" and NULL both mean: not there. */
static void
compare(const Place *place, const char *indicator, const char *field, const char *a, const char *b)
{
  const char *old_value = a != NULL && *a != '\0' ? a : NULL;
  const char *new_value = b != NULL && *b != '\0' ? b : NULL;

  if (g_strcmp0(old_value, new_value) != 0)
    add(place, indicator, field, old_value, new_value);
}

static void
compare_fields(const Place *place, SilsaRoundDraft *a, SilsaRoundDraft *b)
{
  for (const SilsaRoundField *const *at = silsa_round_fields(place->part); *at != NULL; at++)
    compare(place, NULL, (*at)->name, silsa_round_draft_get(a, place->part, place->id, (*at)->name),
            silsa_round_draft_get(b, place->part, place->id, (*at)->name));
}

/* Applicants */

static char *
join_achievements(const SilsaApplicant *applicant)
{
  g_autoptr(GString) all = g_string_new(NULL);

  for (guint i = 0; i < applicant->achievements->len; i++) {
    const SilsaText *text = g_ptr_array_index(applicant->achievements, i);

    g_string_append_printf(all, "%s%s / %s", i > 0 ? "; " : "", text->ko, text->en);
  }
  return g_string_free_and_steal(g_steal_pointer(&all));
}

/* "CODE\nFIELD" -> value, and the keys in order. */
static GHashTable *
collect_claims(const SilsaApplicant *applicant, GPtrArray *keys)
{
  GHashTable *claims = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr(SilsaAct) act = silsa_act_new("import-claims", NULL);

  silsa_applicant_add_claims(applicant, act);
  for (guint i = 0; i < act->changes->len; i++) {
    const SilsaChange *change = g_ptr_array_index(act->changes, i);
    char *key = g_strdup_printf("%s\n%s", change->subject, change->field);

    g_ptr_array_add(keys, g_strdup(key));
    g_hash_table_insert(claims, key, g_strdup(change->new_value));
  }
  return claims;
}

static void
compare_claims(const Place *place, const SilsaApplicant *a, const SilsaApplicant *b)
{
  g_autoptr(GPtrArray) keys = g_ptr_array_new_with_free_func(g_free);
  g_autoptr(GHashTable) before = collect_claims(a, keys);
  g_autoptr(GHashTable) after = collect_claims(b, keys);
  const char *last = NULL;

  g_ptr_array_sort_values(keys, (GCompareFunc)strcmp);
  for (guint i = 0; i < keys->len; i++) {
    const char *key = g_ptr_array_index(keys, i);
    g_auto(GStrv) names = g_strsplit(key, "\n", 2);

    if (g_strcmp0(key, last) != 0)
      compare(place, names[0], names[1], g_hash_table_lookup(before, key),
              g_hash_table_lookup(after, key));
    last = key;
  }
}

static const SilsaApplicant *
find_applicant(SilsaRound *round, const char *id)
{
  const SilsaApplicant *applicant = silsa_round_find_applicant(round, id);

  return applicant != NULL && g_str_equal(applicant->id, id) ? applicant : NULL;
}

/* One applicant; either may be NULL, not both. */
static void
compare_applicant(GPtrArray *out,
                  const SilsaApplicant *a,
                  const SilsaApplicant *b,
                  SilsaRoundDraft *older,
                  SilsaRoundDraft *newer)
{
  const SilsaApplicant *shown = b != NULL ? b : a;
  Place place = {out, SILSA_ROUND_APPLICANT, shown->id, shown->name.ko, shown->name.en};
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  if (a == NULL || b == NULL) {
    add(&place, NULL, NULL, a != NULL ? a->name.ko : NULL, b != NULL ? b->name.ko : NULL);
    return;
  }
  before = join_achievements(a);
  after = join_achievements(b);
  compare_fields(&place, older, newer);
  compare(&place, NULL, "achievements", before, after);
  compare_claims(&place, a, b);
}

static void
compare_applicants(
    GPtrArray *out, SilsaRound *a, SilsaRound *b, SilsaRoundDraft *older, SilsaRoundDraft *newer)
{
  GPtrArray *before = silsa_round_get_applicants(a);
  GPtrArray *after = silsa_round_get_applicants(b);

  for (guint i = 0; i < before->len; i++) {
    const SilsaApplicant *applicant = g_ptr_array_index(before, i);

    compare_applicant(out, applicant, find_applicant(b, applicant->id), older, newer);
  }
  for (guint i = 0; i < after->len; i++) {
    const SilsaApplicant *applicant = g_ptr_array_index(after, i);

    if (find_applicant(a, applicant->id) == NULL)
      compare_applicant(out, NULL, applicant, older, newer);
  }
}

/* Persons */

static const SilsaPerson *
find_person(SilsaRound *round, const char *id)
{
  GPtrArray *persons = silsa_round_get_persons(round);

  for (guint i = 0; i < persons->len; i++) {
    const SilsaPerson *person = g_ptr_array_index(persons, i);

    if (g_str_equal(person->id, id))
      return person;
  }
  return NULL;
}

/* Whoever is assigned first does not matter. */
static void
compare_ids(const Place *place, const char *field, GStrv a, GStrv b)
{
  for (guint i = 0; a[i] != NULL; i++) {
    if (!g_strv_contains((const char *const *)b, a[i]))
      add(place, NULL, field, a[i], NULL);
  }
  for (guint i = 0; b[i] != NULL; i++) {
    if (!g_strv_contains((const char *const *)a, b[i]))
      add(place, NULL, field, NULL, b[i]);
  }
}

static void
compare_person(GPtrArray *out,
               const SilsaPerson *a,
               const SilsaPerson *b,
               SilsaRoundDraft *older,
               SilsaRoundDraft *newer)
{
  const SilsaPerson *shown = b != NULL ? b : a;
  Place place = {out, SILSA_ROUND_PERSON, shown->id, shown->name, shown->name};

  if (a == NULL || b == NULL) {
    add(&place, NULL, NULL, a != NULL ? a->name : NULL, b != NULL ? b->name : NULL);
    return;
  }
  compare_fields(&place, older, newer);
  compare_ids(&place, "assigned", a->assigned, b->assigned);
  compare_ids(&place, "conflicts", a->conflicts, b->conflicts);
}

static void
compare_persons(
    GPtrArray *out, SilsaRound *a, SilsaRound *b, SilsaRoundDraft *older, SilsaRoundDraft *newer)
{
  GPtrArray *before = silsa_round_get_persons(a);
  GPtrArray *after = silsa_round_get_persons(b);

  for (guint i = 0; i < before->len; i++) {
    const SilsaPerson *person = g_ptr_array_index(before, i);

    compare_person(out, person, find_person(b, person->id), older, newer);
  }
  for (guint i = 0; i < after->len; i++) {
    const SilsaPerson *person = g_ptr_array_index(after, i);

    if (find_person(a, person->id) == NULL)
      compare_person(out, NULL, person, older, newer);
  }
}

GPtrArray *
silsa_round_diff(SilsaRound *older, SilsaRound *newer)
{
  GPtrArray *out = g_ptr_array_new_with_free_func((GDestroyNotify)difference_free);
  g_autoptr(SilsaRoundDraft) before = silsa_round_draft_new_from_round(older, NULL);
  g_autoptr(SilsaRoundDraft) after = silsa_round_draft_new_from_round(newer, NULL);
  Place head = {.out = out, .part = SILSA_ROUND_HEAD};

  compare(&head, NULL, "id", silsa_round_get_id(older), silsa_round_get_id(newer));
  compare(&head, NULL, "catalogue", silsa_round_get_catalogue_sha256(older),
          silsa_round_get_catalogue_sha256(newer));
  compare_fields(&head, before, after);
  compare_applicants(out, older, newer, before, after);
  compare_persons(out, older, newer, before, after);
  return out;
}

/* Words */

static const char *
field_to_text(const SilsaRoundDifference *self)
{
  static const struct {
    const char *field;
    const char *text;
  } others[] = {
      {"id", NC_("round", "Identifier")},
      {"catalogue", NC_("round", "Catalogue")},
      {"achievements", NC_("round", "Representative achievements")},
      {"assigned", NC_("round", "Assigned to")},
      {"conflicts", NC_("round", "Conflict of interest")},
      {"claim-summary", NC_("round", "Summary")},
      {"claim-page", NC_("round", "Page")},
      {"claim-document", NC_("round", "Document")},
      {"claim:level", NC_("round", "Maturity level")},
  };
  const SilsaRoundField *field = silsa_round_field_find(self->part, self->field);

  if (field != NULL)
    return _(field->title);
  for (guint i = 0; i < G_N_ELEMENTS(others); i++) {
    if (g_str_equal(others[i].field, self->field))
      return g_dpgettext2(GETTEXT_PACKAGE, "round", others[i].text);
  }
  return g_str_has_prefix(self->field, "claim:") ? self->field + strlen("claim:") : self->field;
}

static const char *
value_to_text(const SilsaRoundDifference *self, const char *value)
{
  const SilsaRoundField *field = silsa_round_field_find(self->part, self->field);

  if (value == NULL)
    return C_("value", "none");
  return field != NULL ? silsa_round_word_to_text(field, value) : value;
}

/* An applicant or person as a whole. */
static char *
whole_to_text(const SilsaRoundDifference *self, const char *name)
{
  if (self->part == SILSA_ROUND_APPLICANT)
    return g_strdup_printf(
        self->old_value == NULL ? _("New applicant: %s") : _("No longer an applicant: %s"), name);
  return g_strdup_printf(
      self->old_value == NULL ? _("New person: %s") : _("No longer in the round: %s"), name);
}

char *
silsa_round_difference_to_text(const SilsaRoundDifference *self, SilsaLanguage language)
{
  const char *name = language == SILSA_LANGUAGE_KO ? self->name.ko : self->name.en;
  const char *field, *before, *after;

  if (self->field == NULL)
    return whole_to_text(self, name);
  field = field_to_text(self);
  before = value_to_text(self, self->old_value);
  after = value_to_text(self, self->new_value);
  if (self->indicator != NULL)
    /* applicant, code of the indicator, what of it, before, after */
    return g_strdup_printf(_("%s, %s, %s: %s → %s"), name, self->indicator, field, before, after);
  if (name != NULL)
    /* applicant or person, what of it, before, after */
    return g_strdup_printf(_("%s, %s: %s → %s"), name, field, before, after);
  /* what of the round, before, after */
  return g_strdup_printf(_("%s: %s → %s"), field, before, after);
}
