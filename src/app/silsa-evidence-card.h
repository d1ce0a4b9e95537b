#pragma once

#include "silsa-store.h"

#include <adwaita.h>

G_BEGIN_DECLS

/** Photos and documents of an indicator: add, drop, look, caption, take out; and the papers that
 * are due. */
#define SILSA_TYPE_EVIDENCE_CARD (silsa_evidence_card_get_type())
G_DECLARE_FINAL_TYPE(SilsaEvidenceCard, silsa_evidence_card, SILSA, EVIDENCE_CARD, AdwBin)

void silsa_evidence_card_bind(SilsaEvidenceCard *self, SilsaStore *store, SilsaAnswer *answer);
void silsa_evidence_card_refresh(SilsaEvidenceCard *self);
/** Opens the file chooser. */
void silsa_evidence_card_choose(SilsaEvidenceCard *self);
/** Attaches what lies on the clipboard; FALSE when that is neither files nor a picture. */
gboolean silsa_evidence_card_paste(SilsaEvidenceCard *self);

G_END_DECLS
