#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * Windows that come a piece at a time. To make a window, to style it and to find out how large
 * everything in it is takes longer than any frame may, while other windows wait. So all of that is
 * done in steps before it is shown: it is seen when it is complete.
 */

/** Makes one more piece of @window; FALSE: that was the last one. */
typedef gboolean (*SilsaArrivalPiece)(GtkWindow *window);
/** Shows @window, of which nothing is to be done any more. */
typedef void (*SilsaArrivedFunc)(GtkWindow *window, gpointer user_data);

/** Calls @piece until it says FALSE, gets what came of it ready, and calls @arrived. Until then
 * @window should be none of the application's, which it could be shown by; the application lives on
 * meanwhile. Where the application has no window yet, all of it is done at once. @user_data
 * (transfer full) is freed by @destroy, also where the window does not arrive. */
void silsa_arrival_begin(GtkWindow *window,
                         SilsaArrivalPiece piece,
                         SilsaArrivedFunc arrived,
                         gpointer user_data,
                         GDestroyNotify destroy);
/** Calls @func with each window that is on its way. */
void silsa_arrival_foreach(GFunc func, gpointer user_data);
/** @window, if it is on its way, is not wanted any more: nothing is called for it from now on. */
void silsa_arrival_stop(GtkWindow *window);

G_END_DECLS
