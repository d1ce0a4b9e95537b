#include "fuzz.h"

#include "pictures.h"
#include "silsa-error.h"
#include "silsa-media-type.h"
#include "silsa-photo-facts.h"
#include "silsa-protect.h"
#include "silsa-thumbnail.h"

/* Beyond this a decoder is only slow, and an engine would find nothing but that. */
#define MAX_PIXELS (4 * 1000 * 1000)
#define TARGET_SIZE 64

GPtrArray *
silsa_fuzz_new_seeds(void)
{
  return picture_new_zoo();
}

static void
check_pixels(const SilsaPixels *pixels, guint max_size)
{
  if (pixels == NULL)
    return;
  g_assert_cmpuint(pixels->width, >, 0);
  g_assert_cmpuint(pixels->height, >, 0);
  g_assert_cmpuint(MAX(pixels->width, pixels->height), <=, max_size);
  g_assert_cmpuint(g_bytes_get_size(pixels->data), ==, pixels->stride * pixels->height);
}

static void
check_text(const char *text)
{
  g_assert_true(text == NULL || g_utf8_validate(text, -1, NULL));
}

/* What goes into a package instead: nothing with a place in it. */
static void
check_protected(GBytes *bytes)
{
  g_autoptr(GArray) hidden = silsa_shapes_new_empty();
  const SilsaRendition rendition = {.without_position = TRUE, .hidden = hidden};
  g_autoptr(SilsaPhotoFacts) facts = NULL;
  g_autoptr(GBytes) copy = NULL;
  g_autoptr(GBytes) again = NULL;

  if (!silsa_protect(&rendition, bytes, "", &copy, NULL, NULL) || copy == NULL)
    return;
  facts = silsa_photo_facts_new(copy, NULL);
  g_assert_nonnull(facts);
  g_assert_null(facts->latitude);
  g_assert_true(silsa_protect(&rendition, copy, "", &again, NULL, NULL));
  g_assert_null(again);
}

int
LLVMFuzzerTestOneInput(const guint8 *data, gsize size)
{
  g_autoptr(GBytes) bytes = g_bytes_new_static(data, size);
  g_autoptr(GError) error = NULL;
  g_autoptr(SilsaPhotoFacts) facts = silsa_photo_facts_new(bytes, &error);
  g_autoptr(SilsaPixels) embedded = NULL;
  g_autoptr(SilsaPixels) pixels = NULL;

  g_assert_true((facts == NULL) == (error != NULL));
  if (facts == NULL) {
    g_assert_true(error->domain == SILSA_ERROR);
    return 0;
  }
  g_assert_true(silsa_media_type_is_picture(facts->type));
  g_assert_true((facts->latitude == NULL) == (facts->longitude == NULL));
  check_text(facts->camera_make);
  check_text(facts->camera_model);
  check_text(facts->captured);
  embedded = silsa_thumbnail_embedded(bytes, TARGET_SIZE);
  check_pixels(embedded, TARGET_SIZE);
  if ((guint64)facts->width * facts->height > MAX_PIXELS)
    return 0;
  pixels = silsa_picture_decode(bytes, TARGET_SIZE, NULL, &error);
  g_assert_true((pixels == NULL) == (error != NULL));
  check_pixels(pixels, TARGET_SIZE);
  check_protected(bytes);
  return 0;
}
