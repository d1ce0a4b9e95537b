#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/** A toast that shows @words as they are: names of files and of people in them are no mark-up.
 * (transfer full) */
AdwToast *silsa_toast_new(const char *words);
/** The same, with a button that takes back what was done out of view. (transfer full) */
AdwToast *silsa_toast_new_undo(const char *words);

G_END_DECLS
