#include "desk.h"
#include "scribble.h"
#include "silsa-test.h"
#include "truth.h"

/* What holds after whatever anybody enters in whatever order, on three catalogues: the one of the
 * desk, which is small enough to try every subset, and two of full size. */

typedef struct {
  GBytes *(*catalogue)(void);
  guint acts;
} Setting;

static const Setting desk = {desk_catalogue, 1500};
static const Setting of_2021 = {silsa_test_catalogue, 120};
static const Setting other = {silsa_test_other_catalogue, 120};

typedef struct {
  SilsaAssessment *assessment;
} Fixture;

static SilsaAssessment *
make(const Setting *setting)
{
  g_autoptr(GBytes) bytes = setting->catalogue();

  return desk_new(bytes);
}

static void
set_up(Fixture *f, gconstpointer data)
{
  f->assessment = make(data);
  scribble_prepare(f->assessment);
}

static void
tear_down(Fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  g_assert_finalize_object(f->assessment);
}

static guint
n_answers(Fixture *f)
{
  return g_list_model_get_n_items(G_LIST_MODEL(f->assessment));
}

/* --- everything follows from the facts --- */

static void
test_truth(Fixture *f, gconstpointer data)
{
  const Setting *setting = data;
  guint performed = 0;

  truth_assert(f->assessment);
  for (guint i = 0; i < setting->acts; i++) {
    if (!scribble(f->assessment))
      continue;
    performed++;
    truth_assert(f->assessment);
  }
  g_test_message("%u of %u acts performed", performed, setting->acts);
  g_assert_cmpuint(performed, >, setting->acts / 2);
}

/* --- the next grade, by trying every subset --- */

static void
measure_gap(Fixture *f, guint n, mpq_ptr gap)
{
  SilsaAnswer *answer = silsa_assessment_get_answer(f->assessment, n);

  if (silsa_answer_get_state(answer) == SILSA_STATE_COMPLETE)
    mpq_set_ui(gap, 0, 1);
  else
    mpq_sub(gap, silsa_answer_get_most(answer),
            silsa_assessment_get_preview(f->assessment)->expected[n].q);
}

/* The size of the smallest set of indicators whose gaps reach @distance; n + 1 when none does. */
static guint
smallest_set(Fixture *f, mpq_srcptr distance)
{
  guint n = n_answers(f), smallest = n + 1;
  mpq_t sum, gap;

  mpq_inits(sum, gap, NULL);
  for (guint32 set = 0; set < (guint32)1 << n; set++) {
    guint size = (guint)__builtin_popcount(set);

    mpq_set_ui(sum, 0, 1);
    for (guint i = 0; i < n; i++) {
      measure_gap(f, i, gap);
      if ((set >> i & 1) != 0)
        mpq_add(sum, sum, gap);
    }
    if (mpq_cmp(sum, distance) >= 0)
      smallest = MIN(smallest, size);
  }
  mpq_clears(sum, gap, NULL);
  return smallest;
}

/* Counts steps of the last decimal up from what is expected. */
static void
walk_to_next_grade(Fixture *f, mpq_ptr distance)
{
  SilsaCatalogue *catalogue = silsa_assessment_get_catalogue(f->assessment);
  const SilsaPreview *preview = silsa_assessment_get_preview(f->assessment);
  mpq_t points, step;

  mpq_inits(points, step, NULL);
  mpq_set_ui(step, 1, 1);
  for (int i = 0; i < silsa_catalogue_get_decimals(catalogue); i++)
    mpz_mul_ui(mpq_denref(step), mpq_denref(step), 10);
  mpq_set(points, preview->all.expected.q);
  while (silsa_score_grade(catalogue, points) == preview->expected_grade)
    mpq_add(points, points, step);
  mpq_sub(distance, points, preview->all.expected.q);
  mpq_clears(points, step, NULL);
}

static void
assert_next(Fixture *f)
{
  const SilsaPreview *preview = silsa_assessment_get_preview(f->assessment);
  guint smallest;
  mpq_t distance;

  g_assert_cmpint(preview->has_next, ==, preview->expected_grade->number != 1);
  if (!preview->has_next)
    return;
  mpq_init(distance);
  walk_to_next_grade(f, distance);
  smallest = smallest_set(f, distance);
  g_assert_true(mpq_equal(distance, preview->next.distance.q));
  g_assert_cmpint(preview->next.reachable, ==, smallest <= n_answers(f));
  g_assert_cmpuint(preview->next.n_indicators, ==, preview->next.reachable ? smallest : 0);
  mpq_clear(distance);
}

static void
test_next(Fixture *f, gconstpointer data)
{
  const Setting *setting = data;
  guint reachable = 0;

  for (guint i = 0; i < setting->acts; i++) {
    scribble(f->assessment);
    assert_next(f);
    if (silsa_assessment_get_preview(f->assessment)->has_next)
      reachable += silsa_assessment_get_preview(f->assessment)->next.reachable;
  }
  g_assert_cmpuint(reachable, >, 0);
}

/* --- filling in --- */

static guint
count_sharing(Fixture *f, const char *id)
{
  g_autofree char *field = g_strconcat("input:", id, NULL);
  guint n = 0;

  for (guint i = 0; i < n_answers(f); i++) {
    const SilsaIndicator *indicator =
        silsa_answer_get_indicator(silsa_assessment_get_answer(f->assessment, i));

    for (guint j = 0; j < indicator->n_inputs; j++)
      n += g_str_equal(indicator->inputs[j].id, id) ? 1 : 0;
  }
  return n;
}

/* Claims for half of the indicators; what several indicators ask for is claimed as it is. */
static void
claim(Fixture *f, guint city)
{
  for (guint i = 0; i < n_answers(f); i++) {
    SilsaAnswer *answer = silsa_assessment_get_answer(f->assessment, i);
    const SilsaIndicator *indicator = silsa_answer_get_indicator(answer);
    g_autoptr(SilsaAct) act = silsa_act_new("import-claims", indicator->code);

    if (g_test_rand_bit())
      continue;
    if (indicator->kind == SILSA_KIND_QUALITATIVE)
      silsa_act_add(act, indicator->code, "claim:level", g_test_rand_bit() ? "1" : "2");
    for (guint j = 0; j < indicator->n_inputs; j++) {
      const SilsaInput *input = &indicator->inputs[j];
      g_autofree char *field = g_strconcat("claim:", input->id, NULL);
      gboolean wrong = g_test_rand_bit() && count_sharing(f, input->id) == 1;

      silsa_act_add(act, indicator->code, field,
                    wrong ? scribble_amount(input) : scribble_fact(input, city));
    }
    desk_perform(f->assessment, act);
  }
}

/* Whoever follows `missing` gets to the end, and on the way nothing that was complete comes undone:
 * neither the count nor the points of low ever fall, and each step keeps within the band of those
 * before. */
static void
test_filling_in(Fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  const SilsaPreview *preview = silsa_assessment_get_preview(f->assessment);
  guint city = (guint)g_test_rand_int_range(0, 1000), complete = 0;
  mpq_t low, high;

  claim(f, city);
  mpq_inits(low, high, NULL);
  mpq_set(high, preview->all.high.q);
  while (scribble_fill_in(f->assessment, city)) {
    g_assert_cmpuint(preview->all.complete, >=, complete);
    g_assert_cmpint(mpq_cmp(preview->all.low.q, low), >=, 0);
    g_assert_cmpint(mpq_cmp(preview->all.high.q, high), <=, 0);
    complete = preview->all.complete;
    mpq_set(low, preview->all.low.q);
    mpq_set(high, preview->all.high.q);
  }
  g_assert_cmpuint(preview->all.complete, ==, n_answers(f));
  g_assert_true(mpq_equal(preview->all.low.q, preview->all.high.q));
  g_assert_true(preview->low_grade == preview->high_grade);
  truth_assert(f->assessment);
  mpq_clears(low, high, NULL);
}

/* `secured` and `best` keep their word: whatever is filled in from here on, the grade in the end is
 * between them. */
static void
test_promise(Fixture *f, gconstpointer data)
{
  const Setting *setting = data;

  for (guint round = 0; round < setting->acts / 100; round++) {
    guint city = (guint)g_test_rand_int_range(0, 1000);
    const SilsaPreview *preview;
    int secured, best;

    g_assert_finalize_object(f->assessment);
    set_up(f, data);
    preview = silsa_assessment_get_preview(f->assessment);
    claim(f, city);
    for (guint i = 0; i < 2 * n_answers(f); i++)
      scribble_fill_in(f->assessment, city);
    secured = preview->low_grade->number;
    best = preview->high_grade->number;
    while (scribble_fill_in(f->assessment, city))
      g_assert_cmpuint(preview->all.complete, <=, n_answers(f));
    g_assert_cmpint(preview->low_grade->number, <=, secured);
    g_assert_cmpint(preview->low_grade->number, >=, best);
  }
}

/* --- the order of answers --- */

static void
shuffle(GPtrArray *list)
{
  for (guint i = list->len; i > 1; i--) {
    guint j = (guint)g_test_rand_int_range(0, (gint32)i);
    gpointer held = list->pdata[i - 1];

    list->pdata[i - 1] = list->pdata[j];
    list->pdata[j] = held;
  }
}

/* The facts that stand, one act each. Justifications cover what stands when they are written, so
 * they come after everything else; so does confirming, which needs the values there. */
typedef struct {
  GPtrArray *first, *last; /* of SilsaAct */
} Facts;

static void
collect_fact(const char *subject, const char *field, const char *value, gpointer data)
{
  Facts *facts = data;
  gboolean last = g_str_equal(field, "justify") || g_str_equal(field, "confirmed");
  SilsaAct *act = silsa_act_new("answer", subject);

  if (g_str_has_prefix(field, "class")) /* class and reason go together; see copy_class() */
    g_clear_pointer(&act, silsa_act_free);
  else if (g_str_equal(field, "justify-codes"))
    g_clear_pointer(&act, silsa_act_free); /* recorded with the justification */
  if (act == NULL)
    return;
  silsa_act_add(act, subject, field, value);
  g_ptr_array_add(last ? facts->last : facts->first, act);
}

static void
copy_class(Fixture *f, Facts *facts)
{
  SilsaAct *act = silsa_act_new("class", "city");

  silsa_act_add(act, "city", "class", silsa_assessment_get(f->assessment, "city", "class"));
  silsa_act_add(act, "city", "class-reason",
                silsa_assessment_get(f->assessment, "city", "class-reason"));
  g_ptr_array_add(facts->first, act);
}

static SilsaAssessment *
replay(const Setting *setting, Facts *facts)
{
  SilsaAssessment *assessment = make(setting);

  scribble_prepare(assessment);
  shuffle(facts->first);
  shuffle(facts->last);
  for (guint i = 0; i < facts->first->len + facts->last->len; i++) {
    gboolean first = i < facts->first->len;
    const SilsaAct *act =
        g_ptr_array_index(first ? facts->first : facts->last, first ? i : i - facts->first->len);
    g_autoptr(SilsaAct) copy = silsa_act_copy(act);

    desk_perform(assessment, copy);
  }
  return assessment;
}

static void
test_order(Fixture *f, gconstpointer data)
{
  const Setting *setting = data;
  g_autoptr(GPtrArray) first = g_ptr_array_new_with_free_func((GDestroyNotify)silsa_act_free);
  g_autoptr(GPtrArray) last = g_ptr_array_new_with_free_func((GDestroyNotify)silsa_act_free);
  g_autofree char *facts_once = NULL;
  g_autofree char *view_once = NULL;
  Facts facts = {first, last};

  for (guint i = 0; i < setting->acts; i++)
    scribble(f->assessment);
  silsa_assessment_foreach_fact(f->assessment, collect_fact, &facts);
  copy_class(f, &facts);
  for (guint round = 0; round < 8; round++) {
    SilsaAssessment *again = replay(setting, &facts);
    g_autofree char *facts_now = desk_dump(again);
    g_autofree char *view_now = desk_describe(again);

    if (round == 0) {
      facts_once = g_steal_pointer(&facts_now);
      view_once = g_steal_pointer(&view_now);
    } else {
      g_assert_cmpstr(facts_now, ==, facts_once);
      g_assert_cmpstr(view_now, ==, view_once);
    }
    g_assert_finalize_object(again);
  }
}

#define ADD(path, setting, function)                                                               \
  g_test_add("/core/properties/" path, Fixture, &setting, set_up, function, tear_down)

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);

  ADD("truth/desk", desk, test_truth);
  ADD("truth/2021", of_2021, test_truth);
  ADD("truth/other", other, test_truth);
  ADD("next/desk", desk, test_next);
  ADD("filling-in/desk", desk, test_filling_in);
  ADD("filling-in/2021", of_2021, test_filling_in);
  ADD("filling-in/other", other, test_filling_in);
  ADD("promise/desk", desk, test_promise);
  ADD("promise/2021", of_2021, test_promise);
  ADD("promise/other", other, test_promise);
  ADD("order/desk", desk, test_order);
  ADD("order/2021", of_2021, test_order);
  ADD("order/other", other, test_order);

  return g_test_run();
}
