#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * Letting go of widgets a piece at a time. A window has thousands of them, and to dispose of all in
 * one go takes longer than any frame may, while other windows wait.
 */

/** Takes @window down, which is gone from the screen and from its application at once. The rest is
 * done when there is nothing else to do, and the application lives on until then: lists give up
 * their rows, what Silsa itself put together is taken out of the window, the window is destroyed,
 * and then what was taken out is disposed of. Once for each window; it must begin nothing more by
 * itself. */
void silsa_farewell_window(GtkWindow *window);

/** The same with one widget (transfer full) that is in no window any more. */
void silsa_farewell_widget(GtkWidget *widget);

G_END_DECLS
