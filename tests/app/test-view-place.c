#include "silsa-view-place.h"

typedef struct {
  GtkWidget *window;
  AdwViewStack *stack;
  GtkWidget *views[2];
  GtkWidget *entries[2];
} Fixture;

static void
wait_for_frames(Fixture *f)
{
  for (int i = 0; i < 3; i++) {
    gtk_widget_queue_draw(f->window);
    gtk_test_widget_wait_for_draw(f->window);
  }
  while (g_main_context_iteration(NULL, FALSE)) {
  }
}

static void
set_up(Fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  static const char *const names[] = {"walk", "overview"};

  f->window = gtk_window_new();
  f->stack = ADW_VIEW_STACK(adw_view_stack_new());
  for (guint i = 0; i < 2; i++) {
    GtkWidget *place = g_object_new(SILSA_TYPE_VIEW_PLACE, NULL);

    f->views[i] = gtk_box_new(GTK_ORIENTATION_VERTICAL, 0);
    f->entries[i] = gtk_entry_new();
    gtk_box_append(GTK_BOX(f->views[i]), gtk_entry_new());
    gtk_box_append(GTK_BOX(f->views[i]), f->entries[i]);
    adw_bin_set_child(ADW_BIN(place), f->views[i]);
    adw_view_stack_add_named(f->stack, place, names[i]);
  }
  gtk_window_set_child(GTK_WINDOW(f->window), GTK_WIDGET(f->stack));
  gtk_window_present(GTK_WINDOW(f->window));
  wait_for_frames(f);
}

static void
tear_down(Fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  gtk_window_destroy(GTK_WINDOW(f->window));
}

static gboolean
is_focused(Fixture *f, guint n)
{
  GtkWidget *focus = gtk_root_get_focus(GTK_ROOT(f->window));

  return focus != NULL && gtk_widget_is_ancestor(focus, f->entries[n]);
}

/* The view that is left is out of sight for GTK, and each has the focus where it had it. */
static void
test_focus(Fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  g_assert_true(gtk_widget_grab_focus(f->entries[0]));
  adw_view_stack_set_visible_child_name(f->stack, "overview");
  wait_for_frames(f);
  g_assert_false(gtk_widget_get_visible(f->views[0]));
  g_assert_true(gtk_widget_get_visible(f->views[1]));
  g_assert_true(gtk_widget_get_mapped(f->entries[1]));
  g_assert_true(gtk_widget_grab_focus(f->entries[1]));
  adw_view_stack_set_visible_child_name(f->stack, "walk");
  g_assert_true(is_focused(f, 0)); /* at once: the next key goes there */
  wait_for_frames(f);
  g_assert_true(is_focused(f, 0));
  g_assert_false(gtk_widget_get_visible(f->views[1]));
  adw_view_stack_set_visible_child_name(f->stack, "overview");
  wait_for_frames(f);
  g_assert_true(is_focused(f, 1));
}

/* There and back before anybody looked. */
static void
test_at_once(Fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  g_assert_true(gtk_widget_grab_focus(f->entries[0]));
  adw_view_stack_set_visible_child_name(f->stack, "overview");
  adw_view_stack_set_visible_child_name(f->stack, "walk");
  wait_for_frames(f);
  g_assert_true(gtk_widget_get_mapped(f->entries[0]));
  g_assert_true(is_focused(f, 0));
  g_assert_false(gtk_widget_get_visible(f->views[1]));
}

#define ADD(path, function)                                                                        \
  g_test_add("/app/view-place/" path, Fixture, NULL, set_up, function, tear_down)

int
main(int argc, char **argv)
{
  gtk_test_init(&argc, &argv, NULL);
  adw_init();
  ADD("focus", test_focus);
  ADD("at-once", test_at_once);
  return g_test_run();
}
