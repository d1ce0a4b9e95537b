#include "damage.h"
#include "disk.h"
#include "fixture.h"
#include "silsa-db-file.h"
#include "silsa-db.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <linux/capability.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

/*
 * What a file may be, and where it may lie, when it is opened: hostile, damaged, of somebody else,
 * out of reach, held by another process, on a full disk. It is refused with a sentence and left as
 * it is, or opened; never believed, never made worse.
 */

static void
assert_open_fails(const char *path, SilsaOpenFlags flags, SilsaError code)
{
  g_autoptr(GError) error = NULL;
  SilsaStore *store = silsa_store_open(path, flags, &error);

  g_assert_null(store);
  g_assert_error(error, SILSA_ERROR, (int)code);
  g_assert_cmpstr(silsa_error_get_facts(error)->file, !=, NULL);
}

/* --- the measures --- */

/* None of them is seen at work below, because the schema is compared first: they hold where that
 * comparison has a hole. */
static void
test_settings(Fixture *f, gconstpointer data)
{
  static const struct {
    int option, value;
  } wanted[] = {
      {SQLITE_DBCONFIG_DEFENSIVE, 1},      {SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0},
      {SQLITE_DBCONFIG_ENABLE_TRIGGER, 0}, {SQLITE_DBCONFIG_ENABLE_VIEW, 0},
      {SQLITE_DBCONFIG_ENABLE_FKEY, 1},    {SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0},
      {SQLITE_DBCONFIG_DQS_DML, 0},        {SQLITE_DBCONFIG_DQS_DDL, 0},
  };
  g_autoptr(GError) error = NULL;
  g_autoptr(SilsaDb) db = silsa_db_open(f->path, (SilsaDbMode)GPOINTER_TO_INT(data), &error);
  gint64 cells = 0;

  g_assert_no_error(error);
  for (gsize i = 0; i < G_N_ELEMENTS(wanted); i++) {
    int value = -1;

    sqlite3_db_config(silsa_db_get_handle(db), wanted[i].option, -1, &value);
    g_assert_cmpint(value, ==, wanted[i].value);
  }
  g_assert_true(silsa_db_read_number(db, "PRAGMA cell_size_check", &cells, NULL));
  g_assert_cmpint(cells, ==, 1);
  g_assert_cmpint(sqlite3_limit(silsa_db_get_handle(db), SQLITE_LIMIT_ATTACHED, -1), ==, 0);
}

/* What is known of the file is in the assessment: what was read for it is not kept beside it. */
static void
test_pages(Fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  SilsaCatalogue *catalogue = fixture_catalogue();
  g_autofree char *note = g_strnfill(1000, 'x');
  sqlite3_int64 before;

  fixture_reopen(f);
  before = sqlite3_memory_used();
  for (guint i = 0; i < silsa_catalogue_get_n_indicators(catalogue); i++) {
    const char *code = silsa_catalogue_get_indicator(catalogue, i)->code;

    fixture_set(f->store, code, "finding:strength:1", note);
    fixture_set(f->store, code, "internal-note", note);
  }
  fixture_reopen(f);
  g_assert_cmpint(sqlite3_memory_used() - before, <, 16 * 1024);
}

static void
write_number(const char *path, gsize offset, guint32 number)
{
  guint32 big = GUINT32_TO_BE(number);
  FILE *file = fopen(path, "r+b");

  g_assert_nonnull(file);
  g_assert_cmpint(fseek(file, (long)offset, SEEK_SET), ==, 0);
  g_assert_cmpuint(fwrite(&big, 4, 1, file), ==, 1);
  g_assert_cmpint(fclose(file), ==, 0);
}

static void
assert_untouched(Fixture *f, SilsaError code)
{
  g_autoptr(GBytes) before = silsa_test_read(f->path);
  g_autoptr(GBytes) after = NULL;

  assert_open_fails(f->path, SILSA_OPEN_READ_WRITE, code);
  assert_open_fails(f->path, SILSA_OPEN_READ_ONLY, code);
  after = silsa_test_read(f->path);
  g_assert_true(g_bytes_equal(before, after));
  fixture_assert_one_file(f);
}

static void
test_foreign_files(Fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  g_autofree char *missing = silsa_test_folder_path(&f->folder, "missing.silsa");

  fixture_close(f);
  assert_open_fails(missing, SILSA_OPEN_READ_WRITE, SILSA_ERROR_NOT_FOUND);
  assert_open_fails(f->folder.path, SILSA_OPEN_READ_WRITE, SILSA_ERROR_FOREIGN);
  assert_open_fails("/dev/zero", SILSA_OPEN_READ_ONLY, SILSA_ERROR_FOREIGN);

  write_number(f->path, 60, 2);
  assert_untouched(f, SILSA_ERROR_TOO_NEW);
  write_number(f->path, 60, 0);
  assert_open_fails(f->path, SILSA_OPEN_READ_WRITE, SILSA_ERROR_CORRUPT);
  write_number(f->path, 60, 1);
  write_number(f->path, 68, 0x0f055112); /* of Fossil */
  assert_untouched(f, SILSA_ERROR_FOREIGN);

  silsa_test_write(f->path, "%PDF-1.7 and so on", 18);
  assert_untouched(f, SILSA_ERROR_FOREIGN);
  silsa_test_write(f->path, "", 0);
  assert_untouched(f, SILSA_ERROR_FOREIGN);
  silsa_test_write(f->path, "SQLite format 3\0 cut off", 24);
  assert_untouched(f, SILSA_ERROR_CORRUPT);
}

static void
test_truncated(Fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(GBytes) whole = NULL;
  gsize size;

  fixture_close(f);
  whole = silsa_test_read(f->path);
  size = g_bytes_get_size(whole);
  for (gsize left = 100; left < size; left += 8192 / 2) {
    g_autoptr(GError) error = NULL;

    silsa_test_write(f->path, g_bytes_get_data(whole, NULL), left);
    g_assert_null(silsa_store_open(f->path, SILSA_OPEN_READ_WRITE, &error));
    g_assert_error(error, SILSA_ERROR, SILSA_ERROR_CORRUPT);
  }
}

static const char *const hostile_sql[] = {
    "CREATE TRIGGER bad AFTER INSERT ON journal BEGIN DELETE FROM fact; END",
    "CREATE VIEW bad AS SELECT * FROM fact",
    "CREATE TABLE bad (x)",
    "CREATE INDEX bad ON fact (value)",
    "DROP TABLE draft",
    "ALTER TABLE draft ADD COLUMN more TEXT",
    "CREATE VIRTUAL TABLE bad USING fts5 (x)",
    "ANALYZE",
    "PRAGMA writable_schema = ON; UPDATE sqlite_schema SET sql = replace(sql, ' STRICT', '')"
    " WHERE name = 'meta'",
    "DROP TABLE fact; CREATE VIEW fact AS SELECT 'A1-03' AS subject, 'level' AS field, '4' AS "
    "value",
    "UPDATE document SET bytes = CAST('<catalogue/>' AS BLOB)",
    "DELETE FROM document",
    "DELETE FROM meta WHERE key = 'id'",
    "UPDATE meta SET value = 'many' WHERE key = 'population'",
    "INSERT INTO fact VALUES ('A1-03', 'level', '99')",
    "INSERT INTO fact VALUES ('Z9-99', 'level', '1')",
    "INSERT INTO fact VALUES ('A1-03', 'reason', CAST(x'ff00fe' AS TEXT))",
    "PRAGMA journal_mode = WAL; CREATE TABLE t (x); DROP TABLE t",
    /* what a damaged page may say in spite of the schema */
    "PRAGMA writable_schema = ON; UPDATE sqlite_schema SET sql = replace(sql, 'field TEXT NOT "
    "NULL',"
    " 'field TEXT         ') WHERE name = 'journal'; PRAGMA writable_schema = RESET;"
    "INSERT INTO journal VALUES (1, 1, '', '', '', '', NULL, NULL, NULL, zeroblob(32));"
    "PRAGMA writable_schema = ON; UPDATE sqlite_schema SET sql = replace(sql, 'field TEXT         "
    "',"
    " 'field TEXT NOT NULL') WHERE name = 'journal'",
};

static void
test_hostile(Fixture *f, gconstpointer data)
{
  fixture_close(f);
  fixture_tamper(f->path, data);
  assert_open_fails(f->path, SILSA_OPEN_READ_WRITE, SILSA_ERROR_CORRUPT);
  assert_open_fails(f->path, SILSA_OPEN_READ_ONLY, SILSA_ERROR_CORRUPT);
}

/* --- damaged pages --- */

static void
dump_fact_cb(const char *subject, const char *field, const char *value, gpointer data)
{
  g_string_append_printf(data, "%s %s %s\n", subject, field, value);
}

static char *
dump_facts(SilsaStore *store)
{
  GString *text = g_string_new(NULL);

  silsa_assessment_foreach_fact(silsa_store_get_assessment(store), dump_fact_cb, text);
  return g_string_free_and_steal(text);
}

static void
assert_says_where(const GError *error)
{
  g_autofree char *sentence = silsa_error_explain(error);

  g_assert_cmpuint(error->domain, ==, SILSA_ERROR);
  g_assert_true(strstr(sentence, "visit.silsa") != NULL);
}

/* FALSE when the file itself, or a piece of evidence in it, was found to be damaged. */
static gboolean
is_believed(SilsaStore *store)
{
  GListModel *evidence = silsa_assessment_get_evidence(silsa_store_get_assessment(store));
  g_autoptr(GError) error = NULL;

  for (guint i = 0; i < g_list_model_get_n_items(evidence); i++) {
    g_autoptr(SilsaEvidence) item = g_list_model_get_item(evidence, i);
    g_autoptr(GBytes) bytes = silsa_store_read_evidence(store, silsa_evidence_get_id(item), &error);

    if (bytes == NULL) {
      assert_says_where(error);
      return FALSE;
    }
  }
  if (fixture_look(store, &error))
    return TRUE;
  assert_says_where(error);
  g_assert_true(silsa_store_get_damaged(store));
  return FALSE;
}

static void
test_flipped(Fixture *f, gconstpointer data)
{
  Damage kind = (Damage)GPOINTER_TO_INT(data);
  g_autoptr(GRand) random = g_rand_new_with_seed((guint32)kind);
  g_autoptr(GBytes) whole = NULL;
  g_autofree char *facts = NULL;
  guint refused = 0, found = 0, harmless = 0;
  gsize size;

  damage_fill(f->store);
  facts = dump_facts(f->store);
  fixture_close(f);
  whole = silsa_test_read(f->path);
  size = g_bytes_get_size(whole);
  disk_watch(f->folder.path); /* for its flushes that take no time */
  for (gsize at = 0; at + (kind == DAMAGE_NEXT ? DAMAGE_PAGE : 0) < size; at += DAMAGE_PAGE) {
    g_autofree guint8 *copy = g_memdup2(g_bytes_get_data(whole, NULL), size);
    g_autoptr(GError) error = NULL;
    g_autofree char *read = NULL;

    damage_flip(copy + at, kind, random);
    silsa_test_write(f->path, copy, size);
    f->store = silsa_store_open(f->path, SILSA_OPEN_READ_WRITE, &error);
    if (f->store == NULL) {
      assert_says_where(error);
      refused++;
      continue;
    }
    read = dump_facts(f->store);
    if (is_believed(f->store)) {
      g_assert_cmpstr(read, ==, facts);
      harmless++;
    } else {
      found++;
    }
    fixture_close(f);
  }
  disk_ignore();
  g_test_message("%u refused, %u found by looking, %u harmless", refused, found, harmless);
  g_assert_cmpuint(refused + found, >, 0);
  g_assert_true(kind == DAMAGE_BYTE || kind == DAMAGE_NEXT || harmless == 0);
}

/* --- where it lies, and who has it --- */

static void
test_portal(Fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  g_autofree char *folder = g_build_filename(g_get_user_runtime_dir(), "doc", "abc", NULL);
  g_autofree char *path = g_build_filename(folder, "visit.silsa", NULL);
  g_autoptr(GBytes) bytes = NULL;
  g_autoptr(GError) error = NULL;
  SilsaCreation creation = {
      .catalogue = fixture_catalogue(), .city_name = "시", .assessor_name = "A"};
  SilsaStore *store;

  fixture_close(f);
  g_assert_cmpint(g_mkdir_with_parents(folder, 0700), ==, 0);
  bytes = silsa_test_read(f->path);
  silsa_test_write(path, g_bytes_get_data(bytes, NULL), g_bytes_get_size(bytes));
  assert_open_fails(path, SILSA_OPEN_READ_WRITE, SILSA_ERROR_PORTAL);
  store = silsa_store_open(path, SILSA_OPEN_READ_ONLY, &error);
  g_assert_no_error(error);
  g_assert_finalize_object(store);
  g_unlink(path);
  g_assert_null(silsa_store_create(path, &creation, &error));
  g_assert_error(error, SILSA_ERROR, SILSA_ERROR_PORTAL);
}

/* As a mount of the portal looks from inside a sandbox; what has its name elsewhere is no such
 * mount. */
static void
test_portal_device(void)
{
  static const char mountinfo[] =
      "22 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw\n"
      "90 22 0:52 / /run/user/1000/doc rw,nosuid,nodev,relatime shared:9 - fuse.portal portal rw\n"
      "91 22 0:53 / /run/flatpak/doc rw shared:10 master:2 - fuse.portal portal rw,user_id=1000\n"
      "92 22 0:54 / /mnt/fuse.portal rw - fuse.sshfs fuse.portal rw\n"
      "93 22 0:5";

  g_assert_true(silsa_db_file_is_portal_device(mountinfo, 0, 52));
  g_assert_true(silsa_db_file_is_portal_device(mountinfo, 0, 53));
  g_assert_false(silsa_db_file_is_portal_device(mountinfo, 0, 54));
  g_assert_false(silsa_db_file_is_portal_device(mountinfo, 8, 1));
  g_assert_false(silsa_db_file_is_portal_device(mountinfo, 0, 5));
  g_assert_false(silsa_db_file_is_portal_device("", 0, 52));
}

static void
test_read_only_store(Fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(SilsaAct) act = silsa_act_new("answer", "A1-03");
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) bytes = fixture_bytes(1, 10);
  SilsaEvidenceIntake intake = {
      .facts = {.media_type = "image/jpeg", .name = "a.jpg", .kind = "photo"}};

  fixture_set(f->store, "A1-03", "level", "1");
  fixture_close(f);
  f->store = silsa_store_open(f->path, SILSA_OPEN_READ_ONLY, &error);
  g_assert_no_error(error);
  g_assert_true(silsa_store_get_read_only(f->store));
  g_assert_false(silsa_store_can_undo(f->store));
  silsa_act_add(act, "A1-03", "level", "2");
  g_assert_false(silsa_store_perform(f->store, act, &error));
  g_assert_error(error, SILSA_ERROR, SILSA_ERROR_READ_ONLY);
  g_clear_error(&error);
  g_assert_null(silsa_store_add_evidence(f->store, bytes, &intake, NULL, &error));
  g_assert_error(error, SILSA_ERROR, SILSA_ERROR_READ_ONLY);
  silsa_store_set_draft(f->store, "A1-03", "reason", "x");
  assert_fact(f->store, "A1-03", "level", "1");
  fixture_assert_one_file(f);
}

static void
test_two_writers(Fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(SilsaStore) reader = NULL;

  assert_open_fails(f->path, SILSA_OPEN_READ_WRITE, SILSA_ERROR_BUSY);
  fixture_set(f->store, "A1-03", "level", "1");
  g_assert_true(silsa_store_flush(f->store, NULL));
  reader = silsa_store_open(f->path, SILSA_OPEN_READ_ONLY, &error);
  g_assert_no_error(error);
  assert_fact(reader, "A1-03", "level", "1");
  /* The reader neither holds up the writer nor takes its locks away when it closes. */
  fixture_set(f->store, "A1-03", "level", "2");
  g_assert_true(silsa_store_flush(f->store, NULL));
  g_clear_object(&reader);
  assert_open_fails(f->path, SILSA_OPEN_READ_WRITE, SILSA_ERROR_BUSY);
  fixture_set(f->store, "A1-03", "level", "3");
  g_assert_true(silsa_store_flush(f->store, NULL));
}

/* --- held by another process --- */

/* What that process does with the file until its standard input ends. */
static int
hold(const char *mode, const char *path)
{
  g_autoptr(SilsaStore) store = NULL;
  sqlite3 *handle = NULL;

  if (strcmp(mode, "silsa") == 0) {
    store = silsa_store_open(path, SILSA_OPEN_READ_WRITE, NULL);
    g_assert_nonnull(store);
    fixture_set(store, "A1-03", "level", "4");
    g_assert_true(silsa_store_flush(store, NULL));
  } else {
    g_assert_cmpint(sqlite3_open(path, &handle), ==, SQLITE_OK);
    g_assert_cmpint(sqlite3_exec(handle, mode, NULL, NULL, NULL), ==, SQLITE_OK);
  }
  g_print("held\n");
  while (getchar() != EOF)
    ;
  sqlite3_close(handle);
  return 0;
}

static GSubprocess *
start_holder(const char *mode, const char *path)
{
  GSubprocessFlags flags = G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE;
  g_autoptr(GError) error = NULL;
  g_autofree char *program = g_file_read_link("/proc/self/exe", NULL); /* Valgrind's is another */
  GSubprocess *holder = g_subprocess_new(flags, &error, program, "--hold", mode, path, NULL);
  char said[5] = "";
  gsize size;

  g_assert_no_error(error);
  g_input_stream_read_all(g_subprocess_get_stdout_pipe(holder), said, 4, &size, NULL, &error);
  g_assert_no_error(error);
  g_assert_cmpstr(said, ==, "held");
  return holder;
}

static void
kill_holder(GSubprocess *holder)
{
  g_subprocess_force_exit(holder);
  g_assert_true(g_subprocess_wait(holder, NULL, NULL));
  g_object_unref(holder);
}

/* Another window or silsa-cli, and then it is killed: the lock goes with the process. */
static void
test_held_by_silsa(Fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(SilsaStore) reader = NULL;
  GSubprocess *holder;

  fixture_close(f);
  holder = start_holder("silsa", f->path);
  assert_open_fails(f->path, SILSA_OPEN_READ_WRITE, SILSA_ERROR_BUSY);
  reader = silsa_store_open(f->path, SILSA_OPEN_READ_ONLY, NULL);
  g_assert_nonnull(reader);
  assert_fact(reader, "A1-03", "level", "4");
  kill_holder(holder);
  fixture_reopen(f);
  assert_fact(f->store, "A1-03", "level", "4");
}

/* Another program of SQLite, in the middle of a change. */
static void
test_held_by_another(Fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  GSubprocess *holder;

  fixture_close(f);
  holder = start_holder("BEGIN EXCLUSIVE", f->path);
  assert_open_fails(f->path, SILSA_OPEN_READ_WRITE, SILSA_ERROR_BUSY);
  kill_holder(holder);
  fixture_reopen(f);
}

static void
take_result_cb(GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer data)
{
  *(GAsyncResult **)data = g_object_ref(result);
}

static gboolean
cancel_cb(gpointer cancellable)
{
  g_cancellable_cancel(cancellable);
  return G_SOURCE_REMOVE;
}

/* Nobody waits for it who does not want the file any more. */
static void
test_held_and_given_up(Fixture *f, gconstpointer data)
{
  SilsaOpenFlags flags = data != NULL ? SILSA_OPEN_READ_ONLY : SILSA_OPEN_READ_WRITE;
  g_autoptr(GCancellable) cancellable = g_cancellable_new();
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  gint64 begin = g_get_monotonic_time();
  GSubprocess *holder;

  fixture_close(f);
  holder = start_holder("BEGIN EXCLUSIVE", f->path);
  silsa_store_open_async(f->path, flags, cancellable, take_result_cb, &result);
  g_timeout_add(100, cancel_cb, cancellable);
  while (result == NULL)
    g_main_context_iteration(NULL, TRUE);
  g_assert_null(silsa_store_open_finish(result, &error));
  g_assert_error(error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpint(g_get_monotonic_time() - begin, <, 4 * G_TIME_SPAN_SECOND); /* it waits for 5 */
  kill_holder(holder);
  fixture_reopen(f);
}

/* The same while the file is open here: what was entered waits, and is saved in the end. */
static void
test_held_while_open(Fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  GSubprocess *holder = start_holder("BEGIN IMMEDIATE", f->path);
  g_autoptr(GError) error = NULL;

  fixture_set(f->store, "A1-03", "level", "2");
  g_assert_false(silsa_store_flush(f->store, &error));
  g_assert_error(error, SILSA_ERROR, SILSA_ERROR_BUSY);
  g_assert_cmpint(silsa_store_get_save_state(f->store), ==, SILSA_SAVE_FAILED);
  g_assert_nonnull(strstr(silsa_store_get_save_error(f->store), "visit.silsa"));
  kill_holder(holder);
  g_assert_true(silsa_store_flush(f->store, NULL));
  g_assert_cmpint(silsa_store_get_save_state(f->store), ==, SILSA_SAVE_SAVED);
  fixture_reopen(f);
  assert_fact(f->store, "A1-03", "level", "2");
}

/* --- a full disk --- */

static void
test_full_disk(Fixture *f, gconstpointer data)
{
  /* SQLite keeps to itself why it could not make its journal. */
  SilsaError code = data != NULL ? SILSA_ERROR_STORAGE : SILSA_ERROR_FULL;
  g_autoptr(GBytes) bytes = fixture_bytes(1, 200000);
  g_autoptr(GError) error = NULL;
  SilsaEvidenceIntake intake = {
      .facts = {.media_type = "image/jpeg", .name = "a.jpg", .kind = "photo"}};

  fixture_close(f);
  disk_watch(f->folder.path);
  disk_fail(data != NULL ? DISK_NAME : DISK_WRITE, 0, ENOSPC, TRUE);
  f->store = silsa_store_open(f->path, SILSA_OPEN_READ_WRITE, &error);
  g_assert_no_error(error); /* nothing is written to open it */
  fixture_set(f->store, "A1-03", "level", "2");
  g_assert_false(silsa_store_flush(f->store, &error));
  g_assert_error(error, SILSA_ERROR, (int)code);
  g_clear_error(&error);
  g_assert_null(silsa_store_add_evidence(f->store, bytes, &intake, NULL, &error));
  g_assert_error(error, SILSA_ERROR, (int)code);
  g_clear_error(&error);
  g_assert_cmpint(silsa_store_get_save_state(f->store), ==, SILSA_SAVE_FAILED);
  assert_fact(f->store, "A1-03", "level", "2");
  g_assert_false(silsa_store_close(f->store, &error));
  g_assert_error(error, SILSA_ERROR, (int)code);

  g_assert_true(disk_heal());
  fixture_reopen(f);
  assert_fact(f->store, "A1-03", "level", "2");
  g_assert_cmpint(fixture_check_journal(f->store), ==, 2);
  disk_ignore();
  fixture_close(f);
  fixture_assert_one_file(f);
}

static void
test_full_disk_create(Fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  g_autofree char *path = silsa_test_folder_path(&f->folder, "second.silsa");
  SilsaCreation creation = {
      .catalogue = fixture_catalogue(), .city_name = "시", .assessor_name = "A"};

  disk_watch(f->folder.path);
  for (guint n = 0, fired = TRUE; fired; n++) {
    g_autoptr(GError) error = NULL;
    SilsaStore *store;

    disk_fail(DISK_GROWS, n, ENOSPC, TRUE);
    store = silsa_store_create(path, &creation, &error);
    fired = disk_heal();
    if (store == NULL) {
      g_assert_error(error, SILSA_ERROR, SILSA_ERROR_FULL);
      fixture_assert_one_file(f);
      continue;
    }
    g_assert_false(fired);
    g_assert_true(silsa_store_close(store, NULL));
    g_assert_finalize_object(store);
    g_assert_cmpuint(n, >, 3);
  }
  disk_ignore();
}

/* SQLite falls back to reading alone when it cannot open a file for writing: a store that seems
 * open and saves nothing any more. */
static void
test_opening_fails_once(Fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  gboolean fired = TRUE;
  guint refused = 0;

  for (guint n = 0; fired; n++) {
    g_autofree char *note = g_strdup_printf("%u", n);
    g_autoptr(GError) error = NULL;

    fixture_close(f);
    disk_watch(f->folder.path);
    disk_fail(DISK_OPEN, n, EIO, FALSE);
    f->store = silsa_store_open(f->path, SILSA_OPEN_READ_WRITE, &error);
    fired = disk_heal();
    disk_ignore();
    if (f->store == NULL) {
      g_assert_error(error, SILSA_ERROR, SILSA_ERROR_STORAGE);
      g_clear_error(&error);
      refused++;
      fixture_reopen(f);
    }
    fixture_set(f->store, "A1-03", "internal-note", note);
    silsa_store_flush(f->store, &error);
    g_assert_no_error(error);
  }
  g_assert_cmpuint(refused, >=, 2); /* our own descriptor, and SQLite's */
}

/* --- a medium that cannot be written --- */

/* Root may write everywhere; without this capability it is a user like others. */
static void
drop_override(void)
{
  struct __user_cap_header_struct header = {_LINUX_CAPABILITY_VERSION_3, 0};
  struct __user_cap_data_struct sets[2];

  g_assert_cmpint(syscall(SYS_capget, &header, sets), ==, 0);
  sets[0].effective &= ~(1u << CAP_DAC_OVERRIDE);
  g_assert_cmpint(syscall(SYS_capset, &header, sets), ==, 0);
}

static void
test_read_only_medium(Fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(GError) error = NULL;

  fixture_close(f);
  drop_override();
  g_assert_cmpint(g_chmod(f->folder.path, 0500), ==, 0);
  assert_open_fails(f->path, SILSA_OPEN_READ_WRITE, SILSA_ERROR_READ_ONLY);
  g_assert_cmpint(g_chmod(f->path, 0400), ==, 0);
  g_assert_cmpint(g_chmod(f->folder.path, 0700), ==, 0);
  assert_open_fails(f->path, SILSA_OPEN_READ_WRITE, SILSA_ERROR_READ_ONLY);
  f->store = silsa_store_open(f->path, SILSA_OPEN_READ_ONLY, &error);
  g_assert_no_error(error);
}

int
main(int argc, char **argv)
{
  g_autofree char *runtime = NULL;
  g_autofree char *documents = NULL;
  g_autofree char *folder = NULL;
  int result;

  if (argc == 4 && strcmp(argv[1], "--hold") == 0)
    return hold(argv[2], argv[3]);
  runtime = g_dir_make_tmp("silsa-runtime-XXXXXX", NULL);
  documents = g_build_filename(runtime, "doc", NULL);
  folder = g_build_filename(documents, "abc", NULL);
  g_setenv("XDG_RUNTIME_DIR", runtime, TRUE);
  g_test_init(&argc, &argv, NULL);
  add_test("/open/settings/read", GINT_TO_POINTER(SILSA_DB_READ), test_settings);
  add_test("/open/settings/write", GINT_TO_POINTER(SILSA_DB_WRITE), test_settings);
  add_test("/open/pages", NULL, test_pages);
  add_test("/open/foreign", NULL, test_foreign_files);
  add_test("/open/truncated", NULL, test_truncated);
  for (gsize i = 0; i < G_N_ELEMENTS(hostile_sql); i++) {
    g_autofree char *name = g_strdup_printf("/open/hostile/%zu", i + 1);

    add_test(name, hostile_sql[i], test_hostile);
  }
  for (int kind = 0; kind < N_DAMAGES; kind++) {
    g_autofree char *name = g_strdup_printf("/open/flipped/%s", damage_names[kind]);

    add_test(name, GINT_TO_POINTER(kind), test_flipped);
  }
  add_test("/open/portal/path", NULL, test_portal);
  g_test_add_func("/open/portal/device", test_portal_device);
  add_test("/open/two-writers", NULL, test_two_writers);
  add_test("/open/held/silsa", NULL, test_held_by_silsa);
  add_test("/open/held/another", NULL, test_held_by_another);
  add_test("/open/held/given-up", NULL, test_held_and_given_up);
  add_test("/open/held/given-up/to-read", "to-read", test_held_and_given_up);
  add_test("/open/held/while-open", NULL, test_held_while_open);
  add_test("/open/full-disk/room", NULL, test_full_disk);
  add_test("/open/full-disk/names", "names", test_full_disk);
  add_test("/open/full-disk/create", NULL, test_full_disk_create);
  add_test("/open/fails-once", NULL, test_opening_fails_once);
  add_test("/open/read-only", NULL, test_read_only_store);
  add_test("/open/read-only/medium", NULL, test_read_only_medium); /* last: drops a right */
  result = g_test_run();
  g_object_unref(fixture_catalogue());
  g_rmdir(folder);
  g_rmdir(documents);
  g_rmdir(runtime);
  return result;
}
