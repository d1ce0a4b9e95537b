#include "silsa-store-parts-private.h"

/* Erasing for good, as the owner of a store asks for it; silsa-erase.c has what is done to the
 * file. */

/* NULL: the disk does not say what can be undone, so nothing can until the file is opened again. */
static void
take_history(SilsaStore *self, SilsaHistory *history)
{
  if (history == NULL) {
    silsa_history_forget(self->content.history);
    return;
  }
  silsa_history_count_on(history, self->content.history);
  silsa_history_free(self->content.history);
  self->content.history = history;
}

void
silsa_store_end_erasure(SilsaStore *self,
                        const SilsaAct *act,
                        gint64 evidence,
                        SilsaHistory *history)
{
  g_autoptr(GPtrArray) places = NULL;

  self->erasing--;
  self->erased = self->erased || act != NULL;
  if (act == NULL || evidence == 0) { /* nothing was erased, or the store is closed now */
    silsa_history_free(history);
    silsa_store_go_on(self);
    return;
  }
  places = silsa_store_list_places(act);
  silsa_store_forget_drafts(self, places);
  silsa_assessment_apply(self->content.assessment, act);
  take_history(self, history);
  silsa_store_notify_history(self);
  silsa_store_go_on(self);
}

/* Unlike other acts, this one is done on the disk first: nobody may believe it was done when it was
 * not. NULL: refused. */
static SilsaJob *
begin_erasure(
    SilsaStore *self, SilsaAct *act, gint64 evidence, GError **outcome, GTask *task, GError **error)
{
  SilsaJob *job;

  silsa_store_finish_errands(self);
  if (!silsa_store_require_writer(self, error) ||
      !silsa_assessment_check(self->content.assessment, act, error))
    return NULL;
  self->erasing++;
  job = silsa_erase_job_new(act, silsa_history_take_group(self->content.history), evidence, outcome,
                            task);
  silsa_store_push(self, job);
  return job;
}

static gboolean
erase(SilsaStore *self, SilsaAct *act, gint64 evidence, GError **error)
{
  GError *outcome = NULL;
  SilsaJob *job = begin_erasure(self, act, evidence, &outcome, NULL, error);

  if (job == NULL)
    return FALSE;
  silsa_writer_wait(self->writer, job);
  silsa_store_take_news(self);
  if (outcome == NULL)
    return TRUE;
  g_propagate_error(error, outcome);
  return FALSE;
}

gboolean
silsa_store_erase_evidence(SilsaStore *self, gint64 id, const char *reason, GError **error)
{
  g_autoptr(SilsaAct) act = NULL;

  g_return_val_if_fail(SILSA_IS_STORE(self) && silsa_store_is_mine(self), FALSE);
  g_return_val_if_fail(reason != NULL && *reason != '\0', FALSE);

  act = silsa_erase_act_new(self->content.assessment, id, reason);
  return erase(self, act, id, error);
}

void
silsa_store_erase_evidence_async(SilsaStore *self,
                                 gint64 id,
                                 const char *reason,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  g_autoptr(GTask) task = g_task_new(self, NULL, callback, user_data);
  g_autoptr(SilsaAct) act = NULL;
  GError *error = NULL;

  g_return_if_fail(SILSA_IS_STORE(self) && silsa_store_is_mine(self));
  g_return_if_fail(reason != NULL && *reason != '\0');

  g_task_set_source_tag(task, silsa_store_erase_evidence_async);
  act = silsa_erase_act_new(self->content.assessment, id, reason);
  if (begin_erasure(self, act, id, NULL, task, &error) == NULL)
    g_task_return_error(task, error);
}

gboolean
silsa_store_erase_evidence_finish(SilsaStore *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail(g_task_is_valid(result, self), FALSE);
  return g_task_propagate_boolean(G_TASK(result), error);
}

gboolean
silsa_store_erase_all(SilsaStore *self, const char *reason, GError **error)
{
  g_autoptr(SilsaAct) act = NULL;

  g_return_val_if_fail(SILSA_IS_STORE(self) && silsa_store_is_mine(self), FALSE);
  g_return_val_if_fail(reason != NULL && *reason != '\0', FALSE);

  act = silsa_act_new("erase-all", "city");
  silsa_act_add(act, "city", "erased", reason);
  if (!silsa_store_flush(self, error) || !erase(self, act, 0, error))
    return FALSE;
  return silsa_store_close(self, error);
}
