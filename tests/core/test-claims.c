#include "silsa-claims.h"

#include "silsa-error.h"
#include "silsa-limits.h"
#include "silsa-round.h"
#include "silsa-test.h"

#include <string.h>

#define HEADER "지표코드,입력항목,제출값,요약,쪽,자료명\n"

typedef struct {
  SilsaCatalogue *catalogue;
  SilsaAssessment *assessment;
} Fixture;

static void
set_up(Fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  static const SilsaCase about = {.id = "00000000-0000-4000-8000-000000000000",
                                  .purpose = "real",
                                  .city_name = "가나시",
                                  .population = 600000,
                                  .assessor_name = "김서연",
                                  .preview_policy = "full"};
  g_autofree char *path = silsa_test_source("data", "kr-smartcity-2021-ref.xml", NULL);
  g_autoptr(GError) error = NULL;

  f->catalogue = silsa_catalogue_new_from_file(path, &error);
  g_assert_no_error(error);
  f->assessment = silsa_assessment_new(f->catalogue, &about);
  silsa_assessment_load_done(f->assessment);
}

static void
tear_down(Fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  g_assert_finalize_object(f->assessment);
  g_assert_finalize_object(f->catalogue);
}

static SilsaClaimsImport *
read_claims(Fixture *f, const char *text)
{
  g_autoptr(GBytes) bytes = g_bytes_new(text, strlen(text));
  g_autoptr(GError) error = NULL;
  SilsaClaimsImport *import = silsa_claims_read(f->assessment, bytes, &error);

  g_assert_no_error(error);
  return import;
}

static void
apply(Fixture *f, SilsaAct *act)
{
  g_autoptr(GError) error = NULL;

  silsa_assessment_check(f->assessment, act, &error);
  g_assert_no_error(error);
  silsa_assessment_apply(f->assessment, act);
}

static void
assert_counts(const SilsaClaimsImport *import, guint n_new, guint n_changed, guint n_same)
{
  g_assert_cmpuint(import->n_new, ==, n_new);
  g_assert_cmpuint(import->n_changed, ==, n_changed);
  g_assert_cmpuint(import->n_same, ==, n_same);
}

static const char *
get(Fixture *f, const char *code, const char *field)
{
  return silsa_assessment_get(f->assessment, code, field);
}

static void
test_import(Fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(SilsaClaimsImport) first =
      read_claims(f, "\xEF\xBB\xBF" HEADER "A1-01,specialists,037.50,\"명단, 37명\",5-6,제안서\r\n"
                     "A1-01,division_staff,72,,,\r\n"
                     "\r\n"
                     "A1-03, level ,4,,,\r\n"
                     "A1-04,decisions,,,,\r\n");
  g_autoptr(SilsaClaimsImport) again = NULL;
  g_autoptr(SilsaClaimsImport) changed = NULL;

  assert_counts(first, 3, 0, 0);
  g_assert_cmpuint(first->refused->len, ==, 0);
  g_assert_cmpstr(first->act->name, ==, "import-claims");
  g_assert_null(get(f, "A1-01", "claim:specialists")); /* reading changes nothing */
  apply(f, first->act);
  g_assert_cmpstr(get(f, "A1-01", "claim:specialists"), ==, "37.5");
  g_assert_cmpstr(get(f, "A1-01", "claim-summary"), ==, "명단, 37명");
  g_assert_cmpstr(get(f, "A1-01", "claim-page"), ==, "5-6");
  g_assert_cmpstr(get(f, "A1-01", "claim-document"), ==, "제안서");
  g_assert_cmpstr(get(f, "A1-03", "claim:level"), ==, "4");
  g_assert_null(get(f, "A1-04", "claim:decisions"));

  again =
      read_claims(f, "value,indicator,input\n37.5,A1-01,specialists\n72,A1-01,division_staff\n");
  assert_counts(again, 0, 0, 2);
  g_assert_true(silsa_act_is_empty(again->act));

  changed =
      read_claims(f, "document,INPUT,Value,indicator,note\n"
                     "서식,specialists,38,A1-01,x\n,division_staff,,A1-01,y\n,level,4,A1-03,\n");
  assert_counts(changed, 0, 2, 1);
  apply(f, changed->act);
  g_assert_cmpstr(get(f, "A1-01", "claim:specialists"), ==, "38");
  g_assert_null(get(f, "A1-01", "claim:division_staff"));
  g_assert_cmpstr(get(f, "A1-01", "claim-document"), ==, "서식");
  g_assert_cmpstr(get(f, "A1-01", "claim-page"), ==, "5-6"); /* no column, no change */
}

static void
test_refused(Fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  static const struct {
    guint line;
    const char *reason, *found;
  } expected[] = {
      {2, "unknown-indicator", "Z9-99"},
      {3, "unknown-input", "nobody"},
      {4, "unknown-input", "level"},
      {5, "unknown-input", "specialists"},
      {6, "decimal", "-1"},
      {7, "decimal-comma", "1.000,5"},
      {8, "decimal", "1e3"},
      {9, "level", "6"},
      {10, "level", "2.5"},
      {11, "max", "12"},
      {14, "text-differs", "다른 글"},
      {15, "columns", "A1-04"},
      {16, "quotes", "A1-04"},
      {17, "unknown-indicator", ""},
      {18, "decimal", "1234567890123456789"},
      {19, "decimal", "0.1234567"},
      {20, "unknown-indicator", "a1-04"},
  };
  g_autoptr(SilsaClaimsImport) import =
      read_claims(f, HEADER "Z9-99,x,1,,,\nA1-01,nobody,1,,,\nA1-01,level,1,,,\n"
                            "A1-03,specialists,1,,,\nA1-01,specialists,-1,,,\n"
                            "A1-01,specialists,\"1.000,5\",,,\nA1-01,specialists,1e3,,,\n"
                            "A1-03,level,6,,,\nA1-03,level,2.5,,,\nC1-12,fields,12,,,\n"
                            "A1-01,specialists,1,글,,\nA1-01,specialists,1,,,\n"
                            "A1-01,division_staff,2,다른 글,,\nA1-04,decisions,1,,,,\n"
                            "A1-04,decisions,\"1\"1,,,\n,decisions,1,,,\n"
                            "A1-04,decisions,1234567890123456789,,,\nA1-04,decisions,0.1234567,,,\n"
                            "a1-04,decisions,1,,,\n");

  assert_counts(import, 1, 0, 1); /* row 13 repeats row 12 */
  g_assert_cmpuint(import->refused->len, ==, G_N_ELEMENTS(expected));
  for (guint i = 0; i < G_N_ELEMENTS(expected); i++) {
    const SilsaRefusedRow *row = g_ptr_array_index(import->refused, i);

    g_assert_cmpuint(row->row, ==, expected[i].line);
    g_assert_cmpstr(row->reason, ==, expected[i].reason);
    g_assert_cmpstr(row->found, ==, expected[i].found);
    g_assert_cmpstr(silsa_refused_reason_to_text(row->reason), !=,
                    silsa_refused_reason_to_text("no such reason"));
  }
  apply(f, import->act); /* what was good is taken */
  g_assert_cmpstr(get(f, "A1-01", "claim:specialists"), ==, "1");
}

/* One value of A1-01 and what becomes of it: "=37" is taken, anything else is a reason. */
static void
assert_value(Fixture *f, const char *header, const char *row, const char *outcome)
{
  g_autofree char *text = g_strconcat(header, row, NULL);
  g_autoptr(SilsaClaimsImport) import = read_claims(f, text);

  if (*outcome != '=') {
    g_assert_cmpuint(import->refused->len, >=, 1);
    g_assert_cmpstr(((SilsaRefusedRow *)g_ptr_array_index(import->refused, 0))->reason, ==,
                    outcome);
    return;
  }
  g_assert_cmpuint(import->refused->len, ==, 0);
  g_assert_cmpuint(import->act->changes->len, >=, 1);
  g_assert_cmpstr(((SilsaChange *)g_ptr_array_index(import->act->changes, 0))->new_value, ==,
                  outcome + 1);
}

static void
test_numbers(Fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  static const char commas[] = "indicator,input,value,summary,page\n";
  static const char semicolons[] = "indicator;input;value;summary;page\n";
  static const char tabs[] = "indicator\tinput\tvalue\tsummary\tpage\n";
  static const struct {
    const char *header, *row, *outcome;
  } cases[] = {
      {commas, "A1-01,specialists,\"1,234\"", "=1234"},
      {commas, "A1-01,specialists,\"1,234,567.5\"", "=1234567.5"},
      {commas, "A1-01,specialists,３７．５,,", "=37.5"},
      {commas, "Ａ１－０１,specialists,\"１，２３４\"", "=1234"},
      {commas, "A1-01,specialists,1.234", "=1.234"},
      {commas, "A1-01,specialists,\"37,5\"", "decimal-comma"},
      {commas, "A1-01,specialists,\"0,125\"", "decimal-comma"},
      {commas, "A1-01,specialists,\"1.234,5\"", "decimal-comma"},
      {commas, "A1-01,specialists,1.234.567", "decimal-comma"},
      {commas, "A1-01,specialists,\"1,23,456\"", "decimal"},
      {commas, "A1-01,specialists,\"1 234\"", "decimal"},
      {commas, "A1-01,specialists,-5", "decimal"},
      {commas, "A1-01,specialists,1.2E+06", "decimal"},
      {commas, "A1-01,specialists,37명", "decimal"},
      /* a comma that nobody quoted */
      {commas, "A1-01,specialists,1,234", "number-split"},
      {commas, "A1-01,specialists,1,234,567", "number-split"},
      {commas, "A1-01,specialists,1,234.5,", "number-split"},
      {commas, "A1-01,specialists,37,12쪽", "=37"},
      {commas, "A1-01,specialists,\"37\",120", "=37"},
      {"indicator,input,summary,value\n", "A1-01,specialists,1,234", "number-split"},
      {"indicator,input,value,page\n", "A1-03,level,4,120", "=4"},
      /* one number of the table betrays the others */
      {commas, "A1-01,division_staff,\"37,5\"\nA1-01,specialists,\"1,234\"", "decimal-comma"},
      {commas, "A1-01,specialists,1.234\nA1-01,division_staff,\"37,5\"", "decimal-comma"},
      {semicolons, "A1-01;specialists;37.5;;12", "=37.5"},
      {semicolons, "A1-01;specialists;1,234", "decimal-comma"},
      {semicolons, "A1-01;specialists;1,234\nA1-01;division_staff;1,234,567", "=1234"},
      {tabs, "A1-01\tspecialists\t1,234", "=1234"},
      {tabs, "A1-01\tspecialists\t\"1,234.5\"\t글", "=1234.5"},
      {"sep=;\nindicator;input;value\n", "A1-01;specialists;3", "=3"},
      {";;\nindicator;input;value;a,b\n", "A1-01;specialists;3", "=3"},
      /* percent only where the input is counted in percent */
      {commas, "A1-01,specialists,85%", "percent"},
      {commas, "A1-01,specialists,%", "percent"},
  };

  for (guint i = 0; i < G_N_ELEMENTS(cases); i++)
    assert_value(f, cases[i].header, cases[i].row, cases[i].outcome);
}

/* A catalogue in which the first input is counted in percent. */
static void
test_percent(Fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  g_autofree char *path = silsa_test_source("data", "kr-smartcity-2021-ref.xml", NULL);
  g_autoptr(GBytes) bytes = silsa_test_read(path);
  g_autoptr(GString) text =
      g_string_new_len(g_bytes_get_data(bytes, NULL), (gssize)g_bytes_get_size(bytes));
  g_autoptr(GBytes) changed = NULL;
  g_autoptr(SilsaCatalogue) catalogue = NULL;
  g_autoptr(GError) error = NULL;
  const SilsaCase *about = silsa_assessment_get_case(f->assessment);
  Fixture other;

  g_assert_cmpuint(g_string_replace(text, "<input id=\"specialists\" unit=\"person\"",
                                    "<input id=\"specialists\" unit=\"percent\"", 1),
                   ==, 1);
  changed = g_bytes_new(text->str, text->len);
  catalogue = silsa_catalogue_new_from_bytes(changed, &error);
  g_assert_no_error(error);
  other = (Fixture){.catalogue = catalogue, .assessment = silsa_assessment_new(catalogue, about)};
  silsa_assessment_load_done(other.assessment);
  assert_value(&other, HEADER, "A1-01,specialists,85%", "=85");
  assert_value(&other, HEADER, "A1-01,specialists,８５．５ ％", "=85.5");
  assert_value(&other, HEADER, "A1-01,specialists,%", "decimal");
  assert_value(&other, HEADER, "A1-01,specialists,0.85", "=0.85");
  assert_value(&other, HEADER, "A1-01,division_staff,85%", "percent");
  g_assert_finalize_object(other.assessment);
}

/* What was read otherwise than it is written is said; rows that repeat or contradict are found. */
static void
test_rows(Fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(SilsaClaimsImport) import =
      read_claims(f, HEADER "A1-01,specialists,,,,\nA1-01,specialists,\"1,234\",명단,,\n"
                            ",,,,,\nA1-01,specialists,1234,명단,7,\n"
                            "A1-01,division_staff,5,,,\nA1-01,division_staff,6,,,\n"
                            "A1-01,division_staff,5,,,\nA1-03,level,４,,,\nA1-03,level,4,,,\n");
  const SilsaRereadRow *reread;

  assert_counts(import, 2, 0, 3);
  g_assert_cmpuint(import->refused->len, ==, 3);
  for (guint i = 0; i < 3; i++) {
    const SilsaRefusedRow *row = g_ptr_array_index(import->refused, i);

    g_assert_cmpuint(row->row, ==, 6 + i);
    g_assert_cmpstr(row->reason, ==, "twice");
  }
  g_assert_cmpuint(import->reread->len, ==, 2);
  reread = g_ptr_array_index(import->reread, 0);
  g_assert_cmpuint(reread->row, ==, 3);
  g_assert_cmpstr(reread->found, ==, "1,234");
  g_assert_cmpstr(reread->value, ==, "1234");
  reread = g_ptr_array_index(import->reread, 1);
  g_assert_cmpstr(reread->value, ==, "4");
  apply(f, import->act);
  g_assert_cmpstr(get(f, "A1-01", "claim:specialists"), ==, "1234");
  g_assert_cmpstr(get(f, "A1-01", "claim-summary"), ==, "명단");
  g_assert_cmpstr(get(f, "A1-01", "claim-page"), ==, "7");
  g_assert_null(get(f, "A1-01", "claim:division_staff")); /* 5 or 6: nobody knows */
}

static SilsaClaimsImport *
read_encoded(Fixture *f, const char *text, const char *encoding)
{
  g_autoptr(GError) error = NULL;
  gsize size;
  char *data = g_convert(text, -1, encoding, "UTF-8", NULL, &size, &error);
  g_autoptr(GBytes) bytes = NULL;
  SilsaClaimsImport *import;

  g_assert_no_error(error);
  bytes = g_bytes_new_take(data, size);
  import = silsa_claims_read(f->assessment, bytes, &error);
  g_assert_no_error(error);
  return import;
}

/* The same table in each encoding gives the same act. */
static void
test_encodings(Fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  static const char *const encodings[] = {"UTF-8", "CP949", "UTF-16"};
  static const char table[] = HEADER "A1-01,specialists,37,\"뷁 명단, 三十七명\",5,제안서\r\n";

  for (guint i = 0; i < G_N_ELEMENTS(encodings); i++) {
    g_autoptr(SilsaClaimsImport) import = read_encoded(f, table, encodings[i]);
    const SilsaChange *summary = g_ptr_array_index(import->act->changes, 1);

    assert_counts(import, 1, 0, 0);
    g_assert_cmpuint(import->act->changes->len, ==, 4);
    g_assert_cmpstr(summary->new_value, ==, "뷁 명단, 三十七명");
  }
}

/* One byte of a UTF-8 table is damaged, each in turn: it is refused, or every letter is the old one
 * but that one. It is never read as CP949. */
static void
test_damaged_utf8(Fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  static const char table[] = "indicator,input,value,summary\nA1-01,specialists,37,가나다라 명단\n";
  guint refused = 0;

  for (gsize i = strlen("indicator,input,value,summary\nA1-01,specialists,37,"); table[i] != '\n';
       i++) {
    g_autofree char *copy = g_strdup(table);
    g_autoptr(GBytes) bytes = NULL;
    g_autoptr(SilsaClaimsImport) import = NULL;
    g_autoptr(GError) error = NULL;

    if (copy[i] == ' ')
      continue;
    copy[i] = (char)0xC1; /* begins no letter of UTF-8, but one of CP949 */
    bytes = g_bytes_new(copy, strlen(copy));
    import = silsa_claims_read(f->assessment, bytes, &error);
    g_assert_null(import);
    g_assert_cmpstr(silsa_error_get_facts(error)->rule, ==, "csv-encoding");
    g_assert_cmpint(silsa_error_get_facts(error)->line, ==, 2);
    refused++;
  }
  g_assert_cmpuint(refused, ==, 6 * 3);
}

static void
assert_unreadable(Fixture *f, const char *text, SilsaError code, const char *rule)
{
  g_autoptr(GBytes) bytes = g_bytes_new_static(text, strlen(text));
  g_autoptr(GError) error = NULL;

  g_assert_null(silsa_claims_read(f->assessment, bytes, &error));
  g_assert_error(error, SILSA_ERROR, (int)code);
  g_assert_cmpstr(silsa_error_get_facts(error)->rule, ==, rule);
}

static void
test_unreadable(Fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  g_autofree char *large = g_strnfill(SILSA_LIMIT_CLAIMS_BYTES + 1, '\n');

  assert_unreadable(f, "", SILSA_ERROR_INVALID, "csv-empty");
  assert_unreadable(f, "지표코드,제출값\nA1-01,1\n", SILSA_ERROR_INVALID, "csv-header");
  assert_unreadable(f, "A1-01,specialists,1\n", SILSA_ERROR_INVALID, "csv-header");
  assert_unreadable(f, "indicator,지표코드,input,value\n", SILSA_ERROR_INVALID, "csv-column");
  assert_unreadable(f, HEADER "A1-01,specialists,\"1\n", SILSA_ERROR_INVALID, "csv-quote");
  assert_unreadable(f, "\xc1\xf6\xc7\xa5,a,b\xff\n", SILSA_ERROR_CORRUPT, "csv-encoding");
  assert_unreadable(f, "지표코드,입력항목,제출값;요약;쪽\n", SILSA_ERROR_INVALID, "csv-separator");
  assert_unreadable(f, large, SILSA_ERROR_LIMIT, "claims-bytes");
}

static void
test_limit(Fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  g_autofree char *text = g_strnfill(SILSA_LIMIT_CLAIMS_BYTES, '\n');
  g_autoptr(SilsaClaimsImport) import = NULL;

  memcpy(text, HEADER, strlen(HEADER));
  import = read_claims(f, text);
  assert_counts(import, 0, 0, 0);
}

/* A template that comes back empty claims nothing and is refused nowhere. */
static void
test_template(Fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  for (int language = SILSA_LANGUAGE_KO; language <= SILSA_LANGUAGE_EN; language++) {
    g_autoptr(GBytes) bytes = silsa_claims_template(f->catalogue, (SilsaLanguage)language);
    const char *start =
        language == SILSA_LANGUAGE_KO
            ? "\xEF\xBB\xBF지표코드,입력항목,제출값,요약,쪽,자료명\r\nA1-01,specialists,,,,\r\n"
            : "\xEF\xBB\xBFindicator,input,value,summary,page,document\r\nA1-01,";
    g_autoptr(SilsaClaimsImport) import = NULL;
    g_autoptr(GError) error = NULL;
    g_auto(GStrv) lines = NULL;
    gsize size;
    const char *data_start = g_bytes_get_data(bytes, &size);
    g_autofree char *text = g_strndup(data_start, size);

    g_assert_true(g_str_has_prefix(text, start));
    g_assert_nonnull(strstr(text, "\r\nA1-03,level,,,,\r\n"));
    lines = g_strsplit(text, "\r\n", -1);
    g_assert_cmpuint(g_strv_length(lines), ==, 1 + 98 + 1); /* header, inputs and levels, end */
    import = silsa_claims_read(f->assessment, bytes, &error);
    g_assert_no_error(error);
    g_assert_cmpuint(import->refused->len, ==, 0);
    g_assert_true(silsa_act_is_empty(import->act));
  }
}

static void
test_digest(Fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  g_autofree char *none = silsa_claims_digest(f->assessment);
  g_autofree char *empty = g_compute_checksum_for_string(G_CHECKSUM_SHA256, "", 0);
  g_autofree char *expected = g_compute_checksum_for_string(
      G_CHECKSUM_SHA256, "A1-03\tclaim-summary\t줄\\n탭\\t빗금\\\\\nA1-03\tclaim:level\t4\n", -1);
  g_autofree char *digest = NULL;
  g_autoptr(SilsaClaimsImport) import =
      read_claims(f, HEADER "A1-03,level,4,\"줄\n탭\t빗금\\\",,\n");

  g_assert_cmpstr(none, ==, empty);
  apply(f, import->act);
  digest = silsa_claims_digest(f->assessment);
  g_assert_cmpstr(digest, ==, expected);
}

/* Whether claims came by the round or by the same table, their digest is the same. */
static void
test_digest_of_round(Fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  g_autofree char *round_path = silsa_test_built("data", "sample", "round.xml", NULL);
  g_autofree char *table_path =
      silsa_test_source("data", "sample", "2021", "claims", "daegu.csv", NULL);
  g_autoptr(GBytes) round_bytes = NULL;
  g_autoptr(GBytes) table = silsa_test_read(table_path);
  g_autoptr(SilsaRound) round = NULL;
  g_autoptr(SilsaAct) act = silsa_act_new("import-claims", NULL);
  g_autoptr(SilsaClaimsImport) import = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *by_round = NULL;
  g_autofree char *by_act = NULL;

  if (!g_file_test(round_path, G_FILE_TEST_EXISTS)) {
    g_test_skip("built without the sample");
    return;
  }
  round_bytes = silsa_test_read(round_path);
  round = silsa_round_new_from_bytes(round_bytes, f->catalogue, &error);
  g_assert_no_error(error);
  by_round = silsa_applicant_claims_digest(silsa_round_find_applicant(round, "daegu"));
  silsa_applicant_add_claims(silsa_round_find_applicant(round, "daegu"), act);
  apply(f, act);
  by_act = silsa_claims_digest(f->assessment);
  g_assert_cmpstr(by_act, ==, by_round);

  import = silsa_claims_read(f->assessment, table, &error);
  g_assert_no_error(error);
  g_assert_cmpuint(import->refused->len, ==, 0);
  assert_counts(import, 0, 0, 98);
  g_assert_true(silsa_act_is_empty(import->act));
}

static void
add(const char *name, void (*test)(Fixture *, gconstpointer))
{
  g_test_add(name, Fixture, NULL, set_up, test, tear_down);
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  add("/core/claims/import", test_import);
  add("/core/claims/refused", test_refused);
  add("/core/claims/numbers", test_numbers);
  add("/core/claims/percent", test_percent);
  add("/core/claims/rows", test_rows);
  add("/core/claims/encodings", test_encodings);
  add("/core/claims/damaged-utf8", test_damaged_utf8);
  add("/core/claims/unreadable", test_unreadable);
  add("/core/claims/limit", test_limit);
  add("/core/claims/template", test_template);
  add("/core/claims/digest", test_digest);
  add("/core/claims/digest-of-round", test_digest_of_round);
  return g_test_run();
}
