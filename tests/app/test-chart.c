#include "silsa-chart-key.h"
#include "silsa-grade-band.h"
#include "silsa-heat-map.h"
#include "silsa-leverage.h"
#include "silsa-radar.h"
#include "silsa-score-bar.h"
#include "silsa-scoring-curve.h"
#include "silsa-sector-bar.h"
#include "silsa-word-wrap.h"

#include <adwaita.h>
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
    for (int high = 0; high < 2; high++) {
      const SilsaChartPalette *palette = silsa_chart_palette_get(dark, high);
      double least = high ? 7 : 4.5;

      g_assert_cmpfloat(contrast(palette->ink, palette->surface), >=, 7);
      g_assert_cmpfloat(contrast(palette->soft, palette->surface), >=, least);
      g_assert_cmpfloat(contrast(palette->verified, palette->surface), >=, least);
      g_assert_cmpfloat(contrast(palette->claim, palette->surface), >=, least);
      g_assert_true(palette->fills == !high);
      g_assert_cmpfloat(palette->hatch, >=, high ? 1.5 : 1);
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

static const SilsaChartGrade grades[] = {
    {1, "Grade 1", 90, TRUE},  {2, "Grade 2", 80, TRUE}, {3, "Grade 3", 70, TRUE},
    {4, "Grade 4", 60, FALSE}, {5, "Grade 5", 0, FALSE},
};
static const SilsaChartEnd low = {51.9, "1,038.1", 5}, expected = {76.1, "1,522.5", 3},
                           high = {82.9, "1,658.1", 2};

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

static const SilsaChartPoint rising[] = {{0, 0}, {20, 40}, {50, 100}};
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

static const SilsaChartAxis axes[] = {
    {"A1", "Public", 70, 75},
    {"A2", "Private", 55, 60},
    {"B1", "Rules", SILSA_CHART_NONE, 82},
    {"C1", "Services", 88, SILSA_CHART_NONE},
};

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
 * does not matter; sanitizers make it a few times slower. */
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
  for (int i = 0; i < 50; i++)
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

/* Widgets */

static void
measure(GtkWidget *widget, int *width, int *height)
{
  gtk_widget_measure(widget, GTK_ORIENTATION_HORIZONTAL, -1, NULL, width, NULL, NULL);
  gtk_widget_measure(widget, GTK_ORIENTATION_VERTICAL, -1, NULL, height, NULL, NULL);
}

static void
count_cb(guint *n)
{
  ++*n;
}

static void
assert_measures(GtkWidget *widget, int width, int height)
{
  int natural_width, natural_height;

  measure(widget, &natural_width, &natural_height);
  g_assert_cmpint(natural_width, ==, width);
  g_assert_cmpint(natural_height, ==, height);
}

static void
test_measures(void)
{
  GtkWidget *score = g_object_ref_sink(silsa_score_bar_new());
  GtkWidget *leverage = g_object_ref_sink(silsa_leverage_new());
  GtkWidget *sector = g_object_ref_sink(silsa_sector_bar_new());
  GtkWidget *band = g_object_ref_sink(silsa_grade_band_new());
  GtkWidget *curve = g_object_ref_sink(silsa_scoring_curve_new());
  GtkWidget *key = g_object_ref_sink(silsa_chart_key_new(SILSA_CHART_KEY_CLAIM_LINE));
  int width, height, again;

  assert_measures(score, 44, 10);
  assert_measures(leverage, 52, 10);
  assert_measures(sector, 200, 16);
  silsa_sector_bar_set_compact(SILSA_SECTOR_BAR(sector), TRUE);
  assert_measures(sector, 200, 12);
  assert_measures(key, 16, 14);

  /* The size does not wait for values, or panes would jump when they come. */
  measure(band, &width, &height);
  silsa_grade_band_set_grades(SILSA_GRADE_BAND(band), grades, G_N_ELEMENTS(grades));
  silsa_grade_band_set_band(SILSA_GRADE_BAND(band), &low, &expected, &high);
  assert_measures(band, width, height);
  silsa_grade_band_set_compact(SILSA_GRADE_BAND(band), TRUE);
  assert_measures(band, width, 18);

  measure(curve, &width, &height);
  silsa_scoring_curve_set_unit(SILSA_SCORING_CURVE(curve), "a very long unit");
  measure(curve, &again, &height);
  g_assert_cmpint(again, ==, width);

  g_assert_finalize_object(score);
  g_assert_finalize_object(leverage);
  g_assert_finalize_object(sector);
  g_assert_finalize_object(band);
  g_assert_finalize_object(curve);
  g_assert_finalize_object(key);
}

static void
test_notifications(void)
{
  GtkWidget *band = g_object_ref_sink(silsa_grade_band_new());
  GtkWidget *sector = g_object_ref_sink(silsa_sector_bar_new());
  GtkWidget *key = g_object_ref_sink(silsa_chart_key_new(SILSA_CHART_KEY_VERIFIED));
  guint n = 0;

  g_signal_connect_swapped(band, "notify", G_CALLBACK(count_cb), &n);
  g_signal_connect_swapped(sector, "notify", G_CALLBACK(count_cb), &n);
  g_signal_connect_swapped(key, "notify", G_CALLBACK(count_cb), &n);
  g_object_set(band, "compact", TRUE, NULL);
  g_object_set(band, "compact", TRUE, NULL);
  g_assert_cmpuint(n, ==, 1);
  g_object_set(sector, "title", "Innovation", "compact", TRUE, NULL);
  g_object_set(sector, "title", "Innovation", "compact", TRUE, NULL);
  g_assert_cmpuint(n, ==, 3);
  g_object_set(key, "kind", SILSA_CHART_KEY_CLAIM, NULL);
  g_object_set(key, "kind", SILSA_CHART_KEY_CLAIM, NULL);
  g_assert_cmpuint(n, ==, 4);

  g_assert_finalize_object(band);
  g_assert_finalize_object(sector);
  g_assert_finalize_object(key);
}

static void
assert_spoken(GtkWidget *widget, const char *text)
{
  gtk_test_accessible_assert_role(GTK_ACCESSIBLE(widget), GTK_ACCESSIBLE_ROLE_IMG);
  gtk_test_accessible_assert_property(GTK_ACCESSIBLE(widget), GTK_ACCESSIBLE_PROPERTY_LABEL, text);
  g_object_ref_sink(widget);
  g_assert_finalize_object(widget);
}

static void
test_spoken(void)
{
  GtkWidget *band = silsa_grade_band_new(), *sector = silsa_sector_bar_new();
  GtkWidget *score = silsa_score_bar_new(), *open = silsa_score_bar_new();
  GtkWidget *leverage = silsa_leverage_new(), *radar = silsa_radar_new();
  GtkWidget *key = g_object_ref_sink(silsa_chart_key_new(SILSA_CHART_KEY_CLAIM));

  silsa_grade_band_set_grades(SILSA_GRADE_BAND(band), grades, G_N_ELEMENTS(grades));
  silsa_grade_band_set_band(SILSA_GRADE_BAND(band), &low, &expected, &high);
  assert_spoken(band,
                "Expected Grade 3, 1,522.5 points; low 1,038.1, Grade 5; high 1,658.1, Grade 2");
  silsa_sector_bar_set_title(SILSA_SECTOR_BAR(sector), "Innovation");
  silsa_sector_bar_set_values(SILSA_SECTOR_BAR(sector), 48.3, 60.3, 69.7, 67);
  assert_spoken(sector,
                "Innovation: expected 60.3\u2009%, low 48.3\u2009%, high 69.7\u2009%, claim "
                "67.0\u2009%");
  silsa_score_bar_set_score(SILSA_SCORE_BAR(score), 85, 100, TRUE);
  assert_spoken(score, "Verified 85\u2009%, claimed 100\u2009%");
  silsa_score_bar_set_score(SILSA_SCORE_BAR(open), 85, 100, FALSE);
  assert_spoken(open, "Claimed 100\u2009%");
  silsa_leverage_set_values(SILSA_LEVERAGE(leverage), 0, 24, 77.5);
  assert_spoken(leverage, "Up to 24 of 77.5 points");
  silsa_radar_set_axes(SILSA_RADAR(radar), axes, 3, 70);
  assert_spoken(radar,
                "A1 Public, expected 70\u2009%, claim 75\u2009%; A2 Private, expected 55\u2009%, "
                "claim 60\u2009%; B1 Rules, nothing known yet");
  gtk_test_accessible_assert_role(GTK_ACCESSIBLE(key), GTK_ACCESSIBLE_ROLE_PRESENTATION);
  g_assert_finalize_object(key);
}

/* In a window */

typedef struct {
  GtkWindow *window;
  GtkWidget *widget;
  GdkPaintable *paintable;
  guint redraws;
} Stage;

static void
settle(void)
{
  for (gint64 end = g_get_monotonic_time() + 150000; g_get_monotonic_time() < end;)
    if (!g_main_context_iteration(NULL, FALSE))
      g_usleep(2000);
}

static void
stage_init(Stage *self, GtkWidget *widget)
{
  self->widget = widget;
  self->window = GTK_WINDOW(adw_window_new());
  gtk_window_set_default_size(self->window, 500, 400);
  gtk_widget_set_valign(widget, GTK_ALIGN_CENTER);
  adw_window_set_content(ADW_WINDOW(self->window), widget);
  gtk_window_present(self->window);
  settle();
  self->paintable = gtk_widget_paintable_new(widget);
  g_signal_connect_swapped(self->paintable, "invalidate-contents", G_CALLBACK(count_cb),
                           &self->redraws);
  settle();
  self->redraws = 0;
}

static void
stage_clear(Stage *self)
{
  g_clear_object(&self->paintable);
  g_clear_pointer(&self->window, gtk_window_destroy);
  settle();
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Stage, stage_clear)

static GdkTexture *
stage_render(Stage *self)
{
  int width = gtk_widget_get_width(self->widget), height = gtk_widget_get_height(self->widget);
  GtkSnapshot *snapshot = gtk_snapshot_new();
  g_autoptr(GskRenderNode) node = NULL;

  gdk_paintable_snapshot(self->paintable, GDK_SNAPSHOT(snapshot), width, height);
  node = gtk_snapshot_free_to_node(snapshot);
  return gsk_renderer_render_texture(gtk_native_get_renderer(GTK_NATIVE(self->window)), node,
                                     &GRAPHENE_RECT_INIT(0, 0, width, height));
}

static guint32
texture_get(GdkTexture *texture, int x, int y)
{
  int width = gdk_texture_get_width(texture), height = gdk_texture_get_height(texture);
  g_autofree guchar *data = g_malloc0((gsize)width * height * 4);
  const guchar *pixel = data + ((gsize)y * width + x) * 4;

  gdk_texture_download(texture, data, (gsize)width * 4); /* B8G8R8A8, premultiplied */
  return (pixel[2] << 16 | pixel[1] << 8 | pixel[0]) & 0xffffff;
}

static void
test_no_redraw_without_change(void)
{
  GtkWidget *widget = silsa_sector_bar_new();
  g_auto(Stage) stage = {0};

  stage_init(&stage, widget);
  silsa_sector_bar_set_values(SILSA_SECTOR_BAR(widget), 25, 60, 75, 80);
  settle();
  g_assert_cmpuint(stage.redraws, >, 0);
  stage.redraws = 0;
  silsa_sector_bar_set_values(SILSA_SECTOR_BAR(widget), 25, 60, 75, 80);
  silsa_sector_bar_set_compact(SILSA_SECTOR_BAR(widget), FALSE);
  settle();
  g_assert_cmpuint(stage.redraws, ==, 0);
}

static void
test_no_redraw_of_the_curve(void)
{
  const SilsaChartMark verified = {20, 40, "20"}, moved = {21, 42, "21"};
  GtkWidget *widget = silsa_scoring_curve_new();
  SilsaScoringCurve *curve = SILSA_SCORING_CURVE(widget);
  g_auto(Stage) stage = {0};

  silsa_scoring_curve_set_scoring(curve, rising, 3, FALSE, FALSE);
  silsa_scoring_curve_set_verified(curve, &verified);
  stage_init(&stage, widget);
  silsa_scoring_curve_set_scoring(curve, rising, 3, FALSE, FALSE);
  silsa_scoring_curve_set_verified(curve, &verified);
  silsa_scoring_curve_set_claim(curve, NULL);
  silsa_scoring_curve_set_stale(curve, FALSE);
  settle();
  g_assert_cmpuint(stage.redraws, ==, 0);
  silsa_scoring_curve_set_verified(curve, &moved);
  settle();
  g_assert_cmpuint(stage.redraws, ==, 1);
}

static void
test_follows_dark(void)
{
  AdwStyleManager *style = adw_style_manager_get_default();
  GtkWidget *widget = silsa_sector_bar_new();
  g_auto(Stage) stage = {0};
  g_autoptr(GdkTexture) light = NULL, dark = NULL;

  adw_style_manager_set_color_scheme(style, ADW_COLOR_SCHEME_FORCE_LIGHT);
  silsa_sector_bar_set_values(SILSA_SECTOR_BAR(widget), 50, 60, 75, SILSA_CHART_NONE);
  stage_init(&stage, widget);
  light = stage_render(&stage);
  g_assert_cmphex(texture_get(light, 20, 8), ==, 0x1a66c4);

  stage.redraws = 0;
  adw_style_manager_set_color_scheme(style, ADW_COLOR_SCHEME_FORCE_DARK);
  settle();
  g_assert_cmpuint(stage.redraws, >, 0);
  dark = stage_render(&stage);
  g_assert_cmphex(texture_get(dark, 20, 8), ==, 0x82b8f5);
  adw_style_manager_set_color_scheme(style, ADW_COLOR_SCHEME_FORCE_LIGHT);
}

static void
activated_cb(GtkWidget *widget G_GNUC_UNUSED, guint axis, int *last)
{
  *last = (int)axis;
}

/* Does what the key of the class' shortcut does. */
static gboolean
press(GtkWidget *widget, const char *key)
{
  g_autoptr(GListModel) controllers = gtk_widget_observe_controllers(widget);

  for (guint i = 0; i < g_list_model_get_n_items(controllers); i++) {
    g_autoptr(GObject) controller = g_list_model_get_item(controllers, i);

    for (guint k = 0; GTK_IS_SHORTCUT_CONTROLLER(controller) &&
                      k < g_list_model_get_n_items(G_LIST_MODEL(controller));
         k++) {
      g_autoptr(GtkShortcut) shortcut = g_list_model_get_item(G_LIST_MODEL(controller), k);
      g_autofree char *name = gtk_shortcut_trigger_to_string(gtk_shortcut_get_trigger(shortcut));

      if (g_str_equal(name, key))
        return gtk_shortcut_action_activate(gtk_shortcut_get_action(shortcut), 0, widget,
                                            gtk_shortcut_get_arguments(shortcut));
    }
  }
  return FALSE;
}

static void
test_radar_activates(void)
{
  GtkWidget *widget = silsa_radar_new();
  const char *second = "A2 Private, expected 55\u2009%, claim 60\u2009%";
  g_autoptr(GListModel) controllers = NULL;
  g_auto(Stage) stage = {0};
  int last = -1;

  silsa_radar_set_axes(SILSA_RADAR(widget), axes, 4, 70);
  g_signal_connect(widget, "activated", G_CALLBACK(activated_cb), &last);
  stage_init(&stage, widget);

  controllers = gtk_widget_observe_controllers(widget);
  for (guint i = 0; i < g_list_model_get_n_items(controllers); i++) {
    g_autoptr(GObject) controller = g_list_model_get_item(controllers, i);

    if (GTK_IS_GESTURE_CLICK(controller))
      g_signal_emit_by_name(controller, "pressed", 1, gtk_widget_get_width(widget) / 2.0,
                            gtk_widget_get_height(widget) - 10.0);
  }
  g_assert_cmpint(last, ==, 2);

  g_assert_true(gtk_widget_grab_focus(widget));
  g_assert_true(press(widget, "Return"));
  g_assert_cmpint(last, ==, 0);
  g_assert_true(press(widget, "Right"));
  gtk_test_accessible_assert_property(GTK_ACCESSIBLE(widget), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                      second);
  g_assert_true(press(widget, "space"));
  g_assert_cmpint(last, ==, 1);
  g_assert_true(press(widget, "Left"));
  g_assert_true(press(widget, "Left"));
  g_assert_true(press(widget, "Return"));
  g_assert_cmpint(last, ==, 3);
}

/* The heat map: two items of three and twelve cells under one sector */

static const SilsaChartLine heat_lines[] = {
    {.code = "A", .title = "Sector", .points = "10.0", .total = "/ 20", .head = TRUE},
    {.code = "A1", .title = "First", .points = "4.0", .total = "/ 8", .n_cells = 3},
    {.code = "A2", .title = "Second", .points = "6.0", .total = "/ 12", .n_cells = 12},
};

static void
fill_heat(SilsaChartCell cells[15])
{
  static const char *const spoken[] = {"zero", "one", "two", "three", "four"};

  for (guint i = 0; i < 15; i++)
    cells[i] = (SilsaChartCell){.number = "01",
                                .value = "80",
                                .spoken = spoken[i % 5],
                                .look = i == 0 ? SILSA_CHART_CELL_UNTOUCHED : SILSA_CHART_CELL_HEAT,
                                .step = 4};
}

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

static void
test_heat_map_keys(void)
{
  GtkWidget *widget = silsa_heat_map_new();
  SilsaHeatMap *map = SILSA_HEAT_MAP(widget);
  SilsaChartCell cells[15];
  g_auto(Stage) stage = {0};
  int last = -1;

  fill_heat(cells);
  g_assert_false(press(widget, "Return")); /* nothing there yet */
  silsa_heat_map_set(map, heat_lines, 3, cells);
  g_signal_connect(widget, "activated", G_CALLBACK(activated_cb), &last);
  stage_init(&stage, widget);
  g_assert_true(gtk_widget_grab_focus(widget));
  g_assert_true(press(widget, "Right"));
  g_assert_true(press(widget, "Right"));
  g_assert_true(press(widget, "Down"));
  gtk_test_accessible_assert_property(GTK_ACCESSIBLE(widget), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                      "zero"); /* the third of the second line */
  g_assert_true(press(widget, "Return"));
  g_assert_cmpint(last, ==, 5);
  g_assert_true(press(widget, "End"));
  g_assert_true(press(widget, "Right"));
  g_assert_true(press(widget, "Down"));
  g_assert_cmpuint(silsa_heat_map_get_marked(map), ==, 14);
  g_assert_true(press(widget, "Up"));
  g_assert_cmpuint(silsa_heat_map_get_marked(map), ==, 2); /* the shorter line ends there */
  settle();
  stage.redraws = 0;
  silsa_heat_map_set(map, heat_lines, 3, cells);
  settle();
  g_assert_cmpuint(stage.redraws, ==, 0);
}

/* Words */

static char *
kept(const char *text) /* the ranges that are kept whole, as "start-end start-end" */
{
  g_autoptr(PangoAttrList) attributes = pango_attr_list_new();
  GString *ranges = g_string_new(NULL);
  GSList *list;

  silsa_word_wrap_add(attributes, text);
  list = pango_attr_list_get_attributes(attributes);
  for (GSList *l = list; l != NULL; l = l->next) {
    PangoAttribute *attribute = l->data;

    g_assert_cmpint(attribute->klass->type, ==, PANGO_ATTR_ALLOW_BREAKS);
    g_string_append_printf(ranges, "%s%.*s", l == list ? "" : "|",
                           (int)(attribute->end_index - attribute->start_index),
                           text + attribute->start_index);
  }
  g_slist_free_full(list, (GDestroyNotify)pango_attribute_destroy);
  return g_string_free_and_steal(ranges);
}

static void
test_words(void)
{
  const struct {
    const char *text;
    const char *kept;
  } cases[] = {
      {"", ""},
      {"기기의 비율을 산정합니다.", "기기의|비율을|산정합니다."},
      {"지능형 영상분석 적용 기기 수", "지능형|영상분석|적용|기기| 수"},
      {"쓰러짐, 배회 등.", "쓰러짐,|배회| 등."},
      {"수", "수"},
      {"등 여러 가지", "등|여러|가지"},
      {"기기 수\n설비 등", "기기| 수|설비| 등"},
      {"기기\n수", "기기|수"},
      {"A1-02 cameras", "A1-02|cameras"},
      {"열네글자가넘는아주아주긴낱말 수", "열네글자가넘는아주아주긴낱말| 수"},
      {"열다섯글자가넘는아주아주긴낱말 수", "수"},
  };

  for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autofree char *ranges = kept(cases[i].text);

    g_assert_cmpstr(ranges, ==, cases[i].kept);
  }
}

static void
assert_lines_start_with_words(GtkLabel *label)
{
  PangoLayout *layout = gtk_label_get_layout(label);
  const char *text = pango_layout_get_text(layout);
  int n = pango_layout_get_line_count(layout);

  g_assert_cmpint(n, >, 1);
  for (int i = 1; i < n; i++) {
    int start = pango_layout_line_get_start_index(pango_layout_get_line_readonly(layout, i));

    g_assert_true(text[start - 1] == ' ');
  }
}

static void
test_label_keeps_words(void)
{
  GtkWidget *widget =
      gtk_label_new("영상정보처리기기 중 쓰러짐, 배회, 침입, 화재 등을 자동 탐지하는 기기");
  GtkLabel *label = GTK_LABEL(widget);
  g_autoptr(PangoAttrList) bold = pango_attr_list_new();
  g_autofree char *text = NULL;
  g_auto(Stage) stage = {0};

  pango_attr_list_insert(bold, pango_attr_weight_new(PANGO_WEIGHT_BOLD));
  gtk_label_set_attributes(label, bold);
  gtk_label_set_wrap(label, TRUE);
  gtk_label_set_max_width_chars(label, 12);
  gtk_widget_set_halign(widget, GTK_ALIGN_START);
  silsa_label_keep_words(label);
  silsa_label_keep_words(label); /* twice is once */
  stage_init(&stage, widget);
  assert_lines_start_with_words(label);

  gtk_label_set_text(label,
                     "보호구역 스마트횡단보도 설치율과 자가통신망 연결률을 현장에서 확인합니다");
  settle();
  assert_lines_start_with_words(label);
  text = pango_attr_list_to_string(gtk_label_get_attributes(label));
  g_assert_nonnull(strstr(text, "weight bold"));
  g_assert_cmpuint(g_signal_handlers_disconnect_matched(
                       label, G_SIGNAL_MATCH_ID, g_signal_lookup("notify", GTK_TYPE_LABEL),
                       g_quark_from_static_string("label"), NULL, NULL, NULL),
                   ==, 1);
}

int
main(int argc, char **argv)
{
  gtk_test_init(&argc, &argv, NULL);
  adw_init();

  g_test_add_func("/app/chart/palette", test_palette);
  g_test_add_func("/app/chart/spread/leaves-alone", test_spread_leaves_alone);
  g_test_add_func("/app/chart/spread/pushes", test_spread_pushes);
  g_test_add_func("/app/chart/spread/stays-inside", test_spread_stays_inside);
  g_test_add_func("/app/chart/numbers", test_numbers);
  g_test_add_func("/app/chart/sector", test_sector);
  g_test_add_func("/app/chart/sector/nothing-known", test_sector_nothing_known);
  g_test_add_func("/app/chart/score", test_score);
  g_test_add_func("/app/chart/leverage", test_leverage);
  g_test_add_func("/app/chart/band/compact", test_band_compact);
  g_test_add_func("/app/chart/band/unknown", test_band_unknown);
  g_test_add_func("/app/chart/band/numbers-stay-inside", test_band_numbers_stay_inside);
  g_test_add_func("/app/chart/high-contrast", test_high_contrast_has_no_fills);
  g_test_add_func("/app/chart/curve/marks", test_curve_marks);
  g_test_add_func("/app/chart/curve/shapes", test_curve_shapes);
  g_test_add_func("/app/chart/curve/far-mark", test_curve_far_mark);
  g_test_add_func("/app/chart/radar/pick", test_radar_pick);
  g_test_add_func("/app/chart/radar/draws", test_radar_draws);
  g_test_add_func("/app/chart/time", test_time);
  g_test_add_func("/app/chart/widget/measures", test_measures);
  g_test_add_func("/app/chart/widget/notifications", test_notifications);
  g_test_add_func("/app/chart/widget/spoken", test_spoken);
  g_test_add_func("/app/chart/widget/no-redraw", test_no_redraw_without_change);
  g_test_add_func("/app/chart/widget/no-redraw-of-the-curve", test_no_redraw_of_the_curve);
  g_test_add_func("/app/chart/widget/follows-dark", test_follows_dark);
  g_test_add_func("/app/chart/widget/radar-activates", test_radar_activates);
  g_test_add_func("/app/chart/heat/steps", test_heat_steps);
  g_test_add_func("/app/chart/heat/layout", test_heat_layout);
  g_test_add_func("/app/chart/heat/draws", test_heat_draws);
  g_test_add_func("/app/chart/heat/keys", test_heat_map_keys);
  g_test_add_func("/app/words/kept", test_words);
  g_test_add_func("/app/words/label", test_label_keeps_words);
  return g_test_run();
}
