#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The charts' own colours. They stay the same whatever accent the desktop has, because a red accent
 * must not turn a score into an alarm. Free of GTK: windows and paper draw with the same values. */

typedef struct {
  double red;
  double green;
  double blue;
} SilsaChartColor;

#define SILSA_CHART_N_HEAT 6
#define SILSA_CHART_N_DIFFERENCE 7

typedef struct {
  SilsaChartColor surface; /* halos, and the inside of what is hollow */
  SilsaChartColor ink; /* lines and numbers */
  SilsaChartColor soft; /* axis text and captions */
  SilsaChartColor verified;
  SilsaChartColor verified_fill; /* between two verified ends, always with a verified outline */
  SilsaChartColor possible; /* still open, always hatched in verified */
  SilsaChartColor claim;
  SilsaChartColor track;
  SilsaChartColor track_2;
  SilsaChartColor grid;
  SilsaChartColor heat[SILSA_CHART_N_HEAT]; /* percent of points: bounds 40, 60, 70, 80, 90 */
  SilsaChartColor difference[SILSA_CHART_N_DIFFERENCE]; /* -15, -8, 0, +8, +15; equal amid */
  gboolean fills; /* FALSE in high contrast: tints give way to outlines */
  double outline; /* width of outlines */
  double hatch; /* width of hatch lines */
} SilsaChartPalette;

/** The palette for a light or dark surface, and for high contrast; static, never NULL. */
const SilsaChartPalette *silsa_chart_palette_get(gboolean dark, gboolean high_contrast);

/** The palette for paper that is printed in black; static. */
const SilsaChartPalette *silsa_chart_palette_get_grey(void);

/** The class of a percent in `heat`, and of a difference in percent of the points in `difference`.
 */
guint silsa_chart_heat_step(double percent);
guint silsa_chart_difference_step(double difference);
/** Black or white, whichever is read better on @fill. */
SilsaChartColor silsa_chart_color_on(SilsaChartColor fill);

G_END_DECLS
