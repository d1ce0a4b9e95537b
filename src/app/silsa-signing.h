#pragma once

#include "silsa-export.h"
#include "silsa-progress.h"

G_BEGIN_DECLS

typedef struct {
  SilsaExportResult result;
  char *path;
  char *name; /* on the certificate that signed */
  char *fingerprint; /* its SHA-256 */
} SilsaSigned;
SilsaSigned *silsa_signed_copy(const SilsaSigned *self) G_GNUC_WARN_UNUSED_RESULT;
void silsa_signed_free(SilsaSigned *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(SilsaSigned, silsa_signed_free)

/**
 * Opens a key and writes the signed package, in a thread.
 * @export: stays with the caller, who keeps it until the callback and frees it in the thread of its
 * store.
 * @passphrase: (transfer full), wiped as soon as the key is open.
 */
void silsa_signing_run(SilsaExport *export,
                       const char *path,
                       const char *identity_path,
                       char *passphrase,
                       SilsaProgress *progress,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer user_data);
/** Errors: PASSPHRASE, KEY, READ of the key; those of silsa_export_run(). (transfer full) */
SilsaSigned *silsa_signing_finish(GAsyncResult *result, GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
