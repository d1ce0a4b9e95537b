#include "silsa-gap-bar.h"

#include "silsa-chart-bars.h"

#define WIDTH 84
#define HEIGHT 14

struct _SilsaGapBar {
  SilsaChart parent_instance;

  double verified, claim;
};

G_DEFINE_FINAL_TYPE(SilsaGapBar, silsa_gap_bar, SILSA_TYPE_CHART)

static void
silsa_gap_bar_draw(
    SilsaChart *chart, cairo_t *cr, const SilsaChartPalette *palette, double width, double height)
{
  SilsaGapBar *self = SILSA_GAP_BAR(chart);

  silsa_chart_draw_gap(cr, palette, self->verified, self->claim, width, height);
}

static void
silsa_gap_bar_measure(GtkWidget *widget G_GNUC_UNUSED,
                      GtkOrientation orientation,
                      int for_size G_GNUC_UNUSED,
                      int *minimum,
                      int *natural,
                      int *minimum_baseline G_GNUC_UNUSED,
                      int *natural_baseline G_GNUC_UNUSED)
{
  *minimum = *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? WIDTH : HEIGHT;
}

static void
silsa_gap_bar_class_init(SilsaGapBarClass *class)
{
  GTK_WIDGET_CLASS(class)->measure = silsa_gap_bar_measure;
  SILSA_CHART_CLASS(class)->draw = silsa_gap_bar_draw;
  gtk_widget_class_set_accessible_role(GTK_WIDGET_CLASS(class), GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static void
silsa_gap_bar_init(SilsaGapBar *self G_GNUC_UNUSED)
{
}

GtkWidget *
silsa_gap_bar_new(double verified, double claim)
{
  SilsaGapBar *self = g_object_new(SILSA_TYPE_GAP_BAR, NULL);

  self->verified = verified;
  self->claim = claim;
  return GTK_WIDGET(self);
}
