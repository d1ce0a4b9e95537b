#pragma once

#include <cairo.h>
#include <glib.h>

G_BEGIN_DECLS

/* The scenes of the demonstration: drawn stand-ins for photos, each a little different by its seed.
 */

/**
 * Draws the scene called @name over the whole of @cr, which is @width by @height; @caption stands
 * on screens and papers that are part of the scene. FALSE: there is no such scene.
 */
gboolean draw_scene(
    cairo_t *cr, const char *name, double width, double height, guint32 seed, const char *caption);

/** The mark that every picture carries: that it is drawn, and for demonstration. */
void draw_mark(cairo_t *cr, double width, double height);

/** A page of a made-up paper in points: head, lines, seal. */
void draw_page(cairo_t *cr, double width, double height, guint32 seed, const char *title);

G_END_DECLS
