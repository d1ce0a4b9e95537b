#pragma once

#include "silsa-chart-curve.h"
#include "silsa-chart.h"

G_BEGIN_DECLS

/**
 * The scoring of a quantitative indicator with claim (ring) and verified value (disc). Moves with
 * each key, without animation. The height given beyond the natural one goes to the plot.
 */
#define SILSA_TYPE_SCORING_CURVE (silsa_scoring_curve_get_type())
G_DECLARE_FINAL_TYPE(SilsaScoringCurve, silsa_scoring_curve, SILSA, SCORING_CURVE, SilsaChart)

GtkWidget *silsa_scoring_curve_new(void);
/** @points: the catalogue's, values ascending. */
void silsa_scoring_curve_set_scoring(SilsaScoringCurve *self,
                                     const SilsaChartPoint *points,
                                     guint n_points,
                                     gboolean steps,
                                     gboolean lower_is_better);
void silsa_scoring_curve_set_unit(SilsaScoringCurve *self, const char *unit);
/** NULL for none, in both. */
void silsa_scoring_curve_set_claim(SilsaScoringCurve *self, const SilsaChartMark *claim);
void silsa_scoring_curve_set_verified(SilsaScoringCurve *self, const SilsaChartMark *verified);
/** TRUE while the entry cannot be read: the last verified mark stays, in soft. */
void silsa_scoring_curve_set_stale(SilsaScoringCurve *self, gboolean stale);

G_END_DECLS
