#pragma once

#include "silsa-store.h"

#include <adwaita.h>

G_BEGIN_DECLS

/** The checks of an indicator: question, yes / partly / no, note. */
#define SILSA_TYPE_CHECK_LIST (silsa_check_list_get_type())
G_DECLARE_FINAL_TYPE(SilsaCheckList, silsa_check_list, SILSA, CHECK_LIST, AdwBin)

void silsa_check_list_bind(SilsaCheckList *self, SilsaStore *store, SilsaAnswer *answer);
void silsa_check_list_refresh(SilsaCheckList *self);
void silsa_check_list_commit(SilsaCheckList *self);
/** Whether the answers stand below their questions, where there is little room beside them. */
void silsa_check_list_set_narrow(SilsaCheckList *self, gboolean narrow);
/** Answers the check that has the focus (else the first one open) and moves on to the next. */
void silsa_check_list_answer(SilsaCheckList *self, SilsaResult result);
/** Yes for every check that is not answered yet, as one act. */
void silsa_check_list_answer_rest(SilsaCheckList *self);

G_END_DECLS
