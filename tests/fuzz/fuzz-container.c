#include "fuzz.h"

#include "corpus.h"
#include "silsa-error.h"
#include "silsa-verify.h"

#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

GPtrArray *
silsa_fuzz_new_seeds(void)
{
  return corpus_read("container");
}

/* A file without a folder. (transfer full) */
static char *
lay_down(const guint8 *data, gsize size)
{
  static int fd = -1;

  if (fd < 0)
    fd = memfd_create("package", MFD_CLOEXEC);
  g_assert_cmpint(fd, >=, 0);
  g_assert_cmpint(ftruncate(fd, 0), ==, 0);
  for (gsize done = 0; done < size;) {
    ssize_t n = pwrite(fd, data + done, size - done, (off_t)done);

    g_assert_cmpint(n, >, 0);
    done += (gsize)n;
  }
  return g_strdup_printf("/proc/self/fd/%d", fd);
}

static SilsaReport *
verify(const guint8 *data, gsize size, const char *const *fingerprints, GError **error)
{
  const SilsaTrust trust = {.fingerprints = fingerprints, .now = 1800000000};
  g_autofree char *path = lay_down(data, size);

  return silsa_package_verify(path, &trust, NULL, NULL, NULL, error);
}

/* What a person is told of a package. */
static char *
describe(const SilsaReport *report)
{
  return g_strdup_printf("%s %s %s %s %u %d %s %s", report->kind, report->city, report->assessor,
                         report->round, report->revision, report->complete, report->points,
                         report->grade);
}

/* Who signed the seeds, and what is told of them. */
typedef struct {
  GPtrArray *fingerprints;
  GHashTable *said;
} Known;

static void
learn(Known *known, GBytes *seed)
{
  gsize size;
  const guint8 *data = g_bytes_get_data(seed, &size);
  g_autoptr(GError) error = NULL;
  g_autoptr(SilsaReport) report = verify(data, size, NULL, &error);

  g_assert_no_error(error);
  if (!report->intact)
    return;
  for (guint i = 0; i < report->signers->len; i++) {
    const SilsaSigner *signer = report->signers->pdata[i];

    g_ptr_array_add(known->fingerprints, g_strdup(signer->certificate.fingerprint));
  }
  g_hash_table_add(known->said, describe(report));
}

static const Known *
get_known(void)
{
  static Known known = {NULL};
  g_autoptr(GPtrArray) seeds = NULL;

  if (known.said != NULL)
    return &known;
  known.said = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  known.fingerprints = g_ptr_array_new_null_terminated(4, g_free, TRUE);
  seeds = corpus_read("container");
  for (guint i = 0; i < seeds->len; i++)
    learn(&known, seeds->pdata[i]);
  g_assert_cmpuint(g_hash_table_size(known.said), >=, 2);
  return &known;
}

int
LLVMFuzzerTestOneInput(const guint8 *data, gsize size)
{
  const Known *known = get_known();
  g_autoptr(GError) error = NULL;
  g_autoptr(SilsaReport) report =
      verify(data, size, (const char *const *)known->fingerprints->pdata, &error);
  g_autofree char *says = NULL;
  g_autofree char *sentence = NULL;

  corpus_check_error(report, error);
  if (report == NULL)
    return 0;
  sentence = silsa_report_to_sentence(report);
  g_assert_true(g_utf8_validate(sentence, -1, NULL));
  g_assert_true(report->verdict == SILSA_VERDICT_VALID || report->problems->len > 0);
  g_assert_true(report->assessment == NULL || report->intact);
  g_assert_true(report->content_round == NULL || report->intact);
  if (!report->intact)
    return 0;
  says = describe(report); /* the engine has no key */
  g_assert_true(g_hash_table_contains(known->said, says));
  return 0;
}
