#include "silsa-reading.h"

#include "silsa-digest.h"
#include "silsa-entry-name.h"
#include "silsa-error.h"
#include "silsa-journal-xml.h"
#include "silsa-limits.h"
#include "silsa-reading-copy.h"
#include "silsa-rendition.h"
#include "silsa-staging.h"
#include "silsa-verify-private.h"

#include <string.h>

typedef struct {
  SilsaReading *reading;
  const SilsaReadingOptions *options;
  SilsaVerification *verification;
  SilsaContainerReader *reader;
  SilsaAssessment *assessment; /* borrowed, while the copy is written */
  GCancellable *cancellable;
  guint64 size, done; /* bytes of the package; those read a second time */
} Work;

/* --- progress: everything is read twice, once to be judged and once to be shown --- */

static void
verify_progress(guint64 done, guint64 total, gpointer user_data)
{
  const Work *self = user_data;

  self->options->progress(done, 2 * total, self->options->user_data);
}

static void
tell_progress(Work *self, guint64 bytes)
{
  self->done += bytes;
  if (self->options->progress != NULL)
    self->options->progress(self->size + MIN(self->done, self->size), 2 * self->size,
                            self->options->user_data);
}

/* --- what it says --- */

/* What a signature that holds covers was loaded by the verification. Where none does, the very same
 * bytes are read all the same: a person may want to see what was changed. */
static SilsaAssessment *
load_assessment(SilsaVerification *verification)
{
  SilsaStagedEntry *entry = silsa_verification_find(verification, SILSA_ENTRY_PAYLOAD);
  SilsaStagedEntry *beside = silsa_verification_find(verification, SILSA_ENTRY_CATALOGUE);
  g_autoptr(SilsaPayload) payload = NULL;
  g_autoptr(SilsaCatalogue) catalogue = NULL;

  if (verification->report->assessment != NULL)
    return g_object_ref(verification->report->assessment);
  if (entry == NULL || beside == NULL ||
      (payload = silsa_payload_read(entry->content, NULL)) == NULL)
    return NULL;
  catalogue = silsa_catalogue_new_from_bytes(beside->content, NULL);
  return catalogue != NULL ? silsa_payload_load(payload, catalogue, NULL) : NULL;
}

static GPtrArray *
load_rows(SilsaVerification *verification)
{
  SilsaStagedEntry *entry = silsa_verification_find(verification, SILSA_ENTRY_JOURNAL);

  return entry != NULL ? silsa_journal_text_read_rows(entry->content, NULL) : NULL;
}

/* --- evidence --- */

static GBytes *
read_evidence(SilsaEvidence *evidence, GBytes **thumbnail, gpointer user_data, GError **error)
{
  Work *self = user_data;
  const SilsaEvidenceFacts *facts = silsa_evidence_get_facts(evidence);
  g_autofree char *name = silsa_entry_name_for_evidence(facts->sha256, facts->media_type);
  const SilsaZipRecord *record = silsa_container_reader_find(self->reader, name);
  g_autoptr(GBytes) bytes = NULL;
  g_autoptr(GBytes) digest = NULL;
  g_autofree char *found = NULL;

  if (g_cancellable_set_error_if_cancelled(self->cancellable, error) ||
      silsa_evidence_get_fact(self->assessment, facts->id, "withheld") != NULL)
    return NULL;
  if (record != NULL)
    bytes = silsa_container_reader_read_bytes(self->reader, record, SILSA_LIMIT_EVIDENCE_BYTES,
                                              "evidence-bytes", NULL);
  if (bytes != NULL) {
    digest = silsa_digest_of("SHA256", g_bytes_get_data(bytes, NULL), g_bytes_get_size(bytes));
    found = silsa_bytes_to_hex(digest);
    tell_progress(self, record->size);
  }
  /* Read anew, so judged anew: the file may have changed since the verification read it. */
  if (g_strcmp0(found, facts->sha256) != 0) {
    self->reading->n_missing++;
    return NULL;
  }
  if (self->options->make_thumbnail != NULL && silsa_evidence_is_picture(evidence))
    *thumbnail = self->options->make_thumbnail(bytes, self->options->user_data);
  return g_steal_pointer(&bytes);
}

/* --- the copy --- */

static gboolean
write_copy(Work *self, GError **error)
{
  g_autoptr(SilsaAssessment) assessment = load_assessment(self->verification);
  g_autoptr(GPtrArray) rows = NULL;
  SilsaReadingCopy copy = {.read_evidence = read_evidence, .user_data = self};

  if (assessment == NULL)
    return TRUE;
  silsa_staging_clean_up(); /* of programs that were killed */
  self->reading->staging = silsa_staging_new(error);
  if (self->reading->staging == NULL)
    return FALSE;
  rows = load_rows(self->verification);
  copy.assessment = self->assessment = assessment;
  copy.rows = rows;
  self->reading->copy =
      g_build_filename(silsa_staging_get_path(self->reading->staging), "package.silsa", NULL);
  return silsa_reading_copy_write(&copy, self->reading->copy, error);
}

static gboolean
digest_piece(const guint8 *data, gsize size, gpointer user_data, GError **error G_GNUC_UNUSED)
{
  silsa_digest_update(user_data, data, size);
  return TRUE;
}

static char *
digest_file(SilsaContainerReader *reader, GError **error)
{
  g_autoptr(SilsaDigest) digest = silsa_digest_new("SHA256");
  g_autoptr(GBytes) bytes = NULL;

  if (!silsa_container_reader_read_file(reader, digest_piece, digest, error))
    return NULL;
  bytes = silsa_digest_finish(digest);
  return silsa_bytes_to_hex(bytes);
}

SilsaReading *
silsa_reading_open(const char *path,
                   const SilsaReadingOptions *options,
                   GCancellable *cancellable,
                   GError **error)
{
  g_autoptr(SilsaReading) self = g_new0(SilsaReading, 1);
  g_autoptr(SilsaContainerReader) reader = NULL;
  g_auto(SilsaVerification) verification = {NULL};
  Work work = {self, options, &verification, NULL, NULL, cancellable, 0, 0};

  self->path = g_strdup(path);
  if (!silsa_verification_judge(&verification, &reader, path, options->trust,
                                options->progress != NULL ? verify_progress : NULL, &work,
                                cancellable, error))
    return NULL;
  work.reader = reader;
  work.size = MAX(verification.report->size, 1);
  if (reader != NULL &&
      ((self->sha256 = digest_file(reader, error)) == NULL || !write_copy(&work, error))) {
    silsa_error_at_file(error, path);
    return NULL;
  }
  self->report = g_steal_pointer(&verification.report);
  return g_steal_pointer(&self);
}

void
silsa_reading_free(SilsaReading *self)
{
  if (self == NULL)
    return;
  g_clear_pointer(&self->report, silsa_report_free);
  g_clear_pointer((SilsaStaging **)&self->staging, silsa_staging_free);
  g_free(self->path);
  g_free(self->sha256);
  g_free(self->copy);
  g_free(self);
}

/* --- what lies beside it --- */

void
silsa_package_head_free(SilsaPackageHead *self)
{
  if (self == NULL)
    return;
  g_free(self->id);
  g_free(self->round);
  g_free(self->city);
  g_free(self->assessor);
  g_free(self);
}

SilsaPackageHead *
silsa_package_peek(const char *path)
{
  g_autoptr(SilsaContainerReader) reader = silsa_container_reader_new(path, NULL);
  const SilsaZipRecord *record =
      reader != NULL ? silsa_container_reader_find(reader, SILSA_ENTRY_PAYLOAD) : NULL;
  g_autoptr(GBytes) bytes =
      record != NULL ? silsa_container_reader_read_bytes(reader, record, SILSA_LIMIT_PAYLOAD_BYTES,
                                                         "payload-bytes", NULL)
                     : NULL;
  g_autoptr(SilsaPayload) payload = bytes != NULL ? silsa_payload_read(bytes, NULL) : NULL;
  SilsaPackageHead *self;

  if (payload == NULL)
    return NULL;
  self = g_new0(SilsaPackageHead, 1);
  self->id = g_strdup(payload->id);
  self->round = g_strdup(payload->round_id);
  self->city = g_strdup(payload->city);
  self->assessor = g_strdup(payload->assessor);
  self->revision = payload->revision;
  self->size = silsa_container_reader_get_file_size(reader);
  return self;
}

static char *
digest_path(const char *path)
{
  g_autoptr(SilsaContainerReader) reader = silsa_container_reader_new(path, NULL);

  return reader != NULL ? digest_file(reader, NULL) : NULL;
}

static gboolean
is_earlier(const SilsaReading *self, const char *path)
{
  g_autoptr(SilsaPackageHead) head = silsa_package_peek(path);
  g_autofree char *found = NULL;

  if (head == NULL || g_strcmp0(head->id, self->report->id) != 0 ||
      head->revision >= self->report->revision)
    return FALSE;
  found = digest_path(path);
  return g_strcmp0(found, self->report->previous) == 0;
}

SilsaReport *
silsa_reading_find_earlier(const SilsaReading *self,
                           const SilsaTrust *trust,
                           GCancellable *cancellable)
{
  g_autofree char *folder = g_path_get_dirname(self->path);
  g_autoptr(GDir) dir = self->report->previous != NULL ? g_dir_open(folder, 0, NULL) : NULL;
  const char *name;

  while (dir != NULL && (name = g_dir_read_name(dir)) != NULL &&
         !g_cancellable_is_cancelled(cancellable)) {
    g_autofree char *path = g_build_filename(folder, name, NULL);
    g_autoptr(SilsaReport) report = NULL;

    if (!g_str_has_suffix(name, ".asice") || !is_earlier(self, path))
      continue;
    report = silsa_package_verify(path, trust, NULL, NULL, cancellable, NULL);
    if (report != NULL && report->intact && report->assessment != NULL)
      return g_steal_pointer(&report);
  }
  return NULL;
}
