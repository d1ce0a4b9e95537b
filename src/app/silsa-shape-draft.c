#include "silsa-shape-draft.h"

#define LEAST_SIDE 60 /* of SILSA_SHAPE_SCALE */

gboolean
silsa_shape_is_point(SilsaShapeKind kind)
{
  return kind == SILSA_SHAPE_TEXT || kind == SILSA_SHAPE_NUMBER;
}

void
silsa_shape_draft_begin(SilsaShapeDraft *self, const SilsaShape *shape)
{
  SilsaShape copy = *shape; /* which may be the one in the hand */

  copy.text = g_strdup(shape->text);
  silsa_shape_clear(&self->shape);
  self->shape = copy;
  self->before = self->shape;
  self->before.text = NULL;
  self->first_end = FALSE;
  self->active = TRUE;
}

void
silsa_shape_draft_drop(SilsaShapeDraft *self)
{
  silsa_shape_clear(&self->shape);
  self->active = FALSE;
}

/* --- moving --- */

static void
shift(SilsaShape *shape, const SilsaShape *from, int dx, int dy)
{
  dx = CLAMP(dx, -MIN(from->x1, from->x2), SILSA_SHAPE_SCALE - MAX(from->x1, from->x2));
  dy = CLAMP(dy, -MIN(from->y1, from->y2), SILSA_SHAPE_SCALE - MAX(from->y1, from->y2));
  shape->x1 = from->x1 + dx;
  shape->x2 = from->x2 + dx;
  shape->y1 = from->y1 + dy;
  shape->y2 = from->y2 + dy;
}

static void
move_end(SilsaShape *shape, const SilsaShape *from, gboolean first, int dx, int dy)
{
  int *x = first ? &shape->x1 : &shape->x2, *y = first ? &shape->y1 : &shape->y2;

  *x = CLAMP((first ? from->x1 : from->x2) + dx, 0, SILSA_SHAPE_SCALE);
  *y = CLAMP((first ? from->y1 : from->y2) + dy, 0, SILSA_SHAPE_SCALE);
}

void
silsa_shape_draft_shift(SilsaShapeDraft *self, int dx, int dy)
{
  shift(&self->shape, &self->before, dx, dy);
}

void
silsa_shape_draft_move_end(SilsaShapeDraft *self, int dx, int dy)
{
  move_end(&self->shape, &self->before, self->first_end, dx, dy);
}

void
silsa_shape_draft_push(SilsaShapeDraft *self, int dx, int dy, gboolean size)
{
  const SilsaShape from = self->shape;

  if (size && !silsa_shape_is_point(from.kind))
    move_end(&self->shape, &from, FALSE, dx, dy);
  else
    shift(&self->shape, &from, dx, dy);
  if (from.kind == SILSA_SHAPE_ARROW || silsa_shape_is_point(from.kind))
    return;
  self->shape.x2 = MAX(self->shape.x2, self->shape.x1 + LEAST_SIDE);
  self->shape.y2 = MAX(self->shape.y2, self->shape.y1 + LEAST_SIDE);
}

/* --- what has become of it --- */

/* Areas have their first corner at the top left, and all of them some size. */
static gboolean
straighten(SilsaShape *shape)
{
  int x1 = MIN(shape->x1, shape->x2), y1 = MIN(shape->y1, shape->y2);

  if (silsa_shape_is_point(shape->kind)) {
    shape->x2 = shape->x1;
    shape->y2 = shape->y1;
    return TRUE;
  }
  if (shape->kind == SILSA_SHAPE_ARROW)
    return ABS(shape->x2 - shape->x1) >= LEAST_SIDE || ABS(shape->y2 - shape->y1) >= LEAST_SIDE;
  shape->x2 = MAX(shape->x1, shape->x2);
  shape->y2 = MAX(shape->y1, shape->y2);
  shape->x1 = x1;
  shape->y1 = y1;
  return shape->x2 - x1 >= LEAST_SIDE && shape->y2 - y1 >= LEAST_SIDE;
}

static gboolean
was_changed(const SilsaShapeDraft *self)
{
  return self->shape.number == 0 || self->shape.x1 != self->before.x1 ||
         self->shape.y1 != self->before.y1 || self->shape.x2 != self->before.x2 ||
         self->shape.y2 != self->before.y2;
}

gboolean
silsa_shape_draft_finish(SilsaShapeDraft *self, SilsaShape *shape)
{
  gboolean changed = self->active && was_changed(self);

  *shape = self->shape;
  self->shape.text = NULL;
  silsa_shape_draft_drop(self);
  return changed && straighten(shape);
}
