#include "silsa-menu-names.h"

#include "silsa-realized.h"

static GtkLabel *
find_label(GtkWidget *item)
{
  for (GtkWidget *child = gtk_widget_get_first_child(item); child != NULL;
       child = gtk_widget_get_next_sibling(child))
    if (GTK_IS_LABEL(child))
      return GTK_LABEL(child);
  return NULL;
}

static void
name_item(GtkWidget *item)
{
  GtkLabel *label = find_label(item);

  if (label == NULL)
    return;
  gtk_accessible_reset_relation(GTK_ACCESSIBLE(item), GTK_ACCESSIBLE_RELATION_LABELLED_BY);
  gtk_accessible_update_property(GTK_ACCESSIBLE(item), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                 gtk_label_get_text(label), -1);
}

/* Or it would be named by all of its items. */
static void
name_button(GtkWidget *item)
{
  GtkWidget *button = gtk_widget_get_ancestor(item, GTK_TYPE_MENU_BUTTON);
  const char *words = button != NULL ? gtk_widget_get_tooltip_text(button) : NULL;

  if (words != NULL)
    gtk_accessible_update_property(GTK_ACCESSIBLE(button), GTK_ACCESSIBLE_PROPERTY_LABEL, words,
                                   -1);
}

static void
realized_cb(GtkWidget *widget)
{
  if (!g_str_equal(G_OBJECT_TYPE_NAME(widget), "GtkModelButton")) /* its header is GTK's own */
    return;
  if (g_signal_handler_find(widget, G_SIGNAL_MATCH_FUNC, 0, 0, NULL, G_CALLBACK(name_item), NULL) ==
      0)
    g_signal_connect(widget, "notify::text", G_CALLBACK(name_item), NULL);
  name_item(widget);
  name_button(widget);
}

void
silsa_menu_names_watch(void)
{
  silsa_realized_watch(realized_cb);
}
