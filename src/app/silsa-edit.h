#pragma once

#include "silsa-store.h"

G_BEGIN_DECLS

/**
 * One field while a person types in it. Every key moves the preview and is kept durable as a draft;
 * only leaving the field makes it an act: one journal row, one undo step (DESIGN §7).
 */
typedef struct _SilsaEdit SilsaEdit;

SilsaEdit *
silsa_edit_new(SilsaStore *store, const char *subject, const char *field) G_GNUC_WARN_UNUSED_RESULT;
/** Ends without an act; what was typed is taken back. */
void silsa_edit_free(SilsaEdit *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(SilsaEdit, silsa_edit_free)

/** What stands in the field by now, typed or recorded; NULL: nothing. Borrowed. */
const char *silsa_edit_get_text(SilsaEdit *self);
/** @text as it stands in the field now. FALSE when it is no valid value: the last valid one keeps
 * counting. */
gboolean silsa_edit_update(SilsaEdit *self, const char *text, GError **error);
/** Makes what was typed an act. FALSE when the last text was no valid value: then what stood before
 * stands. */
gboolean silsa_edit_commit(SilsaEdit *self, const char *act, GError **error);

G_END_DECLS
