#pragma once

#include "silsa-preview.h"

G_BEGIN_DECLS

/* How a preview is made, apart from answers and facts. Private to the core. */

/** Where one indicator stands. All borrowed for the call. */
typedef struct {
  gboolean complete, recorded;
  mpq_srcptr points, percent; /* NULL unless recorded or unverifiable */
  mpq_srcptr claim; /* points the claim would earn; NULL: not whole */
  mpq_srcptr most; /* points, the most it can earn */
} SilsaStanding;

/**
 * Reckons in whole steps of the scale's decimals: every score is rounded to them (rule 10 of the
 * catalogue, and how a score is made), so that sums are sums of integers and one key press costs
 * microseconds.
 */
typedef struct _SilsaReckoner SilsaReckoner;

SilsaReckoner *silsa_reckoner_new(SilsaCatalogue *catalogue) G_GNUC_WARN_UNUSED_RESULT;
void silsa_reckoner_free(SilsaReckoner *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(SilsaReckoner, silsa_reckoner_free)

/** Tells where indicator number @n stands now. */
void silsa_reckoner_set(SilsaReckoner *self, guint n, const SilsaStanding *standing);
/** The preview of what was set; every indicator must have been. */
void silsa_reckoner_compute(SilsaReckoner *self, SilsaPreview *preview);

void silsa_preview_init(SilsaPreview *self, SilsaCatalogue *catalogue);
void silsa_preview_clear(SilsaPreview *self);
gboolean silsa_preview_equal(const SilsaPreview *a, const SilsaPreview *b);

G_END_DECLS
