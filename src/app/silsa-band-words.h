#pragma once

#include "silsa-assessment.h"
#include "silsa-grade-band.h"

G_BEGIN_DECLS

/** Whether anything is known of what @band sums up, claims or answers. Where not, a zero would look
 * as if it had been measured. */
gboolean silsa_band_has_ground(const SilsaBand *band);
/** The points that are expected, or a dash; the percent with its sign. (transfer full) */
char *silsa_band_expected_to_text(const SilsaBand *band, int decimals) G_GNUC_WARN_UNUSED_RESULT;
char *silsa_band_percent_to_text(const SilsaBand *band) G_GNUC_WARN_UNUSED_RESULT;

/** Fills the widget with the grades of the catalogue; once. */
void silsa_grade_band_show_grades(SilsaGradeBand *band, SilsaCatalogue *catalogue);
/** Fills it with the preview of @assessment as it stands. */
void silsa_grade_band_show_preview(SilsaGradeBand *band, SilsaAssessment *assessment);

G_END_DECLS
