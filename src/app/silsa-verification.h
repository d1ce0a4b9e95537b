#pragma once

#include "silsa-progress.h"
#include "silsa-verify.h"

G_BEGIN_DECLS

/** What a package is compared with. All may be NULL. */
typedef struct {
  SilsaRound *round; /* a trusted one */
  const char *own_fingerprint; /* of the user's own certificate, which needs no list */
  gboolean withheld; /* the round does not let its assessors see points and grade */
} SilsaComparison;

/** silsa_package_verify() in a thread. */
void silsa_verification_run(const char *path,
                            const SilsaComparison *comparison,
                            SilsaProgress *progress,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data);
/** (transfer full) */
SilsaReport *silsa_verification_finish(GAsyncResult *result,
                                       GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
