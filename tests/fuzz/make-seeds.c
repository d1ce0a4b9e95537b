/*
 * Made the signed part of the corpus, each time with other keys, ids and times:
 *
 *   make-seeds tests/fuzz
 *
 * Needed again only when a format changes. An assessment of the small catalogue in a round, with an
 * answer, a corrected claim, a finding and two documents; the round; both signed, the assessment
 * also countersigned; and the parts of each by themselves.
 */
#include "corpus.h"
#include "silsa-countersign.h"
#include "silsa-round-draft.h"
#include "workshop.h"

#define CITY "gana"

static void
set(SilsaRoundDraft *draft,
    SilsaRoundPart part,
    const char *who,
    const char *field,
    const char *value)
{
  g_autoptr(GError) error = NULL;

  silsa_round_draft_set(draft, part, who, field, value, &error);
  g_assert_no_error(error);
}

static void
add_person(SilsaRoundDraft *draft, const char *id, const char *role, SilsaIdentity *identity)
{
  g_assert_nonnull(silsa_round_draft_add(draft, SILSA_ROUND_PERSON, id, NULL, NULL));
  set(draft, SILSA_ROUND_PERSON, id, "name", "김서연");
  set(draft, SILSA_ROUND_PERSON, id, "role", role);
  set(draft, SILSA_ROUND_PERSON, id, "fingerprint",
      silsa_identity_get_facts(identity)->fingerprint);
}

static void
add_city(SilsaRoundDraft *draft)
{
  g_autoptr(GBytes) csv = corpus_read_file("claims", "english.csv");
  g_autoptr(GError) error = NULL;
  g_autoptr(SilsaClaimsImport) import = NULL;

  g_assert_nonnull(silsa_round_draft_add(draft, SILSA_ROUND_APPLICANT, CITY, NULL, NULL));
  set(draft, SILSA_ROUND_APPLICANT, CITY, "name-ko", "가나시");
  set(draft, SILSA_ROUND_APPLICANT, CITY, "name-en", "Gana");
  set(draft, SILSA_ROUND_APPLICANT, CITY, "kind", "city");
  set(draft, SILSA_ROUND_APPLICANT, CITY, "population", "600000");
  set(draft, SILSA_ROUND_APPLICANT, CITY, "class", "small-medium");
  set(draft, SILSA_ROUND_APPLICANT, CITY, "class-reason", "까닭");
  set(draft, SILSA_ROUND_APPLICANT, CITY, "programmes", "smart-challenge");
  silsa_round_draft_add_achievement(draft, CITY, "성과", "Deed", NULL);
  import = silsa_round_draft_take_claims(draft, CITY, csv, TRUE, &error);
  g_assert_no_error(error);
}

static SilsaRound *
make_round(SilsaIdentity *secretary, SilsaIdentity *assessor)
{
  static const char *const head[][2] = {
      {"year", "2026"},           {"title-ko", "시험"},           {"title-en", "Test"},
      {"purpose", "real"},        {"visit-from", "2026-08-03"},   {"visit-to", "2026-08-14"},
      {"decision", "2026-09-10"}, {"package-limit", "500000000"},
  };
  g_autoptr(SilsaRoundDraft) draft = silsa_round_draft_new(corpus_catalogue(), "seed-2026");
  g_autoptr(GError) error = NULL;
  SilsaRound *round;

  for (gsize i = 0; i < G_N_ELEMENTS(head); i++)
    set(draft, SILSA_ROUND_HEAD, NULL, head[i][0], head[i][1]);
  add_city(draft);
  add_person(draft, "yun", "secretary", secretary);
  add_person(draft, "kim", "assessor", assessor);
  g_assert_true(silsa_round_draft_bind(draft, SILSA_BOND_ASSIGNED, "kim", CITY, TRUE, NULL));
  round = silsa_round_draft_finish(draft, &error);
  g_assert_no_error(error);
  return round;
}

static void
answer(Workshop *shop)
{
  workshop_set(shop, "A1-01", "input:specialists", "29");
  workshop_set(shop, "A1-01", "input:division_staff", "70");
  workshop_set(shop, "A1-01", "reason", "명단과 다름");
  workshop_set(shop, "B2-01", "level", "4");
  workshop_set(shop, "B2-01", "check:B2-01-a", "yes");
  workshop_set(shop, "B2-01", "check-note:B2-01-a", "확인함");
  workshop_set(shop, "B2-01", "finding:strength:1", "담당 조직이 분명함 <b>&amp;</b>");
  workshop_set(shop, "B2-01", "internal-note", WORKSHOP_NOTE);
  workshop_add_document(shop, 40);
  workshop_add_document(shop, 50);
}

static void
put(const char *root, const char *folder, const char *name, const char *path)
{
  g_autofree char *to = g_build_filename(root, folder, name, NULL);
  g_autoptr(GBytes) bytes = silsa_test_read(path);

  silsa_test_write(to, g_bytes_get_data(bytes, NULL), g_bytes_get_size(bytes));
}

static void
put_entry(const char *root, const char *folder, const char *name, const char *path, const char *of)
{
  g_autofree char *to = g_build_filename(root, folder, name, NULL);
  g_autoptr(GPtrArray) entries = workshop_open(path);
  GBytes *bytes = workshop_find(entries, of)->bytes;

  silsa_test_write(to, g_bytes_get_data(bytes, NULL), g_bytes_get_size(bytes));
}

/* The same with a photo in the place of a document: a copy with something drawn on it; and one that
 * is withheld. */
static void
put_protected(const char *root, const char *path)
{
  g_autofree char *to = g_build_filename(root, "payload", "protected.xml", NULL);
  g_autoptr(GPtrArray) entries = workshop_open(path);
  GBytes *bytes;

  workshop_replace(entries, "payload.xml",
                   "bytes=\"40\" type=\"application/octet-stream\" kind=\"document\">",
                   "bytes=\"40\" type=\"image/jpeg\" kind=\"photo\" send=\"rendition\" "
                   "persons=\"true\">");
  workshop_replace(entries, "payload.xml", "kind=\"document\">",
                   "kind=\"document\" withheld=\"restricted\">");
  workshop_replace_until(
      entries, "payload.xml", "</imported>", "</evidence>",
      "</imported><rendition-of>"
      "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
      "</rendition-of><shape number=\"1\">block 100 200 3000 4000</shape>"
      "<shape number=\"7\">text 10 20 10 20 계량기 &lt;1&gt;</shape></evidence>");
  bytes = workshop_find(entries, "payload.xml")->bytes;
  silsa_test_write(to, g_bytes_get_data(bytes, NULL), g_bytes_get_size(bytes));
}

static void
write_all(const char *root, Workshop *shop, SilsaRound *round, SilsaIdentity *secretary)
{
  g_autofree char *plain = workshop_export(shop, "plain.asice", shop->identity, 0);
  g_autofree char *both = silsa_test_folder_path(&shop->folder, "both.asice");
  g_autofree char *contest = silsa_test_folder_path(&shop->folder, "round.asice");
  g_autoptr(GError) error = NULL;

  silsa_package_countersign(plain, both, secretary, "witness", 0, &error);
  g_assert_no_error(error);
  silsa_export_round(round, corpus_catalogue(), contest, secretary, NULL, &error);
  g_assert_no_error(error);
  put(root, "container", "assessment.asice", plain);
  put(root, "container", "countersigned.asice", both);
  put(root, "container", "round.asice", contest);
  put_entry(root, "payload", "assessment.xml", plain, "payload.xml");
  put_protected(root, plain);
  put_entry(root, "journal", "assessment.xml", plain, "journal.xml");
  put_entry(root, "round", "round.xml", contest, "payload.xml");
  put_entry(root, "signature", "ecdsa.xml", plain, "META-INF/signatures0.xml");
  put_entry(root, "signature", "rsa.xml", both, "META-INF/signatures1.xml");
}

int
main(int argc, char *argv[])
{
  g_autoptr(SilsaIdentity) secretary =
      workshop_identity(&(Kind){.name = "윤가람", .rsa_bits = 2048, .to = 10 * 365 * 86400L});
  Workshop shop = {.identity =
                       workshop_identity(&(Kind){.name = "김서연", .to = 10 * 365 * 86400L})};
  SilsaRound *round = make_round(secretary, shop.identity);
  SilsaCreation creation = {.catalogue = corpus_catalogue(),
                            .round = round,
                            .round_signer = "윤가람",
                            .applicant = silsa_round_find_applicant(round, CITY),
                            .assessor_name = "김서연"};

  if (argc != 2) {
    g_printerr("usage: %s FOLDER\n", argv[0]);
    return 2;
  }
  workshop_create(&shop, &creation);
  answer(&shop);
  write_all(argv[1], &shop, round, secretary);
  workshop_tear_down(&shop, NULL);
  g_object_unref(round);
  return 0;
}
