#pragma once

#include "silsa-notes.h"

#include <adwaita.h>

G_BEGIN_DECLS

/** Asks for a file and writes a member's notes on @assessment there as a table; what came of it is
 * told in @toasts. */
void silsa_notes_out_save(SilsaNotes *notes,
                          SilsaAssessment *assessment,
                          GtkWindow *window,
                          AdwToastOverlay *toasts);
/** Puts the questions among them on the clipboard of @window, as lines of text. */
void silsa_notes_out_copy_questions(SilsaNotes *notes,
                                    SilsaAssessment *assessment,
                                    GtkWindow *window,
                                    AdwToastOverlay *toasts);

G_END_DECLS
