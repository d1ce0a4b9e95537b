#pragma once

#include "silsa-answer.h"
#include "silsa-facts.h"

G_BEGIN_DECLS

/* Private to the core: what is asked of the facts of one indicator whenever something follows from
 * them, picked out in one walk. To look each up by the name of its field took longer than all that
 * follows. */

/* Of one indicator; data/catalogue.xsd lets no more in. */
#define SILSA_MOST_INPUTS 8
#define SILSA_MOST_CHECKS 6

/** Strings are those of the facts; NULL where none stands. */
typedef struct {
  GHashTable *fields; /* nullable: no fact yet */
  gboolean touched; /* by an assessor, evidence left aside */
  gboolean flagged, unverifiable, confirmed, justified;
  guint n_uses; /* fields that name evidence, whether it is there or not */
  const char *level, *claim_level, *reason, *justify_codes;
  const char *inputs[SILSA_MOST_INPUTS], *claims[SILSA_MOST_INPUTS];
  SilsaResult results[SILSA_MOST_CHECKS];
} SilsaValues;

void silsa_values_read(SilsaValues *self, const SilsaFacts *facts, const SilsaIndicator *indicator);

G_END_DECLS
