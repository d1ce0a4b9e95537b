#include "silsa-matters.h"

#include <string.h>

static const char *const words[SILSA_N_MATTERS] = {
    "difference", "corrected", "contradiction", "unverifiable",
    "thin",       "changed",   "flagged",       "open",
};

const char *
silsa_matter_to_string(SilsaMatter matter)
{
  int bit = g_bit_nth_lsf(matter, -1);

  g_return_val_if_fail(bit >= 0 && bit < SILSA_N_MATTERS, NULL);
  return words[bit];
}

SilsaMatter
silsa_matter_from_string(const char *word)
{
  for (guint i = 0; i < SILSA_N_MATTERS; i++)
    if (strcmp(words[i], word) == 0)
      return 1 << i;
  return 0;
}

/* --- why --- */

static gboolean
is_thin(SilsaAnswer *answer)
{
  const SilsaScore *score = silsa_answer_get_score(answer);
  g_autoptr(GArray) uses = silsa_answer_get_uses(answer);

  return score != NULL && mpq_cmp_ui(score->percent.q, SILSA_MATTER_HIGH_PERCENT, 1) >= 0 &&
         (uses->len == 0 ||
          silsa_answer_get_n_photos(answer) < silsa_answer_get_indicator(answer)->expected_photos);
}

static gboolean
has_same(SilsaAnswer *answer, SilsaAnswer *other)
{
  g_autoptr(GPtrArray) fields = silsa_answer_dup_fields(answer);
  g_autoptr(GPtrArray) others = silsa_answer_dup_fields(other);

  if (fields->len != others->len)
    return FALSE;
  for (guint i = 0; i < fields->len; i++) {
    const char *field = g_ptr_array_index(fields, i);

    if (g_strcmp0(silsa_answer_get(answer, field), silsa_answer_get(other, field)) != 0)
      return FALSE;
  }
  return TRUE;
}

static gboolean
is_changed(SilsaAnswer *answer, SilsaAssessment *earlier)
{
  SilsaAnswer *before =
      earlier != NULL ? silsa_assessment_find_answer(earlier, silsa_answer_get_code(answer)) : NULL;

  return earlier != NULL && (before == NULL || !has_same(answer, before));
}

static void
judge(SilsaMatterRow *row, SilsaAssessment *earlier)
{
  SilsaAnswer *answer = row->answer;
  const SilsaScore *score = silsa_answer_get_score(answer);
  const SilsaScore *claim = silsa_answer_get_claim_score(answer);
  SilsaFate fate = silsa_answer_get_fate(answer);
  const struct {
    SilsaMatter matter;
    gboolean is;
  } table[] = {
      {SILSA_MATTER_CORRECTED, fate == SILSA_FATE_CORRECTED},
      {SILSA_MATTER_CONTRADICTION, silsa_answer_get_contradictions(answer)[0] != NULL},
      {SILSA_MATTER_UNVERIFIABLE, fate == SILSA_FATE_UNVERIFIABLE},
      {SILSA_MATTER_THIN, is_thin(answer)},
      {SILSA_MATTER_CHANGED, is_changed(answer, earlier)},
      {SILSA_MATTER_FLAGGED, silsa_answer_get_flagged(answer)},
      {SILSA_MATTER_OPEN, silsa_answer_get_state(answer) != SILSA_STATE_COMPLETE},
  };

  if (score != NULL && claim != NULL)
    mpq_sub(row->difference.q, score->points.q, claim->points.q);
  if (mpq_sgn(row->difference.q) != 0)
    row->matters |= SILSA_MATTER_DIFFERENCE;
  for (gsize i = 0; i < G_N_ELEMENTS(table); i++)
    if (table[i].is)
      row->matters |= table[i].matter;
}

/* --- the list --- */

static void
row_free(gpointer data)
{
  SilsaMatterRow *row = data;

  silsa_rational_clear(&row->difference);
  g_object_unref(row->answer);
  g_free(row);
}

static int
compare_sizes(const SilsaMatterRow *a, const SilsaMatterRow *b)
{
  g_auto(SilsaRational) left = {0}, right = {0};

  silsa_rational_init(&left);
  silsa_rational_init(&right);
  mpq_abs(left.q, a->difference.q);
  mpq_abs(right.q, b->difference.q);
  return mpq_cmp(right.q, left.q);
}

static int
compare_rows(gconstpointer a, gconstpointer b)
{
  const SilsaMatterRow *left = *(SilsaMatterRow *const *)a;
  const SilsaMatterRow *right = *(SilsaMatterRow *const *)b;
  int sizes = compare_sizes(left, right);
  /* The first reason counts; whoever has none comes last. */
  guint first = (guint)g_bit_nth_lsf(left->matters, -1);
  guint second = (guint)g_bit_nth_lsf(right->matters, -1);

  if (sizes != 0)
    return sizes;
  if (first != second)
    return first < second ? -1 : 1;
  return (int)silsa_answer_get_indicator(left->answer)->index -
         (int)silsa_answer_get_indicator(right->answer)->index;
}

GPtrArray *
silsa_matters_list(SilsaAssessment *assessment, SilsaAssessment *earlier)
{
  GPtrArray *rows = g_ptr_array_new_with_free_func(row_free);
  guint n = g_list_model_get_n_items(G_LIST_MODEL(assessment));

  for (guint i = 0; i < n; i++) {
    SilsaMatterRow *row = g_new0(SilsaMatterRow, 1);

    row->answer = g_object_ref(silsa_assessment_get_answer(assessment, i));
    silsa_rational_init(&row->difference);
    judge(row, earlier);
    g_ptr_array_add(rows, row);
  }
  g_ptr_array_sort(rows, compare_rows);
  return rows;
}
