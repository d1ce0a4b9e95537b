#pragma once

#include "silsa-notes.h"

#include <adwaita.h>

G_BEGIN_DECLS

/** What a member notes about the indicator that is shown: mark, note, question. Kept in memory at
 * once and beside the package within a second. Signals "noted" (const char *code): something else
 * is noted about that indicator; "told" (const char *words): it could not be kept. */
#define SILSA_TYPE_NOTE_BAR (silsa_note_bar_get_type())
G_DECLARE_FINAL_TYPE(SilsaNoteBar, silsa_note_bar, SILSA, NOTE_BAR, AdwBin)

/** @notes is borrowed and outlives the bar. */
void silsa_note_bar_set_notes(SilsaNoteBar *self, SilsaNotes *notes);
void silsa_note_bar_show(SilsaNoteBar *self, SilsaAnswer *answer);
/** Writes what is not written yet; FALSE with the error where it cannot be. */
gboolean silsa_note_bar_save(SilsaNoteBar *self, GError **error);

G_END_DECLS
