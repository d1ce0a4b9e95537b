#include "silsa-verify-private.h"

#include "silsa-entry-name.h"
#include "silsa-error.h"
#include "silsa-journal-xml.h"
#include "silsa-limits.h"
#include "silsa-payload-writer.h"
#include "silsa-rendition.h"
#include "silsa-words.h"
#include "silsa-xml.h"

#include <string.h>

#define NS_ROUND "urn:silsa:round:1"

void
silsa_verification_disagree(SilsaVerification *self,
                            const char *code,
                            const char *where,
                            const char *message)
{
  silsa_problems_add(&self->shared, SILSA_VERDICT_INCONSISTENT, code, where, "%s", message);
}

/* What was signed and still cannot be read is damaged or of another version; what can be read but
 * breaks a rule contradicts itself. */
static void
note_content_error(SilsaVerification *self, const char *code, const char *entry, GError *error)
{
  gboolean is_limit = g_error_matches(error, SILSA_ERROR, SILSA_ERROR_LIMIT);

  silsa_problems_add_error(&self->shared, SILSA_VERDICT_UNREADABLE, is_limit ? "over-limit" : code,
                           entry, error);
}

/* --- what kind of package ------------------------------------------------------------------- */

static const char *
find_kind(xmlDoc *doc)
{
  xmlNode *root = doc != NULL ? xmlDocGetRootElement(doc) : NULL;

  return silsa_xml_is(root, SILSA_NS_PAYLOAD, "assessment") ? "assessment"
         : silsa_xml_is(root, NS_ROUND, "round")            ? "round"
                                                            : NULL;
}

/* --- catalogue ------------------------------------------------------------------------------ */

/* A folder of packages has one catalogue three hundred times, and reading it costs more than all
 * the rest of a package. The last one is kept: catalogues never change, and these very bytes have
 * its digest. */
static GMutex last_lock;
static SilsaCatalogue *last_catalogue;

static SilsaCatalogue *
find_last(const char *sha256)
{
  SilsaCatalogue *found = NULL;

  g_mutex_lock(&last_lock);
  if (last_catalogue != NULL && strcmp(silsa_catalogue_get_sha256(last_catalogue), sha256) == 0)
    found = g_object_ref(last_catalogue);
  g_mutex_unlock(&last_lock);
  return found;
}

static void
keep_last(SilsaCatalogue *catalogue)
{
  g_mutex_lock(&last_lock);
  g_set_object(&last_catalogue, catalogue);
  g_mutex_unlock(&last_lock);
}

static SilsaCatalogue *
read_catalogue(SilsaVerification *self)
{
  g_autofree char *sha256 = NULL;
  SilsaStagedEntry *entry = silsa_verification_find(self, SILSA_ENTRY_CATALOGUE);
  g_autoptr(GError) error = NULL;
  SilsaCatalogue *catalogue;

  if (entry == NULL) {
    silsa_verification_disagree(self, "catalogue-missing", SILSA_ENTRY_CATALOGUE,
                                "there is no catalogue");
    return NULL;
  }
  if (!silsa_verification_is_covered(self, SILSA_ENTRY_CATALOGUE))
    return NULL; /* noted with the references; another one than was signed says nothing */
  sha256 = silsa_verification_digest(self, SILSA_ENTRY_CATALOGUE);
  catalogue = find_last(sha256);
  if (catalogue != NULL)
    return catalogue;
  catalogue = silsa_catalogue_new_from_bytes(entry->content, &error);
  if (catalogue != NULL)
    keep_last(catalogue);
  else
    note_content_error(self, "catalogue-invalid", SILSA_ENTRY_CATALOGUE, error);
  return catalogue;
}

static gboolean
check_catalogue_digest(SilsaVerification *self, const char *expected)
{
  g_autofree char *found = silsa_verification_digest(self, SILSA_ENTRY_CATALOGUE);

  if (g_strcmp0(found, expected) == 0)
    return TRUE;
  silsa_verification_disagree(self, "other-catalogue", SILSA_ENTRY_CATALOGUE,
                              "the catalogue is not the one that is named");
  return FALSE;
}

/* --- journal -------------------------------------------------------------------------------- */

static void
check_journal_head(SilsaVerification *self, SilsaPayload *payload, SilsaJournalText *journal)
{
  if (journal->first_bad >= 0)
    silsa_problems_add(&self->shared, SILSA_VERDICT_INCONSISTENT, "journal-broken",
                       SILSA_ENTRY_JOURNAL, "row %" G_GINT64_FORMAT, journal->first_bad);
  if (g_strcmp0(journal->file_id, payload->id) != 0 ||
      g_strcmp0(journal->catalogue_sha256, payload->catalogue_sha256) != 0)
    silsa_verification_disagree(self, "journal-foreign", SILSA_ENTRY_JOURNAL,
                                "the journal of another assessment");
  if (journal->first_bad < 0 && (journal->rows != payload->journal_rows ||
                                 g_strcmp0(journal->head, payload->journal_head) != 0))
    silsa_verification_disagree(self, "journal-head", SILSA_ENTRY_JOURNAL,
                                "the journal ends elsewhere");
}

static void
check_journal(SilsaVerification *self, SilsaPayload *payload, SilsaAssessment *assessment)
{
  SilsaStagedEntry *entry = silsa_verification_find(self, SILSA_ENTRY_JOURNAL);
  g_autoptr(SilsaJournalText) journal = NULL;
  g_autoptr(GError) error = NULL;

  if (entry == NULL) {
    silsa_verification_disagree(self, "journal-missing", SILSA_ENTRY_JOURNAL,
                                "there is no journal");
    return;
  }
  if (!silsa_verification_is_covered(self, SILSA_ENTRY_JOURNAL))
    return; /* noted with the references */
  journal = silsa_journal_text_read(entry->content, &error);
  if (journal == NULL) {
    note_content_error(self, "journal-invalid", SILSA_ENTRY_JOURNAL, error);
    return;
  }
  check_journal_head(self, payload, journal);
  silsa_journal_text_compare(journal, assessment, &self->shared);
  self->last_row = g_strdup(journal->last_time);
}

/* --- evidence ------------------------------------------------------------------------------- */

static void
tell_withheld(SilsaVerification *self, const SilsaEvidenceFacts *facts, const char *why)
{
  gboolean chosen = strcmp(why, SILSA_WITHHELD_RESTRICTED) == 0;

  silsa_report_add_fact(self->report, chosen ? "evidence-restricted" : "evidence-unprotected",
                        facts->name, "its digest is there, its bytes are not");
}

static void
check_one_evidence(SilsaVerification *self,
                   SilsaAssessment *assessment,
                   SilsaEvidence *evidence,
                   GHashTable *named)
{
  const SilsaEvidenceFacts *facts = silsa_evidence_get_facts(evidence);
  const char *withheld = silsa_evidence_get_fact(assessment, facts->id, "withheld");
  char *name = silsa_entry_name_for_evidence(facts->sha256, facts->media_type);
  SilsaStagedEntry *entry = silsa_verification_find(self, name);
  g_autofree char *found = silsa_verification_digest(self, name);

  if (withheld != NULL) { /* an entry of this name is one that nobody names */
    tell_withheld(self, facts, withheld);
    g_free(name);
    return;
  }
  if (entry == NULL)
    silsa_verification_disagree(self, "evidence-missing", name,
                                "named by the payload, but not there");
  else if (g_strcmp0(found, facts->sha256) != 0 || entry->record->size != facts->size)
    silsa_verification_disagree(self, "evidence-differs", name,
                                "not the bytes that the payload names");
  g_hash_table_add(named, name);
}

static void
check_evidence(SilsaVerification *self, SilsaAssessment *assessment)
{
  GListModel *all = silsa_assessment_get_evidence(assessment);
  g_autoptr(GHashTable) named = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < g_list_model_get_n_items(all); i++) {
    g_autoptr(SilsaEvidence) evidence = g_list_model_get_item(all, i);

    check_one_evidence(self, assessment, evidence, named);
    self->report->n_photos += silsa_evidence_is_picture(evidence);
  }
  for (guint i = 0; i < self->records->len; i++) {
    const char *name = ((SilsaZipRecord *)self->records->pdata[i])->name;

    if (!silsa_entry_name_is_unsigned(name) && strcmp(name, SILSA_ENTRY_PAYLOAD) != 0 &&
        strcmp(name, SILSA_ENTRY_CATALOGUE) != 0 && strcmp(name, SILSA_ENTRY_JOURNAL) != 0 &&
        !g_hash_table_contains(named, name))
      silsa_verification_disagree(self, "entry-unnamed", name,
                                  "signed, but the payload does not name it");
  }
}

/* --- an assessment -------------------------------------------------------------------------- */

static void
tell_about(SilsaReport *report, const SilsaPayload *payload)
{
  g_autofree char *reference = silsa_catalogue_status_to_string(SILSA_CATALOGUE_REFERENCE, NULL);
  gboolean plain = strcmp(payload->catalogue_status, reference) == 0;

  report->city = g_strdup(payload->city);
  report->assessor = g_strdup(payload->assessor);
  report->round = g_strdup(payload->round_id);
  report->purpose = g_strdup(payload->purpose);
  report->catalogue_status = plain
                                 ? g_steal_pointer(&reference)
                                 : silsa_catalogue_status_to_string(SILSA_CATALOGUE_OFFICIAL, NULL);
  report->id = g_strdup(payload->id);
  report->previous = g_strdup(payload->previous);
  for (guint i = 0; i < SILSA_N_ENDS; i++)
    silsa_said_sum_copy(&report->said[i], &payload->said[i]);
  report->points = g_strdup(payload->said[0].points);
  report->grade = g_strdup(payload->said[0].grade);
  report->revision = payload->revision;
  report->complete = payload->complete;
}

/* A catalogue is official because a trusted round uses it, never because an assessor says so. */
static void
settle_status(SilsaVerification *self, SilsaCatalogue *catalogue, const SilsaPayload *payload)
{
  gboolean believed = self->catalogue_checked && silsa_trust_list_get_round_trusted(self->trust);
  const SilsaPerson *person =
      believed ? silsa_trust_list_find_person(self->trust, payload->secretary, TRUE) : NULL;

  if (person != NULL && strcmp(person->role, "secretary") != 0)
    person = NULL;
  g_free(self->report->catalogue_status);
  self->report->catalogue_status = silsa_catalogue_status_to_string(
      silsa_catalogue_get_status(catalogue), person != NULL ? person->name : NULL);
}

static void
check_facts(SilsaVerification *self, SilsaPayload *payload)
{
  g_autoptr(SilsaCatalogue) catalogue = read_catalogue(self);
  g_autoptr(SilsaAssessment) assessment = NULL;
  g_autoptr(GError) error = NULL;

  if (catalogue == NULL || !check_catalogue_digest(self, payload->catalogue_sha256))
    return;
  assessment = silsa_payload_load(payload, catalogue, &error);
  if (assessment == NULL) {
    silsa_problems_add_error(&self->shared, SILSA_VERDICT_INCONSISTENT, "payload-contradicts",
                             SILSA_ENTRY_PAYLOAD, error);
    return;
  }
  silsa_payload_compare(payload, assessment, &self->shared);
  check_journal(self, payload, assessment);
  check_evidence(self, assessment);
  silsa_verification_check_round(self, payload);
  settle_status(self, catalogue, payload);
  self->report->assessment = g_steal_pointer(&assessment);
}

/* @doc (transfer full), or NULL with @problem (transfer full): why it could not be parsed. */
static void
check_assessment(SilsaVerification *self, xmlDoc *doc, GError *problem, gboolean covered)
{
  g_autoptr(GError) error = problem;
  g_autoptr(SilsaPayload) payload = doc != NULL ? silsa_payload_new(doc, &error) : NULL;

  if (payload == NULL) {
    if (covered)
      note_content_error(self, "payload-invalid", SILSA_ENTRY_PAYLOAD, error);
    return;
  }
  tell_about(self->report, payload);
  self->signer = g_strdup(payload->fingerprint);
  if (covered)
    check_facts(self, payload);
  if (g_strcmp0(payload->purpose, "demonstration") == 0)
    silsa_report_add_fact(self->report, "demonstration", "", "demonstration material");
  if (!payload->complete)
    silsa_report_add_fact(self->report, "incomplete", "", "handed in although incomplete");
}

/* --- a round -------------------------------------------------------------------------------- */

static void
tell_about_round(SilsaReport *report, SilsaRound *round)
{
  report->round = g_strdup(silsa_round_get_id(round));
  report->purpose = g_strdup(silsa_round_get_purpose(round));
  report->revision = silsa_round_get_version(round);
  report->complete = TRUE;
}

/* The first secretary of the round whose certificate signed this package. */
static void
find_secretary(SilsaVerification *self, SilsaRound *round)
{
  for (guint i = 0; i < self->signatures->len && self->signer == NULL; i++) {
    const SilsaXades *signature = self->signatures->pdata[i];
    g_autofree char *fingerprint = signature->certificate != NULL
                                       ? silsa_certificate_fingerprint(signature->certificate)
                                       : NULL;
    const SilsaPerson *person =
        fingerprint != NULL ? silsa_round_find_fingerprint(round, fingerprint) : NULL;

    if (person != NULL && strcmp(person->role, "secretary") == 0)
      self->signer = g_steal_pointer(&fingerprint);
  }
}

static void
check_round_package(SilsaVerification *self, GBytes *bytes, gboolean covered)
{
  g_autoptr(SilsaCatalogue) catalogue = covered ? read_catalogue(self) : NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(SilsaRound) round = silsa_round_new_from_bytes(bytes, catalogue, &error);

  if (round == NULL) {
    if (covered)
      note_content_error(self, "round-invalid", SILSA_ENTRY_PAYLOAD, error);
    return;
  }
  tell_about_round(self->report, round);
  find_secretary(self, round);
  if (strcmp(silsa_round_get_purpose(round), "demonstration") == 0)
    silsa_report_add_fact(self->report, "demonstration", "", "demonstration material");
  if (catalogue == NULL || !check_catalogue_digest(self, silsa_round_get_catalogue_sha256(round)))
    return;
  silsa_report_add_checked(self->report, "catalogue", TRUE);
  g_set_object(&self->report->content_round, round);
  g_set_object(&self->report->content_catalogue, catalogue);
}

void
silsa_verification_check_content(SilsaVerification *self)
{
  SilsaStagedEntry *entry = silsa_verification_find(self, SILSA_ENTRY_PAYLOAD);
  gboolean covered = silsa_verification_is_covered(self, SILSA_ENTRY_PAYLOAD);
  g_autoptr(xmlDoc) doc = NULL;
  g_autoptr(GError) error = NULL;

  if (entry == NULL) {
    if (self->shared.worst > SILSA_VERDICT_UNREADABLE && !self->payload_was_signed)
      silsa_problems_add(&self->shared, SILSA_VERDICT_UNREADABLE, "not-a-package",
                         SILSA_ENTRY_PAYLOAD, "there is no payload");
    return;
  }
  doc = silsa_payload_parse(entry->content, &error);
  self->report->kind = g_strdup(find_kind(doc));
  if (g_strcmp0(self->report->kind, "round") == 0)
    check_round_package(self, entry->content, covered);
  else
    check_assessment(self, g_steal_pointer(&doc), g_steal_pointer(&error), covered);
}
