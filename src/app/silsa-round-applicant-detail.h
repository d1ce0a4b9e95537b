#pragma once

#include "silsa-round-document.h"

#include <adwaita.h>

G_BEGIN_DECLS

/** One applicant: names, kind, population, class, programmes, claims, achievements, who visits. */
#define SILSA_TYPE_ROUND_APPLICANT_DETAIL (silsa_round_applicant_detail_get_type())
G_DECLARE_FINAL_TYPE(
    SilsaRoundApplicantDetail, silsa_round_applicant_detail, SILSA, ROUND_APPLICANT_DETAIL, AdwBin)

/** @id NULL: nothing is selected. */
void silsa_round_applicant_detail_show(SilsaRoundApplicantDetail *self,
                                       SilsaRoundDocument *document,
                                       const char *id);

G_END_DECLS
