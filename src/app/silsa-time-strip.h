#pragma once

#include "silsa-assessment.h"
#include "silsa-chart.h"

G_BEGIN_DECLS

/** When a photo was taken and when it came into the file, beside the days of the visit. */
#define SILSA_TYPE_TIME_STRIP (silsa_time_strip_get_type())
G_DECLARE_FINAL_TYPE(SilsaTimeStrip, silsa_time_strip, SILSA, TIME_STRIP, SilsaChart)

GtkWidget *silsa_time_strip_new(void);
void silsa_time_strip_show(SilsaTimeStrip *self,
                           const SilsaEvidenceFacts *facts,
                           const SilsaCase *about);

G_END_DECLS
