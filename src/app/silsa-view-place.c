#include "silsa-view-place.h"

struct _SilsaViewPlace {
  AdwBin parent_instance;

  guint hide_source;
};

G_DEFINE_FINAL_TYPE(SilsaViewPlace, silsa_view_place, ADW_TYPE_BIN)

static void
set_view_visible(SilsaViewPlace *self, gboolean visible)
{
  GtkWidget *view = adw_bin_get_child(ADW_BIN(self));

  g_clear_handle_id(&self->hide_source, g_source_remove);
  if (view != NULL)
    gtk_widget_set_visible(view, visible);
}

static void
hide_cb(gpointer data)
{
  SilsaViewPlace *self = data;

  self->hide_source = 0;
  set_view_visible(self, FALSE);
}

static void
silsa_view_place_map(GtkWidget *widget)
{
  set_view_visible(SILSA_VIEW_PLACE(widget), TRUE);
  GTK_WIDGET_CLASS(silsa_view_place_parent_class)->map(widget);
}

/* Not at once: the focus is still in it, and goes to the view that comes. */
static void
silsa_view_place_unmap(GtkWidget *widget)
{
  SilsaViewPlace *self = SILSA_VIEW_PLACE(widget);

  GTK_WIDGET_CLASS(silsa_view_place_parent_class)->unmap(widget);
  if (self->hide_source == 0)
    self->hide_source = g_idle_add_once(hide_cb, self);
}

static void
silsa_view_place_dispose(GObject *object)
{
  g_clear_handle_id(&SILSA_VIEW_PLACE(object)->hide_source, g_source_remove);
  G_OBJECT_CLASS(silsa_view_place_parent_class)->dispose(object);
}

static void
silsa_view_place_class_init(SilsaViewPlaceClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS(class);

  G_OBJECT_CLASS(class)->dispose = silsa_view_place_dispose;
  widget_class->map = silsa_view_place_map;
  widget_class->unmap = silsa_view_place_unmap;
}

static void
silsa_view_place_init(SilsaViewPlace *self G_GNUC_UNUSED)
{
}
