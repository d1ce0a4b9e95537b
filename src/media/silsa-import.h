#pragma once

#include "silsa-store.h"

G_BEGIN_DECLS

typedef enum {
  SILSA_IMPORT_ADDED,
  SILSA_IMPORT_KNOWN, /* the same bytes were there already */
  SILSA_IMPORT_REFUSED,
} SilsaImportFate;

/** What became of one file. */
typedef struct {
  const char *name; /* as silsa_intake_list_get_name(); the import keeps it */
  SilsaImportFate fate;
  gint64 id; /* of the evidence, 0: refused */
  char *warning; /* rule why a picture was kept as a document, or NULL */
  GError *error; /* of a refused one */
} SilsaImported;

/** What the files are for. */
typedef struct {
  const char *indicator; /* NULL: they come into the inbox */
  const char *check; /* full code, or NULL */
  const char *caption; /* or NULL */
} SilsaImportTarget;

/**
 * Many files taken in at once, in the background: read and looked at by a few workers, made durable
 * one by one and in order by the store's writer, then used by one act for all of them. Belongs to
 * the thread of the store, and needs its main context.
 *
 * Properties (notified): "done", "total" (guint; total is 0 until the folders are listed).
 * Signal: "imported" (SilsaImported *) for each, in order.
 */
#define SILSA_TYPE_IMPORT (silsa_import_get_type())
G_DECLARE_FINAL_TYPE(SilsaImport, silsa_import, SILSA, IMPORT, GObject)

SilsaImport *silsa_import_new(SilsaStore *store,
                              const SilsaImportTarget *target) G_GNUC_WARN_UNUSED_RESULT;
/**
 * Takes in files, folders and ZIP files of photos; once. When @cancellable is cancelled, what is
 * durable by then stays and is used. @callback is called in any case.
 */
void silsa_import_run_async(SilsaImport *self,
                            const char *const *paths,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data);
/** The same with bytes that came by paste, and a name for them. */
void silsa_import_run_bytes_async(SilsaImport *self,
                                  GBytes *bytes,
                                  const char *name,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
/** FALSE when the act that uses what came in was refused, or the run was cancelled. */
gboolean silsa_import_run_finish(SilsaImport *self, GAsyncResult *result, GError **error);

guint silsa_import_get_done(SilsaImport *self);
guint silsa_import_get_total(SilsaImport *self);
/** All of them so far, in order. (element-type SilsaImported) (transfer none) */
GPtrArray *silsa_import_get_items(SilsaImport *self);
guint silsa_import_count(SilsaImport *self, SilsaImportFate fate);

G_END_DECLS
