#include "silsa-decimal.h"
#include "silsa-error.h"
#include "silsa-formula.h"

#define MAX_NAMES 8

typedef struct {
  const char *text;
  const char *inputs; /* "name=rational name=rational" */
  const char *result; /* a rational, or NULL: divides by zero */
} Case;

static guint
set_inputs(const char *text, SilsaRational *values, char **names)
{
  g_auto(GStrv) pairs = g_strsplit(text, " ", -1);
  guint n = 0;

  for (char **pair = pairs; *pair != NULL && **pair != '\0'; pair++, n++) {
    g_auto(GStrv) sides = g_strsplit(*pair, "=", 2);

    names[n] = g_strdup(sides[0]);
    silsa_rational_init(&values[n]);
    mpq_set_str(values[n].q, sides[1], 10);
    mpq_canonicalize(values[n].q);
  }
  return n;
}

static void
assert_case(const Case *c)
{
  SilsaRational values[MAX_NAMES] = {0};
  g_auto(SilsaRational) out = {0};
  g_auto(SilsaRational) expected = {0};
  mpq_srcptr inputs[MAX_NAMES];
  char *names[MAX_NAMES] = {NULL};
  guint n = set_inputs(c->inputs, values, names);
  g_autoptr(GError) error = NULL;
  g_autoptr(SilsaFormula) formula =
      silsa_formula_new(c->text, (const char *const *)names, n, &error);
  SilsaFormulaResult result;

  g_test_message("%s with %s", c->text, c->inputs);
  g_assert_no_error(error);
  silsa_rational_init(&out);
  silsa_rational_init(&expected);
  for (guint i = 0; i < n; i++)
    inputs[i] = values[i].q;
  result = silsa_formula_evaluate(formula, inputs, out.q);
  g_assert_cmpint(result, ==, c->result != NULL ? SILSA_FORMULA_OK : SILSA_FORMULA_DIVIDES_BY_ZERO);
  if (c->result != NULL) {
    mpq_set_str(expected.q, c->result, 10);
    mpq_canonicalize(expected.q);
    g_assert_true(mpq_equal(out.q, expected.q));
  }
  for (guint i = 0; i < n; i++) {
    silsa_rational_clear(&values[i]);
    g_free(names[i]);
  }
}

static void
test_values(void)
{
  static const Case cases[] = {
      {"a", "a=7", "7"},
      {"  a  ", "a=7", "7"},
      {"((a))", "a=7", "7"},
      {"100 * a / b", "a=1 b=3", "100/3"},
      {"100*a/b", "a=1 b=3", "100/3"},
      {"a - b - c", "a=10 b=3 c=2", "5"},
      {"a - (b - c)", "a=10 b=3 c=2", "9"},
      {"a / b / c", "a=12 b=3 c=2", "2"},
      {"a / (b / c)", "a=12 b=3 c=2", "8"},
      {"a + b * c", "a=1 b=2 c=3", "7"},
      {"(a + b) * c", "a=1 b=2 c=3", "9"},
      {"a - b", "a=1 b=2", "-1"},
      {"a * 0.1 + 0.2", "a=1", "3/10"}, /* no binary fractions */
      {"a + a * a - a / a", "a=3", "11"},
      {"a_1 + a_2", "a_1=1 a_2=2", "3"},
      {"ab + a", "a=1 ab=10", "11"}, /* one name begins with the other */
      {"a * 999999999999999999.999999", "a=1000000", "999999999999999999999999"},
      {"a * a * a * a * a * a * a * a", "a=1000000000000",
       "1000000000000000000000000000000000000"
       "000000000000000000000000000000000000"
       "000000000000000000000000"},
      {"((((((((((((((((a))))))))))))))))", "a=1", "1"}, /* 16 deep */
      {"a/b", "a=1 b=0", NULL},
      {"a/(b-b)", "a=1 b=5", NULL},
      {"0*(a/b)", "a=1 b=0", NULL}, /* nothing makes it good again */
      {"a/b - a/b", "a=0 b=0", NULL},
      {"a / 0.000000", "a=1", NULL},
      {"a + b / a", "a=1 b=0", "1"},
  };

  for (gsize i = 0; i < G_N_ELEMENTS(cases); i++)
    assert_case(&cases[i]);
}

static void
test_refused(void)
{
  static const char *const names[] = {"a", "b"};
  static const struct {
    const char *text;
    SilsaError code;
    const char *rule, *found;
  } cases[] = {
      {"", SILSA_ERROR_INVALID, "formula-syntax", ""},
      {"a b", SILSA_ERROR_INVALID, "formula-syntax", "b"},
      {"a +", SILSA_ERROR_INVALID, "formula-syntax", ""},
      {"a + * b", SILSA_ERROR_INVALID, "formula-syntax", "* b"},
      {"-a + b", SILSA_ERROR_INVALID, "formula-syntax", "-a + b"},
      {"a * -b", SILSA_ERROR_INVALID, "formula-syntax", "-b"},
      {"+a + b", SILSA_ERROR_INVALID, "formula-syntax", "+a + b"},
      {"(a + b", SILSA_ERROR_INVALID, "formula-syntax", ""},
      {"a + b)", SILSA_ERROR_INVALID, "formula-syntax", ")"},
      {"()", SILSA_ERROR_INVALID, "formula-syntax", ")"},
      {"a(b)", SILSA_ERROR_INVALID, "formula-syntax", "(b)"},
      {"2a + b", SILSA_ERROR_INVALID, "formula-syntax", "a + b"},
      {"a ** b", SILSA_ERROR_INVALID, "formula-syntax", "* b"},
      {"a // b", SILSA_ERROR_INVALID, "formula-syntax", "/ b"},
      {"a + b + 1.", SILSA_ERROR_INVALID, "formula-syntax", "1."},
      {"a + b + .5", SILSA_ERROR_INVALID, "formula-syntax", ".5"},
      {"a + b + 1.2.3", SILSA_ERROR_INVALID, "formula-syntax", "1.2.3"},
      {"a + b + 1e3", SILSA_ERROR_INVALID, "formula-syntax", "e3"},
      {"a + b + 1.0000000", SILSA_ERROR_INVALID, "formula-syntax", "1.0000000"},
      {"a + b + c", SILSA_ERROR_INVALID, "formula-name", "c"},
      {"a + b + A", SILSA_ERROR_INVALID, "formula-syntax", "A"},
      {"a + b + _", SILSA_ERROR_INVALID, "formula-syntax", "_"},
      {"a\t+ b", SILSA_ERROR_INVALID, "formula-syntax", "\t+ b"},
      {"a", SILSA_ERROR_INVALID, "formula-unused", "b"},
      {"b", SILSA_ERROR_INVALID, "formula-unused", "a"},
      {"(((((((((((((((((a + b)))))))))))))))))", SILSA_ERROR_LIMIT, "formula-depth", NULL},
      {"a + b + (1 + (1 + (1 + (1 + (1 + (1 + (1 + (1 + (1 + (1 + (1 + (1 + (1 + (1 + (1 + (1 + "
       "(1)))))))))))))))))",
       SILSA_ERROR_LIMIT, "formula-depth", NULL},
  };

  for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autoptr(GError) error = NULL;
    g_autoptr(SilsaFormula) formula =
        silsa_formula_new(cases[i].text, names, G_N_ELEMENTS(names), &error);

    g_test_message("%s", cases[i].text);
    g_assert_null(formula);
    g_assert_error(error, SILSA_ERROR, (int)cases[i].code);
    g_assert_cmpstr(silsa_error_get_facts(error)->rule, ==, cases[i].rule);
    g_assert_cmpstr(silsa_error_get_facts(error)->found, ==, cases[i].found);
  }
}

/* Closed parentheses do not count: 17 pairs beside each other are one deep. */
static void
test_many_pairs(void)
{
  g_autoptr(GString) text = g_string_new("a=1");
  g_autoptr(GString) formula = g_string_new("(a)");

  for (guint i = 0; i < 17; i++)
    g_string_append(formula, "+(a)");
  assert_case(&(Case){formula->str, text->str, "18"});
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);

  g_test_add_func("/core/formula/values", test_values);
  g_test_add_func("/core/formula/refused", test_refused);
  g_test_add_func("/core/formula/many-pairs", test_many_pairs);

  return g_test_run();
}
