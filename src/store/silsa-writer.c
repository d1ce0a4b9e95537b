#include "silsa-writer.h"

#include "silsa-backup.h"

/* One commit holds at most so many awaited jobs (photos), and collects for at most so long. */
#define GROUP_JOBS 20
#define GROUP_TIME (250 * G_TIME_SPAN_MILLISECOND)
#define RETRY_TIME (2 * G_TIME_SPAN_SECOND)

struct _SilsaWriter {
  GThread *thread;
  SilsaReaders *readers;
  SilsaWakeFunc wake;
  gpointer wake_data;

  /* the writer thread's own */
  SilsaDb *db;
  SilsaLedger ledger;
  guint unflushed; /* jobs that are in the file already, but may not survive a power cut */
  guint singly; /* jobs to be written one by one, to find out which of a failed group can be */

  GMutex lock; /* of all that follows */
  GCond work; /* for the writer */
  GCond done; /* for those who wait */
  GQueue jobs; /* of SilsaJob; in a transaction the first ones are being written */
  GQueue finished;
  GQueue copies; /* of GTask; the first one is under way */
  guint64 tickets;
  guint64 tries, failed_try; /* numbers of the last try, and of the last that failed */
  gboolean hurry, stop;
  GError *error; /* FAILED while set */
  gint64 retry_at, saved_at;
};

/* What one transaction took from the queue. */
typedef struct {
  guint jobs, awaited;
  GError *error;
} Group;

void
silsa_job_free(SilsaJob *self)
{
  g_clear_error(&self->error);
  self->klass->free(self);
}

/* --- the writer's thread --- */

static gint64
find_due(SilsaWriter *self)
{
  gint64 due = G_MAXINT64;

  for (GList *link = self->jobs.head; link != NULL; link = link->next)
    due = MIN(due, ((SilsaJob *)link->data)->due);
  return due;
}

typedef enum { WORK_NONE, WORK_WRITE, WORK_COPY } Work;

/* NONE when the thread should end. Writing comes first. */
static Work
wait_for_work(SilsaWriter *self)
{
  for (;;) {
    gint64 due;

    if (self->stop && (self->jobs.length == 0 || self->error != NULL))
      return WORK_NONE;
    if (self->jobs.length == 0) {
      self->hurry = FALSE;
      if (self->copies.length > 0)
        return WORK_COPY;
      g_cond_wait(&self->work, &self->lock);
      continue;
    }
    if (self->hurry || self->stop) {
      self->hurry = FALSE;
      return WORK_WRITE;
    }
    due = self->error != NULL ? self->retry_at : find_due(self);
    if (g_get_monotonic_time() >= due)
      return WORK_WRITE;
    if (self->copies.length > 0)
      return WORK_COPY;
    g_cond_wait_until(&self->work, &self->lock, due);
  }
}

static SilsaJob *
peek(SilsaWriter *self, guint n)
{
  g_autoptr(GMutexLocker) locker = g_mutex_locker_new(&self->lock);

  return g_queue_peek_nth(&self->jobs, n);
}

static gboolean
is_full(SilsaWriter *self, const Group *group, gint64 began)
{
  return self->singly > 0 || group->awaited >= GROUP_JOBS ||
         g_get_monotonic_time() - began >= GROUP_TIME;
}

/* Jobs that arrive meanwhile come along, as long as the group is not full. */
static gboolean
write_jobs(SilsaWriter *self, Group *group)
{
  gint64 began = g_get_monotonic_time();
  SilsaJob *job;

  while ((job = peek(self, group->jobs)) != NULL) {
    group->jobs++;
    group->awaited += job->klass->awaited ? 1 : 0;
    if (!job->klass->write(job, self->db, &self->ledger, &group->error))
      return FALSE;
    if (is_full(self, group, began))
      break;
  }
  return TRUE;
}

static gboolean
write_group(SilsaWriter *self, Group *group)
{
  SilsaLedger before = self->ledger;
  g_auto(SilsaTxn) txn = {NULL};

  if (silsa_db_is_unflushed(self->db)) {
    group->jobs = self->unflushed;
    return silsa_db_flush(self->db, &group->error);
  }
  if (silsa_txn_begin(&txn, self->db, &group->error) && write_jobs(self, group) &&
      silsa_txn_commit(&txn, &group->error)) {
    if (group->awaited > 0)
      silsa_db_forget_pages(self->db); /* of photos, which nobody reads again from there */
    return TRUE;
  }
  if (silsa_db_is_unflushed(self->db))
    self->unflushed = group->jobs;
  else
    self->ledger = before;
  return FALSE;
}

static void
settle(SilsaWriter *self, SilsaJob *job)
{
  job->settled = TRUE;
  if (job->klass->finish != NULL)
    g_queue_push_tail(&self->finished, job);
  else
    silsa_job_free(job);
}

static void
settle_written(SilsaWriter *self, guint jobs)
{
  for (guint i = 0; i < jobs; i++)
    settle(self, g_queue_pop_head(&self->jobs));
  self->singly -= MIN(self->singly, jobs);
  self->unflushed = 0;
  self->saved_at = g_get_real_time();
  g_clear_error(&self->error);
}

static void
give_up(SilsaWriter *self, GList *link, const GError *error)
{
  SilsaJob *job = link->data;

  if (g_queue_link_index(&self->jobs, link) < (int)self->unflushed)
    self->unflushed--;
  g_queue_delete_link(&self->jobs, link);
  job->error = g_error_copy(error);
  settle(self, job);
}

/* What waits behind a job that cannot be written would fail too, and somebody waits for it. */
static void
give_up_awaited(SilsaWriter *self, const GError *error)
{
  for (GList *link = self->jobs.head, *next; link != NULL; link = next) {
    next = link->next;
    if (((SilsaJob *)link->data)->klass->awaited)
      give_up(self, link, error);
  }
}

static void
settle_failed(SilsaWriter *self, const Group *group)
{
  SilsaJob *first = self->jobs.head->data;

  if (self->unflushed == 0 && group->jobs > 1 && group->awaited > 0) {
    self->singly = group->jobs; /* one that is too large must not hold up the others */
    self->hurry = TRUE;
    return;
  }
  self->failed_try = self->tries;
  if (group->jobs <= 1 && first->klass->awaited) {
    give_up(self, self->jobs.head, group->error);
    self->singly -= MIN(self->singly, 1);
    return;
  }
  self->singly = 0;
  g_clear_error(&self->error);
  self->error = g_error_copy(group->error);
  self->retry_at = g_get_monotonic_time() + RETRY_TIME;
  give_up_awaited(self, group->error);
}

/* The flush of a whole file may take a while on a stick: not where it would hold up saving. */
static void
publish_thread(GTask *task,
               gpointer source G_GNUC_UNUSED,
               gpointer data,
               GCancellable *cancellable G_GNUC_UNUSED)
{
  GError *error = NULL;

  if (silsa_backup_publish(data, &error))
    g_task_return_boolean(task, TRUE);
  else
    g_task_return_error(task, error);
}

static void
end_copy(SilsaWriter *self, GError *error)
{
  g_autoptr(GTask) task = g_queue_pop_head(&self->copies);

  silsa_backup_release(g_task_get_task_data(task));
  if (error != NULL)
    g_task_return_error(task, error);
  else
    g_task_run_in_thread(task, publish_thread);
}

static void
copy_piece(SilsaWriter *self)
{
  GTask *task = g_queue_peek_head(&self->copies);
  SilsaBackupStep step = SILSA_BACKUP_FAILED;
  GError *error = NULL;

  g_mutex_unlock(&self->lock);
  if (!g_cancellable_set_error_if_cancelled(g_task_get_cancellable(task), &error))
    step = silsa_backup_step(g_task_get_task_data(task), self->db, &error);
  g_mutex_lock(&self->lock);
  if (step != SILSA_BACKUP_MORE)
    end_copy(self, error);
}

static gpointer
writer_thread(gpointer data)
{
  SilsaWriter *self = data;
  Work work;

  silsa_db_adopt(self->db);
  g_mutex_lock(&self->lock);
  while ((work = wait_for_work(self)) != WORK_NONE) {
    Group group = {0};
    gboolean ok;

    if (work == WORK_COPY) {
      copy_piece(self);
      continue;
    }
    self->tries++;
    g_mutex_unlock(&self->lock);
    silsa_readers_begin_write(self->readers);
    ok = write_group(self, &group);
    silsa_readers_end_write(self->readers);
    g_mutex_lock(&self->lock);

    if (ok)
      settle_written(self, group.jobs);
    else
      settle_failed(self, &group);
    g_clear_error(&group.error);
    g_cond_broadcast(&self->done);
    self->wake(self->wake_data);
  }
  while (self->copies.length > 0)
    end_copy(self, g_error_new_literal(G_IO_ERROR, G_IO_ERROR_CANCELLED, "the file was closed"));
  g_mutex_unlock(&self->lock);
  g_clear_pointer(&self->db, silsa_db_close);
  return NULL;
}

/* --- for the store's thread --- */

SilsaWriter *
silsa_writer_new(SilsaDb *db,
                 const SilsaLedger *ledger,
                 SilsaReaders *readers,
                 SilsaWakeFunc wake,
                 gpointer wake_data)
{
  SilsaWriter *self = g_new0(SilsaWriter, 1);

  self->db = db;
  self->ledger = *ledger;
  self->readers = silsa_readers_ref(readers);
  self->wake = wake;
  self->wake_data = wake_data;
  g_mutex_init(&self->lock);
  g_cond_init(&self->work);
  g_cond_init(&self->done);
  g_queue_init(&self->jobs);
  g_queue_init(&self->finished);
  g_queue_init(&self->copies);
  self->thread = g_thread_new("silsa-writer", writer_thread, self);
  return self;
}

void
silsa_writer_push(SilsaWriter *self, SilsaJob *job)
{
  g_mutex_lock(&self->lock);
  job->ticket = ++self->tickets;
  g_queue_push_tail(&self->jobs, job);
  if (self->error != NULL && job->due == 0)
    self->hurry = TRUE;
  g_cond_signal(&self->work);
  g_mutex_unlock(&self->lock);
}

void
silsa_writer_copy(SilsaWriter *self, GTask *task)
{
  g_mutex_lock(&self->lock);
  g_queue_push_tail(&self->copies, task);
  g_cond_signal(&self->work);
  g_mutex_unlock(&self->lock);
}

gboolean
silsa_writer_flush(SilsaWriter *self, GError **error)
{
  guint64 ticket, before;
  gboolean ok;

  g_mutex_lock(&self->lock);
  ticket = self->tickets;
  before = self->tries;
  self->hurry = TRUE;
  g_cond_signal(&self->work);
  while (self->jobs.length > 0 && ((SilsaJob *)self->jobs.head->data)->ticket <= ticket &&
         !(self->error != NULL && self->failed_try > before))
    g_cond_wait(&self->done, &self->lock);
  ok = self->jobs.length == 0 || ((SilsaJob *)self->jobs.head->data)->ticket > ticket;
  if (!ok)
    g_propagate_error(error, g_error_copy(self->error));
  g_mutex_unlock(&self->lock);
  return ok;
}

void
silsa_writer_wait(SilsaWriter *self, SilsaJob *job)
{
  g_assert(job->klass->awaited && job->klass->finish != NULL);
  g_mutex_lock(&self->lock);
  while (!job->settled)
    g_cond_wait(&self->done, &self->lock);
  g_mutex_unlock(&self->lock);
}

void
silsa_writer_take_news(SilsaWriter *self, SilsaWriterNews *news)
{
  g_mutex_lock(&self->lock);
  news->state = self->error != NULL     ? SILSA_SAVE_FAILED
                : self->jobs.length > 0 ? SILSA_SAVE_SAVING
                                        : SILSA_SAVE_SAVED;
  news->saved_at = self->saved_at;
  news->error = self->error != NULL ? g_error_copy(self->error) : NULL;
  news->finished = self->finished.head;
  g_queue_init(&self->finished);
  g_mutex_unlock(&self->lock);
}

void
silsa_writer_news_clear(SilsaWriterNews *news)
{
  g_clear_error(&news->error);
  g_list_free_full(g_steal_pointer(&news->finished), (GDestroyNotify)silsa_job_free);
}

void
silsa_writer_stop(SilsaWriter *self)
{
  g_mutex_lock(&self->lock);
  self->stop = TRUE;
  g_cond_signal(&self->work);
  g_mutex_unlock(&self->lock);
  g_thread_join(self->thread);
  g_queue_clear_full(&self->jobs, (GDestroyNotify)silsa_job_free);
  g_queue_clear_full(&self->finished, (GDestroyNotify)silsa_job_free);
  silsa_readers_unref(self->readers);
  g_clear_error(&self->error);
  g_cond_clear(&self->done);
  g_cond_clear(&self->work);
  g_mutex_clear(&self->lock);
  g_free(self);
}
