#include "silsa-file-dialog.h"

#ifdef GDK_WINDOWING_WAYLAND
#include <gdk/wayland/gdkwayland.h>
#endif
#ifdef GDK_WINDOWING_X11
#include <gdk/x11/gdkx.h>
#endif

#define BUS_NAME "org.freedesktop.portal.Desktop"
#define OBJECT_PATH "/org/freedesktop/portal/desktop"
#define CHOOSER "org.freedesktop.portal.FileChooser"
#define REQUEST "org.freedesktop.portal.Request"
#define CHOSEN 0 /* a response of the portal */

typedef enum { KIND_OPEN, KIND_OPEN_MULTIPLE, KIND_SAVE, KIND_FOLDER, KIND_FOLDERS } Kind;

typedef void (*ShowFunc)(GtkFileDialog *dialog,
                         GtkWindow *parent,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data);
typedef GFile *(*OneFunc)(GtkFileDialog *dialog, GAsyncResult *result, GError **error);
typedef GListModel *(*ManyFunc)(GtkFileDialog *dialog, GAsyncResult *result, GError **error);

static const struct {
  const char *method; /* of the portal */
  gboolean directory;
  ShowFunc show; /* by GTK */
  OneFunc one;
  ManyFunc many;
} kinds[] = {
    [KIND_OPEN] = {"OpenFile", FALSE, gtk_file_dialog_open, gtk_file_dialog_open_finish, NULL},
    [KIND_OPEN_MULTIPLE] = {"OpenFile", FALSE, gtk_file_dialog_open_multiple, NULL,
                            gtk_file_dialog_open_multiple_finish},
    [KIND_SAVE] = {"SaveFile", FALSE, gtk_file_dialog_save, gtk_file_dialog_save_finish, NULL},
    [KIND_FOLDER] = {"OpenFile", TRUE, gtk_file_dialog_select_folder,
                     gtk_file_dialog_select_folder_finish, NULL},
    [KIND_FOLDERS] = {"OpenFile", TRUE, gtk_file_dialog_select_multiple_folders, NULL,
                      gtk_file_dialog_select_multiple_folders_finish},
};

/* What is known while the dialog is shown. It belongs to its task, whose one reference belongs to
 * whoever answers: the portal, GTK, or the window that goes. */
typedef struct {
  Kind kind;
  GtkWindow *parent;
  gulong gone_handler; /* of @parent */
  GtkEventController *shield; /* of @parent; borrowed from it */
  char *exported; /* the name by which Wayland knows @parent, or NULL */
  GDBusConnection *bus; /* NULL: the portal was not asked yet */
  char *path; /* of the request that waits */
  guint response_id; /* a subscription */
} Asked;

static void
asked_free(gpointer data)
{
  Asked *self = data;

  g_object_unref(self->parent);
  g_clear_object(&self->bus);
  g_free(self->exported);
  g_free(self->path);
  g_free(self);
}

/* --- the window waits --- */

static gboolean
stop_event(gpointer data G_GNUC_UNUSED, GdkEvent *event)
{
  switch ((int)gdk_event_get_event_type(event)) {
  case GDK_KEY_PRESS:
  case GDK_BUTTON_PRESS:
  case GDK_SCROLL:
  case GDK_TOUCH_BEGIN:
    return GDK_EVENT_STOP;
  default:
    return GDK_EVENT_PROPAGATE;
  }
}

static void
shield(Asked *self)
{
  self->shield = gtk_event_controller_legacy_new();
  gtk_event_controller_set_propagation_phase(self->shield, GTK_PHASE_CAPTURE);
  g_signal_connect_swapped(self->shield, "event", G_CALLBACK(stop_event), NULL);
  gtk_widget_add_controller(GTK_WIDGET(self->parent), self->shield);
}

static void
let_go_of_parent(Asked *self)
{
  g_clear_signal_handler(&self->gone_handler, self->parent);
  if (self->shield != NULL)
    gtk_widget_remove_controller(GTK_WIDGET(self->parent), self->shield);
  self->shield = NULL;
#ifdef GDK_WINDOWING_WAYLAND
  if (self->exported != NULL && gtk_native_get_surface(GTK_NATIVE(self->parent)) != NULL)
    gdk_wayland_toplevel_drop_exported_handle(
        GDK_WAYLAND_TOPLEVEL(gtk_native_get_surface(GTK_NATIVE(self->parent))), self->exported);
#endif
  g_clear_pointer(&self->exported, g_free);
}

static void
stop_listening(Asked *self)
{
  if (self->response_id != 0)
    g_dbus_connection_signal_unsubscribe(self->bus, self->response_id);
  self->response_id = 0;
}

/* Takes the task and @chosen: a GFile, a GListModel, or NULL. */
static void
answer(GTask *task, gpointer chosen)
{
  Asked *self = g_task_get_task_data(task);

  stop_listening(self);
  let_go_of_parent(self);
  g_task_return_pointer(task, chosen, g_object_unref);
  g_object_unref(task);
}

/* --- GTK's own --- */

static void
shown_cb(GObject *source, GAsyncResult *result, gpointer task)
{
  const Asked *self = g_task_get_task_data(task);
  GtkFileDialog *dialog = GTK_FILE_DIALOG(source);

  answer(task, kinds[self->kind].one != NULL
                   ? (gpointer)kinds[self->kind].one(dialog, result, NULL)
                   : (gpointer)kinds[self->kind].many(dialog, result, NULL));
}

static void
show_own(GTask *task)
{
  Asked *self = g_task_get_task_data(task);

  let_go_of_parent(self); /* GTK does all of it */
  kinds[self->kind].show(g_task_get_source_object(task), self->parent, NULL, shown_cb, task);
}

/* --- the portal's --- */

static gpointer
read_chosen(const Asked *self, GVariant *results)
{
  g_autofree const char **uris = NULL;
  GListStore *files;

  if (!g_variant_lookup(results, "uris", "^a&s", &uris) || uris[0] == NULL)
    return NULL;
  if (kinds[self->kind].one != NULL)
    return g_file_new_for_uri(uris[0]);
  files = g_list_store_new(G_TYPE_FILE);
  for (guint i = 0; uris[i] != NULL; i++) {
    g_autoptr(GFile) file = g_file_new_for_uri(uris[i]);

    g_list_store_append(files, file);
  }
  return files;
}

static void
response_cb(GDBusConnection *bus G_GNUC_UNUSED,
            const char *sender G_GNUC_UNUSED,
            const char *path G_GNUC_UNUSED,
            const char *interface G_GNUC_UNUSED,
            const char *name G_GNUC_UNUSED,
            GVariant *parameters,
            gpointer task)
{
  g_autoptr(GVariant) results = NULL;
  guint32 response;

  if (!g_variant_is_of_type(parameters, G_VARIANT_TYPE("(ua{sv})")))
    return;
  g_variant_get(parameters, "(u@a{sv})", &response, &results);
  answer(task, response == CHOSEN ? read_chosen(g_task_get_task_data(task), results) : NULL);
}

static void
listen(GTask *task, const char *path)
{
  Asked *self = g_task_get_task_data(task);

  stop_listening(self);
  g_set_str(&self->path, path);
  self->response_id =
      g_dbus_connection_signal_subscribe(self->bus, BUS_NAME, REQUEST, "Response", path, NULL,
                                         G_DBUS_SIGNAL_FLAGS_NONE, response_cb, task, NULL);
}

/* The window goes while the dialog is shown: nothing was chosen. */
static void
gone_cb(GTask *task)
{
  Asked *self = g_task_get_task_data(task);

  if (self->path != NULL)
    g_dbus_connection_call(self->bus, BUS_NAME, self->path, REQUEST, "Close", NULL, NULL,
                           G_DBUS_CALL_FLAGS_NONE, -1, NULL, NULL, NULL);
  answer(task, NULL);
}

/* An answer may have come before, and so may the end of the window. */
static void
asked_cb(GObject *bus, GAsyncResult *result, gpointer data)
{
  g_autoptr(GTask) task = data;
  Asked *self = g_task_get_task_data(task);
  g_autoptr(GVariant) reply = g_dbus_connection_call_finish(G_DBUS_CONNECTION(bus), result, NULL);
  const char *path;

  if (self->response_id == 0)
    return;
  if (reply == NULL) { /* there is no such portal */
    stop_listening(self);
    show_own(task);
    return;
  }
  g_variant_get(reply, "(&o)", &path);
  if (!g_str_equal(path, self->path)) /* that of an old portal */
    listen(task, path);
}

static void
add_filters(GVariantBuilder *options, GtkFileDialog *dialog)
{
  GListModel *filters = gtk_file_dialog_get_filters(dialog);
  guint n = filters != NULL ? g_list_model_get_n_items(filters) : 0;
  g_auto(GVariantBuilder) all = G_VARIANT_BUILDER_INIT(G_VARIANT_TYPE("a(sa(us))"));

  for (guint i = 0; i < n; i++) {
    g_autoptr(GtkFileFilter) filter = g_list_model_get_item(filters, i);

    g_variant_builder_add_value(&all, gtk_file_filter_to_gvariant(filter));
  }
  if (n > 0)
    g_variant_builder_add(options, "{sv}", "filters", g_variant_builder_end(&all));
}

static void
add_place(GVariantBuilder *options, GtkFileDialog *dialog, Kind kind)
{
  GFile *file = gtk_file_dialog_get_initial_file(dialog);
  g_autoptr(GFile) parent = file != NULL ? g_file_get_parent(file) : NULL;
  g_autofree char *base = file != NULL ? g_file_get_basename(file) : NULL;
  const char *name = gtk_file_dialog_get_initial_name(dialog);
  GFile *folder = gtk_file_dialog_get_initial_folder(dialog);
  const char *path = NULL;

  if (name == NULL)
    name = base;
  if (folder == NULL)
    folder = parent;
  if (folder != NULL)
    path = g_file_peek_path(folder);
  if (kind == KIND_SAVE && name != NULL)
    g_variant_builder_add(options, "{sv}", "current_name", g_variant_new_string(name));
  if (path != NULL)
    g_variant_builder_add(options, "{sv}", "current_folder", g_variant_new_bytestring(path));
}

static GVariant *
describe(GtkFileDialog *dialog, Kind kind, const char *parent, const char *token)
{
  g_auto(GVariantBuilder) options = G_VARIANT_BUILDER_INIT(G_VARIANT_TYPE_VARDICT);

  g_variant_builder_add(&options, "{sv}", "handle_token", g_variant_new_string(token));
  g_variant_builder_add(&options, "{sv}", "modal", g_variant_new_boolean(TRUE));
  g_variant_builder_add(&options, "{sv}", "multiple",
                        g_variant_new_boolean(kinds[kind].many != NULL));
  g_variant_builder_add(&options, "{sv}", "directory",
                        g_variant_new_boolean(kinds[kind].directory));
  add_filters(&options, dialog);
  add_place(&options, dialog, kind);
  return g_variant_new("(ss@a{sv})", parent, gtk_file_dialog_get_title(dialog),
                       g_variant_builder_end(&options));
}

/* @parent: how the desktop knows the window; "" where it does not. */
static void
ask(GTask *task, const char *parent)
{
  Asked *self = g_task_get_task_data(task);
  GDBusConnection *bus = g_application_get_dbus_connection(g_application_get_default());
  g_autofree char *token = g_strdup_printf("silsa%u", g_random_int());
  g_autofree char *sender = NULL, *path = NULL;

  if (bus == NULL) {
    show_own(task);
    return;
  }
  self->bus = g_object_ref(bus);
  sender = g_strdelimit(g_strdup(g_dbus_connection_get_unique_name(bus) + 1), ".", '_');
  path = g_strconcat(OBJECT_PATH, "/request/", sender, "/", token, NULL);
  listen(task, path); /* before it can answer */
  g_dbus_connection_call(bus, BUS_NAME, OBJECT_PATH, CHOOSER, kinds[self->kind].method,
                         describe(g_task_get_source_object(task), self->kind, parent, token),
                         G_VARIANT_TYPE("(o)"), G_DBUS_CALL_FLAGS_NONE, G_MAXINT, NULL, asked_cb,
                         g_object_ref(task));
}

#ifdef GDK_WINDOWING_WAYLAND
static void
exported_cb(GdkToplevel *toplevel G_GNUC_UNUSED, const char *handle, gpointer data)
{
  g_autoptr(GTask) task = data;
  Asked *self = g_task_get_task_data(task);
  g_autofree char *parent = g_strconcat("wayland:", handle, NULL);

  if (g_task_get_completed(task) || self->gone_handler == 0)
    return; /* the window went meanwhile */
  self->exported = g_strdup(handle);
  ask(task, parent);
}
#endif

static void
ask_for(GTask *task, GdkSurface *surface)
{
#ifdef GDK_WINDOWING_WAYLAND
  if (GDK_IS_WAYLAND_TOPLEVEL(surface)) {
    if (gdk_wayland_toplevel_export_handle(GDK_WAYLAND_TOPLEVEL(surface), exported_cb,
                                           g_object_ref(task), NULL))
      return;
    g_object_unref(task);
  }
#endif
#ifdef GDK_WINDOWING_X11
  G_GNUC_BEGIN_IGNORE_DEPRECATIONS
  if (GDK_IS_X11_SURFACE(surface)) {
    g_autofree char *parent = g_strdup_printf("x11:%lx", gdk_x11_surface_get_xid(surface));

    ask(task, parent);
    return;
  }
  G_GNUC_END_IGNORE_DEPRECATIONS
#endif
  ask(task, "");
}

/* --- which of both --- */

/* As GTK decides it. */
static gboolean
has_portal(void)
{
  static const GDebugKey keys[] = {{"portals", 1}, {"no-portals", 2}};
  guint wanted = g_parse_debug_string(g_getenv("GDK_DEBUG"), keys, G_N_ELEMENTS(keys));

  if (wanted != 0)
    return wanted == 1;
  return g_file_test("/.flatpak-info", G_FILE_TEST_EXISTS);
}

static void
choose(GtkFileDialog *dialog,
       GtkWindow *parent,
       Kind kind,
       GAsyncReadyCallback callback,
       gpointer user_data)
{
  GTask *task = g_task_new(dialog, NULL, callback, user_data);
  Asked *self = g_new0(Asked, 1);

  self->kind = kind;
  self->parent = g_object_ref(parent);
  g_task_set_source_tag(task, choose);
  g_task_set_task_data(task, self, asked_free);
  if (!has_portal() || gtk_native_get_surface(GTK_NATIVE(parent)) == NULL) {
    show_own(task);
    return;
  }
  shield(self);
  self->gone_handler = g_signal_connect_swapped(parent, "unmap", G_CALLBACK(gone_cb), task);
  ask_for(task, gtk_native_get_surface(GTK_NATIVE(parent)));
}

void
silsa_file_dialog_open(GtkFileDialog *dialog,
                       GtkWindow *parent,
                       GAsyncReadyCallback callback,
                       gpointer user_data)
{
  g_return_if_fail(GTK_IS_FILE_DIALOG(dialog) && GTK_IS_WINDOW(parent));
  choose(dialog, parent, KIND_OPEN, callback, user_data);
}

void
silsa_file_dialog_open_multiple(GtkFileDialog *dialog,
                                GtkWindow *parent,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  g_return_if_fail(GTK_IS_FILE_DIALOG(dialog) && GTK_IS_WINDOW(parent));
  choose(dialog, parent, KIND_OPEN_MULTIPLE, callback, user_data);
}

void
silsa_file_dialog_save(GtkFileDialog *dialog,
                       GtkWindow *parent,
                       GAsyncReadyCallback callback,
                       gpointer user_data)
{
  g_return_if_fail(GTK_IS_FILE_DIALOG(dialog) && GTK_IS_WINDOW(parent));
  choose(dialog, parent, KIND_SAVE, callback, user_data);
}

void
silsa_file_dialog_select_folder(GtkFileDialog *dialog,
                                GtkWindow *parent,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  g_return_if_fail(GTK_IS_FILE_DIALOG(dialog) && GTK_IS_WINDOW(parent));
  choose(dialog, parent, KIND_FOLDER, callback, user_data);
}

void
silsa_file_dialog_select_multiple_folders(GtkFileDialog *dialog,
                                          GtkWindow *parent,
                                          GAsyncReadyCallback callback,
                                          gpointer user_data)
{
  g_return_if_fail(GTK_IS_FILE_DIALOG(dialog) && GTK_IS_WINDOW(parent));
  choose(dialog, parent, KIND_FOLDERS, callback, user_data);
}

GFile *
silsa_file_dialog_finish(GtkFileDialog *dialog, GAsyncResult *result)
{
  g_return_val_if_fail(g_task_is_valid(result, dialog), NULL);
  return g_task_propagate_pointer(G_TASK(result), NULL);
}

GListModel *
silsa_file_dialog_finish_multiple(GtkFileDialog *dialog, GAsyncResult *result)
{
  g_return_val_if_fail(g_task_is_valid(result, dialog), NULL);
  return g_task_propagate_pointer(G_TASK(result), NULL);
}
