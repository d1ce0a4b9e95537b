#pragma once

#include "silsa-assessment.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * Prints the sheet of the indicator @code, or with NULL the whole checklist, as silsa_form_new()
 * has it: by the print dialog, which counts and previews the pages. The sheets are laid out and
 * drawn one by one between frames. What went wrong is told in @toasts.
 */
void silsa_print(SilsaAssessment *assessment,
                 const char *code,
                 GtkWindow *window,
                 AdwToastOverlay *toasts);

G_END_DECLS
