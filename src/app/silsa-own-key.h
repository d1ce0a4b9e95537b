#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * The key that somebody has, and what a request for it takes. Its button is the action
 * identity.request of whatever it is in.
 *
 * @SilsaOwnKey::changed: the passphrase is another
 */
#define SILSA_TYPE_OWN_KEY (silsa_own_key_get_type())
G_DECLARE_FINAL_TYPE(SilsaOwnKey, silsa_own_key, SILSA, OWN_KEY, GtkBox)

/** Shows whose key it is and where it is kept; @fingerprint as it is stored, or empty where it is
 * not known. */
void
silsa_own_key_show(SilsaOwnKey *self, const char *name, const char *path, const char *fingerprint);

/** Returns: (transfer none): where the passphrase of the request is typed */
GtkEditable *silsa_own_key_get_passphrase_entry(SilsaOwnKey *self);
/** Returns: (transfer none): where the e-mail of the request is typed */
GtkEditable *silsa_own_key_get_email_entry(SilsaOwnKey *self);
/** The focus goes to what is read out to the secretary. */
void silsa_own_key_focus_fingerprint(SilsaOwnKey *self);

G_END_DECLS
