#pragma once

#include "silsa-evidence-uses.h"

G_BEGIN_DECLS

/** What a photo says of its time and place beside the visit and the other photos: facts for a
 * person to judge, no verdict. */
typedef enum {
  SILSA_PROVENANCE_BEFORE_VISIT = 1 << 0,
  SILSA_PROVENANCE_AFTER_VISIT = 1 << 1,
  SILSA_PROVENANCE_NO_TIME = 1 << 2,
  SILSA_PROVENANCE_NO_PLACE = 1 << 3, /* though most others have one */
  SILSA_PROVENANCE_FAR = 1 << 4, /* from the others */
  SILSA_PROVENANCE_SHARED = 1 << 5, /* used for several indicators */
  SILSA_PROVENANCE_TWIN = 1 << 6, /* another file of the same device shows the same second */
} SilsaProvenanceFlags;

/** What a person should look at once more. */
#define SILSA_PROVENANCE_DOUBTS                                                                    \
  (SILSA_PROVENANCE_BEFORE_VISIT | SILSA_PROVENANCE_AFTER_VISIT | SILSA_PROVENANCE_NO_TIME |       \
   SILSA_PROVENANCE_NO_PLACE | SILSA_PROVENANCE_FAR)
#define SILSA_PROVENANCE_OVERLAPS (SILSA_PROVENANCE_SHARED | SILSA_PROVENANCE_TWIN)

typedef struct {
  SilsaProvenanceFlags flags;
  double distance; /* km from the middle of the others; -1: not known */
  gint64 twin; /* evidence, 0: none */
} SilsaProvenance;

/** Of all photos that were not removed: gint64 * -> SilsaProvenance *. (transfer full) */
GHashTable *silsa_provenance_new(SilsaAssessment *assessment,
                                 SilsaEvidenceUses *uses) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
