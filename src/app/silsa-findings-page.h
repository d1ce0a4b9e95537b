#pragma once

#include "silsa-store.h"

#include <adwaita.h>

G_BEGIN_DECLS

/** What was written about all indicators: strengths, shortcomings, recommendations, what could not
 * be verified and why. Signal: "go-to" (SilsaAnswer). */
#define SILSA_TYPE_FINDINGS_PAGE (silsa_findings_page_get_type())
G_DECLARE_FINAL_TYPE(SilsaFindingsPage, silsa_findings_page, SILSA, FINDINGS_PAGE, AdwBin)

void silsa_findings_page_set_store(SilsaFindingsPage *self, SilsaStore *store);
void silsa_findings_page_focus(SilsaFindingsPage *self);

G_END_DECLS
