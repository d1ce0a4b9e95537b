#include "silsa-catalogue-private.h"

#include "silsa-error.h"
#include "silsa-score.h"
#include "silsa-xml.h"

#include <string.h>

/* What no catalogue needs more of; the XSD leaves these numbers open. */
#define MAX_VERSION 999999999
#define MAX_NUMBER 1000
#define MAX_PHOTOS 1000
#define MAX_POPULATION G_GUINT64_CONSTANT(999999999999)

/* --- small parts -------------------------------------------------------------------------- */

/* Of the two children called @name, the XSD sees to it that one is Korean and one English. */
static void
read_text(xmlNode *parent, const char *name, SilsaText *out)
{
  for (xmlNode *node = silsa_xml_first(parent, name); node != NULL;
       node = silsa_xml_next(node, name)) {
    g_autofree char *language = silsa_xml_xml_attribute(node, "lang");
    char **slot = g_strcmp0(language, "ko") == 0 ? &out->ko : &out->en;

    g_free(*slot);
    *slot = silsa_xml_token(node);
  }
}

static gboolean
read_rational(xmlNode *node, const char *name, SilsaRational *out, GError **error)
{
  silsa_rational_init(out);
  return silsa_xml_decimal(node, name, out->q, error);
}

static gboolean
read_int(xmlNode *node, const char *name, guint max, int *out, GError **error)
{
  guint64 number;

  if (!silsa_xml_unsigned(node, name, max, &number, error))
    return FALSE;
  *out = (int)number;
  return TRUE;
}

/* The position of an attribute's value in a list that the XSD has checked it against. */
static int
read_choice(xmlNode *node, const char *name, const char *const *choices)
{
  g_autofree char *text = silsa_xml_attribute(node, name);

  for (int i = 0; choices[i] != NULL; i++)
    if (g_strcmp0(text, choices[i]) == 0)
      return i;
  return 0;
}

static const SilsaUnit *
find_unit(const SilsaCatalogue *self, xmlNode *node)
{
  g_autofree char *id = silsa_xml_attribute(node, "unit");

  for (guint i = 0; i < self->n_units; i++)
    if (g_strcmp0(self->units[i].id, id) == 0)
      return &self->units[i];
  return NULL;
}

/* --- head of the catalogue ---------------------------------------------------------------- */

static gboolean
read_head(SilsaCatalogue *self, xmlNode *root, GError **error)
{
  static const char *const statuses[] = {"reference", "official", NULL};
  xmlNode *scale = silsa_xml_first(root, "scale");
  guint64 version;

  self->id = silsa_xml_attribute(root, "id");
  self->status = (SilsaCatalogueStatus)read_choice(root, "status", statuses);
  read_text(root, "title", &self->title);
  read_text(root, "provenance", &self->provenance);
  if (!silsa_xml_unsigned(root, "version", MAX_VERSION, &version, error))
    return FALSE;
  self->version = (guint)version;
  return read_rational(scale, "total", &self->total, error) &&
         read_int(scale, "decimals", MAX_NUMBER, &self->decimals, error);
}

static gboolean
read_grade(xmlNode *node, SilsaGrade *grade, GError **error)
{
  read_text(node, "title", &grade->title);
  return read_int(node, "number", MAX_NUMBER, &grade->number, error) &&
         read_rational(node, "min-percent", &grade->min_percent, error) &&
         silsa_xml_boolean(node, "certified", &grade->certified, error);
}

static gboolean
read_grades(SilsaCatalogue *self, xmlNode *parent, GError **error)
{
  guint n = 0;

  self->n_grades = silsa_xml_count(parent, "grade");
  self->grades = g_new0(SilsaGrade, self->n_grades);
  for (xmlNode *node = silsa_xml_first(parent, "grade"); node != NULL;
       node = silsa_xml_next(node, "grade"))
    if (!read_grade(node, &self->grades[n++], error))
      return FALSE;
  return silsa_catalogue_check_grades(self, parent, error);
}

static gboolean
read_classes(SilsaCatalogue *self, xmlNode *parent, GError **error)
{
  guint n = 0;

  self->n_classes = silsa_xml_count(parent, "class");
  self->classes = g_new0(SilsaCityClass, self->n_classes);
  for (xmlNode *node = silsa_xml_first(parent, "class"); node != NULL;
       node = silsa_xml_next(node, "class")) {
    SilsaCityClass *class = &self->classes[n++];

    class->id = silsa_xml_attribute(node, "id");
    read_text(node, "title", &class->title);
    if (!silsa_xml_unsigned(node, "min-population", MAX_POPULATION, &class->min_population, error))
      return FALSE;
  }
  return silsa_catalogue_check_classes(self, parent, error);
}

static gboolean
read_units(SilsaCatalogue *self, xmlNode *parent, GError **error)
{
  guint n = 0;

  self->n_units = silsa_xml_count(parent, "unit");
  self->units = g_new0(SilsaUnit, self->n_units);
  for (xmlNode *node = silsa_xml_first(parent, "unit"); node != NULL;
       node = silsa_xml_next(node, "unit")) {
    SilsaUnit *unit = &self->units[n++];

    unit->id = silsa_xml_attribute(node, "id");
    read_text(node, "title", &unit->title);
    if (!read_int(node, "decimals", MAX_NUMBER, &unit->decimals, error))
      return FALSE;
  }
  return TRUE;
}

/* --- quantitative indicators -------------------------------------------------------------- */

static gboolean
read_input(SilsaCatalogue *self, xmlNode *node, SilsaInput *input, GError **error)
{
  input->id = silsa_xml_attribute(node, "id");
  input->unit = find_unit(self, node);
  input->at_most = -1;
  input->has_max = xmlHasProp(node, (const xmlChar *)"max") != NULL;
  read_text(node, "title", &input->title);
  return !input->has_max || read_rational(node, "max", &input->max, error);
}

static gboolean
read_at_most(const SilsaIndicator *indicator, xmlNode *node, SilsaInput *input, GError **error)
{
  g_autofree char *id = silsa_xml_attribute(node, "at-most");

  if (id == NULL)
    return TRUE;
  input->at_most = silsa_indicator_find_input(indicator, id);
  if (input->at_most >= 0 && &indicator->inputs[input->at_most] != input)
    return TRUE;
  silsa_error_set(error, SILSA_ERROR_INVALID, "at-most", "an input is at most itself");
  silsa_error_at_line(error, silsa_xml_line(node));
  silsa_error_at_subject(error, indicator->code);
  silsa_error_with_found(error, id);
  return FALSE;
}

static gboolean
read_inputs(SilsaCatalogue *self, SilsaIndicator *indicator, xmlNode *measure, GError **error)
{
  guint n = 0;

  indicator->n_inputs = silsa_xml_count(measure, "input");
  indicator->inputs = g_new0(SilsaInput, indicator->n_inputs);
  for (xmlNode *node = silsa_xml_first(measure, "input"); node != NULL;
       node = silsa_xml_next(node, "input"))
    if (!read_input(self, node, &indicator->inputs[n++], error))
      return FALSE;
  n = 0;
  for (xmlNode *node = silsa_xml_first(measure, "input"); node != NULL;
       node = silsa_xml_next(node, "input"))
    if (!read_at_most(indicator, node, &indicator->inputs[n++], error))
      return FALSE;
  return TRUE;
}

static gboolean
read_formula(SilsaIndicator *indicator, xmlNode *measure, GError **error)
{
  g_autofree const char **names = g_new0(const char *, indicator->n_inputs);

  for (guint i = 0; i < indicator->n_inputs; i++)
    names[i] = indicator->inputs[i].id;
  indicator->formula_text = silsa_xml_attribute(measure, "formula");
  indicator->formula =
      silsa_formula_new(indicator->formula_text, names, indicator->n_inputs, error);
  if (indicator->formula != NULL)
    return TRUE;
  silsa_error_at_line(error, silsa_xml_line(measure));
  silsa_error_at_subject(error, indicator->code);
  return FALSE;
}

static gboolean
read_scoring(SilsaCatalogue *self, SilsaIndicator *indicator, xmlNode *node, GError **error)
{
  static const char *const methods[] = {"linear", "steps", NULL};
  g_autofree char *class = silsa_xml_attribute(node, "city-class");
  SilsaScoring *scoring = &indicator->scorings[silsa_catalogue_find_class(self, class)];
  guint n = 0;

  scoring->method = (SilsaMethod)read_choice(node, "method", methods);
  scoring->n_points = silsa_xml_count(node, "point");
  scoring->points = g_new0(SilsaPoint, scoring->n_points);
  for (xmlNode *point = silsa_xml_first(node, "point"); point != NULL;
       point = silsa_xml_next(point, "point"), n++)
    if (!read_rational(point, "value", &scoring->points[n].value, error) ||
        !read_rational(point, "percent", &scoring->points[n].percent, error))
      return FALSE;
  return silsa_catalogue_check_scoring(indicator, scoring, node, error);
}

static gboolean
read_measure(SilsaCatalogue *self, SilsaIndicator *indicator, xmlNode *node, GError **error)
{
  static const char *const directions[] = {"higher-is-better", "lower-is-better", NULL};
  xmlNode *measure = silsa_xml_first(node, "measure");

  indicator->unit = find_unit(self, measure);
  indicator->direction = (SilsaDirection)read_choice(measure, "direction", directions);
  indicator->scorings = g_new0(SilsaScoring, self->n_classes);
  if (!read_inputs(self, indicator, measure, error) || !read_formula(indicator, measure, error))
    return FALSE;
  for (xmlNode *scoring = silsa_xml_first(node, "scoring"); scoring != NULL;
       scoring = silsa_xml_next(scoring, "scoring"))
    if (!read_scoring(self, indicator, scoring, error))
      return FALSE;
  return silsa_catalogue_check_scorings(self, indicator, node, error);
}

/* --- qualitative indicators, checks, evidence --------------------------------------------- */

static gboolean
read_maturity(SilsaIndicator *indicator, xmlNode *parent, GError **error)
{
  guint n = 0;

  indicator->n_levels = silsa_xml_count(parent, "level");
  indicator->levels = g_new0(SilsaLevel, indicator->n_levels);
  for (xmlNode *node = silsa_xml_first(parent, "level"); node != NULL;
       node = silsa_xml_next(node, "level")) {
    SilsaLevel *level = &indicator->levels[n++];

    read_text(node, "descriptor", &level->descriptor);
    if (!read_int(node, "number", MAX_NUMBER, &level->number, error) ||
        !read_rational(node, "percent", &level->percent, error))
      return FALSE;
  }
  return silsa_catalogue_check_levels(indicator, parent, error);
}

static gboolean
read_checks(SilsaIndicator *indicator, xmlNode *parent, GError **error)
{
  static const char *const kinds[] = {"document",    "photo",  "interview",
                                      "observation", "record", NULL};
  guint n = 0;

  indicator->n_checks = silsa_xml_count(parent, "check");
  indicator->checks = g_new0(SilsaCheck, indicator->n_checks);
  for (xmlNode *node = silsa_xml_first(parent, "check"); node != NULL;
       node = silsa_xml_next(node, "check")) {
    SilsaCheck *check = &indicator->checks[n++];

    check->code = silsa_xml_attribute(node, "code");
    check->letter = check->code[strlen(check->code) - 1];
    check->evidence = (SilsaCheckEvidence)read_choice(node, "evidence", kinds);
    read_text(node, "question", &check->question);
    if (!silsa_catalogue_check_code(check->code, indicator->code, "-", node, error) ||
        !silsa_xml_boolean(node, "required", &check->required, error))
      return FALSE;
  }
  return TRUE;
}

static gboolean
read_evidence(SilsaIndicator *indicator, xmlNode *parent, GError **error)
{
  guint n = 0;
  int photos;

  indicator->n_documents = silsa_xml_count(parent, "document");
  indicator->documents = g_new0(SilsaText, indicator->n_documents);
  for (xmlNode *node = silsa_xml_first(parent, "document"); node != NULL;
       node = silsa_xml_next(node, "document"))
    read_text(node, "title", &indicator->documents[n++]);
  if (!read_int(parent, "photos", MAX_PHOTOS, &photos, error))
    return FALSE;
  indicator->expected_photos = (guint)photos;
  return silsa_catalogue_check_photos(indicator, parent, error);
}

static void
read_references(SilsaIndicator *indicator, xmlNode *parent)
{
  guint n = 0;

  indicator->n_references = silsa_xml_count(parent, "reference");
  indicator->references = g_new0(SilsaReference, indicator->n_references);
  for (xmlNode *node = silsa_xml_first(parent, "reference"); node != NULL;
       node = silsa_xml_next(node, "reference")) {
    SilsaReference *reference = &indicator->references[n++];

    reference->scheme = silsa_xml_attribute(node, "scheme");
    reference->code = silsa_xml_attribute(node, "code");
    read_text(node, "title", &reference->title);
  }
}

/* Asked for at every key press, and always the same. */
static void
reckon_most(SilsaCatalogue *self, SilsaIndicator *indicator)
{
  indicator->most = g_new0(SilsaRational, self->n_classes);
  for (guint i = 0; i < self->n_classes; i++) {
    silsa_rational_init(&indicator->most[i]);
    silsa_score_most(indicator, i, self->decimals, indicator->most[i].q);
  }
}

/* --- indicators, items, sectors ----------------------------------------------------------- */

static gboolean
read_content(SilsaCatalogue *self, SilsaIndicator *indicator, xmlNode *node, GError **error)
{
  gboolean ok = indicator->kind == SILSA_KIND_QUANTITATIVE
                    ? read_measure(self, indicator, node, error)
                    : read_maturity(indicator, silsa_xml_first(node, "maturity"), error);

  if (ok)
    reckon_most(self, indicator);
  return ok;
}

static gboolean
read_indicator(SilsaCatalogue *self, SilsaIndicator *indicator, xmlNode *node, GError **error)
{
  static const char *const kinds[] = {"quantitative", "qualitative", NULL};
  static const char *const stages[] = {"written", "on-site", "both", NULL};

  indicator->code = silsa_xml_attribute(node, "code");
  indicator->index = self->indicators->len;
  indicator->kind = (SilsaKind)read_choice(node, "kind", kinds);
  indicator->stage = (SilsaStage)read_choice(node, "stage", stages);
  read_text(node, "title", &indicator->title);
  read_text(node, "definition", &indicator->definition);
  read_references(indicator, node);
  g_ptr_array_add(self->indicators, indicator);
  g_hash_table_insert(self->by_code, indicator->code, indicator);

  return silsa_catalogue_check_code(indicator->code, indicator->item->code, "-", node, error) &&
         read_rational(node, "points", &indicator->points, error) &&
         silsa_catalogue_check_decimals(self, indicator, node, error) &&
         silsa_catalogue_check_kind(indicator, node, error) &&
         read_content(self, indicator, node, error) &&
         read_checks(indicator, silsa_xml_first(node, "checklist"), error) &&
         read_evidence(indicator, silsa_xml_first(node, "evidence"), error);
}

static gboolean
read_item(SilsaCatalogue *self, SilsaItem *item, xmlNode *parent, GError **error)
{
  guint n = 0;

  item->code = silsa_xml_attribute(parent, "code");
  item->index = self->items->len;
  read_text(parent, "title", &item->title);
  g_ptr_array_add(self->items, item);
  item->n_indicators = silsa_xml_count(parent, "indicator");
  item->indicators = g_new0(SilsaIndicator, item->n_indicators);
  if (!silsa_catalogue_check_code(item->code, item->sector->code, "", parent, error) ||
      !read_rational(parent, "points", &item->points, error))
    return FALSE;
  for (xmlNode *node = silsa_xml_first(parent, "indicator"); node != NULL;
       node = silsa_xml_next(node, "indicator")) {
    SilsaIndicator *indicator = &item->indicators[n++];

    indicator->item = item;
    if (!read_indicator(self, indicator, node, error))
      return FALSE;
  }
  return silsa_catalogue_check_item(item, parent, error);
}

static gboolean
read_sector(SilsaCatalogue *self, SilsaSector *sector, xmlNode *parent, GError **error)
{
  guint n = 0;

  sector->code = silsa_xml_attribute(parent, "code");
  read_text(parent, "title", &sector->title);
  sector->n_items = silsa_xml_count(parent, "item");
  sector->items = g_new0(SilsaItem, sector->n_items);
  if (!read_rational(parent, "points", &sector->points, error))
    return FALSE;
  for (xmlNode *node = silsa_xml_first(parent, "item"); node != NULL;
       node = silsa_xml_next(node, "item")) {
    SilsaItem *item = &sector->items[n++];

    item->sector = sector;
    if (!read_item(self, item, node, error))
      return FALSE;
  }
  return silsa_catalogue_check_sector(sector, parent, error);
}

static gboolean
read_sectors(SilsaCatalogue *self, xmlNode *root, GError **error)
{
  guint n = 0;

  self->n_sectors = silsa_xml_count(root, "sector");
  self->sectors = g_new0(SilsaSector, self->n_sectors);
  for (xmlNode *node = silsa_xml_first(root, "sector"); node != NULL;
       node = silsa_xml_next(node, "sector"), n++) {
    self->sectors[n].index = n;
    if (!read_sector(self, &self->sectors[n], node, error))
      return FALSE;
  }
  return silsa_catalogue_check_total(self, silsa_xml_first(root, "scale"), error);
}

gboolean
silsa_catalogue_read(SilsaCatalogue *self, xmlNode *root, GError **error)
{
  return read_head(self, root, error) &&
         read_grades(self, silsa_xml_first(root, "grades"), error) &&
         read_classes(self, silsa_xml_first(root, "city-classes"), error) &&
         read_units(self, silsa_xml_first(root, "units"), error) && read_sectors(self, root, error);
}
