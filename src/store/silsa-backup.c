#include "silsa-backup.h"

#include "silsa-byte-copy.h"
#include "silsa-db-file.h"
#include "silsa-error.h"
#include "silsa-store-private.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <sys/statvfs.h>
#include <unistd.h>

#define PIECE_PAGES 512 /* 4 MiB, as silsa-byte-copy.c does */
#define RESTARTS_MAX 20
#define MARGIN (1024 * 1024)

struct _SilsaBackup {
  char *to;
  char *temporary; /* beside @to; NULL: not there */
  SilsaByteCopy *bytes; /* as long as nobody has written */
  SilsaDb *target; /* from then on */
  sqlite3_backup *handle;
  int remaining;
  guint restarts;
};

SilsaBackup *
silsa_backup_new(const char *to)
{
  SilsaBackup *self = g_new0(SilsaBackup, 1);

  self->to = g_canonicalize_filename(to, NULL);
  return self;
}

static gboolean
fail_to_write(SilsaBackup *self, SilsaError code, const char *why, GError **error)
{
  silsa_error_set(error, code, NULL, "%s", why);
  silsa_error_at_file(error, self->to);
  return FALSE;
}

static gboolean
check_room(SilsaBackup *self, SilsaDb *source, GError **error)
{
  gint64 pages, page_size;
  struct statvfs room;

  if (!silsa_db_read_number(source, "PRAGMA page_count", &pages, error) ||
      !silsa_db_read_number(source, "PRAGMA page_size", &page_size, error))
    return FALSE;
  if (statvfs(self->temporary, &room) < 0 ||
      (guint64)room.f_bavail * room.f_frsize >= (guint64)pages * (guint64)page_size + MARGIN)
    return TRUE;
  return fail_to_write(self, SILSA_ERROR_FULL, "no room for the copy", error);
}

static gboolean
begin(SilsaBackup *self, SilsaDb *source, GError **error)
{
  g_autofree char *temporary = g_strconcat(self->to, ".XXXXXX", NULL);
  int fd;

  if (g_file_test(self->to, G_FILE_TEST_EXISTS))
    return fail_to_write(self, SILSA_ERROR_EXISTS, "it is there already", error);
  fd = g_mkstemp_full(temporary, O_RDWR | O_CLOEXEC, 0600);
  if (fd < 0)
    return fail_to_write(self, SILSA_ERROR_WRITE, g_strerror(errno), error);
  self->temporary = g_steal_pointer(&temporary);
  self->bytes = silsa_byte_copy_new(fd);
  return check_room(self, source, error);
}

/* Begins anew in such a way that what @source writes is in the copy too. */
static gboolean
begin_pages(SilsaBackup *self, SilsaDb *source, GError **error)
{
  g_clear_pointer(&self->bytes, silsa_byte_copy_free);
  if (truncate(self->temporary, 0) < 0)
    return fail_to_write(self, SILSA_ERROR_WRITE, g_strerror(errno), error);
  self->target = silsa_db_open(self->temporary, SILSA_DB_BUILD, error);
  if (self->target == NULL)
    return FALSE;
  silsa_db_show_as(self->target, self->to);
  self->handle = sqlite3_backup_init(silsa_db_get_handle(self->target), "main",
                                     silsa_db_get_handle(source), "main");
  return self->handle != NULL || silsa_db_fail(self->target, error);
}

static SilsaBackupStep
copy_bytes(SilsaBackup *self, SilsaDb *source, GError **error)
{
  switch (silsa_byte_copy_step(self->bytes, source, error)) {
  case SILSA_BYTE_COPY_DONE:
    return SILSA_BACKUP_DONE;
  case SILSA_BYTE_COPY_MORE:
    return SILSA_BACKUP_MORE;
  case SILSA_BYTE_COPY_CHANGED:
    return begin_pages(self, source, error) ? SILSA_BACKUP_MORE : SILSA_BACKUP_FAILED;
  case SILSA_BYTE_COPY_FAILED:
  default:
    if (error != NULL && silsa_error_get_facts(*error)->file == NULL)
      silsa_error_at_file(error, self->to);
    return SILSA_BACKUP_FAILED;
  }
}

static SilsaBackupStep
copy_pages(SilsaBackup *self, GError **error)
{
  int result = sqlite3_backup_step(self->handle, PIECE_PAGES);
  int remaining = sqlite3_backup_remaining(self->handle);

  if (self->remaining > 0 && remaining > self->remaining)
    self->restarts++;
  self->remaining = remaining;
  switch (result) {
  case SQLITE_DONE:
    return SILSA_BACKUP_DONE;
  case SQLITE_OK:
  case SQLITE_BUSY:
  case SQLITE_LOCKED:
    if (self->restarts <= RESTARTS_MAX)
      return SILSA_BACKUP_MORE;
    fail_to_write(self, SILSA_ERROR_BUSY, "it changes again and again", error);
    return SILSA_BACKUP_FAILED;
  default:
    /* The target keeps no error of it: the code says which it was. */
    fail_to_write(self,
                  result == SQLITE_FULL               ? SILSA_ERROR_FULL
                  : (result & 0xff) == SQLITE_IOERR   ? SILSA_ERROR_WRITE
                  : (result & 0xff) == SQLITE_CORRUPT ? SILSA_ERROR_CORRUPT
                                                      : SILSA_ERROR_STORAGE,
                  sqlite3_errstr(result), error);
    return SILSA_BACKUP_FAILED;
  }
}

SilsaBackupStep
silsa_backup_step(SilsaBackup *self, SilsaDb *source, GError **error)
{
  if (self->temporary == NULL && !begin(self, source, error))
    return SILSA_BACKUP_FAILED;
  return self->bytes != NULL ? copy_bytes(self, source, error) : copy_pages(self, error);
}

void
silsa_backup_release(SilsaBackup *self)
{
  g_clear_pointer(&self->bytes, silsa_byte_copy_free);
  g_clear_pointer(&self->handle, sqlite3_backup_finish);
  g_clear_pointer(&self->target, silsa_db_close);
}

gboolean
silsa_backup_publish(SilsaBackup *self, GError **error)
{
  g_assert(self->handle == NULL && self->temporary != NULL);

  if (!silsa_db_file_publish(self->temporary, self->to, error))
    return FALSE;
  g_clear_pointer(&self->temporary, g_free);
  return TRUE;
}

void
silsa_backup_free(SilsaBackup *self)
{
  silsa_backup_release(self);
  if (self->temporary != NULL)
    g_unlink(self->temporary);
  g_free(self->temporary);
  g_free(self->to);
  g_free(self);
}

/* --- for the store --- */

/* Where nobody writes in this process. */
static gboolean
copy_by_reading(SilsaReaders *readers,
                SilsaBackup *backup,
                GCancellable *cancellable,
                GError **error)
{
  SilsaDb *db = silsa_readers_borrow(readers, error);
  SilsaBackupStep step = SILSA_BACKUP_MORE;

  if (db == NULL)
    return FALSE;
  while (step == SILSA_BACKUP_MORE) {
    if (g_cancellable_set_error_if_cancelled(cancellable, error))
      step = SILSA_BACKUP_FAILED;
    else if ((step = silsa_backup_step(backup, db, error)) == SILSA_BACKUP_MORE)
      g_thread_yield();
  }
  silsa_backup_release(backup);
  silsa_readers_give_back(readers, db);
  return step == SILSA_BACKUP_DONE && silsa_backup_publish(backup, error);
}

static gboolean
require_open(SilsaStore *self, GError **error)
{
  if (silsa_store_get_readers(self) != NULL)
    return TRUE;
  return silsa_error_set(error, SILSA_ERROR_READ, NULL, "the store is closed");
}

gboolean
silsa_store_back_up(SilsaStore *self, const char *to, GError **error)
{
  g_autoptr(SilsaBackup) backup = silsa_backup_new(to);

  g_return_val_if_fail(SILSA_IS_STORE(self) && silsa_store_get_read_only(self), FALSE);
  return require_open(self, error) &&
         copy_by_reading(silsa_store_get_readers(self), backup, NULL, error);
}

static void
copy_thread(GTask *task, gpointer source G_GNUC_UNUSED, gpointer data, GCancellable *cancellable)
{
  SilsaReaders *readers = g_object_get_data(G_OBJECT(task), "readers");
  GError *error = NULL;

  if (copy_by_reading(readers, data, cancellable, &error))
    g_task_return_boolean(task, TRUE);
  else
    g_task_return_error(task, error);
}

void
silsa_store_back_up_async(SilsaStore *self,
                          const char *to,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  g_autoptr(GTask) task = g_task_new(NULL, cancellable, callback, user_data);
  SilsaWriter *writer;
  GError *error = NULL;

  g_return_if_fail(SILSA_IS_STORE(self) && to != NULL);

  g_task_set_check_cancellable(task, FALSE); /* what is whole is reported as done */
  g_task_set_task_data(task, silsa_backup_new(to), (GDestroyNotify)silsa_backup_free);
  writer = silsa_store_get_writer(self);
  if (writer != NULL) {
    silsa_writer_copy(writer, g_steal_pointer(&task));
  } else if (require_open(self, &error)) {
    g_object_set_data_full(G_OBJECT(task), "readers",
                           silsa_readers_ref(silsa_store_get_readers(self)),
                           (GDestroyNotify)silsa_readers_unref);
    g_task_run_in_thread(task, copy_thread);
  } else {
    g_task_return_error(task, error);
  }
}

gboolean
silsa_store_back_up_finish(GAsyncResult *result, GError **error)
{
  g_return_val_if_fail(g_task_is_valid(result, NULL), FALSE);
  return g_task_propagate_boolean(G_TASK(result), error);
}
