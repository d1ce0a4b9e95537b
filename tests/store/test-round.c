#include "fixture.h"

#include "silsa-claims.h"
#include "silsa-round-draft.h"
#include "silsa-round-update.h"

#include <string.h>

/* An assessment made from a round, and later versions of that round taken into it. */

#define OLD_KEY "1111111111111111111111111111111111111111111111111111111111111111"
#define NEW_KEY "2222222222222222222222222222222222222222222222222222222222222222"

static SilsaRoundDraft *draft;

static void
set(SilsaRoundPart part, const char *who, const char *field, const char *value)
{
  g_autoptr(GError) error = NULL;

  silsa_round_draft_set(draft, part, who, field, value, &error);
  g_assert_no_error(error);
}

static void
claim(const char *csv, gboolean replace)
{
  g_autoptr(GBytes) bytes = g_bytes_new_static(csv, strlen(csv));
  g_autoptr(GError) error = NULL;
  g_autoptr(SilsaClaimsImport) import =
      silsa_round_draft_take_claims(draft, "gana", bytes, replace, &error);

  g_assert_no_error(error);
  g_assert_cmpuint(import->refused->len, ==, 0);
}

static SilsaRound *
make_round(const char *version)
{
  g_autoptr(GError) error = NULL;
  SilsaRound *round;

  set(SILSA_ROUND_HEAD, NULL, "version", version);
  round = silsa_round_draft_finish(draft, &error);
  g_assert_no_error(error);
  return round;
}

static void
begin_draft(void)
{
  g_clear_pointer(&draft, silsa_round_draft_free);
  draft = silsa_round_draft_new(fixture_catalogue(), "test");
  set(SILSA_ROUND_HEAD, NULL, "year", "2021");
  set(SILSA_ROUND_HEAD, NULL, "title-ko", "시험 공모");
  set(SILSA_ROUND_HEAD, NULL, "title-en", "Test");
  set(SILSA_ROUND_HEAD, NULL, "visit-from", "2021-08-09");
  set(SILSA_ROUND_HEAD, NULL, "visit-to", "2021-08-27");
  g_assert_nonnull(silsa_round_draft_add(draft, SILSA_ROUND_APPLICANT, "gana", NULL, NULL));
  set(SILSA_ROUND_APPLICANT, "gana", "name-ko", "가나시");
  set(SILSA_ROUND_APPLICANT, "gana", "name-en", "Gana");
  set(SILSA_ROUND_APPLICANT, "gana", "kind", "city");
  set(SILSA_ROUND_APPLICANT, "gana", "population", "600000");
  claim("indicator,input,value,summary\nA1-01,specialists,30,요약\nA1-01,division_staff,70,\n"
        "A1-03,level,3,\n",
        TRUE);
}

static void
set_up(Fixture *self, gconstpointer data)
{
  g_autoptr(SilsaRound) round = NULL;
  g_autoptr(GError) error = NULL;
  SilsaCreation creation = {.catalogue = fixture_catalogue(),
                            .round_signer = "윤가람",
                            .round_fingerprint = OLD_KEY,
                            .round_confirmed = data != NULL,
                            .assessor_name = "김하늘"};

  silsa_test_folder_set_up(&self->folder, NULL);
  self->path = silsa_test_folder_path(&self->folder, "visit.silsa");
  begin_draft();
  creation.round = round = make_round("1");
  creation.applicant = silsa_round_find_applicant(round, "gana");
  self->store = silsa_store_create(self->path, &creation, &error);
  g_assert_no_error(error);
}

static void
tear_down(Fixture *self, gconstpointer data)
{
  g_clear_pointer(&draft, silsa_round_draft_free);
  fixture_tear_down(self, data);
}

static SilsaAct *
plan(Fixture *self, SilsaRound *round, const char *key, const char *confirmed, GError **error)
{
  const char *keys[] = {key, NULL};
  SilsaRoundUpdate update = {.round = round,
                             .signer = key != NULL ? "윤가람" : NULL,
                             .fingerprint = key,
                             .fingerprints = keys,
                             .confirmed = confirmed};

  return silsa_round_update_new(silsa_store_get_assessment(self->store), &update, error);
}

static void
take(Fixture *self, SilsaRound *round)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(SilsaAct) act = plan(self, round, OLD_KEY, NULL, &error);

  g_assert_no_error(error);
  silsa_store_take_round(self->store, act, round, &error);
  g_assert_no_error(error);
}

static void
assert_version(Fixture *self, SilsaRound *round)
{
  SilsaAssessment *assessment = silsa_store_get_assessment(self->store);
  const SilsaCase *about = silsa_assessment_get_case(assessment);

  g_assert_cmpuint(about->round_version, ==, silsa_round_get_version(round));
  g_assert_cmpstr(about->round_sha256, ==, silsa_round_get_sha256(round));
  g_assert_cmpstr(about->visit_to, ==, silsa_round_get_visit_to(round));
  g_assert_cmpstr(about->preview_policy, ==, silsa_round_get_preview_policy(round));
  g_assert_true(
      g_bytes_equal(silsa_store_get_round_bytes(self->store), silsa_round_get_bytes(round)));
}

static void
assert_claims(Fixture *self, SilsaRound *round)
{
  g_autofree char *here = silsa_claims_digest(silsa_store_get_assessment(self->store));
  g_autofree char *there = silsa_applicant_claims_digest(silsa_round_find_applicant(round, "gana"));

  g_assert_cmpstr(here, ==, there);
}

static void
confirm(Fixture *self, const char *code)
{
  SilsaAssessment *assessment = silsa_store_get_assessment(self->store);
  g_autoptr(SilsaAct) act = silsa_act_confirm_claim(silsa_assessment_find_answer(assessment, code));
  g_autoptr(GError) error = NULL;

  silsa_store_perform(self->store, act, &error);
  g_assert_no_error(error);
}

static void
test_confirmed_at_creation(Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  assert_fact(self->store, "round", "secretary", OLD_KEY);
  g_assert_false(silsa_store_can_undo(self->store));
  fixture_check_journal(self->store);
}

/* Answers stay; a changed claim is open again; what was undone comes back, over sessions. */
static void
test_take(Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(SilsaRound) first = make_round("1");
  g_autoptr(SilsaRound) second = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autofree char *undone = NULL;
  g_autofree char *redone = NULL;

  confirm(self, "A1-01");
  confirm(self, "A1-03");
  fixture_set(self->store, "A1-01", "check:A1-01-a", "yes");
  before = fixture_dump(self->store);

  claim("indicator,input,value\nA1-01,specialists,40\nA1-01,division_staff,70\nA1-03,level,3\n",
        TRUE);
  set(SILSA_ROUND_HEAD, NULL, "visit-to", "2021-08-30");
  set(SILSA_ROUND_HEAD, NULL, "preview", "hidden");
  set(SILSA_ROUND_APPLICANT, "gana", "population", "610000");
  second = make_round("2");
  take(self, second);
  assert_version(self, second);
  assert_claims(self, second);
  assert_fact(self->store, "A1-01", "claim-summary", NULL);
  assert_fact(self->store, "A1-01", "input:specialists", "30");
  assert_fact(self->store, "A1-01", "confirmed", NULL);
  assert_fact(self->store, "A1-01", "check:A1-01-a", "yes");
  assert_fact(self->store, "A1-03", "confirmed", "1");
  g_assert_cmpuint(silsa_assessment_get_case(silsa_store_get_assessment(self->store))->population,
                   ==, 610000);
  after = fixture_dump(self->store);

  fixture_reopen(self);
  assert_version(self, second);
  g_assert_true(silsa_store_undo(self->store, NULL));
  assert_version(self, first);
  undone = fixture_dump(self->store);
  g_assert_cmpstr(undone, ==, before);
  fixture_reopen(self);
  assert_version(self, first);
  g_assert_true(silsa_store_redo(self->store, NULL));
  assert_version(self, second);
  redone = fixture_dump(self->store);
  g_assert_cmpstr(redone, ==, after);
  fixture_check_journal(self->store);
}

/* A third version after the second; back over both. */
static void
test_twice(Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(SilsaRound) first = make_round("1");
  g_autoptr(SilsaRound) second = NULL;
  g_autoptr(SilsaRound) third = NULL;

  set(SILSA_ROUND_HEAD, NULL, "visit-to", "2021-08-30");
  second = make_round("2");
  set(SILSA_ROUND_HEAD, NULL, "visit-from", "");
  set(SILSA_ROUND_HEAD, NULL, "visit-to", "");
  third = make_round("5");
  take(self, second);
  take(self, third);
  assert_version(self, third);
  g_assert_true(silsa_store_undo(self->store, NULL));
  assert_version(self, second);
  g_assert_true(silsa_store_undo(self->store, NULL));
  assert_version(self, first);
  g_assert_true(silsa_store_redo(self->store, NULL));
  g_assert_true(silsa_store_redo(self->store, NULL));
  fixture_reopen(self);
  assert_version(self, third);
}

static void
assert_refused(Fixture *self, SilsaRound *round, const char *key, const char *rule)
{
  g_autoptr(GError) error = NULL;
  SilsaAct *act = plan(self, round, key, NULL, &error);

  g_assert_null(act);
  g_assert_cmpstr(silsa_error_get_facts(error)->rule, ==, rule);
}

static void
test_refused(Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(SilsaRound) first = make_round("1");
  g_autoptr(SilsaRound) second = make_round("2");
  g_autoptr(SilsaRound) other_second = NULL;
  g_autoptr(SilsaRound) demonstration = NULL;
  g_autoptr(SilsaRound) renamed = NULL;
  g_autoptr(GBytes) other_bytes = NULL;
  g_autoptr(SilsaRound) other = NULL;
  g_autoptr(SilsaAct) nothing = NULL;

  take(self, second);
  assert_refused(self, first, OLD_KEY, "round-older");
  nothing = plan(self, second, OLD_KEY, NULL, NULL);
  g_assert_true(silsa_act_is_empty(nothing));
  set(SILSA_ROUND_HEAD, NULL, "preview", "sectors");
  other_second = make_round("2");
  assert_refused(self, other_second, OLD_KEY, "round-same-version");
  set(SILSA_ROUND_HEAD, NULL, "purpose", "demonstration");
  demonstration = make_round("3");
  assert_refused(self, demonstration, OLD_KEY, "round-purpose");
  set(SILSA_ROUND_HEAD, NULL, "purpose", "real");
  other_bytes = silsa_test_replace(silsa_round_get_bytes(second), "id=\"test\"", "id=\"best\"", 1);
  other = silsa_round_new_from_bytes(other_bytes, fixture_catalogue(), NULL);
  assert_refused(self, other, OLD_KEY, "round-other");
  set(SILSA_ROUND_APPLICANT, "gana", "name-ko", "다라시");
  set(SILSA_ROUND_APPLICANT, "gana", "name-en", "Dara");
  renamed = make_round("3");
  assert_refused(self, renamed, OLD_KEY, "round-withdrawn");
}

static void
test_other_catalogue(Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(GBytes) bytes = silsa_test_other_catalogue();
  g_autoptr(SilsaCatalogue) catalogue = silsa_catalogue_new_from_bytes(bytes, NULL);
  g_autoptr(GError) error = NULL;
  g_autoptr(SilsaRound) round = NULL;

  g_clear_pointer(&draft, silsa_round_draft_free);
  draft = silsa_round_draft_new(catalogue, "test");
  set(SILSA_ROUND_HEAD, NULL, "year", "2021");
  set(SILSA_ROUND_HEAD, NULL, "title-ko", "시험");
  set(SILSA_ROUND_HEAD, NULL, "title-en", "Test");
  round = make_round("2");
  assert_refused(self, round, OLD_KEY, "round-catalogue");
}

/* Another key is not believed until it is confirmed, or the confirmed one countersigned. */
static void
test_keys(Fixture *self, gconstpointer data)
{
  g_autoptr(SilsaRound) unlisted = make_round("2");
  g_autoptr(SilsaRound) second = NULL;
  const char *both[] = {NEW_KEY, OLD_KEY, NULL};
  SilsaRoundUpdate countersigned = {
      .round = unlisted, .signer = "새 간사", .fingerprint = NEW_KEY, .fingerprints = both};
  g_autoptr(SilsaAct) by_both = NULL;
  g_autoptr(SilsaAct) confirmed = NULL;

  /* Anybody can put one more signature beside the one that is known. */
  g_assert_null(
      silsa_round_update_new(silsa_store_get_assessment(self->store), &countersigned, NULL));

  g_assert_nonnull(silsa_round_draft_add(draft, SILSA_ROUND_PERSON, "han", NULL, NULL));
  set(SILSA_ROUND_PERSON, "han", "name", "새 간사");
  set(SILSA_ROUND_PERSON, "han", "role", "secretary");
  set(SILSA_ROUND_PERSON, "han", "fingerprint", NEW_KEY);
  countersigned.round = second = make_round("2");
  assert_refused(self, second, NEW_KEY, "round-unconfirmed");
  assert_refused(self, second, NULL, "round-unsigned");
  g_assert_null(plan(self, second, NEW_KEY, OLD_KEY, NULL));

  by_both = silsa_round_update_new(silsa_store_get_assessment(self->store), &countersigned, NULL);
  g_assert_true(silsa_store_take_round(self->store, by_both, second, NULL));
  assert_fact(self->store, "round", "secretary", data != NULL ? NEW_KEY : NULL);
  assert_fact(self->store, "round", "fingerprint", NEW_KEY);
  g_assert_true(silsa_store_undo(self->store, NULL));

  confirmed = plan(self, second, NEW_KEY, NEW_KEY, NULL);
  g_assert_true(silsa_store_take_round(self->store, confirmed, second, NULL));
  assert_fact(self->store, "round", "secretary", NEW_KEY);
  assert_version(self, second);
}

/* A class that the assessor set is not touched by a version that says nothing new about it. */
static void
test_class(Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(SilsaRound) first = make_round("1");
  g_autoptr(SilsaRound) second = NULL;
  g_autoptr(SilsaRound) third = NULL;
  g_autoptr(SilsaAct) set_class = silsa_act_new("class", "city");
  g_autoptr(SilsaAct) same = NULL;
  g_autoptr(SilsaAct) changed = NULL;
  const char *keys[] = {OLD_KEY, NULL};
  SilsaRoundUpdate update = {.previous = first, .fingerprint = OLD_KEY, .fingerprints = keys};

  silsa_act_add(set_class, "city", "class", "small-medium");
  silsa_act_add(set_class, "city", "class-reason", "자치구");
  g_assert_true(silsa_store_perform(self->store, set_class, NULL));
  update.round = second = make_round("2");
  same = silsa_round_update_new(silsa_store_get_assessment(self->store), &update, NULL);
  g_assert_true(silsa_store_take_round(self->store, same, second, NULL));
  assert_fact(self->store, "city", "class", "small-medium");

  set(SILSA_ROUND_APPLICANT, "gana", "population", "400000");
  update.previous = second;
  update.round = third = make_round("3");
  changed = silsa_round_update_new(silsa_store_get_assessment(self->store), &update, NULL);
  g_assert_true(silsa_store_take_round(self->store, changed, third, NULL));
  assert_fact(self->store, "city", "class", "small-medium");
  assert_fact(self->store, "city", "class-reason", NULL);
  assert_fact(self->store, "city", "population", "400000");
}

static void
test_without_round(Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(SilsaRound) round = NULL;

  begin_draft();
  round = make_round("2");
  assert_refused(self, round, OLD_KEY, "round-none");
  g_clear_pointer(&draft, silsa_round_draft_free);
}

/* A file whose fact names a version that is not in it is damaged. */
static void
test_missing(Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(SilsaRound) second = make_round("2");
  g_autofree char *sql =
      g_strdup_printf("DELETE FROM document WHERE sha256 = '%s'", silsa_round_get_sha256(second));
  g_autoptr(GError) error = NULL;

  take(self, second);
  fixture_close(self);
  fixture_tamper(self->path, sql);
  g_assert_null(silsa_store_open(self->path, SILSA_OPEN_READ_WRITE, &error));
  g_assert_error(error, SILSA_ERROR, SILSA_ERROR_CORRUPT);
}

#define add(name, data, func)                                                                      \
  g_test_add("/store/round/" name, Fixture, data, set_up, func, tear_down)

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  add("confirmed-at-creation", "confirmed", test_confirmed_at_creation);
  add("take", NULL, test_take);
  add("twice", NULL, test_twice);
  add("refused", NULL, test_refused);
  add("other-catalogue", NULL, test_other_catalogue);
  add("keys", NULL, test_keys);
  add("keys-confirmed", "confirmed", test_keys);
  add("class", NULL, test_class);
  add("missing", NULL, test_missing);
  add_test("/store/round/without-round", NULL, test_without_round);
  return g_test_run();
}
