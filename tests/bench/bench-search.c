#include "figures.h"
#include "silsa-finder.h"

#include <locale.h>
#include <stdlib.h>
#include <string.h>

/*
 * P17: the search over the notes of 300 cities, 63 each, words of one and two syllables too, beside
 * a plain scan for the same bytes. Where both look for what can be found in a note alone, they find
 * the same.
 *
 * P11: what is due when one answer of one of the 300 changes (its own score and preview; total and
 * rank by difference), and all 18,900 scores anew. All in time of the processor.
 */

#define CITIES 300
#define ROUNDS 9

static const char *const words[] = {"주차", "빛", "관제센터", "담당자 교체", "없는말"};
static const char *const sentences[] = {
    "관제센터에서 실시간으로 확인하였으며 담당자 교체 이후의 기록도 남아 있음",
    "주차 정보 시스템은 시연으로 확인, 현장 표지는 일부 훼손되어 보완을 요청함",
    "야간 빛 환경 개선 사업의 설치 위치를 지도와 대조함",
    "제출한 조례와 시행규칙의 개정 일자가 다르므로 다시 확인할 것",
    "리빙랩 참여 시민의 명단과 회의록을 열람하였음",
};

static SilsaAssessment *cities[CITIES];

static SilsaAssessment *
make_city(SilsaCatalogue *catalogue, guint number)
{
  const SilsaCase about = {.city_name = "가나시", .population = 400000, .purpose = "real"};
  SilsaAssessment *city = silsa_assessment_new(catalogue, &about);

  for (guint i = 0; i < silsa_catalogue_get_n_indicators(catalogue); i++) {
    const SilsaIndicator *indicator = silsa_catalogue_get_indicator(catalogue, i);
    g_autofree char *note =
        g_strdup_printf("%u호 %s. %s", number * 63 + i, sentences[(number + i) % 5],
                        sentences[(number * 7 + i * 3) % 5]);

    silsa_assessment_load_fact(city, indicator->code, "reason", note, NULL);
    if (indicator->kind == SILSA_KIND_QUALITATIVE)
      silsa_assessment_load_fact(city, indicator->code, "level", "3", NULL);
    for (guint k = 0; indicator->kind != SILSA_KIND_QUALITATIVE && k < indicator->n_inputs; k++) {
      g_autofree char *field = g_strconcat("input:", indicator->inputs[k].id, NULL);
      g_autofree char *value = g_strdup_printf("%u", 37 + number + 91 * (i + k));

      silsa_assessment_load_fact(city, indicator->code, field, value, NULL);
    }
  }
  silsa_assessment_load_done(city);
  return city;
}

static double
median(double *times)
{
  figures_sort(times, ROUNDS);
  return times[ROUNDS / 2];
}

static guint
search(SilsaFinder *finder, const char *text)
{
  guint n_indicators = g_list_model_get_n_items(G_LIST_MODEL(cities[0])), found = 0;

  silsa_finder_set_text(finder, text);
  for (guint i = 0; i < CITIES; i++)
    for (guint k = 0; k < n_indicators; k++)
      found += silsa_finder_matches(finder, silsa_assessment_get_answer(cities[i], k));
  return found;
}

static guint
scan(const char *text)
{
  g_auto(GStrv) parts = g_strsplit(text, " ", -1);
  guint n_indicators = g_list_model_get_n_items(G_LIST_MODEL(cities[0])), found = 0;

  for (guint i = 0; i < CITIES; i++)
    for (guint k = 0; k < n_indicators; k++) {
      const char *note = silsa_answer_get(silsa_assessment_get_answer(cities[i], k), "reason");
      gboolean all = TRUE;

      for (guint p = 0; parts[p] != NULL && all; p++)
        all = strstr(note, parts[p]) != NULL;
      found += all;
    }
  return found;
}

static void
print_search(SilsaCatalogue *catalogue)
{
  g_autoptr(SilsaFinder) finder = silsa_finder_new(catalogue);

  search(finder, "x");
  for (gsize w = 0; w < G_N_ELEMENTS(words); w++) {
    double ours[ROUNDS], plain[ROUNDS];
    guint found = 0, scanned = 0;

    for (guint i = 0; i < ROUNDS; i++) {
      double begin = figures_processor_time();

      found = search(finder, words[w]);
      ours[i] = figures_processor_time() - begin;
      begin = figures_processor_time();
      scanned = scan(words[w]);
      plain[i] = figures_processor_time() - begin;
    }
    g_print("P17  \"%s\" in the notes of %u cities: %.1f ms, %u found (goal: 16 ms); plain scan of "
            "the notes alone %.1f ms, %u found\n",
            words[w], CITIES, median(ours), found, median(plain), scanned);
  }
}

/* Where a city stands among all totals, by comparing each with it. */
static guint
rank(guint city)
{
  mpq_srcptr own = silsa_assessment_get_preview(cities[city])->all.expected.q;
  guint place = 1;

  for (guint i = 0; i < CITIES; i++)
    place += mpq_cmp(silsa_assessment_get_preview(cities[i])->all.expected.q, own) > 0;
  return place;
}

static void
print_ranking(SilsaCatalogue *catalogue)
{
  const SilsaIndicator *first = silsa_catalogue_get_indicator(catalogue, 0);
  g_autofree char *field = g_strconcat("input:", first->inputs[0].id, NULL);
  double one[ROUNDS], all[ROUNDS];

  for (guint i = 0; i < ROUNDS; i++) {
    g_autoptr(SilsaAct) act = silsa_act_new("answer", first->code);
    g_autofree char *value = g_strdup_printf("%u", i + 1);
    double begin = figures_processor_time();

    silsa_act_add(act, first->code, field, value);
    silsa_assessment_apply(cities[i], act);
    g_assert_cmpuint(rank(i), <=, CITIES);
    one[i] = figures_processor_time() - begin;
    begin = figures_processor_time();
    for (guint k = 0; k < CITIES; k++)
      silsa_assessment_load_done(cities[k]);
    all[i] = figures_processor_time() - begin;
  }
  g_print("P11  one answer changed, its rank among %u cities: %.3f ms (goal: 1); all %u answers "
          "derived and summed anew: %.1f [%.1f-%.1f] ms (goal: 40, off the main thread)\n",
          CITIES, median(one), CITIES * silsa_catalogue_get_n_indicators(catalogue), median(all),
          all[0], all[ROUNDS - 1]);
}

int
main(void)
{
  g_autofree char *path =
      g_build_filename(g_getenv("SILSA_SOURCE_ROOT"), "data", "kr-smartcity-2021-ref.xml", NULL);
  g_autoptr(GError) error = NULL;
  g_autoptr(SilsaCatalogue) catalogue = silsa_catalogue_new_from_file(path, &error);

  setlocale(LC_ALL, "");
  g_assert_no_error(error);
  for (guint i = 0; i < CITIES; i++)
    cities[i] = make_city(catalogue, i);
  print_search(catalogue);
  print_ranking(catalogue);
  for (guint i = 0; i < CITIES; i++)
    g_object_unref(cities[i]);
  return EXIT_SUCCESS;
}
