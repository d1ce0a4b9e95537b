#include "silsa-progress-curve.h"

#define MINIMUM_WIDTH 220
#define HEIGHT 148

struct _SilsaProgressCurve {
  SilsaChart parent_instance;

  SilsaChartProgress *chart;
};

G_DEFINE_FINAL_TYPE(SilsaProgressCurve, silsa_progress_curve, SILSA_TYPE_CHART)

static void
changed(SilsaProgressCurve *self)
{
  g_autofree char *spoken = silsa_chart_progress_describe(self->chart);

  silsa_chart_set_spoken(SILSA_CHART(self), spoken);
  gtk_widget_queue_draw(GTK_WIDGET(self));
}

static void
silsa_progress_curve_draw(
    SilsaChart *chart, cairo_t *cr, const SilsaChartPalette *palette, double width, double height)
{
  silsa_chart_draw_progress(cr, palette, SILSA_PROGRESS_CURVE(chart)->chart,
                            gtk_widget_get_pango_context(GTK_WIDGET(chart)), width, height);
}

static void
silsa_progress_curve_finalize(GObject *object)
{
  g_clear_pointer(&SILSA_PROGRESS_CURVE(object)->chart, silsa_chart_progress_free);

  G_OBJECT_CLASS(silsa_progress_curve_parent_class)->finalize(object);
}

static void
silsa_progress_curve_class_init(SilsaProgressCurveClass *class)
{
  G_OBJECT_CLASS(class)->finalize = silsa_progress_curve_finalize;
  SILSA_CHART_CLASS(class)->draw = silsa_progress_curve_draw;
  SILSA_CHART_CLASS(class)->width = MINIMUM_WIDTH;
  SILSA_CHART_CLASS(class)->height = HEIGHT;
}

static void
silsa_progress_curve_init(SilsaProgressCurve *self)
{
  self->chart = silsa_chart_progress_new();
  changed(self);
}

void
silsa_progress_curve_set(SilsaProgressCurve *self,
                         const SilsaChartStep *steps,
                         guint n_steps,
                         guint all)
{
  g_return_if_fail(SILSA_IS_PROGRESS_CURVE(self));

  if (silsa_chart_progress_set(self->chart, steps, n_steps, all))
    changed(self);
}
