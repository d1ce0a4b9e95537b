#include "silsa-media-type.h"

#include "pictures.h"

#include <string.h>

typedef struct {
  const char *data;
  gsize size;
  const char *type;
} Beginning;

#define BEGINNING(text, type) {text, sizeof(text) - 1, type}

static void
test_beginnings(void)
{
  static const Beginning beginnings[] = {
      BEGINNING("", SILSA_MEDIA_TYPE_OPAQUE),
      BEGINNING("\0\0\0\0\0\0\0\0", SILSA_MEDIA_TYPE_OPAQUE),
      BEGINNING("\xff\xd8\xff\xe0", "image/jpeg"),
      BEGINNING("\xff\xd8", SILSA_MEDIA_TYPE_OPAQUE),
      BEGINNING("\x89PNG\r\n\x1a\n", "image/png"),
      BEGINNING("\x89PNG\n\x1a\n", SILSA_MEDIA_TYPE_OPAQUE), /* sent as text */
      BEGINNING("RIFF\x10\0\0\0WEBPVP8X", "image/webp"),
      BEGINNING("RIFF\x10\0\0\0WAVEfmt ", SILSA_MEDIA_TYPE_OPAQUE),
      BEGINNING("II*\0\x08\0\0\0\0\0\0\0", "image/tiff"),
      BEGINNING("MM\0*\0\0\0\x08\0\0\0\0", "image/tiff"),
      BEGINNING("II*\0\x10\0\0\0CR\x02\0", SILSA_MEDIA_TYPE_OPAQUE), /* Canon's raw photos */
      BEGINNING("\0\0\0\x18"
                "ftypheic\0\0\0\0mif1heic",
                "image/heic"),
      BEGINNING("\0\0\0\x18"
                "ftypmif1\0\0\0\0mif1heix",
                "image/heic"),
      BEGINNING("\0\0\0\x14"
                "ftypmif1\0\0\0\0mif1heic",
                "image/heif"), /* the box ends before heic */
      BEGINNING("\0\0\0\x18"
                "ftypavif\0\0\0\0mif1heic",
                SILSA_MEDIA_TYPE_OPAQUE),
      BEGINNING("\0\0\0\x18"
                "ftypmp42\0\0\0\0mp42isom",
                SILSA_MEDIA_TYPE_OPAQUE),
      BEGINNING("%PDF-1.7\n", "application/pdf"),
      BEGINNING("PK\003\004\x14\0\0\0\x08\0aaaabbbbccccdddd\x13\0\0\0[Content_Types].xml",
                "application/zip"),
      BEGINNING("PK\003\004\x14\0\0\0\0\0aaaabbbb\x27\0\0\0\x27\0\0\0\x08\0\0\0mimetypeapplication/"
                "vnd.oasis.opendocument.textPK",
                "application/vnd.oasis.opendocument.text"),
      BEGINNING("PK\003\004\x14\0\0\0\0\0aaaabbbb\x13\0\0\0\x13\0\0\0\x08\0\0\0mimetypeapplication/"
                "hwp+zipPK",
                "application/hwp+zip"),
      BEGINNING(
          "PK\003\004\x14\0\0\0\0\0aaaabbbb\x0a\0\0\0\x0a\0\0\0\x08\0\0\0mimetypeimage/jpegPK",
          "application/zip"),
      BEGINNING("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", SILSA_MEDIA_TYPE_OPAQUE),
      BEGINNING("지표코드,입력항목\r\n", "text/plain"),
      BEGINNING("\xc1\xf6\xc7\xa5", SILSA_MEDIA_TYPE_OPAQUE), /* the same in CP949 */
      BEGINNING("GIF89a", "text/plain"), /* six letters are a text, whatever they mean */
      BEGINNING("a\0b", SILSA_MEDIA_TYPE_OPAQUE),
      BEGINNING("half a character: \xec\xa7", SILSA_MEDIA_TYPE_OPAQUE),
  };

  for (gsize i = 0; i < G_N_ELEMENTS(beginnings); i++) {
    g_autofree guint8 *copy =
        g_memdup2(beginnings[i].data, beginnings[i].size); /* ASan sees its end */

    g_test_message("case %zu", i);
    g_assert_cmpstr(silsa_media_type_sniff(copy, beginnings[i].size), ==, beginnings[i].type);
  }
}

/* Every beginning of a file, down to none, is answered without a look beyond it. */
static void
test_every_length(void)
{
  g_autoptr(GPtrArray) zoo = picture_new_zoo();

  for (guint i = 0; i < zoo->len; i++) {
    gsize size;
    const guint8 *data = g_bytes_get_data(zoo->pdata[i], &size);

    g_assert_true(silsa_media_type_is_picture(silsa_media_type_sniff(data, size)));
    for (gsize n = 0; n < MIN(size, 64); n++) {
      g_autofree guint8 *copy = g_memdup2(data, n);

      g_assert_nonnull(silsa_media_type_sniff(copy, n));
    }
  }
}

/* Of a long text only the prefix is read, and a character cut in two there is no fault. */
static void
test_text_at_the_prefix(void)
{
  for (gsize shift = 0; shift < 3; shift++) {
    g_autoptr(GString) text = g_string_new(NULL);

    for (gsize i = 0; i < shift; i++)
      g_string_append_c(text, 'x');
    while (text->len < SILSA_MEDIA_TYPE_PREFIX + 10)
      g_string_append(text, "가");
    g_assert_cmpstr(silsa_media_type_sniff((guint8 *)text->str, text->len), ==, "text/plain");
    text->str[SILSA_MEDIA_TYPE_PREFIX - 30] = '\001';
    g_assert_cmpstr(silsa_media_type_sniff((guint8 *)text->str, text->len), ==,
                    SILSA_MEDIA_TYPE_OPAQUE);
  }
}

static void
test_extensions(void)
{
  g_assert_cmpstr(silsa_media_type_extension("image/jpeg"), ==, "jpg");
  g_assert_cmpstr(silsa_media_type_extension("image/tiff"), ==, "tif");
  g_assert_cmpstr(silsa_media_type_extension("application/pdf"), ==, "pdf");
  g_assert_cmpstr(silsa_media_type_extension("image/gif"), ==, "bin");
  g_assert_cmpstr(silsa_media_type_extension(NULL), ==, "bin");
  g_assert_true(silsa_media_type_is_picture("image/heif"));
  g_assert_false(silsa_media_type_is_picture("application/pdf"));
  g_assert_false(silsa_media_type_is_picture("image/svg+xml"));
  g_assert_false(silsa_media_type_is_picture(NULL));
}

int
main(int argc, char *argv[])
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/media/type/beginnings", test_beginnings);
  g_test_add_func("/media/type/every-length", test_every_length);
  g_test_add_func("/media/type/text-at-the-prefix", test_text_at_the_prefix);
  g_test_add_func("/media/type/extensions", test_extensions);
  return g_test_run();
}
