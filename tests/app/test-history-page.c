#include "silsa-history-page.h"

#include "workshop.h"

#include <adwaita.h>

/* The first of its kind at or below @widget; there is one. */
static gpointer
find(GtkWidget *widget, GType type)
{
  if (g_type_is_a(G_OBJECT_TYPE(widget), type))
    return widget;
  for (GtkWidget *at = gtk_widget_get_first_child(widget); at != NULL;
       at = gtk_widget_get_next_sibling(at)) {
    gpointer found = find(at, type);

    if (found != NULL)
      return found;
  }
  return NULL;
}

static const char *
get_shown(GtkWidget *page)
{
  return gtk_stack_get_visible_child_name(find(page, GTK_TYPE_STACK));
}

/* That nothing was changed is said only once the journal was read. */
static void
test_before_it_is_read(Workshop *shop, gconstpointer data G_GNUC_UNUSED)
{
  GtkWidget *page = g_object_new(SILSA_TYPE_HISTORY_PAGE, NULL);
  GtkWidget *window = gtk_window_new();
  GListModel *rows;

  gtk_window_set_child(GTK_WINDOW(window), page);
  silsa_history_page_set_store(SILSA_HISTORY_PAGE(page), shop->store);
  silsa_history_page_focus(SILSA_HISTORY_PAGE(page), NULL);
  g_assert_cmpstr(get_shown(page), ==, "list");

  gtk_window_present(GTK_WINDOW(window));
  rows = G_LIST_MODEL(gtk_list_view_get_model(find(page, GTK_TYPE_LIST_VIEW)));
  while (g_list_model_get_n_items(rows) == 0)
    g_main_context_iteration(NULL, TRUE);
  g_assert_cmpstr(get_shown(page), ==, "list");

  adw_toggle_group_set_active(find(page, ADW_TYPE_TOGGLE_GROUP), 2); /* since the last package */
  g_assert_cmpstr(get_shown(page), ==, "nothing");

  g_object_add_weak_pointer(G_OBJECT(page), (gpointer *)&page);
  gtk_window_destroy(GTK_WINDOW(window));
  while (page != NULL) /* what it reads holds it */
    g_main_context_iteration(NULL, TRUE);
}

int
main(int argc, char **argv)
{
  gtk_test_init(&argc, &argv, NULL);
  adw_init();
  g_test_add("/history-page/before-it-is-read", Workshop, NULL, workshop_set_up,
             test_before_it_is_read, workshop_tear_down);
  return g_test_run();
}
