#include "silsa-store-parts-private.h"

#include "silsa-compact.h"
#include "silsa-error.h"
#include "silsa-schema.h"

/* Opening and closing a store, each at once or in a thread of its own. */

/* --- opening --- */

static gboolean
load(SilsaStore *self, SilsaDb *db, SilsaDbFile *file, gboolean migrate, GError **error)
{
  return (!migrate || silsa_schema_migrate(db, file, error)) && silsa_schema_check(db, error) &&
         silsa_content_load(&self->content, db, error);
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
  silsa_store_take_news(data);
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

void
silsa_store_shut(SilsaStore *self)
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

void
silsa_store_compact_if_erased(SilsaStore *self)
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
  g_return_val_if_fail(SILSA_IS_STORE(self) && silsa_store_is_mine(self), FALSE);

  if (!silsa_store_flush(self, error))
    return FALSE;
  silsa_store_shut(self);
  silsa_store_compact_if_erased(self);
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

  g_return_if_fail(SILSA_IS_STORE(self) && silsa_store_is_mine(self));

  task = g_task_new(self, NULL, callback, user_data);
  g_task_set_source_tag(task, silsa_store_close_async);
  silsa_store_flush_async(self, flushed_to_close_cb, task);
}

void
silsa_store_give_up_async(SilsaStore *self, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr(GTask) task = NULL;

  g_return_if_fail(SILSA_IS_STORE(self) && silsa_store_is_mine(self));

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
