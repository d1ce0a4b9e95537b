#include "silsa-claims.h"

#include "silsa-claim-number.h"
#include "silsa-file.h"
#include "silsa-limits.h"
#include "silsa-table-private.h"

#include <string.h>

/* The columns, in the order of a template; a table may have them in any order. */
typedef enum {
  COLUMN_INDICATOR,
  COLUMN_INPUT,
  COLUMN_VALUE,
  COLUMN_SUMMARY,
  COLUMN_PAGE,
  COLUMN_DOCUMENT,
  N_COLUMNS,
} Column;

static const char *const column_names[N_COLUMNS][3] = {
    {"지표코드", "indicator", NULL}, {"입력항목", "input", NULL}, {"제출값", "value", NULL},
    {"요약", "summary", NULL},       {"쪽", "page", NULL},        {"자료명", "document", NULL},
};

/* Facts that a row may set beside the value; they belong to the indicator, not to the input. */
static const struct {
  Column column;
  const char *field;
} texts[] = {
    {COLUMN_SUMMARY, "claim-summary"},
    {COLUMN_PAGE, "claim-page"},
    {COLUMN_DOCUMENT, "claim-document"},
};

/* One row of the table, as far as it was understood. */
typedef struct {
  guint row;
  char *code, *input, *field;
  char *amount; /* half-width, without its percent sign */
  gboolean is_number, percent;
  SilsaNumberShape shape; /* of a number */
  char *value; /* in its one spelling; NULL where there is a reason */
  const char *reason; /* why it is refused, or NULL */
  char *found;
} Line;

typedef struct {
  SilsaAssessment *assessment;
  SilsaCsv *csv;
  int columns[N_COLUMNS];
  GPtrArray *lines; /* of Line */
  gboolean decimal_comma, grouped; /* how some number of the table is certainly written */
  GHashTable *said; /* "CODE\nFIELD" -> the value that a row gives it, NULL when rows differ */
  GHashTable *seen; /* "CODE\nFIELD" -> value of a row that was taken */
  SilsaClaimsImport *import;
} Reader;

static void
line_free(Line *self)
{
  g_free(self->code);
  g_free(self->input);
  g_free(self->field);
  g_free(self->amount);
  g_free(self->value);
  g_free(self->found);
  g_free(self);
}

/* Reading */

static void
refuse(Reader *reader, guint row, const char *reason, const char *found)
{
  silsa_table_add_refused(reader->import->refused, reader->csv, row, reason, found);
}

static const char *
get_cell(Reader *reader, guint row, Column column)
{
  return silsa_csv_get(reader->csv, row, reader->columns[column]);
}

static char *
make_key(const char *code, const char *field)
{
  return g_strdup_printf("%s\n%s", code, field);
}

/* What the file or an earlier row says of a fact; "" when nothing. */
static const char *
get_fact(Reader *reader, const char *code, const char *field)
{
  const char *value = silsa_assessment_get(reader->assessment, code, field);

  return value != NULL ? value : "";
}

/* FALSE: the texts of the row contradict those of an earlier one, or are none. */
static gboolean
check_texts(Reader *reader, guint row, const char *code, char **values)
{
  SilsaCatalogue *catalogue = silsa_assessment_get_catalogue(reader->assessment);

  for (guint i = 0; i < G_N_ELEMENTS(texts); i++) {
    const char *cell = get_cell(reader, row, texts[i].column);
    const char *reason = NULL;
    g_autofree char *key = make_key(code, texts[i].field);
    const char *earlier = g_hash_table_lookup(reader->seen, key);

    values[i] = silsa_table_normalise(catalogue, code, texts[i].field, cell, &reason);
    if (values[i] != NULL && *cell != '\0' && earlier != NULL && !g_str_equal(earlier, values[i]))
      reason = "text-differs";
    if (reason != NULL) {
      refuse(reader, row, reason, cell);
      return FALSE;
    }
  }
  return TRUE;
}

/* Adds the fact to the act when it is news; TRUE: it is. */
static gboolean
take_fact(Reader *reader, const char *code, const char *field, const char *value)
{
  g_hash_table_insert(reader->seen, make_key(code, field), g_strdup(value));
  if (g_str_equal(get_fact(reader, code, field), value))
    return FALSE;
  silsa_act_add(reader->import->act, code, field, value);
  return TRUE;
}

static void
count_claim(Reader *reader, const char *before, const char *value, gboolean text_changed)
{
  if (*before == '\0' && *value != '\0')
    reader->import->n_new++;
  else if (!g_str_equal(before, value) || text_changed)
    reader->import->n_changed++;
  else if (*value != '\0')
    reader->import->n_same++;
}

/* Understanding: first each row by itself, then the numbers by those of the whole table. */

static gboolean
fail_line(Line *line, const char *reason, const char *found)
{
  line->reason = reason;
  line->found = g_strdup(found);
  return FALSE;
}

static Line *
read_line(Reader *reader, guint row)
{
  SilsaCatalogue *catalogue = silsa_assessment_get_catalogue(reader->assessment);
  Line *line = g_new0(Line, 1);
  const char *reason;

  line->row = row;
  line->code = silsa_number_narrow(get_cell(reader, row, COLUMN_INDICATOR));
  line->input = silsa_number_narrow(get_cell(reader, row, COLUMN_INPUT));
  line->field = g_strconcat("claim:", line->input, NULL);
  line->amount = silsa_number_narrow(get_cell(reader, row, COLUMN_VALUE));
  line->is_number = !g_str_equal(line->input, "level");
  line->percent = line->is_number && silsa_number_take_percent(line->amount);
  line->shape = silsa_number_shape(line->amount);
  reason = silsa_table_refuse_row(reader->csv, row, catalogue, line->code);
  if (reason != NULL)
    fail_line(line, reason, line->code);
  else if (line->is_number && line->shape == SILSA_NUMBER_DECIMAL_COMMA)
    reader->decimal_comma = TRUE;
  else if (line->is_number && line->shape == SILSA_NUMBER_GROUPED)
    reader->grouped = TRUE;
  return line;
}

/* Semicolons part the cells where the comma is taken: it is the decimal point there. */
static gboolean
is_doubtful(Reader *reader, const Line *line)
{
  const char *point = strchr(line->amount, '.');

  switch (line->shape) {
  case SILSA_NUMBER_DECIMAL_COMMA:
    return TRUE;
  case SILSA_NUMBER_EITHER:
    return reader->decimal_comma ||
           (silsa_csv_get_separator(reader->csv) == ';' && !reader->grouped);
  case SILSA_NUMBER_PLAIN:
    return reader->decimal_comma && point != NULL && strlen(point + 1) == 3;
  case SILSA_NUMBER_GROUPED:
  case SILSA_NUMBER_NONE:
  default:
    return FALSE;
  }
}

/* A comma that nobody quoted would have moved the rest of the number into the next cell. */
static gboolean
may_be_split(Reader *reader, const Line *line)
{
  int column = reader->columns[COLUMN_VALUE];

  if (silsa_csv_get_separator(reader->csv) != ',' ||
      silsa_csv_is_quoted(reader->csv, line->row, column))
    return FALSE;
  for (int left = column - 1; left <= column; left++)
    if (!silsa_csv_is_quoted(reader->csv, line->row, left) &&
        !silsa_csv_is_quoted(reader->csv, line->row, left + 1) &&
        silsa_number_may_be_split(silsa_csv_get(reader->csv, line->row, left),
                                  silsa_csv_get(reader->csv, line->row, left + 1)))
      return TRUE;
  return FALSE;
}

static gboolean
is_percentage(Reader *reader, const Line *line)
{
  SilsaCatalogue *catalogue = silsa_assessment_get_catalogue(reader->assessment);
  const SilsaIndicator *indicator = silsa_catalogue_find_indicator(catalogue, line->code);

  for (guint i = 0; i < indicator->n_inputs; i++)
    if (g_str_equal(indicator->inputs[i].id, line->input))
      return g_str_equal(indicator->inputs[i].unit->title.ko, "%");
  return FALSE;
}

static gboolean
check_number(Reader *reader, Line *line, const char *cell)
{
  if (!line->is_number)
    return TRUE;
  if (may_be_split(reader, line))
    return fail_line(line, "number-split", cell);
  if (is_doubtful(reader, line))
    return fail_line(line, "decimal-comma", cell);
  if (line->percent && !is_percentage(reader, line))
    return fail_line(line, "percent", cell);
  return TRUE;
}

/* An empty cell says nothing beside a filled one; two that differ leave NULL. */
static void
remember(Reader *reader, const Line *line)
{
  g_autofree char *key = make_key(line->code, line->field);
  gpointer said;

  if (!g_hash_table_lookup_extended(reader->said, key, NULL, &said))
    said = (gpointer) "";
  else if (said == NULL)
    return;
  if (*(const char *)said != '\0' && *line->value != '\0' && !g_str_equal(said, line->value))
    g_hash_table_insert(reader->said, g_steal_pointer(&key), NULL);
  else if (*(const char *)said == '\0')
    g_hash_table_insert(reader->said, g_steal_pointer(&key), g_strdup(line->value));
}

static void
settle_line(Reader *reader, Line *line)
{
  SilsaCatalogue *catalogue = silsa_assessment_get_catalogue(reader->assessment);
  const char *cell = get_cell(reader, line->row, COLUMN_VALUE);
  gboolean grouped = line->shape == SILSA_NUMBER_GROUPED || line->shape == SILSA_NUMBER_EITHER;
  g_autofree char *plain =
      line->is_number && grouped ? silsa_number_drop_commas(line->amount) : g_strdup(line->amount);
  const char *reason = NULL;

  if (line->reason != NULL)
    return;
  line->value = silsa_table_normalise(catalogue, line->code, line->field, plain, &reason);
  if (line->value == NULL &&
      (g_str_has_prefix(reason, "not-") || g_str_has_prefix(reason, "unknown-")))
    fail_line(line, "unknown-input", line->input);
  else if (!check_number(reader, line, cell))
    g_clear_pointer(&line->value, g_free);
  else if (line->value == NULL || (line->percent && *plain == '\0'))
    fail_line(line, line->value == NULL ? reason : "decimal", cell);
  if (line->reason == NULL)
    remember(reader, line);
}

/* Taking */

static void
note_reading(Reader *reader, const Line *line)
{
  const char *cell = get_cell(reader, line->row, COLUMN_VALUE);
  SilsaRereadRow *entry;

  if (silsa_number_shape(cell) == SILSA_NUMBER_PLAIN || *line->value == '\0')
    return;
  entry = g_new0(SilsaRereadRow, 1);
  entry->row = silsa_csv_get_line(reader->csv, line->row);
  entry->found = g_strdup(cell);
  entry->value = g_strdup(line->value);
  g_ptr_array_add(reader->import->reread, entry);
}

/* @value is what the table says of the field, be it in this row or in another. */
static void
take_claim(Reader *reader, const Line *line, const char *value)
{
  g_autofree char *key = make_key(line->code, line->field);
  g_autofree char *before = g_strdup(get_fact(reader, line->code, line->field));
  gboolean repeated = g_hash_table_contains(reader->seen, key);
  gboolean text_changed = FALSE;
  char *values[G_N_ELEMENTS(texts)] = {NULL};

  if (check_texts(reader, line->row, line->code, values)) {
    if (!repeated)
      take_fact(reader, line->code, line->field, value);
    for (guint i = 0; i < G_N_ELEMENTS(texts); i++)
      text_changed |=
          *values[i] != '\0' && take_fact(reader, line->code, texts[i].field, values[i]);
    if (repeated)
      reader->import->n_same++;
    else
      count_claim(reader, before, value, text_changed);
    note_reading(reader, line);
  }
  for (guint i = 0; i < G_N_ELEMENTS(texts); i++)
    g_free(values[i]);
}

static void
take_line(Reader *reader, const Line *line)
{
  g_autofree char *key = make_key(line->code, line->field);
  const char *said = g_hash_table_lookup(reader->said, key);

  if (line->reason != NULL)
    refuse(reader, line->row, line->reason, line->found);
  else if (said == NULL)
    refuse(reader, line->row, "twice", line->input);
  else
    take_claim(reader, line, said);
}

/* The first three columns must be there; what is not known is passed over. */
static gboolean
find_columns(Reader *reader, GError **error)
{
  for (Column column = 0; column < N_COLUMNS; column++) {
    if (!silsa_csv_find_column(reader->csv, column_names[column], &reader->columns[column], error))
      return FALSE;
    if (column <= COLUMN_VALUE &&
        !silsa_table_demand_column(reader->columns[column], column_names[column][0], error))
      return FALSE;
  }
  return TRUE;
}

static void
reread_row_free(SilsaRereadRow *self)
{
  g_free(self->found);
  g_free(self->value);
  g_free(self);
}

static SilsaClaimsImport *
import_new(void)
{
  SilsaClaimsImport *self = g_new0(SilsaClaimsImport, 1);

  self->act = silsa_act_new("import-claims", NULL);
  self->refused = g_ptr_array_new_with_free_func((GDestroyNotify)silsa_refused_row_free);
  self->reread = g_ptr_array_new_with_free_func((GDestroyNotify)reread_row_free);
  return self;
}

static GHashTable *
new_texts(void)
{
  return g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
}

SilsaClaimsImport *
silsa_claims_read(SilsaAssessment *assessment, GBytes *csv, GError **error)
{
  g_autoptr(SilsaCsv) table = NULL;
  g_autoptr(GHashTable) said = new_texts();
  g_autoptr(GHashTable) seen = new_texts();
  g_autoptr(GPtrArray) lines = g_ptr_array_new_with_free_func((GDestroyNotify)line_free);
  g_autoptr(SilsaClaimsImport) import = NULL;
  Reader reader = {.assessment = assessment, .lines = lines, .said = said, .seen = seen};

  g_return_val_if_fail(SILSA_IS_ASSESSMENT(assessment), NULL);

  table = silsa_csv_new(csv, SILSA_LIMIT_CLAIMS_BYTES, "claims-bytes", error);
  reader.csv = table;
  if (table == NULL || !find_columns(&reader, error))
    return NULL;
  reader.import = import = import_new();
  for (guint row = 0; row < silsa_csv_get_n_rows(table); row++)
    g_ptr_array_add(lines, read_line(&reader, row));
  for (guint i = 0; i < lines->len; i++)
    settle_line(&reader, g_ptr_array_index(lines, i));
  for (guint i = 0; i < lines->len; i++)
    take_line(&reader, g_ptr_array_index(lines, i));
  return g_steal_pointer(&import);
}

void
silsa_claims_import_free(SilsaClaimsImport *self)
{
  if (self == NULL)
    return;
  g_clear_pointer(&self->act, silsa_act_free);
  g_clear_pointer(&self->refused, g_ptr_array_unref);
  g_clear_pointer(&self->reread, g_ptr_array_unref);
  g_free(self);
}

/* Template */

static void
append_claim_row(GString *out, const char *code, const char *input)
{
  const char *cells[N_COLUMNS] = {code, input, "", "", "", ""};

  silsa_csv_append_row(out, cells, N_COLUMNS);
}

GBytes *
silsa_claims_template(SilsaCatalogue *catalogue, SilsaLanguage language)
{
  GString *out = g_string_new("\xEF\xBB\xBF");
  const char *header[N_COLUMNS];

  for (guint i = 0; i < N_COLUMNS; i++)
    header[i] = column_names[i][language == SILSA_LANGUAGE_KO ? 0 : 1];
  silsa_csv_append_row(out, header, N_COLUMNS);
  for (guint i = 0; i < silsa_catalogue_get_n_indicators(catalogue); i++) {
    const SilsaIndicator *indicator = silsa_catalogue_get_indicator(catalogue, i);

    for (guint n = 0; n < indicator->n_inputs; n++)
      append_claim_row(out, indicator->code, indicator->inputs[n].id);
    if (indicator->kind == SILSA_KIND_QUALITATIVE)
      append_claim_row(out, indicator->code, "level");
  }
  return g_string_free_to_bytes(out);
}

/* Digest */

static void
append_escaped(GString *out, const char *value)
{
  for (; *value != '\0'; value++) {
    if (*value == '\\')
      g_string_append(out, "\\\\");
    else if (*value == '\n')
      g_string_append(out, "\\n");
    else if (*value == '\t')
      g_string_append(out, "\\t");
    else
      g_string_append_c(out, *value);
  }
}

static void
add_line(GPtrArray *lines, const char *code, const char *field, const char *value)
{
  GString *line = g_string_new(NULL);

  g_string_printf(line, "%s\t%s\t", code, field);
  append_escaped(line, value);
  g_string_append_c(line, '\n');
  g_ptr_array_add(lines, g_string_free_and_steal(line));
}

/* A fact is a fact however often it is said. */
static char *
digest_lines(GPtrArray *lines)
{
  g_autoptr(GString) all = g_string_new(NULL);
  g_autoptr(GBytes) bytes = NULL;
  const char *last = NULL;

  g_ptr_array_sort_values(lines, (GCompareFunc)strcmp);
  for (guint i = 0; i < lines->len; i++) {
    const char *line = g_ptr_array_index(lines, i);

    if (g_strcmp0(line, last) != 0)
      g_string_append(all, line);
    last = line;
  }
  bytes = g_bytes_new(all->str, all->len);
  return silsa_bytes_sha256(bytes);
}

char *
silsa_claims_digest_of_act(const SilsaAct *claims)
{
  g_autoptr(GPtrArray) lines = g_ptr_array_new_with_free_func(g_free);

  for (guint i = 0; i < claims->changes->len; i++) {
    const SilsaChange *change = g_ptr_array_index(claims->changes, i);

    if (change->new_value != NULL && g_str_has_prefix(change->field, "claim"))
      add_line(lines, change->subject, change->field, change->new_value);
  }
  return digest_lines(lines);
}

static void
add_fact(GPtrArray *lines, SilsaAssessment *assessment, const char *code, const char *field)
{
  const char *value = silsa_assessment_get(assessment, code, field);

  if (value != NULL)
    add_line(lines, code, field, value);
}

char *
silsa_claims_digest(SilsaAssessment *assessment)
{
  g_autoptr(GPtrArray) lines = g_ptr_array_new_with_free_func(g_free);
  SilsaCatalogue *catalogue = silsa_assessment_get_catalogue(assessment);

  for (guint i = 0; i < silsa_catalogue_get_n_indicators(catalogue); i++) {
    const SilsaIndicator *indicator = silsa_catalogue_get_indicator(catalogue, i);

    for (guint n = 0; n < indicator->n_inputs; n++) {
      g_autofree char *field = g_strconcat("claim:", indicator->inputs[n].id, NULL);

      add_fact(lines, assessment, indicator->code, field);
    }
    add_fact(lines, assessment, indicator->code, "claim:level");
    for (guint n = 0; n < G_N_ELEMENTS(texts); n++)
      add_fact(lines, assessment, indicator->code, texts[n].field);
  }
  return digest_lines(lines);
}
