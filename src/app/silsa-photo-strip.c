#include "silsa-photo-strip.h"

#include "silsa-thumbnail-picture.h"
#include "silsa-tooltip.h"

#include <glib/gi18n.h>

#define THUMB_WIDTH 80
#define THUMB_HEIGHT 60

#define AT_FIRST 16u /* on either side: what a window shows of them */
#define STEP 4u /* on either side */
#define PLENTY 128u /* on either side: GTK makes no more pictures than that */

/* Invariant: @shown are photos of the list from @first on, and all of them when nothing is under
 * way. A list makes two hundred pictures as soon as it hears of so many, seen or not. */
struct _SilsaPhotoStrip {
  AdwBin parent_instance;

  SilsaStore *store;
  GListModel *photos;
  GListStore *shown;
  guint first;
  GtkSingleSelection *selection; /* of @shown */
  gboolean showing; /* the selection moves because another was opened elsewhere */
  guint growing; /* the source that shows more of them */

  GtkListView *list;
  GtkAdjustment *across; /* of the scroller; borrowed */
};

enum { CHOSEN, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE(SilsaPhotoStrip, silsa_photo_strip, ADW_TYPE_BIN)

static guint
count_shown(SilsaPhotoStrip *self)
{
  return g_list_model_get_n_items(G_LIST_MODEL(self->shown));
}

static guint
count_photos(SilsaPhotoStrip *self)
{
  return self->photos != NULL ? g_list_model_get_n_items(self->photos) : 0;
}

/* All are of one width, so that its place follows from its position alone. */
static void
centre(SilsaPhotoStrip *self)
{
  guint n = count_shown(self);
  guint position = gtk_single_selection_get_selected(self->selection);
  double width = gtk_adjustment_get_upper(self->across) / MAX(1, n);

  if (position < n)
    gtk_adjustment_set_value(self->across, ((double)position + 0.5) * width -
                                               gtk_adjustment_get_page_size(self->across) / 2);
}

static void
selected_cb(SilsaPhotoStrip *self)
{
  guint position = gtk_single_selection_get_selected(self->selection);

  if (!self->showing && position != GTK_INVALID_LIST_POSITION)
    g_signal_emit(self, signals[CHOSEN], 0, self->first + position);
}

/* --- which are shown --- */

/* Puts the photos from @from up to @end at a place among those that are shown, for @gone. */
static void
put(SilsaPhotoStrip *self, guint place, guint gone, guint from, guint end)
{
  g_autoptr(GPtrArray) photos = g_ptr_array_new_with_free_func(g_object_unref);

  for (guint i = from; i < end; i++)
    g_ptr_array_add(photos, g_list_model_get_item(self->photos, i));
  self->showing = TRUE;
  g_list_store_splice(self->shown, place, gone, photos->pdata, photos->len);
  self->showing = FALSE;
}

static gboolean
grow_cb(gpointer data)
{
  SilsaPhotoStrip *self = data;
  guint n = count_photos(self), end = self->first + count_shown(self);
  guint step = end - self->first < 2 * PLENTY ? STEP : n;
  guint before = MIN(step, self->first);

  put(self, end - self->first, 0, end, end + MIN(step, n - end));
  put(self, 0, 0, self->first - before, self->first);
  self->first -= before;
  if (count_shown(self) < n)
    return G_SOURCE_CONTINUE;
  self->growing = 0;
  return G_SOURCE_REMOVE;
}

static void
show_around(SilsaPhotoStrip *self, guint position)
{
  guint n = count_photos(self);

  g_clear_handle_id(&self->growing, g_source_remove);
  self->first = position > AT_FIRST ? position - AT_FIRST : 0;
  put(self, 0, count_shown(self), self->first, MIN(n, position + AT_FIRST + 1));
  if (count_shown(self) < n)
    self->growing = g_idle_add_full(G_PRIORITY_LOW, grow_cb, self, NULL);
}

static void
follow_count(SilsaPhotoStrip *self)
{
  gtk_widget_set_visible(GTK_WIDGET(self), count_photos(self) > 1);
}

/* One that goes leaves the others where they are. */
static void
photos_changed_cb(SilsaPhotoStrip *self, guint position, guint removed, guint added)
{
  guint from = MAX(position, self->first);
  guint end = MIN(position + removed, self->first + count_shown(self));

  if (added > 0) {
    show_around(self, MIN(position, count_photos(self) - 1));
  } else if (from < end) {
    put(self, from - self->first, end - from, 0, 0);
    self->first = MIN(self->first, position);
  } else if (position < self->first) {
    self->first -= removed;
  }
  follow_count(self);
}

void
silsa_photo_strip_show(SilsaPhotoStrip *self, guint position)
{
  g_return_if_fail(SILSA_IS_PHOTO_STRIP(self));

  if (position < self->first || position >= self->first + count_shown(self))
    show_around(self, position);
  self->showing = TRUE;
  gtk_single_selection_set_selected(self->selection, position - self->first);
  self->showing = FALSE;
  centre(self);
}

void
silsa_photo_strip_set_photos(SilsaPhotoStrip *self, SilsaStore *store, GListModel *photos)
{
  g_return_if_fail(SILSA_IS_PHOTO_STRIP(self));
  g_return_if_fail(self->photos == NULL);

  self->store = g_object_ref(store);
  self->photos = g_object_ref(photos);
  g_signal_connect_object(photos, "items-changed", G_CALLBACK(photos_changed_cb), self,
                          G_CONNECT_SWAPPED);
  follow_count(self);
}

/* --- its pictures --- */

static void
setup_cb(SilsaPhotoStrip *self G_GNUC_UNUSED, GtkListItem *item)
{
  GtkWidget *frame = adw_bin_new();

  gtk_widget_set_size_request(frame, THUMB_WIDTH, THUMB_HEIGHT);
  gtk_widget_set_overflow(frame, GTK_OVERFLOW_HIDDEN);
  gtk_widget_add_css_class(frame, "photo-frame");
  gtk_list_item_set_child(item, frame);
}

static void
bind_cb(SilsaPhotoStrip *self, GtkListItem *item)
{
  SilsaEvidence *evidence = gtk_list_item_get_item(item);
  const char *name = silsa_evidence_get_facts(evidence)->name;
  GtkWidget *frame = gtk_list_item_get_child(item);

  adw_bin_set_child(ADW_BIN(frame),
                    silsa_thumbnail_picture_new(self->store, evidence, THUMB_WIDTH));
  silsa_tooltip_keep(frame, name);
  gtk_list_item_set_accessible_label(item, name);
}

static void
unbind_cb(SilsaPhotoStrip *self G_GNUC_UNUSED, GtkListItem *item)
{
  adw_bin_set_child(ADW_BIN(gtk_list_item_get_child(item)), NULL);
}

static GtkListItemFactory *
new_factory(SilsaPhotoStrip *self)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new();

  g_signal_connect_object(factory, "setup", G_CALLBACK(setup_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object(factory, "bind", G_CALLBACK(bind_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object(factory, "unbind", G_CALLBACK(unbind_cb), self, G_CONNECT_SWAPPED);
  return factory;
}

/* --- life --- */

static void
silsa_photo_strip_dispose(GObject *object)
{
  SilsaPhotoStrip *self = SILSA_PHOTO_STRIP(object);

  if (self->list != NULL)
    gtk_list_view_set_model(self->list, NULL);
  self->list = NULL;
  g_clear_handle_id(&self->growing, g_source_remove);
  g_clear_object(&self->selection);
  g_clear_object(&self->shown);
  g_clear_object(&self->photos);
  g_clear_object(&self->store);
  G_OBJECT_CLASS(silsa_photo_strip_parent_class)->dispose(object);
}

static void
silsa_photo_strip_class_init(SilsaPhotoStripClass *class)
{
  G_OBJECT_CLASS(class)->dispose = silsa_photo_strip_dispose;
  signals[CHOSEN] = g_signal_new("chosen", SILSA_TYPE_PHOTO_STRIP, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                 NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
}

static void
silsa_photo_strip_init(SilsaPhotoStrip *self)
{
  GtkWidget *scroller = gtk_scrolled_window_new();

  self->shown = g_list_store_new(SILSA_TYPE_EVIDENCE);
  self->selection = gtk_single_selection_new(g_object_ref(G_LIST_MODEL(self->shown)));
  gtk_single_selection_set_autoselect(self->selection, FALSE);
  g_signal_connect_object(self->selection, "notify::selected", G_CALLBACK(selected_cb), self,
                          G_CONNECT_SWAPPED);
  self->list = GTK_LIST_VIEW(
      gtk_list_view_new(g_object_ref(GTK_SELECTION_MODEL(self->selection)), new_factory(self)));
  gtk_orientable_set_orientation(GTK_ORIENTABLE(self->list), GTK_ORIENTATION_HORIZONTAL);
  gtk_list_view_set_tab_behavior(self->list, GTK_LIST_TAB_ITEM);
  gtk_widget_add_css_class(GTK_WIDGET(self->list), "photo-strip");
  gtk_accessible_update_property(GTK_ACCESSIBLE(self->list), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                 _("Photos of this list"), -1);
  gtk_scrolled_window_set_policy(GTK_SCROLLED_WINDOW(scroller), GTK_POLICY_EXTERNAL,
                                 GTK_POLICY_NEVER);
  gtk_scrolled_window_set_propagate_natural_width(GTK_SCROLLED_WINDOW(scroller), TRUE);
  gtk_scrolled_window_set_child(GTK_SCROLLED_WINDOW(scroller), GTK_WIDGET(self->list));
  gtk_widget_set_halign(scroller, GTK_ALIGN_CENTER);
  self->across = gtk_scrolled_window_get_hadjustment(GTK_SCROLLED_WINDOW(scroller));
  g_signal_connect_object(self->across, "changed", G_CALLBACK(centre), self, G_CONNECT_SWAPPED);
  adw_bin_set_child(ADW_BIN(self), scroller);
}

GtkWidget *
silsa_photo_strip_new(void)
{
  return g_object_new(SILSA_TYPE_PHOTO_STRIP, NULL);
}
