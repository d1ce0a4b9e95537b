#include "silsa-chart-curve.h"

#include <glib/gi18n.h>
#include <math.h>

#define MARK_GAP 12.0 /* between the labels of the marks */
#define NUMBER_CLEAR 30.0 /* numbers of the axis this near to a mark are left out */
#define AXIS_GAP 8.0 /* between the percents and the plot */
#define RIGHT_MIN 14.0
#define RIGHT_MAX 28.0
#define BEYOND 0.12 /* of the span, drawn beyond the outer points */
#define FAR_BEYOND 3.0 /* spans: a mark further out stands at the edge */
#define TOP_GAP 9.0 /* between the caption and the 100 % line */
#define NUMBER_TOP 5.0 /* from the axis down to its numbers */
#define GRID_STEP 25

typedef struct {
  gboolean set;
  double value;
  double percent;
  char *text;
  SilsaChartText label;
} Mark;

struct _SilsaChartCurve {
  guint n_points;
  SilsaChartPoint *points;
  SilsaChartText *numbers; /* of the points' values */
  gboolean steps;
  gboolean lower_is_better;
  gboolean stale;
  Mark claim;
  Mark verified;
  SilsaChartText caption;
  SilsaChartText unit;
  SilsaChartText percents[100 / GRID_STEP + 1];
};

/* The plot: where it lies, and which values it shows. */
typedef struct {
  double left, right, top, bottom;
  double from, to;
} Plot;

SilsaChartCurve *
silsa_chart_curve_new(void)
{
  SilsaChartCurve *self = g_new0(SilsaChartCurve, 1);

  /* Translators: over the vertical axis; a thin space stands before the percent sign. */
  silsa_chart_text_set(&self->caption, _("score\u2009%"), SILSA_CHART_SCALE_SMALL,
                       PANGO_WEIGHT_NORMAL);
  for (guint i = 0; i < G_N_ELEMENTS(self->percents); i++) {
    g_autofree char *text = g_strdup_printf("%u", i * GRID_STEP);

    silsa_chart_text_set(&self->percents[i], text, SILSA_CHART_SCALE_SMALL, PANGO_WEIGHT_NORMAL);
  }
  return self;
}

static void
clear_points(SilsaChartCurve *self)
{
  for (guint i = 0; i < self->n_points; i++)
    silsa_chart_text_clear(&self->numbers[i]);
  g_clear_pointer(&self->numbers, g_free);
  g_clear_pointer(&self->points, g_free);
  self->n_points = 0;
}

static void
mark_clear(Mark *mark)
{
  g_clear_pointer(&mark->text, g_free);
  silsa_chart_text_clear(&mark->label);
}

void
silsa_chart_curve_free(SilsaChartCurve *self)
{
  clear_points(self);
  mark_clear(&self->claim);
  mark_clear(&self->verified);
  silsa_chart_text_clear(&self->caption);
  silsa_chart_text_clear(&self->unit);
  for (guint i = 0; i < G_N_ELEMENTS(self->percents); i++)
    silsa_chart_text_clear(&self->percents[i]);
  g_free(self);
}

static gboolean
points_equal(SilsaChartCurve *self, const SilsaChartPoint *points, guint n_points)
{
  if (self->n_points != n_points)
    return FALSE;
  for (guint i = 0; i < n_points; i++)
    if (self->points[i].value != points[i].value || self->points[i].percent != points[i].percent)
      return FALSE;
  return TRUE;
}

gboolean
silsa_chart_curve_set_scoring(SilsaChartCurve *self,
                              const SilsaChartPoint *points,
                              guint n_points,
                              gboolean steps,
                              gboolean lower_is_better)
{
  if (points_equal(self, points, n_points) && self->steps == steps &&
      self->lower_is_better == lower_is_better)
    return FALSE;
  clear_points(self);
  self->steps = steps;
  self->lower_is_better = lower_is_better;
  self->n_points = n_points;
  self->points = g_memdup2(points, n_points * sizeof *points);
  self->numbers = g_new0(SilsaChartText, n_points);
  for (guint i = 0; i < n_points; i++) {
    g_autofree char *text = silsa_chart_format_number(points[i].value);

    silsa_chart_text_set(&self->numbers[i], text, SILSA_CHART_SCALE_SMALL, PANGO_WEIGHT_NORMAL);
  }
  return TRUE;
}

gboolean
silsa_chart_curve_set_unit(SilsaChartCurve *self, const char *unit)
{
  return silsa_chart_text_set(&self->unit, unit, SILSA_CHART_SCALE_SMALL, PANGO_WEIGHT_NORMAL);
}

static gboolean
mark_set(Mark *self, const SilsaChartMark *mark, const char *label, PangoWeight weight)
{
  gboolean changed = self->set != (mark != NULL);

  self->set = mark != NULL;
  if (mark == NULL)
    return changed;
  changed |= self->value != mark->value || self->percent != mark->percent;
  self->value = mark->value;
  self->percent = mark->percent;
  changed |= g_set_str(&self->text, mark->text);
  return silsa_chart_text_set(&self->label, label, SILSA_CHART_SCALE_SMALL, weight) || changed;
}

gboolean
silsa_chart_curve_set_claim(SilsaChartCurve *self, const SilsaChartMark *claim)
{
  g_autofree char *label = NULL;

  if (claim != NULL) /* Translators: below the axis of the scoring curve, short: "claim 69.5" */
    label = g_strdup_printf(_("claim %s"), claim->text);
  return mark_set(&self->claim, claim, label, PANGO_WEIGHT_NORMAL);
}

gboolean
silsa_chart_curve_set_verified(SilsaChartCurve *self, const SilsaChartMark *verified)
{
  g_autofree char *label = NULL;

  if (verified != NULL) /* Translators: as "claim %s": "verified 52.3" */
    label = g_strdup_printf(_("verified %s"), verified->text);
  return mark_set(&self->verified, verified, label, PANGO_WEIGHT_BOLD);
}

gboolean
silsa_chart_curve_set_stale(SilsaChartCurve *self, gboolean stale)
{
  gboolean changed = self->stale != !!stale;

  self->stale = !!stale;
  return changed;
}

/* Geometry */

static double
small_line(SilsaChartCurve *self, PangoContext *context)
{
  return silsa_chart_text_get_height(&self->caption, context);
}

double
silsa_chart_curve_get_height(SilsaChartCurve *self, PangoContext *context, double plot)
{
  double line = small_line(self, context);

  return line + TOP_GAP + plot + NUMBER_TOP + 2 * line - 1;
}

static void
include_mark(Plot *plot, const Mark *mark, double first, double span)
{
  double margin = BEYOND / 2 * span, from;

  if (!mark->set)
    return;
  from = MAX(mark->value - margin, first - FAR_BEYOND * span);
  plot->from = MIN(plot->from, mark->value >= 0 ? MAX(from, 0) : from);
  plot->to = MAX(plot->to, MIN(mark->value + margin, first + FAR_BEYOND * span));
}

static Plot
plot_for(SilsaChartCurve *self, PangoContext *context, double width, double height)
{
  Plot plot = {.to = 1};
  double first = self->n_points > 0 ? self->points[0].value : 0;
  double last = self->n_points > 0 ? self->points[self->n_points - 1].value : 1;
  double span = last > first ? last - first : MAX(fabs(last), 1);
  double unit = silsa_chart_text_get_width(&self->unit, context);

  plot.left =
      silsa_chart_text_get_width(&self->percents[G_N_ELEMENTS(self->percents) - 1], context) +
      AXIS_GAP;
  plot.right = MAX(plot.left + 1, width - CLAMP(unit + 4, RIGHT_MIN, RIGHT_MAX));
  plot.top = small_line(self, context) + TOP_GAP;
  plot.bottom =
      MAX(plot.top + 1, height - (silsa_chart_curve_get_height(self, context, 0) - plot.top));
  plot.from = first > 0 ? MAX(0, first - BEYOND * span) : first;
  plot.to = last + BEYOND * span;
  include_mark(&plot, &self->verified, first, span);
  include_mark(&plot, &self->claim, first, span);
  return plot;
}

static double
value_to_x(const Plot *plot, double value)
{
  double part = (value - plot->from) / (plot->to - plot->from);

  return plot->left + CLAMP(part, 0, 1) * (plot->right - plot->left);
}

static double
percent_to_y(const Plot *plot, double percent)
{
  return plot->bottom - CLAMP(percent, 0, 100) / 100 * (plot->bottom - plot->top);
}

/* Drawing */

static void
draw_grid(cairo_t *cr,
          const SilsaChartPalette *palette,
          SilsaChartCurve *self,
          PangoContext *context,
          const Plot *plot)
{
  double half = silsa_chart_text_get_height(&self->percents[0], context) / 2;

  silsa_chart_set_color(cr, palette->grid, 1);
  cairo_set_line_width(cr, 1);
  for (guint i = 0; i < G_N_ELEMENTS(self->percents); i++) {
    double y = round(percent_to_y(plot, i * GRID_STEP)) + 0.5;

    cairo_move_to(cr, plot->left, y);
    cairo_line_to(cr, plot->right, y);
  }
  cairo_stroke(cr);
  for (guint i = 0; i < G_N_ELEMENTS(self->percents); i++)
    silsa_chart_draw_text(cr, &self->percents[i], context, palette->soft, plot->left - AXIS_GAP,
                          percent_to_y(plot, i * GRID_STEP) - half, 1);
  silsa_chart_draw_text(cr, &self->caption, context, palette->soft, 0, 0, 0);
}

/* The line from the first value shown to the last. Linear: percents stay those of the end points
 * outside them. Steps: higher-is-better takes the last point not above the value, lower-is-better
 * the first one not below it; nothing is earned where there is none (data/catalogue.xsd). */
static void
add_line(cairo_t *cr, SilsaChartCurve *self, const Plot *plot)
{
  guint n = self->n_points;
  double percent = self->steps && !self->lower_is_better ? 0 : self->points[0].percent;

  if (plot->from < self->points[0].value)
    cairo_line_to(cr, plot->left, percent_to_y(plot, percent));
  for (guint i = 0; i < n; i++) {
    double x = value_to_x(plot, self->points[i].value);
    double y = percent_to_y(plot, self->points[i].percent);

    if (self->steps && !self->lower_is_better && (i > 0 || plot->from < self->points[0].value))
      cairo_line_to(cr, x, percent_to_y(plot, percent));
    if (self->steps && self->lower_is_better && i > 0)
      cairo_line_to(cr, value_to_x(plot, self->points[i - 1].value), y);
    cairo_line_to(cr, x, y);
    percent = self->points[i].percent;
  }
  if (self->steps && self->lower_is_better) {
    percent = 0;
    cairo_line_to(cr, value_to_x(plot, self->points[n - 1].value), percent_to_y(plot, 0));
  }
  cairo_line_to(cr, plot->right, percent_to_y(plot, percent));
}

static void
draw_line(cairo_t *cr, const SilsaChartPalette *palette, SilsaChartCurve *self, const Plot *plot)
{
  if (self->n_points == 0)
    return;
  add_line(cr, self, plot);
  silsa_chart_set_color(cr, palette->ink, 1);
  cairo_set_line_width(cr, palette->fills ? 1.8 : 2);
  cairo_set_line_join(cr, CAIRO_LINE_JOIN_ROUND);
  cairo_stroke(cr);
  for (guint i = 0; i < self->n_points; i++)
    silsa_chart_draw_disc(cr, palette, palette->ink, value_to_x(plot, self->points[i].value),
                          percent_to_y(plot, self->points[i].percent), 2);
}

static void
draw_drop_lines(cairo_t *cr, const Plot *plot, const Mark *mark, gboolean dashed)
{
  const double dashes[] = {4, 3};
  double x = round(value_to_x(plot, mark->value)) + 0.5;
  double y = round(percent_to_y(plot, mark->percent)) + 0.5;

  cairo_move_to(cr, x, y); /* from the mark outwards, so that dashes meet it alike */
  cairo_line_to(cr, x, plot->bottom);
  cairo_move_to(cr, x, y);
  cairo_line_to(cr, plot->left, y);
  cairo_set_dash(cr, dashes, dashed ? 2 : 0, 0);
  cairo_stroke(cr);
  cairo_set_dash(cr, NULL, 0, 0);
}

static gboolean
marks_meet(SilsaChartCurve *self, const Plot *plot)
{
  return self->claim.set && self->verified.set &&
         hypot(value_to_x(plot, self->claim.value) - value_to_x(plot, self->verified.value),
               percent_to_y(plot, self->claim.percent) -
                   percent_to_y(plot, self->verified.percent)) < 4;
}

static void
draw_marks(cairo_t *cr, const SilsaChartPalette *palette, SilsaChartCurve *self, const Plot *plot)
{
  SilsaChartColor verified = self->stale ? palette->soft : palette->verified;

  if (self->claim.set) {
    silsa_chart_set_color(cr, palette->claim, 1);
    cairo_set_line_width(cr, palette->fills ? 1 : 2);
    draw_drop_lines(cr, plot, &self->claim, TRUE);
    silsa_chart_draw_ring(cr, palette, round(value_to_x(plot, self->claim.value)) + 0.5,
                          round(percent_to_y(plot, self->claim.percent)) + 0.5,
                          marks_meet(self, plot) ? 9 : 6, /* seen around the disc */
                          1.8);
  }
  if (self->verified.set) {
    silsa_chart_set_color(cr, verified, 1);
    cairo_set_line_width(cr, palette->fills ? 1.2 : 2);
    draw_drop_lines(cr, plot, &self->verified, FALSE);
    silsa_chart_draw_disc(
        cr, palette, verified, round(value_to_x(plot, self->verified.value)) + 0.5,
        round(percent_to_y(plot, self->verified.percent)) + 0.5, marks_meet(self, plot) ? 5 : 6);
  }
}

static void
draw_mark_labels(cairo_t *cr,
                 const SilsaChartPalette *palette,
                 SilsaChartCurve *self,
                 PangoContext *context,
                 const Plot *plot,
                 double width)
{
  double y = plot->bottom + NUMBER_TOP + small_line(self, context) - 1;
  Mark *marks[2];
  SilsaChartSlot slots[2];
  guint n = 0;

  if (self->verified.set)
    marks[n++] = &self->verified;
  if (self->claim.set)
    marks[n++] = &self->claim;
  if (n == 2 && self->claim.value < self->verified.value) {
    marks[0] = &self->claim;
    marks[1] = &self->verified;
  }
  for (guint i = 0; i < n; i++)
    slots[i] = (SilsaChartSlot){
        value_to_x(plot, marks[i]->value),
        silsa_chart_text_get_width(&marks[i]->label, context),
        1,
    };
  silsa_chart_spread(slots, n, MARK_GAP, 0, width);
  for (guint i = 0; i < n; i++) {
    SilsaChartColor color = marks[i] == &self->claim ? palette->claim
                            : self->stale            ? palette->soft
                                                     : palette->verified;

    silsa_chart_draw_text(cr, &marks[i]->label, context, color, slots[i].centre, y, 0.5);
  }
}

static gboolean
near_mark(const Plot *plot, const Mark *mark, double x)
{
  return mark->set && fabs(value_to_x(plot, mark->value) - x) < NUMBER_CLEAR;
}

static void
draw_numbers(cairo_t *cr,
             const SilsaChartPalette *palette,
             SilsaChartCurve *self,
             PangoContext *context,
             const Plot *plot,
             double width)
{
  double y = plot->bottom + NUMBER_TOP;
  double end = width - silsa_chart_text_get_width(&self->unit, context) - 4;
  double taken = -1e9;

  for (guint i = 0; i < self->n_points; i++) {
    double x = value_to_x(plot, self->points[i].value);
    double half = silsa_chart_text_get_width(&self->numbers[i], context) / 2;

    if (near_mark(plot, &self->claim, x) || near_mark(plot, &self->verified, x) ||
        x - half < taken || x + half > end)
      continue;
    silsa_chart_draw_text(cr, &self->numbers[i], context, palette->soft, x, y, 0.5);
    taken = x + half + 6;
  }
  silsa_chart_draw_text(cr, &self->unit, context, palette->soft, width, y, 1);
}

void
silsa_chart_draw_curve(cairo_t *cr,
                       const SilsaChartPalette *palette,
                       SilsaChartCurve *self,
                       PangoContext *context,
                       double width,
                       double height)
{
  Plot plot = plot_for(self, context, width, height);

  draw_grid(cr, palette, self, context, &plot);
  draw_numbers(cr, palette, self, context, &plot, width);
  draw_mark_labels(cr, palette, self, context, &plot, width);
  draw_line(cr, palette, self, &plot);
  draw_marks(cr, palette, self, &plot);
}

char *
silsa_chart_curve_describe(SilsaChartCurve *self)
{
  const char *unit = self->unit.text != NULL ? self->unit.text : "";
  g_autofree char *claim = silsa_chart_format_percent(self->claim.percent, 1);
  g_autofree char *verified = silsa_chart_format_percent(self->verified.percent, 1);

  if (self->claim.set && self->verified.set)
    return g_strdup_printf(_("Scoring: verified %1$s %3$s earns %2$s, claim %4$s %3$s earns %5$s"),
                           self->verified.text, verified, unit, self->claim.text, claim);
  if (self->verified.set)
    return g_strdup_printf(_("Scoring: verified %1$s %3$s earns %2$s"), self->verified.text,
                           verified, unit);
  if (self->claim.set)
    return g_strdup_printf(_("Scoring: claim %1$s %3$s earns %2$s"), self->claim.text, claim, unit);
  return g_strdup(_("Scoring: no value yet"));
}
