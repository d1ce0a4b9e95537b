#pragma once

#include "silsa-store.h"

G_BEGIN_DECLS

/** One change as the journal has it, read only. */
#define SILSA_TYPE_HISTORY_ENTRY (silsa_history_entry_get_type())
G_DECLARE_FINAL_TYPE(SilsaHistoryEntry, silsa_history_entry, SILSA, HISTORY_ENTRY, GObject)

struct _SilsaHistoryEntry {
  GObject parent_instance;

  gint64 sequence;
  char *time; /* RFC 3339 */
  char *act;
  char *subject;
  char *field;
  char *old_value, *new_value; /* NULL: was not there, or erased */
};

/**
 * Reads the journal from row @from on in a thread of its own, as far as it is durable. What the
 * file was made with is left out but for its first row, and so is what goes with another row.
 */
void silsa_history_list_read_async(SilsaStore *store,
                                   gint64 from,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);
/** Entries in the journal's order; @next gets the row to go on from, @last the last package.
 * (element-type SilsaHistoryEntry) (transfer full) */
GPtrArray *silsa_history_list_read_finish(GAsyncResult *result,
                                          gint64 *next,
                                          SilsaLastExport *last,
                                          GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** What differs between row @rows and the end: for each fact its value then and now, where they are
 * not the same; newest last. (transfer full) */
GPtrArray *silsa_history_list_difference(GPtrArray *entries, gint64 rows) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
