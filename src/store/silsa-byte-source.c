#include "silsa-byte-source.h"

#include "silsa-error.h"
#include "silsa-sha256.h"

struct _SilsaByteSource {
  gatomicrefcount references;
  SilsaByteSourceRead read;
  gpointer data;
  GDestroyNotify free_data;
};

SilsaByteSource *
silsa_byte_source_new(SilsaByteSourceRead read, gpointer data, GDestroyNotify free_data)
{
  SilsaByteSource *self = g_new0(SilsaByteSource, 1);

  g_atomic_ref_count_init(&self->references);
  self->read = read;
  self->data = data;
  self->free_data = free_data;
  return self;
}

GBytes *
silsa_byte_source_read(SilsaByteSource *self, const char *sha256, GError **error)
{
  g_autoptr(GBytes) bytes = self->read(self->data, error);
  g_autofree char *found = bytes != NULL ? silsa_sha256_hex(bytes) : NULL;

  if (bytes == NULL || g_strcmp0(found, sha256) == 0)
    return g_steal_pointer(&bytes);
  silsa_error_set(error, SILSA_ERROR_READ, "evidence", "it changed while it was read");
  return NULL;
}

SilsaByteSource *
silsa_byte_source_ref(SilsaByteSource *self)
{
  g_atomic_ref_count_inc(&self->references);
  return self;
}

void
silsa_byte_source_unref(SilsaByteSource *self)
{
  if (!g_atomic_ref_count_dec(&self->references))
    return;
  self->free_data(self->data);
  g_free(self);
}
