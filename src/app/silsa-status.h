#pragma once

#include "silsa-assessment.h"

G_BEGIN_DECLS

/** The standing of the catalogue in words, as it stands beside every score (DESIGN §6).
 * (transfer full) */
char *silsa_status_words(SilsaAssessment *assessment) G_GNUC_WARN_UNUSED_RESULT;
/** "63 indicators · 1,496.2 points · Grade 3": what is complete and what that earns; without the
 * sums where the round does not let them be seen. (transfer full) */
char *silsa_result_words(SilsaAssessment *assessment) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
