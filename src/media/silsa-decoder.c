#include "silsa-decoder-private.h"

#include "silsa-error.h"
#include "silsa-limits.h"

const SilsaDecoder *
silsa_decoder_find(const char *type)
{
  /* "image/heif" goes to the same library as "image/heic". */
  static const SilsaDecoder *const decoders[] = {&silsa_jpeg_decoder, &silsa_png_decoder,
                                                 &silsa_heif_decoder, &silsa_webp_decoder,
                                                 &silsa_tiff_decoder};

  if (g_str_equal(type, "image/heif"))
    return &silsa_heif_decoder;
  for (gsize i = 0; i < G_N_ELEMENTS(decoders); i++)
    if (g_str_equal(type, decoders[i]->type))
      return decoders[i];
  return NULL;
}

gboolean
silsa_decoder_refuse_damaged(GError **error, const char *why)
{
  return silsa_error_set(error, SILSA_ERROR_CORRUPT, "picture-damaged",
                         "The picture is damaged: %s", why);
}

gboolean
silsa_decoder_refuse_kind(GError **error, const char *why)
{
  return silsa_error_set(error, SILSA_ERROR_UNSUPPORTED, "picture-kind",
                         "The picture is of a kind that is not shown: %s", why);
}

gboolean
silsa_decoder_refuse_memory(GError **error, guint64 bytes)
{
  g_autofree char *found = g_format_size_full(bytes, G_FORMAT_SIZE_IEC_UNITS);

  silsa_error_set(error, SILSA_ERROR_LIMIT, "picture-memory",
                  "Decoding the picture would take %" G_GUINT64_FORMAT " bytes", bytes);
  silsa_error_with_limit(error, "512 MiB");
  silsa_error_with_found(error, found);
  return FALSE;
}

gboolean
silsa_decoder_check_size(guint64 width, guint64 height, GError **error)
{
  g_autofree char *found =
      g_strdup_printf("%" G_GUINT64_FORMAT " × %" G_GUINT64_FORMAT, width, height);
  gboolean wide;

  if (width == 0 || height == 0)
    return silsa_decoder_refuse_damaged(error, "it has no pixels");
  wide = width > SILSA_PICTURE_SIDE || height > SILSA_PICTURE_SIDE;
  if (!wide && width * height <= SILSA_LIMIT_PICTURE_PIXELS)
    return TRUE;
  silsa_error_set(error, SILSA_ERROR_LIMIT, "picture-pixels", "The picture declares %s pixels",
                  found);
  silsa_error_with_limit(error, wide ? "1,000,000 pixels on a side" : "200 megapixels");
  silsa_error_with_found(error, found);
  return FALSE;
}
