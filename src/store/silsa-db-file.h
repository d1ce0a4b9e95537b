#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * The file below SQLite: what is checked before SQLite sees it, the lock that keeps a second writer
 * out, and how a new file gets its name.
 *
 * One descriptor per file is kept for the whole process and shared, because closing any descriptor
 * of a file drops all POSIX locks that SQLite holds on it, in every connection of the process (the
 * first item of https://sqlite.org/howtocorrupt.html §2.2).
 */
typedef struct _SilsaDbFile SilsaDbFile;

/**
 * Opens @path and checks the head of it. Errors: NOT_FOUND, READ; FOREIGN "not-a-database" or
 * "application-id", CORRUPT "database", "journal-mode" or "format-version", TOO_NEW; for
 * @write also PORTAL, READ_ONLY and BUSY. All with the file.
 */
SilsaDbFile *
silsa_db_file_open(const char *path, gboolean write, GError **error) G_GNUC_WARN_UNUSED_RESULT;
void silsa_db_file_close(SilsaDbFile *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(SilsaDbFile, silsa_db_file_close)
/** Lets another writer in, while the file stays open for reading. */
void silsa_db_file_end_writing(SilsaDbFile *self);

/** TRUE while another process has the file behind @fd for writing. */
gboolean silsa_db_file_is_written(int fd);

/** Absolute, without symbolic links. */
const char *silsa_db_file_get_path(SilsaDbFile *self);
/** What the head said when it was opened. */
guint silsa_db_file_get_format(SilsaDbFile *self);
/** FALSE + STORAGE "file-moved" when another file, or none, stands under the path by now. */
gboolean silsa_db_file_check_place(SilsaDbFile *self, GError **error);

/** Copies the whole file to a new one beside it, flushed: "visit.silsa" to "visit.silsa.format-1".
 * Only while nobody writes. FULL when there is no room; then there is no copy. (transfer full) */
char *
silsa_db_file_copy_aside(SilsaDbFile *self, guint format, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** Refuses (PORTAL) a folder or file on a document-portal mount: SQLite loses its journal there and
 * the file is damaged without a word. */
gboolean silsa_db_file_check_portal(const char *path, GError **error);
/** The same decision, from the text of /proc/self/mountinfo. */
gboolean silsa_db_file_is_portal_device(const char *mountinfo, guint major, guint minor);

/** Flushes @temporary and puts it in the place of the file, which was opened for writing; flushes
 * the folder. FALSE: which of the two stands there after a power cut is open, but one does, whole.
 */
gboolean silsa_db_file_replace(SilsaDbFile *self, const char *temporary, GError **error);

/** FALSE where something stands under @path already (EXISTS), and on a document-portal mount. */
gboolean silsa_db_file_check_new(const char *path, GError **error);
/** An empty file beside @path, under a name that only this process knows. (transfer full) */
char *silsa_db_file_reserve(const char *path, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/** Copies whatever @from holds over @to. FULL, WRITE. */
gboolean silsa_db_file_copy_bytes(const char *from, const char *to, GError **error);

/** Flushes the folder of @path, so that names given and taken there last. */
gboolean silsa_db_file_flush_folder(const char *path, GError **error);

/** Flushes @temporary, gives it the name @path unless something has it already (EXISTS), flushes
 * the folder. On failure @temporary is still there. */
gboolean silsa_db_file_publish(const char *temporary, const char *path, GError **error);

G_END_DECLS
