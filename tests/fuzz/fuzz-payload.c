#include "fuzz.h"

#include "corpus.h"
#include "silsa-payload-reader.h"

GPtrArray *
silsa_fuzz_new_seeds(void)
{
  return corpus_read("payload");
}

static void
count_fact(const char *subject, const char *field, const char *value, gpointer data)
{
  guint *n = data;

  g_assert_true(g_utf8_validate(subject, -1, NULL));
  g_assert_true(g_utf8_validate(field, -1, NULL));
  g_assert_true(g_utf8_validate(value, -1, NULL));
  (*n)++;
}

/* One payload makes one assessment, whatever the comparison says of it. */
static void
load_twice(SilsaPayload *payload, SilsaAssessment *assessment)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(SilsaAssessment) again = silsa_payload_load(payload, corpus_catalogue(), &error);
  g_auto(SilsaProblems) problems = {NULL};
  guint n = 0, n_again = 0;

  g_assert_no_error(error);
  silsa_assessment_foreach_fact(assessment, count_fact, &n);
  silsa_assessment_foreach_fact(again, count_fact, &n_again);
  g_assert_cmpuint(n, ==, n_again);
  silsa_problems_init(&problems);
  silsa_payload_compare(payload, assessment, &problems);
  g_assert_true((problems.notes->len == 0) == (problems.worst == SILSA_VERDICT_VALID));
}

int
LLVMFuzzerTestOneInput(const guint8 *data, gsize size)
{
  g_autoptr(GBytes) bytes = g_bytes_new(data, size);
  g_autoptr(GError) error = NULL;
  g_autoptr(SilsaPayload) payload = silsa_payload_read(bytes, &error);
  g_autoptr(SilsaAssessment) assessment = NULL;

  corpus_check_error(payload, error);
  if (payload == NULL)
    return 0;
  assessment = silsa_payload_load(payload, corpus_catalogue(), &error);
  corpus_check_error(assessment, error);
  if (assessment != NULL)
    load_twice(payload, assessment);
  return 0;
}
