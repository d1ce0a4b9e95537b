#include "silsa-store-parts-private.h"

#include "silsa-error.h"

#include <string.h>

#define DRAFT_DELAY                                                                                \
  (400 * G_TIME_SPAN_MILLISECOND) /* the promise is 1 s, and a slow disk needs the rest */

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

G_DEFINE_FINAL_TYPE(SilsaStore, silsa_store, G_TYPE_OBJECT)

static void
notify(SilsaStore *self, SilsaStoreProperty property)
{
  g_object_notify_by_pspec(G_OBJECT(self), properties[property]);
}

gboolean
silsa_store_is_mine(SilsaStore *self)
{
  return self->thread == g_thread_self();
}

/* --- news of the writer --- */

void
silsa_store_set_save_state(SilsaStore *self, SilsaSaveState state)
{
  if (state == SILSA_SAVE_SAVED && self->errands.length > 0)
    state = SILSA_SAVE_SAVING;
  if (self->save_state == state)
    return;
  self->save_state = state;
  notify(self, PROP_SAVE_STATE);
}

void
silsa_store_take_news(SilsaStore *self)
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
  silsa_store_set_save_state(self, news.state);
  silsa_writer_news_clear(&news);
}

void
silsa_store_push(SilsaStore *self, SilsaJob *job)
{
  silsa_writer_push(self->writer, job);
  if (self->save_state != SILSA_SAVE_FAILED)
    silsa_store_set_save_state(self, SILSA_SAVE_SAVING);
}

static void
silsa_store_dispose(GObject *object)
{
  SilsaStore *self = SILSA_STORE(object);

  if (self->writer != NULL)
    silsa_writer_flush(self->writer, NULL);
  silsa_store_shut(self);
  silsa_store_compact_if_erased(self);
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

gboolean
silsa_store_require_writer(SilsaStore *self, GError **error)
{
  if (self->writer != NULL)
    return TRUE;
  silsa_error_set(error, SILSA_ERROR_READ_ONLY, NULL, "the store is read-only or closed");
  silsa_error_at_file(error, self->path);
  return FALSE;
}

SilsaReaders *
silsa_store_require_readers(SilsaStore *self, GError **error)
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

void
silsa_store_notify_history(SilsaStore *self)
{
  notify_name(self, &self->undo_name, silsa_store_get_undo_name(self), PROP_CAN_UNDO,
              PROP_UNDO_NAME);
  notify_name(self, &self->redo_name, silsa_store_get_redo_name(self), PROP_CAN_REDO,
              PROP_REDO_NAME);
}

GPtrArray *
silsa_store_list_places(const SilsaAct *act)
{
  GPtrArray *places = g_ptr_array_new_with_free_func(g_free);

  for (guint i = 0; i < act->changes->len; i++) {
    const SilsaChange *change = g_ptr_array_index(act->changes, i);

    g_ptr_array_add(places, silsa_draft_key(change->subject, change->field));
  }
  return places;
}

void
silsa_store_forget_drafts(SilsaStore *self, GPtrArray *places)
{
  for (guint i = places->len; i > 0; i--)
    if (!silsa_drafts_forget(self->content.drafts, g_ptr_array_index(places, i - 1)))
      g_ptr_array_remove_index(places, i - 1);
}

gint64
silsa_store_record(SilsaStore *self, const SilsaAct *act, GPtrArray *places, SilsaRound *round)
{
  gint64 group = silsa_history_take_group(self->content.history);
  SilsaJob *job;

  silsa_store_forget_drafts(self, places);
  if (silsa_act_is_empty(act) && places->len == 0)
    return group;
  job = silsa_act_job_new(act, group, places);
  if (round != NULL)
    silsa_act_job_set_round(job, silsa_round_get_sha256(round), silsa_round_get_bytes(round));
  silsa_store_push(self, job);
  return group;
}

/* Before the act is applied that takes @round. The version in force until then is known without
 * the file, where it may not have arrived yet. */
void
silsa_store_set_round_bytes(SilsaStore *self, GBytes *round)
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
  silsa_store_take_news(self);
  return ok;
}

void
silsa_store_finish_erasures(SilsaStore *self)
{
  if (self->erasing > 0)
    flush(self, NULL);
}

static gboolean
perform(SilsaStore *self, SilsaAct *act, SilsaRound *round, GError **error)
{
  g_autoptr(GPtrArray) places = silsa_store_list_places(act);
  gint64 group;

  silsa_store_finish_errands(self);
  if (!silsa_store_require_writer(self, error) ||
      !silsa_assessment_check(self->content.assessment, act, error))
    return FALSE;
  group = silsa_store_record(self, act, places, round);
  if (silsa_act_is_empty(act))
    return TRUE;
  silsa_history_add(self->content.history, group, act);
  silsa_store_set_round_bytes(self, round != NULL ? silsa_round_get_bytes(round) : NULL);
  silsa_assessment_apply(self->content.assessment, act);
  silsa_store_notify_history(self);
  return TRUE;
}

gboolean
silsa_store_perform(SilsaStore *self, SilsaAct *act, GError **error)
{
  g_return_val_if_fail(SILSA_IS_STORE(self) && silsa_store_is_mine(self) && act != NULL, FALSE);
  return perform(self, act, NULL, error);
}

gboolean
silsa_store_take_round(SilsaStore *self, SilsaAct *act, SilsaRound *round, GError **error)
{
  g_return_val_if_fail(SILSA_IS_STORE(self) && silsa_store_is_mine(self) && act != NULL, FALSE);
  g_return_val_if_fail(SILSA_IS_ROUND(round) && self->content.round_bytes != NULL, FALSE);
  return perform(self, act, round, error);
}

gboolean
silsa_store_flush(SilsaStore *self, GError **error)
{
  g_return_val_if_fail(SILSA_IS_STORE(self) && silsa_store_is_mine(self), FALSE);

  silsa_store_finish_errands(self);
  return flush(self, error);
}

void
silsa_store_begin_flush(SilsaStore *self, GTask *task)
{
  if (self->writer == NULL || self->save_state == SILSA_SAVE_SAVED)
    g_task_return_boolean(task, TRUE);
  else
    silsa_store_push(self, silsa_flush_job_new(task));
}

void
silsa_store_flush_async(SilsaStore *self, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr(GTask) task = NULL;

  g_return_if_fail(SILSA_IS_STORE(self) && silsa_store_is_mine(self));

  task = g_task_new(self, NULL, callback, user_data);
  g_task_set_source_tag(task, silsa_store_flush_async);
  silsa_store_take_news(self);
  if (self->errands.length > 0)
    silsa_store_add_errand(self, SILSA_ERRAND_FLUSH, task);
  else
    silsa_store_begin_flush(self, task);
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

  g_return_if_fail(SILSA_IS_STORE(self) && silsa_store_is_mine(self));
  g_return_if_fail(subject != NULL && strchr(subject, '\n') == NULL && field != NULL);
  g_return_if_fail(text == NULL || g_utf8_validate(text, -1, NULL));

  key = silsa_draft_key(subject, field);
  if (self->writer != NULL && silsa_drafts_set(self->content.drafts, key, text))
    silsa_store_push(
        self, silsa_draft_job_new(self->content.drafts, key, g_get_monotonic_time() + DRAFT_DELAY));
}

const SilsaAct *
silsa_store_get_recovered_drafts(SilsaStore *self)
{
  g_return_val_if_fail(SILSA_IS_STORE(self), NULL);
  return self->content.recovered;
}
