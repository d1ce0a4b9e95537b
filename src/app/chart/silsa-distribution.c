#include "silsa-distribution.h"

#define MINIMUM_WIDTH 220
#define HEIGHT 132

struct _SilsaDistribution {
  SilsaChart parent_instance;

  SilsaChartDistribution *chart;
};

G_DEFINE_FINAL_TYPE(SilsaDistribution, silsa_distribution, SILSA_TYPE_CHART)

static void
changed(SilsaDistribution *self)
{
  g_autofree char *spoken = silsa_chart_distribution_describe(self->chart);

  silsa_chart_set_spoken(SILSA_CHART(self), spoken);
  gtk_widget_queue_draw(GTK_WIDGET(self));
}

static void
silsa_distribution_draw(
    SilsaChart *chart, cairo_t *cr, const SilsaChartPalette *palette, double width, double height)
{
  silsa_chart_draw_distribution(cr, palette, SILSA_DISTRIBUTION(chart)->chart,
                                gtk_widget_get_pango_context(GTK_WIDGET(chart)), width, height);
}

static void
silsa_distribution_finalize(GObject *object)
{
  g_clear_pointer(&SILSA_DISTRIBUTION(object)->chart, silsa_chart_distribution_free);

  G_OBJECT_CLASS(silsa_distribution_parent_class)->finalize(object);
}

static void
silsa_distribution_class_init(SilsaDistributionClass *class)
{
  G_OBJECT_CLASS(class)->finalize = silsa_distribution_finalize;
  SILSA_CHART_CLASS(class)->draw = silsa_distribution_draw;
  SILSA_CHART_CLASS(class)->width = MINIMUM_WIDTH;
  SILSA_CHART_CLASS(class)->height = HEIGHT;
}

static void
silsa_distribution_init(SilsaDistribution *self)
{
  self->chart = silsa_chart_distribution_new();
  changed(self);
}

void
silsa_distribution_set_counts(SilsaDistribution *self, const SilsaChartCounts *counts)
{
  g_return_if_fail(SILSA_IS_DISTRIBUTION(self));

  if (silsa_chart_distribution_set_counts(self->chart, counts))
    changed(self);
}
