#include "disk-log.h"

#include "silsa-test.h"

#include <glib/gstdio.h>
#include <string.h>

/* The smallest piece that a disk writes whole or not at all. */
#define SECTOR 512

struct _DiskLog {
  GArray *entries; /* of DiskEntry, whose texts and data are owned */
  GHashTable *files; /* number -> GBytes, as they were at first */
  GHashTable *names; /* name -> number, as they were at first */
};

/* --- writing it down --- */

static void
entry_clear(gpointer data)
{
  DiskEntry *self = data;

  g_free((char *)self->name);
  g_free((char *)self->new_name);
  g_free((void *)self->data);
}

DiskLog *
disk_log_new(const char *folder, GHashTable *names)
{
  DiskLog *self = g_new0(DiskLog, 1);
  GHashTableIter iter;
  gpointer name, number;

  self->entries = g_array_new(FALSE, FALSE, sizeof(DiskEntry));
  g_array_set_clear_func(self->entries, entry_clear);
  self->files = g_hash_table_new_full(NULL, NULL, NULL, (GDestroyNotify)g_bytes_unref);
  self->names = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  g_hash_table_iter_init(&iter, names);
  while (g_hash_table_iter_next(&iter, &name, &number)) {
    g_autofree char *path = g_build_filename(folder, name, NULL);

    g_hash_table_insert(self->names, g_strdup(name), number);
    g_hash_table_insert(self->files, number, silsa_test_read(path));
  }
  return self;
}

void
disk_log_free(DiskLog *self)
{
  g_array_unref(self->entries);
  g_hash_table_unref(self->files);
  g_hash_table_unref(self->names);
  g_free(self);
}

void
disk_log_add(DiskLog *self, DiskEntry entry)
{
  entry.name = g_strdup(entry.name);
  entry.new_name = g_strdup(entry.new_name);
  if (entry.data != NULL)
    entry.data = g_memdup2(entry.data, entry.size);
  g_array_append_val(self->entries, entry);
}

guint
disk_log_get_length(const DiskLog *self)
{
  return self->entries->len;
}

void
disk_log_count_steps(const DiskLog *self, guint cut, guint *begun, guint *saved)
{
  *begun = *saved = 0;
  for (guint i = 0; i < cut; i++) {
    const DiskEntry *entry = &g_array_index(self->entries, DiskEntry, i);

    if (entry->act == DISK_ACT_BEGUN)
      *begun = entry->file;
    else if (entry->act == DISK_ACT_SAVED)
      *saved = entry->file;
  }
}

void
disk_log_drop_flushes(DiskLog *self, gboolean of_folders)
{
  DiskAct act = of_folders ? DISK_ACT_FLUSH_FOLDER : DISK_ACT_FLUSH;

  for (guint i = self->entries->len; i > 0; i--)
    if (g_array_index(self->entries, DiskEntry, i - 1).act == act)
      g_array_remove_index(self->entries, i - 1);
}

/* --- what a cut leaves --- */

typedef struct {
  const DiskLog *log;
  guint cut;
  DiskMercy mercy;
  GRand *chance;
  guint first; /* DISK_SPARE_FIRST: entries before this one are spared */
  GHashTable *files; /* number -> GByteArray */
  GHashTable *names; /* name -> number */
} Ruin;

static GByteArray *
find_file(Ruin *self, guint number)
{
  GByteArray *content = g_hash_table_lookup(self->files, GUINT_TO_POINTER(number));
  GBytes *bytes;

  if (content != NULL)
    return content;
  content = g_byte_array_new();
  bytes = g_hash_table_lookup(self->log->files, GUINT_TO_POINTER(number));
  if (bytes != NULL)
    g_byte_array_append(content, g_bytes_get_data(bytes, NULL), (guint)g_bytes_get_size(bytes));
  g_hash_table_insert(self->files, GUINT_TO_POINTER(number), content);
  return content;
}

/* A place that belongs to the file but was never written holds what stood on the disk before. */
static void
resize(Ruin *self, GByteArray *content, gsize size)
{
  guint before = content->len;

  g_byte_array_set_size(content, (guint)size);
  for (gsize i = before; i < size; i++)
    content->data[i] = self->mercy == DISK_SPARE_SOME ? (guint8)g_rand_int(self->chance) : 0;
}

static void
put(Ruin *self, const DiskEntry *entry, gsize from, gsize to)
{
  GByteArray *content = find_file(self, entry->file);

  if (entry->offset + to > content->len)
    resize(self, content, entry->offset + to);
  memcpy(content->data + entry->offset + from, (const guint8 *)entry->data + from, to - from);
}

/* The sectors of a write, each spared or not. */
static void
put_some(Ruin *self, const DiskEntry *entry)
{
  gsize from = 0;

  while (from < entry->size) {
    gsize to = MIN((entry->offset + from) / SECTOR * SECTOR + SECTOR - entry->offset, entry->size);

    if (g_rand_boolean(self->chance))
      put(self, entry, from, to);
    from = to;
  }
}

static void
put_torn(Ruin *self, const DiskEntry *entry)
{
  gsize to = (gsize)g_rand_int_range(self->chance, 0, (gint32)entry->size + 1);

  to = (entry->offset + to) / SECTOR * SECTOR;
  if (to > entry->offset)
    put(self, entry, 0, to - entry->offset);
}

static void
rename_entry(Ruin *self, const DiskEntry *entry)
{
  if (entry->new_name != NULL)
    g_hash_table_insert(self->names, g_strdup(entry->new_name), GUINT_TO_POINTER(entry->file));
  if (entry->act == DISK_ACT_UNLINK || entry->act == DISK_ACT_RENAME)
    g_hash_table_remove(self->names, entry->name);
  if (entry->act == DISK_ACT_CREATE)
    g_hash_table_insert(self->names, g_strdup(entry->name), GUINT_TO_POINTER(entry->file));
}

static gboolean
is_name(const DiskEntry *entry)
{
  return entry->act >= DISK_ACT_CREATE && entry->act <= DISK_ACT_LINK;
}

/* Was it flushed before the cut? */
static gboolean
is_durable(Ruin *self, guint n)
{
  const DiskEntry *entry = &g_array_index(self->log->entries, DiskEntry, n);

  for (guint i = n + 1; i < self->cut; i++) {
    const DiskEntry *later = &g_array_index(self->log->entries, DiskEntry, i);

    if (is_name(entry) ? later->act == DISK_ACT_FLUSH_FOLDER
                       : later->act == DISK_ACT_FLUSH && later->file == entry->file)
      return TRUE;
  }
  return FALSE;
}

static void
apply(Ruin *self, const DiskEntry *entry)
{
  if (entry->act == DISK_ACT_WRITE)
    put(self, entry, 0, entry->size);
  else if (entry->act == DISK_ACT_RESIZE)
    resize(self, find_file(self, entry->file), entry->size);
  else if (is_name(entry))
    rename_entry(self, entry);
}

static void
apply_by_chance(Ruin *self, const DiskEntry *entry)
{
  if (entry->act == DISK_ACT_WRITE)
    put_some(self, entry);
  else if (g_rand_boolean(self->chance))
    apply(self, entry);
}

static void
replay(Ruin *self)
{
  for (guint i = 0; i < self->cut; i++) {
    const DiskEntry *entry = &g_array_index(self->log->entries, DiskEntry, i);

    if (self->mercy == DISK_SPARE_ALL || i < self->first || is_durable(self, i))
      apply(self, entry);
    else if (self->mercy == DISK_SPARE_SOME)
      apply_by_chance(self, entry);
    else if (self->mercy == DISK_SPARE_FIRST && i == self->first && entry->act == DISK_ACT_WRITE)
      put_torn(self, entry);
  }
}

static void
copy_names(GHashTable *from, GHashTable *to)
{
  GHashTableIter iter;
  gpointer name, number;

  g_hash_table_iter_init(&iter, from);
  while (g_hash_table_iter_next(&iter, &name, &number))
    g_hash_table_insert(to, g_strdup(name), number);
}

static void
write_files(Ruin *self, const char *folder)
{
  GHashTableIter iter;
  gpointer name, number;

  g_hash_table_iter_init(&iter, self->names);
  while (g_hash_table_iter_next(&iter, &name, &number)) {
    GByteArray *content = find_file(self, GPOINTER_TO_UINT(number));
    g_autofree char *path = g_build_filename(folder, name, NULL);

    g_assert_true(g_file_set_contents_full(path, (const char *)content->data, content->len,
                                           G_FILE_SET_CONTENTS_NONE, 0600, NULL));
  }
}

void
disk_log_cut(const DiskLog *self, guint cut, DiskMercy mercy, guint32 seed, const char *folder)
{
  Ruin ruin = {.log = self, .cut = cut, .mercy = mercy, .chance = g_rand_new_with_seed(seed)};

  g_assert(cut <= self->entries->len);
  ruin.files = g_hash_table_new_full(NULL, NULL, NULL, (GDestroyNotify)g_byte_array_unref);
  ruin.names = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  copy_names(self->names, ruin.names);
  if (mercy == DISK_SPARE_FIRST && cut > 0)
    ruin.first = (guint)g_rand_int_range(ruin.chance, (gint32)(cut - MIN(cut, 40)), (gint32)cut);
  replay(&ruin);
  write_files(&ruin, folder);
  g_hash_table_unref(ruin.files);
  g_hash_table_unref(ruin.names);
  g_rand_free(ruin.chance);
}
