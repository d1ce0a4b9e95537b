#pragma once

#include "silsa-identity.h"

G_BEGIN_DECLS

/*
 * A request file: what a signer sends to the secretary to be bound to a round. It holds nothing
 * secret and proves nothing: the fingerprint is read over the telephone. RFC 7468 with explanatory
 * text (its section 5.2), so that OpenSSL and every other reader of PEM takes the certificate out
 * of it as it is. UTF-8, lines end in LF (CR LF is read too):
 *
 *   Silsa-Request: 1
 *   Name: 김서연
 *   E-mail: kim@example.kr
 *   Organisation: …                       (may be missing)
 *   Fingerprint-SHA256: 01234567 89abcdef …   (eight groups of eight)
 *
 *   -----BEGIN CERTIFICATE-----
 *   …
 *
 * Lines that are not known are passed over. A certificate in PEM form without any text is a request
 * too: then the name is the one on the certificate.
 */

typedef struct {
  char *name; /* as the person writes it; it may differ from the certificate's */
  char *email; /* or NULL */
  char *organisation; /* or NULL */
  SilsaCertificateFacts certificate;
} SilsaRequest;

/** Writes @path whole or not at all. @name NULL: the certificate's. Errors: INVALID "request-name",
 * "request-email"; those of the disk. */
gboolean silsa_request_write(
    SilsaIdentity *identity, const char *name, const char *email, const char *path, GError **error);

/** Errors: NOT_FOUND, READ, LIMIT "certificate-bytes"; CORRUPT "certificate" (there is none),
 * "certificates" (more than one), "request-text" (not UTF-8 or too long), "request-fingerprint"
 * (the text names another certificate); TOO_NEW "request-format"; KEY with what speaks against
 * signing with it. (transfer full) */
SilsaRequest *silsa_request_read(const char *path, GError **error) G_GNUC_WARN_UNUSED_RESULT;
void silsa_request_free(SilsaRequest *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(SilsaRequest, silsa_request_free)

G_END_DECLS
