#include "silsa-opening.h"

#include "silsa-error.h"

#include <glib/gi18n.h>

#define A_MOMENT 500 /* ms; what is shorter is not worth a dialog that comes and goes */

typedef struct {
  SilsaApplication *application;
  gboolean is_round; /* else an assessment */
  char *path; /* as the store would call it, where that can be told */
  SilsaOpenFlags flags;
  gboolean busy; /* somebody else writes to it */
  gboolean waiting; /* for this program to let go of it */
  GCancellable *cancellable;
  GtkWidget *parent; /* weak */
  AdwDialog *dialog; /* after a moment */
  gulong response;
  guint moment;
} Opening;

/* Both belong to the main thread. */
static GList *openings; /* of GTask whose data is an Opening */
static GList *closings; /* of SilsaStore */

static void
opening_free(gpointer data)
{
  Opening *self = data;

  g_clear_handle_id(&self->moment, g_source_remove);
  g_clear_weak_pointer(&self->parent);
  g_object_unref(self->application);
  g_object_unref(self->cancellable);
  g_clear_object(&self->dialog);
  g_free(self->path);
  g_free(self);
}

static Opening *
get_opening(gpointer task)
{
  return g_task_get_task_data(task);
}

static char *
dup_real_path(const char *path)
{
  char *real = realpath(path, NULL); /* g_free() is free() since GLib 2.46 */

  return real != NULL ? real : g_strdup(path);
}

/* What is seen of it */

static void
cancel_cb(Opening *self)
{
  g_cancellable_cancel(self->cancellable);
}

static gboolean
moment_cb(gpointer data)
{
  Opening *self = data;
  g_autofree char *name = g_filename_display_basename(self->path);
  GtkWidget *parent = self->parent;

  self->moment = 0;
  if (parent == NULL)
    parent = silsa_application_find_parent(self->application);
  self->dialog = g_object_ref_sink(adw_alert_dialog_new(_("Opening…"), name));
  adw_alert_dialog_set_extra_child(ADW_ALERT_DIALOG(self->dialog), adw_spinner_new());
  adw_alert_dialog_add_response(ADW_ALERT_DIALOG(self->dialog), "cancel", _("_Cancel"));
  adw_alert_dialog_set_close_response(ADW_ALERT_DIALOG(self->dialog), "cancel");
  self->response = g_signal_connect_swapped(self->dialog, "response", G_CALLBACK(cancel_cb), self);
  adw_dialog_present(self->dialog, parent);
  return G_SOURCE_REMOVE;
}

static void
take_away_dialog(Opening *self)
{
  g_clear_handle_id(&self->moment, g_source_remove);
  if (self->dialog == NULL)
    return;
  g_clear_signal_handler(&self->response, self->dialog);
  adw_dialog_force_close(self->dialog);
}

/* Counted from when the main loop runs: at the start of the program GTK comes first. */
static gboolean
begin_moment_cb(gpointer data)
{
  Opening *self = data;

  self->moment = g_timeout_add(A_MOMENT, moment_cb, self);
  return G_SOURCE_REMOVE;
}

/* Opening */

static void start_waiting(void);

static void
end_opening(GTask *task)
{
  Opening *self = get_opening(task);

  take_away_dialog(self);
  g_application_release(G_APPLICATION(self->application));
  openings = g_list_remove(openings, task);
  g_object_unref(task); /* the caller has it too */
  start_waiting();
}

static gboolean
can_be_read_at_least(const Opening *self, const GError *error)
{
  return self->flags == SILSA_OPEN_READ_WRITE &&
         (g_error_matches(error, SILSA_ERROR, SILSA_ERROR_BUSY) ||
          g_error_matches(error, SILSA_ERROR, SILSA_ERROR_READ_ONLY));
}

static void
opened_cb(GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(GTask) task = user_data;
  Opening *self = get_opening(task);
  GError *error = NULL;
  g_autoptr(SilsaStore) store = silsa_store_open_finish(result, &error);

  if (can_be_read_at_least(self, error)) {
    /* To be read is better than nothing; the window says in a banner that nothing can be changed.
     */
    self->busy = g_error_matches(error, SILSA_ERROR, SILSA_ERROR_BUSY);
    self->flags = SILSA_OPEN_READ_ONLY;
    g_clear_error(&error);
    silsa_store_open_async(self->path, self->flags, self->cancellable, opened_cb,
                           g_object_ref(task));
    return;
  }
  if (store != NULL && g_cancellable_set_error_if_cancelled(self->cancellable, &error))
    silsa_opening_let_go(self->application, store, NULL, NULL);
  end_opening(task);
  if (error != NULL)
    g_task_return_error(task, error);
  else
    g_task_return_pointer(task, g_steal_pointer(&store), g_object_unref);
}

static void
round_opened_cb(GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(GTask) task = user_data;
  GError *error = NULL;
  SilsaRoundDocument *document = silsa_round_document_open_finish(result, &error);

  end_opening(task);
  if (document != NULL)
    g_task_return_pointer(task, document, g_object_unref);
  else
    g_task_return_error(task, error);
}

static gboolean
is_being_closed(const char *path)
{
  for (GList *l = closings; l != NULL; l = l->next)
    if (g_str_equal(silsa_store_get_path(l->data), path))
      return TRUE;
  return FALSE;
}

static Opening *
find_opening(const char *path, gboolean cancelled)
{
  for (GList *l = openings; l != NULL; l = l->next) {
    Opening *self = get_opening(l->data);

    if (g_str_equal(self->path, path) && g_cancellable_is_cancelled(self->cancellable) == cancelled)
      return self;
  }
  return NULL;
}

/* A thread ends what it began, also when nobody wants it any more. */
static void
start(GTask *task)
{
  Opening *self = get_opening(task);
  Opening *given_up = find_opening(self->path, TRUE);

  if (self->is_round) {
    silsa_round_document_open_async(self->path, self->cancellable, round_opened_cb,
                                    g_object_ref(task));
    return;
  }
  self->waiting = is_being_closed(self->path) || (given_up != NULL && given_up != self);
  if (!self->waiting)
    silsa_store_open_async(self->path, self->flags, self->cancellable, opened_cb,
                           g_object_ref(task));
}

static void
start_waiting(void)
{
  g_autoptr(GList) now = g_list_copy(openings);

  for (GList *l = now; l != NULL; l = l->next)
    if (get_opening(l->data)->waiting)
      start(l->data);
}

/* Belongs to @task; NULL: it is on its way already, as @task was told. */
static Opening *
opening_new(GTask *task, SilsaApplication *application, const char *path, GtkWidget *parent)
{
  g_autofree char *real = dup_real_path(path);
  Opening *self;

  if (find_opening(real, FALSE) != NULL) {
    g_task_return_new_error_literal(task, G_IO_ERROR, G_IO_ERROR_PENDING, "on its way already");
    return NULL;
  }
  self = g_new0(Opening, 1);
  self->application = g_object_ref(application);
  self->path = g_steal_pointer(&real);
  self->cancellable = g_cancellable_new();
  g_set_weak_pointer(&self->parent, parent);
  self->moment = g_idle_add_full(G_PRIORITY_DEFAULT, begin_moment_cb, self, NULL);
  g_task_set_task_data(task, self, opening_free);
  openings = g_list_append(openings, g_object_ref(task));
  g_application_hold(G_APPLICATION(application));
  return self;
}

void
silsa_opening_run_async(SilsaApplication *application,
                        const char *path,
                        SilsaOpenFlags flags,
                        GtkWidget *parent,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  g_autoptr(GTask) task = g_task_new(NULL, NULL, callback, user_data);
  Opening *self = opening_new(task, application, path, parent);

  g_task_set_source_tag(task, silsa_opening_run_async);
  if (self == NULL)
    return;
  self->flags = flags;
  start(task);
}

SilsaStore *
silsa_opening_finish(GAsyncResult *result, gboolean *busy, GError **error)
{
  const Opening *self = g_task_get_task_data(G_TASK(result));

  if (busy != NULL)
    *busy = self != NULL && self->busy;
  return g_task_propagate_pointer(G_TASK(result), error);
}

void
silsa_opening_run_round_async(SilsaApplication *application,
                              const char *path,
                              GtkWidget *parent,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  g_autoptr(GTask) task = g_task_new(NULL, NULL, callback, user_data);
  Opening *self = opening_new(task, application, path, parent);

  g_task_set_source_tag(task, silsa_opening_run_round_async);
  if (self == NULL)
    return;
  self->is_round = TRUE;
  start(task);
}

SilsaRoundDocument *
silsa_opening_finish_round(GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer(G_TASK(result), error);
}

void
silsa_opening_cancel_all(void)
{
  for (GList *l = openings; l != NULL; l = l->next) {
    Opening *self = get_opening(l->data);

    g_cancellable_cancel(self->cancellable);
    g_clear_handle_id(&self->moment, g_source_remove); /* nobody is to be told any more */
  }
}

/* Letting go */

typedef struct {
  SilsaApplication *application;
  SilsaLetGoFunc func;
  gpointer user_data;
} LettingGo;

/* Whoever could have been asked about what is not saved has been. */
static void
closed_cb(GObject *store, GAsyncResult *result, gpointer user_data)
{
  LettingGo *self = user_data;

  if (!silsa_store_close_finish(SILSA_STORE(store), result, NULL)) {
    silsa_store_give_up_async(SILSA_STORE(store), closed_cb, self);
    return;
  }
  closings = g_list_remove(closings, store);
  if (self->func != NULL)
    self->func(self->user_data);
  start_waiting();
  g_application_release(G_APPLICATION(self->application));
  g_object_unref(store);
  g_object_unref(self->application);
  g_free(self);
}

void
silsa_opening_let_go(SilsaApplication *application,
                     SilsaStore *store,
                     SilsaLetGoFunc func,
                     gpointer user_data)
{
  LettingGo *self = g_new0(LettingGo, 1);

  self->application = g_object_ref(application);
  self->func = func;
  self->user_data = user_data;
  closings = g_list_prepend(closings, g_object_ref(store));
  g_application_hold(G_APPLICATION(application));
  silsa_store_close_async(store, closed_cb, self);
}
