#include "silsa-travelling.h"

#include "pictures.h"
#include "silsa-error.h"
#include "silsa-intake.h"
#include "silsa-protect.h"
#include "workshop.h"

#include <string.h>

/* What is said to travel is what a package carries, byte for byte. The workshop begins with two
 * files that are no pictures at all: they go as they are. */

#define N_OTHERS 2

static const Picture with_place = {
    .width = 64,
    .height = 48,
    .position = {{{37, 1}, {33, 1}, {5940, 100}}, {{126, 1}, {58, 1}, {4080, 100}}},
    .letters = {'N', 'E'}};
static const Picture plain = {.width = 64, .height = 48};
static const Picture wide = {.width = 2400, .height = 1200};

static SilsaEvidence *
add_bytes(Workshop *shop, GBytes *bytes, gboolean use)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(SilsaIntake) intake = silsa_intake_new_from_bytes(bytes, "IMG.jpg", NULL, &error);
  g_autoptr(SilsaEvidence) evidence = NULL;
  g_autofree char *field = NULL;

  g_assert_no_error(error);
  evidence = silsa_store_add_evidence(shop->store, intake->bytes, &intake->evidence, NULL, &error);
  g_assert_no_error(error);
  field = g_strdup_printf("use:%" G_GINT64_FORMAT, silsa_evidence_get_id(evidence));
  if (use)
    workshop_set(shop, "B2-01", field, "");
  return evidence; /* the assessment keeps it */
}

static SilsaEvidence *
add(Workshop *shop, const Picture *picture, gboolean use)
{
  g_autoptr(GBytes) bytes = picture_to_jpeg(picture);

  return add_bytes(shop, bytes, use);
}

static void
set(Workshop *shop, SilsaEvidence *evidence, const char *field, const char *value)
{
  g_autofree char *subject =
      g_strdup_printf("evidence:%" G_GINT64_FORMAT, silsa_evidence_get_id(evidence));

  workshop_set(shop, subject, field, value);
}

static SilsaTravelling *
make(Workshop *shop, SilsaEvidence *evidence)
{
  SilsaTravelling *self = silsa_travelling_new(shop->store, evidence);
  g_autoptr(GError) error = NULL;

  g_assert_true(silsa_travelling_make(self, NULL, &error));
  g_assert_no_error(error);
  return self;
}

/* NULL: there is none of this digest. */
static GBytes *
find_photo(GPtrArray *entries, const char *sha256)
{
  g_autofree char *begin = g_strconcat("evidence/", sha256, NULL);

  for (guint i = 0; i < entries->len; i++)
    if (g_str_has_prefix(((Entry *)entries->pdata[i])->name, begin))
      return ((Entry *)entries->pdata[i])->bytes;
  return NULL;
}

static GPtrArray *
export_entries(Workshop *shop)
{
  shop->protect = silsa_protect;
  return workshop_open(workshop_package(shop));
}

static guint
count_photos(GPtrArray *entries)
{
  guint n = 0;

  for (guint i = 0; i < entries->len; i++)
    n += g_str_has_prefix(((Entry *)entries->pdata[i])->name, "evidence/");
  return n;
}

/* The bytes, and the digest that the package names them by. */
static void
assert_carried(Workshop *shop, SilsaEvidence *evidence, GPtrArray *entries, guint width)
{
  g_autoptr(SilsaTravelling) travelling = make(shop, evidence);
  GBytes *photo;

  g_assert_null(travelling->withheld);
  g_assert_nonnull(travelling->copy);
  g_assert_cmpuint(travelling->width, ==, width);
  photo = find_photo(entries, travelling->sha256);
  g_assert_nonnull(photo);
  g_assert_true(g_bytes_equal(photo, travelling->copy));
}

static void
test_copies(Workshop *shop, gconstpointer data G_GNUC_UNUSED)
{
  SilsaEvidence *place = add(shop, &with_place, TRUE), *large = add(shop, &wide, TRUE);
  SilsaEvidence *hidden = add(shop, &(Picture){.width = 80, .height = 48}, TRUE);
  g_autoptr(GPtrArray) entries = NULL;

  set(shop, large, "send", "rendition");
  set(shop, hidden, "shape:1", "block 0 0 5000 5000");
  set(shop, hidden, "shape:2", "arrow 0 0 5000 5000");
  entries = export_entries(shop);
  g_assert_cmpuint(count_photos(entries), ==, N_OTHERS + 3);
  assert_carried(shop, place, entries, 64);
  assert_carried(shop, large, entries, 2000);
  assert_carried(shop, hidden, entries, 80);
}

static void
test_original(Workshop *shop, gconstpointer data G_GNUC_UNUSED)
{
  SilsaEvidence *photo = add(shop, &plain, TRUE);
  g_autoptr(GPtrArray) entries = export_entries(shop);
  g_autoptr(SilsaTravelling) travelling = make(shop, photo);

  g_assert_true(travelling->is_used);
  g_assert_null(travelling->withheld);
  g_assert_null(travelling->copy);
  g_assert_nonnull(find_photo(entries, silsa_evidence_get_facts(photo)->sha256));
}

static void
test_stays(Workshop *shop, gconstpointer data G_GNUC_UNUSED)
{
  SilsaEvidence *unused = add(shop, &plain, FALSE), *secret = add(shop, &with_place, TRUE);
  g_autoptr(GBytes) whole = picture_to_jpeg(&with_place);
  g_autoptr(GBytes) part = picture_truncate(whole, 900);
  SilsaEvidence *broken = add_bytes(shop, part, TRUE);
  g_autoptr(SilsaTravelling) first = make(shop, unused);
  g_autoptr(SilsaTravelling) second = NULL;
  g_autoptr(SilsaTravelling) third = make(shop, broken);
  g_autoptr(GPtrArray) entries = NULL;

  set(shop, secret, "restricted", "1");
  second = make(shop, secret);
  entries = export_entries(shop);
  g_assert_false(first->is_used);
  g_assert_cmpstr(second->withheld, ==, SILSA_WITHHELD_RESTRICTED);
  g_assert_null(second->copy);
  g_assert_null(second->reason);
  g_assert_cmpstr(third->withheld, ==, SILSA_WITHHELD_UNPROTECTED);
  g_assert_error(third->reason, SILSA_ERROR, SILSA_ERROR_CORRUPT);
  g_assert_cmpuint(count_photos(entries), ==, N_OTHERS);
}

/* Each thing that asks for another copy says so; what asks for none does not. */
static void
test_holds(Workshop *shop, gconstpointer data G_GNUC_UNUSED)
{
  static const struct {
    const char *field, *value;
    gboolean same;
  } deeds[] = {{"persons", "1", TRUE},
               {"shape:1", "arrow 0 0 5000 5000", TRUE},
               {"shape:2", "block 0 0 5000 5000", FALSE},
               {"shape:2", "block 0 0 5000 6000", FALSE},
               {"shape:2", "blur 0 0 5000 6000", FALSE},
               {"shape:2", NULL, FALSE},
               {"send", "rendition", FALSE},
               {"send", "original", FALSE},
               {"restricted", "1", FALSE}};
  SilsaEvidence *photo = add(shop, &wide, FALSE);
  g_autoptr(SilsaTravelling) before = silsa_travelling_new(shop->store, photo);
  g_autofree char *field = g_strdup_printf("use:%" G_GINT64_FORMAT, silsa_evidence_get_id(photo));

  for (gsize i = 0; i < G_N_ELEMENTS(deeds); i++) {
    g_autoptr(SilsaTravelling) now = NULL;

    set(shop, photo, deeds[i].field, deeds[i].value);
    g_assert_cmpint(silsa_travelling_holds(before), ==, deeds[i].same);
    now = silsa_travelling_new(shop->store, photo);
    g_assert_true(silsa_travelling_holds(now));
    silsa_travelling_free(before);
    before = g_steal_pointer(&now);
  }
  workshop_set(shop, "B2-01", field, "");
  g_assert_false(silsa_travelling_holds(before));
}

static void
done_cb(GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer user_data)
{
  *(GAsyncResult **)user_data = g_object_ref(result);
}

static SilsaTravelling *
await(Workshop *shop, SilsaEvidence *evidence, GCancellable *cancellable, GError **error)
{
  g_autoptr(GAsyncResult) result = NULL;

  silsa_travelling_make_async(shop->store, evidence, cancellable, done_cb, &result);
  while (result == NULL)
    g_main_context_iteration(NULL, TRUE);
  return silsa_travelling_make_finish(result, error);
}

static void
test_in_a_thread(Workshop *shop, gconstpointer data G_GNUC_UNUSED)
{
  SilsaEvidence *photo = add(shop, &with_place, TRUE);
  g_autoptr(SilsaTravelling) here = make(shop, photo);
  g_autoptr(SilsaTravelling) there = NULL;
  g_autoptr(GCancellable) cancellable = g_cancellable_new();
  g_autoptr(GError) error = NULL;

  there = await(shop, photo, cancellable, &error);
  g_assert_no_error(error);
  g_assert_cmpstr(there->sha256, ==, here->sha256);
  g_cancellable_cancel(cancellable);
  g_assert_null(await(shop, photo, cancellable, &error));
  g_assert_error(error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

#define ADD(path, function)                                                                        \
  g_test_add("/media/travelling/" path, Workshop, NULL, workshop_set_up, function,                 \
             workshop_tear_down)

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  ADD("copies", test_copies);
  ADD("original", test_original);
  ADD("stays", test_stays);
  ADD("holds", test_holds);
  ADD("in-a-thread", test_in_a_thread);
  return g_test_run();
}
