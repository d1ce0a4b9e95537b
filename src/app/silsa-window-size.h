#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * Gives a window the size that the last one had, before it is presented. It is maximized if that
 * one was, or if no screen has room for more than a window of this size, as most window managers
 * would do by themselves; it is styled as a maximized window from the beginning then, for GTK gives
 * the style class when the window manager has answered, and styles all its widgets once more for
 * it.
 */
void silsa_window_size_restore(GtkWindow *window, GSettings *settings);

/** Writes the size of a window down for the next one. */
void silsa_window_size_remember(GtkWindow *window, GSettings *settings);

G_END_DECLS
