#pragma once

#include "silsa-pixels.h"
#include "silsa-shape.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* How shapes look. They keep their size on the screen however closely one looks; what hides keeps
 * its place on the picture. @one and @other: where the two ends of the shape lie in @widget. */

/** The room it takes. */
graphene_rect_t silsa_shape_look_measure(GtkWidget *widget,
                                         const SilsaShape *shape,
                                         const graphene_point_t *one,
                                         const graphene_point_t *other);
/** Draws it. @pixels (nullable): those of the picture, by which it is blurred; @turn: by how many
 * quarters that lies on the screen. */
void silsa_shape_look_append(GtkWidget *widget,
                             GtkSnapshot *snapshot,
                             const SilsaShape *shape,
                             const graphene_point_t *one,
                             const graphene_point_t *other,
                             const SilsaPixels *pixels,
                             int turn);
/** The frame around the one that is selected, with what it can be pulled by. */
void silsa_shape_look_append_frame(GtkSnapshot *snapshot,
                                   const SilsaShape *shape,
                                   const graphene_point_t *one,
                                   const graphene_point_t *other,
                                   const graphene_rect_t *area);
/** "Text: two cameras". (transfer full) */
char *silsa_shape_look_describe(const SilsaShape *shape) G_GNUC_WARN_UNUSED_RESULT;
const char *silsa_shape_look_get_icon(SilsaShapeKind kind);

G_END_DECLS
