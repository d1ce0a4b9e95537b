#include "silsa-picture.h"

#include "silsa-decoder-private.h"

#define RENDITION_QUALITY 85

SilsaPixels *
silsa_picture_decode(GBytes *bytes, guint max_size, GCancellable *cancellable, GError **error)
{
  g_autoptr(SilsaPhotoFacts) facts = NULL;
  g_auto(SilsaShrink) shrink = {0};

  g_return_val_if_fail(bytes != NULL, NULL);

  facts = silsa_photo_facts_new(bytes, error);
  if (facts == NULL)
    return NULL;
  silsa_shrink_init(&shrink, facts->raw_width, facts->raw_height, max_size, cancellable);
  if (!silsa_decoder_find(facts->type)->decode(bytes, &shrink, error))
    return NULL;
  return silsa_shrink_finish(&shrink, facts->orientation, error);
}

GBytes *
silsa_picture_render(GBytes *bytes, guint max_size, GCancellable *cancellable, GError **error)
{
  g_autoptr(SilsaPixels) pixels = silsa_picture_decode(bytes, max_size, cancellable, error);

  return pixels != NULL ? silsa_pixels_encode_jpeg(pixels, RENDITION_QUALITY, error) : NULL;
}
