#pragma once

#include "silsa-store.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * The journal, readable: everything, one indicator, or what differs from the last package; former
 * values can be put back. Signals: "go-to" (SilsaAnswer), "done" (const char *words) after an act,
 * "told" (const char *words) where it could not be done.
 */
#define SILSA_TYPE_HISTORY_PAGE (silsa_history_page_get_type())
G_DECLARE_FINAL_TYPE(SilsaHistoryPage, silsa_history_page, SILSA, HISTORY_PAGE, AdwBin)

void silsa_history_page_set_store(SilsaHistoryPage *self, SilsaStore *store);
/** @answer is the one that "this indicator" means; puts the focus on the list. */
void silsa_history_page_focus(SilsaHistoryPage *self, SilsaAnswer *answer);

G_END_DECLS
