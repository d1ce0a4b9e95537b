#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** META-INF/manifest.xml: the OpenDocument manifest that ASiC-E takes over, with every signed entry
 * and its media type. Not signed itself. @names in the order of the package. (transfer full) */
GBytes *silsa_manifest_write(const char *const *names) G_GNUC_WARN_UNUSED_RESULT;

/** Whether a manifest names exactly @names, each with its media type. @where gets the first name
 * that is missing, too many or of another type, or "" when the manifest cannot be read. (transfer
 * full) */
gboolean silsa_manifest_check(GBytes *manifest, const char *const *names, char **where);

G_END_DECLS
