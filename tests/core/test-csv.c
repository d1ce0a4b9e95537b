#include "silsa-csv.h"

#include "silsa-error.h"
#include "silsa-limits.h"

#include <string.h>

static SilsaCsv *
read_table(const char *text)
{
  g_autoptr(GBytes) bytes = g_bytes_new(text, strlen(text));
  g_autoptr(GError) error = NULL;
  SilsaCsv *csv = silsa_csv_new(bytes, SILSA_LIMIT_CLAIMS_BYTES, "claims-bytes", &error);

  g_assert_no_error(error);
  return csv;
}

static void
assert_refused(const char *text, gsize size, SilsaError code, const char *rule, int line)
{
  g_autoptr(GBytes) bytes = g_bytes_new(text, size);
  g_autoptr(GError) error = NULL;

  g_assert_null(silsa_csv_new(bytes, 100, "claims-bytes", &error));
  g_assert_error(error, SILSA_ERROR, (int)code);
  g_assert_cmpstr(silsa_error_get_facts(error)->rule, ==, rule);
  g_assert_cmpint(silsa_error_get_facts(error)->line, ==, line);
}

static int
find(SilsaCsv *csv, const char *name)
{
  const char *names[] = {name, NULL};
  g_autoptr(GError) error = NULL;
  int column;

  g_assert_true(silsa_csv_find_column(csv, names, &column, &error));
  g_assert_no_error(error);
  return column;
}

static void
test_cells(void)
{
  g_autoptr(SilsaCsv) csv = read_table("\xEF\xBB\xBF"
                                       "a, B ,지표\r\n"
                                       "1,\"x, \"\"y\"\"\nz\", \xC2\xA0w\xE3\x80\x80\r\n"
                                       "\r\n"
                                       ",,\r\n"
                                       "2\n"
                                       "3,4,5,6\r"
                                       "7,,");

  g_assert_cmpuint(silsa_csv_get_n_columns(csv), ==, 3);
  g_assert_cmpuint(silsa_csv_get_n_rows(csv), ==, 4);
  g_assert_cmpint(find(csv, "b"), ==, 1);
  g_assert_cmpint(find(csv, "지표"), ==, 2);
  g_assert_cmpint(find(csv, "c"), ==, -1);
  g_assert_cmpstr(silsa_csv_get(csv, 0, 1), ==, "x, \"y\"\nz");
  g_assert_cmpstr(silsa_csv_get(csv, 0, 2), ==, "w");
  g_assert_cmpuint(silsa_csv_get_line(csv, 0), ==, 2);
  g_assert_cmpuint(silsa_csv_get_line(csv, 1), ==, 6);
  g_assert_cmpstr(silsa_csv_get(csv, 1, 0), ==, "2");
  g_assert_cmpstr(silsa_csv_get(csv, 1, 2), ==, "");
  g_assert_cmpstr(silsa_csv_get(csv, 1, -1), ==, "");
  g_assert_cmpuint(silsa_csv_get_n_cells(csv, 2), ==, 4);
  g_assert_cmpuint(silsa_csv_get_line(csv, 3), ==, 8);
  g_assert_cmpstr(silsa_csv_get(csv, 3, 0), ==, "7");
}

static void
test_quotes(void)
{
  g_autoptr(SilsaCsv) csv =
      read_table("a,b\n\"1\" ,2\n\"1\"x,2\n1\"2,3\n \"4\",5\n\"\",\"\"\n6,\"\"\"\"\n");
  static const gboolean clean[] = {TRUE, FALSE, FALSE, TRUE, TRUE};

  g_assert_cmpuint(silsa_csv_get_n_rows(csv), ==, G_N_ELEMENTS(clean));
  for (guint i = 0; i < G_N_ELEMENTS(clean); i++)
    g_assert_cmpint(silsa_csv_is_clean(csv, i), ==, clean[i]);
  g_assert_cmpstr(silsa_csv_get(csv, 3, 0), ==, "4");
  g_assert_cmpstr(silsa_csv_get(csv, 4, 1), ==, "\"");
}

/* The header decides; what stands in quotes does not count. */
static void
test_separators(void)
{
  static const struct {
    const char *text;
    char separator;
    const char *second;
  } cases[] = {
      {"a,b\n1,2\n", ',', "2"},
      {"a;b\n1;2,5\n", ';', "2,5"},
      {"a\tb\n1\t 2 \n", '\t', "2"},
      {"\n;;\na;b;c,d\n1;2\n", ';', "2"},
      {"\"x,y,z\";b\n1;2\n", ';', "2"},
      {"sep=\t\r\na\tb,c,d\r\n1\t2\r\n", '\t', "2"},
      {"a\n1\n", ',', ""},
  };

  for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autoptr(SilsaCsv) csv = read_table(cases[i].text);

    g_assert_cmpint(silsa_csv_get_separator(csv), ==, cases[i].separator);
    g_assert_cmpuint(silsa_csv_get_n_rows(csv), ==, 1);
    g_assert_cmpstr(silsa_csv_get(csv, 0, 0), ==, "1");
    g_assert_cmpstr(silsa_csv_get(csv, 0, 1), ==, cases[i].second);
  }
}

static void
test_refused(void)
{
  char long_text[102];

  memset(long_text, 'a', sizeof(long_text));
  assert_refused("", 0, SILSA_ERROR_INVALID, "csv-empty", 1);
  assert_refused("\xEF\xBB\xBF", 3, SILSA_ERROR_INVALID, "csv-empty", 1);
  assert_refused("\n , \n", 5, SILSA_ERROR_INVALID, "csv-empty", 1);
  assert_refused("a,b\n1,\"2\n3\n", 11, SILSA_ERROR_INVALID, "csv-quote", 2);
  assert_refused("a\n\xc1\xff\n", 5, SILSA_ERROR_CORRUPT, "csv-encoding", 2);
  assert_refused("\xEF\xBB\xBF\xc1\xf6\n", 6, SILSA_ERROR_CORRUPT, "csv-encoding", 1);
  assert_refused("\xff\xfe"
                 "a",
                 3, SILSA_ERROR_CORRUPT, "csv-encoding", 1);
  assert_refused("a,b;c\n", 6, SILSA_ERROR_INVALID, "csv-separator", 1);
  assert_refused("a\0b", 3, SILSA_ERROR_CORRUPT, "csv-encoding", 1);
  assert_refused(long_text, 101, SILSA_ERROR_LIMIT, "claims-bytes", 0);
}

static void
test_limit_is_allowed(void)
{
  char text[100];
  g_autoptr(GBytes) bytes = NULL;
  g_autoptr(SilsaCsv) csv = NULL;
  g_autoptr(GError) error = NULL;

  memset(text, 'a', sizeof(text));
  bytes = g_bytes_new_static(text, sizeof(text));
  csv = silsa_csv_new(bytes, sizeof(text), "claims-bytes", &error);
  g_assert_no_error(error);
  g_assert_cmpuint(silsa_csv_get_n_rows(csv), ==, 0);
}

static void
test_column_twice(void)
{
  g_autoptr(SilsaCsv) csv = read_table("a,b,A\n1,2,3\n");
  const char *names[] = {"a", NULL};
  g_autoptr(GError) error = NULL;
  int column;

  g_assert_false(silsa_csv_find_column(csv, names, &column, &error));
  g_assert_error(error, SILSA_ERROR, SILSA_ERROR_INVALID);
  g_assert_cmpstr(silsa_error_get_facts(error)->rule, ==, "csv-column");
  g_assert_cmpstr(silsa_error_get_facts(error)->found, ==, "A");
}

static void
test_round_trip(void)
{
  const char *cells[] = {"", "a,b", "say \"no\"", "two\nlines", "가 나"};
  const char *header[] = {"1", "2", "3", "4", "5"};
  g_autoptr(GString) out = g_string_new(NULL);
  g_autoptr(SilsaCsv) csv = NULL;

  silsa_csv_append_row(out, header, G_N_ELEMENTS(header));
  silsa_csv_append_row(out, cells, G_N_ELEMENTS(cells));
  g_assert_true(g_str_has_suffix(out->str, "가 나\r\n"));
  csv = read_table(out->str);
  g_assert_cmpuint(silsa_csv_get_n_rows(csv), ==, 1);
  for (int i = 0; i < (int)G_N_ELEMENTS(cells); i++)
    g_assert_cmpstr(silsa_csv_get(csv, 0, i), ==, cells[i]);
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/core/csv/cells", test_cells);
  g_test_add_func("/core/csv/quotes", test_quotes);
  g_test_add_func("/core/csv/separators", test_separators);
  g_test_add_func("/core/csv/refused", test_refused);
  g_test_add_func("/core/csv/limit-is-allowed", test_limit_is_allowed);
  g_test_add_func("/core/csv/column-twice", test_column_twice);
  g_test_add_func("/core/csv/round-trip", test_round_trip);
  return g_test_run();
}
