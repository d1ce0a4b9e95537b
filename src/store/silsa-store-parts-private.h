#pragma once

#include "silsa-jobs.h"
#include "silsa-load.h"
#include "silsa-store-private.h"

G_BEGIN_DECLS

/* A store as the files that it is made of see it: silsa-store.c (what it is, and acts), -open,
 * -steps, -errands, -evidence, -erasure, -journal. But for what says "any thread", all of this
 * belongs to the owner. */

struct _SilsaStore {
  GObject parent_instance;

  GThread *thread; /* the one that opened it */
  char *path;
  SilsaContent content;
  GHashTable *rounds; /* digest -> GBytes: versions that were in force, or are to be */
  SilsaReaders *readers; /* NULL when closed */
  GMutex readers_lock; /* of that, for other threads than the owner's */
  SilsaWriter *writer; /* NULL when read-only or closed */
  GSource *news; /* dispatched when the writer has news */
  GQueue errands; /* of Errand: steps back and forth, and what has to come after them */
  gboolean read_only, damaged;
  gboolean erased; /* something, so that the file is to be compacted */
  guint erasing; /* erasures that are not durable yet */
  SilsaCompaction compaction;
  char *undo_name, *redo_name; /* as notified */

  SilsaSaveState save_state;
  gint64 saved_at;
  char *save_error;
};

/** Whether the calling thread is the owner. */
gboolean silsa_store_is_mine(SilsaStore *self);
/** Without an error READ_ONLY there is a writer. */
gboolean silsa_store_require_writer(SilsaStore *self, GError **error);
/** A reference: the owner may close the store while another thread reads. NULL with an error when
 * it is closed already. Any thread. */
SilsaReaders *silsa_store_require_readers(SilsaStore *self,
                                          GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* News of the writer */

/** What became durable or failed until now, with all that follows from it. */
void silsa_store_take_news(SilsaStore *self);
/** What waits to be performed is not saved. */
void silsa_store_set_save_state(SilsaStore *self, SilsaSaveState state);
/** Gives the writer @job (transfer full). */
void silsa_store_push(SilsaStore *self, SilsaJob *job);

/* Acts */

/** The places that @act changes, as keys of drafts. (transfer full) */
GPtrArray *silsa_store_list_places(const SilsaAct *act) G_GNUC_WARN_UNUSED_RESULT;
/** Keeps of @places those that have a draft. */
void silsa_store_forget_drafts(SilsaStore *self, GPtrArray *places);
/** Queues @act, before it is applied in memory: whoever hears of the change may perform the next
 * act at once. @round: the version that it takes, or NULL. Returns its group. */
gint64
silsa_store_record(SilsaStore *self, const SilsaAct *act, GPtrArray *places, SilsaRound *round);
/** Before the act is applied that takes @round; NULL: it takes none. */
void silsa_store_set_round_bytes(SilsaStore *self, GBytes *round);
/** After what can be undone or redone has changed. */
void silsa_store_notify_history(SilsaStore *self);
/** Calls @task back when everything performed is durable. */
void silsa_store_begin_flush(SilsaStore *self, GTask *task);

/* Closing */

/** Waits for the writer and for those who read. */
void silsa_store_shut(SilsaStore *self);
void silsa_store_compact_if_erased(SilsaStore *self);

/* Steps: silsa-store-steps.c */

/** What a step needs that stands in the file alone: the act of an earlier session, or a version of
 * the round that has not been in force since. Both are durable. */
typedef struct {
  SilsaReaders *readers;
  gint64 group; /* whose act is read, or: */
  char *sha256; /* of the version that is read; NULL: none */
  SilsaAct *act; /* what was found */
  GBytes *round;
} SilsaFetch;

/** Reads it. Any thread. */
gboolean silsa_fetch_run(SilsaFetch *self, GError **error);
void silsa_fetch_free(SilsaFetch *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(SilsaFetch, silsa_fetch_free)

/** The step that undo (@back) or redo would take; NULL with NOT_FOUND or READ_ONLY. */
SilsaStep *silsa_store_get_step(SilsaStore *self, gboolean back, GError **error);
/** NULL: everything that @step needs is here. (transfer full) */
SilsaFetch *silsa_store_find_missing(SilsaStore *self,
                                     const SilsaStep *step,
                                     gboolean back) G_GNUC_WARN_UNUSED_RESULT;
/** Keeps what @fetch has read for @step. */
void silsa_store_take_fetched(SilsaStore *self, SilsaStep *step, SilsaFetch *fetch);
/** Takes a step at once, reading what it needs. @name (out, transfer full): of the act. */
gboolean silsa_store_walk(SilsaStore *self, gboolean back, char **name, GError **error);

/* Errands: silsa-store-errands.c */

typedef enum { SILSA_ERRAND_UNDO, SILSA_ERRAND_REDO, SILSA_ERRAND_FLUSH } SilsaErrandKind;

/** Tells @task (transfer none) when its turn has come and it is done. */
void silsa_store_add_errand(SilsaStore *self, SilsaErrandKind kind, GTask *task);
/** As far as nothing has to be waited for. */
void silsa_store_go_on(SilsaStore *self);
/** All of them, and what is being erased, at once. */
void silsa_store_finish_errands(SilsaStore *self);
/** What is being erased is still there in memory: the next act is checked against what comes of it.
 */
void silsa_store_finish_erasures(SilsaStore *self);

G_END_DECLS
