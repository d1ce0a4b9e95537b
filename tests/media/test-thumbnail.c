#include "silsa-thumbnail.h"

#include "pictures.h"
#include "silsa-photo-facts.h"

#include <string.h>

static void
assert_colour(const SilsaPixels *pixels, const Picture *picture, guint quarter_x, guint quarter_y)
{
  const guint8 *data = g_bytes_get_data(pixels->data, NULL);
  guint x = quarter_x * 2 + 1, y = quarter_y * 2 + 1;
  const guint8 *seen =
      data + (pixels->height * y / 4) * pixels->stride + (pixels->width * x / 4) * 3;
  guint8 wanted[3];

  picture_get_colour(picture, picture->width * x / 4, picture->height * y / 4, wanted);
  for (int c = 0; c < 3; c++)
    g_assert_cmpfloat_with_epsilon(seen[c], wanted[c], 12);
}

static void
assert_shows(const SilsaPixels *pixels, const Picture *picture)
{
  for (guint i = 0; i < 4; i++)
    assert_colour(pixels, picture, i % 2, i / 2);
}

static SilsaPixels *
decode_jpeg(GBytes *jpeg)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(SilsaPhotoFacts) facts = silsa_photo_facts_new(jpeg, &error);
  SilsaPixels *pixels;

  g_assert_no_error(error);
  g_assert_cmpstr(facts->type, ==, "image/jpeg");
  g_assert_cmpint(facts->orientation, ==, 1);
  pixels = silsa_picture_decode(jpeg, SILSA_PICTURE_FULL_SIZE, NULL, &error);
  g_assert_no_error(error);
  return pixels;
}

static void
test_new(void)
{
  for (int orientation = 1; orientation <= 8; orientation++) {
    Picture picture = {.width = 800, .height = 600, .orientation = orientation};
    g_autoptr(GBytes) bytes = picture_to_jpeg(&picture);
    g_autoptr(GError) error = NULL;
    g_autoptr(GBytes) thumbnail = silsa_thumbnail_new(bytes, SILSA_THUMBNAIL_SIZE, NULL, &error);
    g_autoptr(SilsaPixels) pixels = NULL;

    g_assert_no_error(error);
    pixels = decode_jpeg(thumbnail);
    g_assert_cmpuint(pixels->width, ==, 320);
    g_assert_cmpuint(pixels->height, ==, 240);
    assert_shows(pixels, &picture);
  }
}

static void
test_from_pixels(void)
{
  Picture picture = {.width = 800, .height = 600, .orientation = 3};
  g_autoptr(GBytes) bytes = picture_to_png(&picture);
  g_autoptr(GError) error = NULL;
  g_autoptr(SilsaPixels) rendition = silsa_picture_decode(bytes, 500, NULL, &error);
  g_autoptr(GBytes) thumbnail = silsa_thumbnail_new_from_pixels(rendition, 100, &error);
  g_autoptr(SilsaPixels) pixels = NULL;

  g_assert_no_error(error);
  pixels = decode_jpeg(thumbnail);
  g_assert_cmpuint(pixels->width, ==, 100);
  g_assert_cmpuint(pixels->height, ==, 75);
  assert_shows(pixels, &picture);
}

static void
test_embedded(void)
{
  for (int orientation = 1; orientation <= 8; orientation++) {
    Picture picture = {.width = 640, .height = 480, .orientation = orientation, .thumbnail = 160};
    g_autoptr(GBytes) bytes = picture_to_jpeg(&picture);
    g_autoptr(SilsaPixels) pixels = silsa_thumbnail_embedded(bytes, 320);
    g_autoptr(SilsaPixels) small = silsa_thumbnail_embedded(bytes, 80);

    g_assert_nonnull(pixels);
    g_assert_cmpuint(pixels->width, ==, 160);
    g_assert_cmpuint(pixels->height, ==, 120);
    assert_shows(pixels, &picture);
    g_assert_cmpuint(small->width, ==, 80);
  }
}

static void
test_none_embedded(void)
{
  Picture picture = {.width = 64, .height = 48, .orientation = 1};
  g_autoptr(GBytes) jpeg = picture_to_jpeg(&picture);
  g_autoptr(GBytes) png = picture_to_png(&picture);
  g_autoptr(GBytes) text = g_bytes_new_static("text", 4);

  g_assert_null(silsa_thumbnail_embedded(jpeg, 320));
  g_assert_null(silsa_thumbnail_embedded(png, 320));
  g_assert_null(silsa_thumbnail_embedded(text, 320));
}

/* The EXIF block of one photo in the file of another: the thumbnail has another shape. */
static void
test_other_shape(void)
{
  Picture wide = {.width = 640, .height = 360, .orientation = 1, .thumbnail = 160};
  Picture square = {.width = 64, .height = 64};
  g_autoptr(GBytes) exif = picture_to_exif(&wide);
  g_autoptr(GBytes) plain = picture_to_jpeg(&square);
  GByteArray *out = g_byte_array_new();
  gsize size = g_bytes_get_size(exif) + 8;
  guint8 head[6] = {0xff, 0xd8, 0xff, 0xe1, (guint8)(size >> 8), (guint8)size};
  g_autoptr(GBytes) bytes = NULL;
  g_autoptr(SilsaPhotoFacts) facts = NULL;

  g_byte_array_append(out, head, sizeof head);
  g_byte_array_append(out, (const guint8 *)"Exif\0", 6);
  g_byte_array_append(out, g_bytes_get_data(exif, NULL), (guint)g_bytes_get_size(exif));
  g_byte_array_append(out, (const guint8 *)g_bytes_get_data(plain, NULL) + 2,
                      (guint)g_bytes_get_size(plain) - 2);
  bytes = g_byte_array_free_to_bytes(out);
  facts = silsa_photo_facts_new(bytes, NULL);
  g_assert_cmpuint(facts->width, ==, 64);
  g_assert_null(silsa_thumbnail_embedded(bytes, 320));
}

/* Changed bytes inside the block: a thumbnail or none, never more. */
static void
test_damaged_embedded(void)
{
  Picture picture = {.width = 64, .height = 48, .orientation = 6, .thumbnail = 32};
  g_autoptr(GBytes) bytes = picture_to_jpeg(&picture);
  g_autoptr(GRand) rand = g_rand_new_with_seed(20210825); /* the same at every run */
  guint none = 0;

  for (int round = 0; round < 300; round++) {
    gsize size;
    guint8 *data = g_memdup2(g_bytes_get_data(bytes, &size), g_bytes_get_size(bytes));
    g_autoptr(GBytes) changed = g_bytes_new_take(data, size);
    g_autoptr(SilsaPixels) pixels = NULL;

    data[g_rand_int_range(rand, 20, 600)] = (guint8)g_rand_int_range(rand, 0, 256);
    pixels = silsa_thumbnail_embedded(changed, 320);
    none += pixels == NULL;
    if (pixels != NULL)
      g_assert_cmpuint(MAX(pixels->width, pixels->height), <=, 320);
  }
  g_assert_cmpuint(none, >, 0);
  g_assert_cmpuint(none, <, 300);
}

static void
test_heic(void)
{
  Picture picture = {.width = 640, .height = 480, .orientation = 6, .thumbnail = 320};
  g_autoptr(GBytes) bytes = picture_to_heic(&picture);
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) thumbnail = NULL;
  g_autoptr(SilsaPixels) embedded = NULL;
  g_autoptr(SilsaPixels) pixels = NULL;

  if (bytes == NULL) {
    g_test_skip("libheif has no HEVC encoder here");
    return;
  }
  embedded = silsa_thumbnail_embedded(bytes, 320);
  g_assert_nonnull(embedded);
  g_assert_cmpuint(embedded->width, ==, 320);
  g_assert_cmpuint(embedded->height, ==, 240);
  assert_shows(embedded, &picture);
  thumbnail = silsa_thumbnail_new(bytes, 320, NULL, &error);
  g_assert_no_error(error);
  pixels = decode_jpeg(thumbnail);
  g_assert_cmpuint(pixels->width, ==, 320);
  assert_shows(pixels, &picture);
}

int
main(int argc, char *argv[])
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/media/thumbnail/new", test_new);
  g_test_add_func("/media/thumbnail/from-pixels", test_from_pixels);
  g_test_add_func("/media/thumbnail/embedded", test_embedded);
  g_test_add_func("/media/thumbnail/none-embedded", test_none_embedded);
  g_test_add_func("/media/thumbnail/other-shape", test_other_shape);
  g_test_add_func("/media/thumbnail/damaged-embedded", test_damaged_embedded);
  g_test_add_func("/media/thumbnail/heic", test_heic);
  return g_test_run();
}
