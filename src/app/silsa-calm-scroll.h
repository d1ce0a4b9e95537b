#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * While @list scrolls, the pointer is over nothing in it. What moves below the pointer would be
 * hovered in turn, and for each GTK looks up the style of all its neighbours again, and of the
 * whole window when one that was hovered scrolls out of sight: half of the time of a frame. Whoever
 * presses a button means what is below the pointer then, and gets it at once.
 */
void silsa_calm_scroll(GtkScrollable *list);

/** Whether @list scrolls, and not by a key: what a cell has to do for those who look at it closely
 * can wait. @rest_func is called with @user_data when it does not any more. */
gboolean silsa_calm_scroll_is_moving(GtkScrollable *list);
void silsa_calm_scroll_set_rest(GtkScrollable *list, GSourceOnceFunc rest_func, gpointer user_data);

G_END_DECLS
