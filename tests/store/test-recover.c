#include "damage.h"
#include "disk.h"
#include "session.h"
#include "silsa-recover.h"

#include <glib/gstdio.h>
#include <string.h>

/* Damaged files, and what silsa_store_recover() saves of them. */

typedef struct {
  Fixture f;
  char *target;
  GBytes *whole; /* the file before it was damaged */
  char *dump; /* what it said */
} Ward;

static char *
dump(SilsaStore *store)
{
  const SilsaAct *drafts = silsa_store_get_recovered_drafts(store);
  g_autofree char *facts = fixture_dump(store);
  GString *text = g_string_new(facts);
  g_auto(SilsaLastExport) last = {0};

  for (guint i = 0; i < drafts->changes->len; i++) {
    const SilsaChange *change = g_ptr_array_index(drafts->changes, i);

    g_string_append_printf(text, "draft %s %s %s\n", change->subject, change->field,
                           change->new_value);
  }
  g_assert_true(silsa_store_get_last_export(store, &last, NULL));
  g_string_append_printf(text, "export %u %s\n", last.revision, last.sha256);
  return g_string_free_and_steal(text);
}

static void
set_up(Ward *self, gconstpointer data)
{
  silsa_test_folder_set_up(&self->f.folder, data);
  self->f.path = silsa_test_folder_path(&self->f.folder, "visit.silsa");
  self->f.store = session_create(self->f.path, NULL);
  self->target = silsa_test_folder_path(&self->f.folder, "saved.silsa");
  damage_fill(self->f.store);
  fixture_reopen(&self->f);
  self->dump = dump(self->f.store);
  fixture_close(&self->f);
  self->whole = silsa_test_read(self->f.path);
  disk_watch(self->f.folder.path); /* for its flushes that take no time */
}

static void
tear_down(Ward *self, gconstpointer data)
{
  disk_ignore();
  g_free(self->target);
  g_free(self->dump);
  g_bytes_unref(self->whole);
  fixture_tear_down(&self->f, data);
}

static SilsaRecovery *
recover(Ward *self, GError **error)
{
  SilsaRecoveryHelp help = {.catalogue = silsa_catalogue_get_bytes(session_catalogue()),
                            .city_name = "가나시"};

  g_unlink(self->target);
  return silsa_store_recover(self->f.path, self->target, &help, error);
}

static gboolean
has_loss(const SilsaRecovery *recovery, SilsaLossKind kind, gint64 number, const char *subject)
{
  for (guint i = 0; i < recovery->losses->len; i++) {
    const SilsaLoss *loss = g_ptr_array_index(recovery->losses, i);

    if (loss->kind == kind && (number == 0 || loss->number == number) &&
        (subject == NULL || g_strcmp0(loss->subject, subject) == 0))
      return TRUE;
  }
  return FALSE;
}

/* Whatever was saved is a file like any other, and evidence in it is right or listed. */
static SilsaStore *
open_saved(Ward *self, const SilsaRecovery *recovery)
{
  g_autoptr(GError) error = NULL;
  SilsaStore *store = silsa_store_open(self->target, SILSA_OPEN_READ_WRITE, &error);
  GListModel *evidence;

  g_assert_no_error(error);
  fixture_look(store, &error);
  g_assert_no_error(error);
  evidence = silsa_assessment_get_evidence(silsa_store_get_assessment(store));
  for (guint i = 0; i < g_list_model_get_n_items(evidence); i++) {
    g_autoptr(SilsaEvidence) item = g_list_model_get_item(evidence, i);
    gint64 id = silsa_evidence_get_id(item);
    g_autoptr(GBytes) bytes = silsa_store_read_evidence(store, id, NULL);

    g_assert_true((bytes == NULL) == has_loss(recovery, SILSA_LOSS_EVIDENCE, id, NULL));
  }
  return store;
}

static void
close_saved(SilsaStore *store)
{
  g_assert_true(silsa_store_close(store, NULL));
  g_assert_finalize_object(store);
}

/* --- nothing lost --- */

static void
assert_all_saved(Ward *self)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(SilsaRecovery) recovery = recover(self, &error);
  g_autofree char *saved = NULL;
  SilsaStore *store;

  g_assert_no_error(error);
  g_assert_cmpuint(recovery->losses->len, ==, 0);
  g_assert_cmpuint(recovery->evidence, ==, 2);
  store = open_saved(self, recovery);
  saved = dump(store);
  g_assert_cmpstr(saved, ==, self->dump);
  g_assert_cmpint(fixture_check_journal(store), ==, recovery->rows);
  g_assert_true(silsa_store_can_undo(store));
  close_saved(store);
}

static void
test_whole(Ward *self, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(GBytes) after = NULL;

  assert_all_saved(self);
  after = silsa_test_read(self->f.path);
  g_assert_true(g_bytes_equal(after, self->whole));
}

/* A compacted file has its tables where a new one has them. */
static void
test_compacted(Ward *self, gconstpointer data G_GNUC_UNUSED)
{
  fixture_tamper(self->f.path, "VACUUM");
  assert_all_saved(self);
}

/* A change that was half done when the program was killed is taken back, as at any start. */
static void
test_half_done(Ward *self, gconstpointer data G_GNUC_UNUSED)
{
  g_autofree char *journal = g_strconcat(self->f.path, "-journal", NULL);
  g_autoptr(GBytes) left = NULL;
  g_autoptr(GBytes) half = NULL;
  sqlite3 *handle = NULL;

  g_assert_cmpint(sqlite3_open(self->f.path, &handle), ==, SQLITE_OK);
  g_assert_cmpint(sqlite3_exec(handle,
                               "PRAGMA cache_size = 1; PRAGMA synchronous = OFF; BEGIN;"
                               "UPDATE fact SET value = '1' WHERE field = 'level';"
                               "UPDATE content SET bytes = zeroblob(300000)",
                               NULL, NULL, NULL),
                  ==, SQLITE_OK);
  left = silsa_test_read(journal);
  half = silsa_test_read(self->f.path);
  sqlite3_close(handle);
  g_assert_false(g_bytes_equal(half, self->whole));
  silsa_test_write(self->f.path, g_bytes_get_data(half, NULL), g_bytes_get_size(half));
  silsa_test_write(journal, g_bytes_get_data(left, NULL), g_bytes_get_size(left));
  assert_all_saved(self);
  g_assert_true(g_file_test(journal, G_FILE_TEST_EXISTS));
  g_unlink(journal);
}

/* --- damaged pages --- */

static void
dump_fact_cb(const char *subject, const char *field, const char *value, gpointer data)
{
  g_string_append_printf(data, "%s %s %s\n", subject, field, value);
}

static void
assert_facts_saved(Ward *self, SilsaStore *store)
{
  g_autoptr(GString) facts = g_string_new(NULL);

  silsa_assessment_foreach_fact(silsa_store_get_assessment(store), dump_fact_cb, facts);
  g_assert_true(g_str_has_prefix(self->dump, facts->str));
  g_assert_cmpuint(facts->len, >, 0);
}

/* Facts stand in two places, so that one bad page takes none of them. */
static void
test_flipped(Ward *self, gconstpointer data)
{
  Damage kind = (Damage)GPOINTER_TO_INT(data);
  g_autoptr(GRand) random = g_rand_new_with_seed((guint32)kind);
  gsize size = g_bytes_get_size(self->whole);
  guint lossless = 0, listed = 0;

  for (gsize at = 0; at + (kind == DAMAGE_NEXT ? DAMAGE_PAGE : 0) < size; at += DAMAGE_PAGE) {
    g_autofree guint8 *copy = g_memdup2(g_bytes_get_data(self->whole, NULL), size);
    g_autoptr(SilsaRecovery) recovery = NULL;
    g_autoptr(GError) error = NULL;
    SilsaStore *store;

    damage_flip(copy + at, kind, random);
    silsa_test_write(self->f.path, copy, size);
    recovery = recover(self, &error);
    g_assert_no_error(error);
    store = open_saved(self, recovery);
    assert_facts_saved(self, store);
    close_saved(store);
    *(recovery->losses->len == 0 ? &lossless : &listed) += 1;
  }
  g_test_message("%u pages without a loss, %u with losses that are listed", lossless, listed);
  g_assert_cmpuint(lossless, >, 0);
  g_assert_true(listed > 0 || kind == DAMAGE_BYTE);
}

/* Cut off anywhere: what is before the cut is saved, or it is said what is lacking. */
static void
test_truncated(Ward *self, gconstpointer data G_GNUC_UNUSED)
{
  gsize size = g_bytes_get_size(self->whole);
  guint saved = 0;

  for (gsize left = 0; left < size; left += DAMAGE_PAGE / 3) {
    g_autoptr(SilsaRecovery) recovery = NULL;
    g_autoptr(GError) error = NULL;
    SilsaStore *store;

    silsa_test_write(self->f.path, g_bytes_get_data(self->whole, NULL), left);
    recovery = recover(self, &error);
    if (recovery == NULL) {
      g_assert_error(error, SILSA_ERROR, SILSA_ERROR_CORRUPT);
      g_assert_cmpstr(silsa_error_get_facts(error)->rule, ==, "recover-nothing");
      g_assert_cmpuint(left, <, 3 * DAMAGE_PAGE);
      continue;
    }
    store = open_saved(self, recovery);
    if (recovery->losses->len == 0) { /* only the unused end of a page is missing */
      g_autofree char *all = dump(store);

      g_assert_cmpstr(all, ==, self->dump);
    }
    close_saved(store);
    saved++;
  }
  g_assert_cmpuint(saved, >, 5);
}

/* Many pages at once, by chance: never a crash, never a file that cannot be opened. */
static void
test_shredded(Ward *self, gconstpointer data G_GNUC_UNUSED)
{
  gsize size = g_bytes_get_size(self->whole);

  for (guint32 seed = 0; seed < 40; seed++) {
    g_autoptr(GRand) random = g_rand_new_with_seed(seed);
    g_autofree guint8 *copy = g_memdup2(g_bytes_get_data(self->whole, NULL), size);
    g_autoptr(SilsaRecovery) recovery = NULL;
    g_autoptr(GError) error = NULL;

    for (gsize at = 0; at + DAMAGE_PAGE < size; at += DAMAGE_PAGE)
      for (guint n = g_rand_int_range(random, 0, 4); n > 0; n--)
        damage_flip(copy + at, (Damage)g_rand_int_range(random, 0, n > 1 ? N_DAMAGES : 1), random);
    silsa_test_write(self->f.path, copy, size);
    recovery = recover(self, &error);
    if (recovery != NULL)
      close_saved(open_saved(self, recovery));
    else
      g_assert_error(error, SILSA_ERROR, SILSA_ERROR_CORRUPT);
  }
}

/* --- what can be given back --- */

static void
tamper_photo(Ward *self)
{
  g_autoptr(GBytes) photo = fixture_bytes(1, 3 * DAMAGE_PAGE);
  g_autofree guint8 *copy =
      g_memdup2(g_bytes_get_data(self->whole, NULL), g_bytes_get_size(self->whole));
  guint8 *at = memmem(copy, g_bytes_get_size(self->whole), g_bytes_get_data(photo, NULL), 64);

  g_assert_nonnull(at);
  at[5] ^= 1;
  silsa_test_write(self->f.path, copy, g_bytes_get_size(self->whole));
}

static void
test_photo_comes_back(Ward *self, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(GBytes) photo = fixture_bytes(1, 3 * DAMAGE_PAGE);
  g_autoptr(SilsaEvidence) evidence = NULL;
  g_autoptr(SilsaRecovery) recovery = NULL;
  g_autoptr(GBytes) read = NULL;
  SilsaStore *store;

  tamper_photo(self);
  recovery = recover(self, NULL);
  g_assert_true(has_loss(recovery, SILSA_LOSS_EVIDENCE, 1, "관제실.jpg"));
  g_assert_cmpuint(recovery->losses->len, ==, 1);
  store = open_saved(self, recovery);
  evidence = fixture_add_photo(store, photo, "again.jpg");
  g_assert_cmpint(silsa_evidence_get_id(evidence), ==, 1);
  read = silsa_store_read_evidence(store, 1, NULL);
  g_assert_true(read != NULL && g_bytes_equal(read, photo));
  assert_fact(store, "A1-03", "use:1", "관제실 정면");
  close_saved(store);
}

static void
test_help(Ward *self, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *sentence = NULL;
  SilsaRecoveryHelp wrong = {.catalogue = NULL};

  fixture_tamper(self->f.path, "DELETE FROM document");
  g_assert_null(silsa_store_recover(self->f.path, self->target, NULL, &error));
  g_assert_cmpstr(silsa_error_get_facts(error)->rule, ==, "recover-catalogue");
  g_assert_cmpstr(silsa_error_get_facts(error)->expected, ==,
                  silsa_catalogue_get_sha256(session_catalogue()));
  sentence = silsa_error_explain(error);
  g_assert_nonnull(strstr(sentence, "--catalogue"));
  g_clear_error(&error);
  wrong.catalogue = silsa_test_other_catalogue();
  g_assert_null(silsa_store_recover(self->f.path, self->target, &wrong, &error));
  g_assert_cmpstr(silsa_error_get_facts(error)->rule, ==, "recover-catalogue");
  g_bytes_unref(wrong.catalogue);
  assert_all_saved(self);
}

static void
test_refused(Ward *self, gconstpointer data G_GNUC_UNUSED)
{
  static const struct {
    const char *sql;
    SilsaError code;
  } files[] = {
      {"PRAGMA user_version = 2", SILSA_ERROR_TOO_NEW},
      {"DELETE FROM journal_value; DELETE FROM journal; DELETE FROM fact; DELETE FROM meta",
       SILSA_ERROR_CORRUPT},
  };
  g_autoptr(GError) error = NULL;
  g_autoptr(SilsaStore) writer = NULL;

  silsa_test_write(self->target, "mine", 4);
  g_assert_null(silsa_store_recover(self->f.path, self->target, NULL, &error));
  g_assert_error(error, SILSA_ERROR, SILSA_ERROR_EXISTS);
  g_clear_error(&error);
  g_assert_null(silsa_store_recover("/nowhere/a.silsa", "/nowhere/b.silsa", NULL, &error));
  g_assert_error(error, SILSA_ERROR, SILSA_ERROR_NOT_FOUND);
  g_clear_error(&error);
  for (gsize i = 0; i < G_N_ELEMENTS(files); i++) {
    fixture_tamper(self->f.path, files[i].sql);
    g_assert_null(recover(self, &error));
    g_assert_error(error, SILSA_ERROR, (int)files[i].code);
    g_clear_error(&error);
    silsa_test_write(self->f.path, g_bytes_get_data(self->whole, NULL),
                     g_bytes_get_size(self->whole));
  }
  writer = silsa_store_open(self->f.path, SILSA_OPEN_READ_WRITE, NULL);
  g_assert_null(recover(self, &error));
  g_assert_error(error, SILSA_ERROR, SILSA_ERROR_BUSY);
  g_assert_true(silsa_store_close(writer, NULL));
  fixture_assert_one_file(&self->f);
}

int
main(int argc, char **argv)
{
  int result;

  g_test_init(&argc, &argv, NULL);
#define add(path, data, func) g_test_add(path, Ward, data, set_up, func, tear_down)
  add("/recover/whole", NULL, test_whole);
  add("/recover/compacted", NULL, test_compacted);
  add("/recover/half-done", NULL, test_half_done);
  for (int kind = 0; kind < N_DAMAGES; kind++) {
    g_autofree char *name = g_strdup_printf("/recover/flipped/%s", damage_names[kind]);

    add(name, GINT_TO_POINTER(kind), test_flipped);
  }
  add("/recover/truncated", NULL, test_truncated);
  add("/recover/shredded", NULL, test_shredded);
  add("/recover/photo-comes-back", NULL, test_photo_comes_back);
  add("/recover/help", NULL, test_help);
  add("/recover/refused", NULL, test_refused);
  result = g_test_run();
  session_free_shared();
  return result;
}
