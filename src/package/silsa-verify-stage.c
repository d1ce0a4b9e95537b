#include "silsa-verify-private.h"

#include "silsa-digest.h"
#include "silsa-entry-name.h"
#include "silsa-error.h"
#include "silsa-limits.h"

#include <string.h>

/* One entry while it is read. */
typedef struct {
  GHashTable *digests; /* name -> SilsaDigest */
  GByteArray *content; /* or NULL */
  guint64 *done, total;
  SilsaProgressFunc progress;
  gpointer progress_data;
  GCancellable *cancellable;
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
  GHashTableIter iter;
  gpointer digest;

  if (g_cancellable_set_error_if_cancelled(reading->cancellable, error))
    return FALSE;
  g_hash_table_iter_init(&iter, reading->digests);
  while (g_hash_table_iter_next(&iter, NULL, &digest))
    silsa_digest_update(digest, data, size);
  if (reading->content != NULL)
    g_byte_array_append(reading->content, data, (guint)size);
  *reading->done += size;
  if (reading->progress != NULL)
    reading->progress(*reading->done, reading->total, reading->progress_data);
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

static gboolean
is_over_limit(SilsaVerification *self, const SilsaZipRecord *record)
{
  guint64 max_bytes = find_max_bytes(record->name);

  if (max_bytes == 0 || record->size <= max_bytes)
    return FALSE;
  silsa_problems_add(&self->shared, SILSA_VERDICT_UNREADABLE, "over-limit", record->name,
                     "%" G_GUINT64_FORMAT " bytes", record->size);
  return TRUE;
}

static gboolean
stage_entry(SilsaVerification *self,
            SilsaContainerReader *reader,
            const SilsaZipRecord *record,
            Reading *reading,
            GError **error)
{
  g_autoptr(GError) problem = NULL;
  gboolean crc_ok, ok;

  if (is_over_limit(self, record))
    return TRUE;
  reading->digests =
      g_hash_table_new_full(g_str_hash, g_str_equal, NULL, (GDestroyNotify)silsa_digest_free);
  choose_digests(self, reading, record->name);
  if (find_max_bytes(record->name) > 0)
    reading->content = g_byte_array_new();
  ok = silsa_container_reader_read(reader, record, take_piece, reading, &crc_ok, &problem);
  if (ok)
    g_hash_table_insert(self->entries, record->name, staged_new(record, reading, crc_ok));
  g_clear_pointer(&reading->digests, g_hash_table_unref);
  g_clear_pointer(&reading->content, g_byte_array_unref);
  if (ok)
    return TRUE;
  if (problem->domain != SILSA_ERROR) {
    g_propagate_error(error, g_steal_pointer(&problem));
    return FALSE;
  }
  silsa_verification_note_error(self, problem);
  return TRUE;
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
  guint64 done = 0;
  Reading reading = {NULL, NULL, &done, 0, progress, user_data, cancellable};

  self->entries = g_hash_table_new_full(g_str_hash, g_str_equal, NULL, (GDestroyNotify)staged_free);
  for (guint i = 0; i < self->records->len; i++)
    reading.total += ((SilsaZipRecord *)self->records->pdata[i])->size;
  /* Signatures first: they say which digests are wanted. */
  for (guint pass = 0; pass < 2; pass++) {
    for (guint i = 0; i < self->records->len; i++) {
      SilsaZipRecord *record = self->records->pdata[i];
      gboolean is_signature = silsa_entry_name_signature_number(record->name) >= 0;

      if (is_signature == (pass == 0) && !stage_entry(self, reader, record, &reading, error))
        return FALSE;
    }
    if (pass == 0)
      read_signatures(self);
  }
  return TRUE;
}
