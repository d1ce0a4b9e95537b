#include "silsa-cover.h"

struct _SilsaCover {
  GtkWidget parent_instance;

  GdkPaintable *paintable;
};

G_DEFINE_FINAL_TYPE(SilsaCover, silsa_cover, GTK_TYPE_WIDGET)

static void
silsa_cover_snapshot(GtkWidget *widget, GtkSnapshot *snapshot)
{
  SilsaCover *self = SILSA_COVER(widget);
  double width = gtk_widget_get_width(widget), height = gtk_widget_get_height(widget);
  double ratio, shown_width = width, shown_height = height;

  if (self->paintable == NULL || width <= 0 || height <= 0)
    return;
  ratio = gdk_paintable_get_intrinsic_aspect_ratio(self->paintable);
  if (ratio > 0 && ratio > width / height)
    shown_width = height * ratio;
  else if (ratio > 0)
    shown_height = width / ratio;
  gtk_snapshot_save(snapshot);
  gtk_snapshot_push_clip(snapshot, &GRAPHENE_RECT_INIT(0, 0, (float)width, (float)height));
  gtk_snapshot_translate(snapshot, &GRAPHENE_POINT_INIT((float)((width - shown_width) / 2),
                                                        (float)((height - shown_height) / 2)));
  gdk_paintable_snapshot(self->paintable, snapshot, shown_width, shown_height);
  gtk_snapshot_pop(snapshot);
  gtk_snapshot_restore(snapshot);
}

static void
silsa_cover_dispose(GObject *object)
{
  g_clear_object(&SILSA_COVER(object)->paintable);
  G_OBJECT_CLASS(silsa_cover_parent_class)->dispose(object);
}

static void
silsa_cover_class_init(SilsaCoverClass *class)
{
  G_OBJECT_CLASS(class)->dispose = silsa_cover_dispose;
  GTK_WIDGET_CLASS(class)->snapshot = silsa_cover_snapshot;
  gtk_widget_class_set_css_name(GTK_WIDGET_CLASS(class), "picture");
  gtk_widget_class_set_accessible_role(GTK_WIDGET_CLASS(class), GTK_ACCESSIBLE_ROLE_IMG);
}

static void
silsa_cover_init(SilsaCover *self G_GNUC_UNUSED)
{
}

GtkWidget *
silsa_cover_new(void)
{
  return g_object_new(SILSA_TYPE_COVER, NULL);
}

void
silsa_cover_set_paintable(SilsaCover *self, GdkPaintable *paintable)
{
  g_return_if_fail(SILSA_IS_COVER(self));

  if (g_set_object(&self->paintable, paintable))
    gtk_widget_queue_draw(GTK_WIDGET(self));
}
