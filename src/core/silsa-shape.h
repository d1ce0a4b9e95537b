#pragma once

#include "silsa-assessment.h"

G_BEGIN_DECLS

/** What a person drew on a photo. The photo itself stays as it is: shapes are facts about it. */
typedef enum {
  SILSA_SHAPE_ARROW, /* from the first point to the second */
  SILSA_SHAPE_BOX,
  SILSA_SHAPE_TEXT, /* words at the first point */
  SILSA_SHAPE_NUMBER, /* 1 to 99 in a disc at the first point */
  SILSA_SHAPE_BLOCK, /* hidden: painted over */
  SILSA_SHAPE_BLUR, /* hidden: coarsened beyond recognition */
} SilsaShapeKind;
#define SILSA_N_SHAPE_KINDS 6

/** Coordinates are ten-thousandths of the upright picture's width and height. */
#define SILSA_SHAPE_SCALE 10000
#define SILSA_SHAPE_TEXT_CHARACTERS 200
/** The most on one photo; numbers go from 1 to this. */
#define SILSA_SHAPES 999

typedef struct {
  guint number; /* unique for its photo */
  SilsaShapeKind kind;
  int x1, y1, x2, y2; /* an area has x1 < x2 and y1 < y2; a point has both ends alike */
  char *text; /* of text and number, else NULL */
} SilsaShape;

/** Reads "KIND X1 Y1 X2 Y2" and perhaps " TEXT"; FALSE for anything else. @shape's text is to be
 * freed, its number is left alone. */
gboolean silsa_shape_parse(const char *value, SilsaShape *shape);
/** The one spelling. (transfer full) */
char *silsa_shape_to_string(const SilsaShape *shape) G_GNUC_WARN_UNUSED_RESULT;
void silsa_shape_clear(SilsaShape *shape);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(SilsaShape, silsa_shape_clear)

/** Whether it hides what is below it. */
gboolean silsa_shape_hides(SilsaShapeKind kind);
/** Its name for a person ("Arrow"). Translated. */
const char *silsa_shape_kind_to_text(SilsaShapeKind kind);

/** All on one photo, in the order of their numbers: later ones lie above. (element-type SilsaShape)
 * (transfer full) */
GArray *silsa_shapes_new(SilsaAssessment *assessment, gint64 evidence) G_GNUC_WARN_UNUSED_RESULT;
/** An array that frees what it holds. (transfer full) */
GArray *silsa_shapes_new_empty(void) G_GNUC_WARN_UNUSED_RESULT;

/** Adds to @act, one "draw", that @shape is drawn: number 0 is a new one, any other takes the place
 * of the one that has it. Returns its number. */
guint silsa_act_draw(SilsaAct *act,
                     SilsaAssessment *assessment,
                     gint64 evidence,
                     const SilsaShape *shape);
/** Adds to @act, one "draw", that the shape of this number is taken away. */
void silsa_act_rub_out(SilsaAct *act, gint64 evidence, guint number);
/** Adds to @act, one "mark", the mark "persons" (somebody can be recognised on it) or "restricted"
 * (it stays in the file: a package names its digest only), or takes it away. */
void silsa_act_mark(SilsaAct *act, gint64 evidence, const char *mark, gboolean set);

G_END_DECLS
