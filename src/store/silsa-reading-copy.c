#include "silsa-reading-copy.h"

#include "silsa-db-file.h"
#include "silsa-evidence-table.h"
#include "silsa-ledger.h"
#include "silsa-load.h"
#include "silsa-schema.h"

#include <glib/gstdio.h>

typedef struct {
  SilsaDb *db;
  GError **error;
  gboolean ok;
} Writing;

static void
write_fact(const char *subject, const char *field, const char *value, gpointer data)
{
  static const char sql[] = "INSERT INTO fact (subject, field, value)"
                            " VALUES (:subject, :field, :value)";
  Writing *self = data;
  sqlite3_stmt *stmt = self->ok ? silsa_db_statement(self->db, sql, self->error) : NULL;

  self->ok = stmt != NULL && silsa_stmt_bind_text(stmt, ":subject", subject, self->error) &&
             silsa_stmt_bind_text(stmt, ":field", field, self->error) &&
             silsa_stmt_bind_text(stmt, ":value", value, self->error) &&
             silsa_stmt_run(stmt, self->error);
}

static gboolean
write_facts(const SilsaReadingCopy *self, SilsaDb *db, GError **error)
{
  Writing writing = {db, error, TRUE};

  silsa_assessment_foreach_fact(self->assessment, write_fact, &writing);
  return writing.ok;
}

static gboolean
write_journal(const SilsaReadingCopy *self, SilsaDb *db, GError **error)
{
  for (guint i = 0; self->rows != NULL && i < self->rows->len; i++)
    if (!silsa_ledger_copy_row(db, g_ptr_array_index(self->rows, i), error))
      return FALSE;
  return TRUE;
}

static gboolean
write_content(const SilsaReadingCopy *self, SilsaDb *db, SilsaEvidence *evidence, GError **error)
{
  gint64 id = silsa_evidence_get_id(evidence);
  g_autoptr(GBytes) thumbnail = NULL;
  g_autoptr(GError) local = NULL;
  g_autoptr(GBytes) bytes = self->read_evidence(evidence, &thumbnail, self->user_data, &local);

  if (local != NULL) {
    g_propagate_error(error, g_steal_pointer(&local));
    return FALSE;
  }
  return (bytes == NULL || silsa_evidence_table_insert_content(db, id, bytes, error)) &&
         (thumbnail == NULL || silsa_evidence_table_insert_thumbnail(db, id, thumbnail, error));
}

/* A package that was not made by Silsa may give two pieces one number or one digest; the first
 * keeps it. */
static gboolean
write_evidence(const SilsaReadingCopy *self, SilsaDb *db, GError **error)
{
  GListModel *all = silsa_assessment_get_evidence(self->assessment);
  g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);
  gint64 last = 0;

  for (guint i = 0; i < g_list_model_get_n_items(all); i++) {
    g_autoptr(SilsaEvidence) evidence = g_list_model_get_item(all, i);
    const SilsaEvidenceFacts *facts = silsa_evidence_get_facts(evidence);

    if (facts->id <= last || !g_hash_table_add(seen, (gpointer)facts->sha256))
      continue;
    last = facts->id;
    if (!silsa_evidence_table_insert_facts(db, facts, error) ||
        !write_content(self, db, evidence, error))
      return FALSE;
  }
  return TRUE;
}

/* The round itself is not in a package, so the copy has none that it could lack. */
static gboolean
write_case(const SilsaReadingCopy *self, SilsaDb *db, GError **error)
{
  SilsaCase about = *silsa_assessment_get_case(self->assessment);

  about.round_sha256 = NULL;
  about.round_title = self->round_title;
  about.preview_policy = "full";
  return silsa_content_write_case(db, &about, error);
}

static gboolean
write_all(const SilsaReadingCopy *self, SilsaDb *db, GError **error)
{
  SilsaCatalogue *catalogue = silsa_assessment_get_catalogue(self->assessment);

  return silsa_db_script(db, "BEGIN", error) && silsa_schema_create(db, error) &&
         write_case(self, db, error) &&
         silsa_content_write_document(db, "catalogue", silsa_catalogue_get_bytes(catalogue),
                                      error) &&
         write_facts(self, db, error) && write_journal(self, db, error) &&
         write_evidence(self, db, error) && silsa_db_script(db, "COMMIT", error);
}

gboolean
silsa_reading_copy_write(const SilsaReadingCopy *self, const char *path, GError **error)
{
  g_autoptr(SilsaDb) db = NULL;
  gboolean ok;

  g_return_val_if_fail(SILSA_IS_ASSESSMENT(self->assessment), FALSE);

  if (!silsa_db_file_check_new(path, error) ||
      (db = silsa_db_open(path, SILSA_DB_BUILD, error)) == NULL)
    return FALSE;
  ok = write_all(self, db, error);
  g_clear_pointer(&db, silsa_db_close);
  if (!ok)
    g_unlink(path);
  return ok;
}
