#include "silsa-overview-table.h"

#include "silsa-choice-name.h"
#include "silsa-column-title.h"
#include "silsa-indicator-row.h"
#include "silsa-overview-map.h"
#include "silsa-tooltip.h"
#include "silsa-words.h"

#include <glib/gi18n.h>
#include <math.h>

#define SHORT_UNIT 3 /* characters; longer ones stand on the indicator's page */

struct _SilsaOverviewTable {
  AdwBin parent_instance;

  SilsaStore *store;
  GtkMultiSelection *selection;

  GtkColumnView *view;
  GtkDropDown *sort;
  GtkLabel *selected_label;
  GtkButton *confirm_button;
  AdwBreakpoint *narrow; /* there is no room for all columns */
  AdwBreakpoint *upright; /* as a tablet is held */
  AdwBreakpoint *least; /* hardly for any */
};

enum { GO_TO, DONE, N_SIGNALS };
static guint signals[N_SIGNALS];
G_DEFINE_FINAL_TYPE(SilsaOverviewTable, silsa_overview_table, ADW_TYPE_BIN)

/* What stands in the columns */

static char *
score_value(SilsaAnswer *answer, const SilsaScore *score, int level)
{
  const SilsaIndicator *indicator = silsa_answer_get_indicator(answer);
  const char *unit;
  char *number;

  if (indicator->kind == SILSA_KIND_QUALITATIVE)
    return level >= 0 ? g_strdup_printf(_("Level %d"), level) : g_strdup("–");
  if (score == NULL || !score->has_value)
    return g_strdup("–");
  number = silsa_number_to_text(score->value.q, indicator->unit->decimals);
  unit = silsa_text_get(&indicator->unit->title, silsa_language_from_locale());
  if (g_utf8_strlen(unit, -1) <= SHORT_UNIT) {
    char *bare = number;

    number = g_strdup_printf("%s %s", bare, unit);
    g_free(bare);
  }
  return number;
}

static char *
code_text(SilsaAnswer *answer)
{
  return g_strdup(silsa_answer_get_code(answer));
}

static char *
title_text(SilsaAnswer *answer)
{
  return g_strdup(
      silsa_text_get(&silsa_answer_get_indicator(answer)->title, silsa_language_from_locale()));
}

static char *
state_text(SilsaAnswer *answer)
{
  return g_strdup(silsa_answer_get_fate(answer) == SILSA_FATE_UNVERIFIABLE
                      ? silsa_fate_to_text(SILSA_FATE_UNVERIFIABLE)
                      : silsa_state_to_text(silsa_answer_get_state(answer)));
}

static char *
stage_text(SilsaAnswer *answer)
{
  static const char *const words[] = {
      [SILSA_STAGE_WRITTEN] = NC_("stage, short", "Written"),
      [SILSA_STAGE_ON_SITE] = NC_("stage, short", "On site"),
      [SILSA_STAGE_BOTH] = NC_("stage, short", "Both"),
  };

  return g_strdup(
      g_dpgettext2(NULL, "stage, short", words[silsa_answer_get_indicator(answer)->stage]));
}

static char *
claim_text(SilsaAnswer *answer)
{
  return score_value(answer, silsa_answer_get_claim_score(answer),
                     silsa_answer_get_claim_level(answer));
}

static char *
verified_text(SilsaAnswer *answer)
{
  return score_value(answer, silsa_answer_get_score(answer), silsa_answer_get_level(answer));
}

static char *
percent_text(SilsaAnswer *answer)
{
  const SilsaScore *score = silsa_answer_get_score(answer);

  return score != NULL ? silsa_number_to_text(score->percent.q, 1) : g_strdup("–");
}

static char *
difference_text(SilsaAnswer *answer)
{
  double difference;
  char number[G_ASCII_DTOSTR_BUF_SIZE];

  if (!silsa_overview_get_difference(answer, &difference))
    return g_strdup("–");
  if (difference == 0)
    return g_strdup("=");
  g_ascii_formatd(number, sizeof number, "%.1f", fabs(difference));
  return g_strdup_printf("%s %s", difference < 0 ? "▼" : "▲", number);
}

static char *
photos_text(SilsaAnswer *answer)
{
  guint expected = silsa_answer_get_indicator(answer)->expected_photos;
  guint photos = silsa_answer_get_n_photos(answer);

  return photos == 0 && expected == 0 ? g_strdup("–") : silsa_photos_to_text(answer);
}

/* What they are sorted by */

static double
index_key(SilsaAnswer *answer)
{
  return silsa_answer_get_indicator(answer)->index;
}

static double
state_key(SilsaAnswer *answer)
{
  return silsa_answer_get_state(answer);
}

static double
stage_key(SilsaAnswer *answer)
{
  return silsa_answer_get_indicator(answer)->stage;
}

static double
claim_key(SilsaAnswer *answer)
{
  const SilsaScore *score = silsa_answer_get_claim_score(answer);

  return score != NULL ? mpq_get_d(score->percent.q) : -1;
}

static double
percent_key(SilsaAnswer *answer)
{
  const SilsaScore *score = silsa_answer_get_score(answer);

  return score != NULL ? mpq_get_d(score->percent.q) : -1;
}

static double
difference_key(SilsaAnswer *answer)
{
  double difference;

  return silsa_overview_get_difference(answer, &difference) ? difference : 1000;
}

static double
photos_key(SilsaAnswer *answer)
{
  return (double)silsa_answer_get_n_photos(answer) -
         silsa_answer_get_indicator(answer)->expected_photos;
}

static double
flag_key(SilsaAnswer *answer)
{
  return silsa_answer_get_flagged(answer) ? 0 : 1;
}

typedef struct {
  const char *title;
  char *(*text)(SilsaAnswer *answer); /* NULL: the flag */
  double (*key)(SilsaAnswer *answer); /* NULL: by the text */
  gboolean number;
  gboolean wide;
  gboolean spare; /* it gives way where there is no room for all */
  gboolean told; /* by others too: it gives way before titles are cut short */
  gboolean kept; /* however little room there is */
} Column;

static const Column columns[] = {
    {N_("Code"), code_text, index_key, FALSE, FALSE, .kept = TRUE},
    {N_("Indicator"), title_text, NULL, FALSE, TRUE, .kept = TRUE},
    {NC_("column", "State"), state_text, state_key, FALSE, FALSE, .kept = TRUE},
    {NC_("column", "Stage"), stage_text, stage_key, FALSE, FALSE, .spare = TRUE},
    {NC_("column", "Claimed"), claim_text, claim_key, TRUE, FALSE},
    {NC_("column", "Verified"), verified_text, percent_key, TRUE, FALSE},
    {N_("Percent"), percent_text, percent_key, TRUE, FALSE, .told = TRUE},
    {NC_("column", "Difference"), difference_text, difference_key, TRUE, FALSE},
    {NC_("column", "Photos"), photos_text, photos_key, TRUE, FALSE},
    {NC_("column", "Flag"), NULL, flag_key, FALSE, FALSE, .kept = TRUE},
};

static int
compare(gconstpointer one, gconstpointer other, gpointer data)
{
  const Column *column = data;
  SilsaAnswer *a = SILSA_ANSWER((gpointer)one), *b = SILSA_ANSWER((gpointer)other);

  if (column->key != NULL) {
    double x = column->key(a), y = column->key(b);

    return (x > y) - (x < y);
  } else {
    g_autofree char *x = column->text(a);
    g_autofree char *y = column->text(b);

    return g_utf8_collate(x, y);
  }
}

/* Cells */

static void
update_cell(GtkColumnViewCell *cell)
{
  SilsaAnswer *answer = gtk_column_view_cell_get_item(cell);
  const Column *column = g_object_get_data(G_OBJECT(cell), "column");
  GtkWidget *image = gtk_widget_get_first_child(gtk_column_view_cell_get_child(cell));
  GtkLabel *label = GTK_LABEL(gtk_widget_get_next_sibling(image));
  g_autofree char *text = NULL;

  if (column->text == NULL) {
    gboolean flagged = silsa_answer_get_flagged(answer);

    gtk_widget_set_visible(image, flagged);
    return;
  }
  text = column->text(answer);
  gtk_label_set_text(label, text);
  if (column->text == state_text)
    gtk_image_set_from_icon_name(GTK_IMAGE(image), silsa_state_icon_name(answer));
}

/* While nobody sees the table, what changes in it waits. */
static void
answer_changed_cb(GtkColumnViewCell *cell)
{
  if (gtk_widget_get_mapped(gtk_column_view_cell_get_child(cell)))
    update_cell(cell);
  else
    g_object_set_data(G_OBJECT(cell), "stale", cell);
}

static void
cell_mapped_cb(GtkColumnViewCell *cell)
{
  if (g_object_steal_data(G_OBJECT(cell), "stale") != NULL)
    update_cell(cell);
}

static void
setup_cell_cb(GtkSignalListItemFactory *factory G_GNUC_UNUSED,
              GtkColumnViewCell *cell,
              gpointer data)
{
  const Column *column = data;
  GtkWidget *box = gtk_box_new(GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *image = gtk_image_new_from_icon_name("silsa-flag-symbolic");
  GtkWidget *label = gtk_label_new(NULL);

  gtk_label_set_xalign(GTK_LABEL(label), column->number ? 1 : 0);
  gtk_widget_set_hexpand(label, TRUE);
  if (column->wide) {
    gtk_label_set_ellipsize(GTK_LABEL(label), PANGO_ELLIPSIZE_END);
    gtk_label_set_width_chars(GTK_LABEL(label), 13);
    silsa_tooltip_follow_label(GTK_LABEL(label));
  }
  if (column->number)
    gtk_widget_add_css_class(label, "numeric");
  if (column->text == code_text)
    gtk_widget_add_css_class(label, "code");
  if (column->text == NULL)
    gtk_accessible_update_property(GTK_ACCESSIBLE(image), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                   _("flagged"), -1);
  gtk_widget_set_visible(image, column->text == state_text);
  gtk_widget_set_visible(label, column->text != NULL);
  gtk_box_append(GTK_BOX(box), image);
  gtk_box_append(GTK_BOX(box), label);
  g_signal_connect_object(box, "map", G_CALLBACK(cell_mapped_cb), cell, G_CONNECT_SWAPPED);
  gtk_column_view_cell_set_child(cell, box);
  g_object_set_data(G_OBJECT(cell), "column", data);
}

static void
bind_cell_cb(GtkSignalListItemFactory *factory G_GNUC_UNUSED, GtkColumnViewCell *cell)
{
  g_signal_connect_object(gtk_column_view_cell_get_item(cell), "notify::serial",
                          G_CALLBACK(answer_changed_cb), cell, G_CONNECT_SWAPPED);
  update_cell(cell);
}

static void
unbind_cell_cb(GtkSignalListItemFactory *factory G_GNUC_UNUSED, GtkColumnViewCell *cell)
{
  g_signal_handlers_disconnect_by_func(gtk_column_view_cell_get_item(cell), answer_changed_cb,
                                       cell);
  g_object_set_data(G_OBJECT(cell), "stale", NULL);
}

/* Whatever column a screen reader stands in, the row says what it is about. */
static void
setup_row_cb(GtkSignalListItemFactory *factory G_GNUC_UNUSED, GtkColumnViewRow *row)
{
  SilsaAnswer *answer = gtk_column_view_row_get_item(row);
  g_autofree char *words = silsa_overview_describe(answer);

  gtk_column_view_row_set_accessible_label(row, words);
}

static const char *
column_title(const Column *column)
{
  gboolean plain =
      column->text == code_text || column->text == title_text || column->text == percent_text;

  return plain ? _(column->title) : g_dpgettext2(NULL, "column", column->title);
}

static void
add_column(SilsaOverviewTable *self, const Column *column)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new();
  g_autoptr(GtkColumnViewColumn) made = NULL;
  g_autoptr(GtkSorter) sorter =
      GTK_SORTER(gtk_custom_sorter_new(compare, (gpointer)(guintptr)column, NULL));

  g_signal_connect(factory, "setup", G_CALLBACK(setup_cell_cb), (gpointer)(guintptr)column);
  g_signal_connect(factory, "bind", G_CALLBACK(bind_cell_cb), NULL);
  g_signal_connect(factory, "unbind", G_CALLBACK(unbind_cell_cb), NULL);
  made = gtk_column_view_column_new(column_title(column), factory);
  gtk_column_view_column_set_sorter(made, sorter);
  gtk_column_view_column_set_expand(made, column->wide);
  gtk_column_view_append_column(self->view, made);
  if (column->number)
    silsa_column_title_at_end(self->view);
  if (column->spare)
    adw_breakpoint_add_setters(self->narrow, G_OBJECT(made), "visible", FALSE, NULL);
  if (column->spare || column->told)
    adw_breakpoint_add_setters(self->upright, G_OBJECT(made), "visible", FALSE, NULL);
  if (!column->kept)
    adw_breakpoint_add_setters(self->least, G_OBJECT(made), "visible", FALSE, NULL);
}

/* Heads can be clicked but not reached by keys: the list below sorts as well. */
static void
sort_cb(SilsaOverviewTable *self)
{
  g_autoptr(GtkColumnViewColumn) column = g_list_model_get_item(
      gtk_column_view_get_columns(self->view), gtk_drop_down_get_selected(self->sort));

  if (column != NULL)
    gtk_column_view_sort_by_column(self->view, column, GTK_SORT_ASCENDING);
}

/* What is chosen */

static GPtrArray *
collect_selected(SilsaOverviewTable *self)
{
  GPtrArray *answers = g_ptr_array_new_with_free_func(g_object_unref);
  g_autoptr(GtkBitset) chosen =
      gtk_selection_model_get_selection(GTK_SELECTION_MODEL(self->selection));
  GtkBitsetIter iter;
  guint position;

  for (gboolean more = gtk_bitset_iter_init_first(&iter, chosen, &position); more;
       more = gtk_bitset_iter_next(&iter, &position))
    g_ptr_array_add(answers, g_list_model_get_item(G_LIST_MODEL(self->selection), position));
  return answers;
}

static void
update_acts(SilsaOverviewTable *self)
{
  g_autoptr(GPtrArray) answers = collect_selected(self);
  gboolean editable = !silsa_store_get_read_only(self->store);
  guint confirmable = 0, flagged = 0;
  g_autofree char *words =
      g_strdup_printf(ngettext("%u selected", "%u selected", answers->len), answers->len);
  g_autofree char *confirm = NULL;

  for (guint i = 0; i < answers->len; i++) {
    confirmable += silsa_answer_can_confirm(g_ptr_array_index(answers, i));
    flagged += silsa_answer_get_flagged(g_ptr_array_index(answers, i));
  }
  confirm = g_strdup_printf(ngettext("_Confirm %u Claim", "_Confirm %u Claims", confirmable),
                            confirmable);
  gtk_label_set_text(self->selected_label, words);
  gtk_button_set_label(self->confirm_button, confirm);
  gtk_widget_action_set_enabled(GTK_WIDGET(self), "table.confirm", editable && confirmable > 0);
  gtk_widget_action_set_enabled(GTK_WIDGET(self), "table.flag", editable && flagged < answers->len);
  gtk_widget_action_set_enabled(GTK_WIDGET(self), "table.unflag", editable && flagged > 0);
}

static void
perform(SilsaOverviewTable *self, SilsaAct *act, const char *words)
{
  if (!silsa_store_perform(self->store, act, NULL))
    return;
  gtk_widget_grab_focus(GTK_WIDGET(self->view)); /* the button has nothing to do any more */
  g_signal_emit(self, signals[DONE], 0, words);
}

static void
confirm_action(GtkWidget *widget, const char *name G_GNUC_UNUSED, GVariant *parameter G_GNUC_UNUSED)
{
  SilsaOverviewTable *self = SILSA_OVERVIEW_TABLE(widget);
  g_autoptr(GPtrArray) answers = collect_selected(self);
  g_autoptr(SilsaAct) act = silsa_act_confirm_claims(answers);
  g_autofree char *words = NULL;
  guint n = 0;

  for (guint i = 0; i < answers->len; i++)
    n += silsa_answer_can_confirm(g_ptr_array_index(answers, i));
  words = g_strdup_printf(ngettext("%u claim confirmed", "%u claims confirmed", n), n);
  perform(self, act, words);
}

static void
flag_action(GtkWidget *widget, const char *name, GVariant *parameter G_GNUC_UNUSED)
{
  SilsaOverviewTable *self = SILSA_OVERVIEW_TABLE(widget);
  gboolean flag = g_str_equal(name, "table.flag");
  g_autoptr(GPtrArray) answers = collect_selected(self);
  g_autoptr(SilsaAct) act = silsa_act_flag(answers, flag);
  g_autofree char *words = g_strdup_printf(
      flag ? ngettext("%u indicator flagged", "%u indicators flagged", answers->len)
           : ngettext("Flag taken off %u indicator", "Flag taken off %u indicators", answers->len),
      answers->len);

  perform(self, act, words);
}

static void
activate_cb(SilsaOverviewTable *self, guint position)
{
  g_autoptr(SilsaAnswer) answer = g_list_model_get_item(G_LIST_MODEL(self->selection), position);

  if (answer != NULL)
    g_signal_emit(self, signals[GO_TO], 0, answer);
}

/* Hundreds of cells, which nobody has to wait for who does not look at them. */
static void
fill(SilsaOverviewTable *self)
{
  if (self->selection != NULL && gtk_column_view_get_model(self->view) == NULL)
    gtk_column_view_set_model(self->view, GTK_SELECTION_MODEL(self->selection));
}

static void
silsa_overview_table_map(GtkWidget *widget)
{
  fill(SILSA_OVERVIEW_TABLE(widget));
  GTK_WIDGET_CLASS(silsa_overview_table_parent_class)->map(widget);
}

static void
silsa_overview_table_dispose(GObject *object)
{
  SilsaOverviewTable *self = SILSA_OVERVIEW_TABLE(object);

  if (self->view != NULL)
    gtk_column_view_set_model(self->view, NULL);
  g_clear_object(&self->selection);
  g_clear_object(&self->store);
  gtk_widget_dispose_template(GTK_WIDGET(self), SILSA_TYPE_OVERVIEW_TABLE);

  G_OBJECT_CLASS(silsa_overview_table_parent_class)->dispose(object);
}

static void
silsa_overview_table_class_init(SilsaOverviewTableClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS(class);

  G_OBJECT_CLASS(class)->dispose = silsa_overview_table_dispose;
  widget_class->map = silsa_overview_table_map;
  signals[GO_TO] = g_signal_new("go-to", SILSA_TYPE_OVERVIEW_TABLE, G_SIGNAL_RUN_LAST, 0, NULL,
                                NULL, NULL, G_TYPE_NONE, 1, SILSA_TYPE_ANSWER);
  signals[DONE] = g_signal_new("done", SILSA_TYPE_OVERVIEW_TABLE, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                               NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

  gtk_widget_class_set_template_from_resource(widget_class,
                                              "/io/github/silsa/Silsa/silsa-overview-table.ui");
  gtk_widget_class_bind_template_child(widget_class, SilsaOverviewTable, view);
  gtk_widget_class_bind_template_child(widget_class, SilsaOverviewTable, sort);
  gtk_widget_class_bind_template_child(widget_class, SilsaOverviewTable, selected_label);
  gtk_widget_class_bind_template_child(widget_class, SilsaOverviewTable, confirm_button);
  gtk_widget_class_bind_template_child(widget_class, SilsaOverviewTable, narrow);
  gtk_widget_class_bind_template_child(widget_class, SilsaOverviewTable, upright);
  gtk_widget_class_bind_template_child(widget_class, SilsaOverviewTable, least);
  gtk_widget_class_bind_template_callback(widget_class, activate_cb);
  gtk_widget_class_bind_template_callback(widget_class, sort_cb);
  gtk_widget_class_install_action(widget_class, "table.confirm", NULL, confirm_action);
  gtk_widget_class_install_action(widget_class, "table.flag", NULL, flag_action);
  gtk_widget_class_install_action(widget_class, "table.unflag", NULL, flag_action);
}

static void
silsa_overview_table_init(SilsaOverviewTable *self)
{
  g_autoptr(GtkListItemFactory) rows = gtk_signal_list_item_factory_new();

  gtk_widget_init_template(GTK_WIDGET(self));
  for (gsize i = 0; i < G_N_ELEMENTS(columns); i++) {
    add_column(self, &columns[i]);
    gtk_string_list_append(GTK_STRING_LIST(gtk_drop_down_get_model(self->sort)),
                           column_title(&columns[i]));
  }
  silsa_choice_name(self->sort, _("Sort by"));
  g_signal_connect(rows, "bind", G_CALLBACK(setup_row_cb), NULL);
  gtk_column_view_set_row_factory(self->view, rows);
}

void
silsa_overview_table_set_store(SilsaOverviewTable *self, SilsaStore *store)
{
  SilsaAssessment *assessment;
  GtkSortListModel *sorted;

  g_return_if_fail(SILSA_IS_OVERVIEW_TABLE(self));
  g_return_if_fail(self->store == NULL);

  self->store = g_object_ref(store);
  assessment = silsa_store_get_assessment(store);
  sorted = gtk_sort_list_model_new(g_object_ref(G_LIST_MODEL(assessment)),
                                   g_object_ref(gtk_column_view_get_sorter(self->view)));
  self->selection = gtk_multi_selection_new(G_LIST_MODEL(sorted));
  g_signal_connect_object(self->selection, "selection-changed", G_CALLBACK(update_acts), self,
                          G_CONNECT_SWAPPED);
  g_signal_connect_object(assessment, "settled", G_CALLBACK(update_acts), self, G_CONNECT_SWAPPED);
  update_acts(self);
}

void
silsa_overview_table_focus(SilsaOverviewTable *self)
{
  g_return_if_fail(SILSA_IS_OVERVIEW_TABLE(self));

  fill(self);
  gtk_widget_grab_focus(GTK_WIDGET(self->view));
}
