#include "silsa-shape-look.h"

#include <glib/gi18n.h>
#include <math.h>

#define STROKE 4
#define OUTLINE 8
#define HEAD 18 /* of an arrow */
#define DISC 13 /* radius of a number */
#define PADDING 8 /* around words */
#define KNOB 5
#define CELLS 6 /* along the longer side of what is blurred, as in the copy that travels */
#define COLOUR_STEP 32
#define SAMPLES 24 /* of a cell, along a side */

static const GdkRGBA blue = {0.11f, 0.40f, 0.80f, 1}, navy = {0.07f, 0.20f, 0.38f, 1},
                     white = {1, 1, 1, 1}, black = {0, 0, 0, 1};

static PangoLayout *
new_layout(GtkWidget *widget, const SilsaShape *shape)
{
  PangoLayout *layout = gtk_widget_create_pango_layout(widget, shape->text);
  PangoAttrList *attributes = pango_attr_list_new();

  pango_attr_list_insert(attributes, pango_attr_weight_new(PANGO_WEIGHT_BOLD));
  pango_layout_set_attributes(layout, attributes);
  pango_attr_list_unref(attributes);
  if (shape->kind == SILSA_SHAPE_TEXT) {
    pango_layout_set_width(layout, 320 * PANGO_SCALE);
    pango_layout_set_wrap(layout, PANGO_WRAP_WORD_CHAR);
  }
  return layout;
}

static graphene_rect_t
span(const graphene_point_t *one, const graphene_point_t *other)
{
  return GRAPHENE_RECT_INIT(MIN(one->x, other->x), MIN(one->y, other->y), fabsf(other->x - one->x),
                            fabsf(other->y - one->y));
}

graphene_rect_t
silsa_shape_look_measure(GtkWidget *widget,
                         const SilsaShape *shape,
                         const graphene_point_t *one,
                         const graphene_point_t *other)
{
  graphene_rect_t area = span(one, other);

  if (shape->kind == SILSA_SHAPE_NUMBER)
    return GRAPHENE_RECT_INIT(one->x - DISC, one->y - DISC, 2 * DISC, 2 * DISC);
  if (shape->kind == SILSA_SHAPE_TEXT) {
    g_autoptr(PangoLayout) layout = shape->text != NULL ? new_layout(widget, shape) : NULL;
    int width = 0, height = 0;

    if (layout != NULL)
      pango_layout_get_pixel_size(layout, &width, &height);
    return GRAPHENE_RECT_INIT(one->x, one->y, (float)width + 2 * PADDING, (float)height + PADDING);
  }
  if (shape->kind == SILSA_SHAPE_ARROW)
    graphene_rect_inset(&area, -OUTLINE, -OUTLINE);
  return area;
}

/* --- one after the other --- */

static void
append_stroke(GtkSnapshot *snapshot, GskPath *path, float width, const GdkRGBA *colour)
{
  GskStroke *stroke = gsk_stroke_new(width);

  gsk_stroke_set_line_cap(stroke, GSK_LINE_CAP_ROUND);
  gsk_stroke_set_line_join(stroke, GSK_LINE_JOIN_ROUND);
  gtk_snapshot_append_stroke(snapshot, path, stroke, colour);
  gsk_stroke_free(stroke);
}

/* White below, so that it is seen on whatever is photographed. */
static void
append_outlined(GtkSnapshot *snapshot, GskPathBuilder *builder)
{
  g_autoptr(GskPath) path = gsk_path_builder_free_to_path(builder);

  append_stroke(snapshot, path, OUTLINE, &white);
  append_stroke(snapshot, path, STROKE, &blue);
}

static void
append_arrow(GtkSnapshot *snapshot, const graphene_point_t *one, const graphene_point_t *other)
{
  GskPathBuilder *builder = gsk_path_builder_new();
  double angle = atan2(other->y - one->y, other->x - one->x);

  gsk_path_builder_move_to(builder, one->x, one->y);
  gsk_path_builder_line_to(builder, other->x, other->y);
  for (int side = -1; side <= 1; side += 2) {
    double wing = angle + G_PI + side * 0.55;

    gsk_path_builder_move_to(builder, other->x, other->y);
    gsk_path_builder_line_to(builder, other->x + (float)(HEAD * cos(wing)),
                             other->y + (float)(HEAD * sin(wing)));
  }
  append_outlined(snapshot, builder);
}

static void
append_rounded(GtkSnapshot *snapshot,
               const graphene_rect_t *area,
               float radius,
               const GdkRGBA *fill)
{
  GskRoundedRect rounded;

  gsk_rounded_rect_init_from_rect(&rounded, area, radius);
  gtk_snapshot_push_rounded_clip(snapshot, &rounded);
  gtk_snapshot_append_color(snapshot, fill, area);
  gtk_snapshot_pop(snapshot);
}

static void
append_ring(GtkSnapshot *snapshot, const graphene_rect_t *area, float radius, const GdkRGBA *colour)
{
  const float widths[4] = {2, 2, 2, 2};
  const GdkRGBA colours[4] = {*colour, *colour, *colour, *colour};
  GskRoundedRect rounded;

  gsk_rounded_rect_init_from_rect(&rounded, area, radius);
  gtk_snapshot_append_border(snapshot, &rounded, widths, colours);
}

static void
append_words(GtkWidget *widget,
             GtkSnapshot *snapshot,
             const SilsaShape *shape,
             const graphene_rect_t *area)
{
  g_autoptr(PangoLayout) layout = shape->text != NULL ? new_layout(widget, shape) : NULL;
  gboolean disc = shape->kind == SILSA_SHAPE_NUMBER;
  int width, height;

  append_rounded(snapshot, area, disc ? DISC : 7, disc ? &blue : &navy);
  append_ring(snapshot, area, disc ? DISC : 7, &white);
  if (layout == NULL)
    return;
  pango_layout_get_pixel_size(layout, &width, &height);
  gtk_snapshot_save(snapshot);
  gtk_snapshot_translate(
      snapshot, &GRAPHENE_POINT_INIT(area->origin.x + (area->size.width - (float)width) / 2,
                                     area->origin.y + (area->size.height - (float)height) / 2));
  gtk_snapshot_append_layout(snapshot, layout, &white);
  gtk_snapshot_restore(snapshot);
}

/* --- blurred --- */

typedef struct {
  double x, y, width, height; /* of the pixels */
} Cell;

static GdkRGBA
find_colour(const SilsaPixels *pixels, const guint8 *data, const Cell *cell)
{
  guint64 sums[3] = {0};
  guint n = 0;
  float colour[3];

  for (int j = 0; j < SAMPLES; j++)
    for (int i = 0; i < SAMPLES; i++, n++) {
      double x = cell->x + cell->width * (i + 0.5) / SAMPLES;
      double y = cell->y + cell->height * (j + 0.5) / SAMPLES;
      const guint8 *at = data + MIN((gsize)y, pixels->height - 1) * pixels->stride +
                         MIN((gsize)x, pixels->width - 1) * 3;

      for (int c = 0; c < 3; c++)
        sums[c] += at[c];
    }
  for (int c = 0; c < 3; c++)
    colour[c] = (float)(sums[c] / n / COLOUR_STEP * COLOUR_STEP + COLOUR_STEP / 2) / 255;
  return (GdkRGBA){colour[0], colour[1], colour[2], 1};
}

/* From a part of what is covered, 0 to 1, to where it is on the screen. */
static graphene_rect_t
place_cell(const graphene_rect_t *area, const graphene_rect_t *part, int turn)
{
  float x = part->origin.x, y = part->origin.y, w = part->size.width, h = part->size.height;
  const float places[4][4] = {
      {x, y, w, h}, {1 - y - h, x, h, w}, {1 - x - w, 1 - y - h, w, h}, {y, 1 - x - w, h, w}};
  const float *at = places[turn & 3];

  /* A little over, so that nothing shines through between two. */
  return GRAPHENE_RECT_INIT(area->origin.x + at[0] * area->size.width,
                            area->origin.y + at[1] * area->size.height,
                            at[2] * area->size.width + 0.5f, at[3] * area->size.height + 0.5f);
}

static void
append_blurred(GtkSnapshot *snapshot,
               const SilsaShape *shape,
               const graphene_rect_t *area,
               const SilsaPixels *pixels,
               int turn)
{
  const guint8 *data = g_bytes_get_data(pixels->data, NULL);
  double left = (double)MIN(shape->x1, shape->x2) * pixels->width / SILSA_SHAPE_SCALE;
  double top = (double)MIN(shape->y1, shape->y2) * pixels->height / SILSA_SHAPE_SCALE;
  double width = MAX(1.0, (double)ABS(shape->x2 - shape->x1) * pixels->width / SILSA_SHAPE_SCALE);
  double height = MAX(1.0, (double)ABS(shape->y2 - shape->y1) * pixels->height / SILSA_SHAPE_SCALE);
  double side = MAX(width, height) / CELLS;

  gtk_snapshot_push_clip(snapshot, area);
  for (int j = 0; j * side < height - 0.01; j++)
    for (int i = 0; i * side < width - 0.01; i++) {
      Cell cell = {left + i * side, top + j * side, MIN(side, width - i * side),
                   MIN(side, height - j * side)};
      graphene_rect_t part =
          GRAPHENE_RECT_INIT((float)(i * side / width), (float)(j * side / height),
                             (float)(cell.width / width), (float)(cell.height / height));
      graphene_rect_t place = place_cell(area, &part, turn);
      GdkRGBA colour = find_colour(pixels, data, &cell);

      gtk_snapshot_append_color(snapshot, &colour, &place);
    }
  gtk_snapshot_pop(snapshot);
}

void
silsa_shape_look_append(GtkWidget *widget,
                        GtkSnapshot *snapshot,
                        const SilsaShape *shape,
                        const graphene_point_t *one,
                        const graphene_point_t *other,
                        const SilsaPixels *pixels,
                        int turn)
{
  graphene_rect_t area = silsa_shape_look_measure(widget, shape, one, other);
  GskPathBuilder *builder;

  switch (shape->kind) {
  case SILSA_SHAPE_ARROW:
    append_arrow(snapshot, one, other);
    break;
  case SILSA_SHAPE_BOX:
    builder = gsk_path_builder_new();
    gsk_path_builder_add_rect(builder, &area);
    append_outlined(snapshot, builder);
    break;
  case SILSA_SHAPE_TEXT:
  case SILSA_SHAPE_NUMBER:
    append_words(widget, snapshot, shape, &area);
    break;
  case SILSA_SHAPE_BLUR:
    if (pixels != NULL) {
      append_blurred(snapshot, shape, &area, pixels, turn);
      break;
    }
    G_GNUC_FALLTHROUGH; /* hidden while the picture is not there yet */
  case SILSA_SHAPE_BLOCK:
    gtk_snapshot_append_color(snapshot, &black, &area);
    break;
  }
}

/* --- the selected one --- */

static void
append_knob(GtkSnapshot *snapshot, float x, float y)
{
  graphene_rect_t area = GRAPHENE_RECT_INIT(x - KNOB, y - KNOB, 2 * KNOB, 2 * KNOB);

  append_rounded(snapshot, &area, KNOB, &white);
  append_ring(snapshot, &area, KNOB, &blue);
}

void
silsa_shape_look_append_frame(GtkSnapshot *snapshot,
                              const SilsaShape *shape,
                              const graphene_point_t *one,
                              const graphene_point_t *other,
                              const graphene_rect_t *area)
{
  graphene_rect_t outer = *area;

  if (shape->kind == SILSA_SHAPE_ARROW) {
    append_knob(snapshot, one->x, one->y);
    append_knob(snapshot, other->x, other->y);
    return;
  }
  graphene_rect_inset(&outer, -2, -2);
  append_ring(snapshot, &outer, 2, &white);
  graphene_rect_inset(&outer, -2, -2);
  append_ring(snapshot, &outer, 2, &blue);
  if (shape->kind == SILSA_SHAPE_TEXT || shape->kind == SILSA_SHAPE_NUMBER)
    return;
  append_knob(snapshot, one->x, one->y);
  append_knob(snapshot, other->x, other->y);
  append_knob(snapshot, one->x, other->y);
  append_knob(snapshot, other->x, one->y);
}

/* --- in words --- */

char *
silsa_shape_look_describe(const SilsaShape *shape)
{
  const char *kind = silsa_shape_kind_to_text(shape->kind);

  return shape->text != NULL ? g_strdup_printf(C_("shape", "%s: %s"), kind, shape->text)
                             : g_strdup(kind);
}

const char *
silsa_shape_look_get_icon(SilsaShapeKind kind)
{
  static const char *const icons[SILSA_N_SHAPE_KINDS] = {
      "silsa-arrow-symbolic",  "silsa-box-symbolic",    "silsa-text-symbolic",
      "silsa-number-symbolic", "silsa-redact-symbolic", "silsa-blur-symbolic"};

  return icons[kind];
}
