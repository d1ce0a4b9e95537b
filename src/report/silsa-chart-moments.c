#include "silsa-chart-moments.h"

#include <math.h>

#define VISIT_BEGIN 0.3
#define VISIT_END 0.7
#define EDGE 0.03
#define HALF_WAY (7 * 24 * 3600.0) /* what is a week away stands in the middle of its side */
#define GAP 4
#define LABEL_GAP 10
#define RADIUS 5.5

/* From 0 to 1 for 0 to ever. */
static double
squeeze(gint64 distance)
{
  return (double)distance / ((double)distance + HALF_WAY);
}

static double
place_without_visit(const SilsaChartMoments *self, gint64 moment)
{
  gint64 first = self->taken != 0 ? MIN(self->taken, self->imported) : self->imported;
  gint64 last = MAX(self->taken, self->imported);

  return last > first ? VISIT_BEGIN + (VISIT_END - VISIT_BEGIN) * (double)(moment - first) /
                                          (double)(last - first)
                      : 0.5;
}

double
silsa_chart_moments_place(const SilsaChartMoments *self, gint64 moment)
{
  if (self->visit_to <= self->visit_from)
    return place_without_visit(self, moment);
  if (moment < self->visit_from)
    return VISIT_BEGIN - (VISIT_BEGIN - EDGE) * squeeze(self->visit_from - moment);
  if (moment > self->visit_to)
    return VISIT_END + (1 - EDGE - VISIT_END) * squeeze(moment - self->visit_to);
  return VISIT_BEGIN + (VISIT_END - VISIT_BEGIN) * (double)(moment - self->visit_from) /
                           (double)(self->visit_to - self->visit_from);
}

static double
get_bar_top(SilsaChartMomentsTexts *texts, PangoContext *context)
{
  return texts->visit.text != NULL ? silsa_chart_text_get_height(&texts->visit, context) + GAP
                                   : RADIUS;
}

double
silsa_chart_moments_measure(SilsaChartMomentsTexts *texts, PangoContext *context)
{
  return ceil(get_bar_top(texts, context) + SILSA_CHART_MOMENTS_BAR + GAP +
              silsa_chart_text_get_height(&texts->imported, context));
}

static void
draw_bar(cairo_t *cr,
         const SilsaChartPalette *palette,
         const SilsaChartMoments *self,
         double y,
         double width)
{
  double from = round(VISIT_BEGIN * width), to = round(VISIT_END * width);

  silsa_chart_draw_track(cr, palette, palette->track, 0, y, width, SILSA_CHART_MOMENTS_BAR,
                         SILSA_CHART_MOMENTS_BAR / 2.0);
  if (self->visit_to <= self->visit_from)
    return;
  silsa_chart_add_rounded(cr, from, y, to - from, SILSA_CHART_MOMENTS_BAR, 2);
  silsa_chart_set_color(cr, palette->verified_fill, palette->fills ? 1 : 0);
  cairo_fill_preserve(cr);
  silsa_chart_set_color(cr, palette->verified, 1);
  cairo_set_line_width(cr, palette->outline);
  cairo_stroke(cr);
}

/* The two labels stand below their marks and make room for each other. */
static void
draw_labels(cairo_t *cr,
            const SilsaChartPalette *palette,
            PangoContext *context,
            const SilsaChartMoments *self,
            SilsaChartMomentsTexts *texts,
            double y,
            double width)
{
  SilsaChartText *labels[2] = {&texts->taken, &texts->imported};
  const gint64 times[2] = {self->taken, self->imported};
  gboolean swapped = self->taken > self->imported;
  SilsaChartSlot slots[2];
  guint n = self->taken != 0 ? 2 : 1;

  for (guint i = 0; i < n; i++) {
    guint which = n == 1 ? 1 : swapped ? 1 - i : i;

    slots[i].centre = silsa_chart_moments_place(self, times[which]) * width;
    slots[i].width = silsa_chart_text_get_width(labels[which], context);
    slots[i].weight = 1;
  }
  silsa_chart_spread(slots, n, LABEL_GAP, 0, width);
  for (guint i = 0; i < n; i++)
    silsa_chart_draw_text(cr,
                          labels[n == 1    ? 1
                                 : swapped ? 1 - i
                                           : i],
                          context, palette->ink, slots[i].centre, y, 0.5);
}

void
silsa_chart_draw_moments(cairo_t *cr,
                         const SilsaChartPalette *palette,
                         PangoContext *context,
                         const SilsaChartMoments *self,
                         SilsaChartMomentsTexts *texts,
                         double width)
{
  double y = round(get_bar_top(texts, context)), middle = y + SILSA_CHART_MOMENTS_BAR / 2.0;

  if (texts->visit.text != NULL)
    silsa_chart_draw_text(cr, &texts->visit, context, palette->soft,
                          (VISIT_BEGIN + VISIT_END) / 2 * width, 0, 0.5);
  draw_bar(cr, palette, self, y, width);
  silsa_chart_draw_ring(cr, palette, silsa_chart_moments_place(self, self->imported) * width,
                        middle, RADIUS, palette->fills ? 1.5 : 2);
  if (self->taken != 0)
    silsa_chart_draw_disc(cr, palette, palette->verified,
                          silsa_chart_moments_place(self, self->taken) * width, middle, RADIUS);
  draw_labels(cr, palette, context, self, texts, y + SILSA_CHART_MOMENTS_BAR + GAP, width);
}
