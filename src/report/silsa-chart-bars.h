#pragma once

#include "silsa-chart-draw.h"

G_BEGIN_DECLS

/* The three bars without text. Percents outside 0 to 100 are drawn at the end of the bar; one that
 * is SILSA_CHART_NONE is not drawn. */

typedef struct {
  double low; /* percent of the points; solid up to here */
  double expected;
  double high; /* hatched up to here */
  double claim;
} SilsaChartSector;

#define SILSA_CHART_SECTOR_OVERHANG 3 /* the tick's, above and below the bar */

/** A bar @bar high in the middle of @width x @height: what is sure, what is open, expected, claim.
 */
void silsa_chart_draw_sector(cairo_t *cr,
                             const SilsaChartPalette *palette,
                             const SilsaChartSector *sector,
                             double width,
                             double height,
                             double bar);

#define SILSA_CHART_SCORE_WIDTH 44
#define SILSA_CHART_SCORE_BAR 6
#define SILSA_CHART_SCORE_OVERHANG 2

/** The bar of one indicator: solid with a tick at a claim that differs, or, not complete, the
 * claim's outline. */
void silsa_chart_draw_score(cairo_t *cr,
                            const SilsaChartPalette *palette,
                            gboolean complete,
                            double percent,
                            double claim,
                            double width,
                            double height);

#define SILSA_CHART_LEVERAGE_WIDTH 52
#define SILSA_CHART_LEVERAGE_BAR 6
#define SILSA_CHART_LEVERAGE_OVERHANG 2

/** One step of a waterfall: @length points from @start on, on the way to @total, which has a tick.
 */
void silsa_chart_draw_leverage(cairo_t *cr,
                               const SilsaChartPalette *palette,
                               double start,
                               double length,
                               double total,
                               double width,
                               double height);

/** A verified value (disc) and its claim (ring) on one line of 0 to 100 %, joined. */
void silsa_chart_draw_gap(cairo_t *cr,
                          const SilsaChartPalette *palette,
                          double verified,
                          double claim,
                          double width,
                          double height);

G_END_DECLS
