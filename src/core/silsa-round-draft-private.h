#pragma once

#include "silsa-facts.h"
#include "silsa-round-draft.h"

G_BEGIN_DECLS

/** An applicant, a person, or the head. */
typedef struct {
  char *id; /* of the head: the round's */
  GHashTable *values; /* field -> text; what is not set is not there */
  GPtrArray *achievements; /* of SilsaText; applicants */
  SilsaFacts *claims; /* of silsa-act.h; applicants */
  GPtrArray *bonds[SILSA_BOND_CONFLICT + 1]; /* of char *: ids of applicants; persons */
} SilsaRoundEntity;

struct _SilsaRoundDraft {
  SilsaCatalogue *catalogue;
  SilsaRoundEntity *head;
  GPtrArray *entities[SILSA_ROUND_PERSON + 1]; /* of SilsaRoundEntity; none for the head */
};

/** NULL: not set. Borrowed. */
const char *silsa_round_entity_get(const SilsaRoundEntity *self, const char *field);

G_END_DECLS
