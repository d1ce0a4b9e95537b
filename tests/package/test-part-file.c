#include "silsa-error.h"
#include "silsa-part-file.h"
#include "silsa-test.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

/* A file gets its name when it is whole, and not before. */

typedef struct {
  SilsaTestFolder folder;
  char *path, *part;
} Fixture;

static void
set_up(Fixture *self, gconstpointer data)
{
  silsa_test_folder_set_up(&self->folder, data);
  self->path = silsa_test_folder_path(&self->folder, "a.asice");
  self->part = g_strconcat(self->path, ".part", NULL);
}

static void
tear_down(Fixture *self, gconstpointer data)
{
  g_free(self->path);
  g_free(self->part);
  silsa_test_folder_tear_down(&self->folder, data);
}

static gboolean
is_there(const char *path)
{
  return g_file_test(path, G_FILE_TEST_EXISTS) || g_file_test(path, G_FILE_TEST_IS_SYMLINK);
}

static void
assert_content(const char *path, const char *text)
{
  g_autoptr(GBytes) bytes = silsa_test_read(path);
  gsize size;
  const void *data = g_bytes_get_data(bytes, &size);

  g_assert_cmpmem(data, size, text, strlen(text));
}

static void
write_text(const char *path, const char *text)
{
  silsa_test_write(path, text, strlen(text));
}

static SilsaPartFile *
begin(Fixture *self, SilsaPartFlags flags)
{
  g_autoptr(GError) error = NULL;
  SilsaPartFile *file = silsa_part_file_new(self->path, 5, flags, &error);

  g_assert_no_error(error);
  silsa_part_file_write_at(file, "hello", 5, 0, &error);
  g_assert_no_error(error);
  return file;
}

static void
assert_refused(Fixture *self, guint64 size, SilsaPartFlags flags, int code, const char *rule)
{
  g_autoptr(GError) error = NULL;

  g_assert_null(silsa_part_file_new(self->path, size, flags, &error));
  g_assert_error(error, SILSA_ERROR, code);
  g_assert_cmpstr(silsa_error_get_facts(error)->rule, ==, rule);
  g_assert_nonnull(silsa_error_get_facts(error)->file);
}

static void
test_finish(Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(SilsaPartFile) file = begin(self, SILSA_PART_NONE);

  g_assert_false(is_there(self->path));
  g_assert_true(is_there(self->part));
  g_assert_true(silsa_part_file_finish(file, NULL));
  g_assert_false(is_there(self->part));
  assert_content(self->path, "hello");
}

static void
test_given_up(Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  write_text(self->path, "older");
  silsa_part_file_free(begin(self, SILSA_PART_NONE));
  g_assert_false(is_there(self->part));
  assert_content(self->path, "older");
}

static void
test_replaces(Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(SilsaPartFile) file = NULL;

  write_text(self->path, "older");
  file = begin(self, SILSA_PART_NONE);
  assert_content(self->path, "older");
  g_assert_true(silsa_part_file_finish(file, NULL));
  assert_content(self->path, "hello");
}

static void
test_private(Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(SilsaPartFile) file = begin(self, SILSA_PART_PRIVATE | SILSA_PART_NEW);
  struct stat info;

  g_assert_cmpint(stat(self->part, &info), ==, 0);
  g_assert_cmpint(info.st_mode & 0777, ==, 0600); /* not even while it is written */
  g_assert_true(silsa_part_file_finish(file, NULL));
  g_assert_cmpint(stat(self->path, &info), ==, 0);
  g_assert_cmpint(info.st_mode & 0777, ==, 0600);
}

static void
test_new_only(Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(SilsaPartFile) file = begin(self, SILSA_PART_NEW);
  g_autoptr(GError) error = NULL;

  write_text(self->path, "somebody was faster");
  g_assert_false(silsa_part_file_finish(file, &error));
  g_assert_error(error, SILSA_ERROR, SILSA_ERROR_EXISTS);
  assert_content(self->path, "somebody was faster");
  g_clear_pointer(&file, silsa_part_file_free);
  g_assert_false(is_there(self->part));
  assert_refused(self, 5, SILSA_PART_NEW, SILSA_ERROR_EXISTS, NULL);
}

static void
test_folder_as_target(Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  g_assert_cmpint(g_mkdir(self->path, 0700), ==, 0);
  assert_refused(self, 5, SILSA_PART_NONE, SILSA_ERROR_EXISTS, NULL);
  g_assert_false(is_there(self->part));
}

static void
test_no_folder(Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  g_free(self->path);
  self->path = silsa_test_folder_path(&self->folder, "nowhere/a.asice");
  assert_refused(self, 5, SILSA_PART_NONE, SILSA_ERROR_NOT_FOUND, NULL);
}

/* --- a part that is there already --------------------------------------------------------------
 */

static void
test_stale_part(Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  static const char stale[] = "PK\3\4##########################mimetypeapplication/vnd";
  g_autoptr(SilsaPartFile) file = NULL;

  silsa_test_write(self->part, stale, sizeof stale - 1);
  file = begin(self, SILSA_PART_NONE);
  g_assert_true(silsa_part_file_finish(file, NULL));
  assert_content(self->path, "hello"); /* nothing of the longer one before */
}

static void
test_empty_part(Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(SilsaPartFile) file = NULL;

  write_text(self->part, "");
  file = begin(self, SILSA_PART_NONE);
  g_assert_true(silsa_part_file_finish(file, NULL));
  assert_content(self->path, "hello");
}

static void
test_foreign_part(Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  write_text(self->part, "the only copy of somebody's novel");
  assert_refused(self, 5, SILSA_PART_NONE, SILSA_ERROR_EXISTS, "part-foreign");
  assert_content(self->part, "the only copy of somebody's novel");
}

static void
test_link_as_part(Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  g_autofree char *victim = silsa_test_folder_path(&self->folder, "victim");

  write_text(victim, "");
  g_assert_cmpint(symlink(victim, self->part), ==, 0);
  assert_refused(self, 5, SILSA_PART_NONE, SILSA_ERROR_EXISTS, "part-foreign");
  g_assert_true(is_there(self->part));
  assert_content(victim, "");
}

static void
test_two_at_once(Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(SilsaPartFile) file = begin(self, SILSA_PART_NONE);

  assert_refused(self, 5, SILSA_PART_NONE, SILSA_ERROR_BUSY, "part-busy");
  g_assert_true(is_there(self->part));
  g_assert_true(silsa_part_file_finish(file, NULL));
  assert_content(self->path, "hello");
}

/* --- room --------------------------------------------------------------------------------------
 */

static void
test_no_room(Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  assert_refused(self, G_MAXUINT64 / 2, SILSA_PART_NONE, SILSA_ERROR_FULL, "disk-room");
  g_assert_false(is_there(self->part));
}

/* A file system that ends in the middle of a write; the limit of a process does as much. */
static void
test_full_while_writing(Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  static const char text[] = "0123456789";
  g_autoptr(SilsaPartFile) file = NULL;
  g_autoptr(GError) error = NULL;
  struct rlimit usual, small;
  gboolean ok;

  write_text(self->path, "older");
  file = begin(self, SILSA_PART_NONE);
  g_assert_cmpint(getrlimit(RLIMIT_FSIZE, &usual), ==, 0);
  small = (struct rlimit){.rlim_cur = 8, .rlim_max = usual.rlim_max};
  signal(SIGXFSZ, SIG_IGN);
  g_assert_cmpint(setrlimit(RLIMIT_FSIZE, &small), ==, 0);
  ok = silsa_part_file_write_at(file, text, sizeof text - 1, 0, &error);
  g_assert_cmpint(setrlimit(RLIMIT_FSIZE, &usual), ==, 0);

  g_assert_false(ok);
  g_assert_error(error, SILSA_ERROR, SILSA_ERROR_FULL);
  g_assert_cmpstr(silsa_error_get_facts(error)->file, ==, self->path);
  g_clear_pointer(&file, silsa_part_file_free);
  g_assert_false(is_there(self->part));
  assert_content(self->path, "older");
}

#define test(path, func) g_test_add("/part-file/" path, Fixture, NULL, set_up, func, tear_down)

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  test("finish", test_finish);
  test("given-up", test_given_up);
  test("replaces", test_replaces);
  test("private", test_private);
  test("new-only", test_new_only);
  test("folder-as-target", test_folder_as_target);
  test("no-folder", test_no_folder);
  test("part/stale", test_stale_part);
  test("part/empty", test_empty_part);
  test("part/foreign", test_foreign_part);
  test("part/link", test_link_as_part);
  test("part/busy", test_two_at_once);
  test("room/none", test_no_room);
  test("room/while-writing", test_full_while_writing);
  return g_test_run();
}
