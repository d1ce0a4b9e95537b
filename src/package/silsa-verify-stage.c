#include "silsa-verify-private.h"

#include "silsa-digest.h"
#include "silsa-entry-name.h"
#include "silsa-error.h"
#include "silsa-limits.h"

#include <string.h>

/* Below it a thread costs more than it brings. */
#define SHARED_FROM_BYTES SILSA_MIB(4)

/* What came of one entry. */
typedef struct {
  const SilsaZipRecord *record;
  SilsaStagedEntry *entry; /* or NULL */
  GError *error; /* or NULL; neither: it is over its limit */
} Outcome;

/* The entries of one pass, which one or two workers read. What they find is looked at in the order
 * of the file, so that the report does not depend on who was faster. */
typedef struct {
  SilsaVerification *verification; /* not changed by them */
  GArray *outcomes; /* of Outcome, each written by one of them */
  GMutex lock; /* of all below */
  guint next;
  guint64 done, total;
  SilsaProgressFunc progress;
  gpointer progress_data;
  GCancellable *cancellable;
} Pass;

/* One entry while it is read. */
typedef struct {
  Pass *pass;
  GHashTable *digests; /* name -> SilsaDigest */
  GByteArray *content; /* or NULL */
} Reading;

static const struct {
  const char *name;
  guint64 max_bytes;
} kept[] = {
    {SILSA_ENTRY_PAYLOAD, SILSA_LIMIT_PAYLOAD_BYTES},
    {SILSA_ENTRY_CATALOGUE, SILSA_LIMIT_CATALOGUE_BYTES},
    {SILSA_ENTRY_JOURNAL, SILSA_LIMIT_PAYLOAD_BYTES},
    {SILSA_ENTRY_MANIFEST, SILSA_LIMIT_MANIFEST_BYTES},
};

/* How much of an entry may be kept in memory; 0: it is only hashed. */
static guint64
find_max_bytes(const char *name)
{
  if (silsa_entry_name_signature_number(name) >= 0)
    return SILSA_LIMIT_SIGNATURE_BYTES;
  for (gsize i = 0; i < G_N_ELEMENTS(kept); i++)
    if (strcmp(kept[i].name, name) == 0)
      return kept[i].max_bytes;
  return 0;
}

void
silsa_verification_note_error(SilsaVerification *self, const GError *error)
{
  const SilsaErrorFacts *facts = silsa_error_get_facts(error);
  const char *rule = facts != NULL && facts->rule != NULL ? facts->rule : "";
  const char *code = "damaged";

  if (g_error_matches(error, SILSA_ERROR, SILSA_ERROR_FOREIGN))
    code = "not-a-package";
  else if (g_error_matches(error, SILSA_ERROR, SILSA_ERROR_LIMIT))
    code = "over-limit";
  else if (strcmp(rule, "entry-name") == 0 || strcmp(rule, "entry-twice") == 0 ||
           strcmp(rule, "entry-mode") == 0)
    code = rule;
  else if (strcmp(rule, "zip-overlap") == 0 || strcmp(rule, "zip-gap") == 0)
    code = "entry-overlap";
  silsa_problems_add_error(&self->shared, SILSA_VERDICT_UNREADABLE, code, "", error);
}

SilsaStagedEntry *
silsa_verification_find(SilsaVerification *self, const char *name)
{
  return g_hash_table_lookup(self->entries, name);
}

char *
silsa_verification_digest(SilsaVerification *self, const char *name)
{
  SilsaStagedEntry *entry = silsa_verification_find(self, name);
  GBytes *digest = entry != NULL ? g_hash_table_lookup(entry->digests, "SHA256") : NULL;

  return digest != NULL ? silsa_bytes_to_hex(digest) : NULL;
}

/* --- reading one entry ---------------------------------------------------------------------- */

static gboolean
take_piece(const guint8 *data, gsize size, gpointer user_data, GError **error)
{
  Reading *reading = user_data;
  Pass *pass = reading->pass;
  GHashTableIter iter;
  gpointer digest;

  if (g_cancellable_set_error_if_cancelled(pass->cancellable, error))
    return FALSE;
  g_hash_table_iter_init(&iter, reading->digests);
  while (g_hash_table_iter_next(&iter, NULL, &digest))
    silsa_digest_update(digest, data, size);
  if (reading->content != NULL)
    g_byte_array_append(reading->content, data, (guint)size);
  g_mutex_lock(&pass->lock);
  pass->done += size;
  if (pass->progress != NULL)
    pass->progress(pass->done, pass->total, pass->progress_data);
  g_mutex_unlock(&pass->lock);
  return TRUE;
}

static void
add_digest(Reading *reading, const char *name)
{
  if (!g_hash_table_contains(reading->digests, name))
    g_hash_table_insert(reading->digests, (gpointer)name, silsa_digest_new(name));
}

/* SHA-256 always; another one where a foreign signature asks for it. */
static void
choose_digests(SilsaVerification *self, Reading *reading, const char *name)
{
  add_digest(reading, "SHA256");
  for (guint i = 0; i < self->signatures->len; i++) {
    const SilsaXades *signature = self->signatures->pdata[i];

    for (guint k = 0; k < signature->references->len; k++) {
      const SilsaXadesReference *reference = signature->references->pdata[k];

      if (reference->digest != NULL && strcmp(reference->digest, "SHA256") != 0 &&
          strcmp(reference->name, name) == 0)
        add_digest(reading, reference->digest);
    }
  }
}

static void
staged_free(SilsaStagedEntry *entry)
{
  g_hash_table_unref(entry->digests);
  g_clear_pointer(&entry->content, g_bytes_unref);
  g_free(entry);
}

static SilsaStagedEntry *
staged_new(const SilsaZipRecord *record, Reading *reading, gboolean crc_ok)
{
  SilsaStagedEntry *entry = g_new0(SilsaStagedEntry, 1);
  GHashTableIter iter;
  gpointer name, digest;

  entry->record = record;
  entry->crc_ok = crc_ok;
  entry->digests =
      g_hash_table_new_full(g_str_hash, g_str_equal, NULL, (GDestroyNotify)g_bytes_unref);
  g_hash_table_iter_init(&iter, reading->digests);
  while (g_hash_table_iter_next(&iter, &name, &digest))
    g_hash_table_insert(entry->digests, name, silsa_digest_finish(digest));
  if (reading->content != NULL)
    entry->content = g_byte_array_free_to_bytes(g_steal_pointer(&reading->content));
  return entry;
}

static void
read_entry(Pass *pass, SilsaContainerReader *reader, Outcome *outcome)
{
  const SilsaZipRecord *record = outcome->record;
  guint64 max_bytes = find_max_bytes(record->name);
  Reading reading = {.pass = pass};
  gboolean crc_ok;

  if (max_bytes > 0 && record->size > max_bytes)
    return;
  reading.digests =
      g_hash_table_new_full(g_str_hash, g_str_equal, NULL, (GDestroyNotify)silsa_digest_free);
  choose_digests(pass->verification, &reading, record->name);
  if (max_bytes > 0)
    reading.content = g_byte_array_new();
  if (silsa_container_reader_read(reader, record, take_piece, &reading, &crc_ok, &outcome->error))
    outcome->entry = staged_new(record, &reading, crc_ok);
  g_clear_pointer(&reading.digests, g_hash_table_unref);
  g_clear_pointer(&reading.content, g_byte_array_unref);
}

/* FALSE when it was cancelled. */
static gboolean
take_outcome(SilsaVerification *self, Outcome *outcome, GError **error)
{
  const SilsaZipRecord *record = outcome->record;

  if (outcome->entry != NULL)
    g_hash_table_insert(self->entries, record->name, g_steal_pointer(&outcome->entry));
  else if (outcome->error == NULL)
    silsa_problems_add(&self->shared, SILSA_VERDICT_UNREADABLE, "over-limit", record->name,
                       "%" G_GUINT64_FORMAT " bytes", record->size);
  else if (outcome->error->domain == SILSA_ERROR)
    silsa_verification_note_error(self, outcome->error);
  else
    g_propagate_error(error, g_steal_pointer(&outcome->error));
  return outcome->error == NULL || outcome->error->domain == SILSA_ERROR;
}

static void
outcome_clear(Outcome *outcome)
{
  g_clear_pointer(&outcome->entry, staged_free);
  g_clear_error(&outcome->error);
}

/* --- one pass ------------------------------------------------------------------------------- */

static Outcome *
take_next(Pass *pass)
{
  Outcome *outcome = NULL;

  g_mutex_lock(&pass->lock);
  if (pass->next < pass->outcomes->len)
    outcome = &g_array_index(pass->outcomes, Outcome, pass->next++);
  g_mutex_unlock(&pass->lock);
  return outcome;
}

static void
read_entries(Pass *pass, SilsaContainerReader *reader)
{
  Outcome *outcome;

  while (!g_cancellable_is_cancelled(pass->cancellable) && (outcome = take_next(pass)) != NULL)
    read_entry(pass, reader, outcome);
}

typedef struct {
  Pass *pass;
  SilsaContainerReader *reader;
} Worker;

static gpointer
work_thread(gpointer data)
{
  Worker *worker = data;

  read_entries(worker->pass, worker->reader);
  return NULL;
}

/* A second worker where there is work for two: hashing is all that takes time. */
static void
share_entries(Pass *pass, SilsaContainerReader *reader)
{
  g_autoptr(SilsaContainerReader) second =
      pass->total >= SHARED_FROM_BYTES ? silsa_container_reader_reopen(reader) : NULL;
  Worker worker = {pass, second};
  GThread *thread =
      second != NULL ? g_thread_try_new("silsa-verify", work_thread, &worker, NULL) : NULL;

  read_entries(pass, reader);
  if (thread != NULL)
    g_thread_join(thread);
}

static gboolean
take_outcomes(Pass *pass, GError **error)
{
  if (g_cancellable_set_error_if_cancelled(pass->cancellable, error))
    return FALSE;
  for (guint i = 0; i < pass->outcomes->len; i++)
    if (!take_outcome(pass->verification, &g_array_index(pass->outcomes, Outcome, i), error))
      return FALSE;
  return TRUE;
}

static gboolean
run_pass(Pass *pass, SilsaContainerReader *reader, gboolean signatures, GError **error)
{
  GPtrArray *records = pass->verification->records;
  gboolean ok;

  pass->next = 0;
  pass->outcomes = g_array_new(FALSE, TRUE, sizeof(Outcome));
  g_array_set_clear_func(pass->outcomes, (GDestroyNotify)outcome_clear);
  for (guint i = 0; i < records->len; i++) {
    const Outcome outcome = {.record = records->pdata[i]};

    if ((silsa_entry_name_signature_number(outcome.record->name) >= 0) == signatures)
      g_array_append_val(pass->outcomes, outcome);
  }
  share_entries(pass, reader);
  ok = take_outcomes(pass, error);
  g_array_unref(pass->outcomes);
  return ok;
}

/* --- all of them ---------------------------------------------------------------------------- */

static int
compare_signatures(gconstpointer a, gconstpointer b)
{
  return strcmp((*(SilsaXades *const *)a)->entry, (*(SilsaXades *const *)b)->entry);
}

static void
read_signatures(SilsaVerification *self)
{
  for (guint i = 0; i < self->records->len; i++) {
    const SilsaZipRecord *record = self->records->pdata[i];
    SilsaStagedEntry *entry = silsa_verification_find(self, record->name);

    if (silsa_entry_name_signature_number(record->name) >= 0 && entry != NULL)
      g_ptr_array_add(self->signatures, silsa_xades_read(entry->content, record->name));
  }
  g_ptr_array_sort(self->signatures, compare_signatures);
}

gboolean
silsa_verification_stage(SilsaVerification *self,
                         SilsaContainerReader *reader,
                         SilsaProgressFunc progress,
                         gpointer user_data,
                         GCancellable *cancellable,
                         GError **error)
{
  Pass pass = {.verification = self,
               .progress = progress,
               .progress_data = user_data,
               .cancellable = cancellable};
  gboolean ok;

  self->entries = g_hash_table_new_full(g_str_hash, g_str_equal, NULL, (GDestroyNotify)staged_free);
  for (guint i = 0; i < self->records->len; i++)
    pass.total += ((SilsaZipRecord *)self->records->pdata[i])->size;
  g_mutex_init(&pass.lock);
  /* Signatures first: they say which digests are wanted. */
  ok = run_pass(&pass, reader, TRUE, error);
  if (ok) {
    read_signatures(self);
    ok = run_pass(&pass, reader, FALSE, error);
  }
  g_mutex_clear(&pass.lock);
  return ok;
}
