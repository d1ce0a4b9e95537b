#pragma once

#include "silsa-hand-in-facts.h"

G_BEGIN_DECLS

/* What is looked at before a hand-in, in the order in which it is shown. */
typedef enum {
  SILSA_HAND_IN_STOPS, /* nothing can be signed */
  SILSA_HAND_IN_OPEN, /* not complete: only a second confirmation goes past it */
  SILSA_HAND_IN_NOTICE, /* to be looked at */
  SILSA_HAND_IN_PASSED,
} SilsaHandInKind;

/** How far the check of the file itself has come (silsa_store_check_async()). */
typedef enum { SILSA_FILE_UNKNOWN, SILSA_FILE_SOUND, SILSA_FILE_DAMAGED } SilsaFileCheck;

/** Instead of an indicator: the photos with persons on which nothing is hidden. */
#define SILSA_HAND_IN_UNREDACTED "photos/unredacted"

typedef struct {
  SilsaHandInKind kind;
  const char *icon;
  char *title; /* one sentence, translated */
  char *subtitle; /* or NULL */
  char *code; /* the indicator to go to, SILSA_HAND_IN_UNREDACTED, or NULL */
  const char *link; /* words of the button that goes there */
  gboolean about_places; /* the rule about places of photos: a notice until it has been read once */
} SilsaHandInRow;

/* What will be in the package */
typedef struct {
  guint n_photos, n_documents;
  guint64 photo_bytes, document_bytes;
  guint64 other_bytes; /* catalogue and round; the answers are small beside them */
} SilsaHandInSize;
void silsa_hand_in_measure(SilsaAssessment *assessment, SilsaHandInSize *size);

/** Rows sorted by kind; @size: as it was measured; @places_told: the user has read of places of
 * photos before. (transfer full) (element-type SilsaHandInRow) */
GPtrArray *silsa_hand_in_check(SilsaStore *store,
                               const SilsaHandInFacts *facts,
                               SilsaFileCheck file,
                               const char *file_problem,
                               const SilsaHandInSize *size,
                               gboolean places_told) G_GNUC_WARN_UNUSED_RESULT;
guint silsa_hand_in_count(GPtrArray *rows, SilsaHandInKind kind);

G_END_DECLS
