#pragma once

#include "silsa-pixels.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/** The longest side of the rendition for the viewer. */
#define SILSA_PICTURE_RENDITION_SIZE 2000

/** For @max_size: every pixel there is. */
#define SILSA_PICTURE_FULL_SIZE 0

/**
 * Decodes the picture @bytes to upright pixels whose longest side is at most @max_size (never
 * enlarged; SILSA_PICTURE_FULL_SIZE: as large as it is). CMYK, 16-bit, grey and palette become RGB,
 * what is transparent lies on white, of an animation the first frame is taken. A JPEG is shrunk
 * while it is decoded. To be called in a worker; @cancellable is looked at between rows. Errors:
 * those of silsa_photo_facts_new(); CORRUPT "picture-damaged" when pixels are missing or garbled;
 * UNSUPPORTED "picture-decoder" when the machine has no decoder for it (HEIC without the HEVC
 * plug-in); LIMIT "picture-memory" when decoding would take more than 512 MiB;
 * G_IO_ERROR_CANCELLED. (transfer full)
 */
SilsaPixels *silsa_picture_decode(GBytes *bytes,
                                  guint max_size,
                                  GCancellable *cancellable,
                                  GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** silsa_picture_decode(), then a JPEG of quality 85: the rendition for viewer and report.
 * (transfer full) */
GBytes *silsa_picture_render(GBytes *bytes,
                             guint max_size,
                             GCancellable *cancellable,
                             GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
