#pragma once

#include "silsa-assessment.h"

#include <adwaita.h>

G_BEGIN_DECLS

/** The head of an item's section in the sidebar; the first of a sector carries the sector's bar
 * too. */
#define SILSA_TYPE_SECTION_HEAD (silsa_section_head_get_type())
G_DECLARE_FINAL_TYPE(SilsaSectionHead, silsa_section_head, SILSA, SECTION_HEAD, AdwBin)

GtkWidget *silsa_section_head_new(SilsaAssessment *assessment);
void silsa_section_head_set_item(SilsaSectionHead *self, const SilsaItem *item);

G_END_DECLS
