#include "silsa-container-reader.h"

#include "silsa-entry-name.h"
#include "silsa-error.h"
#include "silsa-file.h"
#include "silsa-limits.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zip.h>

#define CHUNK_BYTES ((gsize)128 * 1024)
#define RATIO_MAX 100
#define RATIO_FROM_BYTES SILSA_MIB(1)

struct _SilsaContainerReader {
  int fd; /* of our own reading; libzip has a copy */
  guint64 file_size;
  GPtrArray *entries;
  GHashTable *by_name; /* name -> SilsaZipRecord, borrowed */
  zip_t *archive;
  guint8 *chunk;
};

static gboolean
fail_read(GError **error, int number)
{
  silsa_error_set(error, number == ENOENT ? SILSA_ERROR_NOT_FOUND : SILSA_ERROR_READ, NULL, "%s",
                  g_strerror(number));
  silsa_error_with_found(error, g_strerror(number));
  return FALSE;
}

static gboolean
open_file(SilsaContainerReader *self, const char *path, GError **error)
{
  struct stat info;

  self->fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  if (self->fd < 0 || fstat(self->fd, &info) != 0)
    return fail_read(error, errno);
  if (!S_ISREG(info.st_mode))
    return silsa_error_set(error, SILSA_ERROR_READ, "regular-file", "not a regular file");
  self->file_size = (guint64)info.st_size;
  return TRUE;
}

static gboolean
read_directory(SilsaContainerReader *self, GError **error)
{
  if (!silsa_zip_begins_as_package(self->fd))
    return silsa_error_set(error, SILSA_ERROR_FOREIGN, "package-type", "not a package");
  self->entries = silsa_zip_directory_read(self->fd, error);
  if (self->entries == NULL)
    return FALSE;
  self->by_name = g_hash_table_new(g_str_hash, g_str_equal);
  for (guint i = 0; i < self->entries->len; i++) {
    SilsaZipRecord *record = self->entries->pdata[i];

    g_hash_table_insert(self->by_name, record->name, record);
  }
  return TRUE;
}

static gboolean
open_archive(SilsaContainerReader *self, GError **error)
{
  int copy = fcntl(self->fd, F_DUPFD_CLOEXEC, 0);
  int code = 0;
  zip_error_t problem;

  if (copy < 0)
    return fail_read(error, errno);
  self->archive = zip_fdopen(copy, ZIP_CHECKCONS, &code);
  if (self->archive != NULL)
    return zip_get_num_entries(self->archive, 0) == (zip_int64_t)self->entries->len ||
           silsa_error_set(error, SILSA_ERROR_CORRUPT, "zip-directory", "entries differ");
  zip_error_init_with_code(&problem, code);
  silsa_error_set(error, SILSA_ERROR_CORRUPT, "zip-directory", "%s", zip_error_strerror(&problem));
  zip_error_fini(&problem);
  close(copy);
  return FALSE;
}

SilsaContainerReader *
silsa_container_reader_new(const char *path, GError **error)
{
  g_autoptr(SilsaContainerReader) self = g_new0(SilsaContainerReader, 1);

  self->fd = -1;
  self->chunk = g_malloc(CHUNK_BYTES);
  if (open_file(self, path, error) && read_directory(self, error) && open_archive(self, error))
    return g_steal_pointer(&self);
  silsa_error_at_file(error, path);
  return NULL;
}

static gboolean
is_same_file(const SilsaContainerReader *a, const SilsaContainerReader *b)
{
  struct stat one, other;

  return fstat(a->fd, &one) == 0 && fstat(b->fd, &other) == 0 && one.st_dev == other.st_dev &&
         one.st_ino == other.st_ino;
}

/* A copy of the descriptor would share its place in the file, on which libzip relies; by this name
 * the same file is opened anew, whatever lies under its path by now. */
SilsaContainerReader *
silsa_container_reader_reopen(SilsaContainerReader *self)
{
  g_autofree char *path = g_strdup_printf("/proc/self/fd/%d", self->fd);
  g_autoptr(SilsaContainerReader) other = silsa_container_reader_new(path, NULL);

  return other != NULL && is_same_file(self, other) ? g_steal_pointer(&other) : NULL;
}

guint64
silsa_container_reader_get_file_size(SilsaContainerReader *self)
{
  return self->file_size;
}

GPtrArray *
silsa_container_reader_get_entries(SilsaContainerReader *self)
{
  return self->entries;
}

const SilsaZipRecord *
silsa_container_reader_find(SilsaContainerReader *self, const char *name)
{
  return g_hash_table_lookup(self->by_name, name);
}

static gboolean
damaged(GError **error, const char *rule, const char *message)
{
  return silsa_error_set(error, SILSA_ERROR_CORRUPT, rule, "%s", message);
}

/* libzip delivers as much as the data holds, not as much as the directory says. */
static gboolean
read_pieces(SilsaContainerReader *self,
            zip_file_t *file,
            guint64 size,
            SilsaPieceFunc func,
            gpointer user_data,
            gboolean *crc_ok,
            GError **error)
{
  guint8 beyond;
  zip_int64_t n;

  while (size > 0) {
    n = zip_fread(file, self->chunk, MIN(size, CHUNK_BYTES));
    if (n <= 0)
      return damaged(error, "entry-damaged", zip_file_strerror(file));
    if (!func(self->chunk, (gsize)n, user_data, error))
      return FALSE;
    size -= (guint64)n;
  }
  n = zip_fread(file, &beyond, 1);
  *crc_ok = n == 0;
  if (n == 0 || zip_error_code_zip(zip_file_get_error(file)) == ZIP_ER_CRC)
    return TRUE;
  return n > 0 ? damaged(error, "entry-size", "more than the directory says")
               : damaged(error, "entry-damaged", zip_file_strerror(file));
}

static gboolean
check_ratio(const SilsaZipRecord *entry, GError **error)
{
  if (entry->size <= RATIO_FROM_BYTES || entry->size / RATIO_MAX <= entry->compressed)
    return TRUE;
  silsa_error_set(error, SILSA_ERROR_LIMIT, "entry-ratio", "compressed too well to be honest");
  silsa_error_with_limit(error, G_STRINGIFY(RATIO_MAX));
  return FALSE;
}

gboolean
silsa_container_reader_read(SilsaContainerReader *self,
                            const SilsaZipRecord *entry,
                            SilsaPieceFunc func,
                            gpointer user_data,
                            gboolean *crc_ok,
                            GError **error)
{
  zip_file_t *file = NULL;
  gboolean ok = check_ratio(entry, error);

  *crc_ok = FALSE;
  if (ok) {
    file = zip_fopen(self->archive, entry->name, 0);
    ok = file != NULL ? read_pieces(self, file, entry->size, func, user_data, crc_ok, error)
                      : damaged(error, "entry-damaged", zip_strerror(self->archive));
  }
  if (file != NULL)
    zip_fclose(file);
  if (!ok)
    silsa_error_at_entry(error, entry->name);
  return ok;
}

static gboolean
append_piece(const guint8 *data, gsize size, gpointer content, GError **error G_GNUC_UNUSED)
{
  g_byte_array_append(content, data, (guint)size);
  return TRUE;
}

GBytes *
silsa_container_reader_read_bytes(SilsaContainerReader *self,
                                  const SilsaZipRecord *entry,
                                  guint64 max_bytes,
                                  const char *limit_name,
                                  GError **error)
{
  g_autoptr(GByteArray) content = g_byte_array_new();
  gboolean crc_ok;

  if (!silsa_size_check(entry->size, max_bytes, limit_name, error)) {
    silsa_error_at_entry(error, entry->name);
    return NULL;
  }
  if (!silsa_container_reader_read(self, entry, append_piece, content, &crc_ok, error))
    return NULL;
  return g_byte_array_free_to_bytes(g_steal_pointer(&content));
}

gboolean
silsa_container_reader_read_file(SilsaContainerReader *self,
                                 SilsaPieceFunc func,
                                 gpointer user_data,
                                 GError **error)
{
  off_t offset = 0;
  ssize_t n;

  while ((n = pread(self->fd, self->chunk, CHUNK_BYTES, offset)) > 0) {
    if (!func(self->chunk, (gsize)n, user_data, error))
      return FALSE;
    offset += n;
  }
  return n == 0 || fail_read(error, errno);
}

void
silsa_container_reader_free(SilsaContainerReader *self)
{
  if (self->archive != NULL)
    zip_discard(self->archive);
  g_clear_pointer(&self->by_name, g_hash_table_unref);
  g_clear_pointer(&self->entries, g_ptr_array_unref);
  if (self->fd >= 0)
    close(self->fd);
  g_free(self->chunk);
  g_free(self);
}
