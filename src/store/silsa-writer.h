#pragma once

#include "silsa-ledger.h"
#include "silsa-readers.h"
#include "silsa-store.h"

G_BEGIN_DECLS

typedef struct _SilsaJob SilsaJob;

/** One thing to write. */
typedef struct {
  /** In the writer's thread, inside a transaction. May be called again after that failed. */
  gboolean (*write)(SilsaJob *self, SilsaDb *db, SilsaLedger *ledger, GError **error);
  /** In the thread of the store, when the job is durable or was given up; or NULL. */
  void (*finish)(SilsaJob *self, SilsaStore *store);
  void (*free)(SilsaJob *self);
  /** Somebody waits for the outcome and holds what is written: after an error he is told and the
   * job is given up. Without it the job is kept and tried again, for what it holds is nowhere else.
   */
  gboolean awaited;
} SilsaJobClass;

struct _SilsaJob {
  const SilsaJobClass *klass;
  gint64 due; /* monotonic time until which it may wait for company, 0: at once */
  guint64 ticket; /* the writer's */
  gboolean settled; /* the writer's, behind its lock */
  GError *error; /* why it was given up */
};

/**
 * The one thread that writes, and its queue. Invariants:
 *
 * (1) jobs are written in the order in which they were pushed;
 * (2) a job leaves the queue only when its transaction is committed, or when it was given up;
 * (3) after a failure nothing but the queue remembers the jobs, and nothing of them is in the file;
 *     but for a commit that failed after the fact (silsa_db_is_unflushed()): its jobs are in the
 *     file, at the head of the queue, and are not written again but flushed. One that somebody
 *     waited for was given up all the same, so asking for it again must do no harm.
 *
 *            push            commit
 *   SAVED ----------> SAVING -------> SAVED
 *                      |  ^
 *                error |  | push, flush, or 2 s
 *                      v  |
 *                     FAILED
 */
typedef struct _SilsaWriter SilsaWriter;

/** What the store's thread should know. */
typedef struct {
  SilsaSaveState state;
  gint64 saved_at; /* real time in µs of the last commit, 0: none */
  GError *error; /* while FAILED */
  GList *finished; /* of SilsaJob with a finish function, in order */
} SilsaWriterNews;

typedef void (*SilsaWakeFunc)(gpointer data);

/** Takes @db over; @wake is called from the writer's thread when there are news. */
SilsaWriter *silsa_writer_new(SilsaDb *db,
                              const SilsaLedger *ledger,
                              SilsaReaders *readers,
                              SilsaWakeFunc wake,
                              gpointer wake_data) G_GNUC_WARN_UNUSED_RESULT;
/** Queues @job (transfer full). */
void silsa_writer_push(SilsaWriter *self, SilsaJob *job);
/** Waits until all that was pushed so far is durable. Error: why a try made after this call failed.
 */
gboolean silsa_writer_flush(SilsaWriter *self, GError **error);
/** Waits until @job, an awaited one, is durable or given up. */
void silsa_writer_wait(SilsaWriter *self, SilsaJob *job);
/** Copies the file for @task (transfer full), whose data is a SilsaBackup, a piece at a time when
 * there is nothing to write. */
void silsa_writer_copy(SilsaWriter *self, GTask *task);
void silsa_writer_take_news(SilsaWriter *self, SilsaWriterNews *news);
void silsa_writer_news_clear(SilsaWriterNews *news);
/** Writes what it still can, ends the thread, closes the connection and frees all. */
void silsa_writer_stop(SilsaWriter *self);

void silsa_job_free(SilsaJob *self);

G_END_DECLS
