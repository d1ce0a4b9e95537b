#pragma once

#include "silsa-store.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* The viewer: one photo or two beside each other, what is drawn on them, and what is known of them.
 * Previous and next go through the list that was open. */

/** Shows the evidence of @answer large, beginning with @evidence. */
void silsa_photo_viewer_present(SilsaStore *store,
                                SilsaAnswer *answer,
                                gint64 evidence,
                                GtkWidget *parent);

/** Shows @list (of SilsaPhotoItem) as they are listed now, beginning with the one at @position. */
void silsa_photo_viewer_present_list(SilsaStore *store,
                                     GListModel *list,
                                     guint position,
                                     GtkWidget *parent);

G_END_DECLS
