#pragma once

#include "silsa-store.h"

G_BEGIN_DECLS

/** One place whose value is another in the end. */
typedef struct {
  char *subject, *field;
  char *old_value, *new_value; /* NULL: not there */
  gint64 sequence; /* of the row that wrote the new value */
} SilsaLasting;

/** Finds what differs in the end, given the rows of a journal one by one in their order. What was
 * changed and changed back is not among it, nor is the arrival of evidence, which is no change. */
typedef struct _SilsaDifferences SilsaDifferences;

SilsaDifferences *silsa_differences_new(void) G_GNUC_WARN_UNUSED_RESULT;
void silsa_differences_note(SilsaDifferences *self,
                            gint64 sequence,
                            const char *subject,
                            const char *field,
                            const char *old_value,
                            const char *new_value);
/** In the order in which the new values were written; ends @self. (transfer full) (element-type
 * SilsaLasting) */
GPtrArray *silsa_differences_finish(SilsaDifferences *self) G_GNUC_WARN_UNUSED_RESULT;

/** The same for row @from of the journal and all after it, as far as durable. (transfer full) */
GPtrArray *silsa_store_find_differences(SilsaStore *store,
                                        gint64 from,
                                        GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
