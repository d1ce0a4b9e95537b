#include "silsa-zip-directory.h"

#include "silsa-entry-name.h"
#include "silsa-error.h"
#include "silsa-limits.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* APPNOTE.TXT 6.3.10, section 4.3. */
#define LOCAL_MAGIC 0x04034b50u
#define RECORD_MAGIC 0x02014b50u
#define END_MAGIC 0x06054b50u
#define END64_MAGIC 0x06064b50u
#define LOCATOR64_MAGIC 0x07064b50u
#define LOCAL_BYTES 30
#define RECORD_BYTES 46
#define END_BYTES 22
#define END64_BYTES 56
#define LOCATOR64_BYTES 20
#define EXTRA_ZIP64 0x0001
#define EXTRA_ZIP64_MAX_BYTES 28 /* three numbers and a disk */
#define FLAG_ENCRYPTED (1u << 0 | 1u << 6 | 1u << 13)
#define FLAG_DESCRIPTOR (1u << 3)
#define METHOD_STORED 0
#define METHOD_DEFLATED 8
#define MODE_TYPE 0170000u
#define MODE_REGULAR 0100000u
#define SYSTEM_UNIX 3
/* A record, a name within the grammar and an ample extra field. */
#define DIRECTORY_MAX_BYTES ((guint64)SILSA_LIMIT_ENTRIES * 1024)
/* Twice as much as any data descriptor is long. */
#define DESCRIPTOR_MAX_BYTES 48
#define TYPE_AT 38

typedef struct {
  guint64 entries, size, offset;
  guint64 ends_at; /* where the directory must end */
} End;

void
silsa_zip_record_free(SilsaZipRecord *self)
{
  g_free(self->name);
  g_free(self);
}

static guint16
get16(const guint8 *at)
{
  return (guint16)(at[0] | at[1] << 8);
}

static guint32
get32(const guint8 *at)
{
  return (guint32)get16(at) | (guint32)get16(at + 2) << 16;
}

static guint64
get64(const guint8 *at)
{
  return (guint64)get32(at) | (guint64)get32(at + 4) << 32;
}

static gboolean
corrupt(GError **error, const char *rule, const char *entry)
{
  silsa_error_set(error, SILSA_ERROR_CORRUPT, rule, "%s", rule);
  silsa_error_at_entry(error, entry);
  return FALSE;
}

static gboolean
over_limit(GError **error, const char *rule, const char *limit, const char *entry)
{
  silsa_error_set(error, SILSA_ERROR_LIMIT, rule, "more than %s", limit);
  silsa_error_with_limit(error, limit);
  silsa_error_at_entry(error, entry);
  return FALSE;
}

static gboolean
read_at(int fd, guint64 offset, void *into, gsize size, const char *rule, GError **error)
{
  guint8 *at = into;

  while (size > 0) {
    ssize_t n = pread(fd, at, size, (off_t)offset);

    if (n < 0 && errno == EINTR)
      continue;
    if (n < 0) {
      silsa_error_set(error, SILSA_ERROR_READ, NULL, "%s", g_strerror(errno));
      silsa_error_with_found(error, g_strerror(errno));
      return FALSE;
    }
    if (n == 0)
      return corrupt(error, rule, NULL);
    at += n;
    size -= (gsize)n;
    offset += (guint64)n;
  }
  return TRUE;
}

/* --- the end of the directory --------------------------------------------------------------- */

static gboolean
read_end64(int fd, guint64 end_at, End *end, GError **error)
{
  guint8 locator[LOCATOR64_BYTES];
  guint8 record[END64_BYTES];
  guint64 at;

  if (end_at < LOCATOR64_BYTES + END64_BYTES)
    return corrupt(error, "zip-end", NULL);
  if (!read_at(fd, end_at - LOCATOR64_BYTES, locator, sizeof locator, "zip-end", error))
    return FALSE;
  at = end_at - LOCATOR64_BYTES - END64_BYTES;
  if (get32(locator) != LOCATOR64_MAGIC || get32(locator + 4) != 0 || get64(locator + 8) != at ||
      get32(locator + 16) != 1)
    return corrupt(error, "zip-end", NULL);
  if (!read_at(fd, at, record, sizeof record, "zip-end", error))
    return FALSE;
  if (get32(record) != END64_MAGIC || get64(record + 4) != END64_BYTES - 12 ||
      get32(record + 16) != 0 || get32(record + 20) != 0 ||
      get64(record + 24) != get64(record + 32))
    return corrupt(error, "zip-end", NULL);
  *end = (End){get64(record + 32), get64(record + 40), get64(record + 48), at};
  return TRUE;
}

static gboolean
read_end(int fd, guint64 file_size, End *end, GError **error)
{
  guint8 record[END_BYTES];
  guint64 at = file_size - END_BYTES;

  if (file_size < END_BYTES)
    return corrupt(error, "zip-end", NULL);
  if (!read_at(fd, at, record, sizeof record, "zip-end", error))
    return FALSE;
  if (get32(record) != END_MAGIC || get16(record + 4) != 0 || get16(record + 6) != 0 ||
      get16(record + 8) != get16(record + 10) || get16(record + 20) != 0)
    return corrupt(error, "zip-end", NULL);
  *end = (End){get16(record + 10), get32(record + 12), get32(record + 16), at};
  if (end->entries == G_MAXUINT16 || end->size == G_MAXUINT32 || end->offset == G_MAXUINT32)
    return read_end64(fd, at, end, error);
  return TRUE;
}

static gboolean
check_end(const End *end, GError **error)
{
  if (end->entries > SILSA_LIMIT_ENTRIES)
    return over_limit(error, "entries", G_STRINGIFY(SILSA_LIMIT_ENTRIES), NULL);
  if (end->size > DIRECTORY_MAX_BYTES || end->offset > end->ends_at ||
      end->offset + end->size != end->ends_at)
    return corrupt(error, "zip-end", NULL);
  return TRUE;
}

/* Whether extra fields of @size bytes in all are none, or that of ZIP64 alone. @head: the first
 * four bytes of them. */
static gboolean
is_only_zip64(const guint8 *head, gsize size)
{
  return size == 0 || (size >= 4 && get16(head) == EXTRA_ZIP64 &&
                       (gsize)get16(head + 2) + 4 == size && size <= 4 + EXTRA_ZIP64_MAX_BYTES);
}

/* --- one record ----------------------------------------------------------------------------- */

/* The numbers that do not fit into the record stand in the ZIP64 extra field, in this order. */
static gboolean
read_extra(SilsaZipRecord *record, const guint8 *extra, gsize left)
{
  guint64 *wide[] = {&record->size, &record->compressed, &record->offset};

  while (left >= 4) {
    guint16 kind = get16(extra);
    gsize size = get16(extra + 2);
    const guint8 *at = extra + 4;

    if (size > left - 4)
      return FALSE;
    for (gsize i = 0; kind == EXTRA_ZIP64 && i < G_N_ELEMENTS(wide); i++)
      if (*wide[i] == G_MAXUINT32) {
        if (at + 8 > extra + 4 + size)
          return FALSE;
        *wide[i] = get64(at);
        at += 8;
      }
    extra += 4 + size;
    left -= 4 + size;
  }
  return left == 0;
}

static gboolean
check_record(const SilsaZipRecord *record, GError **error)
{
  guint32 mode = record->attributes >> 16;

  if (!silsa_entry_name_is_plain(record->name))
    return corrupt(error, "entry-name", record->name);
  if (record->flags & FLAG_ENCRYPTED)
    return corrupt(error, "entry-encrypted", record->name);
  if (record->method != METHOD_STORED && record->method != METHOD_DEFLATED)
    return corrupt(error, "entry-method", record->name);
  /* A link or a device would be something else once it is unpacked. */
  if (record->system == SYSTEM_UNIX && (mode & MODE_TYPE) != 0 &&
      (mode & MODE_TYPE) != MODE_REGULAR)
    return corrupt(error, "entry-mode", record->name);
  if (record->size > SILSA_LIMIT_ENTRY_BYTES || record->compressed > SILSA_LIMIT_ENTRY_BYTES)
    return over_limit(error, "entry-bytes", "4 GiB", record->name);
  if (record->method == METHOD_STORED && record->size != record->compressed)
    return corrupt(error, "zip-directory", record->name);
  return TRUE;
}

static SilsaZipRecord *
read_record(const guint8 *at, gsize left, gsize *used, GError **error)
{
  SilsaZipRecord *record;
  gsize name, extra, comment;

  if (left < RECORD_BYTES || get32(at) != RECORD_MAGIC) {
    corrupt(error, "zip-directory", NULL);
    return NULL;
  }
  name = get16(at + 28);
  extra = get16(at + 30);
  comment = get16(at + 32);
  *used = RECORD_BYTES + name + extra + comment;
  if (*used > left || memchr(at + RECORD_BYTES, '\0', name) != NULL) {
    corrupt(error, "zip-directory", NULL);
    return NULL;
  }
  record = g_new0(SilsaZipRecord, 1);
  record->name = g_strndup((const char *)at + RECORD_BYTES, name);
  record->system = at[5];
  record->flags = get16(at + 8);
  record->method = get16(at + 10);
  record->crc = get32(at + 16);
  record->compressed = get32(at + 20);
  record->size = get32(at + 24);
  record->attributes = get32(at + 38);
  record->offset = get32(at + 42);
  record->extras = comment > 0 || !is_only_zip64(at + RECORD_BYTES + name, extra);
  if (!read_extra(record, at + RECORD_BYTES + name, extra) || get16(at + 34) != 0)
    corrupt(error, "zip-directory", record->name);
  else if (check_record(record, error))
    return record;
  silsa_zip_record_free(record);
  return NULL;
}

static GPtrArray *
read_records(const guint8 *directory, const End *end, GError **error)
{
  g_autoptr(GPtrArray) records =
      g_ptr_array_new_with_free_func((GDestroyNotify)silsa_zip_record_free);
  g_autoptr(GHashTable) names = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  gsize at = 0;

  for (guint64 i = 0; i < end->entries; i++) {
    gsize used;
    SilsaZipRecord *record = read_record(directory + at, end->size - at, &used, error);

    if (record == NULL)
      return NULL;
    g_ptr_array_add(records, record);
    /* Names are ASCII: no other twins than those of case are possible. */
    if (!g_hash_table_add(names, g_ascii_strdown(record->name, -1))) {
      corrupt(error, "entry-twice", record->name);
      return NULL;
    }
    at += used;
  }
  if (at == end->size)
    return g_steal_pointer(&records);
  corrupt(error, "zip-directory", NULL);
  return NULL;
}

/* --- where the entries lie ------------------------------------------------------------------ */

static gboolean
find_local_extras(int fd, SilsaZipRecord *record, guint64 at, gsize size, GError **error)
{
  guint8 head[4] = {0};

  if (size >= sizeof head && !read_at(fd, at, head, sizeof head, "zip-local", error)) {
    silsa_error_at_entry(error, record->name);
    return FALSE;
  }
  record->extras |= !is_only_zip64(head, size);
  return TRUE;
}

static gboolean
find_data(int fd, SilsaZipRecord *record, GError **error)
{
  guint8 local[LOCAL_BYTES];
  g_autofree char *name = NULL;
  gsize length;

  if (!read_at(fd, record->offset, local, sizeof local, "zip-local", error)) {
    silsa_error_at_entry(error, record->name);
    return FALSE;
  }
  length = get16(local + 26);
  if (get32(local) != LOCAL_MAGIC || get16(local + 6) != record->flags ||
      get16(local + 8) != record->method || length != strlen(record->name))
    return corrupt(error, "zip-local", record->name);
  name = g_malloc0(length + 1);
  if (!read_at(fd, record->offset + LOCAL_BYTES, name, length, "zip-local", error) ||
      strcmp(name, record->name) != 0) {
    g_clear_error(error);
    return corrupt(error, "zip-local", record->name);
  }
  record->end = record->offset + LOCAL_BYTES + length + get16(local + 28) + record->compressed;
  return find_local_extras(fd, record, record->offset + LOCAL_BYTES + length, get16(local + 28),
                           error);
}

static int
compare_offsets(gconstpointer a, gconstpointer b)
{
  const SilsaZipRecord *one = *(SilsaZipRecord *const *)a;
  const SilsaZipRecord *other = *(SilsaZipRecord *const *)b;

  return one->offset < other->offset ? -1 : one->offset > other->offset;
}

/* Nothing may lie between entries but the descriptor that flag bit 3 announces. */
static gboolean
check_layout(GPtrArray *records, guint64 directory_at, GError **error)
{
  guint64 expected = 0, total = 0, slack = 0;

  for (guint i = 0; i <= records->len; i++) {
    const SilsaZipRecord *record = i < records->len ? records->pdata[i] : NULL;
    guint64 begins = record != NULL ? record->offset : directory_at;

    if (begins < expected)
      return corrupt(error, "zip-overlap", record != NULL ? record->name : NULL);
    if (begins - expected > slack)
      return corrupt(error, "zip-gap", record != NULL ? record->name : NULL);
    if (record == NULL)
      break;
    expected = record->end;
    slack = record->flags & FLAG_DESCRIPTOR ? DESCRIPTOR_MAX_BYTES : 0;
    total += record->size;
    if (total > SILSA_LIMIT_PACKAGE_BYTES)
      return over_limit(error, "package-bytes", "64 GiB", NULL);
  }
  return TRUE;
}

GPtrArray *
silsa_zip_directory_read(int fd, GError **error)
{
  g_autoptr(GPtrArray) records = NULL;
  g_autofree guint8 *directory = NULL;
  struct stat info;
  End end;

  if (fstat(fd, &info) != 0) {
    silsa_error_set(error, SILSA_ERROR_READ, NULL, "%s", g_strerror(errno));
    return NULL;
  }
  if ((guint64)info.st_size > SILSA_LIMIT_PACKAGE_BYTES) {
    over_limit(error, "package-bytes", "64 GiB", NULL);
    return NULL;
  }
  if (!read_end(fd, (guint64)info.st_size, &end, error) || !check_end(&end, error))
    return NULL;
  directory = g_malloc(end.size + 1);
  if (!read_at(fd, end.offset, directory, end.size, "zip-directory", error))
    return NULL;
  records = read_records(directory, &end, error);
  for (guint i = 0; records != NULL && i < records->len; i++)
    if (!find_data(fd, records->pdata[i], error))
      return NULL;
  if (records == NULL)
    return NULL;
  g_ptr_array_sort(records, compare_offsets);
  return check_layout(records, end.offset, error) ? g_steal_pointer(&records) : NULL;
}

gboolean
silsa_zip_begins_as_package(int fd)
{
  guint8 head[TYPE_AT + sizeof SILSA_PACKAGE_TYPE - 1];

  return read_at(fd, 0, head, sizeof head, "zip-local", NULL) && get32(head) == LOCAL_MAGIC &&
         get16(head + 8) == METHOD_STORED && get32(head + 18) == strlen(SILSA_PACKAGE_TYPE) &&
         get16(head + 26) == strlen(SILSA_ENTRY_MIMETYPE) && get16(head + 28) == 0 &&
         memcmp(head + LOCAL_BYTES, SILSA_ENTRY_MIMETYPE, strlen(SILSA_ENTRY_MIMETYPE)) == 0 &&
         memcmp(head + TYPE_AT, SILSA_PACKAGE_TYPE, strlen(SILSA_PACKAGE_TYPE)) == 0;
}
