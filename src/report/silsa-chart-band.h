#pragma once

#include "silsa-chart-draw.h"

G_BEGIN_DECLS

/* The grade band: where low, expected and high stand among the grades. Free of GTK. */

typedef struct {
  int number; /* 1 is the best */
  const char *title; /* "Grade 3" */
  double min_percent; /* the grade runs from here to the next better one */
  gboolean certified;
} SilsaChartGrade;

typedef struct {
  double percent;
  const char *points; /* as it is printed: "1,522.5" */
  int grade; /* number of its grade; decided by the exact score, never by @percent */
} SilsaChartEnd;

typedef struct _SilsaChartBand SilsaChartBand;

SilsaChartBand *silsa_chart_band_new(void) G_GNUC_WARN_UNUSED_RESULT;
void silsa_chart_band_free(SilsaChartBand *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(SilsaChartBand, silsa_chart_band_free)

/** Copies @grades, best first as in the catalogue. Returns whether anything changed. */
gboolean
silsa_chart_band_set_grades(SilsaChartBand *self, const SilsaChartGrade *grades, guint n_grades);
/** Copies the three ends; @low NULL for a band that is not known. Returns whether anything changed.
 */
gboolean silsa_chart_band_set_ends(SilsaChartBand *self,
                                   const SilsaChartEnd *low,
                                   const SilsaChartEnd *expected,
                                   const SilsaChartEnd *high);
/** The height with texts, or in @compact form, the strip alone. */
double silsa_chart_band_get_height(SilsaChartBand *self, PangoContext *context, gboolean compact);
void silsa_chart_draw_band(cairo_t *cr,
                           const SilsaChartPalette *palette,
                           SilsaChartBand *self,
                           PangoContext *context,
                           gboolean compact,
                           double width);
/** The whole band as a spoken sentence, translated. (transfer full) */
char *silsa_chart_band_describe(SilsaChartBand *self) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
