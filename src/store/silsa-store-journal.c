#include "silsa-store-parts-private.h"

#include "silsa-error.h"
#include "silsa-ledger.h"

/* What was done, and what was handed in: the journal and the table of exports. */

#define JOURNAL_PIECE 256

static GPtrArray *
read_piece(SilsaReaders *readers, gint64 from, gint64 to, GError **error)
{
  SilsaDb *db = silsa_readers_borrow(readers, error);
  GPtrArray *rows;

  if (db == NULL)
    return NULL;
  silsa_readers_enter(readers);
  rows = silsa_ledger_read(db, from, to, JOURNAL_PIECE, error);
  silsa_readers_leave(readers);
  silsa_readers_give_back(readers, db);
  return rows;
}

/* In pieces, so that a slow @func holds up nobody. Rows are only ever added. */
gboolean
silsa_store_foreach_journal(SilsaStore *self,
                            gint64 from,
                            gint64 to,
                            SilsaJournalFunc func,
                            gpointer user_data,
                            GError **error)
{
  g_autoptr(SilsaReaders) readers = NULL;
  gint64 next = from;
  guint got = JOURNAL_PIECE;

  g_return_val_if_fail(SILSA_IS_STORE(self) && from >= 0 && func != NULL, FALSE);

  if ((readers = silsa_store_require_readers(self, error)) == NULL)
    return FALSE;
  while (got == JOURNAL_PIECE) {
    g_autoptr(GPtrArray) rows = read_piece(readers, next, to >= 0 ? to : G_MAXINT64, error);

    if (rows == NULL)
      return FALSE;
    got = rows->len;
    for (guint i = 0; i < rows->len; i++) {
      const SilsaJournalRow *row = g_ptr_array_index(rows, i);
      g_autoptr(GError) local = NULL;

      next = row->sequence + 1;
      if (func(row, user_data, &local))
        continue;
      if (local == NULL)
        return TRUE;
      g_propagate_error(error, g_steal_pointer(&local));
      return FALSE;
    }
  }
  return TRUE;
}

static gboolean
read_head(SilsaDb *db, gint64 *rows, char **head, GError **error)
{
  static const char sql[] = "SELECT sequence + 1, hash FROM journal ORDER BY sequence DESC LIMIT 1";
  g_autoptr(sqlite3_stmt) stmt = silsa_db_prepare(db, sql, error);
  g_autoptr(GBytes) hash = NULL;
  gboolean row;
  gsize size;
  const guint8 *data;

  if (stmt == NULL || !silsa_stmt_next(stmt, &row, error))
    return FALSE;
  if (!row) {
    silsa_error_set(error, SILSA_ERROR_CORRUPT, "journal", "the journal is empty");
    silsa_error_at_file(error, silsa_db_get_path(db));
    return FALSE;
  }
  if ((hash = silsa_stmt_dup_bytes(stmt, 1, error)) == NULL)
    return FALSE;
  data = g_bytes_get_data(hash, &size);
  *rows = sqlite3_column_int64(stmt, 0);
  *head = silsa_hex_encode(data, size);
  return TRUE;
}

gboolean
silsa_store_get_journal_head(SilsaStore *self, gint64 *rows, char **head, GError **error)
{
  g_autoptr(SilsaReaders) readers = NULL;
  SilsaDb *db;
  gboolean ok;

  g_return_val_if_fail(SILSA_IS_STORE(self) && rows != NULL && head != NULL, FALSE);

  if ((readers = silsa_store_require_readers(self, error)) == NULL ||
      (db = silsa_readers_borrow(readers, error)) == NULL)
    return FALSE;
  silsa_readers_enter(readers);
  ok = read_head(db, rows, head, error);
  silsa_readers_leave(readers);
  silsa_readers_give_back(readers, db);
  return ok;
}

/* --- exports --- */

static gboolean
read_last_export(SilsaDb *db, SilsaLastExport *out, GError **error)
{
  static const char sql[] = "SELECT revision, sha256, time, rows FROM export"
                            " ORDER BY revision DESC LIMIT 1";
  g_autoptr(sqlite3_stmt) stmt = silsa_db_prepare(db, sql, error);
  const char *sha256, *time;
  gboolean row;

  if (stmt == NULL || !silsa_stmt_next(stmt, &row, error))
    return FALSE;
  if (!row)
    return TRUE;
  if (!silsa_stmt_get_text(stmt, 1, &sha256, error) || !silsa_stmt_get_text(stmt, 2, &time, error))
    return FALSE;
  out->revision = (guint)sqlite3_column_int64(stmt, 0);
  out->sha256 = g_strdup(sha256);
  out->time = g_strdup(time);
  out->rows = sqlite3_column_int64(stmt, 3);
  return TRUE;
}

gboolean
silsa_store_get_last_export(SilsaStore *self, SilsaLastExport *out, GError **error)
{
  g_autoptr(SilsaReaders) readers = NULL;
  SilsaDb *db;
  gboolean ok;

  g_return_val_if_fail(SILSA_IS_STORE(self) && out != NULL, FALSE);

  *out = (SilsaLastExport){0};
  if ((readers = silsa_store_require_readers(self, error)) == NULL ||
      (db = silsa_readers_borrow(readers, error)) == NULL)
    return FALSE;
  silsa_readers_enter(readers);
  ok = read_last_export(db, out, error);
  silsa_readers_leave(readers);
  silsa_readers_give_back(readers, db);
  return ok;
}

void
silsa_last_export_clear(SilsaLastExport *self)
{
  g_clear_pointer(&self->sha256, g_free);
  g_clear_pointer(&self->time, g_free);
  self->revision = 0;
  self->rows = 0;
}

gboolean
silsa_store_record_export(
    SilsaStore *self, guint revision, const char *sha256, gint64 rows, GError **error)
{
  SilsaOutcome outcome = {NULL};
  SilsaJob *job;

  g_return_val_if_fail(SILSA_IS_STORE(self) && silsa_store_is_mine(self), FALSE);
  g_return_val_if_fail(revision > 0 && sha256 != NULL && rows >= 0, FALSE);

  if (!silsa_store_require_writer(self, error))
    return FALSE;
  job = silsa_export_job_new(revision, sha256, rows, &outcome, NULL);
  silsa_store_push(self, job);
  silsa_writer_wait(self->writer, job);
  silsa_store_take_news(self);
  if (outcome.error != NULL)
    g_propagate_error(error, outcome.error);
  return outcome.error == NULL;
}

void
silsa_store_record_export_async(SilsaStore *self,
                                guint revision,
                                const char *sha256,
                                gint64 rows,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  g_autoptr(GTask) task = g_task_new(self, NULL, callback, user_data);
  GError *error = NULL;

  g_return_if_fail(SILSA_IS_STORE(self) && silsa_store_is_mine(self));
  g_return_if_fail(revision > 0 && sha256 != NULL && rows >= 0);

  g_task_set_source_tag(task, silsa_store_record_export_async);
  if (silsa_store_require_writer(self, &error))
    silsa_store_push(self, silsa_export_job_new(revision, sha256, rows, NULL, task));
  else
    g_task_return_error(task, error);
}

gboolean
silsa_store_record_export_finish(SilsaStore *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail(g_task_is_valid(result, self), FALSE);
  return g_task_propagate_boolean(G_TASK(result), error);
}
