#include "silsa-picture-view.h"

#include <math.h>

#define MOST_ZOOM 16.0
#define FIT_AT_MOST 2.0 /* a small picture is not blown up further to fit */

static gboolean
lies(const SilsaPictureView *self)
{
  return self->turn % 2 != 0;
}

static double
get_fit(const SilsaPictureView *self)
{
  if (self->width == 0 || self->room_width < 1 || self->room_height < 1)
    return 1;
  return MIN(FIT_AT_MOST, MIN(self->room_width / (lies(self) ? self->height : self->width),
                              self->room_height / (lies(self) ? self->width : self->height)));
}

double
silsa_picture_view_get_scale(const SilsaPictureView *self)
{
  return self->zoom > 0 ? self->zoom / self->scale_factor : get_fit(self);
}

double
silsa_picture_view_get_zoom(const SilsaPictureView *self)
{
  return silsa_picture_view_get_scale(self) * self->scale_factor;
}

/* --- where things are --- */

static void
turn_by(double *x, double *y, int quarters)
{
  for (int i = 0; i < (quarters & 3); i++) {
    double old = *x;

    *x = -*y;
    *y = old;
  }
}

void
silsa_picture_view_turn_back(const SilsaPictureView *self, double *dx, double *dy)
{
  turn_by(dx, dy, 4 - self->turn);
}

void
silsa_picture_view_to_room(const SilsaPictureView *self, double *x, double *y)
{
  double scale = silsa_picture_view_get_scale(self);
  double dx = (*x - self->x) * self->width * scale, dy = (*y - self->y) * self->height * scale;

  turn_by(&dx, &dy, self->turn);
  *x = self->room_width / 2 + dx;
  *y = self->room_height / 2 + dy;
}

void
silsa_picture_view_to_picture(const SilsaPictureView *self, double *x, double *y)
{
  double scale = silsa_picture_view_get_scale(self);
  double dx = *x - self->room_width / 2, dy = *y - self->room_height / 2;

  silsa_picture_view_turn_back(self, &dx, &dy);
  *x = self->x + dx / scale / MAX(1, self->width);
  *y = self->y + dy / scale / MAX(1, self->height);
}

static double
keep_inside(double middle, double seen)
{
  return seen >= 1 ? 0.5 : CLAMP(middle, seen / 2, 1 - seen / 2);
}

void
silsa_picture_view_settle(SilsaPictureView *self)
{
  double scale = silsa_picture_view_get_scale(self);
  double width = self->room_width / scale, height = self->room_height / scale;

  if (self->width == 0)
    return;
  self->x = keep_inside(self->x, (lies(self) ? height : width) / self->width);
  self->y = keep_inside(self->y, (lies(self) ? width : height) / self->height);
}

/* --- zoom, turn, move --- */

void
silsa_picture_view_zoom_to(SilsaPictureView *self, double zoom, double at_x, double at_y)
{
  double x = at_x, y = at_y, after_x = at_x, after_y = at_y;
  double fit = get_fit(self) * self->scale_factor;

  if (self->width == 0)
    return;
  silsa_picture_view_to_picture(self, &x, &y);
  self->zoom = zoom < MIN(fit, 1) || fabs(zoom - fit) < 1e-6 ? 0 : MIN(zoom, MOST_ZOOM);
  silsa_picture_view_to_picture(self, &after_x, &after_y);
  self->x += x - after_x;
  self->y += y - after_y;
  silsa_picture_view_settle(self);
}

void
silsa_picture_view_pan(SilsaPictureView *self, double dx, double dy)
{
  double scale = silsa_picture_view_get_scale(self);

  silsa_picture_view_turn_back(self, &dx, &dy);
  self->x += dx / scale / MAX(1, self->width);
  self->y += dy / scale / MAX(1, self->height);
  silsa_picture_view_settle(self);
}

void
silsa_picture_view_turn(SilsaPictureView *self)
{
  self->turn = (self->turn + 1) % 4;
  silsa_picture_view_settle(self);
}

void
silsa_picture_view_begin(SilsaPictureView *self, int width, int height)
{
  self->width = width;
  self->height = height;
  self->zoom = 0;
  self->turn = 0;
  self->x = self->y = 0.5;
}

/* How much more closely than whole; 0: whole. */
static double
get_ratio(const SilsaPictureView *self)
{
  return self->zoom > 0 ? silsa_picture_view_get_scale(self) / get_fit(self) : 0;
}

static void
set_ratio(SilsaPictureView *self, double ratio)
{
  self->zoom = ratio * get_fit(self) * self->scale_factor;
  silsa_picture_view_settle(self);
}

void
silsa_picture_view_replace(SilsaPictureView *self, int width, int height)
{
  double ratio = get_ratio(self);

  self->width = width;
  self->height = height;
  set_ratio(self, ratio);
}

void
silsa_picture_view_follow(SilsaPictureView *self, const SilsaPictureView *other)
{
  self->x = other->x;
  self->y = other->y;
  set_ratio(self, get_ratio(other));
}
