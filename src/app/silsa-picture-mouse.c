#include "silsa-picture-canvas-private.h"

#include <math.h>

/* What the mouse does: it moves the picture or a shape, pulls an end of the selected one, draws
 * with the tool, and zooms where it points. */

#define WHEEL_STEP 1.25
#define WHEEL_PIXELS 60

static void
take_hold(SilsaPictureCanvas *self, const SilsaPictureView *view, double x, double y)
{
  int found;

  self->mouse.hold = SILSA_HOLD_PICTURE;
  if (self->editable && silsa_shape_layer_take_end(&self->shapes, view, x, y)) {
    self->mouse.hold = SILSA_HOLD_END;
    return;
  }
  found = silsa_shape_layer_find_at(&self->shapes, view, x, y);
  if (found < 0) {
    gtk_widget_grab_focus(GTK_WIDGET(self));
    return;
  }
  silsa_shape_layer_select(&self->shapes, (guint)found);
  if (!self->editable)
    return;
  silsa_shape_draft_begin(&self->shapes.draft, silsa_shape_layer_get(&self->shapes, (guint)found));
  self->mouse.hold = SILSA_HOLD_SHAPE;
}

static void
drag_begin_cb(SilsaPictureCanvas *self, double x, double y)
{
  SilsaPictureView *view = silsa_picture_canvas_get_view(self);
  double at_x = x, at_y = y;

  if (view->width == 0)
    return;
  silsa_picture_canvas_commit(self);
  self->mouse.x = x;
  self->mouse.y = y;
  self->mouse.hold_x = view->x;
  self->mouse.hold_y = view->y;
  if (self->tool == SILSA_TOOL_POINTER) {
    take_hold(self, view, x, y);
    return;
  }
  silsa_picture_view_to_picture(view, &at_x, &at_y);
  silsa_picture_canvas_begin_shape(self, at_x, at_y);
  self->mouse.hold = SILSA_HOLD_NEW;
}

static void
drag_shape(SilsaPictureCanvas *self, double dx, double dy)
{
  const SilsaPictureView *view = silsa_picture_canvas_get_view(self);
  SilsaShapeDraft *draft = &self->shapes.draft;
  double x = self->mouse.x + dx, y = self->mouse.y + dy;
  double from_x = self->mouse.x, from_y = self->mouse.y;
  int by_x, by_y;

  silsa_picture_view_to_picture(view, &x, &y);
  silsa_picture_view_to_picture(view, &from_x, &from_y);
  by_x = (int)lround((x - from_x) * SILSA_SHAPE_SCALE);
  by_y = (int)lround((y - from_y) * SILSA_SHAPE_SCALE);
  if (self->mouse.hold == SILSA_HOLD_SHAPE || silsa_shape_is_point(draft->shape.kind))
    silsa_shape_draft_shift(draft, by_x, by_y);
  else
    silsa_shape_draft_move_end(draft, by_x, by_y);
  gtk_widget_queue_draw(GTK_WIDGET(self));
}

static void
drag_update_cb(SilsaPictureCanvas *self, double dx, double dy)
{
  if (self->mouse.hold == SILSA_HOLD_PICTURE) {
    self->view.x = self->mouse.hold_x;
    self->view.y = self->mouse.hold_y;
    silsa_picture_canvas_pan(self, -dx, -dy);
  } else if (self->mouse.hold != SILSA_HOLD_NOTHING) {
    drag_shape(self, dx, dy);
  }
}

static void
drag_end_cb(SilsaPictureCanvas *self)
{
  gboolean new_one = self->mouse.hold == SILSA_HOLD_NEW;

  self->mouse.hold = SILSA_HOLD_NOTHING;
  if (!self->shapes.draft.active)
    return;
  if (new_one)
    silsa_picture_canvas_set_tool(self, SILSA_TOOL_POINTER);
  silsa_picture_canvas_commit(self);
}

/* Twice: closer or whole; on words, they are wanted. */
static void
pressed_cb(SilsaPictureCanvas *self, int n, double x, double y)
{
  const SilsaPictureView *view = silsa_picture_canvas_get_view(self);
  const SilsaShape *shape;
  int found;

  if (n != 2 || self->tool != SILSA_TOOL_POINTER || view->width == 0)
    return;
  found = silsa_shape_layer_find_at(&self->shapes, view, x, y);
  shape = found >= 0 ? silsa_shape_layer_get(&self->shapes, (guint)found) : NULL;
  if (shape == NULL)
    silsa_picture_canvas_zoom_at(
        self, view->zoom > 0 ? 0 : MAX(1, silsa_picture_view_get_zoom(view) * 2), x, y);
  else if (shape->kind == SILSA_SHAPE_TEXT && self->editable)
    silsa_picture_canvas_want_words(self, shape);
}

static void
motion_cb(SilsaPictureCanvas *self, double x, double y)
{
  if (self->mouse.hold != SILSA_HOLD_NOTHING)
    return;
  self->mouse.x = x;
  self->mouse.y = y;
}

static gboolean
scroll_cb(SilsaPictureCanvas *self, double dx, double dy, GtkEventController *controller)
{
  const SilsaPictureView *view = silsa_picture_canvas_get_view(self);
  GdkModifierType state = gtk_event_controller_get_current_event_state(controller);
  GdkScrollUnit unit =
      gtk_event_controller_scroll_get_unit(GTK_EVENT_CONTROLLER_SCROLL(controller));
  double step = unit == GDK_SCROLL_UNIT_WHEEL ? 1 : 0.02;

  if (state & GDK_CONTROL_MASK)
    silsa_picture_canvas_zoom_at(self,
                                 silsa_picture_view_get_zoom(view) * pow(WHEEL_STEP, -dy * step),
                                 self->mouse.x, self->mouse.y);
  else if (view->zoom > 0)
    silsa_picture_canvas_pan(self, dx * step * WHEEL_PIXELS, dy * step * WHEEL_PIXELS);
  return TRUE;
}

static void
pinch_begin_cb(SilsaPictureCanvas *self)
{
  self->mouse.pinched = silsa_picture_view_get_zoom(silsa_picture_canvas_get_view(self));
}

static void
pinch_cb(SilsaPictureCanvas *self, double scale, GtkGesture *gesture)
{
  double x = self->mouse.x, y = self->mouse.y;

  gtk_gesture_get_bounding_box_center(gesture, &x, &y);
  silsa_picture_canvas_zoom_at(self, self->mouse.pinched * scale, x, y);
}

void
silsa_picture_mouse_attach(SilsaPictureCanvas *self)
{
  GtkGesture *drag = gtk_gesture_drag_new(), *click = gtk_gesture_click_new();
  GtkGesture *pinch = gtk_gesture_zoom_new();
  GtkEventController *scroll =
      gtk_event_controller_scroll_new(GTK_EVENT_CONTROLLER_SCROLL_BOTH_AXES);
  GtkEventController *motion = gtk_event_controller_motion_new();

  g_signal_connect_swapped(drag, "drag-begin", G_CALLBACK(drag_begin_cb), self);
  g_signal_connect_swapped(drag, "drag-update", G_CALLBACK(drag_update_cb), self);
  g_signal_connect_swapped(drag, "drag-end", G_CALLBACK(drag_end_cb), self);
  g_signal_connect_swapped(click, "pressed", G_CALLBACK(pressed_cb), self);
  g_signal_connect_swapped(scroll, "scroll", G_CALLBACK(scroll_cb), self);
  g_signal_connect_swapped(motion, "motion", G_CALLBACK(motion_cb), self);
  gtk_widget_add_controller(GTK_WIDGET(self), GTK_EVENT_CONTROLLER(drag));
  gtk_widget_add_controller(GTK_WIDGET(self), GTK_EVENT_CONTROLLER(click));
  gtk_gesture_group(drag, click);
  g_signal_connect_swapped(pinch, "begin", G_CALLBACK(pinch_begin_cb), self);
  g_signal_connect_swapped(pinch, "scale-changed", G_CALLBACK(pinch_cb), self);
  gtk_widget_add_controller(GTK_WIDGET(self), GTK_EVENT_CONTROLLER(pinch));
  gtk_widget_add_controller(GTK_WIDGET(self), scroll);
  gtk_widget_add_controller(GTK_WIDGET(self), motion);
}
