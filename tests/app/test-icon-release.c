#include "silsa-icon-release.h"

#include "silsa-test.h"

typedef struct {
  GtkIconPaintable *icon;
  GThread *freed_by;
} Icon;

static void
freed_cb(gpointer data, GObject *object G_GNUC_UNUSED)
{
  ((Icon *)data)->freed_by = g_thread_self();
}

static gpointer
let_go_thread(gpointer data)
{
  g_object_unref(((Icon *)data)->icon);
  return NULL;
}

/* A thread that holds the last reference to an icon, as the one that reads it may, does not free
 * it. */
static void
test_last_reference_in_a_thread(void)
{
  g_autoptr(GFile) file = g_file_new_for_path("/nowhere/icon.svg");
  Icon icon = {.icon = gtk_icon_paintable_new_for_file(file, 16, 1)};

  g_object_weak_ref(G_OBJECT(icon.icon), freed_cb, &icon);
  g_thread_join(g_thread_new("reader", let_go_thread, &icon));
  g_assert_null(icon.freed_by);
  while (g_main_context_iteration(NULL, FALSE))
    ;
  g_assert_true(icon.freed_by == g_thread_self());
}

static void
test_last_reference_on_the_main_thread(void)
{
  g_autoptr(GFile) file = g_file_new_for_path("/nowhere/icon.svg");
  Icon icon = {.icon = gtk_icon_paintable_new_for_file(file, 16, 1)};

  g_object_weak_ref(G_OBJECT(icon.icon), freed_cb, &icon);
  g_object_unref(icon.icon);
  g_assert_true(icon.freed_by == g_thread_self());
}

int
main(int argc, char **argv)
{
  gtk_test_init(&argc, &argv, NULL);
  silsa_icon_release_on_main_thread();
  g_test_add_func("/icon-release/thread", test_last_reference_in_a_thread);
  g_test_add_func("/icon-release/main-thread", test_last_reference_on_the_main_thread);
  return g_test_run();
}
