#pragma once

#include "silsa-round-trust.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* What making a new assessment costs is done in a thread: verifying the round, writing the file. */

typedef struct {
  char *path;
  SilsaRound *round;
  SilsaCatalogue *catalogue;
  SilsaReport *report; /* NULL: the round is not signed */
} SilsaOpenedRound;

void silsa_opened_round_free(SilsaOpenedRound *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(SilsaOpenedRound, silsa_opened_round_free)

/** Opens and verifies @path; @fingerprints: secretaries that the user has confirmed. */
void silsa_new_open_round_async(const char *path,
                                const char *const *fingerprints,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
/** Errors: those of silsa_round_open() and silsa_round_check_signature(). (transfer full) */
SilsaOpenedRound *silsa_new_open_round_finish(GAsyncResult *result,
                                              GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** What the file begins with; all owned. */
typedef struct {
  char *path;
  SilsaCatalogue *catalogue;
  SilsaRound *round; /* or NULL */
  char *signer, *fingerprint; /* of the round, or NULL */
  gboolean confirmed;
  char *city; /* name of the applicant, or of the city */
  guint64 population;
  char *class_id, *class_reason; /* or NULL */
  char *assessor;
} SilsaNewJob;

void silsa_new_job_free(SilsaNewJob *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(SilsaNewJob, silsa_new_job_free)

/** Makes the file and closes it again; the folder is made where it is missing. @job (transfer
 * full). */
void silsa_new_job_run_async(SilsaNewJob *job, GAsyncReadyCallback callback, gpointer user_data);
gboolean silsa_new_job_run_finish(GAsyncResult *result, GError **error);

G_END_DECLS
