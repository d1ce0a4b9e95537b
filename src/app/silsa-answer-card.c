#include "silsa-answer-card.h"

#include "silsa-below-layout.h"
#include "silsa-error.h"
#include "silsa-fact-text.h"
#include "silsa-level-chooser.h"
#include "silsa-paper-window.h"
#include "silsa-papers-dialog.h"
#include "silsa-submitted.h"
#include "silsa-tooltip.h"
#include "silsa-value-table.h"
#include "silsa-words.h"

#include <glib/gi18n.h>

/* What is asked for in words. Most indicators ask for none of it, and a field is as much as all
 * else of a card: it is made for the first one that does. */
typedef enum { ASKED_REASON, ASKED_UNVERIFIABLE, N_ASKED } Asked;

static const struct {
  const char *field, *title, *placeholder;
} asked[N_ASKED] = {
    [ASKED_REASON] = {"reason", N_("Reason for the difference"),
                      N_("Why does the verified value differ from the claim?")},
    [ASKED_UNVERIFIABLE] = {"unverifiable", N_("Why it could not be verified"),
                            N_("What stood in the way?")},
};

struct _SilsaAnswerCard {
  AdwBin parent_instance;

  SilsaStore *store;
  SilsaAnswer *answer;
  gboolean loading;
  gboolean asks_unverifiable; /* chosen, but its reason is not written yet */
  char *shown_source; /* what the claim leads to; NULL: to be looked for among the papers */

  GtkLabel *head;
  GtkLabel *outcome;
  GtkLabel *difference;
  GtkLabel *earned;
  GtkLabel *most;
  AdwToggleGroup *fate;
  GtkWidget *card;
  SilsaValueTable *value_table;
  SilsaLevelChooser *level_chooser;
  SilsaLevelChooser *next_chooser; /* what will be shown next, out of sight; they take turns */
  guint next_source; /* prepares it */
  guint n_prepared; /* of its levels */
  GtkWidget *confirm_box;
  GtkWidget *confirm_button;
  GtkLabel *confirm_hint;
  GtkWidget *no_claims_box;
  GtkWidget *claim_box;
  GtkLabel *claim_summary;
  GtkLabel *claim_source;
  GtkWidget *paper_button;
  AdwButtonContent *paper_content;
  GtkBox *texts;
  SilsaFactText *fields[N_ASKED];
  GtkLabel *problem;
};

G_DEFINE_FINAL_TYPE(SilsaAnswerCard, silsa_answer_card, ADW_TYPE_BIN)

static gboolean
is_qualitative(SilsaAnswerCard *self)
{
  return silsa_answer_get_indicator(self->answer)->kind == SILSA_KIND_QUALITATIVE;
}

static void
show_problem(SilsaAnswerCard *self, const GError *error)
{
  g_autofree char *sentence = error != NULL ? silsa_error_explain(error) : NULL;

  gtk_label_set_text(self->problem, sentence != NULL ? sentence : "");
  gtk_widget_set_visible(GTK_WIDGET(self->problem), sentence != NULL);
}

static void
perform(SilsaAnswerCard *self, SilsaAct *act)
{
  g_autoptr(GError) error = NULL;

  silsa_store_perform(self->store, act, &error);
  show_problem(self, error);
}

static void
set_field(SilsaAnswerCard *self, const char *field, const char *value)
{
  const char *code = silsa_answer_get_code(self->answer);
  g_autoptr(SilsaAct) act = silsa_act_new("answer", code);

  silsa_act_add(act, code, field, value);
  perform(self, act);
}

/* The fate of the claim */

static void
focus_value(SilsaAnswerCard *self)
{
  if (is_qualitative(self))
    silsa_level_chooser_focus(self->level_chooser);
  else
    silsa_value_table_focus_entry(self->value_table);
}

static void
ask_unverifiable(SilsaAnswerCard *self)
{
  self->asks_unverifiable = TRUE;
  silsa_answer_card_refresh(self);
  silsa_fact_text_focus(self->fields[ASKED_UNVERIFIABLE]);
}

static void
fate_cb(SilsaAnswerCard *self)
{
  const char *name = adw_toggle_group_get_active_name(self->fate);

  if (self->loading || self->answer == NULL || name == NULL)
    return;
  self->asks_unverifiable = FALSE;
  if (g_str_equal(name, "confirmed")) {
    silsa_answer_card_confirm(self);
  } else if (g_str_equal(name, "unverifiable")) {
    ask_unverifiable(self);
  } else {
    if (silsa_answer_get_fate(self->answer) == SILSA_FATE_UNVERIFIABLE)
      set_field(self, "unverifiable", NULL);
    silsa_answer_card_refresh(self);
    focus_value(self);
  }
}

static void
confirm_cb(SilsaAnswerCard *self)
{
  silsa_answer_card_confirm(self);
}

void
silsa_answer_card_confirm(SilsaAnswerCard *self)
{
  g_autoptr(SilsaAct) act = NULL;

  g_return_if_fail(SILSA_IS_ANSWER_CARD(self));

  if (self->answer == NULL || silsa_store_get_read_only(self->store) ||
      !silsa_answer_has_claim(self->answer))
    return;
  silsa_answer_card_commit(self);
  act = silsa_act_confirm_claim(self->answer);
  perform(self, act);
  silsa_answer_card_refresh(self);
}

void
silsa_answer_card_choose_level(SilsaAnswerCard *self, int level)
{
  g_autofree char *value = NULL;

  g_return_if_fail(SILSA_IS_ANSWER_CARD(self));

  if (self->answer == NULL || silsa_store_get_read_only(self->store) || !is_qualitative(self) ||
      level >= (int)silsa_answer_get_indicator(self->answer)->n_levels)
    return;
  self->asks_unverifiable = FALSE;
  silsa_answer_card_commit(self);
  value = g_strdup_printf("%d", level);
  /* Choosing the claimed level is how an assessor agrees with it: one key, not two. */
  if (level == silsa_answer_get_claim_level(self->answer))
    silsa_answer_card_confirm(self);
  else
    set_field(self, "level", value);
}

static void
choose_level_cb(SilsaAnswerCard *self, int level)
{
  silsa_answer_card_choose_level(self, level);
}

/* The city's own papers */

static guint
get_page(SilsaAnswerCard *self)
{
  return silsa_claim_page_number(silsa_answer_get(self->answer, "claim-page"));
}

/* Opens the paper that the claim means at its page; where that is not certain, all are offered. */
static void
paper_cb(SilsaAnswerCard *self)
{
  SilsaEvidence *paper =
      silsa_submitted_find(silsa_store_get_assessment(self->store), self->answer);

  if (paper != NULL)
    silsa_paper_window_present(self->store, silsa_evidence_get_id(paper), get_page(self),
                               GTK_WINDOW(gtk_widget_get_root(GTK_WIDGET(self))));
  else
    silsa_papers_dialog_present(self->store, get_page(self), GTK_WIDGET(self));
}

static void
show_paper(SilsaAnswerCard *self, gboolean named)
{
  SilsaEvidence *paper =
      silsa_submitted_find(silsa_store_get_assessment(self->store), self->answer);
  guint page = get_page(self);
  g_autofree char *words = paper == NULL ? g_strdup(_("Papers of the City…"))
                           : page > 0    ? g_strdup_printf(_("Open at p. %u"), page)
                                         : g_strdup(_("Open the paper"));

  gtk_widget_set_visible(self->paper_button,
                         named && (paper != NULL || !silsa_store_get_read_only(self->store)));
  adw_button_content_set_label(self->paper_content, words);
  silsa_tooltip_set(
      self->paper_button,
      paper != NULL ? silsa_submitted_get_name(silsa_store_get_assessment(self->store),
                                               silsa_evidence_get_id(paper))
                    : _("Attach what the city handed in, or look for the page in what is there"));
}

/* What stands */

static void
bind_asked(SilsaAnswerCard *self, Asked which)
{
  if (self->fields[which] != NULL)
    silsa_fact_text_bind(self->fields[which], self->store, silsa_answer_get_code(self->answer),
                         asked[which].field, "answer");
}

static void
show_asked(SilsaAnswerCard *self, Asked which, gboolean visible)
{
  if (visible && self->fields[which] == NULL) {
    self->fields[which] =
        SILSA_FACT_TEXT(silsa_fact_text_new(_(asked[which].title), _(asked[which].placeholder)));
    gtk_box_append(self->texts, GTK_WIDGET(self->fields[which]));
    bind_asked(self, which);
  }
  if (self->fields[which] == NULL)
    return;
  gtk_widget_set_visible(GTK_WIDGET(self->fields[which]), visible);
  silsa_fact_text_refresh(self->fields[which]);
}

static gboolean
is_being_written(SilsaAnswerCard *self, Asked which)
{
  GtkWidget *text = GTK_WIDGET(self->fields[which]);
  GtkRoot *root = gtk_widget_get_root(GTK_WIDGET(self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus(root) : NULL;

  return text != NULL && focus != NULL && gtk_widget_is_ancestor(focus, text);
}

/* Also while its reason is being written: with each key the reason goes and comes again, and the
 * field must not go with it. */
static gboolean
is_unverifiable(SilsaAnswerCard *self)
{
  return self->asks_unverifiable ||
         silsa_answer_get_fate(self->answer) == SILSA_FATE_UNVERIFIABLE ||
         is_being_written(self, ASKED_UNVERIFIABLE);
}

static void
show_fate(SilsaAnswerCard *self)
{
  SilsaFate fate = silsa_answer_get_fate(self->answer);
  const char *name = fate == SILSA_FATE_CONFIRMED      ? "confirmed"
                     : fate == SILSA_FATE_CORRECTED    ? "corrected"
                     : fate == SILSA_FATE_UNVERIFIABLE ? "unverifiable"
                                                       : NULL;

  if (is_unverifiable(self))
    name = "unverifiable";
  if (name != NULL)
    adw_toggle_group_set_active_name(self->fate, name);
  else
    adw_toggle_group_set_active(self->fate, GTK_INVALID_LIST_POSITION);
  adw_toggle_set_enabled(adw_toggle_group_get_toggle_by_name(self->fate, "confirmed"),
                         silsa_answer_has_claim(self->answer));
}

static void
show_texts(SilsaAnswerCard *self)
{
  SilsaFate fate = silsa_answer_get_fate(self->answer);
  gboolean unverifiable = is_unverifiable(self);
  gboolean reason = !unverifiable && (fate == SILSA_FATE_CORRECTED ||
                                      silsa_answer_get(self->answer, "reason") != NULL);

  show_asked(self, ASKED_REASON, reason);
  show_asked(self, ASKED_UNVERIFIABLE, unverifiable);
  gtk_widget_set_visible(GTK_WIDGET(self->texts), reason || unverifiable);
}

/* A blank file, to which the city's table has not come yet. */
static gboolean
has_no_claims(SilsaAnswerCard *self)
{
  SilsaAssessment *assessment = silsa_store_get_assessment(self->store);

  for (guint i = 0; i < g_list_model_get_n_items(G_LIST_MODEL(assessment)); i++)
    if (silsa_answer_has_claim(silsa_assessment_get_answer(assessment, i)))
      return FALSE;
  return TRUE;
}

static void
show_claim(SilsaAnswerCard *self)
{
  const char *summary = silsa_answer_get(self->answer, "claim-summary");
  const char *page = silsa_answer_get(self->answer, "claim-page");
  const char *document = silsa_answer_get(self->answer, "claim-document");
  g_autofree char *pages = page != NULL ? g_strdup_printf(_("p. %s"), page) : NULL;
  g_autofree char *source =
      g_strjoin(document != NULL && pages != NULL ? " · " : "", document != NULL ? document : "",
                pages != NULL ? pages : "", NULL);

  gtk_label_set_text(self->claim_summary, summary != NULL ? summary : "");
  gtk_label_set_text(self->claim_source, source);
  gtk_widget_set_visible(GTK_WIDGET(self->claim_summary), summary != NULL);
  gtk_widget_set_visible(GTK_WIDGET(self->claim_source), source[0] != '\0');
  if (g_set_str(&self->shown_source, source))
    show_paper(self, source[0] != '\0');
  gtk_widget_set_visible(self->no_claims_box,
                         !silsa_store_get_read_only(self->store) && has_no_claims(self));
  gtk_widget_set_visible(self->claim_box, summary != NULL || source[0] != '\0');
}

/* "claimed 4 → verified 3" for maturity; the value table says it itself. */
static void
show_levels(SilsaAnswerCard *self)
{
  int claimed = silsa_answer_get_claim_level(self->answer);
  int level = silsa_answer_get_level(self->answer);
  g_autofree char *text = NULL;

  if (claimed >= 0 && level >= 0)
    text = g_strdup_printf(_("claimed %d → verified %d"), claimed, level);
  else if (claimed >= 0)
    text = g_strdup_printf(_("claimed level %d"), claimed);
  gtk_label_set_text(self->outcome, text != NULL ? text : "");
}

/* "▾ −8.0  24.0 / 40" beside it. */
static void
show_points(SilsaAnswerCard *self)
{
  int decimals = silsa_catalogue_get_decimals(
      silsa_assessment_get_catalogue(silsa_store_get_assessment(self->store)));
  const SilsaScore *score = silsa_answer_get_score(self->answer);
  g_autofree char *earned =
      score != NULL ? silsa_number_to_text(score->points.q, decimals) : g_strdup("–");
  g_autofree char *points =
      silsa_number_to_text(silsa_answer_get_indicator(self->answer)->points.q, 0);
  g_autofree char *most = g_strdup_printf("/ %s", points);

  silsa_difference_show(self->difference, score, silsa_answer_get_claim_score(self->answer),
                        decimals);
  gtk_label_set_text(self->earned, earned);
  gtk_label_set_text(self->most, most);
}

static void
show_outcome(SilsaAnswerCard *self)
{
  gboolean qualitative = is_qualitative(self);

  gtk_widget_set_visible(GTK_WIDGET(self->earned), qualitative);
  gtk_widget_set_visible(GTK_WIDGET(self->most), qualitative);
  if (qualitative) {
    show_levels(self);
    show_points(self);
  } else {
    gtk_label_set_text(self->outcome, "");
    gtk_widget_set_visible(GTK_WIDGET(self->difference), FALSE);
  }
}

/* All but the value itself, which its table or its levels show. */
static void
show_standing(SilsaAnswerCard *self)
{
  gboolean open;

  if (silsa_answer_get_fate(self->answer) == SILSA_FATE_UNVERIFIABLE ||
      silsa_answer_get_recorded(self->answer))
    self->asks_unverifiable = FALSE;
  open = silsa_answer_has_claim(self->answer) &&
         silsa_answer_get_fate(self->answer) == SILSA_FATE_OPEN && !is_unverifiable(self);

  self->loading = TRUE;
  show_fate(self);
  show_texts(self);
  show_claim(self);
  show_outcome(self);
  gtk_widget_set_visible(self->confirm_box, open && !silsa_store_get_read_only(self->store));
  self->loading = FALSE;
}

void
silsa_answer_card_refresh(SilsaAnswerCard *self)
{
  g_return_if_fail(SILSA_IS_ANSWER_CARD(self));

  if (self->answer == NULL)
    return;
  show_standing(self);
  if (is_qualitative(self))
    silsa_level_chooser_refresh(self->level_chooser);
  else
    silsa_value_table_refresh(self->value_table);
}

void
silsa_answer_card_note_change(SilsaAnswerCard *self, const char *subject)
{
  g_return_if_fail(SILSA_IS_ANSWER_CARD(self));

  /* Papers of the city that come or go are no change of the answer, but the claim leads to them. */
  if (g_str_has_prefix(subject, "evidence:"))
    g_clear_pointer(&self->shown_source, g_free);
}

void
silsa_answer_card_follow(SilsaAnswerCard *self)
{
  g_return_if_fail(SILSA_IS_ANSWER_CARD(self));

  if (self->shown_source == NULL || gtk_widget_get_visible(self->no_claims_box))
    silsa_answer_card_refresh(self);
}

void
silsa_answer_card_commit(SilsaAnswerCard *self)
{
  g_return_if_fail(SILSA_IS_ANSWER_CARD(self));

  silsa_value_table_commit(self->value_table);
  for (int i = 0; i < N_ASKED; i++)
    if (self->fields[i] != NULL)
      silsa_fact_text_commit(self->fields[i]);
}

/* Levels are many words, and to lay them out takes longer than all else that a key does which leads
 * to them. So those of the next indicator that has some are ready before anybody goes there. */

static SilsaAnswer *
find_next_qualitative(SilsaAnswerCard *self)
{
  SilsaAssessment *assessment = silsa_store_get_assessment(self->store);
  guint n = g_list_model_get_n_items(G_LIST_MODEL(assessment));

  for (guint i = silsa_answer_get_indicator(self->answer)->index + 1; i < n; i++) {
    SilsaAnswer *answer = silsa_assessment_get_answer(assessment, i);

    if (silsa_answer_get_indicator(answer)->kind == SILSA_KIND_QUALITATIVE)
      return answer;
  }
  return NULL;
}

static gboolean
prepare_cb(gpointer data)
{
  SilsaAnswerCard *self = data;

  if (silsa_level_chooser_lay_out(self->next_chooser, self->n_prepared++))
    return G_SOURCE_CONTINUE;
  self->next_source = 0;
  return G_SOURCE_REMOVE;
}

static gboolean
begin_preparing_cb(gpointer data)
{
  SilsaAnswerCard *self = data;
  SilsaAnswer *next = find_next_qualitative(self);

  self->next_source = 0;
  if (next == NULL || next == silsa_level_chooser_get_answer(self->next_chooser))
    return G_SOURCE_REMOVE;
  silsa_level_chooser_bind(self->next_chooser, next, !silsa_store_get_read_only(self->store));
  self->n_prepared = 0;
  self->next_source = g_idle_add_full(G_PRIORITY_LOW, prepare_cb, self, NULL);
  return G_SOURCE_REMOVE;
}

static void
bind_levels(SilsaAnswerCard *self)
{
  gboolean qualitative = is_qualitative(self);

  if (qualitative && silsa_level_chooser_get_answer(self->next_chooser) == self->answer) {
    SilsaLevelChooser *prepared = self->next_chooser;

    self->next_chooser = self->level_chooser;
    self->level_chooser = prepared;
    silsa_level_chooser_refresh(prepared);
  } else {
    silsa_level_chooser_bind(self->level_chooser, qualitative ? self->answer : NULL,
                             !silsa_store_get_read_only(self->store));
  }
  gtk_widget_set_visible(GTK_WIDGET(self->next_chooser), FALSE);
  gtk_widget_set_visible(GTK_WIDGET(self->level_chooser), qualitative);
  g_clear_handle_id(&self->next_source, g_source_remove);
  self->next_source = g_idle_add_full(G_PRIORITY_LOW, begin_preparing_cb, self, NULL);
}

/* Screen readers are told only of another one. */
static void
show_head(SilsaAnswerCard *self, const char *words)
{
  if (g_str_equal(gtk_label_get_text(self->head), words))
    return;
  gtk_label_set_text(self->head, words);
  gtk_accessible_update_property(GTK_ACCESSIBLE(self->card), GTK_ACCESSIBLE_PROPERTY_LABEL, words,
                                 -1);
}

void
silsa_answer_card_bind(SilsaAnswerCard *self, SilsaStore *store, SilsaAnswer *answer)
{
  gboolean qualitative, editable;

  g_return_if_fail(SILSA_IS_ANSWER_CARD(self));

  silsa_answer_card_commit(self);
  g_set_object(&self->store, store);
  g_set_object(&self->answer, answer);
  self->asks_unverifiable = FALSE;
  g_clear_pointer(&self->shown_source, g_free);
  show_problem(self, NULL);
  if (answer == NULL)
    return;

  qualitative = is_qualitative(self);
  editable = !silsa_store_get_read_only(store);
  show_head(self, qualitative ? _("Maturity") : _("Value"));
  gtk_label_set_text(self->confirm_hint, qualitative
                                             ? _("or choose the level that you found")
                                             : _("or enter the verified value where it differs"));
  gtk_widget_set_visible(GTK_WIDGET(self->value_table), !qualitative);
  gtk_widget_set_sensitive(GTK_WIDGET(self->fate), editable);
  silsa_value_table_bind(self->value_table, store, qualitative ? NULL : answer);
  bind_levels(self);
  for (int i = 0; i < N_ASKED; i++)
    bind_asked(self, i);
  show_standing(self);
}

void
silsa_answer_card_focus(SilsaAnswerCard *self)
{
  g_return_if_fail(SILSA_IS_ANSWER_CARD(self));

  if (self->answer != NULL && is_qualitative(self))
    silsa_level_chooser_focus(self->level_chooser);
  else
    gtk_widget_grab_focus(self->card);
}

static gboolean
key_cb(SilsaAnswerCard *self, guint key, guint code G_GNUC_UNUSED, GdkModifierType state)
{
  GtkWidget *focus = gtk_root_get_focus(gtk_widget_get_root(GTK_WIDGET(self)));

  if ((key != GDK_KEY_Return && key != GDK_KEY_KP_Enter) || (state & GDK_CONTROL_MASK) != 0)
    return FALSE;
  /* A focused level keeps its own Enter unless the claim is still open: then Enter confirms it. */
  if (focus != self->card && !gtk_widget_is_ancestor(focus, GTK_WIDGET(self->level_chooser)))
    return FALSE;
  if (silsa_answer_get_fate(self->answer) != SILSA_FATE_OPEN ||
      !silsa_answer_has_claim(self->answer))
    return FALSE;
  silsa_answer_card_confirm(self);
  return TRUE;
}

void
silsa_answer_card_set_narrow(SilsaAnswerCard *self, gboolean narrow)
{
  g_return_if_fail(SILSA_IS_ANSWER_CARD(self));

  silsa_value_table_set_narrow(self->value_table, narrow);
}

static void
silsa_answer_card_dispose(GObject *object)
{
  SilsaAnswerCard *self = SILSA_ANSWER_CARD(object);

  g_clear_handle_id(&self->next_source, g_source_remove);
  g_clear_object(&self->answer);
  g_clear_object(&self->store);
  g_clear_pointer(&self->shown_source, g_free);
  gtk_widget_dispose_template(GTK_WIDGET(self), SILSA_TYPE_ANSWER_CARD);

  G_OBJECT_CLASS(silsa_answer_card_parent_class)->dispose(object);
}

static void
silsa_answer_card_class_init(SilsaAnswerCardClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS(class);

  G_OBJECT_CLASS(class)->dispose = silsa_answer_card_dispose;

  g_type_ensure(SILSA_TYPE_BELOW_LAYOUT);
  g_type_ensure(SILSA_TYPE_VALUE_TABLE);
  g_type_ensure(SILSA_TYPE_LEVEL_CHOOSER);
  gtk_widget_class_set_template_from_resource(widget_class,
                                              "/io/github/silsa/Silsa/silsa-answer-card.ui");
  gtk_widget_class_bind_template_child(widget_class, SilsaAnswerCard, head);
  gtk_widget_class_bind_template_child(widget_class, SilsaAnswerCard, outcome);
  gtk_widget_class_bind_template_child(widget_class, SilsaAnswerCard, difference);
  gtk_widget_class_bind_template_child(widget_class, SilsaAnswerCard, earned);
  gtk_widget_class_bind_template_child(widget_class, SilsaAnswerCard, most);
  gtk_widget_class_bind_template_child(widget_class, SilsaAnswerCard, fate);
  gtk_widget_class_bind_template_child(widget_class, SilsaAnswerCard, card);
  gtk_widget_class_bind_template_child(widget_class, SilsaAnswerCard, value_table);
  gtk_widget_class_bind_template_child(widget_class, SilsaAnswerCard, level_chooser);
  gtk_widget_class_bind_template_child(widget_class, SilsaAnswerCard, next_chooser);
  gtk_widget_class_bind_template_child(widget_class, SilsaAnswerCard, confirm_box);
  gtk_widget_class_bind_template_child(widget_class, SilsaAnswerCard, confirm_button);
  gtk_widget_class_bind_template_child(widget_class, SilsaAnswerCard, confirm_hint);
  gtk_widget_class_bind_template_child(widget_class, SilsaAnswerCard, no_claims_box);
  gtk_widget_class_bind_template_child(widget_class, SilsaAnswerCard, claim_box);
  gtk_widget_class_bind_template_child(widget_class, SilsaAnswerCard, claim_summary);
  gtk_widget_class_bind_template_child(widget_class, SilsaAnswerCard, claim_source);
  gtk_widget_class_bind_template_child(widget_class, SilsaAnswerCard, paper_button);
  gtk_widget_class_bind_template_child(widget_class, SilsaAnswerCard, paper_content);
  gtk_widget_class_bind_template_child(widget_class, SilsaAnswerCard, texts);
  gtk_widget_class_bind_template_child(widget_class, SilsaAnswerCard, problem);
  gtk_widget_class_bind_template_callback(widget_class, fate_cb);
  gtk_widget_class_bind_template_callback(widget_class, confirm_cb);
  gtk_widget_class_bind_template_callback(widget_class, paper_cb);
  gtk_widget_class_bind_template_callback(widget_class, choose_level_cb);
}

static void
silsa_answer_card_init(SilsaAnswerCard *self)
{
  GtkEventController *keys = gtk_event_controller_key_new();

  gtk_widget_init_template(GTK_WIDGET(self));
  gtk_event_controller_set_propagation_phase(keys, GTK_PHASE_CAPTURE);
  g_signal_connect_swapped(keys, "key-pressed", G_CALLBACK(key_cb), self);
  gtk_widget_add_controller(GTK_WIDGET(self), keys);
}
