#include "workshop.h"

#include "silsa-digest.h"
#include "silsa-xml.h"

#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

static guint
count_files(Workshop *shop)
{
  g_autoptr(GDir) dir = g_dir_open(shop->folder.path, 0, NULL);
  guint n = 0;

  while (g_dir_read_name(dir) != NULL)
    n++;
  return n;
}

static void
test_order(Workshop *shop, gconstpointer data G_GNUC_UNUSED)
{
  static const char *const first[] = {"mimetype", "payload.xml", "catalogue.xml", "journal.xml"};
  static const char *const last[] = {"META-INF/manifest.xml", "META-INF/signatures0.xml"};
  g_autoptr(GPtrArray) entries = workshop_open(workshop_package(shop));
  g_autoptr(GBytes) bytes = silsa_test_read(workshop_package(shop));
  const char *head = g_bytes_get_data(bytes, NULL);

  g_assert_cmpuint(entries->len, ==, 8);
  for (guint i = 0; i < G_N_ELEMENTS(first); i++)
    g_assert_cmpstr(((Entry *)entries->pdata[i])->name, ==, first[i]);
  for (guint i = 0; i < G_N_ELEMENTS(last); i++)
    g_assert_cmpstr(((Entry *)entries->pdata[6 + i])->name, ==, last[i]);
  g_assert_true(g_str_has_prefix(((Entry *)entries->pdata[4])->name, "evidence/"));
  /* ASiC-E: the type stands at a fixed place, so that a look at the file tells what it is. */
  g_assert_cmpmem(head + 30, 39, "mimetypeapplication/vnd.etsi.asic-e+zip", 39);
}

static void
test_payload_schema(Workshop *shop, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(GPtrArray) entries = workshop_open(workshop_package(shop));
  g_autoptr(GError) error = NULL;
  g_autoptr(xmlDoc) payload = silsa_xml_parse(workshop_find(entries, "payload.xml")->bytes,
                                              G_MAXINT, "payload-bytes", &error);
  g_autoptr(xmlDoc) journal = silsa_xml_parse(workshop_find(entries, "journal.xml")->bytes,
                                              G_MAXINT, "journal-bytes", &error);

  g_assert_no_error(error);
  silsa_xml_validate(payload, "payload.xsd", &error);
  g_assert_no_error(error);
  silsa_xml_validate(journal, "journal.xsd", &error);
  g_assert_no_error(error);
}

static gboolean
holds(GBytes *bytes, const char *text)
{
  gsize size;
  const char *data = g_bytes_get_data(bytes, &size);

  return memmem(data, size, text, strlen(text)) != NULL;
}

/* Everything is stored, so that a search of the file finds whatever is in it. */
static void
test_internal_note_stays(Workshop *shop, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(GBytes) bytes = silsa_test_read(workshop_package(shop));

  g_assert_true(holds(bytes, "담당 조직이 분명함"));
  g_assert_false(holds(bytes, WORKSHOP_NOTE));
  g_assert_false(holds(bytes, "나가면 안"));
  g_assert_true(holds(bytes, "field=\"internal-note\"")); /* as a commitment in the journal */
}

static void
test_status_travels(Workshop *shop, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(SilsaReport) report = workshop_verify(workshop_package(shop), shop->identity, 0);

  g_assert_cmpstr(report->catalogue_status, ==, "reference catalogue, not official");
  g_assert_cmpstr(report->purpose, ==, "real");
  g_assert_cmpstr(report->city, ==, "가온시");
  g_assert_cmpstr(report->assessor, ==, "김서연");
  g_assert_false(report->complete);
  g_assert_cmpuint(report->n_photos, ==, 2);
  g_assert_nonnull(report->assessment);
}

/* What comes back is what was there, but for what never travels. */
static void
compare_fact(const char *subject, const char *field, const char *value, gpointer other)
{
  if (silsa_field_is_public(field))
    g_assert_cmpstr(silsa_assessment_get(other, subject, field), ==, value);
  else
    g_assert_null(silsa_assessment_get(other, subject, field));
}

static void
test_content_comes_back(Workshop *shop, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(SilsaReport) report = workshop_verify(workshop_package(shop), shop->identity, 0);
  SilsaAssessment *original = silsa_store_get_assessment(shop->store);

  silsa_assessment_foreach_fact(original, compare_fact, report->assessment);
}

static void
test_reproducible(Workshop *shop, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(SilsaIdentity) identity =
      workshop_identity(&(Kind){.name = "김서연", .rsa_bits = 2048});
  gint64 time = g_get_real_time() / G_USEC_PER_SEC + 5;
  g_autofree char *first_path = workshop_export(shop, "first.asice", identity, time);
  g_autofree char *second_path = workshop_export(shop, "second.asice", identity, time);
  g_autoptr(GBytes) first = silsa_test_read(first_path);
  g_autoptr(GBytes) second = silsa_test_read(second_path);
  g_autoptr(SilsaReport) report = workshop_verify(first_path, identity, 0);

  g_assert_true(g_bytes_equal(first, second));
  g_assert_cmpint(report->verdict, ==, SILSA_VERDICT_VALID);
}

static void
test_incomplete_needs_consent(Workshop *shop, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(SilsaExport) prepared = silsa_export_prepare(shop->store, NULL, &error);

  g_assert_null(prepared);
  g_assert_error(error, SILSA_ERROR, SILSA_ERROR_INCOMPLETE);
  g_assert_cmpstr(silsa_error_get_facts(error)->expected, ==, "63");
}

static void
export_and_record(Workshop *shop, const char *name, SilsaExportResult *result)
{
  const SilsaExportOptions options = {.allow_incomplete = TRUE, .protect = workshop_leave};
  g_autoptr(GError) error = NULL;
  g_autoptr(SilsaExport) prepared = silsa_export_prepare(shop->store, &options, &error);
  g_autofree char *path = silsa_test_folder_path(&shop->folder, name);
  guint64 estimate;

  g_assert_no_error(error);
  estimate = silsa_export_get_size(prepared);
  silsa_export_run(prepared, path, shop->identity, NULL, NULL, NULL, result, &error);
  g_assert_no_error(error);
  silsa_export_record(prepared, shop->store, result, &error);
  g_assert_no_error(error);
  g_assert_cmpuint(estimate, >=, result->size);
  g_assert_cmpuint(estimate, <=, result->size + 16 * 1024);
}

static void
test_revisions_are_chained(Workshop *shop, gconstpointer data G_GNUC_UNUSED)
{
  g_auto(SilsaExportResult) first = {0};
  g_auto(SilsaExportResult) second = {0};
  g_autofree char *path = silsa_test_folder_path(&shop->folder, "2.asice");
  g_autoptr(GPtrArray) entries = NULL;
  g_autoptr(SilsaReport) report = NULL;

  export_and_record(shop, "1.asice", &first);
  export_and_record(shop, "2.asice", &second);
  g_assert_cmpuint(first.revision, ==, 1);
  g_assert_cmpuint(second.revision, ==, 2);
  entries = workshop_open(path);
  g_assert_true(holds(workshop_find(entries, "payload.xml")->bytes, first.sha256));
  report = workshop_verify(path, shop->identity, 0);
  g_assert_cmpuint(report->revision, ==, 2);
  g_assert_cmpint(report->verdict, ==, SILSA_VERDICT_VALID);
}

#define LARGE_MIB 3

/* It is taken by a thread that follows the writer, over headers that are filled in later. */
static void
test_digest_is_of_the_whole(Workshop *shop, gconstpointer data G_GNUC_UNUSED)
{
  g_autofree char *path = silsa_test_folder_path(&shop->folder, "1.asice");
  g_auto(SilsaExportResult) result = {0};
  g_autoptr(GBytes) bytes = NULL;
  g_autoptr(GBytes) digest = NULL;
  g_autofree char *sha256 = NULL;

  for (guint i = 1; i <= LARGE_MIB; i++)
    workshop_add_document(shop, i * 1024 * 1024 + i);
  export_and_record(shop, "1.asice", &result);
  bytes = silsa_test_read(path);
  digest = silsa_digest_of("SHA256", g_bytes_get_data(bytes, NULL), g_bytes_get_size(bytes));
  sha256 = silsa_bytes_to_hex(digest);
  g_assert_cmpstr(result.sha256, ==, sha256);
  g_assert_cmpuint(result.size, ==, g_bytes_get_size(bytes));
}

/* --- two workers --------------------------------------------------------------------------------
 */

static void
alter(GPtrArray *entries, guint n)
{
  Entry *entry = entries->pdata[n];
  gsize size = g_bytes_get_size(entry->bytes);
  guint8 *data = g_memdup2(g_bytes_get_data(entry->bytes, NULL), size);

  data[size - 1] ^= 1;
  g_bytes_unref(entry->bytes);
  entry->bytes = g_bytes_new_take(data, size);
}

static guint
find_first_evidence(GPtrArray *entries)
{
  guint n = 0;

  while (!g_str_has_prefix(((Entry *)entries->pdata[n])->name, "evidence/"))
    n++;
  return n;
}

/* What is wrong is told in the order of the file, whoever of the two was faster. */
static void
test_workers_report_in_order(Workshop *shop, gconstpointer data G_GNUC_UNUSED)
{
  g_autofree char *path = silsa_test_folder_path(&shop->folder, "altered.asice");
  g_autoptr(GPtrArray) entries = NULL;
  guint first;

  for (guint i = 1; i <= LARGE_MIB; i++)
    workshop_add_document(shop, (LARGE_MIB - i + 1) * 1024 * 1024);
  entries = workshop_open(workshop_package(shop));
  first = find_first_evidence(entries);
  for (guint i = 0; i < LARGE_MIB + 2; i++)
    alter(entries, first + i);
  workshop_close(entries, path);
  for (guint round = 0; round < 5; round++) {
    g_autoptr(SilsaReport) report = workshop_verify(path, shop->identity, 0);
    guint n = 0;

    g_assert_cmpint(report->verdict, ==, SILSA_VERDICT_ALTERED);
    for (guint i = 0; i < report->problems->len && n < LARGE_MIB + 2; i++) {
      const SilsaVerifyNote *note = report->problems->pdata[i];
      const Entry *entry = entries->pdata[first + n];

      if (g_str_equal(note->code, "digest-mismatch") && g_str_equal(note->where, entry->name))
        n++;
    }
    g_assert_cmpuint(n, ==, LARGE_MIB + 2);
  }
}

/* --- nothing half done --------------------------------------------------------------------------
 */

static void
cancel_at(guint64 done, guint64 total G_GNUC_UNUSED, gpointer cancellable)
{
  if (done > 0)
    g_cancellable_cancel(cancellable);
}

static void
test_cancel_leaves_nothing(Workshop *shop, gconstpointer data G_GNUC_UNUSED)
{
  const SilsaExportOptions options = {.allow_incomplete = TRUE, .protect = workshop_leave};
  g_autoptr(GCancellable) cancellable = g_cancellable_new();
  g_autoptr(GError) error = NULL;
  g_autoptr(SilsaExport) prepared = silsa_export_prepare(shop->store, &options, &error);
  g_autofree char *path = silsa_test_folder_path(&shop->folder, "kept.asice");
  g_autoptr(GBytes) before = NULL;
  g_autoptr(GBytes) after = NULL;
  g_auto(SilsaExportResult) result = {0};
  guint n;

  silsa_test_write(path, "what was there", 14);
  before = silsa_test_read(path);
  n = count_files(shop);
  g_assert_false(silsa_export_run(prepared, path, shop->identity, cancel_at, cancellable,
                                  cancellable, &result, &error));
  g_assert_error(error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  after = silsa_test_read(path);
  g_assert_true(g_bytes_equal(before, after));
  g_assert_cmpuint(count_files(shop), ==, n);
}

/* The disk says no in the middle, as a stick does that lied about its room. */
static void
test_verification_is_cancelled(Workshop *shop, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(GCancellable) cancellable = g_cancellable_new();
  g_autoptr(GError) error = NULL;

  workshop_add_document(shop, 2 * LARGE_MIB * 1024 * 1024);
  g_assert_null(silsa_package_verify(workshop_package(shop), NULL, cancel_at, cancellable,
                                     cancellable, &error));
  g_assert_error(error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
test_full_disk_leaves_nothing(Workshop *shop, gconstpointer data G_GNUC_UNUSED)
{
  const SilsaExportOptions options = {.allow_incomplete = TRUE, .protect = workshop_leave};
  const struct rlimit small = {LARGE_MIB * 512 * 1024, RLIM_INFINITY};
  g_autofree char *path = silsa_test_folder_path(&shop->folder, "full.asice");
  g_autoptr(GError) error = NULL;
  g_autoptr(SilsaExport) prepared = NULL;
  g_auto(SilsaExportResult) result = {0};
  struct rlimit before;
  guint n;

  workshop_add_document(shop, LARGE_MIB * 1024 * 1024);
  prepared = silsa_export_prepare(shop->store, &options, &error);
  g_assert_no_error(error);
  n = count_files(shop);
  g_assert_cmpint(getrlimit(RLIMIT_FSIZE, &before), ==, 0);
  signal(SIGXFSZ, SIG_IGN);
  g_assert_cmpint(setrlimit(RLIMIT_FSIZE, &small), ==, 0);
  g_assert_false(
      silsa_export_run(prepared, path, shop->identity, NULL, NULL, NULL, &result, &error));
  g_assert_cmpint(setrlimit(RLIMIT_FSIZE, &before), ==, 0);
  g_assert_error(error, SILSA_ERROR, SILSA_ERROR_FULL);
  g_assert_null(result.sha256);
  g_assert_cmpuint(count_files(shop), ==, n);
}

static void
test_folder_that_is_not_there(Workshop *shop, gconstpointer data G_GNUC_UNUSED)
{
  const SilsaExportOptions options = {.allow_incomplete = TRUE, .protect = workshop_leave};
  g_autoptr(GError) error = NULL;
  g_autoptr(SilsaExport) prepared = silsa_export_prepare(shop->store, &options, &error);
  g_autofree char *path = silsa_test_folder_path(&shop->folder, "nowhere/x.asice");
  g_auto(SilsaExportResult) result = {0};

  g_assert_false(
      silsa_export_run(prepared, path, shop->identity, NULL, NULL, NULL, &result, &error));
  g_assert_error(error, SILSA_ERROR, SILSA_ERROR_NOT_FOUND);
  g_assert_nonnull(silsa_error_get_facts(error)->file);
  g_assert_null(result.sha256);
}

static void
kill_at(guint64 done, guint64 total G_GNUC_UNUSED, gpointer wanted)
{
  if (done >= *(guint64 *)wanted)
    kill(getpid(), SIGKILL);
}

/* In a process of its own, because a fork would have no writer thread. */
static void
test_killed(Workshop *shop, gconstpointer data G_GNUC_UNUSED)
{
  const SilsaExportOptions options = {.allow_incomplete = TRUE, .protect = workshop_leave};
  guint64 at = g_ascii_strtoull(g_getenv("SILSA_TEST_KILL_AT"), NULL, 10);
  g_autoptr(GError) error = NULL;
  g_autoptr(SilsaExport) prepared = NULL;
  g_auto(SilsaExportResult) result = {0};

  workshop_add_document(shop, LARGE_MIB * 1024 * 1024);
  /* Places are asked for, so that no copies are made before the first byte is written. */
  workshop_set(shop, "round", "digest",
               "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef");
  workshop_set(shop, "round", "gps", "included");
  prepared = silsa_export_prepare(shop->store, &options, &error);
  g_assert_no_error(error);
  silsa_export_run(prepared, g_getenv("SILSA_TEST_TARGET"), shop->identity, kill_at, &at, NULL,
                   &result, &error);
  g_assert_no_error(error);
}

/* Killed at several places: only the part is left, never anything under the final name; the next
 * export writes over it. */
static void
test_kill_leaves_a_part(Workshop *shop, gconstpointer data G_GNUC_UNUSED)
{
  g_autofree char *path = silsa_test_folder_path(&shop->folder, "killed.asice");
  g_autofree char *part = g_strconcat(path, ".part", NULL);
  g_autoptr(SilsaReport) report = NULL;

  for (guint mib = 0; mib <= LARGE_MIB; mib++) {
    g_autofree char *at = g_strdup_printf("%u", mib * 1024 * 1024);
    g_auto(GStrv) environment =
        g_environ_setenv(g_environ_setenv(g_get_environ(), "SILSA_TEST_TARGET", path, TRUE),
                         "SILSA_TEST_KILL_AT", at, TRUE);

    g_test_trap_subprocess_with_envp("/export/kill/subprocess", (const char *const *)environment, 0,
                                     G_TEST_SUBPROCESS_DEFAULT);
    g_assert_false(g_test_trap_has_passed());
    g_assert_false(g_file_test(path, G_FILE_TEST_EXISTS));
    g_assert_true(g_file_test(part, G_FILE_TEST_EXISTS));
  }
  g_free(workshop_export(shop, "killed.asice", shop->identity, 0));
  g_assert_false(g_file_test(part, G_FILE_TEST_EXISTS));
  report = workshop_verify(path, shop->identity, 0);
  g_assert_cmpint(report->verdict, ==, SILSA_VERDICT_VALID);
}

/* --- verdicts that depend on who asks ------------------------------------------------------------
 */

static void
test_untrusted(Workshop *shop, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(SilsaIdentity) other = workshop_identity(&(Kind){.name = "김서연"});
  g_autoptr(SilsaReport) report = workshop_verify(workshop_package(shop), other, 0);

  g_assert_cmpint(report->verdict, ==, SILSA_VERDICT_UNTRUSTED);
  g_assert_true(report->intact);
  g_assert_false(report->trusted);
  g_assert_true(workshop_has(report, "signer-not-listed"));
}

static void
test_expired_since(Workshop *shop, gconstpointer data G_GNUC_UNUSED)
{
  gint64 later = g_get_real_time() / G_USEC_PER_SEC + (gint64)400 * 86400;
  g_autoptr(SilsaReport) report = workshop_verify(workshop_package(shop), shop->identity, later);

  g_assert_cmpint(report->verdict, ==, SILSA_VERDICT_INDETERMINATE);
  g_assert_true(workshop_has(report, "expired"));
}

static void
test_never_green_unchecked(Workshop *shop, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(SilsaReport) report = workshop_verify(workshop_package(shop), shop->identity, 0);
  g_autofree char *sentence = silsa_report_to_sentence(report);

  g_assert_cmpint(report->verdict, ==, SILSA_VERDICT_VALID);
  g_assert_true(g_strv_contains((const char *const *)report->not_checked, "assignment"));
  g_assert_true(g_strv_contains((const char *const *)report->not_checked, "claims"));
  g_assert_nonnull(strstr(sentence, "not compared with a round"));
}

/* --- memory --------------------------------------------------------------------------------------
 */

static gsize
peak_kib(void)
{
  g_autofree char *text = NULL;
  const char *line;

  g_assert_true(g_file_get_contents("/proc/self/status", &text, NULL, NULL));
  line = strstr(text, "VmHWM:");
  g_assert_nonnull(line);
  return (gsize)g_ascii_strtoull(line + 6, NULL, 10);
}

/* From here on the peak counts anew (proc(5), clear_refs). */
static void
forget_peak(void)
{
  FILE *file = fopen("/proc/self/clear_refs", "w");

  g_assert_nonnull(file);
  g_assert_cmpint(fputs("5", file), >=, 0);
  g_assert_cmpint(fclose(file), ==, 0);
}

/* 96 MiB of evidence pass through; what stays is a few buffers (and, sanitized, their shadow). */
static void
test_constant_memory(Workshop *shop, gconstpointer data G_GNUC_UNUSED)
{
  gsize size = (gsize)96 * 1024 * 1024;
  g_autoptr(SilsaReport) report = NULL;
  gsize before, after;

  workshop_add_document(shop, size);
  forget_peak();
  before = peak_kib();
  report = workshop_verify(workshop_package(shop), shop->identity, 0);
  after = peak_kib();
  g_assert_cmpint(report->verdict, ==, SILSA_VERDICT_VALID);
  g_assert_cmpuint(report->size, >, size);
  g_test_message("export and verification of %zu MiB: %zu KiB more at the peak", size / 1024 / 1024,
                 after - before);
  g_assert_cmpuint(after - before, <, 40 * 1024);
}

#define add(path, func)                                                                            \
  g_test_add("/export/" path, Workshop, NULL, workshop_set_up, func, workshop_tear_down)

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  add("order", test_order);
  add("schemas", test_payload_schema);
  add("internal-note", test_internal_note_stays);
  add("status", test_status_travels);
  add("content-comes-back", test_content_comes_back);
  add("reproducible", test_reproducible);
  add("incomplete", test_incomplete_needs_consent);
  add("revisions", test_revisions_are_chained);
  add("digest", test_digest_is_of_the_whole);
  add("workers", test_workers_report_in_order);
  add("cancel", test_cancel_leaves_nothing);
  add("cancel-verification", test_verification_is_cancelled);
  add("full-disk", test_full_disk_leaves_nothing);
  add("no-folder", test_folder_that_is_not_there);
  add("kill", test_kill_leaves_a_part);
  add("kill/subprocess", test_killed);
  add("untrusted", test_untrusted);
  add("expired-since", test_expired_since);
  add("never-green-unchecked", test_never_green_unchecked);
  add("constant-memory", test_constant_memory);
  return g_test_run();
}
