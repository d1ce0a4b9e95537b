#include "silsa-byte-copy.h"

#include "silsa-error.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#define PIECE (4 * 1024 * 1024) /* some milliseconds, for so long no act is saved */
#define BUFFER (1024 * 1024)

/* https://sqlite.org/fileformat2.html §1.3.7: counts every change in rollback mode */
#define CHANGE_COUNTER_OFFSET 24
#define CHANGE_COUNTER_BYTES 4

struct _SilsaByteCopy {
  int fd;
  gint64 size, offset; /* @size 0: not begun */
  guint8 counter[CHANGE_COUNTER_BYTES];
  guint8 buffer[BUFFER];
};

SilsaByteCopy *
silsa_byte_copy_new(int fd)
{
  SilsaByteCopy *self = g_new0(SilsaByteCopy, 1);

  self->fd = fd;
  return self;
}

/* SQLite's own descriptor: to close another one of the same file would drop its locks
 * (https://sqlite.org/howtocorrupt.html §2.2). */
static gboolean
read_source(SilsaDb *source, void *data, int size, gint64 offset, GError **error)
{
  sqlite3_file *file = NULL;
  int result;

  result =
      sqlite3_file_control(silsa_db_get_handle(source), "main", SQLITE_FCNTL_FILE_POINTER, &file);
  if (result == SQLITE_OK)
    result = file->pMethods->xRead(file, data, size, offset);
  if (result == SQLITE_OK)
    return TRUE;
  silsa_error_set(error,
                  result == SQLITE_IOERR_SHORT_READ ? SILSA_ERROR_CORRUPT : SILSA_ERROR_STORAGE,
                  NULL, "SQLite: %s (%d)", sqlite3_errstr(result), result);
  silsa_error_at_file(error, silsa_db_get_path(source));
  return FALSE;
}

static gboolean
write_target(SilsaByteCopy *self, gsize size, GError **error)
{
  ssize_t put;

  for (gsize done = 0; done < size; done += (gsize)put) {
    put = pwrite(self->fd, self->buffer + done, size - done, self->offset + (off_t)done);
    if (put < 0)
      return silsa_error_set(error,
                             errno == ENOSPC || errno == EDQUOT || errno == EFBIG
                                 ? SILSA_ERROR_FULL
                                 : SILSA_ERROR_WRITE,
                             NULL, "%s", g_strerror(errno));
  }
  return TRUE;
}

static gboolean
begin(SilsaByteCopy *self, SilsaDb *source, GError **error)
{
  gint64 pages, page_size;

  if (!silsa_db_read_number(source, "PRAGMA page_count", &pages, error) ||
      !silsa_db_read_number(source, "PRAGMA page_size", &page_size, error) ||
      !read_source(source, self->counter, CHANGE_COUNTER_BYTES, CHANGE_COUNTER_OFFSET, error))
    return FALSE;
  self->size = pages * page_size;
  return TRUE;
}

static gboolean
copy_piece(SilsaByteCopy *self, SilsaDb *source, GError **error)
{
  gint64 end = MIN(self->offset + PIECE, self->size);

  while (self->offset < end) {
    gsize size = (gsize)MIN(end - self->offset, BUFFER);

    if (!read_source(source, self->buffer, (int)size, self->offset, error) ||
        !write_target(self, size, error))
      return FALSE;
    self->offset += (gint64)size;
  }
  return TRUE;
}

SilsaByteCopyStep
silsa_byte_copy_step(SilsaByteCopy *self, SilsaDb *source, GError **error)
{
  /* While a row of it is read nobody else gets to write: not a page, not the roll-back of one. */
  g_autoptr(sqlite3_stmt) lock =
      silsa_db_prepare(source, "SELECT 1 FROM sqlite_schema LIMIT 1", error);
  guint8 counter[CHANGE_COUNTER_BYTES];
  gboolean row;

  if (lock == NULL || !silsa_stmt_next(lock, &row, error) ||
      (self->size == 0 && !begin(self, source, error)) ||
      !read_source(source, counter, sizeof counter, CHANGE_COUNTER_OFFSET, error))
    return SILSA_BYTE_COPY_FAILED;
  if (memcmp(counter, self->counter, sizeof counter) != 0)
    return SILSA_BYTE_COPY_CHANGED;
  if (!copy_piece(self, source, error))
    return SILSA_BYTE_COPY_FAILED;
  return self->offset == self->size ? SILSA_BYTE_COPY_DONE : SILSA_BYTE_COPY_MORE;
}

void
silsa_byte_copy_free(SilsaByteCopy *self)
{
  close(self->fd);
  g_free(self);
}
