#include "silsa-provenance.h"

#include <math.h>
#include <string.h>

/* Further than this, and four times as far as the middle one, is far. A city is up to 40 km wide.
 */
#define FAR_AT_LEAST 5.0
#define FAR_TIMES 4.0
#define EARTH_RADIUS 6371.0
#define FEWEST_PLACES 3
#define DATE_SIZE sizeof "2021-08-25"

/* What is found of a photo, with the key under which it is found. */
typedef struct {
  gint64 id;
  SilsaProvenance provenance;
} Entry;

typedef struct {
  SilsaProvenance *found;
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
mark_places(GArray *places)
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

    place->found->distance = place->distance;
    if (place->distance > MAX(FAR_AT_LEAST, FAR_TIMES * usual))
      place->found->flags |= SILSA_PROVENANCE_FAR;
  }
}

/* The civil date in Korea, as far as the camera says where its clock stands; else as written. */
static void
write_date(char *date, const char *captured)
{
  g_autoptr(GDateTime) time = NULL;
  g_autoptr(GTimeZone) seoul = NULL;
  g_autoptr(GDateTime) there = NULL;

  g_strlcpy(date, captured, DATE_SIZE);
  /* Thousands are looked at at once, and nearly all were taken with a clock of Korea. */
  if (strlen(captured) <= strlen("2021-08-25T10:12:00") || g_str_has_suffix(captured, "+09:00"))
    return;
  time = g_date_time_new_from_iso8601(captured, NULL);
  seoul = g_time_zone_new_offset(9 * 3600);
  there = time != NULL ? g_date_time_to_timezone(time, seoul) : NULL;
  if (there != NULL)
    g_snprintf(date, DATE_SIZE, "%04d-%02d-%02d", g_date_time_get_year(there),
               g_date_time_get_month(there), g_date_time_get_day_of_month(there));
}

static void
mark_time(SilsaProvenance *found, const SilsaCase *about, const char *captured)
{
  char date[DATE_SIZE];

  if (captured == NULL) {
    found->flags |= SILSA_PROVENANCE_NO_TIME;
    return;
  }
  write_date(date, captured);
  if (about->visit_from != NULL && strcmp(date, about->visit_from) < 0)
    found->flags |= SILSA_PROVENANCE_BEFORE_VISIT;
  else if (about->visit_to != NULL && strcmp(date, about->visit_to) > 0)
    found->flags |= SILSA_PROVENANCE_AFTER_VISIT;
}

/* The second and the device, which may not be NULL. */
static guint
hash_moment(gconstpointer data)
{
  const SilsaEvidenceFacts *facts = data;

  return g_str_hash(facts->captured) * 33 + g_str_hash(facts->device);
}

static gboolean
moments_equal(gconstpointer a, gconstpointer b)
{
  const SilsaEvidenceFacts *left = a, *right = b;

  return strcmp(left->captured, right->captured) == 0 && strcmp(left->device, right->device) == 0;
}

/* @moments: SilsaEvidenceFacts -> SilsaProvenance, of the first photo of that moment. */
static void
mark_twin(GHashTable *moments, const SilsaEvidenceFacts *facts, SilsaProvenance *found)
{
  gpointer first, other;

  if (facts->captured == NULL || facts->device == NULL)
    return;
  if (!g_hash_table_lookup_extended(moments, facts, &first, &other)) {
    g_hash_table_insert(moments, (gpointer)facts, found);
    return;
  }
  found->flags |= SILSA_PROVENANCE_TWIN;
  found->twin = ((const SilsaEvidenceFacts *)first)->id;
  ((SilsaProvenance *)other)->flags |= SILSA_PROVENANCE_TWIN;
  if (((SilsaProvenance *)other)->twin == 0)
    ((SilsaProvenance *)other)->twin = facts->id;
}

static SilsaProvenance *
look_at(const SilsaCase *about,
        SilsaEvidenceUses *uses,
        const SilsaEvidenceFacts *facts,
        GHashTable *table,
        GArray *places)
{
  Entry *entry = g_new0(Entry, 1);
  SilsaProvenance *found = &entry->provenance;

  entry->id = facts->id;
  found->distance = -1;
  g_hash_table_insert(table, &entry->id, found);
  mark_time(found, about, facts->captured);
  if (silsa_evidence_uses_count_indicators(uses, facts->id) > 1)
    found->flags |= SILSA_PROVENANCE_SHARED;
  if (facts->latitude != NULL && facts->longitude != NULL) {
    Place place = {found, g_ascii_strtod(facts->latitude, NULL),
                   g_ascii_strtod(facts->longitude, NULL), 0};

    g_array_append_val(places, place);
  }
  return found;
}

/* @without: of SilsaProvenance, of the photos that have none. */
static void
mark_missing_places(GPtrArray *without, guint n_photos, guint n_places)
{
  if (2 * n_places <= n_photos)
    return;
  for (guint i = 0; i < without->len; i++)
    ((SilsaProvenance *)without->pdata[i])->flags |= SILSA_PROVENANCE_NO_PLACE;
}

GHashTable *
silsa_provenance_new(SilsaAssessment *assessment, SilsaEvidenceUses *uses)
{
  /* A key stands in the same block as its value. */
  GHashTable *table = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL);
  g_autoptr(GHashTable) moments = g_hash_table_new(hash_moment, moments_equal);
  g_autoptr(GArray) places = g_array_new(FALSE, FALSE, sizeof(Place));
  g_autoptr(GPtrArray) without = g_ptr_array_new();
  const SilsaCase *about = silsa_assessment_get_case(assessment);
  GListModel *all = silsa_assessment_get_evidence(assessment);
  guint n = g_list_model_get_n_items(all);

  for (guint i = 0; i < n; i++) {
    g_autoptr(SilsaEvidence) evidence = g_list_model_get_item(all, i); /* which keeps it */
    const SilsaEvidenceFacts *facts = silsa_evidence_get_facts(evidence);
    SilsaProvenance *found;

    if (!silsa_evidence_is_picture(evidence) || silsa_assessment_is_removed(assessment, facts->id))
      continue;
    found = look_at(about, uses, facts, table, places);
    if (facts->latitude == NULL)
      g_ptr_array_add(without, found);
    mark_twin(moments, facts, found);
  }
  mark_places(places);
  mark_missing_places(without, g_hash_table_size(table), places->len);
  return table;
}
