#include "silsa-new-dialog.h"

#include "silsa-chosen-file.h"
#include "silsa-documents.h"
#include "silsa-error.h"
#include "silsa-new-job.h"
#include "silsa-words.h"

#include <glib/gi18n.h>
#include <string.h>

#define SILSA_CATALOGUE_RESOURCE "/io/github/silsa/Silsa/kr-smartcity-2021-ref.xml"

#define SILSA_TYPE_NEW_DIALOG (silsa_new_dialog_get_type())
G_DECLARE_FINAL_TYPE(SilsaNewDialog, silsa_new_dialog, SILSA, NEW_DIALOG, AdwDialog)

struct _SilsaNewDialog {
  AdwDialog parent_instance;

  SilsaApplication *application;
  SilsaNewMode mode;
  SilsaOpenedRound *opened; /* or NULL */
  SilsaCatalogue *catalogue; /* of a blank one */
  GPtrArray *assessors; /* of SilsaPerson, borrowed from the round */
  char *path;
  gboolean path_chosen;
  gboolean busy;

  GtkWidget *spinner;
  AdwBanner *problem;
  GtkWidget *round_group;
  AdwActionRow *round_row;
  GtkWidget *round_button;
  AdwActionRow *signer_row;
  AdwSwitchRow *confirm_row;
  GtkWidget *city_group;
  AdwComboRow *city_row;
  AdwComboRow *assessor_row;
  GtkWidget *blank_group;
  AdwActionRow *catalogue_row;
  GtkEditable *city_entry;
  GtkEditable *population_entry;
  AdwComboRow *class_row;
  GtkEditable *reason_entry;
  GtkEditable *assessor_entry;
  AdwActionRow *file_row;
};

G_DEFINE_FINAL_TYPE(SilsaNewDialog, silsa_new_dialog, ADW_TYPE_DIALOG)

static void
set_title(AdwActionRow *row, const char *title, const char *subtitle)
{
  adw_preferences_row_set_title(ADW_PREFERENCES_ROW(row), title);
  adw_action_row_set_subtitle(row, subtitle);
}

static void
say(SilsaNewDialog *self, const GError *error)
{
  g_autofree char *sentence = error != NULL ? silsa_error_explain(error) : NULL;

  adw_banner_set_title(self->problem, sentence != NULL ? sentence : "");
  adw_banner_set_revealed(self->problem, sentence != NULL);
}

/* What was entered */

static const SilsaApplicant *
get_applicant(SilsaNewDialog *self)
{
  guint n = adw_combo_row_get_selected(self->city_row);
  GPtrArray *applicants =
      self->opened != NULL ? silsa_round_get_applicants(self->opened->round) : NULL;

  return applicants != NULL && n < applicants->len ? g_ptr_array_index(applicants, n) : NULL;
}

static const char *
get_assessor(SilsaNewDialog *self)
{
  guint n = adw_combo_row_get_selected(self->assessor_row);

  if (self->mode == SILSA_NEW_BLANK)
    return gtk_editable_get_text(self->assessor_entry);
  return n < self->assessors->len ? ((SilsaPerson *)self->assessors->pdata[n])->name : "";
}

static const char *
get_city(SilsaNewDialog *self)
{
  const SilsaApplicant *applicant = get_applicant(self);

  if (self->mode == SILSA_NEW_BLANK)
    return gtk_editable_get_text(self->city_entry);
  return applicant != NULL ? applicant->name.ko : "";
}

/* -1: not a number of inhabitants. Separators are read over. */
static gint64
get_population(SilsaNewDialog *self)
{
  g_autofree char *text = g_strdup(gtk_editable_get_text(self->population_entry));
  g_auto(GStrv) parts = g_strsplit_set(text, ", ", -1);
  g_autofree char *digits = g_strjoinv("", parts);
  guint64 number;

  return g_ascii_string_to_unsigned(digits, 10, 1, 1000000000, &number, NULL) ? (gint64)number : -1;
}

static guint
get_proposed_class(SilsaNewDialog *self)
{
  gint64 population = get_population(self);

  return population < 0 || self->catalogue == NULL
             ? GTK_INVALID_LIST_POSITION
             : silsa_catalogue_propose_class(self->catalogue, (guint64)population);
}

static gboolean
needs_reason(SilsaNewDialog *self)
{
  guint proposed = get_proposed_class(self);

  return proposed != GTK_INVALID_LIST_POSITION &&
         adw_combo_row_get_selected(self->class_row) != proposed;
}

static gboolean
is_filled_in(const char *text)
{
  while (g_ascii_isspace(*text))
    text++;
  return *text != '\0';
}

static gboolean
is_whole(SilsaNewDialog *self)
{
  if (!is_filled_in(get_city(self)) || !is_filled_in(get_assessor(self)))
    return FALSE;
  if (self->mode == SILSA_NEW_FROM_ROUND)
    return TRUE;
  return self->catalogue != NULL && get_population(self) >= 0 &&
         (!needs_reason(self) || is_filled_in(gtk_editable_get_text(self->reason_entry)));
}

/* The file */

static char *
plain_name(const char *text)
{
  char *name = g_strdup(text);

  g_strstrip(name);
  return g_strdelimit(name, "/\\:*?\"<>|\n\t", '-');
}

static char *
propose_path(const char *city, const char *assessor)
{
  g_autofree char *city_name = plain_name(city);
  g_autofree char *assessor_name = plain_name(assessor);
  g_autofree char *stem = g_strdup_printf("%s-%s", city_name, assessor_name);

  return silsa_documents_new_path(stem);
}

static void
update(SilsaNewDialog *self)
{
  gboolean whole = is_whole(self);

  if (!self->path_chosen) {
    g_clear_pointer(&self->path, g_free);
    if (is_filled_in(get_city(self)) && is_filled_in(get_assessor(self)))
      self->path = propose_path(get_city(self), get_assessor(self));
  }
  set_title(self->file_row, _("Saved as"), self->path != NULL ? self->path : "–");
  gtk_widget_set_visible(GTK_WIDGET(self->reason_entry), needs_reason(self));
  gtk_widget_set_visible(self->spinner, self->busy);
  gtk_widget_action_set_enabled(GTK_WIDGET(self), "new.begin", whole && !self->busy);
  gtk_widget_action_set_enabled(GTK_WIDGET(self), "new.choose-round", !self->busy);
}

static void
changed_cb(SilsaNewDialog *self)
{
  update(self);
}

/* Blank: catalogue and class */

static void
fill_classes(SilsaNewDialog *self)
{
  g_autoptr(GtkStringList) names = gtk_string_list_new(NULL);
  SilsaLanguage language = silsa_language_from_locale();

  for (guint i = 0; i < silsa_catalogue_get_n_classes(self->catalogue); i++)
    gtk_string_list_append(
        names, silsa_text_get(&silsa_catalogue_get_class(self->catalogue, i)->title, language));
  adw_combo_row_set_model(self->class_row, G_LIST_MODEL(names));
}

static void
population_changed_cb(SilsaNewDialog *self)
{
  guint proposed = get_proposed_class(self);

  if (proposed != GTK_INVALID_LIST_POSITION)
    adw_combo_row_set_selected(self->class_row, proposed);
  if (proposed == GTK_INVALID_LIST_POSITION &&
      *gtk_editable_get_text(self->population_entry) != '\0')
    gtk_widget_add_css_class(GTK_WIDGET(self->population_entry), "error");
  else
    gtk_widget_remove_css_class(GTK_WIDGET(self->population_entry), "error");
  update(self);
}

static void
show_catalogue(SilsaNewDialog *self, SilsaCatalogue *catalogue)
{
  g_autofree char *status = NULL;

  g_set_object(&self->catalogue, catalogue);
  status = silsa_catalogue_status_to_text(silsa_catalogue_get_status(catalogue), NULL);
  set_title(self->catalogue_row,
            silsa_text_get(silsa_catalogue_get_title(catalogue), silsa_language_from_locale()),
            status);
  fill_classes(self);
  population_changed_cb(self);
}

static void
use_catalogue(SilsaNewDialog *self, const char *path)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(SilsaCatalogue) catalogue = silsa_catalogue_new_from_file(path, &error);

  say(self, error);
  if (catalogue != NULL)
    show_catalogue(self, catalogue);
}

static void
use_reference_catalogue(SilsaNewDialog *self)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) bytes =
      g_resources_lookup_data(SILSA_CATALOGUE_RESOURCE, G_RESOURCE_LOOKUP_FLAGS_NONE, &error);
  g_autoptr(SilsaCatalogue) catalogue =
      bytes != NULL ? silsa_catalogue_new_from_bytes(bytes, &error) : NULL;

  say(self, error);
  if (catalogue != NULL)
    show_catalogue(self, catalogue);
}

/* From a round */

static void
add_assessors(SilsaNewDialog *self, const SilsaApplicant *applicant, gboolean assigned)
{
  GPtrArray *persons = silsa_round_get_persons(self->opened->round);

  for (guint i = 0; i < persons->len; i++) {
    SilsaPerson *person = g_ptr_array_index(persons, i);
    gboolean is_assigned = person->assigned != NULL &&
                           g_strv_contains((const char *const *)person->assigned, applicant->id);

    if (g_str_equal(person->role, "assessor") && is_assigned == assigned)
      g_ptr_array_add(self->assessors, person);
  }
}

/* Those who are sent to the city first; the user's own name is chosen where it stands there. */
static void
city_changed_cb(SilsaNewDialog *self)
{
  const SilsaApplicant *applicant = get_applicant(self);
  g_autoptr(GtkStringList) names = gtk_string_list_new(NULL);
  g_autofree char *own =
      g_settings_get_string(silsa_application_get_settings(self->application), "identity-name");
  guint chosen = 0;

  g_ptr_array_set_size(self->assessors, 0);
  if (applicant != NULL) {
    add_assessors(self, applicant, TRUE);
    add_assessors(self, applicant, FALSE);
  }
  for (guint i = 0; i < self->assessors->len; i++) {
    const SilsaPerson *person = self->assessors->pdata[i];

    gtk_string_list_append(names, person->name);
    if (g_str_equal(person->name, own))
      chosen = i;
  }
  adw_combo_row_set_model(self->assessor_row, G_LIST_MODEL(names));
  adw_combo_row_set_selected(self->assessor_row, chosen);
  adw_action_row_set_subtitle(
      ADW_ACTION_ROW(self->city_row),
      applicant != NULL
          ? silsa_text_get(&silsa_catalogue_get_class(
                                self->opened->catalogue,
                                (guint)MAX(silsa_catalogue_find_class(self->opened->catalogue,
                                                                      applicant->class_id),
                                           0))
                                ->title,
                           silsa_language_from_locale())
          : NULL);
  update(self);
}

static const SilsaSigner *
get_round_signer(SilsaNewDialog *self)
{
  const SilsaReport *report = self->opened->report;

  return report != NULL && report->signers->len > 0 ? g_ptr_array_index(report->signers, 0) : NULL;
}

static void
show_signer(SilsaNewDialog *self)
{
  const SilsaSigner *signer = get_round_signer(self);
  g_autofree char *title = NULL;
  g_autofree char *fingerprint = NULL;
  gboolean trusted = signer != NULL && silsa_round_is_trusted(self->opened->report);

  gtk_widget_set_visible(GTK_WIDGET(self->signer_row), TRUE);
  gtk_widget_set_visible(GTK_WIDGET(self->confirm_row), signer != NULL && !trusted);
  adw_switch_row_set_active(self->confirm_row, FALSE);
  if (signer == NULL) {
    set_title(self->signer_row, _("Not signed"),
              _("Nobody vouches for this round; what is official in it stays unconfirmed."));
    return;
  }
  fingerprint = silsa_fingerprint_to_text(signer->certificate.fingerprint);
  title = g_strdup_printf(trusted ? _("Signed by %s, whom you confirmed") : _("Signed by %s"),
                          signer->certificate.name);
  set_title(self->signer_row, title, fingerprint);
}

static void
show_round(SilsaNewDialog *self)
{
  SilsaRound *round = self->opened->round;
  SilsaLanguage language = silsa_language_from_locale();
  GPtrArray *applicants = silsa_round_get_applicants(round);
  g_autoptr(GtkStringList) names = gtk_string_list_new(NULL);

  for (guint i = 0; i < applicants->len; i++)
    gtk_string_list_append(
        names, silsa_text_get(&((SilsaApplicant *)applicants->pdata[i])->name, language));
  set_title(self->round_row, silsa_text_get(silsa_round_get_title(round), language),
            self->opened->path);
  show_signer(self);
  adw_combo_row_set_model(self->city_row, G_LIST_MODEL(names));
  gtk_widget_set_visible(self->city_group, TRUE);
  city_changed_cb(self);
}

static void
round_opened_cb(GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(SilsaNewDialog) self = user_data;
  g_autoptr(GError) error = NULL;
  SilsaOpenedRound *opened = silsa_new_open_round_finish(result, &error);

  self->busy = FALSE;
  say(self, error);
  if (opened != NULL) {
    g_clear_pointer(&self->opened, silsa_opened_round_free);
    self->opened = opened;
    g_settings_set_string(silsa_application_get_settings(self->application), "round", opened->path);
    show_round(self);
  }
  update(self);
  /* The button could not keep the focus while it was switched off, and without one the keys go
   * nowhere. */
  gtk_widget_grab_focus(error == NULL ? GTK_WIDGET(self->city_row) : self->round_button);
}

static void
open_round(SilsaNewDialog *self, const char *path)
{
  GSettings *settings = silsa_application_get_settings(self->application);
  g_auto(GStrv) secretaries = g_settings_get_strv(settings, "secretaries");

  self->busy = TRUE;
  update(self);
  silsa_new_open_round_async(path, (const char *const *)secretaries, round_opened_cb,
                             g_object_ref(self));
}

/* Choosing files */

typedef void (*ChosenFunc)(SilsaNewDialog *self, const char *path);

typedef struct {
  SilsaNewDialog *dialog;
  ChosenFunc func;
} Choice;

static void
chosen_cb(GObject *source, GAsyncResult *result, gpointer data)
{
  g_autofree Choice *choice = data;
  g_autoptr(SilsaNewDialog) self = choice->dialog;
  GtkFileDialog *dialog = GTK_FILE_DIALOG(source);
  gboolean saving = gtk_file_dialog_get_initial_name(dialog) != NULL;
  g_autoptr(GFile) file = saving ? gtk_file_dialog_save_finish(dialog, result, NULL)
                                 : gtk_file_dialog_open_finish(dialog, result, NULL);
  const char *path = silsa_chosen_file_get_path(file, GTK_WIDGET(self));

  if (path != NULL)
    choice->func(self, path);
}

static Choice *
new_choice(SilsaNewDialog *self, ChosenFunc func)
{
  Choice *choice = g_new(Choice, 1);

  *choice = (Choice){g_object_ref(self), func};
  return choice;
}

static GtkWindow *
get_window(SilsaNewDialog *self)
{
  return GTK_WINDOW(gtk_widget_get_root(GTK_WIDGET(self)));
}

static void
choose_round_action(GtkWidget *widget,
                    const char *name G_GNUC_UNUSED,
                    GVariant *parameter G_GNUC_UNUSED)
{
  g_autoptr(GtkFileDialog) dialog = gtk_file_dialog_new();

  gtk_file_dialog_set_title(dialog, _("Choose the Round"));
  gtk_file_dialog_open(dialog, get_window(SILSA_NEW_DIALOG(widget)), NULL, chosen_cb,
                       new_choice(SILSA_NEW_DIALOG(widget), open_round));
}

static void
choose_catalogue_action(GtkWidget *widget,
                        const char *name G_GNUC_UNUSED,
                        GVariant *parameter G_GNUC_UNUSED)
{
  g_autoptr(GtkFileDialog) dialog = gtk_file_dialog_new();

  gtk_file_dialog_set_title(dialog, _("Choose the Catalogue"));
  gtk_file_dialog_open(dialog, get_window(SILSA_NEW_DIALOG(widget)), NULL, chosen_cb,
                       new_choice(SILSA_NEW_DIALOG(widget), use_catalogue));
}

static void
use_path(SilsaNewDialog *self, const char *path)
{
  g_free(self->path);
  self->path =
      g_str_has_suffix(path, ".silsa") ? g_strdup(path) : g_strconcat(path, ".silsa", NULL);
  self->path_chosen = TRUE;
  update(self);
}

static void
choose_file_action(GtkWidget *widget,
                   const char *name G_GNUC_UNUSED,
                   GVariant *parameter G_GNUC_UNUSED)
{
  SilsaNewDialog *self = SILSA_NEW_DIALOG(widget);
  g_autoptr(GtkFileDialog) dialog = gtk_file_dialog_new();
  g_autofree char *base = self->path != NULL ? g_path_get_basename(self->path) : g_strdup(".silsa");

  gtk_file_dialog_set_title(dialog, _("Save the Assessment as"));
  gtk_file_dialog_set_initial_name(dialog, base);
  gtk_file_dialog_save(dialog, get_window(self), NULL, chosen_cb, new_choice(self, use_path));
}

/* Making it */

static void
remember_secretary(SilsaNewDialog *self, const char *fingerprint)
{
  GSettings *settings = silsa_application_get_settings(self->application);
  g_auto(GStrv) known = g_settings_get_strv(settings, "secretaries");
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new();
  g_auto(GStrv) all = NULL;

  if (g_strv_contains((const char *const *)known, fingerprint))
    return;
  g_strv_builder_addv(builder, (const char **)known);
  g_strv_builder_add(builder, fingerprint);
  all = g_strv_builder_end(builder);
  g_settings_set_strv(settings, "secretaries", (const char *const *)all);
}

static void
take_round(SilsaNewDialog *self, SilsaNewJob *job)
{
  const SilsaSigner *signer = get_round_signer(self);

  job->round = g_object_ref(self->opened->round);
  job->catalogue = g_object_ref(self->opened->catalogue);
  if (signer == NULL)
    return;
  job->signer = g_strdup(signer->certificate.name);
  job->fingerprint = g_strdup(signer->certificate.fingerprint);
  job->confirmed =
      silsa_round_is_trusted(self->opened->report) || adw_switch_row_get_active(self->confirm_row);
  if (job->confirmed)
    remember_secretary(self, job->fingerprint);
}

static void
take_blank(SilsaNewDialog *self, SilsaNewJob *job)
{
  guint chosen = adw_combo_row_get_selected(self->class_row);

  job->catalogue = g_object_ref(self->catalogue);
  job->population = (guint64)get_population(self);
  if (!needs_reason(self))
    return;
  job->class_id = g_strdup(silsa_catalogue_get_class(self->catalogue, chosen)->id);
  job->class_reason = g_strdup(gtk_editable_get_text(self->reason_entry));
}

static void
made_cb(GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(SilsaNewDialog) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autofree char *path = g_strdup(self->path);

  self->busy = FALSE;
  if (!silsa_new_job_run_finish(result, &error)) {
    say(self, error);
    update(self);
    return;
  }
  adw_dialog_force_close(ADW_DIALOG(self));
  silsa_application_open_path(self->application, path, NULL);
}

static void
begin_action(GtkWidget *widget, const char *name G_GNUC_UNUSED, GVariant *parameter G_GNUC_UNUSED)
{
  SilsaNewDialog *self = SILSA_NEW_DIALOG(widget);
  SilsaNewJob *job = g_new0(SilsaNewJob, 1);

  job->path = g_strdup(self->path);
  job->city = g_strstrip(g_strdup(get_city(self)));
  job->assessor = g_strstrip(g_strdup(get_assessor(self)));
  if (self->mode == SILSA_NEW_FROM_ROUND)
    take_round(self, job);
  else
    take_blank(self, job);
  self->busy = TRUE;
  say(self, NULL);
  update(self);
  silsa_new_job_run_async(job, made_cb, g_object_ref(self));
}

static void
cancel_action(GtkWidget *widget, const char *name G_GNUC_UNUSED, GVariant *parameter G_GNUC_UNUSED)
{
  adw_dialog_close(ADW_DIALOG(widget));
}

/* Life */

static void
silsa_new_dialog_dispose(GObject *object)
{
  SilsaNewDialog *self = SILSA_NEW_DIALOG(object);

  gtk_widget_dispose_template(GTK_WIDGET(self), SILSA_TYPE_NEW_DIALOG);
  g_clear_pointer(&self->assessors, g_ptr_array_unref);
  g_clear_pointer(&self->opened, silsa_opened_round_free);
  g_clear_object(&self->catalogue);
  g_clear_object(&self->application);
  g_clear_pointer(&self->path, g_free);

  G_OBJECT_CLASS(silsa_new_dialog_parent_class)->dispose(object);
}

static void
bind_children(GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child(widget_class, SilsaNewDialog, spinner);
  gtk_widget_class_bind_template_child(widget_class, SilsaNewDialog, problem);
  gtk_widget_class_bind_template_child(widget_class, SilsaNewDialog, round_group);
  gtk_widget_class_bind_template_child(widget_class, SilsaNewDialog, round_row);
  gtk_widget_class_bind_template_child(widget_class, SilsaNewDialog, round_button);
  gtk_widget_class_bind_template_child(widget_class, SilsaNewDialog, signer_row);
  gtk_widget_class_bind_template_child(widget_class, SilsaNewDialog, confirm_row);
  gtk_widget_class_bind_template_child(widget_class, SilsaNewDialog, city_group);
  gtk_widget_class_bind_template_child(widget_class, SilsaNewDialog, city_row);
  gtk_widget_class_bind_template_child(widget_class, SilsaNewDialog, assessor_row);
  gtk_widget_class_bind_template_child(widget_class, SilsaNewDialog, blank_group);
  gtk_widget_class_bind_template_child(widget_class, SilsaNewDialog, catalogue_row);
  gtk_widget_class_bind_template_child(widget_class, SilsaNewDialog, city_entry);
  gtk_widget_class_bind_template_child(widget_class, SilsaNewDialog, population_entry);
  gtk_widget_class_bind_template_child(widget_class, SilsaNewDialog, class_row);
  gtk_widget_class_bind_template_child(widget_class, SilsaNewDialog, reason_entry);
  gtk_widget_class_bind_template_child(widget_class, SilsaNewDialog, assessor_entry);
  gtk_widget_class_bind_template_child(widget_class, SilsaNewDialog, file_row);
}

static void
silsa_new_dialog_class_init(SilsaNewDialogClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS(class);

  G_OBJECT_CLASS(class)->dispose = silsa_new_dialog_dispose;
  gtk_widget_class_set_template_from_resource(widget_class,
                                              "/io/github/silsa/Silsa/silsa-new-dialog.ui");
  bind_children(widget_class);
  gtk_widget_class_bind_template_callback(widget_class, changed_cb);
  gtk_widget_class_bind_template_callback(widget_class, city_changed_cb);
  gtk_widget_class_bind_template_callback(widget_class, population_changed_cb);
  gtk_widget_class_install_action(widget_class, "new.cancel", NULL, cancel_action);
  gtk_widget_class_install_action(widget_class, "new.begin", NULL, begin_action);
  gtk_widget_class_install_action(widget_class, "new.choose-round", NULL, choose_round_action);
  gtk_widget_class_install_action(widget_class, "new.choose-catalogue", NULL,
                                  choose_catalogue_action);
  gtk_widget_class_install_action(widget_class, "new.choose-file", NULL, choose_file_action);
}

static void
silsa_new_dialog_init(SilsaNewDialog *self)
{
  g_autoptr(GtkExpression) name =
      gtk_property_expression_new(GTK_TYPE_STRING_OBJECT, NULL, "string");

  self->assessors = g_ptr_array_new();
  gtk_widget_init_template(GTK_WIDGET(self));
  adw_combo_row_set_expression(self->city_row, name); /* what the search looks through */
  adw_combo_row_set_search_match_mode(self->city_row, GTK_STRING_FILTER_MATCH_MODE_SUBSTRING);
}

static void
begin_blank(SilsaNewDialog *self)
{
  g_autofree char *own =
      g_settings_get_string(silsa_application_get_settings(self->application), "identity-name");

  gtk_editable_set_text(self->assessor_entry, own);
  use_reference_catalogue(self);
  adw_dialog_set_focus(ADW_DIALOG(self), GTK_WIDGET(self->city_entry));
}

static void
begin_round(SilsaNewDialog *self)
{
  g_autofree char *last =
      g_settings_get_string(silsa_application_get_settings(self->application), "round");

  adw_dialog_set_focus(ADW_DIALOG(self), self->round_button);
  if (g_file_test(last, G_FILE_TEST_IS_REGULAR))
    open_round(self, last);
}

void
silsa_new_dialog_present(SilsaApplication *application, SilsaNewMode mode, GtkWidget *parent)
{
  SilsaNewDialog *self = g_object_new(SILSA_TYPE_NEW_DIALOG, NULL);

  self->application = g_object_ref(application);
  self->mode = mode;
  gtk_widget_set_visible(self->round_group, mode == SILSA_NEW_FROM_ROUND);
  gtk_widget_set_visible(self->blank_group, mode == SILSA_NEW_BLANK);
  if (mode == SILSA_NEW_BLANK)
    begin_blank(self);
  else
    begin_round(self);
  update(self);
  adw_dialog_present(ADW_DIALOG(self), parent);
}
