#include "silsa-compact.h"

#include "silsa-db-file.h"
#include "silsa-db.h"
#include "silsa-error.h"

#include <glib/gstdio.h>
#include <sys/stat.h>
#include <sys/statvfs.h>

/* Beside the new file, the disk must hold the journal of the next change. */
#define MARGIN ((guint64)1024 * 1024)

static char *
name_part(const char *path)
{
  return g_strconcat(path, ".compact.part", NULL);
}

void
silsa_compact_clean(const char *path)
{
  g_autofree char *part = name_part(path);
  g_autofree char *journal = g_strconcat(part, "-journal", NULL);

  g_unlink(part);
  g_unlink(journal);
}

/* The new file is as large as the old one without its free pages. */
static gboolean
check_room(SilsaDb *db, const char *path, GError **error)
{
  gint64 pages, free_pages, page_size;
  struct statvfs room;

  if (!silsa_db_read_number(db, "PRAGMA page_count", &pages, error) ||
      !silsa_db_read_number(db, "PRAGMA freelist_count", &free_pages, error) ||
      !silsa_db_read_number(db, "PRAGMA page_size", &page_size, error))
    return FALSE;
  if (statvfs(path, &room) < 0 || (guint64)room.f_bavail * room.f_frsize >=
                                      (guint64)(pages - free_pages) * (guint64)page_size + MARGIN)
    return TRUE; /* where the system cannot say, SQLite will */
  silsa_error_set(error, SILSA_ERROR_FULL, "no-room-to-compact", "no room for a second file");
  silsa_error_at_file(error, path);
  return FALSE;
}

static gboolean
vacuum_into(SilsaDb *db, const char *part, GError **error)
{
  g_autoptr(sqlite3_stmt) stmt = NULL;

  sqlite3_limit(silsa_db_get_handle(db), SQLITE_LIMIT_ATTACHED, 1);
  stmt = silsa_db_prepare(db, "VACUUM INTO :part", error);
  return stmt != NULL && silsa_stmt_bind_text(stmt, ":part", part, error) &&
         silsa_stmt_run(stmt, error);
}

static gboolean
write_part(const char *path, const char *part, GError **error)
{
  g_autoptr(SilsaDb) db = silsa_db_open(path, SILSA_DB_WRITE, error);
  struct stat info;

  if (db == NULL || !check_room(db, path, error) || !vacuum_into(db, part, error))
    return FALSE;
  /* Whoever could read the old file, and no one else, can read the new one. */
  return stat(path, &info) < 0 || g_chmod(part, (int)(info.st_mode & 07777)) == 0 ||
         silsa_error_set(error, SILSA_ERROR_WRITE, NULL, "the rights cannot be carried over");
}

gboolean
silsa_store_compact(const char *path, GError **error)
{
  g_autoptr(SilsaDbFile) file = NULL;
  g_autofree char *part = NULL;
  const char *real;

  g_return_val_if_fail(path != NULL, FALSE);

  file = silsa_db_file_open(path, TRUE, error);
  if (file == NULL)
    return FALSE;
  real = silsa_db_file_get_path(file);
  part = name_part(real);
  silsa_compact_clean(real);
  if (write_part(real, part, error) && silsa_db_file_replace(file, part, error))
    return TRUE;
  silsa_error_at_file(error, path);
  silsa_compact_clean(real);
  return FALSE;
}
