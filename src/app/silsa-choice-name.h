#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * From now on @choice, which chooses one of several strings, is named after what it chooses and
 * what is chosen: "Sort by: Code". Its own label would be all that a screen reader says of it.
 * @what: without a mnemonic; copied.
 */
void silsa_choice_name(GtkDropDown *choice, const char *what);

G_END_DECLS
