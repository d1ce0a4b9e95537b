#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * The widgets of a list, kept for its next items. A row or a cell is a dozen widgets, and a list
 * that is filtered lets go of a hundred of them at once, to want them back with the next key.
 */
typedef struct _SilsaSpares SilsaSpares;

/** Makes one more (a floating reference), when none is left. */
typedef GtkWidget *(*SilsaSparesFunc)(gpointer user_data);

SilsaSpares *silsa_spares_new(SilsaSparesFunc make, gpointer user_data) G_GNUC_WARN_UNUSED_RESULT;

/** Gives @item, that is set up, its child. Borrowed. */
GtkWidget *silsa_spares_give(SilsaSpares *self, GtkListItem *item);
/** Takes it back when @item is torn down. */
void silsa_spares_take_back(SilsaSpares *self, GtkListItem *item);

/** Lets go of those that are here, a piece at a time; others may still be taken back. */
void silsa_spares_dismiss(SilsaSpares *self);
void silsa_spares_free(SilsaSpares *self);

G_END_DECLS
