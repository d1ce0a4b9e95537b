#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum { SILSA_LANGUAGE_KO, SILSA_LANGUAGE_EN } SilsaLanguage;

/** A text of the catalogue or round in both languages; both strings are always there. */
typedef struct {
  char *ko;
  char *en;
} SilsaText;

const char *silsa_text_get(const SilsaText *self, SilsaLanguage language);
void silsa_text_clear(SilsaText *self);

/** The language of the catalogue's texts that goes with the current locale (LANGUAGE, LC_ALL,
 * LC_MESSAGES, LANG): Korean for ko*, else English. */
SilsaLanguage silsa_language_from_locale(void);

/** @text, which must be valid UTF-8, in NFC. (transfer full) */
char *silsa_text_compose(const char *text) G_GNUC_WARN_UNUSED_RESULT;

/** @text in NFC with control characters (but newline and tab) and what no XML can hold refused, CR
 * LF made LF and at most 20,000 characters (DESIGN §9). Error: INVALID "text" or LIMIT
 * "text-length". (transfer full) */
char *silsa_text_normalise(const char *text, GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
