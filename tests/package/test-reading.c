#include "silsa-reading.h"
#include "silsa-staging.h"
#include "workshop.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static const SilsaReadingOptions plain = {NULL};

static guint
count_staged(void)
{
  g_autofree char *root = g_build_filename(g_get_user_cache_dir(), "silsa", "staging", NULL);
  g_autoptr(GDir) dir = g_dir_open(root, 0, NULL);
  const char *name;
  guint n = 0;

  while (dir != NULL && (name = g_dir_read_name(dir)) != NULL)
    n += strcmp(name, "lock") != 0;
  return n;
}

static SilsaReading *
open_reading(const char *path)
{
  g_autoptr(GError) error = NULL;
  SilsaReading *reading = silsa_reading_open(path, &plain, NULL, &error);

  g_assert_no_error(error);
  g_assert_nonnull(reading);
  return reading;
}

static SilsaStore *
open_copy(const SilsaReading *reading)
{
  g_autoptr(GError) error = NULL;
  SilsaStore *store = silsa_store_open(reading->copy, SILSA_OPEN_READ_ONLY, &error);

  g_assert_no_error(error);
  return store;
}

/* --- what stands in the copy --- */

static void
collect_fact(const char *subject, const char *field, const char *value, gpointer data)
{
  if (silsa_field_is_public(field))
    g_string_append_printf(data, "%s %s %s\n", subject, field, value);
}

static char *
list_facts(SilsaStore *store)
{
  GString *out = g_string_new(NULL);

  silsa_assessment_foreach_fact(silsa_store_get_assessment(store), collect_fact, out);
  return g_string_free_and_steal(out);
}

typedef struct {
  guint rows, notes; /* internal notes whose words are there */
} Counted;

static gboolean
count_row(const SilsaJournalRow *row, gpointer user_data, GError **error G_GNUC_UNUSED)
{
  Counted *counted = user_data;

  counted->notes += strcmp(row->field, "internal-note") == 0 && row->new_value != NULL;
  counted->rows++;
  return TRUE;
}

static Counted
count_rows(SilsaStore *store)
{
  g_autoptr(GError) error = NULL;
  Counted counted = {0};

  silsa_store_foreach_journal(store, 0, -1, count_row, &counted, &error);
  g_assert_no_error(error);
  return counted;
}

/* All that the package tells, nothing that it does not, and nothing can be changed. */
static void
test_whole(Workshop *shop, gconstpointer data G_GNUC_UNUSED)
{
  const char *path = workshop_package(shop);
  g_autoptr(SilsaReading) reading = open_reading(path);
  g_autoptr(SilsaStore) store = open_copy(reading);
  SilsaAssessment *assessment = silsa_store_get_assessment(store);
  GListModel *evidence = silsa_assessment_get_evidence(assessment);
  g_autofree char *ours = list_facts(shop->store);
  g_autofree char *theirs = list_facts(store);
  g_autoptr(SilsaAct) act = silsa_act_new("answer", "B2-01");
  GStatBuf info;

  g_assert_cmpint(reading->report->verdict, ==, SILSA_VERDICT_UNTRUSTED);
  g_assert_cmpuint(reading->n_missing, ==, 0);
  g_assert_cmpuint(strlen(reading->sha256), ==, 64);
  g_assert_cmpstr(theirs, ==, ours);
  g_assert_cmpuint(count_rows(store).rows, ==, count_rows(shop->store).rows);
  g_assert_cmpuint(count_rows(shop->store).notes, >, 0);
  g_assert_cmpuint(count_rows(store).notes, ==, 0);
  g_assert_cmpuint(g_list_model_get_n_items(evidence), ==, 2);
  for (guint i = 0; i < 2; i++) {
    g_autoptr(SilsaEvidence) one = g_list_model_get_item(evidence, i);
    g_autoptr(GBytes) copied = silsa_store_read_evidence(store, silsa_evidence_get_id(one), NULL);
    g_autoptr(GBytes) kept =
        silsa_store_read_evidence(shop->store, silsa_evidence_get_id(one), NULL);

    g_assert_true(g_bytes_equal(copied, kept));
  }
  g_assert_true(silsa_store_get_read_only(store));
  silsa_act_add(act, "B2-01", "flag", "1");
  g_assert_false(silsa_store_perform(store, act, NULL));
  g_assert_cmpint(g_stat(silsa_staging_get_path(reading->staging), &info), ==, 0);
  g_assert_cmpuint(info.st_mode & 0777, ==, 0700);
}

/* The sums as they were handed in stand beside those that are computed again. */
static void
test_said(Workshop *shop, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(SilsaReading) reading = open_reading(workshop_package(shop));
  g_autoptr(SilsaStore) store = open_copy(reading);
  SilsaAssessment *assessment = silsa_store_get_assessment(store);
  const SilsaPreview *preview = silsa_assessment_get_preview(assessment);
  int decimals = silsa_catalogue_get_decimals(silsa_assessment_get_catalogue(assessment));
  const mpq_t *const ends[] = {&preview->all.low.q, &preview->all.expected.q, &preview->all.high.q};

  for (guint i = 0; i < SILSA_N_ENDS; i++) {
    g_autofree char *points = silsa_rational_format(*ends[i], decimals);

    g_assert_cmpstr(reading->report->said[i].points, ==, points);
    g_assert_nonnull(reading->report->said[i].grade);
  }
}

/* --- what is not valid can be read all the same --- */

static void
test_altered_content(Workshop *shop, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(GPtrArray) entries = workshop_open(workshop_package(shop));
  g_autofree char *path = silsa_test_folder_path(&shop->folder, "altered.asice");
  g_autoptr(SilsaReading) reading = NULL;
  g_autoptr(SilsaStore) store = NULL;
  const SilsaCase *about;

  workshop_replace(entries, "payload.xml", "purpose=\"real\"", "purpose=\"demonstration\"");
  workshop_close(entries, path);
  reading = open_reading(path);
  g_assert_cmpint(reading->report->verdict, ==, SILSA_VERDICT_ALTERED);
  g_assert_null(reading->report->assessment);
  store = open_copy(reading);
  about = silsa_assessment_get_case(silsa_store_get_assessment(store));
  g_assert_cmpstr(about->purpose, ==, "demonstration");
}

/* Evidence that is not what the content names is not shown as if it were. */
static void
test_altered_evidence(Workshop *shop, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(GPtrArray) entries = workshop_open(workshop_package(shop));
  g_autofree char *path = silsa_test_folder_path(&shop->folder, "altered.asice");
  Entry *photo = workshop_find_photo(entries);
  g_autoptr(SilsaReading) reading = NULL;
  g_autoptr(SilsaStore) store = NULL;
  g_autofree char *digest = g_strndup(photo->name + strlen("evidence/"), 64);
  g_autoptr(GBytes) bytes = NULL;
  SilsaEvidence *evidence;

  g_bytes_unref(photo->bytes);
  photo->bytes = g_bytes_new_static("another picture", 15);
  workshop_close(entries, path);
  reading = open_reading(path);
  g_assert_cmpint(reading->report->verdict, ==, SILSA_VERDICT_ALTERED);
  g_assert_cmpuint(reading->n_missing, ==, 1);
  store = open_copy(reading);
  evidence = silsa_assessment_find_evidence_by_digest(silsa_store_get_assessment(store), digest);
  bytes = silsa_store_read_evidence(store, silsa_evidence_get_id(evidence), NULL);
  g_assert_null(bytes);
}

static void
test_no_package(Workshop *shop, gconstpointer data G_GNUC_UNUSED)
{
  g_autofree char *path = silsa_test_folder_path(&shop->folder, "junk.asice");
  g_autofree char *missing = silsa_test_folder_path(&shop->folder, "missing.asice");
  g_autoptr(SilsaReading) reading = NULL;
  g_autoptr(SilsaReading) none = NULL;
  g_autoptr(GError) error = NULL;

  silsa_test_write(path, "no package", 10);
  reading = open_reading(path);
  g_assert_cmpint(reading->report->verdict, ==, SILSA_VERDICT_UNREADABLE);
  g_assert_null(reading->copy);
  none = silsa_reading_open(missing, &plain, NULL, &error);
  g_assert_null(none);
  g_assert_error(error, SILSA_ERROR, SILSA_ERROR_NOT_FOUND);
}

/* --- nothing stays --- */

static void
test_gone(Workshop *shop, gconstpointer data G_GNUC_UNUSED)
{
  SilsaReading *reading = open_reading(workshop_package(shop));
  SilsaStore *store = open_copy(reading);

  g_assert_cmpuint(count_staged(), ==, 1);
  g_object_unref(store);
  silsa_reading_free(reading);
  g_assert_cmpuint(count_staged(), ==, 0);
}

typedef struct {
  GCancellable *cancellable;
  guint64 at;
} Stop;

static void
stop_progress(guint64 done, guint64 total, gpointer user_data)
{
  Stop *stop = user_data;

  g_assert_cmpuint(done, <=, total);
  if (done >= stop->at)
    g_cancellable_cancel(stop->cancellable);
}

/* Cancelled while it is judged, and while it is copied. */
static void
test_cancelled(Workshop *shop, gconstpointer data G_GNUC_UNUSED)
{
  const char *path = workshop_package(shop);
  GStatBuf info;

  g_assert_cmpint(g_stat(path, &info), ==, 0);
  for (guint64 at = 1; at <= (guint64)info.st_size + 1; at += (guint64)info.st_size) {
    g_autoptr(GCancellable) cancellable = g_cancellable_new();
    Stop stop = {cancellable, at};
    SilsaReadingOptions options = {.progress = stop_progress, .user_data = &stop};
    g_autoptr(GError) error = NULL;
    g_autoptr(SilsaReading) reading = silsa_reading_open(path, &options, cancellable, &error);

    g_assert_null(reading);
    g_assert_error(error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
    g_assert_cmpuint(count_staged(), ==, 0);
  }
}

/* A program that is killed leaves its folder; the next one takes it away, and no other's. */
static void
test_killed(Workshop *shop G_GNUC_UNUSED, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(SilsaStaging) mine = silsa_staging_new(NULL);
  int ready[2];
  char byte = 0;
  pid_t child;
  int status;

  g_assert_cmpint(pipe(ready), ==, 0);
  child = fork();
  if (child == 0) {
    SilsaStaging *staging = silsa_staging_new(NULL);
    g_autofree char *file =
        g_build_filename(silsa_staging_get_path(staging), "package.silsa", NULL);

    g_file_set_contents(file, "half", 4, NULL);
    if (write(ready[1], "x", 1) == 1)
      pause();
    _exit(1);
  }
  g_assert_cmpint(read(ready[0], &byte, 1), ==, 1);
  silsa_staging_clean_up();
  g_assert_cmpuint(count_staged(), ==, 2);
  kill(child, SIGKILL);
  g_assert_cmpint(waitpid(child, &status, 0), ==, child);
  silsa_staging_clean_up();
  g_assert_cmpuint(count_staged(), ==, 1);
  g_assert_true(g_file_test(silsa_staging_get_path(mine), G_FILE_TEST_IS_DIR));
  close(ready[0]);
  close(ready[1]);
}

int
main(int argc, char **argv)
{
  static const struct {
    const char *name;
    void (*test)(Workshop *shop, gconstpointer data);
  } tests[] = {
      {"/package/reading/whole", test_whole},
      {"/package/reading/said", test_said},
      {"/package/reading/altered-content", test_altered_content},
      {"/package/reading/altered-evidence", test_altered_evidence},
      {"/package/reading/no-package", test_no_package},
      {"/package/reading/gone", test_gone},
      {"/package/reading/cancelled", test_cancelled},
      {"/package/reading/killed", test_killed},
  };
  g_autofree char *cache = g_dir_make_tmp("silsa-cache-XXXXXX", NULL);
  int result;

  g_setenv("XDG_CACHE_HOME", cache, TRUE); /* before GLib asks for it */
  g_test_init(&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS(tests); i++)
    g_test_add(tests[i].name, Workshop, NULL, workshop_set_up, tests[i].test, workshop_tear_down);
  result = g_test_run();
  for (guint i = 0; i < 3; i++) {
    static const char *const left[] = {"silsa/staging/lock", "silsa/staging", "silsa"};
    g_autofree char *path = g_build_filename(cache, left[i], NULL);

    g_remove(path);
  }
  g_rmdir(cache);
  return result;
}
