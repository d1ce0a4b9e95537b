#pragma once

#include "silsa-history.h"
#include "silsa-readers.h"
#include "silsa-store.h"
#include "silsa-writer.h"

G_BEGIN_DECLS

/** Shows stored evidence in the assessment, unless it is there already. (transfer full) */
SilsaEvidence *silsa_store_show_evidence(SilsaStore *self,
                                         const SilsaEvidenceFacts *facts) G_GNUC_WARN_UNUSED_RESULT;
/** After @act, which erased @evidence (0: everything), became durable; NULL: nothing was erased.
 * @history (transfer full): what the journal gives then, or NULL: it could not be read. */
void silsa_store_end_erasure(SilsaStore *self,
                             const SilsaAct *act,
                             gint64 evidence,
                             SilsaHistory *history);
SilsaReaders *silsa_store_get_readers(SilsaStore *self);
SilsaWriter *silsa_store_get_writer(SilsaStore *self); /* NULL: read-only or closed */
void silsa_store_set_damaged(SilsaStore *self, gboolean damaged);

G_END_DECLS
