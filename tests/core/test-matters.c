#include "silsa-matters.h"

#include "desk.h"

static SilsaAssessment *
new_desk(void)
{
  g_autoptr(GBytes) bytes = desk_catalogue();

  return desk_new(bytes);
}

/* "CODE difference matter matter, …" of all rows that matter, in their order. */
static char *
describe(SilsaAssessment *assessment, SilsaAssessment *earlier)
{
  g_autoptr(GPtrArray) rows = silsa_matters_list(assessment, earlier);
  GString *out = g_string_new(NULL);

  for (guint i = 0; i < rows->len; i++) {
    const SilsaMatterRow *row = rows->pdata[i];
    g_autofree char *difference = silsa_rational_format(row->difference.q, 1);

    if (row->matters == 0)
      continue;
    g_string_append_printf(out, "%s%s %s", out->len > 0 ? ", " : "",
                           silsa_answer_get_code(row->answer), difference);
    for (guint bit = 0; bit < SILSA_N_MATTERS; bit++)
      if ((row->matters & (1u << bit)) != 0 && (1u << bit) != SILSA_MATTER_OPEN)
        g_string_append_printf(out, " %s", silsa_matter_to_string(1 << bit));
  }
  return g_string_free_and_steal(out);
}

static void
test_words(void)
{
  for (guint bit = 0; bit < SILSA_N_MATTERS; bit++)
    g_assert_cmpint(silsa_matter_from_string(silsa_matter_to_string(1 << bit)), ==, 1 << bit);
  g_assert_cmpint(silsa_matter_from_string("weather"), ==, 0);
}

/* The larger difference first, whether the city gains or loses by it; then the other reasons. */
static void
test_order(void)
{
  g_autoptr(SilsaAssessment) assessment = new_desk();
  g_autofree char *text = NULL;

  desk_do(assessment, "A1-02", "claim:level=3", "level=2", "reason=seen", NULL); /* 20 -> 12 */
  desk_do(assessment, "B1-01", "claim:level=1", "level=2", "reason=better", NULL); /* 6 -> 18 */
  desk_do(assessment, "A2-02", "unverifiable=locked", NULL);
  desk_do(assessment, "B1-02", "flag=1", NULL);
  text = describe(assessment, NULL);
  g_assert_cmpstr(text, ==,
                  "B1-01 12.0 difference corrected contradiction thin, "
                  "A1-02 -8.0 difference corrected, A2-02 0.0 unverifiable, "
                  "B1-02 0.0 flagged, A1-01 0.0, A2-01 0.0");
}

/* A high mark needs what was expected, or at least something. */
static void
test_thin(void)
{
  g_autoptr(SilsaAssessment) assessment = new_desk();
  g_autoptr(GPtrArray) rows = NULL;

  desk_add_evidence(assessment, 1, 'a', "photo");
  desk_add_evidence(assessment, 2, 'b', "photo");
  desk_do(assessment, "A1-01", "input:part=9", "input:whole=10", "use:1=", NULL); /* 2 expected */
  desk_do(assessment, "B1-01", "level=2", "use:1=", NULL); /* none expected, one there */
  rows = silsa_matters_list(assessment, NULL);
  for (guint i = 0; i < rows->len; i++) {
    const SilsaMatterRow *row = rows->pdata[i];
    gboolean thin = g_str_equal(silsa_answer_get_code(row->answer), "A1-01");

    g_assert_cmpint(row->matters & SILSA_MATTER_THIN, ==, thin ? SILSA_MATTER_THIN : 0);
  }
}

static void
test_changed(void)
{
  g_autoptr(SilsaAssessment) before = new_desk(), after = new_desk();
  g_autofree char *text = NULL;

  desk_do(before, "A1-02", "level=1", NULL);
  desk_do(after, "A1-02", "level=1", NULL);
  desk_do(after, "A2-02", "finding:strength:1=well", NULL);
  desk_do(before, "B1-02", "check:B1-02-a=yes", NULL);
  text = describe(after, before);
  g_assert_cmpstr(text, ==,
                  "A2-02 0.0 changed, B1-02 0.0 changed, A1-01 0.0, A1-02 0.0, "
                  "A2-01 0.0, B1-01 0.0");
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/core/matters/words", test_words);
  g_test_add_func("/core/matters/order", test_order);
  g_test_add_func("/core/matters/thin", test_thin);
  g_test_add_func("/core/matters/changed", test_changed);
  return g_test_run();
}
