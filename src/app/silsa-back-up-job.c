#include "silsa-back-up-job.h"

#include "silsa-backup.h"
#include "silsa-chosen-file.h"
#include "silsa-instant.h"
#include "silsa-tell.h"
#include "silsa-toast.h"

#include <glib/gi18n.h>

typedef struct {
  SilsaStore *store;
  GtkWindow *window;
  AdwToastOverlay *toasts;
} Job;

static void
job_free(Job *self)
{
  g_object_unref(self->store);
  g_object_unref(self->window);
  g_object_unref(self->toasts);
  g_free(self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC(Job, job_free)

/* A window that was closed is not asked, and has nobody to be told. */
static gboolean
is_there(Job *self)
{
  return gtk_widget_get_visible(GTK_WIDGET(self->window));
}

static void
backed_up_cb(GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(Job) job = user_data;
  g_autoptr(GError) error = NULL;
  gboolean ok = silsa_store_back_up_finish(result, &error);

  if (!is_there(job))
    return;
  if (ok)
    adw_toast_overlay_add_toast(job->toasts, silsa_toast_new(_("The file was backed up")));
  else
    silsa_tell_error(GTK_WIDGET(job->window), _("The File Was Not Backed Up"), error);
}

static void
chosen_cb(GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(Job) job = user_data;
  g_autoptr(GFile) file = gtk_file_dialog_save_finish(GTK_FILE_DIALOG(source), result, NULL);
  const char *path = NULL;
  SilsaStore *store;

  if (is_there(job))
    path = silsa_chosen_file_get_path(file, GTK_WIDGET(job->window));
  if (path == NULL)
    return;
  adw_toast_overlay_add_toast(job->toasts, silsa_toast_new(_("Backing up…")));
  store = job->store;
  silsa_store_back_up_async(store, path, NULL, backed_up_cb, g_steal_pointer(&job));
}

void
silsa_back_up(SilsaStore *store, const char *city, GtkWindow *window, AdwToastOverlay *toasts)
{
  g_autoptr(GtkFileDialog) dialog = gtk_file_dialog_new();
  g_autofree char *day = silsa_instant_format_now("%Y-%m-%d %H.%M");
  g_autofree char *title = g_strdup_printf("%s %s.silsa", city, day);
  Job *job = g_new0(Job, 1);

  job->store = g_object_ref(store);
  job->window = g_object_ref(window);
  job->toasts = g_object_ref(toasts);
  gtk_file_dialog_set_title(dialog, _("Back Up the File"));
  gtk_file_dialog_set_initial_name(dialog, title);
  gtk_file_dialog_save(dialog, window, NULL, chosen_cb, job);
}
