#pragma once

#include "silsa-store.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * All indicators as a table to sort and to choose several from, with what can be done to all of
 * them at once. Signals: "go-to" (SilsaAnswer), "done" (const char *words) after a bulk act.
 */
#define SILSA_TYPE_OVERVIEW_TABLE (silsa_overview_table_get_type())
G_DECLARE_FINAL_TYPE(SilsaOverviewTable, silsa_overview_table, SILSA, OVERVIEW_TABLE, AdwBin)

void silsa_overview_table_set_store(SilsaOverviewTable *self, SilsaStore *store);
/** Puts the focus on the row where it was last. */
void silsa_overview_table_focus(SilsaOverviewTable *self);

G_END_DECLS
