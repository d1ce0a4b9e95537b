#pragma once

#include "silsa-evidence-uses.h"

G_BEGIN_DECLS

/* The evidence of a file as others want it: a table, and files with names that say what they are.
 */

/** A table (CSV with a mark for spreadsheets) with a row for each place where a piece of evidence
 * stands, and one for each that has none yet; headers in the language of the locale. By the digest
 * of the original, which is another one where a package carries a copy, a row of a package is found
 * in the table of the file. (transfer full) */
char *silsa_evidence_to_csv(SilsaAssessment *assessment) G_GNUC_WARN_UNUSED_RESULT;

/** "C2-05_012_caption.jpg": the first indicator that uses it (or "inbox"), its number, its caption
 * or the name it came with; fit for every file system and unlike that of any other. (transfer full)
 */
char *silsa_evidence_file_name(SilsaEvidenceUses *uses,
                               SilsaEvidence *evidence) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
