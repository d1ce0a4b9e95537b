#include "silsa-round-update-dialog.h"

#include "silsa-chosen-file.h"
#include "silsa-error.h"
#include "silsa-identity.h"
#include "silsa-round-differences.h"
#include "silsa-round-plan.h"
#include "silsa-tell.h"

#include <glib/gi18n.h>

/* What has to be remembered while the user reads. */
typedef struct {
  SilsaStore *store;
  GtkWidget *parent; /* in which the dialogs are, so it lives as long as they do */
  char *path;
  char *fingerprint; /* to be confirmed, or NULL */
  SilsaRoundPlan *plan;
} Update;

static void
update_free(gpointer data, GClosure *closure G_GNUC_UNUSED)
{
  Update *self = data;

  g_object_unref(self->store);
  g_clear_pointer(&self->plan, silsa_round_plan_free);
  g_free(self->path);
  g_free(self->fingerprint);
  g_free(self);
}

static Update *
update_new(SilsaStore *store, const char *path, GtkWidget *parent)
{
  Update *self = g_new0(Update, 1);

  self->store = g_object_ref(store);
  self->path = g_strdup(path);
  self->parent = parent;
  return self;
}

/* Taking */

static void
take_cb(AdwAlertDialog *dialog G_GNUC_UNUSED, const char *response, Update *self)
{
  g_autoptr(GError) error = NULL;

  if (g_str_equal(response, "take") && !silsa_round_plan_take(self->plan, self->store, &error))
    silsa_tell_error(self->parent, _("The Version Was Not Taken"), error);
}

static void
show_plan(SilsaStore *store, const char *path, SilsaRoundPlan *plan, GtkWidget *parent)
{
  Update *self = update_new(store, path, parent);
  g_autofree char *heading = g_strdup_printf(_("Version %u in Place of %u"),
                                             silsa_round_get_version(plan->round), plan->from);
  g_autofree char *codes = g_strjoinv(", ", plan->reopened);
  g_autofree char *body =
      *codes != '\0' ? g_strdup_printf(_("All answers stay. To be settled again, because the claim "
                                         "changed: %s"),
                                       codes)
                     : g_strdup(_("All answers stay."));
  AdwDialog *dialog = silsa_round_differences_dialog_new(heading, body, plan->differences);

  self->plan = plan;
  adw_alert_dialog_add_responses(ADW_ALERT_DIALOG(dialog), "cancel", _("_Cancel"), "take",
                                 _("_Take This Version"), NULL);
  adw_alert_dialog_set_response_appearance(ADW_ALERT_DIALOG(dialog), "take",
                                           ADW_RESPONSE_SUGGESTED);
  adw_alert_dialog_set_default_response(ADW_ALERT_DIALOG(dialog), "take");
  g_signal_connect_data(dialog, "response", G_CALLBACK(take_cb), self, update_free, 0);
  adw_dialog_present(dialog, parent);
}

/* Confirming */

static void
plan_update(SilsaStore *store, const char *path, const char *confirmed, GtkWidget *parent);

static void
confirm_cb(AdwAlertDialog *dialog G_GNUC_UNUSED, const char *response, Update *self)
{
  if (g_str_equal(response, "confirm"))
    plan_update(self->store, self->path, self->fingerprint, self->parent);
}

static void
ask_to_confirm(SilsaStore *store, const char *path, const char *fingerprint, GtkWidget *parent)
{
  Update *self = update_new(store, path, parent);
  g_autofree char *groups = silsa_fingerprint_to_text(fingerprint);
  g_autofree char *body = g_strdup_printf(
      _("Have the secretary read the fingerprint to you. Confirm it only if it is this one:\n\n%s"),
      groups);
  AdwDialog *dialog = adw_alert_dialog_new(_("Signed with Another Key"), body);

  self->fingerprint = g_strdup(fingerprint);
  adw_alert_dialog_add_responses(ADW_ALERT_DIALOG(dialog), "cancel", _("_Cancel"), "confirm",
                                 _("_It Is This One"), NULL);
  g_signal_connect_data(dialog, "response", G_CALLBACK(confirm_cb), self, update_free, 0);
  adw_dialog_present(dialog, parent);
}

static void
plan_update(SilsaStore *store, const char *path, const char *confirmed, GtkWidget *parent)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(SilsaRoundPlan) plan = silsa_round_plan_new(store, path, NULL, confirmed, &error);
  const SilsaErrorFacts *facts = error != NULL ? silsa_error_get_facts(error) : NULL;

  if (facts != NULL && g_strcmp0(facts->rule, "round-unconfirmed") == 0)
    ask_to_confirm(store, path, facts->found, parent);
  else if (plan == NULL)
    silsa_tell_error(parent, _("The Version Was Not Taken"), error);
  else if (silsa_act_is_empty(plan->act))
    silsa_tell(parent, _("Nothing to Take"),
               _("The assessment has this version of the round already."));
  else
    show_plan(store, path, g_steal_pointer(&plan), parent);
}

void
silsa_round_update_present(SilsaStore *store, const char *path, GtkWidget *parent)
{
  g_return_if_fail(SILSA_IS_STORE(store) && GTK_IS_WIDGET(parent));
  plan_update(store, path, NULL, parent);
}

typedef struct {
  SilsaStore *store;
  GtkWidget *parent;
} Choice;

static void
chosen_cb(GObject *source, GAsyncResult *result, gpointer user_data)
{
  Choice *choice = user_data;
  g_autoptr(GFile) file = gtk_file_dialog_open_finish(GTK_FILE_DIALOG(source), result, NULL);
  const char *path = NULL;

  if (gtk_widget_get_root(choice->parent) != NULL)
    path = silsa_chosen_file_get_path(file, choice->parent);
  if (path != NULL)
    silsa_round_update_present(choice->store, path, choice->parent);
  g_object_unref(choice->store);
  g_object_unref(choice->parent);
  g_free(choice);
}

void
silsa_round_update_choose(SilsaStore *store, GtkWidget *parent)
{
  g_autoptr(GtkFileDialog) dialog = gtk_file_dialog_new();
  Choice *choice = g_new0(Choice, 1);

  choice->store = g_object_ref(store);
  choice->parent = g_object_ref(parent);
  gtk_file_dialog_set_title(dialog, _("A Later Version of the Round"));
  gtk_file_dialog_open(dialog, GTK_WINDOW(gtk_widget_get_root(parent)), NULL, chosen_cb, choice);
}
