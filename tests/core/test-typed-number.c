#include "desk.h"

#include "silsa-error.h"
#include "silsa-formula-words.h"
#include "silsa-typed-number.h"

static SilsaUnit person = {"person", 0, {(char *)"명", (char *)"persons"}};
static SilsaUnit percent = {"percent", 1, {(char *)"%", (char *)"%"}};
static SilsaUnit million = {"million-won", 1, {(char *)"백만 원", (char *)"million won"}};
static SilsaUnit building = {"building", 0, {(char *)"동", (char *)"buildings"}};

static void
assert_read(const char *text, const SilsaUnit *unit, const char *expected)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *found = silsa_typed_number_read(text, unit, &error);

  g_assert_no_error(error);
  g_assert_cmpstr(found, ==, expected);
}

static void
assert_refused(const char *text, const SilsaUnit *unit, const char *rule)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *found = silsa_typed_number_read(text, unit, &error);
  g_autofree char *sentence = error != NULL ? silsa_error_explain(error) : NULL;

  g_assert_null(found);
  g_assert_error(error, SILSA_ERROR, SILSA_ERROR_INVALID);
  g_assert_cmpstr(silsa_error_get_facts(error)->rule, ==, rule);
  g_assert_nonnull(sentence);
}

static void
test_digits(void)
{
  assert_read("0", &person, "0");
  assert_read("  12 ", &person, "12");
  assert_read("007.50", &percent, "7.5");
  assert_read("1,234", &person, "1234");
  assert_read("1,234,567.25", &person, "1234567.25");
  assert_read("1 234 567", &person, "1234567");
  assert_read("12\u202F345", &person, "12345");
  assert_read("１２，３４５", &person, "12345");
  assert_read("999999999999999999.999999", &person, "999999999999999999.999999");
}

static void
test_units(void)
{
  assert_read("388,000명", &person, "388000");
  assert_read("388,000 명", &person, "388000");
  assert_read("12인", &person, "12");
  assert_read("12 Persons", &person, "12");
  assert_read("12 person", &person, "12");
  assert_read("37.5%", &percent, "37.5");
  assert_read("37.5 ％", &percent, "37.5");
  assert_read("37.5퍼센트", &percent, "37.5");
  assert_read("3동", &building, "3");
}

static void
test_magnitudes(void)
{
  assert_read("2만 3,450명", &person, "23450");
  assert_read("2만3450", &person, "23450");
  assert_read("238만", &person, "2380000");
  assert_read("3.5만", &person, "35000");
  assert_read("만", &person, "10000");
  assert_read("천 명", &person, "1000");
  assert_read("2천5백", &person, "2500");
  assert_read("1억 2천만", &person, "120000000");
  assert_read("1조 2억 3만 4", &person, "1000200030004");
  assert_read("51,829,136 명", &person, "51829136");
}

/* A unit that is a magnitude itself: what is said in won is brought to it. */
static void
test_unit_with_magnitude(void)
{
  assert_read("300", &million, "300");
  assert_read("1,234.5", &million, "1234.5");
  assert_read("300백만 원", &million, "300");
  assert_read("3억 원", &million, "300");
  assert_read("3억", &million, "300");
  assert_read("5억 3백만원", &million, "503");
  assert_read("1,234,567원", &million, "1.234567");
  assert_read("12 million won", &million, "12");
}

static void
test_refused(void)
{
  static const char *const none[] = {"",     "명",   "-3",     "+3",     "1e3",     ".5",   "5.",
                                     "12대", "삼십", "1만2억", "1백2천", "2만 3만", "1..2", "0x10",
                                     "1/2",  "≈12",  "만만",   "12명명", "천천"};
  static const char *const commas[] = {"37,5",  "1,23", "1.234,5", "1.234.567",
                                       "0,123", "12 3", "1,2,3",   "2,385,41"};
  static const char *const decimals[] = {"1234567890123456789", "0.0000001", "99999999999조",
                                         "0.0000001만 명"};

  for (gsize i = 0; i < G_N_ELEMENTS(none); i++)
    assert_refused(none[i], &person, "typed-number");
  for (gsize i = 0; i < G_N_ELEMENTS(commas); i++)
    assert_refused(commas[i], &person, "typed-comma");
  for (gsize i = 0; i < G_N_ELEMENTS(decimals); i++)
    assert_refused(decimals[i], &person, "decimal");
  assert_refused("1원", &(SilsaUnit){"x", 0, {(char *)"억 원", (char *)"x"}}, "decimal");
  assert_refused("12%", &person, "typed-number");
  assert_refused("12명", &percent, "typed-number");
}

static void
test_has_words(void)
{
  g_assert_true(silsa_typed_number_has_words("2만"));
  g_assert_false(silsa_typed_number_has_words("23,450명"));
}

/* --- formulas --- */

static void
assert_numbers(SilsaAssessment *desk, const char *code, const char *kind, const char *expected)
{
  g_autofree char *found =
      silsa_formula_to_numbers(silsa_assessment_find_answer(desk, code), kind, SILSA_LANGUAGE_KO);

  g_assert_cmpstr(found, ==, expected);
}

static void
test_formula(void)
{
  g_autoptr(GBytes) bytes = desk_catalogue();
  SilsaAssessment *desk = desk_new(bytes);
  const SilsaIndicator *indicator =
      silsa_answer_get_indicator(silsa_assessment_find_answer(desk, "A1-01"));
  g_autofree char *words = silsa_formula_to_words(indicator, SILSA_LANGUAGE_EN);
  g_autofree char *pattern = g_strdup_printf("100 × %s ÷ %s", indicator->inputs[0].title.en,
                                             indicator->inputs[1].title.en);

  g_assert_cmpstr(words, ==, pattern);
  assert_numbers(desk, "A1-01", "input", NULL);
  desk_set(desk, "A1-01", "input:whole", "14210");
  assert_numbers(desk, "A1-01", "input", "100 × □ ÷ 14,210");
  desk_set(desk, "A1-01", "input:part", "7432");
  assert_numbers(desk, "A1-01", "input", "100 × 7,432 ÷ 14,210 = 52\u2009개");
  assert_numbers(desk, "A1-01", "claim", NULL);
  desk_set(desk, "A1-01", "input:whole", "0");
  assert_numbers(desk, "A1-01", "input", "100 × 7,432 ÷ 0");
  assert_numbers(desk, "A1-02", "input", NULL);
  g_assert_finalize_object(desk);
}

int
main(int argc, char *argv[])
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/typed-number/digits", test_digits);
  g_test_add_func("/typed-number/units", test_units);
  g_test_add_func("/typed-number/magnitudes", test_magnitudes);
  g_test_add_func("/typed-number/unit-with-magnitude", test_unit_with_magnitude);
  g_test_add_func("/typed-number/refused", test_refused);
  g_test_add_func("/typed-number/has-words", test_has_words);
  g_test_add_func("/formula-words", test_formula);
  return g_test_run();
}
