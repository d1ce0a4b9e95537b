#include "silsa-spares.h"

#include "silsa-farewell.h"

struct _SilsaSpares {
  GPtrArray *widgets;
  SilsaSparesFunc make;
  gpointer user_data;
};

SilsaSpares *
silsa_spares_new(SilsaSparesFunc make, gpointer user_data)
{
  SilsaSpares *self = g_new0(SilsaSpares, 1);

  self->widgets = g_ptr_array_new_with_free_func(g_object_unref);
  self->make = make;
  self->user_data = user_data;
  return self;
}

static GtkWidget *
steal_last(SilsaSpares *self)
{
  return g_ptr_array_steal_index(self->widgets, self->widgets->len - 1);
}

GtkWidget *
silsa_spares_give(SilsaSpares *self, GtkListItem *item)
{
  GtkWidget *widget =
      self->widgets->len > 0 ? steal_last(self) : g_object_ref_sink(self->make(self->user_data));

  g_object_set_data_full(G_OBJECT(item), "spare", widget, g_object_unref);
  gtk_list_item_set_child(item, widget);
  return widget;
}

/* It is not the item's child any more by then. */
void
silsa_spares_take_back(SilsaSpares *self, GtkListItem *item)
{
  g_ptr_array_add(self->widgets, g_object_steal_data(G_OBJECT(item), "spare"));
}

void
silsa_spares_dismiss(SilsaSpares *self)
{
  while (self->widgets->len > 0)
    silsa_farewell_widget(steal_last(self));
}

void
silsa_spares_free(SilsaSpares *self)
{
  g_ptr_array_unref(self->widgets);
  g_free(self);
}
