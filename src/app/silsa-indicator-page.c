#include "silsa-indicator-page.h"

#include "silsa-answer-card.h"
#include "silsa-check-list.h"
#include "silsa-contradiction-card.h"
#include "silsa-evidence-card.h"
#include "silsa-findings-card.h"
#include "silsa-import-bar.h"
#include "silsa-indicator-row.h"
#include "silsa-words.h"

#include <glib/gi18n.h>

#define MARGIN 20 /* beside the cards, as in the template */
#define NARROW_MARGIN 12

struct _SilsaIndicatorPage {
  AdwBin parent_instance;

  SilsaStore *store;
  SilsaAnswer *answer;
  GSignalGroup *answer_signals;
  GSignalGroup *assessment_signals;
  char *save_text;
  gboolean stale; /* the answer changed while nobody saw the page */
  gboolean narrow;
  gboolean claim_open;

  GtkScrolledWindow *scroller;
  GtkWidget *column; /* all that is scrolled */
  GtkLabel *path_label;
  GtkToggleButton *flag_button;
  GtkLabel *code_label;
  GtkLabel *title_label;
  GtkLabel *state_chip;
  GtkLabel *kind_chip;
  GtkLabel *points_chip;
  GtkLabel *stage_chip;
  GtkLabel *definition_label;
  SilsaAnswerCard *answer_card;
  SilsaContradictionCard *contradiction_card;
  SilsaCheckList *check_list;
  GtkBox *lower_cards;
  SilsaEvidenceCard *evidence_card; /* both made behind the first frame; NULL until then */
  SilsaFindingsCard *findings_card;
  guint lower_source;
  GtkWidget *foot;
  GtkImage *foot_icon;
  GtkLabel *foot_label;
  GtkWidget *next_button;
};

typedef enum { PROP_CLAIM_OPEN = 1 } SilsaIndicatorPageProperty;
static GParamSpec *properties[PROP_CLAIM_OPEN + 1];

G_DEFINE_FINAL_TYPE(SilsaIndicatorPage, silsa_indicator_page, ADW_TYPE_BIN)

static void
flag_cb(SilsaIndicatorPage *self)
{
  silsa_indicator_page_toggle_flag(self);
}

static int
get_decimals(SilsaIndicatorPage *self)
{
  return silsa_catalogue_get_decimals(
      silsa_assessment_get_catalogue(silsa_store_get_assessment(self->store)));
}

static void
show_foot_words(SilsaIndicatorPage *self)
{
  SilsaState state = silsa_answer_get_state(self->answer);
  const SilsaScore *score = silsa_answer_get_score(self->answer);
  const SilsaScore *claim = silsa_answer_get_claim_score(self->answer);
  g_autoptr(GString) words = g_string_new(silsa_state_to_text(state));

  if (score != NULL) {
    g_autofree char *points = silsa_number_to_text(score->points.q, get_decimals(self));

    g_string_append(words, " · ");
    g_string_append_printf(words, _("%s points"), points);
  } else if (claim != NULL) {
    g_autofree char *points = silsa_number_to_text(claim->points.q, get_decimals(self));

    g_string_append(words, " · ");
    g_string_append_printf(words, _("%s points as claimed"), points);
  }
  if (self->save_text != NULL && self->save_text[0] != '\0')
    g_string_append_printf(words, " · %s", self->save_text);
  gtk_label_set_text(self->foot_label, words->str);
}

/* One primary button: the claim's while it is open, then the way on. */
static void
show_claim_open(SilsaIndicatorPage *self)
{
  gboolean open = silsa_answer_get_fate(self->answer) == SILSA_FATE_OPEN &&
                  silsa_answer_has_claim(self->answer) && !silsa_store_get_read_only(self->store);

  if (self->claim_open == open)
    return;
  self->claim_open = open;
  if (open)
    gtk_widget_remove_css_class(self->next_button, "suggested-action");
  else
    gtk_widget_add_css_class(self->next_button, "suggested-action");
  g_object_notify_by_pspec(G_OBJECT(self), properties[PROP_CLAIM_OPEN]);
}

static void
show_foot(SilsaIndicatorPage *self)
{
  show_foot_words(self);
  silsa_state_icon_show(self->foot_icon, self->answer);
  show_claim_open(self);
}

/* Only where it is another one: the button would lay itself out anew for the same. */
static void
show_flag_icon(SilsaIndicatorPage *self, const char *icon)
{
  GtkButton *button = GTK_BUTTON(self->flag_button);

  if (g_strcmp0(gtk_button_get_icon_name(button), icon) != 0)
    gtk_button_set_icon_name(button, icon);
}

static void
show_state(SilsaIndicatorPage *self)
{
  SilsaState state = silsa_answer_get_state(self->answer);
  gboolean flagged = silsa_answer_get_flagged(self->answer);
  gboolean unverifiable = silsa_answer_get_fate(self->answer) == SILSA_FATE_UNVERIFIABLE;
  const char *mark = unverifiable                       ? "⊘"
                     : state == SILSA_STATE_COMPLETE    ? "✓"
                     : state == SILSA_STATE_IN_PROGRESS ? "◐"
                                                        : "○";
  g_autofree char *words = g_strdup_printf(
      "%s %s", mark,
      unverifiable ? silsa_fate_to_text(SILSA_FATE_UNVERIFIABLE) : silsa_state_to_text(state));

  gtk_label_set_text(self->state_chip, words);
  if (state == SILSA_STATE_COMPLETE)
    gtk_widget_add_css_class(GTK_WIDGET(self->state_chip), "accent");
  else
    gtk_widget_remove_css_class(GTK_WIDGET(self->state_chip), "accent");
  gtk_toggle_button_set_active(self->flag_button, flagged);
  show_flag_icon(self, flagged ? "silsa-flag-symbolic" : "silsa-flag-outline-symbolic");
}

/* First what may vanish from below the pointer: GTK then looks for what is there instead, and
 * styles for it all that was changed before, once more than needed. */
static void
refresh(SilsaIndicatorPage *self)
{
  silsa_contradiction_card_refresh(self->contradiction_card);
  show_state(self);
  show_foot(self);
  silsa_answer_card_refresh(self->answer_card);
  silsa_check_list_refresh(self->check_list);
  if (self->findings_card != NULL) {
    silsa_evidence_card_refresh(self->evidence_card);
    silsa_findings_card_refresh(self->findings_card);
  }
}

/* While another view is looked at, an act may take out thousands of photos. */
static void
serial_cb(SilsaIndicatorPage *self)
{
  self->stale = !gtk_widget_get_mapped(GTK_WIDGET(self));
  if (!self->stale && self->answer != NULL)
    refresh(self);
}

static void
changed_cb(SilsaIndicatorPage *self, const char *subject)
{
  silsa_answer_card_note_change(self->answer_card, subject);
}

static void
settled_cb(SilsaIndicatorPage *self)
{
  silsa_answer_card_follow(self->answer_card);
}

static void
show_head(SilsaIndicatorPage *self)
{
  const SilsaIndicator *indicator = silsa_answer_get_indicator(self->answer);
  const SilsaItem *item = indicator->item;
  SilsaLanguage language = silsa_language_from_locale();
  g_autofree char *path =
      g_strdup_printf("%s › %s %s", silsa_text_get(&item->sector->title, language), item->code,
                      silsa_text_get(&item->title, language));
  g_autofree char *available = silsa_number_to_text(indicator->points.q, 0);
  g_autofree char *points = g_strdup_printf(_("worth %s points"), available);

  gtk_label_set_text(self->path_label, path);
  gtk_label_set_text(self->code_label, indicator->code);
  gtk_label_set_text(self->title_label, silsa_text_get(&indicator->title, language));
  gtk_label_set_text(self->kind_chip, silsa_kind_to_text(indicator->kind));
  gtk_label_set_text(self->points_chip, points);
  gtk_label_set_text(self->stage_chip, silsa_stage_to_text(indicator->stage));
  gtk_label_set_text(self->definition_label, silsa_text_get(&indicator->definition, language));
}

void
silsa_indicator_page_commit(SilsaIndicatorPage *self)
{
  g_return_if_fail(SILSA_IS_INDICATOR_PAGE(self));

  silsa_answer_card_commit(self->answer_card);
  silsa_contradiction_card_commit(self->contradiction_card);
  silsa_check_list_commit(self->check_list);
  if (self->findings_card != NULL)
    silsa_findings_card_commit(self->findings_card);
}

/* Evidence and findings are below the screen when a window opens, and take as long to make and to
 * lay out as all that is above them. */

static void
bind_lower_cards(SilsaIndicatorPage *self)
{
  silsa_evidence_card_bind(self->evidence_card, self->store, self->answer);
  silsa_findings_card_bind(self->findings_card, self->store, self->answer);
}

/* Also for who wants them at once. */
static void
make_lower_cards(SilsaIndicatorPage *self)
{
  if (self->findings_card != NULL)
    return;
  self->evidence_card = g_object_new(SILSA_TYPE_EVIDENCE_CARD, NULL);
  self->findings_card = g_object_new(SILSA_TYPE_FINDINGS_CARD, NULL);
  silsa_findings_card_set_narrow(self->findings_card, self->narrow);
  gtk_box_append(self->lower_cards, GTK_WIDGET(self->evidence_card));
  gtk_box_append(self->lower_cards, GTK_WIDGET(self->findings_card));
  gtk_widget_set_visible(GTK_WIDGET(self->lower_cards), TRUE);
  if (self->answer != NULL)
    bind_lower_cards(self);
}

static gboolean
lower_cb(gpointer data)
{
  SilsaIndicatorPage *self = data;

  self->lower_source = 0;
  make_lower_cards(self);
  return G_SOURCE_REMOVE;
}

/* The frame that is about to be painted goes first. A window is laid out before it is shown. */
static gboolean
first_frame_cb(GtkWidget *widget, GdkFrameClock *clock G_GNUC_UNUSED, gpointer data G_GNUC_UNUSED)
{
  if (!gtk_widget_get_mapped(widget))
    return G_SOURCE_CONTINUE;
  SILSA_INDICATOR_PAGE(widget)->lower_source = g_idle_add(lower_cb, widget);
  return G_SOURCE_REMOVE;
}

void
silsa_indicator_page_show(SilsaIndicatorPage *self, SilsaStore *store, SilsaAnswer *answer)
{
  g_return_if_fail(SILSA_IS_INDICATOR_PAGE(self));

  if (self->answer == answer)
    return;
  silsa_indicator_page_commit(self);
  g_signal_group_set_target(self->answer_signals, NULL);
  g_set_object(&self->store, store);
  g_set_object(&self->answer, answer);
  if (answer == NULL)
    return;

  self->stale = FALSE;
  silsa_contradiction_card_bind(self->contradiction_card, store, answer);
  show_head(self);
  silsa_answer_card_bind(self->answer_card, store, answer);
  silsa_check_list_bind(self->check_list, store, answer);
  if (self->findings_card != NULL)
    bind_lower_cards(self);
  gtk_widget_set_sensitive(GTK_WIDGET(self->flag_button), !silsa_store_get_read_only(store));
  g_signal_group_set_target(self->answer_signals, answer);
  g_signal_group_set_target(self->assessment_signals, silsa_store_get_assessment(store));
  show_state(self);
  show_foot(self);
  gtk_adjustment_set_value(gtk_scrolled_window_get_vadjustment(self->scroller), 0);
}

SilsaAnswer *
silsa_indicator_page_get_answer(SilsaIndicatorPage *self)
{
  return self->answer;
}

void
silsa_indicator_page_set_save_text(SilsaIndicatorPage *self, const char *text)
{
  if (g_set_str(&self->save_text, text) && self->answer != NULL)
    show_foot_words(self);
}

void
silsa_indicator_page_set_way_on(SilsaIndicatorPage *self, const char *label)
{
  g_return_if_fail(SILSA_IS_INDICATOR_PAGE(self));

  gtk_button_set_label(GTK_BUTTON(self->next_button), label);
}

void
silsa_indicator_page_show_foot(SilsaIndicatorPage *self, gboolean show)
{
  gtk_widget_set_visible(self->foot, show);
}

void
silsa_indicator_page_set_narrow(SilsaIndicatorPage *self, gboolean narrow)
{
  g_return_if_fail(SILSA_IS_INDICATOR_PAGE(self));

  self->narrow = narrow;
  if (narrow)
    gtk_widget_add_css_class(self->column, "narrow");
  else
    gtk_widget_remove_css_class(self->column, "narrow");
  gtk_widget_set_margin_start(self->column, narrow ? NARROW_MARGIN : MARGIN);
  gtk_widget_set_margin_end(self->column, narrow ? NARROW_MARGIN : MARGIN);
  silsa_answer_card_set_narrow(self->answer_card, narrow);
  silsa_contradiction_card_set_narrow(self->contradiction_card, narrow);
  silsa_check_list_set_narrow(self->check_list, narrow);
  if (self->findings_card != NULL)
    silsa_findings_card_set_narrow(self->findings_card, narrow);
}

void
silsa_indicator_page_confirm(SilsaIndicatorPage *self)
{
  silsa_answer_card_confirm(self->answer_card);
}

void
silsa_indicator_page_choose_level(SilsaIndicatorPage *self, int level)
{
  silsa_answer_card_choose_level(self->answer_card, level);
}

void
silsa_indicator_page_answer_check(SilsaIndicatorPage *self, SilsaResult result)
{
  silsa_check_list_answer(self->check_list, result);
}

void
silsa_indicator_page_answer_rest(SilsaIndicatorPage *self)
{
  silsa_check_list_answer_rest(self->check_list);
}

void
silsa_indicator_page_toggle_flag(SilsaIndicatorPage *self)
{
  const char *code;
  g_autoptr(SilsaAct) act = NULL;

  if (self->answer == NULL || silsa_store_get_read_only(self->store))
    return;
  code = silsa_answer_get_code(self->answer);
  act = silsa_act_new("flag", code);
  silsa_act_add(act, code, "flag", silsa_answer_get_flagged(self->answer) ? NULL : "1");
  silsa_store_perform(self->store, act, NULL);
  show_state(self);
}

static void
text_read_cb(GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(SilsaIndicatorPage) self = user_data;
  g_autofree char *text = gdk_clipboard_read_text_finish(GDK_CLIPBOARD(source), result, NULL);

  if (text == NULL || *g_strstrip(text) == '\0' || self->answer == NULL)
    return;
  make_lower_cards(self);
  silsa_findings_card_note(self->findings_card, text);
}

/* Where a text belongs only its reader knows: it waits in the note, which never travels. */
static gboolean
paste_text(SilsaIndicatorPage *self)
{
  GdkClipboard *clipboard = gtk_widget_get_clipboard(GTK_WIDGET(self));

  if (self->answer == NULL || silsa_store_get_read_only(self->store) ||
      !gdk_content_formats_contain_gtype(gdk_clipboard_get_formats(clipboard), G_TYPE_STRING))
    return FALSE;
  gdk_clipboard_read_text_async(clipboard, NULL, text_read_cb, g_object_ref(self));
  return TRUE;
}

gboolean
silsa_indicator_page_paste(SilsaIndicatorPage *self)
{
  g_return_val_if_fail(SILSA_IS_INDICATOR_PAGE(self), FALSE);
  make_lower_cards(self);
  return silsa_evidence_card_paste(self->evidence_card) || paste_text(self);
}

void
silsa_indicator_page_add_photo(SilsaIndicatorPage *self)
{
  make_lower_cards(self);
  silsa_evidence_card_choose(self->evidence_card);
}

void
silsa_indicator_page_focus_answer(SilsaIndicatorPage *self)
{
  GtkViewport *viewport = GTK_VIEWPORT(gtk_scrolled_window_get_child(self->scroller));

  /* The card with the focus may be larger than the window; where one stands is read at its head. To
   * find out where the card is, before it is laid out, takes longer than to show it. */
  gtk_viewport_set_scroll_to_focus(viewport, FALSE);
  silsa_answer_card_focus(self->answer_card);
  gtk_viewport_set_scroll_to_focus(viewport, TRUE);
  gtk_adjustment_set_value(gtk_scrolled_window_get_vadjustment(self->scroller), 0);
}

static void
silsa_indicator_page_map(GtkWidget *widget)
{
  SilsaIndicatorPage *self = SILSA_INDICATOR_PAGE(widget);

  if (self->stale && self->answer != NULL)
    refresh(self);
  self->stale = FALSE;
  GTK_WIDGET_CLASS(silsa_indicator_page_parent_class)->map(widget);
}

static void
silsa_indicator_page_get_property(GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  switch ((SilsaIndicatorPageProperty)id) {
  case PROP_CLAIM_OPEN:
    g_value_set_boolean(value, SILSA_INDICATOR_PAGE(object)->claim_open);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID(object, id, pspec);
  }
}

static void
silsa_indicator_page_dispose(GObject *object)
{
  SilsaIndicatorPage *self = SILSA_INDICATOR_PAGE(object);

  g_clear_handle_id(&self->lower_source, g_source_remove);
  g_clear_object(&self->answer_signals);
  g_clear_object(&self->assessment_signals);
  g_clear_object(&self->answer);
  g_clear_object(&self->store);
  g_clear_pointer(&self->save_text, g_free);
  gtk_widget_dispose_template(GTK_WIDGET(self), SILSA_TYPE_INDICATOR_PAGE);

  G_OBJECT_CLASS(silsa_indicator_page_parent_class)->dispose(object);
}

static void
bind_children(GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child(widget_class, SilsaIndicatorPage, scroller);
  gtk_widget_class_bind_template_child(widget_class, SilsaIndicatorPage, column);
  gtk_widget_class_bind_template_child(widget_class, SilsaIndicatorPage, path_label);
  gtk_widget_class_bind_template_child(widget_class, SilsaIndicatorPage, flag_button);
  gtk_widget_class_bind_template_child(widget_class, SilsaIndicatorPage, code_label);
  gtk_widget_class_bind_template_child(widget_class, SilsaIndicatorPage, title_label);
  gtk_widget_class_bind_template_child(widget_class, SilsaIndicatorPage, state_chip);
  gtk_widget_class_bind_template_child(widget_class, SilsaIndicatorPage, kind_chip);
  gtk_widget_class_bind_template_child(widget_class, SilsaIndicatorPage, points_chip);
  gtk_widget_class_bind_template_child(widget_class, SilsaIndicatorPage, stage_chip);
  gtk_widget_class_bind_template_child(widget_class, SilsaIndicatorPage, definition_label);
  gtk_widget_class_bind_template_child(widget_class, SilsaIndicatorPage, answer_card);
  gtk_widget_class_bind_template_child(widget_class, SilsaIndicatorPage, contradiction_card);
  gtk_widget_class_bind_template_child(widget_class, SilsaIndicatorPage, check_list);
  gtk_widget_class_bind_template_child(widget_class, SilsaIndicatorPage, lower_cards);
  gtk_widget_class_bind_template_child(widget_class, SilsaIndicatorPage, foot);
  gtk_widget_class_bind_template_child(widget_class, SilsaIndicatorPage, foot_icon);
  gtk_widget_class_bind_template_child(widget_class, SilsaIndicatorPage, foot_label);
  gtk_widget_class_bind_template_child(widget_class, SilsaIndicatorPage, next_button);
}

static void
silsa_indicator_page_class_init(SilsaIndicatorPageClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS(class);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS(class);

  object_class->dispose = silsa_indicator_page_dispose;
  object_class->get_property = silsa_indicator_page_get_property;
  widget_class->map = silsa_indicator_page_map;
  properties[PROP_CLAIM_OPEN] =
      g_param_spec_boolean("claim-open", NULL, NULL, FALSE,
                           G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties(object_class, G_N_ELEMENTS(properties), properties);

  g_type_ensure(SILSA_TYPE_ANSWER_CARD);
  g_type_ensure(SILSA_TYPE_CONTRADICTION_CARD);
  g_type_ensure(SILSA_TYPE_CHECK_LIST);
  gtk_widget_class_set_template_from_resource(widget_class,
                                              "/io/github/silsa/Silsa/silsa-indicator-page.ui");
  bind_children(widget_class);
  gtk_widget_class_bind_template_callback(widget_class, flag_cb);
}

static const char *
find_code(GtkWidget *widget)
{
  SilsaIndicatorPage *self = SILSA_INDICATOR_PAGE(widget);

  return self->answer != NULL ? silsa_answer_get_code(self->answer) : NULL;
}

static void
silsa_indicator_page_init(SilsaIndicatorPage *self)
{
  gtk_widget_init_template(GTK_WIDGET(self));
  silsa_import_accept_drops(GTK_WIDGET(self), find_code);
  gtk_widget_add_tick_callback(GTK_WIDGET(self), first_frame_cb, NULL, NULL);
  self->answer_signals = g_signal_group_new(SILSA_TYPE_ANSWER);
  g_signal_group_connect_swapped(self->answer_signals, "notify::serial", G_CALLBACK(serial_cb),
                                 self);
  self->assessment_signals = g_signal_group_new(SILSA_TYPE_ASSESSMENT);
  g_signal_group_connect_swapped(self->assessment_signals, "changed", G_CALLBACK(changed_cb), self);
  g_signal_group_connect_swapped(self->assessment_signals, "settled", G_CALLBACK(settled_cb), self);
}
