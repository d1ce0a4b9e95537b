#include "disk.h"
#include "fixture.h"
#include "session.h"

#include "silsa-backup.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

/*
 * Faults while a session of everything that a store can do goes on: a call to the disk that fails,
 * memory that SQLite does not get, the process killed. Once, or from then on; and then either all
 * is well again and the session goes on, or the program is started anew. Whatever was reported
 * saved has to be there, and nothing that nobody entered.
 */

typedef struct {
  SilsaTestFolder folder;
  char *path;
  guint points, fired, losses;
} Laboratory;

#define LAST_ALLOCATIONS 24 /* of those that opening takes */

/* --- memory --- */

static struct {
  sqlite3_mem_methods real;
  gint count; /* allocations since it was armed */
  gint fatal; /* -1: none fails */
  gint stays, failed;
} memory = {.fatal = -1};

static gboolean
refuses(void)
{
  gint fatal = g_atomic_int_get(&memory.fatal), n = g_atomic_int_add(&memory.count, 1);

  if (fatal < 0 || n < fatal || (n > fatal && !memory.stays))
    return FALSE;
  g_atomic_int_set(&memory.failed, TRUE);
  return TRUE;
}

static void *
allocate(int size)
{
  return refuses() ? NULL : memory.real.xMalloc(size);
}

static void *
reallocate(void *data, int size)
{
  return refuses() ? NULL : memory.real.xRealloc(data, size);
}

static void
watch_memory(void)
{
  sqlite3_mem_methods methods;

  g_assert_cmpint(sqlite3_config(SQLITE_CONFIG_GETMALLOC, &memory.real), ==, SQLITE_OK);
  methods = memory.real;
  methods.xMalloc = allocate;
  methods.xRealloc = reallocate;
  g_assert_cmpint(sqlite3_config(SQLITE_CONFIG_MALLOC, &methods), ==, SQLITE_OK);
}

static void
memory_fail(guint n, gboolean stays)
{
  g_atomic_int_set(&memory.count, 0);
  memory.stays = stays;
  g_atomic_int_set(&memory.failed, FALSE);
  g_atomic_int_set(&memory.fatal, (gint)n);
}

static gboolean
memory_heal(void)
{
  g_atomic_int_set(&memory.fatal, -1);
  return g_atomic_int_exchange(&memory.failed, FALSE);
}

/* --- kinds of fault --- */

typedef struct {
  const char *name;
  DiskCalls calls; /* 0: memory */
  int number;
  gboolean stays;
} Kind;

static const Kind kinds[] = {
    {"disk/once", DISK_ANY, EIO, FALSE},
    {"disk/from-then-on", DISK_ANY, EIO, TRUE},
    {"disk/full", DISK_GROWS, ENOSPC, TRUE},
    {"flush/once", DISK_FLUSH, EIO, FALSE}, /* a commit may fail after the fact */
    {"flush/from-then-on", DISK_FLUSH, EIO, TRUE},
    {"memory/once", 0, 0, FALSE},
    {"memory/from-then-on", 0, 0, TRUE},
};

static void
arm(const Kind *kind, guint n)
{
  if (kind->calls == 0)
    memory_fail(n, kind->stays);
  else
    disk_fail(kind->calls, n, kind->number, kind->stays);
}

static gboolean
heal(const Kind *kind)
{
  return kind->calls == 0 ? memory_heal() : disk_heal();
}

static void
set_up(Laboratory *self, gconstpointer data)
{
  silsa_test_folder_set_up(&self->folder, data);
  self->path = silsa_test_folder_path(&self->folder, "visit.silsa");
}

static void
tear_down(Laboratory *self, gconstpointer data)
{
  g_free(self->path);
  silsa_test_folder_tear_down(&self->folder, data);
}

static void
report(Laboratory *self, guint n, char *fault)
{
  self->losses++;
  g_strdelimit(fault, "\n", ' ');
  g_test_message("fault at call %u: %s", n, fault);
}

static void
finish(Laboratory *self, const char *what)
{
  g_test_message("P4 %s: %u points, %u of them reached, %u losses", what, self->points, self->fired,
                 self->losses);
  g_assert_cmpuint(self->losses, ==, 0);
  g_assert_cmpuint(self->fired, >, self->points / 2);
}

/* How many calls of this kind a session makes, without a fault. */
static guint
measure(Laboratory *self, const Kind *kind)
{
  g_auto(Session) session = {NULL};
  g_autoptr(GError) error = NULL;
  guint count;

  session_init(&session, self->path);
  disk_watch(self->folder.path);
  arm(kind, G_MAXINT);
  session_run(&session, &error);
  g_assert_no_error(error);
  g_assert_true(silsa_store_close(session.store, NULL));
  count = kind->calls == 0 ? (guint)g_atomic_int_get(&memory.count) : disk_count();
  heal(kind);
  disk_ignore();
  return count;
}

/* --- a fault that does not end the program --- */

static void
remove_all(Laboratory *self)
{
  g_autoptr(GDir) dir = g_dir_open(self->folder.path, 0, NULL);

  for (const char *name; (name = g_dir_read_name(dir)) != NULL;) {
    g_autofree char *child = g_build_filename(self->folder.path, name, NULL);

    g_unlink(child);
  }
}

/* What was refused is asked for again, as a person does; a store that was lost is opened anew. */
static char *
go_on(Session *session)
{
  g_autoptr(GError) error = NULL;

  if (!session_run(session, &error))
    return g_strdup_printf(
        "it does not go on from “%s”: %s",
        session_get_step_name(MIN(session->performed, session_get_n_steps() - 1)), error->message);
  return NULL;
}

static char *
suffer(Laboratory *self, const Kind *kind, guint n, gboolean goes_on)
{
  g_auto(Session) session = {NULL};
  g_autoptr(GError) error = NULL;
  guint begun, saved;
  char *fault = NULL;

  session_init(&session, self->path);
  disk_watch(self->folder.path);
  arm(kind, n);
  session_run(&session, &error);
  if (goes_on) {
    self->fired += heal(kind) ? 1 : 0;
    fault = go_on(&session);
  }
  begun = MIN(session.performed + 1, session_get_n_steps());
  saved = session.saved;
  g_clear_object(&session.store); /* or else the program ends while nothing is well */
  self->fired += heal(kind) ? 1 : 0;
  disk_ignore();
  return fault != NULL ? fault : session_find_fault(self->path, begun, saved);
}

static void
test_fault(Laboratory *self, gconstpointer data)
{
  const Kind *kind = data;
  guint calls = measure(self, kind), points = session_get_points(50);

  for (guint i = 0; i < points; i++) {
    guint n = points >= calls ? i % calls : (guint)((guint64)i * calls / points) | (i & 1);
    g_autofree char *fault = NULL;

    remove_all(self);
    fault = suffer(self, kind, n, (n + i / calls) % 2 == 0);
    self->points++;
    if (fault != NULL)
      report(self, n, fault);
  }
  g_test_message("%u calls", calls);
  finish(self, kind->name);
}

/* One act, at each of its allocations: refused with one error, and done when it is asked for again.
 */
static void
test_each_allocation(Laboratory *self, gconstpointer data G_GNUC_UNUSED)
{
  static const char digest[] = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";
  g_auto(Session) session = {NULL};
  guint n = 0;

  session_init(&session, self->path);
  g_assert_true(session_run(&session, NULL));
  for (gboolean ok = FALSE; !ok; n++) {
    g_autoptr(GError) error = NULL;

    memory_fail(n, TRUE);
    ok = silsa_store_record_export(session.store, 2, digest, 12, &error);
    memory_heal();
    g_assert_true(ok == (error == NULL));
  }
  g_assert_cmpuint(n, >, 10);
  g_assert_true(silsa_store_close(session.store, NULL));
}

/* The allocations of opening. */
static guint
count_for_opening(const char *path)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(SilsaStore) store = NULL;

  memory_fail(G_MAXINT, FALSE);
  store = silsa_store_open(path, SILSA_OPEN_READ_WRITE, &error);
  g_assert_no_error(error);
  memory_heal();
  return (guint)g_atomic_int_get(&memory.count);
}

/* The end of opening and the first act, at each of their allocations: whatever became of them, the
 * next act is saved. A reading transaction that could not be ended used to stand in its way. */
static void
test_each_allocation_of_opening(Laboratory *self, gconstpointer data)
{
  gboolean stays = GPOINTER_TO_INT(data), fired = TRUE;
  g_autoptr(GError) made = NULL;
  guint n;

  g_object_unref(session_create(self->path, &made));
  g_assert_no_error(made);
  n = count_for_opening(self->path);
  g_assert_cmpuint(n, >, LAST_ALLOCATIONS);
  disk_watch(self->folder.path);
  for (n -= LAST_ALLOCATIONS; fired; n++) {
    g_autofree char *note = g_strdup_printf("%u", n);
    g_autoptr(SilsaStore) store = NULL;
    g_autoptr(GError) error = NULL;

    memory_fail(n, stays);
    store = silsa_store_open(self->path, SILSA_OPEN_READ_WRITE, NULL);
    if (store != NULL) {
      fixture_set(store, "A1-03", "internal-note", note);
      silsa_store_flush(store, NULL);
    }
    fired = memory_heal();
    if (store == NULL)
      store = silsa_store_open(self->path, SILSA_OPEN_READ_WRITE, &error);
    g_assert_no_error(error);
    fixture_set(store, "A1-04", "internal-note", note);
    silsa_store_flush(store, &error);
    g_assert_no_error(error);
    g_assert_true(silsa_store_close(store, NULL));
  }
  disk_ignore();
}

/* --- a fault that does --- */

static int pipe_to_judge;

static void
tell(char what, guint step)
{
  guint8 told[2] = {(guint8)what, (guint8)step};

  g_assert_cmpint(write(pipe_to_judge, told, sizeof told), ==, sizeof told);
}

static void
tell_begun(guint step)
{
  tell('b', step);
}

static void
tell_saved(guint step)
{
  tell('s', step);
}

static void
live_and_die(Laboratory *self, guint n)
{
  Session session = {NULL};

  session_init(&session, self->path);
  session.tell_begun = tell_begun;
  session.tell_saved = tell_saved;
  disk_watch(self->folder.path);
  disk_kill(n);
  session_run(&session, NULL);
  silsa_store_close(session.store, NULL);
  _exit(0);
}

static gboolean
wait_for_death(pid_t child, int from, guint *begun, guint *saved)
{
  guint8 told[2];
  int status;

  *begun = *saved = 0;
  while (read(from, told, sizeof told) == sizeof told)
    *(told[0] == 'b' ? begun : saved) = told[1];
  g_assert_cmpint(waitpid(child, &status, 0), ==, child);
  if (WIFSIGNALED(status))
    g_assert_cmpint(WTERMSIG(status), ==, SIGKILL);
  else
    g_assert_cmpint(WEXITSTATUS(status), ==, 0);
  return WIFSIGNALED(status);
}

static char *
kill_at(Laboratory *self, guint n)
{
  guint begun, saved;
  int ends[2];
  pid_t child;

  g_assert_cmpint(pipe(ends), ==, 0);
  child = fork();
  g_assert_cmpint(child, >=, 0);
  if (child == 0) {
    pipe_to_judge = ends[1];
    live_and_die(self, n);
  }
  close(ends[1]);
  self->fired += wait_for_death(child, ends[0], &begun, &saved) ? 1 : 0;
  close(ends[0]);
  disk_watch(self->folder.path); /* for its flushes that take no time */
  disk_ignore();
  return session_find_fault(self->path, begun, saved);
}

static void
test_kill(Laboratory *self, gconstpointer data G_GNUC_UNUSED)
{
  static const Kind changes = {"kill", DISK_CHANGES, EIO, FALSE};
  guint calls = measure(self, &changes), points = session_get_points(100);

  for (guint i = 0; i < points; i++) {
    guint n = points >= calls ? i % calls : (guint)((guint64)i * calls / points);
    g_autofree char *fault = NULL;

    remove_all(self);
    fault = kill_at(self, n);
    self->points++;
    if (fault != NULL)
      report(self, n, fault);
  }
  g_test_message("%u writes, flushes and changes of names", calls);
  finish(self, "killing");
}

/* --- a backup of the open file --- */

typedef struct {
  gboolean done;
  GError *error;
} Outcome;

static void
backed_up_cb(GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer data)
{
  Outcome *outcome = data;
  gboolean ok = silsa_store_back_up_finish(result, &outcome->error);

  g_assert_true(ok == (outcome->error == NULL));
  outcome->done = TRUE;
}

/* NULL: there is a copy. (transfer full) */
static GError *
back_up(SilsaStore *store, const char *to)
{
  Outcome outcome = {FALSE};

  silsa_store_back_up_async(store, to, NULL, backed_up_cb, &outcome);
  while (!outcome.done)
    g_main_context_iteration(NULL, TRUE);
  return outcome.error;
}

static char *
find_fault_of_copy(const char *path)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(SilsaStore) copy = silsa_store_open(path, SILSA_OPEN_READ_ONLY, &error);

  if (copy == NULL || !fixture_look(copy, &error))
    return g_strdup_printf("the copy: %s", error->message);
  return NULL;
}

/* What is wrong with a backup that was refused or made while call @n failed, or NULL. A copy that
 * got its name before the disk refused everything cannot be taken away again, but is whole. */
static char *
suffer_backup(Laboratory *self, SilsaStore *store, const char *to, const Kind *kind, guint n)
{
  g_autofree char *note = g_strdup_printf("%u", n);
  g_autoptr(GError) refused = NULL;
  g_autoptr(GError) error = NULL;
  gboolean there;

  arm(kind, n);
  refused = back_up(store, to);
  self->fired += heal(kind) ? 1 : 0;
  fixture_set(store, "A1-03", "internal-note", note);
  if (!silsa_store_flush(store, &error))
    return g_strdup_printf("saving does not go on: %s", error->message);
  there = g_file_test(to, G_FILE_TEST_EXISTS);
  if (refused != NULL && there && !kind->stays)
    return g_strdup("what was refused has the name");
  if (refused == NULL && !there)
    return g_strdup("there is no copy");
  return there ? find_fault_of_copy(to) : NULL;
}

/* The copy is whole or not there, and the file itself never feels it. */
static void
test_backup(Laboratory *self, gconstpointer data)
{
  const Kind *kind = data;
  g_autofree char *to = silsa_test_folder_path(&self->folder, "copy.silsa");
  g_autofree char *what = g_strconcat("backup, ", kind->name, NULL);
  SilsaStore *store = fixture_create(self->path);
  guint calls, points = session_get_points(16);

  disk_watch(self->folder.path);
  arm(kind, G_MAXINT);
  g_assert_no_error(back_up(store, to));
  calls = kind->calls == 0 ? (guint)g_atomic_int_get(&memory.count) : disk_count();
  heal(kind);
  for (guint i = 0; i < points; i++) {
    guint n = points >= calls ? i % calls : (guint)((guint64)i * calls / points);
    g_autofree char *fault = NULL;
    g_autoptr(GDir) dir = g_dir_open(self->folder.path, 0, NULL);

    for (const char *name; (name = g_dir_read_name(dir)) != NULL;) {
      g_autofree char *child = g_build_filename(self->folder.path, name, NULL);

      if (strcmp(child, self->path) != 0)
        g_unlink(child); /* also what could not be removed while no call got through */
    }
    fault = suffer_backup(self, store, to, kind, n);
    self->points++;
    if (fault != NULL)
      report(self, n, fault);
  }
  disk_ignore();
  g_assert_finalize_object(store);
  finish(self, what);
}

int
main(int argc, char **argv)
{
  int result;

  watch_memory(); /* before SQLite starts */
  g_test_init(&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS(kinds); i++) {
    g_autofree char *name = g_strconcat("/faults/", kinds[i].name, NULL);

    g_test_add(name, Laboratory, &kinds[i], set_up, test_fault, tear_down);
  }
  for (gsize i = 0; i < G_N_ELEMENTS(kinds); i++) {
    g_autofree char *name = g_strconcat("/faults/backup/", kinds[i].name, NULL);

    g_test_add(name, Laboratory, &kinds[i], set_up, test_backup, tear_down);
  }
  g_test_add("/faults/each-allocation/export", Laboratory, NULL, set_up, test_each_allocation,
             tear_down);
  for (int stays = FALSE; stays <= TRUE; stays++)
    g_test_add(stays ? "/faults/each-allocation/opening-from-then-on"
                     : "/faults/each-allocation/opening-once",
               Laboratory, GINT_TO_POINTER(stays), set_up, test_each_allocation_of_opening,
               tear_down);
  g_test_add("/faults/kill", Laboratory, NULL, set_up, test_kill, tear_down);
  result = g_test_run();
  session_free_shared();
  return result;
}
