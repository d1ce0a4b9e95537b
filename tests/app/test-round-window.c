#include "silsa-round-window.h"

#include "silsa-round-fields.h"
#include "silsa-round-file.h"
#include "silsa-round-sign-dialog.h"
#include "silsa-test.h"
#include "silsa-verify.h"

#include <adwaita.h>
#include <glib/gstdio.h>
#include <string.h>

/* The secretary's window on a file of its own: what is typed is in the round and on the disk. */

typedef struct {
  SilsaTestFolder folder;
  char *path;
  SilsaRoundDocument *document;
  SilsaRoundWindow *window;
} Fixture;

static AdwApplication *application;

static void
set(SilsaRoundDraft *draft,
    SilsaRoundPart part,
    const char *who,
    const char *field,
    const char *value)
{
  g_autoptr(GError) error = NULL;

  silsa_round_draft_set(draft, part, who, field, value, &error);
  g_assert_no_error(error);
}

static void
make_file(const char *path)
{
  g_autoptr(GBytes) bytes = silsa_test_catalogue();
  g_autoptr(SilsaCatalogue) catalogue = silsa_catalogue_new_from_bytes(bytes, NULL);
  g_autoptr(SilsaRoundDraft) draft = silsa_round_draft_new(catalogue, "test");
  g_autoptr(GError) error = NULL;

  set(draft, SILSA_ROUND_HEAD, NULL, "year", "2026");
  set(draft, SILSA_ROUND_HEAD, NULL, "title-ko", "2026년 공모");
  set(draft, SILSA_ROUND_HEAD, NULL, "title-en", "Round of 2026");
  silsa_round_draft_add(draft, SILSA_ROUND_APPLICANT, "gana", NULL, &error);
  set(draft, SILSA_ROUND_APPLICANT, "gana", "name-ko", "가나시");
  set(draft, SILSA_ROUND_APPLICANT, "gana", "name-en", "Gana");
  set(draft, SILSA_ROUND_APPLICANT, "gana", "kind", "city");
  set(draft, SILSA_ROUND_APPLICANT, "gana", "population", "600000");
  silsa_round_draft_add(draft, SILSA_ROUND_PERSON, "kim", NULL, &error);
  set(draft, SILSA_ROUND_PERSON, "kim", "name", "김서연");
  set(draft, SILSA_ROUND_PERSON, "kim", "role", "assessor");
  silsa_round_file_create(draft, path, &error);
  g_assert_no_error(error);
}

static void
take_result_cb(GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer data)
{
  *(GAsyncResult **)data = g_object_ref(result);
}

static SilsaRoundDocument *
open_document(const char *path, GCancellable *cancellable, GError **error)
{
  g_autoptr(GAsyncResult) result = NULL;

  silsa_round_document_open_async(path, cancellable, take_result_cb, &result);
  while (result == NULL)
    g_main_context_iteration(NULL, TRUE);
  return silsa_round_document_open_finish(result, error);
}

static void
set_up(Fixture *self, gconstpointer data)
{
  g_autoptr(GError) error = NULL;

  silsa_test_folder_set_up(&self->folder, data);
  self->path = silsa_test_folder_path(&self->folder, "round.xml");
  make_file(self->path);
  self->document = open_document(self->path, NULL, &error);
  g_assert_no_error(error);
  self->window = silsa_round_window_new(application, self->document);
  gtk_window_present(GTK_WINDOW(self->window));
}

static void
wait_until_saved(Fixture *self)
{
  while (silsa_round_document_get_save_state(self->document) == SILSA_ROUND_SAVE_SAVING)
    g_main_context_iteration(NULL, TRUE);
}

static void
tear_down(Fixture *self, gconstpointer data)
{
  wait_until_saved(self);
  gtk_window_destroy(GTK_WINDOW(self->window));
  while (g_main_context_iteration(NULL, FALSE))
    ;
  g_assert_finalize_object(self->document);
  g_free(self->path);
  silsa_test_folder_tear_down(&self->folder, data);
}

/* What is on the disk. */
static SilsaRound *
read_file(Fixture *self)
{
  g_autoptr(GBytes) bytes = NULL;
  g_autoptr(GError) error = NULL;
  SilsaRound *round;

  wait_until_saved(self);
  bytes = silsa_test_read(self->path);
  round =
      silsa_round_new_from_bytes(bytes, silsa_round_document_get_catalogue(self->document), &error);
  g_assert_no_error(error);
  return round;
}

static GtkWidget *
find(GtkWidget *root, GType type, const char *title)
{
  if (g_type_is_a(G_OBJECT_TYPE(root), type) &&
      (title == NULL ||
       g_strcmp0(adw_preferences_row_get_title(ADW_PREFERENCES_ROW(root)), title) == 0))
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child(root); child != NULL;
       child = gtk_widget_get_next_sibling(child)) {
    GtkWidget *found = find(child, type, title);

    if (found != NULL)
      return found;
  }
  return NULL;
}

static void
type(Fixture *self, const char *title, const char *text)
{
  GtkWidget *row = find(GTK_WIDGET(self->window), ADW_TYPE_ENTRY_ROW, title);

  g_assert_nonnull(row);
  gtk_editable_set_text(GTK_EDITABLE(row), text);
  g_signal_emit_by_name(row, "entry-activated");
}

static void
activate(Fixture *self, const char *action, const char *parameter)
{
  g_assert_true(gtk_widget_activate_action(GTK_WIDGET(self->window), action,
                                           parameter != NULL ? "s" : NULL, parameter));
}

static void
test_fields(Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(SilsaRound) first = NULL;
  g_autoptr(SilsaRound) second = NULL;

  type(self, "Title (English)", "Contest of 2026");
  first = read_file(self);
  g_assert_cmpstr(silsa_round_get_title(first)->en, ==, "Contest of 2026");
  g_assert_cmpstr(gtk_window_get_title(GTK_WINDOW(self->window)), ==, "Contest of 2026");

  /* Half of a pair waits, in its row, until the other half is there. */
  type(self, "Visits from", "2026-08-10");
  g_assert_null(silsa_round_get_visit_from(silsa_round_document_get_round(self->document)));
  type(self, "Visits to", "2026-08-28");
  second = read_file(self);
  g_assert_cmpstr(silsa_round_get_visit_from(second), ==, "2026-08-10");
  g_assert_cmpstr(silsa_round_get_visit_to(second), ==, "2026-08-28");
}

static void
test_refused(Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(GBytes) before = silsa_test_read(self->path);
  g_autoptr(GBytes) after = NULL;
  GtkWidget *row = find(GTK_WIDGET(self->window), ADW_TYPE_ENTRY_ROW, "Year");

  type(self, "Year", "26");
  after = silsa_test_read(self->path);
  g_assert_true(g_bytes_equal(before, after));
  g_assert_cmpstr(gtk_editable_get_text(GTK_EDITABLE(row)), ==, "26");
  g_assert_true(gtk_widget_has_css_class(row, "error"));
  type(self, "Year", "2027");
  g_assert_false(gtk_widget_has_css_class(row, "error"));
  g_assert_cmpuint(silsa_round_get_year(silsa_round_document_get_round(self->document)), ==, 2027);
}

static void
test_undo(Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(SilsaRound) undone = NULL;
  g_autoptr(SilsaRound) redone = NULL;
  GtkWidget *row = find(GTK_WIDGET(self->window), ADW_TYPE_ENTRY_ROW, "Title (Korean)");

  type(self, "Title (Korean)", "다른 공모");
  activate(self, "win.undo", NULL);
  undone = read_file(self);
  g_assert_cmpstr(silsa_round_get_title(undone)->ko, ==, "2026년 공모");
  g_assert_cmpstr(gtk_editable_get_text(GTK_EDITABLE(row)), ==, "2026년 공모");
  activate(self, "win.redo", NULL);
  redone = read_file(self);
  g_assert_cmpstr(silsa_round_get_title(redone)->ko, ==, "다른 공모");
}

static void
test_applicant(Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(SilsaRound) round = NULL;
  const SilsaApplicant *applicant;
  GtkWidget *population, *challenge;

  activate(self, "win.view", "applicants");
  population = find(GTK_WIDGET(self->window), ADW_TYPE_ENTRY_ROW, "Population");
  g_assert_cmpstr(gtk_editable_get_text(GTK_EDITABLE(population)), ==, "600,000");
  type(self, "Population", "620000");
  g_assert_cmpstr(gtk_editable_get_text(GTK_EDITABLE(population)), ==, "620,000");
  type(self, "Population", "610,000");
  g_assert_cmpstr(gtk_editable_get_text(GTK_EDITABLE(population)), ==, "610,000");
  challenge = find(GTK_WIDGET(self->window), ADW_TYPE_SWITCH_ROW, "Smart challenge");
  adw_switch_row_set_active(ADW_SWITCH_ROW(challenge), TRUE);
  round = read_file(self);
  applicant = silsa_round_find_applicant(round, "gana");
  g_assert_cmpuint(applicant->population, ==, 610000);
  g_assert_cmpstrv(applicant->programmes, ((const char *[]){"smart-challenge", NULL}));
}

static void
test_assignment(Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(SilsaRound) assigned = NULL;
  g_autoptr(SilsaRound) conflicted = NULL;
  GtkWidget *toggles;

  activate(self, "win.view", "persons");
  toggles = find(GTK_WIDGET(self->window), ADW_TYPE_TOGGLE_GROUP, NULL);
  while (toggles != NULL && g_object_get_data(G_OBJECT(toggles), "applicant") == NULL)
    toggles = gtk_widget_get_next_sibling(toggles);
  g_assert_nonnull(toggles);
  adw_toggle_group_set_active_name(ADW_TOGGLE_GROUP(toggles), "assigned");
  assigned = read_file(self);
  g_assert_cmpstrv(silsa_round_find_person(assigned, "kim")->assigned,
                   ((const char *[]){"gana", NULL}));
  adw_toggle_group_set_active_name(ADW_TOGGLE_GROUP(toggles), "conflict");
  conflicted = read_file(self);
  g_assert_null(silsa_round_find_person(conflicted, "kim")->assigned[0]);
  g_assert_cmpstrv(silsa_round_find_person(conflicted, "kim")->conflicts,
                   ((const char *[]){"gana", NULL}));
}

/* A change that cannot be written is told, kept, and written when it can be. */
static void
test_not_saved(Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  g_autofree char *moved = g_strconcat(self->folder.path, ".moved", NULL);
  g_autoptr(SilsaRound) round = NULL;

  g_assert_cmpint(g_rename(self->folder.path, moved), ==, 0);
  type(self, "Year", "2028");
  wait_until_saved(self);
  g_assert_cmpint(silsa_round_document_get_save_state(self->document), ==, SILSA_ROUND_SAVE_FAILED);
  g_assert_nonnull(silsa_round_document_get_save_error(self->document));
  g_assert_cmpint(g_rename(moved, self->folder.path), ==, 0);
  silsa_round_document_save(self->document);
  round = read_file(self);
  g_assert_cmpint(silsa_round_document_get_save_state(self->document), ==, SILSA_ROUND_SAVE_SAVED);
  g_assert_cmpuint(silsa_round_get_year(round), ==, 2028);
}

static void
signed_cb(GObject *source, GAsyncResult *result, gpointer done)
{
  g_autoptr(GError) error = NULL;

  silsa_round_document_sign_finish(SILSA_ROUND_DOCUMENT(source), result, &error);
  *(int *)done = error == NULL ? 1 : -1;
}

static int
sign(Fixture *self, SilsaIdentity *identity, const char *path)
{
  int done = 0;

  silsa_round_document_sign_async(self->document, identity, path, signed_cb, &done);
  while (done == 0)
    g_main_context_iteration(NULL, TRUE);
  return done;
}

/* The package holds the round as it was; the working file is the next version, if it was written.
 */
static void
test_sign(Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  g_autofree char *path = silsa_test_folder_path(&self->folder, "round.asice");
  g_autofree char *nowhere = silsa_test_folder_path(&self->folder, "nowhere/round.asice");
  g_autoptr(GError) error = NULL;
  g_autoptr(SilsaIdentity) identity =
      silsa_identity_new("윤가람", NULL, SILSA_ALGORITHM_EC, &error);
  g_autoptr(SilsaReport) report = NULL;
  g_autoptr(SilsaRound) working = NULL;
  SilsaTrust trust = {0};

  g_assert_no_error(error);
  g_assert_cmpint(sign(self, identity, nowhere), ==, -1);
  g_assert_cmpuint(silsa_round_get_version(silsa_round_document_get_round(self->document)), ==, 1);
  g_assert_cmpint(sign(self, identity, path), ==, 1);
  report = silsa_package_verify(path, &trust, NULL, NULL, NULL, &error);
  g_assert_no_error(error);
  g_assert_cmpstr(report->kind, ==, "round");
  g_assert_true(report->intact);
  g_assert_cmpuint(report->revision, ==, 1);
  working = read_file(self);
  g_assert_cmpuint(silsa_round_get_version(working), ==, 2);
}

static GtkWidget *
find_label(GtkWidget *root, const char *text)
{
  if (GTK_IS_LABEL(root) && gtk_widget_get_mapped(root) &&
      strstr(gtk_label_get_text(GTK_LABEL(root)), text) != NULL)
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child(root); child != NULL;
       child = gtk_widget_get_next_sibling(child)) {
    GtkWidget *found = find_label(child, text);

    if (found != NULL)
      return found;
  }
  return NULL;
}

/* Long enough for the slowest machine; a test that has to wait so long fails. */
static void
wait_for_label(GtkWidget *root, const char *text)
{
  gint64 end = g_get_monotonic_time() + 60 * G_TIME_SPAN_SECOND;

  while (find_label(root, text) == NULL) {
    if (g_get_monotonic_time() > end)
      g_error("“%s” is not shown", text);
    if (!g_main_context_iteration(NULL, FALSE))
      g_usleep(1000);
  }
}

/* A label within @root that is shown and cut short, or NULL. */
static const char *
find_cut(GtkWidget *root)
{
  const char *cut = NULL;

  if (GTK_IS_LABEL(root) && gtk_widget_get_mapped(root) &&
      pango_layout_is_ellipsized(gtk_label_get_layout(GTK_LABEL(root))))
    return gtk_label_get_text(GTK_LABEL(root));
  for (GtkWidget *child = gtk_widget_get_first_child(root); child != NULL && cut == NULL;
       child = gtk_widget_get_next_sibling(child))
    cut = find_cut(child);
  return cut;
}

/* What is chosen can be read whole. */
static void
test_nothing_cut(Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(SilsaRoundDraft) draft = silsa_round_document_begin(self->document);
  g_autoptr(GError) error = NULL;
  GtkWidget *window = GTK_WIDGET(self->window);

  set(draft, SILSA_ROUND_APPLICANT, "gana", "kind", "metropolitan");
  silsa_round_document_commit(self->document, draft, &error);
  g_assert_no_error(error);
  activate(self, "win.view", "applicants");
  wait_for_label(window, "Metropolitan city or province");
  g_assert_cmpstr(find_cut(find(window, ADW_TYPE_COMBO_ROW, "Kind of local government")), ==, NULL);
}

static void
push(GtkWidget *root, const char *text)
{
  GtkWidget *button = gtk_widget_get_ancestor(find_label(root, text), GTK_TYPE_BUTTON);

  g_assert_true(gtk_widget_is_sensitive(button));
  g_signal_emit_by_name(button, "clicked");
}

static void
try_key(GtkWidget *dialog, const char *passphrase)
{
  GtkWidget *row = find(dialog, ADW_TYPE_PASSWORD_ENTRY_ROW, NULL);

  gtk_editable_set_text(GTK_EDITABLE(row), passphrase);
  push(dialog, "Sign…");
  wait_for_label(dialog, "The key is being opened…");
  g_assert_false(gtk_widget_is_sensitive(row));
  g_assert_false(adw_dialog_get_can_close(ADW_DIALOG(dialog)));
}

/* The round is signed by somebody else's key. */
static void
add_secretary(Fixture *self)
{
  g_autofree char *fingerprint = g_strnfill(64, 'a');
  g_autoptr(SilsaRoundDraft) draft = silsa_round_document_begin(self->document);
  g_autoptr(GError) error = NULL;

  silsa_round_draft_add(draft, SILSA_ROUND_PERSON, "lee", NULL, &error);
  set(draft, SILSA_ROUND_PERSON, "lee", "name", "이도윤");
  set(draft, SILSA_ROUND_PERSON, "lee", "role", "secretary");
  set(draft, SILSA_ROUND_PERSON, "lee", "fingerprint", fingerprint);
  silsa_round_document_commit(self->document, draft, &error);
  g_assert_no_error(error);
}

/* Opening the key takes its time on purpose: the window goes on, and it can be cancelled. */
static void
test_open_key(Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  g_autofree char *path = silsa_test_folder_path(&self->folder, "kim.p12");
  g_autoptr(GError) error = NULL;
  g_autoptr(SilsaIdentity) identity =
      silsa_identity_new("김서연", NULL, SILSA_ALGORITHM_EC, &error);
  GtkWidget *dialog, *row;

  g_assert_no_error(error);
  silsa_identity_save(identity, path, "correct horse", &error);
  g_assert_no_error(error);
  add_secretary(self);
  silsa_round_sign_dialog_present(self->document, path, GTK_WIDGET(self->window));
  dialog =
      GTK_WIDGET(adw_application_window_get_visible_dialog(ADW_APPLICATION_WINDOW(self->window)));
  wait_for_label(dialog, "Sign…");
  row = find(dialog, ADW_TYPE_SWITCH_ROW, "Sign although something is missing");
  adw_switch_row_set_active(ADW_SWITCH_ROW(row), TRUE);

  try_key(dialog, "correct horse");
  push(dialog, "Cancel");
  wait_for_label(dialog, "Cancelled. Nothing was written.");
  g_assert_null(find_label(dialog, "The key is being opened…"));
  g_assert_true(adw_dialog_get_can_close(ADW_DIALOG(dialog)));

  try_key(dialog, "correct horse");
  adw_dialog_close(ADW_DIALOG(dialog)); /* as Esc does */
  wait_for_label(dialog, "Cancelled. Nothing was written.");

  try_key(dialog, "wrong");
  wait_for_label(dialog, "The passphrase does not open the key.");

  try_key(dialog, "correct horse");
  wait_for_label(dialog, "This key is not that of a secretary of the round.");
  g_assert_true(adw_dialog_close(ADW_DIALOG(dialog)));
}

static void
test_not_there(Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  g_autofree char *other = silsa_test_folder_path(&self->folder, "nothing.xml");
  g_autoptr(GError) error = NULL;

  g_assert_null(open_document(other, NULL, &error));
  g_assert_nonnull(error);
}

static void
test_not_wanted(Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(GCancellable) cancellable = g_cancellable_new();
  g_autoptr(GError) error = NULL;

  g_cancellable_cancel(cancellable);
  g_assert_null(open_document(self->path, cancellable, &error));
  g_assert_error(error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

#define add(name, func)                                                                            \
  g_test_add("/app/round-window/" name, Fixture, NULL, set_up, func, tear_down)

int
main(int argc, char **argv)
{
  g_autoptr(GError) error = NULL;
  int status;

  g_test_init(&argc, &argv, NULL);
  application = g_object_new(ADW_TYPE_APPLICATION, "application-id", "io.github.silsa.Test",
                             "flags", G_APPLICATION_NON_UNIQUE, NULL);
  g_application_register(G_APPLICATION(application), NULL, &error);
  g_assert_no_error(error);
  add("fields", test_fields);
  add("refused", test_refused);
  add("undo", test_undo);
  add("applicant", test_applicant);
  add("nothing-cut", test_nothing_cut);
  add("assignment", test_assignment);
  add("not-saved", test_not_saved);
  add("sign", test_sign);
  add("open-key", test_open_key);
  add("not-there", test_not_there);
  add("not-wanted", test_not_wanted);
  status = g_test_run();
  g_object_unref(application);
  return status;
}
