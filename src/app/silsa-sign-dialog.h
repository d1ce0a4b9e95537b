#pragma once

#include "silsa-signing.h"

#include <adwaita.h>

G_BEGIN_DECLS

/** Asks for key, passphrase, role and target, then writes and signs the package in a thread.
 * Signal "signed" (SilsaSigned *): the package is whole and noted in the store's journal. */
#define SILSA_TYPE_SIGN_DIALOG (silsa_sign_dialog_get_type())
G_DECLARE_FINAL_TYPE(SilsaSignDialog, silsa_sign_dialog, SILSA, SIGN_DIALOG, AdwDialog)

/** @settings: identity and identity-name are read and written. @incomplete: the user has confirmed
 * that what is missing stays missing. */
SilsaSignDialog *silsa_sign_dialog_new(SilsaStore *store, GSettings *settings, gboolean incomplete);

/** The name that a package of @store gets by itself, without the folder. (transfer full) */
char *silsa_sign_dialog_propose_name(SilsaStore *store) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
