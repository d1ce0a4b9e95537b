#pragma once

#include "silsa-answer.h"
#include "silsa-catalogue.h"

G_BEGIN_DECLS

/* The fields of silsa-act.h, read: what a field's name means and which values it may hold. */

typedef enum {
  SILSA_FIELD_CLAIM_INPUT,
  SILSA_FIELD_CLAIM_LEVEL,
  SILSA_FIELD_CLAIM_SUMMARY,
  SILSA_FIELD_CLAIM_PAGE,
  SILSA_FIELD_CLAIM_DOCUMENT,
  SILSA_FIELD_CONFIRMED,
  SILSA_FIELD_REASON,
  SILSA_FIELD_INPUT,
  SILSA_FIELD_LEVEL,
  SILSA_FIELD_UNVERIFIABLE,
  SILSA_FIELD_CHECK,
  SILSA_FIELD_CHECK_NOTE,
  SILSA_FIELD_FINDING,
  SILSA_FIELD_JUSTIFY,
  SILSA_FIELD_JUSTIFY_CODES,
  SILSA_FIELD_FLAG,
  SILSA_FIELD_INTERNAL_NOTE,
  SILSA_FIELD_USE,
  SILSA_FIELD_CLASS,
  SILSA_FIELD_CLASS_REASON,
  SILSA_FIELD_REMOVED,
  SILSA_FIELD_REMOVED_REASON,
  SILSA_FIELD_ERASED,
  SILSA_FIELD_SUBMITTED,
  SILSA_FIELD_MARK,
  SILSA_FIELD_SEND,
  SILSA_FIELD_PLACES,
  SILSA_FIELD_SHAPE,
  SILSA_FIELD_RENDITION_OF,
  SILSA_FIELD_WITHHELD,
  SILSA_FIELD_DIGEST,
  SILSA_FIELD_NUMBER,
  SILSA_FIELD_DATE,
  SILSA_FIELD_PREVIEW,
  SILSA_FIELD_TEXT,
} SilsaFieldKind;

#define SILSA_FIELD_PAGE_CHARACTERS 100

typedef struct {
  SilsaFieldKind kind;
  const SilsaIndicator *indicator; /* NULL: the subject is none */
  int index; /* of the input or check, -1: none */
  SilsaFindingKind finding;
  gint64 number; /* of the finding or evidence, 0: none */
} SilsaField;

/** Errors: NOT_FOUND "unknown-indicator", "unknown-input", "unknown-check"; INVALID
 * "unknown-field", "not-quantitative", "not-qualitative"; with the subject. */
gboolean silsa_field_parse(SilsaField *self,
                           SilsaCatalogue *catalogue,
                           const char *subject,
                           const char *field,
                           GError **error);

/** The one spelling of @value (canonical decimal, NFC text); "" for a text of blanks only. Errors:
 * INVALID "decimal", "max", "level", "result", "switch", "text", "fingerprint", "codes", "number",
 * "date", "preview"; NOT_FOUND "unknown-class"; LIMIT "text-length", "page-length". (transfer full)
 */
char *silsa_field_normalise(const SilsaField *self,
                            SilsaCatalogue *catalogue,
                            const char *value,
                            GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** A positive number without leading zeros; 0 when @text is none. @end gets what follows it, or the
 * whole text must be the number when @end is NULL. */
gint64 silsa_field_parse_number(const char *text, const char **end);
/** Writes @number, which is positive, to @to and returns the end of it, where it has set a NUL. It
 * takes at most SILSA_FIELD_NUMBER_SIZE bytes with that. Of thousands of photos names are made at
 * once: this is many times as fast as printf. */
char *silsa_field_write_number(char *to, gint64 number);
#define SILSA_FIELD_NUMBER_SIZE 20

/** The subject of what is recorded of a piece of evidence, "evidence:ID", in @subject, which is
 * returned. */
const char *silsa_field_write_evidence(char *subject, gint64 id);
#define SILSA_FIELD_EVIDENCE_SIZE (sizeof "evidence:" + SILSA_FIELD_NUMBER_SIZE)
/** The field of an indicator that says what evidence @id is used for: "use:ID", or "use:ID:CHECK"
 * where that is a check of it; @check NULL: none. (transfer full) */
char *silsa_field_new_use(gint64 id, const char *check) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
