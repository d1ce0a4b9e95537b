#include "silsa-csv.h"

#include "silsa-csv-text.h"
#include "silsa-error.h"
#include "silsa-file.h"

#include <string.h>

typedef struct {
  guint line;
  gboolean clean;
  GPtrArray *cells; /* of char */
  guint64 quoted; /* a bit for each of the first 64 cells */
} Row;

struct _SilsaCsv {
  char separator;
  Row *header;
  GPtrArray *rows; /* of Row */
};

typedef struct {
  const char *at;
  const char *end;
  guint line;
  char separator;
} Cursor;

static void
row_free(Row *self)
{
  g_ptr_array_unref(self->cells);
  g_free(self);
}

static Row *
row_new(guint line)
{
  Row *self = g_new0(Row, 1);

  self->line = line;
  self->clean = TRUE;
  self->cells = g_ptr_array_new_with_free_func(g_free);
  return self;
}

static gboolean
row_is_empty(const Row *self)
{
  for (guint i = 0; i < self->cells->len; i++) {
    if (*(const char *)g_ptr_array_index(self->cells, i) != '\0')
      return FALSE;
  }
  return TRUE;
}

/* g_strstrip() knows ASCII only; spreadsheets of the web leave U+00A0 and U+3000 behind. */
static char *
dup_stripped(const char *text)
{
  const char *end = text + strlen(text);

  while (*text != '\0' && g_unichar_isspace(g_utf8_get_char(text)))
    text = g_utf8_next_char(text);
  while (end > text && g_unichar_isspace(g_utf8_get_char(g_utf8_prev_char(end))))
    end = g_utf8_prev_char(end);
  return g_strndup(text, (gsize)(end - text));
}

/* Lexing. A row ends with LF, CR LF or CR (old spreadsheets of the Macintosh). */

static gboolean
at_end_of_row(const Cursor *cursor)
{
  return cursor->at == cursor->end || *cursor->at == '\n' || *cursor->at == '\r';
}

static void
skip_end_of_row(Cursor *cursor)
{
  if (cursor->at == cursor->end)
    return;
  if (*cursor->at == '\r' && cursor->at + 1 < cursor->end && cursor->at[1] == '\n')
    cursor->at++;
  cursor->at++;
  cursor->line++;
}

/* Stands after the opening quote. Two quotes mean one; line ends inside belong to the text. */
static gboolean
read_quoted(Cursor *cursor, GString *cell)
{
  for (; cursor->at < cursor->end; cursor->at++) {
    if (*cursor->at == '"') {
      if (cursor->at + 1 == cursor->end || cursor->at[1] != '"') {
        cursor->at++;
        return TRUE;
      }
      cursor->at++;
    } else if (*cursor->at == '\n') {
      cursor->line++;
    }
    g_string_append_c(cell, *cursor->at);
  }
  return FALSE;
}

static gboolean
is_blank(const GString *text)
{
  g_autofree char *stripped = dup_stripped(text->str);

  return *stripped == '\0';
}

static void
add_cell(Row *row, const char *text, gboolean quoted)
{
  if (quoted && row->cells->len < 64)
    row->quoted |= G_GUINT64_CONSTANT(1) << row->cells->len;
  g_ptr_array_add(row->cells, dup_stripped(text));
}

/* Reads a cell up to the separator or the end of the row. FALSE: a quote is never closed. */
static gboolean
read_cell(Cursor *cursor, Row *row)
{
  g_autoptr(GString) cell = g_string_new(NULL);
  gboolean quoted = FALSE;

  while (!at_end_of_row(cursor) && *cursor->at != cursor->separator) {
    if (*cursor->at == '"' && !quoted && is_blank(cell)) {
      quoted = TRUE;
      cursor->at++;
      g_string_truncate(cell, 0);
      if (!read_quoted(cursor, cell))
        return FALSE;
      continue;
    }
    if (*cursor->at == '"' || (quoted && *cursor->at != ' ' && *cursor->at != '\t'))
      row->clean = FALSE;
    g_string_append_c(cell, *cursor->at++);
  }
  add_cell(row, cell->str, quoted);
  return TRUE;
}

static Row *
read_row(Cursor *cursor)
{
  Row *row = row_new(cursor->line);

  for (;;) {
    if (!read_cell(cursor, row)) {
      row_free(row);
      return NULL;
    }
    if (at_end_of_row(cursor))
      break;
    cursor->at++; /* the separator */
  }
  skip_end_of_row(cursor);
  return row;
}

static void
take_row(SilsaCsv *self, Row *row)
{
  if (row_is_empty(row))
    row_free(row);
  else if (self->header == NULL)
    self->header = row;
  else
    g_ptr_array_add(self->rows, row);
}

static gboolean
refuse(SilsaError code, const char *rule, guint line, GError **error)
{
  silsa_error_set(error, code, rule, "the table cannot be read");
  silsa_error_at_line(error, (int)line);
  return FALSE;
}

/* Separators. A spreadsheet writes what its country is used to, and the header shows which. */

static gboolean
is_separator(char letter)
{
  return letter == ',' || letter == ';' || letter == '\t';
}

/* "sep=;" in the first line is no row: so spreadsheets tell each other. */
static gboolean
skip_declaration(Cursor *cursor)
{
  if (cursor->end - cursor->at < 5 || g_ascii_strncasecmp(cursor->at, "sep=", 4) != 0 ||
      !is_separator(cursor->at[4]))
    return FALSE;
  cursor->separator = cursor->at[4];
  cursor->at += 5;
  if (!at_end_of_row(cursor))
    return FALSE;
  skip_end_of_row(cursor);
  return TRUE;
}

/* How often each separator stands outside quotes in the first row that holds more than them. */
static void
count_separators(const Cursor *start, guint counts[3])
{
  gboolean quoted = FALSE, any = FALSE;

  for (const char *at = start->at; at < start->end; at++) {
    if (*at == '"')
      quoted = !quoted;
    else if (!quoted && (*at == '\n' || *at == '\r') && any)
      return;
    else if (!quoted && (*at == '\n' || *at == '\r'))
      memset(counts, 0, 3 * sizeof *counts);
    else if (!quoted && is_separator(*at))
      counts[*at == ',' ? 0 : *at == ';' ? 1 : 2]++;
    else if (!g_ascii_isspace(*at))
      any = TRUE;
  }
}

static gboolean
find_separator(Cursor *cursor, GError **error)
{
  static const char separators[] = ",;\t";
  Cursor start = *cursor;
  guint counts[3] = {0}, best = 0, rivals = 0;

  if (skip_declaration(cursor))
    return TRUE;
  *cursor = start;
  count_separators(cursor, counts);
  for (guint i = 1; i < G_N_ELEMENTS(counts); i++)
    if (counts[i] > counts[best])
      best = i;
  for (guint i = 0; i < G_N_ELEMENTS(counts); i++)
    rivals += i != best && counts[i] == counts[best];
  if (counts[best] > 0 && rivals > 0)
    return refuse(SILSA_ERROR_INVALID, "csv-separator", cursor->line, error);
  cursor->separator = separators[best];
  return TRUE;
}

SilsaCsv *
silsa_csv_new(GBytes *bytes, guint64 max_bytes, const char *limit_name, GError **error)
{
  g_autoptr(SilsaCsv) self = NULL;
  g_autofree char *text = NULL;
  Cursor cursor = {.line = 1};

  g_return_val_if_fail(bytes != NULL, NULL);

  if (!silsa_size_check(g_bytes_get_size(bytes), max_bytes, limit_name, error) ||
      (text = silsa_csv_text(bytes, error)) == NULL)
    return NULL;
  cursor.at = text;
  cursor.end = text + strlen(text);
  if (!find_separator(&cursor, error))
    return NULL;

  self = g_new0(SilsaCsv, 1);
  self->separator = cursor.separator;
  self->rows = g_ptr_array_new_with_free_func((GDestroyNotify)row_free);
  while (cursor.at < cursor.end) {
    guint line = cursor.line;
    Row *row;

    if (at_end_of_row(&cursor)) { /* nothing in it: most of a hostile file may be this */
      skip_end_of_row(&cursor);
      continue;
    }
    row = read_row(&cursor);
    if (row == NULL) {
      refuse(SILSA_ERROR_INVALID, "csv-quote", line, error);
      return NULL;
    }
    take_row(self, row);
  }
  if (self->header == NULL) {
    refuse(SILSA_ERROR_INVALID, "csv-empty", 1, error);
    return NULL;
  }
  return g_steal_pointer(&self);
}

void
silsa_csv_free(SilsaCsv *self)
{
  if (self == NULL)
    return;
  g_clear_pointer(&self->header, row_free);
  g_clear_pointer(&self->rows, g_ptr_array_unref);
  g_free(self);
}

/* Compared in one Unicode form: a file from a Macintosh spells Hangul in single letters. */
static gboolean
is_called(const char *cell, const char *const *names)
{
  g_autofree char *composed = g_utf8_normalize(cell, -1, G_NORMALIZE_NFC);

  for (; *names != NULL; names++) {
    if (g_ascii_strcasecmp(composed, *names) == 0)
      return TRUE;
  }
  return FALSE;
}

gboolean
silsa_csv_find_column(SilsaCsv *self, const char *const *names, int *column, GError **error)
{
  *column = -1;
  for (guint i = 0; i < self->header->cells->len; i++) {
    const char *cell = g_ptr_array_index(self->header->cells, i);

    if (!is_called(cell, names))
      continue;
    if (*column >= 0) {
      refuse(SILSA_ERROR_INVALID, "csv-column", self->header->line, error);
      silsa_error_with_found(error, cell);
      return FALSE;
    }
    *column = (int)i;
  }
  return TRUE;
}

guint
silsa_csv_get_n_rows(SilsaCsv *self)
{
  return self->rows->len;
}

static const Row *
get_row(SilsaCsv *self, guint row)
{
  g_assert(row < self->rows->len);
  return g_ptr_array_index(self->rows, row);
}

guint
silsa_csv_get_line(SilsaCsv *self, guint row)
{
  return get_row(self, row)->line;
}

guint
silsa_csv_get_n_cells(SilsaCsv *self, guint row)
{
  return get_row(self, row)->cells->len;
}

guint
silsa_csv_get_n_columns(SilsaCsv *self)
{
  return self->header->cells->len;
}

gboolean
silsa_csv_is_clean(SilsaCsv *self, guint row)
{
  return get_row(self, row)->clean;
}

char
silsa_csv_get_separator(SilsaCsv *self)
{
  return self->separator;
}

gboolean
silsa_csv_is_quoted(SilsaCsv *self, guint row, int column)
{
  return column >= 0 && column < 64 && (get_row(self, row)->quoted >> column & 1) != 0;
}

const char *
silsa_csv_get(SilsaCsv *self, guint row, int column)
{
  const Row *at = get_row(self, row);

  return column >= 0 && (guint)column < at->cells->len ? g_ptr_array_index(at->cells, column) : "";
}

static void
append_quoted(GString *out, const char *cell)
{
  g_string_append_c(out, '"');
  for (; *cell != '\0'; cell++) {
    if (*cell == '"')
      g_string_append_c(out, '"');
    g_string_append_c(out, *cell);
  }
  g_string_append_c(out, '"');
}

void
silsa_csv_append_row(GString *out, const char *const *cells, guint n_cells)
{
  for (guint i = 0; i < n_cells; i++) {
    if (i > 0)
      g_string_append_c(out, ',');
    if (strpbrk(cells[i], ",\"\r\n") != NULL)
      append_quoted(out, cells[i]);
    else
      g_string_append(out, cells[i]);
  }
  g_string_append(out, "\r\n");
}
