#pragma once

#include "silsa-chart-band.h"
#include "silsa-chart.h"

G_BEGIN_DECLS

/**
 * Low, expected and high among the grades. Property "compact": the strip alone, for the foot of a
 * narrow window.
 */
#define SILSA_TYPE_GRADE_BAND (silsa_grade_band_get_type())
G_DECLARE_FINAL_TYPE(SilsaGradeBand, silsa_grade_band, SILSA, GRADE_BAND, SilsaChart)

GtkWidget *silsa_grade_band_new(void);
/** @grades as in the catalogue: best first. */
void
silsa_grade_band_set_grades(SilsaGradeBand *self, const SilsaChartGrade *grades, guint n_grades);
/** The three ends of the band; @low NULL while nothing is known. */
void silsa_grade_band_set_band(SilsaGradeBand *self,
                               const SilsaChartEnd *low,
                               const SilsaChartEnd *expected,
                               const SilsaChartEnd *high);
void silsa_grade_band_set_compact(SilsaGradeBand *self, gboolean compact);
gboolean silsa_grade_band_get_compact(SilsaGradeBand *self);

G_END_DECLS
