#include "silsa-side-by-side.h"

#include "desk.h"
#include "silsa-error.h"
#include "silsa-test.h"

static SilsaAssessment *
new_desk(void)
{
  g_autoptr(GBytes) bytes = desk_catalogue();

  return desk_new(bytes);
}

/* "CODE range difference difference, …" of what differs, in its order. */
static char *
describe(SilsaAssessment *const *assessments, guint n)
{
  g_autoptr(GPtrArray) rows = silsa_side_by_side_list(assessments, n);
  GString *out = g_string_new(NULL);

  g_assert_cmpuint(rows->len, ==, 6);
  for (guint i = 0; i < rows->len; i++) {
    const SilsaSideRow *row = rows->pdata[i];
    g_autofree char *range = silsa_rational_format(row->range.q, 1);

    if (row->differences == 0)
      continue;
    g_string_append_printf(out, "%s%s %s", out->len > 0 ? ", " : "", row->indicator->code, range);
    for (guint bit = 0; bit < SILSA_N_SIDES; bit++)
      if ((row->differences & (1u << bit)) != 0)
        g_string_append_printf(out, " %s", silsa_side_difference_to_string(1 << bit));
  }
  return g_string_free_and_steal(out);
}

static void
test_order(void)
{
  g_autoptr(SilsaAssessment) one = new_desk(), two = new_desk(), three = new_desk();
  SilsaAssessment *all[] = {one, two, three};
  g_autofree char *text = NULL;

  desk_do(one, "A1-02", "level=3", NULL); /* 20 */
  desk_do(two, "A1-02", "level=3", NULL);
  desk_do(three, "A1-02", "level=2", NULL); /* 12 */
  desk_do(two, "B1-01", "level=2", NULL); /* 18, nothing by the others */
  desk_do(one, "B1-02", "check:B1-02-a=yes", "finding:strength:1=good", NULL);
  desk_do(three, "A2-01", "reason=words", NULL);
  text = describe(all, 3);
  g_assert_cmpstr(text, ==,
                  "B1-01 18.0 points value, A1-02 8.0 points value, "
                  "B1-02 0.0 checks findings, A2-01 0.0 texts");
}

/* What the one says and the other does not is a difference, whichever comes first. */
static void
test_either_way(void)
{
  g_autoptr(SilsaAssessment) one = new_desk(), two = new_desk();
  SilsaAssessment *there[] = {one, two}, *back[] = {two, one};
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;

  desk_do(one, "B1-02", "check:B1-02-a=yes", NULL);
  desk_do(two, "A2-02", "unverifiable=locked", NULL);
  first = describe(there, 2);
  second = describe(back, 2);
  g_assert_cmpstr(first, ==, second);
  g_assert_cmpstr(first, ==, "A2-02 0.0 value, B1-02 0.0 checks");
}

static void
test_refused(void)
{
  g_autoptr(GBytes) bytes = silsa_test_catalogue();
  g_autoptr(SilsaAssessment) one = new_desk(), same = new_desk(), other = desk_new(bytes);
  SilsaAssessment *all[] = {one, same, other};
  g_autoptr(GError) error = NULL;

  g_assert_true(silsa_side_by_side_check(all, 2, &error));
  g_assert_no_error(error);
  g_assert_false(silsa_side_by_side_check(all, 3, &error));
  g_assert_error(error, SILSA_ERROR, SILSA_ERROR_INVALID);
  g_assert_cmpstr(silsa_error_get_facts(error)->rule, ==, "other-catalogue");
  g_assert_cmpstr(silsa_error_get_facts(error)->found, ==, "3");
}

static void
test_texts(void)
{
  g_autoptr(SilsaAssessment) assessment = new_desk();
  const struct {
    const char *code, *value, *checks;
  } expected[] = {
      {"A1-01", "90 pieces", "–"},
      {"A1-02", "Level 2", "a Yes · c No"},
      {"A2-02", "Unverifiable", "–"},
      {"B1-01", "–", "–"},
  };

  desk_do(assessment, "A1-01", "input:part=9", "input:whole=10", NULL);
  desk_do(assessment, "A1-02", "level=2", "check:A1-02-a=yes", "check:A1-02-c=no", NULL);
  desk_do(assessment, "A2-02", "unverifiable=locked", NULL);
  for (gsize i = 0; i < G_N_ELEMENTS(expected); i++) {
    SilsaAnswer *answer = silsa_assessment_find_answer(assessment, expected[i].code);
    g_autofree char *value = silsa_answer_value_to_text(answer, SILSA_LANGUAGE_EN);
    g_autofree char *checks = silsa_answer_checks_to_text(answer);

    g_assert_cmpstr(value, ==, expected[i].value);
    g_assert_cmpstr(checks, ==, expected[i].checks);
  }
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/core/side-by-side/order", test_order);
  g_test_add_func("/core/side-by-side/either-way", test_either_way);
  g_test_add_func("/core/side-by-side/refused", test_refused);
  g_test_add_func("/core/side-by-side/texts", test_texts);
  return g_test_run();
}
