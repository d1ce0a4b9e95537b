#include "silsa-decoder-private.h"

#include "silsa-error.h"
#include "silsa-exif-private.h"

#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <jpeglib.h>
#include <jerror.h>

/* Where in ITU-T T.81 Annex B a file's pixels begin, and what stands before them. */
typedef struct {
  guint width;
  guint height;
  const guint8 *exif; /* from the byte order mark on, or NULL */
  gsize exif_size;
} JpegFrame;

enum {
  MARKER_SOF0 = 0xc0,
  MARKER_DHT = 0xc4,
  MARKER_JPG = 0xc8,
  MARKER_DAC = 0xcc,
  MARKER_SOF15 = 0xcf,
  MARKER_RST0 = 0xd0,
  MARKER_RST7 = 0xd7,
  MARKER_EOI = 0xd9,
  MARKER_SOS = 0xda,
  MARKER_APP1 = 0xe1,
};

/* A scan of a few bytes may stand for 200 megapixels: honest progressive files have about ten. */
#define MAX_SCANS 100

#define BLOCK 256

/* Whether one of the BLOCK bytes at @data is 0xff with another than 0 behind it. Without branches,
 * so that it goes by vectors: megabytes of coded data are looked through for their end. */
static gboolean
may_have_marker(const guint8 *data)
{
  guint8 found = 0;

  for (gsize i = 0; i < BLOCK; i++)
    found |= (data[i] == 0xff) & (data[i + 1] != 0);
  return found;
}

/* The next marker at or after @at: coded data escapes 0xff as 0xff00 and has restart markers in it.
 * Returns the place after it, or 0 at the end of the file. */
static gsize
find_marker(const guint8 *data, gsize size, gsize at, int *marker)
{
  while (at + 1 < size) {
    const guint8 *found;

    while (size - at > BLOCK && !may_have_marker(data + at))
      at += BLOCK;
    found = memchr(data + at, 0xff, size - at - 1);
    if (found == NULL)
      return 0;
    at = (gsize)(found - data) + 1;
    if (data[at] == 0xff)
      continue; /* a fill byte */
    *marker = data[at++];
    if (*marker > 1 && (*marker < MARKER_RST0 || *marker > MARKER_RST7))
      return at;
  }
  return 0;
}

static gboolean
read_frame(const guint8 *segment, gsize size, int marker, JpegFrame *frame, GError **error)
{
  gboolean coded =
      marker <= 0xc2 || marker == 0xc9 || marker == 0xca; /* not lossless, not hierarchical */

  if (size < 6)
    return silsa_decoder_refuse_damaged(error, "short frame header");
  if (!coded || segment[0] != 8)
    return silsa_decoder_refuse_kind(error, "lossless, hierarchical or not 8 bits");
  if (segment[5] != 1 && segment[5] != 3 && segment[5] != 4)
    return silsa_decoder_refuse_kind(error, "neither grey, RGB nor CMYK");
  if (frame->width != 0)
    return silsa_decoder_refuse_damaged(error, "two frames");
  frame->height = silsa_read_be16(segment + 1);
  frame->width = silsa_read_be16(segment + 3);
  return silsa_decoder_check_size(frame->width, frame->height, error);
}

/* One marker segment without its length. */
static gboolean
read_segment(const guint8 *segment, gsize size, int marker, JpegFrame *frame, GError **error)
{
  if (marker >= MARKER_SOF0 && marker <= MARKER_SOF15 && marker != MARKER_DHT &&
      marker != MARKER_JPG && marker != MARKER_DAC)
    return read_frame(segment, size, marker, frame, error);
  if (marker == MARKER_APP1 && frame->exif == NULL && size > 6 &&
      memcmp(segment, "Exif\0", 6) == 0) {
    frame->exif = segment + 6;
    frame->exif_size = size - 6;
  }
  return TRUE;
}

/* Follows the file from marker to marker until the end of the image; what comes after that (cameras
 * append previews and films) is not looked at. */
static gboolean
walk_markers(GBytes *bytes, JpegFrame *frame, GError **error)
{
  gsize size, at = 2;
  const guint8 *data = g_bytes_get_data(bytes, &size);
  gboolean scanned = FALSE;
  int marker = 0;

  memset(frame, 0, sizeof *frame);
  while ((at = find_marker(data, size, at, &marker)) != 0) {
    gsize length;

    if (marker == MARKER_EOI && scanned)
      return TRUE;
    if (marker == MARKER_EOI || at + 2 > size)
      break;
    length = silsa_read_be16(data + at);
    if (length < 2 || length > size - at)
      break;
    if (!read_segment(data + at + 2, length - 2, marker, frame, error))
      return FALSE;
    if (marker == MARKER_SOS && frame->width == 0)
      break;
    scanned = scanned || marker == MARKER_SOS;
    at += length;
  }
  return silsa_decoder_refuse_damaged(error, "the JPEG ends before its end marker");
}

static gboolean
read_facts(GBytes *bytes, SilsaPhotoFacts *facts, GError **error)
{
  JpegFrame frame;

  if (!walk_markers(bytes, &frame, error))
    return FALSE;
  facts->raw_width = frame.width;
  facts->raw_height = frame.height;
  if (frame.exif != NULL)
    silsa_exif_read(frame.exif, frame.exif_size, TRUE, facts);
  return TRUE;
}

/* libjpeg leaves by longjmp(). Whatever must survive that lives in this struct, and is released by
 * the function that called the one with setjmp(). */
typedef struct {
  struct jpeg_error_mgr manager; /* first: libjpeg hands back a pointer to it */
  jmp_buf jump;
  int code; /* of jerror.h; 0: ours, then *error is set already */
  char message[JMSG_LENGTH_MAX];
  GError **error;
} JpegGuard;

static void
leave_cb(j_common_ptr cinfo)
{
  JpegGuard *guard = (JpegGuard *)cinfo->err;

  guard->code = guard->manager.msg_code;
  guard->manager.format_message(cinfo, guard->message);
  longjmp(guard->jump, 1);
}

/* libjpeg goes on after missing or garbled data and paints something; that would be shown as
 * evidence. Other warnings are about harmless disorder. */
static void
warn_cb(j_common_ptr cinfo, int level)
{
  int code = cinfo->err->msg_code;

  if (level < 0 &&
      (code == JWRN_HIT_MARKER || code == JWRN_HUFF_BAD_CODE || code == JWRN_JPEG_EOF ||
       code == JWRN_MUST_RESYNC || code == JWRN_ARITH_BAD_CODE))
    leave_cb(cinfo);
}

static void
guard_init(JpegGuard *self, GError **error)
{
  jpeg_std_error(&self->manager);
  self->manager.error_exit = leave_cb;
  self->manager.emit_message = warn_cb;
  self->error = error;
}

static gboolean
guard_refuse(JpegGuard *self)
{
  switch (self->code) {
  case 0:
    return FALSE;
  case JERR_OUT_OF_MEMORY:
  case JERR_NO_BACKING_STORE:
  case JERR_WIDTH_OVERFLOW:
    return silsa_decoder_refuse_memory(self->error, SILSA_PICTURE_MEMORY);
  case JERR_CONVERSION_NOTIMPL:
  case JERR_ARITH_NOTIMPL:
  case JERR_SOF_UNSUPPORTED:
  case JERR_BAD_PRECISION:
    return silsa_decoder_refuse_kind(self->error, self->message);
  default:
    return silsa_decoder_refuse_damaged(self->error, self->message);
  }
}

typedef struct {
  JpegGuard guard;
  struct jpeg_decompress_struct cinfo;
  struct jpeg_progress_mgr progress;
  SilsaShrink *shrink;
  const guint8 *data;
  gsize size;
  guint64 max_pixels;
  JSAMPROW row;
} JpegReader;

/* Called while libjpeg collects the scans of a progressive file, which is before the first row. */
static void
progress_cb(j_common_ptr cinfo)
{
  JpegReader *self = cinfo->client_data;

  if (g_cancellable_set_error_if_cancelled(self->shrink->cancellable, self->guard.error) ||
      (self->cinfo.input_scan_number > MAX_SCANS &&
       !silsa_decoder_refuse_damaged(self->guard.error, "too many scans")))
    longjmp(self->guard.jump, 1);
}

/* The strongest shrinking that libjpeg-turbo has fast code for and that leaves no less than wanted.
 */
static void
choose_scale(JpegReader *self)
{
  struct jpeg_decompress_struct *cinfo = &self->cinfo;

  cinfo->scale_denom = 8;
  for (cinfo->scale_num = 1; cinfo->scale_num < 8; cinfo->scale_num *= 2) {
    jpeg_calc_output_dimensions(cinfo);
    if (cinfo->output_width >= self->shrink->width && cinfo->output_height >= self->shrink->height)
      break;
  }
  jpeg_calc_output_dimensions(cinfo);
}

/* Adobe writes CMYK inverted, and all who write CMYK JPEG follow it and leave its marker. */
static void
convert_cmyk(JpegReader *self)
{
  const guint8 *in = self->row;
  guint8 *out = self->row;
  guint8 flip = self->cinfo.saw_Adobe_marker ? 0 : 255;

  for (guint x = 0; x < self->cinfo.output_width; x++, in += 4, out += 3) {
    guint key = in[3] ^ flip, red = in[0] ^ flip, green = in[1] ^ flip, blue = in[2] ^ flip;

    out[0] = (guint8)((red * key + 127) / 255);
    out[1] = (guint8)((green * key + 127) / 255);
    out[2] = (guint8)((blue * key + 127) / 255);
  }
}

/* A file of several scans is held as coefficients, 2 bytes each, until the last scan is read. */
static gboolean
check_memory(JpegReader *self)
{
  guint64 bytes = 0;

  if (!jpeg_has_multiple_scans(&self->cinfo))
    return TRUE;
  for (int c = 0; c < self->cinfo.num_components; c++)
    bytes += (guint64)self->cinfo.comp_info[c].width_in_blocks *
             self->cinfo.comp_info[c].height_in_blocks * sizeof(JBLOCK);
  return bytes <= SILSA_PICTURE_MEMORY || silsa_decoder_refuse_memory(self->guard.error, bytes);
}

static gboolean
begin_rows(JpegReader *self)
{
  struct jpeg_decompress_struct *cinfo = &self->cinfo;
  gboolean cmyk;

  jpeg_create_decompress(cinfo); /* clears all but err and client_data */
  cinfo->mem->max_memory_to_use = (long)SILSA_PICTURE_MEMORY;
  cinfo->progress = &self->progress;
  jpeg_mem_src(cinfo, self->data, self->size);
  jpeg_read_header(cinfo, TRUE);
  if ((guint64)cinfo->image_width * cinfo->image_height > self->max_pixels)
    return silsa_decoder_refuse_damaged(self->guard.error, "more pixels than the header says");
  if (!check_memory(self))
    return FALSE;
  cmyk = cinfo->num_components == 4;
  cinfo->out_color_space = cmyk ? JCS_CMYK : JCS_RGB;
  choose_scale(self);
  if (!silsa_shrink_begin(self->shrink, cinfo->output_width, cinfo->output_height, SILSA_ROW_RGB,
                          self->guard.error))
    return FALSE;
  jpeg_start_decompress(cinfo);
  self->row = cinfo->mem->alloc_large((j_common_ptr)cinfo, JPOOL_IMAGE,
                                      (gsize)cinfo->output_width * (cmyk ? 4 : 3));
  return TRUE;
}

/* Nothing in here or in begin_rows() owns anything that a longjmp() would lose. */
static gboolean
read_rows(JpegReader *self)
{
  if (setjmp(self->guard.jump) != 0)
    return guard_refuse(&self->guard);
  if (!begin_rows(self))
    return FALSE;
  while (self->cinfo.output_scanline < self->cinfo.output_height) {
    jpeg_read_scanlines(&self->cinfo, &self->row, 1);
    if (self->cinfo.out_color_space == JCS_CMYK)
      convert_cmyk(self);
    if (!silsa_shrink_push(self->shrink, self->row, self->guard.error))
      return FALSE;
  }
  jpeg_finish_decompress(&self->cinfo);
  return TRUE;
}

static gboolean
decode_limited(GBytes *bytes, guint64 max_pixels, SilsaShrink *shrink, GError **error)
{
  JpegReader self = {.shrink = shrink, .max_pixels = max_pixels};
  gboolean ok;

  self.data = g_bytes_get_data(bytes, &self.size);
  guard_init(&self.guard, error);
  self.progress.progress_monitor = progress_cb;
  self.cinfo.err = &self.guard.manager;
  self.cinfo.client_data = &self;
  ok = read_rows(&self);
  jpeg_destroy_decompress(&self.cinfo);
  return ok;
}

static gboolean
decode(GBytes *bytes, SilsaShrink *shrink, GError **error)
{
  return decode_limited(bytes, (guint64)JPEG_MAX_DIMENSION * JPEG_MAX_DIMENSION, shrink, error);
}

static SilsaPixels *
read_thumbnail(GBytes *bytes, const SilsaPhotoFacts *facts, guint max_size)
{
  g_auto(SilsaShrink) shrink = {0};
  g_autoptr(GBytes) inner = NULL;
  JpegFrame outer_frame, frame;

  if (!walk_markers(bytes, &outer_frame, NULL) || outer_frame.exif == NULL)
    return NULL;
  inner = silsa_exif_dup_thumbnail(outer_frame.exif, outer_frame.exif_size);
  if (inner == NULL || g_bytes_get_size(inner) < 4 || !walk_markers(inner, &frame, NULL) ||
      (guint64)frame.width * frame.height > SILSA_PICTURE_THUMBNAIL_PIXELS)
    return NULL;
  silsa_shrink_init(&shrink, frame.width, frame.height, max_size, NULL);
  if (!decode_limited(inner, SILSA_PICTURE_THUMBNAIL_PIXELS, &shrink, NULL))
    return NULL;
  return silsa_shrink_finish(&shrink, facts->orientation, NULL);
}

const SilsaDecoder silsa_jpeg_decoder = {
    .type = "image/jpeg",
    .read_facts = read_facts,
    .decode = decode,
    .read_thumbnail = read_thumbnail,
};

typedef struct {
  JpegGuard guard;
  struct jpeg_compress_struct cinfo;
  unsigned char *data; /* malloc()ed by libjpeg */
  unsigned long size;
} JpegWriter;

static gboolean
write_rows(JpegWriter *self, const SilsaPixels *pixels, const guint8 *data, int quality)
{
  struct jpeg_compress_struct *cinfo = &self->cinfo;

  if (setjmp(self->guard.jump) != 0)
    return FALSE;
  jpeg_create_compress(cinfo);
  jpeg_mem_dest(cinfo, &self->data, &self->size);
  cinfo->image_width = pixels->width;
  cinfo->image_height = pixels->height;
  cinfo->input_components = 3;
  cinfo->in_color_space = JCS_RGB;
  jpeg_set_defaults(cinfo);
  jpeg_set_quality(cinfo, quality, TRUE);
  jpeg_start_compress(cinfo, TRUE);
  while (cinfo->next_scanline < cinfo->image_height) {
    JSAMPROW row = (JSAMPROW)(data + cinfo->next_scanline * pixels->stride);

    jpeg_write_scanlines(cinfo, &row, 1);
  }
  jpeg_finish_compress(cinfo);
  return TRUE;
}

GBytes *
silsa_pixels_encode_jpeg(const SilsaPixels *self, int quality, GError **error)
{
  JpegWriter writer = {0};
  gboolean ok;

  g_return_val_if_fail(self != NULL && quality >= 1 && quality <= 100, NULL);

  guard_init(&writer.guard, error);
  writer.cinfo.err = &writer.guard.manager;
  ok = write_rows(&writer, self, g_bytes_get_data(self->data, NULL), quality);
  jpeg_destroy_compress(&writer.cinfo);
  if (ok)
    return g_bytes_new_with_free_func(writer.data, writer.size, free, writer.data);
  free(writer.data);
  silsa_decoder_refuse_memory(error, (guint64)self->stride * self->height);
  return NULL;
}
