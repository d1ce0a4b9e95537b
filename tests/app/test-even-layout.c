#include "silsa-even-layout.h"

#include "silsa-test.h"

#define SIDE 100
#define GAP 6

static GtkWidget *
make(int n)
{
  GtkWidget *box = g_object_ref_sink(gtk_box_new(GTK_ORIENTATION_HORIZONTAL, 0));

  gtk_widget_set_layout_manager(box, silsa_even_layout_new(GAP, 3));
  for (int i = 0; i < n; i++) {
    GtkWidget *child = gtk_label_new(NULL);

    gtk_widget_set_size_request(child, SIDE, SIDE);
    gtk_box_append(GTK_BOX(box), child);
  }
  return box;
}

/* How many rows @n children take in @width. */
static int
count_rows(int n, int width)
{
  g_autoptr(GtkWidget) box = make(n);
  int height;

  gtk_widget_measure(box, GTK_ORIENTATION_VERTICAL, width, &height, NULL, NULL, NULL);
  return (height + GAP) / (SIDE + GAP);
}

static void
test_rows(void)
{
  const int six = 6 * SIDE + 5 * GAP;

  g_assert_cmpint(count_rows(6, six), ==, 1);
  g_assert_cmpint(count_rows(6, six - 1), ==, 2); /* room for five, but three and three */
  g_assert_cmpint(count_rows(6, 3 * SIDE + 2 * GAP), ==, 2); /* never fewer than three in a row */
  g_assert_cmpint(count_rows(4, six), ==, 1);
  g_assert_cmpint(count_rows(2, 2 * SIDE + GAP), ==, 1);
  g_assert_cmpint(count_rows(0, six), ==, 0);
}

static void
test_places(void)
{
  g_autoptr(GtkWidget) box = make(6);
  GtkWidget *last = gtk_widget_get_last_child(box);
  graphene_rect_t bounds;
  int least;

  gtk_widget_measure(box, GTK_ORIENTATION_HORIZONTAL, -1, &least, NULL, NULL, NULL);
  g_assert_cmpint(least, ==, 3 * SIDE + 2 * GAP);
  gtk_widget_allocate(box, 612, 2 * SIDE + GAP, -1, NULL);
  g_assert_true(gtk_widget_compute_bounds(last, box, &bounds));
  g_assert_cmpfloat(bounds.origin.x, ==, 412);
  g_assert_cmpfloat(bounds.origin.y, ==, SIDE + GAP);
  g_assert_cmpfloat(bounds.size.width, ==, 200);

  gtk_widget_set_visible(gtk_widget_get_first_child(box), FALSE); /* five: three and two */
  gtk_widget_measure(box, GTK_ORIENTATION_HORIZONTAL, -1, &least, NULL, NULL, NULL);
  gtk_widget_measure(box, GTK_ORIENTATION_VERTICAL, 500, &least, NULL, NULL, NULL);
  gtk_widget_allocate(box, 500, 2 * SIDE + GAP, -1, NULL);
  g_assert_true(gtk_widget_compute_bounds(last, box, &bounds));
  g_assert_cmpfloat(bounds.origin.y, ==, SIDE + GAP);
}

int
main(int argc, char **argv)
{
  gtk_test_init(&argc, &argv, NULL);
  g_test_add_func("/app/even-layout/rows", test_rows);
  g_test_add_func("/app/even-layout/places", test_places);
  return g_test_run();
}
