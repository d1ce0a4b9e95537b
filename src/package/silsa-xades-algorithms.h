#pragma once

#include "silsa-problems.h"

G_BEGIN_DECLS

/** What an algorithm of a signature is worth. */
typedef enum {
  SILSA_STANDING_PROFILE, /* the one that Silsa uses */
  SILSA_STANDING_FOREIGN, /* sound, but not of the profile */
  SILSA_STANDING_WEAK, /* known and not to be relied on */
  SILSA_STANDING_UNKNOWN, /* nothing is known about it */
} SilsaStanding;

typedef struct {
  const char *uri;
  const char *digest; /* as OpenSSL calls it, NULL where it cannot be checked at all */
  const char *key; /* "RSA" or "EC" for signature methods, else NULL */
  SilsaStanding standing;
} SilsaXadesAlgorithm;

/** Looks @uri up and notes what speaks against it: "weak-algorithm" and "foreign-profile" (refused)
 * or "algorithm-unsupported" (indeterminate). NULL: it cannot be checked. */
const SilsaXadesAlgorithm *
silsa_xades_find_digest(const char *uri, const char *where, SilsaProblems *problems);
const SilsaXadesAlgorithm *
silsa_xades_find_method(const char *uri, const char *where, SilsaProblems *problems);

G_END_DECLS
