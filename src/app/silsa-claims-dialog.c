#include "silsa-claims-dialog.h"

#include "silsa-chosen-file.h"
#include "silsa-claims.h"
#include "silsa-error.h"
#include "silsa-fact-words.h"
#include "silsa-file.h"
#include "silsa-limits.h"
#include "silsa-part-file.h"
#include "silsa-row-list.h"
#include "silsa-tell.h"

#include <glib/gi18n.h>

#define FOLD_FROM 9

struct _SilsaClaimsDialog {
  AdwDialog parent_instance;

  SilsaStore *store;
  SilsaClaimsImport *import;
  SilsaAct *effect; /* the act as it would be performed: old values, and what follows */
  SilsaClaimsTaken taken;
  GtkWidget *parent; /* borrowed: the dialog is in it */

  GtkBox *counts;
  GtkBox *lists;
  GtkWidget *take_button;
};

G_DEFINE_FINAL_TYPE(SilsaClaimsDialog, silsa_claims_dialog, ADW_TYPE_DIALOG)

static SilsaCatalogue *
get_catalogue(SilsaClaimsDialog *self)
{
  return silsa_assessment_get_catalogue(silsa_store_get_assessment(self->store));
}

/* Lists */

static SilsaRowList *
add_list(SilsaClaimsDialog *self, const char *icon, const char *style, const char *title)
{
  GtkWidget *list = silsa_row_list_new(icon, style, title);

  gtk_box_append(self->lists, list);
  silsa_row_list_fold_from(SILSA_ROW_LIST(list), FOLD_FROM);
  return SILSA_ROW_LIST(list);
}

static void
list_refused(SilsaClaimsDialog *self)
{
  SilsaRowList *list = add_list(self, "dialog-warning-symbolic", "warning", _("Not taken"));

  silsa_row_list_fold_from(list, 0);
  for (guint i = 0; i < self->import->refused->len; i++) {
    const SilsaRefusedRow *row = g_ptr_array_index(self->import->refused, i);
    g_autofree char *number = g_strdup_printf(_("Row %u"), row->row);
    g_autofree char *title = row->found != NULL && row->found[0] != '\0'
                                 ? g_strdup_printf(_("%s · “%s”"), number, row->found)
                                 : g_strdup(number);

    silsa_row_list_add(list, NULL, NULL, title, silsa_refused_reason_to_text(row->reason));
  }
}

static void
list_reread(SilsaClaimsDialog *self)
{
  SilsaRowList *list =
      add_list(self, "dialog-information-symbolic", NULL, _("Numbers spelled otherwise"));

  for (guint i = 0; i < self->import->reread->len; i++) {
    const SilsaRereadRow *row = g_ptr_array_index(self->import->reread, i);
    g_autofree char *title = g_strdup_printf(_("Row %u"), row->row);
    g_autofree char *words = g_strdup_printf(_("“%s” was read as %s"), row->found, row->value);

    silsa_row_list_add(list, NULL, NULL, title, words);
  }
}

static void
add_change(SilsaClaimsDialog *self, SilsaRowList *list, const SilsaChange *change)
{
  SilsaCatalogue *catalogue = get_catalogue(self);
  SilsaLanguage language = silsa_language_from_locale();
  g_autofree char *field =
      silsa_fact_field_to_text(catalogue, change->subject, change->field, language);
  g_autofree char *before =
      silsa_fact_value_to_text(catalogue, change->subject, change->field, change->old_value);
  g_autofree char *after =
      silsa_fact_value_to_text(catalogue, change->subject, change->field, change->new_value);
  g_autofree char *title = g_strdup_printf("%s · %s", change->subject, field);
  g_autofree char *words =
      change->old_value != NULL ? g_strdup_printf("%s → %s", before, after) : g_strdup(after);

  silsa_row_list_add(list, NULL, NULL, title, words);
}

static void
list_reopened(SilsaClaimsDialog *self)
{
  SilsaRowList *list =
      add_list(self, "view-refresh-symbolic", "warning", _("To be confirmed again"));
  SilsaCatalogue *catalogue = get_catalogue(self);

  for (guint i = 0; i < self->effect->changes->len; i++) {
    const SilsaChange *change = g_ptr_array_index(self->effect->changes, i);
    const SilsaIndicator *indicator = silsa_catalogue_find_indicator(catalogue, change->subject);
    g_autofree char *title = NULL;

    if (g_strcmp0(change->field, "confirmed") != 0 || indicator == NULL)
      continue;
    title = g_strdup_printf("%s %s", indicator->code,
                            silsa_text_get(&indicator->title, silsa_language_from_locale()));
    silsa_row_list_add(list, NULL, NULL, title, _("It was confirmed with another value."));
  }
}

static gboolean
is_value(const SilsaChange *change)
{
  return g_str_has_prefix(change->field, "claim:");
}

static gboolean
is_text(const SilsaChange *change)
{
  return g_str_has_prefix(change->field, "claim-");
}

static void
list_changes(SilsaClaimsDialog *self)
{
  SilsaRowList *changed = add_list(self, "document-edit-symbolic", NULL, _("Changed"));
  SilsaRowList *new = add_list(self, "list-add-symbolic", NULL, _("New"));
  SilsaRowList *texts =
      add_list(self, "text-x-generic-symbolic", NULL, _("Summaries, pages and documents"));

  for (guint i = 0; i < self->effect->changes->len; i++) {
    const SilsaChange *change = g_ptr_array_index(self->effect->changes, i);

    if (is_value(change))
      add_change(self, change->old_value != NULL ? changed : new, change);
    else if (is_text(change))
      add_change(self, texts, change);
  }
}

static void
add_count(SilsaClaimsDialog *self, guint n, const char *words, const char *style)
{
  GtkWidget *tile = gtk_box_new(GTK_ORIENTATION_VERTICAL, 0);
  g_autofree char *number = g_strdup_printf("%u", n);
  GtkWidget *label = gtk_label_new(number);
  GtkWidget *caption = gtk_label_new(words);

  gtk_widget_add_css_class(tile, "inset");
  gtk_widget_add_css_class(label, "title-2");
  gtk_widget_add_css_class(label, "numeric");
  if (n > 0 && style != NULL)
    gtk_widget_add_css_class(label, style);
  gtk_widget_add_css_class(caption, "small");
  gtk_widget_add_css_class(caption, "soft");
  gtk_box_append(GTK_BOX(tile), label);
  gtk_box_append(GTK_BOX(tile), caption);
  gtk_box_append(self->counts, tile);
}

static void
show_import(SilsaClaimsDialog *self)
{
  const SilsaClaimsImport *import = self->import;
  guint n = import->n_new + import->n_changed;
  g_autofree char *words =
      n > 0 ? g_strdup_printf(ngettext("_Take %u Claim", "_Take %u Claims", n), n)
            : g_strdup(_("Nothing to Take"));

  add_count(self, import->n_new, C_("claims", "new"), NULL);
  add_count(self, import->n_changed, C_("claims", "changed"), NULL);
  add_count(self, import->n_same, C_("claims", "the same"), NULL);
  add_count(self, import->refused->len, C_("claims", "not taken"), "warning");
  list_refused(self);
  list_reopened(self);
  list_changes(self);
  list_reread(self);
  gtk_button_set_label(GTK_BUTTON(self->take_button), words);
  gtk_widget_set_sensitive(self->take_button, !silsa_act_is_empty(self->effect));
}

/* Taking */

static void
take_cb(SilsaClaimsDialog *self)
{
  guint n = self->import->n_new + self->import->n_changed;
  g_autofree char *words =
      g_strdup_printf(ngettext("%u claim imported", "%u claims imported", n), n);
  g_autoptr(GError) error = NULL;

  if (!silsa_store_perform(self->store, self->import->act, &error)) {
    silsa_tell_error(GTK_WIDGET(self), _("The Claims Were Not Taken"), error);
    return;
  }
  self->taken(self->parent, words);
  adw_dialog_close(ADW_DIALOG(self));
}

/* Life */

static void
silsa_claims_dialog_dispose(GObject *object)
{
  SilsaClaimsDialog *self = SILSA_CLAIMS_DIALOG(object);

  g_clear_object(&self->store);
  g_clear_pointer(&self->import, silsa_claims_import_free);
  g_clear_pointer(&self->effect, silsa_act_free);

  G_OBJECT_CLASS(silsa_claims_dialog_parent_class)->dispose(object);
}

static void
silsa_claims_dialog_class_init(SilsaClaimsDialogClass *class)
{
  G_OBJECT_CLASS(class)->dispose = silsa_claims_dialog_dispose;
}

static GtkWidget *
new_foot(SilsaClaimsDialog *self)
{
  GtkWidget *foot = gtk_box_new(GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *cancel = gtk_button_new_with_mnemonic(_("_Cancel"));

  self->take_button = gtk_button_new();
  gtk_button_set_use_underline(GTK_BUTTON(self->take_button), TRUE);
  gtk_widget_add_css_class(self->take_button, "suggested-action");
  gtk_widget_set_hexpand(cancel, TRUE);
  gtk_widget_set_halign(cancel, GTK_ALIGN_END);
  gtk_widget_set_margin_top(foot, 10);
  gtk_widget_set_margin_bottom(foot, 10);
  gtk_widget_set_margin_start(foot, 20);
  gtk_widget_set_margin_end(foot, 20);
  gtk_box_append(GTK_BOX(foot), cancel);
  gtk_box_append(GTK_BOX(foot), self->take_button);
  g_signal_connect_object(cancel, "clicked", G_CALLBACK(adw_dialog_close), self, G_CONNECT_SWAPPED);
  g_signal_connect_object(self->take_button, "clicked", G_CALLBACK(take_cb), self,
                          G_CONNECT_SWAPPED);
  return foot;
}

static void
silsa_claims_dialog_init(SilsaClaimsDialog *self)
{
  GtkWidget *view = adw_toolbar_view_new();
  GtkWidget *box = gtk_box_new(GTK_ORIENTATION_VERTICAL, 20);
  GtkWidget *scroller = gtk_scrolled_window_new();

  self->counts = GTK_BOX(gtk_box_new(GTK_ORIENTATION_HORIZONTAL, 8));
  gtk_box_set_homogeneous(self->counts, TRUE);
  self->lists = GTK_BOX(gtk_box_new(GTK_ORIENTATION_VERTICAL, 20));
  gtk_box_append(GTK_BOX(box), GTK_WIDGET(self->counts));
  gtk_box_append(GTK_BOX(box), GTK_WIDGET(self->lists));
  gtk_widget_set_margin_top(box, 8);
  gtk_widget_set_margin_bottom(box, 20);
  gtk_widget_set_margin_start(box, 20);
  gtk_widget_set_margin_end(box, 20);
  gtk_scrolled_window_set_child(GTK_SCROLLED_WINDOW(scroller), box);
  gtk_scrolled_window_set_policy(GTK_SCROLLED_WINDOW(scroller), GTK_POLICY_NEVER,
                                 GTK_POLICY_AUTOMATIC);
  adw_toolbar_view_add_top_bar(ADW_TOOLBAR_VIEW(view), adw_header_bar_new());
  adw_toolbar_view_set_content(ADW_TOOLBAR_VIEW(view), scroller);
  adw_toolbar_view_set_bottom_bar_style(ADW_TOOLBAR_VIEW(view), ADW_TOOLBAR_RAISED_BORDER);
  adw_toolbar_view_add_bottom_bar(ADW_TOOLBAR_VIEW(view), new_foot(self));
  adw_dialog_set_child(ADW_DIALOG(self), view);
  adw_dialog_set_title(ADW_DIALOG(self), _("Import Claims"));
  adw_dialog_set_content_width(ADW_DIALOG(self), 620);
  adw_dialog_set_content_height(ADW_DIALOG(self), 640);
  adw_dialog_set_default_widget(ADW_DIALOG(self), self->take_button);
  adw_dialog_set_focus(ADW_DIALOG(self), self->take_button);
}

/* Choosing */

typedef struct {
  SilsaStore *store;
  GtkWidget *parent;
  SilsaClaimsTaken told;
} Choice;

static Choice *
choice_new(SilsaStore *store, GtkWidget *parent, SilsaClaimsTaken told)
{
  Choice *self = g_new0(Choice, 1);

  self->store = g_object_ref(store);
  self->parent = g_object_ref(parent);
  self->told = told;
  return self;
}

static void
choice_free(Choice *self)
{
  g_object_unref(self->store);
  g_object_unref(self->parent);
  g_free(self);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Choice, choice_free)

static gboolean
read_table(SilsaClaimsDialog *self, const char *path, GError **error)
{
  SilsaAssessment *assessment = silsa_store_get_assessment(self->store);
  g_autoptr(GBytes) csv = silsa_file_read(path, SILSA_LIMIT_CLAIMS_BYTES, "claims-bytes", error);

  if (csv == NULL)
    return FALSE;
  self->import = silsa_claims_read(assessment, csv, error);
  if (self->import == NULL) {
    silsa_error_at_file(error, path);
    return FALSE;
  }
  self->effect = silsa_act_copy(self->import->act);
  return silsa_assessment_check(assessment, self->effect, error);
}

static void
table_chosen_cb(GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(Choice) choice = user_data;
  g_autoptr(GFile) file = gtk_file_dialog_open_finish(GTK_FILE_DIALOG(source), result, NULL);
  g_autoptr(SilsaClaimsDialog) self = NULL;
  g_autoptr(GError) error = NULL;
  const char *path;

  if (gtk_widget_get_root(choice->parent) == NULL ||
      (path = silsa_chosen_file_get_path(file, choice->parent)) == NULL)
    return;
  self = g_object_ref_sink(g_object_new(SILSA_TYPE_CLAIMS_DIALOG, NULL));
  self->store = g_object_ref(choice->store);
  self->parent = choice->parent;
  self->taken = choice->told;
  if (!read_table(self, path, &error)) {
    silsa_tell_error(choice->parent, _("The Claims Were Not Taken"), error);
    return;
  }
  show_import(self);
  adw_dialog_present(ADW_DIALOG(self), choice->parent);
}

void
silsa_claims_choose(SilsaStore *store, GtkWidget *parent, SilsaClaimsTaken taken)
{
  g_autoptr(GtkFileDialog) dialog = gtk_file_dialog_new();

  g_return_if_fail(SILSA_IS_STORE(store) && GTK_IS_WIDGET(parent) && taken != NULL);

  gtk_file_dialog_set_title(dialog, _("Import Claims"));
  gtk_file_dialog_open(dialog, GTK_WINDOW(gtk_widget_get_root(parent)), NULL, table_chosen_cb,
                       choice_new(store, parent, taken));
}

/* The empty table */

static void
place_chosen_cb(GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(Choice) choice = user_data;
  g_autoptr(GFile) file = gtk_file_dialog_save_finish(GTK_FILE_DIALOG(source), result, NULL);
  g_autoptr(GInputStream) stream = NULL;
  g_autoptr(GBytes) table = NULL;
  g_autoptr(GError) error = NULL;
  const char *path;

  if (gtk_widget_get_root(choice->parent) == NULL ||
      (path = silsa_chosen_file_get_path(file, choice->parent)) == NULL)
    return;
  table = silsa_claims_template(
      silsa_assessment_get_catalogue(silsa_store_get_assessment(choice->store)),
      silsa_language_from_locale());
  stream = g_memory_input_stream_new_from_bytes(table);
  if (silsa_part_file_copy(stream, path, SILSA_PART_NONE, NULL, &error))
    choice->told(choice->parent, _("The empty table was written"));
  else
    silsa_tell_error(choice->parent, _("The Table Was Not Written"), error);
}

void
silsa_claims_save_template(SilsaStore *store, GtkWidget *parent, SilsaClaimsTaken written)
{
  g_autoptr(GtkFileDialog) dialog = gtk_file_dialog_new();

  g_return_if_fail(SILSA_IS_STORE(store) && GTK_IS_WIDGET(parent) && written != NULL);

  gtk_file_dialog_set_title(dialog, _("Save an Empty Table for Claims"));
  gtk_file_dialog_set_initial_name(dialog, _("claims.csv"));
  gtk_file_dialog_save(dialog, GTK_WINDOW(gtk_widget_get_root(parent)), NULL, place_chosen_cb,
                       choice_new(store, parent, written));
}
