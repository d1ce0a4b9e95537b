#include "silsa-farewell.h"

#include "silsa-growing-list.h"

#include <adwaita.h>

/* Windows that are taken down a piece at a time. */

#define N_PIECES 30
#define PIECE_TIME 2000 /* µs that it takes to dispose of one */

/* A piece of a window, slow to let go of; a piece may be in another. */
typedef struct {
  GtkBox parent_instance;

  guint number;
} SilsaTestPiece;

typedef struct {
  GtkBoxClass parent_class;
} SilsaTestPieceClass;

static GType silsa_test_piece_get_type(void);
G_DEFINE_TYPE(SilsaTestPiece, silsa_test_piece, GTK_TYPE_BOX)

/* Of another library. */
typedef struct {
  GtkBox parent_instance;
} ForeignPiece;

typedef struct {
  GtkBoxClass parent_class;
} ForeignPieceClass;

static GType foreign_piece_get_type(void);
G_DEFINE_TYPE(ForeignPiece, foreign_piece, GTK_TYPE_BOX)

static guint order[N_PIECES]; /* numbers, as they were disposed of */
static guint disposed, foreign_disposed;
static guint left; /* pieces that what is foreign in them has outlived */

static void
silsa_test_piece_dispose(GObject *object)
{
  SilsaTestPiece *self = (SilsaTestPiece *)object;

  g_assert_cmpuint(disposed, <, N_PIECES);
  order[disposed++] = self->number;
  g_usleep(PIECE_TIME);
  G_OBJECT_CLASS(silsa_test_piece_parent_class)->dispose(object);
  left += foreign_disposed < disposed;
}

static void
silsa_test_piece_class_init(SilsaTestPieceClass *class)
{
  G_OBJECT_CLASS(class)->dispose = silsa_test_piece_dispose;
}

static void
silsa_test_piece_init(SilsaTestPiece *self G_GNUC_UNUSED)
{
}

static void
foreign_piece_dispose(GObject *object)
{
  foreign_disposed++;
  G_OBJECT_CLASS(foreign_piece_parent_class)->dispose(object);
}

static void
foreign_piece_class_init(ForeignPieceClass *class)
{
  G_OBJECT_CLASS(class)->dispose = foreign_piece_dispose;
}

static void
foreign_piece_init(ForeignPiece *self G_GNUC_UNUSED)
{
}

static GtkWidget *
new_piece(guint number)
{
  SilsaTestPiece *self = g_object_new(silsa_test_piece_get_type(), NULL);

  self->number = number;
  return GTK_WIDGET(self);
}

/* Each piece lies in the one before, with a foreign one between. */
static GtkWindow *
new_window(GtkApplication *application)
{
  GtkWindow *window = GTK_WINDOW(gtk_application_window_new(application));
  GtkWidget *box = gtk_box_new(GTK_ORIENTATION_VERTICAL, 0);

  gtk_window_set_child(window, box);
  for (guint i = 0; i < N_PIECES; i++) {
    GtkWidget *piece = new_piece(i);

    gtk_box_append(GTK_BOX(box), piece);
    box = g_object_new(foreign_piece_get_type(), NULL);
    gtk_box_append(GTK_BOX(piece), box);
  }
  gtk_window_present(window);
  disposed = foreign_disposed = left = 0;
  return window;
}

#define N_ROWS 60

static guint torn_down; /* rows */
static guint most_torn_down, torn_down_before; /* between two turns of somebody else */

static void
setup_cb(GtkSignalListItemFactory *factory G_GNUC_UNUSED, GtkListItem *item)
{
  gtk_list_item_set_child(item, gtk_label_new("row"));
}

static void
teardown_cb(GtkSignalListItemFactory *factory G_GNUC_UNUSED, GtkListItem *item G_GNUC_UNUSED)
{
  torn_down++;
  g_usleep(PIECE_TIME / 2);
}

static GtkWidget *
new_list(void)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new();
  g_autoptr(GtkStringList) strings = gtk_string_list_new(NULL);
  g_autoptr(GtkSelectionModel) all =
      GTK_SELECTION_MODEL(gtk_no_selection_new(g_object_ref(G_LIST_MODEL(strings))));
  SilsaGrowingList *growing = silsa_growing_list_new(all);

  for (guint i = 0; i < N_ROWS; i++)
    gtk_string_list_append(strings, "row");
  silsa_growing_list_reach(growing, N_ROWS - 1);
  g_signal_connect(factory, "setup", G_CALLBACK(setup_cb), NULL);
  g_signal_connect(factory, "teardown", G_CALLBACK(teardown_cb), NULL);
  return gtk_list_view_new(GTK_SELECTION_MODEL(growing), factory);
}

typedef struct {
  guint at_once; /* disposed of when the window was gone */
  guint most, before; /* disposed of between two turns of somebody else */
  guint at_end; /* disposed of when the application ended */
  gboolean gone; /* from the screen */
} Seen;

static gboolean
count_cb(gpointer data)
{
  Seen *seen = data;

  seen->most = MAX(seen->most, disposed - seen->before);
  seen->before = disposed;
  most_torn_down = MAX(most_torn_down, torn_down - torn_down_before);
  torn_down_before = torn_down;
  return G_SOURCE_CONTINUE;
}

static void
farewell_window_cb(GtkApplication *application, Seen *seen)
{
  GtkWindow *window = new_window(application);

  g_timeout_add(1, count_cb, seen); /* ready whenever a piece took its time */
  silsa_farewell_window(window);
  seen->at_once = disposed;
  seen->gone = gtk_application_get_windows(application) == NULL;
}

static void
shutdown_cb(GtkApplication *application G_GNUC_UNUSED, Seen *seen)
{
  seen->at_end = disposed;
}

static void
run(GCallback activate, Seen *seen)
{
  g_autoptr(GtkApplication) application =
      gtk_application_new("io.github.silsa.Test", G_APPLICATION_NON_UNIQUE);

  g_application_set_default(G_APPLICATION(application));
  g_signal_connect(application, "activate", activate, seen);
  g_signal_connect(application, "shutdown", G_CALLBACK(shutdown_cb), seen);
  g_assert_cmpint(g_application_run(G_APPLICATION(application), 0, NULL), ==, 0);
  while (g_source_remove_by_user_data(seen))
    ;
}

/* Nothing of it in the call itself, little in each turn of the main loop, and all before the
 * application ends, though it has no window any more. */
static void
test_window(void)
{
  Seen seen = {0};

  run(G_CALLBACK(farewell_window_cb), &seen);
  g_assert_true(seen.gone);
  g_assert_cmpuint(seen.at_once, ==, 0);
  g_assert_cmpuint(seen.at_end, ==, N_PIECES);
  g_assert_cmpuint(seen.most, <=, 3);
  g_assert_cmpuint(left, ==, 0);
  for (guint i = 0; i < N_PIECES; i++)
    g_assert_cmpuint(order[i], ==, i);
}

static void
farewell_rows_cb(GtkApplication *application, Seen *seen)
{
  GtkWindow *window = GTK_WINDOW(gtk_application_window_new(application));

  gtk_window_set_child(window, new_list());
  gtk_window_present(window);
  torn_down = most_torn_down = torn_down_before = 0;
  g_timeout_add(1, count_cb, seen);
  silsa_farewell_window(window);
  seen->at_once = torn_down;
}

/* A list gives up its rows a few at a time. */
static void
test_rows(void)
{
  Seen seen = {0};

  run(G_CALLBACK(farewell_rows_cb), &seen);
  g_assert_cmpuint(seen.at_once, ==, 0);
  g_assert_cmpuint(torn_down, ==, N_ROWS);
  g_assert_cmpuint(most_torn_down, <=, 8);
}

/* One window goes while another one stays: nothing of it is on the screen, and its widgets are
 * whole until the window itself is gone. */
typedef struct {
  GtkWindow *going, *staying;
  GtkWidget *piece; /* of the window that goes; weak */
  guint disposed_before; /* when the window was finalized */
} Two;

static void
window_gone_cb(gpointer data, GObject *window G_GNUC_UNUSED)
{
  Two *two = data;

  two->disposed_before = disposed;
  g_assert_nonnull(two->piece);
  g_assert_null(gtk_widget_get_root(two->piece));
  gtk_window_destroy(two->staying);
}

static void
farewell_one_of_two_cb(GtkApplication *application, Two *two)
{
  two->staying = GTK_WINDOW(gtk_application_window_new(application));
  gtk_window_present(two->staying);
  two->going = new_window(application);
  g_set_weak_pointer(&two->piece, gtk_widget_get_first_child(gtk_window_get_child(two->going)));
  g_object_weak_ref(G_OBJECT(two->going), window_gone_cb, two);
  silsa_farewell_window(two->going);
  g_assert_false(gtk_widget_get_mapped(GTK_WIDGET(two->going)));
  g_assert_true(gtk_window_get_application(two->going) == NULL);
  g_assert_true(gtk_application_get_active_window(application) != two->going);
}

static void
test_one_of_two(void)
{
  Seen seen = {0};
  Two two = {0};
  g_autoptr(GtkApplication) application =
      gtk_application_new("io.github.silsa.Test", G_APPLICATION_NON_UNIQUE);

  g_application_set_default(G_APPLICATION(application));
  g_signal_connect(application, "activate", G_CALLBACK(farewell_one_of_two_cb), &two);
  g_signal_connect(application, "shutdown", G_CALLBACK(shutdown_cb), &seen);
  g_assert_cmpint(g_application_run(G_APPLICATION(application), 0, NULL), ==, 0);
  g_assert_cmpuint(two.disposed_before, ==, 0);
  g_assert_cmpuint(seen.at_end, ==, N_PIECES);
  g_assert_null(two.piece);
}

/* Its content is no piece of Silsa's. */
typedef struct {
  GtkWidget *content; /* weak */
  gboolean outlived; /* it did the window */
} Full;

static void
full_gone_cb(gpointer data, GObject *window G_GNUC_UNUSED)
{
  Full *full = data;

  full->outlived = full->content != NULL && foreign_disposed == 0;
}

static void
farewell_content_cb(GtkApplication *application, Full *full)
{
  GtkWidget *window = adw_application_window_new(application);

  foreign_disposed = 0;
  g_set_weak_pointer(&full->content, g_object_new(foreign_piece_get_type(), NULL));
  adw_application_window_set_content(ADW_APPLICATION_WINDOW(window), full->content);
  gtk_window_present(GTK_WINDOW(window));
  g_object_weak_ref(G_OBJECT(window), full_gone_cb, full);
  silsa_farewell_window(GTK_WINDOW(window));
}

/* What is left of a window and the window itself go one after the other. */
static void
test_content(void)
{
  Full full = {0};
  g_autoptr(GtkApplication) application =
      gtk_application_new("io.github.silsa.Test", G_APPLICATION_NON_UNIQUE);

  g_application_set_default(G_APPLICATION(application));
  g_signal_connect(application, "activate", G_CALLBACK(farewell_content_cb), &full);
  g_assert_cmpint(g_application_run(G_APPLICATION(application), 0, NULL), ==, 0);
  g_assert_true(full.outlived);
  g_assert_null(full.content);
  g_assert_cmpuint(foreign_disposed, ==, 1);
}

static void
farewell_widget_cb(GtkApplication *application G_GNUC_UNUSED, Seen *seen)
{
  disposed = 0;
  for (guint i = 0; i < 6; i++)
    silsa_farewell_widget(g_object_ref_sink(new_piece(i)));
  seen->at_once = disposed;
}

/* The same with widgets that are in no window. */
static void
test_widgets(void)
{
  Seen seen = {0};

  run(G_CALLBACK(farewell_widget_cb), &seen);
  g_assert_cmpuint(seen.at_once, ==, 0);
  g_assert_cmpuint(seen.at_end, ==, 6);
  for (guint i = 0; i < 6; i++)
    g_assert_cmpuint(order[i], ==, i);
}

int
main(int argc, char **argv)
{
  gtk_test_init(&argc, &argv);
  adw_init();
  g_test_add_func("/app/farewell/window", test_window);
  g_test_add_func("/app/farewell/rows", test_rows);
  g_test_add_func("/app/farewell/one-of-two", test_one_of_two);
  g_test_add_func("/app/farewell/content", test_content);
  g_test_add_func("/app/farewell/widgets", test_widgets);
  return g_test_run();
}
