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
  gboolean fills; /* FALSE in high contrast: tints give way to outlines */
  double outline; /* width of outlines */
  double hatch; /* width of hatch lines */
} SilsaChartPalette;

/** The palette for a light or dark surface, and for high contrast; static, never NULL. */
const SilsaChartPalette *silsa_chart_palette_get(gboolean dark, gboolean high_contrast);

G_END_DECLS
