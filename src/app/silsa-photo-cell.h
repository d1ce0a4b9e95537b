#pragma once

#include "silsa-photo-list.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/** One photo in the grid: picture, codes, what to look at, caption; a check mark while selected. */
#define SILSA_TYPE_PHOTO_CELL (silsa_photo_cell_get_type())
G_DECLARE_FINAL_TYPE(SilsaPhotoCell, silsa_photo_cell, SILSA, PHOTO_CELL, GtkWidget)

GtkWidget *silsa_photo_cell_new(SilsaStore *store);
/** NULL: shows nothing, and what was being loaded is dropped. */
void silsa_photo_cell_set_item(SilsaPhotoCell *self, SilsaPhotoItem *item);
SilsaPhotoItem *silsa_photo_cell_get_item(SilsaPhotoCell *self);
/** Its picture comes when it is seen; this has it brought for whoever scrolls to it. */
void silsa_photo_cell_load_ahead(SilsaPhotoCell *self);
/** Draws its words before it is seen, once it has its place. */
void silsa_photo_cell_draw_ahead(SilsaPhotoCell *self);
void silsa_photo_cell_set_selected(SilsaPhotoCell *self, gboolean selected);
void silsa_photo_cell_set_width(SilsaPhotoCell *self, int width);

G_END_DECLS
