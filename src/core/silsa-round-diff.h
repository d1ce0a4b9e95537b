#pragma once

#include "silsa-round-draft.h"

G_BEGIN_DECLS

/** One thing that differs between two rounds. */
typedef struct {
  SilsaRoundPart part;
  char *id; /* of the applicant or person; NULL for the head */
  SilsaText name; /* of the applicant or person; both NULL for the head */
  char *field; /* of silsa-round-draft.h, or "catalogue", "achievements", "assigned", "conflicts";
                  of a claim one of silsa-act.h; NULL: the applicant or person as a whole came or
                  went */
  char *indicator; /* of a claim, else NULL */
  char *old_value; /* NULL: was not there */
  char *new_value; /* NULL: is gone */
} SilsaRoundDifference;

/** What @newer has otherwise than @older, in the order of the format. (element-type
 * SilsaRoundDifference) (transfer full) */
GPtrArray *silsa_round_diff(SilsaRound *older, SilsaRound *newer) G_GNUC_WARN_UNUSED_RESULT;

/** One translated line: "Daegu, A1-01 specialists: 37.5 → 40". (transfer full) */
char *silsa_round_difference_to_text(const SilsaRoundDifference *self,
                                     SilsaLanguage language) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
