#include "silsa-protect.h"

#include "pictures.h"
#include "silsa-error.h"
#include "silsa-media-type.h"
#include "silsa-photo-facts.h"
#include "silsa-picture.h"
#include "silsa-position-private.h"
#include "silsa-strip-private.h"
#include "silsa-test.h"
#include "silsa-thumbnail.h"

#include <string.h>

/* What goes into a package instead of a photo: no place, nothing that was hidden. */

#define DIGEST "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"

typedef GBytes *(*Writer)(const Picture *picture);

static const Picture with_place = {
    .width = 64,
    .height = 48,
    .orientation = 6,
    .captured = "2021:08:25 10:12:00",
    .offset = "+09:00",
    .make = "Maker",
    .model = "Model 7",
    .position = {{{37, 1}, {33, 1}, {5940, 100}}, {{126, 1}, {58, 1}, {4080, 100}}},
    .letters = {'N', 'E'},
    .thumbnail = 32};

static SilsaRendition *
ask(gboolean without_position, guint max_size)
{
  SilsaRendition *self = g_new0(SilsaRendition, 1);

  self->without_position = without_position;
  self->max_size = max_size;
  self->hidden = silsa_shapes_new_empty();
  return self;
}

static void
hide(SilsaRendition *self, SilsaShapeKind kind, int x1, int y1, int x2, int y2)
{
  SilsaShape shape = {.kind = kind, .x1 = x1, .y1 = y1, .x2 = x2, .y2 = y2};

  g_array_append_val(self->hidden, shape);
}

/* Twice, because packages are the same bytes each time. NULL: the photo itself goes. */
static GBytes *
protect(const SilsaRendition *rendition, GBytes *bytes)
{
  g_autoptr(GBytes) before = g_bytes_new(g_bytes_get_data(bytes, NULL), g_bytes_get_size(bytes));
  g_autoptr(GBytes) again = NULL;
  g_autoptr(GError) error = NULL;
  GBytes *copy = NULL;

  g_assert_true(silsa_protect(rendition, bytes, DIGEST, &copy, NULL, &error));
  g_assert_no_error(error);
  g_assert_true(silsa_protect(rendition, bytes, DIGEST, &again, NULL, &error));
  g_assert_no_error(error);
  g_assert_true((copy == NULL) == (again == NULL));
  g_assert_true(copy == NULL || g_bytes_equal(copy, again));
  g_assert_true(g_bytes_equal(before, bytes));
  return copy;
}

static SilsaPhotoFacts *
read_facts(GBytes *bytes)
{
  g_autoptr(GError) error = NULL;
  SilsaPhotoFacts *facts = silsa_photo_facts_new(bytes, &error);

  g_assert_no_error(error);
  return facts;
}

static SilsaPixels *
decode(GBytes *bytes)
{
  g_autoptr(GError) error = NULL;
  SilsaPixels *pixels = silsa_picture_decode(bytes, SILSA_PICTURE_FULL_SIZE, NULL, &error);

  g_assert_no_error(error);
  return pixels;
}

static void
assert_same_pixels(GBytes *one, GBytes *other)
{
  g_autoptr(SilsaPixels) left = decode(one);
  g_autoptr(SilsaPixels) right = decode(other);

  g_assert_cmpuint(left->width, ==, right->width);
  g_assert_true(g_bytes_equal(left->data, right->data));
}

static gboolean
holds(GBytes *bytes, const char *text)
{
  gsize size, length = strlen(text);
  const char *data = g_bytes_get_data(bytes, &size);

  for (gsize i = 0; i + length <= size; i++)
    if (memcmp(data + i, text, length) == 0)
      return TRUE;
  return FALSE;
}

static void
assert_no_place(GBytes *bytes)
{
  g_autoptr(SilsaPhotoFacts) facts = read_facts(bytes);
  gsize size;
  const guint8 *data = g_bytes_get_data(bytes, &size);

  g_assert_null(facts->latitude);
  g_assert_null(facts->longitude);
  g_assert_false(silsa_position_anywhere(data, size));
  g_assert_false(holds(bytes, "GPSLatitude"));
}

/* @body as a marker segment behind the first two bytes of @jpeg. */
static GBytes *
insert(GBytes *jpeg, int marker, const char *body, gsize body_size)
{
  GByteArray *out = g_byte_array_new();
  gsize size;
  const guint8 *data = g_bytes_get_data(jpeg, &size);
  const guint8 head[] = {0xff, (guint8)marker, (guint8)((body_size + 2) >> 8),
                         (guint8)(body_size + 2)};

  g_byte_array_append(out, data, 2);
  g_byte_array_append(out, head, sizeof head);
  g_byte_array_append(out, (const guint8 *)body, (guint)body_size);
  g_byte_array_append(out, data + 2, (guint)(size - 2));
  return g_byte_array_free_to_bytes(out);
}

static GBytes *
append(GBytes *bytes, const char *tail, gsize tail_size)
{
  GByteArray *out = g_byte_array_new();

  g_byte_array_append(out, g_bytes_get_data(bytes, NULL), (guint)g_bytes_get_size(bytes));
  g_byte_array_append(out, (const guint8 *)tail, (guint)tail_size);
  return g_byte_array_free_to_bytes(out);
}

/* --- places --- */

static void
test_place(gconstpointer data)
{
  Writer write = *(const Writer *)data;
  g_autoptr(SilsaRendition) withheld = ask(TRUE, 0);
  g_autoptr(SilsaRendition) included = ask(FALSE, 0);

  for (int big = 0; big < 2; big++) {
    Picture picture = with_place;
    g_autoptr(GBytes) bytes = NULL;
    g_autoptr(GBytes) copy = NULL;
    g_autoptr(SilsaPhotoFacts) facts = NULL;

    picture.big_endian = big;
    bytes = write(&picture);
    if (bytes == NULL) {
      g_test_skip("no HEVC here");
      return;
    }
    facts = read_facts(bytes);
    g_assert_nonnull(facts->latitude);
    g_assert_null(protect(included, bytes));
    copy = protect(withheld, bytes);
    g_assert_nonnull(copy);
    assert_no_place(copy);
    g_assert_null(protect(withheld, copy)); /* nothing is left to do */
  }
}

static void
test_no_place(gconstpointer data)
{
  Writer write = *(const Writer *)data;
  g_autoptr(SilsaRendition) withheld = ask(TRUE, 0);
  Picture picture = with_place;
  g_autoptr(GBytes) bytes = NULL;

  picture.letters[0] = 0;
  bytes = write(&picture);
  if (bytes == NULL)
    g_test_skip("no HEVC here");
  else
    g_assert_null(protect(withheld, bytes));
}

/* Formats whose pixels need not be touched. */
static void
test_lossless(gconstpointer data)
{
  Writer write = *(const Writer *)data;
  g_autoptr(SilsaRendition) withheld = ask(TRUE, 0);
  Picture picture = with_place;
  g_autoptr(GBytes) bytes = NULL;
  g_autoptr(GBytes) copy = NULL;

  picture.orientation = 1;
  bytes = write(&picture);
  if (bytes == NULL) {
    g_test_skip("no HEVC here");
    return;
  }
  copy = protect(withheld, bytes);
  g_assert_nonnull(copy);
  g_assert_cmpstr(silsa_media_type_sniff_bytes(copy), ==, silsa_media_type_sniff_bytes(bytes));
  assert_same_pixels(bytes, copy);
}

/* Camera, time and the way up stay; the embedded thumbnail does not. */
static void
test_jpeg_keeps(void)
{
  g_autoptr(SilsaRendition) withheld = ask(TRUE, 0);
  g_autoptr(GBytes) bytes = picture_to_jpeg(&with_place);
  g_autoptr(GBytes) copy = protect(withheld, bytes);
  g_autoptr(SilsaPhotoFacts) facts = read_facts(copy);
  g_autoptr(SilsaPixels) thumbnail = silsa_thumbnail_embedded(bytes, 32);

  g_assert_nonnull(thumbnail);
  g_assert_null(silsa_thumbnail_embedded(copy, 32));
  g_assert_cmpint(facts->orientation, ==, 6);
  g_assert_cmpstr(facts->captured, ==, "2021-08-25T10:12:00+09:00");
  g_assert_cmpstr(facts->camera_make, ==, "Maker");
  g_assert_cmpstr(facts->camera_model, ==, "Model 7");
  g_assert_true(holds(copy, "rendition of SHA-256 " DIGEST));
  assert_same_pixels(bytes, copy);
}

static void
test_jpeg_elsewhere(void)
{
  static const char xmp[] = "http://ns.adobe.com/xap/1.0/\0<x:xmpmeta><rdf:RDF "
                            "exif:GPSLatitude=\"37,33.99N\"/></x:xmpmeta>";
  static const char drone[] =
      "http://ns.adobe.com/xap/1.0/\0<rdf:RDF drone-dji:GpsLatitude=\"1\"/>";
  static const char extended[] = "http://ns.adobe.com/xmp/extension/\0half a wor";
  static const char comment[] = "taken at latitude 37.56";
  Picture picture = with_place;
  g_autoptr(SilsaRendition) withheld = ask(TRUE, 0);
  g_autoptr(GBytes) inner = picture_to_exif(&with_place);
  g_autoptr(GString) foreign = g_string_new("MPF\0");
  g_autoptr(GBytes) plain = NULL;
  struct {
    int marker;
    const char *body;
    gsize size;
  } cases[] = {
      {0xe1, xmp, sizeof xmp},
      {0xe1, drone, sizeof drone},
      {0xe1, extended, sizeof extended},
      {0xfe, comment, sizeof comment},
      {0xe5, NULL, 0},
  };

  picture.letters[0] = 0;
  plain = picture_to_jpeg(&picture);
  g_string_append_len(foreign, g_bytes_get_data(inner, NULL), (gssize)g_bytes_get_size(inner));
  cases[4].body = foreign->str;
  cases[4].size = foreign->len;
  for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autoptr(GBytes) bytes = insert(plain, cases[i].marker, cases[i].body, cases[i].size);
    g_autoptr(GBytes) copy = protect(withheld, bytes);

    g_test_message("case %u", (guint)i);
    g_assert_nonnull(copy);
    assert_no_place(copy);
    assert_same_pixels(plain, copy);
  }
}

static void
test_jpeg_harmless(void)
{
  static const char xmp[] = "http://ns.adobe.com/xap/1.0/\0<rdf:RDF xmp:Rating=\"5\"/>";
  Picture picture = with_place;
  g_autoptr(SilsaRendition) withheld = ask(TRUE, 0);
  g_autoptr(GBytes) plain = NULL;
  g_autoptr(GBytes) rated = NULL;
  g_autoptr(GBytes) padded = NULL;

  picture.letters[0] = 0;
  plain = picture_to_jpeg(&picture);
  rated = insert(plain, 0xe1, xmp, sizeof xmp);
  padded = append(rated, "\0\0\0\0", 4);
  g_assert_null(protect(withheld, padded));
}

/* A second picture or a film behind the photo has a place of its own. */
static void
test_jpeg_tail(void)
{
  g_autoptr(SilsaRendition) withheld = ask(TRUE, 0);
  g_autoptr(GBytes) second = picture_to_jpeg(&with_place);
  Picture picture = with_place;
  g_autoptr(GBytes) plain = NULL;
  g_autoptr(GBytes) bytes = NULL;
  g_autoptr(GBytes) copy = NULL;

  picture.letters[0] = 0;
  plain = picture_to_jpeg(&picture);
  bytes = append(plain, g_bytes_get_data(second, NULL), g_bytes_get_size(second));
  copy = protect(withheld, bytes);
  g_assert_nonnull(copy);
  assert_no_place(copy);
  assert_same_pixels(plain, copy);
}

/* An EXIF block that cannot be followed may say anything. */
static void
test_jpeg_broken_block(void)
{
  static const char broken[] = "Exif\0\0II*\0\xff\xff\0\0";
  Picture picture = {.width = 16, .height = 16};
  g_autoptr(SilsaRendition) withheld = ask(TRUE, 0);
  g_autoptr(GBytes) plain = picture_to_jpeg(&picture);
  g_autoptr(GBytes) bytes = insert(plain, 0xe1, broken, sizeof broken - 1);
  g_autoptr(GBytes) copy = protect(withheld, bytes);

  g_assert_nonnull(copy);
  assert_same_pixels(plain, copy);
}

/* Headers without end that all lead to long directories, and packets that never end: done in a
 * moment (else hours, and the test is given up), and counted as a place. */
/* A pointer to places that leads out of the file: found by fuzzing. */
static void
test_pointer_outside(void)
{
  static const guint8 tiff[] = {'M', 'M', 0, 42, 0, 0,    0,    8,    0, 1, 0x88, 0x25, 0,
                                4,   0,   0, 0,  1, 0x8a, 0x90, 0xbd, 0, 0, 0,    0,    0};
  g_autofree guint8 *data = g_memdup2(tiff, sizeof tiff);

  silsa_position_blank(data, sizeof tiff);
  g_assert_true(silsa_position_in_tiff(tiff, sizeof tiff)); /* nobody knows: so it stays behind */
}

/* A file that was made, or damaged, so that its last chunk is not the end: found by fuzzing. */
static void
test_png_end(void)
{
  Picture picture = with_place;
  g_autoptr(SilsaRendition) rendition = ask(TRUE, 0);
  g_autoptr(GBytes) png = NULL;
  g_autoptr(GBytes) exif = NULL;
  g_autoptr(GBytes) file = NULL;
  g_autoptr(GBytes) copy = NULL;
  g_autoptr(GByteArray) made = g_byte_array_new();
  gsize size, exif_size, copy_size = 0;
  const guint8 *data, *place;

  picture.orientation = 0;
  png = picture_to_png(&picture);
  exif = picture_to_exif(&picture);
  data = g_bytes_get_data(png, &size);
  place = g_bytes_get_data(exif, &exif_size);
  g_byte_array_append(made, data, (guint)size - 12);
  g_byte_array_append(
      made, (const guint8[]){0, 0, (guint8)(exif_size >> 8), (guint8)exif_size, 'I', 'E', 'N', 'D'},
      8);
  g_byte_array_append(made, place, (guint)exif_size);
  g_byte_array_append(made, (const guint8[]){0, 0, 0, 0}, 4);
  file = g_bytes_new(made->data, made->len);
  if (silsa_protect(rendition, file, DIGEST, &copy, NULL, NULL)) {
    g_assert_nonnull(copy);
    data = g_bytes_get_data(copy, &copy_size);
    g_assert_null(memmem(data, copy_size, place, exif_size));
  }
}

static void
test_bomb(void)
{
  Picture picture = {.width = 16, .height = 16};
  g_autoptr(SilsaRendition) withheld = ask(TRUE, 0);
  g_autoptr(GBytes) plain = picture_to_heic(&picture);
  g_autoptr(GString) tail = g_string_new("sizefree"); /* a box that readers pass over */
  guint32 length;
  g_autoptr(GBytes) bytes = NULL;
  g_autoptr(GBytes) copy = NULL;

  if (plain == NULL) {
    g_test_skip("no HEVC here");
    return;
  }
  for (int i = 0; i < 50000; i++)
    g_string_append_len(tail, "II*\0\10\0\0\0\377\17\0\0", 12);
  for (int i = 0; i < 50000; i++)
    g_string_append(tail, "<rdf:RDF");
  length = GUINT32_TO_BE((guint32)tail->len);
  memcpy(tail->str, &length, sizeof length);
  bytes = append(plain, tail->str, tail->len);
  copy = protect(withheld, bytes);
  g_assert_nonnull(copy);
  g_assert_cmpstr(silsa_media_type_sniff_bytes(copy), ==, "image/jpeg");
}

/* Two photos that differ by nothing but the place are two all the same. */
static void
test_copies_differ(void)
{
  g_autoptr(SilsaRendition) withheld = ask(TRUE, 0);
  g_autoptr(GBytes) bytes = picture_to_jpeg(&with_place);
  g_autoptr(GBytes) one = protect(withheld, bytes);
  g_autoptr(GBytes) other = NULL;

  g_assert_true(silsa_protect(withheld, bytes, "another", &other, NULL, NULL));
  g_assert_false(g_bytes_equal(one, other));
}

static void
test_damaged(void)
{
  g_autoptr(SilsaRendition) withheld = ask(TRUE, 0);
  g_autoptr(SilsaRendition) hidden = ask(TRUE, 0);
  g_autoptr(GBytes) bytes = picture_to_jpeg(&with_place);
  g_autoptr(GBytes) half = picture_truncate(bytes, 900);
  g_autoptr(GBytes) raw = picture_to_tiff(&with_place);
  g_autoptr(GBytes) document = g_bytes_new_static("%PDF-1.7 GPSLatitude", 20);
  g_autoptr(GError) error = NULL;
  GBytes *copy = NULL;

  g_assert_false(silsa_protect(withheld, half, DIGEST, &copy, NULL, &error));
  g_assert_error(error, SILSA_ERROR, SILSA_ERROR_CORRUPT);
  g_clear_error(&error);
  for (guint permille = 300; permille < 1000; permille += 300) { /* directories lie at its end */
    g_autoptr(GBytes) part = picture_truncate(raw, permille);

    g_assert_false(silsa_protect(withheld, part, DIGEST, &copy, NULL, NULL));
  }
  g_assert_null(protect(withheld, document)); /* nobody said that it is a picture */
  hide(hidden, SILSA_SHAPE_BLOCK, 0, 0, 100, 100);
  g_assert_false(silsa_protect(hidden, document, DIGEST, &copy, NULL, &error));
  g_assert_error(error, SILSA_ERROR, SILSA_ERROR_UNSUPPORTED);
  g_assert_null(copy);
}

/* --- what is hidden, and how large --- */

static const guint8 *
pixel(const SilsaPixels *pixels, guint x, guint y)
{
  return (const guint8 *)g_bytes_get_data(pixels->data, NULL) + y * pixels->stride + x * 3;
}

static gboolean
is_black(const SilsaPixels *pixels, guint x, guint y)
{
  const guint8 *rgb = pixel(pixels, x, y);

  return rgb[0] < 24 && rgb[1] < 24 && rgb[2] < 24;
}

static void
test_block(gconstpointer data)
{
  Writer write = *(const Writer *)data;
  Picture picture = with_place;
  g_autoptr(SilsaRendition) rendition = ask(TRUE, 0);
  g_autoptr(GBytes) bytes = NULL;
  g_autoptr(GBytes) copy = NULL;
  g_autoptr(SilsaPixels) pixels = NULL;
  g_autoptr(SilsaPhotoFacts) facts = NULL;

  picture.width = 320;
  picture.height = 160;
  hide(rendition, SILSA_SHAPE_BLOCK, 5000, 0, 10000, 5000); /* the green quarter, upright */
  bytes = write(&picture);
  if (bytes == NULL) {
    g_test_skip("no HEVC here");
    return;
  }
  copy = protect(rendition, bytes);
  assert_no_place(copy);
  pixels = decode(copy);
  facts = read_facts(copy);
  g_assert_cmpuint(pixels->width, ==, 320);
  g_assert_cmpint(facts->orientation, ==, 1);
  g_assert_cmpstr(facts->captured, ==, "2021-08-25T10:12:00+09:00");
  g_assert_null(silsa_thumbnail_embedded(copy, 32));
  for (guint y = 0; y < 76; y++) /* JPEG lets the colours of the neighbours run over the edge */
    for (guint x = 164; x < 320; x++)
      g_assert_true(is_black(pixels, x, y));
  g_assert_false(is_black(pixels, 80, 40));
  g_assert_false(is_black(pixels, 240, 120));
}

/* Stripes are no longer to be told apart, not even by reckoning back: each cell is one colour. */
static void
test_blur(void)
{
  Picture picture = {.width = 320, .height = 160};
  g_autoptr(SilsaRendition) rendition = ask(TRUE, 0);
  g_autoptr(GBytes) bytes = picture_to_jpeg(&picture);
  g_autoptr(GBytes) copy = NULL;
  g_autoptr(SilsaPixels) before = decode(bytes);
  g_autoptr(SilsaPixels) after = NULL;
  g_autoptr(GHashTable) colours = g_hash_table_new(NULL, NULL);

  hide(rendition, SILSA_SHAPE_BLUR, 2500, 2500, 7500, 7500); /* all four quarters */
  copy = protect(rendition, bytes);
  after = decode(copy);
  for (guint y = 44; y < 116; y += 2)
    for (guint x = 84; x < 236; x += 2) {
      const guint8 *rgb = pixel(after, x, y);

      g_hash_table_add(colours,
                       GINT_TO_POINTER(rgb[0] / 24 << 16 | rgb[1] / 24 << 8 | rgb[2] / 24));
    }
  /* 6 × 3 cells, and what JPEG makes of their edges */
  g_assert_cmpuint(g_hash_table_size(colours), <, 200);
  g_assert_cmpint(ABS(pixel(after, 10, 10)[0] - pixel(before, 10, 10)[0]), <, 8);
}

static void
test_edges(void)
{
  Picture picture = {.width = 33, .height = 17, .orientation = 8};
  g_autoptr(GBytes) bytes = picture_to_jpeg(&picture);

  for (int kind = SILSA_SHAPE_BLOCK; kind <= SILSA_SHAPE_BLUR; kind++) {
    g_autoptr(SilsaRendition) rendition = ask(FALSE, 0);
    g_autoptr(GBytes) copy = NULL;

    hide(rendition, (SilsaShapeKind)kind, 9999, 9999, 10000, 10000);
    hide(rendition, (SilsaShapeKind)kind, 0, 0, 1, 1);
    hide(rendition, (SilsaShapeKind)kind, 0, 9999, 10000, 10000);
    copy = protect(rendition, bytes);
    g_assert_nonnull(copy);
  }
}

static void
test_smaller(void)
{
  Picture picture = with_place;
  g_autoptr(SilsaRendition) small = ask(FALSE, 100);
  g_autoptr(SilsaRendition) large = ask(FALSE, 400);
  g_autoptr(GBytes) bytes = NULL;
  g_autoptr(GBytes) copy = NULL;
  g_autoptr(SilsaPhotoFacts) facts = NULL;
  g_autoptr(SilsaPhotoFacts) before = NULL;

  picture.width = 400;
  picture.height = 300;
  bytes = picture_to_jpeg(&picture);
  g_assert_null(protect(large, bytes));
  copy = protect(small, bytes);
  facts = read_facts(copy);
  before = read_facts(bytes);
  g_assert_cmpuint(facts->width, ==, 100);
  g_assert_cmpuint(facts->height, ==, 75);
  /* The round asked for places: they are the same in the copy, in every digit. */
  g_assert_cmpstr(facts->latitude, ==, before->latitude);
  g_assert_cmpstr(facts->longitude, ==, before->longitude);
}

static void
test_south_west(void)
{
  SilsaPhotoFacts said = {
      .orientation = 3, .latitude = (char *)"-0.1234567", .longitude = (char *)"-179.9999999"};
  Picture picture = {.width = 8, .height = 8};
  g_autoptr(GBytes) plain = picture_to_jpeg(&picture);
  g_autoptr(GBytes) exif = silsa_exif_new(&said, 3, TRUE);
  g_autoptr(GBytes) bytes = silsa_jpeg_strip(plain, exif, "");
  g_autoptr(SilsaPhotoFacts) facts = read_facts(bytes);

  g_assert_cmpstr(facts->latitude, ==, said.latitude);
  g_assert_cmpstr(facts->longitude, ==, said.longitude);
  g_assert_cmpint(facts->orientation, ==, 3);
}

/* Foreign bytes: whatever comes out has no place, or nothing comes out. */
static void
test_mutations(void)
{
  g_autoptr(GPtrArray) zoo = picture_new_zoo();
  g_autoptr(SilsaRendition) withheld = ask(TRUE, 0);
  g_autoptr(GRand) rand = g_rand_new_with_seed(20211125);

  g_ptr_array_add(zoo, picture_to_jpeg(&with_place));
  for (guint i = 0; i < zoo->len; i++)
    for (int round = 0; round < 30; round++) {
      gsize size;
      const guint8 *data = g_bytes_get_data(zoo->pdata[i], &size);
      g_autofree guint8 *changed = g_memdup2(data, size);
      g_autoptr(GBytes) bytes = NULL;
      g_autoptr(GBytes) copy = NULL;

      for (int n = g_rand_int_range(rand, 1, 8); n > 0; n--)
        changed[g_rand_int_range(rand, 0, (gint32)MIN(size, 600))] = (guint8)g_rand_int(rand);
      bytes = g_bytes_new(changed, size);
      if (silsa_protect(withheld, bytes, DIGEST, &copy, NULL, NULL) && copy != NULL)
        assert_no_place(copy);
    }
}

int
main(int argc, char **argv)
{
  static const struct {
    const char *name;
    Writer write;
  } writers[] = {{"jpeg", picture_to_jpeg},
                 {"png", picture_to_png},
                 {"webp", picture_to_webp},
                 {"tiff", picture_to_tiff},
                 {"heic", picture_to_heic}};

  g_test_init(&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS(writers); i++) {
    g_autofree char *place = g_strconcat("/protect/place/", writers[i].name, NULL);
    g_autofree char *none = g_strconcat("/protect/no-place/", writers[i].name, NULL);
    g_autofree char *lossless = g_strconcat("/protect/lossless/", writers[i].name, NULL);
    g_autofree char *block = g_strconcat("/protect/block/", writers[i].name, NULL);

    g_test_add_data_func(place, &writers[i].write, test_place);
    g_test_add_data_func(none, &writers[i].write, test_no_place);
    g_test_add_data_func(block, &writers[i].write, test_block);
    g_test_add_data_func(lossless, &writers[i].write, test_lossless);
  }
  g_test_add_func("/protect/jpeg/keeps", test_jpeg_keeps);
  g_test_add_func("/protect/jpeg/elsewhere", test_jpeg_elsewhere);
  g_test_add_func("/protect/jpeg/harmless", test_jpeg_harmless);
  g_test_add_func("/protect/jpeg/tail", test_jpeg_tail);
  g_test_add_func("/protect/jpeg/broken-block", test_jpeg_broken_block);
  g_test_add_func("/protect/pointer-outside", test_pointer_outside);
  g_test_add_func("/protect/png/end", test_png_end);
  g_test_add_func("/protect/bomb", test_bomb);
  g_test_add_func("/protect/copies-differ", test_copies_differ);
  g_test_add_func("/protect/damaged", test_damaged);
  g_test_add_func("/protect/blur", test_blur);
  g_test_add_func("/protect/edges", test_edges);
  g_test_add_func("/protect/smaller", test_smaller);
  g_test_add_func("/protect/south-west", test_south_west);
  g_test_add_func("/protect/mutations", test_mutations);
  return g_test_run();
}
