#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _SilsaIdentity SilsaIdentity; /* a signer: certificate and private key */

/** What is shown of a certificate. Owned by its holder. */
typedef struct {
  char *name; /* common name */
  char *organisation; /* or NULL */
  char *issuer; /* one line, RFC 2253 */
  char *serial; /* hex */
  char *fingerprint; /* SHA-256, 64 lower-case hex digits */
  char *algorithm; /* "RSA 3072", "ECDSA P-256" */
  char *valid_from; /* RFC 3339 UTC */
  char *valid_to;
  gboolean self_signed;
} SilsaCertificateFacts;

typedef enum { SILSA_ALGORITHM_EC, SILSA_ALGORITHM_RSA } SilsaAlgorithm;

/** Makes a key (P-256 or RSA 3072) and a self-signed certificate for signing, valid five years. */
SilsaIdentity *silsa_identity_new(const char *name,
                                  const char *organisation,
                                  SilsaAlgorithm algorithm,
                                  GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** Reads PKCS#12, old encryptions too. Errors: READ, PASSPHRASE, KEY, CORRUPT. @passphrase is not
 * kept. */
SilsaIdentity *silsa_identity_load(const char *path,
                                   const char *passphrase,
                                   GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** Writes PKCS#12 (AES-256, PBKDF2), mode 0600, whole or not at all; EXISTS when @path is there. */
gboolean
silsa_identity_save(SilsaIdentity *self, const char *path, const char *passphrase, GError **error);

const SilsaCertificateFacts *silsa_identity_get_facts(SilsaIdentity *self);
/** The certificate as PEM, for trust lists and request files. (transfer full) */
char *silsa_identity_to_pem(SilsaIdentity *self) G_GNUC_WARN_UNUSED_RESULT;
/** Certificate of a PKCS#12 that is shown without its key needs the passphrase too; use load. */
void silsa_identity_free(SilsaIdentity *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(SilsaIdentity, silsa_identity_free)

/** 8 groups of 8 hex digits, as read over the telephone. (transfer full) */
char *silsa_fingerprint_to_text(const char *fingerprint) G_GNUC_WARN_UNUSED_RESULT;

/** A passphrase in memory that is wiped when freed. (transfer full) */
char *silsa_passphrase_read_file(const char *path,
                                 GError **error) G_GNUC_WARN_UNUSED_RESULT; /* first line */
char *silsa_passphrase_read_fd(int fd, GError **error) G_GNUC_WARN_UNUSED_RESULT;
void silsa_passphrase_free(char *passphrase);

G_END_DECLS
