#include "silsa-round-check-page.h"

#include "silsa-chosen-file.h"
#include "silsa-round-check.h"
#include "silsa-round-differences.h"
#include "silsa-tell.h"
#include "silsa-verify.h"

#include <glib/gi18n.h>

struct _SilsaRoundCheckPage {
  AdwBin parent_instance;

  SilsaRoundDocument *document;

  GtkWidget *complete;
  AdwPreferencesGroup *missing, *warnings;
  AdwActionRow *version_row;
  GPtrArray *rows[2]; /* of GtkWidget, borrowed: missing, warnings */
  guint fill_id;
};

G_DEFINE_FINAL_TYPE(SilsaRoundCheckPage, silsa_round_check_page, ADW_TYPE_BIN)

enum { SIGNAL_GO_TO, N_SIGNALS };
static guint signals[N_SIGNALS];

/* Where it can be put right. */
static SilsaRoundPart
find_part(const SilsaRoundGap *gap)
{
  static const char *const of_applicants[] = {"applicants", "claims", NULL};
  static const char *const of_persons[] = {"assessors", "secretary",  "unassigned", "fingerprint",
                                           "idle",      "name-twice", NULL};

  if (g_strv_contains(of_applicants, gap->code))
    return SILSA_ROUND_APPLICANT;
  return g_strv_contains(of_persons, gap->code) ? SILSA_ROUND_PERSON : SILSA_ROUND_HEAD;
}

static void
go_to_cb(GtkWidget *row, SilsaRoundCheckPage *self)
{
  int part = GPOINTER_TO_INT(g_object_get_data(G_OBJECT(row), "part"));

  g_signal_emit(self, signals[SIGNAL_GO_TO], 0, part, g_object_get_data(G_OBJECT(row), "id"));
}

/* One row for all that lack the same: what, who, and the way to the first of them. */
static GtkWidget *
new_row(SilsaRoundCheckPage *self, const SilsaRoundGap *first, const char *names)
{
  const SilsaRoundGap nameless = {.code = first->code};
  g_autofree char *text = silsa_round_gap_to_text(&nameless, silsa_language_from_locale());
  GtkWidget *row = adw_action_row_new();

  adw_preferences_row_set_use_markup(ADW_PREFERENCES_ROW(row), FALSE);
  adw_preferences_row_set_title(ADW_PREFERENCES_ROW(row), text);
  adw_action_row_set_title_lines(ADW_ACTION_ROW(row), 0);
  adw_action_row_set_subtitle(ADW_ACTION_ROW(row), names);
  adw_action_row_set_subtitle_lines(ADW_ACTION_ROW(row), 2);
  adw_action_row_add_suffix(ADW_ACTION_ROW(row), gtk_image_new_from_icon_name("go-next-symbolic"));
  gtk_list_box_row_set_activatable(GTK_LIST_BOX_ROW(row), TRUE);
  g_object_set_data(G_OBJECT(row), "part", GINT_TO_POINTER(find_part(first)));
  g_object_set_data_full(G_OBJECT(row), "id", g_strdup(first->id), g_free);
  g_signal_connect_object(row, "activated", G_CALLBACK(go_to_cb), self, 0);
  return row;
}

/* "Daegu · Anyang", of all gaps with the code of the one at @at. */
static char *
join_names(GPtrArray *gaps, guint at)
{
  const SilsaRoundGap *first = g_ptr_array_index(gaps, at);
  gboolean korean = silsa_language_from_locale() == SILSA_LANGUAGE_KO;
  g_autoptr(GString) names = g_string_new(NULL);

  for (guint i = at; i < gaps->len; i++) {
    const SilsaRoundGap *gap = g_ptr_array_index(gaps, i);

    if (gap->name != NULL && g_str_equal(gap->code, first->code))
      g_string_append_printf(names, "%s%s", names->len > 0 ? " · " : "",
                             korean ? gap->name : gap->name_en);
  }
  return g_string_free_and_steal(g_steal_pointer(&names));
}

static gboolean
is_first(GPtrArray *gaps, guint at)
{
  const SilsaRoundGap *gap = g_ptr_array_index(gaps, at);

  for (guint i = 0; i < at; i++) {
    if (g_str_equal(((const SilsaRoundGap *)g_ptr_array_index(gaps, i))->code, gap->code))
      return FALSE;
  }
  return TRUE;
}

static void
fill_group(SilsaRoundCheckPage *self, AdwPreferencesGroup *group, GPtrArray *rows, GPtrArray *gaps)
{
  for (guint i = 0; i < rows->len; i++)
    adw_preferences_group_remove(group, g_ptr_array_index(rows, i));
  g_ptr_array_set_size(rows, 0);
  for (guint i = 0; i < gaps->len; i++) {
    g_autofree char *names = NULL;
    GtkWidget *row;

    if (!is_first(gaps, i))
      continue;
    names = join_names(gaps, i);
    row = new_row(self, g_ptr_array_index(gaps, i), names);
    adw_preferences_group_add(group, row);
    g_ptr_array_add(rows, row);
  }
  gtk_widget_set_visible(GTK_WIDGET(group), gaps->len > 0);
}

static void
fill(SilsaRoundCheckPage *self)
{
  SilsaRound *round = silsa_round_document_get_round(self->document);
  g_autoptr(SilsaRoundCheck) check = silsa_round_check_new(round);
  g_autofree char *version = g_strdup_printf(_("Version %u"), silsa_round_get_version(round));

  gtk_widget_set_visible(self->complete, check->complete);
  fill_group(self, self->missing, self->rows[0], check->missing);
  fill_group(self, self->warnings, self->rows[1], check->warnings);
  adw_preferences_row_set_title(ADW_PREFERENCES_ROW(self->version_row), version);
  adw_action_row_set_subtitle(
      self->version_row, _("One file for everybody; after that, this one is the next version."));
}

/* Not at once: a change may come from a row that loses the focus to one of those that would be made
 * anew. */
static gboolean
fill_idle(gpointer data)
{
  SilsaRoundCheckPage *self = data;

  self->fill_id = 0;
  fill(self);
  return G_SOURCE_REMOVE;
}

static void
schedule_fill(SilsaRoundCheckPage *self)
{
  if (self->fill_id == 0 && self->document != NULL)
    self->fill_id = g_idle_add(fill_idle, self);
}

/* Comparing */

static void
show_differences(SilsaRoundCheckPage *self, SilsaRound *other)
{
  g_autoptr(GPtrArray) differences =
      silsa_round_diff(other, silsa_round_document_get_round(self->document));
  g_autofree char *heading =
      differences->len > 0
          ? g_strdup_printf(ngettext("%u Difference", "%u Differences", differences->len),
                            differences->len)
          : g_strdup(_("No Difference"));
  AdwDialog *dialog = silsa_round_differences_dialog_new(heading, NULL, differences);

  adw_alert_dialog_add_response(ADW_ALERT_DIALOG(dialog), "close", _("_Close"));
  adw_dialog_present(dialog, GTK_WIDGET(self));
}

static void
compare_with(SilsaRoundCheckPage *self, const char *path)
{
  g_autoptr(SilsaRound) other = NULL;
  g_autoptr(SilsaCatalogue) catalogue = NULL;
  g_autoptr(SilsaReport) report = NULL;
  g_autoptr(GError) error = NULL;
  SilsaTrust trust = {0};

  if (silsa_round_open(path, NULL, &trust, &other, &catalogue, &report, &error))
    show_differences(self, other);
  else
    silsa_tell_error(GTK_WIDGET(self), _("The Round Could Not Be Opened"), error);
}

static void
file_chosen_cb(GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(SilsaRoundCheckPage) self = user_data;
  g_autoptr(GFile) file = gtk_file_dialog_open_finish(GTK_FILE_DIALOG(source), result, NULL);
  const char *path = silsa_chosen_file_get_path(file, GTK_WIDGET(self));

  if (path != NULL)
    compare_with(self, path);
}

static void
compare_cb(SilsaRoundCheckPage *self)
{
  g_autoptr(GtkFileDialog) dialog = gtk_file_dialog_new();

  gtk_file_dialog_set_title(dialog, _("Compare with Another Version"));
  gtk_file_dialog_open(dialog, GTK_WINDOW(gtk_widget_get_root(GTK_WIDGET(self))), NULL,
                       file_chosen_cb, g_object_ref(self));
}

void
silsa_round_check_page_bind(SilsaRoundCheckPage *self, SilsaRoundDocument *document)
{
  g_return_if_fail(SILSA_IS_ROUND_CHECK_PAGE(self));
  g_return_if_fail(self->document == NULL);

  self->document = g_object_ref(document);
  g_signal_connect_object(document, "notify::round", G_CALLBACK(schedule_fill), self,
                          G_CONNECT_SWAPPED);
  fill(self);
}

static void
silsa_round_check_page_dispose(GObject *object)
{
  SilsaRoundCheckPage *self = SILSA_ROUND_CHECK_PAGE(object);

  g_clear_object(&self->document);
  g_clear_handle_id(&self->fill_id, g_source_remove);
  gtk_widget_dispose_template(GTK_WIDGET(self), SILSA_TYPE_ROUND_CHECK_PAGE);
  for (guint i = 0; i < G_N_ELEMENTS(self->rows); i++)
    g_clear_pointer(&self->rows[i], g_ptr_array_unref);
  G_OBJECT_CLASS(silsa_round_check_page_parent_class)->dispose(object);
}

static void
silsa_round_check_page_class_init(SilsaRoundCheckPageClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS(class);

  G_OBJECT_CLASS(class)->dispose = silsa_round_check_page_dispose;
  signals[SIGNAL_GO_TO] = g_signal_new("go-to", G_TYPE_FROM_CLASS(class), G_SIGNAL_RUN_LAST, 0,
                                       NULL, NULL, NULL, G_TYPE_NONE, 2, G_TYPE_INT, G_TYPE_STRING);
  gtk_widget_class_set_template_from_resource(widget_class,
                                              "/io/github/silsa/Silsa/silsa-round-check-page.ui");
  gtk_widget_class_bind_template_child(widget_class, SilsaRoundCheckPage, complete);
  gtk_widget_class_bind_template_child(widget_class, SilsaRoundCheckPage, missing);
  gtk_widget_class_bind_template_child(widget_class, SilsaRoundCheckPage, warnings);
  gtk_widget_class_bind_template_child(widget_class, SilsaRoundCheckPage, version_row);
  gtk_widget_class_bind_template_callback(widget_class, compare_cb);
}

static void
silsa_round_check_page_init(SilsaRoundCheckPage *self)
{
  for (guint i = 0; i < G_N_ELEMENTS(self->rows); i++)
    self->rows[i] = g_ptr_array_new();
  gtk_widget_init_template(GTK_WIDGET(self));
}
