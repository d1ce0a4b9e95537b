#pragma once

#include "silsa-picture.h"

G_BEGIN_DECLS

/** The longest side of a thumbnail unless another is asked for. */
#define SILSA_THUMBNAIL_SIZE 320

/**
 * A JPEG thumbnail of the picture @bytes, upright, of at most @max_size pixels. For HEIC the
 * thumbnail inside the file is taken where it is large enough and of the same shape, because
 * decoding the picture costs a hundred times as much. Errors as silsa_picture_decode(). (transfer
 * full)
 */
GBytes *silsa_thumbnail_new(GBytes *bytes,
                            guint max_size,
                            GCancellable *cancellable,
                            GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** What silsa_thumbnail_new() makes of a picture that is decoded already, so that rendition and
 * thumbnail cost one decoding. (transfer full) */
GBytes *silsa_thumbnail_new_from_pixels(const SilsaPixels *pixels,
                                        guint max_size,
                                        GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * The thumbnail that the camera put into the EXIF block or the HEIC file, upright and at most
 * @max_size large: something to see in a tenth of a millisecond, before the real thumbnail is made.
 * It is only what the file claims to show. NULL when there is none that can be shown, or its shape
 * is not the picture's. (transfer full) (nullable)
 */
SilsaPixels *silsa_thumbnail_embedded(GBytes *bytes, guint max_size) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
