#include "silsa-present-later.h"

/* Dialogs that are presented in a turn of their own. */

static GtkWidget *
new_window(void)
{
  GtkWidget *window = adw_window_new();

  adw_window_set_content(ADW_WINDOW(window), gtk_label_new("content"));
  gtk_window_present(GTK_WINDOW(window));
  return window;
}

static gboolean
timeout_cb(gpointer data)
{
  *(gboolean *)data = TRUE;
  return G_SOURCE_REMOVE;
}

static void
wait_until(const AdwDialog *const *dialog)
{
  gboolean over = FALSE;
  guint source = g_timeout_add_seconds(10, timeout_cb, &over);

  while (!over && *dialog != NULL && !gtk_widget_get_mapped(GTK_WIDGET((gpointer)*dialog)))
    g_main_context_iteration(NULL, TRUE);
  g_assert_false(over);
  g_source_remove(source);
}

static void
test_presented(void)
{
  GtkWidget *window = new_window();
  AdwDialog *dialog = adw_dialog_new();

  g_object_add_weak_pointer(G_OBJECT(dialog), (gpointer *)&dialog);
  silsa_present_later(dialog, window);
  g_assert_false(gtk_widget_get_mapped(GTK_WIDGET(dialog)));
  wait_until((const AdwDialog *const *)&dialog);
  g_assert_nonnull(dialog);
  g_assert_true(adw_window_get_visible_dialog(ADW_WINDOW(window)) == dialog);
  adw_dialog_force_close(dialog);
  gtk_window_destroy(GTK_WINDOW(window));
}

/* A window that is gone gets none, and nothing is left of it. */
static void
test_dropped(void)
{
  GtkWidget *window = new_window();
  AdwDialog *dialog = adw_dialog_new();

  g_object_add_weak_pointer(G_OBJECT(dialog), (gpointer *)&dialog);
  silsa_present_later(dialog, window);
  gtk_window_destroy(GTK_WINDOW(window));
  wait_until((const AdwDialog *const *)&dialog);
  g_assert_null(dialog);
}

/* Two keys within a frame ask for one dialog; once it is there, the next may come. */
static void
test_asked_for_twice(void)
{
  GtkWidget *window = new_window();
  AdwDialog *first = adw_dialog_new(), *second = adw_dialog_new(), *third = adw_dialog_new();

  g_object_add_weak_pointer(G_OBJECT(second), (gpointer *)&second);
  silsa_present_later(first, window);
  silsa_present_later(second, gtk_widget_get_first_child(window));
  g_assert_null(second);
  wait_until((const AdwDialog *const *)&first);
  g_assert_true(adw_window_get_visible_dialog(ADW_WINDOW(window)) == first);
  silsa_present_later(third, window);
  wait_until((const AdwDialog *const *)&third);
  g_assert_true(adw_window_get_visible_dialog(ADW_WINDOW(window)) == third);
  gtk_window_destroy(GTK_WINDOW(window));
}

int
main(int argc, char **argv)
{
  gtk_test_init(&argc, &argv, NULL);
  adw_init();
  g_test_add_func("/app/present-later/presented", test_presented);
  g_test_add_func("/app/present-later/dropped", test_dropped);
  g_test_add_func("/app/present-later/asked-for-twice", test_asked_for_twice);
  return g_test_run();
}
