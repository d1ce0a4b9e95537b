#include "silsa-xades-sign.h"

#include "silsa-canonical.h"
#include "silsa-certificate.h"
#include "silsa-digest.h"
#include "silsa-entry-name.h"
#include "silsa-error.h"
#include "silsa-identity-private.h"
#include "silsa-limits.h"
#include "silsa-xades.h"
#include "silsa-xml-writer.h"
#include "silsa-xml.h"

#include <string.h>

#define P256_BYTES 32

/* What is written, in one place. */
typedef struct {
  SilsaXmlWriter *writer;
  SilsaIdentity *identity;
  const SilsaXadesEntry *entries;
  guint n_entries;
  const char *role;
  gint64 time;
} Draft;

static void
write_algorithm(SilsaXmlWriter *writer, const char *name, const char *algorithm)
{
  silsa_xml_writer_start(writer, name);
  silsa_xml_writer_attribute(writer, "Algorithm", algorithm);
  silsa_xml_writer_end(writer);
}

static void
write_digest(SilsaXmlWriter *writer, GBytes *value)
{
  g_autofree char *text = value != NULL ? silsa_bytes_to_base64(value) : g_strdup("");

  write_algorithm(writer, "ds:DigestMethod", SILSA_ALGORITHM_SHA256);
  silsa_xml_writer_element(writer, "ds:DigestValue", text);
}

static void
write_references(Draft *draft)
{
  SilsaXmlWriter *writer = draft->writer;

  for (guint i = 0; i < draft->n_entries; i++) {
    g_autofree char *id = g_strdup_printf("r-%u", i + 1);

    silsa_xml_writer_start(writer, "ds:Reference");
    silsa_xml_writer_attribute(writer, "Id", id);
    silsa_xml_writer_attribute(writer, "URI", draft->entries[i].name);
    write_digest(writer, draft->entries[i].sha256);
    silsa_xml_writer_end(writer);
  }
  silsa_xml_writer_start(writer, "ds:Reference");
  silsa_xml_writer_attribute(writer, "Type", SILSA_TYPE_SIGNED_PROPERTIES);
  silsa_xml_writer_attribute(writer, "URI", "#S0-SP");
  silsa_xml_writer_start(writer, "ds:Transforms");
  write_algorithm(writer, "ds:Transform", SILSA_ALGORITHM_C14N);
  silsa_xml_writer_end(writer);
  write_digest(writer, NULL); /* filled in once the properties stand */
  silsa_xml_writer_end(writer);
}

static void
write_signed_info(Draft *draft)
{
  gboolean rsa = EVP_PKEY_is_a(silsa_identity_get_key(draft->identity), "RSA");

  silsa_xml_writer_start(draft->writer, "ds:SignedInfo");
  write_algorithm(draft->writer, "ds:CanonicalizationMethod", SILSA_ALGORITHM_C14N);
  write_algorithm(draft->writer, "ds:SignatureMethod",
                  rsa ? SILSA_ALGORITHM_RSA_SHA256 : SILSA_ALGORITHM_ECDSA_SHA256);
  write_references(draft);
  silsa_xml_writer_end(draft->writer);
}

static void
write_certificate(SilsaXmlWriter *writer, X509 *certificate)
{
  guint8 *der = NULL;
  int size = i2d_X509(certificate, &der);
  g_autofree char *text = g_base64_encode(der, (gsize)MAX(size, 0));

  OPENSSL_free(der);
  silsa_xml_writer_element(writer, "ds:X509Certificate", text);
}

static void
write_key_info(Draft *draft)
{
  SilsaX509Stack *chain = silsa_identity_get_chain(draft->identity);

  silsa_xml_writer_start(draft->writer, "ds:KeyInfo");
  silsa_xml_writer_start(draft->writer, "ds:X509Data");
  write_certificate(draft->writer, silsa_identity_get_certificate(draft->identity));
  for (int i = 0; chain != NULL && i < sk_X509_num(chain); i++)
    write_certificate(draft->writer, sk_X509_value(chain, i));
  silsa_xml_writer_end(draft->writer);
  silsa_xml_writer_end(draft->writer);
}

static void
write_signing_certificate(Draft *draft)
{
  guint8 value[EVP_MAX_MD_SIZE];
  unsigned int size = 0;
  g_autoptr(GBytes) digest = NULL;

  if (!X509_digest(silsa_identity_get_certificate(draft->identity), EVP_sha256(), value, &size))
    g_error("certificate: no SHA-256");
  digest = g_bytes_new(value, size);
  silsa_xml_writer_start(draft->writer, "xades:SigningCertificateV2");
  silsa_xml_writer_start(draft->writer, "xades:Cert");
  silsa_xml_writer_start(draft->writer, "xades:CertDigest");
  write_digest(draft->writer, digest);
  silsa_xml_writer_end(draft->writer);
  silsa_xml_writer_end(draft->writer);
  silsa_xml_writer_end(draft->writer);
}

static void
write_formats(Draft *draft)
{
  SilsaXmlWriter *writer = draft->writer;

  silsa_xml_writer_start(writer, "xades:SignedDataObjectProperties");
  for (guint i = 0; i < draft->n_entries; i++) {
    g_autofree char *reference = g_strdup_printf("#r-%u", i + 1);

    silsa_xml_writer_start(writer, "xades:DataObjectFormat");
    silsa_xml_writer_attribute(writer, "ObjectReference", reference);
    silsa_xml_writer_element(writer, "xades:MimeType",
                             silsa_entry_name_media_type(draft->entries[i].name));
    silsa_xml_writer_end(writer);
  }
  silsa_xml_writer_end(writer);
}

static void
write_properties(Draft *draft)
{
  SilsaXmlWriter *writer = draft->writer;
  g_autoptr(GDateTime) time = g_date_time_new_from_unix_utc(draft->time);
  g_autofree char *text = g_date_time_format(time, "%Y-%m-%dT%H:%M:%SZ");

  silsa_xml_writer_start(writer, "ds:Object");
  silsa_xml_writer_start(writer, "xades:QualifyingProperties");
  silsa_xml_writer_attribute(writer, "xmlns:xades", SILSA_NS_XADES);
  silsa_xml_writer_attribute(writer, "Target", "#S0");
  silsa_xml_writer_start(writer, "xades:SignedProperties");
  silsa_xml_writer_attribute(writer, "Id", "S0-SP");
  silsa_xml_writer_start(writer, "xades:SignedSignatureProperties");
  silsa_xml_writer_element(writer, "xades:SigningTime", text);
  write_signing_certificate(draft);
  if (draft->role != NULL && *draft->role != '\0') {
    silsa_xml_writer_start(writer, "xades:SignerRoleV2");
    silsa_xml_writer_start(writer, "xades:ClaimedRoles");
    silsa_xml_writer_element(writer, "xades:ClaimedRole", draft->role);
    silsa_xml_writer_end(writer);
    silsa_xml_writer_end(writer);
  }
  silsa_xml_writer_end(writer);
  write_formats(draft);
  silsa_xml_writer_end(writer);
  silsa_xml_writer_end(writer);
  silsa_xml_writer_end(writer);
}

/* The signature with the digest of its properties and its value still empty. */
static GBytes *
write_draft(Draft *draft)
{
  draft->writer = silsa_xml_writer_new(TRUE);
  silsa_xml_writer_start(draft->writer, "asic:XAdESSignatures");
  silsa_xml_writer_attribute(draft->writer, "xmlns:asic", SILSA_NS_ASIC);
  silsa_xml_writer_start(draft->writer, "ds:Signature");
  silsa_xml_writer_attribute(draft->writer, "xmlns:ds", SILSA_NS_DS);
  silsa_xml_writer_attribute(draft->writer, "Id", "S0");
  write_signed_info(draft);
  silsa_xml_writer_element(draft->writer, "ds:SignatureValue", "");
  write_key_info(draft);
  write_properties(draft);
  silsa_xml_writer_end(draft->writer);
  silsa_xml_writer_end(draft->writer);
  return silsa_xml_writer_finish(g_steal_pointer(&draft->writer));
}

/* --- filling in ----------------------------------------------------------------------------- */

static void
set_base64(xmlNode *node, GBytes *value)
{
  g_autofree char *text = silsa_bytes_to_base64(value);

  xmlNodeSetContent(node, (const xmlChar *)text);
}

static void
fill_properties_digest(xmlNode *signed_info, xmlNode *object)
{
  xmlNode *properties =
      silsa_xml_first(silsa_xml_first(object, "QualifyingProperties"), "SignedProperties");
  g_autoptr(GBytes) canonical = silsa_canonical_form(properties, SILSA_ALGORITHM_C14N);
  g_autoptr(GBytes) digest =
      silsa_digest_of("SHA256", g_bytes_get_data(canonical, NULL), g_bytes_get_size(canonical));
  xmlNode *last = silsa_xml_first(signed_info, "Reference");

  for (xmlNode *next = last; next != NULL; next = silsa_xml_next(next, "Reference"))
    last = next;
  set_base64(silsa_xml_first(last, "DigestValue"), digest);
}

/* XML signatures carry the two numbers side by side, padded, not the DER of OpenSSL (RFC 4051). */
static GBytes *
flatten_ecdsa(const guint8 *der, gsize size)
{
  g_autoptr(ECDSA_SIG) numbers = d2i_ECDSA_SIG(NULL, &der, (long)size);
  guint8 flat[2 * P256_BYTES];

  if (numbers == NULL || BN_bn2binpad(ECDSA_SIG_get0_r(numbers), flat, P256_BYTES) != P256_BYTES ||
      BN_bn2binpad(ECDSA_SIG_get0_s(numbers), flat + P256_BYTES, P256_BYTES) != P256_BYTES)
    return NULL;
  return g_bytes_new(flat, sizeof flat);
}

static GBytes *
sign_bytes(EVP_PKEY *key, GBytes *bytes, GError **error)
{
  g_autoptr(EVP_MD_CTX) context = EVP_MD_CTX_new();
  gsize size = (gsize)EVP_PKEY_get_size(key);
  g_autofree guint8 *value = g_malloc0(size);
  GBytes *result = NULL;

  if (EVP_DigestSignInit_ex(context, NULL, "SHA256", NULL, NULL, key, NULL) == 1 &&
      EVP_DigestSign(context, value, &size, g_bytes_get_data(bytes, NULL),
                     g_bytes_get_size(bytes)) == 1)
    result = EVP_PKEY_is_a(key, "RSA") ? g_bytes_new(value, size) : flatten_ecdsa(value, size);
  if (result == NULL)
    silsa_crypto_fail(error, SILSA_ERROR_KEY, "sign");
  return result;
}

static GBytes *
dump(xmlDoc *doc)
{
  xmlChar *text = NULL;
  int size = 0;
  GBytes *bytes;

  xmlDocDumpMemoryEnc(doc, &text, &size,
                      "UTF-8"); /* never indented: that would break the signature */
  bytes = g_bytes_new(text, (gsize)size);
  xmlFree(text);
  return bytes;
}

GBytes *
silsa_xades_sign(SilsaIdentity *identity,
                 const SilsaXadesEntry *entries,
                 guint n_entries,
                 const char *role,
                 gint64 time,
                 GError **error)
{
  Draft draft = {NULL, identity, entries, n_entries, role, time};
  g_autoptr(GBytes) text = write_draft(&draft);
  g_autoptr(xmlDoc) doc =
      silsa_xml_parse(text, SILSA_LIMIT_SIGNATURE_BYTES, "signature-bytes", error);
  g_autoptr(GBytes) canonical = NULL;
  g_autoptr(GBytes) value = NULL;
  xmlNode *signature, *signed_info;

  if (doc == NULL)
    return NULL;
  signature = silsa_xml_first(xmlDocGetRootElement(doc), "Signature");
  signed_info = silsa_xml_first(signature, "SignedInfo");
  fill_properties_digest(signed_info, silsa_xml_first(signature, "Object"));
  canonical = silsa_canonical_form(signed_info, SILSA_ALGORITHM_C14N);
  value = sign_bytes(silsa_identity_get_key(identity), canonical, error);
  if (value == NULL)
    return NULL;
  set_base64(silsa_xml_first(signature, "SignatureValue"), value);
  return dump(doc);
}

guint64
silsa_xades_estimate_size(guint n_entries)
{
  /* A reference and a format take about 420 bytes, the rest about 5,000. */
  return 8192 + (guint64)n_entries * 512;
}
