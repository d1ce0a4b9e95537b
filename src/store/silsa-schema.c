#include "silsa-schema.h"

#include "silsa-error.h"
#include "silsa-store.h"

#include <glib/gstdio.h>
#include <string.h>

/*
 * Format 1.
 *
 *   meta           who is judged, by whom, in which round: fixed when the file is made
 *   document       the catalogue and each version of the round, whole, as they were read
 *   fact           the current state: (subject, field) -> value, as in silsa-act.h
 *   journal        the history, silsa-journal.h; never updated, never deleted from
 *   journal_value  its values with their salts, apart, because these can be erased
 *   evidence       what is known of each photo and document; read when the file is opened
 *   content        their bytes, apart: read only when looked at
 *   thumbnail      JPEG, read by lists
 *   draft          text that was being typed
 *   export         packages made from this file
 */
static const char schema[] =
    "CREATE TABLE meta ("
    " key TEXT NOT NULL PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;\n"
    "CREATE TABLE document ("
    " kind TEXT NOT NULL CHECK (kind IN ('catalogue', 'round')),"
    " sha256 TEXT NOT NULL, bytes BLOB NOT NULL, PRIMARY KEY (kind, sha256)) STRICT;\n"
    "CREATE TABLE fact ("
    " subject TEXT NOT NULL, field TEXT NOT NULL, value TEXT NOT NULL,"
    " PRIMARY KEY (subject, field)) STRICT, WITHOUT ROWID;\n"
    "CREATE TABLE journal ("
    " sequence INTEGER PRIMARY KEY, act_group INTEGER NOT NULL, time TEXT NOT NULL,"
    " actor TEXT NOT NULL, act TEXT NOT NULL, subject TEXT NOT NULL, field TEXT NOT NULL,"
    " old_commitment BLOB CHECK (length(old_commitment) = 32),"
    " new_commitment BLOB CHECK (length(new_commitment) = 32),"
    " hash BLOB NOT NULL CHECK (length(hash) = 32)) STRICT;\n"
    "CREATE TABLE journal_value ("
    " sequence INTEGER NOT NULL REFERENCES journal (sequence),"
    " side TEXT NOT NULL CHECK (side IN ('old', 'new')),"
    " salt BLOB NOT NULL CHECK (length(salt) = 16), value TEXT NOT NULL,"
    " PRIMARY KEY (sequence, side)) STRICT, WITHOUT ROWID;\n"
    "CREATE TABLE evidence ("
    " id INTEGER PRIMARY KEY, sha256 TEXT NOT NULL UNIQUE CHECK (length(sha256) = 64),"
    " size INTEGER NOT NULL, media_type TEXT NOT NULL, name TEXT NOT NULL, kind TEXT NOT NULL,"
    " captured TEXT, imported TEXT NOT NULL, device TEXT, latitude TEXT, longitude TEXT,"
    " width INTEGER NOT NULL, height INTEGER NOT NULL, orientation INTEGER NOT NULL) STRICT;\n"
    "CREATE TABLE content ("
    " evidence INTEGER PRIMARY KEY REFERENCES evidence (id), bytes BLOB NOT NULL) STRICT;\n"
    "CREATE TABLE thumbnail ("
    " evidence INTEGER PRIMARY KEY REFERENCES evidence (id), jpeg BLOB NOT NULL) STRICT;\n"
    "CREATE TABLE draft ("
    " subject TEXT NOT NULL, field TEXT NOT NULL, text TEXT NOT NULL,"
    " PRIMARY KEY (subject, field)) STRICT, WITHOUT ROWID;\n"
    "CREATE TABLE export ("
    " revision INTEGER PRIMARY KEY CHECK (revision > 0), time TEXT NOT NULL,"
    " sha256 TEXT NOT NULL, rows INTEGER NOT NULL) STRICT;\n";

/* The same numbers as in silsa-store.h, in the decimal that a pragma wants. */
static const char marks[] = "PRAGMA application_id = 1397510977; PRAGMA user_version = 1;";
G_STATIC_ASSERT(SILSA_STORE_APPLICATION_ID == 1397510977);
G_STATIC_ASSERT(SILSA_STORE_FORMAT == 1);

/* From format 0 there is nothing: 1 is the first that was released. */
static const SilsaSchemaStep released_steps[] = {{0, NULL}};
static const SilsaSchemaStep *steps = released_steps;

static const char list_sql[] =
    "SELECT type, name, tbl_name, coalesce(sql, '') FROM sqlite_schema ORDER BY name, type";

gboolean
silsa_schema_create(SilsaDb *db, GError **error)
{
  return silsa_db_script(db, schema, error) && silsa_db_script(db, marks, error);
}

static gboolean
fail_schema(GError **error, const char *entry, const char *what)
{
  silsa_error_set(error, SILSA_ERROR_CORRUPT, "schema", "%s", what);
  silsa_error_at_entry(error, entry);
  return FALSE;
}

static gboolean
read_texts(sqlite3_stmt *stmt, const char *texts[4], gboolean *row, GError **error)
{
  if (!silsa_stmt_next(stmt, row, error))
    return FALSE;
  for (int i = 0; *row && i < 4; i++)
    if (!silsa_stmt_get_text(stmt, i, &texts[i], error))
      return FALSE;
  return TRUE;
}

static gboolean
compare_lists(sqlite3_stmt *found, sqlite3_stmt *expected, GError **error)
{
  const char *here[4] = {NULL}, *there[4] = {NULL};
  gboolean have, want;

  do {
    if (!read_texts(found, here, &have, error) || !read_texts(expected, there, &want, error))
      return FALSE;
    if (have && (!want || g_strcmp0(here[1], there[1]) != 0))
      return fail_schema(error, here[1], "an entry that is not ours");
    if (have != want)
      return fail_schema(error, there[1], "an entry is missing");
    for (int i = 0; have && i < 4; i++)
      if (g_strcmp0(here[i], there[i]) != 0)
        return fail_schema(error, here[1], "an entry differs");
  } while (have);
  return TRUE;
}

gboolean
silsa_schema_check(SilsaDb *db, GError **error)
{
  /* What SQLite itself makes of our schema is the only true spelling to compare with. */
  g_autoptr(SilsaDb) model = silsa_db_open(":memory:", SILSA_DB_BUILD, error);
  g_autoptr(sqlite3_stmt) expected = NULL;
  g_autoptr(sqlite3_stmt) found = NULL;
  gboolean ok;

  if (model == NULL || !silsa_schema_create(model, error) ||
      (expected = silsa_db_prepare(model, list_sql, error)) == NULL)
    return FALSE;
  ok = (found = silsa_db_prepare(db, list_sql, error)) != NULL &&
       compare_lists(found, expected, error);
  silsa_error_at_file(error, silsa_db_get_path(db));
  return ok;
}

static gboolean
run_steps(SilsaDb *db, guint from, GError **error)
{
  for (const SilsaSchemaStep *step = steps; step->sql != NULL; step++)
    if (step->from >= from && !silsa_db_script(db, step->sql, error))
      return FALSE;
  return silsa_db_script(db, marks, error);
}

static gboolean
run_in_one(SilsaDb *db, guint from, GError **error)
{
  g_auto(SilsaTxn) txn = {NULL};

  return silsa_txn_begin(&txn, db, error) && run_steps(db, from, error) &&
         silsa_schema_check(db, error) && silsa_txn_commit(&txn, error);
}

/* A copy for each try would fill the disk. Where the way back is not yet gone, it is kept. */
static void
drop_copy(SilsaDbFile *file, const char *copy)
{
  g_autofree char *journal = g_strconcat(silsa_db_file_get_path(file), "-journal", NULL);

  if (!g_file_test(journal, G_FILE_TEST_EXISTS))
    g_unlink(copy);
}

gboolean
silsa_schema_migrate(SilsaDb *db, SilsaDbFile *file, GError **error)
{
  g_autofree char *copy = NULL;
  gint64 from;

  /* Not what the head said before SQLite took back what a killed migration had begun. */
  if (!silsa_db_read_number(db, "PRAGMA user_version", &from, error))
    return FALSE;
  if (from == SILSA_STORE_FORMAT)
    return TRUE;
  if (steps[0].sql == NULL || from < steps[0].from || from > SILSA_STORE_FORMAT) {
    silsa_error_set(error, SILSA_ERROR_CORRUPT, "format-version",
                    "format %" G_GINT64_FORMAT " was never released", from);
    silsa_error_at_file(error, silsa_db_file_get_path(file));
    return FALSE;
  }
  if ((copy = silsa_db_file_copy_aside(file, (guint)from, error)) == NULL)
    return FALSE;
  if (run_in_one(db, (guint)from, error))
    return TRUE;
  drop_copy(file, copy);
  return FALSE;
}

void
silsa_schema_set_steps(const SilsaSchemaStep *list)
{
  steps = list != NULL ? list : released_steps;
}
