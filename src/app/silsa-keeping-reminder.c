#include "silsa-keeping-reminder.h"

#include "silsa-instant.h"
#include "silsa-keeping.h"

#include <glib/gi18n.h>

typedef struct {
  SilsaAssessment *assessment;
  AdwBanner *banner;
  GBytes *round;
  SilsaCatalogue *catalogue;
} Reminder;

static void
reminder_free(gpointer data)
{
  Reminder *self = data;

  g_object_unref(self->assessment);
  g_object_unref(self->banner);
  g_bytes_unref(self->round);
  g_object_unref(self->catalogue);
  g_free(self);
}

static void
keeping_thread(GTask *task,
               gpointer source G_GNUC_UNUSED,
               gpointer data,
               GCancellable *cancellable G_GNUC_UNUSED)
{
  const Reminder *self = data;

  g_task_return_pointer(task, silsa_keeping_new(self->round, self->catalogue),
                        (GDestroyNotify)silsa_keeping_free);
}

static void
keeping_cb(GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer data G_GNUC_UNUSED)
{
  const Reminder *self = g_task_get_task_data(G_TASK(result));
  g_autoptr(SilsaKeeping) keeping = g_task_propagate_pointer(G_TASK(result), NULL);
  g_autofree char *day = NULL;
  g_autofree char *words = NULL;

  if (keeping == NULL || !silsa_keeping_is_over(keeping, NULL) ||
      silsa_assessment_get(self->assessment, "city", "erased") != NULL)
    return;
  day = silsa_instant_to_day(keeping->until);
  words = g_strdup_printf(_("This file was to be kept until %s. Its content is due to be erased."),
                          day);
  adw_banner_set_title(self->banner, words);
  adw_banner_set_revealed(self->banner, TRUE);
}

void
silsa_keeping_remind(SilsaStore *store, AdwBanner *banner)
{
  SilsaAssessment *assessment = silsa_store_get_assessment(store);
  GBytes *round = silsa_store_get_round_bytes(store);
  g_autoptr(GTask) task = NULL;
  Reminder *self;

  if (round == NULL || silsa_store_get_read_only(store) ||
      g_strcmp0(silsa_assessment_get_case(assessment)->purpose, "demonstration") == 0)
    return;
  self = g_new0(Reminder, 1);
  self->assessment = g_object_ref(assessment);
  self->banner = g_object_ref(banner);
  self->round = g_bytes_ref(round);
  self->catalogue = g_object_ref(silsa_assessment_get_catalogue(assessment));
  task = g_task_new(NULL, NULL, keeping_cb, NULL);
  g_task_set_source_tag(task, silsa_keeping_remind);
  g_task_set_task_data(task, self, reminder_free);
  g_task_run_in_thread(task, keeping_thread);
}
