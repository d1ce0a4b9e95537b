#include "silsa-db-file.h"

#include "silsa-error.h"
#include "silsa-file.h"
#include "silsa-store.h"

#include <errno.h>
#include <fcntl.h>
#include <gio/gio.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <unistd.h>

#define HEAD_SIZE 100 /* https://sqlite.org/fileformat2.html §1.3 */

/* The lock that says "somebody writes here": an open file description lock on one byte that no file
 * reaches and SQLite never locks (its bytes are at 1 GiB). Not flock(): network file systems turn
 * that into a lock of the whole file, which would stand in SQLite's own way. Not SQLite's EXCLUSIVE
 * mode: the readers of this very process need the file. It goes away with the process, however that
 * ends. */
#define WRITER_LOCK_BYTE ((off_t)1 << 60)

/* One for each file that is open in this process. */
typedef struct {
  dev_t device;
  ino_t inode;
  int reader, writer; /* descriptors or -1; closed with the last user */
  guint users;
  gboolean written; /* a store of this process has it for writing */
} Descriptor;

struct _SilsaDbFile {
  char *path;
  Descriptor *descriptor;
  gboolean write;
  guint format;
};

static GMutex descriptors_lock;
static GList *descriptors; /* of Descriptor */

static gboolean
fail(GError **error, SilsaError code, const char *rule, const char *path, const char *what)
{
  silsa_error_set(error, code, rule, "%s", what);
  silsa_error_at_file(error, path);
  return FALSE;
}

static gboolean
fail_errno(GError **error, const char *path, SilsaError otherwise)
{
  int number = errno;
  SilsaError code = otherwise;

  if (number == ENOENT || number == ENOTDIR)
    code = SILSA_ERROR_NOT_FOUND;
  else if (number == EROFS || (otherwise != SILSA_ERROR_READ && number == EACCES))
    code = SILSA_ERROR_READ_ONLY;
  else if (number == ENOSPC || number == EDQUOT || number == EFBIG)
    code = SILSA_ERROR_FULL;
  else if (number == EEXIST)
    code = SILSA_ERROR_EXISTS;
  return fail(error, code, NULL, path, g_strerror(number));
}

/* --- where it may be written --- */

gboolean
silsa_db_file_is_portal_device(const char *mountinfo, guint major_number, guint minor_number)
{
  g_auto(GStrv) lines = g_strsplit(mountinfo, "\n", -1);
  g_autofree char *device = g_strdup_printf("%u:%u", major_number, minor_number);

  /* "36 35 98:0 /mnt1 /mnt2 rw,noatime master:1 - ext3 /dev/root rw": man 5 proc */
  for (char **line = lines; *line != NULL; line++) {
    g_auto(GStrv) words = g_strsplit(*line, " ", -1);
    const char *type = strstr(*line, " - ");

    if (g_strv_length(words) > 3 && strcmp(words[2], device) == 0 && type != NULL &&
        g_str_has_prefix(type + 3, "fuse.portal "))
      return TRUE;
  }
  return FALSE;
}

gboolean
silsa_db_file_check_portal(const char *path, GError **error)
{
  g_autofree char *mountinfo = NULL;
  struct stat info;

  if (silsa_path_is_document(path))
    return fail(error, SILSA_ERROR_PORTAL, "portal", path, "inside the document portal's folder");
  if (stat(path, &info) < 0)
    return fail_errno(error, path, SILSA_ERROR_READ);
  if (g_file_get_contents("/proc/self/mountinfo", &mountinfo, NULL, NULL) &&
      silsa_db_file_is_portal_device(mountinfo, major(info.st_dev), minor(info.st_dev)))
    return fail(error, SILSA_ERROR_PORTAL, "portal", path, "on a document portal's file system");
  return TRUE;
}

static gboolean
check_writable(const char *path, GError **error)
{
  g_autofree char *folder = g_path_get_dirname(path);

  if (!silsa_db_file_check_portal(path, error))
    return FALSE;
  /* SQLite's journal is made beside the file. */
  if (faccessat(AT_FDCWD, path, W_OK, AT_EACCESS) < 0 ||
      faccessat(AT_FDCWD, folder, W_OK | X_OK, AT_EACCESS) < 0)
    return fail_errno(error, path, SILSA_ERROR_STORAGE);
  return TRUE;
}

/* --- the head --- */

static guint32
read_head_number(const guint8 *head, gsize offset)
{
  return (guint32)head[offset] << 24 | (guint32)head[offset + 1] << 16 |
         (guint32)head[offset + 2] << 8 | head[offset + 3];
}

static gboolean
check_head(int fd, const char *path, guint *format, GError **error)
{
  static const char magic[16] = "SQLite format 3";
  guint8 head[HEAD_SIZE];
  ssize_t size = pread(fd, head, sizeof head, 0);

  if (size < 0)
    return fail_errno(error, path, SILSA_ERROR_READ);
  if (size < (ssize_t)sizeof magic || memcmp(head, magic, sizeof magic) != 0)
    return fail(error, SILSA_ERROR_FOREIGN, "not-a-database", path, "not a SQLite file");
  if (size < HEAD_SIZE)
    return fail(error, SILSA_ERROR_CORRUPT, "database", path, "the file ends within its head");
  if (read_head_number(head, 68) != SILSA_STORE_APPLICATION_ID)
    return fail(error, SILSA_ERROR_FOREIGN, "application-id", path, "of another application");
  *format = read_head_number(head, 60);
  if (*format > SILSA_STORE_FORMAT)
    return fail(error, SILSA_ERROR_TOO_NEW, "format-version", path, "of a later version");
  /* In WAL mode a part of the content would stand in a second file. */
  if (head[18] != 1 || head[19] != 1)
    return fail(error, SILSA_ERROR_CORRUPT, "journal-mode", path, "not in rollback mode");
  if (read_head_number(head, 56) != 1)
    return fail(error, SILSA_ERROR_CORRUPT, "text-encoding", path, "text is not UTF-8");
  return TRUE;
}

/* --- shared descriptors --- */

static void
remember(int *slot, int fd)
{
  g_assert(*slot < 0);
  *slot = fd;
}

static Descriptor *
find_descriptor(const struct stat *info)
{
  for (GList *link = descriptors; link != NULL; link = link->next) {
    Descriptor *descriptor = link->data;

    if (descriptor->device == info->st_dev && descriptor->inode == info->st_ino)
      return descriptor;
  }
  return NULL;
}

static Descriptor *
descriptor_new(const struct stat *info)
{
  Descriptor *self = g_new0(Descriptor, 1);

  self->device = info->st_dev;
  self->inode = info->st_ino;
  self->reader = self->writer = -1;
  descriptors = g_list_prepend(descriptors, self);
  return self;
}

static void
descriptor_release(Descriptor *self)
{
  if (--self->users > 0)
    return;
  descriptors = g_list_remove(descriptors, self);
  if (self->reader >= 0)
    close(self->reader);
  if (self->writer >= 0)
    close(self->writer);
  g_free(self);
}

/* Looks before it opens, so that no second descriptor of a known file has to be closed again. */
static Descriptor *
descriptor_acquire(const char *path, gboolean write, GError **error)
{
  Descriptor *self;
  struct stat info;
  int fd;

  if (stat(path, &info) < 0) {
    fail_errno(error, path, SILSA_ERROR_READ);
    return NULL;
  }
  if (!S_ISREG(info.st_mode)) {
    fail(error, SILSA_ERROR_FOREIGN, "not-a-file", path, "not a regular file");
    return NULL;
  }
  self = find_descriptor(&info);
  if (self != NULL && (write ? self->writer : MAX(self->reader, self->writer)) >= 0) {
    self->users++;
    return self;
  }
  fd = open(path, (write ? O_RDWR : O_RDONLY) | O_CLOEXEC | O_NONBLOCK);
  if (fd < 0 || fstat(fd, &info) < 0) {
    fail_errno(error, path, write ? SILSA_ERROR_STORAGE : SILSA_ERROR_READ);
    g_clear_fd(&fd, NULL);
    return NULL;
  }
  self = find_descriptor(&info);
  if (self == NULL)
    self = descriptor_new(&info);
  self->users++;
  remember(write ? &self->writer : &self->reader, fd);
  return self;
}

static int
set_lock(int fd, short type)
{
  struct flock lock = {
      .l_type = type, .l_whence = SEEK_SET, .l_start = WRITER_LOCK_BYTE, .l_len = 1};

  return fcntl(fd, F_OFD_SETLK, &lock);
}

static gboolean
lock_for_writing(Descriptor *self, const char *path, GError **error)
{
  if (self->written)
    return fail(error, SILSA_ERROR_BUSY, "two-writers", path, "already open in this process");
  if (set_lock(self->writer, F_WRLCK) < 0) {
    if (errno == EAGAIN || errno == EACCES)
      return fail(error, SILSA_ERROR_BUSY, "two-writers", path, "another process writes to it");
    return fail_errno(error, path, SILSA_ERROR_STORAGE);
  }
  self->written = TRUE;
  return TRUE;
}

static void
unlock(Descriptor *self)
{
  set_lock(self->writer, F_UNLCK);
  self->written = FALSE;
}

/* Another process may have put a compacted file in its place between opening and locking: then the
 * lock is on a file that has no name any more. */
static gboolean
check_still_there(Descriptor *self, const char *path, GError **error)
{
  struct stat info;

  if (stat(path, &info) == 0 && info.st_dev == self->device && info.st_ino == self->inode)
    return TRUE;
  unlock(self);
  return fail(error, SILSA_ERROR_BUSY, "two-writers", path, "replaced while it was opened");
}

static Descriptor *
open_descriptor(const char *path, gboolean write, guint *format, GError **error)
{
  Descriptor *descriptor = descriptor_acquire(path, write, error);

  if (descriptor == NULL)
    return NULL;
  if (check_head(MAX(descriptor->reader, descriptor->writer), path, format, error) &&
      (!write ||
       (lock_for_writing(descriptor, path, error) && check_still_there(descriptor, path, error))))
    return descriptor;
  descriptor_release(descriptor);
  return NULL;
}

SilsaDbFile *
silsa_db_file_open(const char *path, gboolean write, GError **error)
{
  g_autofree char *real = realpath(path, NULL); /* g_free() is free() since GLib 2.46 */
  SilsaDbFile *self;
  Descriptor *descriptor;
  guint format = 0;

  if (real == NULL) {
    fail_errno(error, path, SILSA_ERROR_READ);
    return NULL;
  }
  if (write && g_file_test(real, G_FILE_TEST_IS_REGULAR) && !check_writable(real, error))
    return NULL;

  g_mutex_lock(&descriptors_lock);
  descriptor = open_descriptor(real, write, &format, error);
  g_mutex_unlock(&descriptors_lock);
  if (descriptor == NULL)
    return NULL;

  self = g_new0(SilsaDbFile, 1);
  self->path = g_steal_pointer(&real);
  self->descriptor = descriptor;
  self->write = write;
  self->format = format;
  return self;
}

void
silsa_db_file_end_writing(SilsaDbFile *self)
{
  g_autoptr(GMutexLocker) locker = g_mutex_locker_new(&descriptors_lock);

  if (!self->write)
    return;
  unlock(self->descriptor);
  self->write = FALSE;
}

void
silsa_db_file_close(SilsaDbFile *self)
{
  if (self == NULL)
    return;
  silsa_db_file_end_writing(self);
  g_mutex_lock(&descriptors_lock);
  descriptor_release(self->descriptor);
  g_mutex_unlock(&descriptors_lock);
  g_free(self->path);
  g_free(self);
}

gboolean
silsa_db_file_is_written(int fd)
{
  struct flock lock = {
      .l_type = F_WRLCK, .l_whence = SEEK_SET, .l_start = WRITER_LOCK_BYTE, .l_len = 1};

  return fcntl(fd, F_OFD_GETLK, &lock) == 0 && lock.l_type != F_UNLCK;
}

const char *
silsa_db_file_get_path(SilsaDbFile *self)
{
  return self->path;
}

guint
silsa_db_file_get_format(SilsaDbFile *self)
{
  return self->format;
}

gboolean
silsa_db_file_check_place(SilsaDbFile *self, GError **error)
{
  struct stat info;

  if (stat(self->path, &info) == 0 && info.st_dev == self->descriptor->device &&
      info.st_ino == self->descriptor->inode)
    return TRUE;
  return fail(error, SILSA_ERROR_STORAGE, "file-moved", self->path,
              "the file was moved or removed while it was open");
}

/* --- copies and names --- */

gboolean
silsa_db_file_flush_folder(const char *path, GError **error)
{
  g_autofree char *folder = g_path_get_dirname(path);
  g_autofd int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

  /* Some file systems cannot flush a folder (EINVAL); then its entries are written at once. */
  if (fd < 0 || (fsync(fd) < 0 && errno != EINVAL))
    return fail_errno(error, path, SILSA_ERROR_WRITE);
  return TRUE;
}

static gboolean
copy_content(int from, int to, const char *path, GError **error)
{
  gsize size = 1024 * 1024;
  g_autofree guint8 *buffer = g_malloc(size);
  off_t offset = 0;
  ssize_t got, put;

  while ((got = pread(from, buffer, size, offset)) > 0)
    for (ssize_t done = 0; done < got; done += put, offset += put)
      if ((put = pwrite(to, buffer + done, (size_t)(got - done), offset)) < 0)
        return fail_errno(error, path, SILSA_ERROR_WRITE);
  if (got < 0 || fsync(to) < 0)
    return fail_errno(error, path, got < 0 ? SILSA_ERROR_READ : SILSA_ERROR_WRITE);
  return TRUE;
}

gboolean
silsa_db_file_replace(SilsaDbFile *self, const char *temporary, GError **error)
{
  g_autofd int fd = open(temporary, O_RDONLY | O_CLOEXEC);

  g_return_val_if_fail(self->write, FALSE);

  if (fd < 0 || fsync(fd) < 0)
    return fail_errno(error, self->path, SILSA_ERROR_WRITE);
  if (!silsa_db_file_check_place(self, error))
    return FALSE;
  if (g_rename(temporary, self->path) < 0)
    return fail_errno(error, self->path, SILSA_ERROR_WRITE);
  return silsa_db_file_flush_folder(self->path, error);
}

gboolean
silsa_db_file_check_new(const char *path, GError **error)
{
  g_autofree char *folder = g_path_get_dirname(path);
  g_autofree char *real = realpath(folder, NULL);

  if (g_file_test(path, G_FILE_TEST_EXISTS) || g_file_test(path, G_FILE_TEST_IS_SYMLINK))
    return fail(error, SILSA_ERROR_EXISTS, NULL, path, "there is a file of this name");
  return silsa_db_file_check_portal(real != NULL ? real : folder, error);
}

char *
silsa_db_file_reserve(const char *path, GError **error)
{
  g_autofree char *temporary = g_strconcat(path, ".XXXXXX.part", NULL);
  g_autofd int fd = g_mkstemp_full(temporary, O_RDWR | O_CLOEXEC, 0666);

  if (fd >= 0)
    return g_steal_pointer(&temporary);
  if (errno == EPERM)
    errno = EACCES;
  fail_errno(error, path, SILSA_ERROR_WRITE);
  return NULL;
}

gboolean
silsa_db_file_copy_bytes(const char *from, const char *to, GError **error)
{
  g_autoptr(GFile) source = g_file_new_for_path(from);
  g_autoptr(GFile) target = g_file_new_for_path(to);
  g_autoptr(GError) local = NULL;
  gboolean full;

  if (g_file_copy(source, target, G_FILE_COPY_OVERWRITE | G_FILE_COPY_TARGET_DEFAULT_PERMS, NULL,
                  NULL, NULL, &local))
    return TRUE;
  full = g_error_matches(local, G_IO_ERROR, G_IO_ERROR_NO_SPACE);
  return fail(error, full ? SILSA_ERROR_FULL : SILSA_ERROR_WRITE, NULL, to, local->message);
}

static gboolean
rename_to_free_name(const char *temporary, const char *path)
{
  if (renameat2(AT_FDCWD, temporary, AT_FDCWD, path, RENAME_NOREPLACE) == 0)
    return TRUE;
  if (errno != EINVAL && errno != ENOSYS)
    return FALSE;
  /* The file system cannot promise it: a link never replaces, and where there are no links either
   * (old FAT drivers) looking first is the best that can be done. */
  if (link(temporary, path) == 0) {
    g_unlink(temporary);
    return TRUE;
  }
  if (errno == EEXIST)
    return FALSE;
  if (g_file_test(path, G_FILE_TEST_EXISTS)) {
    errno = EEXIST;
    return FALSE;
  }
  return g_rename(temporary, path) == 0;
}

/* Under a name of its own until it is whole; what an earlier try left is of no use. */
static gboolean
write_copy(SilsaDbFile *self, const char *part, GError **error)
{
  g_autofd int fd = -1;

  g_unlink(part);
  fd = open(part, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  return fd >= 0 ? copy_content(self->descriptor->writer, fd, part, error)
                 : fail_errno(error, part, SILSA_ERROR_WRITE);
}

static char *
name_copy(SilsaDbFile *self, guint format, const char *part, GError **error)
{
  for (guint n = 1; n < 100; n++) {
    g_autofree char *path = n == 1 ? g_strdup_printf("%s.format-%u", self->path, format)
                                   : g_strdup_printf("%s.format-%u-%u", self->path, format, n);

    if (rename_to_free_name(part, path))
      return g_steal_pointer(&path);
    if (errno != EEXIST)
      break;
  }
  fail_errno(error, part, SILSA_ERROR_WRITE);
  return NULL;
}

char *
silsa_db_file_copy_aside(SilsaDbFile *self, guint format, GError **error)
{
  g_autofree char *part = g_strdup_printf("%s.format-%u.part", self->path, format);
  g_autofree char *path = NULL;

  if (write_copy(self, part, error) && (path = name_copy(self, format, part, error)) != NULL &&
      silsa_db_file_flush_folder(path, error))
    return g_steal_pointer(&path);
  g_unlink(path != NULL ? path : part);
  return NULL;
}

gboolean
silsa_db_file_publish(const char *temporary, const char *path, GError **error)
{
  g_autofd int fd = open(temporary, O_RDONLY | O_CLOEXEC);

  if (fd < 0 || fsync(fd) < 0)
    return fail_errno(error, path, SILSA_ERROR_WRITE);
  if (!rename_to_free_name(temporary, path))
    return fail_errno(error, path, SILSA_ERROR_WRITE);
  if (silsa_db_file_flush_folder(path, error))
    return TRUE;
  g_unlink(path); /* it may not survive a power cut: better nothing than that */
  return FALSE;
}
