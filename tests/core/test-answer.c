#include "desk.h"

#include "silsa-error.h"
#include "silsa-field.h"

#include <string.h>

typedef struct {
  SilsaAssessment *desk;
} Fixture;

static void
set_up(Fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(GBytes) bytes = desk_catalogue();

  f->desk = desk_new(bytes);
  desk_add_evidence(f->desk, 1, '1', "photo");
  desk_add_evidence(f->desk, 2, '2', "photo");
  desk_add_evidence(f->desk, 3, '3', "document");
  desk_add_evidence(f->desk, 4, '1', "photo"); /* the same bytes as 1 */
}

static void
tear_down(Fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  g_assert_finalize_object(f->desk);
}

static SilsaAnswer *
answer_of(Fixture *f, const char *code)
{
  return silsa_assessment_find_answer(f->desk, code);
}

static void
assert_state(Fixture *f, const char *code, SilsaState state)
{
  g_assert_cmpstr(silsa_state_to_string(silsa_answer_get_state(answer_of(f, code))), ==,
                  silsa_state_to_string(state));
}

static void
assert_rational(mpq_srcptr value, const char *expected)
{
  g_autofree char *text = silsa_rational_format_short(value);

  g_assert_cmpstr(text, ==, expected);
}

/* --- states --- */

static void
test_untouched(Fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  SilsaAnswer *answer = answer_of(f, "A1-02");

  assert_state(f, "A1-02", SILSA_STATE_UNTOUCHED);
  g_assert_null(silsa_answer_get_score(answer));
  g_assert_cmpint(silsa_answer_get_level(answer), ==, -1);
  desk_assert_missing(f->desk, "A1-02", "level check:A1-02-a check:A1-02-b");
  desk_assert_missing(f->desk, "A1-01", "input:part input:whole check:A1-01-a check:A1-01-b");

  desk_do(f->desk, "A1-02", "claim:level=2", "claim-summary=요약", "claim-page=12",
          "claim-document=가", NULL);
  desk_do(f->desk, "A1-02", "flag=1", "internal-note=다시 볼 것", NULL);
  assert_state(f, "A1-02", SILSA_STATE_UNTOUCHED);
  g_assert_true(silsa_answer_get_flagged(answer));
  g_assert_true(silsa_answer_has_claim(answer));
  desk_assert_missing(f->desk, "A1-02", "level check:A1-02-a check:A1-02-b claim");
}

static void
test_touched_by_anything_else(Fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  static const char *const facts[][2] = {
      {"level", "1"},
      {"reason", "이유"},
      {"unverifiable", "승강기 잠김"},
      {"check:A1-02-a", "no"},
      {"check-note:A1-02-c", "메모"},
      {"finding:strength:1", "좋음"},
      {"justify", "설명"},
      {"use:1", ""},
      {"use:3:A1-02-b", "문서"},
  };

  for (guint i = 0; i < G_N_ELEMENTS(facts); i++) {
    desk_set(f->desk, "A1-02", facts[i][0], facts[i][1]);
    assert_state(f, "A1-02", SILSA_STATE_IN_PROGRESS);
    desk_set(f->desk, "A1-02", facts[i][0], NULL);
    assert_state(f, "A1-02", SILSA_STATE_UNTOUCHED);
  }
}

static void
test_complete_without_claim(Fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  desk_set(f->desk, "A1-02", "level", "1");
  desk_assert_missing(f->desk, "A1-02", "check:A1-02-a check:A1-02-b");
  assert_state(f, "A1-02", SILSA_STATE_IN_PROGRESS);
  desk_do(f->desk, "A1-02", "check:A1-02-a=yes", "check:A1-02-b=partly", NULL);
  desk_assert_missing(f->desk, "A1-02", "");
  assert_state(f, "A1-02", SILSA_STATE_COMPLETE);
  assert_rational(silsa_answer_get_score(answer_of(f, "A1-02"))->points.q, "10");

  desk_set(f->desk, "A1-02", "flag", "1"); /* changes nothing about completeness */
  assert_state(f, "A1-02", SILSA_STATE_COMPLETE);
  desk_set(f->desk, "A1-02", "level", NULL);
  desk_assert_missing(f->desk, "A1-02", "level");
  assert_state(f, "A1-02", SILSA_STATE_IN_PROGRESS);
}

static void
test_level_zero_is_an_answer(Fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  desk_set(f->desk, "B1-01", "level", "0");
  g_assert_true(silsa_answer_get_recorded(answer_of(f, "B1-01")));
  assert_state(f, "B1-01", SILSA_STATE_COMPLETE);
  assert_rational(silsa_answer_get_score(answer_of(f, "B1-01"))->points.q, "0");
}

/* --- the claim's fate --- */

static void
test_confirm(Fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  SilsaAnswer *answer = answer_of(f, "A2-02");
  g_autoptr(SilsaAct) act = NULL;

  desk_do(f->desk, "A2-02", "claim:cars=150", "claim:population=100000", NULL);
  g_assert_cmpint(silsa_answer_get_fate(answer), ==, SILSA_FATE_OPEN);
  assert_rational(silsa_answer_get_claim_score(answer)->points.q, "6");
  act = desk_perform(f->desk, silsa_act_confirm_claim(answer));
  g_assert_cmpstr(act->name, ==, "confirm-claim");
  g_assert_cmpint(silsa_answer_get_fate(answer), ==, SILSA_FATE_CONFIRMED);
  g_assert_cmpstr(silsa_answer_get(answer, "input:cars"), ==, "150");
  g_assert_cmpstr(silsa_answer_get(answer, "input:population"), ==, "100000");
  desk_assert_missing(f->desk, "A2-02", "check:A2-02-a"); /* confirming answers no check */
  desk_set(f->desk, "A2-02", "check:A2-02-a", "yes");
  assert_state(f, "A2-02", SILSA_STATE_COMPLETE);
}

/* Many at once: what was corrected, given up or confirmed before stays as it is. */
static void
test_confirm_many(Fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(GPtrArray) answers = g_ptr_array_new();
  g_autoptr(SilsaAct) act = NULL;
  g_autoptr(SilsaAct) back = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  desk_do(f->desk, "A1-01", "claim:part=3", "claim:whole=4", "input:part=2", NULL);
  desk_do(f->desk, "A1-02", "claim:level=2", NULL);
  desk_do(f->desk, "B1-01", "claim:level=2", "level=1", NULL);
  desk_do(f->desk, "A2-01", "claim:population=900", "claim:area=3", "unverifiable=locked", NULL);
  for (guint i = 0; i < g_list_model_get_n_items(G_LIST_MODEL(f->desk)); i++)
    g_ptr_array_add(answers, silsa_assessment_get_answer(f->desk, i));
  before = desk_dump(f->desk);

  g_assert_false(silsa_answer_can_confirm(silsa_assessment_find_answer(f->desk, "A1-01")));
  g_assert_true(silsa_answer_can_confirm(silsa_assessment_find_answer(f->desk, "A1-02")));
  g_assert_false(silsa_answer_can_confirm(silsa_assessment_find_answer(f->desk, "B1-02")));
  act = desk_perform(f->desk, silsa_act_confirm_claims(answers));
  g_assert_cmpuint(act->changes->len, ==, 2); /* a level, and that it is confirmed */
  g_assert_cmpint(silsa_answer_get_fate(silsa_assessment_find_answer(f->desk, "A1-02")), ==,
                  SILSA_FATE_CONFIRMED);
  g_assert_false(silsa_answer_can_confirm(silsa_assessment_find_answer(f->desk, "A1-02")));

  back = silsa_act_new_inverse(act, "undo");
  silsa_assessment_apply(f->desk, back);
  after = desk_dump(f->desk);
  g_assert_cmpstr(after, ==, before);
}

static void
test_flag_many(Fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(GPtrArray) answers = g_ptr_array_new();

  g_ptr_array_add(answers, silsa_assessment_find_answer(f->desk, "A1-01"));
  g_ptr_array_add(answers, silsa_assessment_find_answer(f->desk, "B1-01"));
  desk_set(f->desk, "B1-01", "flag", "1");
  for (int on = 1; on >= 0; on--) {
    g_autoptr(SilsaAct) act = desk_perform(f->desk, silsa_act_flag(answers, on));

    g_assert_cmpuint(act->changes->len, ==, on ? 1 : 2); /* one was flagged before */
    for (guint i = 0; i < answers->len; i++)
      g_assert_cmpint(silsa_answer_get_flagged(g_ptr_array_index(answers, i)), ==, on);
  }
}

static void
test_equal_is_not_confirmed(Fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  SilsaAnswer *answer = answer_of(f, "A1-02");

  desk_set(f->desk, "A1-02", "claim:level", "1");
  desk_do(f->desk, "A1-02", "level=1", "check:A1-02-a=yes", "check:A1-02-b=yes", NULL);
  g_assert_cmpint(silsa_answer_get_fate(answer), ==, SILSA_FATE_OPEN);
  desk_assert_missing(f->desk, "A1-02", "claim");
  desk_set(f->desk, "A1-02", "confirmed", "1");
  assert_state(f, "A1-02", SILSA_STATE_COMPLETE);
}

static void
test_correct(Fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  SilsaAnswer *answer = answer_of(f, "A1-02");

  desk_set(f->desk, "A1-02", "claim:level", "2");
  silsa_act_free(desk_perform(f->desk, silsa_act_confirm_claim(answer)));
  desk_do(f->desk, "A1-02", "level=1", "check:A1-02-a=yes", "check:A1-02-b=yes", NULL);
  g_assert_null(silsa_answer_get(answer, "confirmed"));
  g_assert_cmpint(silsa_answer_get_fate(answer), ==, SILSA_FATE_CORRECTED);
  desk_assert_missing(f->desk, "A1-02", "reason");
  desk_set(f->desk, "A1-02", "reason", "   \n\t"); /* blanks are no reason */
  desk_assert_missing(f->desk, "A1-02", "reason");
  desk_set(f->desk, "A1-02", "reason", "현장에서 2단계 요건을 확인하지 못함");
  assert_state(f, "A1-02", SILSA_STATE_COMPLETE);
  desk_set(f->desk, "A1-02", "level", "2"); /* equal again, but nobody confirmed it */
  desk_assert_missing(f->desk, "A1-02", "claim");
}

static void
test_corrected_by_one_input(Fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  SilsaAnswer *answer = answer_of(f, "A2-02");

  desk_do(f->desk, "A2-02", "claim:cars=150", "claim:population=100000", NULL);
  desk_set(f->desk, "A2-02", "input:cars", "140");
  g_assert_cmpint(silsa_answer_get_fate(answer), ==, SILSA_FATE_CORRECTED);
  desk_assert_missing(f->desk, "A2-02", "input:population check:A2-02-a reason");
  g_assert_false(silsa_answer_get_recorded(answer));
}

static void
test_part_of_a_claim(Fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  SilsaAnswer *answer = answer_of(f, "A2-02");

  desk_set(f->desk, "A2-02", "claim:cars", "150");
  g_assert_null(silsa_answer_get_claim_score(answer)); /* not whole */
  silsa_act_free(desk_perform(f->desk, silsa_act_confirm_claim(answer)));
  g_assert_cmpint(silsa_answer_get_fate(answer), ==, SILSA_FATE_CONFIRMED);
  desk_assert_missing(f->desk, "A2-02", "input:population check:A2-02-a");
  desk_set(f->desk, "A2-02", "input:population", "100000"); /* not claimed: confirmed stays */
  g_assert_cmpint(silsa_answer_get_fate(answer), ==, SILSA_FATE_CONFIRMED);
}

static void
test_unverifiable(Fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  SilsaAnswer *answer = answer_of(f, "A1-02");

  desk_set(f->desk, "A1-02", "claim:level", "3");
  silsa_act_free(desk_perform(f->desk, silsa_act_confirm_claim(answer)));
  desk_set(f->desk, "A1-02", "unverifiable", "승강기가 잠겨 있음");
  g_assert_cmpint(silsa_answer_get_fate(answer), ==, SILSA_FATE_UNVERIFIABLE);
  g_assert_null(silsa_answer_get(answer, "level"));
  g_assert_null(silsa_answer_get(answer, "confirmed"));
  g_assert_false(silsa_answer_get_recorded(answer));
  assert_rational(silsa_answer_get_score(answer)->points.q, "0");
  g_assert_false(silsa_answer_get_score(answer)->has_value);
  desk_assert_missing(f->desk, "A1-02", "check:A1-02-a check:A1-02-b");
  desk_do(f->desk, "A1-02", "check:A1-02-a=no", "check:A1-02-b=no", NULL);
  assert_state(f, "A1-02", SILSA_STATE_COMPLETE);

  desk_set(f->desk, "A1-02", "level", "1"); /* a value takes its place */
  g_assert_null(silsa_answer_get(answer, "unverifiable"));
  g_assert_cmpint(silsa_answer_get_fate(answer), ==, SILSA_FATE_CORRECTED);
}

/* --- contradictions: on, off, justified, reopened --- */

static void
test_required_no(Fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  desk_do(f->desk, "A1-02", "level=2", "check:A1-02-a=no", "check:A1-02-b=yes", NULL);
  desk_assert_contradictions(f->desk, "A1-02", "required-no"); /* exactly 60 % */
  desk_assert_missing(f->desk, "A1-02", "justify:required-no");
  desk_set(f->desk, "A1-02", "level", "1"); /* 50 % */
  desk_assert_contradictions(f->desk, "A1-02", "");
  assert_state(f, "A1-02", SILSA_STATE_COMPLETE);
  desk_do(f->desk, "A1-02", "level=3", "check:A1-02-a=yes", "check:A1-02-c=no", NULL);
  desk_assert_contradictions(f->desk, "A1-02", ""); /* an optional check may be no */
  desk_do(f->desk, "A1-02", "check:A1-02-a=no", "level=", NULL);
  desk_assert_contradictions(f->desk, "A1-02", ""); /* nothing is recorded */
}

static void
test_required_no_is_exact(Fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  /* Small cities: 50 % of the whole is 60 % of the points. */
  desk_do(f->desk, "A1-01", "input:part=49.999999", "input:whole=100", "check:A1-01-a=no", NULL);
  desk_assert_contradictions(f->desk, "A1-01", "photos-fewer");
  desk_set(f->desk, "A1-01", "input:part", "50");
  desk_assert_contradictions(f->desk, "A1-01", "required-no photos-fewer");
}

static void
test_required_partly(Fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  desk_do(f->desk, "A1-02", "level=2", "check:A1-02-a=partly", "check:A1-02-b=yes", NULL);
  desk_assert_contradictions(f->desk, "A1-02", "");
  desk_set(f->desk, "A1-02", "level", "3");
  desk_assert_contradictions(f->desk, "A1-02", "required-partly");
  desk_set(f->desk, "A1-02", "check:A1-02-b", "no");
  desk_assert_contradictions(f->desk, "A1-02", "required-no required-partly");
  desk_do(f->desk, "A1-02", "check:A1-02-a=yes", "check:A1-02-b=yes", "check:A1-02-c=partly", NULL);
  desk_assert_contradictions(f->desk, "A1-02", "");
}

static void
test_better_than_claim(Fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  desk_set(f->desk, "A1-02", "claim:level", "1");
  desk_do(f->desk, "A1-02", "level=2", "reason=더 나음", NULL);
  desk_assert_contradictions(f->desk, "A1-02", "better-than-claim");
  desk_set(f->desk, "A1-02", "level", "1");
  desk_assert_contradictions(f->desk, "A1-02", "");
  desk_do(f->desk, "A1-02", "claim:level=", "level=3", NULL);
  desk_assert_contradictions(f->desk, "A1-02", "");
}

static void
test_better_than_claim_before_rounding(Fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  /* Both round to the same points; the exact percents differ. */
  desk_do(f->desk, "A2-02", "claim:cars=150", "claim:population=100000", NULL);
  desk_do(f->desk, "A2-02", "input:cars=150.000001", "input:population=100000", NULL);
  assert_rational(silsa_answer_get_score(answer_of(f, "A2-02"))->points.q, "6");
  desk_assert_contradictions(f->desk, "A2-02", "better-than-claim");
}

static void
test_photos(Fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  SilsaAnswer *answer = answer_of(f, "A1-01");

  desk_do(f->desk, "A1-01", "input:part=40", "input:whole=100", "check:A1-01-a=yes", NULL);
  desk_assert_contradictions(f->desk, "A1-01", "photos-fewer");
  desk_set(f->desk, "A1-01", "check:A1-01-b", "yes");
  desk_assert_contradictions(f->desk, "A1-01", "photos-fewer photo-check");

  desk_set(f->desk, "A1-01", "use:1", "전경"); /* on the indicator: not on the check */
  desk_assert_contradictions(f->desk, "A1-01", "photos-fewer photo-check");
  desk_set(f->desk, "A1-01", "use:1:A1-01-b", ""); /* the same photo counts once */
  g_assert_cmpuint(silsa_answer_get_n_photos(answer), ==, 1);
  desk_assert_contradictions(f->desk, "A1-01", "photos-fewer");
  desk_set(f->desk, "A1-01", "use:4", ""); /* other entry, same bytes */
  g_assert_cmpuint(silsa_answer_get_n_photos(answer), ==, 1);
  desk_set(f->desk, "A1-01", "use:3", ""); /* a document is no photo */
  g_assert_cmpuint(silsa_answer_get_n_photos(answer), ==, 1);
  desk_set(f->desk, "A1-01", "use:2:A1-01-a", "");
  g_assert_cmpuint(silsa_answer_get_n_photos(answer), ==, 2);
  desk_assert_contradictions(f->desk, "A1-01", "");
  assert_state(f, "A1-01", SILSA_STATE_COMPLETE);

  desk_set(f->desk, "evidence:2", "removed", "1"); /* removed evidence does not count */
  desk_assert_contradictions(f->desk, "A1-01", "photos-fewer");
  desk_set(f->desk, "evidence:2", "removed", NULL);
  desk_assert_contradictions(f->desk, "A1-01", "");
}

static void
test_photo_check(Fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  desk_set(f->desk, "A1-01", "check:A1-01-c", "partly"); /* required or not, recorded or not */
  desk_assert_contradictions(f->desk, "A1-01", "photo-check");
  desk_set(f->desk, "A1-01", "check:A1-01-c", "no");
  desk_assert_contradictions(f->desk, "A1-01", "");
  desk_do(f->desk, "A1-01", "check:A1-01-c=yes", "use:3:A1-01-c=문서", NULL);
  desk_assert_contradictions(f->desk, "A1-01", "photo-check");
  desk_set(f->desk, "A1-01", "use:2:A1-01-c", "");
  desk_assert_contradictions(f->desk, "A1-01", "");
}

static void
test_unverifiable_expects_no_photos(Fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  desk_set(f->desk, "A1-01", "unverifiable", "출입 불가");
  desk_assert_contradictions(f->desk, "A1-01", "");
}

static void
test_divides_by_zero(Fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  SilsaAnswer *answer = answer_of(f, "B1-02");

  desk_do(f->desk, "B1-02", "input:covered=10", "input:area=0", NULL);
  desk_assert_contradictions(f->desk, "B1-02", "divides-by-zero");
  g_assert_false(silsa_answer_get_score(answer)->has_value);
  assert_rational(silsa_answer_get_score(answer)->percent.q, "0");
  desk_do(f->desk, "B1-02", "check:B1-02-a=yes", "check:B1-02-b=yes", "check:B1-02-c=yes", NULL);
  desk_assert_contradictions(f->desk, "B1-02", "divides-by-zero zero-though-yes");
  desk_set(f->desk, "B1-02", "input:area", "20");
  desk_assert_contradictions(f->desk, "B1-02", "");
}

static void
test_zero_though_yes(Fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  desk_do(f->desk, "A1-02", "level=0", "check:A1-02-a=yes", "check:A1-02-b=yes", NULL);
  desk_assert_contradictions(f->desk, "A1-02", "zero-though-yes");
  desk_set(f->desk, "A1-02", "check:A1-02-b", "partly");
  desk_assert_contradictions(f->desk, "A1-02", "");
  desk_do(f->desk, "A1-02", "unverifiable=자료 없음", "check:A1-02-b=yes", NULL);
  desk_assert_contradictions(f->desk, "A1-02", "zero-though-yes");
  /* No check is required there: nothing is contradicted. */
  desk_do(f->desk, "B1-01", "level=0", "check:B1-01-a=yes", NULL);
  desk_assert_contradictions(f->desk, "B1-01", "");
}

static void
test_at_most(Fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  desk_set(f->desk, "A1-01", "input:part", "11");
  desk_assert_contradictions(f->desk, "A1-01", "");
  desk_set(f->desk, "A1-01", "input:whole", "10");
  desk_assert_contradictions(f->desk, "A1-01", "photos-fewer at-most:part");
  g_assert_true(silsa_answer_get_recorded(answer_of(f, "A1-01"))); /* still recorded */
  desk_set(f->desk, "A1-01", "input:part", "10");
  desk_assert_contradictions(f->desk, "A1-01", "photos-fewer");
  desk_set(f->desk, "A1-01", "input:part", "10.000001");
  desk_assert_contradictions(f->desk, "A1-01", "photos-fewer at-most:part");
}

static void
test_fact_differs(Fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  desk_set(f->desk, "A2-01", "input:population", "100000");
  desk_set(f->desk, "A2-02", "input:population", "100000");
  desk_assert_contradictions(f->desk, "A2-01", "");
  desk_set(f->desk, "A2-02", "input:population", "100001"); /* both sides get it */
  desk_assert_contradictions(f->desk, "A2-01", "fact-differs");
  desk_assert_contradictions(f->desk, "A2-02", "fact-differs");
  desk_set(f->desk, "A2-01", "input:area", "5");
  desk_set(f->desk, "B1-02", "input:area", "6"); /* two facts differ: said once */
  desk_assert_contradictions(f->desk, "A2-01", "fact-differs");
  desk_assert_contradictions(f->desk, "B1-02", "fact-differs");
  desk_set(f->desk, "A2-02", "input:population", NULL);
  desk_assert_contradictions(f->desk, "A2-02", "");
  desk_assert_contradictions(f->desk, "A2-01", "fact-differs");
  desk_set(f->desk, "A2-01", "input:area", "6.000");
  desk_assert_contradictions(f->desk, "A2-01", "");
  desk_assert_contradictions(f->desk, "B1-02", "");
}

static void
test_justify_every_code(Fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  SilsaAnswer *answer = answer_of(f, "A1-01");

  desk_do(f->desk, "A1-01", "claim:part=1", "claim:whole=10", NULL);
  desk_do(f->desk, "A1-01", "input:part=11", "input:whole=10", "reason=정정", "check:A1-01-a=no",
          "check:A1-01-b=partly", NULL);
  desk_assert_contradictions(
      f->desk, "A1-01",
      "required-no required-partly better-than-claim photos-fewer photo-check at-most:part");
  desk_assert_missing(f->desk, "A1-01",
                      "justify:required-no justify:required-partly justify:better-than-claim "
                      "justify:photos-fewer justify:photo-check justify:at-most:part");
  desk_set(f->desk, "A1-01", "justify", "설명");
  g_assert_cmpstr(silsa_answer_get(answer, "justify-codes"), ==,
                  "at-most:part better-than-claim photo-check photos-fewer required-no "
                  "required-partly");
  g_assert_true(silsa_answer_is_justified(answer, "photo-check"));
  g_assert_true(silsa_answer_is_justified(answer, "at-most:part"));
  g_assert_false(silsa_answer_is_justified(answer, "photo"));
  g_assert_false(silsa_answer_is_justified(answer, "fact-differs"));
  desk_assert_missing(f->desk, "A1-01", "");
  assert_state(f, "A1-01", SILSA_STATE_COMPLETE);
  desk_set(f->desk, "A1-01", "justify", NULL);
  g_assert_null(silsa_answer_get(answer, "justify-codes"));
  assert_state(f, "A1-01", SILSA_STATE_IN_PROGRESS);
}

static void
test_new_code_reopens(Fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  SilsaAnswer *answer = answer_of(f, "A1-02");

  desk_do(f->desk, "A1-02", "level=2", "check:A1-02-a=no", "check:A1-02-b=partly", NULL);
  desk_set(f->desk, "A1-02", "justify", "설명");
  assert_state(f, "A1-02", SILSA_STATE_COMPLETE);
  desk_set(f->desk, "A1-02", "level", "3");
  desk_assert_missing(f->desk, "A1-02", "justify:required-partly");
  g_assert_true(silsa_answer_is_justified(answer, "required-no"));
  desk_set(f->desk, "A1-02", "justify", "설명"); /* the same text, said again of what stands now */
  assert_state(f, "A1-02", SILSA_STATE_COMPLETE);
  desk_set(f->desk, "A1-02", "level", "1"); /* vanished codes stay harmless */
  desk_assert_contradictions(f->desk, "A1-02", "");
  assert_state(f, "A1-02", SILSA_STATE_COMPLETE);
  desk_set(f->desk, "A1-02", "level", "3");
  assert_state(f, "A1-02", SILSA_STATE_COMPLETE);
}

static void
test_fact_elsewhere_reopens(Fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  desk_do(f->desk, "A2-01", "input:population=50", "input:area=5", "check:A2-01-a=yes", NULL);
  assert_state(f, "A2-01", SILSA_STATE_COMPLETE);
  desk_set(f->desk, "A2-02", "input:population", "60");
  desk_assert_missing(f->desk, "A2-01", "justify:fact-differs");
  desk_set(f->desk, "A2-01", "justify", "기준일이 다름");
  assert_state(f, "A2-01", SILSA_STATE_COMPLETE);
  desk_assert_missing(f->desk, "A2-02", "input:cars check:A2-02-a justify:fact-differs");
}

/* --- findings and uses --- */

static void
test_findings(Fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  SilsaAnswer *answer = answer_of(f, "A1-01");
  g_autoptr(GArray) findings = NULL;

  g_assert_cmpuint(silsa_answer_next_finding_number(answer), ==, 1);
  desk_set(f->desk, "A1-01", "finding:recommendation:2", "권고");
  desk_set(f->desk, "A1-01", "finding:strength:10", "우수");
  desk_set(f->desk, "A1-01", "finding:strength:3", "또 우수");
  g_assert_cmpuint(silsa_answer_next_finding_number(answer), ==, 11);
  findings = silsa_answer_get_findings(answer);
  g_assert_cmpuint(findings->len, ==, 3);
  g_assert_cmpuint(g_array_index(findings, SilsaFinding, 0).number, ==, 3);
  g_assert_cmpuint(g_array_index(findings, SilsaFinding, 1).number, ==, 10);
  g_assert_cmpstr(g_array_index(findings, SilsaFinding, 2).text, ==, "권고");
  g_assert_cmpint(g_array_index(findings, SilsaFinding, 2).kind, ==, SILSA_FINDING_RECOMMENDATION);
  desk_refuse(f->desk, "A1-01", "finding:shortcoming:3", "같은 번호", SILSA_ERROR_INVALID,
              "finding-number");
  /* Another kind under the same number, in one act. */
  desk_do(f->desk, "A1-01", "finding:strength:3=", "finding:shortcoming:3=바뀜", NULL);
}

static void
test_uses(Fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  SilsaAnswer *answer = answer_of(f, "A1-01");
  g_autoptr(GArray) uses = NULL;

  desk_do(f->desk, "A1-01", "use:3=문서", "use:1:A1-01-c=가까이", "use:1=", "use:1:A1-01-a=멀리",
          "use:2=사라질 것", NULL);
  desk_set(f->desk, "evidence:2", "removed", "1");
  uses = silsa_answer_get_uses(answer);
  g_assert_cmpuint(uses->len, ==, 4);
  g_assert_null(g_array_index(uses, SilsaUse, 0).check);
  g_assert_cmpstr(g_array_index(uses, SilsaUse, 0).caption, ==, "");
  g_assert_cmpstr(g_array_index(uses, SilsaUse, 1).check, ==, "A1-01-a");
  g_assert_cmpstr(g_array_index(uses, SilsaUse, 2).caption, ==, "가까이");
  g_assert_cmpint(g_array_index(uses, SilsaUse, 3).evidence, ==, 3);
}

static void
test_removed_use_is_not_touched(Fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  desk_set(f->desk, "A1-01", "use:1", "");
  assert_state(f, "A1-01", SILSA_STATE_IN_PROGRESS);
  desk_set(f->desk, "evidence:1", "removed", "1");
  assert_state(f, "A1-01", SILSA_STATE_UNTOUCHED);
}

/* A reason stands beside the removal and goes with it. */
static void
test_removal_has_a_reason(Fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  desk_refuse(f->desk, "evidence:1", "removed-reason", "엉뚱한 사진", SILSA_ERROR_INVALID,
              "unknown-field");
  desk_do(f->desk, "evidence:1", "removed=1", "removed-reason=엉뚱한 사진", NULL);
  g_assert_cmpstr(silsa_assessment_get(f->desk, "evidence:1", "removed-reason"), ==, "엉뚱한 사진");
  desk_set(f->desk, "evidence:1", "removed", NULL);
  g_assert_null(silsa_assessment_get(f->desk, "evidence:1", "removed-reason"));
}

/* --- notifications --- */

typedef struct {
  GHashTable *notified; /* property -> count */
  GString *subjects;
  guint previews;
  guint settled;
} Log;

static void
notify_cb(GObject *object G_GNUC_UNUSED, GParamSpec *pspec, gpointer data)
{
  Log *log = data;
  guint count = GPOINTER_TO_UINT(g_hash_table_lookup(log->notified, pspec->name));

  g_hash_table_insert(log->notified, (gpointer)pspec->name, GUINT_TO_POINTER(count + 1));
}

static void
changed_cb(SilsaAssessment *desk G_GNUC_UNUSED, const char *subject, gpointer data)
{
  g_string_append_printf(((Log *)data)->subjects, "%s ", subject);
}

static void
preview_changed_cb(SilsaAssessment *desk G_GNUC_UNUSED, gpointer data)
{
  ((Log *)data)->previews++;
}

static void
settled_cb(SilsaAssessment *desk G_GNUC_UNUSED, gpointer data)
{
  ((Log *)data)->settled++;
}

static void
log_begin(Log *log, Fixture *f, const char *code)
{
  *log = (Log){g_hash_table_new(g_str_hash, g_str_equal), g_string_new(NULL), 0, 0};
  g_signal_connect(answer_of(f, code), "notify", G_CALLBACK(notify_cb), log);
  g_signal_connect(f->desk, "changed", G_CALLBACK(changed_cb), log);
  g_signal_connect(f->desk, "settled", G_CALLBACK(settled_cb), log);
  g_signal_connect(f->desk, "preview-changed", G_CALLBACK(preview_changed_cb), log);
}

/* @expected: "state recorded …", each notified exactly once. */
static void
log_assert(Log *log, const char *expected, const char *subjects, guint previews)
{
  g_auto(GStrv) names = g_strsplit(expected, " ", -1);

  for (guint i = 0; names[i] != NULL; i++)
    g_assert_cmpuint(GPOINTER_TO_UINT(g_hash_table_lookup(log->notified, names[i])), ==, 1);
  g_assert_cmpuint(g_hash_table_size(log->notified), ==, g_strv_length(names));
  g_assert_cmpstr(log->subjects->str, ==, subjects);
  g_assert_cmpuint(log->previews, ==, previews);
  g_assert_cmpuint(log->settled, ==, subjects[0] != '\0'); /* once, however many subjects */
  g_hash_table_remove_all(log->notified);
  g_string_truncate(log->subjects, 0);
  log->previews = 0;
  log->settled = 0;
}

static void
log_end(Log *log, Fixture *f, const char *code)
{
  g_signal_handlers_disconnect_by_data(answer_of(f, code), log);
  g_signal_handlers_disconnect_by_data(f->desk, log);
  g_hash_table_unref(log->notified);
  g_string_free(log->subjects, TRUE);
}

static void
test_notify(Fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  Log log;

  log_begin(&log, f, "A1-02");
  desk_set(f->desk, "A1-02", "level", "2");
  log_assert(&log, "state recorded percent serial", "A1-02 ", 1);
  desk_set(f->desk, "A1-02", "level", "2"); /* nothing changes: nobody hears */
  log_assert(&log, "", "", 0);
  desk_set(f->desk, "A1-02", "internal-note", "메모");
  log_assert(&log, "serial", "A1-02 ", 0); /* the preview is as it was */
  desk_set(f->desk, "A1-02", "flag", "1");
  log_assert(&log, "flagged serial", "A1-02 ", 0);
  desk_set(f->desk, "A1-02", "check:A1-02-a", "no");
  log_assert(&log, "contradictory serial", "A1-02 ", 0);
  desk_set(f->desk, "A1-02", "use:1", "");
  log_assert(&log, "photos serial", "A1-02 ", 0);
  desk_set(f->desk, "evidence:1", "removed", "1");
  log_assert(&log, "photos serial", "evidence:1 A1-02 ", 0);
  desk_set(f->desk, "A1-02", "unverifiable", "잠김");
  log_assert(&log, "recorded unverifiable percent contradictory serial", "A1-02 ", 1);
  desk_set(f->desk, "B1-01", "level", "1"); /* another indicator */
  log_assert(&log, "", "B1-01 ", 1);
  log_end(&log, f, "A1-02");
}

static void
test_notify_fact_elsewhere(Fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  Log log;

  desk_set(f->desk, "A2-01", "input:population", "5");
  log_begin(&log, f, "A2-01");
  desk_set(f->desk, "A2-02", "input:population", "5"); /* agrees */
  log_assert(&log, "", "A2-02 ", 0);
  desk_set(f->desk, "A2-02", "input:population", "6");
  log_assert(&log, "contradictory serial", "A2-02 A2-01 ", 0);
  log_end(&log, f, "A2-01");
}

static void
test_notify_class(Fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  Log log;

  desk_do(f->desk, "A1-01", "input:part=50", "input:whole=100", NULL);
  assert_rational(silsa_answer_get_score(answer_of(f, "A1-01"))->percent.q, "60");
  log_begin(&log, f, "A1-01");
  desk_do(f->desk, "city", "class=large", "class-reason=구청", NULL);
  assert_rational(silsa_answer_get_score(answer_of(f, "A1-01"))->percent.q, "50");
  log_assert(&log, "percent serial", "city A1-01 ", 1);
  log_end(&log, f, "A1-01");
}

static void
test_properties(Fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  SilsaAnswer *answer = answer_of(f, "A1-02");
  int state;
  guint photos, serial;
  gboolean recorded, flagged, unverifiable, contradictory;
  double percent;

  g_object_get(answer, "percent", &percent, "serial", &serial, NULL);
  g_assert_cmpfloat(percent, ==, -1);
  g_assert_cmpuint(serial, ==, 0);
  desk_do(f->desk, "A1-02", "level=3", "check:A1-02-a=no", "use:1=", "flag=1", NULL);
  g_object_get(answer, "state", &state, "recorded", &recorded, "flagged", &flagged, "unverifiable",
               &unverifiable, "contradictory", &contradictory, "photos", &photos, "percent",
               &percent, "serial", &serial, NULL);
  g_assert_cmpint(state, ==, SILSA_STATE_IN_PROGRESS);
  g_assert_true(recorded && flagged && contradictory);
  g_assert_false(unverifiable);
  g_assert_cmpuint(photos, ==, 1);
  g_assert_cmpfloat(percent, ==, 100);
  g_assert_cmpuint(serial, ==, 1);
}

/* An answer may outlive its assessment, as a row that is being torn down does. */
static void
test_outlives(Fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(SilsaAnswer) answer = g_object_ref(answer_of(f, "A1-02"));
  g_autoptr(GBytes) bytes = desk_catalogue();

  desk_set(f->desk, "A1-02", "level", "1");
  g_object_unref(f->desk);
  g_assert_cmpint(silsa_answer_get_level(answer), ==, 1);
  g_assert_cmpstr(silsa_answer_get_code(answer), ==, "A1-02");
  f->desk = desk_new(bytes);
}

/* What another thread reads stays as it was, whatever is done and undone here meanwhile. */
static void
test_copy(Fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  g_autofree char *facts = NULL, *follows = NULL, *copied_facts = NULL, *copied_follows = NULL;
  g_autofree char *later_facts = NULL, *later_follows = NULL;
  SilsaAssessment *copy;

  desk_do(f->desk, "city", "class=large", "class-reason=구청", NULL);
  desk_do(f->desk, "A1-01", "input:part=50", "input:whole=100", "use:1=앞", "use:3=", NULL);
  desk_do(f->desk, "A1-02", "level=1", "check:A1-02-a=no", NULL);
  desk_do(f->desk, "evidence:3", "removed=1", "removed-reason=잘못된 파일", NULL);
  facts = desk_dump(f->desk);
  follows = desk_describe(f->desk);

  copy = silsa_assessment_copy(f->desk);
  desk_do(f->desk, "A1-01", "input:part=70", "use:1=뒤", "reason=다시 셈", NULL);
  desk_do(f->desk, "A1-02", "level=2", NULL);
  desk_set(f->desk, "A1-02", "check:A1-02-a", NULL);
  desk_do(f->desk, "evidence:1", "removed=1", NULL);
  desk_add_evidence(f->desk, 5, '5', "photo");
  copied_facts = desk_dump(copy);
  copied_follows = desk_describe(copy);
  g_assert_cmpstr(copied_facts, ==, facts);
  g_assert_cmpstr(copied_follows, ==, follows);
  g_assert_null(silsa_assessment_find_evidence(copy, 5));
  g_assert_cmpint(
      silsa_evidence_get_id(silsa_assessment_find_evidence_by_digest(
          copy, silsa_evidence_get_facts(silsa_assessment_find_evidence(copy, 4))->sha256)),
      ==, 1); /* the first of those with the same bytes */

  later_facts = desk_dump(f->desk);
  later_follows = desk_describe(f->desk);
  g_assert_cmpstr(later_facts, !=, facts);
  g_assert_cmpstr(later_follows, !=, follows);
  g_assert_finalize_object(copy);
}

/* --- acts --- */

/* Each place stands once in what was checked, where it was first written to and with what it came
 * to; one that comes back to what it was does not. */
static void
test_place_written_twice(Fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(SilsaAct) act = silsa_act_new("answer", "A1-02");
  g_autoptr(GError) error = NULL;
  const SilsaChange *first, *second;

  silsa_act_add(act, "A1-02", "level", "1");
  silsa_act_add(act, "A1-02", "flag", "1");
  silsa_act_add(act, "evidence:1", "removed", "1");
  silsa_act_add(act, "A1-02", "level", "3");
  silsa_act_add(act, "A1-02", "flag", NULL);
  g_assert_true(silsa_assessment_check(f->desk, act, &error));
  g_assert_no_error(error);
  g_assert_cmpuint(act->changes->len, ==, 2);
  first = g_ptr_array_index(act->changes, 0);
  second = g_ptr_array_index(act->changes, 1);
  g_assert_cmpstr(first->field, ==, "level");
  g_assert_null(first->old_value);
  g_assert_cmpstr(first->new_value, ==, "3");
  g_assert_cmpstr(second->subject, ==, "evidence:1");
  g_assert_null(silsa_assessment_get(f->desk, "A1-02", "level")); /* it was only checked */
}

static void
count_subject(SilsaAssessment *desk G_GNUC_UNUSED, const char *subject, GHashTable *told)
{
  g_assert_true(g_hash_table_add(told, g_strdup(subject)));
}

/* Changes are shared by whoever keeps the act; all of its subjects are told, each once. */
static void
test_act_outlived(Fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(GHashTable) told = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  SilsaAct *act = silsa_act_new("remove-evidence", NULL);
  g_autoptr(SilsaAct) copy = NULL, back = NULL;

  for (gint64 id = 1; id <= 4; id++) {
    char subject[SILSA_FIELD_EVIDENCE_SIZE];

    silsa_act_add(act, silsa_field_write_evidence(subject, id), "removed", "1");
    silsa_act_add(act, subject, "removed-reason", "blurred");
  }
  g_signal_connect(f->desk, "changed", G_CALLBACK(count_subject), told);
  act = desk_perform(f->desk, act);
  copy = silsa_act_copy(act);
  silsa_act_free(act);
  g_assert_cmpuint(g_hash_table_size(told), ==, 4);
  for (gint64 id = 1; id <= 4; id++)
    g_assert_true(silsa_assessment_is_removed(f->desk, id));

  g_hash_table_remove_all(told);
  back = silsa_act_new_inverse(copy, "undo");
  silsa_assessment_apply(f->desk, back);
  g_assert_cmpuint(g_hash_table_size(told), ==, 4);
  for (gint64 id = 1; id <= 4; id++)
    g_assert_false(silsa_assessment_is_removed(f->desk, id));
}

static void
assert_use(gint64 id, const char *check, const char *end)
{
  g_autofree char *expected = g_strdup_printf("use:%" G_GINT64_FORMAT "%s", id, end);
  g_autofree char *field = silsa_field_new_use(id, check);

  g_assert_cmpstr(field, ==, expected);
}

static void
test_numbers_in_names(Fixture *f G_GNUC_UNUSED, gconstpointer data G_GNUC_UNUSED)
{
  static const gint64 numbers[] = {1,         9, 10, 2000, G_GINT64_CONSTANT(999999999999999999),
                                   G_MAXINT64};

  for (gsize i = 0; i < G_N_ELEMENTS(numbers); i++) {
    g_autofree char *expected = g_strdup_printf("evidence:%" G_GINT64_FORMAT, numbers[i]);
    char subject[SILSA_FIELD_EVIDENCE_SIZE];
    char number[SILSA_FIELD_NUMBER_SIZE];

    g_assert_cmpstr(silsa_field_write_evidence(subject, numbers[i]), ==, expected);
    g_assert_cmpint(*silsa_field_write_number(number, numbers[i]), ==, '\0');
    assert_use(numbers[i], NULL, "");
    assert_use(numbers[i], "A1-01-a", ":A1-01-a");
    g_assert_cmpstr(number, ==, expected + strlen("evidence:"));
  }
}

#define ADD(path, function) g_test_add("/answer/" path, Fixture, NULL, set_up, function, tear_down)

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  ADD("state/untouched", test_untouched);
  ADD("state/touched", test_touched_by_anything_else);
  ADD("state/complete", test_complete_without_claim);
  ADD("state/level-zero", test_level_zero_is_an_answer);
  ADD("claim/confirm", test_confirm);
  ADD("claim/confirm/many", test_confirm_many);
  ADD("flag/many", test_flag_many);
  ADD("claim/equal", test_equal_is_not_confirmed);
  ADD("claim/correct", test_correct);
  ADD("claim/one-input", test_corrected_by_one_input);
  ADD("claim/part", test_part_of_a_claim);
  ADD("claim/unverifiable", test_unverifiable);
  ADD("contradiction/required-no", test_required_no);
  ADD("contradiction/required-no/exact", test_required_no_is_exact);
  ADD("contradiction/required-partly", test_required_partly);
  ADD("contradiction/better-than-claim", test_better_than_claim);
  ADD("contradiction/better-than-claim/exact", test_better_than_claim_before_rounding);
  ADD("contradiction/photos", test_photos);
  ADD("contradiction/photo-check", test_photo_check);
  ADD("contradiction/photos-unverifiable", test_unverifiable_expects_no_photos);
  ADD("contradiction/divides-by-zero", test_divides_by_zero);
  ADD("contradiction/zero-though-yes", test_zero_though_yes);
  ADD("contradiction/at-most", test_at_most);
  ADD("contradiction/fact-differs", test_fact_differs);
  ADD("justify/every-code", test_justify_every_code);
  ADD("justify/reopened", test_new_code_reopens);
  ADD("justify/reopened-from-elsewhere", test_fact_elsewhere_reopens);
  ADD("findings", test_findings);
  ADD("uses", test_uses);
  ADD("uses/removed", test_removed_use_is_not_touched);
  ADD("uses/removed/reason", test_removal_has_a_reason);
  ADD("notify", test_notify);
  ADD("notify/elsewhere", test_notify_fact_elsewhere);
  ADD("notify/class", test_notify_class);
  ADD("properties", test_properties);
  ADD("outlives", test_outlives);
  ADD("copy", test_copy);
  ADD("act/place-written-twice", test_place_written_twice);
  ADD("act/outlived", test_act_outlived);
  ADD("act/numbers-in-names", test_numbers_in_names);
  return g_test_run();
}
