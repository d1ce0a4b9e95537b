#include "silsa-trust-dialog.h"

#include "silsa-chosen-file.h"
#include "silsa-tell.h"
#include "silsa-verify.h"

#include <glib/gi18n.h>

#define SILSA_TYPE_TRUST_DIALOG (silsa_trust_dialog_get_type())
G_DECLARE_FINAL_TYPE(SilsaTrustDialog, silsa_trust_dialog, SILSA, TRUST_DIALOG, AdwDialog)

struct _SilsaTrustDialog {
  AdwDialog parent_instance;

  GPtrArray *rows; /* of the group, borrowed */
  gboolean changed;
  void (*func)(gpointer object);
  GObject *object;

  AdwPreferencesGroup *group;
  GtkWidget *add_button;
};

G_DEFINE_FINAL_TYPE(SilsaTrustDialog, silsa_trust_dialog, ADW_TYPE_DIALOG)

/* A file of this session and what was found in it. */
typedef struct {
  char *path;
  SilsaTrustFile found;
} Chosen;

static void
chosen_free(gpointer data)
{
  Chosen *self = data;

  g_free(self->path);
  silsa_trust_file_clear(&self->found);
  g_free(self);
}

static GPtrArray *
get_session(void)
{
  static GPtrArray *session;

  if (session == NULL)
    session = g_ptr_array_new_with_free_func(chosen_free);
  return session;
}

GPtrArray *
silsa_trust_files_get(void)
{
  GPtrArray *contents = g_ptr_array_new_with_free_func((GDestroyNotify)g_bytes_unref);
  GPtrArray *session = get_session();

  for (guint i = 0; i < session->len; i++)
    g_ptr_array_add(contents, g_bytes_ref(((Chosen *)session->pdata[i])->found.content));
  return contents;
}

/* Rows */

static char *
dup_content(const SilsaTrustFile *found)
{
  g_autofree char *certificates = g_strdup_printf(
      ngettext("%u certificate", "%u certificates", found->n_certificates), found->n_certificates);
  g_autofree char *lists =
      g_strdup_printf(ngettext("%u list of revoked certificates",
                               "%u lists of revoked certificates", found->n_lists),
                      found->n_lists);

  return found->n_lists == 0          ? g_steal_pointer(&certificates)
         : found->n_certificates == 0 ? g_steal_pointer(&lists)
                                      : g_strdup_printf("%s · %s", certificates, lists);
}

static void show_files(SilsaTrustDialog *self);

static void
remove_cb(GtkWidget *button, SilsaTrustDialog *self)
{
  gtk_widget_grab_focus(self->add_button); /* the row goes, and its button with it */
  g_ptr_array_remove(get_session(), g_object_get_data(G_OBJECT(button), "chosen"));
  self->changed = TRUE;
  show_files(self);
}

static GtkWidget *
new_row(SilsaTrustDialog *self, Chosen *chosen)
{
  GtkWidget *row = adw_action_row_new();
  GtkWidget *button = gtk_button_new_from_icon_name("user-trash-symbolic");
  g_autofree char *name = g_filename_display_basename(chosen->path);
  g_autofree char *content = dup_content(&chosen->found);
  g_autofree char *words = g_strdup_printf(_("Take %s Away"), name);

  adw_preferences_row_set_use_markup(ADW_PREFERENCES_ROW(row), FALSE);
  adw_preferences_row_set_title(ADW_PREFERENCES_ROW(row), name);
  adw_action_row_set_subtitle(ADW_ACTION_ROW(row), content);
  gtk_widget_set_tooltip_text(button, words);
  gtk_accessible_update_property(GTK_ACCESSIBLE(button), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
  gtk_widget_set_valign(button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class(button, "flat");
  g_object_set_data(G_OBJECT(button), "chosen", chosen);
  g_signal_connect_object(button, "clicked", G_CALLBACK(remove_cb), self, G_CONNECT_DEFAULT);
  adw_action_row_add_suffix(ADW_ACTION_ROW(row), button);
  return row;
}

static void
show_files(SilsaTrustDialog *self)
{
  GPtrArray *session = get_session();

  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove(self->group, self->rows->pdata[i]);
  g_ptr_array_set_size(self->rows, 0);
  for (guint i = 0; i < session->len; i++) {
    GtkWidget *row = new_row(self, session->pdata[i]);

    adw_preferences_group_add(self->group, row);
    g_ptr_array_add(self->rows, row);
  }
}

/* Adding */

static void
look_thread(GTask *task,
            gpointer source G_GNUC_UNUSED,
            gpointer data,
            GCancellable *cancellable G_GNUC_UNUSED)
{
  GPtrArray *files = data;
  GError *error = NULL;

  for (guint i = 0; i < files->len && error == NULL; i++) {
    Chosen *chosen = files->pdata[i];

    silsa_trust_file_look(chosen->path, &chosen->found, &error);
  }
  if (error != NULL)
    g_task_return_error(task, error);
  else
    g_task_return_boolean(task, TRUE);
}

/* The same file again is read again. */
static void
take(SilsaTrustDialog *self, GPtrArray *files)
{
  GPtrArray *session = get_session();

  while (files->len > 0) {
    Chosen *chosen = g_ptr_array_steal_index(files, 0);

    for (guint i = 0; i < session->len; i++)
      if (g_str_equal(((Chosen *)session->pdata[i])->path, chosen->path))
        g_ptr_array_remove_index(session, i--);
    g_ptr_array_add(session, chosen);
  }
  self->changed = TRUE;
  show_files(self);
}

static void
looked_cb(GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(SilsaTrustDialog) self = user_data;
  g_autoptr(GError) error = NULL;

  if (self->group == NULL)
    return; /* the dialog is gone */
  if (g_task_propagate_boolean(G_TASK(result), &error))
    take(self, g_task_get_task_data(G_TASK(result)));
  else
    silsa_tell_error(GTK_WIDGET(self), _("The File Could Not Be Used"), error);
}

static void
chosen_cb(GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(SilsaTrustDialog) self = user_data;
  g_autoptr(GListModel) files =
      gtk_file_dialog_open_multiple_finish(GTK_FILE_DIALOG(source), result, NULL);
  GPtrArray *chosen = g_ptr_array_new_with_free_func(chosen_free);
  g_autoptr(GTask) task = g_task_new(NULL, NULL, looked_cb, g_object_ref(self));

  for (guint i = 0; files != NULL && i < g_list_model_get_n_items(files); i++) {
    g_autoptr(GFile) file = g_list_model_get_item(files, i);
    const char *path = silsa_chosen_file_get_path(file, GTK_WIDGET(self));
    Chosen *one = path != NULL ? g_new0(Chosen, 1) : NULL;

    if (one == NULL)
      continue;
    one->path = g_strdup(path);
    g_ptr_array_add(chosen, one);
  }
  g_task_set_source_tag(task, chosen_cb);
  g_task_set_task_data(task, chosen, (GDestroyNotify)g_ptr_array_unref);
  if (chosen->len > 0)
    g_task_run_in_thread(task, look_thread);
}

static void
add_cb(SilsaTrustDialog *self)
{
  g_autoptr(GtkFileDialog) dialog = gtk_file_dialog_new();

  gtk_file_dialog_set_title(dialog, _("Choose Certificates and Lists of Revoked Ones"));
  gtk_file_dialog_open_multiple(dialog, GTK_WINDOW(gtk_widget_get_root(GTK_WIDGET(self))), NULL,
                                chosen_cb, g_object_ref(self));
}

/* Life */

static void
silsa_trust_dialog_closed(AdwDialog *dialog)
{
  SilsaTrustDialog *self = SILSA_TRUST_DIALOG(dialog);

  if (self->changed)
    self->func(self->object);
  self->changed = FALSE;
}

static void
silsa_trust_dialog_dispose(GObject *object)
{
  SilsaTrustDialog *self = SILSA_TRUST_DIALOG(object);

  g_clear_pointer(&self->rows, g_ptr_array_unref);
  g_clear_object(&self->object);
  gtk_widget_dispose_template(GTK_WIDGET(self), SILSA_TYPE_TRUST_DIALOG);

  G_OBJECT_CLASS(silsa_trust_dialog_parent_class)->dispose(object);
}

static void
silsa_trust_dialog_class_init(SilsaTrustDialogClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS(class);

  G_OBJECT_CLASS(class)->dispose = silsa_trust_dialog_dispose;
  ADW_DIALOG_CLASS(class)->closed = silsa_trust_dialog_closed;

  gtk_widget_class_set_template_from_resource(widget_class,
                                              "/io/github/silsa/Silsa/silsa-trust-dialog.ui");
  gtk_widget_class_bind_template_child(widget_class, SilsaTrustDialog, group);
  gtk_widget_class_bind_template_child(widget_class, SilsaTrustDialog, add_button);
  gtk_widget_class_bind_template_callback(widget_class, add_cb);
}

static void
silsa_trust_dialog_init(SilsaTrustDialog *self)
{
  gtk_widget_init_template(GTK_WIDGET(self));
  self->rows = g_ptr_array_new();
  show_files(self);
}

void
silsa_trust_dialog_present(GtkWidget *parent, void (*func)(gpointer object), GObject *object)
{
  SilsaTrustDialog *self = g_object_new(SILSA_TYPE_TRUST_DIALOG, NULL);

  self->func = func;
  self->object = g_object_ref(object);
  adw_dialog_present(ADW_DIALOG(self), parent);
}
