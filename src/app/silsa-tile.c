#include "silsa-tile.h"

#include <math.h>

guint
silsa_tile_find_size(const SilsaTile *self, int width, int height)
{
  g_return_val_if_fail(self->width > 0 && self->height > 0, 0);

  if (width <= 0 || height <= 0)
    return 0;
  /* One more than covers it: the other side is rounded. */
  return 1 + (guint)ceil(MAX(width, height) *
                         MAX((double)self->width / width, (double)self->height / height));
}

/* The pixels as cairo has them: red, green and blue in one number. */
static guint32 *
pack_pixels(const SilsaPixels *pixels)
{
  guint32 *packed = g_new(guint32, (gsize)pixels->width * pixels->height), *to = packed;
  const guint8 *row = g_bytes_get_data(pixels->data, NULL);

  for (guint y = 0; y < pixels->height; y++, row += pixels->stride)
    for (guint x = 0; x < pixels->width; x++)
      *to++ = (guint32)row[3 * x] << 16 | (guint32)row[3 * x + 1] << 8 | row[3 * x + 2];
  return packed;
}

static cairo_surface_t *
new_surface(guint32 *data, cairo_format_t format, guint width, guint height)
{
  return cairo_image_surface_create_for_data((guchar *)data, format, (int)width, (int)height,
                                             (int)width * 4);
}

static void
add_rounded(cairo_t *cr, const SilsaTile *self)
{
  double r = self->radius, w = self->width, h = self->height;

  cairo_arc(cr, w - r, r, r, -G_PI / 2, 0);
  cairo_arc(cr, w - r, h - r, r, 0, G_PI / 2);
  cairo_arc(cr, r, h - r, r, G_PI / 2, G_PI);
  cairo_arc(cr, r, r, r, G_PI, 3 * G_PI / 2);
  cairo_close_path(cr);
}

/* What a worker made to cover it is a pixel or two larger, and is cut; anything else is scaled. */
static double
find_scale(const SilsaTile *self, const SilsaPixels *pixels)
{
  double scale = MAX((double)self->width / pixels->width, (double)self->height / pixels->height);
  double longest = MAX(pixels->width, pixels->height);

  return scale <= 1 && scale * longest + 2 >= longest ? 1 : scale;
}

static void
paint(const SilsaTile *self, const SilsaPixels *pixels, cairo_surface_t *target)
{
  g_autofree guint32 *data = pack_pixels(pixels);
  cairo_surface_t *source = new_surface(data, CAIRO_FORMAT_RGB24, pixels->width, pixels->height);
  cairo_t *cr = cairo_create(target);
  double scale = find_scale(self, pixels);
  double left = (self->width - scale * pixels->width) / 2;
  double top = (self->height - scale * pixels->height) / 2;

  add_rounded(cr, self);
  cairo_translate(cr, scale == 1 ? floor(left) : left, scale == 1 ? floor(top) : top);
  cairo_scale(cr, scale, scale);
  cairo_set_source_surface(cr, source, 0, 0);
  cairo_pattern_set_extend(cairo_get_source(cr), CAIRO_EXTEND_PAD);
  cairo_fill(cr);
  cairo_destroy(cr);
  cairo_surface_destroy(source);
}

GdkTexture *
silsa_tile_new_texture(const SilsaTile *self, const SilsaPixels *pixels)
{
  gsize n = (gsize)self->width * (gsize)self->height;
  guint32 *data = g_new0(guint32, n);
  cairo_surface_t *target =
      new_surface(data, CAIRO_FORMAT_ARGB32, (guint)self->width, (guint)self->height);
  g_autoptr(GBytes) bytes = g_bytes_new_take(data, n * sizeof *data);

  paint(self, pixels, target);
  cairo_surface_destroy(target);
  return gdk_memory_texture_new(self->width, self->height, GDK_MEMORY_DEFAULT, bytes,
                                (gsize)self->width * sizeof *data);
}
