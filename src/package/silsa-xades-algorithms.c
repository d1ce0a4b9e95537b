#include "silsa-xades-algorithms.h"

#include "silsa-xades.h"

#define DS SILSA_NS_DS
#define MORE "http://www.w3.org/2001/04/xmldsig-more#"
#define MORE07 "http://www.w3.org/2007/05/xmldsig-more#"
#define ENC "http://www.w3.org/2001/04/xmlenc#"

/* RFC 9231 collects them all. */
static const SilsaXadesAlgorithm digests[] = {
    {SILSA_ALGORITHM_SHA256, "SHA256", NULL, SILSA_STANDING_PROFILE},
    {MORE "sha384", "SHA384", NULL, SILSA_STANDING_FOREIGN},
    {ENC "sha512", "SHA512", NULL, SILSA_STANDING_FOREIGN},
    {DS "sha1", "SHA1", NULL, SILSA_STANDING_WEAK},
    {MORE "md5", NULL, NULL, SILSA_STANDING_WEAK},
};

static const SilsaXadesAlgorithm methods[] = {
    {SILSA_ALGORITHM_RSA_SHA256, "SHA256", "RSA", SILSA_STANDING_PROFILE},
    {SILSA_ALGORITHM_ECDSA_SHA256, "SHA256", "EC", SILSA_STANDING_PROFILE},
    {MORE "rsa-sha384", "SHA384", "RSA", SILSA_STANDING_FOREIGN},
    {MORE "rsa-sha512", "SHA512", "RSA", SILSA_STANDING_FOREIGN},
    {MORE "ecdsa-sha384", "SHA384", "EC", SILSA_STANDING_FOREIGN},
    {MORE "ecdsa-sha512", "SHA512", "EC", SILSA_STANDING_FOREIGN},
    {DS "rsa-sha1", "SHA1", "RSA", SILSA_STANDING_WEAK},
    {MORE "ecdsa-sha1", "SHA1", "EC", SILSA_STANDING_WEAK},
    {DS "dsa-sha1", NULL, NULL, SILSA_STANDING_WEAK},
    {DS "hmac-sha1", NULL, NULL, SILSA_STANDING_WEAK},
    {MORE "hmac-sha256", NULL, NULL, SILSA_STANDING_WEAK},
    {MORE "hmac-sha384", NULL, NULL, SILSA_STANDING_WEAK},
    {MORE "hmac-sha512", NULL, NULL, SILSA_STANDING_WEAK},
    {MORE "rsa-md5", NULL, NULL, SILSA_STANDING_WEAK},
    {MORE07 "rsa-pss", NULL, NULL, SILSA_STANDING_UNKNOWN},
};

static const SilsaXadesAlgorithm *
find(const SilsaXadesAlgorithm *table,
     gsize n,
     const char *uri,
     const char *where,
     SilsaProblems *problems)
{
  const SilsaXadesAlgorithm *found = NULL;

  for (gsize i = 0; i < n; i++)
    if (g_strcmp0(table[i].uri, uri) == 0)
      found = &table[i];
  if (found == NULL || found->standing == SILSA_STANDING_UNKNOWN)
    silsa_problems_add(problems, SILSA_VERDICT_INDETERMINATE, "algorithm-unsupported", where,
                       "%.200s", uri != NULL ? uri : "none");
  else if (found->standing == SILSA_STANDING_WEAK)
    silsa_problems_add(problems, SILSA_VERDICT_REFUSED, "weak-algorithm", where, "%s", uri);
  else if (found->standing == SILSA_STANDING_FOREIGN)
    silsa_problems_add(problems, SILSA_VERDICT_REFUSED, "foreign-profile", where, "%s", uri);
  return found != NULL && found->digest != NULL ? found : NULL;
}

const SilsaXadesAlgorithm *
silsa_xades_find_digest(const char *uri, const char *where, SilsaProblems *problems)
{
  return find(digests, G_N_ELEMENTS(digests), uri, where, problems);
}

const SilsaXadesAlgorithm *
silsa_xades_find_method(const char *uri, const char *where, SilsaProblems *problems)
{
  return find(methods, G_N_ELEMENTS(methods), uri, where, problems);
}
