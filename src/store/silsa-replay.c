#include "silsa-replay.h"

#include "silsa-journal.h"

#include <string.h>

/*
 * (1) @assessment is as after row @next - 1, the last one of its group;
 * (2) the last of @moments is the last act, whether the number changed with it or not.
 */
struct _SilsaReplay {
  SilsaAssessment *assessment; /* NULL: nothing was read */
  gint64 next;
  GArray *moments; /* of SilsaMoment */
};

SilsaReplay *
silsa_replay_new(void)
{
  SilsaReplay *self = g_atomic_rc_box_new0(SilsaReplay);

  self->moments = g_array_new(FALSE, FALSE, sizeof(SilsaMoment));
  return self;
}

static void
clear(gpointer data)
{
  SilsaReplay *self = data;

  g_clear_object(&self->assessment);
  g_array_unref(self->moments);
}

SilsaReplay *
silsa_replay_ref(SilsaReplay *self)
{
  return g_atomic_rc_box_acquire(self);
}

void
silsa_replay_unref(SilsaReplay *self)
{
  g_atomic_rc_box_release_full(self, clear);
}

/* One reading, in its thread */

typedef struct {
  SilsaReplay *replay;
  SilsaStore *store;
  GPtrArray *evidence; /* of SilsaEvidence, as the file's owner has it */
  GCancellable *cancellable;
  SilsaAct *act; /* the rows of the group that is being read, NULL between two */
  gint64 group, row, time;
} Reading;

static void
reading_free(gpointer data)
{
  Reading *self = data;

  g_clear_pointer(&self->act, silsa_act_free);
  g_clear_object(&self->cancellable);
  g_ptr_array_unref(self->evidence);
  g_clear_object(&self->store);
  silsa_replay_unref(self->replay);
  g_free(self);
}

/* What is used comes later than the evidence itself, so that all of it may be there at once. */
static void
take_evidence(Reading *self)
{
  SilsaAssessment *assessment = self->replay->assessment;

  for (guint i = 0; i < self->evidence->len; i++) {
    SilsaEvidence *evidence = g_ptr_array_index(self->evidence, i);

    if (silsa_assessment_find_evidence(assessment, silsa_evidence_get_id(evidence)) == NULL)
      silsa_assessment_add_evidence(assessment, evidence);
  }
}

static void
add_moment(SilsaReplay *self, gint64 time)
{
  GArray *moments = self->moments;
  const SilsaMoment *all = (const SilsaMoment *)(gpointer)moments->data;
  guint n = moments->len;
  SilsaMoment now = {
      .time = n > 0 ? MAX(time, all[n - 1].time) : time, /* clocks are set back, too */
      .complete = silsa_assessment_get_preview(self->assessment)->all.complete,
  };

  if (n > 1 && all[n - 2].complete == all[n - 1].complete)
    g_array_set_size(moments, n - 1);
  g_array_append_val(moments, now);
}

static void
end_act(Reading *self)
{
  if (self->act == NULL)
    return;
  silsa_assessment_apply(self->replay->assessment, self->act);
  self->replay->next = self->row + 1;
  if (self->group > 0)
    add_moment(self->replay, self->time);
  g_clear_pointer(&self->act, silsa_act_free);
}

static gint64
read_time(const char *time)
{
  g_autoptr(GTimeZone) utc = g_time_zone_new_utc();
  g_autoptr(GDateTime) instant = g_date_time_new_from_iso8601(time, utc);

  return instant != NULL ? g_date_time_to_unix(instant) : 0;
}

/* The caption of an erased use is gone; that there was one is not. */
static const char *
get_new_value(const SilsaJournalRow *row)
{
  gboolean erased = row->new_value == NULL && *row->new_commitment != '\0';

  return erased && g_str_has_prefix(row->field, "use:") ? "" : row->new_value;
}

static gboolean
take_row_cb(const SilsaJournalRow *row, gpointer data, GError **error)
{
  Reading *self = data;

  if (row->group != self->group)
    end_act(self);
  if (g_cancellable_set_error_if_cancelled(self->cancellable, error))
    return FALSE;
  if (self->act == NULL) {
    self->act = silsa_act_new(row->act, NULL);
    self->time = read_time(row->time);
  }
  self->group = row->group;
  self->row = row->sequence;
  /* Neither the catalogue nor the arrival of evidence is a fact. */
  if (row->sequence > 0 && strcmp(row->field, SILSA_JOURNAL_DIGEST_FIELD) != 0)
    silsa_act_add_change(self->act, row->subject, row->field, row->old_value, get_new_value(row));
  return TRUE;
}

static void
read_thread(GTask *task,
            gpointer source G_GNUC_UNUSED,
            gpointer data,
            GCancellable *cancellable G_GNUC_UNUSED)
{
  Reading *self = data;
  SilsaReplay *replay = self->replay;
  GError *error = NULL;

  if (replay->assessment == NULL)
    replay->assessment =
        silsa_assessment_new_from_the_start(silsa_store_get_assessment(self->store));
  take_evidence(self);
  if (!silsa_store_foreach_journal(self->store, replay->next, -1, take_row_cb, self, &error)) {
    g_task_return_error(task, error);
    return;
  }
  end_act(self);
  g_task_return_boolean(task, TRUE);
}

static GPtrArray *
list_evidence(SilsaAssessment *assessment)
{
  GListModel *evidence = silsa_assessment_get_evidence(assessment);
  GPtrArray *list = g_ptr_array_new_with_free_func(g_object_unref);

  for (guint i = 0; i < g_list_model_get_n_items(evidence); i++)
    g_ptr_array_add(list, g_list_model_get_item(evidence, i));
  return list;
}

void
silsa_replay_read_on_async(SilsaReplay *self,
                           SilsaStore *store,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  g_autoptr(GTask) task = g_task_new(NULL, cancellable, callback, user_data);
  Reading *reading = g_new0(Reading, 1);

  reading->replay = silsa_replay_ref(self);
  reading->store = g_object_ref(store);
  reading->evidence = list_evidence(silsa_store_get_assessment(store));
  g_set_object(&reading->cancellable, cancellable);
  g_task_set_task_data(task, reading, reading_free);
  g_task_run_in_thread(task, read_thread);
}

gboolean
silsa_replay_read_on_finish(GAsyncResult *result, GError **error)
{
  Reading *reading = g_task_get_task_data(G_TASK(result));

  /* The thread may let go of the task later than this one, but not of the store, which is not its.
   */
  g_clear_object(&reading->store);
  return g_task_propagate_boolean(G_TASK(result), error);
}

const GArray *
silsa_replay_get_moments(const SilsaReplay *self)
{
  return self->moments;
}

SilsaAssessment *
silsa_replay_get_assessment(SilsaReplay *self)
{
  return self->assessment;
}
