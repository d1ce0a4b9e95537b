#pragma once

#include "silsa-reading.h"

#include <adwaita.h>

G_BEGIN_DECLS

/** The verdict of the package that a window shows, across its top in every view: what is intact,
 * who signed, what is not checked. One that is not valid cannot be overlooked. */
#define SILSA_TYPE_VERDICT_BAR (silsa_verdict_bar_get_type())
G_DECLARE_FINAL_TYPE(SilsaVerdictBar, silsa_verdict_bar, SILSA, VERDICT_BAR, AdwBin)

void silsa_verdict_bar_show(SilsaVerdictBar *self, const SilsaReading *reading);
/** Whether there is little room: its buttons go below its words, which are cut short earlier. */
void silsa_verdict_bar_set_narrow(SilsaVerdictBar *self, gboolean narrow);

G_END_DECLS
