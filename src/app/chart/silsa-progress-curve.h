#pragma once

#include "silsa-chart-progress.h"
#include "silsa-chart.h"

G_BEGIN_DECLS

/** How many indicators were complete over the time of a visit. */
#define SILSA_TYPE_PROGRESS_CURVE (silsa_progress_curve_get_type())
G_DECLARE_FINAL_TYPE(SilsaProgressCurve, silsa_progress_curve, SILSA, PROGRESS_CURVE, SilsaChart)

/** As silsa_chart_progress_set(). */
void silsa_progress_curve_set(SilsaProgressCurve *self,
                              const SilsaChartStep *steps,
                              guint n_steps,
                              guint all);

G_END_DECLS
