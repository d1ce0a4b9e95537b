#include "silsa-side-by-side.h"

#include "silsa-error.h"
#include "silsa-words.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static const char *const words[SILSA_N_SIDES] = {"points", "value", "checks", "findings", "texts"};

const char *
silsa_side_difference_to_string(SilsaSideDifference difference)
{
  int bit = g_bit_nth_lsf(difference, -1);

  g_return_val_if_fail(bit >= 0 && bit < SILSA_N_SIDES, NULL);
  return words[bit];
}

/* --- whether --- */

static gboolean
refuse(GError **error, const char *rule, guint number)
{
  g_autofree char *found = g_strdup_printf("%u", number + 1);

  silsa_error_set(error, SILSA_ERROR_INVALID, rule, "number %s differs from the first", found);
  silsa_error_with_found(error, found);
  return FALSE;
}

gboolean
silsa_side_by_side_check(SilsaAssessment *const *assessments, guint n, GError **error)
{
  const char *catalogue =
      silsa_catalogue_get_sha256(silsa_assessment_get_catalogue(assessments[0]));

  for (guint i = 1; i < n; i++) {
    SilsaCatalogue *other = silsa_assessment_get_catalogue(assessments[i]);

    if (strcmp(silsa_catalogue_get_sha256(other), catalogue) != 0)
      return refuse(error, "other-catalogue", i);
    if (strcmp(silsa_assessment_get_case(assessments[i])->city_name,
               silsa_assessment_get_case(assessments[0])->city_name) != 0)
      return refuse(error, "other-city", i);
  }
  return TRUE;
}

/* --- what differs --- */

static SilsaSideDifference
find_side(const char *field)
{
  static const struct {
    const char *prefix;
    SilsaSideDifference side;
  } sides[] = {
      {"input:", SILSA_SIDE_VALUE},       {"level", SILSA_SIDE_VALUE},
      {"unverifiable", SILSA_SIDE_VALUE}, {"check:", SILSA_SIDE_CHECKS},
      {"finding:", SILSA_SIDE_FINDINGS},  {"reason", SILSA_SIDE_TEXTS},
      {"check-note:", SILSA_SIDE_TEXTS},  {"justify", SILSA_SIDE_TEXTS},
  };

  for (gsize i = 0; i < G_N_ELEMENTS(sides); i++)
    if (g_str_has_prefix(field, sides[i].prefix))
      return sides[i].side;
  return 0; /* claims, flags, and photos, which each assessor numbers for herself or himself */
}

/* One way: what the first says and the other says otherwise, or not at all. */
static SilsaSideDifference
compare_fields(SilsaAnswer *answer, SilsaAnswer *other)
{
  g_autoptr(GPtrArray) fields = silsa_answer_dup_fields(answer);
  SilsaSideDifference found = 0;

  for (guint i = 0; i < fields->len; i++) {
    const char *field = g_ptr_array_index(fields, i);

    if (g_strcmp0(silsa_answer_get(answer, field), silsa_answer_get(other, field)) != 0)
      found |= find_side(field);
  }
  return found;
}

static void
note_points(SilsaSideRow *row, guint n)
{
  g_auto(SilsaRational) least = {0}, most = {0}, points = {0};

  silsa_rational_init(&least);
  silsa_rational_init(&most);
  silsa_rational_init(&points);
  for (guint i = 0; i < n; i++) {
    const SilsaScore *score = silsa_answer_get_score(row->answers[i]);

    if (score != NULL)
      mpq_set(points.q, score->points.q);
    else
      mpq_set_ui(points.q, 0, 1);
    if (i == 0 || mpq_cmp(points.q, least.q) < 0)
      mpq_set(least.q, points.q);
    if (i == 0 || mpq_cmp(points.q, most.q) > 0)
      mpq_set(most.q, points.q);
  }
  mpq_sub(row->range.q, most.q, least.q);
  if (mpq_sgn(row->range.q) != 0)
    row->differences |= SILSA_SIDE_POINTS;
}

/* --- the list --- */

static void
row_free(gpointer data)
{
  SilsaSideRow *row = data;

  silsa_rational_clear(&row->range);
  g_free(row->answers);
  g_free(row);
}

static SilsaSideRow *
new_row(SilsaAssessment *const *assessments, guint n, guint at)
{
  SilsaSideRow *row = g_new0(SilsaSideRow, 1);

  row->answers = g_new0(SilsaAnswer *, n);
  silsa_rational_init(&row->range);
  for (guint i = 0; i < n; i++)
    row->answers[i] = silsa_assessment_get_answer(assessments[i], at);
  row->indicator = silsa_answer_get_indicator(row->answers[0]);
  for (guint i = 1; i < n; i++)
    row->differences |= compare_fields(row->answers[0], row->answers[i]) |
                        compare_fields(row->answers[i], row->answers[0]);
  note_points(row, n);
  return row;
}

static int
compare_rows(gconstpointer a, gconstpointer b)
{
  const SilsaSideRow *left = *(SilsaSideRow *const *)a, *right = *(SilsaSideRow *const *)b;
  int ranges = mpq_cmp(right->range.q, left->range.q);
  guint first = (guint)g_bit_nth_lsf(left->differences, -1);
  guint second = (guint)g_bit_nth_lsf(right->differences, -1);

  if (ranges != 0)
    return ranges;
  if (first != second)
    return first < second ? -1 : 1;
  return (int)left->indicator->index - (int)right->indicator->index;
}

GPtrArray *
silsa_side_by_side_list(SilsaAssessment *const *assessments, guint n)
{
  GPtrArray *rows = g_ptr_array_new_with_free_func(row_free);
  guint indicators = g_list_model_get_n_items(G_LIST_MODEL(assessments[0]));

  for (guint i = 0; i < indicators; i++)
    g_ptr_array_add(rows, new_row(assessments, n, i));
  g_ptr_array_sort(rows, compare_rows);
  return rows;
}

/* --- words --- */

char *
silsa_answer_value_to_text(SilsaAnswer *answer, SilsaLanguage language)
{
  const SilsaIndicator *indicator = silsa_answer_get_indicator(answer);
  const SilsaScore *score = silsa_answer_get_score(answer);
  g_autofree char *number = NULL;

  if (silsa_answer_get_fate(answer) == SILSA_FATE_UNVERIFIABLE)
    return g_strdup(silsa_fate_to_text(SILSA_FATE_UNVERIFIABLE));
  if (indicator->kind == SILSA_KIND_QUALITATIVE)
    return silsa_answer_get_level(answer) >= 0
               ? g_strdup_printf(_("Level %d"), silsa_answer_get_level(answer))
               : g_strdup("–");
  if (score == NULL || !score->has_value)
    return g_strdup("–");
  number = silsa_number_to_text(score->value.q, indicator->unit->decimals);
  return g_strdup_printf("%s %s", number, silsa_text_get(&indicator->unit->title, language));
}

char *
silsa_answer_checks_to_text(SilsaAnswer *answer)
{
  const SilsaIndicator *indicator = silsa_answer_get_indicator(answer);
  GString *out = g_string_new(NULL);

  for (guint i = 0; i < indicator->n_checks; i++) {
    const char *code = indicator->checks[i].code;
    const char *dash = strrchr(code, '-');
    SilsaResult result = silsa_answer_get_result(answer, code);

    if (result != SILSA_RESULT_NONE)
      g_string_append_printf(out, "%s%s %s", out->len > 0 ? " · " : "",
                             dash != NULL ? dash + 1 : code, silsa_result_to_text(result));
  }
  if (out->len == 0)
    g_string_append(out, "–");
  return g_string_free_and_steal(out);
}
