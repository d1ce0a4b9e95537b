#include "silsa-decoder-private.h"

#include "silsa-error.h"
#include "silsa-exif-private.h"
#include "silsa-limits.h"

#include <libheif/heif.h>
#include <string.h>

typedef struct heif_context HeifContext;
typedef struct heif_image_handle HeifHandle;
typedef struct heif_image HeifImage;
typedef struct heif_decoding_options HeifOptions;

G_DEFINE_AUTOPTR_CLEANUP_FUNC(HeifContext, heif_context_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(HeifHandle, heif_image_handle_release)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(HeifImage, heif_image_release)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(HeifOptions, heif_decoding_options_free)

#define MAX_THUMBNAILS 8

static gboolean
refuse(struct heif_error problem, GError **error)
{
  switch (problem.code) {
  case heif_error_Memory_allocation_error:
    return silsa_decoder_refuse_memory(error, SILSA_PICTURE_MEMORY);
  case heif_error_Unsupported_feature:
  case heif_error_Unsupported_filetype:
  case heif_error_Plugin_loading_error:
    return silsa_error_set(error, SILSA_ERROR_UNSUPPORTED, "picture-decoder", "%s",
                           problem.message);
  default:
    return silsa_decoder_refuse_damaged(error, problem.message);
  }
}

/* ISO/IEC 14496-12 §4.2: the file is boxes one after another; a truncated one lacks the end of its
 * last, which libheif would not miss before it decodes. */
static gboolean
check_boxes(const guint8 *data, gsize size, GError **error)
{
  gsize at = 0;

  while (size - at >= 8) {
    guint64 length = silsa_read_be32(data + at);

    if (length == 0)
      return TRUE; /* to the end of the file, wherever that is */
    if (length == 1 && size - at >= 16)
      length = ((guint64)silsa_read_be32(data + at + 8) << 32) | silsa_read_be32(data + at + 12);
    if (length < 8 || length > size - at)
      break;
    at += length;
  }
  return at == size || silsa_decoder_refuse_damaged(error, "the HEIC ends inside a box");
}

static void
set_limits(HeifContext *context)
{
  struct heif_security_limits *limits = heif_context_get_security_limits(context);

  limits->max_image_size_pixels = SILSA_LIMIT_PICTURE_PIXELS;
  limits->max_memory_block_size = SILSA_PICTURE_MEMORY;
#if LIBHEIF_HAVE_VERSION(1, 20, 0)
  limits->max_total_memory = 2 * SILSA_PICTURE_MEMORY;
#endif
}

static HeifHandle *
open_primary(HeifContext *context, GBytes *bytes, GError **error)
{
  gsize size;
  const guint8 *data = g_bytes_get_data(bytes, &size);
  HeifHandle *handle = NULL;
  struct heif_error problem;

  if (!check_boxes(data, size, error))
    return NULL;
  set_limits(context);
  problem = heif_context_read_from_memory_without_copy(context, data, size, NULL);
  if (problem.code == heif_error_Ok)
    problem = heif_context_get_primary_image_handle(context, &handle);
  if (problem.code == heif_error_Ok)
    return handle;
  refuse(problem, error);
  return NULL;
}

/* ISO/IEC 23008-12 Annex A.2.1: four bytes say how far behind them the TIFF header stands. */
static void
read_exif(HeifHandle *handle, SilsaPhotoFacts *facts)
{
  heif_item_id id;
  gsize size, skip;
  g_autofree guint8 *block = NULL;

  if (heif_image_handle_get_list_of_metadata_block_IDs(handle, "Exif", &id, 1) != 1)
    return;
  size = heif_image_handle_get_metadata_size(handle, id);
  if (size < 4 || size > 4 * SILSA_EXIF_BLOCK)
    return;
  block = g_malloc(size);
  if (heif_image_handle_get_metadata(handle, id, block).code != heif_error_Ok)
    return;
  skip = silsa_read_be32(block);
  if (skip < size - 4)
    silsa_exif_read(block + 4 + skip, size - 4 - skip, FALSE, facts);
}

/* The file's own rotation and mirroring are part of decoding here, and EXIF's orientation is to be
 * ignored. */
static gboolean
read_facts(GBytes *bytes, SilsaPhotoFacts *facts, GError **error)
{
  g_autoptr(HeifContext) context = heif_context_alloc();
  g_autoptr(HeifHandle) handle = open_primary(context, bytes, error);
  int width, height;

  if (handle == NULL)
    return FALSE;
  width = heif_image_handle_get_width(handle);
  height = heif_image_handle_get_height(handle);
  facts->raw_width = (guint)MAX(0, width);
  facts->raw_height = (guint)MAX(0, height);
  read_exif(handle, facts);
  return TRUE;
}

static int
is_cancelled_cb(void *cancellable)
{
  return g_cancellable_is_cancelled(cancellable);
}

static HeifImage *
decode_handle(HeifHandle *handle, GCancellable *cancellable, GError **error)
{
  g_autoptr(HeifOptions) options = heif_decoding_options_alloc();
  gboolean alpha = heif_image_handle_has_alpha_channel(handle) != 0;
  HeifImage *image = NULL;
  struct heif_error problem;

  options->convert_hdr_to_8bit = TRUE;
  options->strict_decoding = TRUE;
#if LIBHEIF_HAVE_VERSION(1, 19, 0)
  options->progress_user_data = cancellable;
  options->cancel_decoding = cancellable != NULL ? is_cancelled_cb : NULL;
#endif
  problem = heif_decode_image(handle, &image, heif_colorspace_RGB,
                              alpha ? heif_chroma_interleaved_RGBA : heif_chroma_interleaved_RGB,
                              options);
  if (g_cancellable_set_error_if_cancelled(cancellable, error)) {
    if (image != NULL)
      heif_image_release(image);
    return NULL;
  }
  if (problem.code == heif_error_Ok)
    return image;
  refuse(problem, error);
  return NULL;
}

/* What the decoder gave, row by row; its size is its own, whatever the header said. */
static gboolean
push_image(HeifImage *image, SilsaShrink *shrink, GError **error)
{
  int stride = 0;
  const guint8 *plane = heif_image_get_plane_readonly(image, heif_channel_interleaved, &stride);
  int width = heif_image_get_width(image, heif_channel_interleaved);
  int height = heif_image_get_height(image, heif_channel_interleaved);
  gboolean alpha = heif_image_get_chroma_format(image) == heif_chroma_interleaved_RGBA;
  SilsaRow row = !alpha                                     ? SILSA_ROW_RGB
                 : heif_image_is_premultiplied_alpha(image) ? SILSA_ROW_PREMULTIPLIED
                                                            : SILSA_ROW_RGBA;

  if (plane == NULL || width <= 0 || height <= 0 || stride < width * (alpha ? 4 : 3))
    return silsa_decoder_refuse_damaged(error, "the HEIC decoded to nothing");
  if (!silsa_shrink_begin(shrink, (guint)width, (guint)height, row, error))
    return FALSE;
  for (int y = 0; y < height; y++)
    if (!silsa_shrink_push(shrink, plane + (gsize)y * (gsize)stride, error))
      return FALSE;
  return TRUE;
}

static gboolean
decode(GBytes *bytes, SilsaShrink *shrink, GError **error)
{
  g_autoptr(HeifContext) context = heif_context_alloc();
  g_autoptr(HeifHandle) handle = open_primary(context, bytes, error);
  g_autoptr(HeifImage) image = NULL;

  if (handle == NULL)
    return FALSE;
  image = decode_handle(handle, shrink->cancellable, error);
  return image != NULL && push_image(image, shrink, error);
}

static guint64
count_pixels(HeifHandle *handle)
{
  return (guint64)MAX(0, heif_image_handle_get_width(handle)) *
         (guint64)MAX(0, heif_image_handle_get_height(handle));
}

/* The largest thumbnail that is still one. */
static HeifHandle *
find_thumbnail(HeifHandle *primary)
{
  heif_item_id ids[MAX_THUMBNAILS];
  int n = heif_image_handle_get_list_of_thumbnail_IDs(primary, ids, MAX_THUMBNAILS);
  g_autoptr(HeifHandle) best = NULL;

  for (int i = 0; i < n; i++) {
    g_autoptr(HeifHandle) handle = NULL;
    guint64 pixels;

    if (heif_image_handle_get_thumbnail(primary, ids[i], &handle).code != heif_error_Ok)
      continue;
    pixels = count_pixels(handle);
    if (pixels == 0 || pixels > SILSA_PICTURE_THUMBNAIL_PIXELS ||
        (best != NULL && pixels <= count_pixels(best)))
      continue;
    g_clear_pointer(&best, heif_image_handle_release);
    best = g_steal_pointer(&handle);
  }
  return g_steal_pointer(&best);
}

static SilsaPixels *
read_thumbnail(GBytes *bytes, const SilsaPhotoFacts *facts G_GNUC_UNUSED, guint max_size)
{
  g_auto(SilsaShrink) shrink = {0};
  g_autoptr(HeifContext) context = heif_context_alloc();
  g_autoptr(HeifHandle) primary = open_primary(context, bytes, NULL);
  g_autoptr(HeifHandle) handle = primary != NULL ? find_thumbnail(primary) : NULL;
  g_autoptr(HeifImage) image = handle != NULL ? decode_handle(handle, NULL, NULL) : NULL;

  if (image == NULL)
    return NULL;
  silsa_shrink_init(&shrink, (guint)heif_image_handle_get_width(handle),
                    (guint)heif_image_handle_get_height(handle), max_size, NULL);
  return push_image(image, &shrink, NULL) ? silsa_shrink_finish(&shrink, 1, NULL) : NULL;
}

const SilsaDecoder silsa_heif_decoder = {
    .type = "image/heic",
    .read_facts = read_facts,
    .decode = decode,
    .read_thumbnail = read_thumbnail,
};
