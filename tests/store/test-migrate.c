#include "disk.h"
#include "session.h"
#include "silsa-schema.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

/*
 * Files of every format that was released (tests/fixtures/format-N.silsa, with what each says in
 * format-N.txt), and the frame that brings an older one up to date, on a format that never was.
 */

/* Format 0 had no exports, and called the assessor otherwise. */
static const char to_format_0[] = "DROP TABLE export; PRAGMA user_version = 0;"
                                  "UPDATE meta SET key = 'judge' WHERE key = 'assessor-name'";
#define EXPORT_TABLE                                                                               \
  "CREATE TABLE export ( revision INTEGER PRIMARY KEY CHECK (revision > 0), time TEXT NOT NULL,"   \
  " sha256 TEXT NOT NULL, rows INTEGER NOT NULL) STRICT"
static const SilsaSchemaStep good_steps[] = {
    {0, EXPORT_TABLE}, {0, "UPDATE meta SET key = 'assessor-name' WHERE key = 'judge'"}, {0, NULL}};
static const SilsaSchemaStep wrong_result[] = {{0, "CREATE TABLE export (x)"}, {0, NULL}};
static const SilsaSchemaStep wrong_step[] = {
    {0, EXPORT_TABLE}, {0, "UPDATE nothing SET x = 1"}, {0, NULL}};

typedef struct {
  SilsaTestFolder folder;
  char *path, *copy;
  GBytes *old; /* the file in format 0 */
} Archive;

static void
place_fixture(Archive *self)
{
  g_autofree char *kept = silsa_test_source("tests", "fixtures", "format-1.silsa", NULL);
  g_autoptr(GBytes) bytes = silsa_test_read(kept);

  silsa_test_write(self->path, g_bytes_get_data(bytes, NULL), g_bytes_get_size(bytes));
}

static void
set_up(Archive *self, gconstpointer data)
{
  silsa_test_folder_set_up(&self->folder, data);
  self->path = silsa_test_folder_path(&self->folder, "visit.silsa");
  self->copy = silsa_test_folder_path(&self->folder, "visit.silsa.format-0");
  place_fixture(self);
  fixture_tamper(self->path, to_format_0);
  self->old = silsa_test_read(self->path);
  silsa_schema_set_steps(good_steps);
}

static void
tear_down(Archive *self, gconstpointer data)
{
  silsa_schema_set_steps(NULL);
  g_free(self->path);
  g_free(self->copy);
  g_bytes_unref(self->old);
  silsa_test_folder_tear_down(&self->folder, data);
}

/* It says what it said when it was kept, is sound, and can be worked on. */
static void
assert_says_all(Archive *self)
{
  g_autofree char *kept = silsa_test_source("tests", "fixtures", "format-1.txt", NULL);
  g_autoptr(GBytes) golden = silsa_test_read(kept);
  g_autoptr(GError) error = NULL;
  g_autoptr(SilsaStore) store = silsa_store_open(self->path, SILSA_OPEN_READ_WRITE, &error);
  g_autofree char *says = NULL;

  g_assert_no_error(error);
  says = fixture_dump(store);
  g_assert_cmpmem(says, strlen(says), g_bytes_get_data(golden, NULL), g_bytes_get_size(golden));
  g_assert_true(fixture_look(store, NULL));
  g_assert_cmpstr(silsa_assessment_get_case(silsa_store_get_assessment(store))->assessor_name, ==,
                  "김하늘");
  fixture_set(store, "A1-08", "level", "1");
  g_assert_true(silsa_store_undo(store, NULL));
  g_assert_true(silsa_store_close(store, &error));
  g_assert_no_error(error);
}

static void
assert_same(const char *path, GBytes *bytes)
{
  g_autoptr(GBytes) found = silsa_test_read(path);

  g_assert_true(g_bytes_equal(found, bytes));
}

static guint
count_files(Archive *self)
{
  g_autoptr(GDir) dir = g_dir_open(self->folder.path, 0, NULL);
  guint n = 0;

  while (g_dir_read_name(dir) != NULL)
    n++;
  return n;
}

static void
test_released(Archive *self, gconstpointer data G_GNUC_UNUSED)
{
  place_fixture(self);
  assert_says_all(self);
  g_assert_cmpuint(count_files(self), ==, 1);
}

static void
test_older(Archive *self, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(GError) error = NULL;

  g_assert_null(silsa_store_open(self->path, SILSA_OPEN_READ_ONLY, &error));
  g_assert_error(error, SILSA_ERROR, SILSA_ERROR_READ_ONLY);
  assert_same(self->path, self->old);
  assert_says_all(self);
  assert_same(self->copy, self->old);
  assert_says_all(self); /* and not once more */
  g_assert_cmpuint(count_files(self), ==, 2);
}

/* A second file of the same name finds its place too. */
static void
test_copies(Archive *self, gconstpointer data G_GNUC_UNUSED)
{
  g_autofree char *second = g_strconcat(self->copy, "-2", NULL);

  silsa_test_write(self->copy, "mine", 4);
  assert_says_all(self);
  assert_same(second, self->old);
}

/* Refused, and everything is as it was. */
static void
test_refused(Archive *self, gconstpointer data)
{
  g_autoptr(GError) error = NULL;

  silsa_schema_set_steps(data);
  g_assert_null(silsa_store_open(self->path, SILSA_OPEN_READ_WRITE, &error));
  g_assert_cmpuint(error->domain, ==, SILSA_ERROR);
  assert_same(self->path, self->old);
  g_assert_cmpuint(count_files(self), ==, 1);
  silsa_schema_set_steps(good_steps);
  assert_says_all(self);
}

/* What is hostile in a new file is so in an old one. */
static void
test_hostile(Archive *self, gconstpointer data)
{
  g_autoptr(GBytes) before = NULL;
  g_autoptr(GError) error = NULL;

  fixture_tamper(self->path, data);
  before = silsa_test_read(self->path);
  g_assert_null(silsa_store_open(self->path, SILSA_OPEN_READ_WRITE, &error));
  g_assert_error(error, SILSA_ERROR, SILSA_ERROR_CORRUPT);
  g_assert_cmpstr(silsa_error_get_facts(error)->rule, ==, "schema");
  assert_same(self->path, before);
  g_assert_cmpuint(count_files(self), ==, 1);
}

static void
remove_all(Archive *self)
{
  g_autoptr(GDir) dir = g_dir_open(self->folder.path, 0, NULL);

  for (const char *name; (name = g_dir_read_name(dir)) != NULL;) {
    g_autofree char *child = g_build_filename(self->folder.path, name, NULL);

    g_unlink(child);
  }
}

static void
place_old(Archive *self)
{
  remove_all(self);
  silsa_test_write(self->path, g_bytes_get_data(self->old, NULL), g_bytes_get_size(self->old));
}

/* Room runs out at each step: refused with a sentence, or done all the same; and done once there is
 * room again. */
static void
test_full_disk(Archive *self, gconstpointer data G_GNUC_UNUSED)
{
  guint n = 0, refused = 0;

  for (gboolean fired = TRUE; fired; n++) {
    g_autoptr(GError) error = NULL;
    g_autoptr(SilsaStore) store = NULL;

    place_old(self);
    disk_watch(self->folder.path);
    disk_fail(DISK_GROWS, n, ENOSPC, TRUE);
    store = silsa_store_open(self->path, SILSA_OPEN_READ_WRITE, &error);
    fired = disk_heal();
    g_assert_true(fired || store != NULL);
    if (store == NULL)
      g_assert_cmpuint(error->domain, ==, SILSA_ERROR);
    refused += store == NULL ? 1 : 0;
    g_clear_object(&store);
    disk_ignore();
    assert_says_all(self);
  }
  g_assert_cmpuint(refused, >, 3);
}

/* --- killed --- */

static void
open_and_die(Archive *self, guint n)
{
  disk_watch(self->folder.path);
  disk_kill(n);
  g_clear_object(&(SilsaStore *){silsa_store_open(self->path, SILSA_OPEN_READ_WRITE, NULL)});
  /* As another program: of a thread that is cut off Valgrind would say that it leaks. */
  execl("/bin/true", "true", NULL);
  _exit(1);
}

static gboolean
kill_at(Archive *self, guint n)
{
  pid_t child = fork();
  int status;

  g_assert_cmpint(child, >=, 0);
  if (child == 0)
    open_and_die(self, n);
  g_assert_cmpint(waitpid(child, &status, 0), ==, child);
  g_assert_true(WIFSIGNALED(status) ? WTERMSIG(status) == SIGKILL : WEXITSTATUS(status) == 0);
  return WIFSIGNALED(status);
}

/* Wherever it dies, the next start brings the file up to date, and what has a copy's name is one.
 */
static void
test_killed(Archive *self, gconstpointer data G_GNUC_UNUSED)
{
  guint n = 0;

  do {
    place_old(self);
    if (!kill_at(self, n))
      break;
    if (g_file_test(self->copy, G_FILE_TEST_EXISTS))
      assert_same(self->copy, self->old);
    assert_says_all(self);
    assert_same(self->copy, self->old);
  } while (++n < 200);
  g_test_message("killed at %u writes, flushes and changes of names; 0 losses", n);
  g_assert_cmpuint(n, >, 10);
  g_assert_cmpuint(n, <, 200);
}

/* --- keeping --- */

/* For the next released format: test-store-migrate --keep FOLDER. */
static int
keep(const char *folder)
{
  g_autofree char *name = g_strdup_printf("format-%d", SILSA_STORE_FORMAT);
  g_autofree char *stem = g_build_filename(folder, name, NULL);
  g_autofree char *path = g_strconcat(stem, ".silsa", NULL);
  g_autofree char *says = g_strconcat(stem, ".txt", NULL);
  g_autoptr(SilsaStore) store = session_create(path, NULL);
  g_autoptr(GBytes) bytes = fixture_bytes(1, 500);
  g_autoptr(SilsaEvidence) photo = NULL;
  g_autofree char *text = NULL;

  g_assert_nonnull(store);
  fixture_set(store, "A1-03", "level", "3");
  fixture_set(store, "A1-03", "check:A1-03-a", "yes");
  fixture_set(store, "A1-04", "internal-note", "비공개");
  fixture_set(store, "A1-04", "internal-note", NULL);
  photo = fixture_add_photo(store, bytes, "관제실.jpg");
  fixture_set(store, "A1-03", "use:1", "관제실 정면");
  text = fixture_dump(store);
  silsa_test_write(says, text, strlen(text));
  g_assert_true(silsa_store_close(store, NULL));
  session_free_shared();
  return 0;
}

int
main(int argc, char **argv)
{
  int result;

  if (argc == 3 && strcmp(argv[1], "--keep") == 0)
    return keep(argv[2]);
  g_test_init(&argc, &argv, NULL);
#define add(path, data, func) g_test_add(path, Archive, data, set_up, func, tear_down)
  add("/migrate/released", NULL, test_released);
  add("/migrate/older", NULL, test_older);
  add("/migrate/copies", NULL, test_copies);
  add("/migrate/refused/step", wrong_step, test_refused);
  add("/migrate/refused/result", wrong_result, test_refused);
  add("/migrate/hostile/trigger",
      "CREATE TRIGGER bad AFTER INSERT ON journal BEGIN DELETE FROM fact; END", test_hostile);
  add("/migrate/hostile/view", "CREATE VIEW bad AS SELECT * FROM fact", test_hostile);
  add("/migrate/hostile/table", "CREATE TABLE bad (x)", test_hostile);
  add("/migrate/full-disk", NULL, test_full_disk);
  add("/migrate/killed", NULL, test_killed);
  result = g_test_run();
  session_free_shared();
  return result;
}
