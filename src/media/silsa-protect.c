#include "silsa-protect.h"

#include "silsa-error.h"
#include "silsa-media-type.h"
#include "silsa-picture.h"
#include "silsa-position-private.h"
#include "silsa-redact-private.h"
#include "silsa-strip-private.h"

#include <string.h>

/* A copy as large as the photo should not look worse; a smaller one should be small. */
#define QUALITY_FULL 92
#define QUALITY_SMALL 85

static gboolean
is_larger(const SilsaPhotoFacts *facts, guint max_size)
{
  return max_size != 0 && MAX(facts->width, facts->height) > max_size;
}

static GBytes *
redraw(const SilsaRendition *rendition,
       GBytes *bytes,
       const SilsaPhotoFacts *facts,
       const char *comment,
       GCancellable *cancellable,
       GError **error)
{
  g_autoptr(GBytes) exif = silsa_exif_new(facts, 1, !rendition->without_position);
  g_autoptr(SilsaPixels) pixels = NULL;
  g_autoptr(GBytes) jpeg = NULL;

  pixels = silsa_picture_decode(bytes, rendition->max_size, cancellable, error);
  if (pixels == NULL)
    return NULL;
  pixels = silsa_redact(g_steal_pointer(&pixels), rendition->hidden);
  jpeg = silsa_pixels_encode_jpeg(pixels, rendition->max_size != 0 ? QUALITY_SMALL : QUALITY_FULL,
                                  error);
  return jpeg != NULL ? silsa_jpeg_strip(jpeg, exif, comment) : NULL;
}

/* What looks like a picture but cannot be shown goes only where it says nothing of a place. Raw
 * photos are such, and of a large one only the beginning may be here: their directories must be
 * followed to the end. */
static gboolean
pass_unseen(GBytes *bytes)
{
  gsize size;
  const guint8 *data = g_bytes_get_data(bytes, &size);
  const char *type = silsa_media_type_sniff_bytes(bytes);

  if (!silsa_media_type_is_picture(type))
    return TRUE;
  if (strcmp(type, "image/tiff") == 0 && silsa_position_in_tiff(data, size))
    return FALSE;
  return !silsa_position_anywhere(data, size);
}

/* Looked at as anybody would who receives it: a damaged file may be cut up wrongly. */
static gboolean
is_clean(GBytes *copy)
{
  g_autoptr(SilsaPhotoFacts) facts = silsa_photo_facts_new(copy, NULL);
  g_autoptr(GBytes) again = NULL;

  return facts != NULL && facts->latitude == NULL &&
         silsa_strip_position(copy, facts, "", &again) && again == NULL;
}

gboolean
silsa_protect(const SilsaRendition *rendition,
              GBytes *bytes,
              const char *sha256,
              GBytes **copy,
              GCancellable *cancellable,
              GError **error)
{
  g_autofree char *comment = g_strdup_printf("Silsa: rendition of SHA-256 %s", sha256);
  g_autoptr(SilsaPhotoFacts) facts = NULL;
  g_autoptr(GError) local = NULL;

  *copy = NULL;
  facts = silsa_photo_facts_new(bytes, &local);
  if (facts == NULL) {
    if (rendition->hidden->len == 0 && pass_unseen(bytes))
      return TRUE;
    g_propagate_error(error, g_steal_pointer(&local));
    return FALSE;
  }
  if (rendition->hidden->len == 0 && !is_larger(facts, rendition->max_size) &&
      (!rendition->without_position || silsa_strip_position(bytes, facts, comment, copy)) &&
      (*copy == NULL || is_clean(*copy)))
    return TRUE;
  g_clear_pointer(copy, g_bytes_unref);
  *copy = redraw(rendition, bytes, facts, comment, cancellable, error);
  return *copy != NULL;
}
