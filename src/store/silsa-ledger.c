#include "silsa-ledger.h"

#include "silsa-error.h"

#include <string.h>

char *
silsa_ledger_now(void)
{
  g_autoptr(GDateTime) now = g_date_time_new_now_utc();
  g_autofree char *seconds = g_date_time_format(now, "%Y-%m-%dT%H:%M:%S");

  return g_strdup_printf("%s.%03dZ", seconds, g_date_time_get_microsecond(now) / 1000);
}

gboolean
silsa_ledger_load(SilsaLedger *self,
                  SilsaDb *db,
                  const char *file_id,
                  const char *catalogue_sha256,
                  GError **error)
{
  static const char sql[] = "SELECT sequence, hash FROM journal ORDER BY sequence DESC LIMIT 1";
  g_autoptr(sqlite3_stmt) stmt = silsa_db_prepare(db, sql, error);
  gboolean row;

  if (stmt == NULL || !silsa_stmt_next(stmt, &row, error))
    return FALSE;
  self->next_sequence = 0;
  silsa_journal_begin(file_id, catalogue_sha256, self->hash);
  if (!row)
    return TRUE;
  self->next_sequence = sqlite3_column_int64(stmt, 0) + 1;
  if (sqlite3_column_bytes(stmt, 1) == SILSA_SHA256_SIZE) {
    memcpy(self->hash, sqlite3_column_blob(stmt, 1), SILSA_SHA256_SIZE);
    return TRUE;
  }
  silsa_error_set(error, SILSA_ERROR_CORRUPT, "journal", "the last hash has the wrong size");
  silsa_error_at_file(error, silsa_db_get_path(db));
  return FALSE;
}

typedef struct {
  guint8 salt[SILSA_SALT_SIZE];
  guint8 commitment[SILSA_SHA256_SIZE];
} Sealed;

/* Returns the commitment, or NULL for a value that is not there. */
static gboolean
seal(const char *value, Sealed *sealed, const guint8 **commitment, GError **error)
{
  *commitment = NULL;
  if (value == NULL)
    return TRUE;
  if (!silsa_random_fill(sealed->salt, sizeof sealed->salt, error))
    return FALSE;
  silsa_journal_commit(sealed->salt, value, sealed->commitment);
  *commitment = sealed->commitment;
  return TRUE;
}

static gboolean
bind_commitment(sqlite3_stmt *stmt, const char *name, const guint8 *commitment, GError **error)
{
  return commitment == NULL ||
         silsa_stmt_bind_bytes(stmt, name, commitment, SILSA_SHA256_SIZE, error);
}

static gboolean
insert_row(SilsaDb *db, const SilsaJournalLink *link, const guint8 *hash, GError **error)
{
  static const char sql[] =
      "INSERT INTO journal (sequence, act_group, time, actor, act, subject, field, old_commitment,"
      " new_commitment, hash) VALUES (:sequence, :group, :time, :actor, :act, :subject, :field,"
      " :old, :new, :hash)";
  sqlite3_stmt *stmt = silsa_db_statement(db, sql, error);

  return stmt != NULL && silsa_stmt_bind_number(stmt, ":sequence", link->sequence, error) &&
         silsa_stmt_bind_number(stmt, ":group", link->group, error) &&
         silsa_stmt_bind_text(stmt, ":time", link->time, error) &&
         silsa_stmt_bind_text(stmt, ":actor", link->actor, error) &&
         silsa_stmt_bind_text(stmt, ":act", link->act, error) &&
         silsa_stmt_bind_text(stmt, ":subject", link->subject, error) &&
         silsa_stmt_bind_text(stmt, ":field", link->field, error) &&
         bind_commitment(stmt, ":old", link->old_commitment, error) &&
         bind_commitment(stmt, ":new", link->new_commitment, error) &&
         silsa_stmt_bind_bytes(stmt, ":hash", hash, SILSA_SHA256_SIZE, error) &&
         silsa_stmt_run(stmt, error);
}

static gboolean
insert_value(SilsaDb *db,
             gint64 sequence,
             const char *side,
             const Sealed *sealed,
             const char *value,
             GError **error)
{
  static const char sql[] = "INSERT INTO journal_value (sequence, side, salt, value)"
                            " VALUES (:sequence, :side, :salt, :value)";
  sqlite3_stmt *stmt;

  if (value == NULL)
    return TRUE;
  stmt = silsa_db_statement(db, sql, error);
  return stmt != NULL && silsa_stmt_bind_number(stmt, ":sequence", sequence, error) &&
         silsa_stmt_bind_text(stmt, ":side", side, error) &&
         silsa_stmt_bind_bytes(stmt, ":salt", sealed->salt, sizeof sealed->salt, error) &&
         silsa_stmt_bind_text(stmt, ":value", value, error) && silsa_stmt_run(stmt, error);
}

gboolean
silsa_ledger_append(SilsaLedger *self,
                    SilsaDb *db,
                    gint64 group,
                    const char *time,
                    const char *act,
                    const SilsaChange *change,
                    GError **error)
{
  SilsaJournalLink link = {self->next_sequence, group,         time, self->actor, act,
                           change->subject,     change->field, NULL, NULL};
  Sealed old_sealed, new_sealed;
  guint8 hash[SILSA_SHA256_SIZE];

  if (!seal(change->old_value, &old_sealed, &link.old_commitment, error) ||
      !seal(change->new_value, &new_sealed, &link.new_commitment, error))
    return FALSE;
  memcpy(hash, self->hash, sizeof hash);
  silsa_journal_extend(&link, hash);
  if (!insert_row(db, &link, hash, error) ||
      !insert_value(db, link.sequence, "old", &old_sealed, change->old_value, error) ||
      !insert_value(db, link.sequence, "new", &new_sealed, change->new_value, error))
    return FALSE;
  memcpy(self->hash, hash, sizeof hash);
  self->next_sequence++;
  return TRUE;
}

static const guint8 *
decode(const char *hex, guint8 *bytes, gsize size)
{
  return hex != NULL && silsa_hex_decode(hex, bytes, size) ? bytes : NULL;
}

gboolean
silsa_ledger_copy_row(SilsaDb *db, const SilsaJournalRow *row, GError **error)
{
  guint8 hash[SILSA_SHA256_SIZE], commitments[2][SILSA_SHA256_SIZE];
  Sealed sealed[2];
  SilsaJournalLink link = {row->sequence,
                           row->group,
                           row->time,
                           row->actor,
                           row->act,
                           row->subject,
                           row->field,
                           decode(row->old_commitment, commitments[0], SILSA_SHA256_SIZE),
                           decode(row->new_commitment, commitments[1], SILSA_SHA256_SIZE)};

  decode(row->hash, hash, sizeof hash);
  decode(row->old_salt, sealed[0].salt, SILSA_SALT_SIZE);
  decode(row->new_salt, sealed[1].salt, SILSA_SALT_SIZE);
  return insert_row(db, &link, hash, error) &&
         insert_value(db, row->sequence, "old", &sealed[0], row->old_value, error) &&
         insert_value(db, row->sequence, "new", &sealed[1], row->new_value, error);
}

/* --- reading --- */

#define ROW_COLUMNS                                                                                \
  "j.sequence, j.act_group, j.time, j.actor, j.act, j.subject, j.field, o.value, n.value,"         \
  " o.salt, n.salt, j.old_commitment, j.new_commitment, j.hash FROM journal j"                     \
  " LEFT JOIN journal_value o ON o.sequence = j.sequence AND o.side = 'old'"                       \
  " LEFT JOIN journal_value n ON n.sequence = j.sequence AND n.side = 'new'"

static char *
dup_hex(sqlite3_stmt *stmt, int column)
{
  const guint8 *bytes = sqlite3_column_blob(stmt, column);

  return bytes != NULL ? silsa_hex_encode(bytes, (gsize)sqlite3_column_bytes(stmt, column)) : NULL;
}

static SilsaJournalRow *
read_row(sqlite3_stmt *stmt, GError **error)
{
  SilsaJournalRow *row = g_new0(SilsaJournalRow, 1);
  char **texts[] = {&row->time,  &row->actor,     &row->act,      &row->subject,
                    &row->field, &row->old_value, &row->new_value};

  row->sequence = sqlite3_column_int64(stmt, 0);
  row->group = sqlite3_column_int64(stmt, 1);
  for (gsize i = 0; i < G_N_ELEMENTS(texts); i++) {
    gboolean is_value = texts[i] == &row->old_value || texts[i] == &row->new_value;
    const char *text;

    if (!(is_value ? silsa_stmt_get_text_or_null : silsa_stmt_get_text)(stmt, 2 + (int)i, &text,
                                                                        error)) {
      silsa_journal_row_free(row);
      return NULL;
    }
    *texts[i] = g_strdup(text);
  }
  row->old_salt = dup_hex(stmt, 9);
  row->new_salt = dup_hex(stmt, 10);
  row->old_commitment = dup_hex(stmt, 11);
  row->new_commitment = dup_hex(stmt, 12);
  row->hash = dup_hex(stmt, 13);
  if (row->old_commitment == NULL)
    row->old_commitment = g_strdup("");
  if (row->new_commitment == NULL)
    row->new_commitment = g_strdup("");
  return row;
}

static GPtrArray *
read_rows(sqlite3_stmt *stmt, GError **error)
{
  g_autoptr(GPtrArray) rows =
      g_ptr_array_new_with_free_func((GDestroyNotify)silsa_journal_row_free);
  gboolean more;

  for (;;) {
    SilsaJournalRow *row;

    if (!silsa_stmt_next(stmt, &more, error))
      return NULL;
    if (!more)
      return g_steal_pointer(&rows);
    if ((row = read_row(stmt, error)) == NULL)
      return NULL;
    g_ptr_array_add(rows, row);
  }
}

GPtrArray *
silsa_ledger_read(SilsaDb *db, gint64 from, gint64 to, gint64 limit, GError **error)
{
  static const char sql[] = "SELECT " ROW_COLUMNS " WHERE j.sequence >= :from AND j.sequence < :to"
                            " ORDER BY j.sequence LIMIT :limit";
  g_autoptr(sqlite3_stmt) stmt = silsa_db_prepare(db, sql, error);

  if (stmt == NULL || !silsa_stmt_bind_number(stmt, ":from", from, error) ||
      !silsa_stmt_bind_number(stmt, ":to", to, error) ||
      !silsa_stmt_bind_number(stmt, ":limit", limit, error))
    return NULL;
  return read_rows(stmt, error);
}

/* There is no index on the group: a group is undone once in a while, and the rows of one stand
 * together near the end. */
SilsaAct *
silsa_ledger_read_group(SilsaDb *db, gint64 group, GError **error)
{
  static const char sql[] = "SELECT " ROW_COLUMNS " WHERE j.act_group = :group ORDER BY j.sequence";
  g_autoptr(sqlite3_stmt) stmt = silsa_db_prepare(db, sql, error);
  g_autoptr(GPtrArray) rows = NULL;
  g_autoptr(SilsaAct) act = NULL;

  if (stmt == NULL || !silsa_stmt_bind_number(stmt, ":group", group, error) ||
      (rows = read_rows(stmt, error)) == NULL)
    return NULL;
  for (guint i = 0; i < rows->len; i++) {
    const SilsaJournalRow *row = g_ptr_array_index(rows, i);

    if ((row->old_value == NULL) != (*row->old_commitment == '\0') ||
        (row->new_value == NULL) != (*row->new_commitment == '\0'))
      continue; /* erased: this part of the act cannot come back */
    if (act == NULL)
      act = silsa_act_new(row->act, row->subject);
    silsa_act_add_change(act, row->subject, row->field, row->old_value, row->new_value);
  }
  if (act == NULL)
    silsa_error_set(error, SILSA_ERROR_NOT_FOUND, rows->len > 0 ? "erased" : "undo",
                    "nothing of the act is in the journal");
  return g_steal_pointer(&act);
}
