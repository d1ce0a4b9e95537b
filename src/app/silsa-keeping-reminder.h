#pragma once

#include "silsa-store.h"

#include <adwaita.h>

G_BEGIN_DECLS

/** Reveals @banner when the round of @store says that its content is due to be erased. The round is
 * read in a thread, for it may be large. */
void silsa_keeping_remind(SilsaStore *store, AdwBanner *banner);

G_END_DECLS
