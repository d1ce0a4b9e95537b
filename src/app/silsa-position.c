#include "silsa-position.h"

#define KEY "positions"
#define TYPE "a(ss)"
#define MOST 50

static const char *
get_id(SilsaStore *store)
{
  return silsa_assessment_get_case(silsa_store_get_assessment(store))->id;
}

char *
silsa_position_find(GSettings *settings, SilsaStore *store)
{
  g_autoptr(GVariant) all = g_settings_get_value(settings, KEY);

  for (gsize i = 0; i < g_variant_n_children(all); i++) {
    const char *id, *code;

    g_variant_get_child(all, i, "(&s&s)", &id, &code);
    if (g_strcmp0(id, get_id(store)) == 0)
      return g_strdup(code);
  }
  return NULL;
}

void
silsa_position_remember(GSettings *settings, SilsaStore *store, const char *code)
{
  g_autoptr(GVariant) old = g_settings_get_value(settings, KEY);
  g_auto(GVariantBuilder) builder = G_VARIANT_BUILDER_INIT(G_VARIANT_TYPE(TYPE));
  guint n = 1;

  g_variant_builder_add(&builder, "(ss)", get_id(store), code);
  for (gsize i = 0; i < g_variant_n_children(old) && n < MOST; i++) {
    const char *id, *other;

    g_variant_get_child(old, i, "(&s&s)", &id, &other);
    if (g_strcmp0(id, get_id(store)) == 0)
      continue;
    g_variant_builder_add(&builder, "(ss)", id, other);
    n++;
  }
  g_settings_set_value(settings, KEY, g_variant_builder_end(&builder));
}
