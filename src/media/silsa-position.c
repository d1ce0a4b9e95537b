#include "silsa-position-private.h"

#include <string.h>

enum {
  TAG_SUB_IFDS = 0x014a,
  TAG_XMP = 0x02bc,
  TAG_EXIF_IFD = 0x8769,
  TAG_GPS_IFD = 0x8825,
};

/* More directories than any honest file has: one for each page, and three beside it. */
#define MAX_DIRECTORIES 64
#define ENTRY_BYTES 12
/* Entries that are looked at in one file, whatever leads to them: a file may hold a hundred
 * thousand headers that all lead to the same long directories. */
#define MAX_ENTRIES 262144

/* A walk over the directories of a TIFF structure. */
typedef struct {
  const guint8 *data;
  gsize size;
  gboolean big_endian;
  guint n_directories;
  guint *left; /* entries that may still be looked at */
  guint8 *blank; /* the same bytes, where places are to be overwritten; or NULL */
  gboolean found, broken;
} Walk;

static guint
read16(const Walk *self, gsize at)
{
  const guint8 *p = self->data + at;

  return self->big_endian ? (guint)(p[0] << 8 | p[1]) : (guint)(p[1] << 8 | p[0]);
}

static guint32
read32(const Walk *self, gsize at)
{
  return self->big_endian ? (guint32)read16(self, at) << 16 | read16(self, at + 2)
                          : (guint32)read16(self, at + 2) << 16 | read16(self, at);
}

/* Bytes of one value by its type (TIFF 6.0 and EXIF 3.0); 0: unknown. */
static gsize
value_size(guint type)
{
  static const guint8 sizes[] = {0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8, 4};

  if (type == 129) /* UTF-8 of EXIF 3.0 */
    return 1;
  return type < G_N_ELEMENTS(sizes) ? sizes[type] : 0;
}

/* Where the value of an entry lies; FALSE when that is outside. */
static gboolean
find_value(const Walk *self, gsize entry, gsize *at, gsize *size)
{
  guint64 bytes = (guint64)value_size(read16(self, entry + 2)) * read32(self, entry + 4);

  *at = bytes <= 4 ? entry + 8 : read32(self, entry + 8);
  *size = (gsize)MIN(bytes, self->size);
  return bytes <= self->size && *at <= self->size - bytes;
}

/* Entries of a directory that is all inside, or 0. */
static guint
count_entries(Walk *self, gsize at)
{
  guint n;

  if (at > self->size || self->size - at < 2 || ++self->n_directories > MAX_DIRECTORIES)
    return self->broken = TRUE, 0;
  n = read16(self, at);
  if ((self->size - at - 2) / ENTRY_BYTES < n)
    return self->broken = TRUE, 0;
  if (n >= *self->left) {
    *self->left = 0;
    return self->broken = TRUE, 0;
  }
  *self->left -= n;
  return n;
}

/* EXIF 3.0, table 15: latitude to altitude, the place that was aimed at, and the names of method
 * and area. Version, time and the state of the receiver say nothing of a place, and phones write
 * them with positions switched off. */
static gboolean
is_place(guint tag)
{
  return (tag >= 1 && tag <= 6) || (tag >= 0x13 && tag <= 0x16) || tag == 0x1b || tag == 0x1c;
}

static void
walk_places(Walk *self, gsize at)
{
  guint n = count_entries(self, at);

  if (self->broken) /* it may lead out of the file */
    return;
  for (guint i = 0; i < n; i++) {
    gsize entry = at + 2 + i * ENTRY_BYTES, value, size;

    if (!is_place(read16(self, entry)))
      continue;
    self->found = TRUE;
    if (self->blank == NULL)
      continue;
    if (find_value(self, entry, &value, &size))
      memset(self->blank + value, 0, size);
  }
  /* A directory without entries: what the pointer leads to is empty, and so is everything in it. */
  if (self->blank != NULL)
    memset(self->blank + at, 0, 2 + (gsize)n * ENTRY_BYTES);
}

static void
look_at_text(Walk *self, gsize entry)
{
  gsize value, size;

  if (!find_value(self, entry, &value, &size)) {
    self->broken = TRUE;
  } else if (silsa_position_in_text(self->data + value, size)) {
    self->found = TRUE;
    if (self->blank != NULL)
      memset(self->blank + value, ' ', size);
  }
}

static void walk_directories(Walk *self, gsize at);

static void
walk_sub_directories(Walk *self, gsize entry)
{
  gsize value, size;

  if (!find_value(self, entry, &value, &size)) {
    self->broken = TRUE;
    return;
  }
  for (gsize i = 0; i + 4 <= size && !self->broken; i += 4)
    walk_directories(self, read32(self, value + i));
}

static void
walk_entry(Walk *self, gsize entry)
{
  switch (read16(self, entry)) {
  case TAG_GPS_IFD:
    walk_places(self, read32(self, entry + 8));
    break;
  case TAG_EXIF_IFD:
    walk_directories(self, read32(self, entry + 8));
    break;
  case TAG_SUB_IFDS:
    walk_sub_directories(self, entry);
    break;
  case TAG_XMP:
    look_at_text(self, entry);
    break;
  default:
    break;
  }
}

/* A directory and those that are chained to it; a loop ends at the limit. */
static void
walk_directories(Walk *self, gsize at)
{
  while (at != 0 && !self->broken) {
    guint n = count_entries(self, at);
    gsize next = at + 2 + (gsize)n * ENTRY_BYTES;

    for (guint i = 0; i < n && !self->broken; i++)
      walk_entry(self, at + 2 + i * ENTRY_BYTES);
    at = next + 4 <= self->size ? read32(self, next) : 0;
  }
}

static gboolean
has_header(const guint8 *data, gsize size)
{
  return size >= 8 && (memcmp(data, "II*\0", 4) == 0 || memcmp(data, "MM\0*", 4) == 0);
}

static Walk
walk(const guint8 *tiff, gsize size, guint8 *blank, guint *left)
{
  Walk self = {.data = tiff, .size = size, .blank = blank, .left = left};

  if (!has_header(tiff, size)) {
    self.broken = TRUE;
    return self;
  }
  self.big_endian = tiff[0] == 'M';
  walk_directories(&self, read32(&self, 4));
  return self;
}

gboolean
silsa_position_in_tiff(const guint8 *tiff, gsize size)
{
  guint left = MAX_ENTRIES;
  Walk self = walk(tiff, size, NULL, &left);

  return self.found || self.broken;
}

/* --- texts --- */

static gboolean
holds(const guint8 *text, gsize size, const char *word)
{
  gsize length = strlen(word);

  for (gsize i = 0; i + length <= size; i++)
    if (g_ascii_strncasecmp((const char *)text + i, word, length) == 0)
      return TRUE;
  return FALSE;
}

gboolean
silsa_position_in_text(const guint8 *text, gsize size)
{
  static const char *const words[] = {"gps", "latitude", "longitude", "geo:", "LocationCreated"};

  for (gsize i = 0; i < G_N_ELEMENTS(words); i++)
    if (holds(text, size, words[i]))
      return TRUE;
  return FALSE;
}

/* --- a whole file --- */

static const guint8 *
find(const guint8 *data, gsize size, const char *what, gsize length)
{
  const guint8 *end = data + size;

  while ((gsize)(end - data) >= length) {
    const guint8 *found = memchr(data, what[0], (gsize)(end - data) - length + 1);

    if (found == NULL || memcmp(found, what, length) == 0)
      return found;
    data = found + 1;
  }
  return NULL;
}

static gboolean
visit_blocks(const guint8 *data, gsize size, const char *mark, guint8 *blank)
{
  guint left = MAX_ENTRIES;
  const guint8 *at = data;
  gboolean found = FALSE;

  while ((at = find(at, size - (gsize)(at - data), mark, 4)) != NULL) {
    gsize offset = (gsize)(at - data);
    Walk self = walk(at, size - offset, NULL, &left);

    /* Four bytes that look like a header turn up by chance; such a thing is broken, no block. */
    if (self.found && blank != NULL)
      walk(at, size - offset, blank + offset, &left);
    found = found || self.found || left == 0;
    at += 4;
  }
  return found;
}

static gboolean
visit_packets(const guint8 *data, gsize size, guint8 *blank)
{
  static const char begin[] = "<rdf:RDF", end[] = "</rdf:RDF>";
  const guint8 *at = data;
  gboolean found = FALSE;

  while ((at = find(at, size - (gsize)(at - data), begin, strlen(begin))) != NULL) {
    gsize left = size - (gsize)(at - data);
    const guint8 *close = find(at, left, end, strlen(end));
    gsize length = close != NULL ? (gsize)(close - at) + strlen(end) : left;

    if (silsa_position_in_text(at, length)) {
      found = TRUE;
      if (blank != NULL && close != NULL)
        memset(blank + (at - data), ' ', length);
    }
    at += length;
  }
  return found;
}

/* A film behind the photo, of which nothing is known, and XMP that is packed. */
static gboolean
has_foreign(const guint8 *data, gsize size)
{
  static const char *const marks[] = {"\251xyz", "mpvd", "SEFT", "ftypmp4", "ftypisom"};

  for (gsize i = 0; i < G_N_ELEMENTS(marks); i++)
    if (find(data, size, marks[i], strlen(marks[i])) != NULL)
      return TRUE;
  return find(data, size, "application/rdf+xml", 19) != NULL &&
         find(data, size, "<rdf:RDF", 8) == NULL &&
         find(data, size, "                    ", 20) == NULL;
}

gboolean
silsa_position_anywhere(const guint8 *data, gsize size)
{
  return visit_blocks(data, size, "II*\0", NULL) || visit_blocks(data, size, "MM\0*", NULL) ||
         visit_packets(data, size, NULL) || has_foreign(data, size);
}

void
silsa_position_blank(guint8 *data, gsize size)
{
  g_autofree guint8 *copy = g_memdup2(data, size);

  visit_blocks(copy, size, "II*\0", data);
  visit_blocks(copy, size, "MM\0*", data);
  visit_packets(copy, size, data);
}
