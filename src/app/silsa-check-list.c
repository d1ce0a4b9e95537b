#include "silsa-check-list.h"

#include "silsa-error.h"
#include "silsa-fact-text.h"
#include "silsa-word-wrap.h"
#include "silsa-words.h"

#include <glib/gi18n.h>

typedef struct {
  SilsaCheckList *list; /* not owned */
  const SilsaCheck *check;
  GtkWidget *widget;
  AdwToggleGroup *toggles;
  GtkToggleButton *note_button;
  SilsaFactText *note;
} Row;

struct _SilsaCheckList {
  AdwBin parent_instance;

  SilsaStore *store;
  SilsaAnswer *answer;
  GPtrArray *rows; /* of Row */
  gboolean loading;

  GtkLabel *count;
  GtkBox *box;
};

G_DEFINE_FINAL_TYPE(SilsaCheckList, silsa_check_list, ADW_TYPE_BIN)

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
note_toggled_cb(Row *row)
{
  gboolean active = gtk_toggle_button_get_active(row->note_button);

  gtk_widget_set_visible(GTK_WIDGET(row->note), active || !silsa_fact_text_is_empty(row->note));
  if (active && !row->list->loading)
    silsa_fact_text_focus(row->note);
}

static void
add_toggle(AdwToggleGroup *group, const char *name, const char *label)
{
  AdwToggle *toggle = adw_toggle_new();

  adw_toggle_set_name(toggle, name);
  adw_toggle_set_label(toggle, label);
  adw_toggle_group_add(group, toggle);
}

static AdwToggleGroup *
new_toggles(const char *question)
{
  AdwToggleGroup *group = ADW_TOGGLE_GROUP(adw_toggle_group_new());

  add_toggle(group, "yes", silsa_result_to_text(SILSA_RESULT_YES));
  add_toggle(group, "partly", silsa_result_to_text(SILSA_RESULT_PARTLY));
  add_toggle(group, "no", silsa_result_to_text(SILSA_RESULT_NO));
  adw_toggle_group_set_homogeneous(group, TRUE);
  gtk_widget_set_valign(GTK_WIDGET(group), GTK_ALIGN_CENTER);
  gtk_widget_set_size_request(GTK_WIDGET(group), 200, -1);
  gtk_widget_add_css_class(GTK_WIDGET(group), "check-toggles");
  gtk_accessible_update_property(GTK_ACCESSIBLE(group), GTK_ACCESSIBLE_PROPERTY_LABEL, question,
                                 -1);
  return group;
}

static GtkWidget *
new_question(const SilsaCheck *check, const char *question)
{
  GtkWidget *box = gtk_box_new(GTK_ORIENTATION_VERTICAL, 2);
  GtkWidget *label = gtk_label_new(question);
  g_autofree char *meta =
      g_strdup_printf("%s · %s", check->required ? _("required") : _("optional"),
                      silsa_check_evidence_to_text(check->evidence));
  GtkWidget *meta_label = gtk_label_new(meta);

  gtk_label_set_wrap(GTK_LABEL(label), TRUE);
  gtk_label_set_xalign(GTK_LABEL(label), 0);
  gtk_label_set_width_chars(GTK_LABEL(label), 12);
  silsa_label_keep_words(GTK_LABEL(label));
  gtk_label_set_xalign(GTK_LABEL(meta_label), 0);
  gtk_widget_add_css_class(meta_label, "soft");
  gtk_widget_add_css_class(meta_label, "small");
  gtk_box_append(GTK_BOX(box), label);
  gtk_box_append(GTK_BOX(box), meta_label);
  gtk_widget_set_hexpand(box, TRUE);
  gtk_widget_set_valign(box, GTK_ALIGN_CENTER);
  return box;
}

static GtkToggleButton *
new_note_button(Row *row)
{
  GtkToggleButton *button = GTK_TOGGLE_BUTTON(gtk_toggle_button_new());

  gtk_button_set_icon_name(GTK_BUTTON(button), "silsa-findings-symbolic");
  gtk_widget_set_tooltip_text(GTK_WIDGET(button), _("Note on this check"));
  gtk_widget_add_css_class(GTK_WIDGET(button), "flat");
  gtk_widget_set_valign(GTK_WIDGET(button), GTK_ALIGN_CENTER);
  g_signal_connect_swapped(button, "toggled", G_CALLBACK(note_toggled_cb), row);
  return button;
}

static Row *
new_row(SilsaCheckList *self, const SilsaCheck *check)
{
  const char *question = silsa_text_get(&check->question, silsa_language_from_locale());
  g_autofree char *field = g_strconcat("check-note:", check->code, NULL);
  const char letter[] = {check->letter, '\0'};
  GtkWidget *line = gtk_box_new(GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *letter_label = gtk_label_new(letter);
  Row *row = g_new0(Row, 1);

  row->list = self;
  row->check = check;
  row->widget = gtk_box_new(GTK_ORIENTATION_VERTICAL, 6);
  row->toggles = new_toggles(question);
  row->note_button = new_note_button(row);
  row->note = SILSA_FACT_TEXT(silsa_fact_text_new(NULL, _("Note on this check")));
  gtk_widget_add_css_class(row->widget, "check-row");
  gtk_widget_add_css_class(letter_label, "code");
  gtk_widget_set_valign(letter_label, GTK_ALIGN_START);
  gtk_box_append(GTK_BOX(line), letter_label);
  gtk_box_append(GTK_BOX(line), new_question(check, question));
  gtk_box_append(GTK_BOX(line), GTK_WIDGET(row->toggles));
  gtk_box_append(GTK_BOX(line), GTK_WIDGET(row->note_button));
  gtk_box_append(GTK_BOX(row->widget), line);
  gtk_box_append(GTK_BOX(row->widget), GTK_WIDGET(row->note));
  gtk_widget_set_sensitive(GTK_WIDGET(row->toggles), !silsa_store_get_read_only(self->store));
  silsa_fact_text_bind(row->note, self->store, silsa_answer_get_code(self->answer), field, "check");
  g_signal_connect_swapped(row->toggles, "notify::active-name", G_CALLBACK(toggled_cb), row);
  return row;
}

static void
clear(SilsaCheckList *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child(GTK_WIDGET(self->box))) != NULL)
    gtk_box_remove(self->box, child);
  g_ptr_array_set_size(self->rows, 0);
}

/* The pressed one carries a mark besides: state is never told by colour alone. */
static void
show_result(Row *row, SilsaResult result)
{
  static const struct {
    SilsaResult result;
    const char *mark;
  } marks[] = {
      {SILSA_RESULT_YES, "✓"},
      {SILSA_RESULT_PARTLY, "◐"},
      {SILSA_RESULT_NO, "✕"},
  };

  for (gsize i = 0; i < G_N_ELEMENTS(marks); i++) {
    AdwToggle *toggle =
        adw_toggle_group_get_toggle_by_name(row->toggles, silsa_result_to_string(marks[i].result));
    const char *words = silsa_result_to_text(marks[i].result);
    g_autofree char *marked = g_strdup_printf("%s %s", marks[i].mark, words);

    adw_toggle_set_label(toggle, marks[i].result == result ? marked : words);
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
  for (guint i = 0; i < self->rows->len; i++) {
    Row *row = g_ptr_array_index(self->rows, i);
    SilsaResult result = silsa_answer_get_result(self->answer, row->check->code);

    answered += result != SILSA_RESULT_NONE;
    show_result(row, result);
    silsa_fact_text_refresh(row->note);
    if (silsa_fact_text_is_empty(row->note))
      gtk_widget_remove_css_class(GTK_WIDGET(row->note_button), "accent");
    else
      gtk_widget_add_css_class(GTK_WIDGET(row->note_button), "accent");
    note_toggled_cb(row);
  }
  self->loading = FALSE;
  count = g_strdup_printf("%u/%u", answered, self->rows->len);
  gtk_label_set_text(self->count, count);
}

void
silsa_check_list_commit(SilsaCheckList *self)
{
  g_return_if_fail(SILSA_IS_CHECK_LIST(self));

  for (guint i = 0; i < self->rows->len; i++)
    silsa_fact_text_commit(((Row *)g_ptr_array_index(self->rows, i))->note);
}

void
silsa_check_list_bind(SilsaCheckList *self, SilsaStore *store, SilsaAnswer *answer)
{
  const SilsaIndicator *indicator;

  g_return_if_fail(SILSA_IS_CHECK_LIST(self));

  silsa_check_list_commit(self);
  clear(self);
  g_set_object(&self->store, store);
  g_set_object(&self->answer, answer);
  if (answer == NULL)
    return;
  indicator = silsa_answer_get_indicator(answer);
  for (guint i = 0; i < indicator->n_checks; i++) {
    Row *row = new_row(self, &indicator->checks[i]);

    g_ptr_array_add(self->rows, row);
    gtk_box_append(self->box, row->widget);
  }
  silsa_check_list_refresh(self);
}

/* The row that has the focus, else the first one that is not answered. */
static Row *
find_current(SilsaCheckList *self, guint *position)
{
  GtkWidget *focus = gtk_root_get_focus(gtk_widget_get_root(GTK_WIDGET(self)));

  for (guint i = 0; focus != NULL && i < self->rows->len; i++) {
    Row *row = g_ptr_array_index(self->rows, i);

    if (gtk_widget_is_ancestor(focus, row->widget)) {
      *position = i;
      return row;
    }
  }
  for (guint i = 0; i < self->rows->len; i++) {
    Row *row = g_ptr_array_index(self->rows, i);

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
  if (position + 1 < self->rows->len)
    row = g_ptr_array_index(self->rows, position + 1);
  gtk_widget_child_focus(GTK_WIDGET(row->toggles), GTK_DIR_TAB_FORWARD);
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
  for (guint i = 0; i < self->rows->len; i++) {
    const char *check = ((Row *)g_ptr_array_index(self->rows, i))->check->code;
    g_autofree char *field = g_strconcat("check:", check, NULL);

    if (silsa_answer_get_result(self->answer, check) == SILSA_RESULT_NONE)
      silsa_act_add(act, silsa_answer_get_code(self->answer), field,
                    silsa_result_to_string(SILSA_RESULT_YES));
  }
  if (!silsa_act_is_empty(act) && !silsa_store_perform(self->store, act, &error))
    g_warning("check: %s", error->message);
}

static void
silsa_check_list_dispose(GObject *object)
{
  SilsaCheckList *self = SILSA_CHECK_LIST(object);

  if (self->rows != NULL)
    clear(self);
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

  self->rows = g_ptr_array_new_with_free_func(g_free);
  self->count = GTK_LABEL(gtk_label_new(NULL));
  self->box = GTK_BOX(gtk_box_new(GTK_ORIENTATION_VERTICAL, 0));
  gtk_widget_add_css_class(title, "card-head");
  gtk_widget_add_css_class(GTK_WIDGET(self->count), "soft");
  gtk_widget_add_css_class(GTK_WIDGET(self->count), "numeric");
  gtk_widget_set_hexpand(GTK_WIDGET(self->count), TRUE);
  gtk_label_set_xalign(self->count, 0);
  gtk_box_append(GTK_BOX(head), title);
  gtk_box_append(GTK_BOX(head), GTK_WIDGET(self->count));
  gtk_box_append(GTK_BOX(head), new_keycap("Y"));
  gtk_box_append(GTK_BOX(head), new_keycap("P"));
  gtk_box_append(GTK_BOX(head), new_keycap("N"));
  gtk_widget_add_css_class(GTK_WIDGET(self->box), "card");
  gtk_widget_add_css_class(GTK_WIDGET(self->box), "silsa-card");
  gtk_widget_add_css_class(GTK_WIDGET(self->box), "rows");
  gtk_box_append(GTK_BOX(outer), head);
  gtk_box_append(GTK_BOX(outer), GTK_WIDGET(self->box));
  adw_bin_set_child(ADW_BIN(self), outer);
}
