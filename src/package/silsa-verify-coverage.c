#include "silsa-verify-private.h"

#include "silsa-entry-name.h"
#include "silsa-manifest.h"

#include <string.h>

#define FLAG_DESCRIPTOR (1u << 3)
#define METHOD_STORED 0

static gboolean
is_present(SilsaVerification *self, const char *name)
{
  for (guint i = 0; i < self->records->len; i++)
    if (strcmp(((SilsaZipRecord *)self->records->pdata[i])->name, name) == 0)
      return TRUE;
  return FALSE;
}

/* TRUE when the entry is the one that was signed. */
static gboolean
check_reference(SilsaVerification *self, SilsaXades *signature, SilsaXadesReference *reference)
{
  SilsaStagedEntry *entry = silsa_verification_find(self, reference->name);
  GBytes *found;

  if (reference->digest == NULL)
    return FALSE; /* noted when it was read */
  if (entry == NULL) {
    if (!is_present(self, reference->name))
      silsa_problems_add(&signature->problems, SILSA_VERDICT_ALTERED, "entry-missing",
                         reference->name, "signed, but not there");
    return FALSE;
  }
  found = g_hash_table_lookup(entry->digests, reference->digest);
  if (found != NULL && g_bytes_equal(found, reference->value))
    return TRUE;
  silsa_problems_add(&signature->problems, SILSA_VERDICT_ALTERED, "digest-mismatch",
                     reference->name, "%s differs", reference->digest);
  return FALSE;
}

static void
check_signature(SilsaVerification *self, SilsaXades *signature, GHashTable *good)
{
  g_autoptr(GHashTable) named = g_hash_table_new(g_str_hash, g_str_equal);

  for (guint i = 0; i < signature->references->len; i++) {
    SilsaXadesReference *reference = signature->references->pdata[i];

    g_hash_table_add(named, reference->name);
    self->payload_was_signed |= strcmp(reference->name, SILSA_ENTRY_PAYLOAD) == 0;
    if (check_reference(self, signature, reference))
      g_hash_table_add(good, reference->name);
  }
  if (!signature->in_profile)
    return; /* others may leave entries to another signature */
  for (guint i = 0; i < self->records->len; i++) {
    const SilsaZipRecord *record = self->records->pdata[i];

    if (!silsa_entry_name_is_unsigned(record->name) && !g_hash_table_contains(named, record->name))
      silsa_problems_add(&signature->problems, SILSA_VERDICT_ALTERED, "entry-unsigned",
                         record->name, "there, but not signed");
  }
}

static gboolean
is_known_meta(const char *name)
{
  return strcmp(name, SILSA_ENTRY_MIMETYPE) == 0 || strcmp(name, SILSA_ENTRY_MANIFEST) == 0 ||
         silsa_entry_name_signature_number(name) >= 0;
}

/* @good: entries whose bytes a signature vouches for, whatever their checksum. */
static void
check_records(SilsaVerification *self, GHashTable *good)
{
  for (guint i = 0; i < self->records->len; i++) {
    const SilsaZipRecord *record = self->records->pdata[i];
    SilsaStagedEntry *entry = silsa_verification_find(self, record->name);

    if (silsa_entry_name_is_unsigned(record->name) && !is_known_meta(record->name))
      silsa_problems_add(&self->shared, SILSA_VERDICT_ALTERED, "entry-unsigned", record->name,
                         "there, but not signed");
    if (entry != NULL && !entry->crc_ok &&
        (silsa_entry_name_is_unsigned(record->name) || g_hash_table_contains(good, record->name)))
      silsa_problems_add(&self->shared, SILSA_VERDICT_ALTERED, "entry-checksum", record->name,
                         "the checksum of the container differs");
    if (record->method != METHOD_STORED || record->flags & FLAG_DESCRIPTOR)
      silsa_problems_add(&self->shared, SILSA_VERDICT_REFUSED, "foreign-profile", record->name,
                         "compressed, or followed by a data descriptor");
    if (record->extras)
      silsa_problems_add(&self->shared, SILSA_VERDICT_REFUSED, "foreign-profile", record->name,
                         "with a comment or an extra field");
  }
}

static void
check_manifest(SilsaVerification *self)
{
  SilsaStagedEntry *manifest = silsa_verification_find(self, SILSA_ENTRY_MANIFEST);
  g_autoptr(GPtrArray) names = g_ptr_array_new();
  g_autofree char *where = NULL;

  if (!is_present(self, SILSA_ENTRY_MANIFEST)) {
    silsa_problems_add(&self->shared, SILSA_VERDICT_ALTERED, "entry-missing", SILSA_ENTRY_MANIFEST,
                       "no manifest");
    return;
  }
  for (guint i = 0; i < self->records->len; i++) {
    SilsaZipRecord *record = self->records->pdata[i];

    if (!silsa_entry_name_is_unsigned(record->name))
      g_ptr_array_add(names, record->name);
  }
  g_ptr_array_add(names, NULL);
  if (manifest != NULL &&
      !silsa_manifest_check(manifest->content, (const char *const *)names->pdata, &where))
    silsa_problems_add(&self->shared, SILSA_VERDICT_ALTERED, "manifest-differs", where,
                       "the manifest does not list what is there");
}

void
silsa_verification_check_coverage(SilsaVerification *self)
{
  g_autoptr(GHashTable) good = g_hash_table_new(g_str_hash, g_str_equal);
  gboolean in_profile = FALSE;

  for (guint i = 0; i < self->signatures->len; i++) {
    SilsaXades *signature = self->signatures->pdata[i];

    check_signature(self, signature, good);
    in_profile |= signature->in_profile;
  }
  if (self->signatures->len == 0 && self->shared.worst > SILSA_VERDICT_UNREADABLE)
    silsa_problems_add(&self->shared, SILSA_VERDICT_REFUSED, "not-signed", "", "no signature");
  check_records(self, good);
  if (in_profile)
    check_manifest(self);
}

gboolean
silsa_verification_is_covered(SilsaVerification *self, const char *name)
{
  SilsaStagedEntry *entry = silsa_verification_find(self, name);

  for (guint i = 0; entry != NULL && i < self->signatures->len; i++) {
    const SilsaXades *signature = self->signatures->pdata[i];

    for (guint k = 0; signature->verified && k < signature->references->len; k++) {
      const SilsaXadesReference *reference = signature->references->pdata[k];
      GBytes *found = reference->digest != NULL && strcmp(reference->name, name) == 0
                          ? g_hash_table_lookup(entry->digests, reference->digest)
                          : NULL;

      if (found != NULL && g_bytes_equal(found, reference->value))
        return TRUE;
    }
  }
  return FALSE;
}
