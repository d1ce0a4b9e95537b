#pragma once

#include "silsa-picture-view.h"
#include "silsa-pixels.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/** What is there of a picture, one above the other: something to see at once, the picture as large
 * as a window is, all its pixels in tiles. */
typedef struct {
  GdkTexture *preview;
  GdkTexture *texture;
  SilsaPixels *pixels; /* those of @texture; NULL: it is not there yet */
  GPtrArray *tiles; /* of GdkTexture, row by row, or NULL */
  guint detail_width, detail_height;
} SilsaPictureLayers;

/** Lets go of all of it. */
void silsa_picture_layers_clear(SilsaPictureLayers *self);
void silsa_picture_layers_set_preview(SilsaPictureLayers *self, GdkTexture *texture);
/** Takes the place of all that was there. */
void silsa_picture_layers_set_pixels(SilsaPictureLayers *self, const SilsaPixels *pixels);
/** NULL @pixels: none any more. */
void silsa_picture_layers_set_detail(SilsaPictureLayers *self, const SilsaPixels *pixels);
/** Whether more pixels could be seen than there are. */
gboolean silsa_picture_layers_want_detail(const SilsaPictureLayers *self,
                                          const SilsaPictureView *view);
void silsa_picture_layers_append(const SilsaPictureLayers *self,
                                 const SilsaPictureView *view,
                                 GtkSnapshot *snapshot);

G_END_DECLS
