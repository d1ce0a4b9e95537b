#pragma once

#include "silsa-chart-bars.h"
#include "silsa-chart.h"
#include "silsa-preview.h"

G_BEGIN_DECLS

/**
 * What is sure (solid), open (hatched), expected (tick) and claimed (ring) of a sector or an item.
 * Property "compact": 6 instead of 10 high, for section heads. The tick stands 3 over both edges;
 * the widget is as high as the tick. Property "title": the sector's name, spoken before the
 * numbers.
 */
#define SILSA_TYPE_SECTOR_BAR (silsa_sector_bar_get_type())
G_DECLARE_FINAL_TYPE(SilsaSectorBar, silsa_sector_bar, SILSA, SECTOR_BAR, SilsaChart)

GtkWidget *silsa_sector_bar_new(void);
/** All in percent of the sector's points; SILSA_CHART_NONE for what is not known. */
void silsa_sector_bar_set_values(
    SilsaSectorBar *self, double low, double expected, double high, double claim);
/** The same from a band of the preview; the claim is left out where none earns a point. */
void silsa_sector_bar_set_band(SilsaSectorBar *self, const SilsaBand *band);
void silsa_sector_bar_set_title(SilsaSectorBar *self, const char *title);
const char *silsa_sector_bar_get_title(SilsaSectorBar *self);
void silsa_sector_bar_set_compact(SilsaSectorBar *self, gboolean compact);
gboolean silsa_sector_bar_get_compact(SilsaSectorBar *self);

G_END_DECLS
