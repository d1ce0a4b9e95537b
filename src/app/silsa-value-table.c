#include "silsa-value-table.h"

#include "silsa-edit.h"
#include "silsa-error.h"
#include "silsa-formula-words.h"
#include "silsa-scoring-curve.h"
#include "silsa-typed-number.h"
#include "silsa-words.h"

#include <glib/gi18n.h>

/* One input: its row of the table. */
typedef struct {
  SilsaValueTable *table; /* not owned */
  const SilsaInput *input;
  char *field;
  SilsaEdit *edit;
  GtkLabel *title;
  GtkLabel *claim;
  GtkEntry *entry;
  GtkLabel *unit;
} Row;

/* The widgets for a number of inputs: made once, and shown again with the next indicator that has
 * so many. */
typedef struct {
  GtkGrid *grid;
  GPtrArray *rows; /* of Row */
  GPtrArray *titles; /* of GtkLabel, borrowed from the grid */
  gboolean narrow; /* titles stand above their numbers */
  GtkLabel *claim_value;
  GtkLabel *value;
  GtkLabel *unit;
  GtkLabel *formula; /* NULL: one input, whose name it would say again */
  GtkLabel *working;
  GtkLabel *claim_points;
  GtkLabel *points;
  GtkLabel *difference;
  GtkLabel *most;
} Table;

struct _SilsaValueTable {
  AdwBin parent_instance;

  SilsaStore *store;
  SilsaAnswer *answer;
  GPtrArray *tables; /* of Table */
  Table *table; /* the one that is shown, or NULL */
  gboolean loading;
  gboolean narrow;

  AdwWrapBox *columns;
  SilsaScoringCurve *curve;
  GtkLabel *reading; /* what a number with words in it was read as */
  GtkLabel *problem;
};

G_DEFINE_FINAL_TYPE(SilsaValueTable, silsa_value_table, ADW_TYPE_BIN)

static void
row_free(gpointer data)
{
  Row *row = data;

  g_clear_pointer(&row->edit, silsa_edit_free);
  g_free(row->field);
  g_free(row);
}

static void
table_free(gpointer data)
{
  Table *table = data;

  g_ptr_array_unref(table->rows);
  g_ptr_array_unref(table->titles);
  g_free(table);
}

static guint
count_rows(SilsaValueTable *self)
{
  return self->table != NULL ? self->table->rows->len : 0;
}

static Row *
get_row(SilsaValueTable *self, guint position)
{
  return g_ptr_array_index(self->table->rows, position);
}

static int
get_decimals(SilsaValueTable *self)
{
  return silsa_catalogue_get_decimals(
      silsa_assessment_get_catalogue(silsa_store_get_assessment(self->store)));
}

static void
show_problem(SilsaValueTable *self, const GError *error)
{
  g_autofree char *sentence = error != NULL ? silsa_error_explain(error) : NULL;

  gtk_label_set_text(self->problem, sentence != NULL ? sentence : "");
  gtk_widget_set_visible(GTK_WIDGET(self->problem), sentence != NULL);
}

/* Typing */

static void
mark_valid(Row *row, gboolean valid)
{
  if (valid)
    gtk_widget_remove_css_class(GTK_WIDGET(row->entry), "error");
  else
    gtk_widget_add_css_class(GTK_WIDGET(row->entry), "error");
  gtk_accessible_update_state(GTK_ACCESSIBLE(row->entry), GTK_ACCESSIBLE_STATE_INVALID,
                              valid ? GTK_ACCESSIBLE_INVALID_FALSE : GTK_ACCESSIBLE_INVALID_TRUE,
                              -1);
}

/* "2만 3,450명" is shown as the 23,450 that it was read as, before the field is left. */
static void
show_reading(Row *row, const char *text, const char *decimal)
{
  g_autofree char *number = NULL;
  g_autofree char *words = NULL;

  if (decimal != NULL && silsa_typed_number_has_words(text)) {
    number = silsa_decimal_to_text(decimal);
    words = g_strdup_printf(_("read as %s"), number);
  }
  gtk_label_set_text(row->table->reading, words != NULL ? words : "");
  gtk_widget_set_visible(GTK_WIDGET(row->table->reading), words != NULL);
}

static void
entry_changed_cb(Row *row)
{
  SilsaValueTable *self = row->table;
  const char *text = gtk_editable_get_text(GTK_EDITABLE(row->entry));
  g_autofree char *decimal = NULL;
  g_autoptr(GError) unread = NULL;
  g_autoptr(GError) refused = NULL;
  gboolean valid;

  if (self->loading)
    return;
  if (text[0] != '\0')
    decimal = silsa_typed_number_read(text, row->input->unit, &unread);
  if (row->edit == NULL)
    row->edit = silsa_edit_new(self->store, silsa_answer_get_code(self->answer), row->field);
  valid = silsa_edit_update(row->edit, decimal != NULL ? decimal : text, &refused);
  mark_valid(row, valid);
  silsa_scoring_curve_set_stale(self->curve, !valid);
  show_reading(row, text, valid ? decimal : NULL);
  show_problem(self, unread != NULL ? unread : refused);
}

static void
show_entry(Row *row)
{
  SilsaValueTable *self = row->table;
  const char *value = silsa_answer_get(self->answer, row->field);
  g_autofree char *text = value != NULL ? silsa_decimal_to_text(value) : g_strdup("");

  self->loading = TRUE;
  if (!g_str_equal(gtk_editable_get_text(GTK_EDITABLE(row->entry)), text))
    gtk_editable_set_text(GTK_EDITABLE(row->entry), text);
  mark_valid(row, TRUE);
  self->loading = FALSE;
}

/* What could not be read stays in its field, marked, until it is corrected or another indicator is
 * shown: a slip of the finger should not cost the rest of the number. */
static void
commit_row(Row *row)
{
  g_autoptr(SilsaEdit) edit = NULL;
  g_autoptr(GError) error = NULL;

  if (row->edit == NULL || gtk_widget_has_css_class(GTK_WIDGET(row->entry), "error"))
    return;
  edit = g_steal_pointer(&row->edit);
  silsa_edit_commit(edit, "answer", &error);
  show_entry(row);
  show_reading(row, "", NULL);
  show_problem(row->table, error);
}

static void
entry_leave_cb(Row *row)
{
  commit_row(row);
}

static void
entry_activate_cb(Row *row)
{
  commit_row(row);
  gtk_widget_child_focus(GTK_WIDGET(gtk_widget_get_root(GTK_WIDGET(row->entry))),
                         GTK_DIR_TAB_FORWARD);
}

/* The table */

static GtkLabel *
attach_label(Table *table, const char *text, int column, int row, double xalign, const char *class)
{
  GtkLabel *label = GTK_LABEL(gtk_label_new(text));

  gtk_label_set_xalign(label, (float)xalign);
  gtk_widget_add_css_class(GTK_WIDGET(label), "numeric");
  if (class != NULL)
    gtk_widget_add_css_class(GTK_WIDGET(label), class);
  gtk_grid_attach(table->grid, GTK_WIDGET(label), column, row, 1, 1);
  return label;
}

static GtkLabel *
attach_title(Table *table, const char *text, int row)
{
  GtkLabel *label = attach_label(table, text, 0, row, 0, NULL);

  gtk_label_set_wrap(label, TRUE);
  gtk_label_set_width_chars(label, silsa_language_from_locale() == SILSA_LANGUAGE_KO ? 8 : 14);
  gtk_widget_set_hexpand(GTK_WIDGET(label), TRUE);
  g_ptr_array_add(table->titles, label);
  return label;
}

/* "persons per 100,000 inhabitants" takes a third of a narrow window where it may not break. */
static GtkLabel *
attach_unit(Table *table, int row)
{
  GtkLabel *label = attach_label(table, NULL, 3, row, 0, "soft");

  gtk_label_set_wrap(label, TRUE);
  gtk_label_set_width_chars(label, 6);
  return label;
}

static void
attach_row(SilsaValueTable *self, Table *table, int position)
{
  GtkEventController *focus = gtk_event_controller_focus_new();
  Row *row = g_new0(Row, 1);

  row->table = self;
  row->title = attach_title(table, NULL, position);
  row->claim = attach_label(table, NULL, 1, position, 1, "soft");
  row->entry = GTK_ENTRY(gtk_entry_new());
  gtk_entry_set_alignment(row->entry, 1);
  gtk_entry_set_placeholder_text(row->entry, "–");
  gtk_editable_set_width_chars(GTK_EDITABLE(row->entry), 7);
  gtk_editable_set_max_width_chars(GTK_EDITABLE(row->entry), 9);
  gtk_widget_add_css_class(GTK_WIDGET(row->entry), "value-entry");
  gtk_widget_set_valign(GTK_WIDGET(row->entry), GTK_ALIGN_CENTER);
  gtk_grid_attach(table->grid, GTK_WIDGET(row->entry), 2, position, 1, 1);
  row->unit = attach_unit(table, position);

  g_signal_connect_swapped(row->entry, "changed", G_CALLBACK(entry_changed_cb), row);
  g_signal_connect_swapped(row->entry, "activate", G_CALLBACK(entry_activate_cb), row);
  g_signal_connect_swapped(focus, "leave", G_CALLBACK(entry_leave_cb), row);
  gtk_widget_add_controller(GTK_WIDGET(row->entry), focus);
  g_ptr_array_add(table->rows, row);
}

static GtkWidget *
new_column_head(const char *icon, const char *text, const char *class)
{
  GtkWidget *box = gtk_box_new(GTK_ORIENTATION_HORIZONTAL, 4);
  GtkWidget *mark = gtk_label_new(icon);
  GtkWidget *label = gtk_label_new(text);

  gtk_widget_add_css_class(mark, class);
  gtk_widget_add_css_class(label, "small");
  gtk_widget_add_css_class(label, "strong");
  gtk_box_append(GTK_BOX(box), mark);
  gtk_box_append(GTK_BOX(box), label);
  gtk_widget_set_halign(box, GTK_ALIGN_END);
  return box;
}

/* Small and soft, over the width of the table. */
static GtkLabel *
attach_line(Table *table, int position)
{
  GtkLabel *label = GTK_LABEL(gtk_label_new(NULL));

  gtk_label_set_xalign(label, 0);
  gtk_label_set_wrap(label, TRUE);
  gtk_label_set_width_chars(label, 10);
  gtk_widget_add_css_class(GTK_WIDGET(label), "soft");
  gtk_widget_add_css_class(GTK_WIDGET(label), "small");
  gtk_widget_add_css_class(GTK_WIDGET(label), "numeric");
  gtk_grid_attach(table->grid, GTK_WIDGET(label), 0, position, 4, 1);
  return label;
}

static void
attach_sums(Table *table, int position)
{
  GtkWidget *sums = gtk_box_new(GTK_ORIENTATION_HORIZONTAL, 8);

  gtk_grid_attach(table->grid, gtk_separator_new(GTK_ORIENTATION_HORIZONTAL), 0, position++, 4, 1);
  attach_title(table, _("Computed value"), position);
  table->claim_value = attach_label(table, NULL, 1, position, 1, "soft");
  table->value = attach_label(table, NULL, 2, position, 1, "strong");
  table->unit = attach_unit(table, position++);
  if (table->rows->len > 1)
    table->formula = attach_line(table, position++);
  table->working = attach_line(table, position++);
  attach_title(table, _("Score"), position);
  table->claim_points = attach_label(table, NULL, 1, position, 1, "soft");
  table->difference = GTK_LABEL(gtk_label_new(NULL));
  table->points = GTK_LABEL(gtk_label_new(NULL));
  gtk_widget_add_css_class(GTK_WIDGET(table->points), "points");
  gtk_widget_set_halign(sums, GTK_ALIGN_END);
  gtk_box_append(GTK_BOX(sums), GTK_WIDGET(table->difference));
  gtk_box_append(GTK_BOX(sums), GTK_WIDGET(table->points));
  gtk_grid_attach(table->grid, sums, 2, position, 1, 1);
  table->most = attach_label(table, NULL, 3, position, 0, "soft");
}

/* Each line becomes two, the title and its numbers, or one again. Lines that are empty take no
 * room. */
static void
set_lines(Table *table, gboolean narrow)
{
  GtkLayoutManager *layout = gtk_widget_get_layout_manager(GTK_WIDGET(table->grid));

  if (table->narrow == narrow)
    return;
  table->narrow = narrow;
  for (GtkWidget *child = gtk_widget_get_first_child(GTK_WIDGET(table->grid)); child != NULL;
       child = gtk_widget_get_next_sibling(child)) {
    GtkGridLayoutChild *place =
        GTK_GRID_LAYOUT_CHILD(gtk_layout_manager_get_layout_child(layout, child));
    int row = gtk_grid_layout_child_get_row(place);
    gboolean number = gtk_grid_layout_child_get_column(place) > 0;

    gtk_grid_layout_child_set_row(place, narrow ? 2 * row + number : row / 2);
    if (!g_ptr_array_find(table->titles, child, NULL))
      continue;
    gtk_grid_layout_child_set_column_span(place, narrow ? 4 : 1);
    gtk_widget_set_hexpand(child, !narrow);
  }
  for (guint i = 0; i < table->rows->len; i++) {
    Row *row = g_ptr_array_index(table->rows, i);

    gtk_widget_set_hexpand(GTK_WIDGET(row->claim), narrow);
  }
}

static Table *
new_table(SilsaValueTable *self, guint n_inputs)
{
  Table *table = g_new0(Table, 1);

  table->rows = g_ptr_array_new_with_free_func(row_free);
  table->titles = g_ptr_array_new();
  table->grid = GTK_GRID(gtk_grid_new());
  gtk_grid_set_column_spacing(table->grid, 10);
  gtk_grid_set_row_spacing(table->grid, 8);
  gtk_widget_set_valign(GTK_WIDGET(table->grid), GTK_ALIGN_START);
  gtk_widget_add_css_class(GTK_WIDGET(table->grid), "value-table");
  gtk_grid_attach(table->grid, new_column_head("○", _("Claim"), "claim"), 1, 0, 1, 1);
  gtk_grid_attach(table->grid, new_column_head("●", _("Verified"), "verified"), 2, 0, 1, 1);
  for (guint i = 0; i < n_inputs; i++)
    attach_row(self, table, (int)i + 1);
  attach_sums(table, (int)n_inputs + 1);
  set_lines(table, self->narrow);
  adw_wrap_box_prepend(self->columns, GTK_WIDGET(table->grid));
  g_ptr_array_add(self->tables, table);
  return table;
}

static Table *
find_table(SilsaValueTable *self, guint n_inputs)
{
  for (guint i = 0; i < self->tables->len; i++) {
    Table *table = g_ptr_array_index(self->tables, i);

    if (table->rows->len == n_inputs)
      return table;
  }
  return new_table(self, n_inputs);
}

static void
bind_row(Row *row, const SilsaInput *input)
{
  SilsaLanguage language = silsa_language_from_locale();
  const char *title = silsa_text_get(&input->title, language);

  row->input = input;
  g_free(row->field);
  row->field = g_strconcat("input:", input->id, NULL);
  gtk_label_set_text(row->title, title);
  gtk_label_set_text(row->unit, silsa_text_get(&input->unit->title, language));
  gtk_editable_set_editable(GTK_EDITABLE(row->entry),
                            !silsa_store_get_read_only(row->table->store));
  gtk_accessible_update_property(GTK_ACCESSIBLE(row->entry), GTK_ACCESSIBLE_PROPERTY_LABEL, title,
                                 -1);
  /* What was typed for another indicator is not undone here. */
  gtk_editable_set_enable_undo(GTK_EDITABLE(row->entry), FALSE);
  show_entry(row);
  gtk_editable_set_enable_undo(GTK_EDITABLE(row->entry), TRUE);
}

static void
bind_table(SilsaValueTable *self)
{
  const SilsaIndicator *indicator = silsa_answer_get_indicator(self->answer);
  SilsaLanguage language = silsa_language_from_locale();
  g_autofree char *formula = silsa_formula_to_words(indicator, language);
  g_autofree char *most = silsa_number_to_text(indicator->points.q, 0);
  g_autofree char *of_most = g_strdup_printf("/ %s", most);
  Table *table = find_table(self, indicator->n_inputs);

  self->table = table;
  for (guint i = 0; i < table->rows->len; i++)
    bind_row(get_row(self, i), &indicator->inputs[i]);
  gtk_label_set_text(table->unit, silsa_text_get(&indicator->unit->title, language));
  gtk_label_set_text(table->most, of_most);
  if (table->formula != NULL)
    gtk_label_set_text(table->formula, formula);
}

/* What was typed and could not be read goes with the indicator. */
static void
release_table(SilsaValueTable *self)
{
  for (guint i = 0; i < count_rows(self); i++)
    g_clear_pointer(&get_row(self, i)->edit, silsa_edit_free);
  self->table = NULL;
}

/* What stands */

static void
show_scoring(SilsaValueTable *self)
{
  const SilsaIndicator *indicator = silsa_answer_get_indicator(self->answer);
  guint class_index = silsa_assessment_get_class_index(silsa_store_get_assessment(self->store));
  const SilsaScoring *scoring = &indicator->scorings[class_index];
  g_autofree SilsaChartPoint *points = g_new0(SilsaChartPoint, scoring->n_points);

  for (guint i = 0; i < scoring->n_points; i++) {
    points[i].value = mpq_get_d(scoring->points[i].value.q);
    points[i].percent = mpq_get_d(scoring->points[i].percent.q);
  }
  silsa_scoring_curve_set_scoring(self->curve, points, scoring->n_points,
                                  scoring->method == SILSA_METHOD_STEPS,
                                  indicator->direction == SILSA_LOWER_IS_BETTER);
  silsa_scoring_curve_set_unit(
      self->curve, silsa_text_get(&indicator->unit->title, silsa_language_from_locale()));
}

/* The value's text, and the mark of it on the curve; "–" while there is none. */
static char *
show_mark(SilsaValueTable *self,
          const SilsaScore *score,
          void (*set)(SilsaScoringCurve *, const SilsaChartMark *))
{
  const SilsaIndicator *indicator = silsa_answer_get_indicator(self->answer);
  SilsaChartMark mark;
  char *text;

  if (score == NULL || !score->has_value) {
    set(self->curve, NULL);
    return g_strdup("–");
  }
  text = silsa_number_to_text(score->value.q, indicator->unit->decimals);
  mark.value = mpq_get_d(score->value.q);
  mark.percent = mpq_get_d(score->percent.q);
  mark.text = text;
  set(self->curve, &mark);
  return text;
}

static char *
points_text(SilsaValueTable *self, const SilsaScore *score)
{
  return score != NULL ? silsa_number_to_text(score->points.q, get_decimals(self)) : g_strdup("–");
}

void
silsa_difference_show(GtkLabel *label,
                      const SilsaScore *score,
                      const SilsaScore *claim,
                      int decimals)
{
  gboolean differs =
      score != NULL && claim != NULL && mpq_cmp(score->points.q, claim->points.q) != 0;
  gboolean lowered = differs && mpq_cmp(score->points.q, claim->points.q) < 0;
  g_autofree char *number = NULL;
  g_autofree char *text = NULL;
  g_auto(SilsaRational) gap = {0};

  g_return_if_fail(GTK_IS_LABEL(label));

  gtk_widget_set_visible(GTK_WIDGET(label), differs);
  if (!differs)
    return;
  silsa_rational_init(&gap);
  mpq_sub(gap.q, score->points.q, claim->points.q);
  mpq_abs(gap.q, gap.q);
  number = silsa_number_to_text(gap.q, decimals);
  text = g_strdup_printf("%s%s", lowered ? "▾ −" : "▴ +", number);
  gtk_label_set_text(label, text);
  gtk_widget_set_css_classes(GTK_WIDGET(label),
                             (const char *[]){lowered ? "lowered" : "raised", "secondary", NULL});
}

/* The formula with the verified numbers in it; with the claimed ones before there are any. */
static void
show_working(SilsaValueTable *self)
{
  SilsaLanguage language = silsa_language_from_locale();
  g_autofree char *verified = silsa_formula_to_numbers(self->answer, "input", language);
  g_autofree char *claimed =
      verified == NULL ? silsa_formula_to_numbers(self->answer, "claim", language) : NULL;
  const char *numbers = verified != NULL ? verified : claimed;
  g_autofree char *text =
      numbers != NULL ? g_strdup_printf("%s %s", verified != NULL ? "●" : "○", numbers) : NULL;

  gtk_label_set_text(self->table->working, text != NULL ? text : "");
  gtk_widget_set_visible(GTK_WIDGET(self->table->working), text != NULL);
}

static void
show_results(SilsaValueTable *self)
{
  const SilsaScore *score = silsa_answer_get_score(self->answer);
  const SilsaScore *claim = silsa_answer_get_claim_score(self->answer);
  g_autofree char *claim_value = show_mark(self, claim, silsa_scoring_curve_set_claim);
  g_autofree char *value = show_mark(self, score, silsa_scoring_curve_set_verified);
  g_autofree char *claim_points = points_text(self, claim);
  g_autofree char *points = points_text(self, score);

  gtk_label_set_text(self->table->claim_value, claim_value);
  gtk_label_set_text(self->table->value, value);
  gtk_label_set_text(self->table->claim_points, claim_points);
  gtk_label_set_text(self->table->points, points);
  silsa_difference_show(self->table->difference, score, claim, get_decimals(self));
  show_working(self);
}

void
silsa_value_table_refresh(SilsaValueTable *self)
{
  g_return_if_fail(SILSA_IS_VALUE_TABLE(self));

  if (self->answer == NULL)
    return;
  for (guint i = 0; i < count_rows(self); i++) {
    Row *row = get_row(self, i);
    g_autofree char *field = g_strconcat("claim:", row->input->id, NULL);
    const char *claimed = silsa_answer_get(self->answer, field);
    g_autofree char *text = claimed != NULL ? silsa_decimal_to_text(claimed) : g_strdup("–");

    gtk_label_set_text(row->claim, text);
    if (row->edit == NULL)
      show_entry(row);
  }

  show_results(self);
}

void
silsa_value_table_commit(SilsaValueTable *self)
{
  g_return_if_fail(SILSA_IS_VALUE_TABLE(self));

  for (guint i = 0; i < count_rows(self); i++)
    commit_row(get_row(self, i));
}

/* Its draft goes with what could not be read: it would not be read after the next start either. */
static void
drop_unread(SilsaValueTable *self)
{
  for (guint i = 0; i < count_rows(self); i++) {
    Row *row = get_row(self, i);

    if (row->edit != NULL)
      silsa_store_set_draft(self->store, silsa_answer_get_code(self->answer), row->field, NULL);
  }
}

void
silsa_value_table_bind(SilsaValueTable *self, SilsaStore *store, SilsaAnswer *answer)
{
  g_return_if_fail(SILSA_IS_VALUE_TABLE(self));

  silsa_value_table_commit(self);
  drop_unread(self);
  release_table(self);
  g_set_object(&self->store, store);
  g_set_object(&self->answer, answer);
  show_problem(self, NULL);
  gtk_widget_set_visible(GTK_WIDGET(self->reading), FALSE);
  if (answer == NULL)
    return;
  bind_table(self);
  for (guint i = 0; i < self->tables->len; i++) {
    Table *table = g_ptr_array_index(self->tables, i);

    gtk_widget_set_visible(GTK_WIDGET(table->grid), table == self->table);
  }
  show_scoring(self);
  silsa_value_table_refresh(self);
}

void
silsa_value_table_set_narrow(SilsaValueTable *self, gboolean narrow)
{
  g_return_if_fail(SILSA_IS_VALUE_TABLE(self));

  self->narrow = narrow;
  for (guint i = 0; i < self->tables->len; i++)
    set_lines(g_ptr_array_index(self->tables, i), narrow);
}

void
silsa_value_table_focus_entry(SilsaValueTable *self)
{
  g_return_if_fail(SILSA_IS_VALUE_TABLE(self));

  if (count_rows(self) > 0)
    gtk_widget_grab_focus(GTK_WIDGET(get_row(self, 0)->entry));
}

static void
silsa_value_table_dispose(GObject *object)
{
  SilsaValueTable *self = SILSA_VALUE_TABLE(object);

  /* The widgets first: an entry that loses the focus still speaks to its row. */
  adw_bin_set_child(ADW_BIN(self), NULL);
  g_clear_pointer(&self->tables, g_ptr_array_unref);
  self->table = NULL;
  g_clear_object(&self->answer);
  g_clear_object(&self->store);

  G_OBJECT_CLASS(silsa_value_table_parent_class)->dispose(object);
}

static void
silsa_value_table_class_init(SilsaValueTableClass *class)
{
  G_OBJECT_CLASS(class)->dispose = silsa_value_table_dispose;
}

static GtkLabel *
new_message(const char *class)
{
  GtkLabel *label = GTK_LABEL(gtk_label_new(NULL));

  gtk_label_set_xalign(label, 0);
  gtk_label_set_wrap(label, TRUE);
  gtk_widget_set_visible(GTK_WIDGET(label), FALSE);
  gtk_widget_add_css_class(GTK_WIDGET(label), class);
  return label;
}

static void
silsa_value_table_init(SilsaValueTable *self)
{
  GtkWidget *box = gtk_box_new(GTK_ORIENTATION_VERTICAL, 8);

  self->tables = g_ptr_array_new_with_free_func(table_free);
  self->columns = ADW_WRAP_BOX(adw_wrap_box_new());
  adw_wrap_box_set_child_spacing(self->columns, 20);
  adw_wrap_box_set_line_spacing(self->columns, 14);
  adw_wrap_box_set_wrap_policy(self->columns, ADW_WRAP_MINIMUM);
  adw_wrap_box_set_justify(self->columns, ADW_JUSTIFY_FILL);
  adw_wrap_box_set_justify_last_line(self->columns, TRUE);
  self->curve = SILSA_SCORING_CURVE(silsa_scoring_curve_new());
  gtk_widget_set_hexpand(GTK_WIDGET(self->curve), TRUE);
  adw_wrap_box_append(self->columns, GTK_WIDGET(self->curve));
  self->reading = new_message("soft");
  self->problem = new_message("error");
  gtk_box_append(GTK_BOX(box), GTK_WIDGET(self->columns));
  gtk_box_append(GTK_BOX(box), GTK_WIDGET(self->reading));
  gtk_box_append(GTK_BOX(box), GTK_WIDGET(self->problem));
  adw_bin_set_child(ADW_BIN(self), box);
}
