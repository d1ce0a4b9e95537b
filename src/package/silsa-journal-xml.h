#pragma once

#include "silsa-problems.h"
#include "silsa-store.h"

G_BEGIN_DECLS

#define SILSA_NS_JOURNAL "urn:silsa:journal:1"

/** Writes journal.xml (data/journal.xsd) row by row: values and salts of public fields only. */
typedef struct _SilsaJournalWriter SilsaJournalWriter;
SilsaJournalWriter *silsa_journal_writer_new(const char *file_id, const char *catalogue_sha256)
    G_GNUC_WARN_UNUSED_RESULT;
void silsa_journal_writer_add(SilsaJournalWriter *self, const SilsaJournalRow *row);
/** (transfer full), and frees the writer. */
GBytes *silsa_journal_writer_finish(SilsaJournalWriter *self) G_GNUC_WARN_UNUSED_RESULT;

/** A journal that has been read: chain checked, values replayed. */
typedef struct {
  char *file_id, *catalogue_sha256;
  gint64 rows;
  gint64 first_bad; /* -1: none */
  char *head; /* of the last good row, or NULL */
  char *last_time; /* of the last row */
  GHashTable *facts; /* "subject\tfield" -> value as it stands after the last row; NULL: withheld */
} SilsaJournalText;

/** Errors: those of silsa-xml.h, LIMIT "journal-bytes". A broken chain is no error. (transfer full)
 */
SilsaJournalText *silsa_journal_text_read(GBytes *bytes, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/** The rows themselves, up to the first one that the chain does not prove. (element-type
 * SilsaJournalRow) (transfer full) */
GPtrArray *silsa_journal_text_read_rows(GBytes *bytes, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** Compares what the journal leads to with the facts of @assessment, which come from the payload:
 * problem "journal-differs" with the subject. What never travels is passed over: internal notes and
 * uses of evidence that was taken out. */
void silsa_journal_text_compare(SilsaJournalText *self,
                                SilsaAssessment *assessment,
                                SilsaProblems *problems);
void silsa_journal_text_free(SilsaJournalText *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(SilsaJournalText, silsa_journal_text_free)

G_END_DECLS
