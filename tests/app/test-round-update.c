#include "silsa-round-update-dialog.h"

#include "silsa-export.h"
#include "silsa-round-draft.h"
#include "silsa-test.h"

#include <adwaita.h>
#include <string.h>

/* A later version of the round is shown, taken when told so, and never by another key unasked. */

typedef struct {
  SilsaTestFolder folder;
  SilsaStore *store;
  SilsaIdentity *secretary, *stranger;
  AdwWindow *window;
} Fixture;

static SilsaCatalogue *catalogue;

static void
set(SilsaRoundDraft *draft, SilsaRoundPart part, const char *field, const char *value)
{
  g_autoptr(GError) error = NULL;

  silsa_round_draft_set(draft, part, part == SILSA_ROUND_APPLICANT ? "gana" : NULL, field, value,
                        &error);
  g_assert_no_error(error);
}

static SilsaRound *
make_round(const char *version, const char *visit_to)
{
  g_autoptr(SilsaRoundDraft) draft = silsa_round_draft_new(catalogue, "test");
  g_autoptr(GError) error = NULL;
  SilsaRound *round;

  set(draft, SILSA_ROUND_HEAD, "version", version);
  set(draft, SILSA_ROUND_HEAD, "year", "2026");
  set(draft, SILSA_ROUND_HEAD, "title-ko", "공모");
  set(draft, SILSA_ROUND_HEAD, "title-en", "Round");
  set(draft, SILSA_ROUND_HEAD, "visit-from", "2026-08-10");
  set(draft, SILSA_ROUND_HEAD, "visit-to", visit_to);
  silsa_round_draft_add(draft, SILSA_ROUND_APPLICANT, "gana", NULL, &error);
  set(draft, SILSA_ROUND_APPLICANT, "name-ko", "가나시");
  set(draft, SILSA_ROUND_APPLICANT, "name-en", "Gana");
  set(draft, SILSA_ROUND_APPLICANT, "kind", "city");
  set(draft, SILSA_ROUND_APPLICANT, "population", "600000");
  round = silsa_round_draft_finish(draft, &error);
  g_assert_no_error(error);
  return round;
}

static char *
sign(Fixture *self, SilsaRound *round, SilsaIdentity *identity, const char *name)
{
  const SilsaExportOptions options = {.role = "secretary", .allow_incomplete = TRUE};
  char *path = silsa_test_folder_path(&self->folder, name);
  g_autoptr(GError) error = NULL;

  silsa_export_round(round, catalogue, path, identity, &options, &error);
  g_assert_no_error(error);
  return path;
}

static void
set_up(Fixture *self, gconstpointer data)
{
  g_autofree char *path = NULL;
  g_autoptr(SilsaRound) round = NULL;
  g_autoptr(GError) error = NULL;
  SilsaCreation creation = {
      .catalogue = catalogue, .round_confirmed = TRUE, .assessor_name = "김서연"};

  silsa_test_folder_set_up(&self->folder, data);
  self->secretary = silsa_identity_new("윤가람", NULL, SILSA_ALGORITHM_EC, &error);
  self->stranger = silsa_identity_new("한지우", NULL, SILSA_ALGORITHM_EC, &error);
  path = silsa_test_folder_path(&self->folder, "visit.silsa");
  creation.round = round = make_round("1", "2026-08-28");
  creation.round_signer = "윤가람";
  creation.round_fingerprint = silsa_identity_get_facts(self->secretary)->fingerprint;
  creation.applicant = silsa_round_find_applicant(round, "gana");
  self->store = silsa_store_create(path, &creation, &error);
  g_assert_no_error(error);
  self->window = ADW_WINDOW(adw_window_new());
  gtk_window_present(GTK_WINDOW(self->window));
}

static void
tear_down(Fixture *self, gconstpointer data)
{
  gtk_window_destroy(GTK_WINDOW(self->window));
  while (g_main_context_iteration(NULL, FALSE))
    ;
  g_assert_true(silsa_store_close(self->store, NULL));
  g_assert_finalize_object(self->store);
  silsa_identity_free(self->secretary);
  silsa_identity_free(self->stranger);
  silsa_test_folder_tear_down(&self->folder, data);
}

static AdwAlertDialog *
get_dialog(Fixture *self)
{
  AdwDialog *dialog = adw_window_get_visible_dialog(self->window);

  g_assert_true(ADW_IS_ALERT_DIALOG(dialog));
  return ADW_ALERT_DIALOG(dialog);
}

static void
respond(Fixture *self, const char *response)
{
  g_autoptr(AdwAlertDialog) dialog = g_object_ref(get_dialog(self));

  g_assert_true(adw_alert_dialog_has_response(dialog, response));
  adw_dialog_force_close(ADW_DIALOG(dialog));
  g_signal_emit_by_name(dialog, "response", response);
}

static guint
get_version(Fixture *self)
{
  return silsa_assessment_get_case(silsa_store_get_assessment(self->store))->round_version;
}

static void
test_take(Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(SilsaRound) second = make_round("2", "2026-08-29");
  g_autofree char *path = sign(self, second, self->secretary, "two.asice");

  silsa_round_update_present(self->store, path, GTK_WIDGET(self->window));
  g_assert_nonnull(adw_alert_dialog_get_extra_child(get_dialog(self)));
  g_assert_cmpuint(get_version(self), ==, 1);
  respond(self, "take");
  g_assert_cmpuint(get_version(self), ==, 2);
  g_assert_true(silsa_store_undo(self->store, NULL));
  g_assert_cmpuint(get_version(self), ==, 1);
}

static void
test_cancel(Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(SilsaRound) second = make_round("2", "2026-08-29");
  g_autofree char *path = sign(self, second, self->secretary, "two.asice");

  silsa_round_update_present(self->store, path, GTK_WIDGET(self->window));
  respond(self, "cancel");
  g_assert_cmpuint(get_version(self), ==, 1);
  g_assert_false(silsa_store_can_undo(self->store));
}

static void
test_other_key(Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(SilsaRound) second = make_round("2", "2026-08-29");
  g_autofree char *path = sign(self, second, self->stranger, "two.asice");
  const char *fingerprint = silsa_identity_get_facts(self->stranger)->fingerprint;
  g_autofree char *groups = silsa_fingerprint_to_text(fingerprint);

  silsa_round_update_present(self->store, path, GTK_WIDGET(self->window));
  g_assert_false(adw_alert_dialog_has_response(get_dialog(self), "take"));
  g_assert_nonnull(strstr(adw_alert_dialog_get_body(get_dialog(self)), groups));
  respond(self, "confirm");
  respond(self, "take");
  g_assert_cmpuint(get_version(self), ==, 2);
  g_assert_cmpstr(
      silsa_assessment_get(silsa_store_get_assessment(self->store), "round", "secretary"), ==,
      fingerprint);
}

static void
test_refused(Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  g_autofree char *path = silsa_test_folder_path(&self->folder, "bad.asice");

  silsa_test_write(path, "nothing", 7);
  silsa_round_update_present(self->store, path, GTK_WIDGET(self->window));
  g_assert_false(adw_alert_dialog_has_response(get_dialog(self), "take"));
  respond(self, "close");
  g_assert_cmpuint(get_version(self), ==, 1);
}

#define add(name, func)                                                                            \
  g_test_add("/app/round-update/" name, Fixture, NULL, set_up, func, tear_down)

int
main(int argc, char **argv)
{
  g_autoptr(GBytes) bytes = NULL;
  int status;

  g_test_init(&argc, &argv, NULL);
  adw_init();
  bytes = silsa_test_catalogue();
  catalogue = silsa_catalogue_new_from_bytes(bytes, NULL);
  g_assert_nonnull(catalogue);
  add("take", test_take);
  add("cancel", test_cancel);
  add("other-key", test_other_key);
  add("refused", test_refused);
  status = g_test_run();
  g_object_unref(catalogue);
  return status;
}
