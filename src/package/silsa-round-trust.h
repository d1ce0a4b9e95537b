#pragma once

#include "silsa-verify.h"

G_BEGIN_DECLS

/* Trust in a signed round (DESIGN §10). @report is that of silsa_round_open(). */

/** Whether a round may be read at all: its package is intact and within the policy, whoever signed
 * it, or there is none (@report NULL). INVALID "round-damaged". */
gboolean silsa_round_check_signature(const SilsaReport *report, GError **error);
/** Whether the round counts: it may be read, and one of its signatures is by a key that is trusted,
 * the first or one that vouches for it. */
gboolean silsa_round_is_trusted(const SilsaReport *report);
/** Fingerprints of all signatures that hold. (transfer full) */
GStrv silsa_round_dup_fingerprints(const SilsaReport *report) G_GNUC_WARN_UNUSED_RESULT;
/** The fingerprint that was confirmed is one of those: INVALID "round-unconfirmed" otherwise, or
 * "round-not-signed" where there is no signature to confirm. */
gboolean
silsa_round_check_confirmed(const SilsaReport *report, const char *confirmed, GError **error);

G_END_DECLS
