#pragma once

#include "silsa-problems.h"

#include <libxml/tree.h>

G_BEGIN_DECLS

/**
 * Compares a signature document with the closed profile: exactly the elements and attributes of
 * silsa-xades.h, in their order, nothing between them. TRUE when it fits. Else the first thing that
 * does not is noted as "foreign-profile" (refused); what remains to be told of such a signature is
 * told as far as it goes, but it never becomes valid.
 */
gboolean silsa_xades_check_shape(xmlDoc *doc, const char *entry, SilsaProblems *problems);

/** Two elements with one Id: a reference could mean either (signature wrapping). Noted as
 * "duplicate-id" (altered). */
gboolean silsa_xades_check_ids(xmlDoc *doc, const char *entry, SilsaProblems *problems);

G_END_DECLS
