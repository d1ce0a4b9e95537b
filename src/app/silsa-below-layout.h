#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * Lays out its children beside each other, as a box does, with a gap between them. Where there is
 * not room for all of them, the last @below go into a second line, whose first one takes what room
 * there is, unless another one of that line wants to expand.
 *
 * The lines are not chosen by the width of the window but by what stands in them, so that larger
 * texts and longer words have them as well. Where words may be cut short so far that there is
 * always room, a breakpoint sets "always" (boolean).
 */
#define SILSA_TYPE_BELOW_LAYOUT (silsa_below_layout_get_type())
G_DECLARE_FINAL_TYPE(SilsaBelowLayout, silsa_below_layout, SILSA, BELOW_LAYOUT, GtkLayoutManager)

/** A box laid out so. */
GtkWidget *silsa_below_box_new(int gap, guint below);

/**
 * Lays out a box so while @narrow is set, always with two lines, and otherwise as the plain box
 * that it is: for what every key has measured, which GTK does faster by itself.
 */
void silsa_below_box_set_narrow(GtkWidget *box, int gap, guint below, gboolean narrow);

G_END_DECLS
