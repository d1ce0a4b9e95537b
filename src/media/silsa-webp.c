#include "silsa-decoder-private.h"

#include "silsa-exif-private.h"

#include <string.h>
#include <webp/decode.h>
#include <webp/demux.h>

G_DEFINE_AUTOPTR_CLEANUP_FUNC(WebPDemuxer, WebPDemuxDelete)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(WebPIDecoder, WebPIDelete)

/* Between two looks at the cancellable. */
#define STEP_BYTES ((gsize)64 * 1024)

static WebPDemuxer *
open_file(GBytes *bytes, GError **error)
{
  WebPData data;
  WebPDemuxState state = WEBP_DEMUX_PARSE_ERROR;
  g_autoptr(WebPDemuxer) demuxer = NULL;

  data.bytes = g_bytes_get_data(bytes, &data.size);
  demuxer = WebPDemuxPartial(&data, &state);
  if (demuxer != NULL && state == WEBP_DEMUX_DONE &&
      WebPDemuxGetI(demuxer, WEBP_FF_FRAME_COUNT) > 0)
    return g_steal_pointer(&demuxer);
  silsa_decoder_refuse_damaged(error, "the WebP is not whole");
  return NULL;
}

static void
read_exif(WebPDemuxer *demuxer, SilsaPhotoFacts *facts)
{
  WebPChunkIterator chunk;

  if (WebPDemuxGetChunk(demuxer, "EXIF", 1, &chunk)) {
    const guint8 *data = chunk.chunk.bytes;
    gsize size = chunk.chunk.size;
    gboolean headed =
        size >= 6 && memcmp(data, "Exif\0", 6) == 0; /* some write JPEG's header too */

    if (headed)
      silsa_exif_read(data + 6, size - 6, TRUE, facts);
    else
      silsa_exif_read(data, size, TRUE, facts);
  }
  WebPDemuxReleaseChunkIterator(&chunk);
}

static gboolean
read_facts(GBytes *bytes, SilsaPhotoFacts *facts, GError **error)
{
  g_autoptr(WebPDemuxer) demuxer = open_file(bytes, error);

  if (demuxer == NULL)
    return FALSE;
  facts->raw_width = WebPDemuxGetI(demuxer, WEBP_FF_CANVAS_WIDTH);
  facts->raw_height = WebPDemuxGetI(demuxer, WEBP_FF_CANVAS_HEIGHT);
  if (WebPDemuxGetI(demuxer, WEBP_FF_FORMAT_FLAGS) & EXIF_FLAG)
    read_exif(demuxer, facts);
  return TRUE;
}

/* The frame's data in steps into @config's buffer. */
static gboolean
decode_frame(const WebPData *data,
             WebPDecoderConfig *config,
             GCancellable *cancellable,
             GError **error)
{
  g_autoptr(WebPIDecoder) decoder = WebPINewDecoder(&config->output);
  VP8StatusCode status = decoder != NULL ? VP8_STATUS_SUSPENDED : VP8_STATUS_OUT_OF_MEMORY;

  for (gsize have = 0; status == VP8_STATUS_SUSPENDED && have < data->size;) {
    if (g_cancellable_set_error_if_cancelled(cancellable, error))
      return FALSE;
    have = MIN(data->size, have + STEP_BYTES);
    status = WebPIUpdate(decoder, data->bytes, have);
  }
  if (status == VP8_STATUS_OUT_OF_MEMORY)
    return silsa_decoder_refuse_memory(error, SILSA_PICTURE_MEMORY);
  return status == VP8_STATUS_OK ||
         silsa_decoder_refuse_damaged(error, "the WebP's pixels are garbled");
}

/* The first frame of an animation may cover a part of the canvas; the rest is transparent. */
static gboolean
push_canvas(const WebPIterator *frame,
            const WebPRGBABuffer *pixels,
            SilsaShrink *shrink,
            GError **error)
{
  gsize width = shrink->source_width, bytes = (gsize)frame->width * 4;
  g_autofree guint8 *row = g_try_malloc(width * 4);

  if (row == NULL)
    return silsa_decoder_refuse_memory(error, width * 4);
  if (frame->x_offset < 0 || frame->y_offset < 0 || (gsize)frame->x_offset * 4 + bytes > width * 4)
    return silsa_decoder_refuse_damaged(error, "a frame outside the canvas");
  for (int y = 0; y < (int)shrink->source_height; y++) {
    int inner = y - frame->y_offset;

    memset(row, 0, width * 4);
    if (inner >= 0 && inner < frame->height)
      memcpy(row + (gsize)frame->x_offset * 4, pixels->rgba + (gsize)inner * pixels->stride, bytes);
    if (!silsa_shrink_push(shrink, row, error))
      return FALSE;
  }
  return TRUE;
}

static gboolean
decode_first(WebPDemuxer *demuxer, const WebPIterator *frame, SilsaShrink *shrink, GError **error)
{
  WebPDecoderConfig config;
  guint64 bytes = (guint64)frame->width * frame->height * 4;
  gboolean ok;

  if (!WebPInitDecoderConfig(&config) ||
      WebPGetFeatures(frame->fragment.bytes, frame->fragment.size, &config.input) !=
          VP8_STATUS_OK ||
      config.input.width != frame->width || config.input.height != frame->height)
    return silsa_decoder_refuse_damaged(error, "the WebP's frame contradicts its header");
  /* Lossless data (2) is unpacked to as much again before it is written out. */
  bytes *= config.input.format == 2 ? 2 : 1;
  if (bytes > SILSA_PICTURE_MEMORY)
    return silsa_decoder_refuse_memory(error, bytes);
  config.output.colorspace = MODE_RGBA;
  ok = silsa_shrink_begin(shrink, WebPDemuxGetI(demuxer, WEBP_FF_CANVAS_WIDTH),
                          WebPDemuxGetI(demuxer, WEBP_FF_CANVAS_HEIGHT), SILSA_ROW_RGBA, error) &&
       decode_frame(&frame->fragment, &config, shrink->cancellable, error) &&
       push_canvas(frame, &config.output.u.RGBA, shrink, error);
  WebPFreeDecBuffer(&config.output);
  return ok;
}

static gboolean
decode(GBytes *bytes, SilsaShrink *shrink, GError **error)
{
  g_autoptr(WebPDemuxer) demuxer = open_file(bytes, error);
  WebPIterator frame;
  gboolean ok;

  if (demuxer == NULL)
    return FALSE;
  if (WebPDemuxGetFrame(demuxer, 1, &frame) && frame.complete)
    ok = decode_first(demuxer, &frame, shrink, error);
  else
    ok = silsa_decoder_refuse_damaged(error, "the WebP has no whole frame");
  WebPDemuxReleaseIterator(&frame);
  return ok;
}

const SilsaDecoder silsa_webp_decoder = {
    .type = "image/webp",
    .read_facts = read_facts,
    .decode = decode,
};
