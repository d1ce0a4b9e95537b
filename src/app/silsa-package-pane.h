#pragma once

#include "silsa-hand-in-check.h"

#include <adwaita.h>

G_BEGIN_DECLS

/** Beside the preflight: what the package will be, what signing fixes, who signs, and the button.
 * Signals "sign" and "sign-incomplete". Properties: "compact" (boolean), without all but the
 * buttons and why one of them is off; "low" (boolean), with the buttons side by side. */
#define SILSA_TYPE_PACKAGE_PANE (silsa_package_pane_get_type())
G_DECLARE_FINAL_TYPE(SilsaPackagePane, silsa_package_pane, SILSA, PACKAGE_PANE, AdwBin)

void silsa_package_pane_set_store(SilsaPackagePane *self, SilsaStore *store);
/** Signing once more is not what comes next: the button steps back. */
void silsa_package_pane_set_signed(SilsaPackagePane *self, gboolean is_signed);
/** Puts the focus on the button that can be pressed. */
void silsa_package_pane_focus(SilsaPackagePane *self);
/** @n_stops, @n_open: rows that stop signing, and rows that only a second confirmation passes. */
void silsa_package_pane_refresh(SilsaPackagePane *self,
                                const SilsaHandInFacts *facts,
                                const SilsaHandInSize *size,
                                guint n_stops,
                                guint n_open);

G_END_DECLS
