#pragma once

#include "silsa-store.h"

#include <adwaita.h>

G_BEGIN_DECLS

/** Asks where to and backs the file of @store up while it goes on being used: what came of it is
 * told in @toasts, while @window is there. @city names the file that is proposed. */
void silsa_back_up(SilsaStore *store, const char *city, GtkWindow *window, AdwToastOverlay *toasts);

G_END_DECLS
