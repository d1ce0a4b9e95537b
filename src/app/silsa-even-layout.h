#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * Children of equal width and height in as few rows as there is room for, and the rows as even as
 * can be: six are one row of six or two of three, never five and one.
 */
#define SILSA_TYPE_EVEN_LAYOUT (silsa_even_layout_get_type())
G_DECLARE_FINAL_TYPE(SilsaEvenLayout, silsa_even_layout, SILSA, EVEN_LAYOUT, GtkLayoutManager)

/** At least @least of them are in a row, where there are so many. (transfer full) */
GtkLayoutManager *silsa_even_layout_new(int gap, int least) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
