#pragma once

#include "silsa-picture-canvas.h"
#include "silsa-store.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * One piece of evidence, large: what is drawn on it and its picture, which comes from a worker in
 * steps (thumbnail, as large as a window, every pixel once somebody looks closely), or why there is
 * nothing to see.
 */
#define SILSA_TYPE_PHOTO_STAGE (silsa_photo_stage_get_type())
G_DECLARE_FINAL_TYPE(SilsaPhotoStage, silsa_photo_stage, SILSA, PHOTO_STAGE, AdwBin)

GtkWidget *silsa_photo_stage_new(void);
/** NULL @store: nothing. */
void silsa_photo_stage_show(SilsaPhotoStage *self, SilsaStore *store, gint64 evidence);
/** Shows anew what is drawn on it. */
void silsa_photo_stage_refresh(SilsaPhotoStage *self);
gint64 silsa_photo_stage_get_evidence(SilsaPhotoStage *self);
SilsaPictureCanvas *silsa_photo_stage_get_canvas(SilsaPhotoStage *self);

G_END_DECLS
