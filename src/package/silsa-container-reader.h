#pragma once

#include "silsa-zip-directory.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * Reads a package that may be hostile: the directory by hand (silsa-zip-directory.h), the content
 * through libzip with its consistency check. Belongs to one thread at a time.
 */
typedef struct _SilsaContainerReader SilsaContainerReader;

/** Opens @path. Errors: NOT_FOUND and READ when the file cannot be read; FOREIGN "package-type"
 * when it is no package, and those of silsa_zip_directory_read(), all with the file. (transfer
 * full) */
SilsaContainerReader *silsa_container_reader_new(const char *path,
                                                 GError **error) G_GNUC_WARN_UNUSED_RESULT;
/** Another reader of the very same file, for another thread; NULL where there can be none.
 * (transfer full) */
SilsaContainerReader *
silsa_container_reader_reopen(SilsaContainerReader *self) G_GNUC_WARN_UNUSED_RESULT;
guint64 silsa_container_reader_get_file_size(SilsaContainerReader *self);
/** The entries in the order of the file. Borrowed. (element-type SilsaZipRecord) */
GPtrArray *silsa_container_reader_get_entries(SilsaContainerReader *self);
const SilsaZipRecord *silsa_container_reader_find(SilsaContainerReader *self, const char *name);

/** Called with each piece of an entry in order. FALSE with an error stops. */
typedef gboolean (*SilsaPieceFunc)(const guint8 *data,
                                   gsize size,
                                   gpointer user_data,
                                   GError **error);

/**
 * Reads an entry from beginning to end, exactly as many bytes as the directory says. @crc_ok tells
 * whether the checksum in the directory fits; the bytes are handed on in any case, because it is
 * the signature that says which of them changed. Errors: CORRUPT "entry-damaged" where no more can
 * be read, "entry-size" where there is more than was said, LIMIT "entry-ratio"; that of @func. With
 * the entry.
 */
gboolean silsa_container_reader_read(SilsaContainerReader *self,
                                     const SilsaZipRecord *entry,
                                     SilsaPieceFunc func,
                                     gpointer user_data,
                                     gboolean *crc_ok,
                                     GError **error);
/** The same for an entry of at most @max_bytes in one piece, whatever its checksum says; more:
 * LIMIT with @limit_name, before anything is read. (transfer full) */
GBytes *silsa_container_reader_read_bytes(SilsaContainerReader *self,
                                          const SilsaZipRecord *entry,
                                          guint64 max_bytes,
                                          const char *limit_name,
                                          GError **error) G_GNUC_WARN_UNUSED_RESULT;
/** The file itself, from beginning to end, as it stands there now. Errors: READ; that of @func. */
gboolean silsa_container_reader_read_file(SilsaContainerReader *self,
                                          SilsaPieceFunc func,
                                          gpointer user_data,
                                          GError **error);
void silsa_container_reader_free(SilsaContainerReader *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(SilsaContainerReader, silsa_container_reader_free)

G_END_DECLS
