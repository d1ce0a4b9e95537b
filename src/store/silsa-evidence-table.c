#include "silsa-evidence-table.h"

#include "silsa-error.h"
#include "silsa-limits.h"

/* Above this size the bytes are written in pieces: binding them makes SQLite copy them once more.
 * Below it that is faster, and each page is written only once. */
#define PIECEWISE_ABOVE SILSA_MIB(32)
#define PIECE (1024 * 1024)

gboolean
silsa_evidence_table_find(SilsaDb *db, const char *sha256, gint64 *id, GError **error)
{
  static const char sql[] = "SELECT id FROM evidence WHERE sha256 = :sha256";
  sqlite3_stmt *stmt = silsa_db_statement(db, sql, error);
  gboolean row;

  if (stmt == NULL || !silsa_stmt_bind_text(stmt, ":sha256", sha256, error) ||
      !silsa_stmt_next(stmt, &row, error))
    return FALSE;
  *id = row ? sqlite3_column_int64(stmt, 0) : 0;
  sqlite3_reset(stmt);
  return TRUE;
}

gboolean
silsa_evidence_table_next_id(SilsaDb *db, gint64 *id, GError **error)
{
  return silsa_db_read_number(db, "SELECT coalesce(max(id), 0) + 1 FROM evidence", id, error);
}

gboolean
silsa_evidence_table_insert_facts(SilsaDb *db, const SilsaEvidenceFacts *facts, GError **error)
{
  static const char sql[] =
      "INSERT INTO evidence (id, sha256, size, media_type, name, kind, captured, imported, device,"
      " latitude, longitude, width, height, orientation) VALUES (:id, :sha256, :size, :media_type,"
      " :name, :kind, :captured, :imported, :device, :latitude, :longitude, :width, :height,"
      " :orientation)";
  sqlite3_stmt *stmt = silsa_db_statement(db, sql, error);

  return stmt != NULL && silsa_stmt_bind_number(stmt, ":id", facts->id, error) &&
         silsa_stmt_bind_text(stmt, ":sha256", facts->sha256, error) &&
         silsa_stmt_bind_number(stmt, ":size", (gint64)facts->size, error) &&
         silsa_stmt_bind_text(stmt, ":media_type", facts->media_type, error) &&
         silsa_stmt_bind_text(stmt, ":name", facts->name, error) &&
         silsa_stmt_bind_text(stmt, ":kind", facts->kind, error) &&
         silsa_stmt_bind_text(stmt, ":captured", facts->captured, error) &&
         silsa_stmt_bind_text(stmt, ":imported", facts->imported, error) &&
         silsa_stmt_bind_text(stmt, ":device", facts->device, error) &&
         silsa_stmt_bind_text(stmt, ":latitude", facts->latitude, error) &&
         silsa_stmt_bind_text(stmt, ":longitude", facts->longitude, error) &&
         silsa_stmt_bind_number(stmt, ":width", facts->width, error) &&
         silsa_stmt_bind_number(stmt, ":height", facts->height, error) &&
         silsa_stmt_bind_number(stmt, ":orientation", facts->orientation, error) &&
         silsa_stmt_run(stmt, error);
}

static gboolean
insert_at_once(SilsaDb *db, gint64 id, GBytes *bytes, GError **error)
{
  static const char sql[] = "INSERT INTO content (evidence, bytes) VALUES (:evidence, :bytes)";
  sqlite3_stmt *stmt = silsa_db_statement(db, sql, error);

  return stmt != NULL && silsa_stmt_bind_number(stmt, ":evidence", id, error) &&
         silsa_stmt_bind_gbytes(stmt, ":bytes", bytes, error) && silsa_stmt_run(stmt, error);
}

static gboolean
write_pieces(SilsaDb *db, gint64 id, GBytes *bytes, GError **error)
{
  sqlite3 *handle = silsa_db_get_handle(db);
  sqlite3_blob *blob = NULL;
  gsize size;
  const guint8 *data = g_bytes_get_data(bytes, &size);
  int result = sqlite3_blob_open(handle, "main", "content", "bytes", id, 1, &blob);

  for (gsize offset = 0; result == SQLITE_OK && offset < size; offset += PIECE)
    result = sqlite3_blob_write(blob, data + offset, (int)MIN(PIECE, size - offset), (int)offset);
  if (result == SQLITE_OK)
    return sqlite3_blob_close(blob) == SQLITE_OK || silsa_db_fail(db, error);
  silsa_db_fail(db, error);
  sqlite3_blob_close(blob);
  return FALSE;
}

static gboolean
insert_piecewise(SilsaDb *db, gint64 id, GBytes *bytes, GError **error)
{
  static const char sql[] =
      "INSERT INTO content (evidence, bytes) VALUES (:evidence, zeroblob(:size))";
  sqlite3_stmt *stmt = silsa_db_statement(db, sql, error);

  return stmt != NULL && silsa_stmt_bind_number(stmt, ":evidence", id, error) &&
         silsa_stmt_bind_number(stmt, ":size", (gint64)g_bytes_get_size(bytes), error) &&
         silsa_stmt_run(stmt, error) && write_pieces(db, id, bytes, error);
}

gboolean
silsa_evidence_table_insert_thumbnail(SilsaDb *db, gint64 id, GBytes *jpeg, GError **error)
{
  static const char sql[] = "INSERT INTO thumbnail (evidence, jpeg) VALUES (:evidence, :jpeg)";
  sqlite3_stmt *stmt = silsa_db_statement(db, sql, error);

  return stmt != NULL && silsa_stmt_bind_number(stmt, ":evidence", id, error) &&
         silsa_stmt_bind_gbytes(stmt, ":jpeg", jpeg, error) && silsa_stmt_run(stmt, error);
}

gboolean
silsa_evidence_table_insert_content(SilsaDb *db, gint64 id, GBytes *bytes, GError **error)
{
  return g_bytes_get_size(bytes) > PIECEWISE_ABOVE ? insert_piecewise(db, id, bytes, error)
                                                   : insert_at_once(db, id, bytes, error);
}

gboolean
silsa_evidence_table_insert(
    SilsaDb *db, const SilsaEvidenceFacts *facts, GBytes *bytes, GBytes *thumbnail, GError **error)
{
  return silsa_evidence_table_insert_facts(db, facts, error) &&
         silsa_evidence_table_insert_content(db, facts->id, bytes, error) &&
         (thumbnail == NULL ||
          silsa_evidence_table_insert_thumbnail(db, facts->id, thumbnail, error));
}

/* --- reading --- */

static gboolean
read_facts(sqlite3_stmt *stmt, SilsaEvidenceFacts *facts, GError **error)
{
  const char **texts[] = {&facts->sha256, &facts->media_type, &facts->name, &facts->kind,
                          &facts->imported};
  const char **optional[] = {&facts->captured, &facts->device, &facts->latitude, &facts->longitude};

  for (gsize i = 0; i < G_N_ELEMENTS(texts); i++)
    if (!silsa_stmt_get_text(stmt, 5 + (int)i, texts[i], error))
      return FALSE;
  for (gsize i = 0; i < G_N_ELEMENTS(optional); i++)
    if (!silsa_stmt_get_text_or_null(stmt, 10 + (int)i, optional[i], error))
      return FALSE;
  facts->id = sqlite3_column_int64(stmt, 0);
  facts->size = (guint64)sqlite3_column_int64(stmt, 1);
  facts->width = sqlite3_column_int(stmt, 2);
  facts->height = sqlite3_column_int(stmt, 3);
  facts->orientation = sqlite3_column_int(stmt, 4);
  return TRUE;
}

gboolean
silsa_evidence_table_load(SilsaDb *db, SilsaAssessment *assessment, GError **error)
{
  static const char sql[] = "SELECT id, size, width, height, orientation, sha256, media_type, name,"
                            " kind, imported, captured, device, latitude, longitude"
                            " FROM evidence ORDER BY id";
  g_autoptr(sqlite3_stmt) stmt = silsa_db_prepare(db, sql, error);
  gboolean row = TRUE;

  if (stmt == NULL)
    return FALSE;
  for (;;) {
    SilsaEvidenceFacts facts = {0};
    g_autoptr(SilsaEvidence) evidence = NULL;

    if (!silsa_stmt_next(stmt, &row, error))
      return FALSE;
    if (!row)
      return TRUE;
    if (!read_facts(stmt, &facts, error))
      return FALSE;
    evidence = silsa_evidence_new(&facts);
    silsa_assessment_add_evidence(assessment, evidence);
  }
}
