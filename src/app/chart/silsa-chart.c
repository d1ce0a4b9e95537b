#include "silsa-chart.h"

#include <adwaita.h>

typedef struct {
  char *spoken;
} SilsaChartPrivate;

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE(SilsaChart, silsa_chart, GTK_TYPE_WIDGET)

static void
silsa_chart_snapshot(GtkWidget *widget, GtkSnapshot *snapshot)
{
  AdwStyleManager *style = adw_style_manager_get_default();
  float width = gtk_widget_get_width(widget), height = gtk_widget_get_height(widget);
  cairo_t *cr;

  if (width <= 0 || height <= 0)
    return;
  cr = gtk_snapshot_append_cairo(snapshot, &GRAPHENE_RECT_INIT(0, 0, width, height));
  SILSA_CHART_GET_CLASS(widget)->draw(
      SILSA_CHART(widget), cr,
      silsa_chart_palette_get(adw_style_manager_get_dark(style),
                              adw_style_manager_get_high_contrast(style)),
      width, height);
  cairo_destroy(cr);
}

static void
silsa_chart_measure(GtkWidget *widget,
                    GtkOrientation orientation,
                    int for_size G_GNUC_UNUSED,
                    int *minimum,
                    int *natural,
                    int *minimum_baseline G_GNUC_UNUSED,
                    int *natural_baseline G_GNUC_UNUSED)
{
  const SilsaChartClass *class = SILSA_CHART_GET_CLASS(widget);

  *minimum = *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? class->width : class->height;
}

static void
silsa_chart_finalize(GObject *object)
{
  SilsaChartPrivate *priv = silsa_chart_get_instance_private(SILSA_CHART(object));

  g_clear_pointer(&priv->spoken, g_free);

  G_OBJECT_CLASS(silsa_chart_parent_class)->finalize(object);
}

static void
silsa_chart_class_init(SilsaChartClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS(class);

  G_OBJECT_CLASS(class)->finalize = silsa_chart_finalize;
  widget_class->measure = silsa_chart_measure;
  widget_class->snapshot = silsa_chart_snapshot;

  gtk_widget_class_set_css_name(widget_class, "silsa-chart");
  gtk_widget_class_set_accessible_role(widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
silsa_chart_init(SilsaChart *self)
{
  AdwStyleManager *style = adw_style_manager_get_default();

  for (guint i = 0; i < 2; i++)
    g_signal_connect_object(style, i == 0 ? "notify::dark" : "notify::high-contrast",
                            G_CALLBACK(gtk_widget_queue_draw), self, G_CONNECT_SWAPPED);
}

void
silsa_chart_set_spoken(SilsaChart *self, const char *text)
{
  SilsaChartPrivate *priv = silsa_chart_get_instance_private(self);

  g_return_if_fail(SILSA_IS_CHART(self));

  if (g_set_str(&priv->spoken, text))
    gtk_accessible_update_property(GTK_ACCESSIBLE(self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                   text ? text : "", -1);
}

const char *
silsa_chart_get_spoken(SilsaChart *self)
{
  SilsaChartPrivate *priv = silsa_chart_get_instance_private(self);

  g_return_val_if_fail(SILSA_IS_CHART(self), NULL);

  return priv->spoken;
}
