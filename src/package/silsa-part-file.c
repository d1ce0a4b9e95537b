#include "silsa-part-file.h"

#include "silsa-error.h"
#include "silsa-limits.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <linux/magic.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/statfs.h>
#include <sys/statvfs.h>
#include <unistd.h>

#define FAT_MAX_BYTES (SILSA_GIB(4) - 1)

struct _SilsaPartFile {
  char *path;
  char *part;
  char *folder;
  SilsaPartFlags flags;
  int fd;
  gboolean done;
};

gboolean
silsa_part_file_fail(GError **error, const char *path, int number)
{
  SilsaError code = SILSA_ERROR_WRITE;

  if (number == ENOSPC || number == EDQUOT || number == EFBIG)
    code = SILSA_ERROR_FULL;
  else if (number == EROFS)
    code = SILSA_ERROR_READ_ONLY;
  else if (number == ENOENT)
    code = SILSA_ERROR_NOT_FOUND;
  silsa_error_set(error, code, NULL, "%s", g_strerror(number));
  silsa_error_with_found(error, g_strerror(number));
  silsa_error_at_file(error, path);
  return FALSE;
}

static gboolean
fail_full(GError **error, const char *path, const char *rule, guint64 needed, guint64 limit)
{
  g_autofree char *limit_text = g_format_size_full(limit, G_FORMAT_SIZE_IEC_UNITS);
  g_autofree char *needed_text = g_format_size_full(needed, G_FORMAT_SIZE_IEC_UNITS);

  silsa_error_set(error, SILSA_ERROR_FULL, rule, "%s needed, %s possible", needed_text, limit_text);
  silsa_error_with_limit(error, limit_text);
  silsa_error_with_found(error, needed_text);
  silsa_error_at_file(error, path);
  return FALSE;
}

static gboolean
check_room(SilsaPartFile *self, guint64 size, GError **error)
{
  struct statvfs room;
  struct statfs kind;
  guint64 free_bytes;

  if (fstatfs(self->fd, &kind) == 0 && kind.f_type == MSDOS_SUPER_MAGIC && size > FAT_MAX_BYTES)
    return fail_full(error, self->path, "fat32", size, FAT_MAX_BYTES);
  if (fstatvfs(self->fd, &room) != 0 || room.f_blocks == 0)
    return TRUE; /* a file system that does not say; writing will tell */
  free_bytes = (guint64)room.f_bavail * room.f_frsize;
  return size <= free_bytes || fail_full(error, self->path, "disk-room", size, free_bytes);
}

/* A package begins with a local file header and the name "mimetype", a PKCS#12 with a sequence. */
static gboolean
is_stale_part_of_ours(int fd)
{
  static const char magic[] = {'P', 'K', 3, 4};
  char head[38] = "";
  struct stat info;

  if (fstat(fd, &info) != 0 || !S_ISREG(info.st_mode))
    return FALSE;
  if (info.st_size == 0)
    return TRUE;
  return pread(fd, head, sizeof head, 0) == (ssize_t)sizeof head &&
         memcmp(head, magic, sizeof magic) == 0 && memcmp(head + 30, "mimetype", 8) == 0;
}

static gboolean
fail_at_part(SilsaPartFile *self, SilsaError code, const char *rule, GError **error)
{
  silsa_error_set(error, code, rule, "%s is in the way", self->part);
  silsa_error_at_file(error, self->part);
  return FALSE;
}

/* Between opening and locking, whoever wrote this part may have given it its final name. */
static gboolean
is_still_the_part(SilsaPartFile *self)
{
  struct stat opened, named;

  return fstat(self->fd, &opened) == 0 && lstat(self->part, &named) == 0 &&
         opened.st_dev == named.st_dev && opened.st_ino == named.st_ino;
}

static gboolean
open_part(SilsaPartFile *self, GError **error)
{
  mode_t mode = self->flags & SILSA_PART_PRIVATE ? 0600 : 0666;

  self->fd = open(self->part, O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK, mode);
  if (self->fd < 0)
    return errno == ELOOP ? fail_at_part(self, SILSA_ERROR_EXISTS, "part-foreign", error)
                          : silsa_part_file_fail(error, self->path, errno);
  if ((flock(self->fd, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK) || !is_still_the_part(self))
    return fail_at_part(self, SILSA_ERROR_BUSY, "part-busy", error);
  if (!is_stale_part_of_ours(self->fd))
    return fail_at_part(self, SILSA_ERROR_EXISTS, "part-foreign", error);
  if (ftruncate(self->fd, 0) != 0 || (mode == 0600 && fchmod(self->fd, mode) != 0))
    return silsa_part_file_fail(error, self->path, errno);
  return TRUE;
}

static gboolean
check_target(SilsaPartFile *self, GError **error)
{
  struct stat info;

  if (lstat(self->path, &info) != 0)
    return TRUE;
  if (!(self->flags & SILSA_PART_NEW) && !S_ISDIR(info.st_mode))
    return TRUE;
  silsa_error_set(error, SILSA_ERROR_EXISTS, NULL, "the target is there already");
  silsa_error_at_file(error, self->path);
  return FALSE;
}

SilsaPartFile *
silsa_part_file_new(const char *path, guint64 size, SilsaPartFlags flags, GError **error)
{
  SilsaPartFile *self = g_new0(SilsaPartFile, 1);

  self->path = g_strdup(path);
  self->part = g_strconcat(path, ".part", NULL);
  self->folder = g_path_get_dirname(path);
  self->flags = flags;
  self->fd = -1;
  self->done = TRUE; /* nothing to remove yet */
  if (check_target(self, error) && open_part(self, error)) {
    self->done = FALSE;
    if (check_room(self, size, error))
      return self;
  }
  silsa_part_file_free(self);
  return NULL;
}

int
silsa_part_file_get_fd(SilsaPartFile *self)
{
  return self->fd;
}

gboolean
silsa_part_file_write_at(
    SilsaPartFile *self, const void *data, gsize size, guint64 offset, GError **error)
{
  const char *at = data;

  while (size > 0) {
    ssize_t n = pwrite(self->fd, at, size, (off_t)offset);

    if (n < 0 && errno != EINTR)
      return silsa_part_file_fail(error, self->path, errno);
    if (n == 0)
      return silsa_part_file_fail(error, self->path, ENOSPC);
    if (n > 0) {
      at += n;
      size -= (gsize)n;
      offset += (guint64)n;
    }
  }
  return TRUE;
}

void
silsa_part_file_hasten(SilsaPartFile *self, guint64 offset, gsize size)
{
  /* Only a hint: where it fails, the flush at the end does all of it. */
  sync_file_range(self->fd, (off64_t)offset, (off64_t)size, SYNC_FILE_RANGE_WRITE);
}

/* Without it the new name may be gone after a power cut. Not every file system can; that is no
 * error. */
static void
flush_folder(const char *folder)
{
  g_autofd int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

  if (fd >= 0)
    fsync(fd);
}

static int
rename_part(SilsaPartFile *self)
{
  if (!(self->flags & SILSA_PART_NEW))
    return rename(self->part, self->path);
  if (renameat2(AT_FDCWD, self->part, AT_FDCWD, self->path, RENAME_NOREPLACE) == 0)
    return 0;
  /* A file system that cannot rename without replacing: the target was looked for at the start. */
  return errno == EINVAL && access(self->path, F_OK) != 0 ? rename(self->part, self->path) : -1;
}

gboolean
silsa_part_file_finish(SilsaPartFile *self, GError **error)
{
  if (fsync(self->fd) != 0 || rename_part(self) != 0) {
    if (errno != EEXIST)
      return silsa_part_file_fail(error, self->path, errno);
    silsa_error_set(error, SILSA_ERROR_EXISTS, NULL, "the target is there already");
    silsa_error_at_file(error, self->path);
    return FALSE;
  }
  self->done = TRUE;
  flush_folder(self->folder);
  return TRUE;
}

void
silsa_part_file_free(SilsaPartFile *self)
{
  /* Removed before it is closed, so that nobody else can have taken it over. */
  if (!self->done)
    unlink(self->part);
  if (self->fd >= 0)
    close(self->fd);
  g_free(self->path);
  g_free(self->part);
  g_free(self->folder);
  g_free(self);
}

gboolean
silsa_part_file_copy(GInputStream *stream,
                     const char *path,
                     SilsaPartFlags flags,
                     GCancellable *cancellable,
                     GError **error)
{
  g_autoptr(SilsaPartFile) part = silsa_part_file_new(path, 0, flags, error);
  g_autofree guint8 *buffer = g_malloc(SILSA_MIB(1));
  guint64 offset = 0;
  gssize n;

  if (part == NULL)
    return FALSE;
  while ((n = g_input_stream_read(stream, buffer, SILSA_MIB(1), cancellable, error)) > 0) {
    if (!silsa_part_file_write_at(part, buffer, (gsize)n, offset, error))
      return FALSE;
    offset += (guint64)n;
  }
  return n == 0 && silsa_part_file_finish(part, error);
}
