#include "silsa-assessment.h"
#include "silsa-evidence-uses.h"
#include "silsa-rendition.h"
#include "silsa-submitted.h"

#include <string.h>

static void
sort_answer(SilsaPreflight *self, SilsaAnswer *answer)
{
  self->applicable++;
  if (silsa_answer_get_state(answer) == SILSA_STATE_COMPLETE)
    self->complete++;
  if (silsa_answer_get_missing(answer)[0] != NULL)
    g_ptr_array_add(self->missing, answer);
  if (silsa_answer_get_contradictions(answer)[0] != NULL)
    g_ptr_array_add(self->contradictions, answer);
  if (silsa_answer_get_fate(answer) == SILSA_FATE_UNVERIFIABLE)
    g_ptr_array_add(self->unverifiable, answer);
  if (silsa_answer_get_flagged(answer))
    g_ptr_array_add(self->flagged, answer);
}

/* Nobody can hide anything on a document, nor look for a place in bytes that are no picture. */
static gboolean
is_unprotectable(SilsaAssessment *assessment, SilsaEvidence *evidence)
{
  const SilsaEvidenceFacts *facts = silsa_evidence_get_facts(evidence);
  g_autoptr(SilsaRendition) rendition = NULL;

  if (silsa_evidence_is_picture(evidence))
    return FALSE;
  rendition = silsa_rendition_new(assessment, evidence);
  return silsa_evidence_get_fact(assessment, facts->id, "persons") != NULL ||
         (rendition != NULL && rendition->without_position);
}

static void
sort_protection(SilsaPreflight *self, SilsaAssessment *assessment, SilsaEvidence *evidence)
{
  const SilsaEvidenceFacts *facts = silsa_evidence_get_facts(evidence);

  if (silsa_evidence_get_fact(assessment, facts->id, "restricted") != NULL) {
    g_ptr_array_add(self->restricted, evidence);
    return;
  }
  if (is_unprotectable(assessment, evidence))
    g_ptr_array_add(self->unprotectable, evidence);
  else if (silsa_evidence_is_unredacted(assessment, facts->id))
    g_ptr_array_add(self->unredacted, evidence);
  if (facts->latitude != NULL && !silsa_rendition_places_go(assessment))
    g_ptr_array_add(self->located, evidence);
}

/* The city's own papers lie beside the answers and need no use. */
static void
sort_evidence(SilsaPreflight *self, SilsaAssessment *assessment)
{
  g_autoptr(SilsaEvidenceUses) uses = silsa_evidence_uses_new(assessment);
  GListModel *all = silsa_assessment_get_evidence(assessment);

  for (guint i = 0; i < g_list_model_get_n_items(all); i++) {
    g_autoptr(SilsaEvidence) evidence = g_list_model_get_item(all, i);
    const SilsaEvidenceFacts *facts = silsa_evidence_get_facts(evidence);

    if (silsa_assessment_is_removed(assessment, facts->id))
      continue;
    if (silsa_evidence_uses_find(uses, facts->id) != NULL) {
      sort_protection(self, assessment, evidence);
    } else if (g_strcmp0(facts->kind, "submitted") != 0 &&
               silsa_submitted_get_name(assessment, facts->id) == NULL) {
      g_ptr_array_add(self->unused, evidence);
    }
  }
}

SilsaPreflight *
silsa_preflight_new(SilsaAssessment *assessment)
{
  SilsaPreflight *self = g_new0(SilsaPreflight, 1);
  guint n = g_list_model_get_n_items(G_LIST_MODEL(assessment));

  self->missing = g_ptr_array_new();
  self->contradictions = g_ptr_array_new();
  self->unverifiable = g_ptr_array_new();
  self->flagged = g_ptr_array_new();
  self->unredacted = g_ptr_array_new();
  self->restricted = g_ptr_array_new();
  self->located = g_ptr_array_new();
  self->unprotectable = g_ptr_array_new();
  self->unused = g_ptr_array_new();
  for (guint i = 0; i < n; i++)
    sort_answer(self, silsa_assessment_get_answer(assessment, i));
  sort_evidence(self, assessment);
  self->passed = self->complete == self->applicable;
  return self;
}

void
silsa_preflight_free(SilsaPreflight *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref(self->missing);
  g_ptr_array_unref(self->contradictions);
  g_ptr_array_unref(self->unverifiable);
  g_ptr_array_unref(self->flagged);
  g_ptr_array_unref(self->unredacted);
  g_ptr_array_unref(self->restricted);
  g_ptr_array_unref(self->located);
  g_ptr_array_unref(self->unprotectable);
  g_ptr_array_unref(self->unused);
  g_free(self);
}
