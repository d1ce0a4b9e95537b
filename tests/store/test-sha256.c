#include "silsa-sha256.h"

#include "silsa-test.h"

#include <string.h>

#define LARGEST (2 * 1024 * 1024)

static GBytes *
make_bytes(gsize size)
{
  guint8 *data = g_malloc(size + 1);

  for (gsize i = 0; i < size; i++)
    data[i] = (guint8)(i * 7 + size);
  return g_bytes_new_take(data, size);
}

/* In pieces of @piece bytes. */
static char *
digest_pieces(GBytes *bytes, gsize piece)
{
  SilsaHasher *hasher = silsa_hasher_new();
  guint8 digest[SILSA_SHA256_SIZE];
  gsize size;
  const guint8 *data = g_bytes_get_data(bytes, &size);

  for (gsize from = 0; from < size; from += piece)
    silsa_hasher_add(hasher, data + from, MIN(piece, size - from));
  silsa_hasher_finish(hasher, digest);
  return silsa_hex_encode(digest, sizeof digest);
}

static void
check(gsize size)
{
  static const gsize pieces[] = {1, 100, 1023, 1024, 1025, LARGEST};
  g_autoptr(GBytes) bytes = make_bytes(size);
  g_autofree char *expected = g_compute_checksum_for_bytes(G_CHECKSUM_SHA256, bytes);
  g_autofree char *whole = silsa_sha256_hex(bytes);

  g_assert_cmpstr(whole, ==, expected);
  for (guint i = 0; i < G_N_ELEMENTS(pieces); i++) {
    g_autofree char *found = digest_pieces(bytes, pieces[i]);

    g_assert_cmpstr(found, ==, expected);
  }
}

static void
check_small(void)
{
  for (gsize size = 0; size < 200; size++)
    check(size);
}

/* First without OpenSSL, then with it, and on the way from one to the other. */
static void
test_first_and_later(void)
{
  g_autoptr(GBytes) abc = g_bytes_new_static("abc", 3);
  g_autofree char *digest = silsa_sha256_hex(abc);

  g_assert_cmpstr(digest, ==, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  check_small();
  for (int i = 0; i < 20; i++)
    check(1022 + i % 5);
  check(300 * 1024);
  check(LARGEST);
  check_small();
}

static gpointer
check_thread(gpointer data G_GNUC_UNUSED)
{
  check_small();
  check(100 * 1024);
  return NULL;
}

static void
test_threads(void)
{
  GThread *threads[8];

  for (guint i = 0; i < G_N_ELEMENTS(threads); i++)
    threads[i] = g_thread_new("digest", check_thread, NULL);
  for (guint i = 0; i < G_N_ELEMENTS(threads); i++)
    g_thread_join(threads[i]);
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/store/sha256/first-and-later", test_first_and_later);
  g_test_add_func("/store/sha256/threads", test_threads);
  return g_test_run();
}
