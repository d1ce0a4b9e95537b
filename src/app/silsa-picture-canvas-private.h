#pragma once

#include "silsa-picture-canvas.h"
#include "silsa-picture-layers.h"
#include "silsa-shape-layer.h"

G_BEGIN_DECLS

/* The canvas as its mouse and its keys see it. */

/** What the mouse does while it is held. */
typedef enum {
  SILSA_HOLD_NOTHING,
  SILSA_HOLD_PICTURE,
  SILSA_HOLD_SHAPE,
  SILSA_HOLD_END,
  SILSA_HOLD_NEW
} SilsaHold;

typedef struct {
  SilsaHold hold;
  double hold_x, hold_y; /* what was in the middle when it took hold */
  double x, y; /* where it is, or took hold */
  double pinched; /* the zoom when two fingers came down */
} SilsaPictureMouse;

struct _SilsaPictureCanvas {
  GtkWidget parent_instance;

  SilsaPictureView view; /* by silsa_picture_canvas_get_view() */
  SilsaPictureLayers picture;
  SilsaShapeLayer shapes;
  SilsaPictureMouse mouse;
  gboolean editable;
  int tool;
  int old_width, old_height; /* of the widget */
  guint idle;
};

/** How the picture lies in the widget as large as it is now. */
SilsaPictureView *silsa_picture_canvas_get_view(SilsaPictureCanvas *self);
/** Shows that the view was changed. */
void silsa_picture_canvas_view_changed(SilsaPictureCanvas *self);
/** Looks as closely as @zoom at what is in the middle. */
void silsa_picture_canvas_zoom_middle(SilsaPictureCanvas *self, double zoom);
/** Looks as closely as @zoom at what lies there. */
void silsa_picture_canvas_zoom_at(SilsaPictureCanvas *self, double zoom, double x, double y);
void silsa_picture_canvas_pan(SilsaPictureCanvas *self, double dx, double dy);
/** Begins a shape of the kind of the tool at this place of the picture. */
void silsa_picture_canvas_begin_shape(SilsaPictureCanvas *self, double x, double y);
/** What is in the hand becomes one act, whatever way it took. */
void silsa_picture_canvas_commit(SilsaPictureCanvas *self);
/** Lets go of what is in the hand. */
void silsa_picture_canvas_drop(SilsaPictureCanvas *self);
void silsa_picture_canvas_rub_out(SilsaPictureCanvas *self, guint number);
void silsa_picture_canvas_want_words(SilsaPictureCanvas *self, const SilsaShape *shape);
/** 0 to 1 as a coordinate of shapes. */
int silsa_picture_canvas_to_scale(double place);

/** silsa-picture-mouse.c: lets the mouse, its wheel and two fingers act on the canvas. */
void silsa_picture_mouse_attach(SilsaPictureCanvas *self);

G_END_DECLS
