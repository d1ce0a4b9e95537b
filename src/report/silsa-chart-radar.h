#pragma once

#include "silsa-chart-draw.h"

G_BEGIN_DECLS

/* Items around a centre: expected solid, claim dashed. Free of GTK. */

#define SILSA_CHART_RADAR_MIN 3 /* below, use bars */
#define SILSA_CHART_RADAR_MAX 16

typedef struct {
  const char *code;
  const char *title; /* tooltip and spoken name */
  double expected; /* percent of the item's points, or SILSA_CHART_NONE */
  double claim;
} SilsaChartAxis;

typedef struct _SilsaChartRadar SilsaChartRadar;

SilsaChartRadar *silsa_chart_radar_new(void) G_GNUC_WARN_UNUSED_RESULT;
void silsa_chart_radar_free(SilsaChartRadar *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(SilsaChartRadar, silsa_chart_radar_free)

/** Copies @axes; @bound is the percent of the dotted ring (certification), or SILSA_CHART_NONE.
 * Returns whether anything changed. */
gboolean silsa_chart_radar_set_axes(SilsaChartRadar *self,
                                    const SilsaChartAxis *axes,
                                    guint n_axes,
                                    double bound);
guint silsa_chart_radar_get_n_axes(SilsaChartRadar *self);
/** "A1 Public capability, expected 70 %, claim 75 %", translated. (transfer full) */
char *silsa_chart_radar_describe_axis(SilsaChartRadar *self, guint axis) G_GNUC_WARN_UNUSED_RESULT;

/** The height that a radar with a ring of @radius needs, labels included. */
double silsa_chart_radar_get_height(SilsaChartRadar *self, PangoContext *context, double radius);
/** @focus is the axis to mark, or -1. */
void silsa_chart_draw_radar(cairo_t *cr,
                            const SilsaChartPalette *palette,
                            SilsaChartRadar *self,
                            PangoContext *context,
                            int focus,
                            double width,
                            double height);
/** The axis whose sector (ring and label) holds the point, or -1. */
int silsa_chart_radar_pick(SilsaChartRadar *self, double x, double y, double width, double height);

G_END_DECLS
