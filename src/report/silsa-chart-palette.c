#include "silsa-chart-palette.h"

#include <math.h>

#define RGB(hex)                                                                                   \
  {(((hex) >> 16) & 0xff) / 255.0, (((hex) >> 8) & 0xff) / 255.0, ((hex) & 0xff) / 255.0}

#define LIGHT_HEAT                                                                                 \
  {RGB(0xeef3fa), RGB(0xd3e2f5), RGB(0xa9c8ee), RGB(0x74a5e0), RGB(0x3a74c4), RGB(0x17458c)}
#define DARK_HEAT                                                                                  \
  {RGB(0x2a313b), RGB(0x2c425e), RGB(0x2f5688), RGB(0x4178b8), RGB(0x75a9e6), RGB(0xbcd8fa)}
#define LIGHT_DIFFERENCE                                                                           \
  {RGB(0xa8480c), RGB(0xd98a4e), RGB(0xf3cfae), RGB(0xececef),                                     \
   RGB(0xbdd5f3), RGB(0x6d9fe0), RGB(0x1a5bb3)}
#define DARK_DIFFERENCE                                                                            \
  {RGB(0xf2a36b), RGB(0xa25d2b), RGB(0x60452f), RGB(0x3a3a40),                                     \
   RGB(0x2f4a6b), RGB(0x4074b6), RGB(0x8cbcf5)}

static const SilsaChartPalette light = {
    .surface = RGB(0xffffff),
    .ink = RGB(0x2e2e32),
    .soft = RGB(0x5f5f66),
    .verified = RGB(0x1a66c4),
    .verified_fill = RGB(0x9cc2f0),
    .possible = RGB(0xcfe0f6),
    .claim = RGB(0x5e5c64),
    .track = RGB(0xe4e4e8),
    .track_2 = RGB(0xd3d3d9),
    .grid = RGB(0xd8d8dc),
    .heat = LIGHT_HEAT,
    .difference = LIGHT_DIFFERENCE,
    .fills = TRUE,
    .outline = 1.0,
    .hatch = 1.0,
};

static const SilsaChartPalette dark = {
    .surface = RGB(0x28282c),
    .ink = RGB(0xf2f2f4),
    .soft = RGB(0xb9b9c0),
    .verified = RGB(0x82b8f5),
    .verified_fill = RGB(0x3d6fae),
    .possible = RGB(0x33475f),
    .claim = RGB(0xc9c8ce),
    .track = RGB(0x3c3c42),
    .track_2 = RGB(0x4b4b52),
    .grid = RGB(0x47474d),
    .heat = DARK_HEAT,
    .difference = DARK_DIFFERENCE,
    .fills = TRUE,
    .outline = 1.0,
    .hatch = 1.0,
};

static const SilsaChartPalette light_contrast = {
    .surface = RGB(0xffffff),
    .ink = RGB(0x000000),
    .soft = RGB(0x2e2e32),
    .verified = RGB(0x0f4a99),
    .verified_fill = RGB(0xffffff),
    .possible = RGB(0xffffff),
    .claim = RGB(0x2e2e32),
    .track = RGB(0x77777e),
    .track_2 = RGB(0x77777e),
    .grid = RGB(0x9a9aa1),
    .heat = LIGHT_HEAT,
    .difference = LIGHT_DIFFERENCE,
    .fills = FALSE,
    .outline = 2.0,
    .hatch = 1.5,
};

static const SilsaChartPalette dark_contrast = {
    .surface = RGB(0x1c1c20),
    .ink = RGB(0xffffff),
    .soft = RGB(0xe4e4e8),
    .verified = RGB(0xb3d4fb),
    .verified_fill = RGB(0x1c1c20),
    .possible = RGB(0x1c1c20),
    .claim = RGB(0xf2f2f4),
    .track = RGB(0x8b8b93),
    .track_2 = RGB(0x8b8b93),
    .grid = RGB(0x77777e),
    .heat = DARK_HEAT,
    .difference = DARK_DIFFERENCE,
    .fills = FALSE,
    .outline = 2.0,
    .hatch = 1.5,
};

static const SilsaChartPalette grey = {
    .surface = RGB(0xffffff),
    .ink = RGB(0x2e2e2e),
    .soft = RGB(0x5f5f5f),
    .verified = RGB(0x2e2e2e),
    .verified_fill = RGB(0xc4c4c4),
    .possible = RGB(0xe6e6e6),
    .claim = RGB(0x5e5e5e),
    .track = RGB(0xe4e4e4),
    .track_2 = RGB(0xd3d3d3),
    .grid = RGB(0xd8d8d8),
    .heat = {RGB(0xf2f2f2), RGB(0xe0e0e0), RGB(0xc6c6c6), RGB(0xa0a0a0), RGB(0x707070),
             RGB(0x404040)},
    .difference = {RGB(0x606060), RGB(0x9a9a9a), RGB(0xd0d0d0), RGB(0xececec), RGB(0xd0d0d0),
                   RGB(0x9a9a9a), RGB(0x606060)},
    .fills = TRUE,
    .outline = 1.0,
    .hatch = 1.0,
};

const SilsaChartPalette *
silsa_chart_palette_get_grey(void)
{
  return &grey;
}

const SilsaChartPalette *
silsa_chart_palette_get(gboolean is_dark, gboolean high_contrast)
{
  if (high_contrast)
    return is_dark ? &dark_contrast : &light_contrast;
  return is_dark ? &dark : &light;
}

guint
silsa_chart_heat_step(double percent)
{
  static const double bounds[SILSA_CHART_N_HEAT - 1] = {40, 60, 70, 80, 90};
  guint step = 0;

  while (step < G_N_ELEMENTS(bounds) && percent >= bounds[step])
    step++;
  return step;
}

guint
silsa_chart_difference_step(double difference)
{
  double size = fabs(difference);
  guint away = size == 0 ? 0 : size < 8 ? 1 : size < 15 ? 2 : 3;

  return difference < 0 ? 3 - away : 3 + away;
}

static double
linear(double part)
{
  return part <= 0.04045 ? part / 12.92 : pow((part + 0.055) / 1.055, 2.4);
}

static double
luminance(SilsaChartColor color)
{
  return 0.2126 * linear(color.red) + 0.7152 * linear(color.green) + 0.0722 * linear(color.blue);
}

SilsaChartColor
silsa_chart_color_on(SilsaChartColor fill)
{
  static const SilsaChartColor black = RGB(0x1c1c20), white = RGB(0xffffff);
  double brightness = luminance(fill) + 0.05;

  return 1.05 / brightness >= brightness / (luminance(black) + 0.05) ? white : black;
}
