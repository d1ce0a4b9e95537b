#pragma once

#include "silsa-round-document.h"

#include <adwaita.h>

G_BEGIN_DECLS

/** One person: name, role, certificate, and for each applicant whether the person visits it or may
 * not judge it. */
#define SILSA_TYPE_ROUND_PERSON_DETAIL (silsa_round_person_detail_get_type())
G_DECLARE_FINAL_TYPE(
    SilsaRoundPersonDetail, silsa_round_person_detail, SILSA, ROUND_PERSON_DETAIL, AdwBin)

/** @id NULL: nothing is selected. */
void silsa_round_person_detail_show(SilsaRoundPersonDetail *self,
                                    SilsaRoundDocument *document,
                                    const char *id);

G_END_DECLS
