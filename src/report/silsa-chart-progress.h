#pragma once

#include "silsa-chart-draw.h"

G_BEGIN_DECLS

/* How many indicators were complete over the time of a visit, as steps, and when all would be if it
 * went on like that, dotted. Times are shown in Korea's. Free of GTK. */

typedef struct {
  gint64 time; /* seconds since 1970 */
  guint complete; /* from then on */
} SilsaChartStep;

typedef struct _SilsaChartProgress SilsaChartProgress;

SilsaChartProgress *silsa_chart_progress_new(void) G_GNUC_WARN_UNUSED_RESULT;
void silsa_chart_progress_free(SilsaChartProgress *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(SilsaChartProgress, silsa_chart_progress_free)

/** Copies @steps, in the order of their times, the last one being the latest that is known; @all is
 * how many indicators there are. Returns whether anything changed. */
gboolean silsa_chart_progress_set(SilsaChartProgress *self,
                                  const SilsaChartStep *steps,
                                  guint n_steps,
                                  guint all);
/** When all would be complete at the pace from the first step to the last, nights included; 0: all
 * are, or it is too early to say. */
gint64 silsa_chart_progress_get_outlook(const SilsaChartProgress *self);
void silsa_chart_draw_progress(cairo_t *cr,
                               const SilsaChartPalette *palette,
                               SilsaChartProgress *self,
                               PangoContext *context,
                               double width,
                               double height);
/** What it shows as a spoken sentence, translated. (transfer full) */
char *silsa_chart_progress_describe(const SilsaChartProgress *self) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
