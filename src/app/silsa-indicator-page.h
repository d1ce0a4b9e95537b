#pragma once

#include "silsa-store.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * One indicator: definition, value or maturity, contradictions, checks, evidence, findings, and
 * the way on.
 *
 * Property: "claim-open" (boolean, read-only), while the claim waits to be confirmed or corrected:
 * its button is the primary one then, and the way on steps back.
 */
#define SILSA_TYPE_INDICATOR_PAGE (silsa_indicator_page_get_type())
G_DECLARE_FINAL_TYPE(SilsaIndicatorPage, silsa_indicator_page, SILSA, INDICATOR_PAGE, AdwBin)

void silsa_indicator_page_show(SilsaIndicatorPage *self, SilsaStore *store, SilsaAnswer *answer);
SilsaAnswer *silsa_indicator_page_get_answer(SilsaIndicatorPage *self); /* borrowed, nullable */
/** Records whatever is being typed. */
void silsa_indicator_page_commit(SilsaIndicatorPage *self);
/** The words at the foot about saving. */
void silsa_indicator_page_set_save_text(SilsaIndicatorPage *self, const char *text);
/** The foot gives way to the grade strip in narrow windows. */
void silsa_indicator_page_show_foot(SilsaIndicatorPage *self, gboolean show);
/** Whether there is little room across: some stands below each other then instead of beside. */
void silsa_indicator_page_set_narrow(SilsaIndicatorPage *self, gboolean narrow);
/** What the button that leads on says, where it is not to the next open indicator. */
void silsa_indicator_page_set_way_on(SilsaIndicatorPage *self, const char *label);

/* Acts by key */
void silsa_indicator_page_confirm(SilsaIndicatorPage *self);
void silsa_indicator_page_choose_level(SilsaIndicatorPage *self, int level);
void silsa_indicator_page_answer_check(SilsaIndicatorPage *self, SilsaResult result);
void silsa_indicator_page_answer_rest(SilsaIndicatorPage *self);
void silsa_indicator_page_toggle_flag(SilsaIndicatorPage *self);
/** Attaches what lies on the clipboard, or puts a text into the internal note; FALSE when it is
 * neither. */
gboolean silsa_indicator_page_paste(SilsaIndicatorPage *self);
void silsa_indicator_page_add_photo(SilsaIndicatorPage *self);
void silsa_indicator_page_focus_answer(SilsaIndicatorPage *self);

G_END_DECLS
