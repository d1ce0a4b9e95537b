#include "silsa-recent.h"

#define KEY "recent"
#define TYPE "a(sssuux)"
#define MOST 20

void
silsa_recent_free(SilsaRecent *self)
{
  g_free(self->path);
  g_free(self->city);
  g_free(self->points);
  g_free(self);
}

/* The third member is "GRADE POINTS". */
static SilsaRecent *
read_entry(GVariant *entry)
{
  SilsaRecent *self = g_new0(SilsaRecent, 1);
  g_autofree char *state = NULL;
  g_auto(GStrv) parts = NULL;

  g_variant_get(entry, "(sssuux)", &self->path, &self->city, &state, &self->complete,
                &self->applicable, &self->time);
  parts = g_strsplit(state, " ", 2);
  self->grade = parts[0] != NULL ? (int)g_ascii_strtoll(parts[0], NULL, 10) : 0;
  self->points = g_strdup(parts[0] != NULL && parts[1] != NULL ? parts[1] : "");
  return self;
}

GPtrArray *
silsa_recent_load(GSettings *settings)
{
  g_autoptr(GVariant) all = g_settings_get_value(settings, KEY);
  GPtrArray *list = g_ptr_array_new_with_free_func((GDestroyNotify)silsa_recent_free);

  for (gsize i = 0; i < g_variant_n_children(all); i++) {
    g_autoptr(GVariant) entry = g_variant_get_child_value(all, i);

    g_ptr_array_add(list, read_entry(entry));
  }
  return list;
}

static GVariant *
describe(SilsaStore *store)
{
  SilsaAssessment *assessment = silsa_store_get_assessment(store);
  const SilsaPreview *preview = silsa_assessment_get_preview(assessment);
  int decimals = silsa_catalogue_get_decimals(silsa_assessment_get_catalogue(assessment));
  g_autofree char *points = silsa_rational_format(preview->all.expected.q, decimals);
  g_autofree char *state = silsa_assessment_get_preview_policy(assessment) == SILSA_POLICY_FULL
                               ? g_strdup_printf("%d %s", preview->expected_grade->number, points)
                               : g_strdup("");

  const char *city = silsa_case_get_city_title(silsa_assessment_get_case(assessment),
                                               silsa_language_from_locale());

  return g_variant_new("(sssuux)", silsa_store_get_path(store), city, state, preview->all.complete,
                       preview->all.applicable, g_get_real_time() / G_USEC_PER_SEC);
}

void
silsa_recent_remember(GSettings *settings, SilsaStore *store)
{
  g_autoptr(GVariant) old = g_settings_get_value(settings, KEY);
  g_auto(GVariantBuilder) builder = G_VARIANT_BUILDER_INIT(G_VARIANT_TYPE(TYPE));
  guint n = 1;

  g_variant_builder_add_value(&builder, describe(store));
  for (gsize i = 0; i < g_variant_n_children(old) && n < MOST; i++) {
    g_autoptr(GVariant) entry = g_variant_get_child_value(old, i);
    const char *path;

    g_variant_get_child(entry, 0, "&s", &path);
    if (g_str_equal(path, silsa_store_get_path(store)))
      continue;
    g_variant_builder_add_value(&builder, entry);
    n++;
  }
  g_settings_set_value(settings, KEY, g_variant_builder_end(&builder));
}
