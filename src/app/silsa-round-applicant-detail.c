#include "silsa-round-applicant-detail.h"

#include "silsa-chosen-file.h"
#include "silsa-error.h"
#include "silsa-file.h"
#include "silsa-limits.h"
#include "silsa-tell.h"

#include <glib/gi18n.h>

struct _SilsaRoundApplicantDetail {
  SilsaRoundDetail parent_instance;

  AdwBin *place; /* of the fields */
  AdwActionRow *claims_row;
  AdwSwitchRow *platform_row, *challenge_row;
  AdwPreferencesGroup *achievements;
  GPtrArray *achievement_rows; /* of GtkWidget, borrowed */
};

G_DEFINE_FINAL_TYPE(SilsaRoundApplicantDetail,
                    silsa_round_applicant_detail,
                    SILSA_TYPE_ROUND_DETAIL)

static const SilsaApplicant *
get_applicant(SilsaRoundApplicantDetail *self)
{
  SilsaRoundDetail *detail = SILSA_ROUND_DETAIL(self);
  const char *id = silsa_round_detail_get_id(detail);

  return id != NULL ? silsa_round_find_applicant(silsa_round_detail_get_round(detail), id) : NULL;
}

/* Claims */

static char *
describe_import(const SilsaClaimsImport *import)
{
  g_autoptr(GString) text = g_string_new(NULL);

  g_string_printf(text, _("%u new, %u changed, %u the same, %u refused"), import->n_new,
                  import->n_changed, import->n_same, import->refused->len);
  for (guint i = 0; i < import->refused->len && i < 10; i++) {
    const SilsaRefusedRow *row = g_ptr_array_index(import->refused, i);
    g_autofree char *line =
        g_strdup_printf(_("Row %u: %s"), row->row, silsa_refused_reason_to_text(row->reason));

    g_string_append_printf(text, "\n%s", line);
  }
  return g_string_free_and_steal(g_steal_pointer(&text));
}

static void
import_claims(SilsaRoundDetail *self, const char *path)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(SilsaRoundDraft) draft = silsa_round_detail_begin(self);
  g_autoptr(GBytes) csv = silsa_file_read(path, SILSA_LIMIT_CLAIMS_BYTES, "claims-bytes", &error);
  g_autoptr(SilsaClaimsImport) import =
      csv != NULL ? silsa_round_draft_take_claims(draft, silsa_round_detail_get_id(self), csv,
                                                  FALSE, &error)
                  : NULL;
  g_autofree char *told = NULL;

  if (import == NULL)
    silsa_error_at_file(&error, path);
  if (!silsa_round_detail_commit(self, draft, error) || import == NULL)
    return;
  told = describe_import(import);
  silsa_tell(GTK_WIDGET(self), _("Claims Imported"), told);
}

static void
csv_chosen_cb(GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(SilsaRoundDetail) self = user_data;
  g_autoptr(GFile) file = gtk_file_dialog_open_finish(GTK_FILE_DIALOG(source), result, NULL);
  const char *path = silsa_chosen_file_get_path(file, GTK_WIDGET(self));

  if (path != NULL && silsa_round_detail_get_id(self) != NULL)
    import_claims(self, path);
}

static void
import_cb(SilsaRoundApplicantDetail *self)
{
  g_autoptr(GtkFileDialog) dialog = gtk_file_dialog_new();

  gtk_file_dialog_set_title(dialog, _("Import Claims"));
  gtk_file_dialog_open(dialog, GTK_WINDOW(gtk_widget_get_root(GTK_WIDGET(self))), NULL,
                       csv_chosen_cb, g_object_ref(self));
}

/* Programmes */

static void
programme_cb(SilsaRoundApplicantDetail *self)
{
  SilsaRoundDetail *detail = SILSA_ROUND_DETAIL(self);
  const char *id = silsa_round_detail_get_id(detail);
  g_autoptr(SilsaRoundDraft) draft = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *words = NULL;

  if (silsa_round_detail_is_filling(detail) || id == NULL)
    return;
  draft = silsa_round_detail_begin(detail);
  words =
      g_strconcat(adw_switch_row_get_active(self->platform_row) ? "integration-platform " : "",
                  adw_switch_row_get_active(self->challenge_row) ? "smart-challenge" : "", NULL);
  silsa_round_draft_set(draft, SILSA_ROUND_APPLICANT, id, "programmes", words, &error);
  silsa_round_detail_commit(detail, draft, error);
}

/* Achievements */

/* All but the one at @dropped, and one more where @ko is not NULL. */
static void
rewrite_achievements(SilsaRoundApplicantDetail *self, guint dropped, const char *ko, const char *en)
{
  SilsaRoundDetail *detail = SILSA_ROUND_DETAIL(self);
  const char *id = silsa_round_detail_get_id(detail);
  const SilsaApplicant *applicant = get_applicant(self);
  g_autoptr(SilsaRoundDraft) draft = silsa_round_detail_begin(detail);
  g_autoptr(GError) error = NULL;
  gboolean ok = silsa_round_draft_clear_achievements(draft, id, &error);

  for (guint i = 0; ok && i < applicant->achievements->len; i++) {
    const SilsaText *text = g_ptr_array_index(applicant->achievements, i);

    ok = i == dropped || silsa_round_draft_add_achievement(draft, id, text->ko, text->en, &error);
  }
  if (ok && ko != NULL)
    silsa_round_draft_add_achievement(draft, id, ko, en, &error);
  silsa_round_detail_commit(detail, draft, error);
}

static void
drop_achievement_cb(GtkWidget *button, SilsaRoundApplicantDetail *self)
{
  rewrite_achievements(self, GPOINTER_TO_UINT(g_object_get_data(G_OBJECT(button), "number")), NULL,
                       NULL);
}

static void
achievement_response_cb(AdwAlertDialog *dialog,
                        const char *response,
                        SilsaRoundApplicantDetail *self)
{
  GtkEditable *ko = g_object_get_data(G_OBJECT(dialog), "ko");
  GtkEditable *en = g_object_get_data(G_OBJECT(dialog), "en");

  if (g_str_equal(response, "add") && get_applicant(self) != NULL)
    rewrite_achievements(self, G_MAXUINT, gtk_editable_get_text(ko), gtk_editable_get_text(en));
}

static GtkWidget *
add_entry(AdwPreferencesGroup *group, AdwDialog *dialog, const char *name, const char *title)
{
  GtkWidget *row = adw_entry_row_new();

  adw_preferences_row_set_title(ADW_PREFERENCES_ROW(row), title);
  adw_preferences_group_add(group, row);
  g_object_set_data(G_OBJECT(dialog), name, row);
  return row;
}

static void
add_achievement_cb(SilsaRoundApplicantDetail *self)
{
  AdwDialog *dialog = adw_alert_dialog_new(_("A Representative Achievement"), NULL);
  GtkWidget *group = adw_preferences_group_new();

  add_entry(ADW_PREFERENCES_GROUP(group), dialog, "ko", _("Korean"));
  add_entry(ADW_PREFERENCES_GROUP(group), dialog, "en", _("English"));
  adw_alert_dialog_set_extra_child(ADW_ALERT_DIALOG(dialog), group);
  adw_alert_dialog_add_responses(ADW_ALERT_DIALOG(dialog), "cancel", _("_Cancel"), "add", _("_Add"),
                                 NULL);
  adw_alert_dialog_set_response_appearance(ADW_ALERT_DIALOG(dialog), "add", ADW_RESPONSE_SUGGESTED);
  adw_alert_dialog_set_default_response(ADW_ALERT_DIALOG(dialog), "add");
  g_signal_connect_object(dialog, "response", G_CALLBACK(achievement_response_cb), self, 0);
  adw_dialog_present(dialog, GTK_WIDGET(self));
}

static void
add_achievement_row(SilsaRoundApplicantDetail *self, guint number, const SilsaText *text)
{
  GtkWidget *row = adw_action_row_new();
  GtkWidget *button = gtk_button_new_from_icon_name("edit-delete-symbolic");

  adw_preferences_row_set_use_markup(ADW_PREFERENCES_ROW(row), FALSE);
  adw_preferences_row_set_title(ADW_PREFERENCES_ROW(row), text->ko);
  adw_action_row_set_subtitle(ADW_ACTION_ROW(row), text->en);
  gtk_widget_set_tooltip_text(button, _("Remove This Achievement"));
  gtk_widget_set_valign(button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class(button, "flat");
  g_object_set_data(G_OBJECT(button), "number", GUINT_TO_POINTER(number));
  g_signal_connect_object(button, "clicked", G_CALLBACK(drop_achievement_cb), self, 0);
  adw_action_row_add_suffix(ADW_ACTION_ROW(row), button);
  adw_preferences_group_add(self->achievements, row);
  g_ptr_array_add(self->achievement_rows, row);
}

static void
fill_achievements(SilsaRoundApplicantDetail *self, GPtrArray *achievements)
{
  for (guint i = 0; i < self->achievement_rows->len; i++)
    adw_preferences_group_remove(self->achievements, g_ptr_array_index(self->achievement_rows, i));
  g_ptr_array_set_size(self->achievement_rows, 0);
  for (guint i = 0; i < achievements->len; i++)
    add_achievement_row(self, i, g_ptr_array_index(achievements, i));
}

static void
remove_cb(SilsaRoundApplicantDetail *self)
{
  const SilsaApplicant *applicant = get_applicant(self);

  if (applicant != NULL)
    silsa_round_detail_remove(SILSA_ROUND_DETAIL(self),
                              silsa_text_get(&applicant->name, silsa_language_from_locale()));
}

static void
silsa_round_applicant_detail_fill(SilsaRoundDetail *detail)
{
  SilsaRoundApplicantDetail *self = SILSA_ROUND_APPLICANT_DETAIL(detail);
  const SilsaApplicant *applicant = get_applicant(self);
  g_autofree char *count = NULL;

  if (applicant == NULL)
    return;
  count = applicant->claims->len > 0
              ? g_strdup_printf(ngettext("%u claim", "%u claims", applicant->claims->len),
                                applicant->claims->len)
              : g_strdup(_("None yet"));
  adw_preferences_row_set_title(ADW_PREFERENCES_ROW(self->claims_row), count);
  adw_switch_row_set_active(
      self->platform_row,
      g_strv_contains((const char *const *)applicant->programmes, "integration-platform"));
  adw_switch_row_set_active(
      self->challenge_row,
      g_strv_contains((const char *const *)applicant->programmes, "smart-challenge"));
  fill_achievements(self, applicant->achievements);
}

static void
silsa_round_applicant_detail_dispose(GObject *object)
{
  SilsaRoundApplicantDetail *self = SILSA_ROUND_APPLICANT_DETAIL(object);

  gtk_widget_dispose_template(GTK_WIDGET(self), SILSA_TYPE_ROUND_APPLICANT_DETAIL);
  g_clear_pointer(&self->achievement_rows, g_ptr_array_unref);
  G_OBJECT_CLASS(silsa_round_applicant_detail_parent_class)->dispose(object);
}

static void
silsa_round_applicant_detail_class_init(SilsaRoundApplicantDetailClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS(class);

  G_OBJECT_CLASS(class)->dispose = silsa_round_applicant_detail_dispose;
  SILSA_ROUND_DETAIL_CLASS(class)->fill = silsa_round_applicant_detail_fill;
  gtk_widget_class_set_template_from_resource(
      widget_class, "/io/github/silsa/Silsa/silsa-round-applicant-detail.ui");
  gtk_widget_class_bind_template_child(widget_class, SilsaRoundApplicantDetail, place);
  gtk_widget_class_bind_template_child(widget_class, SilsaRoundApplicantDetail, claims_row);
  gtk_widget_class_bind_template_child(widget_class, SilsaRoundApplicantDetail, platform_row);
  gtk_widget_class_bind_template_child(widget_class, SilsaRoundApplicantDetail, challenge_row);
  gtk_widget_class_bind_template_child(widget_class, SilsaRoundApplicantDetail, achievements);
  gtk_widget_class_bind_template_callback(widget_class, import_cb);
  gtk_widget_class_bind_template_callback(widget_class, programme_cb);
  gtk_widget_class_bind_template_callback(widget_class, add_achievement_cb);
  gtk_widget_class_bind_template_callback(widget_class, remove_cb);
}

static void
silsa_round_applicant_detail_init(SilsaRoundApplicantDetail *self)
{
  static const char *const names[] = {"name-ko", "name-en",      "kind", "population",
                                      "class",   "class-reason", NULL};
  const SilsaRoundField *programmes = silsa_round_field_find(SILSA_ROUND_APPLICANT, "programmes");

  self->achievement_rows = g_ptr_array_new();
  gtk_widget_init_template(GTK_WIDGET(self));
  silsa_round_detail_take_fields(SILSA_ROUND_DETAIL(self), self->place, SILSA_ROUND_APPLICANT,
                                 names);
  adw_preferences_row_set_title(ADW_PREFERENCES_ROW(self->platform_row),
                                silsa_round_word_to_text(programmes, "integration-platform"));
  adw_preferences_row_set_title(ADW_PREFERENCES_ROW(self->challenge_row),
                                silsa_round_word_to_text(programmes, "smart-challenge"));
}
