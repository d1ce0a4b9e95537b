#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/** Keeps the words of @label whole, now and whenever its text changes; other attributes stay. */
void silsa_label_keep_words(GtkLabel *label);

G_END_DECLS
