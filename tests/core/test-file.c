#include "silsa-file.h"

#include "silsa-error.h"
#include "silsa-test.h"

#include <string.h>
#include <sys/mman.h>

/* What a file says of its size is no promise: it is read to its end, and not beyond what may be. */

static GBytes *
read_file(const char *path, guint64 most, GError **error)
{
  return silsa_file_read(path, most, "some-bytes", error);
}

static void
test_sizes(SilsaTestFolder *folder, gconstpointer data G_GNUC_UNUSED)
{
  static const gsize sizes[] = {0, 1, 4095, 4096, 4097, 1000000};

  for (gsize i = 0; i < G_N_ELEMENTS(sizes); i++) {
    g_autofree char *path = silsa_test_folder_path(folder, "a");
    g_autofree guint8 *content = g_malloc0(sizes[i] + 1);
    g_autoptr(GBytes) expected = NULL;
    g_autoptr(GBytes) bytes = NULL;
    g_autoptr(GError) error = NULL;

    for (gsize k = 0; k < sizes[i]; k++)
      content[k] = (guint8)(k * 7 + k / 251);
    silsa_test_write(path, content, sizes[i]);
    expected = g_bytes_new(content, sizes[i]);
    bytes = read_file(path, sizes[i], &error);
    g_assert_no_error(error);
    g_assert_true(g_bytes_equal(bytes, expected));
    if (sizes[i] == 0)
      continue;
    g_assert_null(read_file(path, sizes[i] - 1, &error));
    g_assert_error(error, SILSA_ERROR, SILSA_ERROR_LIMIT);
    g_assert_cmpstr(silsa_error_get_facts(error)->rule, ==, "some-bytes");
    g_assert_cmpstr(silsa_error_get_facts(error)->file, ==, path);
  }
}

/* A file of the kernel says that it has no bytes; this one has some hundred for each mapping. */
static void
test_longer_than_it_says(SilsaTestFolder *folder G_GNUC_UNUSED, gconstpointer data G_GNUC_UNUSED)
{
  enum { MAPPINGS = 400, PAGE = 4096 };
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) bytes = NULL;
  void *mappings[MAPPINGS];
  gsize size;
  const char *text;

  for (guint i = 0; i < MAPPINGS; i++) {
    mappings[i] = mmap(NULL, PAGE, i % 2 ? PROT_READ : PROT_READ | PROT_WRITE,
                       MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    g_assert_true(mappings[i] != MAP_FAILED);
  }
  bytes = read_file("/proc/self/smaps", 64 * 1024 * 1024, &error);
  for (guint i = 0; i < MAPPINGS; i++)
    munmap(mappings[i], PAGE);
  g_assert_no_error(error);
  text = g_bytes_get_data(bytes, &size);
  g_assert_cmpuint(size, >, 64 * 1024);
  g_assert_nonnull(g_strstr_len(text, (gssize)size, "[stack]"));
  g_assert_null(read_file("/proc/self/smaps", 100, &error));
  g_assert_error(error, SILSA_ERROR, SILSA_ERROR_LIMIT);
}

static void
test_no_file(SilsaTestFolder *folder, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *nowhere = silsa_test_folder_path(folder, "nowhere");

  g_assert_null(read_file(nowhere, 100, &error));
  g_assert_error(error, SILSA_ERROR, SILSA_ERROR_NOT_FOUND);
  g_clear_error(&error);
  g_assert_null(read_file(folder->path, 100, &error));
  g_assert_error(error, SILSA_ERROR, SILSA_ERROR_READ);
}

#define ADD(path, function)                                                                        \
  g_test_add(path, SilsaTestFolder, NULL, silsa_test_folder_set_up, function,                      \
             silsa_test_folder_tear_down)

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  ADD("/file/sizes", test_sizes);
  ADD("/file/longer-than-it-says", test_longer_than_it_says);
  ADD("/file/no-file", test_no_file);
  return g_test_run();
}
