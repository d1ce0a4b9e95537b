#pragma once

#include "silsa-assessment.h"

G_BEGIN_DECLS

/* The claims CSV of DESIGN §7: 지표코드,입력항목,제출값,요약,쪽,자료명 (English header accepted).
 */

typedef struct {
  guint row; /* line in the file, 1-based */
  char *reason; /* stable code, such as "unknown-indicator", "unknown-input", "decimal", "level",
                   "twice", "columns" */
  char *found;
} SilsaRefusedRow;

void silsa_refused_row_free(SilsaRefusedRow *self);
/** Words for a reason code of a claims or answers table. Static. */
const char *silsa_refused_reason_to_text(const char *reason);

/** A number that was taken though it is not spelled as numbers are here: a person should see it. */
typedef struct {
  guint row; /* line in the file, 1-based */
  char *found; /* "1,234", "８５％" */
  char *value; /* "1234", "85" */
} SilsaRereadRow;

typedef struct {
  SilsaAct *act; /* "import-claims" with what is new or changed */
  guint n_new, n_changed, n_same;
  GPtrArray *refused; /* of SilsaRefusedRow */
  GPtrArray *reread; /* of SilsaRereadRow */
} SilsaClaimsImport;

/** Reads a table (silsa-csv.h) against @assessment without changing it. Full-width digits, percent
 * signs where the unit is percent, and commas between thousands are understood; a number that may
 * be meant in two ways is refused. A row that repeats another counts as the same; rows that
 * contradict each other are all refused, for nobody can tell which is meant. Error only when
 * nothing can be read at all (limit, encoding, header). (transfer full) */
SilsaClaimsImport *silsa_claims_read(SilsaAssessment *assessment,
                                     GBytes *csv,
                                     GError **error) G_GNUC_WARN_UNUSED_RESULT;
void silsa_claims_import_free(SilsaClaimsImport *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(SilsaClaimsImport, silsa_claims_import_free)

/** An empty table to fill in: one row for each input, or `level`. UTF-8 with BOM for spreadsheets.
 * (transfer full) */
GBytes *silsa_claims_template(SilsaCatalogue *catalogue,
                              SilsaLanguage language) G_GNUC_WARN_UNUSED_RESULT;

/** SHA-256 over the canonical claims of an assessment: lines "CODE\tFIELD\tVALUE\n" sorted
 * bytewise, where a backslash, newline or tab in VALUE is written as \\, \n or \t; for the
 * payload's claims@sha256. (transfer full) */
char *silsa_claims_digest(SilsaAssessment *assessment) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
