#include "silsa-chart-palette.h"

#define RGB(hex)                                                                                   \
  {(((hex) >> 16) & 0xff) / 255.0, (((hex) >> 8) & 0xff) / 255.0, ((hex) & 0xff) / 255.0}

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
    .fills = FALSE,
    .outline = 2.0,
    .hatch = 1.5,
};

const SilsaChartPalette *
silsa_chart_palette_get(gboolean is_dark, gboolean high_contrast)
{
  if (high_contrast)
    return is_dark ? &dark_contrast : &light_contrast;
  return is_dark ? &dark : &light;
}
