#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * A selection model that shows the beginning of another one at once and the rest of it in steps
 * with room for frames between them: a list or grid makes widgets for some hundred rows as soon as
 * it hears of them, seen or not. What is selected is selected in the whole of it: "select all"
 * takes also what is still to come.
 */
#define SILSA_TYPE_GROWING_LIST (silsa_growing_list_get_type())
G_DECLARE_FINAL_TYPE(SilsaGrowingList, silsa_growing_list, SILSA, GROWING_LIST, GObject)

SilsaGrowingList *silsa_growing_list_new(GtkSelectionModel *model) G_GNUC_WARN_UNUSED_RESULT;

/** Shows the item at @position too, if there is one, with all before it. */
void silsa_growing_list_reach(SilsaGrowingList *self, guint position);

/** Shows some less, the last ones, and never more again: called until nothing is left (FALSE), it
 * takes a view's rows away in steps. */
gboolean silsa_growing_list_dismiss(SilsaGrowingList *self);

G_END_DECLS
