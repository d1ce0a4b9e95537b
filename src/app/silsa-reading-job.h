#pragma once

#include "silsa-notes.h"
#include "silsa-progress.h"
#include "silsa-reading.h"

G_BEGIN_DECLS

/* What opening a package costs is done in a thread: verifying, copying, thumbnails, and looking for
 * the revision before. */

typedef struct {
  SilsaReading *reading;
  SilsaRound *round; /* what it was compared with, or NULL */
  gboolean round_trusted;
  SilsaReport *earlier; /* the revision before it, with its content; or NULL */
  SilsaNotes *notes; /* the user's own; NULL: they cannot be read, and are left alone */
  char *notes_problem; /* then: why, in a sentence */
} SilsaOpenedPackage;

void silsa_opened_package_free(SilsaOpenedPackage *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(SilsaOpenedPackage, silsa_opened_package_free)

/** Whom to trust: the user's round and the secretaries whom she or he confirmed. Any thread but for
 * the first. */
typedef struct {
  char *round_path; /* or NULL */
  GStrv secretaries;
  GPtrArray *certificates; /* and lists of revoked ones, chosen in this session */
  gboolean any_round; /* compare whatever round the package says it is of */
} SilsaReviewTrust;

SilsaReviewTrust *silsa_review_trust_new(GSettings *settings,
                                         const char *round_path) G_GNUC_WARN_UNUSED_RESULT;
void silsa_review_trust_free(SilsaReviewTrust *self);
/** Reads the round. FALSE where there is none to compare with. */
gboolean silsa_review_trust_open_round(const SilsaReviewTrust *self,
                                       SilsaRound **round,
                                       gboolean *trusted,
                                       GError **error);

/** Opens @path; @round_path: the round to compare with, NULL: the user's, where the package is of
 * it. */
void silsa_reading_job_run(const char *path,
                           GSettings *settings,
                           const char *round_path,
                           SilsaProgress *progress,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data);
/** (transfer full) */
SilsaOpenedPackage *silsa_reading_job_finish(GAsyncResult *result,
                                             GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
