#include "silsa-chart-distribution.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#define CLASS_PERCENT (100.0 / SILSA_CHART_N_CLASSES)
#define LABELS 6 /* under the axis: 0, 20, … 100 */
#define LINES 3 /* across: none, half, most */
#define GAP 6.0 /* between the axis and its numbers */
#define BAR_GAP 4.0 /* between classes */
#define INSET 3.0 /* of what is verified within what is claimed */

struct _SilsaChartDistribution {
  SilsaChartCounts counts;
  SilsaChartText across[LABELS];
  SilsaChartText up[LINES];
};

/* The top of the axis: even, so that its half is a number of indicators, too. */
static guint
get_most(const SilsaChartDistribution *self)
{
  guint most = 0;

  for (guint i = 0; i < SILSA_CHART_N_CLASSES; i++)
    most = MAX(most, MAX(self->counts.claimed[i], self->counts.verified[i]));
  return most <= 2 ? 2 : most <= 10 ? most + most % 2 : (most + 9) / 10 * 10;
}

static void
set_texts(SilsaChartDistribution *self)
{
  for (guint i = 0; i < LABELS; i++) {
    g_autofree char *text =
        g_strdup_printf(i + 1 < LABELS ? "%u" : "%u\u2009%%", 100 * i / (LABELS - 1));

    silsa_chart_text_set(&self->across[i], text, SILSA_CHART_SCALE_SMALL, PANGO_WEIGHT_NORMAL);
  }
  for (guint i = 0; i < LINES; i++) {
    g_autofree char *text = g_strdup_printf("%u", get_most(self) * i / (LINES - 1));

    silsa_chart_text_set(&self->up[i], text, SILSA_CHART_SCALE_SMALL, PANGO_WEIGHT_NORMAL);
  }
}

SilsaChartDistribution *
silsa_chart_distribution_new(void)
{
  SilsaChartDistribution *self = g_new0(SilsaChartDistribution, 1);

  set_texts(self);
  return self;
}

void
silsa_chart_distribution_free(SilsaChartDistribution *self)
{
  for (guint i = 0; i < LABELS; i++)
    silsa_chart_text_clear(&self->across[i]);
  for (guint i = 0; i < LINES; i++)
    silsa_chart_text_clear(&self->up[i]);
  g_free(self);
}

guint
silsa_chart_distribution_class(double percent)
{
  return (guint)CLAMP(percent / CLASS_PERCENT, 0, SILSA_CHART_N_CLASSES - 1);
}

gboolean
silsa_chart_distribution_set_counts(SilsaChartDistribution *self, const SilsaChartCounts *counts)
{
  if (memcmp(&self->counts, counts, sizeof *counts) == 0)
    return FALSE;
  self->counts = *counts;
  set_texts(self);
  return TRUE;
}

/* --- drawing --- */

typedef struct {
  double left, right, top, bottom; /* of the plot */
} Plot;

static void
draw_grid(cairo_t *cr,
          const SilsaChartPalette *palette,
          SilsaChartDistribution *self,
          PangoContext *context,
          const Plot *plot)
{
  for (guint i = 0; i < LINES; i++) {
    double y = round(plot->bottom - (plot->bottom - plot->top) * i / (LINES - 1)) + 0.5;

    silsa_chart_set_color(cr, palette->grid, 1);
    cairo_set_line_width(cr, 1);
    cairo_move_to(cr, plot->left, y);
    cairo_line_to(cr, plot->right, y);
    cairo_stroke(cr);
    silsa_chart_draw_text(cr, &self->up[i], context, palette->soft, plot->left - GAP,
                          y - silsa_chart_text_get_height(&self->up[i], context) / 2, 1);
  }
  for (guint i = 0; i < LABELS; i++)
    silsa_chart_draw_text(cr, &self->across[i], context, palette->soft,
                          plot->left + (plot->right - plot->left) * i / (LABELS - 1),
                          plot->bottom + GAP, i + 1 < LABELS ? 0.5 : 1);
}

static void
draw_class(cairo_t *cr,
           const SilsaChartPalette *palette,
           const SilsaChartDistribution *self,
           const Plot *plot,
           guint n)
{
  double unit = (plot->bottom - plot->top) / get_most(self);
  double step = (plot->right - plot->left) / SILSA_CHART_N_CLASSES;
  double x = round(plot->left + n * step + BAR_GAP / 2), width = round(step - BAR_GAP);
  double verified = round(self->counts.verified[n] * unit);
  double claimed = round(self->counts.claimed[n] * unit);

  if (verified > 0) {
    cairo_rectangle(cr, x + INSET, plot->bottom - verified, width - 2 * INSET, verified);
    silsa_chart_set_color(cr, palette->verified, 1);
    cairo_fill(cr);
  }
  if (claimed > 0) {
    cairo_rectangle(cr, x + 0.5, plot->bottom - claimed + 0.5, width - 1, claimed);
    silsa_chart_set_color(cr, palette->claim, 1);
    cairo_set_line_width(cr, palette->outline);
    cairo_stroke(cr);
  }
}

void
silsa_chart_draw_distribution(cairo_t *cr,
                              const SilsaChartPalette *palette,
                              SilsaChartDistribution *self,
                              PangoContext *context,
                              double width,
                              double height)
{
  double text = silsa_chart_text_get_height(&self->across[0], context);
  double number = 0;
  Plot plot;

  for (guint i = 0; i < LINES; i++)
    number = MAX(number, silsa_chart_text_get_width(&self->up[i], context));
  plot = (Plot){ceil(number) + GAP, width, ceil(text / 2), floor(height - text - GAP)};
  draw_grid(cr, palette, self, context, &plot);
  for (guint i = 0; i < SILSA_CHART_N_CLASSES; i++)
    draw_class(cr, palette, self, &plot, i);
}

char *
silsa_chart_distribution_describe(SilsaChartDistribution *self)
{
  GString *words = g_string_new(NULL);

  for (guint i = 0; i < SILSA_CHART_N_CLASSES; i++) {
    guint verified = self->counts.verified[i], claimed = self->counts.claimed[i];

    if (verified == 0 && claimed == 0)
      continue;
    g_string_append(words, words->len > 0 ? ", " : "");
    /* Translators: a class of percents, and how many indicators are in it */
    g_string_append_printf(words, _("%.0f to %.0f %%: %u verified, %u claimed"), i * CLASS_PERCENT,
                           (i + 1) * CLASS_PERCENT, verified, claimed);
  }
  if (words->len == 0)
    g_string_append(words, _("Nothing is claimed or verified yet"));
  return g_string_free(words, FALSE);
}
