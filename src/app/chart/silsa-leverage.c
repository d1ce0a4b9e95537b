#include "silsa-leverage.h"

#include <glib/gi18n.h>

struct _SilsaLeverage {
  SilsaChart parent_instance;

  double start;
  double length;
  double total;
};

G_DEFINE_FINAL_TYPE(SilsaLeverage, silsa_leverage, SILSA_TYPE_CHART)

static void
silsa_leverage_draw(
    SilsaChart *chart, cairo_t *cr, const SilsaChartPalette *palette, double width, double height)
{
  SilsaLeverage *self = SILSA_LEVERAGE(chart);

  silsa_chart_draw_leverage(cr, palette, self->start, self->length, self->total, width, height);
}

static void
silsa_leverage_class_init(SilsaLeverageClass *class)
{
  SILSA_CHART_CLASS(class)->draw = silsa_leverage_draw;
  SILSA_CHART_CLASS(class)->width = SILSA_CHART_LEVERAGE_WIDTH;
  SILSA_CHART_CLASS(class)->height = SILSA_CHART_LEVERAGE_BAR + 2 * SILSA_CHART_LEVERAGE_OVERHANG;
}

static void
silsa_leverage_init(SilsaLeverage *self G_GNUC_UNUSED)
{
}

GtkWidget *
silsa_leverage_new(void)
{
  return g_object_new(SILSA_TYPE_LEVERAGE, NULL);
}

void
silsa_leverage_set_values(SilsaLeverage *self, double start, double length, double total)
{
  g_autofree char *part = NULL, *distance = NULL, *spoken = NULL;

  g_return_if_fail(SILSA_IS_LEVERAGE(self));

  if (self->start == start && self->length == length && self->total == total)
    return;
  self->start = start;
  self->length = length;
  self->total = total;
  part = silsa_chart_format_number(length);
  distance = silsa_chart_format_number(total);
  spoken = g_strdup_printf(_("Up to %1$s of %2$s points"), part, distance);
  silsa_chart_set_spoken(SILSA_CHART(self), spoken);
  gtk_widget_queue_draw(GTK_WIDGET(self));
}
