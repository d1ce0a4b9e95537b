#include "silsa-score-bar.h"

#include <glib/gi18n.h>

struct _SilsaScoreBar {
  SilsaChart parent_instance;

  double percent;
  double claim;
  gboolean complete;
};

G_DEFINE_FINAL_TYPE(SilsaScoreBar, silsa_score_bar, SILSA_TYPE_CHART)

static void
describe(SilsaScoreBar *self)
{
  g_autofree char *percent = silsa_chart_format_percent(self->percent, 0);
  g_autofree char *claim = silsa_chart_format_percent(self->claim, 0);
  g_autofree char *spoken = NULL;

  if (self->complete && self->percent >= 0 && self->claim >= 0)
    spoken = g_strdup_printf(_("Verified %1$s, claimed %2$s"), percent, claim);
  else if (self->complete && self->percent >= 0)
    spoken = g_strdup_printf(_("Verified %s"), percent);
  else if (self->claim >= 0)
    spoken = g_strdup_printf(_("Claimed %s"), claim);
  else
    spoken = g_strdup(_("No value yet"));
  silsa_chart_set_spoken(SILSA_CHART(self), spoken);
}

static void
silsa_score_bar_draw(
    SilsaChart *chart, cairo_t *cr, const SilsaChartPalette *palette, double width, double height)
{
  SilsaScoreBar *self = SILSA_SCORE_BAR(chart);

  silsa_chart_draw_score(cr, palette, self->complete, self->percent, self->claim, width, height);
}

static void
silsa_score_bar_class_init(SilsaScoreBarClass *class)
{
  SILSA_CHART_CLASS(class)->draw = silsa_score_bar_draw;
  SILSA_CHART_CLASS(class)->width = SILSA_CHART_SCORE_WIDTH;
  SILSA_CHART_CLASS(class)->height = SILSA_CHART_SCORE_BAR + 2 * SILSA_CHART_SCORE_OVERHANG;
}

static void
silsa_score_bar_init(SilsaScoreBar *self)
{
  self->percent = self->claim = SILSA_CHART_NONE;
  describe(self);
}

GtkWidget *
silsa_score_bar_new(void)
{
  return g_object_new(SILSA_TYPE_SCORE_BAR, NULL);
}

void
silsa_score_bar_set_score(SilsaScoreBar *self, double percent, double claim, gboolean complete)
{
  g_return_if_fail(SILSA_IS_SCORE_BAR(self));

  complete = !!complete;
  if (self->percent == percent && self->claim == claim && self->complete == complete)
    return;
  self->percent = percent;
  self->claim = claim;
  self->complete = complete;
  describe(self);
  gtk_widget_queue_draw(GTK_WIDGET(self));
}
