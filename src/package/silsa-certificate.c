#include "silsa-certificate.h"

#include "silsa-digest.h"
#include "silsa-error.h"
#include "silsa-file.h"
#include "silsa-limits.h"

#include <openssl/core_names.h>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>
#include <string.h>
#include <time.h>

#define PEM_MAX_BYTES SILSA_MIB(16) /* a long list of revoked certificates takes most of it */
#define RSA_MIN_BITS 2048

gboolean
silsa_crypto_fail(GError **error, int code, const char *rule)
{
  char text[256];
  unsigned long number = ERR_peek_last_error();

  ERR_error_string_n(number, text, sizeof text);
  ERR_clear_error();
  return silsa_error_set(error, code, rule, "%s", number != 0 ? text : "no reason given");
}

static char *
memory_to_string(BIO *bio)
{
  char *data;
  long size = BIO_get_mem_data(bio, &data);

  return g_strndup(data, (gsize)MAX(size, 0));
}

static char *
name_to_line(const X509_NAME *name)
{
  g_autoptr(BIO) bio = BIO_new(BIO_s_mem());
  g_autofree char *line = NULL;

  /* RFC 2253, but UTF-8 left as it is: Korean names are to be read. */
  X509_NAME_print_ex(bio, name, 0, XN_FLAG_RFC2253 & ~(unsigned long)ASN1_STRFLGS_ESC_MSB);
  line = memory_to_string(bio);
  return g_utf8_make_valid(line, -1);
}

/* The last value is the most specific one. NULL: none. */
static char *
name_part(const X509_NAME *name, int nid)
{
  int at = -1;
  unsigned char *text = NULL;
  char *part = NULL;

  for (int next; (next = X509_NAME_get_index_by_NID(name, nid, at)) >= 0; at = next)
    ;
  if (at < 0)
    return NULL;
  if (ASN1_STRING_to_UTF8(&text, X509_NAME_ENTRY_get_data(X509_NAME_get_entry(name, at))) >= 0) {
    part = g_utf8_make_valid((const char *)text, -1);
    OPENSSL_free(text);
  }
  return part;
}

static char *
describe_key(X509 *certificate)
{
  EVP_PKEY *key = X509_get0_pubkey(certificate);
  char group[64] = "";

  if (key == NULL)
    return g_strdup("?");
  if (EVP_PKEY_is_a(key, "RSA"))
    return g_strdup_printf("RSA %d", EVP_PKEY_get_bits(key));
  if (!EVP_PKEY_is_a(key, "EC"))
    return g_strdup(EVP_PKEY_get0_type_name(key) != NULL ? EVP_PKEY_get0_type_name(key) : "?");
  EVP_PKEY_get_group_name(key, group, sizeof group, NULL);
  return g_strdup_printf("ECDSA %s", strcmp(group, "prime256v1") == 0 ? "P-256" : group);
}

gboolean
silsa_time_to_seconds(const ASN1_TIME *time, gint64 *seconds)
{
  struct tm parts;

  if (time == NULL || !ASN1_TIME_to_tm(time, &parts))
    return FALSE;
  *seconds = timegm(&parts);
  return TRUE;
}

gboolean
silsa_certificate_get_validity(X509 *certificate, gint64 *from, gint64 *to)
{
  return silsa_time_to_seconds(X509_get0_notBefore(certificate), from) &&
         silsa_time_to_seconds(X509_get0_notAfter(certificate), to);
}

static char *
format_time(gint64 seconds)
{
  g_autoptr(GDateTime) time = g_date_time_new_from_unix_utc(seconds);

  return time != NULL ? g_date_time_format(time, "%Y-%m-%dT%H:%M:%SZ") : g_strdup("");
}

static char *
describe_serial(X509 *certificate)
{
  g_autoptr(BIGNUM) number = ASN1_INTEGER_to_BN(X509_get0_serialNumber(certificate), NULL);
  char *digits = number != NULL ? BN_bn2hex(number) : NULL;
  char *serial = g_ascii_strdown(digits != NULL ? digits : "", -1);

  OPENSSL_free(digits);
  return serial;
}

void
silsa_certificate_facts_init(SilsaCertificateFacts *self, X509 *certificate)
{
  const X509_NAME *subject = X509_get_subject_name(certificate);
  const X509_NAME *issuer = X509_get_issuer_name(certificate);
  gint64 from = 0, to = 0;

  *self = (SilsaCertificateFacts){NULL};
  self->organisation = name_part(subject, NID_organizationName);
  self->name = name_part(subject, NID_commonName);
  if (self->name == NULL)
    self->name = self->organisation != NULL ? g_strdup(self->organisation) : name_to_line(subject);
  self->issuer = name_to_line(issuer);
  self->serial = describe_serial(certificate);
  self->fingerprint = silsa_certificate_fingerprint(certificate);
  self->algorithm = describe_key(certificate);
  if (silsa_certificate_get_validity(certificate, &from, &to)) {
    self->valid_from = format_time(from);
    self->valid_to = format_time(to);
  }
  self->self_signed =
      X509_NAME_cmp(subject, issuer) == 0 && X509_self_signed(certificate, TRUE) == 1;
  ERR_clear_error();
}

void
silsa_certificate_facts_clear(SilsaCertificateFacts *self)
{
  g_clear_pointer(&self->name, g_free);
  g_clear_pointer(&self->organisation, g_free);
  g_clear_pointer(&self->issuer, g_free);
  g_clear_pointer(&self->serial, g_free);
  g_clear_pointer(&self->fingerprint, g_free);
  g_clear_pointer(&self->algorithm, g_free);
  g_clear_pointer(&self->valid_from, g_free);
  g_clear_pointer(&self->valid_to, g_free);
}

char *
silsa_certificate_fingerprint(X509 *certificate)
{
  guint8 value[EVP_MAX_MD_SIZE];
  unsigned int size = 0;
  g_autoptr(GBytes) bytes = NULL;

  if (!X509_digest(certificate, EVP_sha256(), value, &size))
    g_error("certificate: no SHA-256");
  bytes = g_bytes_new(value, size);
  return silsa_bytes_to_hex(bytes);
}

const char *
silsa_certificate_find_fault(X509 *certificate)
{
  EVP_PKEY *key = X509_get0_pubkey(certificate);
  guint32 usage = X509_get_key_usage(certificate); /* all bits set where there is no extension */
  char group[64] = "";

  if (key == NULL)
    return "key-type";
  if (EVP_PKEY_is_a(key, "RSA")) {
    if (EVP_PKEY_get_bits(key) < RSA_MIN_BITS)
      return "weak-key";
  } else if (!EVP_PKEY_is_a(key, "EC") ||
             !EVP_PKEY_get_group_name(key, group, sizeof group, NULL) ||
             strcmp(group, "prime256v1") != 0) {
    return "key-type";
  }
  return usage & (KU_DIGITAL_SIGNATURE | KU_NON_REPUDIATION) ? NULL : "key-usage";
}

/* A private key in the file is none of our business, and nobody is to be asked for it. */
static int
refuse_passphrase_cb(char *buffer G_GNUC_UNUSED,
                     int size G_GNUC_UNUSED,
                     int writing G_GNUC_UNUSED,
                     void *data G_GNUC_UNUSED)
{
  return -1;
}

static void
x509_info_stack_free(STACK_OF(X509_INFO) * stack)
{
  sk_X509_INFO_pop_free(stack, X509_INFO_free);
}

static void
fail_without_certificate(const char *path, GError **error)
{
  silsa_error_set(error, SILSA_ERROR_CORRUPT, "certificate", "no certificate in PEM form");
  silsa_error_at_file(error, path);
}

static guint
read_pem(const guint8 *data, gsize size, SilsaPemFunc func, gpointer user_data)
{
  g_autoptr(BIO) bio = BIO_new_mem_buf(data, (int)size);
  STACK_OF(X509_INFO) *found = PEM_X509_INFO_read_bio(bio, NULL, refuse_passphrase_cb, NULL);
  guint n = 0;

  for (int i = 0; i < sk_X509_INFO_num(found); i++) {
    X509_INFO *one = sk_X509_INFO_value(found, i);

    if (one->x509 == NULL && one->crl == NULL)
      continue;
    func(one->x509, one->crl, user_data);
    n++;
  }
  x509_info_stack_free(found);
  return n;
}

/* As authorities publish them: one, and nothing behind it. */
static guint
read_der(const guint8 *data, gsize size, SilsaPemFunc func, gpointer user_data)
{
  const guint8 *at = data;
  X509 *certificate = d2i_X509(NULL, &at, (long)size);
  gboolean whole = certificate != NULL && at == data + size;
  X509_CRL *list = NULL;

  if (certificate == NULL) {
    at = data;
    list = d2i_X509_CRL(NULL, &at, (long)size);
    whole = list != NULL && at == data + size;
  }
  if (whole)
    func(certificate, list, user_data);
  X509_free(certificate);
  X509_CRL_free(list);
  return whole ? 1 : 0;
}

guint
silsa_pem_read_bytes(GBytes *bytes, SilsaPemFunc func, gpointer user_data)
{
  gsize size;
  const guint8 *data = g_bytes_get_data(bytes, &size);
  guint n = read_pem(data, size, func, user_data);

  if (n == 0)
    n = read_der(data, size, func, user_data);
  ERR_clear_error();
  return n;
}

GBytes *
silsa_pem_read_file(const char *path, SilsaPemFunc func, gpointer user_data, GError **error)
{
  g_autoptr(GBytes) bytes = silsa_file_read(path, PEM_MAX_BYTES, "certificate-bytes", error);

  if (bytes == NULL)
    return NULL;
  if (silsa_pem_read_bytes(bytes, func, user_data) == 0) {
    fail_without_certificate(path, error);
    return NULL;
  }
  return g_steal_pointer(&bytes);
}

static void
collect_cb(X509 *certificate, X509_CRL *list G_GNUC_UNUSED, gpointer certificates)
{
  if (certificate != NULL && X509_up_ref(certificate))
    g_ptr_array_add(certificates, certificate);
}

GPtrArray *
silsa_certificates_read_file(const char *path, GError **error)
{
  g_autoptr(GPtrArray) certificates = g_ptr_array_new_with_free_func((GDestroyNotify)X509_free);
  g_autoptr(GBytes) bytes = silsa_pem_read_file(path, collect_cb, certificates, error);

  if (bytes == NULL)
    return NULL;
  if (certificates->len > 0)
    return g_steal_pointer(&certificates);
  fail_without_certificate(path, error);
  return NULL;
}

char *
silsa_certificate_to_pem(X509 *certificate)
{
  g_autoptr(BIO) bio = BIO_new(BIO_s_mem());

  PEM_write_bio_X509(bio, certificate);
  return memory_to_string(bio);
}
