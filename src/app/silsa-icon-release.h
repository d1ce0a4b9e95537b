#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/** To be called once on the main thread, before the first window. GTK 4.18 reads an icon in a
 * thread, whose reference may be the last one, and its cache hands icons out by their bare address:
 * an icon that is wanted again while that thread frees it ends the program
 * (gtk_icon_theme_lookup_icon() and gtk_icon_paintable_finalize() of gtkicontheme.c). From here on
 * icons are freed on the main thread alone, which is the one that looks them up. */
void silsa_icon_release_on_main_thread(void);

G_END_DECLS
