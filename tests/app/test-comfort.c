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

static int
get_font_size(GtkWidget *label)
{
  return pango_font_description_get_size(
      pango_context_get_font_description(gtk_widget_get_pango_context(label)));
}

static void
take_style(void)
{
  g_autoptr(GtkCssProvider) style = gtk_css_provider_new();

  gtk_css_provider_load_from_resource(style, "/io/github/silsa/Silsa/style.css");
  gtk_style_context_add_provider_for_display(gdk_display_get_default(), GTK_STYLE_PROVIDER(style),
                                             GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
}

static GtkWidget *
add_label(GtkWidget *box, const char *class)
{
  GtkWidget *label = gtk_label_new("text");

  gtk_widget_add_css_class(label, class);
  gtk_box_append(GTK_BOX(box), label);
  return label;
}

/* Small words in what is small by itself are as large as elsewhere, and nothing is smaller than the
 * smallest. */
static void
test_nested(void)
{
  static const char *const outside[] = {"link-row", "level-card", "secondary", "demonstration"};
  static const char *const within[] = {"secondary", "small", "caption", "smallest", "chip"};
  GtkWidget *window = gtk_window_new(), *box = gtk_box_new(GTK_ORIENTATION_VERTICAL, 0);

  take_style();
  gtk_window_set_child(GTK_WINDOW(window), box);
  for (gsize i = 0; i < G_N_ELEMENTS(within); i++) {
    int size = get_font_size(add_label(box, within[i]));

    g_assert_cmpint(size, <, get_font_size(box));
    g_assert_cmpint(size, >=, get_font_size(box) * 8 / 10);
    for (gsize k = 0; k < G_N_ELEMENTS(outside); k++) {
      GtkWidget *outer = gtk_box_new(GTK_ORIENTATION_VERTICAL, 0);

      gtk_widget_add_css_class(outer, outside[k]);
      gtk_box_append(GTK_BOX(box), outer);
      g_assert_cmpint(get_font_size(add_label(outer, within[i])), ==, size);
    }
  }
  gtk_window_destroy(GTK_WINDOW(window));
}

/* A page is read as well in a narrow window: a clamp gives its child style classes of its own. */
static void
test_clamp(void)
{
  GtkWidget *box = gtk_box_new(GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *clamp = adw_clamp_new(), *inside = gtk_label_new("inside");
  GtkWidget *outside = gtk_label_new("outside"), *small = gtk_label_new("small");
  GtkWidget *window = gtk_window_new();

  take_style();
  gtk_widget_add_css_class(small, "small");
  adw_clamp_set_child(ADW_CLAMP(clamp), inside);
  gtk_box_append(GTK_BOX(box), outside);
  gtk_box_append(GTK_BOX(box), small);
  gtk_box_append(GTK_BOX(box), clamp);
  gtk_window_set_child(GTK_WINDOW(window), box);
  gtk_window_set_default_size(GTK_WINDOW(window), 300, 200);
  gtk_window_present(GTK_WINDOW(window));
  while (!gtk_widget_has_css_class(inside, "small"))
    g_main_context_iteration(NULL, TRUE);
  gtk_test_widget_wait_for_draw(window);
  gtk_test_widget_wait_for_draw(window); /* the class came while the first was made */
  g_assert_cmpint(get_font_size(small), <, get_font_size(outside));
  g_assert_cmpint(get_font_size(inside), ==, get_font_size(outside));
  gtk_window_destroy(GTK_WINDOW(window));
}

int
main(int argc, char **argv)
{
  gtk_test_init(&argc, &argv, NULL);
  adw_init();
  g_test_add_func("/app/comfort/follows", test_follows);
  g_test_add_func("/app/comfort/nested", test_nested);
  g_test_add_func("/app/comfort/clamp", test_clamp);
  return g_test_run();
}
