#pragma once

#include "silsa-store.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * The view "Hand in": preflight with links, package pane, sign, package, verification. Properties:
 * "store" (SilsaStore). Signal "go-to" (const char *code): a link to an indicator was activated.
 */
#define SILSA_TYPE_HAND_IN_PAGE (silsa_hand_in_page_get_type())
G_DECLARE_FINAL_TYPE(SilsaHandInPage, silsa_hand_in_page, SILSA, HAND_IN_PAGE, AdwBin)

/** Puts the focus on the button that signs, as far as things have come. */
void silsa_hand_in_page_focus(SilsaHandInPage *self);

G_END_DECLS
