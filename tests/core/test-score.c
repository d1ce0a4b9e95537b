#include "silsa-catalogue.h"
#include "silsa-score.h"
#include "silsa-test.h"

#include "reference.h"

#include <string.h>

#define MAX_INPUTS 8
#define MICRO 1000000

typedef struct {
  SilsaCatalogue *catalogue;
  Reference *reference;
  guint cases, knots, knots_hit;
} Fixture;

/* What all inputs but the first hold while the first is varied. */
static const char *const others[MAX_INPUTS] = {NULL, "1000", "2000", "1000", "7", "7", "7", "7"};

static void
set_up(Fixture *f, gconstpointer data)
{
  g_autoptr(GBytes) bytes = data != NULL ? silsa_test_other_catalogue() : silsa_test_catalogue();
  g_autoptr(GError) error = NULL;

  f->catalogue = silsa_catalogue_new_from_bytes(bytes, &error);
  g_assert_no_error(error);
  f->reference = reference_new(bytes);
}

static void
tear_down(Fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  reference_free(f->reference);
  g_assert_finalize_object(f->catalogue);
}

static void
assert_equal(mpq_srcptr ours, Fraction theirs)
{
  g_autofree char *a = mpq_get_str(NULL, 10, ours);
  g_autofree char *b = fraction_to_string(theirs);

  g_assert_cmpstr(a, ==, b);
}

static void
compare(Fixture *f, const SilsaIndicator *indicator, guint class, const char *const *texts)
{
  const char *id = silsa_catalogue_get_class(f->catalogue, class)->id;
  ReferenceScore expected = reference_score(f->reference, indicator->code, id, texts);
  SilsaRational values[MAX_INPUTS] = {0};
  mpq_srcptr inputs[MAX_INPUTS];
  g_auto(SilsaScore) score = {0};

  silsa_score_init(&score);
  for (guint i = 0; i < indicator->n_inputs; i++) {
    silsa_rational_init(&values[i]);
    g_assert_true(silsa_decimal_parse(texts[i], values[i].q, NULL));
    inputs[i] = values[i].q;
  }
  silsa_score_from_inputs(&score, indicator, class, silsa_catalogue_get_decimals(f->catalogue),
                          inputs);
  g_assert_true(score.divides_by_zero == expected.divides_by_zero);
  g_assert_true(score.has_value == !expected.divides_by_zero);
  if (score.has_value)
    assert_equal(score.value.q, expected.value);
  assert_equal(score.percent.q, expected.percent);
  assert_equal(score.points.q, expected.points);
  f->cases++;
  for (guint i = 0; i < indicator->n_inputs; i++)
    silsa_rational_clear(&values[i]);
}

/* --- knots and both sides of each --------------------------------------------------------- */

static void
compare_with_first(
    Fixture *f, const SilsaIndicator *indicator, guint class, gint64 millionths, const char *knot)
{
  g_autofree char *first = NULL;
  const char *texts[MAX_INPUTS];
  ReferenceScore score;

  if (millionths < 0)
    return;
  first = g_strdup_printf("%" G_GINT64_FORMAT ".%06" G_GINT64_FORMAT, millionths / MICRO,
                          millionths % MICRO);
  memcpy(texts, others, sizeof texts);
  texts[0] = first;
  compare(f, indicator, class, texts);
  score = reference_score(f->reference, indicator->code,
                          silsa_catalogue_get_class(f->catalogue, class)->id, texts);
  if (knot != NULL && fraction_compare(score.value, fraction_parse(knot)) == 0)
    f->knots_hit++;
}

/* Every formula is linear in its first input: f(x) = f(0) + x * (f(1) - f(0)). */
static gint64
solve(Fixture *f, const SilsaIndicator *indicator, const char *class_id, Fraction value)
{
  const char *texts[MAX_INPUTS];
  Fraction at_0, at_1, x;

  memcpy(texts, others, sizeof texts);
  texts[0] = "0";
  at_0 = reference_score(f->reference, indicator->code, class_id, texts).value;
  texts[0] = "1";
  at_1 = reference_score(f->reference, indicator->code, class_id, texts).value;
  x = fraction_divide(fraction_subtract(value, at_0), fraction_subtract(at_1, at_0));
  x = fraction_multiply(x, (Fraction){MICRO, 1});
  return (gint64)(x.n / x.d);
}

static void
walk_knots(Fixture *f, const SilsaIndicator *indicator, guint class)
{
  const char *id = silsa_catalogue_get_class(f->catalogue, class)->id;
  g_auto(GStrv) knots = reference_knots(f->reference, indicator->code, id);

  for (guint i = 0; knots[i] != NULL; i++) {
    Fraction knot = fraction_parse(knots[i]);
    gint64 at = solve(f, indicator, id, knot);

    f->knots++;
    for (gint64 side = -2; side <= 2; side++)
      compare_with_first(f, indicator, class, at + side, knots[i]);
    if (knots[i + 1] != NULL) { /* and between this knot and the next */
      Fraction middle =
          fraction_divide(fraction_add(knot, fraction_parse(knots[i + 1])), (Fraction){2, 1});

      compare_with_first(f, indicator, class, solve(f, indicator, id, middle), NULL);
    } else {
      compare_with_first(f, indicator, class, 3 * at + MICRO, NULL);
    }
  }
}

static void
walk_levels(Fixture *f, const SilsaIndicator *indicator)
{
  for (guint i = 0; i < indicator->n_levels; i++) {
    g_autofree char *level = g_strdup_printf("%u", i);
    ReferenceScore expected = reference_score_level(f->reference, indicator->code, level);
    g_auto(SilsaScore) score = {0};

    silsa_score_init(&score);
    silsa_score_from_level(&score, indicator, silsa_catalogue_get_decimals(f->catalogue), (int)i);
    g_assert_false(score.has_value);
    assert_equal(score.percent.q, expected.percent);
    assert_equal(score.points.q, expected.points);
    f->cases++;
  }
}

static void
test_all_indicators(Fixture *f, gconstpointer data)
{
  guint n_classes = silsa_catalogue_get_n_classes(f->catalogue);

  for (guint i = 0; i < silsa_catalogue_get_n_indicators(f->catalogue); i++) {
    const SilsaIndicator *indicator = silsa_catalogue_get_indicator(f->catalogue, i);

    for (guint class = 0; class < n_classes; class ++)
      if (indicator->kind == SILSA_KIND_QUANTITATIVE)
        walk_knots(f, indicator, class);
      else
        walk_levels(f, indicator);
  }
  g_test_message("%u cases, %u of %u knots hit exactly", f->cases, f->knots_hit, f->knots);
  g_assert_cmpuint(f->cases, >, 1000);
  if (data == NULL) /* the catalogue of 2021: 42 measures, two classes */
    g_assert_cmpuint(f->knots_hit, ==, f->knots);
}

static void
test_most(Fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  for (guint i = 0; i < silsa_catalogue_get_n_indicators(f->catalogue); i++)
    for (guint class = 0; class < silsa_catalogue_get_n_classes(f->catalogue); class ++) {
      const SilsaIndicator *indicator = silsa_catalogue_get_indicator(f->catalogue, i);
      const char *id = silsa_catalogue_get_class(f->catalogue, class)->id;
      g_auto(SilsaRational) most = {0};

      silsa_rational_init(&most);
      silsa_score_most(indicator, class, silsa_catalogue_get_decimals(f->catalogue), most.q);
      assert_equal(most.q, reference_most(f->reference, indicator->code, id));
    }
}

/* --- cases reckoned by hand --------------------------------------------------------------- */

typedef struct {
  const char *code;
  guint class;
  const char *inputs[2];
  const char *value, *percent, *points;
} Golden;

static void
test_by_hand(Fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  static const Golden cases[] = {
      /* 40 points; large: 0/0 25/40 50/70 75/100, small-medium: 0/0 20/40 40/70 60/100 */
      {"A1-01", 0, {"30", "60"}, "50", "70", "28.0"},
      {"A1-01", 0, {"1", "3"}, "33.333333", "50", "20.0"},
      {"A1-01", 1, {"1", "3"}, "33.333333", "60", "24.0"},
      {"A1-01", 0, {"0", "60"}, "0", "0", "0.0"},
      {"A1-01", 0, {"60", "60"}, "100", "100", "40.0"},
      {"A1-01", 0, {"1", "0"}, NULL, "0", "0.0"},
      /* 30 points; large: 1/40 3/75: 38/35 hours are 41.5 %, 12.45 points, rounded up */
      {"A1-02", 0, {"38", "35"}, "1.085714", "41.5", "12.5"},
      {"A1-02", 0, {"37.999999", "35"}, "1.085714", "41.5", "12.4"},
  };

  for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
    const SilsaIndicator *indicator = silsa_catalogue_find_indicator(f->catalogue, cases[i].code);
    g_auto(SilsaRational) a = {0};
    g_auto(SilsaRational) b = {0};
    g_auto(SilsaScore) score = {0};
    g_autofree char *value = NULL;
    g_autofree char *percent = NULL;
    g_autofree char *points = NULL;

    silsa_rational_init(&a);
    silsa_rational_init(&b);
    silsa_score_init(&score);
    g_assert_true(silsa_decimal_parse(cases[i].inputs[0], a.q, NULL));
    g_assert_true(silsa_decimal_parse(cases[i].inputs[1], b.q, NULL));
    silsa_score_from_inputs(&score, indicator, cases[i].class, 1, (mpq_srcptr[]){a.q, b.q});
    value = score.has_value ? silsa_rational_format_short(score.value.q) : NULL;
    percent = silsa_rational_format_short(score.percent.q);
    points = silsa_rational_format(score.points.q, 1);
    g_assert_cmpstr(value, ==, cases[i].value);
    g_assert_cmpstr(percent, ==, cases[i].percent);
    g_assert_cmpstr(points, ==, cases[i].points);
    g_assert_true(score.divides_by_zero == (cases[i].value == NULL));
  }
}

/* The same score is used again for the next answer: nothing of the last one may stay. */
static void
test_reused(Fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  const SilsaIndicator *quantitative = silsa_catalogue_find_indicator(f->catalogue, "A1-01");
  const SilsaIndicator *qualitative = silsa_catalogue_find_indicator(f->catalogue, "A1-03");
  g_auto(SilsaRational) one = {0};
  g_auto(SilsaRational) none = {0};
  g_auto(SilsaScore) score = {0};

  silsa_rational_init(&one);
  mpq_set_ui(one.q, 1, 1);
  silsa_rational_init(&none);
  silsa_score_init(&score);
  silsa_score_from_inputs(&score, quantitative, 0, 1, (mpq_srcptr[]){one.q, one.q});
  g_assert_true(score.has_value);
  silsa_score_from_inputs(&score, quantitative, 0, 1, (mpq_srcptr[]){one.q, none.q});
  g_assert_true(score.divides_by_zero && !score.has_value);
  g_assert_cmpint(mpq_sgn(score.points.q), ==, 0);
  silsa_score_from_level(&score, qualitative, 1, 5);
  g_assert_true(!score.divides_by_zero && !score.has_value);
  g_assert_cmpint(mpq_cmp_ui(score.points.q, 30, 1), ==, 0);
}

/* --- grades ------------------------------------------------------------------------------- */

static void
assert_grade(Fixture *f, mpq_srcptr points, int expected)
{
  const SilsaGrade *grade = silsa_score_grade(f->catalogue, points);
  Fraction theirs = fraction_new(mpz_get_si(mpq_numref(points)), mpz_get_si(mpq_denref(points)));

  g_assert_cmpint(grade->number, ==, expected);
  g_assert_cmpint(reference_grade(f->reference, theirs), ==, expected);
}

/* At the bound exactly the grade is reached; a billionth of a point below it is not. */
static void
test_grade_bounds(Fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  guint n = silsa_catalogue_get_n_grades(f->catalogue);
  g_auto(SilsaRational) points = {0};
  g_auto(SilsaRational) bit = {0};

  silsa_rational_init(&points);
  silsa_rational_init(&bit);
  mpq_set_ui(bit.q, 1, 1000000000);
  for (guint i = 0; i < n; i++) {
    const SilsaGrade *grade = silsa_catalogue_get_grade(f->catalogue, i);
    mpq_t hundred;

    mpq_init(hundred);
    mpq_set_ui(hundred, 100, 1);
    mpq_mul(points.q, grade->min_percent.q, silsa_catalogue_get_total(f->catalogue));
    mpq_div(points.q, points.q, hundred);
    mpq_clear(hundred);
    assert_grade(f, points.q, grade->number);
    mpq_add(points.q, points.q, bit.q);
    assert_grade(f, points.q, grade->number);
    if (i + 1 == n)
      continue;
    mpq_sub(points.q, points.q, bit.q);
    mpq_sub(points.q, points.q, bit.q);
    assert_grade(f, points.q, grade->number + 1);
  }
  mpq_set(points.q, silsa_catalogue_get_total(f->catalogue));
  assert_grade(f, points.q, 1);
}

/* Printed with six digits both would be 70; only one of them is. */
static void
test_grade_is_exact(Fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  g_auto(SilsaRational) points = {0};

  silsa_rational_init(&points);
  mpq_set_str(points.q, "1400", 10);
  g_assert_cmpint(silsa_score_grade(f->catalogue, points.q)->number, ==, 3);
  mpq_set_str(points.q, "1399999999/1000000", 10);
  g_assert_cmpint(silsa_score_grade(f->catalogue, points.q)->number, ==, 4);
}

/* The preview scores one indicator at each key press and has 0.1 ms for everything. */
static void
test_speed(Fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  const SilsaIndicator *indicator = silsa_catalogue_find_indicator(f->catalogue, "A1-01");
  const guint n = 20000;
  g_auto(SilsaRational) a = {0};
  g_auto(SilsaRational) b = {0};
  g_auto(SilsaScore) score = {0};
  gint64 start;
  double each;

  if (g_getenv("SILSA_TEST_SLOWLY") != NULL) {
    g_test_skip("nothing is measured here");
    return;
  }
  silsa_rational_init(&a);
  silsa_rational_init(&b);
  silsa_score_init(&score);
  mpq_set_ui(a.q, 123457, 1000);
  mpq_set_ui(b.q, 311, 1);
  start = g_get_monotonic_time();
  for (guint i = 0; i < n; i++)
    silsa_score_from_inputs(&score, indicator, 0, 1, (mpq_srcptr[]){a.q, b.q});
  each = (double)(g_get_monotonic_time() - start) / n;
  g_test_message("%.2f microseconds a score", each);
  g_assert_cmpfloat(each, <, 50); /* sanitizers included */
}

#define ADD(path, data, function) g_test_add(path, Fixture, data, set_up, function, tear_down)

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);

  ADD("/core/score/2021/all-indicators", NULL, test_all_indicators);
  ADD("/core/score/2021/most", NULL, test_most);
  ADD("/core/score/2021/by-hand", NULL, test_by_hand);
  ADD("/core/score/2021/reused", NULL, test_reused);
  ADD("/core/score/2021/grade-bounds", NULL, test_grade_bounds);
  ADD("/core/score/2021/grade-is-exact", NULL, test_grade_is_exact);
  ADD("/core/score/2021/speed", NULL, test_speed);
  ADD("/core/score/other/all-indicators", "other", test_all_indicators);
  ADD("/core/score/other/most", "other", test_most);
  ADD("/core/score/other/grade-bounds", "other", test_grade_bounds);

  return g_test_run();
}
