#include "silsa-text.h"

#include "silsa-error.h"
#include "silsa-limits.h"

#include <string.h>

const char *
silsa_text_get(const SilsaText *self, SilsaLanguage language)
{
  return language == SILSA_LANGUAGE_KO ? self->ko : self->en;
}

void
silsa_text_clear(SilsaText *self)
{
  g_clear_pointer(&self->ko, g_free);
  g_clear_pointer(&self->en, g_free);
}

SilsaLanguage
silsa_language_from_locale(void)
{
  const char *const *names = g_get_language_names();

  /* The list begins with what the user wants most and ends with "C". */
  return names[0] != NULL && g_str_has_prefix(names[0], "ko") &&
                 !g_ascii_isalnum(names[0][strlen("ko")])
             ? SILSA_LANGUAGE_KO
             : SILSA_LANGUAGE_EN;
}

static char *
unify_line_ends(const char *text)
{
  GString *out = g_string_new(text);

  g_string_replace(out, "\r\n", "\n", 0);
  return g_string_free_and_steal(out);
}

/* U+FFFE and U+FFFF are no characters, and no XML can hold them. */
static gboolean
is_forbidden(gunichar c)
{
  return (g_unichar_iscntrl(c) && c != '\n' && c != '\t') || c == 0xfffe || c == 0xffff;
}

static gboolean
check_characters(const char *text, GError **error)
{
  for (const char *at = text; *at != '\0'; at = g_utf8_next_char(at)) {
    gunichar c = g_utf8_get_char(at);
    g_autofree char *name = NULL;

    if (!is_forbidden(c))
      continue;
    name = g_strdup_printf("U+%04X", c);
    silsa_error_set(error, SILSA_ERROR_INVALID, "text", "control character in a text");
    silsa_error_with_found(error, name);
    return FALSE;
  }
  return TRUE;
}

static gboolean
check_length(glong length, GError **error)
{
  g_autofree char *found = NULL;

  if (length <= SILSA_LIMIT_TEXT_CHARACTERS)
    return TRUE;
  found = g_strdup_printf("%ld", length);
  silsa_error_set(error, SILSA_ERROR_LIMIT, "text-length", "text of more than %d characters",
                  SILSA_LIMIT_TEXT_CHARACTERS);
  silsa_error_with_limit(error, G_STRINGIFY(SILSA_LIMIT_TEXT_CHARACTERS));
  silsa_error_with_found(error, found);
  return FALSE;
}

/* Characters that NFC leaves as they are, whatever stands beside them: Latin letters with their
 * accents, dashes and quotation marks, Hangul syllables, most ideographs. */
static gboolean
is_composed(const char *text)
{
  for (const char *at = text; *at != '\0'; at = g_utf8_next_char(at)) {
    gunichar c = g_utf8_get_char(at);

    if (c >= 0x300 && (c < 0xac00 || c > 0xd7a3) && (c < 0x4e00 || c > 0x9fff) &&
        (c < 0x3000 || c > 0x3029) && (c < 0x2010 || c > 0x2027))
      return FALSE;
  }
  return TRUE;
}

char *
silsa_text_compose(const char *text)
{
  g_return_val_if_fail(text != NULL, NULL);

  /* Taking every syllable of a catalogue to pieces and back was a tenth of opening a file. */
  return is_composed(text) ? g_strdup(text) : g_utf8_normalize(text, -1, G_NORMALIZE_NFC);
}

char *
silsa_text_normalise(const char *text, GError **error)
{
  g_autofree char *lines = NULL;
  g_autofree char *composed = NULL;

  g_return_val_if_fail(text != NULL, NULL);

  if (!g_utf8_validate(text, -1, NULL)) {
    silsa_error_set(error, SILSA_ERROR_INVALID, "text", "text is not UTF-8");
    silsa_error_with_found(error, text);
    return NULL;
  }
  lines = unify_line_ends(text);
  composed = silsa_text_compose(lines);
  if (!check_characters(composed, error) || !check_length(g_utf8_strlen(composed, -1), error))
    return NULL;
  return g_steal_pointer(&composed);
}
