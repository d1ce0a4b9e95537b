#pragma once

#include "silsa-db.h"
#include "silsa-journal.h"

G_BEGIN_DECLS

/** The end of the journal as far as written, and who writes. A plain value: a transaction that
 * fails goes back to the copy taken before it. Strings are borrowed from the case. */
typedef struct {
  const char *actor;
  gint64 next_sequence;
  guint8 hash[SILSA_SHA256_SIZE];
} SilsaLedger;

/** RFC 3339 in UTC with milliseconds. (transfer full) */
char *silsa_ledger_now(void) G_GNUC_WARN_UNUSED_RESULT;

/** Reads the end of the journal; an empty one begins with file id and catalogue digest. */
gboolean silsa_ledger_load(SilsaLedger *self,
                           SilsaDb *db,
                           const char *file_id,
                           const char *catalogue_sha256,
                           GError **error);

/** Writes one row with its values, in a transaction. */
gboolean silsa_ledger_append(SilsaLedger *self,
                             SilsaDb *db,
                             gint64 group,
                             const char *time,
                             const char *act,
                             const SilsaChange *change,
                             GError **error);

/** Writes a row that another file has, as it is, in a transaction; its chain was checked. */
gboolean silsa_ledger_copy_row(SilsaDb *db, const SilsaJournalRow *row, GError **error);

/** Rows with @from <= sequence < @to, at most @limit of them. (element-type SilsaJournalRow)
 * (transfer full) */
GPtrArray *silsa_ledger_read(SilsaDb *db, gint64 from, gint64 to, gint64 limit, GError **error)
    G_GNUC_WARN_UNUSED_RESULT;

/** The changes of one group as an act again. NOT_FOUND "erased" when a value is gone. (transfer
 * full) */
SilsaAct *
silsa_ledger_read_group(SilsaDb *db, gint64 group, GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
