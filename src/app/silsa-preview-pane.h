#pragma once

#include "silsa-store.h"

#include <adwaita.h>

G_BEGIN_DECLS

/** The preview of DESIGN §6: grade, band, secured and best, sectors, items, the way to the next
 * grade and what is missing. Signal "go-to" (const char *code): a link was activated. */
#define SILSA_TYPE_PREVIEW_PANE (silsa_preview_pane_get_type())
G_DECLARE_FINAL_TYPE(SilsaPreviewPane, silsa_preview_pane, SILSA, PREVIEW_PANE, AdwBin)

void silsa_preview_pane_set_store(SilsaPreviewPane *self, SilsaStore *store);

G_END_DECLS
