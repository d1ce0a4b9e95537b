#include "disk.h"
#include "session.h"

#include <glib/gstdio.h>
#include <string.h>

/*
 * Power cuts: something is recorded call by call, and then the power is cut before each of these
 * calls. What was not flushed is lost, or a part of it, sector by sector and name by name; then the
 * program starts again and finds what is left.
 */

typedef char *(*JudgeFunc)(const char *path, guint begun, guint saved);

typedef struct {
  SilsaTestFolder folder;
  char *live, *ruins; /* folders: where it is recorded, and where the cuts are played */
  char *path, *ruin; /* the assessment in each of them */
  guint points, losses;
} Laboratory;

static void
empty(const char *path)
{
  g_autoptr(GDir) dir = g_dir_open(path, 0, NULL);

  for (const char *name; (name = g_dir_read_name(dir)) != NULL;) {
    g_autofree char *child = g_build_filename(path, name, NULL);

    g_assert_cmpint(g_unlink(child), ==, 0);
  }
}

static void
set_up(Laboratory *self, gconstpointer data)
{
  silsa_test_folder_set_up(&self->folder, data);
  self->live = silsa_test_folder_path(&self->folder, "live");
  self->ruins = silsa_test_folder_path(&self->folder, "ruins");
  self->path = g_build_filename(self->live, "visit.silsa", NULL);
  self->ruin = g_build_filename(self->ruins, "visit.silsa", NULL);
  g_assert_cmpint(g_mkdir(self->live, 0700), ==, 0);
  g_assert_cmpint(g_mkdir(self->ruins, 0700), ==, 0);
}

static void
tear_down(Laboratory *self, gconstpointer data)
{
  g_free(self->live);
  g_free(self->ruins);
  g_free(self->path);
  g_free(self->ruin);
  silsa_test_folder_tear_down(&self->folder, data);
}

static void
report(Laboratory *self, guint cut, DiskMercy mercy, guint32 seed, char *fault)
{
  static const char *const names[] = {"nothing", "all", "some", "the first"};

  self->losses++;
  g_strdelimit(fault, "\n", ' ');
  g_test_message("power cut before call %u, sparing %s, seed %u: %s", cut, names[mercy], seed,
                 fault);
}

static void
cut(Laboratory *self, const DiskLog *log, JudgeFunc judge, guint at, DiskMercy mercy, guint32 seed)
{
  g_autofree char *fault = NULL;
  guint begun, saved;

  empty(self->ruins);
  disk_log_cut(log, at, mercy, seed, self->ruins);
  disk_log_count_steps(log, at, &begun, &saved);
  fault = judge(self->ruin, begun, saved);
  self->points++;
  if (fault != NULL)
    report(self, at, mercy, seed, fault);
}

/* Each place is cut as often as @points allows; where it does not allow all, by an even stride. */
static void
cut_everywhere(Laboratory *self, const DiskLog *log, JudgeFunc judge, guint points)
{
  guint length = disk_log_get_length(log) + 1;

  for (guint i = 0; i < points; i++) {
    guint at = points <= length ? (guint)((guint64)i * length / points) : i % length;
    guint round = i / length;
    DiskMercy mercy = round == 0 ? (DiskMercy)(i % 4) : (DiskMercy)(DISK_SPARE_SOME + i % 2);

    cut(self, log, judge, at, round == 1 ? DISK_SPARE_NOTHING : mercy, i);
  }
}

static void
finish(Laboratory *self, const char *what)
{
  g_test_message("%s: %u points, %u losses", what, self->points, self->losses);
  g_assert_cmpuint(self->losses, ==, 0);
}

/* --- the model itself --- */

static void
assert_same_files(const char *left, const char *right)
{
  g_autoptr(GDir) dir = g_dir_open(left, 0, NULL);

  for (const char *name; (name = g_dir_read_name(dir)) != NULL;) {
    g_autofree char *a = g_build_filename(left, name, NULL);
    g_autofree char *b = g_build_filename(right, name, NULL);
    g_autoptr(GBytes) here = silsa_test_read(a);
    g_autoptr(GBytes) there = silsa_test_read(b);

    g_assert_true(g_bytes_equal(here, there));
  }
}

static DiskLog *
record_session(Laboratory *self)
{
  g_auto(Session) session = {NULL};
  g_autoptr(GError) error = NULL;
  DiskLog *log;

  session_init(&session, self->path);
  session.tell_begun = disk_note_begun;
  session.tell_saved = disk_note_saved;
  disk_watch(self->live);
  disk_record();
  session_run(&session, &error);
  g_assert_no_error(error);
  g_assert_true(silsa_store_close(session.store, NULL));
  log = disk_stop_recording();
  disk_ignore();
  return log;
}

/* Nothing got past the record: played whole, and played without what was not flushed after the last
 * commit, it gives the files that are really there. */
static void
test_record_is_whole(Laboratory *self, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(DiskLog) log = record_session(self);

  for (DiskMercy mercy = DISK_SPARE_NOTHING; mercy <= DISK_SPARE_FIRST; mercy++) {
    empty(self->ruins);
    disk_log_cut(log, disk_log_get_length(log), mercy, 1, self->ruins);
    assert_same_files(self->live, self->ruins);
    assert_same_files(self->ruins, self->live);
  }
}

/* The same cuts on a disk that lies: if they found no loss here, they would find none anywhere. */
static void
test_lies_are_found(Laboratory *self, gconstpointer data)
{
  g_autoptr(DiskLog) log = record_session(self);

  disk_log_drop_flushes(log, data != NULL);
  cut_everywhere(self, log, session_find_fault, 150);
  g_test_message("%u of %u points are losses", self->losses, self->points);
  g_assert_cmpuint(self->losses, >, self->points / 20);
}

/* --- editing --- */

static void
test_editing(Laboratory *self, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(DiskLog) log = record_session(self);

  g_test_message("%u calls", disk_log_get_length(log));
  cut_everywhere(self, log, session_find_fault, session_get_points(150));
  finish(self, "editing");
}

/* --- the next start after a cut, cut again --- */

static DiskLog *
record_recovery(Laboratory *self)
{
  g_autoptr(SilsaStore) store = NULL;
  g_autoptr(GError) error = NULL;
  DiskLog *log;

  disk_watch(self->live);
  disk_record();
  store = silsa_store_open(self->path, SILSA_OPEN_READ_WRITE, &error);
  g_assert_no_error(error);
  g_assert_true(silsa_store_close(store, NULL));
  log = disk_stop_recording();
  disk_ignore();
  return log;
}

static guint first_begun, first_saved;

static char *
judge_recovery(const char *path, guint begun G_GNUC_UNUSED, guint saved G_GNUC_UNUSED)
{
  return session_find_fault(path, first_begun, first_saved);
}

static void
test_recovery(Laboratory *self, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(DiskLog) log = record_session(self);
  guint length = disk_log_get_length(log), points = session_get_points(60);

  for (guint n = 0; self->points < points; n++) {
    g_autoptr(DiskLog) recovery = NULL;
    guint at = n * 17 % length;

    empty(self->live);
    disk_log_cut(log, at, (DiskMercy)(n % 4), n, self->live);
    disk_log_count_steps(log, at, &first_begun, &first_saved);
    recovery = record_recovery(self);
    if (disk_log_get_length(recovery) > 0)
      cut_everywhere(self, recovery, judge_recovery,
                     MIN(points - self->points, disk_log_get_length(recovery) + 1));
  }
  finish(self, "recovering");
}

/* --- a new file --- */

static char *
judge_creation(const char *path, guint begun G_GNUC_UNUSED, guint saved)
{
  g_autoptr(SilsaStore) store = NULL;
  g_autoptr(GError) error = NULL;

  if (!g_file_test(path, G_FILE_TEST_EXISTS))
    return saved > 0 ? g_strdup("the new file is not there") : NULL;
  store = silsa_store_open(path, SILSA_OPEN_READ_WRITE, &error);
  if (store == NULL)
    return g_strdup_printf("it cannot be opened: %s", error->message);
  g_assert_cmpint(fixture_check_journal(store), ==, 2);
  fixture_set(store, "A1-03", "level", "3");
  return silsa_store_close(store, &error) ? NULL : g_strdup(error->message);
}

static void
test_creation(Laboratory *self, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(SilsaStore) store = NULL;
  g_autoptr(DiskLog) log = NULL;

  disk_watch(self->live);
  disk_record();
  store = session_create(self->path, NULL);
  g_assert_nonnull(store);
  disk_note_saved(1);
  g_assert_true(silsa_store_close(store, NULL));
  log = disk_stop_recording();
  disk_ignore();
  cut_everywhere(self, log, judge_creation, session_get_points(60));
  finish(self, "creating");
}

int
main(int argc, char **argv)
{
  int result;

  g_test_init(&argc, &argv, NULL);
#define add(path, func) g_test_add(path, Laboratory, NULL, set_up, func, tear_down)
  add("/power/record", test_record_is_whole);
  add("/power/lies/files", test_lies_are_found);
  g_test_add("/power/lies/folders", Laboratory, "folders", set_up, test_lies_are_found, tear_down);
  add("/power/editing", test_editing);
  add("/power/recovery", test_recovery);
  add("/power/creation", test_creation);
  result = g_test_run();
  session_free_shared();
  return result;
}
