#include "silsa-test.h"

#include <glib/gstdio.h>
#include <string.h>

static char *
build_path(const char *variable, const char *first, va_list args)
{
  const char *root = g_getenv(variable);
  g_autoptr(GPtrArray) parts = g_ptr_array_new();

  if (root == NULL)
    g_error("%s is not set: run this by meson test", variable);
  g_ptr_array_add(parts, (char *)root);
  for (const char *part = first; part != NULL; part = va_arg(args, const char *))
    g_ptr_array_add(parts, (char *)part);
  g_ptr_array_add(parts, NULL);
  return g_build_filenamev((char **)parts->pdata);
}

char *
silsa_test_source(const char *first, ...)
{
  char *path;
  va_list args;

  va_start(args, first);
  path = build_path("SILSA_SOURCE_ROOT", first, args);
  va_end(args);
  return path;
}

char *
silsa_test_built(const char *first, ...)
{
  char *path;
  va_list args;

  va_start(args, first);
  path = build_path("SILSA_BUILD_ROOT", first, args);
  va_end(args);
  return path;
}

GBytes *
silsa_test_read(const char *path)
{
  g_autoptr(GError) error = NULL;
  char *content;
  gsize size;

  g_file_get_contents(path, &content, &size, &error);
  g_assert_no_error(error);
  return g_bytes_new_take(content, size);
}

void
silsa_test_write(const char *path, const void *data, gsize size)
{
  g_autoptr(GError) error = NULL;

  g_file_set_contents(path, data, (gssize)size, &error);
  g_assert_no_error(error);
}

GBytes *
silsa_test_replace(GBytes *bytes, const char *from, const char *to, guint times)
{
  GByteArray *out = g_byte_array_new();
  gsize left;
  const char *at = g_bytes_get_data(bytes, &left);
  guint found = 0;

  for (const char *hit; (hit = memmem(at, left, from, strlen(from))) != NULL; found++) {
    g_byte_array_append(out, (const guint8 *)at, (guint)(hit - at));
    g_byte_array_append(out, (const guint8 *)to, (guint)strlen(to));
    left -= (gsize)(hit - at) + strlen(from);
    at = hit + strlen(from);
  }
  g_byte_array_append(out, (const guint8 *)at, (guint)left);
  g_assert_cmpuint(found, >, 0);
  if (times > 0)
    g_assert_cmpuint(found, ==, times);
  return g_byte_array_free_to_bytes(out);
}

GBytes *
silsa_test_catalogue(void)
{
  g_autofree char *path = silsa_test_source("data", "kr-smartcity-2021-ref.xml", NULL);

  return silsa_test_read(path);
}

static void
remove_tree(const char *path)
{
  if (g_file_test(path, G_FILE_TEST_IS_DIR) && !g_file_test(path, G_FILE_TEST_IS_SYMLINK)) {
    g_autoptr(GDir) dir = NULL;

    g_chmod(path, 0700); /* a test may have made it read-only */
    dir = g_dir_open(path, 0, NULL);
    for (const char *name; dir != NULL && (name = g_dir_read_name(dir)) != NULL;) {
      g_autofree char *child = g_build_filename(path, name, NULL);

      remove_tree(child);
    }
  }
  g_remove(path);
}

void
silsa_test_folder_set_up(SilsaTestFolder *self, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(GError) error = NULL;

  self->path = g_dir_make_tmp("silsa-test-XXXXXX", &error);
  g_assert_no_error(error);
}

void
silsa_test_folder_tear_down(SilsaTestFolder *self, gconstpointer data G_GNUC_UNUSED)
{
  remove_tree(self->path);
  g_clear_pointer(&self->path, g_free);
}

char *
silsa_test_folder_path(SilsaTestFolder *self, const char *name)
{
  return g_build_filename(self->path, name, NULL);
}
