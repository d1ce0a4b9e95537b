#pragma once

#include "silsa-chart-radar.h"
#include "silsa-chart.h"

G_BEGIN_DECLS

/**
 * The items of the catalogue around a centre, 3 to 16 of them (fewer: use bars). A click on a
 * sector, or Enter on the axis that the arrow keys have reached, emits "activated" with the axis'
 * number.
 */
#define SILSA_TYPE_RADAR (silsa_radar_get_type())
G_DECLARE_FINAL_TYPE(SilsaRadar, silsa_radar, SILSA, RADAR, SilsaChart)

GtkWidget *silsa_radar_new(void);
/** @bound: percent of the dotted ring, the certification's, or SILSA_CHART_NONE. */
void silsa_radar_set_axes(SilsaRadar *self, const SilsaChartAxis *axes, guint n_axes, double bound);

G_END_DECLS
