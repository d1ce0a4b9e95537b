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

/* Looked up once: a journal takes thousands of short digests, and OpenSSL looks for its own name
 * each time. */
static const EVP_MD *
get_sha256(void)
{
  static EVP_MD *sha256;

  if (g_once_init_enter_pointer(&sha256)) {
    EVP_MD *found = EVP_MD_fetch(NULL, "SHA256", NULL);

    require(found != NULL);
    g_once_init_leave_pointer(&sha256, found);
  }
  return sha256;
}

SilsaHasher *
silsa_hasher_new(void)
{
  SilsaHasher *self = g_new0(SilsaHasher, 1);

  self->context = EVP_MD_CTX_new();
  require(self->context != NULL);
  require(EVP_DigestInit_ex2(self->context, get_sha256(), NULL));
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

/* -1: no digit, or one in upper case, which is another spelling. */
static int
get_digit(char c)
{
  return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

gboolean
silsa_hex_decode(const char *hex, guint8 *bytes, gsize size)
{
  if (strlen(hex) != 2 * size)
    return FALSE;
  for (gsize i = 0; i < size; i++) {
    int high = get_digit(hex[2 * i]), low = get_digit(hex[2 * i + 1]);

    if (high < 0 || low < 0)
      return FALSE;
    bytes[i] = (guint8)(high << 4 | low);
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
