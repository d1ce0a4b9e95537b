#pragma once

#include "silsa-assessment.h"
#include "silsa-round.h"

G_BEGIN_DECLS

/** A later version of an assessment's round, and what is known of its signature. */
typedef struct {
  SilsaRound *round;
  SilsaRound *previous; /* the version that is in force, or NULL: not known */
  const char *signer; /* name on the certificate of the first signature, or NULL: not signed */
  const char *fingerprint; /* its SHA-256, or NULL */
  const char *const *fingerprints; /* of all whose signature holds, NULL-terminated, or NULL */
  const char *confirmed; /* fingerprint that the user confirms with this act, or NULL */
} SilsaRoundUpdate;

/**
 * The act that takes @update into @assessment: what the round says, and the claims and the class of
 * the city where they changed. Answers stay; a claim that was confirmed and changed is open again.
 * Nothing to do (the very same version): an empty act.
 *
 * A round that was signed with the key the user confirmed is taken, and so is one that this key
 * countersigned where the round lists the first signer as a secretary; while none was confirmed,
 * the key of the version before counts as well. Any other key has to be confirmed first.
 *
 * Errors (INVALID): "round-none", "round-other", "round-catalogue", "round-purpose", "round-older",
 * "round-same-version", "round-withdrawn", "round-unsigned", "round-unconfirmed". (transfer full)
 */
SilsaAct *silsa_round_update_new(SilsaAssessment *assessment,
                                 const SilsaRoundUpdate *update,
                                 GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
