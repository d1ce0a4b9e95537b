#include "silsa-staging.h"

#include "silsa-part-file.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <sys/file.h>
#include <unistd.h>

#define LOCK_NAME "lock"

struct _SilsaStaging {
  char *path;
  int lock; /* held as long as the folder is in use; the kernel lets go of it when we are killed */
};

static char *
dup_root(void)
{
  return g_build_filename(g_get_user_cache_dir(), "silsa", "staging", NULL);
}

static int
open_lock(const char *folder, int operation)
{
  g_autofree char *path = g_build_filename(folder, LOCK_NAME, NULL);
  int fd = g_open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);

  if (fd < 0 || flock(fd, operation) == 0)
    return fd;
  close(fd);
  return -1;
}

/* What lies in it is ours and flat but for what SQLite puts beside a file. */
static void
remove_folder(const char *path)
{
  g_autoptr(GDir) dir = g_dir_open(path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name(dir)) != NULL) {
    g_autofree char *child = g_build_filename(path, name, NULL);

    g_unlink(child);
  }
  g_rmdir(path);
}

/* Nobody may look for folders without a lock between the making of one and its lock. */
static gboolean
make(SilsaStaging *self, const char *root)
{
  g_autofd int gate = open_lock(root, LOCK_EX);

  self->path = g_build_filename(root, "XXXXXX", NULL);
  if (gate < 0 || g_mkdtemp_full(self->path, 0700) == NULL) {
    g_clear_pointer(&self->path, g_free);
    return FALSE;
  }
  self->lock = open_lock(self->path, LOCK_EX | LOCK_NB);
  return self->lock >= 0;
}

SilsaStaging *
silsa_staging_new(GError **error)
{
  g_autoptr(SilsaStaging) self = g_new0(SilsaStaging, 1);
  g_autofree char *root = dup_root();

  self->lock = -1;
  if (g_mkdir_with_parents(root, 0700) == 0 && make(self, root))
    return g_steal_pointer(&self);
  silsa_part_file_fail(error, root, errno);
  return NULL;
}

const char *
silsa_staging_get_path(SilsaStaging *self)
{
  return self->path;
}

void
silsa_staging_free(SilsaStaging *self)
{
  if (self == NULL)
    return;
  if (self->path != NULL)
    remove_folder(self->path);
  if (self->lock >= 0)
    close(self->lock);
  g_free(self->path);
  g_free(self);
}

void
silsa_staging_clean_up(void)
{
  g_autofree char *root = dup_root();
  g_autoptr(GDir) dir = g_dir_open(root, 0, NULL);
  g_autofd int gate = dir != NULL ? open_lock(root, LOCK_EX) : -1;
  const char *name;

  while (gate >= 0 && (name = g_dir_read_name(dir)) != NULL) {
    g_autofree char *path = g_build_filename(root, name, NULL);
    g_autofd int lock = -1;

    if (!g_file_test(path, G_FILE_TEST_IS_DIR) || g_file_test(path, G_FILE_TEST_IS_SYMLINK))
      continue;
    lock = open_lock(path, LOCK_EX | LOCK_NB);
    if (lock >= 0)
      remove_folder(path);
  }
}
