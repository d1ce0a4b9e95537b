#include "silsa-focus.h"

/* The focus goes down a page that is longer than its window. */

#define N_ROWS 40
#define ROW_HEIGHT 50

typedef struct {
  GtkWidget *window, *scroller;
  GtkWidget *rows[N_ROWS]; /* boxes, with a button each */
} Page;

static void
set_up(Page *page, gconstpointer data G_GNUC_UNUSED)
{
  GtkWidget *box = gtk_box_new(GTK_ORIENTATION_VERTICAL, 0);

  page->window = gtk_window_new();
  page->scroller = gtk_scrolled_window_new();
  for (guint i = 0; i < N_ROWS; i++) {
    page->rows[i] = gtk_box_new(GTK_ORIENTATION_HORIZONTAL, 0);
    gtk_widget_set_size_request(page->rows[i], -1, ROW_HEIGHT);
    gtk_box_append(GTK_BOX(page->rows[i]), gtk_button_new_with_label("row"));
    gtk_box_append(GTK_BOX(box), page->rows[i]);
  }
  gtk_scrolled_window_set_child(GTK_SCROLLED_WINDOW(page->scroller), box);
  gtk_window_set_default_size(GTK_WINDOW(page->window), 300, 6 * ROW_HEIGHT);
  gtk_window_set_child(GTK_WINDOW(page->window), page->scroller);
  gtk_window_present(GTK_WINDOW(page->window));
  while (gtk_widget_get_height(page->scroller) == 0)
    g_main_context_iteration(NULL, TRUE);
}

static void
tear_down(Page *page, gconstpointer data G_GNUC_UNUSED)
{
  gtk_window_destroy(GTK_WINDOW(page->window));
}

static gboolean
timeout_cb(gpointer data)
{
  *(gboolean *)data = TRUE;
  return G_SOURCE_REMOVE;
}

/* Whether a row was laid out wholly within the window, within a while. */
static gboolean
is_seen(Page *page, guint row)
{
  gboolean over = FALSE;
  guint timeout = g_timeout_add_seconds(10, timeout_cb, &over);
  gboolean seen = FALSE;
  graphene_rect_t bounds;

  while (!seen && !over) {
    seen = gtk_widget_compute_bounds(page->rows[row], page->scroller, &bounds) &&
           bounds.origin.y >= 0 &&
           bounds.origin.y + ROW_HEIGHT <= gtk_widget_get_height(page->scroller);
    if (!seen)
      g_main_context_iteration(NULL, TRUE);
  }
  if (!over)
    g_source_remove(timeout);
  return seen;
}

static void
enter(Page *page, guint row)
{
  GtkWidget *button = gtk_widget_get_first_child(page->rows[row]);

  silsa_focus_enter(page->rows[row], page->rows[row]);
  g_assert_true(gtk_window_get_focus(GTK_WINDOW(page->window)) == button);
}

/* Nothing moves before the frame: nothing was asked that has the page styled and laid out for it.
 */
static void
test_follows(Page *page, gconstpointer data G_GNUC_UNUSED)
{
  GtkScrolledWindow *scroller = GTK_SCROLLED_WINDOW(page->scroller);

  enter(page, N_ROWS - 1);
  g_assert_cmpfloat(gtk_adjustment_get_value(gtk_scrolled_window_get_vadjustment(scroller)), ==, 0);
  g_assert_true(is_seen(page, N_ROWS - 1));
  enter(page, 0);
  g_assert_true(is_seen(page, 0));
}

/* The last one counts, and the focus that comes by other ways is followed by GtkViewport again. */
static void
test_others(Page *page, gconstpointer data G_GNUC_UNUSED)
{
  enter(page, N_ROWS - 1);
  enter(page, N_ROWS / 2);
  g_assert_true(is_seen(page, N_ROWS / 2));
  gtk_widget_grab_focus(gtk_widget_get_first_child(page->rows[1]));
  g_assert_true(is_seen(page, 1));
}

/* A row that goes before it was to be seen. */
static void
test_gone(Page *page, gconstpointer data G_GNUC_UNUSED)
{
  enter(page, N_ROWS - 1);
  gtk_box_remove(GTK_BOX(gtk_widget_get_parent(page->rows[N_ROWS - 1])), page->rows[N_ROWS - 1]);
  enter(page, 20);
  g_assert_true(is_seen(page, 20));
}

int
main(int argc, char *argv[])
{
  gtk_test_init(&argc, &argv, NULL);

  g_test_add("/focus/follows", Page, NULL, set_up, test_follows, tear_down);
  g_test_add("/focus/others", Page, NULL, set_up, test_others, tear_down);
  g_test_add("/focus/gone", Page, NULL, set_up, test_gone, tear_down);
  return g_test_run();
}
