#pragma once

#include "silsa-round-document.h"

#include <adwaita.h>

G_BEGIN_DECLS

/** Signs the round and writes the package that goes to everybody; then the working file is the next
 * version. @key: the key file that is proposed, or NULL. */
void
silsa_round_sign_dialog_present(SilsaRoundDocument *document, const char *key, GtkWidget *parent);

G_END_DECLS
