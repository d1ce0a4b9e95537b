#include "figures.h"
#include "pictures.h"
#include "silsa-thumbnail.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <stdio.h> /* jpeglib.h needs it */

#include <jpeglib.h>
#include <locale.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/*
 * P9: the thumbnail of a photo of 4000 x 3000 pixels against its bare decoding to an eighth, which
 * is the least that any thumbnail costs. P10: something to see of a photo whose camera put a
 * thumbnail into it. In time of the processor, in turn; two workers in time of the clock.
 */

#define WIDTH 4000
#define HEIGHT 3000
#define QUALITY 95
#define ROUNDS 9
#define WORKERS 2
#define PHOTOS 6 /* that the workers share */

/* Smooth, with the noise of a sensor: about as many bytes as a telephone makes of it. */
static GBytes *
make_photo(void)
{
  gsize stride = (gsize)WIDTH * 3;
  guint8 *data = g_malloc(stride * HEIGHT);
  g_autoptr(GRand) random = g_rand_new_with_seed(1);
  SilsaPixels pixels = {.width = WIDTH, .height = HEIGHT, .stride = stride};
  g_autoptr(GError) error = NULL;
  GBytes *photo;

  for (gsize y = 0; y < HEIGHT; y++)
    for (gsize x = 0; x < WIDTH; x++)
      for (gsize c = 0; c < 3; c++)
        data[y * stride + x * 3 + c] =
            (guint8)(x * 100 / WIDTH + y * 100 / HEIGHT + c * 16 + g_rand_int(random) % 12);
  pixels.data = g_bytes_new_take(data, stride * HEIGHT);
  photo = silsa_pixels_encode_jpeg(&pixels, QUALITY, &error);
  g_assert_no_error(error);
  g_bytes_unref(pixels.data);
  return photo;
}

static void
decode_eighth(GBytes *photo)
{
  struct jpeg_decompress_struct jpeg;
  struct jpeg_error_mgr errors;
  gsize size;
  const guint8 *bytes = g_bytes_get_data(photo, &size);
  JSAMPARRAY row;

  jpeg.err = jpeg_std_error(&errors);
  jpeg_create_decompress(&jpeg);
  jpeg_mem_src(&jpeg, bytes, size);
  g_assert_cmpint(jpeg_read_header(&jpeg, TRUE), ==, JPEG_HEADER_OK);
  jpeg.scale_num = 1;
  jpeg.scale_denom = 8;
  jpeg_start_decompress(&jpeg);
  row = jpeg.mem->alloc_sarray((j_common_ptr)&jpeg, JPOOL_IMAGE, jpeg.output_width * 3, 1);
  while (jpeg.output_scanline < jpeg.output_height)
    jpeg_read_scanlines(&jpeg, row, 1);
  jpeg_finish_decompress(&jpeg);
  jpeg_destroy_decompress(&jpeg);
}

static void
make_thumbnail(GBytes *photo)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) thumbnail = silsa_thumbnail_new(photo, SILSA_THUMBNAIL_SIZE, NULL, &error);

  g_assert_no_error(error);
  g_assert_nonnull(thumbnail);
}

static double
time_of(void (*work)(GBytes *), GBytes *photo)
{
  double begin = figures_processor_time();

  work(photo);
  return figures_processor_time() - begin;
}

static void
print_thumbnail(GBytes *photo)
{
  double ratios[ROUNDS], ours[ROUNDS], bare[ROUNDS];

  decode_eighth(photo);
  for (guint i = 0; i < ROUNDS; i++) {
    bare[i] = time_of(decode_eighth, photo);
    ours[i] = time_of(make_thumbnail, photo);
    ratios[i] = ours[i] / bare[i];
  }
  figures_sort(ratios, ROUNDS);
  figures_sort(ours, ROUNDS);
  figures_sort(bare, ROUNDS);
  g_print(
      "P9   thumbnail of %d x %d, %.1f MB: %.2f [%.2f-%.2f] x decoding to an eighth (%.1f ms to "
      "%.1f ms of the processor; goal: 1.05)\n",
      WIDTH, HEIGHT, (double)g_bytes_get_size(photo) / 1e6, ratios[ROUNDS / 2], ratios[0],
      ratios[ROUNDS - 1], ours[ROUNDS / 2], bare[ROUNDS / 2]);
}

/* kB of a line of /proc/self/status. */
static double
read_status(const char *name)
{
  g_autofree char *text = NULL;
  const char *line;
  unsigned long kilobytes = 0;

  g_assert_true(g_file_get_contents("/proc/self/status", &text, NULL, NULL));
  line = strstr(text, name);
  g_assert_nonnull(line);
  g_assert_cmpint(sscanf(line + strlen(name), "%lu", &kilobytes), ==, 1);
  return (double)kilobytes;
}

static gboolean
forget_peak(void)
{
  g_autofd int file = g_open("/proc/self/clear_refs", O_WRONLY, 0);

  return file >= 0 && write(file, "5", 1) == 1;
}

static void
print_memory(GBytes *photo)
{
  double before;

  g_assert_true(forget_peak());
  before = read_status("VmRSS:");
  make_thumbnail(photo);
  g_print("P9   memory of a worker, beside the photo: %.1f MB (goal: 15)\n",
          (read_status("VmHWM:") - before) / 1024);
}

static gpointer
work_thread(gpointer photo)
{
  for (guint i = 0; i < PHOTOS / WORKERS; i++)
    make_thumbnail(photo);
  return NULL;
}

static void
print_workers(GBytes *photo)
{
  double ratios[ROUNDS];

  for (guint i = 0; i < ROUNDS; i++) {
    GThread *threads[WORKERS];
    gint64 begin = g_get_monotonic_time(), middle;

    for (guint k = 0; k < PHOTOS; k++)
      make_thumbnail(photo);
    middle = g_get_monotonic_time();
    for (guint k = 0; k < WORKERS; k++)
      threads[k] = g_thread_new("thumbnails", work_thread, photo);
    for (guint k = 0; k < WORKERS; k++)
      g_thread_join(threads[k]);
    ratios[i] = (double)(g_get_monotonic_time() - middle) / (double)(middle - begin);
  }
  figures_sort(ratios, ROUNDS);
  g_print("P9   two workers to one: %.2f [%.2f-%.2f] x, by the clock (goal: 0.6)\n",
          ratios[ROUNDS / 2], ratios[0], ratios[ROUNDS - 1]);
}

static void
print_embedded(void)
{
  const Picture with_thumbnail = {
      .width = 1600, .height = 1200, .thumbnail = 160, .captured = "2021:08:25 10:00:00"};
  g_autoptr(GBytes) photo = picture_to_jpeg(&with_thumbnail);
  double times[ROUNDS];

  for (guint i = 0; i < ROUNDS; i++) {
    double begin = figures_processor_time();
    g_autoptr(SilsaPixels) pixels = silsa_thumbnail_embedded(photo, SILSA_THUMBNAIL_SIZE);

    times[i] = figures_processor_time() - begin;
    g_assert_nonnull(pixels);
  }
  figures_sort(times, ROUNDS);
  g_print("P10  something to see after reading: %.2f [%.2f-%.2f] ms of the processor (goal: 16)\n",
          times[ROUNDS / 2], times[0], times[ROUNDS - 1]);
}

int
main(void)
{
  g_autoptr(GBytes) photo = NULL;

  setlocale(LC_ALL, "C.UTF-8");
  photo = make_photo();
  print_memory(photo); /* before there is free memory that it could use */
  print_thumbnail(photo);
  print_workers(photo);
  print_embedded();
  return EXIT_SUCCESS;
}
