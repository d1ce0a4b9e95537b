#pragma once

#include "silsa-claims.h"

G_BEGIN_DECLS

/*
 * Many answers at once, as a table: `silsa-cli answer FILE --from CSV` (DESIGN §11). Header
 * `indicator,field,value` (지표코드,항목,값), in any order. Fields:
 *
 *   level | input:ID | reason | unverifiable | check:CODE | check-note:CODE | internal-note |
 * justify flag | confirm-claim      1 (or empty, which clears; not for confirm-claim) finding:KIND
 * a new finding with the next free number
 *
 * CODE is a check's whole code or its letter. An empty value clears the field.
 */

typedef struct {
  SilsaAct *act; /* "import-answers": one act, one undo step */
  guint n_rows; /* rows taken */
  GPtrArray *refused; /* of SilsaRefusedRow */
} SilsaAnswersImport;

/**
 * Reads @csv against @assessment without changing it; every row is tried on its own, and one that
 * could not be applied is refused with its reason while the others are taken. Error only when
 * nothing can be read at all: LIMIT "claims-bytes" and the errors of silsa-csv.h. (transfer full)
 */
SilsaAnswersImport *silsa_answers_read(SilsaAssessment *assessment,
                                       GBytes *csv,
                                       GError **error) G_GNUC_WARN_UNUSED_RESULT;
void silsa_answers_import_free(SilsaAnswersImport *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(SilsaAnswersImport, silsa_answers_import_free)

G_END_DECLS
