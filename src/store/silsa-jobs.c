#include "silsa-jobs.h"

#include "silsa-error.h"
#include "silsa-evidence-table.h"
#include "silsa-store-private.h"

/* --- acts --- */

typedef struct {
  SilsaJob job;
  SilsaAct *act;
  GPtrArray *places;
  gint64 group;
  char *time;
  char *round_sha256; /* or NULL */
  GBytes *round;
} ActJob;

static gboolean
set_fact(SilsaDb *db, const SilsaChange *change, GError **error)
{
  static const char set_sql[] =
      "INSERT INTO fact (subject, field, value) VALUES (:subject, :field, :value)"
      " ON CONFLICT (subject, field) DO UPDATE SET value = excluded.value";
  static const char delete_sql[] = "DELETE FROM fact WHERE subject = :subject AND field = :field";
  gboolean set = change->new_value != NULL;
  sqlite3_stmt *stmt = silsa_db_statement(db, set ? set_sql : delete_sql, error);

  return stmt != NULL && silsa_stmt_bind_text(stmt, ":subject", change->subject, error) &&
         silsa_stmt_bind_text(stmt, ":field", change->field, error) &&
         (!set || silsa_stmt_bind_text(stmt, ":value", change->new_value, error)) &&
         silsa_stmt_run(stmt, error);
}

static gboolean
set_draft(SilsaDb *db, const char *key, const char *text, GError **error)
{
  static const char set_sql[] =
      "INSERT INTO draft (subject, field, text) VALUES (:subject, :field, :text)"
      " ON CONFLICT (subject, field) DO UPDATE SET text = excluded.text";
  static const char delete_sql[] = "DELETE FROM draft WHERE subject = :subject AND field = :field";
  sqlite3_stmt *stmt = silsa_db_statement(db, text != NULL ? set_sql : delete_sql, error);
  g_autofree char *subject = NULL;
  g_autofree char *field = NULL;

  silsa_draft_key_split(key, &subject, &field);
  return stmt != NULL && silsa_stmt_bind_text(stmt, ":subject", subject, error) &&
         silsa_stmt_bind_text(stmt, ":field", field, error) &&
         (text == NULL || silsa_stmt_bind_text(stmt, ":text", text, error)) &&
         silsa_stmt_run(stmt, error);
}

/* A version that was taken back and is taken again is there already. */
static gboolean
write_round(ActJob *self, SilsaDb *db, GError **error)
{
  static const char sql[] = "INSERT INTO document (kind, sha256, bytes)"
                            " VALUES ('round', :sha256, :bytes)"
                            " ON CONFLICT (kind, sha256) DO NOTHING";
  sqlite3_stmt *stmt = silsa_db_statement(db, sql, error);

  return stmt != NULL && silsa_stmt_bind_text(stmt, ":sha256", self->round_sha256, error) &&
         silsa_stmt_bind_gbytes(stmt, ":bytes", self->round, error) && silsa_stmt_run(stmt, error);
}

gboolean
silsa_act_write(const SilsaAct *act,
                gint64 group,
                const char *time,
                SilsaDb *db,
                SilsaLedger *ledger,
                GError **error)
{
  for (guint i = 0; i < act->changes->len; i++) {
    const SilsaChange *change = g_ptr_array_index(act->changes, i);

    if (!set_fact(db, change, error) ||
        !silsa_ledger_append(ledger, db, group, time, act->name, change, error))
      return FALSE;
  }
  return TRUE;
}

static gboolean
write_act(SilsaJob *job, SilsaDb *db, SilsaLedger *ledger, GError **error)
{
  ActJob *self = (ActJob *)job;

  if (self->round != NULL && !write_round(self, db, error))
    return FALSE;
  if (!silsa_act_write(self->act, self->group, self->time, db, ledger, error))
    return FALSE;
  for (guint i = 0; i < self->places->len; i++)
    if (!set_draft(db, g_ptr_array_index(self->places, i), NULL, error))
      return FALSE;
  return TRUE;
}

static void
free_act(SilsaJob *job)
{
  ActJob *self = (ActJob *)job;

  silsa_act_free(self->act);
  g_ptr_array_unref(self->places);
  g_free(self->time);
  g_free(self->round_sha256);
  g_clear_pointer(&self->round, g_bytes_unref);
  g_free(self);
}

SilsaJob *
silsa_act_job_new(const SilsaAct *act, gint64 group, GPtrArray *places)
{
  static const SilsaJobClass klass = {.write = write_act, .free = free_act};
  ActJob *self = g_new0(ActJob, 1);

  self->job.klass = &klass;
  self->act = silsa_act_copy(act);
  self->places = g_ptr_array_ref(places);
  self->group = group;
  self->time = silsa_ledger_now();
  return &self->job;
}

void
silsa_act_job_set_round(SilsaJob *job, const char *sha256, GBytes *round)
{
  ActJob *self = (ActJob *)job;

  self->round_sha256 = g_strdup(sha256);
  self->round = g_bytes_ref(round);
}

/* --- drafts --- */

typedef struct {
  SilsaJob job;
  SilsaDrafts *drafts;
  char *key;
} DraftJob;

static gboolean
write_draft(SilsaJob *job, SilsaDb *db, SilsaLedger *ledger G_GNUC_UNUSED, GError **error)
{
  DraftJob *self = (DraftJob *)job;
  g_autofree char *text = NULL;

  return !silsa_drafts_copy(self->drafts, self->key, &text) ||
         set_draft(db, self->key, text, error);
}

static void
free_draft(SilsaJob *job)
{
  DraftJob *self = (DraftJob *)job;

  silsa_drafts_unref(self->drafts);
  g_free(self->key);
  g_free(self);
}

SilsaJob *
silsa_draft_job_new(SilsaDrafts *drafts, const char *key, gint64 due)
{
  static const SilsaJobClass klass = {.write = write_draft, .free = free_draft};
  DraftJob *self = g_new0(DraftJob, 1);

  self->job.klass = &klass;
  self->job.due = due;
  self->drafts = silsa_drafts_ref(drafts);
  self->key = g_strdup(key);
  return &self->job;
}

/* --- evidence --- */

typedef struct {
  SilsaJob job;
  GBytes *bytes; /* or NULL: written, and to be had from @again */
  SilsaByteSource *again; /* or NULL */
  GBytes *thumbnail;
  SilsaEvidence *intake; /* holds the strings of @facts */
  SilsaEvidenceFacts facts;
  char *sha256, *imported;
  gint64 group;
  gboolean was_known;
  SilsaOutcome *outcome; /* of a caller who waits, or NULL */
  GTask *task; /* or NULL */
} EvidenceJob;

void
silsa_outcome_clear(SilsaOutcome *self)
{
  g_clear_object(&self->evidence);
  g_clear_error(&self->error);
}

static void
outcome_free(gpointer data)
{
  silsa_outcome_clear(data);
  g_free(data);
}

static gboolean
journal_evidence(EvidenceJob *self, SilsaDb *db, SilsaLedger *ledger, GError **error)
{
  g_autofree char *subject = g_strdup_printf("evidence:%" G_GINT64_FORMAT, self->facts.id);
  char field[] = SILSA_JOURNAL_DIGEST_FIELD;
  SilsaChange change = {subject, field, NULL, self->sha256};

  return silsa_ledger_append(ledger, db, self->group, self->imported, "add-evidence", &change,
                             error);
}

static gboolean
exists(SilsaDb *db, const char *sql, gint64 id, gboolean *row, GError **error)
{
  sqlite3_stmt *stmt = silsa_db_statement(db, sql, error);

  if (stmt == NULL || !silsa_stmt_bind_number(stmt, ":id", id, error) ||
      !silsa_stmt_next(stmt, row, error))
    return FALSE;
  sqlite3_reset(stmt);
  return TRUE;
}

/* What was erased stays erased, also where somebody has a copy. What a damaged disk took comes back
 * that way. */
static gboolean
fill_in_content(EvidenceJob *self, SilsaDb *db, GError **error)
{
  static const char content_sql[] = "SELECT 1 FROM content WHERE evidence = :id";
  static const char erased_sql[] = "SELECT 1 FROM fact WHERE field = 'erased'"
                                   " AND subject IN ('city', 'evidence:' || :id)";
  gboolean there, erased;

  if (!exists(db, content_sql, self->facts.id, &there, error))
    return FALSE;
  if (there)
    return TRUE;
  if (!exists(db, erased_sql, self->facts.id, &erased, error))
    return FALSE;
  if (!erased)
    return silsa_evidence_table_insert_content(db, self->facts.id, self->bytes, error);
  silsa_error_set(error, SILSA_ERROR_INVALID, "evidence-erased", "it was erased for good");
  silsa_error_with_found(error, self->facts.name);
  return FALSE;
}

/* The group may have failed after this one was written. */
static gboolean
have_bytes(EvidenceJob *self, GError **error)
{
  if (self->bytes == NULL)
    self->bytes = silsa_byte_source_read(self->again, self->sha256, error);
  return self->bytes != NULL;
}

static gboolean
insert_evidence(EvidenceJob *self, SilsaDb *db, SilsaLedger *ledger, GError **error)
{
  if (!silsa_evidence_table_find(db, self->sha256, &self->facts.id, error))
    return FALSE;
  self->was_known = self->facts.id != 0;
  if (self->was_known)
    return fill_in_content(self, db, error);
  return (silsa_evidence_table_next_id(db, &self->facts.id, error) &&
          silsa_evidence_table_insert(db, &self->facts, self->bytes, self->thumbnail, error) &&
          journal_evidence(self, db, ledger, error));
}

static gboolean
write_evidence(SilsaJob *job, SilsaDb *db, SilsaLedger *ledger, GError **error)
{
  EvidenceJob *self = (EvidenceJob *)job;

  /* Cancelled in time: the others of the group need not suffer. */
  if (self->task != NULL && job->error == NULL &&
      g_cancellable_set_error_if_cancelled(g_task_get_cancellable(self->task), &job->error))
    return TRUE;
  if (!have_bytes(self, error))
    return FALSE;
  if (self->sha256 == NULL)
    self->sha256 = silsa_sha256_hex(self->bytes);
  self->facts.sha256 = self->sha256;
  if (!insert_evidence(self, db, ledger, error))
    return FALSE;
  if (self->again != NULL)
    g_clear_pointer(&self->bytes, g_bytes_unref);
  return TRUE;
}

static void
finish_evidence(SilsaJob *job, SilsaStore *store)
{
  EvidenceJob *self = (EvidenceJob *)job;
  g_autoptr(SilsaEvidence) evidence =
      job->error == NULL ? silsa_store_show_evidence(store, &self->facts) : NULL;
  SilsaOutcome outcome = {evidence, self->was_known, job->error};

  if (self->outcome != NULL) {
    *self->outcome = outcome;
    evidence = NULL;
    job->error = NULL;
  } else if (job->error != NULL) {
    g_task_return_error(self->task, g_steal_pointer(&job->error));
  } else {
    evidence = NULL;
    g_task_return_pointer(self->task, g_memdup2(&outcome, sizeof outcome), outcome_free);
  }
}

static void
free_evidence(SilsaJob *job)
{
  EvidenceJob *self = (EvidenceJob *)job;

  g_clear_pointer(&self->bytes, g_bytes_unref);
  g_clear_pointer(&self->again, silsa_byte_source_unref);
  g_clear_pointer(&self->thumbnail, g_bytes_unref);
  g_object_unref(self->intake);
  g_clear_object(&self->task);
  g_free(self->sha256);
  g_free(self->imported);
  g_free(self);
}

SilsaJob *
silsa_evidence_job_new(GBytes *bytes,
                       const SilsaEvidenceIntake *intake,
                       gint64 group,
                       SilsaOutcome *outcome,
                       GTask *task)
{
  static const SilsaJobClass klass = {
      .write = write_evidence, .finish = finish_evidence, .free = free_evidence, .awaited = TRUE};
  EvidenceJob *self = g_new0(EvidenceJob, 1);

  self->job.klass = &klass;
  self->bytes = g_bytes_ref(bytes);
  self->again = intake->again != NULL ? silsa_byte_source_ref(intake->again) : NULL;
  self->thumbnail = intake->thumbnail != NULL ? g_bytes_ref(intake->thumbnail) : NULL;
  self->intake = silsa_evidence_new(&intake->facts);
  self->facts = *silsa_evidence_get_facts(self->intake);
  self->facts.size = g_bytes_get_size(bytes);
  self->facts.imported = self->imported = silsa_ledger_now();
  self->group = group;
  self->outcome = outcome;
  self->task = task != NULL ? g_object_ref(task) : NULL;
  return &self->job;
}

/* --- a flush --- */

typedef struct {
  SilsaJob job;
  GTask *task;
} FlushJob;

/* It is durable when all before it is. */
static gboolean
write_nothing(SilsaJob *job G_GNUC_UNUSED,
              SilsaDb *db G_GNUC_UNUSED,
              SilsaLedger *ledger G_GNUC_UNUSED,
              GError **error G_GNUC_UNUSED)
{
  return TRUE;
}

static gboolean
tell_flushed_cb(gpointer data)
{
  GTask *task = data;
  const GError *error = g_task_get_task_data(task);

  if (error != NULL)
    g_task_return_error(task, g_error_copy(error));
  else
    g_task_return_boolean(task, TRUE);
  return G_SOURCE_REMOVE;
}

/* Not at once: news are also taken in the middle of an act, and whoever waits for this lets go of
 * the file. */
static void
finish_flush(SilsaJob *job, SilsaStore *store G_GNUC_UNUSED)
{
  GTask *task = ((FlushJob *)job)->task;
  g_autoptr(GSource) source = g_idle_source_new();

  if (job->error != NULL)
    g_task_set_task_data(task, g_steal_pointer(&job->error), (GDestroyNotify)g_error_free);
  g_source_set_priority(source, G_PRIORITY_DEFAULT);
  g_task_attach_source(task, source, tell_flushed_cb);
}

static void
free_flush(SilsaJob *job)
{
  g_object_unref(((FlushJob *)job)->task);
  g_free(job);
}

SilsaJob *
silsa_flush_job_new(GTask *task)
{
  static const SilsaJobClass klass = {
      .write = write_nothing, .finish = finish_flush, .free = free_flush, .awaited = TRUE};
  FlushJob *self = g_new0(FlushJob, 1);

  self->job.klass = &klass;
  self->task = g_object_ref(task);
  return &self->job;
}

/* --- exports --- */

typedef struct {
  SilsaJob job;
  guint revision;
  char *sha256, *time;
  gint64 rows;
  SilsaOutcome *outcome;
  GTask *task;
} ExportJob;

/* After a commit that failed after the fact it is recorded again. */
static gboolean
is_recorded(ExportJob *self, SilsaDb *db, gboolean *row, GError **error)
{
  static const char sql[] = "SELECT 1 FROM export WHERE revision = :revision"
                            " AND sha256 = :sha256 AND rows = :rows";
  sqlite3_stmt *stmt = silsa_db_statement(db, sql, error);

  if (stmt == NULL || !silsa_stmt_bind_number(stmt, ":revision", self->revision, error) ||
      !silsa_stmt_bind_text(stmt, ":sha256", self->sha256, error) ||
      !silsa_stmt_bind_number(stmt, ":rows", self->rows, error) ||
      !silsa_stmt_next(stmt, row, error))
    return FALSE;
  sqlite3_reset(stmt);
  return TRUE;
}

static gboolean
write_export(SilsaJob *job, SilsaDb *db, SilsaLedger *ledger G_GNUC_UNUSED, GError **error)
{
  static const char sql[] = "INSERT INTO export (revision, time, sha256, rows)"
                            " VALUES (:revision, :time, :sha256, :rows)";
  ExportJob *self = (ExportJob *)job;
  sqlite3_stmt *stmt;
  gboolean recorded;

  if (!is_recorded(self, db, &recorded, error))
    return FALSE;
  if (recorded)
    return TRUE;
  stmt = silsa_db_statement(db, sql, error);
  return stmt != NULL && silsa_stmt_bind_number(stmt, ":revision", self->revision, error) &&
         silsa_stmt_bind_text(stmt, ":time", self->time, error) &&
         silsa_stmt_bind_text(stmt, ":sha256", self->sha256, error) &&
         silsa_stmt_bind_number(stmt, ":rows", self->rows, error) && silsa_stmt_run(stmt, error);
}

static void
finish_export(SilsaJob *job, SilsaStore *store G_GNUC_UNUSED)
{
  ExportJob *self = (ExportJob *)job;

  if (self->outcome != NULL)
    self->outcome->error = g_steal_pointer(&job->error);
  else if (job->error != NULL)
    g_task_return_error(self->task, g_steal_pointer(&job->error));
  else
    g_task_return_boolean(self->task, TRUE);
}

static void
free_export(SilsaJob *job)
{
  ExportJob *self = (ExportJob *)job;

  g_clear_object(&self->task);
  g_free(self->sha256);
  g_free(self->time);
  g_free(self);
}

SilsaJob *
silsa_export_job_new(
    guint revision, const char *sha256, gint64 rows, SilsaOutcome *outcome, GTask *task)
{
  static const SilsaJobClass klass = {
      .write = write_export, .finish = finish_export, .free = free_export, .awaited = TRUE};
  ExportJob *self = g_new0(ExportJob, 1);

  self->job.klass = &klass;
  self->revision = revision;
  self->sha256 = g_strdup(sha256);
  self->rows = rows;
  self->time = silsa_ledger_now();
  self->outcome = outcome;
  self->task = task != NULL ? g_object_ref(task) : NULL;
  return &self->job;
}
