#include "silsa-held-bytes.h"

#include <string.h>

static gboolean
count_cb(gpointer n)
{
  (*(guint *)n)++;
  return G_SOURCE_CONTINUE;
}

static gpointer
unref_thread(gpointer bytes)
{
  g_bytes_unref(bytes);
  return NULL;
}

static void
let_go_elsewhere(GBytes *bytes)
{
  g_thread_join(g_thread_new("elsewhere", unref_thread, bytes));
}

static void
turn(void)
{
  while (g_main_context_iteration(NULL, FALSE)) {
  }
}

static void
test_counted(void)
{
  guint told = 0;
  g_autoptr(SilsaHeldBytes) held = silsa_held_bytes_new(count_cb, &told);
  GBytes *first = silsa_held_bytes_hold(held, g_bytes_new("abc", 3));
  GBytes *second = silsa_held_bytes_hold(held, g_bytes_new("abcde", 5));
  GBytes *third = silsa_held_bytes_hold(held, g_bytes_new("", 0));

  g_assert_cmpint(memcmp(g_bytes_get_data(first, NULL), "abc", 3), ==, 0);
  g_assert_cmpuint(silsa_held_bytes_get(held), ==, 8);
  let_go_elsewhere(g_bytes_ref(first));
  turn();
  g_assert_cmpuint(silsa_held_bytes_get(held), ==, 8);
  g_assert_cmpuint(told, ==, 0);
  let_go_elsewhere(first);
  let_go_elsewhere(third);
  g_assert_cmpuint(silsa_held_bytes_get(held), ==, 5);
  g_assert_cmpuint(told, ==, 0); /* not in the middle of what is being done */
  turn();
  g_assert_cmpuint(told, ==, 1);
  g_bytes_unref(second);
  turn();
  g_assert_cmpuint(silsa_held_bytes_get(held), ==, 0);
  g_assert_cmpuint(told, ==, 2);
}

/* Whoever counted is gone, somebody still holds them. */
static void
test_outlived(void)
{
  guint told = 0;
  SilsaHeldBytes *held = silsa_held_bytes_new(count_cb, &told);
  GBytes *first = silsa_held_bytes_hold(held, g_bytes_new("abc", 3));
  GBytes *second = silsa_held_bytes_hold(held, g_bytes_new("abc", 3));

  g_bytes_unref(first);
  silsa_held_bytes_free(held);
  turn();
  let_go_elsewhere(second);
  turn();
  g_assert_cmpuint(told, ==, 0);
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/media/held-bytes/counted", test_counted);
  g_test_add_func("/media/held-bytes/outlived", test_outlived);
  return g_test_run();
}
