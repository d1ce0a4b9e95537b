#pragma once

#include "silsa-export.h"
#include "silsa-part-file.h"
#include "silsa-trail-digest.h"

#include <gio/gio.h>
#include <zip.h>

G_BEGIN_DECLS

/**
 * Lets libzip write straight into a part of ours. By itself it would write to a temporary file of
 * its own beside the target, leave that behind when it is killed, and rename it without a flush.
 * Writes are gathered, because libzip hands over 8 KiB at a time and goes back to every local
 * header.
 */
typedef struct {
  SilsaPartFile *file;
  SilsaTrailDigest *trail; /* told what is settled, or NULL */
  guint64 total; /* estimate, for progress */
  SilsaProgressFunc progress;
  gpointer progress_data;
  GCancellable *cancellable;
  GError *error; /* what went wrong, for whoever called zip_close() */

  guint8 *buffer;
  guint64 start; /* of the buffer, in the file */
  gsize used;
  guint64 position; /* of the next write */
  guint64 settled; /* nothing before it will be written again */
  guint64 length; /* of all that was written; the buffer may lie before its end */
  zip_error_t zip_error;
} SilsaZipOutput;

/** @self stays with the caller and must outlive the source. (transfer full) */
zip_source_t *silsa_zip_output_new_source(SilsaZipOutput *self) G_GNUC_WARN_UNUSED_RESULT;
void silsa_zip_output_clear(SilsaZipOutput *self);

G_END_DECLS
