#include "silsa-assessment-private.h"

#include "silsa-error.h"
#include "silsa-field.h"

#include <string.h>

/* Whether an act may be performed, and what it comes to: silsa_assessment_check(). */

typedef struct {
  const char *subject, *field; /* in the rehearsal's @strings */
} Place;

/* The act is played through on a draft of the facts; what differs in the end is what it does. */
typedef struct {
  SilsaAssessment *assessment;
  SilsaCatalogue *catalogue;
  SilsaFacts *now, *draft;
  gboolean erases; /* the act is one that erases */
  GArray *places; /* of Place: written to, in that order */
  GStringChunk *strings;
  /* of SilsaIndicator, in the order of their first mention: */
  GPtrArray *indicators; /* written to */
  GPtrArray *asserted; /* whose claim this act says to stand */
  GPtrArray *justified; /* whose justification this act writes */
} Rehearsal;

static void
rehearsal_begin(Rehearsal *self, SilsaAssessment *assessment)
{
  const SilsaScene *scene = silsa_assessment_get_scene(assessment);

  self->assessment = assessment;
  self->catalogue = scene->catalogue;
  self->now = scene->facts;
  self->draft = silsa_facts_new_draft(scene->facts);
  self->places = g_array_new(FALSE, FALSE, sizeof(Place));
  self->strings = g_string_chunk_new(1024);
  self->indicators = g_ptr_array_new();
  self->asserted = g_ptr_array_new();
  self->justified = g_ptr_array_new();
}

static void
rehearsal_clear(Rehearsal *self)
{
  silsa_facts_unref(self->draft);
  g_array_unref(self->places);
  g_string_chunk_free(self->strings);
  g_ptr_array_unref(self->indicators);
  g_ptr_array_unref(self->asserted);
  g_ptr_array_unref(self->justified);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Rehearsal, rehearsal_clear)

static void
add_once(GPtrArray *indicators, const SilsaIndicator *indicator)
{
  if (!g_ptr_array_find(indicators, indicator, NULL))
    g_ptr_array_add(indicators, (gpointer)indicator);
}

static const char *
get(const Rehearsal *self, const char *subject, const char *field)
{
  return silsa_facts_get(self->draft, subject, field);
}

static void
set(Rehearsal *self, const char *subject, const char *field, const char *value)
{
  Place place;

  if (!silsa_facts_set(self->draft, subject, field, value))
    return;
  place.subject = g_string_chunk_insert(self->strings, subject);
  place.field = g_string_chunk_insert(self->strings, field);
  g_array_append_val(self->places, place);
}

/* --- what one change brings with it --- */

/* A value takes the place of "unverifiable"; one that differs from the claim takes back
 * "confirmed". */
static void
follow_value(Rehearsal *self, const SilsaField *field, const char *value)
{
  const char *code = field->indicator->code;
  g_autofree char *claim =
      field->kind == SILSA_FIELD_LEVEL
          ? g_strdup("claim:level")
          : g_strconcat("claim:", field->indicator->inputs[field->index].id, NULL);
  const char *claimed = get(self, code, claim);

  if (value != NULL)
    set(self, code, "unverifiable", NULL);
  if (claimed != NULL && g_strcmp0(claimed, value) != 0) {
    set(self, code, "confirmed", NULL);
    g_ptr_array_remove(self->asserted, (gpointer)field->indicator);
  }
}

static void
follow_unverifiable(Rehearsal *self, const SilsaIndicator *indicator)
{
  for (guint i = 0; i < indicator->n_inputs; i++) {
    g_autofree char *field = g_strconcat("input:", indicator->inputs[i].id, NULL);

    set(self, indicator->code, field, NULL);
  }
  set(self, indicator->code, "level", NULL);
  set(self, indicator->code, "confirmed", NULL);
  g_ptr_array_remove(self->asserted, (gpointer)indicator);
}

static void
follow_confirmed(Rehearsal *self, const SilsaIndicator *indicator, const char *value)
{
  if (value == NULL) {
    g_ptr_array_remove(self->asserted, (gpointer)indicator);
    return;
  }
  set(self, indicator->code, "unverifiable", NULL);
  add_once(self->asserted, indicator);
}

static void
follow_removed(Rehearsal *self, const SilsaField *field, const char *value)
{
  char subject[SILSA_FIELD_EVIDENCE_SIZE];

  if (value == NULL)
    set(self, silsa_field_write_evidence(subject, field->number), "removed-reason", NULL);
}

static void
follow(Rehearsal *self, const SilsaField *field, const char *value)
{
  switch (field->kind) {
  case SILSA_FIELD_INPUT:
  case SILSA_FIELD_LEVEL:
    follow_value(self, field, value);
    break;
  case SILSA_FIELD_UNVERIFIABLE:
    if (value != NULL)
      follow_unverifiable(self, field->indicator);
    break;
  case SILSA_FIELD_CONFIRMED:
    follow_confirmed(self, field->indicator, value);
    break;
  case SILSA_FIELD_REMOVED:
    follow_removed(self, field, value);
    break;
  case SILSA_FIELD_JUSTIFY:
    add_once(self->justified, field->indicator);
    break;
  default:
    break;
  }
}

/* --- one change --- */

/* Only what follows from others may not be set directly, and a reason only where it has a place. */
static gboolean
can_be_set(const Rehearsal *self, const SilsaChange *change, const SilsaField *field)
{
  if (field->kind == SILSA_FIELD_ERASED)
    return self->erases && change->new_value != NULL;
  if (field->kind == SILSA_FIELD_REMOVED_REASON && change->new_value != NULL)
    return get(self, change->subject, "removed") != NULL;
  return field->kind != SILSA_FIELD_JUSTIFY_CODES && field->kind != SILSA_FIELD_RENDITION_OF &&
         field->kind != SILSA_FIELD_WITHHELD;
}

/* "send" stands in the round too, where it is the rule for all. */
static gboolean
is_about_a_picture(const SilsaField *field)
{
  return field->number > 0 && (field->kind == SILSA_FIELD_SEND || field->kind == SILSA_FIELD_SHAPE);
}

static gboolean
refers_to_evidence(const SilsaField *field, const char *value)
{
  return field->kind == SILSA_FIELD_REMOVED || (field->kind == SILSA_FIELD_USE && value != NULL) ||
         (field->kind == SILSA_FIELD_SUBMITTED && value != NULL) ||
         (field->kind == SILSA_FIELD_MARK && value != NULL) ||
         (is_about_a_picture(field) && value != NULL) ||
         (field->kind == SILSA_FIELD_ERASED && field->number > 0);
}

static gboolean
check_evidence(Rehearsal *self, const SilsaField *field, const char *value, GError **error)
{
  SilsaEvidence *evidence;

  if (field->kind == SILSA_FIELD_ERASED && value == NULL)
    return silsa_error_set(error, SILSA_ERROR_INVALID, "erase-reason",
                           "nothing is erased silently");
  if (!refers_to_evidence(field, value))
    return TRUE;
  evidence = silsa_assessment_find_evidence(self->assessment, field->number);
  if (evidence == NULL || silsa_assessment_is_erased(self->assessment, field->number))
    return silsa_error_set(error, SILSA_ERROR_NOT_FOUND, "unknown-evidence",
                           "there is no evidence number %" G_GINT64_FORMAT, field->number);
  if (is_about_a_picture(field) && !silsa_evidence_is_picture(evidence))
    return silsa_error_set(error, SILSA_ERROR_INVALID, "not-a-picture",
                           "number %" G_GINT64_FORMAT " is no picture", field->number);
  return TRUE;
}

static gboolean
perform(Rehearsal *self, const SilsaChange *change, GError **error)
{
  g_autofree char *normal = NULL;
  const char *value = NULL;
  SilsaField field;

  if (!silsa_field_parse(&field, self->catalogue, change->subject, change->field, error))
    return FALSE;
  if (!can_be_set(self, change, &field))
    return silsa_error_set(error, SILSA_ERROR_INVALID, "unknown-field", "not to be set directly");
  if (change->new_value != NULL) {
    normal = silsa_field_normalise(&field, self->catalogue, change->new_value, error);
    if (normal == NULL)
      return FALSE;
    if (*normal != '\0' || field.kind == SILSA_FIELD_USE)
      value = normal;
  }
  if (!check_evidence(self, &field, value, error))
    return FALSE;
  set(self, change->subject, change->field, value);
  if (field.indicator != NULL)
    add_once(self->indicators, field.indicator);
  follow(self, &field, value);
  return TRUE;
}

/* --- the act as a whole --- */

/* "confirmed" stands only while every claimed value is the verified one. */
static gboolean
settle_claim(Rehearsal *self, const SilsaIndicator *indicator, GError **error)
{
  SilsaScene scene = *silsa_assessment_get_scene(self->assessment);

  scene.facts = self->draft;
  if (get(self, indicator->code, "confirmed") == NULL ||
      silsa_scene_claim_is_met(&scene, indicator))
    return TRUE;
  if (g_ptr_array_find(self->asserted, indicator, NULL)) {
    gboolean claim = silsa_scene_has_claim(&scene, indicator);

    silsa_error_set(error, SILSA_ERROR_INVALID, claim ? "confirmed-differs" : "no-claim", "%s",
                    claim ? "a claim is confirmed only where the verified values equal it"
                          : "there is no claim to confirm");
    silsa_error_at_subject(error, indicator->code);
    return FALSE;
  }
  set(self, indicator->code, "confirmed", NULL);
  return TRUE;
}

static gboolean
check_findings(Rehearsal *self, const SilsaIndicator *indicator, GError **error)
{
  GHashTable *fields = silsa_facts_peek(self->draft, indicator->code);
  g_autoptr(GHashTable) numbers = g_hash_table_new(g_str_hash, g_str_equal);
  GHashTableIter iter;
  gpointer field;

  if (fields == NULL)
    return TRUE;
  g_hash_table_iter_init(&iter, fields);
  while (g_hash_table_iter_next(&iter, &field, NULL)) {
    if (!g_str_has_prefix(field, "finding:") || g_hash_table_add(numbers, strrchr(field, ':') + 1))
      continue;
    silsa_error_set(error, SILSA_ERROR_INVALID, "finding-number",
                    "two findings have the same number");
    silsa_error_at_subject(error, indicator->code);
    silsa_error_with_found(error, strrchr(field, ':') + 1);
    return FALSE;
  }
  return TRUE;
}

/* A later version of the round may bring another population in the same act. */
static guint64
draft_population(const Rehearsal *self)
{
  const char *population = get(self, "city", "population");

  return population != NULL ? g_ascii_strtoull(population, NULL, 10)
                            : silsa_assessment_get_case(self->assessment)->population;
}

static guint
draft_class(const Rehearsal *self)
{
  const char *id = get(self, "city", "class");
  guint64 population = draft_population(self);
  int n = id != NULL ? silsa_catalogue_find_class(self->catalogue, id) : -1;

  return n >= 0 ? (guint)n : silsa_catalogue_propose_class(self->catalogue, population);
}

/* A class other than the population's needs a reason (DESIGN §1). */
static gboolean
check_class(const Rehearsal *self, GError **error)
{
  guint64 population = draft_population(self);

  if (g_strcmp0(get(self, "city", "class"), silsa_facts_get(self->now, "city", "class")) == 0 &&
      g_strcmp0(get(self, "city", "class-reason"),
                silsa_facts_get(self->now, "city", "class-reason")) == 0)
    return TRUE;
  if (population == 0 || get(self, "city", "class-reason") != NULL ||
      draft_class(self) == silsa_catalogue_propose_class(self->catalogue, population))
    return TRUE;
  silsa_error_set(error, SILSA_ERROR_INVALID, "class-reason",
                  "a class other than the population's needs a reason");
  silsa_error_at_subject(error, "city class");
  return FALSE;
}

/* A justification covers the contradictions that stand when it is written, no later ones. */
static void
settle_justification(Rehearsal *self, const SilsaIndicator *indicator)
{
  SilsaScene scene = *silsa_assessment_get_scene(self->assessment);
  g_autoptr(SilsaDerived) derived = NULL;
  g_autofree char *codes = NULL;

  if (get(self, indicator->code, "justify") == NULL) {
    set(self, indicator->code, "justify-codes", NULL);
    return;
  }
  scene.facts = self->draft;
  scene.class_index = draft_class(self);
  derived = silsa_derived_new(&scene, indicator);
  g_ptr_array_sort_values(derived->contradictions, (GCompareFunc)strcmp);
  codes = g_strjoinv(" ", (char **)derived->contradictions->pdata);
  set(self, indicator->code, "justify-codes", *codes != '\0' ? codes : NULL);
}

static gboolean
settle_indicators(Rehearsal *self, GError **error)
{
  for (guint i = 0; i < self->indicators->len; i++) {
    const SilsaIndicator *indicator = g_ptr_array_index(self->indicators, i);

    if (!settle_claim(self, indicator, error) || !check_findings(self, indicator, error))
      return FALSE;
  }
  for (guint i = 0; i < self->justified->len; i++)
    settle_justification(self, g_ptr_array_index(self->justified, i));
  return TRUE;
}

static guint
hash_place(gconstpointer data)
{
  const Place *place = data;

  return g_str_hash(place->subject) * 33 + g_str_hash(place->field);
}

static gboolean
places_equal(gconstpointer a, gconstpointer b)
{
  const Place *left = a, *right = b;

  return strcmp(left->subject, right->subject) == 0 && strcmp(left->field, right->field) == 0;
}

/* Every place once, in the order in which it was first written to. */
static void
write_changes(const Rehearsal *self, SilsaAct *act)
{
  g_autoptr(GHashTable) done = g_hash_table_new(hash_place, places_equal);

  g_ptr_array_set_size(act->changes, 0);
  for (guint i = 0; i < self->places->len; i++) {
    Place *place = &g_array_index(self->places, Place, i);
    const char *before = silsa_facts_get(self->now, place->subject, place->field);
    const char *after = get(self, place->subject, place->field);

    if (g_strcmp0(before, after) != 0 && g_hash_table_add(done, place))
      silsa_act_add_change(act, place->subject, place->field, before, after);
  }
}

gboolean
silsa_assessment_check(SilsaAssessment *self, SilsaAct *act, GError **error)
{
  g_auto(Rehearsal) rehearsal = {0};

  g_return_val_if_fail(SILSA_IS_ASSESSMENT(self), FALSE);
  g_return_val_if_fail(act != NULL, FALSE);

  rehearsal_begin(&rehearsal, self);
  if (silsa_assessment_get(self, "city", "erased") != NULL)
    return silsa_error_set(error, SILSA_ERROR_INVALID, "file-erased", "the content was erased");
  rehearsal.erases = g_str_has_prefix(act->name, "erase-");
  for (guint i = 0; i < act->changes->len; i++) {
    const SilsaChange *change = g_ptr_array_index(act->changes, i);

    if (!perform(&rehearsal, change, error)) {
      g_autofree char *where = g_strdup_printf("%s %s", change->subject, change->field);

      silsa_error_at_subject(error, where);
      return FALSE;
    }
  }
  if (!settle_indicators(&rehearsal, error) || !check_class(&rehearsal, error))
    return FALSE;
  write_changes(&rehearsal, act);
  return TRUE;
}

/* --- acts that are more than one change --- */

SilsaAct *
silsa_act_confirm_claim(SilsaAnswer *answer)
{
  const SilsaIndicator *indicator = silsa_answer_get_indicator(answer);
  SilsaAct *act = silsa_act_new("confirm-claim", indicator->code);
  const char *level = silsa_answer_get(answer, "claim:level");

  for (guint i = 0; i < indicator->n_inputs; i++) {
    g_autofree char *from = g_strconcat("claim:", indicator->inputs[i].id, NULL);
    g_autofree char *to = g_strconcat("input:", indicator->inputs[i].id, NULL);
    const char *value = silsa_answer_get(answer, from);

    if (value != NULL)
      silsa_act_add(act, indicator->code, to, value);
  }
  if (indicator->kind == SILSA_KIND_QUALITATIVE && level != NULL)
    silsa_act_add(act, indicator->code, "level", level);
  silsa_act_add(act, indicator->code, "confirmed", "1");
  return act;
}

static gboolean
claim_is_contradicted(SilsaAnswer *answer, const char *id)
{
  g_autofree char *field = g_strconcat("claim:", id, NULL);
  const char *claim = silsa_answer_get(answer, field);
  const char *value;
  g_autofree char *verified =
      g_str_equal(id, "level") ? g_strdup(id) : g_strconcat("input:", id, NULL);

  value = silsa_answer_get(answer, verified);
  return value != NULL && g_strcmp0(value, claim) != 0;
}

gboolean
silsa_answer_can_confirm(SilsaAnswer *answer)
{
  const SilsaIndicator *indicator = silsa_answer_get_indicator(answer);

  if (!silsa_answer_has_claim(answer) || silsa_answer_get_fate(answer) != SILSA_FATE_OPEN)
    return FALSE;
  for (guint i = 0; i < indicator->n_inputs; i++)
    if (claim_is_contradicted(answer, indicator->inputs[i].id))
      return FALSE;
  return indicator->kind != SILSA_KIND_QUALITATIVE || !claim_is_contradicted(answer, "level");
}

SilsaAct *
silsa_act_confirm_claims(GPtrArray *answers)
{
  SilsaAct *act = silsa_act_new("confirm-claim", NULL);

  for (guint i = 0; i < answers->len; i++) {
    SilsaAnswer *answer = g_ptr_array_index(answers, i);
    g_autoptr(SilsaAct) one = NULL;

    if (!silsa_answer_can_confirm(answer))
      continue;
    one = silsa_act_confirm_claim(answer);
    for (guint k = 0; k < one->changes->len; k++) {
      const SilsaChange *change = g_ptr_array_index(one->changes, k);

      silsa_act_add(act, change->subject, change->field, change->new_value);
    }
  }
  return act;
}

SilsaAct *
silsa_act_flag(GPtrArray *answers, gboolean flagged)
{
  SilsaAct *act = silsa_act_new("flag", NULL);

  for (guint i = 0; i < answers->len; i++)
    silsa_act_add(act, silsa_answer_get_code(g_ptr_array_index(answers, i)), "flag",
                  flagged ? "1" : NULL);
  return act;
}

/* justify-codes goes with justify. */
static gboolean
is_cleared(const char *field)
{
  static const char *const kept[] = {"claim", "use:", "flag", "internal-note", "justify-codes"};

  for (guint i = 0; i < G_N_ELEMENTS(kept); i++) {
    if (g_str_has_prefix(field, kept[i]))
      return FALSE;
  }
  return TRUE;
}

SilsaAct *
silsa_act_clear_answer(SilsaAnswer *answer)
{
  const char *code = silsa_answer_get_code(answer);
  SilsaAct *act = silsa_act_new("clear", code);
  g_autoptr(GPtrArray) fields = silsa_answer_dup_fields(answer);

  for (guint i = 0; i < fields->len; i++) {
    const char *field = g_ptr_array_index(fields, i);

    if (is_cleared(field))
      silsa_act_add(act, code, field, NULL);
  }
  return act;
}
