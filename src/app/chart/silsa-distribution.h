#pragma once

#include "silsa-chart-distribution.h"
#include "silsa-chart.h"

G_BEGIN_DECLS

/** How many indicators earn how much, claimed and verified. */
#define SILSA_TYPE_DISTRIBUTION (silsa_distribution_get_type())
G_DECLARE_FINAL_TYPE(SilsaDistribution, silsa_distribution, SILSA, DISTRIBUTION, SilsaChart)

void silsa_distribution_set_counts(SilsaDistribution *self, const SilsaChartCounts *counts);

G_END_DECLS
