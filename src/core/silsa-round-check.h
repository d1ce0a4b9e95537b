#pragma once

#include "silsa-round.h"

G_BEGIN_DECLS

/*
 * What a round that is sent out should have, beyond what the format demands. Codes:
 *
 *   missing:  provenance visit decision keeping applicants assessors secretary (one with a
 *             fingerprint); of an applicant: claims, unassigned (no assessor is sent there); of a
 *             person: fingerprint
 *   warnings: registration package-limit; of a person: idle (an assessor sent nowhere), name-twice
 */
typedef struct {
  const char *code; /* static */
  const char *id; /* of the applicant or person, or NULL; borrowed from the round */
  const char *name, *name_en; /* the same */
} SilsaRoundGap;

typedef struct {
  gboolean complete; /* nothing is missing */
  GPtrArray *missing; /* of SilsaRoundGap */
  GPtrArray *warnings; /* of SilsaRoundGap */
} SilsaRoundCheck;

/** Valid as long as @round lives. (transfer full) */
SilsaRoundCheck *silsa_round_check_new(SilsaRound *round) G_GNUC_WARN_UNUSED_RESULT;
void silsa_round_check_free(SilsaRoundCheck *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(SilsaRoundCheck, silsa_round_check_free)

/** A translated sentence. (transfer full) */
char *silsa_round_gap_to_text(const SilsaRoundGap *self,
                              SilsaLanguage language) G_GNUC_WARN_UNUSED_RESULT;

/** A round that names its secretaries is signed by one of them; another key is a slip. */
gboolean silsa_round_may_be_signed_by(SilsaRound *round, const char *fingerprint);

G_END_DECLS
