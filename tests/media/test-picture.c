#include "silsa-picture.h"

#include "pictures.h"
#include "silsa-error.h"
#include "silsa-photo-facts.h"

#include <string.h>

typedef GBytes *(*Writer)(const Picture *picture);

typedef struct {
  const char *name;
  Writer write;
  Picture picture; /* without size and orientation */
  guint tolerance; /* of a colour in the middle of its quarter */
} Kind;

static const Kind kinds[] = {
    {"jpeg/rgb", picture_to_jpeg, {.colours = PICTURE_RGB}, 6},
    {"jpeg/grey", picture_to_jpeg, {.colours = PICTURE_GREY}, 3},
    {"jpeg/cmyk", picture_to_jpeg, {.colours = PICTURE_CMYK}, 6},
    {"jpeg/progressive", picture_to_jpeg, {.several_passes = TRUE}, 6},
    {"jpeg/cmyk-progressive",
     picture_to_jpeg,
     {.colours = PICTURE_CMYK, .several_passes = TRUE},
     6},
    {"png/rgb", picture_to_png, {.colours = PICTURE_RGB}, 0},
    {"png/grey", picture_to_png, {.colours = PICTURE_GREY}, 0},
    {"png/palette", picture_to_png, {.colours = PICTURE_PALETTE}, 0},
    {"png/rgba", picture_to_png, {.colours = PICTURE_RGBA}, 0},
    {"png/grey-alpha", picture_to_png, {.colours = PICTURE_GREY_ALPHA}, 0},
    {"png/rgb16", picture_to_png, {.colours = PICTURE_RGB16}, 0},
    {"png/interlaced", picture_to_png, {.several_passes = TRUE}, 0},
    {"png/interlaced-rgba", picture_to_png, {.colours = PICTURE_RGBA, .several_passes = TRUE}, 0},
    {"webp/rgb", picture_to_webp, {.colours = PICTURE_RGB}, 6},
    {"webp/rgba", picture_to_webp, {.colours = PICTURE_RGBA}, 6},
    {"webp/lossless", picture_to_webp, {.colours = PICTURE_RGBA, .lossless = TRUE}, 0},
    {"webp/animated", picture_to_webp, {.lossless = TRUE, .several_passes = TRUE}, 0},
    {"tiff/rgb", picture_to_tiff, {.colours = PICTURE_RGB}, 0},
    {"tiff/grey", picture_to_tiff, {.colours = PICTURE_GREY}, 0},
    {"tiff/cmyk", picture_to_tiff, {.colours = PICTURE_CMYK}, 1},
    {"tiff/rgba", picture_to_tiff, {.colours = PICTURE_RGBA}, 0},
    {"tiff/grey-alpha", picture_to_tiff, {.colours = PICTURE_GREY_ALPHA}, 0},
    {"tiff/rgb16", picture_to_tiff, {.colours = PICTURE_RGB16}, 1},
    {"tiff/tiles", picture_to_tiff, {.several_passes = TRUE}, 0},
    {"heic/rgb", picture_to_heic, {.colours = PICTURE_RGB}, 10},
    {"heic/rgba", picture_to_heic, {.colours = PICTURE_RGBA}, 10},
};

/* The middle of every quarter has the colour that it should have. */
static void
assert_shows(const SilsaPixels *pixels, const Picture *picture, guint tolerance)
{
  const guint8 *data = g_bytes_get_data(pixels->data, NULL);

  for (guint y = 1; y < 4; y += 2)
    for (guint x = 1; x < 4; x += 2) {
      const guint8 *seen =
          data + (pixels->height * y / 4) * pixels->stride + (pixels->width * x / 4) * 3;
      guint8 wanted[3];

      picture_get_colour(picture, picture->width * x / 4, picture->height * y / 4, wanted);
      for (int c = 0; c < 3; c++)
        if (ABS((int)seen[c] - (int)wanted[c]) > (int)tolerance)
          g_error("orientation %d, quarter %u/%u: %d %d %d instead of %d %d %d",
                  picture->orientation, x / 2, y / 2, seen[0], seen[1], seen[2], wanted[0],
                  wanted[1], wanted[2]);
    }
}

static SilsaPixels *
decode(GBytes *bytes, guint max_size)
{
  g_autoptr(GError) error = NULL;
  SilsaPixels *pixels = silsa_picture_decode(bytes, max_size, NULL, &error);

  g_assert_no_error(error);
  g_assert_nonnull(pixels);
  g_assert_cmpuint(g_bytes_get_size(pixels->data), ==, pixels->stride * pixels->height);
  return pixels;
}

static void
test_shown_right(gconstpointer data)
{
  const Kind *kind = data;

  for (int orientation = 0; orientation <= 8; orientation++) {
    Picture picture = kind->picture;
    g_autoptr(GBytes) bytes = NULL;
    g_autoptr(SilsaPixels) whole = NULL;
    g_autoptr(SilsaPixels) small = NULL;

    picture.width = 96;
    picture.height = 64;
    picture.orientation = orientation;
    bytes = kind->write(&picture);
    if (bytes == NULL) {
      g_test_skip("libheif has no HEVC encoder here");
      return;
    }
    whole = decode(bytes, SILSA_PICTURE_FULL_SIZE);
    g_assert_cmpuint(whole->width, ==, 96);
    g_assert_cmpuint(whole->height, ==, 64);
    assert_shows(whole, &picture, kind->tolerance);
    small = decode(bytes, 24);
    g_assert_cmpuint(small->width, ==, 24);
    g_assert_cmpuint(small->height, ==, 16);
    assert_shows(small, &picture, kind->tolerance);
  }
}

/* Odd sizes, a single line, every limit: the longest side is as asked, nothing is enlarged. */
static void
test_sizes(void)
{
  static const guint sizes[][2] = {{1, 1}, {1, 500}, {500, 1}, {501, 333}, {640, 480}, {319, 320}};
  static const guint limits[] = {1, 2, 31, 160, 320, 1000};

  for (gsize i = 0; i < G_N_ELEMENTS(sizes); i++) {
    Picture picture = {.width = sizes[i][0], .height = sizes[i][1], .orientation = 6};
    g_autoptr(GBytes) bytes = picture_to_jpeg(&picture);

    for (gsize l = 0; l < G_N_ELEMENTS(limits); l++) {
      g_autoptr(SilsaPixels) pixels = decode(bytes, limits[l]);
      guint longest = MAX(picture.width, picture.height),
            shortest = MIN(picture.width, picture.height);
      guint wanted = MIN(longest, limits[l]);

      g_assert_cmpuint(MAX(pixels->width, pixels->height), ==, wanted);
      g_assert_cmpuint(MIN(pixels->width, pixels->height), ==,
                       MAX(1, (2 * shortest * wanted + longest) / (2 * longest)));
    }
  }
}

static void
test_render(void)
{
  Picture picture = {.width = 300, .height = 200, .orientation = 5};
  g_autoptr(GBytes) bytes = picture_to_tiff(&picture);
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) jpeg = silsa_picture_render(bytes, 150, NULL, &error);
  g_autoptr(SilsaPhotoFacts) facts = NULL;
  g_autoptr(SilsaPixels) pixels = NULL;

  g_assert_no_error(error);
  facts = silsa_photo_facts_new(jpeg, &error);
  g_assert_cmpstr(facts->type, ==, "image/jpeg");
  g_assert_cmpint(facts->orientation, ==, 1);
  g_assert_cmpuint(facts->width, ==, 150);
  g_assert_cmpuint(facts->height, ==, 100);
  pixels = decode(jpeg, SILSA_PICTURE_FULL_SIZE);
  assert_shows(pixels, &picture, 8);
}

static void
test_cancelled(void)
{
  g_autoptr(GPtrArray) zoo = picture_new_zoo();
  g_autoptr(GCancellable) cancellable = g_cancellable_new();

  g_cancellable_cancel(cancellable);
  for (guint i = 0; i < zoo->len; i++) {
    g_autoptr(GError) error = NULL;

    g_assert_null(silsa_picture_decode(zoo->pdata[i], 320, cancellable, &error));
    g_assert_error(error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  }
}

static void
test_truncated(void)
{
  g_autoptr(GPtrArray) zoo = picture_new_zoo();

  for (guint i = 0; i < zoo->len; i++)
    for (guint permille = 0; permille < 1000; permille += 100) {
      g_autoptr(GBytes) part = picture_truncate(zoo->pdata[i], permille);
      g_autoptr(GError) error = NULL;

      g_assert_null(silsa_picture_decode(part, 320, NULL, &error));
      g_assert_true(error->domain == SILSA_ERROR);
    }
}

/* The frame of the file is whole, and a piece of the pixels is not. */
static void
test_missing_pixels(void)
{
  Picture picture = {.width = 200, .height = 200};
  g_autoptr(GBytes) bytes = picture_to_jpeg(&picture);
  gsize size;
  g_autofree guint8 *data = g_memdup2(g_bytes_get_data(bytes, &size), g_bytes_get_size(bytes));
  g_autoptr(GBytes) shorter = NULL;
  g_autoptr(GError) error = NULL;

  memcpy(data + size - 100, "\xff\xd9", 2); /* the end marker, too early */
  shorter = g_bytes_new_static(data, size - 98);
  g_assert_null(silsa_picture_decode(shorter, 50, NULL, &error));
  g_assert_error(error, SILSA_ERROR, SILSA_ERROR_CORRUPT);
  g_assert_cmpstr(silsa_error_get_facts(error)->rule, ==, "picture-damaged");
}

/* Whatever a byte is changed to: pixels of the declared size, or a reason. */
static void
test_flipped(void)
{
  g_autoptr(GPtrArray) zoo = picture_new_zoo();
  g_autoptr(GRand) rand = g_rand_new_with_seed(20210825); /* the same at every run */
  guint refused = 0, shown = 0;

  for (guint i = 0; i < zoo->len; i++)
    for (int round = 0; round < 60; round++) {
      gsize size;
      guint8 *data =
          g_memdup2(g_bytes_get_data(zoo->pdata[i], &size), g_bytes_get_size(zoo->pdata[i]));
      g_autoptr(GBytes) bytes = g_bytes_new_take(data, size);
      g_autoptr(GError) error = NULL;
      g_autoptr(SilsaPixels) pixels = NULL;

      for (int flips = g_rand_int_range(rand, 1, 6); flips > 0; flips--)
        data[g_rand_int_range(rand, 0, (int)MIN(size, (gsize)G_MAXINT))] ^=
            (guint8)(1 << g_rand_int_range(rand, 0, 8));
      pixels = silsa_picture_decode(bytes, 320, NULL, &error);
      g_assert_true((pixels == NULL) == (error != NULL));
      refused += pixels == NULL;
      shown += pixels != NULL;
    }
  g_assert_cmpuint(refused, >, 0);
  g_assert_cmpuint(shown, >, 0);
}

/* A few bytes that declare the largest picture that is taken: refused in no time, without its
 * memory. */
static void
test_declared_only(void)
{
  g_autoptr(GBytes) bytes = picture_declare_png(20000, 10000);
  g_autoptr(GError) error = NULL;

  g_assert_null(silsa_picture_decode(bytes, 320, NULL, &error));
  g_assert_error(error, SILSA_ERROR, SILSA_ERROR_CORRUPT);
}

int
main(int argc, char *argv[])
{
  g_test_init(&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS(kinds); i++) {
    g_autofree char *path = g_strconcat("/media/picture/shown-right/", kinds[i].name, NULL);

    g_test_add_data_func(path, &kinds[i], test_shown_right);
  }
  g_test_add_func("/media/picture/sizes", test_sizes);
  g_test_add_func("/media/picture/render", test_render);
  g_test_add_func("/media/picture/cancelled", test_cancelled);
  g_test_add_func("/media/picture/truncated", test_truncated);
  g_test_add_func("/media/picture/missing-pixels", test_missing_pixels);
  g_test_add_func("/media/picture/flipped", test_flipped);
  g_test_add_func("/media/picture/declared-only", test_declared_only);
  return g_test_run();
}
