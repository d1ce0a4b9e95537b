#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * Counts bytes that are in somebody's hands, until the last of whoever holds them lets go of them,
 * in whatever thread. So the one who reads photos knows how many more there is room for.
 */
typedef struct _SilsaHeldBytes SilsaHeldBytes;

/** @released is called with @data in the main context of the thread that made it, in a turn of its
 * own, when some were let go of (once for many). (transfer full) */
SilsaHeldBytes *silsa_held_bytes_new(GSourceFunc released, gpointer data) G_GNUC_WARN_UNUSED_RESULT;
/** @released is called no more, whoever still holds some. */
void silsa_held_bytes_free(SilsaHeldBytes *self);
/** The same bytes, counted from now on. @bytes (transfer full). Any thread. (transfer full) */
GBytes *silsa_held_bytes_hold(SilsaHeldBytes *self, GBytes *bytes) G_GNUC_WARN_UNUSED_RESULT;
/** How many bytes are held. */
gsize silsa_held_bytes_get(SilsaHeldBytes *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(SilsaHeldBytes, silsa_held_bytes_free)

G_END_DECLS
