#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * A table that came in as CSV (RFC 4180), as spreadsheets write it: in one of the encodings of
 * silsa-csv-text.h, cells apart by commas, semicolons or tabs (whichever the header has most of, or
 * a first line "sep=;" names), in quotes where they hold separators, quotes or line ends. The first
 * row that is not empty is the header; empty rows are passed over.
 */
typedef struct _SilsaCsv SilsaCsv;

/**
 * Reads @bytes whole. Errors: LIMIT @limit_name with more than @max_bytes; CORRUPT
 * "csv-encoding"; INVALID "csv-separator" (the header has as many of one as of another),
 * "csv-quote" (a quote that nothing closes) and "csv-empty" (no header); each with its line.
 * (transfer full)
 */
SilsaCsv *silsa_csv_new(GBytes *bytes, guint64 max_bytes, const char *limit_name, GError **error)
    G_GNUC_WARN_UNUSED_RESULT;
void silsa_csv_free(SilsaCsv *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(SilsaCsv, silsa_csv_free)

/** The number of the column that the header calls by one of @names (upper and lower case alike; a
 * list that ends with NULL), or -1. INVALID "csv-column" with the name as found when two columns
 * have it. */
gboolean
silsa_csv_find_column(SilsaCsv *self, const char *const *names, int *column, GError **error);

guint silsa_csv_get_n_rows(SilsaCsv *self); /* without the header */
guint silsa_csv_get_line(SilsaCsv *self, guint row); /* where the row begins in the file, from 1 */
guint silsa_csv_get_n_cells(SilsaCsv *self, guint row);
guint silsa_csv_get_n_columns(SilsaCsv *self); /* of the header */
/** FALSE: text stands before or after the quotes of a cell, so what is meant cannot be told. */
gboolean silsa_csv_is_clean(SilsaCsv *self, guint row);
char silsa_csv_get_separator(SilsaCsv *self);
/** Whether the cell stood in quotes; known of the first 64 columns. */
gboolean silsa_csv_is_quoted(SilsaCsv *self, guint row, int column);
/** A cell without white space around it; "" where the row is short or @column is -1. Borrowed. */
const char *silsa_csv_get(SilsaCsv *self, guint row, int column);

/** Appends one row, each cell quoted where it has to be, ended with CR LF as RFC 4180 has it. */
void silsa_csv_append_row(GString *out, const char *const *cells, guint n_cells);

G_END_DECLS
