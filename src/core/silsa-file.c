#include "silsa-file.h"

#include "silsa-error.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <limits.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/xattr.h>
#include <unistd.h>

#define CHUNK (64 * 1024)

static gboolean
fail_to_read(GError **error, const char *path, int number)
{
  silsa_error_set(error, number == ENOENT ? SILSA_ERROR_NOT_FOUND : SILSA_ERROR_READ, NULL, "%s",
                  g_strerror(number));
  silsa_error_with_found(error, g_strerror(number));
  silsa_error_at_file(error, path);
  return FALSE;
}

/* Without O_NONBLOCK opening a named pipe would wait for ever. */
static int
open_regular(const char *path, guint64 *size, GError **error)
{
  struct stat info;
  int fd = g_open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK, 0);

  if (fd < 0) {
    fail_to_read(error, path, errno);
    return -1;
  }
  if (fstat(fd, &info) == 0 && S_ISREG(info.st_mode)) {
    *size = (guint64)info.st_size;
    return fd;
  }
  silsa_error_set(error, SILSA_ERROR_READ, "regular-file", "not a regular file");
  silsa_error_at_file(error, path);
  close(fd);
  return -1;
}

/* Memory of the system's own: malloc() keeps what was as large as a photo among small things, the
 * more the longer photos come and go. */
typedef struct {
  void *data;
  gsize room;
} Mapping;

static void
mapping_free(gpointer data)
{
  Mapping *self = data;

  munmap(self->data, self->room);
  g_free(self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC(Mapping, mapping_free)

static Mapping *
mapping_new(gsize room)
{
  void *data = mmap(NULL, room, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  Mapping *self;

  if (data == MAP_FAILED)
    return NULL;
  self = g_new(Mapping, 1);
  self->data = data;
  self->room = room;
  return self;
}

static gboolean
mapping_grow(Mapping *self, gsize room)
{
  void *data = mremap(self->data, self->room, room, MREMAP_MAYMOVE);

  if (data == MAP_FAILED)
    return FALSE;
  self->data = data;
  self->room = room;
  return TRUE;
}

/* To the end, or to one byte more than may be. FALSE with errno. */
static gboolean
fill(Mapping *content, int fd, guint64 max_bytes, gsize *length)
{
  while (*length <= max_bytes) {
    ssize_t n;

    if (*length == content->room &&
        !mapping_grow(content, MIN(MAX(2 * content->room, CHUNK), max_bytes + 1)))
      return FALSE;
    n = read(fd, (guint8 *)content->data + *length, content->room - *length);
    if (n == 0)
      return TRUE;
    if (n < 0 && errno != EINTR)
      return FALSE;
    if (n > 0)
      *length += (gsize)n;
  }
  return TRUE;
}

/* Room for what the file says, and for the byte that is not there; more only where there is more.
 */
static GBytes *
read_all(int fd, guint64 size, guint64 max_bytes, const char *path, GError **error)
{
  g_autoptr(Mapping) content = mapping_new(MIN(size, max_bytes) + 1);
  Mapping *whole;
  gsize length = 0;

  if (content == NULL || !fill(content, fd, max_bytes, &length)) {
    fail_to_read(error, path, errno);
    return NULL;
  }
  whole = g_steal_pointer(&content);
  return g_bytes_new_with_free_func(whole->data, length, mapping_free, whole);
}

GBytes *
silsa_file_read(const char *path, guint64 max_bytes, const char *limit_name, GError **error)
{
  g_autoptr(GBytes) content = NULL;
  g_autofd int fd = -1;
  guint64 size;

  g_return_val_if_fail(path != NULL && max_bytes < G_MAXUINT32, NULL);

  fd = open_regular(path, &size, error);
  if (fd < 0)
    return NULL;
  content = read_all(fd, size, max_bytes, path, error);
  if (content == NULL)
    return NULL;
  if (!silsa_size_check(g_bytes_get_size(content), max_bytes, limit_name, error)) {
    silsa_error_at_file(error, path);
    return NULL;
  }
  return g_steal_pointer(&content);
}

char *
silsa_bytes_sha256(GBytes *bytes)
{
  return g_compute_checksum_for_bytes(G_CHECKSUM_SHA256, bytes);
}

static char *
format_bytes(guint64 size)
{
  static const struct {
    guint64 size;
    const char *name;
  } units[] = {{1 << 30, "GiB"}, {1 << 20, "MiB"}, {1 << 10, "KiB"}};

  for (gsize i = 0; i < G_N_ELEMENTS(units); i++)
    if (size >= units[i].size && size % units[i].size == 0)
      return g_strdup_printf("%" G_GUINT64_FORMAT " %s", size / units[i].size, units[i].name);
  return g_strdup_printf("%" G_GUINT64_FORMAT " B", size);
}

gboolean
silsa_size_check(guint64 size, guint64 max_bytes, const char *limit_name, GError **error)
{
  g_autofree char *limit = NULL;

  if (size <= max_bytes)
    return TRUE;
  limit = format_bytes(max_bytes);
  silsa_error_set(error, SILSA_ERROR_LIMIT, limit_name, "more than %s", limit);
  silsa_error_with_limit(error, limit);
  return FALSE;
}

gboolean
silsa_path_is_document(const char *path)
{
  g_autofree char *folder = g_build_filename(g_get_user_runtime_dir(), "doc", "", NULL);

  g_return_val_if_fail(path != NULL, FALSE);

  return g_str_has_prefix(path, folder) || g_str_has_prefix(path, "/run/flatpak/doc/");
}

/* What the portal says of itself ends with a NUL, or does not. */
static char *
read_host_path(const char *path)
{
  char host[PATH_MAX + 1];
  ssize_t size = getxattr(path, "user.document-portal.host-path", host, sizeof host - 1);

  if (size <= 0)
    return NULL;
  host[size] = '\0';
  return g_filename_display_name(host);
}

char *
silsa_path_for_people(const char *path)
{
  char *host;

  g_return_val_if_fail(path != NULL, NULL);

  if (!silsa_path_is_document(path))
    return g_filename_display_name(path);
  host = read_host_path(path);
  return host != NULL ? host : g_filename_display_basename(path);
}
