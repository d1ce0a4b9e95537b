#pragma once

#include <glib.h>
#include <sqlite3.h>

G_BEGIN_DECLS

/*
 * One SQLite connection with the measures of DESIGN §7 and the settings measured for photos.
 * Belongs to one thread at a time; functions assert it. All SQL is static text.
 */
typedef struct _SilsaDb SilsaDb;

typedef enum {
  SILSA_DB_READ, /* a reader: small cache, cannot write */
  SILSA_DB_WRITE, /* the one writer */
  SILSA_DB_BUILD, /* a new file under a temporary name: flushed once, when it is whole */
} SilsaDbMode;

/** @path has no symbolic link in it. Nothing is read yet. Where another program holds the file a
 * connection waits for it, some seconds or until g_cancellable_get_current() is cancelled. Errors:
 * see silsa_db_fail(). */
SilsaDb *
silsa_db_open(const char *path, SilsaDbMode mode, GError **error) G_GNUC_WARN_UNUSED_RESULT;
void silsa_db_close(SilsaDb *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(SilsaDb, silsa_db_close)

/** From now on the connection belongs to the calling thread. */
void silsa_db_adopt(SilsaDb *self);
sqlite3 *silsa_db_get_handle(SilsaDb *self);
const char *silsa_db_get_path(SilsaDb *self);
/** The path that errors name, where it is not the one that was opened. */
void silsa_db_show_as(SilsaDb *self, const char *path);

/** The largest row that may be read or written; hostile files hold larger ones. */
void silsa_db_set_row_limit(SilsaDb *self, guint64 bytes);

/** Turns SQLite's last error into one of ours, with the file: FULL, READ_ONLY, BUSY, CORRUPT
 * "database", LIMIT, STORAGE ("memory", "file-moved" or without a rule). FALSE always. */
gboolean silsa_db_fail(SilsaDb *self, GError **error);

/** @sql: one statement of static text. (transfer full) */
sqlite3_stmt *
silsa_db_prepare(SilsaDb *self, const char *sql, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/** The same, kept for the next time and known by its address. Borrowed, reset, nothing bound. */
sqlite3_stmt *silsa_db_statement(SilsaDb *self, const char *sql, GError **error);
/** From now on the file is read as it stands with the first read that follows, until the end, which
 * has to come whatever was read. */
gboolean silsa_db_begin_reading(SilsaDb *self, GError **error);
void silsa_db_end_reading(SilsaDb *self);
/** Gives back the memory for what was read of the file: it is read again where it is needed. */
void silsa_db_forget_pages(SilsaDb *self);
/** Runs statements without parameters. */
gboolean silsa_db_script(SilsaDb *self, const char *sql, GError **error);
/** First column of the first row as a number; an error when there is no row. */
gboolean silsa_db_read_number(SilsaDb *self, const char *sql, gint64 *number, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(sqlite3_stmt, sqlite3_finalize)

/** Parameters by name, which must exist. NULL binds NULL. Text and bytes must live until the
 * statement was run. */
gboolean
silsa_stmt_bind_text(sqlite3_stmt *stmt, const char *name, const char *text, GError **error);
gboolean
silsa_stmt_bind_number(sqlite3_stmt *stmt, const char *name, gint64 number, GError **error);
gboolean silsa_stmt_bind_bytes(
    sqlite3_stmt *stmt, const char *name, const void *data, gsize size, GError **error);
gboolean
silsa_stmt_bind_gbytes(sqlite3_stmt *stmt, const char *name, GBytes *bytes, GError **error);
/** Runs to the end; resets. */
gboolean silsa_stmt_run(sqlite3_stmt *stmt, GError **error);
/** Steps to the next row: @row FALSE at the end, where the statement is reset. */
gboolean silsa_stmt_next(sqlite3_stmt *stmt, gboolean *row, GError **error);
/** A text column, borrowed until the next step. CORRUPT when it is not UTF-8, holds a zero byte, or
 * is NULL: NOT NULL in the schema says nothing of a damaged page. */
gboolean silsa_stmt_get_text(sqlite3_stmt *stmt, int column, const char **text, GError **error);
/** The same of a column that may be NULL. */
gboolean
silsa_stmt_get_text_or_null(sqlite3_stmt *stmt, int column, const char **text, GError **error);
/** A BLOB column as a copy. (transfer full) */
GBytes *
silsa_stmt_dup_bytes(sqlite3_stmt *stmt, int column, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * A write transaction that is rolled back at the end of its scope unless it was committed. A commit
 * that does not come through here ends the program: it would be one that the journal knows nothing
 * of.
 */
typedef struct {
  SilsaDb *db;
} SilsaTxn;

/** TRUE when a commit failed after the fact: what was written stands in the file, but a power cut
 * may take it back until silsa_db_flush() succeeds. To write it again would write it twice. */
gboolean silsa_db_is_unflushed(SilsaDb *self);
gboolean silsa_db_flush(SilsaDb *self, GError **error);

gboolean silsa_txn_begin(SilsaTxn *self, SilsaDb *db, GError **error);
gboolean silsa_txn_commit(SilsaTxn *self, GError **error);
void silsa_txn_clear(SilsaTxn *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(SilsaTxn, silsa_txn_clear)

G_END_DECLS
