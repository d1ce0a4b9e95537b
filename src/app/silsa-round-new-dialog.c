#include "silsa-round-new-dialog.h"

#include "silsa-chosen-file.h"
#include "silsa-error.h"
#include "silsa-round-fields.h"
#include "silsa-round-file.h"

#include <glib/gi18n.h>

#define SILSA_TYPE_ROUND_NEW_DIALOG (silsa_round_new_dialog_get_type())
G_DECLARE_FINAL_TYPE(
    SilsaRoundNewDialog, silsa_round_new_dialog, SILSA, ROUND_NEW_DIALOG, AdwDialog)

struct _SilsaRoundNewDialog {
  AdwDialog parent_instance;

  SilsaCatalogue *catalogue;
  SilsaRoundMadeFunc made;
  gpointer user_data;

  GtkBox *box;
  GtkWidget *make_button;
  AdwActionRow *catalogue_row;
  AdwEntryRow *id_row;
  SilsaRoundFields *fields;
};

G_DEFINE_FINAL_TYPE(SilsaRoundNewDialog, silsa_round_new_dialog, ADW_TYPE_DIALOG)

/* What stands in the rows; NULL with a sentence where it cannot be a round. */
static SilsaRoundDraft *
make_draft(SilsaRoundNewDialog *self)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(SilsaRoundDraft) draft = NULL;
  g_autoptr(SilsaRound) round = NULL;

  if (self->catalogue == NULL) {
    silsa_error_set(&error, SILSA_ERROR_NOT_FOUND, "catalogue-missing", "no catalogue chosen");
    silsa_round_fields_explain(self->fields, error);
    return NULL;
  }
  draft = silsa_round_draft_new(self->catalogue, gtk_editable_get_text(GTK_EDITABLE(self->id_row)));
  if (silsa_round_fields_apply(self->fields, draft, NULL, &error))
    round = silsa_round_draft_finish(draft, &error);
  silsa_round_fields_explain(self->fields, error);
  return round != NULL ? g_steal_pointer(&draft) : NULL;
}

static void
target_chosen_cb(GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(SilsaRoundNewDialog) self = user_data;
  g_autoptr(GFile) file = gtk_file_dialog_save_finish(GTK_FILE_DIALOG(source), result, NULL);
  const char *path = silsa_chosen_file_get_path(file, GTK_WIDGET(self));
  g_autoptr(SilsaRoundDraft) draft = path != NULL ? make_draft(self) : NULL;
  g_autoptr(GError) error = NULL;

  if (draft == NULL)
    return;
  if (!silsa_round_file_create(draft, path, &error)) {
    silsa_round_fields_explain(self->fields, error);
    return;
  }
  self->made(path, self->user_data);
  adw_dialog_close(ADW_DIALOG(self));
}

static void
make_cb(SilsaRoundNewDialog *self)
{
  g_autoptr(SilsaRoundDraft) draft = make_draft(self);
  g_autoptr(GtkFileDialog) dialog = NULL;

  if (draft == NULL)
    return;
  dialog = gtk_file_dialog_new();
  gtk_file_dialog_set_title(dialog, _("A Folder of Its Own for the Round"));
  gtk_file_dialog_set_initial_name(dialog, "round.xml");
  gtk_file_dialog_save(dialog, GTK_WINDOW(gtk_widget_get_root(GTK_WIDGET(self))), NULL,
                       target_chosen_cb, g_object_ref(self));
}

/* The catalogue */

static void
catalogue_chosen_cb(GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(SilsaRoundNewDialog) self = user_data;
  g_autoptr(GFile) file = gtk_file_dialog_open_finish(GTK_FILE_DIALOG(source), result, NULL);
  const char *path = silsa_chosen_file_get_path(file, GTK_WIDGET(self));
  g_autoptr(SilsaCatalogue) catalogue = NULL;
  g_autoptr(GError) error = NULL;

  if (path == NULL)
    return;
  catalogue = silsa_catalogue_new_from_file(path, &error);
  silsa_round_fields_explain(self->fields, error);
  if (catalogue == NULL)
    return;
  g_set_object(&self->catalogue, catalogue);
  adw_action_row_set_subtitle(
      self->catalogue_row,
      silsa_text_get(silsa_catalogue_get_title(catalogue), silsa_language_from_locale()));
}

static void
choose_cb(SilsaRoundNewDialog *self)
{
  g_autoptr(GtkFileDialog) dialog = gtk_file_dialog_new();

  gtk_file_dialog_set_title(dialog, _("Choose a Catalogue"));
  gtk_file_dialog_open(dialog, GTK_WINDOW(gtk_widget_get_root(GTK_WIDGET(self))), NULL,
                       catalogue_chosen_cb, g_object_ref(self));
}

static void
cancel_cb(SilsaRoundNewDialog *self)
{
  adw_dialog_close(ADW_DIALOG(self));
}

static void
silsa_round_new_dialog_dispose(GObject *object)
{
  SilsaRoundNewDialog *self = SILSA_ROUND_NEW_DIALOG(object);

  gtk_widget_dispose_template(GTK_WIDGET(self), SILSA_TYPE_ROUND_NEW_DIALOG);
  g_clear_object(&self->catalogue);
  G_OBJECT_CLASS(silsa_round_new_dialog_parent_class)->dispose(object);
}

static void
silsa_round_new_dialog_class_init(SilsaRoundNewDialogClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS(class);

  G_OBJECT_CLASS(class)->dispose = silsa_round_new_dialog_dispose;
  gtk_widget_class_set_template_from_resource(widget_class,
                                              "/io/github/silsa/Silsa/silsa-round-new-dialog.ui");
  gtk_widget_class_bind_template_child(widget_class, SilsaRoundNewDialog, box);
  gtk_widget_class_bind_template_child(widget_class, SilsaRoundNewDialog, make_button);
  gtk_widget_class_bind_template_child(widget_class, SilsaRoundNewDialog, catalogue_row);
  gtk_widget_class_bind_template_child(widget_class, SilsaRoundNewDialog, id_row);
  gtk_widget_class_bind_template_callback(widget_class, cancel_cb);
  gtk_widget_class_bind_template_callback(widget_class, make_cb);
  gtk_widget_class_bind_template_callback(widget_class, choose_cb);
}

static void
propose_year(SilsaRoundNewDialog *self)
{
  g_autoptr(GDateTime) now = g_date_time_new_now_utc();
  g_autofree char *year = g_date_time_format(now, "%Y");
  g_autofree char *id = g_strconcat("round-", year, NULL);

  silsa_round_fields_set(self->fields, "year", year);
  gtk_editable_set_text(GTK_EDITABLE(self->id_row), id);
}

static void
silsa_round_new_dialog_init(SilsaRoundNewDialog *self)
{
  static const char *const names[] = {"title-ko", "title-en", "year", "purpose", NULL};

  gtk_widget_init_template(GTK_WIDGET(self));
  self->fields = SILSA_ROUND_FIELDS(silsa_round_fields_new(SILSA_ROUND_HEAD, NULL, names));
  gtk_box_append(self->box, GTK_WIDGET(self->fields));
  propose_year(self);
}

void
silsa_round_new_dialog_present(GtkWidget *parent, SilsaRoundMadeFunc made, gpointer user_data)
{
  SilsaRoundNewDialog *self = g_object_new(SILSA_TYPE_ROUND_NEW_DIALOG, NULL);

  self->made = made;
  self->user_data = user_data;
  adw_dialog_set_focus(ADW_DIALOG(self), silsa_round_fields_get_first(self->fields));
  adw_dialog_set_default_widget(ADW_DIALOG(self), self->make_button);
  adw_dialog_present(ADW_DIALOG(self), parent);
}
