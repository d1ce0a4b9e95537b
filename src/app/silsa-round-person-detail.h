#pragma once

#include "silsa-round-detail.h"

G_BEGIN_DECLS

/** One person: name, role, certificate, and for each applicant whether the person visits it or may
 * not judge it. */
#define SILSA_TYPE_ROUND_PERSON_DETAIL (silsa_round_person_detail_get_type())
G_DECLARE_FINAL_TYPE(
    SilsaRoundPersonDetail, silsa_round_person_detail, SILSA, ROUND_PERSON_DETAIL, SilsaRoundDetail)

G_END_DECLS
