#pragma once

#include "silsa-photo-list.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * What can be done with the photos that are selected: put them to an indicator, caption them, take
 * them out. Every way to drop is a row that the keyboard reaches too.
 *
 * Signals: "done" (const char *: words for a toast with undo), "assigned" (after photos got an
 * indicator: the focus goes back to the grid).
 */
#define SILSA_TYPE_ASSIGN_PANE (silsa_assign_pane_get_type())
G_DECLARE_FINAL_TYPE(SilsaAssignPane, silsa_assign_pane, SILSA, ASSIGN_PANE, AdwBin)

void silsa_assign_pane_set_store(SilsaAssignPane *self, SilsaStore *store, SilsaPhotoList *photos);
/** Of SilsaPhotoItem. */
void silsa_assign_pane_set_selection(SilsaAssignPane *self, GPtrArray *items);
void silsa_assign_pane_focus_search(SilsaAssignPane *self);
void silsa_assign_pane_focus_caption(SilsaAssignPane *self);

G_END_DECLS
