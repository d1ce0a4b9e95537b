#include "silsa-decoder-private.h"

#include "silsa-decimal.h"
#include "silsa-exif-private.h"

#include <math.h>
#include <string.h>
#include <tiffio.h>

typedef TIFF TiffFile;
G_DEFINE_AUTOPTR_CLEANUP_FUNC(TiffFile, TIFFClose)

#define TAG_DNG_VERSION 50706

/* The file in memory, as libtiff reads it; outlives its TIFF. */
typedef struct {
  const guint8 *data;
  gsize size;
  gsize at;
} TiffSource;

static tmsize_t
read_cb(thandle_t handle, void *out, tmsize_t size)
{
  TiffSource *self = handle;
  gsize n = MIN((gsize)MAX(0, size), self->size - self->at);

  memcpy(out, self->data + self->at, n);
  self->at += n;
  return (tmsize_t)n;
}

static tmsize_t
write_cb(thandle_t handle G_GNUC_UNUSED, void *data G_GNUC_UNUSED, tmsize_t size G_GNUC_UNUSED)
{
  return -1;
}

static toff_t
seek_cb(thandle_t handle, toff_t offset, int whence)
{
  TiffSource *self = handle;
  toff_t base = whence == SEEK_CUR ? self->at : whence == SEEK_END ? self->size : 0;

  /* libtiff may seek behind the end; reading there gives nothing. */
  self->at = offset > self->size - base ? self->size : base + offset;
  return self->at;
}

static toff_t
size_cb(thandle_t handle)
{
  return ((TiffSource *)handle)->size;
}

static int
close_cb(thandle_t handle G_GNUC_UNUSED)
{
  return 0;
}

static int
ignore_message_cb(TIFF *tiff G_GNUC_UNUSED,
                  void *data G_GNUC_UNUSED,
                  const char *module G_GNUC_UNUSED,
                  const char *format G_GNUC_UNUSED,
                  va_list arguments G_GNUC_UNUSED)
{
  return 1; /* handled: nothing to standard error */
}

static TIFF *
open_source(TiffSource *source, GBytes *bytes)
{
  TIFFOpenOptions *options = TIFFOpenOptionsAlloc();
  TIFF *tiff;

  source->data = g_bytes_get_data(bytes, &source->size);
  source->at = 0;
  TIFFOpenOptionsSetMaxSingleMemAlloc(options, (tmsize_t)SILSA_PICTURE_MEMORY);
  TIFFOpenOptionsSetMaxCumulatedMemAlloc(options, (tmsize_t)SILSA_PICTURE_MEMORY);
  TIFFOpenOptionsSetErrorHandlerExtR(options, ignore_message_cb, NULL);
  TIFFOpenOptionsSetWarningHandlerExtR(options, ignore_message_cb, NULL);
  /* "m": no memory mapping, every byte comes through read_cb() with its bounds. */
  tiff = TIFFClientOpenExt("evidence", "rm", source, read_cb, write_cb, seek_cb, close_cb, size_cb,
                           NULL, NULL, options);
  TIFFOpenOptionsFree(options);
  return tiff;
}

static TIFF *
open_file(TiffSource *source, GBytes *bytes, GError **error)
{
  TIFF *tiff = open_source(source, bytes);

  if (tiff == NULL)
    silsa_decoder_refuse_damaged(error, "the TIFF has no directory");
  return tiff;
}

/* Raw photos are TIFF too, with a small preview in front that must not pass for the photo. */
static gboolean
check_kind(TIFF *tiff, GError **error)
{
  guint32 subfile = 0, count = 0;
  void *version = NULL;

  TIFFGetFieldDefaulted(tiff, TIFFTAG_SUBFILETYPE, &subfile);
  if ((subfile & FILETYPE_REDUCEDIMAGE) != 0 ||
      TIFFGetField(tiff, TAG_DNG_VERSION, &count, &version) == 1)
    return silsa_decoder_refuse_kind(error, "a raw photo");
  return TRUE;
}

/* Every strip or tile lies within the file. */
static gboolean
check_extent(TIFF *tiff, gsize size, GError **error)
{
  guint32 n = TIFFIsTiled(tiff) ? TIFFNumberOfTiles(tiff) : TIFFNumberOfStrips(tiff);

  for (guint32 i = 0; i < n; i++) {
    guint64 offset = TIFFGetStrileOffset(tiff, i), count = TIFFGetStrileByteCount(tiff, i);

    if (offset == 0 || count == 0 || offset > size || count > size - offset)
      return silsa_decoder_refuse_damaged(error, "pixels of the TIFF lie outside the file");
  }
  return n > 0 || silsa_decoder_refuse_damaged(error, "the TIFF has no pixels");
}

static char *
read_text(TIFF *tiff, guint32 tag)
{
  const char *text = NULL;

  if (TIFFGetField(tiff, tag, &text) != 1 || text == NULL)
    return NULL;
  return silsa_exif_dup_text(text, strlen(text));
}

static char *
read_time(TIFF *tiff, guint32 time_tag, guint32 offset_tag)
{
  const char *time = NULL, *offset = NULL;

  if (TIFFGetField(tiff, time_tag, &time) != 1 || time == NULL)
    return NULL;
  if (TIFFGetField(tiff, offset_tag, &offset) != 1)
    offset = NULL;
  return silsa_exif_dup_time(time, strlen(time), offset, offset != NULL ? strlen(offset) : 0);
}

/* libtiff hands out rationals as double, which holds a centimetre on the ground many times over. */
static char *
read_degrees(TIFF *tiff, guint32 letter_tag, const char *letters, guint most)
{
  const char *letter = NULL;
  const double *values = NULL;
  char *degrees = NULL;
  mpq_t parts[3];
  gboolean whole = TRUE;

  if (TIFFGetField(tiff, letter_tag, &letter) != 1 || letter == NULL ||
      TIFFGetField(tiff, letter_tag + 1, &values) != 1 || values == NULL)
    return NULL;
  for (int i = 0; i < 3; i++)
    whole = whole && isfinite(values[i]) && values[i] >= 0;
  if (!whole)
    return NULL;
  for (int i = 0; i < 3; i++) {
    mpq_init(parts[i]);
    mpq_set_d(parts[i], values[i]);
  }
  degrees = silsa_exif_dup_degrees(parts, letter[0], letters, most);
  for (int i = 0; i < 3; i++)
    mpq_clear(parts[i]);
  return degrees;
}

/* Leaves @tiff in another directory. */
static void
read_sub_directories(TIFF *tiff, SilsaPhotoFacts *facts)
{
  toff_t exif = 0, gps = 0;
  gboolean has_gps = TIFFGetField(tiff, TIFFTAG_GPSIFD, &gps) == 1;

  if (TIFFGetField(tiff, TIFFTAG_EXIFIFD, &exif) == 1 && TIFFReadEXIFDirectory(tiff, exif) == 1) {
    facts->captured = read_time(tiff, EXIFTAG_DATETIMEORIGINAL, EXIFTAG_OFFSETTIMEORIGINAL);
    if (facts->captured == NULL)
      facts->captured = read_time(tiff, EXIFTAG_DATETIMEDIGITIZED, EXIFTAG_OFFSETTIMEDIGITIZED);
  }
  if (has_gps && TIFFReadGPSDirectory(tiff, gps) == 1) {
    facts->latitude = read_degrees(tiff, GPSTAG_LATITUDEREF, "NS", 90);
    facts->longitude = read_degrees(tiff, GPSTAG_LONGITUDEREF, "EW", 180);
  }
}

static gboolean
read_facts(GBytes *bytes, SilsaPhotoFacts *facts, GError **error)
{
  TiffSource source;
  g_autoptr(TiffFile) tiff = open_file(&source, bytes, error);
  guint16 orientation = 0;

  if (tiff == NULL || !check_kind(tiff, error))
    return FALSE;
  TIFFGetField(tiff, TIFFTAG_IMAGEWIDTH, &facts->raw_width);
  TIFFGetField(tiff, TIFFTAG_IMAGELENGTH, &facts->raw_height);
  if (!silsa_decoder_check_size(facts->raw_width, facts->raw_height, error) ||
      !check_extent(tiff, source.size, error))
    return FALSE;
  if (TIFFGetField(tiff, TIFFTAG_ORIENTATION, &orientation) == 1 && orientation >= 1 &&
      orientation <= 8)
    facts->orientation = orientation;
  facts->camera_make = read_text(tiff, TIFFTAG_MAKE);
  facts->camera_model = read_text(tiff, TIFFTAG_MODEL);
  read_sub_directories(tiff, facts);
  return TRUE;
}

/* As many rows at once as lie in one strip or one row of tiles, because libtiff unpacks no less. */
static gboolean
choose_band(TIFF *tiff, const TIFFRGBAImage *image, guint32 *rows, GError **error)
{
  guint64 packed = TIFFIsTiled(tiff) ? TIFFTileSize64(tiff) : TIFFStripSize64(tiff);
  guint64 bytes;

  *rows = 0;
  if (TIFFIsTiled(tiff))
    TIFFGetField(tiff, TIFFTAG_TILELENGTH, rows);
  else
    TIFFGetFieldDefaulted(tiff, TIFFTAG_ROWSPERSTRIP, rows);
  *rows = CLAMP(*rows, 1, image->height);
  bytes = packed + (guint64)image->width * *rows * 4;
  return bytes <= SILSA_PICTURE_MEMORY || silsa_decoder_refuse_memory(error, bytes);
}

/* libtiff packs a pixel into a number, red in the lowest byte. */
static void
unpack_row(guint32 *pixels, guint32 n)
{
  guint8 *out = (guint8 *)pixels;

  for (guint32 x = 0; x < n; x++, out += 4) {
    guint32 abgr = pixels[x];

    out[0] = (guint8)TIFFGetR(abgr);
    out[1] = (guint8)TIFFGetG(abgr);
    out[2] = (guint8)TIFFGetB(abgr);
    out[3] = (guint8)TIFFGetA(abgr);
  }
}

static gboolean
read_bands(TIFF *tiff, TIFFRGBAImage *image, SilsaShrink *shrink, GError **error)
{
  g_autofree guint32 *band = NULL;
  guint32 rows;

  if (!choose_band(tiff, image, &rows, error) ||
      !silsa_shrink_begin(shrink, image->width, image->height, SILSA_ROW_PREMULTIPLIED, error))
    return FALSE;
  band = g_try_new0(guint32, (gsize)image->width * rows);
  if (band == NULL)
    return silsa_decoder_refuse_memory(error, (guint64)image->width * rows * 4);
  /* No turning by libtiff: rows as they lie in the file, silsa_shrink_finish() turns all kinds
   * alike. */
  image->req_orientation = image->orientation;
  for (guint32 y = 0; y < image->height; y += rows) {
    guint32 n = MIN(rows, image->height - y);

    image->row_offset = (int)y;
    if (!TIFFRGBAImageGet(image, band, image->width, n))
      return silsa_decoder_refuse_damaged(error, "the TIFF's pixels are garbled");
    for (guint32 i = 0; i < n; i++) {
      guint32 *row = band + (gsize)i * image->width;

      unpack_row(row, image->width);
      if (!silsa_shrink_push(shrink, (const guint8 *)row, error))
        return FALSE;
    }
  }
  return TRUE;
}

static gboolean
decode(GBytes *bytes, SilsaShrink *shrink, GError **error)
{
  TiffSource source;
  g_autoptr(TiffFile) tiff = open_file(&source, bytes, error);
  TIFFRGBAImage image;
  char message[1024] = "";
  gboolean ok;

  if (tiff == NULL)
    return FALSE;
  if (!TIFFRGBAImageOK(tiff, message) || !TIFFRGBAImageBegin(&image, tiff, TRUE, message))
    return silsa_decoder_refuse_kind(error, message);
  ok = read_bands(tiff, &image, shrink, error);
  TIFFRGBAImageEnd(&image);
  return ok;
}

const SilsaDecoder silsa_tiff_decoder = {
    .type = "image/tiff",
    .read_facts = read_facts,
    .decode = decode,
};
