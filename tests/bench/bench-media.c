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
 * is the least that any thumbnail costs, and against the same with what nobody can do without: made
 * smaller by interpolation and written as a JPEG. P10: something to see of a photo whose camera put
 * a thumbnail into it. In time of the processor, in turn; two workers in time of the clock.
 */

#define WIDTH 4000
#define HEIGHT 3000
#define QUALITY 95
#define THUMBNAIL_QUALITY 80
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

/* An eighth, as pixels; free it. */
static guint8 *
decode_eighth(GBytes *photo, guint *width, guint *height)
{
  struct jpeg_decompress_struct jpeg;
  struct jpeg_error_mgr errors;
  gsize size, stride;
  const guint8 *bytes = g_bytes_get_data(photo, &size);
  guint8 *pixels;

  jpeg.err = jpeg_std_error(&errors);
  jpeg_create_decompress(&jpeg);
  jpeg_mem_src(&jpeg, bytes, size);
  g_assert_cmpint(jpeg_read_header(&jpeg, TRUE), ==, JPEG_HEADER_OK);
  jpeg.scale_num = 1;
  jpeg.scale_denom = 8;
  jpeg_start_decompress(&jpeg);
  *width = jpeg.output_width;
  *height = jpeg.output_height;
  stride = (gsize)*width * 3;
  pixels = g_malloc(stride * *height);
  while (jpeg.output_scanline < jpeg.output_height) {
    JSAMPROW row = pixels + stride * jpeg.output_scanline;

    jpeg_read_scanlines(&jpeg, &row, 1);
  }
  jpeg_finish_decompress(&jpeg);
  jpeg_destroy_decompress(&jpeg);
  return pixels;
}

static void
only_decode(GBytes *photo)
{
  guint width, height;

  g_free(decode_eighth(photo, &width, &height));
}

/* Between four pixels, in 256ths of the way from one to the next. */
static guint8 *
interpolate(const guint8 *from, guint width, guint height, guint to_width, guint to_height)
{
  guint8 *pixels = g_malloc((gsize)to_width * to_height * 3), *out = pixels;

  for (guint y = 0; y < to_height; y++) {
    guint down = y * ((height - 1) * 256 / to_height), v = down % 256;
    const guint8 *row = from + (gsize)(down / 256) * width * 3;

    for (guint x = 0; x < to_width; x++) {
      guint across = x * ((width - 1) * 256 / to_width), u = across % 256;
      const guint8 *a = row + (gsize)(across / 256) * 3, *b = a + (gsize)width * 3;

      for (guint c = 0; c < 3; c++)
        *out++ = (guint8)(((a[c] * (256 - u) + a[c + 3] * u) * (256 - v) +
                           (b[c] * (256 - u) + b[c + 3] * u) * v) >>
                          16);
    }
  }
  return pixels;
}

static void
write_jpeg(const guint8 *pixels, guint width, guint height)
{
  struct jpeg_compress_struct jpeg;
  struct jpeg_error_mgr errors;
  unsigned char *data = NULL;
  unsigned long size = 0;

  jpeg.err = jpeg_std_error(&errors);
  jpeg_create_compress(&jpeg);
  jpeg_mem_dest(&jpeg, &data, &size);
  jpeg.image_width = width;
  jpeg.image_height = height;
  jpeg.input_components = 3;
  jpeg.in_color_space = JCS_RGB;
  jpeg_set_defaults(&jpeg);
  jpeg_set_quality(&jpeg, THUMBNAIL_QUALITY, TRUE);
  jpeg_start_compress(&jpeg, TRUE);
  while (jpeg.next_scanline < height) {
    JSAMPROW row = (JSAMPROW)(pixels + (gsize)jpeg.next_scanline * width * 3);

    jpeg_write_scanlines(&jpeg, &row, 1);
  }
  jpeg_finish_compress(&jpeg);
  jpeg_destroy_compress(&jpeg);
  free(data);
}

/* The least that gives a thumbnail. */
static void
decode_shrink_write(GBytes *photo)
{
  guint width, height, to_height = SILSA_THUMBNAIL_SIZE * HEIGHT / WIDTH;
  g_autofree guint8 *eighth = decode_eighth(photo, &width, &height);
  g_autofree guint8 *small = interpolate(eighth, width, height, SILSA_THUMBNAIL_SIZE, to_height);

  write_jpeg(small, SILSA_THUMBNAIL_SIZE, to_height);
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
print_thumbnail(GBytes *photo, void (*limit)(GBytes *), const char *words)
{
  double ratios[ROUNDS], ours[ROUNDS], bare[ROUNDS];

  limit(photo);
  for (guint i = 0; i < ROUNDS; i++) {
    bare[i] = time_of(limit, photo);
    ours[i] = time_of(make_thumbnail, photo);
    ratios[i] = ours[i] / bare[i];
  }
  figures_sort(ratios, ROUNDS);
  figures_sort(ours, ROUNDS);
  figures_sort(bare, ROUNDS);
  g_print("P9   thumbnail of %d x %d, %.1f MB: %.2f [%.2f-%.2f] x %s (%.1f ms to %.1f ms of the "
          "processor; goal: 1.05)\n",
          WIDTH, HEIGHT, (double)g_bytes_get_size(photo) / 1e6, ratios[ROUNDS / 2], ratios[0],
          ratios[ROUNDS - 1], words, ours[ROUNDS / 2], bare[ROUNDS / 2]);
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

typedef struct {
  void (*work)(GBytes *photo);
  GBytes *photo;
} Share;

static gpointer
work_thread(gpointer data)
{
  Share *share = data;

  for (guint i = 0; i < PHOTOS / WORKERS; i++)
    share->work(share->photo);
  return NULL;
}

/* Two threads to one. */
static double
share_work(Share *share)
{
  GThread *threads[WORKERS];
  gint64 begin = g_get_monotonic_time(), middle;

  for (guint k = 0; k < PHOTOS; k++)
    share->work(share->photo);
  middle = g_get_monotonic_time();
  for (guint k = 0; k < WORKERS; k++)
    threads[k] = g_thread_new("thumbnails", work_thread, share);
  for (guint k = 0; k < WORKERS; k++)
    g_thread_join(threads[k]);
  return (double)(g_get_monotonic_time() - middle) / (double)(middle - begin);
}

/* What two threads give depends on what the processors have to do beside: bare decoding shows it.
 */
static void
print_workers(GBytes *photo)
{
  double ours[ROUNDS], bare[ROUNDS];

  for (guint i = 0; i < ROUNDS; i++) {
    bare[i] = share_work(&(Share){only_decode, photo});
    ours[i] = share_work(&(Share){make_thumbnail, photo});
  }
  figures_sort(ours, ROUNDS);
  figures_sort(bare, ROUNDS);
  g_print("P9   two workers to one: %.2f [%.2f-%.2f] x, by the clock (goal: 0.6; decoding to an "
          "eighth alone, in the same minute: %.2f [%.2f-%.2f])\n",
          ours[ROUNDS / 2], ours[0], ours[ROUNDS - 1], bare[ROUNDS / 2], bare[0], bare[ROUNDS - 1]);
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
  print_thumbnail(photo, only_decode, "decoding to an eighth");
  print_thumbnail(photo, decode_shrink_write, "decoding to an eighth, shrinking and writing");
  print_workers(photo);
  print_embedded();
  return EXIT_SUCCESS;
}
