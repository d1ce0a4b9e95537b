#pragma once

#include "silsa-store.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * A row of small pictures: the photos of a list, with the one that is looked at in its middle. Only
 * those in sight are read. Signal "chosen" (guint: its position) when a person goes to another.
 */
#define SILSA_TYPE_PHOTO_STRIP (silsa_photo_strip_get_type())
G_DECLARE_FINAL_TYPE(SilsaPhotoStrip, silsa_photo_strip, SILSA, PHOTO_STRIP, AdwBin)

GtkWidget *silsa_photo_strip_new(void);
/** @photos: of SilsaEvidence; the strip follows it, and hides where there is but one. */
void silsa_photo_strip_set_photos(SilsaPhotoStrip *self, SilsaStore *store, GListModel *photos);
/** Shows which one is looked at; no signal. */
void silsa_photo_strip_show(SilsaPhotoStrip *self, guint position);

G_END_DECLS
