#pragma once

#include <gtk/gtk.h>

/**
 * silsa_focus_enter:
 * @widget: what gets the keyboard focus, or something within it, as by Tab
 * @seen: what is to be seen then, whole where it fits: @widget or something around it
 *
 * Moves the focus within a scrolled page. The page follows once the next frame is painted, when it
 * is known where things are; GtkViewport asks at once, and has all that changed styled for that.
 */
void silsa_focus_enter(GtkWidget *widget, GtkWidget *seen);
