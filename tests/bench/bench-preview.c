#include "silsa-assessment.h"

#include <locale.h>
#include <stdlib.h>
#include <time.h>

/*
 * How long one key press takes from the checked act to the finished preview, on the catalogue of
 * 2021 (DESIGN §6: at most 0.1 ms). The city is filled in different ways, because what is expected
 * of an indicator costs most where there is neither an answer nor a claim.
 */

#define ROUNDS 2000

static const char *const files[] = {"data", "kr-smartcity-2021-ref.xml"};

typedef enum { CLAIMED, BLANK, HALF, FULL, N_FILLINGS } Filling;
static const char *const filling_names[] = {"claimed", "blank", "half", "full"};

static void
fill(SilsaAssessment *assessment, const SilsaIndicator *indicator, const char *prefix)
{
  g_autofree char *level = g_strconcat(*prefix == 'c' ? "claim:" : "", "level", NULL);

  if (indicator->kind == SILSA_KIND_QUALITATIVE) {
    silsa_assessment_load_fact(assessment, indicator->code, level, "3", NULL);
    return;
  }
  for (guint i = 0; i < indicator->n_inputs; i++) {
    g_autofree char *field = g_strconcat(prefix, indicator->inputs[i].id, NULL);
    g_autofree char *value = g_strdup_printf("%u.%u", 37 + 91 * (indicator->index + i), i + 1);

    silsa_assessment_load_fact(assessment, indicator->code, field, value, NULL);
  }
}

static SilsaAssessment *
make(SilsaCatalogue *catalogue, Filling filling)
{
  const SilsaCase about = {.city_name = "가나시", .population = 400000, .purpose = "real"};
  SilsaAssessment *assessment = silsa_assessment_new(catalogue, &about);
  guint n = silsa_catalogue_get_n_indicators(catalogue);

  for (guint i = 0; i < n; i++) {
    const SilsaIndicator *indicator = silsa_catalogue_get_indicator(catalogue, i);

    if (filling == CLAIMED)
      fill(assessment, indicator, "claim:");
    /* The first one is always whole: each value typed into it moves the preview. */
    if (i == 0 || filling == FULL || (filling == HALF && i < n / 2))
      fill(assessment, indicator, "input:");
  }
  silsa_assessment_load_done(assessment);
  return assessment;
}

static int
compare_times(gconstpointer a, gconstpointer b)
{
  gint64 left = *(const gint64 *)a, right = *(const gint64 *)b;

  return left < right ? -1 : left > right;
}

static gint64
now_ns(void)
{
  struct timespec now;

  clock_gettime(CLOCK_MONOTONIC, &now);
  return (gint64)now.tv_sec * G_GINT64_CONSTANT(1000000000) + now.tv_nsec;
}

/* Types into the first quantitative indicator; the median in nanoseconds. */
static gint64
measure(SilsaAssessment *assessment, gboolean check)
{
  g_autofree gint64 *times = g_new(gint64, ROUNDS);
  SilsaAnswer *answer = silsa_assessment_get_answer(assessment, 0);
  const SilsaIndicator *indicator = silsa_answer_get_indicator(answer);
  g_autofree char *field = g_strconcat("input:", indicator->inputs[0].id, NULL);

  for (guint i = 0; i < ROUNDS; i++) {
    g_autoptr(SilsaAct) act = silsa_act_new("answer", indicator->code);
    g_autofree char *value = g_strdup_printf("%u", i % 100 + 1);
    gint64 begin;

    silsa_act_add(act, indicator->code, field, value);
    begin = now_ns();
    if (check && !silsa_assessment_check(assessment, act, NULL))
      return -1;
    silsa_assessment_apply(assessment, act);
    times[i] = now_ns() - begin;
  }
  qsort(times, ROUNDS, sizeof times[0], compare_times);
  return times[ROUNDS / 2];
}

int
main(void)
{
  g_autofree char *path = g_build_filename(g_getenv("SILSA_SOURCE_ROOT"), files[0], files[1], NULL);
  g_autoptr(GError) error = NULL;
  g_autoptr(SilsaCatalogue) catalogue = silsa_catalogue_new_from_file(path, &error);

  setlocale(LC_ALL, "");
  if (catalogue == NULL) {
    g_printerr("%s\n", error->message);
    return EXIT_FAILURE;
  }
  for (int filling = 0; filling < N_FILLINGS; filling++) {
    g_autoptr(SilsaAssessment) assessment = make(catalogue, (Filling)filling);
    gint64 apply = measure(assessment, FALSE), both = measure(assessment, TRUE);

    if (apply < 0 || both < 0)
      return EXIT_FAILURE;
    g_print("P11  %-8s apply %6.1f µs, check and apply %6.1f µs\n", filling_names[filling],
            (double)apply / 1000, (double)both / 1000);
  }
  return EXIT_SUCCESS;
}
