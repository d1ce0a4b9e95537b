#include "silsa-column-title.h"

static GtkWidget *
find_header(GtkColumnView *view)
{
  for (GtkWidget *child = gtk_widget_get_first_child(GTK_WIDGET(view)); child != NULL;
       child = gtk_widget_get_next_sibling(child))
    if (g_strcmp0(gtk_widget_get_css_name(child), "header") == 0)
      return child;
  return NULL;
}

void
silsa_column_title_at_end(GtkColumnView *view)
{
  GtkWidget *header, *title, *box, *label;

  g_return_if_fail(GTK_IS_COLUMN_VIEW(view));

  header = find_header(view);
  title = header != NULL ? gtk_widget_get_last_child(header) : NULL;
  box = title != NULL ? gtk_widget_get_first_child(title) : NULL;
  label = box != NULL ? gtk_widget_get_first_child(box) : NULL;
  if (!GTK_IS_BOX(box) || !GTK_IS_LABEL(label))
    return;
  gtk_label_set_xalign(GTK_LABEL(label), 1);
  gtk_widget_set_hexpand(label, TRUE);
  /* The arrow of the order comes before it, so that the title ends where the numbers do. */
  gtk_box_reorder_child_after(GTK_BOX(box), label, gtk_widget_get_last_child(box));
}
