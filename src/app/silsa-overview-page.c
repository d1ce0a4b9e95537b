#include "silsa-overview-page.h"

#include "silsa-distribution.h"
#include "silsa-overview-map.h"
#include "silsa-overview-table.h"
#include "silsa-progress-card.h"
#include "silsa-sector-bar.h"
#include "silsa-gap-bar.h"
#include "silsa-tooltip.h"
#include "silsa-words.h"

#include <glib/gi18n.h>
#include <math.h>

#define LOWERED_MOST 7

struct _SilsaOverviewPage {
  AdwBin parent_instance;

  SilsaStore *store;
  SilsaAssessment *assessment;
  gboolean stale; /* something changed while the page was not to be seen */

  AdwBreakpoint *medium; /* for all but what is claimed */
  AdwBreakpoint *narrow; /* for what is verified */
  AdwToggleGroup *kinds;
  AdwToggleGroup *forms;
  GtkBox *toolbar;
  GtkBox *cards;
  AdwWrapBox *legend; /* in one of both */
  GtkStack *stack;
  SilsaHeatMap *map;
  GtkLabel *detail_code;
  GtkLabel *detail_title;
  GtkLabel *detail_verified;
  GtkLabel *detail_claimed;
  GtkLabel *detail_difference;
  GtkLabel *detail_photos;
  GtkGrid *stages;
  GtkBox *lowered;
  GtkWidget *lowered_none;
  GtkWidget *distribution_card;
  SilsaDistribution *distribution;
  SilsaProgressCard *progress;
  SilsaOverviewTable *table; /* made when it is asked for, NULL until then */
};

enum { GO_TO, DONE, N_SIGNALS };
static guint signals[N_SIGNALS];
G_DEFINE_FINAL_TYPE(SilsaOverviewPage, silsa_overview_page, ADW_TYPE_BIN)

/* What is said of the marked indicator */

static void
set_score_words(GtkLabel *label, const SilsaScore *score, gboolean claim, gboolean room)
{
  g_autofree char *words = room ? silsa_overview_score_text(score, claim) : NULL;

  gtk_label_set_text(label, words != NULL ? words : "");
  gtk_widget_set_visible(GTK_WIDGET(label), words != NULL);
}

static void
update_difference(SilsaOverviewPage *self, SilsaAnswer *answer, gboolean room)
{
  double difference = 0;
  gboolean known = room && silsa_overview_get_difference(answer, &difference) && difference != 0;
  char number[G_ASCII_DTOSTR_BUF_SIZE];
  g_autofree char *words = NULL;

  gtk_widget_set_visible(GTK_WIDGET(self->detail_difference), known);
  if (!known)
    return;
  g_ascii_formatd(number, sizeof number, "%.1f", fabs(difference));
  words = g_strdup_printf("%s %s", difference < 0 ? "▼" : "▲", number);
  gtk_label_set_text(self->detail_difference, words);
}

static AdwBreakpoint *
get_breakpoint(SilsaOverviewPage *self)
{
  return adw_breakpoint_bin_get_current_breakpoint(
      ADW_BREAKPOINT_BIN(adw_bin_get_child(ADW_BIN(self))));
}

static void
show_detail(SilsaOverviewPage *self, SilsaAnswer *answer)
{
  AdwBreakpoint *breakpoint = get_breakpoint(self);
  gboolean narrow = breakpoint == self->narrow;
  gboolean medium = narrow || breakpoint == self->medium;
  const SilsaIndicator *indicator = silsa_answer_get_indicator(answer);
  const SilsaScore *score = silsa_answer_get_score(answer);
  const char *title = silsa_text_get(&indicator->title, silsa_language_from_locale());
  guint photos = silsa_answer_get_n_photos(answer);
  g_autofree char *count = silsa_photos_to_text(answer);

  gtk_label_set_text(self->detail_code, indicator->code);
  gtk_label_set_text(self->detail_title, title);
  silsa_tooltip_set(GTK_WIDGET(self->detail_title), title);
  set_score_words(self->detail_verified, score, FALSE, TRUE);
  set_score_words(self->detail_claimed, silsa_answer_get_claim_score(answer), TRUE,
                  !medium || score == NULL);
  update_difference(self, answer, !narrow);
  gtk_label_set_text(self->detail_photos, count);
  gtk_widget_set_visible(gtk_widget_get_parent(GTK_WIDGET(self->detail_photos)),
                         !narrow && (photos > 0 || indicator->expected_photos > 0));
}

static void
update_detail(SilsaOverviewPage *self)
{
  show_detail(self,
              silsa_assessment_get_answer(self->assessment, silsa_heat_map_get_marked(self->map)));
}

/* Complete, by stage */

static void
add_stage(SilsaOverviewPage *self, SilsaStage stage, guint complete, guint all)
{
  GtkWidget *name = gtk_label_new(silsa_stage_to_text(stage));
  GtkWidget *bar = silsa_sector_bar_new();
  g_autofree char *count = g_strdup_printf("%u/%u", complete, all);
  GtkWidget *number = gtk_label_new(count);
  double percent = all > 0 ? 100.0 * complete / all : 0;

  gtk_label_set_xalign(GTK_LABEL(name), 0);
  gtk_widget_add_css_class(name, "secondary");
  gtk_label_set_xalign(GTK_LABEL(number), 1);
  gtk_widget_add_css_class(number, "numeric");
  gtk_widget_add_css_class(number, "strong");
  gtk_widget_add_css_class(number, "secondary");
  gtk_widget_set_hexpand(bar, TRUE);
  gtk_widget_set_valign(bar, GTK_ALIGN_CENTER);
  silsa_sector_bar_set_title(SILSA_SECTOR_BAR(bar), silsa_stage_to_text(stage));
  silsa_sector_bar_set_values(SILSA_SECTOR_BAR(bar), percent, SILSA_CHART_NONE, percent,
                              SILSA_CHART_NONE);
  gtk_grid_attach(self->stages, name, 0, (int)stage, 1, 1);
  gtk_grid_attach(self->stages, bar, 1, (int)stage, 1, 1);
  gtk_grid_attach(self->stages, number, 2, (int)stage, 1, 1);
}

static void
update_stages(SilsaOverviewPage *self)
{
  guint n = g_list_model_get_n_items(G_LIST_MODEL(self->assessment));
  guint complete[SILSA_STAGE_BOTH + 1] = {0}, all[SILSA_STAGE_BOTH + 1] = {0};
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child(GTK_WIDGET(self->stages))) != NULL)
    gtk_grid_remove(self->stages, child);
  for (guint i = 0; i < n; i++) {
    SilsaAnswer *answer = silsa_assessment_get_answer(self->assessment, i);
    SilsaStage stage = silsa_answer_get_indicator(answer)->stage;

    all[stage]++;
    complete[stage] += silsa_answer_get_state(answer) == SILSA_STATE_COMPLETE;
  }
  for (int stage = 0; stage <= SILSA_STAGE_BOTH; stage++)
    if (all[stage] > 0)
      add_stage(self, (SilsaStage)stage, complete[stage], all[stage]);
}

/* Where the city lost most against its claim */

static double
get_lost(SilsaAnswer *answer) /* points */
{
  const SilsaScore *score = silsa_answer_get_score(answer);
  const SilsaScore *claim = silsa_answer_get_claim_score(answer);

  return score != NULL && claim != NULL ? mpq_get_d(claim->points.q) - mpq_get_d(score->points.q)
                                        : 0;
}

static int
compare_lost(gconstpointer one, gconstpointer other)
{
  SilsaAnswer *const *first = one;
  SilsaAnswer *const *second = other;
  double a = get_lost(*first), b = get_lost(*second);

  return (a < b) - (a > b);
}

static void
lowered_cb(SilsaOverviewPage *self, GtkButton *button)
{
  g_signal_emit(self, signals[GO_TO], 0, g_object_get_data(G_OBJECT(button), "answer"));
}

/* The viewport does not follow the focus, because the map is higher than it and scrolls itself. */
static void
lowered_focused_cb(GtkEventController *focus)
{
  GtkWidget *button = gtk_event_controller_get_widget(focus);
  GtkWidget *viewport = gtk_widget_get_ancestor(button, GTK_TYPE_VIEWPORT);

  gtk_viewport_scroll_to(GTK_VIEWPORT(viewport), button, NULL);
}

static void
add_lowered(SilsaOverviewPage *self, SilsaAnswer *answer)
{
  const SilsaIndicator *indicator = silsa_answer_get_indicator(answer);
  const char *title = silsa_text_get(&indicator->title, silsa_language_from_locale());
  GtkWidget *button = gtk_button_new(), *line = gtk_box_new(GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *code = gtk_label_new(indicator->code), *label = gtk_label_new(title);
  char number[G_ASCII_DTOSTR_BUF_SIZE];
  g_autofree char *points =
      g_strconcat("\u2212", g_ascii_formatd(number, sizeof number, "%.1f", get_lost(answer)), NULL);
  GtkWidget *lost = gtk_label_new(points);
  GtkWidget *bar = silsa_gap_bar_new(mpq_get_d(silsa_answer_get_score(answer)->percent.q),
                                     mpq_get_d(silsa_answer_get_claim_score(answer)->percent.q));
  g_autofree char *spoken = g_strdup_printf("%s %s, %s", indicator->code, title, points);
  GtkEventController *focus = gtk_event_controller_focus_new();

  gtk_widget_add_css_class(code, "code");
  gtk_widget_add_css_class(code, "small");
  gtk_label_set_ellipsize(GTK_LABEL(label), PANGO_ELLIPSIZE_END);
  gtk_label_set_xalign(GTK_LABEL(label), 0);
  gtk_widget_set_hexpand(label, TRUE);
  gtk_widget_set_tooltip_text(label, title);
  gtk_widget_add_css_class(label, "secondary");
  gtk_widget_set_valign(bar, GTK_ALIGN_CENTER);
  gtk_label_set_width_chars(GTK_LABEL(lost), 6);
  gtk_label_set_xalign(GTK_LABEL(lost), 1);
  gtk_widget_add_css_class(lost, "numeric");
  gtk_widget_add_css_class(lost, "secondary");
  gtk_box_append(GTK_BOX(line), code);
  gtk_box_append(GTK_BOX(line), label);
  gtk_box_append(GTK_BOX(line), bar);
  gtk_box_append(GTK_BOX(line), lost);
  gtk_button_set_child(GTK_BUTTON(button), line);
  gtk_widget_add_css_class(button, "flat");
  gtk_widget_add_css_class(button, "link-row");
  gtk_accessible_update_property(GTK_ACCESSIBLE(button), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
  g_object_set_data(G_OBJECT(button), "answer", answer); /* lives as long as the assessment */
  g_signal_connect_object(button, "clicked", G_CALLBACK(lowered_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect(focus, "enter", G_CALLBACK(lowered_focused_cb), NULL);
  gtk_widget_add_controller(button, focus);
  gtk_box_append(self->lowered, button);
}

static void
update_lowered(SilsaOverviewPage *self)
{
  guint n = g_list_model_get_n_items(G_LIST_MODEL(self->assessment));
  g_autoptr(GPtrArray) answers = g_ptr_array_new();
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child(GTK_WIDGET(self->lowered))) != NULL)
    gtk_box_remove(self->lowered, child);
  for (guint i = 0; i < n; i++) {
    SilsaAnswer *answer = silsa_assessment_get_answer(self->assessment, i);

    if (get_lost(answer) > 0)
      g_ptr_array_add(answers, answer);
  }
  g_ptr_array_sort(answers, compare_lost);
  for (guint i = 0; i < MIN(answers->len, LOWERED_MOST); i++)
    add_lowered(self, g_ptr_array_index(answers, i));
  gtk_widget_set_visible(self->lowered_none, answers->len == 0);
}

/* How much they earn */

static void
count_class(guint *counts, const SilsaScore *score)
{
  if (score != NULL)
    counts[silsa_chart_distribution_class(mpq_get_d(score->percent.q))]++;
}

static void
update_distribution(SilsaOverviewPage *self)
{
  guint n = g_list_model_get_n_items(G_LIST_MODEL(self->assessment));
  SilsaChartCounts counts = {0};

  for (guint i = 0; i < n; i++) {
    SilsaAnswer *answer = silsa_assessment_get_answer(self->assessment, i);

    count_class(counts.verified, silsa_answer_get_score(answer));
    count_class(counts.claimed, silsa_answer_get_claim_score(answer));
  }
  silsa_distribution_set_counts(self->distribution, &counts);
}

/* The whole */

static const char *
kind_title(SilsaMapKind kind)
{
  switch (kind) {
  case SILSA_MAP_PERCENT:
    return _("Heat map by percent of the points");
  case SILSA_MAP_EVIDENCE:
    return _("Heat map by photos");
  case SILSA_MAP_DIFFERENCE:
    return _("Heat map by the difference to the claim");
  case SILSA_MAP_STATE:
  default:
    return _("Heat map by state");
  }
}

static void
update(SilsaOverviewPage *self)
{
  SilsaMapKind kind = (SilsaMapKind)adw_toggle_group_get_active(self->kinds);

  if (self->assessment == NULL)
    return;
  /* Not with each key of a walk that goes on in another view. */
  self->stale = !gtk_widget_get_mapped(GTK_WIDGET(self));
  if (self->stale)
    return;
  silsa_heat_map_set_title(self->map, kind_title(kind));
  silsa_overview_map_fill(self->map, self->assessment, kind);
  silsa_overview_map_fill_legend(self->legend, self->assessment, kind);
  update_detail(self);
  update_stages(self);
  update_lowered(self);
  update_distribution(self);
  /* All marks at a glance are a sum, too. */
  gtk_widget_set_visible(self->distribution_card, silsa_assessment_get_preview_policy(
                                                      self->assessment) != SILSA_POLICY_HIDDEN);
}

static void
table_go_to_cb(SilsaOverviewPage *self, SilsaAnswer *answer)
{
  g_signal_emit(self, signals[GO_TO], 0, answer);
}

static void
table_done_cb(SilsaOverviewPage *self, const char *words)
{
  g_signal_emit(self, signals[DONE], 0, words);
}

/* A third of what the page takes to be made, and most of those who look at the map never ask for
 * it.
 */
static void
make_table(SilsaOverviewPage *self)
{
  self->table = g_object_new(SILSA_TYPE_OVERVIEW_TABLE, NULL);
  silsa_overview_table_set_store(self->table, self->store);
  g_signal_connect_object(self->table, "go-to", G_CALLBACK(table_go_to_cb), self,
                          G_CONNECT_SWAPPED);
  g_signal_connect_object(self->table, "done", G_CALLBACK(table_done_cb), self, G_CONNECT_SWAPPED);
  gtk_stack_add_named(self->stack, GTK_WIDGET(self->table), "table");
}

static void
form_cb(SilsaOverviewPage *self)
{
  gboolean is_map = adw_toggle_group_get_active(self->forms) == 0;

  if (self->store == NULL)
    return;
  if (!is_map && self->table == NULL)
    make_table(self);
  gtk_stack_set_visible_child_name(self->stack, is_map ? "map" : "table");
  gtk_widget_set_visible(GTK_WIDGET(self->kinds), is_map);
  gtk_widget_set_visible(GTK_WIDGET(self->legend), is_map);
}

static void
move_to_box(GtkWidget *widget, GtkBox *from, GtkBox *to, GtkWidget *after)
{
  g_autoptr(GtkWidget) held = NULL;

  if (gtk_widget_get_parent(widget) != GTK_WIDGET(from))
    return;
  held = g_object_ref(widget);
  gtk_box_remove(from, widget);
  gtk_box_insert_child_after(to, widget, after);
}

static void
room_cb(SilsaOverviewPage *self)
{
  GtkWidget *legend = GTK_WIDGET(self->legend);

  if (self->assessment == NULL)
    return;
  if (get_breakpoint(self) == self->narrow)
    move_to_box(legend, self->toolbar, self->cards, NULL);
  else
    move_to_box(legend, self->cards, self->toolbar,
                gtk_widget_get_last_child(GTK_WIDGET(self->toolbar)));
  update_detail(self);
}

static void
marked_cb(SilsaOverviewPage *self)
{
  update_detail(self);
}

static void
open_cb(SilsaOverviewPage *self)
{
  g_signal_emit(
      self, signals[GO_TO], 0,
      silsa_assessment_get_answer(self->assessment, silsa_heat_map_get_marked(self->map)));
}

static void
silsa_overview_page_map(GtkWidget *widget)
{
  SilsaOverviewPage *self = SILSA_OVERVIEW_PAGE(widget);

  GTK_WIDGET_CLASS(silsa_overview_page_parent_class)->map(widget);
  if (self->stale)
    update(self);
}

static void
silsa_overview_page_dispose(GObject *object)
{
  SilsaOverviewPage *self = SILSA_OVERVIEW_PAGE(object);

  g_clear_object(&self->assessment);
  g_clear_object(&self->store);
  gtk_widget_dispose_template(GTK_WIDGET(self), SILSA_TYPE_OVERVIEW_PAGE);

  G_OBJECT_CLASS(silsa_overview_page_parent_class)->dispose(object);
}

static void
bind_children(GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child(widget_class, SilsaOverviewPage, medium);
  gtk_widget_class_bind_template_child(widget_class, SilsaOverviewPage, narrow);
  gtk_widget_class_bind_template_child(widget_class, SilsaOverviewPage, kinds);
  gtk_widget_class_bind_template_child(widget_class, SilsaOverviewPage, forms);
  gtk_widget_class_bind_template_child(widget_class, SilsaOverviewPage, toolbar);
  gtk_widget_class_bind_template_child(widget_class, SilsaOverviewPage, cards);
  gtk_widget_class_bind_template_child(widget_class, SilsaOverviewPage, legend);
  gtk_widget_class_bind_template_child(widget_class, SilsaOverviewPage, stack);
  gtk_widget_class_bind_template_child(widget_class, SilsaOverviewPage, map);
  gtk_widget_class_bind_template_child(widget_class, SilsaOverviewPage, detail_code);
  gtk_widget_class_bind_template_child(widget_class, SilsaOverviewPage, detail_title);
  gtk_widget_class_bind_template_child(widget_class, SilsaOverviewPage, detail_verified);
  gtk_widget_class_bind_template_child(widget_class, SilsaOverviewPage, detail_claimed);
  gtk_widget_class_bind_template_child(widget_class, SilsaOverviewPage, detail_difference);
  gtk_widget_class_bind_template_child(widget_class, SilsaOverviewPage, detail_photos);
  gtk_widget_class_bind_template_child(widget_class, SilsaOverviewPage, stages);
  gtk_widget_class_bind_template_child(widget_class, SilsaOverviewPage, lowered);
  gtk_widget_class_bind_template_child(widget_class, SilsaOverviewPage, lowered_none);
  gtk_widget_class_bind_template_child(widget_class, SilsaOverviewPage, distribution_card);
  gtk_widget_class_bind_template_child(widget_class, SilsaOverviewPage, distribution);
  gtk_widget_class_bind_template_child(widget_class, SilsaOverviewPage, progress);
}

static void
silsa_overview_page_class_init(SilsaOverviewPageClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS(class);

  G_OBJECT_CLASS(class)->dispose = silsa_overview_page_dispose;
  widget_class->map = silsa_overview_page_map;
  signals[GO_TO] = g_signal_new("go-to", SILSA_TYPE_OVERVIEW_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                NULL, G_TYPE_NONE, 1, SILSA_TYPE_ANSWER);
  signals[DONE] = g_signal_new("done", SILSA_TYPE_OVERVIEW_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                               NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

  g_type_ensure(SILSA_TYPE_DISTRIBUTION);
  g_type_ensure(SILSA_TYPE_HEAT_MAP);
  g_type_ensure(SILSA_TYPE_PROGRESS_CARD);
  gtk_widget_class_set_template_from_resource(widget_class,
                                              "/io/github/silsa/Silsa/silsa-overview-page.ui");
  bind_children(widget_class);
  gtk_widget_class_bind_template_callback(widget_class, update);
  gtk_widget_class_bind_template_callback(widget_class, room_cb);
  gtk_widget_class_bind_template_callback(widget_class, form_cb);
  gtk_widget_class_bind_template_callback(widget_class, marked_cb);
  gtk_widget_class_bind_template_callback(widget_class, open_cb);
}

static void
silsa_overview_page_init(SilsaOverviewPage *self)
{
  gtk_widget_init_template(GTK_WIDGET(self));
}

void
silsa_overview_page_set_store(SilsaOverviewPage *self, SilsaStore *store)
{
  g_return_if_fail(SILSA_IS_OVERVIEW_PAGE(self));
  g_return_if_fail(self->store == NULL);

  self->store = g_object_ref(store);
  self->assessment = g_object_ref(silsa_store_get_assessment(store));
  silsa_progress_card_set_store(self->progress, store);
  for (guint i = 0; i < 2; i++)
    g_signal_connect_object(self->assessment, i == 0 ? "settled" : "preview-changed",
                            G_CALLBACK(update), self, G_CONNECT_SWAPPED);
  update(self);
}

void
silsa_overview_page_focus(SilsaOverviewPage *self, SilsaAnswer *answer)
{
  g_return_if_fail(SILSA_IS_OVERVIEW_PAGE(self));

  if (answer != NULL)
    silsa_heat_map_mark(self->map, silsa_answer_get_indicator(answer)->index);
  if (adw_toggle_group_get_active(self->forms) == 0)
    gtk_widget_grab_focus(GTK_WIDGET(self->map));
  else
    silsa_overview_table_focus(self->table);
}
