#include "silsa-round-list-page.h"

#include "silsa-round-add-dialog.h"
#include "silsa-round-applicant-detail.h"
#include "silsa-round-field.h"
#include "silsa-round-person-detail.h"

#include <glib/gi18n.h>

struct _SilsaRoundListPage {
  AdwBin parent_instance;

  SilsaRoundPart part;
  SilsaRoundDocument *document;
  char *selected; /* id, or NULL */
  gboolean filling; /* rows come and go by themselves, nobody selects */
  guint fill_id;

  AdwNavigationSplitView *split;
  GtkStack *list_stack;
  GtkListBox *list;
  GtkBox *detail;
  GtkWidget *content; /* the detail widget of the part */
};

typedef enum {
  PROP_PART = 1,
  PROP_TITLE,
  PROP_ADD_LABEL,
  PROP_EMPTY_TEXT,
  PROP_ICON_NAME,
} SilsaRoundListPageProperty;
static GParamSpec *properties[PROP_ICON_NAME + 1];

G_DEFINE_FINAL_TYPE(SilsaRoundListPage, silsa_round_list_page, ADW_TYPE_BIN)

static gboolean
has_applicants(SilsaRoundListPage *self)
{
  return self->part == SILSA_ROUND_APPLICANT;
}

/* Rows */

static guint
count_assigned(SilsaRound *round, const char *applicant)
{
  GPtrArray *persons = silsa_round_get_persons(round);
  guint n = 0;

  for (guint i = 0; i < persons->len; i++) {
    const SilsaPerson *person = g_ptr_array_index(persons, i);

    n += g_strv_contains((const char *const *)person->assigned, applicant);
  }
  return n;
}

static char *
describe_applicant(SilsaRoundListPage *self, const SilsaApplicant *applicant)
{
  SilsaCatalogue *catalogue = silsa_round_document_get_catalogue(self->document);
  int class = silsa_catalogue_find_class(catalogue, applicant->class_id);
  guint n_visitors = count_assigned(silsa_round_document_get_round(self->document), applicant->id);
  const char *class_title =
      class < 0 ? applicant->class_id
                : silsa_text_get(&silsa_catalogue_get_class(catalogue, (guint) class)->title,
                                 silsa_language_from_locale());
  g_autofree char *claims =
      applicant->claims->len > 0
          ? g_strdup_printf(ngettext("%u claim", "%u claims", applicant->claims->len),
                            applicant->claims->len)
          : g_strdup(_("no claims"));
  g_autofree char *visitors =
      n_visitors > 0
          ? g_strdup_printf(ngettext("%u assessor", "%u assessors", n_visitors), n_visitors)
          : g_strdup(_("nobody assigned"));

  return g_strdup_printf("%s · %s · %s", claims, visitors, class_title);
}

static char *
describe_person(const SilsaPerson *person)
{
  const SilsaRoundField *role = silsa_round_field_find(SILSA_ROUND_PERSON, "role");
  guint n = g_strv_length(person->assigned);
  g_autofree char *assigned = n > 0
                                  ? g_strdup_printf(ngettext("%u applicant", "%u applicants", n), n)
                                  : g_strdup(_("assigned to none"));

  return g_strdup_printf("%s · %s%s%s", silsa_round_word_to_text(role, person->role), assigned,
                         person->fingerprint == NULL ? " · " : "",
                         person->fingerprint == NULL ? _("no certificate") : "");
}

static void
add_row(SilsaRoundListPage *self,
        const char *id,
        const char *title,
        const char *subtitle,
        gboolean done)
{
  GtkWidget *row = adw_action_row_new();
  /* Hollow until nothing is missing of it, as everywhere. */
  GtkWidget *state = gtk_image_new_from_icon_name(done ? "silsa-state-complete-symbolic"
                                                       : "silsa-state-untouched-symbolic");

  gtk_widget_add_css_class(state, "state-icon");
  if (done)
    gtk_widget_add_css_class(state, "verified");
  gtk_accessible_update_property(GTK_ACCESSIBLE(state), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                 done ? _("complete") : _("something is missing"), -1);
  adw_preferences_row_set_use_markup(ADW_PREFERENCES_ROW(row), FALSE);
  adw_preferences_row_set_title(ADW_PREFERENCES_ROW(row), title);
  adw_action_row_set_subtitle(ADW_ACTION_ROW(row), subtitle);
  adw_action_row_set_subtitle_lines(ADW_ACTION_ROW(row), 2);
  adw_action_row_add_prefix(ADW_ACTION_ROW(row), state);
  gtk_list_box_row_set_activatable(GTK_LIST_BOX_ROW(row), TRUE);
  g_object_set_data_full(G_OBJECT(row), "id", g_strdup(id), g_free);
  gtk_list_box_append(self->list, row);
}

static void
add_applicants(SilsaRoundListPage *self, SilsaRound *round)
{
  GPtrArray *applicants = silsa_round_get_applicants(round);

  for (guint i = 0; i < applicants->len; i++) {
    const SilsaApplicant *applicant = g_ptr_array_index(applicants, i);
    g_autofree char *subtitle = describe_applicant(self, applicant);

    add_row(self, applicant->id, silsa_text_get(&applicant->name, silsa_language_from_locale()),
            subtitle, applicant->claims->len > 0 && count_assigned(round, applicant->id) > 0);
  }
}

static void
add_persons(SilsaRoundListPage *self, SilsaRound *round)
{
  GPtrArray *persons = silsa_round_get_persons(round);

  for (guint i = 0; i < persons->len; i++) {
    const SilsaPerson *person = g_ptr_array_index(persons, i);
    g_autofree char *subtitle = describe_person(person);

    add_row(self, person->id, person->name, subtitle, person->fingerprint != NULL);
  }
}

/* Selection */

static void
show_selected(SilsaRoundListPage *self)
{
  silsa_round_detail_show(SILSA_ROUND_DETAIL(self->content), self->document, self->selected);
  gtk_widget_set_visible(GTK_WIDGET(self->detail), self->selected != NULL);
}

static GtkListBoxRow *
find_row(SilsaRoundListPage *self, const char *id)
{
  GtkListBoxRow *row;

  for (int i = 0; (row = gtk_list_box_get_row_at_index(self->list, i)) != NULL; i++) {
    if (g_strcmp0(g_object_get_data(G_OBJECT(row), "id"), id) == 0)
      return row;
  }
  return NULL;
}

static void
fill(SilsaRoundListPage *self)
{
  GtkRoot *root = gtk_widget_get_root(GTK_WIDGET(self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus(root) : NULL;
  gboolean focused = focus != NULL && gtk_widget_is_ancestor(focus, GTK_WIDGET(self->list));
  SilsaRound *round = silsa_round_document_get_round(self->document);
  GtkListBoxRow *row;

  self->filling = TRUE;
  gtk_list_box_remove_all(self->list);
  if (has_applicants(self))
    add_applicants(self, round);
  else
    add_persons(self, round);
  row = find_row(self, self->selected);
  if (row == NULL)
    row = gtk_list_box_get_row_at_index(self->list, 0);
  gtk_list_box_select_row(self->list, row);
  self->filling = FALSE;
  if (focused && row != NULL)
    gtk_widget_grab_focus(GTK_WIDGET(row));
  gtk_stack_set_visible_child_name(self->list_stack, row != NULL ? "list" : "empty");
  if (g_set_str(&self->selected, row != NULL ? g_object_get_data(G_OBJECT(row), "id") : NULL))
    show_selected(self);
}

/* Not at once: a change may come from a row that loses the focus to one of those that would be made
 * anew. */
static gboolean
fill_idle(gpointer data)
{
  SilsaRoundListPage *self = data;

  self->fill_id = 0;
  fill(self);
  return G_SOURCE_REMOVE;
}

static void
schedule_fill(SilsaRoundListPage *self)
{
  if (self->fill_id == 0 && self->document != NULL)
    self->fill_id = g_idle_add(fill_idle, self);
}

static void
row_selected_cb(SilsaRoundListPage *self, GtkListBoxRow *row)
{
  if (self->filling || row == NULL)
    return;
  if (g_set_str(&self->selected, g_object_get_data(G_OBJECT(row), "id")))
    show_selected(self);
}

static void
row_activated_cb(SilsaRoundListPage *self)
{
  adw_navigation_split_view_set_show_content(self->split, TRUE);
}

void
silsa_round_list_page_go_to(SilsaRoundListPage *self, const char *id)
{
  GtkListBoxRow *row;

  g_return_if_fail(SILSA_IS_ROUND_LIST_PAGE(self));

  if (self->fill_id != 0)
    fill(self);
  row = find_row(self, id);
  if (row == NULL)
    return;
  gtk_list_box_select_row(self->list, row);
  adw_navigation_split_view_set_show_content(self->split, TRUE);
  gtk_widget_grab_focus(GTK_WIDGET(row));
}

static void
added_cb(const char *id, gpointer self)
{
  fill(self);
  silsa_round_list_page_go_to(self, id);
}

static void
add_cb(SilsaRoundListPage *self)
{
  silsa_round_add_dialog_present(self->document, self->part, GTK_WIDGET(self), added_cb, self);
}

void
silsa_round_list_page_bind(SilsaRoundListPage *self, SilsaRoundDocument *document)
{
  g_return_if_fail(SILSA_IS_ROUND_LIST_PAGE(self));
  g_return_if_fail(self->document == NULL);

  self->document = g_object_ref(document);
  g_signal_connect_object(document, "notify::round", G_CALLBACK(schedule_fill), self,
                          G_CONNECT_SWAPPED);
  fill(self);
}

/* The object */

static const char *
get_text(SilsaRoundListPage *self, SilsaRoundListPageProperty property)
{
  switch (property) {
  case PROP_TITLE:
    return has_applicants(self) ? _("Applicants") : _("Persons");
  case PROP_ADD_LABEL:
    return has_applicants(self) ? _("Add Applicant…") : _("Add Person…");
  case PROP_EMPTY_TEXT:
    return has_applicants(self)
               ? _("No local government is in the round yet.")
               : _("Nobody is in the round yet: begin with yourself, the secretary.");
  case PROP_ICON_NAME:
    return has_applicants(self) ? "silsa-building-symbolic" : "silsa-person-symbolic";
  case PROP_PART:
  default:
    g_return_val_if_reached("");
  }
}

static void
silsa_round_list_page_get_property(GObject *object,
                                   guint id,
                                   GValue *value,
                                   GParamSpec *pspec G_GNUC_UNUSED)
{
  SilsaRoundListPage *self = SILSA_ROUND_LIST_PAGE(object);

  if (id == PROP_PART)
    g_value_set_int(value, (int)self->part);
  else
    g_value_set_static_string(value, get_text(self, (SilsaRoundListPageProperty)id));
}

static void
silsa_round_list_page_set_property(GObject *object,
                                   guint id,
                                   const GValue *value,
                                   GParamSpec *pspec)
{
  if (id == PROP_PART)
    SILSA_ROUND_LIST_PAGE(object)->part = (SilsaRoundPart)g_value_get_int(value);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID(object, id, pspec);
}

static void
silsa_round_list_page_constructed(GObject *object)
{
  SilsaRoundListPage *self = SILSA_ROUND_LIST_PAGE(object);

  G_OBJECT_CLASS(silsa_round_list_page_parent_class)->constructed(object);

  self->content = g_object_new(has_applicants(self) ? SILSA_TYPE_ROUND_APPLICANT_DETAIL
                                                    : SILSA_TYPE_ROUND_PERSON_DETAIL,
                               NULL);
  gtk_box_append(self->detail, self->content);
  /* The template was made before the part was known. */
  for (guint property = PROP_TITLE; property <= PROP_ICON_NAME; property++)
    g_object_notify_by_pspec(object, properties[property]);
}

static void
silsa_round_list_page_dispose(GObject *object)
{
  SilsaRoundListPage *self = SILSA_ROUND_LIST_PAGE(object);

  self->filling = TRUE;
  g_clear_object(&self->document);
  g_clear_handle_id(&self->fill_id, g_source_remove);
  gtk_widget_dispose_template(GTK_WIDGET(self), SILSA_TYPE_ROUND_LIST_PAGE);
  g_clear_pointer(&self->selected, g_free);
  G_OBJECT_CLASS(silsa_round_list_page_parent_class)->dispose(object);
}

static void
silsa_round_list_page_class_init(SilsaRoundListPageClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS(class);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS(class);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = silsa_round_list_page_get_property;
  object_class->set_property = silsa_round_list_page_set_property;
  object_class->constructed = silsa_round_list_page_constructed;
  object_class->dispose = silsa_round_list_page_dispose;

  properties[PROP_PART] = g_param_spec_int(
      "part", NULL, NULL, SILSA_ROUND_APPLICANT, SILSA_ROUND_PERSON, SILSA_ROUND_APPLICANT,
      G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  properties[PROP_TITLE] = g_param_spec_string("title", NULL, NULL, NULL, flags);
  properties[PROP_ADD_LABEL] = g_param_spec_string("add-label", NULL, NULL, NULL, flags);
  properties[PROP_EMPTY_TEXT] = g_param_spec_string("empty-text", NULL, NULL, NULL, flags);
  properties[PROP_ICON_NAME] = g_param_spec_string("icon-name", NULL, NULL, NULL, flags);
  g_object_class_install_properties(object_class, G_N_ELEMENTS(properties), properties);

  gtk_widget_class_set_template_from_resource(widget_class,
                                              "/io/github/silsa/Silsa/silsa-round-list-page.ui");
  gtk_widget_class_bind_template_child(widget_class, SilsaRoundListPage, split);
  gtk_widget_class_bind_template_child(widget_class, SilsaRoundListPage, list_stack);
  gtk_widget_class_bind_template_child(widget_class, SilsaRoundListPage, list);
  gtk_widget_class_bind_template_child(widget_class, SilsaRoundListPage, detail);
  gtk_widget_class_bind_template_callback(widget_class, add_cb);
  gtk_widget_class_bind_template_callback(widget_class, row_selected_cb);
  gtk_widget_class_bind_template_callback(widget_class, row_activated_cb);
}

static void
silsa_round_list_page_init(SilsaRoundListPage *self)
{
  gtk_widget_init_template(GTK_WIDGET(self));
}
