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
silsa_gap_bar_class_init(SilsaGapBarClass *class)
{
  SILSA_CHART_CLASS(class)->draw = silsa_gap_bar_draw;
  SILSA_CHART_CLASS(class)->width = WIDTH;
  SILSA_CHART_CLASS(class)->height = HEIGHT;
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
