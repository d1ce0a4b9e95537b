#include "silsa-assessment-window.h"

#include "silsa-arrival.h"
#include "silsa-back-up-job.h"
#include "silsa-claims-dialog.h"
#include "silsa-erase-dialog.h"
#include "silsa-error.h"
#include "silsa-farewell.h"
#include "silsa-grade-strip.h"
#include "silsa-hand-in-check.h"
#include "silsa-import-bar.h"
#include "silsa-indicator-page.h"
#include "silsa-instant.h"
#include "silsa-keeping-reminder.h"
#include "silsa-note-bar.h"
#include "silsa-notes-out.h"
#include "silsa-opening.h"
#include "silsa-photos-page.h"
#include "silsa-papers-dialog.h"
#include "silsa-position.h"
#include "silsa-preview-pane.h"
#include "silsa-print.h"
#include "silsa-round-choice.h"
#include "silsa-round-update-dialog.h"
#include "silsa-review-page.h"
#include "silsa-save-label.h"
#include "silsa-sidebar.h"
#include "silsa-summary-job.h"
#include "silsa-tell.h"
#include "silsa-toast.h"
#include "silsa-tooltip.h"
#include "silsa-trust-dialog.h"
#include "silsa-verdict-bar.h"
#include "silsa-verify-dialog.h"
#include "silsa-view-place.h"
#include "silsa-views.h"
#include "silsa-window-size.h"
#include "silsa-words.h"

#include <glib/gi18n.h>

#define POSITION_SECONDS 2
#define TURN_SECONDS 2 /* how often it is looked whether another process has let go of the file */

struct _SilsaAssessmentWindow {
  AdwApplicationWindow parent_instance;

  SilsaStore *store;
  SilsaOpenedPackage *package; /* what the store is a copy of; NULL: a file */
  gboolean walking;
  gboolean narrow; /* so that the walk has little room across, and the header bar as well */
  gboolean all_complete; /* so that the way on leads to the hand-in */
  char *package_title;
  char *done_words; /* what is told by @done_source */
  guint done_source;
  const char *came_from; /* the view whose link was followed, or NULL */
  guint position_source;
  guint turn_source;
  gboolean taking_turn; /* it is tried to open the file for writing */
  gboolean leaving; /* the last changes are being saved */
  guint made; /* pieces of it, see silsa_assessment_window_make() */
  gboolean gone; /* from the screen; what is left of it is taken down */
  char *erase_reason; /* what is left is to be erased, or NULL */

  AdwToastOverlay *toasts;
  GtkWidget *demonstration;
  AdwBanner *read_only_banner;
  AdwBanner *drafts_banner;
  AdwBanner *keeping_banner;
  AdwNavigationView *navigation; /* the file, and a photo of it over that */
  AdwNavigationPage *file_page;
  AdwViewStack *stack;
  AdwOverlaySplitView *outer;
  AdwOverlaySplitView *inner;
  SilsaSidebar *sidebar;
  SilsaIndicatorPage *page; /* the content of @inner; NULL: not made yet */
  SilsaPreviewPane *preview; /* the sidebar of @inner; NULL: not made yet */
  AdwViewStackPage *review_page;
  AdwViewStackPage *hand_in_page;
  SilsaVerdictBar *verdict_bar;
  GtkBox *note_box;
  SilsaNoteBar *note_bar; /* in it, where a package is shown; else NULL */
  SilsaGradeStrip *strip;
  SilsaImportBar *import_bar;
  SilsaSaveLabel *save_label;
  GtkWidget *preview_button;
  GtkWidget *undo_button;
  GtkWidget *redo_button;
  GtkMenuButton *menu_button;
  GMenuModel *primary_menu;
  GMenu *undo_section;
};

typedef enum {
  PROP_CITY_NAME = 1,
  PROP_ROUND_TITLE,
  PROP_WALKING,
  PROP_NARROW,
} SilsaAssessmentWindowProperty;
static GParamSpec *properties[PROP_NARROW + 1];

G_DEFINE_FINAL_TYPE(SilsaAssessmentWindow, silsa_assessment_window, ADW_TYPE_APPLICATION_WINDOW)

/* What the views call. */
static void answer_cb(SilsaAssessmentWindow *self, SilsaAnswer *answer);
static void hand_in_go_to_cb(SilsaAssessmentWindow *self, const char *code);
static void review_go_to_cb(SilsaAssessmentWindow *self, SilsaAnswer *answer);
static void done_cb(SilsaAssessmentWindow *self, const char *words);
static void told_cb(SilsaAssessmentWindow *self, const char *words);

static SilsaAssessment *
get_assessment(SilsaAssessmentWindow *self)
{
  return silsa_store_get_assessment(self->store);
}

/* Not every view has every signal. */
static void
connect_if_any(SilsaAssessmentWindow *self, GtkWidget *view, const char *signal, GCallback callback)
{
  if (g_signal_lookup(signal, G_OBJECT_TYPE(view)) != 0)
    g_signal_connect_object(view, signal, callback, self, G_CONNECT_SWAPPED);
}

/* A view beside the walk, which is made when it is first asked for. */
static GtkWidget *
get_view(SilsaAssessmentWindow *self, const char *name)
{
  AdwBin *place = ADW_BIN(adw_view_stack_get_child_by_name(self->stack, name));
  GtkWidget *view = adw_bin_get_child(place);

  if (view != NULL)
    return view;
  view = silsa_view_new(name, self->store);
  connect_if_any(self, view, "go-to",
                 g_str_equal(name, "hand-in")  ? G_CALLBACK(hand_in_go_to_cb)
                 : g_str_equal(name, "review") ? G_CALLBACK(review_go_to_cb)
                                               : G_CALLBACK(answer_cb));
  connect_if_any(self, view, "done", G_CALLBACK(done_cb));
  connect_if_any(self, view, "told", G_CALLBACK(told_cb));
  if (self->package != NULL && SILSA_IS_PHOTOS_PAGE(view))
    silsa_photos_page_set_package_size(SILSA_PHOTOS_PAGE(view),
                                       self->package->reading->report->size);
  adw_bin_set_child(place, view);
  return view;
}

/* Whatever was shown over it. */
static void
show_view(SilsaAssessmentWindow *self, const char *view)
{
  adw_navigation_view_pop_to_page(self->navigation, self->file_page);
  adw_view_stack_set_visible_child_name(self->stack, view);
}

static void
save_words_cb(SilsaAssessmentWindow *self)
{
  g_autofree char *words = NULL;

  g_object_get(self->save_label, "words", &words, NULL);
  silsa_indicator_page_set_save_text(self->page, words);
}

/* Moving */

static void
remember_position(SilsaAssessmentWindow *self)
{
  SilsaAnswer *answer = silsa_indicator_page_get_answer(self->page);

  g_clear_handle_id(&self->position_source, g_source_remove);
  if (answer != NULL)
    silsa_position_remember(silsa_application_get_own_settings(), self->store,
                            silsa_answer_get_code(answer));
}

static gboolean
position_cb(gpointer data)
{
  SilsaAssessmentWindow *self = data;

  self->position_source = 0;
  remember_position(self);
  return G_SOURCE_REMOVE;
}

static void
show_selected(SilsaAssessmentWindow *self)
{
  SilsaAnswer *answer = silsa_sidebar_get_selected(self->sidebar);

  if (answer == NULL)
    return;
  silsa_indicator_page_show(self->page, self->store, answer);
  if (self->note_bar != NULL)
    silsa_note_bar_show(self->note_bar, answer);
  /* Not with each key that walks through the list. */
  if (self->position_source == 0)
    self->position_source = g_timeout_add_seconds(POSITION_SECONDS, position_cb, self);
}

/* Where the file was left, unless its catalogue knows no such indicator any more. */
static void
take_position(SilsaAssessmentWindow *self)
{
  g_autofree char *code = silsa_position_find(silsa_application_get_own_settings(), self->store);
  SilsaAnswer *answer =
      code != NULL ? silsa_assessment_find_answer(get_assessment(self), code) : NULL;

  if (answer != NULL)
    silsa_sidebar_select(self->sidebar, answer);
  show_selected(self);
}

static void
selected_cb(SilsaAssessmentWindow *self)
{
  show_selected(self);
}

static void
go_to_answer(SilsaAssessmentWindow *self, SilsaAnswer *answer)
{
  show_view(self, "walk");
  silsa_sidebar_select(self->sidebar, answer);
  show_selected(self);
  if (adw_overlay_split_view_get_collapsed(self->outer)) /* it lies over what was gone to */
    adw_overlay_split_view_set_show_sidebar(self->outer, FALSE);
  silsa_indicator_page_focus_answer(self->page);
}

void
silsa_assessment_window_go_to(SilsaAssessmentWindow *self, const char *code)
{
  SilsaAnswer *answer;

  g_return_if_fail(SILSA_IS_ASSESSMENT_WINDOW(self));

  answer = silsa_assessment_find_answer(get_assessment(self), code);
  if (answer != NULL)
    go_to_answer(self, answer);
}

static void
answer_cb(SilsaAssessmentWindow *self, SilsaAnswer *answer)
{
  go_to_answer(self, answer);
}

static void
go_to_cb(SilsaAssessmentWindow *self, const char *code)
{
  silsa_assessment_window_go_to(self, code);
}

/* A link of the preflight can be followed back. */
static void
hand_in_go_to_cb(SilsaAssessmentWindow *self, const char *code)
{
  if (g_str_equal(code, SILSA_HAND_IN_UNREDACTED)) {
    show_view(self, "photos");
    silsa_photos_page_show(SILSA_PHOTOS_PAGE(get_view(self, "photos")), SILSA_PHOTOS_UNREDACTED);
  } else {
    silsa_assessment_window_go_to(self, code);
  }
  self->came_from = "hand-in";
}

static void
review_go_to_cb(SilsaAssessmentWindow *self, SilsaAnswer *answer)
{
  go_to_answer(self, answer);
  self->came_from = "review";
}

static void
move(SilsaAssessmentWindow *self, int step)
{
  SilsaAnswer *shown = silsa_indicator_page_get_answer(self->page);
  /* A package is walked by what matters. */
  SilsaReviewPage *review =
      self->package != NULL ? SILSA_REVIEW_PAGE(get_view(self, "review")) : NULL;
  gboolean by_matter = review != NULL && silsa_review_page_shows(review, shown);
  SilsaAnswer *answer = by_matter ? silsa_review_page_get_neighbour(review, shown, step)
                                  : silsa_sidebar_get_neighbour(self->sidebar, step);

  if (answer != NULL)
    go_to_answer(self, answer);
}

/* Where a walk ends: a file is handed in, a package is reviewed. */
static void
show_last_view(SilsaAssessmentWindow *self)
{
  show_view(self, self->package != NULL ? "review" : "hand-in");
}

/* The next one that is not complete after the one shown, from the top again at the end. */
static void
move_to_open(SilsaAssessmentWindow *self)
{
  SilsaAssessment *assessment = get_assessment(self);
  SilsaAnswer *shown = silsa_indicator_page_get_answer(self->page);
  guint n = g_list_model_get_n_items(G_LIST_MODEL(assessment));
  guint from = shown != NULL ? silsa_answer_get_indicator(shown)->index : n - 1;

  silsa_indicator_page_commit(self->page);
  for (guint i = 1; i <= n; i++) {
    SilsaAnswer *answer = silsa_assessment_get_answer(assessment, (from + i) % n);

    if (silsa_answer_get_state(answer) != SILSA_STATE_COMPLETE) {
      go_to_answer(self, answer);
      return;
    }
  }
  show_last_view(self);
}

/* Actions */

static void
next_action(GtkWidget *widget, const char *name G_GNUC_UNUSED, GVariant *parameter G_GNUC_UNUSED)
{
  move(SILSA_ASSESSMENT_WINDOW(widget), 1);
}

static void
previous_action(GtkWidget *widget,
                const char *name G_GNUC_UNUSED,
                GVariant *parameter G_GNUC_UNUSED)
{
  move(SILSA_ASSESSMENT_WINDOW(widget), -1);
}

/* Nothing is open to a reader: what matters next is. */
static void
move_on(SilsaAssessmentWindow *self)
{
  if (self->package != NULL)
    move(self, 1);
  else
    move_to_open(self);
}

static void
next_open_action(GtkWidget *widget,
                 const char *name G_GNUC_UNUSED,
                 GVariant *parameter G_GNUC_UNUSED)
{
  move_on(SILSA_ASSESSMENT_WINDOW(widget));
}

static void
flag_action(GtkWidget *widget, const char *name G_GNUC_UNUSED, GVariant *parameter G_GNUC_UNUSED)
{
  silsa_indicator_page_toggle_flag(SILSA_ASSESSMENT_WINDOW(widget)->page);
}

static void
search_action(GtkWidget *widget, const char *name G_GNUC_UNUSED, GVariant *parameter G_GNUC_UNUSED)
{
  SilsaAssessmentWindow *self = SILSA_ASSESSMENT_WINDOW(widget);

  show_view(self, "walk");
  adw_overlay_split_view_set_show_sidebar(self->outer, TRUE);
  silsa_sidebar_focus_search(self->sidebar);
}

static void
add_photo_action(GtkWidget *widget,
                 const char *name G_GNUC_UNUSED,
                 GVariant *parameter G_GNUC_UNUSED)
{
  SilsaAssessmentWindow *self = SILSA_ASSESSMENT_WINDOW(widget);

  adw_navigation_view_pop_to_page(self->navigation, self->file_page);
  /* Beside an indicator photos are for it; among the photos they come into the inbox. */
  if (g_strcmp0(adw_view_stack_get_visible_child_name(self->stack), "photos") == 0)
    silsa_photos_page_choose(SILSA_PHOTOS_PAGE(get_view(self, "photos")));
  else
    silsa_indicator_page_add_photo(self->page);
}

static void
toggle_preview_action(GtkWidget *widget,
                      const char *name G_GNUC_UNUSED,
                      GVariant *parameter G_GNUC_UNUSED)
{
  SilsaAssessmentWindow *self = SILSA_ASSESSMENT_WINDOW(widget);

  if (adw_overlay_split_view_get_collapsed(self->outer)) /* one lies over the other */
    adw_overlay_split_view_set_show_sidebar(self->outer, FALSE);
  adw_overlay_split_view_set_show_sidebar(self->inner,
                                          !adw_overlay_split_view_get_show_sidebar(self->inner));
}

static void
view_action(GtkWidget *widget, const char *name G_GNUC_UNUSED, GVariant *parameter)
{
  SilsaAssessmentWindow *self = SILSA_ASSESSMENT_WINDOW(widget);
  const char *view = g_variant_get_string(parameter, NULL);

  if (g_str_equal(view, "hand-in"))
    show_last_view(self);
  else
    show_view(self, view);
}

static void
show_indicator_action(GtkWidget *widget, const char *name G_GNUC_UNUSED, GVariant *parameter)
{
  silsa_assessment_window_go_to(SILSA_ASSESSMENT_WINDOW(widget),
                                g_variant_get_string(parameter, NULL));
}

static void
back_action(GtkWidget *widget, const char *name G_GNUC_UNUSED, GVariant *parameter G_GNUC_UNUSED)
{
  SilsaAssessmentWindow *self = SILSA_ASSESSMENT_WINDOW(widget);

  if (self->came_from != NULL)
    show_view(self, self->came_from);
}

static void
show_toast_for(SilsaAssessmentWindow *self, const char *words, guint seconds)
{
  AdwToast *toast = silsa_toast_new(words);

  adw_toast_set_timeout(toast, seconds);
  adw_toast_overlay_add_toast(self->toasts, toast);
}

static void
show_toast(SilsaAssessmentWindow *self, const char *words)
{
  show_toast_for(self, words, 3);
}

/* What was done out of view can be taken back from where it is told. */
static void
show_undo_toast(SilsaAssessmentWindow *self, const char *words)
{
  adw_toast_overlay_add_toast(self->toasts, silsa_toast_new_undo(words));
}

static gboolean
done_idle_cb(gpointer data)
{
  SilsaAssessmentWindow *self = data;

  self->done_source = 0;
  show_undo_toast(self, self->done_words);
  return G_SOURCE_REMOVE;
}

/* In a turn of its own: what was done to thousands of photos took most of a frame already. */
static void
done_cb(SilsaAssessmentWindow *self, const char *words)
{
  g_set_str(&self->done_words, words);
  if (self->done_source == 0)
    self->done_source = g_idle_add(done_idle_cb, self);
}

static void
told_cb(SilsaAssessmentWindow *self, const char *words)
{
  show_toast(self, words);
}

static void
show_walked(SilsaAssessmentWindow *self, gboolean back, GAsyncResult *result)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *name = NULL;
  g_autofree char *words = NULL;

  if (self->gone)
    return;
  if (silsa_store_walk_finish(self->store, result, &name, &error))
    words =
        g_strdup_printf(back ? _("Undone: %s") : _("Done again: %s"), silsa_act_name_to_text(name));
  else
    words = silsa_error_explain(error);
  show_toast(self, words);
}

static void
undone_cb(GObject *store G_GNUC_UNUSED, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(SilsaAssessmentWindow) self = user_data;

  show_walked(self, TRUE, result);
}

static void
redone_cb(GObject *store G_GNUC_UNUSED, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(SilsaAssessmentWindow) self = user_data;

  show_walked(self, FALSE, result);
}

static void
undo_action(GtkWidget *widget, const char *name G_GNUC_UNUSED, GVariant *parameter G_GNUC_UNUSED)
{
  SilsaAssessmentWindow *self = SILSA_ASSESSMENT_WINDOW(widget);

  silsa_indicator_page_commit(self->page);
  silsa_store_undo_async(self->store, undone_cb, g_object_ref(self));
}

static void
redo_action(GtkWidget *widget, const char *name G_GNUC_UNUSED, GVariant *parameter G_GNUC_UNUSED)
{
  SilsaAssessmentWindow *self = SILSA_ASSESSMENT_WINDOW(widget);

  silsa_indicator_page_commit(self->page);
  silsa_store_redo_async(self->store, redone_cb, g_object_ref(self));
}

static void
clear_answer_action(GtkWidget *widget,
                    const char *name G_GNUC_UNUSED,
                    GVariant *parameter G_GNUC_UNUSED)
{
  SilsaAssessmentWindow *self = SILSA_ASSESSMENT_WINDOW(widget);
  SilsaAnswer *answer = silsa_indicator_page_get_answer(self->page);
  g_autoptr(SilsaAct) act = NULL;

  if (answer == NULL || silsa_store_get_read_only(self->store))
    return;
  silsa_indicator_page_commit(self->page);
  act = silsa_act_clear_answer(answer);
  if (!silsa_store_perform(self->store, act, NULL))
    return;
  show_undo_toast(self, _("The answer was cleared"));
}

/* The names of what would be taken back stand on the buttons and in the menu. */
static char *
undo_words(SilsaAssessmentWindow *self)
{
  const char *name = silsa_store_get_undo_name(self->store);

  return name != NULL ? g_strdup_printf(_("Undo: %s"), silsa_act_name_to_text(name))
                      : g_strdup(_("Undo"));
}

static char *
redo_words(SilsaAssessmentWindow *self)
{
  const char *name = silsa_store_get_redo_name(self->store);

  return name != NULL ? g_strdup_printf(_("Redo: %s"), silsa_act_name_to_text(name))
                      : g_strdup(_("Redo"));
}

/* Only when the menu is about to be seen: its items are widgets, which are made anew. */
static void
name_menu_cb(GtkMenuButton *button, gpointer user_data)
{
  SilsaAssessmentWindow *self = user_data;
  g_autofree char *undo = undo_words(self);
  g_autofree char *redo = redo_words(self);

  g_menu_remove_all(self->undo_section);
  g_menu_append(self->undo_section, undo, "win.undo");
  g_menu_append(self->undo_section, redo, "win.redo");
  if (gtk_menu_button_get_menu_model(button) == NULL)
    gtk_menu_button_set_menu_model(button, self->primary_menu);
}

static void
update_undo(SilsaAssessmentWindow *self)
{
  gboolean editable = !silsa_store_get_read_only(self->store);
  g_autofree char *undo = undo_words(self);
  g_autofree char *redo = redo_words(self);

  silsa_tooltip_prepare(self->undo_button, undo);
  silsa_tooltip_prepare(self->redo_button, redo);
  gtk_widget_action_set_enabled(GTK_WIDGET(self), "win.undo",
                                editable && silsa_store_can_undo(self->store));
  gtk_widget_action_set_enabled(GTK_WIDGET(self), "win.redo",
                                editable && silsa_store_can_redo(self->store));
  gtk_widget_action_set_enabled(GTK_WIDGET(self), "win.import-claims", editable);
  gtk_widget_action_set_enabled(GTK_WIDGET(self), "win.erase-all", editable);
  gtk_widget_action_set_enabled(GTK_WIDGET(self), "win.back-up", self->package == NULL);
  gtk_widget_action_set_enabled(GTK_WIDGET(self), "win.update-round",
                                editable && silsa_store_get_round_bytes(self->store) != NULL);
}

/* Single keys: only while nobody types, and while they are switched on. */

static gboolean
is_typing(SilsaAssessmentWindow *self)
{
  GtkWidget *focus = gtk_window_get_focus(GTK_WINDOW(self));

  return focus != NULL && (GTK_IS_EDITABLE(focus) || GTK_IS_TEXT_VIEW(focus));
}

static gboolean
act_on_key(SilsaAssessmentWindow *self, guint key, gboolean shift)
{
  if (key >= GDK_KEY_0 && key <= GDK_KEY_9) {
    silsa_indicator_page_choose_level(self->page, (int)(key - GDK_KEY_0));
    return TRUE;
  }
  if (key >= GDK_KEY_KP_0 && key <= GDK_KEY_KP_9) {
    silsa_indicator_page_choose_level(self->page, (int)(key - GDK_KEY_KP_0));
    return TRUE;
  }
  switch (gdk_keyval_to_lower(key)) {
  case GDK_KEY_y:
    if (shift)
      silsa_indicator_page_answer_rest(self->page);
    else
      silsa_indicator_page_answer_check(self->page, SILSA_RESULT_YES);
    return TRUE;
  case GDK_KEY_p:
    silsa_indicator_page_answer_check(self->page, SILSA_RESULT_PARTLY);
    return TRUE;
  case GDK_KEY_n:
    silsa_indicator_page_answer_check(self->page, SILSA_RESULT_NO);
    return TRUE;
  case GDK_KEY_j:
    move(self, 1);
    return TRUE;
  case GDK_KEY_k:
    move(self, -1);
    return TRUE;
  case GDK_KEY_f:
    silsa_indicator_page_toggle_flag(self->page);
    return TRUE;
  default:
    return FALSE;
  }
}

/* What lists, flow boxes and texts would take for themselves. */
static gboolean
act_on_chord(SilsaAssessmentWindow *self, guint key, GdkModifierType state)
{
  gboolean shift = (state & GDK_SHIFT_MASK) != 0;

  if (!shift && (key == GDK_KEY_Return || key == GDK_KEY_KP_Enter)) {
    move_on(self);
    return TRUE;
  }
  if (shift && gdk_keyval_to_lower(key) == GDK_KEY_a) {
    silsa_indicator_page_add_photo(self->page);
    return TRUE;
  }
  if (!shift && gdk_keyval_to_lower(key) == GDK_KEY_v && !is_typing(self))
    return silsa_indicator_page_paste(self->page);
  return FALSE;
}

static gboolean
key_cb(SilsaAssessmentWindow *self,
       guint key,
       guint code G_GNUC_UNUSED,
       GdkModifierType state,
       GtkEventController *controller G_GNUC_UNUSED)
{
  const GdkModifierType held = GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SUPER_MASK;

  if (!self->walking || adw_navigation_view_get_visible_page(self->navigation) != self->file_page ||
      adw_application_window_get_visible_dialog(ADW_APPLICATION_WINDOW(self)) != NULL)
    return FALSE;
  if ((state & held) == GDK_CONTROL_MASK)
    return act_on_chord(self, key, state);
  if ((state & held) != 0 || is_typing(self))
    return FALSE;
  if (key == GDK_KEY_Page_Down || key == GDK_KEY_Page_Up) {
    move(self, key == GDK_KEY_Page_Down ? 1 : -1);
    return TRUE;
  }
  if (!g_settings_get_boolean(silsa_application_get_own_settings(), "single-keys"))
    return FALSE;
  return act_on_key(self, key, (state & GDK_SHIFT_MASK) != 0);
}

/* Life */

static gboolean
is_text(gpointer window G_GNUC_UNUSED, const char *text)
{
  return text != NULL && text[0] != '\0';
}

/* What the menu and the strip have as well goes first where the header bar is short. */
static void
show_buttons(SilsaAssessmentWindow *self)
{
  gboolean undo = self->package == NULL && !self->narrow;

  gtk_widget_set_visible(self->undo_button, undo);
  gtk_widget_set_visible(self->redo_button, undo);
  gtk_widget_set_visible(self->preview_button, self->walking && !self->narrow);
}

static void
set_narrow(SilsaAssessmentWindow *self, gboolean narrow)
{
  if (self->narrow == narrow || self->gone) /* a window that goes takes its breakpoints back */
    return;
  self->narrow = narrow;
  show_buttons(self);
  silsa_verdict_bar_set_narrow(self->verdict_bar, narrow);
  if (self->page != NULL)
    silsa_indicator_page_set_narrow(self->page, narrow);
  g_object_notify_by_pspec(G_OBJECT(self), properties[PROP_NARROW]);
}

static void
view_changed_cb(SilsaAssessmentWindow *self)
{
  const char *view = !self->gone ? adw_view_stack_get_visible_child_name(self->stack) : NULL;
  gboolean walking = g_strcmp0(view, "walk") == 0;

  if (view == NULL)
    return;
  if (self->page != NULL && self->store != NULL)
    silsa_indicator_page_commit(self->page);
  if (walking != self->walking) {
    self->walking = walking;
    gtk_widget_action_set_enabled(GTK_WIDGET(self), "win.print-indicator", walking);
    show_buttons(self);
    g_object_notify_by_pspec(G_OBJECT(self), properties[PROP_WALKING]);
  }
  if (self->store != NULL && !walking) /* one that was come to has the focus on what it is about */
    silsa_view_focus(get_view(self, view), silsa_indicator_page_get_answer(self->page));
}

static void
strip_shown_cb(SilsaAssessmentWindow *self)
{
  silsa_indicator_page_show_foot(self->page, !gtk_widget_get_visible(GTK_WIDGET(self->strip)));
}

static void
close_store(SilsaAssessmentWindow *self)
{
  silsa_window_size_remember(GTK_WINDOW(self), silsa_application_get_own_settings());
  if (self->package != NULL)
    return; /* a copy that goes with the window */
  remember_position(self);
  silsa_application_remember(SILSA_APPLICATION(g_application_get_default()), self->store);
}

/* It is taken down while the program goes on, and does nothing any more. */
static void
leave_screen(SilsaAssessmentWindow *self)
{
  self->gone = TRUE;
  g_clear_handle_id(&self->done_source, g_source_remove);
  g_clear_handle_id(&self->position_source, g_source_remove);
  g_clear_handle_id(&self->turn_source, g_source_remove);
  silsa_farewell_window(GTK_WINDOW(self));
}

/* The window goes at once; its file takes longer, most of all where something was erased. */
static void
go(SilsaAssessmentWindow *self)
{
  SilsaApplication *application = SILSA_APPLICATION(g_application_get_default());
  g_autoptr(SilsaStore) store = g_object_ref(self->store);
  g_autofree char *reason = g_steal_pointer(&self->erase_reason);

  close_store(self);
  if (reason != NULL)
    silsa_erase_store(application, store, reason);
  else
    silsa_opening_let_go(application, store, NULL, NULL);
  leave_screen(self);
}

static void
close_anyway_cb(SilsaAssessmentWindow *self, const char *response)
{
  if (g_str_equal(response, "close") && !self->gone)
    go(self);
}

static void
ask_what_to_lose(SilsaAssessmentWindow *self, const GError *error)
{
  g_autofree char *sentence = silsa_error_explain(error);
  AdwDialog *dialog = adw_alert_dialog_new(_("The Last Changes Are Not Saved"), sentence);

  adw_alert_dialog_add_responses(ADW_ALERT_DIALOG(dialog), "keep", _("_Keep Open"), "close",
                                 _("_Close and Lose Them"), NULL);
  adw_alert_dialog_set_response_appearance(ADW_ALERT_DIALOG(dialog), "close",
                                           ADW_RESPONSE_DESTRUCTIVE);
  adw_alert_dialog_set_default_response(ADW_ALERT_DIALOG(dialog), "keep");
  adw_alert_dialog_set_close_response(ADW_ALERT_DIALOG(dialog), "keep");
  g_signal_connect_object(dialog, "response", G_CALLBACK(close_anyway_cb), self, G_CONNECT_SWAPPED);
  adw_dialog_present(dialog, GTK_WIDGET(self));
}

static void leave(SilsaAssessmentWindow *self);

static void
saved_cb(GObject *store, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(SilsaAssessmentWindow) self = user_data;
  g_autoptr(GError) error = NULL;
  gboolean ok = silsa_store_flush_finish(SILSA_STORE(store), result, &error);

  self->leaving = FALSE;
  if (self->gone)
    return;
  if (!ok && self->erase_reason != NULL) {
    g_autofree char *sentence = silsa_error_explain(error);

    g_clear_pointer(&self->erase_reason, g_free);
    show_toast(self, sentence);
  } else if (!ok) {
    ask_what_to_lose(self, error);
  } else if (silsa_store_get_save_state(self->store) != SILSA_SAVE_SAVED) {
    leave(self); /* something was entered meanwhile */
  } else {
    go(self);
  }
}

/* A window closes only when everything is on the disk, or a person says that it may be lost. */
static void
leave(SilsaAssessmentWindow *self)
{
  if (self->leaving)
    return;
  self->leaving = TRUE;
  silsa_store_flush_async(self->store, saved_cb, g_object_ref(self));
}

static gboolean
silsa_assessment_window_close_request(GtkWindow *window)
{
  SilsaAssessmentWindow *self = SILSA_ASSESSMENT_WINDOW(window);
  g_autoptr(GError) error = NULL;

  adw_navigation_view_pop_to_page(self->navigation, self->file_page);
  silsa_indicator_page_commit(self->page);
  if (!silsa_store_get_read_only(self->store)) {
    leave(self);
    return TRUE;
  }
  if (self->note_bar != NULL && !silsa_note_bar_save(self->note_bar, &error)) {
    ask_what_to_lose(self, error);
    return TRUE;
  }
  go(self);
  return TRUE;
}

static const char *
get_city_name(SilsaAssessmentWindow *self)
{
  if (self->store == NULL)
    return "";
  return silsa_case_get_city_title(silsa_assessment_get_case(get_assessment(self)),
                                   silsa_language_from_locale());
}

static const char *
get_round_title(SilsaAssessmentWindow *self)
{
  const SilsaCase *about;

  if (self->store == NULL)
    return "";
  if (self->package != NULL)
    return self->package_title;
  about = silsa_assessment_get_case(get_assessment(self));
  if (silsa_language_from_locale() == SILSA_LANGUAGE_EN && about->round_title_en != NULL)
    return about->round_title_en;
  return about->round_title != NULL ? about->round_title : "";
}

static void
silsa_assessment_window_get_property(GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  SilsaAssessmentWindow *self = SILSA_ASSESSMENT_WINDOW(object);

  switch ((SilsaAssessmentWindowProperty)id) {
  case PROP_CITY_NAME:
    g_value_set_string(value, get_city_name(self));
    break;
  case PROP_ROUND_TITLE:
    g_value_set_string(value, get_round_title(self));
    break;
  case PROP_WALKING:
    g_value_set_boolean(value, self->walking);
    break;
  case PROP_NARROW:
    g_value_set_boolean(value, self->narrow);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID(object, id, pspec);
  }
}

static void
silsa_assessment_window_set_property(GObject *object,
                                     guint id,
                                     const GValue *value,
                                     GParamSpec *pspec)
{
  SilsaAssessmentWindow *self = SILSA_ASSESSMENT_WINDOW(object);

  switch ((SilsaAssessmentWindowProperty)id) {
  case PROP_NARROW:
    set_narrow(self, g_value_get_boolean(value));
    break;
  case PROP_CITY_NAME:
  case PROP_ROUND_TITLE:
  case PROP_WALKING:
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID(object, id, pspec);
  }
}

static void
silsa_assessment_window_dispose(GObject *object)
{
  SilsaAssessmentWindow *self = SILSA_ASSESSMENT_WINDOW(object);

  g_clear_handle_id(&self->done_source, g_source_remove);
  g_clear_handle_id(&self->position_source, g_source_remove);
  g_clear_handle_id(&self->turn_source, g_source_remove);
  self->gone = TRUE;
  gtk_widget_dispose_template(GTK_WIDGET(self), SILSA_TYPE_ASSESSMENT_WINDOW);
  self->page = NULL; /* which went with the rest */
  g_clear_object(&self->store);
  g_clear_pointer(&self->package, silsa_opened_package_free);
  g_clear_pointer(&self->package_title, g_free);
  g_clear_pointer(&self->erase_reason, g_free);
  g_clear_pointer(&self->done_words, g_free);

  G_OBJECT_CLASS(silsa_assessment_window_parent_class)->dispose(object);
}

static void
install_properties(GObjectClass *class)
{
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  properties[PROP_CITY_NAME] = g_param_spec_string("city-name", NULL, NULL, "", flags);
  properties[PROP_ROUND_TITLE] = g_param_spec_string("round-title", NULL, NULL, "", flags);
  properties[PROP_WALKING] = g_param_spec_boolean("walking", NULL, NULL, TRUE, flags);
  properties[PROP_NARROW] =
      g_param_spec_boolean("narrow", NULL, NULL, FALSE,
                           G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties(class, G_N_ELEMENTS(properties), properties);
}

static void
update_round_action(GtkWidget *widget,
                    const char *name G_GNUC_UNUSED,
                    GVariant *parameter G_GNUC_UNUSED)
{
  SilsaAssessmentWindow *self = SILSA_ASSESSMENT_WINDOW(widget);

  silsa_indicator_page_commit(self->page);
  silsa_round_update_choose(self->store, widget);
}

/* Packages */

static void
show_verification_action(GtkWidget *widget,
                         const char *name G_GNUC_UNUSED,
                         GVariant *parameter G_GNUC_UNUSED)
{
  SilsaAssessmentWindow *self = SILSA_ASSESSMENT_WINDOW(widget);

  if (self->package != NULL)
    silsa_verify_dialog_present_found(self->package, widget);
}

static void
round_chosen_cb(const char *path, gpointer user_data)
{
  SilsaAssessmentWindow *self = user_data;

  if (self->package != NULL)
    silsa_verify_dialog_open(self->package->reading->path, path,
                             SILSA_APPLICATION(g_application_get_default()), GTK_WIDGET(self));
}

static void
compare_round_action(GtkWidget *widget,
                     const char *name G_GNUC_UNUSED,
                     GVariant *parameter G_GNUC_UNUSED)
{
  silsa_round_choice_present(widget, round_chosen_cb, G_OBJECT(widget));
}

static void
trust_changed_cb(gpointer self)
{
  round_chosen_cb(NULL, self);
}

static void
trust_action(GtkWidget *widget, const char *name G_GNUC_UNUSED, GVariant *parameter G_GNUC_UNUSED)
{
  silsa_trust_dialog_present(widget, trust_changed_cb, G_OBJECT(widget));
}

/* Where a claim is taken from: a table, and the papers behind it */

static void
claims_taken(GtkWidget *widget, const char *words)
{
  show_undo_toast(SILSA_ASSESSMENT_WINDOW(widget), words);
}

static void
template_written(GtkWidget *widget, const char *words)
{
  show_toast(SILSA_ASSESSMENT_WINDOW(widget), words);
}

static void
claims_action(GtkWidget *widget, const char *name, GVariant *parameter G_GNUC_UNUSED)
{
  SilsaAssessmentWindow *self = SILSA_ASSESSMENT_WINDOW(widget);

  silsa_indicator_page_commit(self->page);
  if (g_str_equal(name, "win.import-claims"))
    silsa_claims_choose(self->store, widget, claims_taken);
  else if (g_str_equal(name, "win.claims-template"))
    silsa_claims_save_template(self->store, widget, template_written);
  else
    silsa_papers_dialog_present(self->store, 0, widget);
}

static void
back_up_action(GtkWidget *widget, const char *name G_GNUC_UNUSED, GVariant *parameter G_GNUC_UNUSED)
{
  SilsaAssessmentWindow *self = SILSA_ASSESSMENT_WINDOW(widget);

  silsa_indicator_page_commit(self->page);
  silsa_back_up(self->store, get_city_name(self), GTK_WINDOW(self), self->toasts);
}

/* The file is let go of before it is erased in a thread of its own; its window goes with it. */
static void
erase_all(GtkWidget *widget, const char *reason)
{
  SilsaAssessmentWindow *self = SILSA_ASSESSMENT_WINDOW(widget);

  silsa_indicator_page_commit(self->page);
  g_set_str(&self->erase_reason, reason);
  leave(self);
}

static void
erase_action(GtkWidget *widget, const char *name G_GNUC_UNUSED, GVariant *parameter G_GNUC_UNUSED)
{
  silsa_erase_ask_all(get_city_name(SILSA_ASSESSMENT_WINDOW(widget)), widget, erase_all);
}

static void
save_summary_action(GtkWidget *widget,
                    const char *name G_GNUC_UNUSED,
                    GVariant *parameter G_GNUC_UNUSED)
{
  SilsaAssessmentWindow *self = SILSA_ASSESSMENT_WINDOW(widget);

  if (self->package != NULL)
    silsa_summary_save(self->package->reading, GTK_WINDOW(self), self->toasts);
}

static void
notes_action(GtkWidget *widget, const char *name, GVariant *parameter G_GNUC_UNUSED)
{
  SilsaAssessmentWindow *self = SILSA_ASSESSMENT_WINDOW(widget);

  if (g_str_equal(name, "win.save-notes"))
    silsa_notes_out_save(self->package->notes, get_assessment(self), GTK_WINDOW(self),
                         self->toasts);
  else
    silsa_notes_out_copy_questions(self->package->notes, get_assessment(self), GTK_WINDOW(self),
                                   self->toasts);
}

/* "win.print" prints what is looked at: the indicator beside which one stands, else everything. */
static void
print_action(GtkWidget *widget, const char *name, GVariant *parameter G_GNUC_UNUSED)
{
  SilsaAssessmentWindow *self = SILSA_ASSESSMENT_WINDOW(widget);
  SilsaAnswer *answer = silsa_indicator_page_get_answer(self->page);
  gboolean one = !g_str_equal(name, "win.print-all") && self->walking && answer != NULL;

  silsa_indicator_page_commit(self->page);
  silsa_print(get_assessment(self), one ? silsa_answer_get_code(answer) : NULL, GTK_WINDOW(self),
              self->toasts);
}

static void
install_actions(GtkWidgetClass *class)
{
  static const struct {
    const char *name;
    const char *parameter;
    GtkWidgetActionActivateFunc activate;
    guint key;
    GdkModifierType modifiers;
    const char *argument;
  } table[] = {
      {"win.next", NULL, next_action},
      {"win.previous", NULL, previous_action},
      {"win.next-open", NULL, next_open_action, GDK_KEY_Return, GDK_CONTROL_MASK},
      {"win.flag", NULL, flag_action},
      {"win.search", NULL, search_action, GDK_KEY_f, GDK_CONTROL_MASK},
      {"win.add-photo", NULL, add_photo_action, GDK_KEY_a, GDK_CONTROL_MASK | GDK_SHIFT_MASK},
      {"win.toggle-preview", NULL, toggle_preview_action, GDK_KEY_F9, 0},
      {"win.show-indicator", "s", show_indicator_action},
      {"win.back", NULL, back_action, GDK_KEY_Left, GDK_ALT_MASK},
      {"win.undo", NULL, undo_action, GDK_KEY_z, GDK_CONTROL_MASK},
      {"win.redo", NULL, redo_action, GDK_KEY_z, GDK_CONTROL_MASK | GDK_SHIFT_MASK},
      {"win.clear-answer", NULL, clear_answer_action},
      {"win.update-round", NULL, update_round_action},
      {"win.show-verification", NULL, show_verification_action},
      {"win.compare-round", NULL, compare_round_action},
      {"win.trust-files", NULL, trust_action},
      {"win.back-up", NULL, back_up_action},
      {"win.erase-all", NULL, erase_action},
      {"win.save-notes", NULL, notes_action},
      {"win.copy-questions", NULL, notes_action},
      {"win.save-summary", NULL, save_summary_action, GDK_KEY_s, GDK_CONTROL_MASK},
      {"win.print", NULL, print_action, GDK_KEY_p, GDK_CONTROL_MASK},
      {"win.print-indicator", NULL, print_action},
      {"win.print-all", NULL, print_action, GDK_KEY_p, GDK_CONTROL_MASK | GDK_SHIFT_MASK},
      {"win.import-claims", NULL, claims_action},
      {"win.claims-template", NULL, claims_action},
      {"win.papers", NULL, claims_action},
      {"win.view", "s", view_action, GDK_KEY_1, GDK_ALT_MASK, "walk"},
      {NULL, "s", NULL, GDK_KEY_2, GDK_ALT_MASK, "overview"},
      {NULL, "s", NULL, GDK_KEY_3, GDK_ALT_MASK, "photos"},
      {NULL, "s", NULL, GDK_KEY_4, GDK_ALT_MASK, "findings"},
      {NULL, "s", NULL, GDK_KEY_5, GDK_ALT_MASK, "history"},
      {NULL, "s", NULL, GDK_KEY_6, GDK_ALT_MASK, "hand-in"},
  };

  const char *name = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS(table); i++) {
    name = table[i].name != NULL ? table[i].name : name; /* more keys for the one before */

    if (table[i].name != NULL)
      gtk_widget_class_install_action(class, name, table[i].parameter, table[i].activate);
    if (table[i].key != 0)
      gtk_widget_class_add_binding_action(class, table[i].key, table[i].modifiers, name,
                                          table[i].argument != NULL ? "s" : NULL,
                                          table[i].argument);
  }
}

static void
bind_children(GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child(widget_class, SilsaAssessmentWindow, toasts);
  gtk_widget_class_bind_template_child(widget_class, SilsaAssessmentWindow, demonstration);
  gtk_widget_class_bind_template_child(widget_class, SilsaAssessmentWindow, read_only_banner);
  gtk_widget_class_bind_template_child(widget_class, SilsaAssessmentWindow, drafts_banner);
  gtk_widget_class_bind_template_child(widget_class, SilsaAssessmentWindow, keeping_banner);
  gtk_widget_class_bind_template_child(widget_class, SilsaAssessmentWindow, navigation);
  gtk_widget_class_bind_template_child(widget_class, SilsaAssessmentWindow, file_page);
  gtk_widget_class_bind_template_child(widget_class, SilsaAssessmentWindow, stack);
  gtk_widget_class_bind_template_child(widget_class, SilsaAssessmentWindow, outer);
  gtk_widget_class_bind_template_child(widget_class, SilsaAssessmentWindow, inner);
  gtk_widget_class_bind_template_child(widget_class, SilsaAssessmentWindow, sidebar);
  gtk_widget_class_bind_template_child(widget_class, SilsaAssessmentWindow, review_page);
  gtk_widget_class_bind_template_child(widget_class, SilsaAssessmentWindow, hand_in_page);
  gtk_widget_class_bind_template_child(widget_class, SilsaAssessmentWindow, verdict_bar);
  gtk_widget_class_bind_template_child(widget_class, SilsaAssessmentWindow, note_box);
  gtk_widget_class_bind_template_child(widget_class, SilsaAssessmentWindow, strip);
  gtk_widget_class_bind_template_child(widget_class, SilsaAssessmentWindow, import_bar);
  gtk_widget_class_bind_template_child(widget_class, SilsaAssessmentWindow, save_label);
  gtk_widget_class_bind_template_child(widget_class, SilsaAssessmentWindow, preview_button);
  gtk_widget_class_bind_template_child(widget_class, SilsaAssessmentWindow, undo_button);
  gtk_widget_class_bind_template_child(widget_class, SilsaAssessmentWindow, redo_button);
  gtk_widget_class_bind_template_child(widget_class, SilsaAssessmentWindow, menu_button);
  gtk_widget_class_bind_template_child(widget_class, SilsaAssessmentWindow, primary_menu);
  gtk_widget_class_bind_template_child(widget_class, SilsaAssessmentWindow, undo_section);
}

static void
silsa_assessment_window_class_init(SilsaAssessmentWindowClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS(class);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS(class);

  object_class->dispose = silsa_assessment_window_dispose;
  object_class->get_property = silsa_assessment_window_get_property;
  object_class->set_property = silsa_assessment_window_set_property;
  GTK_WINDOW_CLASS(class)->close_request = silsa_assessment_window_close_request;
  install_properties(object_class);

  g_type_ensure(SILSA_TYPE_SAVE_LABEL);
  g_type_ensure(SILSA_TYPE_SIDEBAR);
  g_type_ensure(SILSA_TYPE_PREVIEW_PANE);
  g_type_ensure(SILSA_TYPE_IMPORT_BAR);
  g_type_ensure(SILSA_TYPE_VERDICT_BAR);
  g_type_ensure(SILSA_TYPE_GRADE_STRIP);
  g_type_ensure(SILSA_TYPE_VIEW_PLACE);
  gtk_widget_class_set_template_from_resource(widget_class,
                                              "/io/github/silsa/Silsa/silsa-assessment-window.ui");
  bind_children(widget_class);
  gtk_widget_class_bind_template_callback(widget_class, is_text);
  gtk_widget_class_bind_template_callback(widget_class, view_changed_cb);
  gtk_widget_class_bind_template_callback(widget_class, selected_cb);
  gtk_widget_class_bind_template_callback(widget_class, answer_cb);
  gtk_widget_class_bind_template_callback(widget_class, save_words_cb);
  install_actions(widget_class);
}

static void
silsa_assessment_window_init(SilsaAssessmentWindow *self)
{
  GtkEventController *keys = gtk_event_controller_key_new();

  self->walking = TRUE;
  gtk_widget_init_template(GTK_WIDGET(self));

  /* Captured, because lists and scrolled windows take PgUp and PgDn for themselves. */
  gtk_event_controller_set_propagation_phase(keys, GTK_PHASE_CAPTURE);
  g_signal_connect_swapped(keys, "key-pressed", G_CALLBACK(key_cb), self);
  gtk_widget_add_controller(GTK_WIDGET(self), keys);
  gtk_menu_button_set_create_popup_func(self->menu_button, name_menu_cb, self, NULL);
}

/* Text that was being typed when the program ended comes back as an act of its own, which can be
 * undone. */
static void
take_drafts(SilsaAssessmentWindow *self)
{
  const SilsaAct *drafts = silsa_store_get_recovered_drafts(self->store);
  gboolean taken = FALSE;

  if (drafts == NULL || silsa_store_get_read_only(self->store))
    return;
  for (guint i = 0; i < drafts->changes->len; i++) {
    const SilsaChange *draft = g_ptr_array_index(drafts->changes, i);
    g_autoptr(SilsaAct) act = silsa_act_new("answer", draft->subject);

    silsa_act_add(act, draft->subject, draft->field, draft->new_value);
    taken = silsa_store_perform(self->store, act, NULL) || taken;
  }
  adw_banner_set_revealed(self->drafts_banner, taken);
}

static void
dismiss_drafts_cb(SilsaAssessmentWindow *self)
{
  adw_banner_set_revealed(self->drafts_banner, FALSE);
}

/* Opening, a piece at a time. A piece says whether there is more of it. */

static gboolean
make_page(SilsaAssessmentWindow *self)
{
  self->page = g_object_new(SILSA_TYPE_INDICATOR_PAGE, NULL);
  silsa_indicator_page_set_narrow(self->page, self->narrow);
  g_object_bind_property(self->page, "claim-open", self->strip, "primary",
                         G_BINDING_SYNC_CREATE | G_BINDING_INVERT_BOOLEAN);
  adw_overlay_split_view_set_content(self->inner, GTK_WIDGET(self->page));
  g_signal_connect_object(self->strip, "notify::visible", G_CALLBACK(strip_shown_cb), self,
                          G_CONNECT_SWAPPED);
  return FALSE;
}

static gboolean
make_preview(SilsaAssessmentWindow *self)
{
  self->preview = g_object_new(SILSA_TYPE_PREVIEW_PANE, NULL);
  g_signal_connect_object(self->preview, "go-to", G_CALLBACK(go_to_cb), self, G_CONNECT_SWAPPED);
  adw_overlay_split_view_set_sidebar(self->inner, GTK_WIDGET(self->preview));
  return FALSE;
}

static gboolean
make_around(SilsaAssessmentWindow *self)
{
  const SilsaCase *about = silsa_assessment_get_case(get_assessment(self));

  take_drafts(self);
  gtk_widget_set_visible(self->demonstration, g_strcmp0(about->purpose, "demonstration") == 0);
  adw_banner_set_revealed(self->read_only_banner,
                          self->package == NULL && silsa_store_get_read_only(self->store));
  g_signal_connect_object(self->drafts_banner, "button-clicked", G_CALLBACK(dismiss_drafts_cb),
                          self, G_CONNECT_SWAPPED);
  g_signal_connect_object(self->store, "notify::undo-name", G_CALLBACK(update_undo), self,
                          G_CONNECT_SWAPPED);
  g_signal_connect_object(self->store, "notify::redo-name", G_CALLBACK(update_undo), self,
                          G_CONNECT_SWAPPED);
  g_object_notify_by_pspec(G_OBJECT(self), properties[PROP_CITY_NAME]);
  g_object_notify_by_pspec(G_OBJECT(self), properties[PROP_ROUND_TITLE]);
  silsa_save_label_set_store(self->save_label, self->store);
  update_undo(self);
  return FALSE;
}

/* Where nothing is open any more, the way on leads to the hand-in, and says so. */
static void
update_way_on(SilsaAssessmentWindow *self)
{
  const SilsaBand *all = &silsa_assessment_get_preview(get_assessment(self))->all;
  gboolean done = all->complete == all->applicable;

  if (self->page == NULL || self->package != NULL || self->all_complete == done)
    return;
  self->all_complete = done;
  silsa_indicator_page_set_way_on(self->page,
                                  done ? _("On to the Hand-In") : _("Next Open Indicator"));
  silsa_grade_strip_set_way_on(self->strip, done ? _("Hand In") : _("Next Open"));
}

static gboolean
make_panes(SilsaAssessmentWindow *self)
{
  g_signal_connect_object(get_assessment(self), "preview-changed", G_CALLBACK(update_way_on), self,
                          G_CONNECT_SWAPPED);
  update_way_on(self);
  silsa_sidebar_set_store(self->sidebar, self->store);
  silsa_preview_pane_set_store(self->preview, self->store);
  silsa_import_bar_set_store(self->import_bar, self->store);
  silsa_grade_strip_set_store(self->strip, self->store);
  return FALSE;
}

static gboolean
make_rows(SilsaAssessmentWindow *self)
{
  return silsa_sidebar_fill(self->sidebar);
}

static gboolean
make_position(SilsaAssessmentWindow *self)
{
  take_position(self);
  return FALSE;
}

static gboolean
make_review_page(SilsaAssessmentWindow *self)
{
  if (self->package != NULL)
    get_view(self, "review");
  return FALSE;
}

/* What differs where a package is shown. */
static gboolean
make_review(SilsaAssessmentWindow *self)
{
  SilsaReviewPage *review;

  if (self->package == NULL)
    return FALSE;
  if (self->package->notes_problem != NULL)
    show_toast(self, self->package->notes_problem);
  silsa_verdict_bar_show(self->verdict_bar, self->package->reading);
  review = SILSA_REVIEW_PAGE(get_view(self, "review"));
  silsa_review_page_show(review, get_assessment(self), self->package->reading,
                         self->package->earlier, self->package->notes);
  g_signal_connect_object(self->note_bar, "noted", G_CALLBACK(silsa_review_page_update_notes),
                          review, G_CONNECT_SWAPPED);
  gtk_widget_set_visible(GTK_WIDGET(self->verdict_bar), TRUE);
  show_buttons(self);
  adw_view_stack_page_set_visible(self->review_page, TRUE);
  adw_view_stack_page_set_visible(self->hand_in_page, FALSE);
  gtk_widget_action_set_enabled(GTK_WIDGET(self), "win.erase-all", FALSE); /* it is nobody's file */
  gtk_widget_action_set_enabled(GTK_WIDGET(self), "win.back-up", FALSE);
  silsa_indicator_page_set_way_on(self->page, _("Next That Matters"));
  silsa_grade_strip_set_way_on(self->strip, _("Next Matter"));
  return FALSE;
}

static gboolean
make_focus(SilsaAssessmentWindow *self)
{
  gboolean notes = self->package != NULL && self->package->notes != NULL;

  gtk_widget_action_set_enabled(GTK_WIDGET(self), "win.save-notes", notes);
  gtk_widget_action_set_enabled(GTK_WIDGET(self), "win.copy-questions", notes);
  gtk_widget_action_set_enabled(GTK_WIDGET(self), "win.trust-files", self->package != NULL);
  if (self->package == NULL) {
    silsa_indicator_page_focus_answer(self->page);
  } else {
    show_view(self, "review");
    silsa_review_page_focus(SILSA_REVIEW_PAGE(get_view(self, "review")), NULL);
  }
  return FALSE;
}

gboolean
silsa_assessment_window_make(GtkWindow *window)
{
  SilsaAssessmentWindow *self = SILSA_ASSESSMENT_WINDOW(window);
  static gboolean (*const pieces[])(SilsaAssessmentWindow *self) = {
      make_page,     make_preview,     make_around, make_panes, make_rows,
      make_position, make_review_page, make_review, make_focus,
  };

  if (self->made < G_N_ELEMENTS(pieces) && !pieces[self->made](self))
    self->made++;
  return self->made < G_N_ELEMENTS(pieces);
}

SilsaAssessmentWindow *
silsa_assessment_window_new(SilsaStore *store)
{
  SilsaAssessmentWindow *self = g_object_new(SILSA_TYPE_ASSESSMENT_WINDOW, NULL);

  silsa_window_size_restore(GTK_WINDOW(self), silsa_application_get_own_settings());
  self->store = g_object_ref(store);
  return self;
}

static void
add_note_bar(SilsaAssessmentWindow *self, SilsaNotes *notes)
{
  self->note_bar = g_object_new(SILSA_TYPE_NOTE_BAR, "hexpand", TRUE, NULL);
  silsa_note_bar_set_notes(self->note_bar, notes);
  g_signal_connect_object(self->note_bar, "told", G_CALLBACK(told_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append(self->note_box, GTK_WIDGET(self->note_bar));
}

SilsaAssessmentWindow *
silsa_assessment_window_new_for_package(SilsaStore *store, SilsaOpenedPackage *package)
{
  SilsaAssessmentWindow *self = silsa_assessment_window_new(store);
  const SilsaCase *about = silsa_assessment_get_case(get_assessment(self));

  self->package = package;
  self->package_title = g_strdup_printf(_("%s · revision %u"), about->assessor_name,
                                        package->reading->report->revision);
  add_note_bar(self, package->notes);
  return self;
}

void
silsa_assessment_window_show(SilsaAssessmentWindow *self, GtkApplication *application)
{
  g_return_if_fail(SILSA_IS_ASSESSMENT_WINDOW(self));

  gtk_window_set_application(GTK_WINDOW(self), application);
  gtk_window_present(GTK_WINDOW(self));
  silsa_keeping_remind(self->store, self->keeping_banner);
}

void
silsa_assessment_window_give_up(SilsaAssessmentWindow *self)
{
  g_return_if_fail(SILSA_IS_ASSESSMENT_WINDOW(self));

  silsa_opening_let_go(SILSA_APPLICATION(g_application_get_default()), self->store, NULL, NULL);
  leave_screen(self);
}

const char *
silsa_assessment_window_get_package(SilsaAssessmentWindow *self)
{
  g_return_val_if_fail(SILSA_IS_ASSESSMENT_WINDOW(self), NULL);

  return self->package != NULL ? self->package->reading->path : NULL;
}

SilsaStore *
silsa_assessment_window_get_store(SilsaAssessmentWindow *self)
{
  g_return_val_if_fail(SILSA_IS_ASSESSMENT_WINDOW(self), NULL);

  return self->store;
}

/* The turn of a window that had to wait for another process */

/* Nothing is pulled away from under somebody who reads it. */
static gboolean
may_be_replaced(SilsaAssessmentWindow *self)
{
  return self->turn_source != 0 &&
         adw_application_window_get_visible_dialog(ADW_APPLICATION_WINDOW(self)) == NULL;
}

static void
taken_over_cb(GtkWindow *window, gpointer user_data)
{
  SilsaAssessmentWindow *self = user_data, *other = SILSA_ASSESSMENT_WINDOW(window);

  self->taking_turn = FALSE;
  if (!may_be_replaced(self)) {
    silsa_assessment_window_give_up(other);
    return;
  }
  adw_view_stack_set_visible_child_name(other->stack,
                                        adw_view_stack_get_visible_child_name(self->stack));
  silsa_assessment_window_show(other, gtk_window_get_application(GTK_WINDOW(self)));
  /* Nothing was pressed for it, so the eyes may be elsewhere. */
  show_toast_for(other, _("The other program has let go of the file: it can be changed here now."),
                 12);
  leave_screen(self);
}

/* A window of its own for the file as it is now: everything may have changed meanwhile. */
static void
take_over(SilsaAssessmentWindow *self, SilsaStore *store)
{
  close_store(self);
  silsa_arrival_begin(GTK_WINDOW(silsa_assessment_window_new(store)), silsa_assessment_window_make,
                      taken_over_cb, g_object_ref(self), g_object_unref);
}

static void
turn_opened_cb(GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(SilsaAssessmentWindow) self = user_data;
  g_autoptr(SilsaStore) store = silsa_store_open_finish(result, NULL);

  if (store != NULL && may_be_replaced(self)) {
    take_over(self, store);
    return;
  }
  self->taking_turn = FALSE;
  if (store != NULL)
    silsa_opening_let_go(SILSA_APPLICATION(g_application_get_default()), store, NULL, NULL);
}

static gboolean
turn_cb(gpointer data)
{
  SilsaAssessmentWindow *self = data;

  if (!self->taking_turn && may_be_replaced(self)) {
    self->taking_turn = TRUE;
    silsa_store_open_async(silsa_store_get_path(self->store), SILSA_OPEN_READ_WRITE, NULL,
                           turn_opened_cb, g_object_ref(self));
  }
  return G_SOURCE_CONTINUE;
}

void
silsa_assessment_window_wait_for_turn(SilsaAssessmentWindow *self)
{
  g_return_if_fail(SILSA_IS_ASSESSMENT_WINDOW(self));

  adw_banner_set_title(self->read_only_banner,
                       _("Another program has this file open. It can be read here, and changed as "
                         "soon as the other lets go of it."));
  if (self->turn_source == 0)
    self->turn_source = g_timeout_add_seconds(TURN_SECONDS, turn_cb, self);
}
