#include "desk.h"

#include <string.h>

/* The preview on the catalogue of desk.h, reckoned by hand. */

typedef struct {
  SilsaAssessment *desk;
  const SilsaPreview *preview;
} Fixture;

static void
set_up(Fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(GBytes) bytes = desk_catalogue();

  f->desk = desk_new(bytes);
  f->preview = silsa_assessment_get_preview(f->desk);
}

static void
tear_down(Fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  g_assert_finalize_object(f->desk);
}

static void
assert_points(mpq_srcptr points, const char *expected)
{
  g_autofree char *text = silsa_rational_format(points, 1);

  g_assert_cmpstr(text, ==, expected);
}

/* low, expected and high of everything, and the ground of expected */
static void
assert_all(Fixture *f, const char *low, const char *expected, const char *high, const char *basis)
{
  assert_points(f->preview->all.low.q, low);
  assert_points(f->preview->all.expected.q, expected);
  assert_points(f->preview->all.high.q, high);
  g_assert_cmpstr(silsa_basis_to_string(f->preview->all.basis), ==, basis);
}

static void
assert_expected(Fixture *f, const char *code, const char *points, const char *basis)
{
  guint n = silsa_answer_get_indicator(silsa_assessment_find_answer(f->desk, code))->index;

  assert_points(f->preview->expected[n].q, points);
  g_assert_cmpstr(silsa_basis_to_string(f->preview->bases[n]), ==, basis);
}

/* A2-01 earns at most 80 % of 10, B1-01 at most 90 % of 20. */
static void
test_nothing(Fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  assert_all(f, "0.0", "0.0", "96.0", "none");
  g_assert_cmpint(f->preview->low_grade->number, ==, 4);
  g_assert_cmpint(f->preview->high_grade->number, ==, 1);
  g_assert_true(f->preview->has_next);
  g_assert_cmpint(f->preview->next.grade->number, ==, 3);
  assert_points(f->preview->next.distance.q, "50.0");
  g_assert_true(f->preview->next.reachable);
  g_assert_cmpuint(f->preview->next.n_indicators, ==, 3); /* 20, 20 and 20: the first of equals */
  g_assert_cmpstr(f->preview->next.indicators[0]->code, ==, "A1-01");
  g_assert_cmpstr(f->preview->next.indicators[1]->code, ==, "A1-02");
  g_assert_cmpstr(f->preview->next.indicators[2]->code, ==, "B1-02");
}

/* item: what its recorded answers earn on average; sector; all. */
static void
test_means(Fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  desk_set(f->desk, "A1-02", "level", "1"); /* 50 % */
  assert_expected(f, "A1-02", "10.0", "recorded");
  assert_expected(f, "A1-01", "10.0", "item");
  assert_expected(f, "A2-02", "5.0", "sector");
  assert_expected(f, "B1-02", "10.0", "all");
  desk_set(f->desk, "B1-01", "level", "2"); /* 90 % */
  assert_expected(f, "A2-02", "5.0", "sector");
  assert_expected(f, "B1-02", "18.0", "item");
  assert_all(f, "18.0", "66.0", "86.0", "sector"); /* B1-01 asks for nothing else: complete */
}

/* A mean above the most that an indicator can earn is cut to it. */
static void
test_mean_above_most(Fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  desk_set(f->desk, "A1-02", "level", "3"); /* 100 % */
  assert_expected(f, "A2-01", "8.0", "sector");
  assert_expected(f, "B1-01", "18.0", "all");
}

static void
test_claim_before_mean(Fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  desk_set(f->desk, "A1-02", "level", "1");
  desk_do(f->desk, "A1-01", "claim:part=50", NULL);
  assert_expected(f, "A1-01", "10.0", "item"); /* half a claim earns nothing that could be said */
  desk_do(f->desk, "A1-01", "claim:whole=100", NULL);
  assert_expected(f, "A1-01", "12.0", "claim");
  assert_points(f->preview->all.claim.q, "12.0");
}

/* The lift was locked: 0, and nothing can be concluded from it for the others. */
static void
test_unverifiable_is_no_ground(Fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  desk_set(f->desk, "A1-01", "unverifiable", "승강기 잠김");
  assert_expected(f, "A1-01", "0.0", "recorded");
  assert_expected(f, "A1-02", "0.0", "none");
  assert_all(f, "0.0", "0.0", "76.0", "none");
  desk_set(f->desk, "A2-02", "unverifiable", "자료 없음");
  desk_set(f->desk, "A1-02", "level", "1");
  assert_expected(f, "A2-01", "5.0", "sector"); /* of A1-02 alone */
}

/* Complete in low, as it stands in expected and high; a flag changes nothing. */
static void
test_complete(Fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  desk_set(f->desk, "A1-02", "level", "2");
  assert_points(f->preview->all.low.q, "0.0");
  desk_do(f->desk, "A1-02", "check:A1-02-a=yes", "check:A1-02-b=partly", NULL);
  assert_all(f, "12.0", "60.0", "88.0", "all");
  desk_set(f->desk, "A1-02", "flag", "1");
  assert_all(f, "12.0", "60.0", "88.0", "all");
  g_assert_cmpuint(f->preview->all.complete, ==, 1);
  g_assert_cmpuint(f->preview->all.recorded, ==, 1);
}

/* Out of reach: what is complete has no gap left. */
static void
test_out_of_reach(Fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  static const char *const codes[] = {"A1-01", "A1-02", "A2-01", "B1-02"};

  for (gsize i = 0; i < G_N_ELEMENTS(codes); i++)
    desk_do(f->desk, codes[i], "unverifiable=없음", NULL);
  g_assert_true(f->preview->has_next); /* 10 + 18 points are left in the whole */
  g_assert_true(
      f->preview->next.reachable); /* the checks of four are open: they could be answered */
  desk_do(f->desk, "A1-01", "check:A1-01-a=no", "check:A1-01-b=no", NULL);
  desk_do(f->desk, "A1-02", "check:A1-02-a=no", "check:A1-02-b=no", NULL);
  desk_do(f->desk, "A2-01", "check:A2-01-a=no", NULL);
  desk_do(f->desk, "B1-02", "check:B1-02-a=no", "check:B1-02-b=no", "check:B1-02-c=no", NULL);
  assert_points(f->preview->all.high.q, "28.0");
  g_assert_false(f->preview->next.reachable);
  g_assert_cmpuint(f->preview->next.n_indicators, ==, 0);
  assert_points(f->preview->next.distance.q, "50.0");
}

static void
test_first_grade_has_no_next(Fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  desk_set(f->desk, "A1-02", "level", "3");
  g_assert_cmpint(f->preview->expected_grade->number, ==, 1); /* 100 % of all that can be earned */
  g_assert_false(f->preview->has_next);
}

#define ADD(path, function)                                                                        \
  g_test_add("/core/preview/" path, Fixture, NULL, set_up, function, tear_down)

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);

  ADD("nothing", test_nothing);
  ADD("means", test_means);
  ADD("mean-above-most", test_mean_above_most);
  ADD("claim-before-mean", test_claim_before_mean);
  ADD("unverifiable-is-no-ground", test_unverifiable_is_no_ground);
  ADD("complete", test_complete);
  ADD("out-of-reach", test_out_of_reach);
  ADD("first-grade-has-no-next", test_first_grade_has_no_next);

  return g_test_run();
}
