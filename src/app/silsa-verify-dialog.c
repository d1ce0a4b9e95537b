#include "silsa-verify-dialog.h"

#include "silsa-error.h"
#include "silsa-present-later.h"
#include "silsa-verify-sheet.h"

#include <glib/gi18n.h>

#define SILSA_TYPE_VERIFY_DIALOG (silsa_verify_dialog_get_type())
G_DECLARE_FINAL_TYPE(SilsaVerifyDialog, silsa_verify_dialog, SILSA, VERIFY_DIALOG, AdwDialog)

struct _SilsaVerifyDialog {
  AdwDialog parent_instance;

  GCancellable *cancellable;
  SilsaProgress *progress;
  SilsaRound *round;
  char *own_fingerprint;
  gboolean withheld;
  SilsaApplication *application; /* that shows what can be shown, or NULL */

  AdwWindowTitle *window_title;
  GtkStack *stack;
  GtkProgressBar *progress_bar;
  AdwStatusPage *problem;
  SilsaVerifySheet *sheet;
  GtkWidget *close_button;
};

G_DEFINE_FINAL_TYPE(SilsaVerifyDialog, silsa_verify_dialog, ADW_TYPE_DIALOG)

static void
close_cb(SilsaVerifyDialog *self)
{
  adw_dialog_close(ADW_DIALOG(self));
}

/* Before the page changes: else the focus would fall on the first text and select it. */
static void
show_problem(SilsaVerifyDialog *self, const GError *error)
{
  g_autofree char *sentence = silsa_error_explain(error);
  g_autofree char *markup = g_markup_escape_text(sentence, -1);

  gtk_widget_grab_focus(self->close_button);
  adw_status_page_set_description(self->problem, markup);
  gtk_stack_set_visible_child_name(self->stack, "problem");
}

static void
show_sheet(SilsaVerifyDialog *self, const SilsaReport *report)
{
  const SilsaComparison comparison = {
      .round = self->round, .own_fingerprint = self->own_fingerprint, .withheld = self->withheld};

  gtk_widget_grab_focus(self->close_button);
  silsa_verify_sheet_show(self->sheet, report, &comparison);
  gtk_stack_set_visible_child_name(self->stack, "sheet");
}

static void
verified_cb(GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(SilsaVerifyDialog) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(SilsaReport) report = silsa_verification_finish(result, &error);

  if (g_cancellable_is_cancelled(self->cancellable))
    return;
  if (report != NULL)
    show_sheet(self, report);
  else
    show_problem(self, error);
}

static void
opened_cb(GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(SilsaVerifyDialog) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(SilsaOpenedPackage) package = silsa_reading_job_finish(result, &error);

  if (g_cancellable_is_cancelled(self->cancellable))
    return;
  if (package == NULL) {
    show_problem(self, error);
  } else if (package->reading->copy == NULL) {
    g_set_object(&self->round, package->round);
    show_sheet(self, package->reading->report);
  } else {
    /* First: the window below goes when another one comes, but not with a dialog in it. */
    adw_dialog_force_close(ADW_DIALOG(self));
    silsa_application_show_package(self->application, g_steal_pointer(&package));
  }
}

static void
silsa_verify_dialog_closed(AdwDialog *dialog)
{
  g_cancellable_cancel(SILSA_VERIFY_DIALOG(dialog)->cancellable);
}

static void
silsa_verify_dialog_dispose(GObject *object)
{
  SilsaVerifyDialog *self = SILSA_VERIFY_DIALOG(object);

  g_cancellable_cancel(self->cancellable);
  g_clear_object(&self->progress);
  g_clear_object(&self->round);
  g_clear_pointer(&self->own_fingerprint, g_free);
  gtk_widget_dispose_template(GTK_WIDGET(self), SILSA_TYPE_VERIFY_DIALOG);

  G_OBJECT_CLASS(silsa_verify_dialog_parent_class)->dispose(object);
}

static void
silsa_verify_dialog_finalize(GObject *object)
{
  g_object_unref(SILSA_VERIFY_DIALOG(object)->cancellable);

  G_OBJECT_CLASS(silsa_verify_dialog_parent_class)->finalize(object);
}

static void
silsa_verify_dialog_class_init(SilsaVerifyDialogClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS(class);

  G_OBJECT_CLASS(class)->dispose = silsa_verify_dialog_dispose;
  G_OBJECT_CLASS(class)->finalize = silsa_verify_dialog_finalize;
  ADW_DIALOG_CLASS(class)->closed = silsa_verify_dialog_closed;

  g_type_ensure(SILSA_TYPE_VERIFY_SHEET);
  gtk_widget_class_set_template_from_resource(widget_class,
                                              "/io/github/silsa/Silsa/silsa-verify-dialog.ui");
  gtk_widget_class_bind_template_child(widget_class, SilsaVerifyDialog, window_title);
  gtk_widget_class_bind_template_child(widget_class, SilsaVerifyDialog, stack);
  gtk_widget_class_bind_template_child(widget_class, SilsaVerifyDialog, progress_bar);
  gtk_widget_class_bind_template_child(widget_class, SilsaVerifyDialog, problem);
  gtk_widget_class_bind_template_child(widget_class, SilsaVerifyDialog, sheet);
  gtk_widget_class_bind_template_child(widget_class, SilsaVerifyDialog, close_button);
  gtk_widget_class_bind_template_callback(widget_class, close_cb);
}

static void
silsa_verify_dialog_init(SilsaVerifyDialog *self)
{
  gtk_widget_init_template(GTK_WIDGET(self));
  self->cancellable = g_cancellable_new();
  self->progress = silsa_progress_new();
  g_object_bind_property(self->progress, "fraction", self->progress_bar, "fraction",
                         G_BINDING_DEFAULT);
}

static SilsaVerifyDialog *
new_dialog(const char *path)
{
  SilsaVerifyDialog *self = g_object_new(SILSA_TYPE_VERIFY_DIALOG, NULL);
  g_autofree char *base = g_path_get_basename(path);
  g_autofree char *name = g_filename_display_name(base);

  adw_window_title_set_subtitle(self->window_title, name);
  return self;
}

void
silsa_verify_dialog_present_own(const char *path,
                                SilsaRound *round,
                                const char *own_fingerprint,
                                gboolean withheld,
                                GtkWidget *parent)
{
  SilsaVerifyDialog *self;
  SilsaComparison comparison;

  g_return_if_fail(path != NULL);

  self = new_dialog(path);
  g_set_object(&self->round, round);
  self->own_fingerprint = g_strdup(own_fingerprint);
  self->withheld = withheld;
  comparison = (SilsaComparison){.round = round, .own_fingerprint = self->own_fingerprint};
  silsa_verification_run(path, &comparison, self->progress, self->cancellable, verified_cb,
                         g_object_ref(self));
  silsa_present_later(ADW_DIALOG(self), parent);
}

void
silsa_verify_dialog_open(const char *path,
                         const char *round_path,
                         SilsaApplication *application,
                         GtkWidget *parent)
{
  SilsaVerifyDialog *self;

  g_return_if_fail(path != NULL);
  g_return_if_fail(SILSA_IS_APPLICATION(application));

  self = new_dialog(path);
  self->application = application; /* outlives every window */
  adw_dialog_present(ADW_DIALOG(self), parent);
  silsa_reading_job_run(path, silsa_application_get_settings(application), round_path,
                        self->progress, self->cancellable, opened_cb, g_object_ref(self));
}

void
silsa_verify_dialog_present_found(const SilsaOpenedPackage *package, GtkWidget *parent)
{
  SilsaVerifyDialog *self;

  g_return_if_fail(package != NULL);

  self = new_dialog(package->reading->path);
  g_set_object(&self->round, package->round);
  adw_dialog_present(ADW_DIALOG(self), parent);
  show_sheet(self, package->reading->report);
}
