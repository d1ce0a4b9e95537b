#include "silsa-history-page.h"

#include "silsa-below-layout.h"
#include "silsa-error.h"
#include "silsa-fact-words.h"
#include "silsa-growing-list.h"
#include "silsa-history-list.h"
#include "silsa-instant.h"
#include "silsa-words.h"

#include <glib/gi18n.h>

enum { RANGE_ALL, RANGE_INDICATOR, RANGE_SINCE };

struct _SilsaHistoryPage {
  AdwBin parent_instance;

  SilsaStore *store;
  SilsaAnswer *answer;
  GCancellable *cancellable;
  gboolean reading, again;
  gint64 next; /* the first row that was not read yet */
  SilsaLastExport last; /* as it was read with them */
  GPtrArray *entries; /* of SilsaHistoryEntry, in the journal's order */
  GListStore *shown; /* newest first */

  AdwToggleGroup *range;
  GtkStack *stack;
  AdwStatusPage *nothing;
  GtkListView *list;
};

enum { GO_TO, DONE, TOLD, N_SIGNALS };
static guint signals[N_SIGNALS];
G_DEFINE_FINAL_TYPE(SilsaHistoryPage, silsa_history_page, ADW_TYPE_BIN)

static SilsaCatalogue *
get_catalogue(SilsaHistoryPage *self)
{
  return silsa_assessment_get_catalogue(silsa_store_get_assessment(self->store));
}

/* What is shown */

static GPtrArray *
since_last_package(SilsaHistoryPage *self)
{
  if (self->last.revision == 0)
    return g_ptr_array_new_with_free_func(g_object_unref);
  return silsa_history_list_difference(self->entries, self->last.rows);
}

static const char *
nothing_words(SilsaHistoryPage *self)
{
  if (adw_toggle_group_get_active(self->range) != RANGE_SINCE)
    return _("Nothing was changed yet");
  if (self->last.revision == 0)
    return _("No package was made yet");
  return _("Nothing differs from the last package");
}

/* Rows that stay are not made anew: the list may be long, and most often one comes on top of it. */
static void
show_only_new(SilsaHistoryPage *self, GPtrArray *wanted)
{
  GListModel *shown = G_LIST_MODEL(self->shown);
  guint n = g_list_model_get_n_items(shown), same = 0;

  while (same < MIN(n, wanted->len)) {
    g_autoptr(SilsaHistoryEntry) entry = g_list_model_get_item(shown, n - 1 - same);

    if (entry != g_ptr_array_index(wanted, wanted->len - 1 - same))
      break;
    same++;
  }
  g_list_store_splice(self->shown, 0, n - same, wanted->pdata, wanted->len - same);
}

static void
show(SilsaHistoryPage *self)
{
  guint range = adw_toggle_group_get_active(self->range);
  g_autoptr(GPtrArray) since = NULL;
  g_autoptr(GPtrArray) wanted = g_ptr_array_new();
  const char *code = self->answer != NULL ? silsa_answer_get_code(self->answer) : "";
  GPtrArray *from;

  if (self->store == NULL)
    return;
  since = range == RANGE_SINCE ? since_last_package(self) : NULL;
  from = since != NULL ? since : self->entries;
  for (guint i = from->len; i > 0; i--) {
    SilsaHistoryEntry *entry = g_ptr_array_index(from, i - 1);

    if (range != RANGE_INDICATOR || g_str_equal(entry->subject, code))
      g_ptr_array_add(wanted, entry);
  }
  show_only_new(self, wanted);
  adw_status_page_set_title(self->nothing, nothing_words(self));
  /* Before the journal was read for the first time, nothing is known of it. */
  gtk_stack_set_visible_child_name(self->stack,
                                   wanted->len > 0 || self->next == 0 ? "list" : "nothing");
}

static void
range_cb(SilsaHistoryPage *self)
{
  if (self->shown != NULL)
    show(self);
}

/* Reading on */

static void read_on(SilsaHistoryPage *self);

static void
read_cb(GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer data)
{
  g_autoptr(SilsaHistoryPage) self = data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) entries =
      silsa_history_list_read_finish(result, &self->next, &self->last, &error);
  g_autofree char *sentence = NULL;

  self->reading = FALSE;
  if (self->store == NULL || g_error_matches(error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (entries == NULL) {
    sentence = silsa_error_explain(error);
    g_signal_emit(self, signals[TOLD], 0, sentence);
    return;
  }
  for (guint i = 0; i < entries->len; i++)
    g_ptr_array_add(self->entries, g_object_ref(g_ptr_array_index(entries, i)));
  show(self);
  if (self->again)
    read_on(self);
}

/* The journal is behind the act by the time that the disk needs. */
static void
read_on(SilsaHistoryPage *self)
{
  self->again = self->reading;
  if (self->reading || self->store == NULL || !gtk_widget_get_mapped(GTK_WIDGET(self)))
    return;
  self->reading = TRUE;
  silsa_history_list_read_async(self->store, self->next, self->cancellable, read_cb,
                                g_object_ref(self));
}

/* Rows */

static char *
subject_words(SilsaHistoryPage *self, const SilsaHistoryEntry *entry)
{
  const SilsaIndicator *indicator =
      silsa_catalogue_find_indicator(get_catalogue(self), entry->subject);

  if (indicator != NULL)
    return g_strdup(indicator->code);
  if (g_str_has_prefix(entry->subject, "evidence:"))
    return g_strdup_printf(_("Evidence %s"), entry->subject + strlen("evidence:"));
  return g_strdup("");
}

static void
put_back_cb(SilsaHistoryPage *self, GtkButton *button)
{
  const SilsaHistoryEntry *entry = g_object_get_data(G_OBJECT(button), "entry");
  g_autoptr(SilsaAct) act = silsa_act_new("answer", entry->subject);
  g_autoptr(GError) error = NULL;
  g_autofree char *sentence = NULL;
  const char *now =
      silsa_assessment_get(silsa_store_get_assessment(self->store), entry->subject, entry->field);

  if (g_strcmp0(now, entry->old_value) == 0) {
    g_signal_emit(self, signals[TOLD], 0, _("That is what stands now."));
    return;
  }
  silsa_act_add(act, entry->subject, entry->field, entry->old_value);
  if (silsa_store_perform(self->store, act, &error)) {
    g_signal_emit(self, signals[DONE], 0, _("The former value is back"));
  } else {
    sentence = silsa_error_explain(error);
    g_signal_emit(self, signals[TOLD], 0, sentence);
  }
}

typedef struct {
  GtkLabel *time, *subject, *field, *act, *values;
  GtkButton *put_back;
} Row;

static GtkLabel *
add_label(GtkBox *box, const char *class)
{
  GtkWidget *label = gtk_label_new(NULL);

  gtk_label_set_xalign(GTK_LABEL(label), 0);
  gtk_widget_add_css_class(label, class);
  gtk_box_append(box, label);
  return GTK_LABEL(label);
}

static void
setup_row_cb(SilsaHistoryPage *self, GtkListItem *item)
{
  GtkWidget *box = silsa_below_box_new(12, 2);
  GtkWidget *middle = gtk_box_new(GTK_ORIENTATION_VERTICAL, 2);
  GtkWidget *head = gtk_box_new(GTK_ORIENTATION_HORIZONTAL, 8);
  Row *row = g_new0(Row, 1);

  row->time = add_label(GTK_BOX(box), "small");
  gtk_widget_add_css_class(GTK_WIDGET(row->time), "soft");
  gtk_widget_add_css_class(GTK_WIDGET(row->time), "numeric");
  gtk_label_set_width_chars(row->time, 17);
  row->subject = add_label(GTK_BOX(head), "code");
  row->field = add_label(GTK_BOX(head), "strong");
  gtk_label_set_ellipsize(row->field, PANGO_ELLIPSIZE_END);
  row->act = add_label(GTK_BOX(head), "small");
  gtk_widget_add_css_class(GTK_WIDGET(row->act), "soft");
  gtk_label_set_ellipsize(row->act, PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand(middle, TRUE);
  gtk_box_append(GTK_BOX(middle), head);
  row->values = add_label(GTK_BOX(middle), "numeric");
  gtk_label_set_ellipsize(row->values, PANGO_ELLIPSIZE_END);
  gtk_label_set_single_line_mode(row->values, TRUE);
  gtk_box_append(GTK_BOX(box), middle);
  row->put_back = GTK_BUTTON(gtk_button_new_with_label(_("Put Back")));
  gtk_widget_set_valign(GTK_WIDGET(row->put_back), GTK_ALIGN_CENTER);
  gtk_widget_add_css_class(GTK_WIDGET(row->put_back), "flat");
  g_signal_connect_object(row->put_back, "clicked", G_CALLBACK(put_back_cb), self,
                          G_CONNECT_SWAPPED);
  gtk_box_append(GTK_BOX(box), GTK_WIDGET(row->put_back));
  gtk_list_item_set_child(item, box);
  g_object_set_data_full(G_OBJECT(item), "row", row, g_free);
}

static void
bind_row_cb(SilsaHistoryPage *self, GtkListItem *item)
{
  SilsaHistoryEntry *entry = gtk_list_item_get_item(item);
  SilsaCatalogue *catalogue = get_catalogue(self);
  Row *row = g_object_get_data(G_OBJECT(item), "row");
  g_autofree char *time = silsa_instant_to_text(entry->time);
  g_autofree char *subject = subject_words(self, entry);
  g_autofree char *field = silsa_fact_field_to_text(catalogue, entry->subject, entry->field,
                                                    silsa_language_from_locale());
  g_autofree char *before =
      silsa_fact_value_to_text(catalogue, entry->subject, entry->field, entry->old_value);
  g_autofree char *after =
      silsa_fact_value_to_text(catalogue, entry->subject, entry->field, entry->new_value);
  gboolean created = g_str_equal(entry->act, "create");
  g_autofree char *values = g_strdup_printf("%s → %s", before, after);
  g_autofree char *spoken = g_strdup_printf("%s %s, %s, %s", subject, field, values, time);
  gboolean can = silsa_fact_can_be_put_back(catalogue, entry->subject, entry->field) &&
                 !silsa_store_get_read_only(self->store);

  gtk_label_set_text(row->time, time);
  gtk_label_set_text(row->subject, subject);
  gtk_widget_set_visible(GTK_WIDGET(row->subject), subject[0] != '\0');
  gtk_label_set_text(row->field, created ? silsa_act_name_to_text(entry->act) : field);
  gtk_label_set_text(row->act, created ? "" : silsa_act_name_to_text(entry->act));
  gtk_label_set_text(row->values, values);
  gtk_widget_set_visible(GTK_WIDGET(row->values), !created);
  gtk_widget_set_tooltip_text(GTK_WIDGET(row->values), values);
  gtk_list_item_set_accessible_label(item, created ? silsa_act_name_to_text(entry->act) : spoken);
  gtk_widget_set_visible(GTK_WIDGET(row->put_back), can);
  g_object_set_data(G_OBJECT(row->put_back), "entry", entry); /* the item holds it */
}

static void
activate_cb(SilsaHistoryPage *self, guint position)
{
  g_autoptr(SilsaHistoryEntry) entry = g_list_model_get_item(G_LIST_MODEL(self->shown), position);
  SilsaAnswer *answer =
      silsa_assessment_find_answer(silsa_store_get_assessment(self->store), entry->subject);

  if (answer != NULL)
    g_signal_emit(self, signals[GO_TO], 0, answer);
}

/* Life */

static void
silsa_history_page_map(GtkWidget *widget)
{
  GTK_WIDGET_CLASS(silsa_history_page_parent_class)->map(widget);
  read_on(SILSA_HISTORY_PAGE(widget));
}

static void
silsa_history_page_dispose(GObject *object)
{
  SilsaHistoryPage *self = SILSA_HISTORY_PAGE(object);

  g_cancellable_cancel(self->cancellable);
  g_clear_object(&self->cancellable);
  g_clear_object(&self->answer);
  g_clear_object(&self->store);
  g_clear_object(&self->shown);
  g_clear_pointer(&self->entries, g_ptr_array_unref);
  silsa_last_export_clear(&self->last);
  gtk_widget_dispose_template(GTK_WIDGET(self), SILSA_TYPE_HISTORY_PAGE);

  G_OBJECT_CLASS(silsa_history_page_parent_class)->dispose(object);
}

static void
silsa_history_page_class_init(SilsaHistoryPageClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS(class);
  static const char *const names[N_SIGNALS] = {"go-to", "done", "told"};

  G_OBJECT_CLASS(class)->dispose = silsa_history_page_dispose;
  widget_class->map = silsa_history_page_map;
  for (guint i = 0; i < N_SIGNALS; i++)
    signals[i] = g_signal_new(names[i], SILSA_TYPE_HISTORY_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                              NULL, G_TYPE_NONE, 1, i == GO_TO ? SILSA_TYPE_ANSWER : G_TYPE_STRING);

  gtk_widget_class_set_template_from_resource(widget_class,
                                              "/io/github/silsa/Silsa/silsa-history-page.ui");
  gtk_widget_class_bind_template_child(widget_class, SilsaHistoryPage, range);
  gtk_widget_class_bind_template_child(widget_class, SilsaHistoryPage, stack);
  gtk_widget_class_bind_template_child(widget_class, SilsaHistoryPage, nothing);
  gtk_widget_class_bind_template_child(widget_class, SilsaHistoryPage, list);
  gtk_widget_class_bind_template_callback(widget_class, range_cb);
  gtk_widget_class_bind_template_callback(widget_class, activate_cb);
}

static void
silsa_history_page_init(SilsaHistoryPage *self)
{
  g_autoptr(GtkListItemFactory) factory = gtk_signal_list_item_factory_new();
  g_autoptr(GtkNoSelection) selection = NULL;
  g_autoptr(SilsaGrowingList) growing = NULL;

  self->cancellable = g_cancellable_new();
  self->entries = g_ptr_array_new_with_free_func(g_object_unref);
  gtk_widget_init_template(GTK_WIDGET(self));
  self->shown = g_list_store_new(SILSA_TYPE_HISTORY_ENTRY);
  selection = gtk_no_selection_new(g_object_ref(G_LIST_MODEL(self->shown)));
  g_signal_connect_object(factory, "setup", G_CALLBACK(setup_row_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object(factory, "bind", G_CALLBACK(bind_row_cb), self, G_CONNECT_SWAPPED);
  gtk_list_view_set_factory(self->list, factory);
  growing = silsa_growing_list_new(GTK_SELECTION_MODEL(selection));
  gtk_list_view_set_model(self->list, GTK_SELECTION_MODEL(growing));
}

void
silsa_history_page_set_store(SilsaHistoryPage *self, SilsaStore *store)
{
  g_return_if_fail(SILSA_IS_HISTORY_PAGE(self));
  g_return_if_fail(self->store == NULL);

  self->store = g_object_ref(store);
  g_signal_connect_object(store, "notify::saved-at", G_CALLBACK(read_on), self, G_CONNECT_SWAPPED);
}

void
silsa_history_page_focus(SilsaHistoryPage *self, SilsaAnswer *answer)
{
  g_return_if_fail(SILSA_IS_HISTORY_PAGE(self));

  g_set_object(&self->answer, answer);
  adw_toggle_set_label(adw_toggle_group_get_toggle(self->range, RANGE_INDICATOR),
                       answer != NULL ? silsa_answer_get_code(answer) : "–");
  show(self);
  gtk_widget_grab_focus(GTK_WIDGET(self->list));
}
