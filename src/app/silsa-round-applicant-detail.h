#pragma once

#include "silsa-round-detail.h"

G_BEGIN_DECLS

/** One applicant: names, kind, population, class, programmes, claims, achievements, who visits. */
#define SILSA_TYPE_ROUND_APPLICANT_DETAIL (silsa_round_applicant_detail_get_type())
G_DECLARE_FINAL_TYPE(SilsaRoundApplicantDetail,
                     silsa_round_applicant_detail,
                     SILSA,
                     ROUND_APPLICANT_DETAIL,
                     SilsaRoundDetail)

G_END_DECLS
