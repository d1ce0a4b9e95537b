#include "silsa-photos-page.h"

#include "silsa-assign-pane.h"
#include "silsa-below-layout.h"
#include "silsa-calm-scroll.h"
#include "silsa-growing-list.h"
#include "silsa-hand-in-check.h"
#include "silsa-import-bar.h"
#include "silsa-photo-cell.h"
#include "silsa-photo-viewer.h"
#include "silsa-spares.h"
#include "silsa-tooltip.h"
#include "silsa-words.h"

#include <glib/gi18n.h>

/* A row of the list on the left. */
typedef struct {
  SilsaPhotosKind kind;
  const SilsaItem *item; /* of SILSA_PHOTOS_ITEM */
  gboolean quiet; /* not listed while there is none */
  GtkLabel *count;
} Collection;

#define MOST_COLUMNS 24
#define DRAW_TIME (4 * G_TIME_SPAN_MILLISECOND) /* leaves most of a frame to others */

struct _SilsaPhotosPage {
  AdwBin parent_instance;

  SilsaStore *store;
  SilsaPhotoList *photos;
  GtkCustomFilter *filter;
  GtkFilterListModel *filtered;
  GtkMultiSelection *selection;
  SilsaGrowingList *growing; /* what the grid shows of it */
  Collection *shown; /* borrowed from its row */
  char *day; /* or NULL: all */
  guint64 package_size; /* of the package that is read; 0: a file, whose package is still to be */
  int width; /* of a cell */
  SilsaSpares *cells;
  GHashTable *unnamed; /* GtkListItem, which came while the grid was scrolled */
  GHashTable *undrawn; /* GtkListItem, whose words are to be drawn before it is seen */
  guint draw_idle;
  guint selection_idle;
  guint columns_idle;
  guint figures_idle;
  guint figures_shown; /* by it, since the photos changed */
  gboolean to_focus; /* when the photos are up to date */

  GtkListBox *collections;
  AdwOverlaySplitView *outer;
  AdwOverlaySplitView *inner;
  GtkLabel *title;
  GtkLabel *count;
  GtkDropDown *days;
  GtkRange *zoom;
  GtkWidget *import_button;
  GtkWidget *collections_button;
  GtkWidget *pane_button;
  GtkWidget *add_button;
  GtkStack *stack;
  GtkGridView *grid;
  AdwStatusPage *nothing;
  SilsaAssignPane *pane;
  GtkLevelBar *size_bar;
  GtkLabel *size_label;
};

enum { DONE, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE(SilsaPhotosPage, silsa_photos_page, ADW_TYPE_BIN)

/* --- which ones --- */

static gboolean
match_photo(gpointer item, gpointer data)
{
  SilsaPhotosPage *self = data;

  if (self->shown == NULL)
    return TRUE;
  if (self->day != NULL && g_strcmp0(silsa_photo_item_get_day(item), self->day) != 0)
    return FALSE;
  return silsa_photo_item_matches(item, self->shown->kind,
                                  self->shown->item != NULL ? self->shown->item->code : NULL);
}

static const char *
name_collection(const Collection *collection)
{
  switch (collection->kind) {
  case SILSA_PHOTOS_ALL:
    return _("All Photos");
  case SILSA_PHOTOS_INBOX:
    return _("Inbox");
  case SILSA_PHOTOS_DOUBTS:
    return _("Time and Place");
  case SILSA_PHOTOS_OVERLAPS:
    return _("Overlapping");
  case SILSA_PHOTOS_UNCAPTIONED:
    return _("Without Caption");
  case SILSA_PHOTOS_DOCUMENTS:
    return _("Documents");
  case SILSA_PHOTOS_UNREDACTED:
    return _("To Be Redacted");
  case SILSA_PHOTOS_PERSONS:
    return _("With Persons");
  case SILSA_PHOTOS_RESTRICTED:
    return _("Restricted");
  case SILSA_PHOTOS_REDACTED:
    return _("Redacted");
  case SILSA_PHOTOS_ITEM:
    return silsa_text_get(&collection->item->title, silsa_language_from_locale());
  }
  g_return_val_if_reached("");
}

/* What an empty list says. */
static void
show_nothing(SilsaPhotosPage *self)
{
  gboolean any = g_list_model_get_n_items(G_LIST_MODEL(self->photos)) > 0;
  gboolean inbox = self->shown != NULL && self->shown->kind == SILSA_PHOTOS_INBOX;

  adw_status_page_set_title(self->nothing, !any    ? _("No photos yet")
                                           : inbox ? _("The inbox is empty")
                                                   : _("No photos here"));
  adw_status_page_set_description(
      self->nothing, !any || inbox ? _("Drop photos, folders or ZIP files of photos here.") : NULL);
  gtk_widget_set_visible(self->add_button,
                         (!any || inbox) && !silsa_store_get_read_only(self->store));
}

static void
show_count(SilsaPhotosPage *self)
{
  guint n = g_list_model_get_n_items(G_LIST_MODEL(self->filtered));
  g_autofree char *count = g_strdup_printf(ngettext("%u photo", "%u photos", n), n);
  g_autofree char *inbox = NULL;

  if (self->shown == NULL)
    return;
  if (self->shown->kind == SILSA_PHOTOS_INBOX && n > 0)
    inbox = g_strdup_printf(_("%s · drag them onto an indicator"), count);
  gtk_label_set_text(self->title, name_collection(self->shown));
  gtk_label_set_text(self->count, inbox != NULL ? inbox : count);
  gtk_stack_set_visible_child_name(self->stack, n > 0 ? "grid" : "nothing");
  if (n == 0)
    show_nothing(self);
}

/* Photos that come back are shown as they come: the cells of all of them at once would take longer
 * than a frame to be shown. */
static void
filtered_cb(SilsaPhotosPage *self)
{
  if (self->growing != NULL && g_list_model_get_n_items(G_LIST_MODEL(self->filtered)) > 0)
    gtk_stack_set_visible_child_name(self->stack, "grid");
}

static void
refilter(SilsaPhotosPage *self)
{
  gtk_filter_changed(GTK_FILTER(self->filter), GTK_FILTER_CHANGE_DIFFERENT);
  show_count(self);
}

static void
collection_cb(SilsaPhotosPage *self, GtkListBoxRow *row)
{
  if (row == NULL || self->filter == NULL)
    return;
  self->shown = g_object_get_data(G_OBJECT(row), "collection");
  gtk_selection_model_unselect_all(GTK_SELECTION_MODEL(self->selection));
  if (self->growing != NULL) /* else the photos are still to come */
    refilter(self);
}

static void
day_cb(SilsaPhotosPage *self)
{
  GtkStringObject *chosen = gtk_drop_down_get_selected_item(self->days);

  if (self->filter == NULL || chosen == NULL)
    return;
  if (g_set_str(&self->day, gtk_drop_down_get_selected(self->days) > 0
                                ? gtk_string_object_get_string(chosen)
                                : NULL))
    refilter(self);
}

/* Where the next thing is done: the first photo, or taking some in. */
static void
focus_photos(SilsaPhotosPage *self)
{
  self->to_focus = FALSE;
  if (g_list_model_get_n_items(G_LIST_MODEL(self->filtered)) > 0)
    gtk_widget_child_focus(GTK_WIDGET(self->grid), GTK_DIR_TAB_FORWARD);
  else
    gtk_widget_grab_focus(GTK_WIDGET(self->add_button));
}

/* --- how many columns --- */

/* A GtkGridView keeps cells for thirty rows of as many columns as it may have, and lays all of them
 * out for each frame: no more columns than there is room for. */
static gboolean
limit_columns_cb(gpointer user_data)
{
  SilsaPhotosPage *self = user_data;
  GtkWidget *cell = gtk_widget_get_first_child(GTK_WIDGET(self->grid));
  int least = self->width; /* and what the style adds to it, where there is one */
  int room;

  if (cell != NULL)
    gtk_widget_measure(cell, GTK_ORIENTATION_HORIZONTAL, -1, &least, NULL, NULL, NULL);
  room = gtk_widget_get_width(GTK_WIDGET(self->grid)) / MAX(least, self->width);
  self->columns_idle = 0;
  gtk_grid_view_set_max_columns(self->grid, (guint)CLAMP(room, 1, MOST_COLUMNS));
  return G_SOURCE_REMOVE;
}

static void
limit_columns(SilsaPhotosPage *self)
{
  if (self->columns_idle == 0)
    self->columns_idle = g_idle_add_full(G_PRIORITY_HIGH_IDLE, limit_columns_cb, self, NULL);
}

/* --- counts, days --- */

static int
compare_strings(gconstpointer a, gconstpointer b)
{
  return g_strcmp0(*(const char *const *)a, *(const char *const *)b);
}

static void
show_days(SilsaPhotosPage *self)
{
  g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);
  g_autoptr(GPtrArray) days = g_ptr_array_new();
  g_autoptr(GtkStringList) list = gtk_string_list_new(NULL);
  GListModel *before = gtk_drop_down_get_model(self->days);
  guint chosen = 0;

  for (guint i = 0; i < g_list_model_get_n_items(G_LIST_MODEL(self->photos)); i++) {
    g_autoptr(SilsaPhotoItem) item = g_list_model_get_item(G_LIST_MODEL(self->photos), i);
    gpointer day = (gpointer)silsa_photo_item_get_day(item); /* the list keeps the item */

    if (g_hash_table_add(seen, day))
      g_ptr_array_add(days, day);
  }
  gtk_widget_set_visible(GTK_WIDGET(self->days), days->len > 1);
  if (before != NULL && g_list_model_get_n_items(before) == days->len + 1)
    return; /* days only ever come by their photos */
  g_ptr_array_sort(days, compare_strings);
  gtk_string_list_append(list, _("All days"));
  for (guint i = 0; i < days->len; i++) {
    gtk_string_list_append(list, days->pdata[i]);
    if (g_strcmp0(days->pdata[i], self->day) == 0)
      chosen = i + 1;
  }
  gtk_drop_down_set_model(self->days, G_LIST_MODEL(list));
  gtk_drop_down_set_selected(self->days, chosen);
}

/* Where one stands stays, though the last one that was there has gone. */
static void
count_row(SilsaPhotosPage *self, GtkWidget *row, Collection *collection, GPtrArray *items)
{
  const char *code = collection->item != NULL ? collection->item->code : NULL;
  g_autofree char *text = NULL;
  guint n = 0;

  for (guint i = 0; i < items->len; i++)
    n += silsa_photo_item_matches(items->pdata[i], collection->kind, code);
  text = g_strdup_printf("%u", n);
  gtk_label_set_text(collection->count, text);
  gtk_widget_set_visible(row, !collection->quiet || n > 0 || self->shown == collection);
}

/* Taken from the list once for all collections. */
static GPtrArray *
list_items(SilsaPhotosPage *self)
{
  GPtrArray *items = g_ptr_array_new_with_free_func(g_object_unref);

  for (guint i = 0; i < g_list_model_get_n_items(G_LIST_MODEL(self->photos)); i++)
    g_ptr_array_add(items, g_list_model_get_item(G_LIST_MODEL(self->photos), i));
  return items;
}

static guint64
estimate_size(SilsaAssessment *assessment)
{
  SilsaHandInSize size;

  silsa_hand_in_measure(assessment, &size);
  return size.photo_bytes + size.document_bytes + size.other_bytes;
}

static char *
dup_size_words(guint64 all, guint64 limit, gboolean known)
{
  g_autofree char *all_words = g_format_size(all);
  g_autofree char *limit_words = g_format_size(limit);

  if (limit == 0)
    return g_strdup_printf(known ? _("Package: %s") : _("Package: about %s"), all_words);
  return g_strdup_printf(known ? _("Package: %s of %s") : _("Package: about %s of %s"), all_words,
                         limit_words);
}

/* What the package would take as it stands, while there is still time to take photos out; of one
 * that is there, what it takes. */
static void
show_size(SilsaPhotosPage *self)
{
  SilsaAssessment *assessment = silsa_store_get_assessment(self->store);
  guint64 limit = silsa_assessment_get_case(assessment)->package_limit;
  gboolean known = self->package_size > 0;
  guint64 all = known ? self->package_size : estimate_size(assessment);
  g_autofree char *words = dup_size_words(all, limit, known);

  gtk_label_set_text(self->size_label, words);
  silsa_tooltip_set(GTK_WIDGET(self->size_label), words);
  if (limit > 0 && all > limit)
    gtk_widget_add_css_class(GTK_WIDGET(self->size_label), "missing");
  else
    gtk_widget_remove_css_class(GTK_WIDGET(self->size_label), "missing");
  gtk_widget_set_visible(GTK_WIDGET(self->size_bar), limit > 0);
  if (limit > 0)
    gtk_level_bar_set_value(self->size_bar, MIN(1, (double)all / (double)limit));
}

void
silsa_photos_page_set_package_size(SilsaPhotosPage *self, guint64 bytes)
{
  g_return_if_fail(SILSA_IS_PHOTOS_PAGE(self));
  self->package_size = bytes;
}

static void
show_counts(SilsaPhotosPage *self)
{
  g_autoptr(GPtrArray) items = list_items(self);
  GtkListBoxRow *row;

  for (int i = 0; (row = gtk_list_box_get_row_at_index(self->collections, i)) != NULL; i++) {
    Collection *collection = g_object_get_data(G_OBJECT(row), "collection");

    if (collection != NULL)
      count_row(self, GTK_WIDGET(row), collection, items);
  }
}

/* One after the other, with room for a frame between them: all photos are looked at for each. */
static gboolean
figures_idle_cb(gpointer data)
{
  static void (*const figures[])(SilsaPhotosPage *self) = {show_days, show_counts, show_size};
  SilsaPhotosPage *self = data;

  figures[self->figures_shown++](self);
  if (self->figures_shown < G_N_ELEMENTS(figures))
    return G_SOURCE_CONTINUE;
  self->figures_idle = 0;
  return G_SOURCE_REMOVE;
}

/* A file with an inbox that waits opens there. */
static void
choose_collection(SilsaPhotosPage *self)
{
  gboolean waiting = FALSE;

  for (guint i = 0; i < g_list_model_get_n_items(G_LIST_MODEL(self->photos)) && !waiting; i++) {
    g_autoptr(SilsaPhotoItem) item = g_list_model_get_item(G_LIST_MODEL(self->photos), i);

    waiting = silsa_photo_item_matches(item, SILSA_PHOTOS_INBOX, NULL);
  }
  gtk_list_box_select_row(self->collections,
                          gtk_list_box_get_row_at_index(self->collections, waiting ? 1 : 0));
}

static void
updated_cb(SilsaPhotosPage *self)
{
  if (self->shown == NULL)
    choose_collection(self);
  refilter(self);
  if (self->growing == NULL) { /* not before it is known which ones are shown */
    self->growing = silsa_growing_list_new(GTK_SELECTION_MODEL(self->selection));
    gtk_grid_view_set_model(self->grid, GTK_SELECTION_MODEL(self->growing));
    limit_columns(self);
  }
  if (self->to_focus)
    focus_photos(self);
  self->figures_shown = 0;
  if (self->figures_idle == 0)
    self->figures_idle = g_idle_add(figures_idle_cb, self);
}

/* --- the selection --- */

static GPtrArray *
list_selected(SilsaPhotosPage *self)
{
  g_autoptr(GtkBitset) set =
      gtk_selection_model_get_selection(GTK_SELECTION_MODEL(self->selection));
  GPtrArray *items = g_ptr_array_new_with_free_func(g_object_unref);
  GtkBitsetIter iter;
  guint position;

  for (gboolean more = gtk_bitset_iter_init_first(&iter, set, &position); more;
       more = gtk_bitset_iter_next(&iter, &position)) {
    gpointer item = g_list_model_get_item(G_LIST_MODEL(self->filtered), position);

    if (item != NULL)
      g_ptr_array_add(items, item);
  }
  return items;
}

static gboolean
selection_idle_cb(gpointer data)
{
  SilsaPhotosPage *self = data;
  g_autoptr(GPtrArray) items = list_selected(self);

  self->selection_idle = 0;
  silsa_assign_pane_set_selection(self->pane, items);
  return G_SOURCE_REMOVE;
}

/* Not with each photo that a frame drawn by the mouse runs over. */
static void
selection_cb(SilsaPhotosPage *self)
{
  if (self->selection_idle == 0)
    self->selection_idle = g_idle_add(selection_idle_cb, self);
}

static void
done_cb(SilsaPhotosPage *self, const char *words)
{
  g_signal_emit(self, signals[DONE], 0, words);
}

static void
assigned_cb(SilsaPhotosPage *self)
{
  silsa_photos_page_focus(self);
}

/* Back in the grid one stands at the photo that was looked at last. */
static void
viewed_cb(SilsaPhotosPage *self, SilsaPhotoViewer *viewer)
{
  gint64 evidence = silsa_photo_viewer_get_evidence(viewer);
  guint n = g_list_model_get_n_items(G_LIST_MODEL(self->filtered));

  for (guint i = 0; i < n; i++) {
    g_autoptr(SilsaPhotoItem) item = g_list_model_get_item(G_LIST_MODEL(self->filtered), i);

    if (silsa_photo_item_get_id(item) != evidence)
      continue;
    silsa_growing_list_reach(self->growing, i);
    gtk_grid_view_scroll_to(self->grid, i, GTK_LIST_SCROLL_FOCUS, NULL);
    return;
  }
  silsa_photos_page_focus(self); /* it does not belong here any more */
}

static void
activate_cb(SilsaPhotosPage *self, guint position)
{
  SilsaPhotoViewer *viewer;

  if (position >= g_list_model_get_n_items(G_LIST_MODEL(self->filtered)))
    return;
  viewer = silsa_photo_viewer_push_list(self->store, G_LIST_MODEL(self->filtered), position,
                                        GTK_WIDGET(self));
  g_signal_connect_object(viewer, "hidden", G_CALLBACK(viewed_cb), self, G_CONNECT_SWAPPED);
}

/* --- cells --- */

static GdkContentProvider *
prepare_cb(SilsaPhotosPage *self,
           double x G_GNUC_UNUSED,
           double y G_GNUC_UNUSED,
           GtkDragSource *source)
{
  GtkWidget *cell = gtk_event_controller_get_widget(GTK_EVENT_CONTROLLER(source));
  GtkListItem *item = g_object_get_data(G_OBJECT(cell), "list-item");
  g_autoptr(GListStore) dragged = g_list_store_new(SILSA_TYPE_PHOTO_ITEM);
  g_autoptr(GPtrArray) items = NULL;

  if (!gtk_list_item_get_selected(item))
    gtk_selection_model_select_item(GTK_SELECTION_MODEL(self->selection),
                                    gtk_list_item_get_position(item), TRUE);
  items = list_selected(self);
  for (guint i = 0; i < items->len; i++)
    g_list_store_append(dragged, items->pdata[i]);
  return gdk_content_provider_new_typed(G_TYPE_LIST_STORE, dragged);
}

static void
drag_begin_cb(SilsaPhotosPage *self G_GNUC_UNUSED,
              GdkDrag *drag G_GNUC_UNUSED,
              GtkDragSource *source)
{
  GtkWidget *cell = gtk_event_controller_get_widget(GTK_EVENT_CONTROLLER(source));
  g_autoptr(GdkPaintable) picture = gtk_widget_paintable_new(cell);

  gtk_drag_source_set_icon(source, picture, 20, 20);
}

static GtkWidget *
new_cell(gpointer user_data)
{
  SilsaPhotosPage *self = user_data;
  GtkWidget *cell = silsa_photo_cell_new(self->store);
  GtkDragSource *source = gtk_drag_source_new();

  g_signal_connect_object(source, "prepare", G_CALLBACK(prepare_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object(source, "drag-begin", G_CALLBACK(drag_begin_cb), self, G_CONNECT_SWAPPED);
  gtk_drag_source_set_actions(source, GDK_ACTION_COPY);
  gtk_widget_add_controller(cell, GTK_EVENT_CONTROLLER(source));
  return cell;
}

static void
setup_cb(SilsaPhotosPage *self, GtkListItem *item)
{
  GtkWidget *cell = silsa_spares_give(self->cells, item);

  silsa_photo_cell_set_width(SILSA_PHOTO_CELL(cell), self->width);
  g_object_set_data(G_OBJECT(cell), "list-item", item);
}

static void
teardown_cb(SilsaPhotosPage *self, GtkListItem *item)
{
  silsa_spares_take_back(self->cells, item);
}

static void
selected_cb(GtkListItem *item)
{
  silsa_photo_cell_set_selected(SILSA_PHOTO_CELL(gtk_list_item_get_child(item)),
                                gtk_list_item_get_selected(item));
}

static void
name_cell(GtkListItem *item)
{
  g_autofree char *words = silsa_photo_item_describe(gtk_list_item_get_item(item));

  gtk_list_item_set_accessible_label(item, words);
}

/* What is neither seen nor read aloud: GTK gives a cell several photos in turn before any of them
 * can be seen, and tells each of its names to whoever reads the screen. */
static void
complete_cell(SilsaPhotosPage *self, GtkListItem *item)
{
  if (silsa_calm_scroll_is_moving(GTK_SCROLLABLE(self->grid))) {
    g_hash_table_add(self->unnamed, item);
    return;
  }
  name_cell(item);
  silsa_photo_cell_load_ahead(SILSA_PHOTO_CELL(gtk_list_item_get_child(item)));
}

/* A cell gets its photo some rows before it is seen, and the time between two frames is enough for
 * all that the next one brings into sight: with many at once it would be late. In one go, as far as
 * no frame is put off: one that begins early, as it does in a loop that never sleeps, has GTK leave
 * out the next where the screen gives no beat. */
static gboolean
draw_idle_cb(gpointer user_data)
{
  SilsaPhotosPage *self = user_data;
  gint64 end = g_get_monotonic_time() + DRAW_TIME;
  GHashTableIter iter;
  gpointer item;

  g_hash_table_iter_init(&iter, self->undrawn);
  while (g_hash_table_iter_next(&iter, &item, NULL)) {
    silsa_photo_cell_draw_ahead(SILSA_PHOTO_CELL(gtk_list_item_get_child(item)));
    g_hash_table_iter_remove(&iter);
    if (g_get_monotonic_time() >= end)
      return G_SOURCE_CONTINUE;
  }
  self->draw_idle = 0;
  return G_SOURCE_REMOVE;
}

static void
draw_ahead(SilsaPhotosPage *self, GtkListItem *item)
{
  g_hash_table_add(self->undrawn, item);
  if (self->draw_idle == 0)
    self->draw_idle = g_idle_add_full(G_PRIORITY_DEFAULT_IDLE, draw_idle_cb, self, NULL);
}

static void
rested_cb(gpointer user_data)
{
  SilsaPhotosPage *self = user_data;
  GHashTableIter iter;
  gpointer item;

  g_hash_table_iter_init(&iter, self->unnamed);
  while (g_hash_table_iter_next(&iter, &item, NULL))
    complete_cell(self, item);
  g_hash_table_remove_all(self->unnamed);
}

static void
bind_cb(SilsaPhotosPage *self, GtkListItem *item)
{
  SilsaPhotoCell *cell = SILSA_PHOTO_CELL(gtk_list_item_get_child(item));
  gpointer photo = gtk_list_item_get_item(item);

  silsa_photo_cell_set_width(cell, self->width);
  silsa_photo_cell_set_item(cell, photo);
  selected_cb(item);
  complete_cell(self, item);
  draw_ahead(self, item);
  g_signal_connect(item, "notify::selected", G_CALLBACK(selected_cb), NULL);
  g_signal_connect_object(photo, "changed", G_CALLBACK(name_cell), item, G_CONNECT_SWAPPED);
}

static void
unbind_cb(SilsaPhotosPage *self, GtkListItem *item)
{
  g_hash_table_remove(self->unnamed, item);
  g_hash_table_remove(self->undrawn, item);
  g_signal_handlers_disconnect_by_func(item, selected_cb, NULL);
  g_signal_handlers_disconnect_by_func(gtk_list_item_get_item(item), name_cell, item);
  silsa_photo_cell_set_item(SILSA_PHOTO_CELL(gtk_list_item_get_child(item)), NULL);
}

static void
set_factory(SilsaPhotosPage *self)
{
  g_autoptr(GtkListItemFactory) factory = gtk_signal_list_item_factory_new();

  g_signal_connect_object(factory, "setup", G_CALLBACK(setup_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object(factory, "bind", G_CALLBACK(bind_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object(factory, "unbind", G_CALLBACK(unbind_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object(factory, "teardown", G_CALLBACK(teardown_cb), self, G_CONNECT_SWAPPED);
  gtk_grid_view_set_factory(self->grid, factory);
}

/* Cells are set up anew: a grid measures them once. */
static void
zoom_cb(SilsaPhotosPage *self)
{
  self->width = (int)gtk_range_get_value(self->zoom);
  limit_columns(self);
  if (self->store != NULL)
    set_factory(self);
}

/* --- taking in --- */

static void
chosen_cb(GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(SilsaPhotosPage) self = user_data;
  SilsaImportTarget inbox = {0};
  g_autoptr(GListModel) files =
      gtk_file_dialog_open_multiple_finish(GTK_FILE_DIALOG(source), result, NULL);

  if (files != NULL)
    silsa_import_files(GTK_WIDGET(self), &inbox, files);
}

void
silsa_photos_page_choose(SilsaPhotosPage *self)
{
  g_autoptr(GtkFileDialog) dialog = NULL;

  g_return_if_fail(SILSA_IS_PHOTOS_PAGE(self));

  if (silsa_store_get_read_only(self->store))
    return;
  dialog = gtk_file_dialog_new();
  gtk_file_dialog_set_title(dialog, _("Add Photos and Documents"));
  gtk_file_dialog_open_multiple(dialog, GTK_WINDOW(gtk_widget_get_root(GTK_WIDGET(self))), NULL,
                                chosen_cb, g_object_ref(self));
}

static void
choose_cb(SilsaPhotosPage *self)
{
  silsa_photos_page_choose(self);
}

static void
folders_chosen_cb(GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(SilsaPhotosPage) self = user_data;
  SilsaImportTarget inbox = {0};
  g_autoptr(GListModel) folders =
      gtk_file_dialog_select_multiple_folders_finish(GTK_FILE_DIALOG(source), result, NULL);

  if (folders != NULL)
    silsa_import_files(GTK_WIDGET(self), &inbox, folders);
}

static void
add_folder_action(GtkWidget *widget,
                  const char *name G_GNUC_UNUSED,
                  GVariant *parameter G_GNUC_UNUSED)
{
  g_autoptr(GtkFileDialog) dialog = gtk_file_dialog_new();

  gtk_file_dialog_set_title(dialog, _("Add Folders of Photos"));
  gtk_file_dialog_select_multiple_folders(dialog, GTK_WINDOW(gtk_widget_get_root(widget)), NULL,
                                          folders_chosen_cb, g_object_ref(widget));
}

static void
paste_action(GtkWidget *widget, const char *name G_GNUC_UNUSED, GVariant *parameter G_GNUC_UNUSED)
{
  SilsaImportTarget inbox = {0};

  silsa_import_paste(widget, &inbox);
}

static gboolean
drop_cb(SilsaPhotosPage *self, const GValue *value)
{
  SilsaImportTarget inbox = {0};

  silsa_import_file_list(GTK_WIDGET(self), &inbox, value);
  return TRUE;
}

/* --- keys of the grid --- */

static gboolean
are_together(SilsaPhotosPage *self, guint a, guint b)
{
  g_autoptr(SilsaPhotoItem) one = g_list_model_get_item(G_LIST_MODEL(self->filtered), a);
  g_autoptr(SilsaPhotoItem) other = g_list_model_get_item(G_LIST_MODEL(self->filtered), b);
  gint64 first = silsa_photo_item_get_clock(one), second = silsa_photo_item_get_clock(other);

  return first != 0 && second != 0 && ABS(second - first) <= SILSA_PHOTOS_NEAR_SECONDS;
}

/* All that was photographed before one went on to something else; the grid is in order of time. */
static void
select_together(SilsaPhotosPage *self)
{
  GtkSelectionModel *model = GTK_SELECTION_MODEL(self->selection);
  g_autoptr(GtkBitset) set = gtk_selection_model_get_selection(model);
  guint n = g_list_model_get_n_items(G_LIST_MODEL(self->filtered));
  guint first = gtk_bitset_is_empty(set) ? 0 : gtk_bitset_get_minimum(set);
  guint last = first;

  if (n == 0)
    return;
  while (first > 0 && are_together(self, first - 1, first))
    first--;
  while (last + 1 < n && are_together(self, last, last + 1))
    last++;
  gtk_selection_model_select_range(model, first, last - first + 1, TRUE);
}

static gboolean
key_cb(SilsaPhotosPage *self, guint key, guint code G_GNUC_UNUSED, GdkModifierType state)
{
  if ((state & (GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SUPER_MASK)) != 0)
    return FALSE;
  switch (gdk_keyval_to_lower(key)) {
  case GDK_KEY_a:
    silsa_assign_pane_focus_search(self->pane);
    return TRUE;
  case GDK_KEY_c:
    silsa_assign_pane_focus_caption(self->pane);
    return TRUE;
  case GDK_KEY_g:
    select_together(self);
    return TRUE;
  default:
    return FALSE;
  }
}

/* --- life --- */

static Collection *
add_collection(SilsaPhotosPage *self, SilsaPhotosKind kind, const char *icon, const SilsaItem *item)
{
  Collection *collection = g_new0(Collection, 1);
  GtkWidget *line = gtk_box_new(GTK_ORIENTATION_HORIZONTAL, 10);
  GtkWidget *row = gtk_list_box_row_new();
  GtkWidget *mark, *label;

  collection->kind = kind;
  collection->item = item;
  collection->quiet = kind >= SILSA_PHOTOS_UNREDACTED && kind <= SILSA_PHOTOS_REDACTED;
  label = gtk_label_new(name_collection(collection));
  mark = icon != NULL ? gtk_image_new_from_icon_name(icon) : gtk_label_new(item->code);
  if (icon == NULL)
    gtk_widget_add_css_class(mark, "code");
  gtk_label_set_ellipsize(GTK_LABEL(label), PANGO_ELLIPSIZE_END);
  gtk_label_set_xalign(GTK_LABEL(label), 0);
  gtk_widget_set_hexpand(label, TRUE);
  silsa_tooltip_follow_label(GTK_LABEL(label));
  collection->count = GTK_LABEL(gtk_label_new("0"));
  gtk_widget_add_css_class(GTK_WIDGET(collection->count), "soft");
  gtk_widget_add_css_class(GTK_WIDGET(collection->count), "numeric");
  gtk_box_append(GTK_BOX(line), mark);
  gtk_box_append(GTK_BOX(line), label);
  gtk_box_append(GTK_BOX(line), GTK_WIDGET(collection->count));
  gtk_list_box_row_set_child(GTK_LIST_BOX_ROW(row), line);
  g_object_set_data_full(G_OBJECT(row), "collection", collection, g_free);
  gtk_accessible_update_property(GTK_ACCESSIBLE(row), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                 name_collection(collection), -1);
  gtk_list_box_append(self->collections, row);
  return collection;
}

static void
add_section(SilsaPhotosPage *self, const char *words)
{
  GtkWidget *row = gtk_list_box_row_new();
  GtkWidget *label = gtk_label_new(words);

  gtk_label_set_xalign(GTK_LABEL(label), 0);
  gtk_label_set_ellipsize(GTK_LABEL(label), PANGO_ELLIPSIZE_END);
  gtk_list_box_row_set_child(GTK_LIST_BOX_ROW(row), label);
  gtk_list_box_row_set_selectable(GTK_LIST_BOX_ROW(row), FALSE);
  gtk_list_box_row_set_activatable(GTK_LIST_BOX_ROW(row), FALSE);
  gtk_widget_set_focusable(row, FALSE);
  gtk_widget_add_css_class(row, "section");
  gtk_list_box_append(self->collections, row);
}

static void
add_collections(SilsaPhotosPage *self, SilsaCatalogue *catalogue)
{
  SilsaLanguage language = silsa_language_from_locale();
  const SilsaSector *sector = NULL;
  const SilsaItem *item = NULL;

  add_collection(self, SILSA_PHOTOS_ALL, "silsa-camera-symbolic", NULL);
  add_collection(self, SILSA_PHOTOS_INBOX, "silsa-inbox-symbolic", NULL);
  add_collection(self, SILSA_PHOTOS_UNCAPTIONED, "silsa-text-symbolic", NULL);
  add_collection(self, SILSA_PHOTOS_DOUBTS, "silsa-pin-symbolic", NULL);
  add_collection(self, SILSA_PHOTOS_OVERLAPS, "silsa-compare-symbolic", NULL);
  add_collection(self, SILSA_PHOTOS_DOCUMENTS, "text-x-generic-symbolic", NULL);
  add_collection(self, SILSA_PHOTOS_UNREDACTED, "dialog-warning-symbolic", NULL);
  add_collection(self, SILSA_PHOTOS_PERSONS, "silsa-person-symbolic", NULL);
  add_collection(self, SILSA_PHOTOS_RESTRICTED, "changes-prevent-symbolic", NULL);
  add_collection(self, SILSA_PHOTOS_REDACTED, "silsa-redact-symbolic", NULL);
  for (guint i = 0; i < silsa_catalogue_get_n_indicators(catalogue); i++) {
    const SilsaIndicator *indicator = silsa_catalogue_get_indicator(catalogue, i);

    if (indicator->item == item)
      continue;
    item = indicator->item;
    if (item->sector != sector) {
      sector = item->sector;
      add_section(self, silsa_text_get(&sector->title, language));
    }
    add_collection(self, SILSA_PHOTOS_ITEM, NULL, item);
  }
}

void
silsa_photos_page_set_store(SilsaPhotosPage *self, SilsaStore *store)
{
  g_return_if_fail(SILSA_IS_PHOTOS_PAGE(self));
  g_return_if_fail(self->store == NULL);

  self->store = g_object_ref(store);
  self->photos = silsa_photo_list_new(store);
  self->filter = gtk_custom_filter_new(match_photo, self, NULL);
  self->filtered = gtk_filter_list_model_new(g_object_ref(G_LIST_MODEL(self->photos)),
                                             g_object_ref(GTK_FILTER(self->filter)));
  g_signal_connect_object(self->filtered, "items-changed", G_CALLBACK(filtered_cb), self,
                          G_CONNECT_SWAPPED);
  self->selection = gtk_multi_selection_new(g_object_ref(G_LIST_MODEL(self->filtered)));
  g_signal_connect_object(self->selection, "selection-changed", G_CALLBACK(selection_cb), self,
                          G_CONNECT_SWAPPED);
  g_signal_connect_object(self->selection, "items-changed", G_CALLBACK(selection_cb), self,
                          G_CONNECT_SWAPPED);
  g_signal_connect_object(self->photos, "updated", G_CALLBACK(updated_cb), self, G_CONNECT_SWAPPED);
  silsa_assign_pane_set_store(self->pane, store, self->photos);
  set_factory(self);
  add_collections(self, silsa_assessment_get_catalogue(silsa_store_get_assessment(store)));
  gtk_widget_set_sensitive(self->import_button, !silsa_store_get_read_only(store));
}

void
silsa_photos_page_focus(SilsaPhotosPage *self)
{
  g_return_if_fail(SILSA_IS_PHOTOS_PAGE(self));

  if (silsa_photo_list_is_up_to_date(self->photos))
    focus_photos(self);
  else
    self->to_focus = TRUE;
}

static GtkListBoxRow *
find_row(SilsaPhotosPage *self, SilsaPhotosKind kind)
{
  GtkListBoxRow *row;

  for (int i = 0; (row = gtk_list_box_get_row_at_index(self->collections, i)) != NULL; i++) {
    const Collection *collection = g_object_get_data(G_OBJECT(row), "collection");

    if (collection != NULL && collection->kind == kind)
      return row;
  }
  return NULL;
}

void
silsa_photos_page_show(SilsaPhotosPage *self, SilsaPhotosKind kind)
{
  g_return_if_fail(SILSA_IS_PHOTOS_PAGE(self));
  g_return_if_fail(kind != SILSA_PHOTOS_ITEM);

  gtk_drop_down_set_selected(self->days, 0);
  gtk_list_box_select_row(self->collections, find_row(self, kind));
  silsa_photos_page_focus(self);
}

/* Only while it is looked at does the page follow the file. */
static void
silsa_photos_page_map(GtkWidget *widget)
{
  SilsaPhotosPage *self = SILSA_PHOTOS_PAGE(widget);

  GTK_WIDGET_CLASS(silsa_photos_page_parent_class)->map(widget);
  if (self->photos != NULL)
    silsa_photo_list_set_watched(self->photos, TRUE);
}

static void
silsa_photos_page_unmap(GtkWidget *widget)
{
  SilsaPhotosPage *self = SILSA_PHOTOS_PAGE(widget);

  if (self->photos != NULL)
    silsa_photo_list_set_watched(self->photos, FALSE);
  GTK_WIDGET_CLASS(silsa_photos_page_parent_class)->unmap(widget);
}

static void
silsa_photos_page_dispose(GObject *object)
{
  SilsaPhotosPage *self = SILSA_PHOTOS_PAGE(object);

  g_clear_handle_id(&self->selection_idle, g_source_remove);
  g_clear_handle_id(&self->columns_idle, g_source_remove);
  g_clear_handle_id(&self->figures_idle, g_source_remove);
  g_clear_handle_id(&self->draw_idle, g_source_remove);
  if (self->grid != NULL) {
    silsa_calm_scroll_set_rest(GTK_SCROLLABLE(self->grid), NULL, NULL);
    gtk_grid_view_set_model(self->grid, NULL);
  }
  silsa_spares_dismiss(self->cells);
  self->shown = NULL;
  g_clear_object(&self->growing);
  g_clear_object(&self->selection);
  g_clear_object(&self->filtered);
  g_clear_object(&self->filter);
  g_clear_object(&self->photos);
  g_clear_pointer(&self->day, g_free);
  gtk_widget_dispose_template(GTK_WIDGET(self), SILSA_TYPE_PHOTOS_PAGE);
  g_clear_object(&self->store);

  G_OBJECT_CLASS(silsa_photos_page_parent_class)->dispose(object);
}

static void
silsa_photos_page_finalize(GObject *object)
{
  SilsaPhotosPage *self = SILSA_PHOTOS_PAGE(object);

  silsa_spares_free(self->cells);
  g_hash_table_unref(self->unnamed);
  g_hash_table_unref(self->undrawn);

  G_OBJECT_CLASS(silsa_photos_page_parent_class)->finalize(object);
}

static void
bind_children(GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child(widget_class, SilsaPhotosPage, collections);
  gtk_widget_class_bind_template_child(widget_class, SilsaPhotosPage, outer);
  gtk_widget_class_bind_template_child(widget_class, SilsaPhotosPage, inner);
  gtk_widget_class_bind_template_child(widget_class, SilsaPhotosPage, title);
  gtk_widget_class_bind_template_child(widget_class, SilsaPhotosPage, count);
  gtk_widget_class_bind_template_child(widget_class, SilsaPhotosPage, days);
  gtk_widget_class_bind_template_child(widget_class, SilsaPhotosPage, zoom);
  gtk_widget_class_bind_template_child(widget_class, SilsaPhotosPage, import_button);
  gtk_widget_class_bind_template_child(widget_class, SilsaPhotosPage, collections_button);
  gtk_widget_class_bind_template_child(widget_class, SilsaPhotosPage, pane_button);
  gtk_widget_class_bind_template_child(widget_class, SilsaPhotosPage, add_button);
  gtk_widget_class_bind_template_child(widget_class, SilsaPhotosPage, stack);
  gtk_widget_class_bind_template_child(widget_class, SilsaPhotosPage, grid);
  gtk_widget_class_bind_template_child(widget_class, SilsaPhotosPage, nothing);
  gtk_widget_class_bind_template_child(widget_class, SilsaPhotosPage, pane);
  gtk_widget_class_bind_template_child(widget_class, SilsaPhotosPage, size_bar);
  gtk_widget_class_bind_template_child(widget_class, SilsaPhotosPage, size_label);
}

static void
silsa_photos_page_class_init(SilsaPhotosPageClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS(class);

  G_OBJECT_CLASS(class)->dispose = silsa_photos_page_dispose;
  G_OBJECT_CLASS(class)->finalize = silsa_photos_page_finalize;
  widget_class->map = silsa_photos_page_map;
  widget_class->unmap = silsa_photos_page_unmap;
  signals[DONE] = g_signal_new("done", SILSA_TYPE_PHOTOS_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                               NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  g_type_ensure(SILSA_TYPE_ASSIGN_PANE);
  g_type_ensure(SILSA_TYPE_BELOW_LAYOUT);
  gtk_widget_class_set_template_from_resource(widget_class,
                                              "/io/github/silsa/Silsa/silsa-photos-page.ui");
  bind_children(widget_class);
  gtk_widget_class_bind_template_callback(widget_class, collection_cb);
  gtk_widget_class_bind_template_callback(widget_class, day_cb);
  gtk_widget_class_bind_template_callback(widget_class, zoom_cb);
  gtk_widget_class_bind_template_callback(widget_class, choose_cb);
  gtk_widget_class_bind_template_callback(widget_class, activate_cb);
  gtk_widget_class_bind_template_callback(widget_class, done_cb);
  gtk_widget_class_bind_template_callback(widget_class, assigned_cb);
  gtk_widget_class_install_action(widget_class, "photos.add-folder", NULL, add_folder_action);
  gtk_widget_class_install_action(widget_class, "photos.paste", NULL, paste_action);
  gtk_widget_class_add_binding_action(widget_class, GDK_KEY_v, GDK_CONTROL_MASK, "photos.paste",
                                      NULL);
}

static void
silsa_photos_page_init(SilsaPhotosPage *self)
{
  GtkEventController *keys = gtk_event_controller_key_new();
  GtkDropTarget *drop = gtk_drop_target_new(GDK_TYPE_FILE_LIST, GDK_ACTION_COPY);

  self->width = 132;
  self->cells = silsa_spares_new(new_cell, self);
  self->unnamed = g_hash_table_new(NULL, NULL);
  self->undrawn = g_hash_table_new(NULL, NULL);
  gtk_widget_init_template(GTK_WIDGET(self));
  g_signal_connect_swapped(keys, "key-pressed", G_CALLBACK(key_cb), self);
  gtk_widget_add_controller(GTK_WIDGET(self->grid), keys);
  g_signal_connect_object(gtk_scrollable_get_hadjustment(GTK_SCROLLABLE(self->grid)),
                          "notify::page-size", G_CALLBACK(limit_columns), self, G_CONNECT_SWAPPED);
  silsa_calm_scroll(GTK_SCROLLABLE(self->grid));
  silsa_calm_scroll_set_rest(GTK_SCROLLABLE(self->grid), rested_cb, self);
  g_signal_connect_swapped(drop, "drop", G_CALLBACK(drop_cb), self);
  gtk_widget_add_controller(GTK_WIDGET(self->stack), GTK_EVENT_CONTROLLER(drop));
}
