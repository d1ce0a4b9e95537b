#pragma once

#include "silsa-catalogue.h"

G_BEGIN_DECLS

/* How a score is made: word for word the rules at the head of data/catalogue.xsd. */

typedef struct {
  gboolean has_value; /* FALSE for maturity and when the formula divides by zero */
  gboolean divides_by_zero;
  SilsaRational value;
  SilsaRational percent;
  SilsaRational points; /* rounded half up to the scale's decimals */
} SilsaScore;

void silsa_score_init(SilsaScore *self);
void silsa_score_reset(SilsaScore *self); /* as initialised */
void silsa_score_clear(SilsaScore *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(SilsaScore, silsa_score_clear)

/** Percent for @value by the scoring of @indicator for the city class number @class_index. */
void silsa_score_percent_at(const SilsaIndicator *indicator,
                            guint class_index,
                            mpq_srcptr value,
                            mpq_ptr percent);

/** @inputs: one for each input, in order. */
void silsa_score_from_inputs(SilsaScore *self,
                             const SilsaIndicator *indicator,
                             guint class_index,
                             int decimals,
                             mpq_srcptr const *inputs);
void
silsa_score_from_level(SilsaScore *self, const SilsaIndicator *indicator, int decimals, int level);

/** The most @indicator can earn: the highest percent that its scoring or maturity names. */
void
silsa_score_most(const SilsaIndicator *indicator, guint class_index, int decimals, mpq_ptr points);

/** The first grade whose min-percent is not above 100 * @points / total, compared exactly. */
const SilsaGrade *silsa_score_grade(SilsaCatalogue *catalogue, mpq_srcptr points);

G_END_DECLS
