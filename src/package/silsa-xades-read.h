#pragma once

#include "silsa-certificate.h"
#include "silsa-problems.h"

G_BEGIN_DECLS

/** A reference to an entry. */
typedef struct {
  char *name; /* as it stands in the URI; it may be no entry's name */
  const char *digest; /* as OpenSSL calls it, or NULL: cannot be checked */
  GBytes *value;
} SilsaXadesReference;

/** One signature file, read and checked as far as it can be without the entries. */
typedef struct {
  char *entry; /* META-INF/signatures0.xml */
  GPtrArray *references; /* of SilsaXadesReference: entries only */
  X509 *certificate; /* that the signed properties name, or NULL */
  char *role; /* claimed, or NULL */
  char *time_text; /* claimed, as written, or NULL */
  gint64 time; /* the same in seconds since 1970 */
  gboolean has_time;
  gboolean in_profile; /* the shape is ours, so that coverage can be demanded */
  gboolean verified; /* the value fits the certificate, and the properties are signed */
  SilsaProblems problems;
} SilsaXades;

/**
 * Reads a signature: shape, distinct Ids, references, then whether the properties that are shown
 * are those that are signed, whether the certificate is the one they name, and whether the value
 * fits. KeyInfo is nothing but a bag of certificates; no key is ever taken from it by other means,
 * and no reference is ever followed. Never fails: what is wrong stands in problems. (transfer full)
 */
SilsaXades *silsa_xades_read(GBytes *bytes, const char *entry) G_GNUC_WARN_UNUSED_RESULT;
void silsa_xades_free(SilsaXades *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(SilsaXades, silsa_xades_free)

G_END_DECLS
