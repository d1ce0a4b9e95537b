#include "attacks.h"

#include <string.h>

/* Signatures that were changed after signing. */

#define SIGNATURE "META-INF/signatures0.xml"

static void
time_changed(Attack *a)
{
  workshop_replace_until(a->entries, SIGNATURE, "<xades:SigningTime>", "</xades:SigningTime>",
                         "<xades:SigningTime>2021-08-01T00:00:00Z</xades:SigningTime>");
}

static void
role_changed(Attack *a)
{
  workshop_replace(a->entries, SIGNATURE, "평가위원", "위원장");
}

static void
reference_removed(Attack *a)
{
  workshop_replace_until(a->entries, SIGNATURE, "<ds:Reference Id=\"r-1\"", "</ds:Reference>", "");
}

static void
reference_twice(Attack *a)
{
  workshop_replace(a->entries, SIGNATURE, "URI=\"journal.xml\"", "URI=\"payload.xml\"");
}

static void
reference_leaves(Attack *a)
{
  workshop_replace(a->entries, SIGNATURE, "URI=\"journal.xml\"", "URI=\"file:///etc/passwd\"");
}

static void
reference_fetches(Attack *a)
{
  workshop_replace(a->entries, SIGNATURE, "URI=\"journal.xml\"", "URI=\"http://127.0.0.1/x\"");
}

static void
reference_transformed(Attack *a)
{
  workshop_replace_until(
      a->entries, SIGNATURE, "URI=\"payload.xml\"", ">",
      "URI=\"payload.xml\"><ds:Transforms><ds:Transform "
      "Algorithm=\"http://www.w3.org/TR/1999/REC-xslt-19991116\"/></ds:Transforms>");
}

static void
value_flipped(Attack *a)
{
  /* Base64 of other bytes of the same length. */
  workshop_replace_until(
      a->entries, SIGNATURE, "<ds:SignatureValue>", "</ds:SignatureValue>",
      "<ds:SignatureValue>AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
      "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA==</ds:SignatureValue>");
}

static void
method_weak(Attack *a)
{
  workshop_replace(a->entries, SIGNATURE, "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256",
                   "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha1");
}

static void
method_hmac(Attack *a)
{
  workshop_replace(a->entries, SIGNATURE, "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256",
                   "http://www.w3.org/2001/04/xmldsig-more#hmac-sha256");
}

static void
method_unknown(Attack *a)
{
  workshop_replace(a->entries, SIGNATURE, "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256",
                   "urn:kr:kcdsa-sha256");
}

static void
key_value(Attack *a)
{
  workshop_replace(a->entries, SIGNATURE, "<ds:X509Data>",
                   "<ds:KeyValue><ds:RSAKeyValue><ds:Modulus>AQAB</ds:Modulus><ds:Exponent>AQAB"
                   "</ds:Exponent></ds:RSAKeyValue></ds:KeyValue><ds:X509Data>");
}

static void
retrieval_method(Attack *a)
{
  workshop_replace(a->entries, SIGNATURE, "<ds:X509Data>",
                   "<ds:RetrievalMethod URI=\"file:///etc/passwd\"/><ds:X509Data>");
}

static void
manifest_object(Attack *a)
{
  workshop_replace(
      a->entries, SIGNATURE, "</ds:Signature>",
      "<ds:Object><ds:Manifest><ds:Reference URI=\"file:///etc/passwd\"/></ds:Manifest>"
      "</ds:Object></ds:Signature>");
}

static void
properties_wrapped(Attack *a)
{
  Entry *entry = workshop_find(a->entries, SIGNATURE);
  gsize size;
  const char *text = g_bytes_get_data(entry->bytes, &size);
  const char *start = g_strstr_len(text, (gssize)size, "<xades:SignedProperties");
  const char *end = g_strstr_len(text, (gssize)size, "</xades:SignedProperties>");
  g_autofree char *real =
      g_strndup(start, (gsize)(end - start) + strlen("</xades:SignedProperties>"));
  g_autofree char *object =
      g_strconcat("<ds:Object xmlns:xades=\"http://uri.etsi.org/01903/v1.3.2#\">", real,
                  "</ds:Object></ds:Signature>", NULL);

  workshop_replace(a->entries, SIGNATURE, "</ds:Signature>", object);
  /* The one in its place now claims another role. */
  entry = workshop_find(a->entries, SIGNATURE);
  text = g_bytes_get_data(entry->bytes, &size);
  g_assert_nonnull(g_strstr_len(text, (gssize)size, "평가위원"));
  workshop_replace_until(a->entries, SIGNATURE, "<xades:ClaimedRole>", "</xades:ClaimedRole>",
                         "<xades:ClaimedRole>위원장</xades:ClaimedRole>");
}

static void
second_signature(Attack *a)
{
  Entry *entry = workshop_find(a->entries, SIGNATURE);
  gsize size;
  const char *text = g_bytes_get_data(entry->bytes, &size);
  const char *start = g_strstr_len(text, (gssize)size, "<ds:Signature ");
  const char *end = g_strstr_len(text, (gssize)size, "</ds:Signature>");
  g_autofree char *copy = g_strndup(start, (gsize)(end - start));
  g_autofree char *both = g_strconcat("</ds:Signature>", copy, "</ds:Signature>", NULL);

  workshop_replace(a->entries, SIGNATURE, "</ds:Signature>", both);
}

static void
document_type(Attack *a)
{
  workshop_replace_until(a->entries, SIGNATURE, "<?xml", "?>",
                         "<?xml version=\"1.0\"?><!DOCTYPE x [<!ENTITY a \"b\">]>");
}

static void
external_entity(Attack *a)
{
  workshop_replace_until(
      a->entries, SIGNATURE, "<?xml", "?>",
      "<?xml version=\"1.0\"?><!DOCTYPE x [<!ENTITY a SYSTEM \"file:///etc/passwd\">]>");
}

/* Such a document has no canonical form, so nothing in it can be signed. */
static void
relative_namespace(Attack *a)
{
  workshop_replace(a->entries, SIGNATURE, "<ds:Signature ", "<ds:Signature xmlns:q=\"q\" ");
}

static void
other_certificate(Attack *a)
{
  g_autoptr(SilsaIdentity) other = workshop_identity(&(Kind){.name = "김서연"});
  g_autofree char *pem = silsa_identity_to_pem(other);
  g_auto(GStrv) lines = g_strsplit(pem, "\n", -1);
  GString *text = g_string_new("<ds:X509Certificate>");

  for (guint i = 1; lines[i] != NULL && lines[i][0] != '-'; i++)
    g_string_append(text, lines[i]);
  g_string_append(text, "</ds:X509Certificate>");
  workshop_replace_until(a->entries, SIGNATURE, "<ds:X509Certificate>", "</ds:X509Certificate>",
                         text->str);
  g_string_free(text, TRUE);
}

/* --- wrapping, in every place where something could stand ------------------------------------
 */

#define PROPERTIES "<xades:SignedProperties Id=\"S0-SP\">"
#define PROPERTIES_END "</xades:SignedProperties>"

/* The text of the signature from @from up to and with @until. (transfer full) */
static char *
copy_part(Attack *a, const char *from, const char *until)
{
  Entry *entry = workshop_find(a->entries, SIGNATURE);
  g_autofree char *text =
      g_strndup(g_bytes_get_data(entry->bytes, NULL), g_bytes_get_size(entry->bytes));
  const char *start = strstr(text, from);

  return g_strndup(start, (gsize)(strstr(start, until) - start) + strlen(until));
}

/* What stands in the place of the properties is called otherwise and claims another role; the real
 * ones are returned. (transfer full) */
static char *
forge_properties(Attack *a)
{
  char *real = copy_part(a, PROPERTIES, PROPERTIES_END);

  workshop_replace(a->entries, SIGNATURE, PROPERTIES, "<xades:SignedProperties Id=\"S0-fake\">");
  workshop_replace(a->entries, SIGNATURE, "평가위원", "위원장");
  return real;
}

/* Puts the real properties between @before and @after, where @at stands. */
static void
put_real(Attack *a, const char *at, const char *before, const char *after)
{
  g_autofree char *real = forge_properties(a);
  g_autofree char *text = g_strconcat(before, real, after, NULL);

  workshop_replace(a->entries, SIGNATURE, at, text);
}

#define OBJECT                                                                                     \
  "<ds:Object xmlns:ds=\"http://www.w3.org/2000/09/xmldsig#\" "                                    \
  "xmlns:xades=\"http://uri.etsi.org/01903/v1.3.2#\">"

static void
wrapped_behind(Attack *a)
{
  put_real(a, "</ds:Signature>", OBJECT, "</ds:Object></ds:Signature>");
}

static void
wrapped_before(Attack *a)
{
  put_real(a, "</ds:KeyInfo>", "</ds:KeyInfo>" OBJECT, "</ds:Object>");
}

static void
wrapped_beside(Attack *a)
{
  put_real(a, "</xades:QualifyingProperties>", "", "</xades:QualifyingProperties>");
}

static void
wrapped_as_unsigned(Attack *a)
{
  put_real(a, "</xades:QualifyingProperties>", "<xades:UnsignedProperties>",
           "</xades:UnsignedProperties></xades:QualifyingProperties>");
}

static void
wrapped_in_key(Attack *a)
{
  put_real(a, "</ds:X509Data>", "</ds:X509Data>" OBJECT, "</ds:Object>");
}

static void
wrapped_in_root(Attack *a)
{
  put_real(a, "</asic:XAdESSignatures>", OBJECT, "</ds:Object></asic:XAdESSignatures>");
}

/* The forged properties take the name, the real ones lose it. */
static void
wrapped_without_id(Attack *a)
{
  g_autofree char *real = copy_part(a, PROPERTIES, PROPERTIES_END);
  g_autofree char *nameless =
      g_strconcat(OBJECT "<xades:SignedProperties>", real + strlen(PROPERTIES),
                  "</ds:Object></ds:Signature>", NULL);

  workshop_replace(a->entries, SIGNATURE, "평가위원", "위원장");
  workshop_replace(a->entries, SIGNATURE, "</ds:Signature>", nameless);
}

static void
second_info(Attack *a)
{
  g_autofree char *info = copy_part(a, "<ds:SignedInfo>", "</ds:SignedInfo>");
  g_auto(GStrv) parts = g_strsplit(info, " Id=\"r-", -1);
  g_autofree char *other = g_strjoinv(" Id=\"q-", parts);
  g_autofree char *both = g_strconcat(other, "<ds:SignatureValue>", NULL);

  workshop_replace(a->entries, SIGNATURE, "<ds:SignatureValue>", both);
}

static void
signature_within(Attack *a)
{
  workshop_replace(a->entries, SIGNATURE, "<ds:Signature ",
                   "<ds:Signature xmlns:ds=\"http://www.w3.org/2000/09/xmldsig#\" Id=\"S9\">"
                   "<ds:Object><ds:Signature ");
  workshop_replace(a->entries, SIGNATURE, "</ds:Signature>",
                   "</ds:Signature></ds:Object></ds:Signature>");
}

static void
other_root(Attack *a)
{
  workshop_replace(a->entries, SIGNATURE, "<asic:XAdESSignatures", "<asic:Signatures");
  workshop_replace(a->entries, SIGNATURE, "</asic:XAdESSignatures", "</asic:Signatures");
}

/* --- keys ----------------------------------------------------------------------------------------
 */

#define KEY_VALUE                                                                                  \
  "<ds:KeyValue><ds:RSAKeyValue><ds:Modulus>AQAB</ds:Modulus><ds:Exponent>AQAB</ds:Exponent>"      \
  "</ds:RSAKeyValue></ds:KeyValue>"

static void
key_value_behind(Attack *a)
{
  workshop_replace(a->entries, SIGNATURE, "</ds:X509Data>", "</ds:X509Data>" KEY_VALUE);
}

static void
key_value_alone(Attack *a)
{
  workshop_replace_until(a->entries, SIGNATURE, "<ds:X509Data>", "</ds:X509Data>", KEY_VALUE);
}

static void
no_certificate(Attack *a)
{
  workshop_replace_until(a->entries, SIGNATURE, "<ds:X509Certificate>", "</ds:X509Certificate>",
                         "");
}

/* A bag may hold anything; the signed properties say which one counts. */
static void
certificate_before(Attack *a)
{
  g_autofree char *own = copy_part(a, "<ds:X509Certificate>", "</ds:X509Certificate>");
  g_autofree char *both = NULL;

  other_certificate(a);
  both = g_strconcat(own, "</ds:X509Data>", NULL);
  workshop_replace(a->entries, SIGNATURE, "</ds:X509Data>", both);
}

static void
method_none(Attack *a)
{
  workshop_replace(a->entries, SIGNATURE, "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256",
                   "");
}

/* --- documents that are more than a document -----------------------------------------------------
 */

static void
put_doctype(Attack *a, const char *subset)
{
  g_autofree char *text = g_strconcat("<?xml version=\"1.0\"?><!DOCTYPE x ", subset, ">", NULL);

  workshop_replace_until(a->entries, SIGNATURE, "<?xml", "?>", text);
}

static void
billion_laughs(Attack *a)
{
  put_doctype(a, "[<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\">"
                 "<!ENTITY c \"&b;&b;&b;&b;&b;&b;&b;&b;\"><!ENTITY d \"&c;&c;&c;&c;&c;&c;\">]");
  workshop_replace(a->entries, SIGNATURE, "평가위원", "&d;");
}

static void
attribute_list(Attack *a)
{
  put_doctype(a, "[<!ATTLIST ds:Object n ID #IMPLIED>]");
}

static void
external_subset(Attack *a)
{
  put_doctype(a, "SYSTEM \"file:///etc/passwd\"");
}

static void
parameter_entity(Attack *a)
{
  put_doctype(a, "[<!ENTITY % p SYSTEM \"http://127.0.0.1:9/x\"> %p;]");
}

static void
undeclared_entity(Attack *a)
{
  workshop_replace(a->entries, SIGNATURE, "평가위원", "&role;");
}

static void
nested_deep(Attack *a)
{
  GString *text = g_string_new(NULL);

  for (guint i = 0; i < 1000; i++)
    g_string_append(text, "<x>");
  for (guint i = 0; i < 1000; i++)
    g_string_append(text, "</x>");
  g_string_append(text, "</ds:Signature>");
  workshop_replace(a->entries, SIGNATURE, "</ds:Signature>", text->str);
  g_string_free(text, TRUE);
}

/* Canonical XML passes over comments, and over the borders of CDATA: the value still fits. */
static void
role_with_comment(Attack *a)
{
  workshop_replace(a->entries, SIGNATURE, "평가위원", "평가<!-- 부 -->위원");
}

static void
role_as_cdata(Attack *a)
{
  workshop_replace(a->entries, SIGNATURE, "평가위원", "<![CDATA[평가위원]]>");
}

static void
other_encoding(Attack *a)
{
  workshop_replace_until(a->entries, SIGNATURE, "<?xml", "?>",
                         "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>");
}

static const AttackRow rows[] = {
    {"properties wrapped behind", wrapped_behind, SILSA_VERDICT_ALTERED, "properties-unsigned"},
    {"properties wrapped before", wrapped_before, SILSA_VERDICT_REFUSED, "foreign-profile"},
    {"properties wrapped beside", wrapped_beside, SILSA_VERDICT_ALTERED, "properties-unsigned"},
    {"properties wrapped as unsigned ones", wrapped_as_unsigned, SILSA_VERDICT_ALTERED,
     "properties-unsigned"},
    {"properties wrapped in KeyInfo", wrapped_in_key, SILSA_VERDICT_ALTERED, "properties-unsigned"},
    {"properties wrapped in the root", wrapped_in_root, SILSA_VERDICT_ALTERED,
     "properties-unsigned"},
    {"properties wrapped without their Id", wrapped_without_id, SILSA_VERDICT_ALTERED,
     "signed-properties"},
    {"a second SignedInfo", second_info, SILSA_VERDICT_REFUSED, "foreign-profile"},
    {"a signature within a signature", signature_within, SILSA_VERDICT_REFUSED, "foreign-profile"},
    {"another root", other_root, SILSA_VERDICT_REFUSED, "foreign-profile"},
    {"KeyValue behind the certificate", key_value_behind, SILSA_VERDICT_REFUSED, "foreign-profile"},
    {"KeyValue alone", key_value_alone, SILSA_VERDICT_ALTERED, "certificate-differs"},
    {"no certificate", no_certificate, SILSA_VERDICT_ALTERED, "certificate-differs"},
    {"another certificate before the signer's", certificate_before, SILSA_VERDICT_VALID, NULL},
    {"no algorithm", method_none, SILSA_VERDICT_INDETERMINATE, "algorithm-unsupported"},
    {"billion laughs", billion_laughs, SILSA_VERDICT_ALTERED, "signature-damaged"},
    {"ATTLIST that makes an Id", attribute_list, SILSA_VERDICT_ALTERED, "signature-damaged"},
    {"external subset", external_subset, SILSA_VERDICT_ALTERED, "signature-damaged"},
    {"parameter entity", parameter_entity, SILSA_VERDICT_ALTERED, "signature-damaged"},
    {"entity that nobody declared", undeclared_entity, SILSA_VERDICT_ALTERED, "signature-damaged"},
    {"1,000 elements deep", nested_deep, SILSA_VERDICT_ALTERED, "signature-damaged"},
    {"comment in the role", role_with_comment, SILSA_VERDICT_REFUSED, "foreign-profile"},
    {"CDATA in the role", role_as_cdata, SILSA_VERDICT_REFUSED, "foreign-profile"},
    {"another encoding", other_encoding, SILSA_VERDICT_ALTERED, "signature-damaged"},
    {"signing time changed", time_changed, SILSA_VERDICT_ALTERED, "signed-properties"},
    {"role changed", role_changed, SILSA_VERDICT_ALTERED, "signed-properties"},
    {"reference removed", reference_removed, SILSA_VERDICT_ALTERED, "signature-value"},
    {"entry referenced twice", reference_twice, SILSA_VERDICT_ALTERED, "entry-signed-twice"},
    {"reference to file:", reference_leaves, SILSA_VERDICT_ALTERED, "foreign-profile"},
    {"reference to http:", reference_fetches, SILSA_VERDICT_ALTERED, "foreign-profile"},
    {"XSLT on a reference", reference_transformed, SILSA_VERDICT_ALTERED, "foreign-profile"},
    {"signature value", value_flipped, SILSA_VERDICT_ALTERED, "signature-value"},
    {"SHA-1", method_weak, SILSA_VERDICT_ALTERED, "weak-algorithm"},
    {"HMAC with a public key", method_hmac, SILSA_VERDICT_REFUSED, "weak-algorithm"},
    {"algorithm nobody knows", method_unknown, SILSA_VERDICT_INDETERMINATE,
     "algorithm-unsupported"},
    {"KeyValue in KeyInfo", key_value, SILSA_VERDICT_REFUSED, "foreign-profile"},
    {"RetrievalMethod", retrieval_method, SILSA_VERDICT_REFUSED, "foreign-profile"},
    {"Manifest with a file URI", manifest_object, SILSA_VERDICT_REFUSED, "foreign-profile"},
    {"properties wrapped", properties_wrapped, SILSA_VERDICT_ALTERED, "duplicate-id"},
    {"two signatures in one file", second_signature, SILSA_VERDICT_ALTERED, "duplicate-id"},
    {"document type", document_type, SILSA_VERDICT_ALTERED, "signature-damaged"},
    {"external entity", external_entity, SILSA_VERDICT_ALTERED, "signature-damaged"},
    {"relative namespace", relative_namespace, SILSA_VERDICT_ALTERED, "signature-damaged"},
    {"certificate exchanged", other_certificate, SILSA_VERDICT_ALTERED, "certificate-differs"},
};

void
attacks_add_signature(void)
{
  attacks_add_rows("signature", rows, G_N_ELEMENTS(rows));
}
