#include "silsa-catalogue-private.h"

#include "silsa-error.h"
#include "silsa-file.h"
#include "silsa-limits.h"
#include "silsa-reference-digest.h"
#include "silsa-xml.h"

#include <string.h>

#define NAMESPACE_STEM "urn:silsa:catalogue:"

G_DEFINE_FINAL_TYPE(SilsaCatalogue, silsa_catalogue, G_TYPE_OBJECT)

/* --- freeing ------------------------------------------------------------------------------ */

static void
clear_measure(SilsaIndicator *indicator, guint n_classes)
{
  for (guint i = 0; i < indicator->n_inputs; i++) {
    g_free(indicator->inputs[i].id);
    silsa_rational_clear(&indicator->inputs[i].max);
    silsa_text_clear(&indicator->inputs[i].title);
  }
  g_free(indicator->inputs);
  g_free(indicator->formula_text);
  g_clear_pointer(&indicator->formula, silsa_formula_free);
  for (guint i = 0; indicator->scorings != NULL && i < n_classes; i++) {
    SilsaScoring *scoring = &indicator->scorings[i];

    for (guint j = 0; j < scoring->n_points; j++) {
      silsa_rational_clear(&scoring->points[j].value);
      silsa_rational_clear(&scoring->points[j].percent);
    }
    g_free(scoring->points);
  }
  g_free(indicator->scorings);
}

static void
clear_lists(SilsaIndicator *indicator)
{
  for (guint i = 0; i < indicator->n_levels; i++) {
    silsa_rational_clear(&indicator->levels[i].percent);
    silsa_text_clear(&indicator->levels[i].descriptor);
  }
  g_free(indicator->levels);
  for (guint i = 0; i < indicator->n_checks; i++) {
    g_free(indicator->checks[i].code);
    silsa_text_clear(&indicator->checks[i].question);
  }
  g_free(indicator->checks);
  for (guint i = 0; i < indicator->n_documents; i++)
    silsa_text_clear(&indicator->documents[i]);
  g_free(indicator->documents);
  for (guint i = 0; i < indicator->n_references; i++) {
    g_free(indicator->references[i].scheme);
    g_free(indicator->references[i].code);
    silsa_text_clear(&indicator->references[i].title);
  }
  g_free(indicator->references);
}

static void
clear_item(SilsaItem *item, guint n_classes)
{
  for (guint i = 0; i < item->n_indicators; i++) {
    SilsaIndicator *indicator = &item->indicators[i];

    clear_measure(indicator, n_classes);
    clear_lists(indicator);
    g_free(indicator->code);
    silsa_rational_clear(&indicator->points);
    for (guint k = 0; indicator->most != NULL && k < n_classes; k++)
      silsa_rational_clear(&indicator->most[k]);
    g_free(indicator->most);
    silsa_text_clear(&indicator->title);
    silsa_text_clear(&indicator->definition);
  }
  g_free(item->indicators);
  g_free(item->code);
  silsa_rational_clear(&item->points);
  silsa_text_clear(&item->title);
}

static void
clear_sectors(SilsaCatalogue *self)
{
  for (guint i = 0; i < self->n_sectors; i++) {
    SilsaSector *sector = &self->sectors[i];

    for (guint j = 0; j < sector->n_items; j++)
      clear_item(&sector->items[j], self->n_classes);
    g_free(sector->items);
    g_free(sector->code);
    silsa_rational_clear(&sector->points);
    silsa_text_clear(&sector->title);
  }
  g_free(self->sectors);
}

static void
clear_head(SilsaCatalogue *self)
{
  for (guint i = 0; i < self->n_grades; i++) {
    silsa_rational_clear(&self->grades[i].min_percent);
    silsa_text_clear(&self->grades[i].title);
  }
  g_free(self->grades);
  for (guint i = 0; i < self->n_classes; i++) {
    g_free(self->classes[i].id);
    silsa_text_clear(&self->classes[i].title);
  }
  g_free(self->classes);
  for (guint i = 0; i < self->n_units; i++) {
    g_free(self->units[i].id);
    silsa_text_clear(&self->units[i].title);
  }
  g_free(self->units);
}

static void
silsa_catalogue_finalize(GObject *object)
{
  SilsaCatalogue *self = SILSA_CATALOGUE(object);

  clear_sectors(self);
  clear_head(self);
  g_clear_pointer(&self->bytes, g_bytes_unref);
  g_free(self->sha256);
  g_free(self->id);
  silsa_text_clear(&self->title);
  silsa_text_clear(&self->provenance);
  silsa_rational_clear(&self->total);
  g_ptr_array_unref(self->items);
  g_ptr_array_unref(self->indicators);
  g_hash_table_unref(self->by_code);

  G_OBJECT_CLASS(silsa_catalogue_parent_class)->finalize(object);
}

static void
silsa_catalogue_class_init(SilsaCatalogueClass *klass)
{
  G_OBJECT_CLASS(klass)->finalize = silsa_catalogue_finalize;
}

static void
silsa_catalogue_init(SilsaCatalogue *self)
{
  self->items = g_ptr_array_new();
  self->indicators = g_ptr_array_new();
  self->by_code = g_hash_table_new(g_str_hash, g_str_equal);
}

/* --- reading ------------------------------------------------------------------------------ */

/* Another format number is a later Silsa's; anything else is no catalogue. */
static gboolean
check_root(xmlNode *root, GError **error)
{
  const char *name_space = root->ns != NULL ? (const char *)root->ns->href : "";

  if (silsa_xml_is(root, SILSA_CATALOGUE_NAMESPACE, "catalogue"))
    return TRUE;
  if (g_str_has_prefix(name_space, NAMESPACE_STEM))
    silsa_error_set(error, SILSA_ERROR_TOO_NEW, "catalogue-format", "unknown catalogue format");
  else
    silsa_error_set(error, SILSA_ERROR_FOREIGN, "catalogue-root", "not a catalogue");
  silsa_error_at_line(error, silsa_xml_line(root));
  silsa_error_with_found(error, *name_space != '\0' ? name_space : (const char *)root->name);
  return FALSE;
}

/* The catalogue that comes with the program has been held against the schema by its tests; with the
 * same digest it is the same one, wherever it was found. To hold it against it once more takes
 * longer than all else when a file is opened. */
static gboolean
obeys_schema(xmlDoc *doc, const char *sha256, GError **error)
{
  return g_str_equal(sha256, silsa_reference_digest) ||
         silsa_xml_validate(doc, "catalogue.xsd", error);
}

SilsaCatalogue *
silsa_catalogue_new_from_bytes(GBytes *bytes, GError **error)
{
  g_autoptr(SilsaCatalogue) self = NULL;
  g_autoptr(xmlDoc) doc = NULL;
  g_autofree char *sha256 = NULL;
  xmlNode *root;

  g_return_val_if_fail(bytes != NULL, NULL);

  doc = silsa_xml_parse(bytes, SILSA_LIMIT_CATALOGUE_BYTES, "catalogue-bytes", error);
  if (doc == NULL)
    return NULL;
  root = xmlDocGetRootElement(doc);
  sha256 = silsa_bytes_sha256(bytes);
  if (!check_root(root, error) || !obeys_schema(doc, sha256, error))
    return NULL;
  self = g_object_new(SILSA_TYPE_CATALOGUE, NULL);
  if (!silsa_catalogue_read(self, root, error))
    return NULL;
  self->bytes = g_bytes_ref(bytes);
  self->sha256 = g_steal_pointer(&sha256);
  return g_steal_pointer(&self);
}

SilsaCatalogue *
silsa_catalogue_new_from_file(const char *path, GError **error)
{
  g_autoptr(GBytes) bytes =
      silsa_file_read(path, SILSA_LIMIT_CATALOGUE_BYTES, "catalogue-bytes", error);
  SilsaCatalogue *self;

  if (bytes == NULL)
    return NULL;
  self = silsa_catalogue_new_from_bytes(bytes, error);
  if (self == NULL)
    silsa_error_at_file(error, path);
  return self;
}

/* --- what it says ------------------------------------------------------------------------- */

GBytes *
silsa_catalogue_get_bytes(SilsaCatalogue *self)
{
  g_return_val_if_fail(SILSA_IS_CATALOGUE(self), NULL);
  return self->bytes;
}

const char *
silsa_catalogue_get_sha256(SilsaCatalogue *self)
{
  g_return_val_if_fail(SILSA_IS_CATALOGUE(self), NULL);
  return self->sha256;
}

const char *
silsa_catalogue_get_id(SilsaCatalogue *self)
{
  g_return_val_if_fail(SILSA_IS_CATALOGUE(self), NULL);
  return self->id;
}

guint
silsa_catalogue_get_version(SilsaCatalogue *self)
{
  g_return_val_if_fail(SILSA_IS_CATALOGUE(self), 0);
  return self->version;
}

SilsaCatalogueStatus
silsa_catalogue_get_status(SilsaCatalogue *self)
{
  g_return_val_if_fail(SILSA_IS_CATALOGUE(self), SILSA_CATALOGUE_REFERENCE);
  return self->status;
}

const SilsaText *
silsa_catalogue_get_title(SilsaCatalogue *self)
{
  g_return_val_if_fail(SILSA_IS_CATALOGUE(self), NULL);
  return &self->title;
}

const SilsaText *
silsa_catalogue_get_provenance(SilsaCatalogue *self)
{
  g_return_val_if_fail(SILSA_IS_CATALOGUE(self), NULL);
  return &self->provenance;
}

mpq_srcptr
silsa_catalogue_get_total(SilsaCatalogue *self)
{
  g_return_val_if_fail(SILSA_IS_CATALOGUE(self), NULL);
  return self->total.q;
}

int
silsa_catalogue_get_decimals(SilsaCatalogue *self)
{
  g_return_val_if_fail(SILSA_IS_CATALOGUE(self), 0);
  return self->decimals;
}

guint
silsa_catalogue_get_n_grades(SilsaCatalogue *self)
{
  g_return_val_if_fail(SILSA_IS_CATALOGUE(self), 0);
  return self->n_grades;
}

const SilsaGrade *
silsa_catalogue_get_grade(SilsaCatalogue *self, guint n)
{
  g_return_val_if_fail(SILSA_IS_CATALOGUE(self) && n < self->n_grades, NULL);
  return &self->grades[n];
}

guint
silsa_catalogue_get_n_classes(SilsaCatalogue *self)
{
  g_return_val_if_fail(SILSA_IS_CATALOGUE(self), 0);
  return self->n_classes;
}

const SilsaCityClass *
silsa_catalogue_get_class(SilsaCatalogue *self, guint n)
{
  g_return_val_if_fail(SILSA_IS_CATALOGUE(self) && n < self->n_classes, NULL);
  return &self->classes[n];
}

int
silsa_catalogue_find_class(SilsaCatalogue *self, const char *id)
{
  g_return_val_if_fail(SILSA_IS_CATALOGUE(self), -1);

  for (guint i = 0; i < self->n_classes; i++)
    if (g_strcmp0(self->classes[i].id, id) == 0)
      return (int)i;
  return -1;
}

guint
silsa_catalogue_propose_class(SilsaCatalogue *self, guint64 population)
{
  const SilsaCityClass *best = NULL;

  g_return_val_if_fail(SILSA_IS_CATALOGUE(self), 0);

  /* Exactly one class starts at 0, so there always is one. */
  for (guint i = 0; i < self->n_classes; i++)
    if (self->classes[i].min_population <= population &&
        (best == NULL || self->classes[i].min_population > best->min_population))
      best = &self->classes[i];
  return (guint)(best - self->classes);
}

guint
silsa_catalogue_get_n_sectors(SilsaCatalogue *self)
{
  g_return_val_if_fail(SILSA_IS_CATALOGUE(self), 0);
  return self->n_sectors;
}

const SilsaSector *
silsa_catalogue_get_sector(SilsaCatalogue *self, guint n)
{
  g_return_val_if_fail(SILSA_IS_CATALOGUE(self) && n < self->n_sectors, NULL);
  return &self->sectors[n];
}

guint
silsa_catalogue_get_n_items(SilsaCatalogue *self)
{
  g_return_val_if_fail(SILSA_IS_CATALOGUE(self), 0);
  return self->items->len;
}

const SilsaItem *
silsa_catalogue_get_item(SilsaCatalogue *self, guint n)
{
  g_return_val_if_fail(SILSA_IS_CATALOGUE(self) && n < self->items->len, NULL);
  return g_ptr_array_index(self->items, n);
}

guint
silsa_catalogue_get_n_indicators(SilsaCatalogue *self)
{
  g_return_val_if_fail(SILSA_IS_CATALOGUE(self), 0);
  return self->indicators->len;
}

const SilsaIndicator *
silsa_catalogue_get_indicator(SilsaCatalogue *self, guint n)
{
  g_return_val_if_fail(SILSA_IS_CATALOGUE(self) && n < self->indicators->len, NULL);
  return g_ptr_array_index(self->indicators, n);
}

const SilsaIndicator *
silsa_catalogue_find_indicator(SilsaCatalogue *self, const char *code)
{
  g_return_val_if_fail(SILSA_IS_CATALOGUE(self) && code != NULL, NULL);
  return g_hash_table_lookup(self->by_code, code);
}

mpq_srcptr
silsa_indicator_get_most(const SilsaIndicator *self, guint class_index)
{
  return self->most[class_index].q;
}

int
silsa_indicator_find_input(const SilsaIndicator *self, const char *id)
{
  for (guint i = 0; i < self->n_inputs; i++)
    if (g_strcmp0(self->inputs[i].id, id) == 0)
      return (int)i;
  return -1;
}

int
silsa_indicator_find_check(const SilsaIndicator *self, const char *code)
{
  for (guint i = 0; i < self->n_checks; i++)
    if (g_strcmp0(self->checks[i].code, code) == 0)
      return (int)i;
  return -1;
}
