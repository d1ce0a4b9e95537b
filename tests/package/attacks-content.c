#include "attacks.h"
#include "silsa-limits.h"

#include <string.h>

/* Signed rightly, and still not to be believed; and several things at once: which of them is the
 * verdict. */

static void
score_lies(Attack *a)
{
  workshop_replace_until(a->entries, "payload.xml", "<score percent=\"", "/>",
                         "<score percent=\"99\" points=\"29.7\"/>");
  attack_resign(a);
}

static void
level_lies(Attack *a)
{
  workshop_replace(a->entries, "payload.xml", "<level>4</level>", "<level>5</level>");
  attack_resign(a);
}

static void
complete_lies(Attack *a)
{
  workshop_replace(a->entries, "payload.xml", "complete=\"false\"", "complete=\"true\"");
  attack_resign(a);
}

static void
unknown_element(Attack *a)
{
  workshop_replace(a->entries, "payload.xml", "</assessment>", "<surprise/></assessment>");
  attack_resign(a);
}

static void
payload_entity(Attack *a)
{
  workshop_replace_until(a->entries, "payload.xml", "<?xml", "?>",
                         "<?xml version=\"1.0\"?><!DOCTYPE x [<!ENTITY a \"b\">]>");
  attack_resign(a);
}

static void
evidence_left_out(Attack *a)
{
  g_ptr_array_remove(a->entries, workshop_find_photo(a->entries));
  attack_resign(a);
}

static void
evidence_exchanged(Attack *a)
{
  attack_flip(workshop_find_photo(a->entries));
  attack_resign(a);
}

static void
entry_smuggled(Attack *a)
{
  /* Before the manifest, so that the order is the usual one. */
  Entry *entry;

  workshop_add(a->entries, "evidence/extra.jpg", "not named by the payload");
  entry = g_ptr_array_steal_index(a->entries, a->entries->len - 1);
  g_ptr_array_insert(a->entries, 4, entry);
  attack_resign(a);
}

static void
journal_row_changed(Attack *a)
{
  workshop_replace(a->entries, "journal.xml", "act=\"answer\" subject=\"B2-01\" field=\"level\"",
                   "act=\"clear\" subject=\"B2-01\" field=\"level\"");
  attack_resign(a);
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
  attack_resign(a);
}

static void
journal_salt(Attack *a)
{
  workshop_replace_until(a->entries, "journal.xml", "<new salt=\"", "\"",
                         "<new salt=\"00000000000000000000000000000000\"");
  attack_resign(a);
}

static void
catalogue_softened(Attack *a)
{
  workshop_replace(a->entries, "catalogue.xml", "version=\"1\"", "version=\"2\"");
  attack_resign(a);
}

static void
catalogue_left_out(Attack *a)
{
  workshop_remove(a->entries, "catalogue.xml");
  attack_resign(a);
}

static void
signed_by_another(Attack *a)
{
  a->signer = workshop_identity(&(Kind){.name = "박바다"});
}

static void
signed_too_early(Attack *a)
{
  attack_resign(a);
  a->time = g_get_real_time() / G_USEC_PER_SEC - 600;
}

static void
signed_in_future(Attack *a)
{
  attack_resign(a);
  a->time = g_get_real_time() / G_USEC_PER_SEC + 2 * 86400;
}

static void
key_short(Attack *a)
{
  attack_sign_as(a, &(Kind){.name = "김서연", .rsa_bits = 1024});
}

static void
key_usage(Attack *a)
{
  attack_sign_as(a, &(Kind){.name = "김서연", .usage = "critical,keyAgreement"});
}

static void
certificate_expired(Attack *a)
{
  attack_sign_as(a, &(Kind){.name = "김서연", .from = -20 * 86400, .to = -10 * 86400});
}

static void
certificate_not_yet(Attack *a)
{
  attack_sign_as(a, &(Kind){.name = "김서연", .from = 10 * 86400, .to = 20 * 86400});
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
altered_and_foreign(Attack *a)
{
  a->signer = workshop_identity(&(Kind){.name = "박바다"});
  a->unknown = TRUE;
  attack_flip(workshop_find_photo(a->entries)); /* after which somebody signs, who is not trusted */
}

/* --- more of what contradicts itself -----------------------------------------------------------
 */

#define DOCTYPE "<?xml version=\"1.0\"?><!DOCTYPE x [<!ENTITY a \"b\">]>"
#define ZEROS "0000000000000000000000000000000000000000000000000000000000000000"

static void
replace_until(Attack *a, const char *entry, const char *from, const char *until, const char *to)
{
  workshop_replace_until(a->entries, entry, from, until, to);
  attack_resign(a);
}

static void
level_of_none(Attack *a)
{
  replace_until(a, "payload.xml", "<level>4", "<", "<level>9<");
}

static void
claims_lie(Attack *a)
{
  replace_until(a, "payload.xml", "<claims sha256=\"", "\"", "<claims sha256=\"" ZEROS "\"");
}

static void
evidence_lies(Attack *a)
{
  replace_until(a, "payload.xml", "<evidence id=\"1\" sha256=\"", "\"",
                "<evidence id=\"1\" sha256=\"" ZEROS "\"");
}

static void
head_lies(Attack *a)
{
  replace_until(a, "payload.xml", "head=\"", "\"", "head=\"" ZEROS "\"");
}

static void
catalogue_entity(Attack *a)
{
  replace_until(a, "catalogue.xml", "<?xml", "?>", DOCTYPE);
}

static void
journal_entity(Attack *a)
{
  replace_until(a, "journal.xml", "<?xml", "?>", DOCTYPE);
}

static void
journal_left_out(Attack *a)
{
  workshop_remove(a->entries, "journal.xml");
  attack_resign(a);
}

static void
journal_of_another(Attack *a)
{
  replace_until(a, "journal.xml", "file=\"", "\"", "file=\"5d0e7f2a-8c1b-4f3e-9a6d-1b2c3d4e5f60\"");
}

/* Exchanges the text from @first to @end with that from the next @first to @end behind it. */
static void
exchange(Attack *a, const char *first, const char *end)
{
  Entry *entry = workshop_find(a->entries, "journal.xml");
  g_autofree char *text =
      g_strndup(g_bytes_get_data(entry->bytes, NULL), g_bytes_get_size(entry->bytes));
  char *one = strstr(text, first);
  char *one_end = strstr(one + strlen(first), end);
  char *two = strstr(one_end, first);
  char *two_end = strstr(two + strlen(first), end);
  GString *changed = g_string_new_len(text, one - text);

  g_string_append_len(changed, two, two_end - two);
  g_string_append_len(changed, one_end, two - one_end);
  g_string_append_len(changed, one, one_end - one);
  g_string_append(changed, two_end);
  g_bytes_unref(entry->bytes);
  entry->bytes = g_string_free_to_bytes(changed);
  attack_resign(a);
}

static void
journal_reordered(Attack *a)
{
  exchange(a, "<row ", "</row>");
}

static void
journal_salts(Attack *a)
{
  exchange(a, "<new salt=\"", "\"");
}

/* Milder scores, and the payload says rightly which catalogue it is: the history knows better. */
static void
catalogue_milder(Attack *a)
{
  const Entry *entry = workshop_find(a->entries, "catalogue.xml");
  g_autofree char *digest = NULL;
  g_autofree char *named = NULL;

  workshop_replace_until(a->entries, "catalogue.xml", "<level number=\"0\" percent=\"", "\"",
                         "<level number=\"0\" percent=\"15\"");
  digest = g_compute_checksum_for_bytes(G_CHECKSUM_SHA256, entry->bytes);
  named = g_strdup_printf("not official\" sha256=\"%s\"", digest);
  replace_until(a, "payload.xml", "not official\" sha256=\"", "\"", named);
}

static void
namesake_names_himself(Attack *a)
{
  attack_sign_as(a, &(Kind){.name = "김서연"});
  a->unknown = TRUE;
}

static void
namesake_names_the_other(Attack *a)
{
  a->signer = workshop_identity(&(Kind){.name = "김서연"});
  a->unknown = TRUE;
}

/* --- what must still pass ----------------------------------------------------------------------
 */

static void
key_just_long_enough(Attack *a)
{
  attack_sign_as(a, &(Kind){.name = "김서연", .rsa_bits = 2048});
}

static void
key_for_consent(Attack *a)
{
  attack_sign_as(a, &(Kind){.name = "김서연", .usage = "critical,nonRepudiation"});
}

static void
signed_within_a_day(Attack *a)
{
  attack_resign(a);
  a->time = g_get_real_time() / G_USEC_PER_SEC + 23 * 3600;
}

/* --- sizes, on both sides of their limits ------------------------------------------------------
 */

/* With white space, of which libxml2 takes no more than 10 MB; so what is within the limit is
 * looked at and found damaged, and what is over it is not looked at. */
static void
pad(Attack *a, const char *name, guint64 size)
{
  Entry *entry = workshop_find(a->entries, name);
  gsize length;
  const char *text = g_bytes_get_data(entry->bytes, &length);
  char *padded = g_malloc(size);

  memset(padded, '\n', size);
  memcpy(padded, text, length);
  g_bytes_unref(entry->bytes);
  entry->bytes = g_bytes_new_take(padded, size);
}

static void
manifest_full(Attack *a)
{
  pad(a, "META-INF/manifest.xml", SILSA_LIMIT_MANIFEST_BYTES);
}

static void
manifest_over(Attack *a)
{
  pad(a, "META-INF/manifest.xml", SILSA_LIMIT_MANIFEST_BYTES + 1);
}

static void
signature_full(Attack *a)
{
  pad(a, "META-INF/signatures0.xml", SILSA_LIMIT_SIGNATURE_BYTES);
}

static void
signature_over(Attack *a)
{
  pad(a, "META-INF/signatures0.xml", SILSA_LIMIT_SIGNATURE_BYTES + 1);
}

static void
catalogue_full(Attack *a)
{
  pad(a, "catalogue.xml", SILSA_LIMIT_CATALOGUE_BYTES);
  attack_resign(a);
}

static void
catalogue_over(Attack *a)
{
  pad(a, "catalogue.xml", SILSA_LIMIT_CATALOGUE_BYTES + 1);
  attack_resign(a);
}

static const AttackRow rows[] = {
    {"manifest of 16 MiB", manifest_full, SILSA_VERDICT_ALTERED, "manifest-differs"},
    {"manifest of 16 MiB and a byte", manifest_over, SILSA_VERDICT_UNREADABLE, "over-limit"},
    {"signature of 16 MiB", signature_full, SILSA_VERDICT_ALTERED, "signature-damaged"},
    {"signature of 16 MiB and a byte", signature_over, SILSA_VERDICT_UNREADABLE, "over-limit"},
    {"signed: catalogue of 8 MiB", catalogue_full, SILSA_VERDICT_INCONSISTENT, "other-catalogue"},
    {"signed: catalogue of 8 MiB and a byte", catalogue_over, SILSA_VERDICT_UNREADABLE,
     "over-limit"},
    {"signed: level that the catalogue has not", level_of_none, SILSA_VERDICT_INCONSISTENT,
     "payload-contradicts"},
    {"signed: digest of the claims lies", claims_lie, SILSA_VERDICT_INCONSISTENT, "claims-digest"},
    {"signed: digest of a photo lies", evidence_lies, SILSA_VERDICT_INCONSISTENT,
     "evidence-missing"},
    {"signed: head of the journal lies", head_lies, SILSA_VERDICT_INCONSISTENT, "journal-head"},
    {"signed: DTD in the catalogue", catalogue_entity, SILSA_VERDICT_UNREADABLE,
     "catalogue-invalid"},
    {"signed: DTD in the journal", journal_entity, SILSA_VERDICT_UNREADABLE, "journal-invalid"},
    {"signed: no journal", journal_left_out, SILSA_VERDICT_INCONSISTENT, "journal-missing"},
    {"signed: journal of another file", journal_of_another, SILSA_VERDICT_INCONSISTENT,
     "journal-foreign"},
    {"signed: journal rows exchanged", journal_reordered, SILSA_VERDICT_INCONSISTENT,
     "journal-broken"},
    {"signed: journal salts exchanged", journal_salts, SILSA_VERDICT_INCONSISTENT,
     "journal-broken"},
    {"signed: milder catalogue, rightly named", catalogue_milder, SILSA_VERDICT_INCONSISTENT,
     "journal-foreign"},
    {"namesake who names his own key", namesake_names_himself, SILSA_VERDICT_UNTRUSTED,
     "signer-not-listed"},
    {"namesake who names the other's key", namesake_names_the_other, SILSA_VERDICT_INCONSISTENT,
     "signer-differs"},
    {"RSA 2048", key_just_long_enough, SILSA_VERDICT_VALID, NULL},
    {"certificate for consent only", key_for_consent, SILSA_VERDICT_VALID, NULL},
    {"signed 23 hours ahead", signed_within_a_day, SILSA_VERDICT_VALID, NULL},
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

void
attacks_add_content(void)
{
  attacks_add_rows("content", rows, G_N_ELEMENTS(rows));
}
