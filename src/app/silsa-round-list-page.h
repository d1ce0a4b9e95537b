#pragma once

#include "silsa-round-document.h"

#include <adwaita.h>

G_BEGIN_DECLS

/** Applicants or persons of a round: the list on the left, the one that is selected on the right.
 */
#define SILSA_TYPE_ROUND_LIST_PAGE (silsa_round_list_page_get_type())
G_DECLARE_FINAL_TYPE(SilsaRoundListPage, silsa_round_list_page, SILSA, ROUND_LIST_PAGE, AdwBin)

/** Property "part" (construct only, SilsaRoundPart as int): which of them. */
void silsa_round_list_page_bind(SilsaRoundListPage *self, SilsaRoundDocument *document);
/** Selects one and shows it. */
void silsa_round_list_page_go_to(SilsaRoundListPage *self, const char *id);

G_END_DECLS
