#include "silsa-key-opening.h"

typedef struct {
  char *path;
  char *passphrase;
} Job;

static void
job_free(gpointer data)
{
  Job *self = data;

  g_free(self->path);
  silsa_passphrase_free(self->passphrase);
  g_free(self);
}

static void
open_thread(GTask *task,
            gpointer source G_GNUC_UNUSED,
            gpointer data,
            GCancellable *cancellable G_GNUC_UNUSED)
{
  Job *job = data;
  GError *error = NULL;
  SilsaIdentity *identity = silsa_identity_load(job->path, job->passphrase, &error);

  silsa_passphrase_free(g_steal_pointer(&job->passphrase));
  if (identity != NULL)
    g_task_return_pointer(task, identity, (GDestroyNotify)silsa_identity_free);
  else
    g_task_return_error(task, error);
}

void
silsa_key_open_async(const char *path,
                     char *passphrase,
                     GCancellable *cancellable,
                     GAsyncReadyCallback callback,
                     gpointer user_data)
{
  g_autoptr(GTask) task = g_task_new(NULL, cancellable, callback, user_data);
  Job *job = g_new0(Job, 1);

  job->path = g_strdup(path);
  job->passphrase = passphrase;
  g_task_set_source_tag(task, silsa_key_open_async);
  g_task_set_return_on_cancel(task, TRUE); /* it only reads */
  g_task_set_task_data(task, job, job_free);
  g_task_run_in_thread(task, open_thread);
}

SilsaIdentity *
silsa_key_open_finish(GAsyncResult *result, GError **error)
{
  g_return_val_if_fail(g_async_result_is_tagged(result, silsa_key_open_async), NULL);

  return g_task_propagate_pointer(G_TASK(result), error);
}
