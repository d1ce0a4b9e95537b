#pragma once

#include "silsa-assessment.h"
#include "silsa-paper.h"

G_BEGIN_DECLS

/*
 * The checklist of an assessment as a paper form: what is answered is printed, what is not leaves a
 * box to tick and a line to write on. In the language of the locale, and readable in black alone.
 * The internal notes never leave the file, so they are not on it.
 *
 * It is laid out step by step, an indicator at a time, so that a window can do it between frames.
 * Belongs to the thread that made it, as the assessment does.
 */
typedef struct _SilsaForm SilsaForm;

/**
 * @status: the catalogue's status in words. @codes: the indicators, NULL for all of them behind a
 * cover. Each is on a sheet of its own with room for notes. Error: NOT_FOUND for an indicator that
 * the catalogue does not have. (transfer full)
 */
SilsaForm *silsa_form_new(SilsaAssessment *assessment,
                          const char *status,
                          const char *const *codes,
                          GError **error) G_GNUC_WARN_UNUSED_RESULT;
void silsa_form_free(SilsaForm *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(SilsaForm, silsa_form_free)

/** Lays out the next part. FALSE when everything is on paper. */
gboolean silsa_form_step(SilsaForm *self);
/** The pages so far; borrowed. */
SilsaPaper *silsa_form_get_paper(SilsaForm *self);
/** What the document is called: city and form. Borrowed. */
const char *silsa_form_get_title(SilsaForm *self);

G_END_DECLS
