#pragma once

#include "silsa-store.h"

#include <adwaita.h>

G_BEGIN_DECLS

/** Strengths, shortcomings and recommendations side by side, each with room for one more; the
 * internal note. */
#define SILSA_TYPE_FINDINGS_CARD (silsa_findings_card_get_type())
G_DECLARE_FINAL_TYPE(SilsaFindingsCard, silsa_findings_card, SILSA, FINDINGS_CARD, AdwBin)

void silsa_findings_card_bind(SilsaFindingsCard *self, SilsaStore *store, SilsaAnswer *answer);
void silsa_findings_card_refresh(SilsaFindingsCard *self);
void silsa_findings_card_commit(SilsaFindingsCard *self);
/** Whether the three stand one below the other, where there is no room for them side by side. */
void silsa_findings_card_set_narrow(SilsaFindingsCard *self, gboolean narrow);
/** Writes @text into the internal note, behind what is there. */
void silsa_findings_card_note(SilsaFindingsCard *self, const char *text);

G_END_DECLS
