#include "silsa-intake-list.h"

#include "silsa-error.h"
#include "silsa-file.h"
#include "silsa-limits.h"
#include "silsa-media-type.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zip.h>

#define FOLDER_DEPTH 32
#define PIECE ((gsize)256 * 1024)

/* libzip reads one entry of an archive at a time. */
typedef struct {
  gatomicrefcount references;
  GMutex lock;
  zip_t *archive;
  char *path;
} Archive;

typedef struct {
  char *path; /* of the file, or of the archive */
  GBytes *bytes; /* or what was pasted */
  char *entry; /* name within the archive, or NULL */
  char *shown; /* how it is told of; NULL: by its path */
  Archive *archive; /* NULL: a file */
  zip_uint64_t index;
  gboolean too_many;
} Source;

struct _SilsaIntakeList {
  gatomicrefcount references;
  GPtrArray *sources; /* of Source */
};

static Archive *
archive_ref(Archive *self)
{
  g_atomic_ref_count_inc(&self->references);
  return self;
}

static void
archive_unref(Archive *self)
{
  if (!g_atomic_ref_count_dec(&self->references))
    return;
  zip_discard(self->archive);
  g_mutex_clear(&self->lock);
  g_free(self->path);
  g_free(self);
}

static void
source_free(gpointer data)
{
  Source *self = data;

  g_free(self->path);
  g_clear_pointer(&self->bytes, g_bytes_unref);
  g_free(self->entry);
  g_free(self->shown);
  g_clear_pointer(&self->archive, archive_unref);
  g_free(self);
}

/* NULL when no more are taken. One above the limit is listed, to be refused with the reason. */
static Source *
add_source(SilsaIntakeList *self, const char *path)
{
  g_autofree char *shown = NULL;
  Source *source;

  if (self->sources->len > SILSA_LIMIT_ENTRIES)
    return NULL;
  source = g_new0(Source, 1);
  source->path = g_strdup(path);
  shown = g_filename_display_name(path);
  if (!g_str_equal(shown, path)) /* not each path twice: there may be thousands */
    source->shown = g_steal_pointer(&shown);
  source->too_many = self->sources->len == SILSA_LIMIT_ENTRIES;
  g_ptr_array_add(self->sources, source);
  return source;
}

/* Left behind by a desktop or a camera for its own use; and the file itself may lie among its
 * photos.
 */
static gboolean
is_litter(const char *name)
{
  static const char *const litter[] = {"Thumbs.db", "desktop.ini", "__MACOSX", NULL};

  gboolean hidden = name[0] == '.' && strcmp(name, ".") != 0 && strcmp(name, "..") != 0;

  return hidden || name[0] == '\0' || g_strv_contains(litter, name) ||
         g_str_has_suffix(name, ".silsa") || g_str_has_suffix(name, ".silsa-journal");
}

/* --- ZIP files --- */

/* Archives made on Korean Windows name their entries in CP949 without saying so. */
static char *
dup_entry_name(zip_t *archive, zip_uint64_t at)
{
  const char *raw = zip_get_name(archive, at, ZIP_FL_ENC_RAW);
  char *name;

  if (raw == NULL)
    return NULL;
  if (g_utf8_validate(raw, -1, NULL))
    return g_strdup(raw);
  name = g_convert(raw, -1, "UTF-8", "CP949", NULL, NULL, NULL);
  return name != NULL ? name : g_utf8_make_valid(raw, -1);
}

/* Where it says that it lies makes no difference: only the last part becomes its name. */
static gboolean
is_listed(const char *name)
{
  g_auto(GStrv) parts = g_strsplit(name, "/", -1);

  if (name[0] == '\0' || g_str_has_suffix(name, "/"))
    return FALSE;
  for (guint i = 0; parts[i] != NULL; i++)
    if (is_litter(parts[i]))
      return FALSE;
  return TRUE;
}

static gboolean
names_a_picture(const char *name)
{
  static const char *const endings[] = {".jpg",  ".jpeg", ".png", ".heic",
                                        ".heif", ".webp", ".tif", ".tiff"};
  g_autofree char *lower = g_ascii_strdown(name, -1);

  for (gsize i = 0; i < G_N_ELEMENTS(endings); i++)
    if (g_str_has_suffix(lower, endings[i]))
      return TRUE;
  return FALSE;
}

/* A ZIP file without a picture is a document like any other. */
static gboolean
holds_pictures(zip_t *archive)
{
  zip_int64_t n = zip_get_num_entries(archive, 0);

  for (zip_int64_t i = 0; i < n; i++) {
    g_autofree char *name = dup_entry_name(archive, (zip_uint64_t)i);

    if (name != NULL && is_listed(name) && names_a_picture(name))
      return TRUE;
  }
  return FALSE;
}

typedef struct {
  char *name;
  zip_uint64_t index;
} Entry;

static void
entry_clear(gpointer data)
{
  g_free(((Entry *)data)->name);
}

static int
compare_entries(gconstpointer a, gconstpointer b)
{
  return strcmp(((const Entry *)a)->name, ((const Entry *)b)->name);
}

static void
list_archive(SilsaIntakeList *self, Archive *archive)
{
  g_autoptr(GArray) entries = g_array_new(FALSE, FALSE, sizeof(Entry));
  zip_int64_t n = zip_get_num_entries(archive->archive, 0);

  g_array_set_clear_func(entries, entry_clear);
  for (zip_int64_t i = 0; i < n; i++) {
    Entry entry = {dup_entry_name(archive->archive, (zip_uint64_t)i), (zip_uint64_t)i};

    if (entry.name != NULL && is_listed(entry.name))
      g_array_append_val(entries, entry);
    else
      g_free(entry.name);
  }
  g_array_sort(entries, compare_entries);
  for (guint i = 0; i < entries->len; i++) {
    const Entry *entry = &g_array_index(entries, Entry, i);
    g_autofree char *shown = g_filename_display_name(archive->path);
    Source *source = add_source(self, archive->path);

    if (source == NULL)
      return;
    source->archive = archive_ref(archive);
    source->index = entry->index;
    source->entry = g_strdup(entry->name);
    g_free(source->shown);
    source->shown = g_strdup_printf("%s › %s", shown, entry->name);
  }
}

/* FALSE where it is to be taken as it is. */
static gboolean
open_archive(SilsaIntakeList *self, const char *path)
{
  guint8 head[4];
  g_autofd int fd = g_open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK, 0);
  Archive *archive;
  zip_t *zip;

  /* Only what can be a ZIP file is given to libzip, and what else is one is no heap of photos. */
  if (fd < 0 || read(fd, head, sizeof head) != sizeof head || memcmp(head, "PK\3\4", 4) != 0 ||
      (zip = zip_open(path, ZIP_RDONLY, NULL)) == NULL)
    return FALSE;
  if (!holds_pictures(zip)) {
    zip_discard(zip);
    return FALSE;
  }
  archive = g_new0(Archive, 1);
  g_atomic_ref_count_init(&archive->references);
  g_mutex_init(&archive->lock);
  archive->archive = zip;
  archive->path = g_strdup(path);
  list_archive(self, archive);
  archive_unref(archive);
  return TRUE;
}

/* --- folders --- */

static gboolean list_path(SilsaIntakeList *self,
                          const char *path,
                          guint depth,
                          gboolean chosen,
                          GCancellable *cancellable);

static gboolean
list_folder(SilsaIntakeList *self, const char *path, guint depth, GCancellable *cancellable)
{
  g_autoptr(GDir) folder = depth < FOLDER_DEPTH ? g_dir_open(path, 0, NULL) : NULL;
  g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func(g_free);
  const char *name;

  if (folder == NULL)
    return add_source(self, path) != NULL;
  while ((name = g_dir_read_name(folder)) != NULL)
    if (!is_litter(name))
      g_ptr_array_add(names, g_strdup(name));
  g_ptr_array_sort_values(names, (GCompareFunc)strcmp);
  for (guint i = 0; i < names->len && !g_cancellable_is_cancelled(cancellable); i++) {
    g_autofree char *child = g_build_filename(path, names->pdata[i], NULL);

    if (!list_path(self, child, depth + 1, FALSE, cancellable))
      return FALSE;
  }
  return TRUE;
}

/* Folders within are not entered by links: they may lead round in circles. */
static gboolean
list_path(SilsaIntakeList *self,
          const char *path,
          guint depth,
          gboolean chosen,
          GCancellable *cancellable)
{
  GStatBuf info;

  if (!chosen && g_lstat(path, &info) == 0 && S_ISLNK(info.st_mode) &&
      g_file_test(path, G_FILE_TEST_IS_DIR))
    return TRUE;
  if (g_file_test(path, G_FILE_TEST_IS_DIR))
    return list_folder(self, path, depth, cancellable);
  if (g_file_test(path, G_FILE_TEST_IS_REGULAR) && open_archive(self, path))
    return TRUE;
  return add_source(self, path) != NULL;
}

static SilsaIntakeList *
new_list(void)
{
  SilsaIntakeList *self = g_new0(SilsaIntakeList, 1);

  g_atomic_ref_count_init(&self->references);
  self->sources = g_ptr_array_new_with_free_func(source_free);
  return self;
}

SilsaIntakeList *
silsa_intake_list_new_from_bytes(GBytes *bytes, const char *name)
{
  SilsaIntakeList *self = new_list();

  add_source(self, name)->bytes = g_bytes_ref(bytes);
  return self;
}

SilsaIntakeList *
silsa_intake_list_new(const char *const *paths, GCancellable *cancellable)
{
  SilsaIntakeList *self = new_list();

  for (guint i = 0; paths[i] != NULL && !g_cancellable_is_cancelled(cancellable); i++)
    if (!list_path(self, paths[i], 0, TRUE, cancellable))
      break;
  return self;
}

SilsaIntakeList *
silsa_intake_list_ref(SilsaIntakeList *self)
{
  g_atomic_ref_count_inc(&self->references);
  return self;
}

void
silsa_intake_list_unref(SilsaIntakeList *self)
{
  if (!g_atomic_ref_count_dec(&self->references))
    return;
  g_ptr_array_unref(self->sources);
  g_free(self);
}

guint
silsa_intake_list_get_length(SilsaIntakeList *self)
{
  return self->sources->len;
}

const char *
silsa_intake_list_get_name(SilsaIntakeList *self, guint n)
{
  const Source *source;

  g_return_val_if_fail(n < self->sources->len, NULL);

  source = self->sources->pdata[n];
  return source->shown != NULL ? source->shown : source->path;
}

/* --- reading --- */

static gboolean
fail_entry(GError **error, zip_error_t *problem)
{
  int code = zip_error_code_zip(problem);

  if (code == ZIP_ER_NOPASSWD || code == ZIP_ER_WRONGPASSWD || code == ZIP_ER_ENCRNOTSUPP)
    return silsa_error_set(error, SILSA_ERROR_UNSUPPORTED, "zip-encrypted", "encrypted");
  return silsa_error_set(error, SILSA_ERROR_CORRUPT, "zip-damaged", "%s",
                         zip_error_strerror(problem));
}

/* What an entry declares is no promise: it ends where it ends, or where the limit is. */
static GBytes *
read_entry(zip_file_t *entry, GCancellable *cancellable, GError **error)
{
  g_autoptr(GByteArray) content = g_byte_array_new();
  g_autofree guint8 *piece = g_malloc(PIECE);
  zip_int64_t n;

  while ((n = zip_fread(entry, piece, PIECE)) > 0) {
    if (g_cancellable_set_error_if_cancelled(cancellable, error))
      return NULL;
    if (content->len + (guint64)n > SILSA_LIMIT_EVIDENCE_BYTES) {
      silsa_error_set(error, SILSA_ERROR_LIMIT, "evidence-bytes", "larger than is taken");
      silsa_error_with_limit(error, "512 MiB");
      return NULL;
    }
    g_byte_array_append(content, piece, (guint)n);
  }
  if (n < 0) {
    fail_entry(error, zip_file_get_error(entry));
    return NULL;
  }
  return g_byte_array_free_to_bytes(g_steal_pointer(&content));
}

static GBytes *
read_from_archive(const Source *source, GCancellable *cancellable, GError **error)
{
  g_autoptr(GMutexLocker) locker = g_mutex_locker_new(&source->archive->lock);
  zip_file_t *entry = zip_fopen_index(source->archive->archive, source->index, 0);
  GBytes *bytes;

  if (entry == NULL) {
    fail_entry(error, zip_get_error(source->archive->archive));
    return NULL;
  }
  bytes = read_entry(entry, cancellable, error);
  zip_fclose(entry);
  return bytes;
}

/* Where it came from, for whoever reads the reason. */
static void
say_where(const Source *source, GError **error)
{
  silsa_error_at_file(error, source->path);
  if (source->entry != NULL)
    silsa_error_at_entry(error, source->entry);
}

GBytes *
silsa_intake_list_read_bytes(SilsaIntakeList *self,
                             guint n,
                             GCancellable *cancellable,
                             GError **error)
{
  const Source *source;
  GBytes *bytes;

  g_return_val_if_fail(n < self->sources->len, NULL);

  source = self->sources->pdata[n];
  if (source->bytes != NULL)
    return g_bytes_ref(source->bytes);
  bytes = source->archive != NULL
              ? read_from_archive(source, cancellable, error)
              : silsa_file_read(source->path, SILSA_LIMIT_EVIDENCE_BYTES, "evidence-bytes", error);
  if (bytes == NULL)
    say_where(source, error);
  return bytes;
}

/* What was pasted has a name and lies nowhere. */
static char *
dup_own_name(const Source *source)
{
  if (source->bytes != NULL)
    return g_strdup(source->path);
  return g_path_get_basename(source->entry != NULL ? source->entry : source->path);
}

SilsaIntake *
silsa_intake_list_read(SilsaIntakeList *self, guint n, GCancellable *cancellable, GError **error)
{
  g_autoptr(GBytes) bytes = NULL;
  g_autofree char *name = NULL;
  const Source *source;
  SilsaIntake *intake;

  g_return_val_if_fail(n < self->sources->len, NULL);

  source = self->sources->pdata[n];
  if (source->too_many) {
    silsa_error_set(error, SILSA_ERROR_LIMIT, "intake-files", "too many files");
    silsa_error_with_limit(error, G_STRINGIFY(SILSA_LIMIT_ENTRIES));
    return NULL;
  }
  bytes = silsa_intake_list_read_bytes(self, n, cancellable, error);
  if (bytes == NULL)
    return NULL;
  name = dup_own_name(source);
  intake = silsa_intake_new_from_bytes(bytes, name, cancellable, error);
  if (intake == NULL && source->bytes == NULL)
    say_where(source, error);
  return intake;
}
