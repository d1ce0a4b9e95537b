#pragma once

#include "silsa-assessment.h"
#include "silsa-matters.h"
#include "silsa-paper.h"

G_BEGIN_DECLS

/** What is said of the package itself, in words: whoever verified it knows. */
typedef struct {
  const char *verdict; /* a word */
  const char *sentence; /* what it means */
  gboolean valid;
  guint revision;
  const char *catalogue_status; /* in words */
  const char *const *facts; /* name, value, name, value, …: signer, digests; ended by NULL */
  const char *const *remarks; /* sentences: what was found, what is not checked; ended by NULL */
} SilsaSummaryHead;

/**
 * A summary of one package on two pages: city, result and grades, sectors and items, verdict,
 * signature and digests, what could not be verified, and corrections, the largest first, as many as
 * there is room for. In the language of the locale; every number is the one on the screen.
 * (transfer full)
 */
SilsaPaper *silsa_summary_new(SilsaAssessment *assessment,
                              const SilsaSummaryHead *head) G_GNUC_WARN_UNUSED_RESULT;

#define SILSA_SUMMARY_PAGES 2

G_END_DECLS
