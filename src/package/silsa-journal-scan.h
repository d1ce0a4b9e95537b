#pragma once

#include "silsa-store.h"

G_BEGIN_DECLS

/*
 * Reads a journal that stands in the very spelling in which SilsaJournalWriter puts it down: each
 * byte of it is expected, so neither a tree nor a schema is needed, which take nine tenths of the
 * time. Whatever is spelt otherwise is not judged here but left to the parser and the schema; what
 * is accepted here, those accept with the same values (tests/fuzz/fuzz-journal.c holds both beside
 * each other).
 */
typedef struct {
  char *text; /* the document, its values decoded in place */
  char *at;
  char *file_id, *catalogue_sha256; /* of the head; in the text */
  SilsaJournalRow row; /* the one just read; in the text */
} SilsaJournalScan;

typedef enum {
  SILSA_JOURNAL_SCAN_ROW,
  SILSA_JOURNAL_SCAN_END,
  SILSA_JOURNAL_SCAN_OTHER, /* not spelt as we do: what was read so far says nothing */
} SilsaJournalScanned;

/** FALSE: spelt otherwise. @self must be cleared in any case. */
gboolean silsa_journal_scan_begin(SilsaJournalScan *self, GBytes *bytes);
SilsaJournalScanned silsa_journal_scan_next(SilsaJournalScan *self);
void silsa_journal_scan_clear(SilsaJournalScan *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(SilsaJournalScan, silsa_journal_scan_clear)

G_END_DECLS
