#include "silsa-assessment-private.h"

#include "silsa-error.h"
#include "silsa-field.h"
#include "silsa-reckoner.h"

#include <string.h>

/*
 * Invariants between two acts: every derived answer belongs to the facts, the preview belongs to
 * the derived answers, and all of both is up to date before anybody is told.
 */
struct _SilsaAssessment {
  GObject parent_instance;

  SilsaCatalogue *catalogue;
  SilsaCase made; /* as the file was made; its strings live in @strings */
  SilsaCase about; /* as it is now: by the version of the round that is in force */
  GStringChunk *strings;
  SilsaFacts *facts;
  SilsaScene scene;
  GPtrArray *answers; /* of SilsaAnswer, in catalogue order */
  GListStore *evidence; /* of SilsaEvidence, by id */
  GHashTable *by_id; /* gint64 * -> SilsaEvidence */
  GHashTable *by_digest; /* char * -> SilsaEvidence */
  GHashTable *shared; /* char * -> GPtrArray of SilsaIndicator */
  SilsaReckoner *reckoner;
  SilsaPreview preview, draft; /* the one in force, and room for the next */
};

enum { SIGNAL_CHANGED, SIGNAL_SETTLED, SIGNAL_PREVIEW_CHANGED, N_SIGNALS };
static guint signals[N_SIGNALS];

/* --- list model --- */

static GType
get_item_type(GListModel *model G_GNUC_UNUSED)
{
  return SILSA_TYPE_ANSWER;
}

static guint
get_n_items(GListModel *model)
{
  return SILSA_ASSESSMENT(model)->answers->len;
}

static gpointer
get_item(GListModel *model, guint position)
{
  SilsaAssessment *self = SILSA_ASSESSMENT(model);

  if (position >= self->answers->len)
    return NULL;
  return g_object_ref(g_ptr_array_index(self->answers, position));
}

static void
list_model_init(GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

G_DEFINE_FINAL_TYPE_WITH_CODE(SilsaAssessment,
                              silsa_assessment,
                              G_TYPE_OBJECT,
                              G_IMPLEMENT_INTERFACE(G_TYPE_LIST_MODEL, list_model_init))

/* --- following from the facts --- */

static guint
find_class_in_force(SilsaAssessment *self)
{
  const char *id = silsa_facts_get(self->facts, "city", "class");
  int n = id != NULL ? silsa_catalogue_find_class(self->catalogue, id) : -1;

  return n >= 0 ? (guint)n : silsa_catalogue_propose_class(self->catalogue, self->about.population);
}

static void
update_standing(SilsaAssessment *self, guint n, const SilsaDerived *derived)
{
  const SilsaStanding standing = {
      .complete = derived->state == SILSA_STATE_COMPLETE,
      .recorded = derived->recorded,
      .points = derived->has_score ? derived->score.points.q : NULL,
      .percent = derived->has_score ? derived->score.percent.q : NULL,
      .claim = derived->has_claim_score ? derived->claim_score.points.q : NULL,
      .most = derived->most,
  };

  silsa_reckoner_set(self->reckoner, n, &standing);
}

/* Takes @room, an older one whose memory serves again; NULL: there is none. Returns what was
 * derived before; NULL: nothing. */
static SilsaDerived *
derive(SilsaAssessment *self, guint n, SilsaDerived *room)
{
  SilsaAnswer *answer = g_ptr_array_index(self->answers, n);
  SilsaDerived *derived =
      silsa_derived_renew(room, &self->scene, silsa_answer_get_indicator(answer));
  SilsaDerived *before = silsa_answer_set_derived(answer, derived);

  update_standing(self, n, derived);
  return before;
}

/* TRUE when it differs from the one before. Its address stays. */
static gboolean
update_preview(SilsaAssessment *self)
{
  SilsaPreview before;

  silsa_reckoner_compute(self->reckoner, &self->draft);
  if (silsa_preview_equal(&self->draft, &self->preview))
    return FALSE;
  before = self->preview;
  self->preview = self->draft;
  self->draft = before;
  return TRUE;
}

/* A later version of the round says all anew (silsa-act.h). Strings are those of the facts. */
static void
follow_round(SilsaAssessment *self)
{
  const SilsaFacts *facts = self->facts;
  const char *sha256 = silsa_facts_get(facts, "round", "digest");
  const char *number;
  SilsaCase *about = &self->about;

  *about = self->made;
  if (sha256 == NULL)
    return;
  about->round_sha256 = sha256;
  number = silsa_facts_get(facts, "round", "version");
  about->round_version = number != NULL ? (guint)g_ascii_strtoull(number, NULL, 10) : 0;
  about->round_signer = silsa_facts_get(facts, "round", "signer");
  about->round_fingerprint = silsa_facts_get(facts, "round", "fingerprint");
  about->round_title = silsa_facts_get(facts, "round", "title");
  about->round_title_en = silsa_facts_get(facts, "round", "title-en");
  about->preview_policy = silsa_facts_get(facts, "round", "preview");
  if (about->preview_policy == NULL)
    about->preview_policy = self->made.preview_policy;
  about->visit_from = silsa_facts_get(facts, "round", "visit-from");
  about->visit_to = silsa_facts_get(facts, "round", "visit-to");
  about->gps = silsa_facts_get(facts, "round", "gps");
  about->photo_rule = silsa_facts_get(facts, "round", "photos");
  number = silsa_facts_get(facts, "round", "package-limit");
  about->package_limit = number != NULL ? g_ascii_strtoull(number, NULL, 10) : 0;
  about->city_name_en = silsa_facts_get(facts, "city", "name-en");
  if (silsa_facts_get(facts, "city", "name") != NULL)
    about->city_name = silsa_facts_get(facts, "city", "name");
  number = silsa_facts_get(facts, "city", "population");
  if (number != NULL)
    about->population = g_ascii_strtoull(number, NULL, 10);
}

static void
derive_all(SilsaAssessment *self)
{
  follow_round(self);
  self->scene.class_index = find_class_in_force(self);
  for (guint i = 0; i < self->answers->len; i++) {
    SilsaDerived *room = silsa_answer_set_derived(g_ptr_array_index(self->answers, i), NULL);

    silsa_derived_free(derive(self, i, room));
  }
  update_preview(self);
}

/* --- making --- */

static const char *
keep(SilsaAssessment *self, const char *text)
{
  return text != NULL ? g_string_chunk_insert(self->strings, text) : NULL;
}

static void
keep_case(SilsaAssessment *self, const SilsaCase *about)
{
  self->made = *about;
  self->made.id = keep(self, about->id);
  self->made.purpose = keep(self, about->purpose);
  self->made.city_name = keep(self, about->city_name);
  self->made.city_name_en = keep(self, about->city_name_en);
  self->made.assessor_name = keep(self, about->assessor_name);
  self->made.round_id = keep(self, about->round_id);
  self->made.round_title = keep(self, about->round_title);
  self->made.round_title_en = keep(self, about->round_title_en);
  self->made.round_sha256 = keep(self, about->round_sha256);
  self->made.round_signer = keep(self, about->round_signer);
  self->made.round_fingerprint = keep(self, about->round_fingerprint);
  self->made.preview_policy = keep(self, about->preview_policy);
  self->made.visit_from = keep(self, about->visit_from);
  self->made.visit_to = keep(self, about->visit_to);
  self->made.gps = keep(self, about->gps);
  self->made.photo_rule = keep(self, about->photo_rule);
  self->about = self->made;
}

static void
note_inputs(SilsaAssessment *self, const SilsaIndicator *indicator)
{
  for (guint i = 0; i < indicator->n_inputs; i++) {
    GPtrArray *sharing = g_hash_table_lookup(self->shared, indicator->inputs[i].id);

    if (sharing == NULL) {
      sharing = g_ptr_array_new();
      g_hash_table_insert(self->shared, indicator->inputs[i].id, sharing);
    }
    g_ptr_array_add(sharing, (gpointer)indicator);
  }
}

static gboolean
is_used_once(gpointer id G_GNUC_UNUSED, gpointer sharing, gpointer data G_GNUC_UNUSED)
{
  return ((GPtrArray *)sharing)->len < 2;
}

static void
add_answers(SilsaAssessment *self)
{
  guint n = silsa_catalogue_get_n_indicators(self->catalogue);

  for (guint i = 0; i < n; i++) {
    const SilsaIndicator *indicator = silsa_catalogue_get_indicator(self->catalogue, i);

    g_ptr_array_add(self->answers, silsa_answer_new(self->catalogue, self->facts, indicator));
    note_inputs(self, indicator);
  }
  g_hash_table_foreach_remove(self->shared, is_used_once, NULL);
}

/* Before its first fact is derived. */
static SilsaAssessment *
make(SilsaCatalogue *catalogue, const SilsaCase *about)
{
  SilsaAssessment *self = g_object_new(SILSA_TYPE_ASSESSMENT, NULL);

  self->catalogue = g_object_ref(catalogue);
  keep_case(self, about);
  self->reckoner = silsa_reckoner_new(catalogue);
  silsa_preview_init(&self->preview, catalogue);
  silsa_preview_init(&self->draft, catalogue);
  add_answers(self);
  self->scene = (SilsaScene){
      .catalogue = catalogue,
      .facts = self->facts,
      .evidence = self->by_id,
      .shared = self->shared,
  };
  return self;
}

const char *
silsa_case_get_city_title(const SilsaCase *self, SilsaLanguage language)
{
  return language == SILSA_LANGUAGE_EN && self->city_name_en != NULL ? self->city_name_en
                                                                     : self->city_name;
}

SilsaAssessment *
silsa_assessment_new(SilsaCatalogue *catalogue, const SilsaCase *about)
{
  SilsaAssessment *self;

  g_return_val_if_fail(SILSA_IS_CATALOGUE(catalogue), NULL);

  self = make(catalogue, about);
  derive_all(self);
  return self;
}

SilsaAssessment *
silsa_assessment_new_from_the_start(SilsaAssessment *self)
{
  g_return_val_if_fail(SILSA_IS_ASSESSMENT(self), NULL);
  return silsa_assessment_new(self->catalogue, &self->made);
}

static void
index_evidence(SilsaAssessment *self, SilsaEvidence *evidence)
{
  const SilsaEvidenceFacts *facts = silsa_evidence_get_facts(evidence);

  g_hash_table_insert(self->by_id, (gpointer)&facts->id, evidence);
  if (!g_hash_table_contains(self->by_digest, facts->sha256))
    g_hash_table_insert(self->by_digest, (gpointer)facts->sha256, evidence);
}

SilsaAssessment *
silsa_assessment_copy(SilsaAssessment *self)
{
  GListModel *evidence;
  SilsaAssessment *copy;

  g_return_val_if_fail(SILSA_IS_ASSESSMENT(self), NULL);

  copy = make(self->catalogue, &self->made);
  evidence = G_LIST_MODEL(self->evidence);
  for (guint i = 0; i < g_list_model_get_n_items(evidence); i++) {
    g_autoptr(SilsaEvidence) one = g_list_model_get_item(evidence, i);

    g_list_store_append(copy->evidence, one);
    index_evidence(copy, one);
  }
  silsa_facts_add_all(copy->facts, self->facts);
  derive_all(copy);
  return copy;
}

static void
silsa_assessment_finalize(GObject *object)
{
  SilsaAssessment *self = SILSA_ASSESSMENT(object);

  silsa_preview_clear(&self->preview);
  silsa_preview_clear(&self->draft);
  g_ptr_array_unref(self->answers);
  silsa_reckoner_free(self->reckoner);
  g_hash_table_unref(self->shared);
  g_hash_table_unref(self->by_id);
  g_hash_table_unref(self->by_digest);
  g_object_unref(self->evidence);
  silsa_facts_unref(self->facts);
  g_string_chunk_free(self->strings);
  g_object_unref(self->catalogue);
  G_OBJECT_CLASS(silsa_assessment_parent_class)->finalize(object);
}

static void
silsa_assessment_class_init(SilsaAssessmentClass *klass)
{
  GType type = G_TYPE_FROM_CLASS(klass);

  G_OBJECT_CLASS(klass)->finalize = silsa_assessment_finalize;
  signals[SIGNAL_CHANGED] = g_signal_new("changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                         G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[SIGNAL_SETTLED] =
      g_signal_new("settled", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_PREVIEW_CHANGED] =
      g_signal_new("preview-changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
silsa_assessment_init(SilsaAssessment *self)
{
  self->strings = g_string_chunk_new(512);
  self->facts = silsa_facts_new();
  self->answers = g_ptr_array_new_with_free_func(g_object_unref);
  self->evidence = g_list_store_new(SILSA_TYPE_EVIDENCE);
  self->by_id = g_hash_table_new(g_int64_hash, g_int64_equal);
  self->by_digest = g_hash_table_new(g_str_hash, g_str_equal);
  self->shared =
      g_hash_table_new_full(g_str_hash, g_str_equal, NULL, (GDestroyNotify)g_ptr_array_unref);
}

/* --- reading --- */

const SilsaScene *
silsa_assessment_get_scene(SilsaAssessment *self)
{
  return &self->scene;
}

SilsaCatalogue *
silsa_assessment_get_catalogue(SilsaAssessment *self)
{
  g_return_val_if_fail(SILSA_IS_ASSESSMENT(self), NULL);
  return self->catalogue;
}

const SilsaCase *
silsa_assessment_get_case(SilsaAssessment *self)
{
  g_return_val_if_fail(SILSA_IS_ASSESSMENT(self), NULL);
  return &self->about;
}

const char *
silsa_assessment_get_trusted_signer(SilsaAssessment *self)
{
  const SilsaCase *about = silsa_assessment_get_case(self);
  const char *confirmed = silsa_assessment_get(self, "round", "secretary");

  return confirmed != NULL && g_strcmp0(confirmed, about->round_fingerprint) == 0
             ? about->round_signer
             : NULL;
}

SilsaPreviewPolicy
silsa_assessment_get_preview_policy(SilsaAssessment *self)
{
  const SilsaCase *about = silsa_assessment_get_case(self);
  const char *policy = about != NULL ? about->preview_policy : NULL;

  if (g_strcmp0(policy, "hidden") == 0)
    return SILSA_POLICY_HIDDEN;
  return g_strcmp0(policy, "sectors") == 0 ? SILSA_POLICY_SECTORS : SILSA_POLICY_FULL;
}

guint
silsa_assessment_get_class_index(SilsaAssessment *self)
{
  g_return_val_if_fail(SILSA_IS_ASSESSMENT(self), 0);
  return self->scene.class_index;
}

const char *
silsa_assessment_get(SilsaAssessment *self, const char *subject, const char *field)
{
  g_return_val_if_fail(SILSA_IS_ASSESSMENT(self), NULL);
  return silsa_facts_get(self->facts, subject, field);
}

void
silsa_assessment_foreach_fact(SilsaAssessment *self, SilsaFactFunc func, gpointer data)
{
  g_autoptr(GPtrArray) subjects = silsa_facts_dup_subjects(self->facts);

  for (guint i = 0; i < subjects->len; i++) {
    const char *subject = g_ptr_array_index(subjects, i);

    silsa_assessment_foreach_field(self, subject, func, data);
  }
}

void
silsa_assessment_foreach_field(SilsaAssessment *self,
                               const char *subject,
                               SilsaFactFunc func,
                               gpointer data)
{
  GHashTable *table;
  g_autoptr(GPtrArray) fields = NULL;

  g_return_if_fail(SILSA_IS_ASSESSMENT(self));

  table = silsa_facts_peek(self->facts, subject);
  if (table == NULL)
    return;
  fields = g_hash_table_get_keys_as_ptr_array(table);
  g_ptr_array_sort_values(fields, (GCompareFunc)strcmp);
  for (guint i = 0; i < fields->len; i++)
    func(subject, fields->pdata[i], g_hash_table_lookup(table, fields->pdata[i]), data);
}

SilsaAnswer *
silsa_assessment_get_answer(SilsaAssessment *self, guint n)
{
  g_return_val_if_fail(SILSA_IS_ASSESSMENT(self), NULL);
  g_return_val_if_fail(n < self->answers->len, NULL);
  return g_ptr_array_index(self->answers, n);
}

SilsaAnswer *
silsa_assessment_find_answer(SilsaAssessment *self, const char *code)
{
  const SilsaIndicator *indicator;

  g_return_val_if_fail(SILSA_IS_ASSESSMENT(self), NULL);
  indicator = silsa_catalogue_find_indicator(self->catalogue, code);
  return indicator != NULL ? g_ptr_array_index(self->answers, indicator->index) : NULL;
}

const SilsaPreview *
silsa_assessment_get_preview(SilsaAssessment *self)
{
  g_return_val_if_fail(SILSA_IS_ASSESSMENT(self), NULL);
  return &self->preview;
}

gboolean
silsa_assessment_load_fact(SilsaAssessment *self,
                           const char *subject,
                           const char *field,
                           const char *value,
                           GError **error)
{
  g_autofree char *normal = NULL;
  SilsaField parsed;

  g_return_val_if_fail(SILSA_IS_ASSESSMENT(self), FALSE);

  if (value == NULL)
    return TRUE;
  if (!silsa_field_parse(&parsed, self->catalogue, subject, field, error))
    return FALSE;
  normal = silsa_field_normalise(&parsed, self->catalogue, value, error);
  if (normal == NULL) {
    g_autofree char *where = g_strdup_printf("%s %s", subject, field);

    silsa_error_at_subject(error, where);
    return FALSE;
  }
  if (*normal != '\0' || parsed.kind == SILSA_FIELD_USE)
    silsa_facts_set(self->facts, subject, field, normal);
  return TRUE;
}

void
silsa_assessment_load_done(SilsaAssessment *self)
{
  g_return_if_fail(SILSA_IS_ASSESSMENT(self));
  derive_all(self);
}

/* --- evidence --- */

GListModel *
silsa_assessment_get_evidence(SilsaAssessment *self)
{
  g_return_val_if_fail(SILSA_IS_ASSESSMENT(self), NULL);
  return G_LIST_MODEL(self->evidence);
}

SilsaEvidence *
silsa_assessment_find_evidence(SilsaAssessment *self, gint64 id)
{
  g_return_val_if_fail(SILSA_IS_ASSESSMENT(self), NULL);
  return g_hash_table_lookup(self->by_id, &id);
}

SilsaEvidence *
silsa_assessment_find_evidence_by_digest(SilsaAssessment *self, const char *sha256)
{
  g_return_val_if_fail(SILSA_IS_ASSESSMENT(self), NULL);
  return g_hash_table_lookup(self->by_digest, sha256);
}

gboolean
silsa_assessment_is_erased(SilsaAssessment *self, gint64 evidence)
{
  char subject[SILSA_FIELD_EVIDENCE_SIZE];

  g_return_val_if_fail(SILSA_IS_ASSESSMENT(self), FALSE);
  return silsa_facts_get(self->facts, silsa_field_write_evidence(subject, evidence), "erased") !=
         NULL;
}

gboolean
silsa_assessment_is_removed(SilsaAssessment *self, gint64 evidence)
{
  g_return_val_if_fail(SILSA_IS_ASSESSMENT(self), FALSE);
  return silsa_scene_evidence_is_gone(&self->scene, evidence);
}

static int
compare_ids(gconstpointer a, gconstpointer b, gpointer data G_GNUC_UNUSED)
{
  gint64 left = silsa_evidence_get_id((SilsaEvidence *)a);
  gint64 right = silsa_evidence_get_id((SilsaEvidence *)b);

  return left < right ? -1 : left > right;
}

/* --- acts --- */

typedef enum { MARK_DERIVE = 1 << 0, MARK_FACTS = 1 << 1 } Mark;

/* @ids: of gint64 */
static gboolean
uses_evidence(SilsaAssessment *self, const char *code, GHashTable *ids)
{
  GHashTable *fields = silsa_facts_peek(self->facts, code);
  GHashTableIter iter;
  gpointer field;

  if (fields == NULL)
    return FALSE;
  g_hash_table_iter_init(&iter, fields);
  while (g_hash_table_iter_next(&iter, &field, NULL)) {
    const char *rest;
    gint64 id;

    if (!g_str_has_prefix(field, "use:"))
      continue;
    id = silsa_field_parse_number((const char *)field + strlen("use:"), &rest);
    if (g_hash_table_contains(ids, &id))
      return TRUE;
  }
  return FALSE;
}

static void
mark_users(SilsaAssessment *self, GHashTable *evidence, guint8 *marks)
{
  if (g_hash_table_size(evidence) == 0)
    return;
  for (guint i = 0; i < self->answers->len; i++) {
    if (uses_evidence(self, silsa_answer_get_code(g_ptr_array_index(self->answers, i)), evidence))
      marks[i] |= MARK_DERIVE;
  }
}

static void
mark_indicator(SilsaAssessment *self,
               const SilsaIndicator *indicator,
               const char *field,
               guint8 *marks)
{
  GPtrArray *sharing = NULL;

  marks[indicator->index] |= MARK_DERIVE | MARK_FACTS;
  if (g_str_has_prefix(field, "input:"))
    sharing = g_hash_table_lookup(self->shared, field + strlen("input:"));
  for (guint i = 0; sharing != NULL && i < sharing->len; i++)
    marks[((const SilsaIndicator *)g_ptr_array_index(sharing, i))->index] |= MARK_DERIVE;
}

/* Marks what has to be derived again after @change, or notes the evidence whose users have to be.
 */
static void
mark_change(SilsaAssessment *self, const SilsaChange *change, guint8 *marks, GHashTable *evidence)
{
  const SilsaIndicator *indicator =
      silsa_catalogue_find_indicator(self->catalogue, change->subject);

  if (indicator != NULL) {
    mark_indicator(self, indicator, change->field, marks);
  } else if (strcmp(change->subject, "city") == 0 && strcmp(change->field, "class-reason") != 0) {
    for (guint i = 0; i < self->answers->len; i++)
      marks[i] |= MARK_DERIVE;
  } else if (g_str_has_prefix(change->subject, "evidence:")) {
    gint64 id = silsa_field_parse_number(change->subject + strlen("evidence:"), NULL);

    g_hash_table_add(evidence, g_memdup2(&id, sizeof id));
  }
}

typedef struct {
  SilsaAnswer *answer;
  SilsaDerived *before;
} Moved;

static void
moved_clear(gpointer data)
{
  Moved *moved = data;

  g_object_unref(moved->answer);
  silsa_derived_free(moved->before);
}

static void
derive_marked(SilsaAssessment *self, const guint8 *marks, GArray *moved, gboolean *differs)
{
  for (guint i = 0; i < self->answers->len; i++) {
    SilsaAnswer *answer = g_ptr_array_index(self->answers, i);
    SilsaDerived *before;
    gboolean same;

    if (marks[i] == 0)
      continue;
    before = derive(self, i, NULL);
    same = silsa_derived_equal(before, silsa_answer_get_derived(answer));
    if (!same)
      *differs = TRUE;
    if (same && (marks[i] & MARK_FACTS) == 0) {
      silsa_derived_free(before);
    } else {
      Moved entry = {g_object_ref(answer), before};

      g_array_append_val(moved, entry);
    }
  }
}

static void
add_subject(GPtrArray *subjects, GHashTable *seen, const char *subject)
{
  if (g_hash_table_add(seen, (gpointer)subject))
    g_ptr_array_add(subjects, (gpointer)subject);
}

/* Each once. Their strings are those of the act and the answers. */
static GPtrArray *
list_subjects(const SilsaAct *act, const GArray *moved)
{
  GPtrArray *subjects = g_ptr_array_new();
  g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);

  for (guint i = 0; act != NULL && i < act->changes->len; i++)
    add_subject(subjects, seen, ((SilsaChange *)g_ptr_array_index(act->changes, i))->subject);
  for (guint i = 0; i < moved->len; i++)
    add_subject(subjects, seen, silsa_answer_get_code(g_array_index(moved, Moved, i).answer));
  return subjects;
}

/* Derives what is marked, then tells. @act: NULL for new evidence. */
static void
settle(SilsaAssessment *self, const SilsaAct *act, const guint8 *marks)
{
  g_autoptr(SilsaAssessment) alive = g_object_ref(self);
  g_autoptr(GArray) moved = g_array_new(FALSE, FALSE, sizeof(Moved));
  g_autoptr(GPtrArray) subjects = NULL;
  gboolean differs = FALSE, preview;

  g_array_set_clear_func(moved, moved_clear);
  self->scene.class_index = find_class_in_force(self);
  derive_marked(self, marks, moved, &differs);
  preview = differs && update_preview(self);
  subjects = list_subjects(act, moved);

  for (guint i = 0; i < moved->len; i++) {
    Moved *entry = &g_array_index(moved, Moved, i);

    silsa_answer_notify(entry->answer, entry->before);
  }
  for (guint i = 0; i < subjects->len; i++)
    g_signal_emit(self, signals[SIGNAL_CHANGED], 0, g_ptr_array_index(subjects, i));
  g_signal_emit(self, signals[SIGNAL_SETTLED], 0);
  if (preview)
    g_signal_emit(self, signals[SIGNAL_PREVIEW_CHANGED], 0);
}

void
silsa_assessment_apply(SilsaAssessment *self, const SilsaAct *act)
{
  g_autofree guint8 *marks = NULL;
  g_autoptr(GHashTable) evidence = NULL;

  g_return_if_fail(SILSA_IS_ASSESSMENT(self));
  g_return_if_fail(act != NULL);

  if (silsa_act_is_empty(act))
    return;
  marks = g_new0(guint8, self->answers->len);
  evidence = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL);
  for (guint i = 0; i < act->changes->len; i++) {
    const SilsaChange *change = g_ptr_array_index(act->changes, i);

    silsa_facts_set(self->facts, change->subject, change->field, change->new_value);
    mark_change(self, change, marks, evidence);
  }
  mark_users(self, evidence, marks);
  follow_round(self);
  settle(self, act, marks);
}

void
silsa_assessment_add_evidence(SilsaAssessment *self, SilsaEvidence *evidence)
{
  const SilsaEvidenceFacts *facts = silsa_evidence_get_facts(evidence);
  g_autofree guint8 *marks = NULL;
  g_autoptr(GHashTable) users_of = g_hash_table_new(g_int64_hash, g_int64_equal);

  g_return_if_fail(SILSA_IS_ASSESSMENT(self));
  g_return_if_fail(silsa_assessment_find_evidence(self, facts->id) == NULL);

  index_evidence(self, evidence);
  g_list_store_insert_sorted(self->evidence, evidence, compare_ids, NULL);

  marks = g_new0(guint8, self->answers->len);
  g_hash_table_add(users_of, (gpointer)&facts->id);
  mark_users(self, users_of, marks);
  settle(self, NULL, marks);
}
