#include "silsa-shrink-private.h"

#include "silsa-decoder-private.h"
#include "silsa-error.h"

#include <string.h>

static SilsaPixels *
shrink_all(const guint8 *rgb, guint width, guint height, guint max_size)
{
  g_auto(SilsaShrink) shrink = {0};
  g_autoptr(GError) error = NULL;
  SilsaPixels *out;

  silsa_shrink_init(&shrink, width, height, max_size, NULL);
  g_assert_true(silsa_shrink_begin(&shrink, width, height, SILSA_ROW_RGB, &error));
  for (guint y = 0; y < height; y++)
    g_assert_true(silsa_shrink_push(&shrink, rgb + (gsize)y * width * 3, &error));
  out = silsa_shrink_finish(&shrink, 1, &error);
  g_assert_no_error(error);
  return out;
}

/* The mean over the area that target pixel (@x, @y) covers, written without a thought of speed. */
static double
average(
    const guint8 *rgb, guint width, guint height, const SilsaPixels *out, guint x, guint y, guint c)
{
  double left = (double)x * width / out->width, right = (double)(x + 1) * width / out->width;
  double top = (double)y * height / out->height, bottom = (double)(y + 1) * height / out->height;
  double sum = 0, area = 0;

  for (guint sy = 0; sy < height; sy++)
    for (guint sx = 0; sx < width; sx++) {
      double w = MIN(right, sx + 1) - MAX(left, sx), h = MIN(bottom, sy + 1) - MAX(top, sy);

      if (w > 0 && h > 0) {
        sum += w * h * rgb[((gsize)sy * width + sx) * 3 + c];
        area += w * h;
      }
    }
  return sum / area;
}

static void
test_average(void)
{
  static const guint sizes[][3] = {{7, 5, 7},  {7, 5, 6},  {7, 5, 3},    {7, 5, 1},
                                   {31, 2, 5}, {2, 31, 5}, {40, 30, 13}, {1, 9, 4}};

  for (gsize i = 0; i < G_N_ELEMENTS(sizes); i++) {
    guint width = sizes[i][0], height = sizes[i][1];
    g_autofree guint8 *rgb = g_malloc((gsize)width * height * 3);
    g_autoptr(SilsaPixels) out = NULL;
    const guint8 *data;

    for (gsize n = 0; n < (gsize)width * height * 3; n++)
      rgb[n] = (guint8)g_test_rand_int_range(0, 256);
    out = shrink_all(rgb, width, height, sizes[i][2]);
    g_assert_cmpuint(MAX(out->width, out->height), ==, sizes[i][2]);
    data = g_bytes_get_data(out->data, NULL);
    for (guint y = 0; y < out->height; y++)
      for (guint x = 0; x < out->width; x++)
        for (guint c = 0; c < 3; c++)
          g_assert_cmpfloat_with_epsilon(data[y * out->stride + x * 3 + c],
                                         average(rgb, width, height, out, x, y, c), 0.5001);
  }
}

static void
test_one_colour_stays(void)
{
  g_autofree guint8 *rgb = g_malloc(997 * 131 * 3);

  for (int colour = 0; colour <= 255; colour += 51) {
    g_autoptr(SilsaPixels) out = NULL;
    const guint8 *data;

    memset(rgb, colour, 997 * 131 * 3);
    out = shrink_all(rgb, 997, 131, 320);
    data = g_bytes_get_data(out->data, NULL);
    for (gsize i = 0; i < out->stride * out->height; i++)
      g_assert_cmpuint(data[i], ==, (guint)colour);
  }
}

static void
test_alpha(void)
{
  static const struct {
    SilsaRow row;
    guint8 in[4];
    guint8 out[3];
  } cases[] = {
      {SILSA_ROW_RGBA, {10, 20, 30, 255}, {10, 20, 30}},
      {SILSA_ROW_RGBA, {10, 20, 30, 0}, {255, 255, 255}},
      {SILSA_ROW_RGBA, {0, 100, 255, 51}, {204, 224, 255}},
      {SILSA_ROW_PREMULTIPLIED, {0, 20, 51, 51}, {204, 224, 255}},
      {SILSA_ROW_PREMULTIPLIED, {200, 0, 0, 100}, {255, 155, 155}}, /* more than alpha allows */
  };

  for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_auto(SilsaShrink) shrink = {0};
    g_autoptr(SilsaPixels) out = NULL;

    silsa_shrink_init(&shrink, 1, 1, 0, NULL);
    g_assert_true(silsa_shrink_begin(&shrink, 1, 1, cases[i].row, NULL));
    g_assert_true(silsa_shrink_push(&shrink, cases[i].in, NULL));
    out = silsa_shrink_finish(&shrink, 1, NULL);
    g_assert_cmpmem(g_bytes_get_data(out->data, NULL), 3, cases[i].out, 3);
  }
}

static void
test_too_few(void)
{
  g_auto(SilsaShrink) shrink = {0};
  g_autoptr(GError) error = NULL;
  guint8 row[12] = {0};

  silsa_shrink_init(&shrink, 4, 4, 0, NULL);
  g_assert_false(silsa_shrink_begin(&shrink, 3, 4, SILSA_ROW_RGB, &error));
  g_assert_error(error, SILSA_ERROR, SILSA_ERROR_CORRUPT);
  g_clear_error(&error);

  g_assert_true(silsa_shrink_begin(&shrink, 4, 4, SILSA_ROW_RGB, &error));
  g_assert_true(silsa_shrink_push(&shrink, row, &error));
  g_assert_null(silsa_shrink_finish(&shrink, 1, &error));
  g_assert_error(error, SILSA_ERROR, SILSA_ERROR_CORRUPT);
  g_clear_error(&error);

  g_assert_true(silsa_shrink_begin(&shrink, 4, 4, SILSA_ROW_RGB, &error)); /* anew */
  for (int y = 0; y < 4; y++)
    g_assert_true(silsa_shrink_push(&shrink, row, &error));
  silsa_pixels_free(silsa_shrink_finish(&shrink, 8, &error));
  g_assert_no_error(error);
}

static void
test_too_much(void)
{
  g_auto(SilsaShrink) shrink = {0};
  g_autoptr(GError) error = NULL;

  silsa_shrink_init(&shrink, 20000, 10000, 0, NULL); /* 600 MB as RGB */
  g_assert_false(silsa_shrink_begin(&shrink, 20000, 10000, SILSA_ROW_RGB, &error));
  g_assert_error(error, SILSA_ERROR, SILSA_ERROR_LIMIT);
  g_assert_cmpstr(silsa_error_get_facts(error)->rule, ==, "picture-memory");
  g_clear_error(&error);

  silsa_shrink_init(&shrink, 20000, 10000, 2000, NULL);
  g_assert_true(silsa_shrink_begin(&shrink, 20000, 10000, SILSA_ROW_RGB, &error));
  g_assert_cmpuint(shrink.width, ==, 2000);
  g_assert_cmpuint(shrink.height, ==, 1000);
}

int
main(int argc, char *argv[])
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/media/shrink/average", test_average);
  g_test_add_func("/media/shrink/one-colour-stays", test_one_colour_stays);
  g_test_add_func("/media/shrink/alpha", test_alpha);
  g_test_add_func("/media/shrink/too-few", test_too_few);
  g_test_add_func("/media/shrink/too-much", test_too_much);
  return g_test_run();
}
