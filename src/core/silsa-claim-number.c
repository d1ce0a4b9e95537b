#include "silsa-claim-number.h"

#include <string.h>

#define FULL_WIDTH_FIRST 0xFF01
#define FULL_WIDTH_LAST 0xFF5E
#define FULL_WIDTH_OFFSET 0xFEE0
#define FULL_WIDTH_SPACE 0x3000

char *
silsa_number_narrow(const char *text)
{
  g_autoptr(GString) out = g_string_new(NULL);

  for (; *text != '\0'; text = g_utf8_next_char(text)) {
    gunichar letter = g_utf8_get_char(text);

    if (letter >= FULL_WIDTH_FIRST && letter <= FULL_WIDTH_LAST)
      letter -= FULL_WIDTH_OFFSET;
    g_string_append_unichar(out, letter == FULL_WIDTH_SPACE ? ' ' : letter);
  }
  return g_strstrip(g_string_free_and_steal(g_steal_pointer(&out)));
}

gboolean
silsa_number_take_percent(char *text)
{
  if (!g_str_has_suffix(text, "%"))
    return FALSE;
  text[strlen(text) - 1] = '\0';
  g_strchomp(text);
  return TRUE;
}

static gsize
count_digits(const char *text)
{
  return strspn(text, "0123456789");
}

/* Reads "1" and any number of ",234"; returns what follows, or NULL when it is not so. */
static const char *
skip_groups(const char *text, char mark, guint *groups)
{
  gsize lead = count_digits(text);

  *groups = 0;
  if (lead == 0 || lead > 3 || *text == '0')
    return NULL;
  for (text += lead; *text == mark && count_digits(text + 1) == 3; text += 4)
    (*groups)++;
  return *groups > 0 ? text : NULL;
}

static gboolean
is_fraction(const char *text, char mark)
{
  return *text == mark && count_digits(text + 1) > 0 && text[1 + count_digits(text + 1)] == '\0';
}

SilsaNumberShape
silsa_number_shape(const char *text)
{
  const char *after_digits = text + count_digits(text);
  const char *rest;
  guint groups;

  if (after_digits > text && (*after_digits == '\0' || is_fraction(after_digits, '.')))
    return SILSA_NUMBER_PLAIN;
  rest = skip_groups(text, ',', &groups);
  if (rest != NULL && is_fraction(rest, '.'))
    return SILSA_NUMBER_GROUPED;
  if (rest != NULL && *rest == '\0')
    return groups > 1 ? SILSA_NUMBER_GROUPED : SILSA_NUMBER_EITHER;
  rest = skip_groups(text, '.', &groups);
  if (is_fraction(after_digits, ',') || (rest != NULL && (*rest == '\0' || is_fraction(rest, ','))))
    return SILSA_NUMBER_DECIMAL_COMMA;
  return SILSA_NUMBER_NONE;
}

char *
silsa_number_drop_commas(const char *text)
{
  g_auto(GStrv) parts = g_strsplit(text, ",", -1);

  return g_strjoinv("", parts);
}

gboolean
silsa_number_may_be_split(const char *left, const char *right)
{
  gsize digits = count_digits(left);

  return digits >= 1 && digits <= 3 && left[digits] == '\0' && count_digits(right) == 3 &&
         (right[3] == '\0' || is_fraction(right + 3, '.'));
}
