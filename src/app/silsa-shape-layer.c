#include "silsa-shape-layer.h"

#include "silsa-shape-look.h"

#include <math.h>

#define NEAR 9 /* a mouse that is so near to a corner means it */

void
silsa_shape_layer_init(SilsaShapeLayer *self, GtkWidget *canvas)
{
  self->canvas = canvas;
  self->handles = g_ptr_array_new();
  self->shapes = silsa_shapes_new_empty();
}

static void
drop_handles(SilsaShapeLayer *self, guint left)
{
  while (self->handles->len > left)
    gtk_widget_unparent(g_ptr_array_steal_index(self->handles, self->handles->len - 1));
}

void
silsa_shape_layer_dispose(SilsaShapeLayer *self)
{
  silsa_shape_draft_drop(&self->draft);
  drop_handles(self, 0);
  g_array_set_size(self->shapes, 0);
}

void
silsa_shape_layer_finalize(SilsaShapeLayer *self)
{
  g_ptr_array_unref(self->handles);
  g_array_unref(self->shapes);
}

/* --- which ones --- */

const SilsaShape *
silsa_shape_layer_get(SilsaShapeLayer *self, guint position)
{
  const SilsaShape *shape = &g_array_index(self->shapes, SilsaShape, position);

  return self->draft.active && self->draft.shape.number == shape->number ? &self->draft.shape
                                                                         : shape;
}

int
silsa_shape_layer_find_selected(SilsaShapeLayer *self)
{
  for (guint i = 0; i < self->handles->len; i++)
    if (gtk_widget_has_focus(self->handles->pdata[i]))
      return (int)i;
  return -1;
}

const SilsaShape *
silsa_shape_layer_get_selected(SilsaShapeLayer *self)
{
  int selected = silsa_shape_layer_find_selected(self);

  return selected >= 0 ? silsa_shape_layer_get(self, (guint)selected) : NULL;
}

void
silsa_shape_layer_select(SilsaShapeLayer *self, guint position)
{
  gtk_widget_grab_focus(self->handles->pdata[position]);
}

/* -1: there is none of this number. */
static int
find_number(SilsaShapeLayer *self, guint number)
{
  for (guint i = 0; i < self->shapes->len; i++)
    if (g_array_index(self->shapes, SilsaShape, i).number == number)
      return (int)i;
  return -1;
}

void
silsa_shape_layer_select_number(SilsaShapeLayer *self, guint number)
{
  int position = find_number(self, number);

  if (position >= 0)
    silsa_shape_layer_select(self, (guint)position);
}

char *
silsa_shape_layer_dup_next_number(SilsaShapeLayer *self)
{
  guint64 next = 1;

  for (guint i = 0; i < self->shapes->len; i++) {
    const SilsaShape *shape = &g_array_index(self->shapes, SilsaShape, i);

    if (shape->kind == SILSA_SHAPE_NUMBER)
      next = MAX(next, g_ascii_strtoull(shape->text, NULL, 10) + 1);
  }
  return g_strdup_printf("%" G_GUINT64_FORMAT, MIN(next, 99));
}

static GtkWidget *
new_handle(SilsaShapeLayer *self)
{
  GtkWidget *handle = g_object_new(GTK_TYPE_BOX, "accessible-role", GTK_ACCESSIBLE_ROLE_IMG, NULL);

  gtk_widget_set_focusable(handle, TRUE);
  gtk_widget_set_can_target(handle, FALSE);
  gtk_widget_set_parent(handle, self->canvas);
  g_signal_connect_object(handle, "notify::has-focus", G_CALLBACK(gtk_widget_queue_draw),
                          self->canvas, G_CONNECT_SWAPPED);
  return handle;
}

static void
name_handles(SilsaShapeLayer *self)
{
  for (guint i = 0; i < self->shapes->len; i++) {
    g_autofree char *name = silsa_shape_look_describe(silsa_shape_layer_get(self, i));

    gtk_accessible_update_property(GTK_ACCESSIBLE(self->handles->pdata[i]),
                                   GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  }
}

void
silsa_shape_layer_set(SilsaShapeLayer *self, GArray *shapes)
{
  int selected = silsa_shape_layer_find_selected(self), position;
  guint number =
      selected >= 0 ? g_array_index(self->shapes, SilsaShape, (guint)selected).number : 0;

  g_array_unref(self->shapes);
  self->shapes = shapes;
  while (self->handles->len < shapes->len)
    g_ptr_array_add(self->handles, new_handle(self));
  position = find_number(self, number);
  if (number != 0 && position >= 0)
    silsa_shape_layer_select(self, (guint)position);
  else if (number != 0)
    gtk_widget_grab_focus(self->canvas);
  drop_handles(self, shapes->len);
  name_handles(self);
}

/* --- where they are --- */

static graphene_point_t
place(const SilsaPictureView *view, int x, int y)
{
  double at_x = (double)x / SILSA_SHAPE_SCALE, at_y = (double)y / SILSA_SHAPE_SCALE;

  silsa_picture_view_to_room(view, &at_x, &at_y);
  return GRAPHENE_POINT_INIT((float)at_x, (float)at_y);
}

static graphene_rect_t
get_area(SilsaShapeLayer *self, const SilsaPictureView *view, const SilsaShape *shape)
{
  graphene_point_t one = place(view, shape->x1, shape->y1);
  graphene_point_t other = place(view, shape->x2, shape->y2);

  return silsa_shape_look_measure(self->canvas, shape, &one, &other);
}

int
silsa_shape_layer_find_at(SilsaShapeLayer *self, const SilsaPictureView *view, double x, double y)
{
  const graphene_point_t point = GRAPHENE_POINT_INIT((float)x, (float)y);

  for (guint i = self->shapes->len; i > 0; i--) {
    graphene_rect_t area = get_area(self, view, silsa_shape_layer_get(self, i - 1));

    graphene_rect_inset(&area, -4, -4);
    if (graphene_rect_contains_point(&area, &point))
      return (int)i - 1;
  }
  return -1;
}

static gboolean
is_near(const SilsaPictureView *view, int place_x, int place_y, double x, double y)
{
  graphene_point_t at = place(view, place_x, place_y);

  return fabs(at.x - x) <= NEAR && fabs(at.y - y) <= NEAR;
}

/* Any corner can be pulled: its ends are named so that the second is the one. */
static gboolean
take_corner(SilsaShapeLayer *self,
            const SilsaPictureView *view,
            const SilsaShape *shape,
            double x,
            double y)
{
  for (int i = 0; i < 4; i++) {
    SilsaShape turned = *shape;

    if (i & 1) {
      turned.x1 = shape->x2;
      turned.x2 = shape->x1;
    }
    if (i & 2) {
      turned.y1 = shape->y2;
      turned.y2 = shape->y1;
    }
    if (!is_near(view, turned.x2, turned.y2, x, y))
      continue;
    silsa_shape_draft_begin(&self->draft, &turned);
    return TRUE;
  }
  return FALSE;
}

static gboolean
take_point_or_tail(SilsaShapeLayer *self,
                   const SilsaPictureView *view,
                   const SilsaShape *arrow,
                   double x,
                   double y)
{
  gboolean point = is_near(view, arrow->x2, arrow->y2, x, y);

  if (!point && !is_near(view, arrow->x1, arrow->y1, x, y))
    return FALSE;
  silsa_shape_draft_begin(&self->draft, arrow);
  self->draft.first_end = !point;
  return TRUE;
}

gboolean
silsa_shape_layer_take_end(SilsaShapeLayer *self, const SilsaPictureView *view, double x, double y)
{
  const SilsaShape *shape = silsa_shape_layer_get_selected(self);

  if (shape == NULL || silsa_shape_is_point(shape->kind))
    return FALSE;
  return shape->kind == SILSA_SHAPE_ARROW ? take_point_or_tail(self, view, shape, x, y)
                                          : take_corner(self, view, shape, x, y);
}

void
silsa_shape_layer_allocate(SilsaShapeLayer *self, const SilsaPictureView *view)
{
  for (guint i = 0; i < self->shapes->len; i++) {
    graphene_rect_t area = get_area(self, view, silsa_shape_layer_get(self, i));
    GtkAllocation room = {(int)area.origin.x, (int)area.origin.y, MAX(8, (int)area.size.width),
                          MAX(8, (int)area.size.height)};

    gtk_widget_measure(self->handles->pdata[i], GTK_ORIENTATION_HORIZONTAL, -1, NULL, NULL, NULL,
                       NULL);
    gtk_widget_size_allocate(self->handles->pdata[i], &room, -1);
  }
}

/* --- drawing --- */

static void
append_shape(SilsaShapeLayer *self,
             const SilsaPictureView *view,
             const SilsaPixels *pixels,
             const SilsaShape *shape,
             GtkSnapshot *snapshot)
{
  graphene_point_t one = place(view, shape->x1, shape->y1);
  graphene_point_t other = place(view, shape->x2, shape->y2);

  silsa_shape_look_append(self->canvas, snapshot, shape, &one, &other, pixels, view->turn);
}

static void
append_frame(SilsaShapeLayer *self,
             const SilsaPictureView *view,
             const SilsaShape *selected,
             GtkSnapshot *snapshot)
{
  graphene_point_t one = place(view, selected->x1, selected->y1);
  graphene_point_t other = place(view, selected->x2, selected->y2);
  graphene_rect_t area = get_area(self, view, selected);

  silsa_shape_look_append_frame(snapshot, selected, &one, &other, &area);
}

void
silsa_shape_layer_append(SilsaShapeLayer *self,
                         const SilsaPictureView *view,
                         const SilsaPixels *pixels,
                         GtkSnapshot *snapshot)
{
  const SilsaShape *selected = silsa_shape_layer_get_selected(self);

  for (guint i = 0; i < self->shapes->len; i++)
    append_shape(self, view, pixels, silsa_shape_layer_get(self, i), snapshot);
  if (self->draft.active && self->draft.shape.number == 0)
    append_shape(self, view, pixels, &self->draft.shape, snapshot);
  if (selected != NULL)
    append_frame(self, view, selected, snapshot);
}
