#include "silsa-error.h"
#include "silsa-form.h"
#include "silsa-test.h"

#include <locale.h>

static SilsaAssessment *
make(GBytes *bytes)
{
  const SilsaCase about = {.id = "x",
                           .city_name = "가나시",
                           .population = 400000,
                           .purpose = "demonstration",
                           .assessor_name = "김서연",
                           .preview_policy = "full"};
  g_autoptr(SilsaCatalogue) catalogue = silsa_catalogue_new_from_bytes(bytes, NULL);

  return silsa_assessment_new(catalogue, &about);
}

static guint
count_pages(SilsaAssessment *assessment, const char *const *codes)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(SilsaForm) form = silsa_form_new(assessment, "unconfirmed", codes, &error);

  g_assert_no_error(error);
  while (silsa_form_step(form))
    ;
  g_assert_false(silsa_form_step(form)); /* and nothing more */
  return silsa_paper_get_n_pages(silsa_form_get_paper(form));
}

/* A cover and a sheet for each, whatever catalogue; the sheets that were asked for, in that order,
 * each once and not one page more. */
static void
test_pages(void)
{
  g_autoptr(GBytes) ours = silsa_test_catalogue();
  g_autoptr(GBytes) other = silsa_test_other_catalogue();
  GBytes *catalogues[] = {ours, other};

  for (gsize i = 0; i < G_N_ELEMENTS(catalogues); i++) {
    g_autoptr(SilsaAssessment) assessment = make(catalogues[i]);
    SilsaCatalogue *catalogue = silsa_assessment_get_catalogue(assessment);
    guint n = silsa_catalogue_get_n_indicators(catalogue);
    const char *const two[] = {silsa_catalogue_get_indicator(catalogue, n - 1)->code,
                               silsa_catalogue_get_indicator(catalogue, 0)->code, NULL};

    silsa_assessment_load_done(assessment);
    g_assert_cmpuint(count_pages(assessment, NULL), ==, n + 1);
    g_assert_cmpuint(count_pages(assessment, two), ==, 2);
  }
}

static void
test_unknown(void)
{
  g_autoptr(GBytes) bytes = silsa_test_catalogue();
  g_autoptr(SilsaAssessment) assessment = make(bytes);
  const char *const codes[] = {"A1-01", "Z9-99", NULL};
  g_autoptr(GError) error = NULL;

  silsa_assessment_load_done(assessment);
  g_assert_null(silsa_form_new(assessment, "unconfirmed", codes, &error));
  g_assert_error(error, SILSA_ERROR, SILSA_ERROR_NOT_FOUND);
  g_assert_cmpstr(silsa_error_get_facts(error)->subject, ==, "Z9-99");
}

/* The longest text there may be runs on over as many pages as it needs. */
static void
test_long_text(void)
{
  g_autoptr(GBytes) bytes = silsa_test_catalogue();
  g_autoptr(SilsaAssessment) assessment = make(bytes);
  g_autofree char *words = g_strnfill(20000 / 2, 'x');
  g_auto(GStrv) parts = g_strsplit(words, "x", -1);
  g_autofree char *text = g_strjoinv("가 ", parts);
  const char *const codes[] = {"A1-03", NULL};

  silsa_assessment_load_fact(assessment, "A1-03", "check-note:A1-03-a", text, NULL);
  silsa_assessment_load_fact(assessment, "A1-03", "finding:strength:1", text, NULL);
  silsa_assessment_load_done(assessment);
  g_assert_cmpuint(count_pages(assessment, codes), >=, 5);
}

int
main(int argc, char **argv)
{
  setlocale(LC_ALL, "");
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/report/form/pages", test_pages);
  g_test_add_func("/report/form/unknown", test_unknown);
  g_test_add_func("/report/form/long-text", test_long_text);
  return g_test_run();
}
