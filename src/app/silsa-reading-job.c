#include "silsa-reading-job.h"

#include "silsa-error.h"
#include "silsa-round-trust.h"
#include "silsa-thumbnail.h"
#include "silsa-trust-dialog.h"

void
silsa_opened_package_free(SilsaOpenedPackage *self)
{
  if (self == NULL)
    return;
  g_clear_pointer(&self->reading, silsa_reading_free);
  g_clear_object(&self->round);
  g_clear_pointer(&self->earlier, silsa_report_free);
  g_clear_pointer(&self->notes, silsa_notes_free);
  g_free(self->notes_problem);
  g_free(self);
}

/* Trust */

SilsaReviewTrust *
silsa_review_trust_new(GSettings *settings, const char *round_path)
{
  SilsaReviewTrust *self = g_new0(SilsaReviewTrust, 1);
  g_autofree char *own = g_settings_get_string(settings, "round");

  self->any_round = round_path != NULL;
  self->round_path = g_strdup(round_path != NULL ? round_path : *own != '\0' ? own : NULL);
  self->secretaries = g_settings_get_strv(settings, "secretaries");
  self->certificates = silsa_trust_files_get();
  return self;
}

void
silsa_review_trust_free(SilsaReviewTrust *self)
{
  g_free(self->round_path);
  g_strfreev(self->secretaries);
  g_ptr_array_unref(self->certificates);
  g_free(self);
}

gboolean
silsa_review_trust_open_round(const SilsaReviewTrust *self,
                              SilsaRound **round,
                              gboolean *trusted,
                              GError **error)
{
  const SilsaTrust trust = {.pem_contents = self->certificates,
                            .fingerprints = (const char *const *)self->secretaries};
  g_autoptr(SilsaCatalogue) catalogue = NULL;
  g_autoptr(SilsaReport) report = NULL;

  *round = NULL;
  if (self->round_path == NULL ||
      !silsa_round_open(self->round_path, NULL, &trust, round, &catalogue, &report, error))
    return FALSE;
  *trusted = report != NULL && silsa_round_is_trusted(report);
  return TRUE;
}

/* The thread */

typedef struct {
  char *path;
  SilsaReviewTrust *trust;
  SilsaProgress *progress;
} Job;

static void
job_free(Job *self)
{
  g_free(self->path);
  silsa_review_trust_free(self->trust);
  g_object_unref(self->progress);
  g_free(self);
}

static GBytes *
make_thumbnail(GBytes *bytes, gpointer user_data G_GNUC_UNUSED)
{
  return silsa_thumbnail_new(bytes, SILSA_THUMBNAIL_SIZE, NULL, NULL);
}

/* The user's own round says nothing about packages of another one. */
static gboolean
take_round(Job *job, SilsaOpenedPackage *opened, GError **error)
{
  g_autoptr(SilsaPackageHead) head = NULL;
  g_autoptr(GError) local = NULL;

  if (!silsa_review_trust_open_round(job->trust, &opened->round, &opened->round_trusted, &local)) {
    if (local == NULL || !job->trust->any_round)
      return TRUE; /* it is compared with nothing, and says so */
    g_propagate_error(error, g_steal_pointer(&local));
    return FALSE;
  }
  head = job->trust->any_round ? NULL : silsa_package_peek(job->path);
  if (!job->trust->any_round &&
      (head == NULL || g_strcmp0(head->round, silsa_round_get_id(opened->round)) != 0))
    g_clear_object(&opened->round);
  return TRUE;
}

static void
reading_thread(GTask *task, gpointer source G_GNUC_UNUSED, gpointer data, GCancellable *cancellable)
{
  Job *job = data;
  g_autoptr(SilsaOpenedPackage) opened = g_new0(SilsaOpenedPackage, 1);
  g_autoptr(GError) error = NULL;
  SilsaTrust trust = {.pem_contents = job->trust->certificates};
  SilsaReadingOptions options = {.trust = &trust,
                                 .make_thumbnail = make_thumbnail,
                                 .progress = silsa_progress_update,
                                 .user_data = job->progress};

  if (take_round(job, opened, &error)) {
    trust.round = opened->round;
    trust.round_trusted = opened->round_trusted;
    opened->reading = silsa_reading_open(job->path, &options, cancellable, &error);
  }
  if (opened->reading == NULL) {
    g_task_return_error(task, g_steal_pointer(&error));
    return;
  }
  opened->earlier = silsa_reading_find_earlier(opened->reading, &trust, cancellable);
  opened->notes = silsa_notes_open(job->path, &error);
  if (opened->notes == NULL)
    opened->notes_problem = silsa_error_explain(error);
  g_task_return_pointer(task, g_steal_pointer(&opened), (GDestroyNotify)silsa_opened_package_free);
}

void
silsa_reading_job_run(const char *path,
                      GSettings *settings,
                      const char *round_path,
                      SilsaProgress *progress,
                      GCancellable *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer user_data)
{
  g_autoptr(GTask) task = g_task_new(NULL, cancellable, callback, user_data);
  Job *job = g_new0(Job, 1);

  job->path = g_strdup(path);
  job->trust = silsa_review_trust_new(settings, round_path);
  job->progress = g_object_ref(progress);
  g_task_set_source_tag(task, silsa_reading_job_run);
  g_task_set_task_data(task, job, (GDestroyNotify)job_free);
  g_task_run_in_thread(task, reading_thread);
}

SilsaOpenedPackage *
silsa_reading_job_finish(GAsyncResult *result, GError **error)
{
  g_return_val_if_fail(g_async_result_is_tagged(result, silsa_reading_job_run), NULL);

  return g_task_propagate_pointer(G_TASK(result), error);
}
