#pragma once

#include "silsa-chart.h"

G_BEGIN_DECLS

/** What a sign in the charts stands for; the word stands beside it. */
typedef enum {
  SILSA_CHART_KEY_VERIFIED, /* disc, before the head of the verified column */
  SILSA_CHART_KEY_CLAIM, /* ring */
  SILSA_CHART_KEY_EXPECTED_LINE,
  SILSA_CHART_KEY_CLAIM_LINE, /* dashed */
} SilsaChartKeyKind;

#define SILSA_TYPE_CHART_KEY_KIND (silsa_chart_key_kind_get_type())
GType silsa_chart_key_kind_get_type(void);

/** The sign of a legend or table head, silent to assistive technology. Property "kind". */
#define SILSA_TYPE_CHART_KEY (silsa_chart_key_get_type())
G_DECLARE_FINAL_TYPE(SilsaChartKey, silsa_chart_key, SILSA, CHART_KEY, SilsaChart)

GtkWidget *silsa_chart_key_new(SilsaChartKeyKind kind);
void silsa_chart_key_set_kind(SilsaChartKey *self, SilsaChartKeyKind kind);
SilsaChartKeyKind silsa_chart_key_get_kind(SilsaChartKey *self);

G_END_DECLS
