#include "fixture.h"
#include "silsa-copy.h"
#include "silsa-limits.h"

#include <glib/gstdio.h>

static void
test_create(Fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  const SilsaCase *about = silsa_assessment_get_case(silsa_store_get_assessment(f->store));

  g_assert_true(g_uuid_string_is_valid(about->id));
  g_assert_cmpstr(about->city_name, ==, "대구광역시");
  g_assert_cmpstr(about->assessor_name, ==, "김하늘");
  g_assert_cmpstr(about->purpose, ==, "demonstration");
  g_assert_cmpstr(about->preview_policy, ==, "full");
  g_assert_null(about->round_id);
  g_assert_cmpuint(about->population, ==, 2400000);
  g_assert_false(silsa_store_get_read_only(f->store));
  g_assert_false(silsa_store_can_undo(f->store));
  g_assert_null(silsa_store_get_round_bytes(f->store));
  g_assert_cmpint(silsa_store_get_save_state(f->store), ==, SILSA_SAVE_SAVED);
  g_assert_cmpint(fixture_check_journal(f->store), ==, 1);
  fixture_assert_one_file(f);
}

/* What file(1), file managers and every later version go by. */
static void
test_head(Fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(GBytes) bytes = NULL;
  const guint8 *head;

  fixture_close(f);
  bytes = silsa_test_read(f->path);
  head = g_bytes_get_data(bytes, NULL);
  g_assert_cmpmem(head, 16, "SQLite format 3", 16);
  g_assert_cmpmem(head + 68, 4, "SLSA", 4);
  g_assert_cmpmem(head + 60, 4, "\0\0\0\1", 4);
  g_assert_cmpint(head[16] << 8 | head[17], ==, 8192); /* page size */
  g_assert_cmpint(head[18], ==, 1); /* rollback journal, no WAL */
}

static void
test_create_refused(Fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(GBytes) before = NULL;
  g_autoptr(GBytes) after = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *nowhere = silsa_test_folder_path(&f->folder, "missing/visit.silsa");
  g_autofree char *too_long = g_strnfill(1001, 'A');
  SilsaCreation creation = {
      .catalogue = fixture_catalogue(), .city_name = "시", .assessor_name = "A"};

  fixture_close(f);
  before = silsa_test_read(f->path);
  g_assert_null(silsa_store_create(f->path, &creation, &error));
  g_assert_error(error, SILSA_ERROR, SILSA_ERROR_EXISTS);
  after = silsa_test_read(f->path);
  g_assert_true(g_bytes_equal(before, after));
  g_clear_error(&error);

  g_assert_null(silsa_store_create(nowhere, &creation, &error));
  g_assert_error(error, SILSA_ERROR, SILSA_ERROR_NOT_FOUND);
  g_clear_error(&error);

  g_unlink(f->path);
  creation.assessor_name = " ";
  g_assert_null(silsa_store_create(f->path, &creation, &error));
  g_assert_error(error, SILSA_ERROR, SILSA_ERROR_INVALID);
  g_assert_cmpstr(silsa_error_get_facts(error)->rule, ==, "assessor-name");
  g_clear_error(&error);

  creation.assessor_name = too_long;
  g_assert_null(silsa_store_create(f->path, &creation, &error));
  g_assert_error(error, SILSA_ERROR, SILSA_ERROR_LIMIT);
  g_clear_error(&error);

  creation.assessor_name = too_long + 1;
  creation.class_id = "no-such-class";
  g_assert_null(silsa_store_create(f->path, &creation, &error));
  g_assert_error(error, SILSA_ERROR, SILSA_ERROR_NOT_FOUND);
  fixture_assert_one_file(f);
  g_assert_false(g_file_test(f->path, G_FILE_TEST_EXISTS));
}

/* A name that no package could carry is refused with its length; one less is taken. */
static void
test_length_of_names(Fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  g_autofree char *path = silsa_test_folder_path(&f->folder, "long.silsa");
  g_autoptr(GString) name = g_string_new(NULL);
  SilsaCreation creation = {
      .catalogue = fixture_catalogue(), .population = 1, .assessor_name = "김서연"};
  g_autoptr(SilsaStore) store = NULL;
  g_autoptr(GError) error = NULL;

  for (guint i = 0; i <= SILSA_LIMIT_NAME_CHARACTERS; i++)
    g_string_append(name, "시");
  creation.city_name = name->str;
  g_assert_null(silsa_store_create(path, &creation, &error));
  g_assert_error(error, SILSA_ERROR, SILSA_ERROR_LIMIT);
  g_clear_error(&error);
  g_string_truncate(name, name->len - strlen("시"));
  store = silsa_store_create(path, &creation, &error);
  g_assert_no_error(error);
  g_assert_cmpstr(silsa_assessment_get_case(silsa_store_get_assessment(store))->city_name, ==,
                  name->str);
  g_assert_true(silsa_store_close(store, &error));
}

static void
test_class_of_creation(Fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  g_autofree char *path = silsa_test_folder_path(&f->folder, "second.silsa");
  g_autoptr(GError) error = NULL;
  SilsaCatalogue *catalogue = fixture_catalogue();
  const char *last =
      silsa_catalogue_get_class(catalogue, silsa_catalogue_get_n_classes(catalogue) - 1)->id;
  const char *first = silsa_catalogue_get_class(catalogue, 0)->id;
  SilsaCreation creation = {
      .catalogue = catalogue,
      .city_name = "달서구",
      .population = 560000,
      .assessor_name = "A",
      .class_reason = "자치구",
  };
  SilsaStore *store;

  creation.class_id = silsa_catalogue_propose_class(catalogue, 560000) == 0 ? last : first;
  store = silsa_store_create(path, &creation, &error);
  g_assert_no_error(error);
  assert_fact(store, "city", "class", creation.class_id);
  assert_fact(store, "city", "class-reason", "자치구");
  g_assert_cmpint(fixture_check_journal(store), ==, 3);
  g_assert_false(silsa_store_can_undo(store));
  g_assert_finalize_object(store);
}

static void
test_perform_and_reopen(Fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autoptr(GBytes) photo = fixture_bytes(1, 5000);
  g_autoptr(SilsaEvidence) evidence = NULL;
  gint64 rows;

  fixture_set(f->store, "A1-03", "level", "3");
  fixture_set(f->store, "A1-03", "check:A1-03-a", "yes");
  fixture_set(f->store, "A1-03", "check-note:A1-03-a", "관제실 확인");
  fixture_set(f->store, "A1-03", "internal-note", "비공개");
  fixture_set(f->store, "A1-03", "finding:strength:1", "통합 운영");
  evidence = fixture_add_photo(f->store, photo, "사진 1.jpg");
  fixture_set(f->store, "A1-03", "use:1", "");
  fixture_set(f->store, "A1-03", "check:A1-03-a", NULL);
  g_assert_true(silsa_store_flush(f->store, NULL));
  g_assert_cmpint(silsa_store_get_save_state(f->store), ==, SILSA_SAVE_SAVED);
  before = fixture_dump(f->store);
  rows = fixture_check_journal(f->store);

  fixture_reopen(f);
  after = fixture_dump(f->store);
  g_assert_cmpstr(before, ==, after);
  g_assert_cmpint(fixture_check_journal(f->store), ==, rows);
  assert_fact(f->store, "A1-03", "level", "3");
  assert_fact(f->store, "A1-03", "check:A1-03-a", NULL);
  assert_fact(f->store, "A1-03", "use:1", "");
  fixture_set(f->store, "A1-03", "level", "2");
  g_assert_true(silsa_store_flush(f->store, NULL));
  g_assert_cmpint(fixture_check_journal(f->store), ==, rows + 1);
}

static void
test_refused_act_changes_nothing(Fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(SilsaAct) act = silsa_act_new("answer", "A1-03");
  g_autoptr(SilsaAct) same = silsa_act_new("answer", "A1-03");
  g_autoptr(GError) error = NULL;
  gint64 rows;

  fixture_set(f->store, "A1-03", "level", "1");
  g_assert_true(silsa_store_flush(f->store, NULL));
  rows = fixture_check_journal(f->store);
  silsa_act_add(act, "A1-03", "check:A1-03-a", "yes");
  silsa_act_add(act, "A1-03", "level", "99");
  g_assert_false(silsa_store_perform(f->store, act, &error));
  g_assert_nonnull(error);
  assert_fact(f->store, "A1-03", "check:A1-03-a", NULL);

  silsa_act_add(same, "A1-03", "level", "1");
  g_assert_true(silsa_store_perform(f->store, same, NULL));
  g_assert_true(silsa_store_flush(f->store, NULL));
  g_assert_cmpint(fixture_check_journal(f->store), ==, rows);
}

/* --- notifications --- */

typedef struct {
  GThread *thread;
  guint saving, saved, wrong_thread;
} Seen;

static void
state_cb(SilsaStore *store, GParamSpec *pspec G_GNUC_UNUSED, gpointer data)
{
  Seen *seen = data;

  seen->wrong_thread += seen->thread != g_thread_self();
  seen->saving += silsa_store_get_save_state(store) == SILSA_SAVE_SAVING;
  seen->saved += silsa_store_get_save_state(store) == SILSA_SAVE_SAVED;
}

static void
test_notifications(Fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  Seen seen = {.thread = g_thread_self()};
  gint64 before = g_get_real_time();

  g_signal_connect(f->store, "notify::save-state", G_CALLBACK(state_cb), &seen);
  fixture_set(f->store, "A1-03", "level", "1");
  g_assert_cmpuint(seen.saving, ==, 1);
  fixture_wait_until_saved(f->store);
  g_assert_cmpuint(seen.saved, ==, 1);
  g_assert_cmpuint(seen.wrong_thread, ==, 0);
  g_assert_cmpint(silsa_store_get_saved_at(f->store), >=, before);
  g_assert_null(silsa_store_get_save_error(f->store));
  g_assert_cmpint(g_get_real_time() - before, <, G_TIME_SPAN_SECOND);
}

static void
count_cb(guint *n)
{
  (*n)++;
}

/* A walk is one act after the other of the same name, and whoever shows it has nothing to do. */
static void
test_names_told(Fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  guint undo = 0, redo = 0, can = 0;

  fixture_set(f->store, "A1-03", "level", "1");
  g_signal_connect_swapped(f->store, "notify::undo-name", G_CALLBACK(count_cb), &undo);
  g_signal_connect_swapped(f->store, "notify::redo-name", G_CALLBACK(count_cb), &redo);
  g_signal_connect_swapped(f->store, "notify::can-undo", G_CALLBACK(count_cb), &can);
  fixture_set(f->store, "A1-03", "level", "2");
  fixture_set(f->store, "A1-03", "level", "3");
  g_assert_cmpuint(undo + redo + can, ==, 0);
  g_assert_true(silsa_store_undo(f->store, NULL));
  g_assert_cmpuint(undo, ==, 0);
  g_assert_cmpuint(redo, ==, 1);
  g_assert_true(silsa_store_undo(f->store, NULL));
  g_assert_true(silsa_store_undo(f->store, NULL));
  g_assert_false(silsa_store_can_undo(f->store));
  g_assert_cmpuint(undo, ==, 1);
  g_assert_cmpuint(can, ==, 1);
}

/* --- drafts --- */

static void
test_drafts(Fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  const SilsaAct *drafts;
  const SilsaChange *change;
  gint64 began = g_get_monotonic_time();

  g_assert_true(silsa_act_is_empty(silsa_store_get_recovered_drafts(f->store)));
  for (int i = 0; i < 50; i++) {
    g_autofree char *text = g_strnfill(1 + (gsize)i, 'x');

    silsa_store_set_draft(f->store, "A1-03", "reason", text);
  }
  silsa_store_set_draft(f->store, "A1-03", "internal-note", "지워질 것");
  silsa_store_set_draft(f->store, "A1-03", "internal-note", NULL);
  silsa_store_set_draft(f->store, "A1-04", "reason", "쓰다 만 글");
  g_assert_cmpint(silsa_store_get_save_state(f->store), ==, SILSA_SAVE_SAVING);
  fixture_wait_until_saved(f->store);
  g_assert_cmpint(g_get_monotonic_time() - began, <, G_TIME_SPAN_SECOND);
  fixture_set(f->store, "A1-03", "reason", "끝난 글");
  g_assert_cmpint(fixture_check_journal(f->store), >=, 1);

  fixture_reopen(f);
  drafts = silsa_store_get_recovered_drafts(f->store);
  g_assert_cmpuint(drafts->changes->len, ==, 1);
  change = g_ptr_array_index(drafts->changes, 0);
  g_assert_cmpstr(change->subject, ==, "A1-04");
  g_assert_cmpstr(change->field, ==, "reason");
  g_assert_cmpstr(change->new_value, ==, "쓰다 만 글");
  assert_fact(f->store, "A1-03", "reason", "끝난 글");

  /* An act that changes nothing ends the draft as well. */
  silsa_store_set_draft(f->store, "A1-03", "reason", "끝난 글");
  fixture_set(f->store, "A1-03", "reason", "끝난 글");
  silsa_store_set_draft(f->store, "A1-04", "reason", NULL);
  fixture_reopen(f);
  g_assert_true(silsa_act_is_empty(silsa_store_get_recovered_drafts(f->store)));
}

/* --- undo --- */

static void
test_undo(Fixture *f, gconstpointer data)
{
  gboolean reopen = GPOINTER_TO_INT(data);
  g_autoptr(GError) error = NULL;
  g_autoptr(SilsaAct) act = silsa_act_new("check", "A1-03");

  g_assert_false(silsa_store_undo(f->store, &error));
  g_assert_error(error, SILSA_ERROR, SILSA_ERROR_NOT_FOUND);
  fixture_set(f->store, "A1-03", "level", "1");
  fixture_set(f->store, "A1-03", "level", "2");
  silsa_act_add(act, "A1-03", "check:A1-03-a", "yes");
  silsa_act_add(act, "A1-03", "check:A1-03-b", "no");
  g_assert_true(silsa_store_perform(f->store, act, NULL));
  if (reopen)
    fixture_reopen(f);

  g_assert_cmpstr(silsa_store_get_undo_name(f->store), ==, "check");
  g_assert_null(silsa_store_get_redo_name(f->store));
  g_assert_true(silsa_store_undo(f->store, NULL));
  assert_fact(f->store, "A1-03", "check:A1-03-a", NULL);
  assert_fact(f->store, "A1-03", "check:A1-03-b", NULL);
  g_assert_cmpstr(silsa_store_get_redo_name(f->store), ==, "check");
  g_assert_cmpstr(silsa_store_get_undo_name(f->store), ==, "answer");
  if (reopen)
    fixture_reopen(f);
  g_assert_true(silsa_store_undo(f->store, NULL));
  assert_fact(f->store, "A1-03", "level", "1");
  if (reopen)
    fixture_reopen(f);
  g_assert_true(silsa_store_redo(f->store, NULL));
  assert_fact(f->store, "A1-03", "level", "2");
  g_assert_true(silsa_store_redo(f->store, NULL));
  assert_fact(f->store, "A1-03", "check:A1-03-b", "no");
  g_assert_false(silsa_store_can_redo(f->store));
  g_assert_true(silsa_store_undo(f->store, NULL));
  if (reopen)
    fixture_reopen(f);
  g_assert_true(silsa_store_can_redo(f->store));

  /* A new act ends redoing; undo then takes back that act. */
  fixture_set(f->store, "A1-03", "flag", "1");
  g_assert_false(silsa_store_can_redo(f->store));
  if (reopen)
    fixture_reopen(f);
  g_assert_false(silsa_store_can_redo(f->store));
  for (int i = 0; i < 3; i++)
    g_assert_true(silsa_store_undo(f->store, NULL));
  g_assert_false(silsa_store_can_undo(f->store));
  assert_fact(f->store, "A1-03", "level", NULL);
  assert_fact(f->store, "A1-03", "flag", NULL);
  g_assert_true(silsa_store_flush(f->store, NULL));
  g_assert_cmpint(fixture_check_journal(f->store), ==, 17);
}

/* The bytes stay, so the arrival of evidence is no step. */
static void
test_undo_skips_evidence(Fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(GBytes) bytes = fixture_bytes(7, 100);
  g_autoptr(SilsaEvidence) evidence = NULL;

  fixture_set(f->store, "A1-03", "level", "1");
  evidence = fixture_add_photo(f->store, bytes, "a.jpg");
  g_assert_cmpstr(silsa_store_get_undo_name(f->store), ==, "answer");
  fixture_reopen(f);
  g_assert_true(silsa_store_undo(f->store, NULL));
  g_assert_false(silsa_store_can_undo(f->store));
  assert_fact(f->store, "A1-03", "level", NULL);
}

/* What lies on a portal's path is copied to where it can be changed: whole, once, or not at all. */
static void
test_copy_file(Fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  g_autofree char *folder = g_build_filename(f->folder.path, "Documents", "Silsa", NULL);
  g_autofree char *path = g_build_filename(folder, "copy.silsa", NULL);
  g_autofree char *foreign = g_build_filename(f->folder.path, "foreign.silsa", NULL);
  g_autoptr(GBytes) original = NULL;
  g_autoptr(GBytes) copy = NULL;
  g_autoptr(GDir) listing = NULL;
  g_autoptr(GError) error = NULL;

  fixture_close(f);
  original = silsa_test_read(f->path);
  g_assert_true(silsa_store_copy_file(f->path, path, &error));
  g_assert_no_error(error);
  copy = silsa_test_read(path);
  g_assert_true(g_bytes_equal(original, copy));

  g_assert_false(silsa_store_copy_file(f->path, path, &error));
  g_assert_error(error, SILSA_ERROR, SILSA_ERROR_EXISTS);
  g_clear_error(&error);
  silsa_test_write(foreign, "nothing of ours", 15);
  g_unlink(path);
  g_assert_false(silsa_store_copy_file(foreign, path, &error));
  g_assert_error(error, SILSA_ERROR, SILSA_ERROR_FOREIGN);
  listing = g_dir_open(folder, 0, NULL);
  g_assert_null(g_dir_read_name(listing));
}

static void
test_strict(Fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  sqlite3 *handle = NULL;
  sqlite3_stmt *stmt = NULL;
  int tables = 0;

  fixture_close(f);
  g_assert_cmpint(sqlite3_open(f->path, &handle), ==, SQLITE_OK);
  g_assert_cmpint(sqlite3_prepare_v2(handle,
                                     "SELECT strict FROM pragma_table_list"
                                     " WHERE schema = 'main' AND name NOT LIKE 'sqlite_%'",
                                     -1, &stmt, NULL),
                  ==, SQLITE_OK);
  for (; sqlite3_step(stmt) == SQLITE_ROW; tables++)
    g_assert_cmpint(sqlite3_column_int(stmt, 0), ==, 1);
  g_assert_cmpint(tables, ==, 10);
  sqlite3_finalize(stmt);
  g_assert_cmpint(sqlite3_exec(handle,
                               "INSERT INTO evidence (id, sha256, size, media_type, name, kind,"
                               " imported, width, height, orientation) VALUES (1, 'x', 'many', '',"
                               " '', '', '', 0, 0, 0)",
                               NULL, NULL, NULL),
                  !=, SQLITE_OK);
  sqlite3_close(handle);
}

static void
test_exports(Fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  static const char digest[] = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";
  g_autoptr(GError) error = NULL;
  SilsaLastExport last;

  g_assert_true(silsa_store_get_last_export(f->store, &last, NULL));
  g_assert_cmpuint(last.revision, ==, 0);
  g_assert_null(last.sha256);
  g_assert_true(silsa_store_record_export(f->store, 1, digest, 1, NULL));
  g_assert_true(silsa_store_record_export(f->store, 2, digest, 7, NULL));
  g_assert_true(silsa_store_record_export(f->store, 2, digest, 7, NULL)); /* the same again */
  g_assert_false(silsa_store_record_export(f->store, 2, digest, 8, &error));
  g_assert_nonnull(error);
  fixture_set(f->store, "A1-03", "level", "1");
  fixture_reopen(f);
  g_assert_true(silsa_store_get_last_export(f->store, &last, NULL));
  g_assert_cmpuint(last.revision, ==, 2);
  g_assert_cmpstr(last.sha256, ==, digest);
  g_assert_cmpint(last.rows, ==, 7);
  g_assert_nonnull(last.time);
  silsa_last_export_clear(&last);
}

int
main(int argc, char **argv)
{
  int result;

  g_test_init(&argc, &argv, NULL);
  add_test("/store/create", NULL, test_create);
  add_test("/store/create/head", NULL, test_head);
  add_test("/store/create/refused", NULL, test_create_refused);
  add_test("/store/create/length", NULL, test_length_of_names);
  add_test("/store/create/class", NULL, test_class_of_creation);
  add_test("/store/create/strict", NULL, test_strict);
  add_test("/store/perform/reopen", NULL, test_perform_and_reopen);
  add_test("/store/perform/refused", NULL, test_refused_act_changes_nothing);
  add_test("/store/perform/notifications", NULL, test_notifications);
  add_test("/store/perform/names", NULL, test_names_told);
  add_test("/store/drafts", NULL, test_drafts);
  add_test("/store/undo/session", GINT_TO_POINTER(FALSE), test_undo);
  add_test("/store/undo/reopen", GINT_TO_POINTER(TRUE), test_undo);
  add_test("/store/undo/evidence", NULL, test_undo_skips_evidence);
  add_test("/store/copy-file", NULL, test_copy_file);
  add_test("/store/exports", NULL, test_exports);
  result = g_test_run();
  g_object_unref(fixture_catalogue());
  return result;
}
