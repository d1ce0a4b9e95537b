#include "workshop.h"

#include <string.h>

/* Each row is a crafted package: what is done to a good one, and what must be said of it. */

#define SIGNATURE "META-INF/signatures0.xml"

typedef struct {
  Workshop *shop;
  GPtrArray *entries;
  SilsaIdentity *signer; /* who signs anew, or NULL: the signature stays as it was */
  gint64 time; /* of the new signature, 0: now */
  gboolean unknown; /* the signer is not trusted */
  gboolean later; /* and a photo is changed after signing */
} Attack;

typedef struct {
  const char *name;
  void (*craft)(Attack *attack);
  SilsaVerdict verdict;
  const char *code;
} Row;

static void
resign(Attack *attack)
{
  attack->signer = attack->shop->identity;
}

static void
flip(Entry *entry)
{
  gsize size;
  guint8 *data = g_bytes_unref_to_data(entry->bytes, &size);

  data[size / 2] ^= 1;
  entry->bytes = g_bytes_new_take(data, size);
}

/* --- entries -----------------------------------------------------------------------------------
 */

static void
photo_flipped(Attack *a)
{
  flip(workshop_find_photo(a->entries));
}

static void
payload_changed(Attack *a)
{
  workshop_replace(a->entries, "payload.xml", "<level>4</level>", "<level>5</level>");
}

static void
payload_broken(Attack *a)
{
  workshop_replace(a->entries, "payload.xml", "<level>4</level>", "<level>4</levle>");
}

static void
catalogue_flipped(Attack *a)
{
  flip(workshop_find(a->entries, "catalogue.xml"));
}

static void
journal_flipped(Attack *a)
{
  flip(workshop_find(a->entries, "journal.xml"));
}

static void
photo_missing(Attack *a)
{
  g_ptr_array_remove(a->entries, workshop_find_photo(a->entries));
}

static void
payload_missing(Attack *a)
{
  workshop_remove(a->entries, "payload.xml");
}

static void
entry_unsigned(Attack *a)
{
  workshop_add(a->entries, "evidence/extra.jpg", "unsigned");
}

static void
meta_entry_unsigned(Attack *a)
{
  workshop_add(a->entries, "META-INF/extra.xml", "<extra/>");
}

static void
entry_swapped(Attack *a)
{
  Entry *first = workshop_find_photo(a->entries);
  Entry *second = NULL;
  GBytes *bytes = first->bytes;

  for (guint i = 0; i < a->entries->len; i++) {
    Entry *entry = a->entries->pdata[i];

    if (entry != first && g_str_has_prefix(entry->name, "evidence/"))
      second = entry;
  }
  g_assert_nonnull(second);
  first->bytes = second->bytes;
  second->bytes = bytes;
}

static void
manifest_lies(Attack *a)
{
  workshop_replace(a->entries, "META-INF/manifest.xml", "payload.xml", "paylaod.xml");
}

static void
manifest_missing(Attack *a)
{
  workshop_remove(a->entries, "META-INF/manifest.xml");
}

static void
not_signed(Attack *a)
{
  workshop_remove(a->entries, SIGNATURE);
}

static void
entry_deflated(Attack *a)
{
  workshop_find(a->entries, "payload.xml")->deflate = TRUE;
}

static void
type_not_first(Attack *a)
{
  Entry *type = g_ptr_array_steal_index(a->entries, 0);

  g_ptr_array_insert(a->entries, 3, type);
}

static void
path_climbs(Attack *a)
{
  workshop_add(a->entries, "../evil.txt", "x");
}

static void
path_absolute(Attack *a)
{
  workshop_add(a->entries, "/etc/evil.txt", "x");
}

static void
path_backslash(Attack *a)
{
  workshop_add(a->entries, "evidence\\evil.txt", "x");
}

static void
path_folder(Attack *a)
{
  workshop_add(a->entries, "evidence/", "");
}

static void
case_twins(Attack *a)
{
  workshop_add(a->entries, "PAYLOAD.xml", "<x/>");
}

static void
symbolic_link(Attack *a)
{
  workshop_add(a->entries, "evidence/link.jpg", "/etc/passwd");
  workshop_find(a->entries, "evidence/link.jpg")->attributes = 0120777u << 16;
}

/* --- the signature itself ------------------------------------------------------------------------
 */

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

/* --- signed rightly, and still not to be believed ----------------------------------------------
 */

static void
score_lies(Attack *a)
{
  workshop_replace_until(a->entries, "payload.xml", "<score percent=\"", "/>",
                         "<score percent=\"99\" points=\"29.7\"/>");
  resign(a);
}

static void
level_lies(Attack *a)
{
  payload_changed(a);
  resign(a);
}

static void
complete_lies(Attack *a)
{
  workshop_replace(a->entries, "payload.xml", "complete=\"false\"", "complete=\"true\"");
  resign(a);
}

static void
unknown_element(Attack *a)
{
  workshop_replace(a->entries, "payload.xml", "</assessment>", "<surprise/></assessment>");
  resign(a);
}

static void
payload_entity(Attack *a)
{
  workshop_replace_until(a->entries, "payload.xml", "<?xml", "?>",
                         "<?xml version=\"1.0\"?><!DOCTYPE x [<!ENTITY a \"b\">]>");
  resign(a);
}

static void
evidence_left_out(Attack *a)
{
  photo_missing(a);
  resign(a);
}

static void
evidence_exchanged(Attack *a)
{
  photo_flipped(a);
  resign(a);
}

static void
entry_smuggled(Attack *a)
{
  /* Before the manifest, so that the order is the usual one. */
  Entry *entry;

  workshop_add(a->entries, "evidence/extra.jpg", "not named by the payload");
  entry = g_ptr_array_steal_index(a->entries, a->entries->len - 1);
  g_ptr_array_insert(a->entries, 4, entry);
  resign(a);
}

static void
journal_row_changed(Attack *a)
{
  workshop_replace(a->entries, "journal.xml", "act=\"answer\" subject=\"B2-01\" field=\"level\"",
                   "act=\"clear\" subject=\"B2-01\" field=\"level\"");
  resign(a);
}

static void
journal_cut(Attack *a)
{
  Entry *entry = workshop_find(a->entries, "journal.xml");
  gsize size;
  const char *text = g_bytes_get_data(entry->bytes, &size);
  const char *last = g_strrstr_len(text, (gssize)size, "<row ");
  g_autofree char *head = g_strndup(text, (gsize)(last - text));
  GBytes *cut =
      g_bytes_new_take(g_strconcat(head, "</journal>", NULL), strlen(head) + strlen("</journal>"));

  g_bytes_unref(entry->bytes);
  entry->bytes = cut;
  resign(a);
}

static void
journal_salt(Attack *a)
{
  workshop_replace_until(a->entries, "journal.xml", "<new salt=\"", "\"",
                         "<new salt=\"00000000000000000000000000000000\"");
  resign(a);
}

static void
catalogue_softened(Attack *a)
{
  workshop_replace(a->entries, "catalogue.xml", "version=\"1\"", "version=\"2\"");
  resign(a);
}

static void
catalogue_left_out(Attack *a)
{
  workshop_remove(a->entries, "catalogue.xml");
  resign(a);
}

static void
signed_by_another(Attack *a)
{
  a->signer = workshop_identity(&(Kind){.name = "박바다"});
}

static void
signed_too_early(Attack *a)
{
  resign(a);
  a->time = g_get_real_time() / G_USEC_PER_SEC - 600;
}

static void
signed_in_future(Attack *a)
{
  resign(a);
  a->time = g_get_real_time() / G_USEC_PER_SEC + 2 * 86400;
}

/* The payload names the key that signs, so that only the key speaks against it. */
static void
sign_as(Attack *a, const Kind *kind)
{
  const char *old = silsa_identity_get_facts(a->shop->identity)->fingerprint;

  a->signer = workshop_identity(kind);
  workshop_replace(a->entries, "payload.xml", old,
                   silsa_identity_get_facts(a->signer)->fingerprint);
}

static void
key_short(Attack *a)
{
  sign_as(a, &(Kind){.name = "김서연", .rsa_bits = 1024});
}

static void
key_usage(Attack *a)
{
  sign_as(a, &(Kind){.name = "김서연", .usage = "critical,keyAgreement"});
}

static void
certificate_expired(Attack *a)
{
  sign_as(a, &(Kind){.name = "김서연", .from = -20 * 86400, .to = -10 * 86400});
}

static void
certificate_not_yet(Attack *a)
{
  sign_as(a, &(Kind){.name = "김서연", .from = 10 * 86400, .to = 20 * 86400});
}

/* --- several things at once: which of them is the verdict
 * -----------------------------------------
 */

static void
weak_key_and_altered(Attack *a)
{
  key_short(a);
  a->later = TRUE;
}

static void
weak_key_and_lie(Attack *a)
{
  score_lies(a);
  key_short(a);
}

static void
lie_and_expired(Attack *a)
{
  score_lies(a);
  certificate_expired(a);
}

static void
expired_and_unknown(Attack *a)
{
  certificate_expired(a);
  a->unknown = TRUE;
}

static void
lie_and_unknown(Attack *a)
{
  score_lies(a);
  a->unknown = TRUE;
}

static void
weak_key_and_unknown(Attack *a)
{
  key_short(a);
  a->unknown = TRUE;
}

static void
nothing(Attack *a G_GNUC_UNUSED)
{
}

static void
altered_and_foreign(Attack *a)
{
  a->signer = workshop_identity(&(Kind){.name = "박바다"});
  a->unknown = TRUE;
  photo_flipped(a); /* after which somebody signs, who is not trusted */
}

static const Row rows[] = {
    {"nothing at all", nothing, SILSA_VERDICT_VALID, NULL},
    {"photo: one bit", photo_flipped, SILSA_VERDICT_ALTERED, "digest-mismatch"},
    {"payload: another level", payload_changed, SILSA_VERDICT_ALTERED, "digest-mismatch"},
    {"payload: no XML any more", payload_broken, SILSA_VERDICT_ALTERED, "digest-mismatch"},
    {"catalogue: one bit", catalogue_flipped, SILSA_VERDICT_ALTERED, "digest-mismatch"},
    {"journal: one bit", journal_flipped, SILSA_VERDICT_ALTERED, "digest-mismatch"},
    {"photo taken out", photo_missing, SILSA_VERDICT_ALTERED, "entry-missing"},
    {"payload taken out", payload_missing, SILSA_VERDICT_ALTERED, "entry-missing"},
    {"entry added", entry_unsigned, SILSA_VERDICT_ALTERED, "entry-unsigned"},
    {"entry added in META-INF", meta_entry_unsigned, SILSA_VERDICT_ALTERED, "entry-unsigned"},
    {"two photos exchanged", entry_swapped, SILSA_VERDICT_ALTERED, "digest-mismatch"},
    {"manifest lies", manifest_lies, SILSA_VERDICT_ALTERED, "manifest-differs"},
    {"no manifest", manifest_missing, SILSA_VERDICT_ALTERED, "entry-missing"},
    {"no signature", not_signed, SILSA_VERDICT_REFUSED, "not-signed"},
    {"entry compressed", entry_deflated, SILSA_VERDICT_REFUSED, "foreign-profile"},
    {"type not first", type_not_first, SILSA_VERDICT_UNREADABLE, "not-a-package"},
    {"path ../", path_climbs, SILSA_VERDICT_UNREADABLE, "entry-name"},
    {"path /", path_absolute, SILSA_VERDICT_UNREADABLE, "entry-name"},
    {"path with backslash", path_backslash, SILSA_VERDICT_UNREADABLE, "entry-name"},
    {"folder entry", path_folder, SILSA_VERDICT_UNREADABLE, "entry-name"},
    {"names that differ by case", case_twins, SILSA_VERDICT_UNREADABLE, "entry-twice"},
    {"symbolic link", symbolic_link, SILSA_VERDICT_UNREADABLE, "entry-mode"},
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
    {"signed: score lies", score_lies, SILSA_VERDICT_INCONSISTENT, "score-differs"},
    {"signed: level lies", level_lies, SILSA_VERDICT_INCONSISTENT, "score-differs"},
    {"signed: complete lies", complete_lies, SILSA_VERDICT_INCONSISTENT, "complete-differs"},
    {"signed: unknown element", unknown_element, SILSA_VERDICT_UNREADABLE, "payload-invalid"},
    {"signed: DTD in the payload", payload_entity, SILSA_VERDICT_UNREADABLE, "payload-invalid"},
    {"signed: evidence left out", evidence_left_out, SILSA_VERDICT_INCONSISTENT,
     "evidence-missing"},
    {"signed: evidence exchanged", evidence_exchanged, SILSA_VERDICT_INCONSISTENT,
     "evidence-differs"},
    {"signed: entry smuggled in", entry_smuggled, SILSA_VERDICT_INCONSISTENT, "entry-unnamed"},
    {"signed: journal row changed", journal_row_changed, SILSA_VERDICT_INCONSISTENT,
     "journal-broken"},
    {"signed: journal cut", journal_cut, SILSA_VERDICT_INCONSISTENT, "journal-head"},
    {"signed: journal salt", journal_salt, SILSA_VERDICT_INCONSISTENT, "journal-broken"},
    {"signed: other catalogue", catalogue_softened, SILSA_VERDICT_INCONSISTENT, "other-catalogue"},
    {"signed: no catalogue", catalogue_left_out, SILSA_VERDICT_INCONSISTENT, "catalogue-missing"},
    {"signed by another than named", signed_by_another, SILSA_VERDICT_INCONSISTENT,
     "signer-differs"},
    {"signed before the journal ends", signed_too_early, SILSA_VERDICT_INCONSISTENT,
     "signed-before-journal"},
    {"signed the day after tomorrow", signed_in_future, SILSA_VERDICT_INDETERMINATE, "future-time"},
    {"RSA 1024", key_short, SILSA_VERDICT_REFUSED, "weak-key"},
    {"certificate not for signing", key_usage, SILSA_VERDICT_REFUSED, "key-usage"},
    {"certificate expired", certificate_expired, SILSA_VERDICT_INDETERMINATE, "expired"},
    {"certificate not yet valid", certificate_not_yet, SILSA_VERDICT_INDETERMINATE,
     "not-yet-valid"},
    {"evidence exchanged, signer unknown", altered_and_foreign, SILSA_VERDICT_INCONSISTENT,
     "evidence-differs"},
    {"altered > weak key", weak_key_and_altered, SILSA_VERDICT_ALTERED, "weak-key"},
    {"weak key > lie", weak_key_and_lie, SILSA_VERDICT_REFUSED, "score-differs"},
    {"weak key > unknown", weak_key_and_unknown, SILSA_VERDICT_REFUSED, "signer-not-listed"},
    {"lie > expired", lie_and_expired, SILSA_VERDICT_INCONSISTENT, "expired"},
    {"lie > unknown", lie_and_unknown, SILSA_VERDICT_INCONSISTENT, "signer-not-listed"},
    {"expired > unknown", expired_and_unknown, SILSA_VERDICT_INDETERMINATE, "signer-not-listed"},
};

static void
test_row(Workshop *shop, gconstpointer data)
{
  const Row *row = data;
  g_autoptr(GPtrArray) entries = workshop_open(workshop_package(shop));
  g_autofree char *path = silsa_test_folder_path(&shop->folder, "crafted.asice");
  Attack attack = {shop, entries, NULL, 0, FALSE, FALSE};
  g_autoptr(SilsaReport) report = NULL;
  g_autofree char *sentence = NULL;
  SilsaIdentity *trusted;

  row->craft(&attack);
  if (attack.signer != NULL)
    workshop_sign(entries, attack.signer, attack.time);
  if (attack.later)
    photo_flipped(&attack);
  workshop_close(entries, path);
  trusted = attack.signer != NULL ? attack.signer : shop->identity;
  report = workshop_verify(path, attack.unknown ? NULL : trusted, 0);
  for (guint i = 0; i < report->problems->len; i++) {
    const SilsaVerifyNote *note = report->problems->pdata[i];

    g_autofree char *words = silsa_verify_note_to_text(note);

    g_test_message("%s at %s: %s", note->code, note->where, note->message);
    g_assert_cmpstr(words, !=, note->message); /* every code has words of its own */
  }
  g_print("| %-36s | %-13s | %-22s |\n", row->name, silsa_verdict_to_string(report->verdict),
          row->code != NULL ? row->code : "");
  if (row->code != NULL)
    g_assert_true(workshop_has(report, row->code));
  g_assert_cmpstr(silsa_verdict_to_string(report->verdict), ==,
                  silsa_verdict_to_string(row->verdict));
  g_assert_true((report->assessment != NULL) <= report->intact);
  sentence = silsa_report_to_sentence(report);
  g_assert_cmpuint(strlen(sentence), >, 20);
  if (attack.signer != NULL && attack.signer != shop->identity)
    silsa_identity_free(attack.signer);
}

/* --- whole files -------------------------------------------------------------------------------
 */

typedef struct {
  const char *name;
  gssize keep; /* bytes kept; negative: cut off from the end */
  const char *append;
} Cut;

static const Cut cuts[] = {
    {"empty", 0, ""},
    {"four bytes", 4, ""},
    {"half", 20000, ""},
    {"one byte short", -1, ""},
    {"junk behind", 0x7fffffff, "junk"},
};

static void
test_cut(Workshop *shop, gconstpointer data)
{
  const Cut *cut = data;
  g_autoptr(GBytes) whole = silsa_test_read(workshop_package(shop));
  g_autofree char *path = silsa_test_folder_path(&shop->folder, "cut.asice");
  gsize size = g_bytes_get_size(whole);
  gsize keep = cut->keep < 0 ? size - (gsize)-cut->keep : MIN((gsize)cut->keep, size);
  g_autoptr(GByteArray) bytes = g_byte_array_new();
  g_autoptr(SilsaReport) report = NULL;

  g_byte_array_append(bytes, g_bytes_get_data(whole, NULL), (guint)keep);
  g_byte_array_append(bytes, (const guint8 *)cut->append, (guint)strlen(cut->append));
  silsa_test_write(path, bytes->data, bytes->len);
  report = workshop_verify(path, shop->identity, 0);
  g_assert_cmpstr(silsa_verdict_to_string(report->verdict), ==, "unreadable");
  g_assert_false(report->intact);
  g_assert_null(report->assessment);
}

/* Every single byte of the file counts: flip each of a spread of them. */
static void
test_every_byte(Workshop *shop, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(GBytes) whole = silsa_test_read(workshop_package(shop));
  g_autofree char *path = silsa_test_folder_path(&shop->folder, "flipped.asice");
  gsize size = g_bytes_get_size(whole);
  guint n = 0;

  for (gsize at = 0; at < size; at += 1 + size / 300) {
    g_autofree guint8 *bytes = g_memdup2(g_bytes_get_data(whole, NULL), size);
    g_autoptr(SilsaReport) report = NULL;

    bytes[at] ^= 0x20;
    silsa_test_write(path, bytes, size);
    report = workshop_verify(path, shop->identity, 0);
    if (report->verdict == SILSA_VERDICT_VALID)
      g_error("byte %zu of %zu was changed, and the package is still valid", at, size);
    n++;
  }
  g_test_message("%u bytes flipped, none unnoticed", n);
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_autofree char *path = g_strdup_printf("/attack/%02zu-%s", i, rows[i].name);

    g_test_add(g_strdelimit(path + 8, "/", '|') - 8, Workshop, &rows[i], workshop_set_up, test_row,
               workshop_tear_down);
  }
  for (gsize i = 0; i < G_N_ELEMENTS(cuts); i++) {
    g_autofree char *path = g_strdup_printf("/attack/file/%s", cuts[i].name);

    g_test_add(path, Workshop, &cuts[i], workshop_set_up, test_cut, workshop_tear_down);
  }
  g_test_add("/attack/every-byte", Workshop, NULL, workshop_set_up, test_every_byte,
             workshop_tear_down);
  return g_test_run();
}
