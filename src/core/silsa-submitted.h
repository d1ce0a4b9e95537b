#pragma once

#include "silsa-assessment.h"

G_BEGIN_DECLS

/*
 * The city's own papers: PDFs that lie in the file beside the answers, so that what a claim says of
 * document and page can be looked up. They are pieces of evidence with the fact
 * evidence:N/submitted, whose value is the name they go by; none of them counts as a photo, and a
 * package carries one only where an answer uses it.
 */

/** What it goes by; NULL: it is none of the city's papers, or not any more. Borrowed. */
const char *silsa_submitted_get_name(SilsaAssessment *assessment, gint64 evidence);

/** The papers as they came. (transfer full) (element-type SilsaEvidence) */
GPtrArray *silsa_submitted_list(SilsaAssessment *assessment) G_GNUC_WARN_UNUSED_RESULT;

/** Adds to @act, one "attach-documents", what makes @evidence a paper called @name. */
void silsa_submitted_attach(SilsaAct *act,
                            SilsaAssessment *assessment,
                            gint64 evidence,
                            const char *name);
/** Takes it out again; its bytes stay until they are erased. (transfer full) */
SilsaAct *silsa_submitted_detach_new(gint64 evidence) G_GNUC_WARN_UNUSED_RESULT;

/** The paper that the claim of @answer names: the same name but for its ending, case, spaces and
 * signs, or the only one whose name holds the other. Where the claim names none and there is only
 * one paper, that. NULL: there is none, or it is not certain which. Borrowed. */
SilsaEvidence *silsa_submitted_find(SilsaAssessment *assessment, SilsaAnswer *answer);

/** The first page that a claim names ("p. 34~36", "2권 12쪽"): 0 when none. */
guint silsa_claim_page_number(const char *text);

G_END_DECLS
