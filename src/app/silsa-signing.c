#include "silsa-signing.h"

typedef struct {
  SilsaExport *export; /* borrowed */
  char *path;
  char *identity_path;
  char *passphrase;
  SilsaProgress *progress;
} Job;

static void
job_free(Job *self)
{
  g_free(self->path);
  g_free(self->identity_path);
  silsa_passphrase_free(self->passphrase);
  g_object_unref(self->progress);
  g_free(self);
}

SilsaSigned *
silsa_signed_copy(const SilsaSigned *self)
{
  SilsaSigned *copy = g_new0(SilsaSigned, 1);

  copy->result = self->result;
  copy->result.sha256 = g_strdup(self->result.sha256);
  copy->path = g_strdup(self->path);
  copy->name = g_strdup(self->name);
  copy->fingerprint = g_strdup(self->fingerprint);
  return copy;
}

void
silsa_signed_free(SilsaSigned *self)
{
  silsa_export_result_clear(&self->result);
  g_free(self->path);
  g_free(self->name);
  g_free(self->fingerprint);
  g_free(self);
}

static SilsaIdentity *
open_identity(Job *job, GError **error)
{
  SilsaIdentity *identity = silsa_identity_load(job->identity_path, job->passphrase, error);

  silsa_passphrase_free(g_steal_pointer(&job->passphrase));
  return identity;
}

static void
sign_thread(GTask *task, gpointer source G_GNUC_UNUSED, gpointer data, GCancellable *cancellable)
{
  Job *job = data;
  g_autoptr(GError) error = NULL;
  g_autoptr(SilsaIdentity) identity = open_identity(job, &error);
  g_autoptr(SilsaSigned) result = g_new0(SilsaSigned, 1);

  if (identity == NULL || !silsa_export_run(job->export, job->path, identity, silsa_progress_update,
                                            job->progress, cancellable, &result->result, &error)) {
    g_task_return_error(task, g_steal_pointer(&error));
    return;
  }
  result->path = g_strdup(job->path);
  result->name = g_strdup(silsa_identity_get_facts(identity)->name);
  result->fingerprint = g_strdup(silsa_identity_get_facts(identity)->fingerprint);
  g_task_return_pointer(task, g_steal_pointer(&result), (GDestroyNotify)silsa_signed_free);
}

void
silsa_signing_run(SilsaExport *export,
                  const char *path,
                  const char *identity_path,
                  char *passphrase,
                  SilsaProgress *progress,
                  GCancellable *cancellable,
                  GAsyncReadyCallback callback,
                  gpointer user_data)
{
  g_autoptr(GTask) task = g_task_new(NULL, cancellable, callback, user_data);
  Job *job = g_new0(Job, 1);

  job->export = export;
  job->path = g_strdup(path);
  job->identity_path = g_strdup(identity_path);
  job->passphrase = passphrase;
  job->progress = g_object_ref(progress);
  g_task_set_source_tag(task, silsa_signing_run);
  /* A package that is whole under its name is reported even when Cancel came a moment too late. */
  g_task_set_check_cancellable(task, FALSE);
  g_task_set_task_data(task, job, (GDestroyNotify)job_free);
  g_task_run_in_thread(task, sign_thread);
}

SilsaSigned *
silsa_signing_finish(GAsyncResult *result, GError **error)
{
  g_return_val_if_fail(g_async_result_is_tagged(result, silsa_signing_run), NULL);

  return g_task_propagate_pointer(G_TASK(result), error);
}
