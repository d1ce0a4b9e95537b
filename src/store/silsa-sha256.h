#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define SILSA_SHA256_SIZE 32
#define SILSA_SALT_SIZE 16

/* SHA-256 by OpenSSL, which uses the processor's instructions for it: GChecksum takes five times as
 * long on photos, but is there already for the little that it takes to open a file. */
typedef struct _SilsaHasher SilsaHasher;

SilsaHasher *silsa_hasher_new(void) G_GNUC_WARN_UNUSED_RESULT;
void silsa_hasher_add(SilsaHasher *self, const void *data, gsize size);
/** Four bytes of length, big-endian, then the bytes: no two lists of fields spell alike. */
void silsa_hasher_add_field(SilsaHasher *self, const void *data, gsize size);
/** Ends and frees @self. */
void silsa_hasher_finish(SilsaHasher *self, guint8 digest[SILSA_SHA256_SIZE]);

/** Lower-case hex digits. (transfer full) */
char *silsa_hex_encode(const guint8 *bytes, gsize size) G_GNUC_WARN_UNUSED_RESULT;
/** FALSE unless @hex is exactly 2 × @size lower-case hex digits. */
gboolean silsa_hex_decode(const char *hex, guint8 *bytes, gsize size);

/** The digest of @bytes in hex. (transfer full) */
char *silsa_sha256_hex(GBytes *bytes) G_GNUC_WARN_UNUSED_RESULT;

/** Bytes that nobody can guess. STORAGE when the system has none to give. */
gboolean silsa_random_fill(guint8 *bytes, gsize size, GError **error);

G_END_DECLS
