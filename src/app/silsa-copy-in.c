#include "silsa-copy-in.h"

#include "silsa-copy.h"
#include "silsa-documents.h"
#include "silsa-tell.h"

#include <glib/gi18n.h>
#include <string.h>

typedef struct {
  SilsaApplication *application;
  GtkWidget *parent;
  char *from;
  char *to;
} CopyIn;

static void
copy_in_free(CopyIn *self)
{
  g_object_unref(self->application);
  g_object_unref(self->parent);
  g_free(self->from);
  g_free(self->to);
  g_free(self);
}

static void
copied_cb(GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer data)
{
  CopyIn *self = data;
  g_autoptr(GError) error = NULL;

  if (g_task_propagate_boolean(G_TASK(result), &error))
    silsa_application_open_path(self->application, self->to, self->parent);
  else
    silsa_tell_error(self->parent, _("The File Could Not Be Copied"), error);
  g_application_release(G_APPLICATION(self->application));
  copy_in_free(self);
}

static void
copy_thread(GTask *task,
            gpointer source G_GNUC_UNUSED,
            gpointer data,
            GCancellable *cancellable G_GNUC_UNUSED)
{
  const CopyIn *self = data;
  GError *error = NULL;

  if (silsa_store_copy_file(self->from, self->to, &error))
    g_task_return_boolean(task, TRUE);
  else
    g_task_return_error(task, error);
}

static void
response_cb(GObject *dialog, GAsyncResult *result, gpointer data)
{
  CopyIn *self = data;
  const char *response = adw_alert_dialog_choose_finish(ADW_ALERT_DIALOG(dialog), result);
  g_autoptr(GTask) task = NULL;

  if (!g_str_equal(response, "copy")) {
    copy_in_free(self);
    return;
  }
  g_application_hold(G_APPLICATION(self->application));
  task = g_task_new(NULL, NULL, copied_cb, self);
  g_task_set_source_tag(task, response_cb);
  g_task_set_task_data(task, self, NULL);
  g_task_run_in_thread(task, copy_thread);
}

void
silsa_copy_in_offer(SilsaApplication *application, const char *path, GtkWidget *parent)
{
  CopyIn *self = g_new0(CopyIn, 1);
  g_autofree char *stem = g_path_get_basename(path);
  AdwDialog *dialog;

  if (g_str_has_suffix(stem, ".silsa"))
    stem[strlen(stem) - strlen(".silsa")] = '\0';
  *self = (CopyIn){g_object_ref(application), g_object_ref(parent), g_strdup(path),
                   silsa_documents_new_path(stem)};
  dialog = adw_alert_dialog_new(_("Copy the File to Work on It?"), NULL);
  adw_alert_dialog_format_body(
      ADW_ALERT_DIALOG(dialog),
      _("Where the file lies, it could be damaged while it is changed. A copy is made as “%s”; "
        "the file itself stays as it is."),
      self->to);
  adw_alert_dialog_add_responses(ADW_ALERT_DIALOG(dialog), "cancel", _("_Cancel"), "copy",
                                 _("Co_py and Open"), NULL);
  adw_alert_dialog_set_response_appearance(ADW_ALERT_DIALOG(dialog), "copy",
                                           ADW_RESPONSE_SUGGESTED);
  adw_alert_dialog_set_default_response(ADW_ALERT_DIALOG(dialog), "copy");
  adw_alert_dialog_set_close_response(ADW_ALERT_DIALOG(dialog), "cancel");
  adw_alert_dialog_choose(ADW_ALERT_DIALOG(dialog), parent, NULL, response_cb, self);
}
