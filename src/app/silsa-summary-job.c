#include "silsa-summary-job.h"

#include "silsa-chosen-file.h"
#include "silsa-error.h"
#include "silsa-store.h"
#include "silsa-summary.h"
#include "silsa-toast.h"
#include "silsa-words.h"

#include <glib/gi18n.h>

typedef struct {
  const SilsaReading *reading; /* of the window */
  GtkWindow *window;
  AdwToastOverlay *toasts;
  char *path;
} Job;

static void
job_free(Job *self)
{
  g_object_unref(self->window);
  g_object_unref(self->toasts);
  g_free(self->path);
  g_free(self);
}

/* Over a connection of its own: what the window shows belongs to the window's thread. */
static gboolean
write_summary(Job *self, GError **error)
{
  g_autoptr(SilsaStore) store = silsa_store_open(self->reading->copy, SILSA_OPEN_READ_ONLY, error);
  const SilsaReport *report = self->reading->report;
  SilsaAssessment *assessment = store != NULL ? silsa_store_get_assessment(store) : NULL;
  g_autofree char *sentence = silsa_report_to_sentence(report);
  g_autofree char *status = silsa_catalogue_status_string_to_text(report->catalogue_status);
  g_auto(GStrv) facts = store != NULL ? silsa_reading_dup_facts(self->reading, assessment) : NULL;
  g_auto(GStrv) remarks = silsa_report_dup_remarks(report);
  const SilsaSummaryHead head = {.verdict = silsa_verdict_to_text(report->verdict),
                                 .sentence = sentence,
                                 .valid = report->verdict == SILSA_VERDICT_VALID,
                                 .revision = report->revision,
                                 .catalogue_status = status,
                                 .facts = (const char *const *)facts,
                                 .remarks = (const char *const *)remarks};
  g_autoptr(SilsaPaper) paper = store != NULL ? silsa_summary_new(assessment, &head) : NULL;

  return store != NULL &&
         silsa_paper_write_pdf(paper, self->path, silsa_assessment_get_case(assessment)->city_name,
                               error);
}

static void
summary_thread(GTask *task,
               gpointer source G_GNUC_UNUSED,
               gpointer data,
               GCancellable *cancellable G_GNUC_UNUSED)
{
  g_autoptr(GError) error = NULL;

  if (write_summary(data, &error))
    g_task_return_boolean(task, TRUE);
  else
    g_task_return_error(task, g_steal_pointer(&error));
}

static void
written_cb(GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer user_data G_GNUC_UNUSED)
{
  Job *job = g_task_get_task_data(G_TASK(result));
  g_autoptr(GError) error = NULL;
  g_autofree char *name = g_filename_display_basename(job->path);
  g_autofree char *words = NULL;

  words = g_task_propagate_boolean(G_TASK(result), &error) ? g_strdup_printf(_("Saved as %s"), name)
                                                           : silsa_error_explain(error);
  adw_toast_overlay_add_toast(job->toasts, silsa_toast_new(words));
}

static void
chosen_cb(GObject *source, GAsyncResult *result, gpointer user_data)
{
  Job *job = user_data;
  g_autoptr(GFile) file = gtk_file_dialog_save_finish(GTK_FILE_DIALOG(source), result, NULL);
  const char *path =
      file != NULL ? silsa_chosen_file_get_path(file, GTK_WIDGET(job->window)) : NULL;
  g_autoptr(GTask) task = NULL;

  if (path == NULL) {
    job_free(job);
    return;
  }
  job->path = g_strdup(path);
  task = g_task_new(NULL, NULL, written_cb, NULL);
  g_task_set_source_tag(task, chosen_cb);
  g_task_set_task_data(task, job, (GDestroyNotify)job_free);
  g_task_run_in_thread(task, summary_thread);
}

void
silsa_summary_save(const SilsaReading *reading, GtkWindow *window, AdwToastOverlay *toasts)
{
  g_autoptr(GtkFileDialog) dialog = gtk_file_dialog_new();
  g_autofree char *name =
      g_strdup_printf("%s-%u.pdf", reading->report->city, reading->report->revision);
  Job *job = g_new0(Job, 1);

  job->reading = reading;
  job->window = g_object_ref(window);
  job->toasts = g_object_ref(toasts);
  gtk_file_dialog_set_title(dialog, _("Save the Summary as"));
  gtk_file_dialog_set_initial_name(dialog, name);
  gtk_file_dialog_save(dialog, window, NULL, chosen_cb, job);
}
