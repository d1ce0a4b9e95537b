#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/** Opens what is to be read, in the thread that reads it. NULL with an error. (transfer full) */
typedef GInputStream *(*SilsaOpenFunc)(gpointer data, GError **error);

/**
 * Reads a stream in a thread of its own, a few pieces ahead of whoever writes them elsewhere, and
 * takes the SHA-256 of it there: on two cores, hashing a photo then costs no time. Belongs to one
 * thread.
 */
typedef struct _SilsaReadAhead SilsaReadAhead;

/** Begins. @data must stay until the end. (transfer full) */
SilsaReadAhead *silsa_read_ahead_new(SilsaOpenFunc open,
                                     gpointer data,
                                     GCancellable *cancellable) G_GNUC_WARN_UNUSED_RESULT;
/** Up to @size bytes; 0 at the end, -1 with the error of the stream. */
gssize silsa_read_ahead_read(SilsaReadAhead *self, void *into, gsize size, GError **error);
/** SHA-256 of all that was read, once the end was met. (transfer full) */
GBytes *silsa_read_ahead_get_sha256(SilsaReadAhead *self) G_GNUC_WARN_UNUSED_RESULT;
/** Ends the thread, wherever it is. */
void silsa_read_ahead_free(SilsaReadAhead *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(SilsaReadAhead, silsa_read_ahead_free)

G_END_DECLS
