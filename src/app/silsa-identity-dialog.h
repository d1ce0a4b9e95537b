#pragma once

#include "silsa-application.h"

G_BEGIN_DECLS

/** The signer's key: made here, or chosen (PKCS#12); shown with its fingerprint. */
void silsa_identity_dialog_present(SilsaApplication *application, GtkWidget *parent);

G_END_DECLS
