#include "silsa-derived.h"

#include "silsa-field.h"
#include "silsa-values.h"

#include <string.h>

/* DESIGN §6: a check answered no goes with less than this, one answered partly with less than all.
 */
#define PERCENT_OF_A_NO 60
#define PERCENT_OF_ALL 100

/* Above 0: with none reserved an empty list would have no NULL at its end. */
#define CODES_RESERVED 4

/* The longest field built here: "input:" and an identifier, which has at most 48 characters. */
#define NAME_SIZE 80

typedef struct {
  const SilsaScene *scene;
  const SilsaIndicator *indicator;
  SilsaDerived *out;
  SilsaValues values;
} Derivation;

/* @text as the number of a level that there is, else -1. */
static int
parse_level(const Derivation *self, const char *text)
{
  guint64 number;

  if (text == NULL || self->indicator->kind != SILSA_KIND_QUALITATIVE ||
      !g_ascii_string_to_unsigned(text, 10, 0, G_MAXINT32, &number, NULL))
    return -1;
  for (guint i = 0; i < self->indicator->n_levels; i++) {
    if (self->indicator->levels[i].number == (int)number)
      return (int)number;
  }
  return -1;
}

/* --- inputs as numbers --- */

typedef struct {
  guint n, n_standing;
  SilsaRational values[SILSA_MOST_INPUTS];
  mpq_srcptr pointers[SILSA_MOST_INPUTS]; /* NULL where nothing valid stands */
} Inputs;

static void
inputs_read(Inputs *inputs, const Derivation *self, const char *const *texts)
{
  inputs->n = self->indicator->n_inputs;
  for (guint i = 0; i < inputs->n; i++) {
    if (texts[i] == NULL)
      continue;
    silsa_rational_init(&inputs->values[i]);
    if (!silsa_decimal_parse(texts[i], inputs->values[i].q, NULL))
      continue;
    inputs->pointers[i] = inputs->values[i].q;
    inputs->n_standing++;
  }
}

static void
inputs_clear(Inputs *inputs)
{
  for (guint i = 0; i < inputs->n; i++)
    silsa_rational_clear(&inputs->values[i]);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Inputs, inputs_clear)

/* --- scores --- */

/* What the values and the level earn; FALSE when not whole. */
static gboolean
score_values(const Derivation *self, SilsaScore *score, const Inputs *inputs, int level)
{
  int decimals = silsa_catalogue_get_decimals(self->scene->catalogue);

  if (self->indicator->kind == SILSA_KIND_QUALITATIVE) {
    if (level < 0)
      return FALSE;
    silsa_score_from_level(score, self->indicator, decimals, level);
    return TRUE;
  }
  if (inputs->n_standing < inputs->n)
    return FALSE;
  silsa_score_from_inputs(score, self->indicator, self->scene->class_index, decimals,
                          inputs->pointers);
  return TRUE;
}

static void
derive_scores(Derivation *self, const Inputs *verified)
{
  SilsaDerived *out = self->out;
  g_auto(Inputs) claimed = {0};

  out->level = parse_level(self, self->values.level);
  out->claim_level = parse_level(self, self->values.claim_level);
  out->unverifiable = self->values.unverifiable;
  out->recorded = !out->unverifiable && score_values(self, &out->score, verified, out->level);
  out->has_score = out->recorded || out->unverifiable; /* unverifiable: as initialised, 0 */

  inputs_read(&claimed, self, self->values.claims);
  out->has_claim_score = score_values(self, &out->claim_score, &claimed, out->claim_level);
  out->most = silsa_indicator_get_most(self->indicator, self->scene->class_index);
}

/* --- the claim --- */

typedef enum { CLAIM_NONE, CLAIM_MET, CLAIM_NOT_MET, CLAIM_DIFFERS } ClaimState;

static ClaimState
compare_value(ClaimState state, const char *claim, const char *value)
{
  if (claim == NULL)
    return state;
  if (value == NULL)
    return MAX(state, CLAIM_NOT_MET);
  return strcmp(claim, value) == 0 ? MAX(state, CLAIM_MET) : CLAIM_DIFFERS;
}

/* The values are canonical, so that equal numbers are equal texts. */
static ClaimState
compare_claim(const SilsaIndicator *indicator, const SilsaValues *values)
{
  ClaimState state = CLAIM_NONE;

  if (indicator->kind == SILSA_KIND_QUALITATIVE)
    return compare_value(state, values->claim_level, values->level);
  for (guint i = 0; i < indicator->n_inputs; i++)
    state = compare_value(state, values->claims[i], values->inputs[i]);
  return state;
}

static void
derive_fate(Derivation *self)
{
  ClaimState claim = compare_claim(self->indicator, &self->values);

  self->out->has_claim = claim != CLAIM_NONE;
  if (self->out->unverifiable)
    self->out->fate = SILSA_FATE_UNVERIFIABLE;
  else if (claim == CLAIM_DIFFERS)
    self->out->fate = SILSA_FATE_CORRECTED;
  else if (self->values.confirmed)
    self->out->fate = SILSA_FATE_CONFIRMED;
  else
    self->out->fate = SILSA_FATE_OPEN;
}

/* --- evidence --- */

static int
compare_uses(gconstpointer a, gconstpointer b)
{
  const SilsaDerivedUse *left = a, *right = b;

  if (left->evidence != right->evidence)
    return left->evidence < right->evidence ? -1 : 1;
  return left->check < right->check ? -1 : left->check > right->check;
}

static const char *
find_original(const SilsaScene *scene, SilsaEvidence *evidence)
{
  const SilsaEvidenceFacts *known = silsa_evidence_get_facts(evidence);
  char subject[SILSA_FIELD_EVIDENCE_SIZE];
  const char *original =
      silsa_facts_get(scene->facts, silsa_field_write_evidence(subject, known->id), "rendition-of");

  return original != NULL ? original : known->sha256;
}

/* Photos count once per indicator by digest; two entries with the same bytes are one photo. A copy
 * counts as the photo that it was made of. */
static void
note_use(Derivation *self, const char *rest, GHashTable **photos)
{
  SilsaDerivedUse use = {.check = -1};
  SilsaEvidence *evidence;

  use.evidence = silsa_field_parse_number(rest, &rest);
  evidence = silsa_scene_find_evidence(self->scene, use.evidence);
  if (evidence == NULL)
    return;
  if (*rest == ':') {
    use.check = silsa_indicator_find_check(self->indicator, rest + 1);
    if (use.check < 0)
      return;
  }
  self->values.touched = TRUE;
  g_array_append_val(self->out->uses, use);
  if (!silsa_evidence_is_picture(evidence))
    return;
  if (*photos == NULL)
    *photos = g_hash_table_new(g_str_hash, g_str_equal);
  g_hash_table_add(*photos, (gpointer)find_original(self->scene, evidence));
  if (use.check >= 0)
    self->out->photo_checks |= (guint32)1 << use.check;
}

/* Which evidence is used; what is there touches the indicator, too. */
static void
derive_uses(Derivation *self)
{
  g_autoptr(GHashTable) photos = NULL;
  GHashTableIter iter;
  gpointer field;

  if (self->values.n_uses == 0)
    return;
  g_hash_table_iter_init(&iter, self->values.fields);
  while (g_hash_table_iter_next(&iter, &field, NULL)) {
    if (g_str_has_prefix(field, "use:"))
      note_use(self, (const char *)field + strlen("use:"), &photos);
  }
  g_array_sort(self->out->uses, compare_uses);
  self->out->n_photos = photos != NULL ? g_hash_table_size(photos) : 0;
}

/* --- contradictions --- */

static void
add_contradiction(Derivation *self, const char *code)
{
  g_ptr_array_add(self->out->contradictions, g_strdup(code));
}

static gboolean
has_required(const Derivation *self, SilsaResult result)
{
  for (guint i = 0; i < self->indicator->n_checks; i++) {
    if (self->indicator->checks[i].required && self->values.results[i] == result)
      return TRUE;
  }
  return FALSE;
}

static gboolean
all_required_yes(const Derivation *self)
{
  guint n_required = 0;

  for (guint i = 0; i < self->indicator->n_checks; i++) {
    if (!self->indicator->checks[i].required)
      continue;
    if (self->values.results[i] != SILSA_RESULT_YES)
      return FALSE;
    n_required++;
  }
  return n_required > 0;
}

static gboolean
lacks_check_photo(const Derivation *self)
{
  for (guint i = 0; i < self->indicator->n_checks; i++) {
    SilsaResult result = self->values.results[i];

    if (self->indicator->checks[i].evidence == SILSA_EVIDENCE_PHOTO &&
        (result == SILSA_RESULT_YES || result == SILSA_RESULT_PARTLY) &&
        (self->out->photo_checks & ((guint32)1 << i)) == 0)
      return TRUE;
  }
  return FALSE;
}

/* The first other indicator, in catalogue order, where input @n stands with another value. */
static const SilsaIndicator *
find_difference(const Derivation *self, guint n)
{
  const char *id = self->indicator->inputs[n].id;
  const char *own = self->values.inputs[n];
  GPtrArray *sharing = own != NULL ? g_hash_table_lookup(self->scene->shared, id) : NULL;
  char field[NAME_SIZE];

  if (sharing == NULL)
    return NULL;
  g_snprintf(field, sizeof field, "input:%s", id);
  for (guint i = 0; i < sharing->len; i++) {
    const SilsaIndicator *other = g_ptr_array_index(sharing, i);
    const char *value =
        other != self->indicator ? silsa_facts_get(self->scene->facts, other->code, field) : NULL;

    if (value != NULL && strcmp(value, own) != 0)
      return other;
  }
  return NULL;
}

static void
derive_earning_contradictions(Derivation *self)
{
  SilsaDerived *out = self->out;
  mpq_srcptr percent = out->score.percent.q;

  if (out->recorded && mpq_cmp_ui(percent, PERCENT_OF_A_NO, 1) >= 0 &&
      has_required(self, SILSA_RESULT_NO))
    add_contradiction(self, "required-no");
  if (out->recorded && mpq_cmp_ui(percent, PERCENT_OF_ALL, 1) >= 0 &&
      has_required(self, SILSA_RESULT_PARTLY))
    add_contradiction(self, "required-partly");
  if (out->recorded && out->has_claim_score && mpq_cmp(percent, out->claim_score.percent.q) > 0)
    add_contradiction(self, "better-than-claim");
  if (out->recorded && out->n_photos < self->indicator->expected_photos)
    add_contradiction(self, "photos-fewer");
  if (lacks_check_photo(self))
    add_contradiction(self, "photo-check");
  if (out->recorded && out->score.divides_by_zero)
    add_contradiction(self, "divides-by-zero");
  if (out->has_score && mpq_sgn(percent) == 0 && all_required_yes(self))
    add_contradiction(self, "zero-though-yes");
}

static void
derive_input_contradictions(Derivation *self, const Inputs *verified)
{
  for (guint i = 0; i < verified->n; i++) {
    const SilsaInput *input = &self->indicator->inputs[i];
    mpq_srcptr bound = input->at_most >= 0 ? verified->pointers[input->at_most] : NULL;

    if (bound != NULL && verified->pointers[i] != NULL && mpq_cmp(verified->pointers[i], bound) > 0)
      g_ptr_array_add(self->out->contradictions, g_strdup_printf("at-most:%s", input->id));
  }
  for (guint i = 0; i < verified->n; i++) {
    self->out->differs_with = find_difference(self, i);
    if (self->out->differs_with != NULL) {
      self->out->differs_input = (int)i;
      add_contradiction(self, "fact-differs");
      return;
    }
  }
}

/* --- what is missing --- */

/* @codes: nullable, parted by spaces */
static gboolean
names_code(const char *codes, const char *code)
{
  gsize length = strlen(code);

  for (const char *at = codes; at != NULL; at = strchr(at, ' ')) {
    at += strspn(at, " ");
    if (strcspn(at, " ") == length && strncmp(at, code, length) == 0)
      return TRUE;
  }
  return FALSE;
}

static void
add_missing(Derivation *self, const char *prefix, const char *name)
{
  g_ptr_array_add(self->out->missing, g_strconcat(prefix, name, NULL));
}

static void
derive_missing_values(Derivation *self, const Inputs *verified)
{
  if (self->out->unverifiable)
    return;
  if (self->indicator->kind == SILSA_KIND_QUALITATIVE && self->out->level < 0)
    add_missing(self, "level", NULL);
  for (guint i = 0; i < verified->n; i++) {
    if (verified->pointers[i] == NULL)
      add_missing(self, "input:", self->indicator->inputs[i].id);
  }
}

static void
derive_missing(Derivation *self, const Inputs *verified)
{
  SilsaDerived *out = self->out;

  derive_missing_values(self, verified);
  for (guint i = 0; i < self->indicator->n_checks; i++) {
    if (self->indicator->checks[i].required && self->values.results[i] == SILSA_RESULT_NONE)
      add_missing(self, "check:", self->indicator->checks[i].code);
  }
  if (out->has_claim && out->fate == SILSA_FATE_OPEN)
    add_missing(self, "claim", NULL);
  if (out->fate == SILSA_FATE_CORRECTED && self->values.reason == NULL)
    add_missing(self, "reason", NULL);
  for (guint i = 0; i < out->contradictions->len; i++) {
    const char *code = g_ptr_array_index(out->contradictions, i);

    if (self->values.justified && names_code(self->values.justify_codes, code))
      continue;
    out->contradictory = TRUE;
    add_missing(self, "justify:", code);
  }
}

/* --- the whole --- */

static SilsaDerived *
make(void)
{
  SilsaDerived *self = g_new0(SilsaDerived, 1);

  silsa_score_init(&self->score);
  silsa_score_init(&self->claim_score);
  self->missing = g_ptr_array_new_null_terminated(CODES_RESERVED, g_free, TRUE);
  self->contradictions = g_ptr_array_new_null_terminated(CODES_RESERVED, g_free, TRUE);
  self->uses = g_array_new(FALSE, TRUE, sizeof(SilsaDerivedUse));
  return self;
}

static void
forget(SilsaDerived *self)
{
  g_ptr_array_set_size(self->missing, 0);
  g_ptr_array_set_size(self->contradictions, 0);
  g_array_set_size(self->uses, 0);
  silsa_score_reset(&self->score);
  silsa_score_reset(&self->claim_score);
  self->contradictory = FALSE;
  self->n_photos = 0;
  self->photo_checks = 0;
  self->differs_with = NULL;
}

static void
fill(SilsaDerived *self, const SilsaScene *scene, const SilsaIndicator *indicator)
{
  Derivation derivation = {.scene = scene, .indicator = indicator, .out = self};
  g_auto(Inputs) verified = {0};

  self->differs_input = -1;
  silsa_values_read(&derivation.values, scene->facts, indicator);
  self->flagged = derivation.values.flagged;
  inputs_read(&verified, &derivation, derivation.values.inputs);
  derive_scores(&derivation, &verified);
  derive_fate(&derivation);
  derive_uses(&derivation);
  derive_earning_contradictions(&derivation);
  derive_input_contradictions(&derivation, &verified);
  derive_missing(&derivation, &verified);
  /* "complete" of DESIGN §6 is exactly: nothing is missing. */
  if (self->missing->len == 0)
    self->state = SILSA_STATE_COMPLETE;
  else
    self->state = derivation.values.touched ? SILSA_STATE_IN_PROGRESS : SILSA_STATE_UNTOUCHED;
}

SilsaDerived *
silsa_derived_renew(SilsaDerived *self, const SilsaScene *scene, const SilsaIndicator *indicator)
{
  if (self == NULL)
    return silsa_derived_new(scene, indicator);
  forget(self);
  fill(self, scene, indicator);
  return self;
}

SilsaDerived *
silsa_derived_new(const SilsaScene *scene, const SilsaIndicator *indicator)
{
  SilsaDerived *self = make();

  fill(self, scene, indicator);
  return self;
}

void
silsa_derived_free(SilsaDerived *self)
{
  if (self == NULL)
    return;
  silsa_score_clear(&self->score);
  silsa_score_clear(&self->claim_score);
  g_ptr_array_unref(self->missing);
  g_ptr_array_unref(self->contradictions);
  g_array_unref(self->uses);
  g_free(self);
}

static gboolean
scores_equal(const SilsaScore *a, const SilsaScore *b)
{
  return a->has_value == b->has_value && a->divides_by_zero == b->divides_by_zero &&
         (!a->has_value || mpq_equal(a->value.q, b->value.q)) &&
         mpq_equal(a->percent.q, b->percent.q) && mpq_equal(a->points.q, b->points.q);
}

static gboolean
codes_equal(const GPtrArray *a, const GPtrArray *b)
{
  return g_strv_equal((const char *const *)a->pdata, (const char *const *)b->pdata);
}

static gboolean
uses_equal(const GArray *a, const GArray *b)
{
  return a->len == b->len &&
         (a->len == 0 || memcmp(a->data, b->data, a->len * sizeof(SilsaDerivedUse)) == 0);
}

gboolean
silsa_derived_equal(const SilsaDerived *a, const SilsaDerived *b)
{
  return a->state == b->state && a->fate == b->fate && a->recorded == b->recorded &&
         a->unverifiable == b->unverifiable && a->flagged == b->flagged &&
         a->has_claim == b->has_claim && a->contradictory == b->contradictory &&
         a->has_score == b->has_score && a->has_claim_score == b->has_claim_score &&
         a->level == b->level && a->claim_level == b->claim_level && a->n_photos == b->n_photos &&
         a->photo_checks == b->photo_checks && a->differs_input == b->differs_input &&
         a->differs_with == b->differs_with && scores_equal(&a->score, &b->score) &&
         scores_equal(&a->claim_score, &b->claim_score) && mpq_equal(a->most, b->most) &&
         codes_equal(a->missing, b->missing) && codes_equal(a->contradictions, b->contradictions) &&
         uses_equal(a->uses, b->uses);
}

/* --- the scene --- */

SilsaEvidence *
silsa_scene_find_evidence(const SilsaScene *scene, gint64 id)
{
  SilsaEvidence *evidence = g_hash_table_lookup(scene->evidence, &id);

  return evidence != NULL && !silsa_scene_evidence_is_gone(scene, id) ? evidence : NULL;
}

gboolean
silsa_scene_evidence_is_gone(const SilsaScene *scene, gint64 id)
{
  char subject[SILSA_FIELD_EVIDENCE_SIZE];
  GHashTable *fields = silsa_facts_peek(scene->facts, silsa_field_write_evidence(subject, id));

  return fields != NULL && g_hash_table_size(fields) > 0 &&
         (g_hash_table_contains(fields, "removed") || g_hash_table_contains(fields, "erased"));
}

gboolean
silsa_scene_is_justified(const SilsaScene *scene, const SilsaIndicator *indicator, const char *code)
{
  return silsa_facts_get(scene->facts, indicator->code, "justify") != NULL &&
         names_code(silsa_facts_get(scene->facts, indicator->code, "justify-codes"), code);
}

static ClaimState
scene_compare_claim(const SilsaScene *scene, const SilsaIndicator *indicator)
{
  SilsaValues values;

  silsa_values_read(&values, scene->facts, indicator);
  return compare_claim(indicator, &values);
}

gboolean
silsa_scene_claim_is_met(const SilsaScene *scene, const SilsaIndicator *indicator)
{
  return scene_compare_claim(scene, indicator) == CLAIM_MET;
}

gboolean
silsa_scene_has_claim(const SilsaScene *scene, const SilsaIndicator *indicator)
{
  return scene_compare_claim(scene, indicator) != CLAIM_NONE;
}
