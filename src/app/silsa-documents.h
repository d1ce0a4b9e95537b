#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** A path in Documents/Silsa that no file has: "STEM.silsa", or "STEM-2.silsa" and so on. The one
 * folder that the sandbox of a Flatpak lets SQLite see as it is. (transfer full) */
char *silsa_documents_new_path(const char *stem) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
