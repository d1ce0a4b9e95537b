#include "silsa-assign-pane.h"

#include "silsa-field.h"
#include "silsa-finder.h"
#include "silsa-import-bar.h"
#include "silsa-tooltip.h"
#include "silsa-words.h"

#include <glib/gi18n.h>
#include <string.h>

struct _SilsaAssignPane {
  AdwBin parent_instance;

  SilsaStore *store;
  SilsaPhotoList *photos;
  SilsaFinder *finder;
  GPtrArray *items; /* selected */
  SilsaAnswer *proposal; /* or NULL; borrowed */

  GtkLabel *title;
  GtkLabel *facts;
  GtkWidget *empty;
  GtkWidget *tools;
  GtkSearchEntry *search;
  GtkListView *list;
  GtkSingleSelection *selection;
  GtkFilterListModel *filtered;
  GtkCustomFilter *filter;
  GtkCustomSorter *sorter;
  GtkWidget *hint_box;
  GtkLabel *hint;
  GtkWidget *assign;
  GtkEditable *caption;
  GtkWidget *remove;
};

enum { DONE, ASSIGNED, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE(SilsaAssignPane, silsa_assign_pane, ADW_TYPE_BIN)

static SilsaAssessment *
get_assessment(SilsaAssignPane *self)
{
  return silsa_store_get_assessment(self->store);
}

static SilsaAnswer *
get_chosen(SilsaAssignPane *self)
{
  return gtk_single_selection_get_selected_item(self->selection);
}

/* --- acts --- */

static void
add_use(SilsaAssignPane *self, SilsaAct *act, SilsaAnswer *answer, SilsaPhotoItem *item)
{
  const char *code = silsa_answer_get_code(answer);
  g_autofree char *field = silsa_field_new_use(silsa_photo_item_get_id(item), NULL);
  const char *typed = gtk_editable_get_text(self->caption);

  if (silsa_answer_get(answer, field) == NULL)
    silsa_act_add(act, code, field, typed);
}

static gboolean
perform(SilsaAssignPane *self, SilsaAct *act, const char *words)
{
  if (silsa_act_is_empty(act) || !silsa_store_perform(self->store, act, NULL))
    return FALSE;
  g_signal_emit(self, signals[DONE], 0, words);
  return TRUE;
}

static void
assign(SilsaAssignPane *self, SilsaAnswer *answer, GPtrArray *items)
{
  const char *code = silsa_answer_get_code(answer);
  g_autoptr(SilsaAct) act = silsa_act_new("add-evidence", code);
  g_autofree char *words = NULL;

  if (items->len == 0 || silsa_store_get_read_only(self->store))
    return;
  for (guint i = 0; i < items->len; i++)
    add_use(self, act, answer, items->pdata[i]);
  /* Translators: number of photos, code of an indicator */
  words = g_strdup_printf(ngettext("%u photo put to %s", "%u photos put to %s", act->changes->len),
                          act->changes->len, code);
  perform(self, act, words);
  g_signal_emit(self, signals[ASSIGNED], 0);
}

static void
assign_cb(SilsaAssignPane *self)
{
  SilsaAnswer *answer = get_chosen(self);
  g_autoptr(GPtrArray) items = g_ptr_array_ref(self->items);

  if (answer != NULL)
    assign(self, answer, items);
}

static void
row_activate_cb(SilsaAssignPane *self, guint position)
{
  gtk_single_selection_set_selected(self->selection, position);
  assign_cb(self);
}

/* The caption of each place where a selected photo stands. */
static void
add_captions(SilsaAct *act, SilsaEvidenceUses *uses, gint64 id, const char *text)
{
  const GArray *own = silsa_evidence_uses_find(uses, id);

  for (guint i = 0; own != NULL && i < own->len; i++) {
    const SilsaEvidenceUse *use = &g_array_index(own, SilsaEvidenceUse, i);
    g_autofree char *field = silsa_field_new_use(id, use->check);

    if (g_strcmp0(use->caption, text) != 0)
      silsa_act_add(act, silsa_answer_get_code(use->answer), field, text);
  }
}

static void
caption_cb(SilsaAssignPane *self)
{
  g_autoptr(SilsaAct) act = silsa_act_new("caption", NULL);
  g_autoptr(SilsaEvidenceUses) uses = NULL;
  g_autofree char *text = g_strdup(gtk_editable_get_text(self->caption));
  g_autofree char *words = NULL;

  if (self->store == NULL || silsa_store_get_read_only(self->store))
    return;
  uses = silsa_evidence_uses_new(get_assessment(self));
  for (guint i = 0; i < self->items->len; i++)
    add_captions(act, uses, silsa_photo_item_get_id(self->items->pdata[i]), text);
  words = g_strdup_printf(ngettext("%u photo captioned", "%u photos captioned", self->items->len),
                          self->items->len);
  if (perform(self, act, words))
    g_signal_emit(self, signals[ASSIGNED], 0);
}

static void
remove_cb(SilsaAssignPane *self)
{
  g_autoptr(SilsaAct) act = silsa_act_new("remove-evidence", NULL);
  guint n = self->items->len;
  g_autofree char *words =
      g_strdup_printf(ngettext("%u photo was taken out", "%u photos were taken out", n), n);

  for (guint i = 0; i < n; i++) {
    char subject[SILSA_FIELD_EVIDENCE_SIZE];

    silsa_field_write_evidence(subject, silsa_photo_item_get_id(self->items->pdata[i]));
    silsa_act_add(act, subject, "removed", "1");
  }
  perform(self, act, words);
  g_signal_emit(self, signals[ASSIGNED], 0);
}

/* --- what it proposes --- */

/* The indicator of the photo that was taken next to the first selected one, if it has one. */
static SilsaAnswer *
find_proposal(SilsaAssignPane *self)
{
  gint64 clock = self->items->len > 0 ? silsa_photo_item_get_clock(self->items->pdata[0]) : 0;
  gint64 least = SILSA_PHOTOS_NEAR_SECONDS + 1;
  const char *code = NULL;

  for (guint i = 0; clock != 0 && i < g_list_model_get_n_items(G_LIST_MODEL(self->photos)); i++) {
    g_autoptr(SilsaPhotoItem) item = g_list_model_get_item(G_LIST_MODEL(self->photos), i);
    const char *first = silsa_photo_item_get_codes(item)[0];
    gint64 other = first != NULL ? silsa_photo_item_get_clock(item) : 0;

    if (other != 0 && ABS(other - clock) < least) {
      least = ABS(other - clock);
      code = first;
    }
  }
  return code != NULL ? silsa_assessment_find_answer(get_assessment(self), code) : NULL;
}

static guint
count_missing(SilsaAnswer *answer)
{
  guint expected = silsa_answer_get_indicator(answer)->expected_photos;
  guint photos = silsa_answer_get_n_photos(answer);

  return photos < expected ? expected - photos : 0;
}

static void
show_hint(SilsaAssignPane *self)
{
  SilsaAnswer *answer = get_chosen(self);
  g_autofree char *words = NULL;
  g_autofree char *hint = NULL;

  if (answer != NULL)
    /* Translators: code of an indicator */
    words = g_strdup_printf(_("Put to %s"), silsa_answer_get_code(answer));
  gtk_button_set_label(GTK_BUTTON(self->assign), words != NULL ? words : _("Put to an indicator"));
  gtk_widget_set_sensitive(self->assign, answer != NULL);
  if (answer != NULL && answer == self->proposal)
    hint = g_strdup_printf(_("Taken within minutes of another photo of %s."),
                           silsa_answer_get_code(answer));
  gtk_label_set_text(self->hint, hint != NULL ? hint : "");
  gtk_widget_set_visible(self->hint_box, hint != NULL);
}

static int
rank(SilsaAssignPane *self, SilsaAnswer *answer)
{
  if (silsa_finder_names(self->finder, answer))
    return 0;
  return answer == self->proposal ? 1 : 2 + (count_missing(answer) == 0);
}

/* The one whose code was typed comes first, then the proposal, then what is short of photos, each
 * in the order of the catalogue. */
static int
compare_answers(gconstpointer a, gconstpointer b, gpointer data)
{
  SilsaAssignPane *self = data;
  SilsaAnswer *left = (SilsaAnswer *)a, *right = (SilsaAnswer *)b;
  int l = rank(self, left), r = rank(self, right);

  if (l != r)
    return l - r;
  return (int)silsa_answer_get_indicator(left)->index -
         (int)silsa_answer_get_indicator(right)->index;
}

static gboolean
match_answer(gpointer item, gpointer data)
{
  SilsaAssignPane *self = data;

  return self->finder == NULL || silsa_finder_matches(self->finder, item);
}

static void
choose_first(SilsaAssignPane *self)
{
  gtk_single_selection_set_selected(self->selection, 0);
  if (g_list_model_get_n_items(G_LIST_MODEL(self->selection)) > 0)
    gtk_list_view_scroll_to(self->list, 0, GTK_LIST_SCROLL_NONE, NULL);
  show_hint(self);
}

static void
search_changed_cb(SilsaAssignPane *self)
{
  if (self->finder == NULL)
    return;
  silsa_finder_set_text(self->finder, gtk_editable_get_text(GTK_EDITABLE(self->search)));
  gtk_filter_changed(GTK_FILTER(self->filter), GTK_FILTER_CHANGE_DIFFERENT);
  gtk_sorter_changed(GTK_SORTER(self->sorter), GTK_SORTER_CHANGE_DIFFERENT);
  choose_first(self);
}

/* The search itself takes its time; Enter is for what is written by then. */
static void
search_activate_cb(SilsaAssignPane *self)
{
  search_changed_cb(self);
  assign_cb(self);
}

static void
stop_search_cb(SilsaAssignPane *self)
{
  gtk_editable_set_text(GTK_EDITABLE(self->search), "");
  g_signal_emit(self, signals[ASSIGNED], 0);
}

/* --- the selection --- */

static char *
summarise(GPtrArray *items)
{
  guint64 bytes = 0;
  g_autofree char *size = NULL;
  const SilsaEvidenceFacts *facts;

  for (guint i = 0; i < items->len; i++)
    bytes += silsa_evidence_get_facts(silsa_photo_item_get_evidence(items->pdata[i]))->size;
  size = g_format_size(bytes);
  if (items->len > 1)
    return g_steal_pointer(&size);
  facts = silsa_evidence_get_facts(silsa_photo_item_get_evidence(items->pdata[0]));
  return g_strdup_printf("%s · %s", facts->name, size);
}

static const char *
find_common_caption(GPtrArray *items)
{
  const char *common = items->len > 0 ? silsa_photo_item_get_caption(items->pdata[0]) : NULL;

  for (guint i = 1; i < items->len; i++)
    if (g_strcmp0(silsa_photo_item_get_caption(items->pdata[i]), common) != 0)
      return NULL;
  return common;
}

void
silsa_assign_pane_set_selection(SilsaAssignPane *self, GPtrArray *items)
{
  g_autofree char *title = NULL;
  g_autofree char *facts = NULL;
  const char *caption = find_common_caption(items);
  SilsaAnswer *before = self->proposal;

  g_return_if_fail(SILSA_IS_ASSIGN_PANE(self));

  g_ptr_array_ref(items);
  g_ptr_array_unref(self->items);
  self->items = items;
  gtk_widget_set_visible(self->empty, items->len == 0);
  gtk_widget_set_visible(self->tools, items->len > 0);
  title = g_strdup_printf(ngettext("%u selected", "%u selected", items->len), items->len);
  gtk_label_set_text(self->title, items->len > 0 ? title : _("Nothing selected"));
  facts = items->len > 0 ? summarise(items) : NULL;
  gtk_label_set_text(self->facts, facts != NULL ? facts : "");
  gtk_widget_set_visible(GTK_WIDGET(self->facts), facts != NULL);
  gtk_editable_set_text(self->caption, caption != NULL ? caption : "");
  if (items->len == 0)
    return;
  if (gtk_list_view_get_model(self->list) == NULL)
    gtk_list_view_set_model(self->list, GTK_SELECTION_MODEL(self->selection));
  self->proposal = find_proposal(self);
  if (self->proposal != before)
    gtk_sorter_changed(GTK_SORTER(self->sorter), GTK_SORTER_CHANGE_DIFFERENT);
  if (self->proposal != NULL && self->proposal != before)
    choose_first(self);
  show_hint(self);
}

static void
updated_cb(SilsaAssignPane *self)
{
  SilsaAnswer *chosen = get_chosen(self);

  gtk_sorter_changed(GTK_SORTER(self->sorter), GTK_SORTER_CHANGE_DIFFERENT);
  if (get_chosen(self) != chosen)
    show_hint(self);
}

/* --- rows --- */

static void
show_photos(GtkListItem *item)
{
  SilsaAnswer *answer = gtk_list_item_get_item(item);
  GtkWidget *line = gtk_list_item_get_child(item);
  GtkLabel *count;
  const SilsaIndicator *indicator;
  g_autofree char *photos = NULL;
  g_autofree char *spoken = NULL;

  if (answer == NULL)
    return;
  count = GTK_LABEL(gtk_widget_get_last_child(line));
  indicator = silsa_answer_get_indicator(answer);
  photos = silsa_photos_to_text(answer);
  if (g_str_equal(gtk_label_get_text(count), photos))
    return;
  gtk_label_set_text(count, photos);
  if (count_missing(answer) > 0)
    gtk_widget_add_css_class(GTK_WIDGET(count), "missing");
  else
    gtk_widget_remove_css_class(GTK_WIDGET(count), "missing");
  /* Translators: code and title of an indicator, number of its photos */
  spoken = g_strdup_printf(_("%s %s, photos %s"), indicator->code,
                           silsa_text_get(&indicator->title, silsa_language_from_locale()), photos);
  gtk_list_item_set_accessible_label(item, spoken);
}

static void
show_row(GtkListItem *item)
{
  SilsaAnswer *answer = gtk_list_item_get_item(item);
  GtkWidget *line = gtk_list_item_get_child(item);
  const SilsaIndicator *indicator = silsa_answer_get_indicator(answer);
  const char *words = silsa_text_get(&indicator->title, silsa_language_from_locale());
  GtkLabel *code = GTK_LABEL(gtk_widget_get_first_child(line));
  GtkLabel *title = GTK_LABEL(gtk_widget_get_next_sibling(GTK_WIDGET(code)));

  gtk_label_set_text(code, indicator->code);
  gtk_label_set_text(title, words);
  gtk_label_set_text(GTK_LABEL(gtk_widget_get_last_child(line)), "");
  show_photos(item);
}

/* Photos of the grid, or files from outside. */
static gboolean
drop_cb(GtkDropTarget *target,
        const GValue *value,
        double x G_GNUC_UNUSED,
        double y G_GNUC_UNUSED,
        GtkListItem *item)
{
  GtkWidget *line = gtk_event_controller_get_widget(GTK_EVENT_CONTROLLER(target));
  SilsaAssignPane *self = SILSA_ASSIGN_PANE(gtk_widget_get_ancestor(line, SILSA_TYPE_ASSIGN_PANE));
  SilsaAnswer *answer = gtk_list_item_get_item(item);
  SilsaImportTarget use = {.indicator = silsa_answer_get_code(answer)};

  if (G_VALUE_HOLDS(value, G_TYPE_LIST_STORE)) {
    GListModel *dropped = g_value_get_object(value);
    g_autoptr(GPtrArray) items = g_ptr_array_new_with_free_func(g_object_unref);

    for (guint i = 0; i < g_list_model_get_n_items(dropped); i++)
      g_ptr_array_add(items, g_list_model_get_item(dropped, i));
    assign(self, answer, items);
  } else {
    silsa_import_file_list(line, &use, value);
  }
  return TRUE;
}

static GtkLabel *
add_label(GtkWidget *line, const char *style)
{
  GtkLabel *label = GTK_LABEL(gtk_label_new(NULL));

  gtk_label_set_ellipsize(label, PANGO_ELLIPSIZE_END);
  gtk_label_set_xalign(label, 0);
  gtk_widget_add_css_class(GTK_WIDGET(label), style);
  gtk_box_append(GTK_BOX(line), GTK_WIDGET(label));
  return label;
}

static void
setup_row_cb(SilsaAssignPane *self G_GNUC_UNUSED, GtkListItem *item)
{
  GtkWidget *line = gtk_box_new(GTK_ORIENTATION_HORIZONTAL, 8);
  GtkDropTarget *target = gtk_drop_target_new(G_TYPE_INVALID, GDK_ACTION_COPY);
  GType types[] = {G_TYPE_LIST_STORE, GDK_TYPE_FILE_LIST};
  GtkLabel *title;

  gtk_label_set_ellipsize(add_label(line, "code"), PANGO_ELLIPSIZE_NONE);
  title = add_label(line, "secondary");
  gtk_widget_set_hexpand(GTK_WIDGET(title), TRUE);
  silsa_tooltip_follow_label(title);
  gtk_label_set_ellipsize(add_label(line, "numeric"), PANGO_ELLIPSIZE_NONE);
  gtk_drop_target_set_gtypes(target, types, G_N_ELEMENTS(types));
  g_signal_connect(target, "drop", G_CALLBACK(drop_cb), item);
  gtk_widget_add_controller(line, GTK_EVENT_CONTROLLER(target));
  gtk_list_item_set_child(item, line);
}

static void
bind_row_cb(SilsaAssignPane *self, GtkListItem *item)
{
  show_row(item);
  g_signal_connect_object(self->photos, "updated", G_CALLBACK(show_photos), item,
                          G_CONNECT_SWAPPED);
}

static void
unbind_row_cb(SilsaAssignPane *self, GtkListItem *item)
{
  g_signal_handlers_disconnect_by_func(self->photos, show_photos, item);
}

/* --- life --- */

void
silsa_assign_pane_set_store(SilsaAssignPane *self, SilsaStore *store, SilsaPhotoList *photos)
{
  g_autoptr(GtkListItemFactory) factory = gtk_signal_list_item_factory_new();
  SilsaAssessment *assessment;
  GtkSortListModel *sorted;

  g_return_if_fail(SILSA_IS_ASSIGN_PANE(self));
  g_return_if_fail(self->store == NULL);

  self->store = g_object_ref(store);
  self->photos = g_object_ref(photos);
  assessment = get_assessment(self);
  self->finder = silsa_finder_new(silsa_assessment_get_catalogue(assessment));
  self->filter = gtk_custom_filter_new(match_answer, self, NULL);
  self->sorter = gtk_custom_sorter_new(compare_answers, self, NULL);
  self->filtered = gtk_filter_list_model_new(g_object_ref(G_LIST_MODEL(assessment)),
                                             g_object_ref(GTK_FILTER(self->filter)));
  sorted = gtk_sort_list_model_new(g_object_ref(G_LIST_MODEL(self->filtered)),
                                   g_object_ref(GTK_SORTER(self->sorter)));
  self->selection = gtk_single_selection_new(G_LIST_MODEL(sorted));
  g_signal_connect_object(self->selection, "notify::selected-item", G_CALLBACK(show_hint), self,
                          G_CONNECT_SWAPPED);
  g_signal_connect_object(factory, "setup", G_CALLBACK(setup_row_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object(factory, "bind", G_CALLBACK(bind_row_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object(factory, "unbind", G_CALLBACK(unbind_row_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object(photos, "updated", G_CALLBACK(updated_cb), self, G_CONNECT_SWAPPED);
  gtk_list_view_set_factory(self->list, factory);
  gtk_widget_set_sensitive(self->tools, !silsa_store_get_read_only(store));
}

void
silsa_assign_pane_focus_search(SilsaAssignPane *self)
{
  g_return_if_fail(SILSA_IS_ASSIGN_PANE(self));

  gtk_editable_set_text(GTK_EDITABLE(self->search), "");
  gtk_widget_grab_focus(GTK_WIDGET(self->search));
}

void
silsa_assign_pane_focus_caption(SilsaAssignPane *self)
{
  g_return_if_fail(SILSA_IS_ASSIGN_PANE(self));
  gtk_widget_grab_focus(GTK_WIDGET(self->caption));
}

static void
silsa_assign_pane_dispose(GObject *object)
{
  SilsaAssignPane *self = SILSA_ASSIGN_PANE(object);

  if (self->list != NULL)
    gtk_list_view_set_model(self->list, NULL);
  self->list = NULL;
  g_clear_object(&self->selection);
  g_clear_object(&self->filtered);
  g_clear_object(&self->filter);
  g_clear_object(&self->sorter);
  g_clear_object(&self->photos);
  g_clear_object(&self->store);
  g_clear_pointer(&self->finder, silsa_finder_free);

  G_OBJECT_CLASS(silsa_assign_pane_parent_class)->dispose(object);
}

static void
silsa_assign_pane_finalize(GObject *object)
{
  g_ptr_array_unref(SILSA_ASSIGN_PANE(object)->items);
  G_OBJECT_CLASS(silsa_assign_pane_parent_class)->finalize(object);
}

static void
silsa_assign_pane_class_init(SilsaAssignPaneClass *class)
{
  G_OBJECT_CLASS(class)->dispose = silsa_assign_pane_dispose;
  G_OBJECT_CLASS(class)->finalize = silsa_assign_pane_finalize;
  signals[DONE] = g_signal_new("done", SILSA_TYPE_ASSIGN_PANE, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                               NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[ASSIGNED] = g_signal_new("assigned", SILSA_TYPE_ASSIGN_PANE, G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
}

static void
add_head(GtkBox *box, const char *words)
{
  GtkWidget *label = gtk_label_new(words);

  gtk_label_set_xalign(GTK_LABEL(label), 0);
  gtk_widget_add_css_class(label, "small");
  gtk_widget_add_css_class(label, "soft");
  gtk_box_append(box, label);
}

static void
add_list(SilsaAssignPane *self, GtkBox *box)
{
  GtkWidget *scrolled = gtk_scrolled_window_new();

  self->search = GTK_SEARCH_ENTRY(gtk_search_entry_new());
  gtk_search_entry_set_placeholder_text(self->search, _("Find an indicator"));
  gtk_accessible_update_property(GTK_ACCESSIBLE(self->search), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                 _("Indicator for the selected photos"), -1);
  g_signal_connect_object(self->search, "search-changed", G_CALLBACK(search_changed_cb), self,
                          G_CONNECT_SWAPPED);
  g_signal_connect_object(self->search, "activate", G_CALLBACK(search_activate_cb), self,
                          G_CONNECT_SWAPPED);
  g_signal_connect_object(self->search, "stop-search", G_CALLBACK(stop_search_cb), self,
                          G_CONNECT_SWAPPED);
  gtk_box_append(box, GTK_WIDGET(self->search));

  self->list = GTK_LIST_VIEW(gtk_list_view_new(NULL, NULL));
  gtk_list_view_set_tab_behavior(self->list, GTK_LIST_TAB_ITEM);
  gtk_widget_add_css_class(GTK_WIDGET(self->list), "assign-list");
  gtk_accessible_update_property(GTK_ACCESSIBLE(self->list), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                 _("Indicators"), -1);
  g_signal_connect_object(self->list, "activate", G_CALLBACK(row_activate_cb), self,
                          G_CONNECT_SWAPPED);
  gtk_scrolled_window_set_policy(GTK_SCROLLED_WINDOW(scrolled), GTK_POLICY_NEVER,
                                 GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child(GTK_SCROLLED_WINDOW(scrolled), GTK_WIDGET(self->list));
  gtk_widget_set_vexpand(scrolled, TRUE);
  gtk_widget_set_size_request(scrolled, -1, 120);
  gtk_box_append(box, scrolled);
}

static void
add_hint(SilsaAssignPane *self, GtkBox *box)
{
  GtkWidget *icon = gtk_image_new_from_icon_name("silsa-clock-symbolic");

  self->hint_box = gtk_box_new(GTK_ORIENTATION_HORIZONTAL, 6);
  self->hint = GTK_LABEL(gtk_label_new(NULL));
  gtk_label_set_wrap(self->hint, TRUE);
  gtk_label_set_xalign(self->hint, 0);
  gtk_label_set_width_chars(self->hint, 10);
  gtk_widget_set_hexpand(GTK_WIDGET(self->hint), TRUE);
  gtk_widget_set_valign(icon, GTK_ALIGN_START);
  gtk_widget_add_css_class(self->hint_box, "small");
  gtk_widget_add_css_class(self->hint_box, "soft");
  gtk_box_append(GTK_BOX(self->hint_box), icon);
  gtk_box_append(GTK_BOX(self->hint_box), GTK_WIDGET(self->hint));
  gtk_box_append(box, self->hint_box);
}

static void
add_tools(SilsaAssignPane *self, GtkBox *box)
{
  add_head(box, _("Where they belong"));
  add_list(self, box);
  add_hint(self, box);
  self->assign = gtk_button_new();
  gtk_widget_add_css_class(self->assign, "suggested-action");
  g_signal_connect_object(self->assign, "clicked", G_CALLBACK(assign_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append(box, self->assign);

  add_head(box, _("Caption"));
  self->caption = GTK_EDITABLE(gtk_entry_new());
  gtk_entry_set_placeholder_text(GTK_ENTRY(self->caption), _("What is to be seen, and where"));
  gtk_accessible_update_property(GTK_ACCESSIBLE(self->caption), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                 _("Caption of the selected photos"), -1);
  g_signal_connect_object(self->caption, "activate", G_CALLBACK(caption_cb), self,
                          G_CONNECT_SWAPPED);
  gtk_box_append(box, GTK_WIDGET(self->caption));

  self->remove = gtk_button_new_with_mnemonic(_("_Take Out"));
  gtk_widget_add_css_class(self->remove, "flat");
  g_signal_connect_object(self->remove, "clicked", G_CALLBACK(remove_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append(box, self->remove);
}

static void
silsa_assign_pane_init(SilsaAssignPane *self)
{
  GtkWidget *scrolled = gtk_scrolled_window_new(); /* in a window that is hardly as high */
  GtkWidget *box = gtk_box_new(GTK_ORIENTATION_VERTICAL, 8);
  GtkWidget *empty = gtk_label_new(_("Select photos to put them to an indicator, to caption them "
                                     "or to take them out. Ctrl and Shift select several; so does "
                                     "drawing a frame with the mouse."));

  self->items = g_ptr_array_new();
  self->title = GTK_LABEL(gtk_label_new(_("Nothing selected")));
  gtk_label_set_xalign(self->title, 0);
  gtk_widget_add_css_class(GTK_WIDGET(self->title), "title-4");
  self->facts = GTK_LABEL(gtk_label_new(NULL));
  gtk_label_set_xalign(self->facts, 0);
  gtk_label_set_ellipsize(self->facts, PANGO_ELLIPSIZE_MIDDLE);
  gtk_widget_add_css_class(GTK_WIDGET(self->facts), "small");
  gtk_widget_add_css_class(GTK_WIDGET(self->facts), "soft");
  gtk_label_set_wrap(GTK_LABEL(empty), TRUE);
  gtk_label_set_xalign(GTK_LABEL(empty), 0);
  gtk_label_set_width_chars(GTK_LABEL(empty), 10);
  gtk_widget_add_css_class(empty, "soft");
  gtk_widget_add_css_class(empty, "secondary");
  self->empty = empty;
  self->tools = gtk_box_new(GTK_ORIENTATION_VERTICAL, 8);
  gtk_widget_set_vexpand(self->tools, TRUE);
  add_tools(self, GTK_BOX(self->tools));
  gtk_widget_set_visible(self->tools, FALSE);
  gtk_widget_set_visible(GTK_WIDGET(self->facts), FALSE);

  gtk_box_append(GTK_BOX(box), GTK_WIDGET(self->title));
  gtk_box_append(GTK_BOX(box), GTK_WIDGET(self->facts));
  gtk_box_append(GTK_BOX(box), self->empty);
  gtk_box_append(GTK_BOX(box), self->tools);
  gtk_widget_set_margin_top(box, 14);
  gtk_widget_set_margin_bottom(box, 14);
  gtk_widget_set_margin_start(box, 16);
  gtk_widget_set_margin_end(box, 16);
  gtk_widget_add_css_class(GTK_WIDGET(self), "preview-pane");
  gtk_scrolled_window_set_policy(GTK_SCROLLED_WINDOW(scrolled), GTK_POLICY_NEVER,
                                 GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child(GTK_SCROLLED_WINDOW(scrolled), box);
  adw_bin_set_child(ADW_BIN(self), scrolled);
}
