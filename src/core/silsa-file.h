#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * Reads a regular file whole, but never more than @max_bytes and one. @limit_name is the rule of
 * the error (LIMIT) when there is more, such as "catalogue-bytes". Other errors: NOT_FOUND, READ.
 * All with the file's name. (transfer full)
 */
GBytes *silsa_file_read(const char *path, guint64 max_bytes, const char *limit_name, GError **error)
    G_GNUC_WARN_UNUSED_RESULT;

/** The SHA-256 of @bytes as 64 lower-case hex digits; for catalogues, rounds and other small things
 * (photos are hashed by the store, five times faster). (transfer full) */
char *silsa_bytes_sha256(GBytes *bytes) G_GNUC_WARN_UNUSED_RESULT;

/** TRUE for a path below the folder where the document portal hands files over. */
gboolean silsa_path_is_document(const char *path);

/**
 * A path as its owner knows it, in UTF-8. What a sandboxed program was handed by the document
 * portal has a path that says nothing to anybody: where it lies in truth if the portal tells
 * (user.document-portal.host-path, xdg-desktop-portal 1.17), else its own name. (transfer full)
 */
char *silsa_path_for_people(const char *path) G_GNUC_WARN_UNUSED_RESULT;

/** FALSE and LIMIT with rule @limit_name when @size is above @max_bytes. */
gboolean silsa_size_check(guint64 size, guint64 max_bytes, const char *limit_name, GError **error);

G_END_DECLS
