#pragma once

#include "silsa-verify.h"

G_BEGIN_DECLS

/* A folder of packages, as a member of the committee gets it. */

/** One package of the folder and how it was judged; its content is not kept. */
typedef struct {
  char *path; /* in the folder or in one just below */
  char *name; /* of the file, for a person */
  SilsaReport *report; /* NULL: the file could not be read */
  char *problem; /* then: why, in a sentence */
  gboolean conflict; /* another package of the list is the same revision with other content */
  gboolean superseded; /* a later revision of the same assessment is in the list */
} SilsaListedPackage;

void silsa_listed_package_free(SilsaListedPackage *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(SilsaListedPackage, silsa_listed_package_free)

/** Called for each package when it is judged, in no order, by any of the threads, one at a time;
 * @package (transfer full). */
typedef void (*SilsaListedFunc)(SilsaListedPackage *package, gpointer user_data);

/** The packages in @folder and in the folders just below, by name. Errors: NOT_FOUND, READ.
 * (element-type filename) (transfer full) */
GPtrArray *silsa_package_list_find(const char *folder, GError **error) G_GNUC_WARN_UNUSED_RESULT;

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
