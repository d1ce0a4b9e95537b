#include "silsa-picture-layers.h"

#define TILE 1024

void
silsa_picture_layers_clear(SilsaPictureLayers *self)
{
  g_clear_object(&self->preview);
  g_clear_object(&self->texture);
  g_clear_pointer(&self->pixels, silsa_pixels_free);
  g_clear_pointer(&self->tiles, g_ptr_array_unref);
}

void
silsa_picture_layers_set_preview(SilsaPictureLayers *self, GdkTexture *texture)
{
  g_set_object(&self->preview, texture);
}

static SilsaPixels *
copy_pixels(const SilsaPixels *pixels)
{
  SilsaPixels *copy = g_memdup2(pixels, sizeof *pixels);

  g_bytes_ref(copy->data);
  return copy;
}

/* A part of @pixels; nothing is copied. */
static GdkTexture *
new_texture(const SilsaPixels *pixels, guint x, guint y, guint width, guint height)
{
  g_autoptr(GBytes) part = g_bytes_new_from_bytes(pixels->data, y * pixels->stride + (gsize)x * 3,
                                                  (height - 1) * pixels->stride + (gsize)width * 3);

  return gdk_memory_texture_new((int)width, (int)height, GDK_MEMORY_R8G8B8, part, pixels->stride);
}

void
silsa_picture_layers_set_pixels(SilsaPictureLayers *self, const SilsaPixels *pixels)
{
  silsa_picture_layers_clear(self);
  self->pixels = copy_pixels(pixels);
  self->texture = new_texture(pixels, 0, 0, pixels->width, pixels->height);
}

/* In tiles, each a pixel larger than its place so that no seam shows: only those in sight are ever
 * uploaded, so that a frame stays short however large the picture is. */
void
silsa_picture_layers_set_detail(SilsaPictureLayers *self, const SilsaPixels *pixels)
{
  g_clear_pointer(&self->tiles, g_ptr_array_unref);
  if (pixels == NULL)
    return;
  self->tiles = g_ptr_array_new_with_free_func(g_object_unref);
  self->detail_width = pixels->width;
  self->detail_height = pixels->height;
  for (guint y = 0; y < pixels->height; y += TILE)
    for (guint x = 0; x < pixels->width; x += TILE)
      g_ptr_array_add(self->tiles, new_texture(pixels, x, y, MIN(TILE + 1, pixels->width - x),
                                               MIN(TILE + 1, pixels->height - y)));
}

gboolean
silsa_picture_layers_want_detail(const SilsaPictureLayers *self, const SilsaPictureView *view)
{
  return self->tiles == NULL && self->pixels != NULL && (int)self->pixels->width < view->width &&
         silsa_picture_view_get_zoom(view) * view->width > self->pixels->width * 1.05;
}

/* --- drawing --- */

static void
append_tiles(const SilsaPictureLayers *self, const SilsaPictureView *view, GtkSnapshot *snapshot)
{
  guint columns = (self->detail_width + TILE - 1) / TILE;
  float sx = (float)view->width / (float)self->detail_width;
  float sy = (float)view->height / (float)self->detail_height;
  GskScalingFilter filter = silsa_picture_view_get_zoom(view) > 3 ? GSK_SCALING_FILTER_NEAREST
                                                                  : GSK_SCALING_FILTER_LINEAR;

  for (guint i = 0; i < self->tiles->len; i++) {
    GdkTexture *tile = self->tiles->pdata[i];
    float x = (float)(i % columns * TILE), y = (float)(i / columns * TILE);

    gtk_snapshot_append_scaled_texture(
        snapshot, tile, filter,
        &GRAPHENE_RECT_INIT(x * sx, y * sy, (float)gdk_texture_get_width(tile) * sx,
                            (float)gdk_texture_get_height(tile) * sy));
  }
}

void
silsa_picture_layers_append(const SilsaPictureLayers *self,
                            const SilsaPictureView *view,
                            GtkSnapshot *snapshot)
{
  float scale = (float)silsa_picture_view_get_scale(view);
  GdkTexture *texture = self->texture != NULL ? self->texture : self->preview;

  gtk_snapshot_save(snapshot);
  gtk_snapshot_translate(snapshot, &GRAPHENE_POINT_INIT((float)(view->room_width / 2),
                                                        (float)(view->room_height / 2)));
  gtk_snapshot_scale(snapshot, scale, scale);
  gtk_snapshot_rotate(snapshot, 90.0f * (float)view->turn);
  gtk_snapshot_translate(snapshot, &GRAPHENE_POINT_INIT((float)(-view->x * view->width),
                                                        (float)(-view->y * view->height)));
  if (texture != NULL) /* below the tiles, too: no seam shows through between two */
    gtk_snapshot_append_scaled_texture(
        snapshot, texture, GSK_SCALING_FILTER_TRILINEAR,
        &GRAPHENE_RECT_INIT(0, 0, (float)view->width, (float)view->height));
  if (self->tiles != NULL && silsa_picture_view_get_zoom(view) * view->width > self->pixels->width)
    append_tiles(self, view, snapshot);
  gtk_snapshot_restore(snapshot);
}
