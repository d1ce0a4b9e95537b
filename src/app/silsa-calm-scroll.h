#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * While @list scrolls, the pointer is over nothing in it. What moves below the pointer would be
 * hovered in turn, and for each GTK looks up the style of all its neighbours again, and of the
 * whole window when one that was hovered scrolls out of sight: half of the time of a frame.
 */
void silsa_calm_scroll(GtkScrollable *list);

G_END_DECLS
