#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** What the central directory says of one entry. */
typedef struct {
  char *name;
  guint16 flags, method;
  guint32 crc, attributes;
  guint8 system; /* that made it: 3 is UNIX */
  guint64 compressed, size;
  guint64 offset; /* of the local header */
  guint64 end; /* of its data */
  gboolean extras; /* a comment, or extra fields beside that of ZIP64: bytes that nobody signs */
} SilsaZipRecord;

void silsa_zip_record_free(SilsaZipRecord *self);

/**
 * Reads the directory of a ZIP file by hand, because libzip accepts entries that overlap and does
 * not tell where they lie. Demands what every container of ours has: no comment and nothing after
 * the end, no split archive, no encryption, plain distinct names (also when case is ignored),
 * regular files, local headers that repeat the directory, and entries that follow each other
 * without gap or overlap from the first byte to the directory. Entries are in the order of their
 * offsets.
 *
 * Errors: CORRUPT with rule "zip-end", "zip-directory", "zip-local", "zip-overlap", "zip-gap",
 * "entry-name", "entry-twice", "entry-mode", "entry-encrypted" or "entry-method", LIMIT with
 * "entries", "entry-bytes" or "package-bytes"; READ. With the entry where there is one.
 * (transfer full) (element-type SilsaZipRecord)
 */
GPtrArray *silsa_zip_directory_read(int fd, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** Whether the file begins as ASiC-E demands: an entry "mimetype", stored, without extra field,
 * whose content from byte 38 is the type of our packages. */
gboolean silsa_zip_begins_as_package(int fd);

G_END_DECLS
