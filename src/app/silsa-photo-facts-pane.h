#pragma once

#include "silsa-travelling.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * What is known of one photo, beside it: captions, marks, where it comes from (facts, no judgement)
 * and what is drawn on it. Signals: "shape" (guint), one of the drawn was chosen; "rub-out"
 * (guint), one is to go.
 */
#define SILSA_TYPE_PHOTO_FACTS_PANE (silsa_photo_facts_pane_get_type())
G_DECLARE_FINAL_TYPE(SilsaPhotoFactsPane, silsa_photo_facts_pane, SILSA, PHOTO_FACTS_PANE, AdwBin)

GtkWidget *silsa_photo_facts_pane_new(void);
void silsa_photo_facts_pane_show(SilsaPhotoFactsPane *self, SilsaStore *store, gint64 evidence);
/** Beside a picture of what travels: what that is, or that it is on its way; neither: no word of
 * it.
 */
void silsa_photo_facts_pane_show_travelling(SilsaPhotoFactsPane *self,
                                            gboolean making,
                                            const SilsaTravelling *travelling);
/** Shows what stands now. */
void silsa_photo_facts_pane_refresh(SilsaPhotoFactsPane *self);
/** Records a caption that is being typed. */
void silsa_photo_facts_pane_commit(SilsaPhotoFactsPane *self);
/** Sets the mark "persons" or "restricted", or takes it away. */
void silsa_photo_facts_pane_toggle(SilsaPhotoFactsPane *self, const char *mark);

G_END_DECLS
