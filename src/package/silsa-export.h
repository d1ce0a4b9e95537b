#pragma once

#include "silsa-identity.h"
#include "silsa-rendition.h"
#include "silsa-store.h"

G_BEGIN_DECLS

/** Called in the working thread with bytes done and bytes in all. */
typedef void (*SilsaProgressFunc)(guint64 done, guint64 total, gpointer user_data);

typedef struct {
  const char *role; /* claimed role, or NULL */
  gboolean allow_incomplete; /* else SILSA_ERROR_INCOMPLETE while preflight does not pass */
  gint64 signing_time; /* seconds since 1970 UTC; 0: now */
  SilsaRenditionFunc protect; /* makes what goes instead of a photo; NULL: nobody can, and what
                                 would need it is withheld */
} SilsaExportOptions;

typedef struct {
  guint revision;
  guint64 size;
  char *sha256; /* of the whole package */
  guint n_copies; /* pieces of evidence that went as copies */
  guint n_withheld; /* whose digest went alone */
} SilsaExportResult;
void silsa_export_result_clear(SilsaExportResult *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(SilsaExportResult, silsa_export_result_clear)

/**
 * A hand-in prepared: answers, catalogue and journal range taken from @store as it stands (flushed
 * first), in the store's thread; journal and photos are read while it runs. What must not be seen
 * does not go (silsa-rendition.h): it is made while it runs, before the first byte is written.
 */
typedef struct _SilsaExport SilsaExport;
SilsaExport *silsa_export_prepare(SilsaStore *store,
                                  const SilsaExportOptions *options,
                                  GError **error) G_GNUC_WARN_UNUSED_RESULT;
/** Close estimate of the package in bytes; the journal is read for it. Any thread. */
guint64 silsa_export_get_size(SilsaExport *self);

/**
 * Writes the package: PATH.part beside the target, hashed while written, signed, flushed, renamed,
 * the folder flushed. Any thread. After an error or a cancel nothing stands under @path (an older
 * file there stays). FULL is found before the first byte where possible (4 GiB on FAT32 too).
 */
gboolean silsa_export_run(SilsaExport *self,
                          const char *path,
                          SilsaIdentity *identity,
                          SilsaProgressFunc progress,
                          gpointer user_data,
                          GCancellable *cancellable,
                          SilsaExportResult *result,
                          GError **error);
/** Journals the finished export in the store (its thread). */
gboolean silsa_export_record(SilsaExport *self,
                             SilsaStore *store,
                             const SilsaExportResult *result,
                             GError **error);
/** The same without blocking; to be finished with silsa_store_record_export_finish(). */
void silsa_export_record_async(SilsaExport *self,
                               SilsaStore *store,
                               const SilsaExportResult *result,
                               GAsyncReadyCallback callback,
                               gpointer user_data);
void silsa_export_free(SilsaExport *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(SilsaExport, silsa_export_free)

/** Signs a round: payload.xml = @round's bytes, catalogue.xml, no journal. */
gboolean silsa_export_round(SilsaRound *round,
                            SilsaCatalogue *catalogue,
                            const char *path,
                            SilsaIdentity *identity,
                            const SilsaExportOptions *options,
                            GError **error);

G_END_DECLS
