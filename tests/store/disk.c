#include "disk.h"

#include "disk-log.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#define N_DESCRIPTORS 1024
#define FOLDER G_MAXUINT /* in place of a file's number */

typedef enum { GO, REFUSE, TEAR } Verdict;

/* Everything behind one lock. Nothing below may log or open anything by GLib. */
static struct {
  GMutex lock;
  char *folder; /* NULL: nothing is watched */
  GHashTable *names; /* name -> number of the file */
  guint files; /* numbers given so far */
  guint descriptors[N_DESCRIPTORS]; /* number of the file, FOLDER, or 0 */

  DiskCalls calls; /* 0: nothing fails */
  guint fatal, count;
  int number; /* 0: the process kills itself */
  gboolean stays, failed;

  DiskLog *log; /* NULL: not recording */
} disk;

static int
real_open(const char *path, int flags, mode_t mode)
{
  return (int)syscall(SYS_openat, AT_FDCWD, path, flags, mode);
}

/* --- what is watched --- */

/* The name within the watched folder, "" for the folder itself, NULL for anything else. */
static const char *
find_name(const char *path)
{
  gsize length;

  if (disk.folder == NULL)
    return NULL;
  length = strlen(disk.folder);
  if (strncmp(path, disk.folder, length) != 0)
    return NULL;
  if (path[length] == '\0')
    return path + length;
  return path[length] == '/' && strchr(path + length + 1, '/') == NULL ? path + length + 1 : NULL;
}

static guint
number_of(const char *name)
{
  return GPOINTER_TO_UINT(g_hash_table_lookup(disk.names, name));
}

static guint
give_number(const char *name)
{
  g_hash_table_insert(disk.names, g_strdup(name), GUINT_TO_POINTER(++disk.files));
  return disk.files;
}

static guint
file_of(int fd)
{
  return fd >= 0 && fd < N_DESCRIPTORS ? disk.descriptors[fd] : 0;
}

void
disk_watch(const char *folder)
{
  g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);

  g_assert_nonnull(dir);
  disk_ignore();
  disk.names = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  for (const char *name; (name = g_dir_read_name(dir)) != NULL;)
    give_number(name);
  disk.folder = realpath(folder, NULL);
  g_assert_nonnull(disk.folder);
}

void
disk_ignore(void)
{
  g_assert(disk.log == NULL);
  disk_heal();
  g_clear_pointer(&disk.folder, free);
  g_clear_pointer(&disk.names, g_hash_table_unref);
  memset(disk.descriptors, 0, sizeof disk.descriptors);
  disk.files = 0;
}

/* --- failing --- */

static void
arm(DiskCalls calls, guint n, int number, gboolean stays)
{
  g_mutex_lock(&disk.lock);
  disk.calls = calls;
  disk.fatal = n;
  disk.number = number;
  disk.stays = stays;
  disk.count = 0;
  disk.failed = FALSE;
  g_mutex_unlock(&disk.lock);
}

void
disk_fail(DiskCalls calls, guint n, int number, gboolean stays)
{
  g_assert(number != 0);
  arm(calls, n, number, stays);
}

void
disk_kill(guint n)
{
  arm(DISK_CHANGES, n, 0, FALSE);
}

gboolean
disk_heal(void)
{
  gboolean failed;

  g_mutex_lock(&disk.lock);
  disk.calls = 0;
  failed = disk.failed;
  disk.failed = FALSE;
  g_mutex_unlock(&disk.lock);
  return failed;
}

guint
disk_count(void)
{
  return disk.count;
}

static void
die(void)
{
  kill(getpid(), SIGKILL);
  for (;;)
    pause();
}

static Verdict
judge(DiskCalls call)
{
  gboolean tear = call == DISK_WRITE && disk.fatal % 2 == 1;
  guint n;

  if ((disk.calls & call) == 0)
    return GO;
  n = disk.count++;
  if (n < disk.fatal || (n > disk.fatal && !disk.stays))
    return GO;
  if (disk.number == 0 && !tear)
    die();
  disk.failed = TRUE;
  if (tear && n == disk.fatal && (disk.stays || disk.number == 0))
    return TEAR;
  errno = disk.number;
  return REFUSE;
}

/* --- the calls --- */

static int
open_watched(const char *path, const char *name, int flags, mode_t mode)
{
  guint number = *name != '\0' ? number_of(name) : FOLDER;
  gboolean makes = number == 0 && (flags & O_CREAT) != 0;
  int fd;

  g_assert((flags & O_TRUNC) == 0);
  if (judge(makes ? DISK_NAME : DISK_OPEN) == REFUSE)
    return -1;
  fd = real_open(path, flags, mode);
  if (fd < 0)
    return fd;
  g_assert(fd < N_DESCRIPTORS);
  if (makes) {
    number = give_number(name);
    if (disk.log != NULL)
      disk_log_add(disk.log, (DiskEntry){.act = DISK_ACT_CREATE, .file = number, .name = name});
  }
  disk.descriptors[fd] = number;
  return fd;
}

int
open(const char *path, int flags, ...)
{
  const char *name;
  mode_t mode = 0;
  va_list args;
  int fd;

  va_start(args, flags);
  if ((flags & (O_CREAT | O_TMPFILE)) != 0)
    mode = va_arg(args, mode_t);
  va_end(args);
  g_mutex_lock(&disk.lock);
  name = find_name(path);
  fd = name != NULL ? open_watched(path, name, flags, mode) : real_open(path, flags, mode);
  g_mutex_unlock(&disk.lock);
  return fd;
}

int
close(int fd)
{
  g_mutex_lock(&disk.lock);
  if (fd >= 0 && fd < N_DESCRIPTORS)
    disk.descriptors[fd] = 0;
  g_mutex_unlock(&disk.lock);
  return (int)syscall(SYS_close, fd);
}

ssize_t
pread(int fd, void *data, size_t size, off_t offset)
{
  gboolean refused;

  g_mutex_lock(&disk.lock);
  refused = file_of(fd) != 0 && judge(DISK_READ) == REFUSE;
  g_mutex_unlock(&disk.lock);
  return refused ? -1 : (ssize_t)syscall(SYS_pread64, fd, data, size, offset);
}

static ssize_t
write_watched(int fd, const void *data, size_t size, off_t offset)
{
  Verdict verdict = judge(DISK_WRITE);
  ssize_t put;

  if (verdict == REFUSE)
    return -1;
  put = (ssize_t)syscall(SYS_pwrite64, fd, data, verdict == TEAR ? (size + 1) / 2 : size, offset);
  if (verdict == TEAR && disk.number == 0)
    die();
  if (put > 0 && disk.log != NULL)
    disk_log_add(disk.log, (DiskEntry){.act = DISK_ACT_WRITE,
                                       .file = file_of(fd),
                                       .offset = (gsize)offset,
                                       .data = data,
                                       .size = (gsize)put});
  return put;
}

ssize_t
pwrite(int fd, const void *data, size_t size, off_t offset)
{
  ssize_t put;

  g_mutex_lock(&disk.lock);
  put = file_of(fd) != 0 ? write_watched(fd, data, size, offset)
                         : (ssize_t)syscall(SYS_pwrite64, fd, data, size, offset);
  g_mutex_unlock(&disk.lock);
  return put;
}

static int
truncate_watched(int fd, off_t size)
{
  int result;

  if (judge(DISK_WRITE) == REFUSE)
    return -1;
  result = (int)syscall(SYS_ftruncate, fd, size);
  if (disk.number == 0 && disk.failed)
    die();
  if (result == 0 && disk.log != NULL)
    disk_log_add(disk.log,
                 (DiskEntry){.act = DISK_ACT_RESIZE, .file = file_of(fd), .size = (gsize)size});
  return result;
}

int
ftruncate(int fd, off_t size)
{
  int result;

  g_mutex_lock(&disk.lock);
  result = file_of(fd) != 0 ? truncate_watched(fd, size) : (int)syscall(SYS_ftruncate, fd, size);
  g_mutex_unlock(&disk.lock);
  return result;
}

/* TRUE when there is nothing left to do. */
static gboolean
flush_watched(int fd, int *result)
{
  guint file;

  g_mutex_lock(&disk.lock);
  file = file_of(fd);
  *result = file != 0 && judge(DISK_FLUSH) == REFUSE ? -1 : 0;
  if (file != 0 && *result == 0 && disk.log != NULL) {
    DiskAct act = file == FOLDER ? DISK_ACT_FLUSH_FOLDER : DISK_ACT_FLUSH;

    disk_log_add(disk.log, (DiskEntry){.act = act, .file = file});
  }
  g_mutex_unlock(&disk.lock);
  return file != 0;
}

int
fsync(int fd)
{
  int result;

  return flush_watched(fd, &result) ? result : (int)syscall(SYS_fsync, fd);
}

int
fdatasync(int fd)
{
  int result;

  return flush_watched(fd, &result) ? result : (int)syscall(SYS_fdatasync, fd);
}

static void
note_name(DiskAct act, const char *name, const char *new_name)
{
  guint number = number_of(name);

  if (disk.log != NULL)
    disk_log_add(disk.log,
                 (DiskEntry){.act = act, .file = number, .name = name, .new_name = new_name});
  if (act != DISK_ACT_UNLINK)
    g_hash_table_insert(disk.names, g_strdup(new_name), GUINT_TO_POINTER(number));
  if (act != DISK_ACT_LINK)
    g_hash_table_remove(disk.names, name);
}

int
unlink(const char *path)
{
  const char *name;
  int result = -1;

  g_mutex_lock(&disk.lock);
  name = find_name(path);
  if (name == NULL || judge(DISK_UNLINK) != REFUSE)
    result = (int)syscall(SYS_unlink, path);
  if (name != NULL && result == 0)
    note_name(DISK_ACT_UNLINK, name, NULL);
  g_mutex_unlock(&disk.lock);
  return result;
}

static int
rename_with(const char *from, const char *to, unsigned flags)
{
  const char *name, *new_name;
  int result = -1;

  g_mutex_lock(&disk.lock);
  name = find_name(from);
  new_name = find_name(to);
  g_assert((name != NULL) == (new_name != NULL));
  if (name == NULL || judge(DISK_NAME) != REFUSE)
    result = (int)syscall(SYS_renameat2, AT_FDCWD, from, AT_FDCWD, to, flags);
  if (name != NULL && result == 0)
    note_name(DISK_ACT_RENAME, name, new_name);
  g_mutex_unlock(&disk.lock);
  return result;
}

int
rename(const char *from, const char *to)
{
  return rename_with(from, to, 0);
}

int
renameat2(int from_folder, const char *from, int to_folder, const char *to, unsigned flags)
{
  g_assert(from_folder == AT_FDCWD && to_folder == AT_FDCWD);
  return rename_with(from, to, flags);
}

int
link(const char *from, const char *to)
{
  const char *name, *new_name;
  int result = -1;

  g_mutex_lock(&disk.lock);
  name = find_name(from);
  new_name = find_name(to);
  if (name == NULL || judge(DISK_NAME) != REFUSE)
    result = (int)syscall(SYS_link, from, to);
  if (name != NULL && new_name != NULL && result == 0)
    note_name(DISK_ACT_LINK, name, new_name);
  g_mutex_unlock(&disk.lock);
  return result;
}

/* --- remembering --- */

void
disk_record(void)
{
  g_assert(disk.folder != NULL && disk.log == NULL);
  disk.log = disk_log_new(disk.folder, disk.names);
}

DiskLog *
disk_stop_recording(void)
{
  DiskLog *log;

  g_mutex_lock(&disk.lock);
  log = g_steal_pointer(&disk.log);
  g_mutex_unlock(&disk.lock);
  return log;
}

static void
note_step(DiskAct act, guint step)
{
  g_mutex_lock(&disk.lock);
  if (disk.log != NULL)
    disk_log_add(disk.log, (DiskEntry){.act = act, .file = step});
  g_mutex_unlock(&disk.lock);
}

void
disk_note_begun(guint step)
{
  note_step(DISK_ACT_BEGUN, step);
}

void
disk_note_saved(guint step)
{
  note_step(DISK_ACT_SAVED, step);
}
