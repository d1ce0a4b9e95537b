#pragma once

#include "silsa-store.h"

G_BEGIN_DECLS

/** What row @from of the journal and all after it changed in the end: one change for each place
 * whose value is another now, in the order in which they were first touched; what was changed and
 * changed back is not among them. As far as durable. (transfer full) */
SilsaAct *silsa_store_find_difference(SilsaStore *store,
                                      gint64 from,
                                      GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
