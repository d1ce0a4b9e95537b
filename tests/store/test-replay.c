#include "fixture.h"

#include "silsa-replay.h"

#include <string.h>

/* A visit in steps; after each the replay has to be where the file itself is. */

typedef struct {
  SilsaStore *store;
  SilsaReplay *replay; /* reads on after each step */
  GArray *complete; /* guint: what the file itself said after each step */
} Visit;

static guint
count_complete(SilsaAssessment *assessment)
{
  guint n = 0;

  for (guint i = 0; i < g_list_model_get_n_items(G_LIST_MODEL(assessment)); i++)
    n += silsa_answer_get_state(silsa_assessment_get_answer(assessment, i)) == SILSA_STATE_COMPLETE;
  return n;
}

static void
read_cb(GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer data)
{
  *(GAsyncResult **)data = g_object_ref(result);
}

static gboolean
try_to_read_on(SilsaReplay *replay, SilsaStore *store, GCancellable *cancellable, GError **error)
{
  g_autoptr(GAsyncResult) result = NULL;

  g_assert_true(silsa_store_flush(store, NULL));
  silsa_replay_read_on_async(replay, store, cancellable, read_cb, &result);
  while (result == NULL)
    g_main_context_iteration(NULL, TRUE);
  return silsa_replay_read_on_finish(result, error);
}

static void
read_on(SilsaReplay *replay, SilsaStore *store)
{
  g_autoptr(GError) error = NULL;

  try_to_read_on(replay, store, NULL, &error);
  g_assert_no_error(error);
}

static void
assert_same_states(SilsaAssessment *one, SilsaAssessment *other)
{
  for (guint i = 0; i < g_list_model_get_n_items(G_LIST_MODEL(one)); i++)
    g_assert_cmpint(silsa_answer_get_state(silsa_assessment_get_answer(one, i)), ==,
                    silsa_answer_get_state(silsa_assessment_get_answer(other, i)));
}

static void
step(Visit *visit, guint complete)
{
  SilsaAssessment *assessment = silsa_store_get_assessment(visit->store);
  const GArray *moments;

  g_assert_cmpuint(count_complete(assessment), ==, complete);
  read_on(visit->replay, visit->store);
  assert_same_states(assessment, silsa_replay_get_assessment(visit->replay));
  moments = silsa_replay_get_moments(visit->replay);
  g_assert_cmpuint(g_array_index(moments, SilsaMoment, moments->len - 1).complete, ==, complete);
  g_array_append_val(visit->complete, complete);
}

static void
perform(SilsaStore *store, SilsaAct *act)
{
  g_autoptr(GError) error = NULL;

  silsa_store_perform(store, act, &error);
  g_assert_no_error(error);
  silsa_act_free(act);
}

static void
answer_checks(SilsaStore *store, const char *code)
{
  SilsaAnswer *answer = silsa_assessment_find_answer(silsa_store_get_assessment(store), code);
  const SilsaIndicator *indicator = silsa_answer_get_indicator(answer);
  SilsaAct *act = silsa_act_new("check", code);

  for (guint i = 0; i < indicator->n_checks; i++) {
    g_autofree char *field = g_strconcat("check:", indicator->checks[i].code, NULL);

    silsa_act_add(act, code, field, "yes");
  }
  perform(store, act);
}

static void
claim(SilsaStore *store, const char *const *codes, const char *level)
{
  SilsaAct *act = silsa_act_new("import-claims", NULL);

  for (; *codes != NULL; codes++)
    silsa_act_add(act, *codes, "claim:level", level);
  perform(store, act);
}

static void
confirm(SilsaStore *store, const char *const *codes)
{
  g_autoptr(GPtrArray) answers = g_ptr_array_new();

  for (; *codes != NULL; codes++)
    g_ptr_array_add(answers,
                    silsa_assessment_find_answer(silsa_store_get_assessment(store), *codes));
  perform(store, silsa_act_confirm_claims(answers));
}

static void
undo(Visit *visit, guint complete)
{
  g_assert_true(silsa_store_undo(visit->store, NULL));
  step(visit, complete);
}

static void
redo(Visit *visit, guint complete)
{
  g_assert_true(silsa_store_redo(visit->store, NULL));
  step(visit, complete);
}

static void
set(Visit *visit, const char *code, const char *field, const char *value, guint complete)
{
  fixture_set(visit->store, code, field, value);
  step(visit, complete);
}

/* Many at once, taken back and done again; a correction that says its reason later. */
static void
edit(Visit *visit)
{
  static const char *const claimed[] = {"A1-03", "A1-05", "B1-05", "B2-01", NULL};

  claim(visit->store, claimed, "3");
  step(visit, 0);
  for (const char *const *code = claimed; *code != NULL; code++) {
    answer_checks(visit->store, *code);
    step(visit, 0);
  }
  confirm(visit->store, claimed);
  step(visit, 3); /* A1-03 has too few photos */
  undo(visit, 0);
  redo(visit, 3);
  set(visit, "A1-03", "justify", "보안 구역이라 찍지 못함", 4);
  set(visit, "B1-05", "level", "2", 3);
  set(visit, "B1-05", "reason", "둘만 운영", 4);
  set(visit, "A1-05", "unverifiable", "담당자 부재", 3); /* though all is well */
  undo(visit, 4);
  undo(visit, 3);
  undo(visit, 4);
  set(visit, "A1-03", "justify", NULL, 3);
}

/* With a photo there is no contradiction, until the photo is erased. */
static void
edit_evidence(Visit *visit)
{
  g_autoptr(GBytes) bytes = fixture_bytes(1, 3000);
  g_autoptr(SilsaEvidence) photo = fixture_add_photo(visit->store, bytes, "청사.jpg");
  SilsaAnswer *answer =
      silsa_assessment_find_answer(silsa_store_get_assessment(visit->store), "A1-03");
  const SilsaIndicator *indicator = silsa_answer_get_indicator(answer);
  SilsaAct *act = silsa_act_new("add-evidence", "A1-03");
  guint more = indicator->expected_photos;

  g_assert_cmpuint(more, >, 0);
  for (guint i = 0; i < indicator->n_checks; i++) {
    g_autofree char *field = g_strconcat("use:1:", indicator->checks[i].code, NULL);

    silsa_act_add(act, "A1-03", field, "");
  }
  for (guint i = 1; i < more; i++) {
    g_autoptr(GBytes) other = fixture_bytes(1 + i, 3000);
    g_autoptr(SilsaEvidence) another = fixture_add_photo(visit->store, other, "현장.jpg");
    g_autofree char *field = g_strdup_printf("use:%u", i + 1);

    silsa_act_add(act, "A1-03", field, "설명");
  }
  step(visit, 3);
  perform(visit->store, act);
  step(visit, 4);
  g_assert_true(silsa_store_erase_evidence(visit->store, 1, "정보주체의 요구", NULL));
  step(visit, 3);
}

static void
test_step_by_step(Fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  Visit visit = {f->store, silsa_replay_new(), g_array_new(FALSE, FALSE, sizeof(guint))};
  g_autoptr(SilsaReplay) replay = NULL;
  const GArray *moments, *once;

  edit(&visit);
  edit_evidence(&visit);

  /* All at once it is the same, though what was erased is no longer in the journal. */
  replay = silsa_replay_new();
  read_on(replay, f->store);
  moments = silsa_replay_get_moments(visit.replay);
  once = silsa_replay_get_moments(replay);
  g_assert_cmpuint(once->len, ==, moments->len);
  for (guint i = 0, at = 0; i < once->len; i++) {
    guint complete = g_array_index(once, SilsaMoment, i).complete;

    g_assert_cmpuint(complete, ==, g_array_index(moments, SilsaMoment, i).complete);
    while (at < visit.complete->len && g_array_index(visit.complete, guint, at) != complete)
      at++;
    g_assert_cmpuint(at, <, visit.complete->len);
  }
  silsa_replay_unref(visit.replay);
  g_array_unref(visit.complete);
}

static void
test_nothing(Fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(SilsaReplay) replay = silsa_replay_new();

  read_on(replay, f->store);
  g_assert_cmpuint(silsa_replay_get_moments(replay)->len, ==, 0);
}

static void
test_cancelled(Fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(SilsaReplay) replay = silsa_replay_new();
  g_autoptr(GCancellable) cancellable = g_cancellable_new();
  g_autoptr(GError) error = NULL;

  fixture_set(f->store, "A1-03", "level", "3");
  g_cancellable_cancel(cancellable);
  g_assert_false(try_to_read_on(replay, f->store, cancellable, &error));
  g_assert_error(error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  read_on(replay, f->store);
  assert_same_states(silsa_store_get_assessment(f->store), silsa_replay_get_assessment(replay));
  g_assert_cmpuint(silsa_replay_get_moments(replay)->len, ==, 1);
}

/* The first act, what changed, and how far time went; a clock that was set back does not lead back.
 */
static void
test_times(Fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  static const SilsaMoment wanted[] = {{1629763200, 0}, {1629770400, 1}, {1629770400, 1}};
  g_autoptr(SilsaReplay) replay = NULL;
  const GArray *moments;

  fixture_set(f->store, "A1-03", "flag", "1");
  fixture_set(f->store, "A1-03", "flag", NULL);
  fixture_set(f->store, "B1-05", "level", "3");
  answer_checks(f->store, "B1-05");
  fixture_set(f->store, "A1-03", "flag", "1");
  g_assert_cmpuint(count_complete(silsa_store_get_assessment(f->store)), ==, 1);
  fixture_close(f);
  fixture_tamper(f->path, "UPDATE journal SET time = CASE act_group"
                          " WHEN 1 THEN '2021-08-24T00:00:00.000Z'"
                          " WHEN 2 THEN '2021-08-24T01:00:00.000Z'"
                          " WHEN 3 THEN '2021-08-24T01:30:00.000Z'"
                          " WHEN 4 THEN '2021-08-24T02:00:00.000Z'"
                          " ELSE '2021-08-24T01:00:00.000Z' END");
  fixture_reopen(f);
  replay = silsa_replay_new();
  read_on(replay, f->store);
  moments = silsa_replay_get_moments(replay);
  g_assert_cmpuint(moments->len, ==, G_N_ELEMENTS(wanted));
  for (guint i = 0; i < moments->len; i++) {
    g_assert_cmpint(g_array_index(moments, SilsaMoment, i).time, ==, wanted[i].time);
    g_assert_cmpuint(g_array_index(moments, SilsaMoment, i).complete, ==, wanted[i].complete);
  }
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);

  add_test("/store/replay/step-by-step", NULL, test_step_by_step);
  add_test("/store/replay/nothing", NULL, test_nothing);
  add_test("/store/replay/cancelled", NULL, test_cancelled);
  add_test("/store/replay/times", NULL, test_times);
  return g_test_run();
}
