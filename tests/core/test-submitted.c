#include "silsa-submitted.h"

#include "desk.h"
#include "silsa-error.h"
#include "silsa-test.h"

/* The city's own papers, and which of them a claim means. */

static void
attach(SilsaAssessment *assessment, gint64 id, const char *name)
{
  g_autoptr(SilsaAct) act = silsa_act_new("attach-documents", "city");

  desk_add_evidence(assessment, id, (char)('0' + id), "submitted");
  silsa_submitted_attach(act, assessment, id, name);
  silsa_act_free(desk_perform(assessment, g_steal_pointer(&act)));
}

static gint64
find(SilsaAssessment *assessment, const char *document, const char *page)
{
  SilsaEvidence *found;

  desk_set(assessment, "A1-01", "claim-document", document);
  desk_set(assessment, "A1-01", "claim-page", page);
  found = silsa_submitted_find(assessment, silsa_assessment_find_answer(assessment, "A1-01"));
  return found != NULL ? silsa_evidence_get_id(found) : 0;
}

static void
test_names(void)
{
  g_autoptr(GBytes) bytes = desk_catalogue();
  g_autoptr(SilsaAssessment) assessment = desk_new(bytes);

  g_assert_cmpint(find(assessment, "증빙자료집", "3"), ==, 0);
  attach(assessment, 1, "증빙자료집_제1권.PDF");
  g_assert_cmpint(find(assessment, NULL, "3"), ==, 1);
  g_assert_cmpint(find(assessment, NULL, NULL), ==, 0);
  g_assert_cmpint(find(assessment, "증빙자료집 제1권", NULL), ==, 1);
  g_assert_cmpint(find(assessment, "증빙자료집 (제１권).pdf", "3"), ==, 1);
  g_assert_cmpint(find(assessment, "증빙자료집", "3"), ==, 1);
  g_assert_cmpint(find(assessment, "정량지표 제안서", "3"), ==, 0);

  attach(assessment, 2, "증빙자료집 제2권.pdf");
  attach(assessment, 3, "Proposal of Daegu.pdf");
  g_assert_cmpint(find(assessment, "증빙자료집", "3"), ==, 0); /* either may be meant */
  g_assert_cmpint(find(assessment, "증빙자료집 제2권", "3"), ==, 2);
  g_assert_cmpint(find(assessment, "proposal", "3"), ==, 3);
  g_assert_cmpint(find(assessment, "붙임 2. 증빙자료집 제2권 (요약본)", "3"), ==, 2);
  g_assert_cmpint(find(assessment, NULL, "3"), ==, 0);
  g_assert_cmpint(find(assessment, "-", "3"), ==, 0);
}

static void
test_list(void)
{
  g_autoptr(GBytes) bytes = desk_catalogue();
  g_autoptr(SilsaAssessment) assessment = desk_new(bytes);
  g_autoptr(GPtrArray) papers = NULL;
  g_autoptr(SilsaPreflight) preflight = NULL;

  attach(assessment, 1, "가.pdf");
  attach(assessment, 2, "나\x01.pdf");
  desk_add_evidence(assessment, 3, '3', "document");
  g_assert_cmpstr(silsa_submitted_get_name(assessment, 1), ==, "가.pdf");
  g_assert_cmpstr(silsa_submitted_get_name(assessment, 2), ==, "나\xef\xbf\xbd.pdf");
  g_assert_null(silsa_submitted_get_name(assessment, 3));
  papers = silsa_submitted_list(assessment);
  g_assert_cmpuint(papers->len, ==, 2);

  preflight = silsa_preflight_new(assessment);
  g_assert_cmpuint(preflight->unused->len, ==, 1); /* papers need no use */
  silsa_act_free(desk_perform(assessment, silsa_submitted_detach_new(1)));
  g_assert_null(silsa_submitted_get_name(assessment, 1));
  desk_set(assessment, "evidence:2", "removed", "1");
  g_assert_null(silsa_submitted_get_name(assessment, 2));
  desk_refuse(assessment, "evidence:9", "submitted", "다.pdf", SILSA_ERROR_NOT_FOUND,
              "unknown-evidence");
}

/* A paper that an answer uses as well is evidence of it, but no photo. */
static void
test_no_photo(void)
{
  g_autoptr(GBytes) bytes = desk_catalogue();
  g_autoptr(SilsaAssessment) assessment = desk_new(bytes);

  attach(assessment, 1, "가.pdf");
  desk_set(assessment, "A1-01", "use:1", "붙임 3쪽");
  g_assert_cmpuint(silsa_answer_get_n_photos(silsa_assessment_find_answer(assessment, "A1-01")), ==,
                   0);
}

static void
test_pages(void)
{
  static const struct {
    const char *text;
    guint page;
  } cases[] = {
      {"12", 12},        {"p. 34~36", 34}, {"pp.7-9", 7},    {"제2권 15쪽", 15}, {"2권 15", 15},
      {"１２쪽", 12},    {"12, 18", 12},   {"3-1장 8쪽", 8}, {"쪽 없음", 0},     {"0", 0},
      {"9999999999", 0}, {"", 0},          {"Ⅱ편 21", 21},   {"2021년 4쪽", 4},
  };

  for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_test_message("%s", cases[i].text);
    g_assert_cmpuint(silsa_claim_page_number(cases[i].text), ==, cases[i].page);
  }
  g_assert_cmpuint(silsa_claim_page_number(NULL), ==, 0);
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/core/submitted/names", test_names);
  g_test_add_func("/core/submitted/list", test_list);
  g_test_add_func("/core/submitted/no-photo", test_no_photo);
  g_test_add_func("/core/submitted/pages", test_pages);
  return g_test_run();
}
