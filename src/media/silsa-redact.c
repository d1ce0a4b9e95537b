#include "silsa-redact-private.h"

#include <string.h>

#define CELLS 6 /* along the longer side of what is blurred */
#define COLOUR_STEP 32 /* what a cell keeps of its mean */

typedef struct {
  guint x, y, width, height;
} Area;

/* Rounded outwards: a pixel that is hidden in part is hidden. */
static void
find_side(int from, int to, guint side, guint *begin, guint *length)
{
  guint64 first = (guint64)from * side / SILSA_SHAPE_SCALE;
  guint64 last = ((guint64)to * side + SILSA_SHAPE_SCALE - 1) / SILSA_SHAPE_SCALE;

  *begin = (guint)MIN(first, side - 1);
  *length = (guint)MAX(1, MIN(last, side) - *begin);
}

static guint8 *
pixel_at(guint8 *data, gsize stride, guint x, guint y)
{
  return data + y * stride + (gsize)x * 3;
}

static void
fill(guint8 *data, gsize stride, const Area *area, const guint8 colour[3])
{
  for (guint y = 0; y < area->height; y++) {
    guint8 *at = pixel_at(data, stride, area->x, area->y + y);

    for (guint x = 0; x < area->width; x++, at += 3)
      memcpy(at, colour, 3);
  }
}

static void
flatten(guint8 *data, gsize stride, const Area *cell)
{
  guint64 sums[3] = {0}, n = (guint64)cell->width * cell->height;
  guint8 colour[3];

  for (guint y = 0; y < cell->height; y++) {
    const guint8 *at = pixel_at(data, stride, cell->x, cell->y + y);

    for (guint x = 0; x < cell->width; x++, at += 3)
      for (guint c = 0; c < 3; c++)
        sums[c] += at[c];
  }
  for (guint c = 0; c < 3; c++)
    colour[c] = (guint8)(sums[c] / n / COLOUR_STEP * COLOUR_STEP + COLOUR_STEP / 2);
  fill(data, stride, cell, colour);
}

static void
coarsen(guint8 *data, gsize stride, const Area *area)
{
  guint side = (MAX(area->width, area->height) + CELLS - 1) / CELLS;

  for (guint y = 0; y < area->height; y += side)
    for (guint x = 0; x < area->width; x += side) {
      Area cell = {area->x + x, area->y + y, MIN(side, area->width - x),
                   MIN(side, area->height - y)};

      flatten(data, stride, &cell);
    }
}

SilsaPixels *
silsa_redact(SilsaPixels *pixels, const GArray *shapes)
{
  static const guint8 black[3] = {0};
  gsize size;
  guint8 *data = g_bytes_unref_to_data(g_steal_pointer(&pixels->data), &size);

  for (guint i = 0; i < shapes->len; i++) {
    const SilsaShape *shape = &g_array_index(shapes, SilsaShape, i);
    Area area;

    find_side(shape->x1, shape->x2, pixels->width, &area.x, &area.width);
    find_side(shape->y1, shape->y2, pixels->height, &area.y, &area.height);
    if (shape->kind == SILSA_SHAPE_BLOCK)
      fill(data, pixels->stride, &area, black);
    else
      coarsen(data, pixels->stride, &area);
  }
  pixels->data = g_bytes_new_take(data, size);
  return pixels;
}
