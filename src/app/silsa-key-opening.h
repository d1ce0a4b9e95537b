#pragma once

#include "silsa-identity.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * Opens the key at @path in a thread: deriving the key of a PKCS#12 from its passphrase is slow on
 * purpose. Cancelled it calls back at once, whatever the thread still does.
 * @passphrase: (transfer full), wiped as soon as the key is open.
 */
void silsa_key_open_async(const char *path,
                          char *passphrase,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data);
/** Errors: those of silsa_identity_load(). (transfer full) */
SilsaIdentity *silsa_key_open_finish(GAsyncResult *result,
                                     GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
