#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * A line of words that is drawn once, and painted as a picture from then on: without graphics
 * hardware each letter of all cells of a grid is put together anew for each frame that it scrolls.
 * Stamps that show the same have one picture. On a screen whose pixels are no whole part of a
 * length it is painted as words: a picture would be blurred there.
 */
typedef struct _SilsaStamp SilsaStamp;

/** @widget is whose fonts and screen it is for, borrowed; @layout is taken; @pill: light words on a
 * dark ground whose ends are round, instead of words in the colour of @widget. */
SilsaStamp *
silsa_stamp_new(GtkWidget *widget, PangoLayout *layout, gboolean pill) G_GNUC_WARN_UNUSED_RESULT;
void silsa_stamp_free(SilsaStamp *self); /* NULL: nothing */

void silsa_stamp_set_text(SilsaStamp *self, const char *text); /* empty: nothing is painted */
const char *silsa_stamp_get_text(SilsaStamp *self);
/** The room for it; longer words end in an ellipsis. */
void silsa_stamp_set_width(SilsaStamp *self, int width);
/** Its height, with the ground of a pill. */
int silsa_stamp_get_height(SilsaStamp *self);
/** How far below its top the letters stand. */
int silsa_stamp_get_baseline(SilsaStamp *self);

/** Draws it before it is painted. Returns FALSE when there is nothing to be drawn, or it was, for
 * this one or another. */
gboolean silsa_stamp_draw_ahead(SilsaStamp *self);
/** Paints it with its left upper corner at @x, @y. */
void silsa_stamp_snapshot(SilsaStamp *self, GtkSnapshot *snapshot, int x, int y);

G_END_DECLS
