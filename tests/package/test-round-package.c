#include "office.h"

#include "silsa-countersign.h"
#include "silsa-round-trust.h"

#include <string.h>

/* A round as a package: whose signature makes it trusted, and whose never does. */

static SilsaReport *
verify(const char *path, SilsaIdentity *confirmed)
{
  return workshop_verify(path, confirmed, 0);
}

static const SilsaSigner *
signer(const SilsaReport *report, guint n)
{
  g_assert_cmpuint(n, <, report->signers->len);
  return report->signers->pdata[n];
}

static gboolean
is_of(const SilsaSigner *found, SilsaIdentity *identity)
{
  return strcmp(found->certificate.fingerprint, silsa_identity_get_facts(identity)->fingerprint) ==
         0;
}

static char *
countersign(Office *office, const char *path, const char *name, SilsaIdentity *identity)
{
  char *output = silsa_test_folder_path(&office->shop.folder, name);
  g_autoptr(GError) error = NULL;

  silsa_package_countersign(path, output, identity, "secretary", 0, &error);
  g_assert_no_error(error);
  return output;
}

static void
test_signed(Office *office, gconstpointer data G_GNUC_UNUSED)
{
  g_autofree char *path = office_sign(office, office->round, "round.asice", office->secretary);
  g_autoptr(SilsaReport) report = verify(path, office->secretary);
  g_autoptr(SilsaReport) unknown = verify(path, NULL);

  g_assert_cmpstr(report->kind, ==, "round");
  g_assert_cmpint(report->verdict, ==, SILSA_VERDICT_VALID);
  g_assert_true(silsa_round_is_trusted(report));
  g_assert_cmpstr(silsa_round_get_sha256(report->content_round), ==,
                  silsa_round_get_sha256(office->round));
  g_assert_cmpint(unknown->verdict, ==, SILSA_VERDICT_UNTRUSTED);
  g_assert_true(unknown->intact);
  g_assert_false(silsa_round_is_trusted(unknown));
}

static void
test_open(Office *office, gconstpointer data G_GNUC_UNUSED)
{
  g_autofree char *path = office_sign(office, office->round, "round.asice", office->secretary);
  const SilsaTrust trust = {0};
  g_autoptr(SilsaRound) round = NULL;
  g_autoptr(SilsaCatalogue) catalogue = NULL;
  g_autoptr(SilsaReport) report = NULL;
  g_autoptr(GError) error = NULL;

  g_assert_true(silsa_round_open(path, NULL, &trust, &round, &catalogue, &report, &error));
  g_assert_no_error(error);
  g_assert_cmpstr(silsa_round_get_id(round), ==, "test-2026");
  g_assert_cmpstr(silsa_catalogue_get_sha256(catalogue), ==,
                  silsa_catalogue_get_sha256(office->catalogue));
}

static void
assert_not_opened(const char *path, int code, const char *rule)
{
  const SilsaTrust trust = {0};
  g_autoptr(SilsaRound) round = NULL;
  g_autoptr(SilsaCatalogue) catalogue = NULL;
  g_autoptr(SilsaReport) report = NULL;
  g_autoptr(GError) error = NULL;

  g_assert_false(silsa_round_open(path, NULL, &trust, &round, &catalogue, &report, &error));
  g_assert_error(error, SILSA_ERROR, code);
  g_assert_cmpstr(silsa_error_get_facts(error)->rule, ==, rule);
  g_assert_cmpstr(silsa_error_get_facts(error)->file, ==, path);
  g_assert_null(round);
  g_assert_null(catalogue);
  g_assert_null(report);
}

static void
test_open_refuses(Office *office, gconstpointer data G_GNUC_UNUSED)
{
  g_autofree char *path = office_sign(office, office->round, "round.asice", office->secretary);
  g_autoptr(GPtrArray) entries = workshop_open(path);

  assert_not_opened(workshop_package(&office->shop), SILSA_ERROR_FOREIGN, "round-package");
  workshop_replace(entries, "payload.xml", "test-2026", "test-2027");
  workshop_close(entries, path);
  assert_not_opened(path, SILSA_ERROR_CORRUPT, "round-damaged");
  workshop_remove(entries, "META-INF/signatures0.xml");
  workshop_close(entries, path);
  assert_not_opened(path, SILSA_ERROR_CORRUPT, "round-damaged");
}

/* An assessor on the list may assess, not make the next round. */
static void
test_assessor_makes_no_round(Office *office, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(SilsaRound) second = office_finish(office, "2");
  g_autofree char *forged = office_sign(office, second, "forged.asice", office->shop.identity);
  g_autofree char *honest = office_sign(office, second, "honest.asice", office->secretary);
  g_autoptr(SilsaReport) by_assessor = office_verify(forged, office->round, TRUE, 0);
  g_autoptr(SilsaReport) by_secretary = office_verify(honest, office->round, TRUE, 0);

  g_assert_cmpint(by_assessor->verdict, ==, SILSA_VERDICT_UNTRUSTED);
  g_assert_false(silsa_round_is_trusted(by_assessor));
  g_assert_cmpint(by_secretary->verdict, ==, SILSA_VERDICT_VALID);
}

/* The old key vouches for the new one by signing a round that lists it. */
static void
test_old_key_vouches(Office *office, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(SilsaIdentity) successor = workshop_identity(&(Kind){.name = "한지우"});
  g_autoptr(SilsaRound) second = NULL;
  g_autofree char *alone = NULL;
  g_autofree char *both = NULL;
  g_autoptr(SilsaReport) before = NULL;
  g_autoptr(SilsaReport) after = NULL;

  office_set(office, SILSA_ROUND_PERSON, OFFICE_SECRETARY, "fingerprint",
             silsa_identity_get_facts(successor)->fingerprint);
  second = office_finish(office, "2");
  alone = office_sign(office, second, "alone.asice", successor);
  before = verify(alone, office->secretary);
  g_assert_cmpint(before->verdict, ==, SILSA_VERDICT_UNTRUSTED);

  both = countersign(office, alone, "both.asice", office->secretary);
  after = verify(both, office->secretary);
  g_assert_cmpint(after->verdict, ==, SILSA_VERDICT_VALID);
  g_assert_true(is_of(signer(after, 0), successor));
  g_assert_true(signer(after, 0)->trusted);
  g_assert_true(silsa_round_is_trusted(after));
}

/* Anybody can add a signature to a round that is trusted; that makes him nobody. */
static void
assert_stranger_gains_nothing(Office *office, const char *path, SilsaIdentity *stranger)
{
  g_autoptr(SilsaReport) report = verify(path, office->secretary);

  g_assert_cmpint(report->verdict, ==, SILSA_VERDICT_VALID);
  g_assert_true(silsa_round_is_trusted(report));
  g_assert_true(is_of(signer(report, 0), office->secretary));
  g_assert_true(signer(report, 0)->trusted);
  g_assert_true(is_of(signer(report, 1), stranger));
  g_assert_false(signer(report, 1)->trusted);
  g_assert_cmpint(signer(report, 1)->verdict, ==, SILSA_VERDICT_UNTRUSTED);
}

static void
test_stranger_adds_a_signature(Office *office, gconstpointer data)
{
  g_autoptr(SilsaIdentity) stranger = workshop_identity(&(Kind){.name = "윤가람"});
  g_autoptr(SilsaRound) round = NULL;
  g_autofree char *path = NULL;
  g_autofree char *both = NULL;

  if (data != NULL) /* a round whose list does not have its own secretary's key */
    office_set(office, SILSA_ROUND_PERSON, OFFICE_SECRETARY, "fingerprint", NULL);
  round = office_finish(office, "2");
  path = office_sign(office, round, "round.asice", office->secretary);
  both = countersign(office, path, "both.asice", stranger);
  assert_stranger_gains_nothing(office, both, stranger);
  workshop_swap_signatures(both);
  assert_stranger_gains_nothing(office, both, stranger);
}

static void
set_up_plain(Office *office, gconstpointer data G_GNUC_UNUSED)
{
  office_set_up(office, NULL);
}

/* --- countersigning ----------------------------------------------------------------------------
 */

static void
assert_no_countersign(Office *office, const char *path, SilsaIdentity *identity, int code)
{
  g_autofree char *output = silsa_test_folder_path(&office->shop.folder, "never.asice");
  g_autoptr(GError) error = NULL;

  g_assert_false(silsa_package_countersign(path, output, identity, "secretary", 0, &error));
  g_assert_error(error, SILSA_ERROR, code);
  g_assert_false(g_file_test(output, G_FILE_TEST_EXISTS));
}

static void
test_countersign_copies(Office *office, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(SilsaIdentity) other = workshop_identity(&(Kind){.name = "한지우"});
  g_autofree char *path = office_sign(office, office->round, "round.asice", office->secretary);
  g_autofree char *both = countersign(office, path, "both.asice", other);
  g_autoptr(GPtrArray) before = workshop_open(path);
  g_autoptr(GPtrArray) after = workshop_open(both);

  g_assert_cmpuint(after->len, ==, before->len + 1);
  for (guint i = 0; i < before->len; i++) {
    const Entry *one = before->pdata[i];
    const Entry *copy = after->pdata[i];

    g_assert_cmpstr(one->name, ==, copy->name);
    g_assert_true(g_bytes_equal(one->bytes, copy->bytes));
  }
  assert_no_countersign(office, both, other, SILSA_ERROR_EXISTS);
  assert_no_countersign(office, both, office->secretary, SILSA_ERROR_EXISTS);
}

static void
test_nothing_altered_is_countersigned(Office *office, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(SilsaIdentity) other = workshop_identity(&(Kind){.name = "한지우"});
  g_autofree char *path = office_sign(office, office->round, "round.asice", office->secretary);
  g_autoptr(GPtrArray) entries = workshop_open(path);

  workshop_replace(entries, "payload.xml", "test-2026", "test-2027");
  workshop_close(entries, path);
  assert_no_countersign(office, path, other, SILSA_ERROR_CORRUPT);
}

static void
test_nine_signatures(Office *office, gconstpointer data G_GNUC_UNUSED)
{
  g_autofree char *path = office_sign(office, office->round, "0.asice", office->secretary);
  g_autoptr(SilsaIdentity) tenth = workshop_identity(&(Kind){.name = "열째"});
  g_autoptr(SilsaReport) report = NULL;

  for (guint i = 1; i < 9; i++) {
    g_autoptr(SilsaIdentity) next = workshop_identity(&(Kind){.name = "다음"});
    g_autofree char *name = g_strdup_printf("%u.asice", i);
    char *longer = countersign(office, path, name, next);

    g_free(path);
    path = longer;
  }
  report = verify(path, office->secretary);
  g_assert_cmpuint(report->signers->len, ==, 9);
  g_assert_cmpint(report->verdict, ==, SILSA_VERDICT_VALID);
  assert_no_countersign(office, path, tenth, SILSA_ERROR_LIMIT);
}

#define add(path, data, func)                                                                      \
  g_test_add("/round-package/" path, Office, data, set_up_plain, func, office_tear_down)

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  add("signed", NULL, test_signed);
  add("open", NULL, test_open);
  add("open-refuses", NULL, test_open_refuses);
  add("assessor-makes-no-round", NULL, test_assessor_makes_no_round);
  add("old-key-vouches", NULL, test_old_key_vouches);
  add("stranger-adds-a-signature", NULL, test_stranger_adds_a_signature);
  add("stranger-adds-a-signature/no-secretary-listed", "", test_stranger_adds_a_signature);
  add("countersign/copies", NULL, test_countersign_copies);
  add("countersign/altered", NULL, test_nothing_altered_is_countersigned);
  add("countersign/nine", NULL, test_nine_signatures);
  return g_test_run();
}
