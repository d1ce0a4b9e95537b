#include "silsa-container-writer.h"

#include "silsa-digest.h"
#include "silsa-entry-name.h"
#include "silsa-error.h"
#include "silsa-limits.h"
#include "silsa-zip-output.h"

#include <string.h>
#include <zip.h>

/* 1980-01-01, the first day that a ZIP file knows: a real time would differ with every package. */
#define DOS_DATE 0x0021
#define REGULAR_MODE (0100644u << 16)
/* Local header and directory record of an entry, without its name. */
#define HEADER_BYTES (30 + 46)
#define END_BYTES 22

typedef struct {
  SilsaContainerWriter *writer;
  guint number;
  char *name;
  GBytes *bytes; /* or NULL */
  SilsaEntryMakeFunc make;
  SilsaOpenFunc open;
  gpointer data;
  GDestroyNotify free_data;
  guint64 size;
  char *sha256; /* that it must have, or NULL */

  SilsaReadAhead *ahead; /* while it is written */
  SilsaDigest *digest; /* of @bytes */
  guint64 done;
  GBytes *value; /* its digest, once written */
  zip_error_t zip_error;
} Entry;

struct _SilsaContainerWriter {
  GPtrArray *entries;
  GCancellable *cancellable;
  GError *error; /* the first that a callback met */
};

static void
entry_free(Entry *entry)
{
  if (entry->free_data != NULL)
    entry->free_data(entry->data);
  g_clear_pointer(&entry->ahead, silsa_read_ahead_free);
  g_clear_pointer(&entry->digest, silsa_digest_free);
  g_clear_pointer(&entry->bytes, g_bytes_unref);
  g_clear_pointer(&entry->value, g_bytes_unref);
  zip_error_fini(&entry->zip_error);
  g_free(entry->sha256);
  g_free(entry->name);
  g_free(entry);
}

SilsaContainerWriter *
silsa_container_writer_new(void)
{
  SilsaContainerWriter *self = g_new0(SilsaContainerWriter, 1);

  self->entries = g_ptr_array_new_with_free_func((GDestroyNotify)entry_free);
  return self;
}

static Entry *
add_entry(SilsaContainerWriter *self, const char *name)
{
  Entry *entry = g_new0(Entry, 1);

  g_assert(strcmp(name, SILSA_ENTRY_MIMETYPE) == 0 || silsa_entry_name_is_plain(name));

  entry->writer = self;
  entry->number = self->entries->len;
  entry->name = g_strdup(name);
  zip_error_init(&entry->zip_error);
  g_ptr_array_add(self->entries, entry);
  return entry;
}

void
silsa_container_writer_add(SilsaContainerWriter *self, const char *name, GBytes *bytes)
{
  Entry *entry = add_entry(self, name);

  entry->bytes = g_bytes_ref(bytes);
  entry->size = g_bytes_get_size(bytes);
}

void
silsa_container_writer_add_stream(SilsaContainerWriter *self,
                                  const char *name,
                                  guint64 size,
                                  const char *sha256,
                                  SilsaOpenFunc open,
                                  gpointer data,
                                  GDestroyNotify free_data)
{
  Entry *entry = add_entry(self, name);

  entry->size = size;
  entry->sha256 = g_strdup(sha256);
  entry->open = open;
  entry->data = data;
  entry->free_data = free_data;
}

void
silsa_container_writer_add_late(SilsaContainerWriter *self,
                                const char *name,
                                SilsaEntryMakeFunc make,
                                gpointer data)
{
  Entry *entry = add_entry(self, name);

  entry->make = make;
  entry->data = data;
}

guint
silsa_container_writer_get_n_entries(SilsaContainerWriter *self)
{
  return self->entries->len;
}

const char *
silsa_container_writer_get_name(SilsaContainerWriter *self, guint n)
{
  return ((Entry *)self->entries->pdata[n])->name;
}

GBytes *
silsa_container_writer_get_digest(SilsaContainerWriter *self, guint n)
{
  return ((Entry *)self->entries->pdata[n])->value;
}

guint64
silsa_container_writer_get_size(SilsaContainerWriter *self)
{
  guint64 size = END_BYTES;

  for (guint i = 0; i < self->entries->len; i++) {
    const Entry *entry = self->entries->pdata[i];

    size += entry->size + HEADER_BYTES + 2 * strlen(entry->name);
  }
  return size;
}

/* --- what libzip reads ---------------------------------------------------------------------- */

static zip_int64_t
fail_entry(Entry *entry)
{
  silsa_error_at_entry(&entry->writer->error, entry->name);
  zip_error_set(&entry->zip_error, ZIP_ER_READ, 0);
  return -1;
}

/* libzip asks for the size just before it writes the entry, when all before it are written. */
static gboolean
make_entry(Entry *entry)
{
  SilsaContainerWriter *writer = entry->writer;

  if (entry->make == NULL || entry->bytes != NULL)
    return TRUE;
  for (guint i = 0; i < entry->number; i++)
    if (((Entry *)writer->entries->pdata[i])->value == NULL)
      return TRUE;
  entry->bytes = entry->make(writer, entry->data, &writer->error);
  if (entry->bytes == NULL)
    return FALSE;
  entry->size = g_bytes_get_size(entry->bytes);
  return TRUE;
}

static zip_int64_t
describe_entry(Entry *entry, zip_stat_t *stat)
{
  if (!make_entry(entry))
    return fail_entry(entry);
  zip_stat_init(stat);
  if (entry->make == NULL || entry->bytes != NULL) {
    stat->size = entry->size;
    stat->valid |= ZIP_STAT_SIZE;
  }
  return sizeof *stat;
}

static void
start_ahead(Entry *entry)
{
  if (entry->open != NULL && entry->ahead == NULL)
    entry->ahead = silsa_read_ahead_new(entry->open, entry->data, entry->writer->cancellable);
}

static zip_int64_t
open_entry(Entry *entry)
{
  GPtrArray *entries = entry->writer->entries;

  g_clear_pointer(&entry->value, g_bytes_unref);
  g_clear_pointer(&entry->digest, silsa_digest_free);
  entry->done = 0;
  if (!make_entry(entry))
    return fail_entry(entry);
  if (entry->open == NULL)
    entry->digest = silsa_digest_new("SHA256");
  /* The next one too, so that its first piece is there when its turn comes. */
  start_ahead(entry);
  if (entry->number + 1 < entries->len)
    start_ahead(entries->pdata[entry->number + 1]);
  return 0;
}

static zip_int64_t
fail_damaged(Entry *entry, const char *found)
{
  silsa_error_set(&entry->writer->error, SILSA_ERROR_CORRUPT, "evidence-damaged",
                  "the bytes are not those that were stored");
  silsa_error_with_found(&entry->writer->error, found);
  silsa_error_with_expected(&entry->writer->error, entry->sha256);
  return fail_entry(entry);
}

static zip_int64_t
finish_entry(Entry *entry)
{
  g_autofree char *found = NULL;

  if (entry->value != NULL)
    return 0;
  entry->value = entry->ahead != NULL ? silsa_read_ahead_get_sha256(entry->ahead)
                                      : silsa_digest_finish(entry->digest);
  found = silsa_bytes_to_hex(entry->value);
  if (entry->done == entry->size && (entry->sha256 == NULL || strcmp(found, entry->sha256) == 0))
    return 0;
  return fail_damaged(entry, found);
}

static gssize
read_bytes(Entry *entry, void *into, gsize size)
{
  gsize n = MIN(size, entry->size - entry->done);

  memcpy(into, (const guint8 *)g_bytes_get_data(entry->bytes, NULL) + entry->done, n);
  silsa_digest_update(entry->digest, into, n);
  return (gssize)n;
}

static zip_int64_t
read_entry(Entry *entry, void *into, gsize size)
{
  gssize n = entry->ahead != NULL
                 ? silsa_read_ahead_read(entry->ahead, into, size, &entry->writer->error)
                 : read_bytes(entry, into, size);

  if (n < 0)
    return fail_entry(entry);
  if (n == 0)
    return finish_entry(entry);
  entry->done += (guint64)n;
  return entry->done <= entry->size ? n : fail_damaged(entry, NULL);
}

static zip_int64_t
entry_cb(void *user_data, void *data, zip_uint64_t size, zip_source_cmd_t command)
{
  Entry *entry = user_data;

  switch (command) {
  case ZIP_SOURCE_SUPPORTS:
    return zip_source_make_command_bitmap(ZIP_SOURCE_OPEN, ZIP_SOURCE_READ, ZIP_SOURCE_CLOSE,
                                          ZIP_SOURCE_STAT, ZIP_SOURCE_ERROR, ZIP_SOURCE_FREE,
                                          ZIP_SOURCE_SUPPORTS, -1);
  case ZIP_SOURCE_OPEN:
    return open_entry(entry);
  case ZIP_SOURCE_READ:
    return read_entry(entry, data, size);
  case ZIP_SOURCE_CLOSE:
    g_clear_pointer(&entry->ahead, silsa_read_ahead_free);
    return 0;
  case ZIP_SOURCE_STAT:
    return describe_entry(entry, data);
  case ZIP_SOURCE_ERROR:
    return zip_error_to_data(&entry->zip_error, data, size);
  case ZIP_SOURCE_FREE:
    return 0;
  default:
    zip_error_set(&entry->zip_error, ZIP_ER_OPNOTSUPP, 0);
    return -1;
  }
}

/* --- the archive ---------------------------------------------------------------------------- */

static gboolean
fail_zip(GError **error, const char *what)
{
  return silsa_error_set(error, SILSA_ERROR_WRITE, "zip-write", "%s", what);
}

static gboolean
add_to_archive(zip_t *archive, Entry *entry, GError **error)
{
  zip_source_t *source = zip_source_function(archive, entry_cb, entry);
  zip_int64_t n;

  if (source == NULL)
    return fail_zip(error, zip_strerror(archive));
  /* Names are ASCII, so no encoding needs to be declared. */
  n = zip_file_add(archive, entry->name, source, 0);
  if (n < 0) {
    zip_source_free(source);
    return fail_zip(error, zip_strerror(archive));
  }
  if (zip_set_file_compression(archive, (zip_uint64_t)n, ZIP_CM_STORE, 0) != 0 ||
      zip_file_set_dostime(archive, (zip_uint64_t)n, 0, DOS_DATE, 0) != 0 ||
      zip_file_set_external_attributes(archive, (zip_uint64_t)n, 0, ZIP_OPSYS_UNIX, REGULAR_MODE) !=
          0)
    return fail_zip(error, zip_strerror(archive));
  return TRUE;
}

static zip_t *
open_archive(SilsaZipOutput *output, GError **error)
{
  zip_source_t *source = silsa_zip_output_new_source(output);
  zip_error_t problem;
  zip_t *archive;

  zip_error_init(&problem);
  archive =
      source != NULL ? zip_open_from_source(source, ZIP_CREATE | ZIP_TRUNCATE, &problem) : NULL;
  if (archive == NULL) {
    fail_zip(error, zip_error_strerror(&problem));
    zip_source_free(source);
  }
  zip_error_fini(&problem);
  return archive;
}

/* What a callback met says more than what libzip makes of it. */
static gboolean
close_archive(SilsaContainerWriter *self, SilsaZipOutput *output, zip_t *archive, GError **error)
{
  if (zip_close(archive) == 0 && self->error == NULL && output->error == NULL)
    return TRUE;
  if (self->error != NULL)
    g_propagate_error(error, g_steal_pointer(&self->error));
  else if (output->error != NULL)
    g_propagate_error(error, g_steal_pointer(&output->error));
  else
    fail_zip(error, zip_strerror(archive));
  zip_discard(archive);
  return FALSE;
}

static gboolean
check_limits(SilsaContainerWriter *self, GError **error)
{
  if (self->entries->len > SILSA_LIMIT_ENTRIES) {
    silsa_error_set(error, SILSA_ERROR_LIMIT, "entries", "too many entries");
    silsa_error_with_limit(error, G_STRINGIFY(SILSA_LIMIT_ENTRIES));
    return FALSE;
  }
  if (silsa_container_writer_get_size(self) <= SILSA_LIMIT_PACKAGE_BYTES)
    return TRUE;
  silsa_error_set(error, SILSA_ERROR_LIMIT, "package-bytes", "package too large");
  silsa_error_with_limit(error, "64 GiB");
  return FALSE;
}

gboolean
silsa_container_writer_run(SilsaContainerWriter *self,
                           SilsaPartFile *file,
                           SilsaTrailDigest *trail,
                           SilsaProgressFunc progress,
                           gpointer user_data,
                           GCancellable *cancellable,
                           GError **error)
{
  SilsaZipOutput output = {.file = file,
                           .trail = trail,
                           .total = silsa_container_writer_get_size(self),
                           .progress = progress,
                           .progress_data = user_data,
                           .cancellable = cancellable};
  zip_t *archive = NULL;
  gboolean ok;

  if (!check_limits(self, error))
    return FALSE;
  self->cancellable = cancellable;
  archive = open_archive(&output, error);
  ok = archive != NULL;
  for (guint i = 0; ok && i < self->entries->len; i++)
    ok = add_to_archive(archive, self->entries->pdata[i], error);
  if (ok)
    ok = close_archive(self, &output, archive, error);
  else if (archive != NULL)
    zip_discard(archive);
  silsa_zip_output_clear(&output);
  return ok;
}

void
silsa_container_writer_free(SilsaContainerWriter *self)
{
  g_ptr_array_unref(self->entries);
  g_clear_error(&self->error);
  g_free(self);
}
