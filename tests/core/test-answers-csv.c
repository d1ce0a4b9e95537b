#include "silsa-answers-csv.h"

#include "silsa-error.h"
#include "silsa-test.h"

#include <string.h>

#define HEADER "indicator,field,value\n"

typedef struct {
  SilsaCatalogue *catalogue;
  SilsaAssessment *assessment;
} Fixture;

static void
load(Fixture *f, const char *code, const char *field, const char *value)
{
  g_autoptr(GError) error = NULL;

  silsa_assessment_load_fact(f->assessment, code, field, value, &error);
  g_assert_no_error(error);
}

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
  load(f, "A1-01", "claim:specialists", "37");
  load(f, "A1-01", "claim:division_staff", "72");
  load(f, "A1-03", "claim:level", "4");
  load(f, "A1-03", "finding:strength:4", "전의 글");
  silsa_assessment_load_done(f->assessment);
}

static void
tear_down(Fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  g_assert_finalize_object(f->assessment);
  g_assert_finalize_object(f->catalogue);
}

static SilsaAnswersImport *
read_answers(Fixture *f, const char *text)
{
  g_autoptr(GBytes) bytes = g_bytes_new(text, strlen(text));
  g_autoptr(GError) error = NULL;
  SilsaAnswersImport *import = silsa_answers_read(f->assessment, bytes, &error);

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

static const char *
get(Fixture *f, const char *code, const char *field)
{
  return silsa_assessment_get(f->assessment, code, field);
}

static void
test_import(Fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(SilsaAnswersImport) import = read_answers(
      f, HEADER "A1-01,confirm-claim,1\nA1-01,check:A1-01-a,yes\nA1-01,check:b,partly\n"
                "A1-01,check-note:b,\"한 줄, 두 줄\"\nA1-01,flag,1\n"
                "A1-03,level,3\nA1-03,reason,이유\nA1-03,finding:strength,하나\n"
                "A1-03,finding:shortcoming,둘\nA1-03,internal-note,메모\n"
                "A1-04,unverifiable,자료 없음\n");

  g_assert_cmpuint(import->refused->len, ==, 0);
  g_assert_cmpuint(import->n_rows, ==, 11);
  g_assert_cmpstr(import->act->name, ==, "import-answers");
  g_assert_null(get(f, "A1-01", "confirmed"));
  apply(f, import->act);
  g_assert_cmpstr(get(f, "A1-01", "confirmed"), ==, "1");
  g_assert_cmpstr(get(f, "A1-01", "input:specialists"), ==, "37");
  g_assert_cmpstr(get(f, "A1-01", "input:division_staff"), ==, "72");
  g_assert_cmpstr(get(f, "A1-01", "check:A1-01-a"), ==, "yes");
  g_assert_cmpstr(get(f, "A1-01", "check:A1-01-b"), ==, "partly");
  g_assert_cmpstr(get(f, "A1-01", "check-note:A1-01-b"), ==, "한 줄, 두 줄");
  g_assert_cmpstr(get(f, "A1-01", "flag"), ==, "1");
  g_assert_cmpstr(get(f, "A1-03", "level"), ==, "3");
  g_assert_cmpstr(get(f, "A1-03", "reason"), ==, "이유");
  g_assert_cmpstr(get(f, "A1-03", "finding:strength:4"), ==, "전의 글");
  g_assert_cmpstr(get(f, "A1-03", "finding:strength:5"), ==, "하나");
  g_assert_cmpstr(get(f, "A1-03", "finding:shortcoming:6"), ==, "둘");
  g_assert_cmpstr(get(f, "A1-03", "internal-note"), ==, "메모");
  g_assert_cmpstr(get(f, "A1-04", "unverifiable"), ==, "자료 없음");
}

static void
test_clears(Fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(SilsaAnswersImport) first =
      read_answers(f, HEADER "A1-03,level,3\nA1-03,flag,1\nA1-03,check:a,no\n");
  g_autoptr(SilsaAnswersImport) second = NULL;

  apply(f, first->act);
  second = read_answers(f, "값,항목,지표코드\n,level,A1-03\n,flag,A1-03\n,check:a,A1-03\n");
  g_assert_cmpuint(second->refused->len, ==, 0);
  apply(f, second->act);
  g_assert_null(get(f, "A1-03", "level"));
  g_assert_null(get(f, "A1-03", "flag"));
  g_assert_null(get(f, "A1-03", "check:A1-03-a"));
}

static void
test_refused(Fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  static const char *const reasons[] = {
      "unknown-indicator",
      "unknown-field",
      "not-quantitative",
      "not-qualitative",
      "unknown-input",
      "unknown-check",
      "decimal",
      "level",
      "result",
      "switch",
      "switch",
      "no-claim",
      "unknown-field",
      "empty",
      "twice",
      "unknown-field",
      "unknown-field",
      "columns",
      "unknown-field",
      "max",
  };
  g_autoptr(SilsaAnswersImport) import =
      read_answers(f, HEADER "Z1-01,level,1\nA1-01,colour,1\nA1-03,input:x,1\nA1-01,level,1\n"
                             "A1-01,input:x,1\nA1-01,check:z,yes\nA1-01,input:specialists,-1\n"
                             "A1-03,level,9\nA1-01,check:a,maybe\nA1-01,flag,x\n"
                             "A1-01,confirm-claim,yes\nA1-04,confirm-claim,1\n"
                             "A1-01,finding:praise,x\nA1-01,finding:strength,\n"
                             "A1-01,flag,1\nA1-01,claim:specialists,3\nA1-01,use:1,x\n"
                             "A1-01,reason,a,b\nA1-01,justify-codes,required-no\n"
                             "C1-12,input:fields,12\n");

  g_assert_cmpuint(import->n_rows, ==, 0);
  g_assert_true(silsa_act_is_empty(import->act));
  g_assert_cmpuint(import->refused->len, ==, G_N_ELEMENTS(reasons));
  for (guint i = 0; i < G_N_ELEMENTS(reasons); i++) {
    const SilsaRefusedRow *row = g_ptr_array_index(import->refused, i);

    g_assert_cmpuint(row->row, ==, i + 2);
    g_assert_cmpstr(row->reason, ==, reasons[i]);
  }
}

static void
test_unreadable(Fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  static const char text[] = "indicator,value\nA1-01,1\n";
  g_autoptr(GBytes) bytes = g_bytes_new_static(text, strlen(text));
  g_autoptr(GError) error = NULL;

  g_assert_null(silsa_answers_read(f->assessment, bytes, &error));
  g_assert_error(error, SILSA_ERROR, SILSA_ERROR_INVALID);
  g_assert_cmpstr(silsa_error_get_facts(error)->rule, ==, "csv-header");
  g_assert_cmpstr(silsa_error_get_facts(error)->subject, ==, "field");
}

/* The answers of the demonstration fit its claims; what they come to was worked out apart from this
 * code. */
static void
test_sample(Fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  static const char *const tables[][3] = {{"2021", "claims", "daegu.csv"},
                                          {"answers", "daegu.csv", NULL},
                                          {"answers", "daegu-rest.csv", NULL}};
  const SilsaPreview *preview;
  g_autofree char *points = NULL;

  for (guint i = 0; i < G_N_ELEMENTS(tables); i++) {
    g_autofree char *path =
        silsa_test_source("data", "sample", tables[i][0], tables[i][1], tables[i][2], NULL);
    g_autoptr(GBytes) bytes = silsa_test_read(path);
    g_autoptr(SilsaClaimsImport) claims = NULL;
    g_autoptr(SilsaAnswersImport) answers = NULL;
    g_autoptr(GError) error = NULL;

    if (i == 0)
      claims = silsa_claims_read(f->assessment, bytes, &error);
    else
      answers = silsa_answers_read(f->assessment, bytes, &error);
    g_assert_no_error(error);
    g_assert_cmpuint(i == 0 ? claims->refused->len : answers->refused->len, ==, 0);
    apply(f, i == 0 ? claims->act : answers->act);
  }
  preview = silsa_assessment_get_preview(f->assessment);
  points = silsa_rational_format(preview->all.expected.q, 1);
  g_assert_cmpuint(preview->all.recorded, ==, 62); /* and one unverifiable */
  g_assert_cmpstr(points, ==, "1496.2");
  g_assert_cmpint(preview->expected_grade->number, ==, 3);
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
  add("/core/answers-csv/import", test_import);
  add("/core/answers-csv/clears", test_clears);
  add("/core/answers-csv/refused", test_refused);
  add("/core/answers-csv/unreadable", test_unreadable);
  add("/core/answers-csv/sample", test_sample);
  return g_test_run();
}
