#include "silsa-round-window.h"

#include "silsa-round-check-page.h"
#include "silsa-round-check.h"
#include "silsa-round-fields.h"
#include "silsa-round-list-page.h"
#include "silsa-round-sign-dialog.h"
#include "silsa-toast.h"

#include <glib/gi18n.h>

struct _SilsaRoundWindow {
  AdwApplicationWindow parent_instance;

  SilsaRoundDocument *document;
  char *save_text;
  char *key;
  gboolean closing; /* as soon as the last change is saved */

  AdwToastOverlay *toasts;
  AdwViewStack *stack;
  AdwViewStackPage *check_stack_page;
  GtkWidget *demonstration;
  AdwBanner *save_banner;
  GtkWidget *save_label;
  GtkBox *head;
  SilsaRoundListPage *applicants, *persons;
  SilsaRoundCheckPage *check;
};

typedef enum { PROP_ROUND_TITLE = 1, PROP_SAVE_TEXT } SilsaRoundWindowProperty;
static GParamSpec *properties[PROP_SAVE_TEXT + 1];

G_DEFINE_FINAL_TYPE(SilsaRoundWindow, silsa_round_window, ADW_TYPE_APPLICATION_WINDOW)

/* What the window says */

static const char *
get_round_title(SilsaRoundWindow *self)
{
  if (self->document == NULL)
    return "";
  return silsa_text_get(silsa_round_get_title(silsa_round_document_get_round(self->document)),
                        silsa_language_from_locale());
}

static void
update_saving(SilsaRoundWindow *self)
{
  SilsaRound *round = silsa_round_document_get_round(self->document);
  SilsaRoundSave state = silsa_round_document_get_save_state(self->document);
  const char *problem = silsa_round_document_get_save_error(self->document);
  const char *words = state == SILSA_ROUND_SAVE_FAILED   ? _("not saved")
                      : state == SILSA_ROUND_SAVE_SAVING ? _("saving…")
                                                         : _("saved");
  g_autofree char *text =
      g_strdup_printf(_("Version %u · %s"), silsa_round_get_version(round), words);

  if (g_set_str(&self->save_text, text))
    g_object_notify_by_pspec(G_OBJECT(self), properties[PROP_SAVE_TEXT]);
  adw_banner_set_title(self->save_banner, problem != NULL ? problem : "");
  adw_banner_set_revealed(self->save_banner, state == SILSA_ROUND_SAVE_FAILED);
  if (state == SILSA_ROUND_SAVE_FAILED)
    gtk_widget_add_css_class(self->save_label, "warning");
  else
    gtk_widget_remove_css_class(self->save_label, "warning");
  if (self->closing && state == SILSA_ROUND_SAVE_SAVED)
    gtk_window_destroy(GTK_WINDOW(self));
  else if (state == SILSA_ROUND_SAVE_FAILED)
    self->closing = FALSE;
}

static void
round_changed_cb(SilsaRoundWindow *self)
{
  SilsaRound *round = silsa_round_document_get_round(self->document);
  g_autoptr(SilsaRoundCheck) check = silsa_round_check_new(round);

  g_object_notify_by_pspec(G_OBJECT(self), properties[PROP_ROUND_TITLE]);
  gtk_widget_set_visible(self->demonstration,
                         g_str_equal(silsa_round_get_purpose(round), "demonstration"));
  adw_view_stack_page_set_needs_attention(self->check_stack_page, !check->complete);
  update_saving(self);
}

static void
save_again_cb(SilsaRoundWindow *self)
{
  silsa_round_document_save(self->document);
}

/* Moving */

static void
go_to_cb(SilsaRoundWindow *self, int part, const char *id)
{
  SilsaRoundListPage *page = part == SILSA_ROUND_APPLICANT ? self->applicants : self->persons;

  if (part == SILSA_ROUND_HEAD) {
    adw_view_stack_set_visible_child_name(self->stack, "round");
    return;
  }
  adw_view_stack_set_visible_child_name(self->stack,
                                        part == SILSA_ROUND_APPLICANT ? "applicants" : "persons");
  if (id != NULL)
    silsa_round_list_page_go_to(page, id);
}

/* Actions */

static void
undo_action(GtkWidget *widget, const char *name G_GNUC_UNUSED, GVariant *parameter G_GNUC_UNUSED)
{
  silsa_round_document_undo(SILSA_ROUND_WINDOW(widget)->document);
}

static void
redo_action(GtkWidget *widget, const char *name G_GNUC_UNUSED, GVariant *parameter G_GNUC_UNUSED)
{
  silsa_round_document_redo(SILSA_ROUND_WINDOW(widget)->document);
}

static void
sign_action(GtkWidget *widget, const char *name G_GNUC_UNUSED, GVariant *parameter G_GNUC_UNUSED)
{
  SilsaRoundWindow *self = SILSA_ROUND_WINDOW(widget);

  silsa_round_sign_dialog_present(self->document, self->key, widget);
}

static void
view_action(GtkWidget *widget, const char *name G_GNUC_UNUSED, GVariant *parameter)
{
  adw_view_stack_set_visible_child_name(SILSA_ROUND_WINDOW(widget)->stack,
                                        g_variant_get_string(parameter, NULL));
}

/* For what is gone from view. */
static void
say_undoable_action(GtkWidget *widget, const char *name G_GNUC_UNUSED, GVariant *parameter)
{
  adw_toast_overlay_add_toast(SILSA_ROUND_WINDOW(widget)->toasts,
                              silsa_toast_new_undo(g_variant_get_string(parameter, NULL)));
}

static void
update_actions(SilsaRoundWindow *self)
{
  gboolean can_undo, can_redo;

  g_object_get(self->document, "can-undo", &can_undo, "can-redo", &can_redo, NULL);
  gtk_widget_action_set_enabled(GTK_WIDGET(self), "win.undo", can_undo);
  gtk_widget_action_set_enabled(GTK_WIDGET(self), "win.redo", can_redo);
}

/* The head of the round */

static void
add_fields(SilsaRoundWindow *self, const char *title, const char *const *names)
{
  GtkWidget *fields = silsa_round_fields_new(SILSA_ROUND_HEAD, title, names);

  silsa_round_fields_show(SILSA_ROUND_FIELDS(fields), self->document, NULL);
  gtk_box_append(self->head, fields);
}

static void
fill_head(SilsaRoundWindow *self)
{
  static const char *const what[] = {"title-ko", "title-en", "year", "purpose", NULL};
  static const char *const dates[] = {"registration-from", "registration-to", "visit-from",
                                      "visit-to",          "decision",        NULL};
  static const char *const policies[] = {"preview", "gps", "photos", "package-limit", NULL};
  static const char *const keeping[] = {"keeping-until", "keeping-purpose-ko", "keeping-purpose-en",
                                        NULL};
  static const char *const provenance[] = {"provenance-ko", "provenance-en", NULL};

  add_fields(self, _("Round"), what);
  add_fields(self, _("Dates"), dates);
  add_fields(self, _("For assessors"), policies);
  add_fields(self, _("Keeping"), keeping);
  add_fields(self, _("Provenance"), provenance);
}

/* The object */

/* The window stays until what was typed last is on the disk. */
static gboolean
silsa_round_window_close_request(GtkWindow *window)
{
  SilsaRoundWindow *self = SILSA_ROUND_WINDOW(window);

  gtk_window_set_focus(window, NULL);
  if (silsa_round_document_get_save_state(self->document) == SILSA_ROUND_SAVE_SAVING) {
    self->closing = TRUE;
    return TRUE;
  }
  if (silsa_round_document_get_save_state(self->document) == SILSA_ROUND_SAVE_FAILED) {
    silsa_round_document_save(self->document);
    return TRUE;
  }
  return GTK_WINDOW_CLASS(silsa_round_window_parent_class)->close_request(window);
}

static void
silsa_round_window_get_property(GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  SilsaRoundWindow *self = SILSA_ROUND_WINDOW(object);

  switch ((SilsaRoundWindowProperty)id) {
  case PROP_ROUND_TITLE:
    g_value_set_string(value, get_round_title(self));
    break;
  case PROP_SAVE_TEXT:
    g_value_set_string(value, self->save_text);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID(object, id, pspec);
  }
}

static void
silsa_round_window_dispose(GObject *object)
{
  SilsaRoundWindow *self = SILSA_ROUND_WINDOW(object);

  /* A row that goes may still have something to be taken; nobody is left to be told. */
  if (self->document != NULL)
    g_signal_handlers_disconnect_by_data(self->document, self);
  gtk_widget_dispose_template(GTK_WIDGET(self), SILSA_TYPE_ROUND_WINDOW);
  g_clear_object(&self->document);
  g_clear_pointer(&self->save_text, g_free);
  g_clear_pointer(&self->key, g_free);
  G_OBJECT_CLASS(silsa_round_window_parent_class)->dispose(object);
}

static void
install_actions(GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action(widget_class, "win.undo", NULL, undo_action);
  gtk_widget_class_install_action(widget_class, "win.redo", NULL, redo_action);
  gtk_widget_class_install_action(widget_class, "win.sign", NULL, sign_action);
  gtk_widget_class_install_action(widget_class, "win.view", "s", view_action);
  gtk_widget_class_install_action(widget_class, "win.say-undoable", "s", say_undoable_action);
  gtk_widget_class_add_binding_action(widget_class, GDK_KEY_z, GDK_CONTROL_MASK, "win.undo", NULL);
  gtk_widget_class_add_binding_action(widget_class, GDK_KEY_z, GDK_CONTROL_MASK | GDK_SHIFT_MASK,
                                      "win.redo", NULL);
  gtk_widget_class_add_binding_action(widget_class, GDK_KEY_1, GDK_ALT_MASK, "win.view", "s",
                                      "round");
  gtk_widget_class_add_binding_action(widget_class, GDK_KEY_2, GDK_ALT_MASK, "win.view", "s",
                                      "applicants");
  gtk_widget_class_add_binding_action(widget_class, GDK_KEY_3, GDK_ALT_MASK, "win.view", "s",
                                      "persons");
  gtk_widget_class_add_binding_action(widget_class, GDK_KEY_4, GDK_ALT_MASK, "win.view", "s",
                                      "check");
}

static void
silsa_round_window_class_init(SilsaRoundWindowClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS(class);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS(class);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = silsa_round_window_get_property;
  object_class->dispose = silsa_round_window_dispose;
  GTK_WINDOW_CLASS(class)->close_request = silsa_round_window_close_request;

  properties[PROP_ROUND_TITLE] = g_param_spec_string("round-title", NULL, NULL, NULL, flags);
  properties[PROP_SAVE_TEXT] = g_param_spec_string("save-text", NULL, NULL, NULL, flags);
  g_object_class_install_properties(object_class, G_N_ELEMENTS(properties), properties);

  g_type_ensure(SILSA_TYPE_ROUND_LIST_PAGE);
  g_type_ensure(SILSA_TYPE_ROUND_CHECK_PAGE);
  gtk_widget_class_set_template_from_resource(widget_class,
                                              "/io/github/silsa/Silsa/silsa-round-window.ui");
  gtk_widget_class_bind_template_child(widget_class, SilsaRoundWindow, toasts);
  gtk_widget_class_bind_template_child(widget_class, SilsaRoundWindow, stack);
  gtk_widget_class_bind_template_child(widget_class, SilsaRoundWindow, check_stack_page);
  gtk_widget_class_bind_template_child(widget_class, SilsaRoundWindow, demonstration);
  gtk_widget_class_bind_template_child(widget_class, SilsaRoundWindow, save_banner);
  gtk_widget_class_bind_template_child(widget_class, SilsaRoundWindow, save_label);
  gtk_widget_class_bind_template_child(widget_class, SilsaRoundWindow, head);
  gtk_widget_class_bind_template_child(widget_class, SilsaRoundWindow, applicants);
  gtk_widget_class_bind_template_child(widget_class, SilsaRoundWindow, persons);
  gtk_widget_class_bind_template_child(widget_class, SilsaRoundWindow, check);
  gtk_widget_class_bind_template_callback(widget_class, go_to_cb);
  gtk_widget_class_bind_template_callback(widget_class, save_again_cb);
  install_actions(widget_class);
}

static void
silsa_round_window_init(SilsaRoundWindow *self)
{
  gtk_widget_init_template(GTK_WIDGET(self));
}

static void
bind(SilsaRoundWindow *self, SilsaRoundDocument *document)
{
  self->document = g_object_ref(document);
  fill_head(self);
  silsa_round_list_page_bind(self->applicants, document);
  silsa_round_list_page_bind(self->persons, document);
  silsa_round_check_page_bind(self->check, document);
  g_signal_connect_object(document, "notify::round", G_CALLBACK(round_changed_cb), self,
                          G_CONNECT_SWAPPED);
  g_signal_connect_object(document, "notify::save-state", G_CALLBACK(update_saving), self,
                          G_CONNECT_SWAPPED);
  g_signal_connect_object(document, "notify::can-undo", G_CALLBACK(update_actions), self,
                          G_CONNECT_SWAPPED);
  g_signal_connect_object(document, "notify::can-redo", G_CALLBACK(update_actions), self,
                          G_CONNECT_SWAPPED);
  round_changed_cb(self);
  update_actions(self);
}

SilsaRoundWindow *
silsa_round_window_new(AdwApplication *application, SilsaRoundDocument *document)
{
  SilsaRoundWindow *self = g_object_new(SILSA_TYPE_ROUND_WINDOW, "application", application, NULL);

  bind(self, document);
  return self;
}

SilsaRoundDocument *
silsa_round_window_get_document(SilsaRoundWindow *self)
{
  g_return_val_if_fail(SILSA_IS_ROUND_WINDOW(self), NULL);
  return self->document;
}

void
silsa_round_window_set_key(SilsaRoundWindow *self, const char *path)
{
  g_return_if_fail(SILSA_IS_ROUND_WINDOW(self));
  g_set_str(&self->key, path);
}
