#pragma once

#include "silsa-assessment.h"

G_BEGIN_DECLS

/** "100 * specialists / division_staff" in the words of the catalogue: "100 × Specialists ÷ Staff
 * in post". (transfer full) */
char *silsa_formula_to_words(const SilsaIndicator *indicator,
                             SilsaLanguage language) G_GNUC_WARN_UNUSED_RESULT;

/** The same with the numbers that stand in @kind ("input" or "claim") put in, and what comes out:
 * "100 × 31 ÷ 62 = 50.0 %". What is not known yet is "□", and nothing comes out. NULL while none is
 * known, or where the formula is its one input. (transfer full) */
char *silsa_formula_to_numbers(SilsaAnswer *answer,
                               const char *kind,
                               SilsaLanguage language) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
