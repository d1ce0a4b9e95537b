#pragma once

#include <gmp.h>
#include <glib.h>

G_BEGIN_DECLS

#define SILSA_DECIMAL_MAX_INTEGER_DIGITS 18
#define SILSA_DECIMAL_MAX_FRACTION_DIGITS 6

/** An exact rational that frees itself: `g_auto(SilsaRational) q; silsa_rational_init(&q);` */
typedef struct {
  mpq_t q;
  gboolean live;
} SilsaRational;

void silsa_rational_init(SilsaRational *self);
void silsa_rational_clear(SilsaRational *self); /* safe on a zeroed or cleared one */
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(SilsaRational, silsa_rational_clear)

/** Lowest terms: mpq_canonicalize(), made quick for the short denominators that there are here. The
 * denominator must be positive. */
void silsa_rational_reduce(mpq_ptr value);

/**
 * Reads a plain decimal: at most 18 integer and 6 fractional digits, no sign, no exponent, no
 * separator (DESIGN §6). Digits are bounded before GMP sees them. @out must be initialised.
 * Error: SILSA_ERROR_INVALID, rule "decimal".
 */
gboolean silsa_decimal_parse(const char *text, mpq_ptr out, GError **error);

/** The one spelling of a decimal: no leading or trailing zeros ("007.50" -> "7.5"). NULL + error
 * when it is none. (transfer full) */
char *silsa_decimal_canonical(const char *text, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** @value rounded half up (away from zero) to exactly @decimals digits. (transfer full) */
char *silsa_rational_format(mpq_srcptr value, int decimals) G_GNUC_WARN_UNUSED_RESULT;

/** @value rounded half up at 6 digits, trailing zeros cut: `percent` and `value` in every output.
 */
char *silsa_rational_format_short(mpq_srcptr value) G_GNUC_WARN_UNUSED_RESULT;

/** Rounds @value half up to @decimals digits, in place. It need not be in lowest terms. */
void silsa_rational_round(mpq_ptr value, int decimals);

G_END_DECLS
