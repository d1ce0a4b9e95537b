#include "silsa-evidence-uses.h"

struct _SilsaEvidenceUses {
  GHashTable *table; /* gint64 * -> GArray of SilsaEvidenceUse */
};

static void
add_use(SilsaEvidenceUses *self, SilsaAnswer *answer, const SilsaUse *use)
{
  GArray *uses = g_hash_table_lookup(self->table, &use->evidence);
  SilsaEvidenceUse entry = {answer, use->check, use->caption};

  if (uses == NULL) {
    uses = g_array_new(FALSE, FALSE, sizeof(SilsaEvidenceUse));
    g_hash_table_insert(self->table, g_memdup2(&use->evidence, sizeof use->evidence), uses);
  }
  g_array_append_val(uses, entry);
}

SilsaEvidenceUses *
silsa_evidence_uses_new(SilsaAssessment *assessment)
{
  SilsaEvidenceUses *self = g_new0(SilsaEvidenceUses, 1);
  guint n = g_list_model_get_n_items(G_LIST_MODEL(assessment));

  self->table =
      g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, (GDestroyNotify)g_array_unref);
  for (guint i = 0; i < n; i++) {
    SilsaAnswer *answer = silsa_assessment_get_answer(assessment, i);
    g_autoptr(GArray) uses = silsa_answer_get_uses(answer);

    for (guint k = 0; k < uses->len; k++)
      add_use(self, answer, &g_array_index(uses, SilsaUse, k));
  }
  return self;
}

const GArray *
silsa_evidence_uses_find(SilsaEvidenceUses *self, gint64 evidence)
{
  return g_hash_table_lookup(self->table, &evidence);
}

guint
silsa_evidence_uses_count_indicators(SilsaEvidenceUses *self, gint64 evidence)
{
  const GArray *uses = silsa_evidence_uses_find(self, evidence);
  SilsaAnswer *last = NULL;
  guint n = 0;

  for (guint i = 0; uses != NULL && i < uses->len; i++) {
    SilsaAnswer *answer = g_array_index(uses, SilsaEvidenceUse, i).answer;

    n += answer != last; /* those of one indicator stand together */
    last = answer;
  }
  return n;
}

const char *
silsa_evidence_uses_get_caption(SilsaEvidenceUses *self, gint64 evidence)
{
  const GArray *uses = silsa_evidence_uses_find(self, evidence);

  for (guint i = 0; uses != NULL && i < uses->len; i++) {
    const char *caption = g_array_index(uses, SilsaEvidenceUse, i).caption;

    if (caption != NULL && caption[0] != '\0')
      return caption;
  }
  return NULL;
}

void
silsa_evidence_uses_free(SilsaEvidenceUses *self)
{
  g_hash_table_unref(self->table);
  g_free(self);
}

gboolean
silsa_evidence_is_used(SilsaAssessment *assessment, gint64 evidence)
{
  for (guint i = 0; i < g_list_model_get_n_items(G_LIST_MODEL(assessment)); i++) {
    g_autoptr(GArray) uses = silsa_answer_get_uses(silsa_assessment_get_answer(assessment, i));

    for (guint u = 0; u < uses->len; u++)
      if (g_array_index(uses, SilsaUse, u).evidence == evidence)
        return TRUE;
  }
  return FALSE;
}
