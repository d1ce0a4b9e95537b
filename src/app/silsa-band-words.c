#include "silsa-band-words.h"

#include "silsa-words.h"

void
silsa_grade_band_show_grades(SilsaGradeBand *band, SilsaCatalogue *catalogue)
{
  guint n = silsa_catalogue_get_n_grades(catalogue);
  g_autofree SilsaChartGrade *grades = g_new0(SilsaChartGrade, n);

  for (guint i = 0; i < n; i++) {
    const SilsaGrade *grade = silsa_catalogue_get_grade(catalogue, i);

    grades[i].number = grade->number;
    grades[i].title = silsa_text_get(&grade->title, silsa_language_from_locale());
    grades[i].min_percent = mpq_get_d(grade->min_percent.q);
    grades[i].certified = grade->certified;
  }
  silsa_grade_band_set_grades(band, grades, n);
}

gboolean
silsa_band_has_ground(const SilsaBand *band)
{
  return band->basis != SILSA_BASIS_NONE || mpq_sgn(band->expected.q) > 0;
}

char *
silsa_band_expected_to_text(const SilsaBand *band, int decimals)
{
  return silsa_band_has_ground(band) ? silsa_number_to_text(band->expected.q, decimals)
                                     : g_strdup("–");
}

char *
silsa_band_percent_to_text(const SilsaBand *band)
{
  g_autofree char *number = silsa_number_to_text(band->expected_percent.q, 1);

  return silsa_band_has_ground(band) ? g_strdup_printf("%s\u2009%%", number) : g_strdup("–");
}

void
silsa_grade_band_show_preview(SilsaGradeBand *band, SilsaAssessment *assessment)
{
  const SilsaPreview *preview = silsa_assessment_get_preview(assessment);
  int decimals = silsa_catalogue_get_decimals(silsa_assessment_get_catalogue(assessment));
  const SilsaBand *all = &preview->all;
  g_autofree char *low = silsa_number_to_text(all->low.q, decimals);
  g_autofree char *expected = silsa_band_expected_to_text(all, decimals);
  g_autofree char *high = silsa_number_to_text(all->high.q, decimals);
  const SilsaChartEnd ends[] = {
      {mpq_get_d(all->low_percent.q), low, preview->low_grade->number},
      {mpq_get_d(all->expected_percent.q), expected, preview->expected_grade->number},
      {mpq_get_d(all->high_percent.q), high, preview->high_grade->number},
  };

  silsa_grade_band_set_band(band, &ends[0], &ends[1], &ends[2]);
}
