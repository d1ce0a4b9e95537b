#include "silsa-identity-private.h"

#include "silsa-certificate.h"
#include "silsa-error.h"
#include "silsa-file.h"
#include "silsa-limits.h"
#include "silsa-part-file.h"
#include "silsa-text.h"

#include <openssl/err.h>
#include <openssl/provider.h>
#include <openssl/rand.h>
#include <openssl/x509v3.h>
#include <string.h>

#define KEY_FILE_MAX_BYTES SILSA_MIB(1)
#define VALID_YEARS 5
/* Another laptop's clock may be behind: a certificate is good from an hour before it was made. */
#define BACKDATED_SECONDS (60 * 60)
#define SERIAL_BYTES 16
/* OWASP's figure of 2023 for PBKDF2 with SHA-256; opening takes a quarter of a second. */
#define ITERATIONS 600000

struct _SilsaIdentity {
  EVP_PKEY *key;
  X509 *certificate;
  SilsaX509Stack *chain; /* intermediates only, or NULL */
  SilsaCertificateFacts facts;
};

SilsaIdentity *
silsa_identity_take(EVP_PKEY *key, X509 *certificate)
{
  SilsaIdentity *self = g_new0(SilsaIdentity, 1);

  self->key = key;
  self->certificate = certificate;
  silsa_certificate_facts_init(&self->facts, certificate);
  return self;
}

/* --- making ------------------------------------------------------------------------------- */

static gboolean
set_name_part(X509_NAME *name, int nid, const char *text, GError **error)
{
  g_autofree char *normal = NULL;

  if (text == NULL)
    return TRUE;
  normal = silsa_text_normalise(text, error);
  if (normal == NULL)
    return FALSE;
  /* X.520 allows 64 characters in a name and in an organisation; OpenSSL holds to it. */
  if (*g_strstrip(normal) != '\0' &&
      X509_NAME_add_entry_by_NID(name, nid, MBSTRING_UTF8, (const guint8 *)normal, -1, -1, 0))
    return TRUE;
  silsa_crypto_fail(error, SILSA_ERROR_INVALID, "certificate-name");
  silsa_error_with_found(error, normal);
  silsa_error_with_limit(error, "64");
  return FALSE;
}

static gboolean
set_serial(X509 *certificate)
{
  guint8 bytes[SERIAL_BYTES];
  g_autoptr(BIGNUM) number = NULL;

  if (RAND_bytes(bytes, sizeof bytes) != 1)
    return FALSE;
  bytes[0] = (bytes[0] & 0x7f) | 0x40; /* positive, and always of one length */
  number = BN_bin2bn(bytes, sizeof bytes, NULL);
  return number != NULL && BN_to_ASN1_INTEGER(number, X509_get_serialNumber(certificate)) != NULL;
}

static gboolean
set_validity(X509 *certificate)
{
  g_autoptr(GDateTime) now = g_date_time_new_now_utc();
  g_autoptr(GDateTime) end = g_date_time_add_years(now, VALID_YEARS);

  return ASN1_TIME_set(X509_getm_notBefore(certificate),
                       g_date_time_to_unix(now) - BACKDATED_SECONDS) != NULL &&
         ASN1_TIME_set(X509_getm_notAfter(certificate), g_date_time_to_unix(end)) != NULL;
}

static gboolean
add_extension(X509 *certificate, int nid, const char *value)
{
  X509V3_CTX context;
  X509_EXTENSION *extension;
  gboolean ok;

  X509V3_set_ctx(&context, certificate, certificate, NULL, NULL, 0);
  extension = X509V3_EXT_conf_nid(NULL, &context, nid, value);
  ok = extension != NULL && X509_add_ext(certificate, extension, -1);
  X509_EXTENSION_free(extension);
  return ok;
}

static gboolean
fill_certificate(X509 *certificate, EVP_PKEY *key)
{
  X509_NAME *name = X509_get_subject_name(certificate);

  return X509_set_version(certificate, X509_VERSION_3) && set_serial(certificate) &&
         set_validity(certificate) && X509_set_issuer_name(certificate, name) &&
         X509_set_pubkey(certificate, key) &&
         add_extension(certificate, NID_basic_constraints, "critical,CA:FALSE") &&
         add_extension(certificate, NID_key_usage, "critical,digitalSignature,nonRepudiation") &&
         add_extension(certificate, NID_subject_key_identifier, "hash") &&
         X509_sign(certificate, key, EVP_sha256()) > 0;
}

SilsaIdentity *
silsa_identity_new(const char *name,
                   const char *organisation,
                   SilsaAlgorithm algorithm,
                   GError **error)
{
  g_autoptr(X509) certificate = X509_new();
  g_autoptr(EVP_PKEY) key = NULL;
  X509_NAME *subject = X509_get_subject_name(certificate);

  g_return_val_if_fail(name != NULL, NULL);

  if (!set_name_part(subject, NID_organizationName, organisation, error) ||
      !set_name_part(subject, NID_commonName, name, error))
    return NULL;
  key = algorithm == SILSA_ALGORITHM_RSA ? EVP_RSA_gen(3072) : EVP_EC_gen("P-256");
  if (key == NULL || !fill_certificate(certificate, key)) {
    silsa_crypto_fail(error, SILSA_ERROR_KEY, "key-make");
    return NULL;
  }
  return silsa_identity_take(g_steal_pointer(&key), g_steal_pointer(&certificate));
}

/* --- reading ------------------------------------------------------------------------------ */

/* Old files are encrypted with RC2 or 3DES, Korean ones with SEED: those live in the legacy
 * provider. A context of its own keeps them out of everything else. */
static OSSL_LIB_CTX *
legacy_context(void)
{
  static gsize context = 0;

  if (g_once_init_enter(&context)) {
    OSSL_LIB_CTX *made = OSSL_LIB_CTX_new();

    /* Debian ships the legacy provider apart; without it only new files open. */
    OSSL_PROVIDER_load(made, "default");
    OSSL_PROVIDER_load(made, "legacy");
    ERR_clear_error();
    g_once_init_leave(&context, (gsize)made);
  }
  return (OSSL_LIB_CTX *)context;
}

static PKCS12 *
read_container(GBytes *bytes)
{
  g_autoptr(BIO) bio = BIO_new_mem_buf(g_bytes_get_data(bytes, NULL), (int)g_bytes_get_size(bytes));
  g_autoptr(PKCS12) container = PKCS12_init_ex(NID_pkcs7_data, legacy_context(), NULL);

  if (bio == NULL || container == NULL)
    return NULL;
  return d2i_PKCS12_bio(bio, &container) != NULL ? g_steal_pointer(&container) : NULL;
}

/* The key moves to the default context, where it is used. */
static EVP_PKEY *
move_key(EVP_PKEY *key)
{
  guint8 *der = NULL;
  int size = i2d_PrivateKey(key, &der);
  const guint8 *at = der;
  EVP_PKEY *moved = size > 0 ? d2i_AutoPrivateKey(NULL, &at, size) : NULL;

  OPENSSL_clear_free(der, (gsize)MAX(size, 0));
  return moved;
}

static X509 *
move_certificate(X509 *certificate)
{
  guint8 *der = NULL;
  int size = i2d_X509(certificate, &der);
  const guint8 *at = der;
  X509 *moved = size > 0 ? d2i_X509(NULL, &at, size) : NULL;

  OPENSSL_free(der);
  return moved;
}

/* A root in KeyInfo makes other verifiers take it for the signer. */
static SilsaX509Stack *
pick_intermediates(SilsaX509Stack *all)
{
  g_autoptr(SilsaX509Stack) chain = sk_X509_new_null();

  for (int i = 0; all != NULL && i < sk_X509_num(all); i++) {
    X509 *moved = X509_self_signed(sk_X509_value(all, i), FALSE) == 1
                      ? NULL
                      : move_certificate(sk_X509_value(all, i));

    if (moved != NULL)
      sk_X509_push(chain, moved);
  }
  return sk_X509_num(chain) > 0 ? g_steal_pointer(&chain) : NULL;
}

static SilsaIdentity *
adopt(EVP_PKEY *key, X509 *certificate, SilsaX509Stack *others, GError **error)
{
  g_autoptr(EVP_PKEY) own_key = key != NULL ? move_key(key) : NULL;
  g_autoptr(X509) own = certificate != NULL ? move_certificate(certificate) : NULL;
  const char *fault;
  SilsaIdentity *self;

  if (own_key == NULL || own == NULL) {
    silsa_crypto_fail(error, SILSA_ERROR_KEY, key == NULL ? "key-missing" : "certificate-missing");
    return NULL;
  }
  fault = silsa_certificate_find_fault(own);
  if (fault != NULL || !X509_check_private_key(own, own_key)) {
    silsa_crypto_fail(error, SILSA_ERROR_KEY, fault != NULL ? fault : "key-differs");
    return NULL;
  }
  self = silsa_identity_take(g_steal_pointer(&own_key), g_steal_pointer(&own));
  self->chain = pick_intermediates(others);
  ERR_clear_error();
  return self;
}

static SilsaIdentity *
parse(GBytes *bytes, const char *passphrase, GError **error)
{
  g_autoptr(PKCS12) container = read_container(bytes);
  g_autoptr(EVP_PKEY) key = NULL;
  g_autoptr(X509) certificate = NULL;
  g_autoptr(SilsaX509Stack) others = NULL;

  if (container == NULL) {
    silsa_crypto_fail(error, SILSA_ERROR_CORRUPT, "key-file");
    return NULL;
  }
  if (!PKCS12_parse(container, passphrase, &key, &certificate, &others)) {
    int reason = ERR_GET_REASON(ERR_peek_last_error());

    if (reason == PKCS12_R_MAC_VERIFY_FAILURE)
      silsa_crypto_fail(error, SILSA_ERROR_PASSPHRASE, "passphrase-wrong");
    else
      silsa_crypto_fail(error, SILSA_ERROR_KEY, "key-encryption");
    return NULL;
  }
  return adopt(key, certificate, others, error);
}

SilsaIdentity *
silsa_identity_load(const char *path, const char *passphrase, GError **error)
{
  g_autoptr(GBytes) bytes = NULL;
  SilsaIdentity *self;

  g_return_val_if_fail(path != NULL && passphrase != NULL, NULL);

  bytes = silsa_file_read(path, KEY_FILE_MAX_BYTES, "key-bytes", error);
  if (bytes == NULL)
    return NULL;
  self = parse(bytes, passphrase, error);
  if (self == NULL)
    silsa_error_at_file(error, path);
  return self;
}

/* --- writing ------------------------------------------------------------------------------ */

static PKCS12 *
pack(SilsaIdentity *self, const char *passphrase)
{
  g_autoptr(PKCS12) container =
      PKCS12_create(passphrase, self->facts.name, self->key, self->certificate, self->chain,
                    NID_aes_256_cbc, NID_aes_256_cbc, ITERATIONS, -1, 0);

  if (container == NULL ||
      !PKCS12_set_mac(container, passphrase, -1, NULL, 0, ITERATIONS, EVP_sha256()))
    return NULL;
  return g_steal_pointer(&container);
}

gboolean
silsa_identity_save(SilsaIdentity *self, const char *path, const char *passphrase, GError **error)
{
  g_autoptr(PKCS12) container = NULL;
  g_autoptr(SilsaPartFile) file = NULL;
  guint8 *der = NULL;
  int size;
  gboolean ok = FALSE;

  g_return_val_if_fail(self != NULL && path != NULL && passphrase != NULL, FALSE);

  if (*passphrase == '\0')
    return silsa_error_set(error, SILSA_ERROR_PASSPHRASE, "passphrase-empty", "no passphrase");
  container = pack(self, passphrase);
  size = container != NULL ? i2d_PKCS12(container, &der) : -1;
  if (size <= 0)
    return silsa_crypto_fail(error, SILSA_ERROR_KEY, "key-write");
  file = silsa_part_file_new(path, (guint64)size, SILSA_PART_PRIVATE | SILSA_PART_NEW, error);
  ok = file != NULL && silsa_part_file_write_at(file, der, (gsize)size, 0, error) &&
       silsa_part_file_finish(file, error);
  OPENSSL_free(der);
  return ok;
}

/* --- what is known of it ------------------------------------------------------------------ */

const SilsaCertificateFacts *
silsa_identity_get_facts(SilsaIdentity *self)
{
  return &self->facts;
}

X509 *
silsa_identity_get_certificate(SilsaIdentity *self)
{
  return self->certificate;
}

EVP_PKEY *
silsa_identity_get_key(SilsaIdentity *self)
{
  return self->key;
}

SilsaX509Stack *
silsa_identity_get_chain(SilsaIdentity *self)
{
  return self->chain;
}

char *
silsa_identity_to_pem(SilsaIdentity *self)
{
  return silsa_certificate_to_pem(self->certificate);
}

void
silsa_identity_free(SilsaIdentity *self)
{
  EVP_PKEY_free(self->key); /* OpenSSL wipes private numbers */
  X509_free(self->certificate);
  g_clear_pointer(&self->chain, silsa_x509_stack_free);
  silsa_certificate_facts_clear(&self->facts);
  g_free(self);
}

char *
silsa_fingerprint_to_text(const char *fingerprint)
{
  GString *text = g_string_new(NULL);

  for (gsize i = 0; fingerprint[i] != '\0'; i++) {
    if (i > 0 && i % 8 == 0)
      g_string_append_c(text, ' ');
    g_string_append_c(text, fingerprint[i]);
  }
  return g_string_free_and_steal(text);
}
