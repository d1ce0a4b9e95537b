#include "silsa-sign-dialog.h"

#include "silsa-chosen-file.h"
#include "silsa-error.h"
#include "silsa-farewell.h"
#include "silsa-file.h"
#include "silsa-hand-in-check.h"
#include "silsa-instant.h"
#include "silsa-protect.h"
#include "silsa-status.h"
#include "silsa-words.h"

#include <glib/gi18n.h>
#include <string.h>

struct _SilsaSignDialog {
  AdwDialog parent_instance;

  SilsaStore *store;
  GSettings *settings;
  gboolean incomplete;
  char *identity; /* path, or NULL */
  char *target;
  SilsaExport *export; /* while it is written */
  SilsaSigned *package; /* that is being recorded, or NULL */
  SilsaProgress *progress;
  GCancellable *cancellable; /* of what is under way */

  GtkWidget *cancel_button;
  GtkWidget *sign_button;
  GtkStack *stack;
  GtkLabel *title_label;
  GtkLabel *facts_label;
  GtkLabel *status_label;
  GtkWidget *incomplete_box;
  GtkLabel *incomplete_label;
  AdwActionRow *identity_row;
  GtkWidget *identity_button;
  AdwPasswordEntryRow *passphrase_row;
  AdwComboRow *role_row;
  AdwActionRow *target_row;
  AdwSwitchRow *sure_row;
  GtkLabel *problem_label;
  GtkWidget *note_label;
  GtkProgressBar *progress_bar;
  GtkLabel *progress_label;
};

enum { SIGNED, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE(SilsaSignDialog, silsa_sign_dialog, ADW_TYPE_DIALOG)

/* Stable words of the roles, in the order of the list. */
static const char *const roles[] = {"assessor", "committee", "secretary"};

/* Form */

static void
form_changed_cb(SilsaSignDialog *self)
{
  const char *passphrase = gtk_editable_get_text(GTK_EDITABLE(self->passphrase_row));

  gtk_widget_remove_css_class(GTK_WIDGET(self->passphrase_row), "error");
  gtk_widget_set_visible(GTK_WIDGET(self->problem_label), FALSE);
  gtk_widget_set_visible(self->note_label, TRUE);
  gtk_widget_set_sensitive(self->sign_button, self->identity != NULL && passphrase[0] != '\0' &&
                                                  adw_switch_row_get_active(self->sure_row));
}

static void
show_problem(SilsaSignDialog *self, const char *sentence)
{
  gtk_label_set_text(self->problem_label, sentence);
  gtk_widget_set_visible(GTK_WIDGET(self->problem_label), TRUE);
  gtk_widget_set_visible(self->note_label, FALSE);
}

static void
show_identity(SilsaSignDialog *self)
{
  g_autofree char *name = g_settings_get_string(self->settings, "identity-name");
  g_autofree char *known = g_settings_get_string(self->settings, "identity");
  g_autofree char *shown = NULL;

  if (self->identity == NULL) {
    adw_preferences_row_set_title(ADW_PREFERENCES_ROW(self->identity_row), _("No key chosen"));
    adw_action_row_set_subtitle(self->identity_row, _("Choose the file of your key (.p12)."));
    return;
  }
  shown = silsa_path_for_people(self->identity);
  adw_preferences_row_set_title(
      ADW_PREFERENCES_ROW(self->identity_row),
      g_strcmp0(known, self->identity) == 0 && name[0] != '\0' ? name : _("Key"));
  adw_action_row_set_subtitle(self->identity_row, shown);
  gtk_widget_set_tooltip_text(GTK_WIDGET(self->identity_row), shown);
}

static void
show_target(SilsaSignDialog *self)
{
  g_autofree char *shown = silsa_path_for_people(self->target);

  adw_action_row_set_subtitle(self->target_row, shown);
}

static void
show_head(SilsaSignDialog *self)
{
  SilsaAssessment *assessment = silsa_store_get_assessment(self->store);
  SilsaLanguage language = silsa_language_from_locale();
  const SilsaCase *about = silsa_assessment_get_case(assessment);
  const SilsaPreview *preview = silsa_assessment_get_preview(assessment);
  const char *city = silsa_case_get_city_title(about, language);
  g_autofree char *title = g_strdup_printf(_("Sign the Assessment of %s"), city);
  g_autofree char *facts = silsa_result_words(assessment);
  g_autofree char *status = silsa_status_words(assessment);
  guint open = preview->all.applicable - preview->all.complete;
  g_autofree char *missing = g_strdup_printf(
      ngettext("%u indicator is not complete and counts nothing. The package says so.",
               "%u indicators are not complete and count nothing. The package says so.", open),
      open);

  gtk_label_set_text(self->title_label, title);
  gtk_label_set_text(self->facts_label, facts);
  gtk_label_set_text(self->status_label, status);
  gtk_label_set_text(self->incomplete_label, missing);
  gtk_widget_set_visible(self->incomplete_box, self->incomplete);
}

/* Files */

static void
identity_chosen_cb(GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(SilsaSignDialog) self = user_data;
  g_autoptr(GFile) file = gtk_file_dialog_open_finish(GTK_FILE_DIALOG(source), result, NULL);
  const char *path = silsa_chosen_file_get_path(file, GTK_WIDGET(self));

  if (path == NULL)
    return;
  g_set_str(&self->identity, path);
  show_identity(self);
  form_changed_cb(self);
  gtk_widget_grab_focus(GTK_WIDGET(self->passphrase_row));
}

static GtkFileDialog *
new_file_dialog(const char *title, const char *filter_name, const char *const *patterns)
{
  GtkFileDialog *dialog = gtk_file_dialog_new();
  g_autoptr(GtkFileFilter) filter = gtk_file_filter_new();
  g_autoptr(GListStore) filters = g_list_store_new(GTK_TYPE_FILE_FILTER);

  gtk_file_filter_set_name(filter, filter_name);
  for (guint i = 0; patterns[i] != NULL; i++)
    gtk_file_filter_add_suffix(filter, patterns[i]);
  g_list_store_append(filters, filter);
  gtk_file_dialog_set_title(dialog, title);
  gtk_file_dialog_set_filters(dialog, G_LIST_MODEL(filters));
  return dialog;
}

static void
choose_identity_cb(SilsaSignDialog *self)
{
  static const char *const suffixes[] = {"p12", "pfx", NULL};
  g_autoptr(GtkFileDialog) dialog = new_file_dialog(_("Choose a Key"), _("Keys"), suffixes);

  if (self->identity != NULL) {
    g_autoptr(GFile) file = g_file_new_for_path(self->identity);

    gtk_file_dialog_set_initial_file(dialog, file);
  }
  gtk_file_dialog_open(dialog, GTK_WINDOW(gtk_widget_get_root(GTK_WIDGET(self))), NULL,
                       identity_chosen_cb, g_object_ref(self));
}

static void
target_chosen_cb(GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(SilsaSignDialog) self = user_data;
  g_autoptr(GFile) file = gtk_file_dialog_save_finish(GTK_FILE_DIALOG(source), result, NULL);
  const char *path = silsa_chosen_file_get_path(file, GTK_WIDGET(self));

  if (path == NULL)
    return;
  g_free(self->target);
  self->target =
      g_str_has_suffix(path, ".asice") ? g_strdup(path) : g_strconcat(path, ".asice", NULL);
  show_target(self);
}

static void
choose_target_cb(SilsaSignDialog *self)
{
  static const char *const suffixes[] = {"asice", NULL};
  g_autoptr(GtkFileDialog) dialog =
      new_file_dialog(_("Where the Package Goes"), _("Submission packages"), suffixes);
  g_autoptr(GFile) file = g_file_new_for_path(self->target);

  gtk_file_dialog_set_initial_file(dialog, file);
  gtk_file_dialog_save(dialog, GTK_WINDOW(gtk_widget_get_root(GTK_WIDGET(self))), NULL,
                       target_chosen_cb, g_object_ref(self));
}

char *
silsa_sign_dialog_propose_name(SilsaStore *store)
{
  const SilsaCase *about = silsa_assessment_get_case(silsa_store_get_assessment(store));
  g_autofree char *day = silsa_instant_format_now("%Y%m%d");
  char *name = g_strdup_printf("%s-%s-%s.asice", about->city_name,
                               about->assessor_name != NULL ? about->assessor_name : "", day);

  return g_strdelimit(name, "/\\:*?\"<>|", '_'); /* what FAT and other systems do not take */
}

/* Beside the assessment, under a name that is free. */
static char *
propose_target(SilsaStore *store)
{
  g_autofree char *folder = g_path_get_dirname(silsa_store_get_path(store));
  g_autofree char *name = silsa_sign_dialog_propose_name(store);
  g_autofree char *path = g_build_filename(folder, name, NULL);
  g_autofree char *stem = g_strndup(path, strlen(path) - strlen(".asice"));

  for (guint n = 2; g_file_test(path, G_FILE_TEST_EXISTS) && n < 1000; n++) {
    g_free(path);
    path = g_strdup_printf("%s-%u.asice", stem, n);
  }
  return g_steal_pointer(&path);
}

/* Signing */

static void
set_working(SilsaSignDialog *self, gboolean working)
{
  gtk_stack_set_visible_child_name(self->stack, working ? "progress" : "form");
  gtk_widget_set_visible(self->sign_button, !working);
  if (!working) /* a dialog forgets it when it is hidden */
    adw_dialog_set_default_widget(ADW_DIALOG(self), self->sign_button);
  adw_dialog_set_can_close(ADW_DIALOG(self), !working);
  if (working)
    gtk_widget_grab_focus(self->cancel_button);
}

static void
show_failure(SilsaSignDialog *self, const GError *error)
{
  g_autofree char *sentence = NULL;

  if (g_error_matches(error, G_IO_ERROR, G_IO_ERROR_CANCELLED)) {
    show_problem(self, _("Cancelled. Nothing was written."));
    return;
  }
  if (g_error_matches(error, SILSA_ERROR, SILSA_ERROR_PASSPHRASE)) {
    gtk_editable_select_region(GTK_EDITABLE(self->passphrase_row), 0, -1);
    gtk_widget_add_css_class(GTK_WIDGET(self->passphrase_row), "error");
    show_problem(self, _("This passphrase does not open the key. Capital letters and the keyboard "
                         "language count."));
  } else {
    sentence = silsa_error_explain(error);
    show_problem(self, sentence);
  }
  gtk_widget_grab_focus(GTK_WIDGET(self->passphrase_row));
}

static void
remember_identity(SilsaSignDialog *self, const SilsaSigned *signed_package)
{
  g_settings_set_string(self->settings, "identity", self->identity);
  g_settings_set_string(self->settings, "identity-name", signed_package->name);
  g_settings_set_string(self->settings, "identity-fingerprint", signed_package->fingerprint);
}

static void
recorded_cb(GObject *store, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(SilsaSignDialog) self = user_data;
  g_autoptr(GError) error = NULL;

  if (!silsa_store_record_export_finish(SILSA_STORE(store), result, &error)) {
    g_clear_pointer(&self->export, silsa_export_free);
    g_clear_pointer(&self->package, silsa_signed_free);
    set_working(self, FALSE);
    show_failure(self, error);
    return;
  }
  gtk_editable_set_text(GTK_EDITABLE(self->passphrase_row), "");
  remember_identity(self, self->package);
  g_signal_emit(self, signals[SIGNED], 0, self->package);
  adw_dialog_force_close(ADW_DIALOG(self)); /* without a form that nobody sees any more */
  silsa_farewell_widget(GTK_WIDGET(g_steal_pointer(&self))); /* with all that was signed */
}

static void
signed_cb(GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(SilsaSignDialog) self = user_data;
  g_autoptr(GError) error = NULL;

  self->package = silsa_signing_finish(result, &error);
  if (self->package == NULL) {
    g_clear_pointer(&self->export, silsa_export_free);
    set_working(self, FALSE);
    show_failure(self, error);
    return;
  }
  silsa_export_record_async(self->export, self->store, &self->package->result, recorded_cb,
                            g_object_ref(self));
}

/* What is signed is what is on the disk. */
static void
saved_cb(GObject *store, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(SilsaSignDialog) self = user_data;
  const SilsaExportOptions options = {.role = roles[adw_combo_row_get_selected(self->role_row)],
                                      .protect = silsa_protect,
                                      .allow_incomplete = self->incomplete};
  g_autoptr(GError) error = NULL;

  if (silsa_store_flush_finish(SILSA_STORE(store), result, &error) &&
      !g_cancellable_set_error_if_cancelled(self->cancellable, &error))
    self->export = silsa_export_prepare(SILSA_STORE(store), &options, &error);
  if (self->export == NULL) {
    set_working(self, FALSE);
    show_failure(self, error);
    return;
  }
  silsa_signing_run(self->export, self->target, self->identity,
                    g_strdup(gtk_editable_get_text(GTK_EDITABLE(self->passphrase_row))),
                    self->progress, self->cancellable, signed_cb, g_object_ref(self));
}

static void
sign_cb(SilsaSignDialog *self)
{
  g_clear_object(&self->cancellable);
  self->cancellable = g_cancellable_new();
  gtk_label_set_text(self->progress_label, "");
  set_working(self, TRUE);
  silsa_store_flush_async(self->store, saved_cb, g_object_ref(self));
}

/* How large it becomes is known with the first step. */
static void
progress_cb(SilsaSignDialog *self)
{
  g_autofree char *size = g_format_size(silsa_progress_get_total(self->progress));

  gtk_label_set_text(self->progress_label, size);
}

static void
cancel_cb(SilsaSignDialog *self)
{
  if (!adw_dialog_get_can_close(ADW_DIALOG(self)))
    g_cancellable_cancel(self->cancellable);
  else
    adw_dialog_close(ADW_DIALOG(self));
}

/* Esc while it is written */
static void
silsa_sign_dialog_close_attempt(AdwDialog *dialog)
{
  cancel_cb(SILSA_SIGN_DIALOG(dialog));
}

/* Life */

static void
silsa_sign_dialog_dispose(GObject *object)
{
  SilsaSignDialog *self = SILSA_SIGN_DIALOG(object);

  g_clear_object(&self->store);
  g_clear_object(&self->settings);
  g_clear_object(&self->progress);
  g_clear_object(&self->cancellable);
  g_clear_pointer(&self->identity, g_free);
  g_clear_pointer(&self->target, g_free);
  gtk_widget_dispose_template(GTK_WIDGET(self), SILSA_TYPE_SIGN_DIALOG);

  G_OBJECT_CLASS(silsa_sign_dialog_parent_class)->dispose(object);
}

static void
silsa_sign_dialog_finalize(GObject *object)
{
  /* Not earlier: a thread may still write it, and holds the dialog until it is done. */
  g_clear_pointer(&SILSA_SIGN_DIALOG(object)->export, silsa_export_free);
  g_clear_pointer(&SILSA_SIGN_DIALOG(object)->package, silsa_signed_free);

  G_OBJECT_CLASS(silsa_sign_dialog_parent_class)->finalize(object);
}

static void
bind_children(GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child(widget_class, SilsaSignDialog, cancel_button);
  gtk_widget_class_bind_template_child(widget_class, SilsaSignDialog, sign_button);
  gtk_widget_class_bind_template_child(widget_class, SilsaSignDialog, stack);
  gtk_widget_class_bind_template_child(widget_class, SilsaSignDialog, title_label);
  gtk_widget_class_bind_template_child(widget_class, SilsaSignDialog, facts_label);
  gtk_widget_class_bind_template_child(widget_class, SilsaSignDialog, status_label);
  gtk_widget_class_bind_template_child(widget_class, SilsaSignDialog, incomplete_box);
  gtk_widget_class_bind_template_child(widget_class, SilsaSignDialog, incomplete_label);
  gtk_widget_class_bind_template_child(widget_class, SilsaSignDialog, identity_row);
  gtk_widget_class_bind_template_child(widget_class, SilsaSignDialog, identity_button);
  gtk_widget_class_bind_template_child(widget_class, SilsaSignDialog, passphrase_row);
  gtk_widget_class_bind_template_child(widget_class, SilsaSignDialog, role_row);
  gtk_widget_class_bind_template_child(widget_class, SilsaSignDialog, target_row);
  gtk_widget_class_bind_template_child(widget_class, SilsaSignDialog, sure_row);
  gtk_widget_class_bind_template_child(widget_class, SilsaSignDialog, problem_label);
  gtk_widget_class_bind_template_child(widget_class, SilsaSignDialog, note_label);
  gtk_widget_class_bind_template_child(widget_class, SilsaSignDialog, progress_bar);
  gtk_widget_class_bind_template_child(widget_class, SilsaSignDialog, progress_label);
}

static void
silsa_sign_dialog_class_init(SilsaSignDialogClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS(class);

  G_OBJECT_CLASS(class)->dispose = silsa_sign_dialog_dispose;
  G_OBJECT_CLASS(class)->finalize = silsa_sign_dialog_finalize;
  ADW_DIALOG_CLASS(class)->close_attempt = silsa_sign_dialog_close_attempt;
  signals[SIGNED] = g_signal_new("signed", SILSA_TYPE_SIGN_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                 NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);

  gtk_widget_class_set_template_from_resource(widget_class,
                                              "/io/github/silsa/Silsa/silsa-sign-dialog.ui");
  bind_children(widget_class);
  gtk_widget_class_bind_template_callback(widget_class, cancel_cb);
  gtk_widget_class_bind_template_callback(widget_class, sign_cb);
  gtk_widget_class_bind_template_callback(widget_class, form_changed_cb);
  gtk_widget_class_bind_template_callback(widget_class, choose_identity_cb);
  gtk_widget_class_bind_template_callback(widget_class, choose_target_cb);
}

static void
silsa_sign_dialog_init(SilsaSignDialog *self)
{
  gtk_widget_init_template(GTK_WIDGET(self));
  self->progress = silsa_progress_new();
  g_signal_connect_object(self->progress, "notify::fraction", G_CALLBACK(progress_cb), self,
                          G_CONNECT_SWAPPED);
  g_object_bind_property(self->progress, "fraction", self->progress_bar, "fraction",
                         G_BINDING_DEFAULT);
}

SilsaSignDialog *
silsa_sign_dialog_new(SilsaStore *store, GSettings *settings, gboolean incomplete)
{
  SilsaSignDialog *self = g_object_new(SILSA_TYPE_SIGN_DIALOG, NULL);
  g_autofree char *identity = g_settings_get_string(settings, "identity");

  self->store = g_object_ref(store);
  self->settings = g_object_ref(settings);
  self->incomplete = incomplete;
  if (identity[0] != '\0')
    self->identity = g_steal_pointer(&identity);
  self->target = propose_target(store);
  show_head(self);
  show_identity(self);
  show_target(self);
  form_changed_cb(self);
  if (self->identity == NULL)
    adw_dialog_set_focus(ADW_DIALOG(self), self->identity_button);
  return self;
}
