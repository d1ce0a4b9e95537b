#pragma once

#include "silsa-assessment.h"

G_BEGIN_DECLS

/* Assessments of one city beside each other: of several assessors, or revisions of one. */

typedef enum {
  SILSA_SIDE_POINTS = 1 << 0, /* earns other points */
  SILSA_SIDE_VALUE = 1 << 1, /* other level, inputs, or unverifiable for one of them */
  SILSA_SIDE_CHECKS = 1 << 2,
  SILSA_SIDE_FINDINGS = 1 << 3,
  SILSA_SIDE_TEXTS = 1 << 4, /* reasons, notes, justification */
} SilsaSideDifference;

#define SILSA_N_SIDES 5

/** "points", "value", …; one bit. */
const char *silsa_side_difference_to_string(SilsaSideDifference difference);

typedef struct {
  const SilsaIndicator *indicator;
  SilsaAnswer **answers; /* one of each assessment, borrowed from it */
  SilsaSideDifference differences; /* 0: they agree */
  SilsaRational range; /* points, the most less the least */
} SilsaSideRow;

/** Whether they can be laid beside each other: INVALID "other-catalogue" or "other-city", with the
 * number of the one that differs from the first as what was found. */
gboolean silsa_side_by_side_check(SilsaAssessment *const *assessments, guint n, GError **error);

/** All indicators, those apart the furthest in points first, then what differs otherwise, then what
 * agrees, in the order of the catalogue. The assessments passed silsa_side_by_side_check() and
 * outlive the rows. (element-type SilsaSideRow) (transfer full) */
GPtrArray *silsa_side_by_side_list(SilsaAssessment *const *assessments,
                                   guint n) G_GNUC_WARN_UNUSED_RESULT;

/** The recorded value of an answer for a person: "3단계" as level number with the language's word,
 * "52.3 %", inputs where it has no value yet, the word for unverifiable, or "–". (transfer full) */
char *silsa_answer_value_to_text(SilsaAnswer *answer,
                                 SilsaLanguage language) G_GNUC_WARN_UNUSED_RESULT;
/** The results of its checks, "a yes · b no"; "–" where none is answered. (transfer full) */
char *silsa_answer_checks_to_text(SilsaAnswer *answer) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
