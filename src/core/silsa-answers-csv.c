#include "silsa-answers-csv.h"

#include "silsa-limits.h"
#include "silsa-table-private.h"

#include <string.h>

typedef struct {
  SilsaAssessment *assessment;
  SilsaCsv *csv;
  int indicator, field, value; /* columns */
  GHashTable *seen; /* "CODE\nFIELD" of the rows taken */
  GHashTable *findings; /* code -> number of the last new finding */
  SilsaAnswersImport *import;
} Reader;

static void
refuse(Reader *reader, guint row, const char *reason, const char *found)
{
  silsa_table_add_refused(reader->import->refused, reader->csv, row, reason, found);
}

/* "check:a" means the indicator's own check a. */
static char *
spell_out(const char *code, const char *field)
{
  const char *colon = strchr(field, ':');

  if (g_str_has_prefix(field, "check") && colon != NULL && g_ascii_islower(colon[1]) &&
      colon[2] == '\0')
    return g_strdup_printf("%.*s%s-%s", (int)(colon + 1 - field), field, code, colon + 1);
  return g_strdup(field);
}

static gboolean
is_writable(const char *field)
{
  static const char *const plain[] = {"level", "reason", "unverifiable", "internal-note", "justify",
                                      "flag",  NULL};

  return g_strv_contains(plain, field) || g_str_has_prefix(field, "input:") ||
         g_str_has_prefix(field, "check:") || g_str_has_prefix(field, "check-note:");
}

static guint
next_finding_number(Reader *reader, const char *code)
{
  guint last = GPOINTER_TO_UINT(g_hash_table_lookup(reader->findings, code));
  guint number = last + 1;

  if (last == 0)
    number =
        silsa_answer_next_finding_number(silsa_assessment_find_answer(reader->assessment, code));
  g_hash_table_insert(reader->findings, g_strdup(code), GUINT_TO_POINTER(number));
  return number;
}

static void
take_finding(Reader *reader, guint row, const char *code, const char *field, const char *value)
{
  SilsaCatalogue *catalogue = silsa_assessment_get_catalogue(reader->assessment);
  const char *reason = "empty";
  g_autofree char *first = g_strconcat(field, ":1", NULL);
  g_autofree char *normal = silsa_table_normalise(catalogue, code, first, value, &reason);
  g_autofree char *numbered = NULL;

  if (normal == NULL || *normal == '\0') {
    refuse(reader, row, reason, normal == NULL ? field : value);
    return;
  }
  numbered = g_strdup_printf("%s:%u", field, next_finding_number(reader, code));
  silsa_act_add(reader->import->act, code, numbered, normal);
  reader->import->n_rows++;
}

static void
take_confirmation(Reader *reader, guint row, const char *code, const char *value)
{
  SilsaAnswer *answer = silsa_assessment_find_answer(reader->assessment, code);
  g_autoptr(SilsaAct) confirmation = NULL;

  if (!g_str_equal(value, "1")) {
    refuse(reader, row, "switch", value);
    return;
  }
  if (!silsa_answer_has_claim(answer)) {
    refuse(reader, row, "no-claim", code);
    return;
  }
  confirmation = silsa_act_confirm_claim(answer);
  for (guint i = 0; i < confirmation->changes->len; i++) {
    const SilsaChange *change = g_ptr_array_index(confirmation->changes, i);

    silsa_act_add(reader->import->act, change->subject, change->field, change->new_value);
  }
  reader->import->n_rows++;
}

static void
take_field(Reader *reader, guint row, const char *code, const char *field, const char *value)
{
  SilsaCatalogue *catalogue = silsa_assessment_get_catalogue(reader->assessment);
  const char *reason = "unknown-field";
  g_autofree char *normal = NULL;

  if (is_writable(field))
    normal = silsa_table_normalise(catalogue, code, field, value, &reason);
  if (normal == NULL) {
    refuse(reader, row, reason, g_str_has_prefix(reason, "unknown-") ? field : value);
    return;
  }
  silsa_act_add(reader->import->act, code, field, normal);
  reader->import->n_rows++;
}

static void
read_row(Reader *reader, guint row)
{
  SilsaCatalogue *catalogue = silsa_assessment_get_catalogue(reader->assessment);
  const char *code = silsa_csv_get(reader->csv, row, reader->indicator);
  const char *value = silsa_csv_get(reader->csv, row, reader->value);
  g_autofree char *field = spell_out(code, silsa_csv_get(reader->csv, row, reader->field));
  const char *reason = silsa_table_refuse_row(reader->csv, row, catalogue, code);

  if (reason != NULL)
    refuse(reader, row, reason, code);
  else if (g_str_has_prefix(field, "finding:"))
    take_finding(reader, row, code, field, value);
  else if (!g_hash_table_add(reader->seen, g_strdup_printf("%s\n%s", code, field)))
    refuse(reader, row, "twice", field);
  else if (g_str_equal(field, "confirm-claim"))
    take_confirmation(reader, row, code, value);
  else
    take_field(reader, row, code, field, value);
}

static gboolean
find_column(SilsaCsv *csv, const char *english, const char *korean, int *column, GError **error)
{
  const char *names[] = {english, korean, NULL};

  return silsa_csv_find_column(csv, names, column, error) &&
         silsa_table_demand_column(*column, english, error);
}

static SilsaAnswersImport *
import_new(void)
{
  SilsaAnswersImport *self = g_new0(SilsaAnswersImport, 1);

  self->act = silsa_act_new("import-answers", NULL);
  self->refused = g_ptr_array_new_with_free_func((GDestroyNotify)silsa_refused_row_free);
  return self;
}

SilsaAnswersImport *
silsa_answers_read(SilsaAssessment *assessment, GBytes *csv, GError **error)
{
  g_autoptr(SilsaCsv) table = NULL;
  g_autoptr(GHashTable) seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr(GHashTable) findings = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr(SilsaAnswersImport) import = NULL;
  Reader reader = {.assessment = assessment, .seen = seen, .findings = findings};

  g_return_val_if_fail(SILSA_IS_ASSESSMENT(assessment), NULL);

  table = silsa_csv_new(csv, SILSA_LIMIT_CLAIMS_BYTES, "claims-bytes", error);
  reader.csv = table;
  if (table == NULL || !find_column(table, "indicator", "지표코드", &reader.indicator, error) ||
      !find_column(table, "field", "항목", &reader.field, error) ||
      !find_column(table, "value", "값", &reader.value, error))
    return NULL;
  reader.import = import = import_new();
  for (guint row = 0; row < silsa_csv_get_n_rows(table); row++)
    read_row(&reader, row);
  return g_steal_pointer(&import);
}

void
silsa_answers_import_free(SilsaAnswersImport *self)
{
  if (self == NULL)
    return;
  g_clear_pointer(&self->act, silsa_act_free);
  g_clear_pointer(&self->refused, g_ptr_array_unref);
  g_free(self);
}
