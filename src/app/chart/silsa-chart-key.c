#include "silsa-chart-key.h"

#include <math.h>

struct _SilsaChartKey {
  SilsaChart parent_instance;

  SilsaChartKeyKind kind;
};

G_DEFINE_ENUM_TYPE(SilsaChartKeyKind,
                   silsa_chart_key_kind,
                   G_DEFINE_ENUM_VALUE(SILSA_CHART_KEY_VERIFIED, "verified"),
                   G_DEFINE_ENUM_VALUE(SILSA_CHART_KEY_CLAIM, "claim"),
                   G_DEFINE_ENUM_VALUE(SILSA_CHART_KEY_EXPECTED_LINE, "expected_line"),
                   G_DEFINE_ENUM_VALUE(SILSA_CHART_KEY_CLAIM_LINE, "claim_line"))

typedef enum { PROP_KIND = 1 } SilsaChartKeyProperty;
static GParamSpec *properties[PROP_KIND + 1];
G_DEFINE_FINAL_TYPE(SilsaChartKey, silsa_chart_key, SILSA_TYPE_CHART)

static gboolean
is_line(SilsaChartKey *self)
{
  return self->kind == SILSA_CHART_KEY_EXPECTED_LINE || self->kind == SILSA_CHART_KEY_CLAIM_LINE;
}

static void
draw_round(cairo_t *cr, const SilsaChartPalette *palette, gboolean claim, double x, double y)
{
  cairo_arc(cr, x, y, claim ? 4 : 5, 0, 2 * G_PI);
  silsa_chart_set_color(cr, claim ? palette->claim : palette->verified, 1);
  cairo_set_line_width(cr, 2);
  if (claim)
    cairo_stroke(cr);
  else
    cairo_fill(cr);
}

static void
draw_line(cairo_t *cr, const SilsaChartPalette *palette, gboolean claim, double width, double y)
{
  const double dashes[] = {4, 2};

  cairo_move_to(cr, 0, y);
  cairo_line_to(cr, width, y);
  silsa_chart_set_color(cr, claim ? palette->claim : palette->verified, 1);
  cairo_set_line_width(cr, 2);
  cairo_set_dash(cr, dashes, claim ? 2 : 0, 0);
  cairo_stroke(cr);
}

static void
silsa_chart_key_draw(
    SilsaChart *chart, cairo_t *cr, const SilsaChartPalette *palette, double width, double height)
{
  SilsaChartKey *self = SILSA_CHART_KEY(chart);
  double y = round(height / 2);

  if (is_line(self))
    draw_line(cr, palette, self->kind == SILSA_CHART_KEY_CLAIM_LINE, width, y);
  else
    draw_round(cr, palette, self->kind == SILSA_CHART_KEY_CLAIM, width / 2, y);
}

static void
silsa_chart_key_measure(GtkWidget *widget,
                        GtkOrientation orientation,
                        int for_size G_GNUC_UNUSED,
                        int *minimum,
                        int *natural,
                        int *minimum_baseline G_GNUC_UNUSED,
                        int *natural_baseline G_GNUC_UNUSED)
{
  gboolean wide = orientation == GTK_ORIENTATION_HORIZONTAL && is_line(SILSA_CHART_KEY(widget));

  *minimum = *natural = wide ? 16 : 14;
}

static void
silsa_chart_key_get_property(GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  switch ((SilsaChartKeyProperty)id) {
  case PROP_KIND:
    g_value_set_enum(value, SILSA_CHART_KEY(object)->kind);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID(object, id, pspec);
  }
}

static void
silsa_chart_key_set_property(GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  switch ((SilsaChartKeyProperty)id) {
  case PROP_KIND:
    silsa_chart_key_set_kind(SILSA_CHART_KEY(object), g_value_get_enum(value));
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID(object, id, pspec);
  }
}

static void
silsa_chart_key_class_init(SilsaChartKeyClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS(class);

  object_class->get_property = silsa_chart_key_get_property;
  object_class->set_property = silsa_chart_key_set_property;
  GTK_WIDGET_CLASS(class)->measure = silsa_chart_key_measure;
  SILSA_CHART_CLASS(class)->draw = silsa_chart_key_draw;

  properties[PROP_KIND] =
      g_param_spec_enum("kind", NULL, NULL, SILSA_TYPE_CHART_KEY_KIND, SILSA_CHART_KEY_VERIFIED,
                        G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties(object_class, G_N_ELEMENTS(properties), properties);

  gtk_widget_class_set_accessible_role(GTK_WIDGET_CLASS(class), GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static void
silsa_chart_key_init(SilsaChartKey *self G_GNUC_UNUSED)
{
}

GtkWidget *
silsa_chart_key_new(SilsaChartKeyKind kind)
{
  return g_object_new(SILSA_TYPE_CHART_KEY, "kind", kind, NULL);
}

void
silsa_chart_key_set_kind(SilsaChartKey *self, SilsaChartKeyKind kind)
{
  g_return_if_fail(SILSA_IS_CHART_KEY(self));

  if (self->kind == kind)
    return;
  self->kind = kind;
  gtk_widget_queue_resize(GTK_WIDGET(self));
  g_object_notify_by_pspec(G_OBJECT(self), properties[PROP_KIND]);
}

SilsaChartKeyKind
silsa_chart_key_get_kind(SilsaChartKey *self)
{
  g_return_val_if_fail(SILSA_IS_CHART_KEY(self), SILSA_CHART_KEY_VERIFIED);

  return self->kind;
}
