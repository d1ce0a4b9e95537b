#include "silsa-db.h"

#include "silsa-db-file.h"
#include "silsa-error.h"
#include "silsa-limits.h"

#include <errno.h>
#include <gio/gio.h>
#include <string.h>

#define BUSY_TIME (5 * G_TIME_SPAN_SECOND) /* a reader of another program holds it for ms */
#define BUSY_STEP (10 * G_TIME_SPAN_MILLISECOND)

struct _SilsaDb {
  sqlite3 *handle;
  char *path;
  char *shown; /* in errors */
  GThread *owner;
  sqlite3_stmt *begin, *begin_reading, *commit, *rollback;
  GHashTable *statements; /* address of static SQL -> sqlite3_stmt */
  gboolean committing, unflushed;
  gint64 busy_since; /* monotonic */
};

/* --- errors --- */

static SilsaError
code_of_input_output(int system_error)
{
  if (system_error == ENOSPC || system_error == EDQUOT || system_error == EFBIG)
    return SILSA_ERROR_FULL;
  if (system_error == EROFS || system_error == EACCES || system_error == EPERM)
    return SILSA_ERROR_READ_ONLY;
  return SILSA_ERROR_STORAGE;
}

static SilsaError
code_of(int result, int system_error)
{
  if (result == SQLITE_READONLY_DBMOVED)
    return SILSA_ERROR_STORAGE;
  if (result == SQLITE_IOERR_SHORT_READ)
    return SILSA_ERROR_CORRUPT;
  switch (result & 0xff) {
  case SQLITE_FULL:
    return SILSA_ERROR_FULL;
  case SQLITE_READONLY:
    return SILSA_ERROR_READ_ONLY;
  case SQLITE_BUSY:
  case SQLITE_LOCKED:
    return SILSA_ERROR_BUSY;
  case SQLITE_CORRUPT:
  case SQLITE_NOTADB:
  case SQLITE_MISMATCH:
    return SILSA_ERROR_CORRUPT;
  case SQLITE_TOOBIG:
    return SILSA_ERROR_LIMIT;
  case SQLITE_IOERR:
  case SQLITE_CANTOPEN:
    return code_of_input_output(system_error);
  default:
    return SILSA_ERROR_STORAGE;
  }
}

static const char *
rule_of(int result)
{
  if (result == SQLITE_READONLY_DBMOVED)
    return "file-moved";
  if ((result & 0xff) == SQLITE_NOMEM)
    return "memory";
  if (code_of(result, 0) == SILSA_ERROR_CORRUPT)
    return "database";
  return NULL;
}

static gboolean
fail_handle(sqlite3 *handle, GError **error)
{
  SilsaDb *self = sqlite3_get_clientdata(handle, "silsa");
  int result = sqlite3_extended_errcode(handle);

  silsa_error_set(error, code_of(result, sqlite3_system_errno(handle)), rule_of(result),
                  "SQLite: %s (%d)", sqlite3_errmsg(handle), result);
  silsa_error_at_file(error, self->shown);
  return FALSE;
}

gboolean
silsa_db_fail(SilsaDb *self, GError **error)
{
  return fail_handle(self->handle, error);
}

static gboolean
fail_stmt(sqlite3_stmt *stmt, GError **error)
{
  return fail_handle(sqlite3_db_handle(stmt), error);
}

static const char *
shown_path(sqlite3_stmt *stmt)
{
  SilsaDb *self = sqlite3_get_clientdata(sqlite3_db_handle(stmt), "silsa");

  return self->shown;
}

/* --- opening --- */

static void
assert_mine(SilsaDb *self)
{
  g_assert(self->owner == g_thread_self());
}

static int
commit_hook_cb(gpointer data)
{
  SilsaDb *self = data;

  g_assert(self->committing);
  return 0;
}

/* Somebody who gives up meanwhile is not kept: a thread's cancellable is its current one. */
static int
busy_cb(gpointer data, int times)
{
  SilsaDb *self = data;
  gint64 now = g_get_monotonic_time();

  if (times == 0)
    self->busy_since = now;
  if (now - self->busy_since >= BUSY_TIME ||
      g_cancellable_is_cancelled(g_cancellable_get_current()))
    return 0;
  g_usleep(BUSY_STEP);
  return 1;
}

static void
configure(sqlite3 *handle)
{
  static const struct {
    int option, value;
  } options[] = {
      {SQLITE_DBCONFIG_DEFENSIVE, 1},      {SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0},
      {SQLITE_DBCONFIG_ENABLE_TRIGGER, 0}, {SQLITE_DBCONFIG_ENABLE_VIEW, 0},
      {SQLITE_DBCONFIG_ENABLE_FKEY, 1},    {SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0},
      {SQLITE_DBCONFIG_DQS_DML, 0},        {SQLITE_DBCONFIG_DQS_DDL, 0},
  };

  for (gsize i = 0; i < G_N_ELEMENTS(options); i++)
    sqlite3_db_config(handle, options[i].option, options[i].value, NULL);
  sqlite3_extended_result_codes(handle, 1);
  sqlite3_limit(handle, SQLITE_LIMIT_ATTACHED, 0);
}

/* EXTRA, not FULL: FULL does not flush the folder after the journal is unlinked, so that a power
 * cut may take back a commit that was reported. Pages of 8 KiB: one photo
 * changes a page of each of seven trees, which are written twice; with pages of 16 KiB that came to
 * 1.074 times its bytes and now to 1.034, while reading and writing photos takes as long. */
static const char *
pragmas_of(SilsaDbMode mode)
{
  switch (mode) {
  case SILSA_DB_BUILD:
    return "PRAGMA page_size = 8192; PRAGMA journal_mode = MEMORY; PRAGMA synchronous = OFF;"
           "PRAGMA cell_size_check = ON; PRAGMA secure_delete = ON; PRAGMA temp_store = MEMORY;";
  case SILSA_DB_WRITE:
    return "PRAGMA synchronous = EXTRA; PRAGMA cache_size = -16000; PRAGMA cell_size_check = ON;"
           "PRAGMA secure_delete = ON; PRAGMA temp_store = MEMORY; PRAGMA mmap_size = 0;";
  case SILSA_DB_READ:
  default:
    return "PRAGMA query_only = ON; PRAGMA cache_size = -2000; PRAGMA cell_size_check = ON;"
           "PRAGMA temp_store = MEMORY; PRAGMA mmap_size = 0;";
  }
}

static gboolean
prepare_guards(SilsaDb *self, GError **error)
{
  return (self->begin = silsa_db_prepare(self, "BEGIN IMMEDIATE", error)) != NULL &&
         (self->begin_reading = silsa_db_prepare(self, "BEGIN", error)) != NULL &&
         (self->commit = silsa_db_prepare(self, "COMMIT", error)) != NULL &&
         (self->rollback = silsa_db_prepare(self, "ROLLBACK", error)) != NULL;
}

static void
finalize_cb(gpointer data)
{
  sqlite3_finalize(data);
}

/* Where SQLite cannot open a file for writing it opens it for reading alone and says nothing. */
static gboolean
check_mode(SilsaDb *self, SilsaDbMode mode, GError **error)
{
  if (mode == SILSA_DB_READ || sqlite3_db_readonly(self->handle, "main") == 0)
    return TRUE;
  silsa_error_set(error, SILSA_ERROR_STORAGE, NULL, "SQLite could open it for reading alone");
  silsa_error_at_file(error, self->path);
  return FALSE;
}

SilsaDb *
silsa_db_open(const char *path, SilsaDbMode mode, GError **error)
{
  static const int flags[] = {
      [SILSA_DB_READ] = SQLITE_OPEN_READONLY,
      [SILSA_DB_WRITE] = SQLITE_OPEN_READWRITE,
      [SILSA_DB_BUILD] = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE,
  };
  g_autoptr(SilsaDb) self = g_new0(SilsaDb, 1);
  int result;

  self->path = g_strdup(path);
  self->shown = g_strdup(path);
  self->owner = g_thread_self();
  self->statements = g_hash_table_new_full(NULL, NULL, NULL, finalize_cb);
  /* Serialized, because the writer takes the blobs of idle streams away (silsa-readers.c). */
  result = sqlite3_open_v2(path, &self->handle, flags[mode] | SQLITE_OPEN_FULLMUTEX, NULL);
  if (self->handle == NULL ||
      sqlite3_set_clientdata(self->handle, "silsa", self, NULL) != SQLITE_OK) {
    silsa_error_set(error, SILSA_ERROR_STORAGE, "memory", "SQLite cannot start (%d)", result);
    silsa_error_at_file(error, path);
    return NULL;
  }
  if (result != SQLITE_OK) {
    silsa_db_fail(self, error);
    return NULL;
  }
  if (!check_mode(self, mode, error))
    return NULL;
  configure(self->handle);
  sqlite3_busy_handler(self->handle, busy_cb, self);
  sqlite3_commit_hook(self->handle, commit_hook_cb, self);
  silsa_db_set_row_limit(self, SILSA_LIMIT_EVIDENCE_BYTES + SILSA_MIB(1));
  self->committing = mode == SILSA_DB_BUILD;
  if (!silsa_db_script(self, pragmas_of(mode), error) || !prepare_guards(self, error))
    return NULL;
  return g_steal_pointer(&self);
}

void
silsa_db_close(SilsaDb *self)
{
  if (self == NULL)
    return;
  g_hash_table_unref(self->statements);
  sqlite3_finalize(self->begin);
  sqlite3_finalize(self->begin_reading);
  sqlite3_finalize(self->commit);
  sqlite3_finalize(self->rollback);
  sqlite3_close_v2(self->handle);
  g_free(self->path);
  g_free(self->shown);
  g_free(self);
}

void
silsa_db_adopt(SilsaDb *self)
{
  self->owner = g_thread_self();
}

sqlite3 *
silsa_db_get_handle(SilsaDb *self)
{
  return self->handle;
}

const char *
silsa_db_get_path(SilsaDb *self)
{
  return self->path;
}

void
silsa_db_show_as(SilsaDb *self, const char *path)
{
  g_set_str(&self->shown, path);
}

void
silsa_db_set_row_limit(SilsaDb *self, guint64 bytes)
{
  sqlite3_limit(self->handle, SQLITE_LIMIT_LENGTH, (int)MIN(bytes, G_MAXINT));
}

/* --- statements --- */

static sqlite3_stmt *
prepare(SilsaDb *self, const char *sql, unsigned flags, GError **error)
{
  sqlite3_stmt *stmt = NULL;
  const char *tail = NULL;

  assert_mine(self);
  if (sqlite3_prepare_v3(self->handle, sql, -1, flags, &stmt, &tail) != SQLITE_OK) {
    silsa_db_fail(self, error);
    return NULL;
  }
  g_assert(stmt != NULL && *tail == '\0');
  return stmt;
}

sqlite3_stmt *
silsa_db_prepare(SilsaDb *self, const char *sql, GError **error)
{
  return prepare(self, sql, 0, error);
}

sqlite3_stmt *
silsa_db_statement(SilsaDb *self, const char *sql, GError **error)
{
  sqlite3_stmt *stmt = g_hash_table_lookup(self->statements, sql);

  assert_mine(self);
  if (stmt != NULL) {
    sqlite3_reset(stmt);
    sqlite3_clear_bindings(stmt);
    return stmt;
  }
  stmt = prepare(self, sql, SQLITE_PREPARE_PERSISTENT, error);
  if (stmt != NULL)
    g_hash_table_insert(self->statements, (gpointer)sql, stmt);
  return stmt;
}

gboolean
silsa_db_script(SilsaDb *self, const char *sql, GError **error)
{
  assert_mine(self);
  return sqlite3_exec(self->handle, sql, NULL, NULL, NULL) == SQLITE_OK ||
         silsa_db_fail(self, error);
}

gboolean
silsa_db_read_number(SilsaDb *self, const char *sql, gint64 *number, GError **error)
{
  g_autoptr(sqlite3_stmt) stmt = silsa_db_prepare(self, sql, error);
  gboolean row;

  if (stmt == NULL || !silsa_stmt_next(stmt, &row, error))
    return FALSE;
  if (!row)
    return silsa_error_set(error, SILSA_ERROR_CORRUPT, "database", "no row where one must be");
  *number = sqlite3_column_int64(stmt, 0);
  return TRUE;
}

static int
parameter(sqlite3_stmt *stmt, const char *name)
{
  int index = sqlite3_bind_parameter_index(stmt, name);

  g_assert(index > 0);
  return index;
}

gboolean
silsa_stmt_bind_text(sqlite3_stmt *stmt, const char *name, const char *text, GError **error)
{
  return sqlite3_bind_text(stmt, parameter(stmt, name), text, -1, SQLITE_STATIC) == SQLITE_OK ||
         fail_stmt(stmt, error);
}

gboolean
silsa_stmt_bind_number(sqlite3_stmt *stmt, const char *name, gint64 number, GError **error)
{
  return sqlite3_bind_int64(stmt, parameter(stmt, name), number) == SQLITE_OK ||
         fail_stmt(stmt, error);
}

gboolean
silsa_stmt_bind_bytes(
    sqlite3_stmt *stmt, const char *name, const void *data, gsize size, GError **error)
{
  /* SQLite binds NULL for a NULL pointer, but no bytes are not the same as nothing. */
  return sqlite3_bind_blob64(stmt, parameter(stmt, name), data != NULL ? data : "", size,
                             SQLITE_STATIC) == SQLITE_OK ||
         fail_stmt(stmt, error);
}

gboolean
silsa_stmt_bind_gbytes(sqlite3_stmt *stmt, const char *name, GBytes *bytes, GError **error)
{
  gsize size;
  const void *data = g_bytes_get_data(bytes, &size);

  return silsa_stmt_bind_bytes(stmt, name, data, size, error);
}

gboolean
silsa_stmt_next(sqlite3_stmt *stmt, gboolean *row, GError **error)
{
  int result = sqlite3_step(stmt);

  *row = result == SQLITE_ROW;
  if (result == SQLITE_ROW)
    return TRUE;
  if (result != SQLITE_DONE)
    fail_stmt(stmt, error);
  sqlite3_reset(stmt);
  return result == SQLITE_DONE;
}

gboolean
silsa_stmt_run(sqlite3_stmt *stmt, GError **error)
{
  gboolean row = FALSE;

  do {
    if (!silsa_stmt_next(stmt, &row, error))
      return FALSE;
  } while (row);
  return TRUE;
}

gboolean
silsa_stmt_get_text_or_null(sqlite3_stmt *stmt, int column, const char **text, GError **error)
{
  int size;

  *text = (const char *)sqlite3_column_text(stmt, column);
  if (*text == NULL)
    return sqlite3_column_type(stmt, column) == SQLITE_NULL || fail_stmt(stmt, error);
  size = sqlite3_column_bytes(stmt, column);
  if (g_utf8_validate_len(*text, (gsize)size, NULL))
    return TRUE;
  silsa_error_set(error, SILSA_ERROR_CORRUPT, "text-encoding", "a text is not UTF-8");
  silsa_error_at_file(error, shown_path(stmt));
  return FALSE;
}

gboolean
silsa_stmt_get_text(sqlite3_stmt *stmt, int column, const char **text, GError **error)
{
  if (!silsa_stmt_get_text_or_null(stmt, column, text, error))
    return FALSE;
  if (*text != NULL)
    return TRUE;
  silsa_error_set(error, SILSA_ERROR_CORRUPT, "database", "a text is missing");
  silsa_error_at_file(error, shown_path(stmt));
  return FALSE;
}

GBytes *
silsa_stmt_dup_bytes(sqlite3_stmt *stmt, int column, GError **error)
{
  const void *data = sqlite3_column_blob(stmt, column);
  int size = sqlite3_column_bytes(stmt, column);

  if (data == NULL && size > 0) {
    fail_stmt(stmt, error);
    return NULL;
  }
  return g_bytes_new(data, (gsize)size);
}

/* --- transactions --- */

gboolean
silsa_txn_begin(SilsaTxn *self, SilsaDb *db, GError **error)
{
  assert_mine(db);
  if (!silsa_stmt_run(db->begin, error))
    return FALSE;
  self->db = db;
  return TRUE;
}

gboolean
silsa_db_is_unflushed(SilsaDb *self)
{
  return self->unflushed;
}

gboolean
silsa_db_flush(SilsaDb *self, GError **error)
{
  if (self->unflushed)
    self->unflushed = !silsa_db_file_flush_folder(self->path, error);
  return !self->unflushed;
}

/* The journal is gone, and with it the way back; only that it is gone was not flushed. */
static gboolean
is_after_the_fact(SilsaDb *self)
{
  return sqlite3_extended_errcode(self->handle) == SQLITE_IOERR_DIR_FSYNC;
}

gboolean
silsa_txn_commit(SilsaTxn *self, GError **error)
{
  SilsaDb *db = self->db;
  g_autoptr(GError) local = NULL;
  gboolean ok;

  db->committing = TRUE;
  ok = silsa_stmt_run(db->commit, &local);
  db->committing = FALSE;
  if (!ok && is_after_the_fact(db)) {
    db->unflushed = TRUE;
    ok = silsa_db_flush(db, NULL);
  }
  if (ok)
    self->db = NULL;
  else
    g_propagate_error(error, g_steal_pointer(&local));
  return ok;
}

/* After some errors SQLite has rolled back already. The statement was prepared when the file was
 * opened, because a rollback that has to allocate fails exactly when it is needed. */
static void
roll_back(SilsaDb *db)
{
  if (!sqlite3_get_autocommit(db->handle))
    silsa_stmt_run(db->rollback, NULL);
}

void
silsa_txn_clear(SilsaTxn *self)
{
  if (self->db != NULL)
    roll_back(self->db);
  self->db = NULL;
}

gboolean
silsa_db_begin_reading(SilsaDb *self, GError **error)
{
  assert_mine(self);
  return silsa_stmt_run(self->begin_reading, error);
}

void
silsa_db_end_reading(SilsaDb *self)
{
  assert_mine(self);
  roll_back(self);
}

void
silsa_db_forget_pages(SilsaDb *self)
{
  assert_mine(self);
  sqlite3_db_release_memory(self->handle);
}
