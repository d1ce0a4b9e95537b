#include "silsa-reckoner.h"

#include "silsa-score.h"

/* One indicator. Amounts are whole steps. */
typedef struct {
  gboolean complete, recorded, settled, claimed; /* settled: recorded or unverifiable */
  mpz_t worth; /* points available */
  mpz_t points, claim, most, expected;
  SilsaRational percent;
  SilsaBasis basis;
} Entry;

/* A sum over indicators: an item, a sector or all. Amounts are whole steps. */
typedef struct {
  mpz_t total;
  mpz_t low, expected, high, claim;
  guint complete, recorded, applicable;
  SilsaBasis basis;
} Sum;

/* The mean percent of what is recorded, made only when asked for: most cities never need it. */
typedef struct {
  gboolean known;
  guint n;
  SilsaRational sum; /* of percents */
  mpz_t twice, half, all; /* worth * twice + half, divided by all, is worth * mean / 100 rounded */
} Mean;

struct _SilsaReckoner {
  SilsaCatalogue *catalogue;
  guint n_sectors, n_items, n_indicators;
  mpz_t unit; /* steps in one point */
  Entry *entries;
  Sum *item_sums, *sector_sums, all_sum;
  Mean *item_means, *sector_means, all_mean;
  mpz_t *gaps;
  mpz_t target, distance, reached; /* of the next grade */
};

/* @points are a multiple of a step. */
static void
points_to_steps(mpz_ptr steps, mpq_srcptr points, mpz_srcptr unit)
{
  mpz_mul(steps, mpq_numref(points), unit);
  mpz_divexact(steps, steps, mpq_denref(points));
}

static void
steps_to_points(mpq_ptr points, mpz_srcptr steps, mpz_srcptr unit)
{
  mpz_set(mpq_numref(points), steps);
  mpz_set(mpq_denref(points), unit);
  silsa_rational_reduce(points);
}

/* --- memory --- */

static void
sum_init(Sum *sum, mpq_srcptr total, mpz_srcptr unit)
{
  mpz_inits(sum->total, sum->low, sum->expected, sum->high, sum->claim, NULL);
  points_to_steps(sum->total, total, unit);
}

static void
sum_clear(Sum *sum)
{
  mpz_clears(sum->total, sum->low, sum->expected, sum->high, sum->claim, NULL);
}

static void
mean_init(Mean *mean)
{
  silsa_rational_init(&mean->sum);
  mpz_inits(mean->twice, mean->half, mean->all, NULL);
}

static void
mean_clear(Mean *mean)
{
  silsa_rational_clear(&mean->sum);
  mpz_clears(mean->twice, mean->half, mean->all, NULL);
}

static void
entry_init(Entry *entry, const SilsaIndicator *indicator, mpz_srcptr unit)
{
  mpz_inits(entry->worth, entry->points, entry->claim, entry->most, entry->expected, NULL);
  points_to_steps(entry->worth, indicator->points.q, unit);
  silsa_rational_init(&entry->percent);
}

static void
entry_clear(Entry *entry)
{
  mpz_clears(entry->worth, entry->points, entry->claim, entry->most, entry->expected, NULL);
  silsa_rational_clear(&entry->percent);
}

static void
make_indicators(SilsaReckoner *self)
{
  self->n_indicators = silsa_catalogue_get_n_indicators(self->catalogue);
  self->entries = g_new0(Entry, self->n_indicators);
  self->gaps = g_new0(mpz_t, self->n_indicators);
  for (guint i = 0; i < self->n_indicators; i++) {
    entry_init(&self->entries[i], silsa_catalogue_get_indicator(self->catalogue, i), self->unit);
    mpz_init(self->gaps[i]);
  }
}

static void
make_sums(SilsaReckoner *self)
{
  self->n_items = silsa_catalogue_get_n_items(self->catalogue);
  self->n_sectors = silsa_catalogue_get_n_sectors(self->catalogue);
  self->item_sums = g_new0(Sum, self->n_items);
  self->item_means = g_new0(Mean, self->n_items);
  self->sector_sums = g_new0(Sum, self->n_sectors);
  self->sector_means = g_new0(Mean, self->n_sectors);
  for (guint i = 0; i < self->n_items; i++) {
    sum_init(&self->item_sums[i], silsa_catalogue_get_item(self->catalogue, i)->points.q,
             self->unit);
    mean_init(&self->item_means[i]);
  }
  for (guint i = 0; i < self->n_sectors; i++) {
    sum_init(&self->sector_sums[i], silsa_catalogue_get_sector(self->catalogue, i)->points.q,
             self->unit);
    mean_init(&self->sector_means[i]);
  }
  sum_init(&self->all_sum, silsa_catalogue_get_total(self->catalogue), self->unit);
  mean_init(&self->all_mean);
}

SilsaReckoner *
silsa_reckoner_new(SilsaCatalogue *catalogue)
{
  SilsaReckoner *self = g_new0(SilsaReckoner, 1);

  self->catalogue = g_object_ref(catalogue);
  mpz_inits(self->unit, self->target, self->distance, self->reached, NULL);
  mpz_ui_pow_ui(self->unit, 10, (unsigned long)silsa_catalogue_get_decimals(catalogue));
  make_indicators(self);
  make_sums(self);
  return self;
}

void
silsa_reckoner_free(SilsaReckoner *self)
{
  if (self == NULL)
    return;
  for (guint i = 0; i < self->n_indicators; i++) {
    entry_clear(&self->entries[i]);
    mpz_clear(self->gaps[i]);
  }
  for (guint i = 0; i < self->n_items; i++) {
    sum_clear(&self->item_sums[i]);
    mean_clear(&self->item_means[i]);
  }
  for (guint i = 0; i < self->n_sectors; i++) {
    sum_clear(&self->sector_sums[i]);
    mean_clear(&self->sector_means[i]);
  }
  sum_clear(&self->all_sum);
  mean_clear(&self->all_mean);
  mpz_clears(self->unit, self->target, self->distance, self->reached, NULL);
  g_free(self->entries);
  g_free(self->gaps);
  g_free(self->item_sums);
  g_free(self->item_means);
  g_free(self->sector_sums);
  g_free(self->sector_means);
  g_object_unref(self->catalogue);
  g_free(self);
}

void
silsa_reckoner_set(SilsaReckoner *self, guint n, const SilsaStanding *standing)
{
  Entry *entry = &self->entries[n];

  entry->complete = standing->complete;
  entry->recorded = standing->recorded;
  entry->settled = standing->points != NULL;
  entry->claimed = standing->claim != NULL;
  if (entry->settled) {
    points_to_steps(entry->points, standing->points, self->unit);
    mpq_set(entry->percent.q, standing->percent);
  }
  if (entry->claimed)
    points_to_steps(entry->claim, standing->claim, self->unit);
  points_to_steps(entry->most, standing->most, self->unit);
}

/* --- means --- */

static void
mean_begin(Mean *mean)
{
  mean->known = TRUE;
  mean->n = 0;
  mpq_set_ui(mean->sum.q, 0, 1);
}

/* mean / 100 = sum / (100 n); rounding half up needs it doubled. */
static void
mean_finish(Mean *mean)
{
  mpz_mul_2exp(mean->twice, mpq_numref(mean->sum.q), 1);
  mpz_mul_ui(mean->half, mpq_denref(mean->sum.q), 100UL * mean->n);
  mpz_mul_2exp(mean->all, mean->half, 1);
}

static void
mean_add(Mean *mean, const Mean *part)
{
  mean->n += part->n;
  mpq_add(mean->sum.q, mean->sum.q, part->sum.q);
}

static const Mean *
get_item_mean(SilsaReckoner *self, const SilsaItem *item)
{
  Mean *mean = &self->item_means[item->index];

  if (mean->known)
    return mean;
  mean_begin(mean);
  for (guint i = 0; i < item->n_indicators; i++) {
    const Entry *entry = &self->entries[item->indicators[i].index];

    if (!entry->recorded)
      continue; /* the unverifiable says nothing about the others */
    mean->n++;
    mpq_add(mean->sum.q, mean->sum.q, entry->percent.q);
  }
  mean_finish(mean);
  return mean;
}

static const Mean *
get_sector_mean(SilsaReckoner *self, const SilsaSector *sector)
{
  Mean *mean = &self->sector_means[sector->index];

  if (mean->known)
    return mean;
  mean_begin(mean);
  for (guint i = 0; i < sector->n_items; i++)
    mean_add(mean, get_item_mean(self, &sector->items[i]));
  mean_finish(mean);
  return mean;
}

static const Mean *
get_all_mean(SilsaReckoner *self)
{
  Mean *mean = &self->all_mean;

  if (mean->known)
    return mean;
  mean_begin(mean);
  for (guint i = 0; i < self->n_sectors; i++)
    mean_add(mean, get_sector_mean(self, silsa_catalogue_get_sector(self->catalogue, i)));
  mean_finish(mean);
  return mean;
}

static void
forget_means(SilsaReckoner *self)
{
  for (guint i = 0; i < self->n_items; i++)
    self->item_means[i].known = FALSE;
  for (guint i = 0; i < self->n_sectors; i++)
    self->sector_means[i].known = FALSE;
  self->all_mean.known = FALSE;
}

/* --- what each indicator is expected to earn --- */

/* The nearest ground that has anything recorded; NULL: nothing at all. */
static const Mean *
find_mean(SilsaReckoner *self, const SilsaItem *item, SilsaBasis *basis)
{
  const Mean *mean = get_item_mean(self, item);

  *basis = SILSA_BASIS_ITEM;
  if (mean->n == 0) {
    mean = get_sector_mean(self, item->sector);
    *basis = SILSA_BASIS_SECTOR;
  }
  if (mean->n == 0) {
    mean = get_all_mean(self);
    *basis = SILSA_BASIS_ALL;
  }
  if (mean->n > 0)
    return mean;
  *basis = SILSA_BASIS_NONE;
  return NULL;
}

static void
expect_by_mean(Entry *entry, const Mean *mean)
{
  mpz_mul(entry->expected, entry->worth, mean->twice);
  mpz_add(entry->expected, entry->expected, mean->half);
  mpz_fdiv_q(entry->expected, entry->expected, mean->all);
  /* Where the most is less than all points, the mean of others may be above it. */
  if (mpz_cmp(entry->expected, entry->most) > 0)
    mpz_set(entry->expected, entry->most);
}

static void
expect_indicator(SilsaReckoner *self, guint n)
{
  const SilsaIndicator *indicator = silsa_catalogue_get_indicator(self->catalogue, n);
  Entry *entry = &self->entries[n];
  const Mean *mean;

  entry->basis = SILSA_BASIS_RECORDED;
  if (entry->settled) {
    mpz_set(entry->expected, entry->points);
  } else if (entry->claimed) {
    entry->basis = SILSA_BASIS_CLAIM;
    mpz_set(entry->expected, entry->claim);
  } else if ((mean = find_mean(self, indicator->item, &entry->basis)) != NULL) {
    expect_by_mean(entry, mean);
  } else {
    mpz_set_ui(entry->expected, 0); /* as low: nothing is complete where nothing is recorded */
  }
}

/* --- sums --- */

static void
sum_reset(Sum *sum)
{
  mpz_set_ui(sum->low, 0);
  mpz_set_ui(sum->expected, 0);
  mpz_set_ui(sum->high, 0);
  mpz_set_ui(sum->claim, 0);
  sum->complete = sum->recorded = sum->applicable = 0;
  sum->basis = SILSA_BASIS_RECORDED;
}

static void
sum_add_entry(Sum *sum, const Entry *entry)
{
  if (entry->complete)
    mpz_add(sum->low, sum->low, entry->points);
  mpz_add(sum->expected, sum->expected, entry->expected);
  mpz_add(sum->high, sum->high, entry->settled ? entry->points : entry->most);
  if (entry->claimed)
    mpz_add(sum->claim, sum->claim, entry->claim);
  sum->complete += entry->complete ? 1 : 0;
  sum->recorded += entry->recorded ? 1 : 0;
  sum->applicable++;
  sum->basis = MAX(sum->basis, entry->basis);
}

static void
sum_add(Sum *sum, const Sum *part)
{
  mpz_add(sum->low, sum->low, part->low);
  mpz_add(sum->expected, sum->expected, part->expected);
  mpz_add(sum->high, sum->high, part->high);
  mpz_add(sum->claim, sum->claim, part->claim);
  sum->complete += part->complete;
  sum->recorded += part->recorded;
  sum->applicable += part->applicable;
  sum->basis = MAX(sum->basis, part->basis);
}

static void
percent_of(mpq_ptr percent, mpz_srcptr part, mpz_srcptr total)
{
  mpz_mul_ui(mpq_numref(percent), part, 100);
  mpz_set(mpq_denref(percent), total);
  silsa_rational_reduce(percent);
}

static void
sum_write(const Sum *sum, SilsaBand *band, mpz_srcptr unit)
{
  steps_to_points(band->low.q, sum->low, unit);
  steps_to_points(band->expected.q, sum->expected, unit);
  steps_to_points(band->high.q, sum->high, unit);
  steps_to_points(band->claim.q, sum->claim, unit);
  percent_of(band->low_percent.q, sum->low, sum->total);
  percent_of(band->expected_percent.q, sum->expected, sum->total);
  percent_of(band->high_percent.q, sum->high, sum->total);
  band->complete = sum->complete;
  band->recorded = sum->recorded;
  band->applicable = sum->applicable;
  band->basis = sum->basis;
}

static void
sum_item(SilsaReckoner *self, const SilsaItem *item, SilsaPreview *preview)
{
  Sum *sum = &self->item_sums[item->index];

  sum_reset(sum);
  for (guint i = 0; i < item->n_indicators; i++)
    sum_add_entry(sum, &self->entries[item->indicators[i].index]);
  sum_write(sum, &preview->items[item->index], self->unit);
}

static void
sum_sector(SilsaReckoner *self, const SilsaSector *sector, SilsaPreview *preview)
{
  Sum *sum = &self->sector_sums[sector->index];

  sum_reset(sum);
  for (guint i = 0; i < sector->n_items; i++) {
    sum_item(self, &sector->items[i], preview);
    sum_add(sum, &self->item_sums[sector->items[i].index]);
  }
  sum_write(sum, &preview->sectors[sector->index], self->unit);
}

static void
sum_all(SilsaReckoner *self, SilsaPreview *preview)
{
  sum_reset(&self->all_sum);
  for (guint i = 0; i < self->n_sectors; i++) {
    sum_sector(self, silsa_catalogue_get_sector(self->catalogue, i), preview);
    sum_add(&self->all_sum, &self->sector_sums[i]);
  }
  sum_write(&self->all_sum, &preview->all, self->unit);
}

/* --- the next grade --- */

static const SilsaGrade *
find_better_grade(SilsaCatalogue *catalogue, const SilsaGrade *grade)
{
  guint n = 1;

  while (silsa_catalogue_get_grade(catalogue, n) != grade)
    n++;
  return silsa_catalogue_get_grade(catalogue, n - 1);
}

/* The fewest steps whose percent is not below that of @grade. */
static void
set_target(SilsaReckoner *self, const SilsaGrade *grade)
{
  mpz_mul_ui(self->reached, mpq_denref(grade->min_percent.q), 100);
  mpz_mul(self->target, self->all_sum.total, mpq_numref(grade->min_percent.q));
  mpz_cdiv_q(self->target, self->target, self->reached);
}

/* gap = the most it can earn - expected; 0 where it is complete. Returns whether all of them do. */
static gboolean
measure_gaps(SilsaReckoner *self)
{
  mpz_set_ui(self->reached, 0);
  for (guint i = 0; i < self->n_indicators; i++) {
    const Entry *entry = &self->entries[i];

    if (entry->complete)
      mpz_set_ui(self->gaps[i], 0);
    else
      mpz_sub(self->gaps[i], entry->most, entry->expected);
    mpz_add(self->reached, self->reached, self->gaps[i]);
  }
  return mpz_cmp(self->reached, self->distance) >= 0;
}

/* The largest gap left, the first of equals. */
static guint
find_largest(const SilsaReckoner *self)
{
  guint largest = 0;

  for (guint i = 1; i < self->n_indicators; i++) {
    if (mpz_cmp(self->gaps[i], self->gaps[largest]) > 0)
      largest = i;
  }
  return largest;
}

/* Largest first is also the shortest list. The gaps are known to suffice. */
static void
list_gaps(SilsaReckoner *self, SilsaNext *next)
{
  mpz_set_ui(self->reached, 0);
  while (mpz_cmp(self->reached, self->distance) < 0) {
    guint largest = find_largest(self);

    mpz_add(self->reached, self->reached, self->gaps[largest]);
    next->indicators[next->n_indicators] = silsa_catalogue_get_indicator(self->catalogue, largest);
    steps_to_points(next->gaps[next->n_indicators].q, self->gaps[largest], self->unit);
    mpz_set_ui(self->gaps[largest], 0);
    next->n_indicators++;
  }
}

static void
find_next(SilsaReckoner *self, SilsaPreview *preview)
{
  SilsaNext *next = &preview->next;

  next->grade = NULL;
  next->n_indicators = 0;
  next->reachable = FALSE;
  preview->has_next = preview->expected_grade != silsa_catalogue_get_grade(self->catalogue, 0);
  if (!preview->has_next)
    return;
  next->grade = find_better_grade(self->catalogue, preview->expected_grade);
  set_target(self, next->grade);
  mpz_sub(self->distance, self->target, self->all_sum.expected);
  steps_to_points(next->distance.q, self->distance, self->unit);
  next->reachable = measure_gaps(self);
  if (next->reachable)
    list_gaps(self, next);
}

void
silsa_reckoner_compute(SilsaReckoner *self, SilsaPreview *preview)
{
  forget_means(self);
  for (guint i = 0; i < self->n_indicators; i++) {
    expect_indicator(self, i);
    steps_to_points(preview->expected[i].q, self->entries[i].expected, self->unit);
    preview->bases[i] = self->entries[i].basis;
  }
  sum_all(self, preview);
  preview->low_grade = silsa_score_grade(self->catalogue, preview->all.low.q);
  preview->expected_grade = silsa_score_grade(self->catalogue, preview->all.expected.q);
  preview->high_grade = silsa_score_grade(self->catalogue, preview->all.high.q);
  find_next(self, preview);
}
