#pragma once

#include "silsa-rendition.h"

G_BEGIN_DECLS

/**
 * A SilsaRenditionFunc. Where only the place has to go, the picture stays as it is coded; else it
 * is decoded, what is hidden is painted over or coarsened, and it becomes a JPEG that says when and
 * with what it was taken, and where only as far as that may be known. Errors: those of
 * silsa_picture_decode(); UNSUPPORTED "picture-type" for a file that nobody can look into.
 */
gboolean silsa_protect(const SilsaRendition *rendition,
                       GBytes *bytes,
                       const char *sha256,
                       GBytes **copy,
                       GCancellable *cancellable,
                       GError **error);

G_END_DECLS
