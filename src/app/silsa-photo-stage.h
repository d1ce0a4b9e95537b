#pragma once

#include "silsa-picture-canvas.h"
#include "silsa-travelling.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * One piece of evidence, large: what is drawn on it and its picture, which comes from a worker in
 * steps (thumbnail, as large as a window, every pixel once somebody looks closely), or why there is
 * nothing to see. Or, instead of it, what a package would carry, without anything drawn over it:
 * the signal "travelling-made" says that it is known now what that is, or why nobody can know.
 */
#define SILSA_TYPE_PHOTO_STAGE (silsa_photo_stage_get_type())
G_DECLARE_FINAL_TYPE(SilsaPhotoStage, silsa_photo_stage, SILSA, PHOTO_STAGE, AdwBin)

GtkWidget *silsa_photo_stage_new(void);
/** NULL @store: nothing. */
void silsa_photo_stage_show(SilsaPhotoStage *self, SilsaStore *store, gint64 evidence);
/** Whether what travels is shown instead; the place that one looks at stays. */
void silsa_photo_stage_set_travels(SilsaPhotoStage *self, gboolean travels);
/** Makes what travels anew where by now something else is asked for. */
void silsa_photo_stage_renew(SilsaPhotoStage *self);
/** Whether what travels is on its way. */
gboolean silsa_photo_stage_is_making(SilsaPhotoStage *self);
/** What travels; NULL: it is not shown, being made, or cannot be read. Borrowed, until the next
 * change. */
const SilsaTravelling *silsa_photo_stage_get_travelling(SilsaPhotoStage *self);
/** Shows anew what is drawn on it. */
void silsa_photo_stage_refresh(SilsaPhotoStage *self);
gint64 silsa_photo_stage_get_evidence(SilsaPhotoStage *self);
SilsaPictureCanvas *silsa_photo_stage_get_canvas(SilsaPhotoStage *self);

G_END_DECLS
