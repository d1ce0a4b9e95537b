#include "pictures.h"

#include <glib/gstdio.h>
#include <libheif/heif.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <jpeglib.h>
#include <png.h>
#include <tiffio.h>
#include <webp/encode.h>
#include <webp/mux.h>

/* The drawing */

void
picture_get_colour(const Picture *self, guint x, guint y, guint8 rgb[3])
{
  static const guint8 quarters[4][3] = {{255, 0, 0}, {0, 255, 0}, {0, 0, 255}, {128, 128, 128}};
  guint quarter = (y >= self->height / 2 ? 2 : 0) + (x >= self->width / 2 ? 1 : 0);

  memcpy(rgb, quarters[quarter], 3);
  if (self->colours == PICTURE_GREY || self->colours == PICTURE_GREY_ALPHA)
    memset(rgb, (int)(quarter * 40 + 40), 3);
  if ((self->colours == PICTURE_RGBA || self->colours == PICTURE_GREY_ALPHA) && quarter == 3)
    memset(rgb, 255, 3); /* nothing on white */
}

static guint
raw_width(const Picture *self)
{
  return self->orientation >= 5 ? self->height : self->width;
}

static guint
raw_height(const Picture *self)
{
  return self->orientation >= 5 ? self->width : self->height;
}

/* EXIF 3.0, tag 0x0112: which side of the upright picture the 0th row and the 0th column of the
 * file are. */
static void
get_raw(const Picture *self, guint column, guint row, guint8 rgba[4])
{
  static const char sides[9][3] = {"TL", "TL", "TR", "BR", "BL", "LT", "RT", "RB", "LB"};
  const char *side = sides[self->orientation];
  guint x, y;

  if (self->orientation >= 5) {
    x = side[0] == 'L' ? row : self->width - 1 - row;
    y = side[1] == 'T' ? column : self->height - 1 - column;
  } else {
    y = side[0] == 'T' ? row : self->height - 1 - row;
    x = side[1] == 'L' ? column : self->width - 1 - column;
  }
  picture_get_colour(self, x, y, rgba);
  rgba[3] = 255;
  if ((self->colours == PICTURE_RGBA || self->colours == PICTURE_GREY_ALPHA) &&
      x >= self->width / 2 && y >= self->height / 2)
    memset(rgba, 0, 4);
}

/* One row of the file with the given order of samples: r, g, b, a, or c, m, y, k; bytes each. */
static void
fill_row(const Picture *self, guint row, const char *samples, guint8 *out)
{
  for (guint column = 0; column < raw_width(self); column++) {
    guint8 rgba[4];

    get_raw(self, column, row, rgba);
    for (const char *sample = samples; *sample != '\0'; sample++)
      switch (*sample) {
      case 'r':
        *out++ = rgba[0];
        break;
      case 'g':
        *out++ = rgba[1];
        break;
      case 'b':
        *out++ = rgba[2];
        break;
      case 'a':
        *out++ = rgba[3];
        break;
      case 'c':
        *out++ = 255 - rgba[0];
        break;
      case 'm':
        *out++ = 255 - rgba[1];
        break;
      case 'y':
        *out++ = 255 - rgba[2];
        break;
      case 'k':
        *out++ = 0;
        break;
      default:
        g_assert_not_reached();
      }
  }
}

/* EXIF, written by hand so that it is not what libexif makes of it */

typedef struct {
  GByteArray *out;
  gboolean big;
} Block;

static void
put16(Block *self, guint value)
{
  guint16 v = self->big ? GUINT16_TO_BE(value) : GUINT16_TO_LE(value);

  g_byte_array_append(self->out, (guint8 *)&v, 2);
}

static void
put32(Block *self, guint32 value)
{
  guint32 v = self->big ? GUINT32_TO_BE(value) : GUINT32_TO_LE(value);

  g_byte_array_append(self->out, (guint8 *)&v, 4);
}

static void
patch32(Block *self, guint at, guint32 value)
{
  guint32 v = self->big ? GUINT32_TO_BE(value) : GUINT32_TO_LE(value);

  memcpy(self->out->data + at, &v, 4);
}

/* Entries whose value lies elsewhere: the place to patch is remembered. */
typedef struct {
  guint at;
  const void *data;
  guint size;
  gboolean numbers;
} Later;

static void
put_entry(Block *self, guint tag, guint type, guint32 count, guint32 value)
{
  put16(self, tag);
  put16(self, type);
  put32(self, count);
  if (type == 3) {
    put16(self, value);
    put16(self, 0);
  } else {
    put32(self, value);
  }
}

static void
put_text(Block *self, guint tag, const char *text, GArray *later)
{
  guint size = (guint)strlen(text) + 1;
  Later l = {self->out->len + 8, text, size, FALSE};

  put_entry(self, tag, 2, size, 0);
  if (size <= 4)
    memcpy(self->out->data + l.at, text, size);
  else
    g_array_append_val(later, l);
}

static void
put_rationals(Block *self, guint tag, const void *numbers, GArray *later)
{
  Later l = {self->out->len + 8, numbers, 24, TRUE};

  put_entry(self, tag, 5, 3, 0);
  g_array_append_val(later, l);
}

static void
put_later(Block *self, GArray *later)
{
  for (guint i = 0; i < later->len; i++) {
    const Later *l = &g_array_index(later, Later, i);

    patch32(self, l->at, self->out->len);
    if (l->numbers)
      for (guint n = 0; n < l->size / 4; n++)
        put32(self, ((const guint32 *)l->data)[n]);
    else
      g_byte_array_append(self->out, l->data, l->size);
    if (self->out->len % 2 != 0)
      g_byte_array_append(self->out, (const guint8 *)"", 1);
  }
  g_array_set_size(later, 0);
}

static void
put_gps(const Picture *self, Block *block, GArray *later)
{
  char first[2] = {self->letters[0], 0}, second[2] = {self->letters[1], 0};

  put16(block, 4);
  put_text(block, 1, first, later);
  put_rationals(block, 2, self->position[0], later);
  put_text(block, 3, second, later);
  put_rationals(block, 4, self->position[1], later);
  put32(block, 0);
  put_later(block, later);
}

static GBytes *
new_thumbnail(const Picture *self)
{
  guint longest = MAX(self->width, self->height);
  /* Its quarters lie as in the file, and the file's orientation counts. */
  Picture small = {.width = self->width * self->thumbnail / longest,
                   .height = self->height * self->thumbnail / longest,
                   .orientation = self->orientation,
                   .colours = self->colours == PICTURE_GREY ? PICTURE_GREY : PICTURE_RGB};

  return picture_to_jpeg(&small);
}

GBytes *
picture_to_exif(const Picture *self)
{
  Block block = {g_byte_array_new(), self->big_endian};
  g_autoptr(GArray) later = g_array_new(FALSE, FALSE, sizeof(Later));
  guint exif_at = 0, gps_at = 0, next_at;
  guint n = 1 + (self->make != NULL) + (self->model != NULL) + (self->captured != NULL) +
            (self->letters[0] != 0);

  g_byte_array_append(block.out, (const guint8 *)(self->big_endian ? "MM\0*" : "II*\0"), 4);
  put32(&block, 8);
  put16(&block, n);
  if (self->make != NULL)
    put_text(&block, 0x010f, self->make, later);
  if (self->model != NULL)
    put_text(&block, 0x0110, self->model, later);
  put_entry(&block, 0x0112, 3, 1, (guint)self->orientation);
  if (self->captured != NULL) {
    exif_at = block.out->len + 8;
    put_entry(&block, 0x8769, 4, 1, 0);
  }
  if (self->letters[0] != 0) {
    gps_at = block.out->len + 8;
    put_entry(&block, 0x8825, 4, 1, 0);
  }
  next_at = block.out->len;
  put32(&block, 0);
  put_later(&block, later);
  if (exif_at != 0) {
    patch32(&block, exif_at, block.out->len);
    put16(&block, self->offset != NULL ? 2 : 1);
    put_text(&block, 0x9003, self->captured, later);
    if (self->offset != NULL)
      put_text(&block, 0x9011, self->offset, later);
    put32(&block, 0);
    put_later(&block, later);
  }
  if (gps_at != 0) {
    patch32(&block, gps_at, block.out->len);
    put_gps(self, &block, later);
  }
  if (self->thumbnail != 0) {
    g_autoptr(GBytes) jpeg = new_thumbnail(self);
    gsize size;
    const guint8 *data = g_bytes_get_data(jpeg, &size);

    patch32(&block, next_at, block.out->len);
    put16(&block, 3);
    put_entry(&block, 0x0103, 3, 1, 6);
    put_entry(&block, 0x0201, 4, 1, block.out->len + 2 * 12 + 4);
    put_entry(&block, 0x0202, 4, 1, (guint32)size);
    put32(&block, 0);
    g_byte_array_append(block.out, data, (guint)size);
  }
  return g_byte_array_free_to_bytes(block.out);
}

static gboolean
has_exif(const Picture *self)
{
  return self->orientation != 0 || self->captured != NULL || self->make != NULL ||
         self->model != NULL || self->letters[0] != 0 || self->thumbnail != 0;
}

static GBytes *
new_headed_exif(const Picture *self)
{
  g_autoptr(GBytes) exif = picture_to_exif(self);
  GByteArray *out = g_byte_array_new();

  g_byte_array_append(out, (const guint8 *)"Exif\0", 6);
  g_byte_array_append(out, g_bytes_get_data(exif, NULL), (guint)g_bytes_get_size(exif));
  return g_byte_array_free_to_bytes(out);
}

/* Files */

GBytes *
picture_to_jpeg(const Picture *self)
{
  struct jpeg_compress_struct cinfo;
  struct jpeg_error_mgr manager;
  unsigned char *data = NULL;
  unsigned long size = 0;
  gboolean cmyk = self->colours == PICTURE_CMYK, grey = self->colours == PICTURE_GREY;
  g_autofree guint8 *row = g_malloc(raw_width(self) * 4);
  JSAMPROW rows[1] = {row};

  cinfo.err = jpeg_std_error(&manager);
  jpeg_create_compress(&cinfo);
  jpeg_mem_dest(&cinfo, &data, &size);
  cinfo.image_width = raw_width(self);
  cinfo.image_height = raw_height(self);
  cinfo.input_components = cmyk ? 4 : grey ? 1 : 3;
  cinfo.in_color_space = cmyk ? JCS_CMYK : grey ? JCS_GRAYSCALE : JCS_RGB;
  jpeg_set_defaults(&cinfo);
  jpeg_set_quality(&cinfo, 95, TRUE);
  if (cmyk)
    jpeg_set_colorspace(&cinfo, JCS_YCCK); /* with Adobe's marker */
  if (self->several_passes)
    jpeg_simple_progression(&cinfo);
  jpeg_start_compress(&cinfo, TRUE);
  if (has_exif(self)) {
    g_autoptr(GBytes) exif = new_headed_exif(self);

    g_assert_cmpuint(g_bytes_get_size(exif), <=, 65533);
    jpeg_write_marker(&cinfo, JPEG_APP0 + 1, g_bytes_get_data(exif, NULL),
                      (guint)g_bytes_get_size(exif));
  }
  while (cinfo.next_scanline < cinfo.image_height) {
    fill_row(self, cinfo.next_scanline, cmyk ? "cmyk" : grey ? "r" : "rgb", row);
    for (guint i = 0; cmyk && i < cinfo.image_width * 4; i++)
      row[i] = 255 - row[i]; /* as Adobe does */
    jpeg_write_scanlines(&cinfo, rows, 1);
  }
  jpeg_finish_compress(&cinfo);
  jpeg_destroy_compress(&cinfo);
  return g_bytes_new_with_free_func(data, size, free, data);
}

static void
png_write_cb(png_structp png, png_bytep data, size_t size)
{
  g_byte_array_append(png_get_io_ptr(png), data, (guint)size);
}

static void
png_flush_cb(png_structp png G_GNUC_UNUSED)
{
}

static void
set_palette(png_structp png, png_infop info)
{
  static const png_color colours[4] = {{255, 0, 0}, {0, 255, 0}, {0, 0, 255}, {128, 128, 128}};

  png_set_PLTE(png, info, colours, 4);
}

static void
fill_png_row(const Picture *self, guint y, guint8 *row)
{
  guint width = raw_width(self);

  switch (self->colours) {
  case PICTURE_GREY:
    fill_row(self, y, "r", row);
    break;
  case PICTURE_GREY_ALPHA:
    fill_row(self, y, "ra", row);
    break;
  case PICTURE_RGBA:
    fill_row(self, y, "rgba", row);
    break;
  case PICTURE_PALETTE:
    for (guint x = 0; x < width; x++) {
      guint8 c[4];

      get_raw(self, x, y, c);
      row[x] = c[0] == 255 ? 0 : c[1] == 255 ? 1 : c[2] == 255 ? 2 : 3;
    }
    break;
  default:
    fill_row(self, y, "rgb", row);
    if (self->colours == PICTURE_RGB16)
      for (guint i = width * 3; i-- > 0;)
        row[2 * i] = row[2 * i + 1] = row[i];
  }
}

GBytes *
picture_to_png(const Picture *self)
{
  GByteArray *out = g_byte_array_new();
  png_structp png = png_create_write_struct(PNG_LIBPNG_VER_STRING, NULL, NULL, NULL);
  png_infop info = png_create_info_struct(png);
  guint width = raw_width(self), height = raw_height(self);
  g_autofree guint8 *row = g_malloc((gsize)width * 8);
  int type = self->colours == PICTURE_GREY         ? PNG_COLOR_TYPE_GRAY
             : self->colours == PICTURE_GREY_ALPHA ? PNG_COLOR_TYPE_GRAY_ALPHA
             : self->colours == PICTURE_RGBA       ? PNG_COLOR_TYPE_RGBA
             : self->colours == PICTURE_PALETTE    ? PNG_COLOR_TYPE_PALETTE
                                                   : PNG_COLOR_TYPE_RGB;
  int passes = 1;

  png_set_write_fn(png, out, png_write_cb, png_flush_cb);
  png_set_IHDR(png, info, width, height, self->colours == PICTURE_RGB16 ? 16 : 8, type,
               self->several_passes ? PNG_INTERLACE_ADAM7 : PNG_INTERLACE_NONE,
               PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
  if (self->colours == PICTURE_PALETTE)
    set_palette(png, info);
  if (has_exif(self)) {
    g_autoptr(GBytes) exif = picture_to_exif(self);

    png_set_eXIf_1(png, info, (guint)g_bytes_get_size(exif),
                   (guint8 *)g_bytes_get_data(exif, NULL));
  }
  png_write_info(png, info);
  if (self->several_passes)
    passes = png_set_interlace_handling(png);
  for (int pass = 0; pass < passes; pass++)
    for (guint y = 0; y < height; y++) {
      fill_png_row(self, y, row);
      png_write_row(png, row);
    }
  png_write_end(png, info);
  png_destroy_write_struct(&png, &info);
  return g_byte_array_free_to_bytes(out);
}

static void
webp_import(const Picture *self, WebPPicture *out, WebPConfig *config)
{
  guint width = raw_width(self), height = raw_height(self);
  g_autofree guint8 *pixels = g_malloc((gsize)width * height * 4);

  g_assert_true(WebPConfigInit(config) && WebPPictureInit(out));
  config->lossless = self->lossless;
  config->quality = 95;
  config->alpha_quality = 100;
  out->use_argb = self->lossless;
  out->width = (int)width;
  out->height = (int)height;
  for (guint y = 0; y < height; y++)
    fill_row(self, y, "rgba", pixels + (gsize)y * width * 4);
  g_assert_true(WebPPictureImportRGBA(out, pixels, (int)width * 4));
}

/* Two frames; the second differs, so that nobody can mistake it for the first. */
static GBytes *
webp_animate(const Picture *self)
{
  WebPAnimEncoderOptions options;
  WebPAnimEncoder *encoder;
  WebPData data;
  GBytes *bytes;
  Picture other = *self;

  other.colours = PICTURE_GREY;
  g_assert_true(WebPAnimEncoderOptionsInit(&options));
  encoder = WebPAnimEncoderNew((int)raw_width(self), (int)raw_height(self), &options);
  for (int i = 0; i < 2; i++) {
    WebPPicture picture;
    WebPConfig config;

    webp_import(i == 0 ? self : &other, &picture, &config);
    g_assert_true(WebPAnimEncoderAdd(encoder, &picture, i * 100, &config));
    WebPPictureFree(&picture);
  }
  g_assert_true(WebPAnimEncoderAdd(encoder, NULL, 200, NULL));
  g_assert_true(WebPAnimEncoderAssemble(encoder, &data));
  WebPAnimEncoderDelete(encoder);
  bytes = g_bytes_new(data.bytes, data.size);
  WebPDataClear(&data);
  return bytes;
}

static GBytes *
webp_still(const Picture *self)
{
  WebPPicture picture;
  WebPConfig config;
  WebPMemoryWriter writer;
  GBytes *bytes;

  webp_import(self, &picture, &config);
  WebPMemoryWriterInit(&writer);
  picture.writer = WebPMemoryWrite;
  picture.custom_ptr = &writer;
  g_assert_true(WebPEncode(&config, &picture));
  WebPPictureFree(&picture);
  bytes = g_bytes_new(writer.mem, writer.size);
  WebPMemoryWriterClear(&writer);
  return bytes;
}

GBytes *
picture_to_webp(const Picture *self)
{
  GBytes *plain = self->several_passes ? webp_animate(self) : webp_still(self);
  g_autoptr(GBytes) exif = NULL;
  WebPData data, chunk;
  WebPMux *mux;
  GBytes *bytes;

  if (!has_exif(self))
    return plain;
  exif = picture_to_exif(self);
  data.bytes = g_bytes_get_data(plain, &data.size);
  chunk.bytes = g_bytes_get_data(exif, &chunk.size);
  mux = WebPMuxCreate(&data, 1);
  g_assert_cmpint(WebPMuxSetChunk(mux, "EXIF", &chunk, 1), ==, WEBP_MUX_OK);
  g_assert_cmpint(WebPMuxAssemble(mux, &data), ==, WEBP_MUX_OK);
  WebPMuxDelete(mux);
  bytes = g_bytes_new(data.bytes, data.size);
  WebPDataClear(&data);
  g_bytes_unref(plain);
  return bytes;
}

static void
tiff_set_colours(const Picture *self, TIFF *tiff)
{
  guint16 extra[1] = {EXTRASAMPLE_UNASSALPHA};
  guint samples = self->colours == PICTURE_GREY || self->colours == PICTURE_PALETTE ? 1
                  : self->colours == PICTURE_GREY_ALPHA                             ? 2
                  : self->colours == PICTURE_CMYK || self->colours == PICTURE_RGBA  ? 4
                                                                                    : 3;

  TIFFSetField(tiff, TIFFTAG_SAMPLESPERPIXEL, samples);
  TIFFSetField(tiff, TIFFTAG_BITSPERSAMPLE, self->colours == PICTURE_RGB16 ? 16 : 8);
  TIFFSetField(tiff, TIFFTAG_PLANARCONFIG, PLANARCONFIG_CONTIG);
  TIFFSetField(tiff, TIFFTAG_PHOTOMETRIC,
               samples <= 2                    ? PHOTOMETRIC_MINISBLACK
               : self->colours == PICTURE_CMYK ? PHOTOMETRIC_SEPARATED
                                               : PHOTOMETRIC_RGB);
  if (self->colours == PICTURE_RGBA || self->colours == PICTURE_GREY_ALPHA)
    TIFFSetField(tiff, TIFFTAG_EXTRASAMPLES, 1, extra);
}

static const char *
tiff_samples(const Picture *self)
{
  switch (self->colours) {
  case PICTURE_GREY:
    return "r";
  case PICTURE_GREY_ALPHA:
    return "ra";
  case PICTURE_RGBA:
    return "rgba";
  case PICTURE_CMYK:
    return "cmyk";
  default:
    return "rgb";
  }
}

static void
tiff_fill_row(const Picture *self, guint y, guint8 *row)
{
  fill_row(self, y, tiff_samples(self), row);
  if (self->colours == PICTURE_RGB16)
    for (guint i = raw_width(self) * 3; i-- > 0;)
      row[2 * i] = row[2 * i + 1] = row[i];
}

static void
tiff_write_tiles(const Picture *self, TIFF *tiff)
{
  const guint side = 16;
  guint width = raw_width(self), height = raw_height(self);
  gsize pixel = strlen(tiff_samples(self)) * (self->colours == PICTURE_RGB16 ? 2 : 1);
  g_autofree guint8 *row = g_malloc0((gsize)(width + side) * 8);
  g_autofree guint8 *tile = g_malloc0((gsize)side * side * 8);

  TIFFSetField(tiff, TIFFTAG_TILEWIDTH, side);
  TIFFSetField(tiff, TIFFTAG_TILELENGTH, side);
  for (guint top = 0; top < height; top += side)
    for (guint left = 0; left < width; left += side) {
      for (guint y = 0; y < side && top + y < height; y++) {
        tiff_fill_row(self, top + y, row);
        memcpy(tile + y * side * pixel, row + left * pixel, side * pixel);
      }
      g_assert_cmpint(TIFFWriteTile(tiff, tile, left, top, 0, 0), >, 0);
    }
}

static void
tiff_write_strips(const Picture *self, TIFF *tiff)
{
  g_autofree guint8 *row = g_malloc((gsize)raw_width(self) * 8);

  TIFFSetField(tiff, TIFFTAG_ROWSPERSTRIP, 7);
  for (guint y = 0; y < raw_height(self); y++) {
    tiff_fill_row(self, y, row);
    g_assert_cmpint(TIFFWriteScanline(tiff, row, y, 0), ==, 1);
  }
}

static void
tiff_write_directories(const Picture *self, TIFF *tiff)
{
  guint64 exif = 0, gps = 0;

  if (self->captured != NULL) {
    g_assert_true(TIFFWriteDirectory(tiff));
    g_assert_cmpint(TIFFCreateEXIFDirectory(tiff), ==, 0);
    TIFFSetField(tiff, EXIFTAG_DATETIMEORIGINAL, self->captured);
    if (self->offset != NULL)
      TIFFSetField(tiff, EXIFTAG_OFFSETTIMEORIGINAL, self->offset);
    g_assert_true(TIFFWriteCustomDirectory(tiff, &exif));
    g_assert_true(TIFFSetDirectory(tiff, 0));
    TIFFSetField(tiff, TIFFTAG_EXIFIFD, exif);
  }
  if (self->letters[0] != 0) {
    char letters[2][2] = {{self->letters[0], 0}, {self->letters[1], 0}};

    g_assert_true(TIFFWriteDirectory(tiff));
    g_assert_cmpint(TIFFCreateGPSDirectory(tiff), ==, 0);
    for (guint i = 0; i < 2; i++) {
      double values[3];

      for (guint n = 0; n < 3; n++)
        values[n] = (double)self->position[i][n][0] / self->position[i][n][1];
      TIFFSetField(tiff, GPSTAG_LATITUDEREF + 2 * i, letters[i]);
      TIFFSetField(tiff, GPSTAG_LATITUDE + 2 * i, values);
    }
    g_assert_true(TIFFWriteCustomDirectory(tiff, &gps));
    g_assert_true(TIFFSetDirectory(tiff, 0));
    TIFFSetField(tiff, TIFFTAG_GPSIFD, gps);
  }
}

GBytes *
picture_to_tiff(const Picture *self)
{
  g_autofree char *path = NULL;
  g_autoptr(GError) error = NULL;
  int fd = g_file_open_tmp("picture-XXXXXX.tif", &path, &error);
  TIFF *tiff;
  char *data;
  gsize size;

  g_assert_no_error(error);
  tiff = TIFFFdOpen(fd, path, "w");
  TIFFSetField(tiff, TIFFTAG_IMAGEWIDTH, raw_width(self));
  TIFFSetField(tiff, TIFFTAG_IMAGELENGTH, raw_height(self));
  TIFFSetField(tiff, TIFFTAG_COMPRESSION, COMPRESSION_LZW);
  if (self->orientation != 0)
    TIFFSetField(tiff, TIFFTAG_ORIENTATION, self->orientation);
  if (self->make != NULL)
    TIFFSetField(tiff, TIFFTAG_MAKE, self->make);
  if (self->model != NULL)
    TIFFSetField(tiff, TIFFTAG_MODEL, self->model);
  tiff_set_colours(self, tiff);
  if (self->several_passes)
    tiff_write_tiles(self, tiff);
  else
    tiff_write_strips(self, tiff);
  tiff_write_directories(self, tiff);
  TIFFClose(tiff);
  g_assert_true(g_file_get_contents(path, &data, &size, NULL));
  g_remove(path);
  return g_bytes_new_take(data, size);
}

static struct heif_error
heif_write_cb(struct heif_context *context G_GNUC_UNUSED, const void *data, size_t size, void *out)
{
  static const struct heif_error fine = {heif_error_Ok, heif_suberror_Unspecified, "ok"};

  g_byte_array_append(out, data, (guint)size);
  return fine;
}

static struct heif_image *
heif_draw(const Picture *self)
{
  gboolean alpha = self->colours == PICTURE_RGBA;
  struct heif_image *image = NULL;
  int stride = 0;
  guint8 *plane;

  heif_image_create((int)raw_width(self), (int)raw_height(self), heif_colorspace_RGB,
                    alpha ? heif_chroma_interleaved_RGBA : heif_chroma_interleaved_RGB, &image);
  heif_image_add_plane(image, heif_channel_interleaved, (int)raw_width(self), (int)raw_height(self),
                       8);
  plane = heif_image_get_plane(image, heif_channel_interleaved, &stride);
  for (guint y = 0; y < raw_height(self); y++)
    fill_row(self, y, alpha ? "rgba" : "rgb", plane + y * (guint)stride);
  return image;
}

static void
heif_add_exif(const Picture *self, struct heif_context *context, struct heif_image_handle *handle)
{
  Picture misleading = *self;
  g_autoptr(GBytes) exif = NULL;

  misleading.orientation = 6;
  misleading.thumbnail = 0;
  exif = picture_to_exif(&misleading);
  g_assert_cmpint(heif_context_add_exif_metadata(context, handle, g_bytes_get_data(exif, NULL),
                                                 (int)g_bytes_get_size(exif))
                      .code,
                  ==, heif_error_Ok);
}

GBytes *
picture_to_heic(const Picture *self)
{
  struct heif_context *context = heif_context_alloc();
  struct heif_encoder *encoder = NULL;
  struct heif_encoding_options *options;
  struct heif_image_handle *handle = NULL, *small = NULL;
  struct heif_image *image;
  struct heif_writer writer = {.writer_api_version = 1, .write = heif_write_cb};
  GByteArray *out;

  if (!heif_have_decoder_for_format(heif_compression_HEVC) ||
      heif_context_get_encoder_for_format(context, heif_compression_HEVC, &encoder).code !=
          heif_error_Ok) {
    heif_context_free(context);
    return NULL;
  }
  heif_encoder_set_lossy_quality(encoder, 95);
  options = heif_encoding_options_alloc();
  if (self->orientation != 0)
    options->image_orientation = (enum heif_orientation)self->orientation;
  image = heif_draw(self);
  g_assert_cmpint(heif_context_encode_image(context, image, encoder, options, &handle).code, ==,
                  heif_error_Ok);
  if (self->thumbnail != 0)
    g_assert_cmpint(heif_context_encode_thumbnail(context, image, handle, encoder, options,
                                                  (int)self->thumbnail, &small)
                        .code,
                    ==, heif_error_Ok);
  heif_add_exif(self, context, handle);
  out = g_byte_array_new();
  g_assert_cmpint(heif_context_write(context, &writer, out).code, ==, heif_error_Ok);

  if (small != NULL)
    heif_image_handle_release(small);
  heif_image_handle_release(handle);
  heif_image_release(image);
  heif_encoding_options_free(options);
  heif_encoder_release(encoder);
  heif_context_free(context);
  return g_byte_array_free_to_bytes(out);
}

GBytes *
picture_truncate(GBytes *bytes, guint permille)
{
  return g_bytes_new(g_bytes_get_data(bytes, NULL), g_bytes_get_size(bytes) * permille / 1000);
}

GBytes *
picture_declare_png(guint32 width, guint32 height)
{
  Picture one = {.width = 8, .height = 8};
  g_autoptr(GBytes) bytes = picture_to_png(&one);
  gsize size;
  guint8 *data = g_memdup2(g_bytes_get_data(bytes, &size), g_bytes_get_size(bytes));
  guint32 sides[2] = {GUINT32_TO_BE(width), GUINT32_TO_BE(height)};
  guint32 crc = 0xffffffff;

  memcpy(data + 16, sides, 8);
  for (guint i = 12; i < 29; i++) {
    crc ^= data[i];
    for (int bit = 0; bit < 8; bit++)
      crc = (crc >> 1) ^ (0xedb88320 & (0u - (crc & 1)));
  }
  crc = GUINT32_TO_BE(~crc);
  memcpy(data + 29, &crc, 4);
  return g_bytes_new_take(data, size);
}

GPtrArray *
picture_new_zoo(void)
{
  GPtrArray *zoo = g_ptr_array_new_with_free_func((GDestroyNotify)g_bytes_unref);
  Picture base = {.width = 64,
                  .height = 48,
                  .orientation = 6,
                  .captured = "2021:08:25 10:12:00",
                  .offset = "+09:00",
                  .make = "Canon",
                  .model = "Canon EOS R8",
                  .position = {{{37, 1}, {33, 1}, {5943, 100}}, {{126, 1}, {58, 1}, {4071, 100}}},
                  .letters = {'N', 'E'},
                  .thumbnail = 16};
  GBytes *heic;

  for (int passes = 0; passes < 2; passes++) {
    base.several_passes = passes;
    base.big_endian = passes;
    base.colours = PICTURE_RGB;
    g_ptr_array_add(zoo, picture_to_jpeg(&base));
    g_ptr_array_add(zoo, picture_to_png(&base));
    g_ptr_array_add(zoo, picture_to_webp(&base));
    g_ptr_array_add(zoo, picture_to_tiff(&base));
    base.colours = PICTURE_CMYK;
    g_ptr_array_add(zoo, picture_to_jpeg(&base));
    base.colours = PICTURE_RGBA;
    g_ptr_array_add(zoo, picture_to_png(&base));
    base.lossless = TRUE;
    g_ptr_array_add(zoo, picture_to_webp(&base));
    base.colours = PICTURE_RGB16;
    g_ptr_array_add(zoo, picture_to_tiff(&base));
  }
  heic = picture_to_heic(&base);
  if (heic != NULL)
    g_ptr_array_add(zoo, heic);
  return zoo;
}
