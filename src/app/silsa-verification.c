#include "silsa-verification.h"

typedef struct {
  char *path;
  SilsaRound *round;
  char *fingerprint;
  SilsaProgress *progress;
} Job;

static void
job_free(Job *self)
{
  g_free(self->path);
  g_clear_object(&self->round);
  g_free(self->fingerprint);
  g_object_unref(self->progress);
  g_free(self);
}

static void
verify_thread(GTask *task, gpointer source G_GNUC_UNUSED, gpointer data, GCancellable *cancellable)
{
  Job *job = data;
  const char *const own[] = {job->fingerprint, NULL};
  const SilsaTrust trust = {
      .round = job->round, .round_trusted = job->round != NULL, .fingerprints = own};
  g_autoptr(GError) error = NULL;
  SilsaReport *report = silsa_package_verify(job->path, &trust, silsa_progress_update,
                                             job->progress, cancellable, &error);

  if (report != NULL)
    g_task_return_pointer(task, report, (GDestroyNotify)silsa_report_free);
  else
    g_task_return_error(task, g_steal_pointer(&error));
}

void
silsa_verification_run(const char *path,
                       const SilsaComparison *comparison,
                       SilsaProgress *progress,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer user_data)
{
  g_autoptr(GTask) task = g_task_new(NULL, cancellable, callback, user_data);
  Job *job = g_new0(Job, 1);

  job->path = g_strdup(path);
  job->progress = g_object_ref(progress);
  if (comparison != NULL) {
    g_set_object(&job->round, comparison->round);
    job->fingerprint = g_strdup(comparison->own_fingerprint);
  }
  g_task_set_source_tag(task, silsa_verification_run);
  g_task_set_task_data(task, job, (GDestroyNotify)job_free);
  g_task_run_in_thread(task, verify_thread);
}

SilsaReport *
silsa_verification_finish(GAsyncResult *result, GError **error)
{
  g_return_val_if_fail(g_async_result_is_tagged(result, silsa_verification_run), NULL);

  return g_task_propagate_pointer(G_TASK(result), error);
}
