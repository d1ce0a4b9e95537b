#pragma once

#include "silsa-store.h"

#include <adwaita.h>

G_BEGIN_DECLS

/** What a person settles for an indicator: value or level, the fate of the claim, and the reasons
 * for it. */
#define SILSA_TYPE_ANSWER_CARD (silsa_answer_card_get_type())
G_DECLARE_FINAL_TYPE(SilsaAnswerCard, silsa_answer_card, SILSA, ANSWER_CARD, AdwBin)

void silsa_answer_card_bind(SilsaAnswerCard *self, SilsaStore *store, SilsaAnswer *answer);
/** @subject changed, which may be another than that of the answer; one of many, perhaps. */
void silsa_answer_card_note_change(SilsaAnswerCard *self, const char *subject);
/** Shows what follows from the changes that were noted. */
void silsa_answer_card_follow(SilsaAnswerCard *self);
void silsa_answer_card_refresh(SilsaAnswerCard *self);
void silsa_answer_card_commit(SilsaAnswerCard *self);
/** The claim stands as it is. */
void silsa_answer_card_confirm(SilsaAnswerCard *self);
/** Sets the maturity level, if the indicator has it. */
void silsa_answer_card_choose_level(SilsaAnswerCard *self, int level);
/** Whether there is little room across. */
void silsa_answer_card_set_narrow(SilsaAnswerCard *self, gboolean narrow);
/** Where the focus stands on arrival at an indicator. */
void silsa_answer_card_focus(SilsaAnswerCard *self);

G_END_DECLS
