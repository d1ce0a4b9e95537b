#include "fuzz.h"

#include "corpus.h"
#include "silsa-round-draft.h"

GPtrArray *
silsa_fuzz_new_seeds(void)
{
  return corpus_read("round");
}

/* A round that is taken survives the secretary's hands: written again it is read again, with the
 * same claims for everybody. */
static void
write_again(SilsaRound *round)
{
  g_autoptr(SilsaRoundDraft) draft = silsa_round_draft_new_from_round(round, corpus_catalogue());
  g_autoptr(GBytes) xml = silsa_round_draft_to_xml(draft);
  g_autoptr(GError) error = NULL;
  g_autoptr(SilsaRound) again = silsa_round_draft_finish(draft, &error);
  GPtrArray *applicants = silsa_round_get_applicants(round);

  g_assert_no_error(error);
  g_assert_true(g_bytes_equal(silsa_round_get_bytes(again), xml));
  g_assert_cmpuint(silsa_round_get_applicants(again)->len, ==, applicants->len);
  for (guint i = 0; i < applicants->len; i++) {
    g_autofree char *before = silsa_applicant_claims_digest(applicants->pdata[i]);
    g_autofree char *after =
        silsa_applicant_claims_digest(silsa_round_get_applicants(again)->pdata[i]);

    g_assert_cmpstr(before, ==, after);
  }
}

int
LLVMFuzzerTestOneInput(const guint8 *data, gsize size)
{
  g_autoptr(GBytes) bytes = g_bytes_new(data, size);
  g_autoptr(GError) error = NULL;
  g_autoptr(GError) problem = NULL;
  g_autoptr(SilsaRound) alone = silsa_round_new_from_bytes(bytes, NULL, &error);
  g_autoptr(SilsaRound) round = silsa_round_new_from_bytes(bytes, corpus_catalogue(), &problem);

  corpus_check_error(alone, error);
  corpus_check_error(round, problem);
  g_assert_true(alone != NULL || round == NULL); /* the catalogue only adds rules */
  if (round != NULL)
    write_again(round);
  return 0;
}
