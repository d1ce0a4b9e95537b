#pragma once

#include "silsa-chart.h"

G_BEGIN_DECLS

/** How far a verified value (disc) lies from its claim (ring), both in percent of the points. The
 * numbers stand beside it: silent to assistive technology. */
#define SILSA_TYPE_GAP_BAR (silsa_gap_bar_get_type())
G_DECLARE_FINAL_TYPE(SilsaGapBar, silsa_gap_bar, SILSA, GAP_BAR, SilsaChart)

GtkWidget *silsa_gap_bar_new(double verified, double claim);

G_END_DECLS
