#pragma once

#include "silsa-chart-draw.h"

G_BEGIN_DECLS

/** A photo's moments beside the visit: the bar is the visit, the disc when it was taken by the
 * camera's clock, the ring when it came into the file. Within the visit time runs evenly; what lies
 * outside comes nearer to the ends the further away it is, so that years still find room. */
typedef struct {
  gint64 visit_from, visit_to; /* seconds since 1970; both 0: there is no visit */
  gint64 taken; /* 0: not known */
  gint64 imported;
} SilsaChartMoments;

typedef struct {
  SilsaChartText visit, taken, imported;
} SilsaChartMomentsTexts;

#define SILSA_CHART_MOMENTS_BAR 8

/** Where @moment stands, 0 to 1 of the width; later ones never stand further left. */
double silsa_chart_moments_place(const SilsaChartMoments *self, gint64 moment);
/** The height it needs in a context. */
double silsa_chart_moments_measure(SilsaChartMomentsTexts *texts, PangoContext *context);
void silsa_chart_draw_moments(cairo_t *cr,
                              const SilsaChartPalette *palette,
                              PangoContext *context,
                              const SilsaChartMoments *self,
                              SilsaChartMomentsTexts *texts,
                              double width);

G_END_DECLS
