#include "disk.h"
#include "figures.h"
#include "fixture.h"
#include "silsa-backup.h"
#include "silsa-sha256.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <locale.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/*
 * What a file costs: P1, P2, P3 and P16 of the goals, on photos of the size that a telephone makes.
 * (P4, the process killed at every write, is counted by tests/store/test-faults.c.)
 */

#define PHOTO_BYTES ((gsize)3630000)
#define THUMBNAIL_BYTES ((gsize)15000)
#define PHOTOS 40
#define ROUNDS 7

static SilsaStore *
add_photo(SilsaStore *store, guint seed)
{
  g_autoptr(GBytes) bytes = fixture_bytes(seed, PHOTO_BYTES);
  g_autoptr(GBytes) thumbnail = fixture_bytes(1000 + seed, THUMBNAIL_BYTES);
  SilsaEvidenceIntake intake = {
      .facts = {.media_type = "image/jpeg", .name = "photo.jpg", .kind = "photo"},
      .thumbnail = thumbnail};
  g_autoptr(SilsaEvidence) evidence = silsa_store_add_evidence(store, bytes, &intake, NULL, NULL);

  g_assert_nonnull(evidence);
  return store;
}

/* Bytes that this process gave to write calls so far. */
static guint64
count_written(void)
{
  g_autofree char *text = NULL;
  const char *line;

  g_assert_true(g_file_get_contents("/proc/self/io", &text, NULL, NULL));
  line = strstr(text, "wchar: ");
  g_assert_nonnull(line);
  return g_ascii_strtoull(line + strlen("wchar: "), NULL, 10);
}

static void
print_cost_of_a_photo(Fixture *f)
{
  guint64 before;
  guint flushes;

  add_photo(f->store, 1);
  disk_watch(f->folder.path);
  disk_fail(DISK_FLUSH, G_MAXINT, EIO, FALSE); /* only counts */
  before = count_written();
  add_photo(f->store, 2);
  flushes = disk_count();
  g_print("P2   one photo, durable: %u flushes, %.3f x its bytes (goal: 5, 1.04)\n", flushes,
          (double)(count_written() - before) / (double)(PHOTO_BYTES + THUMBNAIL_BYTES));
  disk_ignore();
}

static goffset
size_of(const char *path)
{
  GStatBuf info;

  g_assert_cmpint(g_stat(path, &info), ==, 0);
  return info.st_size;
}

static void
print_size(Fixture *f)
{
  double bytes = (double)PHOTOS * (double)(PHOTO_BYTES + THUMBNAIL_BYTES);

  for (guint seed = 3; seed <= PHOTOS; seed++)
    add_photo(f->store, seed);
  g_assert_true(silsa_store_flush(f->store, NULL));
  fixture_assert_one_file(f);
  g_print("P3   file of %d photos: %.4f x photos and thumbnails, 1 file when idle (goal: 1.01)\n",
          PHOTOS, (double)size_of(f->path) / bytes);
}

/* --- P1: many photos, each durable, against a file for each with its digest and its flush --- */

static void
write_plainly(Fixture *f, GBytes *bytes, guint number)
{
  g_autofree char *name = g_strdup_printf("plain-%u.jpg", number);
  g_autofree char *path = silsa_test_folder_path(&f->folder, name);
  g_autofree char *digest = silsa_sha256_hex(bytes);
  g_autofd int out = g_open(path, O_WRONLY | O_CREAT | O_EXCL, 0600);
  gsize size;
  const guint8 *data = g_bytes_get_data(bytes, &size);

  g_assert_true(out >= 0 && digest != NULL);
  for (gsize done = 0; done < size; done += 1024 * 1024)
    g_assert_cmpint(write(out, data + done, MIN(size - done, 1024 * 1024)), >, 0);
  g_assert_cmpint(fsync(out), ==, 0);
  g_unlink(path);
}

static void
taken_in_cb(GObject *store, GAsyncResult *result, gpointer n)
{
  g_autoptr(SilsaEvidence) evidence =
      silsa_store_add_evidence_finish(SILSA_STORE(store), result, NULL, NULL);

  g_assert_nonnull(evidence);
  (*(guint *)n)++;
}

static double
time_intake(Fixture *f, guint round, gboolean plainly)
{
  g_autoptr(GPtrArray) photos = g_ptr_array_new_with_free_func((GDestroyNotify)g_bytes_unref);
  SilsaEvidenceIntake intake = {
      .facts = {.media_type = "image/jpeg", .name = "photo.jpg", .kind = "photo"}};
  guint done = 0;
  gint64 begin;

  for (guint i = 0; i < PHOTOS; i++)
    g_ptr_array_add(photos, fixture_bytes(10000 + round * PHOTOS + i, PHOTO_BYTES));
  begin = g_get_monotonic_time();
  for (guint i = 0; i < PHOTOS; i++) {
    if (plainly)
      write_plainly(f, photos->pdata[i], i);
    else
      silsa_store_add_evidence_async(f->store, photos->pdata[i], &intake, NULL, taken_in_cb, &done);
  }
  while (!plainly && done < PHOTOS)
    g_main_context_iteration(NULL, TRUE);
  return (double)(g_get_monotonic_time() - begin) / 1000;
}

static void
print_intake(Fixture *f)
{
  double ratios[ROUNDS], ours = 0, plain = 0;

  for (guint i = 0; i < ROUNDS; i++) {
    ours = time_intake(f, i, FALSE);
    plain = time_intake(f, i, TRUE);
    ratios[i] = ours / plain;
  }
  figures_sort(ratios, ROUNDS);
  g_print(
      "P1   %u photos, each durable: %.2f [%.2f-%.2f] x a file, SHA-256 and fsync for each (goal: "
      "1.25; the last round %.0f ms to %.0f ms)\n",
      PHOTOS, ratios[ROUNDS / 2], ratios[0], ratios[ROUNDS - 1], ours, plain);
}

static void
backed_up_cb(GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer done)
{
  g_assert_true(silsa_store_back_up_finish(result, NULL));
  *(gboolean *)done = TRUE;
}

static void
back_up(SilsaStore *store, const char *to)
{
  gboolean done = FALSE;

  silsa_store_back_up_async(store, to, NULL, backed_up_cb, &done);
  while (!done)
    g_main_context_iteration(NULL, TRUE);
}

static double
time_copy(Fixture *f, gboolean plainly)
{
  g_autofree char *path = silsa_test_folder_path(&f->folder, "copy.silsa");
  gint64 begin = g_get_monotonic_time();

  if (plainly)
    figures_copy(f->path, path, TRUE);
  else
    back_up(f->store, path);
  begin = g_get_monotonic_time() - begin;
  g_unlink(path);
  return (double)begin;
}

static void
print_backup(Fixture *f)
{
  double ratios[ROUNDS];

  time_copy(f, TRUE);
  for (guint i = 0; i < ROUNDS; i++) {
    gboolean first = i % 2 == 0;
    double one = time_copy(f, first), other = time_copy(f, !first);

    ratios[i] = first ? other / one : one / other;
  }
  figures_sort(ratios, ROUNDS);
  g_print("P16  backup of the open file: %.2f [%.2f-%.2f] x cp and sync (goal: 1.5)\n",
          ratios[ROUNDS / 2], ratios[0], ratios[ROUNDS - 1]);
}

int
main(void)
{
  Fixture f = {.path = NULL};

  setlocale(LC_ALL, "C.UTF-8");
  fixture_set_up(&f, NULL);
  print_cost_of_a_photo(&f);
  print_size(&f);
  print_backup(&f);
  print_intake(&f);
  fixture_tear_down(&f, NULL);
  g_object_unref(fixture_catalogue());
  return EXIT_SUCCESS;
}
