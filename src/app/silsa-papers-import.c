#include "silsa-papers-import.h"

#include "silsa-error.h"
#include "silsa-intake.h"
#include "silsa-submitted.h"

typedef struct {
  SilsaStore *store;
  GStrv paths;
  guint next;
  GCancellable *cancellable;
  SilsaPapersFunc func;
  gpointer user_data;

  SilsaIntake *intake; /* of the file under way */
  SilsaAct *act;
  GPtrArray *refused;
} Import;

static void take_next(Import *self);

static char *
get_name(Import *self)
{
  g_autofree char *name = g_path_get_basename(self->paths[self->next]);

  return g_filename_display_name(name);
}

static void
go_on(Import *self, const GError *error)
{
  if (error != NULL && !g_error_matches(error, G_IO_ERROR, G_IO_ERROR_CANCELLED)) {
    g_autofree char *name = get_name(self);
    g_autofree char *sentence = silsa_error_explain(error);

    g_ptr_array_add(self->refused, g_strdup_printf("%s: %s", name, sentence));
  }
  g_clear_pointer(&self->intake, silsa_intake_free);
  self->next++;
  take_next(self);
}

static void
stored_cb(GObject *source, GAsyncResult *result, gpointer user_data)
{
  Import *self = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(SilsaEvidence) evidence =
      silsa_store_add_evidence_finish(SILSA_STORE(source), result, NULL, &error);

  if (evidence != NULL)
    silsa_submitted_attach(self->act, silsa_store_get_assessment(self->store),
                           silsa_evidence_get_id(evidence), self->intake->name);
  go_on(self, error);
}

static void
intake_thread(GTask *task, gpointer source G_GNUC_UNUSED, gpointer data, GCancellable *cancellable)
{
  g_autoptr(SilsaIntake) intake = NULL;
  GError *error = NULL;

  intake = silsa_intake_new_from_file(data, cancellable, &error);
  if (intake != NULL && silsa_intake_submit(intake, &error))
    g_task_return_pointer(task, g_steal_pointer(&intake), (GDestroyNotify)silsa_intake_free);
  else
    g_task_return_error(task, error);
}

static void
intake_cb(GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer user_data)
{
  Import *self = user_data;
  g_autoptr(GError) error = NULL;

  self->intake = g_task_propagate_pointer(G_TASK(result), &error);
  if (self->intake == NULL)
    go_on(self, error);
  else
    silsa_store_add_evidence_async(self->store, self->intake->bytes, &self->intake->evidence,
                                   self->cancellable, stored_cb, self);
}

static void
finish(Import *self)
{
  g_autoptr(GError) error = NULL;

  if (!silsa_act_is_empty(self->act) && !silsa_store_perform(self->store, self->act, &error))
    g_ptr_array_add(self->refused, silsa_error_explain(error));
  self->func(NULL, self->refused, self->user_data);
  g_object_unref(self->store);
  g_strfreev(self->paths);
  g_clear_object(&self->cancellable);
  silsa_act_free(self->act);
  g_ptr_array_unref(self->refused);
  g_free(self);
}

static void
take_next(Import *self)
{
  g_autoptr(GTask) task = NULL;
  g_autofree char *name = NULL;

  if (self->paths[self->next] == NULL || g_cancellable_is_cancelled(self->cancellable)) {
    finish(self);
    return;
  }
  name = get_name(self);
  self->func(name, self->refused, self->user_data);
  task = g_task_new(NULL, self->cancellable, intake_cb, self);
  g_task_set_task_data(task, g_strdup(self->paths[self->next]), g_free);
  g_task_run_in_thread(task, intake_thread);
}

void
silsa_papers_import(SilsaStore *store,
                    const char *const *paths,
                    GCancellable *cancellable,
                    SilsaPapersFunc func,
                    gpointer user_data)
{
  Import *self;

  g_return_if_fail(SILSA_IS_STORE(store) && paths != NULL && func != NULL);

  self = g_new0(Import, 1);
  self->store = g_object_ref(store);
  self->paths = g_strdupv((GStrv)paths);
  self->cancellable = cancellable != NULL ? g_object_ref(cancellable) : g_cancellable_new();
  self->func = func;
  self->user_data = user_data;
  self->act = silsa_act_new("attach-documents", "city");
  self->refused = g_ptr_array_new_with_free_func(g_free);
  take_next(self);
}
