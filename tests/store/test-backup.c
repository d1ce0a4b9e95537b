#include "silsa-backup.h"

#include "fixture.h"

#include <glib/gstdio.h>

/* A copy of the file while it is worked on. */

#define PHOTO ((gsize)3 * 1024 * 1024)
#define PHOTOS 8

typedef struct {
  gboolean done, ok;
  GError *error;
} Outcome;

static void
done_cb(GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer data)
{
  Outcome *outcome = data;

  outcome->ok = silsa_store_back_up_finish(result, &outcome->error);
  outcome->done = TRUE;
}

static void
wait_for(Outcome *outcome)
{
  while (!outcome->done)
    g_main_context_iteration(NULL, TRUE);
}

static void
fill(Fixture *f)
{
  for (guint i = 0; i < PHOTOS; i++) {
    g_autoptr(GBytes) bytes = fixture_bytes(i, PHOTO);
    g_autofree char *name = g_strdup_printf("%u.jpg", i);
    g_autoptr(SilsaEvidence) evidence = fixture_add_photo(f->store, bytes, name);

    g_assert_nonnull(evidence);
  }
}

static char *
new_target(Fixture *f)
{
  g_autofree char *folder = silsa_test_folder_path(&f->folder, "stick");

  g_assert_cmpint(g_mkdir(folder, 0700), ==, 0);
  return g_build_filename(folder, "copy.silsa", NULL);
}

static void
assert_nothing_there(const char *path)
{
  g_autofree char *folder = g_path_get_dirname(path);
  g_autoptr(GDir) listing = g_dir_open(folder, 0, NULL);

  g_assert_null(g_dir_read_name(listing));
}

/* Whole, sound, and as far as the @least-th note at least. Its path is free afterwards. */
static void
check_copy(const char *path, guint least)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(SilsaStore) copy = silsa_store_open(path, SILSA_OPEN_READ_WRITE, &error);
  const char *note;

  g_assert_no_error(error);
  fixture_look(copy, &error);
  g_assert_no_error(error);
  fixture_check_journal(copy);
  note = fixture_get(copy, "A1-03", "internal-note");
  g_assert_cmpuint(g_ascii_strtoull(note, NULL, 10), >=, least);
  for (gint64 id = 1; id <= PHOTOS; id++) {
    g_autoptr(GBytes) bytes = silsa_store_read_evidence(copy, id, &error);

    g_assert_no_error(error);
  }
  silsa_store_close(copy, &error);
  g_assert_no_error(error);
}

static void
test_while_writing(Fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  g_autofree char *path = new_target(f);
  Outcome outcome = {FALSE};
  guint notes = 1;

  fill(f);
  fixture_set(f->store, "A1-03", "internal-note", "1");
  g_assert_true(silsa_store_flush(f->store, NULL));
  silsa_store_back_up_async(f->store, path, NULL, done_cb, &outcome);
  while (!outcome.done) {
    g_autofree char *note = g_strdup_printf("%u", ++notes);
    g_autoptr(GError) error = NULL;

    fixture_set(f->store, "A1-03", "internal-note", note);
    silsa_store_flush(f->store, &error); /* saved, though the copy is under way */
    g_assert_no_error(error);
    while (g_main_context_iteration(NULL, FALSE))
      ;
  }
  g_assert_no_error(outcome.error);
  g_assert_true(outcome.ok);
  g_assert_cmpuint(notes, >=, 2);
  check_copy(path, 1);
}

static void
test_read_only(Fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  g_autofree char *path = new_target(f);
  g_autofree char *other = g_strconcat(path, "-2.silsa", NULL);
  g_autoptr(SilsaStore) reader = NULL;
  g_autoptr(GError) error = NULL;
  Outcome outcome = {FALSE};

  fill(f);
  fixture_set(f->store, "A1-03", "internal-note", "7");
  g_assert_true(silsa_store_flush(f->store, NULL));
  reader = silsa_store_open(f->path, SILSA_OPEN_READ_ONLY, &error);
  g_assert_no_error(error);
  silsa_store_back_up(reader, path, &error);
  g_assert_no_error(error);
  check_copy(path, 7);
  g_assert_false(silsa_store_back_up(reader, path, &error));
  g_assert_error(error, SILSA_ERROR, SILSA_ERROR_EXISTS);
  silsa_store_back_up_async(reader, other, NULL, done_cb, &outcome);
  wait_for(&outcome);
  g_assert_no_error(outcome.error);
  check_copy(other, 7);
}

static void
test_refused(Fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  g_autofree char *path = new_target(f);
  g_autofree char *nowhere = g_strconcat(path, "/no/such/folder.silsa", NULL);
  g_autoptr(GCancellable) cancellable = g_cancellable_new();
  Outcome exists = {FALSE}, gone = {FALSE}, cancelled = {FALSE};

  fill(f);
  silsa_store_back_up_async(f->store, f->path, NULL, done_cb, &exists);
  wait_for(&exists);
  g_assert_error(exists.error, SILSA_ERROR, SILSA_ERROR_EXISTS);
  silsa_store_back_up_async(f->store, nowhere, NULL, done_cb, &gone);
  wait_for(&gone);
  g_assert_error(gone.error, SILSA_ERROR, SILSA_ERROR_WRITE);
  g_cancellable_cancel(cancellable);
  silsa_store_back_up_async(f->store, path, cancellable, done_cb, &cancelled);
  wait_for(&cancelled);
  g_assert_error(cancelled.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  assert_nothing_there(path);
  g_clear_error(&exists.error);
  g_clear_error(&gone.error);
  g_clear_error(&cancelled.error);
  fixture_set(f->store, "A1-03", "internal-note", "1");
  g_assert_true(silsa_store_flush(f->store, NULL));
}

/* A copy that was under way or waited when the file was closed leaves nothing. */
static void
test_closed(Fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  g_autofree char *path = new_target(f);
  g_autofree char *other = g_strconcat(path, "-2.silsa", NULL);
  Outcome first = {FALSE}, second = {FALSE};

  fill(f);
  silsa_store_back_up_async(f->store, path, NULL, done_cb, &first);
  silsa_store_back_up_async(f->store, other, NULL, done_cb, &second);
  fixture_close(f);
  wait_for(&first);
  wait_for(&second);
  g_assert_error(second.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  if (first.ok)
    g_unlink(path);
  g_clear_error(&first.error);
  g_clear_error(&second.error);
  assert_nothing_there(path);
  fixture_reopen(f);
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  add_test("/store/backup/while-writing", NULL, test_while_writing);
  add_test("/store/backup/read-only", NULL, test_read_only);
  add_test("/store/backup/refused", NULL, test_refused);
  add_test("/store/backup/closed", NULL, test_closed);
  return g_test_run();
}
