#include "silsa-hand-in-facts.h"

typedef struct {
  SilsaStore *store;
  SilsaCatalogue *catalogue;
  GBytes *round;
  gboolean round_known, round_fits;
} Reading;

void
silsa_hand_in_facts_free(SilsaHandInFacts *self)
{
  silsa_last_export_clear(&self->last);
  g_clear_pointer(&self->round, g_bytes_unref);
  g_free(self);
}

static void
reading_free(gpointer data)
{
  Reading *self = data;

  g_object_unref(self->store);
  g_object_unref(self->catalogue);
  g_clear_pointer(&self->round, g_bytes_unref);
  g_free(self);
}

static gboolean
fits(const Reading *self)
{
  g_autoptr(SilsaRound) round = NULL;

  if (self->round_known)
    return self->round_fits;
  if (self->round == NULL)
    return FALSE;
  round = silsa_round_new_from_bytes(self->round, self->catalogue, NULL);
  return round != NULL && g_strcmp0(silsa_round_get_catalogue_sha256(round),
                                    silsa_catalogue_get_sha256(self->catalogue)) == 0;
}

static void
read_thread(GTask *task,
            gpointer source G_GNUC_UNUSED,
            gpointer data,
            GCancellable *cancellable G_GNUC_UNUSED)
{
  Reading *self = data;
  SilsaHandInFacts *facts = g_new0(SilsaHandInFacts, 1);
  g_autofree char *head = NULL;

  if (!silsa_store_get_journal_head(self->store, &facts->rows, &head, NULL))
    facts->rows = -1;
  silsa_store_get_last_export(self->store, &facts->last, NULL);
  facts->round = self->round != NULL ? g_bytes_ref(self->round) : NULL;
  facts->round_fits = fits(self);
  g_task_return_pointer(task, facts, (GDestroyNotify)silsa_hand_in_facts_free);
}

void
silsa_hand_in_facts_read_async(SilsaStore *store,
                               const SilsaHandInFacts *before,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  g_autoptr(GTask) task = g_task_new(NULL, NULL, callback, user_data);
  SilsaAssessment *assessment = silsa_store_get_assessment(store);
  GBytes *round = silsa_store_get_round_bytes(store);
  Reading *self = g_new0(Reading, 1);

  self->store = g_object_ref(store);
  self->catalogue = g_object_ref(silsa_assessment_get_catalogue(assessment));
  self->round = round != NULL ? g_bytes_ref(round) : NULL;
  self->round_known = before != NULL && before->round == round;
  self->round_fits = self->round_known && before->round_fits;
  g_task_set_source_tag(task, silsa_hand_in_facts_read_async);
  g_task_set_task_data(task, self, reading_free);
  g_task_run_in_thread(task, read_thread);
}

SilsaHandInFacts *
silsa_hand_in_facts_read_finish(GAsyncResult *result)
{
  return g_task_propagate_pointer(G_TASK(result), NULL);
}
