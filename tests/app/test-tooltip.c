#include "silsa-tooltip.h"

#include "silsa-test.h"

static void
count_cb(guint *n)
{
  (*n)++;
}

/* Each tooltip that is set costs a round trip to the X server: only another text does. */
static void
test_set(void)
{
  g_autoptr(GtkWidget) label = g_object_ref_sink(gtk_label_new(NULL));
  guint n = 0;

  g_signal_connect_swapped(label, "notify::tooltip-text", G_CALLBACK(count_cb), &n);
  silsa_tooltip_set(label, NULL);
  g_assert_cmpuint(n, ==, 0);
  silsa_tooltip_set(label, "a < b & c");
  silsa_tooltip_set(label, "a < b & c");
  g_assert_cmpuint(n, ==, 1);
  g_assert_cmpstr(gtk_widget_get_tooltip_text(label), ==, "a < b & c");
  silsa_tooltip_set(label, NULL);
  g_assert_cmpuint(n, ==, 2);
}

/* It is asked for once the pointer is there; until then nothing is set. */
static void
test_follow(void)
{
  g_autoptr(GtkWidget) label = g_object_ref_sink(gtk_label_new("one"));
  guint n = 0;

  silsa_tooltip_follow_label(GTK_LABEL(label));
  g_signal_connect_swapped(label, "notify::tooltip-text", G_CALLBACK(count_cb), &n);
  gtk_label_set_text(GTK_LABEL(label), "two");
  g_assert_true(gtk_widget_get_has_tooltip(label));
  g_assert_cmpuint(n, ==, 0);
}

static void
test_prepare(void)
{
  g_autoptr(GtkWidget) button = g_object_ref_sink(gtk_button_new());
  guint n = 0;

  silsa_tooltip_prepare(button, "Undo: Flag");
  g_signal_connect_swapped(button, "notify::tooltip-text", G_CALLBACK(count_cb), &n);
  silsa_tooltip_prepare(button, "Undo: Check");
  g_assert_true(gtk_widget_get_has_tooltip(button));
  g_assert_cmpuint(n, ==, 0);
  gtk_test_accessible_assert_property(button, GTK_ACCESSIBLE_PROPERTY_LABEL, "Undo: Check");
}

int
main(int argc, char **argv)
{
  gtk_test_init(&argc, &argv, NULL);
  g_test_add_func("/app/tooltip/set", test_set);
  g_test_add_func("/app/tooltip/follow", test_follow);
  g_test_add_func("/app/tooltip/prepare", test_prepare);
  return g_test_run();
}
