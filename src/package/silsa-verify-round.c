#include "silsa-verify-private.h"

#include <string.h>

/* A package against the round that it was made in (DESIGN §7, "checked" and "inconsistent"). */

/* FALSE where the package belongs to another round, so that comparing on says nothing. */
static gboolean
check_identity(SilsaVerification *self, SilsaRound *round, const SilsaPayload *payload)
{
  guint version = silsa_round_get_version(round);

  if (g_strcmp0(payload->purpose, silsa_round_get_purpose(round)) != 0)
    silsa_verification_disagree(self,
                                strcmp(payload->purpose, "demonstration") == 0
                                    ? "demonstration-in-round"
                                    : "purpose-differs",
                                "", "purpose of package and round differ");
  if (g_strcmp0(payload->round_id, silsa_round_get_id(round)) != 0) {
    silsa_verification_disagree(self, "other-round", payload->round_id, "made in another round");
    return FALSE;
  }
  if (payload->round_version == version) {
    if (g_strcmp0(payload->round_sha256, silsa_round_get_sha256(round)) != 0)
      silsa_verification_disagree(self, "other-round", payload->round_id,
                                  "the same version with other content");
  } else if (payload->round_version > version) {
    silsa_problems_add(&self->shared, SILSA_VERDICT_INDETERMINATE, "round-newer", "",
                       "made with version %u, compared with %u", payload->round_version, version);
  } else {
    silsa_report_add_fact(self->report, "round-older", "", "made with version %u of %u",
                          payload->round_version, version);
  }
  return TRUE;
}

static gboolean
check_catalogue(SilsaVerification *self, SilsaRound *round, const SilsaPayload *payload)
{
  if (g_strcmp0(payload->catalogue_sha256, silsa_round_get_catalogue_sha256(round)) == 0)
    return TRUE;
  silsa_verification_disagree(self, "other-catalogue", "", "the round has another catalogue");
  return FALSE;
}

/* TRUE when the claims were compared. */
static gboolean
check_claims(SilsaVerification *self,
             const SilsaApplicant *applicant,
             const SilsaPayload *payload,
             gboolean same_version)
{
  g_autofree char *expected = silsa_applicant_claims_digest(applicant);

  if (applicant->claims->len == 0)
    return FALSE;
  if (strcmp(expected, payload->claims_sha256) == 0)
    return TRUE;
  if (same_version)
    silsa_verification_disagree(self, "claims-differ", "",
                                "the round has other claims of the city");
  else
    silsa_report_add_fact(self->report, "claims-changed", "", "claims of another version");
  return same_version;
}

static void
check_city(SilsaVerification *self, const SilsaApplicant *applicant, const SilsaPayload *payload)
{
  if (applicant->population != payload->population)
    silsa_verification_disagree(self, "population-differs", payload->city,
                                "the round has another population");
  if (g_strcmp0(applicant->class_id, payload->class_id) != 0)
    silsa_report_add_fact(self->report, "class-differs-from-round", payload->city,
                          "the round says %s", applicant->class_id);
}

static gboolean
names(GStrv list, const char *id)
{
  return list != NULL && g_strv_contains((const char *const *)list, id);
}

/* TRUE when the assignment was compared: the round knows the certificate. */
static gboolean
check_assignment(SilsaVerification *self,
                 const SilsaApplicant *applicant,
                 const SilsaPayload *payload)
{
  const SilsaPerson *person =
      silsa_trust_list_find_person(self->trust, payload->fingerprint, FALSE);

  if (person == NULL)
    return FALSE;
  if (strcmp(person->role, "assessor") != 0 || !names(person->assigned, applicant->id))
    silsa_verification_disagree(self, "not-assigned", person->name, "not sent to this city");
  if (names(person->conflicts, applicant->id))
    silsa_verification_disagree(self, "conflict-of-interest", person->name,
                                "the round names a conflict of interest");
  if (strcmp(person->name, payload->assessor) != 0)
    silsa_verification_disagree(self, "assessor-differs", person->name,
                                "the payload names another assessor");
  return TRUE;
}

static void
check_limit(SilsaVerification *self, SilsaRound *round)
{
  guint64 limit = silsa_round_get_package_limit(round);

  if (limit > 0 && self->report->size > limit)
    silsa_report_add_fact(self->report, "over-round-limit", "", "more than %" G_GUINT64_FORMAT,
                          limit);
}

void
silsa_verification_check_round(SilsaVerification *self, SilsaPayload *payload)
{
  SilsaRound *round = silsa_trust_list_get_round(self->trust);
  const SilsaApplicant *applicant;
  gboolean same_version;

  if (round == NULL || !check_identity(self, round, payload))
    return;
  same_version = payload->round_version == silsa_round_get_version(round);
  self->catalogue_checked = check_catalogue(self, round, payload);
  check_limit(self, round);
  applicant = silsa_round_find_applicant(round, payload->city);
  if (applicant == NULL) {
    silsa_verification_disagree(self, "city-unknown", payload->city, "no applicant of this round");
    return;
  }
  check_city(self, applicant, payload);
  self->claims_checked = check_claims(self, applicant, payload, same_version);
  self->assignment_checked = check_assignment(self, applicant, payload);
}
