#include "office.h"

#include <string.h>

void
office_set(Office *self, SilsaRoundPart part, const char *who, const char *field, const char *value)
{
  g_autoptr(GError) error = NULL;

  silsa_round_draft_set(self->draft, part, who, field, value, &error);
  g_assert_no_error(error);
}

void
office_claim(Office *self, const char *csv)
{
  g_autoptr(GBytes) bytes = g_bytes_new_static(csv, strlen(csv));
  g_autoptr(GError) error = NULL;
  g_autoptr(SilsaClaimsImport) import =
      silsa_round_draft_take_claims(self->draft, OFFICE_CITY, bytes, TRUE, &error);

  g_assert_no_error(error);
  g_assert_cmpuint(import->refused->len, ==, 0);
}

static void
add_city(Office *self, const char *id, const char *ko, const char *en, const char *population)
{
  g_assert_nonnull(silsa_round_draft_add(self->draft, SILSA_ROUND_APPLICANT, id, NULL, NULL));
  office_set(self, SILSA_ROUND_APPLICANT, id, "name-ko", ko);
  office_set(self, SILSA_ROUND_APPLICANT, id, "name-en", en);
  office_set(self, SILSA_ROUND_APPLICANT, id, "kind", "city");
  office_set(self, SILSA_ROUND_APPLICANT, id, "population", population);
}

static void
add_person(Office *self, const char *id, const char *name, const char *role)
{
  g_assert_nonnull(silsa_round_draft_add(self->draft, SILSA_ROUND_PERSON, id, NULL, NULL));
  office_set(self, SILSA_ROUND_PERSON, id, "name", name);
  office_set(self, SILSA_ROUND_PERSON, id, "role", role);
}

static void
begin_draft(Office *self, const char *purpose)
{
  self->draft = silsa_round_draft_new(self->catalogue, "test-2026");
  office_set(self, SILSA_ROUND_HEAD, NULL, "year", "2026");
  office_set(self, SILSA_ROUND_HEAD, NULL, "title-ko", "시험 공모");
  office_set(self, SILSA_ROUND_HEAD, NULL, "title-en", "Test");
  office_set(self, SILSA_ROUND_HEAD, NULL, "purpose", purpose);
  add_city(self, OFFICE_CITY, "가나시", "Gana", "600000");
  add_city(self, "dara", "다라시", "Dara", "60000");
  office_claim(self, "indicator,input,value\nA1-01,specialists,30\nA1-01,division_staff,70\n");
  add_person(self, OFFICE_SECRETARY, "윤가람", "secretary");
  add_person(self, OFFICE_ASSESSOR, "김서연", "assessor");
  g_assert_true(silsa_round_draft_bind(self->draft, SILSA_BOND_ASSIGNED, OFFICE_ASSESSOR,
                                       OFFICE_CITY, TRUE, NULL));
}

static SilsaCatalogue *
read_catalogue(gboolean official)
{
  g_autoptr(GBytes) reference = silsa_test_catalogue();
  g_autoptr(GBytes) bytes =
      official ? silsa_test_replace(reference, "status=\"reference\"", "status=\"official\"", 1)
               : g_bytes_ref(reference);
  g_autoptr(GError) error = NULL;
  SilsaCatalogue *catalogue = silsa_catalogue_new_from_bytes(bytes, &error);

  g_assert_no_error(error);
  return catalogue;
}

static const char *
fingerprint(SilsaIdentity *identity)
{
  return silsa_identity_get_facts(identity)->fingerprint;
}

void
office_set_up(Office *self, gconstpointer data)
{
  gboolean official = g_strcmp0(data, "official") == 0;
  SilsaCreation creation = {.round_signer = "윤가람", .round_confirmed = TRUE};

  self->catalogue = read_catalogue(official);
  self->secretary = workshop_identity(&(Kind){.name = "윤가람"});
  begin_draft(self, data == NULL || official ? "real" : data);
  office_set(self, SILSA_ROUND_PERSON, OFFICE_SECRETARY, "fingerprint",
             fingerprint(self->secretary));
  self->shop.identity = workshop_identity(&(Kind){.name = "김서연"});
  office_set(self, SILSA_ROUND_PERSON, OFFICE_ASSESSOR, "fingerprint",
             fingerprint(self->shop.identity));
  self->round = office_finish(self, "1");
  creation.catalogue = self->catalogue;
  creation.round = self->round;
  creation.round_fingerprint = fingerprint(self->secretary);
  creation.applicant = silsa_round_find_applicant(self->round, OFFICE_CITY);
  creation.assessor_name = "김서연";
  workshop_begin(&self->shop, &creation);
}

void
office_tear_down(Office *self, gconstpointer data)
{
  g_clear_pointer(&self->draft, silsa_round_draft_free);
  workshop_tear_down(&self->shop, data);
  g_assert_finalize_object(self->round);
  g_assert_finalize_object(self->catalogue);
  silsa_identity_free(self->secretary);
}

SilsaRound *
office_finish(Office *self, const char *version)
{
  g_autoptr(GError) error = NULL;
  SilsaRound *round;

  office_set(self, SILSA_ROUND_HEAD, NULL, "version", version);
  round = silsa_round_draft_finish(self->draft, &error);
  g_assert_no_error(error);
  return round;
}

char *
office_sign(Office *self, SilsaRound *round, const char *name, SilsaIdentity *identity)
{
  char *path = silsa_test_folder_path(&self->shop.folder, name);
  g_autoptr(GError) error = NULL;

  silsa_export_round(round, self->catalogue, path, identity, NULL, &error);
  g_assert_no_error(error);
  return path;
}

SilsaReport *
office_verify(const char *path, SilsaRound *round, gboolean round_trusted, gint64 now)
{
  const SilsaTrust trust = {.round = round, .round_trusted = round_trusted, .now = now};
  g_autoptr(GError) error = NULL;
  SilsaReport *report = silsa_package_verify(path, &trust, NULL, NULL, NULL, &error);

  g_assert_no_error(error);
  return report;
}
