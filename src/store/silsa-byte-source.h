#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * Where bytes can be read once more. With one the store lets go of what it has written before it is
 * durable, so that one commit holds many large photos while the memory holds a few; what has to be
 * written again is read again.
 */
typedef struct _SilsaByteSource SilsaByteSource;

/** Called in any thread. (transfer full) */
typedef GBytes *(*SilsaByteSourceRead)(gpointer data, GError **error);

/** @data (transfer full) goes with @free_data. (transfer full) */
SilsaByteSource *silsa_byte_source_new(SilsaByteSourceRead read,
                                       gpointer data,
                                       GDestroyNotify free_data) G_GNUC_WARN_UNUSED_RESULT;
/** The bytes once more; READ "evidence" when they are not those of @sha256 any longer. (transfer
 * full) */
GBytes *silsa_byte_source_read(SilsaByteSource *self,
                               const char *sha256,
                               GError **error) G_GNUC_WARN_UNUSED_RESULT;

SilsaByteSource *silsa_byte_source_ref(SilsaByteSource *self);
void silsa_byte_source_unref(SilsaByteSource *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(SilsaByteSource, silsa_byte_source_unref)

G_END_DECLS
