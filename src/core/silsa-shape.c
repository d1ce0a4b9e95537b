#include "silsa-shape.h"

#include <glib/gi18n.h>
#include <string.h>

#define FIELD_PREFIX "shape:"

static const char *const kind_names[SILSA_N_SHAPE_KINDS] = {"arrow",  "box",   "text",
                                                            "number", "block", "blur"};

static gboolean
has_text(SilsaShapeKind kind)
{
  return kind == SILSA_SHAPE_TEXT || kind == SILSA_SHAPE_NUMBER;
}

static gboolean
parse_kind(const char *name, SilsaShapeKind *kind)
{
  for (int i = 0; i < SILSA_N_SHAPE_KINDS; i++) {
    if (strcmp(kind_names[i], name) == 0) {
      *kind = (SilsaShapeKind)i;
      return TRUE;
    }
  }
  return FALSE;
}

static gboolean
parse_coordinate(const char *text, int *out)
{
  guint64 number;

  if (!g_ascii_string_to_unsigned(text, 10, 0, SILSA_SHAPE_SCALE, &number, NULL))
    return FALSE;
  *out = (int)number;
  return TRUE;
}

static gboolean
is_sound(const SilsaShape *shape)
{
  guint64 number;

  if (shape->kind == SILSA_SHAPE_ARROW)
    return shape->x1 != shape->x2 || shape->y1 != shape->y2;
  if (!has_text(shape->kind))
    return shape->x1 < shape->x2 && shape->y1 < shape->y2;
  if (shape->x1 != shape->x2 || shape->y1 != shape->y2)
    return FALSE;
  if (shape->kind == SILSA_SHAPE_NUMBER)
    return g_ascii_string_to_unsigned(shape->text, 10, 1, 99, &number, NULL);
  return shape->text[0] != '\0' && strchr(shape->text, '\n') == NULL &&
         g_utf8_strlen(shape->text, -1) <= SILSA_SHAPE_TEXT_CHARACTERS;
}

gboolean
silsa_shape_parse(const char *value, SilsaShape *shape)
{
  g_auto(GStrv) parts = g_strsplit(value, " ", 6);
  int *coordinates[] = {&shape->x1, &shape->y1, &shape->x2, &shape->y2};
  guint n = g_strv_length(parts);

  shape->text = NULL;
  if (n < 5 || !parse_kind(parts[0], &shape->kind) || (n == 6) != has_text(shape->kind))
    return FALSE;
  for (gsize i = 0; i < G_N_ELEMENTS(coordinates); i++)
    if (!parse_coordinate(parts[1 + i], coordinates[i]))
      return FALSE;
  shape->text = g_strdup(n == 6 ? parts[5] : NULL);
  if (is_sound(shape))
    return TRUE;
  silsa_shape_clear(shape);
  return FALSE;
}

char *
silsa_shape_to_string(const SilsaShape *shape)
{
  return g_strdup_printf("%s %d %d %d %d%s%s", kind_names[shape->kind], shape->x1, shape->y1,
                         shape->x2, shape->y2, shape->text != NULL ? " " : "",
                         shape->text != NULL ? shape->text : "");
}

void
silsa_shape_clear(SilsaShape *shape)
{
  g_clear_pointer(&shape->text, g_free);
}

gboolean
silsa_shape_hides(SilsaShapeKind kind)
{
  return kind == SILSA_SHAPE_BLOCK || kind == SILSA_SHAPE_BLUR;
}

const char *
silsa_shape_kind_to_text(SilsaShapeKind kind)
{
  switch (kind) {
  case SILSA_SHAPE_ARROW:
    return C_("shape", "Arrow");
  case SILSA_SHAPE_BOX:
    return C_("shape", "Box");
  case SILSA_SHAPE_TEXT:
    return C_("shape", "Text");
  case SILSA_SHAPE_NUMBER:
    return C_("shape", "Number");
  case SILSA_SHAPE_BLOCK:
    return C_("shape", "Blocked out");
  case SILSA_SHAPE_BLUR:
    return C_("shape", "Blurred");
  }
  g_return_val_if_reached("");
}

/* --- those on one photo --- */

static void
collect_shape(const char *subject G_GNUC_UNUSED,
              const char *field,
              const char *value,
              gpointer data)
{
  GArray *shapes = data;
  SilsaShape shape = {0};

  if (!g_str_has_prefix(field, FIELD_PREFIX) || !silsa_shape_parse(value, &shape))
    return;
  shape.number = (guint)g_ascii_strtoull(field + strlen(FIELD_PREFIX), NULL, 10);
  g_array_append_val(shapes, shape);
}

static int
compare_numbers(gconstpointer a, gconstpointer b)
{
  guint left = ((const SilsaShape *)a)->number, right = ((const SilsaShape *)b)->number;

  return (left > right) - (left < right);
}

GArray *
silsa_shapes_new_empty(void)
{
  GArray *shapes = g_array_new(FALSE, FALSE, sizeof(SilsaShape));

  g_array_set_clear_func(shapes, (GDestroyNotify)silsa_shape_clear);
  return shapes;
}

GArray *
silsa_shapes_new(SilsaAssessment *assessment, gint64 evidence)
{
  g_autofree char *subject = g_strdup_printf("evidence:%" G_GINT64_FORMAT, evidence);
  GArray *shapes = silsa_shapes_new_empty();

  silsa_assessment_foreach_field(assessment, subject, collect_shape, shapes);
  g_array_sort(shapes, compare_numbers);
  return shapes;
}

/* The next in order; where a thousand were drawn and taken away, the first gap. */
static guint
find_number(const GArray *shapes)
{
  guint number = 1;

  if (shapes->len == 0 || g_array_index(shapes, SilsaShape, shapes->len - 1).number < SILSA_SHAPES)
    return shapes->len == 0 ? 1 : g_array_index(shapes, SilsaShape, shapes->len - 1).number + 1;
  for (guint i = 0; i < shapes->len && g_array_index(shapes, SilsaShape, i).number == number; i++)
    number++;
  return number;
}

guint
silsa_act_draw(SilsaAct *act, SilsaAssessment *assessment, gint64 evidence, const SilsaShape *shape)
{
  g_autoptr(GArray) shapes = silsa_shapes_new(assessment, evidence);
  guint number = shape->number != 0 ? shape->number : find_number(shapes);
  g_autofree char *subject = g_strdup_printf("evidence:%" G_GINT64_FORMAT, evidence);
  g_autofree char *field = g_strdup_printf(FIELD_PREFIX "%u", number);
  g_autofree char *value = silsa_shape_to_string(shape);

  silsa_act_add(act, subject, field, value);
  return number;
}

void
silsa_act_rub_out(SilsaAct *act, gint64 evidence, guint number)
{
  g_autofree char *subject = g_strdup_printf("evidence:%" G_GINT64_FORMAT, evidence);
  g_autofree char *field = g_strdup_printf(FIELD_PREFIX "%u", number);

  silsa_act_add(act, subject, field, NULL);
}

void
silsa_act_mark(SilsaAct *act, gint64 evidence, const char *mark, gboolean set)
{
  g_autofree char *subject = g_strdup_printf("evidence:%" G_GINT64_FORMAT, evidence);

  silsa_act_add(act, subject, mark, set ? "1" : NULL);
}
