#pragma once

#include "silsa-crypto-private.h"

G_BEGIN_DECLS

/*
 * Whether a certificate was taken back by its issuer. Whoever signs his own certificate cannot take
 * it back but by asking to be taken off the list; for all others lists of revoked certificates
 * (CRLs) are files that the caller trusts, beside the certificates of those who issue them. Nothing
 * is ever fetched.
 */
typedef struct _SilsaRevocations SilsaRevocations;

typedef enum {
  SILSA_REVOCATION_UNKNOWN, /* no list of its issuer */
  SILSA_REVOCATION_STALE, /* a list that should have been followed by another one */
  SILSA_REVOCATION_GOOD,
  SILSA_REVOCATION_REVOKED,
} SilsaRevocation;

SilsaRevocations *silsa_revocations_new(void) G_GNUC_WARN_UNUSED_RESULT;
void silsa_revocations_add_issuer(SilsaRevocations *self, X509 *certificate);
void silsa_revocations_add_list(SilsaRevocations *self, X509_CRL *list);
/** @now and @revoked (set where it is revoked) in seconds since 1970. A list counts only where the
 * same key signed it and the certificate. */
SilsaRevocation
silsa_revocations_check(SilsaRevocations *self, X509 *certificate, gint64 now, gint64 *revoked);
void silsa_revocations_free(SilsaRevocations *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(SilsaRevocations, silsa_revocations_free)

G_END_DECLS
