#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/** To be called before the first icon is looked for. From then on symbolic icons of 16 pixels come
 * as pictures that were made when the program was built (data/ready-icons.sh): the program's own,
 * and those of Adwaita where that is the theme. GTK takes them because their size is exact; at any
 * other size, on a screen of other density and from any other theme it draws the icon as ever.
 *
 * For drawing one it loads librsvg, which takes 6 MB as long as the program runs. So what is always
 * to be seen keeps to 16 pixels: tests/gui/test-window.py. */
void silsa_ready_icons_use(GdkDisplay *display);

G_END_DECLS
