#include "silsa-comfort.h"

#include "silsa-test.h"

static int
get_dpi(void)
{
  int dpi;

  g_object_get(gtk_settings_get_default(), "gtk-xft-dpi", &dpi, NULL);
  return dpi;
}

/* Text follows at once, and the desktop's own size comes back; windows that are open and windows
 * that come later have the density. */
static void
test_follows(void)
{
  g_autoptr(GSettings) settings = g_settings_new("io.github.silsa.Silsa");
  g_autoptr(GtkApplication) application =
      gtk_application_new("io.github.silsa.Test", G_APPLICATION_NON_UNIQUE);
  GtkWidget *window, *later;
  int own = get_dpi() > 0 ? get_dpi() : 96 * 1024;

  g_assert_true(g_application_register(G_APPLICATION(application), NULL, NULL));
  silsa_comfort_watch(application, settings);
  window = gtk_application_window_new(application);
  g_settings_set_int(settings, "text-size", 150);
  g_assert_cmpint(get_dpi(), ==, own * 3 / 2);
  g_settings_set_string(settings, "density", "roomy");
  g_assert_true(gtk_widget_has_css_class(window, "roomy"));
  later = gtk_application_window_new(application);
  g_assert_true(gtk_widget_has_css_class(later, "roomy"));
  g_settings_set_string(settings, "density", "tight");
  g_assert_true(gtk_widget_has_css_class(window, "tight"));
  g_assert_false(gtk_widget_has_css_class(window, "roomy"));
  g_settings_reset(settings, "density");
  g_assert_false(gtk_widget_has_css_class(later, "tight"));
  g_settings_reset(settings, "text-size");
  g_assert_cmpint(get_dpi() > 0 ? get_dpi() : 96 * 1024, ==, own);
  gtk_window_destroy(GTK_WINDOW(window));
  gtk_window_destroy(GTK_WINDOW(later));
}

int
main(int argc, char **argv)
{
  gtk_test_init(&argc, &argv, NULL);
  g_test_add_func("/app/comfort/follows", test_follows);
  return g_test_run();
}
