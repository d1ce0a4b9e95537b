#include "silsa-error.h"
#include "silsa-field.h"
#include "silsa-jobs.h"
#include "silsa-ledger.h"
#include "silsa-store-private.h"

#include <string.h>

/* Erasing: what cannot be undone. The chain of the journal stays whole, because a value that is
 * gone leaves its commitment. */

typedef struct {
  SilsaJob job;
  SilsaAct *act;
  gint64 group;
  gint64 evidence; /* 0: everything */
  char *time;
  SilsaHistory *history; /* as it is afterwards, or NULL */
  GError **outcome; /* or NULL */
  GTask *task; /* or NULL */
} EraseJob;

static gboolean
run(SilsaDb *db, const char *sql, gint64 evidence, GError **error)
{
  sqlite3_stmt *stmt = silsa_db_statement(db, sql, error);

  return stmt != NULL && silsa_stmt_bind_number(stmt, ":id", evidence, error) &&
         silsa_stmt_run(stmt, error);
}

/* A caption speaks of the picture, so its former texts go with it; the name of a paper too. */
#define IS_USE "(field = 'use:' || :id OR field LIKE 'use:' || :id || ':%')"

static gboolean
erase_one(SilsaDb *db, gint64 id, GError **error)
{
  static const char *const statements[] = {
      "DELETE FROM content WHERE evidence = :id",
      "DELETE FROM thumbnail WHERE evidence = :id",
      "UPDATE evidence SET name = '', captured = NULL, device = NULL, latitude = NULL,"
      " longitude = NULL WHERE id = :id",
      "DELETE FROM journal_value WHERE sequence IN (SELECT sequence FROM journal WHERE " IS_USE
      " OR (subject = 'evidence:' || :id AND field = 'submitted'))",
      "DELETE FROM draft WHERE " IS_USE,
  };

  for (gsize i = 0; i < G_N_ELEMENTS(statements); i++)
    if (!run(db, statements[i], id, error))
      return FALSE;
  return TRUE;
}

/* What remains: who judged whom, the catalogue, and that there was a history of so many rows. */
static gboolean
erase_everything(SilsaDb *db, GError **error)
{
  return silsa_db_script(db,
                         "DELETE FROM content; DELETE FROM thumbnail; DELETE FROM draft;"
                         "DELETE FROM fact; DELETE FROM journal_value WHERE sequence > 0;"
                         "DELETE FROM document WHERE kind = 'round';"
                         "UPDATE evidence SET name = '', captured = NULL, device = NULL,"
                         " latitude = NULL, longitude = NULL;",
                         error);
}

/* After a commit that failed after the fact it is asked for again. */
static gboolean
is_done(EraseJob *self, SilsaDb *db, gboolean *row, GError **error)
{
  static const char sql[] = "SELECT 1 FROM fact WHERE field = 'erased'"
                            " AND subject = iif(:id = 0, 'city', 'evidence:' || :id)";
  sqlite3_stmt *stmt = silsa_db_statement(db, sql, error);

  if (stmt == NULL || !silsa_stmt_bind_number(stmt, ":id", self->evidence, error) ||
      !silsa_stmt_next(stmt, row, error))
    return FALSE;
  sqlite3_reset(stmt);
  return TRUE;
}

static gboolean
erase(EraseJob *self, SilsaDb *db, SilsaLedger *ledger, GError **error)
{
  if (self->evidence == 0 && !erase_everything(db, error))
    return FALSE;
  /* The act is journaled first, for it names the captions once more. */
  return silsa_act_write(self->act, self->group, self->time, db, ledger, error) &&
         (self->evidence == 0 || erase_one(db, self->evidence, error));
}

/* The journal has less to give now than the steps in memory know of. To read it takes longer the
 * longer it is, so it is not left to the owner; that it cannot be read is not told as a failure of
 * the erasure. */
static void
read_history(EraseJob *self, SilsaDb *db)
{
  g_clear_pointer(&self->history, silsa_history_free);
  self->history = silsa_history_new();
  if (!silsa_history_load(self->history, db, NULL))
    g_clear_pointer(&self->history, silsa_history_free);
}

static gboolean
write_erasure(SilsaJob *job, SilsaDb *db, SilsaLedger *ledger, GError **error)
{
  EraseJob *self = (EraseJob *)job;
  gboolean done;

  if (!is_done(self, db, &done, error) || (!done && !erase(self, db, ledger, error)))
    return FALSE;
  if (self->evidence != 0)
    read_history(self, db);
  return TRUE;
}

static void
finish_erasure(SilsaJob *job, SilsaStore *store)
{
  EraseJob *self = (EraseJob *)job;

  silsa_store_end_erasure(store, job->error == NULL ? self->act : NULL, self->evidence,
                          g_steal_pointer(&self->history));
  if (self->outcome != NULL)
    *self->outcome = g_steal_pointer(&job->error);
  else if (job->error != NULL)
    g_task_return_error(self->task, g_steal_pointer(&job->error));
  else
    g_task_return_boolean(self->task, TRUE);
}

static void
free_erasure(SilsaJob *job)
{
  EraseJob *self = (EraseJob *)job;

  silsa_act_free(self->act);
  silsa_history_free(self->history);
  g_clear_object(&self->task);
  g_free(self->time);
  g_free(self);
}

SilsaJob *
silsa_erase_job_new(
    const SilsaAct *act, gint64 group, gint64 evidence, GError **outcome, GTask *task)
{
  static const SilsaJobClass klass = {
      .write = write_erasure, .finish = finish_erasure, .free = free_erasure, .awaited = TRUE};
  EraseJob *self = g_new0(EraseJob, 1);

  self->job.klass = &klass;
  self->act = silsa_act_copy(act);
  self->group = group;
  self->evidence = evidence;
  self->time = silsa_ledger_now();
  self->outcome = outcome;
  self->task = task != NULL ? g_object_ref(task) : NULL;
  return &self->job;
}

/* --- acts --- */

typedef struct {
  SilsaAct *act;
  char *field, *prefix;
} Uses;

static void
collect_use(const char *subject, const char *field, const char *value G_GNUC_UNUSED, gpointer data)
{
  Uses *self = data;

  if (strcmp(field, self->field) == 0 || g_str_has_prefix(field, self->prefix))
    silsa_act_add_change(self->act, subject, field, NULL, NULL);
}

SilsaAct *
silsa_erase_act_new(SilsaAssessment *assessment, gint64 id, const char *reason)
{
  g_autofree char *subject = g_strdup_printf("evidence:%" G_GINT64_FORMAT, id);
  g_autofree char *field = silsa_field_new_use(id, NULL);
  g_autofree char *prefix = g_strconcat(field, ":", NULL);
  SilsaAct *act = silsa_act_new("erase-evidence", subject);
  Uses uses = {act, field, prefix};

  silsa_assessment_foreach_fact(assessment, collect_use, &uses);
  silsa_act_add(act, subject, "submitted", NULL);
  silsa_act_add(act, subject, "erased", reason);
  return act;
}
