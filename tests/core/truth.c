#include "truth.h"

#include <string.h>

typedef struct {
  const SilsaIndicator *indicator;
  gboolean recorded, unverifiable, complete, touched;
  gboolean settled, claimed;
  mpq_t points, percent, claim, claim_percent, most, expected;
  gboolean divides;
  SilsaBasis basis;
  guint photos;
  SilsaFate fate;
  GString *missing, *standing;
} Row;

typedef struct {
  SilsaAssessment *assessment;
  SilsaCatalogue *catalogue;
  GHashTable *facts; /* "subject field" -> value */
  guint class_index, n;
  int decimals;
  Row *rows;
} Truth;

/* --- facts --- */

static void
copy_fact(const char *subject, const char *field, const char *value, gpointer data)
{
  g_hash_table_insert(data, g_strdup_printf("%s %s", subject, field), g_strdup(value));
}

static const char *
fact(const Truth *t, const char *subject, const char *prefix, const char *name)
{
  g_autofree char *key = g_strdup_printf("%s %s%s", subject, prefix, name);

  return g_hash_table_lookup(t->facts, key);
}

static const char *
of(const Truth *t, const Row *row, const char *prefix, const char *name)
{
  return fact(t, row->indicator->code, prefix, name);
}

static gboolean
is(const char *value, const char *expected)
{
  return value != NULL && strcmp(value, expected) == 0;
}

static guint
class_of(const Truth *t)
{
  const char *id = fact(t, "city", "class", "");
  guint64 population = silsa_assessment_get_case(t->assessment)->population, best = 0;
  guint found = 0;

  for (guint i = 0; i < silsa_catalogue_get_n_classes(t->catalogue); i++) {
    const SilsaCityClass *class = silsa_catalogue_get_class(t->catalogue, i);

    if (is(id, class->id))
      return i;
    if (id == NULL && class->min_population <= population && class->min_population >= best) {
      best = class->min_population;
      found = i;
    }
  }
  return found;
}

/* --- evidence: "use:3:A1-01-b" --- */

static SilsaEvidence *
evidence_of(const Truth *t, const char *use, char **check)
{
  g_auto(GStrv) parts = g_strsplit(use, ":", 3);
  g_autofree char *subject = g_strdup_printf("evidence:%s", parts[1]);
  GListModel *all = silsa_assessment_get_evidence(t->assessment);

  *check = g_strdup(parts[2]);
  if (fact(t, subject, "removed", "") != NULL)
    return NULL;
  for (guint i = 0; i < g_list_model_get_n_items(all); i++) {
    g_autoptr(SilsaEvidence) evidence = g_list_model_get_item(all, i);
    g_autofree char *id = g_strdup_printf("%" G_GINT64_FORMAT, silsa_evidence_get_id(evidence));

    if (is(id, parts[1]))
      return evidence; /* the list keeps it */
  }
  return NULL;
}

/* Distinct photos on the indicator and its checks, or on check @only. */
static guint
count_photos(const Truth *t, const Row *row, const char *only)
{
  g_autoptr(GHashTable) digests = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  g_autofree char *prefix = g_strdup_printf("%s use:", row->indicator->code);
  GHashTableIter iter;
  gpointer key;

  g_hash_table_iter_init(&iter, t->facts);
  while (g_hash_table_iter_next(&iter, &key, NULL)) {
    g_autofree char *check = NULL;
    SilsaEvidence *evidence;

    if (!g_str_has_prefix(key, prefix))
      continue;
    evidence = evidence_of(t, (const char *)key + strlen(row->indicator->code) + 1, &check);
    if (evidence == NULL || strcmp(silsa_evidence_get_facts(evidence)->kind, "photo") != 0 ||
        (only != NULL && !is(check, only)))
      continue;
    g_hash_table_add(digests, g_strdup(silsa_evidence_get_facts(evidence)->sha256));
  }
  return g_hash_table_size(digests);
}

static gboolean
is_touched(const Truth *t, const Row *row)
{
  g_autofree char *prefix = g_strdup_printf("%s ", row->indicator->code);
  GHashTableIter iter;
  gpointer key;

  g_hash_table_iter_init(&iter, t->facts);
  while (g_hash_table_iter_next(&iter, &key, NULL)) {
    const char *field = (const char *)key + strlen(prefix);
    g_autofree char *check = NULL;

    if (!g_str_has_prefix(key, prefix) || g_str_has_prefix(field, "claim:") ||
        g_str_has_prefix(field, "claim-") || is(field, "flag") || is(field, "internal-note"))
      continue;
    if (g_str_has_prefix(field, "use:") && evidence_of(t, field, &check) == NULL)
      continue;
    return TRUE;
  }
  return FALSE;
}

/* --- what one indicator earns --- */

static gboolean
earn(const Truth *t, const Row *row, const char *prefix, SilsaScore *score)
{
  const SilsaIndicator *indicator = row->indicator;
  g_autofree mpq_t *values = g_new0(mpq_t, indicator->n_inputs + 1);
  g_autofree mpq_srcptr *inputs = g_new0(mpq_srcptr, indicator->n_inputs + 1);
  gboolean whole = TRUE;

  if (indicator->kind == SILSA_KIND_QUALITATIVE) {
    const char *level = of(t, row, is(prefix, "claim:") ? "claim:" : "", "level");

    if (level != NULL)
      silsa_score_from_level(score, indicator, t->decimals, atoi(level));
    return level != NULL;
  }
  for (guint i = 0; i < indicator->n_inputs; i++) {
    const char *text = of(t, row, prefix, indicator->inputs[i].id);

    mpq_init(values[i]);
    inputs[i] = values[i];
    whole = whole && text != NULL && silsa_decimal_parse(text, values[i], NULL);
  }
  if (whole)
    silsa_score_from_inputs(score, indicator, t->class_index, t->decimals, inputs);
  for (guint i = 0; i < indicator->n_inputs; i++)
    mpq_clear(values[i]);
  return whole;
}

static void
settle_row(const Truth *t, Row *row)
{
  g_auto(SilsaScore) score = {0}, claim = {0};

  silsa_score_init(&score);
  silsa_score_init(&claim);
  row->unverifiable = of(t, row, "unverifiable", "") != NULL;
  row->recorded = !row->unverifiable && earn(t, row, "input:", &score);
  row->settled = row->recorded || row->unverifiable;
  row->claimed = earn(t, row, "claim:", &claim);
  row->divides = row->recorded && score.divides_by_zero;
  if (row->recorded) {
    mpq_set(row->points, score.points.q);
    mpq_set(row->percent, score.percent.q);
  }
  if (row->claimed) {
    mpq_set(row->claim, claim.points.q);
    mpq_set(row->claim_percent, claim.percent.q);
  }
  silsa_score_most(row->indicator, t->class_index, t->decimals, row->most);
  row->photos = count_photos(t, row, NULL);
  row->touched = is_touched(t, row);
}

/* --- fate, contradictions, missing --- */

static void
add_code(GString *codes, const char *prefix, const char *code)
{
  g_string_append_printf(codes, "%s%s%s", codes->len > 0 ? " " : "", prefix, code);
}

/* The names under which values and claims stand: inputs, or the level. */
static const char *
value_name(const SilsaIndicator *indicator, guint n)
{
  return indicator->kind == SILSA_KIND_QUALITATIVE ? "level" : indicator->inputs[n].id;
}

static guint
n_values(const SilsaIndicator *indicator)
{
  return indicator->kind == SILSA_KIND_QUALITATIVE ? 1 : indicator->n_inputs;
}

static gboolean
decide_fate(const Truth *t, Row *row)
{
  const char *prefix = row->indicator->kind == SILSA_KIND_QUALITATIVE ? "" : "input:";
  gboolean has_claim = FALSE, differs = FALSE;

  for (guint i = 0; i < n_values(row->indicator); i++) {
    const char *claim = of(t, row, "claim:", value_name(row->indicator, i));
    const char *value = of(t, row, prefix, value_name(row->indicator, i));

    has_claim = has_claim || claim != NULL;
    differs = differs || (claim != NULL && value != NULL && strcmp(claim, value) != 0);
  }
  row->fate = row->unverifiable                     ? SILSA_FATE_UNVERIFIABLE
              : differs                             ? SILSA_FATE_CORRECTED
              : of(t, row, "confirmed", "") != NULL ? SILSA_FATE_CONFIRMED
                                                    : SILSA_FATE_OPEN;
  return has_claim;
}

static guint
count_required(const Truth *t, const Row *row, const char *result)
{
  guint n = 0;

  for (guint i = 0; i < row->indicator->n_checks; i++) {
    const SilsaCheck *check = &row->indicator->checks[i];

    if (check->required && (result == NULL || is(of(t, row, "check:", check->code), result)))
      n++;
  }
  return n;
}

static gboolean
lacks_photo(const Truth *t, const Row *row)
{
  for (guint i = 0; i < row->indicator->n_checks; i++) {
    const SilsaCheck *check = &row->indicator->checks[i];
    const char *result = of(t, row, "check:", check->code);

    if (check->evidence == SILSA_EVIDENCE_PHOTO && (is(result, "yes") || is(result, "partly")) &&
        count_photos(t, row, check->code) == 0)
      return TRUE;
  }
  return FALSE;
}

static gboolean
differs_elsewhere(const Truth *t, const Row *row)
{
  for (guint i = 0; i < row->indicator->n_inputs; i++) {
    const char *own = of(t, row, "input:", row->indicator->inputs[i].id);

    for (guint j = 0; own != NULL && j < t->n; j++) {
      const char *other = of(t, &t->rows[j], "input:", row->indicator->inputs[i].id);

      if (other != NULL && strcmp(own, other) != 0)
        return TRUE;
    }
  }
  return FALSE;
}

static void
find_contradictions(const Truth *t, Row *row)
{
  gboolean zero = mpq_sgn(row->percent) == 0;
  guint required = count_required(t, row, NULL);

  if (row->recorded && mpq_cmp_ui(row->percent, 60, 1) >= 0 && count_required(t, row, "no") > 0)
    add_code(row->standing, "", "required-no");
  if (row->recorded && mpq_cmp_ui(row->percent, 100, 1) == 0 &&
      count_required(t, row, "partly") > 0)
    add_code(row->standing, "", "required-partly");
  if (row->recorded && row->claimed && mpq_cmp(row->percent, row->claim_percent) > 0)
    add_code(row->standing, "", "better-than-claim");
  if (row->recorded && row->photos < row->indicator->expected_photos)
    add_code(row->standing, "", "photos-fewer");
  if (lacks_photo(t, row))
    add_code(row->standing, "", "photo-check");
  if (row->divides)
    add_code(row->standing, "", "divides-by-zero");
  if (row->settled && zero && required > 0 && count_required(t, row, "yes") == required)
    add_code(row->standing, "", "zero-though-yes");
  for (guint i = 0; i < row->indicator->n_inputs; i++) {
    const SilsaInput *input = &row->indicator->inputs[i];
    const char *part = of(t, row, "input:", input->id);
    const char *whole = input->at_most >= 0
                            ? of(t, row, "input:", row->indicator->inputs[input->at_most].id)
                            : NULL;

    /* Few digits in these tests: a double tells them apart. */
    if (part != NULL && whole != NULL && g_ascii_strtod(part, NULL) > g_ascii_strtod(whole, NULL))
      add_code(row->standing, "at-most:", input->id);
  }
  if (differs_elsewhere(t, row))
    add_code(row->standing, "", "fact-differs");
}

static void
find_missing(const Truth *t, Row *row)
{
  gboolean has_claim = decide_fate(t, row);
  g_autofree char *covered =
      g_strdup_printf(" %s ", of(t, row, "justify", "") != NULL && of(t, row, "justify-codes", "")
                                  ? of(t, row, "justify-codes", "")
                                  : "");
  g_auto(GStrv) standing = NULL;

  for (guint i = 0; !row->unverifiable && i < n_values(row->indicator); i++) {
    const char *prefix = row->indicator->kind == SILSA_KIND_QUALITATIVE ? "" : "input:";

    if (of(t, row, prefix, value_name(row->indicator, i)) == NULL)
      add_code(row->missing, prefix, value_name(row->indicator, i));
  }
  for (guint i = 0; i < row->indicator->n_checks; i++) {
    const SilsaCheck *check = &row->indicator->checks[i];

    if (check->required && of(t, row, "check:", check->code) == NULL)
      add_code(row->missing, "check:", check->code);
  }
  if (has_claim && row->fate == SILSA_FATE_OPEN)
    add_code(row->missing, "", "claim");
  if (row->fate == SILSA_FATE_CORRECTED && of(t, row, "reason", "") == NULL)
    add_code(row->missing, "", "reason");
  find_contradictions(t, row);
  standing = g_strsplit(row->standing->str, " ", -1);
  for (guint i = 0; standing[i] != NULL; i++) {
    g_autofree char *word = g_strdup_printf(" %s ", standing[i]);

    if (strstr(covered, word) == NULL)
      add_code(row->missing, "justify:", standing[i]);
  }
  row->complete = row->missing->len == 0;
}

/* --- expected --- */

typedef enum { SCOPE_ITEM, SCOPE_SECTOR, SCOPE_ALL } Scope;

static gboolean
shares(const Row *a, const Row *b, Scope scope)
{
  if (scope == SCOPE_ITEM)
    return a->indicator->item == b->indicator->item;
  return scope == SCOPE_ALL || a->indicator->item->sector == b->indicator->item->sector;
}

static gboolean
mean_of(const Truth *t, const Row *row, Scope scope, mpq_ptr mean)
{
  guint n = 0;
  mpq_t count;

  mpq_set_ui(mean, 0, 1);
  for (guint i = 0; i < t->n; i++) {
    if (!t->rows[i].recorded || !shares(row, &t->rows[i], scope))
      continue;
    mpq_add(mean, mean, t->rows[i].percent);
    n++;
  }
  if (n == 0)
    return FALSE;
  mpq_init(count);
  mpq_set_ui(count, n, 1);
  mpq_div(mean, mean, count);
  mpq_clear(count);
  return TRUE;
}

static void
expect_row(const Truth *t, Row *row)
{
  mpq_t mean, hundredth;

  mpq_inits(mean, hundredth, NULL);
  mpq_set_ui(hundredth, 1, 100);
  if (row->settled) {
    row->basis = SILSA_BASIS_RECORDED;
    mpq_set(row->expected, row->points);
  } else if (row->claimed) {
    row->basis = SILSA_BASIS_CLAIM;
    mpq_set(row->expected, row->claim);
  } else {
    row->basis = mean_of(t, row, SCOPE_ITEM, mean)     ? SILSA_BASIS_ITEM
                 : mean_of(t, row, SCOPE_SECTOR, mean) ? SILSA_BASIS_SECTOR
                 : mean_of(t, row, SCOPE_ALL, mean)    ? SILSA_BASIS_ALL
                                                       : SILSA_BASIS_NONE;
    mpq_mul(row->expected, row->indicator->points.q, mean);
    mpq_mul(row->expected, row->expected, hundredth);
    silsa_rational_round(row->expected, t->decimals);
    if (mpq_cmp(row->expected, row->most) > 0)
      mpq_set(row->expected, row->most);
  }
  mpq_clears(mean, hundredth, NULL);
}

/* --- comparison --- */

static void
assert_same(mpq_srcptr ours, mpq_srcptr theirs)
{
  g_autofree char *a = mpq_get_str(NULL, 10, ours);
  g_autofree char *b = mpq_get_str(NULL, 10, theirs);

  g_assert_cmpstr(a, ==, b);
}

static void
assert_row(const Row *row, SilsaAnswer *answer)
{
  g_autofree char *missing = g_strjoinv(" ", (char **)silsa_answer_get_missing(answer));
  g_autofree char *standing = g_strjoinv(" ", (char **)silsa_answer_get_contradictions(answer));
  SilsaState state = row->complete  ? SILSA_STATE_COMPLETE
                     : row->touched ? SILSA_STATE_IN_PROGRESS
                                    : SILSA_STATE_UNTOUCHED;

  g_assert_cmpstr(missing, ==, row->missing->str);
  g_assert_cmpstr(standing, ==, row->standing->str);
  g_assert_cmpint(silsa_answer_get_state(answer), ==, state);
  g_assert_cmpint(silsa_answer_get_fate(answer), ==, row->fate);
  g_assert_cmpint(silsa_answer_get_recorded(answer), ==, row->recorded);
  g_assert_cmpuint(silsa_answer_get_n_photos(answer), ==, row->photos);
  g_assert_true((silsa_answer_get_score(answer) != NULL) == row->settled);
  g_assert_true((silsa_answer_get_claim_score(answer) != NULL) == row->claimed);
  if (row->settled)
    assert_same(silsa_answer_get_score(answer)->points.q, row->points);
  if (row->claimed)
    assert_same(silsa_answer_get_claim_score(answer)->points.q, row->claim);
  assert_same(silsa_answer_get_most(answer), row->most);
}

typedef struct {
  mpq_t low, expected, high, claim, total;
  guint complete, recorded, applicable;
  SilsaBasis basis;
} Band;

static void
band_make(Band *band, const Truth *t, const SilsaSector *sector, const SilsaItem *item)
{
  *band = (Band){.basis = SILSA_BASIS_RECORDED};
  mpq_inits(band->low, band->expected, band->high, band->claim, band->total, NULL);
  for (guint i = 0; i < t->n; i++) {
    const Row *row = &t->rows[i];

    if ((item != NULL && row->indicator->item != item) ||
        (sector != NULL && row->indicator->item->sector != sector))
      continue;
    if (row->complete)
      mpq_add(band->low, band->low, row->points);
    mpq_add(band->expected, band->expected, row->expected);
    mpq_add(band->high, band->high, row->settled ? row->points : row->most);
    mpq_add(band->claim, band->claim, row->claim);
    mpq_add(band->total, band->total, row->indicator->points.q);
    band->complete += row->complete;
    band->recorded += row->recorded;
    band->applicable++;
    band->basis = MAX(band->basis, row->basis);
  }
}

static void
band_clear(Band *band)
{
  mpq_clears(band->low, band->expected, band->high, band->claim, band->total, NULL);
}

static void
assert_percent(mpq_srcptr percent, mpq_srcptr points, mpq_srcptr total)
{
  mpq_t back;

  mpq_init(back);
  mpq_mul(back, percent, total);
  mpz_mul_ui(mpq_denref(back), mpq_denref(back), 100);
  mpq_canonicalize(back);
  assert_same(back, points);
  mpq_clear(back);
}

static void
assert_band(const SilsaBand *ours, const Band *theirs)
{
  assert_same(ours->low.q, theirs->low);
  assert_same(ours->expected.q, theirs->expected);
  assert_same(ours->high.q, theirs->high);
  assert_same(ours->claim.q, theirs->claim);
  assert_same(ours->total.q, theirs->total);
  assert_percent(ours->low_percent.q, theirs->low, theirs->total);
  assert_percent(ours->expected_percent.q, theirs->expected, theirs->total);
  assert_percent(ours->high_percent.q, theirs->high, theirs->total);
  g_assert_cmpuint(ours->complete, ==, theirs->complete);
  g_assert_cmpuint(ours->recorded, ==, theirs->recorded);
  g_assert_cmpuint(ours->applicable, ==, theirs->applicable);
  g_assert_cmpstr(silsa_basis_to_string(ours->basis), ==, silsa_basis_to_string(theirs->basis));
  g_assert_cmpint(mpq_cmp(ours->low.q, ours->expected.q), <=, 0);
  g_assert_cmpint(mpq_cmp(ours->expected.q, ours->high.q), <=, 0);
}

/* The first grade whose min-percent * total is not above 100 * points. */
static const SilsaGrade *
grade_of(const Truth *t, mpq_srcptr points)
{
  const SilsaGrade *found = NULL;
  mpq_t needed;

  mpq_init(needed);
  for (guint i = 0; found == NULL; i++) {
    const SilsaGrade *grade = silsa_catalogue_get_grade(t->catalogue, i);

    mpq_mul(needed, silsa_catalogue_get_total(t->catalogue), grade->min_percent.q);
    mpz_mul_ui(mpq_denref(needed), mpq_denref(needed), 100);
    mpq_canonicalize(needed);
    if (mpq_cmp(needed, points) <= 0)
      found = grade;
  }
  mpq_clear(needed);
  return found;
}

/* --- the next grade --- */

static int
compare_gaps(gconstpointer a, gconstpointer b, gpointer data)
{
  const Truth *t = data;
  const Row *left = &t->rows[*(const guint *)a], *right = &t->rows[*(const guint *)b];
  mpq_t left_gap, right_gap;
  int order;

  mpq_inits(left_gap, right_gap, NULL);
  mpq_sub(left_gap, left->most, left->expected);
  mpq_sub(right_gap, right->most, right->expected);
  order = mpq_cmp(right_gap, left_gap);
  mpq_clears(left_gap, right_gap, NULL);
  return order != 0 ? order : left->indicator->index < right->indicator->index ? -1 : 1;
}

/* distance reaches the grade, and one step less does not. */
static void
assert_distance(const Truth *t, const SilsaPreview *preview)
{
  mpq_t reached, step;

  mpq_inits(reached, step, NULL);
  mpq_set_ui(step, 1, 1);
  mpz_ui_pow_ui(mpq_denref(step), 10, (unsigned long)t->decimals);
  mpq_add(reached, preview->all.expected.q, preview->next.distance.q);
  g_assert_true(grade_of(t, reached) == preview->next.grade);
  mpq_sub(reached, reached, step);
  g_assert_true(grade_of(t, reached) == preview->expected_grade);
  mpq_clears(reached, step, NULL);
}

/* Take the largest of all gaps, sorted as a whole, until they suffice. */
static void
assert_list(const Truth *t, const SilsaNext *next)
{
  g_autoptr(GArray) order = g_array_new(FALSE, FALSE, sizeof(guint));
  mpq_t sum, gap;
  guint taken = 0;

  mpq_inits(sum, gap, NULL);
  for (guint i = 0; i < t->n; i++) {
    if (!t->rows[i].complete)
      g_array_append_val(order, i);
  }
  g_array_sort_with_data(order, compare_gaps, (gpointer)t);
  while (taken < order->len && mpq_cmp(sum, next->distance.q) < 0) {
    const Row *row = &t->rows[g_array_index(order, guint, taken)];

    mpq_sub(gap, row->most, row->expected);
    mpq_add(sum, sum, gap);
    if (next->reachable) {
      g_assert_cmpuint(taken, <, next->n_indicators);
      g_assert_cmpstr(next->indicators[taken]->code, ==, row->indicator->code);
      assert_same(next->gaps[taken].q, gap);
    }
    taken++;
  }
  g_assert_cmpint(next->reachable, ==, mpq_cmp(sum, next->distance.q) >= 0);
  g_assert_cmpuint(next->n_indicators, ==, next->reachable ? taken : 0);
  mpq_clears(sum, gap, NULL);
}

static void
assert_next(const Truth *t, const SilsaPreview *preview)
{
  const SilsaGrade *now = grade_of(t, preview->all.expected.q);

  g_assert_cmpint(preview->has_next, ==, now->number > 1);
  if (!preview->has_next)
    return;
  g_assert_cmpint(preview->next.grade->number, ==, now->number - 1);
  assert_distance(t, preview);
  assert_list(t, &preview->next);
}

static void
assert_preview(const Truth *t, const SilsaPreview *preview)
{
  Band band;

  for (guint i = 0; i < t->n; i++) {
    assert_same(preview->expected[i].q, t->rows[i].expected);
    g_assert_cmpint(preview->bases[i], ==, t->rows[i].basis);
  }
  for (guint i = 0; i < preview->n_items; i++) {
    band_make(&band, t, NULL, silsa_catalogue_get_item(t->catalogue, i));
    assert_band(&preview->items[i], &band);
    band_clear(&band);
  }
  for (guint i = 0; i < preview->n_sectors; i++) {
    band_make(&band, t, silsa_catalogue_get_sector(t->catalogue, i), NULL);
    assert_band(&preview->sectors[i], &band);
    band_clear(&band);
  }
  band_make(&band, t, NULL, NULL);
  assert_band(&preview->all, &band);
  g_assert_true(preview->low_grade == grade_of(t, band.low));
  g_assert_true(preview->expected_grade == grade_of(t, band.expected));
  g_assert_true(preview->high_grade == grade_of(t, band.high));
  band_clear(&band);
  assert_next(t, preview);
}

void
truth_assert(SilsaAssessment *assessment)
{
  Truth t = {.assessment = assessment, .catalogue = silsa_assessment_get_catalogue(assessment)};

  t.facts = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
  silsa_assessment_foreach_fact(assessment, copy_fact, t.facts);
  t.class_index = class_of(&t);
  t.n = silsa_catalogue_get_n_indicators(t.catalogue);
  t.decimals = silsa_catalogue_get_decimals(t.catalogue);
  t.rows = g_new0(Row, t.n);
  for (guint i = 0; i < t.n; i++) {
    Row *row = &t.rows[i];

    row->indicator = silsa_catalogue_get_indicator(t.catalogue, i);
    mpq_inits(row->points, row->percent, row->claim, row->claim_percent, row->most, row->expected,
              NULL);
    row->missing = g_string_new(NULL);
    row->standing = g_string_new(NULL);
    settle_row(&t, row);
  }
  for (guint i = 0; i < t.n; i++) {
    find_missing(&t, &t.rows[i]);
    expect_row(&t, &t.rows[i]);
    assert_row(&t.rows[i], silsa_assessment_get_answer(assessment, i));
  }
  g_assert_cmpuint(silsa_assessment_get_class_index(assessment), ==, t.class_index);
  assert_preview(&t, silsa_assessment_get_preview(assessment));
  for (guint i = 0; i < t.n; i++) {
    Row *row = &t.rows[i];

    mpq_clears(row->points, row->percent, row->claim, row->claim_percent, row->most, row->expected,
               NULL);
    g_string_free(row->missing, TRUE);
    g_string_free(row->standing, TRUE);
  }
  g_free(t.rows);
  g_hash_table_unref(t.facts);
}
