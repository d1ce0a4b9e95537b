#include "silsa-evidence-import.h"

#include "silsa-error.h"
#include "silsa-intake.h"

typedef struct {
  SilsaStore *store;
  char *indicator;
  GStrv paths;
  guint next;
  GCancellable *cancellable;
  SilsaImportFunc done;
  gpointer user_data;

  SilsaIntake *intake; /* of the file under way */
  SilsaAct *act;
  SilsaImportReport report;
} Import;

static void import_next(Import *self);

static void
import_free(Import *self)
{
  g_object_unref(self->store);
  g_free(self->indicator);
  g_strfreev(self->paths);
  g_clear_object(&self->cancellable);
  g_clear_pointer(&self->intake, silsa_intake_free);
  silsa_act_free(self->act);
  g_ptr_array_unref(self->report.refused);
  g_free(self);
}

static void
refuse(Import *self, const GError *error)
{
  g_autofree char *name = g_path_get_basename(self->paths[self->next]);
  g_autofree char *shown = g_filename_display_name(name);
  g_autofree char *sentence = silsa_error_explain(error);

  g_ptr_array_add(self->report.refused, g_strdup_printf("%s: %s", shown, sentence));
}

static void
finish(Import *self)
{
  g_autoptr(GError) error = NULL;

  if (!silsa_act_is_empty(self->act) && !silsa_store_perform(self->store, self->act, &error))
    g_ptr_array_add(self->report.refused, silsa_error_explain(error));
  if (!g_cancellable_is_cancelled(self->cancellable))
    self->done(&self->report, self->user_data);
  import_free(self);
}

static void
use_evidence(Import *self, SilsaEvidence *evidence)
{
  gint64 id = silsa_evidence_get_id(evidence);
  g_autofree char *field = g_strdup_printf("use:%" G_GINT64_FORMAT, id);

  if (silsa_assessment_is_removed(silsa_store_get_assessment(self->store), id)) {
    g_autofree char *subject = g_strdup_printf("evidence:%" G_GINT64_FORMAT, id);

    silsa_act_add(self->act, subject, "removed", NULL);
  }
  if (silsa_assessment_get(silsa_store_get_assessment(self->store), self->indicator, field) == NULL)
    silsa_act_add(self->act, self->indicator, field, "");
  self->report.added++;
}

static void
stored_cb(GObject *source, GAsyncResult *result, gpointer user_data)
{
  Import *self = user_data;
  gboolean was_known;
  g_autoptr(GError) error = NULL;
  g_autoptr(SilsaEvidence) evidence =
      silsa_store_add_evidence_finish(SILSA_STORE(source), result, &was_known, &error);

  if (evidence != NULL)
    use_evidence(self, evidence);
  else
    refuse(self, error);
  g_clear_pointer(&self->intake, silsa_intake_free);
  self->next++;
  import_next(self);
}

static void
intake_thread(GTask *task, gpointer source G_GNUC_UNUSED, gpointer data, GCancellable *cancellable)
{
  g_autoptr(GError) error = NULL;
  SilsaIntake *intake = silsa_intake_new_from_file(data, cancellable, &error);

  if (intake != NULL)
    g_task_return_pointer(task, intake, (GDestroyNotify)silsa_intake_free);
  else
    g_task_return_error(task, g_steal_pointer(&error));
}

static void
intake_cb(GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer user_data)
{
  Import *self = user_data;
  g_autoptr(GError) error = NULL;

  self->intake = g_task_propagate_pointer(G_TASK(result), &error);
  if (self->intake == NULL) {
    refuse(self, error);
    self->next++;
    import_next(self);
    return;
  }
  silsa_store_add_evidence_async(self->store, self->intake->bytes, &self->intake->evidence,
                                 self->cancellable, stored_cb, self);
}

static void
import_next(Import *self)
{
  g_autoptr(GTask) task = NULL;

  if (self->paths[self->next] == NULL || g_cancellable_is_cancelled(self->cancellable)) {
    finish(self);
    return;
  }
  task = g_task_new(NULL, self->cancellable, intake_cb, self);
  g_task_set_task_data(task, g_strdup(self->paths[self->next]), g_free);
  g_task_run_in_thread(task, intake_thread);
}

void
silsa_evidence_import(SilsaStore *store,
                      const char *indicator,
                      const char *const *paths,
                      GCancellable *cancellable,
                      SilsaImportFunc done,
                      gpointer user_data)
{
  Import *self;

  g_return_if_fail(SILSA_IS_STORE(store));
  g_return_if_fail(indicator != NULL && paths != NULL && done != NULL);

  self = g_new0(Import, 1);
  self->store = g_object_ref(store);
  self->indicator = g_strdup(indicator);
  self->paths = g_strdupv((GStrv)paths);
  self->cancellable = cancellable != NULL ? g_object_ref(cancellable) : g_cancellable_new();
  self->done = done;
  self->user_data = user_data;
  self->act = silsa_act_new("add-evidence", indicator);
  self->report.refused = g_ptr_array_new_with_free_func(g_free);
  import_next(self);
}
