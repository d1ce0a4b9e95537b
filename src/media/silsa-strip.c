#include "silsa-strip-private.h"

#include "silsa-decoder-private.h"
#include "silsa-position-private.h"

#include <string.h>

/* --- JPEG (ITU-T T.81, Annex B) --- */

enum {
  MARKER_TEM = 0x01,
  MARKER_RST0 = 0xd0,
  MARKER_RST7 = 0xd7,
  MARKER_EOI = 0xd9,
  MARKER_SOS = 0xda,
  MARKER_APP0 = 0xe0,
  MARKER_APP1 = 0xe1,
  MARKER_APP2 = 0xe2,
  MARKER_APP13 = 0xed,
  MARKER_APP14 = 0xee,
  MARKER_APP15 = 0xef,
  MARKER_COM = 0xfe,
};

/* One marker with what belongs to it: its segment, and after SOS the coded data. */
typedef struct {
  int marker;
  const guint8 *begin; /* the 0xff */
  const guint8 *body; /* without the length */
  gsize body_size;
  gsize size; /* all of it */
} Piece;

static gboolean
stands_alone(int marker)
{
  return marker == MARKER_TEM || (marker >= MARKER_RST0 && marker <= MARKER_RST7) ||
         marker == MARKER_EOI;
}

/* The place of the next marker that ends coded data, or @size. */
static gsize
skip_coded(const guint8 *data, gsize size, gsize at)
{
  const guint8 *end = data + size;
  const guint8 *found = data + at;

  while (found < end && (found = memchr(found, 0xff, (gsize)(end - found))) != NULL &&
         found + 1 < end) {
    if (found[1] != 0 && found[1] != 0xff && (found[1] < MARKER_RST0 || found[1] > MARKER_RST7))
      return (gsize)(found - data);
    found++;
  }
  return size;
}

/* The piece at @at; FALSE: the file does not go on like a JPEG. */
static gboolean
read_piece(const guint8 *data, gsize size, gsize at, Piece *piece)
{
  gsize begin = at, length;

  while (at + 1 < size && data[at] == 0xff && data[at + 1] == 0xff)
    at++; /* fill bytes */
  if (at + 1 >= size || data[at] != 0xff || data[at + 1] == 0)
    return FALSE;
  *piece = (Piece){.marker = data[at + 1], .begin = data + begin, .size = at + 2 - begin};
  if (stands_alone(piece->marker))
    return TRUE;
  at += 2;
  if (size - at < 2 || (length = silsa_read_be16(data + at)) < 2 || length > size - at)
    return FALSE;
  piece->body = data + at + 2;
  piece->body_size = length - 2;
  at += length;
  if (piece->marker == MARKER_SOS)
    at = skip_coded(data, size, at);
  piece->size = at - begin;
  return TRUE;
}

static gboolean
begins_with(const Piece *piece, const char *name, gsize length)
{
  return piece->body_size >= length && memcmp(piece->body, name, length) == 0;
}

static gboolean
is_beside(const Piece *piece)
{
  return (piece->marker >= MARKER_APP0 && piece->marker <= MARKER_APP15) ||
         piece->marker == MARKER_COM;
}

/* What is beside the picture and still needed to show it as it is. */
static gboolean
is_needed(const Piece *piece)
{
  return (piece->marker == MARKER_APP0 && begins_with(piece, "JFIF", 5)) ||
         (piece->marker == MARKER_APP2 && begins_with(piece, "ICC_PROFILE", 12)) ||
         (piece->marker == MARKER_APP14 && begins_with(piece, "Adobe", 5));
}

static gboolean
piece_has_position(const Piece *piece)
{
  if (!is_beside(piece) || is_needed(piece))
    return FALSE;
  if (piece->marker == MARKER_APP1 && begins_with(piece, "Exif\0", 6))
    return silsa_position_in_tiff(piece->body + 6, piece->body_size - 6) ||
           silsa_position_in_text(piece->body + 6, piece->body_size - 6);
  /* XMP may be spread over several segments, and then a word over two. */
  if (piece->marker == MARKER_APP1 && begins_with(piece, "http://ns.adobe.com/xmp/ext", 27))
    return TRUE;
  return silsa_position_in_text(piece->body, piece->body_size) ||
         silsa_position_anywhere(piece->body, piece->body_size);
}

/* Cameras append previews, films and notes of their own. */
static gboolean
ends_empty(const guint8 *data, gsize size)
{
  for (gsize i = 0; i < size; i++)
    if (data[i] != 0)
      return FALSE;
  return TRUE;
}

static gboolean
jpeg_has_position(const guint8 *data, gsize size)
{
  Piece piece;

  for (gsize at = 2; at < size; at += piece.size) {
    if (!read_piece(data, size, at, &piece) || piece_has_position(&piece))
      return TRUE;
    if (piece.marker == MARKER_EOI)
      return !ends_empty(data + at + piece.size, size - at - piece.size);
  }
  return TRUE;
}

static void
put_segment(GByteArray *out, int marker, const char *name, gsize name_size, GBytes *body)
{
  gsize length = 2 + name_size + g_bytes_get_size(body);
  const guint8 head[] = {0xff, (guint8)marker, (guint8)(length >> 8), (guint8)length};

  g_assert(length <= 0xffff);
  g_byte_array_append(out, head, sizeof head);
  g_byte_array_append(out, (const guint8 *)name, (guint)name_size);
  g_byte_array_append(out, g_bytes_get_data(body, NULL), (guint)g_bytes_get_size(body));
}

GBytes *
silsa_jpeg_strip(GBytes *jpeg, GBytes *exif, const char *comment)
{
  gsize size;
  const guint8 *data = g_bytes_get_data(jpeg, &size);
  g_autoptr(GByteArray) out = g_byte_array_sized_new((guint)size);
  g_autoptr(GBytes) words = g_bytes_new(comment, strlen(comment));
  gboolean told = FALSE;
  Piece piece;

  if (size < 2)
    return NULL;
  g_byte_array_append(out, data, 2);
  for (gsize at = 2; read_piece(data, size, at, &piece); at += piece.size) {
    if (!told && piece.marker != MARKER_APP0) { /* JFIF wants to be the first */
      put_segment(out, MARKER_APP1, "Exif\0", 6, exif);
      put_segment(out, MARKER_COM, "", 0, words);
      told = TRUE;
    }
    if (!is_beside(&piece) || is_needed(&piece))
      g_byte_array_append(out, piece.begin, (guint)piece.size);
    if (piece.marker == MARKER_EOI)
      return g_byte_array_free_to_bytes(g_steal_pointer(&out));
  }
  return NULL;
}

static gboolean
strip_jpeg(GBytes *bytes, const SilsaPhotoFacts *facts, const char *comment, GBytes **copy)
{
  gsize size;
  const guint8 *data = g_bytes_get_data(bytes, &size);
  g_autoptr(GBytes) exif = NULL;

  if (facts->latitude == NULL && !jpeg_has_position(data, size))
    return TRUE;
  exif = silsa_exif_new(facts, facts->orientation, FALSE);
  *copy = silsa_jpeg_strip(bytes, exif, comment);
  return *copy != NULL;
}

/* --- PNG (third edition, section 11) --- */

#define PNG_SIGNATURE 8
#define PNG_AROUND 12 /* length, type and checksum of a chunk */

static gboolean
chunk_is_needed(const guint8 *type)
{
  static const char *const needed[] = {"IHDR", "PLTE", "IDAT", "IEND", "tRNS", "gAMA",
                                       "cHRM", "sRGB", "iCCP", "cICP", "sBIT", "bKGD",
                                       "pHYs", "acTL", "fcTL", "fdAT"};

  for (gsize i = 0; i < G_N_ELEMENTS(needed); i++)
    if (memcmp(type, needed[i], 4) == 0)
      return TRUE;
  return FALSE;
}

/* Packed text could say anything. */
static gboolean
chunk_has_position(const guint8 *type, const guint8 *body, gsize size)
{
  if (chunk_is_needed(type))
    return FALSE;
  if (memcmp(type, "eXIf", 4) == 0)
    return silsa_position_in_tiff(body, size);
  return memcmp(type, "zTXt", 4) == 0 || memcmp(type, "iTXt", 4) == 0 ||
         (size > 3 && memcmp(body, "Raw", 3) == 0) || silsa_position_in_text(body, size);
}

static gboolean
strip_png(GBytes *bytes, const SilsaPhotoFacts *facts, GBytes **copy)
{
  gsize size, at = PNG_SIGNATURE;
  const guint8 *data = g_bytes_get_data(bytes, &size);
  g_autoptr(GByteArray) out = g_byte_array_sized_new((guint)size);
  gboolean found = facts->latitude != NULL, whole = FALSE;

  g_byte_array_append(out, data, (guint)MIN(size, (gsize)PNG_SIGNATURE));
  while (!whole && at + PNG_AROUND <= size) {
    gsize length = silsa_read_be32(data + at);
    const guint8 *type = data + at + 4;

    if (length > size - at - PNG_AROUND || (length > 0 && memcmp(type, "IEND", 4) == 0))
      return FALSE;
    found = found || chunk_has_position(type, type + 4, length);
    if (chunk_is_needed(type))
      g_byte_array_append(out, data + at, (guint)(length + PNG_AROUND));
    whole = memcmp(type, "IEND", 4) == 0;
    at += length + PNG_AROUND;
  }
  if (whole && !found && ends_empty(data + at, size - at))
    return TRUE;
  if (!whole || facts->orientation != 1)
    return FALSE;
  *copy = g_byte_array_free_to_bytes(g_steal_pointer(&out));
  return TRUE;
}

/* --- WebP (RFC 9649, section 2) --- */

#define RIFF_HEADER 12
#define RIFF_AROUND 8
#define VP8X_BESIDE (0x08 | 0x04) /* "there is EXIF", "there is XMP" */

static gboolean
riff_is_needed(const guint8 *type)
{
  static const char *const needed[] = {"VP8 ", "VP8L", "VP8X", "ALPH", "ANIM", "ANMF", "ICCP"};

  for (gsize i = 0; i < G_N_ELEMENTS(needed); i++)
    if (memcmp(type, needed[i], 4) == 0)
      return TRUE;
  return FALSE;
}

static gboolean
riff_has_position(const guint8 *type, const guint8 *body, gsize size)
{
  gsize skip = size > 6 && memcmp(body, "Exif\0", 6) == 0 ? 6 : 0;

  if (riff_is_needed(type))
    return FALSE;
  if (memcmp(type, "EXIF", 4) == 0)
    return silsa_position_in_tiff(body + skip, size - skip);
  return silsa_position_in_text(body, size) || silsa_position_anywhere(body, size);
}

static void
end_riff(GByteArray *out)
{
  guint32 size = GUINT32_TO_LE(out->len - 8);

  memcpy(out->data + 4, &size, sizeof size);
  if (out->len > RIFF_HEADER + RIFF_AROUND && memcmp(out->data + RIFF_HEADER, "VP8X", 4) == 0)
    out->data[RIFF_HEADER + RIFF_AROUND] &= (guint8)~VP8X_BESIDE;
}

static gboolean
strip_webp(GBytes *bytes, const SilsaPhotoFacts *facts, GBytes **copy)
{
  gsize size, at = RIFF_HEADER, end;
  const guint8 *data = g_bytes_get_data(bytes, &size);
  g_autoptr(GByteArray) out = g_byte_array_sized_new((guint)size);
  gboolean found = facts->latitude != NULL;

  if (size < RIFF_HEADER || (end = (gsize)silsa_read_le32(data + 4) + 8) > size)
    return FALSE;
  g_byte_array_append(out, data, RIFF_HEADER);
  while (at + RIFF_AROUND <= end) {
    gsize length = silsa_read_le32(data + at + 4), padded;

    padded = length + length % 2;
    if (length > end - at - RIFF_AROUND)
      return FALSE;
    padded = MIN(padded, end - at - RIFF_AROUND);
    found = found || riff_has_position(data + at, data + at + RIFF_AROUND, length);
    if (riff_is_needed(data + at))
      g_byte_array_append(out, data + at, (guint)(padded + RIFF_AROUND));
    at += padded + RIFF_AROUND;
  }
  if (!found && ends_empty(data + end, size - end))
    return TRUE;
  if (facts->orientation != 1)
    return FALSE;
  end_riff(out);
  *copy = g_byte_array_free_to_bytes(g_steal_pointer(&out));
  return TRUE;
}

/* --- HEIC and TIFF: offsets lead everywhere, so nothing may move --- */

static gboolean
says_a_place(GBytes *bytes)
{
  gsize size;
  const guint8 *data = g_bytes_get_data(bytes, &size);
  g_autoptr(SilsaPhotoFacts) facts = silsa_photo_facts_new(bytes, NULL);

  return facts == NULL || facts->latitude != NULL || silsa_position_anywhere(data, size) ||
         (strcmp(facts->type, "image/tiff") == 0 && silsa_position_in_tiff(data, size));
}

static gboolean
blank_in_place(GBytes *bytes, GBytes **copy)
{
  gsize size;
  const guint8 *data = g_bytes_get_data(bytes, &size);
  g_autoptr(GBytes) blanked = NULL;
  guint8 *out;

  if (!says_a_place(bytes))
    return TRUE;
  out = g_memdup2(data, size);
  silsa_position_blank(out, size);
  blanked = g_bytes_new_take(out, size);
  if (says_a_place(blanked))
    return FALSE;
  *copy = g_steal_pointer(&blanked);
  return TRUE;
}

gboolean
silsa_strip_position(GBytes *bytes,
                     const SilsaPhotoFacts *facts,
                     const char *comment,
                     GBytes **copy)
{
  *copy = NULL;
  if (strcmp(facts->type, "image/jpeg") == 0)
    return strip_jpeg(bytes, facts, comment, copy);
  if (strcmp(facts->type, "image/png") == 0)
    return strip_png(bytes, facts, copy);
  if (strcmp(facts->type, "image/webp") == 0)
    return strip_webp(bytes, facts, copy);
  return blank_in_place(bytes, copy);
}
