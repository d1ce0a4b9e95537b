#include "silsa-round-check.h"
#include "silsa-round-diff.h"
#include "silsa-round-draft.h"
#include "silsa-round-field.h"

#include "silsa-error.h"
#include "silsa-test.h"

#include <string.h>

#define FINGERPRINT "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
#define SPOKEN "01234567 89ABCDEF 01234567 89abcdef 01:23:45:67 89abcdef 01234567 89abcdef"

static SilsaCatalogue *catalogue;

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

static SilsaRound *
finish(SilsaRoundDraft *draft)
{
  g_autoptr(GError) error = NULL;
  SilsaRound *round = silsa_round_draft_finish(draft, &error);

  g_assert_no_error(error);
  g_assert_nonnull(round);
  return round;
}

static void
assert_refused(SilsaRoundDraft *draft, const char *rule, const char *subject)
{
  g_autoptr(GError) error = NULL;
  const SilsaErrorFacts *facts;

  g_assert_null(silsa_round_draft_finish(draft, &error));
  facts = silsa_error_get_facts(error);
  g_assert_nonnull(facts);
  g_assert_cmpstr(facts->rule, ==, rule);
  g_assert_cmpstr(facts->subject, ==, subject);
  g_assert_cmpint(facts->line, ==, 0);
}

static void
take_claims(SilsaRoundDraft *draft, const char *text, gboolean replace, guint refused)
{
  g_autoptr(GBytes) csv = g_bytes_new_static(text, strlen(text));
  g_autoptr(GError) error = NULL;
  g_autoptr(SilsaClaimsImport) import =
      silsa_round_draft_take_claims(draft, "가나시", csv, replace, &error);

  g_assert_no_error(error);
  g_assert_cmpuint(import->refused->len, ==, refused);
}

static void
bind(SilsaRoundDraft *draft, SilsaBond bond, const char *person, const char *city, gboolean bound)
{
  g_autoptr(GError) error = NULL;

  silsa_round_draft_bind(draft, bond, person, city, bound, &error);
  g_assert_no_error(error);
}

static SilsaRoundDraft *
make_draft(void)
{
  SilsaRoundDraft *draft = silsa_round_draft_new(catalogue, "test");
  g_autoptr(GError) error = NULL;

  set(draft, SILSA_ROUND_HEAD, NULL, "year", "2021");
  set(draft, SILSA_ROUND_HEAD, NULL, "title-ko", "시험 공모");
  set(draft, SILSA_ROUND_HEAD, NULL, "title-en", "Test  round");
  g_assert_cmpstr(silsa_round_draft_add(draft, SILSA_ROUND_APPLICANT, NULL, "Gana City", &error),
                  ==, "gana-city");
  set(draft, SILSA_ROUND_APPLICANT, "gana-city", "name-ko", "가나시");
  set(draft, SILSA_ROUND_APPLICANT, "gana-city", "name-en", "Gana City");
  set(draft, SILSA_ROUND_APPLICANT, "gana-city", "kind", "city");
  set(draft, SILSA_ROUND_APPLICANT, "gana-city", "population", "600000");
  g_assert_cmpstr(silsa_round_draft_add(draft, SILSA_ROUND_PERSON, NULL, "김서연", &error), ==,
                  "person-1");
  set(draft, SILSA_ROUND_PERSON, "person-1", "name", "김서연");
  set(draft, SILSA_ROUND_PERSON, "person-1", "role", "assessor");
  return draft;
}

static SilsaRoundDraft *
make_complete(void)
{
  SilsaRoundDraft *draft = make_draft();
  g_autoptr(GError) error = NULL;
  static const char *const head[][2] = {
      {"provenance-ko", "신청서"},    {"provenance-en", "Applications"},
      {"visit-from", "2021-08-09"},   {"visit-to", "2021-08-27"},
      {"decision", "2021-09-10"},     {"keeping-until", "2023-09-30"},
      {"keeping-purpose-ko", "이의"}, {"keeping-purpose-en", "Objections"},
  };

  for (guint i = 0; i < G_N_ELEMENTS(head); i++)
    set(draft, SILSA_ROUND_HEAD, NULL, head[i][0], head[i][1]);
  take_claims(draft, "indicator,input,value,summary,page\nA1-01,specialists,037.50,요약,5\n", FALSE,
              0);
  set(draft, SILSA_ROUND_PERSON, "김서연", "fingerprint", SPOKEN);
  bind(draft, SILSA_BOND_ASSIGNED, "김서연", "가나시", TRUE);
  g_assert_nonnull(silsa_round_draft_add(draft, SILSA_ROUND_PERSON, "sec", NULL, &error));
  set(draft, SILSA_ROUND_PERSON, "sec", "name", "윤가람");
  set(draft, SILSA_ROUND_PERSON, "sec", "role", "secretary");
  set(draft, SILSA_ROUND_PERSON, "sec", "fingerprint",
      "ff"
      "23456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef");
  return draft;
}

static void
test_beginning(void)
{
  g_autoptr(SilsaRoundDraft) draft = silsa_round_draft_new(catalogue, "test");
  g_autoptr(SilsaRound) round = NULL;

  assert_refused(draft, "round-missing", "test");
  set(draft, SILSA_ROUND_HEAD, NULL, "year", "2021");
  set(draft, SILSA_ROUND_HEAD, NULL, "title-ko", "시험 공모");
  set(draft, SILSA_ROUND_HEAD, NULL, "title-en", "Test");
  round = finish(draft);
  g_assert_cmpuint(silsa_round_get_version(round), ==, 1);
  g_assert_cmpstr(silsa_round_get_purpose(round), ==, "real");
  g_assert_null(silsa_round_get_provenance(round));
  g_assert_cmpuint(silsa_round_get_applicants(round)->len, ==, 0);
}

static void
test_content(void)
{
  g_autoptr(SilsaRoundDraft) draft = make_complete();
  g_autoptr(GError) error = NULL;
  g_autoptr(SilsaRound) round = NULL;
  const SilsaApplicant *applicant;
  const SilsaRoundClaim *claim;
  const SilsaPerson *person;

  set(draft, SILSA_ROUND_APPLICANT, "gana-city", "programmes",
      "smart-challenge, integration-platform");
  g_assert_true(silsa_round_draft_add_achievement(draft, "Gana City", "성과", "Done", &error));
  round = finish(draft);
  g_assert_cmpstr(silsa_round_get_title(round)->en, ==, "Test round");
  applicant = silsa_round_find_applicant(round, "가나시");
  g_assert_cmpstr(applicant->class_id, ==, "large");
  g_assert_cmpstrv(applicant->programmes,
                   ((const char *[]){"integration-platform", "smart-challenge", NULL}));
  g_assert_cmpuint(applicant->achievements->len, ==, 1);
  g_assert_cmpuint(applicant->claims->len, ==, 1);
  claim = g_ptr_array_index(applicant->claims, 0);
  g_assert_cmpstr(claim->value, ==, "37.5");
  g_assert_cmpstr(claim->summary, ==, "요약");
  g_assert_cmpstr(claim->page, ==, "5");
  person = silsa_round_find_person(round, "김서연");
  g_assert_cmpstr(person->fingerprint, ==, FINGERPRINT);
  g_assert_cmpstrv(person->assigned, ((const char *[]){"gana-city", NULL}));
}

/* The round that the build makes, read, copied and written: the same content, then the same bytes.
 */
static void
assert_survives(GBytes *bytes)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(SilsaRound) first = silsa_round_new_from_bytes(bytes, catalogue, &error);
  g_autoptr(SilsaRoundDraft) draft = silsa_round_draft_new_from_round(first, catalogue);
  g_autoptr(SilsaRound) second = finish(draft);
  g_autoptr(SilsaRoundDraft) again = silsa_round_draft_new_from_round(second, catalogue);
  g_autoptr(SilsaRound) third = finish(again);
  g_autoptr(GPtrArray) differences = silsa_round_diff(first, second);

  g_assert_no_error(error);
  g_assert_cmpuint(differences->len, ==, 0);
  g_assert_true(g_bytes_equal(silsa_round_get_bytes(second), silsa_round_get_bytes(third)));
  for (guint i = 0; i < silsa_round_get_applicants(first)->len; i++) {
    const SilsaApplicant *a = g_ptr_array_index(silsa_round_get_applicants(first), i);
    const SilsaApplicant *b = g_ptr_array_index(silsa_round_get_applicants(second), i);
    g_autofree char *a_digest = silsa_applicant_claims_digest(a);
    g_autofree char *b_digest = silsa_applicant_claims_digest(b);

    g_assert_cmpstr(a->id, ==, b->id);
    g_assert_cmpstr(a_digest, ==, b_digest);
  }
}

static void
test_sample(void)
{
  g_autofree char *path = silsa_test_built("data", "sample", "round.xml", NULL);
  g_autoptr(GBytes) bytes = NULL;

  if (!g_file_test(path, G_FILE_TEST_EXISTS)) {
    g_test_skip("built without the sample");
    return;
  }
  bytes = silsa_test_read(path);
  assert_survives(bytes);
}

typedef struct {
  SilsaRoundPart part;
  const char *field, *value, *rule;
} Wrong;

static const Wrong wrongs[] = {
    {SILSA_ROUND_HEAD, "colour", "red", "unknown-field"},
    {SILSA_ROUND_HEAD, "year", "21", "round-number"},
    {SILSA_ROUND_HEAD, "year", "2021.0", "round-number"},
    {SILSA_ROUND_HEAD, "version", "0", "round-number"},
    {SILSA_ROUND_HEAD, "decision", "2021-02-29", "round-date"},
    {SILSA_ROUND_HEAD, "decision", "20210910", "round-date"},
    {SILSA_ROUND_HEAD, "decision", "2021-9-10", "round-date"},
    {SILSA_ROUND_HEAD, "purpose", "test", "round-word"},
    {SILSA_ROUND_HEAD, "purpose", "real demonstration", "round-word"},
    {SILSA_ROUND_HEAD, "package-limit", "68719476737", "round-number"},
    {SILSA_ROUND_HEAD, "title-ko", "\x01", "text"},
    {SILSA_ROUND_HEAD, "title-ko", "\xef\xbf\xbe", "text"},
    {SILSA_ROUND_APPLICANT, "kind", "town", "round-word"},
    {SILSA_ROUND_APPLICANT, "population", "0", "round-number"},
    {SILSA_ROUND_APPLICANT, "population", "600,000", "round-number"},
    {SILSA_ROUND_APPLICANT, "class", "Large", "identifier"},
    {SILSA_ROUND_APPLICANT, "programmes", "smart-challenge other", "round-word"},
    {SILSA_ROUND_PERSON, "role", "chair", "round-word"},
    {SILSA_ROUND_PERSON, "fingerprint", "0123", "fingerprint"},
    {SILSA_ROUND_PERSON, "fingerprint", "x" FINGERPRINT, "fingerprint"},
};

static void
test_refused(void)
{
  g_autoptr(SilsaRoundDraft) draft = make_complete();
  g_autoptr(GBytes) before = silsa_round_draft_to_xml(draft);
  g_autoptr(GBytes) after = NULL;

  for (guint i = 0; i < G_N_ELEMENTS(wrongs); i++) {
    g_autoptr(GError) error = NULL;
    const char *who = wrongs[i].part == SILSA_ROUND_APPLICANT ? "가나시" : "김서연";

    g_assert_false(silsa_round_draft_set(draft, wrongs[i].part, who, wrongs[i].field,
                                         wrongs[i].value, &error));
    g_assert_cmpstr(silsa_error_get_facts(error)->rule, ==, wrongs[i].rule);
    g_assert_cmpstr(silsa_error_get_facts(error)->subject, ==, wrongs[i].field);
  }
  after = silsa_round_draft_to_xml(draft);
  g_assert_true(g_bytes_equal(before, after));
}

/* 200 characters of Hangul are a name, 201 are not. */
static void
test_lengths(void)
{
  g_autoptr(SilsaRoundDraft) draft = make_complete();
  g_autoptr(GString) name = g_string_new(NULL);
  g_autoptr(GError) error = NULL;
  g_autoptr(SilsaRound) round = NULL;

  for (guint i = 0; i < 200; i++)
    g_string_append(name, "가");
  set(draft, SILSA_ROUND_HEAD, NULL, "title-ko", name->str);
  round = finish(draft);
  g_assert_cmpstr(silsa_round_get_title(round)->ko, ==, name->str);
  g_string_append(name, "가");
  g_assert_false(
      silsa_round_draft_set(draft, SILSA_ROUND_HEAD, NULL, "title-ko", name->str, &error));
  g_assert_cmpstr(silsa_error_get_facts(error)->rule, ==, "round-text");
}

/* What only shows when the round is whole. */
static void
test_rules(void)
{
  g_autoptr(SilsaRoundDraft) draft = make_complete();

  set(draft, SILSA_ROUND_HEAD, NULL, "visit-from", "2021-08-28");
  assert_refused(draft, "round-dates", "2021-08-28");
  set(draft, SILSA_ROUND_HEAD, NULL, "visit-from", "");
  assert_refused(draft, "round-missing", "test");
  set(draft, SILSA_ROUND_HEAD, NULL, "visit-to", "");
  set(draft, SILSA_ROUND_HEAD, NULL, "keeping-purpose-en", "");
  assert_refused(draft, "round-missing", "test");
  set(draft, SILSA_ROUND_HEAD, NULL, "keeping-purpose-en", "Objections");

  set(draft, SILSA_ROUND_APPLICANT, "가나시", "class", "small-medium");
  assert_refused(draft, "applicant-class-reason", "gana-city");
  set(draft, SILSA_ROUND_APPLICANT, "가나시", "class-reason", "자치구");
  g_object_unref(finish(draft));
  set(draft, SILSA_ROUND_APPLICANT, "가나시", "population", "10000");
  g_assert_cmpstr(silsa_round_draft_get(draft, SILSA_ROUND_APPLICANT, "가나시", "class"), ==,
                  "small-medium");
  set(draft, SILSA_ROUND_APPLICANT, "가나시", "class-reason", "");
  set(draft, SILSA_ROUND_APPLICANT, "가나시", "population", "700000");
  g_assert_cmpstr(silsa_round_draft_get(draft, SILSA_ROUND_APPLICANT, "가나시", "class"), ==, "");

  bind(draft, SILSA_BOND_CONFLICT, "김서연", "가나시", TRUE);
  assert_refused(draft, "person-conflict", "person-1");
  bind(draft, SILSA_BOND_ASSIGNED, "김서연", "가나시", FALSE);
  g_object_unref(finish(draft));
  set(draft, SILSA_ROUND_PERSON, "sec", "fingerprint", FINGERPRINT);
  assert_refused(draft, "person-fingerprint", "sec");
}

static void
test_parts(void)
{
  g_autoptr(SilsaRoundDraft) draft = make_complete();
  g_autoptr(GError) error = NULL;
  g_autoptr(SilsaRound) round = NULL;

  g_assert_cmpstr(silsa_round_draft_add(draft, SILSA_ROUND_APPLICANT, NULL, "Gana  City!", &error),
                  ==, "gana-city-2");
  g_assert_true(silsa_round_draft_remove(draft, SILSA_ROUND_APPLICANT, "gana-city-2", &error));
  g_assert_null(silsa_round_draft_add(draft, SILSA_ROUND_APPLICANT, "gana-city", NULL, &error));
  g_assert_error(error, SILSA_ERROR, SILSA_ERROR_EXISTS);
  g_clear_error(&error);
  g_assert_null(silsa_round_draft_add(draft, SILSA_ROUND_PERSON, "1st", NULL, &error));
  g_assert_cmpstr(silsa_error_get_facts(error)->rule, ==, "identifier");
  g_clear_error(&error);
  g_assert_false(
      silsa_round_draft_bind(draft, SILSA_BOND_ASSIGNED, "김서연", "다라시", TRUE, &error));
  g_assert_cmpstr(silsa_error_get_facts(error)->rule, ==, "round-applicant");
  g_clear_error(&error);
  g_assert_false(silsa_round_draft_remove(draft, SILSA_ROUND_PERSON, "아무개", &error));
  g_assert_cmpstr(silsa_error_get_facts(error)->rule, ==, "round-person");
  g_clear_error(&error);

  g_assert_true(silsa_round_draft_remove(draft, SILSA_ROUND_APPLICANT, "가나시", &error));
  round = finish(draft);
  g_assert_null(silsa_round_find_person(round, "김서연")->assigned[0]);
}

static void
test_achievements(void)
{
  g_autoptr(SilsaRoundDraft) draft = make_complete();
  g_autoptr(GError) error = NULL;

  g_assert_false(silsa_round_draft_add_achievement(draft, "가나시", "성과", " ", &error));
  g_assert_cmpstr(silsa_error_get_facts(error)->rule, ==, "round-missing");
  g_clear_error(&error);
  for (guint i = 0; i < 20; i++)
    g_assert_true(silsa_round_draft_add_achievement(draft, "가나시", "성과", "Done", &error));
  g_object_unref(finish(draft));
  g_assert_false(silsa_round_draft_add_achievement(draft, "가나시", "성과", "Done", &error));
  g_assert_cmpstr(silsa_error_get_facts(error)->rule, ==, "achievements");
  g_assert_true(silsa_round_draft_clear_achievements(draft, "가나시", NULL));
}

static void
test_claims(void)
{
  g_autoptr(SilsaRoundDraft) draft = make_complete();
  g_autoptr(GBytes) nothing = g_bytes_new_static("no,such,header\n", 15);
  g_autoptr(GBytes) before = NULL;
  g_autoptr(GBytes) after = NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(SilsaRound) merged = NULL;
  g_autoptr(SilsaRound) replaced = NULL;

  take_claims(draft,
              "지표코드,입력항목,제출값\nA1-03,level,4\nA1-99,level,4\nA1-01,division_staff,72\n",
              FALSE, 1);
  merged = finish(draft);
  g_assert_cmpuint(silsa_round_find_applicant(merged, "가나시")->claims->len, ==, 3);
  take_claims(draft, "지표코드,입력항목,제출값,쪽\nA1-03,level,,12\n", TRUE, 0);
  replaced = finish(draft);
  g_assert_cmpuint(silsa_round_find_applicant(replaced, "가나시")->claims->len, ==, 1);

  before = silsa_round_draft_to_xml(draft);
  g_assert_null(silsa_round_draft_take_claims(draft, "가나시", nothing, TRUE, &error));
  g_assert_cmpstr(silsa_error_get_facts(error)->rule, ==, "csv-header");
  after = silsa_round_draft_to_xml(draft);
  g_assert_true(g_bytes_equal(before, after));
}

static void
assert_gaps(GPtrArray *gaps, const char *expected)
{
  g_autoptr(GString) codes = g_string_new(NULL);

  for (guint i = 0; i < gaps->len; i++) {
    const SilsaRoundGap *gap = g_ptr_array_index(gaps, i);
    g_autofree char *text = silsa_round_gap_to_text(gap, SILSA_LANGUAGE_EN);

    g_string_append_printf(codes, "%s%s%s%s", i > 0 ? " " : "", gap->code,
                           gap->id != NULL ? ":" : "", gap->id != NULL ? gap->id : "");
    g_assert_cmpstr(text, !=, gap->code);
  }
  g_assert_cmpstr(codes->str, ==, expected);
}

static void
test_check(void)
{
  g_autoptr(SilsaRoundDraft) early = make_draft();
  g_autoptr(SilsaRound) unfinished = finish(early);
  g_autoptr(SilsaRoundCheck) no = silsa_round_check_new(unfinished);
  g_autoptr(SilsaRoundDraft) draft = make_complete();
  g_autoptr(SilsaRound) round = finish(draft);
  g_autoptr(SilsaRoundCheck) yes = silsa_round_check_new(round);

  g_assert_false(no->complete);
  assert_gaps(no->missing, "provenance visit decision keeping claims:gana-city "
                           "unassigned:gana-city fingerprint:person-1 secretary");
  assert_gaps(no->warnings, "registration package-limit idle:person-1");
  g_assert_true(yes->complete);
  assert_gaps(yes->missing, "");
  g_assert_true(silsa_round_may_be_signed_by(unfinished, FINGERPRINT));
  g_assert_false(silsa_round_may_be_signed_by(round, FINGERPRINT));
  g_assert_true(
      silsa_round_may_be_signed_by(round, silsa_round_find_person(round, "sec")->fingerprint));
}

static void
assert_difference(GPtrArray *differences, guint n, const char *expected)
{
  g_autofree char *text =
      silsa_round_difference_to_text(g_ptr_array_index(differences, n), SILSA_LANGUAGE_EN);

  g_assert_cmpstr(text, ==, expected);
}

static void
test_diff(void)
{
  g_autoptr(SilsaRoundDraft) draft = make_complete();
  g_autoptr(SilsaRound) older = finish(draft);
  g_autoptr(SilsaRound) newer = NULL;
  g_autoptr(GPtrArray) differences = NULL;
  g_autoptr(GPtrArray) back = NULL;
  g_autoptr(GPtrArray) none = silsa_round_diff(older, older);

  g_assert_cmpuint(none->len, ==, 0);
  set(draft, SILSA_ROUND_HEAD, NULL, "version", "2");
  set(draft, SILSA_ROUND_HEAD, NULL, "decision", "2021-09-11");
  take_claims(draft, "indicator,input,value,page\nA1-01,specialists,40,\nA1-03,level,4,9\n", FALSE,
              0);
  g_assert_nonnull(silsa_round_draft_add(draft, SILSA_ROUND_APPLICANT, "beta", NULL, NULL));
  set(draft, SILSA_ROUND_APPLICANT, "beta", "name-ko", "다라군");
  set(draft, SILSA_ROUND_APPLICANT, "beta", "name-en", "Dara");
  set(draft, SILSA_ROUND_APPLICANT, "beta", "kind", "county");
  set(draft, SILSA_ROUND_APPLICANT, "beta", "population", "9000");
  bind(draft, SILSA_BOND_ASSIGNED, "김서연", "gana-city", FALSE);
  bind(draft, SILSA_BOND_ASSIGNED, "김서연", "beta", TRUE);
  set(draft, SILSA_ROUND_PERSON, "김서연", "role", "committee");
  g_assert_true(silsa_round_draft_remove(draft, SILSA_ROUND_PERSON, "sec", NULL));
  newer = finish(draft);
  differences = silsa_round_diff(older, newer);
  assert_difference(differences, 0, "Version: 1 → 2");
  assert_difference(differences, 1, "Decision on: 2021-09-10 → 2021-09-11");
  assert_difference(differences, 2, "Gana City, A1-01, specialists: 37.5 → 40");
  assert_difference(differences, 3, "Gana City, A1-03, Page: none → 9");
  assert_difference(differences, 4, "Gana City, A1-03, Maturity level: none → 4");
  assert_difference(differences, 5, "New applicant: Dara");
  assert_difference(differences, 6, "김서연, Role: Assessor → Committee member");
  assert_difference(differences, 7, "김서연, Assigned to: gana-city → none");
  assert_difference(differences, 8, "김서연, Assigned to: none → beta");
  assert_difference(differences, 9, "No longer in the round: 윤가람");
  g_assert_cmpuint(differences->len, ==, 10);
  back = silsa_round_diff(newer, older);
  g_assert_cmpuint(back->len, ==, 10);
}

int
main(int argc, char **argv)
{
  g_autoptr(GBytes) bytes = NULL;
  g_autoptr(GError) error = NULL;
  int status;

  g_test_init(&argc, &argv, NULL);
  bytes = silsa_test_catalogue();
  catalogue = silsa_catalogue_new_from_bytes(bytes, &error);
  g_assert_no_error(error);

  g_test_add_func("/core/round-draft/beginning", test_beginning);
  g_test_add_func("/core/round-draft/content", test_content);
  g_test_add_func("/core/round-draft/sample", test_sample);
  g_test_add_func("/core/round-draft/refused", test_refused);
  g_test_add_func("/core/round-draft/lengths", test_lengths);
  g_test_add_func("/core/round-draft/rules", test_rules);
  g_test_add_func("/core/round-draft/parts", test_parts);
  g_test_add_func("/core/round-draft/achievements", test_achievements);
  g_test_add_func("/core/round-draft/claims", test_claims);
  g_test_add_func("/core/round-draft/check", test_check);
  g_test_add_func("/core/round-draft/diff", test_diff);
  status = g_test_run();
  g_assert_finalize_object(catalogue);
  return status;
}
