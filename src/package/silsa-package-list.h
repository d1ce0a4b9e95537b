#pragma once

#include "silsa-notes.h"
#include "silsa-reading.h"

G_BEGIN_DECLS

/* A folder of packages, as a member of the committee gets it. */

/** One package of the folder and how it was judged; its content is not kept. Without a report and
 * without a problem it has not been verified. */
typedef struct {
  char *path; /* in the folder or in one just below */
  char *name; /* of the file, for a person */
  SilsaReport *report; /* or NULL */
  char *problem; /* why the file could not be read, in a sentence; or NULL */
  SilsaPackageHead *head; /* what it says of itself; only while it has not been verified, or NULL */
  gboolean conflict; /* another package of the list is the same revision with other content */
  gboolean superseded; /* a later revision of the same assessment is in the list */
  guint noted[SILSA_N_MARKS]; /* how much the user noted about it, by mark */
} SilsaListedPackage;

void silsa_listed_package_free(SilsaListedPackage *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(SilsaListedPackage, silsa_listed_package_free)

gboolean silsa_listed_package_is_verified(const SilsaListedPackage *self);

/** Called for each package when it is read or judged, in no order, by any of the threads, one at a
 * time;
 * @package (transfer full). */
typedef void (*SilsaListedFunc)(SilsaListedPackage *package, gpointer user_data);

/** The packages in @folder and in the folders just below, by name. Errors: NOT_FOUND, READ.
 * (element-type filename) (transfer full) */
GPtrArray *silsa_package_list_find(const char *folder, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * What all @paths say of themselves, at once: photos are not read, nothing is verified, and nothing
 * of it is to be shown as if it were. Any thread.
 */
void silsa_package_list_glance(GPtrArray *paths,
                               SilsaListedFunc func,
                               gpointer user_data,
                               GCancellable *cancellable);

/**
 * Verifies all @paths, on as many processors as there are. What cannot be read is told as such.
 * Returns when all are done, or, cancelled, as soon as those that were begun are. @trust is shared
 * by the threads. Any thread.
 */
void silsa_package_list_verify(GPtrArray *paths,
                               const SilsaTrust *trust,
                               SilsaListedFunc func,
                               gpointer user_data,
                               GCancellable *cancellable);

/** Marks conflicts and what is superseded. (element-type SilsaListedPackage) */
void silsa_package_list_mark(GPtrArray *packages);

G_END_DECLS
