#pragma once

#include "silsa-store.h"

#include <adwaita.h>

G_BEGIN_DECLS

/** How the visit went on: the journal of the file replayed in a thread, as a curve. While it is to
 * be seen it follows what is saved. */
#define SILSA_TYPE_PROGRESS_CARD (silsa_progress_card_get_type())
G_DECLARE_FINAL_TYPE(SilsaProgressCard, silsa_progress_card, SILSA, PROGRESS_CARD, AdwBin)

void silsa_progress_card_set_store(SilsaProgressCard *self, SilsaStore *store);

G_END_DECLS
