#pragma once

#include "silsa-store.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * The preview in one line, at the foot of a window that has no room for the pane.
 *
 * Properties: "narrow" (boolean), when there is hardly room for the line either: percent and
 * distance, which the band shows, are left out; "tight" (boolean), when points, status and the word
 * "expected" are, too; "primary" (boolean), whether the way on is what to do next.
 */
#define SILSA_TYPE_GRADE_STRIP (silsa_grade_strip_get_type())
G_DECLARE_FINAL_TYPE(SilsaGradeStrip, silsa_grade_strip, SILSA, GRADE_STRIP, AdwBin)

void silsa_grade_strip_set_store(SilsaGradeStrip *self, SilsaStore *store);
/** What the button that leads on says, where it is not to the next open indicator. */
void silsa_grade_strip_set_way_on(SilsaGradeStrip *self, const char *label);

G_END_DECLS
