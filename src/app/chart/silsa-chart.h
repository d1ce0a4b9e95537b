#pragma once

#include "silsa-chart-draw.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * What all charts of the window share: they draw with cairo in the palette of the style manager
 * (light, dark, high contrast, followed at once), and say in words what they show.
 *
 * A chart's setters copy what they are given and queue a draw only when something changed.
 */
#define SILSA_TYPE_CHART (silsa_chart_get_type())
G_DECLARE_DERIVABLE_TYPE(SilsaChart, silsa_chart, SILSA, CHART, GtkWidget)

struct _SilsaChartClass {
  GtkWidgetClass parent_class;

  void (*draw)(
      SilsaChart *self, cairo_t *cr, const SilsaChartPalette *palette, double width, double height);
  int width, height; /* in pixels: what it asks for, unless it measures itself */
};

/** Tells assistive technology what the chart shows, in one sentence. */
void silsa_chart_set_spoken(SilsaChart *self, const char *text);
/** The sentence told last, or NULL (borrowed). */
const char *silsa_chart_get_spoken(SilsaChart *self);

G_END_DECLS
