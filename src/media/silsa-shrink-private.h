#pragma once

#include "silsa-pixels.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/** How a decoder lays out one pixel of a row. */
typedef enum {
  SILSA_ROW_RGB, /* 3 bytes */
  SILSA_ROW_RGBA, /* 4 bytes, colours not multiplied by alpha */
  SILSA_ROW_PREMULTIPLIED, /* 4 bytes, colours multiplied by alpha */
} SilsaRow;

/**
 * Takes the rows of a picture from top to bottom, lays them on white and averages them by area into
 * a smaller picture, so that no decoder needs to hold the whole picture.
 * 1. target ≤ source on both sides.
 * 2. @sums holds, for the target row being filled and each source column, Σ colour × height share;
 * a full row has collected source_height shares. The columns are averaged when it is full: there
 * are fewer such rows than rows that come.
 */
typedef struct {
  guint width; /* of the target */
  guint height;
  guint source_width; /* 0 until silsa_shrink_begin() */
  guint source_height;
  SilsaRow row;
  guint next; /* source rows taken */
  guint filled; /* target rows done */
  guint8 *pixels;
  guint8 *line; /* one source row as RGB */
  guint32 *sums; /* source_width × 3 */
  GCancellable *cancellable; /* borrowed */
} SilsaShrink;

/** Prepares for a picture of @width × @height to fit into @max_size (0: no limit). */
void silsa_shrink_init(
    SilsaShrink *self, guint width, guint height, guint max_size, GCancellable *cancellable);
void silsa_shrink_clear(SilsaShrink *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(SilsaShrink, silsa_shrink_clear)

/** The size of the rows that come: at least the target's, or the picture is not what its header
 * said. May be called again to start anew. Errors: CORRUPT "picture-damaged", LIMIT
 * "picture-memory". */
gboolean
silsa_shrink_begin(SilsaShrink *self, guint width, guint height, SilsaRow row, GError **error);

/** Takes one row. Error: G_IO_ERROR_CANCELLED. */
gboolean silsa_shrink_push(SilsaShrink *self, const guint8 *row, GError **error);

/** The picture turned upright by @orientation 1..8. Error: CORRUPT when rows are missing. (transfer
 * full) */
SilsaPixels *
silsa_shrink_finish(SilsaShrink *self, int orientation, GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
