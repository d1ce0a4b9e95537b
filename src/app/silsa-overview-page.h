#pragma once

#include "silsa-store.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * All indicators at a glance: as a heat map with what is said of the marked one, or as a table.
 * Signals: "go-to" (SilsaAnswer), "done" (const char *words) after a bulk act.
 */
#define SILSA_TYPE_OVERVIEW_PAGE (silsa_overview_page_get_type())
G_DECLARE_FINAL_TYPE(SilsaOverviewPage, silsa_overview_page, SILSA, OVERVIEW_PAGE, AdwBin)

void silsa_overview_page_set_store(SilsaOverviewPage *self, SilsaStore *store);
/** Puts the mark on @answer, and the focus on the map or the table. */
void silsa_overview_page_focus(SilsaOverviewPage *self, SilsaAnswer *answer);

G_END_DECLS
