#include "silsa-zip-output.h"

#include <string.h>

#define BUFFER_BYTES ((gsize)1024 * 1024)

static gboolean
flush_buffer(SilsaZipOutput *self)
{
  if (self->error != NULL || g_cancellable_set_error_if_cancelled(self->cancellable, &self->error))
    return FALSE;
  if (!silsa_part_file_write_at(self->file, self->buffer, self->used, self->start, &self->error))
    return FALSE;
  silsa_part_file_hasten(self->file, self->start, self->used);
  self->start += self->used;
  self->used = 0;
  if (self->trail != NULL)
    silsa_trail_digest_settle(self->trail, MIN(self->settled, self->start));
  if (self->progress != NULL)
    self->progress(MIN(self->start, self->total), self->total, self->progress_data);
  return TRUE;
}

/* Going back within the buffer costs nothing; else the buffer begins anew where the write is. */
static gboolean
move_buffer(SilsaZipOutput *self)
{
  if (self->position >= self->start && self->position <= self->start + self->used)
    return TRUE;
  if (!flush_buffer(self))
    return FALSE;
  self->start = self->position;
  return TRUE;
}

static gboolean
write_some(SilsaZipOutput *self, const guint8 *data, gsize size)
{
  while (size > 0) {
    gsize at, n;

    if (!move_buffer(self))
      return FALSE;
    at = self->position - self->start;
    if (at == BUFFER_BYTES) {
      if (!flush_buffer(self))
        return FALSE;
      at = 0;
    }
    n = MIN(size, BUFFER_BYTES - at);
    memcpy(self->buffer + at, data, n);
    self->used = MAX(self->used, at + n);
    self->position += n;
    self->length = MAX(self->length, self->position);
    data += n;
    size -= n;
  }
  return TRUE;
}

static zip_int64_t
fail(SilsaZipOutput *self)
{
  zip_error_set(&self->zip_error, ZIP_ER_WRITE, 0);
  return -1;
}

static zip_int64_t
seek(SilsaZipOutput *self, void *data, zip_uint64_t size)
{
  zip_int64_t offset =
      zip_source_seek_compute_offset(self->position, self->length, data, size, &self->zip_error);

  if (offset < 0)
    return -1;
  /* It goes back once for each entry, to fill in the header, and then on behind the entry. */
  if ((guint64)offset > self->position)
    self->settled = (guint64)offset;
  self->position = (guint64)offset;
  return 0;
}

static zip_int64_t
describe(zip_stat_t *stat)
{
  /* Nothing is there yet: libzip begins a new archive. */
  zip_stat_init(stat);
  stat->size = 0;
  stat->valid |= ZIP_STAT_SIZE;
  return sizeof *stat;
}

static zip_int64_t
output_cb(void *user_data, void *data, zip_uint64_t size, zip_source_cmd_t command)
{
  SilsaZipOutput *self = user_data;

  switch (command) {
  case ZIP_SOURCE_SUPPORTS:
    return zip_source_make_command_bitmap(
        ZIP_SOURCE_OPEN, ZIP_SOURCE_READ, ZIP_SOURCE_CLOSE, ZIP_SOURCE_STAT, ZIP_SOURCE_ERROR,
        ZIP_SOURCE_FREE, ZIP_SOURCE_SEEK, ZIP_SOURCE_TELL, ZIP_SOURCE_SUPPORTS,
        ZIP_SOURCE_BEGIN_WRITE, ZIP_SOURCE_COMMIT_WRITE, ZIP_SOURCE_ROLLBACK_WRITE,
        ZIP_SOURCE_WRITE, ZIP_SOURCE_SEEK_WRITE, ZIP_SOURCE_TELL_WRITE, ZIP_SOURCE_REMOVE, -1);
  case ZIP_SOURCE_STAT:
    return describe(data);
  case ZIP_SOURCE_ERROR:
    return zip_error_to_data(&self->zip_error, data, size);
  case ZIP_SOURCE_WRITE:
    return write_some(self, data, size) ? (zip_int64_t)size : fail(self);
  case ZIP_SOURCE_SEEK_WRITE:
    return seek(self, data, size);
  case ZIP_SOURCE_TELL_WRITE:
    return (zip_int64_t)self->position;
  case ZIP_SOURCE_COMMIT_WRITE:
    return flush_buffer(self) ? 0 : fail(self);
  case ZIP_SOURCE_OPEN:
  case ZIP_SOURCE_READ:
  case ZIP_SOURCE_CLOSE:
  case ZIP_SOURCE_SEEK:
  case ZIP_SOURCE_TELL:
  case ZIP_SOURCE_FREE:
  case ZIP_SOURCE_BEGIN_WRITE:
  case ZIP_SOURCE_ROLLBACK_WRITE:
  case ZIP_SOURCE_REMOVE:
    return 0;
  default:
    zip_error_set(&self->zip_error, ZIP_ER_OPNOTSUPP, 0);
    return -1;
  }
}

zip_source_t *
silsa_zip_output_new_source(SilsaZipOutput *self)
{
  self->buffer = g_malloc(BUFFER_BYTES);
  zip_error_init(&self->zip_error);
  return zip_source_function_create(output_cb, self, NULL);
}

void
silsa_zip_output_clear(SilsaZipOutput *self)
{
  g_clear_pointer(&self->buffer, g_free);
  g_clear_error(&self->error);
  zip_error_fini(&self->zip_error);
}
