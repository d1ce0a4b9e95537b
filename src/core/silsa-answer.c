#include "silsa-derived.h"
#include "silsa-field.h"

#include <string.h>

struct _SilsaAnswer {
  GObject parent_instance;

  SilsaCatalogue *catalogue; /* keeps @indicator alive */
  SilsaFacts *facts; /* those of the whole assessment */
  const SilsaIndicator *indicator;
  SilsaDerived *derived;
  guint serial;
};

typedef enum {
  PROP_STATE = 1,
  PROP_RECORDED,
  PROP_FLAGGED,
  PROP_UNVERIFIABLE,
  PROP_CONTRADICTORY,
  PROP_PHOTOS,
  PROP_PERCENT,
  PROP_SERIAL,
} SilsaAnswerProperty;
static GParamSpec *properties[PROP_SERIAL + 1];

G_DEFINE_FINAL_TYPE(SilsaAnswer, silsa_answer, G_TYPE_OBJECT)

static const char *const state_names[] = {"untouched", "in-progress", "complete"};
static const char *const result_names[] = {NULL, "yes", "partly", "no"};
static const char *const finding_names[] = {"strength", "shortcoming", "recommendation"};

/* For drawing only: never between an input and a grade. */
static double
percent_for_drawing(const SilsaDerived *derived)
{
  return derived->has_score ? mpq_get_d(derived->score.percent.q) : -1;
}

static void
silsa_answer_finalize(GObject *object)
{
  SilsaAnswer *self = SILSA_ANSWER(object);

  silsa_derived_free(self->derived);
  silsa_facts_unref(self->facts);
  g_object_unref(self->catalogue);
  G_OBJECT_CLASS(silsa_answer_parent_class)->finalize(object);
}

static void
silsa_answer_get_property(GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  SilsaAnswer *self = SILSA_ANSWER(object);

  switch ((SilsaAnswerProperty)id) {
  case PROP_STATE:
    g_value_set_int(value, (int)self->derived->state);
    break;
  case PROP_RECORDED:
    g_value_set_boolean(value, self->derived->recorded);
    break;
  case PROP_FLAGGED:
    g_value_set_boolean(value, self->derived->flagged);
    break;
  case PROP_UNVERIFIABLE:
    g_value_set_boolean(value, self->derived->unverifiable);
    break;
  case PROP_CONTRADICTORY:
    g_value_set_boolean(value, self->derived->contradictory);
    break;
  case PROP_PHOTOS:
    g_value_set_uint(value, self->derived->n_photos);
    break;
  case PROP_PERCENT:
    g_value_set_double(value, percent_for_drawing(self->derived));
    break;
  case PROP_SERIAL:
    g_value_set_uint(value, self->serial);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID(object, id, pspec);
  }
}

static void
silsa_answer_class_init(SilsaAnswerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS(klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->finalize = silsa_answer_finalize;
  object_class->get_property = silsa_answer_get_property;

  properties[PROP_STATE] = g_param_spec_int("state", NULL, NULL, 0, SILSA_STATE_COMPLETE, 0, flags);
  properties[PROP_RECORDED] = g_param_spec_boolean("recorded", NULL, NULL, FALSE, flags);
  properties[PROP_FLAGGED] = g_param_spec_boolean("flagged", NULL, NULL, FALSE, flags);
  properties[PROP_UNVERIFIABLE] = g_param_spec_boolean("unverifiable", NULL, NULL, FALSE, flags);
  properties[PROP_CONTRADICTORY] = g_param_spec_boolean("contradictory", NULL, NULL, FALSE, flags);
  properties[PROP_PHOTOS] = g_param_spec_uint("photos", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[PROP_PERCENT] = g_param_spec_double("percent", NULL, NULL, -1, 100, -1, flags);
  properties[PROP_SERIAL] = g_param_spec_uint("serial", NULL, NULL, 0, G_MAXUINT, 0, flags);
  g_object_class_install_properties(object_class, G_N_ELEMENTS(properties), properties);
}

static void
silsa_answer_init(SilsaAnswer *self G_GNUC_UNUSED)
{
}

/* --- private to the core --- */

SilsaAnswer *
silsa_answer_new(SilsaCatalogue *catalogue, SilsaFacts *facts, const SilsaIndicator *indicator)
{
  SilsaAnswer *self = g_object_new(SILSA_TYPE_ANSWER, NULL);

  self->catalogue = g_object_ref(catalogue);
  self->facts = silsa_facts_ref(facts);
  self->indicator = indicator;
  return self;
}

const SilsaDerived *
silsa_answer_get_derived(SilsaAnswer *self)
{
  return self->derived;
}

SilsaDerived *
silsa_answer_set_derived(SilsaAnswer *self, SilsaDerived *derived)
{
  SilsaDerived *before = self->derived;

  self->derived = derived;
  return before;
}

const SilsaIndicator *
silsa_answer_get_differs_with(SilsaAnswer *self)
{
  g_return_val_if_fail(SILSA_IS_ANSWER(self), NULL);

  return self->derived->differs_with;
}

char *
silsa_answer_dup_elsewhere(SilsaAnswer *self)
{
  const SilsaIndicator *other = self->derived->differs_with;
  g_autofree char *field =
      g_strconcat("input:", self->indicator->inputs[self->derived->differs_input].id, NULL);

  return g_strdup(silsa_facts_get(self->facts, other->code, field));
}

static void
notify_if(SilsaAnswer *self, SilsaAnswerProperty property, gboolean changed)
{
  if (changed)
    g_object_notify_by_pspec(G_OBJECT(self), properties[property]);
}

void
silsa_answer_notify(SilsaAnswer *self, const SilsaDerived *before)
{
  const SilsaDerived *now = self->derived;
  gboolean state = now->state != before->state;
  gboolean recorded = now->recorded != before->recorded;
  gboolean flagged = now->flagged != before->flagged;
  gboolean unverifiable = now->unverifiable != before->unverifiable;
  gboolean contradictory = now->contradictory != before->contradictory;
  gboolean photos = now->n_photos != before->n_photos;
  gboolean percent = now->has_score != before->has_score ||
                     !mpq_equal(now->score.percent.q, before->score.percent.q);

  /* All compared first: a handler may perform the next act. */
  self->serial++;
  notify_if(self, PROP_STATE, state);
  notify_if(self, PROP_RECORDED, recorded);
  notify_if(self, PROP_FLAGGED, flagged);
  notify_if(self, PROP_UNVERIFIABLE, unverifiable);
  notify_if(self, PROP_CONTRADICTORY, contradictory);
  notify_if(self, PROP_PHOTOS, photos);
  notify_if(self, PROP_PERCENT, percent);
  notify_if(self, PROP_SERIAL, TRUE);
}

/* --- public --- */

const SilsaIndicator *
silsa_answer_get_indicator(SilsaAnswer *self)
{
  g_return_val_if_fail(SILSA_IS_ANSWER(self), NULL);
  return self->indicator;
}

const char *
silsa_answer_get_code(SilsaAnswer *self)
{
  g_return_val_if_fail(SILSA_IS_ANSWER(self), NULL);
  return self->indicator->code;
}

const char *
silsa_answer_get(SilsaAnswer *self, const char *field)
{
  g_return_val_if_fail(SILSA_IS_ANSWER(self), NULL);
  g_return_val_if_fail(field != NULL, NULL);
  return silsa_facts_get(self->facts, self->indicator->code, field);
}

GPtrArray *
silsa_answer_dup_fields(SilsaAnswer *self)
{
  GHashTable *table;
  GPtrArray *fields;

  g_return_val_if_fail(SILSA_IS_ANSWER(self), NULL);
  table = silsa_facts_peek(self->facts, self->indicator->code);
  fields = table != NULL ? g_hash_table_get_keys_as_ptr_array(table) : g_ptr_array_new();
  g_ptr_array_sort_values(fields, (GCompareFunc)strcmp);
  return fields;
}

guint
silsa_answer_get_serial(SilsaAnswer *self)
{
  g_return_val_if_fail(SILSA_IS_ANSWER(self), 0);
  return self->serial;
}

SilsaState
silsa_answer_get_state(SilsaAnswer *self)
{
  g_return_val_if_fail(SILSA_IS_ANSWER(self), SILSA_STATE_UNTOUCHED);
  return self->derived->state;
}

gboolean
silsa_answer_get_recorded(SilsaAnswer *self)
{
  g_return_val_if_fail(SILSA_IS_ANSWER(self), FALSE);
  return self->derived->recorded;
}

gboolean
silsa_answer_get_flagged(SilsaAnswer *self)
{
  g_return_val_if_fail(SILSA_IS_ANSWER(self), FALSE);
  return self->derived->flagged;
}

SilsaFate
silsa_answer_get_fate(SilsaAnswer *self)
{
  g_return_val_if_fail(SILSA_IS_ANSWER(self), SILSA_FATE_OPEN);
  return self->derived->fate;
}

gboolean
silsa_answer_has_claim(SilsaAnswer *self)
{
  g_return_val_if_fail(SILSA_IS_ANSWER(self), FALSE);
  return self->derived->has_claim;
}

int
silsa_answer_get_level(SilsaAnswer *self)
{
  g_return_val_if_fail(SILSA_IS_ANSWER(self), -1);
  return self->derived->level;
}

int
silsa_answer_get_claim_level(SilsaAnswer *self)
{
  g_return_val_if_fail(SILSA_IS_ANSWER(self), -1);
  return self->derived->claim_level;
}

SilsaResult
silsa_answer_get_result(SilsaAnswer *self, const char *check)
{
  g_autofree char *field = NULL;
  const char *value;

  g_return_val_if_fail(SILSA_IS_ANSWER(self), SILSA_RESULT_NONE);
  field = g_strconcat("check:", check, NULL);
  value = silsa_answer_get(self, field);
  return value != NULL ? silsa_result_from_string(value) : SILSA_RESULT_NONE;
}

guint
silsa_answer_get_n_photos(SilsaAnswer *self)
{
  g_return_val_if_fail(SILSA_IS_ANSWER(self), 0);
  return self->derived->n_photos;
}

const SilsaScore *
silsa_answer_get_score(SilsaAnswer *self)
{
  g_return_val_if_fail(SILSA_IS_ANSWER(self), NULL);
  return self->derived->has_score ? &self->derived->score : NULL;
}

const SilsaScore *
silsa_answer_get_claim_score(SilsaAnswer *self)
{
  g_return_val_if_fail(SILSA_IS_ANSWER(self), NULL);
  return self->derived->has_claim_score ? &self->derived->claim_score : NULL;
}

mpq_srcptr
silsa_answer_get_most(SilsaAnswer *self)
{
  g_return_val_if_fail(SILSA_IS_ANSWER(self), NULL);
  return self->derived->most;
}

const char *const *
silsa_answer_get_missing(SilsaAnswer *self)
{
  g_return_val_if_fail(SILSA_IS_ANSWER(self), NULL);
  return (const char *const *)self->derived->missing->pdata;
}

const char *const *
silsa_answer_get_contradictions(SilsaAnswer *self)
{
  g_return_val_if_fail(SILSA_IS_ANSWER(self), NULL);
  return (const char *const *)self->derived->contradictions->pdata;
}

gboolean
silsa_answer_is_justified(SilsaAnswer *self, const char *contradiction)
{
  SilsaScene scene = {.facts = self->facts};

  g_return_val_if_fail(SILSA_IS_ANSWER(self), FALSE);
  return silsa_scene_is_justified(&scene, self->indicator, contradiction);
}

static int
compare_findings(gconstpointer a, gconstpointer b)
{
  const SilsaFinding *left = a, *right = b;

  if (left->kind != right->kind)
    return left->kind < right->kind ? -1 : 1;
  return left->number < right->number ? -1 : left->number > right->number;
}

static gboolean
read_finding(SilsaFinding *finding, const char *field, const char *text)
{
  if (!g_str_has_prefix(field, "finding:"))
    return FALSE;
  field += strlen("finding:");
  for (guint kind = 0; kind < G_N_ELEMENTS(finding_names); kind++) {
    gsize length = strlen(finding_names[kind]);

    if (strncmp(field, finding_names[kind], length) != 0 || field[length] != ':')
      continue;
    finding->kind = (SilsaFindingKind)kind;
    finding->number = (guint)silsa_field_parse_number(field + length + 1, NULL);
    finding->text = text;
    return TRUE;
  }
  return FALSE;
}

GArray *
silsa_answer_get_findings(SilsaAnswer *self)
{
  GArray *findings = g_array_new(FALSE, TRUE, sizeof(SilsaFinding));
  GHashTable *fields = silsa_facts_peek(self->facts, self->indicator->code);
  SilsaFinding finding = {0};
  GHashTableIter iter;
  gpointer field, text;

  if (fields == NULL)
    return findings;
  g_hash_table_iter_init(&iter, fields);
  while (g_hash_table_iter_next(&iter, &field, &text)) {
    if (read_finding(&finding, field, text))
      g_array_append_val(findings, finding);
  }
  g_array_sort(findings, compare_findings);
  return findings;
}

guint
silsa_answer_next_finding_number(SilsaAnswer *self)
{
  g_autoptr(GArray) findings = silsa_answer_get_findings(self);
  guint highest = 0;

  for (guint i = 0; i < findings->len; i++)
    highest = MAX(highest, g_array_index(findings, SilsaFinding, i).number);
  return highest + 1;
}

GArray *
silsa_answer_get_uses(SilsaAnswer *self)
{
  const GArray *derived = self->derived->uses;
  GArray *uses = g_array_sized_new(FALSE, TRUE, sizeof(SilsaUse), derived->len);

  for (guint i = 0; i < derived->len; i++) {
    const SilsaDerivedUse *from = &g_array_index(derived, SilsaDerivedUse, i);
    const char *check = from->check >= 0 ? self->indicator->checks[from->check].code : NULL;
    g_autofree char *field = silsa_field_new_use(from->evidence, check);
    SilsaUse use = {from->evidence, check, silsa_answer_get(self, field)};

    g_array_append_val(uses, use);
  }
  return uses;
}

const char *
silsa_state_to_string(SilsaState state)
{
  return state_names[state];
}

const char *
silsa_result_to_string(SilsaResult result)
{
  return result_names[result];
}

SilsaResult
silsa_result_from_string(const char *text)
{
  for (guint i = 1; i < G_N_ELEMENTS(result_names); i++) {
    if (strcmp(result_names[i], text) == 0)
      return (SilsaResult)i;
  }
  return SILSA_RESULT_NONE;
}

const char *
silsa_finding_kind_to_string(SilsaFindingKind kind)
{
  return finding_names[kind];
}
