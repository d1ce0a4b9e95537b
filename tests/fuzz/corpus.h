#pragma once

#include "silsa-assessment.h"

G_BEGIN_DECLS

/* tests/fuzz/<name>/: small valid inputs, and whatever an engine once found. make-seeds.c made
 * those that are signed. */

/** The files of tests/fuzz/@name in the order of their names. (transfer full) (element-type GBytes)
 */
GPtrArray *corpus_read(const char *name) G_GNUC_WARN_UNUSED_RESULT;
GBytes *corpus_read_file(const char *folder, const char *name) G_GNUC_WARN_UNUSED_RESULT;

/** The small catalogue that all of the corpus goes with: A1-01 with two inputs, B2-01 with six
 * levels. Read once. (transfer none) */
SilsaCatalogue *corpus_catalogue(void);
/** A blank assessment with it. (transfer full) */
SilsaAssessment *corpus_assessment(void) G_GNUC_WARN_UNUSED_RESULT;

/** What every reader promises: a value, or an error of ours with a sentence. */
void corpus_check_error(gconstpointer value, const GError *error);

G_END_DECLS
