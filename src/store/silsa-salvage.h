#pragma once

#include "silsa-pages.h"
#include "silsa-store.h"

G_BEGIN_DECLS

/** Everything that the pages of a damaged file still tell, row by row, unproved: in a file whose
 * pages were exchanged or flipped, rows may be missing, stale or wrong. */
typedef struct {
  SilsaPages *pages;
  GHashTable *meta; /* key -> value */
  GHashTable *catalogues, *rounds; /* SHA-256 -> GBytes, which have it */
  GHashTable *facts, *drafts; /* silsa_draft_key() -> value */
  GHashTable *journal; /* &sequence -> SilsaJournalRow; a value only where its commitment holds */
  GHashTable *evidence; /* &id -> SilsaEvidence */
  GHashTable *exports; /* &revision -> SilsaLastExport */
  GArray *blobs; /* of SilsaRecord: bytes of evidence, or thumbnails; their rowid is the evidence */
  /* whether nothing of a tree is missing */
  gboolean facts_whole, drafts_whole, journal_whole, values_whole, exports_whole;
} SilsaSalvage;

/** Reads all pages of @path. Errors: those of silsa_pages_open(), STORAGE "memory". */
SilsaSalvage *silsa_salvage_new(const char *path, GError **error) G_GNUC_WARN_UNUSED_RESULT;
void silsa_salvage_free(SilsaSalvage *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(SilsaSalvage, silsa_salvage_free)

/** Row @sequence of the journal, or NULL. Borrowed. */
const SilsaJournalRow *silsa_salvage_get_row(SilsaSalvage *self, gint64 sequence);

G_END_DECLS
