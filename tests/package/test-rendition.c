#include "silsa-error.h"
#include "silsa-reading.h"
#include "silsa-shape.h"
#include "workshop.h"

#include <string.h>

/* What goes instead of a photo, from the file into the package and back. */

static const SilsaReadingOptions plain = {NULL};
static guint n_made;

/* A copy that names its original, as the real ones do. */
static gboolean
copy_all(const SilsaRendition *rendition G_GNUC_UNUSED,
         GBytes *bytes G_GNUC_UNUSED,
         const char *sha256,
         GBytes **copy,
         GCancellable *cancellable G_GNUC_UNUSED,
         GError **error G_GNUC_UNUSED)
{
  char *text = g_strconcat("\xff\xd8\xff copy of ", sha256, NULL);

  n_made++;
  *copy = g_bytes_new_take(text, strlen(text));
  return TRUE;
}

static gboolean
copy_only_hidden(const SilsaRendition *rendition,
                 GBytes *bytes,
                 const char *sha256,
                 GBytes **copy,
                 GCancellable *cancellable,
                 GError **error)
{
  return (rendition->hidden->len > 0 ? copy_all : workshop_leave)(rendition, bytes, sha256, copy,
                                                                  cancellable, error);
}

static gboolean
fail_all(const SilsaRendition *rendition G_GNUC_UNUSED,
         GBytes *bytes G_GNUC_UNUSED,
         const char *sha256 G_GNUC_UNUSED,
         GBytes **copy,
         GCancellable *cancellable G_GNUC_UNUSED,
         GError **error)
{
  *copy = NULL;
  return silsa_error_set(error, SILSA_ERROR_UNSUPPORTED, "picture-decoder", "no decoder");
}

static char *
original_of(Workshop *shop, gint64 id)
{
  SilsaAssessment *assessment = silsa_store_get_assessment(shop->store);

  return g_strdup(silsa_evidence_get_facts(silsa_assessment_find_evidence(assessment, id))->sha256);
}

static void
draw(Workshop *shop, gint64 id, const char *value)
{
  g_autoptr(SilsaAct) act = silsa_act_new("draw", NULL);
  g_auto(SilsaShape) shape = {0};
  g_autoptr(GError) error = NULL;

  g_assert_true(silsa_shape_parse(value, &shape));
  silsa_act_draw(act, silsa_store_get_assessment(shop->store), id, &shape);
  silsa_store_perform(shop->store, act, &error);
  g_assert_no_error(error);
}

static char *
payload_of(const char *path)
{
  g_autoptr(GPtrArray) entries = workshop_open(path);
  GBytes *bytes = workshop_find(entries, "payload.xml")->bytes;

  return g_strndup(g_bytes_get_data(bytes, NULL), g_bytes_get_size(bytes));
}

static guint
count_photos(const char *path)
{
  g_autoptr(GPtrArray) entries = workshop_open(path);
  guint n = 0;

  for (guint i = 0; i < entries->len; i++)
    n += g_str_has_prefix(((Entry *)entries->pdata[i])->name, "evidence/");
  return n;
}

static void
assert_verdict(Workshop *shop, const char *path, SilsaVerdict verdict)
{
  g_autoptr(SilsaReport) report = workshop_verify(path, shop->identity, 0);

  for (guint i = 0; report->verdict != verdict && i < report->problems->len; i++) {
    const SilsaVerifyNote *note = report->problems->pdata[i];

    g_test_message("%s: %s %s", note->code, note->where, note->message);
  }
  g_assert_cmpint(report->verdict, ==, verdict);
}

static gboolean
has_fact(const SilsaReport *report, const char *code)
{
  for (guint i = 0; i < report->facts->len; i++)
    if (strcmp(((SilsaVerifyNote *)report->facts->pdata[i])->code, code) == 0)
      return TRUE;
  return FALSE;
}

/* --- what goes --- */

static void
test_copies(Workshop *shop, gconstpointer data G_GNUC_UNUSED)
{
  g_autofree char *first = original_of(shop, 1);
  g_autofree char *said = g_strdup_printf("<rendition-of>%s</rendition-of>", first);
  g_autofree char *words = g_strconcat("\xff\xd8\xff copy of ", first, NULL);
  g_autofree char *payload = NULL;
  g_autoptr(GPtrArray) entries = NULL;
  const Entry *photo;

  shop->protect = copy_all;
  n_made = 0;
  assert_verdict(shop, workshop_package(shop), SILSA_VERDICT_VALID);
  g_assert_cmpuint(n_made, ==, 4); /* for the digest, and again when its turn comes */
  payload = payload_of(workshop_package(shop));
  g_assert_nonnull(strstr(payload, said));
  entries = workshop_open(workshop_package(shop));
  photo = workshop_find_photo(entries);
  g_assert_cmpuint(g_bytes_get_size(photo->bytes), ==, strlen(words));
  g_assert_cmpint(memcmp(g_bytes_get_data(photo->bytes, NULL), words, strlen(words)), ==, 0);
}

/* What took a decoder is not made twice. */
static void
test_spooled(Workshop *shop, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(GBytes) first = NULL;
  g_autoptr(GBytes) second = NULL;
  g_autofree char *again = NULL;
  gint64 now = g_get_real_time() / G_USEC_PER_SEC + 5;

  shop->protect = copy_only_hidden;
  draw(shop, 1, "block 100 100 200 200");
  draw(shop, 2, "blur 100 100 200 200");
  workshop_set(shop, "evidence:2", "persons", "1");
  n_made = 0;
  shop->package = workshop_export(shop, "one.asice", shop->identity, now);
  g_assert_cmpuint(n_made, ==, 2);
  assert_verdict(shop, shop->package, SILSA_VERDICT_VALID);
  again = workshop_export(shop, "two.asice", shop->identity, now);
  first = silsa_test_read(shop->package);
  second = silsa_test_read(again);
  g_assert_cmpuint(g_bytes_get_size(first), ==, g_bytes_get_size(second));
}

static void
test_restricted(Workshop *shop, gconstpointer data G_GNUC_UNUSED)
{
  g_autofree char *first = original_of(shop, 1);
  g_autofree char *payload = NULL;
  g_autoptr(SilsaReport) report = NULL;

  workshop_set(shop, "evidence:1", "restricted", "1");
  draw(shop, 1, "text 5 5 5 5 전산실 문");
  report = workshop_verify(workshop_package(shop), shop->identity, 0);
  g_assert_cmpint(report->verdict, ==, SILSA_VERDICT_VALID);
  g_assert_true(has_fact(report, "evidence-restricted"));
  g_assert_cmpuint(report->n_photos, ==, 2); /* it counts, by its digest */
  g_assert_cmpuint(count_photos(workshop_package(shop)), ==, 1);
  payload = payload_of(workshop_package(shop));
  g_assert_nonnull(strstr(payload, first));
  g_assert_nonnull(strstr(payload, "withheld=\"restricted\""));
}

static void
test_cannot_be_made(Workshop *shop, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(SilsaReport) report = NULL;

  shop->protect = fail_all;
  report = workshop_verify(workshop_package(shop), shop->identity, 0);
  g_assert_cmpint(report->verdict, ==, SILSA_VERDICT_VALID);
  g_assert_true(has_fact(report, "evidence-unprotected"));
  g_assert_cmpuint(count_photos(workshop_package(shop)), ==, 0);
}

/* Whoever forgets to say how copies are made hands in none of what would need one. */
static void
test_nobody_makes(Workshop *shop, gconstpointer data G_GNUC_UNUSED)
{
  const SilsaExportOptions options = {.allow_incomplete = TRUE};
  g_autofree char *path = silsa_test_folder_path(&shop->folder, "plain.asice");
  g_autoptr(GError) error = NULL;
  g_autoptr(SilsaExport) prepared = silsa_export_prepare(shop->store, &options, &error);
  g_auto(SilsaExportResult) result = {0};

  g_assert_no_error(error);
  silsa_export_run(prepared, path, shop->identity, NULL, NULL, NULL, &result, &error);
  g_assert_no_error(error);
  g_assert_cmpuint(result.n_withheld, ==, 2);
  g_assert_cmpuint(count_photos(path), ==, 0);
}

/* A photo is counted by its original: copies are no fewer and no more. */
static void
test_counted(Workshop *shop, gconstpointer data G_GNUC_UNUSED)
{
  SilsaAnswer *answer;
  g_autoptr(SilsaReport) report = NULL;

  shop->protect = copy_all;
  report = workshop_verify(workshop_package(shop), shop->identity, 0);
  answer = silsa_assessment_find_answer(report->assessment, "B2-01");
  g_assert_cmpuint(silsa_answer_get_n_photos(answer), ==, 2);
}

/* The round may ask for places; then nothing has to be made of photos. */
static void
test_places_asked_for(Workshop *shop, gconstpointer data G_GNUC_UNUSED)
{
  shop->protect = copy_all;
  workshop_set(shop, "round", "digest",
               "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef");
  workshop_set(shop, "round", "gps", "included");
  n_made = 0;
  g_free(workshop_export(shop, "asked.asice", shop->identity, 0));
  g_assert_cmpuint(n_made, ==, 0);
}

/* --- what comes out of it --- */

static void
test_read(Workshop *shop, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(SilsaReading) reading = NULL;
  g_autoptr(SilsaStore) store = NULL;
  g_autoptr(GBytes) bytes = NULL;
  g_autoptr(GArray) shapes = NULL;
  g_autofree char *first = original_of(shop, 1);
  SilsaAssessment *assessment;

  shop->protect = copy_all;
  draw(shop, 1, "block 100 100 200 200");
  draw(shop, 1, "arrow 1 1 9 9");
  workshop_set(shop, "evidence:2", "restricted", "1");
  reading = silsa_reading_open(workshop_package(shop), &plain, NULL, &error);
  g_assert_no_error(error);
  g_assert_cmpuint(reading->n_missing, ==, 0);
  store = silsa_store_open(reading->copy, SILSA_OPEN_READ_ONLY, &error);
  g_assert_no_error(error);
  assessment = silsa_store_get_assessment(store);
  g_assert_cmpstr(
      silsa_evidence_get_original(assessment, silsa_assessment_find_evidence(assessment, 1)), ==,
      first);
  bytes = silsa_store_read_evidence(store, 1, &error);
  g_assert_no_error(error);
  g_assert_cmpint(memcmp(g_bytes_get_data(bytes, NULL), "\xff\xd8\xff copy", 8), ==, 0);
  shapes = silsa_shapes_new(assessment, 1);
  g_assert_cmpuint(shapes->len, ==, 2);
  g_assert_cmpstr(silsa_evidence_get_fact(assessment, 2, "withheld"), ==, "restricted");
  g_assert_null(silsa_store_read_evidence(store, 2, NULL));
  g_assert_cmpuint(silsa_answer_get_n_photos(silsa_assessment_find_answer(assessment, "B2-01")), ==,
                   2);
}

/* --- lies --- */

typedef void (*Lie)(GPtrArray *entries, const char *first, const char *second);

static void
other_original(GPtrArray *entries, const char *first, const char *second G_GNUC_UNUSED)
{
  g_autofree char *was = g_strdup_printf("<rendition-of>%s<", first);

  workshop_replace(entries, "payload.xml", was,
                   "<rendition-of>"
                   "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef<");
}

static void
same_original(GPtrArray *entries, const char *first, const char *second)
{
  g_autofree char *was = g_strdup_printf("<rendition-of>%s<", first);
  g_autofree char *is = g_strdup_printf("<rendition-of>%s<", second);

  workshop_replace(entries, "payload.xml", was, is);
}

static void
no_original(GPtrArray *entries, const char *first, const char *second G_GNUC_UNUSED)
{
  g_autofree char *was = g_strdup_printf("<rendition-of>%s</rendition-of>", first);

  workshop_replace(entries, "payload.xml", was, "");
}

static void
both(GPtrArray *entries, const char *first, const char *second G_GNUC_UNUSED)
{
  g_autofree char *was = g_strdup_printf("<rendition-of>%s<", first);
  g_autofree char *is = NULL;
  const char *name = workshop_find_photo(entries)->name + strlen("evidence/");

  is = g_strdup_printf("<rendition-of>%.64s<", name);
  workshop_replace(entries, "payload.xml", was, is);
}

static void
shape_forgotten(GPtrArray *entries,
                const char *first G_GNUC_UNUSED,
                const char *second G_GNUC_UNUSED)
{
  workshop_replace(entries, "payload.xml", "<shape number=\"1\">block 100 100 200 200</shape>", "");
}

static void
mark_forgotten(GPtrArray *entries,
               const char *first G_GNUC_UNUSED,
               const char *second G_GNUC_UNUSED)
{
  workshop_replace(entries, "payload.xml", " persons=\"true\"", "");
}

static void
withheld_lies(GPtrArray *entries, const char *first G_GNUC_UNUSED, const char *second G_GNUC_UNUSED)
{
  workshop_replace(entries, "payload.xml", " persons=\"true\"",
                   " persons=\"true\" withheld=\"unprotected\"");
}

/* Signed again, as the assessor could: it still contradicts itself or the journal. */
static void
test_lie(Workshop *shop, gconstpointer data)
{
  Lie lie = *(const Lie *)data;
  g_autofree char *first = original_of(shop, 1);
  g_autofree char *second = original_of(shop, 2);
  g_autofree char *path = silsa_test_folder_path(&shop->folder, "lie.asice");
  g_autoptr(GPtrArray) entries = NULL;

  shop->protect = copy_all;
  draw(shop, 1, "block 100 100 200 200");
  workshop_set(shop, "evidence:1", "persons", "1");
  entries = workshop_open(workshop_package(shop));
  lie(entries, first, second);
  workshop_sign(entries, shop->identity, g_get_real_time() / G_USEC_PER_SEC + 1);
  workshop_close(entries, path);
  assert_verdict(shop, path, SILSA_VERDICT_INCONSISTENT);
}

static void
test_tampered(Workshop *shop, gconstpointer data G_GNUC_UNUSED)
{
  g_autofree char *path = silsa_test_folder_path(&shop->folder, "tampered.asice");
  g_autoptr(GPtrArray) entries = NULL;
  Entry *photo;
  char *text;

  shop->protect = copy_all;
  entries = workshop_open(workshop_package(shop));
  photo = workshop_find_photo(entries);
  text = g_strndup(g_bytes_get_data(photo->bytes, NULL), g_bytes_get_size(photo->bytes));
  text[5] ^= 1;
  g_bytes_unref(photo->bytes);
  photo->bytes = g_bytes_new_take(text, strlen(text));
  workshop_close(entries, path);
  assert_verdict(shop, path, SILSA_VERDICT_ALTERED);
}

/* --- the size of the package to be --- */

static void
test_estimate(Workshop *shop, gconstpointer data G_GNUC_UNUSED)
{
  const SilsaExportOptions options = {.allow_incomplete = TRUE, .protect = workshop_leave};
  g_autoptr(GError) error = NULL;
  g_autoptr(SilsaExport) all = silsa_export_prepare(shop->store, &options, &error);
  g_autoptr(SilsaExport) less = NULL;

  g_assert_no_error(error);
  workshop_set(shop, "evidence:1", "restricted", "1");
  less = silsa_export_prepare(shop->store, &options, &error);
  g_assert_no_error(error);
  g_assert_cmpuint(silsa_export_get_size(less), <, silsa_export_get_size(all) - 7000);
}

#define ADD(path, function)                                                                        \
  g_test_add("/rendition/" path, Workshop, NULL, workshop_set_up, function, workshop_tear_down)

int
main(int argc, char **argv)
{
  static const struct {
    const char *path;
    Lie lie;
  } lies[] = {
      {"/rendition/lie/other-original", other_original},
      {"/rendition/lie/same-original", same_original},
      {"/rendition/lie/no-original", no_original},
      {"/rendition/lie/of-itself", both},
      {"/rendition/lie/shape-forgotten", shape_forgotten},
      {"/rendition/lie/mark-forgotten", mark_forgotten},
      {"/rendition/lie/withheld", withheld_lies},
  };

  g_test_init(&argc, &argv, NULL);
  ADD("copies", test_copies);
  ADD("spooled", test_spooled);
  ADD("restricted", test_restricted);
  ADD("cannot-be-made", test_cannot_be_made);
  ADD("nobody-makes", test_nobody_makes);
  ADD("counted", test_counted);
  ADD("places-asked-for", test_places_asked_for);
  ADD("read", test_read);
  ADD("tampered", test_tampered);
  ADD("estimate", test_estimate);
  for (gsize i = 0; i < G_N_ELEMENTS(lies); i++)
    g_test_add(lies[i].path, Workshop, &lies[i].lie, workshop_set_up, test_lie, workshop_tear_down);
  return g_test_run();
}
