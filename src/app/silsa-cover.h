#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/** A picture that fills its room and is cut to it. Unlike a GtkPicture it asks for no room itself,
 * so that a thumbnail that arrives is painted without the whole grid being laid out again. */
#define SILSA_TYPE_COVER (silsa_cover_get_type())
G_DECLARE_FINAL_TYPE(SilsaCover, silsa_cover, SILSA, COVER, GtkWidget)

GtkWidget *silsa_cover_new(void);
void silsa_cover_set_paintable(SilsaCover *self, GdkPaintable *paintable); /* nullable */

G_END_DECLS
