#include "silsa-window-size.h"

#define ANSWER_SECONDS 1 /* a window manager has answered by then */

/* Whether no screen has room for more than a window of this size, in pixels. */
static gboolean
fills_screens(int width, int height)
{
  GListModel *monitors = gdk_display_get_monitors(gdk_display_get_default());

  for (guint i = 0; i < g_list_model_get_n_items(monitors); i++) {
    g_autoptr(GdkMonitor) monitor = g_list_model_get_item(monitors, i);
    GdkRectangle screen;

    gdk_monitor_get_geometry(monitor, &screen);
    if (width < screen.width || height < screen.height)
      return FALSE;
  }
  return TRUE;
}

/* A window manager may refuse; what was asked for is all that gtk_window_is_maximized() knows. */
static gboolean
answered_cb(gpointer window)
{
  GdkSurface *surface = gtk_native_get_surface(window);

  if (surface == NULL ||
      (gdk_toplevel_get_state(GDK_TOPLEVEL(surface)) & GDK_TOPLEVEL_STATE_MAXIMIZED) == 0)
    gtk_widget_remove_css_class(window, "maximized");
  return G_SOURCE_REMOVE;
}

static void
maximize(GtkWindow *window)
{
  gtk_window_maximize(window);
  gtk_widget_add_css_class(GTK_WIDGET(window), "maximized");
  g_timeout_add_seconds_full(G_PRIORITY_DEFAULT, ANSWER_SECONDS, answered_cb, g_object_ref(window),
                             g_object_unref);
}

void
silsa_window_size_restore(GtkWindow *window, GSettings *settings)
{
  int width = g_settings_get_int(settings, "window-width");
  int height = g_settings_get_int(settings, "window-height");

  gtk_window_set_default_size(window, width, height);
  if (g_settings_get_boolean(settings, "window-maximized") || fills_screens(width, height))
    maximize(window);
}

void
silsa_window_size_remember(GtkWindow *window, GSettings *settings)
{
  int width, height;

  gtk_window_get_default_size(window, &width, &height);
  g_settings_set_int(settings, "window-width", width);
  g_settings_set_int(settings, "window-height", height);
  g_settings_set_boolean(settings, "window-maximized", gtk_window_is_maximized(window));
}
