#include "disk.h"
#include "fixture.h"
#include "silsa-backup.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <locale.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/*
 * What a file costs: P2, P3 and P16 of the goals, on photos of the size that a telephone makes.
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

/* cp and sync, without cp. */
static void
copy_plainly(const char *from, const char *to)
{
  g_autofree guint8 *buffer = g_malloc(1024 * 1024);
  g_autofd int in = g_open(from, O_RDONLY, 0);
  g_autofd int out = g_open(to, O_WRONLY | O_CREAT | O_EXCL, 0600);
  ssize_t got;

  g_assert_true(in >= 0 && out >= 0);
  while ((got = read(in, buffer, 1024 * 1024)) > 0)
    g_assert_cmpint(write(out, buffer, (size_t)got), ==, got);
  g_assert_cmpint(fsync(out), ==, 0);
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

static int
compare_ratios(gconstpointer a, gconstpointer b)
{
  double left = *(const double *)a, right = *(const double *)b;

  return left < right ? -1 : left > right;
}

static double
time_copy(Fixture *f, gboolean plainly)
{
  g_autofree char *path = silsa_test_folder_path(&f->folder, "copy.silsa");
  gint64 begin = g_get_monotonic_time();

  if (plainly)
    copy_plainly(f->path, path);
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
  qsort(ratios, ROUNDS, sizeof ratios[0], compare_ratios);
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
  fixture_tear_down(&f, NULL);
  g_object_unref(fixture_catalogue());
  return EXIT_SUCCESS;
}
