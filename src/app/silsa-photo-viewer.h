#pragma once

#include "silsa-store.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * The viewer: one photo or two beside each other, what is drawn on them, and what is known of them.
 * Previous, next and the strip below go through the list that was open. A page of the window's
 * navigation view: "hidden" when a person comes back to what was there before.
 */
#define SILSA_TYPE_PHOTO_VIEWER (silsa_photo_viewer_get_type())
G_DECLARE_FINAL_TYPE(SilsaPhotoViewer, silsa_photo_viewer, SILSA, PHOTO_VIEWER, AdwNavigationPage)

/** Shows the evidence of @answer large, beginning with @evidence, in the window of @parent. */
SilsaPhotoViewer *
silsa_photo_viewer_push(SilsaStore *store, SilsaAnswer *answer, gint64 evidence, GtkWidget *parent);

/** Shows @list (of SilsaPhotoItem) as they are listed now, beginning with the one at @position. */
SilsaPhotoViewer *silsa_photo_viewer_push_list(SilsaStore *store,
                                               GListModel *list,
                                               guint position,
                                               GtkWidget *parent);

/** The one that is looked at; 0: none is left. */
gint64 silsa_photo_viewer_get_evidence(SilsaPhotoViewer *self);

G_END_DECLS
