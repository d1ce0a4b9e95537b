#include "silsa-status.h"

#include "silsa-words.h"

#include <glib/gi18n.h>

char *
silsa_status_words(SilsaAssessment *assessment)
{
  return silsa_catalogue_status_to_text(
      silsa_catalogue_get_status(silsa_assessment_get_catalogue(assessment)),
      silsa_assessment_get_trusted_signer(assessment));
}

char *
silsa_result_words(SilsaAssessment *assessment)
{
  const SilsaPreview *preview = silsa_assessment_get_preview(assessment);
  int decimals = silsa_catalogue_get_decimals(silsa_assessment_get_catalogue(assessment));
  guint n = preview->all.complete;
  g_autofree char *points = NULL;

  if (silsa_assessment_get_preview_policy(assessment) != SILSA_POLICY_FULL)
    return g_strdup_printf(ngettext("%u indicator complete", "%u indicators complete", n), n);
  points = silsa_number_to_text(preview->all.low.q, decimals);
  /* Translators: complete indicators, points, grade */
  return g_strdup_printf(
      ngettext("%u indicator · %s points · %s", "%u indicators · %s points · %s", n), n, points,
      silsa_text_get(&preview->low_grade->title, silsa_language_from_locale()));
}
