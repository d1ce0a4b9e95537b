#pragma once

#include "silsa-photo-facts.h"

#include <gmp.h>

G_BEGIN_DECLS

/** The longest EXIF block that is looked at; libexif itself stops at 64 KiB. */
#define SILSA_EXIF_BLOCK ((gsize)64 * 1024)

/** Fills in orientation (only when @orientation), captured, camera and position from @tiff, an EXIF
 * block from its byte order mark on. What is missing or makes no sense is left as it is. */
void silsa_exif_read(const guint8 *tiff, gsize size, gboolean orientation, SilsaPhotoFacts *facts);

/** The JPEG thumbnail in the block, or NULL. (transfer full) (nullable) */
GBytes *silsa_exif_dup_thumbnail(const guint8 *tiff, gsize size) G_GNUC_WARN_UNUSED_RESULT;

/* What EXIF's fields become, for those who read them otherwise. */

/** "2021:08:25 10:12:00" and perhaps "+09:00" to "2021-08-25T10:12:00+09:00"; NULL unless it is a
 * time. Neither need end with a NUL. (transfer full) (nullable) */
char *silsa_exif_dup_time(const char *time, gsize time_size, const char *offset, gsize offset_size);

/** Tidy UTF-8 of at most 64 characters; NULL when nothing is left. (transfer full) (nullable) */
char *silsa_exif_dup_text(const char *text, gsize size);

/** Decimal degrees from three rationals and a letter of @letters (positive first); NULL unless it
 * is an angle of at most @most degrees. (transfer full) (nullable) */
char *silsa_exif_dup_degrees(mpq_t parts[3], char letter, const char *letters, guint most);

G_END_DECLS
