#pragma once

#include "silsa-photo-facts.h"

G_BEGIN_DECLS

/** An EXIF block, from the byte order mark on, that says what @facts say and nothing else: camera,
 * time, @orientation, and the place only @with_position. (transfer full) */
GBytes *silsa_exif_new(const SilsaPhotoFacts *facts,
                       int orientation,
                       gboolean with_position) G_GNUC_WARN_UNUSED_RESULT;

/** @jpeg without anything beside the picture but what is needed to show it (JFIF, the colour
 * profile, Adobe's marker), with @exif and the @comment in their place. The coded picture is the
 * same, byte for byte. What follows the picture is left out. NULL: it cannot be followed. (transfer
 * full) (nullable) */
GBytes *silsa_jpeg_strip(GBytes *jpeg, GBytes *exif, const char *comment) G_GNUC_WARN_UNUSED_RESULT;

/**
 * @bytes, the picture of @facts, without the place where it was taken, and with every pixel as it
 * is. TRUE with @copy NULL: it says nothing of a place. FALSE: that cannot be done without touching
 * the pixels.
 */
gboolean silsa_strip_position(GBytes *bytes,
                              const SilsaPhotoFacts *facts,
                              const char *comment,
                              GBytes **copy);

G_END_DECLS
