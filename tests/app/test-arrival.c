#include "silsa-arrival.h"

/* Windows that come a piece at a time. */

#define N_PIECES 12
#define PIECE_TIME 3000 /* µs that it takes to make one, and to measure one */

/* A piece of a window that is slow to measure. */
typedef struct {
  GtkWidget parent_instance;
} SilsaTestPiece;

typedef struct {
  GtkWidgetClass parent_class;
} SilsaTestPieceClass;

static GType silsa_test_piece_get_type(void);
G_DEFINE_TYPE(SilsaTestPiece, silsa_test_piece, GTK_TYPE_WIDGET)

static guint measured; /* pieces, for the first time */

static void
silsa_test_piece_measure(GtkWidget *widget,
                         GtkOrientation orientation G_GNUC_UNUSED,
                         int for_size G_GNUC_UNUSED,
                         int *minimum,
                         int *natural,
                         int *minimum_baseline,
                         int *natural_baseline)
{
  if (g_object_get_data(G_OBJECT(widget), "measured") == NULL) {
    g_object_set_data(G_OBJECT(widget), "measured", widget);
    measured++;
    g_usleep(PIECE_TIME);
  }
  *minimum = *natural = 10;
  *minimum_baseline = *natural_baseline = -1;
}

static void
silsa_test_piece_class_init(SilsaTestPieceClass *class)
{
  GTK_WIDGET_CLASS(class)->measure = silsa_test_piece_measure;
}

static void
silsa_test_piece_init(SilsaTestPiece *self G_GNUC_UNUSED)
{
}

typedef struct {
  GtkApplication *application;
  GtkWindow *window;
  GtkWindow *other; /* was there already */
  guint made; /* pieces */
  guint most, before; /* made or measured between two turns of somebody else */
  guint seen_early; /* turns in which it was to be seen before it was complete */
  guint arrived, freed;
  guint made_at_the_end, measured_at_the_end; /* when it arrived */
} Seen;

static Seen *watched; /* by the pieces */

static gboolean
make_piece(GtkWindow *window)
{
  gtk_box_append(GTK_BOX(gtk_window_get_child(window)),
                 g_object_new(silsa_test_piece_get_type(), NULL));
  g_usleep(PIECE_TIME);
  return ++watched->made < N_PIECES;
}

static void
arrived_cb(GtkWindow *window, gpointer user_data)
{
  Seen *seen = user_data;

  seen->arrived++;
  seen->made_at_the_end = seen->made;
  seen->measured_at_the_end = measured;
  gtk_window_set_application(window, seen->application);
  gtk_window_present(window);
  gtk_window_destroy(window);
  if (seen->other != NULL)
    gtk_window_destroy(seen->other);
}

static void
free_cb(gpointer user_data)
{
  Seen *seen = user_data;

  seen->freed++;
}

static gboolean
count_cb(gpointer data)
{
  Seen *seen = data;
  guint done = seen->made + measured;

  seen->most = MAX(seen->most, done - seen->before);
  seen->before = done;
  seen->seen_early +=
      seen->arrived == 0 && (gtk_application_get_active_window(seen->application) != seen->other ||
                             gtk_widget_get_mapped(GTK_WIDGET(seen->window)));
  return G_SOURCE_CONTINUE;
}

static void
begin(GtkApplication *application, Seen *seen)
{
  seen->application = application;
  seen->window = g_object_new(GTK_TYPE_APPLICATION_WINDOW, NULL);
  gtk_window_set_child(seen->window, gtk_box_new(GTK_ORIENTATION_VERTICAL, 0));
  measured = 0;
  watched = seen;
  silsa_arrival_begin(seen->window, make_piece, arrived_cb, seen, free_cb);
}

static void
show_other(GtkApplication *application, Seen *seen)
{
  seen->other = GTK_WINDOW(gtk_application_window_new(application));
  gtk_window_present(seen->other);
}

static void
begin_cb(GtkApplication *application, Seen *seen)
{
  show_other(application, seen);
  begin(application, seen);
  g_timeout_add(1, count_cb, seen); /* ready whenever a piece took its time */
}

static void
run(GCallback activate, Seen *seen)
{
  g_autoptr(GtkApplication) application =
      gtk_application_new("io.github.silsa.Test", G_APPLICATION_NON_UNIQUE);

  g_application_set_default(G_APPLICATION(application));
  g_signal_connect(application, "activate", activate, seen);
  g_assert_cmpint(g_application_run(G_APPLICATION(application), 0, NULL), ==, 0);
  while (g_source_remove_by_user_data(seen))
    ;
}

/* The application waits for it, others have their turns, and it is seen when all of it is there. */
static void
test_pieces(void)
{
  Seen seen = {0};

  run(G_CALLBACK(begin_cb), &seen);
  g_assert_cmpuint(seen.arrived, ==, 1);
  g_assert_cmpuint(seen.freed, ==, 1);
  g_assert_cmpuint(seen.made_at_the_end, ==, N_PIECES);
  g_assert_cmpuint(seen.measured_at_the_end, ==, N_PIECES);
  g_assert_cmpuint(seen.seen_early, ==, 0);
  g_assert_cmpuint(seen.most, <=, 4);
}

static void
count_windows(gpointer window, gpointer data)
{
  const Seen *seen = watched;
  guint *n = data;

  g_assert_true(window == seen->window);
  ++*n;
}

static guint
count_coming(void)
{
  guint n = 0;

  silsa_arrival_foreach(count_windows, &n);
  return n;
}

static gboolean
stop_cb(gpointer data)
{
  Seen *seen = data;

  if (seen->made < 3)
    return G_SOURCE_CONTINUE;
  g_assert_cmpuint(count_coming(), ==, 1);
  silsa_arrival_stop(seen->window);
  g_assert_cmpuint(count_coming(), ==, 0);
  gtk_window_destroy(seen->window);
  gtk_window_destroy(seen->other);
  return G_SOURCE_REMOVE;
}

static void
begin_and_stop_cb(GtkApplication *application, Seen *seen)
{
  show_other(application, seen);
  begin(application, seen);
  g_timeout_add(1, stop_cb, seen);
}

/* One that is not wanted any more does not come, and is not waited for. */
static void
test_stop(void)
{
  Seen seen = {0};

  run(G_CALLBACK(begin_and_stop_cb), &seen);
  g_assert_cmpuint(seen.arrived, ==, 0);
  g_assert_cmpuint(seen.freed, ==, 1);
  g_assert_cmpuint(seen.made, <, N_PIECES);
}

static void
begin_first_cb(GtkApplication *application, Seen *seen)
{
  begin(application, seen);
  g_assert_cmpuint(seen->arrived, ==, 1);
}

/* The first window of all is waited for by nobody but whoever started the program. */
static void
test_first(void)
{
  Seen seen = {0};

  run(G_CALLBACK(begin_first_cb), &seen);
  g_assert_cmpuint(seen.arrived, ==, 1);
  g_assert_cmpuint(seen.freed, ==, 1);
  g_assert_cmpuint(seen.made_at_the_end, ==, N_PIECES);
  g_assert_cmpuint(count_coming(), ==, 0);
}

int
main(int argc, char **argv)
{
  gtk_test_init(&argc, &argv);
  g_test_add_func("/app/arrival/pieces", test_pieces);
  g_test_add_func("/app/arrival/stop", test_stop);
  g_test_add_func("/app/arrival/first", test_first);
  return g_test_run();
}
