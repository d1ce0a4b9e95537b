#include "silsa-application.h"

#include "silsa-arrival.h"
#include "silsa-assessment-window.h"
#include "silsa-chosen-file.h"
#include "silsa-comfort.h"
#include "silsa-copy-in.h"
#include "silsa-error.h"
#include "silsa-farewell.h"
#include "silsa-icon-release.h"
#include "silsa-identity-dialog.h"
#include "silsa-menu-names.h"
#include "silsa-new-dialog.h"
#include "silsa-opening.h"
#include "silsa-packages-window.h"
#include "silsa-preferences-dialog.h"
#include "silsa-ready-icons.h"
#include "silsa-round-new-dialog.h"
#include "silsa-round-window.h"
#include "silsa-recent.h"
#include "silsa-shortcuts.h"
#include "silsa-staging.h"
#include "silsa-tell.h"
#include "silsa-theme-settle.h"
#include "silsa-turn.h"
#include "silsa-verify-dialog.h"
#include "silsa-welcome-window.h"
#include "silsa-word-wrap.h"

#include <glib/gi18n.h>
#include <glib/gstdio.h>
#ifdef __GLIBC__
#include <malloc.h>
#endif

#define SETTLED_SECONDS 1

struct _SilsaApplication {
  AdwApplication parent_instance;

  GSettings *settings;
  char *first; /* the assessment that the program was started with, or NULL */
};

G_DEFINE_FINAL_TYPE(SilsaApplication, silsa_application, ADW_TYPE_APPLICATION)

/* Opening */

static GtkWindow *
present_welcome(SilsaApplication *self)
{
  GList *windows = gtk_application_get_windows(GTK_APPLICATION(self));
  GtkWindow *window;

  for (GList *l = windows; l != NULL; l = l->next) {
    if (SILSA_IS_WELCOME_WINDOW(l->data)) {
      gtk_window_present(l->data);
      return l->data;
    }
  }

  window = GTK_WINDOW(silsa_welcome_window_new(self));
  gtk_window_present(window);
  return window;
}

static void
show_error(SilsaApplication *self, GtkWidget *parent, const char *heading, const GError *error)
{
  silsa_tell_error(parent != NULL ? parent : GTK_WIDGET(present_welcome(self)), heading, error);
}

/* Also under two names: a file that is open is not opened once more beside itself. */
static gboolean
is_same_file(const char *one, const char *other)
{
  GStatBuf first, second;

  return g_str_equal(one, other) ||
         (g_stat(one, &first) == 0 && g_stat(other, &second) == 0 &&
          first.st_dev == second.st_dev && first.st_ino == second.st_ino);
}

static SilsaAssessmentWindow *
find_window(SilsaApplication *self, const char *path)
{
  GList *windows = gtk_application_get_windows(GTK_APPLICATION(self));

  for (GList *l = windows; l != NULL; l = l->next) {
    if (SILSA_IS_ASSESSMENT_WINDOW(l->data)) {
      SilsaStore *store = silsa_assessment_window_get_store(l->data);

      if (is_same_file(silsa_store_get_path(store), path))
        return l->data;
    }
  }
  return NULL;
}

static GtkWindow *
find_package_window(SilsaApplication *self, const char *path)
{
  GList *windows = gtk_application_get_windows(GTK_APPLICATION(self));

  for (GList *l = windows; l != NULL; l = l->next) {
    const char *package =
        SILSA_IS_ASSESSMENT_WINDOW(l->data) ? silsa_assessment_window_get_package(l->data) : NULL;

    if (package != NULL && is_same_file(package, path))
      return l->data;
  }
  return NULL;
}

static gboolean
leave_screen_cb(gpointer window)
{
  silsa_farewell_window(window);
  return G_SOURCE_REMOVE;
}

/* Nobody finds it from now on. It leaves the screen in a turn of its own: the window that comes
 * instead of it has taken most of a frame. */
static void
close_welcome(SilsaApplication *self)
{
  GList *windows = gtk_application_get_windows(GTK_APPLICATION(self));

  for (GList *l = windows; l != NULL; l = l->next) {
    if (SILSA_IS_WELCOME_WINDOW(l->data)) {
      GtkWindow *window = g_object_ref(l->data);

      gtk_window_set_application(window, NULL);
      g_idle_add_full(SILSA_BEHIND_FRAMES, leave_screen_cb, window, g_object_unref);
      return;
    }
  }
}

/* What is needed when a file is open. */
typedef struct {
  SilsaApplication *application;
  char *path;
  GtkWidget *parent; /* weak */
  SilsaOpenedPackage *package; /* whose copy it is, or NULL */
} Opened;

static Opened *
opened_new(SilsaApplication *application, const char *path, GtkWidget *parent)
{
  Opened *self = g_new0(Opened, 1);

  self->application = g_object_ref(application);
  self->path = g_strdup(path);
  g_set_weak_pointer(&self->parent, parent);
  return self;
}

static void
opened_free(Opened *self)
{
  g_clear_weak_pointer(&self->parent);
  g_clear_pointer(&self->package, silsa_opened_package_free);
  g_object_unref(self->application);
  g_free(self->path);
  g_free(self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC(Opened, opened_free)

/* Nobody has to be told of what he stopped himself, or what comes without this. */
static gboolean
is_expected(const GError *error)
{
  return g_error_matches(error, G_IO_ERROR, G_IO_ERROR_CANCELLED) ||
         g_error_matches(error, G_IO_ERROR, G_IO_ERROR_PENDING);
}

static gpointer
give_back_thread(gpointer data G_GNUC_UNUSED)
{
#ifdef __GLIBC__
  malloc_trim(0);
#endif
  return NULL;
}

/* A catalogue, styles, icons and thumbnails leave free memory among what stays. */
static void
give_back_cb(gpointer data G_GNUC_UNUSED)
{
  g_thread_unref(g_thread_new("give-back", give_back_thread, NULL));
}

static void
begin_window(SilsaAssessmentWindow *window, SilsaArrivedFunc arrived, Opened *opened)
{
  silsa_comfort_dress(GTK_APPLICATION(opened->application), GTK_WINDOW(window));
  silsa_arrival_begin(GTK_WINDOW(window), silsa_assessment_window_make, arrived, opened,
                      (GDestroyNotify)opened_free);
}

static void
show_window(SilsaApplication *self, GtkWindow *window)
{
  silsa_assessment_window_show(SILSA_ASSESSMENT_WINDOW(window), GTK_APPLICATION(self));
  close_welcome(self);
}

static void
assessment_arrived_cb(GtkWindow *window, gpointer user_data)
{
  SilsaApplication *self = ((Opened *)user_data)->application;

  show_window(self, window);
  silsa_application_remember(self,
                             silsa_assessment_window_get_store(SILSA_ASSESSMENT_WINDOW(window)));
  g_timeout_add_seconds_once(SETTLED_SECONDS, give_back_cb, NULL);
}

static void
begin_assessment(SilsaStore *store, gboolean busy, Opened *opened)
{
  SilsaAssessmentWindow *window = silsa_assessment_window_new(store);

  if (busy)
    silsa_assessment_window_wait_for_turn(window);
  begin_window(window, assessment_arrived_cb, opened);
}

static void
assessment_opened_cb(GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(Opened) opened = user_data;
  SilsaApplication *self = opened->application;
  g_autoptr(GError) error = NULL;
  gboolean busy;
  g_autoptr(SilsaStore) store = silsa_opening_finish(result, &busy, &error);

  if (store != NULL)
    begin_assessment(store, busy, g_steal_pointer(&opened));
  else if (g_error_matches(error, SILSA_ERROR, SILSA_ERROR_PORTAL))
    silsa_copy_in_offer(self, opened->path,
                        opened->parent != NULL ? opened->parent
                                               : GTK_WIDGET(present_welcome(self)));
  else if (!is_expected(error))
    show_error(self, opened->parent, _("The File Could Not Be Opened"), error);
}

typedef struct {
  const char *path;
  gboolean found;
} Coming;

static void
compare_coming(gpointer window, gpointer data)
{
  Coming *self = data;

  if (SILSA_IS_ASSESSMENT_WINDOW(window))
    self->found |=
        is_same_file(silsa_store_get_path(silsa_assessment_window_get_store(window)), self->path);
}

static gboolean
is_coming(const char *path)
{
  Coming self = {path, FALSE};

  silsa_arrival_foreach(compare_coming, &self);
  return self.found;
}

static void
open_assessment(SilsaApplication *self, const char *path, GtkWidget *parent)
{
  SilsaAssessmentWindow *window = find_window(self, path);

  if (window != NULL) {
    gtk_window_present(GTK_WINDOW(window));
    close_welcome(self);
  } else if (!is_coming(path)) {
    silsa_opening_run_async(self, path, SILSA_OPEN_READ_WRITE, parent, assessment_opened_cb,
                            opened_new(self, path, parent));
  }
}

static void
package_arrived_cb(GtkWindow *window, gpointer user_data)
{
  const Opened *opened = user_data;
  GtkWindow *before = find_package_window(opened->application, opened->path);

  show_window(opened->application, window);
  if (before != NULL)
    gtk_window_close(before);
}

static void
package_opened_cb(GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(Opened) opened = user_data;
  SilsaApplication *self = opened->application;
  g_autoptr(GError) error = NULL;
  g_autoptr(SilsaStore) store = silsa_opening_finish(result, NULL, &error);
  SilsaAssessmentWindow *window;

  if (store != NULL) {
    window = silsa_assessment_window_new_for_package(store, g_steal_pointer(&opened->package));
    begin_window(window, package_arrived_cb, g_steal_pointer(&opened));
  } else if (!is_expected(error)) {
    show_error(self, GTK_WIDGET(find_package_window(self, opened->path)),
               _("The Package Could Not Be Shown"), error);
  }
}

/* A package is shown once; a window that shows it already makes way for what was found now. */
void
silsa_application_show_package(SilsaApplication *self, SilsaOpenedPackage *package)
{
  Opened *opened;

  g_return_if_fail(SILSA_IS_APPLICATION(self));
  g_return_if_fail(package != NULL);

  opened = opened_new(self, package->reading->path, NULL);
  opened->package = package;
  silsa_opening_run_async(self, package->reading->copy, SILSA_OPEN_READ_ONLY, NULL,
                          package_opened_cb, opened);
}

static SilsaRoundWindow *
find_round_window(SilsaApplication *self, const char *path)
{
  GList *windows = gtk_application_get_windows(GTK_APPLICATION(self));

  for (GList *l = windows; l != NULL; l = l->next) {
    if (SILSA_IS_ROUND_WINDOW(l->data)) {
      SilsaRoundDocument *document = silsa_round_window_get_document(l->data);

      if (is_same_file(silsa_round_document_get_path(document), path))
        return l->data;
    }
  }
  return NULL;
}

static void
round_opened_cb(GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(Opened) opened = user_data;
  SilsaApplication *self = opened->application;
  g_autoptr(GError) error = NULL;
  g_autoptr(SilsaRoundDocument) document = silsa_opening_finish_round(result, &error);
  g_autofree char *key = NULL;
  SilsaRoundWindow *window;

  if (document == NULL) {
    if (!is_expected(error))
      show_error(self, opened->parent, _("The Round Could Not Be Opened"), error);
    return;
  }
  window = silsa_round_window_new(ADW_APPLICATION(self), document);
  key = g_settings_get_string(self->settings, "identity");
  silsa_round_window_set_key(window, key);
  gtk_window_present(GTK_WINDOW(window));
  close_welcome(self);
}

static void
open_round(SilsaApplication *self, const char *path, GtkWidget *parent)
{
  SilsaRoundWindow *window = find_round_window(self, path);

  if (window == NULL) {
    silsa_opening_run_round_async(self, path, parent, round_opened_cb,
                                  opened_new(self, path, parent));
    return;
  }
  gtk_window_present(GTK_WINDOW(window));
  close_welcome(self);
}

static void
open_package(SilsaApplication *self, const char *path, GtkWidget *parent)
{
  GtkWindow *window = find_package_window(self, path);

  if (window != NULL)
    gtk_window_present(window);
  else
    silsa_verify_dialog_open(path, NULL, self,
                             parent != NULL ? parent : GTK_WIDGET(present_welcome(self)));
}

/* A folder of packages. */
static void
open_folder(SilsaApplication *self, const char *path)
{
  GList *windows = gtk_application_get_windows(GTK_APPLICATION(self));
  GtkWindow *window = NULL;

  for (GList *l = windows; l != NULL && window == NULL; l = l->next)
    if (SILSA_IS_PACKAGES_WINDOW(l->data) &&
        is_same_file(silsa_packages_window_get_folder(l->data), path))
      window = l->data;
  if (window == NULL)
    window = GTK_WINDOW(silsa_packages_window_new(self, path));
  gtk_window_present(window);
  close_welcome(self);
}

static gboolean
is_package(const char *path)
{
  g_autofree char *lower = g_ascii_strdown(path, -1);

  return g_str_has_suffix(lower, ".asice");
}

/* The secretary's working file. */
static gboolean
is_round(const char *path)
{
  g_autofree char *lower = g_ascii_strdown(path, -1);

  return g_str_has_suffix(lower, ".xml");
}

void
silsa_application_open_path(SilsaApplication *self, const char *path, GtkWidget *parent)
{
  g_autofree char *canonical = NULL;

  g_return_if_fail(SILSA_IS_APPLICATION(self));
  g_return_if_fail(path != NULL);

  canonical = g_canonicalize_filename(path, NULL);
  if (g_file_test(canonical, G_FILE_TEST_IS_DIR)) {
    open_folder(self, canonical);
    return;
  }
  if (is_package(canonical)) {
    open_package(self, canonical, parent);
    return;
  }
  if (is_round(canonical))
    open_round(self, canonical, parent);
  else
    open_assessment(self, canonical, parent);
}

/* Recent files */

void
silsa_application_remember(SilsaApplication *self, SilsaStore *store)
{
  g_return_if_fail(SILSA_IS_APPLICATION(self));
  g_return_if_fail(SILSA_IS_STORE(store));

  silsa_recent_remember(self->settings, store);
}

GSettings *
silsa_application_get_settings(SilsaApplication *self)
{
  g_return_val_if_fail(SILSA_IS_APPLICATION(self), NULL);

  return self->settings;
}

GSettings *
silsa_application_get_own_settings(void)
{
  return silsa_application_get_settings(SILSA_APPLICATION(g_application_get_default()));
}

/* Actions */

GtkWidget *
silsa_application_find_parent(SilsaApplication *self)
{
  GtkWindow *window;

  g_return_val_if_fail(SILSA_IS_APPLICATION(self), NULL);

  window = gtk_application_get_active_window(GTK_APPLICATION(self));
  return GTK_WIDGET(window != NULL ? window : present_welcome(self));
}

static void
file_chosen_cb(GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(SilsaApplication) self = user_data;
  g_autoptr(GFile) file = gtk_file_dialog_open_finish(GTK_FILE_DIALOG(source), result, NULL);
  const char *path = NULL;

  if (file != NULL)
    path = silsa_chosen_file_get_path(file, silsa_application_find_parent(self));
  if (path != NULL)
    silsa_application_open_path(self, path, silsa_application_find_parent(self));
}

static void
choose_file(SilsaApplication *self, const char *title, const char *filter_name, const char *pattern)
{
  g_autoptr(GtkFileDialog) dialog = gtk_file_dialog_new();
  g_autoptr(GtkFileFilter) filter = gtk_file_filter_new();
  g_autoptr(GListStore) filters = g_list_store_new(GTK_TYPE_FILE_FILTER);

  gtk_file_filter_set_name(filter, filter_name);
  gtk_file_filter_add_pattern(filter, pattern);
  g_list_store_append(filters, filter);
  gtk_file_dialog_set_title(dialog, title);
  gtk_file_dialog_set_filters(dialog, G_LIST_MODEL(filters));
  gtk_file_dialog_open(dialog, GTK_WINDOW(silsa_application_find_parent(self)), NULL,
                       file_chosen_cb, g_object_ref(self));
}

static void
open_action(GSimpleAction *action G_GNUC_UNUSED, GVariant *parameter G_GNUC_UNUSED, gpointer self)
{
  choose_file(self, _("Open an Assessment"), _("Assessments"), "*.silsa");
}

static void
review_action(GSimpleAction *action G_GNUC_UNUSED, GVariant *parameter G_GNUC_UNUSED, gpointer self)
{
  choose_file(self, _("Review a Package"), _("Submission packages"), "*.asice");
}

static void
folder_chosen_cb(GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(SilsaApplication) self = user_data;
  g_autoptr(GFile) file =
      gtk_file_dialog_select_folder_finish(GTK_FILE_DIALOG(source), result, NULL);
  const char *path = NULL;

  if (file != NULL)
    path = silsa_chosen_file_get_path(file, silsa_application_find_parent(self));
  if (path != NULL)
    silsa_application_open_path(self, path, silsa_application_find_parent(self));
}

static void
packages_action(GSimpleAction *action G_GNUC_UNUSED,
                GVariant *parameter G_GNUC_UNUSED,
                gpointer self)
{
  g_autoptr(GtkFileDialog) dialog = gtk_file_dialog_new();

  gtk_file_dialog_set_title(dialog, _("Review a Folder of Packages"));
  gtk_file_dialog_select_folder(dialog, GTK_WINDOW(silsa_application_find_parent(self)), NULL,
                                folder_chosen_cb, g_object_ref(self));
}

static void
open_round_action(GSimpleAction *action G_GNUC_UNUSED,
                  GVariant *parameter G_GNUC_UNUSED,
                  gpointer self)
{
  choose_file(self, _("Open a Round"), _("Rounds in preparation"), "*.xml");
}

static void
round_made_cb(const char *path, gpointer self)
{
  silsa_application_open_path(self, path, NULL);
}

static void
new_round_action(GSimpleAction *action G_GNUC_UNUSED,
                 GVariant *parameter G_GNUC_UNUSED,
                 gpointer self)
{
  silsa_round_new_dialog_present(silsa_application_find_parent(self), round_made_cb, self);
}

static void
new_from_round_action(GSimpleAction *action G_GNUC_UNUSED,
                      GVariant *parameter G_GNUC_UNUSED,
                      gpointer self)
{
  silsa_new_dialog_present(self, SILSA_NEW_FROM_ROUND, silsa_application_find_parent(self));
}

static void
new_blank_action(GSimpleAction *action G_GNUC_UNUSED,
                 GVariant *parameter G_GNUC_UNUSED,
                 gpointer self)
{
  silsa_new_dialog_present(self, SILSA_NEW_BLANK, silsa_application_find_parent(self));
}

static void
identity_action(GSimpleAction *action G_GNUC_UNUSED,
                GVariant *parameter G_GNUC_UNUSED,
                gpointer self)
{
  silsa_identity_dialog_present(self, silsa_application_find_parent(self));
}

static void
preferences_action(GSimpleAction *action G_GNUC_UNUSED,
                   GVariant *parameter G_GNUC_UNUSED,
                   gpointer self)
{
  silsa_preferences_dialog_present(self, silsa_application_find_parent(self));
}

static void
welcome_action(GSimpleAction *action G_GNUC_UNUSED,
               GVariant *parameter G_GNUC_UNUSED,
               gpointer self)
{
  present_welcome(self);
}

static void
shortcuts_action(GSimpleAction *action G_GNUC_UNUSED,
                 GVariant *parameter G_GNUC_UNUSED,
                 gpointer self)
{
  silsa_shortcuts_present(silsa_application_find_parent(self));
}

static void
about_action(GSimpleAction *action G_GNUC_UNUSED, GVariant *parameter G_GNUC_UNUSED, gpointer self)
{
  AdwDialog *dialog = adw_about_dialog_new();

  g_object_set(dialog, "application-name", _("Silsa"), "application-icon", SILSA_APPLICATION_ID,
               "version", SILSA_VERSION, "comments",
               _("On-site due diligence of the Smart City Certification"), "license-type",
               GTK_LICENSE_GPL_3_0, "developer-name", _("The Silsa developers"), NULL);
  adw_dialog_present(dialog, silsa_application_find_parent(self));
}

static void
give_up_coming(gpointer window, gpointer data G_GNUC_UNUSED)
{
  g_autoptr(GtkWindow) kept = g_object_ref(window);

  silsa_arrival_stop(kept);
  if (SILSA_IS_ASSESSMENT_WINDOW(kept))
    silsa_assessment_window_give_up(SILSA_ASSESSMENT_WINDOW(kept));
}

static void
quit_action(GSimpleAction *action G_GNUC_UNUSED,
            GVariant *parameter G_GNUC_UNUSED,
            gpointer user_data)
{
  GList *windows = gtk_application_get_windows(user_data);

  silsa_opening_cancel_all();
  silsa_arrival_foreach(give_up_coming, NULL);
  /* Each window waits for its writer when it closes; the last one ends the application. */
  for (GList *l = windows, *next; l != NULL; l = next) {
    next = l->next;
    gtk_window_close(l->data);
  }
}

static const GActionEntry actions[] = {
    {.name = "open", .activate = open_action},
    {.name = "review", .activate = review_action},
    {.name = "packages", .activate = packages_action},
    {.name = "new-from-round", .activate = new_from_round_action},
    {.name = "new-round", .activate = new_round_action},
    {.name = "open-round", .activate = open_round_action},
    {.name = "new-blank", .activate = new_blank_action},
    {.name = "identity", .activate = identity_action},
    {.name = "preferences", .activate = preferences_action},
    {.name = "welcome", .activate = welcome_action},
    {.name = "shortcuts", .activate = shortcuts_action},
    {.name = "about", .activate = about_action},
    {.name = "quit", .activate = quit_action},
};

static void
set_accelerators(GtkApplication *application)
{
  static const struct {
    const char *action;
    const char *keys[3];
  } table[] = {
      {"app.open", {"<Control>o"}},
      {"app.new-from-round", {"<Control>n"}},
      {"app.preferences", {"<Control>comma"}},
      {"app.shortcuts", {"<Control>question", "F1"}},
      {"app.quit", {"<Control>q"}},
  };

  for (gsize i = 0; i < G_N_ELEMENTS(table); i++)
    gtk_application_set_accels_for_action(application, table[i].action, table[i].keys);
}

/* Life */

/* Copies of packages that a program left which was killed. */
static gpointer
clean_up_thread(gpointer data G_GNUC_UNUSED)
{
  silsa_staging_clean_up();
  return NULL;
}

/* The one file that was named, where it is an assessment. */
static char *
find_first(char **arguments)
{
  g_autoptr(GFile) file = NULL;
  const char *path;

  if (g_strv_length(arguments) != 2 || !g_str_has_suffix(arguments[1], ".silsa"))
    return NULL;
  file = g_file_new_for_commandline_arg(arguments[1]);
  path = g_file_peek_path(file);
  return path != NULL && g_file_test(path, G_FILE_TEST_IS_REGULAR) ? g_strdup(path) : NULL;
}

static gboolean
silsa_application_local_command_line(GApplication *application, char ***arguments, int *status)
{
  SilsaApplication *self = SILSA_APPLICATION(application);

  self->first = find_first(*arguments);
  return G_APPLICATION_CLASS(silsa_application_parent_class)
      ->local_command_line(application, arguments, status);
}

static void
silsa_application_startup(GApplication *application)
{
  SilsaApplication *self = SILSA_APPLICATION(application);

  /* A thread reads it while GTK starts; when it is asked for, it is on its way already. */
  if (self->first != NULL)
    open_assessment(self, self->first, NULL);
  silsa_theme_begin();
  /* Both add places where icons are, and GtkApplication looks for one: what it has read by then is
   * read again when a place comes after. */
  adw_init();
  silsa_ready_icons_use(gdk_display_get_default());
  G_APPLICATION_CLASS(silsa_application_parent_class)->startup(application);

  silsa_theme_settle();
  silsa_icon_release_on_main_thread();
  self->settings = g_settings_new(SILSA_APPLICATION_ID);
  g_action_map_add_action_entries(G_ACTION_MAP(self), actions, G_N_ELEMENTS(actions), self);
  set_accelerators(GTK_APPLICATION(self));
  g_thread_unref(g_thread_new("clean-up", clean_up_thread, NULL));
  silsa_comfort_watch(GTK_APPLICATION(self), self->settings);
  silsa_word_wrap_watch();
  silsa_menu_names_watch();
  gtk_window_set_default_icon_name(SILSA_APPLICATION_ID);
  /* Left to itself GTK draws text without hinting on OpenGL, and cuts the lowest stroke of Hangul
   * where the font is a fall-back: seen in the sandbox of a Flatpak. */
  g_object_set(gtk_settings_get_default(), "gtk-font-rendering", GTK_FONT_RENDERING_MANUAL, NULL);
}

static void
silsa_application_activate(GApplication *application)
{
  GtkWindow *window = gtk_application_get_active_window(GTK_APPLICATION(application));

  if (window != NULL)
    gtk_window_present(window);
  else
    present_welcome(SILSA_APPLICATION(application));
}

static void
silsa_application_open(GApplication *application,
                       GFile **files,
                       int n_files,
                       const char *hint G_GNUC_UNUSED)
{
  for (int i = 0; i < n_files; i++) {
    SilsaApplication *self = SILSA_APPLICATION(application);
    const char *path = g_file_peek_path(files[i]);

    if (path == NULL)
      path = silsa_chosen_file_get_path(files[i], silsa_application_find_parent(self));
    if (path != NULL)
      silsa_application_open_path(self, path, NULL);
  }
}

static void
silsa_application_dispose(GObject *object)
{
  SilsaApplication *self = SILSA_APPLICATION(object);

  g_clear_object(&self->settings);
  g_clear_pointer(&self->first, g_free);

  G_OBJECT_CLASS(silsa_application_parent_class)->dispose(object);
}

static void
silsa_application_class_init(SilsaApplicationClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS(class);
  GApplicationClass *application_class = G_APPLICATION_CLASS(class);

  object_class->dispose = silsa_application_dispose;
  application_class->local_command_line = silsa_application_local_command_line;
  application_class->startup = silsa_application_startup;
  application_class->activate = silsa_application_activate;
  application_class->open = silsa_application_open;
}

static void
silsa_application_init(SilsaApplication *self G_GNUC_UNUSED)
{
}

SilsaApplication *
silsa_application_new(void)
{
  return g_object_new(SILSA_TYPE_APPLICATION, "application-id", SILSA_APPLICATION_ID,
                      "resource-base-path", "/io/github/silsa/Silsa", "version", SILSA_VERSION,
                      "flags", G_APPLICATION_HANDLES_OPEN, NULL);
}
