#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/** Presents @dialog, which was just made, over @parent behind the frames that wait: to make a
 * dialog and to lay it out take a good part of a frame each. It is dropped where @parent goes
 * meanwhile, and where its window waits for another one already: a key that is pressed twice would
 * otherwise not meet the dialog, but ask for a second. A key that is pressed meanwhile has
 * it come at once, and does nothing below. */
void silsa_present_later(AdwDialog *dialog, GtkWidget *parent);

G_END_DECLS
