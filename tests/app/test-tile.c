#include "silsa-tile.h"

#include "workshop.h"

/* The left half is red, the right one blue. */
static SilsaPixels *
new_pixels(guint width, guint height)
{
  SilsaPixels *pixels = g_new0(SilsaPixels, 1);
  guint8 *data = g_malloc0((gsize)width * height * 3);

  for (guint i = 0; i < width * height; i++)
    data[3 * i + (i % width < width / 2 ? 0 : 2)] = 255;
  pixels->width = width;
  pixels->height = height;
  pixels->stride = (gsize)width * 3;
  pixels->data = g_bytes_new_take(data, (gsize)width * height * 3);
  return pixels;
}

static void
assert_tile(const SilsaTile *tile, guint width, guint height, int blurred)
{
  g_autoptr(SilsaPixels) pixels = new_pixels(width, height);
  g_autoptr(GdkTexture) texture = silsa_tile_new_texture(tile, pixels);
  gsize n = (gsize)tile->width * (gsize)tile->height;
  g_autofree guint32 *seen = g_new0(guint32, n);
  const guint32 *middle = seen + (gsize)tile->width * ((gsize)tile->height / 2);

  g_assert_cmpint(gdk_texture_get_width(texture), ==, tile->width);
  g_assert_cmpint(gdk_texture_get_height(texture), ==, tile->height);
  gdk_texture_download(texture, (guchar *)seen, (gsize)tile->width * sizeof *seen);
  for (int x = 0; x < tile->width; x++) {
    if (ABS(2 * x + 1 - tile->width) > 2 * blurred)
      g_assert_cmphex(middle[x], ==, 2 * x < tile->width ? 0xffff0000 : 0xff0000ff);
  }
  g_assert_cmphex(seen[0], ==, tile->radius > 0 ? 0 : 0xffff0000); /* cut, or not */
  g_assert_cmphex(seen[n - 1], ==, tile->radius > 0 ? 0 : 0xff0000ff);
}

/* What a worker made to cover a tile is not scaled once more: its edges are sharp. */
static void
test_cut(void)
{
  const SilsaTile tile = {.width = 160, .height = 120, .radius = 9};

  g_assert_cmpuint(silsa_tile_find_size(&tile, 4000, 3000), ==, 161);
  assert_tile(&tile, 160, 120, 0);
  assert_tile(&tile, 162, 121, 0); /* of 4 : 3, one more than needed */
  g_assert_cmpuint(silsa_tile_find_size(&tile, 3000, 4000), ==, 215);
  assert_tile(&tile, 162, 215, 0); /* upright: its middle */
  g_assert_cmpuint(silsa_tile_find_size(&tile, 8000, 1000), ==, 961);
  assert_tile(&tile, 961, 121, 1); /* long */
}

/* A thumbnail may be smaller than the room for it, and of a picture of unknown size too large. */
static void
test_scaled(void)
{
  const SilsaTile tile = {.width = 160, .height = 120};

  g_assert_cmpuint(silsa_tile_find_size(&tile, 0, 0), ==, 0);
  assert_tile(&tile, 40, 30, 4);
  assert_tile(&tile, 2, 1, 61);
  assert_tile(&tile, 640, 480, 2);
}

int
main(int argc, char *argv[])
{
  gtk_test_init(&argc, &argv, NULL);
  g_test_add_func("/app/tile/cut", test_cut);
  g_test_add_func("/app/tile/scaled", test_scaled);
  return g_test_run();
}
