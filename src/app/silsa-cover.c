#include "silsa-cover.h"

#include "silsa-thumbnail-picture.h"

#define RADIUS 9
#define ICON_SIZE 32
#define ICON 0.6f /* opacity in the colour of text */
#define GROUND 0.08f /* the same of what is seen until the picture is there */

struct _SilsaCover {
  GtkWidget *widget;
  SilsaStore *store;
  SilsaEvidence *evidence;
  GCancellable *cancellable;
  int width;
  int height;
  SilsaTile tile; /* that was loaded last, or is being loaded; 0: none */
  gboolean ahead; /* of those that are seen was it asked for */
  GdkTexture *texture;
  GtkIconPaintable *icon; /* NULL: there is a picture, or it is to come */
};

static void
show_icon(SilsaCover *self, const char *name)
{
  GtkIconTheme *theme = gtk_icon_theme_get_for_display(gtk_widget_get_display(self->widget));

  g_clear_object(&self->icon);
  self->icon =
      gtk_icon_theme_lookup_icon(theme, name, NULL, ICON_SIZE,
                                 gtk_widget_get_scale_factor(self->widget), GTK_TEXT_DIR_NONE, 0);
  gtk_widget_queue_draw(self->widget);
}

static void
loaded_cb(GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GdkTexture) texture = silsa_texture_load_finish(result, &error);
  SilsaCover *self = user_data;

  if (g_error_matches(error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return; /* it may be gone */
  if (texture == NULL)
    show_icon(self, "image-x-generic-symbolic");
  else if (g_set_object(&self->texture, texture))
    gtk_widget_queue_draw(self->widget);
}

static void
stop_loading(SilsaCover *self)
{
  g_cancellable_cancel(self->cancellable);
  g_clear_object(&self->cancellable);
}

static SilsaTile
find_tile(SilsaCover *self)
{
  int scale = gtk_widget_get_scale_factor(self->widget);

  return (SilsaTile){
      .width = self->width * scale, .height = self->height * scale, .radius = RADIUS * scale};
}

/* The columns of a grid differ by a pixel, and a cell moves from one to another. */
static gboolean
is_other_tile(const SilsaTile *a, const SilsaTile *b)
{
  return ABS(a->width - b->width) > 1 || ABS(a->height - b->height) > 1 || a->radius != b->radius;
}

/* What was asked for ahead comes in its turn only when it is asked for once more. */
static void
load(SilsaCover *self, gboolean ahead)
{
  SilsaTile tile = find_tile(self);

  if (self->evidence == NULL || !silsa_evidence_is_picture(self->evidence) || self->width <= 0 ||
      self->height <= 0)
    return;
  if (!is_other_tile(&tile, &self->tile) && (!self->ahead || ahead || self->texture != NULL))
    return;
  stop_loading(self);
  self->tile = tile;
  self->ahead = ahead;
  self->cancellable = g_cancellable_new();
  silsa_texture_load_tile_async(self->store, self->evidence, &self->tile, ahead, self->cancellable,
                                loaded_cb, self);
}

SilsaCover *
silsa_cover_new(GtkWidget *widget, SilsaStore *store)
{
  SilsaCover *self = g_new0(SilsaCover, 1);

  self->widget = widget;
  self->store = g_object_ref(store);
  return self;
}

void
silsa_cover_free(SilsaCover *self)
{
  if (self == NULL)
    return;
  stop_loading(self);
  g_clear_object(&self->icon);
  g_clear_object(&self->texture);
  g_clear_object(&self->evidence);
  g_clear_object(&self->store);
  g_free(self);
}

void
silsa_cover_set_evidence(SilsaCover *self, SilsaEvidence *evidence)
{
  if (!g_set_object(&self->evidence, evidence))
    return;
  stop_loading(self);
  g_clear_object(&self->texture);
  g_clear_object(&self->icon);
  self->tile = (SilsaTile){0};
  if (evidence != NULL && !silsa_evidence_is_picture(evidence))
    show_icon(self, "text-x-generic-symbolic");
  gtk_widget_queue_draw(self->widget);
}

void
silsa_cover_set_size(SilsaCover *self, int width, int height)
{
  self->width = width;
  self->height = height;
}

static void
snapshot_ground(SilsaCover *self, GtkSnapshot *snapshot, const GdkRGBA *text)
{
  graphene_rect_t room = GRAPHENE_RECT_INIT(0, 0, (float)self->width, (float)self->height);
  GdkRGBA colour = *text;
  GskRoundedRect rounded;

  colour.alpha *= GROUND;
  gsk_rounded_rect_init_from_rect(&rounded, &room, RADIUS);
  gtk_snapshot_push_rounded_clip(snapshot, &rounded);
  gtk_snapshot_append_color(snapshot, &colour, &room);
  gtk_snapshot_pop(snapshot);
  /* As in style-hc.css: a tint alone is not told apart there. */
  if (adw_style_manager_get_high_contrast(adw_style_manager_get_default()))
    gtk_snapshot_append_border(snapshot, &rounded, (float[4]){1, 1, 1, 1},
                               (GdkRGBA[4]){*text, *text, *text, *text});
}

static void
snapshot_icon(SilsaCover *self, GtkSnapshot *snapshot, const GdkRGBA *text)
{
  GdkRGBA colour = *text;

  colour.alpha *= ICON;
  gtk_snapshot_save(snapshot);
  gtk_snapshot_translate(snapshot, &GRAPHENE_POINT_INIT((float)((self->width - ICON_SIZE) / 2),
                                                        (float)((self->height - ICON_SIZE) / 2)));
  gtk_symbolic_paintable_snapshot_symbolic(GTK_SYMBOLIC_PAINTABLE(self->icon), snapshot, ICON_SIZE,
                                           ICON_SIZE, &colour, 1);
  gtk_snapshot_restore(snapshot);
}

/* One of the size before is stretched until the next is there. */
static void
snapshot_texture(SilsaCover *self, GtkSnapshot *snapshot)
{
  SilsaTile tile = find_tile(self);
  SilsaTile shown = {.width = gdk_texture_get_width(self->texture),
                     .height = gdk_texture_get_height(self->texture),
                     .radius = self->tile.radius};
  float scale = (float)gtk_widget_get_scale_factor(self->widget);

  if (is_other_tile(&tile, &shown))
    shown = tile;
  gtk_snapshot_append_texture(
      snapshot, self->texture,
      &GRAPHENE_RECT_INIT(0, 0, (float)shown.width / scale, (float)shown.height / scale));
}

void
silsa_cover_snapshot(SilsaCover *self, GtkSnapshot *snapshot)
{
  GdkRGBA text;

  load(self, FALSE);
  if (self->texture != NULL) {
    snapshot_texture(self, snapshot);
    return;
  }
  gtk_widget_get_color(self->widget, &text);
  snapshot_ground(self, snapshot, &text);
  if (self->icon != NULL)
    snapshot_icon(self, snapshot, &text);
}

void
silsa_cover_load_ahead(SilsaCover *self)
{
  load(self, TRUE);
}
