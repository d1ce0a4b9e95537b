#include "silsa-round-add-dialog.h"

#include "silsa-chosen-file.h"
#include "silsa-error.h"
#include "silsa-request.h"
#include "silsa-round-fields.h"

#include <glib/gi18n.h>

#define SILSA_TYPE_ROUND_ADD_DIALOG (silsa_round_add_dialog_get_type())
G_DECLARE_FINAL_TYPE(
    SilsaRoundAddDialog, silsa_round_add_dialog, SILSA, ROUND_ADD_DIALOG, AdwDialog)

struct _SilsaRoundAddDialog {
  AdwDialog parent_instance;

  SilsaRoundDocument *document;
  SilsaRoundPart part;
  SilsaRoundAddedFunc added;
  gpointer user_data;

  GtkWidget *add_button;
  GtkBox *box;
  GtkWidget *request_group;
  AdwActionRow *request_row;
  SilsaRoundFields *fields;
};

G_DEFINE_FINAL_TYPE(SilsaRoundAddDialog, silsa_round_add_dialog, ADW_TYPE_DIALOG)

static void
cancel_cb(SilsaRoundAddDialog *self)
{
  adw_dialog_close(ADW_DIALOG(self));
}

static void
add_cb(SilsaRoundAddDialog *self)
{
  g_autoptr(SilsaRoundDraft) draft = silsa_round_document_begin(self->document);
  g_autofree char *name = silsa_round_fields_dup(
      self->fields, self->part == SILSA_ROUND_APPLICANT ? "name-en" : "name");
  g_autoptr(GError) error = NULL;
  g_autofree char *id = g_strdup(silsa_round_draft_add(draft, self->part, NULL, name, &error));

  if (id == NULL || !silsa_round_fields_apply(self->fields, draft, id, &error) ||
      !silsa_round_document_commit(self->document, draft, &error)) {
    silsa_round_fields_explain(self->fields, error);
    return;
  }
  self->added(id, self->user_data);
  adw_dialog_close(ADW_DIALOG(self));
}

static void
take_request(SilsaRoundAddDialog *self, const char *path)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(SilsaRequest) request = silsa_request_read(path, &error);

  silsa_round_fields_explain(self->fields, error);
  if (request == NULL)
    return;
  silsa_round_fields_set(self->fields, "name", request->name);
  silsa_round_fields_set(self->fields, "fingerprint", request->certificate.fingerprint);
  if (request->email != NULL)
    adw_action_row_set_subtitle(self->request_row, request->email);
}

static void
request_chosen_cb(GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(SilsaRoundAddDialog) self = user_data;
  g_autoptr(GFile) file = gtk_file_dialog_open_finish(GTK_FILE_DIALOG(source), result, NULL);
  const char *path = silsa_chosen_file_get_path(file, GTK_WIDGET(self));

  if (path != NULL)
    take_request(self, path);
}

static void
request_cb(SilsaRoundAddDialog *self)
{
  g_autoptr(GtkFileDialog) dialog = gtk_file_dialog_new();

  gtk_file_dialog_set_title(dialog, _("Open a Request"));
  gtk_file_dialog_open(dialog, GTK_WINDOW(gtk_widget_get_root(GTK_WIDGET(self))), NULL,
                       request_chosen_cb, g_object_ref(self));
}

static void
silsa_round_add_dialog_dispose(GObject *object)
{
  SilsaRoundAddDialog *self = SILSA_ROUND_ADD_DIALOG(object);

  gtk_widget_dispose_template(GTK_WIDGET(self), SILSA_TYPE_ROUND_ADD_DIALOG);
  g_clear_object(&self->document);
  G_OBJECT_CLASS(silsa_round_add_dialog_parent_class)->dispose(object);
}

static void
silsa_round_add_dialog_class_init(SilsaRoundAddDialogClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS(class);

  G_OBJECT_CLASS(class)->dispose = silsa_round_add_dialog_dispose;
  gtk_widget_class_set_template_from_resource(widget_class,
                                              "/io/github/silsa/Silsa/silsa-round-add-dialog.ui");
  gtk_widget_class_bind_template_child(widget_class, SilsaRoundAddDialog, add_button);
  gtk_widget_class_bind_template_child(widget_class, SilsaRoundAddDialog, box);
  gtk_widget_class_bind_template_child(widget_class, SilsaRoundAddDialog, request_group);
  gtk_widget_class_bind_template_child(widget_class, SilsaRoundAddDialog, request_row);
  gtk_widget_class_bind_template_callback(widget_class, cancel_cb);
  gtk_widget_class_bind_template_callback(widget_class, add_cb);
  gtk_widget_class_bind_template_callback(widget_class, request_cb);
}

static void
silsa_round_add_dialog_init(SilsaRoundAddDialog *self)
{
  gtk_widget_init_template(GTK_WIDGET(self));
}

void
silsa_round_add_dialog_present(SilsaRoundDocument *document,
                               SilsaRoundPart part,
                               GtkWidget *parent,
                               SilsaRoundAddedFunc added,
                               gpointer user_data)
{
  static const char *const of_applicant[] = {"name-ko", "name-en", "kind", "population", NULL};
  static const char *const of_person[] = {"name", "role", "fingerprint", NULL};
  SilsaRoundAddDialog *self = g_object_new(SILSA_TYPE_ROUND_ADD_DIALOG, NULL);

  self->document = g_object_ref(document);
  self->part = part;
  self->added = added;
  self->user_data = user_data;
  adw_dialog_set_title(ADW_DIALOG(self),
                       part == SILSA_ROUND_APPLICANT ? _("Add an Applicant") : _("Add a Person"));
  gtk_widget_set_visible(self->request_group, part == SILSA_ROUND_PERSON);
  self->fields = SILSA_ROUND_FIELDS(
      silsa_round_fields_new(part, NULL, part == SILSA_ROUND_APPLICANT ? of_applicant : of_person));
  gtk_box_append(self->box, GTK_WIDGET(self->fields));
  adw_dialog_set_focus(ADW_DIALOG(self), silsa_round_fields_get_first(self->fields));
  adw_dialog_set_default_widget(ADW_DIALOG(self), self->add_button);
  adw_dialog_present(ADW_DIALOG(self), parent);
}
