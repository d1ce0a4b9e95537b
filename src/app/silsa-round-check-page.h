#pragma once

#include "silsa-round-document.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * What is still missing from a round, with the way to each; signing; comparing with another
 * version. Signal "go-to" (int part, const char *id or NULL).
 */
#define SILSA_TYPE_ROUND_CHECK_PAGE (silsa_round_check_page_get_type())
G_DECLARE_FINAL_TYPE(SilsaRoundCheckPage, silsa_round_check_page, SILSA, ROUND_CHECK_PAGE, AdwBin)

void silsa_round_check_page_bind(SilsaRoundCheckPage *self, SilsaRoundDocument *document);

G_END_DECLS
