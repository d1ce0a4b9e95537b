#pragma once

#include "silsa-identity.h"
#include "silsa-round-draft.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * The secretary's working file while its window is open. Every change makes another round, is
 * written at once in a thread of its own, whole or not at all, and can be undone as long as the
 * window is open.
 *
 * Properties, notified in the thread that opened it: "round" (SilsaRound), "save-state"
 * (SilsaRoundSave), "save-error" (string, explained, or NULL), "can-undo", "can-redo".
 */
#define SILSA_TYPE_ROUND_DOCUMENT (silsa_round_document_get_type())
G_DECLARE_FINAL_TYPE(SilsaRoundDocument, silsa_round_document, SILSA, ROUND_DOCUMENT, GObject)

typedef enum {
  SILSA_ROUND_SAVE_SAVED,
  SILSA_ROUND_SAVE_SAVING,
  SILSA_ROUND_SAVE_FAILED,
} SilsaRoundSave;

/** Opens a working file in a thread: it is checked against its schema, as is the catalogue that
 * lies beside it. Errors: those of silsa_round_open(); READ_ONLY "round-signed" for a package,
 * which cannot be changed. (transfer full) */
void silsa_round_document_open_async(const char *path,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);
SilsaRoundDocument *silsa_round_document_open_finish(GAsyncResult *result,
                                                     GError **error) G_GNUC_WARN_UNUSED_RESULT;

const char *silsa_round_document_get_path(SilsaRoundDocument *self);
SilsaRound *silsa_round_document_get_round(SilsaRoundDocument *self); /* borrowed */
SilsaCatalogue *silsa_round_document_get_catalogue(SilsaRoundDocument *self); /* borrowed */
SilsaRoundSave silsa_round_document_get_save_state(SilsaRoundDocument *self);
const char *silsa_round_document_get_save_error(SilsaRoundDocument *self);

/** The round to be changed; nothing happens until it is committed. (transfer full) */
SilsaRoundDraft *silsa_round_document_begin(SilsaRoundDocument *self) G_GNUC_WARN_UNUSED_RESULT;
/** Takes a changed draft, if it breaks no rule. The draft stays the caller's. */
gboolean
silsa_round_document_commit(SilsaRoundDocument *self, SilsaRoundDraft *draft, GError **error);

void silsa_round_document_undo(SilsaRoundDocument *self);
void silsa_round_document_redo(SilsaRoundDocument *self);
/** Signs the round as it is now and writes the package that goes to everybody, in a thread;
 * @identity has to live until then. After that the working file is the next version: what was sent
 * out is one. */
void silsa_round_document_sign_async(SilsaRoundDocument *self,
                                     SilsaIdentity *identity,
                                     const char *path,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);
gboolean
silsa_round_document_sign_finish(SilsaRoundDocument *self, GAsyncResult *result, GError **error);

/** Tries to save again what could not be saved. */
void silsa_round_document_save(SilsaRoundDocument *self);

G_END_DECLS
