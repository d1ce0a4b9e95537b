#include "scribble.h"

#include "desk.h"

#include <string.h>

/* Few and round: they meet each other, the knots and what they may at most equal. */
static const char *const amounts[] = {"0",  "1",  "2",   "3",  "7",        "10",
                                      "20", "50", "100", "99", "0.333333", "1000"};
static const char *const results[] = {"yes", "partly", "no", NULL};
static const char *const texts[] = {"가", "나 다", NULL};

static guint
any(guint n)
{
  return (guint)g_test_rand_int_range(0, (gint32)n);
}

#define PICK(list) ((list)[any(G_N_ELEMENTS(list))])

/* The first four fit every maximum below the largest; no input that is asked for twice has such a
 * maximum in the catalogues of the tests. */
static guint
n_amounts(const SilsaInput *input)
{
  return input->has_max && mpq_cmp_ui(input->max.q, 1000, 1) < 0 ? 4 : G_N_ELEMENTS(amounts);
}

const char *
scribble_fact(const SilsaInput *input, guint city)
{
  return amounts[(g_str_hash(input->id) + city) % n_amounts(input)];
}

const char *
scribble_amount(const SilsaInput *input)
{
  return amounts[any(n_amounts(input))];
}

static SilsaAnswer *
any_answer(SilsaAssessment *assessment)
{
  return silsa_assessment_get_answer(assessment,
                                     any(g_list_model_get_n_items(G_LIST_MODEL(assessment))));
}

void
scribble_prepare(SilsaAssessment *assessment)
{
  static const char digits[] = "123145";

  for (guint i = 0; i < strlen(digits); i++)
    desk_add_evidence(assessment, i + 1, digits[i], i < 4 ? "photo" : "document");
}

/* --- strokes: each returns an act that has yet to be checked --- */

typedef SilsaAct *(*Stroke)(SilsaAssessment *assessment, SilsaAnswer *answer);

static SilsaAct *
act_on(SilsaAnswer *answer)
{
  return silsa_act_new("answer", silsa_answer_get_code(answer));
}

static void
add(SilsaAct *act, const char *prefix, const char *name, const char *value)
{
  g_autofree char *field = g_strconcat(prefix, name, NULL);

  silsa_act_add(act, act->subject, field, value);
}

static void
add_values(SilsaAct *act, const SilsaIndicator *indicator, gboolean claimed, gboolean whole)
{
  const char *prefix = claimed ? "claim:" : "input:";

  if (indicator->kind == SILSA_KIND_QUALITATIVE) {
    g_autofree char *level = g_strdup_printf("%u", any(indicator->n_levels));

    add(act, claimed ? "claim:" : "", "level", any(8) > 0 ? level : NULL);
    return;
  }
  for (guint i = 0; i < indicator->n_inputs; i++) {
    const SilsaInput *input = &indicator->inputs[i];

    if (whole || any(2) == 0)
      add(act, prefix, input->id, whole || any(4) > 0 ? scribble_amount(input) : NULL);
  }
}

static SilsaAct *
stroke_value(SilsaAssessment *assessment G_GNUC_UNUSED, SilsaAnswer *answer)
{
  SilsaAct *act = act_on(answer);

  add_values(act, silsa_answer_get_indicator(answer), FALSE, any(3) > 0);
  return act;
}

static SilsaAct *
stroke_claim(SilsaAssessment *assessment G_GNUC_UNUSED, SilsaAnswer *answer)
{
  SilsaAct *act = act_on(answer);

  add_values(act, silsa_answer_get_indicator(answer), TRUE, any(3) > 0);
  return act;
}

static SilsaAct *
stroke_confirm(SilsaAssessment *assessment G_GNUC_UNUSED, SilsaAnswer *answer)
{
  return silsa_act_confirm_claim(answer);
}

static SilsaAct *
stroke_clear(SilsaAssessment *assessment G_GNUC_UNUSED, SilsaAnswer *answer)
{
  return silsa_act_clear_answer(answer);
}

static SilsaAct *
stroke_checks(SilsaAssessment *assessment G_GNUC_UNUSED, SilsaAnswer *answer)
{
  const SilsaIndicator *indicator = silsa_answer_get_indicator(answer);
  SilsaAct *act = act_on(answer);
  guint only = any(indicator->n_checks + 2); /* beyond the last one: all of them */

  for (guint i = 0; i < indicator->n_checks; i++) {
    if (only == i || only >= indicator->n_checks)
      add(act, "check:", indicator->checks[i].code, PICK(results));
  }
  return act;
}

static SilsaAct *
stroke_text(SilsaAssessment *assessment G_GNUC_UNUSED, SilsaAnswer *answer)
{
  static const char *const fields[] = {"reason",
                                       "justify",
                                       "justify",
                                       "unverifiable",
                                       "finding:strength:1",
                                       "internal-note",
                                       "claim-summary",
                                       "finding:shortcoming:2"};
  SilsaAct *act = act_on(answer);

  add(act, "", PICK(fields), PICK(texts));
  return act;
}

static SilsaAct *
stroke_flag(SilsaAssessment *assessment G_GNUC_UNUSED, SilsaAnswer *answer)
{
  SilsaAct *act = act_on(answer);

  add(act, "", "flag", any(2) == 0 ? "1" : NULL);
  return act;
}

static SilsaAct *
stroke_use(SilsaAssessment *assessment G_GNUC_UNUSED, SilsaAnswer *answer)
{
  const SilsaIndicator *indicator = silsa_answer_get_indicator(answer);
  guint check = any(2 * indicator->n_checks);
  SilsaAct *act = act_on(answer);
  g_autofree char *field =
      check < indicator->n_checks
          ? g_strdup_printf("use:%u:%s", any(6) + 1, indicator->checks[check].code)
          : g_strdup_printf("use:%u", any(6) + 1);

  add(act, "", field, any(4) > 0 ? "사진" : NULL);
  return act;
}

static SilsaAct *
stroke_remove(SilsaAssessment *assessment G_GNUC_UNUSED, SilsaAnswer *answer G_GNUC_UNUSED)
{
  g_autofree char *subject = g_strdup_printf("evidence:%u", any(6) + 1);
  SilsaAct *act = silsa_act_new("remove-evidence", subject);

  add(act, "", "removed", any(2) == 0 ? "1" : NULL);
  return act;
}

static SilsaAct *
stroke_class(SilsaAssessment *assessment, SilsaAnswer *answer G_GNUC_UNUSED)
{
  SilsaCatalogue *catalogue = silsa_assessment_get_catalogue(assessment);
  guint n = any(silsa_catalogue_get_n_classes(catalogue) + 1);
  SilsaAct *act = silsa_act_new("class", "city");
  gboolean some = n < silsa_catalogue_get_n_classes(catalogue);

  add(act, "", "class", some ? silsa_catalogue_get_class(catalogue, n)->id : NULL);
  add(act, "", "class-reason", some ? "자치구" : NULL);
  return act;
}

static const Stroke strokes[] = {
    stroke_value,  stroke_value, stroke_value,   stroke_value,  stroke_claim,
    stroke_claim,  stroke_claim, stroke_confirm, stroke_checks, stroke_checks,
    stroke_checks, stroke_text,  stroke_text,    stroke_use,    stroke_use,
    stroke_flag,   stroke_clear, stroke_remove,  stroke_class,
};

static void
take_back(SilsaAssessment *assessment, const SilsaAct *act, const char *facts, const char *view)
{
  g_autoptr(SilsaAct) inverse = silsa_act_new_inverse(act, "undo");
  g_autofree char *facts_now = NULL;
  g_autofree char *view_now = NULL;

  silsa_assessment_apply(assessment, inverse);
  facts_now = desk_dump(assessment);
  view_now = desk_describe(assessment);
  g_assert_cmpstr(facts_now, ==, facts);
  g_assert_cmpstr(view_now, ==, view);
  silsa_assessment_apply(assessment, act);
}

gboolean
scribble(SilsaAssessment *assessment)
{
  g_autoptr(SilsaAct) act = PICK(strokes)(assessment, any_answer(assessment));
  g_autofree char *facts = desk_dump(assessment);
  g_autofree char *view = desk_describe(assessment);

  if (!silsa_assessment_check(assessment, act, NULL)) {
    g_autofree char *facts_now = desk_dump(assessment);

    g_assert_cmpstr(facts_now, ==, facts);
    return FALSE;
  }
  silsa_assessment_apply(assessment, act);
  if (any(8) == 0)
    take_back(assessment, act, facts, view);
  return TRUE;
}

/* --- filling in --- */

static const SilsaInput *
find_input(const SilsaIndicator *indicator, const char *id)
{
  for (guint i = 0; i < indicator->n_inputs; i++)
    if (strcmp(indicator->inputs[i].id, id) == 0)
      return &indicator->inputs[i];
  g_assert_not_reached();
}

static SilsaAct *
answer_missing(SilsaAnswer *answer, const char *missing, guint city)
{
  const SilsaIndicator *indicator = silsa_answer_get_indicator(answer);
  SilsaAct *act;

  if (strcmp(missing, "claim") == 0)
    return silsa_act_confirm_claim(answer);
  act = act_on(answer);
  if (strcmp(missing, "level") == 0) {
    g_autofree char *level = g_strdup_printf("%u", any(indicator->n_levels));

    add(act, "", "level", level);
  } else if (g_str_has_prefix(missing, "input:")) {
    const SilsaInput *input = find_input(indicator, missing + strlen("input:"));

    add(act, "", missing, scribble_fact(input, city));
  } else if (g_str_has_prefix(missing, "check:")) {
    add(act, "", missing, results[any(3)]);
  } else {
    g_assert_true(strcmp(missing, "reason") == 0 || g_str_has_prefix(missing, "justify:"));
    add(act, "", strcmp(missing, "reason") == 0 ? "reason" : "justify", "설명");
  }
  return act;
}

gboolean
scribble_fill_in(SilsaAssessment *assessment, guint city)
{
  guint n = g_list_model_get_n_items(G_LIST_MODEL(assessment)), first = any(n);

  for (guint i = 0; i < n; i++) {
    SilsaAnswer *answer = silsa_assessment_get_answer(assessment, (first + i) % n);
    const char *const *missing = silsa_answer_get_missing(answer);
    guint n_missing = g_strv_length((char **)missing);

    if (n_missing > 0) {
      g_autoptr(SilsaAct) act = answer_missing(answer, missing[any(n_missing)], city);

      desk_perform(assessment, act);
      return TRUE;
    }
  }
  return FALSE;
}
