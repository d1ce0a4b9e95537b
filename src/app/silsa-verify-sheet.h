#pragma once

#include "silsa-verification.h"

#include <adwaita.h>

G_BEGIN_DECLS

/** What a verification found: verdict, intact and trusted apart, signers, content, all facts with
 * the bad ones first, and what to do (UI.md §7 "Verify"). Never green while something is not
 * checked. */
#define SILSA_TYPE_VERIFY_SHEET (silsa_verify_sheet_get_type())
G_DECLARE_FINAL_TYPE(SilsaVerifySheet, silsa_verify_sheet, SILSA, VERIFY_SHEET, AdwBin)

/** @comparison: what the package was compared with. */
void silsa_verify_sheet_show(SilsaVerifySheet *self,
                             const SilsaReport *report,
                             const SilsaComparison *comparison);

G_END_DECLS
