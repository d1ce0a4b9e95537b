#include "silsa-hand-in-page.h"

#include "silsa-application.h"
#include "silsa-error.h"
#include "silsa-file.h"
#include "silsa-hand-in-check.h"
#include "silsa-package-pane.h"
#include "silsa-present-later.h"
#include "silsa-row-list.h"
#include "silsa-sign-dialog.h"
#include "silsa-status.h"
#include "silsa-verify-dialog.h"
#include "silsa-words.h"

#include <glib/gi18n.h>

#define FOLD_FROM 5
#define N_STEPS 3

struct _SilsaHandInPage {
  AdwBin parent_instance;

  SilsaStore *store;
  guint idle; /* a refresh that is due */
  GPtrArray *rows; /* of SilsaHandInRow: what was found, to be shown next; or NULL */
  SilsaHandInSize size;
  guint showing; /* the source that shows it */
  GCancellable *cancellable; /* of the check of the file */
  SilsaFileCheck file;
  char *file_problem;
  SilsaHandInFacts *facts; /* as they were read last, or NULL: not yet */
  gboolean reading; /* they are being read */
  gboolean changed; /* something did meanwhile */
  gboolean focus_due; /* one came to this page before it had anything */
  SilsaSigned *last; /* signed while the window was open */
  GSettings *settings; /* since it was looked at first */
  gboolean places_told; /* before it was looked at now */
  gboolean tells_places;

  GtkBox *steps;
  GtkLabel *step_numbers[N_STEPS];
  GtkLabel *step_words[N_STEPS];
  GtkWidget *delivered;
  GtkLabel *delivered_path;
  GtkLabel *delivered_facts;
  GtkWidget *ready;
  GtkLabel *ready_facts;
  GtkLabel *ready_status;
  GtkBox *lists;
  SilsaRowList *stops;
  SilsaRowList *notices;
  SilsaRowList *passed;
  SilsaPackagePane *pane;
};

typedef enum { PROP_STORE = 1 } SilsaHandInPageProperty;
static GParamSpec *properties[PROP_STORE + 1];

enum { GO_TO, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE(SilsaHandInPage, silsa_hand_in_page, ADW_TYPE_BIN)

/* Steps: check, sign, deliver */

static void
show_step(SilsaHandInPage *self, guint current)
{
  for (guint i = 0; i < N_STEPS; i++) {
    GtkWidget *number = GTK_WIDGET(self->step_numbers[i]);
    GtkWidget *words = GTK_WIDGET(self->step_words[i]);
    g_autofree char *digit = g_strdup_printf("%u", i + 1);
    const char *number_classes[] = {"step",
                                    i == current  ? "current"
                                    : i < current ? "done"
                                                  : NULL,
                                    NULL};
    const char *word_classes[] = {i == current ? "strong" : "soft", NULL};

    gtk_label_set_text(self->step_numbers[i], i < current ? "✓" : digit);
    gtk_widget_set_css_classes(number, number_classes);
    gtk_widget_set_css_classes(words, word_classes);
  }
}

static void
add_step(SilsaHandInPage *self, guint i, const char *words)
{
  if (i > 0) {
    GtkWidget *line = gtk_separator_new(GTK_ORIENTATION_HORIZONTAL);

    gtk_widget_set_size_request(line, 40, -1);
    gtk_widget_set_valign(line, GTK_ALIGN_CENTER);
    gtk_box_append(self->steps, line);
  }
  self->step_numbers[i] = GTK_LABEL(gtk_label_new(NULL));
  self->step_words[i] = GTK_LABEL(gtk_label_new(words));
  gtk_widget_set_valign(GTK_WIDGET(self->step_numbers[i]), GTK_ALIGN_CENTER);
  gtk_box_append(self->steps, GTK_WIDGET(self->step_numbers[i]));
  gtk_box_append(self->steps, GTK_WIDGET(self->step_words[i]));
}

/* Preflight */

static void
link_cb(SilsaHandInPage *self, GtkButton *button)
{
  g_signal_emit(self, signals[GO_TO], 0, g_object_get_data(G_OBJECT(button), "code"));
}

static void
add_link(SilsaHandInPage *self, AdwActionRow *row, const SilsaHandInRow *about)
{
  GtkWidget *button = gtk_button_new_with_label(about->link);

  gtk_widget_set_valign(button, GTK_ALIGN_CENTER);
  g_object_set_data_full(G_OBJECT(button), "code", g_strdup(about->code), g_free);
  g_signal_connect_object(button, "clicked", G_CALLBACK(link_cb), self, G_CONNECT_SWAPPED);
  adw_action_row_add_suffix(row, button);
  adw_action_row_set_activatable_widget(row, button);
}

/* As in the list of indicators: amber is what waits for an act, blue what was flagged. */
static const char *
get_icon_style(const char *icon)
{
  if (g_strcmp0(icon, "dialog-warning-symbolic") == 0 ||
      g_strcmp0(icon, "camera-photo-symbolic") == 0)
    return "warning";
  return g_strcmp0(icon, "silsa-flag-symbolic") == 0 ? "accent" : NULL;
}

static void
add_row(SilsaHandInPage *self, const SilsaHandInRow *about)
{
  const char *style = get_icon_style(about->icon);
  AdwActionRow *row;

  switch (about->kind) {
  case SILSA_HAND_IN_STOPS:
    row = silsa_row_list_add(self->stops, about->icon, "error", about->title, about->subtitle);
    break;
  case SILSA_HAND_IN_OPEN:
    row = silsa_row_list_add(self->stops, about->icon, style, about->title, about->subtitle);
    break;
  case SILSA_HAND_IN_NOTICE:
    row = silsa_row_list_add(self->notices, about->icon, style, about->title, about->subtitle);
    self->tells_places |= about->about_places;
    break;
  case SILSA_HAND_IN_PASSED:
  default:
    row = silsa_row_list_add(self->passed, "object-select-symbolic", "success", about->title,
                             about->subtitle);
    break;
  }
  if (about->code != NULL)
    add_link(self, row, about);
}

static void
show_ready(SilsaHandInPage *self, gboolean ready)
{
  SilsaAssessment *assessment = silsa_store_get_assessment(self->store);
  g_autofree char *facts = silsa_result_words(assessment);
  g_autofree char *status = silsa_status_words(assessment);

  gtk_widget_set_visible(self->ready, ready);
  gtk_label_set_text(self->ready_facts, facts);
  gtk_label_set_text(self->ready_status, status);
}

static void
show_delivered(SilsaHandInPage *self)
{
  g_autofree char *path = NULL;
  g_autofree char *size = NULL;
  g_autofree char *facts = NULL;

  gtk_widget_set_visible(self->delivered, self->last != NULL);
  silsa_package_pane_set_signed(self->pane, self->last != NULL);
  if (self->last == NULL)
    return;
  path = silsa_path_for_people(self->last->path);
  size = g_format_size(self->last->result.size);
  facts = g_strdup_printf(_("Revision %u · %s · SHA-256 %s"), self->last->result.revision, size,
                          self->last->result.sha256);
  gtk_label_set_text(self->delivered_path, path);
  gtk_label_set_text(self->delivered_facts, facts);
}

static void
show_rows(SilsaHandInPage *self, GPtrArray *rows)
{
  guint n_stops = silsa_hand_in_count(rows, SILSA_HAND_IN_STOPS);
  guint n_open = silsa_hand_in_count(rows, SILSA_HAND_IN_OPEN);
  gboolean ready = n_stops + n_open == 0;

  silsa_row_list_clear(self->stops);
  silsa_row_list_clear(self->notices);
  silsa_row_list_clear(self->passed);
  for (guint i = 0; i < rows->len; i++)
    add_row(self, rows->pdata[i]);
  show_ready(self, ready && self->last == NULL);
  show_delivered(self);
  show_step(self, self->last != NULL ? 2 : ready ? 1 : 0);
  silsa_package_pane_refresh(self->pane, self->facts, &self->size, n_stops, n_open);
}

static void read_and_refresh(SilsaHandInPage *self);

static gboolean
show_cb(gpointer data)
{
  SilsaHandInPage *self = data;
  g_autoptr(GPtrArray) rows = g_steal_pointer(&self->rows);

  self->showing = 0;
  show_rows(self, rows);
  if (self->focus_due && gtk_widget_get_mapped(GTK_WIDGET(self)))
    silsa_package_pane_focus(self->pane);
  self->focus_due = FALSE;
  if (self->changed)
    read_and_refresh(self);
  return G_SOURCE_REMOVE;
}

/* With thousands of photos to find all this takes a good part of a frame, and to show it another.
 */
static void
look(SilsaHandInPage *self)
{
  silsa_hand_in_measure(silsa_store_get_assessment(self->store), &self->size);
  g_clear_pointer(&self->rows, g_ptr_array_unref);
  self->rows = silsa_hand_in_check(self->store, self->facts, self->file, self->file_problem,
                                   &self->size, self->places_told);
  if (self->showing == 0)
    self->showing = g_idle_add(show_cb, self);
}

static void
read_cb(GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(SilsaHandInPage) self = user_data;
  g_autoptr(SilsaHandInFacts) facts = silsa_hand_in_facts_read_finish(result);

  self->reading = FALSE;
  if (self->store == NULL) /* closed meanwhile */
    return;
  g_clear_pointer(&self->facts, silsa_hand_in_facts_free);
  self->facts = g_steal_pointer(&facts);
  look(self);
}

static void
read_and_refresh(SilsaHandInPage *self)
{
  self->changed = self->reading;
  if (self->reading)
    return;
  self->reading = TRUE;
  silsa_hand_in_facts_read_async(self->store, self->facts, read_cb, g_object_ref(self));
}

static gboolean
refresh_cb(gpointer data)
{
  SilsaHandInPage *self = data;

  self->idle = 0;
  read_and_refresh(self);
  return G_SOURCE_REMOVE;
}

static void
queue_refresh(SilsaHandInPage *self)
{
  if (self->idle == 0 && self->store != NULL && gtk_widget_get_mapped(GTK_WIDGET(self)))
    self->idle = g_idle_add(refresh_cb, self);
}

/* What was signed stands until something changes. */
static void
changed_cb(SilsaHandInPage *self)
{
  g_clear_pointer(&self->last, silsa_signed_free);
  queue_refresh(self);
}

/* The file itself */

static void
checked_cb(GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(SilsaHandInPage) self = user_data;
  g_autoptr(GError) error = NULL;
  gboolean sound = silsa_store_check_finish(SILSA_STORE(source), result, &error);

  if (g_error_matches(error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->store == NULL)
    return;
  self->file = sound ? SILSA_FILE_SOUND : SILSA_FILE_DAMAGED;
  g_clear_pointer(&self->file_problem, g_free);
  if (error != NULL)
    self->file_problem = silsa_error_explain(error);
  queue_refresh(self);
}

static void
check_file(SilsaHandInPage *self)
{
  g_cancellable_cancel(self->cancellable);
  g_clear_object(&self->cancellable);
  self->cancellable = g_cancellable_new();
  silsa_store_check_async(self->store, self->cancellable, checked_cb, g_object_ref(self));
}

/* Signing */

static void
verify_last(SilsaHandInPage *self)
{
  gboolean withheld = silsa_assessment_get_preview_policy(
                          silsa_store_get_assessment(self->store)) != SILSA_POLICY_FULL;

  silsa_verify_dialog_present_own(self->last->path, NULL, self->last->fingerprint, withheld,
                                  GTK_WIDGET(self));
}

static void
signed_cb(SilsaHandInPage *self, SilsaSigned *package)
{
  g_clear_pointer(&self->last, silsa_signed_free);
  self->last = silsa_signed_copy(package);
  show_ready(self, FALSE);
  show_delivered(self);
  show_step(self, 2);
  queue_refresh(self); /* the file knows of it, too */
  verify_last(self);
}

static void
present_sign_dialog(SilsaHandInPage *self, gboolean incomplete)
{
  SilsaSignDialog *dialog =
      silsa_sign_dialog_new(self->store, silsa_application_get_own_settings(), incomplete);

  g_signal_connect_object(dialog, "signed", G_CALLBACK(signed_cb), self, G_CONNECT_SWAPPED);
  silsa_present_later(ADW_DIALOG(dialog), GTK_WIDGET(self));
}

static void
sign_cb(SilsaHandInPage *self)
{
  present_sign_dialog(self, FALSE);
}

static void
incomplete_cb(SilsaHandInPage *self, const char *response)
{
  if (g_str_equal(response, "sign"))
    present_sign_dialog(self, TRUE);
}

static void
sign_incomplete_cb(SilsaHandInPage *self)
{
  SilsaAssessment *assessment = silsa_store_get_assessment(self->store);
  const SilsaPreview *preview = silsa_assessment_get_preview(assessment);
  guint n = preview->all.applicable - preview->all.complete;
  g_autofree char *body = g_strdup_printf(
      ngettext("%u of %u indicators is not complete. It counts nothing, and the package says so.",
               "%u of %u indicators are not complete. They count nothing, and the package says so.",
               n),
      n, preview->all.applicable);
  AdwDialog *dialog = adw_alert_dialog_new(_("Hand It In Incomplete?"), body);

  adw_alert_dialog_add_responses(ADW_ALERT_DIALOG(dialog), "back", _("_Complete It First"), "sign",
                                 _("Sign _Incomplete…"), NULL);
  adw_alert_dialog_set_response_appearance(ADW_ALERT_DIALOG(dialog), "sign",
                                           ADW_RESPONSE_DESTRUCTIVE);
  adw_alert_dialog_set_default_response(ADW_ALERT_DIALOG(dialog), "back");
  adw_alert_dialog_set_close_response(ADW_ALERT_DIALOG(dialog), "back");
  g_signal_connect_object(dialog, "response", G_CALLBACK(incomplete_cb), self, G_CONNECT_SWAPPED);
  adw_dialog_present(dialog, GTK_WIDGET(self));
}

/* What was signed */

static void
verify_cb(SilsaHandInPage *self)
{
  if (self->last != NULL)
    verify_last(self);
}

static void
show_folder_cb(SilsaHandInPage *self)
{
  g_autoptr(GFile) file = NULL;
  g_autoptr(GtkFileLauncher) launcher = NULL;

  if (self->last == NULL)
    return;
  file = g_file_new_for_path(self->last->path);
  launcher = gtk_file_launcher_new(file);
  gtk_file_launcher_open_containing_folder(
      launcher, GTK_WINDOW(gtk_widget_get_root(GTK_WIDGET(self))), NULL, NULL, NULL);
}

/* Life */

static void
set_store(SilsaHandInPage *self, SilsaStore *store)
{
  static const char *const details[] = {"notify::save-state", "notify::read-only",
                                        "notify::damaged"};

  if (!g_set_object(&self->store, store) || store == NULL)
    return;
  silsa_package_pane_set_store(self->pane, store);
  g_signal_connect_object(silsa_store_get_assessment(store), "settled", G_CALLBACK(changed_cb),
                          self, G_CONNECT_SWAPPED);
  for (gsize i = 0; i < G_N_ELEMENTS(details); i++)
    g_signal_connect_object(store, details[i], G_CALLBACK(queue_refresh), self, G_CONNECT_SWAPPED);
}

void
silsa_hand_in_page_focus(SilsaHandInPage *self)
{
  g_return_if_fail(SILSA_IS_HAND_IN_PAGE(self));

  if (self->facts != NULL && self->showing == 0)
    silsa_package_pane_focus(self->pane);
  else
    self->focus_due = TRUE;
}

static void
silsa_hand_in_page_map(GtkWidget *widget)
{
  SilsaHandInPage *self = SILSA_HAND_IN_PAGE(widget);

  GTK_WIDGET_CLASS(silsa_hand_in_page_parent_class)->map(widget);
  g_set_object(&self->settings, silsa_application_get_own_settings());
  self->places_told = g_settings_get_boolean(self->settings, "places-told");
  if (self->store == NULL)
    return;
  read_and_refresh(self);
  check_file(self);
}

/* As long as one looks, what is told stays. */
static void
silsa_hand_in_page_unmap(GtkWidget *widget)
{
  SilsaHandInPage *self = SILSA_HAND_IN_PAGE(widget);

  if (self->tells_places && !self->places_told)
    g_settings_set_boolean(self->settings, "places-told", TRUE);
  GTK_WIDGET_CLASS(silsa_hand_in_page_parent_class)->unmap(widget);
}

static void
silsa_hand_in_page_get_property(GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  switch ((SilsaHandInPageProperty)id) {
  case PROP_STORE:
    g_value_set_object(value, SILSA_HAND_IN_PAGE(object)->store);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID(object, id, pspec);
  }
}

static void
silsa_hand_in_page_set_property(GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  switch ((SilsaHandInPageProperty)id) {
  case PROP_STORE:
    set_store(SILSA_HAND_IN_PAGE(object), g_value_get_object(value));
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID(object, id, pspec);
  }
}

static void
silsa_hand_in_page_dispose(GObject *object)
{
  SilsaHandInPage *self = SILSA_HAND_IN_PAGE(object);

  g_cancellable_cancel(self->cancellable);
  g_clear_object(&self->cancellable);
  g_clear_handle_id(&self->idle, g_source_remove);
  g_clear_handle_id(&self->showing, g_source_remove);
  g_clear_pointer(&self->rows, g_ptr_array_unref);
  g_clear_object(&self->store);
  g_clear_object(&self->settings);
  g_clear_pointer(&self->file_problem, g_free);
  g_clear_pointer(&self->facts, silsa_hand_in_facts_free);
  g_clear_pointer(&self->last, silsa_signed_free);
  gtk_widget_dispose_template(GTK_WIDGET(self), SILSA_TYPE_HAND_IN_PAGE);

  G_OBJECT_CLASS(silsa_hand_in_page_parent_class)->dispose(object);
}

static void
bind_children(GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child(widget_class, SilsaHandInPage, steps);
  gtk_widget_class_bind_template_child(widget_class, SilsaHandInPage, delivered);
  gtk_widget_class_bind_template_child(widget_class, SilsaHandInPage, delivered_path);
  gtk_widget_class_bind_template_child(widget_class, SilsaHandInPage, delivered_facts);
  gtk_widget_class_bind_template_child(widget_class, SilsaHandInPage, ready);
  gtk_widget_class_bind_template_child(widget_class, SilsaHandInPage, ready_facts);
  gtk_widget_class_bind_template_child(widget_class, SilsaHandInPage, ready_status);
  gtk_widget_class_bind_template_child(widget_class, SilsaHandInPage, lists);
  gtk_widget_class_bind_template_child(widget_class, SilsaHandInPage, pane);
}

static void
silsa_hand_in_page_class_init(SilsaHandInPageClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS(class);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS(class);

  object_class->dispose = silsa_hand_in_page_dispose;
  object_class->get_property = silsa_hand_in_page_get_property;
  object_class->set_property = silsa_hand_in_page_set_property;
  widget_class->map = silsa_hand_in_page_map;
  widget_class->unmap = silsa_hand_in_page_unmap;
  properties[PROP_STORE] = g_param_spec_object("store", NULL, NULL, SILSA_TYPE_STORE,
                                               G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties(object_class, G_N_ELEMENTS(properties), properties);
  signals[GO_TO] = g_signal_new("go-to", SILSA_TYPE_HAND_IN_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

  g_type_ensure(SILSA_TYPE_PACKAGE_PANE);
  gtk_widget_class_set_template_from_resource(widget_class,
                                              "/io/github/silsa/Silsa/silsa-hand-in-page.ui");
  bind_children(widget_class);
  gtk_widget_class_bind_template_callback(widget_class, sign_cb);
  gtk_widget_class_bind_template_callback(widget_class, sign_incomplete_cb);
  gtk_widget_class_bind_template_callback(widget_class, show_folder_cb);
  gtk_widget_class_bind_template_callback(widget_class, verify_cb);
}

static SilsaRowList *
add_list(SilsaHandInPage *self, const char *icon, const char *style, const char *title)
{
  GtkWidget *list = silsa_row_list_new(icon, style, title);

  gtk_box_append(self->lists, list);
  return SILSA_ROW_LIST(list);
}

static void
silsa_hand_in_page_init(SilsaHandInPage *self)
{
  gtk_widget_init_template(GTK_WIDGET(self));
  add_step(self, 0, C_("step", "Check"));
  add_step(self, 1, C_("step", "Sign"));
  add_step(self, 2, C_("step", "Deliver"));
  self->stops = add_list(self, "dialog-error-symbolic", "error", _("What stops the hand-in"));
  self->notices = add_list(self, "dialog-warning-symbolic", "warning", _("To be looked at"));
  self->passed = add_list(self, "object-select-symbolic", "success", _("Passed"));
  silsa_row_list_fold_from(self->passed, FOLD_FROM);
}
