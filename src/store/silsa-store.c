#include "silsa-store-private.h"

#include "silsa-compact.h"
#include "silsa-error.h"
#include "silsa-evidence-table.h"
#include "silsa-jobs.h"
#include "silsa-ledger.h"
#include "silsa-limits.h"
#include "silsa-load.h"
#include "silsa-schema.h"
#include "silsa-writer.h"

#include <string.h>

#define DRAFT_DELAY                                                                                \
  (400 * G_TIME_SPAN_MILLISECOND) /* the promise is 1 s, and a slow disk needs the rest */
#define JOURNAL_PIECE 256

struct _SilsaStore {
  GObject parent_instance;

  GThread *thread; /* the one that opened it */
  char *path;
  SilsaContent content;
  GHashTable *rounds; /* digest -> GBytes: versions that were in force, or are to be */
  SilsaReaders *readers; /* NULL when closed */
  GMutex readers_lock; /* of that, for other threads than the owner's */
  SilsaWriter *writer; /* NULL when read-only or closed */
  GSource *news; /* dispatched when the writer has news */
  GQueue errands; /* of Errand: steps back and forth, and what has to come after them */
  gboolean read_only, damaged;
  gboolean erased; /* something, so that the file is to be compacted */
  guint erasing; /* erasures that are not durable yet */
  SilsaCompaction compaction;
  char *undo_name, *redo_name; /* as notified */

  SilsaSaveState save_state;
  gint64 saved_at;
  char *save_error;
};

typedef enum {
  PROP_SAVE_STATE = 1,
  PROP_SAVED_AT,
  PROP_SAVE_ERROR,
  PROP_READ_ONLY,
  PROP_CAN_UNDO,
  PROP_CAN_REDO,
  PROP_UNDO_NAME,
  PROP_REDO_NAME,
  PROP_DAMAGED,
} SilsaStoreProperty;
static GParamSpec *properties[PROP_DAMAGED + 1];

typedef enum { ERRAND_UNDO, ERRAND_REDO, ERRAND_FLUSH } ErrandKind;

G_DEFINE_FINAL_TYPE(SilsaStore, silsa_store, G_TYPE_OBJECT)

static void
notify(SilsaStore *self, SilsaStoreProperty property)
{
  g_object_notify_by_pspec(G_OBJECT(self), properties[property]);
}

static gboolean
is_mine(SilsaStore *self)
{
  return self->thread == g_thread_self();
}

/* --- news of the writer --- */

/* What waits to be performed is not saved. */
static void
set_save_state(SilsaStore *self, SilsaSaveState state)
{
  if (state == SILSA_SAVE_SAVED && self->errands.length > 0)
    state = SILSA_SAVE_SAVING;
  if (self->save_state == state)
    return;
  self->save_state = state;
  notify(self, PROP_SAVE_STATE);
}

static void
take_news(SilsaStore *self)
{
  g_autoptr(SilsaStore) alive = g_object_ref(self);
  g_autofree char *explained = NULL;
  SilsaWriterNews news = {0};

  if (self->writer == NULL)
    return;
  silsa_writer_take_news(self->writer, &news);
  explained = news.error != NULL ? silsa_error_explain(news.error) : NULL;
  for (GList *link = news.finished; link != NULL; link = link->next)
    ((SilsaJob *)link->data)->klass->finish(link->data, self);
  if (self->saved_at != news.saved_at) {
    self->saved_at = news.saved_at;
    notify(self, PROP_SAVED_AT);
  }
  if (g_set_str(&self->save_error, explained))
    notify(self, PROP_SAVE_ERROR);
  set_save_state(self, news.state);
  silsa_writer_news_clear(&news);
}

/* A source of its own that the writer only makes ready: not g_main_context_invoke(), which may run
 * the callback in the writer's thread, and no source per commit, each of which would keep the store
 * alive. */
static gboolean
dispatch_news(GSource *source, GSourceFunc callback, gpointer data)
{
  g_source_set_ready_time(source, -1);
  return callback(data);
}

static GSourceFuncs news_funcs = {.dispatch = dispatch_news};

static gboolean
news_cb(gpointer data)
{
  take_news(data);
  return G_SOURCE_CONTINUE;
}

static void
wake_cb(gpointer data)
{
  g_source_set_ready_time(data, 0);
}

static void
prepare_news(SilsaStore *self)
{
  self->news = g_source_new(&news_funcs, sizeof(GSource));
  g_source_set_static_name(self->news, "silsa-store news");
  g_source_set_callback(self->news, news_cb, self, NULL);
}

static void
push(SilsaStore *self, SilsaJob *job)
{
  silsa_writer_push(self->writer, job);
  if (self->save_state != SILSA_SAVE_FAILED)
    set_save_state(self, SILSA_SAVE_SAVING);
}

/* --- opening --- */

static gboolean
load(SilsaStore *self, SilsaDb *db, SilsaDbFile *file, gboolean migrate, GError **error)
{
  return (!migrate || silsa_schema_migrate(db, file, error)) && silsa_schema_check(db, error) &&
         silsa_content_load(&self->content, db, error);
}

static gboolean
start_writer(SilsaStore *self, SilsaDb *db, GError **error)
{
  const SilsaCase *about = silsa_assessment_get_case(self->content.assessment);
  SilsaCatalogue *catalogue = silsa_assessment_get_catalogue(self->content.assessment);
  SilsaLedger ledger = {.actor = about->assessor_name};

  if (!silsa_ledger_load(&ledger, db, about->id, silsa_catalogue_get_sha256(catalogue), error)) {
    silsa_db_close(db);
    return FALSE;
  }
  prepare_news(self);
  self->writer = silsa_writer_new(db, &ledger, self->readers, wake_cb, self->news);
  return TRUE;
}

static gboolean
open_for_writing(SilsaStore *self, SilsaDbFile *file, GError **error)
{
  g_autoptr(SilsaDb) db = silsa_db_open(self->path, SILSA_DB_WRITE, error);

  silsa_compact_clean(self->path);
  return db != NULL && load(self, db, file, TRUE, error) &&
         start_writer(self, g_steal_pointer(&db), error);
}

static gboolean
open_for_reading(SilsaStore *self, SilsaDbFile *file, GError **error)
{
  SilsaDb *db;
  gboolean ok;

  if (silsa_db_file_get_format(file) != SILSA_STORE_FORMAT) {
    silsa_error_set(error, SILSA_ERROR_READ_ONLY, "format-version",
                    "an older format, which has to be written to be read");
    silsa_error_at_file(error, self->path);
    return FALSE;
  }
  db = silsa_readers_borrow(self->readers, error);
  if (db == NULL)
    return FALSE;
  ok = load(self, db, file, FALSE, error);
  silsa_readers_give_back(self->readers, db);
  return ok;
}

/* A program that was killed while it wrote has left a journal. SQLite takes the unfinished change
 * back when it may write, and refuses to read until then. */
static gboolean
recover(const char *path, GError **error)
{
  g_autoptr(SilsaDbFile) file = silsa_db_file_open(path, TRUE, error);
  g_autoptr(SilsaDb) db = NULL;
  gint64 entries;

  return file != NULL &&
         (db = silsa_db_open(silsa_db_file_get_path(file), SILSA_DB_WRITE, error)) != NULL &&
         silsa_db_read_number(db, "SELECT count(*) FROM sqlite_schema", &entries, error);
}

static gboolean
needs_recovery(const char *path)
{
  g_autofree char *journal = g_strconcat(path, "-journal", NULL);

  return g_file_test(journal, G_FILE_TEST_EXISTS);
}

/* Who is to have the store, whichever thread opens it. */
typedef struct {
  GThread *thread;
  GMainContext *context; /* NULL: the global default one */
} Owner;

/* From here on the writer may wake the owner. */
static void
hand_over(SilsaStore *self, const Owner *owner)
{
  self->thread = owner->thread;
  if (self->news != NULL)
    g_source_attach(self->news, owner->context);
}

static SilsaStore *
open_once(const char *path, gboolean read_only, const Owner *owner, GError **error)
{
  g_autoptr(SilsaStore) self = g_object_new(SILSA_TYPE_STORE, NULL);
  SilsaDbFile *file = silsa_db_file_open(path, !read_only, error);

  if (file == NULL)
    return NULL;
  self->path = g_strdup(silsa_db_file_get_path(file));
  self->read_only = read_only;
  self->readers = silsa_readers_new(file);
  if (!(read_only ? open_for_reading : open_for_writing)(self, file, error))
    return NULL;
  g_set_str(&self->undo_name, silsa_store_get_undo_name(self));
  g_set_str(&self->redo_name, silsa_store_get_redo_name(self));
  hand_over(self, owner);
  return g_steal_pointer(&self);
}

static SilsaStore *
open_for(const Owner *owner, const char *path, gboolean read_only, GError **error)
{
  g_autoptr(GError) local = NULL;
  SilsaStore *self = open_once(path, read_only, owner, &local);

  if (self != NULL)
    return self;
  if (read_only && g_error_matches(local, SILSA_ERROR, SILSA_ERROR_READ_ONLY) &&
      needs_recovery(path) && recover(path, NULL))
    return open_once(path, read_only, owner, error);
  g_propagate_error(error, g_steal_pointer(&local));
  return NULL;
}

SilsaStore *
silsa_store_open(const char *path, SilsaOpenFlags flags, GError **error)
{
  const Owner owner = {g_thread_self(), g_main_context_get_thread_default()};

  g_return_val_if_fail(path != NULL, NULL);

  return open_for(&owner, path, (flags & SILSA_OPEN_READ_ONLY) != 0, error);
}

typedef struct {
  char *path;
  gboolean read_only;
  Owner owner;
} OpenJob;

static void
open_job_free(gpointer data)
{
  OpenJob *self = data;

  g_free(self->path);
  g_free(self);
}

static void
open_thread(GTask *task, gpointer source G_GNUC_UNUSED, gpointer data, GCancellable *cancellable)
{
  OpenJob *job = data;
  GError *error = NULL;
  g_autoptr(SilsaStore) self = NULL;

  if (cancellable != NULL)
    g_cancellable_push_current(cancellable);
  if (!g_cancellable_is_cancelled(cancellable))
    self = open_for(&job->owner, job->path, job->read_only, &error);
  if (cancellable != NULL)
    g_cancellable_pop_current(cancellable);
  if (g_cancellable_is_cancelled(cancellable)) {
    g_clear_error(&error);
    g_clear_object(&self); /* here, where closing it holds up nobody */
    g_cancellable_set_error_if_cancelled(cancellable, &error);
  }
  if (self != NULL)
    g_task_return_pointer(task, g_steal_pointer(&self), g_object_unref);
  else
    g_task_return_error(task, error);
}

void
silsa_store_open_async(const char *path,
                       SilsaOpenFlags flags,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer user_data)
{
  g_autoptr(GTask) task = g_task_new(NULL, cancellable, callback, user_data);
  OpenJob *job;

  g_return_if_fail(path != NULL);

  job = g_new0(OpenJob, 1);
  job->path = g_strdup(path);
  job->read_only = (flags & SILSA_OPEN_READ_ONLY) != 0;
  job->owner = (Owner){g_thread_self(), g_task_get_context(task)};
  g_task_set_source_tag(task, silsa_store_open_async);
  g_task_set_check_cancellable(task, FALSE); /* what is open has to be closed by somebody */
  g_task_set_task_data(task, job, open_job_free);
  g_task_run_in_thread(task, open_thread);
}

SilsaStore *
silsa_store_open_finish(GAsyncResult *result, GError **error)
{
  g_return_val_if_fail(g_task_is_valid(result, NULL), NULL);
  return g_task_propagate_pointer(G_TASK(result), error);
}

/* --- closing --- */

/* What has to be ended when the store is closed. */
typedef struct {
  GSource *news;
  SilsaWriter *writer;
  SilsaReaders *readers;
} Machine;

/* The store is closed for its owner from here on. */
static Machine
take_machine(SilsaStore *self)
{
  Machine machine = {g_steal_pointer(&self->news), g_steal_pointer(&self->writer)};

  g_mutex_lock(&self->readers_lock);
  machine.readers = g_steal_pointer(&self->readers);
  g_mutex_unlock(&self->readers_lock);
  if (machine.news != NULL)
    g_source_destroy(machine.news);
  return machine;
}

/* Waits for the writer and for those who read. Any thread. */
static void
stop_machine(Machine *machine)
{
  /* Connections before the file: closing its descriptor drops their locks. */
  g_clear_pointer(&machine->writer, silsa_writer_stop);
  if (machine->readers != NULL)
    silsa_readers_end_writing(machine->readers);
  g_clear_pointer(&machine->news, g_source_unref);
  g_clear_pointer(&machine->readers, silsa_readers_unref);
}

static void
shut(SilsaStore *self)
{
  Machine machine = take_machine(self);

  stop_machine(&machine);
}

/* What was erased is gone already; this gives its room back. Without it the file is as good. Any
 * thread. */
static SilsaCompaction
compact(const char *path)
{
  g_autoptr(GError) error = NULL;

  if (silsa_store_compact(path, &error))
    return SILSA_COMPACTION_DONE;
  g_info("not compacted: %s", error->message);
  return SILSA_COMPACTION_FAILED;
}

static void
compact_if_erased(SilsaStore *self)
{
  if (self->erased)
    self->compaction = compact(self->path);
  self->erased = FALSE;
}

SilsaCompaction
silsa_store_get_compaction(SilsaStore *self)
{
  g_return_val_if_fail(SILSA_IS_STORE(self), SILSA_COMPACTION_NONE);
  return self->compaction;
}

gboolean
silsa_store_close(SilsaStore *self, GError **error)
{
  g_return_val_if_fail(SILSA_IS_STORE(self) && is_mine(self), FALSE);

  if (!silsa_store_flush(self, error))
    return FALSE;
  shut(self);
  compact_if_erased(self);
  return TRUE;
}

typedef struct {
  Machine machine;
  gboolean unsaved; /* what can be saved by now is, the rest is lost */
  char *path; /* to be compacted, or NULL */
} CloseJob;

static void
close_job_free(gpointer data)
{
  CloseJob *self = data;

  g_free(self->path);
  g_free(self);
}

static void
close_thread(GTask *task,
             gpointer source G_GNUC_UNUSED,
             gpointer data,
             GCancellable *cancellable G_GNUC_UNUSED)
{
  CloseJob *job = data;

  if (job->unsaved && job->machine.writer != NULL)
    silsa_writer_flush(job->machine.writer, NULL);
  stop_machine(&job->machine);
  g_task_return_int(task, job->path != NULL ? compact(job->path) : SILSA_COMPACTION_NONE);
}

static void
stopped_cb(GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(GTask) task = user_data;
  SilsaStore *self = g_task_get_source_object(task);

  self->compaction = (SilsaCompaction)g_task_propagate_int(G_TASK(result), NULL);
  g_task_return_boolean(task, TRUE);
}

/* A task of its own without the store: a thread may be the last to let go of it, and whoever is
 * shown what is in the store belongs to the thread of the owner. */
static void
stop_in_thread(SilsaStore *self, gboolean unsaved, GTask *closing)
{
  g_autoptr(GTask) task = g_task_new(NULL, NULL, stopped_cb, g_object_ref(closing));
  CloseJob *job = g_new0(CloseJob, 1);

  job->machine = take_machine(self);
  job->unsaved = unsaved;
  job->path = self->erased ? g_strdup(self->path) : NULL;
  self->erased = FALSE;
  g_task_set_task_data(task, job, close_job_free);
  g_task_run_in_thread(task, close_thread);
}

/* What was performed meanwhile is saved as well. */
static void
flushed_to_close_cb(GObject *source, GAsyncResult *result, gpointer user_data)
{
  SilsaStore *self = SILSA_STORE(source);
  g_autoptr(GTask) task = user_data;
  GError *error = NULL;

  if (!silsa_store_flush_finish(self, result, &error))
    g_task_return_error(task, error);
  else if (self->writer != NULL && self->save_state != SILSA_SAVE_SAVED)
    silsa_store_flush_async(self, flushed_to_close_cb, g_object_ref(task));
  else
    stop_in_thread(self, FALSE, task);
}

void
silsa_store_close_async(SilsaStore *self, GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task;

  g_return_if_fail(SILSA_IS_STORE(self) && is_mine(self));

  task = g_task_new(self, NULL, callback, user_data);
  g_task_set_source_tag(task, silsa_store_close_async);
  silsa_store_flush_async(self, flushed_to_close_cb, task);
}

void
silsa_store_give_up_async(SilsaStore *self, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr(GTask) task = NULL;

  g_return_if_fail(SILSA_IS_STORE(self) && is_mine(self));

  task = g_task_new(self, NULL, callback, user_data);
  g_task_set_source_tag(task, silsa_store_give_up_async);
  stop_in_thread(self, TRUE, task);
}

gboolean
silsa_store_close_finish(SilsaStore *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail(g_task_is_valid(result, self), FALSE);
  return g_task_propagate_boolean(G_TASK(result), error);
}

static void
silsa_store_dispose(GObject *object)
{
  SilsaStore *self = SILSA_STORE(object);

  if (self->writer != NULL)
    silsa_writer_flush(self->writer, NULL);
  shut(self);
  compact_if_erased(self);
  silsa_content_clear(&self->content);
  G_OBJECT_CLASS(silsa_store_parent_class)->dispose(object);
}

static void
silsa_store_finalize(GObject *object)
{
  SilsaStore *self = SILSA_STORE(object);

  g_mutex_clear(&self->readers_lock);
  g_hash_table_unref(self->rounds);
  g_free(self->path);
  g_free(self->save_error);
  g_free(self->undo_name);
  g_free(self->redo_name);
  G_OBJECT_CLASS(silsa_store_parent_class)->finalize(object);
}

/* --- properties --- */

static void
silsa_store_get_property(GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  SilsaStore *self = SILSA_STORE(object);

  switch ((SilsaStoreProperty)id) {
  case PROP_SAVE_STATE:
    g_value_set_int(value, self->save_state);
    break;
  case PROP_SAVED_AT:
    g_value_set_int64(value, self->saved_at);
    break;
  case PROP_SAVE_ERROR:
    g_value_set_string(value, self->save_error);
    break;
  case PROP_READ_ONLY:
    g_value_set_boolean(value, self->read_only);
    break;
  case PROP_CAN_UNDO:
    g_value_set_boolean(value, silsa_store_can_undo(self));
    break;
  case PROP_CAN_REDO:
    g_value_set_boolean(value, silsa_store_can_redo(self));
    break;
  case PROP_UNDO_NAME:
    g_value_set_string(value, silsa_store_get_undo_name(self));
    break;
  case PROP_REDO_NAME:
    g_value_set_string(value, silsa_store_get_redo_name(self));
    break;
  case PROP_DAMAGED:
    g_value_set_boolean(value, self->damaged);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID(object, id, pspec);
  }
}

static void
silsa_store_class_init(SilsaStoreClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS(klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->dispose = silsa_store_dispose;
  object_class->finalize = silsa_store_finalize;
  object_class->get_property = silsa_store_get_property;

  properties[PROP_SAVE_STATE] = g_param_spec_int("save-state", NULL, NULL, SILSA_SAVE_SAVED,
                                                 SILSA_SAVE_FAILED, SILSA_SAVE_SAVED, flags);
  properties[PROP_SAVED_AT] = g_param_spec_int64("saved-at", NULL, NULL, 0, G_MAXINT64, 0, flags);
  properties[PROP_SAVE_ERROR] = g_param_spec_string("save-error", NULL, NULL, NULL, flags);
  properties[PROP_READ_ONLY] = g_param_spec_boolean("read-only", NULL, NULL, FALSE, flags);
  properties[PROP_CAN_UNDO] = g_param_spec_boolean("can-undo", NULL, NULL, FALSE, flags);
  properties[PROP_CAN_REDO] = g_param_spec_boolean("can-redo", NULL, NULL, FALSE, flags);
  properties[PROP_UNDO_NAME] = g_param_spec_string("undo-name", NULL, NULL, NULL, flags);
  properties[PROP_REDO_NAME] = g_param_spec_string("redo-name", NULL, NULL, NULL, flags);
  properties[PROP_DAMAGED] = g_param_spec_boolean("damaged", NULL, NULL, FALSE, flags);
  g_object_class_install_properties(object_class, G_N_ELEMENTS(properties), properties);
}

static void
silsa_store_init(SilsaStore *self)
{
  self->thread = g_thread_self();
  g_mutex_init(&self->readers_lock);
  g_queue_init(&self->errands);
  self->rounds =
      g_hash_table_new_full(g_str_hash, g_str_equal, g_free, (GDestroyNotify)g_bytes_unref);
}

const char *
silsa_store_get_path(SilsaStore *self)
{
  g_return_val_if_fail(SILSA_IS_STORE(self), NULL);
  return self->path;
}

SilsaAssessment *
silsa_store_get_assessment(SilsaStore *self)
{
  g_return_val_if_fail(SILSA_IS_STORE(self), NULL);
  return self->content.assessment;
}

gboolean
silsa_store_get_read_only(SilsaStore *self)
{
  g_return_val_if_fail(SILSA_IS_STORE(self), TRUE);
  return self->read_only;
}

GBytes *
silsa_store_get_round_bytes(SilsaStore *self)
{
  g_return_val_if_fail(SILSA_IS_STORE(self), NULL);
  return self->content.round_bytes;
}

SilsaSaveState
silsa_store_get_save_state(SilsaStore *self)
{
  g_return_val_if_fail(SILSA_IS_STORE(self), SILSA_SAVE_FAILED);
  return self->save_state;
}

gint64
silsa_store_get_saved_at(SilsaStore *self)
{
  g_return_val_if_fail(SILSA_IS_STORE(self), 0);
  return self->saved_at;
}

const char *
silsa_store_get_save_error(SilsaStore *self)
{
  g_return_val_if_fail(SILSA_IS_STORE(self), NULL);
  return self->save_error;
}

gboolean
silsa_store_get_damaged(SilsaStore *self)
{
  g_return_val_if_fail(SILSA_IS_STORE(self), FALSE);
  return self->damaged;
}

void
silsa_store_set_damaged(SilsaStore *self, gboolean damaged)
{
  if (self->damaged == damaged)
    return;
  self->damaged = damaged;
  notify(self, PROP_DAMAGED);
}

SilsaReaders *
silsa_store_get_readers(SilsaStore *self)
{
  return self->readers;
}

SilsaWriter *
silsa_store_get_writer(SilsaStore *self)
{
  return self->writer;
}

/* --- acts --- */

static gboolean
require_writer(SilsaStore *self, GError **error)
{
  if (self->writer != NULL)
    return TRUE;
  silsa_error_set(error, SILSA_ERROR_READ_ONLY, NULL, "the store is read-only or closed");
  silsa_error_at_file(error, self->path);
  return FALSE;
}

/* Most acts follow one of the same name, and whoever shows it has nothing to do then. */
static void
notify_name(SilsaStore *self,
            char **told,
            const char *name,
            SilsaStoreProperty can,
            SilsaStoreProperty which)
{
  gboolean could = *told != NULL;

  if (!g_set_str(told, name))
    return;
  if (could != (name != NULL))
    notify(self, can);
  notify(self, which);
}

static void
notify_history(SilsaStore *self)
{
  notify_name(self, &self->undo_name, silsa_store_get_undo_name(self), PROP_CAN_UNDO,
              PROP_UNDO_NAME);
  notify_name(self, &self->redo_name, silsa_store_get_redo_name(self), PROP_CAN_REDO,
              PROP_REDO_NAME);
}

static GPtrArray *
list_places(const SilsaAct *act)
{
  GPtrArray *places = g_ptr_array_new_with_free_func(g_free);

  for (guint i = 0; i < act->changes->len; i++) {
    const SilsaChange *change = g_ptr_array_index(act->changes, i);

    g_ptr_array_add(places, silsa_draft_key(change->subject, change->field));
  }
  return places;
}

/* Keeps of @places those that have a draft. */
static void
forget_drafts(SilsaStore *self, GPtrArray *places)
{
  for (guint i = places->len; i > 0; i--)
    if (!silsa_drafts_forget(self->content.drafts, g_ptr_array_index(places, i - 1)))
      g_ptr_array_remove_index(places, i - 1);
}

/* The queue comes first: whoever hears of the change may perform the next act at once. */
static gint64
record(SilsaStore *self, const SilsaAct *act, GPtrArray *places, SilsaRound *round)
{
  gint64 group = silsa_history_take_group(self->content.history);
  SilsaJob *job;

  forget_drafts(self, places);
  if (silsa_act_is_empty(act) && places->len == 0)
    return group;
  job = silsa_act_job_new(act, group, places);
  if (round != NULL)
    silsa_act_job_set_round(job, silsa_round_get_sha256(round), silsa_round_get_bytes(round));
  push(self, job);
  return group;
}

/* Before the act is applied that takes @round. The version in force until then is known without
 * the file, where it may not have arrived yet. */
static void
set_round_bytes(SilsaStore *self, GBytes *round)
{
  const SilsaCase *about = silsa_assessment_get_case(self->content.assessment);

  if (round == NULL)
    return;
  g_bytes_ref(round);
  g_hash_table_insert(self->rounds, g_strdup(about->round_sha256),
                      g_steal_pointer(&self->content.round_bytes));
  self->content.round_bytes = round;
}

static gboolean
flush(SilsaStore *self, GError **error)
{
  gboolean ok;

  if (self->writer == NULL)
    return TRUE;
  ok = silsa_writer_flush(self->writer, error);
  take_news(self);
  return ok;
}

/* What is being erased is still there in memory: the next act is checked against what comes of it.
 */
static void
finish_erasures(SilsaStore *self)
{
  if (self->erasing > 0)
    flush(self, NULL);
}

static void finish_errands(SilsaStore *self);

static gboolean
perform(SilsaStore *self, SilsaAct *act, SilsaRound *round, GError **error)
{
  g_autoptr(GPtrArray) places = list_places(act);
  gint64 group;

  finish_errands(self);
  if (!require_writer(self, error) || !silsa_assessment_check(self->content.assessment, act, error))
    return FALSE;
  group = record(self, act, places, round);
  if (silsa_act_is_empty(act))
    return TRUE;
  silsa_history_add(self->content.history, group, act);
  set_round_bytes(self, round != NULL ? silsa_round_get_bytes(round) : NULL);
  silsa_assessment_apply(self->content.assessment, act);
  notify_history(self);
  return TRUE;
}

gboolean
silsa_store_perform(SilsaStore *self, SilsaAct *act, GError **error)
{
  g_return_val_if_fail(SILSA_IS_STORE(self) && is_mine(self) && act != NULL, FALSE);
  return perform(self, act, NULL, error);
}

gboolean
silsa_store_take_round(SilsaStore *self, SilsaAct *act, SilsaRound *round, GError **error)
{
  g_return_val_if_fail(SILSA_IS_STORE(self) && is_mine(self) && act != NULL, FALSE);
  g_return_val_if_fail(SILSA_IS_ROUND(round) && self->content.round_bytes != NULL, FALSE);
  return perform(self, act, round, error);
}

gboolean
silsa_store_flush(SilsaStore *self, GError **error)
{
  g_return_val_if_fail(SILSA_IS_STORE(self) && is_mine(self), FALSE);

  finish_errands(self);
  return flush(self, error);
}

static void
begin_flush(SilsaStore *self, GTask *task)
{
  if (self->writer == NULL || self->save_state == SILSA_SAVE_SAVED)
    g_task_return_boolean(task, TRUE);
  else
    push(self, silsa_flush_job_new(task));
}

static void add_errand(SilsaStore *self, ErrandKind kind, GTask *task);

void
silsa_store_flush_async(SilsaStore *self, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr(GTask) task = NULL;

  g_return_if_fail(SILSA_IS_STORE(self) && is_mine(self));

  task = g_task_new(self, NULL, callback, user_data);
  g_task_set_source_tag(task, silsa_store_flush_async);
  take_news(self);
  if (self->errands.length > 0)
    add_errand(self, ERRAND_FLUSH, task);
  else
    begin_flush(self, task);
}

gboolean
silsa_store_flush_finish(SilsaStore *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail(g_task_is_valid(result, self), FALSE);
  return g_task_propagate_boolean(G_TASK(result), error);
}

void
silsa_store_set_draft(SilsaStore *self, const char *subject, const char *field, const char *text)
{
  g_autofree char *key = NULL;

  g_return_if_fail(SILSA_IS_STORE(self) && is_mine(self));
  g_return_if_fail(subject != NULL && strchr(subject, '\n') == NULL && field != NULL);
  g_return_if_fail(text == NULL || g_utf8_validate(text, -1, NULL));

  key = silsa_draft_key(subject, field);
  if (self->writer != NULL && silsa_drafts_set(self->content.drafts, key, text))
    push(self,
         silsa_draft_job_new(self->content.drafts, key, g_get_monotonic_time() + DRAFT_DELAY));
}

const SilsaAct *
silsa_store_get_recovered_drafts(SilsaStore *self)
{
  g_return_val_if_fail(SILSA_IS_STORE(self), NULL);
  return self->content.recovered;
}

/* --- undo --- */

gboolean
silsa_store_can_undo(SilsaStore *self)
{
  return silsa_store_get_undo_name(self) != NULL;
}

gboolean
silsa_store_can_redo(SilsaStore *self)
{
  return silsa_store_get_redo_name(self) != NULL;
}

const char *
silsa_store_get_undo_name(SilsaStore *self)
{
  SilsaStep *step;

  g_return_val_if_fail(SILSA_IS_STORE(self), NULL);
  step = self->writer != NULL ? silsa_history_get_undo(self->content.history) : NULL;
  return step != NULL ? step->name : NULL;
}

const char *
silsa_store_get_redo_name(SilsaStore *self)
{
  SilsaStep *step;

  g_return_val_if_fail(SILSA_IS_STORE(self), NULL);
  step = self->writer != NULL ? silsa_history_get_redo(self->content.history) : NULL;
  return step != NULL ? step->name : NULL;
}

/* What a step needs that stands in the file alone: the act of an earlier session, or a version of
 * the round that has not been in force since. Both are durable. */
typedef struct {
  SilsaReaders *readers;
  gint64 group; /* whose act is read, or: */
  char *sha256; /* of the version that is read; NULL: none */
  SilsaAct *act; /* what was found */
  GBytes *round;
} Fetch;

static Fetch *
fetch_new(SilsaStore *self, gint64 group, const char *sha256)
{
  Fetch *fetch = g_new0(Fetch, 1);

  fetch->readers = silsa_readers_ref(self->readers);
  fetch->group = group;
  fetch->sha256 = g_strdup(sha256);
  return fetch;
}

static void
fetch_free(Fetch *self)
{
  silsa_readers_unref(self->readers);
  g_free(self->sha256);
  silsa_act_free(self->act);
  g_clear_pointer(&self->round, g_bytes_unref);
  g_free(self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC(Fetch, fetch_free)

/* Any thread. */
static gboolean
fetch_run(Fetch *self, GError **error)
{
  SilsaDb *db = silsa_readers_borrow(self->readers, error);

  if (db == NULL)
    return FALSE;
  silsa_readers_enter(self->readers);
  if (self->sha256 != NULL)
    self->round = silsa_content_read_round(db, self->sha256, error);
  else
    self->act = silsa_ledger_read_group(db, self->group, error);
  silsa_readers_leave(self->readers);
  silsa_readers_give_back(self->readers, db);
  return self->act != NULL || self->round != NULL;
}

static void
take_fetched(SilsaStore *self, SilsaStep *step, Fetch *fetch)
{
  if (fetch->act != NULL)
    step->act = g_steal_pointer(&fetch->act);
  else
    g_hash_table_insert(self->rounds, g_steal_pointer(&fetch->sha256),
                        g_steal_pointer(&fetch->round));
}

/* The digest of the version of the round that @act leads to; NULL: none, or the same as before. */
static const char *
find_round(SilsaStore *self, const SilsaAct *act, gboolean back)
{
  for (guint i = 0; i < act->changes->len; i++) {
    const SilsaChange *change = g_ptr_array_index(act->changes, i);
    const char *sha256 = back ? change->old_value : change->new_value;

    if (strcmp(change->subject, "round") == 0 && strcmp(change->field, "digest") == 0)
      return sha256 != NULL ? sha256 : self->content.first_round;
  }
  return NULL;
}

/* NULL: everything is here. */
static Fetch *
find_missing(SilsaStore *self, const SilsaStep *step, gboolean back)
{
  const char *sha256;

  if (step->act == NULL)
    return fetch_new(self, step->group, NULL);
  sha256 = find_round(self, step->act, back);
  return sha256 != NULL && !g_hash_table_contains(self->rounds, sha256) ? fetch_new(self, 0, sha256)
                                                                        : NULL;
}

static SilsaStep *
get_step(SilsaStore *self, gboolean back, GError **error)
{
  SilsaHistory *history = self->content.history;
  SilsaStep *step;

  if (!require_writer(self, error))
    return NULL;
  step = back ? silsa_history_get_undo(history) : silsa_history_get_redo(history);
  if (step == NULL)
    silsa_error_set(error, SILSA_ERROR_NOT_FOUND, back ? "undo" : "redo", "no step left");
  return step;
}

/* With everything that it needs. */
static void
walk_step(SilsaStore *self, const SilsaStep *step, gboolean back)
{
  g_autoptr(SilsaAct) act =
      back ? silsa_act_new_inverse(step->act, "undo") : silsa_act_copy(step->act);
  g_autoptr(GPtrArray) places = NULL;
  const char *sha256 = find_round(self, step->act, back);

  g_set_str(&act->name, back ? "undo" : "redo");
  places = list_places(act);
  record(self, act, places, NULL);
  set_round_bytes(self, sha256 != NULL ? g_hash_table_lookup(self->rounds, sha256) : NULL);
  (back ? silsa_history_move_undo : silsa_history_move_redo)(self->content.history);
  silsa_assessment_apply(self->content.assessment, act);
  notify_history(self);
}

/* @name: of the act. */
static gboolean
walk(SilsaStore *self, gboolean back, char **name, GError **error)
{
  SilsaStep *step = get_step(self, back, error);
  Fetch *missing;

  if (step == NULL)
    return FALSE;
  while ((missing = find_missing(self, step, back)) != NULL) {
    g_autoptr(Fetch) fetch = missing;

    if (!fetch_run(fetch, error))
      return FALSE;
    take_fetched(self, step, fetch);
  }
  g_set_str(name, step->name);
  walk_step(self, step, back);
  return TRUE;
}

static gboolean
walk_at_once(SilsaStore *self, gboolean back, GError **error)
{
  g_autofree char *name = NULL;

  finish_errands(self);
  return walk(self, back, &name, error);
}

gboolean
silsa_store_undo(SilsaStore *self, GError **error)
{
  g_return_val_if_fail(SILSA_IS_STORE(self) && is_mine(self), FALSE);
  return walk_at_once(self, TRUE, error);
}

gboolean
silsa_store_redo(SilsaStore *self, GError **error)
{
  g_return_val_if_fail(SILSA_IS_STORE(self) && is_mine(self), FALSE);
  return walk_at_once(self, FALSE, error);
}

/*
 * Errands: a step back or forth whose act has to be read waits for a thread, and whatever is asked
 * for meanwhile waits for the step. What cannot wait, because its caller goes on with what came of
 * it, does the errands before it at once, as if nobody had waited.
 */

typedef struct {
  ErrandKind kind;
  GTask *task; /* NULL when it is not in the queue any more */
  gboolean fetching; /* a thread reads for it, the first one */
} Errand;

static void
fail_errand(SilsaStore *self, GTask *task, GError *error)
{
  g_task_return_error(task, error);
  take_news(self); /* nothing of it is to be saved */
}

/* (transfer full) */
static GTask *
pop_errand(SilsaStore *self, ErrandKind *kind)
{
  Errand *errand = g_queue_pop_head(&self->errands);
  GTask *task = g_steal_pointer(&errand->task);

  *kind = errand->kind;
  g_rc_box_release(errand);
  return task;
}

/* What comes of it may lead to the next act, so it is out of the queue before. */
static void
do_errand(SilsaStore *self)
{
  ErrandKind kind;
  g_autoptr(GTask) task = pop_errand(self, &kind);
  g_autofree char *name = NULL;
  GError *error = NULL;

  if (kind == ERRAND_FLUSH)
    begin_flush(self, task);
  else if (walk(self, kind == ERRAND_UNDO, &name, &error))
    g_task_return_pointer(task, g_steal_pointer(&name), g_free);
  else
    fail_errand(self, task, error);
}

static void
finish_errands(SilsaStore *self)
{
  finish_erasures(self);
  while (self->errands.length > 0)
    do_errand(self);
}

static void
fetch_thread(GTask *task,
             gpointer source G_GNUC_UNUSED,
             gpointer data,
             GCancellable *cancellable G_GNUC_UNUSED)
{
  GError *error = NULL;

  if (fetch_run(data, &error))
    g_task_return_boolean(task, TRUE);
  else
    g_task_return_error(task, error);
}

static void go_on(SilsaStore *self);

static void
take_what_was_read(SilsaStore *self, gboolean back, GTask *reading)
{
  GError *error = NULL;
  SilsaStep *step = get_step(self, back, &error);
  g_autoptr(GTask) task = NULL;
  ErrandKind kind;

  if (step != NULL && g_task_propagate_boolean(reading, &error)) {
    take_fetched(self, step, g_task_get_task_data(reading));
    go_on(self);
    return;
  }
  task = pop_errand(self, &kind);
  fail_errand(self, task, error);
  go_on(self);
}

/* Unless somebody could not wait for it. */
static void
fetched_cb(GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer user_data)
{
  Errand *errand = user_data;

  errand->fetching = FALSE;
  if (errand->task != NULL)
    take_what_was_read(g_task_get_source_object(errand->task), errand->kind == ERRAND_UNDO,
                       G_TASK(result));
  g_rc_box_release(errand);
}

/* FALSE: nothing has to be read for it. */
static gboolean
begin_fetch(SilsaStore *self, Errand *errand)
{
  gboolean back = errand->kind == ERRAND_UNDO;
  SilsaStep *step = errand->kind != ERRAND_FLUSH ? get_step(self, back, NULL) : NULL;
  Fetch *fetch = step != NULL ? find_missing(self, step, back) : NULL;
  g_autoptr(GTask) reading = NULL;

  if (fetch == NULL)
    return FALSE;
  errand->fetching = TRUE;
  /* Without the store: whoever waits for it has its task. */
  reading = g_task_new(NULL, NULL, fetched_cb, g_rc_box_acquire(errand));
  g_task_set_task_data(reading, fetch, (GDestroyNotify)fetch_free);
  g_task_run_in_thread(reading, fetch_thread);
  return TRUE;
}

/* As far as nothing has to be waited for. */
static void
go_on(SilsaStore *self)
{
  Errand *errand;

  while (self->erasing == 0 && (errand = g_queue_peek_head(&self->errands)) != NULL) {
    if (errand->fetching || begin_fetch(self, errand))
      return;
    do_errand(self);
  }
}

static void
add_errand(SilsaStore *self, ErrandKind kind, GTask *task)
{
  Errand *errand = g_rc_box_new0(Errand);

  errand->kind = kind;
  errand->task = g_object_ref(task);
  g_queue_push_tail(&self->errands, errand);
  if (self->save_state == SILSA_SAVE_SAVED)
    set_save_state(self, SILSA_SAVE_SAVING);
  go_on(self);
}

static void
walk_async(SilsaStore *self,
           ErrandKind kind,
           gpointer tag,
           GAsyncReadyCallback callback,
           gpointer user_data)
{
  g_autoptr(GTask) task = g_task_new(self, NULL, callback, user_data);

  g_task_set_source_tag(task, tag);
  add_errand(self, kind, task);
}

void
silsa_store_undo_async(SilsaStore *self, GAsyncReadyCallback callback, gpointer user_data)
{
  g_return_if_fail(SILSA_IS_STORE(self) && is_mine(self));
  walk_async(self, ERRAND_UNDO, silsa_store_undo_async, callback, user_data);
}

void
silsa_store_redo_async(SilsaStore *self, GAsyncReadyCallback callback, gpointer user_data)
{
  g_return_if_fail(SILSA_IS_STORE(self) && is_mine(self));
  walk_async(self, ERRAND_REDO, silsa_store_redo_async, callback, user_data);
}

gboolean
silsa_store_walk_finish(SilsaStore *self, GAsyncResult *result, char **name, GError **error)
{
  char *of = NULL;

  g_return_val_if_fail(g_task_is_valid(result, self), FALSE);

  of = g_task_propagate_pointer(G_TASK(result), error);
  if (of == NULL)
    return FALSE;
  if (name != NULL)
    *name = of;
  else
    g_free(of);
  return TRUE;
}

/* --- evidence --- */

SilsaEvidence *
silsa_store_show_evidence(SilsaStore *self, const SilsaEvidenceFacts *facts)
{
  SilsaEvidence *known = silsa_assessment_find_evidence(self->content.assessment, facts->id);
  SilsaEvidence *evidence;

  if (known != NULL)
    return g_object_ref(known);
  evidence = silsa_evidence_new(facts);
  silsa_assessment_add_evidence(self->content.assessment, evidence);
  return evidence;
}

static gboolean
check_intake(SilsaStore *self, GBytes *bytes, GError **error)
{
  if (!require_writer(self, error))
    return FALSE;
  if (g_bytes_get_size(bytes) <= SILSA_LIMIT_EVIDENCE_BYTES)
    return TRUE;
  return silsa_error_set(error, SILSA_ERROR_LIMIT, "evidence-bytes",
                         "evidence of %" G_GSIZE_FORMAT " bytes", g_bytes_get_size(bytes));
}

static SilsaJob *
new_evidence_job(SilsaStore *self,
                 GBytes *bytes,
                 const SilsaEvidenceIntake *intake,
                 SilsaOutcome *outcome,
                 GTask *task)
{
  gint64 group = silsa_history_take_group(self->content.history);

  return silsa_evidence_job_new(bytes, intake, group, outcome, task);
}

SilsaEvidence *
silsa_store_add_evidence(SilsaStore *self,
                         GBytes *bytes,
                         const SilsaEvidenceIntake *intake,
                         gboolean *was_known,
                         GError **error)
{
  SilsaOutcome outcome = {NULL};
  SilsaJob *job;

  g_return_val_if_fail(SILSA_IS_STORE(self) && is_mine(self), NULL);
  g_return_val_if_fail(bytes != NULL && intake != NULL && intake->facts.name != NULL, NULL);
  g_return_val_if_fail(intake->facts.media_type != NULL && intake->facts.kind != NULL, NULL);

  if (!check_intake(self, bytes, error))
    return NULL;
  job = new_evidence_job(self, bytes, intake, &outcome, NULL);
  push(self, job);
  silsa_writer_wait(self->writer, job);
  take_news(self);
  if (was_known != NULL)
    *was_known = outcome.was_known;
  if (outcome.error != NULL)
    g_propagate_error(error, outcome.error);
  return outcome.evidence;
}

void
silsa_store_add_evidence_async(SilsaStore *self,
                               GBytes *bytes,
                               const SilsaEvidenceIntake *intake,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  g_autoptr(GTask) task = NULL;
  GError *error = NULL;

  g_return_if_fail(SILSA_IS_STORE(self) && is_mine(self));
  g_return_if_fail(bytes != NULL && intake != NULL && intake->facts.name != NULL);
  g_return_if_fail(intake->facts.media_type != NULL && intake->facts.kind != NULL);

  task = g_task_new(self, cancellable, callback, user_data);
  g_task_set_source_tag(task, silsa_store_add_evidence_async);
  g_task_set_check_cancellable(task, FALSE); /* what was committed is reported as done */
  if (check_intake(self, bytes, &error))
    push(self, new_evidence_job(self, bytes, intake, NULL, task));
  else
    g_task_return_error(task, error);
}

SilsaEvidence *
silsa_store_add_evidence_finish(SilsaStore *self,
                                GAsyncResult *result,
                                gboolean *was_known,
                                GError **error)
{
  g_autofree SilsaOutcome *outcome = NULL;

  g_return_val_if_fail(g_task_is_valid(result, self), NULL);

  outcome = g_task_propagate_pointer(G_TASK(result), error);
  if (was_known != NULL)
    *was_known = outcome != NULL && outcome->was_known;
  return outcome != NULL ? outcome->evidence : NULL;
}

/* A reference: the owner may close the store while another thread reads. NULL with an error when it
 * is closed already. Any thread. */
static SilsaReaders *
require_readers(SilsaStore *self, GError **error)
{
  SilsaReaders *readers;

  g_mutex_lock(&self->readers_lock);
  readers = self->readers != NULL ? silsa_readers_ref(self->readers) : NULL;
  g_mutex_unlock(&self->readers_lock);
  if (readers != NULL)
    return readers;
  silsa_error_set(error, SILSA_ERROR_READ, NULL, "the store is closed");
  silsa_error_at_file(error, self->path);
  return NULL;
}

gboolean
silsa_store_check_evidence(SilsaStore *self, gint64 id, GBytes *bytes, GError **error)
{
  static const char sql[] = "SELECT CAST(sha256 AS BLOB) FROM evidence WHERE id = :id";
  g_autoptr(SilsaReaders) readers = require_readers(self, error);
  g_autoptr(GBytes) recorded =
      readers != NULL ? silsa_readers_read_bytes(readers, sql, id, error) : NULL;
  g_autofree char *digest = silsa_sha256_hex(bytes);
  g_autoptr(GBytes) found = g_bytes_new(digest, strlen(digest));

  if (recorded == NULL || g_bytes_equal(recorded, found))
    return recorded != NULL;
  silsa_error_set(error, SILSA_ERROR_CORRUPT, "evidence-digest",
                  "evidence %" G_GINT64_FORMAT " does not have its digest", id);
  silsa_error_at_file(error, self->path);
  return FALSE;
}

GBytes *
silsa_store_read_evidence_unchecked(SilsaStore *self, gint64 id, GError **error)
{
  static const char sql[] = "SELECT c.bytes FROM evidence e JOIN content c ON c.evidence = e.id"
                            " WHERE e.id = :id";
  g_autoptr(SilsaReaders) readers = NULL;
  g_autoptr(GBytes) bytes = NULL;
  g_autoptr(GError) local = NULL;

  g_return_val_if_fail(SILSA_IS_STORE(self), NULL);

  if ((readers = require_readers(self, error)) == NULL)
    return NULL;
  bytes = silsa_readers_read_bytes(readers, sql, id, &local);
  if (local != NULL) {
    g_propagate_error(error, g_steal_pointer(&local));
    return NULL;
  }
  if (bytes == NULL) {
    silsa_error_set(error, SILSA_ERROR_NOT_FOUND, "evidence",
                    "there is no evidence %" G_GINT64_FORMAT, id);
    silsa_error_at_file(error, self->path);
    return NULL;
  }
  return g_steal_pointer(&bytes);
}

GBytes *
silsa_store_read_evidence(SilsaStore *self, gint64 id, GError **error)
{
  g_autoptr(GBytes) bytes = silsa_store_read_evidence_unchecked(self, id, error);

  if (bytes == NULL || !silsa_store_check_evidence(self, id, bytes, error))
    return NULL;
  return g_steal_pointer(&bytes);
}

GInputStream *
silsa_store_open_evidence(SilsaStore *self, gint64 id, GError **error)
{
  g_autoptr(SilsaReaders) readers = NULL;

  g_return_val_if_fail(SILSA_IS_STORE(self), NULL);

  readers = require_readers(self, error);
  return readers != NULL ? silsa_evidence_stream_new(readers, id, error) : NULL;
}

GBytes *
silsa_store_read_thumbnail(SilsaStore *self, gint64 id, GError **error)
{
  static const char sql[] = "SELECT jpeg FROM thumbnail WHERE evidence = :id";
  g_autoptr(SilsaReaders) readers = NULL;

  g_return_val_if_fail(SILSA_IS_STORE(self), NULL);

  readers = require_readers(self, error);
  return readers != NULL ? silsa_readers_read_bytes(readers, sql, id, error) : NULL;
}

/* --- erasing --- */

/* The journal has less to give now than the steps in memory know of. */
static gboolean
reload_history(SilsaStore *self, GError **error)
{
  SilsaDb *db = silsa_readers_borrow(self->readers, error);
  SilsaHistory *history;
  gboolean ok;

  if (db == NULL)
    return FALSE;
  history = silsa_history_new();
  silsa_readers_enter(self->readers);
  ok = silsa_history_load(history, db, self->content.assessment, error);
  silsa_readers_leave(self->readers);
  silsa_readers_give_back(self->readers, db);
  if (ok) {
    silsa_history_count_on(history, self->content.history);
    silsa_history_free(self->content.history);
    self->content.history = g_steal_pointer(&history);
  }
  g_clear_pointer(&history, silsa_history_free);
  return ok;
}

void
silsa_store_end_erasure(SilsaStore *self, const SilsaAct *act, gint64 evidence)
{
  g_autoptr(GPtrArray) places = NULL;

  self->erasing--;
  self->erased = self->erased || act != NULL;
  if (act == NULL || evidence == 0) { /* nothing was erased, or the store is closed now */
    go_on(self);
    return;
  }
  places = list_places(act);
  forget_drafts(self, places);
  silsa_assessment_apply(self->content.assessment, act);
  /* It is done, so it must not be told as failed. Where the disk does not say what can be undone
   * after it, nothing can until the file is opened again. */
  if (!reload_history(self, NULL))
    silsa_history_forget(self->content.history);
  notify_history(self);
  go_on(self);
}

/* Unlike other acts, this one is done on the disk first: nobody may believe it was done when it was
 * not. NULL: refused. */
static SilsaJob *
begin_erasure(
    SilsaStore *self, SilsaAct *act, gint64 evidence, GError **outcome, GTask *task, GError **error)
{
  SilsaJob *job;

  finish_errands(self);
  if (!require_writer(self, error) || !silsa_assessment_check(self->content.assessment, act, error))
    return NULL;
  self->erasing++;
  job = silsa_erase_job_new(act, silsa_history_take_group(self->content.history), evidence, outcome,
                            task);
  push(self, job);
  return job;
}

static gboolean
erase(SilsaStore *self, SilsaAct *act, gint64 evidence, GError **error)
{
  GError *outcome = NULL;
  SilsaJob *job = begin_erasure(self, act, evidence, &outcome, NULL, error);

  if (job == NULL)
    return FALSE;
  silsa_writer_wait(self->writer, job);
  take_news(self);
  if (outcome == NULL)
    return TRUE;
  g_propagate_error(error, outcome);
  return FALSE;
}

gboolean
silsa_store_erase_evidence(SilsaStore *self, gint64 id, const char *reason, GError **error)
{
  g_autoptr(SilsaAct) act = NULL;

  g_return_val_if_fail(SILSA_IS_STORE(self) && is_mine(self), FALSE);
  g_return_val_if_fail(reason != NULL && *reason != '\0', FALSE);

  act = silsa_erase_act_new(self->content.assessment, id, reason);
  return erase(self, act, id, error);
}

void
silsa_store_erase_evidence_async(SilsaStore *self,
                                 gint64 id,
                                 const char *reason,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  g_autoptr(GTask) task = g_task_new(self, NULL, callback, user_data);
  g_autoptr(SilsaAct) act = NULL;
  GError *error = NULL;

  g_return_if_fail(SILSA_IS_STORE(self) && is_mine(self));
  g_return_if_fail(reason != NULL && *reason != '\0');

  g_task_set_source_tag(task, silsa_store_erase_evidence_async);
  act = silsa_erase_act_new(self->content.assessment, id, reason);
  if (begin_erasure(self, act, id, NULL, task, &error) == NULL)
    g_task_return_error(task, error);
}

gboolean
silsa_store_erase_evidence_finish(SilsaStore *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail(g_task_is_valid(result, self), FALSE);
  return g_task_propagate_boolean(G_TASK(result), error);
}

gboolean
silsa_store_erase_all(SilsaStore *self, const char *reason, GError **error)
{
  g_autoptr(SilsaAct) act = NULL;

  g_return_val_if_fail(SILSA_IS_STORE(self) && is_mine(self), FALSE);
  g_return_val_if_fail(reason != NULL && *reason != '\0', FALSE);

  act = silsa_act_new("erase-all", "city");
  silsa_act_add(act, "city", "erased", reason);
  if (!silsa_store_flush(self, error) || !erase(self, act, 0, error))
    return FALSE;
  return silsa_store_close(self, error);
}

/* --- journal --- */

static GPtrArray *
read_piece(SilsaReaders *readers, gint64 from, gint64 to, GError **error)
{
  SilsaDb *db = silsa_readers_borrow(readers, error);
  GPtrArray *rows;

  if (db == NULL)
    return NULL;
  silsa_readers_enter(readers);
  rows = silsa_ledger_read(db, from, to, JOURNAL_PIECE, error);
  silsa_readers_leave(readers);
  silsa_readers_give_back(readers, db);
  return rows;
}

/* In pieces, so that a slow @func holds up nobody. Rows are only ever added. */
gboolean
silsa_store_foreach_journal(SilsaStore *self,
                            gint64 from,
                            gint64 to,
                            SilsaJournalFunc func,
                            gpointer user_data,
                            GError **error)
{
  g_autoptr(SilsaReaders) readers = NULL;
  gint64 next = from;
  guint got = JOURNAL_PIECE;

  g_return_val_if_fail(SILSA_IS_STORE(self) && from >= 0 && func != NULL, FALSE);

  if ((readers = require_readers(self, error)) == NULL)
    return FALSE;
  while (got == JOURNAL_PIECE) {
    g_autoptr(GPtrArray) rows = read_piece(readers, next, to >= 0 ? to : G_MAXINT64, error);

    if (rows == NULL)
      return FALSE;
    got = rows->len;
    for (guint i = 0; i < rows->len; i++) {
      const SilsaJournalRow *row = g_ptr_array_index(rows, i);
      g_autoptr(GError) local = NULL;

      next = row->sequence + 1;
      if (func(row, user_data, &local))
        continue;
      if (local == NULL)
        return TRUE;
      g_propagate_error(error, g_steal_pointer(&local));
      return FALSE;
    }
  }
  return TRUE;
}

static gboolean
read_head(SilsaDb *db, gint64 *rows, char **head, GError **error)
{
  static const char sql[] = "SELECT sequence + 1, hash FROM journal ORDER BY sequence DESC LIMIT 1";
  g_autoptr(sqlite3_stmt) stmt = silsa_db_prepare(db, sql, error);
  g_autoptr(GBytes) hash = NULL;
  gboolean row;
  gsize size;
  const guint8 *data;

  if (stmt == NULL || !silsa_stmt_next(stmt, &row, error))
    return FALSE;
  if (!row) {
    silsa_error_set(error, SILSA_ERROR_CORRUPT, "journal", "the journal is empty");
    silsa_error_at_file(error, silsa_db_get_path(db));
    return FALSE;
  }
  if ((hash = silsa_stmt_dup_bytes(stmt, 1, error)) == NULL)
    return FALSE;
  data = g_bytes_get_data(hash, &size);
  *rows = sqlite3_column_int64(stmt, 0);
  *head = silsa_hex_encode(data, size);
  return TRUE;
}

gboolean
silsa_store_get_journal_head(SilsaStore *self, gint64 *rows, char **head, GError **error)
{
  g_autoptr(SilsaReaders) readers = NULL;
  SilsaDb *db;
  gboolean ok;

  g_return_val_if_fail(SILSA_IS_STORE(self) && rows != NULL && head != NULL, FALSE);

  if ((readers = require_readers(self, error)) == NULL ||
      (db = silsa_readers_borrow(readers, error)) == NULL)
    return FALSE;
  silsa_readers_enter(readers);
  ok = read_head(db, rows, head, error);
  silsa_readers_leave(readers);
  silsa_readers_give_back(readers, db);
  return ok;
}

/* --- exports --- */

static gboolean
read_last_export(SilsaDb *db, SilsaLastExport *out, GError **error)
{
  static const char sql[] = "SELECT revision, sha256, time, rows FROM export"
                            " ORDER BY revision DESC LIMIT 1";
  g_autoptr(sqlite3_stmt) stmt = silsa_db_prepare(db, sql, error);
  const char *sha256, *time;
  gboolean row;

  if (stmt == NULL || !silsa_stmt_next(stmt, &row, error))
    return FALSE;
  if (!row)
    return TRUE;
  if (!silsa_stmt_get_text(stmt, 1, &sha256, error) || !silsa_stmt_get_text(stmt, 2, &time, error))
    return FALSE;
  out->revision = (guint)sqlite3_column_int64(stmt, 0);
  out->sha256 = g_strdup(sha256);
  out->time = g_strdup(time);
  out->rows = sqlite3_column_int64(stmt, 3);
  return TRUE;
}

gboolean
silsa_store_get_last_export(SilsaStore *self, SilsaLastExport *out, GError **error)
{
  g_autoptr(SilsaReaders) readers = NULL;
  SilsaDb *db;
  gboolean ok;

  g_return_val_if_fail(SILSA_IS_STORE(self) && out != NULL, FALSE);

  *out = (SilsaLastExport){0};
  if ((readers = require_readers(self, error)) == NULL ||
      (db = silsa_readers_borrow(readers, error)) == NULL)
    return FALSE;
  silsa_readers_enter(readers);
  ok = read_last_export(db, out, error);
  silsa_readers_leave(readers);
  silsa_readers_give_back(readers, db);
  return ok;
}

void
silsa_last_export_clear(SilsaLastExport *self)
{
  g_clear_pointer(&self->sha256, g_free);
  g_clear_pointer(&self->time, g_free);
  self->revision = 0;
  self->rows = 0;
}

gboolean
silsa_store_record_export(
    SilsaStore *self, guint revision, const char *sha256, gint64 rows, GError **error)
{
  SilsaOutcome outcome = {NULL};
  SilsaJob *job;

  g_return_val_if_fail(SILSA_IS_STORE(self) && is_mine(self), FALSE);
  g_return_val_if_fail(revision > 0 && sha256 != NULL && rows >= 0, FALSE);

  if (!require_writer(self, error))
    return FALSE;
  job = silsa_export_job_new(revision, sha256, rows, &outcome, NULL);
  push(self, job);
  silsa_writer_wait(self->writer, job);
  take_news(self);
  if (outcome.error != NULL)
    g_propagate_error(error, outcome.error);
  return outcome.error == NULL;
}

void
silsa_store_record_export_async(SilsaStore *self,
                                guint revision,
                                const char *sha256,
                                gint64 rows,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  g_autoptr(GTask) task = g_task_new(self, NULL, callback, user_data);
  GError *error = NULL;

  g_return_if_fail(SILSA_IS_STORE(self) && is_mine(self));
  g_return_if_fail(revision > 0 && sha256 != NULL && rows >= 0);

  g_task_set_source_tag(task, silsa_store_record_export_async);
  if (require_writer(self, &error))
    push(self, silsa_export_job_new(revision, sha256, rows, NULL, task));
  else
    g_task_return_error(task, error);
}

gboolean
silsa_store_record_export_finish(SilsaStore *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail(g_task_is_valid(result, self), FALSE);
  return g_task_propagate_boolean(G_TASK(result), error);
}
