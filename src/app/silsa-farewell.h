#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * Letting go of widgets a piece at a time. A window has thousands of them, and to dispose of all in
 * one go takes longer than any frame may, while other windows wait.
 */

/** Destroys @window, which is gone from the screen at once. What Silsa itself put together in it is
 * disposed of when there is nothing else to do; the application lives on until then. */
void silsa_farewell_window(GtkWindow *window);

/** The same with one widget (transfer full) that is in no window any more. */
void silsa_farewell_widget(GtkWidget *widget);

G_END_DECLS
