#include "silsa-window-size.h"

/* No window is presented: nobody answers one that wants to be maximized. */

static GSettings *
dup_settings(int width, int height, gboolean maximized)
{
  GSettings *settings = g_settings_new(SILSA_APPLICATION_ID);

  g_settings_set_int(settings, "window-width", width);
  g_settings_set_int(settings, "window-height", height);
  g_settings_set_boolean(settings, "window-maximized", maximized);
  return settings;
}

static gboolean
timeout_cb(gpointer data)
{
  *(gboolean *)data = TRUE;
  return G_SOURCE_REMOVE;
}

static void
assert_given_up(GtkWidget *window)
{
  gboolean over = FALSE;

  g_timeout_add_seconds(10, timeout_cb, &over);
  while (!over && gtk_widget_has_css_class(window, "maximized"))
    g_main_context_iteration(NULL, TRUE);
  g_assert_false(over);
}

static void
test_restored(void)
{
  static const struct {
    int width, height;
    gboolean maximized, styled;
  } table[] = {
      {400, 300, FALSE, FALSE},
      {400, 300, TRUE, TRUE},
      {9000, 300, FALSE, FALSE}, /* there is room below it */
      {9000, 9000, FALSE, TRUE},
  };

  for (gsize i = 0; i < G_N_ELEMENTS(table); i++) {
    g_autoptr(GSettings) settings =
        dup_settings(table[i].width, table[i].height, table[i].maximized);
    GtkWidget *window = gtk_window_new();
    int width, height;

    silsa_window_size_restore(GTK_WINDOW(window), settings);
    gtk_window_get_default_size(GTK_WINDOW(window), &width, &height);
    g_assert_cmpint(width, ==, table[i].width);
    g_assert_cmpint(height, ==, table[i].height);
    g_assert_cmpint(gtk_widget_has_css_class(window, "maximized"), ==, table[i].styled);
    assert_given_up(window);
    gtk_window_destroy(GTK_WINDOW(window));
  }
}

/* It is closed before the window manager can have answered. */
static void
test_closed_at_once(void)
{
  g_autoptr(GSettings) settings = dup_settings(400, 300, TRUE);
  GtkWidget *window = gtk_window_new();

  silsa_window_size_restore(GTK_WINDOW(window), settings);
  g_object_add_weak_pointer(G_OBJECT(window), (gpointer *)&window);
  gtk_window_destroy(GTK_WINDOW(window));
  while (window != NULL)
    g_main_context_iteration(NULL, TRUE);
}

static void
test_remembered(void)
{
  g_autoptr(GSettings) settings = dup_settings(1, 1, TRUE);
  GtkWidget *window = gtk_window_new();

  gtk_window_set_default_size(GTK_WINDOW(window), 640, 480);
  silsa_window_size_remember(GTK_WINDOW(window), settings);
  g_assert_cmpint(g_settings_get_int(settings, "window-width"), ==, 640);
  g_assert_cmpint(g_settings_get_int(settings, "window-height"), ==, 480);
  g_assert_false(g_settings_get_boolean(settings, "window-maximized"));
  gtk_window_destroy(GTK_WINDOW(window));
}

int
main(int argc, char **argv)
{
  gtk_test_init(&argc, &argv, NULL);
  g_test_add_func("/app/window-size/restored", test_restored);
  g_test_add_func("/app/window-size/closed-at-once", test_closed_at_once);
  g_test_add_func("/app/window-size/remembered", test_remembered);
  return g_test_run();
}
