#pragma once

#include "silsa-shape.h"

G_BEGIN_DECLS

/** A shape in the hand: as it stands while it is drawn, moved or sized, before that is an act. */
typedef struct {
  gboolean active;
  SilsaShape shape; /* number 0: a new one */
  SilsaShape before; /* its places when it was taken hold of; without text */
  gboolean first_end; /* which end is held, where one is */
} SilsaShapeDraft;

/** Whether a shape of this kind has one place instead of two ends. */
gboolean silsa_shape_is_point(SilsaShapeKind kind);

/** Takes hold of a copy of @shape. */
void silsa_shape_draft_begin(SilsaShapeDraft *self, const SilsaShape *shape);
/** Lets go of it; nothing comes of it. */
void silsa_shape_draft_drop(SilsaShapeDraft *self);
/** Moves all of it, or the end that is held, by so much from where it was taken hold of; moved as a
 * whole it keeps its size at the edge. */
void silsa_shape_draft_shift(SilsaShapeDraft *self, int dx, int dy);
void silsa_shape_draft_move_end(SilsaShapeDraft *self, int dx, int dy);
/** By the keyboard: by so much from where it stands; @size: its second end alone. An area keeps
 * some size. */
void silsa_shape_draft_push(SilsaShapeDraft *self, int dx, int dy, gboolean size);
/** Lets go of it. FALSE: nothing was changed, or what was drawn is too small to be meant. TRUE:
 * @shape, which is to be cleared in either case, is what it has become, as one act. */
gboolean silsa_shape_draft_finish(SilsaShapeDraft *self, SilsaShape *shape);

G_END_DECLS
