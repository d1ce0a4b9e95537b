#pragma once

#include "silsa-pixels.h"
#include "silsa-shape.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * A photo to look at closely: zoomed, moved about and turned, with what is drawn on it. It changes
 * nothing by itself: a shape that was drawn, moved or edited comes by the signal "draw" (const
 * SilsaShape *; number 0: a new one), one that is to go by "rub-out" (guint), words that are wanted
 * by "words-wanted" (const SilsaShape *, whose text may be NULL). "view-changed" after each change
 * of zoom, place or turn; "tool-changed" when it took the pointer back. The shape in focus is the
 * one that is selected.
 */
#define SILSA_TYPE_PICTURE_CANVAS (silsa_picture_canvas_get_type())
G_DECLARE_FINAL_TYPE(SilsaPictureCanvas, silsa_picture_canvas, SILSA, PICTURE_CANVAS, GtkWidget)

/** Not a shape: to select and move, and the picture itself. */
#define SILSA_TOOL_POINTER -1

GtkWidget *silsa_picture_canvas_new(void);
/** A new picture of this size, of which nothing is there yet: shown whole and upright. */
void silsa_picture_canvas_begin(SilsaPictureCanvas *self, int width, int height);
/** The same picture with this many pixels, none of which is there yet: one goes on looking at the
 * same place, as closely. */
void silsa_picture_canvas_replace(SilsaPictureCanvas *self, int width, int height);
/** Something to see at once, of whatever size. */
void silsa_picture_canvas_set_preview(SilsaPictureCanvas *self, GdkTexture *texture);
/** The picture, as large as the window is; what is blurred is blurred by it. */
void silsa_picture_canvas_set_pixels(SilsaPictureCanvas *self, const SilsaPixels *pixels);
/** The picture with all its pixels, or NULL to let go of them. */
void silsa_picture_canvas_set_detail(SilsaPictureCanvas *self, const SilsaPixels *pixels);
/** Whether more pixels could be seen than it has. */
gboolean silsa_picture_canvas_wants_detail(SilsaPictureCanvas *self);
/** Takes @shapes (of SilsaShape). */
void silsa_picture_canvas_set_shapes(SilsaPictureCanvas *self, GArray *shapes);
/** Whether shapes can be drawn and changed. */
void silsa_picture_canvas_set_editable(SilsaPictureCanvas *self, gboolean editable);
/** A SilsaShapeKind, or SILSA_TOOL_POINTER. */
void silsa_picture_canvas_set_tool(SilsaPictureCanvas *self, int tool);
int silsa_picture_canvas_get_tool(SilsaPictureCanvas *self);
/** Selects a shape. */
void silsa_picture_canvas_focus_shape(SilsaPictureCanvas *self, guint number);

/** Percent of the actual size; 0: there is no picture. */
int silsa_picture_canvas_get_percent(SilsaPictureCanvas *self);
gboolean silsa_picture_canvas_is_fitted(SilsaPictureCanvas *self);
void silsa_picture_canvas_zoom(SilsaPictureCanvas *self, double factor);
void silsa_picture_canvas_turn(SilsaPictureCanvas *self);
/** Looks at the same place as @other does, as closely. */
void silsa_picture_canvas_follow(SilsaPictureCanvas *self, SilsaPictureCanvas *other);
/** What a key does that nothing else took: zoom, turn, move, shapes. FALSE: nothing. */
gboolean silsa_picture_canvas_press(SilsaPictureCanvas *self, guint key, GdkModifierType state);

G_END_DECLS
