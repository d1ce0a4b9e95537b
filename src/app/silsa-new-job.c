#include "silsa-new-job.h"

#include "silsa-error.h"

#include <glib/gstdio.h>

/* Opening a round */

typedef struct {
  char *path;
  GStrv fingerprints;
} OpenJob;

static void
open_job_free(OpenJob *self)
{
  g_free(self->path);
  g_strfreev(self->fingerprints);
  g_free(self);
}

void
silsa_opened_round_free(SilsaOpenedRound *self)
{
  g_free(self->path);
  g_clear_object(&self->round);
  g_clear_object(&self->catalogue);
  g_clear_pointer(&self->report, silsa_report_free);
  g_free(self);
}

static void
open_thread(GTask *task,
            gpointer source G_GNUC_UNUSED,
            gpointer data,
            GCancellable *cancellable G_GNUC_UNUSED)
{
  OpenJob *job = data;
  const SilsaTrust trust = {.fingerprints = (const char *const *)job->fingerprints};
  g_autoptr(SilsaOpenedRound) opened = g_new0(SilsaOpenedRound, 1);
  GError *error = NULL;

  if (silsa_round_open(job->path, NULL, &trust, &opened->round, &opened->catalogue, &opened->report,
                       &error) &&
      silsa_round_check_signature(opened->report, &error)) {
    opened->path = g_strdup(job->path);
    g_task_return_pointer(task, g_steal_pointer(&opened), (GDestroyNotify)silsa_opened_round_free);
    return;
  }
  silsa_error_at_file(&error, job->path);
  g_task_return_error(task, error);
}

void
silsa_new_open_round_async(const char *path,
                           const char *const *fingerprints,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  g_autoptr(GTask) task = g_task_new(NULL, NULL, callback, user_data);
  OpenJob *job = g_new0(OpenJob, 1);

  job->path = g_strdup(path);
  job->fingerprints = g_strdupv((char **)fingerprints);
  g_task_set_source_tag(task, silsa_new_open_round_async);
  g_task_set_task_data(task, job, (GDestroyNotify)open_job_free);
  g_task_run_in_thread(task, open_thread);
}

SilsaOpenedRound *
silsa_new_open_round_finish(GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer(G_TASK(result), error);
}

/* Making the file */

void
silsa_new_job_free(SilsaNewJob *self)
{
  g_free(self->path);
  g_clear_object(&self->catalogue);
  g_clear_object(&self->round);
  g_free(self->signer);
  g_free(self->fingerprint);
  g_free(self->city);
  g_free(self->class_id);
  g_free(self->class_reason);
  g_free(self->assessor);
  g_free(self);
}

static gboolean
make_folder(const char *path, GError **error)
{
  g_autofree char *folder = g_path_get_dirname(path);

  if (g_mkdir_with_parents(folder, 0700) == 0)
    return TRUE;
  silsa_error_set(error, SILSA_ERROR_WRITE, NULL, "the folder cannot be made");
  silsa_error_at_file(error, folder);
  return FALSE;
}

static gboolean
make_file(const SilsaNewJob *job, GError **error)
{
  const SilsaCreation creation = {
      .catalogue = job->catalogue,
      .round = job->round,
      .round_signer = job->signer,
      .round_fingerprint = job->fingerprint,
      .round_confirmed = job->confirmed,
      .applicant = job->round != NULL ? silsa_round_find_applicant(job->round, job->city) : NULL,
      .city_name = job->round != NULL ? NULL : job->city,
      .population = job->population,
      .class_id = job->class_id,
      .class_reason = job->class_reason,
      .assessor_name = job->assessor,
  };
  g_autoptr(SilsaStore) store = NULL;

  if (!make_folder(job->path, error))
    return FALSE;
  store = silsa_store_create(job->path, &creation, error);
  return store != NULL && silsa_store_close(store, error);
}

static void
run_thread(GTask *task,
           gpointer source G_GNUC_UNUSED,
           gpointer data,
           GCancellable *cancellable G_GNUC_UNUSED)
{
  /* The store talks to the context of its thread: one of its own, which nobody else runs. */
  g_autoptr(GMainContext) context = g_main_context_new();
  GError *error = NULL;
  gboolean ok;

  g_main_context_push_thread_default(context);
  ok = make_file(data, &error);
  g_main_context_pop_thread_default(context);
  if (ok)
    g_task_return_boolean(task, TRUE);
  else
    g_task_return_error(task, error);
}

void
silsa_new_job_run_async(SilsaNewJob *job, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr(GTask) task = g_task_new(NULL, NULL, callback, user_data);

  g_task_set_source_tag(task, silsa_new_job_run_async);
  g_task_set_task_data(task, job, (GDestroyNotify)silsa_new_job_free);
  g_task_run_in_thread(task, run_thread);
}

gboolean
silsa_new_job_run_finish(GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean(G_TASK(result), error);
}
