#include "session.h"

#include <glib/gstdio.h>
#include <stdlib.h>
#include <string.h>

#define PHOTO_BYTES 70000
#define LONG_TEXT 20000 /* characters, the most that is allowed, and more than a page */
#define N_INDICATORS 8

typedef struct {
  const char *name;
  gboolean (*perform)(Session *self, GError **error);
  gboolean waits; /* until it is saved */
} Step;

static SilsaCatalogue *catalogue;
static GBytes *template;
static GPtrArray *states; /* what the file says after each number of steps */

/* --- a catalogue that is read in no time --- */

static void
add_texts(GString *xml, const char *element)
{
  g_string_append_printf(xml, "<%1$s xml:lang=\"ko\">글</%1$s><%1$s xml:lang=\"en\">Text</%1$s>",
                         element);
}

static void
add_indicator(GString *xml, guint n)
{
  g_string_append_printf(
      xml, "<indicator code=\"A1-%02u\" kind=\"qualitative\" points=\"100\" stage=\"both\">", n);
  add_texts(xml, "title");
  add_texts(xml, "definition");
  g_string_append(xml, "<maturity>");
  for (guint level = 0; level <= 5; level++) {
    g_string_append_printf(xml, "<level number=\"%u\" percent=\"%u\">", level, 20 * level);
    add_texts(xml, "descriptor");
    g_string_append(xml, "</level>");
  }
  g_string_append(xml, "</maturity><checklist>");
  for (char letter = 'a'; letter <= 'c'; letter++) {
    g_string_append_printf(xml, "<check code=\"A1-%02u-%c\" required=\"1\" evidence=\"photo\">", n,
                           letter);
    add_texts(xml, "question");
    g_string_append(xml, "</check>");
  }
  g_string_append(xml, "</checklist><evidence photos=\"1\"><document>");
  add_texts(xml, "title");
  g_string_append(xml, "</document></evidence></indicator>");
}

static void
add_grade(GString *xml, guint number, guint percent)
{
  g_string_append_printf(xml, "<grade number=\"%u\" min-percent=\"%u\" certified=\"%s\">", number,
                         percent, number == 1 ? "true" : "false");
  add_texts(xml, "title");
  g_string_append(xml, "</grade>");
}

static SilsaCatalogue *
make_catalogue(void)
{
  g_autoptr(GString) xml = g_string_new("<catalogue xmlns=\"urn:silsa:catalogue:1\" id=\"small\" "
                                        "version=\"1\" status=\"reference\">");
  g_autoptr(GBytes) bytes = NULL;
  g_autoptr(GError) error = NULL;
  SilsaCatalogue *made;

  add_texts(xml, "title");
  add_texts(xml, "provenance");
  g_string_append(xml, "<scale total=\"800\" decimals=\"1\"/><grades>");
  add_grade(xml, 1, 70);
  add_grade(xml, 2, 0);
  g_string_append(xml, "</grades><city-classes><class id=\"any\" min-population=\"0\">");
  add_texts(xml, "title");
  g_string_append(xml, "</class></city-classes><units><unit id=\"thing\" decimals=\"0\">");
  add_texts(xml, "title");
  g_string_append(xml, "</unit></units><sector code=\"A\" points=\"800\">");
  add_texts(xml, "title");
  g_string_append(xml, "<item code=\"A1\" points=\"800\">");
  add_texts(xml, "title");
  for (guint n = 1; n <= N_INDICATORS; n++)
    add_indicator(xml, n);
  g_string_append(xml, "</item></sector></catalogue>");
  bytes = g_string_free_to_bytes(g_steal_pointer(&xml));
  made = silsa_catalogue_new_from_bytes(bytes, &error);
  g_assert_no_error(error);
  return made;
}

/* --- the steps --- */

static gboolean
perform(Session *self, SilsaAct *act, GError **error)
{
  return silsa_store_perform(self->store, act, error);
}

static gboolean
set_fact(Session *self, const char *subject, const char *field, const char *value, GError **error)
{
  g_autoptr(SilsaAct) act = silsa_act_new("answer", subject);

  silsa_act_add(act, subject, field, value);
  return perform(self, act, error);
}

static gboolean
answer(Session *self, GError **error)
{
  return set_fact(self, "A1-03", "level", "3", error);
}

static gboolean
draft(Session *self, GError **error G_GNUC_UNUSED)
{
  silsa_store_set_draft(self->store, "A1-03", "internal-note", "쓰다 만 글");
  return TRUE;
}

/* Ends the draft too. */
static gboolean
import_answers(Session *self, GError **error)
{
  g_autoptr(SilsaAct) act = silsa_act_new("import-answers", NULL);
  g_autofree char *note = g_strnfill(LONG_TEXT / 4, 'n');

  for (guint n = 1; n <= N_INDICATORS; n++) {
    g_autofree char *code = g_strdup_printf("A1-%02u", n);

    silsa_act_add(act, code, "internal-note", note);
  }
  return perform(self, act, error);
}

static gboolean
add_photo(Session *self, guint seed, gsize size, GError **error)
{
  g_autoptr(GBytes) bytes = fixture_bytes(seed, size);
  g_autoptr(GBytes) jpeg = fixture_bytes(seed + 100, 3000);
  SilsaEvidenceIntake intake = {
      .facts = {.media_type = "image/jpeg", .name = "관제실.jpg", .kind = "photo"},
      .thumbnail = jpeg};
  g_autoptr(SilsaEvidence) evidence =
      silsa_store_add_evidence(self->store, bytes, &intake, NULL, error);

  return evidence != NULL;
}

static gboolean
add_first_photo(Session *self, GError **error)
{
  return add_photo(self, 1, PHOTO_BYTES, error);
}

static gboolean
add_second_photo(Session *self, GError **error)
{
  return add_photo(self, 2, PHOTO_BYTES / 7, error);
}

static gboolean
use_photo(Session *self, GError **error)
{
  return set_fact(self, "A1-03", "use:1", "관제실 정면", error);
}

static gboolean
undo(Session *self, GError **error)
{
  return silsa_store_undo(self->store, error);
}

static gboolean
redo(Session *self, GError **error)
{
  return silsa_store_redo(self->store, error);
}

static gboolean
reopen(Session *self, GError **error)
{
  if (self->store != NULL && !silsa_store_close(self->store, error))
    return FALSE;
  g_clear_object(&self->store);
  self->store = silsa_store_open(self->path, SILSA_OPEN_READ_WRITE, error);
  return self->store != NULL;
}

static gboolean
write_long_text(Session *self, GError **error)
{
  g_autofree char *text = g_strnfill(LONG_TEXT, 'x');

  return set_fact(self, "A1-05", "internal-note", text, error);
}

static gboolean
clear_long_text(Session *self, GError **error)
{
  return set_fact(self, "A1-05", "internal-note", NULL, error);
}

static gboolean
flag(Session *self, GError **error)
{
  return set_fact(self, "A1-07", "flag", "1", error);
}

static gboolean
check_result(Session *self, GError **error)
{
  return set_fact(self, "A1-07", "level", "2", error);
}

static gboolean
remove_photo(Session *self, GError **error)
{
  return set_fact(self, "evidence:2", "removed", "1", error);
}

static gboolean
record_export(Session *self, GError **error)
{
  static const char digest[] = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

  return silsa_store_record_export(self->store, 1, digest, 12, error);
}

static gboolean
erase_photo(Session *self, GError **error)
{
  return silsa_store_erase_evidence(self->store, 2, "개인정보", error);
}

/* --- reading --- */

static gboolean
read_stream(SilsaStore *store, gint64 id, gsize expected, GError **error)
{
  g_autoptr(GInputStream) stream = silsa_store_open_evidence(store, id, error);
  g_autofree guint8 *buffer = g_malloc(expected + 1);
  gsize size;

  if (stream == NULL || !g_input_stream_read_all(stream, buffer, expected + 1, &size, NULL, error))
    return FALSE;
  g_assert_cmpuint(size, ==, expected);
  return TRUE;
}

static gboolean
count_row_cb(const SilsaJournalRow *row, gpointer data, GError **error G_GNUC_UNUSED)
{
  gint64 *rows = data;

  g_assert_cmpint(row->sequence, ==, *rows);
  (*rows)++;
  return TRUE;
}

static gboolean
read_journal(SilsaStore *store, GError **error)
{
  g_autofree char *head = NULL;
  gint64 rows = 0, counted = 0;

  if (!silsa_store_foreach_journal(store, 0, -1, count_row_cb, &counted, error) ||
      !silsa_store_get_journal_head(store, &rows, &head, error))
    return FALSE;
  g_assert_cmpint(rows, ==, counted);
  return TRUE;
}

/* Whatever a read says without an error is right. */
static gboolean
read_all(Session *self, GError **error)
{
  g_autoptr(GBytes) expected = fixture_bytes(1, PHOTO_BYTES);
  g_autoptr(GBytes) bytes = silsa_store_read_evidence(self->store, 1, error);
  g_autoptr(GBytes) jpeg = NULL;
  g_autoptr(GError) local = NULL;
  g_auto(SilsaLastExport) last = {0};

  if (bytes == NULL)
    return FALSE;
  g_assert_true(g_bytes_equal(bytes, expected));
  jpeg = silsa_store_read_thumbnail(self->store, 1, &local);
  g_assert_true((jpeg == NULL) == (local != NULL));
  if (local != NULL) {
    g_propagate_error(error, g_steal_pointer(&local));
    return FALSE;
  }
  return read_stream(self->store, 1, PHOTO_BYTES, error) && read_journal(self->store, error) &&
         silsa_store_get_last_export(self->store, &last, error);
}

static const Step steps[] = {
    {"answer", answer, TRUE},
    {"draft", draft, TRUE},
    {"import", import_answers, TRUE},
    {"photo", add_first_photo, TRUE},
    {"use", use_photo, TRUE},
    {"undo", undo, TRUE},
    {"redo", redo, TRUE},
    {"second photo", add_second_photo, TRUE},
    {"reopen", reopen, TRUE},
    {"undo after reopening", undo, TRUE},
    {"long text", write_long_text, TRUE},
    {"flag", flag, FALSE},
    {"check", check_result, FALSE},
    {"clear", clear_long_text, TRUE},
    {"remove photo", remove_photo, TRUE},
    {"read", read_all, TRUE},
    {"export", record_export, TRUE},
    {"erase", erase_photo, TRUE},
    {"reopen compacted", reopen, TRUE},
};

guint
session_get_n_steps(void)
{
  return G_N_ELEMENTS(steps);
}

const char *
session_get_step_name(guint step)
{
  return steps[step].name;
}

/* --- going through them --- */

SilsaCatalogue *
session_catalogue(void)
{
  if (catalogue == NULL)
    catalogue = make_catalogue();
  return catalogue;
}

SilsaStore *
session_create(const char *path, GError **error)
{
  SilsaCreation creation = {.city_name = "가나시",
                            .population = 700000,
                            .class_id = "any",
                            .assessor_name = "김하늘",
                            .purpose = "demonstration"};

  creation.catalogue = session_catalogue();
  return silsa_store_create(path, &creation, error);
}

GBytes *
session_template(void)
{
  if (template == NULL) {
    g_autofree char *folder = g_dir_make_tmp("silsa-session-XXXXXX", NULL);
    g_autofree char *path = g_build_filename(folder, "visit.silsa", NULL);
    g_autoptr(GError) error = NULL;
    g_autoptr(SilsaStore) store = session_create(path, &error);

    g_assert_no_error(error);
    g_assert_true(silsa_store_close(store, NULL));
    template = silsa_test_read(path);
    g_unlink(path);
    g_rmdir(folder);
  }
  return template;
}

void
session_init(Session *self, const char *path)
{
  gsize size;
  const void *data = g_bytes_get_data(session_template(), &size);

  *self = (Session){.path = g_strdup(path)};
  g_assert_true(
      g_file_set_contents_full(path, data, (gssize)size, G_FILE_SET_CONTENTS_NONE, 0600, NULL));
}

void
session_clear(Session *self)
{
  g_clear_object(&self->store);
  g_clear_pointer(&self->path, g_free);
}

gboolean
session_go_on(Session *self, GError **error)
{
  const Step *step;

  if (self->store == NULL && !reopen(self, error))
    return FALSE;
  if (self->performed == G_N_ELEMENTS(steps) ||
      (self->performed > self->saved && steps[self->performed - 1].waits))
    step = &steps[self->performed - 1];
  else {
    step = &steps[self->performed];
    if (self->tell_begun != NULL)
      self->tell_begun(self->performed + 1);
    if (!step->perform(self, error))
      return FALSE;
    self->performed++;
  }
  if (!step->waits)
    return TRUE;
  if (!silsa_store_flush(self->store, error))
    return FALSE;
  self->saved = self->performed;
  if (self->tell_saved != NULL)
    self->tell_saved(self->saved);
  return TRUE;
}

gboolean
session_run(Session *self, GError **error)
{
  while (self->saved < G_N_ELEMENTS(steps))
    if (!session_go_on(self, error))
      return FALSE;
  return TRUE;
}

/* --- what a file says --- */

static void
dump_fact_cb(const char *subject, const char *field, const char *value, gpointer data)
{
  g_string_append_printf(data, "%s %s %s\n", subject, field, value);
}

static void
dump_evidence(GListModel *evidence, GString *text)
{
  for (guint i = 0; i < g_list_model_get_n_items(evidence); i++) {
    g_autoptr(SilsaEvidence) item = g_list_model_get_item(evidence, i);
    const SilsaEvidenceFacts *facts = silsa_evidence_get_facts(item);

    g_string_append_printf(text, "%" G_GINT64_FORMAT " %s %" G_GUINT64_FORMAT " %s\n", facts->id,
                           facts->sha256, facts->size, facts->name);
  }
}

static char *
dump(SilsaStore *store)
{
  SilsaAssessment *assessment = silsa_store_get_assessment(store);
  const SilsaAct *drafts = silsa_store_get_recovered_drafts(store);
  GString *text = g_string_new(NULL);
  g_autofree char *head = NULL;
  g_auto(SilsaLastExport) last = {0};
  g_autoptr(GError) error = NULL;
  gint64 rows = 0;

  silsa_assessment_foreach_fact(assessment, dump_fact_cb, text);
  dump_evidence(silsa_assessment_get_evidence(assessment), text);
  for (guint i = 0; i < drafts->changes->len; i++) {
    const SilsaChange *change = g_ptr_array_index(drafts->changes, i);

    g_string_append_printf(text, "draft %s %s %s\n", change->subject, change->field,
                           change->new_value);
  }
  /* A disk that lies leaves files that open and cannot be read to their end: a loss, to be counted.
   */
  if (!silsa_store_get_journal_head(store, &rows, &head, &error) ||
      !silsa_store_get_last_export(store, &last, &error))
    g_string_append_printf(text, "then it cannot be read: %s\n", error->message);
  g_string_append_printf(text, "%" G_GINT64_FORMAT " rows, %u exports\n", rows, last.revision);
  return g_string_free_and_steal(text);
}

static char *
dump_file(const char *path)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(SilsaStore) store = silsa_store_open(path, SILSA_OPEN_READ_ONLY, &error);

  g_assert_no_error(error);
  return dump(store);
}

/* Each state is read from the file, as the next start of the program would. */
static void
find_states(void)
{
  g_autofree char *folder = g_dir_make_tmp("silsa-session-XXXXXX", NULL);
  g_autofree char *path = g_build_filename(folder, "visit.silsa", NULL);
  g_auto(Session) session = {NULL};
  g_autoptr(GError) error = NULL;

  session_init(&session, path);
  states = g_ptr_array_new_with_free_func(g_free);
  g_ptr_array_add(states, dump_file(path));
  while (session.performed < G_N_ELEMENTS(steps)) {
    session_go_on(&session, &error);
    g_assert_no_error(error);
    g_assert_true(silsa_store_flush(session.store, NULL));
    g_ptr_array_add(states, dump_file(path));
  }
  g_assert_true(silsa_store_close(session.store, NULL));
  g_unlink(path);
  g_rmdir(folder);
}

static gboolean
is_a_state(const char *found, guint saved, guint begun)
{
  if (states == NULL)
    find_states();
  for (guint i = saved; i <= begun; i++)
    if (strcmp(found, g_ptr_array_index(states, i)) == 0)
      return TRUE;
  return FALSE;
}

static char *
compare_with_states(const char *found, guint saved, guint begun)
{
  for (guint i = 0; i < states->len; i++)
    if (strcmp(found, g_ptr_array_index(states, i)) == 0)
      return g_strdup_printf("it holds %u steps, but %u were saved and %u begun", i, saved, begun);
  return g_strdup_printf("it holds what no number of steps makes (%u saved, %u begun):\n%s", saved,
                         begun, found);
}

static gboolean
check_row_cb(const SilsaJournalRow *row, gpointer data, GError **error G_GNUC_UNUSED)
{
  return silsa_journal_check_row(data, row);
}

static char *
find_fault_of_journal(SilsaStore *store)
{
  SilsaAssessment *assessment = silsa_store_get_assessment(store);
  g_autoptr(SilsaJournalCheck) chain = silsa_journal_check_new(
      silsa_assessment_get_case(assessment)->id,
      silsa_catalogue_get_sha256(silsa_assessment_get_catalogue(assessment)));
  g_autoptr(GError) error = NULL;
  gint64 bad;

  if (!silsa_store_foreach_journal(store, 0, -1, check_row_cb, chain, &error))
    return g_strdup_printf("the journal cannot be read: %s", error->message);
  bad = silsa_journal_check_get_first_bad(chain);
  return bad < 0 ? NULL : g_strdup_printf("row %" G_GINT64_FORMAT " of the journal is bad", bad);
}

static char *
find_fault_of_evidence(SilsaStore *store)
{
  GListModel *evidence = silsa_assessment_get_evidence(silsa_store_get_assessment(store));

  for (guint i = 0; i < g_list_model_get_n_items(evidence); i++) {
    g_autoptr(SilsaEvidence) item = g_list_model_get_item(evidence, i);
    gint64 id = silsa_evidence_get_id(item);
    gboolean erased = silsa_assessment_is_erased(silsa_store_get_assessment(store), id);
    g_autoptr(GError) error = NULL;
    g_autoptr(GBytes) bytes = silsa_store_read_evidence(store, id, &error);

    if (bytes == NULL && !erased)
      return g_strdup_printf("evidence: %s", error->message);
  }
  return NULL;
}

/* It is not enough that it can be read. */
static char *
find_fault_of_editing(SilsaStore *store)
{
  g_autoptr(SilsaAct) act = silsa_act_new("answer", "A1-08");
  g_autoptr(GError) error = NULL;

  silsa_act_add(act, "A1-08", "internal-note", "그 뒤에");
  if (silsa_store_perform(store, act, &error) && silsa_store_close(store, &error))
    return NULL;
  return g_strdup_printf("it cannot be edited: %s", error->message);
}

static char *
find_fault_of_store(const char *path, guint begun, guint saved)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(SilsaStore) store = silsa_store_open(path, SILSA_OPEN_READ_WRITE, &error);
  g_autofree char *found = NULL;
  char *fault;

  if (store == NULL)
    return g_strdup_printf("it cannot be opened: %s", error->message);
  found = dump(store);
  if (!is_a_state(found, saved, begun))
    return compare_with_states(found, saved, begun);
  if ((fault = find_fault_of_journal(store)) != NULL ||
      (fault = find_fault_of_evidence(store)) != NULL)
    return fault;
  return find_fault_of_editing(store);
}

static char *
find_fault_of_database(const char *path)
{
  sqlite3 *handle = NULL;
  sqlite3_stmt *stmt = NULL;
  char *fault = NULL;

  if (sqlite3_open_v2(path, &handle, SQLITE_OPEN_READONLY, NULL) != SQLITE_OK ||
      sqlite3_prepare_v2(handle, "PRAGMA integrity_check", -1, &stmt, NULL) != SQLITE_OK ||
      sqlite3_step(stmt) != SQLITE_ROW)
    fault = g_strdup_printf("integrity check: %s", sqlite3_errmsg(handle));
  else if (strcmp((const char *)sqlite3_column_text(stmt, 0), "ok") != 0)
    fault = g_strdup_printf("integrity check: %s", sqlite3_column_text(stmt, 0));
  sqlite3_finalize(stmt);
  sqlite3_close(handle);
  return fault;
}

static char *
find_fault_of_folder(const char *path)
{
  g_autofree char *folder = g_path_get_dirname(path);
  g_autofree char *mine = g_path_get_basename(path);
  g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);

  for (const char *name; (name = g_dir_read_name(dir)) != NULL;)
    if (strcmp(name, mine) != 0)
      return g_strdup_printf("%s was left beside it", name);
  return NULL;
}

char *
session_find_fault(const char *path, guint begun, guint saved)
{
  char *fault = find_fault_of_store(path, begun, saved);

  if (fault == NULL)
    fault = find_fault_of_database(path);
  if (fault == NULL)
    fault = find_fault_of_folder(path);
  return fault;
}

guint
session_get_points(guint usual)
{
  const char *text = g_getenv("SILSA_TEST_POINTS");

  return text != NULL ? (guint)g_ascii_strtoull(text, NULL, 10) : usual;
}

void
session_free_shared(void)
{
  g_clear_pointer(&template, g_bytes_unref);
  g_clear_pointer(&states, g_ptr_array_unref);
  g_clear_object(&catalogue);
}
