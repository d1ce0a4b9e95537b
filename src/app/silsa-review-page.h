#pragma once

#include "silsa-matters.h"
#include "silsa-notes.h"
#include "silsa-reading.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * The view "Review" of a package: its sums as they were handed in beside those that follow from its
 * answers, and the indicators in the order of what matters, narrowed by reasons. Signal "go-to"
 * (SilsaAnswer *answer).
 */
#define SILSA_TYPE_REVIEW_PAGE (silsa_review_page_get_type())
G_DECLARE_FINAL_TYPE(SilsaReviewPage, silsa_review_page, SILSA, REVIEW_PAGE, AdwBin)

/** @earlier: the revision before, or NULL; @notes: the user's own, or NULL. All are borrowed and
 * outlive the page. */
void silsa_review_page_show(SilsaReviewPage *self,
                            SilsaAssessment *assessment,
                            const SilsaReading *reading,
                            const SilsaReport *earlier,
                            SilsaNotes *notes);
/** Something else is noted about the indicator called @code. */
void silsa_review_page_update_notes(SilsaReviewPage *self, const char *code);
/** Whether @answer is among those that are shown. */
gboolean silsa_review_page_shows(SilsaReviewPage *self, SilsaAnswer *answer);
/** The indicator @step (1 or -1) after @answer in the order that is shown; NULL where there is
 * none. Borrowed. */
SilsaAnswer *silsa_review_page_get_neighbour(SilsaReviewPage *self, SilsaAnswer *answer, int step);
/** The focus goes to the row of @answer, or to the first. */
void silsa_review_page_focus(SilsaReviewPage *self, SilsaAnswer *answer);

G_END_DECLS
