#pragma once

#include "silsa-revocation.h"
#include "silsa-verify.h"

G_BEGIN_DECLS

/** Whom the caller trusts, by exact certificate: never by an issuer, never by a name. */
typedef struct _SilsaTrustList SilsaTrustList;

/** Reads the PEM files of @trust (nullable). Errors: those of silsa_pem_read_file().
 * (transfer full) */
SilsaTrustList *silsa_trust_list_new(const SilsaTrust *trust,
                                     GError **error) G_GNUC_WARN_UNUSED_RESULT;
/** Whether the caller named this very certificate. */
gboolean silsa_trust_list_names(SilsaTrustList *self, const char *fingerprint);
/** The round's person with this certificate, or NULL; @trusted: only where the round is trusted. */
const SilsaPerson *
silsa_trust_list_find_person(SilsaTrustList *self, const char *fingerprint, gboolean trusted);
SilsaRound *silsa_trust_list_get_round(SilsaTrustList *self); /* or NULL */
gboolean silsa_trust_list_get_round_trusted(SilsaTrustList *self);
gint64 silsa_trust_list_get_now(SilsaTrustList *self);
/** By the lists that stand in the PEM files; @revoked as silsa_revocations_check() has it. */
SilsaRevocation
silsa_trust_list_check_revocation(SilsaTrustList *self, X509 *certificate, gint64 *revoked);
void silsa_trust_list_free(SilsaTrustList *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(SilsaTrustList, silsa_trust_list_free)

G_END_DECLS
