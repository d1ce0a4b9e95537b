#include "fuzz.h"

#include "corpus.h"
#include "silsa-digest.h"
#include "silsa-xades-read.h"

#define ENTRY "META-INF/signatures0.xml"

GPtrArray *
silsa_fuzz_new_seeds(void)
{
  return corpus_read("signature");
}

/* Everything that a signature says and a reader believes, in one line for each thing. */
static char *
describe(const SilsaXades *signature)
{
  GString *text = g_string_new(NULL);

  g_string_append_printf(text, "%s\n%s\n", signature->role, signature->time_text);
  for (guint i = 0; i < signature->references->len; i++) {
    const SilsaXadesReference *reference = signature->references->pdata[i];
    g_autofree char *value = reference->value != NULL ? silsa_bytes_to_hex(reference->value) : NULL;

    g_string_append_printf(text, "%s %s %s\n", reference->name, reference->digest, value);
  }
  if (signature->certificate != NULL) {
    g_autofree char *fingerprint = silsa_certificate_fingerprint(signature->certificate);

    g_string_append(text, fingerprint);
  }
  return g_string_free_and_steal(text);
}

/* What the seeds say, each of which holds. */
static GHashTable *
known(void)
{
  static GHashTable *said = NULL;
  g_autoptr(GPtrArray) seeds = NULL;

  if (said != NULL)
    return said;
  said = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  seeds = corpus_read("signature");
  for (guint i = 0; i < seeds->len; i++) {
    g_autoptr(SilsaXades) signature = silsa_xades_read(seeds->pdata[i], ENTRY);

    if (signature->verified)
      g_hash_table_add(said, describe(signature));
  }
  g_assert_cmpuint(g_hash_table_size(said), >=, 2);
  return said;
}

/* The engine has no key: what holds says what a seed says, word for word. */
int
LLVMFuzzerTestOneInput(const guint8 *data, gsize size)
{
  g_autoptr(GBytes) bytes = g_bytes_new(data, size);
  g_autoptr(SilsaXades) signature = silsa_xades_read(bytes, ENTRY);
  g_autofree char *says = describe(signature);

  g_assert_true(signature->verified || signature->problems.notes->len > 0);
  g_assert_true(g_utf8_validate(says, -1, NULL));
  if (signature->verified)
    g_assert_true(g_hash_table_contains(known(), says));
  return 0;
}
