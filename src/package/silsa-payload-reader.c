#include "silsa-payload-reader.h"

#include "silsa-error.h"
#include "silsa-limits.h"
#include "silsa-payload-writer.h"
#include "silsa-rendition.h"
#include "silsa-report.h"
#include "silsa-xml.h"

#include <string.h>

typedef struct {
  SilsaAssessment *assessment;
  GHashTable *originals; /* digests of evidence so far -> whether one of a copy */
  GError **error;
} Load;

static char *
dup_attribute(xmlNode *node, const char *name)
{
  xmlChar *raw = node != NULL ? xmlGetNoNsProp(node, (const xmlChar *)name) : NULL;
  char *value = g_strdup((const char *)raw);

  xmlFree(raw);
  return value;
}

static char *
dup_content(xmlNode *node)
{
  xmlChar *raw = xmlNodeGetContent(node);
  char *value = g_strdup(raw != NULL ? (const char *)raw : "");

  xmlFree(raw);
  return value;
}

static guint64
number_of(xmlNode *node, const char *name)
{
  g_autofree char *text = dup_attribute(node, name);

  return text != NULL ? g_ascii_strtoull(text, NULL, 10) : 0;
}

static gboolean
boolean_of(xmlNode *node, const char *name)
{
  g_autofree char *text = silsa_xml_attribute(node, name);

  return g_strcmp0(text, "true") == 0 || g_strcmp0(text, "1") == 0;
}

/* --- the head ------------------------------------------------------------------------------- */

static void
read_about(SilsaPayload *self, xmlNode *root)
{
  xmlNode *round = silsa_xml_first(root, "round");
  xmlNode *catalogue = silsa_xml_first(root, "catalogue");
  xmlNode *city = silsa_xml_first(root, "city");
  xmlNode *assessor = silsa_xml_first(root, "assessor");

  self->round_id = dup_attribute(round, "id");
  self->round_version = (guint)number_of(round, "version");
  self->round_sha256 = dup_attribute(round, "sha256");
  self->secretary = dup_attribute(round, "secretary");
  self->catalogue_id = dup_attribute(catalogue, "id");
  self->catalogue_status = dup_attribute(catalogue, "status");
  self->catalogue_sha256 = dup_attribute(catalogue, "sha256");
  self->city = dup_attribute(city, "name");
  self->population = number_of(city, "population");
  self->class_id = dup_attribute(city, "class");
  self->class_set = boolean_of(city, "class-set");
  self->assessor = dup_attribute(assessor, "name");
  self->fingerprint = dup_attribute(assessor, "fingerprint");
}

static void
read_head(SilsaPayload *self)
{
  static const char *const ends[SILSA_N_ENDS] = {"low", "expected", "high"};
  xmlNode *root = xmlDocGetRootElement(self->doc);
  xmlNode *preview = silsa_xml_first(root, "preview");
  xmlNode *journal = silsa_xml_first(root, "journal");

  self->id = dup_attribute(root, "id");
  self->purpose = dup_attribute(root, "purpose");
  self->previous = dup_attribute(root, "previous");
  self->revision = (guint)number_of(root, "revision");
  self->complete = boolean_of(root, "complete");
  read_about(self, root);
  self->claims_sha256 = dup_attribute(silsa_xml_first(root, "claims"), "sha256");
  for (guint i = 0; i < SILSA_N_ENDS; i++) {
    xmlNode *end = silsa_xml_first(preview, ends[i]);

    self->said[i].points = dup_attribute(end, "points");
    self->said[i].percent = dup_attribute(end, "percent");
    self->said[i].grade = dup_attribute(end, "grade");
  }
  self->journal_rows = (gint64)MIN(number_of(journal, "rows"), G_MAXINT64);
  self->journal_head = dup_attribute(journal, "head");
}

xmlDoc *
silsa_payload_parse(GBytes *bytes, GError **error)
{
  return silsa_xml_parse(bytes, SILSA_LIMIT_PAYLOAD_BYTES, "payload-bytes", error);
}

SilsaPayload *
silsa_payload_new(xmlDoc *doc, GError **error)
{
  SilsaPayload *self;

  if (!silsa_xml_validate(doc, "payload.xsd", error)) {
    xmlFreeDoc(doc);
    return NULL;
  }
  self = g_new0(SilsaPayload, 1);
  self->doc = doc;
  read_head(self);
  return self;
}

SilsaPayload *
silsa_payload_read(GBytes *bytes, GError **error)
{
  xmlDoc *doc = silsa_payload_parse(bytes, error);

  return doc != NULL ? silsa_payload_new(doc, error) : NULL;
}

void
silsa_payload_free(SilsaPayload *self)
{
  xmlFreeDoc(self->doc);
  g_free(self->id);
  g_free(self->purpose);
  g_free(self->previous);
  g_free(self->round_id);
  g_free(self->round_sha256);
  g_free(self->secretary);
  g_free(self->catalogue_id);
  g_free(self->catalogue_status);
  g_free(self->catalogue_sha256);
  g_free(self->city);
  g_free(self->class_id);
  g_free(self->assessor);
  g_free(self->fingerprint);
  g_free(self->claims_sha256);
  for (guint i = 0; i < SILSA_N_ENDS; i++)
    silsa_said_sum_clear(&self->said[i]);
  g_free(self->journal_head);
  g_free(self);
}

/* --- facts ---------------------------------------------------------------------------------- */

static gboolean
refuse(Load *load, xmlNode *node, const char *rule, const char *subject)
{
  silsa_error_set(load->error, SILSA_ERROR_INVALID, rule, "%s", rule);
  silsa_error_at_line(load->error, silsa_xml_line(node));
  silsa_error_at_subject(load->error, subject);
  return FALSE;
}

/* One fact, which must be new and must stand in its one spelling. */
static gboolean
load_value(Load *load, xmlNode *node, const char *subject, const char *field, const char *value)
{
  if (silsa_assessment_get(load->assessment, subject, field) != NULL)
    return refuse(load, node, "payload-twice", subject);
  if (!silsa_assessment_load_fact(load->assessment, subject, field, value, load->error)) {
    silsa_error_at_line(load->error, silsa_xml_line(node));
    return FALSE;
  }
  if (g_strcmp0(silsa_assessment_get(load->assessment, subject, field), value) != 0)
    return refuse(load, node, "payload-value", subject);
  return TRUE;
}

static gboolean
load_content(Load *load, xmlNode *node, const char *subject, const char *field)
{
  g_autofree char *value = dup_content(node);

  return load_value(load, node, subject, field, value);
}

static gboolean
load_claim(Load *load, xmlNode *node, const char *code G_GNUC_UNUSED)
{
  g_autofree char *indicator = dup_attribute(node, "indicator");
  g_autofree char *input = dup_attribute(node, "input");
  g_autofree char *field = g_strdup_printf(input != NULL ? "claim:%s" : "claim-%s",
                                           input != NULL ? input : (const char *)node->name);

  return load_content(load, node, indicator, field);
}

static gboolean
load_fate(Load *load, xmlNode *node, const char *code)
{
  g_autofree char *fate = dup_attribute(node, "fate");
  g_autofree char *reason = dup_content(node);

  return (strcmp(fate, "confirmed") != 0 || load_value(load, node, code, "confirmed", "1")) &&
         (*reason == '\0' || load_value(load, node, code, "reason", reason));
}

static gboolean
load_input(Load *load, xmlNode *node, const char *code)
{
  g_autofree char *id = dup_attribute(node, "id");
  g_autofree char *field = g_strconcat("input:", id, NULL);

  return load_content(load, node, code, field);
}

static gboolean
load_plain(Load *load, xmlNode *node, const char *code)
{
  return load_content(load, node, code, (const char *)node->name); /* level, unverifiable */
}

static gboolean
load_check(Load *load, xmlNode *node, const char *code)
{
  g_autofree char *check = dup_attribute(node, "code");
  g_autofree char *result = dup_attribute(node, "result");
  g_autofree char *note = dup_content(node);
  g_autofree char *result_field = g_strconcat("check:", check, NULL);
  g_autofree char *note_field = g_strconcat("check-note:", check, NULL);

  return (result == NULL || load_value(load, node, code, result_field, result)) &&
         (*note == '\0' || load_value(load, node, code, note_field, note));
}

static gboolean
load_finding(Load *load, xmlNode *node, const char *code)
{
  g_autofree char *kind = dup_attribute(node, "kind");
  g_autofree char *id = dup_attribute(node, "id");
  g_autofree char *field = g_strdup_printf("finding:%s:%s", kind, id);

  return load_content(load, node, code, field);
}

static gboolean
load_justification(Load *load, xmlNode *node, const char *code)
{
  g_autofree char *codes = dup_attribute(node, "codes");
  g_autofree char *text = dup_content(node);

  return (*text == '\0' || load_value(load, node, code, "justify", text)) &&
         (codes == NULL || load_value(load, node, code, "justify-codes", codes));
}

static gboolean
load_use(Load *load, xmlNode *node, const char *code)
{
  g_autofree char *id = dup_attribute(node, "evidence");
  g_autofree char *check = dup_attribute(node, "check");
  g_autofree char *field =
      check != NULL ? g_strdup_printf("use:%s:%s", id, check) : g_strdup_printf("use:%s", id);

  return load_content(load, node, code, field);
}

static gboolean
load_nothing(Load *load G_GNUC_UNUSED, xmlNode *node G_GNUC_UNUSED, const char *code G_GNUC_UNUSED)
{
  return TRUE; /* follows from the facts; silsa_payload_compare() */
}

static const struct {
  const char *element;
  gboolean (*load)(Load *load, xmlNode *node, const char *code);
} parts[] = {
    {"claim", load_fate},    {"unverifiable", load_plain},
    {"input", load_input},   {"level", load_plain},
    {"check", load_check},   {"finding", load_finding},
    {"use", load_use},       {"justification", load_justification},
    {"score", load_nothing},
};

static gboolean
load_answer(Load *load, xmlNode *node)
{
  g_autofree char *code = dup_attribute(node, "indicator");

  if (silsa_assessment_find_answer(load->assessment, code) == NULL)
    return refuse(load, node, "unknown-indicator", code);
  if (boolean_of(node, "flagged") && !load_value(load, node, code, "flag", "1"))
    return FALSE;
  for (xmlNode *child = silsa_xml_first(node, NULL); child != NULL;
       child = silsa_xml_next(child, NULL))
    for (gsize i = 0; i < G_N_ELEMENTS(parts); i++)
      if (strcmp((const char *)child->name, parts[i].element) == 0 &&
          !parts[i].load(load, child, code))
        return FALSE;
  return TRUE;
}

/* --- evidence ------------------------------------------------------------------------------- */

static char *
content_of(xmlNode *node, const char *name)
{
  xmlNode *child = silsa_xml_first(node, name);

  return child != NULL ? dup_content(child) : NULL;
}

/* Counted by its original, a photo that is given twice, once as itself and once as a copy, would be
 * two; two that are the same bytes are one anyway. */
static gboolean
note_original(Load *load, xmlNode *node, const char *sha256, const char *rendition_of)
{
  const char *original = rendition_of != NULL ? rendition_of : sha256;
  gpointer of_copy = NULL;
  gboolean known = g_hash_table_lookup_extended(load->originals, original, NULL, &of_copy);

  if (g_strcmp0(rendition_of, sha256) == 0 ||
      (known && (rendition_of != NULL || GPOINTER_TO_INT(of_copy))))
    return refuse(load, node, "payload-evidence", original);
  g_hash_table_insert(load->originals, g_strdup(original), GINT_TO_POINTER(rendition_of != NULL));
  return TRUE;
}

static gboolean
load_optional(Load *load, xmlNode *node, const char *subject, const char *field, const char *value)
{
  return value == NULL || load_value(load, node, subject, field, value);
}

static gboolean
load_shapes(Load *load, xmlNode *node, const char *subject)
{
  for (xmlNode *child = silsa_xml_first(node, "shape"); child != NULL;
       child = silsa_xml_next(child, "shape")) {
    g_autofree char *number = dup_attribute(child, "number");
    g_autofree char *field = g_strconcat("shape:", number, NULL);

    if (!load_content(load, child, subject, field))
      return FALSE;
  }
  return TRUE;
}

/* What was marked and drawn, and in what form it came. */
static gboolean
load_protection(Load *load, xmlNode *node, gint64 id, const char *sha256)
{
  g_autofree char *subject = g_strdup_printf("evidence:%" G_GINT64_FORMAT, id);
  g_autofree char *rendition_of = content_of(node, "rendition-of");
  g_autofree char *withheld = dup_attribute(node, "withheld");
  g_autofree char *send = dup_attribute(node, "send");
  const char *restricted = g_strcmp0(withheld, SILSA_WITHHELD_RESTRICTED) == 0 ? "1" : NULL;
  const char *persons = boolean_of(node, "persons") ? "1" : NULL;

  if (rendition_of != NULL && withheld != NULL)
    return refuse(load, node, "payload-evidence", rendition_of);
  return note_original(load, node, sha256, rendition_of) &&
         load_optional(load, node, subject, "rendition-of", rendition_of) &&
         load_optional(load, node, subject, "withheld", withheld) &&
         load_optional(load, node, subject, "restricted", restricted) &&
         load_optional(load, node, subject, "persons", persons) &&
         load_optional(load, node, subject, "send", send) && load_shapes(load, node, subject);
}

static gboolean
load_evidence(Load *load, xmlNode *node)
{
  g_autofree char *sha256 = dup_attribute(node, "sha256");
  g_autofree char *type = dup_attribute(node, "type");
  g_autofree char *kind = dup_attribute(node, "kind");
  g_autofree char *name = content_of(node, "name");
  g_autofree char *captured = content_of(node, "captured");
  g_autofree char *imported = content_of(node, "imported");
  SilsaEvidenceFacts facts = {.id = (gint64)number_of(node, "id"),
                              .sha256 = sha256,
                              .size = number_of(node, "bytes"),
                              .media_type = type,
                              .kind = kind,
                              .name = name,
                              .captured = captured,
                              .imported = imported};
  g_autoptr(SilsaEvidence) evidence = NULL;

  /* A document that is called a photo would count as one. */
  if (strcmp(kind, "photo") == 0 && !g_str_has_prefix(type, "image/"))
    return refuse(load, node, "payload-evidence", sha256);
  evidence = silsa_evidence_new(&facts);
  silsa_assessment_add_evidence(load->assessment, evidence);
  return load_protection(load, node, facts.id, sha256);
}

/* --- the whole ------------------------------------------------------------------------------ */

static gboolean
load_about(Load *load, SilsaPayload *self, xmlNode *root)
{
  xmlNode *city = silsa_xml_first(root, "city");
  xmlNode *reason = silsa_xml_first(city, "class-reason");

  return (!self->class_set || load_value(load, city, "city", "class", self->class_id)) &&
         (reason == NULL || load_content(load, reason, "city", "class-reason")) &&
         (self->secretary == NULL ||
          load_value(load, silsa_xml_first(root, "round"), "round", "secretary", self->secretary));
}

static gboolean
load_each(Load *load, xmlNode *parent, const char *name, gboolean (*one)(Load *load, xmlNode *node))
{
  for (xmlNode *node = silsa_xml_first(parent, name); node != NULL;
       node = silsa_xml_next(node, name))
    if (!one(load, node))
      return FALSE;
  return TRUE;
}

static gboolean
load_one_claim(Load *load, xmlNode *node)
{
  return load_claim(load, node, NULL);
}

static SilsaAssessment *
make_assessment(SilsaPayload *self, SilsaCatalogue *catalogue)
{
  SilsaCase about = {.id = self->id,
                     .purpose = self->purpose,
                     .city_name = self->city,
                     .population = self->population,
                     .assessor_name = self->assessor,
                     .round_id = self->round_id,
                     .round_version = self->round_version,
                     .round_sha256 = self->round_sha256,
                     .preview_policy = "full"};

  return silsa_assessment_new(catalogue, &about);
}

SilsaAssessment *
silsa_payload_load(SilsaPayload *self, SilsaCatalogue *catalogue, GError **error)
{
  g_autoptr(SilsaAssessment) assessment = make_assessment(self, catalogue);
  xmlNode *root = xmlDocGetRootElement(self->doc);
  g_autoptr(GHashTable) originals = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  Load load = {assessment, originals, error};

  if (!load_each(&load, root, "evidence", load_evidence) || !load_about(&load, self, root) ||
      !load_each(&load, silsa_xml_first(root, "claims"), NULL, load_one_claim) ||
      !load_each(&load, root, "answer", load_answer))
    return NULL;
  silsa_assessment_load_done(assessment);
  return g_steal_pointer(&assessment);
}
