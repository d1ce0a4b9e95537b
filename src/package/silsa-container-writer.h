#pragma once

#include "silsa-export.h"
#include "silsa-part-file.h"
#include "silsa-read-ahead.h"
#include "silsa-trail-digest.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * Writes a package: the entries in the order in which they were added, all stored, with fixed times
 * and modes, so that the same content gives the same bytes. Digests are taken while libzip reads,
 * so each photo is read once, in a thread of its own.
 */
typedef struct _SilsaContainerWriter SilsaContainerWriter;

typedef GBytes *(*SilsaEntryMakeFunc)(SilsaContainerWriter *self, gpointer data, GError **error);

SilsaContainerWriter *silsa_container_writer_new(void) G_GNUC_WARN_UNUSED_RESULT;
void silsa_container_writer_add(SilsaContainerWriter *self, const char *name, GBytes *bytes);
/** An entry of exactly @size bytes with digest @sha256, read from what @open returns when its turn
 * comes, in another thread. Other bytes: CORRUPT "evidence-damaged" with the entry. */
void silsa_container_writer_add_stream(SilsaContainerWriter *self,
                                       const char *name,
                                       guint64 size,
                                       const char *sha256,
                                       SilsaOpenFunc open,
                                       gpointer data,
                                       GDestroyNotify free_data);
/** An entry made when all before it are written and their digests known: manifest, signature. */
void silsa_container_writer_add_late(SilsaContainerWriter *self,
                                     const char *name,
                                     SilsaEntryMakeFunc make,
                                     gpointer data);

guint silsa_container_writer_get_n_entries(SilsaContainerWriter *self);
const char *silsa_container_writer_get_name(SilsaContainerWriter *self, guint n);
/** SHA-256 of an entry that has been written, or NULL. Borrowed. */
GBytes *silsa_container_writer_get_digest(SilsaContainerWriter *self, guint n);
/** What the package will take, but for entries that are still to be made. */
guint64 silsa_container_writer_get_size(SilsaContainerWriter *self);

/** Writes all of it. @trail follows over what is written, or NULL. */
gboolean silsa_container_writer_run(SilsaContainerWriter *self,
                                    SilsaPartFile *file,
                                    SilsaTrailDigest *trail,
                                    SilsaProgressFunc progress,
                                    gpointer user_data,
                                    GCancellable *cancellable,
                                    GError **error);
void silsa_container_writer_free(SilsaContainerWriter *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(SilsaContainerWriter, silsa_container_writer_free)

G_END_DECLS
