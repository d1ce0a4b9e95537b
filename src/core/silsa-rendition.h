#pragma once

#include "silsa-assessment.h"
#include "silsa-shape.h"

G_BEGIN_DECLS

/** The longest side of a smaller copy. */
#define SILSA_RENDITION_SIZE 2000

/** How the copy of a photo that goes into the package differs from the photo. */
typedef struct {
  guint max_size; /* 0: as large as it is */
  gboolean without_position;
  GArray *hidden; /* of SilsaShape: those that hide */
} SilsaRendition;

/** What the file's marks, the shapes on it, the person's wish and the round ask for; NULL: the
 * photo itself goes, byte for byte. Documents always do. (transfer full) (nullable) */
SilsaRendition *silsa_rendition_new(SilsaAssessment *assessment,
                                    SilsaEvidence *evidence) G_GNUC_WARN_UNUSED_RESULT;
void silsa_rendition_free(SilsaRendition *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(SilsaRendition, silsa_rendition_free)

/** About how many bytes it will take (@self may be NULL: the photo itself). */
guint64 silsa_rendition_estimate(const SilsaRendition *self, SilsaEvidence *evidence);

/** A person is to be seen on it and nothing is hidden. */
gboolean silsa_evidence_is_unredacted(SilsaAssessment *assessment, gint64 evidence);
/** The raw fact about a piece of evidence, or NULL. Borrowed. */
const char *
silsa_evidence_get_fact(SilsaAssessment *assessment, gint64 evidence, const char *field);

G_END_DECLS
