#pragma once

#include "silsa-store.h"

G_BEGIN_DECLS

/** After an act: how many indicators were complete. */
typedef struct {
  gint64 time; /* seconds since 1970; never before the one before */
  guint complete;
} SilsaMoment;

/**
 * How a file came to be what it is: its journal done once more in an assessment of its own, act by
 * act, so that what followed from the facts then is derived by the same code as now. What was
 * erased since counts as far as it is known: that a photo was used, not for what.
 *
 * Counted references. While it reads nobody else may touch it.
 */
typedef struct _SilsaReplay SilsaReplay;

SilsaReplay *silsa_replay_new(void) G_GNUC_WARN_UNUSED_RESULT;
SilsaReplay *silsa_replay_ref(SilsaReplay *self);
void silsa_replay_unref(SilsaReplay *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(SilsaReplay, silsa_replay_unref)

/** Goes on from where it stopped through the journal of @store, always the same one, as far as it
 * is durable, in a thread of its own. An error, also CANCELLED, leaves @self after a whole act. */
void silsa_replay_read_on_async(SilsaReplay *self,
                                SilsaStore *store,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
gboolean silsa_replay_read_on_finish(GAsyncResult *result, GError **error);

/** The first act of a person, those with which the number changed, and the last one. (element-type
 * SilsaMoment) Borrowed until it reads on. */
const GArray *silsa_replay_get_moments(const SilsaReplay *self);
/** As it was after the last act that was read. Borrowed; NULL before it read for the first time. */
SilsaAssessment *silsa_replay_get_assessment(SilsaReplay *self);

G_END_DECLS
