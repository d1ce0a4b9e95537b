#pragma once

#include "silsa-verify.h"

G_BEGIN_DECLS

/**
 * Writes @output: the package @path with one more signature, by @identity, over the very same
 * entries; those before are copied byte by byte. So the secretary of the year before vouches for
 * the key of the next, and one who lost a key never has to.
 *
 * Only what holds is countersigned: CORRUPT "countersign" where @path is not intact. Errors also:
 * LIMIT "signers" (nine at most) and "package-bytes" (more than 256 MiB: kept in memory meanwhile),
 * EXISTS "file-exists", "signed-already" with the same key, and those of writing. Any thread.
 */
gboolean silsa_package_countersign(const char *path,
                                   const char *output,
                                   SilsaIdentity *identity,
                                   const char *role,
                                   gint64 time,
                                   GError **error);

G_END_DECLS
