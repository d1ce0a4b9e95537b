#include "silsa-import.h"

#include "disk.h"
#include "pictures.h"
#include "silsa-error.h"
#include "silsa-intake-list.h"
#include "silsa-limits.h"
#include "silsa-test.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zip.h>

typedef struct {
  SilsaTestFolder folder;
  SilsaStore *store;
  SilsaImport *import;
  GCancellable *cancellable;
  guint cancel_at; /* 0: never */
  gboolean done;
  GError *error;
} Fixture;

static void
set_up(Fixture *self, gconstpointer data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) bytes = silsa_test_catalogue();
  g_autoptr(SilsaCatalogue) catalogue = silsa_catalogue_new_from_bytes(bytes, &error);
  g_autofree char *path = NULL;
  SilsaCreation creation = {.catalogue = catalogue,
                            .city_name = "가상시",
                            .population = 100000,
                            .assessor_name = "김실사"};

  silsa_test_folder_set_up(&self->folder, data);
  path = silsa_test_folder_path(&self->folder, "a.silsa");
  self->store = silsa_store_create(path, &creation, &error);
  g_assert_no_error(error);
  self->cancellable = g_cancellable_new();
}

static void
tear_down(Fixture *self, gconstpointer data)
{
  g_clear_object(&self->import);
  g_clear_object(&self->cancellable);
  g_assert_true(silsa_store_close(self->store, NULL));
  g_clear_object(&self->store);
  silsa_test_folder_tear_down(&self->folder, data);
  g_clear_error(&self->error);
}

static char *
put(Fixture *self, const char *name, GBytes *bytes)
{
  char *path = g_build_filename(self->folder.path, name, NULL);
  g_autofree char *folder = g_path_get_dirname(path);
  gsize size;
  const char *data = g_bytes_get_data(bytes, &size);

  g_assert_cmpint(g_mkdir_with_parents(folder, 0700), ==, 0);
  g_assert_true(g_file_set_contents(path, data, (gssize)size, NULL));
  return path;
}

static void
put_photos(Fixture *self, const char *folder, guint n)
{
  for (guint i = 0; i < n; i++) {
    Picture picture = {.width = 40 + i % 50, .height = 30 + i / 50};
    g_autoptr(GBytes) bytes = picture_to_png(&picture);
    g_autofree char *name = g_strdup_printf("%s/IMG_%04u.png", folder, i);

    g_free(put(self, name, bytes));
  }
}

static void
imported_cb(Fixture *self)
{
  if (silsa_import_get_done(self->import) == self->cancel_at)
    g_cancellable_cancel(self->cancellable);
}

static void
finished_cb(GObject *source, GAsyncResult *result, gpointer data)
{
  Fixture *self = data;

  silsa_import_run_finish(SILSA_IMPORT(source), result, &self->error);
  self->done = TRUE;
}

static GPtrArray *
run(Fixture *self, const char *indicator, const char *path)
{
  SilsaImportTarget target = {.indicator = indicator};
  const char *paths[] = {path, NULL};

  g_clear_object(&self->import);
  self->done = FALSE;
  self->import = silsa_import_new(self->store, &target);
  g_signal_connect_swapped(self->import, "imported", G_CALLBACK(imported_cb), self);
  silsa_import_run_async(self->import, paths, self->cancellable, finished_cb, self);
  while (!self->done)
    g_main_context_iteration(NULL, TRUE);
  return silsa_import_get_items(self->import);
}

/* Whoever is looked at first: they arrive in the order of their names, each once. */
static void
test_order(Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  g_autofree char *folder = g_build_filename(self->folder.path, "DCIM", NULL);
  GPtrArray *items;

  put_photos(self, "DCIM", 60);
  items = run(self, NULL, folder);
  g_assert_no_error(self->error);
  g_assert_cmpuint(items->len, ==, 60);
  for (guint i = 0; i < items->len; i++) {
    const SilsaImported *item = items->pdata[i];
    g_autofree char *name = g_strdup_printf("IMG_%04u.png", i);

    g_assert_cmpint(item->fate, ==, SILSA_IMPORT_ADDED);
    g_assert_cmpint(item->id, ==, i + 1);
    g_assert_true(g_str_has_suffix(item->name, name));
  }
  items = run(self, NULL, folder);
  g_assert_cmpuint(silsa_import_count(self->import, SILSA_IMPORT_KNOWN), ==, 60);
}

/* What was durable when it was stopped stays, is used by one act, and nothing else came in. */
static void
test_cancelled(Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  SilsaAssessment *assessment = silsa_store_get_assessment(self->store);
  SilsaAnswer *answer = silsa_assessment_get_answer(assessment, 0);
  g_autofree char *folder = g_build_filename(self->folder.path, "DCIM", NULL);
  g_autoptr(GArray) uses = NULL;
  guint n;

  put_photos(self, "DCIM", 100);
  self->cancel_at = 7;
  n = run(self, silsa_answer_get_code(answer), folder)->len;
  g_assert_error(self->error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint(n, >=, 7);
  g_assert_cmpuint(n, <, 100);
  g_assert_cmpuint(silsa_import_get_total(self->import), ==, 100);
  uses = silsa_answer_get_uses(answer);
  g_assert_cmpuint(uses->len, ==, n);
  g_assert_cmpuint(g_list_model_get_n_items(silsa_assessment_get_evidence(assessment)), ==, n);
  g_assert_true(silsa_store_undo(self->store, NULL));
  g_assert_cmpuint(silsa_answer_get_n_photos(answer), ==, 0);
}

/* A stick that is pulled out: the files that are gone are refused by name, the others are in. */
static void
test_vanished(Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  g_autofree char *folder = g_build_filename(self->folder.path, "DCIM", NULL);
  const char *paths[] = {folder, NULL};
  g_autoptr(SilsaIntakeList) list = NULL;
  guint refused = 0;

  put_photos(self, "DCIM", 8);
  list = silsa_intake_list_new(paths, NULL);
  g_assert_cmpuint(silsa_intake_list_get_length(list), ==, 8);
  for (guint i = 0; i < 8; i++) {
    g_autoptr(GError) error = NULL;
    g_autofree char *name = g_strdup_printf("%s/IMG_%04u.png", folder, i);

    g_assert_cmpint(g_unlink(name), ==, 0);
    g_assert_null(silsa_intake_list_read(list, i, NULL, &error));
    g_assert_error(error, SILSA_ERROR, SILSA_ERROR_NOT_FOUND);
    refused++;
  }
  g_assert_cmpuint(refused, ==, 8);
}

/* Reported before it was full: durable. From then on: refused, each with the reason, and no more is
 * begun. After room was made the rest comes in as if nothing had been. */
static void
test_full_disk(Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  SilsaAssessment *assessment = silsa_store_get_assessment(self->store);
  g_autofree char *folder = g_build_filename(self->folder.path, "DCIM", NULL);
  guint added, refused;

  put_photos(self, "DCIM", 60);
  disk_watch(self->folder.path);
  disk_fail(DISK_WRITE, 60, ENOSPC, TRUE);
  run(self, silsa_answer_get_code(silsa_assessment_get_answer(assessment, 0)), folder);
  added = silsa_import_count(self->import, SILSA_IMPORT_ADDED);
  refused = silsa_import_count(self->import, SILSA_IMPORT_REFUSED);
  g_assert_true(disk_heal());
  g_assert_cmpuint(added, >, 0);
  g_assert_cmpuint(refused, >, 0);
  g_assert_cmpuint(added + refused, <, 60);
  for (guint i = 0; i < refused; i++)
    g_assert_error(((SilsaImported *)silsa_import_get_items(self->import)->pdata[added + i])->error,
                   SILSA_ERROR, SILSA_ERROR_FULL);
  g_assert_cmpuint(g_list_model_get_n_items(silsa_assessment_get_evidence(assessment)), ==, added);
  g_clear_error(&self->error);
  run(self, NULL, folder);
  g_assert_no_error(self->error);
  g_assert_cmpuint(silsa_import_count(self->import, SILSA_IMPORT_KNOWN), ==, added);
  g_assert_cmpuint(silsa_import_count(self->import, SILSA_IMPORT_ADDED), ==, 60 - added);
  g_assert_true(silsa_store_flush(self->store, NULL));
  disk_ignore();
}

/* A pipe waits for ever, a socket says nothing, a folder in a circle never ends. */
static void
test_odd_files(Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  g_autofree char *folder = g_build_filename(self->folder.path, "card", NULL);
  g_autofree char *pipe = g_build_filename(folder, "pipe.jpg", NULL);
  g_autofree char *circle = g_build_filename(folder, "circle", NULL);
  g_autofree char *hidden = g_build_filename(folder, ".hidden.png", NULL);
  GPtrArray *items;

  put_photos(self, "card", 2);
  g_assert_cmpint(mkfifo(pipe, 0600), ==, 0);
  g_assert_cmpint(symlink(folder, circle), ==, 0);
  g_assert_true(g_file_set_contents(hidden, "x", 1, NULL));
  items = run(self, NULL, folder);
  g_assert_cmpuint(items->len, ==, 3);
  g_assert_cmpuint(silsa_import_count(self->import, SILSA_IMPORT_ADDED), ==, 2);
  g_assert_error(((SilsaImported *)items->pdata[2])->error, SILSA_ERROR, SILSA_ERROR_READ);
}

static void
add_entry(zip_t *archive, const char *name, zip_flags_t flags, GBytes *bytes)
{
  gsize size;
  const void *data = g_bytes_get_data(bytes, &size);
  zip_source_t *source = zip_source_buffer(archive, data, size, 0);

  g_assert_cmpint(zip_file_add(archive, name, source, flags), >=, 0);
}

/* Names as Korean Windows writes them, in decomposed Hangul as a Mac does, and with a way out of
 * the folder: only the last part counts, and it is put together. */
static void
test_names_in_zip(Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  g_autofree char *path = g_build_filename(self->folder.path, "photos.zip", NULL);
  g_autofree char *decomposed = g_utf8_normalize("방문/현장.png", -1, G_NORMALIZE_NFD);
  g_autofree char *windows = g_convert("다/사진.png", -1, "CP949", "UTF-8", NULL, NULL, NULL);
  g_autoptr(GPtrArray) kept = g_ptr_array_new_with_free_func((GDestroyNotify)g_bytes_unref);
  const char *names[] = {decomposed, windows, "../../escape.png"};
  const char *expected[] = {"escape.png", "현장.png", "사진.png"}; /* by bytes */
  zip_t *archive = zip_open(path, ZIP_CREATE, NULL);
  GPtrArray *items;

  for (guint i = 0; i < G_N_ELEMENTS(names); i++) {
    Picture picture = {.width = 20 + i, .height = 20};

    g_ptr_array_add(kept, picture_to_png(&picture));
    add_entry(archive, names[i], i == 1 ? ZIP_FL_ENC_RAW : ZIP_FL_ENC_UTF_8, kept->pdata[i]);
  }
  g_assert_cmpint(zip_close(archive), ==, 0);
  items = run(self, NULL, path);
  g_assert_cmpuint(items->len, ==, G_N_ELEMENTS(expected));
  for (guint i = 0; i < items->len; i++) {
    SilsaEvidence *evidence = silsa_assessment_find_evidence(
        silsa_store_get_assessment(self->store), ((SilsaImported *)items->pdata[i])->id);

    g_assert_cmpstr(silsa_evidence_get_facts(evidence)->name, ==, expected[i]);
  }
}

/* Zeros that fill a disk when they are unpacked: looked at up to the limit, and refused. */
static void
test_bomb(Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  g_autofree char *path = g_build_filename(self->folder.path, "bomb.zip", NULL);
  gsize size = (gsize)SILSA_LIMIT_EVIDENCE_BYTES + 1;
  g_autofree guint8 *zeros = g_malloc0(size);
  g_autoptr(GBytes) bytes = g_bytes_new_static(zeros, size);
  zip_t *archive = zip_open(path, ZIP_CREATE, NULL);
  const char *paths[] = {path, NULL};
  g_autoptr(SilsaIntakeList) list = NULL;
  g_autoptr(GError) error = NULL;

  add_entry(archive, "IMG_0001.jpg", 0, bytes);
  g_assert_cmpint(zip_close(archive), ==, 0);
  list = silsa_intake_list_new(paths, NULL);
  g_assert_cmpuint(silsa_intake_list_get_length(list), ==, 1);
  g_assert_null(silsa_intake_list_read(list, 0, NULL, &error));
  g_assert_error(error, SILSA_ERROR, SILSA_ERROR_LIMIT);
}

static void
test_encrypted(Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  g_autofree char *path = g_build_filename(self->folder.path, "locked.zip", NULL);
  Picture picture = {.width = 20, .height = 20};
  g_autoptr(GBytes) bytes = picture_to_png(&picture);
  zip_t *archive = zip_open(path, ZIP_CREATE, NULL);
  GPtrArray *items;

  add_entry(archive, "IMG_0001.png", 0, bytes);
  g_assert_cmpint(zip_file_set_encryption(archive, 0, ZIP_EM_TRAD_PKWARE, "secret"), ==, 0);
  g_assert_cmpint(zip_close(archive), ==, 0);
  items = run(self, NULL, path);
  g_assert_cmpuint(items->len, ==, 1);
  g_assert_error(((SilsaImported *)items->pdata[0])->error, SILSA_ERROR, SILSA_ERROR_UNSUPPORTED);
}

#define ADD(path, function)                                                                        \
  g_test_add("/media/import/" path, Fixture, NULL, set_up, function, tear_down)

int
main(int argc, char *argv[])
{
  g_test_init(&argc, &argv, NULL);
  ADD("order", test_order);
  ADD("cancelled", test_cancelled);
  ADD("vanished", test_vanished);
  ADD("full-disk", test_full_disk);
  ADD("odd-files", test_odd_files);
  ADD("names-in-zip", test_names_in_zip);
  ADD("bomb", test_bomb);
  ADD("encrypted", test_encrypted);
  return g_test_run();
}
