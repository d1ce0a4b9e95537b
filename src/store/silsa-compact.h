#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * Writes the file anew without its free pages: into "PATH.compact.part" beside it, flushed, then
 * renamed over it, then the folder flushed. Whenever the process dies, PATH is the old file whole
 * or the new one whole. No store of this process may have it open for writing. Errors: FULL when
 * there is no room for both, BUSY, and those of opening; then the old file is untouched.
 */
gboolean silsa_store_compact(const char *path, GError **error);

/** Deletes what a compaction that was killed has left; only under the writer's lock. */
void silsa_compact_clean(const char *path);

G_END_DECLS
