#include "fixture.h"

#include <string.h>

SilsaCatalogue *
fixture_catalogue(void)
{
  static SilsaCatalogue *catalogue;
  g_autoptr(GError) error = NULL;
  g_autofree char *path = NULL;

  if (catalogue != NULL)
    return catalogue;
  path = silsa_test_source("data", "kr-smartcity-2021-ref.xml", NULL);
  catalogue = silsa_catalogue_new_from_file(path, &error);
  g_assert_no_error(error);
  return catalogue;
}

SilsaStore *
fixture_create(const char *path)
{
  g_autoptr(GError) error = NULL;
  SilsaCreation creation = {
      .catalogue = fixture_catalogue(),
      .city_name = "대구광역시",
      .population = 2400000,
      .assessor_name = "김하늘",
      .purpose = "demonstration",
  };
  SilsaStore *store = silsa_store_create(path, &creation, &error);

  g_assert_no_error(error);
  g_assert_nonnull(store);
  return store;
}

void
fixture_set_up(Fixture *self, gconstpointer data)
{
  silsa_test_folder_set_up(&self->folder, data);
  self->path = silsa_test_folder_path(&self->folder, "visit.silsa");
  self->store = fixture_create(self->path);
}

void
fixture_close(Fixture *self)
{
  g_autoptr(GError) error = NULL;

  if (self->store == NULL)
    return;
  silsa_store_close(self->store, &error);
  g_assert_no_error(error);
  g_assert_finalize_object(g_steal_pointer(&self->store));
}

void
fixture_tear_down(Fixture *self, gconstpointer data)
{
  fixture_close(self);
  g_clear_pointer(&self->path, g_free);
  silsa_test_folder_tear_down(&self->folder, data);
}

void
fixture_reopen(Fixture *self)
{
  g_autoptr(GError) error = NULL;

  fixture_close(self);
  self->store = silsa_store_open(self->path, SILSA_OPEN_READ_WRITE, &error);
  g_assert_no_error(error);
}

void
fixture_assert_one_file(Fixture *self)
{
  g_autoptr(GDir) dir = g_dir_open(self->folder.path, 0, NULL);
  const char *name;

  g_assert_nonnull(dir);
  while ((name = g_dir_read_name(dir)) != NULL)
    g_assert_cmpstr(name, ==, "visit.silsa");
}

void
fixture_set(SilsaStore *store, const char *subject, const char *field, const char *value)
{
  g_autoptr(SilsaAct) act = silsa_act_new("answer", subject);
  g_autoptr(GError) error = NULL;

  silsa_act_add(act, subject, field, value);
  silsa_store_perform(store, act, &error);
  g_assert_no_error(error);
}

const char *
fixture_get(SilsaStore *store, const char *subject, const char *field)
{
  return silsa_assessment_get(silsa_store_get_assessment(store), subject, field);
}

GBytes *
fixture_bytes(guint seed, gsize size)
{
  GRand *random = g_rand_new_with_seed(seed);
  guint32 *words = g_malloc(size + sizeof(guint32));

  for (gsize i = 0; i <= size / sizeof(guint32); i++)
    words[i] = g_rand_int(random);
  g_rand_free(random);
  return g_bytes_new_take(words, size);
}

SilsaEvidence *
fixture_add_photo(SilsaStore *store, GBytes *bytes, const char *name)
{
  SilsaEvidenceIntake intake = {
      .facts = {.media_type = "image/jpeg", .name = name, .kind = "photo"}};
  g_autoptr(GError) error = NULL;
  SilsaEvidence *evidence = silsa_store_add_evidence(store, bytes, &intake, NULL, &error);

  g_assert_no_error(error);
  return evidence;
}

static gboolean
check_row_cb(const SilsaJournalRow *row, gpointer data, GError **error G_GNUC_UNUSED)
{
  silsa_journal_check_row(data, row);
  return TRUE;
}

static SilsaJournalCheck *
check(SilsaStore *store)
{
  SilsaAssessment *assessment = silsa_store_get_assessment(store);
  SilsaCatalogue *catalogue = silsa_assessment_get_catalogue(assessment);
  SilsaJournalCheck *chain = silsa_journal_check_new(silsa_assessment_get_case(assessment)->id,
                                                     silsa_catalogue_get_sha256(catalogue));
  g_autoptr(GError) error = NULL;

  silsa_store_foreach_journal(store, 0, -1, check_row_cb, chain, &error);
  g_assert_no_error(error);
  return chain;
}

gint64
fixture_first_bad(SilsaStore *store)
{
  g_autoptr(SilsaJournalCheck) chain = check(store);

  return silsa_journal_check_get_first_bad(chain);
}

gint64
fixture_check_journal(SilsaStore *store)
{
  g_autoptr(GError) error = NULL;
  /* The writer may be between the two readings below. */
  gboolean saved = silsa_store_get_read_only(store) || silsa_store_flush(store, &error);
  g_autoptr(SilsaJournalCheck) chain = check(store);
  g_autofree char *head = NULL;
  gint64 rows;

  g_assert_no_error(error);
  g_assert_true(saved);
  g_assert_cmpint(silsa_journal_check_get_first_bad(chain), ==, -1);
  silsa_store_get_journal_head(store, &rows, &head, &error);
  g_assert_no_error(error);
  g_assert_cmpstr(head, ==, silsa_journal_check_get_head(chain));
  g_assert_cmpint(rows, ==, silsa_journal_check_get_rows(chain));
  return rows;
}

typedef struct {
  GMainLoop *loop;
  gboolean ok;
  GError *error;
} Looked;

static void
looked_cb(GObject *source, GAsyncResult *result, gpointer data)
{
  Looked *looked = data;

  looked->ok = silsa_store_check_finish(SILSA_STORE(source), result, &looked->error);
  g_main_loop_quit(looked->loop);
}

gboolean
fixture_look(SilsaStore *store, GError **error)
{
  g_autoptr(GMainLoop) loop = g_main_loop_new(NULL, FALSE);
  Looked looked = {loop};

  silsa_store_check_async(store, NULL, looked_cb, &looked);
  g_main_loop_run(loop);
  if (looked.error != NULL)
    g_propagate_error(error, looked.error);
  return looked.ok;
}

static void
dump_fact_cb(const char *subject, const char *field, const char *value, gpointer data)
{
  g_string_append_printf(data, "%s %s %s\n", subject, field, value);
}

char *
fixture_dump(SilsaStore *store)
{
  SilsaAssessment *assessment = silsa_store_get_assessment(store);
  GListModel *evidence = silsa_assessment_get_evidence(assessment);
  GString *text = g_string_new(NULL);

  silsa_assessment_foreach_fact(assessment, dump_fact_cb, text);
  for (guint i = 0; i < g_list_model_get_n_items(evidence); i++) {
    g_autoptr(SilsaEvidence) item = g_list_model_get_item(evidence, i);
    const SilsaEvidenceFacts *facts = silsa_evidence_get_facts(item);

    g_string_append_printf(text, "%" G_GINT64_FORMAT " %s %" G_GUINT64_FORMAT " %s %s\n", facts->id,
                           facts->sha256, facts->size, facts->name, facts->imported);
  }
  return g_string_free_and_steal(text);
}

void
fixture_tamper(const char *path, const char *sql)
{
  sqlite3 *handle = NULL;
  char *message = NULL;

  g_assert_cmpint(sqlite3_open(path, &handle), ==, SQLITE_OK);
  sqlite3_exec(handle, sql, NULL, NULL, &message);
  g_assert_cmpstr(message, ==, NULL);
  g_assert_cmpint(sqlite3_close(handle), ==, SQLITE_OK);
}

void
fixture_wait_until_saved(SilsaStore *store)
{
  while (silsa_store_get_save_state(store) == SILSA_SAVE_SAVING)
    g_main_context_iteration(NULL, TRUE);
}
