#include "silsa-salvage.h"

#include "silsa-drafts.h"
#include "silsa-journal.h"
#include "silsa-schema.h"

#include <string.h>

/* A value of the journal, until its row is found too. */
typedef struct {
  gint64 sequence;
  gboolean is_new;
  guint8 salt[SILSA_SALT_SIZE];
  char *value;
} Sealed;

/* While the pages are read. */
typedef struct {
  SilsaSalvage *salvage;
  GHashTable *draft_pages; /* drafts and facts look alike, so the tree has to tell */
  GPtrArray *sealed;
  gboolean in_drafts;
} Reading;

static gint64 *
new_key(gint64 number)
{
  return g_memdup2(&number, sizeof number);
}

/* --- rows, by their shape --- */

#define JOURNAL_SHAPE "0NTTTTTbbB"
#define VALUE_SHAPE "NTBT"
#define EXPORT_SHAPE "0TTN"

/* N number, T text, B BLOB, 0 NULL; t and b may be NULL too. */
static gboolean
has_shape(const SilsaRecord *record, gboolean has_rowid, const char *shape)
{
  static const char letters[] = {
      [SILSA_VALUE_NULL] = '0', [SILSA_VALUE_NUMBER] = 'N', [SILSA_VALUE_REAL] = 'R',
      [SILSA_VALUE_TEXT] = 'T', [SILSA_VALUE_BLOB] = 'B',
  };

  if (record->has_rowid != has_rowid || record->n_values != strlen(shape))
    return FALSE;
  for (guint i = 0; i < record->n_values; i++) {
    char letter = letters[record->values[i].type];

    if (letter != shape[i] &&
        !(g_ascii_islower(shape[i]) && (letter == '0' || letter == g_ascii_toupper(shape[i]))))
      return FALSE;
  }
  return TRUE;
}

static void
take_meta(Reading *self, const SilsaRecord *record, GBytes *payload)
{
  char *key = silsa_record_dup_text(record, 0, payload);
  char *value = silsa_record_dup_text(record, 1, payload);

  if (key != NULL && value != NULL) {
    g_hash_table_insert(self->salvage->meta, key, value);
    return;
  }
  g_free(key);
  g_free(value);
}

static void
take_place(Reading *self, const SilsaRecord *record, GBytes *payload)
{
  g_autofree char *subject = silsa_record_dup_text(record, 0, payload);
  g_autofree char *field = silsa_record_dup_text(record, 1, payload);
  char *value = silsa_record_dup_text(record, 2, payload);

  if (subject != NULL && strchr(subject, '\n') == NULL && field != NULL && value != NULL)
    g_hash_table_insert(self->in_drafts ? self->salvage->drafts : self->salvage->facts,
                        silsa_draft_key(subject, field), value);
  else
    g_free(value);
}

static void
take_document(Reading *self, const SilsaRecord *record, GBytes *payload)
{
  g_autofree char *kind = silsa_record_dup_text(record, 0, payload);
  g_autoptr(GBytes) bytes = silsa_record_dup_blob(record, 2, payload);
  char *digest = bytes != NULL ? silsa_sha256_hex(bytes) : NULL;
  g_autofree char *recorded = silsa_record_dup_text(record, 1, payload);

  if (kind == NULL || digest == NULL || g_strcmp0(digest, recorded) != 0) {
    g_free(digest);
    return;
  }
  g_hash_table_insert(strcmp(kind, "round") == 0 ? self->salvage->rounds
                                                 : self->salvage->catalogues,
                      digest, g_steal_pointer(&bytes));
}

static char *
dup_hex(const SilsaRecord *record, guint n, GBytes *payload)
{
  g_autoptr(GBytes) bytes = silsa_record_dup_blob(record, n, payload);
  gsize size;
  const guint8 *data = bytes != NULL ? g_bytes_get_data(bytes, &size) : NULL;

  return data != NULL ? silsa_hex_encode(data, size) : g_strdup("");
}

static void
take_journal(Reading *self, const SilsaRecord *record, GBytes *payload)
{
  SilsaJournalRow *row = g_new0(SilsaJournalRow, 1);
  char **texts[] = {&row->time, &row->actor, &row->act, &row->subject, &row->field};
  gboolean whole = TRUE;

  row->sequence = record->rowid;
  row->group = silsa_record_get_number(record, 1, payload);
  for (guint i = 0; i < G_N_ELEMENTS(texts); i++) {
    *texts[i] = silsa_record_dup_text(record, 2 + i, payload);
    whole = whole && *texts[i] != NULL;
  }
  row->old_commitment = dup_hex(record, 7, payload);
  row->new_commitment = dup_hex(record, 8, payload);
  row->hash = dup_hex(record, 9, payload);
  if (whole)
    g_hash_table_insert(self->salvage->journal, new_key(row->sequence), row);
  else
    silsa_journal_row_free(row);
}

static void
sealed_free(gpointer data)
{
  Sealed *self = data;

  g_free(self->value);
  g_free(self);
}

static void
take_value(Reading *self, const SilsaRecord *record, GBytes *payload)
{
  g_autofree char *side = silsa_record_dup_text(record, 1, payload);
  g_autoptr(GBytes) salt = silsa_record_dup_blob(record, 2, payload);
  g_autofree char *value = silsa_record_dup_text(record, 3, payload);
  Sealed *sealed;

  if (side == NULL || value == NULL || salt == NULL || g_bytes_get_size(salt) != SILSA_SALT_SIZE)
    return;
  sealed = g_new0(Sealed, 1);
  sealed->sequence = silsa_record_get_number(record, 0, payload);
  sealed->is_new = strcmp(side, "new") == 0;
  memcpy(sealed->salt, g_bytes_get_data(salt, NULL), SILSA_SALT_SIZE);
  sealed->value = g_steal_pointer(&value);
  g_ptr_array_add(self->sealed, sealed);
}

static void
take_evidence(Reading *self, const SilsaRecord *record, GBytes *payload)
{
  static const guint columns[] = {1, 3, 4, 5, 6, 7, 8, 9, 10};
  char *texts[G_N_ELEMENTS(columns)];
  SilsaEvidenceFacts facts = {.id = record->rowid};
  const char **members[] = {&facts.sha256, &facts.media_type, &facts.name,
                            &facts.kind,   &facts.captured,   &facts.imported,
                            &facts.device, &facts.latitude,   &facts.longitude};

  for (guint i = 0; i < G_N_ELEMENTS(columns); i++)
    *members[i] = texts[i] = silsa_record_dup_text(record, columns[i], payload);
  facts.size = (guint64)silsa_record_get_number(record, 2, payload);
  facts.width = (int)silsa_record_get_number(record, 11, payload);
  facts.height = (int)silsa_record_get_number(record, 12, payload);
  facts.orientation = (int)silsa_record_get_number(record, 13, payload);
  if (facts.id > 0 && facts.sha256 != NULL && strlen(facts.sha256) == 64 &&
      facts.media_type != NULL && facts.name != NULL && facts.kind != NULL &&
      facts.imported != NULL)
    g_hash_table_insert(self->salvage->evidence, new_key(facts.id), silsa_evidence_new(&facts));
  for (guint i = 0; i < G_N_ELEMENTS(texts); i++)
    g_free(texts[i]);
}

static void
export_free(gpointer data)
{
  silsa_last_export_clear(data);
  g_free(data);
}

static void
take_export(Reading *self, const SilsaRecord *record, GBytes *payload)
{
  SilsaLastExport *made = g_new0(SilsaLastExport, 1);

  made->revision = (guint)CLAMP(record->rowid, 0, G_MAXINT);
  made->time = silsa_record_dup_text(record, 1, payload);
  made->sha256 = silsa_record_dup_text(record, 2, payload);
  made->rows = silsa_record_get_number(record, 3, payload);
  if (made->revision > 0 && made->time != NULL && made->sha256 != NULL && made->rows >= 0)
    g_hash_table_insert(self->salvage->exports, new_key(made->revision), made);
  else
    export_free(made);
}

static const struct {
  gboolean has_rowid;
  const char *shape;
  void (*take)(Reading *self, const SilsaRecord *record, GBytes *payload);
} tables[] = {
    {FALSE, "TT", take_meta},
    {FALSE, "TTT", take_place},
    {FALSE, VALUE_SHAPE, take_value},
    {TRUE, "TTB", take_document},
    {TRUE, JOURNAL_SHAPE, take_journal},
    {TRUE, "0TNTTTtTtttNNN", take_evidence},
    {TRUE, EXPORT_SHAPE, take_export},
};

static void
record_cb(SilsaPages *pages, const SilsaRecord *record, gpointer data)
{
  Reading *self = data;
  g_autoptr(GBytes) payload = NULL;

  if (has_shape(record, TRUE, "0B")) {
    g_array_append_val(self->salvage->blobs, *record);
    return;
  }
  for (gsize i = 0; i < G_N_ELEMENTS(tables); i++)
    if (has_shape(record, tables[i].has_rowid, tables[i].shape)) {
      payload = silsa_record_load(pages, record);
      if (payload != NULL)
        tables[i].take(self, record, payload);
      return;
    }
}

/* --- trees --- */

/* Tables are always made in the same order, in a new file as in a compacted one, so each has its
 * root where a new file has it, and a damaged first page does not matter. */
static gboolean
find_root(SilsaDb *model, const char *table, guint *root, GError **error)
{
  static const char sql[] = "SELECT rootpage FROM sqlite_schema WHERE name = :name";
  sqlite3_stmt *stmt = silsa_db_statement(model, sql, error);
  gboolean row;

  if (stmt == NULL || !silsa_stmt_bind_text(stmt, ":name", table, error) ||
      !silsa_stmt_next(stmt, &row, error))
    return FALSE;
  g_assert(row);
  *root = (guint)sqlite3_column_int64(stmt, 0);
  return TRUE;
}

/* While a tree is looked through. */
typedef struct {
  gboolean has_rowid;
  const char *shape;
  gboolean whole;
} Tree;

static void
tree_cb(SilsaPages *pages, const SilsaRecord *record, gpointer data)
{
  Tree *self = data;
  g_autoptr(GBytes) payload = silsa_record_load(pages, record);

  self->whole = self->whole && payload != NULL && has_shape(record, self->has_rowid, self->shape);
}

/* Adds its pages to @found. Each of them has to have rows of this table: a page that stands where
 * another should is as bad as none. */
static gboolean
walk_table(SilsaPages *pages,
           SilsaDb *model,
           const char *table,
           Tree *tree,
           GHashTable *found,
           GError **error)
{
  GHashTableIter iter;
  gpointer page;
  guint root;

  if (!find_root(model, table, &root, error))
    return FALSE;
  tree->whole = silsa_pages_walk(pages, root, found);
  g_hash_table_iter_init(&iter, found);
  while (g_hash_table_iter_next(&iter, &page, NULL))
    if (!silsa_pages_foreach_record(pages, GPOINTER_TO_UINT(page), tree_cb, tree))
      tree->whole = FALSE;
  return TRUE;
}

static gboolean
walk_tables(Reading *self, GError **error)
{
  SilsaSalvage *salvage = self->salvage;
  const struct {
    const char *table;
    gboolean has_rowid;
    const char *shape;
    gboolean *whole;
    GHashTable *pages; /* or NULL */
  } trees[] = {
      {"draft", FALSE, "TTT", &salvage->drafts_whole, self->draft_pages},
      {"fact", FALSE, "TTT", &salvage->facts_whole, NULL},
      {"journal", TRUE, JOURNAL_SHAPE, &salvage->journal_whole, NULL},
      {"journal_value", FALSE, VALUE_SHAPE, &salvage->values_whole, NULL},
      {"export", TRUE, EXPORT_SHAPE, &salvage->exports_whole, NULL},
  };
  g_autoptr(SilsaDb) model = silsa_db_open(":memory:", SILSA_DB_BUILD, error);

  if (model == NULL || !silsa_schema_create(model, error))
    return FALSE;
  for (gsize i = 0; i < G_N_ELEMENTS(trees); i++) {
    g_autoptr(GHashTable) own = g_hash_table_new(NULL, NULL);
    Tree tree = {trees[i].has_rowid, trees[i].shape, FALSE};

    if (!walk_table(salvage->pages, model, trees[i].table, &tree,
                    trees[i].pages != NULL ? trees[i].pages : own, error))
      return FALSE;
    *trees[i].whole = tree.whole;
  }
  return TRUE;
}

/* --- values of the journal --- */

static void
unseal(SilsaSalvage *self, const Sealed *sealed)
{
  SilsaJournalRow *row = g_hash_table_lookup(self->journal, &sealed->sequence);
  guint8 commitment[SILSA_SHA256_SIZE];
  g_autofree char *hex = NULL;

  if (row == NULL)
    return;
  silsa_journal_commit(sealed->salt, sealed->value, commitment);
  hex = silsa_hex_encode(commitment, sizeof commitment);
  if (strcmp(hex, sealed->is_new ? row->new_commitment : row->old_commitment) != 0)
    return;
  g_set_str(sealed->is_new ? &row->new_value : &row->old_value, sealed->value);
  g_free(sealed->is_new ? row->new_salt : row->old_salt);
  *(sealed->is_new ? &row->new_salt : &row->old_salt) =
      silsa_hex_encode(sealed->salt, sizeof sealed->salt);
}

const SilsaJournalRow *
silsa_salvage_get_row(SilsaSalvage *self, gint64 sequence)
{
  return g_hash_table_lookup(self->journal, &sequence);
}

/* --- the whole --- */

static GHashTable *
new_texts(void)
{
  return g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
}

static GHashTable *
new_documents(void)
{
  return g_hash_table_new_full(g_str_hash, g_str_equal, g_free, (GDestroyNotify)g_bytes_unref);
}

static GHashTable *
new_numbered(GDestroyNotify free_func)
{
  return g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, free_func);
}

SilsaSalvage *
silsa_salvage_new(const char *path, GError **error)
{
  g_autoptr(SilsaSalvage) self = g_new0(SilsaSalvage, 1);
  g_autoptr(GHashTable) draft_pages = g_hash_table_new(NULL, NULL);
  g_autoptr(GPtrArray) sealed = g_ptr_array_new_with_free_func(sealed_free);
  Reading reading = {self, draft_pages, sealed, FALSE};

  self->meta = new_texts();
  self->catalogues = new_documents();
  self->rounds = new_documents();
  self->facts = new_texts();
  self->drafts = new_texts();
  self->journal = new_numbered((GDestroyNotify)silsa_journal_row_free);
  self->evidence = new_numbered(g_object_unref);
  self->exports = new_numbered(export_free);
  self->blobs = g_array_new(FALSE, FALSE, sizeof(SilsaRecord));
  if ((self->pages = silsa_pages_open(path, error)) == NULL || !walk_tables(&reading, error))
    return NULL;
  for (guint n = 1; n <= silsa_pages_get_count(self->pages); n++) {
    reading.in_drafts = g_hash_table_contains(draft_pages, GUINT_TO_POINTER(n));
    silsa_pages_foreach_record(self->pages, n, record_cb, &reading);
  }
  for (guint i = 0; i < sealed->len; i++)
    unseal(self, g_ptr_array_index(sealed, i));
  return g_steal_pointer(&self);
}

void
silsa_salvage_free(SilsaSalvage *self)
{
  if (self == NULL)
    return;
  silsa_pages_close(self->pages);
  g_hash_table_unref(self->meta);
  g_hash_table_unref(self->catalogues);
  g_hash_table_unref(self->rounds);
  g_hash_table_unref(self->facts);
  g_hash_table_unref(self->drafts);
  g_hash_table_unref(self->journal);
  g_hash_table_unref(self->evidence);
  g_hash_table_unref(self->exports);
  g_array_unref(self->blobs);
  g_free(self);
}
