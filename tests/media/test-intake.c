#include "silsa-intake.h"

#include "pictures.h"
#include "silsa-error.h"
#include "silsa-media-type.h"

#include <string.h>

static SilsaIntake *
take(GBytes *bytes, const char *name)
{
  g_autoptr(GError) error = NULL;
  SilsaIntake *intake = silsa_intake_new_from_bytes(bytes, name, NULL, &error);

  g_assert_no_error(error);
  g_assert_nonnull(intake);
  g_assert_true(g_bytes_equal(intake->bytes, bytes));
  return intake;
}

/* The ending of a name says nothing. */
static void
test_wrong_ending(void)
{
  Picture picture = {.width = 64, .height = 48, .orientation = 8, .make = "Canon"};
  g_autoptr(GBytes) png = picture_to_png(&picture);
  g_autoptr(GBytes) pdf = g_bytes_new_static("%PDF-1.7\n", 9);
  g_autoptr(SilsaIntake) photo = take(png, "조견표.pdf");
  g_autoptr(SilsaIntake) document = take(pdf, "현장.jpg");

  g_assert_cmpstr(photo->evidence.facts.media_type, ==, "image/png");
  g_assert_cmpstr(photo->evidence.facts.kind, ==, "photo");
  g_assert_cmpint(photo->evidence.facts.width, ==, 64);
  g_assert_cmpstr(photo->evidence.facts.device, ==, "Canon");
  g_assert_nonnull(photo->evidence.thumbnail);
  g_assert_null(photo->warning);
  g_assert_cmpstr(document->evidence.facts.media_type, ==, "application/pdf");
  g_assert_cmpstr(document->evidence.facts.kind, ==, "document");
  g_assert_null(document->evidence.thumbnail);
  g_assert_null(document->warning);
}

/* A damaged picture is kept as it is, as a document, with the reason. */
static void
test_damaged(void)
{
  g_autoptr(GPtrArray) zoo = picture_new_zoo();

  for (guint i = 0; i < zoo->len; i++) {
    g_autoptr(GBytes) part = picture_truncate(zoo->pdata[i], 700);
    g_autoptr(SilsaIntake) intake = take(part, "IMG_0001.JPG");

    g_assert_cmpstr(intake->evidence.facts.kind, ==, "document");
    g_assert_cmpstr(intake->evidence.facts.media_type, ==, SILSA_MEDIA_TYPE_OPAQUE);
    g_assert_cmpstr(intake->warning, ==, "picture-damaged");
    g_assert_null(intake->evidence.thumbnail);
  }
}

static void
test_refused(void)
{
  g_autoptr(GBytes) empty = g_bytes_new(NULL, 0);
  g_autoptr(GBytes) text = g_bytes_new_static("text", 4);
  g_autofree char *name = g_strnfill(256, 'x');
  g_autoptr(GError) error = NULL;

  g_assert_null(silsa_intake_new_from_bytes(empty, "empty.jpg", NULL, &error));
  g_assert_error(error, SILSA_ERROR, SILSA_ERROR_INVALID);
  g_clear_error(&error);
  g_assert_null(silsa_intake_new_from_bytes(text, name, NULL, &error));
  g_assert_error(error, SILSA_ERROR, SILSA_ERROR_LIMIT);
  g_clear_error(&error);
  name[255] = '\0';
  silsa_intake_free(take(text, name));
  g_assert_null(silsa_intake_new_from_file("/nowhere/at-all.jpg", NULL, &error));
  g_assert_nonnull(error);
}

int
main(int argc, char *argv[])
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/media/intake/wrong-ending", test_wrong_ending);
  g_test_add_func("/media/intake/damaged", test_damaged);
  g_test_add_func("/media/intake/refused", test_refused);
  return g_test_run();
}
