#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/** A head with icon, title and count over a card of rows; not there while it has none. Long lists
 * of what needs no act can be folded. */
#define SILSA_TYPE_ROW_LIST (silsa_row_list_get_type())
G_DECLARE_FINAL_TYPE(SilsaRowList, silsa_row_list, SILSA, ROW_LIST, AdwBin)

/** @icon may be NULL; @style: class of the icon ("error", "warning", "success"), or NULL. */
GtkWidget *silsa_row_list_new(const char *icon, const char *style, const char *title);
void silsa_row_list_clear(SilsaRowList *self);
/** Appends a row; @icon and @subtitle may be NULL. Borrowed, for suffixes. */
AdwActionRow *silsa_row_list_add(SilsaRowList *self,
                                 const char *icon,
                                 const char *style,
                                 const char *title,
                                 const char *subtitle);
/** Folds the list from @rows rows on; 0: never. */
void silsa_row_list_fold_from(SilsaRowList *self, guint rows);
void silsa_row_list_set_icon(SilsaRowList *self, const char *icon, const char *style);

G_END_DECLS
