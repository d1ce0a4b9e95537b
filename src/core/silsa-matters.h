#pragma once

#include "silsa-assessment.h"

G_BEGIN_DECLS

/* What a reader of somebody else's assessment looks at first. */

typedef enum {
  SILSA_MATTER_DIFFERENCE = 1 << 0, /* earns more or less than the claim would */
  SILSA_MATTER_CORRECTED = 1 << 1, /* the verified value is another one, with its reason */
  SILSA_MATTER_CONTRADICTION = 1 << 2, /* one stands, justified or not */
  SILSA_MATTER_UNVERIFIABLE = 1 << 3,
  SILSA_MATTER_THIN = 1 << 4, /* a high mark with less evidence than expected, or none */
  SILSA_MATTER_CHANGED = 1 << 5, /* something was recorded since the earlier revision */
  SILSA_MATTER_FLAGGED = 1 << 6,
  SILSA_MATTER_OPEN = 1 << 7, /* handed in although not complete */
} SilsaMatter;

#define SILSA_N_MATTERS 8
#define SILSA_MATTER_HIGH_PERCENT 80 /* from here on a mark is high */

/** "difference", "corrected", …; a stable word. @matter: one bit. */
const char *silsa_matter_to_string(SilsaMatter matter);
/** The one bit that the word stands for, or 0. */
SilsaMatter silsa_matter_from_string(const char *word);

/** One indicator and why it is looked at. */
typedef struct {
  SilsaAnswer *answer; /* owned */
  SilsaMatter matters; /* 0: nothing */
  SilsaRational
      difference; /* points earned less those that the claim would earn; 0 without claim */
} SilsaMatterRow;

/**
 * All indicators of @assessment, what matters most first: the largest difference to the claim in
 * points, up or down; then corrections, contradictions, what is unverifiable, high marks with thin
 * evidence, what changed, flags, what is open; the rest in the order of the catalogue. @earlier:
 * the same assessment as it was handed in before, or NULL: then nothing counts as changed.
 * (element-type SilsaMatterRow) (transfer full)
 */
GPtrArray *silsa_matters_list(SilsaAssessment *assessment,
                              SilsaAssessment *earlier) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
