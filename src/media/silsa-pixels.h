#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** An upright picture of 8-bit RGB, three bytes a pixel, opaque; @data holds stride × height bytes.
 */
typedef struct {
  guint width;
  guint height;
  gsize stride;
  GBytes *data;
} SilsaPixels;

void silsa_pixels_free(SilsaPixels *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(SilsaPixels, silsa_pixels_free)

/** @self made to fit into @max_size × @max_size pixels by averaging areas; never enlarged. Error:
 * LIMIT "picture-memory" when there is no memory for it. (transfer full) */
SilsaPixels *silsa_pixels_new_scaled(const SilsaPixels *self,
                                     guint max_size,
                                     GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** @self as a baseline JPEG (4:2:0, JFIF, no EXIF) of @quality 1..100. Error: LIMIT
 * "picture-memory" when there is no memory for it, or a side is above JPEG's 65,500. (transfer
 * full) */
GBytes *silsa_pixels_encode_jpeg(const SilsaPixels *self,
                                 int quality,
                                 GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
