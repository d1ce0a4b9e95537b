#include "silsa-round-draft-private.h"

#include "silsa-error.h"
#include "silsa-round-field.h"

#include <string.h>

#define ACHIEVEMENTS_MAX 20

/* Entities */

static void
text_free(SilsaText *text)
{
  silsa_text_clear(text);
  g_free(text);
}

static void
entity_free(SilsaRoundEntity *self)
{
  g_free(self->id);
  g_hash_table_unref(self->values);
  g_ptr_array_unref(self->achievements);
  silsa_facts_unref(self->claims);
  for (guint i = 0; i < G_N_ELEMENTS(self->bonds); i++)
    g_ptr_array_unref(self->bonds[i]);
  g_free(self);
}

static SilsaRoundEntity *
entity_new(const char *id)
{
  SilsaRoundEntity *self = g_new0(SilsaRoundEntity, 1);

  self->id = g_strdup(id);
  self->values = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
  self->achievements = g_ptr_array_new_with_free_func((GDestroyNotify)text_free);
  self->claims = silsa_facts_new();
  for (guint i = 0; i < G_N_ELEMENTS(self->bonds); i++)
    self->bonds[i] = g_ptr_array_new_with_free_func(g_free);
  return self;
}

const char *
silsa_round_entity_get(const SilsaRoundEntity *self, const char *field)
{
  return g_hash_table_lookup(self->values, field);
}

static void
entity_set(SilsaRoundEntity *self, const char *field, const char *value)
{
  if (value != NULL && *value != '\0')
    g_hash_table_insert(self->values, g_strdup(field), g_strdup(value));
  else
    g_hash_table_remove(self->values, field);
}

static void
entity_set_number(SilsaRoundEntity *self, const char *field, guint64 value)
{
  g_autofree char *text = g_strdup_printf("%" G_GUINT64_FORMAT, value);

  entity_set(self, field, text);
}

static void
entity_set_text(SilsaRoundEntity *self, const char *field, const SilsaText *text)
{
  g_autofree char *ko = g_strconcat(field, "-ko", NULL);
  g_autofree char *en = g_strconcat(field, "-en", NULL);

  entity_set(self, ko, text != NULL ? text->ko : NULL);
  entity_set(self, en, text != NULL ? text->en : NULL);
}

static gboolean
entity_is_called(const SilsaRoundEntity *self, const char *who)
{
  return g_str_equal(self->id, who) || g_strcmp0(silsa_round_entity_get(self, "name"), who) == 0 ||
         g_strcmp0(silsa_round_entity_get(self, "name-ko"), who) == 0 ||
         g_strcmp0(silsa_round_entity_get(self, "name-en"), who) == 0;
}

/* The draft */

SilsaRoundDraft *
silsa_round_draft_new(SilsaCatalogue *catalogue, const char *id)
{
  SilsaRoundDraft *self = g_new0(SilsaRoundDraft, 1);

  self->catalogue = catalogue != NULL ? g_object_ref(catalogue) : NULL;
  self->head = entity_new(id);
  for (guint i = 0; i < G_N_ELEMENTS(self->entities); i++)
    self->entities[i] = g_ptr_array_new_with_free_func((GDestroyNotify)entity_free);
  entity_set(self->head, "version", "1");
  entity_set(self->head, "purpose", "real");
  return self;
}

static void
copy_head(SilsaRoundEntity *head, SilsaRound *round)
{
  entity_set_number(head, "version", silsa_round_get_version(round));
  entity_set_number(head, "year", silsa_round_get_year(round));
  entity_set(head, "purpose", silsa_round_get_purpose(round));
  entity_set(head, "preview", silsa_round_get_preview_policy(round));
  entity_set_text(head, "title", silsa_round_get_title(round));
  entity_set_text(head, "provenance", silsa_round_get_provenance(round));
  entity_set(head, "registration-from", silsa_round_get_registration_from(round));
  entity_set(head, "registration-to", silsa_round_get_registration_to(round));
  entity_set(head, "visit-from", silsa_round_get_visit_from(round));
  entity_set(head, "visit-to", silsa_round_get_visit_to(round));
  entity_set(head, "decision", silsa_round_get_decision(round));
  if (silsa_round_get_package_limit(round) > 0)
    entity_set_number(head, "package-limit", silsa_round_get_package_limit(round));
  entity_set(head, "keeping-until", silsa_round_get_keeping_until(round));
  entity_set_text(head, "keeping-purpose", silsa_round_get_keeping_purpose(round));
  if (silsa_round_get_photo_rule(round) != NULL)
    entity_set(head, "photos", silsa_round_get_photo_rule(round));
  entity_set(head, "gps", silsa_round_get_gps_included(round) ? "included" : "withheld");
}

static SilsaText *
text_new(const char *ko, const char *en)
{
  SilsaText *text = g_new0(SilsaText, 1);

  text->ko = g_strdup(ko);
  text->en = g_strdup(en);
  return text;
}

static SilsaRoundEntity *
copy_applicant(const SilsaApplicant *applicant)
{
  SilsaRoundEntity *entity = entity_new(applicant->id);
  g_autoptr(SilsaAct) claims = silsa_act_new("import-claims", NULL);
  g_autofree char *programmes = g_strjoinv(" ", applicant->programmes);

  entity_set_text(entity, "name", &applicant->name);
  entity_set(entity, "kind", applicant->kind);
  entity_set_number(entity, "population", applicant->population);
  entity_set(entity, "class", applicant->class_id);
  entity_set(entity, "class-reason", applicant->class_reason);
  entity_set(entity, "programmes", programmes);
  for (guint i = 0; i < applicant->achievements->len; i++) {
    const SilsaText *text = g_ptr_array_index(applicant->achievements, i);

    g_ptr_array_add(entity->achievements, text_new(text->ko, text->en));
  }
  silsa_applicant_add_claims(applicant, claims);
  for (guint i = 0; i < claims->changes->len; i++) {
    const SilsaChange *change = g_ptr_array_index(claims->changes, i);

    silsa_facts_set(entity->claims, change->subject, change->field, change->new_value);
  }
  return entity;
}

static void
copy_ids(GPtrArray *into, GStrv ids)
{
  for (guint i = 0; ids[i] != NULL; i++)
    g_ptr_array_add(into, g_strdup(ids[i]));
}

static SilsaRoundEntity *
copy_person(const SilsaPerson *person)
{
  SilsaRoundEntity *entity = entity_new(person->id);

  entity_set(entity, "name", person->name);
  entity_set(entity, "role", person->role);
  entity_set(entity, "fingerprint", person->fingerprint);
  copy_ids(entity->bonds[SILSA_BOND_ASSIGNED], person->assigned);
  copy_ids(entity->bonds[SILSA_BOND_CONFLICT], person->conflicts);
  return entity;
}

SilsaRoundDraft *
silsa_round_draft_new_from_round(SilsaRound *round, SilsaCatalogue *catalogue)
{
  SilsaRoundDraft *self = silsa_round_draft_new(catalogue, silsa_round_get_id(round));
  GPtrArray *applicants = silsa_round_get_applicants(round);
  GPtrArray *persons = silsa_round_get_persons(round);

  copy_head(self->head, round);
  for (guint i = 0; i < applicants->len; i++)
    g_ptr_array_add(self->entities[SILSA_ROUND_APPLICANT],
                    copy_applicant(g_ptr_array_index(applicants, i)));
  for (guint i = 0; i < persons->len; i++)
    g_ptr_array_add(self->entities[SILSA_ROUND_PERSON], copy_person(g_ptr_array_index(persons, i)));
  return self;
}

void
silsa_round_draft_free(SilsaRoundDraft *self)
{
  if (self == NULL)
    return;
  g_clear_object(&self->catalogue);
  entity_free(self->head);
  for (guint i = 0; i < G_N_ELEMENTS(self->entities); i++)
    g_ptr_array_unref(self->entities[i]);
  g_free(self);
}

SilsaCatalogue *
silsa_round_draft_get_catalogue(SilsaRoundDraft *self)
{
  return self->catalogue;
}

/* Finding */

static SilsaRoundEntity *
find_entity(SilsaRoundDraft *self, SilsaRoundPart part, const char *who)
{
  g_autofree char *composed = who != NULL ? g_utf8_normalize(who, -1, G_NORMALIZE_NFC) : NULL;

  if (part == SILSA_ROUND_HEAD)
    return self->head;
  for (guint i = 0; composed != NULL && i < self->entities[part]->len; i++) {
    SilsaRoundEntity *entity = g_ptr_array_index(self->entities[part], i);

    if (entity_is_called(entity, composed))
      return entity;
  }
  return NULL;
}

static SilsaRoundEntity *
demand_entity(SilsaRoundDraft *self, SilsaRoundPart part, const char *who, GError **error)
{
  SilsaRoundEntity *entity = find_entity(self, part, who);

  if (entity == NULL) {
    silsa_error_set(error, SILSA_ERROR_NOT_FOUND,
                    part == SILSA_ROUND_APPLICANT ? "round-applicant" : "round-person",
                    "not in the round");
    silsa_error_with_found(error, who);
  }
  return entity;
}

const char *
silsa_round_draft_find(SilsaRoundDraft *self, SilsaRoundPart part, const char *who, GError **error)
{
  const SilsaRoundEntity *entity = demand_entity(self, part, who, error);

  return entity != NULL ? entity->id : NULL;
}

/* Adding and removing */

/* "Daegu Metropolitan City" -> "daegu-metropolitan-city"; "" where nothing Latin is left. */
static char *
make_slug(const char *name)
{
  g_autoptr(GString) out = g_string_new(NULL);

  for (; name != NULL && *name != '\0' && out->len < 40; name = g_utf8_next_char(name)) {
    if (g_ascii_isalnum(*name) && (out->len > 0 || g_ascii_isalpha(*name)))
      g_string_append_c(out, g_ascii_tolower(*name));
    else if (out->len > 0 && out->str[out->len - 1] != '-')
      g_string_append_c(out, '-');
  }
  while (out->len > 0 && out->str[out->len - 1] == '-')
    g_string_truncate(out, out->len - 1);
  return g_string_free_and_steal(g_steal_pointer(&out));
}

static char *
make_id(SilsaRoundDraft *self, SilsaRoundPart part, const char *name)
{
  g_autofree char *slug = make_slug(name);
  const char *stem = *slug != '\0' ? slug : part == SILSA_ROUND_APPLICANT ? "applicant" : "person";

  if (*slug != '\0' && find_entity(self, part, slug) == NULL)
    return g_steal_pointer(&slug);
  for (guint n = *slug != '\0' ? 2 : 1;; n++) {
    g_autofree char *id = g_strdup_printf("%s-%u", stem, n);

    if (find_entity(self, part, id) == NULL)
      return g_steal_pointer(&id);
  }
}

static const char *
refuse_id(const char *rule, SilsaError code, const char *id, GError **error)
{
  silsa_error_set(error, code, rule, "the identifier cannot be used");
  silsa_error_at_subject(error, "id");
  silsa_error_with_found(error, id);
  return NULL;
}

const char *
silsa_round_draft_add(
    SilsaRoundDraft *self, SilsaRoundPart part, const char *id, const char *name, GError **error)
{
  g_autofree char *made = id == NULL ? make_id(self, part, name) : NULL;
  SilsaRoundEntity *entity;

  g_return_val_if_fail(part != SILSA_ROUND_HEAD, NULL);

  if (id == NULL)
    id = made;
  if (!silsa_round_is_identifier(id))
    return refuse_id("identifier", SILSA_ERROR_INVALID, id, error);
  if (find_entity(self, part, id) != NULL)
    return refuse_id("round-id", SILSA_ERROR_EXISTS, id, error);
  entity = entity_new(id);
  g_ptr_array_add(self->entities[part], entity);
  return entity->id;
}

static gboolean
has_id(gconstpointer element, gconstpointer id)
{
  return g_str_equal(element, id);
}

static void
unbind_all(SilsaRoundDraft *self, const char *applicant)
{
  GPtrArray *persons = self->entities[SILSA_ROUND_PERSON];
  guint at;

  for (guint i = 0; i < persons->len; i++) {
    const SilsaRoundEntity *person = g_ptr_array_index(persons, i);

    for (guint bond = 0; bond < G_N_ELEMENTS(person->bonds); bond++) {
      if (g_ptr_array_find_with_equal_func(person->bonds[bond], applicant, has_id, &at))
        g_ptr_array_remove_index(person->bonds[bond], at);
    }
  }
}

gboolean
silsa_round_draft_remove(SilsaRoundDraft *self,
                         SilsaRoundPart part,
                         const char *who,
                         GError **error)
{
  SilsaRoundEntity *entity = demand_entity(self, part, who, error);

  g_return_val_if_fail(part != SILSA_ROUND_HEAD, FALSE);

  if (entity == NULL)
    return FALSE;
  if (part == SILSA_ROUND_APPLICANT)
    unbind_all(self, entity->id);
  g_ptr_array_remove(self->entities[part], entity);
  return TRUE;
}

/* Setting */

gboolean
silsa_round_draft_set(SilsaRoundDraft *self,
                      SilsaRoundPart part,
                      const char *who,
                      const char *field_name,
                      const char *value,
                      GError **error)
{
  const SilsaRoundField *field = silsa_round_field_find(part, field_name);
  SilsaRoundEntity *entity = demand_entity(self, part, who, error);
  g_autofree char *normal = NULL;

  if (entity == NULL)
    return FALSE;
  if (field == NULL) {
    silsa_error_set(error, SILSA_ERROR_INVALID, "unknown-field", "no such field");
    silsa_error_at_subject(error, field_name);
    return FALSE;
  }
  normal = silsa_round_field_normalise(field, value, error);
  if (normal == NULL)
    return FALSE;
  entity_set(entity, field_name, normal);
  if (g_str_equal(field_name, "population") &&
      silsa_round_entity_get(entity, "class-reason") == NULL)
    entity_set(entity, "class", NULL);
  return TRUE;
}

const char *
silsa_round_draft_get(SilsaRoundDraft *self,
                      SilsaRoundPart part,
                      const char *who,
                      const char *field)
{
  const SilsaRoundEntity *entity = find_entity(self, part, who);
  const char *value;

  if (entity == NULL || silsa_round_field_find(part, field) == NULL)
    return NULL;
  value = silsa_round_entity_get(entity, field);
  return value != NULL ? value : "";
}

/* Achievements */

/* As the provenance of a round: words in both languages. */
static char *
normalise_achievement(const char *language, const char *text, GError **error)
{
  const SilsaRoundField *field = silsa_round_field_find(SILSA_ROUND_HEAD, "provenance-ko");
  g_autofree char *normal = silsa_round_field_normalise(field, text, error);

  if (normal != NULL && *normal != '\0')
    return g_steal_pointer(&normal);
  if (normal != NULL) {
    silsa_error_set(error, SILSA_ERROR_INVALID, "round-missing", "one language is missing");
    silsa_error_at_subject(error, "achievement");
    silsa_error_with_found(error, language);
  }
  return NULL;
}

gboolean
silsa_round_draft_add_achievement(
    SilsaRoundDraft *self, const char *applicant, const char *ko, const char *en, GError **error)
{
  SilsaRoundEntity *entity = demand_entity(self, SILSA_ROUND_APPLICANT, applicant, error);
  g_autofree char *korean = NULL;
  g_autofree char *english = NULL;

  if (entity == NULL || (korean = normalise_achievement("ko", ko, error)) == NULL ||
      (english = normalise_achievement("en", en, error)) == NULL)
    return FALSE;
  if (entity->achievements->len >= ACHIEVEMENTS_MAX) {
    silsa_error_set(error, SILSA_ERROR_LIMIT, "achievements", "too many achievements");
    silsa_error_at_subject(error, entity->id);
    silsa_error_with_limit(error, G_STRINGIFY(ACHIEVEMENTS_MAX));
    return FALSE;
  }
  g_ptr_array_add(entity->achievements, text_new(korean, english));
  return TRUE;
}

gboolean
silsa_round_draft_clear_achievements(SilsaRoundDraft *self, const char *applicant, GError **error)
{
  SilsaRoundEntity *entity = demand_entity(self, SILSA_ROUND_APPLICANT, applicant, error);

  if (entity == NULL)
    return FALSE;
  g_ptr_array_set_size(entity->achievements, 0);
  return TRUE;
}

/* Bonds */

gboolean
silsa_round_draft_bind(SilsaRoundDraft *self,
                       SilsaBond bond,
                       const char *person,
                       const char *applicant,
                       gboolean bound,
                       GError **error)
{
  SilsaRoundEntity *who = demand_entity(self, SILSA_ROUND_PERSON, person, error);
  SilsaRoundEntity *city =
      who != NULL ? demand_entity(self, SILSA_ROUND_APPLICANT, applicant, error) : NULL;
  guint at;

  if (city == NULL)
    return FALSE;
  if (!g_ptr_array_find_with_equal_func(who->bonds[bond], city->id, has_id, &at)) {
    if (bound)
      g_ptr_array_add(who->bonds[bond], g_strdup(city->id));
  } else if (!bound) {
    g_ptr_array_remove_index(who->bonds[bond], at);
  }
  return TRUE;
}

/* Claims */

static void
copy_fact(const char *subject, const char *field, const char *value, gpointer facts)
{
  if (g_str_has_prefix(field, "claim"))
    silsa_facts_set(facts, subject, field, value);
}

/* The claims in an assessment of no city: so they are read by the rules of every other table. */
static SilsaAssessment *
make_desk(SilsaRoundDraft *self, SilsaFacts *claims, GError **error)
{
  static const SilsaCase nobody = {
      .id = "", .purpose = "real", .city_name = "", .assessor_name = "", .preview_policy = "full"};
  g_autoptr(SilsaAssessment) desk = silsa_assessment_new(self->catalogue, &nobody);
  g_autoptr(GPtrArray) subjects = claims != NULL ? silsa_facts_dup_subjects(claims) : NULL;

  for (guint i = 0; subjects != NULL && i < subjects->len; i++) {
    const char *subject = g_ptr_array_index(subjects, i);
    GHashTableIter iter;
    gpointer field, value;

    g_hash_table_iter_init(&iter, silsa_facts_peek(claims, subject));
    while (g_hash_table_iter_next(&iter, &field, &value)) {
      if (!silsa_assessment_load_fact(desk, subject, field, value, error))
        return NULL;
    }
  }
  silsa_assessment_load_done(desk);
  return g_steal_pointer(&desk);
}

SilsaClaimsImport *
silsa_round_draft_take_claims(
    SilsaRoundDraft *self, const char *applicant, GBytes *csv, gboolean replace, GError **error)
{
  SilsaRoundEntity *entity = demand_entity(self, SILSA_ROUND_APPLICANT, applicant, error);
  g_autoptr(SilsaAssessment) desk =
      entity != NULL ? make_desk(self, replace ? NULL : entity->claims, error) : NULL;
  g_autoptr(SilsaClaimsImport) import = desk != NULL ? silsa_claims_read(desk, csv, error) : NULL;
  g_autoptr(SilsaFacts) claims = silsa_facts_new();

  if (import == NULL || !silsa_assessment_check(desk, import->act, error))
    return NULL;
  silsa_assessment_apply(desk, import->act);
  silsa_assessment_foreach_fact(desk, copy_fact, claims);
  silsa_facts_unref(entity->claims);
  entity->claims = g_steal_pointer(&claims);
  return g_steal_pointer(&import);
}

/* Finishing */

static gboolean
refuse_missing(const SilsaRoundEntity *entity, const char *field, GError **error)
{
  silsa_error_set(error, SILSA_ERROR_INVALID, "round-missing", "a field is missing");
  silsa_error_at_subject(error, entity->id);
  silsa_error_with_found(error, field);
  return FALSE;
}

static gboolean
check_required(const SilsaRoundEntity *entity, SilsaRoundPart part, GError **error)
{
  for (const SilsaRoundField *const *at = silsa_round_fields(part); *at != NULL; at++) {
    if ((*at)->required && silsa_round_entity_get(entity, (*at)->name) == NULL)
      return refuse_missing(entity, (*at)->name, error);
  }
  return TRUE;
}

/* What the format wants whole or not at all. */
static gboolean
check_pairs(const SilsaRoundEntity *head, GError **error)
{
  static const char *const groups[][4] = {
      {"registration-from", "registration-to", NULL},
      {"visit-from", "visit-to", NULL},
      {"provenance-ko", "provenance-en", NULL},
      {"keeping-until", "keeping-purpose-ko", "keeping-purpose-en", NULL},
  };

  for (guint i = 0; i < G_N_ELEMENTS(groups); i++) {
    const char *missing = NULL;
    gboolean any = FALSE;

    for (guint n = 0; groups[i][n] != NULL; n++) {
      if (silsa_round_entity_get(head, groups[i][n]) != NULL)
        any = TRUE;
      else
        missing = groups[i][n];
    }
    if (any && missing != NULL)
      return refuse_missing(head, missing, error);
  }
  return TRUE;
}

static gboolean
check_fields(SilsaRoundDraft *self, GError **error)
{
  if (!silsa_round_is_identifier(self->head->id)) {
    refuse_id("identifier", SILSA_ERROR_INVALID, self->head->id, error);
    return FALSE;
  }
  if (!check_required(self->head, SILSA_ROUND_HEAD, error) || !check_pairs(self->head, error))
    return FALSE;
  for (guint part = SILSA_ROUND_APPLICANT; part <= SILSA_ROUND_PERSON; part++) {
    for (guint i = 0; i < self->entities[part]->len; i++) {
      if (!check_required(g_ptr_array_index(self->entities[part], i), (SilsaRoundPart)part, error))
        return FALSE;
    }
  }
  return TRUE;
}

SilsaRound *
silsa_round_draft_finish(SilsaRoundDraft *self, GError **error)
{
  g_autoptr(GBytes) xml = NULL;
  SilsaRound *round;

  if (!check_fields(self, error))
    return NULL;
  xml = silsa_round_draft_to_xml(self);
  round = silsa_round_new_from_bytes(xml, self->catalogue, error);
  if (round == NULL)
    silsa_error_drop_line(error);
  return round;
}
