#include "silsa-status.h"

#include "silsa-words.h"

char *
silsa_status_words(SilsaAssessment *assessment)
{
  return silsa_catalogue_status_to_text(
      silsa_catalogue_get_status(silsa_assessment_get_catalogue(assessment)),
      silsa_assessment_get_trusted_signer(assessment));
}
