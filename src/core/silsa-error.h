#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** One domain for everything below the interface. A code exists because some caller acts on it. */
typedef enum {
  SILSA_ERROR_INVALID, /* what a person or a file says breaks a rule (see the rule fact) */
  SILSA_ERROR_CORRUPT, /* the file is not what it claims to be */
  SILSA_ERROR_FOREIGN, /* the file is not one of ours */
  SILSA_ERROR_TOO_NEW, /* a later Silsa wrote it: refused, left untouched */
  SILSA_ERROR_LIMIT, /* larger, deeper or more numerous than any honest input */
  SILSA_ERROR_UNSUPPORTED, /* understood, but not something this version can do */
  SILSA_ERROR_NOT_FOUND, /* no such file, indicator, input, check or evidence */
  SILSA_ERROR_EXISTS, /* the target is there already and is not overwritten */
  SILSA_ERROR_READ, /* a file could not be opened or read */
  SILSA_ERROR_WRITE, /* a file could not be written; nothing stands under its name */
  SILSA_ERROR_STORAGE, /* SQLite or the disk refused; nothing was changed */
  SILSA_ERROR_FULL, /* no room on the disk, or the file system cannot hold so large a file */
  SILSA_ERROR_READ_ONLY, /* the file or its medium cannot be written */
  SILSA_ERROR_BUSY, /* another program has the file open for writing */
  SILSA_ERROR_PORTAL, /* a document-portal path, where SQLite must not write */
  SILSA_ERROR_PASSPHRASE, /* the passphrase does not open the key */
  SILSA_ERROR_KEY, /* the key or certificate cannot be used to sign */
  SILSA_ERROR_INCOMPLETE, /* preflight did not pass */
} SilsaError;

#define SILSA_ERROR (silsa_error_quark())
GQuark silsa_error_quark(void);

/** What an error is about. Everything is optional; nothing here is translated. */
typedef struct {
  char *rule; /* stable name of the rule that was broken, such as "item-points-sum"; see
                 silsa-explain.c */
  char *file; /* path or display name */
  int line; /* 1-based, 0 when unknown */
  char *entry; /* entry of a container, or the SQL table */
  char *subject; /* indicator, check, input, level or field */
  char *limit; /* the limit that was passed, as text with its unit */
  char *found; /* what stood there, shortened to 200 characters */
  char *expected; /* what should have stood there instead */
} SilsaErrorFacts;

/**
 * Sets @error (when not NULL) with @code, @rule (nullable) and a message for the log.
 * Returns FALSE always, so that a function can `return silsa_error_set(...)`.
 */
gboolean silsa_error_set(GError **error, SilsaError code, const char *rule, const char *format, ...)
    G_GNUC_PRINTF(4, 5);

/* Facts added on the way up. Each is a no-op when @error is NULL, or *error is NULL or of another
 * domain, or when the fact is set already (the innermost place knows best). */
void silsa_error_at_file(GError **error, const char *file);
void silsa_error_at_line(GError **error, int line);
/** Forgets the line: the text that was checked is in no file. */
void silsa_error_drop_line(GError **error);
void silsa_error_at_entry(GError **error, const char *entry);
void silsa_error_at_subject(GError **error, const char *subject);
void silsa_error_with_limit(GError **error, const char *limit);
void silsa_error_with_found(GError **error, const char *found);
void silsa_error_with_expected(GError **error, const char *expected);

/** The facts of an error of our domain, or NULL. Borrowed. */
const SilsaErrorFacts *silsa_error_get_facts(const GError *error);

/**
 * One translated sentence or two: what happened, to which file and where, and what to do.
 * The one formatter shared by app and cli; works for errors of any domain. (transfer full)
 */
char *silsa_error_explain(const GError *error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
