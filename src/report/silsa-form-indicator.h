#pragma once

#include "silsa-assessment.h"
#include "silsa-paper.h"

G_BEGIN_DECLS

/** What is common to all indicators of a form. */
typedef struct {
  SilsaPaper *paper;
  SilsaAssessment *assessment;
  SilsaLanguage language;
  int decimals; /* of points */
} SilsaFormWork;

/** Adds one indicator: definition, claim, value or level, checks, evidence, findings, as they are
 * or to be filled in by hand. */
void silsa_form_add_indicator(const SilsaFormWork *work, SilsaAnswer *answer);

G_END_DECLS
