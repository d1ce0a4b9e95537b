#include "silsa-sidebar.h"

#include "silsa-filter-menu.h"
#include "silsa-growing-list.h"
#include "silsa-indicator-row.h"
#include "silsa-section-head.h"
#include "silsa-spares.h"

#include <glib/gi18n.h>

#define FILL 6 /* rows in a step */
#define ROW_HEIGHT 40 /* the least that style.css lets a row have, in the densest setting */
#define MORE_HEIGHT 160 /* what is above the list in any window */

struct _SilsaSidebar {
  AdwBin parent_instance;

  SilsaStore *store;
  GtkCustomFilter *filter;
  GtkFilterListModel *filtered;
  GtkSingleSelection *selection;
  SilsaGrowingList *growing; /* what the list shows of it */
  SilsaSpares *rows;
  SilsaFinder *finder; /* what is searched for */
  guint reading_source; /* the finder gets ready */
  gboolean loading;

  GtkSearchEntry *search;
  SilsaFilterMenu *filter_menu;
  GtkToggleButton *open_filter;
  GtkToggleButton *flagged_filter;
  GtkToggleButton *contradictory_filter;
  GtkWidget *result_box;
  GtkLabel *result_label;
  GtkStack *list_stack;
  AdwBin *nothing; /* what is shown instead of the list, once it is */
  GtkListView *list;
};

typedef enum { PROP_SELECTED = 1 } SilsaSidebarProperty;
static GParamSpec *properties[PROP_SELECTED + 1];

enum { GO_TO, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE(SilsaSidebar, silsa_sidebar, ADW_TYPE_BIN)

/* Search and filters */

static gboolean
match_answer(gpointer item, gpointer user_data)
{
  SilsaSidebar *self = user_data;

  return silsa_finder_matches(self->finder, item);
}

static void clear_filters_cb(SilsaSidebar *self);

static GtkWidget *
new_nothing(SilsaSidebar *self)
{
  GtkWidget *page = adw_status_page_new(), *button = gtk_button_new_with_label(_("Clear"));

  adw_status_page_set_icon_name(ADW_STATUS_PAGE(page), "edit-find-symbolic");
  adw_status_page_set_title(ADW_STATUS_PAGE(page), _("No indicator matches"));
  adw_status_page_set_child(ADW_STATUS_PAGE(page), button);
  gtk_widget_add_css_class(page, "compact");
  gtk_widget_add_css_class(button, "pill");
  gtk_widget_set_halign(button, GTK_ALIGN_CENTER);
  g_signal_connect_object(button, "clicked", G_CALLBACK(clear_filters_cb), self, G_CONNECT_SWAPPED);
  return page;
}

static void
show_result(SilsaSidebar *self)
{
  guint n = g_list_model_get_n_items(G_LIST_MODEL(silsa_store_get_assessment(self->store)));
  guint found = g_list_model_get_n_items(G_LIST_MODEL(self->filtered));
  g_autofree char *text = g_strdup_printf(_("%u of %u indicators"), found, n);

  gtk_widget_set_visible(self->result_box, !silsa_finder_is_empty(self->finder));
  gtk_label_set_text(self->result_label, text);
  if (found == 0 && adw_bin_get_child(self->nothing) == NULL)
    adw_bin_set_child(self->nothing, new_nothing(self));
  gtk_stack_set_visible_child_name(self->list_stack, found > 0 ? "list" : "nothing");
}

/* How many rows the largest screen shows. */
static guint
count_visible_rows(void)
{
  GListModel *monitors = gdk_display_get_monitors(gdk_display_get_default());
  int height = 0;

  for (guint i = 0; i < g_list_model_get_n_items(monitors); i++) {
    g_autoptr(GdkMonitor) monitor = g_list_model_get_item(monitors, i);
    GdkRectangle place;

    gdk_monitor_get_geometry(monitor, &place);
    height = MAX(height, place.height);
  }
  return (guint)(MAX(height - MORE_HEIGHT, 0) / ROW_HEIGHT + 1);
}

/* Whoever looks at the list sees it filled; what is out of sight may come later. */
static void
show_first_rows(SilsaSidebar *self)
{
  silsa_growing_list_reach(self->growing, count_visible_rows() - 1);
}

static void
refilter(SilsaSidebar *self)
{
  if (self->filter == NULL)
    return;
  gtk_filter_changed(GTK_FILTER(self->filter), GTK_FILTER_CHANGE_DIFFERENT);
  show_first_rows(self);
  show_result(self);
  if (!silsa_finder_is_empty(self->finder)) /* from the first hit on, with the head above it */
    gtk_adjustment_set_value(gtk_scrollable_get_vadjustment(GTK_SCROLLABLE(self->list)), 0);
}

static void
show_chips(SilsaSidebar *self)
{
  SilsaFilter filters = silsa_filter_menu_get_filters(self->filter_menu);

  self->loading = TRUE;
  gtk_toggle_button_set_active(self->open_filter,
                               (filters & SILSA_FILTER_OPEN) == SILSA_FILTER_OPEN);
  gtk_toggle_button_set_active(self->flagged_filter, (filters & SILSA_FILTER_FLAGGED) != 0);
  gtk_toggle_button_set_active(self->contradictory_filter,
                               (filters & SILSA_FILTER_CONTRADICTORY) != 0);
  self->loading = FALSE;
}

static void
filters_cb(SilsaSidebar *self)
{
  int item = silsa_filter_menu_get_item(self->filter_menu);

  if (self->finder == NULL)
    return;
  show_chips(self);
  silsa_finder_set_filters(self->finder, silsa_filter_menu_get_filters(self->filter_menu));
  silsa_finder_set_item(self->finder, item >= 0 ? silsa_catalogue_get_item(
                                                      silsa_assessment_get_catalogue(
                                                          silsa_store_get_assessment(self->store)),
                                                      (guint)item)
                                                : NULL);
  refilter(self);
}

/* The chips are the three filters that are wanted most; the menu has them all. */
static void
filter_cb(SilsaSidebar *self)
{
  const struct {
    GtkToggleButton *chip;
    SilsaFilter filter;
  } chips[] = {
      {self->open_filter, SILSA_FILTER_OPEN},
      {self->flagged_filter, SILSA_FILTER_FLAGGED},
      {self->contradictory_filter, SILSA_FILTER_CONTRADICTORY},
  };
  SilsaFilter filters = silsa_filter_menu_get_filters(self->filter_menu);

  if (self->loading)
    return;
  for (gsize i = 0; i < G_N_ELEMENTS(chips); i++) {
    gboolean was = (filters & chips[i].filter) == chips[i].filter;

    if (gtk_toggle_button_get_active(chips[i].chip) == was)
      continue;
    filters = was ? filters & ~chips[i].filter : filters | chips[i].filter;
  }
  silsa_filter_menu_set_filters(self->filter_menu, filters);
}

static gboolean
read_ahead_cb(gpointer data)
{
  SilsaSidebar *self = data;

  if (silsa_finder_read_ahead(self->finder))
    return G_SOURCE_CONTINUE;
  self->reading_source = 0;
  return G_SOURCE_REMOVE;
}

/* Before the first letter: with all that follows from that one, it would take more than a frame. */
static void
search_focused_cb(SilsaSidebar *self)
{
  if (self->finder != NULL && self->reading_source == 0)
    self->reading_source = g_idle_add_full(G_PRIORITY_LOW, read_ahead_cb, self, NULL);
}

static void
search_changed_cb(SilsaSidebar *self)
{
  if (self->finder == NULL)
    return;
  silsa_finder_set_text(self->finder, gtk_editable_get_text(GTK_EDITABLE(self->search)));
  refilter(self);
}

static void
clear_filters_cb(SilsaSidebar *self)
{
  gtk_editable_set_text(GTK_EDITABLE(self->search), "");
  search_changed_cb(self); /* the entry itself takes its time */
  silsa_filter_menu_clear(self->filter_menu);
}

static void
stop_search_cb(SilsaSidebar *self)
{
  gtk_editable_set_text(GTK_EDITABLE(self->search), "");
  gtk_widget_grab_focus(GTK_WIDGET(self->list));
}

/* The indicator whose code was typed, or else the first hit. (transfer full) */
static SilsaAnswer *
dup_best_hit(SilsaSidebar *self)
{
  guint n = g_list_model_get_n_items(G_LIST_MODEL(self->filtered));

  for (guint i = 0; i < n; i++) {
    g_autoptr(SilsaAnswer) answer = g_list_model_get_item(G_LIST_MODEL(self->filtered), i);

    if (silsa_finder_names(self->finder, answer))
      return g_steal_pointer(&answer);
  }
  return g_list_model_get_item(G_LIST_MODEL(self->filtered), 0);
}

/* The search may be behind the keys. */
static void
search_activate_cb(SilsaSidebar *self)
{
  g_autoptr(SilsaAnswer) answer = NULL;

  search_changed_cb(self);
  answer = dup_best_hit(self);
  if (answer != NULL)
    g_signal_emit(self, signals[GO_TO], 0, answer);
}

static void
row_activate_cb(SilsaSidebar *self, guint position)
{
  g_autoptr(SilsaAnswer) answer = g_list_model_get_item(G_LIST_MODEL(self->filtered), position);

  if (answer != NULL)
    g_signal_emit(self, signals[GO_TO], 0, answer);
}

/* Counts on the filters */

static void
set_count(GtkToggleButton *button, const char *icon, const char *words, guint count)
{
  g_autofree char *text = g_strdup_printf("%s %u", words, count);
  AdwButtonContent *content = ADW_BUTTON_CONTENT(gtk_button_get_child(GTK_BUTTON(button)));

  if (content == NULL) {
    content = ADW_BUTTON_CONTENT(adw_button_content_new());
    adw_button_content_set_icon_name(content, icon);
    gtk_button_set_child(GTK_BUTTON(button), GTK_WIDGET(content));
  }
  adw_button_content_set_label(content, text);
}

static void
update_counts(SilsaSidebar *self)
{
  SilsaAssessment *assessment = silsa_store_get_assessment(self->store);
  guint n = g_list_model_get_n_items(G_LIST_MODEL(assessment));
  guint open = 0, flagged = 0, contradictory = 0;

  for (guint i = 0; i < n; i++) {
    SilsaAnswer *answer = silsa_assessment_get_answer(assessment, i);

    open += silsa_answer_get_state(answer) != SILSA_STATE_COMPLETE;
    flagged += silsa_answer_get_flagged(answer);
    contradictory += silsa_filter_matches(SILSA_FILTER_CONTRADICTORY, answer);
  }
  set_count(self->open_filter, "silsa-small-untouched-symbolic", C_("filter", "Open"), open);
  set_count(self->flagged_filter, "silsa-small-flag-symbolic", C_("filter", "Flagged"), flagged);
  set_count(self->contradictory_filter, "silsa-small-warning-symbolic", C_("filter", "Conflict"),
            contradictory);
}

/* The list */

static GtkWidget *
new_row(gpointer user_data G_GNUC_UNUSED)
{
  return g_object_new(SILSA_TYPE_INDICATOR_ROW, NULL);
}

static void
setup_row_cb(SilsaSidebar *self, GtkListItem *item)
{
  silsa_spares_give(self->rows, item);
}

static void
teardown_row_cb(SilsaSidebar *self, GtkListItem *item)
{
  silsa_spares_take_back(self->rows, item);
}

static void
bind_row_cb(GtkSignalListItemFactory *factory G_GNUC_UNUSED, GtkListItem *item)
{
  SilsaAnswer *answer = gtk_list_item_get_item(item);
  g_autofree char *words = silsa_indicator_row_describe(answer);

  silsa_indicator_row_set_answer(SILSA_INDICATOR_ROW(gtk_list_item_get_child(item)), answer);
  gtk_list_item_set_accessible_label(item, words);
}

static void
unbind_row_cb(GtkSignalListItemFactory *factory G_GNUC_UNUSED, GtkListItem *item)
{
  silsa_indicator_row_set_answer(SILSA_INDICATOR_ROW(gtk_list_item_get_child(item)), NULL);
}

static void
setup_head_cb(SilsaSidebar *self, GtkListHeader *header)
{
  gtk_list_header_set_child(header,
                            silsa_section_head_new(silsa_store_get_assessment(self->store)));
}

static void
bind_head_cb(SilsaSidebar *self G_GNUC_UNUSED, GtkListHeader *header)
{
  SilsaAnswer *first = gtk_list_header_get_item(header);

  silsa_section_head_set_item(SILSA_SECTION_HEAD(gtk_list_header_get_child(header)),
                              silsa_answer_get_indicator(first)->item);
}

static GtkListItemFactory *
new_row_factory(SilsaSidebar *self)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new();

  g_signal_connect_object(factory, "setup", G_CALLBACK(setup_row_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect(factory, "bind", G_CALLBACK(bind_row_cb), NULL);
  g_signal_connect(factory, "unbind", G_CALLBACK(unbind_row_cb), NULL);
  g_signal_connect_object(factory, "teardown", G_CALLBACK(teardown_row_cb), self,
                          G_CONNECT_SWAPPED);
  return factory;
}

static GtkListItemFactory *
new_head_factory(SilsaSidebar *self)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new();

  g_signal_connect_object(factory, "setup", G_CALLBACK(setup_head_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object(factory, "bind", G_CALLBACK(bind_head_cb), self, G_CONNECT_SWAPPED);
  return factory;
}

/* One list for each item: each becomes a section of the flattened list. */
static GListModel *
new_sections(SilsaAssessment *assessment)
{
  GListStore *sections = g_list_store_new(G_TYPE_LIST_MODEL);
  const SilsaItem *item = NULL;
  g_autoptr(GListStore) section = NULL;

  for (guint i = 0; i < g_list_model_get_n_items(G_LIST_MODEL(assessment)); i++) {
    SilsaAnswer *answer = silsa_assessment_get_answer(assessment, i);

    if (silsa_answer_get_indicator(answer)->item != item) {
      item = silsa_answer_get_indicator(answer)->item;
      g_clear_object(&section);
      section = g_list_store_new(SILSA_TYPE_ANSWER);
      g_list_store_append(sections, section);
    }
    g_list_store_append(section, answer);
  }
  return G_LIST_MODEL(sections);
}

static void
selected_cb(SilsaSidebar *self)
{
  g_object_notify_by_pspec(G_OBJECT(self), properties[PROP_SELECTED]);
}

static void
silsa_sidebar_get_property(GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  switch ((SilsaSidebarProperty)id) {
  case PROP_SELECTED:
    g_value_set_object(value, silsa_sidebar_get_selected(SILSA_SIDEBAR(object)));
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID(object, id, pspec);
  }
}

static void
silsa_sidebar_dispose(GObject *object)
{
  SilsaSidebar *self = SILSA_SIDEBAR(object);

  g_clear_handle_id(&self->reading_source, g_source_remove);
  if (self->list != NULL)
    gtk_list_view_set_model(self->list, NULL);
  silsa_spares_dismiss(self->rows);
  g_clear_object(&self->growing);
  g_clear_object(&self->selection);
  g_clear_object(&self->filtered);
  g_clear_object(&self->filter);
  g_clear_object(&self->store);
  g_clear_pointer(&self->finder, silsa_finder_free);
  gtk_widget_dispose_template(GTK_WIDGET(self), SILSA_TYPE_SIDEBAR);

  G_OBJECT_CLASS(silsa_sidebar_parent_class)->dispose(object);
}

static void
silsa_sidebar_finalize(GObject *object)
{
  silsa_spares_free(SILSA_SIDEBAR(object)->rows);

  G_OBJECT_CLASS(silsa_sidebar_parent_class)->finalize(object);
}

static void
silsa_sidebar_class_init(SilsaSidebarClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS(class);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS(class);

  object_class->dispose = silsa_sidebar_dispose;
  object_class->finalize = silsa_sidebar_finalize;
  object_class->get_property = silsa_sidebar_get_property;
  signals[GO_TO] = g_signal_new("go-to", SILSA_TYPE_SIDEBAR, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                G_TYPE_NONE, 1, SILSA_TYPE_ANSWER);
  properties[PROP_SELECTED] =
      g_param_spec_object("selected", NULL, NULL, SILSA_TYPE_ANSWER,
                          G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties(object_class, G_N_ELEMENTS(properties), properties);

  g_type_ensure(SILSA_TYPE_FILTER_MENU);
  gtk_widget_class_set_template_from_resource(widget_class,
                                              "/io/github/silsa/Silsa/silsa-sidebar.ui");
  gtk_widget_class_bind_template_child(widget_class, SilsaSidebar, search);
  gtk_widget_class_bind_template_child(widget_class, SilsaSidebar, filter_menu);
  gtk_widget_class_bind_template_child(widget_class, SilsaSidebar, result_box);
  gtk_widget_class_bind_template_child(widget_class, SilsaSidebar, result_label);
  gtk_widget_class_bind_template_child(widget_class, SilsaSidebar, open_filter);
  gtk_widget_class_bind_template_child(widget_class, SilsaSidebar, flagged_filter);
  gtk_widget_class_bind_template_child(widget_class, SilsaSidebar, contradictory_filter);
  gtk_widget_class_bind_template_child(widget_class, SilsaSidebar, list_stack);
  gtk_widget_class_bind_template_child(widget_class, SilsaSidebar, nothing);
  gtk_widget_class_bind_template_child(widget_class, SilsaSidebar, list);
  gtk_widget_class_bind_template_callback(widget_class, filter_cb);
  gtk_widget_class_bind_template_callback(widget_class, filters_cb);
  gtk_widget_class_bind_template_callback(widget_class, search_changed_cb);
  gtk_widget_class_bind_template_callback(widget_class, stop_search_cb);
  gtk_widget_class_bind_template_callback(widget_class, search_activate_cb);
  gtk_widget_class_bind_template_callback(widget_class, row_activate_cb);
  gtk_widget_class_bind_template_callback(widget_class, clear_filters_cb);
}

static void
silsa_sidebar_init(SilsaSidebar *self)
{
  GtkEventController *focus = gtk_event_controller_focus_new();

  self->rows = silsa_spares_new(new_row, NULL);
  gtk_widget_init_template(GTK_WIDGET(self));
  g_signal_connect_swapped(focus, "enter", G_CALLBACK(search_focused_cb), self);
  gtk_widget_add_controller(GTK_WIDGET(self->search), focus);
}

/* A list begins at its first row, with the head of the section out of sight above it. */
static gboolean
show_head_cb(GtkWidget *list, GdkFrameClock *clock G_GNUC_UNUSED, gpointer data)
{
  SilsaSidebar *self = data;

  if (gtk_widget_get_height(list) == 0)
    return G_SOURCE_CONTINUE;
  if (gtk_single_selection_get_selected(self->selection) == 0)
    gtk_adjustment_set_value(gtk_scrollable_get_vadjustment(GTK_SCROLLABLE(list)), 0);
  return G_SOURCE_REMOVE;
}

void
silsa_sidebar_set_store(SilsaSidebar *self, SilsaStore *store)
{
  g_autoptr(GtkListItemFactory) rows = NULL;
  g_autoptr(GtkListItemFactory) heads = NULL;
  SilsaAssessment *assessment;

  g_return_if_fail(SILSA_IS_SIDEBAR(self));
  g_return_if_fail(SILSA_IS_STORE(store));
  g_return_if_fail(self->store == NULL);

  self->store = g_object_ref(store);
  assessment = silsa_store_get_assessment(store);
  self->finder = silsa_finder_new(silsa_assessment_get_catalogue(assessment));
  silsa_filter_menu_set_assessment(self->filter_menu, assessment);
  self->filter = gtk_custom_filter_new(match_answer, self, NULL);
  self->filtered =
      gtk_filter_list_model_new(G_LIST_MODEL(gtk_flatten_list_model_new(new_sections(assessment))),
                                g_object_ref(GTK_FILTER(self->filter)));
  self->selection = gtk_single_selection_new(g_object_ref(G_LIST_MODEL(self->filtered)));
  self->growing = silsa_growing_list_new(GTK_SELECTION_MODEL(self->selection));
  g_signal_connect_object(self->selection, "notify::selected-item", G_CALLBACK(selected_cb), self,
                          G_CONNECT_SWAPPED);
  g_signal_connect_object(assessment, "preview-changed", G_CALLBACK(update_counts), self,
                          G_CONNECT_SWAPPED);
  g_signal_connect_object(assessment, "settled", G_CALLBACK(update_counts), self,
                          G_CONNECT_SWAPPED);

  rows = new_row_factory(self);
  heads = new_head_factory(self);
  gtk_list_view_set_factory(self->list, rows);
  gtk_list_view_set_header_factory(self->list, heads);
  gtk_list_view_set_model(self->list, GTK_SELECTION_MODEL(self->growing));
  gtk_widget_add_tick_callback(GTK_WIDGET(self->list), show_head_cb, self, NULL);
  update_counts(self);
}

gboolean
silsa_sidebar_fill(SilsaSidebar *self)
{
  guint shown, wanted;

  g_return_val_if_fail(SILSA_IS_SIDEBAR(self), FALSE);

  shown = g_list_model_get_n_items(G_LIST_MODEL(self->growing));
  wanted = MIN(count_visible_rows(), g_list_model_get_n_items(G_LIST_MODEL(self->filtered)));
  silsa_growing_list_reach(self->growing, MIN(shown + FILL, wanted) - 1);
  return g_list_model_get_n_items(G_LIST_MODEL(self->growing)) > shown;
}

SilsaAnswer *
silsa_sidebar_get_selected(SilsaSidebar *self)
{
  g_return_val_if_fail(SILSA_IS_SIDEBAR(self), NULL);

  return self->selection != NULL ? gtk_single_selection_get_selected_item(self->selection) : NULL;
}

static guint
find_position(SilsaSidebar *self, SilsaAnswer *answer)
{
  guint n = g_list_model_get_n_items(G_LIST_MODEL(self->filtered));

  for (guint i = 0; i < n; i++) {
    g_autoptr(SilsaAnswer) listed = g_list_model_get_item(G_LIST_MODEL(self->filtered), i);

    if (listed == answer)
      return i;
  }
  return GTK_INVALID_LIST_POSITION;
}

void
silsa_sidebar_select(SilsaSidebar *self, SilsaAnswer *answer)
{
  guint position;

  g_return_if_fail(SILSA_IS_SIDEBAR(self));
  g_return_if_fail(SILSA_IS_ANSWER(answer));

  position = find_position(self, answer);
  if (position == GTK_INVALID_LIST_POSITION) {
    clear_filters_cb(self);
    position = find_position(self, answer);
  }
  silsa_growing_list_reach(self->growing, position);
  if (position == 0) { /* with the head of the first section, which belongs to no row */
    gtk_selection_model_select_item(gtk_list_view_get_model(self->list), 0, TRUE);
    gtk_adjustment_set_value(gtk_scrollable_get_vadjustment(GTK_SCROLLABLE(self->list)), 0);
  } else if (position != GTK_INVALID_LIST_POSITION) {
    gtk_list_view_scroll_to(self->list, position, GTK_LIST_SCROLL_SELECT, NULL);
  }
}

SilsaAnswer *
silsa_sidebar_get_neighbour(SilsaSidebar *self, int step)
{
  guint position, n;
  gint64 wanted;
  g_autoptr(SilsaAnswer) answer = NULL;

  g_return_val_if_fail(SILSA_IS_SIDEBAR(self), NULL);

  position = gtk_single_selection_get_selected(self->selection);
  n = g_list_model_get_n_items(G_LIST_MODEL(self->filtered));
  wanted = (gint64)position + step;
  if (position == GTK_INVALID_LIST_POSITION || wanted < 0 || wanted >= n)
    return NULL;

  answer = g_list_model_get_item(G_LIST_MODEL(self->filtered), (guint)wanted);
  return answer; /* the assessment holds it */
}

void
silsa_sidebar_focus_search(SilsaSidebar *self)
{
  g_return_if_fail(SILSA_IS_SIDEBAR(self));

  gtk_widget_grab_focus(GTK_WIDGET(self->search));
}
