#include "silsa-media-type.h"

#include <string.h>

typedef struct {
  const char *type;
  const char *extension;
  gboolean picture;
} MediaType;

static const MediaType media_types[] = {
    {"image/jpeg", "jpg", TRUE},
    {"image/png", "png", TRUE},
    {"image/heic", "heic", TRUE},
    {"image/heif", "heif", TRUE},
    {"image/webp", "webp", TRUE},
    {"image/tiff", "tif", TRUE},
    {"application/pdf", "pdf", FALSE},
    {"application/vnd.oasis.opendocument.text", "odt", FALSE},
    {"application/vnd.oasis.opendocument.spreadsheet", "ods", FALSE},
    {"application/vnd.oasis.opendocument.presentation", "odp", FALSE},
    {"application/hwp+zip", "hwpx", FALSE},
    {"application/vnd.etsi.asic-e+zip", "asice", FALSE},
    {"application/zip", "zip", FALSE},
    {"text/plain", "txt", FALSE},
    {SILSA_MEDIA_TYPE_OPAQUE, "bin", FALSE},
};

static const MediaType *
find_type(const char *type)
{
  for (gsize i = 0; type != NULL && i < G_N_ELEMENTS(media_types); i++)
    if (g_str_equal(media_types[i].type, type))
      return &media_types[i];
  return NULL;
}

static gboolean
starts_with(const guint8 *data, gsize size, gsize offset, const char *magic, gsize length)
{
  return size >= offset + length && memcmp(data + offset, magic, length) == 0;
}

#define STARTS_WITH(offset, magic) starts_with(data, size, offset, magic, sizeof(magic) - 1)

/* ISO/IEC 23008-12 Annex B: the brands of the ftyp box say what a reader must understand. AVIF
 * shares the container but not the codec, and is left opaque. */
static const char *
sniff_heif(const guint8 *data, gsize size)
{
  static const char coded_by_hevc[][5] = {"heic", "heix", "heim", "heis"};
  gboolean structural = FALSE, hevc = FALSE;
  gsize end;

  if (!STARTS_WITH(4, "ftyp"))
    return NULL;
  end = ((gsize)data[0] << 24) | ((gsize)data[1] << 16) | ((gsize)data[2] << 8) | data[3];
  end = MIN(end, size);
  for (gsize at = 8; at + 4 <= end; at += at == 8 ? 8 : 4) { /* 12..15 is the minor version */
    if (STARTS_WITH(at, "avif") || STARTS_WITH(at, "avis"))
      return NULL;
    structural = structural || STARTS_WITH(at, "mif1") || STARTS_WITH(at, "msf1");
    for (gsize i = 0; i < G_N_ELEMENTS(coded_by_hevc); i++)
      hevc = hevc || starts_with(data, size, at, coded_by_hevc[i], 4);
  }
  return hevc ? "image/heic" : structural ? "image/heif" : NULL;
}

/* OpenDocument, HWPX and ASiC-E put an entry named "mimetype" first, stored, so that its content
 * stands at byte 38 (ODF 1.3 part 2 §3.3, OCF, ETSI EN 319 162-1 A.1). */
static const char *
sniff_zip(const guint8 *data, gsize size)
{
  const MediaType *best = NULL;

  if (!STARTS_WITH(0, "PK\003\004"))
    return NULL;
  if (STARTS_WITH(8, "\0\0") && STARTS_WITH(26, "\010\0\0\0mimetype")) {
    gsize length = size >= 22 ? (gsize)data[18] | ((gsize)data[19] << 8) : 0;

    for (gsize i = 0; i < G_N_ELEMENTS(media_types); i++)
      if (strlen(media_types[i].type) == length &&
          starts_with(data, size, 38, media_types[i].type, length))
        best = &media_types[i];
  }
  return best != NULL && !best->picture ? best->type : "application/zip";
}

/* TIFF 6.0 and BigTIFF. Canon's raw photos wear the same coat and say so at byte 8. */
static const char *
sniff_tiff(const guint8 *data, gsize size)
{
  if (!STARTS_WITH(0, "II*\0") && !STARTS_WITH(0, "MM\0*") && !STARTS_WITH(0, "II+\0\010\0\0\0") &&
      !STARTS_WITH(0, "MM\0+\0\010\0\0"))
    return NULL;
  return STARTS_WITH(8, "CR\002") ? NULL : "image/tiff";
}

/* Valid UTF-8 of printable characters, spaces, tabs and line ends. */
static const char *
sniff_text(const guint8 *data, gsize size)
{
  gsize length = MIN(size, SILSA_MEDIA_TYPE_PREFIX);
  const char *end = NULL;

  if (length == 0)
    return NULL;
  for (gsize i = 0; i < length; i++)
    if ((data[i] < 0x20 && strchr("\t\n\r\f", data[i]) == NULL) || data[i] == 0 || data[i] == 0x7f)
      return NULL;
  if (g_utf8_validate_len((const char *)data, length, &end))
    return "text/plain";
  /* A character may be cut in two where the prefix ends, and only there. */
  if (length < SILSA_MEDIA_TYPE_PREFIX || (const char *)data + length - end > 3)
    return NULL;
  return g_utf8_get_char_validated(end, (const char *)data + length - end) == (gunichar)-2
             ? "text/plain"
             : NULL;
}

const char *
silsa_media_type_sniff(const guint8 *data, gsize size)
{
  const char *type;

  g_return_val_if_fail(data != NULL || size == 0, SILSA_MEDIA_TYPE_OPAQUE);

  if (STARTS_WITH(0, "\xff\xd8\xff"))
    return "image/jpeg";
  if (STARTS_WITH(0, "\x89PNG\r\n\x1a\n"))
    return "image/png";
  if (STARTS_WITH(0, "RIFF") && STARTS_WITH(8, "WEBPVP8"))
    return "image/webp";
  if (STARTS_WITH(0, "%PDF-"))
    return "application/pdf";
  if ((type = sniff_heif(data, size)) != NULL || (type = sniff_tiff(data, size)) != NULL ||
      (type = sniff_zip(data, size)) != NULL || (type = sniff_text(data, size)) != NULL)
    return type;
  return SILSA_MEDIA_TYPE_OPAQUE;
}

const char *
silsa_media_type_sniff_bytes(GBytes *bytes)
{
  gsize size;
  const guint8 *data;

  g_return_val_if_fail(bytes != NULL, SILSA_MEDIA_TYPE_OPAQUE);

  data = g_bytes_get_data(bytes, &size);
  return silsa_media_type_sniff(data, size);
}

gboolean
silsa_media_type_is_picture(const char *type)
{
  const MediaType *known = find_type(type);

  return known != NULL && known->picture;
}

const char *
silsa_media_type_extension(const char *type)
{
  const MediaType *known = find_type(type);

  return known != NULL ? known->extension : "bin";
}
