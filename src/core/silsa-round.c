#include "silsa-round.h"

#include "silsa-table-private.h"
#include "silsa-error.h"
#include "silsa-file.h"
#include "silsa-limits.h"
#include "silsa-xml.h"

#include <string.h>

typedef struct {
  char *from, *to;
} Period;

struct _SilsaRound {
  GObject parent_instance;

  GBytes *bytes;
  char *sha256;
  char *id;
  guint version;
  guint year;
  char *purpose;
  char *preview;
  SilsaText title;
  SilsaText provenance;
  char *catalogue_id;
  guint catalogue_version;
  char *catalogue_sha256;
  Period registration;
  Period visit;
  char *decision;
  guint64 package_limit;
  char *keeping_until;
  SilsaText keeping_purpose;
  gboolean gps_included;
  gboolean photos_small;
  GPtrArray *applicants; /* of SilsaApplicant */
  GPtrArray *persons; /* of SilsaPerson */
};

G_DEFINE_FINAL_TYPE(SilsaRound, silsa_round, G_TYPE_OBJECT)

/* Values */

static void
period_clear(Period *self)
{
  g_clear_pointer(&self->from, g_free);
  g_clear_pointer(&self->to, g_free);
}

static void
text_free(SilsaText *self)
{
  silsa_text_clear(self);
  g_free(self);
}

static void
claim_free(SilsaRoundClaim *self)
{
  g_free(self->indicator);
  g_free(self->input);
  g_free(self->value);
  g_free(self->summary);
  g_free(self->page);
  g_free(self->document);
  g_free(self);
}

static void
applicant_free(SilsaApplicant *self)
{
  g_free(self->id);
  silsa_text_clear(&self->name);
  g_free(self->kind);
  g_free(self->class_id);
  g_free(self->class_reason);
  g_strfreev(self->programmes);
  g_clear_pointer(&self->achievements, g_ptr_array_unref);
  g_clear_pointer(&self->claims, g_ptr_array_unref);
  g_free(self);
}

static void
person_free(SilsaPerson *self)
{
  g_free(self->id);
  g_free(self->name);
  g_free(self->role);
  g_free(self->fingerprint);
  g_strfreev(self->assigned);
  g_strfreev(self->conflicts);
  g_free(self);
}

/* Errors: every one of a rule has a line, a subject and what was found. */

static gboolean
refuse(xmlNode *node, const char *rule, const char *subject, const char *found, GError **error)
{
  silsa_error_set(error, SILSA_ERROR_INVALID, rule, "the round breaks a rule");
  silsa_error_at_line(error, silsa_xml_line(node));
  silsa_error_at_subject(error, subject);
  silsa_error_with_found(error, found);
  return FALSE;
}

/* Reading. The schema has been applied before: what it demands is there and well formed. */

static gboolean
read_number(xmlNode *node, const char *name, guint *out, GError **error)
{
  guint64 number = 0;

  if (!silsa_xml_unsigned(node, name, G_MAXUINT, &number, error))
    return FALSE;
  *out = (guint)number;
  return TRUE;
}

/* The two elements called @name below @node, one in each language. */
static void
read_text(xmlNode *node, const char *name, SilsaText *out)
{
  for (xmlNode *at = silsa_xml_first(node, name); at != NULL; at = silsa_xml_next(at, name)) {
    g_autofree char *language = silsa_xml_xml_attribute(at, "lang");
    char **place = g_strcmp0(language, "ko") == 0 ? &out->ko : &out->en;

    g_free(*place);
    *place = silsa_xml_token(at);
  }
}

static char *
read_child(xmlNode *node, const char *name)
{
  xmlNode *child = silsa_xml_first(node, name);

  return child != NULL ? silsa_xml_token(child) : NULL;
}

static GStrv
read_attributes(xmlNode *node, const char *element, const char *attribute)
{
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new();

  for (xmlNode *at = silsa_xml_first(node, element); at != NULL; at = silsa_xml_next(at, element))
    g_strv_builder_take(builder, silsa_xml_attribute(at, attribute));
  return g_strv_builder_end(builder);
}

static void
read_period(xmlNode *dates, const char *name, Period *out)
{
  xmlNode *node = silsa_xml_first(dates, name);

  if (node == NULL)
    return;
  out->from = silsa_xml_attribute(node, "from");
  out->to = silsa_xml_attribute(node, "to");
}

/* Civil dates of one form sort like their text. @before may be NULL: nothing to compare with. */
static gboolean
check_order(
    xmlNode *node, const char *before, const char *date, gboolean may_be_equal, GError **error)
{
  int order = before != NULL && date != NULL ? strcmp(before, date) : -1;

  if (order < 0 || (order == 0 && may_be_equal))
    return TRUE;
  return refuse(node, "round-dates", before, date, error);
}

static gboolean
check_dates(SilsaRound *self, xmlNode *node, GError **error)
{
  const char *last = self->decision != NULL   ? self->decision
                     : self->visit.to != NULL ? self->visit.to
                                              : self->registration.to;

  return check_order(node, self->registration.from, self->registration.to, TRUE, error) &&
         check_order(node, self->visit.from, self->visit.to, TRUE, error) &&
         check_order(node, self->registration.to, self->visit.from, FALSE, error) &&
         check_order(node, self->registration.to, self->decision, FALSE, error) &&
         check_order(node, self->visit.to, self->decision, TRUE, error) &&
         check_order(node, last, self->keeping_until, FALSE, error);
}

static gboolean
read_dates(SilsaRound *self, xmlNode *root, GError **error)
{
  xmlNode *dates = silsa_xml_first(root, "dates");
  xmlNode *keeping = silsa_xml_first(root, "keeping");
  xmlNode *decision = dates != NULL ? silsa_xml_first(dates, "decision") : NULL;

  if (dates != NULL) {
    read_period(dates, "registration", &self->registration);
    read_period(dates, "visit", &self->visit);
  }
  if (decision != NULL)
    self->decision = silsa_xml_attribute(decision, "on");
  if (keeping != NULL) {
    self->keeping_until = silsa_xml_attribute(keeping, "until");
    read_text(keeping, "purpose", &self->keeping_purpose);
  }
  return check_dates(self, dates != NULL ? dates : keeping != NULL ? keeping : root, error);
}

static gboolean
check_catalogue(SilsaRound *self, xmlNode *node, SilsaCatalogue *catalogue, GError **error)
{
  if (strcmp(self->catalogue_id, silsa_catalogue_get_id(catalogue)) != 0)
    return refuse(node, "round-catalogue", self->catalogue_id, silsa_catalogue_get_id(catalogue),
                  error);
  if (self->catalogue_version != silsa_catalogue_get_version(catalogue) ||
      strcmp(self->catalogue_sha256, silsa_catalogue_get_sha256(catalogue)) != 0)
    return refuse(node, "round-catalogue", self->catalogue_sha256,
                  silsa_catalogue_get_sha256(catalogue), error);
  return TRUE;
}

static gboolean
read_catalogue(SilsaRound *self, xmlNode *root, SilsaCatalogue *catalogue, GError **error)
{
  xmlNode *node = silsa_xml_first(root, "catalogue");

  self->catalogue_id = silsa_xml_attribute(node, "id");
  self->catalogue_sha256 = silsa_xml_attribute(node, "sha256");
  return read_number(node, "version", &self->catalogue_version, error) &&
         (catalogue == NULL || check_catalogue(self, node, catalogue, error));
}

static gboolean
read_head(SilsaRound *self, xmlNode *root, SilsaCatalogue *catalogue, GError **error)
{
  xmlNode *limits = silsa_xml_first(root, "limits");
  xmlNode *evidence = silsa_xml_first(root, "evidence");
  g_autofree char *gps = evidence != NULL ? silsa_xml_attribute(evidence, "gps") : NULL;
  g_autofree char *photos = evidence != NULL ? silsa_xml_attribute(evidence, "photos") : NULL;

  self->id = silsa_xml_attribute(root, "id");
  self->purpose = silsa_xml_attribute(root, "purpose");
  self->preview = silsa_xml_attribute(root, "preview");
  if (self->preview == NULL)
    self->preview = g_strdup("full");
  self->gps_included = g_strcmp0(gps, "included") == 0;
  self->photos_small = g_strcmp0(photos, "rendition") == 0;
  read_text(root, "title", &self->title);
  read_text(root, "provenance", &self->provenance);

  return read_number(root, "version", &self->version, error) &&
         read_number(root, "year", &self->year, error) &&
         (limits == NULL || silsa_xml_unsigned(limits, "package-bytes", SILSA_LIMIT_PACKAGE_BYTES,
                                               &self->package_limit, error)) &&
         read_dates(self, root, error) && read_catalogue(self, root, catalogue, error);
}

/* Claims */

/* Facts of one applicant while its claims are read: "CODE\nFIELD" -> value. */
static gboolean
note_text(GHashTable *facts,
          xmlNode *node,
          const char *code,
          const char *field,
          const char *text,
          GError **error)
{
  g_autofree char *key = g_strdup_printf("%s\n%s", code, field);
  const char *known = g_hash_table_lookup(facts, key);

  if (text == NULL || g_strcmp0(known, text) == 0)
    return TRUE;
  if (known != NULL)
    return refuse(node, "claim-text", code, text, error);
  g_hash_table_insert(facts, g_steal_pointer(&key), g_strdup(text));
  return TRUE;
}

static gboolean
note_claim(GHashTable *facts, xmlNode *node, const SilsaRoundClaim *claim, GError **error)
{
  g_autofree char *key = g_strdup_printf("%s\n%s", claim->indicator, claim->input);

  if (g_hash_table_contains(facts, key))
    return refuse(node, "claim-twice", claim->indicator, claim->input, error);
  g_hash_table_insert(facts, g_steal_pointer(&key), g_strdup(claim->value));

  if (*claim->value == '\0' && claim->summary == NULL && claim->page == NULL &&
      claim->document == NULL)
    return refuse(node, "claim-empty", claim->indicator, claim->input, error);
  return note_text(facts, node, claim->indicator, "claim-summary", claim->summary, error) &&
         note_text(facts, node, claim->indicator, "claim-page", claim->page, error) &&
         note_text(facts, node, claim->indicator, "claim-document", claim->document, error);
}

/* Without a catalogue all that can be said of a value is that it is a number. */
static char *
normalise_claim(const SilsaRoundClaim *claim, SilsaCatalogue *catalogue, const char **reason)
{
  g_autofree char *field = g_strconcat("claim:", claim->input, NULL);

  if (catalogue != NULL)
    return silsa_table_normalise(catalogue, claim->indicator, field, claim->value, reason);
  *reason = "decimal";
  return *claim->value != '\0' ? silsa_decimal_canonical(claim->value, NULL) : g_strdup("");
}

/* Replaces the value by its one spelling; checks what the catalogue (when there is one) says of it.
 */
static gboolean
check_claim(SilsaRoundClaim *claim, xmlNode *node, SilsaCatalogue *catalogue, GError **error)
{
  const char *reason = NULL;
  g_autofree char *normal = normalise_claim(claim, catalogue, &reason);
  g_autofree char *rule = NULL;

  if (normal != NULL) {
    g_set_str(&claim->value, normal);
    return TRUE;
  }
  if (g_str_equal(reason, "unknown-indicator"))
    return refuse(node, "claim-indicator", claim->indicator, claim->indicator, error);
  if (g_str_has_prefix(reason, "unknown-") || g_str_has_prefix(reason, "not-"))
    return refuse(node, "claim-input", claim->indicator, claim->input, error);
  rule = g_strconcat("claim-", reason, NULL);
  return refuse(node, rule, claim->indicator, claim->value, error);
}

static gboolean
read_claims(SilsaApplicant *applicant, xmlNode *node, SilsaCatalogue *catalogue, GError **error)
{
  g_autoptr(GHashTable) facts = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);

  for (xmlNode *at = silsa_xml_first(node, "claim"); at != NULL; at = silsa_xml_next(at, "claim")) {
    SilsaRoundClaim *claim = g_new0(SilsaRoundClaim, 1);

    g_ptr_array_add(applicant->claims, claim);
    claim->indicator = silsa_xml_attribute(at, "indicator");
    claim->input = silsa_xml_attribute(at, "input");
    claim->value = silsa_xml_attribute(at, "value");
    if (claim->value == NULL)
      claim->value = g_strdup("");
    claim->summary = read_child(at, "summary");
    claim->page = read_child(at, "page");
    claim->document = read_child(at, "document");
    if (!check_claim(claim, at, catalogue, error) || !note_claim(facts, at, claim, error))
      return FALSE;
  }
  return TRUE;
}

/* Applicants */

static gboolean
check_class(const SilsaApplicant *applicant,
            xmlNode *node,
            SilsaCatalogue *catalogue,
            GError **error)
{
  int class = silsa_catalogue_find_class(catalogue, applicant->class_id);

  if (class < 0)
    return refuse(node, "applicant-class", applicant->id, applicant->class_id, error);
  if ((guint) class != silsa_catalogue_propose_class(catalogue, applicant->population) &&
      applicant->class_reason == NULL)
    return refuse(node, "applicant-class-reason", applicant->id, applicant->class_id, error);
  return TRUE;
}

/* A name also may not be another applicant's id, because silsa_round_find_applicant() takes either.
 */
static gboolean
check_names(SilsaRound *self, const SilsaApplicant *applicant, xmlNode *node, GError **error)
{
  const char *names[] = {applicant->id, applicant->name.ko, applicant->name.en};

  for (guint i = 0; i < G_N_ELEMENTS(names); i++) {
    if (silsa_round_find_applicant(self, names[i]) != NULL)
      return refuse(node, "applicant-name", applicant->id, names[i], error);
  }
  return TRUE;
}

static void
read_achievements(SilsaApplicant *applicant, xmlNode *node)
{
  for (xmlNode *at = silsa_xml_first(node, "achievement"); at != NULL;
       at = silsa_xml_next(at, "achievement")) {
    SilsaText *text = g_new0(SilsaText, 1);

    read_text(at, "text", text);
    g_ptr_array_add(applicant->achievements, text);
  }
}

static SilsaApplicant *
read_applicant(SilsaRound *self, xmlNode *node, SilsaCatalogue *catalogue, GError **error)
{
  SilsaApplicant *applicant = g_new0(SilsaApplicant, 1);

  applicant->achievements = g_ptr_array_new_with_free_func((GDestroyNotify)text_free);
  applicant->claims = g_ptr_array_new_with_free_func((GDestroyNotify)claim_free);
  applicant->id = silsa_xml_attribute(node, "id");
  applicant->kind = silsa_xml_attribute(node, "kind");
  applicant->class_id = silsa_xml_attribute(node, "class");
  applicant->class_reason = read_child(node, "class-reason");
  applicant->programmes = read_attributes(node, "programme", "id");
  read_text(node, "name", &applicant->name);
  read_achievements(applicant, node);

  if (silsa_xml_unsigned(node, "population", G_MAXINT64, &applicant->population, error) &&
      check_names(self, applicant, node, error) &&
      (catalogue == NULL || check_class(applicant, node, catalogue, error)) &&
      read_claims(applicant, node, catalogue, error))
    return applicant;
  applicant_free(applicant);
  return NULL;
}

static gboolean
read_applicants(SilsaRound *self, xmlNode *root, SilsaCatalogue *catalogue, GError **error)
{
  for (xmlNode *at = silsa_xml_first(root, "applicant"); at != NULL;
       at = silsa_xml_next(at, "applicant")) {
    SilsaApplicant *applicant = read_applicant(self, at, catalogue, error);

    if (applicant == NULL)
      return FALSE;
    g_ptr_array_add(self->applicants, applicant);
  }
  return TRUE;
}

/* Persons */

static gboolean
check_person(SilsaRound *self, const SilsaPerson *person, xmlNode *node, GError **error)
{
  if (person->fingerprint != NULL &&
      silsa_round_find_fingerprint(self, person->fingerprint) != NULL)
    return refuse(node, "person-fingerprint", person->id, person->fingerprint, error);
  for (guint i = 0; person->assigned[i] != NULL; i++) {
    if (g_strv_contains((const char *const *)person->conflicts, person->assigned[i]))
      return refuse(node, "person-conflict", person->id, person->assigned[i], error);
  }
  return TRUE;
}

static gboolean
read_persons(SilsaRound *self, xmlNode *root, GError **error)
{
  for (xmlNode *at = silsa_xml_first(root, "person"); at != NULL;
       at = silsa_xml_next(at, "person")) {
    SilsaPerson *person = g_new0(SilsaPerson, 1);

    person->id = silsa_xml_attribute(at, "id");
    person->name = silsa_xml_attribute(at, "name");
    person->role = silsa_xml_attribute(at, "role");
    person->fingerprint = silsa_xml_attribute(at, "fingerprint");
    person->assigned = read_attributes(at, "assigned", "applicant");
    person->conflicts = read_attributes(at, "conflict", "applicant");
    if (!check_person(self, person, at, error)) {
      person_free(person);
      return FALSE;
    }
    g_ptr_array_add(self->persons, person);
  }
  return TRUE;
}

/* The object */

static void
silsa_round_finalize(GObject *object)
{
  SilsaRound *self = SILSA_ROUND(object);

  g_clear_pointer(&self->bytes, g_bytes_unref);
  g_free(self->sha256);
  g_free(self->id);
  g_free(self->purpose);
  g_free(self->preview);
  silsa_text_clear(&self->title);
  silsa_text_clear(&self->provenance);
  g_free(self->catalogue_id);
  g_free(self->catalogue_sha256);
  period_clear(&self->registration);
  period_clear(&self->visit);
  g_free(self->decision);
  g_free(self->keeping_until);
  silsa_text_clear(&self->keeping_purpose);
  g_clear_pointer(&self->applicants, g_ptr_array_unref);
  g_clear_pointer(&self->persons, g_ptr_array_unref);
  G_OBJECT_CLASS(silsa_round_parent_class)->finalize(object);
}

static void
silsa_round_class_init(SilsaRoundClass *class)
{
  G_OBJECT_CLASS(class)->finalize = silsa_round_finalize;
}

static void
silsa_round_init(SilsaRound *self)
{
  self->applicants = g_ptr_array_new_with_free_func((GDestroyNotify)applicant_free);
  self->persons = g_ptr_array_new_with_free_func((GDestroyNotify)person_free);
}

SilsaRound *
silsa_round_new_from_bytes(GBytes *bytes, SilsaCatalogue *catalogue, GError **error)
{
  g_autoptr(SilsaRound) self = NULL;
  g_autoptr(xmlDoc) doc = NULL;
  xmlNode *root;

  g_return_val_if_fail(bytes != NULL, NULL);

  doc = silsa_xml_parse(bytes, SILSA_LIMIT_ROUND_BYTES, "round-bytes", error);
  if (doc == NULL || !silsa_xml_validate(doc, "round.xsd", error))
    return NULL;
  root = xmlDocGetRootElement(doc);
  self = g_object_new(SILSA_TYPE_ROUND, NULL);
  if (!read_head(self, root, catalogue, error) || !read_applicants(self, root, catalogue, error) ||
      !read_persons(self, root, error))
    return NULL;
  self->bytes = g_bytes_ref(bytes);
  self->sha256 = silsa_bytes_sha256(bytes);
  return g_steal_pointer(&self);
}

GBytes *
silsa_round_get_bytes(SilsaRound *self)
{
  return self->bytes;
}

const char *
silsa_round_get_sha256(SilsaRound *self)
{
  return self->sha256;
}

const char *
silsa_round_get_id(SilsaRound *self)
{
  return self->id;
}

guint
silsa_round_get_version(SilsaRound *self)
{
  return self->version;
}

guint
silsa_round_get_year(SilsaRound *self)
{
  return self->year;
}

const SilsaText *
silsa_round_get_title(SilsaRound *self)
{
  return &self->title;
}

const SilsaText *
silsa_round_get_provenance(SilsaRound *self)
{
  return self->provenance.ko != NULL ? &self->provenance : NULL;
}

const char *
silsa_round_get_purpose(SilsaRound *self)
{
  return self->purpose;
}

const char *
silsa_round_get_preview_policy(SilsaRound *self)
{
  return self->preview;
}

const char *
silsa_round_get_catalogue_id(SilsaRound *self)
{
  return self->catalogue_id;
}

guint
silsa_round_get_catalogue_version(SilsaRound *self)
{
  return self->catalogue_version;
}

const char *
silsa_round_get_catalogue_sha256(SilsaRound *self)
{
  return self->catalogue_sha256;
}

const char *
silsa_round_get_registration_from(SilsaRound *self)
{
  return self->registration.from;
}

const char *
silsa_round_get_registration_to(SilsaRound *self)
{
  return self->registration.to;
}

const char *
silsa_round_get_visit_from(SilsaRound *self)
{
  return self->visit.from;
}

const char *
silsa_round_get_visit_to(SilsaRound *self)
{
  return self->visit.to;
}

const char *
silsa_round_get_decision(SilsaRound *self)
{
  return self->decision;
}

guint64
silsa_round_get_package_limit(SilsaRound *self)
{
  return self->package_limit;
}

const char *
silsa_round_get_keeping_until(SilsaRound *self)
{
  return self->keeping_until;
}

const SilsaText *
silsa_round_get_keeping_purpose(SilsaRound *self)
{
  return self->keeping_until != NULL ? &self->keeping_purpose : NULL;
}

gboolean
silsa_round_get_gps_included(SilsaRound *self)
{
  return self->gps_included;
}

const char *
silsa_round_get_photo_rule(SilsaRound *self)
{
  return self->photos_small ? "rendition" : NULL;
}

GPtrArray *
silsa_round_get_applicants(SilsaRound *self)
{
  return self->applicants;
}

GPtrArray *
silsa_round_get_persons(SilsaRound *self)
{
  return self->persons;
}

static gboolean
is_applicant(gconstpointer element, gconstpointer name)
{
  const SilsaApplicant *applicant = element;

  return g_str_equal(applicant->id, name) || g_strcmp0(applicant->name.ko, name) == 0 ||
         g_strcmp0(applicant->name.en, name) == 0;
}

const SilsaApplicant *
silsa_round_find_applicant(SilsaRound *self, const char *name)
{
  g_autofree char *composed = g_utf8_normalize(name, -1, G_NORMALIZE_NFC);
  guint at;

  if (composed == NULL ||
      !g_ptr_array_find_with_equal_func(self->applicants, composed, is_applicant, &at))
    return NULL;
  return g_ptr_array_index(self->applicants, at);
}

static gboolean
is_person(gconstpointer element, gconstpointer name)
{
  const SilsaPerson *person = element;

  return g_str_equal(person->name, name) || g_str_equal(person->id, name);
}

const SilsaPerson *
silsa_round_find_person(SilsaRound *self, const char *name)
{
  g_autofree char *composed = g_utf8_normalize(name, -1, G_NORMALIZE_NFC);
  guint at;

  if (composed == NULL ||
      !g_ptr_array_find_with_equal_func(self->persons, composed, is_person, &at))
    return NULL;
  return g_ptr_array_index(self->persons, at);
}

static gboolean
has_fingerprint(gconstpointer element, gconstpointer fingerprint)
{
  const SilsaPerson *person = element;

  return g_strcmp0(person->fingerprint, fingerprint) == 0;
}

const SilsaPerson *
silsa_round_find_fingerprint(SilsaRound *self, const char *fingerprint)
{
  guint at;

  g_return_val_if_fail(fingerprint != NULL, NULL);

  if (!g_ptr_array_find_with_equal_func(self->persons, fingerprint, has_fingerprint, &at))
    return NULL;
  return g_ptr_array_index(self->persons, at);
}

void
silsa_applicant_add_claims(const SilsaApplicant *self, SilsaAct *act)
{
  for (guint i = 0; i < self->claims->len; i++) {
    const SilsaRoundClaim *claim = g_ptr_array_index(self->claims, i);
    g_autofree char *field = g_strconcat("claim:", claim->input, NULL);

    if (*claim->value != '\0')
      silsa_act_add(act, claim->indicator, field, claim->value);
    if (claim->summary != NULL)
      silsa_act_add(act, claim->indicator, "claim-summary", claim->summary);
    if (claim->page != NULL)
      silsa_act_add(act, claim->indicator, "claim-page", claim->page);
    if (claim->document != NULL)
      silsa_act_add(act, claim->indicator, "claim-document", claim->document);
  }
}

char *
silsa_applicant_claims_digest(const SilsaApplicant *self)
{
  g_autoptr(SilsaAct) act = silsa_act_new("import-claims", NULL);

  silsa_applicant_add_claims(self, act);
  return silsa_claims_digest_of_act(act);
}
