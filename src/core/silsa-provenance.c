#include "silsa-provenance.h"

#include <math.h>
#include <string.h>

/* Further than this, and four times as far as the middle one, is far. A city is up to 40 km wide.
 */
#define FAR_AT_LEAST 5.0
#define FAR_TIMES 4.0
#define EARTH_RADIUS 6371.0
#define FEWEST_PLACES 3

typedef struct {
  gint64 id;
  double latitude, longitude, distance;
} Place;

static double
radians(double degrees)
{
  return degrees * G_PI / 180;
}

/* Nothing is decided by these numbers, so they may be inexact. */
static double
measure(const Place *a, const Place *b)
{
  double north = sin(radians(b->latitude - a->latitude) / 2);
  double east = sin(radians(b->longitude - a->longitude) / 2);
  double h = north * north + cos(radians(a->latitude)) * cos(radians(b->latitude)) * east * east;

  return 2 * EARTH_RADIUS * asin(MIN(1, sqrt(h)));
}

static int
compare_doubles(gconstpointer a, gconstpointer b)
{
  double left = *(const double *)a, right = *(const double *)b;

  return left < right ? -1 : left > right;
}

static double
find_median(const GArray *places, gsize offset)
{
  g_autoptr(GArray) values = g_array_new(FALSE, FALSE, sizeof(double));

  for (guint i = 0; i < places->len; i++)
    g_array_append_vals(values, (const char *)&g_array_index(places, Place, i) + offset, 1);
  g_array_sort(values, compare_doubles);
  return g_array_index(values, double, values->len / 2);
}

static void
mark_places(GHashTable *table, GArray *places)
{
  Place middle = {0};
  double usual;

  if (places->len < FEWEST_PLACES)
    return;
  middle.latitude = find_median(places, offsetof(Place, latitude));
  middle.longitude = find_median(places, offsetof(Place, longitude));
  for (guint i = 0; i < places->len; i++) {
    Place *place = &g_array_index(places, Place, i);

    place->distance = measure(place, &middle);
  }
  usual = find_median(places, offsetof(Place, distance));
  for (guint i = 0; i < places->len; i++) {
    const Place *place = &g_array_index(places, Place, i);
    SilsaProvenance *found = g_hash_table_lookup(table, &place->id);

    found->distance = place->distance;
    if (place->distance > MAX(FAR_AT_LEAST, FAR_TIMES * usual))
      found->flags |= SILSA_PROVENANCE_FAR;
  }
}

/* The civil date in Korea, as far as the camera says where its clock stands; else as written. */
static char *
dup_date(const char *captured)
{
  g_autoptr(GDateTime) time = NULL;
  g_autoptr(GTimeZone) seoul = NULL;
  g_autoptr(GDateTime) there = NULL;

  /* Thousands are looked at at once, and nearly all were taken with a clock of Korea. */
  if (strlen(captured) <= strlen("2021-08-25T10:12:00") || g_str_has_suffix(captured, "+09:00"))
    return g_strndup(captured, strlen("2021-08-25"));
  time = g_date_time_new_from_iso8601(captured, NULL);
  seoul = g_time_zone_new_offset(9 * 3600);
  there = time != NULL ? g_date_time_to_timezone(time, seoul) : NULL;
  return there != NULL ? g_date_time_format(there, "%Y-%m-%d")
                       : g_strndup(captured, strlen("2021-08-25"));
}

static void
mark_time(SilsaProvenance *found, const SilsaCase *about, const char *captured)
{
  g_autofree char *date = captured != NULL ? dup_date(captured) : NULL;

  if (date == NULL)
    found->flags |= SILSA_PROVENANCE_NO_TIME;
  else if (about->visit_from != NULL && strcmp(date, about->visit_from) < 0)
    found->flags |= SILSA_PROVENANCE_BEFORE_VISIT;
  else if (about->visit_to != NULL && strcmp(date, about->visit_to) > 0)
    found->flags |= SILSA_PROVENANCE_AFTER_VISIT;
}

/* @moments: "second TAB device" -> SilsaEvidence, the first of them. */
static void
mark_twin(GHashTable *table, GHashTable *moments, SilsaEvidence *evidence)
{
  const SilsaEvidenceFacts *facts = silsa_evidence_get_facts(evidence);
  SilsaProvenance *found = g_hash_table_lookup(table, &facts->id), *other;
  SilsaEvidence *first;
  char *moment;

  if (facts->captured == NULL || facts->device == NULL)
    return;
  moment = g_strdup_printf("%s\t%s", facts->captured, facts->device);
  first = g_hash_table_lookup(moments, moment);
  if (first == NULL) {
    g_hash_table_insert(moments, moment, evidence);
    return;
  }
  g_free(moment);
  other = g_hash_table_lookup(table, &silsa_evidence_get_facts(first)->id);
  found->flags |= SILSA_PROVENANCE_TWIN;
  found->twin = silsa_evidence_get_id(first);
  other->flags |= SILSA_PROVENANCE_TWIN;
  if (other->twin == 0)
    other->twin = facts->id;
}

static void
look_at(GHashTable *table,
        SilsaAssessment *assessment,
        SilsaEvidenceUses *uses,
        const SilsaEvidenceFacts *facts,
        GArray *places)
{
  SilsaProvenance *found = g_new0(SilsaProvenance, 1);

  found->distance = -1;
  g_hash_table_insert(table, g_memdup2(&facts->id, sizeof facts->id), found);
  mark_time(found, silsa_assessment_get_case(assessment), facts->captured);
  if (silsa_evidence_uses_count_indicators(uses, facts->id) > 1)
    found->flags |= SILSA_PROVENANCE_SHARED;
  if (facts->latitude != NULL && facts->longitude != NULL) {
    Place place = {facts->id, g_ascii_strtod(facts->latitude, NULL),
                   g_ascii_strtod(facts->longitude, NULL), 0};

    g_array_append_val(places, place);
  }
}

static void
mark_missing_places(GHashTable *table, GPtrArray *photos, guint n_places)
{
  if (2 * n_places <= photos->len)
    return;
  for (guint i = 0; i < photos->len; i++) {
    const SilsaEvidenceFacts *facts = silsa_evidence_get_facts(photos->pdata[i]);

    if (facts->latitude == NULL)
      ((SilsaProvenance *)g_hash_table_lookup(table, &facts->id))->flags |=
          SILSA_PROVENANCE_NO_PLACE;
  }
}

GHashTable *
silsa_provenance_new(SilsaAssessment *assessment, SilsaEvidenceUses *uses)
{
  GHashTable *table = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, g_free);
  g_autoptr(GHashTable) moments = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr(GArray) places = g_array_new(FALSE, FALSE, sizeof(Place));
  g_autoptr(GPtrArray) photos = g_ptr_array_new();
  GListModel *all = silsa_assessment_get_evidence(assessment);

  for (guint i = 0; i < g_list_model_get_n_items(all); i++) {
    g_autoptr(SilsaEvidence) evidence = g_list_model_get_item(all, i);

    if (!silsa_evidence_is_picture(evidence) ||
        silsa_assessment_is_removed(assessment, silsa_evidence_get_id(evidence)))
      continue;
    g_ptr_array_add(photos, evidence); /* the model keeps it */
    look_at(table, assessment, uses, silsa_evidence_get_facts(evidence), places);
    mark_twin(table, moments, evidence);
  }
  mark_places(table, places);
  mark_missing_places(table, photos, places->len);
  return table;
}
