#include "fuzz.h"

#include "corpus.h"
#include "silsa-claims.h"

GPtrArray *
silsa_fuzz_new_seeds(void)
{
  return corpus_read("catalogue");
}

/* Whatever is taken for a catalogue must carry an assessment: sums, tables, every scoring curve. */
static void
use(SilsaCatalogue *catalogue)
{
  const SilsaCase about = {
      .id = "x", .purpose = "real", .city_name = "가", .population = 1, .assessor_name = "나"};
  g_autoptr(SilsaAssessment) assessment = silsa_assessment_new(catalogue, &about);
  g_autoptr(GBytes) table = silsa_claims_template(catalogue, SILSA_LANGUAGE_KO);
  g_autoptr(SilsaClaimsImport) import = NULL;
  g_autoptr(GError) error = NULL;

  silsa_assessment_load_done(assessment);
  g_assert_nonnull(silsa_assessment_get_preview(assessment));
  import = silsa_claims_read(assessment, table, &error);
  g_assert_no_error(error);
  g_assert_cmpuint(import->refused->len, ==, 0);
  for (guint i = 0; i < silsa_catalogue_get_n_indicators(catalogue); i++) {
    const SilsaIndicator *indicator = silsa_catalogue_get_indicator(catalogue, i);

    g_assert_true(silsa_catalogue_find_indicator(catalogue, indicator->code) == indicator);
  }
}

int
LLVMFuzzerTestOneInput(const guint8 *data, gsize size)
{
  g_autoptr(GBytes) bytes = g_bytes_new(data, size);
  g_autoptr(GError) error = NULL;
  g_autoptr(SilsaCatalogue) catalogue = silsa_catalogue_new_from_bytes(bytes, &error);

  corpus_check_error(catalogue, error);
  if (catalogue != NULL)
    use(catalogue);
  return 0;
}
