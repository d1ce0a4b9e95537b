#include "silsa-thumbnail-picture.h"

#include "silsa-error.h"
#include "silsa-picture.h"

#include <glib/gi18n.h>
#include <sys/resource.h>

#define NICENESS 10
#define AHEAD 200 /* pixels around what is seen: a thumbnail is there when it is scrolled to */
#define WAIT 250 /* ms with nothing in its place, before there is an icon */
#define ICON_SIZE 32

struct _SilsaThumbnailPicture {
  AdwBin parent_instance;

  SilsaStore *store; /* NULL: there is nothing to load, or it is on its way */
  gint64 evidence;
  guint max_size;
  GtkWidget *scrolled; /* what it is seen through, while it is on the screen and not loaded */
  guint look_tick;
  int frames; /* to go until it is looked whether it is seen */
  guint wait; /* until an icon takes its place */
  GCancellable *cancellable;
  GtkWidget *picture;
};

G_DEFINE_FINAL_TYPE(SilsaThumbnailPicture, silsa_thumbnail_picture, ADW_TYPE_BIN)

/* Loading */

typedef struct {
  SilsaStore *store;
  gint64 evidence;
  GBytes *bytes; /* instead of both */
  guint max_size;
  SilsaTile tile; /* to be covered; 0: the picture as it is */
  gboolean ahead; /* nobody sees the room for it yet */
  guint number; /* in the order they were asked for */
} Load;

static void
load_free(gpointer data)
{
  Load *load = data;

  g_clear_object(&load->store);
  g_clear_pointer(&load->bytes, g_bytes_unref);
  g_free(load);
}

static GdkTexture *
load_thumbnail(Load *load, GCancellable *cancellable, GError **error)
{
  g_autoptr(GBytes) bytes = silsa_store_read_thumbnail(load->store, load->evidence, error);
  g_autoptr(SilsaPixels) pixels = NULL;

  if (bytes == NULL) {
    if (error != NULL && *error == NULL)
      silsa_error_set(error, SILSA_ERROR_NOT_FOUND, "thumbnail", "no thumbnail");
    return NULL;
  }
  pixels = silsa_picture_decode(bytes, load->max_size, cancellable, error);
  if (pixels == NULL)
    return NULL;
  if (load->tile.width > 0)
    return silsa_tile_new_texture(&load->tile, pixels);
  return gdk_memory_texture_new((int)pixels->width, (int)pixels->height, GDK_MEMORY_R8G8B8,
                                pixels->data, pixels->stride);
}

static void
thumbnail_thread(GTask *task,
                 gpointer source G_GNUC_UNUSED,
                 gpointer data,
                 GCancellable *cancellable)
{
  g_autoptr(GError) error = NULL;
  GdkTexture *texture;

  if (g_task_return_error_if_cancelled(task))
    return; /* scrolled past before its turn came */
  texture = load_thumbnail(data, cancellable, &error);
  if (texture != NULL)
    g_task_return_pointer(task, texture, g_object_unref);
  else
    g_task_return_error(task, g_steal_pointer(&error));
}

static void
pixels_thread(GTask *task, gpointer source G_GNUC_UNUSED, gpointer data, GCancellable *cancellable)
{
  Load *load = data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) bytes = NULL;
  SilsaPixels *pixels;

  if (g_task_return_error_if_cancelled(task))
    return; /* paged past before its turn came */
  bytes = load->bytes != NULL ? g_bytes_ref(load->bytes)
                              : silsa_store_read_evidence(load->store, load->evidence, &error);
  pixels = bytes != NULL ? silsa_picture_decode(bytes, load->max_size, cancellable, &error) : NULL;
  if (pixels != NULL)
    g_task_return_pointer(task, pixels, (GDestroyNotify)silsa_pixels_free);
  else
    g_task_return_error(task, g_steal_pointer(&error));
}

/* Takes @load. */
static void
load_async(Load *load, GTask *task, GTaskThreadFunc thread)
{
  g_task_set_task_data(task, load, load_free);
  g_task_run_in_thread(task, thread);
}

static Load *
load_new(SilsaStore *store, gint64 evidence, guint max_size)
{
  Load *load = g_new0(Load, 1);

  load->store = g_object_ref(store);
  load->evidence = evidence;
  load->max_size = max_size;
  return load;
}

static void
thumbnail_turn(gpointer data, gpointer user_data G_GNUC_UNUSED)
{
  static gboolean lowered; /* of the one thread */
  g_autoptr(GTask) task = data;

  if (!lowered)
    lowered = setpriority(PRIO_PROCESS, 0, NICENESS) == 0; /* of this thread alone */
  thumbnail_thread(task, NULL, g_task_get_task_data(task), g_task_get_cancellable(task));
}

/* What came into sight last is what is looked at. */
static int
compare_turns(gconstpointer a, gconstpointer b, gpointer user_data G_GNUC_UNUSED)
{
  const Load *one = g_task_get_task_data((GTask *)a), *other = g_task_get_task_data((GTask *)b);

  if (one->ahead != other->ahead)
    return one->ahead ? 1 : -1;
  return one->ahead == (one->number > other->number) ? 1 : -1;
}

static GThreadPool *
new_thumbnail_pool(void)
{
  GThreadPool *pool = g_thread_pool_new(thumbnail_turn, NULL, 1, TRUE, NULL);

  g_thread_pool_set_sort_function(pool, compare_turns, NULL);
  return pool;
}

/* Thumbnails come by the hundred while somebody scrolls, and each takes a millisecond or two: one
 * after the other, so that the frames have the other processors, in a thread of their own that
 * gives way to them and to whatever brings them onto the screen. */
static GThreadPool *
get_thumbnail_pool(void)
{
  static gsize pool = 0;

  if (g_once_init_enter(&pool))
    g_once_init_leave(&pool, (gsize)new_thumbnail_pool());
  return (GThreadPool *)pool;
}

/* Takes @load. */
static void
load_texture_async(Load *load,
                   GCancellable *cancellable,
                   GAsyncReadyCallback callback,
                   gpointer user_data)
{
  static guint n; /* of the main thread */
  g_autoptr(GTask) task = g_task_new(NULL, cancellable, callback, user_data);

  load->number = n++;
  /* Painting comes first: what arrives while somebody scrolls must not put off every frame. The one
   * picture that is waited for comes before: a spinner that turns is painted all the time. */
  g_task_set_priority(task, G_PRIORITY_DEFAULT_IDLE);
  g_task_set_task_data(task, load, load_free);
  g_thread_pool_push(get_thumbnail_pool(), g_steal_pointer(&task), NULL);
}

void
silsa_texture_load_async(SilsaStore *store,
                         gint64 evidence,
                         guint max_size,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  load_texture_async(load_new(store, evidence, max_size), cancellable, callback, user_data);
}

void
silsa_texture_load_tile_async(SilsaStore *store,
                              SilsaEvidence *evidence,
                              const SilsaTile *tile,
                              gboolean ahead,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  const SilsaEvidenceFacts *facts = silsa_evidence_get_facts(evidence);
  guint max_size = silsa_tile_find_size(tile, facts->width, facts->height);
  Load *load = load_new(store, silsa_evidence_get_id(evidence), max_size);

  load->tile = *tile;
  load->ahead = ahead;
  load_texture_async(load, cancellable, callback, user_data);
}

GdkTexture *
silsa_texture_load_finish(GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer(G_TASK(result), error);
}

void
silsa_pixels_load_async(SilsaStore *store,
                        gint64 evidence,
                        guint max_size,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  g_autoptr(GTask) task = g_task_new(NULL, cancellable, callback, user_data);

  load_async(load_new(store, evidence, max_size), task, pixels_thread);
}

void
silsa_pixels_decode_async(GBytes *bytes,
                          guint max_size,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  g_autoptr(GTask) task = g_task_new(NULL, cancellable, callback, user_data);
  Load *load = g_new0(Load, 1);

  load->bytes = g_bytes_ref(bytes);
  load->max_size = max_size;
  load_async(load, task, pixels_thread);
}

SilsaPixels *
silsa_pixels_load_finish(GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer(G_TASK(result), error);
}

/* The widget */

static void
stop_waiting(SilsaThumbnailPicture *self)
{
  if (self->wait != 0)
    g_source_remove(self->wait);
  self->wait = 0;
}

static void
show_icon(SilsaThumbnailPicture *self, const char *name)
{
  GtkWidget *icon = gtk_image_new_from_icon_name(name);

  gtk_image_set_pixel_size(GTK_IMAGE(icon), ICON_SIZE);
  adw_bin_set_child(ADW_BIN(self), icon);
}

static void
show_picture_icon(SilsaThumbnailPicture *self)
{
  stop_waiting(self);
  show_icon(self, "image-x-generic-symbolic");
}

static void
wait_cb(gpointer user_data)
{
  SilsaThumbnailPicture *self = user_data;

  self->wait = 0;
  show_picture_icon(self);
}

static void
loaded_cb(GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GdkTexture) texture = silsa_texture_load_finish(result, &error);
  SilsaThumbnailPicture *self = user_data;

  if (g_error_matches(error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return; /* the widget is gone */
  if (texture == NULL) {
    show_picture_icon(self);
    return;
  }
  stop_waiting(self);
  gtk_picture_set_paintable(GTK_PICTURE(self->picture), GDK_PAINTABLE(texture));
  adw_bin_set_child(ADW_BIN(self), self->picture);
}

static GtkAdjustment *
get_adjustment(GtkWidget *scrolled, int axis)
{
  return axis == 0 ? gtk_scrolled_window_get_hadjustment(GTK_SCROLLED_WINDOW(scrolled))
                   : gtk_scrolled_window_get_vadjustment(GTK_SCROLLED_WINDOW(scrolled));
}

/* Only what is seen is loaded, for an indicator may have hundreds. */

static gboolean
is_in_view(SilsaThumbnailPicture *self)
{
  graphene_rect_t bounds, seen;

  if (self->scrolled == NULL)
    return TRUE;
  if (!gtk_widget_compute_bounds(GTK_WIDGET(self), self->scrolled, &bounds))
    return FALSE;
  graphene_rect_init(&seen, -AHEAD, -AHEAD, (float)gtk_widget_get_width(self->scrolled) + 2 * AHEAD,
                     (float)gtk_widget_get_height(self->scrolled) + 2 * AHEAD);
  return graphene_rect_intersection(&seen, &bounds, NULL);
}

static void
stop_watching(SilsaThumbnailPicture *self)
{
  if (self->look_tick != 0)
    gtk_widget_remove_tick_callback(GTK_WIDGET(self), self->look_tick);
  self->look_tick = 0;
  if (self->scrolled == NULL)
    return;
  for (int i = 0; i < 2; i++)
    g_signal_handlers_disconnect_by_data(get_adjustment(self->scrolled, i), self);
  g_clear_object(&self->scrolled);
}

static void
load(SilsaThumbnailPicture *self)
{
  silsa_texture_load_async(self->store, self->evidence, self->max_size, self->cancellable,
                           loaded_cb, self);
  self->wait = g_timeout_add_once(WAIT, wait_cb, self);
  g_clear_object(&self->store);
  stop_watching(self);
}

static gboolean
look_cb(GtkWidget *widget, GdkFrameClock *clock G_GNUC_UNUSED, gpointer data G_GNUC_UNUSED)
{
  SilsaThumbnailPicture *self = SILSA_THUMBNAIL_PICTURE(widget);

  if (--self->frames > 0)
    return G_SOURCE_CONTINUE;
  self->look_tick = 0;
  if (is_in_view(self))
    load(self);
  return G_SOURCE_REMOVE;
}

/* A frame begins with this and is laid out behind it, so only the next one knows the place. */
static void
queue_look(SilsaThumbnailPicture *self)
{
  self->frames = 2;
  if (self->look_tick == 0)
    self->look_tick = gtk_widget_add_tick_callback(GTK_WIDGET(self), look_cb, NULL, NULL);
}

static void
silsa_thumbnail_picture_map(GtkWidget *widget)
{
  SilsaThumbnailPicture *self = SILSA_THUMBNAIL_PICTURE(widget);
  GtkWidget *scrolled = gtk_widget_get_ancestor(widget, GTK_TYPE_SCROLLED_WINDOW);

  GTK_WIDGET_CLASS(silsa_thumbnail_picture_parent_class)->map(widget);
  if (self->store == NULL)
    return;
  g_set_object(&self->scrolled, scrolled);
  for (int i = 0; scrolled != NULL && i < 2; i++) {
    GtkAdjustment *adjustment = get_adjustment(scrolled, i);

    g_signal_connect_object(adjustment, "value-changed", G_CALLBACK(queue_look), self,
                            G_CONNECT_SWAPPED);
    g_signal_connect_object(adjustment, "changed", G_CALLBACK(queue_look), self, G_CONNECT_SWAPPED);
  }
  queue_look(self);
}

static void
silsa_thumbnail_picture_unmap(GtkWidget *widget)
{
  stop_watching(SILSA_THUMBNAIL_PICTURE(widget));

  GTK_WIDGET_CLASS(silsa_thumbnail_picture_parent_class)->unmap(widget);
}

static void
silsa_thumbnail_picture_dispose(GObject *object)
{
  SilsaThumbnailPicture *self = SILSA_THUMBNAIL_PICTURE(object);

  stop_watching(self);
  stop_waiting(self);
  g_cancellable_cancel(self->cancellable);
  g_clear_object(&self->cancellable);
  g_clear_object(&self->store);
  g_clear_object(&self->picture);

  G_OBJECT_CLASS(silsa_thumbnail_picture_parent_class)->dispose(object);
}

static void
silsa_thumbnail_picture_class_init(SilsaThumbnailPictureClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS(class);

  G_OBJECT_CLASS(class)->dispose = silsa_thumbnail_picture_dispose;
  widget_class->map = silsa_thumbnail_picture_map;
  widget_class->unmap = silsa_thumbnail_picture_unmap;
}

static void
silsa_thumbnail_picture_init(SilsaThumbnailPicture *self)
{
  self->cancellable = g_cancellable_new();
  self->picture = g_object_ref_sink(gtk_picture_new());
  gtk_picture_set_content_fit(GTK_PICTURE(self->picture), GTK_CONTENT_FIT_COVER);
  gtk_picture_set_can_shrink(GTK_PICTURE(self->picture), TRUE);
  gtk_widget_set_overflow(GTK_WIDGET(self), GTK_OVERFLOW_HIDDEN);
}

GtkWidget *
silsa_thumbnail_picture_new(SilsaStore *store, SilsaEvidence *evidence, guint size)
{
  SilsaThumbnailPicture *self = g_object_new(SILSA_TYPE_THUMBNAIL_PICTURE, NULL);

  self->evidence = silsa_evidence_get_id(evidence);
  self->max_size = size * (guint)gtk_widget_get_scale_factor(GTK_WIDGET(self));
  if (silsa_evidence_is_picture(evidence))
    g_set_object(&self->store, store);
  else
    show_icon(self, "text-x-generic-symbolic");
  return GTK_WIDGET(self);
}
