#pragma once

#include <glib.h>
#include <libxml/tree.h>

G_BEGIN_DECLS

/** Whether silsa_canonical_form() knows the canonicalisation @algorithm (a URI). */
gboolean silsa_canonical_knows(const char *algorithm);

/**
 * The canonical form of @node and all below it, by @algorithm: exclusive canonical XML, which Silsa
 * uses, or canonical XML 1.0 or 1.1, which others do. Taken in place, because a copy would lose the
 * namespaces it inherits. NULL: the document has none, because one of its namespaces is called by a
 * relative name. (transfer full)
 */
GBytes *silsa_canonical_form(xmlNode *node, const char *algorithm) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
