#include "silsa-photo-facts.h"

#include "pictures.h"
#include "silsa-error.h"
#include "silsa-limits.h"

#include <string.h>

typedef GBytes *(*Writer)(const Picture *picture);

static void
assert_refused(GBytes *bytes, SilsaError code, const char *rule)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(SilsaPhotoFacts) facts = silsa_photo_facts_new(bytes, &error);

  g_assert_null(facts);
  g_assert_error(error, SILSA_ERROR, (int)code);
  g_assert_cmpstr(silsa_error_get_facts(error)->rule, ==, rule);
}

static SilsaPhotoFacts *
read_facts(GBytes *bytes)
{
  g_autoptr(GError) error = NULL;
  SilsaPhotoFacts *facts = silsa_photo_facts_new(bytes, &error);

  g_assert_no_error(error);
  g_assert_nonnull(facts);
  return facts;
}

static void
test_orientations(gconstpointer data)
{
  Writer write = *(const Writer *)data;

  for (int orientation = 0; orientation <= 8; orientation++) {
    Picture picture = {.width = 40, .height = 30, .orientation = orientation};
    g_autoptr(GBytes) bytes = write(&picture);
    g_autoptr(SilsaPhotoFacts) facts = read_facts(bytes);

    g_assert_cmpint(facts->orientation, ==, MAX(1, orientation));
    g_assert_cmpuint(facts->width, ==, 40);
    g_assert_cmpuint(facts->height, ==, 30);
    g_assert_cmpuint(facts->raw_width, ==, orientation >= 5 ? 30 : 40);
    g_assert_cmpuint(facts->raw_height, ==, orientation >= 5 ? 40 : 30);
    g_assert_null(facts->captured);
    g_assert_null(facts->latitude);
  }
}

/* The same facts in the EXIF block of every kind of file, in both byte orders. */
static void
test_exif(gconstpointer data)
{
  Writer write = *(const Writer *)data;

  for (int big = 0; big < 2; big++) {
    Picture picture = {
        .width = 40,
        .height = 30,
        .orientation = 1,
        .captured = "2021:08:25 10:12:00",
        .offset = "+09:00",
        .make = "SAMSUNG",
        .model = "Galaxy S21 ",
        .position = {{{37, 1}, {33, 1}, {5943, 100}}, {{126, 1}, {58, 1}, {4071, 100}}},
        .letters = {'S', 'E'},
        .big_endian = big};
    g_autoptr(GBytes) bytes = write(&picture);
    g_autoptr(SilsaPhotoFacts) facts = NULL;
    g_autofree char *device = NULL;

    if (bytes == NULL) {
      g_test_skip("libheif has no HEVC encoder here");
      return;
    }
    facts = read_facts(bytes);
    g_assert_cmpstr(facts->captured, ==, "2021-08-25T10:12:00+09:00");
    g_assert_cmpstr(facts->camera_make, ==, "SAMSUNG");
    g_assert_cmpstr(facts->camera_model, ==, "Galaxy S21");
    g_assert_cmpstr(facts->latitude, ==,
                    "-37.5665083"); /* 37 + 33/60 + 59.43/3600 = 37.56650833… */
    g_assert_cmpstr(facts->longitude, ==, "126.9779750");
    device = silsa_photo_facts_dup_device(facts);
    g_assert_cmpstr(device, ==, "SAMSUNG Galaxy S21");
  }
}

static void
test_times(void)
{
  static const struct {
    const char *time;
    const char *offset;
    const char *captured;
  } times[] = {
      {"2021:08:25 10:12:00", NULL, "2021-08-25T10:12:00"},
      {"2021:08:25 10:12:00", "Z", "2021-08-25T10:12:00Z"},
      {"2021:08:25 10:12:00", "-03:30", "2021-08-25T10:12:00-03:30"},
      {"2021:08:25 10:12:00", "+9:00", "2021-08-25T10:12:00"}, /* not an offset: left out */
      {"2021:08:25 10:12:00", "+19:00", "2021-08-25T10:12:00"},
      {"2021:08:25 10:12:00", "      ", "2021-08-25T10:12:00"},
      {"2021-08-25 10:12:00", NULL, "2021-08-25T10:12:00"},
      {"2024:02:29 23:59:59", NULL, "2024-02-29T23:59:59"},
      {"2023:02:29 10:12:00", NULL, NULL},
      {"0000:00:00 00:00:00", NULL, NULL},
      {"    :  :     :  :  ", NULL, NULL},
      {"2021:08:25 24:12:00", NULL, NULL},
      {"2021:08:25", NULL, NULL},
      {"<b>1:08:25 10:12:00", NULL, NULL},
  };

  for (gsize i = 0; i < G_N_ELEMENTS(times); i++) {
    Picture picture = {
        .width = 8, .height = 8, .captured = times[i].time, .offset = times[i].offset};
    g_autoptr(GBytes) bytes = picture_to_jpeg(&picture);
    g_autoptr(SilsaPhotoFacts) facts = read_facts(bytes);

    g_test_message("%s %s", times[i].time, times[i].offset);
    g_assert_cmpstr(facts->captured, ==, times[i].captured);
  }
}

static void
test_positions(void)
{
  static const struct {
    guint32 position[2][3][2];
    char letters[2];
    const char *latitude;
    const char *longitude;
  } positions[] = {
      {{{{90, 1}, {0, 1}, {0, 1}}, {{180, 1}, {0, 1}, {0, 1}}},
       {'N', 'W'},
       "90.0000000",
       "-180.0000000"},
      {{{{90, 1}, {0, 1}, {1, 100}}, {{0, 1}, {0, 1}, {0, 1}}}, {'N', 'E'}, NULL, NULL},
      {{{{37, 1}, {0, 0}, {0, 1}}, {{126, 1}, {0, 1}, {0, 1}}},
       {'N', 'E'},
       NULL,
       NULL}, /* no fix */
      {{{{37, 1}, {0, 1}, {0, 1}}, {{126, 1}, {0, 1}, {0, 1}}}, {'n', 'E'}, NULL, NULL},
      {{{{G_MAXUINT32, 1}, {G_MAXUINT32, 1}, {G_MAXUINT32, 1}}, {{0, 1}, {0, 1}, {0, 1}}},
       {'N', 'E'},
       NULL,
       NULL},
      {{{{1, 3}, {0, 1}, {0, 1}}, {{G_MAXUINT32, G_MAXUINT32}, {0, 1}, {0, 1}}},
       {'S', 'E'},
       "-0.3333333",
       "1.0000000"},
      {{{{0, 1}, {0, 1}, {0, 1}}, {{0, 1}, {0, 1}, {0, 1}}}, {'S', 'W'}, "0.0000000", "0.0000000"},
  };

  for (gsize i = 0; i < G_N_ELEMENTS(positions); i++) {
    Picture picture = {.width = 8, .height = 8};
    g_autoptr(GBytes) bytes = NULL;
    g_autoptr(SilsaPhotoFacts) facts = NULL;

    memcpy(picture.position, positions[i].position, sizeof picture.position);
    memcpy(picture.letters, positions[i].letters, 2);
    bytes = picture_to_jpeg(&picture);
    facts = read_facts(bytes);
    g_test_message("position %zu", i);
    g_assert_cmpstr(facts->latitude, ==, positions[i].latitude);
    g_assert_cmpstr(facts->longitude, ==, positions[i].longitude);
  }
}

static void
test_strange_texts(void)
{
  g_autofree char *long_text = g_strnfill(500, 'A');
  Picture picture = {.width = 8,
                     .height = 8,
                     .make = "ab\xff\ncd\xe2\x80\xae"
                             "ef",
                     .model = long_text};
  g_autoptr(GBytes) bytes = picture_to_jpeg(&picture);
  g_autoptr(SilsaPhotoFacts) facts = read_facts(bytes);

  g_assert_cmpstr(facts->camera_make, ==,
                  "ab\xef\xbf\xbd cd ef"); /* no line break, nothing that turns text */
  g_assert_cmpuint(strlen(facts->camera_model), ==, 64);
}

static void
test_devices(void)
{
  SilsaPhotoFacts facts = {.camera_make = (char *)"Canon", .camera_model = (char *)"Canon EOS R8"};
  g_autofree char *both = silsa_photo_facts_dup_device(&facts);
  g_autofree char *make = NULL;

  g_assert_cmpstr(both, ==, "Canon EOS R8");
  facts.camera_model = NULL;
  make = silsa_photo_facts_dup_device(&facts);
  g_assert_cmpstr(make, ==, "Canon");
  facts.camera_make = NULL;
  g_assert_null(silsa_photo_facts_dup_device(&facts));
}

/* HEIC turns by itself, and EXIF's orientation (6 here) must not turn it once more. */
static void
test_heic(void)
{
  Picture picture = {
      .width = 80, .height = 64, .orientation = 8, .captured = "2021:08:25 10:12:00"};
  g_autoptr(GBytes) bytes = picture_to_heic(&picture);
  g_autoptr(SilsaPhotoFacts) facts = NULL;

  if (bytes == NULL) {
    g_test_skip("libheif has no HEVC encoder here");
    return;
  }
  facts = read_facts(bytes);
  g_assert_cmpstr(facts->type, ==, "image/heic");
  g_assert_cmpint(facts->orientation, ==, 1);
  g_assert_cmpuint(facts->width, ==, 80);
  g_assert_cmpuint(facts->height, ==, 64);
  g_assert_cmpstr(facts->captured, ==, "2021-08-25T10:12:00");
}

static void
test_truncated(void)
{
  g_autoptr(GPtrArray) zoo = picture_new_zoo();

  for (guint i = 0; i < zoo->len; i++)
    for (guint permille = 0; permille < 1000; permille += 100) {
      g_autoptr(GBytes) part = picture_truncate(zoo->pdata[i], permille);

      g_test_message("picture %u at %u permille", i, permille);
      if (permille == 0)
        assert_refused(part, SILSA_ERROR_UNSUPPORTED, "picture-type");
      else
        assert_refused(part, SILSA_ERROR_CORRUPT, "picture-damaged");
    }
}

static void
test_no_picture(void)
{
  g_autoptr(GBytes) empty = g_bytes_new(NULL, 0);
  g_autoptr(GBytes) pdf = g_bytes_new_static("%PDF-1.7\n", 9);

  assert_refused(empty, SILSA_ERROR_UNSUPPORTED, "picture-type");
  assert_refused(pdf, SILSA_ERROR_UNSUPPORTED, "picture-type");
}

static void
test_sizes(void)
{
  static const struct {
    guint32 width;
    guint32 height;
    const char *rule;
  } sizes[] = {
      {20000, 10000, NULL}, /* 200 megapixels: the last that is taken */
      {20001, 10000, "picture-pixels"},
      {1000000, 200, NULL},
      {1000001, 1, "picture-pixels"},
      {0x80000000u, 0x80000000u, "picture-pixels"},
      {0x80000000u, 1, "picture-pixels"},
      {G_MAXUINT32, G_MAXUINT32, "picture-pixels"},
      {0, 10, "picture-damaged"},
  };

  for (gsize i = 0; i < G_N_ELEMENTS(sizes); i++) {
    g_autoptr(GBytes) bytes = picture_declare_png(sizes[i].width, sizes[i].height);
    g_autoptr(GError) error = NULL;
    g_autoptr(SilsaPhotoFacts) facts = silsa_photo_facts_new(bytes, &error);

    g_assert_true((facts != NULL) == (sizes[i].rule == NULL));
    g_assert_cmpstr(error != NULL ? silsa_error_get_facts(error)->rule : NULL, ==, sizes[i].rule);
  }
  g_assert_cmpuint(SILSA_LIMIT_PICTURE_PIXELS, ==, 20000 * 10000);
}

/* A JPEG may declare 65,535 × 65,535, and its frame may be of a kind that nobody shows. */
static void
test_jpeg_frames(void)
{
  Picture picture = {.width = 16, .height = 16};
  g_autoptr(GBytes) bytes = picture_to_jpeg(&picture);
  gsize size;
  g_autofree guint8 *data = g_memdup2(g_bytes_get_data(bytes, &size), g_bytes_get_size(bytes));
  guint8 *frame = memmem(data, size, "\xff\xc0\0\x11", 4);
  g_autoptr(GBytes) changed = g_bytes_new_static(data, size);

  g_assert_nonnull(frame);
  memset(frame + 5, 0xff, 4);
  assert_refused(changed, SILSA_ERROR_LIMIT, "picture-pixels");
  memset(frame + 5, 0, 4);
  assert_refused(changed, SILSA_ERROR_CORRUPT, "picture-damaged");
  memcpy(frame + 5, "\0\x10\0\x10", 4);
  frame[4] = 12; /* bits */
  assert_refused(changed, SILSA_ERROR_UNSUPPORTED, "picture-kind");
  frame[4] = 8;
  frame[1] = 0xc3; /* lossless */
  assert_refused(changed, SILSA_ERROR_UNSUPPORTED, "picture-kind");
  frame[1] = 0xc0;
  silsa_photo_facts_free(read_facts(changed));
}

int
main(int argc, char *argv[])
{
  static const Writer jpeg = picture_to_jpeg, png = picture_to_png, webp = picture_to_webp,
                      tiff = picture_to_tiff, heic = picture_to_heic;

  g_test_init(&argc, &argv, NULL);
  g_test_add_data_func("/media/facts/orientations/jpeg", &jpeg, test_orientations);
  g_test_add_data_func("/media/facts/orientations/png", &png, test_orientations);
  g_test_add_data_func("/media/facts/orientations/webp", &webp, test_orientations);
  g_test_add_data_func("/media/facts/orientations/tiff", &tiff, test_orientations);
  g_test_add_data_func("/media/facts/exif/jpeg", &jpeg, test_exif);
  g_test_add_data_func("/media/facts/exif/png", &png, test_exif);
  g_test_add_data_func("/media/facts/exif/webp", &webp, test_exif);
  g_test_add_data_func("/media/facts/exif/tiff", &tiff, test_exif);
  g_test_add_data_func("/media/facts/exif/heic", &heic, test_exif);
  g_test_add_func("/media/facts/times", test_times);
  g_test_add_func("/media/facts/positions", test_positions);
  g_test_add_func("/media/facts/strange-texts", test_strange_texts);
  g_test_add_func("/media/facts/devices", test_devices);
  g_test_add_func("/media/facts/heic", test_heic);
  g_test_add_func("/media/facts/truncated", test_truncated);
  g_test_add_func("/media/facts/no-picture", test_no_picture);
  g_test_add_func("/media/facts/sizes", test_sizes);
  g_test_add_func("/media/facts/jpeg-frames", test_jpeg_frames);
  return g_test_run();
}
