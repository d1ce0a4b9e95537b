#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * Starts GTK without its own theme, which libadwaita replaces before anything is drawn: to read it
 * takes about as long as to make the widgets of a pane. GTK can be told only by a variable of the
 * environment, which is gone again when this returns; one that is set by somebody stays and counts.
 * To be called before GtkApplication starts GTK.
 */
void silsa_theme_begin(void);

/**
 * Has the theme settle at once, instead of a quarter of a second after the start: for so long
 * libadwaita holds back transitions, lest a window fades from one theme to another, and then has
 * all that is there styled once more. To be called before there is a window: nothing can fade then,
 * and what would be styled twice are a thousand widgets, mostly within their first frame.
 *
 * libadwaita 1.7 waits in a timeout whose data is its style manager; where another version waits in
 * another way, nothing is found and nothing is done.
 */
void silsa_theme_settle(void);

G_END_DECLS
