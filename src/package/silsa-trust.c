#include "silsa-trust.h"

#include "silsa-certificate.h"

#include <string.h>

struct _SilsaTrustList {
  GHashTable *fingerprints; /* a set */
  SilsaRound *round;
  gboolean round_trusted;
  SilsaRevocations *revocations;
  gint64 now;
};

static void
add_cb(X509 *certificate, X509_CRL *list, gpointer user_data)
{
  SilsaTrustList *self = user_data;

  if (certificate != NULL) {
    g_hash_table_add(self->fingerprints, silsa_certificate_fingerprint(certificate));
    silsa_revocations_add_issuer(self->revocations, certificate);
  }
  if (list != NULL)
    silsa_revocations_add_list(self->revocations, list);
}

/* People type fingerprints in groups and in capitals. */
static char *
plain_fingerprint(const char *text)
{
  GString *plain = g_string_new(NULL);

  for (; *text != '\0'; text++)
    if (g_ascii_isxdigit(*text))
      g_string_append_c(plain, g_ascii_tolower(*text));
  return g_string_free_and_steal(plain);
}

SilsaTrustList *
silsa_trust_list_new(const SilsaTrust *trust, GError **error)
{
  g_autoptr(SilsaTrustList) self = g_new0(SilsaTrustList, 1);

  self->fingerprints = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  self->revocations = silsa_revocations_new();
  self->now = trust != NULL && trust->now != 0 ? trust->now : g_get_real_time() / G_USEC_PER_SEC;
  if (trust == NULL)
    return g_steal_pointer(&self);
  g_set_object(&self->round, trust->round);
  self->round_trusted = trust->round != NULL && trust->round_trusted;
  for (guint i = 0; trust->fingerprints != NULL && trust->fingerprints[i] != NULL; i++)
    g_hash_table_add(self->fingerprints, plain_fingerprint(trust->fingerprints[i]));
  for (guint i = 0; trust->pem_contents != NULL && i < trust->pem_contents->len; i++)
    silsa_pem_read_bytes(trust->pem_contents->pdata[i], add_cb, self);
  for (guint i = 0; trust->pem_files != NULL && trust->pem_files[i] != NULL; i++) {
    g_autoptr(GBytes) content = silsa_pem_read_file(trust->pem_files[i], add_cb, self, error);

    if (content == NULL)
      return NULL;
  }
  return g_steal_pointer(&self);
}

static void
count_cb(X509 *certificate, X509_CRL *list, gpointer user_data)
{
  SilsaTrustFile *self = user_data;

  self->n_certificates += certificate != NULL;
  self->n_lists += list != NULL;
}

gboolean
silsa_trust_file_look(const char *path, SilsaTrustFile *found, GError **error)
{
  *found = (SilsaTrustFile){0};
  found->content = silsa_pem_read_file(path, count_cb, found, error);
  return found->content != NULL;
}

void
silsa_trust_file_clear(SilsaTrustFile *found)
{
  g_clear_pointer(&found->content, g_bytes_unref);
}

gboolean
silsa_trust_list_names(SilsaTrustList *self, const char *fingerprint)
{
  return g_hash_table_contains(self->fingerprints, fingerprint);
}

const SilsaPerson *
silsa_trust_list_find_person(SilsaTrustList *self, const char *fingerprint, gboolean trusted)
{
  if (self->round == NULL || fingerprint == NULL || (trusted && !self->round_trusted))
    return NULL;
  return silsa_round_find_fingerprint(self->round, fingerprint);
}

SilsaRound *
silsa_trust_list_get_round(SilsaTrustList *self)
{
  return self->round;
}

gboolean
silsa_trust_list_get_round_trusted(SilsaTrustList *self)
{
  return self->round_trusted;
}

gint64
silsa_trust_list_get_now(SilsaTrustList *self)
{
  return self->now;
}

SilsaRevocation
silsa_trust_list_check_revocation(SilsaTrustList *self, X509 *certificate, gint64 *revoked)
{
  return silsa_revocations_check(self->revocations, certificate, self->now, revoked);
}

void
silsa_trust_list_free(SilsaTrustList *self)
{
  g_hash_table_unref(self->fingerprints);
  g_clear_object(&self->round);
  silsa_revocations_free(self->revocations);
  g_free(self);
}
