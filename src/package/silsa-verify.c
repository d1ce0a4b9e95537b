#include "silsa-verify.h"

#include "silsa-entry-name.h"
#include "silsa-error.h"
#include "silsa-file.h"
#include "silsa-journal-xml.h"
#include "silsa-limits.h"
#include "silsa-sha256.h"
#include "silsa-verify-private.h"
#include "silsa-xml.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

void
silsa_verification_clear(SilsaVerification *self)
{
  g_clear_pointer(&self->report, silsa_report_free);
  g_clear_pointer(&self->trust, silsa_trust_list_free);
  silsa_problems_clear(&self->shared);
  g_clear_pointer(&self->signatures, g_ptr_array_unref);
  g_clear_pointer(&self->entries, g_hash_table_unref);
  g_clear_pointer(&self->records, g_ptr_array_unref);
  g_clear_pointer(&self->signer, g_free);
  g_clear_pointer(&self->last_row, g_free);
}

static void
begin(SilsaVerification *self, SilsaContainerReader *reader)
{
  self->report = silsa_report_new();
  silsa_problems_init(&self->shared);
  self->signatures = g_ptr_array_new_with_free_func((GDestroyNotify)silsa_xades_free);
  self->records = reader != NULL ? g_ptr_array_ref(silsa_container_reader_get_entries(reader))
                                 : g_ptr_array_new();
}

static gboolean
is_about_the_file(const GError *error)
{
  return error->domain != SILSA_ERROR || error->code == SILSA_ERROR_NOT_FOUND ||
         error->code == SILSA_ERROR_READ;
}

/* What was handed in, whoever signed it; NULL where an entry could not be read. */
static char *
digest_content(SilsaVerification *self)
{
  SilsaHasher *hasher = silsa_hasher_new();
  guint8 sum[SILSA_SHA256_SIZE];
  gboolean whole = TRUE;

  for (guint i = 0; i < self->records->len; i++) {
    const char *name = ((SilsaZipRecord *)self->records->pdata[i])->name;
    SilsaStagedEntry *entry = silsa_verification_find(self, name);
    GBytes *digest = entry != NULL ? g_hash_table_lookup(entry->digests, "SHA256") : NULL;

    whole = whole && digest != NULL;
    if (digest == NULL || silsa_entry_name_is_unsigned(name))
      continue;
    silsa_hasher_add_field(hasher, name, strlen(name));
    silsa_hasher_add_field(hasher, g_bytes_get_data(digest, NULL), g_bytes_get_size(digest));
  }
  silsa_hasher_finish(hasher, sum);
  return whole ? silsa_hex_encode(sum, sizeof sum) : NULL;
}

gboolean
silsa_verification_judge(SilsaVerification *self,
                         SilsaContainerReader **reader,
                         const char *path,
                         const SilsaTrust *trust,
                         SilsaProgressFunc progress,
                         gpointer user_data,
                         GCancellable *cancellable,
                         GError **error)
{
  g_autoptr(GError) problem = NULL;

  *reader = NULL;
  self->trust = silsa_trust_list_new(trust, error);
  if (self->trust == NULL)
    return FALSE;
  *reader = silsa_container_reader_new(path, &problem);
  if (*reader == NULL && is_about_the_file(problem)) {
    g_propagate_error(error, g_steal_pointer(&problem));
    return FALSE;
  }
  begin(self, *reader);
  if (*reader == NULL) {
    /* What cannot be opened as a package at all has a verdict too. */
    silsa_verification_note_error(self, problem);
    silsa_verification_check_signers(self);
    return TRUE;
  }
  self->report->size = silsa_container_reader_get_file_size(*reader);
  self->report->n_entries = self->records->len;
  if (!silsa_verification_stage(self, *reader, progress, user_data, cancellable, error)) {
    silsa_error_at_file(error, path);
    return FALSE;
  }
  self->report->content = digest_content(self);
  silsa_verification_check_coverage(self);
  silsa_verification_check_content(self);
  silsa_verification_check_signers(self);
  return TRUE;
}

SilsaReport *
silsa_package_verify(const char *path,
                     const SilsaTrust *trust,
                     SilsaProgressFunc progress,
                     gpointer user_data,
                     GCancellable *cancellable,
                     GError **error)
{
  g_autoptr(SilsaContainerReader) reader = NULL;
  g_auto(SilsaVerification) self = {NULL};

  return silsa_verification_judge(&self, &reader, path, trust, progress, user_data, cancellable,
                                  error)
             ? g_steal_pointer(&self.report)
             : NULL;
}

/* --- rounds --------------------------------------------------------------------------------- */

gboolean
silsa_package_is_one(const char *path)
{
  char head[4] = "";
  g_autofd int fd = g_open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK, 0);

  return fd >= 0 && read(fd, head, sizeof head) == sizeof head && memcmp(head, "PK\3\4", 4) == 0;
}

/* Only a round that is intact is handed out; whether it is trusted is the caller's question. */
static gboolean
open_package(const char *path,
             const SilsaTrust *trust,
             SilsaRound **round,
             SilsaCatalogue **catalogue,
             SilsaReport **report,
             GError **error)
{
  g_autoptr(SilsaReport) found = silsa_package_verify(path, trust, NULL, NULL, NULL, error);

  if (found == NULL)
    return FALSE;
  if (found->content_round == NULL || !found->intact || found->verdict == SILSA_VERDICT_REFUSED ||
      found->verdict == SILSA_VERDICT_INCONSISTENT) {
    const SilsaVerifyNote *first =
        found->problems->len > 0 ? g_ptr_array_index(found->problems, 0) : NULL;

    if (g_strcmp0(found->kind, "assessment") == 0)
      silsa_error_set(error, SILSA_ERROR_FOREIGN, "round-package", "an assessment, not a round");
    else
      silsa_error_set(error, SILSA_ERROR_CORRUPT, "round-damaged", "%s",
                      first != NULL ? first->message : "no round");
    silsa_error_at_file(error, path);
    silsa_error_at_entry(error, first != NULL && *first->where != '\0' ? first->where : NULL);
    return FALSE;
  }
  *round = g_object_ref(found->content_round);
  *catalogue = g_object_ref(found->content_catalogue);
  *report = g_steal_pointer(&found);
  return TRUE;
}

static char *
find_catalogue(const char *path, const char *catalogue_path)
{
  g_autofree char *folder = NULL;

  if (catalogue_path != NULL)
    return g_strdup(catalogue_path);
  folder = g_path_get_dirname(path);
  return g_build_filename(folder, SILSA_ENTRY_CATALOGUE, NULL);
}

static gboolean
open_bare(const char *path,
          const char *catalogue_path,
          SilsaRound **round,
          SilsaCatalogue **catalogue,
          GError **error)
{
  g_autofree char *beside = find_catalogue(path, catalogue_path);
  g_autoptr(GBytes) bytes = silsa_file_read(path, SILSA_LIMIT_ROUND_BYTES, "round-bytes", error);
  g_autoptr(SilsaCatalogue) found = NULL;
  g_autoptr(xmlDoc) doc = NULL;

  if (bytes == NULL)
    return FALSE;
  /* A file that is no round has no catalogue beside it either, which is not what is wrong. */
  doc = silsa_xml_parse(bytes, SILSA_LIMIT_ROUND_BYTES, "round-bytes", error);
  if (doc == NULL) {
    silsa_error_at_file(error, path);
    return FALSE;
  }
  found = silsa_catalogue_new_from_file(beside, error);
  if (found == NULL)
    return FALSE;
  *round = silsa_round_new_from_bytes(bytes, found, error);
  if (*round == NULL) {
    silsa_error_at_file(error, path);
    return FALSE;
  }
  *catalogue = g_steal_pointer(&found);
  return TRUE;
}

gboolean
silsa_round_open(const char *path,
                 const char *catalogue_path,
                 const SilsaTrust *trust,
                 SilsaRound **round,
                 SilsaCatalogue **catalogue,
                 SilsaReport **report,
                 GError **error)
{
  *round = NULL;
  *catalogue = NULL;
  *report = NULL;
  return silsa_package_is_one(path) ? open_package(path, trust, round, catalogue, report, error)
                                    : open_bare(path, catalogue_path, round, catalogue, error);
}

/* --- the journal of a package --------------------------------------------------------------- */

static GBytes *
read_journal(SilsaContainerReader *reader, GError **error)
{
  const SilsaZipRecord *record = silsa_container_reader_find(reader, SILSA_ENTRY_JOURNAL);

  if (record != NULL)
    return silsa_container_reader_read_bytes(reader, record, SILSA_LIMIT_PAYLOAD_BYTES,
                                             "journal-bytes", error);
  silsa_error_set(error, SILSA_ERROR_NOT_FOUND, "journal-missing", "no journal");
  silsa_error_at_entry(error, SILSA_ENTRY_JOURNAL);
  return NULL;
}

gboolean
silsa_package_check_journal(
    const char *path, gint64 *rows, char **head, gint64 *first_bad, GError **error)
{
  g_autoptr(SilsaContainerReader) reader = silsa_container_reader_new(path, error);
  g_autoptr(GBytes) bytes = reader != NULL ? read_journal(reader, error) : NULL;
  g_autoptr(SilsaJournalText) journal =
      bytes != NULL ? silsa_journal_text_read(bytes, error) : NULL;

  if (journal == NULL) {
    silsa_error_at_file(error, path);
    return FALSE;
  }
  *rows = journal->rows;
  *head = g_strdup(journal->head);
  *first_bad = journal->first_bad;
  return TRUE;
}
