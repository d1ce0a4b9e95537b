#include "attacks.h"

#include "silsa-canonical.h"
#include "silsa-digest.h"
#include "silsa-xades.h"
#include "silsa-xml.h"

#include <string.h>

/* Signatures whose value is right, made by the very key that is trusted, and which are not ours all
 * the same: a stranger's cleverness or another program's habits. Nothing hides behind a value that
 * does not fit. */

#define SIGNATURE "META-INF/signatures0.xml"
#define INCLUSIVE "http://www.w3.org/TR/2001/REC-xml-c14n-20010315"
#define MORE "http://www.w3.org/2001/04/xmldsig-more#"
#define XMLENC "http://www.w3.org/2001/04/xmlenc#"

typedef struct {
  const char *name;
  void (*change)(GPtrArray *entries);
  const char *digest; /* of the value */
  const char *canonical;
  SilsaVerdict verdict;
  const char *code;
} Row;

/* --- signing again what was changed ------------------------------------------------------------
 */

static GBytes *
canonical_info(GBytes *signature, const char *algorithm)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(xmlDoc) doc = silsa_xml_parse(signature, G_MAXINT, "signature-bytes", &error);
  xmlNode *node;

  g_assert_no_error(error);
  node = silsa_xml_first(xmlDocGetRootElement(doc), "Signature");
  return silsa_canonical_form(silsa_xml_first(node, "SignedInfo"), algorithm);
}

static char *
sign_value(GBytes *info, EVP_PKEY *key, const char *digest)
{
  g_autoptr(EVP_MD_CTX) context = EVP_MD_CTX_new();
  const void *data = g_bytes_get_data(info, NULL);
  gsize size = 0;
  g_autofree guint8 *value = NULL;
  g_autoptr(GBytes) bytes = NULL;

  g_assert_cmpint(EVP_DigestSignInit_ex(context, NULL, digest, NULL, NULL, key, NULL), ==, 1);
  g_assert_cmpint(EVP_DigestSign(context, NULL, &size, data, g_bytes_get_size(info)), ==, 1);
  value = g_malloc(size);
  g_assert_cmpint(EVP_DigestSign(context, value, &size, data, g_bytes_get_size(info)), ==, 1);
  bytes = g_bytes_new(value, size);
  return silsa_bytes_to_base64(bytes);
}

static void
sign_again(GPtrArray *entries, SilsaIdentity *identity, const Row *row)
{
  Entry *entry = workshop_find(entries, SIGNATURE);
  g_autoptr(GBytes) info = canonical_info(entry->bytes, row->canonical);
  g_autofree char *value = sign_value(info, silsa_identity_get_key(identity), row->digest);
  g_autofree char *element =
      g_strconcat("<ds:SignatureValue>", value, "</ds:SignatureValue>", NULL);

  workshop_replace_until(entries, SIGNATURE, "<ds:SignatureValue>", "</ds:SignatureValue>",
                         element);
}

/* --- what is changed ---------------------------------------------------------------------------
 */

static void
nothing(GPtrArray *entries G_GNUC_UNUSED)
{
}

static void
set_method(GPtrArray *entries, const char *method)
{
  workshop_replace(entries, SIGNATURE, SILSA_ALGORITHM_RSA_SHA256, method);
}

static void
method_sha512(GPtrArray *entries)
{
  set_method(entries, MORE "rsa-sha512");
}

static void
method_sha1(GPtrArray *entries)
{
  set_method(entries, SILSA_NS_DS "rsa-sha1");
}

/* Says ECDSA, and the key is RSA. */
static void
method_of_another_key(GPtrArray *entries)
{
  set_method(entries, SILSA_ALGORITHM_ECDSA_SHA256);
}

static void
method_pss(GPtrArray *entries)
{
  set_method(entries, "http://www.w3.org/2007/05/xmldsig-more#rsa-pss");
}

static void
canonical_inclusive(GPtrArray *entries)
{
  workshop_replace(entries, SIGNATURE,
                   "<ds:CanonicalizationMethod Algorithm=\"" SILSA_ALGORITHM_C14N "\"",
                   "<ds:CanonicalizationMethod Algorithm=\"" INCLUSIVE "\"");
}

/* The reference to the payload with another digest of the right bytes. */
static void
set_digest(GPtrArray *entries, const char *algorithm, const char *name)
{
  const Entry *payload = workshop_find(entries, "payload.xml");
  gsize size;
  const void *data = g_bytes_get_data(payload->bytes, &size);
  g_autoptr(GBytes) digest = silsa_digest_of(name, data, size);
  g_autofree char *value = silsa_bytes_to_base64(digest);
  g_autofree char *reference =
      g_strdup_printf("URI=\"payload.xml\"><ds:DigestMethod Algorithm=\"%s\"/><ds:DigestValue>%s"
                      "</ds:DigestValue>",
                      algorithm, value);

  workshop_replace_until(entries, SIGNATURE, "URI=\"payload.xml\"", "</ds:DigestValue>", reference);
}

static void
digest_sha512(GPtrArray *entries)
{
  set_digest(entries, XMLENC "sha512", "SHA512");
}

static void
digest_sha1(GPtrArray *entries)
{
  set_digest(entries, SILSA_NS_DS "sha1", "SHA1");
}

static void
transform_xslt(GPtrArray *entries)
{
  workshop_replace_until(
      entries, SIGNATURE, "URI=\"payload.xml\"", ">",
      "URI=\"payload.xml\"><ds:Transforms><ds:Transform "
      "Algorithm=\"http://www.w3.org/TR/1999/REC-xslt-19991116\"/></ds:Transforms>");
}

static void
transform_xpath(GPtrArray *entries)
{
  workshop_replace_until(entries, SIGNATURE, "URI=\"payload.xml\"", ">",
                         "URI=\"payload.xml\"><ds:Transforms><ds:Transform "
                         "Algorithm=\"http://www.w3.org/TR/1999/REC-xpath-19991116\"><ds:XPath>"
                         "false()</ds:XPath></ds:Transform></ds:Transforms>");
}

static void
transform_enveloped(GPtrArray *entries)
{
  workshop_replace_until(entries, SIGNATURE, "URI=\"payload.xml\"", ">",
                         "URI=\"payload.xml\"><ds:Transforms><ds:Transform "
                         "Algorithm=\"" SILSA_NS_DS "enveloped-signature\"/></ds:Transforms>");
}

static void
transform_base64(GPtrArray *entries)
{
  workshop_replace_until(entries, SIGNATURE, "URI=\"payload.xml\"", ">",
                         "URI=\"payload.xml\"><ds:Transforms><ds:Transform "
                         "Algorithm=\"" SILSA_NS_DS "base64\"/></ds:Transforms>");
}

static void
reference_left_out(GPtrArray *entries)
{
  workshop_replace_until(entries, SIGNATURE, "<ds:Reference Id=\"r-1\"", "</ds:Reference>", "");
}

static void
properties_left_out(GPtrArray *entries)
{
  workshop_replace_until(entries, SIGNATURE, "<ds:Reference Type=", "</ds:Reference>", "");
}

static void
properties_of_another_type(GPtrArray *entries)
{
  workshop_replace(entries, SIGNATURE, " Type=\"" SILSA_TYPE_SIGNED_PROPERTIES "\"", "");
}

static void
set_uri(GPtrArray *entries, const char *uri)
{
  g_autofree char *attribute = g_strdup_printf("URI=\"%s\"", uri);

  workshop_replace(entries, SIGNATURE, "URI=\"journal.xml\"", attribute);
}

static void
uri_file(GPtrArray *entries)
{
  set_uri(entries, "file:///etc/passwd");
}

static void
uri_climbs(GPtrArray *entries)
{
  set_uri(entries, "../../etc/passwd");
}

static void
uri_absolute(GPtrArray *entries)
{
  set_uri(entries, "/etc/passwd");
}

static void
uri_missing(GPtrArray *entries)
{
  workshop_replace(entries, SIGNATURE, " URI=\"journal.xml\"", "");
}

static void
uri_http(GPtrArray *entries)
{
  set_uri(entries, "http://127.0.0.1:9/x");
}

static void
uri_escaped(GPtrArray *entries)
{
  set_uri(entries, "journal%2Exml");
}

static void
uri_whole_document(GPtrArray *entries)
{
  set_uri(entries, "");
}

static void
uri_pointer(GPtrArray *entries)
{
  set_uri(entries, "#xpointer(/)");
}

static void
uri_twice(GPtrArray *entries)
{
  set_uri(entries, "payload.xml");
}

static void
uri_to_meta(GPtrArray *entries)
{
  workshop_replace_until(entries, SIGNATURE, "<ds:Reference Id=\"r-1\"", ">",
                         "<ds:Reference Id=\"r-1\" URI=\"META-INF/manifest.xml\">");
}

static void
comment_inside(GPtrArray *entries)
{
  workshop_replace(entries, SIGNATURE, "<ds:SignatureMethod", "<!-- hello --><ds:SignatureMethod");
}

static void
value_spaced(GPtrArray *entries)
{
  workshop_replace_until(entries, SIGNATURE, "<ds:X509Certificate>", "M", "<ds:X509Certificate>*M");
}

static const Row rows[] = {
    {"nothing", nothing, "SHA256", SILSA_ALGORITHM_C14N, SILSA_VERDICT_VALID, NULL},
    {"rsa-sha512", method_sha512, "SHA512", SILSA_ALGORITHM_C14N, SILSA_VERDICT_REFUSED,
     "foreign-profile"},
    {"rsa-sha1", method_sha1, "SHA1", SILSA_ALGORITHM_C14N, SILSA_VERDICT_REFUSED,
     "weak-algorithm"},
    {"method of another kind of key", method_of_another_key, "SHA256", SILSA_ALGORITHM_C14N,
     SILSA_VERDICT_ALTERED, "signature-value"},
    {"RSA-PSS, not supported", method_pss, "SHA256", SILSA_ALGORITHM_C14N,
     SILSA_VERDICT_INDETERMINATE, "algorithm-unsupported"},
    {"inclusive canonical XML", canonical_inclusive, "SHA256", INCLUSIVE, SILSA_VERDICT_REFUSED,
     "foreign-profile"},
    {"SHA-512 of an entry", digest_sha512, "SHA256", SILSA_ALGORITHM_C14N, SILSA_VERDICT_REFUSED,
     "foreign-profile"},
    {"SHA-1 of an entry", digest_sha1, "SHA256", SILSA_ALGORITHM_C14N, SILSA_VERDICT_REFUSED,
     "weak-algorithm"},
    {"XSLT", transform_xslt, "SHA256", SILSA_ALGORITHM_C14N, SILSA_VERDICT_REFUSED,
     "foreign-profile"},
    {"XPath", transform_xpath, "SHA256", SILSA_ALGORITHM_C14N, SILSA_VERDICT_REFUSED,
     "foreign-profile"},
    {"enveloped signature", transform_enveloped, "SHA256", SILSA_ALGORITHM_C14N,
     SILSA_VERDICT_REFUSED, "foreign-profile"},
    {"base64 transform", transform_base64, "SHA256", SILSA_ALGORITHM_C14N, SILSA_VERDICT_REFUSED,
     "foreign-profile"},
    {"entry not signed", reference_left_out, "SHA256", SILSA_ALGORITHM_C14N, SILSA_VERDICT_ALTERED,
     "entry-unsigned"},
    {"properties not signed", properties_left_out, "SHA256", SILSA_ALGORITHM_C14N,
     SILSA_VERDICT_ALTERED, "properties-unsigned"},
    {"properties without their type", properties_of_another_type, "SHA256", SILSA_ALGORITHM_C14N,
     SILSA_VERDICT_ALTERED, "properties-unsigned"},
    {"URI file:", uri_file, "SHA256", SILSA_ALGORITHM_C14N, SILSA_VERDICT_ALTERED,
     "foreign-profile"},
    {"URI ../", uri_climbs, "SHA256", SILSA_ALGORITHM_C14N, SILSA_VERDICT_ALTERED,
     "foreign-profile"},
    {"URI /", uri_absolute, "SHA256", SILSA_ALGORITHM_C14N, SILSA_VERDICT_ALTERED,
     "foreign-profile"},
    {"no URI", uri_missing, "SHA256", SILSA_ALGORITHM_C14N, SILSA_VERDICT_REFUSED,
     "foreign-profile"},
    {"URI http:", uri_http, "SHA256", SILSA_ALGORITHM_C14N, SILSA_VERDICT_ALTERED,
     "foreign-profile"},
    {"URI escaped", uri_escaped, "SHA256", SILSA_ALGORITHM_C14N, SILSA_VERDICT_ALTERED,
     "foreign-profile"},
    {"URI of the whole document", uri_whole_document, "SHA256", SILSA_ALGORITHM_C14N,
     SILSA_VERDICT_ALTERED, "foreign-profile"},
    {"URI with a pointer", uri_pointer, "SHA256", SILSA_ALGORITHM_C14N, SILSA_VERDICT_ALTERED,
     "foreign-profile"},
    {"entry signed twice", uri_twice, "SHA256", SILSA_ALGORITHM_C14N, SILSA_VERDICT_ALTERED,
     "entry-signed-twice"},
    {"reference into META-INF", uri_to_meta, "SHA256", SILSA_ALGORITHM_C14N, SILSA_VERDICT_ALTERED,
     "entry-unsigned"},
    {"comment in the signature", comment_inside, "SHA256", SILSA_ALGORITHM_C14N,
     SILSA_VERDICT_REFUSED, "foreign-profile"},
    {"certificate with a stray character", value_spaced, "SHA256", SILSA_ALGORITHM_C14N,
     SILSA_VERDICT_ALTERED, "certificate-differs"},
};

/* Made once: the key is RSA, so that the same signature comes out each time. */
static SilsaIdentity *signer = NULL;

static void
test_row(gconstpointer data)
{
  const Row *row = data;
  g_autofree char *path = attacks_path();
  g_autofree char *name = g_strconcat("signed again: ", row->name, NULL);
  g_autofree char *good = NULL;
  g_autoptr(GPtrArray) entries = NULL;
  g_autoptr(SilsaReport) report = NULL;

  if (signer == NULL)
    signer = workshop_identity(&(Kind){.name = "김서연", .rsa_bits = 2048});
  good = workshop_export(attacks_shop(), "profile.asice", signer, 0);
  entries = workshop_open(good);
  row->change(entries);
  sign_again(entries, signer, row);
  workshop_close(entries, path);
  report = workshop_verify(path, signer, 0);
  attacks_judge(name, report, row->verdict, row->code);
}

void
attacks_add_profile(void)
{
  for (gsize i = 0; i < G_N_ELEMENTS(rows); i++)
    attacks_add("profile", rows[i].name, &rows[i], test_row);
}
