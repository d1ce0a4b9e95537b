#include "silsa-travelling.h"

#include "silsa-evidence-uses.h"
#include "silsa-outgoing.h"
#include "silsa-photo-facts.h"
#include "silsa-protect.h"
#include "silsa-sha256.h"

SilsaTravelling *
silsa_travelling_new(SilsaStore *store, SilsaEvidence *evidence)
{
  SilsaAssessment *assessment = silsa_store_get_assessment(store);
  SilsaTravelling *self = g_new0(SilsaTravelling, 1);

  self->store = g_object_ref(store);
  self->evidence = g_object_ref(evidence);
  self->rendition = silsa_rendition_new(assessment, evidence);
  self->is_used = silsa_evidence_is_used(assessment, silsa_evidence_get_id(evidence));
  return self;
}

static void
describe_copy(SilsaTravelling *self)
{
  g_autoptr(SilsaPhotoFacts) facts = silsa_photo_facts_new(self->copy, NULL);

  self->sha256 = silsa_sha256_hex(self->copy);
  if (facts == NULL)
    return;
  self->width = facts->width;
  self->height = facts->height;
}

gboolean
silsa_travelling_make(SilsaTravelling *self, GCancellable *cancellable, GError **error)
{
  g_auto(SilsaOutgoing) outgoing = {NULL};

  if (!silsa_outgoing_make(&outgoing, self->store, self->evidence, self->rendition, silsa_protect,
                           cancellable, error))
    return FALSE;
  self->withheld = outgoing.withheld;
  self->reason = g_steal_pointer(&outgoing.reason);
  self->copy = g_steal_pointer(&outgoing.copy);
  if (self->copy != NULL)
    describe_copy(self);
  return TRUE;
}

gboolean
silsa_travelling_holds(const SilsaTravelling *self)
{
  g_autoptr(SilsaTravelling) now = silsa_travelling_new(self->store, self->evidence);

  return now->is_used == self->is_used && silsa_rendition_equal(now->rendition, self->rendition);
}

void
silsa_travelling_free(SilsaTravelling *self)
{
  g_clear_pointer(&self->rendition, silsa_rendition_free);
  g_clear_error(&self->reason);
  g_clear_pointer(&self->copy, g_bytes_unref);
  g_free(self->sha256);
  g_object_unref(self->evidence);
  g_object_unref(self->store);
  g_free(self);
}

/* The thread owns it until it is made; then whoever asked does. */
static void
make_thread(GTask *task, gpointer source G_GNUC_UNUSED, gpointer data, GCancellable *cancellable)
{
  g_autoptr(SilsaTravelling) self = data;
  GError *error = NULL;

  if (silsa_travelling_make(self, cancellable, &error))
    g_task_return_pointer(task, g_steal_pointer(&self), (GDestroyNotify)silsa_travelling_free);
  else
    g_task_return_error(task, error);
}

void
silsa_travelling_make_async(SilsaStore *store,
                            SilsaEvidence *evidence,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  g_autoptr(GTask) task = g_task_new(NULL, cancellable, callback, user_data);

  g_task_set_task_data(task, silsa_travelling_new(store, evidence), NULL);
  g_task_run_in_thread(task, make_thread);
}

SilsaTravelling *
silsa_travelling_make_finish(GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer(G_TASK(result), error);
}
