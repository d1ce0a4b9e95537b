#include "office.h"

#include "silsa-countersign.h"

#include <string.h>

/* A package against a round that is not quite the one it was made in: what has to be said, and
 * nothing else. */

typedef struct {
  const char *name;
  void (*change)(Office *office); /* of the round */
  const char *version; /* "1": the same version, so that any change makes it another round */
  SilsaVerdict verdict;
  const char *code; /* the only problem, or NULL */
  const char *fact; /* or NULL */
} Row;

static void
nothing(Office *office G_GNUC_UNUSED)
{
}

static void
bind(Office *office, SilsaBond bond, const char *city, gboolean bound)
{
  g_assert_true(silsa_round_draft_bind(office->draft, bond, OFFICE_ASSESSOR, city, bound, NULL));
}

static void
send_elsewhere(Office *office)
{
  bind(office, SILSA_BOND_ASSIGNED, OFFICE_CITY, FALSE);
  bind(office, SILSA_BOND_ASSIGNED, "dara", TRUE);
}

static void
make_committee(Office *office)
{
  office_set(office, SILSA_ROUND_PERSON, OFFICE_ASSESSOR, "role", "committee");
}

static void
rename_assessor(Office *office)
{
  office_set(office, SILSA_ROUND_PERSON, OFFICE_ASSESSOR, "name", "김동명");
}

static void
replace_key(Office *office)
{
  g_autoptr(SilsaIdentity) other = workshop_identity(&(Kind){.name = "김서연"});

  office_set(office, SILSA_ROUND_PERSON, OFFICE_ASSESSOR, "fingerprint",
             silsa_identity_get_facts(other)->fingerprint);
}

static void
withdraw_city(Office *office)
{
  g_assert_true(silsa_round_draft_remove(office->draft, SILSA_ROUND_APPLICANT, OFFICE_CITY, NULL));
}

static void
change_population(Office *office)
{
  office_set(office, SILSA_ROUND_APPLICANT, OFFICE_CITY, "population", "600001");
}

static void
change_class(Office *office)
{
  office_set(office, SILSA_ROUND_APPLICANT, OFFICE_CITY, "class", "small-medium");
  office_set(office, SILSA_ROUND_APPLICANT, OFFICE_CITY, "class-reason", "자치구");
}

static void
change_claims(Office *office)
{
  office_claim(office, "indicator,input,value\nA1-01,specialists,31\n");
}

static void
limit_size(Office *office)
{
  office_set(office, SILSA_ROUND_HEAD, NULL, "package-limit", "1000");
}

static void
change_title(Office *office)
{
  office_set(office, SILSA_ROUND_HEAD, NULL, "title-en", "Another");
}

static void
change_purpose(Office *office)
{
  office_set(office, SILSA_ROUND_HEAD, NULL, "purpose", "demonstration");
}

static const Row rows[] = {
    {"the same", nothing, "1", SILSA_VERDICT_VALID, NULL, NULL},
    {"later", nothing, "2", SILSA_VERDICT_VALID, NULL, "round-older"},
    {"sent elsewhere", send_elsewhere, "2", SILSA_VERDICT_INCONSISTENT, "not-assigned", NULL},
    {"no assessor", make_committee, "2", SILSA_VERDICT_INCONSISTENT, "not-assigned", NULL},
    {"another name", rename_assessor, "2", SILSA_VERDICT_INCONSISTENT, "assessor-differs", NULL},
    {"another key", replace_key, "2", SILSA_VERDICT_UNTRUSTED, "signer-not-listed", NULL},
    {"city withdrawn", withdraw_city, "2", SILSA_VERDICT_INCONSISTENT, "city-unknown", NULL},
    {"population", change_population, "2", SILSA_VERDICT_INCONSISTENT, "population-differs", NULL},
    {"class", change_class, "2", SILSA_VERDICT_VALID, NULL, "class-differs-from-round"},
    {"claims of a later version", change_claims, "2", SILSA_VERDICT_VALID, NULL, "claims-changed"},
    {"over the limit", limit_size, "2", SILSA_VERDICT_VALID, NULL, "over-round-limit"},
    {"other content", change_title, "1", SILSA_VERDICT_INCONSISTENT, "other-round", NULL},
    {"demonstration", change_purpose, "2", SILSA_VERDICT_INCONSISTENT, "purpose-differs", NULL},
};

static void
set_up_row(Office *office, gconstpointer data G_GNUC_UNUSED)
{
  office_set_up(office, NULL);
}

static void
test_row(Office *office, gconstpointer data)
{
  const Row *row = data;
  const char *package = workshop_package(&office->shop);
  g_autoptr(SilsaRound) round = NULL;
  g_autoptr(SilsaReport) report = NULL;
  gboolean fact = FALSE;

  row->change(office);
  round = office_finish(office, row->version);
  report = office_verify(package, round, TRUE, 0);
  for (guint i = 0; i < report->problems->len; i++)
    g_assert_cmpstr(((SilsaVerifyNote *)report->problems->pdata[i])->code, ==, row->code);
  g_assert_cmpuint(report->problems->len > 0, ==, row->code != NULL);
  for (guint i = 0; i < report->facts->len; i++)
    fact |= g_strcmp0(((SilsaVerifyNote *)report->facts->pdata[i])->code, row->fact) == 0;
  g_assert_cmpint(fact, ==, row->fact != NULL);
  g_assert_cmpint(report->verdict, ==, row->verdict);
  g_assert_true(report->intact);
}

static gboolean
holds(GStrv words, const char *word)
{
  return g_strv_contains((const char *const *)words, word);
}

static void
test_all_checked(Office *office, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(SilsaReport) report =
      office_verify(workshop_package(&office->shop), office->round, TRUE, 0);
  g_autofree char *sentence = silsa_report_to_sentence(report);

  g_assert_cmpint(report->verdict, ==, SILSA_VERDICT_VALID);
  for (guint i = 0; i < 5; i++) {
    static const char *const words[] = {"catalogue", "assignment", "claims", "time", "revocation"};

    g_assert_true(holds(report->checked, words[i]));
    g_assert_cmpstr(silsa_checked_to_text(words[i]), !=, words[i]);
  }
  g_assert_cmpuint(g_strv_length(report->not_checked), ==, 0);
  g_assert_null(strstr(sentence, "not compared"));
}

/* Claims of the city that were changed in the file are none that the round knows. */
static void
test_claims_differ(Office *office, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(SilsaReport) report = NULL;

  workshop_set(&office->shop, "A1-01", "claim:specialists", "99");
  report = office_verify(workshop_package(&office->shop), office->round, TRUE, 0);
  g_assert_cmpint(report->verdict, ==, SILSA_VERDICT_INCONSISTENT);
  g_assert_true(workshop_has(report, "claims-differ"));
}

static void
test_round_not_trusted(Office *office, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(SilsaReport) report =
      office_verify(workshop_package(&office->shop), office->round, FALSE, 0);

  g_assert_cmpint(report->verdict, ==, SILSA_VERDICT_UNTRUSTED);
  g_assert_true(workshop_has(report, "round-untrusted"));
  g_assert_true(report->intact);
  g_assert_false(report->trusted);
}

/* Made with a version that whoever verifies does not have yet. */
static void
test_round_newer(Office *office, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(SilsaReport) report = NULL;
  g_autoptr(SilsaRound) second = office_finish(office, "2");
  SilsaCreation creation = {.catalogue = office->catalogue,
                            .round = second,
                            .applicant = silsa_round_find_applicant(second, OFFICE_CITY),
                            .assessor_name = "김서연"};
  Workshop later = {.identity = office->shop.identity};

  workshop_begin(&later, &creation);
  report = office_verify(workshop_package(&later), office->round, TRUE, 0);
  g_assert_cmpint(report->verdict, ==, SILSA_VERDICT_INDETERMINATE);
  g_assert_true(workshop_has(report, "round-newer"));
  office->shop.identity = workshop_identity(&(Kind){.name = "김서연"}); /* the other goes here */
  workshop_tear_down(&later, NULL);
}

static void
test_demonstration(Office *office, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(SilsaRound) real = NULL;
  g_autoptr(SilsaReport) own =
      office_verify(workshop_package(&office->shop), office->round, TRUE, 0);
  g_autoptr(SilsaReport) report = NULL;

  g_assert_cmpint(own->verdict, ==, SILSA_VERDICT_VALID);
  g_assert_cmpstr(own->purpose, ==, "demonstration");
  office_set(office, SILSA_ROUND_HEAD, NULL, "purpose", "real");
  real = office_finish(office, "2");
  report = office_verify(workshop_package(&office->shop), real, TRUE, 0);
  g_assert_cmpint(report->verdict, ==, SILSA_VERDICT_INCONSISTENT);
  g_assert_true(workshop_has(report, "demonstration-in-round"));
}

/* Whoever signs beside the assessor is listed, and decides nothing, in whatever place he signs. */
static void
test_second_signer(Office *office, gconstpointer data G_GNUC_UNUSED)
{
  const char *package = workshop_package(&office->shop);
  g_autoptr(SilsaIdentity) other = workshop_identity(&(Kind){.name = "박바다"});
  g_autofree char *both = silsa_test_folder_path(&office->shop.folder, "both.asice");
  const char *own = silsa_identity_get_facts(office->shop.identity)->fingerprint;
  g_autoptr(GError) error = NULL;

  g_assert_true(silsa_package_countersign(package, both, other, "witness", 0, &error));
  for (guint i = 0; i < 2; i++) {
    g_autoptr(SilsaReport) report = office_verify(both, office->round, TRUE, 0);
    const SilsaSigner *first = report->signers->pdata[0];
    const SilsaSigner *second = report->signers->pdata[1];

    g_assert_cmpint(report->verdict, ==, SILSA_VERDICT_VALID);
    g_assert_true(report->trusted);
    g_assert_cmpstr(first->certificate.fingerprint, ==, own);
    g_assert_cmpint(second->verdict, ==, SILSA_VERDICT_UNTRUSTED);
    g_assert_cmpstr(second->role, ==, "witness");
    workshop_swap_signatures(both);
  }
}

/* --- certificate and time ----------------------------------------------------------------------
 */

/* Expired now, valid when it was signed, and listed: it counts, and the doubt is told. */
static void
test_expired_but_listed(Office *office, gconstpointer data G_GNUC_UNUSED)
{
  gint64 later = g_get_real_time() / G_USEC_PER_SEC + (gint64)400 * 86400;
  const char *package = workshop_package(&office->shop);
  g_autoptr(SilsaReport) report = office_verify(package, office->round, TRUE, later);
  g_autoptr(SilsaReport) untrusted = office_verify(package, office->round, FALSE, later);

  g_assert_cmpint(report->verdict, ==, SILSA_VERDICT_VALID);
  g_assert_cmpuint(report->facts->len, ==, 2); /* and that it is incomplete */
  g_assert_true(holds(report->not_checked, "time"));
  g_assert_cmpint(untrusted->verdict, ==, SILSA_VERDICT_INDETERMINATE);
}

/* --- who says that a catalogue is official -----------------------------------------------------
 */

static void
test_official(Office *office, gconstpointer data G_GNUC_UNUSED)
{
  const char *package = workshop_package(&office->shop);
  g_autoptr(SilsaReport) alone = workshop_verify(package, office->shop.identity, 0);
  g_autoptr(SilsaReport) doubted = office_verify(package, office->round, FALSE, 0);
  g_autoptr(SilsaReport) trusted = office_verify(package, office->round, TRUE, 0);

  g_assert_cmpstr(alone->catalogue_status, ==, "unconfirmed");
  g_assert_cmpstr(doubted->catalogue_status, ==, "unconfirmed");
  g_assert_cmpstr(trusted->catalogue_status, ==, "declared official by 윤가람");
}

/* An assessor may write any name; it is the round's that is shown. */
static void
test_official_by_nobody(Office *office, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(GPtrArray) entries = workshop_open(workshop_package(&office->shop));
  g_autofree char *path = silsa_test_folder_path(&office->shop.folder, "boast.asice");
  g_autoptr(SilsaReport) report = NULL;

  workshop_replace(entries, "payload.xml", "declared official by 윤가람",
                   "declared official by the minister");
  workshop_sign(entries, office->shop.identity, 0);
  workshop_close(entries, path);
  report = office_verify(path, office->round, FALSE, 0);
  g_assert_cmpstr(report->catalogue_status, ==, "unconfirmed");
  g_clear_pointer(&report, silsa_report_free);
  report = office_verify(path, office->round, TRUE, 0);
  g_assert_cmpstr(report->catalogue_status, ==, "declared official by 윤가람");
}

#define add(path, data, func)                                                                      \
  g_test_add("/against-round/" path, Office, data, office_set_up, func, office_tear_down)

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_autofree char *path = g_strdup_printf("/against-round/row/%s", rows[i].name);

    g_test_add(path, Office, &rows[i], set_up_row, test_row, office_tear_down);
  }
  add("all-checked", NULL, test_all_checked);
  add("claims-differ", NULL, test_claims_differ);
  add("not-trusted", NULL, test_round_not_trusted);
  add("newer", NULL, test_round_newer);
  add("demonstration", "demonstration", test_demonstration);
  add("second-signer", NULL, test_second_signer);
  add("expired-but-listed", NULL, test_expired_but_listed);
  add("official", "official", test_official);
  add("official-by-nobody", "official", test_official_by_nobody);
  return g_test_run();
}
