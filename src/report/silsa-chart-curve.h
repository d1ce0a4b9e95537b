#pragma once

#include "silsa-chart-draw.h"

G_BEGIN_DECLS

/* How a value becomes a percent: the catalogue's scoring, the claim and the verified value on it.
 * Free of GTK. */

typedef struct {
  double value;
  double percent;
} SilsaChartPoint;

typedef struct {
  double value;
  double percent; /* what the value earns, from the exact score */
  const char *text; /* the value as it is printed: "52.3" */
} SilsaChartMark;

typedef struct _SilsaChartCurve SilsaChartCurve;

SilsaChartCurve *silsa_chart_curve_new(void) G_GNUC_WARN_UNUSED_RESULT;
void silsa_chart_curve_free(SilsaChartCurve *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(SilsaChartCurve, silsa_chart_curve_free)

/* The setters copy and return whether anything changed. */

/** @points with values that ascend; @steps: the percents hold from point to point, else they are
 * interpolated; @lower_is_better matters to steps only: a point's percent holds up to its value. */
gboolean silsa_chart_curve_set_scoring(SilsaChartCurve *self,
                                       const SilsaChartPoint *points,
                                       guint n_points,
                                       gboolean steps,
                                       gboolean lower_is_better);
gboolean silsa_chart_curve_set_unit(SilsaChartCurve *self, const char *unit);
gboolean silsa_chart_curve_set_claim(SilsaChartCurve *self, const SilsaChartMark *claim);
gboolean silsa_chart_curve_set_verified(SilsaChartCurve *self, const SilsaChartMark *verified);
/** A stale mark is drawn in soft: it is the last one before an entry that cannot be read. */
gboolean silsa_chart_curve_set_stale(SilsaChartCurve *self, gboolean stale);

/** The height with a plot of @plot. */
double silsa_chart_curve_get_height(SilsaChartCurve *self, PangoContext *context, double plot);
void silsa_chart_draw_curve(cairo_t *cr,
                            const SilsaChartPalette *palette,
                            SilsaChartCurve *self,
                            PangoContext *context,
                            double width,
                            double height);
/** What the marks say, translated. (transfer full) */
char *silsa_chart_curve_describe(SilsaChartCurve *self) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
