#include "silsa-xades-read.h"

#include "silsa-canonical.h"
#include "silsa-digest.h"
#include "silsa-entry-name.h"
#include "silsa-error.h"
#include "silsa-limits.h"
#include "silsa-xades-algorithms.h"
#include "silsa-xades-shape.h"
#include "silsa-xades.h"
#include "silsa-xml.h"

#include <openssl/err.h>
#include <string.h>

/* The parts of a signature that are looked at; NULL where a foreign one has none. */
typedef struct {
  xmlNode *signature, *info, *value, *key_info, *qualifying, *properties, *of_signature, *of_data;
} Parts;

static void
reference_free(SilsaXadesReference *self)
{
  g_free(self->name);
  g_clear_pointer(&self->value, g_bytes_unref);
  g_free(self);
}

void
silsa_xades_free(SilsaXades *self)
{
  g_free(self->entry);
  g_ptr_array_unref(self->references);
  X509_free(self->certificate);
  g_free(self->role);
  g_free(self->time_text);
  silsa_problems_clear(&self->problems);
  g_free(self);
}

static void
note(SilsaXades *self, SilsaVerdict verdict, const char *code, const char *message)
{
  silsa_problems_add(&self->problems, verdict, code, self->entry, "%s", message);
}

static xmlNode *
child_of(xmlNode *node, const char *name_space, const char *name)
{
  for (node = node != NULL ? silsa_xml_first(node, name) : NULL;
       node != NULL && !silsa_xml_is(node, name_space, name); node = silsa_xml_next(node, name))
    ;
  return node;
}

static char *
dup_attribute(xmlNode *node, const char *name)
{
  xmlChar *raw = node != NULL ? xmlGetNoNsProp(node, (const xmlChar *)name) : NULL;
  char *value = g_strdup((const char *)raw);

  xmlFree(raw);
  return value;
}

static char *
dup_content(xmlNode *node)
{
  xmlChar *raw = node != NULL ? xmlNodeGetContent(node) : NULL;
  char *value = g_strdup(raw != NULL ? (const char *)raw : "");

  xmlFree(raw);
  return value;
}

static GBytes *
read_base64(xmlNode *node)
{
  g_autofree char *text = dup_content(node);

  return silsa_bytes_from_base64(text);
}

static void
find_parts(Parts *parts, xmlNode *root)
{
  parts->signature = child_of(root, SILSA_NS_DS, "Signature");
  parts->info = child_of(parts->signature, SILSA_NS_DS, "SignedInfo");
  parts->value = child_of(parts->signature, SILSA_NS_DS, "SignatureValue");
  parts->key_info = child_of(parts->signature, SILSA_NS_DS, "KeyInfo");
  parts->qualifying = child_of(child_of(parts->signature, SILSA_NS_DS, "Object"), SILSA_NS_XADES,
                               "QualifyingProperties");
  parts->properties = child_of(parts->qualifying, SILSA_NS_XADES, "SignedProperties");
  parts->of_signature = child_of(parts->properties, SILSA_NS_XADES, "SignedSignatureProperties");
  parts->of_data = child_of(parts->properties, SILSA_NS_XADES, "SignedDataObjectProperties");
}

/* --- digests -------------------------------------------------------------------------------- */

/* DigestMethod and DigestValue below @node. */
static const SilsaXadesAlgorithm *
read_digest(SilsaXades *self, xmlNode *node, GBytes **value)
{
  g_autofree char *uri = dup_attribute(child_of(node, SILSA_NS_DS, "DigestMethod"), "Algorithm");
  const SilsaXadesAlgorithm *algorithm = silsa_xades_find_digest(uri, self->entry, &self->problems);

  *value = read_base64(child_of(node, SILSA_NS_DS, "DigestValue"));
  if (*value != NULL)
    return algorithm;
  note(self, SILSA_VERDICT_ALTERED, "signature-damaged", "a digest that is no base64");
  return NULL;
}

static gboolean
fits(const SilsaXadesAlgorithm *algorithm, const void *data, gsize size, GBytes *value)
{
  g_autoptr(GBytes) found = silsa_digest_of(algorithm->digest, data, size);

  return found != NULL && g_bytes_equal(found, value);
}

/* --- references ----------------------------------------------------------------------------- */

static void
read_file_reference(SilsaXades *self, xmlNode *node, char *uri)
{
  SilsaXadesReference *reference = g_new0(SilsaXadesReference, 1);
  const SilsaXadesAlgorithm *algorithm = read_digest(self, node, &reference->value);

  reference->name = uri;
  reference->digest = algorithm != NULL ? algorithm->digest : NULL;
  g_ptr_array_add(self->references, reference);
  if (child_of(node, SILSA_NS_DS, "Transforms") != NULL ||
      xmlHasProp(node, (const xmlChar *)"Type") != NULL || !silsa_entry_name_is_plain(uri)) {
    /* A transform would choose what is hashed; another place would choose whose file it is. */
    silsa_problems_add(&self->problems, SILSA_VERDICT_REFUSED, "foreign-profile", self->entry,
                       "reference to %.200s", uri);
    reference->digest = NULL;
  }
}

static char *
transform_of(xmlNode *reference)
{
  xmlNode *transforms = child_of(reference, SILSA_NS_DS, "Transforms");

  if (transforms == NULL || silsa_xml_count(transforms, NULL) != 1)
    return NULL;
  return dup_attribute(child_of(transforms, SILSA_NS_DS, "Transform"), "Algorithm");
}

/* The reference must mean the very properties that are read below, not others with their name. */
static gboolean
check_properties_reference(SilsaXades *self, xmlNode *node, xmlNode *properties)
{
  g_autofree char *transform = transform_of(node);
  g_autoptr(GBytes) value = NULL;
  g_autoptr(GBytes) canonical = NULL;
  const SilsaXadesAlgorithm *algorithm = read_digest(self, node, &value);

  if (g_strcmp0(transform, SILSA_ALGORITHM_C14N) != 0)
    note(self, SILSA_VERDICT_REFUSED, "foreign-profile", "another transform of the properties");
  if (algorithm == NULL || transform == NULL || !silsa_canonical_knows(transform))
    return FALSE;
  canonical = silsa_canonical_form(properties, transform);
  if (canonical == NULL)
    return FALSE; /* noted with the value, which has none either */
  if (fits(algorithm, g_bytes_get_data(canonical, NULL), g_bytes_get_size(canonical), value))
    return TRUE;
  note(self, SILSA_VERDICT_ALTERED, "signed-properties", "the digest of the properties differs");
  return FALSE;
}

static gboolean
is_properties_reference(xmlNode *node, const char *uri, xmlNode *properties)
{
  g_autofree char *id = dup_attribute(properties, "Id");
  g_autofree char *type = dup_attribute(node, "Type");

  return id != NULL && g_strcmp0(type, SILSA_TYPE_SIGNED_PROPERTIES) == 0 &&
         strcmp(uri + 1, id) == 0;
}

/* TRUE when the properties are signed. */
static gboolean
read_references(SilsaXades *self, const Parts *parts)
{
  guint covered = 0;

  for (xmlNode *node = child_of(parts->info, SILSA_NS_DS, "Reference"); node != NULL;
       node = silsa_xml_next(node, "Reference")) {
    g_autofree char *uri = dup_attribute(node, "URI");

    if (uri == NULL)
      note(self, SILSA_VERDICT_REFUSED, "foreign-profile", "a reference without a URI");
    else if (*uri != '#')
      read_file_reference(self, node, g_steal_pointer(&uri));
    else if (!is_properties_reference(node, uri, parts->properties))
      note(self, SILSA_VERDICT_REFUSED, "foreign-profile", "a reference within the signature");
    else if (check_properties_reference(self, node, parts->properties))
      covered++;
  }
  if (covered == 1)
    return TRUE;
  if (!silsa_problems_has(&self->problems, "signed-properties"))
    note(self, SILSA_VERDICT_ALTERED, "properties-unsigned", "the properties are not signed");
  return FALSE;
}

static void
check_reference_names(SilsaXades *self)
{
  g_autoptr(GHashTable) names = g_hash_table_new(g_str_hash, g_str_equal);

  for (guint i = 0; i < self->references->len; i++) {
    SilsaXadesReference *reference = self->references->pdata[i];

    if (!g_hash_table_add(names, reference->name))
      silsa_problems_add(&self->problems, SILSA_VERDICT_ALTERED, "entry-signed-twice",
                         reference->name, "two references to one entry");
  }
}

/* --- the certificate ------------------------------------------------------------------------ */

static X509 *
read_certificate(xmlNode *node)
{
  g_autoptr(GBytes) der = read_base64(node);
  g_autoptr(X509) certificate = NULL;
  const guint8 *at;
  gsize size;

  if (der == NULL)
    return NULL;
  at = g_bytes_get_data(der, &size);
  certificate = d2i_X509(NULL, &at, (long)size);
  ERR_clear_error();
  return certificate != NULL && at == (const guint8 *)g_bytes_get_data(der, NULL) + size
             ? g_steal_pointer(&certificate)
             : NULL;
}

static gboolean
is_named_certificate(X509 *certificate, const SilsaXadesAlgorithm *algorithm, GBytes *value)
{
  guint8 *der = NULL;
  int size = i2d_X509(certificate, &der);
  gboolean same = size > 0 && fits(algorithm, der, (gsize)size, value);

  OPENSSL_free(der);
  return same;
}

static void
find_certificate(SilsaXades *self, const Parts *parts)
{
  xmlNode *v2 = child_of(parts->of_signature, SILSA_NS_XADES, "SigningCertificateV2");
  xmlNode *digest = child_of(child_of(v2, SILSA_NS_XADES, "Cert"), SILSA_NS_XADES, "CertDigest");
  xmlNode *data = child_of(parts->key_info, SILSA_NS_DS, "X509Data");
  g_autoptr(GBytes) value = NULL;
  const SilsaXadesAlgorithm *algorithm;

  if (digest == NULL) {
    note(self, SILSA_VERDICT_REFUSED, "foreign-profile", "no SigningCertificateV2");
    return;
  }
  algorithm = read_digest(self, digest, &value);
  for (xmlNode *node = child_of(data, SILSA_NS_DS, "X509Certificate");
       algorithm != NULL && node != NULL && self->certificate == NULL;
       node = silsa_xml_next(node, "X509Certificate")) {
    g_autoptr(X509) certificate = read_certificate(node);

    if (certificate != NULL && is_named_certificate(certificate, algorithm, value))
      self->certificate = g_steal_pointer(&certificate);
  }
  if (algorithm != NULL && self->certificate == NULL)
    note(self, SILSA_VERDICT_ALTERED, "certificate-differs",
         "the certificate is not the one that was signed");
}

/* --- the value ------------------------------------------------------------------------------ */

/* XML signatures carry r and s side by side; OpenSSL wants DER. Only the length that belongs to the
 * curve is taken, so that one signature has one spelling. */
static GBytes *
unflatten_ecdsa(EVP_PKEY *key, GBytes *flat)
{
  gsize size, half = ((gsize)EVP_PKEY_get_bits(key) + 7) / 8;
  const guint8 *data = g_bytes_get_data(flat, &size);
  g_autoptr(ECDSA_SIG) numbers = ECDSA_SIG_new();
  guint8 *der = NULL;
  GBytes *result;
  int length;

  if (size != 2 * half || !ECDSA_SIG_set0(numbers, BN_bin2bn(data, (int)half, NULL),
                                          BN_bin2bn(data + half, (int)half, NULL)))
    return NULL;
  length = i2d_ECDSA_SIG(numbers, &der);
  result = length > 0 ? g_bytes_new(der, (gsize)length) : NULL;
  OPENSSL_free(der);
  return result;
}

static gboolean
value_fits(const SilsaXadesAlgorithm *method, EVP_PKEY *key, GBytes *signed_bytes, GBytes *value)
{
  g_autoptr(EVP_MD_CTX) context = EVP_MD_CTX_new();
  g_autoptr(GBytes) raw = NULL;
  gboolean ok;

  if (key == NULL || value == NULL || !EVP_PKEY_is_a(key, method->key))
    return FALSE;
  raw = EVP_PKEY_is_a(key, "EC") ? unflatten_ecdsa(key, value) : g_bytes_ref(value);
  ok = raw != NULL &&
       EVP_DigestVerifyInit_ex(context, NULL, method->digest, NULL, NULL, key, NULL) == 1 &&
       EVP_DigestVerify(context, g_bytes_get_data(raw, NULL), g_bytes_get_size(raw),
                        g_bytes_get_data(signed_bytes, NULL), g_bytes_get_size(signed_bytes)) == 1;
  ERR_clear_error();
  return ok;
}

static gboolean
check_value(SilsaXades *self, const Parts *parts)
{
  g_autofree char *c14n =
      dup_attribute(child_of(parts->info, SILSA_NS_DS, "CanonicalizationMethod"), "Algorithm");
  g_autofree char *uri =
      dup_attribute(child_of(parts->info, SILSA_NS_DS, "SignatureMethod"), "Algorithm");
  const SilsaXadesAlgorithm *method = silsa_xades_find_method(uri, self->entry, &self->problems);
  g_autoptr(GBytes) canonical = NULL;
  g_autoptr(GBytes) value = NULL;

  if (g_strcmp0(c14n, SILSA_ALGORITHM_C14N) != 0)
    note(self, SILSA_VERDICT_REFUSED, "foreign-profile", "another canonical form");
  if (method == NULL || self->certificate == NULL || !silsa_canonical_knows(c14n))
    return FALSE;
  canonical = silsa_canonical_form(parts->info, c14n);
  if (canonical == NULL) {
    note(self, SILSA_VERDICT_ALTERED, "signature-damaged", "it has no canonical form");
    return FALSE;
  }
  value = read_base64(parts->value);
  if (value_fits(method, X509_get0_pubkey(self->certificate), canonical, value))
    return TRUE;
  note(self, SILSA_VERDICT_ALTERED, "signature-value", "the signature does not fit");
  return FALSE;
}

/* --- signed properties ---------------------------------------------------------------------- */

static gboolean
is_utc_time(const char *text)
{
  return g_regex_match_simple("^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z$", text,
                              G_REGEX_DOLLAR_ENDONLY, G_REGEX_MATCH_DEFAULT);
}

static void
read_time(SilsaXades *self, xmlNode *node)
{
  g_autoptr(GTimeZone) utc = g_time_zone_new_utc();
  g_autoptr(GDateTime) time = NULL;

  if (node == NULL)
    return;
  self->time_text = silsa_xml_token(node);
  time = g_date_time_new_from_iso8601(self->time_text, utc);
  if (time == NULL || !is_utc_time(self->time_text))
    note(self, SILSA_VERDICT_REFUSED, "foreign-profile", "another form of signing time");
  if (time == NULL)
    return;
  self->has_time = TRUE;
  self->time = g_date_time_to_unix(time);
}

static void
read_properties(SilsaXades *self, const Parts *parts)
{
  xmlNode *role = child_of(child_of(child_of(parts->of_signature, SILSA_NS_XADES, "SignerRoleV2"),
                                    SILSA_NS_XADES, "ClaimedRoles"),
                           SILSA_NS_XADES, "ClaimedRole");

  read_time(self, child_of(parts->of_signature, SILSA_NS_XADES, "SigningTime"));
  self->role = role != NULL ? silsa_xml_token(role) : NULL;
}

/* Each entry has its format, in the order of the references: what a file is taken for is signed. */
static void
check_formats(SilsaXades *self, const Parts *parts)
{
  xmlNode *reference = child_of(parts->info, SILSA_NS_DS, "Reference");
  xmlNode *format = child_of(parts->of_data, SILSA_NS_XADES, "DataObjectFormat");
  gboolean ok = TRUE;

  for (guint i = 0; ok && i < self->references->len; i++) {
    const SilsaXadesReference *entry = self->references->pdata[i];
    g_autofree char *id = dup_attribute(reference, "Id");
    g_autofree char *of = dup_attribute(format, "ObjectReference");
    g_autofree char *type = dup_content(child_of(format, SILSA_NS_XADES, "MimeType"));

    ok = id != NULL && of != NULL && *of == '#' && strcmp(of + 1, id) == 0 &&
         strcmp(type, silsa_entry_name_media_type(entry->name)) == 0;
    reference = reference != NULL ? silsa_xml_next(reference, "Reference") : NULL;
    format = format != NULL ? silsa_xml_next(format, "DataObjectFormat") : NULL;
  }
  if (!ok || format != NULL)
    note(self, SILSA_VERDICT_REFUSED, "foreign-profile", "formats do not go with the references");
}

static void
check_target(SilsaXades *self, const Parts *parts)
{
  g_autofree char *target = dup_attribute(parts->qualifying, "Target");
  g_autofree char *id = dup_attribute(parts->signature, "Id");

  if (target == NULL || id == NULL || *target != '#' || strcmp(target + 1, id) != 0)
    note(self, SILSA_VERDICT_ALTERED, "properties-unsigned", "properties of another signature");
}

static void
examine(SilsaXades *self, xmlDoc *doc)
{
  Parts parts = {NULL};
  gboolean covered, fitting;

  self->in_profile = silsa_xades_check_shape(doc, self->entry, &self->problems);
  if (!silsa_xades_check_ids(doc, self->entry, &self->problems))
    return;
  find_parts(&parts, xmlDocGetRootElement(doc));
  if (parts.info == NULL || parts.properties == NULL)
    return; /* refused for its shape already */
  covered = read_references(self, &parts);
  check_reference_names(self);
  find_certificate(self, &parts);
  fitting = check_value(self, &parts);
  read_properties(self, &parts);
  if (self->in_profile) {
    check_formats(self, &parts);
    check_target(self, &parts);
  }
  self->verified = covered && fitting;
}

SilsaXades *
silsa_xades_read(GBytes *bytes, const char *entry)
{
  SilsaXades *self = g_new0(SilsaXades, 1);
  g_autoptr(GError) error = NULL;
  g_autoptr(xmlDoc) doc = NULL;

  self->entry = g_strdup(entry);
  self->references = g_ptr_array_new_with_free_func((GDestroyNotify)reference_free);
  silsa_problems_init(&self->problems);
  doc = silsa_xml_parse(bytes, SILSA_LIMIT_SIGNATURE_BYTES, "signature-bytes", &error);
  if (doc != NULL)
    examine(self, doc);
  else
    silsa_problems_add_error(&self->problems, SILSA_VERDICT_ALTERED, "signature-damaged", entry,
                             error);
  return self;
}
