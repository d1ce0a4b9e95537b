#include "silsa-picture-canvas.h"

#include "silsa-shape-look.h"

#include <glib/gi18n.h>
#include <math.h>

#define TILE 1024
#define MOST_ZOOM 16.0
#define FIT_AT_MOST 2.0 /* a small picture is not blown up further to fit */
#define ZOOM_STEP 1.25
#define KEY_STEP 50 /* of SILSA_SHAPE_SCALE */
#define LEAST_SIDE 60
#define NEAR 9 /* a mouse that is so near to a corner means it */

/* What the mouse does while it is held. */
typedef enum { HOLD_NOTHING, HOLD_PICTURE, HOLD_SHAPE, HOLD_END, HOLD_NEW } Hold;

struct _SilsaPictureCanvas {
  GtkWidget parent_instance;

  int width, height; /* of the upright picture, 0: none */
  GdkTexture *preview;
  GdkTexture *texture;
  SilsaPixels *pixels; /* those of @texture */
  GPtrArray *tiles; /* of GdkTexture, row by row, or NULL */
  guint detail_width, detail_height;

  double zoom; /* device pixels for one of the picture; 0: as large as fits */
  double x, y; /* what is in the middle, 0 to 1 */
  int turn; /* quarters, clockwise */

  gboolean editable;
  int tool;
  GArray *shapes; /* of SilsaShape */
  GPtrArray *handles; /* of GtkWidget, one for each shape; borrowed */
  gboolean drafting;
  SilsaShape draft; /* as it stands while it is being drawn or moved */
  SilsaShape before; /* its places when the mouse took hold of it; without text */
  Hold hold;
  gboolean first_end; /* which end of it is held */
  double hold_x, hold_y; /* where the middle was, or where the mouse took hold */
  double mouse_x, mouse_y;
  double pinched; /* the zoom when two fingers came down */
  int old_width, old_height; /* of the widget */
  guint idle;
};

enum { DRAW, RUB_OUT, WORDS_WANTED, VIEW_CHANGED, TOOL_CHANGED, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE(SilsaPictureCanvas, silsa_picture_canvas, GTK_TYPE_WIDGET)

/* --- where things are --- */

static double
get_fit(SilsaPictureCanvas *self)
{
  gboolean lies = self->turn % 2 != 0;
  double width = gtk_widget_get_width(GTK_WIDGET(self));
  double height = gtk_widget_get_height(GTK_WIDGET(self));

  if (self->width == 0 || width < 1 || height < 1)
    return 1;
  return MIN(FIT_AT_MOST, MIN(width / (lies ? self->height : self->width),
                              height / (lies ? self->width : self->height)));
}

/* Logical pixels for one of the picture. */
static double
get_scale(SilsaPictureCanvas *self)
{
  return self->zoom > 0 ? self->zoom / gtk_widget_get_scale_factor(GTK_WIDGET(self))
                        : get_fit(self);
}

static void
turn_by(double *x, double *y, int quarters)
{
  for (int i = 0; i < (quarters & 3); i++) {
    double old = *x;

    *x = -*y;
    *y = old;
  }
}

/* From 0 to 1 in the picture to the widget, and back. */
static graphene_point_t
to_widget(SilsaPictureCanvas *self, double x, double y)
{
  double scale = get_scale(self);
  double dx = (x - self->x) * self->width * scale, dy = (y - self->y) * self->height * scale;

  turn_by(&dx, &dy, self->turn);
  return GRAPHENE_POINT_INIT((float)(gtk_widget_get_width(GTK_WIDGET(self)) / 2.0 + dx),
                             (float)(gtk_widget_get_height(GTK_WIDGET(self)) / 2.0 + dy));
}

static void
to_picture(SilsaPictureCanvas *self, double *x, double *y)
{
  double scale = get_scale(self);
  double dx = *x - gtk_widget_get_width(GTK_WIDGET(self)) / 2.0;
  double dy = *y - gtk_widget_get_height(GTK_WIDGET(self)) / 2.0;

  turn_by(&dx, &dy, 4 - self->turn);
  *x = self->x + dx / scale / MAX(1, self->width);
  *y = self->y + dy / scale / MAX(1, self->height);
}

/* The picture may not be pushed out of sight. */
static double
keep_inside(double middle, double seen)
{
  return seen >= 1 ? 0.5 : CLAMP(middle, seen / 2, 1 - seen / 2);
}

static void
settle(SilsaPictureCanvas *self)
{
  double scale = get_scale(self);
  double width = gtk_widget_get_width(GTK_WIDGET(self)) / scale;
  double height = gtk_widget_get_height(GTK_WIDGET(self)) / scale;
  gboolean lies = self->turn % 2 != 0;

  if (self->width == 0)
    return;
  self->x = keep_inside(self->x, (lies ? height : width) / self->width);
  self->y = keep_inside(self->y, (lies ? width : height) / self->height);
}

static void
view_changed(SilsaPictureCanvas *self)
{
  settle(self);
  gtk_widget_queue_allocate(GTK_WIDGET(self));
  g_signal_emit(self, signals[VIEW_CHANGED], 0);
}

/* --- zoom, turn, move --- */

static void
zoom_to(SilsaPictureCanvas *self, double zoom, double at_x, double at_y)
{
  double x = at_x, y = at_y, after_x = at_x, after_y = at_y;
  double fit = get_fit(self) * gtk_widget_get_scale_factor(GTK_WIDGET(self));

  if (self->width == 0)
    return;
  to_picture(self, &x, &y);
  self->zoom = zoom < MIN(fit, 1) || fabs(zoom - fit) < 1e-6 ? 0 : MIN(zoom, MOST_ZOOM);
  to_picture(self, &after_x, &after_y);
  self->x += x - after_x; /* what is below the mouse stays there */
  self->y += y - after_y;
  view_changed(self);
}

static double
get_zoom(SilsaPictureCanvas *self)
{
  return get_scale(self) * gtk_widget_get_scale_factor(GTK_WIDGET(self));
}

static void
zoom_middle(SilsaPictureCanvas *self, double zoom)
{
  zoom_to(self, zoom, gtk_widget_get_width(GTK_WIDGET(self)) / 2.0,
          gtk_widget_get_height(GTK_WIDGET(self)) / 2.0);
}

void
silsa_picture_canvas_zoom(SilsaPictureCanvas *self, double factor)
{
  g_return_if_fail(SILSA_IS_PICTURE_CANVAS(self));
  zoom_middle(self, get_zoom(self) * factor);
}

int
silsa_picture_canvas_get_percent(SilsaPictureCanvas *self)
{
  g_return_val_if_fail(SILSA_IS_PICTURE_CANVAS(self), 0);
  return self->width > 0 ? (int)lround(get_zoom(self) * 100) : 0;
}

gboolean
silsa_picture_canvas_is_fitted(SilsaPictureCanvas *self)
{
  g_return_val_if_fail(SILSA_IS_PICTURE_CANVAS(self), TRUE);
  return self->zoom <= 0;
}

void
silsa_picture_canvas_turn(SilsaPictureCanvas *self)
{
  g_return_if_fail(SILSA_IS_PICTURE_CANVAS(self));
  self->turn = (self->turn + 1) % 4;
  view_changed(self);
}

void
silsa_picture_canvas_follow(SilsaPictureCanvas *self, SilsaPictureCanvas *other)
{
  double ratio;

  g_return_if_fail(SILSA_IS_PICTURE_CANVAS(self));
  g_return_if_fail(SILSA_IS_PICTURE_CANVAS(other));

  ratio = other->zoom > 0 ? get_scale(other) / get_fit(other) : 0;
  self->zoom = ratio * get_fit(self) * gtk_widget_get_scale_factor(GTK_WIDGET(self));
  self->x = other->x;
  self->y = other->y;
  view_changed(self);
}

static void
pan(SilsaPictureCanvas *self, double dx, double dy)
{
  double scale = get_scale(self);

  turn_by(&dx, &dy, 4 - self->turn);
  self->x += dx / scale / MAX(1, self->width);
  self->y += dy / scale / MAX(1, self->height);
  view_changed(self);
}

/* --- the picture --- */

static void
drop_pixels(SilsaPictureCanvas *self)
{
  g_clear_object(&self->preview);
  g_clear_object(&self->texture);
  g_clear_pointer(&self->pixels, silsa_pixels_free);
  g_clear_pointer(&self->tiles, g_ptr_array_unref);
}

static void
drop_draft(SilsaPictureCanvas *self)
{
  silsa_shape_clear(&self->draft);
  self->drafting = FALSE;
  self->hold = HOLD_NOTHING;
}

void
silsa_picture_canvas_begin(SilsaPictureCanvas *self, int width, int height)
{
  g_return_if_fail(SILSA_IS_PICTURE_CANVAS(self));

  drop_draft(self);
  drop_pixels(self);
  self->width = width;
  self->height = height;
  self->zoom = 0;
  self->turn = 0;
  self->x = self->y = 0.5;
  view_changed(self);
}

void
silsa_picture_canvas_replace(SilsaPictureCanvas *self, int width, int height)
{
  double ratio;

  g_return_if_fail(SILSA_IS_PICTURE_CANVAS(self));

  drop_draft(self);
  drop_pixels(self);
  ratio = self->zoom > 0 ? get_scale(self) / get_fit(self) : 0;
  self->width = width;
  self->height = height;
  self->zoom = ratio * get_fit(self) * gtk_widget_get_scale_factor(GTK_WIDGET(self));
  view_changed(self);
}

void
silsa_picture_canvas_set_preview(SilsaPictureCanvas *self, GdkTexture *texture)
{
  g_return_if_fail(SILSA_IS_PICTURE_CANVAS(self));

  g_set_object(&self->preview, texture);
  gtk_widget_queue_draw(GTK_WIDGET(self));
}

static SilsaPixels *
copy_pixels(const SilsaPixels *pixels)
{
  SilsaPixels *copy = g_memdup2(pixels, sizeof *pixels);

  g_bytes_ref(copy->data);
  return copy;
}

/* A part of @pixels; nothing is copied. */
static GdkTexture *
new_texture(const SilsaPixels *pixels, guint x, guint y, guint width, guint height)
{
  g_autoptr(GBytes) part = g_bytes_new_from_bytes(pixels->data, y * pixels->stride + (gsize)x * 3,
                                                  (height - 1) * pixels->stride + (gsize)width * 3);

  return gdk_memory_texture_new((int)width, (int)height, GDK_MEMORY_R8G8B8, part, pixels->stride);
}

void
silsa_picture_canvas_set_pixels(SilsaPictureCanvas *self, const SilsaPixels *pixels)
{
  g_return_if_fail(SILSA_IS_PICTURE_CANVAS(self));

  drop_pixels(self);
  self->pixels = copy_pixels(pixels);
  self->texture = new_texture(pixels, 0, 0, pixels->width, pixels->height);
  if (self->width == 0) {
    self->width = (int)pixels->width;
    self->height = (int)pixels->height;
  }
  gtk_widget_queue_allocate(GTK_WIDGET(self));
}

/* In tiles, each a pixel larger than its place so that no seam shows: only those in sight are ever
 * uploaded, so that a frame stays short however large the picture is. */
void
silsa_picture_canvas_set_detail(SilsaPictureCanvas *self, const SilsaPixels *pixels)
{
  g_return_if_fail(SILSA_IS_PICTURE_CANVAS(self));

  g_clear_pointer(&self->tiles, g_ptr_array_unref);
  if (pixels == NULL)
    return;
  self->tiles = g_ptr_array_new_with_free_func(g_object_unref);
  self->detail_width = pixels->width;
  self->detail_height = pixels->height;
  for (guint y = 0; y < pixels->height; y += TILE)
    for (guint x = 0; x < pixels->width; x += TILE)
      g_ptr_array_add(self->tiles, new_texture(pixels, x, y, MIN(TILE + 1, pixels->width - x),
                                               MIN(TILE + 1, pixels->height - y)));
  gtk_widget_queue_draw(GTK_WIDGET(self));
}

gboolean
silsa_picture_canvas_wants_detail(SilsaPictureCanvas *self)
{
  g_return_val_if_fail(SILSA_IS_PICTURE_CANVAS(self), FALSE);
  return self->tiles == NULL && self->pixels != NULL && (int)self->pixels->width < self->width &&
         get_zoom(self) * self->width > self->pixels->width * 1.05;
}

/* --- shapes --- */

/* While it is pulled about, it is where it is pulled to. */
static const SilsaShape *
as_drafted(SilsaPictureCanvas *self, const SilsaShape *shape)
{
  return self->drafting && self->draft.number == shape->number ? &self->draft : shape;
}

static const SilsaShape *
find_shape(SilsaPictureCanvas *self, guint number, guint *position)
{
  for (guint i = 0; self->shapes != NULL && i < self->shapes->len; i++) {
    const SilsaShape *shape = &g_array_index(self->shapes, SilsaShape, i);

    if (shape->number != number)
      continue;
    if (position != NULL)
      *position = i;
    return as_drafted(self, shape);
  }
  return NULL;
}

static const SilsaShape *
shape_at(SilsaPictureCanvas *self, guint position)
{
  return as_drafted(self, &g_array_index(self->shapes, SilsaShape, position));
}

static graphene_point_t
place(SilsaPictureCanvas *self, int x, int y)
{
  return to_widget(self, (double)x / SILSA_SHAPE_SCALE, (double)y / SILSA_SHAPE_SCALE);
}

/* Where it lies in the widget. */
static graphene_rect_t
get_area(SilsaPictureCanvas *self, const SilsaShape *shape)
{
  graphene_point_t one = place(self, shape->x1, shape->y1);
  graphene_point_t other = place(self, shape->x2, shape->y2);

  return silsa_shape_look_measure(GTK_WIDGET(self), shape, &one, &other);
}

static int
find_focused(SilsaPictureCanvas *self)
{
  for (guint i = 0; i < self->handles->len; i++)
    if (gtk_widget_has_focus(self->handles->pdata[i]))
      return (int)i;
  return -1;
}

static const SilsaShape *
get_selected(SilsaPictureCanvas *self)
{
  int focused = find_focused(self);

  return focused >= 0 ? shape_at(self, (guint)focused) : NULL;
}

void
silsa_picture_canvas_focus_shape(SilsaPictureCanvas *self, guint number)
{
  guint position;

  g_return_if_fail(SILSA_IS_PICTURE_CANVAS(self));
  if (find_shape(self, number, &position) != NULL)
    gtk_widget_grab_focus(self->handles->pdata[position]);
}

static void
focus_cb(SilsaPictureCanvas *self)
{
  gtk_widget_queue_draw(GTK_WIDGET(self));
}

/* What the keyboard and a screen reader take hold of; what is seen is drawn by the canvas. */
static GtkWidget *
new_handle(SilsaPictureCanvas *self)
{
  GtkWidget *handle = g_object_new(GTK_TYPE_BOX, "accessible-role", GTK_ACCESSIBLE_ROLE_IMG, NULL);

  gtk_widget_set_focusable(handle, TRUE);
  gtk_widget_set_can_target(handle, FALSE);
  gtk_widget_set_parent(handle, GTK_WIDGET(self));
  g_signal_connect_object(handle, "notify::has-focus", G_CALLBACK(focus_cb), self,
                          G_CONNECT_SWAPPED);
  return handle;
}

static void
name_handles(SilsaPictureCanvas *self)
{
  for (guint i = 0; i < self->shapes->len; i++) {
    g_autofree char *name = silsa_shape_look_describe(shape_at(self, i));

    gtk_accessible_update_property(GTK_ACCESSIBLE(self->handles->pdata[i]),
                                   GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  }
}

void
silsa_picture_canvas_set_shapes(SilsaPictureCanvas *self, GArray *shapes)
{
  int focused = find_focused(self);
  guint number = focused >= 0 ? g_array_index(self->shapes, SilsaShape, focused).number : 0;
  guint position = 0;

  g_return_if_fail(SILSA_IS_PICTURE_CANVAS(self));
  if (self->hold == HOLD_NOTHING)
    drop_draft(self);
  g_clear_pointer(&self->shapes, g_array_unref);
  self->shapes = shapes;
  while (self->handles->len < shapes->len)
    g_ptr_array_add(self->handles, new_handle(self));
  if (number != 0 && find_shape(self, number, &position) != NULL)
    gtk_widget_grab_focus(self->handles->pdata[position]);
  else if (number != 0)
    gtk_widget_grab_focus(GTK_WIDGET(self));
  while (self->handles->len > shapes->len)
    gtk_widget_unparent(g_ptr_array_steal_index(self->handles, self->handles->len - 1));
  name_handles(self);
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

/* --- drawing and moving them --- */

static void
begin_draft(SilsaPictureCanvas *self, const SilsaShape *shape)
{
  char *text = g_strdup(shape->text);

  silsa_shape_clear(&self->draft);
  self->draft = *shape;
  self->draft.text = text;
  self->before = self->draft;
  self->before.text = NULL;
  self->drafting = TRUE;
}

static gboolean
is_point(SilsaShapeKind kind)
{
  return kind == SILSA_SHAPE_TEXT || kind == SILSA_SHAPE_NUMBER;
}

/* Areas have their first corner at the top left, and all of them some size. */
static gboolean
straighten(SilsaShape *shape)
{
  int x1 = MIN(shape->x1, shape->x2), y1 = MIN(shape->y1, shape->y2);

  if (is_point(shape->kind)) {
    shape->x2 = shape->x1;
    shape->y2 = shape->y1;
    return TRUE;
  }
  if (shape->kind == SILSA_SHAPE_ARROW)
    return ABS(shape->x2 - shape->x1) >= LEAST_SIDE || ABS(shape->y2 - shape->y1) >= LEAST_SIDE;
  shape->x2 = MAX(shape->x1, shape->x2);
  shape->y2 = MAX(shape->y1, shape->y2);
  shape->x1 = x1;
  shape->y1 = y1;
  return shape->x2 - x1 >= LEAST_SIDE && shape->y2 - y1 >= LEAST_SIDE;
}

static gboolean
was_changed(SilsaPictureCanvas *self)
{
  return self->draft.number == 0 || self->draft.x1 != self->before.x1 ||
         self->draft.y1 != self->before.y1 || self->draft.x2 != self->before.x2 ||
         self->draft.y2 != self->before.y2;
}

/* One act, whatever way it took. */
static void
commit_draft(SilsaPictureCanvas *self)
{
  g_auto(SilsaShape) shape = self->draft;
  gboolean wanted = self->drafting && straighten(&shape) && was_changed(self);

  self->draft.text = NULL;
  drop_draft(self);
  if (wanted && shape.kind == SILSA_SHAPE_TEXT && shape.text == NULL)
    g_signal_emit(self, signals[WORDS_WANTED], 0, &shape);
  else if (wanted)
    g_signal_emit(self, signals[DRAW], 0, &shape);
  gtk_widget_queue_allocate(GTK_WIDGET(self));
}

static char *
dup_next_number(SilsaPictureCanvas *self)
{
  guint64 next = 1;

  for (guint i = 0; self->shapes != NULL && i < self->shapes->len; i++) {
    const SilsaShape *shape = &g_array_index(self->shapes, SilsaShape, i);

    if (shape->kind == SILSA_SHAPE_NUMBER)
      next = MAX(next, g_ascii_strtoull(shape->text, NULL, 10) + 1);
  }
  return g_strdup_printf("%" G_GUINT64_FORMAT, MIN(next, 99));
}

static int
to_scale(double place)
{
  return (int)lround(CLAMP(place, 0, 1) * SILSA_SHAPE_SCALE);
}

static void
begin_new(SilsaPictureCanvas *self, double x, double y)
{
  SilsaShape shape = {.kind = (SilsaShapeKind)self->tool};

  shape.x1 = shape.x2 = to_scale(x);
  shape.y1 = shape.y2 = to_scale(y);
  begin_draft(self, &shape);
  if (shape.kind == SILSA_SHAPE_NUMBER)
    self->draft.text = dup_next_number(self);
}

/* By the keyboard: in the middle of what is seen, to be moved from there. */
static void
put_new(SilsaPictureCanvas *self)
{
  double width = gtk_widget_get_width(GTK_WIDGET(self)),
         height = gtk_widget_get_height(GTK_WIDGET(self));
  double x = width * 0.4, y = height * 0.4, x2 = width * 0.6, y2 = height * 0.6;

  to_picture(self, &x, &y);
  to_picture(self, &x2, &y2);
  begin_new(self, is_point((SilsaShapeKind)self->tool) ? (x + x2) / 2 : x,
            is_point((SilsaShapeKind)self->tool) ? (y + y2) / 2 : y);
  if (!is_point((SilsaShapeKind)self->tool)) {
    self->draft.x2 = to_scale(x2);
    self->draft.y2 = to_scale(y2);
  }
  silsa_picture_canvas_set_tool(self, SILSA_TOOL_POINTER);
  commit_draft(self);
}

/* Moved as a whole it keeps its size at the edge. */
static void
shift(SilsaShape *shape, const SilsaShape *from, int dx, int dy)
{
  dx = CLAMP(dx, -MIN(from->x1, from->x2), SILSA_SHAPE_SCALE - MAX(from->x1, from->x2));
  dy = CLAMP(dy, -MIN(from->y1, from->y2), SILSA_SHAPE_SCALE - MAX(from->y1, from->y2));
  shape->x1 = from->x1 + dx;
  shape->x2 = from->x2 + dx;
  shape->y1 = from->y1 + dy;
  shape->y2 = from->y2 + dy;
}

static void
move_end(SilsaShape *shape, const SilsaShape *from, gboolean first, int dx, int dy)
{
  int *x = first ? &shape->x1 : &shape->x2, *y = first ? &shape->y1 : &shape->y2;

  *x = CLAMP((first ? from->x1 : from->x2) + dx, 0, SILSA_SHAPE_SCALE);
  *y = CLAMP((first ? from->y1 : from->y2) + dy, 0, SILSA_SHAPE_SCALE);
}

/* --- the mouse --- */

static int
find_at(SilsaPictureCanvas *self, double x, double y)
{
  for (guint i = self->shapes != NULL ? self->shapes->len : 0; i > 0; i--) {
    graphene_rect_t area = get_area(self, shape_at(self, i - 1));
    graphene_point_t point = GRAPHENE_POINT_INIT((float)x, (float)y);

    graphene_rect_inset(&area, -4, -4);
    if (graphene_rect_contains_point(&area, &point))
      return (int)i - 1;
  }
  return -1;
}

static gboolean
is_near(SilsaPictureCanvas *self, int place_x, int place_y, double x, double y)
{
  graphene_point_t at = place(self, place_x, place_y);

  return fabs(at.x - x) <= NEAR && fabs(at.y - y) <= NEAR;
}

/* Any corner of an area can be pulled: its ends are named so that the second is the one. */
static gboolean
take_end(SilsaPictureCanvas *self, double x, double y)
{
  const SilsaShape *shape = get_selected(self);
  SilsaShape turned;

  if (shape == NULL || is_point(shape->kind))
    return FALSE;
  for (int i = 0; i < 4; i++) {
    turned = *shape;
    if (i & 1) {
      turned.x1 = shape->x2;
      turned.x2 = shape->x1;
    }
    if (i & 2) {
      turned.y1 = shape->y2;
      turned.y2 = shape->y1;
    }
    if ((shape->kind != SILSA_SHAPE_ARROW || i == 0) && is_near(self, turned.x2, turned.y2, x, y)) {
      begin_draft(self, &turned);
      return TRUE;
    }
  }
  if (shape->kind != SILSA_SHAPE_ARROW || !is_near(self, shape->x1, shape->y1, x, y))
    return FALSE;
  begin_draft(self, shape);
  self->first_end = TRUE;
  return TRUE;
}

static void
take_hold(SilsaPictureCanvas *self, double x, double y)
{
  int found;

  self->first_end = FALSE;
  self->hold = HOLD_PICTURE;
  if (self->editable && take_end(self, x, y)) {
    self->hold = HOLD_END;
    return;
  }
  found = find_at(self, x, y);
  if (found < 0) {
    gtk_widget_grab_focus(GTK_WIDGET(self));
    return;
  }
  gtk_widget_grab_focus(self->handles->pdata[found]);
  if (!self->editable)
    return;
  begin_draft(self, shape_at(self, (guint)found));
  self->hold = HOLD_SHAPE;
}

static void
drag_begin_cb(SilsaPictureCanvas *self, double x, double y)
{
  double at_x = x, at_y = y;

  if (self->width == 0)
    return;
  commit_draft(self);
  self->mouse_x = x;
  self->mouse_y = y;
  to_picture(self, &at_x, &at_y);
  self->hold_x = self->x;
  self->hold_y = self->y;
  if (self->tool == SILSA_TOOL_POINTER) {
    take_hold(self, x, y);
    return;
  }
  begin_new(self, at_x, at_y);
  self->hold = HOLD_NEW;
}

static void
drag_update_cb(SilsaPictureCanvas *self, double dx, double dy)
{
  double x = self->mouse_x + dx, y = self->mouse_y + dy, from_x = self->mouse_x,
         from_y = self->mouse_y;
  int by_x, by_y;

  if (self->hold == HOLD_PICTURE) {
    self->x = self->hold_x;
    self->y = self->hold_y;
    pan(self, -dx, -dy);
    return;
  }
  if (self->hold == HOLD_NOTHING)
    return;
  to_picture(self, &x, &y);
  to_picture(self, &from_x, &from_y);
  by_x = (int)lround((x - from_x) * SILSA_SHAPE_SCALE);
  by_y = (int)lround((y - from_y) * SILSA_SHAPE_SCALE);
  if (self->hold == HOLD_SHAPE || is_point(self->draft.kind))
    shift(&self->draft, &self->before, by_x, by_y);
  else
    move_end(&self->draft, &self->before, self->first_end, by_x, by_y);
  gtk_widget_queue_draw(GTK_WIDGET(self));
}

static void
drag_end_cb(SilsaPictureCanvas *self)
{
  gboolean new_one = self->hold == HOLD_NEW;

  self->hold = HOLD_NOTHING;
  if (!self->drafting)
    return;
  if (new_one)
    silsa_picture_canvas_set_tool(self, SILSA_TOOL_POINTER);
  commit_draft(self);
}

static void
pressed_cb(SilsaPictureCanvas *self, int n, double x, double y)
{
  int found = n == 2 && self->tool == SILSA_TOOL_POINTER ? find_at(self, x, y) : -1;
  const SilsaShape *shape = found >= 0 ? shape_at(self, (guint)found) : NULL;

  if (n != 2 || self->tool != SILSA_TOOL_POINTER || self->width == 0)
    return;
  if (shape == NULL)
    zoom_to(self, self->zoom > 0 ? 0 : MAX(1, get_zoom(self) * 2), x, y);
  else if (shape->kind == SILSA_SHAPE_TEXT && self->editable)
    g_signal_emit(self, signals[WORDS_WANTED], 0, shape);
}

static void
motion_cb(SilsaPictureCanvas *self, double x, double y)
{
  if (self->hold != HOLD_NOTHING)
    return;
  self->mouse_x = x;
  self->mouse_y = y;
}

static gboolean
scroll_cb(SilsaPictureCanvas *self, double dx, double dy, GtkEventController *controller)
{
  GdkModifierType state = gtk_event_controller_get_current_event_state(controller);
  GdkScrollUnit unit =
      gtk_event_controller_scroll_get_unit(GTK_EVENT_CONTROLLER_SCROLL(controller));
  double step = unit == GDK_SCROLL_UNIT_WHEEL ? 1 : 0.02;

  if (state & GDK_CONTROL_MASK)
    zoom_to(self, get_zoom(self) * pow(ZOOM_STEP, -dy * step), self->mouse_x, self->mouse_y);
  else if (self->zoom > 0)
    pan(self, dx * step * 60, dy * step * 60);
  return TRUE;
}

static void
pinch_begin_cb(SilsaPictureCanvas *self)
{
  self->pinched = get_zoom(self);
}

static void
pinch_cb(SilsaPictureCanvas *self, double scale, GtkGesture *gesture)
{
  double x = self->mouse_x, y = self->mouse_y;

  gtk_gesture_get_bounding_box_center(gesture, &x, &y);
  zoom_to(self, self->pinched * scale, x, y);
}

/* --- keys --- */

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
    zoom_middle(self, 0);
    return TRUE;
  case GDK_KEY_1:
  case GDK_KEY_KP_1:
    zoom_middle(self, 1);
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
  double x = dx * KEY_STEP, y = dy * KEY_STEP;
  SilsaShape from;

  if (!self->drafting)
    begin_draft(self, shape);
  from = self->draft;
  turn_by(&x, &y, 4 - self->turn);
  if (size && !is_point(from.kind))
    move_end(&self->draft, &from, FALSE, (int)lround(x), (int)lround(y));
  else
    shift(&self->draft, &from, (int)lround(x), (int)lround(y));
  if (from.kind != SILSA_SHAPE_ARROW && !is_point(from.kind)) {
    self->draft.x2 = MAX(self->draft.x2, self->draft.x1 + LEAST_SIDE);
    self->draft.y2 = MAX(self->draft.y2, self->draft.y1 + LEAST_SIDE);
  }
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

    drop_draft(self);
    g_signal_emit(self, signals[RUB_OUT], 0, number);
    return TRUE;
  }
  if (key == GDK_KEY_Return && shape->kind == SILSA_SHAPE_TEXT) {
    g_signal_emit(self, signals[WORDS_WANTED], 0, shape);
    return TRUE;
  }
  if (key != GDK_KEY_Escape)
    return FALSE;
  gtk_widget_grab_focus(GTK_WIDGET(self));
  return TRUE;
}

gboolean
silsa_picture_canvas_press(SilsaPictureCanvas *self, guint key, GdkModifierType state)
{
  const SilsaShape *shape;
  int dx, dy;

  g_return_val_if_fail(SILSA_IS_PICTURE_CANVAS(self), FALSE);

  if (self->width == 0)
    return FALSE;
  shape = get_selected(self);
  if (key == GDK_KEY_Escape && self->tool != SILSA_TOOL_POINTER) {
    silsa_picture_canvas_set_tool(self, SILSA_TOOL_POINTER);
    return TRUE;
  }
  if (key == GDK_KEY_Return && self->tool != SILSA_TOOL_POINTER &&
      gtk_widget_has_focus(GTK_WIDGET(self))) {
    put_new(self);
    return TRUE;
  }
  if (shape != NULL && self->editable && press_shape(self, shape, key, state))
    return TRUE;
  if (self->zoom > 0 && find_direction(key, &dx, &dy)) {
    pan(self, dx * 80, dy * 80);
    return TRUE;
  }
  return press_view(self, gdk_keyval_to_lower(key));
}

/* However long an arrow was held: where it is let go is one act. */
static void
released_cb(SilsaPictureCanvas *self)
{
  if (self->drafting && self->hold == HOLD_NOTHING)
    commit_draft(self);
}

static void
leave_cb(SilsaPictureCanvas *self)
{
  released_cb(self);
}

/* --- drawing --- */

static void
append_tiles(SilsaPictureCanvas *self, GtkSnapshot *snapshot)
{
  guint columns = (self->detail_width + TILE - 1) / TILE;
  float sx = (float)self->width / (float)self->detail_width;
  float sy = (float)self->height / (float)self->detail_height;
  GskScalingFilter filter =
      get_zoom(self) > 3 ? GSK_SCALING_FILTER_NEAREST : GSK_SCALING_FILTER_LINEAR;

  for (guint i = 0; i < self->tiles->len; i++) {
    GdkTexture *tile = self->tiles->pdata[i];
    float x = (float)(i % columns * TILE), y = (float)(i / columns * TILE);

    gtk_snapshot_append_scaled_texture(
        snapshot, tile, filter,
        &GRAPHENE_RECT_INIT(x * sx, y * sy, (float)gdk_texture_get_width(tile) * sx,
                            (float)gdk_texture_get_height(tile) * sy));
  }
}

static void
append_picture(SilsaPictureCanvas *self, GtkSnapshot *snapshot)
{
  float scale = (float)get_scale(self);
  GdkTexture *texture = self->texture != NULL ? self->texture : self->preview;

  gtk_snapshot_save(snapshot);
  gtk_snapshot_translate(snapshot,
                         &GRAPHENE_POINT_INIT((float)gtk_widget_get_width(GTK_WIDGET(self)) / 2,
                                              (float)gtk_widget_get_height(GTK_WIDGET(self)) / 2));
  gtk_snapshot_scale(snapshot, scale, scale);
  gtk_snapshot_rotate(snapshot, 90.0f * (float)self->turn);
  gtk_snapshot_translate(snapshot, &GRAPHENE_POINT_INIT((float)(-self->x * self->width),
                                                        (float)(-self->y * self->height)));
  if (texture != NULL) /* below the tiles, too: no seam shows through between two */
    gtk_snapshot_append_scaled_texture(
        snapshot, texture, GSK_SCALING_FILTER_TRILINEAR,
        &GRAPHENE_RECT_INIT(0, 0, (float)self->width, (float)self->height));
  if (self->tiles != NULL && get_zoom(self) * self->width > self->pixels->width)
    append_tiles(self, snapshot);
  gtk_snapshot_restore(snapshot);
}

static void
append_shape(SilsaPictureCanvas *self, GtkSnapshot *snapshot, const SilsaShape *shape)
{
  graphene_point_t one = place(self, shape->x1, shape->y1);
  graphene_point_t other = place(self, shape->x2, shape->y2);

  silsa_shape_look_append(GTK_WIDGET(self), snapshot, shape, &one, &other, self->pixels,
                          self->turn);
}

static void
silsa_picture_canvas_snapshot(GtkWidget *widget, GtkSnapshot *snapshot)
{
  SilsaPictureCanvas *self = SILSA_PICTURE_CANVAS(widget);
  const SilsaShape *selected = get_selected(self);

  if (self->width == 0)
    return;
  gtk_snapshot_push_clip(snapshot, &GRAPHENE_RECT_INIT(0, 0, (float)gtk_widget_get_width(widget),
                                                       (float)gtk_widget_get_height(widget)));
  append_picture(self, snapshot);
  for (guint i = 0; self->shapes != NULL && i < self->shapes->len; i++)
    append_shape(self, snapshot, shape_at(self, i));
  if (self->drafting && self->draft.number == 0)
    append_shape(self, snapshot, &self->draft);
  if (selected != NULL) {
    graphene_point_t one = place(self, selected->x1, selected->y1);
    graphene_point_t other = place(self, selected->x2, selected->y2);
    graphene_rect_t area = get_area(self, selected);

    silsa_shape_look_append_frame(snapshot, selected, &one, &other, &area);
  }
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
  settle(self);
  follow_size(self, width, height);
  for (guint i = 0; i < self->handles->len && i < self->shapes->len; i++) {
    graphene_rect_t area = get_area(self, shape_at(self, i));
    GtkAllocation room = {(int)area.origin.x, (int)area.origin.y, MAX(8, (int)area.size.width),
                          MAX(8, (int)area.size.height)};

    gtk_widget_measure(self->handles->pdata[i], GTK_ORIENTATION_HORIZONTAL, -1, NULL, NULL, NULL,
                       NULL);
    gtk_widget_size_allocate(self->handles->pdata[i], &room, -1);
  }
  gtk_widget_queue_draw(widget);
}

/* --- the focus: the picture first, then its shapes --- */

static gboolean
silsa_picture_canvas_focus(GtkWidget *widget, GtkDirectionType direction)
{
  SilsaPictureCanvas *self = SILSA_PICTURE_CANVAS(widget);
  int last = (int)self->handles->len - 1;
  int now = gtk_widget_has_focus(widget) ? -1 : find_focused(self), next;
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
  return gtk_widget_grab_focus(next == -1 ? widget : self->handles->pdata[next]);
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
  drop_draft(self);
  drop_pixels(self);
  while (self->handles->len > 0)
    gtk_widget_unparent(g_ptr_array_steal_index(self->handles, self->handles->len - 1));
  g_clear_pointer(&self->shapes, g_array_unref);
  G_OBJECT_CLASS(silsa_picture_canvas_parent_class)->dispose(object);
}

static void
silsa_picture_canvas_finalize(GObject *object)
{
  g_ptr_array_unref(SILSA_PICTURE_CANVAS(object)->handles);
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
add_mouse(SilsaPictureCanvas *self)
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

static void
silsa_picture_canvas_init(SilsaPictureCanvas *self)
{
  GtkEventController *keys = gtk_event_controller_key_new();
  GtkEventController *focus = gtk_event_controller_focus_new();

  self->tool = SILSA_TOOL_POINTER;
  self->x = self->y = 0.5;
  self->handles = g_ptr_array_new();
  self->shapes = silsa_shapes_new_empty();
  gtk_widget_set_focusable(GTK_WIDGET(self), TRUE);
  gtk_widget_set_overflow(GTK_WIDGET(self), GTK_OVERFLOW_HIDDEN);
  gtk_widget_set_hexpand(GTK_WIDGET(self), TRUE);
  gtk_widget_set_vexpand(GTK_WIDGET(self), TRUE);
  g_signal_connect_swapped(keys, "key-released", G_CALLBACK(released_cb), self);
  gtk_widget_add_controller(GTK_WIDGET(self), keys);
  g_signal_connect_swapped(focus, "leave", G_CALLBACK(leave_cb), self);
  gtk_widget_add_controller(GTK_WIDGET(self), focus);
  add_mouse(self);
}

GtkWidget *
silsa_picture_canvas_new(void)
{
  return g_object_new(SILSA_TYPE_PICTURE_CANVAS, NULL);
}
