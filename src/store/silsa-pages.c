#include "silsa-pages.h"

#include "silsa-db-file.h"
#include "silsa-error.h"
#include "silsa-limits.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define USUAL_PAGE_SIZE 8192 /* of every file of ours, should the head not say */
#define MAX_DEPTH 20 /* of a tree; SQLite's own limit */

typedef enum {
  PAGE_INDEX_INTERIOR = 2,
  PAGE_TABLE_INTERIOR = 5,
  PAGE_INDEX_LEAF = 10,
  PAGE_TABLE_LEAF = 13,
} PageType;

struct _SilsaPages {
  int fd;
  gsize page_size;
  guint count;
  guint8 *buffer; /* page @current */
  guint current;
};

/* A cell's payload: what stands on its page, and the first of the pages with the rest. */
typedef struct {
  const guint8 *data;
  gsize local, size;
  guint overflow; /* 0: none */
  gboolean has_rowid;
  gint64 rowid;
} Cell;

static guint
read_u16(const guint8 *bytes)
{
  return (guint)bytes[0] << 8 | bytes[1];
}

static guint32
read_u32(const guint8 *bytes)
{
  return (guint32)bytes[0] << 24 | (guint32)bytes[1] << 16 | (guint32)bytes[2] << 8 | bytes[3];
}

/* Returns the number of bytes, 0 at the end of @size. */
static gsize
read_varint(const guint8 *bytes, gsize size, guint64 *value)
{
  *value = 0;
  for (gsize i = 0; i < size && i < 9; i++) {
    if (i == 8) {
      *value = *value << 8 | bytes[i];
      return 9;
    }
    *value = *value << 7 | (bytes[i] & 0x7f);
    if ((bytes[i] & 0x80) == 0)
      return i + 1;
  }
  return 0;
}

/* --- opening --- */

static gsize
find_page_size(int fd)
{
  static const char magic[16] = "SQLite format 3";
  guint8 head[18];
  gsize size;

  if (pread(fd, head, sizeof head, 0) != (ssize_t)sizeof head ||
      memcmp(head, magic, sizeof magic) != 0)
    return USUAL_PAGE_SIZE;
  size = read_u16(head + 16);
  size = size == 1 ? 65536 : size;
  return size >= 512 && (size & (size - 1)) == 0 ? size : USUAL_PAGE_SIZE;
}

static gboolean
fail(GError **error, SilsaError code, const char *rule, const char *path, const char *what)
{
  silsa_error_set(error, code, rule, "%s", what);
  silsa_error_at_file(error, path);
  return FALSE;
}

static gboolean
check_file(int fd, const char *path, struct stat *info, GError **error)
{
  if (fd < 0 || fstat(fd, info) < 0)
    return fail(error, errno == ENOENT ? SILSA_ERROR_NOT_FOUND : SILSA_ERROR_READ, NULL, path,
                g_strerror(errno));
  if (!S_ISREG(info->st_mode))
    return fail(error, SILSA_ERROR_FOREIGN, "not-a-file", path, "not a regular file");
  if (silsa_db_file_is_written(fd))
    return fail(error, SILSA_ERROR_BUSY, "two-writers", path, "another process writes to it");
  return TRUE;
}

SilsaPages *
silsa_pages_open(const char *path, GError **error)
{
  g_autofd int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  struct stat info;
  SilsaPages *self;

  if (!check_file(fd, path, &info, error))
    return NULL;
  self = g_new0(SilsaPages, 1);
  self->page_size = find_page_size(fd);
  self->count = (guint)MIN(((guint64)info.st_size + self->page_size - 1) / self->page_size,
                           (guint64)G_MAXUINT - 1);
  self->buffer = g_malloc(self->page_size);
  self->fd = g_steal_fd(&fd);
  return self;
}

void
silsa_pages_close(SilsaPages *self)
{
  if (self == NULL)
    return;
  close(self->fd);
  g_free(self->buffer);
  g_free(self);
}

guint
silsa_pages_get_count(SilsaPages *self)
{
  return self->count;
}

/* What a page lacks at the end of a file that was cut off is zeros; a bad sector is no page. */
static gboolean
read_page(SilsaPages *self, guint n, guint8 *page)
{
  off_t offset = (off_t)(n - 1) * (off_t)self->page_size;
  ssize_t got;

  if (n == 0 || n > self->count)
    return FALSE;
  got = pread(self->fd, page, self->page_size, offset);
  if (got < 0)
    return FALSE;
  memset(page + got, 0, self->page_size - (gsize)got);
  return TRUE;
}

static gboolean
turn_to(SilsaPages *self, guint n)
{
  if (self->current == n)
    return TRUE;
  self->current = 0;
  if (!read_page(self, n, self->buffer))
    return FALSE;
  self->current = n;
  return TRUE;
}

/* --- cells --- */

static gsize
page_head(guint n)
{
  return n == 1 ? 100 : 0;
}

static gboolean
is_interior(guint8 type)
{
  return type == PAGE_INDEX_INTERIOR || type == PAGE_TABLE_INTERIOR;
}

/* FALSE unless the page now turned to is one of a tree; @cells: how many it has. */
static gboolean
read_page_head(SilsaPages *self, guint8 *type, guint *cells)
{
  const guint8 *head = self->buffer + page_head(self->current);
  gsize start;

  *type = head[0];
  *cells = read_u16(head + 3);
  if (*type != PAGE_INDEX_INTERIOR && *type != PAGE_TABLE_INTERIOR && *type != PAGE_INDEX_LEAF &&
      *type != PAGE_TABLE_LEAF)
    return FALSE;
  start = page_head(self->current) + (is_interior(*type) ? 12 : 8);
  return start + 2 * (gsize)*cells <= self->page_size;
}

static const guint8 *
find_cell(SilsaPages *self, guint8 type, guint cells, guint n, gsize *left)
{
  gsize start = page_head(self->current) + (is_interior(type) ? 12 : 8);
  gsize offset = read_u16(self->buffer + start + 2 * (gsize)n);

  if (n >= cells || offset < start + 2 * (gsize)cells || offset >= self->page_size)
    return NULL;
  *left = self->page_size - offset;
  return self->buffer + offset;
}

/* How much of a payload of @size bytes stands on the page itself. */
static gsize
local_size(gsize usable, gboolean table, gsize size)
{
  gsize max = table ? usable - 35 : (usable - 12) * 64 / 255 - 23;
  gsize min = (usable - 12) * 32 / 255 - 23;
  gsize some;

  if (size <= max)
    return size;
  some = min + (size - min) % (usable - 4);
  return some <= max ? some : min;
}

static gboolean
read_cell(SilsaPages *self, guint8 type, guint cells, guint n, Cell *cell)
{
  gsize left, used;
  const guint8 *at = find_cell(self, type, cells, n, &left);
  guint64 number;

  *cell = (Cell){0};
  if (at == NULL)
    return FALSE;
  if (type == PAGE_INDEX_INTERIOR) {
    if (left < 4)
      return FALSE;
    at += 4;
    left -= 4;
  }
  if ((used = read_varint(at, left, &number)) == 0 ||
      number > SILSA_LIMIT_EVIDENCE_BYTES + SILSA_MIB(1))
    return FALSE;
  at += used;
  left -= used;
  cell->size = (gsize)number;
  cell->has_rowid = type == PAGE_TABLE_LEAF;
  if (cell->has_rowid) {
    if ((used = read_varint(at, left, &number)) == 0)
      return FALSE;
    at += used;
    left -= used;
    cell->rowid = (gint64)number;
  }
  cell->data = at;
  cell->local = local_size(self->page_size, cell->has_rowid, cell->size);
  if (cell->local == cell->size)
    return cell->local <= left;
  if (cell->local + 4 > left)
    return FALSE;
  cell->overflow = read_u32(at + cell->local);
  return TRUE;
}

/* --- records --- */

static gsize
size_of_type(guint64 serial)
{
  static const gsize sizes[] = {0, 1, 2, 3, 4, 6, 8, 8, 0, 0};

  return serial < G_N_ELEMENTS(sizes) ? sizes[serial] : (gsize)((serial - 12) / 2);
}

static SilsaValueType
kind_of_type(guint64 serial)
{
  if (serial == 0)
    return SILSA_VALUE_NULL;
  if (serial == 7)
    return SILSA_VALUE_REAL;
  if (serial < 10)
    return SILSA_VALUE_NUMBER;
  return serial % 2 == 0 ? SILSA_VALUE_BLOB : SILSA_VALUE_TEXT;
}

/* The head of a record, which says what follows; it has to stand on the page whole. */
static gboolean
read_record_head(const Cell *cell, SilsaRecord *record)
{
  guint64 head, serial;
  gsize used = read_varint(cell->data, cell->local, &head), offset;

  if (used == 0 || head > cell->local || head < used)
    return FALSE;
  offset = (gsize)head;
  while (used < head) {
    SilsaValue *value;
    gsize step = read_varint(cell->data + used, (gsize)head - used, &serial);

    if (step == 0 || serial == 10 || serial == 11 || serial > G_MAXUINT32 ||
        record->n_values == SILSA_RECORD_COLUMNS)
      return FALSE;
    used += step;
    value = &record->values[record->n_values++];
    value->type = kind_of_type(serial);
    value->number = serial == 9;
    value->offset = offset;
    value->size = size_of_type(serial);
    offset += value->size;
  }
  return used == head && offset == cell->size;
}

static gboolean
read_record(SilsaPages *self, guint8 type, guint cells, guint n, SilsaRecord *record)
{
  Cell cell;

  *record = (SilsaRecord){.page = self->current, .cell = n};
  if (!read_cell(self, type, cells, n, &cell))
    return FALSE;
  record->has_rowid = cell.has_rowid;
  record->rowid = cell.rowid;
  record->size = cell.size;
  return read_record_head(&cell, record);
}

gboolean
silsa_pages_foreach_record(SilsaPages *self, guint n, SilsaRecordFunc func, gpointer data)
{
  gboolean whole = TRUE;
  guint8 type;
  guint cells;

  if (!turn_to(self, n) || !read_page_head(self, &type, &cells))
    return FALSE;
  for (guint i = 0; type != PAGE_TABLE_INTERIOR && i < cells; i++) {
    SilsaRecord record;

    if (!turn_to(self, n))
      return FALSE; /* @func may have turned pages */
    if (read_record(self, type, cells, i, &record))
      func(self, &record, data);
    else
      whole = FALSE;
  }
  return whole;
}

/* Bounded by the pages of the file, so that a ring of them ends. */
static GByteArray *
read_overflow(SilsaPages *self, const Cell *cell)
{
  g_autoptr(GByteArray) payload = g_byte_array_new();
  g_autofree guint8 *page = g_malloc(self->page_size);
  guint next = cell->overflow;

  g_byte_array_append(payload, cell->data, (guint)cell->local);
  for (guint turned = 0; payload->len < cell->size && turned < self->count; turned++) {
    if (!read_page(self, next, page))
      return NULL;
    g_byte_array_append(payload, page + 4,
                        (guint)MIN(self->page_size - 4, cell->size - payload->len));
    next = read_u32(page);
  }
  return payload->len == cell->size ? g_steal_pointer(&payload) : NULL;
}

GBytes *
silsa_record_load(SilsaPages *self, const SilsaRecord *record)
{
  GByteArray *payload;
  guint8 type;
  guint cells;
  Cell cell;

  if (!turn_to(self, record->page) || !read_page_head(self, &type, &cells) ||
      !read_cell(self, type, cells, record->cell, &cell))
    return NULL;
  payload = read_overflow(self, &cell);
  return payload != NULL ? g_byte_array_free_to_bytes(payload) : NULL;
}

static const guint8 *
find_value(const SilsaRecord *record, guint n, GBytes *payload, gsize *size)
{
  gsize all;
  const guint8 *data = g_bytes_get_data(payload, &all);

  g_assert(n < record->n_values);
  *size = record->values[n].size;
  return *size > 0 && record->values[n].offset + *size <= all ? data + record->values[n].offset
                                                              : (const guint8 *)"";
}

char *
silsa_record_dup_text(const SilsaRecord *record, guint n, GBytes *payload)
{
  gsize size;
  const char *text = (const char *)find_value(record, n, payload, &size);

  if (record->values[n].type != SILSA_VALUE_TEXT || !g_utf8_validate_len(text, size, NULL))
    return NULL;
  return g_strndup(text, size);
}

GBytes *
silsa_record_dup_blob(const SilsaRecord *record, guint n, GBytes *payload)
{
  if (record->values[n].type != SILSA_VALUE_BLOB ||
      record->values[n].offset + record->values[n].size > g_bytes_get_size(payload))
    return NULL;
  return g_bytes_new_from_bytes(payload, record->values[n].offset, record->values[n].size);
}

gint64
silsa_record_get_number(const SilsaRecord *record, guint n, GBytes *payload)
{
  guint64 number = 0;
  gsize size;
  const guint8 *bytes = find_value(record, n, payload, &size);

  if (record->values[n].type != SILSA_VALUE_NUMBER)
    return 0;
  if (size == 0)
    return record->values[n].number;
  number = (bytes[0] & 0x80) != 0 ? G_MAXUINT64 : 0;
  for (gsize i = 0; i < size; i++)
    number = number << 8 | bytes[i];
  return (gint64)number;
}

/* --- trees --- */

static gboolean
walk(SilsaPages *self, guint n, guint depth, GHashTable *pages)
{
  g_autoptr(GArray) children = g_array_new(FALSE, FALSE, sizeof(guint));
  gboolean whole = TRUE;
  guint8 type;
  guint cells, child;

  if (depth > MAX_DEPTH || !turn_to(self, n) || !read_page_head(self, &type, &cells) ||
      !g_hash_table_add(pages, GUINT_TO_POINTER(n)))
    return FALSE;
  if (!is_interior(type))
    return TRUE;
  for (guint i = 0; i < cells; i++) {
    gsize left;
    const guint8 *cell = find_cell(self, type, cells, i, &left);

    whole = whole && cell != NULL && left >= 4;
    child = cell != NULL && left >= 4 ? read_u32(cell) : 0;
    g_array_append_val(children, child);
  }
  child = read_u32(self->buffer + page_head(n) + 8);
  g_array_append_val(children, child);
  for (guint i = 0; i < children->len; i++)
    whole = walk(self, g_array_index(children, guint, i), depth + 1, pages) && whole;
  return whole;
}

gboolean
silsa_pages_walk(SilsaPages *self, guint root, GHashTable *pages)
{
  return walk(self, root, 0, pages);
}
