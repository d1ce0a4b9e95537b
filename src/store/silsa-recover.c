#include "silsa-recover.h"

#include "silsa-db-file.h"
#include "silsa-drafts.h"
#include "silsa-error.h"
#include "silsa-evidence-table.h"
#include "silsa-ledger.h"
#include "silsa-load.h"
#include "silsa-salvage.h"
#include "silsa-schema.h"

#include <gio/gio.h>
#include <glib/gstdio.h>
#include <string.h>

#define WITHHELD "\n" /* a value that is known by its commitment only; no value is this */

typedef struct {
  SilsaSalvage *found;
  const SilsaRecoveryHelp *help;
  SilsaRecovery *out;
  GBytes *catalogue_bytes;
  SilsaCatalogue *catalogue;
  char *catalogue_sha256;
  SilsaCase about; /* its strings live in the salvage's meta */
  gint64 rows, group; /* of the journal, that its chain proves; and the last group of them */
  GHashTable *told; /* what these rows say of each place: value, WITHHELD or NULL */
  GHashTable *facts; /* what is taken over: place -> value, borrowed */
} Work;

static void
work_clear(Work *self)
{
  g_clear_pointer(&self->found, silsa_salvage_free);
  g_clear_pointer(&self->out, silsa_recovery_free);
  g_clear_pointer(&self->catalogue_bytes, g_bytes_unref);
  g_clear_object(&self->catalogue);
  g_clear_pointer(&self->catalogue_sha256, g_free);
  g_clear_pointer(&self->told, g_hash_table_unref);
  g_clear_pointer(&self->facts, g_hash_table_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Work, work_clear)

/* --- what was lost --- */

const char *
silsa_loss_kind_to_string(SilsaLossKind kind)
{
  static const char *const names[] = {
      [SILSA_LOSS_HISTORY] = "history",
      [SILSA_LOSS_FORMER_VALUES] = "former-values",
      [SILSA_LOSS_FACT] = "fact",
      [SILSA_LOSS_EVIDENCE] = "evidence",
      [SILSA_LOSS_EVIDENCE_NAME] = "evidence-name",
      [SILSA_LOSS_DRAFTS] = "drafts",
      [SILSA_LOSS_EXPORTS] = "exports",
      [SILSA_LOSS_ROUND] = "round",
  };

  return names[kind];
}

static void
loss_free(gpointer data)
{
  SilsaLoss *self = data;

  g_free(self->subject);
  g_free(self->field);
  g_free(self);
}

void
silsa_recovery_free(SilsaRecovery *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref(self->losses);
  g_free(self);
}

static void
lose(Work *self, SilsaLossKind kind, gint64 number, const char *subject, const char *field)
{
  SilsaLoss *loss = g_new0(SilsaLoss, 1);

  loss->kind = kind;
  loss->number = number;
  loss->subject = g_strdup(subject);
  loss->field = g_strdup(field);
  g_ptr_array_add(self->out->losses, loss);
}

static void
lose_fact(Work *self, const char *place)
{
  g_autofree char *subject = NULL;
  g_autofree char *field = NULL;

  silsa_draft_key_split(place, &subject, &field);
  lose(self, SILSA_LOSS_FACT, 0, subject, field);
}

static gboolean
fail(GError **error, const char *rule, const char *expected, const char *what)
{
  silsa_error_set(error, SILSA_ERROR_CORRUPT, rule, "%s", what);
  silsa_error_with_expected(error, expected);
  return FALSE;
}

/* --- whose file it is --- */

static gboolean
find_catalogue(Work *self, GError **error)
{
  const SilsaJournalRow *first = silsa_salvage_get_row(self->found, 0);
  const char *expected = first != NULL ? first->new_value : NULL;
  GHashTableIter iter;
  gpointer bytes = NULL;

  if (self->help->catalogue != NULL)
    g_hash_table_insert(self->found->catalogues, silsa_sha256_hex(self->help->catalogue),
                        g_bytes_ref(self->help->catalogue));
  if (expected != NULL) {
    bytes = g_hash_table_lookup(self->found->catalogues, expected);
  } else {
    g_hash_table_iter_init(&iter, self->found->catalogues);
    g_hash_table_iter_next(&iter, NULL, &bytes);
  }
  if (bytes == NULL)
    return fail(error, "recover-catalogue", expected, "the catalogue is lost");
  self->catalogue_bytes = g_bytes_ref(bytes);
  self->catalogue_sha256 = silsa_sha256_hex(bytes);
  self->catalogue = silsa_catalogue_new_from_bytes(bytes, error);
  return self->catalogue != NULL;
}

static void
set_meta(Work *self, const char *key, const char *value)
{
  if (value != NULL)
    g_hash_table_insert(self->found->meta, g_strdup(key), g_strdup(value));
}

static const char *
find_actor(Work *self)
{
  GHashTableIter iter;
  gpointer row = NULL;

  g_hash_table_iter_init(&iter, self->found->journal);
  return g_hash_table_iter_next(&iter, NULL, &row) ? ((SilsaJournalRow *)row)->actor : NULL;
}

static void
fill_meta(Work *self)
{
  GHashTable *meta = self->found->meta;
  const SilsaJournalRow *first = silsa_salvage_get_row(self->found, 0);
  g_autofree char *new_id = g_uuid_string_random();

  if (g_hash_table_size(meta) == 0 && g_hash_table_size(self->found->rounds) > 0)
    lose(self, SILSA_LOSS_ROUND, 0, NULL, NULL);
  if (first != NULL && g_uuid_string_is_valid(first->subject))
    set_meta(self, "id", first->subject);
  else if (!g_hash_table_contains(meta, "id"))
    set_meta(self, "id", new_id);
  if (!g_hash_table_contains(meta, "assessor-name"))
    set_meta(self, "assessor-name", find_actor(self));
  if (!g_hash_table_contains(meta, "city-name"))
    set_meta(self, "city-name", self->help->city_name);
  if (!g_hash_table_contains(meta, "purpose"))
    set_meta(self, "purpose", "real");
  if (!g_hash_table_contains(meta, "preview-policy"))
    set_meta(self, "preview-policy", "full");
}

static gboolean
find_case(Work *self, GError **error)
{
  fill_meta(self);
  if (!g_hash_table_contains(self->found->meta, "city-name"))
    return fail(error, "recover-city", NULL, "the name of the city is lost");
  return silsa_content_fill_case(&self->about, self->found->meta, error);
}

/* --- the history --- */

static void
note_place(GHashTable *places, const SilsaJournalRow *row)
{
  gboolean withheld = row->new_value == NULL && *row->new_commitment != '\0';

  if (row->sequence == 0 || strcmp(row->field, SILSA_JOURNAL_DIGEST_FIELD) == 0)
    return;
  g_hash_table_insert(places, silsa_draft_key(row->subject, row->field),
                      withheld ? WITHHELD : row->new_value);
}

static gboolean
is_withheld(const SilsaJournalRow *row)
{
  return (row->new_value == NULL && *row->new_commitment != '\0') ||
         (row->old_value == NULL && *row->old_commitment != '\0');
}

/* Up to the first row that is missing or was altered, the chain still proves each one. */
static void
keep_journal(Work *self)
{
  g_autoptr(SilsaJournalCheck) chain =
      silsa_journal_check_new(self->about.id, self->catalogue_sha256);
  const SilsaJournalRow *row;
  gint64 withheld = 0;

  self->told = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  while ((row = silsa_salvage_get_row(self->found, self->rows)) != NULL &&
         silsa_journal_check_row(chain, row)) {
    note_place(self->told, row);
    withheld += is_withheld(row) ? 1 : 0;
    self->group = row->group;
    self->rows++;
  }
  if (withheld > 0 && !self->found->values_whole)
    lose(self, SILSA_LOSS_FORMER_VALUES, withheld, NULL, NULL);
  if (self->rows < g_hash_table_size(self->found->journal) || !self->found->journal_whole)
    lose(self, SILSA_LOSS_HISTORY, self->rows, NULL, NULL);
}

static int
compare_rows(gconstpointer a, gconstpointer b)
{
  const SilsaJournalRow *left = *(SilsaJournalRow *const *)a;
  const SilsaJournalRow *right = *(SilsaJournalRow *const *)b;

  return left->sequence < right->sequence ? -1 : left->sequence > right->sequence;
}

/* What all rows that are left say last, proved or not. */
static GHashTable *
read_last_values(Work *self)
{
  GHashTable *places = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr(GPtrArray) rows = g_hash_table_get_values_as_ptr_array(self->found->journal);

  g_ptr_array_sort(rows, compare_rows);
  for (guint i = 0; i < rows->len; i++)
    note_place(places, g_ptr_array_index(rows, i));
  return places;
}

/* --- what stands --- */

/* A history that is whole is right, and tells each fact but those whose value it lacks. A history
 * with a gap may lack the newest, so the facts themselves come first. */
static void
take_facts(Work *self)
{
  gboolean proved = self->rows > 0 && self->found->journal_whole &&
                    self->rows == g_hash_table_size(self->found->journal);
  g_autoptr(GHashTable) last = read_last_values(self);
  GHashTableIter iter;
  gpointer place, value;

  self->facts = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
  g_hash_table_iter_init(&iter, self->found->facts);
  while (!proved && g_hash_table_iter_next(&iter, &place, &value))
    g_hash_table_insert(self->facts, g_strdup(place), g_strdup(value));
  g_hash_table_iter_init(&iter, last);
  while (g_hash_table_iter_next(&iter, &place, &value)) {
    const char *stands = g_hash_table_lookup(self->found->facts, place);
    gboolean withheld = g_strcmp0(value, WITHHELD) == 0;

    if (value == NULL || (!proved && (stands != NULL || self->found->facts_whole)))
      continue;
    if (!withheld || stands != NULL)
      g_hash_table_insert(self->facts, g_strdup(place), g_strdup(withheld ? stands : value));
    else if (!self->found->facts_whole)
      lose_fact(self, place);
  }
}

static GPtrArray *
sort_places(GHashTable *places)
{
  GPtrArray *keys = g_hash_table_get_keys_as_ptr_array(places);

  g_ptr_array_sort_values(keys, (GCompareFunc)strcmp);
  return keys;
}

static gboolean
is_known_use(Work *self, const char *field)
{
  gint64 id = g_ascii_strtoll(field + strlen("use:"), NULL, 10);

  return g_hash_table_contains(self->found->evidence, &id);
}

/* What breaks a rule of the catalogue would make a file that cannot be opened. */
static void
drop_wrong_facts(Work *self)
{
  g_autoptr(SilsaAssessment) assessment = silsa_assessment_new(self->catalogue, &self->about);
  g_autoptr(GPtrArray) places = sort_places(self->facts);

  for (guint i = 0; i < places->len; i++) {
    const char *place = g_ptr_array_index(places, i);
    const char *value = g_hash_table_lookup(self->facts, place);
    g_autofree char *subject = NULL;
    g_autofree char *field = NULL;

    silsa_draft_key_split(place, &subject, &field);
    if (silsa_assessment_load_fact(assessment, subject, field, value, NULL) &&
        (!g_str_has_prefix(field, "use:") || is_known_use(self, field)))
      continue;
    lose_fact(self, place);
    g_hash_table_remove(self->facts, place);
  }
  self->out->facts = g_hash_table_size(self->facts);
}

static const char *
get_fact(Work *self, const char *subject, const char *field)
{
  g_autofree char *place = silsa_draft_key(subject, field);

  return g_hash_table_lookup(self->facts, place);
}

static gboolean
find_round(Work *self, GError **error)
{
  const char *wanted = get_fact(self, "round", "digest");

  if (wanted == NULL)
    wanted = self->about.round_sha256;
  if (self->help->round != NULL)
    g_hash_table_insert(self->found->rounds, silsa_sha256_hex(self->help->round),
                        g_bytes_ref(self->help->round));
  if (wanted == NULL || get_fact(self, "city", "erased") != NULL ||
      g_hash_table_contains(self->found->rounds, wanted))
    return TRUE;
  return fail(error, "recover-round", wanted, "the round is lost");
}

/* --- evidence --- */

static const SilsaRecord *
find_blob(Work *self, gint64 id)
{
  for (guint i = 0; i < self->found->blobs->len; i++) {
    const SilsaRecord *record = &g_array_index(self->found->blobs, SilsaRecord, i);

    if (record->rowid == id)
      return record;
  }
  return NULL;
}

static GBytes *
load_blob(Work *self, const SilsaRecord *record)
{
  g_autoptr(GBytes) payload = silsa_record_load(self->found->pages, record);

  return payload != NULL ? silsa_record_dup_blob(record, 1, payload) : NULL;
}

static gboolean
is_jpeg(GBytes *bytes)
{
  gsize size;
  const guint8 *data = g_bytes_get_data(bytes, &size);

  return size > 3 && data[0] == 0xff && data[1] == 0xd8 && data[2] == 0xff;
}

/* The history knows the digest of evidence of which nothing else is left but the bytes. */
static void
take_nameless(Work *self, const SilsaJournalRow *row)
{
  gint64 id = g_str_has_prefix(row->subject, "evidence:")
                  ? g_ascii_strtoll(row->subject + strlen("evidence:"), NULL, 10)
                  : 0;
  const SilsaRecord *record = find_blob(self, id);
  g_autoptr(GBytes) bytes = record != NULL ? load_blob(self, record) : NULL;
  g_autofree char *digest = bytes != NULL ? silsa_sha256_hex(bytes) : NULL;
  g_autofree char *name = g_strdup_printf("recovered-%" G_GINT64_FORMAT, id);
  SilsaEvidenceFacts facts = {
      .id = id, .sha256 = digest, .name = name, .kind = "document", .imported = row->time};

  if (digest == NULL || g_strcmp0(digest, row->new_value) != 0)
    return;
  facts.size = g_bytes_get_size(bytes);
  facts.media_type = is_jpeg(bytes) ? "image/jpeg" : "application/octet-stream";
  if (is_jpeg(bytes))
    facts.kind = "photo";
  g_hash_table_insert(self->found->evidence, g_memdup2(&id, sizeof id), silsa_evidence_new(&facts));
  lose(self, SILSA_LOSS_EVIDENCE_NAME, id, name, NULL);
}

static void
take_evidence(Work *self)
{
  g_autoptr(GPtrArray) rows = g_hash_table_get_values_as_ptr_array(self->found->journal);

  g_ptr_array_sort(rows, compare_rows);
  for (guint i = 0; i < rows->len; i++) {
    const SilsaJournalRow *row = g_ptr_array_index(rows, i);
    gint64 id = g_str_has_prefix(row->subject, "evidence:")
                    ? g_ascii_strtoll(row->subject + strlen("evidence:"), NULL, 10)
                    : 0;

    if (id <= 0 || strcmp(row->field, SILSA_JOURNAL_DIGEST_FIELD) != 0 ||
        g_hash_table_contains(self->found->evidence, &id))
      continue;
    take_nameless(self, row);
    if (!g_hash_table_contains(self->found->evidence, &id))
      lose(self, SILSA_LOSS_EVIDENCE, id, row->new_value, NULL);
  }
}

/* --- writing --- */

static gboolean
write_pairs(SilsaDb *db, GHashTable *pairs, GError **error)
{
  static const char sql[] = "INSERT INTO meta (key, value) VALUES (:key, :value)";
  GHashTableIter iter;
  gpointer key, value;

  g_hash_table_iter_init(&iter, pairs);
  while (g_hash_table_iter_next(&iter, &key, &value)) {
    sqlite3_stmt *stmt = silsa_db_statement(db, sql, error);

    if (stmt == NULL || !silsa_stmt_bind_text(stmt, ":key", key, error) ||
        !silsa_stmt_bind_text(stmt, ":value", value, error) || !silsa_stmt_run(stmt, error))
      return FALSE;
  }
  return TRUE;
}

static gboolean
write_documents(Work *self, SilsaDb *db, GError **error)
{
  GHashTableIter iter;
  gpointer bytes;

  if (!silsa_content_write_document(db, "catalogue", self->catalogue_bytes, error))
    return FALSE;
  g_hash_table_iter_init(&iter, self->found->rounds);
  while (g_hash_table_iter_next(&iter, NULL, &bytes))
    if (!silsa_content_write_document(db, "round", bytes, error))
      return FALSE;
  return TRUE;
}

static gboolean
write_places(SilsaDb *db, const char *sql, GHashTable *places, GError **error)
{
  GHashTableIter iter;
  gpointer place, value;

  g_hash_table_iter_init(&iter, places);
  while (g_hash_table_iter_next(&iter, &place, &value)) {
    sqlite3_stmt *stmt = silsa_db_statement(db, sql, error);
    g_autofree char *subject = NULL;
    g_autofree char *field = NULL;

    silsa_draft_key_split(place, &subject, &field);
    if (stmt == NULL || !silsa_stmt_bind_text(stmt, ":subject", subject, error) ||
        !silsa_stmt_bind_text(stmt, ":field", field, error) ||
        !silsa_stmt_bind_text(stmt, ":value", value, error) || !silsa_stmt_run(stmt, error))
      return FALSE;
  }
  return TRUE;
}

/* What was found beyond that which the history proves, or what of that is gone. */
static SilsaAct *
make_act(Work *self)
{
  SilsaAct *act = silsa_act_new("recover", NULL);
  g_autoptr(GPtrArray) facts = sort_places(self->facts);
  g_autoptr(GPtrArray) told = sort_places(self->told);

  for (guint i = 0; i < facts->len + told->len; i++) {
    gboolean stands = i < facts->len;
    const char *place =
        stands ? g_ptr_array_index(facts, i) : g_ptr_array_index(told, i - facts->len);
    const char *old_value = g_hash_table_lookup(self->told, place);
    const char *new_value = g_hash_table_lookup(self->facts, place);
    gboolean withheld = g_strcmp0(old_value, WITHHELD) == 0;
    g_autofree char *subject = NULL;
    g_autofree char *field = NULL;

    if (stands != (new_value != NULL) || withheld || g_strcmp0(old_value, new_value) == 0)
      continue;
    silsa_draft_key_split(place, &subject, &field);
    silsa_act_add_change(act, subject, field, old_value, new_value);
  }
  return act;
}

/* Also that evidence arrived whose row is beyond the gap. */
static void
add_arrivals(Work *self, SilsaAct *act)
{
  g_autoptr(GHashTable) arrived = g_hash_table_new(g_str_hash, g_str_equal);
  g_autoptr(GList) evidence = g_hash_table_get_values(self->found->evidence);

  for (gint64 i = 0; i < self->rows; i++) {
    const SilsaJournalRow *row = silsa_salvage_get_row(self->found, i);

    if (strcmp(row->field, SILSA_JOURNAL_DIGEST_FIELD) == 0)
      g_hash_table_add(arrived, row->subject);
  }
  for (GList *link = evidence; link != NULL; link = link->next) {
    const SilsaEvidenceFacts *facts = silsa_evidence_get_facts(link->data);
    g_autofree char *subject = g_strdup_printf("evidence:%" G_GINT64_FORMAT, facts->id);

    if (!g_hash_table_contains(arrived, subject))
      silsa_act_add_change(act, subject, SILSA_JOURNAL_DIGEST_FIELD, NULL, facts->sha256);
  }
}

static gboolean
write_first_row(Work *self, SilsaDb *db, SilsaLedger *ledger, const char *time, GError **error)
{
  g_autofree char *id = g_strdup(self->about.id);
  char field[] = "catalogue";
  SilsaChange first = {id, field, NULL, self->catalogue_sha256};

  return silsa_ledger_append(ledger, db, 0, time, "create", &first, error);
}

static gboolean
write_journal(Work *self, SilsaDb *db, GError **error)
{
  SilsaLedger ledger = {.actor = self->about.assessor_name};
  g_autoptr(SilsaAct) act = make_act(self);
  g_autofree char *time = silsa_ledger_now();

  for (gint64 i = 0; i < self->rows; i++)
    if (!silsa_ledger_copy_row(db, silsa_salvage_get_row(self->found, i), error))
      return FALSE;
  add_arrivals(self, act);
  if (!silsa_ledger_load(&ledger, db, self->about.id, self->catalogue_sha256, error) ||
      (self->rows == 0 && !write_first_row(self, db, &ledger, time, error)))
    return FALSE;
  for (guint i = 0; i < act->changes->len; i++)
    if (!silsa_ledger_append(&ledger, db, self->group + 1, time, act->name,
                             g_ptr_array_index(act->changes, i), error))
      return FALSE;
  return TRUE;
}

static gboolean
write_exports(Work *self, SilsaDb *db, GError **error)
{
  static const char sql[] = "INSERT INTO export (revision, time, sha256, rows)"
                            " VALUES (:revision, :time, :sha256, :rows)";
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init(&iter, self->found->exports);
  while (g_hash_table_iter_next(&iter, NULL, &value)) {
    const SilsaLastExport *made = value;
    sqlite3_stmt *stmt = silsa_db_statement(db, sql, error);

    if (stmt == NULL || !silsa_stmt_bind_number(stmt, ":revision", made->revision, error) ||
        !silsa_stmt_bind_text(stmt, ":time", made->time, error) ||
        !silsa_stmt_bind_text(stmt, ":sha256", made->sha256, error) ||
        !silsa_stmt_bind_number(stmt, ":rows", MIN(made->rows, self->rows), error) ||
        !silsa_stmt_run(stmt, error))
      return FALSE;
  }
  return TRUE;
}

/* A BLOB is the bytes when it has their digest. A thumbnail has none; but it is a JPEG of another
 * size, so that bytes that were damaged are not taken for one. */
static gboolean
write_blob(Work *self, SilsaDb *db, const SilsaRecord *record, GHashTable *written, GError **error)
{
  SilsaEvidence *evidence = g_hash_table_lookup(self->found->evidence, &record->rowid);
  g_autoptr(GBytes) bytes = evidence != NULL ? load_blob(self, record) : NULL;
  g_autofree char *digest = bytes != NULL ? silsa_sha256_hex(bytes) : NULL;
  g_autofree char *key = NULL;
  gboolean content;

  if (digest == NULL)
    return TRUE;
  content = strcmp(digest, silsa_evidence_get_facts(evidence)->sha256) == 0;
  if (!content &&
      (!is_jpeg(bytes) || g_bytes_get_size(bytes) == silsa_evidence_get_facts(evidence)->size))
    return TRUE;
  key = g_strdup_printf("%d %" G_GINT64_FORMAT, content, record->rowid);
  if (!g_hash_table_add(written, g_steal_pointer(&key)))
    return TRUE;
  self->out->evidence += content ? 1 : 0;
  return content ? silsa_evidence_table_insert_content(db, record->rowid, bytes, error)
                 : silsa_evidence_table_insert_thumbnail(db, record->rowid, bytes, error);
}

static gboolean
is_erased(Work *self, gint64 id)
{
  g_autofree char *subject = g_strdup_printf("evidence:%" G_GINT64_FORMAT, id);

  return get_fact(self, subject, "erased") != NULL || get_fact(self, "city", "erased") != NULL;
}

static int
compare_evidence(gconstpointer a, gconstpointer b)
{
  gint64 left = silsa_evidence_get_id((gpointer)a), right = silsa_evidence_get_id((gpointer)b);

  return left < right ? -1 : left > right;
}

static gboolean
write_evidence(Work *self, SilsaDb *db, GError **error)
{
  g_autoptr(GHashTable) written = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr(GList) evidence =
      g_list_sort(g_hash_table_get_values(self->found->evidence), compare_evidence);

  for (GList *link = evidence; link != NULL; link = link->next)
    if (!silsa_evidence_table_insert_facts(db, silsa_evidence_get_facts(link->data), error))
      return FALSE;
  for (guint i = 0; i < self->found->blobs->len; i++)
    if (!write_blob(self, db, &g_array_index(self->found->blobs, SilsaRecord, i), written, error))
      return FALSE;
  for (GList *link = evidence; link != NULL; link = link->next) {
    const SilsaEvidenceFacts *facts = silsa_evidence_get_facts(link->data);
    g_autofree char *key = g_strdup_printf("%d %" G_GINT64_FORMAT, TRUE, facts->id);

    if (!g_hash_table_contains(written, key) && !is_erased(self, facts->id))
      lose(self, SILSA_LOSS_EVIDENCE, facts->id, facts->name, NULL);
  }
  return TRUE;
}

static gboolean
write_all(Work *self, SilsaDb *db, GError **error)
{
  static const char fact_sql[] = "INSERT INTO fact (subject, field, value)"
                                 " VALUES (:subject, :field, :value)";
  static const char draft_sql[] = "INSERT INTO draft (subject, field, text)"
                                  " VALUES (:subject, :field, :value)";

  return silsa_db_script(db, "BEGIN", error) && silsa_schema_create(db, error) &&
         write_pairs(db, self->found->meta, error) && write_documents(self, db, error) &&
         write_journal(self, db, error) && write_places(db, fact_sql, self->facts, error) &&
         write_evidence(self, db, error) &&
         write_places(db, draft_sql, self->found->drafts, error) &&
         write_exports(self, db, error) && silsa_db_script(db, "COMMIT", error);
}

static gboolean
write_file(Work *self, const char *temporary, const char *shown, GError **error)
{
  g_autoptr(SilsaDb) db = silsa_db_open(temporary, SILSA_DB_BUILD, error);
  g_auto(SilsaContent) content = {NULL};

  if (db == NULL)
    return FALSE;
  silsa_db_show_as(db, shown);
  /* Read as the program will: what could not be opened is no rescue. */
  return write_all(self, db, error) && silsa_schema_check(db, error) &&
         silsa_content_load(&content, db, error);
}

/* --- the whole --- */

static gboolean
read_salvage(Work *self, const char *from, GError **error)
{
  self->out = g_new0(SilsaRecovery, 1);
  self->out->losses = g_ptr_array_new_with_free_func(loss_free);
  self->found = silsa_salvage_new(from, error);
  if (self->found == NULL)
    return FALSE;
  if (g_hash_table_size(self->found->journal) == 0 && g_hash_table_size(self->found->facts) == 0 &&
      !g_hash_table_contains(self->found->meta, "assessor-name"))
    return fail(error, "recover-nothing", NULL, "no row of an assessment is left");
  if (!find_catalogue(self, error) || !find_case(self, error))
    return FALSE;
  keep_journal(self);
  take_facts(self);
  take_evidence(self);
  drop_wrong_facts(self);
  if (!self->found->drafts_whole)
    lose(self, SILSA_LOSS_DRAFTS, 0, NULL, NULL);
  if (!self->found->exports_whole)
    lose(self, SILSA_LOSS_EXPORTS, 0, NULL, NULL);
  self->out->rows = self->rows;
  return find_round(self, error);
}

/* A program that was killed left a change half done, and beside the file what takes it back. SQLite
 * does that on a copy, as far as it can. (transfer full) */
static char *
settle_copy(const char *from, const char *to, GError **error)
{
  g_autofree char *journal = g_strconcat(from, "-journal", NULL);
  g_autofree char *copy = g_strconcat(to, ".copy.part", NULL);
  g_autofree char *copy_journal = g_strconcat(copy, "-journal", NULL);
  g_autoptr(SilsaDb) db = NULL;
  gint64 entries;

  if (!silsa_db_file_copy_bytes(from, copy, error) ||
      !silsa_db_file_copy_bytes(journal, copy_journal, error)) {
    g_unlink(copy);
    return NULL;
  }
  db = silsa_db_open(copy, SILSA_DB_WRITE, NULL);
  if (db != NULL)
    silsa_db_read_number(db, "SELECT count(*) FROM sqlite_schema", &entries, NULL);
  g_clear_pointer(&db, silsa_db_close);
  g_unlink(copy_journal);
  return g_steal_pointer(&copy);
}

static gboolean
check_source(const char *from, GError **error)
{
  g_autoptr(GError) local = NULL;
  g_autoptr(SilsaDbFile) file = silsa_db_file_open(from, FALSE, &local);

  if (!g_error_matches(local, SILSA_ERROR, SILSA_ERROR_TOO_NEW) &&
      !g_error_matches(local, SILSA_ERROR, SILSA_ERROR_NOT_FOUND) &&
      !g_error_matches(local, SILSA_ERROR, SILSA_ERROR_READ))
    return TRUE;
  g_propagate_error(error, g_steal_pointer(&local));
  return FALSE;
}

static gboolean
recover(Work *self, const char *from, const char *to, GError **error)
{
  g_autofree char *temporary = NULL;

  if (!read_salvage(self, from, error))
    return FALSE;
  temporary = silsa_db_file_reserve(to, error);
  if (temporary == NULL)
    return FALSE;
  if (write_file(self, temporary, to, error) && silsa_db_file_publish(temporary, to, error))
    return TRUE;
  g_unlink(temporary);
  return FALSE;
}

SilsaRecovery *
silsa_store_recover(const char *from, const char *to, const SilsaRecoveryHelp *help, GError **error)
{
  static const SilsaRecoveryHelp no_help = {NULL};
  g_autofree char *journal = g_strconcat(from, "-journal", NULL);
  g_autofree char *copy = NULL;
  g_auto(Work) work = {.help = help != NULL ? help : &no_help};
  gboolean ok;

  g_return_val_if_fail(from != NULL && to != NULL, NULL);

  if (!silsa_db_file_check_new(to, error) || !check_source(from, error))
    return NULL;
  if (g_file_test(journal, G_FILE_TEST_EXISTS) && (copy = settle_copy(from, to, error)) == NULL)
    return NULL;
  ok = recover(&work, copy != NULL ? copy : from, to, error);
  if (copy != NULL)
    g_unlink(copy);
  silsa_error_at_file(error, from);
  return ok ? g_steal_pointer(&work.out) : NULL;
}
