#include "silsa-erase-dialog.h"

#include "silsa-opening.h"
#include "silsa-tell.h"

#include <glib/gi18n.h>

/* Asking */

typedef struct {
  GtkWidget *parent; /* borrowed: the dialog is in it */
  GtkEditable *reason;
  SilsaEraseFunc func;
} Question;

static void
typed_cb(GtkEditable *entry, AdwAlertDialog *dialog)
{
  g_autofree char *reason = g_strstrip(g_strdup(gtk_editable_get_text(entry)));

  adw_alert_dialog_set_response_enabled(dialog, "erase", *reason != '\0');
}

static void
response_cb(AdwAlertDialog *dialog G_GNUC_UNUSED, const char *response, Question *question)
{
  if (g_str_equal(response, "erase"))
    question->func(question->parent, gtk_editable_get_text(question->reason));
}

static void
question_free(gpointer data, GClosure *closure G_GNUC_UNUSED)
{
  g_free(data);
}

static void
ask(const char *heading, const char *body, GtkWidget *parent, SilsaEraseFunc func)
{
  AdwDialog *dialog = adw_alert_dialog_new(heading, body);
  GtkWidget *group = adw_preferences_group_new();
  GtkWidget *entry = adw_entry_row_new();
  Question *question = g_new0(Question, 1);

  question->parent = parent;
  question->reason = GTK_EDITABLE(entry);
  question->func = func;
  adw_preferences_row_set_title(ADW_PREFERENCES_ROW(entry), _("Reason, kept in the history"));
  adw_preferences_group_add(ADW_PREFERENCES_GROUP(group), entry);
  adw_alert_dialog_set_extra_child(ADW_ALERT_DIALOG(dialog), group);
  adw_alert_dialog_add_responses(ADW_ALERT_DIALOG(dialog), "cancel", _("_Cancel"), "erase",
                                 _("_Erase for Good"), NULL);
  adw_alert_dialog_set_response_appearance(ADW_ALERT_DIALOG(dialog), "erase",
                                           ADW_RESPONSE_DESTRUCTIVE);
  adw_alert_dialog_set_response_enabled(ADW_ALERT_DIALOG(dialog), "erase", FALSE);
  adw_alert_dialog_set_close_response(ADW_ALERT_DIALOG(dialog), "cancel");
  g_signal_connect_object(entry, "changed", G_CALLBACK(typed_cb), dialog, 0);
  g_signal_connect_data(dialog, "response", G_CALLBACK(response_cb), question, question_free, 0);
  adw_dialog_present(dialog, parent);
  gtk_widget_grab_focus(entry);
}

void
silsa_erase_ask_evidence(GtkWidget *parent, SilsaEraseFunc func)
{
  ask(_("Erase for Good?"),
      _("The bytes, the name and all captions are deleted, and nothing brings them back. What "
        "stays "
        "in the history is the digest and the reason."),
      parent, func);
}

void
silsa_erase_ask_all(const char *city, GtkWidget *parent, SilsaEraseFunc func)
{
  g_autofree char *heading = g_strdup_printf(_("Erase All Content of “%s”?"), city);

  ask(heading,
      _("Answers, notes, claims, photos, papers and every text in the history are deleted "
        "for good; nothing brings them back. What stays is who judged which city, the "
        "digests, and that there was a history. Packages that were handed in are not "
        "touched."),
      parent, func);
}

/* Erasing */

typedef struct {
  SilsaApplication *application;
  AdwDialog *busy;
  char *path, *reason;
} Erasure;

static void
erasure_free(gpointer data)
{
  Erasure *self = data;

  g_object_unref(self->application);
  g_object_unref(self->busy);
  g_free(self->path);
  g_free(self->reason);
  g_free(self);
}

/* The store belongs to this thread from its opening to its end. */
static void
erase_thread(GTask *task,
             gpointer source G_GNUC_UNUSED,
             gpointer data,
             GCancellable *cancellable G_GNUC_UNUSED)
{
  Erasure *self = data;
  g_autoptr(GMainContext) context = g_main_context_new();
  g_autoptr(SilsaStore) store = NULL;
  GError *error = NULL;
  gboolean ok;

  g_main_context_push_thread_default(context);
  store = silsa_store_open(self->path, SILSA_OPEN_READ_WRITE, &error);
  ok = store != NULL && silsa_store_erase_all(store, self->reason, &error);
  g_clear_object(&store);
  g_main_context_pop_thread_default(context);
  if (ok)
    g_task_return_boolean(task, TRUE);
  else
    g_task_return_error(task, error);
}

static GtkWidget *
find_welcome(SilsaApplication *application)
{
  g_action_group_activate_action(G_ACTION_GROUP(application), "welcome", NULL);
  return GTK_WIDGET(gtk_application_get_active_window(GTK_APPLICATION(application)));
}

static void
erased_cb(GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer user_data G_GNUC_UNUSED)
{
  Erasure *self = g_task_get_task_data(G_TASK(result));
  g_autofree char *name = g_filename_display_basename(self->path);
  g_autoptr(GError) error = NULL;

  adw_dialog_force_close(self->busy);
  if (g_task_propagate_boolean(G_TASK(result), &error))
    silsa_tell(find_welcome(self->application), _("Erased for Good"), name);
  else
    silsa_tell_error(find_welcome(self->application), _("Not Erased"), error);
}

static void
erase_cb(gpointer user_data)
{
  g_autoptr(GTask) task = user_data;

  g_task_run_in_thread(task, erase_thread);
}

void
silsa_erase_store(SilsaApplication *application, SilsaStore *store, const char *reason)
{
  GTask *task = g_task_new(NULL, NULL, erased_cb, NULL);
  Erasure *self = g_new0(Erasure, 1);

  self->application = g_object_ref(application);
  self->path = g_strdup(silsa_store_get_path(store));
  self->reason = g_strdup(reason);
  self->busy = g_object_ref_sink(adw_alert_dialog_new(_("Erasing…"), NULL));
  adw_dialog_set_can_close(self->busy, FALSE);
  adw_alert_dialog_set_extra_child(ADW_ALERT_DIALOG(self->busy), adw_spinner_new());
  adw_dialog_present(self->busy, find_welcome(application));
  g_task_set_check_cancellable(task, FALSE);
  g_task_set_task_data(task, self, erasure_free);
  silsa_opening_let_go(application, store, erase_cb, task);
}
