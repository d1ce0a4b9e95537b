#include "silsa-typed-number.h"

#include "silsa-claim-number.h"
#include "silsa-error.h"

#include <string.h>

/*
 * number  = section { section }              each ends with a larger magnitude than the next
 * section = [ part { part } ] [ 조 | 억 | 만 ]
 * part    = [ digits ] [ 천 | 백 | 십 ]
 *
 * A magnitude with nothing before it counts once: "천" is 1,000.
 */

typedef struct {
  gunichar letter;
  unsigned long factor;
} Magnitude;

static const Magnitude small[] = {{0xC2ED, 10}, {0xBC31, 100}, {0xCC9C, 1000}}; /* 십 백 천 */
static const Magnitude large[] = {
    {0xB9CC, 10000}, {0xC5B5, 100000000}, {0xC870, 1000000000000}}; /* 만 억 조 */

/* What is said for a unit, but is neither its title nor its id. */
static const struct {
  const char *title; /* Korean */
  const char *said;
} also_said[] = {{"명", "인"}, {"%", "퍼센트"}, {"%", "프로"}, {"시간", "h"}, {"㎢", "km2"}};

static unsigned long
find_factor(const Magnitude *table, gsize n, const char *text)
{
  gunichar letter = g_utf8_get_char(text);

  for (gsize i = 0; i < n; i++)
    if (table[i].letter == letter)
      return table[i].factor;
  return 0;
}

static unsigned long
small_factor(const char *text)
{
  return find_factor(small, G_N_ELEMENTS(small), text);
}

static unsigned long
large_factor(const char *text)
{
  return find_factor(large, G_N_ELEMENTS(large), text);
}

/* Without white space; but a space between two digits parts thousands as a comma does. */
static char *
compact(const char *text)
{
  g_autofree char *narrow = silsa_number_narrow(text);
  g_autoptr(GString) out = g_string_new(NULL);
  gboolean space = FALSE;

  for (const char *p = narrow; *p != '\0'; p = g_utf8_next_char(p)) {
    gunichar letter = g_utf8_get_char(p);

    if (g_unichar_isspace(letter)) {
      space = TRUE;
      continue;
    }
    if (space && out->len > 0 && g_ascii_isdigit(out->str[out->len - 1]) && g_ascii_isdigit(*p))
      g_string_append_c(out, ',');
    g_string_append_unichar(out, letter);
    space = FALSE;
  }
  return g_string_free_and_steal(g_steal_pointer(&out));
}

/* Takes @word off the end of @text, whatever its spaces and capitals. */
static gboolean
take_word(char *text, const char *word)
{
  g_autofree char *plain = compact(word);
  g_autofree char *wanted = g_utf8_casefold(plain, -1);
  gsize length = strlen(plain);
  g_autofree char *end = NULL;

  if (length == 0 || strlen(text) <= length || (text[strlen(text) - length] & 0xC0) == 0x80)
    return FALSE; /* nothing would be left, or it begins amidst a letter */
  end = g_utf8_casefold(text + strlen(text) - length, -1);
  if (strcmp(end, wanted) != 0)
    return FALSE;
  text[strlen(text) - length] = '\0';
  return TRUE;
}

/* "백만 원" is a million of "원": what stands before the space is a magnitude and nothing else.
 * Returns 1 and the whole title where it is not so. */
static unsigned long
split_unit(const SilsaUnit *unit, const char **base)
{
  const char *title = unit->title.ko;
  unsigned long factor = 1;

  *base = title;
  for (const char *p = title; *p != '\0'; p = g_utf8_next_char(p)) {
    unsigned long part = MAX(small_factor(p), large_factor(p));

    if (part == 0) {
      if (*p != ' ' || factor == 1)
        return 1;
      *base = p + 1;
      return factor;
    }
    factor *= part;
  }
  return 1;
}

/* Takes the unit off the end of @text. */
static void
take_unit(char *text, const SilsaUnit *unit, const char *base, gboolean *took_base)
{
  *took_base = take_word(text, base);
  if (*took_base || take_word(text, unit->title.en) || take_word(text, unit->id))
    return;
  for (gsize i = 0; i < G_N_ELEMENTS(also_said); i++)
    if (strcmp(also_said[i].title, unit->title.ko) == 0 && take_word(text, also_said[i].said))
      return;
}

static gboolean
fail(GError **error, const char *rule, const char *text, const SilsaUnit *unit)
{
  silsa_error_set(error, SILSA_ERROR_INVALID, rule, "not read as a number of this unit");
  silsa_error_with_found(error, text);
  silsa_error_with_expected(error, silsa_text_get(&unit->title, silsa_language_from_locale()));
  return FALSE;
}

/* Digits with their separators, at the head of @text. */
static gboolean
read_digits(const char *text, gsize length, mpq_ptr out, const char **rule, GError **error)
{
  g_autofree char *digits = g_strndup(text, length);
  SilsaNumberShape shape = silsa_number_shape(digits);
  g_autofree char *plain = NULL;

  *rule = shape == SILSA_NUMBER_DECIMAL_COMMA || strchr(digits, ',') != NULL ? "typed-comma"
                                                                             : "typed-number";
  if (shape == SILSA_NUMBER_DECIMAL_COMMA || shape == SILSA_NUMBER_NONE)
    return FALSE;
  *rule = NULL;
  plain = silsa_number_drop_commas(digits);
  return silsa_decimal_parse(plain, out, error);
}

typedef struct {
  SilsaRational total; /* the sections that are closed */
  SilsaRational section; /* the parts of the open one */
  SilsaRational part;
  gboolean has_part, has_section, has_magnitude;
  unsigned long least_large, least_small; /* the magnitude that closed last; 0: none yet */
} Sum;

static void
multiply_and_add(mpq_ptr sum, mpq_ptr part, unsigned long factor)
{
  SilsaRational by = {0};

  silsa_rational_init(&by);
  mpq_set_ui(by.q, factor, 1);
  mpq_mul(part, part, by.q);
  mpq_add(sum, sum, part);
  mpq_set_ui(part, 0, 1);
  silsa_rational_clear(&by);
}

static gboolean
close_part(Sum *sum, unsigned long factor)
{
  if (sum->least_small != 0 && factor >= sum->least_small)
    return FALSE;
  if (!sum->has_part)
    mpq_set_ui(sum->part.q, 1, 1);
  multiply_and_add(sum->section.q, sum->part.q, factor);
  sum->least_small = factor;
  sum->has_part = FALSE;
  sum->has_section = TRUE;
  return TRUE;
}

static gboolean
close_section(Sum *sum, unsigned long factor)
{
  if (sum->least_large != 0 && factor >= sum->least_large)
    return FALSE;
  if (sum->has_part && !close_part(sum, 1))
    return FALSE;
  if (!sum->has_section)
    mpq_set_ui(sum->section.q, 1, 1);
  multiply_and_add(sum->total.q, sum->section.q, factor);
  sum->least_large = factor;
  sum->least_small = 0;
  sum->has_section = FALSE;
  return TRUE;
}

/* One token of @text; returns what follows, or NULL with a rule or an error. */
static const char *
read_token(Sum *sum, const char *text, const char **rule, GError **error)
{
  gsize length = strspn(text, "0123456789.,");
  unsigned long factor;

  *rule = "typed-number";
  if (length > 0) {
    if (sum->has_part || !read_digits(text, length, sum->part.q, rule, error))
      return NULL;
    sum->has_part = TRUE;
    return text + length;
  }
  sum->has_magnitude = TRUE;
  factor = small_factor(text);
  if (factor != 0)
    return close_part(sum, factor) ? g_utf8_next_char(text) : NULL;
  factor = large_factor(text);
  return factor != 0 && close_section(sum, factor) ? g_utf8_next_char(text) : NULL;
}

static gboolean
read_sum(Sum *sum, const char *text, const char **rule, GError **error)
{
  const char *at = text;

  *rule = "typed-number";
  if (*text == '\0')
    return FALSE;
  while (at != NULL && *at != '\0')
    at = read_token(sum, at, rule, error);
  if (at == NULL)
    return FALSE;
  return !(sum->has_part || sum->has_section) || close_section(sum, 1);
}

/* As a decimal, or NULL where it takes more than six digits after the point. */
static char *
to_decimal(mpq_srcptr value, GError **error)
{
  g_autofree char *text = silsa_rational_format_short(value);
  g_auto(SilsaRational) again = {0};

  silsa_rational_init(&again);
  if (!silsa_decimal_parse(text, again.q, error))
    return NULL;
  if (!mpq_equal(again.q, value)) {
    silsa_error_set(error, SILSA_ERROR_INVALID, "decimal", "more than six digits after the point");
    silsa_error_with_found(error, text);
    return NULL;
  }
  return g_steal_pointer(&text);
}

static char *
read_in_unit(const char *text, const SilsaUnit *unit, const char **rule, GError **error)
{
  const char *base;
  unsigned long factor = split_unit(unit, &base);
  g_autofree char *plain = compact(text);
  g_auto(SilsaRational) divisor = {0};
  Sum sum = {0};
  gboolean took_base;
  char *decimal = NULL;

  take_unit(plain, unit, base, &took_base);
  silsa_rational_init(&sum.total);
  silsa_rational_init(&sum.section);
  silsa_rational_init(&sum.part);
  silsa_rational_init(&divisor);
  if (read_sum(&sum, plain, rule, error)) {
    mpq_set_ui(divisor.q, took_base || sum.has_magnitude ? factor : 1, 1);
    mpq_div(sum.total.q, sum.total.q, divisor.q);
    *rule = NULL;
    decimal = to_decimal(sum.total.q, error);
  }
  silsa_rational_clear(&sum.part);
  silsa_rational_clear(&sum.section);
  silsa_rational_clear(&sum.total);
  return decimal;
}

char *
silsa_typed_number_read(const char *text, const SilsaUnit *unit, GError **error)
{
  const char *rule = NULL;
  char *decimal;

  g_return_val_if_fail(text != NULL, NULL);
  g_return_val_if_fail(unit != NULL, NULL);

  decimal = read_in_unit(text, unit, &rule, error);
  if (decimal == NULL && rule != NULL)
    fail(error, rule, text, unit);
  return decimal;
}

gboolean
silsa_typed_number_has_words(const char *text)
{
  for (; *text != '\0'; text = g_utf8_next_char(text))
    if (small_factor(text) != 0 || large_factor(text) != 0)
      return TRUE;
  return FALSE;
}
