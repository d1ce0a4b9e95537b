#pragma once

#include "silsa-crypto-private.h"
#include "silsa-identity.h"

G_BEGIN_DECLS

/** What is shown of @certificate. Free with silsa_certificate_facts_clear(). */
void silsa_certificate_facts_init(SilsaCertificateFacts *self, X509 *certificate);
void silsa_certificate_facts_clear(SilsaCertificateFacts *self);

/** SHA-256 of the DER form, 64 lower-case hex digits. (transfer full) */
char *silsa_certificate_fingerprint(X509 *certificate) G_GNUC_WARN_UNUSED_RESULT;

/** What the policy has against signing with @certificate's key: "weak-key", "key-type", "key-usage"
 * or NULL. Rules: RSA of 2048 bits and more or ECDSA on P-256; a key usage, where there is one,
 * that allows signatures. */
const char *silsa_certificate_find_fault(X509 *certificate);

/** Validity in seconds since 1970. */
gboolean silsa_certificate_get_validity(X509 *certificate, gint64 *from, gint64 *to);

gboolean silsa_time_to_seconds(const ASN1_TIME *time, gint64 *seconds); /* since 1970 */

/** Called for what stands in a file: a certificate or a list of revoked ones, the other NULL. */
typedef void (*SilsaPemFunc)(X509 *certificate, X509_CRL *list, gpointer user_data);
/** Reads all certificates and lists of a PEM file, at least one, or the one of a DER file; returns
 * what is in the file. Errors: NOT_FOUND, READ, LIMIT, CORRUPT "certificate". (transfer full) */
GBytes *silsa_pem_read_file(const char *path, SilsaPemFunc func, gpointer user_data, GError **error)
    G_GNUC_WARN_UNUSED_RESULT;
/** The same from what was in a file; returns how many there are. */
guint silsa_pem_read_bytes(GBytes *bytes, SilsaPemFunc func, gpointer user_data);

/** The certificates alone, at least one. Errors as above. (transfer full) (element-type X509) */
GPtrArray *silsa_certificates_read_file(const char *path, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** @certificate as PEM. (transfer full) */
char *silsa_certificate_to_pem(X509 *certificate) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
