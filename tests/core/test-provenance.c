#include "silsa-provenance.h"

#include "desk.h"
#include "silsa-test.h"

/* Photos as a visit leaves them: most near each other and in the days of the visit. */

static SilsaAssessment *
new_visit(void)
{
  g_autoptr(GBytes) bytes = desk_catalogue();
  g_autoptr(GError) error = NULL;
  g_autoptr(SilsaCatalogue) catalogue = silsa_catalogue_new_from_bytes(bytes, &error);
  SilsaCase about = {.id = "6b1f3f0e-0000-4000-8000-000000000001",
                     .purpose = "real",
                     .city_name = "가상시",
                     .population = 100000,
                     .assessor_name = "김실사",
                     .preview_policy = "full",
                     .visit_from = "2021-08-24",
                     .visit_to = "2021-08-26"};

  g_assert_no_error(error);
  return silsa_assessment_new(catalogue, &about);
}

static void
add(SilsaAssessment *assessment,
    gint64 id,
    const char *captured,
    const char *latitude,
    const char *device)
{
  g_autofree char *sha256 = g_strdup_printf("%064" G_GINT64_MODIFIER "x", id);
  SilsaEvidenceFacts facts = {.id = id,
                              .sha256 = sha256,
                              .size = 1,
                              .media_type = "image/jpeg",
                              .name = "IMG.jpg",
                              .kind = "photo",
                              .captured = captured,
                              .imported = "2021-08-25T05:00:00.000Z",
                              .device = device,
                              .latitude = latitude,
                              .longitude = latitude != NULL ? "128.6" : NULL};
  g_autoptr(SilsaEvidence) evidence = silsa_evidence_new(&facts);

  silsa_assessment_add_evidence(assessment, evidence);
}

static SilsaProvenanceFlags
flags_of(GHashTable *table, gint64 id)
{
  const SilsaProvenance *found = g_hash_table_lookup(table, &id);

  g_assert_nonnull(found);
  return found->flags;
}

static GHashTable *
look(SilsaAssessment *assessment)
{
  g_autoptr(SilsaEvidenceUses) uses = silsa_evidence_uses_new(assessment);

  return silsa_provenance_new(assessment, uses);
}

/* The day is Korea's: a camera on the clock of London at 20:00 was there the next morning. */
static void
test_days(void)
{
  g_autoptr(SilsaAssessment) assessment = new_visit();
  g_autoptr(GHashTable) table = NULL;

  add(assessment, 1, "2021-08-24T00:00:00", NULL, NULL);
  add(assessment, 2, "2021-08-26T23:59:59+09:00", NULL, NULL);
  add(assessment, 3, "2021-08-23T20:00:00+01:00", NULL, NULL);
  add(assessment, 4, "2021-08-23T23:59:59+09:00", NULL, NULL);
  add(assessment, 5, "2021-08-26T23:00:00Z", NULL, NULL);
  add(assessment, 6, NULL, NULL, NULL);
  table = look(assessment);
  g_assert_cmpint(flags_of(table, 1), ==, 0);
  g_assert_cmpint(flags_of(table, 2), ==, 0);
  g_assert_cmpint(flags_of(table, 3), ==, 0);
  g_assert_cmpint(flags_of(table, 4), ==, SILSA_PROVENANCE_BEFORE_VISIT);
  g_assert_cmpint(flags_of(table, 5), ==, SILSA_PROVENANCE_AFTER_VISIT);
  g_assert_cmpint(flags_of(table, 6), ==, SILSA_PROVENANCE_NO_TIME);
}

/* One of many that lies elsewhere is far; what has no place is told where most have one. */
static void
test_places(void)
{
  g_autoptr(SilsaAssessment) assessment = new_visit();
  g_autoptr(GHashTable) table = NULL;
  gint64 far = 9;

  for (gint64 id = 1; id <= 7; id++) {
    g_autofree char *latitude = g_strdup_printf("35.8%d", (int)id);

    add(assessment, id, "2021-08-25T10:00:00", latitude, NULL);
  }
  add(assessment, 8, "2021-08-25T10:00:00", NULL, NULL);
  add(assessment, far, "2021-08-25T10:00:00", "37.56", NULL);
  table = look(assessment);
  g_assert_cmpint(flags_of(table, 1), ==, 0);
  g_assert_cmpint(flags_of(table, 8), ==, SILSA_PROVENANCE_NO_PLACE);
  g_assert_cmpint(flags_of(table, far), ==, SILSA_PROVENANCE_FAR);
  g_assert_cmpfloat(((SilsaProvenance *)g_hash_table_lookup(table, &far))->distance, >, 180);
  g_assert_cmpfloat(((SilsaProvenance *)g_hash_table_lookup(table, &far))->distance, <, 200);
}

/* The same second of the same camera, and one photo for two indicators. */
static void
test_overlaps(void)
{
  g_autoptr(SilsaAssessment) assessment = new_visit();
  g_autoptr(GHashTable) table = NULL;
  g_autoptr(GHashTable) left = NULL;
  gint64 second = 2;

  add(assessment, 1, "2021-08-25T10:00:00", NULL, "Canon R6");
  add(assessment, second, "2021-08-25T10:00:00", NULL, "Canon R6");
  add(assessment, 3, "2021-08-25T10:00:00", NULL, "Pixel 5");
  add(assessment, 4, "2021-08-25T10:00:01", NULL, "Canon R6");
  desk_set(assessment, "A1-01", "use:4", "");
  desk_set(assessment, "A1-01", "use:4:A1-01-b", "");
  desk_set(assessment, "A1-01", "use:3", "");
  desk_set(assessment, "B1-01", "use:3", "");
  table = look(assessment);
  g_assert_cmpint(flags_of(table, 1), ==, SILSA_PROVENANCE_TWIN);
  g_assert_cmpint(flags_of(table, second), ==, SILSA_PROVENANCE_TWIN);
  g_assert_cmpint(((SilsaProvenance *)g_hash_table_lookup(table, &second))->twin, ==, 1);
  g_assert_cmpint(flags_of(table, 3), ==, SILSA_PROVENANCE_SHARED);
  g_assert_cmpint(flags_of(table, 4), ==, 0);
  desk_set(assessment, "evidence:1", "removed", "1");
  left = look(assessment);
  g_assert_cmpint(flags_of(left, second), ==, 0);
}

int
main(int argc, char *argv[])
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/core/provenance/days", test_days);
  g_test_add_func("/core/provenance/places", test_places);
  g_test_add_func("/core/provenance/overlaps", test_overlaps);
  return g_test_run();
}
