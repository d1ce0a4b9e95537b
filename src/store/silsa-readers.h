#pragma once

#include "silsa-db.h"
#include "silsa-db-file.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * The readers of one file and their manners towards its writer. SQLite's rollback journal lets a
 * writer commit only when nobody reads, so a forgotten stream would stop all saving. Hence:
 *
 * (1) whoever reads does so between enter() and leave(), for a short time;
 * (2) while the writer waits or writes, enter() waits;
 * (3) a read that stays open outside of (1) is a lease, which the writer ends before it begins.
 *
 * Also a small pool of read-only connections, because opening one costs more than reading a
 * thumbnail. Any thread. Counted references: streams may outlive their store.
 */
typedef struct _SilsaReaders SilsaReaders;

/** Takes @file over. */
SilsaReaders *silsa_readers_new(SilsaDbFile *file) G_GNUC_WARN_UNUSED_RESULT;
SilsaReaders *silsa_readers_ref(SilsaReaders *self);
void silsa_readers_unref(SilsaReaders *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(SilsaReaders, silsa_readers_unref)

const char *silsa_readers_get_path(SilsaReaders *self);

/** The writer is gone. Another one may come, whom these readers do not know: from now on no lease
 * stays open between two reads. */
void silsa_readers_end_writing(SilsaReaders *self);

void silsa_readers_enter(SilsaReaders *self);
void silsa_readers_leave(SilsaReaders *self);
/** TRUE when a long reader should stop and come again. */
gboolean silsa_readers_are_waited_for(SilsaReaders *self);

/** The writer's side: from begin to end nobody reads in this process. */
void silsa_readers_begin_write(SilsaReaders *self);
void silsa_readers_end_write(SilsaReaders *self);

/** A connection for the calling thread, to be given back. NULL with an error, also when the file is
 * no longer in its place. (transfer full) */
SilsaDb *silsa_readers_borrow(SilsaReaders *self, GError **error) G_GNUC_WARN_UNUSED_RESULT;
void silsa_readers_give_back(SilsaReaders *self, SilsaDb *db);

/** @end is called by the writer's thread, at most once for each open lease, while nobody reads. */
typedef void (*SilsaLeaseFunc)(gpointer data);
void silsa_readers_open_lease(SilsaReaders *self, SilsaLeaseFunc end, gpointer data);
void silsa_readers_close_lease(SilsaReaders *self, gpointer data);
/** FALSE when a lease may stay open after a read. */
gboolean silsa_readers_must_close(SilsaReaders *self);

/** The bytes of one piece of evidence as a stream. NOT_FOUND when there are none. (transfer full)
 */
GInputStream *silsa_evidence_stream_new(SilsaReaders *readers,
                                        gint64 id,
                                        GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** One BLOB found by @sql, which has the parameter :id; NULL without error when there is none.
 * (transfer full) */
GBytes *silsa_readers_read_bytes(SilsaReaders *self, const char *sql, gint64 id, GError **error)
    G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
