#include "silsa-tooltip.h"

void
silsa_tooltip_set(GtkWidget *widget, const char *text)
{
  g_return_if_fail(GTK_IS_WIDGET(widget));

  if (g_strcmp0(gtk_widget_get_tooltip_text(widget), text) != 0)
    gtk_widget_set_tooltip_text(widget, text);
}

static gboolean
query_kept_cb(GtkWidget *widget,
              int x G_GNUC_UNUSED,
              int y G_GNUC_UNUSED,
              gboolean keyboard G_GNUC_UNUSED,
              GtkTooltip *tooltip)
{
  gtk_tooltip_set_text(tooltip, g_object_get_data(G_OBJECT(widget), "tooltip"));
  return TRUE;
}

void
silsa_tooltip_keep(GtkWidget *widget, const char *text)
{
  const char *kept;

  g_return_if_fail(GTK_IS_WIDGET(widget) && text != NULL);

  kept = g_object_get_data(G_OBJECT(widget), "tooltip");
  if (g_strcmp0(kept, text) == 0)
    return;
  if (kept == NULL) {
    silsa_tooltip_set(widget, NULL);
    gtk_widget_set_has_tooltip(widget, TRUE);
    g_signal_connect(widget, "query-tooltip", G_CALLBACK(query_kept_cb), NULL);
  }
  g_object_set_data_full(G_OBJECT(widget), "tooltip", g_strdup(text), g_free);
}

void
silsa_tooltip_prepare(GtkWidget *widget, const char *text)
{
  g_return_if_fail(GTK_IS_WIDGET(widget) && text != NULL);

  if (g_strcmp0(g_object_get_data(G_OBJECT(widget), "tooltip"), text) == 0)
    return;
  silsa_tooltip_keep(widget, text);
  gtk_accessible_update_property(GTK_ACCESSIBLE(widget), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
}

static gboolean
query_cb(GtkLabel *label,
         int x G_GNUC_UNUSED,
         int y G_GNUC_UNUSED,
         gboolean keyboard G_GNUC_UNUSED,
         GtkTooltip *tooltip)
{
  gtk_tooltip_set_text(tooltip, gtk_label_get_text(label));
  return TRUE;
}

void
silsa_tooltip_follow_label(GtkLabel *label)
{
  g_return_if_fail(GTK_IS_LABEL(label));

  gtk_widget_set_has_tooltip(GTK_WIDGET(label), TRUE);
  g_signal_connect(label, "query-tooltip", G_CALLBACK(query_cb), NULL);
}
