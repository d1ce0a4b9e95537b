#include "workshop.h"

#include "silsa-journal-xml.h"

#include <string.h>

/* journal.xml: the chain of the file, with the values that may travel and none that may not. */

typedef struct {
  SilsaJournalWriter *writer;
  guint n;
} Copy;

static gboolean
copy_row(const SilsaJournalRow *row, gpointer user_data, GError **error G_GNUC_UNUSED)
{
  Copy *copy = user_data;

  silsa_journal_writer_add(copy->writer, row);
  copy->n++;
  return TRUE;
}

static GBytes *
write_journal(Workshop *shop)
{
  SilsaAssessment *assessment = silsa_store_get_assessment(shop->store);
  SilsaCatalogue *catalogue = silsa_assessment_get_catalogue(assessment);
  Copy copy = {silsa_journal_writer_new(silsa_assessment_get_case(assessment)->id,
                                        silsa_catalogue_get_sha256(catalogue)),
               0};
  g_autoptr(GError) error = NULL;

  g_assert_true(silsa_store_flush(shop->store, &error));
  g_assert_true(silsa_store_foreach_journal(shop->store, 0, -1, copy_row, &copy, &error));
  g_assert_no_error(error);
  g_assert_cmpuint(copy.n, >, 5);
  return silsa_journal_writer_finish(copy.writer);
}

static SilsaJournalText *
read_journal(GBytes *bytes)
{
  g_autoptr(GError) error = NULL;
  SilsaJournalText *journal = silsa_journal_text_read(bytes, &error);

  g_assert_no_error(error);
  return journal;
}

static const char *
fact(SilsaJournalText *journal, const char *key)
{
  gpointer value = NULL;

  if (!g_hash_table_lookup_extended(journal->facts, key, NULL, &value))
    return "not there";
  return value;
}

static void
test_there_and_back(Workshop *shop, gconstpointer data G_GNUC_UNUSED)
{
  SilsaAssessment *assessment = silsa_store_get_assessment(shop->store);
  g_autoptr(GBytes) bytes = write_journal(shop);
  g_autoptr(SilsaJournalText) journal = read_journal(bytes);
  g_autofree char *head = NULL;
  gint64 rows;

  g_assert_true(silsa_store_get_journal_head(shop->store, &rows, &head, NULL));
  g_assert_cmpint(journal->rows, ==, rows);
  g_assert_cmpstr(journal->head, ==, head);
  g_assert_cmpint(journal->first_bad, ==, -1);
  g_assert_cmpstr(journal->file_id, ==, silsa_assessment_get_case(assessment)->id);
  g_assert_cmpstr(fact(journal, "B2-01\tlevel"), ==, "4");
  g_assert_cmpstr(fact(journal, "B2-01\tfinding:strength:1"), ==,
                  silsa_assessment_get(assessment, "B2-01", "finding:strength:1"));
}

static gboolean
holds(GBytes *bytes, const char *text)
{
  gsize size;
  const char *data = g_bytes_get_data(bytes, &size);

  return memmem(data, size, text, strlen(text)) != NULL;
}

/* Known to be there, and nothing more; also what it was before. */
static void
test_withheld(Workshop *shop, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(GBytes) bytes = NULL;
  g_autoptr(SilsaJournalText) journal = NULL;

  workshop_set(shop, "B2-01", "internal-note", "another secret");
  workshop_set(shop, "B2-02", "internal-note", "third secret");
  workshop_set(shop, "B2-02", "internal-note", NULL);
  bytes = write_journal(shop);
  journal = read_journal(bytes);
  g_assert_false(holds(bytes, WORKSHOP_NOTE));
  g_assert_false(holds(bytes, "another secret"));
  g_assert_false(holds(bytes, "third secret"));
  g_assert_null(fact(journal, "B2-01\tinternal-note"));
  g_assert_cmpstr(fact(journal, "B2-02\tinternal-note"), ==, "not there");
  g_assert_cmpint(journal->first_bad, ==, -1);
}

/* What was undone is history, and what stands in the end counts. */
static void
test_replayed(Workshop *shop, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(GBytes) bytes = NULL;
  g_autoptr(SilsaJournalText) journal = NULL;

  workshop_set(shop, "A1-03", "level", "2");
  workshop_set(shop, "A1-05", "level", "3");
  g_assert_true(silsa_store_undo(shop->store, NULL));
  workshop_set(shop, "A1-03", "level", "5");
  bytes = write_journal(shop);
  journal = read_journal(bytes);
  g_assert_cmpstr(fact(journal, "A1-03\tlevel"), ==, "5");
  g_assert_cmpstr(fact(journal, "A1-05\tlevel"), ==, "not there");
}

/* --- a chain that does not hold ----------------------------------------------------------------
 */

/* The rows of @bytes as texts; first and last are what stands before and after them. */
static GStrv
split_rows(GBytes *bytes)
{
  g_autofree char *text = g_strndup(g_bytes_get_data(bytes, NULL), g_bytes_get_size(bytes));

  return g_strsplit(text, "<row ", -1);
}

static gint64
first_bad(GStrv rows)
{
  g_autofree char *text = g_strjoinv("<row ", rows);
  g_autoptr(GBytes) bytes = g_bytes_new(text, strlen(text));
  g_autoptr(SilsaJournalText) journal = read_journal(bytes);

  return journal->first_bad;
}

static void
test_rows_exchanged(Workshop *shop, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(GBytes) bytes = write_journal(shop);
  g_auto(GStrv) rows = split_rows(bytes);
  char *third = rows[3];

  rows[3] = rows[4];
  rows[4] = third;
  g_assert_cmpint(first_bad(rows), ==, 2);
}

static void
test_row_left_out(Workshop *shop, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(GBytes) bytes = write_journal(shop);
  g_auto(GStrv) rows = split_rows(bytes);

  g_free(rows[3]);
  for (guint i = 3; rows[i] != NULL; i++)
    rows[i] = rows[i + 1];
  g_assert_cmpint(first_bad(rows), ==, 2);
}

/* Every attribute of a row is under its hash. */
static void
test_attribute_changed(Workshop *shop, gconstpointer data G_GNUC_UNUSED)
{
  static const char *const attributes[] = {"group=\"",   "time=\"",  "actor=\"", "act=\"",
                                           "subject=\"", "field=\"", "new=\"",   "hash=\""};
  g_autoptr(GBytes) bytes = write_journal(shop);

  for (gsize i = 0; i < G_N_ELEMENTS(attributes); i++) {
    g_auto(GStrv) rows = split_rows(bytes);
    char *at = strstr(rows[3], attributes[i]);

    g_assert_nonnull(at);
    at += strlen(attributes[i]);
    if ((guint8)*at >= 0x80) /* a syllable of three bytes */
      memcpy(at, "abc", 3);
    else
      *at = *at == '1' ? '2' : '1';
    g_assert_cmpint(first_bad(rows), ==, 2);
  }
}

static void
assert_value_bad(GBytes *bytes, const char *from, const char *to)
{
  g_autoptr(GBytes) changed = silsa_test_replace(bytes, from, to, 1);
  g_autoptr(SilsaJournalText) journal = read_journal(changed);

  g_assert_cmpint(journal->first_bad, >=, 0);
}

static void
test_value_changed(Workshop *shop, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(GBytes) bytes = write_journal(shop);

  assert_value_bad(bytes, ">4</new>", ">5</new>");
  assert_value_bad(bytes, "담당 조직이 분명함", "담당 조직이 불명함");
}

static void
test_not_a_journal(void)
{
  static const char *const texts[] = {"", "<journal/>",
                                      "<!DOCTYPE journal><journal xmlns=\"urn:silsa:journal:1\"/>",
                                      "<journal xmlns=\"urn:silsa:journal:2\"/>"};

  for (gsize i = 0; i < G_N_ELEMENTS(texts); i++) {
    g_autoptr(GBytes) bytes = g_bytes_new(texts[i], strlen(texts[i]));
    g_autoptr(GError) error = NULL;

    g_assert_null(silsa_journal_text_read(bytes, &error));
    g_assert_true(error->domain == SILSA_ERROR);
  }
}

/* --- what its XML may look like ----------------------------------------------------------------
 */

/* Every text that a journal may hold, and some that no field would take. */
static void
test_texts(Workshop *shop G_GNUC_UNUSED, gconstpointer data G_GNUC_UNUSED)
{
  static char *const texts[] = {
      "<&>\"'", "]]>", "한 줄\n두 줄\t셋", "\302\205 \357\277\275 \360\237\230\200",
      "\r\n",   "",    "&amp;&#xD;",       " ",
  };
  static char digest[] = "c228ec22353281afe4532b041936a3102e6a8245a90bd9261b774bfb4e56940c";
  static char salt[] = "26fc5defe8b52b32155d48ab0c1995f1";
  g_autoptr(GBytes) bytes = NULL;
  g_autoptr(SilsaJournalText) journal = NULL;
  SilsaJournalWriter *writer = silsa_journal_writer_new("file", digest);

  for (gsize i = 0; i < G_N_ELEMENTS(texts); i++) {
    char *text = texts[i];
    char *either = i % 2 > 0 ? text : NULL;
    SilsaJournalRow row = {.sequence = (gint64)i, .time = text, .actor = text, .act = text};

    row.subject = text;
    row.field = (char *)"reason";
    row.new_value = text;
    row.new_salt = salt;
    row.old_value = either;
    row.old_salt = salt;
    row.new_commitment = row.hash = digest;
    silsa_journal_writer_add(writer, &row);
  }
  bytes = silsa_journal_writer_finish(writer);
  journal = read_journal(bytes);
  g_assert_cmpstr(journal->last_time, ==, texts[G_N_ELEMENTS(texts) - 1]);
  for (gsize i = 1; i < G_N_ELEMENTS(texts); i++) {
    g_autofree char *key = g_strconcat(texts[i], "\treason", NULL);

    g_assert_cmpstr(fact(journal, key), ==, texts[i]);
  }
}

/* The same in another spelling, something else, or nothing that a journal may look like. */
typedef enum { SAME, BROKEN, REFUSED } Spelt;

static const struct {
  const char *from, *to;
  Spelt spelt;
} spellings[] = {
    {"\"1.0\"", "'1.0'", SAME},
    {"<row sequence=\"1\"", "<row  sequence=\"1\"", SAME},
    {"<row sequence=\"1\"", "<row sequence='1'", SAME},
    {" time=\"", " field=\"x\" time=\"", REFUSED},
    {"sequence=\"1\"", "sequence=\"+1\"", SAME},
    {"sequence=\"1\"", "sequence=\"-1\"", REFUSED},
    {"sequence=\"1\"", "sequence=\" 1\"", SAME},
    {"sequence=\"1\"", "sequence=\"\"", REFUSED},
    {"sequence=\"1\"", "sequence=\"1234567890123456789\"", BROKEN},
    {"field=\"level\"", "field=\"&#108;evel\"", SAME},
    {"field=\"level\"", "field=\"l<evel\"", REFUSED},
    {"field=\"level\"", "field=\"level\" more=\"1\"", REFUSED},
    {"field=\"level\"", "field=\"level\" field=\"level\"", REFUSED},
    {"field=\"level\"", "field=\"&level;\"", REFUSED},
    {"field=\"level\"", "field=\"le\nvel\"", BROKEN},
    {"field=\"level\"", "field=\"le\001vel\"", REFUSED},
    {"field=\"level\"", "field=\"le\357\277\277vel\"", REFUSED},
    {" hash=\"", " hash=\"A", REFUSED},
    {" hash=\"", " Hash=\"", REFUSED},
    {">4</new>", "><![CDATA[4]]></new>", SAME},
    {">4</new>", ">4<!-- --></new>", SAME},
    {">4</new>", ">4<b/></new>", REFUSED},
    {">4</new>", ">&#52;</new>", SAME},
    {">4</new>", ">4></new>", BROKEN},
    {">4</new>", ">4]]></new>", REFUSED},
    {">4</new>", ">4\r</new>", BROKEN},
    {">4</new>", ">4</new >", SAME},
    {">4</new>", ">4</new>x", REFUSED},
    {">4</new>", ">4</new><new/>", REFUSED},
    {">4</new>", ">4\357\277\276</new>", REFUSED},
    {">4</new>", ">4\377</new>", REFUSED},
    {"</journal>\n", "</journal>\n<journal/>", REFUSED},
    {"</journal>\n", "</journal>", SAME},
    {"</journal>\n", "</journal>\n\n", SAME},
    {"</journal>\n", "", REFUSED},
    {"urn:silsa:journal:1", "urn:silsa:journal:2", REFUSED},
};

static void
test_other_spellings(Workshop *shop, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(GBytes) bytes = write_journal(shop);
  g_autoptr(SilsaJournalText) written = read_journal(bytes);

  for (gsize i = 0; i < G_N_ELEMENTS(spellings); i++) {
    g_autoptr(GBytes) changed = silsa_test_replace(bytes, spellings[i].from, spellings[i].to, 0);
    g_autoptr(GError) error = NULL;
    g_autoptr(SilsaJournalText) journal = silsa_journal_text_read(changed, &error);

    g_test_message("%s -> %s", spellings[i].from, spellings[i].to);
    g_assert_false(g_bytes_equal(bytes, changed));
    g_assert_true((journal == NULL) == (spellings[i].spelt == REFUSED));
    g_assert_true((journal == NULL) == (error != NULL));
    if (journal == NULL)
      continue;
    g_assert_cmpint(journal->first_bad, ==, spellings[i].spelt == SAME ? -1 : 1);
    if (spellings[i].spelt == SAME)
      g_assert_cmpstr(journal->head, ==, written->head);
  }
}

/* Wherever it breaks off. */
static void
test_cut(Workshop *shop, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(GBytes) bytes = write_journal(shop);
  gsize size = g_bytes_get_size(bytes);

  for (gsize i = 0; i < size; i += i < 800 ? 1 : 97) {
    g_autoptr(GBytes) cut = g_bytes_new_from_bytes(bytes, 0, i);
    g_autoptr(GError) error = NULL;

    g_assert_null(silsa_journal_text_read(cut, &error));
    g_assert_nonnull(error);
  }
}

/* --- compared with the content -----------------------------------------------------------------
 */

static void
assert_compared(Workshop *shop, SilsaJournalText *journal, const char *where)
{
  SilsaProblems problems;

  silsa_problems_init(&problems);
  silsa_journal_text_compare(journal, silsa_store_get_assessment(shop->store), &problems);
  g_assert_cmpuint(problems.notes->len, ==, where != NULL ? 1 : 0);
  if (where != NULL) {
    const SilsaVerifyNote *note = problems.notes->pdata[0];

    g_assert_cmpstr(note->code, ==, "journal-differs");
    g_assert_cmpstr(note->where, ==, where);
    g_assert_cmpint(problems.worst, ==, SILSA_VERDICT_INCONSISTENT);
  }
  silsa_problems_clear(&problems);
}

/* The content is changed after the journal was taken: entered, changed and cleared. */
static void
test_compared(Workshop *shop, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(GBytes) bytes = write_journal(shop);
  g_autoptr(SilsaJournalText) journal = read_journal(bytes);

  assert_compared(shop, journal, NULL);
  workshop_set(shop, "B2-01", "internal-note", "never compared");
  assert_compared(shop, journal, NULL);
  workshop_set(shop, "A1-03", "level", "1");
  assert_compared(shop, journal, "A1-03");
  workshop_set(shop, "A1-03", "level", NULL);
  assert_compared(shop, journal, NULL);
  workshop_set(shop, "B2-01", "level", "5");
  assert_compared(shop, journal, "B2-01");
  workshop_set(shop, "B2-01", "level", NULL);
  assert_compared(shop, journal, "B2-01");
}

/* --- silsa_package_check_journal() -------------------------------------------------------------
 */

static void
test_of_a_package(Workshop *shop, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(GPtrArray) entries = workshop_open(workshop_package(shop));
  g_autofree char *path = silsa_test_folder_path(&shop->folder, "changed.asice");
  g_autofree char *head = NULL;
  g_autofree char *expected = NULL;
  g_autofree char *changed_head = NULL;
  g_autoptr(GError) error = NULL;
  gint64 rows, expected_rows, first;

  g_assert_true(silsa_store_get_journal_head(shop->store, &expected_rows, &expected, NULL));
  g_assert_true(silsa_package_check_journal(shop->package, &rows, &head, &first, &error));
  g_assert_cmpint(first, ==, -1);
  g_assert_cmpint(rows, ==, expected_rows);
  g_assert_cmpstr(head, ==, expected);

  workshop_replace(entries, "journal.xml", ">4</new>", ">5</new>");
  workshop_close(entries, path);
  g_assert_true(silsa_package_check_journal(path, &rows, &changed_head, &first, &error));
  g_assert_cmpint(first, >, 0);
  workshop_remove(entries, "journal.xml");
  workshop_close(entries, path);
  g_assert_false(silsa_package_check_journal(path, &rows, &head, &first, &error));
  g_assert_error(error, SILSA_ERROR, SILSA_ERROR_NOT_FOUND);
  g_assert_cmpstr(silsa_error_get_facts(error)->entry, ==, "journal.xml");
}

#define test(path, func)                                                                           \
  g_test_add("/journal/" path, Workshop, NULL, workshop_set_up, func, workshop_tear_down)

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  test("there-and-back", test_there_and_back);
  test("withheld", test_withheld);
  test("replayed", test_replayed);
  test("bad/exchanged", test_rows_exchanged);
  test("bad/left-out", test_row_left_out);
  test("bad/attribute", test_attribute_changed);
  test("bad/value", test_value_changed);
  g_test_add_func("/journal/not-one", test_not_a_journal);
  test("texts", test_texts);
  test("other-spellings", test_other_spellings);
  test("cut", test_cut);
  test("compared", test_compared);
  test("of-a-package", test_of_a_package);
  return g_test_run();
}
