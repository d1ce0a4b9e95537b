#include "silsa-photo-list.h"

#include "silsa-shape.h"

#include <glib/gi18n.h>
#include <string.h>

#define DAY_LENGTH 10
#define MANY 16 /* that come or go at once */

struct _SilsaPhotoItem {
  GObject parent_instance;

  SilsaEvidence *evidence;
  GStrv codes;
  char *caption;
  guint n_uses, n_uncaptioned;
  SilsaProvenance provenance;
  SilsaPhotoMarks marks;
  char *time; /* by which it is sorted */
  char day[DAY_LENGTH + 1];
};

enum { CHANGED, N_ITEM_SIGNALS };
static guint item_signals[N_ITEM_SIGNALS];

G_DEFINE_FINAL_TYPE(SilsaPhotoItem, silsa_photo_item, G_TYPE_OBJECT)

static void
silsa_photo_item_finalize(GObject *object)
{
  SilsaPhotoItem *self = SILSA_PHOTO_ITEM(object);

  g_object_unref(self->evidence);
  g_strfreev(self->codes);
  g_free(self->caption);
  g_free(self->time);
  G_OBJECT_CLASS(silsa_photo_item_parent_class)->finalize(object);
}

static void
silsa_photo_item_class_init(SilsaPhotoItemClass *class)
{
  G_OBJECT_CLASS(class)->finalize = silsa_photo_item_finalize;
  item_signals[CHANGED] = g_signal_new("changed", SILSA_TYPE_PHOTO_ITEM, G_SIGNAL_RUN_LAST, 0, NULL,
                                       NULL, NULL, G_TYPE_NONE, 0);
}

static void
silsa_photo_item_init(SilsaPhotoItem *self G_GNUC_UNUSED)
{
}

/* The camera's clock where there is one, else when it came in. */
static SilsaPhotoItem *
new_item(SilsaEvidence *evidence)
{
  SilsaPhotoItem *self = g_object_new(SILSA_TYPE_PHOTO_ITEM, NULL);
  const SilsaEvidenceFacts *facts = silsa_evidence_get_facts(evidence);

  self->evidence = g_object_ref(evidence);
  self->time = g_strdup(facts->captured != NULL ? facts->captured : facts->imported);
  g_strlcpy(self->day, self->time, sizeof self->day);
  self->provenance.distance = -1;
  self->codes = g_new0(char *, 1);
  return self;
}

SilsaEvidence *
silsa_photo_item_get_evidence(SilsaPhotoItem *self)
{
  g_return_val_if_fail(SILSA_IS_PHOTO_ITEM(self), NULL);
  return self->evidence;
}

gint64
silsa_photo_item_get_id(SilsaPhotoItem *self)
{
  g_return_val_if_fail(SILSA_IS_PHOTO_ITEM(self), 0);
  return silsa_evidence_get_id(self->evidence);
}

const char *const *
silsa_photo_item_get_codes(SilsaPhotoItem *self)
{
  g_return_val_if_fail(SILSA_IS_PHOTO_ITEM(self), NULL);
  return (const char *const *)self->codes;
}

gint64
silsa_photo_item_get_clock(SilsaPhotoItem *self)
{
  const char *captured = silsa_evidence_get_facts(self->evidence)->captured;
  g_autofree char *plain = captured != NULL ? g_strndup(captured, 19) : NULL;
  g_autoptr(GTimeZone) utc = g_time_zone_new_utc();
  g_autoptr(GDateTime) time = plain != NULL ? g_date_time_new_from_iso8601(plain, utc) : NULL;

  return time != NULL ? g_date_time_to_unix(time) : 0;
}

const char *
silsa_photo_item_get_caption(SilsaPhotoItem *self)
{
  g_return_val_if_fail(SILSA_IS_PHOTO_ITEM(self), NULL);
  return self->caption;
}

const SilsaProvenance *
silsa_photo_item_get_provenance(SilsaPhotoItem *self)
{
  g_return_val_if_fail(SILSA_IS_PHOTO_ITEM(self), NULL);
  return &self->provenance;
}

SilsaPhotoMarks
silsa_photo_item_get_marks(SilsaPhotoItem *self)
{
  g_return_val_if_fail(SILSA_IS_PHOTO_ITEM(self), 0);
  return self->marks;
}

const char *
silsa_photo_item_get_day(SilsaPhotoItem *self)
{
  g_return_val_if_fail(SILSA_IS_PHOTO_ITEM(self), NULL);
  return self->day;
}

char *
silsa_photo_item_dup_title(SilsaPhotoItem *self)
{
  const SilsaEvidenceFacts *facts = silsa_evidence_get_facts(self->evidence);
  const char *dot = strrchr(facts->name, '.');
  g_autofree char *stem =
      dot != NULL && dot > facts->name ? g_strndup(facts->name, (gsize)(dot - facts->name)) : NULL;

  if (self->caption != NULL)
    return g_strdup(self->caption);
  if (facts->captured == NULL || stem == NULL || strlen(facts->captured) < 16)
    return g_strdup(facts->name);
  return g_strdup_printf("%.5s · %s", facts->captured + DAY_LENGTH + 1, stem);
}

const char *
silsa_photo_item_get_warning(SilsaPhotoItem *self)
{
  SilsaProvenanceFlags flags = self->provenance.flags;

  if (flags & SILSA_PROVENANCE_BEFORE_VISIT)
    return _("Before the visit");
  if (flags & SILSA_PROVENANCE_AFTER_VISIT)
    return _("After the visit");
  if (flags & SILSA_PROVENANCE_FAR)
    return _("Far away");
  if (flags & SILSA_PROVENANCE_NO_TIME)
    return _("No time");
  if (flags & SILSA_PROVENANCE_NO_PLACE)
    return _("No place");
  return NULL;
}

char *
silsa_photo_item_describe(SilsaPhotoItem *self)
{
  g_autofree char *title = silsa_photo_item_dup_title(self);
  g_autofree char *codes = g_strjoinv(", ", self->codes);
  const char *warning = silsa_photo_item_get_warning(self);
  GString *text = g_string_new(title);

  g_string_append_printf(text, ", %s", codes[0] != '\0' ? codes : _("no indicator yet"));
  if (warning != NULL)
    g_string_append_printf(text, ", %s", warning);
  if (self->marks & SILSA_PHOTO_PERSONS)
    g_string_append_printf(text, ", %s", _("Persons can be recognised"));
  if (self->marks & SILSA_PHOTO_RESTRICTED)
    g_string_append_printf(text, ", %s", _("Restricted"));
  if (self->marks & SILSA_PHOTO_REDACTED)
    g_string_append_printf(text, ", %s", _("Redacted"));
  return g_string_free_and_steal(text);
}

static gboolean
is_of_item(SilsaPhotoItem *self, const char *item_code)
{
  gsize length = strlen(item_code);

  for (guint i = 0; self->codes[i] != NULL; i++)
    if (strncmp(self->codes[i], item_code, length) == 0 && self->codes[i][length] == '-')
      return TRUE;
  return FALSE;
}

gboolean
silsa_photo_item_matches(SilsaPhotoItem *self, SilsaPhotosKind kind, const char *item_code)
{
  switch (kind) {
  case SILSA_PHOTOS_ALL:
    return TRUE;
  case SILSA_PHOTOS_INBOX:
    return self->n_uses == 0;
  case SILSA_PHOTOS_DOUBTS:
    return (self->provenance.flags & SILSA_PROVENANCE_DOUBTS) != 0;
  case SILSA_PHOTOS_OVERLAPS:
    return (self->provenance.flags & SILSA_PROVENANCE_OVERLAPS) != 0;
  case SILSA_PHOTOS_UNCAPTIONED:
    return self->n_uncaptioned > 0;
  case SILSA_PHOTOS_DOCUMENTS:
    return !silsa_evidence_is_picture(self->evidence);
  case SILSA_PHOTOS_UNREDACTED:
    return (self->marks & (SILSA_PHOTO_PERSONS | SILSA_PHOTO_REDACTED)) == SILSA_PHOTO_PERSONS;
  case SILSA_PHOTOS_PERSONS:
    return (self->marks & SILSA_PHOTO_PERSONS) != 0;
  case SILSA_PHOTOS_RESTRICTED:
    return (self->marks & SILSA_PHOTO_RESTRICTED) != 0;
  case SILSA_PHOTOS_REDACTED:
    return (self->marks & SILSA_PHOTO_REDACTED) != 0;
  case SILSA_PHOTOS_ITEM:
    return is_of_item(self, item_code);
  }
  g_return_val_if_reached(FALSE);
}

/* --- keeping items up to date --- */

static GStrv
list_codes(const GArray *uses)
{
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new();
  const char *last = NULL;

  for (guint i = 0; uses != NULL && i < uses->len; i++) {
    const char *code = silsa_answer_get_code(g_array_index(uses, SilsaEvidenceUse, i).answer);

    if (code != last)
      g_strv_builder_add(builder, code);
    last = code;
  }
  return g_strv_builder_end(builder);
}

static guint
count_uncaptioned(const GArray *uses)
{
  guint n = 0;

  for (guint i = 0; uses != NULL && i < uses->len; i++)
    n += g_array_index(uses, SilsaEvidenceUse, i).caption[0] == '\0';
  return n;
}

static void
collect_mark(const char *subject G_GNUC_UNUSED, const char *field, const char *value, gpointer data)
{
  SilsaPhotoMarks *marks = data;
  g_auto(SilsaShape) shape = {0};

  if (g_str_equal(field, "persons"))
    *marks |= SILSA_PHOTO_PERSONS;
  else if (g_str_equal(field, "restricted"))
    *marks |= SILSA_PHOTO_RESTRICTED;
  else if (g_str_has_prefix(field, "shape:") && silsa_shape_parse(value, &shape) &&
           silsa_shape_hides(shape.kind))
    *marks |= SILSA_PHOTO_REDACTED;
}

static SilsaPhotoMarks
find_marks(SilsaAssessment *assessment, gint64 evidence)
{
  g_autofree char *subject = g_strdup_printf("evidence:%" G_GINT64_FORMAT, evidence);
  SilsaPhotoMarks marks = 0;

  silsa_assessment_foreach_field(assessment, subject, collect_mark, &marks);
  return marks;
}

static void
update_item(SilsaPhotoItem *self,
            SilsaAssessment *assessment,
            SilsaEvidenceUses *uses,
            GHashTable *provenance)
{
  gint64 id = silsa_evidence_get_id(self->evidence);
  const GArray *own = silsa_evidence_uses_find(uses, id);
  SilsaPhotoMarks marks = find_marks(assessment, id);
  const SilsaProvenance *found = g_hash_table_lookup(provenance, &id);
  SilsaProvenance none = {.distance = -1};
  g_auto(GStrv) codes = list_codes(own);
  gboolean changed = !g_strv_equal((const char *const *)codes, (const char *const *)self->codes);

  if (found == NULL)
    found = &none;
  changed |= g_set_str(&self->caption, silsa_evidence_uses_get_caption(uses, id));
  changed |= self->provenance.flags != found->flags || self->provenance.twin != found->twin;
  changed |= self->marks != marks;
  self->provenance = *found;
  self->marks = marks;
  self->n_uses = own != NULL ? own->len : 0;
  self->n_uncaptioned = count_uncaptioned(own);
  if (!changed)
    return;
  g_strfreev(self->codes);
  self->codes = g_steal_pointer(&codes);
  g_signal_emit(self, item_signals[CHANGED], 0);
}

/* --- the list --- */

/* With thousands of photos each takes a good part of a frame, so that something else comes between
 * them. None counts on what the one before saw: an act may come between them too. */
typedef enum { STEP_EVIDENCE, STEP_PROVENANCE, STEP_ITEMS, N_STEPS } Step;

struct _SilsaPhotoList {
  GObject parent_instance;

  SilsaStore *store;
  GListStore *items; /* sorted by time, then id */
  GHashTable *by_id; /* gint64 * of the evidence -> SilsaPhotoItem */
  gboolean watched;
  gboolean stale; /* something changed since an update was begun */
  Step step; /* of an update that is under way */
  GHashTable *provenance; /* found by it */
  guint idle;
};

enum { UPDATED, N_SIGNALS };
static guint signals[N_SIGNALS];

static GType
get_item_type(GListModel *model G_GNUC_UNUSED)
{
  return SILSA_TYPE_PHOTO_ITEM;
}

static guint
get_n_items(GListModel *model)
{
  return g_list_model_get_n_items(G_LIST_MODEL(SILSA_PHOTO_LIST(model)->items));
}

static gpointer
get_item(GListModel *model, guint position)
{
  return g_list_model_get_item(G_LIST_MODEL(SILSA_PHOTO_LIST(model)->items), position);
}

static void
list_model_init(GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

G_DEFINE_FINAL_TYPE_WITH_CODE(SilsaPhotoList,
                              silsa_photo_list,
                              G_TYPE_OBJECT,
                              G_IMPLEMENT_INTERFACE(G_TYPE_LIST_MODEL, list_model_init))

static int
compare_items(gconstpointer a, gconstpointer b, gpointer data G_GNUC_UNUSED)
{
  SilsaPhotoItem *left = (SilsaPhotoItem *)a, *right = (SilsaPhotoItem *)b;
  int order = strcmp(left->time, right->time);
  gint64 l = silsa_evidence_get_id(left->evidence), r = silsa_evidence_get_id(right->evidence);

  return order != 0 ? order : (l > r) - (l < r);
}

static void
remove_few(SilsaPhotoList *self, GPtrArray *items)
{
  guint position;

  for (guint i = 0; i < items->len; i++)
    if (g_list_store_find(self->items, items->pdata[i], &position))
      g_list_store_remove(self->items, position);
}

/* In one go: each change of the list is one of the grid. */
static void
remove_many(SilsaPhotoList *self, GHashTable *items)
{
  g_autoptr(GPtrArray) left = g_ptr_array_new_with_free_func(g_object_unref);
  guint n = g_list_model_get_n_items(G_LIST_MODEL(self->items));

  for (guint i = 0; i < n; i++) {
    g_autoptr(SilsaPhotoItem) item = g_list_model_get_item(G_LIST_MODEL(self->items), i);

    if (!g_hash_table_contains(items, item))
      g_ptr_array_add(left, g_steal_pointer(&item));
  }
  g_list_store_splice(self->items, 0, n, left->pdata, left->len);
}

static void
drop_items(SilsaPhotoList *self, GPtrArray *items)
{
  g_autoptr(GHashTable) set = g_hash_table_new(NULL, NULL);

  for (guint i = 0; i < items->len; i++) {
    SilsaPhotoItem *item = items->pdata[i];

    g_hash_table_add(set, item);
    g_hash_table_remove(self->by_id, &silsa_evidence_get_facts(item->evidence)->id);
  }
  if (items->len < MANY)
    remove_few(self, items);
  else
    remove_many(self, set);
}

/* What came and what was taken out. Many at once are added in one go. */
static void
follow_evidence(SilsaPhotoList *self)
{
  SilsaAssessment *assessment = silsa_store_get_assessment(self->store);
  GListModel *all = silsa_assessment_get_evidence(assessment);
  guint n = g_list_model_get_n_items(all);
  g_autoptr(GPtrArray) new_ones = g_ptr_array_new_with_free_func(g_object_unref);
  g_autoptr(GPtrArray) gone = g_ptr_array_new();

  for (guint i = 0; i < n; i++) {
    g_autoptr(SilsaEvidence) evidence = g_list_model_get_item(all, i);
    const SilsaEvidenceFacts *facts = silsa_evidence_get_facts(evidence);
    gboolean wanted = g_strcmp0(facts->kind, "submitted") != 0 &&
                      !silsa_assessment_is_removed(assessment, facts->id);
    SilsaPhotoItem *item = g_hash_table_lookup(self->by_id, &facts->id);

    if (wanted && item == NULL)
      g_ptr_array_add(new_ones, new_item(evidence));
    else if (!wanted && item != NULL)
      g_ptr_array_add(gone, item);
  }
  drop_items(self, gone);
  for (guint i = 0; i < new_ones->len; i++) {
    SilsaPhotoItem *item = new_ones->pdata[i];

    g_hash_table_insert(self->by_id, (gpointer)&silsa_evidence_get_facts(item->evidence)->id, item);
    if (new_ones->len < MANY)
      g_list_store_insert_sorted(self->items, item, compare_items, NULL);
  }
  if (new_ones->len < MANY)
    return;
  g_list_store_splice(self->items, g_list_model_get_n_items(G_LIST_MODEL(self->items)), 0,
                      new_ones->pdata, new_ones->len);
  g_list_store_sort(self->items, compare_items, NULL);
}

static void
find_provenance(SilsaPhotoList *self)
{
  SilsaAssessment *assessment = silsa_store_get_assessment(self->store);
  g_autoptr(SilsaEvidenceUses) uses = silsa_evidence_uses_new(assessment);

  g_clear_pointer(&self->provenance, g_hash_table_unref);
  self->provenance = silsa_provenance_new(assessment, uses);
}

static void
update_items(SilsaPhotoList *self)
{
  SilsaAssessment *assessment = silsa_store_get_assessment(self->store);
  g_autoptr(SilsaEvidenceUses) uses = silsa_evidence_uses_new(assessment);
  g_autoptr(GHashTable) provenance = g_steal_pointer(&self->provenance);

  for (guint i = 0; i < get_n_items(G_LIST_MODEL(self)); i++) {
    g_autoptr(SilsaPhotoItem) item = get_item(G_LIST_MODEL(self), i);

    update_item(item, assessment, uses, provenance);
  }
}

static void
go_on(SilsaPhotoList *self)
{
  switch (self->step) {
  case STEP_EVIDENCE:
    self->stale = FALSE;
    follow_evidence(self);
    break;
  case STEP_PROVENANCE:
    find_provenance(self);
    break;
  case STEP_ITEMS:
    update_items(self);
    break;
  case N_STEPS:
  default:
    g_assert_not_reached();
  }
  self->step = (self->step + 1) % N_STEPS;
  if (self->step == 0)
    g_signal_emit(self, signals[UPDATED], 0);
}

/* What was under way is begun again. */
static void
stop(SilsaPhotoList *self)
{
  g_clear_handle_id(&self->idle, g_source_remove);
  self->stale = self->stale || self->step != 0;
  self->step = 0;
}

void
silsa_photo_list_update(SilsaPhotoList *self)
{
  stop(self);
  do
    go_on(self);
  while (self->step != 0);
}

static gboolean
idle_cb(gpointer data)
{
  SilsaPhotoList *self = data;

  go_on(self);
  if (self->step != 0 || self->stale)
    return G_SOURCE_CONTINUE;
  self->idle = 0;
  return G_SOURCE_REMOVE;
}

static void
invalidate(SilsaPhotoList *self)
{
  self->stale = TRUE;
  if (self->watched && self->idle == 0)
    self->idle = g_idle_add_full(G_PRIORITY_DEFAULT_IDLE, idle_cb, self, NULL);
}

static void
items_changed_cb(SilsaPhotoList *self, guint position, guint removed, guint added)
{
  g_list_model_items_changed(G_LIST_MODEL(self), position, removed, added);
}

static void
silsa_photo_list_finalize(GObject *object)
{
  SilsaPhotoList *self = SILSA_PHOTO_LIST(object);

  g_clear_handle_id(&self->idle, g_source_remove);
  g_clear_pointer(&self->provenance, g_hash_table_unref);
  g_hash_table_unref(self->by_id);
  g_object_unref(self->items);
  g_object_unref(self->store);
  G_OBJECT_CLASS(silsa_photo_list_parent_class)->finalize(object);
}

static void
silsa_photo_list_class_init(SilsaPhotoListClass *class)
{
  G_OBJECT_CLASS(class)->finalize = silsa_photo_list_finalize;
  signals[UPDATED] = g_signal_new("updated", SILSA_TYPE_PHOTO_LIST, G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 0);
}

static void
silsa_photo_list_init(SilsaPhotoList *self)
{
  self->items = g_list_store_new(SILSA_TYPE_PHOTO_ITEM);
  self->by_id = g_hash_table_new(g_int64_hash, g_int64_equal);
  g_signal_connect_object(self->items, "items-changed", G_CALLBACK(items_changed_cb), self,
                          G_CONNECT_SWAPPED);
}

SilsaPhotoList *
silsa_photo_list_new(SilsaStore *store)
{
  SilsaPhotoList *self = g_object_new(SILSA_TYPE_PHOTO_LIST, NULL);
  SilsaAssessment *assessment = silsa_store_get_assessment(store);

  self->store = g_object_ref(store);
  g_signal_connect_object(assessment, "settled", G_CALLBACK(invalidate), self, G_CONNECT_SWAPPED);
  g_signal_connect_object(silsa_assessment_get_evidence(assessment), "items-changed",
                          G_CALLBACK(invalidate), self, G_CONNECT_SWAPPED);
  self->stale = TRUE;
  return self;
}

void
silsa_photo_list_set_watched(SilsaPhotoList *self, gboolean watched)
{
  g_return_if_fail(SILSA_IS_PHOTO_LIST(self));

  self->watched = watched;
  if (watched && self->stale)
    silsa_photo_list_update(self);
  else if (!watched)
    stop(self);
}

SilsaPhotoItem *
silsa_photo_list_find(SilsaPhotoList *self, gint64 evidence)
{
  g_return_val_if_fail(SILSA_IS_PHOTO_LIST(self), NULL);
  return g_hash_table_lookup(self->by_id, &evidence);
}
