#include "silsa-round-update.h"

#include "silsa-error.h"

#include <string.h>

static gboolean
refuse(const char *rule, const char *found, const char *expected, GError **error)
{
  silsa_error_set(error, SILSA_ERROR_INVALID, rule, "the round is not taken");
  silsa_error_with_found(error, found);
  silsa_error_with_expected(error, expected);
  return FALSE;
}

static gboolean
refuse_version(const char *rule, SilsaRound *round, guint version, GError **error)
{
  g_autofree char *found = g_strdup_printf("%u", silsa_round_get_version(round));
  g_autofree char *expected = g_strdup_printf("%u", version);

  return refuse(rule, found, expected, error);
}

static gboolean
check_version(const SilsaCase *about, SilsaRound *round, GError **error)
{
  guint version = silsa_round_get_version(round);

  if (version < about->round_version)
    return refuse_version("round-older", round, about->round_version, error);
  if (version == about->round_version &&
      g_strcmp0(silsa_round_get_sha256(round), about->round_sha256) != 0)
    return refuse_version("round-same-version", round, about->round_version, error);
  return TRUE;
}

static gboolean
check_round(SilsaAssessment *assessment, SilsaRound *round, GError **error)
{
  const SilsaCase *about = silsa_assessment_get_case(assessment);
  SilsaCatalogue *catalogue = silsa_assessment_get_catalogue(assessment);

  if (about->round_id == NULL)
    return refuse("round-none", NULL, NULL, error);
  if (strcmp(silsa_round_get_id(round), about->round_id) != 0)
    return refuse("round-other", silsa_round_get_id(round), about->round_id, error);
  if (strcmp(silsa_round_get_catalogue_sha256(round), silsa_catalogue_get_sha256(catalogue)) != 0)
    return refuse("round-catalogue", silsa_round_get_catalogue_sha256(round),
                  silsa_catalogue_get_sha256(catalogue), error);
  if (strcmp(silsa_round_get_purpose(round), about->purpose) != 0)
    return refuse("round-purpose", silsa_round_get_purpose(round), about->purpose, error);
  return check_version(about, round, error);
}

static gboolean
is_signed_with(const SilsaRoundUpdate *update, const char *fingerprint)
{
  return fingerprint != NULL && update->fingerprints != NULL &&
         g_strv_contains(update->fingerprints, fingerprint);
}

/* The known key vouches for a new one by signing a round that lists it. Its signature alone does
 * not: anybody can put one more signature into a package. */
static gboolean
is_known_or_listed(const SilsaRoundUpdate *update, const char *known)
{
  const SilsaPerson *person;

  if (g_strcmp0(update->fingerprint, known) == 0 ||
      g_strcmp0(update->fingerprint, update->confirmed) == 0)
    return TRUE;
  person = silsa_round_find_fingerprint(update->round, update->fingerprint);
  return person != NULL && strcmp(person->role, "secretary") == 0;
}

static gboolean
check_signature(SilsaAssessment *assessment, const SilsaRoundUpdate *update, GError **error)
{
  const SilsaCase *about = silsa_assessment_get_case(assessment);
  const char *secretary = silsa_assessment_get(assessment, "round", "secretary");
  const char *known = secretary != NULL ? secretary : about->round_fingerprint;

  if (update->fingerprint == NULL)
    return known == NULL || refuse("round-unsigned", NULL, NULL, error);
  if ((is_signed_with(update, known) || is_signed_with(update, update->confirmed)) &&
      is_known_or_listed(update, known))
    return TRUE;
  return refuse("round-unconfirmed", update->fingerprint, NULL, error);
}

/* The city of the file: by its Korean name, and where that was corrected by its English one. */
static const SilsaApplicant *
find_city(SilsaAssessment *assessment, SilsaRound *round, GError **error)
{
  const SilsaCase *about = silsa_assessment_get_case(assessment);
  const SilsaApplicant *applicant = silsa_round_find_applicant(round, about->city_name);

  if (applicant == NULL && about->city_name_en != NULL)
    applicant = silsa_round_find_applicant(round, about->city_name_en);
  if (applicant == NULL)
    refuse("round-withdrawn", about->city_name, NULL, error);
  return applicant;
}

static void
add_number(SilsaAct *act, const char *subject, const char *field, guint64 number)
{
  g_autofree char *text = number > 0 ? g_strdup_printf("%" G_GUINT64_FORMAT, number) : NULL;

  silsa_act_add(act, subject, field, text);
}

static void
add_round(SilsaAct *act, const SilsaRoundUpdate *update)
{
  SilsaRound *round = update->round;

  silsa_act_add(act, "round", "digest", silsa_round_get_sha256(round));
  add_number(act, "round", "version", silsa_round_get_version(round));
  silsa_act_add(act, "round", "signer", update->signer);
  silsa_act_add(act, "round", "fingerprint", update->fingerprint);
  silsa_act_add(act, "round", "title", silsa_round_get_title(round)->ko);
  silsa_act_add(act, "round", "title-en", silsa_round_get_title(round)->en);
  silsa_act_add(act, "round", "preview", silsa_round_get_preview_policy(round));
  silsa_act_add(act, "round", "visit-from", silsa_round_get_visit_from(round));
  silsa_act_add(act, "round", "visit-to", silsa_round_get_visit_to(round));
  add_number(act, "round", "package-limit", silsa_round_get_package_limit(round));
  silsa_act_add(act, "round", "gps", silsa_round_get_gps_included(round) ? "included" : NULL);
  silsa_act_add(act, "round", "photos", silsa_round_get_photo_rule(round));
}

/* A key that the confirmed one countersigned, or that the user confirms, is the confirmed one from
 * now on. */
static void
add_secretary(SilsaAct *act, SilsaAssessment *assessment, const SilsaRoundUpdate *update)
{
  if (silsa_assessment_get(assessment, "round", "secretary") != NULL ||
      is_signed_with(update, update->confirmed))
    silsa_act_add(act, "round", "secretary", update->fingerprint);
}

/* A class that was set in the file stays, unless the round itself has another one now. */
static gboolean
has_new_class(SilsaAssessment *assessment,
              const SilsaRoundUpdate *update,
              const SilsaApplicant *applicant)
{
  const SilsaApplicant *before = NULL;
  SilsaCatalogue *catalogue = silsa_assessment_get_catalogue(assessment);
  const SilsaCityClass *in_force =
      silsa_catalogue_get_class(catalogue, silsa_assessment_get_class_index(assessment));

  if (update->previous != NULL)
    before = silsa_round_find_applicant(update->previous, applicant->id);
  return strcmp(before != NULL ? before->class_id : in_force->id, applicant->class_id) != 0;
}

static void
add_city(SilsaAct *act,
         SilsaAssessment *assessment,
         const SilsaRoundUpdate *update,
         const SilsaApplicant *applicant)
{
  silsa_act_add(act, "city", "name", applicant->name.ko);
  silsa_act_add(act, "city", "name-en", applicant->name.en);
  add_number(act, "city", "population", applicant->population);
  if (has_new_class(assessment, update, applicant)) {
    silsa_act_add(act, "city", "class", applicant->class_id);
    silsa_act_add(act, "city", "class-reason", applicant->class_reason);
  }
}

static void
collect_claim(const char *subject, const char *field, const char *value, gpointer claims)
{
  if (g_str_has_prefix(field, "claim"))
    g_hash_table_insert(claims, g_strdup_printf("%s\n%s", subject, field), g_strdup(value));
}

/* What the round claims is set; what it does not claim any more is cleared. */
static void
add_claims(SilsaAct *act, SilsaAssessment *assessment, const SilsaApplicant *applicant)
{
  g_autoptr(GHashTable) old = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr(SilsaAct) claims = silsa_act_new("import-claims", NULL);
  g_autoptr(GPtrArray) gone = NULL;

  silsa_assessment_foreach_fact(assessment, collect_claim, old);
  silsa_applicant_add_claims(applicant, claims);
  for (guint i = 0; i < claims->changes->len; i++) {
    const SilsaChange *change = g_ptr_array_index(claims->changes, i);
    g_autofree char *key = g_strdup_printf("%s\n%s", change->subject, change->field);

    g_hash_table_remove(old, key);
    silsa_act_add(act, change->subject, change->field, change->new_value);
  }
  gone = g_hash_table_get_keys_as_ptr_array(old);
  g_ptr_array_sort_values(gone, (GCompareFunc)strcmp);
  for (guint i = 0; i < gone->len; i++) {
    g_auto(GStrv) names = g_strsplit(g_ptr_array_index(gone, i), "\n", 2);

    silsa_act_add(act, names[0], names[1], NULL);
  }
}

SilsaAct *
silsa_round_update_new(SilsaAssessment *assessment, const SilsaRoundUpdate *update, GError **error)
{
  const SilsaCase *about = silsa_assessment_get_case(assessment);
  g_autoptr(SilsaAct) act = silsa_act_new("update-round", "round");
  const SilsaApplicant *applicant;

  if (!check_round(assessment, update->round, error) || !check_signature(assessment, update, error))
    return NULL;
  applicant = find_city(assessment, update->round, error);
  if (applicant == NULL)
    return NULL;
  add_secretary(act, assessment, update);
  if (g_strcmp0(silsa_round_get_sha256(update->round), about->round_sha256) != 0) {
    add_round(act, update);
    add_city(act, assessment, update, applicant);
    add_claims(act, assessment, applicant);
  }
  return g_steal_pointer(&act);
}
