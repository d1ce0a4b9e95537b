#pragma once

#include "silsa-answer.h"
#include "silsa-evidence.h"
#include "silsa-facts.h"

G_BEGIN_DECLS

/* Everything that follows from the facts of one indicator (DESIGN §6), by one pure function.
 * Private to the core: others read it through SilsaAnswer. */

/** What an answer is judged by: the facts and what they refer to. All borrowed. */
typedef struct {
  SilsaCatalogue *catalogue;
  guint class_index;
  SilsaFacts *facts;
  GHashTable *evidence; /* gint64 * -> SilsaEvidence */
  GHashTable *shared; /* input id -> GPtrArray of SilsaIndicator, for ids used more than once */
} SilsaScene;

typedef struct {
  gint64 evidence;
  gint64 check; /* index, -1: the indicator as such */
} SilsaDerivedUse;

typedef struct {
  SilsaState state;
  SilsaFate fate;
  gboolean recorded, unverifiable, flagged, has_claim, contradictory;
  gboolean has_score, has_claim_score;
  int level, claim_level;
  guint n_photos;
  guint32 photo_checks; /* bit n: check n (a letter, so at most 26) has a photo */
  SilsaScore score, claim_score;
  mpq_srcptr most; /* of the catalogue */
  GPtrArray *missing, *contradictions; /* NULL-terminated, owned strings */
  GArray *uses; /* of SilsaDerivedUse, of evidence that is there, sorted */
  int differs_input; /* fact-differs: which input, and where else */
  const SilsaIndicator *differs_with; /* NULL: nowhere */
} SilsaDerived;

SilsaDerived *silsa_derived_new(const SilsaScene *scene,
                                const SilsaIndicator *indicator) G_GNUC_WARN_UNUSED_RESULT;
/** The same in the memory of @self, which is of no other use. @self: (transfer full) (nullable) */
SilsaDerived *silsa_derived_renew(SilsaDerived *self,
                                  const SilsaScene *scene,
                                  const SilsaIndicator *indicator) G_GNUC_WARN_UNUSED_RESULT;
void silsa_derived_free(SilsaDerived *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(SilsaDerived, silsa_derived_free)
gboolean silsa_derived_equal(const SilsaDerived *a, const SilsaDerived *b);

/** TRUE when justify-codes of a standing justification name @code. */
gboolean silsa_scene_is_justified(const SilsaScene *scene,
                                  const SilsaIndicator *indicator,
                                  const char *code);
/** The evidence, unless it is unknown or was removed. Borrowed. */
SilsaEvidence *silsa_scene_find_evidence(const SilsaScene *scene, gint64 id);
/** Evidence @id was removed or erased. */
gboolean silsa_scene_evidence_is_gone(const SilsaScene *scene, gint64 id);
/** TRUE when a claimed value stands and every one of them stands as the verified value, too. */
gboolean silsa_scene_claim_is_met(const SilsaScene *scene, const SilsaIndicator *indicator);
gboolean silsa_scene_has_claim(const SilsaScene *scene, const SilsaIndicator *indicator);

/** What is private between the answer and its assessment. */
SilsaAnswer *silsa_answer_new(SilsaCatalogue *catalogue,
                              SilsaFacts *facts,
                              const SilsaIndicator *indicator) G_GNUC_WARN_UNUSED_RESULT;
const SilsaDerived *silsa_answer_get_derived(SilsaAnswer *self);
/** The value that stands elsewhere while "fact-differs" does. (transfer full) */
char *silsa_answer_dup_elsewhere(SilsaAnswer *self) G_GNUC_WARN_UNUSED_RESULT;
/** Takes @derived without a word. Returns the one before. (transfer full) */
SilsaDerived *silsa_answer_set_derived(SilsaAnswer *self,
                                       SilsaDerived *derived) G_GNUC_WARN_UNUSED_RESULT;
/** Notifies every property that differs from @before, and "serial". */
void silsa_answer_notify(SilsaAnswer *self, const SilsaDerived *before);

G_END_DECLS
