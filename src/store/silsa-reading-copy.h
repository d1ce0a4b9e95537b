#pragma once

#include "silsa-store.h"

G_BEGIN_DECLS

/**
 * What something that is no assessment file tells: a package. Written down as a file, it is read
 * with everything that reads a file. It is not the assessor's: no drafts, no exports, no round, and
 * only what is public.
 */
typedef struct {
  SilsaAssessment *assessment; /* its facts, and what is known of evidence */
  GPtrArray *rows; /* of SilsaJournalRow, as far as their chain was checked; or NULL */
  const char *round_title; /* or NULL */

  /** The bytes of one piece of evidence, which were compared with its digest, and a @thumbnail or
   * NULL. NULL without an error: there are none, and it is read without them. */
  GBytes *(*read_evidence)(SilsaEvidence *evidence,
                           GBytes **thumbnail,
                           gpointer user_data,
                           GError **error);
  gpointer user_data;
} SilsaReadingCopy;

/** Makes @path, which is nobody's yet and never stands half made under its name for long: the
 * folder is private, and a file that is not whole is removed. Any thread. Errors: EXISTS, FULL,
 * STORAGE, and that of @read_evidence. */
gboolean silsa_reading_copy_write(const SilsaReadingCopy *self, const char *path, GError **error);

G_END_DECLS
