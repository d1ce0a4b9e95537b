#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * The pages of a SQLite file as they are, without SQLite, which reads nothing of a file whose trees
 * are broken: each page tells by itself what rows it holds (https://sqlite.org/fileformat2.html).
 * Nothing on a page is believed beyond its bounds.
 */
typedef struct _SilsaPages SilsaPages;

#define SILSA_RECORD_COLUMNS 16

typedef enum {
  SILSA_VALUE_NULL,
  SILSA_VALUE_NUMBER,
  SILSA_VALUE_REAL,
  SILSA_VALUE_TEXT,
  SILSA_VALUE_BLOB,
} SilsaValueType;

typedef struct {
  SilsaValueType type;
  gint64 number;
  gsize offset, size; /* of a text, BLOB or number within the payload */
} SilsaValue;

/** One row as its page has it; what is longer than the page is read by silsa_record_load(). */
typedef struct {
  guint page, cell;
  gboolean has_rowid; /* of a table, not of an index or a table without rowid */
  gint64 rowid;
  gsize size; /* of the payload */
  guint n_values;
  SilsaValue values[SILSA_RECORD_COLUMNS];
} SilsaRecord;

typedef void (*SilsaRecordFunc)(SilsaPages *pages, const SilsaRecord *record, gpointer data);

/** Errors: NOT_FOUND, READ, FOREIGN "not-a-database"; BUSY "two-writers" while another process
 * writes to it. */
SilsaPages *silsa_pages_open(const char *path, GError **error) G_GNUC_WARN_UNUSED_RESULT;
void silsa_pages_close(SilsaPages *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(SilsaPages, silsa_pages_close)

guint silsa_pages_get_count(SilsaPages *self);
/** Calls @func for each row that page @n (from 1) holds, if it is a page of rows at all. FALSE when
 * something of the page cannot be made out. */
gboolean silsa_pages_foreach_record(SilsaPages *self, guint n, SilsaRecordFunc func, gpointer data);
/** The pages of the tree at page @root. FALSE when some of it is missing. */
gboolean silsa_pages_walk(SilsaPages *self, guint root, GHashTable *pages);

/** The whole payload of a row, or NULL when a part of it is gone. (transfer full) */
GBytes *silsa_record_load(SilsaPages *pages, const SilsaRecord *record) G_GNUC_WARN_UNUSED_RESULT;
/** A text of @payload, or NULL when it is none, or not UTF-8. (transfer full) */
char *silsa_record_dup_text(const SilsaRecord *record,
                            guint n,
                            GBytes *payload) G_GNUC_WARN_UNUSED_RESULT;
/** A BLOB of @payload, or NULL. (transfer full) */
GBytes *silsa_record_dup_blob(const SilsaRecord *record,
                              guint n,
                              GBytes *payload) G_GNUC_WARN_UNUSED_RESULT;
/** A number of @payload; 0 for anything else. */
gint64 silsa_record_get_number(const SilsaRecord *record, guint n, GBytes *payload);

G_END_DECLS
