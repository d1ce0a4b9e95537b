#include "silsa-decimal.h"
#include "silsa-error.h"
#include "silsa-limits.h"
#include "silsa-text.h"

#include <string.h>

static void
test_accepted(void)
{
  static const struct {
    const char *text, *canonical;
  } cases[] = {
      {"0", "0"},
      {"00", "0"},
      {"0.000000", "0"},
      {"007.50", "7.5"},
      {"12", "12"},
      {"12.0", "12"},
      {"0.000001", "0.000001"},
      {"999999999999999999", "999999999999999999"},
      {"999999999999999999.999999", "999999999999999999.999999"},
      {"000000000000000001", "1"},
      {"100", "100"},
      {"100.100", "100.1"},
  };

  for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autoptr(GError) error = NULL;
    g_autofree char *canonical = silsa_decimal_canonical(cases[i].text, &error);
    g_auto(SilsaRational) a = {0};
    g_auto(SilsaRational) b = {0};

    g_assert_no_error(error);
    g_assert_cmpstr(canonical, ==, cases[i].canonical);
    silsa_rational_init(&a);
    silsa_rational_init(&b);
    g_assert_true(silsa_decimal_parse(cases[i].text, a.q, &error));
    g_assert_true(silsa_decimal_parse(canonical, b.q, &error));
    g_assert_true(mpq_equal(a.q, b.q));
  }
}

static void
test_refused(void)
{
  static const char *const cases[] = {
      "",
      " ",
      "1 ",
      " 1",
      "+1",
      "-1",
      "-0",
      "1e3",
      "1,000",
      "1.",
      ".5",
      ".",
      "1..",
      "1.2.",
      "0x10",
      "½",
      "１２",
      "NaN",
      "inf",
      "1/2",
      "1000000000000000000",
      "0000000000000000001",
      "0.0000001",
      "1.0000000",
      "1\n",
      "1_000",
      "١",
  };

  for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autoptr(GError) error = NULL;
    g_auto(SilsaRational) value = {0};

    silsa_rational_init(&value);
    mpq_set_ui(value.q, 42, 1);
    g_assert_false(silsa_decimal_parse(cases[i], value.q, &error));
    g_assert_error(error, SILSA_ERROR, SILSA_ERROR_INVALID);
    g_assert_cmpstr(silsa_error_get_facts(error)->rule, ==, "decimal");
    g_assert_cmpstr(silsa_error_get_facts(error)->found, ==, cases[i]);
    g_assert_cmpint(mpq_cmp_ui(value.q, 42, 1), ==, 0); /* left alone */
    g_assert_null(silsa_decimal_canonical(cases[i], NULL));
  }
}

/* GMP alone would take seconds for this. */
static void
test_ten_million_digits(void)
{
  g_autofree char *text = g_malloc(10000001);
  g_autoptr(GError) error = NULL;
  g_auto(SilsaRational) value = {0};
  gint64 start;

  memset(text, '7', 10000000);
  text[10000000] = '\0';
  silsa_rational_init(&value);
  start = g_get_monotonic_time();
  g_assert_false(silsa_decimal_parse(text, value.q, &error));
  g_assert_cmpint(g_get_monotonic_time() - start, <, G_USEC_PER_SEC / 10);
  g_assert_cmpint(g_utf8_strlen(silsa_error_get_facts(error)->found, -1), <=, 200);
}

static void
assert_format(const char *text, int decimals, const char *expected)
{
  g_auto(SilsaRational) value = {0};
  g_autofree char *printed = NULL;
  g_autofree char *again = NULL;

  silsa_rational_init(&value);
  g_assert_cmpint(mpq_set_str(value.q, text, 10), ==, 0);
  mpq_canonicalize(value.q);
  printed = silsa_rational_format(value.q, decimals);
  g_assert_cmpstr(printed, ==, expected);
  silsa_rational_round(value.q, decimals);
  again = silsa_rational_format(value.q, decimals); /* rounding twice changes nothing */
  g_assert_cmpstr(again, ==, expected);
}

static void
test_rounding(void)
{
  assert_format("0", 0, "0");
  assert_format("0", 2, "0.00");
  assert_format("1/2", 0, "1");
  assert_format("3/2", 0, "2");
  assert_format("5/2", 0, "3"); /* not to even */
  assert_format("49/100", 0, "0");
  assert_format("1/20", 1, "0.1");
  assert_format("499999/10000000", 1, "0.0");
  assert_format("3045/200", 1, "15.2");
  assert_format("3045/200", 2, "15.23");
  assert_format("999/1000", 2, "1.00");
  assert_format("9995/1000", 2, "10.00");
  assert_format("1/3", 4, "0.3333");
  assert_format("2/3", 4, "0.6667");
  assert_format("-1/2", 0, "-1");
  assert_format("-49/100", 0, "0"); /* never -0 */
  assert_format("-1/8", 2, "-0.13");
  assert_format("2000", 1, "2000.0");
}

static void
test_short(void)
{
  static const struct {
    const char *text, *expected;
  } cases[] = {
      {"0", "0"},          {"100", "100"},         {"1/2", "0.5"},
      {"1/3", "0.333333"}, {"2/3", "0.666667"},    {"1/2000000", "0.000001"},
      {"1/2000001", "0"},  {"200/3", "66.666667"}, {"1522500001/1000000", "1522.500001"},
      {"-5/2", "-2.5"},
  };

  for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_auto(SilsaRational) value = {0};
    g_autofree char *text = NULL;

    silsa_rational_init(&value);
    mpq_set_str(value.q, cases[i].text, 10);
    mpq_canonicalize(value.q);
    text = silsa_rational_format_short(value.q);
    g_assert_cmpstr(text, ==, cases[i].expected);
  }
}

static void
test_cleared_twice(void)
{
  SilsaRational value = {0};

  silsa_rational_clear(&value);
  silsa_rational_init(&value);
  g_assert_true(value.live);
  silsa_rational_clear(&value);
  silsa_rational_clear(&value);
  g_assert_false(value.live);
}

/* --- text --------------------------------------------------------------------------------- */

static void
assert_text(const char *text, const char *expected)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *normal = silsa_text_normalise(text, &error);

  g_assert_no_error(error);
  g_assert_cmpstr(normal, ==, expected);
}

static void
assert_text_refused(const char *text, SilsaError code, const char *rule, const char *found)
{
  g_autoptr(GError) error = NULL;

  g_assert_null(silsa_text_normalise(text, &error));
  g_assert_error(error, SILSA_ERROR, (int)code);
  g_assert_cmpstr(silsa_error_get_facts(error)->rule, ==, rule);
  if (found != NULL)
    g_assert_cmpstr(silsa_error_get_facts(error)->found, ==, found);
}

static void
test_text(void)
{
  assert_text("", "");
  assert_text("실사", "실사");
  /* decomposed jamo, as another system writes file names */
  assert_text("\u1109\u1175\u11AF\u1109\u1161", "실사");
  assert_text("a\r\nb\n\tc", "a\nb\n\tc");
  assert_text_refused("a\rb", SILSA_ERROR_INVALID, "text", "U+000D");
  assert_text_refused("a\x1b[0m", SILSA_ERROR_INVALID, "text", "U+001B");
  assert_text_refused("a\xc2\x85", SILSA_ERROR_INVALID, "text", "U+0085");
  assert_text_refused("a\xef\xbf\xbe", SILSA_ERROR_INVALID, "text", "U+FFFE");
  assert_text_refused("\xff\xfe", SILSA_ERROR_INVALID, "text", NULL);
}

static void
test_text_length(void)
{
  g_autoptr(GString) text = g_string_new(NULL);
  g_autofree char *normal = NULL;

  for (guint i = 0; i < SILSA_LIMIT_TEXT_CHARACTERS; i++)
    g_string_append(text, "가");
  normal = silsa_text_normalise(text->str, NULL);
  g_assert_cmpstr(normal, ==, text->str);
  g_string_append_c(text, '.');
  assert_text_refused(text->str, SILSA_ERROR_LIMIT, "text-length", "20001");
}

static void
test_text_languages(void)
{
  SilsaText text = {g_strdup("가"), g_strdup("a")};

  g_assert_cmpstr(silsa_text_get(&text, SILSA_LANGUAGE_KO), ==, "가");
  g_assert_cmpstr(silsa_text_get(&text, SILSA_LANGUAGE_EN), ==, "a");
  silsa_text_clear(&text);
  g_assert_null(text.ko);
  silsa_text_clear(&text);
}

static void
test_text_locale(void)
{
  static const struct {
    const char *language;
    SilsaLanguage expected;
  } cases[] = {
      {"ko", SILSA_LANGUAGE_KO},     {"ko_KR.UTF-8", SILSA_LANGUAGE_KO},
      {"ko:en", SILSA_LANGUAGE_KO},  {"en", SILSA_LANGUAGE_EN},
      {"kok_IN", SILSA_LANGUAGE_EN}, {"en:ko", SILSA_LANGUAGE_EN},
      {"de_DE", SILSA_LANGUAGE_EN},
  };

  g_setenv("LC_ALL", "en_US.UTF-8", TRUE); /* in C, LANGUAGE does not count */
  for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_setenv("LANGUAGE", cases[i].language, TRUE);
    g_assert_cmpint(silsa_language_from_locale(), ==, cases[i].expected);
  }
}

/* Each character of the first plane among others, composed and not, as GLib makes it. */
static void
test_text_compose(void)
{
  static const char *const beside[][2] = {
      {"", ""}, {"a", "e"}, {"가", "\u11a8"}, {"\u1112", "\u1161"}, {"", "\u0301"}};

  for (gunichar c = 1; c <= 0xffff; c++) {
    char letter[7] = {0};

    if (!g_unichar_validate(c))
      continue;
    g_unichar_to_utf8(c, letter);
    for (gsize i = 0; i < G_N_ELEMENTS(beside); i++) {
      g_autofree char *text = g_strconcat(beside[i][0], letter, beside[i][1], NULL);
      g_autofree char *ours = silsa_text_compose(text);
      g_autofree char *theirs = g_utf8_normalize(text, -1, G_NORMALIZE_NFC);

      g_assert_cmpstr(ours, ==, theirs);
    }
  }
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);

  g_test_add_func("/core/decimal/accepted", test_accepted);
  g_test_add_func("/core/decimal/refused", test_refused);
  g_test_add_func("/core/decimal/ten-million-digits", test_ten_million_digits);
  g_test_add_func("/core/decimal/rounding", test_rounding);
  g_test_add_func("/core/decimal/short", test_short);
  g_test_add_func("/core/decimal/cleared-twice", test_cleared_twice);
  g_test_add_func("/core/text/normalise", test_text);
  g_test_add_func("/core/text/length", test_text_length);
  g_test_add_func("/core/text/languages", test_text_languages);
  g_test_add_func("/core/text/locale", test_text_locale);
  g_test_add_func("/core/text/compose", test_text_compose);

  return g_test_run();
}
