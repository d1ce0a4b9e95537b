#pragma once

#include "silsa-chart-bars.h"
#include "silsa-chart.h"

G_BEGIN_DECLS

/** The bar of a sidebar row, 44 x 6 (10 with the claim's tick): one indicator's percent and claim.
 */
#define SILSA_TYPE_SCORE_BAR (silsa_score_bar_get_type())
G_DECLARE_FINAL_TYPE(SilsaScoreBar, silsa_score_bar, SILSA, SCORE_BAR, SilsaChart)

GtkWidget *silsa_score_bar_new(void);
/** In percent of the indicator's points; SILSA_CHART_NONE for no answer and for no claim. */
void
silsa_score_bar_set_score(SilsaScoreBar *self, double percent, double claim, gboolean complete);

G_END_DECLS
