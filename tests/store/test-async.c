#include "disk.h"
#include "fixture.h"
#include "silsa-error.h"

#include <errno.h>

/*
 * What is done to a file while a main loop runs: opening, saving and closing it in threads, and
 * reading what is undone. It is the same as without them, and what is not done is told.
 */

static void
take_result_cb(GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer data)
{
  *(GAsyncResult **)data = g_object_ref(result);
}

/* Runs the main loop until @result is there. */
static void
wait_for(GAsyncResult **result)
{
  while (*result == NULL)
    g_main_context_iteration(NULL, TRUE);
}

static SilsaStore *
open_file(const char *path, SilsaOpenFlags flags, GCancellable *cancellable, GError **error)
{
  g_autoptr(GAsyncResult) result = NULL;

  silsa_store_open_async(path, flags, cancellable, take_result_cb, &result);
  g_assert_null(result);
  wait_for(&result);
  return silsa_store_open_finish(result, error);
}

static gboolean
flush(SilsaStore *store, GError **error)
{
  g_autoptr(GAsyncResult) result = NULL;

  silsa_store_flush_async(store, take_result_cb, &result);
  g_assert_null(result);
  wait_for(&result);
  return silsa_store_flush_finish(store, result, error);
}

/* --- opening --- */

/* The store is this thread's: it is acted on here, and tells of it here. */
static void
test_open(Fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autoptr(GError) error = NULL;

  fixture_set(f->store, "A1-03", "level", "2");
  before = fixture_dump(f->store);
  fixture_close(f);
  f->store = open_file(f->path, SILSA_OPEN_READ_WRITE, NULL, &error);
  g_assert_no_error(error);
  after = fixture_dump(f->store);
  g_assert_cmpstr(before, ==, after);
  g_assert_cmpstr(silsa_store_get_undo_name(f->store), !=, NULL);

  fixture_set(f->store, "A1-03", "level", "3");
  g_assert_cmpint(silsa_store_get_save_state(f->store), ==, SILSA_SAVE_SAVING);
  fixture_wait_until_saved(f->store);
  g_assert_cmpint(silsa_store_get_save_state(f->store), ==, SILSA_SAVE_SAVED);
  g_assert_true(silsa_store_undo(f->store, NULL));
  assert_fact(f->store, "A1-03", "level", "2");
  fixture_check_journal(f->store);
}

static void
test_open_to_read(Fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(GError) error = NULL;

  fixture_set(f->store, "A1-03", "level", "2");
  fixture_close(f);
  f->store = open_file(f->path, SILSA_OPEN_READ_ONLY, NULL, &error);
  g_assert_no_error(error);
  g_assert_true(silsa_store_get_read_only(f->store));
  assert_fact(f->store, "A1-03", "level", "2");
}

static void
test_open_refused(Fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  g_autofree char *nowhere = silsa_test_folder_path(&f->folder, "nowhere.silsa");
  g_autoptr(GError) error = NULL;

  g_assert_null(open_file(f->path, SILSA_OPEN_READ_WRITE, NULL, &error));
  g_assert_error(error, SILSA_ERROR, SILSA_ERROR_BUSY);
  g_clear_error(&error);
  g_assert_null(open_file(nowhere, SILSA_OPEN_READ_WRITE, NULL, &error));
  g_assert_error(error, SILSA_ERROR, SILSA_ERROR_NOT_FOUND);
  g_assert_cmpstr(silsa_error_get_facts(error)->file, ==, nowhere);
}

/* Whether it was too late or not: nothing keeps the file afterwards. */
static void
test_open_cancelled(Fixture *f, gconstpointer data)
{
  g_autoptr(GCancellable) cancellable = g_cancellable_new();
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  SilsaStore *store;

  fixture_close(f);
  if (data != NULL)
    g_cancellable_cancel(cancellable);
  silsa_store_open_async(f->path, SILSA_OPEN_READ_WRITE, cancellable, take_result_cb, &result);
  g_cancellable_cancel(cancellable);
  wait_for(&result);
  store = silsa_store_open_finish(result, &error);
  if (data != NULL)
    g_assert_null(store);
  if (store == NULL)
    g_assert_error(error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  else
    g_assert_true(silsa_store_close(store, NULL));
  g_clear_object(&store);
  fixture_reopen(f);
  fixture_set(f->store, "A1-03", "level", "2");
}

/* --- saving --- */

static void
test_flush(Fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(SilsaStore) reader = NULL;
  g_autoptr(GError) error = NULL;

  fixture_set(f->store, "A1-03", "level", "2");
  silsa_store_set_draft(f->store, "A1-03", "internal-note", "half a sen"); /* due later */
  g_assert_true(flush(f->store, &error));
  g_assert_no_error(error);
  g_assert_cmpint(silsa_store_get_save_state(f->store), ==, SILSA_SAVE_SAVED);
  reader = silsa_store_open(f->path, SILSA_OPEN_READ_ONLY, &error);
  g_assert_no_error(error);
  assert_fact(reader, "A1-03", "level", "2");
  g_assert_cmpuint(silsa_store_get_recovered_drafts(reader)->changes->len, ==, 1);
}

/* Nothing is written for it, so that it cannot fail. */
static void
test_flush_nothing(Fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(GError) error = NULL;

  g_assert_true(silsa_store_flush(f->store, NULL));
  disk_watch(f->folder.path);
  disk_fail(DISK_ANY, 0, EIO, TRUE);
  g_assert_true(flush(f->store, &error));
  g_assert_no_error(error);
  g_assert_false(disk_heal());
  disk_ignore();
}

static void
test_flush_fails(Fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(GError) error = NULL;

  disk_watch(f->folder.path);
  disk_fail(DISK_WRITE, 0, ENOSPC, TRUE);
  fixture_set(f->store, "A1-03", "level", "2");
  for (guint i = 0; i < 2; i++) {
    g_assert_false(flush(f->store, &error));
    g_assert_error(error, SILSA_ERROR, SILSA_ERROR_FULL);
    g_assert_cmpint(silsa_store_get_save_state(f->store), ==, SILSA_SAVE_FAILED);
    g_clear_error(&error);
  }
  g_assert_true(disk_heal());
  g_assert_true(flush(f->store, &error));
  g_assert_no_error(error);
  disk_ignore();
  fixture_reopen(f);
  assert_fact(f->store, "A1-03", "level", "2");
}

/* Whoever waits for it may let go of the store: not in the middle of an act. */
static void
test_flush_outside(Fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(GAsyncResult) result = NULL;

  fixture_set(f->store, "A1-03", "level", "2");
  silsa_store_flush_async(f->store, take_result_cb, &result);
  g_assert_true(silsa_store_flush(f->store, NULL));
  g_assert_null(result);
  wait_for(&result);
  g_assert_true(silsa_store_flush_finish(f->store, result, NULL));
}

/* --- back and forth --- */

/* Two steps of a session before. */
static void
leave_steps(Fixture *f)
{
  fixture_set(f->store, "A1-03", "level", "2");
  fixture_set(f->store, "A1-03", "level", "3");
  fixture_reopen(f);
}

static void
assert_walked(Fixture *f, GAsyncResult *result)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *name = NULL;

  g_assert_true(silsa_store_walk_finish(f->store, result, &name, &error));
  g_assert_no_error(error);
  g_assert_cmpstr(name, ==, "answer");
}

/* One after the other, though nobody waits between them. */
static void
test_walk(Fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(GAsyncResult) first = NULL;
  g_autoptr(GAsyncResult) second = NULL;
  g_autoptr(GAsyncResult) redone = NULL;

  leave_steps(f);
  silsa_store_undo_async(f->store, take_result_cb, &first);
  silsa_store_undo_async(f->store, take_result_cb, &second);
  silsa_store_redo_async(f->store, take_result_cb, &redone);
  g_assert_cmpint(silsa_store_get_save_state(f->store), ==, SILSA_SAVE_SAVING);
  wait_for(&first);
  assert_walked(f, first);
  wait_for(&second);
  assert_walked(f, second);
  wait_for(&redone);
  assert_walked(f, redone);
  assert_fact(f->store, "A1-03", "level", "2");
  g_assert_true(silsa_store_can_undo(f->store));
  g_assert_true(silsa_store_can_redo(f->store));
  fixture_wait_until_saved(f->store);
  g_assert_cmpint(fixture_check_journal(f->store), ==, 6);
}

/* Here nothing has to be read: it is done when the call returns. */
static void
test_walk_at_once(Fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(GAsyncResult) result = NULL;

  fixture_set(f->store, "A1-03", "level", "2");
  silsa_store_undo_async(f->store, take_result_cb, &result);
  assert_fact(f->store, "A1-03", "level", NULL);
  wait_for(&result);
  assert_walked(f, result);
}

static void
test_walk_nowhere(Fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;

  silsa_store_redo_async(f->store, take_result_cb, &result);
  wait_for(&result);
  g_assert_false(silsa_store_walk_finish(f->store, result, NULL, &error));
  g_assert_error(error, SILSA_ERROR, SILSA_ERROR_NOT_FOUND);
  g_assert_cmpint(silsa_store_get_save_state(f->store), ==, SILSA_SAVE_SAVED);
}

/* What is entered before the old act was read comes after the step all the same. */
static void
test_walk_then_act(Fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(GAsyncResult) result = NULL;

  leave_steps(f);
  silsa_store_undo_async(f->store, take_result_cb, &result);
  fixture_set(f->store, "A1-03", "flag", "1");
  assert_fact(f->store, "A1-03", "level", "2");
  wait_for(&result);
  assert_walked(f, result);
  assert_fact(f->store, "A1-03", "level", "2");
  g_assert_false(silsa_store_can_redo(f->store));
  g_assert_true(silsa_store_undo(f->store, NULL));
  assert_fact(f->store, "A1-03", "flag", NULL);
  assert_fact(f->store, "A1-03", "level", "2");
}

static void
test_walk_then_flush(Fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(SilsaStore) reader = NULL;
  g_autoptr(GAsyncResult) result = NULL;

  leave_steps(f);
  silsa_store_undo_async(f->store, take_result_cb, &result);
  g_assert_true(flush(f->store, NULL));
  reader = silsa_store_open(f->path, SILSA_OPEN_READ_ONLY, NULL);
  assert_fact(reader, "A1-03", "level", "2");
  wait_for(&result);
  assert_walked(f, result);
}

/* A window that closes right after the key was pressed. */
static void
test_walk_then_close(Fixture *f, gconstpointer data)
{
  g_autoptr(GAsyncResult) walked = NULL;
  g_autoptr(GAsyncResult) closed = NULL;

  leave_steps(f);
  silsa_store_undo_async(f->store, take_result_cb, &walked);
  if (data != NULL) {
    silsa_store_close_async(f->store, take_result_cb, &closed);
    wait_for(&closed);
    g_assert_true(silsa_store_close_finish(f->store, closed, NULL));
  } else {
    g_assert_true(silsa_store_close(f->store, NULL));
  }
  wait_for(&walked);
  assert_walked(f, walked);
  g_clear_object(&walked);
  g_clear_object(&closed);
  fixture_reopen(f);
  assert_fact(f->store, "A1-03", "level", "2");
  g_assert_true(silsa_store_can_redo(f->store));
}

/* Erasing makes everything before it to be read again. */
static void
test_walk_after_erasing(Fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(GBytes) bytes = fixture_bytes(1, 5000);
  g_autoptr(SilsaEvidence) photo = fixture_add_photo(f->store, bytes, "a.jpg");
  g_autoptr(GAsyncResult) erased = NULL;
  g_autoptr(GAsyncResult) result = NULL;

  fixture_set(f->store, "A1-03", "level", "2");
  silsa_store_erase_evidence_async(f->store, silsa_evidence_get_id(photo), "reason", take_result_cb,
                                   &erased);
  silsa_store_undo_async(f->store, take_result_cb, &result);
  wait_for(&result);
  assert_walked(f, result);
  g_assert_nonnull(erased);
  g_assert_true(silsa_store_erase_evidence_finish(f->store, erased, NULL));
  assert_fact(f->store, "A1-03", "level", NULL);
}

/* It is told, nothing is changed, and it can be tried again. */
static void
test_walk_fails(Fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;

  leave_steps(f);
  disk_watch(f->folder.path);
  disk_fail(DISK_READ, 0, EIO, TRUE);
  silsa_store_undo_async(f->store, take_result_cb, &result);
  wait_for(&result);
  g_assert_true(disk_heal());
  disk_ignore();
  g_assert_false(silsa_store_walk_finish(f->store, result, NULL, &error));
  g_assert_nonnull(error);
  assert_fact(f->store, "A1-03", "level", "3");
  g_assert_cmpint(silsa_store_get_save_state(f->store), ==, SILSA_SAVE_SAVED);
  g_assert_true(silsa_store_undo(f->store, NULL));
  assert_fact(f->store, "A1-03", "level", "2");
}

/* --- closing --- */

/* With what was performed since it was begun. */
static void
test_close(Fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;

  fixture_set(f->store, "A1-03", "level", "2");
  silsa_store_close_async(f->store, take_result_cb, &result);
  fixture_set(f->store, "A1-03", "level", "3");
  wait_for(&result);
  g_assert_true(silsa_store_close_finish(f->store, result, &error));
  g_assert_no_error(error);
  g_clear_object(&result); /* it holds the store */
  fixture_assert_one_file(f);
  fixture_reopen(f);
  assert_fact(f->store, "A1-03", "level", "3");
  g_assert_cmpint(fixture_check_journal(f->store), ==, 3);
}

static void
test_close_to_read(Fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(GAsyncResult) result = NULL;

  fixture_close(f);
  f->store = silsa_store_open(f->path, SILSA_OPEN_READ_ONLY, NULL);
  silsa_store_close_async(f->store, take_result_cb, &result);
  wait_for(&result);
  g_assert_true(silsa_store_close_finish(f->store, result, NULL));
}

static gpointer
read_thread(gpointer data)
{
  SilsaStore *store = data;
  g_autoptr(GError) error = NULL;

  while (error == NULL) {
    g_autofree char *head = NULL;
    gint64 rows;

    if (silsa_store_get_journal_head(store, &rows, &head, &error))
      g_assert_cmpint(rows, ==, 1);
  }
  g_assert_error(error, SILSA_ERROR, SILSA_ERROR_READ);
  return NULL;
}

/* Threads that show photos do not know of it: they are told that it is closed. */
static void
test_close_while_read(Fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  for (guint i = 0; i < 6; i++) {
    GThread *threads[3];

    for (guint n = 0; n < G_N_ELEMENTS(threads); n++)
      threads[n] = g_thread_new("reader", read_thread, f->store);
    g_assert_true(silsa_store_close(f->store, NULL));
    for (guint n = 0; n < G_N_ELEMENTS(threads); n++)
      g_thread_join(threads[n]);
    g_clear_object(&f->store);
    f->store = silsa_store_open(f->path, SILSA_OPEN_READ_ONLY, NULL);
  }
}

/* It stays open, and nothing is lost. */
static void
test_close_fails(Fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;

  disk_watch(f->folder.path);
  disk_fail(DISK_WRITE, 0, ENOSPC, TRUE);
  fixture_set(f->store, "A1-03", "level", "2");
  silsa_store_close_async(f->store, take_result_cb, &result);
  wait_for(&result);
  g_assert_false(silsa_store_close_finish(f->store, result, &error));
  g_assert_error(error, SILSA_ERROR, SILSA_ERROR_FULL);
  g_clear_object(&result);
  g_assert_true(disk_heal());
  fixture_set(f->store, "A1-03", "flag", "1");
  g_assert_true(silsa_store_flush(f->store, NULL));
  disk_ignore();
  fixture_reopen(f);
  assert_fact(f->store, "A1-03", "level", "2");
}

/* What cannot be saved is lost with it, and what was saved before stays. */
static void
test_give_up(Fixture *f, gconstpointer data)
{
  g_autoptr(GAsyncResult) result = NULL;

  fixture_set(f->store, "A1-03", "level", "2");
  g_assert_true(silsa_store_flush(f->store, NULL));
  disk_watch(f->folder.path);
  if (data != NULL)
    disk_fail(DISK_WRITE, 0, ENOSPC, TRUE);
  fixture_set(f->store, "A1-03", "level", "3");
  silsa_store_give_up_async(f->store, take_result_cb, &result);
  wait_for(&result);
  g_assert_true(silsa_store_close_finish(f->store, result, NULL));
  g_clear_object(&result);
  g_assert_cmpint(disk_heal(), ==, data != NULL);
  disk_ignore();
  fixture_reopen(f);
  fixture_assert_one_file(f);
  assert_fact(f->store, "A1-03", "level", data != NULL ? "2" : "3");
}

/* --- bytes that are read again --- */

typedef struct {
  GBytes *bytes;
  GBytes *again; /* what is found when they are read again */
  guint read;
  GAsyncResult *result;
} Photo;

static GBytes *
read_again(gpointer data, GError **error G_GNUC_UNUSED)
{
  Photo *photo = data;

  photo->read++;
  return g_bytes_ref(photo->again);
}

static void
leave_it(gpointer data G_GNUC_UNUSED)
{
}

typedef struct {
  GMutex lock;
  GCond changed;
  gboolean let_go;
  gboolean go_on;
} Gate;

/* The writer's thread, when it has written the first of a group: the others come meanwhile. */
static void
let_go(gpointer data)
{
  Gate *gate = data;

  g_mutex_lock(&gate->lock);
  gate->let_go = TRUE;
  g_cond_signal(&gate->changed);
  while (!gate->go_on)
    g_cond_wait(&gate->changed, &gate->lock);
  g_mutex_unlock(&gate->lock);
}

static void
add_photo(Fixture *f, Photo *photo)
{
  g_autoptr(SilsaByteSource) again = silsa_byte_source_new(read_again, photo, leave_it);
  SilsaEvidenceIntake intake = {
      .facts = {.media_type = "image/jpeg", .name = "a.jpg", .kind = "photo"}, .again = again};

  silsa_store_add_evidence_async(f->store, photo->bytes, &intake, NULL, take_result_cb,
                                 &photo->result);
  g_clear_pointer(&photo->bytes, g_bytes_unref);
}

/* Three photos of one commit. The first was let go of before it is durable. Then the disk refuses
 * once: each is read again and written by itself, and what has become another is refused. */
static void
test_evidence_again(Fixture *f, gconstpointer data)
{
  Gate gate = {0};
  Photo photos[3] = {{NULL}};
  g_autoptr(GBytes) kept = fixture_bytes(0, 5000);

  for (guint i = 0; i < G_N_ELEMENTS(photos); i++) {
    photos[i].bytes = fixture_bytes(i, 5000);
    photos[i].again = fixture_bytes(data != NULL && i == 1 ? 9 : i, 5000);
  }
  g_bytes_unref(photos[0].bytes);
  photos[0].bytes = g_bytes_new_with_free_func(g_bytes_get_data(kept, NULL), 5000, let_go, &gate);
  disk_watch(f->folder.path);
  g_mutex_lock(&gate.lock);
  add_photo(f, &photos[0]);
  while (!gate.let_go)
    g_cond_wait(&gate.changed, &gate.lock);
  g_assert_null(photos[0].result);
  add_photo(f, &photos[1]);
  add_photo(f, &photos[2]);
  disk_fail(DISK_FLUSH, 0, EIO, FALSE);
  gate.go_on = TRUE;
  g_cond_signal(&gate.changed);
  g_mutex_unlock(&gate.lock);
  for (guint i = 0; i < G_N_ELEMENTS(photos); i++) {
    g_autoptr(GError) error = NULL;
    g_autoptr(SilsaEvidence) evidence = NULL;
    g_autoptr(GBytes) bytes = NULL;

    wait_for(&photos[i].result);
    evidence = silsa_store_add_evidence_finish(f->store, photos[i].result, NULL, &error);
    g_assert_cmpuint(photos[i].read, ==, 1);
    if (data != NULL && i == 1) {
      g_assert_error(error, SILSA_ERROR, SILSA_ERROR_READ);
      g_assert_cmpstr(silsa_error_get_facts(error)->rule, ==, "evidence");
      continue;
    }
    g_assert_no_error(error);
    bytes = silsa_store_read_evidence(f->store, silsa_evidence_get_id(evidence), &error);
    g_assert_no_error(error);
    g_assert_true(g_bytes_equal(bytes, photos[i].again));
  }
  g_assert_true(disk_heal());
  disk_ignore();
  for (guint i = 0; i < G_N_ELEMENTS(photos); i++) {
    g_object_unref(photos[i].result);
    g_bytes_unref(photos[i].again);
  }
  g_assert_cmpint(fixture_check_journal(f->store), ==, data != NULL ? 3 : 4);
}

int
main(int argc, char **argv)
{
  int result;

  g_test_init(&argc, &argv, NULL);
  add_test("/async/open", NULL, test_open);
  add_test("/async/open/to-read", NULL, test_open_to_read);
  add_test("/async/open/refused", NULL, test_open_refused);
  add_test("/async/open/cancelled/before", "before", test_open_cancelled);
  add_test("/async/open/cancelled/meanwhile", NULL, test_open_cancelled);
  add_test("/async/flush", NULL, test_flush);
  add_test("/async/flush/nothing", NULL, test_flush_nothing);
  add_test("/async/flush/fails", NULL, test_flush_fails);
  add_test("/async/flush/outside", NULL, test_flush_outside);
  add_test("/async/evidence/again", NULL, test_evidence_again);
  add_test("/async/evidence/changed", "changed", test_evidence_again);
  add_test("/async/walk", NULL, test_walk);
  add_test("/async/walk/at-once", NULL, test_walk_at_once);
  add_test("/async/walk/nowhere", NULL, test_walk_nowhere);
  add_test("/async/walk/then-act", NULL, test_walk_then_act);
  add_test("/async/walk/then-flush", NULL, test_walk_then_flush);
  add_test("/async/walk/then-close", NULL, test_walk_then_close);
  add_test("/async/walk/then-close-async", "async", test_walk_then_close);
  add_test("/async/walk/after-erasing", NULL, test_walk_after_erasing);
  add_test("/async/walk/fails", NULL, test_walk_fails);
  add_test("/async/close", NULL, test_close);
  add_test("/async/close/to-read", NULL, test_close_to_read);
  add_test("/async/close/while-read", NULL, test_close_while_read);
  add_test("/async/close/fails", NULL, test_close_fails);
  add_test("/async/give-up", NULL, test_give_up);
  add_test("/async/give-up/fails", "fails", test_give_up);
  result = g_test_run();
  g_object_unref(fixture_catalogue());
  return result;
}
