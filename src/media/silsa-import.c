#include "silsa-import.h"

#include "silsa-error.h"
#include "silsa-field.h"
#include "silsa-held-bytes.h"
#include "silsa-intake-list.h"

/*
 * Order and memory. A slot is a file between its start and its being durable. At most WORKERS slots
 * are being looked at, and no slot is begun while the others hold MEMORY bytes, those that are
 * being looked at counted like the largest so far; so the peak does not grow with the number of
 * files. The writer lets go of what it has written before it is durable, so that a commit holds
 * more than the memory does. Slots are handed to the writer in the order of the list, whoever was
 * ready first.
 */
#define WORKERS_MOST 4u
#define SLOTS_MOST 24u /* a commit that holds twenty, and as many while it comes about */
#define MEMORY ((gsize)12 * 1024 * 1024)

typedef enum { LOOKING, LOOKED_AT, WRITING, DONE } State;

typedef struct {
  SilsaImport *import; /* reference */
  guint n;
  State state;
  SilsaIntake *intake; /* NULL until it was looked at */
  GError *error;
  SilsaEvidence *evidence; /* when done, or NULL: refused */
  gboolean was_known;
} Slot;

struct _SilsaImport {
  GObject parent_instance;

  SilsaStore *store;
  char *indicator;
  char *check;
  char *caption;

  SilsaIntakeList *list;
  GTask *task;
  GQueue slots; /* of Slot: begun and not yet told of, in order */
  guint next; /* to be begun */
  guint looking;
  gsize largest; /* bytes */
  SilsaHeldBytes *held; /* while it runs */
  gboolean stopped; /* the disk refused: no more are begun */
  GPtrArray *items; /* of SilsaImported */
  SilsaAct *act;
};

typedef enum { PROP_DONE = 1, PROP_TOTAL } SilsaImportProperty;
static GParamSpec *properties[PROP_TOTAL + 1];
enum { IMPORTED, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE(SilsaImport, silsa_import, G_TYPE_OBJECT)

static void go_on(SilsaImport *self);

static void
imported_free(gpointer data)
{
  SilsaImported *item = data;

  g_free(item->warning);
  g_clear_error(&item->error);
  g_free(item);
}

static void
slot_free(Slot *slot)
{
  g_clear_pointer(&slot->intake, silsa_intake_free);
  g_clear_error(&slot->error);
  g_clear_object(&slot->evidence);
  g_object_unref(slot->import);
  g_free(slot);
}

static gboolean
is_cancelled(SilsaImport *self)
{
  return g_cancellable_is_cancelled(g_task_get_cancellable(self->task));
}

/* --- the outcome of one --- */

static void
add_use(SilsaImport *self, gint64 id)
{
  SilsaAssessment *assessment = silsa_store_get_assessment(self->store);
  g_autofree char *field = silsa_field_new_use(id, self->check);

  if (silsa_assessment_is_removed(assessment, id)) {
    char subject[SILSA_FIELD_EVIDENCE_SIZE];

    silsa_field_write_evidence(subject, id);
    silsa_act_add(self->act, subject, "removed", NULL); /* adding it again brings it back */
  }
  if (self->indicator != NULL &&
      (self->caption != NULL || silsa_assessment_get(assessment, self->indicator, field) == NULL))
    silsa_act_add(self->act, self->indicator, field, self->caption != NULL ? self->caption : "");
}

static void
tell(SilsaImport *self, Slot *slot)
{
  SilsaImported *item = g_new0(SilsaImported, 1);

  item->name = silsa_intake_list_get_name(self->list, slot->n);
  item->error = g_steal_pointer(&slot->error);
  item->fate = slot->evidence == NULL ? SILSA_IMPORT_REFUSED
               : slot->was_known      ? SILSA_IMPORT_KNOWN
                                      : SILSA_IMPORT_ADDED;
  if (slot->evidence != NULL) {
    item->id = silsa_evidence_get_id(slot->evidence);
    item->warning = g_strdup(slot->intake->warning);
    add_use(self, item->id);
  }
  g_ptr_array_add(self->items, item);
  g_signal_emit(self, signals[IMPORTED], 0, item);
  g_object_notify_by_pspec(G_OBJECT(self), properties[PROP_DONE]);
}

/* What was cancelled in time is as if it had never been begun. */
static void
settle_slots(SilsaImport *self)
{
  Slot *slot;

  while ((slot = g_queue_peek_head(&self->slots)) != NULL && slot->state == DONE) {
    g_queue_pop_head(&self->slots);
    if (!g_error_matches(slot->error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
      tell(self, slot);
    slot_free(slot);
  }
}

static void
stored_cb(GObject *source, GAsyncResult *result, gpointer user_data)
{
  Slot *slot = user_data;
  g_autoptr(SilsaImport) self = g_object_ref(slot->import);

  slot->evidence =
      silsa_store_add_evidence_finish(SILSA_STORE(source), result, &slot->was_known, &slot->error);
  slot->state = DONE;
  /* A full disk refuses the others as well, one after the other. */
  self->stopped |= g_error_matches(slot->error, SILSA_ERROR, SILSA_ERROR_FULL) ||
                   g_error_matches(slot->error, SILSA_ERROR, SILSA_ERROR_STORAGE) ||
                   g_error_matches(slot->error, SILSA_ERROR, SILSA_ERROR_READ_ONLY);
  go_on(self);
}

/* --- from the list to the writer --- */

typedef struct {
  SilsaIntakeList *list;
  guint n;
} Look;

static Look *
look_new(const Slot *slot)
{
  Look *look = g_new0(Look, 1);

  look->list = silsa_intake_list_ref(slot->import->list);
  look->n = slot->n;
  return look;
}

static void
look_free(gpointer data)
{
  silsa_intake_list_unref(((Look *)data)->list);
  g_free(data);
}

static GBytes *
look_again(gpointer data, GError **error)
{
  Look *look = data;

  return silsa_intake_list_read_bytes(look->list, look->n, NULL, error);
}

static void
store(SilsaImport *self, Slot *slot)
{
  SilsaEvidenceIntake intake = slot->intake->evidence;
  g_autoptr(SilsaByteSource) again = silsa_byte_source_new(look_again, look_new(slot), look_free);

  intake.again = again;
  slot->state = WRITING;
  silsa_store_add_evidence_async(self->store, slot->intake->bytes, &intake,
                                 g_task_get_cancellable(self->task), stored_cb, slot);
  g_clear_pointer(&slot->intake->bytes, g_bytes_unref);
}

static void
hand_over(SilsaImport *self)
{
  for (GList *l = self->slots.head; l != NULL; l = l->next) {
    Slot *slot = l->data;

    if (slot->state == LOOKING)
      return;
    if (slot->state == LOOKED_AT && slot->intake == NULL)
      slot->state = DONE;
    else if (slot->state == LOOKED_AT)
      store(self, slot);
  }
}

static void
look_thread(GTask *task, gpointer source G_GNUC_UNUSED, gpointer data, GCancellable *cancellable)
{
  Look *look = data;
  g_autoptr(GError) error = NULL;
  SilsaIntake *intake = silsa_intake_list_read(look->list, look->n, cancellable, &error);

  if (intake != NULL)
    g_task_return_pointer(task, intake, (GDestroyNotify)silsa_intake_free);
  else
    g_task_return_error(task, g_steal_pointer(&error));
}

static void
hold_bytes(SilsaImport *self, SilsaIntake *intake)
{
  self->largest = MAX(self->largest, g_bytes_get_size(intake->bytes));
  intake->bytes = silsa_held_bytes_hold(self->held, intake->bytes);
}

static void
looked_cb(GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer user_data)
{
  Slot *slot = user_data;
  g_autoptr(SilsaImport) self = g_object_ref(slot->import);

  slot->intake = g_task_propagate_pointer(G_TASK(result), &slot->error);
  slot->state = LOOKED_AT;
  self->looking--;
  if (slot->intake != NULL)
    hold_bytes(self, slot->intake);
  hand_over(self);
  go_on(self);
}

static void
begin_slot(SilsaImport *self)
{
  g_autoptr(GTask) task = NULL;
  Slot *slot = g_new0(Slot, 1);

  slot->import = g_object_ref(self);
  slot->n = self->next++;
  g_queue_push_tail(&self->slots, slot);
  self->looking++;
  task = g_task_new(NULL, g_task_get_cancellable(self->task), looked_cb, slot);
  g_task_set_task_data(task, look_new(slot), look_free);
  g_task_run_in_thread(task, look_thread);
}

/* Asked of the system once: it would be with each photo that has come. */
static guint
count_workers(void)
{
  static guint n;

  if (n == 0)
    n = CLAMP(g_get_num_processors(), 1u, WORKERS_MOST);
  return n;
}

/* One always may. */
static gboolean
is_room(SilsaImport *self)
{
  gsize held = silsa_held_bytes_get(self->held) + self->looking * self->largest;

  return held == 0 || held + self->largest <= MEMORY;
}

static gboolean
may_begin(SilsaImport *self)
{
  return !is_cancelled(self) && !self->stopped &&
         self->next < silsa_intake_list_get_length(self->list) && self->looking < count_workers() &&
         g_queue_get_length(&self->slots) < SLOTS_MOST && is_room(self);
}

static void
finish(SilsaImport *self)
{
  g_autoptr(GTask) task = g_steal_pointer(&self->task);
  g_autoptr(GError) error = NULL;

  g_clear_pointer(&self->held, silsa_held_bytes_free);
  if (!silsa_act_is_empty(self->act) && !silsa_store_perform(self->store, self->act, &error))
    g_task_return_error(task, g_steal_pointer(&error));
  else if (!g_task_return_error_if_cancelled(task))
    g_task_return_boolean(task, TRUE);
}

static void
go_on(SilsaImport *self)
{
  if (self->task == NULL)
    return;
  settle_slots(self);
  while (may_begin(self))
    begin_slot(self);
  if (g_queue_is_empty(&self->slots))
    finish(self);
}

/* --- the list itself is made in a thread: a card of photos takes its time --- */

static void
list_thread(GTask *task, gpointer source G_GNUC_UNUSED, gpointer data, GCancellable *cancellable)
{
  g_task_return_pointer(task, silsa_intake_list_new(data, cancellable),
                        (GDestroyNotify)silsa_intake_list_unref);
}

static void
listed_cb(GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(SilsaImport) self = user_data;

  self->list = g_task_propagate_pointer(G_TASK(result), NULL);
  g_object_notify_by_pspec(G_OBJECT(self), properties[PROP_TOTAL]);
  go_on(self);
}

static gboolean
released_cb(gpointer self)
{
  go_on(self);
  return G_SOURCE_CONTINUE;
}

static void
begin(SilsaImport *self,
      GCancellable *cancellable,
      GAsyncReadyCallback callback,
      gpointer user_data)
{
  self->held = silsa_held_bytes_new(released_cb, self);
  self->task = g_task_new(self, cancellable, callback, user_data);
  g_task_set_check_cancellable(self->task, FALSE); /* what is durable is told as done */
}

void
silsa_import_run_bytes_async(SilsaImport *self,
                             GBytes *bytes,
                             const char *name,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  g_return_if_fail(SILSA_IS_IMPORT(self));
  g_return_if_fail(self->task == NULL && self->list == NULL);

  begin(self, cancellable, callback, user_data);
  self->list = silsa_intake_list_new_from_bytes(bytes, name);
  g_object_notify_by_pspec(G_OBJECT(self), properties[PROP_TOTAL]);
  go_on(self);
}

void
silsa_import_run_async(SilsaImport *self,
                       const char *const *paths,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer user_data)
{
  g_autoptr(GTask) task = NULL;

  g_return_if_fail(SILSA_IS_IMPORT(self));
  g_return_if_fail(self->task == NULL && self->list == NULL);

  begin(self, cancellable, callback, user_data);
  task = g_task_new(NULL, cancellable, listed_cb, g_object_ref(self));
  g_task_set_check_cancellable(task, FALSE);
  g_task_set_task_data(task, g_strdupv((GStrv)paths), (GDestroyNotify)g_strfreev);
  g_task_run_in_thread(task, list_thread);
}

gboolean
silsa_import_run_finish(SilsaImport *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail(g_task_is_valid(result, self), FALSE);
  return g_task_propagate_boolean(G_TASK(result), error);
}

/* --- the object --- */

static void
silsa_import_get_property(GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  switch ((SilsaImportProperty)id) {
  case PROP_DONE:
    g_value_set_uint(value, silsa_import_get_done(SILSA_IMPORT(object)));
    break;
  case PROP_TOTAL:
    g_value_set_uint(value, silsa_import_get_total(SILSA_IMPORT(object)));
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID(object, id, pspec);
  }
}

static void
silsa_import_finalize(GObject *object)
{
  SilsaImport *self = SILSA_IMPORT(object);

  g_object_unref(self->store);
  g_free(self->indicator);
  g_free(self->check);
  g_free(self->caption);
  g_clear_pointer(&self->list, silsa_intake_list_unref);
  g_ptr_array_unref(self->items);
  silsa_act_free(self->act);
  G_OBJECT_CLASS(silsa_import_parent_class)->finalize(object);
}

static void
silsa_import_class_init(SilsaImportClass *class)
{
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;
  GObjectClass *object_class = G_OBJECT_CLASS(class);

  object_class->finalize = silsa_import_finalize;
  object_class->get_property = silsa_import_get_property;
  properties[PROP_DONE] = g_param_spec_uint("done", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[PROP_TOTAL] = g_param_spec_uint("total", NULL, NULL, 0, G_MAXUINT, 0, flags);
  g_object_class_install_properties(object_class, G_N_ELEMENTS(properties), properties);
  signals[IMPORTED] = g_signal_new("imported", SILSA_TYPE_IMPORT, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);
}

static void
silsa_import_init(SilsaImport *self)
{
  self->items = g_ptr_array_new_with_free_func(imported_free);
}

SilsaImport *
silsa_import_new(SilsaStore *store, const SilsaImportTarget *target)
{
  SilsaImport *self = g_object_new(SILSA_TYPE_IMPORT, NULL);

  g_return_val_if_fail(SILSA_IS_STORE(store), NULL);
  g_return_val_if_fail(target != NULL, NULL);

  self->store = g_object_ref(store);
  self->indicator = g_strdup(target->indicator);
  self->check = g_strdup(target->check);
  self->caption = g_strdup(target->caption);
  self->act = silsa_act_new("add-evidence", target->indicator);
  return self;
}

guint
silsa_import_get_done(SilsaImport *self)
{
  g_return_val_if_fail(SILSA_IS_IMPORT(self), 0);
  return self->items->len;
}

guint
silsa_import_get_total(SilsaImport *self)
{
  g_return_val_if_fail(SILSA_IS_IMPORT(self), 0);
  return self->list != NULL ? silsa_intake_list_get_length(self->list) : 0;
}

GPtrArray *
silsa_import_get_items(SilsaImport *self)
{
  g_return_val_if_fail(SILSA_IS_IMPORT(self), NULL);
  return self->items;
}

guint
silsa_import_count(SilsaImport *self, SilsaImportFate fate)
{
  guint n = 0;

  g_return_val_if_fail(SILSA_IS_IMPORT(self), 0);

  for (guint i = 0; i < self->items->len; i++)
    n += ((const SilsaImported *)self->items->pdata[i])->fate == fate;
  return n;
}
