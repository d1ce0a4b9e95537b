#include "silsa-thumbnail.h"

#include "silsa-decoder-private.h"
#include "silsa-media-type.h"

#define THUMBNAIL_QUALITY 80
/* Cameras round: 160 × 107 stands for 3 : 2. Bars above and below are more than that. */
#define SHAPE_TOLERANCE 0.03

static gboolean
same_shape(const SilsaPixels *pixels, const SilsaPhotoFacts *facts)
{
  double inner = (double)pixels->width * facts->height;
  double outer = (double)pixels->height * facts->width;

  return ABS(inner - outer) <= SHAPE_TOLERANCE * MAX(inner, outer);
}

static SilsaPixels *
read_embedded(GBytes *bytes, const SilsaPhotoFacts *facts, guint max_size)
{
  const SilsaDecoder *decoder = silsa_decoder_find(facts->type);
  g_autoptr(SilsaPixels) pixels = NULL;

  if (decoder->read_thumbnail == NULL)
    return NULL;
  pixels = decoder->read_thumbnail(bytes, facts, max_size);
  return pixels != NULL && same_shape(pixels, facts) ? g_steal_pointer(&pixels) : NULL;
}

SilsaPixels *
silsa_thumbnail_embedded(GBytes *bytes, guint max_size)
{
  g_autoptr(SilsaPhotoFacts) facts = NULL;

  g_return_val_if_fail(bytes != NULL && max_size > 0, NULL);

  facts = silsa_photo_facts_new(bytes, NULL);
  return facts != NULL ? read_embedded(bytes, facts, max_size) : NULL;
}

/* Whether what decoding would give can be had from the file's own thumbnail. Only for HEIC: a JPEG
 * is decoded in 40 ms, and what it claims to look like is not evidence. */
static SilsaPixels *
read_large_enough(GBytes *bytes, guint max_size)
{
  g_autoptr(SilsaPhotoFacts) facts = NULL;
  g_autoptr(SilsaPixels) pixels = NULL;
  guint wanted;

  if (silsa_decoder_find(silsa_media_type_sniff_bytes(bytes)) != &silsa_heif_decoder)
    return NULL; /* without the facts: for a JPEG its every byte is looked at */
  facts = silsa_photo_facts_new(bytes, NULL);
  if (facts == NULL)
    return NULL;
  wanted = MIN(max_size, MAX(facts->width, facts->height));
  pixels = read_embedded(bytes, facts, max_size);
  return pixels != NULL && MAX(pixels->width, pixels->height) >= wanted ? g_steal_pointer(&pixels)
                                                                        : NULL;
}

GBytes *
silsa_thumbnail_new(GBytes *bytes, guint max_size, GCancellable *cancellable, GError **error)
{
  g_autoptr(SilsaPixels) pixels = NULL;

  g_return_val_if_fail(bytes != NULL && max_size > 0, NULL);

  pixels = read_large_enough(bytes, max_size);
  if (pixels == NULL)
    pixels = silsa_picture_decode(bytes, max_size, cancellable, error);
  return pixels != NULL ? silsa_pixels_encode_jpeg(pixels, THUMBNAIL_QUALITY, error) : NULL;
}

GBytes *
silsa_thumbnail_new_from_pixels(const SilsaPixels *pixels, guint max_size, GError **error)
{
  g_autoptr(SilsaPixels) small = silsa_pixels_new_scaled(pixels, max_size, error);

  return small != NULL ? silsa_pixels_encode_jpeg(small, THUMBNAIL_QUALITY, error) : NULL;
}
