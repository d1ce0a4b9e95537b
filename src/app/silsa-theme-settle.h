#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

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
