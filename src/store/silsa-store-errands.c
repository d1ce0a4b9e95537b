#include "silsa-store-parts-private.h"

/*
 * Errands: a step back or forth whose act has to be read waits for a thread, and whatever is asked
 * for meanwhile waits for the step. What cannot wait, because its caller goes on with what came of
 * it, does the errands before it at once, as if nobody had waited.
 */

typedef struct {
  SilsaErrandKind kind;
  GTask *task; /* NULL when it is not in the queue any more */
  gboolean fetching; /* a thread reads for it, the first one */
} Errand;

static void
fail_errand(SilsaStore *self, GTask *task, GError *error)
{
  g_task_return_error(task, error);
  silsa_store_take_news(self); /* nothing of it is to be saved */
}

/* (transfer full) */
static GTask *
pop_errand(SilsaStore *self, SilsaErrandKind *kind)
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
  SilsaErrandKind kind;
  g_autoptr(GTask) task = pop_errand(self, &kind);
  g_autofree char *name = NULL;
  GError *error = NULL;

  if (kind == SILSA_ERRAND_FLUSH)
    silsa_store_begin_flush(self, task);
  else if (silsa_store_walk(self, kind == SILSA_ERRAND_UNDO, &name, &error))
    g_task_return_pointer(task, g_steal_pointer(&name), g_free);
  else
    fail_errand(self, task, error);
}

void
silsa_store_finish_errands(SilsaStore *self)
{
  silsa_store_finish_erasures(self);
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

  if (silsa_fetch_run(data, &error))
    g_task_return_boolean(task, TRUE);
  else
    g_task_return_error(task, error);
}

static void
take_what_was_read(SilsaStore *self, gboolean back, GTask *reading)
{
  GError *error = NULL;
  SilsaStep *step = silsa_store_get_step(self, back, &error);
  g_autoptr(GTask) task = NULL;
  SilsaErrandKind kind;

  if (step != NULL && g_task_propagate_boolean(reading, &error)) {
    silsa_store_take_fetched(self, step, g_task_get_task_data(reading));
    silsa_store_go_on(self);
    return;
  }
  task = pop_errand(self, &kind);
  fail_errand(self, task, error);
  silsa_store_go_on(self);
}

/* Unless somebody could not wait for it. */
static void
fetched_cb(GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer user_data)
{
  Errand *errand = user_data;

  errand->fetching = FALSE;
  if (errand->task != NULL)
    take_what_was_read(g_task_get_source_object(errand->task), errand->kind == SILSA_ERRAND_UNDO,
                       G_TASK(result));
  g_rc_box_release(errand);
}

/* FALSE: nothing has to be read for it. */
static gboolean
begin_fetch(SilsaStore *self, Errand *errand)
{
  gboolean back = errand->kind == SILSA_ERRAND_UNDO;
  SilsaStep *step =
      errand->kind != SILSA_ERRAND_FLUSH ? silsa_store_get_step(self, back, NULL) : NULL;
  SilsaFetch *fetch = step != NULL ? silsa_store_find_missing(self, step, back) : NULL;
  g_autoptr(GTask) reading = NULL;

  if (fetch == NULL)
    return FALSE;
  errand->fetching = TRUE;
  /* Without the store: whoever waits for it has its task. */
  reading = g_task_new(NULL, NULL, fetched_cb, g_rc_box_acquire(errand));
  g_task_set_task_data(reading, fetch, (GDestroyNotify)silsa_fetch_free);
  g_task_run_in_thread(reading, fetch_thread);
  return TRUE;
}

void
silsa_store_go_on(SilsaStore *self)
{
  Errand *errand;

  while (self->erasing == 0 && (errand = g_queue_peek_head(&self->errands)) != NULL) {
    if (errand->fetching || begin_fetch(self, errand))
      return;
    do_errand(self);
  }
}

void
silsa_store_add_errand(SilsaStore *self, SilsaErrandKind kind, GTask *task)
{
  Errand *errand = g_rc_box_new0(Errand);

  errand->kind = kind;
  errand->task = g_object_ref(task);
  g_queue_push_tail(&self->errands, errand);
  if (self->save_state == SILSA_SAVE_SAVED)
    silsa_store_set_save_state(self, SILSA_SAVE_SAVING);
  silsa_store_go_on(self);
}

static void
walk_async(SilsaStore *self,
           SilsaErrandKind kind,
           gpointer tag,
           GAsyncReadyCallback callback,
           gpointer user_data)
{
  g_autoptr(GTask) task = g_task_new(self, NULL, callback, user_data);

  g_task_set_source_tag(task, tag);
  silsa_store_add_errand(self, kind, task);
}

void
silsa_store_undo_async(SilsaStore *self, GAsyncReadyCallback callback, gpointer user_data)
{
  g_return_if_fail(SILSA_IS_STORE(self) && silsa_store_is_mine(self));
  walk_async(self, SILSA_ERRAND_UNDO, silsa_store_undo_async, callback, user_data);
}

void
silsa_store_redo_async(SilsaStore *self, GAsyncReadyCallback callback, gpointer user_data)
{
  g_return_if_fail(SILSA_IS_STORE(self) && silsa_store_is_mine(self));
  walk_async(self, SILSA_ERRAND_REDO, silsa_store_redo_async, callback, user_data);
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
