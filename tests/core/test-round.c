#include "silsa-round.h"

#include "silsa-error.h"
#include "silsa-limits.h"
#include "silsa-test.h"

#include <string.h>

/* A small round with one of everything; the refusals below change one thing at a time. */
static const char round_text[] =
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
    "<round xmlns=\"urn:silsa:round:1\" id=\"test\" version=\"3\" year=\"2021\" purpose=\"real\""
    " preview=\"sectors\">\n"
    "<title xml:lang=\"ko\">시험 공모</title><title xml:lang=\"en\">Test round</title>\n"
    "<provenance xml:lang=\"en\">Made up.</provenance><provenance "
    "xml:lang=\"ko\">지어냄.</provenance>\n"
    "<catalogue id=\"kr-smartcity-2021-ref\" version=\"1\" sha256=\"DIGEST\"/>\n"
    "<dates><registration from=\"2021-06-28\" to=\"2021-06-30\"/>"
    "<visit from=\"2021-08-09\" to=\"2021-08-27\"/><decision on=\"2021-09-10\"/></dates>\n"
    "<limits package-bytes=\"68719476736\"/>\n"
    "<keeping until=\"2023-09-30\"><purpose xml:lang=\"ko\">재인증</purpose>"
    "<purpose xml:lang=\"en\">Re-certification</purpose></keeping>\n"
    "<evidence gps=\"included\"/>\n"
    "<applicant id=\"alpha\" kind=\"city\" population=\"600000\" class=\"large\">"
    "<name xml:lang=\"ko\">가나시</name><name xml:lang=\"en\">Gana</name>"
    "<programme id=\"smart-challenge\"/>"
    "<achievement><text xml:lang=\"ko\">성과</text><text "
    "xml:lang=\"en\">Achievement</text></achievement>\n"
    "<claim indicator=\"A1-01\" input=\"specialists\" value=\"037.50\"><summary>요약  글</summary>"
    "<page>5-6</page><document>제안서</document></claim>\n"
    "<claim indicator=\"A1-01\" input=\"division_staff\" value=\"72\"/>\n"
    "<claim indicator=\"A1-03\" input=\"level\" value=\"4\"/>\n"
    "<claim indicator=\"C1-12\" input=\"fields\"><page>9</page></claim>\n"
    "</applicant>\n"
    "<applicant id=\"beta\" kind=\"district\" population=\"500000\" class=\"small-medium\">"
    "<name xml:lang=\"ko\">다라구</name><name xml:lang=\"en\">Dara</name>"
    "<class-reason>자치구</class-reason></applicant>\n"
    "<person id=\"one\" name=\"김서연\" role=\"assessor\""
    " fingerprint=\"0000000000000000000000000000000000000000000000000000000000000001\">"
    "<assigned applicant=\"alpha\"/><conflict applicant=\"beta\"/></person>\n"
    "<person id=\"two\" name=\"윤가람\" role=\"secretary\"/>\n"
    "</round>\n";

static SilsaCatalogue *catalogue;

static GBytes *
make_round(void)
{
  g_autoptr(GBytes) text = g_bytes_new_static(round_text, strlen(round_text));

  return silsa_test_replace(text, "DIGEST", silsa_catalogue_get_sha256(catalogue), 1);
}

static SilsaRound *
read_round(GBytes *bytes)
{
  g_autoptr(GError) error = NULL;
  SilsaRound *round = silsa_round_new_from_bytes(bytes, catalogue, &error);

  g_assert_no_error(error);
  g_assert_nonnull(round);
  return round;
}

static void
test_values(void)
{
  g_autoptr(GBytes) bytes = make_round();
  g_autoptr(SilsaRound) round = read_round(bytes);
  g_autofree char *digest = g_compute_checksum_for_bytes(G_CHECKSUM_SHA256, bytes);

  g_assert_true(silsa_round_get_bytes(round) == bytes);
  g_assert_cmpstr(silsa_round_get_sha256(round), ==, digest);
  g_assert_cmpstr(silsa_round_get_id(round), ==, "test");
  g_assert_cmpuint(silsa_round_get_version(round), ==, 3);
  g_assert_cmpuint(silsa_round_get_year(round), ==, 2021);
  g_assert_cmpstr(silsa_round_get_title(round)->ko, ==, "시험 공모");
  g_assert_cmpstr(silsa_round_get_title(round)->en, ==, "Test round");
  g_assert_cmpstr(silsa_round_get_provenance(round)->ko, ==, "지어냄.");
  g_assert_cmpstr(silsa_round_get_purpose(round), ==, "real");
  g_assert_cmpstr(silsa_round_get_preview_policy(round), ==, "sectors");
  g_assert_cmpstr(silsa_round_get_catalogue_id(round), ==, "kr-smartcity-2021-ref");
  g_assert_cmpuint(silsa_round_get_catalogue_version(round), ==, 1);
  g_assert_cmpstr(silsa_round_get_registration_from(round), ==, "2021-06-28");
  g_assert_cmpstr(silsa_round_get_registration_to(round), ==, "2021-06-30");
  g_assert_cmpstr(silsa_round_get_visit_from(round), ==, "2021-08-09");
  g_assert_cmpstr(silsa_round_get_visit_to(round), ==, "2021-08-27");
  g_assert_cmpstr(silsa_round_get_decision(round), ==, "2021-09-10");
  g_assert_cmpuint(silsa_round_get_package_limit(round), ==, SILSA_LIMIT_PACKAGE_BYTES);
  g_assert_cmpstr(silsa_round_get_keeping_until(round), ==, "2023-09-30");
  g_assert_cmpstr(silsa_round_get_keeping_purpose(round)->en, ==, "Re-certification");
  g_assert_true(silsa_round_get_gps_included(round));
}

static void
test_applicants(void)
{
  g_autoptr(GBytes) bytes = make_round();
  g_autoptr(SilsaRound) round = read_round(bytes);
  g_autofree char *decomposed = g_utf8_normalize("가나시", -1, G_NORMALIZE_NFD);
  const SilsaApplicant *alpha = silsa_round_find_applicant(round, "alpha");
  const SilsaApplicant *beta = silsa_round_find_applicant(round, "Dara");

  g_assert_cmpuint(silsa_round_get_applicants(round)->len, ==, 2);
  g_assert_true(silsa_round_find_applicant(round, "가나시") == alpha);
  g_assert_true(silsa_round_find_applicant(round, decomposed) == alpha);
  g_assert_null(silsa_round_find_applicant(round, "가나"));
  g_assert_null(silsa_round_find_applicant(round, "\xff"));
  g_assert_cmpstr(alpha->kind, ==, "city");
  g_assert_cmpuint(alpha->population, ==, 600000);
  g_assert_cmpstr(alpha->class_id, ==, "large");
  g_assert_null(alpha->class_reason);
  g_assert_cmpstrv(alpha->programmes, ((const char *[]){"smart-challenge", NULL}));
  g_assert_cmpuint(alpha->achievements->len, ==, 1);
  g_assert_cmpstr(beta->class_reason, ==, "자치구");
}

static void
test_persons(void)
{
  g_autoptr(GBytes) bytes = make_round();
  g_autoptr(SilsaRound) round = read_round(bytes);
  const SilsaPerson *one = silsa_round_find_person(round, "김서연");

  g_assert_cmpuint(silsa_round_get_persons(round)->len, ==, 2);
  g_assert_true(silsa_round_find_person(round, "one") == one);
  g_assert_true(silsa_round_find_fingerprint(round, one->fingerprint) == one);
  g_assert_cmpstr(one->role, ==, "assessor");
  g_assert_cmpstrv(one->assigned, ((const char *[]){"alpha", NULL}));
  g_assert_cmpstrv(one->conflicts, ((const char *[]){"beta", NULL}));
  g_assert_null(silsa_round_find_person(round, "박지훈"));
  g_assert_null(silsa_round_find_person(round, "윤가람")->fingerprint);
  g_assert_null(silsa_round_find_fingerprint(
      round, "0000000000000000000000000000000000000000000000000000000000000002"));
}

static void
test_claims(void)
{
  g_autoptr(GBytes) bytes = make_round();
  g_autoptr(SilsaRound) round = read_round(bytes);
  const SilsaApplicant *alpha = silsa_round_find_applicant(round, "alpha");
  const SilsaRoundClaim *first = g_ptr_array_index(alpha->claims, 0);
  g_autofree char *digest = silsa_applicant_claims_digest(alpha);
  g_autofree char *nothing =
      silsa_applicant_claims_digest(silsa_round_find_applicant(round, "beta"));
  g_autofree char *expected = g_compute_checksum_for_string(
      G_CHECKSUM_SHA256,
      "A1-01\tclaim-document\t제안서\nA1-01\tclaim-page\t5-6\nA1-01\tclaim-summary\t요약 글\n"
      "A1-01\tclaim:division_staff\t72\nA1-01\tclaim:specialists\t37.5\nA1-03\tclaim:level\t4\n"
      "C1-12\tclaim-page\t9\n",
      -1);
  g_autofree char *empty = g_compute_checksum_for_string(G_CHECKSUM_SHA256, "", 0);

  g_assert_cmpuint(alpha->claims->len, ==, 4);
  g_assert_cmpstr(first->value, ==, "37.5");
  g_assert_cmpstr(first->summary, ==, "요약 글");
  g_assert_cmpstr(first->page, ==, "5-6");
  g_assert_cmpstr(first->document, ==, "제안서");
  g_assert_cmpstr(digest, ==, expected);
  g_assert_cmpstr(nothing, ==, empty);
}

typedef struct {
  const char *from, *to;
  const char *rule;
  const char *subject; /* NULL: whatever */
} Refusal;

static const Refusal refusals[] = {
    {"purpose=\"real\"", "purpose=\"test\"", "xml-schema", NULL},
    {"2021-06-28", "2021-07-01", "round-dates", NULL},
    {"2021-06-28", "2021-06-31", "xml-schema", NULL},
    {"2021-06-30", "2021-08-09", "round-dates", NULL},
    {"on=\"2021-09-10\"", "on=\"2021-08-26\"", "round-dates", NULL},
    {"2023-09-30", "2021-09-10", "round-dates", NULL},
    {"version=\"1\" sha", "version=\"2\" sha", "round-catalogue", NULL},
    {"catalogue id=\"kr", "catalogue id=\"xx", "round-catalogue", NULL},
    {"package-bytes=\"68719476736\"", "package-bytes=\"68719476737\"", "xml-schema", NULL},
    {"class=\"large\"", "class=\"huge\"", "applicant-class", "alpha"},
    {"class=\"large\"", "class=\"small-medium\"", "applicant-class-reason", "alpha"},
    {"<class-reason>자치구</class-reason>", "", "applicant-class-reason", "beta"},
    {"id=\"beta\"", "id=\"alpha\"", "xml-schema", NULL},
    {">다라구<", ">가나시<", "applicant-name", "beta"},
    {">Dara<", ">alpha<", "applicant-name", "beta"},
    {"assigned applicant=\"alpha\"", "assigned applicant=\"gamma\"", "xml-schema", NULL},
    {"assigned applicant=\"alpha\"", "assigned applicant=\"beta\"", "person-conflict", "one"},
    {"name=\"윤가람\" role=\"secretary\"",
     "name=\"윤가람\" role=\"secretary\""
     " fingerprint=\"0000000000000000000000000000000000000000000000000000000000000001\"",
     "person-fingerprint", "two"},
    {"A1-03", "A1-99", "claim-indicator", "A1-99"},
    {"\"division_staff\"", "\"staff\"", "claim-input", "A1-01"},
    {"\"division_staff\"", "\"level\"", "claim-input", "A1-01"},
    {"\"division_staff\"", "\"specialists\"", "claim-twice", "A1-01"},
    {"input=\"level\"", "input=\"specialists\"", "claim-input", "A1-03"},
    {"value=\"4\"", "value=\"6\"", "claim-level", "A1-03"},
    {"value=\"4\"", "value=\"3.5\"", "claim-level", "A1-03"},
    {"value=\"72\"", "value=\"-72\"", "xml-schema", NULL},
    {"value=\"72\"", "value=\"1e3\"", "xml-schema", NULL},
    {"value=\"72\"", "value=\"1234567890123456789\"", "xml-schema", NULL},
    {"<page>9</page>", "", "claim-empty", "C1-12"},
    {"input=\"fields\"", "input=\"fields\" value=\"12\"", "claim-max", "C1-12"},
    {"value=\"72\"/>", "value=\"72\"><summary>다름</summary></claim>", "claim-text", "A1-01"},
    {"value=\"72\"/>", "value=\"72\"><page>7</page></claim>", "claim-text", "A1-01"},
    {"<round ", "<!DOCTYPE round [<!ENTITY a \"b\">]>\n<round ", "xml-dtd", NULL},
    {"</round>", "", "xml-syntax", NULL},
};

static void
test_refused(gconstpointer data)
{
  const Refusal *refusal = data;
  g_autoptr(GBytes) right = make_round();
  g_autoptr(GBytes) wrong = silsa_test_replace(right, refusal->from, refusal->to, 1);
  g_autoptr(GError) error = NULL;
  const SilsaErrorFacts *facts;

  g_assert_null(silsa_round_new_from_bytes(wrong, catalogue, &error));
  facts = silsa_error_get_facts(error);
  g_assert_nonnull(facts);
  g_assert_cmpstr(facts->rule, ==, refusal->rule);
  g_assert_cmpint(facts->line, >, 0);
  if (refusal->subject != NULL)
    g_assert_cmpstr(facts->subject, ==, refusal->subject);
}

/* What may be missing while a round is prepared; a summary may be repeated on other rows. */
static void
test_accepted(void)
{
  static const char *const changes[][2] = {
      {" preview=\"sectors\"", ""},
      {"<evidence gps=\"included\"/>", ""},
      {"value=\"72\"/>", "value=\"72\"><page>5-6</page></claim>"},
      {"value=\"72\"/>", "value=\"123456789012345678.123456\"/>"},
      {"on=\"2021-09-10\"", "on=\"2021-08-27\""},
  };

  for (guint i = 0; i < G_N_ELEMENTS(changes); i++) {
    g_autoptr(GBytes) right = make_round();
    g_autoptr(GBytes) other = silsa_test_replace(right, changes[i][0], changes[i][1], 1);
    g_autoptr(SilsaRound) round = read_round(other);

    if (i == 0)
      g_assert_cmpstr(silsa_round_get_preview_policy(round), ==, "full");
    if (i == 1)
      g_assert_false(silsa_round_get_gps_included(round));
  }
}

static void
test_without_catalogue(void)
{
  g_autoptr(GBytes) right = make_round();
  g_autoptr(GBytes) other = silsa_test_replace(right, "class=\"large\"", "class=\"huge\"", 1);
  g_autoptr(GError) error = NULL;
  g_autoptr(SilsaRound) round = silsa_round_new_from_bytes(other, NULL, &error);
  const SilsaRoundClaim *claim;

  g_assert_no_error(error);
  claim = g_ptr_array_index(silsa_round_find_applicant(round, "alpha")->claims, 0);
  g_assert_cmpstr(claim->value, ==, "37.5");
}

/* Padded with comments: white space in one piece would be refused earlier, by libxml2's own limit
 * of 10 MB for it. */
static void
test_limit(void)
{
  g_autoptr(GBytes) right = make_round();
  gsize size;
  const char *data = g_bytes_get_data(right, &size);
  char *padded = g_malloc(SILSA_LIMIT_ROUND_BYTES + 1);
  g_autoptr(GBytes) above = NULL;
  g_autoptr(GBytes) at = NULL;
  g_autoptr(SilsaRound) round = NULL;
  g_autoptr(GError) error = NULL;

  memset(padded, '\n', SILSA_LIMIT_ROUND_BYTES + 1);
  memcpy(padded, data, size);
  for (gsize end = size; end + 1000 <= SILSA_LIMIT_ROUND_BYTES; end += 1000) {
    memset(padded + end, '.', 1000);
    memcpy(padded + end, "<!--", 4);
    memcpy(padded + end + 996, "-->\n", 4);
  }
  above = g_bytes_new_take(padded, SILSA_LIMIT_ROUND_BYTES + 1);
  at = g_bytes_new_from_bytes(above, 0, SILSA_LIMIT_ROUND_BYTES);

  round = read_round(at);
  g_assert_null(silsa_round_new_from_bytes(above, catalogue, &error));
  g_assert_error(error, SILSA_ERROR, SILSA_ERROR_LIMIT);
  g_assert_cmpstr(silsa_error_get_facts(error)->rule, ==, "round-bytes");
}

/* The demonstration round that the build makes: its catalogue is the one that is shipped. */
static void
test_sample(void)
{
  g_autofree char *path = silsa_test_built("data", "sample", "round.xml", NULL);
  g_autoptr(GBytes) bytes = NULL;
  g_autoptr(SilsaRound) round = NULL;
  const SilsaApplicant *gangnam;
  guint with_claims = 0;

  if (!g_file_test(path, G_FILE_TEST_EXISTS)) {
    g_test_skip("built without the sample");
    return;
  }
  bytes = silsa_test_read(path);
  round = read_round(bytes);
  g_assert_cmpstr(silsa_round_get_purpose(round), ==, "demonstration");
  g_assert_cmpstr(silsa_round_get_catalogue_sha256(round), ==,
                  silsa_catalogue_get_sha256(catalogue));
  g_assert_cmpuint(silsa_round_get_applicants(round)->len, ==, 30);
  for (guint i = 0; i < silsa_round_get_applicants(round)->len; i++) {
    const SilsaApplicant *applicant = g_ptr_array_index(silsa_round_get_applicants(round), i);

    with_claims += applicant->claims->len > 0;
    g_assert_true((applicant->claims->len > 0) != (strstr(applicant->name.ko, "(가상)") != NULL));
  }
  g_assert_cmpuint(with_claims, ==, 8);
  gangnam = silsa_round_find_applicant(round, "서울 강남구");
  g_assert_cmpstr(gangnam->class_id, ==, "small-medium");
  g_assert_nonnull(gangnam->class_reason);
}

int
main(int argc, char **argv)
{
  g_autofree char *path = NULL;
  g_autoptr(GError) error = NULL;
  int status;

  g_test_init(&argc, &argv, NULL);
  path = silsa_test_source("data", "kr-smartcity-2021-ref.xml", NULL);
  catalogue = silsa_catalogue_new_from_file(path, &error);
  g_assert_no_error(error);

  g_test_add_func("/core/round/values", test_values);
  g_test_add_func("/core/round/applicants", test_applicants);
  g_test_add_func("/core/round/persons", test_persons);
  g_test_add_func("/core/round/claims", test_claims);
  for (guint i = 0; i < G_N_ELEMENTS(refusals); i++) {
    g_autofree char *name = g_strdup_printf("/core/round/refused/%u-%s", i, refusals[i].rule);

    g_test_add_data_func(name, &refusals[i], test_refused);
  }
  g_test_add_func("/core/round/accepted", test_accepted);
  g_test_add_func("/core/round/without-catalogue", test_without_catalogue);
  g_test_add_func("/core/round/limit", test_limit);
  g_test_add_func("/core/round/sample", test_sample);
  status = g_test_run();
  g_assert_finalize_object(catalogue);
  return status;
}
