#include "workshop.h"

#include <glib/gstdio.h>
#include <openssl/pem.h>
#include <string.h>

/* Certificates that their issuer took back: what is said with, without and with a wrong list. */

#define DAY 86400

typedef struct {
  const char *name;
  gboolean self_signed; /* else issued by the office of the test */
  gboolean no_list;
  gboolean by_another; /* the list is signed by another key of the same name */
  gboolean partial; /* the list says that it is only a part */
  const char *usage; /* of the issuer's key, NULL: any */
  gint64 revoked; /* seconds from now, 0: not */
  gint64 next; /* seconds from now */
  SilsaVerdict verdict;
  const char *code; /* of the problem, or NULL */
  const char *fact; /* or NULL */
  gboolean checked;
} Row;

static const Row rows[] = {
    {.name = "own certificate",
     .self_signed = TRUE,
     .no_list = TRUE,
     .verdict = SILSA_VERDICT_VALID,
     .checked = TRUE},
    {.name = "issued, no list", .no_list = TRUE, .verdict = SILSA_VERDICT_VALID},
    {.name = "issued, not on the list",
     .next = DAY,
     .verdict = SILSA_VERDICT_VALID,
     .checked = TRUE},
    {.name = "revoked before signing",
     .revoked = -DAY,
     .next = DAY,
     .verdict = SILSA_VERDICT_REFUSED,
     .code = "revoked"},
    {.name = "revoked after signing",
     .revoked = DAY,
     .next = 2 * DAY,
     .verdict = SILSA_VERDICT_INDETERMINATE,
     .code = "revoked-since"},
    {.name = "list out of date",
     .next = -DAY / 2,
     .verdict = SILSA_VERDICT_VALID,
     .fact = "revocation-stale"},
    {.name = "revoked, list out of date",
     .revoked = -DAY,
     .next = -DAY / 2,
     .verdict = SILSA_VERDICT_REFUSED,
     .code = "revoked"},
    {.name = "list of a namesake",
     .by_another = TRUE,
     .revoked = -DAY,
     .next = DAY,
     .verdict = SILSA_VERDICT_VALID},
    {.name = "part of a list", .partial = TRUE, .next = DAY, .verdict = SILSA_VERDICT_VALID},
    {.name = "key that may not sign lists",
     .usage = "critical,keyCertSign",
     .next = DAY,
     .verdict = SILSA_VERDICT_VALID},
    {.name = "key that may",
     .usage = "critical,cRLSign",
     .next = DAY,
     .verdict = SILSA_VERDICT_VALID,
     .checked = TRUE},
};

static void
set_time(ASN1_TIME *time, gint64 offset)
{
  ASN1_TIME_set(time, g_get_real_time() / G_USEC_PER_SEC + offset);
}

static void
add_revoked(X509_CRL *list, X509 *certificate, gint64 offset)
{
  X509_REVOKED *entry = X509_REVOKED_new();
  ASN1_TIME *since = ASN1_TIME_new();

  set_time(since, offset);
  X509_REVOKED_set_serialNumber(entry, X509_get_serialNumber(certificate));
  X509_REVOKED_set_revocationDate(entry, since);
  g_assert_true(X509_CRL_add0_revoked(list, entry));
  ASN1_TIME_free(since);
}

/* What a list of changes alone is marked with (RFC 5280, 5.2.4). */
static void
mark_partial(X509_CRL *list)
{
  ASN1_INTEGER *base = ASN1_INTEGER_new();

  ASN1_INTEGER_set(base, 1);
  g_assert_cmpint(X509_CRL_add1_ext_i2d(list, NID_delta_crl, base, 1, 0), ==, 1);
  ASN1_INTEGER_free(base);
}

static X509_CRL *
make_list(const Row *row, SilsaIdentity *issuer, X509 *certificate)
{
  X509_CRL *list = X509_CRL_new();
  ASN1_TIME *time = ASN1_TIME_new();

  X509_CRL_set_version(list, X509_CRL_VERSION_2);
  X509_CRL_set_issuer_name(list, X509_get_subject_name(silsa_identity_get_certificate(issuer)));
  set_time(time, -2 * DAY);
  X509_CRL_set1_lastUpdate(list, time);
  set_time(time, row->next);
  X509_CRL_set1_nextUpdate(list, time);
  ASN1_TIME_free(time);
  if (row->revoked != 0)
    add_revoked(list, certificate, row->revoked);
  if (row->partial)
    mark_partial(list);
  X509_CRL_sort(list);
  g_assert_cmpint(X509_CRL_sign(list, silsa_identity_get_key(issuer), EVP_sha256()), >, 0);
  return list;
}

/* The signer's certificate, that of his issuer, and the list. */
static void
write_trust(const Row *row, const char *path, SilsaIdentity *issuer, SilsaIdentity *signer)
{
  g_autoptr(SilsaIdentity) namesake =
      workshop_identity(&(Kind){.name = "인증센터", .usage = row->usage});
  g_autoptr(BIO) bio = BIO_new_file(path, "w");
  X509 *certificate = silsa_identity_get_certificate(signer);
  X509_CRL *list = make_list(row, row->by_another ? namesake : issuer, certificate);

  g_assert_true(PEM_write_bio_X509(bio, certificate));
  g_assert_true(PEM_write_bio_X509(bio, silsa_identity_get_certificate(issuer)));
  if (!row->no_list)
    g_assert_true(PEM_write_bio_X509_CRL(bio, list));
  X509_CRL_free(list);
}

static void
check_fact(const SilsaReport *report, const char *fact)
{
  guint n = 0;

  for (guint i = 0; i < report->facts->len; i++) {
    const SilsaVerifyNote *note = report->facts->pdata[i];
    g_autofree char *words = silsa_verify_note_to_text(note);

    g_assert_cmpstr(words, !=, note->message);
    n += g_strcmp0(note->code, fact) == 0;
  }
  g_assert_cmpuint(n, ==, fact != NULL);
}

static void
check_report(const Row *row, const SilsaReport *report)
{
  const char *const *list =
      (const char *const *)(row->checked ? report->checked : report->not_checked);

  g_assert_cmpstr(silsa_verdict_to_string(report->verdict), ==,
                  silsa_verdict_to_string(row->verdict));
  g_assert_cmpuint(report->problems->len, ==, row->code != NULL);
  if (row->code != NULL)
    g_assert_true(workshop_has(report, row->code));
  check_fact(report, row->fact);
  g_assert_true(report->intact);
  g_assert_true(g_strv_contains(list, "revocation"));
}

/* What was read of a file counts after it has gone: the stick that it lay on is not needed. */
static void
check_without_file(const Row *row, const char *package, const char *pem)
{
  g_autoptr(GPtrArray) contents = g_ptr_array_new();
  const SilsaTrust trust = {.pem_contents = contents};
  SilsaTrustFile found;
  g_autoptr(GError) error = NULL;
  g_autoptr(SilsaReport) report = NULL;

  silsa_trust_file_look(pem, &found, &error);
  g_assert_no_error(error);
  g_ptr_array_add(contents, found.content);
  g_assert_no_errno(g_unlink(pem));
  report = silsa_package_verify(package, &trust, NULL, NULL, NULL, &error);
  g_assert_no_error(error);
  check_report(row, report);
  silsa_trust_file_clear(&found);
}

static void
test_row(Workshop *shop, gconstpointer data)
{
  const Row *row = data;
  g_autoptr(SilsaIdentity) issuer =
      workshop_identity(&(Kind){.name = "인증센터", .usage = row->usage});
  g_autoptr(SilsaIdentity) signer =
      workshop_identity(&(Kind){.name = "김서연", .issuer = row->self_signed ? NULL : issuer});
  g_autofree char *pem = silsa_test_folder_path(&shop->folder, "trust.pem");
  g_autofree char *package = workshop_export(shop, "issued.asice", signer, 0);
  const char *const files[] = {pem, NULL};
  const SilsaTrust trust = {.pem_files = files};
  g_autoptr(GError) error = NULL;
  g_autoptr(SilsaReport) report = NULL;

  write_trust(row, pem, issuer, signer);
  report = silsa_package_verify(package, &trust, NULL, NULL, NULL, &error);
  g_assert_no_error(error);
  check_report(row, report);
  check_without_file(row, package, pem);
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_autofree char *path = g_strconcat("/revocation/", rows[i].name, NULL);

    g_test_add(path, Workshop, &rows[i], workshop_set_up, test_row, workshop_tear_down);
  }
  return g_test_run();
}
