#include "silsa-chart-bars.h"

#include <math.h>

#define SECTOR_RADIUS 3.0
#define RING_RADIUS 4.0

static double
percent_to_x(double percent, double width)
{
  return round(CLAMP(percent, 0, 100) / 100 * width);
}

static void
draw_sector_fill(cairo_t *cr,
                 const SilsaChartPalette *palette,
                 const SilsaChartSector *sector,
                 double y,
                 double width,
                 double bar)
{
  double low = percent_to_x(sector->low, width);
  double high = percent_to_x(sector->high, width);

  cairo_save(cr);
  silsa_chart_add_rounded(cr, 0, y, width, bar, SECTOR_RADIUS);
  cairo_clip(cr);
  silsa_chart_draw_hatch(cr, palette, low, y, high - low, bar);
  if (low > 0) {
    cairo_rectangle(cr, 0, y, low, bar);
    silsa_chart_set_color(cr, palette->verified, 1);
    cairo_fill(cr);
  }
  if (!palette->fills && high > low) {
    double half = palette->outline / 2;

    cairo_rectangle(cr, low + half, y + half, high - low - 2 * half, bar - 2 * half);
    silsa_chart_set_color(cr, palette->verified, 1);
    cairo_set_line_width(cr, palette->outline);
    cairo_stroke(cr);
  }
  cairo_restore(cr);
}

void
silsa_chart_draw_sector(cairo_t *cr,
                        const SilsaChartPalette *palette,
                        const SilsaChartSector *sector,
                        double width,
                        double height,
                        double bar)
{
  double y = round((height - bar) / 2);

  silsa_chart_draw_track(cr, palette, palette->track, 0, y, width, bar, SECTOR_RADIUS);
  if (sector->low >= 0 && sector->high >= sector->low)
    draw_sector_fill(cr, palette, sector, y, width, bar);
  if (sector->expected >= 0) {
    double x = CLAMP(percent_to_x(sector->expected, width), 1, width - 1);

    silsa_chart_draw_tick(cr, palette, palette->ink, x, y - SILSA_CHART_SECTOR_OVERHANG, 2,
                          bar + 2 * SILSA_CHART_SECTOR_OVERHANG);
  }
  if (sector->claim >= 0) {
    double x = CLAMP(percent_to_x(sector->claim, width), RING_RADIUS, width - RING_RADIUS);

    silsa_chart_draw_ring(cr, palette, x, y + bar / 2, RING_RADIUS, palette->fills ? 1.3 : 2);
  }
}

static void
draw_claim_outline(
    cairo_t *cr, const SilsaChartPalette *palette, double y, double length, double bar)
{
  double line = palette->outline;

  silsa_chart_add_rounded(cr, line / 2, y + line / 2, length - line, bar - line, bar / 2);
  silsa_chart_set_color(cr, palette->surface, 1);
  cairo_fill_preserve(cr);
  silsa_chart_set_color(cr, palette->claim, 1);
  cairo_set_line_width(cr, line);
  cairo_stroke(cr);
}

void
silsa_chart_draw_score(cairo_t *cr,
                       const SilsaChartPalette *palette,
                       gboolean complete,
                       double percent,
                       double claim,
                       double width,
                       double height)
{
  const double bar = SILSA_CHART_SCORE_BAR;
  double y = round((height - bar) / 2);
  double claim_x = percent_to_x(claim, width);

  silsa_chart_draw_track(cr, palette, palette->track_2, 0, y, width, bar, bar / 2);
  if (!complete) {
    if (claim >= 0)
      draw_claim_outline(cr, palette, y, MAX(claim_x, bar), bar);
    return;
  }
  if (percent > 0) {
    silsa_chart_add_rounded(cr, 0, y, MAX(percent_to_x(percent, width), bar), bar, bar / 2);
    silsa_chart_set_color(cr, palette->verified, 1);
    cairo_fill(cr);
  }
  if (claim >= 0 && claim_x != percent_to_x(percent, width)) {
    cairo_rectangle(cr, CLAMP(claim_x - 1, 0, width - 2), y - SILSA_CHART_SCORE_OVERHANG, 2,
                    bar + 2 * SILSA_CHART_SCORE_OVERHANG);
    silsa_chart_set_color(cr, palette->claim, 1);
    cairo_fill(cr);
  }
}

void
silsa_chart_draw_leverage(cairo_t *cr,
                          const SilsaChartPalette *palette,
                          double start,
                          double length,
                          double total,
                          double width,
                          double height)
{
  const double bar = SILSA_CHART_LEVERAGE_BAR;
  double y = round((height - bar) / 2),
         end = width - 1; /* the last pixel is for passing the tick */
  double from, to;

  silsa_chart_draw_track(cr, palette, palette->track_2, 0, y, end, bar, bar / 2);
  if (total <= 0)
    return;
  from = round(CLAMP(start / total, 0, 1) * (end - 1));
  to = MIN(round((start + length) / total * (end - 1)), width);
  if (length > 0 && to >= from) {
    silsa_chart_add_rounded(cr, from, y, MAX(to - from, 2), bar, 2);
    silsa_chart_set_color(cr, palette->verified, 1);
    cairo_fill(cr);
  }
  cairo_rectangle(cr, end - 2, y - SILSA_CHART_LEVERAGE_OVERHANG, 2,
                  bar + 2 * SILSA_CHART_LEVERAGE_OVERHANG);
  silsa_chart_set_color(cr, palette->ink, 1);
  cairo_fill(cr);
}

static void
draw_rule(cairo_t *cr, SilsaChartColor color, double line, double from, double to, double y)
{
  silsa_chart_set_color(cr, color, 1);
  cairo_set_line_width(cr, line);
  cairo_move_to(cr, from, y);
  cairo_line_to(cr, to, y);
  cairo_stroke(cr);
}

void
silsa_chart_draw_gap(cairo_t *cr,
                     const SilsaChartPalette *palette,
                     double verified,
                     double claim,
                     double width,
                     double height)
{
  const double inset = RING_RADIUS + 1;
  double y = floor(height / 2) + 0.5, room = width - 2 * inset;
  double from = inset + percent_to_x(verified, room), to = inset + percent_to_x(claim, room);

  draw_rule(cr, palette->grid, 1, 0, width, y);
  draw_rule(cr, palette->verified, 2, from, to, y);
  silsa_chart_draw_ring(cr, palette, to, y, RING_RADIUS, palette->fills ? 1.3 : 2);
  silsa_chart_draw_disc(cr, palette, palette->verified, from, y, RING_RADIUS);
}
