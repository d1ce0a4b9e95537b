#pragma once

#include "silsa-store.h"

#include <adwaita.h>

G_BEGIN_DECLS

/** What a window says of saving: that it goes on, when all was saved, or in amber that it was not,
 * with the reason below the pointer. Property "words" (char *, readable): the same for others. */
#define SILSA_TYPE_SAVE_LABEL (silsa_save_label_get_type())
G_DECLARE_FINAL_TYPE(SilsaSaveLabel, silsa_save_label, SILSA, SAVE_LABEL, AdwBin)

GtkWidget *silsa_save_label_new(void);
/** Once: the store it follows from now on. */
void silsa_save_label_set_store(SilsaSaveLabel *self, SilsaStore *store);

G_END_DECLS
