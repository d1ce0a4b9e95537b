#include "silsa-picture-canvas-private.h"

#include <math.h>

/* What keys do on the canvas: zoom, turn, move the picture; draw, move, size and take away shapes.
 */

#define ZOOM_STEP 1.25
#define SHAPE_STEP 50 /* of SILSA_SHAPE_SCALE */
#define PAN_PIXELS 80

static gboolean
press_view(SilsaPictureCanvas *self, guint key)
{
  switch (key) {
  case GDK_KEY_plus:
  case GDK_KEY_equal:
  case GDK_KEY_KP_Add:
    silsa_picture_canvas_zoom(self, ZOOM_STEP);
    return TRUE;
  case GDK_KEY_minus:
  case GDK_KEY_KP_Subtract:
    silsa_picture_canvas_zoom(self, 1 / ZOOM_STEP);
    return TRUE;
  case GDK_KEY_0:
  case GDK_KEY_KP_0:
    silsa_picture_canvas_zoom_middle(self, 0);
    return TRUE;
  case GDK_KEY_1:
  case GDK_KEY_KP_1:
    silsa_picture_canvas_zoom_middle(self, 1);
    return TRUE;
  case GDK_KEY_r:
    silsa_picture_canvas_turn(self);
    return TRUE;
  default:
    return FALSE;
  }
}

static gboolean
find_direction(guint key, int *dx, int *dy)
{
  *dx = key == GDK_KEY_Left ? -1 : key == GDK_KEY_Right;
  *dy = key == GDK_KEY_Up ? -1 : key == GDK_KEY_Down;
  return *dx != 0 || *dy != 0;
}

/* The way the arrow points on the screen, however the picture is turned. */
static void
push_shape(SilsaPictureCanvas *self, const SilsaShape *shape, int dx, int dy, gboolean size)
{
  double x = dx * SHAPE_STEP, y = dy * SHAPE_STEP;

  if (!self->shapes.draft.active)
    silsa_shape_draft_begin(&self->shapes.draft, shape);
  silsa_picture_view_turn_back(silsa_picture_canvas_get_view(self), &x, &y);
  silsa_shape_draft_push(&self->shapes.draft, (int)lround(x), (int)lround(y), size);
  gtk_widget_queue_allocate(GTK_WIDGET(self));
}

static gboolean
press_shape(SilsaPictureCanvas *self, const SilsaShape *shape, guint key, GdkModifierType state)
{
  int dx, dy;

  if (find_direction(key, &dx, &dy)) {
    push_shape(self, shape, dx, dy, (state & GDK_SHIFT_MASK) != 0);
    return TRUE;
  }
  if (key == GDK_KEY_Delete || key == GDK_KEY_BackSpace || key == GDK_KEY_KP_Delete) {
    guint number = shape->number;

    silsa_picture_canvas_drop(self);
    silsa_picture_canvas_rub_out(self, number);
    return TRUE;
  }
  if (key == GDK_KEY_Return && shape->kind == SILSA_SHAPE_TEXT) {
    silsa_picture_canvas_want_words(self, shape);
    return TRUE;
  }
  if (key != GDK_KEY_Escape)
    return FALSE;
  gtk_widget_grab_focus(GTK_WIDGET(self));
  return TRUE;
}

/* In the middle of what is seen, to be moved from there. */
static void
put_new(SilsaPictureCanvas *self)
{
  const SilsaPictureView *view = silsa_picture_canvas_get_view(self);
  gboolean point = silsa_shape_is_point((SilsaShapeKind)self->tool);
  double x = view->room_width * 0.4, y = view->room_height * 0.4;
  double x2 = view->room_width * 0.6, y2 = view->room_height * 0.6;

  silsa_picture_view_to_picture(view, &x, &y);
  silsa_picture_view_to_picture(view, &x2, &y2);
  silsa_picture_canvas_begin_shape(self, point ? (x + x2) / 2 : x, point ? (y + y2) / 2 : y);
  if (!point) {
    self->shapes.draft.shape.x2 = silsa_picture_canvas_to_scale(x2);
    self->shapes.draft.shape.y2 = silsa_picture_canvas_to_scale(y2);
  }
  silsa_picture_canvas_set_tool(self, SILSA_TOOL_POINTER);
  silsa_picture_canvas_commit(self);
}

static gboolean
press_tool(SilsaPictureCanvas *self, guint key)
{
  if (self->tool == SILSA_TOOL_POINTER)
    return FALSE;
  if (key == GDK_KEY_Escape) {
    silsa_picture_canvas_set_tool(self, SILSA_TOOL_POINTER);
    return TRUE;
  }
  if (key != GDK_KEY_Return || !gtk_widget_has_focus(GTK_WIDGET(self)))
    return FALSE;
  put_new(self);
  return TRUE;
}

gboolean
silsa_picture_canvas_press(SilsaPictureCanvas *self, guint key, GdkModifierType state)
{
  const SilsaShape *shape;
  int dx, dy;

  g_return_val_if_fail(SILSA_IS_PICTURE_CANVAS(self), FALSE);

  if (self->view.width == 0)
    return FALSE;
  if (press_tool(self, key))
    return TRUE;
  shape = silsa_shape_layer_get_selected(&self->shapes);
  if (shape != NULL && self->editable && press_shape(self, shape, key, state))
    return TRUE;
  if (self->view.zoom > 0 && find_direction(key, &dx, &dy)) {
    silsa_picture_canvas_pan(self, dx * PAN_PIXELS, dy * PAN_PIXELS);
    return TRUE;
  }
  return press_view(self, gdk_keyval_to_lower(key));
}
