#include "fuzz.h"

#include "corpus.h"
#include "silsa-claims.h"

GPtrArray *
silsa_fuzz_new_seeds(void)
{
  return corpus_read("claims");
}

/* What a table says can be recorded, and then says nothing new. */
static void
take(SilsaAssessment *assessment, SilsaClaimsImport *import, GBytes *bytes)
{
  guint n = import->n_new + import->n_changed + import->n_same;
  g_autoptr(SilsaClaimsImport) again = NULL;
  g_autoptr(GError) error = NULL;

  if (!silsa_act_is_empty(import->act)) {
    silsa_assessment_check(assessment, import->act, &error);
    g_assert_no_error(error);
    silsa_assessment_apply(assessment, import->act);
  }
  again = silsa_claims_read(assessment, bytes, &error);
  g_assert_no_error(error);
  g_assert_cmpuint(again->n_new, ==, 0);
  g_assert_cmpuint(again->n_changed, ==, 0);
  g_assert_cmpuint(again->n_same, <=, n); /* a summary without a value counts while it is new */
  g_assert_cmpuint(again->refused->len, ==, import->refused->len);
}

int
LLVMFuzzerTestOneInput(const guint8 *data, gsize size)
{
  g_autoptr(GBytes) bytes = g_bytes_new(data, size);
  g_autoptr(SilsaAssessment) assessment = corpus_assessment();
  g_autoptr(GError) error = NULL;
  g_autoptr(SilsaClaimsImport) import = silsa_claims_read(assessment, bytes, &error);

  corpus_check_error(import, error);
  if (import == NULL)
    return 0;
  for (guint i = 0; i < import->refused->len; i++) {
    const SilsaRefusedRow *row = import->refused->pdata[i];

    g_assert_true(g_utf8_validate(row->found != NULL ? row->found : "", -1, NULL));
    g_assert_nonnull(silsa_refused_reason_to_text(row->reason));
  }
  take(assessment, import, bytes);
  return 0;
}
