#pragma once

#include "silsa-assessment.h"
#include "silsa-shape.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/*
 * What travels in a package instead of a photo. The photo itself is never touched: a package
 * carries a copy without what must not be seen (the place where it was taken, what was hidden by a
 * person) or a smaller one, and names the digests of both. Where nothing can be made that is safe
 * to show, it carries the digest alone.
 */

/** The longest side of a smaller copy. */
#define SILSA_RENDITION_SIZE 2000

/** Values of evidence:N/withheld, a fact of packages only: why the bytes stayed behind. */
#define SILSA_WITHHELD_RESTRICTED "restricted"
#define SILSA_WITHHELD_UNPROTECTED "unprotected" /* what had to be hidden could not be */

/** How the copy of a photo that goes into the package differs from the photo. */
typedef struct {
  gboolean withheld; /* no copy either: only its digest goes */
  guint max_size; /* 0: as large as it is */
  gboolean without_position; /* if it has one: only its bytes can tell */
  GArray *hidden; /* of SilsaShape: those that hide */
} SilsaRendition;

/** What the marks, the shapes on it, the person's wish and the round ask for; NULL: the bytes go as
 * they are. (transfer full) (nullable) */
SilsaRendition *silsa_rendition_new(SilsaAssessment *assessment,
                                    SilsaEvidence *evidence) G_GNUC_WARN_UNUSED_RESULT;
void silsa_rendition_free(SilsaRendition *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(SilsaRendition, silsa_rendition_free)

/** Whether both ask for the same copy. (nullable) */
gboolean silsa_rendition_equal(const SilsaRendition *one, const SilsaRendition *other);

/** About how many bytes it will take (@self may be NULL: the photo itself). */
guint64 silsa_rendition_estimate(const SilsaRendition *self, SilsaEvidence *evidence);

/**
 * Makes the copy that @rendition asks for from @bytes, whose digest is @sha256, in any thread; the
 * same bytes each time. FALSE with an error: it cannot be made. TRUE with @copy NULL: there is
 * nothing to change, and the bytes go as they are.
 */
typedef gboolean (*SilsaRenditionFunc)(const SilsaRendition *rendition,
                                       GBytes *bytes,
                                       const char *sha256,
                                       GBytes **copy,
                                       GCancellable *cancellable,
                                       GError **error);

/** Whether places recorded by cameras go into packages. */
gboolean silsa_rendition_places_go(SilsaAssessment *assessment);
/** A person is to be seen on it and nothing is hidden. */
gboolean silsa_evidence_is_unredacted(SilsaAssessment *assessment, gint64 evidence);
/** The raw fact about a piece of evidence, or NULL. Borrowed. */
const char *
silsa_evidence_get_fact(SilsaAssessment *assessment, gint64 evidence, const char *field);
/** The digest by which a piece of evidence is known: that of the original where a package carries
 * a copy. Borrowed. */
const char *silsa_evidence_get_original(SilsaAssessment *assessment, SilsaEvidence *evidence);

G_END_DECLS
