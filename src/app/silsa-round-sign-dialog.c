#include "silsa-round-sign-dialog.h"

#include "silsa-chosen-file.h"
#include "silsa-error.h"
#include "silsa-key-opening.h"
#include "silsa-round-check.h"
#include "silsa-tell.h"

#include <glib/gi18n.h>

#define SILSA_TYPE_ROUND_SIGN_DIALOG (silsa_round_sign_dialog_get_type())
G_DECLARE_FINAL_TYPE(
    SilsaRoundSignDialog, silsa_round_sign_dialog, SILSA, ROUND_SIGN_DIALOG, AdwDialog)

struct _SilsaRoundSignDialog {
  AdwDialog parent_instance;

  SilsaRoundDocument *document;
  GtkWidget *parent; /* not a reference: the dialog is shown in it */
  char *key, *target;
  SilsaIdentity *identity; /* opened, while the target is chosen and written */
  GCancellable *cancellable; /* while the key is opened */
  gboolean complete;

  GtkWidget *cancel_button;
  GtkWidget *sign_button;
  GtkWidget *form;
  GtkWidget *opening_box;
  GtkLabel *incomplete;
  AdwActionRow *key_row;
  AdwPasswordEntryRow *passphrase_row;
  AdwSwitchRow *anyway_row;
  GtkLabel *sentence;
};

G_DEFINE_FINAL_TYPE(SilsaRoundSignDialog, silsa_round_sign_dialog, ADW_TYPE_DIALOG)

static void
say(SilsaRoundSignDialog *self, const char *text)
{
  gtk_label_set_text(self->sentence, text);
  gtk_widget_set_visible(GTK_WIDGET(self->sentence), *text != '\0');
}

static void
say_error(SilsaRoundSignDialog *self, const GError *error)
{
  g_autofree char *text = silsa_error_explain(error);

  say(self, text);
}

static void
set_busy(SilsaRoundSignDialog *self, gboolean busy)
{
  gtk_widget_set_sensitive(self->sign_button, !busy);
  adw_dialog_set_can_close(ADW_DIALOG(self), !busy);
}

/* Writing */

static void
tell(SilsaRoundSignDialog *self)
{
  g_autofree char *name = g_filename_display_basename(self->target);
  g_autofree char *groups =
      silsa_fingerprint_to_text(silsa_identity_get_facts(self->identity)->fingerprint);
  g_autofree char *body =
      g_strdup_printf(_("%s goes to everybody. Whoever opens it for the first time asks you for "
                        "this fingerprint:\n\n%s"),
                      name, groups);

  silsa_tell(self->parent, _("The Round Is Signed"), body);
}

static void
signed_cb(GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(SilsaRoundSignDialog) self = user_data;
  g_autoptr(GError) error = NULL;

  set_busy(self, FALSE);
  if (!silsa_round_document_sign_finish(SILSA_ROUND_DOCUMENT(source), result, &error)) {
    say_error(self, error);
    return;
  }
  tell(self);
  adw_dialog_close(ADW_DIALOG(self));
}

static void
target_chosen_cb(GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(SilsaRoundSignDialog) self = user_data;
  g_autoptr(GFile) file = gtk_file_dialog_save_finish(GTK_FILE_DIALOG(source), result, NULL);
  const char *path = silsa_chosen_file_get_path(file, GTK_WIDGET(self));

  if (path == NULL)
    return;
  g_set_str(&self->target, path);
  set_busy(self, TRUE);
  silsa_round_document_sign_async(self->document, self->identity, self->target, signed_cb,
                                  g_object_ref(self));
}

static void
choose_target(SilsaRoundSignDialog *self)
{
  SilsaRound *round = silsa_round_document_get_round(self->document);
  g_autoptr(GtkFileDialog) dialog = gtk_file_dialog_new();
  g_autofree char *name =
      g_strdup_printf("%s-v%u.asice", silsa_round_get_id(round), silsa_round_get_version(round));

  gtk_file_dialog_set_title(dialog, _("Write the Signed Round"));
  gtk_file_dialog_set_initial_name(dialog, name);
  gtk_file_dialog_save(dialog, GTK_WINDOW(gtk_widget_get_root(GTK_WIDGET(self))), NULL,
                       target_chosen_cb, g_object_ref(self));
}

/* The key */

static void
set_opening(SilsaRoundSignDialog *self, gboolean opening)
{
  g_clear_object(&self->cancellable);
  if (opening)
    self->cancellable = g_cancellable_new();
  set_busy(self, opening);
  gtk_widget_set_visible(self->opening_box, opening);
  if (opening)
    gtk_widget_grab_focus(self->cancel_button);
  gtk_widget_set_sensitive(self->form, !opening);
  if (!opening)
    gtk_widget_grab_focus(GTK_WIDGET(self->passphrase_row));
}

static void
opened_cb(GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(SilsaRoundSignDialog) self = user_data;
  g_autoptr(GError) error = NULL;

  g_clear_pointer(&self->identity, silsa_identity_free);
  self->identity = silsa_key_open_finish(result, &error);
  set_opening(self, FALSE);
  if (g_error_matches(error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    say(self, _("Cancelled. Nothing was written."));
  else if (self->identity == NULL)
    say_error(self, error);
  else if (!silsa_round_may_be_signed_by(silsa_round_document_get_round(self->document),
                                         silsa_identity_get_facts(self->identity)->fingerprint))
    say(self, _("This key is not that of a secretary of the round."));
  else
    choose_target(self);
}

static void
sign_cb(SilsaRoundSignDialog *self)
{
  say(self, "");
  if (!self->complete && !adw_switch_row_get_active(self->anyway_row)) {
    say(self, _("Settle what is missing, or confirm that it is signed all the same."));
    return;
  }
  if (self->key == NULL) {
    say(self, _("Choose the file of your key."));
    return;
  }
  set_opening(self, TRUE);
  silsa_key_open_async(self->key,
                       g_strdup(gtk_editable_get_text(GTK_EDITABLE(self->passphrase_row))),
                       self->cancellable, opened_cb, g_object_ref(self));
}

static void
set_key(SilsaRoundSignDialog *self, const char *path)
{
  g_autofree char *name = path != NULL ? g_filename_display_basename(path) : NULL;

  g_set_str(&self->key, path);
  adw_action_row_set_subtitle(self->key_row, name != NULL ? name : _("No file chosen"));
}

static void
key_chosen_cb(GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(SilsaRoundSignDialog) self = user_data;
  g_autoptr(GFile) file = gtk_file_dialog_open_finish(GTK_FILE_DIALOG(source), result, NULL);
  const char *path = silsa_chosen_file_get_path(file, GTK_WIDGET(self));

  if (path != NULL)
    set_key(self, path);
}

static void
choose_key_cb(SilsaRoundSignDialog *self)
{
  g_autoptr(GtkFileDialog) dialog = gtk_file_dialog_new();

  gtk_file_dialog_set_title(dialog, _("Choose a Key"));
  gtk_file_dialog_open(dialog, GTK_WINDOW(gtk_widget_get_root(GTK_WIDGET(self))), NULL,
                       key_chosen_cb, g_object_ref(self));
}

static void
cancel_cb(SilsaRoundSignDialog *self)
{
  if (self->cancellable != NULL)
    g_cancellable_cancel(self->cancellable);
  else
    adw_dialog_close(ADW_DIALOG(self));
}

/* Esc while the key is opened, or the round is written: that is not cancelled. */
static void
silsa_round_sign_dialog_close_attempt(AdwDialog *dialog)
{
  SilsaRoundSignDialog *self = SILSA_ROUND_SIGN_DIALOG(dialog);

  if (self->cancellable != NULL)
    g_cancellable_cancel(self->cancellable);
}

static void
silsa_round_sign_dialog_dispose(GObject *object)
{
  SilsaRoundSignDialog *self = SILSA_ROUND_SIGN_DIALOG(object);

  gtk_widget_dispose_template(GTK_WIDGET(self), SILSA_TYPE_ROUND_SIGN_DIALOG);
  g_clear_object(&self->document);
  g_clear_object(&self->cancellable);
  g_clear_pointer(&self->identity, silsa_identity_free);
  g_clear_pointer(&self->key, g_free);
  g_clear_pointer(&self->target, g_free);
  G_OBJECT_CLASS(silsa_round_sign_dialog_parent_class)->dispose(object);
}

static void
silsa_round_sign_dialog_class_init(SilsaRoundSignDialogClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS(class);

  G_OBJECT_CLASS(class)->dispose = silsa_round_sign_dialog_dispose;
  ADW_DIALOG_CLASS(class)->close_attempt = silsa_round_sign_dialog_close_attempt;
  gtk_widget_class_set_template_from_resource(widget_class,
                                              "/io/github/silsa/Silsa/silsa-round-sign-dialog.ui");
  gtk_widget_class_bind_template_child(widget_class, SilsaRoundSignDialog, cancel_button);
  gtk_widget_class_bind_template_child(widget_class, SilsaRoundSignDialog, sign_button);
  gtk_widget_class_bind_template_child(widget_class, SilsaRoundSignDialog, form);
  gtk_widget_class_bind_template_child(widget_class, SilsaRoundSignDialog, opening_box);
  gtk_widget_class_bind_template_child(widget_class, SilsaRoundSignDialog, incomplete);
  gtk_widget_class_bind_template_child(widget_class, SilsaRoundSignDialog, key_row);
  gtk_widget_class_bind_template_child(widget_class, SilsaRoundSignDialog, passphrase_row);
  gtk_widget_class_bind_template_child(widget_class, SilsaRoundSignDialog, anyway_row);
  gtk_widget_class_bind_template_child(widget_class, SilsaRoundSignDialog, sentence);
  gtk_widget_class_bind_template_callback(widget_class, cancel_cb);
  gtk_widget_class_bind_template_callback(widget_class, sign_cb);
  gtk_widget_class_bind_template_callback(widget_class, choose_key_cb);
}

static void
silsa_round_sign_dialog_init(SilsaRoundSignDialog *self)
{
  gtk_widget_init_template(GTK_WIDGET(self));
}

void
silsa_round_sign_dialog_present(SilsaRoundDocument *document, const char *key, GtkWidget *parent)
{
  SilsaRoundSignDialog *self = g_object_new(SILSA_TYPE_ROUND_SIGN_DIALOG, NULL);
  SilsaRound *round = silsa_round_document_get_round(document);
  g_autoptr(SilsaRoundCheck) check = silsa_round_check_new(round);
  g_autofree char *text =
      g_strdup_printf(ngettext("%u thing is still missing from the round.",
                               "%u things are still missing from the round.", check->missing->len),
                      check->missing->len);

  self->document = g_object_ref(document);
  self->parent = parent;
  self->complete = check->complete;
  gtk_label_set_text(self->incomplete, text);
  gtk_widget_set_visible(GTK_WIDGET(self->incomplete), !check->complete);
  gtk_widget_set_visible(GTK_WIDGET(self->anyway_row), !check->complete);
  set_key(self, key != NULL && *key != '\0' ? key : NULL);
  adw_dialog_set_focus(ADW_DIALOG(self), GTK_WIDGET(self->passphrase_row));
  adw_dialog_present(ADW_DIALOG(self), parent);
}
