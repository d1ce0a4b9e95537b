#pragma once

#include "silsa-identity.h"

G_BEGIN_DECLS

/** One entry to be signed. */
typedef struct {
  const char *name;
  GBytes *sha256;
} SilsaXadesEntry;

/**
 * Makes META-INF/signatures0.xml in the profile of silsa-xades.h. @role is the claimed role or
 * NULL,
 * @time the claimed time in seconds since 1970. Error: KEY "sign". (transfer full)
 */
GBytes *silsa_xades_sign(SilsaIdentity *identity,
                         const SilsaXadesEntry *entries,
                         guint n_entries,
                         const char *role,
                         gint64 time,
                         GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** About how long that will be, for @n_entries entries. */
guint64 silsa_xades_estimate_size(guint n_entries);

G_END_DECLS
