#include "figures.h"
#include "pictures.h"
#include "silsa-protect.h"
#include "workshop.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <locale.h>
#include <malloc.h>
#include <openssl/evp.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/*
 * What a package costs: P5, P6 and P7 of the goals, on photos of the size that a telephone makes.
 * SILSA_BENCH_PHOTOS names how many, 1,000 unless it is set; memory is compared with a tenth of
 * them.
 */

#define PHOTO_BYTES ((gsize)3630000)
#define PIECE_BYTES ((gsize)1024 * 1024)
#define ROUNDS 5

/* A telephone's JPEG, with the place, up to the data of the picture. */
static GBytes *
new_head(void)
{
  const Picture picture = {.width = 4032,
                           .height = 3024,
                           .captured = "2026:08:12 10:30:00",
                           .position = {{{35, 1}, {52, 1}, {17, 1}}, {{128, 1}, {36, 1}, {5, 1}}},
                           .letters = {'N', 'E'}};
  g_autoptr(GBytes) whole = picture_to_jpeg(&picture);

  return g_bytes_new_from_bytes(whole, 0, g_bytes_get_size(whole) - 2);
}

/* Of the size that a telephone makes; what it shows does not matter, for nobody decodes it here. */
static GBytes *
new_photo(GBytes *head, guint seed)
{
  gsize at = g_bytes_get_size(head);
  guint8 *data = g_malloc(PHOTO_BYTES);
  guint64 state = seed * 0x9e3779b97f4a7c15u + 1;

  memcpy(data, g_bytes_get_data(head, NULL), at);
  for (; at + sizeof state <= PHOTO_BYTES - 2; at += sizeof state) {
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    memcpy(data + at, &state, sizeof state);
  }
  memset(data + at, 0, PHOTO_BYTES - at);
  for (at = g_bytes_get_size(head); at < PHOTO_BYTES - 1; at++) {
    if (data[at] == 0xff)
      data[++at] = 0;
  }
  memcpy(data + PHOTO_BYTES - 2, "\xff\xd9", 2);
  return g_bytes_new_take(data, PHOTO_BYTES);
}

static void
add_photo(SilsaStore *store, GBytes *head, guint seed)
{
  SilsaEvidenceIntake intake = {
      .facts = {.media_type = "image/jpeg", .name = "photo.jpg", .kind = "photo"}};
  g_autoptr(GBytes) bytes = new_photo(head, seed);
  g_autoptr(SilsaEvidence) evidence = silsa_store_add_evidence(store, bytes, &intake, NULL, NULL);
  g_autoptr(SilsaAct) act = silsa_act_new("answer", "B2-01");
  g_autofree char *field = NULL;

  g_assert_nonnull(evidence);
  field = g_strdup_printf("use:%" G_GINT64_FORMAT, silsa_evidence_get_id(evidence));
  silsa_act_add(act, "B2-01", field, "");
  g_assert_true(silsa_store_perform(store, act, NULL));
}

/* --- the rivals: cp, sync and sha256sum without the programs ---------------------------------- */

static void
hash_plainly(const char *path)
{
  g_autofree guint8 *buffer = g_malloc(PIECE_BYTES);
  g_autofd int in = g_open(path, O_RDONLY, 0);
  EVP_MD_CTX *digest = EVP_MD_CTX_new();
  unsigned char value[EVP_MAX_MD_SIZE];
  ssize_t got;

  g_assert_true(in >= 0 && EVP_DigestInit_ex(digest, EVP_sha256(), NULL));
  while ((got = read(in, buffer, PIECE_BYTES)) > 0)
    g_assert_true(EVP_DigestUpdate(digest, buffer, (size_t)got));
  g_assert_true(EVP_DigestFinal_ex(digest, value, NULL));
  EVP_MD_CTX_free(digest);
}

static double
seconds_since(gint64 begin)
{
  return (double)(g_get_monotonic_time() - begin) / G_USEC_PER_SEC;
}

static double
time_rival(Workshop *shop, gboolean flush)
{
  g_autofree char *from = silsa_test_folder_path(&shop->folder, "visit.silsa");
  g_autofree char *to = silsa_test_folder_path(&shop->folder, "copy.silsa");
  gint64 begin = g_get_monotonic_time();
  double took;

  figures_copy(from, to, flush);
  hash_plainly(from);
  took = seconds_since(begin);
  g_unlink(to);
  return took;
}

/* --- ours ------------------------------------------------------------------------------------- */

static double
time_export(Workshop *shop)
{
  gint64 begin = g_get_monotonic_time();
  g_autofree char *path = workshop_export(shop, "package.asice", shop->identity, 0);

  return seconds_since(begin);
}

static double
time_verify(const char *path, SilsaIdentity *identity)
{
  gint64 begin = g_get_monotonic_time();
  g_autoptr(SilsaReport) report = workshop_verify(path, identity, 0);

  g_assert_true(report->intact);
  return seconds_since(begin);
}

static double
time_hash(const char *path)
{
  gint64 begin = g_get_monotonic_time();

  hash_plainly(path);
  return seconds_since(begin);
}

/* --- ratios ----------------------------------------------------------------------------------- */

static void
print_ratio(const char *what, double *ratios, const char *goal)
{
  figures_sort(ratios, ROUNDS);
  g_print("%s: %.2f [%.2f-%.2f] x (goal: %s)\n", what, ratios[ROUNDS / 2], ratios[0],
          ratios[ROUNDS - 1], goal);
}

static void
print_export(Workshop *shop, SilsaRenditionFunc protect, const char *how)
{
  double plain[ROUNDS], flushed[ROUNDS];
  g_autofree char *to_plain =
      g_strdup_printf("P5   export %s with its flush, to cp and sha256sum", how);
  g_autofree char *to_flushed =
      g_strdup_printf("P5   export %s with its flush, to cp, sync and sha256sum", how);

  shop->protect = protect;
  time_export(shop);
  for (guint i = 0; i < ROUNDS; i++) {
    double ours = time_export(shop);

    plain[i] = ours / time_rival(shop, FALSE);
    flushed[i] = ours / time_rival(shop, TRUE);
  }
  print_ratio(to_plain, plain, "1.3");
  print_ratio(to_flushed, flushed, "1.15");
}

static void
print_verify(Workshop *shop)
{
  g_autofree char *path = silsa_test_folder_path(&shop->folder, "package.asice");
  double ratios[ROUNDS];

  time_hash(path);
  for (guint i = 0; i < ROUNDS; i++)
    ratios[i] = time_verify(path, shop->identity) / time_hash(path);
  print_ratio("P7   verification, to sha256sum of the package", ratios, "0.95 with two workers");
}

/* --- memory ----------------------------------------------------------------------------------- */

static double
read_memory(const char *name)
{
  g_autofree char *text = NULL;
  const char *line;

  g_assert_true(g_file_get_contents("/proc/self/status", &text, NULL, NULL));
  line = strstr(text, name);
  g_assert_nonnull(line);
  return (double)g_ascii_strtoull(line + strlen(name), NULL, 10) / 1024;
}

/* The most memory that @run takes above what there was, in MiB. */
static double
measure_peak(Workshop *shop, void (*run)(Workshop *))
{
  double before;

  malloc_trim(0);
  g_assert_true(g_file_set_contents_full("/proc/self/clear_refs", "5", 1, G_FILE_SET_CONTENTS_NONE,
                                         0600, NULL));
  before = read_memory("VmRSS:");
  run(shop);
  return read_memory("VmHWM:") - before;
}

static void
run_export(Workshop *shop)
{
  time_export(shop);
}

static void
run_verify(Workshop *shop)
{
  g_autofree char *path = silsa_test_folder_path(&shop->folder, "package.asice");

  time_verify(path, shop->identity);
}

static void
print_memory(Workshop *shop, guint photos)
{
  double export = measure_peak(shop, run_export);
  double verify = measure_peak(shop, run_verify);

  g_print("P6   %u photos: export %.0f MiB, verification %.0f MiB more than before (goal: 40)\n",
          photos, export, verify);
}

int
main(void)
{
  const char *wanted = g_getenv("SILSA_BENCH_PHOTOS");
  guint photos = wanted != NULL ? (guint)g_ascii_strtoull(wanted, NULL, 10) : 1000;
  Workshop shop = {.package = NULL};
  g_autoptr(GBytes) head = new_head();

  setlocale(LC_ALL, "C.UTF-8");
  workshop_set_up(&shop, NULL);
  shop.protect = silsa_protect;
  for (guint i = 0; i < photos; i++) {
    add_photo(shop.store, head, i);
    if (i + 1 == photos / 10)
      print_memory(&shop, i + 1);
  }
  print_memory(&shop, photos);
  print_export(&shop, workshop_leave, "of photos as they are");
  print_export(&shop, silsa_protect, "of photos without their places");
  print_verify(&shop);
  workshop_tear_down(&shop, NULL);
  return EXIT_SUCCESS;
}
