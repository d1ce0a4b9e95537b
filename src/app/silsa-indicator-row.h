#pragma once

#include "silsa-answer.h"

#include <adwaita.h>

G_BEGIN_DECLS

/** A row of the sidebar: state, title, code, photos, flag, contradiction, percent and bar. */
#define SILSA_TYPE_INDICATOR_ROW (silsa_indicator_row_get_type())
G_DECLARE_FINAL_TYPE(SilsaIndicatorRow, silsa_indicator_row, SILSA, INDICATOR_ROW, GtkWidget)

void silsa_indicator_row_set_answer(SilsaIndicatorRow *self, SilsaAnswer *answer);
/** The row in one sentence, as a screen reader says it. (transfer full) */
char *silsa_indicator_row_describe(SilsaAnswer *answer) G_GNUC_WARN_UNUSED_RESULT;

/** Icon of an answer's state. */
const char *silsa_state_icon_name(SilsaAnswer *answer);
/** Shows it, where it is another one: an image lays itself out anew for the same. */
void silsa_state_icon_show(GtkImage *image, SilsaAnswer *answer);

G_END_DECLS
