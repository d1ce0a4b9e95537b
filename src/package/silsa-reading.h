#pragma once

#include "silsa-verify.h"

G_BEGIN_DECLS

/**
 * A package opened to be read, not taken over: what was verified stands as an assessment file of
 * its own in a private folder (silsa-staging.h), so that everything that shows a file shows a
 * package. The bytes shown are the bytes that were judged. Freeing it takes the copy away; close
 * what has it open before.
 */
typedef struct {
  SilsaReport *report; /* always: the verdict comes first */
  char *path; /* of the package */
  char *sha256; /* of the whole package */
  char *copy; /* an assessment file to be opened for reading only; NULL: nothing can be shown */
  guint n_missing; /* pieces of evidence that are not there, or not as the content names them */
  gpointer staging; /* SilsaStaging */
} SilsaReading;

/** Makes a thumbnail of a piece of evidence, for lists; NULL: there is none. */
typedef GBytes *(*SilsaThumbnailFunc)(GBytes *bytes, gpointer user_data);

typedef struct {
  const SilsaTrust *trust;
  SilsaThumbnailFunc make_thumbnail; /* or NULL */
  SilsaProgressFunc progress; /* or NULL */
  gpointer user_data; /* of both */
} SilsaReadingOptions;

/**
 * Verifies @path and makes the copy. A package that is not valid is read as far as it goes, what is
 * altered in it with it; evidence whose bytes have another digest than the content says is left
 * out. Errors: those of silsa_package_verify(), of silsa_staging_new() and of writing the copy. Any
 * thread. (transfer full)
 */
SilsaReading *silsa_reading_open(const char *path,
                                 const SilsaReadingOptions *options,
                                 GCancellable *cancellable,
                                 GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** What a package says of itself, believed for no more than choosing what to look at. */
typedef struct {
  char *id; /* of the assessment */
  char *round; /* or NULL */
  char *city, *assessor;
  guint revision;
  guint64 size; /* of the file */
} SilsaPackageHead;

/** Reads the head of @path quickly, without verifying anything; NULL where there is none.
 * (transfer full) */
SilsaPackageHead *silsa_package_peek(const char *path) G_GNUC_WARN_UNUSED_RESULT;
void silsa_package_head_free(SilsaPackageHead *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(SilsaPackageHead, silsa_package_head_free)

/** The package that this one names as the revision before, if it lies beside it: verified, intact,
 * with its content. NULL where there is none. Any thread. (transfer full) */
SilsaReport *silsa_reading_find_earlier(const SilsaReading *self,
                                        const SilsaTrust *trust,
                                        GCancellable *cancellable) G_GNUC_WARN_UNUSED_RESULT;

/** What is to be known of the package, for paper: name, value, name, value, …, translated.
 * (transfer full) */
GStrv silsa_reading_dup_facts(const SilsaReading *self,
                              SilsaAssessment *assessment) G_GNUC_WARN_UNUSED_RESULT;
/** What was found and what is not checked, in sentences. (transfer full) */
GStrv silsa_report_dup_remarks(const SilsaReport *self) G_GNUC_WARN_UNUSED_RESULT;
void silsa_reading_free(SilsaReading *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(SilsaReading, silsa_reading_free)

G_END_DECLS
