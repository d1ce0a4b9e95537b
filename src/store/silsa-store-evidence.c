#include "silsa-store-parts-private.h"

#include "silsa-error.h"
#include "silsa-evidence-table.h"
#include "silsa-limits.h"

#include <string.h>

/* Photos and documents: taken in by the writer, read by any thread. */

SilsaEvidence *
silsa_store_show_evidence(SilsaStore *self, const SilsaEvidenceFacts *facts)
{
  SilsaEvidence *known = silsa_assessment_find_evidence(self->content.assessment, facts->id);
  SilsaEvidence *evidence;

  if (known != NULL)
    return g_object_ref(known);
  evidence = silsa_evidence_new(facts);
  silsa_assessment_add_evidence(self->content.assessment, evidence);
  return evidence;
}

static gboolean
check_intake(SilsaStore *self, GBytes *bytes, GError **error)
{
  if (!silsa_store_require_writer(self, error))
    return FALSE;
  if (g_bytes_get_size(bytes) <= SILSA_LIMIT_EVIDENCE_BYTES)
    return TRUE;
  return silsa_error_set(error, SILSA_ERROR_LIMIT, "evidence-bytes",
                         "evidence of %" G_GSIZE_FORMAT " bytes", g_bytes_get_size(bytes));
}

static SilsaJob *
new_evidence_job(SilsaStore *self,
                 GBytes *bytes,
                 const SilsaEvidenceIntake *intake,
                 SilsaOutcome *outcome,
                 GTask *task)
{
  gint64 group = silsa_history_take_group(self->content.history);

  return silsa_evidence_job_new(bytes, intake, group, outcome, task);
}

SilsaEvidence *
silsa_store_add_evidence(SilsaStore *self,
                         GBytes *bytes,
                         const SilsaEvidenceIntake *intake,
                         gboolean *was_known,
                         GError **error)
{
  SilsaOutcome outcome = {NULL};
  SilsaJob *job;

  g_return_val_if_fail(SILSA_IS_STORE(self) && silsa_store_is_mine(self), NULL);
  g_return_val_if_fail(bytes != NULL && intake != NULL && intake->facts.name != NULL, NULL);
  g_return_val_if_fail(intake->facts.media_type != NULL && intake->facts.kind != NULL, NULL);

  if (!check_intake(self, bytes, error))
    return NULL;
  job = new_evidence_job(self, bytes, intake, &outcome, NULL);
  silsa_store_push(self, job);
  silsa_writer_wait(self->writer, job);
  silsa_store_take_news(self);
  if (was_known != NULL)
    *was_known = outcome.was_known;
  if (outcome.error != NULL)
    g_propagate_error(error, outcome.error);
  return outcome.evidence;
}

void
silsa_store_add_evidence_async(SilsaStore *self,
                               GBytes *bytes,
                               const SilsaEvidenceIntake *intake,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  g_autoptr(GTask) task = NULL;
  GError *error = NULL;

  g_return_if_fail(SILSA_IS_STORE(self) && silsa_store_is_mine(self));
  g_return_if_fail(bytes != NULL && intake != NULL && intake->facts.name != NULL);
  g_return_if_fail(intake->facts.media_type != NULL && intake->facts.kind != NULL);

  task = g_task_new(self, cancellable, callback, user_data);
  g_task_set_source_tag(task, silsa_store_add_evidence_async);
  g_task_set_check_cancellable(task, FALSE); /* what was committed is reported as done */
  if (check_intake(self, bytes, &error))
    silsa_store_push(self, new_evidence_job(self, bytes, intake, NULL, task));
  else
    g_task_return_error(task, error);
}

SilsaEvidence *
silsa_store_add_evidence_finish(SilsaStore *self,
                                GAsyncResult *result,
                                gboolean *was_known,
                                GError **error)
{
  g_autofree SilsaOutcome *outcome = NULL;

  g_return_val_if_fail(g_task_is_valid(result, self), NULL);

  outcome = g_task_propagate_pointer(G_TASK(result), error);
  if (was_known != NULL)
    *was_known = outcome != NULL && outcome->was_known;
  return outcome != NULL ? outcome->evidence : NULL;
}

gboolean
silsa_store_check_evidence(SilsaStore *self, gint64 id, GBytes *bytes, GError **error)
{
  static const char sql[] = "SELECT CAST(sha256 AS BLOB) FROM evidence WHERE id = :id";
  g_autoptr(SilsaReaders) readers = silsa_store_require_readers(self, error);
  g_autoptr(GBytes) recorded =
      readers != NULL ? silsa_readers_read_bytes(readers, sql, id, error) : NULL;
  g_autofree char *digest = silsa_sha256_hex(bytes);
  g_autoptr(GBytes) found = g_bytes_new(digest, strlen(digest));

  if (recorded == NULL || g_bytes_equal(recorded, found))
    return recorded != NULL;
  silsa_error_set(error, SILSA_ERROR_CORRUPT, "evidence-digest",
                  "evidence %" G_GINT64_FORMAT " does not have its digest", id);
  silsa_error_at_file(error, self->path);
  return FALSE;
}

GBytes *
silsa_store_read_evidence_unchecked(SilsaStore *self, gint64 id, GError **error)
{
  static const char sql[] = "SELECT c.bytes FROM evidence e JOIN content c ON c.evidence = e.id"
                            " WHERE e.id = :id";
  g_autoptr(SilsaReaders) readers = NULL;
  g_autoptr(GBytes) bytes = NULL;
  g_autoptr(GError) local = NULL;

  g_return_val_if_fail(SILSA_IS_STORE(self), NULL);

  if ((readers = silsa_store_require_readers(self, error)) == NULL)
    return NULL;
  bytes = silsa_readers_read_bytes(readers, sql, id, &local);
  if (local != NULL) {
    g_propagate_error(error, g_steal_pointer(&local));
    return NULL;
  }
  if (bytes == NULL) {
    silsa_error_set(error, SILSA_ERROR_NOT_FOUND, "evidence",
                    "there is no evidence %" G_GINT64_FORMAT, id);
    silsa_error_at_file(error, self->path);
    return NULL;
  }
  return g_steal_pointer(&bytes);
}

GBytes *
silsa_store_read_evidence(SilsaStore *self, gint64 id, GError **error)
{
  g_autoptr(GBytes) bytes = silsa_store_read_evidence_unchecked(self, id, error);

  if (bytes == NULL || !silsa_store_check_evidence(self, id, bytes, error))
    return NULL;
  return g_steal_pointer(&bytes);
}

GInputStream *
silsa_store_open_evidence(SilsaStore *self, gint64 id, GError **error)
{
  g_autoptr(SilsaReaders) readers = NULL;

  g_return_val_if_fail(SILSA_IS_STORE(self), NULL);

  readers = silsa_store_require_readers(self, error);
  return readers != NULL ? silsa_evidence_stream_new(readers, id, error) : NULL;
}

GBytes *
silsa_store_read_thumbnail(SilsaStore *self, gint64 id, GError **error)
{
  static const char sql[] = "SELECT jpeg FROM thumbnail WHERE evidence = :id";
  g_autoptr(SilsaReaders) readers = NULL;

  g_return_val_if_fail(SILSA_IS_STORE(self), NULL);

  readers = silsa_store_require_readers(self, error);
  return readers != NULL ? silsa_readers_read_bytes(readers, sql, id, error) : NULL;
}
