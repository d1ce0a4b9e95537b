#include "silsa-reckoner.h"

/* --- memory --- */

static void
band_init(SilsaBand *self)
{
  SilsaRational *all[] = {
      &self->low,
      &self->expected,
      &self->high,
      &self->low_percent,
      &self->expected_percent,
      &self->high_percent,
      &self->total,
      &self->claim,
  };

  for (guint i = 0; i < G_N_ELEMENTS(all); i++)
    silsa_rational_init(all[i]);
}

static void
band_clear(SilsaBand *self)
{
  silsa_rational_clear(&self->low);
  silsa_rational_clear(&self->expected);
  silsa_rational_clear(&self->high);
  silsa_rational_clear(&self->low_percent);
  silsa_rational_clear(&self->expected_percent);
  silsa_rational_clear(&self->high_percent);
  silsa_rational_clear(&self->total);
  silsa_rational_clear(&self->claim);
}

static void
bands_free(SilsaBand *bands, guint n)
{
  for (guint i = 0; i < n; i++)
    band_clear(&bands[i]);
  g_free(bands);
}

static void
rationals_free(SilsaRational *rationals, guint n)
{
  for (guint i = 0; i < n; i++)
    silsa_rational_clear(&rationals[i]);
  g_free(rationals);
}

static SilsaRational *
rationals_new(guint n)
{
  SilsaRational *rationals = g_new0(SilsaRational, n);

  for (guint i = 0; i < n; i++)
    silsa_rational_init(&rationals[i]);
  return rationals;
}

void
silsa_preview_init(SilsaPreview *self, SilsaCatalogue *catalogue)
{
  *self = (SilsaPreview){0};
  self->n_sectors = silsa_catalogue_get_n_sectors(catalogue);
  self->n_items = silsa_catalogue_get_n_items(catalogue);
  self->n_indicators = silsa_catalogue_get_n_indicators(catalogue);
  self->sectors = g_new0(SilsaBand, self->n_sectors);
  self->items = g_new0(SilsaBand, self->n_items);
  self->expected = rationals_new(self->n_indicators);
  self->bases = g_new0(SilsaBasis, self->n_indicators);
  self->next.indicators = g_new0(const SilsaIndicator *, self->n_indicators);
  self->next.gaps = rationals_new(self->n_indicators);
  silsa_rational_init(&self->next.distance);
  band_init(&self->all);
  mpq_set(self->all.total.q, silsa_catalogue_get_total(catalogue));
  for (guint i = 0; i < self->n_sectors; i++) {
    band_init(&self->sectors[i]);
    mpq_set(self->sectors[i].total.q, silsa_catalogue_get_sector(catalogue, i)->points.q);
  }
  for (guint i = 0; i < self->n_items; i++) {
    band_init(&self->items[i]);
    mpq_set(self->items[i].total.q, silsa_catalogue_get_item(catalogue, i)->points.q);
  }
}

void
silsa_preview_clear(SilsaPreview *self)
{
  band_clear(&self->all);
  bands_free(self->sectors, self->n_sectors);
  bands_free(self->items, self->n_items);
  rationals_free(self->expected, self->n_indicators);
  rationals_free(self->next.gaps, self->n_indicators);
  silsa_rational_clear(&self->next.distance);
  g_free(self->next.indicators);
  g_free(self->bases);
  *self = (SilsaPreview){0};
}

/* --- comparison --- */

static gboolean
band_equal(const SilsaBand *a, const SilsaBand *b)
{
  return a->complete == b->complete && a->recorded == b->recorded && a->basis == b->basis &&
         mpq_equal(a->low.q, b->low.q) && mpq_equal(a->expected.q, b->expected.q) &&
         mpq_equal(a->high.q, b->high.q) && mpq_equal(a->claim.q, b->claim.q);
}

static gboolean
next_equal(const SilsaNext *a, const SilsaNext *b)
{
  if (a->grade != b->grade || a->reachable != b->reachable || a->n_indicators != b->n_indicators ||
      !mpq_equal(a->distance.q, b->distance.q))
    return FALSE;
  for (guint i = 0; i < a->n_indicators; i++) {
    if (a->indicators[i] != b->indicators[i] || !mpq_equal(a->gaps[i].q, b->gaps[i].q))
      return FALSE;
  }
  return TRUE;
}

/* Two previews of one catalogue: what follows from the bands is not compared again. */
gboolean
silsa_preview_equal(const SilsaPreview *a, const SilsaPreview *b)
{
  if (!band_equal(&a->all, &b->all) || a->has_next != b->has_next ||
      (a->has_next && !next_equal(&a->next, &b->next)))
    return FALSE;
  for (guint i = 0; i < a->n_sectors; i++) {
    if (!band_equal(&a->sectors[i], &b->sectors[i]))
      return FALSE;
  }
  for (guint i = 0; i < a->n_items; i++) {
    if (!band_equal(&a->items[i], &b->items[i]))
      return FALSE;
  }
  for (guint i = 0; i < a->n_indicators; i++) {
    if (a->bases[i] != b->bases[i] || !mpq_equal(a->expected[i].q, b->expected[i].q))
      return FALSE;
  }
  return TRUE;
}

const char *
silsa_basis_to_string(SilsaBasis basis)
{
  static const char *const names[] = {"recorded", "claim", "item", "sector", "all", "none"};

  return names[basis];
}
