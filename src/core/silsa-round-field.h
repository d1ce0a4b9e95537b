#pragma once

#include "silsa-round-draft.h"

G_BEGIN_DECLS

/* The fields of silsa-round-draft.h: what each may hold, and what it is called. */

typedef enum {
  SILSA_ROUND_FIELD_NAME, /* at most 200 characters on one line */
  SILSA_ROUND_FIELD_WORDS, /* at most 4,000 */
  SILSA_ROUND_FIELD_DATE,
  SILSA_ROUND_FIELD_WORD, /* one of a few */
  SILSA_ROUND_FIELD_WORD_LIST, /* several of a few */
  SILSA_ROUND_FIELD_NUMBER,
  SILSA_ROUND_FIELD_IDENTIFIER,
  SILSA_ROUND_FIELD_FINGERPRINT,
} SilsaRoundFieldKind;

typedef struct {
  SilsaRoundPart part;
  const char *name;
  SilsaRoundFieldKind kind;
  gboolean required; /* the format has no round without it */
  const char *title; /* N_() */
  const char *words; /* for the kinds that choose: "real|demonstration" */
  guint64 min, max; /* for numbers */
} SilsaRoundField;

/** All of a part in the order of the format, ended by NULL. Borrowed. */
const SilsaRoundField *const *silsa_round_fields(SilsaRoundPart part);
/** NULL: the part has no such field. */
const SilsaRoundField *silsa_round_field_find(SilsaRoundPart part, const char *name);

/** @value as it is kept, or an error of silsa_round_draft_set(). "" stays "". (transfer full) */
char *silsa_round_field_normalise(const SilsaRoundField *field,
                                  const char *value,
                                  GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** Whether @text is an identifier of the format: a small letter, then small letters, digits and
 * hyphens, at most 48. */
gboolean silsa_round_is_identifier(const char *text);

/** Translated words for the values of fields that choose ("assessor", "hidden", …); others come
 * back as they are. */
const char *silsa_round_word_to_text(const SilsaRoundField *field, const char *word);

G_END_DECLS
