#pragma once

#include "silsa-catalogue.h"

G_BEGIN_DECLS

/** How the expected value of a sum came about: the weakest ground any of its indicators stands on.
 * Spoken in JSON as recorded, claim, item, sector, all, none. */
typedef enum {
  SILSA_BASIS_RECORDED,
  SILSA_BASIS_CLAIM,
  SILSA_BASIS_ITEM,
  SILSA_BASIS_SECTOR,
  SILSA_BASIS_ALL,
  SILSA_BASIS_NONE,
} SilsaBasis;

/** A band: always low <= expected <= high. Points rounded as scores are; percent is exact. */
typedef struct {
  SilsaRational low, expected, high; /* points */
  SilsaRational low_percent, expected_percent, high_percent; /* of the points available */
  SilsaRational total; /* points available */
  SilsaRational claim; /* what the claims alone would earn (claims not made count 0) */
  guint complete, recorded, applicable; /* indicators */
  SilsaBasis basis;
} SilsaBand;

typedef struct {
  const SilsaGrade *grade; /* the next better one */
  SilsaRational distance; /* points from expected */
  gboolean reachable;
  guint n_indicators; /* shortest list, largest gap first; 0 when not reachable */
  const SilsaIndicator **indicators;
  SilsaRational *gaps; /* most it can earn - expected */
} SilsaNext;

/** The preview of DESIGN §6. Owned by its assessment and true until the next act. */
typedef struct {
  SilsaBand all;
  guint n_sectors, n_items;
  SilsaBand *sectors; /* in catalogue order */
  SilsaBand *items; /* in catalogue order */
  guint n_indicators;
  SilsaRational
      *expected; /* points of each indicator, in catalogue order, and the ground they stand on */
  SilsaBasis *bases;
  const SilsaGrade *low_grade, *expected_grade, *high_grade; /* secured = low, best = high */
  gboolean has_next;
  SilsaNext next;
} SilsaPreview;

const char *silsa_basis_to_string(SilsaBasis basis);

G_END_DECLS
