#include "silsa-chart-progress.h"

#include "silsa-instant.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#define MINUTE 60
#define HOUR (60 * MINUTE)
#define DAY (24 * HOUR)
#define KOREA (9 * HOUR) /* ahead of UTC */
#define LEAST_SPAN (10 * MINUTE) /* of the axis */
#define LEAST_PACE (15 * MINUTE) /* and three indicators: before that a pace says nothing */
#define LINES 4 /* across: none, a third, two thirds, all */
#define MOST_TICKS 4
#define GAP 6.0 /* between the axis and its numbers */
#define LABEL_GAP 10.0
#define DISC 4.0

struct _SilsaChartProgress {
  GArray *steps; /* of SilsaChartStep */
  guint all;
  gint64 from, to; /* of the axis */
  gint64 tick; /* between two lines */
  guint n_ticks;
  gint64 ticks[MOST_TICKS];
  SilsaChartText days[MOST_TICKS]; /* at the ticks */
  SilsaChartText up[LINES];
  SilsaChartText number; /* at the last step */
  SilsaChartText outlook;
};

static const SilsaChartStep *
get_step(const SilsaChartProgress *self, guint n)
{
  return &g_array_index(self->steps, SilsaChartStep, n);
}

static const SilsaChartStep *
get_last(const SilsaChartProgress *self)
{
  return get_step(self, self->steps->len - 1);
}

gint64
silsa_chart_progress_get_outlook(const SilsaChartProgress *self)
{
  const SilsaChartStep *first, *last;
  double pace;

  if (self->steps->len < 2)
    return 0;
  first = get_step(self, 0);
  last = get_last(self);
  if (last->complete >= self->all || last->complete < first->complete + 3 ||
      last->time - first->time < LEAST_PACE)
    return 0;
  pace = (double)(last->time - first->time) / (last->complete - first->complete);
  return last->time + (gint64)((self->all - last->complete) * pace);
}

/* --- what stands at the axes --- */

/* The curve keeps half of the width at the least, however far off the end is. */
static void
set_span(SilsaChartProgress *self)
{
  gint64 outlook = silsa_chart_progress_get_outlook(self);
  gint64 span;

  self->from = get_step(self, 0)->time;
  span = MAX(get_last(self)->time - self->from, LEAST_SPAN);
  self->to = self->from + span;
  if (outlook > 0)
    self->to = MIN(outlook, self->to + span);
}

/* The first tick is at or after the begin of the axis, at a round time of Korea's day. */
static gint64
get_first_tick(const SilsaChartProgress *self, gint64 tick)
{
  return (self->from + KOREA + tick - 1) / tick * tick - KOREA;
}

static void
set_ticks(SilsaChartProgress *self)
{
  static const gint64 rounds[] = {5 * MINUTE, 10 * MINUTE, 30 * MINUTE, HOUR,     2 * HOUR,
                                  3 * HOUR,   6 * HOUR,    12 * HOUR,   DAY,      2 * DAY,
                                  7 * DAY,    14 * DAY,    28 * DAY,    91 * DAY, 364 * DAY};
  guint n = 0;

  while (n + 1 < G_N_ELEMENTS(rounds) &&
         get_first_tick(self, rounds[n]) + MOST_TICKS * rounds[n] <= self->to)
    n++;
  self->tick = rounds[n];
  self->n_ticks = 0;
  for (gint64 at = get_first_tick(self, self->tick); at <= self->to && self->n_ticks < MOST_TICKS;
       at += self->tick)
    self->ticks[self->n_ticks++] = at;
}

static void
set_texts(SilsaChartProgress *self)
{
  gint64 outlook = silsa_chart_progress_get_outlook(self);
  g_autofree char *number = g_strdup_printf("%u", get_last(self)->complete);
  g_autofree char *words = NULL;

  for (guint i = 0; i < self->n_ticks; i++) {
    gboolean midnight = (self->ticks[i] + KOREA) % DAY == 0;
    /* Translators: a day at the axis of a chart, see g_date_time_format(). */
    g_autofree char *text = midnight
                                ? silsa_instant_format(self->ticks[i], C_("chart axis", "%-d %b"))
                                : silsa_instant_to_clock(self->ticks[i]);

    silsa_chart_text_set(&self->days[i], text, SILSA_CHART_SCALE_SMALL, PANGO_WEIGHT_NORMAL);
  }
  for (guint i = 0; i < LINES; i++) {
    g_autofree char *text = g_strdup_printf("%.0f", round((double)self->all * i / (LINES - 1)));

    silsa_chart_text_set(&self->up[i], text, SILSA_CHART_SCALE_SMALL, PANGO_WEIGHT_NORMAL);
  }
  silsa_chart_text_set(&self->number, number, 1, PANGO_WEIGHT_BOLD);
  if (outlook > 0) {
    /* Translators: day and time, see g_date_time_format(). */
    g_autofree char *time = silsa_instant_format(outlook, C_("chart", "%-d %b %H:%M"));

    /* Translators: when all would be complete; %s is a day and a time */
    words = g_strdup_printf(_("At this pace all by %s"), time);
  }
  silsa_chart_text_set(&self->outlook, words, SILSA_CHART_SCALE_SMALL, PANGO_WEIGHT_NORMAL);
}

SilsaChartProgress *
silsa_chart_progress_new(void)
{
  SilsaChartProgress *self = g_new0(SilsaChartProgress, 1);

  self->steps = g_array_new(FALSE, FALSE, sizeof(SilsaChartStep));
  return self;
}

void
silsa_chart_progress_free(SilsaChartProgress *self)
{
  for (guint i = 0; i < MOST_TICKS; i++)
    silsa_chart_text_clear(&self->days[i]);
  for (guint i = 0; i < LINES; i++)
    silsa_chart_text_clear(&self->up[i]);
  silsa_chart_text_clear(&self->number);
  silsa_chart_text_clear(&self->outlook);
  g_array_unref(self->steps);
  g_free(self);
}

gboolean
silsa_chart_progress_set(SilsaChartProgress *self,
                         const SilsaChartStep *steps,
                         guint n_steps,
                         guint all)
{
  gboolean same = n_steps == self->steps->len && all == self->all;

  for (guint i = 0; same && i < n_steps; i++)
    same = steps[i].time == get_step(self, i)->time &&
           steps[i].complete == get_step(self, i)->complete;
  if (same)
    return FALSE;
  g_array_set_size(self->steps, 0);
  if (n_steps > 0)
    g_array_append_vals(self->steps, steps, n_steps);
  self->all = all;
  if (n_steps > 0) {
    set_span(self);
    set_ticks(self);
    set_texts(self);
  }
  return TRUE;
}

/* --- drawing --- */

typedef struct {
  double left, right, top, bottom; /* of the plot */
  gint64 from, to;
  guint all;
} Plot;

static double
get_x(const Plot *plot, gint64 time)
{
  return plot->left +
         (plot->right - plot->left) * (double)(time - plot->from) / (double)(plot->to - plot->from);
}

static double
get_y(const Plot *plot, double complete)
{
  return plot->bottom - (plot->bottom - plot->top) * complete / MAX(plot->all, 1);
}

static void
draw_line(cairo_t *cr, double x_1, double y_1, double x_2, double y_2)
{
  cairo_move_to(cr, x_1, y_1);
  cairo_line_to(cr, x_2, y_2);
  cairo_stroke(cr);
}

static void
draw_numbers(cairo_t *cr,
             const SilsaChartPalette *palette,
             SilsaChartProgress *self,
             PangoContext *context,
             const Plot *plot)
{
  cairo_set_line_width(cr, 1);
  for (guint i = 0; i < LINES; i++) {
    double y = round(get_y(plot, (double)self->all * i / (LINES - 1))) + 0.5;

    silsa_chart_set_color(cr, palette->grid, 1);
    draw_line(cr, plot->left, y, plot->right, y);
    silsa_chart_draw_text(cr, &self->up[i], context, palette->soft, plot->left - GAP,
                          y - silsa_chart_text_get_height(&self->up[i], context) / 2, 1);
  }
}

static void
draw_ticks(cairo_t *cr,
           const SilsaChartPalette *palette,
           SilsaChartProgress *self,
           PangoContext *context,
           const Plot *plot)
{
  SilsaChartSlot slots[MOST_TICKS];

  for (guint i = 0; i < self->n_ticks; i++) {
    double x = round(get_x(plot, self->ticks[i])) + 0.5;

    silsa_chart_set_color(cr, palette->grid, 1);
    draw_line(cr, x, plot->top, x, plot->bottom + 3);
    slots[i] = (SilsaChartSlot){x, silsa_chart_text_get_width(&self->days[i], context), 1};
  }
  silsa_chart_spread(slots, self->n_ticks, LABEL_GAP, plot->left - GAP, plot->right);
  for (guint i = 0; i < self->n_ticks; i++)
    silsa_chart_draw_text(cr, &self->days[i], context, palette->soft, slots[i].centre,
                          plot->bottom + GAP, 0.5);
}

static void
add_steps(cairo_t *cr, const SilsaChartProgress *self, const Plot *plot)
{
  double y = get_y(plot, get_step(self, 0)->complete);

  cairo_move_to(cr, get_x(plot, get_step(self, 0)->time), y);
  for (guint i = 1; i < self->steps->len; i++) {
    double x = get_x(plot, get_step(self, i)->time);

    cairo_line_to(cr, x, y);
    y = get_y(plot, get_step(self, i)->complete);
    cairo_line_to(cr, x, y);
  }
}

static void
draw_steps(cairo_t *cr,
           const SilsaChartPalette *palette,
           const SilsaChartProgress *self,
           const Plot *plot)
{
  if (palette->fills) {
    add_steps(cr, self, plot);
    cairo_line_to(cr, get_x(plot, get_last(self)->time), plot->bottom);
    cairo_line_to(cr, get_x(plot, get_step(self, 0)->time), plot->bottom);
    cairo_close_path(cr);
    silsa_chart_set_color(cr, palette->verified, 0.2);
    cairo_fill(cr);
  }
  add_steps(cr, self, plot);
  silsa_chart_set_color(cr, palette->verified, 1);
  cairo_set_line_width(cr, 2);
  cairo_set_line_join(cr, CAIRO_LINE_JOIN_MITER);
  cairo_stroke(cr);
}

static void
draw_outlook(cairo_t *cr,
             const SilsaChartPalette *palette,
             SilsaChartProgress *self,
             PangoContext *context,
             const Plot *plot)
{
  static const double dots[] = {2, 3};
  gint64 outlook = silsa_chart_progress_get_outlook(self);
  const SilsaChartStep *last = get_last(self);

  if (outlook == 0)
    return;
  cairo_save(cr);
  cairo_rectangle(cr, plot->left, plot->top - 1, plot->right - plot->left,
                  plot->bottom - plot->top + 1);
  cairo_clip(cr);
  cairo_set_dash(cr, dots, G_N_ELEMENTS(dots), 0);
  cairo_set_line_width(cr, palette->fills ? 1.2 : 2);
  silsa_chart_set_color(cr, palette->ink, 1);
  draw_line(cr, get_x(plot, last->time), get_y(plot, last->complete), get_x(plot, outlook),
            get_y(plot, self->all));
  cairo_restore(cr);
  silsa_chart_draw_text(cr, &self->outlook, context, palette->soft, plot->right,
                        plot->bottom + GAP + silsa_chart_text_get_height(&self->up[0], context), 1);
}

/* To the left of the disc and above it, where the curve comes from below. */
static void
draw_number(cairo_t *cr,
            const SilsaChartPalette *palette,
            SilsaChartProgress *self,
            PangoContext *context,
            const Plot *plot)
{
  const SilsaChartStep *last = get_last(self);
  double x = get_x(plot, last->time), y = get_y(plot, last->complete);
  double width = silsa_chart_text_get_width(&self->number, context);
  double height = silsa_chart_text_get_height(&self->number, context);

  silsa_chart_draw_disc(cr, palette, palette->verified, x, y, DISC);
  silsa_chart_draw_text(cr, &self->number, context, palette->verified,
                        MAX(x - GAP, plot->left + GAP + width), y - height - 1, 1);
}

void
silsa_chart_draw_progress(cairo_t *cr,
                          const SilsaChartPalette *palette,
                          SilsaChartProgress *self,
                          PangoContext *context,
                          double width,
                          double height)
{
  double text, number = 0;
  Plot plot;

  if (self->steps->len == 0)
    return;
  text = silsa_chart_text_get_height(&self->up[0], context);
  for (guint i = 0; i < LINES; i++)
    number = MAX(number, silsa_chart_text_get_width(&self->up[i], context));
  plot = (Plot){
      .left = ceil(number) + GAP,
      .right = width - DISC - 1,
      .top = ceil(MAX(text / 2, silsa_chart_text_get_height(&self->number, context) + 1)),
      .bottom = floor(height - 2 * text - GAP),
      .from = self->from,
      .to = self->to,
      .all = self->all,
  };
  draw_numbers(cr, palette, self, context, &plot);
  draw_ticks(cr, palette, self, context, &plot);
  draw_outlook(cr, palette, self, context, &plot);
  draw_steps(cr, palette, self, &plot);
  draw_number(cr, palette, self, context, &plot);
}

char *
silsa_chart_progress_describe(const SilsaChartProgress *self)
{
  g_autofree char *from = NULL, *to = NULL, *words = NULL;

  if (self->steps->len == 0)
    return g_strdup(_("Nothing was done yet"));
  from = silsa_instant_format(get_step(self, 0)->time, C_("chart", "%-d %b %H:%M"));
  to = silsa_instant_format(get_last(self)->time, C_("chart", "%-d %b %H:%M"));
  /* Translators: two numbers of indicators, then two times */
  words = g_strdup_printf(_("%u of %u indicators complete, from %s to %s"),
                          get_last(self)->complete, self->all, from, to);
  if (self->outlook.text == NULL)
    return g_steal_pointer(&words);
  return g_strdup_printf("%s. %s", words, self->outlook.text);
}
