#pragma once

#include "silsa-store.h"

G_BEGIN_DECLS

/** What only the file itself and its round can say before a hand-in. Reading the file waits for its
 * writer, and a round may be large, so that a thread does it. */
typedef struct {
  gint64 rows; /* of the journal; -1: not to be read */
  SilsaLastExport last;
  GBytes *round; /* in force when it was read, or NULL: none */
  gboolean round_fits; /* its catalogue is the one of the file */
} SilsaHandInFacts;

void silsa_hand_in_facts_free(SilsaHandInFacts *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(SilsaHandInFacts, silsa_hand_in_facts_free)

/** @before, or NULL: what was read last; a round that is the same is not read again. */
void silsa_hand_in_facts_read_async(SilsaStore *store,
                                    const SilsaHandInFacts *before,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data);
/** Never NULL. (transfer full) */
SilsaHandInFacts *silsa_hand_in_facts_read_finish(GAsyncResult *result) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
