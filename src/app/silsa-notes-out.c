#include "silsa-notes-out.h"

#include "silsa-chosen-file.h"
#include "silsa-error.h"
#include "silsa-toast.h"
#include "silsa-words.h"

#include <glib/gi18n.h>

typedef struct {
  GBytes *bytes;
  GtkWindow *window;
  AdwToastOverlay *toasts;
} Job;

static void
job_free(Job *self)
{
  g_bytes_unref(self->bytes);
  g_object_unref(self->window);
  g_object_unref(self->toasts);
  g_free(self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC(Job, job_free)

static void
chosen_cb(GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(Job) job = user_data;
  g_autoptr(GFile) file = gtk_file_dialog_save_finish(GTK_FILE_DIALOG(source), result, NULL);
  const char *path =
      file != NULL ? silsa_chosen_file_get_path(file, GTK_WIDGET(job->window)) : NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *base = NULL;
  g_autofree char *words = NULL;

  if (path == NULL)
    return;
  base = g_filename_display_basename(path);
  words = silsa_notes_write(path, job->bytes, &error) ? g_strdup_printf(_("Saved as %s"), base)
                                                      : silsa_error_explain(error);
  adw_toast_overlay_add_toast(job->toasts, silsa_toast_new(words));
}

void
silsa_notes_out_save(SilsaNotes *notes,
                     SilsaAssessment *assessment,
                     GtkWindow *window,
                     AdwToastOverlay *toasts)
{
  g_autoptr(GtkFileDialog) dialog = gtk_file_dialog_new();
  Job *job = g_new0(Job, 1);

  /* The dialog may outlive the notes. */
  job->bytes = silsa_notes_export(notes, assessment, silsa_language_from_locale());
  job->window = g_object_ref(window);
  job->toasts = g_object_ref(toasts);
  gtk_file_dialog_set_title(dialog, _("Save My Notes as"));
  gtk_file_dialog_set_initial_name(dialog, "notes.csv");
  gtk_file_dialog_save(dialog, window, NULL, chosen_cb, job);
}

void
silsa_notes_out_copy_questions(SilsaNotes *notes,
                               SilsaAssessment *assessment,
                               GtkWindow *window,
                               AdwToastOverlay *toasts)
{
  g_autofree char *text =
      silsa_notes_list_questions(notes, assessment, silsa_language_from_locale());

  gdk_clipboard_set_text(gtk_widget_get_clipboard(GTK_WIDGET(window)), text);
  adw_toast_overlay_add_toast(toasts, silsa_toast_new(*text != '\0' ? _("The questions were copied")
                                                                    : _("No questions yet")));
}
