#pragma once

#include "silsa-chart-palette.h"

#include <pango/pangocairo.h>

G_BEGIN_DECLS

/* What all charts draw with: shapes, texts that keep their layout, and labels that make room for
 * each other. Free of GTK. Lengths are pixels of the window or points of the page. */

/** The value of a percent that is not there: never drawn, and never drawn as zero. */
#define SILSA_CHART_NONE (-1.0)

#define SILSA_CHART_HALO 1.5 /* the surface left free around a mark that lies on another */

void silsa_chart_set_color(cairo_t *cr, SilsaChartColor color, double alpha);
/** Adds a rectangle with rounded corners to the path; @radius is cut to half the shorter side. */
void silsa_chart_add_rounded(
    cairo_t *cr, double x, double y, double width, double height, double radius);
/** An empty bar: filled in @color, or outlined in it where the palette has no fills. */
void silsa_chart_draw_track(cairo_t *cr,
                            const SilsaChartPalette *palette,
                            SilsaChartColor color,
                            double x,
                            double y,
                            double width,
                            double height,
                            double radius);
/** Fills the clip between @x and @x + @width with "possible" and lines of 45 degrees, 5 apart. */
void silsa_chart_draw_hatch(
    cairo_t *cr, const SilsaChartPalette *palette, double x, double y, double width, double height);
/** A verified value: a disc with its halo. */
void silsa_chart_draw_disc(cairo_t *cr,
                           const SilsaChartPalette *palette,
                           SilsaChartColor color,
                           double x,
                           double y,
                           double radius);
/** A claim: a ring with its halo; @radius is that of the outer edge. */
void silsa_chart_draw_ring(
    cairo_t *cr, const SilsaChartPalette *palette, double x, double y, double radius, double line);
/** An upright tick in @color, with its halo, centred on @x. */
void silsa_chart_draw_tick(cairo_t *cr,
                           const SilsaChartPalette *palette,
                           SilsaChartColor color,
                           double x,
                           double y,
                           double width,
                           double height);

/* A text of a chart. Its layout is made when it is first needed in a context and kept until the
 * text or the context changes; a change of the context's font is followed by Pango itself. */
typedef struct {
  char *text;
  double scale; /* of the context's font */
  PangoWeight weight;
  int width; /* pixels that it has to do with, in two lines at the most; 0: as long as it is */
  PangoLayout *layout;
} SilsaChartText;

#define SILSA_CHART_SCALE_NUMBER 0.92
#define SILSA_CHART_SCALE_SMALL 0.8

/** Returns whether anything changed. @text may be NULL for no text. */
gboolean
silsa_chart_text_set(SilsaChartText *self, const char *text, double scale, PangoWeight weight);
/** Wraps into two lines of @width and cuts what is longer; 0: one line as long as it is. */
void silsa_chart_text_set_width(SilsaChartText *self, int width);
void silsa_chart_text_clear(SilsaChartText *self);
double silsa_chart_text_get_width(SilsaChartText *self, PangoContext *context);
double silsa_chart_text_get_height(SilsaChartText *self, PangoContext *context);
/** Draws @self with its left edge at @x - @align * width: 0, 0.5 and 1 stand for left, centre,
 * right. */
void silsa_chart_draw_text(cairo_t *cr,
                           SilsaChartText *self,
                           PangoContext *context,
                           SilsaChartColor color,
                           double x,
                           double y,
                           double align);

/* A label that would like to stand around @centre. The heavier of two gives way less. */
typedef struct {
  double centre;
  double width;
  double weight;
} SilsaChartSlot;

/**
 * Pushes labels apart until @gap lies between neighbours and all are within @low and @high, moving
 * them as little as possible (least squares of the moves, times weight). @slots are in order from
 * left to right, and so they stay. Where there is no room for the gaps the gaps shrink.
 */
void silsa_chart_spread(SilsaChartSlot *slots, guint n_slots, double gap, double low, double high);

/** "52.3 %" with a thin space before the sign. (transfer full) */
char *silsa_chart_format_percent(double percent, int decimals) G_GNUC_WARN_UNUSED_RESULT;
/** At most 6 decimals, no trailing zeros, a comma between thousands. (transfer full) */
char *silsa_chart_format_number(double value) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
