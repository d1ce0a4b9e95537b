#pragma once

#include "silsa-store.h"

#include <adwaita.h>

G_BEGIN_DECLS

/** Contradictions in words where they arise, and the justification that covers them. Hidden without
 * any. */
#define SILSA_TYPE_CONTRADICTION_CARD (silsa_contradiction_card_get_type())
G_DECLARE_FINAL_TYPE(
    SilsaContradictionCard, silsa_contradiction_card, SILSA, CONTRADICTION_CARD, AdwBin)

void
silsa_contradiction_card_bind(SilsaContradictionCard *self, SilsaStore *store, SilsaAnswer *answer);
void silsa_contradiction_card_refresh(SilsaContradictionCard *self);
void silsa_contradiction_card_set_narrow(SilsaContradictionCard *self, gboolean narrow);
void silsa_contradiction_card_commit(SilsaContradictionCard *self);

G_END_DECLS
