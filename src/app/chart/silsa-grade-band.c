#include "silsa-grade-band.h"

struct _SilsaGradeBand {
  SilsaChart parent_instance;

  SilsaChartBand *band;
  gboolean compact;
};

typedef enum { PROP_COMPACT = 1 } SilsaGradeBandProperty;
static GParamSpec *properties[PROP_COMPACT + 1];
G_DEFINE_FINAL_TYPE(SilsaGradeBand, silsa_grade_band, SILSA_TYPE_CHART)

static void
describe(SilsaGradeBand *self)
{
  g_autofree char *spoken = silsa_chart_band_describe(self->band);

  silsa_chart_set_spoken(SILSA_CHART(self), spoken);
}

static void
silsa_grade_band_draw(SilsaChart *chart,
                      cairo_t *cr,
                      const SilsaChartPalette *palette,
                      double width,
                      double height G_GNUC_UNUSED)
{
  SilsaGradeBand *self = SILSA_GRADE_BAND(chart);

  silsa_chart_draw_band(cr, palette, self->band, gtk_widget_get_pango_context(GTK_WIDGET(self)),
                        self->compact, width);
}

static void
silsa_grade_band_measure(GtkWidget *widget,
                         GtkOrientation orientation,
                         int for_size G_GNUC_UNUSED,
                         int *minimum,
                         int *natural,
                         int *minimum_baseline G_GNUC_UNUSED,
                         int *natural_baseline G_GNUC_UNUSED)
{
  SilsaGradeBand *self = SILSA_GRADE_BAND(widget);

  if (orientation == GTK_ORIENTATION_HORIZONTAL) {
    /* In a line with words it takes what these leave, and not what they need to be read whole. */
    *minimum = self->compact ? 96 : 220;
    *natural = self->compact ? 96 : 308;
  } else {
    *minimum = *natural = (int)silsa_chart_band_get_height(
        self->band, gtk_widget_get_pango_context(widget), self->compact);
  }
}

static void
silsa_grade_band_get_property(GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  SilsaGradeBand *self = SILSA_GRADE_BAND(object);

  switch ((SilsaGradeBandProperty)id) {
  case PROP_COMPACT:
    g_value_set_boolean(value, self->compact);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID(object, id, pspec);
  }
}

static void
silsa_grade_band_set_property(GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  SilsaGradeBand *self = SILSA_GRADE_BAND(object);

  switch ((SilsaGradeBandProperty)id) {
  case PROP_COMPACT:
    silsa_grade_band_set_compact(self, g_value_get_boolean(value));
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID(object, id, pspec);
  }
}

static void
silsa_grade_band_finalize(GObject *object)
{
  SilsaGradeBand *self = SILSA_GRADE_BAND(object);

  g_clear_pointer(&self->band, silsa_chart_band_free);

  G_OBJECT_CLASS(silsa_grade_band_parent_class)->finalize(object);
}

static void
silsa_grade_band_class_init(SilsaGradeBandClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS(class);

  object_class->get_property = silsa_grade_band_get_property;
  object_class->set_property = silsa_grade_band_set_property;
  object_class->finalize = silsa_grade_band_finalize;
  GTK_WIDGET_CLASS(class)->measure = silsa_grade_band_measure;
  SILSA_CHART_CLASS(class)->draw = silsa_grade_band_draw;

  properties[PROP_COMPACT] =
      g_param_spec_boolean("compact", NULL, NULL, FALSE,
                           G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties(object_class, G_N_ELEMENTS(properties), properties);
}

static void
silsa_grade_band_init(SilsaGradeBand *self)
{
  self->band = silsa_chart_band_new();
  describe(self);
}

GtkWidget *
silsa_grade_band_new(void)
{
  return g_object_new(SILSA_TYPE_GRADE_BAND, NULL);
}

void
silsa_grade_band_set_grades(SilsaGradeBand *self, const SilsaChartGrade *grades, guint n_grades)
{
  g_return_if_fail(SILSA_IS_GRADE_BAND(self));
  g_return_if_fail(grades != NULL || n_grades == 0);

  if (!silsa_chart_band_set_grades(self->band, grades, n_grades))
    return;
  describe(self);
  gtk_widget_queue_draw(GTK_WIDGET(self));
}

void
silsa_grade_band_set_band(SilsaGradeBand *self,
                          const SilsaChartEnd *low,
                          const SilsaChartEnd *expected,
                          const SilsaChartEnd *high)
{
  g_return_if_fail(SILSA_IS_GRADE_BAND(self));
  g_return_if_fail(low == NULL || (expected != NULL && high != NULL));

  if (!silsa_chart_band_set_ends(self->band, low, expected, high))
    return;
  describe(self);
  gtk_widget_queue_draw(GTK_WIDGET(self));
}

void
silsa_grade_band_set_compact(SilsaGradeBand *self, gboolean compact)
{
  g_return_if_fail(SILSA_IS_GRADE_BAND(self));

  compact = !!compact;
  if (self->compact == compact)
    return;
  self->compact = compact;
  gtk_widget_queue_resize(GTK_WIDGET(self));
  g_object_notify_by_pspec(G_OBJECT(self), properties[PROP_COMPACT]);
}

gboolean
silsa_grade_band_get_compact(SilsaGradeBand *self)
{
  g_return_val_if_fail(SILSA_IS_GRADE_BAND(self), FALSE);

  return self->compact;
}
