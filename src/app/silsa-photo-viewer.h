#pragma once

#include "silsa-store.h"

#include <adwaita.h>

G_BEGIN_DECLS

/** Shows the evidence of @answer large, beginning with @evidence; the arrows lead to the next one.
 */
void silsa_photo_viewer_present(SilsaStore *store,
                                SilsaAnswer *answer,
                                gint64 evidence,
                                GtkWidget *parent);

/** Shows one photo of the file. */
void silsa_photo_viewer_present_photo(SilsaStore *store, gint64 evidence, GtkWidget *parent);

G_END_DECLS
