#pragma once

#include "silsa-assessment.h"
#include "silsa-grade-band.h"

G_BEGIN_DECLS

/** Fills the widget with the grades of the catalogue; once. */
void silsa_grade_band_show_grades(SilsaGradeBand *band, SilsaCatalogue *catalogue);
/** Fills it with the preview of @assessment as it stands. */
void silsa_grade_band_show_preview(SilsaGradeBand *band, SilsaAssessment *assessment);

G_END_DECLS
