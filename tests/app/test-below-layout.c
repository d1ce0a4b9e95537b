#include "silsa-below-layout.h"

#include "silsa-test.h"

#define SIDE 100
#define GAP 10
#define LINE_GAP 6
#define ONE_LINE (4 * SIDE + 3 * GAP)

/* Four squares, the second of which expands, and of which two may go below. */
static void
fill(GtkWidget *box)
{
  for (int i = 0; i < 4; i++) {
    GtkWidget *child = gtk_label_new(NULL);

    gtk_widget_set_size_request(child, SIDE, SIDE);
    gtk_widget_set_hexpand(child, i == 1);
    gtk_box_append(GTK_BOX(box), child);
  }
}

static GtkWidget *
make(void)
{
  GtkWidget *box = g_object_ref_sink(silsa_below_box_new(GAP, 2));

  fill(box);
  return box;
}

static GtkWidget *
get_child(GtkWidget *box, int number)
{
  GtkWidget *child = gtk_widget_get_first_child(box);

  while (number-- > 0)
    child = gtk_widget_get_next_sibling(child);
  return child;
}

static void
check_place(GtkWidget *box, int number, float x, float y, float width)
{
  graphene_rect_t bounds;

  g_assert_true(gtk_widget_compute_bounds(get_child(box, number), box, &bounds));
  g_assert_cmpfloat(bounds.origin.x, ==, x);
  g_assert_cmpfloat(bounds.origin.y, ==, y);
  g_assert_cmpfloat(bounds.size.width, ==, width);
}

static int
measure(GtkWidget *box, GtkOrientation orientation, int for_size)
{
  int least;

  gtk_widget_measure(box, orientation, for_size, &least, NULL, NULL, NULL);
  return least;
}

/* Where there is room nothing tells it from a box. */
static void
test_one_line(void)
{
  g_autoptr(GtkWidget) box = make();
  g_autoptr(GtkWidget) plain = g_object_ref_sink(gtk_box_new(GTK_ORIENTATION_HORIZONTAL, GAP));
  GtkWidget *const both[] = {box, plain};

  fill(plain);
  for (gsize i = 0; i < G_N_ELEMENTS(both); i++) {
    measure(both[i], GTK_ORIENTATION_HORIZONTAL, -1);
    g_assert_cmpint(measure(both[i], GTK_ORIENTATION_VERTICAL, ONE_LINE), ==, SIDE);
    gtk_widget_allocate(both[i], ONE_LINE + 50, SIDE, -1, NULL);
    check_place(both[i], 0, 0, 0, SIDE);
    check_place(both[i], 1, SIDE + GAP, 0, SIDE + 50);
    check_place(both[i], 2, 2 * (SIDE + GAP) + 50, 0, SIDE);
    check_place(both[i], 3, 3 * (SIDE + GAP) + 50, 0, SIDE);
  }
}

static void
test_two_lines(void)
{
  g_autoptr(GtkWidget) box = make();
  const int width = ONE_LINE - 1;

  g_assert_cmpint(measure(box, GTK_ORIENTATION_HORIZONTAL, -1), ==, 2 * SIDE + GAP);
  g_assert_cmpint(measure(box, GTK_ORIENTATION_VERTICAL, width), ==, 2 * SIDE + LINE_GAP);
  gtk_widget_allocate(box, width, 2 * SIDE + LINE_GAP, -1, NULL);
  check_place(box, 0, 0, 0, SIDE);
  check_place(box, 1, SIDE + GAP, 0, width - SIDE - GAP);
  check_place(box, 2, 0, SIDE + LINE_GAP,
              width - SIDE - LINE_GAP); /* the first of them fills the line */
  check_place(box, 3, width - SIDE, SIDE + LINE_GAP, SIDE);
}

static void
test_always(void)
{
  g_autoptr(GtkWidget) box = make();

  g_assert_cmpint(measure(box, GTK_ORIENTATION_VERTICAL, ONE_LINE), ==, SIDE);
  g_object_set(gtk_widget_get_layout_manager(box), "always", TRUE, NULL);
  g_assert_cmpint(measure(box, GTK_ORIENTATION_HORIZONTAL, -1), ==, 2 * SIDE + GAP);
  g_assert_cmpint(measure(box, GTK_ORIENTATION_VERTICAL, ONE_LINE), ==, 2 * SIDE + LINE_GAP);
}

/* What is not shown takes neither room nor a line. */
static void
test_hidden(void)
{
  g_autoptr(GtkWidget) box = make();

  gtk_widget_set_visible(get_child(box, 2), FALSE);
  g_assert_cmpint(measure(box, GTK_ORIENTATION_VERTICAL, 3 * SIDE + 2 * GAP), ==, SIDE);
  gtk_widget_set_visible(get_child(box, 3), FALSE);
  g_assert_cmpint(measure(box, GTK_ORIENTATION_HORIZONTAL, -1), ==, 2 * SIDE + GAP);
  g_assert_cmpint(measure(box, GTK_ORIENTATION_VERTICAL, 2 * SIDE + GAP), ==, SIDE);
}

static void
test_mirrored(void)
{
  g_autoptr(GtkWidget) box = make();

  gtk_widget_set_direction(box, GTK_TEXT_DIR_RTL);
  measure(box, GTK_ORIENTATION_HORIZONTAL, -1);
  measure(box, GTK_ORIENTATION_VERTICAL, ONE_LINE);
  gtk_widget_allocate(box, ONE_LINE, SIDE, -1, NULL);
  check_place(box, 0, 3 * (SIDE + GAP), 0, SIDE);
  check_place(box, 3, 0, 0, SIDE);
}

int
main(int argc, char **argv)
{
  gtk_test_init(&argc, &argv, NULL);
  g_test_add_func("/app/below-layout/one-line", test_one_line);
  g_test_add_func("/app/below-layout/two-lines", test_two_lines);
  g_test_add_func("/app/below-layout/always", test_always);
  g_test_add_func("/app/below-layout/hidden", test_hidden);
  g_test_add_func("/app/below-layout/mirrored", test_mirrored);
  return g_test_run();
}
