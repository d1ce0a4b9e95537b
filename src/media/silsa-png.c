#include "silsa-decoder-private.h"

#include "silsa-exif-private.h"

#include <png.h>
#include <string.h>

/* PNG 3rd edition §5.2 and §11.2.1 */
#define SIGNATURE_SIZE 8
#define CHUNK_FRAME 12 /* length, type, CRC */
#define HEADER_SIZE 13
/* The most that one chunk may unpack to: colour profiles and texts, which are not used. */
#define CHUNK_MEMORY ((gsize)8 * 1024 * 1024)

typedef struct {
  guint32 width;
  guint32 height;
  const guint8 *exif;
  gsize exif_size;
  gboolean header;
  gboolean data;
} PngFrame;

static gboolean
read_chunk(const guint8 *type, const guint8 *chunk, gsize size, PngFrame *frame)
{
  gboolean header = memcmp(type, "IHDR", 4) == 0;

  if (header != !frame->header) /* the header comes first, and once */
    return FALSE;
  if (header && size == HEADER_SIZE) {
    frame->header = TRUE;
    frame->width = silsa_read_be32(chunk);
    frame->height = silsa_read_be32(chunk + 4);
  } else if (memcmp(type, "IDAT", 4) == 0) {
    frame->data = TRUE;
  } else if (memcmp(type, "eXIf", 4) == 0 && frame->exif == NULL) {
    frame->exif = chunk;
    frame->exif_size = size;
  }
  return frame->header;
}

/* Follows the file from chunk to chunk to the end chunk. */
static gboolean
walk_chunks(GBytes *bytes, PngFrame *frame, GError **error)
{
  gsize size, at = SIGNATURE_SIZE;
  const guint8 *data = g_bytes_get_data(bytes, &size);

  memset(frame, 0, sizeof *frame);
  while (size - at >= CHUNK_FRAME) {
    gsize length = silsa_read_be32(data + at);

    if (length > size - at - CHUNK_FRAME ||
        !read_chunk(data + at + 4, data + at + 8, length, frame))
      break;
    if (memcmp(data + at + 4, "IEND", 4) == 0 && frame->data)
      return TRUE;
    at += length + CHUNK_FRAME;
  }
  return silsa_decoder_refuse_damaged(error, "the PNG ends before its end chunk");
}

static gboolean
read_facts(GBytes *bytes, SilsaPhotoFacts *facts, GError **error)
{
  PngFrame frame;

  if (!walk_chunks(bytes, &frame, error))
    return FALSE;
  facts->raw_width = frame.width;
  facts->raw_height = frame.height;
  if (frame.exif != NULL)
    silsa_exif_read(frame.exif, frame.exif_size, TRUE, facts);
  return TRUE;
}

/* libpng leaves by longjmp(), see silsa-jpeg.c. */
typedef struct {
  png_structp png;
  png_infop info;
  const guint8 *data;
  gsize left;
  SilsaShrink *shrink;
  guint8 *rows; /* one, or all of an interlaced picture */
  GError **error;
} PngReader;

static void
leave_cb(png_structp png, png_const_charp message)
{
  PngReader *self = png_get_error_ptr(png);

  silsa_decoder_refuse_damaged(self->error, message);
  png_longjmp(png, 1);
}

static void
warn_cb(png_structp png G_GNUC_UNUSED, png_const_charp message G_GNUC_UNUSED)
{
}

static void
read_cb(png_structp png, png_bytep out, size_t size)
{
  PngReader *self = png_get_io_ptr(png);

  if (size > self->left)
    png_error(png, "the file ends too early");
  memcpy(out, self->data, size);
  self->data += size;
  self->left -= size;
}

/* To 8-bit RGB or RGBA, whatever it is. */
static void
set_transforms(PngReader *self)
{
  png_set_expand(self->png); /* palette to RGB, grey to 8 bits, tRNS to alpha */
  png_set_scale_16(self->png);
  png_set_gray_to_rgb(self->png);
  png_set_interlace_handling(self->png);
  png_read_update_info(self->png, self->info);
}

static gboolean
begin_rows(PngReader *self)
{
  guint width, height;
  gboolean interlaced;
  guint64 bytes;

  png_set_read_fn(self->png, self, read_cb);
  png_set_user_limits(self->png, SILSA_PICTURE_SIDE, SILSA_PICTURE_SIDE);
  png_set_chunk_malloc_max(self->png, CHUNK_MEMORY);
  png_read_info(self->png, self->info);
  width = png_get_image_width(self->png, self->info);
  height = png_get_image_height(self->png, self->info);
  interlaced = png_get_interlace_type(self->png, self->info) != PNG_INTERLACE_NONE;
  set_transforms(self);

  bytes = (guint64)png_get_rowbytes(self->png, self->info) * (interlaced ? height : 1);
  if (bytes > SILSA_PICTURE_MEMORY)
    return silsa_decoder_refuse_memory(self->error, bytes);
  if (!silsa_shrink_begin(self->shrink, width, height,
                          png_get_channels(self->png, self->info) == 4 ? SILSA_ROW_RGBA
                                                                       : SILSA_ROW_RGB,
                          self->error))
    return FALSE;
  self->rows = g_try_malloc0(bytes);
  return self->rows != NULL || silsa_decoder_refuse_memory(self->error, bytes);
}

/* Adam7 fills in the rows in seven passes, so that none is whole before the last. */
static gboolean
read_passes(PngReader *self)
{
  gsize stride = png_get_rowbytes(self->png, self->info);
  guint height = png_get_image_height(self->png, self->info);

  for (int pass = 0; pass < PNG_INTERLACE_ADAM7_PASSES; pass++) {
    for (guint y = 0; y < height; y++)
      png_read_row(self->png, self->rows + y * stride, NULL);
    if (g_cancellable_set_error_if_cancelled(self->shrink->cancellable, self->error))
      return FALSE;
  }
  for (guint y = 0; y < height; y++)
    if (!silsa_shrink_push(self->shrink, self->rows + y * stride, self->error))
      return FALSE;
  return TRUE;
}

/* Nothing in here or below owns anything that a longjmp() would lose. */
static gboolean
read_rows(PngReader *self)
{
  if (setjmp(png_jmpbuf(self->png)) != 0)
    return FALSE;
  if (!begin_rows(self))
    return FALSE;
  if (png_get_interlace_type(self->png, self->info) != PNG_INTERLACE_NONE) {
    if (!read_passes(self))
      return FALSE;
  } else {
    for (guint y = 0; y < self->shrink->source_height; y++) {
      png_read_row(self->png, self->rows, NULL);
      if (!silsa_shrink_push(self->shrink, self->rows, self->error))
        return FALSE;
    }
  }
  png_read_end(self->png, NULL);
  return TRUE;
}

static gboolean
decode(GBytes *bytes, SilsaShrink *shrink, GError **error)
{
  PngReader self = {.shrink = shrink, .error = error};
  gboolean ok;

  self.data = g_bytes_get_data(bytes, &self.left);
  self.png = png_create_read_struct(PNG_LIBPNG_VER_STRING, &self, leave_cb, warn_cb);
  self.info = self.png != NULL ? png_create_info_struct(self.png) : NULL;
  if (self.info != NULL)
    ok = read_rows(&self);
  else
    ok = silsa_decoder_refuse_memory(error, 0);
  png_destroy_read_struct(&self.png, &self.info, NULL);
  g_free(self.rows);
  return ok;
}

const SilsaDecoder silsa_png_decoder = {
    .type = "image/png",
    .read_facts = read_facts,
    .decode = decode,
};
