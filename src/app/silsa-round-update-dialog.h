#pragma once

#include "silsa-store.h"

#include <adwaita.h>

G_BEGIN_DECLS

/** Asks for a later version of the round, shows what it changes, and takes it when told so: one
 * undo step. A key that was not confirmed is confirmed first, by its fingerprint. */
void silsa_round_update_choose(SilsaStore *store, GtkWidget *parent);
/** The same for the file @path. */
void silsa_round_update_present(SilsaStore *store, const char *path, GtkWidget *parent);

G_END_DECLS
