#pragma once

#include "silsa-chart-bars.h"
#include "silsa-chart.h"

G_BEGIN_DECLS

/** One row of the waterfall to the next grade, 52 x 6 (10 with the tick). */
#define SILSA_TYPE_LEVERAGE (silsa_leverage_get_type())
G_DECLARE_FINAL_TYPE(SilsaLeverage, silsa_leverage, SILSA, LEVERAGE, SilsaChart)

GtkWidget *silsa_leverage_new(void);
/** In points: this gap of @length starts where those before it ended; @total is the distance. */
void silsa_leverage_set_values(SilsaLeverage *self, double start, double length, double total);

G_END_DECLS
