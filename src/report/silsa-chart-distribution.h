#pragma once

#include "silsa-chart-draw.h"

G_BEGIN_DECLS

/* How many indicators earn how much: ten classes of percent, claimed as outlines, verified filled.
 * Free of GTK. */

#define SILSA_CHART_N_CLASSES 10

typedef struct {
  guint claimed[SILSA_CHART_N_CLASSES];
  guint verified[SILSA_CHART_N_CLASSES];
} SilsaChartCounts;

typedef struct _SilsaChartDistribution SilsaChartDistribution;

SilsaChartDistribution *silsa_chart_distribution_new(void) G_GNUC_WARN_UNUSED_RESULT;
void silsa_chart_distribution_free(SilsaChartDistribution *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(SilsaChartDistribution, silsa_chart_distribution_free)

/** The class of a percent: 100 % belongs to the last one. */
guint silsa_chart_distribution_class(double percent);
/** Returns whether anything changed. */
gboolean silsa_chart_distribution_set_counts(SilsaChartDistribution *self,
                                             const SilsaChartCounts *counts);
void silsa_chart_draw_distribution(cairo_t *cr,
                                   const SilsaChartPalette *palette,
                                   SilsaChartDistribution *self,
                                   PangoContext *context,
                                   double width,
                                   double height);
/** The classes that are not empty, as a spoken sentence, translated. (transfer full) */
char *silsa_chart_distribution_describe(SilsaChartDistribution *self) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
