#include "silsa-import-bar.h"

#include "silsa-below-layout.h"
#include "silsa-chosen-file.h"
#include "silsa-error.h"
#include "silsa-row-list.h"

#include <glib/gi18n.h>

/* What waits for its turn. */
typedef struct {
  SilsaImport *import;
  GStrv paths;
  GBytes *bytes; /* of a pasted picture, instead of paths */
  char *name;
} Order;

struct _SilsaImportBar {
  AdwBin parent_instance;

  SilsaStore *store;
  GQueue orders; /* of Order; the first is under way */
  GCancellable *cancellable;
  SilsaImport *last; /* whose report can be read */

  GtkRevealer *revealer;
  GtkLabel *words;
  GtkLabel *detail;
  GtkProgressBar *progress;
  GtkWidget *cancel;
  GtkWidget *report;
  GtkWidget *close;
};

G_DEFINE_FINAL_TYPE(SilsaImportBar, silsa_import_bar, ADW_TYPE_BIN)

static void run_next(SilsaImportBar *self);

static void
order_free(gpointer data)
{
  Order *order = data;

  g_object_unref(order->import);
  g_strfreev(order->paths);
  g_clear_pointer(&order->bytes, g_bytes_unref);
  g_free(order->name);
  g_free(order);
}

/* --- the report --- */

static void
add_row(SilsaRowList *list,
        const SilsaImported *item,
        const char *icon,
        const char *style,
        const char *words)
{
  g_autofree char *name = g_path_get_basename(item->name);

  gtk_widget_set_tooltip_text(GTK_WIDGET(silsa_row_list_add(list, icon, style, name, words)),
                              item->name);
}

static void
fill_report(SilsaImport *import, GtkBox *box)
{
  GPtrArray *items = silsa_import_get_items(import);
  GtkWidget *refused =
      silsa_row_list_new("dialog-warning-symbolic", "warning", C_("import", "Refused"));
  GtkWidget *kept =
      silsa_row_list_new("text-x-generic-symbolic", NULL, C_("import", "Kept as documents"));
  GtkWidget *known =
      silsa_row_list_new("silsa-compare-symbolic", NULL, C_("import", "There already"));

  for (guint i = 0; i < items->len; i++) {
    const SilsaImported *item = items->pdata[i];
    g_autofree char *sentence = item->error != NULL ? silsa_error_explain(item->error) : NULL;

    if (sentence != NULL)
      add_row(SILSA_ROW_LIST(refused), item, NULL, NULL, sentence);
    else if (item->warning != NULL)
      add_row(SILSA_ROW_LIST(kept), item, NULL, NULL, _("The picture cannot be shown."));
    else if (item->fate == SILSA_IMPORT_KNOWN)
      add_row(SILSA_ROW_LIST(known), item, NULL, NULL,
              _("The same bytes are in the file; it was not stored twice."));
  }
  gtk_box_append(box, refused);
  gtk_box_append(box, kept);
  gtk_box_append(box, known);
}

static GtkWidget *
new_summary(SilsaImport *import)
{
  guint added = silsa_import_count(import, SILSA_IMPORT_ADDED);
  guint left = silsa_import_get_total(import) - silsa_import_get_done(import);
  g_autofree char *came =
      g_strdup_printf(ngettext("%u file was taken in.", "%u files were taken in.", added), added);
  g_autofree char *missed = left > 0
                                ? g_strdup_printf(ngettext("%u was not looked at any more.",
                                                           "%u were not looked at any more.", left),
                                                  left)
                                : NULL;
  g_autofree char *words = missed != NULL ? g_strdup_printf("%s %s", came, missed) : NULL;
  GtkWidget *label = gtk_label_new(words != NULL ? words : came);

  gtk_label_set_xalign(GTK_LABEL(label), 0);
  gtk_label_set_wrap(GTK_LABEL(label), TRUE);
  return label;
}

static void
report_cb(SilsaImportBar *self)
{
  AdwDialog *dialog = adw_dialog_new();
  GtkWidget *view = adw_toolbar_view_new();
  GtkWidget *scrolled = gtk_scrolled_window_new();
  GtkWidget *box = gtk_box_new(GTK_ORIENTATION_VERTICAL, 20);

  if (self->last == NULL)
    return;
  gtk_box_append(GTK_BOX(box), new_summary(self->last));
  fill_report(self->last, GTK_BOX(box));
  gtk_widget_set_margin_top(box, 6);
  gtk_widget_set_margin_bottom(box, 20);
  gtk_widget_set_margin_start(box, 20);
  gtk_widget_set_margin_end(box, 20);
  gtk_scrolled_window_set_policy(GTK_SCROLLED_WINDOW(scrolled), GTK_POLICY_NEVER,
                                 GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height(GTK_SCROLLED_WINDOW(scrolled), TRUE);
  gtk_scrolled_window_set_child(GTK_SCROLLED_WINDOW(scrolled), box);
  adw_toolbar_view_add_top_bar(ADW_TOOLBAR_VIEW(view), adw_header_bar_new());
  adw_toolbar_view_set_content(ADW_TOOLBAR_VIEW(view), scrolled);
  adw_dialog_set_title(dialog, _("What Came In"));
  adw_dialog_set_content_width(dialog, 560);
  adw_dialog_set_child(dialog, view);
  adw_dialog_present(dialog, GTK_WIDGET(self));
}

/* --- what stands in the bar --- */

static void
show_progress(SilsaImportBar *self)
{
  Order *order = g_queue_peek_head(&self->orders);
  guint done, total;
  g_autofree char *words = NULL;

  if (order == NULL)
    return;
  done = silsa_import_get_done(order->import);
  total = silsa_import_get_total(order->import);
  words = total > 0 ? g_strdup_printf(_("%u of %u"), done, total) : g_strdup("");
  gtk_label_set_text(self->words, _("Taking in photos and documents"));
  gtk_label_set_text(self->detail, words);
  gtk_progress_bar_set_fraction(self->progress, total > 0 ? (double)done / total : 0);
}

static void
set_busy(SilsaImportBar *self, gboolean busy)
{
  gtk_widget_set_visible(GTK_WIDGET(self->progress), busy);
  gtk_widget_set_visible(self->cancel, busy);
  gtk_widget_set_visible(self->report, !busy);
  gtk_widget_set_visible(self->close, !busy);
}

static char *
summarise(SilsaImport *import, gboolean cancelled)
{
  guint added = silsa_import_count(import, SILSA_IMPORT_ADDED);
  guint known = silsa_import_count(import, SILSA_IMPORT_KNOWN);
  guint refused = silsa_import_count(import, SILSA_IMPORT_REFUSED);
  GString *text = g_string_new(NULL);

  g_string_append_printf(text, ngettext("%u new", "%u new", added), added);
  if (known > 0)
    g_string_append_printf(text, ngettext(" · %u there already", " · %u there already", known),
                           known);
  if (refused > 0)
    g_string_append_printf(text, ngettext(" · %u refused", " · %u refused", refused), refused);
  if (cancelled)
    g_string_append(text, _(" · stopped before the end"));
  return g_string_free_and_steal(text);
}

static gboolean
is_worth_a_report(SilsaImport *import, const GError *error)
{
  GPtrArray *items = silsa_import_get_items(import);

  for (guint i = 0; i < items->len; i++) {
    const SilsaImported *item = items->pdata[i];

    if (item->fate != SILSA_IMPORT_ADDED || item->warning != NULL)
      return TRUE;
  }
  return error != NULL || items->len < silsa_import_get_total(import);
}

/* What came in as it should is seen where it lies; a bar that has to be put away says more. */
static void
show_outcome(SilsaImportBar *self, SilsaImport *import, const GError *error)
{
  gboolean cancelled = g_error_matches(error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_autofree char *sentence = error != NULL && !cancelled ? silsa_error_explain(error) : NULL;
  g_autofree char *words = summarise(import, cancelled);

  g_set_object(&self->last, import);
  gtk_label_set_text(self->words, sentence != NULL ? sentence : words);
  gtk_label_set_text(self->detail, sentence != NULL ? words : "");
  set_busy(self, FALSE);
  gtk_revealer_set_reveal_child(self->revealer, is_worth_a_report(import, error));
  gtk_accessible_announce(GTK_ACCESSIBLE(self), sentence != NULL ? sentence : words,
                          GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
}

/* --- one after the other --- */

static void
finished_cb(GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(SilsaImportBar) self = user_data;
  g_autoptr(GError) error = NULL;
  Order *order = g_queue_pop_head(&self->orders);

  silsa_import_run_finish(SILSA_IMPORT(source), result, &error);
  show_outcome(self, order->import, error);
  order_free(order);
  run_next(self);
}

static void
run_next(SilsaImportBar *self)
{
  Order *order = g_queue_peek_head(&self->orders);

  g_clear_object(&self->cancellable);
  if (order == NULL)
    return;
  self->cancellable = g_cancellable_new();
  g_signal_connect_object(order->import, "notify", G_CALLBACK(show_progress), self,
                          G_CONNECT_SWAPPED);
  if (order->bytes != NULL)
    silsa_import_run_bytes_async(order->import, order->bytes, order->name, self->cancellable,
                                 finished_cb, g_object_ref(self));
  else
    silsa_import_run_async(order->import, (const char *const *)order->paths, self->cancellable,
                           finished_cb, g_object_ref(self));
  set_busy(self, TRUE);
  show_progress(self);
  gtk_revealer_set_reveal_child(self->revealer, TRUE);
}

void
silsa_import_bar_cancel(SilsaImportBar *self)
{
  g_return_if_fail(SILSA_IS_IMPORT_BAR(self));

  while (g_queue_get_length(&self->orders) > 1)
    order_free(g_queue_pop_tail(&self->orders));
  g_cancellable_cancel(self->cancellable);
}

static void
close_cb(SilsaImportBar *self)
{
  gtk_revealer_set_reveal_child(self->revealer, FALSE);
}

static GtkWidget *
new_button(SilsaImportBar *self, const char *words, GCallback callback)
{
  GtkWidget *button = gtk_button_new_with_mnemonic(words);

  gtk_widget_set_valign(button, GTK_ALIGN_CENTER);
  g_signal_connect_object(button, "clicked", callback, self, G_CONNECT_SWAPPED);
  return button;
}

/* With the first photos: no window has to wait for what many visits never show. */
static void
make(SilsaImportBar *self)
{
  GtkWidget *line = silsa_below_box_new(10, 4);

  self->revealer = GTK_REVEALER(gtk_revealer_new());
  self->words = GTK_LABEL(gtk_label_new(NULL));
  self->detail = GTK_LABEL(gtk_label_new(NULL));
  self->progress = GTK_PROGRESS_BAR(gtk_progress_bar_new());
  self->cancel = new_button(self, _("_Cancel"), G_CALLBACK(silsa_import_bar_cancel));
  self->report = new_button(self, _("_Report"), G_CALLBACK(report_cb));
  self->close = gtk_button_new_from_icon_name("window-close-symbolic");
  gtk_widget_set_valign(self->close, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text(self->close, _("Close"));
  gtk_widget_add_css_class(self->close, "flat");
  g_signal_connect_object(self->close, "clicked", G_CALLBACK(close_cb), self, G_CONNECT_SWAPPED);
  gtk_label_set_ellipsize(self->words, PANGO_ELLIPSIZE_END);
  gtk_label_set_xalign(self->words, 0);
  gtk_widget_add_css_class(GTK_WIDGET(self->words), "strong");
  gtk_widget_add_css_class(GTK_WIDGET(self->detail), "soft");
  gtk_widget_add_css_class(GTK_WIDGET(self->detail), "numeric");
  gtk_label_set_ellipsize(self->detail, PANGO_ELLIPSIZE_END);
  gtk_label_set_xalign(self->detail, 0);
  gtk_widget_set_hexpand(GTK_WIDGET(self->detail), TRUE);
  gtk_widget_set_valign(GTK_WIDGET(self->progress), GTK_ALIGN_CENTER);
  gtk_widget_set_size_request(GTK_WIDGET(self->progress), 160, -1);
  gtk_accessible_update_property(GTK_ACCESSIBLE(self->progress), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                 _("Taking in photos and documents"), -1);
  gtk_box_append(GTK_BOX(line), GTK_WIDGET(self->words));
  gtk_box_append(GTK_BOX(line), GTK_WIDGET(self->detail));
  gtk_box_append(GTK_BOX(line), GTK_WIDGET(self->progress));
  gtk_box_append(GTK_BOX(line), self->report);
  gtk_box_append(GTK_BOX(line), self->cancel);
  gtk_box_append(GTK_BOX(line), self->close);
  gtk_widget_add_css_class(line, "foot");
  gtk_widget_set_visible(GTK_WIDGET(self->progress), FALSE); /* never together with a report */
  gtk_widget_set_visible(self->cancel, FALSE);
  gtk_revealer_set_child(self->revealer, line);
  gtk_revealer_set_transition_type(self->revealer, GTK_REVEALER_TRANSITION_TYPE_SLIDE_UP);
  adw_bin_set_child(ADW_BIN(self), GTK_WIDGET(self->revealer));
}

static void
add_order(SilsaImportBar *self, Order *order)
{
  if (self->revealer == NULL)
    make(self);
  g_queue_push_tail(&self->orders, order);
  if (g_queue_get_length(&self->orders) == 1)
    run_next(self);
}

/* --- from the window --- */

static SilsaImportBar *
find_bar(GtkWidget *widget)
{
  GtkRoot *root = gtk_widget_get_root(widget);

  return root != NULL ? g_object_get_data(G_OBJECT(root), "silsa-import-bar") : NULL;
}

static SilsaImportBar *
find_ready_bar(GtkWidget *widget)
{
  SilsaImportBar *self = find_bar(widget);

  return self != NULL && self->store != NULL && !silsa_store_get_read_only(self->store) ? self
                                                                                        : NULL;
}

void
silsa_import_paths(GtkWidget *widget, const SilsaImportTarget *target, const char *const *paths)
{
  SilsaImportBar *self = find_ready_bar(widget);
  Order *order;

  if (self == NULL || paths[0] == NULL)
    return;
  order = g_new0(Order, 1);
  order->import = silsa_import_new(self->store, target);
  order->paths = g_strdupv((GStrv)paths);
  add_order(self, order);
}

void
silsa_import_files(GtkWidget *widget, const SilsaImportTarget *target, GListModel *files)
{
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new();
  g_auto(GStrv) paths = NULL;

  for (guint i = 0; i < g_list_model_get_n_items(files); i++) {
    g_autoptr(GFile) file = g_list_model_get_item(files, i);
    const char *path = silsa_chosen_file_get_path(file, widget);

    if (path != NULL)
      g_strv_builder_add(builder, path);
  }
  paths = g_strv_builder_end(builder);
  silsa_import_paths(widget, target, (const char *const *)paths);
}

void
silsa_import_file_list(GtkWidget *widget, const SilsaImportTarget *target, const GValue *files)
{
  g_autoptr(GListStore) list = g_list_store_new(G_TYPE_FILE);

  for (GSList *l = g_value_get_boxed(files); l != NULL; l = l->next)
    g_list_store_append(list, l->data);
  silsa_import_files(widget, target, G_LIST_MODEL(list));
}

/* --- pasting --- */

typedef struct {
  GtkWidget *widget;
  char *indicator;
} Paste;

static void
paste_free(Paste *paste)
{
  g_object_unref(paste->widget);
  g_free(paste->indicator);
  g_free(paste);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Paste, paste_free)

static void
take_texture(SilsaImportBar *self, const SilsaImportTarget *target, GdkTexture *texture)
{
  Order *order = g_new0(Order, 1);
  g_autoptr(GDateTime) now = g_date_time_new_now_local();

  order->import = silsa_import_new(self->store, target);
  order->bytes = gdk_texture_save_to_png_bytes(texture);
  order->name = g_date_time_format(now, "%Y-%m-%d %H.%M.%S.png");
  add_order(self, order);
}

static void
texture_cb(GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(Paste) paste = user_data;
  SilsaImportTarget target = {.indicator = paste->indicator};
  SilsaImportBar *self = find_ready_bar(paste->widget);
  g_autoptr(GdkTexture) texture =
      gdk_clipboard_read_texture_finish(GDK_CLIPBOARD(source), result, NULL);

  if (self != NULL && texture != NULL)
    take_texture(self, &target, texture);
}

static void
files_cb(GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(Paste) paste = user_data;
  SilsaImportTarget target = {.indicator = paste->indicator};
  const GValue *value = gdk_clipboard_read_value_finish(GDK_CLIPBOARD(source), result, NULL);

  if (value != NULL)
    silsa_import_file_list(paste->widget, &target, value);
}

static gboolean
drop_cb(GtkDropTarget *drop,
        const GValue *value,
        double x G_GNUC_UNUSED,
        double y G_GNUC_UNUSED,
        gpointer data)
{
  SilsaImportFindFunc *find = data;
  GtkWidget *widget = gtk_event_controller_get_widget(GTK_EVENT_CONTROLLER(drop));
  SilsaImportTarget target = {.indicator = (*find)(widget)};

  if (target.indicator == NULL || find_ready_bar(widget) == NULL)
    return FALSE;
  silsa_import_file_list(widget, &target, value);
  return TRUE;
}

static void
free_find_cb(gpointer find, GClosure *closure G_GNUC_UNUSED)
{
  g_free(find);
}

void
silsa_import_accept_drops(GtkWidget *widget, SilsaImportFindFunc find)
{
  GtkDropTarget *drop = gtk_drop_target_new(GDK_TYPE_FILE_LIST, GDK_ACTION_COPY);

  g_signal_connect_data(drop, "drop", G_CALLBACK(drop_cb), g_memdup2(&find, sizeof find),
                        free_find_cb, G_CONNECT_DEFAULT);
  gtk_widget_add_controller(widget, GTK_EVENT_CONTROLLER(drop));
}

gboolean
silsa_import_paste(GtkWidget *widget, const SilsaImportTarget *target)
{
  GdkClipboard *clipboard = gtk_widget_get_clipboard(widget);
  GdkContentFormats *formats = gdk_clipboard_get_formats(clipboard);
  gboolean files = gdk_content_formats_contain_gtype(formats, GDK_TYPE_FILE_LIST);
  Paste *paste;

  if (find_ready_bar(widget) == NULL ||
      (!files && !gdk_content_formats_contain_gtype(formats, GDK_TYPE_TEXTURE)))
    return FALSE;
  paste = g_new0(Paste, 1);
  paste->widget = g_object_ref(widget);
  paste->indicator = g_strdup(target->indicator);
  if (files)
    gdk_clipboard_read_value_async(clipboard, GDK_TYPE_FILE_LIST, G_PRIORITY_DEFAULT, NULL,
                                   files_cb, paste);
  else
    gdk_clipboard_read_texture_async(clipboard, NULL, texture_cb, paste);
  return TRUE;
}

/* --- life --- */

static void
silsa_import_bar_root(GtkWidget *widget)
{
  GTK_WIDGET_CLASS(silsa_import_bar_parent_class)->root(widget);
  g_object_set_data(G_OBJECT(gtk_widget_get_root(widget)), "silsa-import-bar", widget);
}

static void
silsa_import_bar_unroot(GtkWidget *widget)
{
  g_object_set_data(G_OBJECT(gtk_widget_get_root(widget)), "silsa-import-bar", NULL);
  GTK_WIDGET_CLASS(silsa_import_bar_parent_class)->unroot(widget);
}

static void
silsa_import_bar_dispose(GObject *object)
{
  SilsaImportBar *self = SILSA_IMPORT_BAR(object);

  g_cancellable_cancel(self->cancellable);
  g_clear_object(&self->cancellable);
  g_clear_object(&self->last);
  g_clear_object(&self->store);

  G_OBJECT_CLASS(silsa_import_bar_parent_class)->dispose(object);
}

static void
silsa_import_bar_finalize(GObject *object)
{
  g_queue_clear_full(&SILSA_IMPORT_BAR(object)->orders, order_free);
  G_OBJECT_CLASS(silsa_import_bar_parent_class)->finalize(object);
}

static void
silsa_import_bar_class_init(SilsaImportBarClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS(class);

  G_OBJECT_CLASS(class)->dispose = silsa_import_bar_dispose;
  G_OBJECT_CLASS(class)->finalize = silsa_import_bar_finalize;
  widget_class->root = silsa_import_bar_root;
  widget_class->unroot = silsa_import_bar_unroot;
}

static void
silsa_import_bar_init(SilsaImportBar *self G_GNUC_UNUSED)
{
}

void
silsa_import_bar_set_store(SilsaImportBar *self, SilsaStore *store)
{
  g_return_if_fail(SILSA_IS_IMPORT_BAR(self));

  g_set_object(&self->store, store);
}
