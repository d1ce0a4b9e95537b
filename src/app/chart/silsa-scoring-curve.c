#include "silsa-scoring-curve.h"

#define MINIMUM_WIDTH 220
#define NATURAL_WIDTH 330
#define MINIMUM_PLOT 100
#define NATURAL_PLOT 132

struct _SilsaScoringCurve {
  SilsaChart parent_instance;

  SilsaChartCurve *curve;
};

G_DEFINE_FINAL_TYPE(SilsaScoringCurve, silsa_scoring_curve, SILSA_TYPE_CHART)

static void
changed(SilsaScoringCurve *self)
{
  g_autofree char *spoken = silsa_chart_curve_describe(self->curve);

  silsa_chart_set_spoken(SILSA_CHART(self), spoken);
  gtk_widget_queue_draw(GTK_WIDGET(self));
}

static void
silsa_scoring_curve_draw(
    SilsaChart *chart, cairo_t *cr, const SilsaChartPalette *palette, double width, double height)
{
  silsa_chart_draw_curve(cr, palette, SILSA_SCORING_CURVE(chart)->curve,
                         gtk_widget_get_pango_context(GTK_WIDGET(chart)), width, height);
}

static void
silsa_scoring_curve_measure(GtkWidget *widget,
                            GtkOrientation orientation,
                            int for_size G_GNUC_UNUSED,
                            int *minimum,
                            int *natural,
                            int *minimum_baseline G_GNUC_UNUSED,
                            int *natural_baseline G_GNUC_UNUSED)
{
  PangoContext *context = gtk_widget_get_pango_context(widget);
  SilsaChartCurve *curve = SILSA_SCORING_CURVE(widget)->curve;

  if (orientation == GTK_ORIENTATION_HORIZONTAL) {
    *minimum = MINIMUM_WIDTH;
    *natural = NATURAL_WIDTH;
  } else {
    *minimum = (int)silsa_chart_curve_get_height(curve, context, MINIMUM_PLOT);
    *natural = (int)silsa_chart_curve_get_height(curve, context, NATURAL_PLOT);
  }
}

static void
silsa_scoring_curve_finalize(GObject *object)
{
  g_clear_pointer(&SILSA_SCORING_CURVE(object)->curve, silsa_chart_curve_free);

  G_OBJECT_CLASS(silsa_scoring_curve_parent_class)->finalize(object);
}

static void
silsa_scoring_curve_class_init(SilsaScoringCurveClass *class)
{
  G_OBJECT_CLASS(class)->finalize = silsa_scoring_curve_finalize;
  GTK_WIDGET_CLASS(class)->measure = silsa_scoring_curve_measure;
  SILSA_CHART_CLASS(class)->draw = silsa_scoring_curve_draw;
}

static void
silsa_scoring_curve_init(SilsaScoringCurve *self)
{
  self->curve = silsa_chart_curve_new();
  changed(self);
}

GtkWidget *
silsa_scoring_curve_new(void)
{
  return g_object_new(SILSA_TYPE_SCORING_CURVE, NULL);
}

void
silsa_scoring_curve_set_scoring(SilsaScoringCurve *self,
                                const SilsaChartPoint *points,
                                guint n_points,
                                gboolean steps,
                                gboolean lower_is_better)
{
  g_return_if_fail(SILSA_IS_SCORING_CURVE(self));
  g_return_if_fail(points != NULL || n_points == 0);

  if (silsa_chart_curve_set_scoring(self->curve, points, n_points, !!steps, !!lower_is_better))
    changed(self);
}

void
silsa_scoring_curve_set_unit(SilsaScoringCurve *self, const char *unit)
{
  g_return_if_fail(SILSA_IS_SCORING_CURVE(self));

  if (silsa_chart_curve_set_unit(self->curve, unit))
    changed(self);
}

void
silsa_scoring_curve_set_claim(SilsaScoringCurve *self, const SilsaChartMark *claim)
{
  g_return_if_fail(SILSA_IS_SCORING_CURVE(self));

  if (silsa_chart_curve_set_claim(self->curve, claim))
    changed(self);
}

void
silsa_scoring_curve_set_verified(SilsaScoringCurve *self, const SilsaChartMark *verified)
{
  g_return_if_fail(SILSA_IS_SCORING_CURVE(self));

  if (silsa_chart_curve_set_verified(self->curve, verified))
    changed(self);
}

void
silsa_scoring_curve_set_stale(SilsaScoringCurve *self, gboolean stale)
{
  g_return_if_fail(SILSA_IS_SCORING_CURVE(self));

  if (silsa_chart_curve_set_stale(self->curve, stale))
    changed(self);
}
