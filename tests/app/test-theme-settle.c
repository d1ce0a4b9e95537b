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

int
main(int argc, char **argv)
{
  gtk_test_init(&argc, &argv, NULL);
  adw_init();
  g_test_add_func("/app/theme-settle/once", test_once);
  return g_test_run();
}
