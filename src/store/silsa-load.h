#pragma once

#include "silsa-drafts.h"
#include "silsa-history.h"
#include "silsa-store.h"

G_BEGIN_DECLS

/** Everything of a file that is kept in memory while it is open. */
typedef struct {
  SilsaAssessment *assessment;
  char *first_round; /* digest of the version that the file was made with, or NULL */
  GBytes *round_bytes; /* of the version in force, or NULL */
  SilsaHistory *history;
  SilsaAct *recovered;
  SilsaDrafts *drafts;
} SilsaContent;

/** Reads a file whose schema was checked, as one state of it. Error: CORRUPT and the rules of what
 * is read, with the file. */
gboolean silsa_content_load(SilsaContent *self, SilsaDb *db, GError **error);
void silsa_content_clear(SilsaContent *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(SilsaContent, silsa_content_clear)

/** Reads the version of the round that has @sha256; CORRUPT when the file has none such.
 * (transfer full) */
GBytes *
silsa_content_read_round(SilsaDb *db, const char *sha256, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** Writes the case of a new file to its meta table. */
gboolean silsa_content_write_case(SilsaDb *db, const SilsaCase *about, GError **error);
/** The case that a meta table tells; its strings live in @meta. CORRUPT "content". */
gboolean silsa_content_fill_case(SilsaCase *about, GHashTable *meta, GError **error);
/** Keeps a "catalogue" or a "round" in a new file. */
gboolean silsa_content_write_document(SilsaDb *db, const char *kind, GBytes *bytes, GError **error);

G_END_DECLS
