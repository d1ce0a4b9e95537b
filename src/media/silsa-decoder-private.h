#pragma once

#include "silsa-photo-facts.h"
#include "silsa-shrink-private.h"

G_BEGIN_DECLS

/** What one decoder may use besides the bytes and the target. */
#define SILSA_PICTURE_MEMORY ((guint64)512 * 1024 * 1024)
#define SILSA_PICTURE_SIDE 1000000
/** No embedded thumbnail is larger. */
#define SILSA_PICTURE_THUMBNAIL_PIXELS ((guint64)4 * 1000 * 1000)

/** One kind of picture. All functions take the whole file. */
typedef struct {
  const char *type;
  /* Fills in raw_width, raw_height, orientation and what EXIF says. */
  gboolean (*read_facts)(GBytes *bytes, SilsaPhotoFacts *facts, GError **error);
  /* Begins @shrink and pushes every row of the first picture. */
  gboolean (*decode)(GBytes *bytes, SilsaShrink *shrink, GError **error);
  /* The thumbnail inside the file, upright, or NULL; the member may be NULL. */
  SilsaPixels *(*read_thumbnail)(GBytes *bytes, const SilsaPhotoFacts *facts, guint max_size);
} SilsaDecoder;

extern const SilsaDecoder silsa_jpeg_decoder;
extern const SilsaDecoder silsa_png_decoder;
extern const SilsaDecoder silsa_heif_decoder;
extern const SilsaDecoder silsa_webp_decoder;
extern const SilsaDecoder silsa_tiff_decoder;

/** The decoder for a media type, or NULL when it is no picture. */
const SilsaDecoder *silsa_decoder_find(const char *type);

/* The four refusals. All return FALSE. @why is for the log. */
gboolean silsa_decoder_refuse_damaged(GError **error, const char *why);
gboolean silsa_decoder_refuse_kind(GError **error, const char *why);
gboolean silsa_decoder_refuse_memory(GError **error, guint64 bytes);
/** FALSE with LIMIT "picture-pixels" or CORRUPT (an empty picture) unless the size is one we take.
 */
gboolean silsa_decoder_check_size(guint64 width, guint64 height, GError **error);

static inline guint16
silsa_read_be16(const guint8 *data)
{
  return (guint16)((data[0] << 8) | data[1]);
}

static inline guint32
silsa_read_be32(const guint8 *data)
{
  return ((guint32)data[0] << 24) | ((guint32)data[1] << 16) | ((guint32)data[2] << 8) | data[3];
}

static inline guint32
silsa_read_le32(const guint8 *data)
{
  return ((guint32)data[3] << 24) | ((guint32)data[2] << 16) | ((guint32)data[1] << 8) | data[0];
}

G_END_DECLS
