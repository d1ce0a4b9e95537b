#include "silsa-chart-radar.h"

#include <glib/gi18n.h>
#include <math.h>

#define LABEL_GAP                                                                                  \
  1.5 /* between the outer ring and the middle of a label, beside half its height                  \
       */
#define LINE_STEP 0.86 /* code and value stand closer than lines of a paragraph */
#define DOT 2.8
#define CENTRE_IS_NOBODY 6.0 /* within, a point belongs to no axis */

typedef struct {
  char *title;
  double expected;
  double claim;
  SilsaChartText code;
  SilsaChartText value;
} Axis;

struct _SilsaChartRadar {
  GArray *axes; /* of Axis, clockwise from the top */
  double bound;
  SilsaChartText sample; /* as high as any code or value */
};

typedef struct {
  double x;
  double y;
  double radius;
} Ring;

static void
axis_clear(gpointer data)
{
  Axis *axis = data;

  g_clear_pointer(&axis->title, g_free);
  silsa_chart_text_clear(&axis->code);
  silsa_chart_text_clear(&axis->value);
}

static Axis *
get_axis(SilsaChartRadar *self, guint i)
{
  return &g_array_index(self->axes, Axis, i);
}

SilsaChartRadar *
silsa_chart_radar_new(void)
{
  SilsaChartRadar *self = g_new0(SilsaChartRadar, 1);

  self->axes = g_array_new(FALSE, TRUE, sizeof(Axis));
  self->bound = SILSA_CHART_NONE;
  silsa_chart_text_set(&self->sample, "0", SILSA_CHART_SCALE_SMALL, PANGO_WEIGHT_BOLD);
  g_array_set_clear_func(self->axes, axis_clear);
  return self;
}

void
silsa_chart_radar_free(SilsaChartRadar *self)
{
  g_array_unref(self->axes);
  silsa_chart_text_clear(&self->sample);
  g_free(self);
}

gboolean
silsa_chart_radar_set_axes(SilsaChartRadar *self,
                           const SilsaChartAxis *axes,
                           guint n_axes,
                           double bound)
{
  gboolean changed = self->axes->len != n_axes || self->bound != bound;

  self->bound = bound;
  g_array_set_size(self->axes, n_axes);
  for (guint i = 0; i < n_axes; i++) {
    Axis *axis = get_axis(self, i);
    g_autofree char *value = NULL;

    if (axes[i].expected < 0)
      value = g_strdup("–");
    else
      value = g_strdup_printf("%.0f", floor(axes[i].expected + 0.5));
    changed |= g_set_str(&axis->title, axes[i].title);
    changed |= axis->expected != axes[i].expected || axis->claim != axes[i].claim;
    changed |=
        silsa_chart_text_set(&axis->code, axes[i].code, SILSA_CHART_SCALE_SMALL, PANGO_WEIGHT_BOLD);
    changed |=
        silsa_chart_text_set(&axis->value, value, SILSA_CHART_SCALE_SMALL, PANGO_WEIGHT_NORMAL);
    axis->expected = axes[i].expected;
    axis->claim = axes[i].claim;
  }
  return changed;
}

guint
silsa_chart_radar_get_n_axes(SilsaChartRadar *self)
{
  return self->axes->len;
}

char *
silsa_chart_radar_describe_axis(SilsaChartRadar *self, guint i)
{
  Axis *axis;
  g_autofree char *expected = NULL, *claim = NULL;

  g_return_val_if_fail(i < self->axes->len, NULL);

  axis = get_axis(self, i);
  expected = silsa_chart_format_percent(axis->expected, 0);
  claim = silsa_chart_format_percent(axis->claim, 0);
  if (axis->expected < 0)
    return g_strdup_printf(_("%1$s %2$s, nothing known yet"), axis->code.text, axis->title);
  if (axis->claim < 0)
    return g_strdup_printf(_("%1$s %2$s, expected %3$s"), axis->code.text, axis->title, expected);
  return g_strdup_printf(_("%1$s %2$s, expected %3$s, claim %4$s"), axis->code.text, axis->title,
                         expected, claim);
}

/* Half of a label's height: a code with its value below. */
static double
half_label(SilsaChartRadar *self, PangoContext *context)
{
  return ceil(silsa_chart_text_get_height(&self->sample, context) * (1 + LINE_STEP) / 2);
}

double
silsa_chart_radar_get_height(SilsaChartRadar *self, PangoContext *context, double radius)
{
  return 2 * (radius + LABEL_GAP + 2 * half_label(self, context));
}

static Ring
ring_for(SilsaChartRadar *self, PangoContext *context, double width, double height)
{
  double margin = LABEL_GAP + 2 * half_label(self, context);

  return (Ring){round(width / 2), round(height / 2), MAX(0, MIN(width, height) / 2 - margin)};
}

static double
angle_of(guint axis, guint n_axes)
{
  return 2 * G_PI * axis / n_axes - G_PI_2;
}

static void
add_regular(cairo_t *cr, const Ring *ring, guint n, double percent)
{
  cairo_new_sub_path(cr);
  for (guint i = 0; i < n; i++)
    cairo_line_to(cr, ring->x + ring->radius * percent / 100 * cos(angle_of(i, n)),
                  ring->y + ring->radius * percent / 100 * sin(angle_of(i, n)));
  cairo_close_path(cr);
}

static void
draw_rings(cairo_t *cr, const SilsaChartPalette *palette, const Ring *ring, guint n, double bound)
{
  const double percents[] = {25, 50, 100}, dots[] = {1.5, 3};

  silsa_chart_set_color(cr, palette->grid, 1);
  cairo_set_line_width(cr, 1);
  for (guint i = 0; i < n; i++) {
    cairo_move_to(cr, ring->x, ring->y);
    cairo_line_to(cr, ring->x + ring->radius * cos(angle_of(i, n)),
                  ring->y + ring->radius * sin(angle_of(i, n)));
  }
  for (guint i = 0; i < G_N_ELEMENTS(percents); i++)
    add_regular(cr, ring, n, percents[i]);
  cairo_stroke(cr);
  if (bound < 0)
    return;
  add_regular(cr, ring, n, bound);
  silsa_chart_set_color(cr, palette->soft, 1);
  cairo_set_line_width(cr, 1.5);
  cairo_set_dash(cr, dots, G_N_ELEMENTS(dots), 0);
  cairo_stroke(cr);
  cairo_set_dash(cr, NULL, 0, 0);
}

/* Adds the polygon of the values that are known; returns how many they are. */
static guint
add_values(cairo_t *cr, SilsaChartRadar *self, const Ring *ring, gboolean claims)
{
  guint n = self->axes->len, known = 0;

  for (guint i = 0; i < n; i++) {
    double value = claims ? get_axis(self, i)->claim : get_axis(self, i)->expected;
    double length = ring->radius * MIN(value, 100) / 100;

    if (value < 0)
      continue;
    cairo_line_to(cr, ring->x + length * cos(angle_of(i, n)),
                  ring->y + length * sin(angle_of(i, n)));
    known++;
  }
  if (known > 0)
    cairo_close_path(cr);
  return known;
}

static void
draw_values(cairo_t *cr, const SilsaChartPalette *palette, SilsaChartRadar *self, const Ring *ring)
{
  const double dashes[] = {4.5, 3};

  cairo_set_line_join(cr, CAIRO_LINE_JOIN_ROUND);
  if (palette->fills && add_values(cr, self, ring, FALSE) > 0) {
    silsa_chart_set_color(cr, palette->verified, 0.2);
    cairo_fill(cr);
  }
  if (add_values(cr, self, ring, TRUE) > 0) {
    silsa_chart_set_color(cr, palette->claim, 1);
    cairo_set_line_width(cr, palette->fills ? 1.2 : 2);
    cairo_set_dash(cr, dashes, G_N_ELEMENTS(dashes), 0);
    cairo_stroke(cr);
    cairo_set_dash(cr, NULL, 0, 0);
  }
  if (add_values(cr, self, ring, FALSE) > 0) {
    silsa_chart_set_color(cr, palette->verified, 1);
    cairo_set_line_width(cr, 2);
    cairo_stroke(cr);
  }
}

static void
draw_dots(cairo_t *cr,
          const SilsaChartPalette *palette,
          SilsaChartRadar *self,
          const Ring *ring,
          int focus)
{
  guint n = self->axes->len;

  for (guint i = 0; i < n; i++) {
    double value = get_axis(self, i)->expected, length = ring->radius * CLAMP(value, 0, 100) / 100;
    double x = ring->x + length * cos(angle_of(i, n)), y = ring->y + length * sin(angle_of(i, n));

    if (value >= 0)
      silsa_chart_draw_disc(cr, palette, palette->verified, x, y, DOT);
    if ((int)i != focus)
      continue;
    cairo_new_sub_path(cr);
    cairo_arc(cr, x, y, DOT + 4, 0, 2 * G_PI);
    silsa_chart_set_color(cr, palette->ink, 1);
    cairo_set_line_width(cr, 2);
    cairo_stroke(cr);
  }
}

static void
draw_labels(cairo_t *cr,
            const SilsaChartPalette *palette,
            SilsaChartRadar *self,
            PangoContext *context,
            const Ring *ring)
{
  double half = half_label(self, context), distance = ring->radius + LABEL_GAP + half;
  guint n = self->axes->len;

  for (guint i = 0; i < n; i++) {
    Axis *axis = get_axis(self, i);
    double x = ring->x + distance * cos(angle_of(i, n));
    double y = ring->y + distance * sin(angle_of(i, n)) - half;
    double below = y + round(silsa_chart_text_get_height(&axis->code, context) * LINE_STEP);

    silsa_chart_draw_text(cr, &axis->code, context, palette->ink, x, y, 0.5);
    silsa_chart_draw_text(cr, &axis->value, context, palette->soft, x, below, 0.5);
  }
}

void
silsa_chart_draw_radar(cairo_t *cr,
                       const SilsaChartPalette *palette,
                       SilsaChartRadar *self,
                       PangoContext *context,
                       int focus,
                       double width,
                       double height)
{
  Ring ring = ring_for(self, context, width, height);

  if (self->axes->len < SILSA_CHART_RADAR_MIN)
    return;
  draw_rings(cr, palette, &ring, self->axes->len, self->bound);
  draw_values(cr, palette, self, &ring);
  draw_dots(cr, palette, self, &ring, focus);
  draw_labels(cr, palette, self, context, &ring);
}

int
silsa_chart_radar_pick(SilsaChartRadar *self, double x, double y, double width, double height)
{
  double dx = x - round(width / 2), dy = y - round(height / 2);
  int n = (int)self->axes->len;
  int axis;

  if (n < SILSA_CHART_RADAR_MIN || hypot(dx, dy) < CENTRE_IS_NOBODY ||
      hypot(dx, dy) > MIN(width, height) / 2)
    return -1;
  axis = (int)lround((atan2(dy, dx) + G_PI_2) / (2 * G_PI) * n);
  return (axis + n) % n;
}
