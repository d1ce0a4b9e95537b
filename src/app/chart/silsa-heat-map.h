#pragma once

#include "silsa-chart-heat.h"
#include "silsa-chart.h"

G_BEGIN_DECLS

/**
 * All indicators at once. Arrows, Home and End move a mark through the cells, Enter opens one, and
 * so do clicks. Signals: "marked" (guint cell) whenever the mark comes to another cell, "activated"
 * (guint cell).
 */
#define SILSA_TYPE_HEAT_MAP (silsa_heat_map_get_type())
G_DECLARE_FINAL_TYPE(SilsaHeatMap, silsa_heat_map, SILSA, HEAT_MAP, SilsaChart)

GtkWidget *silsa_heat_map_new(void);
void silsa_heat_map_set(SilsaHeatMap *self,
                        const SilsaChartLine *lines,
                        guint n_lines,
                        const SilsaChartCell *cells);
/** What it shows as a whole, in a word or two: its name for screen readers. */
void silsa_heat_map_set_title(SilsaHeatMap *self, const char *title);
guint silsa_heat_map_get_marked(SilsaHeatMap *self);
void silsa_heat_map_mark(SilsaHeatMap *self, guint cell);

/** One cell of a legend, silent to assistive technology: the word stands beside it. */
#define SILSA_TYPE_HEAT_KEY (silsa_heat_key_get_type())
G_DECLARE_FINAL_TYPE(SilsaHeatKey, silsa_heat_key, SILSA, HEAT_KEY, SilsaChart)

GtkWidget *silsa_heat_key_new(SilsaChartCellLook look, guint step);

G_END_DECLS
