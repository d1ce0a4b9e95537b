#include "silsa-photo-list.h"

#include "silsa-field.h"
#include "silsa-shape.h"

#include <glib/gi18n.h>
#include <string.h>

#define DAY_LENGTH 10
#define MANY 16 /* that come at once */
#define PIECE 16
#define MOST 64 /* that come in one change of the list */
#define STEP_TIME (4 * G_TIME_SPAN_MILLISECOND)

struct _SilsaPhotoItem {
  GObject parent_instance;

  SilsaEvidence *evidence;
  GStrv codes;
  char *caption;
  guint n_uses, n_uncaptioned;
  SilsaProvenance provenance;
  SilsaPhotoMarks marks;
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

/* By which photos are sorted: the camera's clock where there is one, else when it came in. */
static const char *
get_time(SilsaEvidence *evidence)
{
  const SilsaEvidenceFacts *facts = silsa_evidence_get_facts(evidence);

  return facts->captured != NULL ? facts->captured : facts->imported;
}

static SilsaPhotoItem *
new_item(SilsaEvidence *evidence)
{
  SilsaPhotoItem *self = g_object_new(SILSA_TYPE_PHOTO_ITEM, NULL);

  self->evidence = g_object_ref(evidence);
  g_strlcpy(self->day, get_time(evidence), sizeof self->day);
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
  char subject[SILSA_FIELD_EVIDENCE_SIZE];
  SilsaPhotoMarks marks = 0;

  silsa_assessment_foreach_field(assessment, silsa_field_write_evidence(subject, evidence),
                                 collect_mark, &marks);
  return marks;
}

/* @provenance: NULL while it is not known. */
static void
update_item(SilsaPhotoItem *self,
            SilsaAssessment *assessment,
            SilsaEvidenceUses *uses,
            GHashTable *provenance)
{
  gint64 id = silsa_evidence_get_id(self->evidence);
  const GArray *own = silsa_evidence_uses_find(uses, id);
  SilsaPhotoMarks marks = find_marks(assessment, id);
  const SilsaProvenance *found = provenance != NULL ? g_hash_table_lookup(provenance, &id) : NULL;
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
typedef enum {
  STEP_BEGIN,
  STEP_REMOVALS,
  STEP_ARRIVALS,
  STEP_USES,
  STEP_PROVENANCE,
  STEP_ITEMS,
  STEP_TELL,
  N_STEPS
} Step;

struct _SilsaPhotoList {
  GObject parent_instance;

  SilsaStore *store;
  GListStore *items; /* sorted by time, then id */
  GHashTable *by_id; /* gint64 * of the evidence -> SilsaPhotoItem */
  gboolean watched;
  gboolean stale; /* something changed since an update was begun */
  Step step; /* of an update that is under way */
  guint looked_at; /* where STEP_REMOVALS goes on from, towards the beginning; STEP_ITEMS to the end
                    */
  GPtrArray *arrivals; /* of SilsaEvidence, for STEP_ARRIVALS, in order; NULL: not looked for yet */
  GHashTable *provenance; /* found by STEP_PROVENANCE */
  SilsaEvidenceUses *uses; /* from STEP_USES on; NULL: none yet, or an act came between */
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
compare_evidence(SilsaEvidence *left, SilsaEvidence *right)
{
  int order = strcmp(get_time(left), get_time(right));
  gint64 l = silsa_evidence_get_id(left), r = silsa_evidence_get_id(right);

  return order != 0 ? order : (l > r) - (l < r);
}

static int
compare_items(gconstpointer a, gconstpointer b, gpointer data G_GNUC_UNUSED)
{
  return compare_evidence(((SilsaPhotoItem *)a)->evidence, ((SilsaPhotoItem *)b)->evidence);
}

static gboolean
is_wanted(SilsaPhotoList *self, SilsaEvidence *evidence)
{
  const SilsaEvidenceFacts *facts = silsa_evidence_get_facts(evidence);

  return g_strcmp0(facts->kind, "submitted") != 0 &&
         !silsa_assessment_is_removed(silsa_store_get_assessment(self->store), facts->id);
}

/* Takes what is gone out of the @n items before @end. */
static void
drop_gone(SilsaPhotoList *self, guint end, guint n)
{
  g_autoptr(GPtrArray) left = g_ptr_array_new_with_free_func(g_object_unref);

  for (guint i = end - n; i < end; i++) {
    g_autoptr(SilsaPhotoItem) item = g_list_model_get_item(G_LIST_MODEL(self->items), i);

    if (is_wanted(self, item->evidence))
      g_ptr_array_add(left, g_steal_pointer(&item));
    else
      g_hash_table_remove(self->by_id, &silsa_evidence_get_facts(item->evidence)->id);
  }
  if (left->len < n)
    g_list_store_splice(self->items, end - n, n, left->pdata, left->len);
}

/* A piece at a time, as a grid lets go of a cell for each, and from the end: what is removed there
 * makes no room for others that are removed next. FALSE: there is more to do. */
static gboolean
follow_removals(SilsaPhotoList *self)
{
  gint64 begin = g_get_monotonic_time();

  while (self->looked_at > 0) {
    guint n = MIN(self->looked_at, PIECE);

    if (g_get_monotonic_time() - begin >= STEP_TIME)
      return FALSE;
    drop_gone(self, self->looked_at, n);
    self->looked_at -= n;
  }
  return TRUE;
}

static int
compare_pointers(gconstpointer a, gconstpointer b)
{
  return compare_items(*(gconstpointer *)a, *(gconstpointer *)b, NULL);
}

/* Where @item belongs among those that are there. */
static guint
find_place(GListModel *list, SilsaPhotoItem *item)
{
  guint first = 0, end = g_list_model_get_n_items(list);

  while (first < end) {
    guint middle = first + (end - first) / 2;
    g_autoptr(SilsaPhotoItem) other = g_list_model_get_item(list, middle);

    if (compare_items(other, item, NULL) < 0)
      first = middle + 1;
    else
      end = middle;
  }
  return first;
}

/* In one go, and from the first new one on: what is before it stays where it is looked at. */
static void
add_many(SilsaPhotoList *self, GPtrArray *items)
{
  GListModel *list = G_LIST_MODEL(self->items);
  g_autoptr(GPtrArray) merged = g_ptr_array_new_with_free_func(g_object_unref);
  guint n = g_list_model_get_n_items(list), first = find_place(list, items->pdata[0]);

  for (guint i = first; i < n; i++)
    g_ptr_array_add(merged, g_list_model_get_item(list, i));
  for (guint i = 0; i < items->len; i++)
    g_ptr_array_add(merged, g_object_ref(items->pdata[i]));
  g_ptr_array_sort(merged, compare_pointers);
  g_list_store_splice(self->items, first, n - first, merged->pdata, merged->len);
}

static void
add_items(SilsaPhotoList *self, GPtrArray *items)
{
  for (guint i = 0; i < items->len; i++) {
    SilsaPhotoItem *item = items->pdata[i];

    g_hash_table_insert(self->by_id, (gpointer)&silsa_evidence_get_facts(item->evidence)->id, item);
    if (items->len < MANY)
      g_list_store_insert_sorted(self->items, item, compare_items, NULL);
  }
  if (items->len >= MANY)
    add_many(self, items);
}

static int
compare_arrivals(gconstpointer a, gconstpointer b)
{
  return compare_evidence(*(SilsaEvidence *const *)a, *(SilsaEvidence *const *)b);
}

/* Their items are made when they come: to make thousands takes longer than a frame. */
static GPtrArray *
find_arrivals(SilsaPhotoList *self)
{
  GListModel *all = silsa_assessment_get_evidence(silsa_store_get_assessment(self->store));
  guint n = g_list_model_get_n_items(all);
  GPtrArray *found = g_ptr_array_new_with_free_func(g_object_unref);

  for (guint i = 0; i < n; i++) {
    g_autoptr(SilsaEvidence) evidence = g_list_model_get_item(all, i);

    if (!g_hash_table_contains(self->by_id, &silsa_evidence_get_facts(evidence)->id) &&
        is_wanted(self, evidence))
      g_ptr_array_add(found, g_steal_pointer(&evidence));
  }
  g_ptr_array_sort(found, compare_arrivals);
  return found;
}

/* Those of now, where no act came since they were found. */
static void
find_uses(SilsaPhotoList *self)
{
  if (self->uses == NULL)
    self->uses = silsa_evidence_uses_new(silsa_store_get_assessment(self->store));
}

/* It stands at once among those where it belongs; time and place are compared when all are there.
 */
static SilsaPhotoItem *
new_arrival(SilsaPhotoList *self, SilsaEvidence *evidence)
{
  SilsaPhotoItem *item = new_item(evidence);

  update_item(item, silsa_store_get_assessment(self->store), self->uses, NULL);
  return item;
}

/* Many at a time, the first ones first, so that each of them comes behind those before. FALSE:
 * there are more to come. */
static gboolean
follow_arrivals(SilsaPhotoList *self)
{
  g_autoptr(GPtrArray) some = g_ptr_array_new_with_free_func(g_object_unref);
  guint n;

  if (self->arrivals == NULL) {
    self->arrivals = find_arrivals(self);
    if (self->arrivals->len >= MOST)
      return FALSE; /* to find so many was a step of its own */
  }
  find_uses(self);
  n = MIN(self->arrivals->len, MOST);
  for (guint i = 0; i < n; i++)
    g_ptr_array_add(some, new_arrival(self, self->arrivals->pdata[i]));
  if (n > 0)
    g_ptr_array_remove_range(self->arrivals, 0, n);
  add_items(self, some);
  if (self->arrivals->len > 0)
    return FALSE;
  g_clear_pointer(&self->arrivals, g_ptr_array_unref);
  return TRUE;
}

static void
find_provenance(SilsaPhotoList *self)
{
  find_uses(self);
  g_clear_pointer(&self->provenance, g_hash_table_unref);
  self->provenance = silsa_provenance_new(silsa_store_get_assessment(self->store), self->uses);
  self->looked_at = 0;
}

static void
forget_findings(SilsaPhotoList *self)
{
  g_clear_pointer(&self->arrivals, g_ptr_array_unref);
  g_clear_pointer(&self->uses, silsa_evidence_uses_free);
  g_clear_pointer(&self->provenance, g_hash_table_unref);
}

/* A piece at a time: each that became another is painted and named anew. FALSE: there is more. */
static gboolean
update_items(SilsaPhotoList *self)
{
  SilsaAssessment *assessment = silsa_store_get_assessment(self->store);
  gint64 begin = g_get_monotonic_time();

  find_uses(self);
  for (guint i = 0; self->looked_at < get_n_items(G_LIST_MODEL(self)); i++) {
    g_autoptr(SilsaPhotoItem) item = get_item(G_LIST_MODEL(self), self->looked_at);

    if (i % PIECE == PIECE - 1 && g_get_monotonic_time() - begin >= STEP_TIME)
      return FALSE;
    update_item(item, assessment, self->uses, self->provenance);
    self->looked_at++;
  }
  forget_findings(self);
  return TRUE;
}

static void
go_on(SilsaPhotoList *self)
{
  switch (self->step) {
  case STEP_BEGIN:
    self->stale = FALSE;
    self->looked_at = get_n_items(G_LIST_MODEL(self));
    break;
  case STEP_REMOVALS:
    if (!follow_removals(self))
      return;
    break;
  case STEP_ARRIVALS:
    if (!follow_arrivals(self))
      return;
    break;
  case STEP_USES:
    find_uses(self);
    break;
  case STEP_PROVENANCE:
    find_provenance(self);
    break;
  case STEP_ITEMS:
    if (!update_items(self))
      return;
    break;
  case STEP_TELL:
    self->step = 0;
    g_signal_emit(self, signals[UPDATED], 0);
    return;
  case N_STEPS:
  default:
    g_assert_not_reached();
  }
  self->step++;
}

/* What was under way is begun again. */
static void
stop(SilsaPhotoList *self)
{
  g_clear_handle_id(&self->idle, g_source_remove);
  forget_findings(self);
  self->stale = self->stale || self->step != 0;
  self->step = 0;
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
begin(SilsaPhotoList *self)
{
  if (self->watched && self->stale && self->idle == 0)
    self->idle = g_idle_add_full(G_PRIORITY_DEFAULT_IDLE, idle_cb, self, NULL);
}

/* Whatever is borrowed from the answers was so until now. */
static void
invalidate(SilsaPhotoList *self)
{
  g_clear_pointer(&self->uses, silsa_evidence_uses_free);
  self->stale = TRUE;
  begin(self);
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
  forget_findings(self);
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
  if (watched)
    begin(self);
  else
    stop(self);
}

gboolean
silsa_photo_list_is_up_to_date(SilsaPhotoList *self)
{
  g_return_val_if_fail(SILSA_IS_PHOTO_LIST(self), TRUE);
  return !self->stale && self->step == 0;
}

SilsaPhotoItem *
silsa_photo_list_find(SilsaPhotoList *self, gint64 evidence)
{
  g_return_val_if_fail(SILSA_IS_PHOTO_LIST(self), NULL);
  return g_hash_table_lookup(self->by_id, &evidence);
}
