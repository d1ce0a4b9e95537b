#pragma once

#include "silsa-assessment.h"

G_BEGIN_DECLS

/** One place where a piece of evidence stands. All borrowed, until the next act. */
typedef struct {
  SilsaAnswer *answer;
  const char *check; /* full code, or NULL: the indicator as such */
  const char *caption; /* may be "" */
} SilsaEvidenceUse;

/** Where all evidence is used, looked up the other way round: made anew after a change. */
typedef struct _SilsaEvidenceUses SilsaEvidenceUses;

SilsaEvidenceUses *silsa_evidence_uses_new(SilsaAssessment *assessment) G_GNUC_WARN_UNUSED_RESULT;
/** Of SilsaEvidenceUse in catalogue order, or NULL when nothing uses it. Borrowed. */
const GArray *silsa_evidence_uses_find(SilsaEvidenceUses *self, gint64 evidence);
/** Number of different indicators that use it. */
guint silsa_evidence_uses_count_indicators(SilsaEvidenceUses *self, gint64 evidence);
/** The first caption that is not empty, or NULL. Borrowed. */
const char *silsa_evidence_uses_get_caption(SilsaEvidenceUses *self, gint64 evidence);
/** Whether any answer uses it: what none does stays out of packages. Without the table, for one. */
gboolean silsa_evidence_is_used(SilsaAssessment *assessment, gint64 evidence);
void silsa_evidence_uses_free(SilsaEvidenceUses *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(SilsaEvidenceUses, silsa_evidence_uses_free)

G_END_DECLS
