#pragma once

#include "silsa-drafts.h"
#include "silsa-writer.h"

G_BEGIN_DECLS

/* What the writer is given to do. All (transfer full). */

/** Journals @act as @group, brings the facts up to date and deletes the drafts in @places (keys of
 * silsa_draft_key()). */
SilsaJob *
silsa_act_job_new(const SilsaAct *act, gint64 group, GPtrArray *places) G_GNUC_WARN_UNUSED_RESULT;

/** Journals @act as @group at @time and brings the facts up to date: inside a job's transaction. */
gboolean silsa_act_write(const SilsaAct *act,
                         gint64 group,
                         const char *time,
                         SilsaDb *db,
                         SilsaLedger *ledger,
                         GError **error);

/** Writes @round as a document too, with the act that takes it. */
void silsa_act_job_set_round(SilsaJob *job, const char *sha256, GBytes *round);

/** Writes what @drafts says of one field by then. */
SilsaJob *
silsa_draft_job_new(SilsaDrafts *drafts, const char *key, gint64 due) G_GNUC_WARN_UNUSED_RESULT;

/** What became of an awaited job. */
typedef struct {
  SilsaEvidence *evidence;
  gboolean was_known;
  GError *error;
} SilsaOutcome;
void silsa_outcome_clear(SilsaOutcome *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(SilsaOutcome, silsa_outcome_clear)

/** Stores evidence; tells @outcome (which must live until then) or @task (whose result is a
 * SilsaOutcome to be freed with g_free() after clearing). */
SilsaJob *silsa_evidence_job_new(GBytes *bytes,
                                 const SilsaEvidenceIntake *intake,
                                 gint64 group,
                                 SilsaOutcome *outcome,
                                 GTask *task) G_GNUC_WARN_UNUSED_RESULT;

/** Journals @act (of silsa_erase_act_new(), or one "erase-all") and deletes what it is about for
 * good; @evidence 0: everything. Tells @outcome (which must live until then) or @task. */
SilsaJob *silsa_erase_job_new(const SilsaAct *act,
                              gint64 group,
                              gint64 evidence,
                              GError **outcome,
                              GTask *task) G_GNUC_WARN_UNUSED_RESULT;
/** Takes evidence @id out of all answers and says why it was erased; to be checked as any act. */
SilsaAct *silsa_erase_act_new(SilsaAssessment *assessment,
                              gint64 id,
                              const char *reason) G_GNUC_WARN_UNUSED_RESULT;

/** Writes nothing, and tells @task (transfer none), which gets a boolean, when everything before it
 * is durable. */
SilsaJob *silsa_flush_job_new(GTask *task) G_GNUC_WARN_UNUSED_RESULT;

/** Tells @outcome (which must live until then) or @task, which gets a boolean. */
SilsaJob *silsa_export_job_new(guint revision,
                               const char *sha256,
                               gint64 rows,
                               SilsaOutcome *outcome,
                               GTask *task) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
