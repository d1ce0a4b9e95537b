#include "silsa-sha256.h"

#include "silsa-error.h"

#include <openssl/evp.h>
#include <openssl/rand.h>
#include <string.h>

struct _SilsaHasher {
  EVP_MD_CTX *context;
};

/* As with g_malloc(): where libcrypto cannot even start a digest there is no memory left. */
static void
require(int ok)
{
  if (ok != 1)
    g_error("libcrypto cannot take a SHA-256 digest");
}

SilsaHasher *
silsa_hasher_new(void)
{
  SilsaHasher *self = g_new0(SilsaHasher, 1);

  self->context = EVP_MD_CTX_new();
  require(self->context != NULL);
  require(EVP_DigestInit_ex2(self->context, EVP_sha256(), NULL));
  return self;
}

void
silsa_hasher_add(SilsaHasher *self, const void *data, gsize size)
{
  require(EVP_DigestUpdate(self->context, data, size));
}

void
silsa_hasher_add_field(SilsaHasher *self, const void *data, gsize size)
{
  guint32 length = GUINT32_TO_BE((guint32)size);

  g_assert(size <= G_MAXUINT32);
  silsa_hasher_add(self, &length, sizeof length);
  silsa_hasher_add(self, data, size);
}

void
silsa_hasher_finish(SilsaHasher *self, guint8 digest[SILSA_SHA256_SIZE])
{
  require(EVP_DigestFinal_ex(self->context, digest, NULL));
  EVP_MD_CTX_free(self->context);
  g_free(self);
}

char *
silsa_hex_encode(const guint8 *bytes, gsize size)
{
  static const char digits[] = "0123456789abcdef";
  char *hex = g_malloc(2 * size + 1);

  for (gsize i = 0; i < size; i++) {
    hex[2 * i] = digits[bytes[i] >> 4];
    hex[2 * i + 1] = digits[bytes[i] & 15];
  }
  hex[2 * size] = '\0';
  return hex;
}

gboolean
silsa_hex_decode(const char *hex, guint8 *bytes, gsize size)
{
  if (strlen(hex) != 2 * size)
    return FALSE;
  for (gsize i = 0; i < 2 * size; i++) {
    int digit = g_ascii_isupper(hex[i]) ? -1 : g_ascii_xdigit_value(hex[i]);

    if (digit < 0)
      return FALSE;
    bytes[i / 2] = (guint8)(i % 2 == 0 ? digit << 4 : bytes[i / 2] | digit);
  }
  return TRUE;
}

char *
silsa_sha256_hex(GBytes *bytes)
{
  SilsaHasher *hasher = silsa_hasher_new();
  guint8 digest[SILSA_SHA256_SIZE];
  gsize size;
  const void *data = g_bytes_get_data(bytes, &size);

  silsa_hasher_add(hasher, data, size);
  silsa_hasher_finish(hasher, digest);
  return silsa_hex_encode(digest, sizeof digest);
}

gboolean
silsa_random_fill(guint8 *bytes, gsize size, GError **error)
{
  if (RAND_bytes(bytes, (int)size) == 1)
    return TRUE;
  return silsa_error_set(error, SILSA_ERROR_STORAGE, "random",
                         "the system gives no random numbers");
}
