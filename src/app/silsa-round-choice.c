#include "silsa-round-choice.h"

#include "silsa-chosen-file.h"
#include "silsa-new-job.h"
#include "silsa-tell.h"

#include <glib/gi18n.h>

typedef struct {
  GtkWidget *parent;
  SilsaRoundChosenFunc func;
  GObject *object;
  char *path;
  char *fingerprint; /* that is to be confirmed */
} Choice;

static void
choice_free(Choice *self)
{
  g_object_unref(self->parent);
  g_object_unref(self->object);
  g_free(self->path);
  g_free(self->fingerprint);
  g_free(self);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Choice, choice_free)

static void
take(Choice *self)
{
  g_settings_set_string(silsa_application_get_own_settings(), "round", self->path);
  self->func(self->path, self->object);
}

static void
confirm(Choice *self)
{
  GSettings *settings = silsa_application_get_own_settings();
  g_auto(GStrv) known = g_settings_get_strv(settings, "secretaries");
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new();
  g_auto(GStrv) all = NULL;

  g_strv_builder_addv(builder, (const char **)known);
  g_strv_builder_add(builder, self->fingerprint);
  all = g_strv_builder_end(builder);
  g_settings_set_strv(settings, "secretaries", (const char *const *)all);
}

/* Whoever does not confirm compares all the same: then the round is not trusted, and says so. */
static void
answered_cb(AdwAlertDialog *dialog, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(Choice) self = user_data;
  const char *response = adw_alert_dialog_choose_finish(dialog, result);

  if (g_str_equal(response, "cancel"))
    return;
  if (g_str_equal(response, "confirm"))
    confirm(self);
  take(self);
}

static void
ask(Choice *self, const SilsaSigner *signer)
{
  g_autofree char *groups = silsa_fingerprint_to_text(signer->certificate.fingerprint);
  g_autofree char *body = g_strdup_printf(
      _("The round was signed by %s. Call the secretary and compare all groups of the fingerprint:"
        "\n\n%s"),
      signer->certificate.name, groups);
  AdwDialog *dialog = adw_alert_dialog_new(_("Is This the Secretary?"), body);

  self->fingerprint = g_strdup(signer->certificate.fingerprint);
  adw_alert_dialog_add_responses(ADW_ALERT_DIALOG(dialog), "cancel", _("_Cancel"), "unconfirmed",
                                 _("_Not Compared"), "confirm", _("_It Matches"), NULL);
  adw_alert_dialog_set_response_appearance(ADW_ALERT_DIALOG(dialog), "confirm",
                                           ADW_RESPONSE_SUGGESTED);
  adw_alert_dialog_set_close_response(ADW_ALERT_DIALOG(dialog), "cancel");
  adw_alert_dialog_choose(ADW_ALERT_DIALOG(dialog), self->parent, NULL,
                          (GAsyncReadyCallback)answered_cb, self);
}

static void
opened_cb(GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(Choice) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(SilsaOpenedRound) opened = silsa_new_open_round_finish(result, &error);
  const SilsaReport *report = opened != NULL ? opened->report : NULL;

  if (opened == NULL)
    silsa_tell_error(self->parent, _("The Round Could Not Be Opened"), error);
  else if (report != NULL && !silsa_round_is_trusted(report) && report->signers->len > 0)
    ask(g_steal_pointer(&self), report->signers->pdata[0]);
  else
    take(self);
}

static void
chosen_cb(GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(Choice) self = user_data;
  g_autoptr(GFile) file = gtk_file_dialog_open_finish(GTK_FILE_DIALOG(source), result, NULL);
  const char *path = file != NULL ? silsa_chosen_file_get_path(file, self->parent) : NULL;
  g_auto(GStrv) secretaries = NULL;

  if (path == NULL)
    return;
  self->path = g_strdup(path);
  secretaries = g_settings_get_strv(silsa_application_get_own_settings(), "secretaries");
  silsa_new_open_round_async(path, (const char *const *)secretaries, opened_cb,
                             g_steal_pointer(&self));
}

void
silsa_round_choice_present(GtkWidget *parent, SilsaRoundChosenFunc func, GObject *object)
{
  g_autoptr(GtkFileDialog) dialog = gtk_file_dialog_new();
  Choice *self = g_new0(Choice, 1);

  self->parent = g_object_ref(parent);
  self->func = func;
  self->object = g_object_ref(object);
  gtk_file_dialog_set_title(dialog, _("Choose the Round to Compare with"));
  gtk_file_dialog_open(dialog, GTK_WINDOW(gtk_widget_get_root(parent)), NULL, chosen_cb, self);
}
