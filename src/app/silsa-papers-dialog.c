#include "silsa-papers-dialog.h"

#include "silsa-chosen-file.h"
#include "silsa-paper-window.h"
#include "silsa-papers-import.h"
#include "silsa-submitted.h"
#include "silsa-tell.h"

#include <glib/gi18n.h>

struct _SilsaPapersDialog {
  AdwDialog parent_instance;

  SilsaStore *store;
  guint page; /* at which papers are opened */
  GCancellable *cancellable; /* of the import under way, or NULL */

  GtkStack *stack;
  GtkListBox *list;
  GtkRevealer *busy;
  GtkLabel *busy_label;
};

typedef enum { PROP_CAN_ATTACH = 1 } SilsaPapersDialogProperty;
static GParamSpec *properties[PROP_CAN_ATTACH + 1];

G_DEFINE_FINAL_TYPE(SilsaPapersDialog, silsa_papers_dialog, ADW_TYPE_DIALOG)

/* What stands */

static char *
describe(SilsaPapersDialog *self, SilsaEvidence *paper)
{
  SilsaAssessment *assessment = silsa_store_get_assessment(self->store);
  g_autofree char *size = g_format_size(silsa_evidence_get_facts(paper)->size);
  g_autofree char *claims = NULL;
  guint n = 0;

  for (guint i = 0; i < g_list_model_get_n_items(G_LIST_MODEL(assessment)); i++)
    if (silsa_submitted_find(assessment, silsa_assessment_get_answer(assessment, i)) == paper)
      n++;
  claims = n > 0 ? g_strdup_printf(ngettext("%u claim points here", "%u claims point here", n), n)
                 : g_strdup(_("no claim points here"));
  return g_strdup_printf("%s · %s", size, claims);
}

static void
open_cb(GtkWidget *row, SilsaPapersDialog *self)
{
  gint64 *id = g_object_get_data(G_OBJECT(row), "paper");

  silsa_paper_window_present(self->store, *id, self->page,
                             GTK_WINDOW(gtk_widget_get_root(GTK_WIDGET(self))));
}

/* What had the focus may be gone, or be of no use for a while: Escape must still reach the dialog.
 */
static void
keep_focus(SilsaPapersDialog *self)
{
  GtkWidget *row = gtk_widget_get_first_child(GTK_WIDGET(self->list));

  if (row != NULL)
    gtk_widget_grab_focus(row);
  else
    gtk_widget_child_focus(GTK_WIDGET(self->stack), GTK_DIR_TAB_FORWARD);
}

static void
take_out_cb(GtkWidget *button, SilsaPapersDialog *self)
{
  gint64 *id = g_object_get_data(G_OBJECT(button), "paper");
  g_autoptr(SilsaAct) act = silsa_submitted_detach_new(*id);

  silsa_store_perform(self->store, act, NULL);
  keep_focus(self);
}

static void
remember_paper(GtkWidget *widget, gint64 id)
{
  g_object_set_data_full(G_OBJECT(widget), "paper", g_memdup2(&id, sizeof id), g_free);
}

static GtkWidget *
new_take_out_button(SilsaPapersDialog *self, gint64 id, const char *name)
{
  GtkWidget *button = gtk_button_new_from_icon_name("user-trash-symbolic");
  g_autofree char *words = g_strdup_printf(_("Take out %s"), name);

  gtk_widget_set_tooltip_text(button, words);
  gtk_widget_set_valign(button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class(button, "flat");
  remember_paper(button, id);
  g_signal_connect_object(button, "clicked", G_CALLBACK(take_out_cb), self, 0);
  return button;
}

static GtkWidget *
new_row(SilsaPapersDialog *self, SilsaEvidence *paper)
{
  gint64 id = silsa_evidence_get_id(paper);
  const char *name = silsa_submitted_get_name(silsa_store_get_assessment(self->store), id);
  g_autofree char *facts = describe(self, paper);
  GtkWidget *row = adw_action_row_new();

  adw_preferences_row_set_use_markup(ADW_PREFERENCES_ROW(row), FALSE);
  adw_preferences_row_set_title(ADW_PREFERENCES_ROW(row), name);
  adw_action_row_set_subtitle(ADW_ACTION_ROW(row), facts);
  adw_action_row_set_title_lines(ADW_ACTION_ROW(row), 2);
  adw_action_row_add_prefix(ADW_ACTION_ROW(row),
                            gtk_image_new_from_icon_name("x-office-document-symbolic"));
  if (!silsa_store_get_read_only(self->store))
    adw_action_row_add_suffix(ADW_ACTION_ROW(row), new_take_out_button(self, id, name));
  adw_action_row_add_suffix(ADW_ACTION_ROW(row), gtk_image_new_from_icon_name("go-next-symbolic"));
  gtk_list_box_row_set_activatable(GTK_LIST_BOX_ROW(row), TRUE);
  remember_paper(row, id);
  g_signal_connect_object(row, "activated", G_CALLBACK(open_cb), self, 0);
  return row;
}

static void
refresh(SilsaPapersDialog *self)
{
  g_autoptr(GPtrArray) papers = silsa_submitted_list(silsa_store_get_assessment(self->store));

  gtk_list_box_remove_all(self->list);
  for (guint i = 0; i < papers->len; i++)
    gtk_list_box_append(self->list, new_row(self, g_ptr_array_index(papers, i)));
  gtk_stack_set_visible_child_name(self->stack, papers->len > 0 ? "list" : "nothing");
}

/* Attaching */

static void
set_busy(SilsaPapersDialog *self, const char *name)
{
  gtk_label_set_text(self->busy_label, name != NULL ? name : "");
  gtk_revealer_set_reveal_child(self->busy, name != NULL);
  g_object_notify_by_pspec(G_OBJECT(self), properties[PROP_CAN_ATTACH]);
}

static void
tell_refused(SilsaPapersDialog *self, GPtrArray *refused)
{
  g_autoptr(GString) list = g_string_new(NULL);

  for (guint i = 0; i < refused->len; i++)
    g_string_append_printf(list, "%s%s", i > 0 ? "\n" : "", (char *)g_ptr_array_index(refused, i));
  silsa_tell(GTK_WIDGET(self), _("Some Files Were Not Attached"), list->str);
}

static void
import_cb(const char *name, GPtrArray *refused, gpointer user_data)
{
  SilsaPapersDialog *self = user_data;

  if (name == NULL)
    g_clear_object(&self->cancellable);
  if (self->store != NULL) {
    set_busy(self, name);
    keep_focus(self);
    if (name == NULL && refused->len > 0)
      tell_refused(self, refused);
  }
  if (name == NULL)
    g_object_unref(self);
}

static void
attach(SilsaPapersDialog *self, GListModel *files)
{
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new();
  g_auto(GStrv) paths = NULL;

  if (self->cancellable != NULL || silsa_store_get_read_only(self->store))
    return;
  for (guint i = 0; i < g_list_model_get_n_items(files); i++) {
    g_autoptr(GFile) file = g_list_model_get_item(files, i);
    const char *path = silsa_chosen_file_get_path(file, GTK_WIDGET(self));

    if (path != NULL)
      g_strv_builder_add(builder, path);
  }
  paths = g_strv_builder_end(builder);
  if (paths[0] == NULL)
    return;
  self->cancellable = g_cancellable_new();
  silsa_papers_import(self->store, (const char *const *)paths, self->cancellable, import_cb,
                      g_object_ref(self));
}

static void
chosen_cb(GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(SilsaPapersDialog) self = user_data;
  g_autoptr(GListModel) files =
      gtk_file_dialog_open_multiple_finish(GTK_FILE_DIALOG(source), result, NULL);

  if (files != NULL && self->store != NULL)
    attach(self, files);
}

static void
attach_cb(SilsaPapersDialog *self)
{
  g_autoptr(GtkFileDialog) dialog = gtk_file_dialog_new();
  g_autoptr(GtkFileFilter) filter = gtk_file_filter_new();
  g_autoptr(GListStore) filters = g_list_store_new(GTK_TYPE_FILE_FILTER);

  gtk_file_filter_set_name(filter, _("PDF documents"));
  gtk_file_filter_add_mime_type(filter, "application/pdf");
  g_list_store_append(filters, filter);
  gtk_file_dialog_set_title(dialog, _("Attach the Papers of the City"));
  gtk_file_dialog_set_filters(dialog, G_LIST_MODEL(filters));
  gtk_file_dialog_open_multiple(dialog, GTK_WINDOW(gtk_widget_get_root(GTK_WIDGET(self))), NULL,
                                chosen_cb, g_object_ref(self));
}

static void
cancel_cb(SilsaPapersDialog *self)
{
  g_cancellable_cancel(self->cancellable);
}

static gboolean
drop_cb(SilsaPapersDialog *self, const GValue *value)
{
  g_autoptr(GListStore) files = g_list_store_new(G_TYPE_FILE);

  for (GSList *l = g_value_get_boxed(value); l != NULL; l = l->next)
    g_list_store_append(files, l->data);
  attach(self, G_LIST_MODEL(files));
  return TRUE;
}

/* Life */

static void
silsa_papers_dialog_get_property(GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  SilsaPapersDialog *self = SILSA_PAPERS_DIALOG(object);

  if (id == PROP_CAN_ATTACH)
    g_value_set_boolean(value, self->store != NULL && self->cancellable == NULL &&
                                   !silsa_store_get_read_only(self->store));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID(object, id, pspec);
}

static void
silsa_papers_dialog_dispose(GObject *object)
{
  SilsaPapersDialog *self = SILSA_PAPERS_DIALOG(object);

  g_clear_object(&self->store);
  gtk_widget_dispose_template(GTK_WIDGET(self), SILSA_TYPE_PAPERS_DIALOG);

  G_OBJECT_CLASS(silsa_papers_dialog_parent_class)->dispose(object);
}

static void
silsa_papers_dialog_class_init(SilsaPapersDialogClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS(class);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS(class);

  object_class->get_property = silsa_papers_dialog_get_property;
  object_class->dispose = silsa_papers_dialog_dispose;
  properties[PROP_CAN_ATTACH] =
      g_param_spec_boolean("can-attach", NULL, NULL, FALSE,
                           G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties(object_class, G_N_ELEMENTS(properties), properties);

  gtk_widget_class_set_template_from_resource(widget_class,
                                              "/io/github/silsa/Silsa/silsa-papers-dialog.ui");
  gtk_widget_class_bind_template_child(widget_class, SilsaPapersDialog, stack);
  gtk_widget_class_bind_template_child(widget_class, SilsaPapersDialog, list);
  gtk_widget_class_bind_template_child(widget_class, SilsaPapersDialog, busy);
  gtk_widget_class_bind_template_child(widget_class, SilsaPapersDialog, busy_label);
  gtk_widget_class_bind_template_callback(widget_class, attach_cb);
  gtk_widget_class_bind_template_callback(widget_class, cancel_cb);
}

static void
silsa_papers_dialog_init(SilsaPapersDialog *self)
{
  GtkDropTarget *drop = gtk_drop_target_new(GDK_TYPE_FILE_LIST, GDK_ACTION_COPY);

  gtk_widget_init_template(GTK_WIDGET(self));
  g_signal_connect_swapped(drop, "drop", G_CALLBACK(drop_cb), self);
  gtk_widget_add_controller(GTK_WIDGET(self), GTK_EVENT_CONTROLLER(drop));
}

void
silsa_papers_dialog_present(SilsaStore *store, guint page, GtkWidget *parent)
{
  SilsaPapersDialog *self;

  g_return_if_fail(SILSA_IS_STORE(store));

  self = g_object_new(SILSA_TYPE_PAPERS_DIALOG, NULL);
  self->store = g_object_ref(store);
  self->page = page;
  g_signal_connect_object(silsa_store_get_assessment(store), "settled", G_CALLBACK(refresh), self,
                          G_CONNECT_SWAPPED);
  refresh(self);
  set_busy(self, NULL);
  adw_dialog_present(ADW_DIALOG(self), parent);
}
