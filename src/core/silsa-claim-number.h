#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * Numbers as spreadsheets show them: full-width digits, a percent sign, commas between thousands.
 * What the comma means is told by the number itself or by the others of its table; where neither
 * tells, the number is refused, never guessed.
 */

typedef enum {
  SILSA_NUMBER_PLAIN, /* no comma, and at most one point: "1234.5" */
  SILSA_NUMBER_GROUPED, /* commas that can only part thousands: "1,234,567", "1,234.5" */
  SILSA_NUMBER_EITHER, /* "1,234": thousands, or 1.234 in other countries */
  SILSA_NUMBER_DECIMAL_COMMA, /* "37,5", "1.234,5", "1.234.567": not as it is written here */
  SILSA_NUMBER_NONE, /* whatever else */
} SilsaNumberShape;

/** @text with full-width letters, digits, signs and spaces made half-width, and without white space
 * around it. (transfer full) */
char *silsa_number_narrow(const char *text) G_GNUC_WARN_UNUSED_RESULT;
/** Takes a percent sign off the end of @text, with the spaces before it; TRUE when there was one.
 */
gboolean silsa_number_take_percent(char *text);
SilsaNumberShape silsa_number_shape(const char *text);
/** @text without its commas. (transfer full) */
char *silsa_number_drop_commas(const char *text) G_GNUC_WARN_UNUSED_RESULT;
/** TRUE where "@left,@right" may have been one number whose comma parted two cells. */
gboolean silsa_number_may_be_split(const char *left, const char *right);

G_END_DECLS
