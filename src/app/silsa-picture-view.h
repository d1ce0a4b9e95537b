#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * How a picture lies in the room that a widget has for it: how closely one looks, at which place,
 * and how it is turned. Numbers alone, no widget: places of the picture go from 0 to 1 in each
 * direction of the upright picture, those of the room are logical pixels from its upper left.
 */
typedef struct {
  int width, height; /* of the upright picture; 0: there is none */
  double room_width, room_height;
  int scale_factor; /* device pixels for one of the room */
  double zoom; /* device pixels for one of the picture; 0: as large as fits */
  double x, y; /* the place in the middle of the room */
  int turn; /* quarters, clockwise */
} SilsaPictureView;

/** A picture of this size, whole and upright. */
void silsa_picture_view_begin(SilsaPictureView *self, int width, int height);
/** The same picture with another number of pixels: at the same place, as closely, turned alike. */
void silsa_picture_view_replace(SilsaPictureView *self, int width, int height);
/** Looks at the same place as @other does, as closely. */
void silsa_picture_view_follow(SilsaPictureView *self, const SilsaPictureView *other);

/** Logical pixels for one of the picture. */
double silsa_picture_view_get_scale(const SilsaPictureView *self);
/** Device pixels for one of the picture. */
double silsa_picture_view_get_zoom(const SilsaPictureView *self);

/** From a place of the picture to one of the room, and back. */
void silsa_picture_view_to_room(const SilsaPictureView *self, double *x, double *y);
void silsa_picture_view_to_picture(const SilsaPictureView *self, double *x, double *y);
/** A way on the screen as one of the upright picture, of the same length. */
void silsa_picture_view_turn_back(const SilsaPictureView *self, double *dx, double *dy);

/** Looks as closely as @zoom; what lies at this place of the room stays there. Further away than
 * whole and closer than 16 are not to be had. */
void silsa_picture_view_zoom_to(SilsaPictureView *self, double zoom, double at_x, double at_y);
/** Moves what is seen by so many pixels of the room. */
void silsa_picture_view_pan(SilsaPictureView *self, double dx, double dy);
/** A quarter further, clockwise. */
void silsa_picture_view_turn(SilsaPictureView *self);
/** The picture may not be pushed out of sight: to be called when the room has another size. */
void silsa_picture_view_settle(SilsaPictureView *self);

G_END_DECLS
