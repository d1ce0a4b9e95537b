#include "fuzz.h"

#include "pictures.h"
#include "silsa-error.h"
#include "silsa-intake-list.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>
#include <zip.h>

/* More entries than these find nothing that fewer do not. */
#define MAX_READ 8

typedef struct {
  const char *name;
  zip_flags_t flags;
  zip_int32_t method;
  gboolean encrypted;
} Entry;

/* --- seeds --- */

static void
add_entry(zip_t *archive, const Entry *entry, GBytes *bytes)
{
  gsize size;
  const void *data = g_bytes_get_data(bytes, &size);
  zip_source_t *source = zip_source_buffer(archive, data, size, 0);
  zip_int64_t at = zip_file_add(archive, entry->name, source, entry->flags);

  g_assert_cmpint(at, >=, 0);
  g_assert_cmpint(zip_set_file_compression(archive, (zip_uint64_t)at, entry->method, 0), ==, 0);
  if (entry->encrypted)
    g_assert_cmpint(
        zip_file_set_encryption(archive, (zip_uint64_t)at, ZIP_EM_TRAD_PKWARE, "secret"), ==, 0);
}

static GBytes *
pack(const Entry *entries, guint n)
{
  Picture picture = {.width = 6, .height = 4};
  g_autoptr(GBytes) png = picture_to_png(&picture);
  zip_source_t *target = zip_source_buffer_create(NULL, 0, 0, NULL);
  zip_t *archive = zip_open_from_source(target, ZIP_CREATE | ZIP_TRUNCATE, NULL);
  g_autofree guint8 *data = NULL;
  zip_stat_t info;

  g_assert_nonnull(archive);
  zip_source_keep(target);
  for (guint i = 0; i < n; i++)
    add_entry(archive, &entries[i], png);
  g_assert_cmpint(zip_close(archive), ==, 0);
  g_assert_cmpint(zip_source_stat(target, &info), ==, 0);
  data = g_malloc(info.size);
  g_assert_cmpint(zip_source_open(target), ==, 0);
  g_assert_cmpint(zip_source_read(target, data, info.size), ==, (zip_int64_t)info.size);
  zip_source_close(target);
  zip_source_free(target);
  return g_bytes_new_take(g_steal_pointer(&data), info.size);
}

GPtrArray *
silsa_fuzz_new_seeds(void)
{
  static const Entry plain[] = {{"DCIM/", 0, ZIP_CM_STORE, FALSE},
                                {"DCIM/IMG_0001.png", 0, ZIP_CM_DEFLATE, FALSE},
                                {"DCIM/IMG_0002.PNG", 0, ZIP_CM_STORE, FALSE},
                                {"__MACOSX/._IMG_0001.png", 0, ZIP_CM_STORE, FALSE}};
  static const Entry odd[] = {
      {"\xb4\xd9/\xbb\xe7\xc1\xf8.jpg", ZIP_FL_ENC_RAW, ZIP_CM_STORE, FALSE},
      {"../../a.png", 0, ZIP_CM_DEFLATE, FALSE},
      {"locked.png", 0, ZIP_CM_STORE, TRUE},
      {"note.txt", 0, ZIP_CM_DEFLATE, FALSE}};
  static const Entry document[] = {{"report.docx", 0, ZIP_CM_DEFLATE, FALSE}};
  GPtrArray *seeds = g_ptr_array_new_with_free_func((GDestroyNotify)g_bytes_unref);

  g_ptr_array_add(seeds, pack(plain, G_N_ELEMENTS(plain)));
  g_ptr_array_add(seeds, pack(odd, G_N_ELEMENTS(odd)));
  g_ptr_array_add(seeds, pack(document, G_N_ELEMENTS(document)));
  return seeds;
}

/* --- the target --- */

static void
check_one(SilsaIntakeList *list, guint n)
{
  g_autoptr(GError) error = NULL;
  SilsaIntake *intake = silsa_intake_list_read(list, n, NULL, &error);

  g_assert_true(g_utf8_validate(silsa_intake_list_get_name(list, n), -1, NULL));
  g_assert_true((intake == NULL) == (error != NULL));
  if (intake == NULL) {
    g_assert_true(error->domain == SILSA_ERROR);
    return;
  }
  g_assert_true(g_utf8_validate(intake->evidence.facts.name, -1, NULL));
  g_assert_null(strchr(intake->evidence.facts.name, '/'));
  silsa_intake_free(intake);
}

int
LLVMFuzzerTestOneInput(const guint8 *data, gsize size)
{
  int fd = memfd_create("photos.zip", MFD_CLOEXEC);
  g_autofree char *path = g_strdup_printf("/proc/self/fd/%d", fd);
  const char *paths[] = {path, NULL};
  g_autoptr(SilsaIntakeList) list = NULL;

  g_assert_cmpint(fd, >=, 0);
  g_assert_cmpint(write(fd, data, size), ==, (gssize)size);
  list = silsa_intake_list_new(paths, NULL);
  g_assert_cmpuint(silsa_intake_list_get_length(list), >, 0);
  for (guint n = 0; n < MIN(silsa_intake_list_get_length(list), MAX_READ); n++)
    check_one(list, n);
  close(fd);
  return 0;
}
