#include "silsa-round-trust.h"

#include "silsa-error.h"

/* Whom to trust, and what cannot be settled such as a certificate that has expired since, is for
 * those who verify: here the bytes have to be those that were signed. */
static gboolean
holds(const SilsaSigner *signer)
{
  return signer->intact && signer->verdict >= SILSA_VERDICT_INDETERMINATE;
}

gboolean
silsa_round_check_signature(const SilsaReport *report, GError **error)
{
  if (report == NULL ||
      (report->intact && report->signers->len > 0 &&
       (report->verdict == SILSA_VERDICT_VALID || report->verdict == SILSA_VERDICT_UNTRUSTED)))
    return TRUE;
  return silsa_error_set(error, SILSA_ERROR_INVALID, "round-damaged", "the round is %s",
                         silsa_verdict_to_string(report->verdict));
}

gboolean
silsa_round_is_trusted(const SilsaReport *report)
{
  if (report == NULL || !silsa_round_check_signature(report, NULL))
    return FALSE;
  for (guint i = 0; i < report->signers->len; i++) {
    const SilsaSigner *signer = g_ptr_array_index(report->signers, i);

    if (signer->verdict == SILSA_VERDICT_VALID && signer->trusted)
      return TRUE;
  }
  return FALSE;
}

GStrv
silsa_round_dup_fingerprints(const SilsaReport *report)
{
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new();

  for (guint i = 0; report != NULL && i < report->signers->len; i++) {
    const SilsaSigner *signer = g_ptr_array_index(report->signers, i);

    if (holds(signer))
      g_strv_builder_add(builder, signer->certificate.fingerprint);
  }
  return g_strv_builder_end(builder);
}

gboolean
silsa_round_check_confirmed(const SilsaReport *report, const char *confirmed, GError **error)
{
  g_auto(GStrv) fingerprints = silsa_round_dup_fingerprints(report);
  const SilsaSigner *signer;

  if (confirmed == NULL || g_strv_contains((const char *const *)fingerprints, confirmed))
    return TRUE;
  if (report == NULL)
    return silsa_error_set(error, SILSA_ERROR_INVALID, "round-not-signed", "no signature");
  signer = g_ptr_array_index(report->signers, 0);
  silsa_error_set(error, SILSA_ERROR_INVALID, "round-unconfirmed", "another key");
  silsa_error_with_found(error, signer->certificate.fingerprint);
  return FALSE;
}
