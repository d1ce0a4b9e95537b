#pragma once

#include "silsa-db.h"
#include "silsa-store.h"

G_BEGIN_DECLS

/**
 * Copies the file to the new file @to while work goes on: the copy holds everything that was
 * durable when this was called, and is whole under its name or not there. Saving is never held up
 * for longer than a piece of it takes. Errors: EXISTS, FULL, WRITE, READ, BUSY (another process
 * changes the file again and again), cancelled.
 */
void silsa_store_back_up_async(SilsaStore *self,
                               const char *to,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data);
gboolean silsa_store_back_up_finish(GAsyncResult *result, GError **error);
/** The same for a store that is open for reading, waiting for it. */
gboolean silsa_store_back_up(SilsaStore *self, const char *to, GError **error);

/* The copy under way: for the writer */

typedef struct _SilsaBackup SilsaBackup;

typedef enum { SILSA_BACKUP_FAILED, SILSA_BACKUP_MORE, SILSA_BACKUP_DONE } SilsaBackupStep;

SilsaBackup *silsa_backup_new(const char *to) G_GNUC_WARN_UNUSED_RESULT;
/** Copies a piece from @source, outside of any transaction and in its thread. What is written by
 * @source itself between two pieces is in the copy; after a change by another connection it begins
 * anew. */
SilsaBackupStep silsa_backup_step(SilsaBackup *self, SilsaDb *source, GError **error);
/** Lets go of the source; in its thread. */
void silsa_backup_release(SilsaBackup *self);
/** After DONE and release: flushes the copy and gives it its name. Any thread. */
gboolean silsa_backup_publish(SilsaBackup *self, GError **error);
/** Removes what was not published. */
void silsa_backup_free(SilsaBackup *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(SilsaBackup, silsa_backup_free)

G_END_DECLS
