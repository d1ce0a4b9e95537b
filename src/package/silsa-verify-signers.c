#include "silsa-verify-private.h"

#include "silsa-certificate.h"

#include <string.h>

/* A clock may be a day off before what it says cannot be right. */
#define FUTURE_SECONDS (24 * 60 * 60)

/* One signature with what can be told of its certificate. */
typedef struct {
  SilsaXades *xades;
  char *fingerprint; /* or NULL */
  gboolean trusted, expired_now, time_ok, revocation_ok;
} Candidate;

static void
candidate_free(Candidate *self)
{
  g_free(self->fingerprint);
  g_free(self);
}

static void
note(Candidate *self, SilsaVerdict verdict, const char *code, const char *message)
{
  silsa_problems_add(&self->xades->problems, verdict, code, self->xades->entry, "%s", message);
}

static gboolean
is_round(const SilsaVerification *verification)
{
  return g_strcmp0(verification->report->kind, "round") == 0;
}

/* The list of a round says who may assess; only its secretaries may make the next round. */
static const SilsaPerson *
find_person(SilsaVerification *verification, Candidate *self, gboolean trusted)
{
  const SilsaPerson *person =
      silsa_trust_list_find_person(verification->trust, self->fingerprint, trusted);

  return person != NULL && is_round(verification) && strcmp(person->role, "secretary") != 0
             ? NULL
             : person;
}

/* --- certificate ---------------------------------------------------------------------------- */

static void
check_key(Candidate *self)
{
  const char *fault = silsa_certificate_find_fault(self->xades->certificate);

  if (fault != NULL)
    note(self, SILSA_VERDICT_REFUSED, fault, "the key or its use is against the policy");
}

/* --- time ----------------------------------------------------------------------------------- */

static gboolean
is_before(const char *instant, gint64 seconds)
{
  g_autoptr(GTimeZone) utc = g_time_zone_new_utc();
  g_autoptr(GDateTime) time = g_date_time_new_from_iso8601(instant, utc);

  return time != NULL && seconds < g_date_time_to_unix(time);
}

static void
check_claimed_time(SilsaVerification *verification, Candidate *self)
{
  gint64 now = silsa_trust_list_get_now(verification->trust);
  gint64 time = self->xades->time;

  if (time > now + FUTURE_SECONDS)
    note(self, SILSA_VERDICT_INDETERMINATE, "future-time", "the signing time lies ahead");
  if (verification->last_row != NULL && is_before(verification->last_row, time))
    note(self, SILSA_VERDICT_INCONSISTENT, "signed-before-journal",
         "signed before the last row of the journal");
}

static void
check_validity(SilsaVerification *verification, Candidate *self)
{
  gint64 now = silsa_trust_list_get_now(verification->trust);
  gint64 time = self->xades->time, from, to;

  if (!silsa_certificate_get_validity(self->xades->certificate, &from, &to)) {
    note(self, SILSA_VERDICT_INDETERMINATE, "validity-unreadable", "no period of validity");
    return;
  }
  if (time < from)
    note(self, SILSA_VERDICT_INDETERMINATE, "not-yet-valid", "signed before it was valid");
  else if (time > to)
    note(self, SILSA_VERDICT_INDETERMINATE, "expired", "signed after it had expired");
  else if (now > to)
    self->expired_now = TRUE;
}

/* Nobody but the signer vouches for the time. Where the round lists this very certificate, that is
 * enough; a certificate that anyone could have kept in use is not. */
static void
settle_expiry(SilsaVerification *verification, Candidate *self)
{
  if (!self->expired_now)
    return;
  if (find_person(verification, self, TRUE) != NULL)
    silsa_report_add_fact(verification->report, "no-trusted-time", self->xades->entry,
                          "expired since, and only the signer says when it was signed");
  else
    note(self, SILSA_VERDICT_INDETERMINATE, "expired", "the certificate has expired since");
}

static void
check_time(SilsaVerification *verification, Candidate *self)
{
  if (!self->xades->has_time)
    return;
  check_claimed_time(verification, self);
  check_validity(verification, self);
  settle_expiry(verification, self);
  self->time_ok = !self->expired_now && !silsa_problems_has(&self->xades->problems, "expired") &&
                  !silsa_problems_has(&self->xades->problems, "not-yet-valid") &&
                  !silsa_problems_has(&self->xades->problems, "future-time") &&
                  !silsa_problems_has(&self->xades->problems, "signed-before-journal");
}

/* --- trust ---------------------------------------------------------------------------------- */

static void
check_trust(SilsaVerification *verification, Candidate *self)
{
  self->trusted = silsa_trust_list_names(verification->trust, self->fingerprint) ||
                  find_person(verification, self, TRUE) != NULL;
  if (self->trusted)
    return;
  if (find_person(verification, self, FALSE) != NULL)
    note(self, SILSA_VERDICT_UNTRUSTED, "round-untrusted",
         "on the list of a round that is not trusted itself");
  else
    note(self, SILSA_VERDICT_UNTRUSTED, "signer-not-listed", "nobody vouches for the certificate");
}

/* Nobody but the signer says that he signed before; and one who lost his key does not sign. */
static void
check_revocation(SilsaVerification *verification, Candidate *self)
{
  gint64 since = 0;
  SilsaRevocation found =
      silsa_trust_list_check_revocation(verification->trust, self->xades->certificate, &since);

  self->revocation_ok = found == SILSA_REVOCATION_GOOD;
  if (found == SILSA_REVOCATION_REVOKED && self->xades->has_time && self->xades->time < since)
    note(self, SILSA_VERDICT_INDETERMINATE, "revoked-since", "revoked after the signing time");
  else if (found == SILSA_REVOCATION_REVOKED)
    note(self, SILSA_VERDICT_REFUSED, "revoked", "revoked before the signing time");
  else if (found == SILSA_REVOCATION_STALE)
    silsa_report_add_fact(verification->report, "revocation-stale", self->xades->entry,
                          "the list of revoked certificates is out of date");
}

static void
check_candidate(SilsaVerification *verification, Candidate *self)
{
  if (self->xades->certificate == NULL)
    return; /* noted when it was read */
  self->fingerprint = silsa_certificate_fingerprint(self->xades->certificate);
  check_key(self);
  check_time(verification, self);
  check_revocation(verification, self);
  check_trust(verification, self);
}

static Candidate *
find_valid(GPtrArray *candidates)
{
  for (guint i = 0; i < candidates->len; i++) {
    Candidate *one = candidates->pdata[i];

    if (one->trusted && one->xades->problems.worst == SILSA_VERDICT_VALID)
      return one;
  }
  return NULL;
}

static gboolean
is_listed_secretary(const SilsaVerification *verification, const Candidate *self)
{
  SilsaRound *round = verification->report->content_round;
  const SilsaPerson *person = round != NULL && self->fingerprint != NULL
                                  ? silsa_round_find_fingerprint(round, self->fingerprint)
                                  : NULL;

  return person != NULL && strcmp(person->role, "secretary") == 0;
}

/* A round that the old key signs beside the new one is trusted for the old one's sake, and so is
 * the new key where that round lists it as a secretary's. Anybody can add a signature; what is
 * signed nobody can change. */
static void
take_over_cross_signature(SilsaVerification *verification, GPtrArray *candidates)
{
  if (!is_round(verification) || find_valid(candidates) == NULL)
    return;
  for (guint i = 0; i < candidates->len; i++) {
    Candidate *one = candidates->pdata[i];

    if (one->xades->problems.worst != SILSA_VERDICT_UNTRUSTED ||
        !is_listed_secretary(verification, one))
      continue;
    one->xades->problems.worst = SILSA_VERDICT_VALID;
    g_ptr_array_set_size(one->xades->problems.notes, 0);
    one->trusted = TRUE;
    silsa_report_add_fact(verification->report, "cross-signed", one->xades->entry,
                          "trusted because a trusted key signed it too");
  }
}

/* --- the report ----------------------------------------------------------------------------- */

static SilsaVerdict
verdict_of(const SilsaVerification *verification, const Candidate *self)
{
  return MIN(verification->shared.worst, self->xades->problems.worst);
}

static SilsaSigner *
describe(const SilsaVerification *verification, const Candidate *self)
{
  SilsaSigner *signer = g_new0(SilsaSigner, 1);

  if (self->xades->certificate != NULL)
    silsa_certificate_facts_init(&signer->certificate, self->xades->certificate);
  signer->role = g_strdup(self->xades->role);
  signer->time = g_strdup(self->xades->time_text);
  signer->level = g_strdup("B");
  signer->verdict = verdict_of(verification, self);
  signer->intact = self->xades->verified && signer->verdict > SILSA_VERDICT_ALTERED;
  signer->trusted = self->trusted && signer->intact;
  return signer;
}

/* Where the content names nobody who signed, one that is trusted stands for the package, in
 * whatever order the signatures lie. */
static Candidate *
find_named(SilsaVerification *verification, GPtrArray *candidates)
{
  Candidate *valid = find_valid(candidates);

  for (guint i = 0; i < candidates->len; i++) {
    Candidate *one = candidates->pdata[i];

    if (verification->signer != NULL && g_strcmp0(one->fingerprint, verification->signer) == 0)
      return one;
  }
  if (verification->signer != NULL)
    silsa_problems_add(&verification->shared, SILSA_VERDICT_INCONSISTENT, "signer-differs", "",
                       "the assessor that is named did not sign");
  if (valid != NULL)
    return valid;
  return candidates->len > 0 ? candidates->pdata[0] : NULL;
}

static void
add_notes(SilsaReport *report, const SilsaProblems *problems)
{
  for (guint i = 0; i < problems->notes->len; i++) {
    const SilsaVerifyNote *one = problems->notes->pdata[i];

    g_ptr_array_add(report->problems, silsa_verify_note_new(one->code, one->where, one->message));
  }
}

static void
tell_checked(SilsaVerification *verification, const Candidate *named)
{
  SilsaReport *report = verification->report;

  if (!is_round(verification)) {
    silsa_report_add_checked(report, "catalogue", verification->catalogue_checked);
    silsa_report_add_checked(report, "assignment", verification->assignment_checked);
    silsa_report_add_checked(report, "claims", verification->claims_checked);
  } else if (report->content_round == NULL) {
    silsa_report_add_checked(report, "catalogue", FALSE);
  }
  silsa_report_add_checked(report, "time", named != NULL && named->time_ok);
  silsa_report_add_checked(report, "revocation",
                           named != NULL && named->trusted && named->revocation_ok);
}

static void
tell(SilsaVerification *verification, GPtrArray *candidates)
{
  SilsaReport *report = verification->report;
  Candidate *named = find_named(verification, candidates);

  report->verdict = named != NULL ? verdict_of(verification, named) : verification->shared.worst;
  add_notes(report, &verification->shared);
  if (named != NULL) {
    SilsaSigner *signer = describe(verification, named);

    report->intact = signer->intact;
    report->trusted = signer->trusted;
    g_ptr_array_add(report->signers, signer);
    add_notes(report, &named->xades->problems);
  }
  for (guint i = 0; i < candidates->len; i++) {
    if (candidates->pdata[i] == named)
      continue;
    g_ptr_array_add(report->signers, describe(verification, candidates->pdata[i]));
    add_notes(report, &((Candidate *)candidates->pdata[i])->xades->problems);
  }
  tell_checked(verification, named);
  if (!report->intact) { /* nothing of it is to be used */
    g_clear_object(&report->assessment);
    g_clear_object(&report->content_round);
    g_clear_object(&report->content_catalogue);
  }
}

void
silsa_verification_check_signers(SilsaVerification *self)
{
  g_autoptr(GPtrArray) candidates = g_ptr_array_new_with_free_func((GDestroyNotify)candidate_free);

  for (guint i = 0; i < self->signatures->len; i++) {
    Candidate *candidate = g_new0(Candidate, 1);

    candidate->xades = self->signatures->pdata[i];
    g_ptr_array_add(candidates, candidate);
    check_candidate(self, candidate);
  }
  take_over_cross_signature(self, candidates);
  tell(self, candidates);
}
