#include "silsa-decimal.h"

#include "silsa-error.h"

#include <string.h>

#define SHORT_DECIMALS 6

/* The parts of a decimal text. It has at most 24 digits, so GMP never meets a long one: it would
 * take seconds for ten million digits. */
typedef struct {
  const char *integer;
  gsize n_integer;
  const char *fraction; /* NULL: no point */
  gsize n_fraction;
} Digits;

void
silsa_rational_init(SilsaRational *self)
{
  mpq_init(self->q);
  self->live = TRUE;
}

void
silsa_rational_clear(SilsaRational *self)
{
  if (self->live)
    mpq_clear(self->q);
  self->live = FALSE;
}

void
silsa_rational_reduce(mpq_ptr value)
{
  unsigned long divisor;

  if (!mpz_fits_ulong_p(mpq_denref(value))) {
    mpq_canonicalize(value);
    return;
  }
  divisor = mpz_gcd_ui(NULL, mpq_numref(value), mpz_get_ui(mpq_denref(value)));
  if (divisor == 1)
    return;
  mpz_divexact_ui(mpq_numref(value), mpq_numref(value), divisor);
  mpz_divexact_ui(mpq_denref(value), mpq_denref(value), divisor);
}

static void
set_power_of_ten(mpz_ptr out, gsize n)
{
  static const unsigned long powers[] = {1, 10, 100, 1000, 10000, 100000, 1000000};

  if (n < G_N_ELEMENTS(powers))
    mpz_set_ui(out, powers[n]);
  else
    mpz_ui_pow_ui(out, 10, n);
}

static gsize
count_digits(const char *text, gsize most)
{
  gsize n = 0;

  while (n <= most && g_ascii_isdigit(text[n]))
    n++;
  return n;
}

static gboolean
split(const char *text, Digits *digits)
{
  const char *end;

  *digits = (Digits){.integer = text};
  digits->n_integer = count_digits(text, SILSA_DECIMAL_MAX_INTEGER_DIGITS);
  if (digits->n_integer == 0 || digits->n_integer > SILSA_DECIMAL_MAX_INTEGER_DIGITS)
    return FALSE;
  end = text + digits->n_integer;
  if (*end == '.') {
    digits->fraction = end + 1;
    digits->n_fraction = count_digits(digits->fraction, SILSA_DECIMAL_MAX_FRACTION_DIGITS);
    if (digits->n_fraction == 0 || digits->n_fraction > SILSA_DECIMAL_MAX_FRACTION_DIGITS)
      return FALSE;
    end = digits->fraction + digits->n_fraction;
  }
  return *end == '\0';
}

static gboolean
split_or_fail(const char *text, Digits *digits, GError **error)
{
  if (split(text, digits))
    return TRUE;
  silsa_error_set(error, SILSA_ERROR_INVALID, "decimal", "not a decimal of at most %d.%d digits",
                  SILSA_DECIMAL_MAX_INTEGER_DIGITS, SILSA_DECIMAL_MAX_FRACTION_DIGITS);
  silsa_error_with_found(error, text);
  return FALSE;
}

gboolean
silsa_decimal_parse(const char *text, mpq_ptr out, GError **error)
{
  char buffer[SILSA_DECIMAL_MAX_INTEGER_DIGITS + SILSA_DECIMAL_MAX_FRACTION_DIGITS + 1];
  Digits digits;

  g_return_val_if_fail(text != NULL, FALSE);

  if (!split_or_fail(text, &digits, error))
    return FALSE;
  memcpy(buffer, digits.integer, digits.n_integer);
  if (digits.n_fraction > 0)
    memcpy(buffer + digits.n_integer, digits.fraction, digits.n_fraction);
  buffer[digits.n_integer + digits.n_fraction] = '\0';
  mpz_set_str(mpq_numref(out), buffer, 10);
  set_power_of_ten(mpq_denref(out), digits.n_fraction);
  silsa_rational_reduce(out);
  return TRUE;
}

char *
silsa_decimal_canonical(const char *text, GError **error)
{
  Digits digits;

  g_return_val_if_fail(text != NULL, NULL);

  if (!split_or_fail(text, &digits, error))
    return NULL;
  while (digits.n_integer > 1 && *digits.integer == '0') {
    digits.integer++;
    digits.n_integer--;
  }
  while (digits.n_fraction > 0 && digits.fraction[digits.n_fraction - 1] == '0')
    digits.n_fraction--;
  if (digits.n_fraction == 0)
    return g_strndup(digits.integer, digits.n_integer);
  return g_strdup_printf("%.*s.%.*s", (int)digits.n_integer, digits.integer, (int)digits.n_fraction,
                         digits.fraction);
}

/* The whole number nearest to @value * 10^@decimals, halves away from zero. */
static void
scale_and_round(mpq_srcptr value, int decimals, mpz_ptr out)
{
  mpz_t twice;

  /* floor((2 * |n| * 10^k + d) / 2d) with the sign put back */
  mpz_init(twice);
  set_power_of_ten(twice, (gsize)decimals);
  mpz_mul(out, twice, mpq_numref(value));
  mpz_abs(out, out);
  mpz_mul_2exp(out, out, 1);
  mpz_add(out, out, mpq_denref(value));
  mpz_mul_2exp(twice, mpq_denref(value), 1);
  mpz_fdiv_q(out, out, twice);
  mpz_clear(twice);
  if (mpq_sgn(value) < 0)
    mpz_neg(out, out);
}

static char *
format_scaled(mpz_srcptr scaled, int decimals)
{
  g_autofree char *digits = g_malloc(mpz_sizeinbase(scaled, 10) + 2);
  const char *sign = mpz_sgn(scaled) < 0 ? "-" : "";
  GString *text;

  mpz_get_str(digits, 10, scaled);
  text = g_string_new(digits + strlen(sign));
  while (text->len <= (gsize)decimals)
    g_string_prepend_c(text, '0');
  if (decimals > 0)
    g_string_insert_c(text, (gssize)text->len - decimals, '.');
  g_string_prepend(text, sign);
  return g_string_free_and_steal(text);
}

char *
silsa_rational_format(mpq_srcptr value, int decimals)
{
  char *text;
  mpz_t scaled;

  g_return_val_if_fail(decimals >= 0, NULL);

  mpz_init(scaled);
  scale_and_round(value, decimals, scaled);
  text = format_scaled(scaled, decimals);
  mpz_clear(scaled);
  return text;
}

char *
silsa_rational_format_short(mpq_srcptr value)
{
  char *text = silsa_rational_format(value, SHORT_DECIMALS);
  char *end = text + strlen(text);

  while (end[-1] == '0')
    *--end = '\0';
  if (end[-1] == '.')
    *--end = '\0';
  return text;
}

void
silsa_rational_round(mpq_ptr value, int decimals)
{
  mpz_t scaled;

  g_return_if_fail(decimals >= 0);

  mpz_init(scaled);
  scale_and_round(value, decimals, scaled);
  mpz_swap(mpq_numref(value), scaled);
  mpz_clear(scaled);
  set_power_of_ten(mpq_denref(value), (gsize)decimals);
  silsa_rational_reduce(value);
}
