#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * From now on the items of each menu have names for whoever cannot see them. GTK 4.18 names an item
 * by its label and gives that label a role by which nothing may be named, so that a screen reader
 * hears nothing. The button of a menu keeps the name that its tooltip gives it. Call it once, when
 * the program starts.
 */
void silsa_menu_names_watch(void);

G_END_DECLS
