#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The type of evidence is what its bytes say, never what its name ends in (DESIGN §9). */

/** What the bytes are when nothing more can be said with certainty. */
#define SILSA_MEDIA_TYPE_OPAQUE "application/octet-stream"

/** How much of the beginning silsa_media_type_sniff() looks at; more is welcome and ignored. */
#define SILSA_MEDIA_TYPE_PREFIX ((gsize)64 * 1024)

/**
 * The media type of what begins with @data (@size bytes of the beginning, or all of it). Only what
 * is certain is named: JPEG, PNG, HEIC, HEIF, WebP, TIFF, PDF, OpenDocument, HWPX, ASiC-E, ZIP and
 * plain UTF-8 text; everything else is SILSA_MEDIA_TYPE_OPAQUE. Never NULL; a static string.
 */
const char *silsa_media_type_sniff(const guint8 *data, gsize size);

/** The same for @bytes. */
const char *silsa_media_type_sniff_bytes(GBytes *bytes);

/** Whether @type (nullable) is one of the picture types, which count as photos. */
gboolean silsa_media_type_is_picture(const char *type);

/** The ending of an entry name for @type (nullable), without a dot: "jpg", …, "bin". Static. */
const char *silsa_media_type_extension(const char *type);

G_END_DECLS
