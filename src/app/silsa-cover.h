#pragma once

#include "silsa-store.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * The thumbnail of one piece of evidence, covering its room, whose corners it cuts; an icon where
 * there is none. Not a widget, but painted by one: a grid has hundreds, and GTK looks at the style
 * and the size of each widget in it again when one of them moves.
 */
typedef struct _SilsaCover SilsaCover;

/** @widget is drawn anew when something arrives; borrowed. */
SilsaCover *silsa_cover_new(GtkWidget *widget, SilsaStore *store) G_GNUC_WARN_UNUSED_RESULT;
void silsa_cover_free(SilsaCover *self); /* NULL: nothing */

/** It is loaded in a worker when it is painted: a grid has many times the cells that are seen, and
 * gives them others while it scrolls. NULL: nothing. */
void silsa_cover_set_evidence(SilsaCover *self, SilsaEvidence *evidence);
void silsa_cover_set_size(SilsaCover *self, int width, int height);
void silsa_cover_snapshot(SilsaCover *self, GtkSnapshot *snapshot);
/** Loads it behind all that is seen, for whoever scrolls to it. */
void silsa_cover_load_ahead(SilsaCover *self);

G_END_DECLS
