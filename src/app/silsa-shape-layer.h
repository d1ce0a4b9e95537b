#pragma once

#include "silsa-picture-view.h"
#include "silsa-pixels.h"
#include "silsa-shape-draft.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * The shapes that lie over a picture: where they are, which one is selected, what the mouse hits.
 * The one in focus is the selected one: each has a child of the canvas that the keyboard and a
 * screen reader take hold of, while what is seen is drawn. The one in the hand is where it is held.
 */
typedef struct {
  GtkWidget *canvas; /* borrowed */
  GArray *shapes; /* of SilsaShape, never NULL */
  GPtrArray *handles; /* of GtkWidget, one for each; borrowed */
  SilsaShapeDraft draft;
} SilsaShapeLayer;

void silsa_shape_layer_init(SilsaShapeLayer *self, GtkWidget *canvas);
/** Before the canvas is gone. */
void silsa_shape_layer_dispose(SilsaShapeLayer *self);
void silsa_shape_layer_finalize(SilsaShapeLayer *self);

/** Takes @shapes; the selected one stays selected. */
void silsa_shape_layer_set(SilsaShapeLayer *self, GArray *shapes);
/** Borrowed, until the next change. */
const SilsaShape *silsa_shape_layer_get(SilsaShapeLayer *self, guint position);
/** Position of the selected one, or -1; the shape itself, or NULL. */
int silsa_shape_layer_find_selected(SilsaShapeLayer *self);
const SilsaShape *silsa_shape_layer_get_selected(SilsaShapeLayer *self);
/** Selects one by its position; by its number, where there is one. */
void silsa_shape_layer_select(SilsaShapeLayer *self, guint position);
void silsa_shape_layer_select_number(SilsaShapeLayer *self, guint number);
/** The number after the highest that is drawn. (transfer full) */
char *silsa_shape_layer_dup_next_number(SilsaShapeLayer *self) G_GNUC_WARN_UNUSED_RESULT;

/** Position of the uppermost at this place of the room, or -1. */
int
silsa_shape_layer_find_at(SilsaShapeLayer *self, const SilsaPictureView *view, double x, double y);
/** Takes hold of the end of the selected one that lies there. FALSE: none does. */
gboolean
silsa_shape_layer_take_end(SilsaShapeLayer *self, const SilsaPictureView *view, double x, double y);

/** Gives the children their places. */
void silsa_shape_layer_allocate(SilsaShapeLayer *self, const SilsaPictureView *view);
/** @pixels (nullable): those of the picture, by which it is blurred. */
void silsa_shape_layer_append(SilsaShapeLayer *self,
                              const SilsaPictureView *view,
                              const SilsaPixels *pixels,
                              GtkSnapshot *snapshot);

G_END_DECLS
