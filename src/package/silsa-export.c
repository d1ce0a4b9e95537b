#include "silsa-export.h"

#include "silsa-container-writer.h"
#include "silsa-entry-name.h"
#include "silsa-error.h"
#include "silsa-journal-xml.h"
#include "silsa-package-writer.h"
#include "silsa-parcel.h"
#include "silsa-payload-writer.h"
#include "silsa-words.h"

struct _SilsaExport {
  SilsaStore *store;
  SilsaAssessment *assessment; /* as it stood; of whichever thread runs the export */
  SilsaParcels *parcels; /* what goes of the evidence of the assessment; NULL: not taken yet */
  SilsaRenditionFunc protect;
  GBytes *journal;
  gint64 rows;
  char *head, *last_time;
  guint revision;
  char *previous;
  char *status;
  char *role;
  gint64 signing_time;
};

typedef struct {
  SilsaParcels *parcels; /* borrowed */
  guint n;
} Source;

/* Copies are made first, then everything is written; both are work in bytes. */
typedef struct {
  SilsaProgressFunc progress;
  gpointer user_data;
  guint64 before, in_all; /* bytes of the part that is done; of all that is foreseen */
} Stage;

void
silsa_export_result_clear(SilsaExportResult *self)
{
  g_clear_pointer(&self->sha256, g_free);
}

/* --- what is taken from the store ----------------------------------------------------------- */

typedef struct {
  SilsaJournalWriter *writer;
  char *last_time;
} JournalCopy;

static gboolean
copy_row(const SilsaJournalRow *row, gpointer user_data, GError **error G_GNUC_UNUSED)
{
  JournalCopy *copy = user_data;

  silsa_journal_writer_add(copy->writer, row);
  g_set_str(&copy->last_time, row->time);
  return TRUE;
}

/* Any thread. Rows up to the head that was taken are not changed any more. */
static gboolean
take_journal(SilsaExport *self, GError **error)
{
  SilsaCatalogue *catalogue = silsa_assessment_get_catalogue(self->assessment);
  const char *id = silsa_assessment_get_case(self->assessment)->id;
  JournalCopy copy = {NULL};
  gboolean ok;

  if (self->journal != NULL)
    return TRUE;
  copy.writer = silsa_journal_writer_new(id, silsa_catalogue_get_sha256(catalogue));
  ok = silsa_store_foreach_journal(self->store, 0, self->rows, copy_row, &copy, error);
  self->last_time = copy.last_time;
  self->journal = silsa_journal_writer_finish(copy.writer);
  if (!ok)
    g_clear_pointer(&self->journal, g_bytes_unref);
  return ok;
}

static gboolean
take_revision(SilsaExport *self, GError **error)
{
  SilsaLastExport last = {0};

  if (!silsa_store_get_last_export(self->store, &last, error))
    return FALSE;
  self->revision = last.revision + 1;
  self->previous = g_steal_pointer(&last.sha256);
  silsa_last_export_clear(&last);
  return TRUE;
}

/* Any thread: what is signed does not move while the user goes on working. */
static void
take_parcels(SilsaExport *self)
{
  if (self->parcels == NULL)
    self->parcels = silsa_parcels_new(self->assessment);
}

static char *
find_status(SilsaAssessment *assessment)
{
  return silsa_catalogue_status_to_string(
      silsa_catalogue_get_status(silsa_assessment_get_catalogue(assessment)),
      silsa_assessment_get_trusted_signer(assessment));
}

static gboolean
check_complete(SilsaAssessment *assessment, const SilsaExportOptions *options, GError **error)
{
  g_autoptr(SilsaPreflight) preflight = NULL;
  g_autofree char *found = NULL;
  g_autofree char *expected = NULL;

  if (options != NULL && options->allow_incomplete)
    return TRUE;
  preflight = silsa_preflight_new(assessment);
  if (preflight->passed)
    return TRUE;
  found = g_strdup_printf("%u", preflight->complete);
  expected = g_strdup_printf("%u", preflight->applicable);
  silsa_error_set(error, SILSA_ERROR_INCOMPLETE, "incomplete", "%s of %s indicators are complete",
                  found, expected);
  silsa_error_with_found(error, found);
  silsa_error_with_expected(error, expected);
  return FALSE;
}

SilsaExport *
silsa_export_prepare(SilsaStore *store, const SilsaExportOptions *options, GError **error)
{
  g_autoptr(SilsaExport) self = NULL;
  SilsaAssessment *assessment = silsa_store_get_assessment(store);

  if (silsa_assessment_get(assessment, "city", "erased") != NULL) {
    silsa_error_set(error, SILSA_ERROR_INVALID, "file-erased", "there is nothing to hand in");
    return NULL;
  }
  if (!check_complete(assessment, options, error) || !silsa_store_flush(store, error))
    return NULL;
  self = g_new0(SilsaExport, 1);
  self->store = g_object_ref(store);
  self->assessment = silsa_assessment_copy(assessment);
  self->status = find_status(assessment);
  if (options != NULL) {
    self->role = g_strdup(options->role);
    self->signing_time = options->signing_time;
    self->protect = options->protect;
  }
  if (!take_revision(self, error) ||
      !silsa_store_get_journal_head(store, &self->rows, &self->head, error))
    return NULL;
  return g_steal_pointer(&self);
}

void
silsa_export_free(SilsaExport *self)
{
  g_clear_pointer(&self->parcels, silsa_parcels_free);
  g_clear_object(&self->assessment);
  g_clear_object(&self->store);
  g_clear_pointer(&self->journal, g_bytes_unref);
  g_free(self->head);
  g_free(self->last_time);
  g_free(self->previous);
  g_free(self->status);
  g_free(self->role);
  g_free(self);
}

/* --- the package ---------------------------------------------------------------------------- */

static GBytes *
write_payload(SilsaExport *self, const char *fingerprint)
{
  const SilsaPayloadHead head = {.revision = self->revision,
                                 .previous = self->previous,
                                 .fingerprint = fingerprint,
                                 .catalogue_status = self->status,
                                 .journal_rows = self->rows,
                                 .journal_head = self->head};

  return silsa_payload_write(self->assessment, self->parcels, &head);
}

static GInputStream *
open_source(gpointer data, GError **error)
{
  const Source *source = data;

  return silsa_parcels_open(source->parcels, source->n, error);
}

/* Two photos may become the same copy; it is one entry. */
static void
add_evidence(SilsaExport *self, SilsaContainerWriter *container, guint n, GHashTable *names)
{
  const SilsaParcel *parcel = silsa_parcels_get(self->parcels, n);
  char *name = silsa_entry_name_for_evidence(parcel->sha256, parcel->media_type);
  Source *source;

  if (parcel->withheld != NULL) {
    g_free(name);
    return;
  }
  if (!g_hash_table_add(names, name))
    return; /* the table has freed it */
  source = g_new(Source, 1);
  *source = (Source){self->parcels, n};
  silsa_container_writer_add_stream(container, name, parcel->size, parcel->sha256, open_source,
                                    source, g_free);
}

static SilsaContainerWriter *
fill_container(SilsaExport *self, GBytes *payload)
{
  SilsaCatalogue *catalogue = silsa_assessment_get_catalogue(self->assessment);
  g_autoptr(GHashTable) names = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  SilsaContainerWriter *container =
      silsa_package_writer_begin(payload, silsa_catalogue_get_bytes(catalogue));

  if (self->journal != NULL)
    silsa_container_writer_add(container, SILSA_ENTRY_JOURNAL, self->journal);
  for (guint i = 0; i < silsa_parcels_get_n(self->parcels); i++)
    add_evidence(self, container, i, names);
  return container;
}

guint64
silsa_export_get_size(SilsaExport *self)
{
  static const char no_fingerprint[] =
      "0000000000000000000000000000000000000000000000000000000000000000";
  g_autoptr(GBytes) payload = NULL;
  g_autoptr(SilsaContainerWriter) container = NULL;

  take_parcels(self);
  payload = write_payload(self, no_fingerprint);
  take_journal(self, NULL);
  container = fill_container(self, payload);
  return silsa_package_writer_estimate(container);
}

/* The claimed time is never before the last row of the journal, even where the clock went back
 * since: a package must not contradict itself because of a laptop's battery. */
static gint64
find_signing_time(SilsaExport *self)
{
  g_autoptr(GTimeZone) utc = g_time_zone_new_utc();
  g_autoptr(GDateTime) last = NULL;
  gint64 now = g_get_real_time() / G_USEC_PER_SEC;

  if (self->signing_time != 0)
    return self->signing_time;
  last = self->last_time != NULL ? g_date_time_new_from_iso8601(self->last_time, utc) : NULL;
  if (last != NULL)
    now = MAX(now, g_date_time_to_unix(last) + (g_date_time_get_microsecond(last) > 0));
  return now;
}

static void
stage_progress(guint64 done, guint64 total G_GNUC_UNUSED, gpointer user_data)
{
  const Stage *stage = user_data;

  if (stage->progress != NULL)
    stage->progress(MIN(stage->before + done, stage->in_all), stage->in_all, stage->user_data);
}

static guint64
count_work(SilsaExport *self)
{
  guint64 bytes = 0;

  for (guint i = 0; i < silsa_parcels_get_n(self->parcels); i++) {
    const SilsaParcel *parcel = silsa_parcels_get(self->parcels, i);

    if (parcel->rendition != NULL && parcel->withheld == NULL)
      bytes += silsa_evidence_get_facts(parcel->evidence)->size;
  }
  return bytes;
}

static void
tell_result(SilsaExport *self, SilsaExportResult *result)
{
  result->revision = self->revision;
  result->n_copies = result->n_withheld = 0;
  for (guint i = 0; i < silsa_parcels_get_n(self->parcels); i++) {
    result->n_copies += silsa_parcels_get(self->parcels, i)->is_copy;
    result->n_withheld += silsa_parcels_get(self->parcels, i)->withheld != NULL;
  }
}

gboolean
silsa_export_run(SilsaExport *self,
                 const char *path,
                 SilsaIdentity *identity,
                 SilsaProgressFunc progress,
                 gpointer user_data,
                 GCancellable *cancellable,
                 SilsaExportResult *result,
                 GError **error)
{
  SilsaPackageSigning signing = {.identity = identity, .role = self->role};
  Stage stage = {progress, user_data, 0, 0};
  g_autoptr(GBytes) payload = NULL;
  g_autoptr(SilsaContainerWriter) container = NULL;

  if (!take_journal(self, error))
    return FALSE;
  take_parcels(self);
  signing.time = find_signing_time(self);
  stage.in_all = MAX(1, count_work(self) + silsa_export_get_size(self));
  if (!silsa_parcels_make(self->parcels, self->store, self->protect, stage_progress, &stage,
                          cancellable, error))
    return FALSE;
  stage.before = count_work(self);
  payload = write_payload(self, silsa_identity_get_facts(identity)->fingerprint);
  container = fill_container(self, payload);
  stage.in_all = stage.before + MAX(1, silsa_package_writer_estimate(container));
  if (!silsa_package_writer_finish(container, path, &signing, stage_progress, &stage, cancellable,
                                   result, error))
    return FALSE;
  tell_result(self, result);
  return TRUE;
}

gboolean
silsa_export_record(SilsaExport *self,
                    SilsaStore *store,
                    const SilsaExportResult *result,
                    GError **error)
{
  return silsa_store_record_export(store, result->revision, result->sha256, self->rows, error);
}

void
silsa_export_record_async(SilsaExport *self,
                          SilsaStore *store,
                          const SilsaExportResult *result,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  silsa_store_record_export_async(store, result->revision, result->sha256, self->rows, callback,
                                  user_data);
}

gboolean
silsa_export_round(SilsaRound *round,
                   SilsaCatalogue *catalogue,
                   const char *path,
                   SilsaIdentity *identity,
                   const SilsaExportOptions *options,
                   GError **error)
{
  g_autoptr(SilsaContainerWriter) container = silsa_package_writer_begin(
      silsa_round_get_bytes(round), silsa_catalogue_get_bytes(catalogue));
  g_auto(SilsaExportResult) result = {0};
  SilsaPackageSigning signing = {.identity = identity, .role = "secretary"};

  signing.time = g_get_real_time() / G_USEC_PER_SEC;
  if (options != NULL && options->signing_time != 0)
    signing.time = options->signing_time;
  if (options != NULL && options->role != NULL)
    signing.role = options->role;
  return silsa_package_writer_finish(container, path, &signing, NULL, NULL, NULL, &result, error);
}
