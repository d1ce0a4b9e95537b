#include "silsa-shrink-private.h"

#include "silsa-decoder-private.h"

#include <string.h>

void
silsa_shrink_init(
    SilsaShrink *self, guint width, guint height, guint max_size, GCancellable *cancellable)
{
  guint longest = MAX(width, height);

  memset(self, 0, sizeof *self);
  self->width = width;
  self->height = height;
  self->cancellable = cancellable;
  if (max_size == 0 || longest <= max_size)
    return;
  self->width = MAX(1, (guint)(((guint64)width * max_size + longest / 2) / longest));
  self->height = MAX(1, (guint)(((guint64)height * max_size + longest / 2) / longest));
}

void
silsa_shrink_clear(SilsaShrink *self)
{
  g_clear_pointer(&self->pixels, g_free);
  g_clear_pointer(&self->line, g_free);
  g_clear_pointer(&self->sums, g_free);
}

gboolean
silsa_shrink_begin(SilsaShrink *self, guint width, guint height, SilsaRow row, GError **error)
{
  guint64 bytes = (guint64)self->width * self->height * 3;

  if (width < self->width || height < self->height)
    return silsa_decoder_refuse_damaged(error, "fewer pixels than the header says");
  if (!silsa_decoder_check_size(width, height, error))
    return FALSE;
  if (bytes > SILSA_PICTURE_MEMORY)
    return silsa_decoder_refuse_memory(error, bytes);

  silsa_shrink_clear(self);
  self->source_width = width;
  self->source_height = height;
  self->row = row;
  self->next = 0;
  self->filled = 0;
  self->pixels = g_try_malloc0(bytes);
  self->line = g_try_malloc_n(width, 3);
  self->sums = g_try_new0(guint32, (gsize)width * 3);
  if (self->pixels == NULL || self->line == NULL || self->sums == NULL)
    return silsa_decoder_refuse_memory(error, bytes);
  return TRUE;
}

/* The row as opaque RGB: what is transparent shows the white below. */
static const guint8 *
flatten_row(SilsaShrink *self, const guint8 *row)
{
  guint8 *out = self->line;

  if (self->row == SILSA_ROW_RGB)
    return row;
  for (guint x = 0; x < self->source_width; x++, row += 4, out += 3) {
    guint alpha = row[3], white = 255 - alpha;

    for (guint c = 0; c < 3; c++) {
      if (self->row == SILSA_ROW_RGBA)
        out[c] = (guint8)((row[c] * alpha + 255 * white + 127) / 255);
      else
        out[c] = (guint8)MIN(255, row[c] + white);
    }
  }
  return self->line;
}

/* Source row y lies on [y·h, (y+1)·h) and target row Y on [Y·H, (Y+1)·H) of a line of h·H units, h
 * = target height ≤ H = source height; so a source row falls on one target row or on two. The
 * shares of a target row sum to H ≤ 1,000,000, and 255·H fits into 32 bits. */
static void
add_row(SilsaShrink *self, const guint8 *rgb, guint32 share)
{
  guint32 *sums = self->sums;
  gsize n = (gsize)self->source_width * 3;

  for (gsize i = 0; i < n; i++)
    sums[i] += rgb[i] * share;
}

/* The same along the width, for the row that is full. */
static void
fill_row(SilsaShrink *self)
{
  guint8 *out = self->pixels + (gsize)self->width * 3 * self->filled++;
  const guint32 *in = self->sums;
  double scale = 1.0 / ((double)self->source_width * self->source_height);
  guint64 red = 0, green = 0, blue = 0;
  guint room = self->source_width; /* units left in the target column */

  for (guint x = 0; x < self->source_width; x++, in += 3) {
    guint here = MIN(self->width, room), there = self->width - here;

    red += (guint64)in[0] * here;
    green += (guint64)in[1] * here;
    blue += (guint64)in[2] * here;
    room -= here;
    if (room > 0)
      continue;
    *out++ = (guint8)((double)red * scale + 0.5);
    *out++ = (guint8)((double)green * scale + 0.5);
    *out++ = (guint8)((double)blue * scale + 0.5);
    red = (guint64)in[0] * there;
    green = (guint64)in[1] * there;
    blue = (guint64)in[2] * there;
    room = self->source_width - there;
  }
  memset(self->sums, 0, (gsize)self->source_width * 3 * sizeof *self->sums);
}

gboolean
silsa_shrink_push(SilsaShrink *self, const guint8 *row, GError **error)
{
  guint64 begin, end, border;

  g_return_val_if_fail(self->next < self->source_height, FALSE);

  if (g_cancellable_set_error_if_cancelled(self->cancellable, error))
    return FALSE;
  row = flatten_row(self, row);
  begin = (guint64)self->next * self->height;
  end = begin + self->height;
  border = (guint64)(self->filled + 1) * self->source_height;
  self->next++;

  if (self->width == self->source_width && self->height == self->source_height) {
    memcpy(self->pixels + (gsize)self->width * 3 * self->filled++, row, (gsize)self->width * 3);
    return TRUE;
  }
  add_row(self, row, (guint32)(MIN(end, border) - begin));
  if (end >= border)
    fill_row(self);
  if (end > border)
    add_row(self, row, (guint32)(end - border));
  return TRUE;
}

/* Where the pixel of the upright picture that is @x steps right and @y steps down comes from, as in
 * the drawing of TIFF 6.0, Orientation: the pixel at the upright corner, and the way from one pixel
 * to the next along an upright row and column. */
static void
turn_pixels(const SilsaShrink *self, int orientation, SilsaPixels *out, guint8 *target)
{
  gssize right = 3, down = (gssize)self->width * 3;
  gssize last_x = right * (self->width - 1), last_y = down * (self->height - 1);
  gboolean from_right =
      orientation == 2 || orientation == 3 || orientation == 7 || orientation == 8;
  gboolean from_bottom =
      orientation == 3 || orientation == 4 || orientation == 6 || orientation == 7;
  gboolean across = orientation >= 5; /* upright rows are columns of the file */
  const guint8 *corner = self->pixels + (from_right ? last_x : 0) + (from_bottom ? last_y : 0);
  gssize step_right = from_right ? -right : right, step_down = from_bottom ? -down : down;
  gssize along_row = across ? step_down : step_right;
  gssize along_column = across ? step_right : step_down;

  for (guint y = 0; y < out->height; y++) {
    const guint8 *from = corner + (gssize)y * along_column;

    for (guint x = 0; x < out->width; x++, from += along_row, target += 3)
      memcpy(target, from, 3);
  }
}

SilsaPixels *
silsa_shrink_finish(SilsaShrink *self, int orientation, GError **error)
{
  g_autoptr(SilsaPixels) out = NULL;
  gsize size = (gsize)self->width * self->height * 3;
  guint8 *turned;

  g_return_val_if_fail(orientation >= 1 && orientation <= 8, NULL);

  if (self->source_width == 0 || self->next != self->source_height) {
    silsa_decoder_refuse_damaged(error, "rows are missing");
    return NULL;
  }
  g_assert(self->filled == self->height);
  out = g_new0(SilsaPixels, 1);
  out->width = orientation >= 5 ? self->height : self->width;
  out->height = orientation >= 5 ? self->width : self->height;
  out->stride = (gsize)out->width * 3;
  if (orientation == 1) {
    out->data = g_bytes_new_take(g_steal_pointer(&self->pixels), size);
    return g_steal_pointer(&out);
  }
  turned = g_try_malloc(size);
  if (turned == NULL) {
    silsa_decoder_refuse_memory(error, size);
    return NULL;
  }
  turn_pixels(self, orientation, out, turned);
  out->data = g_bytes_new_take(turned, size);
  return g_steal_pointer(&out);
}
