#include "silsa-round-person-detail.h"

#include "silsa-chosen-file.h"
#include "silsa-request.h"

#include <glib/gi18n.h>

struct _SilsaRoundPersonDetail {
  SilsaRoundDetail parent_instance;

  AdwBin *place; /* of the fields */
  AdwPreferencesGroup *bonds;
  GPtrArray *bond_rows; /* of GtkWidget, borrowed */
};

G_DEFINE_FINAL_TYPE(SilsaRoundPersonDetail, silsa_round_person_detail, SILSA_TYPE_ROUND_DETAIL)

/* By id: a name may be there twice. */
static const SilsaPerson *
get_person(SilsaRoundPersonDetail *self)
{
  const char *id = silsa_round_detail_get_id(SILSA_ROUND_DETAIL(self));
  GPtrArray *persons =
      silsa_round_get_persons(silsa_round_detail_get_round(SILSA_ROUND_DETAIL(self)));

  for (guint i = 0; id != NULL && i < persons->len; i++) {
    const SilsaPerson *person = g_ptr_array_index(persons, i);

    if (g_str_equal(person->id, id))
      return person;
  }
  return NULL;
}

/* The request */

static void
take_request(SilsaRoundDetail *self, const char *path)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(SilsaRequest) request = silsa_request_read(path, &error);
  g_autoptr(SilsaRoundDraft) draft = silsa_round_detail_begin(self);

  if (request != NULL)
    silsa_round_draft_set(draft, SILSA_ROUND_PERSON, silsa_round_detail_get_id(self), "fingerprint",
                          request->certificate.fingerprint, &error);
  silsa_round_detail_commit(self, draft, error);
}

static void
request_chosen_cb(GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(SilsaRoundDetail) self = user_data;
  g_autoptr(GFile) file = gtk_file_dialog_open_finish(GTK_FILE_DIALOG(source), result, NULL);
  const char *path = silsa_chosen_file_get_path(file, GTK_WIDGET(self));

  if (path != NULL && silsa_round_detail_get_id(self) != NULL)
    take_request(self, path);
}

static void
request_cb(SilsaRoundPersonDetail *self)
{
  g_autoptr(GtkFileDialog) dialog = gtk_file_dialog_new();

  gtk_file_dialog_set_title(dialog, _("Open a Request"));
  gtk_file_dialog_open(dialog, GTK_WINDOW(gtk_widget_get_root(GTK_WIDGET(self))), NULL,
                       request_chosen_cb, g_object_ref(self));
}

/* Applicants */

static const char *
get_bond(const SilsaPerson *person, const char *applicant)
{
  if (g_strv_contains((const char *const *)person->assigned, applicant))
    return "assigned";
  return g_strv_contains((const char *const *)person->conflicts, applicant) ? "conflict" : "none";
}

static void
bond_cb(AdwToggleGroup *group, GParamSpec *pspec G_GNUC_UNUSED, SilsaRoundDetail *self)
{
  const char *bond = adw_toggle_group_get_active_name(group);
  const char *applicant = g_object_get_data(G_OBJECT(group), "applicant");
  const char *id = silsa_round_detail_get_id(self);
  g_autoptr(SilsaRoundDraft) draft = NULL;
  g_autoptr(GError) error = NULL;

  if (silsa_round_detail_is_filling(self) || bond == NULL || id == NULL)
    return;
  draft = silsa_round_detail_begin(self);
  if (silsa_round_draft_bind(draft, SILSA_BOND_ASSIGNED, id, applicant,
                             g_str_equal(bond, "assigned"), &error))
    silsa_round_draft_bind(draft, SILSA_BOND_CONFLICT, id, applicant, g_str_equal(bond, "conflict"),
                           &error);
  silsa_round_detail_commit(self, draft, error);
}

static void
add_toggle(AdwToggleGroup *group, const char *name, const char *label)
{
  AdwToggle *toggle = adw_toggle_new();

  adw_toggle_set_name(toggle, name);
  adw_toggle_set_label(toggle, label);
  adw_toggle_group_add(group, toggle);
}

static void
add_bond_row(SilsaRoundPersonDetail *self, const SilsaApplicant *applicant)
{
  GtkWidget *row = adw_action_row_new();
  GtkWidget *toggles = adw_toggle_group_new();

  add_toggle(ADW_TOGGLE_GROUP(toggles), "none", C_("bond", "–"));
  add_toggle(ADW_TOGGLE_GROUP(toggles), "assigned", C_("bond", "Visits"));
  add_toggle(ADW_TOGGLE_GROUP(toggles), "conflict", C_("bond", "Conflict"));
  adw_toggle_group_set_homogeneous(ADW_TOGGLE_GROUP(toggles), TRUE);
  gtk_widget_set_valign(toggles, GTK_ALIGN_CENTER);
  g_object_set_data_full(G_OBJECT(toggles), "applicant", g_strdup(applicant->id), g_free);
  adw_preferences_row_set_use_markup(ADW_PREFERENCES_ROW(row), FALSE);
  adw_action_row_add_suffix(ADW_ACTION_ROW(row), toggles);
  g_object_set_data(G_OBJECT(row), "toggles", toggles);
  g_signal_connect_object(toggles, "notify::active-name", G_CALLBACK(bond_cb), self, 0);
  adw_preferences_group_add(self->bonds, row);
  g_ptr_array_add(self->bond_rows, row);
}

/* The rows stay while the applicants are the same, so that the focus does. */
static gboolean
has_rows_of(SilsaRoundPersonDetail *self, GPtrArray *applicants)
{
  if (self->bond_rows->len != applicants->len)
    return FALSE;
  for (guint i = 0; i < applicants->len; i++) {
    const SilsaApplicant *applicant = g_ptr_array_index(applicants, i);
    GObject *row = g_ptr_array_index(self->bond_rows, i);
    GObject *toggles = g_object_get_data(row, "toggles");

    if (!g_str_equal(applicant->id, g_object_get_data(toggles, "applicant")))
      return FALSE;
  }
  return TRUE;
}

static void
fill_bonds(SilsaRoundPersonDetail *self, const SilsaPerson *person)
{
  GPtrArray *applicants =
      silsa_round_get_applicants(silsa_round_detail_get_round(SILSA_ROUND_DETAIL(self)));

  if (!has_rows_of(self, applicants)) {
    for (guint i = 0; i < self->bond_rows->len; i++)
      adw_preferences_group_remove(self->bonds, g_ptr_array_index(self->bond_rows, i));
    g_ptr_array_set_size(self->bond_rows, 0);
    for (guint i = 0; i < applicants->len; i++)
      add_bond_row(self, g_ptr_array_index(applicants, i));
  }
  for (guint i = 0; i < applicants->len; i++) {
    const SilsaApplicant *applicant = g_ptr_array_index(applicants, i);
    GtkWidget *row = g_ptr_array_index(self->bond_rows, i);
    AdwToggleGroup *toggles = g_object_get_data(G_OBJECT(row), "toggles");
    const char *name = silsa_text_get(&applicant->name, silsa_language_from_locale());

    adw_preferences_row_set_title(ADW_PREFERENCES_ROW(row), name);
    gtk_accessible_update_property(GTK_ACCESSIBLE(toggles), GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                   -1);
    adw_toggle_group_set_active_name(toggles, get_bond(person, applicant->id));
  }
  gtk_widget_set_visible(GTK_WIDGET(self->bonds), applicants->len > 0);
}

static void
remove_cb(SilsaRoundPersonDetail *self)
{
  const SilsaPerson *person = get_person(self);

  if (person != NULL)
    silsa_round_detail_remove(SILSA_ROUND_DETAIL(self), person->name);
}

static void
silsa_round_person_detail_fill(SilsaRoundDetail *detail)
{
  SilsaRoundPersonDetail *self = SILSA_ROUND_PERSON_DETAIL(detail);
  const SilsaPerson *person = get_person(self);

  if (person != NULL)
    fill_bonds(self, person);
}

static void
silsa_round_person_detail_dispose(GObject *object)
{
  SilsaRoundPersonDetail *self = SILSA_ROUND_PERSON_DETAIL(object);

  gtk_widget_dispose_template(GTK_WIDGET(self), SILSA_TYPE_ROUND_PERSON_DETAIL);
  g_clear_pointer(&self->bond_rows, g_ptr_array_unref);
  G_OBJECT_CLASS(silsa_round_person_detail_parent_class)->dispose(object);
}

static void
silsa_round_person_detail_class_init(SilsaRoundPersonDetailClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS(class);

  G_OBJECT_CLASS(class)->dispose = silsa_round_person_detail_dispose;
  SILSA_ROUND_DETAIL_CLASS(class)->fill = silsa_round_person_detail_fill;
  gtk_widget_class_set_template_from_resource(
      widget_class, "/io/github/silsa/Silsa/silsa-round-person-detail.ui");
  gtk_widget_class_bind_template_child(widget_class, SilsaRoundPersonDetail, place);
  gtk_widget_class_bind_template_child(widget_class, SilsaRoundPersonDetail, bonds);
  gtk_widget_class_bind_template_callback(widget_class, request_cb);
  gtk_widget_class_bind_template_callback(widget_class, remove_cb);
}

static void
silsa_round_person_detail_init(SilsaRoundPersonDetail *self)
{
  static const char *const names[] = {"name", "role", "fingerprint", NULL};

  self->bond_rows = g_ptr_array_new();
  gtk_widget_init_template(GTK_WIDGET(self));
  silsa_round_detail_take_fields(SILSA_ROUND_DETAIL(self), self->place, SILSA_ROUND_PERSON, names);
}
