#include "silsa-paper-window.h"

#include "silsa-chosen-file.h"
#include "silsa-error.h"
#include "silsa-page-picture.h"
#include "silsa-part-file.h"
#include "silsa-submitted.h"
#include "silsa-tell.h"

#include <glib/gi18n.h>

#define WIDTH 780 /* of a page that is shown as it comes, where the window is as wide */
#define MARGIN 12 /* around it, as in the template */
#define LEAST_WIDTH 200
#define ZOOM_MIN -3
#define ZOOM_MAX 6
#define SPOKEN_MAX 2000 /* characters of a page that a screen reader is given */

struct _SilsaPaperWindow {
  AdwWindow parent_instance;

  SilsaStore *store;
  gint64 evidence;
  SilsaCityPaper *paper;
  GCancellable *cancellable; /* of the page under way */
  guint page, pages; /* shown or under way; 0: not known yet */
  guint shown; /* the page that is on the screen, 0: none */
  int zoom;
  guint size_source;

  AdwWindowTitle *heading;
  GtkEditable *page_entry;
  GtkLabel *pages_label;
  GtkStack *stack;
  GtkScrolledWindow *scroller;
  GtkPicture *picture;
  AdwStatusPage *problem;
};

G_DEFINE_FINAL_TYPE(SilsaPaperWindow, silsa_paper_window, ADW_TYPE_WINDOW)

/* As it comes, a page is seen from edge to edge; whoever wants it larger scrolls. */
static int
get_width(SilsaPaperWindow *self)
{
  int room = gtk_widget_get_width(GTK_WIDGET(self->stack)) - 2 * MARGIN; /* or not laid out yet */
  double width = room >= LEAST_WIDTH ? MIN(WIDTH, room) : WIDTH;

  for (int i = 0; i < ABS(self->zoom); i++)
    width *= self->zoom > 0 ? 1.25 : 0.8;
  return (int)width;
}

/* Showing */

static void
show_problem(SilsaPaperWindow *self, const GError *error)
{
  g_autofree char *sentence = silsa_error_explain(error);

  adw_status_page_set_description(self->problem, sentence);
  gtk_stack_set_visible_child_name(self->stack, "problem");
}

static void
show_place(SilsaPaperWindow *self)
{
  g_autofree char *page = g_strdup_printf("%u", self->page);
  g_autofree char *pages = g_strdup_printf("/ %u", self->pages);

  gtk_editable_set_text(self->page_entry, page);
  gtk_label_set_text(self->pages_label, pages);
  gtk_widget_action_set_enabled(GTK_WIDGET(self), "paper.previous", self->page > 1);
  gtk_widget_action_set_enabled(GTK_WIDGET(self), "paper.next", self->page < self->pages);
  gtk_widget_action_set_enabled(GTK_WIDGET(self), "paper.larger", self->zoom < ZOOM_MAX);
  gtk_widget_action_set_enabled(GTK_WIDGET(self), "paper.smaller", self->zoom > ZOOM_MIN);
}

static void
say_page(SilsaPaperWindow *self, const char *text)
{
  g_autofree char *part =
      g_utf8_substring(text, 0, MIN(g_utf8_strlen(text, -1), (glong)SPOKEN_MAX));
  g_autofree char *words = g_strdup_printf(_("Page %u of %u. %s"), self->page, self->pages, part);

  gtk_accessible_update_property(GTK_ACCESSIBLE(self->picture), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                 g_strstrip(words), -1);
}

/* Called whenever there is another page, or another width for it. */
static void
show_size(SilsaPaperWindow *self)
{
  GdkPaintable *page = gtk_picture_get_paintable(self->picture);
  int width = get_width(self);

  if (page != NULL)
    gtk_widget_set_size_request(GTK_WIDGET(self->picture), width,
                                (int)(width / gdk_paintable_get_intrinsic_aspect_ratio(page)));
}

static gboolean
size_cb(gpointer data)
{
  SilsaPaperWindow *self = data;

  self->size_source = 0;
  show_size(self);
  return G_SOURCE_REMOVE;
}

/* While a window is laid out, nothing in it can ask for another size. */
static void
resized_cb(SilsaPaperWindow *self)
{
  if (self->size_source == 0)
    self->size_source = g_idle_add(size_cb, self);
}

static void
drawn_cb(GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(SilsaPaperWindow) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(SilsaPagePicture) picture =
      silsa_city_paper_draw_finish(SILSA_CITY_PAPER(source), result, &error);
  gboolean first;

  if (g_error_matches(error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return; /* another page is wanted by now, or the window is gone */
  if (picture == NULL) {
    show_problem(self, error);
    return;
  }
  first = self->pages == 0;
  if (picture->page != self->shown)
    gtk_adjustment_set_value(gtk_scrolled_window_get_vadjustment(self->scroller), 0);
  self->shown = picture->page;
  self->page = picture->page;
  self->pages = picture->pages;
  gtk_picture_set_paintable(self->picture, GDK_PAINTABLE(picture->texture));
  show_size(self);
  gtk_stack_set_visible_child_name(self->stack, "page");
  show_place(self);
  say_page(self, picture->text);
  if (first) /* not on the number of the page, where Page Down would do nothing */
    gtk_widget_grab_focus(GTK_WIDGET(self->picture));
}

static void
draw(SilsaPaperWindow *self, const char *page)
{
  int scale = gtk_widget_get_scale_factor(GTK_WIDGET(self));

  g_cancellable_cancel(self->cancellable);
  g_clear_object(&self->cancellable);
  if (self->paper == NULL)
    return;
  self->cancellable = g_cancellable_new();
  silsa_city_paper_draw_async(self->paper, page, get_width(self) * scale, self->cancellable,
                              drawn_cb, g_object_ref(self));
}

static void
draw_number(SilsaPaperWindow *self, guint page)
{
  g_autofree char *place = g_strdup_printf("#%u", page);

  /* At once: the next key may come before the page does. */
  self->page = page;
  show_place(self);
  draw(self, place);
}

/* Moving */

static void
page_cb(SilsaPaperWindow *self)
{
  guint64 page;

  if (self->pages > 0 && g_ascii_string_to_unsigned(gtk_editable_get_text(self->page_entry), 10, 1,
                                                    G_MAXINT, &page, NULL))
    draw_number(self, (guint)MIN(page, self->pages));
  else
    show_place(self);
  gtk_widget_grab_focus(GTK_WIDGET(self->picture));
}

static void
step_action(GtkWidget *widget, const char *name, GVariant *parameter G_GNUC_UNUSED)
{
  SilsaPaperWindow *self = SILSA_PAPER_WINDOW(widget);

  if (self->pages == 0)
    return;
  if (g_str_equal(name, "paper.next"))
    draw_number(self, MIN(self->page + 1, self->pages));
  else if (g_str_equal(name, "paper.previous"))
    draw_number(self, MAX(self->page, 2) - 1);
  else if (g_str_equal(name, "paper.first"))
    draw_number(self, 1);
  else
    draw_number(self, self->pages);
}

static void
zoom_action(GtkWidget *widget, const char *name, GVariant *parameter G_GNUC_UNUSED)
{
  SilsaPaperWindow *self = SILSA_PAPER_WINDOW(widget);

  self->zoom = CLAMP(self->zoom + (g_str_equal(name, "paper.larger") ? 1 : -1), ZOOM_MIN, ZOOM_MAX);
  if (self->pages > 0)
    draw_number(self, self->page);
}

static void
close_action(GtkWidget *widget, const char *name G_GNUC_UNUSED, GVariant *parameter G_GNUC_UNUSED)
{
  gtk_window_close(GTK_WINDOW(widget));
}

/* A copy, for whoever has another reader */

static void
copy_thread(GTask *task, gpointer source G_GNUC_UNUSED, gpointer data, GCancellable *cancellable)
{
  GInputStream *stream = g_object_get_data(G_OBJECT(task), "stream");
  GError *error = NULL;

  if (silsa_part_file_copy(stream, data, SILSA_PART_NONE, cancellable, &error))
    g_task_return_boolean(task, TRUE);
  else
    g_task_return_error(task, error);
}

static void
copied_cb(GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(SilsaPaperWindow) self = user_data;
  g_autoptr(GError) error = NULL;

  if (!g_task_propagate_boolean(G_TASK(result), &error) && gtk_widget_get_mapped(GTK_WIDGET(self)))
    silsa_tell_error(GTK_WIDGET(self), _("The Copy Was Not Written"), error);
}

static void
place_chosen_cb(GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(SilsaPaperWindow) self = user_data;
  g_autoptr(GFile) file = gtk_file_dialog_save_finish(GTK_FILE_DIALOG(source), result, NULL);
  const char *path = silsa_chosen_file_get_path(file, GTK_WIDGET(self));
  g_autoptr(GInputStream) stream = NULL;
  g_autoptr(GTask) task = NULL;
  GError *error = NULL;

  if (path == NULL || self->store == NULL)
    return;
  task = g_task_new(NULL, NULL, copied_cb, g_object_ref(self));
  stream = silsa_store_open_evidence(self->store, self->evidence, &error);
  if (stream == NULL) {
    g_task_return_error(task, error);
    return;
  }
  g_object_set_data_full(G_OBJECT(task), "stream", g_steal_pointer(&stream), g_object_unref);
  g_task_set_task_data(task, g_strdup(path), g_free);
  g_task_run_in_thread(task, copy_thread);
}

static void
save_action(GtkWidget *widget, const char *name G_GNUC_UNUSED, GVariant *parameter G_GNUC_UNUSED)
{
  SilsaPaperWindow *self = SILSA_PAPER_WINDOW(widget);
  g_autoptr(GtkFileDialog) dialog = gtk_file_dialog_new();

  gtk_file_dialog_set_title(dialog, _("Save a Copy"));
  gtk_file_dialog_set_initial_name(dialog, adw_window_title_get_title(self->heading));
  gtk_file_dialog_save(dialog, GTK_WINDOW(self), NULL, place_chosen_cb, g_object_ref(self));
}

/* Life */

static void
silsa_paper_window_dispose(GObject *object)
{
  SilsaPaperWindow *self = SILSA_PAPER_WINDOW(object);

  g_clear_handle_id(&self->size_source, g_source_remove);
  g_cancellable_cancel(self->cancellable);
  g_clear_object(&self->cancellable);
  g_clear_object(&self->paper);
  g_clear_object(&self->store);
  gtk_widget_dispose_template(GTK_WIDGET(self), SILSA_TYPE_PAPER_WINDOW);

  G_OBJECT_CLASS(silsa_paper_window_parent_class)->dispose(object);
}

static void
install_actions(GtkWidgetClass *class)
{
  static const struct {
    const char *name;
    GtkWidgetActionActivateFunc activate;
    guint keys[3];
  } table[] = {
      {"paper.previous", step_action, {GDK_KEY_Page_Up, GDK_KEY_KP_Page_Up}},
      {"paper.next", step_action, {GDK_KEY_Page_Down, GDK_KEY_KP_Page_Down}},
      {"paper.first", step_action, {GDK_KEY_Home}},
      {"paper.last", step_action, {GDK_KEY_End}},
      {"paper.larger", zoom_action, {GDK_KEY_plus, GDK_KEY_KP_Add, GDK_KEY_equal}},
      {"paper.smaller", zoom_action, {GDK_KEY_minus, GDK_KEY_KP_Subtract}},
      {"paper.save", save_action, {0}},
      {"paper.close", close_action, {GDK_KEY_Escape}},
  };

  for (gsize i = 0; i < G_N_ELEMENTS(table); i++) {
    gtk_widget_class_install_action(class, table[i].name, NULL, table[i].activate);
    for (gsize k = 0; k < G_N_ELEMENTS(table[i].keys) && table[i].keys[k] != 0; k++)
      gtk_widget_class_add_binding_action(class, table[i].keys[k], 0, table[i].name, NULL);
  }
}

static void
silsa_paper_window_class_init(SilsaPaperWindowClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS(class);

  G_OBJECT_CLASS(class)->dispose = silsa_paper_window_dispose;

  gtk_widget_class_set_template_from_resource(widget_class,
                                              "/io/github/silsa/Silsa/silsa-paper-window.ui");
  gtk_widget_class_bind_template_child(widget_class, SilsaPaperWindow, heading);
  gtk_widget_class_bind_template_child(widget_class, SilsaPaperWindow, page_entry);
  gtk_widget_class_bind_template_child(widget_class, SilsaPaperWindow, pages_label);
  gtk_widget_class_bind_template_child(widget_class, SilsaPaperWindow, stack);
  gtk_widget_class_bind_template_child(widget_class, SilsaPaperWindow, scroller);
  gtk_widget_class_bind_template_child(widget_class, SilsaPaperWindow, picture);
  gtk_widget_class_bind_template_child(widget_class, SilsaPaperWindow, problem);
  gtk_widget_class_bind_template_callback(widget_class, page_cb);
  install_actions(widget_class);
}

/* The scroller would take Page Up and Page Down for itself. */
static gboolean
key_cb(SilsaPaperWindow *self, guint key, guint code G_GNUC_UNUSED, GdkModifierType state)
{
  static const struct {
    guint key;
    const char *action;
  } table[] = {{GDK_KEY_Page_Up, "paper.previous"},
               {GDK_KEY_Page_Down, "paper.next"},
               {GDK_KEY_Home, "paper.first"},
               {GDK_KEY_End, "paper.last"}};

  if ((state & (GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SHIFT_MASK)) != 0 ||
      gtk_window_get_focus(GTK_WINDOW(self)) != GTK_WIDGET(self->picture))
    return FALSE;
  for (gsize i = 0; i < G_N_ELEMENTS(table); i++)
    if (table[i].key == key)
      return gtk_widget_activate_action(GTK_WIDGET(self), table[i].action, NULL);
  return FALSE;
}

static void
silsa_paper_window_init(SilsaPaperWindow *self)
{
  GtkEventController *keys = gtk_event_controller_key_new();

  gtk_widget_init_template(GTK_WIDGET(self));
  gtk_event_controller_set_propagation_phase(keys, GTK_PHASE_CAPTURE);
  g_signal_connect_swapped(keys, "key-pressed", G_CALLBACK(key_cb), self);
  gtk_widget_add_controller(GTK_WIDGET(self), keys);
  g_signal_connect_object(gtk_scrolled_window_get_hadjustment(self->scroller), "notify::page-size",
                          G_CALLBACK(resized_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_action_set_enabled(GTK_WIDGET(self), "paper.previous", FALSE);
  gtk_widget_action_set_enabled(GTK_WIDGET(self), "paper.next", FALSE);
}

static SilsaPaperWindow *
find_window(SilsaStore *store, gint64 evidence)
{
  GListModel *windows = gtk_window_get_toplevels();

  for (guint i = 0; i < g_list_model_get_n_items(windows); i++) {
    g_autoptr(GtkWindow) window = g_list_model_get_item(windows, i);
    SilsaPaperWindow *self = SILSA_IS_PAPER_WINDOW(window) ? SILSA_PAPER_WINDOW(window) : NULL;

    if (self != NULL && self->store == store && self->evidence == evidence)
      return self;
  }
  return NULL;
}

static SilsaPaperWindow *
new_window(SilsaStore *store, gint64 evidence, GtkWindow *parent)
{
  SilsaPaperWindow *self = g_object_new(SILSA_TYPE_PAPER_WINDOW, "destroy-with-parent", TRUE, NULL);
  const char *name = silsa_submitted_get_name(silsa_store_get_assessment(store), evidence);
  g_autoptr(GError) error = NULL;

  self->store = g_object_ref(store);
  self->evidence = evidence;
  adw_window_title_set_title(self->heading, name);
  gtk_window_set_title(GTK_WINDOW(self), name);
  gtk_window_set_transient_for(GTK_WINDOW(self), parent);
  self->paper = silsa_city_paper_new(store, evidence, &error);
  if (self->paper == NULL)
    show_problem(self, error);
  return self;
}

void
silsa_paper_window_present(SilsaStore *store, gint64 evidence, guint page, GtkWindow *parent)
{
  SilsaPaperWindow *self;
  g_autofree char *place = g_strdup_printf("%u", MAX(page, 1));

  g_return_if_fail(SILSA_IS_STORE(store) && GTK_IS_WINDOW(parent));

  self = find_window(store, evidence);
  if (self == NULL)
    self = new_window(store, evidence, parent);
  draw(self, place);
  gtk_window_present(GTK_WINDOW(self));
}
