#pragma once

#include "silsa-chart-band.h"
#include "silsa-chart-curve.h"
#include "silsa-chart-heat.h"
#include "silsa-chart-radar.h"

/* What the tests of the drawing and those of the widgets show. */

static const SilsaChartGrade grades[] = {
    {1, "Grade 1", 90, TRUE},  {2, "Grade 2", 80, TRUE}, {3, "Grade 3", 70, TRUE},
    {4, "Grade 4", 60, FALSE}, {5, "Grade 5", 0, FALSE},
};
static const SilsaChartEnd low = {51.9, "1,038.1", 5}, expected = {76.1, "1,522.5", 3},
                           high = {82.9, "1,658.1", 2};

static const SilsaChartPoint rising[] = {{0, 0}, {20, 40}, {50, 100}};

static const SilsaChartAxis axes[] = {
    {"A1", "Public", 70, 75},
    {"A2", "Private", 55, 60},
    {"B1", "Rules", SILSA_CHART_NONE, 82},
    {"C1", "Services", 88, SILSA_CHART_NONE},
};
/* The heat map: two items of three and twelve cells under one sector */

static const SilsaChartLine heat_lines[] = {
    {.code = "A", .title = "Sector", .points = "10.0", .total = "/ 20", .head = TRUE},
    {.code = "A1", .title = "First", .points = "4.0", .total = "/ 8", .n_cells = 3},
    {.code = "A2", .title = "Second", .points = "6.0", .total = "/ 12", .n_cells = 12},
};

static inline void
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
