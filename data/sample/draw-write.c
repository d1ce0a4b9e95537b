#include "draw-write.h"

#include <stdio.h> /* jpeglib.h needs it and does not say so */

#include <jpeglib.h>
#include <libexif/exif-data.h>
#include <libheif/heif.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#define JPEG_QUALITY 80
#define HEIC_QUALITY 55

/* --- EXIF --- */

static ExifEntry *
add_entry(ExifData *data, ExifIfd ifd, ExifTag tag, ExifFormat format, unsigned components)
{
  ExifEntry *entry = exif_entry_new();

  exif_content_add_entry(data->ifd[ifd], entry);
  entry->tag = tag;
  entry->format = format;
  entry->components = components;
  entry->size = components * exif_format_get_size(format);
  entry->data = calloc(1, entry->size); /* libexif frees it with free() */
  exif_entry_unref(entry);
  return entry;
}

static void
add_text(ExifData *data, ExifIfd ifd, ExifTag tag, const char *text)
{
  ExifEntry *entry = add_entry(data, ifd, tag, EXIF_FORMAT_ASCII, (unsigned)strlen(text) + 1);

  memcpy(entry->data, text, strlen(text) + 1);
}

static void
add_degrees(ExifData *data, ExifTag tag, double degrees)
{
  ExifEntry *entry = add_entry(data, EXIF_IFD_GPS, tag, EXIF_FORMAT_RATIONAL, 3);
  double minutes = (degrees - floor(degrees)) * 60;
  ExifRational parts[] = {{(ExifLong)degrees, 1},
                          {(ExifLong)minutes, 1},
                          {(ExifLong)lround((minutes - floor(minutes)) * 6000), 100}};

  for (guint i = 0; i < G_N_ELEMENTS(parts); i++)
    exif_set_rational(entry->data + 8 * i, EXIF_BYTE_ORDER_INTEL, parts[i]);
}

static void
add_place(ExifData *data, const PictureFacts *facts)
{
  add_text(data, EXIF_IFD_GPS, EXIF_TAG_GPS_LATITUDE_REF, "N");
  add_degrees(data, EXIF_TAG_GPS_LATITUDE, facts->latitude);
  add_text(data, EXIF_IFD_GPS, EXIF_TAG_GPS_LONGITUDE_REF, "E");
  add_degrees(data, EXIF_TAG_GPS_LONGITUDE, facts->longitude);
}

/* "2021-08-25T10:12:40" as EXIF has it: "2021:08:25 10:12:40". */
static char *
to_exif_time(const char *captured)
{
  char *time = g_strdup(captured);

  g_strdelimit(time, "-", ':');
  g_strdelimit(time, "T", ' ');
  return time;
}

/* The APP1 segment without its marker: "Exif", two zeros, TIFF. */
static GBytes *
make_exif(const PictureFacts *facts)
{
  ExifData *data = exif_data_new();
  g_autofree char *time = to_exif_time(facts->captured);
  ExifEntry *orientation;
  unsigned char *bytes = NULL;
  unsigned size = 0;
  GBytes *segment;

  exif_data_set_byte_order(data, EXIF_BYTE_ORDER_INTEL);
  exif_data_unset_option(data, EXIF_DATA_OPTION_IGNORE_UNKNOWN_TAGS);
  add_text(data, EXIF_IFD_0, EXIF_TAG_IMAGE_DESCRIPTION, "Drawn picture, demonstration");
  add_text(data, EXIF_IFD_0, EXIF_TAG_MAKE, "Silsa");
  add_text(data, EXIF_IFD_0, EXIF_TAG_MODEL, "Drawn, not photographed");
  orientation = add_entry(data, EXIF_IFD_0, EXIF_TAG_ORIENTATION, EXIF_FORMAT_SHORT, 1);
  exif_set_short(orientation->data, EXIF_BYTE_ORDER_INTEL, facts->sideways ? 6 : 1);
  add_text(data, EXIF_IFD_0, EXIF_TAG_DATE_TIME, time);
  add_text(data, EXIF_IFD_EXIF, EXIF_TAG_DATE_TIME_ORIGINAL, time);
  add_text(data, EXIF_IFD_EXIF, EXIF_TAG_DATE_TIME_DIGITIZED, time);
  add_text(data, EXIF_IFD_EXIF, (ExifTag)0x9011, "+09:00"); /* OffsetTimeOriginal */
  if (facts->has_place)
    add_place(data, facts);
  exif_data_save_data(data, &bytes, &size);
  exif_data_unref(data);
  segment = g_bytes_new(bytes, size);
  free(bytes);
  return segment;
}

/* --- pixels --- */

static void
copy_pixel(cairo_surface_t *surface, int x, int y, guint8 *rgb)
{
  const guint32 *row = (const void *)(cairo_image_surface_get_data(surface) +
                                      y * cairo_image_surface_get_stride(surface));

  rgb[0] = (row[x] >> 16) & 0xff;
  rgb[1] = (row[x] >> 8) & 0xff;
  rgb[2] = row[x] & 0xff;
}

/* Row @y of the stored picture; one that lies on its side is turned to the left. */
static void
copy_row(cairo_surface_t *surface, gboolean sideways, int width, int y, guint8 *row)
{
  int right = cairo_image_surface_get_width(surface) - 1;

  for (int x = 0; x < width; x++)
    copy_pixel(surface, sideways ? right - y : x, sideways ? x : y, row + 3 * x);
}

/* --- JPEG --- */

static void
write_rows(struct jpeg_compress_struct *jpeg, cairo_surface_t *surface, gboolean sideways)
{
  g_autofree guint8 *row = g_malloc(3 * jpeg->image_width);

  while (jpeg->next_scanline < jpeg->image_height) {
    copy_row(surface, sideways, (int)jpeg->image_width, (int)jpeg->next_scanline, row);
    jpeg_write_scanlines(jpeg, &row, 1);
  }
}

static void
set_size(struct jpeg_compress_struct *jpeg, cairo_surface_t *surface, gboolean sideways)
{
  JDIMENSION width = (JDIMENSION)cairo_image_surface_get_width(surface);
  JDIMENSION height = (JDIMENSION)cairo_image_surface_get_height(surface);

  jpeg->image_width = sideways ? height : width;
  jpeg->image_height = sideways ? width : height;
}

gboolean
write_jpeg(cairo_surface_t *surface, const PictureFacts *facts, const char *path, GError **error)
{
  struct jpeg_compress_struct jpeg = {0};
  struct jpeg_error_mgr errors;
  g_autoptr(GBytes) exif = make_exif(facts);
  unsigned char *data = NULL;
  unsigned long size = 0;
  gboolean written;

  jpeg.err = jpeg_std_error(&errors); /* ends the program, which is right for this one */
  jpeg_create_compress(&jpeg);
  jpeg_mem_dest(&jpeg, &data, &size);
  set_size(&jpeg, surface, facts->sideways);
  jpeg.input_components = 3;
  jpeg.in_color_space = JCS_RGB;
  jpeg_set_defaults(&jpeg);
  jpeg_set_quality(&jpeg, JPEG_QUALITY, TRUE);
  jpeg.optimize_coding = TRUE;
  jpeg.write_JFIF_header = FALSE; /* EXIF wants its segment first */
  jpeg_start_compress(&jpeg, TRUE);
  jpeg_write_marker(&jpeg, JPEG_APP0 + 1, g_bytes_get_data(exif, NULL),
                    (unsigned)g_bytes_get_size(exif));
  write_rows(&jpeg, surface, facts->sideways);
  jpeg_finish_compress(&jpeg);
  jpeg_destroy_compress(&jpeg);

  written = g_file_set_contents(path, (const char *)data, (gssize)size, error);
  free(data);
  return written;
}

/* --- PNG --- */

gboolean
write_png(cairo_surface_t *surface, const char *path, GError **error)
{
  cairo_status_t status = cairo_surface_write_to_png(surface, path);

  if (status == CAIRO_STATUS_SUCCESS)
    return TRUE;
  g_set_error(error, G_IO_ERROR, G_IO_ERROR_FAILED, "%s: %s", path, cairo_status_to_string(status));
  return FALSE;
}

/* --- HEIC --- */

static struct heif_image *
make_heif_image(cairo_surface_t *surface)
{
  int width = cairo_image_surface_get_width(surface);
  int height = cairo_image_surface_get_height(surface);
  struct heif_image *image = NULL;
  guint8 *plane;
  int stride;

  heif_image_create(width, height, heif_colorspace_RGB, heif_chroma_interleaved_RGB, &image);
  heif_image_add_plane(image, heif_channel_interleaved, width, height, 8);
  plane = heif_image_get_plane(image, heif_channel_interleaved, &stride);
  for (int y = 0; y < height; y++)
    copy_row(surface, FALSE, width, y, plane + (gsize)y * (gsize)stride);
  return image;
}

static struct heif_error
encode_heic(struct heif_context *context,
            struct heif_encoder *encoder,
            cairo_surface_t *surface,
            GBytes *exif)
{
  struct heif_image *image = make_heif_image(surface);
  struct heif_image_handle *handle = NULL;
  struct heif_error result;

  heif_encoder_set_lossy_quality(encoder, HEIC_QUALITY);
  result = heif_context_encode_image(context, image, encoder, NULL, &handle);
  if (result.code == heif_error_Ok)
    result = heif_context_add_exif_metadata(context, handle, g_bytes_get_data(exif, NULL),
                                            (int)g_bytes_get_size(exif));
  heif_image_handle_release(handle);
  heif_image_release(image);
  return result;
}

gboolean
write_heic(cairo_surface_t *surface, const PictureFacts *facts, const char *path, GError **error)
{
  struct heif_context *context = heif_context_alloc();
  struct heif_encoder *encoder = NULL;
  struct heif_error result;
  g_autoptr(GBytes) exif = make_exif(facts);

  result = heif_context_get_encoder_for_format(context, heif_compression_HEVC, &encoder);
  if (result.code == heif_error_Ok)
    result = encode_heic(context, encoder, surface, exif);
  if (result.code == heif_error_Ok)
    result = heif_context_write_to_file(context, path);
  if (result.code != heif_error_Ok)
    g_set_error(error, G_IO_ERROR, encoder == NULL ? G_IO_ERROR_NOT_SUPPORTED : G_IO_ERROR_FAILED,
                "%s: %s", path, result.message);
  g_clear_pointer(&encoder, heif_encoder_release);
  heif_context_free(context);
  return result.code == heif_error_Ok;
}
