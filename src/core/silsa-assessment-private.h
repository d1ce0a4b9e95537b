#pragma once

#include "silsa-assessment.h"
#include "silsa-derived.h"

G_BEGIN_DECLS

/** What answers are judged by now; borrowed until the next act. */
const SilsaScene *silsa_assessment_get_scene(SilsaAssessment *self);

G_END_DECLS
