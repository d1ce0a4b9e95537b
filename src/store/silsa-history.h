#pragma once

#include "silsa-db.h"
#include "silsa-store.h"

G_BEGIN_DECLS

/**
 * What can be undone and redone. Derived from the journal's groups, so it survives reopening: an
 * act goes onto the undo stack and empties the redo stack; a group of "undo" moves the top of the
 * undo stack to the redo stack; a group of "redo" moves it back. What the file was made with, the
 * arrival of evidence and its erasure are no steps, and what erased evidence was used for is in
 * none.
 */
typedef struct _SilsaHistory SilsaHistory;

typedef struct {
  gint64 group;
  char *name; /* of the act */
  SilsaAct *act; /* NULL: still only in the journal */
} SilsaStep;

SilsaHistory *silsa_history_new(void) G_GNUC_WARN_UNUSED_RESULT;
void silsa_history_free(SilsaHistory *self);
/** Any thread. */
gboolean silsa_history_load(SilsaHistory *self, SilsaDb *db, GError **error);
/** The number for the next group. */
gint64 silsa_history_take_group(SilsaHistory *self);

/** Groups that @other gave away are not given away again. */
void silsa_history_count_on(SilsaHistory *self, const SilsaHistory *other);

void silsa_history_add(SilsaHistory *self, gint64 group, const SilsaAct *act);
/** Nothing can be undone or redone any more; groups are counted on. */
void silsa_history_forget(SilsaHistory *self);
/** The step on top, or NULL. Borrowed until the next change. */
SilsaStep *silsa_history_get_undo(SilsaHistory *self);
SilsaStep *silsa_history_get_redo(SilsaHistory *self);
void silsa_history_move_undo(SilsaHistory *self);
void silsa_history_move_redo(SilsaHistory *self);

G_END_DECLS
