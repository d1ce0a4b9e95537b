#include "fuzz.h"

#include "corpus.h"
#include "silsa-journal-xml.h"

#include <string.h>

GPtrArray *
silsa_fuzz_new_seeds(void)
{
  return corpus_read("journal");
}

static void
check_chain(const SilsaJournalText *journal)
{
  g_assert_cmpint(journal->rows, >=, 0);
  g_assert_cmpint(journal->first_bad, >=, -1);
  g_assert_true(journal->first_bad >= 0 || journal->rows == 0 || journal->head != NULL);
  if (journal->head != NULL)
    g_assert_cmpuint(strlen(journal->head), ==, 64);
}

int
LLVMFuzzerTestOneInput(const guint8 *data, gsize size)
{
  g_autoptr(GBytes) bytes = g_bytes_new(data, size);
  g_autoptr(SilsaAssessment) assessment = NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(SilsaJournalText) journal = silsa_journal_text_read(bytes, &error);
  g_auto(SilsaProblems) problems = {NULL};

  silsa_problems_init(&problems);
  corpus_check_error(journal, error);
  if (journal == NULL)
    return 0;
  check_chain(journal);
  assessment = corpus_assessment();
  silsa_journal_text_compare(journal, assessment, &problems);
  return 0;
}
