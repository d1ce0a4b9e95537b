#include "workshop.h"

#include "silsa-digest.h"
#include "silsa-entry-name.h"
#include "silsa-manifest.h"
#include "silsa-xades-sign.h"

#include <openssl/rsa.h>
#include <openssl/x509v3.h>
#include <string.h>
#include <zip.h>

/* --- an assessment to hand in ------------------------------------------------------------------
 */

static void
set(SilsaStore *store, const char *subject, const char *field, const char *value)
{
  g_autoptr(SilsaAct) act = silsa_act_new("answer", subject);
  g_autoptr(GError) error = NULL;

  silsa_act_add(act, subject, field, value);
  silsa_store_perform(store, act, &error);
  g_assert_no_error(error);
}

static void
add_photo(SilsaStore *store, const char *subject, guint seed)
{
  SilsaEvidenceIntake intake = {
      .facts = {.media_type = "image/jpeg", .name = "사진 1.jpg", .kind = "photo"}};
  GRand *random = g_rand_new_with_seed(seed);
  guint32 words[2000];
  g_autoptr(GBytes) bytes = NULL;
  g_autoptr(SilsaEvidence) evidence = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *field = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS(words); i++)
    words[i] = g_rand_int(random);
  g_rand_free(random);
  bytes = g_bytes_new(words, sizeof words);
  evidence = silsa_store_add_evidence(store, bytes, &intake, NULL, &error);
  g_assert_no_error(error);
  field = g_strdup_printf("use:%" G_GINT64_FORMAT, silsa_evidence_get_id(evidence));
  set(store, subject, field, "관제실 & <벽면>");
}

void
workshop_create(Workshop *self, const SilsaCreation *creation)
{
  g_autofree char *path = NULL;
  g_autoptr(GError) error = NULL;

  silsa_test_folder_set_up(&self->folder, NULL);
  path = silsa_test_folder_path(&self->folder, "visit.silsa");
  self->store = silsa_store_create(path, creation, &error);
  g_assert_no_error(error);
}

void
workshop_begin(Workshop *self, const SilsaCreation *creation)
{
  static const Kind assessor = {.name = "김서연"};

  workshop_create(self, creation);
  set(self->store, "B2-01", "level", "4");
  set(self->store, "B2-01", "finding:strength:1", "담당 조직이 분명함 <b>&amp;</b>");
  set(self->store, "B2-01", "internal-note", WORKSHOP_NOTE);
  add_photo(self->store, "B2-01", 1);
  add_photo(self->store, "B2-01", 2);
  if (self->identity == NULL)
    self->identity = workshop_identity(&assessor);
}

void
workshop_set_up(Workshop *self, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(GBytes) bytes = silsa_test_catalogue();
  g_autoptr(GError) error = NULL;
  g_autoptr(SilsaCatalogue) catalogue = silsa_catalogue_new_from_bytes(bytes, &error);
  const SilsaCreation creation = {.catalogue = catalogue,
                                  .city_name = "가온시",
                                  .population = 320000,
                                  .assessor_name = "김서연"};

  g_assert_no_error(error);
  workshop_begin(self, &creation);
}

void
workshop_set(Workshop *self, const char *subject, const char *field, const char *value)
{
  set(self->store, subject, field, value);
}

void
workshop_add_document(Workshop *self, gsize size)
{
  const SilsaEvidenceIntake intake = {
      .facts = {.media_type = "application/octet-stream", .name = "large.bin", .kind = "document"}};
  g_autoptr(GBytes) bytes = g_bytes_new_take(g_malloc0(size), size);
  g_autoptr(GError) error = NULL;
  g_autoptr(SilsaEvidence) evidence =
      silsa_store_add_evidence(self->store, bytes, &intake, NULL, &error);
  g_autofree char *field = NULL;

  g_assert_no_error(error);
  field = g_strdup_printf("use:%" G_GINT64_FORMAT, silsa_evidence_get_id(evidence));
  set(self->store, "B2-01", field, "");
}

void
workshop_tear_down(Workshop *self, gconstpointer data)
{
  g_autoptr(GError) error = NULL;

  silsa_store_close(self->store, &error);
  g_assert_no_error(error);
  g_assert_finalize_object(self->store);
  silsa_identity_free(self->identity);
  g_free(self->package);
  silsa_test_folder_tear_down(&self->folder, data);
}

/* --- identities --------------------------------------------------------------------------------
 */

static void
add_usage(X509 *certificate, const char *usage)
{
  X509V3_CTX context;
  X509_EXTENSION *extension;

  if (usage == NULL)
    return;
  X509V3_set_ctx(&context, certificate, certificate, NULL, NULL, 0);
  extension = X509V3_EXT_conf_nid(NULL, &context, NID_key_usage, usage);
  g_assert_nonnull(extension);
  g_assert_true(X509_add_ext(certificate, extension, -1));
  X509_EXTENSION_free(extension);
}

static X509 *
issuer_of(const Kind *kind)
{
  return silsa_identity_get_certificate(kind->issuer);
}

SilsaIdentity *
workshop_identity(const Kind *kind)
{
  EVP_PKEY *key = kind->rsa_bits > 0 ? EVP_RSA_gen(kind->rsa_bits)
                                     : EVP_EC_gen(kind->curve != NULL ? kind->curve : "P-256");
  X509 *certificate = X509_new();
  X509_NAME *name = X509_get_subject_name(certificate);
  gint64 now = g_get_real_time() / G_USEC_PER_SEC;
  gboolean usual = kind->from == 0 && kind->to == 0;

  g_assert_nonnull(key);
  X509_set_version(certificate, X509_VERSION_3);
  ASN1_INTEGER_set(X509_get_serialNumber(certificate), g_random_int_range(1, G_MAXINT));
  X509_NAME_add_entry_by_NID(name, NID_commonName, MBSTRING_UTF8, (const guint8 *)kind->name, -1,
                             -1, 0);
  X509_set_issuer_name(certificate,
                       kind->issuer != NULL ? X509_get_subject_name(issuer_of(kind)) : name);
  ASN1_TIME_set(X509_getm_notBefore(certificate), now + (usual ? -3600 : kind->from));
  ASN1_TIME_set(X509_getm_notAfter(certificate), now + (usual ? 365 * 86400 : kind->to));
  X509_set_pubkey(certificate, key);
  add_usage(certificate, kind->usage);
  g_assert_cmpint(X509_sign(certificate,
                            kind->issuer != NULL ? silsa_identity_get_key(kind->issuer) : key,
                            EVP_sha256()),
                  >, 0);
  return silsa_identity_take(key, certificate);
}

/* --- packages ----------------------------------------------------------------------------------
 */

gboolean
workshop_leave(const SilsaRendition *rendition G_GNUC_UNUSED,
               GBytes *bytes G_GNUC_UNUSED,
               const char *sha256 G_GNUC_UNUSED,
               GBytes **copy,
               GCancellable *cancellable G_GNUC_UNUSED,
               GError **error G_GNUC_UNUSED)
{
  *copy = NULL;
  return TRUE;
}

char *
workshop_export(Workshop *self, const char *name, SilsaIdentity *identity, gint64 signing_time)
{
  const SilsaExportOptions options = {.role = "평가위원",
                                      .allow_incomplete = TRUE,
                                      .signing_time = signing_time,
                                      .protect =
                                          self->protect != NULL ? self->protect : workshop_leave};
  g_autoptr(GError) error = NULL;
  g_autoptr(SilsaExport) prepared = silsa_export_prepare(self->store, &options, &error);
  g_auto(SilsaExportResult) result = {0};
  char *path = silsa_test_folder_path(&self->folder, name);

  g_assert_no_error(error);
  silsa_export_run(prepared, path, identity, NULL, NULL, NULL, &result, &error);
  g_assert_no_error(error);
  return path;
}

const char *
workshop_package(Workshop *self)
{
  if (self->package == NULL)
    self->package = workshop_export(self, "good.asice", self->identity, 0);
  return self->package;
}

static void
entry_free(Entry *entry)
{
  g_free(entry->name);
  g_bytes_unref(entry->bytes);
  g_free(entry);
}

static Entry *
entry_new(const char *name, GBytes *bytes)
{
  Entry *entry = g_new0(Entry, 1);

  entry->name = g_strdup(name);
  entry->bytes = bytes;
  return entry;
}

GPtrArray *
workshop_open(const char *path)
{
  GPtrArray *entries = g_ptr_array_new_with_free_func((GDestroyNotify)entry_free);
  zip_t *archive = zip_open(path, ZIP_RDONLY, NULL);

  g_assert_nonnull(archive);
  for (zip_int64_t i = 0; i < zip_get_num_entries(archive, 0); i++) {
    zip_stat_t stat;
    zip_file_t *file = zip_fopen_index(archive, (zip_uint64_t)i, 0);
    guint8 *data;

    g_assert_cmpint(zip_stat_index(archive, (zip_uint64_t)i, 0, &stat), ==, 0);
    data = g_malloc(stat.size + 1);
    g_assert_cmpint(zip_fread(file, data, stat.size), ==, (gint64)stat.size);
    zip_fclose(file);
    g_ptr_array_add(entries, entry_new(stat.name, g_bytes_new_take(data, stat.size)));
  }
  zip_discard(archive);
  return entries;
}

Entry *
workshop_find(GPtrArray *entries, const char *name)
{
  for (guint i = 0; i < entries->len; i++)
    if (strcmp(((Entry *)entries->pdata[i])->name, name) == 0)
      return entries->pdata[i];
  g_error("no entry %s", name);
}

Entry *
workshop_find_photo(GPtrArray *entries)
{
  for (guint i = 0; i < entries->len; i++)
    if (g_str_has_prefix(((Entry *)entries->pdata[i])->name, "evidence/"))
      return entries->pdata[i];
  g_error("no evidence");
}

void
workshop_add(GPtrArray *entries, const char *name, const char *text)
{
  g_ptr_array_add(entries, entry_new(name, g_bytes_new(text, strlen(text))));
}

void
workshop_remove(GPtrArray *entries, const char *name)
{
  g_ptr_array_remove(entries, workshop_find(entries, name));
}

void
workshop_replace(GPtrArray *entries, const char *name, const char *from, const char *to)
{
  Entry *entry = workshop_find(entries, name);
  GBytes *changed = silsa_test_replace(entry->bytes, from, to, 1);

  g_bytes_unref(entry->bytes);
  entry->bytes = changed;
}

void
workshop_replace_until(
    GPtrArray *entries, const char *name, const char *from, const char *until, const char *to)
{
  Entry *entry = workshop_find(entries, name);
  gsize size;
  const char *text = g_bytes_get_data(entry->bytes, &size);
  const char *start = g_strstr_len(text, (gssize)size, from);
  const char *end =
      start != NULL
          ? g_strstr_len(start + strlen(from), (gssize)size - (start + strlen(from) - text), until)
          : NULL;
  GString *changed = g_string_new(NULL);

  g_assert_nonnull(end);
  end += strlen(until);
  g_string_append_len(changed, text, start - text);
  g_string_append(changed, to);
  g_string_append_len(changed, end, (gssize)size - (end - text));
  g_bytes_unref(entry->bytes);
  entry->bytes = g_string_free_to_bytes(changed);
}

/* --- signing and writing -----------------------------------------------------------------------
 */

static void
put(GPtrArray *entries, const char *name, GBytes *bytes)
{
  Entry *entry = workshop_find(entries, name);

  g_bytes_unref(entry->bytes);
  entry->bytes = bytes;
}

void
workshop_sign(GPtrArray *entries, SilsaIdentity *identity, gint64 time)
{
  g_autoptr(GArray) list = g_array_new(FALSE, FALSE, sizeof(SilsaXadesEntry));
  g_autoptr(GPtrArray) names = g_ptr_array_new();
  g_autoptr(GPtrArray) digests = g_ptr_array_new_with_free_func((GDestroyNotify)g_bytes_unref);
  g_autoptr(GError) error = NULL;
  gint64 when = time != 0 ? time : g_get_real_time() / G_USEC_PER_SEC + 1;
  GBytes *signature;

  for (guint i = 0; i < entries->len; i++) {
    const Entry *entry = entries->pdata[i];
    gsize size;
    const void *data = g_bytes_get_data(entry->bytes, &size);
    SilsaXadesEntry one = {entry->name, silsa_digest_of("SHA256", data, size)};

    g_ptr_array_add(digests, one.sha256);
    if (silsa_entry_name_is_unsigned(entry->name))
      continue;
    g_array_append_val(list, one);
    g_ptr_array_add(names, entry->name);
  }
  g_ptr_array_add(names, NULL);
  signature = silsa_xades_sign(identity, (const SilsaXadesEntry *)(void *)list->data, list->len,
                               "평가위원", when, &error);
  g_assert_no_error(error);
  put(entries, SILSA_ENTRY_MANIFEST, silsa_manifest_write((const char *const *)names->pdata));
  put(entries, SILSA_ENTRY_SIGNATURE, signature);
}

void
workshop_close(GPtrArray *entries, const char *path)
{
  zip_t *archive = zip_open(path, ZIP_CREATE | ZIP_TRUNCATE, NULL);

  g_assert_nonnull(archive);
  for (guint i = 0; i < entries->len; i++) {
    Entry *entry = entries->pdata[i];
    gsize size;
    const void *data = g_bytes_get_data(entry->bytes, &size);
    zip_source_t *source = zip_source_buffer(archive, data, size, 0);
    zip_int64_t n = zip_file_add(archive, entry->name, source, ZIP_FL_ENC_UTF_8);

    g_assert_cmpint(n, ==, i);
    zip_set_file_compression(archive, i, entry->deflate ? ZIP_CM_DEFLATE : ZIP_CM_STORE, 0);
    zip_file_set_dostime(archive, i, 0, 0x21, 0);
    zip_file_set_external_attributes(archive, i, 0, ZIP_OPSYS_UNIX,
                                     entry->attributes != 0 ? entry->attributes : 0100644u << 16);
  }
  g_assert_cmpint(zip_close(archive), ==, 0);
}

void
workshop_swap_signatures(const char *path)
{
  g_autoptr(GPtrArray) entries = workshop_open(path);
  Entry *first = workshop_find(entries, "META-INF/signatures0.xml");
  Entry *second = workshop_find(entries, "META-INF/signatures1.xml");
  GBytes *bytes = first->bytes;

  first->bytes = second->bytes;
  second->bytes = bytes;
  workshop_close(entries, path);
}

/* --- verifying ---------------------------------------------------------------------------------
 */

SilsaReport *
workshop_verify(const char *path, SilsaIdentity *trusted, gint64 now)
{
  const char *const fingerprints[] = {
      trusted != NULL ? silsa_identity_get_facts(trusted)->fingerprint : NULL, NULL};
  const SilsaTrust trust = {.fingerprints = fingerprints, .now = now};
  g_autoptr(GError) error = NULL;
  SilsaReport *report = silsa_package_verify(path, &trust, NULL, NULL, NULL, &error);

  g_assert_no_error(error);
  g_assert_nonnull(report);
  return report;
}

gboolean
workshop_has(const SilsaReport *report, const char *code)
{
  for (guint i = 0; i < report->problems->len; i++)
    if (strcmp(((SilsaVerifyNote *)report->problems->pdata[i])->code, code) == 0)
      return TRUE;
  return FALSE;
}
