#include "silsa-identity-dialog.h"

#include "silsa-chosen-file.h"
#include "silsa-error.h"
#include "silsa-own-key.h"
#include "silsa-present-later.h"
#include "silsa-request.h"

#include <glib/gi18n.h>

#define SILSA_TYPE_IDENTITY_DIALOG (silsa_identity_dialog_get_type())
G_DECLARE_FINAL_TYPE(SilsaIdentityDialog, silsa_identity_dialog, SILSA, IDENTITY_DIALOG, AdwDialog)

struct _SilsaIdentityDialog {
  AdwDialog parent_instance;

  SilsaApplication *application;
  gboolean busy;

  GtkWidget *spinner;
  AdwBanner *problem;
  AdwPreferencesGroup *own_group;
  SilsaOwnKey *own; /* in it; NULL: there is none yet */
  GtkEditable *new_name_entry;
  GtkEditable *organisation_entry;
  GtkEditable *first_entry;
  GtkEditable *second_entry;
  GtkEditable *present_entry;
};

G_DEFINE_FINAL_TYPE(SilsaIdentityDialog, silsa_identity_dialog, ADW_TYPE_DIALOG)

/* Deriving a key from a passphrase takes a while on purpose, so it happens in a thread. */

typedef struct {
  char *path; /* of the key */
  char *passphrase;
  char *name, *organisation; /* of a new one; NULL: @path is there */
  char *request, *email; /* where a request is written, or NULL */
} Job;

static void
job_free(Job *self)
{
  g_free(self->path);
  silsa_passphrase_free(self->passphrase);
  g_free(self->name);
  g_free(self->organisation);
  g_free(self->request);
  g_free(self->email);
  g_free(self);
}

static SilsaIdentity *
make_key(const Job *job, GError **error)
{
  g_autoptr(SilsaIdentity) identity =
      silsa_identity_new(job->name, job->organisation, SILSA_ALGORITHM_EC, error);

  if (identity == NULL || !silsa_identity_save(identity, job->path, job->passphrase, error))
    return NULL;
  return g_steal_pointer(&identity);
}

static void
job_thread(GTask *task,
           gpointer source G_GNUC_UNUSED,
           gpointer data,
           GCancellable *cancellable G_GNUC_UNUSED)
{
  const Job *job = data;
  GError *error = NULL;
  g_autoptr(SilsaIdentity) identity = job->name != NULL
                                          ? make_key(job, &error)
                                          : silsa_identity_load(job->path, job->passphrase, &error);

  if (identity != NULL && job->request != NULL &&
      !silsa_request_write(identity, NULL, job->email, job->request, &error))
    g_clear_pointer(&identity, silsa_identity_free);
  if (identity != NULL)
    g_task_return_pointer(task, g_steal_pointer(&identity), (GDestroyNotify)silsa_identity_free);
  else
    g_task_return_error(task, error);
}

/* Showing */

static void
say(SilsaIdentityDialog *self, const char *sentence)
{
  adw_banner_set_title(self->problem, sentence != NULL ? sentence : "");
  adw_banner_set_revealed(self->problem, sentence != NULL);
}

/* FALSE, too, where there is no entry. */
static gboolean
holds_text(GtkEditable *entry)
{
  return entry != NULL && *gtk_editable_get_text(entry) != '\0';
}

static char *
dup_text_or_null(GtkEditable *entry)
{
  char *text = g_strstrip(g_strdup(gtk_editable_get_text(entry)));

  if (*text == '\0')
    g_clear_pointer(&text, g_free);
  return text;
}

static GtkEditable *
get_request_entry(SilsaIdentityDialog *self)
{
  return self->own != NULL ? silsa_own_key_get_passphrase_entry(self->own) : NULL;
}

static void
update(SilsaIdentityDialog *self)
{
  GtkWidget *widget = GTK_WIDGET(self);
  g_autofree char *name = dup_text_or_null(self->new_name_entry);
  gboolean named = name != NULL; /* a name of spaces is none */
  gboolean equal = g_str_equal(gtk_editable_get_text(self->first_entry),
                               gtk_editable_get_text(self->second_entry));

  if (equal || !holds_text(self->second_entry))
    gtk_widget_remove_css_class(GTK_WIDGET(self->second_entry), "error");
  else
    gtk_widget_add_css_class(GTK_WIDGET(self->second_entry), "error");
  gtk_widget_set_visible(self->spinner, self->busy);
  gtk_widget_action_set_enabled(widget, "identity.make",
                                !self->busy && equal && holds_text(self->first_entry) && named);
  gtk_widget_action_set_enabled(widget, "identity.choose",
                                !self->busy && holds_text(self->present_entry));
  gtk_widget_action_set_enabled(widget, "identity.request",
                                !self->busy && holds_text(get_request_entry(self)));
}

static void
changed_cb(SilsaIdentityDialog *self)
{
  update(self);
}

/* Made when it is needed: whoever opens this for the first time waits for nothing else. */
static void
show_own(SilsaIdentityDialog *self)
{
  GSettings *settings = silsa_application_get_settings(self->application);
  g_autofree char *name = g_settings_get_string(settings, "identity-name");
  g_autofree char *path = g_settings_get_string(settings, "identity");
  g_autofree char *fingerprint = g_settings_get_string(settings, "identity-fingerprint");

  if (*path == '\0')
    return;
  if (self->own == NULL) {
    self->own = g_object_new(SILSA_TYPE_OWN_KEY, NULL);
    g_signal_connect_object(self->own, "changed", G_CALLBACK(changed_cb), self, G_CONNECT_SWAPPED);
    adw_preferences_group_add(self->own_group, GTK_WIDGET(self->own));
    gtk_widget_set_visible(GTK_WIDGET(self->own_group), TRUE);
  }
  silsa_own_key_show(self->own, name, path, fingerprint);
}

static void
clear_secrets(SilsaIdentityDialog *self)
{
  gtk_editable_set_text(self->first_entry, "");
  gtk_editable_set_text(self->second_entry, "");
  gtk_editable_set_text(self->present_entry, "");
  if (self->own != NULL)
    gtk_editable_set_text(get_request_entry(self), "");
}

/* Working */

static void
remember(SilsaIdentityDialog *self, const char *path, SilsaIdentity *identity)
{
  GSettings *settings = silsa_application_get_settings(self->application);
  const SilsaCertificateFacts *facts = silsa_identity_get_facts(identity);

  g_settings_set_string(settings, "identity", path);
  g_settings_set_string(settings, "identity-name", facts->name);
  g_settings_set_string(settings, "identity-fingerprint", facts->fingerprint);
}

/* The passphrase that @job used. */
static GtkWidget *
get_passphrase_entry(SilsaIdentityDialog *self, const Job *job)
{
  if (job->name != NULL)
    return GTK_WIDGET(self->first_entry);
  return GTK_WIDGET(job->request != NULL ? get_request_entry(self) : self->present_entry);
}

static void
done_cb(GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(SilsaIdentityDialog) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(SilsaIdentity) identity = g_task_propagate_pointer(G_TASK(result), &error);
  const Job *job = g_task_get_task_data(G_TASK(result));

  self->busy = FALSE;
  if (identity != NULL) {
    remember(self, job->path, identity);
    clear_secrets(self);
    show_own(self);
    say(self, job->request != NULL ? _("The request is saved; send it to the secretary.") : NULL);
  } else {
    g_autofree char *sentence = silsa_error_explain(error);

    say(self, sentence);
  }
  update(self);
  /* The row that was pressed could not keep the focus while it was switched off, and without one
   * the keys go nowhere. */
  if (identity != NULL)
    silsa_own_key_focus_fingerprint(self->own);
  else
    gtk_widget_grab_focus(get_passphrase_entry(self, job));
}

static void
start(SilsaIdentityDialog *self, Job *job)
{
  g_autoptr(GTask) task = g_task_new(NULL, NULL, done_cb, g_object_ref(self));

  self->busy = TRUE;
  say(self, NULL);
  update(self);
  g_task_set_source_tag(task, start);
  g_task_set_task_data(task, job, (GDestroyNotify)job_free);
  g_task_run_in_thread(task, job_thread);
}

static GtkWindow *
get_window(SilsaIdentityDialog *self)
{
  return GTK_WINDOW(gtk_widget_get_root(GTK_WIDGET(self)));
}

static void
make_chosen_cb(GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(SilsaIdentityDialog) self = user_data;
  g_autoptr(GFile) file = gtk_file_dialog_save_finish(GTK_FILE_DIALOG(source), result, NULL);
  const char *path = silsa_chosen_file_get_path(file, GTK_WIDGET(self));
  Job *job;

  if (path == NULL)
    return;
  job = g_new0(Job, 1);
  job->path = g_strdup(path);
  job->passphrase = g_strdup(gtk_editable_get_text(self->first_entry));
  job->name = dup_text_or_null(self->new_name_entry);
  job->organisation = dup_text_or_null(self->organisation_entry);
  start(self, job);
}

static void
make_action(GtkWidget *widget, const char *name G_GNUC_UNUSED, GVariant *parameter G_GNUC_UNUSED)
{
  SilsaIdentityDialog *self = SILSA_IDENTITY_DIALOG(widget);
  g_autoptr(GtkFileDialog) dialog = gtk_file_dialog_new();
  g_autofree char *base = g_strconcat(gtk_editable_get_text(self->new_name_entry), ".p12", NULL);

  gtk_file_dialog_set_title(dialog, _("Save the Key as"));
  gtk_file_dialog_set_initial_name(dialog, g_strdelimit(base, "/", '-'));
  gtk_file_dialog_save(dialog, get_window(self), NULL, make_chosen_cb, g_object_ref(self));
}

static void
key_chosen_cb(GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(SilsaIdentityDialog) self = user_data;
  g_autoptr(GFile) file = gtk_file_dialog_open_finish(GTK_FILE_DIALOG(source), result, NULL);
  const char *path = silsa_chosen_file_get_path(file, GTK_WIDGET(self));
  Job *job;

  if (path == NULL)
    return;
  job = g_new0(Job, 1);
  job->path = g_strdup(path);
  job->passphrase = g_strdup(gtk_editable_get_text(self->present_entry));
  start(self, job);
}

static void
second_activated_cb(SilsaIdentityDialog *self)
{
  gtk_widget_activate_action(GTK_WIDGET(self), "identity.make", NULL);
}

static void
choose_action(GtkWidget *widget, const char *name G_GNUC_UNUSED, GVariant *parameter G_GNUC_UNUSED)
{
  g_autoptr(GtkFileDialog) dialog = gtk_file_dialog_new();

  gtk_file_dialog_set_title(dialog, _("Choose a Key"));
  gtk_file_dialog_open(dialog, get_window(SILSA_IDENTITY_DIALOG(widget)), NULL, key_chosen_cb,
                       g_object_ref(widget));
}

static void
request_chosen_cb(GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(SilsaIdentityDialog) self = user_data;
  g_autoptr(GFile) file = gtk_file_dialog_save_finish(GTK_FILE_DIALOG(source), result, NULL);
  const char *path = silsa_chosen_file_get_path(file, GTK_WIDGET(self));
  Job *job;

  if (path == NULL)
    return;
  job = g_new0(Job, 1);
  job->path = g_settings_get_string(silsa_application_get_settings(self->application), "identity");
  job->passphrase = g_strdup(gtk_editable_get_text(get_request_entry(self)));
  job->request = g_strdup(path);
  job->email = dup_text_or_null(silsa_own_key_get_email_entry(self->own));
  start(self, job);
}

static void
request_action(GtkWidget *widget, const char *name G_GNUC_UNUSED, GVariant *parameter G_GNUC_UNUSED)
{
  SilsaIdentityDialog *self = SILSA_IDENTITY_DIALOG(widget);
  g_autoptr(GtkFileDialog) dialog = gtk_file_dialog_new();
  g_autofree char *own =
      g_settings_get_string(silsa_application_get_settings(self->application), "identity-name");
  g_autofree char *base = g_strconcat(own, ".pem", NULL);

  gtk_file_dialog_set_title(dialog, _("Save the Request as"));
  gtk_file_dialog_set_initial_name(dialog, g_strdelimit(base, "/", '-'));
  gtk_file_dialog_save(dialog, get_window(self), NULL, request_chosen_cb, g_object_ref(self));
}

/* Life */

/* Not when it is made: to make all of it takes longer than a frame may. */
static void
silsa_identity_dialog_map(GtkWidget *widget)
{
  SilsaIdentityDialog *self = SILSA_IDENTITY_DIALOG(widget);

  show_own(self);
  update(self);
  GTK_WIDGET_CLASS(silsa_identity_dialog_parent_class)->map(widget);
}

static void
silsa_identity_dialog_dispose(GObject *object)
{
  SilsaIdentityDialog *self = SILSA_IDENTITY_DIALOG(object);

  gtk_widget_dispose_template(GTK_WIDGET(self), SILSA_TYPE_IDENTITY_DIALOG);
  g_clear_object(&self->application);

  G_OBJECT_CLASS(silsa_identity_dialog_parent_class)->dispose(object);
}

static void
bind_children(GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child(widget_class, SilsaIdentityDialog, spinner);
  gtk_widget_class_bind_template_child(widget_class, SilsaIdentityDialog, problem);
  gtk_widget_class_bind_template_child(widget_class, SilsaIdentityDialog, own_group);
  gtk_widget_class_bind_template_child(widget_class, SilsaIdentityDialog, new_name_entry);
  gtk_widget_class_bind_template_child(widget_class, SilsaIdentityDialog, organisation_entry);
  gtk_widget_class_bind_template_child(widget_class, SilsaIdentityDialog, first_entry);
  gtk_widget_class_bind_template_child(widget_class, SilsaIdentityDialog, second_entry);
  gtk_widget_class_bind_template_child(widget_class, SilsaIdentityDialog, present_entry);
}

static void
silsa_identity_dialog_class_init(SilsaIdentityDialogClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS(class);

  G_OBJECT_CLASS(class)->dispose = silsa_identity_dialog_dispose;
  widget_class->map = silsa_identity_dialog_map;
  gtk_widget_class_set_template_from_resource(widget_class,
                                              "/io/github/silsa/Silsa/silsa-identity-dialog.ui");
  bind_children(widget_class);
  gtk_widget_class_bind_template_callback(widget_class, changed_cb);
  gtk_widget_class_bind_template_callback(widget_class, second_activated_cb);
  gtk_widget_class_install_action(widget_class, "identity.make", NULL, make_action);
  gtk_widget_class_install_action(widget_class, "identity.choose", NULL, choose_action);
  gtk_widget_class_install_action(widget_class, "identity.request", NULL, request_action);
}

static void
silsa_identity_dialog_init(SilsaIdentityDialog *self)
{
  gtk_widget_init_template(GTK_WIDGET(self));
}

void
silsa_identity_dialog_present(SilsaApplication *application, GtkWidget *parent)
{
  SilsaIdentityDialog *self = g_object_new(SILSA_TYPE_IDENTITY_DIALOG, NULL);
  g_autofree char *path =
      g_settings_get_string(silsa_application_get_settings(application), "identity");

  self->application = g_object_ref(application);
  if (*path == '\0') /* the first thing to do is a name */
    adw_dialog_set_focus(ADW_DIALOG(self), GTK_WIDGET(self->new_name_entry));
  silsa_present_later(ADW_DIALOG(self), parent);
}
