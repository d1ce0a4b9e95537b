#pragma once

#include "fixture.h"

G_BEGIN_DECLS

/* What happens to the pages of a file on a bad disk. */

#define DAMAGE_PAGE 8192

typedef enum {
  DAMAGE_HEAD, /* of the page */
  DAMAGE_ALL,
  DAMAGE_ZERO,
  DAMAGE_BYTE, /* one bit anywhere */
  DAMAGE_NEXT, /* the page after it stands in its place */
  N_DAMAGES,
} Damage;

extern const char *const damage_names[N_DAMAGES];

/** Changes @page; for DAMAGE_NEXT the next one has to follow. */
void damage_flip(guint8 *page, Damage kind, GRand *random);
/** Something of everything that a file can hold. */
void damage_fill(SilsaStore *store);

G_END_DECLS
