#pragma once

#include "silsa-crypto-private.h"
#include "silsa-identity.h"

G_BEGIN_DECLS

/** An identity of @key and @certificate (transfer full), whatever the policy says of them. */
SilsaIdentity *silsa_identity_take(EVP_PKEY *key, X509 *certificate) G_GNUC_WARN_UNUSED_RESULT;

/* For the signature core: borrowed, as long as the identity lives. */
X509 *silsa_identity_get_certificate(SilsaIdentity *self);
EVP_PKEY *silsa_identity_get_key(SilsaIdentity *self);
SilsaX509Stack *
silsa_identity_get_chain(SilsaIdentity *self); /* intermediates, never a root; or NULL */

G_END_DECLS
