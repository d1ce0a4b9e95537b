#include "silsa-picture-canvas-private.h"

#include <math.h>

enum { DRAW, RUB_OUT, WORDS_WANTED, VIEW_CHANGED, TOOL_CHANGED, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE(SilsaPictureCanvas, silsa_picture_canvas, GTK_TYPE_WIDGET)

/* --- how the picture lies --- */

SilsaPictureView *
silsa_picture_canvas_get_view(SilsaPictureCanvas *self)
{
  self->view.room_width = gtk_widget_get_width(GTK_WIDGET(self));
  self->view.room_height = gtk_widget_get_height(GTK_WIDGET(self));
  self->view.scale_factor = gtk_widget_get_scale_factor(GTK_WIDGET(self));
  return &self->view;
}

void
silsa_picture_canvas_view_changed(SilsaPictureCanvas *self)
{
  silsa_picture_view_settle(silsa_picture_canvas_get_view(self));
  gtk_widget_queue_allocate(GTK_WIDGET(self));
  g_signal_emit(self, signals[VIEW_CHANGED], 0);
}

void
silsa_picture_canvas_zoom_at(SilsaPictureCanvas *self, double zoom, double x, double y)
{
  SilsaPictureView *view = silsa_picture_canvas_get_view(self);

  if (view->width == 0)
    return;
  silsa_picture_view_zoom_to(view, zoom, x, y);
  silsa_picture_canvas_view_changed(self);
}

void
silsa_picture_canvas_zoom_middle(SilsaPictureCanvas *self, double zoom)
{
  const SilsaPictureView *view = silsa_picture_canvas_get_view(self);

  silsa_picture_canvas_zoom_at(self, zoom, view->room_width / 2, view->room_height / 2);
}

void
silsa_picture_canvas_zoom(SilsaPictureCanvas *self, double factor)
{
  g_return_if_fail(SILSA_IS_PICTURE_CANVAS(self));
  silsa_picture_canvas_zoom_middle(
      self, silsa_picture_view_get_zoom(silsa_picture_canvas_get_view(self)) * factor);
}

int
silsa_picture_canvas_get_percent(SilsaPictureCanvas *self)
{
  const SilsaPictureView *view;

  g_return_val_if_fail(SILSA_IS_PICTURE_CANVAS(self), 0);

  view = silsa_picture_canvas_get_view(self);
  return view->width > 0 ? (int)lround(silsa_picture_view_get_zoom(view) * 100) : 0;
}

gboolean
silsa_picture_canvas_is_fitted(SilsaPictureCanvas *self)
{
  g_return_val_if_fail(SILSA_IS_PICTURE_CANVAS(self), TRUE);
  return self->view.zoom <= 0;
}

void
silsa_picture_canvas_turn(SilsaPictureCanvas *self)
{
  g_return_if_fail(SILSA_IS_PICTURE_CANVAS(self));
  silsa_picture_view_turn(silsa_picture_canvas_get_view(self));
  silsa_picture_canvas_view_changed(self);
}

void
silsa_picture_canvas_follow(SilsaPictureCanvas *self, SilsaPictureCanvas *other)
{
  g_return_if_fail(SILSA_IS_PICTURE_CANVAS(self));
  g_return_if_fail(SILSA_IS_PICTURE_CANVAS(other));

  silsa_picture_view_follow(silsa_picture_canvas_get_view(self),
                            silsa_picture_canvas_get_view(other));
  silsa_picture_canvas_view_changed(self);
}

void
silsa_picture_canvas_pan(SilsaPictureCanvas *self, double dx, double dy)
{
  silsa_picture_view_pan(silsa_picture_canvas_get_view(self), dx, dy);
  silsa_picture_canvas_view_changed(self);
}

/* --- the picture --- */

void
silsa_picture_canvas_begin(SilsaPictureCanvas *self, int width, int height)
{
  g_return_if_fail(SILSA_IS_PICTURE_CANVAS(self));

  silsa_picture_canvas_drop(self);
  silsa_picture_layers_clear(&self->picture);
  silsa_picture_view_begin(silsa_picture_canvas_get_view(self), width, height);
  silsa_picture_canvas_view_changed(self);
}

void
silsa_picture_canvas_replace(SilsaPictureCanvas *self, int width, int height)
{
  g_return_if_fail(SILSA_IS_PICTURE_CANVAS(self));

  silsa_picture_canvas_drop(self);
  silsa_picture_layers_clear(&self->picture);
  silsa_picture_view_replace(silsa_picture_canvas_get_view(self), width, height);
  silsa_picture_canvas_view_changed(self);
}

void
silsa_picture_canvas_set_preview(SilsaPictureCanvas *self, GdkTexture *texture)
{
  g_return_if_fail(SILSA_IS_PICTURE_CANVAS(self));

  silsa_picture_layers_set_preview(&self->picture, texture);
  gtk_widget_queue_draw(GTK_WIDGET(self));
}

void
silsa_picture_canvas_set_pixels(SilsaPictureCanvas *self, const SilsaPixels *pixels)
{
  g_return_if_fail(SILSA_IS_PICTURE_CANVAS(self));

  silsa_picture_layers_set_pixels(&self->picture, pixels);
  if (self->view.width == 0) {
    self->view.width = (int)pixels->width;
    self->view.height = (int)pixels->height;
  }
  gtk_widget_queue_allocate(GTK_WIDGET(self));
}

void
silsa_picture_canvas_set_detail(SilsaPictureCanvas *self, const SilsaPixels *pixels)
{
  g_return_if_fail(SILSA_IS_PICTURE_CANVAS(self));

  silsa_picture_layers_set_detail(&self->picture, pixels);
  gtk_widget_queue_draw(GTK_WIDGET(self));
}

gboolean
silsa_picture_canvas_wants_detail(SilsaPictureCanvas *self)
{
  g_return_val_if_fail(SILSA_IS_PICTURE_CANVAS(self), FALSE);
  return silsa_picture_layers_want_detail(&self->picture, silsa_picture_canvas_get_view(self));
}

/* --- shapes --- */

void
silsa_picture_canvas_focus_shape(SilsaPictureCanvas *self, guint number)
{
  g_return_if_fail(SILSA_IS_PICTURE_CANVAS(self));
  silsa_shape_layer_select_number(&self->shapes, number);
}

void
silsa_picture_canvas_set_shapes(SilsaPictureCanvas *self, GArray *shapes)
{
  g_return_if_fail(SILSA_IS_PICTURE_CANVAS(self));

  if (self->mouse.hold == SILSA_HOLD_NOTHING)
    silsa_picture_canvas_drop(self);
  silsa_shape_layer_set(&self->shapes, shapes);
  gtk_widget_queue_allocate(GTK_WIDGET(self));
}

void
silsa_picture_canvas_set_editable(SilsaPictureCanvas *self, gboolean editable)
{
  g_return_if_fail(SILSA_IS_PICTURE_CANVAS(self));
  self->editable = editable;
}

void
silsa_picture_canvas_set_tool(SilsaPictureCanvas *self, int tool)
{
  g_return_if_fail(SILSA_IS_PICTURE_CANVAS(self));

  if (!self->editable)
    tool = SILSA_TOOL_POINTER;
  if (self->tool == tool)
    return;
  self->tool = tool;
  gtk_widget_set_cursor_from_name(GTK_WIDGET(self),
                                  tool == SILSA_TOOL_POINTER ? NULL : "crosshair");
  g_signal_emit(self, signals[TOOL_CHANGED], 0);
}

int
silsa_picture_canvas_get_tool(SilsaPictureCanvas *self)
{
  g_return_val_if_fail(SILSA_IS_PICTURE_CANVAS(self), SILSA_TOOL_POINTER);
  return self->tool;
}

int
silsa_picture_canvas_to_scale(double place)
{
  return (int)lround(CLAMP(place, 0, 1) * SILSA_SHAPE_SCALE);
}

void
silsa_picture_canvas_begin_shape(SilsaPictureCanvas *self, double x, double y)
{
  SilsaShape shape = {.kind = (SilsaShapeKind)self->tool};

  shape.x1 = shape.x2 = silsa_picture_canvas_to_scale(x);
  shape.y1 = shape.y2 = silsa_picture_canvas_to_scale(y);
  silsa_shape_draft_begin(&self->shapes.draft, &shape);
  if (shape.kind == SILSA_SHAPE_NUMBER)
    self->shapes.draft.shape.text = silsa_shape_layer_dup_next_number(&self->shapes);
}

void
silsa_picture_canvas_drop(SilsaPictureCanvas *self)
{
  silsa_shape_draft_drop(&self->shapes.draft);
  self->mouse.hold = SILSA_HOLD_NOTHING;
}

void
silsa_picture_canvas_commit(SilsaPictureCanvas *self)
{
  g_auto(SilsaShape) shape = {0};
  gboolean wanted = silsa_shape_draft_finish(&self->shapes.draft, &shape);

  silsa_picture_canvas_drop(self);
  if (wanted && shape.kind == SILSA_SHAPE_TEXT && shape.text == NULL)
    silsa_picture_canvas_want_words(self, &shape);
  else if (wanted)
    g_signal_emit(self, signals[DRAW], 0, &shape);
  gtk_widget_queue_allocate(GTK_WIDGET(self));
}

void
silsa_picture_canvas_rub_out(SilsaPictureCanvas *self, guint number)
{
  g_signal_emit(self, signals[RUB_OUT], 0, number);
}

void
silsa_picture_canvas_want_words(SilsaPictureCanvas *self, const SilsaShape *shape)
{
  g_signal_emit(self, signals[WORDS_WANTED], 0, shape);
}

/* However long an arrow was held: where it is let go, or left, is one act. */
static void
released_cb(SilsaPictureCanvas *self)
{
  if (self->shapes.draft.active && self->mouse.hold == SILSA_HOLD_NOTHING)
    silsa_picture_canvas_commit(self);
}

static void
leave_cb(SilsaPictureCanvas *self)
{
  released_cb(self);
}

/* --- drawing --- */

static void
silsa_picture_canvas_snapshot(GtkWidget *widget, GtkSnapshot *snapshot)
{
  SilsaPictureCanvas *self = SILSA_PICTURE_CANVAS(widget);
  const SilsaPictureView *view = silsa_picture_canvas_get_view(self);

  if (view->width == 0)
    return;
  gtk_snapshot_push_clip(
      snapshot, &GRAPHENE_RECT_INIT(0, 0, (float)view->room_width, (float)view->room_height));
  silsa_picture_layers_append(&self->picture, view, snapshot);
  silsa_shape_layer_append(&self->shapes, view, self->picture.pixels, snapshot);
  gtk_snapshot_pop(snapshot);
}

static gboolean
idle_cb(gpointer data)
{
  SilsaPictureCanvas *self = data;

  self->idle = 0;
  g_signal_emit(self, signals[VIEW_CHANGED], 0);
  return G_SOURCE_REMOVE;
}

/* What fits has another size by now; who shows it may only do so once all have their places. */
static void
follow_size(SilsaPictureCanvas *self, int width, int height)
{
  if (width == self->old_width && height == self->old_height)
    return;
  self->old_width = width;
  self->old_height = height;
  if (self->idle == 0)
    self->idle = g_idle_add(idle_cb, self);
}

static void
silsa_picture_canvas_size_allocate(GtkWidget *widget, int width, int height, int baseline)
{
  SilsaPictureCanvas *self = SILSA_PICTURE_CANVAS(widget);

  GTK_WIDGET_CLASS(silsa_picture_canvas_parent_class)
      ->size_allocate(widget, width, height, baseline);
  silsa_picture_view_settle(silsa_picture_canvas_get_view(self));
  follow_size(self, width, height);
  silsa_shape_layer_allocate(&self->shapes, &self->view);
  gtk_widget_queue_draw(widget);
}

/* --- the focus: the picture first, then its shapes --- */

static gboolean
silsa_picture_canvas_focus(GtkWidget *widget, GtkDirectionType direction)
{
  SilsaPictureCanvas *self = SILSA_PICTURE_CANVAS(widget);
  int last = (int)self->shapes.handles->len - 1, next;
  int now = gtk_widget_has_focus(widget) ? -1 : silsa_shape_layer_find_selected(&self->shapes);
  gboolean inside = now >= 0 || gtk_widget_has_focus(widget);

  if (direction == GTK_DIR_TAB_FORWARD)
    next = inside ? now + 1 : -1;
  else if (direction == GTK_DIR_TAB_BACKWARD)
    next = inside ? now - 1 : last;
  else if (inside)
    return FALSE;
  else
    next = -1;
  if (next < -1 || next > last)
    return FALSE;
  return gtk_widget_grab_focus(next == -1 ? widget : self->shapes.handles->pdata[next]);
}

static gboolean
silsa_picture_canvas_grab_focus(GtkWidget *widget)
{
  GtkRoot *root = gtk_widget_get_root(widget);

  if (root == NULL)
    return FALSE;
  gtk_root_set_focus(root, widget);
  return TRUE;
}

/* --- life --- */

static void
silsa_picture_canvas_dispose(GObject *object)
{
  SilsaPictureCanvas *self = SILSA_PICTURE_CANVAS(object);

  g_clear_handle_id(&self->idle, g_source_remove);
  silsa_picture_layers_clear(&self->picture);
  silsa_shape_layer_dispose(&self->shapes);
  G_OBJECT_CLASS(silsa_picture_canvas_parent_class)->dispose(object);
}

static void
silsa_picture_canvas_finalize(GObject *object)
{
  silsa_shape_layer_finalize(&SILSA_PICTURE_CANVAS(object)->shapes);
  G_OBJECT_CLASS(silsa_picture_canvas_parent_class)->finalize(object);
}

static guint
new_signal(const char *name, guint n, GType type)
{
  return g_signal_new(name, SILSA_TYPE_PICTURE_CANVAS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                      G_TYPE_NONE, n, type);
}

static void
silsa_picture_canvas_class_init(SilsaPictureCanvasClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS(class);

  G_OBJECT_CLASS(class)->dispose = silsa_picture_canvas_dispose;
  G_OBJECT_CLASS(class)->finalize = silsa_picture_canvas_finalize;
  widget_class->snapshot = silsa_picture_canvas_snapshot;
  widget_class->size_allocate = silsa_picture_canvas_size_allocate;
  widget_class->focus = silsa_picture_canvas_focus;
  widget_class->grab_focus = silsa_picture_canvas_grab_focus;
  signals[DRAW] = new_signal("draw", 1, G_TYPE_POINTER);
  signals[RUB_OUT] = new_signal("rub-out", 1, G_TYPE_UINT);
  signals[WORDS_WANTED] = new_signal("words-wanted", 1, G_TYPE_POINTER);
  signals[VIEW_CHANGED] = new_signal("view-changed", 0, G_TYPE_NONE);
  signals[TOOL_CHANGED] = new_signal("tool-changed", 0, G_TYPE_NONE);
  gtk_widget_class_set_css_name(widget_class, "picturecanvas");
  gtk_widget_class_set_accessible_role(widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
silsa_picture_canvas_init(SilsaPictureCanvas *self)
{
  GtkEventController *keys = gtk_event_controller_key_new();
  GtkEventController *focus = gtk_event_controller_focus_new();

  self->tool = SILSA_TOOL_POINTER;
  silsa_picture_view_begin(&self->view, 0, 0);
  silsa_shape_layer_init(&self->shapes, GTK_WIDGET(self));
  gtk_widget_set_focusable(GTK_WIDGET(self), TRUE);
  gtk_widget_set_overflow(GTK_WIDGET(self), GTK_OVERFLOW_HIDDEN);
  gtk_widget_set_hexpand(GTK_WIDGET(self), TRUE);
  gtk_widget_set_vexpand(GTK_WIDGET(self), TRUE);
  g_signal_connect_swapped(keys, "key-released", G_CALLBACK(released_cb), self);
  gtk_widget_add_controller(GTK_WIDGET(self), keys);
  g_signal_connect_swapped(focus, "leave", G_CALLBACK(leave_cb), self);
  gtk_widget_add_controller(GTK_WIDGET(self), focus);
  silsa_picture_mouse_attach(self);
}

GtkWidget *
silsa_picture_canvas_new(void)
{
  return g_object_new(SILSA_TYPE_PICTURE_CANVAS, NULL);
}
