#pragma once

#include "silsa-pixels.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/** A picture that covers its room, in pixels of the screen. */
typedef struct {
  int width;
  int height;
  int radius; /* of its corners */
} SilsaTile;

/** The longest side that a picture of @width × @height, or of that shape, needs to cover it; 0: not
 * known, all that there is. */
guint silsa_tile_find_size(const SilsaTile *self, int width, int height);

/**
 * The middle of @pixels as it is seen: pixel for pixel, its corners cut, in the order that GTK
 * paints. Without graphics hardware that is a copy for each frame; to make a picture smaller, to
 * cut it and to turn its bytes round once more for each takes many times as long. To be called in a
 * worker. (transfer full)
 */
GdkTexture *silsa_tile_new_texture(const SilsaTile *self,
                                   const SilsaPixels *pixels) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
