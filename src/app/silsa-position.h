#pragma once

#include "silsa-store.h"

G_BEGIN_DECLS

/* Where a person was in a file when it was last open. Kept in the settings, by the id of the file:
 * looking at a file must not change it, and one that is read only has a position, too. */

/** The code of the indicator, or NULL when the file was never open here. (transfer full) */
char *silsa_position_find(GSettings *settings, SilsaStore *store) G_GNUC_WARN_UNUSED_RESULT;
void silsa_position_remember(GSettings *settings, SilsaStore *store, const char *code);

G_END_DECLS
