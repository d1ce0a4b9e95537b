#pragma once

#include "silsa-store.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * The list of all indicators in sections, one for each item, with search and filters. Property
 * "selected": the SilsaAnswer shown (null when the filters hide everything). Signal "go-to"
 * (SilsaAnswer *): a row or the search was activated, and the answer should get the focus.
 */
#define SILSA_TYPE_SIDEBAR (silsa_sidebar_get_type())
G_DECLARE_FINAL_TYPE(SilsaSidebar, silsa_sidebar, SILSA, SIDEBAR, AdwBin)

void silsa_sidebar_set_store(SilsaSidebar *self, SilsaStore *store);
/** Makes some more of the rows that are seen at first; FALSE: all of them are there. */
gboolean silsa_sidebar_fill(SilsaSidebar *self);
SilsaAnswer *silsa_sidebar_get_selected(SilsaSidebar *self); /* borrowed, nullable */
/** Selects @answer and scrolls to it; filters that hide it are cleared. */
void silsa_sidebar_select(SilsaSidebar *self, SilsaAnswer *answer);
/** The neighbour @step rows away among those listed, or NULL. */
SilsaAnswer *silsa_sidebar_get_neighbour(SilsaSidebar *self, int step);
void silsa_sidebar_focus_search(SilsaSidebar *self);

G_END_DECLS
