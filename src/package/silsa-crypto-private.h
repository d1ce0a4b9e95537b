#pragma once

#include <glib.h>
#include <openssl/bio.h>
#include <openssl/ecdsa.h>
#include <openssl/evp.h>
#include <openssl/pkcs12.h>
#include <openssl/x509.h>

G_BEGIN_DECLS

/* What OpenSSL hands out frees itself. Each object belongs to one thread at a time; nothing here is
 * shared between threads but certificates, which are only read. */

static inline void
silsa_x509_stack_free(STACK_OF(X509) * stack)
{
  sk_X509_pop_free(stack, X509_free);
}

typedef STACK_OF(X509) SilsaX509Stack;

G_DEFINE_AUTOPTR_CLEANUP_FUNC(BIO, BIO_free_all)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(BIGNUM, BN_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ECDSA_SIG, ECDSA_SIG_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(EVP_MD_CTX, EVP_MD_CTX_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(EVP_PKEY, EVP_PKEY_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(PKCS12, PKCS12_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(SilsaX509Stack, silsa_x509_stack_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(X509, X509_free)

/** Sets @error with @rule and what OpenSSL says last, and empties OpenSSL's queue of errors.
 * Returns FALSE always. */
gboolean silsa_crypto_fail(GError **error, int code, const char *rule);

G_END_DECLS
