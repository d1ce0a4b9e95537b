#include "silsa-finder.h"

#include "desk.h"
#include "silsa-test.h"

#include <locale.h>
#include <string.h>

/* --- words, on the catalogue of 2021 --- */

typedef struct {
  SilsaAssessment *assessment;
  SilsaFinder *finder;
} Fixture;

static void
set_up(Fixture *f, gconstpointer other)
{
  g_autoptr(GBytes) bytes = other != NULL ? desk_catalogue() : silsa_test_catalogue();

  f->assessment = desk_new(bytes);
  f->finder = silsa_finder_new(silsa_assessment_get_catalogue(f->assessment));
}

static void
tear_down(Fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  silsa_finder_free(f->finder);
  g_assert_finalize_object(f->assessment);
}

/* Codes of what is found, joined by a space. */
static char *
find(Fixture *f)
{
  g_autoptr(GString) codes = g_string_new(NULL);
  guint n = g_list_model_get_n_items(G_LIST_MODEL(f->assessment));

  for (guint i = 0; i < n; i++) {
    SilsaAnswer *answer = silsa_assessment_get_answer(f->assessment, i);

    if (silsa_finder_matches(f->finder, answer))
      g_string_append_printf(codes, "%s%s", codes->len > 0 ? " " : "",
                             silsa_answer_get_code(answer));
  }
  return g_string_free(g_steal_pointer(&codes), FALSE);
}

static void
assert_found(Fixture *f, const char *expected)
{
  g_autofree char *codes = find(f);

  g_assert_cmpstr(codes, ==, expected);
}

static void
assert_text_finds(Fixture *f, const char *text, const char *expected)
{
  silsa_finder_set_text(f->finder, text);
  assert_found(f, expected);
}

static gboolean
text_finds(Fixture *f, const char *text, const char *code)
{
  silsa_finder_set_text(f->finder, text);
  return silsa_finder_matches(f->finder, silsa_assessment_find_answer(f->assessment, code));
}

static void
test_nothing_asked(Fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  static const char *const texts[] = {NULL, "", "  \t ", "　"};

  for (gsize i = 0; i < G_N_ELEMENTS(texts); i++) {
    silsa_finder_set_text(f->finder, texts[i]);
    g_assert_true(silsa_finder_is_empty(f->finder));
    g_assert_true(silsa_finder_matches(f->finder, silsa_assessment_get_answer(f->assessment, 0)));
  }
  silsa_finder_set_text(f->finder, "가");
  g_assert_false(silsa_finder_is_empty(f->finder));
}

static void
test_codes(Fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  assert_text_finds(f, "C2-05", "C2-05");
  assert_text_finds(f, "c2-05", "C2-05");
  assert_text_finds(f, "Ｃ２－０５", "C2-05");
  assert_text_finds(f, "없는말", "");
}

/* Each indicator is found by the first, the last and any two syllables of its title. */
/* B2-06 speaks of C1-12 and stands before it: whoever types the code means the indicator. */
static void
test_named(Fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  SilsaAnswer *meant = silsa_assessment_find_answer(f->assessment, "C1-12");
  SilsaAnswer *other = silsa_assessment_find_answer(f->assessment, "B2-06");

  assert_text_finds(f, " c1-12 ", "B2-06 C1-12");
  g_assert_true(silsa_finder_names(f->finder, meant));
  g_assert_false(silsa_finder_names(f->finder, other));
  silsa_finder_set_text(f->finder, "C1-1");
  g_assert_false(silsa_finder_names(f->finder, meant));
  silsa_finder_set_text(f->finder, "C1-12 C1-12");
  g_assert_false(silsa_finder_names(f->finder, meant));
  silsa_finder_set_text(f->finder, NULL);
  g_assert_false(silsa_finder_names(f->finder, meant));
}

static void
test_syllables_of_titles(Fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  SilsaCatalogue *catalogue = silsa_assessment_get_catalogue(f->assessment);

  for (guint i = 0; i < silsa_catalogue_get_n_indicators(catalogue); i++) {
    const SilsaIndicator *indicator = silsa_catalogue_get_indicator(catalogue, i);
    const char *title = indicator->title.ko;

    for (const char *at = title; *at != '\0'; at = g_utf8_next_char(at)) {
      const char *next = g_utf8_next_char(at);
      g_autofree char *one = g_strndup(at, next - at);
      g_autofree char *two = g_strndup(at, *next != '\0' ? g_utf8_next_char(next) - at : next - at);
      g_autofree char *apart = g_utf8_normalize(two, -1, G_NORMALIZE_NFD);

      g_assert_true(text_finds(f, one, indicator->code));
      g_assert_true(text_finds(f, two, indicator->code));
      g_assert_true(text_finds(f, apart, indicator->code));
    }
    g_assert_true(text_finds(f, indicator->title.en, indicator->code));
  }
}

static void
test_blanks_and_case(Fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  g_assert_true(text_finds(f, "지능형 영상분석", "C2-05"));
  g_assert_true(text_finds(f, "지능형영상 분석", "C2-05"));
  g_assert_true(text_finds(f, "분석 지능형", "C2-05")); /* words in any order */
  g_assert_true(text_finds(f, "VIDEO analytics", "C2-05") || text_finds(f, "INTELLIGENT", "C2-05"));
  g_assert_false(text_finds(f, "지능형 없는말", "C2-05")); /* each of them has to stand there */
}

static void
test_definition_and_checks(Fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  SilsaCatalogue *catalogue = silsa_assessment_get_catalogue(f->assessment);
  const SilsaIndicator *indicator = silsa_catalogue_find_indicator(catalogue, "C2-05");

  g_assert_true(text_finds(f, indicator->definition.ko, "C2-05"));
  g_assert_true(text_finds(f, indicator->definition.en, "C2-05"));
  for (guint i = 0; i < indicator->n_checks; i++) {
    assert_text_finds(f, indicator->checks[i].question.ko, "C2-05");
    g_assert_true(text_finds(f, indicator->checks[i].question.en, "C2-05"));
  }
}

/* No text runs into the next one: "C2-05" ends before the title begins. */
static void
test_borders(Fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  g_assert_false(text_finds(f, "C2-05지능형", "C2-05"));
}

static void
test_what_was_written(Fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  static const char *const fields[] = {
      "reason",
      "internal-note",
      "justify",
      "check-note:C2-05-a",
      "finding:strength:1",
      "finding:shortcoming:2",
      "finding:recommendation:3",
      "claim-summary",
      "claim-document",
  };

  for (gsize i = 0; i < G_N_ELEMENTS(fields); i++) {
    desk_set(f->assessment, "C2-05", fields[i], "수성구 Hwanggeum 교차로");
    assert_text_finds(f, "황금동", "");
    assert_text_finds(f, "수성", "C2-05");
    assert_text_finds(f, "hwangGEUM", "C2-05");
    assert_text_finds(f, "수성 영상분석", "C2-05"); /* one word here, one in the title */
    desk_set(f->assessment, "C2-05", fields[i], NULL);
    assert_text_finds(f, "수성 hwanggeum", "");
  }
  desk_add_evidence(f->assessment, 1, '1', "photo");
  desk_set(f->assessment, "C2-05", "use:1:C2-05-a", "상황실 벽면");
  assert_text_finds(f, "상황실 벽", "C2-05");
  desk_set(f->assessment, "C2-05", "unverifiable", "승강기가 잠김");
  assert_text_finds(f, "잠김", "C2-05");
}

/* Values are no words: a search for a code's digits must not find a claimed 5. */
static void
test_values_are_no_text(Fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  const SilsaIndicator *indicator =
      silsa_catalogue_find_indicator(silsa_assessment_get_catalogue(f->assessment), "C2-05");
  g_autofree char *field = g_strconcat("input:", indicator->inputs[0].id, NULL);

  desk_set(f->assessment, "C2-05", field, "987654");
  assert_text_finds(f, "987654", "");
}

/* --- filters, on the small catalogue --- */

static void
assert_filters_find(Fixture *f, SilsaFilter filters, const char *expected)
{
  silsa_finder_set_filters(f->finder, filters);
  assert_found(f, expected);
}

static void
test_states(Fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  desk_do(f->assessment, "A1-02", "level=1", NULL);
  desk_do(f->assessment, "B1-01", "level=1", NULL); /* no check is required: complete */
  assert_filters_find(f, SILSA_FILTER_UNTOUCHED, "A1-01 A2-01 A2-02 B1-02");
  assert_filters_find(f, SILSA_FILTER_IN_PROGRESS, "A1-02");
  assert_filters_find(f, SILSA_FILTER_OPEN, "A1-01 A1-02 A2-01 A2-02 B1-02");
  desk_do(f->assessment, "A1-02", "flag=1", NULL);
  desk_do(f->assessment, "B1-01", "flag=1", NULL);
  assert_filters_find(f, SILSA_FILTER_FLAGGED, "A1-02 B1-01");
  assert_filters_find(f, SILSA_FILTER_FLAGGED | SILSA_FILTER_OPEN, "A1-02");
  assert_filters_find(f, SILSA_FILTER_FLAGGED | SILSA_FILTER_UNTOUCHED, "");
  assert_filters_find(f, 0, "A1-01 A1-02 A2-01 A2-02 B1-01 B1-02");
}

static void
test_evidence(Fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  desk_add_evidence(f->assessment, 1, '1', "photo");
  desk_add_evidence(f->assessment, 2, '2', "photo");
  assert_filters_find(f, SILSA_FILTER_MISSING_EVIDENCE, "A1-01");
  desk_do(f->assessment, "A1-01", "use:1=", "use:2=", NULL);
  /* Enough photos, but none on the check that is to be settled by one. */
  assert_filters_find(f, SILSA_FILTER_MISSING_EVIDENCE, "A1-01");
  desk_do(f->assessment, "A1-01", "use:2:A1-01-b=", NULL);
  assert_filters_find(f, SILSA_FILTER_MISSING_EVIDENCE, "");
  desk_set(f->assessment, "A1-01", "use:2:A1-01-b", NULL);
  desk_do(f->assessment, "A1-01", "unverifiable=잠김", NULL);
  assert_filters_find(f, SILSA_FILTER_MISSING_EVIDENCE, "");
  assert_filters_find(f, SILSA_FILTER_UNVERIFIABLE, "A1-01");
}

static void
test_contradiction_and_difference(Fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  desk_do(f->assessment, "A1-02", "claim:level=2", NULL);
  desk_do(f->assessment, "A1-02", "level=3", NULL);
  assert_filters_find(f, SILSA_FILTER_CONTRADICTORY, "A1-02");
  assert_filters_find(f, SILSA_FILTER_DIFFERS, "A1-02");
  desk_do(f->assessment, "A1-02", "justify=까닭", NULL);
  assert_filters_find(f, SILSA_FILTER_CONTRADICTORY, "");
  desk_do(f->assessment, "A1-02", "level=2", NULL);
  assert_filters_find(f, SILSA_FILTER_DIFFERS, "");
}

static void
test_item_and_words(Fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  SilsaCatalogue *catalogue = silsa_assessment_get_catalogue(f->assessment);

  silsa_finder_set_item(f->finder, silsa_catalogue_get_item(catalogue, 1));
  g_assert_false(silsa_finder_is_empty(f->finder));
  assert_found(f, "A2-01 A2-02");
  desk_do(f->assessment, "A2-02", "flag=1", NULL);
  desk_do(f->assessment, "B1-01", "flag=1", NULL);
  assert_filters_find(f, SILSA_FILTER_FLAGGED, "A2-02");
  assert_text_finds(f, "밀도", "");
  assert_text_finds(f, "차량", "A2-02");
}

static void
test_on_site(Fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  SilsaCatalogue *catalogue = silsa_assessment_get_catalogue(f->assessment);
  guint n = 0;

  silsa_finder_set_filters(f->finder, SILSA_FILTER_ON_SITE);
  for (guint i = 0; i < silsa_catalogue_get_n_indicators(catalogue); i++) {
    const SilsaIndicator *indicator = silsa_catalogue_get_indicator(catalogue, i);
    gboolean found = silsa_finder_matches(f->finder, silsa_assessment_get_answer(f->assessment, i));

    g_assert_true(found == (indicator->stage == SILSA_STAGE_ON_SITE));
    n += found;
  }
  g_assert_cmpuint(n, >, 0);
  g_assert_cmpuint(n, <, silsa_catalogue_get_n_indicators(catalogue));
}

/* Once for each indicator, but for the ones that were read by a search; and nothing else is found.
 */
static void
test_read_ahead(Fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  guint n = silsa_catalogue_get_n_indicators(silsa_assessment_get_catalogue(f->assessment));
  SilsaAnswer *first = silsa_assessment_find_answer(f->assessment, "A1-01");
  guint read = 0;

  silsa_finder_set_text(f->finder, "A1-01");
  g_assert_true(silsa_finder_matches(f->finder, first));
  while (silsa_finder_read_ahead(f->finder))
    read++;
  g_assert_cmpuint(read, ==, n - 1);
  g_assert_true(silsa_finder_matches(f->finder, first));
  g_assert_false(
      silsa_finder_matches(f->finder, silsa_assessment_find_answer(f->assessment, "A1-02")));
}

int
main(int argc, char **argv)
{
  setlocale(LC_ALL, "");
  g_test_init(&argc, &argv, NULL);

#define ADD(name, other, function)                                                                 \
  g_test_add("/core/finder/" name, Fixture, other, set_up, function, tear_down)
  ADD("nothing-asked", NULL, test_nothing_asked);
  ADD("codes", NULL, test_codes);
  ADD("named", NULL, test_named);
  ADD("syllables-of-titles", NULL, test_syllables_of_titles);
  ADD("blanks-and-case", NULL, test_blanks_and_case);
  ADD("definition-and-checks", NULL, test_definition_and_checks);
  ADD("borders", NULL, test_borders);
  ADD("what-was-written", NULL, test_what_was_written);
  ADD("values-are-no-text", NULL, test_values_are_no_text);
  ADD("on-site", NULL, test_on_site);
  ADD("states", "desk", test_states);
  ADD("evidence", "desk", test_evidence);
  ADD("contradiction-and-difference", "desk", test_contradiction_and_difference);
  ADD("item-and-words", "desk", test_item_and_words);
  ADD("read-ahead", NULL, test_read_ahead);
  return g_test_run();
}
