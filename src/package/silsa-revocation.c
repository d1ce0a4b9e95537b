#include "silsa-revocation.h"

#include "silsa-certificate.h"

#include <openssl/err.h>
#include <openssl/x509v3.h>

struct _SilsaRevocations {
  GPtrArray *issuers; /* of X509 */
  GPtrArray *lists; /* of X509_CRL */
};

SilsaRevocations *
silsa_revocations_new(void)
{
  SilsaRevocations *self = g_new0(SilsaRevocations, 1);

  self->issuers = g_ptr_array_new_with_free_func((GDestroyNotify)X509_free);
  self->lists = g_ptr_array_new_with_free_func((GDestroyNotify)X509_CRL_free);
  return self;
}

void
silsa_revocations_add_issuer(SilsaRevocations *self, X509 *certificate)
{
  X509_up_ref(certificate);
  g_ptr_array_add(self->issuers, certificate);
}

void
silsa_revocations_add_list(SilsaRevocations *self, X509_CRL *list)
{
  X509_CRL_up_ref(list);
  g_ptr_array_add(self->lists, list);
}

/* Where the key may sign lists, and did sign both. */
static gboolean
is_issuer_of(X509 *issuer, X509 *certificate, X509_CRL *list)
{
  EVP_PKEY *key = X509_get0_pubkey(issuer);

  return key != NULL &&
         X509_NAME_cmp(X509_get_subject_name(issuer), X509_get_issuer_name(certificate)) == 0 &&
         (X509_get_key_usage(issuer) & KU_CRL_SIGN) != 0 && X509_verify(certificate, key) == 1 &&
         X509_CRL_verify(list, key) == 1;
}

/* A critical extension says that the list is only a part of one. */
static gboolean
is_whole_list_of(SilsaRevocations *self, X509_CRL *list, X509 *certificate)
{
  if (X509_NAME_cmp(X509_CRL_get_issuer(list), X509_get_issuer_name(certificate)) != 0 ||
      X509_CRL_get_ext_by_critical(list, 1, -1) >= 0)
    return FALSE;
  for (guint i = 0; i < self->issuers->len; i++)
    if (is_issuer_of(self->issuers->pdata[i], certificate, list))
      return TRUE;
  return FALSE;
}

static gboolean
is_current(X509_CRL *list, gint64 now)
{
  gint64 from, to;

  return silsa_time_to_seconds(X509_CRL_get0_lastUpdate(list), &from) && from <= now &&
         silsa_time_to_seconds(X509_CRL_get0_nextUpdate(list), &to) && now <= to;
}

static gboolean
is_listed(X509_CRL *list, X509 *certificate, gint64 *since)
{
  X509_REVOKED *entry = NULL;

  return X509_CRL_get0_by_cert(list, &entry, certificate) == 1 &&
         silsa_time_to_seconds(X509_REVOKED_get0_revocationDate(entry), since);
}

SilsaRevocation
silsa_revocations_check(SilsaRevocations *self, X509 *certificate, gint64 now, gint64 *revoked)
{
  SilsaRevocation result = SILSA_REVOCATION_UNKNOWN;

  if (X509_self_signed(certificate, TRUE) == 1)
    return SILSA_REVOCATION_GOOD;
  for (guint i = 0; i < self->lists->len && result != SILSA_REVOCATION_REVOKED; i++) {
    X509_CRL *list = self->lists->pdata[i];

    if (!is_whole_list_of(self, list, certificate))
      continue;
    if (is_listed(list, certificate, revoked))
      result = SILSA_REVOCATION_REVOKED; /* also when the list is old: nobody takes that back */
    else if (is_current(list, now))
      result = SILSA_REVOCATION_GOOD;
    else
      result = MAX(result, SILSA_REVOCATION_STALE);
  }
  ERR_clear_error();
  return result;
}

void
silsa_revocations_free(SilsaRevocations *self)
{
  g_ptr_array_unref(self->issuers);
  g_ptr_array_unref(self->lists);
  g_free(self);
}
