#pragma once

#include "silsa-catalogue.h"
#include "silsa-score.h"

#include <gio/gio.h>

G_BEGIN_DECLS

typedef enum { SILSA_STATE_UNTOUCHED, SILSA_STATE_IN_PROGRESS, SILSA_STATE_COMPLETE } SilsaState;

/** What became of the claim. CORRECTED follows from values that differ from it. */
typedef enum {
  SILSA_FATE_OPEN,
  SILSA_FATE_CONFIRMED,
  SILSA_FATE_CORRECTED,
  SILSA_FATE_UNVERIFIABLE
} SilsaFate;

typedef enum {
  SILSA_RESULT_NONE,
  SILSA_RESULT_YES,
  SILSA_RESULT_PARTLY,
  SILSA_RESULT_NO
} SilsaResult;

typedef enum {
  SILSA_FINDING_STRENGTH,
  SILSA_FINDING_SHORTCOMING,
  SILSA_FINDING_RECOMMENDATION
} SilsaFindingKind;

typedef struct {
  SilsaFindingKind kind;
  guint number; /* unique within the indicator */
  const char *text;
} SilsaFinding;

typedef struct {
  gint64 evidence;
  const char *check; /* full code, or NULL: the indicator as such */
  const char *caption;
} SilsaUse;

/**
 * One assessor's answer for one indicator with everything that follows from it: states, `missing`
 * and contradiction codes and points of DESIGN §6. Read only; it changes by acts performed on its
 * SilsaAssessment. Invariants: (1) never both unverifiable and recorded; (2) confirmed only while
 * every claimed value equals the recorded one; (3) derived members always belong to the current
 * facts.
 *
 * Properties (read only, notified): "state" (int), "recorded", "flagged", "unverifiable",
 * "contradictory" (an unjustified contradiction stands), "photos" (guint), "percent" (double for
 * drawing, -1 when it earns nothing yet), "serial" (guint, grows with every change of any kind).
 */
#define SILSA_TYPE_ANSWER (silsa_answer_get_type())
G_DECLARE_FINAL_TYPE(SilsaAnswer, silsa_answer, SILSA, ANSWER, GObject)

const SilsaIndicator *silsa_answer_get_indicator(SilsaAnswer *self);
const char *silsa_answer_get_code(SilsaAnswer *self);

/** The raw value of a field of silsa-act.h, or NULL. Borrowed until the next change. */
const char *silsa_answer_get(SilsaAnswer *self, const char *field);

/** All fields that stand, sorted bytewise; borrowed until the next change. (transfer container) */
GPtrArray *silsa_answer_dup_fields(SilsaAnswer *self) G_GNUC_WARN_UNUSED_RESULT;

/** Grows with every change of any kind. */
guint silsa_answer_get_serial(SilsaAnswer *self);
SilsaState silsa_answer_get_state(SilsaAnswer *self);
gboolean silsa_answer_get_recorded(SilsaAnswer *self);
gboolean silsa_answer_get_flagged(SilsaAnswer *self);
SilsaFate silsa_answer_get_fate(SilsaAnswer *self);
gboolean silsa_answer_has_claim(SilsaAnswer *self);
int silsa_answer_get_level(SilsaAnswer *self); /* -1: none */
int silsa_answer_get_claim_level(SilsaAnswer *self); /* -1: none */
SilsaResult silsa_answer_get_result(SilsaAnswer *self, const char *check);
guint
silsa_answer_get_n_photos(SilsaAnswer *self); /* distinct pictures, on the indicator or a check */

/** What it earns as it stands; NULL while neither recorded nor unverifiable (then 0 %). */
const SilsaScore *silsa_answer_get_score(SilsaAnswer *self);
/** What the claim would earn; NULL when the claim is missing or not whole. */
const SilsaScore *silsa_answer_get_claim_score(SilsaAnswer *self);
mpq_srcptr silsa_answer_get_most(SilsaAnswer *self); /* points, the most it can earn */

/** `missing` codes of DESIGN §6, in its order: level, input:ID, check:CODE, claim, reason,
 * justify:CODE. */
const char *const *silsa_answer_get_missing(SilsaAnswer *self);
/** All contradiction codes that stand (justified or not), in the order of DESIGN §6. */
const char *const *silsa_answer_get_contradictions(SilsaAnswer *self);
gboolean silsa_answer_is_justified(SilsaAnswer *self, const char *contradiction);
/** Where the same fact stands with another value while "fact-differs" does; else NULL. */
const SilsaIndicator *silsa_answer_get_differs_with(SilsaAnswer *self);

/** Findings by kind and number; uses by evidence and check, without those of removed evidence.
 * (transfer container) of structs that borrow. */
GArray *
silsa_answer_get_findings(SilsaAnswer *self) G_GNUC_WARN_UNUSED_RESULT; /* of SilsaFinding */
GArray *silsa_answer_get_uses(SilsaAnswer *self) G_GNUC_WARN_UNUSED_RESULT; /* of SilsaUse */
guint silsa_answer_next_finding_number(SilsaAnswer *self);

const char *silsa_state_to_string(SilsaState state); /* untouched, in-progress, complete */
const char *silsa_result_to_string(SilsaResult result); /* yes, partly, no; NULL for none */
SilsaResult silsa_result_from_string(const char *text);
const char *silsa_finding_kind_to_string(SilsaFindingKind kind);

G_END_DECLS
