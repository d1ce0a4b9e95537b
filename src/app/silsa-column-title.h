#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * The title of the last column of @view stands at its end, above numbers that stand there. GTK has
 * no property for it: where its header is made otherwise than in 4.18, the title stays where it is.
 */
void silsa_column_title_at_end(GtkColumnView *view);

G_END_DECLS
