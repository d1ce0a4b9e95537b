#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define SILSA_DIGEST_MAX_BYTES 64
#define SILSA_SHA256_BYTES 32

/** A digest being taken, by OpenSSL's EVP (five times faster than GChecksum on photos). */
typedef struct _SilsaDigest SilsaDigest;

/** @name as OpenSSL knows it, "SHA256". NULL where OpenSSL has none of that name. (transfer full)
 */
SilsaDigest *silsa_digest_new(const char *name) G_GNUC_WARN_UNUSED_RESULT;
void silsa_digest_update(SilsaDigest *self, const void *data, gsize size);
/** Ends the digest, once. (transfer full) */
GBytes *silsa_digest_finish(SilsaDigest *self) G_GNUC_WARN_UNUSED_RESULT;
void silsa_digest_free(SilsaDigest *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(SilsaDigest, silsa_digest_free)

/** The digest of @data in one go, or NULL where there is no digest @name. (transfer full) */
GBytes *silsa_digest_of(const char *name, const void *data, gsize size) G_GNUC_WARN_UNUSED_RESULT;

/** Lower-case hexadecimal digits. (transfer full) */
char *silsa_bytes_to_hex(GBytes *bytes) G_GNUC_WARN_UNUSED_RESULT;
char *silsa_bytes_to_base64(GBytes *bytes) G_GNUC_WARN_UNUSED_RESULT;
/**
 * Reads base64 with nothing but XML white space between its characters: the alphabet, the length
 * and the padding must be exactly right, so that one value has one spelling. NULL otherwise.
 * (transfer full)
 */
GBytes *silsa_bytes_from_base64(const char *text) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
