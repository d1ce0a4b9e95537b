#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * The SHA-256 of a file that is still being written, taken by a thread that follows the writer over
 * what will not change any more. Belongs to one thread.
 */
typedef struct _SilsaTrailDigest SilsaTrailDigest;

/** @fd can be read and stays open; nothing is settled yet. (transfer full) */
SilsaTrailDigest *silsa_trail_digest_new(int fd,
                                         GCancellable *cancellable) G_GNUC_WARN_UNUSED_RESULT;
/** What lies before @offset is in the file and will not change. */
void silsa_trail_digest_settle(SilsaTrailDigest *self, guint64 offset);
/** Waits until all of @size bytes are taken. NULL with errno in @number, or ECANCELED. (transfer
 * full) */
GBytes *silsa_trail_digest_finish(SilsaTrailDigest *self,
                                  guint64 size,
                                  int *number) G_GNUC_WARN_UNUSED_RESULT;
void silsa_trail_digest_free(SilsaTrailDigest *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(SilsaTrailDigest, silsa_trail_digest_free)

G_END_DECLS
