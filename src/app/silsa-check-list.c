#include "silsa-check-list.h"

#include "silsa-below-layout.h"
#include "silsa-error.h"
#include "silsa-fact-text.h"
#include "silsa-focus.h"
#include "silsa-tooltip.h"
#include "silsa-words.h"

#include <glib/gi18n.h>

static const struct {
  SilsaResult result;
  const char *mark;
} answers[] = {
    {SILSA_RESULT_YES, "✓"},
    {SILSA_RESULT_PARTLY, "◐"},
    {SILSA_RESULT_NO, "✕"},
};
#define GAP 12 /* between what stands in a row */
#define N_ANSWERS G_N_ELEMENTS(answers)

typedef struct {
  SilsaCheckList *list; /* not owned */
  const SilsaCheck *check;
  GtkWidget *widget;
  GtkLabel *letter, *question, *meta;
  AdwToggleGroup *toggles;
  GtkLabel *answers[N_ANSWERS];
  GtkToggleButton *note_button;
  SilsaFactText *note; /* NULL until there is one to show: most checks have none */
  char *note_field; /* of @check */
} Row;

struct _SilsaCheckList {
  AdwBin parent_instance;

  SilsaStore *store;
  SilsaAnswer *answer;
  GPtrArray *rows; /* of Row: made once, and shown again with the next indicator */
  guint n_rows; /* that are shown */
  gboolean loading;
  gboolean narrow; /* the answers stand below their questions */

  GtkLabel *count;
  GtkWidget *keys; /* that answer */
  GtkBox *box;
};

G_DEFINE_FINAL_TYPE(SilsaCheckList, silsa_check_list, ADW_TYPE_BIN)

static void
row_free(gpointer data)
{
  Row *row = data;

  g_free(row->note_field);
  g_free(row);
}

static void
set_result(Row *row, const char *result)
{
  SilsaCheckList *self = row->list;
  g_autoptr(SilsaAct) act = silsa_act_new("check", silsa_answer_get_code(self->answer));
  g_autofree char *field = g_strconcat("check:", row->check->code, NULL);
  g_autoptr(GError) error = NULL;

  silsa_act_add(act, silsa_answer_get_code(self->answer), field, result);
  if (!silsa_store_perform(self->store, act, &error))
    g_warning("check: %s", error->message);
}

static void
toggled_cb(Row *row)
{
  if (!row->list->loading)
    set_result(row, adw_toggle_group_get_active_name(row->toggles));
}

static void
bind_note(Row *row)
{
  SilsaCheckList *self = row->list;

  silsa_fact_text_bind(row->note, self->store, silsa_answer_get_code(self->answer), row->note_field,
                       "check");
}

static void
make_note(Row *row)
{
  row->note = SILSA_FACT_TEXT(silsa_fact_text_new(NULL, _("Note on this check")));
  gtk_box_append(GTK_BOX(row->widget), GTK_WIDGET(row->note));
  bind_note(row);
}

static gboolean
has_note(Row *row)
{
  if (row->note != NULL)
    return !silsa_fact_text_is_empty(row->note);
  return silsa_assessment_get(silsa_store_get_assessment(row->list->store),
                              silsa_answer_get_code(row->list->answer), row->note_field) != NULL;
}

static void
show_note(Row *row)
{
  gboolean visible = gtk_toggle_button_get_active(row->note_button) || has_note(row);

  if (visible && row->note == NULL)
    make_note(row);
  if (row->note != NULL)
    gtk_widget_set_visible(GTK_WIDGET(row->note), visible);
}

static void
note_toggled_cb(Row *row)
{
  if (row->list->loading)
    return;
  show_note(row);
  if (gtk_toggle_button_get_active(row->note_button))
    silsa_fact_text_focus(row->note);
}

/* With a label of our own: that of a toggle sets a tooltip each time, which is slow. */
static GtkLabel *
add_toggle(AdwToggleGroup *group, SilsaResult result)
{
  AdwToggle *toggle = adw_toggle_new();
  GtkWidget *label = gtk_label_new(silsa_result_to_text(result));

  adw_toggle_set_name(toggle, silsa_result_to_string(result));
  adw_toggle_set_child(toggle, label);
  adw_toggle_group_add(group, toggle);
  return GTK_LABEL(label);
}

static AdwToggleGroup *
new_toggles(Row *row)
{
  AdwToggleGroup *group = ADW_TOGGLE_GROUP(adw_toggle_group_new());

  for (gsize i = 0; i < N_ANSWERS; i++)
    row->answers[i] = add_toggle(group, answers[i].result);
  adw_toggle_group_set_homogeneous(group, TRUE);
  gtk_widget_set_valign(GTK_WIDGET(group), GTK_ALIGN_CENTER);
  gtk_widget_set_size_request(GTK_WIDGET(group), 200, -1);
  gtk_widget_add_css_class(GTK_WIDGET(group), "check-toggles");
  return group;
}

static GtkWidget *
new_question(Row *row)
{
  GtkWidget *box = gtk_box_new(GTK_ORIENTATION_VERTICAL, 2);

  row->question = GTK_LABEL(gtk_label_new(NULL));
  row->meta = GTK_LABEL(gtk_label_new(NULL));
  gtk_label_set_wrap(row->question, TRUE);
  gtk_label_set_xalign(row->question, 0);
  gtk_label_set_width_chars(row->question, 12);
  gtk_label_set_wrap(row->meta, TRUE);
  gtk_label_set_xalign(row->meta, 0);
  gtk_label_set_width_chars(row->meta, 8);
  gtk_widget_add_css_class(GTK_WIDGET(row->meta), "soft");
  gtk_widget_add_css_class(GTK_WIDGET(row->meta), "small");
  gtk_box_append(GTK_BOX(box), GTK_WIDGET(row->question));
  gtk_box_append(GTK_BOX(box), GTK_WIDGET(row->meta));
  gtk_widget_set_hexpand(box, TRUE);
  gtk_widget_set_valign(box, GTK_ALIGN_CENTER);
  return box;
}

static GtkToggleButton *
new_note_button(Row *row)
{
  GtkToggleButton *button = GTK_TOGGLE_BUTTON(gtk_toggle_button_new());

  gtk_button_set_icon_name(GTK_BUTTON(button), "silsa-findings-symbolic");
  silsa_tooltip_prepare(GTK_WIDGET(button), _("Note on this check"));
  gtk_widget_add_css_class(GTK_WIDGET(button), "flat");
  gtk_widget_set_valign(GTK_WIDGET(button), GTK_ALIGN_CENTER);
  g_signal_connect_swapped(button, "toggled", G_CALLBACK(note_toggled_cb), row);
  return button;
}

static void
lay_out(Row *row)
{
  silsa_below_box_set_narrow(gtk_widget_get_first_child(row->widget), GAP, 2, row->list->narrow);
}

static Row *
new_row(SilsaCheckList *self)
{
  GtkWidget *line = gtk_box_new(GTK_ORIENTATION_HORIZONTAL, GAP);
  Row *row = g_new0(Row, 1);

  row->list = self;
  row->letter = GTK_LABEL(gtk_label_new(NULL));
  row->widget = gtk_box_new(GTK_ORIENTATION_VERTICAL, 6);
  row->toggles = new_toggles(row);
  row->note_button = new_note_button(row);
  gtk_widget_add_css_class(row->widget, "check-row");
  gtk_widget_add_css_class(GTK_WIDGET(row->letter), "code");
  gtk_widget_set_valign(GTK_WIDGET(row->letter), GTK_ALIGN_START);
  gtk_box_append(GTK_BOX(line), GTK_WIDGET(row->letter));
  gtk_box_append(GTK_BOX(line), new_question(row));
  gtk_box_append(GTK_BOX(line), GTK_WIDGET(row->toggles));
  gtk_box_append(GTK_BOX(line), GTK_WIDGET(row->note_button));
  gtk_box_append(GTK_BOX(row->widget), line);
  if (self->narrow)
    lay_out(row);
  gtk_box_append(self->box, row->widget);
  g_signal_connect_swapped(row->toggles, "notify::active-name", G_CALLBACK(toggled_cb), row);
  g_ptr_array_add(self->rows, row);
  return row;
}

static void
bind_row(Row *row, const SilsaCheck *check)
{
  SilsaCheckList *self = row->list;
  const char *question = silsa_text_get(&check->question, silsa_language_from_locale());
  g_autofree char *meta =
      g_strdup_printf("%s · %s", check->required ? _("required") : _("optional"),
                      silsa_check_evidence_to_text(check->evidence));
  const char letter[] = {check->letter, '\0'};

  row->check = check;
  g_free(row->note_field);
  row->note_field = g_strconcat("check-note:", check->code, NULL);
  gtk_label_set_text(row->letter, letter);
  gtk_label_set_text(row->question, question);
  gtk_label_set_text(row->meta, meta);
  gtk_accessible_update_property(GTK_ACCESSIBLE(row->toggles), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                 question, -1);
  gtk_widget_set_sensitive(GTK_WIDGET(row->toggles), !silsa_store_get_read_only(self->store));
  gtk_toggle_button_set_active(row->note_button, FALSE);
  if (row->note != NULL)
    bind_note(row);
}

static Row *
get_row(SilsaCheckList *self, guint position)
{
  return g_ptr_array_index(self->rows, position);
}

/* The pressed one carries a mark besides: state is never told by colour alone. */
static void
show_result(Row *row, SilsaResult result)
{
  for (gsize i = 0; i < N_ANSWERS; i++) {
    const char *words = silsa_result_to_text(answers[i].result);
    g_autofree char *marked = g_strdup_printf("%s %s", answers[i].mark, words);

    gtk_label_set_text(row->answers[i], answers[i].result == result ? marked : words);
  }
  if (result == SILSA_RESULT_NONE)
    adw_toggle_group_set_active(row->toggles, GTK_INVALID_LIST_POSITION);
  else
    adw_toggle_group_set_active_name(row->toggles, silsa_result_to_string(result));
}

void
silsa_check_list_refresh(SilsaCheckList *self)
{
  g_autofree char *count = NULL;
  guint answered = 0;

  g_return_if_fail(SILSA_IS_CHECK_LIST(self));

  if (self->answer == NULL)
    return;
  self->loading = TRUE;
  for (guint i = 0; i < self->n_rows; i++) {
    Row *row = get_row(self, i);
    SilsaResult result = silsa_answer_get_result(self->answer, row->check->code);

    answered += result != SILSA_RESULT_NONE;
    show_result(row, result);
    if (row->note != NULL)
      silsa_fact_text_refresh(row->note);
    if (has_note(row))
      gtk_widget_add_css_class(GTK_WIDGET(row->note_button), "accent");
    else
      gtk_widget_remove_css_class(GTK_WIDGET(row->note_button), "accent");
    show_note(row);
  }
  self->loading = FALSE;
  count = g_strdup_printf("%u/%u", answered, self->n_rows);
  gtk_label_set_text(self->count, count);
}

void
silsa_check_list_commit(SilsaCheckList *self)
{
  g_return_if_fail(SILSA_IS_CHECK_LIST(self));

  for (guint i = 0; i < self->n_rows; i++) {
    if (get_row(self, i)->note != NULL)
      silsa_fact_text_commit(get_row(self, i)->note);
  }
}

void
silsa_check_list_bind(SilsaCheckList *self, SilsaStore *store, SilsaAnswer *answer)
{
  const SilsaIndicator *indicator = answer != NULL ? silsa_answer_get_indicator(answer) : NULL;

  g_return_if_fail(SILSA_IS_CHECK_LIST(self));

  silsa_check_list_commit(self);
  g_set_object(&self->store, store);
  g_set_object(&self->answer, answer);
  self->n_rows = indicator != NULL ? indicator->n_checks : 0;
  gtk_widget_set_visible(self->keys, store != NULL && !silsa_store_get_read_only(store));
  self->loading = TRUE;
  for (guint i = 0; i < self->n_rows; i++)
    bind_row(i < self->rows->len ? get_row(self, i) : new_row(self), &indicator->checks[i]);
  for (guint i = 0; i < self->rows->len; i++)
    gtk_widget_set_visible(get_row(self, i)->widget, i < self->n_rows);
  self->loading = FALSE;
  silsa_check_list_refresh(self);
}

/* The row that has the focus, else the first one that is not answered. */
static Row *
find_current(SilsaCheckList *self, guint *position)
{
  GtkWidget *focus = gtk_root_get_focus(gtk_widget_get_root(GTK_WIDGET(self)));

  for (guint i = 0; focus != NULL && i < self->n_rows; i++) {
    Row *row = get_row(self, i);

    if (gtk_widget_is_ancestor(focus, row->widget)) {
      *position = i;
      return row;
    }
  }
  for (guint i = 0; i < self->n_rows; i++) {
    Row *row = get_row(self, i);

    if (silsa_answer_get_result(self->answer, row->check->code) == SILSA_RESULT_NONE) {
      *position = i;
      return row;
    }
  }
  return NULL;
}

void
silsa_check_list_answer(SilsaCheckList *self, SilsaResult result)
{
  guint position = 0;
  Row *row;

  g_return_if_fail(SILSA_IS_CHECK_LIST(self));

  if (self->answer == NULL || silsa_store_get_read_only(self->store))
    return;
  row = find_current(self, &position);
  if (row == NULL)
    return;
  set_result(row, silsa_result_to_string(result));
  if (position + 1 < self->n_rows)
    row = get_row(self, position + 1);
  silsa_focus_enter(GTK_WIDGET(row->toggles), row->widget);
}

void
silsa_check_list_answer_rest(SilsaCheckList *self)
{
  g_autoptr(SilsaAct) act = NULL;
  g_autoptr(GError) error = NULL;

  g_return_if_fail(SILSA_IS_CHECK_LIST(self));

  if (self->answer == NULL || silsa_store_get_read_only(self->store))
    return;
  act = silsa_act_new("check", silsa_answer_get_code(self->answer));
  for (guint i = 0; i < self->n_rows; i++) {
    const char *check = get_row(self, i)->check->code;
    g_autofree char *field = g_strconcat("check:", check, NULL);

    if (silsa_answer_get_result(self->answer, check) == SILSA_RESULT_NONE)
      silsa_act_add(act, silsa_answer_get_code(self->answer), field,
                    silsa_result_to_string(SILSA_RESULT_YES));
  }
  if (!silsa_act_is_empty(act) && !silsa_store_perform(self->store, act, &error))
    g_warning("check: %s", error->message);
}

void
silsa_check_list_set_narrow(SilsaCheckList *self, gboolean narrow)
{
  g_return_if_fail(SILSA_IS_CHECK_LIST(self));

  self->narrow = narrow;
  for (guint i = 0; i < self->rows->len; i++)
    lay_out(get_row(self, i));
}

static void
silsa_check_list_dispose(GObject *object)
{
  SilsaCheckList *self = SILSA_CHECK_LIST(object);

  /* The widgets first: a text that goes while it has the focus still speaks to its row. */
  adw_bin_set_child(ADW_BIN(self), NULL);
  self->n_rows = 0;
  g_clear_pointer(&self->rows, g_ptr_array_unref);
  g_clear_object(&self->answer);
  g_clear_object(&self->store);

  G_OBJECT_CLASS(silsa_check_list_parent_class)->dispose(object);
}

static void
silsa_check_list_class_init(SilsaCheckListClass *class)
{
  G_OBJECT_CLASS(class)->dispose = silsa_check_list_dispose;
}

static GtkWidget *
new_keycap(const char *key)
{
  GtkWidget *label = gtk_label_new(key);

  gtk_widget_add_css_class(label, "keycap");
  return label;
}

static void
silsa_check_list_init(SilsaCheckList *self)
{
  GtkWidget *outer = gtk_box_new(GTK_ORIENTATION_VERTICAL, 8);
  GtkWidget *head = gtk_box_new(GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *title = gtk_label_new(_("Checks"));

  self->rows = g_ptr_array_new_with_free_func(row_free);
  self->count = GTK_LABEL(gtk_label_new(NULL));
  self->keys = gtk_box_new(GTK_ORIENTATION_HORIZONTAL, 6);
  self->box = GTK_BOX(gtk_box_new(GTK_ORIENTATION_VERTICAL, 0));
  gtk_widget_add_css_class(title, "card-head");
  gtk_widget_add_css_class(GTK_WIDGET(self->count), "soft");
  gtk_widget_add_css_class(GTK_WIDGET(self->count), "numeric");
  gtk_widget_set_hexpand(GTK_WIDGET(self->count), TRUE);
  gtk_label_set_xalign(self->count, 0);
  gtk_box_append(GTK_BOX(head), title);
  gtk_box_append(GTK_BOX(head), GTK_WIDGET(self->count));
  gtk_box_append(GTK_BOX(self->keys), new_keycap("Y"));
  gtk_box_append(GTK_BOX(self->keys), new_keycap("P"));
  gtk_box_append(GTK_BOX(self->keys), new_keycap("N"));
  gtk_box_append(GTK_BOX(head), self->keys);
  gtk_widget_add_css_class(GTK_WIDGET(self->box), "card");
  gtk_widget_add_css_class(GTK_WIDGET(self->box), "silsa-card");
  gtk_widget_add_css_class(GTK_WIDGET(self->box), "rows");
  gtk_box_append(GTK_BOX(outer), head);
  gtk_box_append(GTK_BOX(outer), GTK_WIDGET(self->box));
  adw_bin_set_child(ADW_BIN(self), outer);
}
