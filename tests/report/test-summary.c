#include "silsa-summary.h"
#include "silsa-test.h"

#include <glib/gstdio.h>
#include <locale.h>

static const char *const facts[] = {"File", "a.asice", "Package (SHA-256)", "00ff", NULL};
static const char *const remarks[] = {"Not checked: Claims of the city", NULL};
static const SilsaSummaryHead head = {.verdict = "Valid",
                                      .sentence = "Intact and signed.",
                                      .valid = TRUE,
                                      .revision = 2,
                                      .catalogue_status = "reference catalogue, not official",
                                      .facts = facts,
                                      .remarks = remarks};

/* Every indicator corrected for a long reason, or every one unverifiable, or none of it. */
static SilsaAssessment *
make(GBytes *bytes, const char *field)
{
  const SilsaCase about = {.id = "x",
                           .city_name = "가나시",
                           .population = 400000,
                           .purpose = "demonstration",
                           .assessor_name = "김서연",
                           .preview_policy = "full"};
  g_autoptr(SilsaCatalogue) catalogue = silsa_catalogue_new_from_bytes(bytes, NULL);
  SilsaAssessment *assessment = silsa_assessment_new(catalogue, &about);
  g_autofree char *reason = g_strnfill(900, 'x');
  g_autofree char *text = g_strconcat("현장에서 확인한 값이 제출값과 다름 ", reason, NULL);

  for (guint i = 0; field != NULL && i < silsa_catalogue_get_n_indicators(catalogue); i++) {
    const SilsaIndicator *indicator = silsa_catalogue_get_indicator(catalogue, i);

    silsa_assessment_load_fact(assessment, indicator->code, field, text, NULL);
    if (indicator->kind == SILSA_KIND_QUALITATIVE && g_str_equal(field, "reason")) {
      silsa_assessment_load_fact(assessment, indicator->code, "claim:level", "2", NULL);
      silsa_assessment_load_fact(assessment, indicator->code, "level", "1", NULL);
    }
  }
  silsa_assessment_load_done(assessment);
  return assessment;
}

/* Two pages, whatever stands in them and however large the catalogue is. */
static void
test_two_pages(void)
{
  g_autoptr(GBytes) ours = silsa_test_catalogue();
  g_autoptr(GBytes) other = silsa_test_other_catalogue();
  GBytes *catalogues[] = {ours, other};
  const char *const fields[] = {NULL, "reason", "unverifiable"};

  for (gsize i = 0; i < G_N_ELEMENTS(catalogues); i++)
    for (gsize k = 0; k < G_N_ELEMENTS(fields); k++) {
      g_autoptr(SilsaAssessment) assessment = make(catalogues[i], fields[k]);
      g_autoptr(SilsaPaper) paper = silsa_summary_new(assessment, &head);

      g_assert_cmpuint(silsa_paper_get_n_pages(paper), ==, SILSA_SUMMARY_PAGES);
    }
}

static void
test_written(SilsaTestFolder *folder, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(GBytes) bytes = silsa_test_catalogue();
  g_autoptr(SilsaAssessment) assessment = make(bytes, "reason");
  g_autoptr(SilsaPaper) paper = silsa_summary_new(assessment, &head);
  g_autofree char *path = silsa_test_folder_path(folder, "summary.pdf");
  g_autofree char *nowhere = silsa_test_folder_path(folder, "missing/summary.pdf");
  g_autoptr(GBytes) written = NULL;
  g_autoptr(GError) error = NULL;

  g_assert_true(silsa_paper_write_pdf(paper, path, "가나시", &error));
  g_assert_no_error(error);
  written = silsa_test_read(path);
  g_assert_cmpmem(g_bytes_get_data(written, NULL), 5, "%PDF-", 5);
  g_assert_false(silsa_paper_write_pdf(paper, nowhere, "가나시", &error));
  g_assert_nonnull(error);
}

int
main(int argc, char **argv)
{
  setlocale(LC_ALL, "");
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/report/summary/two-pages", test_two_pages);
  g_test_add("/report/summary/written", SilsaTestFolder, NULL, silsa_test_folder_set_up,
             test_written, silsa_test_folder_tear_down);
  return g_test_run();
}
