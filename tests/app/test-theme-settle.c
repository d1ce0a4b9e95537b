#include "silsa-theme-settle.h"

/* A button, because its theme has transitions, that counts how often its style became another. */

typedef GtkButton CountingButton;
typedef GtkButtonClass CountingButtonClass;

static guint n_styles;

GType counting_button_get_type(void);
G_DEFINE_TYPE(CountingButton, counting_button, GTK_TYPE_BUTTON)

static void
counting_button_css_changed(GtkWidget *widget, GtkCssStyleChange *change)
{
  n_styles++;
  GTK_WIDGET_CLASS(counting_button_parent_class)->css_changed(widget, change);
}

static void
counting_button_class_init(CountingButtonClass *class)
{
  GTK_WIDGET_CLASS(class)->css_changed = counting_button_css_changed;
}

static void
counting_button_init(CountingButton *self G_GNUC_UNUSED)
{
}

static gboolean
timeout_cb(gpointer data)
{
  *(gboolean *)data = TRUE;
  return G_SOURCE_REMOVE;
}

/* What the theme still wants of a window comes within half a second. */
static void
wait(void)
{
  gboolean over = FALSE;

  g_timeout_add(500, timeout_cb, &over);
  while (!over)
    g_main_context_iteration(NULL, TRUE);
}

static void
open_cb(gpointer window)
{
  GtkWidget *box = gtk_box_new(GTK_ORIENTATION_VERTICAL, 0);

  gtk_box_append(GTK_BOX(box), gtk_button_new()); /* it has the focus */
  gtk_box_append(GTK_BOX(box), g_object_new(counting_button_get_type(), NULL));
  gtk_window_set_child(window, box);
  gtk_window_present(window);
}

/* The window waits already when the theme is to settle. */
static void
test_once(void)
{
  GtkWidget *window = gtk_window_new();

  g_timeout_add_once(0, open_cb, window);
  silsa_theme_settle();
  wait();
  g_assert_cmpuint(n_styles, ==, 1);
  gtk_window_destroy(GTK_WINDOW(window));
}

/* A colour that only GTK's own theme has for every widget. */
static gboolean
has_gtk_theme(void)
{
  g_autoptr(GtkWidget) label = g_object_ref_sink(gtk_label_new(NULL));
  GdkRGBA color;

  G_GNUC_BEGIN_IGNORE_DEPRECATIONS
  return gtk_style_context_lookup_color(gtk_widget_get_style_context(label), "theme_bg_color",
                                        &color);
  G_GNUC_END_IGNORE_DEPRECATIONS
}

/* Wherever GTK and libadwaita are started with @variable as GTK_THEME. */
static void
start(const char *variable)
{
  if (variable != NULL)
    g_setenv("GTK_THEME", variable, TRUE);
  else
    g_unsetenv("GTK_THEME");
  silsa_theme_begin();
}

static void
test_begin(void)
{
  g_autofree char *name = NULL;

  if (!g_test_subprocess()) {
    g_test_trap_subprocess(NULL, 0, G_TEST_SUBPROCESS_DEFAULT);
    g_test_trap_assert_passed();
    return;
  }
  start(NULL);
  g_assert_false(has_gtk_theme());
  g_assert_null(g_getenv("GTK_THEME"));
  adw_init();
  g_object_get(gtk_settings_get_default(), "gtk-theme-name", &name, NULL);
  g_assert_cmpstr(name, ==, "Adwaita-empty");
  g_assert_true(has_gtk_theme()); /* libadwaita's, which has it too */
}

static void
test_wished(void)
{
  if (!g_test_subprocess()) {
    g_test_trap_subprocess(NULL, 0, G_TEST_SUBPROCESS_DEFAULT);
    g_test_trap_assert_passed();
    return;
  }
  start("Default:hc");
  g_assert_true(has_gtk_theme());
  g_assert_cmpstr(g_getenv("GTK_THEME"), ==, "Default:hc");
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  if (!g_test_subprocess()) {
    silsa_theme_begin();
    adw_init();
  }
  g_test_add_func("/app/theme-settle/once", test_once);
  g_test_add_func("/app/theme-settle/begin", test_begin);
  g_test_add_func("/app/theme-settle/wished", test_wished);
  return g_test_run();
}
