#pragma once

#include "silsa-answer.h"

#include <adwaita.h>

G_BEGIN_DECLS

/** Levels of maturity side by side with their descriptors; verified and claimed marked each with a
 * word. Signal "choose" (int level): a person chose one. */
#define SILSA_TYPE_LEVEL_CHOOSER (silsa_level_chooser_get_type())
G_DECLARE_FINAL_TYPE(SilsaLevelChooser, silsa_level_chooser, SILSA, LEVEL_CHOOSER, AdwBin)

void silsa_level_chooser_bind(SilsaLevelChooser *self, SilsaAnswer *answer, gboolean editable);
SilsaAnswer *silsa_level_chooser_get_answer(SilsaLevelChooser *self); /* borrowed, or NULL */
/** Lays out the words of level @n before they are shown, which GTK remembers; FALSE: there is none.
 */
gboolean silsa_level_chooser_lay_out(SilsaLevelChooser *self, guint n);
void silsa_level_chooser_refresh(SilsaLevelChooser *self);
void silsa_level_chooser_focus(SilsaLevelChooser *self);

G_END_DECLS
