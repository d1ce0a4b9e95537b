#include "silsa-sha256.h"

#include "silsa-error.h"

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/rand.h>
#include <string.h>

/* Short pieces are gathered: a row of a journal is twenty of them, and each costs OpenSSL more than
 * the hashing itself. */
#define GATHERED_BYTES 1024

/* OpenSSL takes more than 2 MB for good when it is used for the first time, and GLib has taken the
 * digests of a catalogue and a round while it prepares itself. So what comes first is left to GLib,
 * until it would have been worth it. */
#define FIRST_BYTES (1024 * 1024)
#define FIRST_EACH 1024 /* what a digest costs besides, in bytes */

struct _SilsaHasher {
  EVP_MD_CTX *context; /* NULL: not needed yet */
  gboolean begun; /* the context has all but what is gathered */
  gsize n_gathered;
  guint8 gathered[GATHERED_BYTES];
};

/* As with g_malloc(): where libcrypto cannot even start a digest there is no memory left. */
static void
require(int ok)
{
  if (ok != 1)
    g_error("libcrypto cannot take a SHA-256 digest");
}

static EVP_MD *sha256; /* NULL: OpenSSL is not in use */

/* Looked up once: a journal takes thousands of short digests, and OpenSSL looks for its own name
 * each time. */
static const EVP_MD *
get_sha256(void)
{
  if (g_once_init_enter_pointer(&sha256)) {
    EVP_MD *found = EVP_MD_fetch(NULL, "SHA256", NULL);

    require(found != NULL);
    g_once_init_leave_pointer(&sha256, found);
  }
  return sha256;
}

static gboolean
is_left_to_glib(gsize size)
{
  static int spent;

  return g_atomic_pointer_get(&sha256) == NULL && size < FIRST_BYTES &&
         g_atomic_int_add(&spent, (int)size + FIRST_EACH) < FIRST_BYTES;
}

static void
hasher_free(gpointer data)
{
  SilsaHasher *self = data;

  EVP_MD_CTX_free(self->context);
  g_free(self);
}

/* One that is not in use at the moment, for the next digest of this thread. */
static GPrivate idle_hasher = G_PRIVATE_INIT(hasher_free);

SilsaHasher *
silsa_hasher_new(void)
{
  SilsaHasher *self = g_private_get(&idle_hasher);

  if (self != NULL)
    g_private_set(&idle_hasher, NULL);
  else
    self = g_new0(SilsaHasher, 1);
  self->n_gathered = 0;
  self->begun = FALSE;
  return self;
}

static void
begin(SilsaHasher *self)
{
  if (self->context == NULL)
    self->context = EVP_MD_CTX_new();
  require(self->context != NULL);
  require(EVP_DigestInit_ex2(self->context, get_sha256(), NULL));
  self->begun = TRUE;
}

static void
pass_gathered(SilsaHasher *self)
{
  if (!self->begun)
    begin(self);
  require(EVP_DigestUpdate(self->context, self->gathered, self->n_gathered));
  self->n_gathered = 0;
}

void
silsa_hasher_add(SilsaHasher *self, const void *data, gsize size)
{
  if (size > GATHERED_BYTES - self->n_gathered)
    pass_gathered(self);
  if (size > GATHERED_BYTES) {
    require(EVP_DigestUpdate(self->context, data, size));
  } else if (size > 0) {
    memcpy(self->gathered + self->n_gathered, data, size);
    self->n_gathered += size;
  }
}

void
silsa_hasher_add_field(SilsaHasher *self, const void *data, gsize size)
{
  guint32 length = GUINT32_TO_BE((guint32)size);

  g_assert(size <= G_MAXUINT32);
  silsa_hasher_add(self, &length, sizeof length);
  silsa_hasher_add(self, data, size);
}

static void
digest_by_glib(const void *data, gsize size, guint8 digest[SILSA_SHA256_SIZE])
{
  g_autoptr(GChecksum) checksum = g_checksum_new(G_CHECKSUM_SHA256);
  gsize length = SILSA_SHA256_SIZE;

  g_checksum_update(checksum, data, (gssize)size);
  g_checksum_get_digest(checksum, digest, &length);
}

void
silsa_hasher_finish(SilsaHasher *self, guint8 digest[SILSA_SHA256_SIZE])
{
  if (!self->begun && is_left_to_glib(self->n_gathered)) {
    digest_by_glib(self->gathered, self->n_gathered, digest);
  } else {
    pass_gathered(self);
    require(EVP_DigestFinal_ex(self->context, digest, NULL));
  }
  OPENSSL_cleanse(self->gathered, sizeof self->gathered);
  g_private_replace(&idle_hasher, self);
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

/* Digits and one more than their value; the rest is 0. None in upper case, which is another
 * spelling.
 */
static const guint8 digit_plus_one[256] = {
    ['0'] = 1, ['1'] = 2,  ['2'] = 3,  ['3'] = 4,  ['4'] = 5,  ['5'] = 6,  ['6'] = 7,  ['7'] = 8,
    ['8'] = 9, ['9'] = 10, ['a'] = 11, ['b'] = 12, ['c'] = 13, ['d'] = 14, ['e'] = 15, ['f'] = 16,
};

gboolean
silsa_hex_decode(const char *hex, guint8 *bytes, gsize size)
{
  if (strlen(hex) != 2 * size)
    return FALSE;
  for (gsize i = 0; i < size; i++) {
    guint high = digit_plus_one[(guint8)hex[2 * i]], low = digit_plus_one[(guint8)hex[2 * i + 1]];

    if (high == 0 || low == 0)
      return FALSE;
    bytes[i] = (guint8)((high - 1) << 4 | (low - 1));
  }
  return TRUE;
}

char *
silsa_sha256_hex(GBytes *bytes)
{
  guint8 digest[SILSA_SHA256_SIZE];
  gsize size;
  const void *data = g_bytes_get_data(bytes, &size);

  if (is_left_to_glib(size)) {
    digest_by_glib(data, size, digest);
  } else {
    SilsaHasher *hasher = silsa_hasher_new();

    silsa_hasher_add(hasher, data, size);
    silsa_hasher_finish(hasher, digest);
  }
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
