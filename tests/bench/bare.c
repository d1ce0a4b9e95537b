#include <adwaita.h>
#include <stdlib.h>

/*
 * What Silsa's windows are compared with: an AdwApplicationWindow of the same size that shows
 * nothing but a word. With a number as its argument it shows a grid of so many empty cells, in the
 * room that the Photos view gives to its own: as many columns, as high a row, and the wheel brings
 * as many of them into sight.
 */

static guint n_cells;

static void
setup_cb(GtkSignalListItemFactory *factory G_GNUC_UNUSED, GtkListItem *item)
{
  GtkWidget *cell = gtk_box_new(GTK_ORIENTATION_VERTICAL, 0);

  gtk_widget_set_size_request(cell, 150, 150 * 3 / 4 + 13);
  gtk_list_item_set_child(item, cell);
}

static GtkWidget *
make_grid(void)
{
  g_autofree char **words = g_new0(char *, n_cells + 1);
  g_autoptr(GtkStringList) list = NULL;
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new();
  GtkWidget *grid, *scrolled = gtk_scrolled_window_new();

  for (guint i = 0; i < n_cells; i++)
    words[i] = (char *)"";
  list = gtk_string_list_new((const char *const *)words);
  g_signal_connect(factory, "setup", G_CALLBACK(setup_cb), NULL);
  grid = gtk_grid_view_new(
      GTK_SELECTION_MODEL(gtk_multi_selection_new(G_LIST_MODEL(g_steal_pointer(&list)))), factory);
  gtk_grid_view_set_max_columns(GTK_GRID_VIEW(grid), 5);
  gtk_scrolled_window_set_child(GTK_SCROLLED_WINDOW(scrolled), grid);
  gtk_widget_set_margin_top(scrolled, 130);
  gtk_widget_set_margin_start(scrolled, 220);
  gtk_widget_set_margin_end(scrolled, 320);
  return scrolled;
}

static void
activate_cb(GtkApplication *application)
{
  GtkWidget *window = adw_application_window_new(application);

  gtk_window_set_default_size(GTK_WINDOW(window), 1440, 900);
  gtk_window_maximize(GTK_WINDOW(window));
  adw_application_window_set_content(ADW_APPLICATION_WINDOW(window),
                                     n_cells > 0 ? make_grid() : gtk_label_new("Silsa"));
  gtk_window_present(GTK_WINDOW(window));
}

int
main(int argc, char *argv[])
{
  g_autoptr(AdwApplication) application =
      adw_application_new("io.github.silsa.Bare", G_APPLICATION_DEFAULT_FLAGS);

  n_cells = argc > 1 ? (guint)strtoul(argv[1], NULL, 10) : 0;
  g_signal_connect(application, "activate", G_CALLBACK(activate_cb), NULL);
  return g_application_run(G_APPLICATION(application), 1, argv);
}
