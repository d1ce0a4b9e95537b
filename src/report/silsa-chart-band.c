#include "silsa-chart-band.h"

#include <glib/gi18n.h>
#include <math.h>

/* The lower half of all percents hardly matters for a grade: it is folded into a narrow part. */
#define FOLD_PERCENT 50.0
#define FOLD_WIDTH 0.16

#define STRIP 16.0
#define STRIP_COMPACT 10.0
#define BAND 10.0
#define BAND_COMPACT 4.0
#define PILL_WIDTH 7.0
#define PILL_OVERHANG 1.5
#define BOUND_OVERHANG 4.0
#define LABEL_GAP 9.0 /* between the grades' numbers and the strip */
#define NUMBER_GAP 8.0 /* between the strip and the numbers below */
#define SPREAD_GAP 12.0 /* between neighbouring numbers */

typedef struct {
  int number;
  char *title;
  double min_percent;
  gboolean certified;
  SilsaChartText plain; /* "3" */
  SilsaChartText full; /* "Grade 3", bold */
} Grade;

typedef enum { LOW, EXPECTED, HIGH, N_ENDS } EndIndex;

typedef struct {
  double percent;
  int grade;
  SilsaChartText points;
  SilsaChartText caption;
} End;

struct _SilsaChartBand {
  GArray *grades; /* of Grade, best first */
  gboolean known;
  End ends[N_ENDS];
};

static void
grade_clear(gpointer data)
{
  Grade *grade = data;

  g_clear_pointer(&grade->title, g_free);
  silsa_chart_text_clear(&grade->plain);
  silsa_chart_text_clear(&grade->full);
}

static gboolean
set_points(SilsaChartBand *self, EndIndex i, const char *points)
{
  return silsa_chart_text_set(&self->ends[i].points, points, SILSA_CHART_SCALE_NUMBER,
                              i == EXPECTED ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
}

SilsaChartBand *
silsa_chart_band_new(void)
{
  const char *captions[N_ENDS] = {
      C_("end of the band", "low"),
      C_("end of the band", "expected"),
      C_("end of the band", "high"),
  };
  SilsaChartBand *self = g_new0(SilsaChartBand, 1);

  self->grades = g_array_new(FALSE, TRUE, sizeof(Grade));
  g_array_set_clear_func(self->grades, grade_clear);
  for (int i = 0; i < N_ENDS; i++) {
    silsa_chart_text_set(&self->ends[i].caption, captions[i], SILSA_CHART_SCALE_SMALL,
                         PANGO_WEIGHT_NORMAL);
    set_points(self, i, "–");
  }
  return self;
}

void
silsa_chart_band_free(SilsaChartBand *self)
{
  for (int i = 0; i < N_ENDS; i++) {
    silsa_chart_text_clear(&self->ends[i].points);
    silsa_chart_text_clear(&self->ends[i].caption);
  }
  g_array_unref(self->grades);
  g_free(self);
}

static gboolean
grades_equal(SilsaChartBand *self, const SilsaChartGrade *grades, guint n_grades)
{
  if (self->grades->len != n_grades)
    return FALSE;
  for (guint i = 0; i < n_grades; i++) {
    Grade *grade = &g_array_index(self->grades, Grade, i);

    if (grade->number != grades[i].number || g_strcmp0(grade->title, grades[i].title) != 0 ||
        grade->min_percent != grades[i].min_percent || grade->certified != grades[i].certified)
      return FALSE;
  }
  return TRUE;
}

gboolean
silsa_chart_band_set_grades(SilsaChartBand *self, const SilsaChartGrade *grades, guint n_grades)
{
  if (grades_equal(self, grades, n_grades))
    return FALSE;
  g_array_set_size(self->grades, 0);
  g_array_set_size(self->grades, n_grades);
  for (guint i = 0; i < n_grades; i++) {
    Grade *grade = &g_array_index(self->grades, Grade, i);
    g_autofree char *number = g_strdup_printf("%d", grades[i].number);

    grade->number = grades[i].number;
    grade->title = g_strdup(grades[i].title);
    grade->min_percent = grades[i].min_percent;
    grade->certified = grades[i].certified;
    silsa_chart_text_set(&grade->plain, number, SILSA_CHART_SCALE_SMALL, PANGO_WEIGHT_NORMAL);
    silsa_chart_text_set(&grade->full, grades[i].title, SILSA_CHART_SCALE_SMALL, PANGO_WEIGHT_BOLD);
  }
  return TRUE;
}

gboolean
silsa_chart_band_set_ends(SilsaChartBand *self,
                          const SilsaChartEnd *low,
                          const SilsaChartEnd *expected,
                          const SilsaChartEnd *high)
{
  const SilsaChartEnd *ends[N_ENDS] = {low, expected, high};
  gboolean changed = self->known != (low != NULL);

  self->known = low != NULL;
  for (int i = 0; self->known && i < N_ENDS; i++) {
    End *end = &self->ends[i];

    changed |= end->percent != ends[i]->percent || end->grade != ends[i]->grade;
    end->percent = ends[i]->percent;
    end->grade = ends[i]->grade;
    changed |= set_points(self, i, ends[i]->points);
  }
  return changed;
}

static double
percent_to_x(double percent, double width)
{
  double p = CLAMP(percent, 0, 100), fold = FOLD_WIDTH * width;

  if (p < FOLD_PERCENT)
    return p / FOLD_PERCENT * fold;
  return fold + (p - FOLD_PERCENT) / (100 - FOLD_PERCENT) * (width - fold);
}

static double
grade_end(SilsaChartBand *self, guint i) /* in percent */
{
  return i == 0 ? 100 : g_array_index(self->grades, Grade, i - 1).min_percent;
}

/* Captions and numbers have a text from the start, so that the height does not wait for a band. */
static double
line_height(SilsaChartBand *self, PangoContext *context)
{
  return silsa_chart_text_get_height(&self->ends[EXPECTED].caption, context);
}

static double
number_height(SilsaChartBand *self, PangoContext *context)
{
  return silsa_chart_text_get_height(&self->ends[EXPECTED].points, context);
}

double
silsa_chart_band_get_height(SilsaChartBand *self, PangoContext *context, gboolean compact)
{
  double line = line_height(self, context);

  if (compact)
    return STRIP_COMPACT + 2 * BOUND_OVERHANG;
  return line + LABEL_GAP + STRIP + NUMBER_GAP + number_height(self, context) + line;
}

static void
draw_strip(cairo_t *cr,
           const SilsaChartPalette *palette,
           SilsaChartBand *self,
           double y,
           double height,
           double width)
{
  double slash = round(FOLD_WIDTH * width) - 6;

  for (guint i = 0; i < self->grades->len; i++) {
    Grade *grade = &g_array_index(self->grades, Grade, i);
    double left = round(percent_to_x(grade->min_percent, width));
    double right = round(percent_to_x(grade_end(self, i), width)) - (i == 0 ? 0 : 1);
    gboolean even = (self->grades->len - 1 - i) % 2 == 0;

    silsa_chart_draw_track(cr, palette, even ? palette->track : palette->track_2, left, y,
                           right - left, height, 0);
  }
  for (int i = 0; i < 2; i++) {
    cairo_move_to(cr, slash + 4 * i - 1.5, y + height + 2);
    cairo_line_to(cr, slash + 4 * i + 1.5, y - 2);
  }
  silsa_chart_set_color(cr, palette->fills ? palette->surface : palette->ink, 1);
  cairo_set_line_width(cr, palette->fills ? 2 : 1);
  cairo_stroke(cr);
}

static void
draw_range(cairo_t *cr,
           const SilsaChartPalette *palette,
           SilsaChartBand *self,
           double centre,
           double band,
           double width)
{
  double line = palette->outline, half = line / 2, height = MAX(band, 2 * line + 2);
  double low = round(percent_to_x(self->ends[LOW].percent, width));
  double high = round(percent_to_x(self->ends[HIGH].percent, width));
  double length = MAX(high - low, height);
  double left = CLAMP(low - (length - (high - low)) / 2, 0, width - length);

  /* Ends that are nearly one lie under the pill of what is expected, not beside it. */
  silsa_chart_add_rounded(cr, left + half, centre - height / 2 + half, length - line, height - line,
                          height / 2);
  silsa_chart_set_color(cr, palette->verified_fill, 1);
  cairo_fill_preserve(cr);
  silsa_chart_set_color(cr, palette->verified, 1);
  cairo_set_line_width(cr, line);
  cairo_stroke(cr);
}

static void
draw_bound(cairo_t *cr,
           const SilsaChartPalette *palette,
           SilsaChartBand *self,
           double y,
           double height,
           double width)
{
  double percent = SILSA_CHART_NONE;

  for (guint i = 0; i < self->grades->len; i++) {
    Grade *grade = &g_array_index(self->grades, Grade, i);

    if (grade->certified)
      percent = grade->min_percent;
  }
  if (percent < 0)
    return;
  cairo_rectangle(cr, round(percent_to_x(percent, width)) - 1, y - BOUND_OVERHANG,
                  palette->fills ? 1.5 : 2, height + 2 * BOUND_OVERHANG);
  silsa_chart_set_color(cr, palette->ink, 1);
  cairo_fill(cr);
}

static void
draw_expected(cairo_t *cr,
              const SilsaChartPalette *palette,
              SilsaChartBand *self,
              double y,
              double height,
              double width)
{
  const double halo = SILSA_CHART_HALO;
  double x = round(percent_to_x(self->ends[EXPECTED].percent, width) - PILL_WIDTH / 2);

  x = CLAMP(x, 0, width - PILL_WIDTH);
  silsa_chart_add_rounded(cr, x - halo, y - PILL_OVERHANG - halo, PILL_WIDTH + 2 * halo,
                          height + 2 * (PILL_OVERHANG + halo), PILL_WIDTH / 2 + halo);
  silsa_chart_set_color(cr, palette->surface, 1);
  cairo_fill(cr);
  silsa_chart_add_rounded(cr, x, y - PILL_OVERHANG, PILL_WIDTH, height + 2 * PILL_OVERHANG,
                          PILL_WIDTH / 2);
  silsa_chart_set_color(cr, palette->verified, 1);
  cairo_fill(cr);
}

static void
draw_grade_labels(cairo_t *cr,
                  const SilsaChartPalette *palette,
                  SilsaChartBand *self,
                  PangoContext *context,
                  double width)
{
  guint n = self->grades->len;
  g_autofree SilsaChartSlot *slots = g_new(SilsaChartSlot, MAX(n, 1));
  g_autofree SilsaChartText **texts = g_new(SilsaChartText *, MAX(n, 1));

  for (guint k = 0; k < n; k++) { /* from left to right: the worst grade first */
    Grade *grade = &g_array_index(self->grades, Grade, n - 1 - k);
    gboolean current = self->known && grade->number == self->ends[EXPECTED].grade;
    double left = percent_to_x(grade->min_percent, width);
    double right = percent_to_x(grade_end(self, n - 1 - k), width);

    texts[k] = current ? &grade->full : &grade->plain;
    slots[k] = (SilsaChartSlot){(left + right) / 2, silsa_chart_text_get_width(texts[k], context),
                                current ? 1000 : 1};
  }
  silsa_chart_spread(slots, n, 6, 0, width);
  for (guint k = 0; k < n; k++)
    silsa_chart_draw_text(cr, texts[k], context, slots[k].weight > 1 ? palette->ink : palette->soft,
                          slots[k].centre, 0, 0.5);
}

static void
draw_numbers(cairo_t *cr,
             const SilsaChartPalette *palette,
             SilsaChartBand *self,
             PangoContext *context,
             double y,
             double width)
{
  double below = y + number_height(self, context) - 2;
  SilsaChartSlot slots[N_ENDS];

  for (int i = 0; i < N_ENDS; i++) {
    End *end = &self->ends[i];

    slots[i].centre = percent_to_x(end->percent, width);
    slots[i].width = MAX(silsa_chart_text_get_width(&end->points, context),
                         silsa_chart_text_get_width(&end->caption, context));
    slots[i].weight = i == EXPECTED ? 1000 : 1; /* stays under its pill, the others give way */
  }
  silsa_chart_spread(slots, N_ENDS, SPREAD_GAP, 0, width);
  for (int i = 0; i < N_ENDS; i++) {
    SilsaChartColor color = i == EXPECTED ? palette->verified : palette->ink;

    silsa_chart_draw_text(cr, &self->ends[i].points, context, color, slots[i].centre, y, 0.5);
    silsa_chart_draw_text(cr, &self->ends[i].caption, context, palette->soft, slots[i].centre,
                          below, 0.5);
  }
}

void
silsa_chart_draw_band(cairo_t *cr,
                      const SilsaChartPalette *palette,
                      SilsaChartBand *self,
                      PangoContext *context,
                      gboolean compact,
                      double width)
{
  double strip = compact ? STRIP_COMPACT : STRIP;
  double y = compact ? BOUND_OVERHANG : line_height(self, context) + LABEL_GAP;

  draw_strip(cr, palette, self, y, strip, width);
  if (self->known)
    draw_range(cr, palette, self, y + strip / 2, compact ? BAND_COMPACT : BAND, width);
  draw_bound(cr, palette, self, y, strip, width);
  if (self->known)
    draw_expected(cr, palette, self, y, strip, width);
  if (compact)
    return;
  draw_grade_labels(cr, palette, self, context, width);
  if (self->known)
    draw_numbers(cr, palette, self, context, y + strip + NUMBER_GAP, width);
}

static const char *
grade_title(SilsaChartBand *self, int number)
{
  for (guint i = 0; i < self->grades->len; i++) {
    Grade *grade = &g_array_index(self->grades, Grade, i);

    if (grade->number == number)
      return grade->title;
  }
  return "";
}

char *
silsa_chart_band_describe(SilsaChartBand *self)
{
  if (!self->known)
    return g_strdup(_("The grade is not known yet."));
  /* Translators: spoken; points and grade of each end: "Expected Grade 3, 1,522.5 points; …" */
  return g_strdup_printf(_("Expected %1$s, %2$s points; low %3$s, %4$s; high %5$s, %6$s"),
                         grade_title(self, self->ends[EXPECTED].grade),
                         self->ends[EXPECTED].points.text, self->ends[LOW].points.text,
                         grade_title(self, self->ends[LOW].grade), self->ends[HIGH].points.text,
                         grade_title(self, self->ends[HIGH].grade));
}
