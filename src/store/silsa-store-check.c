#include "silsa-store-private.h"

#include "silsa-error.h"
#include "silsa-journal.h"
#include "silsa-ledger.h"

#include <string.h>

/* The look through the whole file (silsa_store_check_async()). */

#define PIECE 256
#define PROGRESS_STEPS 2000
#define PAUSE (100 * G_TIME_SPAN_MILLISECOND) /* for the writer, before the next try */

/* From the smallest to the one with the photos, so that little is done again when the writer comes.
 */
static const char *const quick_checks[] = {
    "PRAGMA quick_check('meta')",      "PRAGMA quick_check('document')",
    "PRAGMA quick_check('fact')",      "PRAGMA quick_check('draft')",
    "PRAGMA quick_check('export')",    "PRAGMA quick_check('evidence')",
    "PRAGMA quick_check('journal')",   "PRAGMA quick_check('journal_value')",
    "PRAGMA quick_check('thumbnail')", "PRAGMA quick_check('content')",
};

typedef struct {
  SilsaReaders *readers;
  GCancellable *cancellable;
  SilsaDb *db;
  char *file_id, *catalogue_sha256;
  gboolean made_way; /* a read was broken off for the writer */
} Check;

static void
check_free(gpointer data)
{
  Check *self = data;

  silsa_readers_unref(self->readers);
  g_free(self->file_id);
  g_free(self->catalogue_sha256);
  g_free(self);
}

static int
progress_cb(gpointer data)
{
  Check *self = data;

  self->made_way = silsa_readers_are_waited_for(self->readers);
  return self->made_way || g_cancellable_is_cancelled(self->cancellable);
}

static gboolean
fail(Check *self, GError **error, const char *rule, const char *entry, const char *what)
{
  silsa_error_set(error, SILSA_ERROR_CORRUPT, rule, "%s", what);
  silsa_error_at_file(error, silsa_db_get_path(self->db));
  silsa_error_at_entry(error, entry);
  return FALSE;
}

static gboolean
quick_check(Check *self, const char *sql, GError **error)
{
  g_autoptr(sqlite3_stmt) stmt = silsa_db_prepare(self->db, sql, error);
  const char *text;
  gboolean row;

  if (stmt == NULL || !silsa_stmt_next(stmt, &row, error) ||
      !silsa_stmt_get_text(stmt, 0, &text, error))
    return FALSE;
  return g_strcmp0(text, "ok") == 0 || fail(self, error, "database", NULL, text);
}

static gboolean
check_tables(Check *self, GError **error)
{
  for (gsize i = 0; i < G_N_ELEMENTS(quick_checks);) {
    g_autoptr(GError) local = NULL;
    gboolean ok;

    self->made_way = FALSE;
    silsa_readers_enter(self->readers);
    ok = quick_check(self, quick_checks[i], &local);
    silsa_readers_leave(self->readers);
    if (g_cancellable_set_error_if_cancelled(self->cancellable, error))
      return FALSE;
    if (ok) {
      i++;
    } else if (self->made_way) {
      g_usleep(PAUSE);
    } else {
      g_propagate_error(error, g_steal_pointer(&local));
      return FALSE;
    }
  }
  return TRUE;
}

/* What the journal says of the facts; a withheld value is known by its commitment only. */
static void
replay(GHashTable *facts, const SilsaJournalRow *row)
{
  gboolean erased = row->new_value == NULL && *row->new_commitment != '\0';

  if (row->sequence == 0 || strcmp(row->field, SILSA_JOURNAL_DIGEST_FIELD) == 0)
    return;
  g_hash_table_replace(facts, g_strdup_printf("%s\n%s", row->subject, row->field),
                       g_strdup(erased ? "\n" : row->new_value));
}

static gboolean
check_rows(
    Check *self, SilsaJournalCheck *chain, GPtrArray *rows, GHashTable *facts, GError **error)
{
  for (guint i = 0; i < rows->len; i++) {
    const SilsaJournalRow *row = g_ptr_array_index(rows, i);

    if (!silsa_journal_check_row(chain, row))
      return fail(self, error, "journal-chain", "journal", "a row of the journal was altered");
    replay(facts, row);
  }
  return TRUE;
}

static gboolean
compare_facts(Check *self, GHashTable *facts, GError **error)
{
  g_autoptr(sqlite3_stmt) stmt =
      silsa_db_prepare(self->db, "SELECT subject, field, value FROM fact", error);
  GHashTableIter iter;
  gpointer left;
  gboolean row;

  if (stmt == NULL)
    return FALSE;
  for (;;) {
    g_autofree char *key = NULL;
    const char *subject, *field, *value, *told;

    if (!silsa_stmt_next(stmt, &row, error))
      return FALSE;
    if (!row)
      break;
    if (!silsa_stmt_get_text(stmt, 0, &subject, error) ||
        !silsa_stmt_get_text(stmt, 1, &field, error) ||
        !silsa_stmt_get_text(stmt, 2, &value, error))
      return FALSE;
    key = g_strdup_printf("%s\n%s", subject, field);
    told = g_hash_table_lookup(facts, key);
    if (told == NULL || (strcmp(told, "\n") != 0 && strcmp(told, value) != 0))
      return fail(self, error, "journal-facts", "fact", "a fact is not what the journal says");
    g_hash_table_remove(facts, key);
  }
  g_hash_table_iter_init(&iter, facts);
  while (g_hash_table_iter_next(&iter, NULL, &left))
    if (left != NULL && strcmp(left, "\n") != 0)
      return fail(self, error, "journal-facts", "fact", "a fact that the journal tells is missing");
  return TRUE;
}

static gboolean
check_journal(Check *self, GError **error)
{
  g_autoptr(SilsaJournalCheck) chain =
      silsa_journal_check_new(self->file_id, self->catalogue_sha256);
  g_autoptr(GHashTable) facts = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
  guint got = PIECE;

  while (got == PIECE) {
    gint64 from = silsa_journal_check_get_rows(chain);
    g_autoptr(GPtrArray) rows = silsa_ledger_read(self->db, from, G_MAXINT64, PIECE, error);

    if (rows == NULL || !check_rows(self, chain, rows, facts, error))
      return FALSE;
    got = rows->len;
  }
  if (silsa_journal_check_get_rows(chain) == 0)
    return fail(self, error, "journal-chain", "journal", "the journal is empty");
  return compare_facts(self, facts, error);
}

/* Journal and facts belong to one state of the file: one read, begun anew when the writer came. */
static gboolean
check_history(Check *self, GError **error)
{
  for (;;) {
    g_autoptr(GError) local = NULL;
    gboolean ok;

    self->made_way = FALSE;
    silsa_readers_enter(self->readers);
    ok = silsa_db_begin_reading(self->db, &local) && check_journal(self, &local);
    silsa_db_end_reading(self->db);
    silsa_readers_leave(self->readers);
    if (g_cancellable_set_error_if_cancelled(self->cancellable, error))
      return FALSE;
    if (ok)
      return TRUE;
    if (!self->made_way) {
      g_propagate_error(error, g_steal_pointer(&local));
      return FALSE;
    }
    g_usleep(PAUSE);
  }
}

static void
check_thread(GTask *task, gpointer source G_GNUC_UNUSED, gpointer data, GCancellable *cancellable)
{
  Check *self = data;
  GError *error = NULL;
  gboolean ok;

  self->cancellable = cancellable;
  /* Not from the pool: its cached pages would be believed. */
  self->db = silsa_db_open(silsa_readers_get_path(self->readers), SILSA_DB_READ, &error);
  ok = self->db != NULL;
  if (ok)
    sqlite3_progress_handler(silsa_db_get_handle(self->db), PROGRESS_STEPS, progress_cb, self);
  ok = ok && check_tables(self, &error) && check_history(self, &error);
  g_clear_pointer(&self->db, silsa_db_close);
  if (ok)
    g_task_return_boolean(task, TRUE);
  else
    g_task_return_error(task, error);
}

/* The thread may drop its task last, and a store ends in its own thread: so the task that the
 * thread holds knows no store, and this one, which does, never leaves. */
static void
checked_cb(GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer data)
{
  g_autoptr(GTask) task = data;
  GError *error = NULL;

  if (g_task_propagate_boolean(G_TASK(result), &error))
    g_task_return_boolean(task, TRUE);
  else
    g_task_return_error(task, error);
}

void
silsa_store_check_async(SilsaStore *self,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  g_autoptr(GTask) work = NULL;
  GTask *task;
  SilsaAssessment *assessment;
  Check *check;

  g_return_if_fail(SILSA_IS_STORE(self) && silsa_store_get_readers(self) != NULL);

  assessment = silsa_store_get_assessment(self);
  check = g_new0(Check, 1);
  check->readers = silsa_readers_ref(silsa_store_get_readers(self));
  check->file_id = g_strdup(silsa_assessment_get_case(assessment)->id);
  check->catalogue_sha256 =
      g_strdup(silsa_catalogue_get_sha256(silsa_assessment_get_catalogue(assessment)));
  task = g_task_new(self, cancellable, callback, user_data);
  g_task_set_source_tag(task, silsa_store_check_async);
  work = g_task_new(NULL, cancellable, checked_cb, task);
  g_task_set_source_tag(work, silsa_store_check_async);
  g_task_set_task_data(work, check, check_free);
  g_task_run_in_thread(work, check_thread);
}

gboolean
silsa_store_check_finish(SilsaStore *self, GAsyncResult *result, GError **error)
{
  g_autoptr(GError) local = NULL;
  gboolean ok;

  g_return_val_if_fail(g_task_is_valid(result, self), FALSE);

  ok = g_task_propagate_boolean(G_TASK(result), &local);
  if (ok || g_error_matches(local, SILSA_ERROR, SILSA_ERROR_CORRUPT))
    silsa_store_set_damaged(self, !ok);
  if (!ok)
    g_propagate_error(error, g_steal_pointer(&local));
  return ok;
}
