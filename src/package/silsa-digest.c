#include "silsa-digest.h"

#include "silsa-crypto-private.h"
#include "silsa-sha256.h"

#include <string.h>

struct _SilsaDigest {
  EVP_MD_CTX *context;
};

SilsaDigest *
silsa_digest_new(const char *name)
{
  const EVP_MD *md = EVP_get_digestbyname(name);
  g_autoptr(SilsaDigest) self = g_new0(SilsaDigest, 1);

  /* A fresh context for each digest: one that was used for a signature before gives wrong ones. */
  self->context = EVP_MD_CTX_new();
  if (md == NULL || !EVP_DigestInit_ex2(self->context, md, NULL))
    return NULL;
  return g_steal_pointer(&self);
}

void
silsa_digest_update(SilsaDigest *self, const void *data, gsize size)
{
  /* Fails only for want of memory, where GLib ends the program as well. */
  if (!EVP_DigestUpdate(self->context, data, size))
    g_error("digest: out of memory");
}

GBytes *
silsa_digest_finish(SilsaDigest *self)
{
  guint8 value[EVP_MAX_MD_SIZE];
  unsigned int size = 0;

  if (!EVP_DigestFinal_ex(self->context, value, &size))
    g_error("digest: ended twice");
  return g_bytes_new(value, size);
}

void
silsa_digest_free(SilsaDigest *self)
{
  EVP_MD_CTX_free(self->context);
  g_free(self);
}

GBytes *
silsa_digest_of(const char *name, const void *data, gsize size)
{
  g_autoptr(SilsaDigest) digest = silsa_digest_new(name);

  if (digest == NULL)
    return NULL;
  silsa_digest_update(digest, data, size);
  return silsa_digest_finish(digest);
}

char *
silsa_bytes_to_hex(GBytes *bytes)
{
  gsize size;
  const guint8 *data = g_bytes_get_data(bytes, &size);

  return silsa_hex_encode(data, size);
}

char *
silsa_bytes_to_base64(GBytes *bytes)
{
  gsize size;
  const guint8 *data = g_bytes_get_data(bytes, &size);

  return g_base64_encode(data, size);
}

GBytes *
silsa_bytes_from_base64(const char *text)
{
  GString *packed = g_string_sized_new(strlen(text));
  g_autofree char *plain = NULL;
  g_autofree char *again = NULL;
  g_autoptr(GBytes) bytes = NULL;
  guchar *data;
  gsize size;

  for (const char *at = text; *at != '\0'; at++)
    if (strchr(" \t\r\n", *at) == NULL)
      g_string_append_c(packed, *at);
  plain = g_string_free_and_steal(packed);
  if (*plain == '\0')
    return NULL;
  data = g_base64_decode(plain, &size);
  bytes = g_bytes_new_take(data, size);
  again = silsa_bytes_to_base64(bytes);
  return strcmp(plain, again) == 0 ? g_steal_pointer(&bytes) : NULL;
}
