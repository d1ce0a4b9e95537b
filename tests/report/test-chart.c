#include "charts.h"
#include "silsa-chart-bars.h"
#include "silsa-chart-distribution.h"
#include "silsa-chart-moments.h"
#include "silsa-chart-progress.h"

#include <locale.h>
#include <math.h>

/* Pictures: the drawing functions on an image, without a window */

typedef struct {
  cairo_surface_t *surface;
  cairo_t *cr;
  PangoContext *context;
  const SilsaChartPalette *palette;
} Picture;

static void
picture_init(Picture *self, int width, int height, gboolean dark, gboolean high_contrast)
{
  g_autoptr(PangoFontDescription) font = pango_font_description_from_string("Pretendard 11");

  self->palette = silsa_chart_palette_get(dark, high_contrast);
  self->surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24, width, height);
  self->cr = cairo_create(self->surface);
  self->context = pango_cairo_create_context(self->cr);
  pango_context_set_font_description(self->context, font);
  silsa_chart_set_color(self->cr, self->palette->surface, 1);
  cairo_paint(self->cr);
}

static void
picture_clear(Picture *self)
{
  g_clear_object(&self->context);
  g_clear_pointer(&self->cr, cairo_destroy);
  g_clear_pointer(&self->surface, cairo_surface_destroy);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Picture, picture_clear)

static guint32
picture_get(Picture *self, int x, int y)
{
  const guchar *data;

  cairo_surface_flush(self->surface);
  g_assert_cmpint(x, >=, 0);
  g_assert_cmpint(x, <, cairo_image_surface_get_width(self->surface));
  g_assert_cmpint(y, >=, 0);
  g_assert_cmpint(y, <, cairo_image_surface_get_height(self->surface));
  data = cairo_image_surface_get_data(self->surface) +
         y * cairo_image_surface_get_stride(self->surface) + 4 * x;
  return (data[2] << 16 | data[1] << 8 | data[0]) & 0xffffff;
}

static guint32
hex(SilsaChartColor color)
{
  return (guint32)lround(color.red * 255) << 16 | (guint32)lround(color.green * 255) << 8 |
         (guint32)lround(color.blue * 255);
}

#define assert_pixel(picture, x, y, name)                                                          \
  g_assert_cmphex(picture_get(&picture, x, y), ==, hex(picture.palette->name))

static double
luminance(SilsaChartColor color)
{
  const double parts[] = {color.red, color.green, color.blue}, weights[] = {0.2126, 0.7152, 0.0722};
  double sum = 0;

  for (guint i = 0; i < 3; i++)
    sum += weights[i] *
           (parts[i] <= 0.04045 ? parts[i] / 12.92 : pow((parts[i] + 0.055) / 1.055, 2.4));
  return sum;
}

static double
contrast(SilsaChartColor one, SilsaChartColor other) /* the ratio of WCAG 2 */
{
  double a = luminance(one), b = luminance(other);

  return (MAX(a, b) + 0.05) / (MIN(a, b) + 0.05);
}

static void
test_palette(void)
{
  for (int dark = 0; dark < 2; dark++)
    for (int strong = 0; strong < 2; strong++) {
      const SilsaChartPalette *palette = silsa_chart_palette_get(dark, strong);
      double least = strong ? 7 : 4.5;

      g_assert_cmpfloat(contrast(palette->ink, palette->surface), >=, 7);
      g_assert_cmpfloat(contrast(palette->soft, palette->surface), >=, least);
      g_assert_cmpfloat(contrast(palette->verified, palette->surface), >=, least);
      g_assert_cmpfloat(contrast(palette->claim, palette->surface), >=, least);
      g_assert_true(palette->fills == !strong);
      g_assert_cmpfloat(palette->hatch, >=, strong ? 1.5 : 1);
    }
}

static void
test_spread_leaves_alone(void)
{
  SilsaChartSlot slots[] = {{20, 20, 1}, {100, 20, 1}, {200, 20, 1}};

  silsa_chart_spread(slots, 3, 12, 0, 300);
  g_assert_cmpfloat_with_epsilon(slots[0].centre, 20, 1e-9);
  g_assert_cmpfloat_with_epsilon(slots[1].centre, 100, 1e-9);
  g_assert_cmpfloat_with_epsilon(slots[2].centre, 200, 1e-9);
}

static void
test_spread_pushes(void)
{
  SilsaChartSlot slots[] = {{100, 40, 1}, {110, 40, 1}};
  SilsaChartSlot heavy[] = {{100, 40, 1}, {110, 40, 1000}, {115, 40, 1}};

  silsa_chart_spread(slots, 2, 12, 0, 300); /* both give way alike */
  g_assert_cmpfloat_with_epsilon(slots[0].centre, 79, 1e-9);
  g_assert_cmpfloat_with_epsilon(slots[1].centre, 131, 1e-9);

  silsa_chart_spread(heavy, 3, 12, 0, 300);
  g_assert_cmpfloat_with_epsilon(heavy[1].centre, 110, 0.1);
  g_assert_cmpfloat_with_epsilon(heavy[0].centre, heavy[1].centre - 52, 1e-9);
  g_assert_cmpfloat_with_epsilon(heavy[2].centre, heavy[1].centre + 52, 1e-9);
}

static void
test_spread_stays_inside(void)
{
  SilsaChartSlot right[] = {{290, 40, 1}, {295, 40, 1000}, {300, 40, 1}};
  SilsaChartSlot narrow[] = {{0, 40, 1}, {0, 40, 1}, {0, 40, 1}};

  silsa_chart_spread(right, 3, 12, 0, 300);
  g_assert_cmpfloat_with_epsilon(right[2].centre, 280, 1e-9);
  g_assert_cmpfloat_with_epsilon(right[1].centre, 228, 1e-9);
  g_assert_cmpfloat_with_epsilon(right[0].centre, 176, 1e-9);

  silsa_chart_spread(narrow, 3, 12, 0, 130); /* the gaps shrink to 5 */
  g_assert_cmpfloat_with_epsilon(narrow[0].centre, 20, 1e-9);
  g_assert_cmpfloat_with_epsilon(narrow[1].centre, 65, 1e-9);
  g_assert_cmpfloat_with_epsilon(narrow[2].centre, 110, 1e-9);
}

static void
test_numbers(void)
{
  const struct {
    double value;
    const char *text;
  } cases[] = {
      {0, "0"},
      {2.5, "2.5"},
      {100, "100"},
      {1000, "1,000"},
      {12345.25, "12,345.25"},
      {1234567, "1,234,567"},
      {-3, "\u22123"},
      {0.1, "0.1"},
  };
  g_autofree char *whole = silsa_chart_format_percent(85.25, 0);
  g_autofree char *exact = silsa_chart_format_percent(85.25, 1);

  for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autofree char *text = silsa_chart_format_number(cases[i].value);

    g_assert_cmpstr(text, ==, cases[i].text);
  }
  g_assert_cmpstr(whole, ==, "85\u2009%");
  g_assert_true(g_str_has_suffix(exact, "\u2009%"));
}

/* The bars */

static void
test_sector(void)
{
  const SilsaChartSector sector = {25, 60, 75, 87.5};
  g_auto(Picture) picture = {0};
  gboolean possible = FALSE, hatch = FALSE;

  picture_init(&picture, 200, 16, FALSE, FALSE);
  silsa_chart_draw_sector(picture.cr, picture.palette, &sector, 200, 16, 10);

  assert_pixel(picture, 20, 8, verified); /* sure */
  assert_pixel(picture, 49, 8, verified);
  assert_pixel(picture, 195, 8, track); /* out of reach */
  assert_pixel(picture, 119, 8, ink); /* expected, 2 wide, over both edges */
  assert_pixel(picture, 120, 8, ink);
  assert_pixel(picture, 119, 0, ink);
  assert_pixel(picture, 119, 15, ink);
  assert_pixel(picture, 118, 1, surface); /* its halo */
  assert_pixel(picture, 175, 8, surface); /* the ring is hollow */
  for (int x = 55; x < 110; x++) {
    guint32 pixel = picture_get(&picture, x, 8);

    possible |= pixel == hex(picture.palette->possible);
    hatch |= pixel != hex(picture.palette->possible) && pixel != hex(picture.palette->track);
  }
  g_assert_true(possible);
  g_assert_true(hatch);
}

static void
test_sector_nothing_known(void)
{
  const SilsaChartSector sector = {SILSA_CHART_NONE, SILSA_CHART_NONE, SILSA_CHART_NONE,
                                   SILSA_CHART_NONE};
  g_auto(Picture) picture = {0};

  picture_init(&picture, 200, 16, FALSE, FALSE);
  silsa_chart_draw_sector(picture.cr, picture.palette, &sector, 200, 16, 10);
  for (int x = 4; x < 196; x++)
    assert_pixel(picture, x, 8, track); /* neither bar nor tick at zero */
}

static void
test_score(void)
{
  g_auto(Picture) complete = {0}, open = {0}, same = {0};

  picture_init(&complete, 44, 10, FALSE, FALSE);
  silsa_chart_draw_score(complete.cr, complete.palette, TRUE, 50, 75, 44, 10);
  assert_pixel(complete, 10, 5, verified);
  assert_pixel(complete, 40, 5, track_2);
  assert_pixel(complete, 32, 5, claim); /* the tick, over both edges */
  assert_pixel(complete, 33, 0, claim);

  picture_init(&same, 44, 10, FALSE, FALSE);
  silsa_chart_draw_score(same.cr, same.palette, TRUE, 75, 75, 44, 10);
  for (int x = 0; x < 44; x++)
    assert_pixel(same, x, 0, surface); /* a claim that was confirmed has no tick */

  picture_init(&open, 44, 10, FALSE, FALSE);
  silsa_chart_draw_score(open.cr, open.palette, FALSE, 50, 75, 44, 10);
  assert_pixel(open, 10, 5, surface); /* hollow: only claimed */
  assert_pixel(open, 10, 2, claim);
  assert_pixel(open, 40, 5, track_2);
}

static void
test_leverage(void)
{
  g_auto(Picture) picture = {0};

  picture_init(&picture, 52, 10, FALSE, FALSE);
  silsa_chart_draw_leverage(picture.cr, picture.palette, 25, 50, 100, 52, 10);
  assert_pixel(picture, 5, 5, track_2);
  assert_pixel(picture, 25, 5, verified);
  assert_pixel(picture, 43, 5, track_2);
  assert_pixel(picture, 49, 0, ink);
  assert_pixel(picture, 50, 9, ink);
}

/* The band */

static void
test_band_compact(void)
{
  g_autoptr(SilsaChartBand) band = silsa_chart_band_new();
  g_auto(Picture) picture = {0};

  g_assert_true(silsa_chart_band_set_grades(band, grades, G_N_ELEMENTS(grades)));
  g_assert_true(silsa_chart_band_set_ends(band, &low, &expected, &high));
  g_assert_false(silsa_chart_band_set_grades(band, grades, G_N_ELEMENTS(grades)));
  g_assert_false(silsa_chart_band_set_ends(band, &low, &expected, &high));

  /* 1,000 wide: 50 % lies at 160, a percent above it is 16.8 wide. */
  picture_init(&picture, 1000, 18, FALSE, FALSE);
  g_assert_cmpfloat(silsa_chart_band_get_height(band, picture.context, TRUE), ==, 18);
  silsa_chart_draw_band(picture.cr, picture.palette, band, picture.context, TRUE, 1000);
  assert_pixel(picture, 30, 9, track); /* folded */
  assert_pixel(picture, 350, 5, track_2); /* grade 4, above the range */
  assert_pixel(picture, 550, 5, track); /* grade 3 */
  assert_pixel(picture, 300, 9, verified_fill); /* low 192 to high 713 */
  assert_pixel(picture, 700, 9, verified_fill);
  assert_pixel(picture, 730, 9, track_2); /* grade 2 */
  assert_pixel(picture, 495, 0, ink); /* certified from 70 % on, at 496 */
  assert_pixel(picture, 495, 17, ink);
  assert_pixel(picture, 598, 9, verified); /* expected, at 598 */
  assert_pixel(picture, 598, 3, verified);
  assert_pixel(picture, 594, 9, surface); /* its halo */
}

/* What is complete has one number: the range is not to be seen beside it, on either side. */
static void
test_band_of_one_number(void)
{
  const SilsaChartEnd one = {74.8, "1,496.2", 3};
  g_autoptr(SilsaChartBand) band = silsa_chart_band_new();
  g_auto(Picture) picture = {0};
  int middle = 0, pill = 576; /* 74.8 % of 1,000 */

  silsa_chart_band_set_grades(band, grades, G_N_ELEMENTS(grades));
  silsa_chart_band_set_ends(band, &one, &one, &one);
  picture_init(&picture, 1000, 100, FALSE, FALSE);
  silsa_chart_draw_band(picture.cr, picture.palette, band, picture.context, FALSE, 1000);
  while (picture_get(&picture, pill, middle) != hex(picture.palette->verified))
    middle++;
  middle += 9; /* of 19 */
  assert_pixel(picture, pill, middle, verified);
  for (int x = pill - 20; x <= pill - 7; x++)
    assert_pixel(picture, x, middle, track);
  for (int x = pill + 7; x <= pill + 20; x++)
    assert_pixel(picture, x, middle, track);
}

static void
test_band_unknown(void)
{
  g_autoptr(SilsaChartBand) band = silsa_chart_band_new();
  g_autofree char *spoken = silsa_chart_band_describe(band);
  g_auto(Picture) picture = {0};

  silsa_chart_band_set_grades(band, grades, G_N_ELEMENTS(grades));
  picture_init(&picture, 1000, 18, FALSE, FALSE);
  silsa_chart_draw_band(picture.cr, picture.palette, band, picture.context, TRUE, 1000);
  for (int x = 500; x < 650; x++)
    assert_pixel(picture, x, 9, track);
  g_assert_cmpstr(spoken, ==, "The grade is not known yet.");
}

static gboolean
row_has(Picture *picture, int y, SilsaChartColor color)
{
  int width = cairo_image_surface_get_width(picture->surface);

  for (int x = 0; x < width; x++)
    if (picture_get(picture, x, y) == hex(color))
      return TRUE;
  return FALSE;
}

/* With everything at one end the numbers still stay inside and apart. */
static void
test_band_numbers_stay_inside(void)
{
  const SilsaChartEnd top = {100, "2,000.0", 1};
  g_autoptr(SilsaChartBand) band = silsa_chart_band_new();
  g_auto(Picture) picture = {0};
  int height;

  silsa_chart_band_set_grades(band, grades, G_N_ELEMENTS(grades));
  silsa_chart_band_set_ends(band, &top, &top, &top);
  picture_init(&picture, 360, 100, FALSE, FALSE);
  height = (int)silsa_chart_band_get_height(band, picture.context, FALSE);
  g_assert_cmpint(height, >=, 60);
  g_assert_cmpint(height, <, 100);
  cairo_translate(picture.cr, 25, 0); /* so that what leaves the widget on either side is seen */
  silsa_chart_draw_band(picture.cr, picture.palette, band, picture.context, FALSE, 310);
  for (int y = 50; y < height; y++)
    for (int x = 336; x < 360; x++)
      assert_pixel(picture, x, y, surface);
  g_assert_true(row_has(&picture, 50 + (height - 50) / 3, picture.palette->verified));
}

static void
test_high_contrast_has_no_fills(void)
{
  const SilsaChartSector sector = {25, 60, 75, SILSA_CHART_NONE};
  g_autoptr(SilsaChartBand) band = silsa_chart_band_new();
  g_auto(Picture) strip = {0}, bar = {0};

  silsa_chart_band_set_grades(band, grades, G_N_ELEMENTS(grades));
  silsa_chart_band_set_ends(band, &low, &expected, &high);
  picture_init(&strip, 1000, 100, FALSE, TRUE);
  silsa_chart_draw_band(strip.cr, strip.palette, band, strip.context, FALSE, 1000);
  picture_init(&bar, 200, 16, FALSE, TRUE);
  silsa_chart_draw_sector(bar.cr, bar.palette, &sector, 200, 16, 10);

  assert_pixel(bar, 20, 8, verified); /* what is verified stays solid */
  assert_pixel(bar, 190, 8, surface);
  assert_pixel(bar, 100, 3, verified); /* outline of 2 around what is open */
  assert_pixel(bar, 100, 4, verified);
  g_assert_cmphex(hex(strip.palette->verified_fill), ==, hex(strip.palette->surface));
}

/* The curve */

static const SilsaChartPoint falling[] = {{10, 100}, {20, 50}, {30, 20}};

/* The middle of the dark pixels of a column of the plot: where the line is. */
static double
line_at(Picture *picture, int x)
{
  int height = cairo_image_surface_get_height(picture->surface), n = 0;
  double sum = 0;

  for (int y = 0; y < height - 40; y++)
    if ((picture_get(picture, x, y) & 0xff) < 0xa0) {
      sum += y + 0.5;
      n++;
    }
  g_assert_cmpint(n, >, 0);
  return sum / n;
}

static void
curve_picture(Picture *picture, SilsaChartCurve *curve)
{
  double height;

  picture_init(picture, 600, 300, FALSE, FALSE);
  height = silsa_chart_curve_get_height(curve, picture->context, 200);
  g_assert_cmpfloat(height, <, 300);
  silsa_chart_draw_curve(picture->cr, picture->palette, curve, picture->context, 600, height);
}

/* How many pixels of the picture have the colour. */
static guint
count(Picture *picture, SilsaChartColor color)
{
  guint n = 0;

  for (int y = 0; y < cairo_image_surface_get_height(picture->surface); y++)
    for (int x = 0; x < cairo_image_surface_get_width(picture->surface); x++)
      n += picture_get(picture, x, y) == hex(color);
  return n;
}

static void
test_curve_marks(void)
{
  const SilsaChartMark claim = {40, 80, "40"}, verified = {20, 40, "20"};
  g_autoptr(SilsaChartCurve) curve = silsa_chart_curve_new();
  g_auto(Picture) none = {0}, claimed = {0}, both = {0}, stale = {0};
  g_autofree char *spoken = NULL;

  g_assert_true(silsa_chart_curve_set_scoring(curve, rising, 3, FALSE, FALSE));
  g_assert_false(silsa_chart_curve_set_scoring(curve, rising, 3, FALSE, FALSE));
  curve_picture(&none, curve);
  g_assert_cmpuint(count(&none, none.palette->verified), ==, 0);
  g_assert_cmpuint(count(&none, none.palette->claim), ==, 0);

  g_assert_true(silsa_chart_curve_set_claim(curve, &claim));
  g_assert_false(silsa_chart_curve_set_claim(curve, &claim));
  curve_picture(&claimed, curve);
  g_assert_cmpuint(count(&claimed, claimed.palette->claim), >, 100);
  g_assert_cmpuint(count(&claimed, claimed.palette->verified), ==, 0);

  g_assert_true(silsa_chart_curve_set_verified(curve, &verified));
  curve_picture(&both, curve);
  g_assert_cmpuint(count(&both, both.palette->verified), >, 100); /* the disc is filled */

  g_assert_true(silsa_chart_curve_set_stale(curve, TRUE));
  g_assert_false(silsa_chart_curve_set_stale(curve, TRUE));
  curve_picture(&stale, curve);
  g_assert_cmpuint(count(&stale, stale.palette->verified), ==, 0);
  g_assert_cmpuint(count(&stale, stale.palette->soft), >, count(&both, both.palette->soft) + 90);

  silsa_chart_curve_set_unit(curve, "%");
  spoken = silsa_chart_curve_describe(curve);
  g_assert_cmpstr(spoken, ==,
                  "Scoring: verified 20 % earns 40.0\u2009%, claim 40 % earns 80.0\u2009%");
}

static void
test_curve_shapes(void)
{
  g_autoptr(SilsaChartCurve) curve = silsa_chart_curve_new();
  g_auto(Picture) linear = {0}, up = {0}, down = {0};
  double left, right;

  /* About 35 left of the plot and 20 right of it: look well inside of the pieces. */
  silsa_chart_curve_set_scoring(curve, rising, 3, FALSE, FALSE);
  curve_picture(&linear, curve);
  left = line_at(&linear, 90);
  right = line_at(&linear, 300);
  g_assert_cmpfloat(left, >, right + 60); /* rises */
  g_assert_cmpfloat(line_at(&linear, 570), <, right);

  silsa_chart_curve_set_scoring(curve, rising, 3, TRUE, FALSE);
  curve_picture(&up, curve);
  g_assert_cmpfloat_with_epsilon(line_at(&up, 90), line_at(&up, 180), 0.1); /* flat */
  left = line_at(&up, 120);
  right = line_at(&up, 350);
  g_assert_cmpfloat_with_epsilon(left - right, 80, 2); /* from 0 to 40 % of 200 */

  /* Lower is better: a point's percent holds up to its value, behind the last there is nothing. */
  silsa_chart_curve_set_scoring(curve, falling, 3, TRUE, TRUE);
  curve_picture(&down, curve);
  left = line_at(&down, 60);
  g_assert_cmpfloat_with_epsilon(line_at(&down, 160) - left, 100, 2);
  g_assert_cmpfloat_with_epsilon(line_at(&down, 572) - left, 200, 2);
}

/* A mark far outside stands at the edge and does not crush the curve. */
static void
test_curve_far_mark(void)
{
  const SilsaChartMark far = {1e9, 100, "1,000,000,000"};
  g_autoptr(SilsaChartCurve) curve = silsa_chart_curve_new();
  g_auto(Picture) picture = {0};

  silsa_chart_curve_set_scoring(curve, rising, 3, FALSE, FALSE);
  silsa_chart_curve_set_verified(curve, &far);
  curve_picture(&picture, curve);
  g_assert_cmpuint(count(&picture, picture.palette->verified), >, 100);
  g_assert_cmpfloat(line_at(&picture, 60), >, line_at(&picture, 190) + 40);
}

/* The radar */

/* 24 August 2021, 09:00 in Korea, and how many are complete from then on; 20 in five hours. */
#define MORNING G_GINT64_CONSTANT(1629763200)
static const SilsaChartStep day[] = {
    {MORNING, 0}, {MORNING + 3600, 10}, {MORNING + 3 * 3600, 20}, {MORNING + 5 * 3600, 20}};

static void
test_progress_outlook(void)
{
  g_autoptr(SilsaChartProgress) chart = silsa_chart_progress_new();
  const SilsaChartStep early[] = {{MORNING, 0}, {MORNING + 60, 40}};
  const SilsaChartStep few[] = {{MORNING, 0}, {MORNING + 5 * 3600, 2}};
  g_autofree char *nothing = silsa_chart_progress_describe(chart), *spoken = NULL, *done = NULL;

  g_assert_cmpstr(nothing, ==, "Nothing was done yet");
  g_assert_cmpint(silsa_chart_progress_get_outlook(chart), ==, 0);
  silsa_chart_progress_set(chart, early, G_N_ELEMENTS(early), 60);
  g_assert_cmpint(silsa_chart_progress_get_outlook(chart), ==, 0);
  silsa_chart_progress_set(chart, few, G_N_ELEMENTS(few), 60);
  g_assert_cmpint(silsa_chart_progress_get_outlook(chart), ==, 0);
  g_assert_true(silsa_chart_progress_set(chart, day, G_N_ELEMENTS(day), 60));
  g_assert_false(silsa_chart_progress_set(chart, day, G_N_ELEMENTS(day), 60));
  g_assert_cmpint(silsa_chart_progress_get_outlook(chart), ==, MORNING + 15 * 3600);
  spoken = silsa_chart_progress_describe(chart);
  g_assert_cmpstr(spoken, ==,
                  "20 of 60 indicators complete, from 24 Aug 09:00 to 24 Aug 14:00. "
                  "At this pace all by 25 Aug 00:00");
  silsa_chart_progress_set(chart, day, G_N_ELEMENTS(day), 20); /* all are */
  g_assert_cmpint(silsa_chart_progress_get_outlook(chart), ==, 0);
  done = silsa_chart_progress_describe(chart);
  g_assert_cmpstr(done, ==, "20 of 20 indicators complete, from 24 Aug 09:00 to 24 Aug 14:00");
}

/* So that ten of sixty are whole pixels, below the number that stands above the curve. */
#define TALL 152

/* How far from the top the topmost pixel of the curve is in the column @x; TALL: it is nowhere. */
static int
find_curve(Picture *picture, int x)
{
  for (int y = 0; y < TALL; y++)
    if (picture_get(picture, x, y) == hex(picture->palette->verified))
      return y;
  return TALL;
}

static void
test_progress_draws(void)
{
  for (int dark = 0; dark < 2; dark++)
    for (int strong = 0; strong < 2; strong++) {
      g_auto(Picture) picture = {0};
      g_autoptr(SilsaChartProgress) chart = silsa_chart_progress_new();
      int first, second, third;
      guint tinted = 0;

      picture_init(&picture, 300, TALL, dark, strong);
      silsa_chart_draw_progress(picture.cr, picture.palette, chart, picture.context, 300, TALL);
      g_assert_cmpint(find_curve(&picture, 60), ==, TALL); /* nothing is drawn of nothing */
      silsa_chart_progress_set(chart, day, G_N_ELEMENTS(day), 60);
      silsa_chart_draw_progress(picture.cr, picture.palette, chart, picture.context, 300, TALL);
      first = find_curve(&picture, 30);
      second = find_curve(&picture, 70);
      third = find_curve(&picture, 110);
      g_assert_cmpint(first, >, second);
      g_assert_cmpint(second, >, third);
      g_assert_cmpint(first - second, ==, second - third); /* ten each */
      /* The curve has half of the width, since the end is farther off than it is long. */
      g_assert_cmpint(find_curve(&picture, 200), ==, TALL);
      for (int y = third + 3; y < TALL; y++)
        tinted += picture_get(&picture, 110, y) != hex(picture.palette->surface) &&
                  picture_get(&picture, 110, y) != hex(picture.palette->grid);
      if (strong)
        g_assert_cmpuint(tinted, <, 20); /* no more than a label */
      else
        g_assert_cmpuint(tinted, >=, 20);
    }
}

static void
test_radar_pick(void)
{
  g_autoptr(SilsaChartRadar) radar = silsa_chart_radar_new();

  g_assert_cmpint(silsa_chart_radar_pick(radar, 100, 20, 200, 200), ==, -1);
  g_assert_true(silsa_chart_radar_set_axes(radar, axes, 4, 70));
  g_assert_false(silsa_chart_radar_set_axes(radar, axes, 4, 70));
  g_assert_true(silsa_chart_radar_set_axes(radar, axes, 4, 60));
  g_assert_cmpint(silsa_chart_radar_pick(radar, 100, 20, 200, 200), ==, 0);
  g_assert_cmpint(silsa_chart_radar_pick(radar, 180, 100, 200, 200), ==, 1);
  g_assert_cmpint(silsa_chart_radar_pick(radar, 100, 180, 200, 200), ==, 2);
  g_assert_cmpint(silsa_chart_radar_pick(radar, 20, 100, 200, 200), ==, 3);
  g_assert_cmpint(silsa_chart_radar_pick(radar, 90, 20, 200, 200), ==, 0);
  g_assert_cmpint(silsa_chart_radar_pick(radar, 101, 101, 200, 200), ==, -1);
  g_assert_cmpint(silsa_chart_radar_pick(radar, 2, 2, 200, 200), ==, -1);
}

static void
test_radar_draws(void)
{
  g_autoptr(SilsaChartRadar) radar = silsa_chart_radar_new();
  g_auto(Picture) picture = {0}, focused = {0};
  g_autofree char *unknown = NULL, *known = NULL;

  silsa_chart_radar_set_axes(radar, axes, 4, 70);
  picture_init(&picture, 220, 220, FALSE, FALSE);
  silsa_chart_draw_radar(picture.cr, picture.palette, radar, picture.context, -1, 220, 220);
  picture_init(&focused, 220, 220, FALSE, FALSE);
  silsa_chart_draw_radar(focused.cr, focused.palette, radar, focused.context, 1, 220, 220);
  g_assert_cmpuint(count(&picture, picture.palette->verified), >, 100);
  g_assert_cmpuint(count(&focused, focused.palette->ink), >, count(&picture, picture.palette->ink));

  unknown = silsa_chart_radar_describe_axis(radar, 2);
  known = silsa_chart_radar_describe_axis(radar, 0);
  g_assert_cmpstr(unknown, ==, "B1 Rules, nothing known yet");
  g_assert_cmpstr(known, ==, "A1 Public, expected 70\u2009%, claim 75\u2009%");
}

/* Time: every chart within a frame's small change. The least of many runs, so that a busy machine
 * does not matter; sanitizers make it a few times slower, and as many are made as it takes. */
static void
test_time(void)
{
  const double limit = 1000; /* microseconds */
  const SilsaChartMark claim = {40, 80, "40"}, verified = {20, 40, "20"};
  g_autoptr(SilsaChartBand) band = silsa_chart_band_new();
  g_autoptr(SilsaChartCurve) curve = silsa_chart_curve_new();
  g_autoptr(SilsaChartRadar) radar = silsa_chart_radar_new();
  g_auto(Picture) picture = {0};
  gint64 least[3] = {G_MAXINT64, G_MAXINT64, G_MAXINT64};

  silsa_chart_band_set_grades(band, grades, G_N_ELEMENTS(grades));
  silsa_chart_band_set_ends(band, &low, &expected, &high);
  silsa_chart_curve_set_scoring(curve, rising, 3, FALSE, FALSE);
  silsa_chart_curve_set_claim(curve, &claim);
  silsa_chart_curve_set_verified(curve, &verified);
  silsa_chart_radar_set_axes(radar, axes, 4, 70);
  picture_init(&picture, 600, 240, FALSE, FALSE);
  for (int i = 0; i < 50 || (i < 2000 && MAX(MAX(least[0], least[1]), least[2]) >= limit); i++)
    for (int k = 0; k < 3; k++) {
      gint64 start = g_get_monotonic_time();

      if (k == 0)
        silsa_chart_draw_band(picture.cr, picture.palette, band, picture.context, FALSE, 310);
      else if (k == 1)
        silsa_chart_draw_curve(picture.cr, picture.palette, curve, picture.context, 380, 190);
      else
        silsa_chart_draw_radar(picture.cr, picture.palette, radar, picture.context, -1, 310, 200);
      least[k] = MIN(least[k], g_get_monotonic_time() - start);
    }
  for (int k = 0; k < 3; k++) {
    g_test_message("chart %d: %d us", k, (int)least[k]);
    g_assert_cmpfloat(least[k], <, limit);
  }
}

/* The heat map */

static void
test_heat_steps(void)
{
  const double percents[] = {0, 39.9, 40, 60, 70, 80, 90, 100};
  const guint steps[] = {0, 0, 1, 2, 3, 4, 5, 5};
  const double differences[] = {-15, -14.9, -8, -7.9, 0, 0.1, 8, 15};
  const guint classes[] = {0, 1, 1, 2, 3, 4, 5, 6};

  for (guint i = 0; i < G_N_ELEMENTS(percents); i++) {
    g_assert_cmpuint(silsa_chart_heat_step(percents[i]), ==, steps[i]);
    g_assert_cmpuint(silsa_chart_difference_step(differences[i]), ==, classes[i]);
  }
  for (int dark = 0; dark < 2; dark++) {
    const SilsaChartPalette *palette = silsa_chart_palette_get(dark, FALSE);

    for (guint i = 0; i < SILSA_CHART_N_HEAT; i++)
      g_assert_cmpfloat(contrast(silsa_chart_color_on(palette->heat[i]), palette->heat[i]), >=,
                        4.5);
    for (guint i = 0; i < SILSA_CHART_N_DIFFERENCE; i++)
      g_assert_cmpfloat(
          contrast(silsa_chart_color_on(palette->difference[i]), palette->difference[i]), >=, 4.5);
  }
}

/* At every width each cell lies within it, none on another, and each is found where it lies. */
static void
test_heat_layout(void)
{
  g_autoptr(SilsaChartHeat) heat = silsa_chart_heat_new();
  SilsaChartCell cells[15];
  g_auto(Picture) picture = {0};
  double tall = 0;

  picture_init(&picture, 10, 10, FALSE, FALSE);
  fill_heat(cells);
  g_assert_true(silsa_chart_heat_set(heat, heat_lines, 3, cells));
  g_assert_false(silsa_chart_heat_set(heat, heat_lines, 3, cells));
  for (double width = silsa_chart_heat_get_min_width(heat, picture.context); width < 1700;
       width += 37) {
    double height = silsa_chart_heat_get_height(heat, picture.context, width);

    for (guint i = 0; i < 15; i++) {
      double x, y, cell_width, cell_height;

      silsa_chart_heat_get_box(heat, picture.context, i, width, &x, &y, &cell_width, &cell_height);
      g_assert_cmpfloat(x, >, 0);
      g_assert_cmpfloat(x + cell_width, <=, width);
      g_assert_cmpfloat(y + cell_height, <=, height);
      g_assert_cmpint(silsa_chart_heat_pick(heat, picture.context, x + 1, y + 1, width), ==,
                      (int)i);
    }
    tall = MAX(tall, height);
  }
  g_assert_cmpfloat(tall, >, silsa_chart_heat_get_height(heat, picture.context, 1600));
  g_assert_cmpint(silsa_chart_heat_pick(heat, picture.context, 1, 1, 1600), ==, -1);
}

static double
get_title_end(SilsaChartHeat *heat, PangoContext *context, double width)
{
  double x, y, cell_width, cell_height;

  silsa_chart_heat_get_box(heat, context, 0, width, &x, &y, &cell_width, &cell_height);
  return x;
}

/* A number is read in the least cell, so that most of the room that is left goes to the titles. */
static void
test_heat_titles(void)
{
  g_autoptr(SilsaChartHeat) heat = silsa_chart_heat_new();
  SilsaChartCell cells[15];
  g_auto(Picture) picture = {0};
  double most = 0;

  picture_init(&picture, 10, 10, FALSE, FALSE);
  fill_heat(cells);
  silsa_chart_heat_set(heat, heat_lines, 3, cells);
  for (double width = 400; width < 1600; width += 4) {
    double more = get_title_end(heat, picture.context, width + 20) -
                  get_title_end(heat, picture.context, width);

    if (more < 100) /* else there was none before */
      most = MAX(most, more);
  }
  g_assert_cmpfloat(most, >=, 14);
}

static void
test_heat_draws(void)
{
  g_autoptr(SilsaChartHeat) heat = silsa_chart_heat_new();
  SilsaChartCell cells[15];

  fill_heat(cells);
  silsa_chart_heat_set(heat, heat_lines, 3, cells);
  for (int contrasted = 0; contrasted < 2; contrasted++) {
    g_auto(Picture) picture = {0};
    double x, y, width, height;

    picture_init(&picture, 1200, 300, FALSE, contrasted);
    silsa_chart_draw_heat(picture.cr, picture.palette, heat, picture.context, 1, 1200);
    silsa_chart_heat_get_box(heat, picture.context, 0, 1200, &x, &y, &width, &height);
    assert_pixel(picture, (int)(x + width / 2), (int)(y + height / 2), surface);
    silsa_chart_heat_get_box(heat, picture.context, 1, 1200, &x, &y, &width, &height);
    if (contrasted)
      assert_pixel(picture, (int)(x + width / 2), (int)(y + height / 2), surface);
    else
      assert_pixel(picture, (int)(x + width / 2), (int)(y + height / 2), heat[4]);
    assert_pixel(picture, (int)(x - 3), (int)(y + height / 2), ink); /* the mark around it */
  }
}

/* What a cell says without its colour: the lightness of its pixels (CIE L*), in each palette. */

#define CELL_SEEN 16 /* pixels that differ clearly: a stroke of a mark has more */
#define CLEARLY 25.0 /* of 100 */
#define KEY_WIDTH 20 /* as silsa-heat-map.c draws them */
#define KEY_HEIGHT 14

static double
lightness(guint32 pixel)
{
  SilsaChartColor color = {(pixel >> 16 & 0xff) / 255.0, (pixel >> 8 & 0xff) / 255.0,
                           (pixel & 0xff) / 255.0};
  double y = luminance(color);

  return y > 216.0 / 24389 ? 116 * cbrt(y) - 16 : y * 24389 / 27;
}

static void
draw_one_cell(Picture *picture, const SilsaChartCell *cell)
{
  g_autoptr(SilsaChartHeat) heat = silsa_chart_heat_new();
  const SilsaChartLine line = {
      .code = "A1", .title = "First", .points = "4.0", .total = "/ 8", .n_cells = 1};

  silsa_chart_heat_set(heat, &line, 1, cell);
  silsa_chart_draw_heat(picture->cr, picture->palette, heat, picture->context, -1, 600);
}

static guint
count_differences(const SilsaChartCell *one,
                  const SilsaChartCell *other,
                  gboolean dark,
                  gboolean strong)
{
  g_auto(Picture) left = {0};
  g_auto(Picture) right = {0};
  guint n = 0;

  picture_init(&left, 600, 60, dark, strong);
  picture_init(&right, 600, 60, dark, strong);
  draw_one_cell(&left, one);
  draw_one_cell(&right, other);
  for (int y = 0; y < 60; y++)
    for (int x = 0; x < 600; x++)
      n += fabs(lightness(picture_get(&left, x, y)) - lightness(picture_get(&right, x, y))) >=
           CLEARLY;
  return n;
}

/* As silsa-overview-map.c fills them. Each is told from all others of its kind. */
static void
test_heat_without_colour(void)
{
  static const SilsaChartCell kinds[][4] = {
      {{.number = "01", .look = SILSA_CHART_CELL_UNTOUCHED, .mark = SILSA_CHART_MARK_RING},
       {.number = "01", .look = SILSA_CHART_CELL_BEGUN, .mark = SILSA_CHART_MARK_HALF},
       {.number = "01", .look = SILSA_CHART_CELL_DONE, .mark = SILSA_CHART_MARK_CHECK},
       {.number = "01", .look = SILSA_CHART_CELL_DONE, .mark = SILSA_CHART_MARK_CROSS}},
      {{.number = "01",
        .value = "9",
        .look = SILSA_CHART_CELL_DIFFERENCE,
        .step = 1,
        .mark = SILSA_CHART_MARK_DOWN},
       {.number = "01",
        .value = "9",
        .look = SILSA_CHART_CELL_DIFFERENCE,
        .step = 5,
        .mark = SILSA_CHART_MARK_UP},
       {.number = "01", .value = "=", .look = SILSA_CHART_CELL_DIFFERENCE, .step = 3},
       {.number = "01", .value = "–", .look = SILSA_CHART_CELL_OPEN}},
      {{.number = "01", .value = "80", .look = SILSA_CHART_CELL_HEAT, .step = 4},
       {.number = "01", .value = "80", .look = SILSA_CHART_CELL_UNTOUCHED},
       {.number = "01", .value = "80", .look = SILSA_CHART_CELL_HEAT, .step = 4, .flagged = TRUE},
       {.number = "01",
        .value = "80",
        .look = SILSA_CHART_CELL_HEAT,
        .step = 4,
        .contradictory = TRUE}},
  };

  for (guint kind = 0; kind < G_N_ELEMENTS(kinds); kind++)
    for (guint one = 0; one < 4; one++)
      for (guint other = 0; other < 4; other++)
        for (guint palette = 0; palette < 4; palette++) {
          guint n =
              count_differences(&kinds[kind][one], &kinds[kind][other], palette & 1, palette >> 1);

          if (one == other)
            g_assert_cmpuint(n, ==, 0);
          else if (n < CELL_SEEN)
            g_error("kind %u: %u and %u differ in %u pixels of palette %u", kind, one, other, n,
                    palette);
        }
}

static guint
count_key_differences(SilsaChartCellLook look, guint one, guint other, gboolean dark)
{
  g_auto(Picture) left = {0};
  g_auto(Picture) right = {0};
  guint n = 0;

  picture_init(&left, KEY_WIDTH, KEY_HEIGHT, dark, TRUE);
  picture_init(&right, KEY_WIDTH, KEY_HEIGHT, dark, TRUE);
  silsa_chart_draw_cell(left.cr, left.palette, look, one, 0, 0, KEY_WIDTH, KEY_HEIGHT);
  silsa_chart_draw_cell(right.cr, right.palette, look, other, 0, 0, KEY_WIDTH, KEY_HEIGHT);
  for (int y = 0; y < KEY_HEIGHT; y++)
    for (int x = 0; x < KEY_WIDTH; x++)
      n += fabs(lightness(picture_get(&left, x, y)) - lightness(picture_get(&right, x, y))) >=
           CLEARLY;
  return n;
}

/* A legend has no numbers to tell its steps by; high contrast has no tints. */
static void
test_heat_keys_without_tints(void)
{
  static const struct {
    SilsaChartCellLook look;
    guint n;
  } ramps[] = {{SILSA_CHART_CELL_HEAT, SILSA_CHART_N_HEAT},
               {SILSA_CHART_CELL_DIFFERENCE, SILSA_CHART_N_DIFFERENCE}};

  for (guint ramp = 0; ramp < G_N_ELEMENTS(ramps); ramp++)
    for (guint one = 0; one < ramps[ramp].n; one++)
      for (guint other = 0; other < one; other++)
        for (guint dark = 0; dark < 2; dark++)
          g_assert_cmpuint(count_key_differences(ramps[ramp].look, one, other, dark), >=,
                           CELL_SEEN);
}

static void
test_distribution_classes(void)
{
  g_assert_cmpuint(silsa_chart_distribution_class(0), ==, 0);
  g_assert_cmpuint(silsa_chart_distribution_class(9.999), ==, 0);
  g_assert_cmpuint(silsa_chart_distribution_class(10), ==, 1);
  g_assert_cmpuint(silsa_chart_distribution_class(99.9), ==, 9);
  g_assert_cmpuint(silsa_chart_distribution_class(100), ==, 9);
}

/* Solid as far as it is verified, an outline as far as it is claimed, nothing where nothing is. */
static void
test_distribution_draws(void)
{
  g_auto(Picture) picture = {0};
  g_autoptr(SilsaChartDistribution) chart = silsa_chart_distribution_new();
  const SilsaChartCounts counts = {.claimed = {[9] = 4}, .verified = {[9] = 2}};
  g_autofree char *nothing = silsa_chart_distribution_describe(chart);
  g_autofree char *spoken = NULL;
  guint solid = 0, outline = 0, left = 0;

  g_assert_cmpstr(nothing, ==, "Nothing is claimed or verified yet");
  picture_init(&picture, 300, 130, FALSE, FALSE);
  g_assert_true(silsa_chart_distribution_set_counts(chart, &counts));
  g_assert_false(silsa_chart_distribution_set_counts(chart, &counts));
  silsa_chart_draw_distribution(picture.cr, picture.palette, chart, picture.context, 300, 130);
  for (int y = 0; y < 130; y++) {
    solid += picture_get(&picture, 286, y) == hex(picture.palette->verified);
    outline += picture_get(&picture, 286, y) == hex(picture.palette->claim);
    left += picture_get(&picture, 100, y) == hex(picture.palette->verified);
  }
  g_assert_cmpuint(solid, >, 30); /* half of the plot */
  g_assert_cmpuint(solid, <, 70);
  g_assert_cmpuint(outline, >=, 1);
  g_assert_cmpuint(left, ==, 0);
  spoken = silsa_chart_distribution_describe(chart);
  g_assert_cmpstr(spoken, ==, "90 to 100 %: 2 verified, 4 claimed");
}

#define HOUR 3600
#define YEAR (365 * 24 * HOUR)

/* Later stands further right, whatever lies between: an hour or twenty years. */
static void
test_moments_order(void)
{
  const gint64 from = 1629817200, to = from + 24 * HOUR;
  const gint64 moments[] = {
      1,         from - 20 * (gint64)YEAR, from - HOUR, from, from + HOUR, to - HOUR, to, to + HOUR,
      to + YEAR, to + 20 * (gint64)YEAR};
  const SilsaChartMoments visit = {.visit_from = from, .visit_to = to, .imported = to};
  double before = 0, middle = silsa_chart_moments_place(&visit, from + 12 * HOUR);

  for (gsize i = 0; i < G_N_ELEMENTS(moments); i++) {
    double place = silsa_chart_moments_place(&visit, moments[i]);

    g_assert_cmpfloat(place, >, before);
    g_assert_cmpfloat(place, <, 1);
    before = place;
  }
  g_assert_cmpfloat_with_epsilon(middle, 0.5, 1e-9);
}

static void
test_moments_without_visit(void)
{
  const SilsaChartMoments apart = {.taken = 5000, .imported = 1000};
  const SilsaChartMoments alone = {.imported = 1000};

  g_assert_cmpfloat(silsa_chart_moments_place(&apart, 1000), <,
                    silsa_chart_moments_place(&apart, 5000));
  g_assert_cmpfloat_with_epsilon(silsa_chart_moments_place(&alone, 1000), 0.5, 1e-9);
}

/* The disc is filled, the ring is hollow, and nothing is drawn for a time that is not known. */
static void
test_moments_draws(void)
{
  const gint64 from = 1629817200;
  SilsaChartMoments moments = {.visit_from = from,
                               .visit_to = from + 24 * HOUR,
                               .taken = from + 12 * HOUR,
                               .imported = from + 30 * 24 * HOUR};
  SilsaChartMomentsTexts texts = {0};

  silsa_chart_text_set(&texts.taken, "taken 12:00", SILSA_CHART_SCALE_SMALL, PANGO_WEIGHT_NORMAL);
  silsa_chart_text_set(&texts.imported, "came in", SILSA_CHART_SCALE_SMALL, PANGO_WEIGHT_NORMAL);
  for (int known = 1; known >= 0; known--) {
    g_auto(Picture) picture = {0};
    int ring = (int)(silsa_chart_moments_place(&moments, moments.imported) * 300);
    int y = 9; /* the middle of the bar, where no visit is written above it */

    picture_init(&picture, 300, 60, FALSE, FALSE);
    moments.taken *= known;
    silsa_chart_draw_moments(picture.cr, picture.palette, picture.context, &moments, &texts, 300);
    g_assert_cmphex(picture_get(&picture, 150, y), ==,
                    hex(known ? picture.palette->verified : picture.palette->verified_fill));
    g_assert_cmphex(picture_get(&picture, ring, y), ==, hex(picture.palette->surface));
    g_assert_cmpfloat(silsa_chart_moments_measure(&texts, picture.context), >, y);
  }
  silsa_chart_text_clear(&texts.taken);
  silsa_chart_text_clear(&texts.imported);
}

int
main(int argc, char **argv)
{
  setlocale(LC_ALL, "");
  g_test_init(&argc, &argv, NULL);

  g_test_add_func("/report/chart/palette", test_palette);
  g_test_add_func("/report/chart/spread/leaves-alone", test_spread_leaves_alone);
  g_test_add_func("/report/chart/spread/pushes", test_spread_pushes);
  g_test_add_func("/report/chart/spread/stays-inside", test_spread_stays_inside);
  g_test_add_func("/report/chart/numbers", test_numbers);
  g_test_add_func("/report/chart/sector", test_sector);
  g_test_add_func("/report/chart/sector/nothing-known", test_sector_nothing_known);
  g_test_add_func("/report/chart/score", test_score);
  g_test_add_func("/report/chart/leverage", test_leverage);
  g_test_add_func("/report/chart/band/compact", test_band_compact);
  g_test_add_func("/report/chart/band/one-number", test_band_of_one_number);
  g_test_add_func("/report/chart/band/unknown", test_band_unknown);
  g_test_add_func("/report/chart/band/numbers-stay-inside", test_band_numbers_stay_inside);
  g_test_add_func("/report/chart/high-contrast", test_high_contrast_has_no_fills);
  g_test_add_func("/report/chart/curve/marks", test_curve_marks);
  g_test_add_func("/report/chart/curve/shapes", test_curve_shapes);
  g_test_add_func("/report/chart/curve/far-mark", test_curve_far_mark);
  g_test_add_func("/report/chart/distribution/classes", test_distribution_classes);
  g_test_add_func("/report/chart/distribution/draws", test_distribution_draws);
  g_test_add_func("/report/chart/progress/outlook", test_progress_outlook);
  g_test_add_func("/report/chart/progress/draws", test_progress_draws);
  g_test_add_func("/report/chart/radar/pick", test_radar_pick);
  g_test_add_func("/report/chart/radar/draws", test_radar_draws);
  g_test_add_func("/report/chart/time", test_time);
  g_test_add_func("/report/chart/moments/order", test_moments_order);
  g_test_add_func("/report/chart/moments/without-visit", test_moments_without_visit);
  g_test_add_func("/report/chart/moments/draws", test_moments_draws);
  g_test_add_func("/report/chart/heat/steps", test_heat_steps);
  g_test_add_func("/report/chart/heat/layout", test_heat_layout);
  g_test_add_func("/report/chart/heat/titles", test_heat_titles);
  g_test_add_func("/report/chart/heat/draws", test_heat_draws);
  g_test_add_func("/report/chart/heat/without-colour", test_heat_without_colour);
  g_test_add_func("/report/chart/heat/keys-without-tints", test_heat_keys_without_tints);
  return g_test_run();
}
