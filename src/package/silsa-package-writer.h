#pragma once

#include "silsa-container-writer.h"
#include "silsa-export.h"

G_BEGIN_DECLS

/** Who signs. */
typedef struct {
  SilsaIdentity *identity;
  const char *role; /* claimed, or NULL */
  gint64 time; /* claimed, seconds since 1970 */
} SilsaPackageSigning;

/** A package with its first entries: mimetype, payload.xml, catalogue.xml. (transfer full) */
SilsaContainerWriter *silsa_package_writer_begin(GBytes *payload,
                                                 GBytes *catalogue) G_GNUC_WARN_UNUSED_RESULT;

/** What the package will take with manifest and signature, closely. */
guint64 silsa_package_writer_estimate(SilsaContainerWriter *container);

/** Adds the signature over everything before it but mimetype and META-INF as entry @name, made when
 * its turn comes; @signing stays with the caller. */
void silsa_package_writer_add_signature(SilsaContainerWriter *container,
                                        const char *name,
                                        const SilsaPackageSigning *signing);

/**
 * Adds manifest and signature and writes everything to @path by way of a part. After an error
 * nothing of it stands under @path. @result gets size and digest; its revision is the caller's.
 */
gboolean silsa_package_writer_finish(SilsaContainerWriter *container,
                                     const char *path,
                                     const SilsaPackageSigning *signing,
                                     SilsaProgressFunc progress,
                                     gpointer user_data,
                                     GCancellable *cancellable,
                                     SilsaExportResult *result,
                                     GError **error);

G_END_DECLS
